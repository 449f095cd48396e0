"""Clauses that somebody is said to have said: after a verb, around an incise, after "selon"; fragments in marks; denials."""

from __future__ import annotations

from dataclasses import replace

from recoupe.kinds.statements.chains import citing_sources, via_of_cue
from recoupe.kinds.statements.cues import Cue, cues
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.subjects import NOBODY, Work, emit, pronoun_voice, subject_after, subject_before
from recoupe.kinds.statements.voices import apposition, is_media, resolve, subject_phrase, voice_of
from recoupe.records import Span, Voice

_REACH = 16  # tokens from a verb to its complementizer
_MIXED = 14  # tokens from a verb to the marks it governs
_INSIDE = 7  # words that may stand before an incise without being a clause


def clauses(work: Work, unit: int) -> None:
    """The statements of a unit that hang on a verb."""
    scene = work.scene
    a, b = scene.units[unit]
    found = [c for c in cues(scene, a, b) if c.verb not in work.used and not _quoted(work, c.verb)]
    previous: Voice | None = scene.spoken[unit][0] if unit in scene.spoken else None
    for cue in found:
        if cue.verb in work.used or (cue.negated and "X" not in cue.frames):
            continue
        if cue.shape == "inf" or (cue.shape == "modal" and scene.low(cue.last) not in scene.rules.words["restrictive"]):
            continue
        voice = (
            _clause(work, unit, cue, found, previous)
            or _incise(work, unit, cue)
            or _denial(work, unit, cue, previous)
            or _fragment(work, unit, cue, found, previous)
            or _colon(work, unit, cue, previous)
        )
        if voice is not None:
            previous = voice
            work.used.add(cue.verb)


def _quoted(work: Work, i: int) -> bool:
    """Inside marks: what is said there is somebody else's saying."""
    return work.scene.mark_of[i] >= 0


def _speaker(work: Work, unit: int, cue: Cue, previous: Voice | None) -> tuple[Voice | None, str]:
    """The subject of a verb: its own, that of the verb it is coordinated with, or that of the main clause."""
    scene = work.scene
    a, _ = scene.units[unit]
    if cue.passive:
        impersonal = any(scene.low(k) in scene.rules.words["impersonal"] for k in range(max(a, cue.first - 2), cue.last))
        return (NOBODY, "impersonal") if impersonal else (None, "")
    if cue.shape == "ger":
        named = _noun_before(scene, cue, a)
        if named is not None:
            return named, "participle"
        main = previous or _unit_subject(scene, unit, cue.first)
        return (main if main is not None and _can_speak(scene, main, cue) else None), "participle"
    voice, _, how = subject_before(scene, cue, a)
    if how == "coordinated":
        return (previous or _unit_subject(scene, unit, cue.first)), how
    if how == "" and cue.pronoun >= 0:
        return pronoun_voice(scene, cue.pronoun), "inverted"
    if voice is not None and not _can_speak(scene, voice, cue):
        return None, ""
    return voice, how


def _unit_subject(scene: Scene, unit: int, limit: int) -> Voice | None:
    np, apposed = subject_phrase(scene, unit, limit)
    if np is not None:
        return voice_of(scene, np, apposed)
    a, _ = scene.units[unit]
    for k in range(a, min(limit, a + 20)):
        if scene.low(k) in scene.rules.pronouns and scene.low(k) not in scene.rules.determiners:
            return pronoun_voice(scene, k)
    return None


def _noun_before(scene: Scene, cue: Cue, a: int) -> Voice | None:
    """ "des déclarations ukrainiennes qualifiant ..."."""
    for k in range(cue.first - 1, max(a - 1, cue.first - 6), -1):
        if scene.tokens[k].kind == "p" or scene.low(k) in scene.rules.words["prepositions"]:
            return None
        if scene.low(k) in scene.rules.determiners or (scene.name_at.get(k) is not None and scene.name_at[k].first == k):
            np = phrase(scene, k, cue.first)
            if np is not None and np.last == cue.first and (np.named is not None or scene.low(np.head) in scene.rules.nouns["all"]):
                return voice_of(scene, np)
    return None


