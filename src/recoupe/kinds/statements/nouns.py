"""What stands in a noun: "X's claim that ...", "la promesse de X de rouvrir", "her decision to sell".

Patterns: `noun.that` and `noun.to`. Only with whose it is; what is only meant or wanted has the stance `hedges`."""

from __future__ import annotations

from recoupe.kinds.statements.bounds import clause_end, covered, has_verb
from recoupe.kinds.statements.cues import Cue
from recoupe.kinds.statements.objects import verb_after
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.voices import resolve, voice_of
from recoupe.kinds.statements.work import Work, emit
from recoupe.records import Span, Voice

_BETWEEN = 3  # adjectives between an owner and the noun
_OWNER = 8  # tokens of an owner


def nouns(work: Work, unit: int) -> None:
    """Puts the statements of a unit that stand in a noun with an owner on the list."""
    scene = work.scene
    a, b = scene.units[unit]
    known = scene.rules.nouns.get("claim", frozenset()) | scene.rules.nouns.get("view", frozenset())
    meant = scene.rules.nouns.get("intent", frozenset())
    words = scene.rules.words
    opens = scene.rules.complementizers | words["by"] | words["genitives"] | words["to"] | words["of"]
    for k in range(a + 1, b - 3):
        low = scene.low(k)
        if (low in known or low in meant) and scene.low(k + 1) in opens and scene.mark_of[k] < 0 and scene.is_a(k, "NOUN"):
            _noun(work, unit, k, that=low in known, to=low in meant)


def _noun(work: Work, unit: int, k: int, *, that: bool, to: bool) -> None:
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    voice, after = owner_after(scene, k, b)
    to = to and voice is None  # "la volonté de X de ..." is told by somebody else
    if voice is None:
        voice = _owner_before(scene, k, a)
    if voice is None or not (voice.name or voice.role):
        return
    clause = that and scene.low(after) in rules.complementizers and not scene.mark_of[after] >= 0
    begin = after + 1 if clause else after
    if not clause and (not to or verb_after(scene, after) < 0):
        return
    led = not clause and not rules.bare_clause and scene.low(begin) in rules.words["of"] | rules.words["to"]
    begin = begin + 1 if led else begin
    end = clause_end(scene, begin, b, Cue(k, begin, k, "", "", "fin"), a=begin)
    end = before_second_verb(scene, begin, end, 1 if clause else 0)
    if end - begin < 3 or (clause and not has_verb(scene, begin, end)):
        return
    span = Span(scene.tokens[begin].start, scene.tokens[end - 1].end)
    if not covered(work, span):
        pattern, stance = ("noun.that", "") if clause else ("noun.to", "hedges")
        emit(work, span, voice, scene.words(k, k + 1), pattern, unit=unit, stance=stance, cue_at=k)


def before_second_verb(scene: Scene, begin: int, end: int, own: int) -> int:
    """Where the clause of a noun ends and the sentence goes on: before the finite verb after its `own` ones ("l'idée selon laquelle
    le pont serait sûr | a surpris")."""
    rules, seen, inner = scene.rules, 0, False
    for k in range(begin, end):
        low = scene.low(k)
        if scene.mark_of[k] >= 0:
            continue
        joins = low in rules.complementizers or any(low in rules.words[c] for c in ("relatives", "subordinators", "coordinators"))
        inner = joins or low == "," or (inner and seen >= own and not joins and not _finite(scene, k))
        grouped = k > begin and _finite(scene, k - 1)
        if not _finite(scene, k) or (grouped and (rules.bare_clause or scene.low(k - 1) in rules.auxiliaries)):
            continue
        seen += 1
        if seen > own and not inner:
            return k if k - begin >= 3 else end
        if inner:
            seen, inner = min(seen, own), False
    return end


def _finite(scene: Scene, k: int) -> bool:
    kind = scene.rules.auxiliaries.get(scene.low(k), "inf")
    return (
        (kind not in {"inf", "g"} and scene.low(k) not in {"been", "be"})
        or scene.low(k) in scene.rules.words["finite"]
        or scene.is_finite(k)
    )


def _owner_before(scene: Scene, k: int, a: int) -> Voice | None:
    """Whose a noun is by the word before it: "her claim", "Stumpf's repeated claim", "leur volonté"."""
    rules = scene.rules
    for j in range(k - 1, max(a - 1, k - 2 - _BETWEEN), -1):
        low = scene.low(j)
        if low in rules.owners:
            gender, number = rules.owners[low]
            return resolve(scene, j, gender, number)
        if low.endswith(rules.possessives):
            named = scene.name_at.get(j)
            first = named.first if named is not None else j
            while (
                first > a and j - first < _OWNER and named is None and scene.is_a(first - 1, "DET", "ADJ", "NOUN", "PROPN", unknown=False)
            ):
                first -= 1
            np = phrase(scene, first, k)
            speaks = np is not None and (np.named is not None or any(scene.low(i) in rules.nouns["all"] for i in range(first, j + 1)))
            return voice_of(scene, np) if np is not None and speaks else None
        if not scene.is_a(j, "ADJ", "VERB", "NUM", unknown=False):
            return None
    return None


def owner_after(scene: Scene, k: int, b: int) -> tuple[Voice | None, int]:
    """Whose a noun is by what follows ("la promesse de X", "the claim by X"), and the token after it; else the token after the noun."""
    rules, low = scene.rules, scene.low(k + 1)
    if low not in rules.words["by"] and low not in rules.words["genitives"]:
        return None, k + 1
    start = k + 1 if low in rules.determiners else k + 2
    named = scene.name_at.get(start) or (scene.name_at.get(start + 1) if scene.low(start) in rules.determiners else None)
    np = phrase(scene, start, min(b, named.last) if named is not None else b)
    if np is None or (np.named is None and (scene.low(np.head) not in rules.nouns["all"] or np.of >= 0)):
        return None, k + 1
    return voice_of(scene, np), np.last
