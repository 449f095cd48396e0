"""What is wanted, promised, asked, praised or blamed: infinitives, noun phrases and indirect questions after a verb.

Patterns: `object.to` ("promet de rouvrir", "wants to cut taxes"), `object.noun` ("a condamné l'attaque", "called for a vote"),
`object.asked` ("explique pourquoi ...", "has not said when ..."), `object.silence`
("n'a pas souhaité commenter"). A wish or a demand is no assertion: its stance is `hedges`.
What somebody refuses to do keeps its verb, without which it would say the opposite."""

from __future__ import annotations

from recoupe.kinds.statements.bounds import all_direct, before_new_clause, clause_end, covered, goes_on, object_at, relative_source
from recoupe.kinds.statements.chains import via_of_cue
from recoupe.kinds.statements.complements import past_emphasis
from recoupe.kinds.statements.cues import Cue
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.speakers import can_speak, shown_from, speaker_of
from recoupe.kinds.statements.voices import voice_of
from recoupe.kinds.statements.work import Work, emit
from recoupe.records import Span, Voice

_FEWEST = 4  # words of an object that is worth a statement
_ADDRESSEE = 12  # tokens from a verb to the infinitive it asks somebody for
_SHORT = 6  # words in which somebody asks not to be named
_VERBS = ("VERB", "AUX")
_NOMINAL = ("DET", "NOUN", "PROPN", "ADJ", "NUM")


def objects(work: Work, unit: int, cue: Cue, previous: Voice | None) -> None:
    """Puts the statement whose content is the object of a verb on the list, where there is one."""
    scene = work.scene
    a, b = scene.units[unit]
    untold = cue.shape == "modal" and cue.negated  # "would not say whether"
    if (cue.shape not in {"fin", "ger"} and not untold) or (cue.passive and not cue.can("V")) or _asked_himself(scene, cue, a):
        return
    at = past_emphasis(scene, object_at(scene, cue, b))
    voice: Voice | None = None
    if cue.passive:
        voice, at = agent(scene, at, b)
        if voice is None:
            return
        at += scene.rules.bare_clause and scene.low(at) in scene.rules.words["of"]  # "accused by X of hiding"
    if at >= b or scene.mark_of[at] >= 0:
        return
    begin, pattern = _asked(scene, cue, at), "object.asked"
    if begin < 0 and _silent(scene, cue, b):
        begin, pattern = cue.first, "object.silence"
    if begin < 0 and not cue.negated and cue.can("V"):
        begin, pattern = _infinitive(scene, at, b), "object.to"
    told = scene.low(at) in scene.rules.words["with_addressee"] and cue.can("I", "D")  # "l'a annoncé aux équipes": to whom
    if begin < 0 and not cue.negated and cue.can("P") and not told:
        begin, pattern = _noun(scene, at, b), "object.noun"
    planned = cue.shape == "ger" and pattern == "object.to" and cue.can("L", "M")  # "en prévoyant de ...": what is done
    if begin < 0 or planned or not _is_verb(scene, cue, at):
        return
    how = ""
    if voice is None:
        voice, how = speaker_of(work, unit, cue, previous)
    if voice is None or not (voice.name or voice.role or voice.exact) or not can_speak(scene, voice, cue):
        return
    if "Z" in cue.frames and pattern == "object.to":
        begin = cue.first
    end = before_new_clause(scene, begin, clause_end(scene, begin, b, cue, a=a))
    if how == "relative" and not scene.rules.bare_clause:
        end = next((k for k in range(begin + 2, end - 1) if scene.low(k) == "," and scene.mark_of[k] < 0 and goes_on(scene, k + 1)), end)
    if any(scene.low(k) in scene.rules.words["anonymity"] for k in range(begin, min(end, begin + _SHORT))):
        return  # "a souhaité rester anonyme", "asked not to be named"
    if any(relative_source(scene, k) for k in range(begin, end)):
        return  # "évoque des rapports selon lesquels ...": theirs
    words = sum(1 for k in range(begin, end) if scene.tokens[k].kind in "wn")
    if (words < _FEWEST and begin != cue.first and pattern != "object.asked") or all_direct(work, begin, end):
        return
    span = Span(scene.tokens[begin].start, scene.tokens[end - 1].end)
    if covered(work, span):
        return
    via = via_of_cue(scene, cue, begin, None)
    stance = "hedges" if cue.hedged or not _asserts(cue, pattern) else ""
    emit(
        work, span, voice, scene.words(cue.first, cue.last), pattern, unit=unit, via=via, stance=stance, cue_at=shown_from(scene, unit, cue)
    )


def agent(scene: Scene, at: int, b: int) -> tuple[Voice | None, int]:
    """ "est accusé par le parquet d'avoir ...": who does what a passive verb says, and the token after."""
    at -= scene.low(at - 1) in scene.rules.words["by"]
    if scene.low(at) not in scene.rules.words["by"]:
        return None, at
    limit = next((k for k in range(at + 2, min(b, at + _ADDRESSEE)) if verb_after(scene, k) > 0 and scene.low(k) in _leading(scene)), b)
    np = phrase(scene, at + 1, limit)
    return (voice_of(scene, np), np.last) if np is not None else (None, at)


def _leading(scene: Scene) -> frozenset[str]:
    """The words that lead up to an infinitive."""
    return scene.rules.words["of"] | scene.rules.words["to"]


def _silent(scene: Scene, cue: Cue, b: int) -> bool:
    """Whether somebody will not comment: "n'a pas souhaité commenter", "did not respond to a request"."""
    comment = scene.rules.words["commenting"]
    return cue.negated and cue.can("V", "D") and any(scene.low(k) in comment for k in range(cue.verb, min(b, cue.last + _SHORT)))