def _can_speak(scene: Scene, voice: Voice, cue: Cue) -> bool:
    if voice.name is not None:
        return True
    words = f"{voice.role or ''} {voice.exact or ''}".lower().replace("’", "'").replace("'", "' ").replace("-", " ").split()
    hyphened = f"{voice.role or ''} {voice.exact or ''}".lower().split()
    if any(w in scene.rules.nouns["all"] for w in words + hyphened):
        return True
    if voice.exact and voice.exact.lower().lstrip("-t") in scene.rules.pronouns:
        return "W" not in cue.frames
    return False


# ---------------------------------------------------------------- X says that ...


def _clause(work: Work, unit: int, cue: Cue, others: list[Cue], previous: Voice | None) -> Voice | None:
    scene = work.scene
    _, b = scene.units[unit]
    if not cue.can("Q"):
        return None
    begin, pattern = _complement(scene, cue, b), "clause.that"
    if begin < 0 and cue.can("B") and scene.rules.bare_clause:
        begin, pattern = _bare_complement(scene, cue, b), "clause.bare"
    if begin < 0 or begin >= b:
        return None
    voice, how = _speaker(work, unit, cue, previous)
    if voice is None or (how == "subject" and _free_relative(scene, unit, cue)):
        return None
    end = clause_end(scene, begin, b, cue, how, scene.units[unit][0])
    if end - begin < 2:
        return None
    inner = [c for c in others if begin <= c.first < end and c.verb != cue.verb]
    if inner and is_media(scene, voice) and inner[0].can("Q") and _complement(scene, inner[0], b) > 0 and inner[0].first - begin < 8:
        work.via_of[inner[0].verb] = (voice,)
        return voice
    for c in inner:
        work.used.add(c.verb)
    told = None
    via = work.via_of.get(cue.verb, ()) or via_of_cue(scene, cue, begin, told)
    span = Span(scene.tokens[begin].start, scene.tokens[end - 1].end)
    kind = ""
    mark = _whole_mark(scene, begin, end)
    if mark >= 0 and pattern == "clause.that":
        span, kind = scene.marks[mark].span, "direct"
        if mark in work.direct:
            return voice
    stance = "denies" if "X" in cue.frames and not cue.negated else ("hedges" if cue.hedged else "")
    emit(work, span, voice, scene.words(cue.first, cue.last), pattern, unit, via, stance, kind)
    if stance == "denies":
        work.quotes[-1] = replace(work.quotes[-1], topic=work.quotes[-1].span)
    return voice


def _free_relative(scene: Scene, unit: int, cue: Cue) -> bool:
    """ "what Trump says his plan would do": nobody is quoted."""
    a, _ = scene.units[unit]
    _, start, _ = subject_before(scene, cue, a)
    return any(scene.low(k) in scene.rules.words["free_relatives"] for k in (start, start - 1))


def _whole_mark(scene: Scene, begin: int, end: int) -> int:
    """The mark that holds the whole clause, or -1."""
    if scene.tokens[begin].low not in "«“\"‘'„":
        return -1
    for m, mark in enumerate(scene.marks):
        if mark.open == scene.tokens[begin].start:
            inside = mark.span.end - mark.span.start
            return m if scene.tokens[end - 1].end <= mark.close + 1 and inside > 15 else -1
    return -1


def _complement(scene: Scene, cue: Cue, b: int) -> int:
    """The token after the complementizer that a verb governs, or -1."""
    rules, tokens = scene.rules, scene.tokens
    k, limit = cue.last, min(b, cue.last + _REACH)
    if not cue.can("A", "T") and not _goes_on(scene, k, limit):
        return -1
    while k < limit:
        low = scene.low(k)
        if low in rules.complementizers:
            if k > cue.last and scene.low(k - 1) in rules.words["no_clause_before"]:
                return -1
            if rules.bare_clause and _determiner_that(scene, k, b):
                return -1
            return k + 1
        if tokens[k].kind == "p" and low not in {",", "(", ")", "-"}:
            return -1
        if low in rules.words["relatives"] or (
            low in rules.words["coordinators"] and scene.low(k + 1) not in rules.determiners and k + 1 not in scene.name_at
        ):
            return -1
        if low in rules.auxiliaries and k not in scene.name_at and not _participle_ahead(scene, k):
            return -1
        k += 1
    return -1


def _goes_on(scene: Scene, k: int, limit: int) -> bool:
    """Whether what follows a verb can lead up to its complementizer: adverbs, times, addressees, but no object."""
    rules = scene.rules
    while k < limit and (rules.adverb(scene.low(k)) or k in scene.dated or scene.low(k) in rules.words["time_nouns"]):
        k += 1
    low = scene.low(k)
    return (
        low in rules.complementizers
        or low in rules.words["prepositions"]
        or low in rules.words["of"]
        or low in rules.words["with_addressee"]
        or low in {",", "("}
        or (low in rules.determiners and scene.low(k + 1) in rules.words["time_nouns"])
        or low in rules.words["not"]
    )


def _participle_ahead(scene: Scene, k: int) -> bool:
    return False


def _determiner_that(scene: Scene, k: int, b: int) -> bool:
    """ "said that night": the word is a determiner, not a complementizer."""
    return scene.low(k + 1) in scene.rules.words["time_nouns"]


def _bare_complement(scene: Scene, cue: Cue, b: int) -> int:
    """Where a clause without "that" begins after a verb ("said it had", "told investors the works would"), or -1."""
    rules, tokens = scene.rules, scene.tokens
    k = cue.last
    if cue.can("T"):
        np = phrase(scene, k, b)
        if np is None:
            if scene.low(k) not in rules.pronouns:
                return -1
            k += 1
        else:
            k = np.last
    while (
        k < b
        and scene.low(k) not in rules.pronouns
        and (rules.adverb(scene.low(k)) or k in scene.dated or (scene.low(k) in rules.words["time_nouns"] and k not in scene.name_at))
    ):
        k += 1
    if k >= b:
        return -1
    low = scene.low(k)
    opener = (
        (low in rules.pronouns
        and low not in rules.words["relatives"])
        or low in rules.determiners
        or tokens[k].kind == "n"
        or k in scene.name_at
        or (tokens[k].kind == "w" and low not in rules.words["relatives"] and low not in rules.words["of"] and low not in rules.auxiliaries)
    )
    if not opener or low in rules.words["free_relatives"] or low in rules.words["prepositions"] or low in rules.words["coordinators"]:
        return -1
    return k if _finite_inside(scene, k, b) else -1


def _finite_inside(scene: Scene, k: int, b: int) -> bool:
    """Whether a finite verb stands in the clause that begins at `k`, before its first comma or infinitive."""
    rules = scene.rules
    if scene.low(k) in rules.pronouns and scene.low(k) not in rules.determiners:
        return True
    resume = 0
    for m in range(k + 1, min(b, k + 24)):
        low = scene.low(m)
        if m < resume:
            continue
        if low == "," and scene.tokens[m].kind == "p":
            resume = next((n + 1 for n in range(m + 1, min(b, m + 16)) if scene.low(n) == ","), 0)  # an insertion between commas
            if not resume:
                return False
            continue
        if low in rules.words["to"]:
            return False
        if low in rules.auxiliaries and rules.auxiliaries[low] not in {"inf"} and low not in {"be", "been", "having"}:
            return True
        if low in rules.words["finite"] or (low in rules.words["negations"] and low.endswith("n't")):
            return True
        if low.endswith(("'s", "'re", "'ll", "'d")) and m > k + 1 and scene.tokens[m].kind == "w" and low[:-2] in rules.pronouns:
            return True
        if (
            scene.tokens[m].kind == "w"
            and len(low) > 3
            and not scene.tokens[m].upper
            and any(f.shape in "sp" for f in rules.forms.get(low, ()))
            and not low.endswith("ing")
        ):
            before = scene.low(m - 1)
            if before not in rules.determiners and before not in rules.words["prepositions"] and low.endswith(("ed", "s")):
                return True
    return False