def _asked_himself(scene: Scene, cue: Cue, a: int) -> bool:
    """ "X, asked whether ..., said": no question of X's."""
    g = cue.first
    if not scene.rules.bare_clause or scene.low(g - 1) != "," or g != cue.verb:
        return False
    return not any(scene.low(k) == "," for k in range(a, g - 1))


def _is_verb(scene: Scene, cue: Cue, at: int) -> bool:
    """Whether the tagger takes a cue for a verb, or for a noun where no noun can be ("the center plans to ...")."""
    before = scene.is_a(cue.verb - 1, *_VERBS, unknown=False)
    leads = cue.can("V") and scene.rules.bare_clause and scene.low(at) in scene.rules.words["to"]
    named = scene.name_at.get(cue.verb - 1)
    named_before = named is not None and named.last == cue.verb and not scene.rules.bare_clause  # "Fillon estime, lui, ..."
    return scene.is_a(cue.verb, *_VERBS) or named_before or (leads and not before and cue.first == cue.verb)


def _asserts(cue: Cue, pattern: str) -> bool:
    """Whether the object of a verb is put forward as true or done, and not only wanted, asked or asked about."""
    if pattern == "object.silence" or cue.can("Z"):
        return True
    if pattern == "object.asked":
        return not cue.negated and not cue.can("M")
    if pattern == "object.to":
        return cue.can("Q") and not cue.can("L", "M")
    return not cue.can("L")


def _asked(scene: Scene, cue: Cue, at: int) -> int:
    """Where an indirect question begins, or -1: "how", "pourquoi" and "whether" after any verb of saying, "when" and "si" (which
    may open a clause of their own) only after one that asks or that says nothing."""
    rules, low = scene.rules, scene.low(at)
    if not cue.can("H"):
        return -1
    open_to_all = low in rules.words["questions"]
    asked = low in rules.words["open_questions"] and (cue.negated or cue.can("M"))
    what = low in rules.determiners and scene.low(at + 1) in rules.complementizers | rules.words["subject_relatives"]  # "ce que"
    return at if open_to_all or asked or (what and not rules.bare_clause) else -1


def _infinitive(scene: Scene, at: int, b: int) -> int:
    """Where the infinitive that a verb takes, or the somebody it asks for it, begins; -1 where there is none."""
    rules = scene.rules
    start = at + 1 if scene.low(at) in rules.words["negations"] | rules.words["not"] else at
    if verb_after(scene, start) > 0:
        led = scene.low(at) in rules.words["of"] | rules.words["to"] and not rules.bare_clause
        return at + 1 if led else at
    if scene.low(at) in rules.pronouns and scene.low(at) not in rules.determiners:
        return at if verb_after(scene, at + 1) > 0 and rules.bare_clause else -1
    if not scene.is_a(at, "DET", "NOUN", "PROPN", "ADJ", "NUM", "ADP"):
        return -1
    for k in range(at + 1, min(b, at + _ADDRESSEE)):
        if scene.mark_of[k] >= 0 or (scene.tokens[k].kind == "p" and scene.low(k) in {",", ";", ":", ".", "–", "—"}):
            return -1
        if scene.low(k) in rules.complementizers or scene.low(k) in rules.words["relatives"]:
            return -1
        leads = scene.low(k) in (rules.words["to"] if rules.bare_clause else rules.words["of"] | rules.words["to"])
        if leads and scene.low(k) not in rules.determiners and verb_after(scene, k) > 0:
            return at
    return -1


def verb_after(scene: Scene, at: int) -> int:
    """The infinitive (in English also the -ing form) that begins at a token, past what leads up to it and its clitics; or -1."""
    rules, k = scene.rules, at
    led = scene.low(k) in rules.words["to"] or (scene.low(k) in rules.words["of"] and not rules.bare_clause)
    if led:
        if scene.low(k) in rules.determiners:
            return -1
        k += 1
    while scene.low(k) in rules.words["negations"] | rules.words["not"] | rules.words["clitics"] | rules.words["reflexives"] or (
        led and rules.adverb(scene.low(k)) and k - at < 4
    ):
        k += 1
    if scene.tokens[min(k, len(scene.tokens) - 1)].kind != "w" or not scene.is_a(k, *_VERBS):
        return -1
    if rules.bare_clause and led:
        return k
    return k if scene.low(k).endswith(rules.infinitives) and len(scene.low(k)) > 3 else -1


def _noun(scene: Scene, at: int, b: int) -> int:
    """Where the noun phrase that a verb takes begins, or -1."""
    rules, low = scene.rules, scene.low(at)
    if not rules.bare_clause and low not in rules.determiners:
        if low in rules.words["of"] | rules.words["to"]:
            at += 1
        elif low in rules.words["prepositions"]:
            return -1  # "a requis contre lui une peine ..."
    if at in scene.dated or low in rules.words["time_nouns"] or low in rules.words["relatives"] or low in rules.words["subordinators"]:
        return -1
    if scene.low(at) in rules.determiners and scene.low(at + 1) in rules.words["time_nouns"]:
        return -1
    low = scene.low(at)
    nominal = low in rules.determiners or scene.is_a(at, *_NOMINAL) or low.endswith(rules.participle_endings)
    np = phrase(scene, at, b) if nominal else None
    if np is not None and np.det == "ind" and scene.low(np.head) in rules.nouns["person"] | rules.nouns["group"]:
        return -1  # "saluait des habitants"
    return at if np is not None and (np.last - np.first > 1 or np.named is not None) else -1