def clause_end(scene: Scene, begin: int, b: int, cue: Cue, how: str, a: int) -> int:
    """The token after the last of a reported clause: it stops where its reporter speaks again."""
    rules, tokens = scene.rules, scene.tokens
    subordinate = (
        scene.low(a) in rules.words["subordinators"]
        and scene.low(a) not in rules.words["prepositions"]
        and not any(scene.low(k) == "," for k in range(a, cue.first))
    )
    relative = how == "relative"
    marked_at = -1
    for k in range(begin, b):
        low = scene.low(k)
        m = scene.mark_of[k]
        if m >= 0:
            marked_at = m
            continue
        if tokens[k].kind == "p":
            if low == ";" or (low in "!?." and k >= b - 2):
                return k
            if low == "," and _stops_at_comma(scene, k, b, begin, marked_at, subordinate, relative, cue):
                return k
            continue
        if low in rules.words["coordinators"] and k > begin + 1 and _new_verb(scene, k + 1, b, cue):
            return k - 1 if scene.low(k - 1) == "," else k
        if (
            marked_at >= 0
            and scene.marks[marked_at].close <= tokens[k].start
            and _breaks(scene, k)
            and scene.index(scene.marks[marked_at].open) - begin <= 3
        ):
            return k
        if scene.low(k + 1) in rules.inversions_set and k > begin + 2:
            return k  # "« ... », a-t-il ajouté"
        if k > begin + 2 and _source_at(scene, k) and scene.low(k - 1) == ",":
            return k - 1
    end = b
    while end > begin and tokens[end - 1].kind == "p" and scene.low(end - 1) in {".", ",", ";", ":"}:
        end -= 1
    return end


def _stops_at_comma(scene: Scene, k: int, b: int, begin: int, marked_at: int, subordinate: bool, relative: bool, cue: Cue) -> bool:
    rules = scene.rules
    after = k + 1
    low = scene.low(after)
    if subordinate and k - begin >= 3:
        return True
    if low in rules.words["coordinators"]:
        return _new_verb(scene, after + 1, b, cue)
    if any(f.shape == "ger" and f.frames for f in rules.forms.get(low, ())) or (
        low in rules.words["gerund_heads"] and any(f.shape == "ger" for j in (1, 2) for f in rules.forms.get(scene.low(after + j), ()))
    ):
        return True
    for words in rules.source.get("aside", ()):
        if tuple(scene.low(after + j) for j in range(len(words))) == words:
            return True
    if marked_at >= 0 and scene.marks[marked_at].close <= scene.tokens[k].start and scene.index(scene.marks[marked_at].close) == k:
        return low not in rules.complementizers and scene.tokens[k].start - scene.marks[marked_at].open < 10_000
    if relative and (low in rules.auxiliaries or low in rules.words["negations"] or low in rules.forms):
        return True
    return bool(_source_at(scene, after))


def _source_at(scene: Scene, k: int) -> int:
    """The length of a source preposition ("selon", "according to") at a token, or 0."""
    for words in scene.rules.source.get("front", ()):
        if scene.low(k) == words[0] and tuple(scene.low(k + j) for j in range(len(words))) == words:
            return len(words)
    return 0


def _breaks(scene: Scene, k: int) -> bool:
    return any(tuple(scene.low(k + j) for j in range(len(w))) == w for w in scene.rules.source.get("breaks", ()))


def _new_verb(scene: Scene, k: int, b: int, cue: Cue) -> bool:
    """Whether a coordination at `k` starts a new thing that the same person says or expresses."""
    rules = scene.rules
    if scene.low(k) in rules.complementizers:
        return False
    if scene.low(k) in rules.pronouns and scene.low(k) not in rules.determiners:
        k += 1
    found = cues(scene, k, min(b, k + 5))
    if not found:
        return False
    other = found[0]
    if any(not rules.adverb(scene.low(j)) and scene.low(j) != "," for j in range(k, other.first)):
        return False
    if other.shape not in {"fin"} or other.passive:
        return False
    return not (cue.number in {"s", "p"} and other.number in {"s", "p"} and cue.number != other.number)


# ---------------------------------------------------------------- ..., a annoncé X


def _incise(work: Work, unit: int, cue: Cue) -> Voice | None:
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    if not cue.can("I") or cue.shape != "fin" or cue.passive:
        return None
    before = scene.low(cue.first - 1) if cue.first > a else ""
    voice, end, told, opening = None, cue.last, None, cue.first - 1
    if before in {",", "–", "—", "-", "»", "”"}:
        if scene.low(cue.last) in rules.words["by"]:
            return None  # "..., écrit par X": a participle
        voice, end, told = subject_after(scene, cue, b)
        if voice is not None and not _can_speak(scene, voice, cue):
            return None
        if voice is not None and cue.pronoun < 0 and scene.low(end) in rules.words["of"]:
            return None  # "le président, X, a assuré Y de son soutien"
        if voice is not None and (scene.low(end) in rules.complementizers or (cue.pronoun < 0 and _complement(scene, cue, b) > 0)):
            return None
    if voice is None and rules.subject_first:
        voice, first, how = subject_before(scene, cue, a)
        if voice is None or how != "subject" or first <= a or scene.low(first - 1) not in {",", "–", "—", "”", '"'}:
            return None
        if not _can_speak(scene, voice, cue):
            return None
        opening, end = first - 1, cue.last
        if not _has_verb(scene, a, opening) or _long_after(scene, end, b):
            return None
        if (
            end < b
            and scene.tokens[end].kind != "p"
            and not (
                end in scene.dated
                or scene.low(end) in rules.words["prepositions"]
                or rules.adverb(scene.low(end))
                or scene.low(end) in rules.words["time_nouns"]
                or cue.can("T")
            )
        ):
            return None
    elif rules.subject_first and voice is not None and not _has_verb(scene, a, opening):
        return None
    if voice is None:
        return None
    begin = _content_start(scene, a, opening)
    words = sum(1 for k in range(begin, opening) if scene.tokens[k].kind in "wn")
    rest = _rest(scene, end, b)
    content_end = opening
    if words < 2 and rest > 0 and b - rest > 4:
        begin, words = rest, _INSIDE
        content_end = b
        while (
            content_end > rest
            and scene.tokens[content_end - 1].kind == "p"
            and scene.mark_of[content_end - 1] < 0
            and scene.low(content_end - 1) not in '»”"'
        ):
            content_end -= 1
    if words < 2 or _all_direct(work, begin, content_end):
        return None
    if scene.low(begin) in rules.words["subordinators"] and scene.low(begin) not in rules.words["prepositions"]:
        inner = [k for k in range(begin, opening) if scene.low(k) == "," and scene.mark_of[k] < 0]
        if inner and words > 12 and rules.subject_first:
            begin = inner[-1] + 1
    if words < _INSIDE and rest > 0 and b - rest > 4:
        content_end = b
        while content_end > rest and scene.tokens[content_end - 1].kind == "p":
            content_end -= 1
    via = via_of_cue(scene, cue, b, told)
    cited = citing_sources(scene, voice, end, b)
    if cited is not None:
        via, voice = (voice, *via), cited
    if content_end <= begin:
        return None
    span = Span(scene.tokens[begin].start, scene.tokens[content_end - 1].end)
    stance = "hedges" if cue.hedged else ("denies" if "X" in cue.frames else "")
    emit(work, span, voice, scene.words(cue.first, cue.last), "incise", unit, via, stance)
    return voice


def _has_verb(scene: Scene, begin: int, end: int) -> bool:
    """Whether a finite verb stands in `[begin, end)` outside relative clauses: else it is no clause."""
    rules = scene.rules
    skipping = scene.low(begin) in rules.words["prepositions"] or scene.low(begin) in rules.words["subordinators"]
    for k in range(begin, end):
        low = scene.low(k)
        if low == ",":
            skipping = scene.low(k + 1).endswith("ed") or any(f.shape == "ger" for f in rules.forms.get(scene.low(k + 1), ()))
        elif low in rules.words["relatives"] or low in rules.words["subject_relatives"]:
            skipping = True
        elif not skipping and (
            (low in rules.auxiliaries and rules.auxiliaries[low] != "inf")
            or low in rules.words["finite"]
            or (k > begin and scene.tokens[k].kind == "w" and not scene.tokens[k].upper and low.endswith(("ed", "n't")) and len(low) > 4)
            or any(f.shape in "sp" for f in rules.forms.get(low, ()))
        ):
            return True
    return False


def _long_after(scene: Scene, end: int, b: int) -> bool:
    """Whether too much follows for an incise: more than a dozen words without a comma, or words in marks."""
    for k in range(end, b):
        if scene.mark_of[k] >= 0:
            return True
        if scene.low(k) == "," and scene.tokens[k].kind == "p":
            return False
        if k - end > 14:
            return True
    return False


def _all_direct(work: Work, begin: int, end: int) -> bool:
    scene = work.scene
    inside = [k for k in range(begin, end) if scene.tokens[k].kind in "wn"]
    return sum(1 for k in inside if scene.mark_of[k] in work.direct) >= 0.5 * max(1, len(inside))


def _content_start(scene: Scene, a: int, end: int) -> int:
    begin = a
    for k in range(a, end):
        if scene.mark_of[k] < 0 and scene.low(k) in {";"} and end - k > 3:
            begin = k + 1
    rules = scene.rules
    k = begin
    while k < end and k - begin < 4 and (rules.adverb(scene.low(k)) or scene.low(k) in rules.words["coordinators"]):
        k += 1
    if k > begin and scene.low(k) == "," and end - k > 3:
        begin = k + 1
    elif scene.low(begin) in rules.words["coordinators"]:
        begin += 1
    return begin


def _rest(scene: Scene, end: int, b: int) -> int:
    """Where the sentence takes up again after an incise, or -1."""
    for k in range(end, min(b, end + 12)):
        if scene.low(k) == ",":
            after = scene.low(k + 1)
            if after in scene.rules.words["relatives"] or any(f.shape == "ger" for f in scene.rules.forms.get(after, ())):
                return -1
            return k + 1
    return -1


# ---------------------------------------------------------------- balaie l'hypothèse ...


def _denial(work: Work, unit: int, cue: Cue, previous: Voice | None) -> Voice | None:
    """A denial of a noun phrase: who denies what, and whose claim it was."""
    scene = work.scene
    _, b = scene.units[unit]
    rules = scene.rules
    if "X" not in cue.frames or cue.negated or cue.shape not in {"fin", "ger"} or cue.passive:
        return None
    low = scene.low(cue.last)
    if rules.auxiliaries.get(low) == "inf" or (rules.auxiliaries.get(scene.low(cue.last + 1)) == "inf" and rules.adverb(low)):
        pass  # "nie avoir trahi"
    elif low not in rules.determiners:
        return None
    elif "C" in cue.frames and "Q" not in cue.frames:
        np = phrase(scene, cue.last, b)
        if np is None or not any(scene.low(k) in rules.nouns["claim"] for k in range(np.first, np.last)):
            return None
    voice, _ = _speaker(work, unit, cue, previous)
    if voice is None:
        return None
    begin, relative, end = cue.last, -1, b
    for k in range(begin, b):
        if relative < 0 and _relative_source(scene, k):
            relative = k + 2
        if (
            scene.tokens[k].kind == "p"
            and scene.mark_of[k] < 0
            and scene.low(k) in {",", ".", ";", ":", "!", "–", "—"}
            and relative != k + 1
        ):
            end = k
            break
        if scene.low(k) in rules.complementizers and k > begin and rules.bare_clause:
            relative = k + 1
        if scene.low(k) in rules.words["coordinators"] and _new_verb(scene, k + 1, b, cue):
            end = k
            break
    start = relative if 0 < relative < end - 1 else begin
    if end - start < 2:
        return None
    accused = _accused(scene, end, b) or _claimant(scene, begin, end)
    span = Span(scene.tokens[start].start, scene.tokens[end - 1].end)
    for c in cues(scene, start, end):
        work.used.add(c.verb)
    emit(work, span, voice, scene.words(cue.first, cue.last), "denial", unit, via_of_cue(scene, cue, b, None), "denies")
    if work.quotes:
        work.quotes[-1] = replace(work.quotes[-1], topic=work.quotes[-1].span, against=accused)
    return voice


def _accused(scene: Scene, end: int, b: int) -> Voice | None:
    """ ", avancée dans la soirée par la préfète": whose claim is denied."""
    rules = scene.rules
    if rules.accused_by is None:
        return None
    k = end + 1 if scene.low(end) == "," else end
    if k >= b or not rules.accused_by.fullmatch(scene.low(k)):
        return None
    for j in range(k + 1, min(b, k + 10)):
        if scene.low(j) in rules.words["by"]:
            np = phrase(scene, j + 1, b)
            return voice_of(scene, np, apposition(scene, np, b)) if np is not None else None
    return None


def _claimant(scene: Scene, begin: int, end: int) -> Voice | None:
    """ "les accusations de X", "allegations by X"."""
    rules = scene.rules
    for k in range(begin, end - 1):
        if scene.low(k) in rules.nouns["claim"] and (scene.low(k + 1) in rules.words["of"] or scene.low(k + 1) in rules.words["by"]):
            start = k + 1 if scene.low(k + 1) in rules.determiners else k + 2
            np = phrase(scene, start, end)
            if np is not None and (np.named is not None or scene.low(np.head) in rules.nouns["institution"] | rules.nouns["person"]):
                return voice_of(scene, np)
    return None


# ---------------------------------------------------------------- qualifiant X de « ... », a promis « ... »


def _fragment(work: Work, unit: int, cue: Cue, others: list[Cue], previous: Voice | None) -> Voice | None:
    scene = work.scene
    _, b = scene.units[unit]
    if not cue.can("N", "K") or cue.shape in {"inf", "modal"} or cue.passive:
        return None
    limit = min([b, cue.last + _MIXED] + [c.first for c in others if c.first >= cue.last])
    mark = -1
    for k in range(cue.last, limit):
        if scene.mark_of[k] >= 0:
            mark = scene.mark_of[k]
            break
        low = scene.low(k)
        if (
            (scene.tokens[k].kind == "p"
            and low in {",", ";", ":", "."})
            or low in scene.rules.words["relatives"]
            or low in scene.rules.complementizers
        ):
            return None
    if mark < 0 or mark in work.direct or not scene.marks[mark].closed:
        return None
    m = scene.marks[mark]
    if len(m.span.of(scene.text).split()) < (1 if cue.can("K") else 2) or _covered(work, m.span):
        return None
    voice, _ = _speaker(work, unit, cue, previous)
    if voice is None:
        return None
    begin = cue.last
    while begin < scene.index(m.open) - 1 and scene.rules.adverb(scene.low(begin)):
        begin += 1
    if scene.low(begin) in scene.rules.words["of"] and scene.low(begin) not in scene.rules.determiners:
        begin += 1
    span = Span(scene.tokens[begin].start, m.close)
    emit(work, span, voice, scene.words(cue.first, cue.last), "fragment", unit, via_of_cue(scene, cue, b, None), "", "mixed")
    return voice


def _covered(work: Work, span: Span) -> bool:
    return any(q.span.overlap(span) for q in work.quotes[-6:])


# ---------------------------------------------------------------- X le répète : ...


def _colon(work: Work, unit: int, cue: Cue, previous: Voice | None) -> Voice | None:
    scene = work.scene
    _, b = scene.units[unit]
    if not cue.can("D", "Q") or cue.shape not in {"fin"} or cue.passive:
        return None
    colon = next((k for k in range(cue.last, min(b, cue.last + 10)) if scene.low(k) == ":"), -1)
    if colon < 0 or colon + 3 >= b or scene.mark_of[colon + 1] >= 0 or any(scene.low(k) in {",", ";"} for k in range(cue.last, colon)):
        return None
    if scene.low(colon + 1) in '«“"‘':
        return None
    voice, _ = _speaker(work, unit, cue, previous)
    if voice is None and colon > cue.last:
        voice, _, _ = subject_after(scene, cue, colon)
        if voice is not None and not _can_speak(scene, voice, cue):
            voice = None
    if voice is None:
        return None
    end = clause_end(scene, colon + 1, b, cue, "", colon)
    emit(work, Span(scene.tokens[colon + 1].start, scene.tokens[end - 1].end), voice, scene.words(cue.first, cue.last), "colon", unit)
    return voice


# ---------------------------------------------------------------- selon X


def sources(work: Work, unit: int) -> None:
    """The statements of a unit that rest on "selon X", "according to X", "selon lesquels"."""
    scene = work.scene
    a, b = scene.units[unit]
    k = a
    while k < b:
        if scene.mark_of[k] >= 0:
            k += 1
            continue
        if _relative_source(scene, k):
            _claim(work, unit, k)
            k += 2
            continue
        length = _source_at(scene, k)
        if length:
            _source(work, unit, k, k + length)
            k += length
            continue
        k += 1


def _relative_source(scene: Scene, k: int) -> bool:
    return any(tuple(scene.low(k + j) for j in range(len(w))) == w for w in scene.rules.source.get("relative", ()))


def _claim(work: Work, unit: int, k: int) -> None:
    """ "des rapports selon lesquels le Pentagone aurait suspendu ..."."""
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    noun = next((j for j in range(k - 1, max(a - 1, k - 14), -1) if scene.low(j) in rules.nouns["claim"]), -1)
    if noun < 0:
        return
    first = noun
    while first > a and noun - first < 2 and (scene.low(first - 1) in rules.determiners):
        first -= 1
    np = phrase(scene, first, k)
    exact = scene.words(first, np.last) if np is not None else scene.words(noun, noun + 1)
    voice = Voice(None, None, True, exact)
    start = k + 2
    end = clause_end(scene, start, b, Cue(k, k + 2, k, "", "", "fin"), "relative", start)
    if end - start < 3:
        return
    span = Span(scene.tokens[start].start, scene.tokens[end - 1].end)
    if not _covered(work, span):
        emit(work, span, voice, scene.words(k, k + 2), "claim", unit)


def _source(work: Work, unit: int, k: int, i: int) -> None:
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    low = scene.low(i)
    if i >= b or low in rules.words["no_source"]:
        return
    here = scene.tokens[k].start
    if low in rules.pronouns and any(q.span.start <= here < q.span.end for q in work.quotes[-6:]):
        return  # "a jugé que, selon lui, ...": said already
    via: tuple[Voice, ...] = ()
    if low in rules.words["indefinite"] and scene.low(i + 1) in rules.determiners:
        i += 1
        low = scene.low(i)
    if low in rules.pronouns and low not in rules.determiners:
        voice, after = pronoun_voice(scene, i), i + 1
    else:
        np = phrase(scene, i, b)
        if np is None or (np.named is None and scene.low(np.head) in rules.words["not_sources"]):
            return
        apposed = apposition(scene, np, b)
        voice, after = voice_of(scene, np, apposed), (apposed.last if apposed is not None else np.last)
        known = np.named is not None or any(scene.low(j) in rules.nouns["all"] for j in range(np.first, np.last))
        set_off = k == a or scene.low(k - 1) == ","
        if not known and not (set_off and np.det != "ind" and _next_stop(scene, after, b)):
            return
    if voice is None:
        return
    stop = _next_stop_at(scene, after, b)
    front = all(
        scene.tokens[j].kind == "p" or rules.adverb(scene.low(j)) or scene.low(j) in rules.words["coordinators"] for j in range(a, k)
    )
    if scene.low(k - 1) in {";", ":"} or front:
        if stop < 0 or scene.low(stop) != ",":
            return
        begin, end = stop + 1, _end_of_content(scene, stop + 1, b)
    else:
        inner = scene.low(k - 1) == "," and stop >= 0 and scene.low(stop) == ","
        opening = k - 1 if scene.low(k - 1) in {",", "–", "—"} else k
        begin = _content_start(scene, a, opening)
        words = opening - begin
        last = scene.low(opening - 1)
        relative = last in rules.words["relatives"] or last in rules.complementizers or last in rules.auxiliaries
        if inner and (relative or words < _INSIDE):
            if relative or _covered(work, Span(scene.tokens[begin].start, scene.tokens[opening - 1].end)):
                begin = stop + 1
            end = _end_of_content(scene, stop + 1, b)
        else:
            end = opening
    if end - begin < 2:
        return
    cited = citing_sources(scene, voice, after, b)
    if cited is not None:
        via, voice = (voice,), cited
    span = Span(scene.tokens[begin].start, scene.tokens[end - 1].end)
    if _all_direct(work, begin, end):
        return
    inside = [n for n, q in enumerate(work.quotes) if span.contains(q.span) and q.kind != "direct" and not q.via]
    emit(work, span, voice, scene.words(k, i), "source", unit, via)
    if inside and is_media(scene, voice):
        for n in inside:
            work.quotes[n] = replace(work.quotes[n], via=(voice,))
        work.quotes.pop()


def _next_stop(scene: Scene, i: int, b: int) -> bool:
    return _next_stop_at(scene, i, b) >= 0 or b - i <= 1


def _next_stop_at(scene: Scene, i: int, b: int) -> int:
    """The comma (or end) that closes a source phrase, over a relative clause or participle of its own."""
    for k in range(i, min(b, i + 24)):
        if scene.mark_of[k] < 0 and scene.low(k) in {",", ".", ";", ":", "–", "—"}:
            return k
    return -1


def _end_of_content(scene: Scene, begin: int, b: int) -> int:
    return clause_end(scene, begin, b, Cue(begin, begin, begin, "", "", "fin", "-"), "", begin)


__all__ = ["clauses", "resolve", "sources"]
