"""Clauses that somebody is said to have said: after a verb, with or without "that", or before an incise."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from recoupe.kinds.statements import parsed
from recoupe.kinds.statements.bounds import all_direct, clause_end, content_start, has_verb, long_after, rest_after, source_at, whole_mark
from recoupe.kinds.statements.chains import citing_sources, via_of_cue
from recoupe.kinds.statements.cues import Cue, cues
from recoupe.kinds.statements.denials import denial
from recoupe.kinds.statements.fragments import colon_clause, fragment
from recoupe.kinds.statements.objects import objects
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.speakers import can_speak, speaker_of
from recoupe.kinds.statements.subjects import Work, emit, subject_after, subject_before
from recoupe.kinds.statements.voices import is_media
from recoupe.records import Span, Stance, Voice

_FRAGMENT = 8  # tokens in marks that may be the subject of a clause
_REACH = 16  # tokens from a verb to its complementizer
_FEWEST_WORDS = 3  # words in marks that are somebody's even without a verb of their own
_INSIDE = 7  # words that may stand before an incise without being a clause


def clauses(work: Work, unit: int) -> None:
    """The statements of a unit that hang on a verb."""
    scene = work.scene
    a, b = scene.units[unit]
    found = [c for c in cues(scene, a, b) if c.verb not in work.used and not _quoted(work, c.verb)]
    previous: Voice | None = scene.spoken[unit][0] if unit in scene.spoken else None
    for cue in found:
        if cue.verb in work.used or (cue.negated and not cue.can("X", "R", "H", "U")):
            continue
        if cue.shape == "inf" or (cue.shape == "modal" and scene.low(cue.last) not in scene.rules.words["restrictive"]):
            continue
        if cue.negated and "X" not in cue.frames:
            voice = _clause(work, unit, cue, found, previous)
            previous = voice or previous
            continue
        voice = (
            _clause(work, unit, cue, found, previous)
            or _incise(work, unit, cue)
            or _as_said(work, unit, cue)
            or denial(work, unit, cue, previous)
            or fragment(work, unit, cue, found, previous)
            or colon_clause(work, unit, cue, previous)
            or parsed.clause(work, unit, cue)
            or parsed.incise(work, unit, cue)
        )
        if voice is not None:
            previous = voice
            work.used.add(cue.verb)
    parsed.marked(work, unit)
    for cue in found:
        if cue.verb not in work.used:
            objects(work, unit, cue, previous)


def _quoted(work: Work, i: int) -> bool:
    """Inside marks: what is said there is somebody else's saying."""
    return work.scene.mark_of[i] >= 0


def _clause(work: Work, unit: int, cue: Cue, others: list[Cue], previous: Voice | None) -> Voice | None:
    scene = work.scene
    _, b = scene.units[unit]
    if not cue.can("Q") or (cue.negated and not cue.can("X", "R", "U")):
        return None
    begin, pattern = _complement(scene, cue, b), "clause.that"
    if begin < 0 and cue.can("B") and scene.rules.bare_clause:
        begin, pattern = _bare_complement(scene, cue, b), "clause.bare"
    if begin < 0 or begin >= b:
        return None
    voice, how = speaker_of(work, unit, cue, previous)
    if voice is None or (how == "subject" and _free_relative(scene, unit, cue)):
        return None
    end = clause_end(scene, begin, b, cue, how=how, a=scene.units[unit][0])
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
    mark = whole_mark(scene, begin, end)
    if mark >= 0 and pattern == "clause.that":
        span, kind = scene.marks[mark].span, "direct"
        if mark in work.direct:
            return voice
    stance = _stance(cue)
    emit(work, span, voice, scene.words(cue.first, cue.last), pattern, unit=unit, via=via, stance=stance, kind=kind)
    if stance == "denies":
        work.quotes[-1] = replace(work.quotes[-1], topic=work.quotes[-1].span)
    return voice


def _stance(cue: Cue) -> Stance | Literal[""]:
    """What a verb makes of its clause: a denial, also by not believing it; with reservation, where it is only hoped, feared or
    believed; else whatever the words of the clause say."""
    if cue.can("U"):
        return "hedges" if cue.negated else "denies"
    if "X" in cue.frames:
        return "denies" if not cue.negated else ("hedges" if cue.can("M") else "")
    if cue.negated:
        return "denies"
    return "hedges" if cue.hedged or cue.can("M") else ""


def _free_relative(scene: Scene, unit: int, cue: Cue) -> bool:
    """ "what Trump says his plan would do": nobody is quoted."""
    a, _ = scene.units[unit]
    _, start, _ = subject_before(scene, cue, a)
    return any(scene.low(k) in scene.rules.words["free_relatives"] for k in (start, start - 1))


def _complement(scene: Scene, cue: Cue, b: int) -> int:
    """The token after the complementizer that a verb governs, or -1."""
    rules, tokens = scene.rules, scene.tokens
    k, limit = cue.last, min(b, cue.last + _REACH)
    if scene.low(k) == ",":  # "cautioned, as did X, that ..."
        closing = next((j for j in range(k + 1, limit) if scene.low(j) == ","), -1)
        if closing > 0 and scene.low(closing + 1) in rules.complementizers:
            return closing + 2
    if not cue.can("A", "T") and not _goes_on(scene, k, limit):
        return -1
    while k < limit:
        low = scene.low(k)
        if low in rules.complementizers:
            if k > cue.last and scene.low(cue.last) == "," and scene.low(k - 1) != ",":
                return -1  # ", X said, since everybody accepts that ...": an incise
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
        _opens_mark(scene, k)
        or (low in rules.pronouns and low not in rules.words["relatives"])
        or low in rules.determiners
        or tokens[k].kind == "n"
        or k in scene.name_at
        or (tokens[k].kind == "w" and low not in rules.words["relatives"] and low not in rules.words["of"] and low not in rules.auxiliaries)
    )
    if not opener or low in rules.words["free_relatives"] or low in rules.words["prepositions"] or low in rules.words["coordinators"]:
        return -1
    if low in rules.words["said_object"] and not (low in rules.determiners and _finite_inside(scene, k, b)):
        return -1
    return k if _finite_inside(scene, k, b) or (cue.can("S") and _long_enough(scene, k, b)) else -1


def _opens_mark(scene: Scene, k: int) -> bool:
    """Whether words in marks begin at a token that are only the first of a clause: 'said "reforms" would help'."""
    m = scene.mark_of[k + 1] if scene.tokens[k].kind == "p" and k + 1 < len(scene.tokens) else -1
    if m < 0 or scene.marks[m].open != scene.tokens[k].start:
        return False
    close = scene.index(scene.marks[m].close)
    return close - k <= _FRAGMENT and close < len(scene.tokens) and scene.tokens[close].kind == "w"


def _long_enough(scene: Scene, k: int, b: int) -> bool:
    """Whether what follows "said" is more than the few nouns one can say ("said the words", "said a prayer")."""
    rules = scene.rules
    end = next((m for m in range(k, b) if scene.tokens[m].kind == "p" and scene.mark_of[m] < 0), b)
    noun = k + 1 if scene.low(k) in rules.determiners else k
    return end - k >= 6 and scene.low(noun) not in rules.words["said_object"] and scene.mark_of[k] < 0


def _finite_inside(scene: Scene, k: int, b: int) -> bool:
    """Whether a finite verb stands in the clause that begins at `k`, before its first comma or infinitive."""
    rules = scene.rules
    if scene.low(k) in rules.pronouns and scene.low(k) not in rules.determiners:
        return True
    resume, infinitive = 0, False
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
            infinitive = True  # "said the plan to cut taxes would ..."
            continue
        if infinitive and low in rules.words["subordinators"]:
            return False
        if infinitive and rules.auxiliaries.get(low) not in {"modal", "s", "p"}:
            continue
        if low in rules.auxiliaries and rules.auxiliaries[low] not in {"inf"} and low not in {"be", "been", "having"}:
            return True
        if low.endswith("ed") and scene.mark_of[m] >= 0 and scene.mark_of[m - 1] < 0:
            return True  # 'says the attackers "exploited a weakness"'
        if (
            low.endswith("ed")
            and m < k + 4
            and m - 1 in scene.name_at
            and not scene.low(m - 1).endswith(rules.possessives)
            and scene.tokens[m].kind == "w"
        ):
            return True  # "says Mills violated the rules"
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
            plural = before.endswith("s") and not before.endswith(("ss", *rules.possessives)) and scene.tokens[m - 1].kind == "w"
            if before not in rules.determiners and before not in rules.words["prepositions"] and (low.endswith(("ed", "s")) or plural):
                return True
        if low in rules.words["relatives"]:
            return False
        if m > k + 1 and scene.is_finite(m):
            return True
    return False


def _incise(work: Work, unit: int, cue: Cue) -> Voice | None:
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    if not cue.can("I") or cue.shape != "fin" or cue.passive or cue.negated:
        return None
    before = scene.low(cue.first - 1) if cue.first > a else ""
    voice, end, told, opening, goes_on = None, cue.last, None, cue.first - 1, False
    quoted = before in {'"', "'", "’", "”", "»"} and scene.low(cue.first - 2) == ","  # "... “under pressure,” said X"
    if before in {",", "–", "—", "-", "»", "”"} or quoted:
        opening += quoted
        if scene.low(cue.last) in rules.words["by"]:
            return None  # "..., écrit par X": a participle
        if not cue.can("T"):
            voice, end, told = subject_after(scene, cue, b)  # "told X" never has its subject after it
            voice, end = parsed.bounded(scene, cue, voice, end, b)
        if voice is not None and not can_speak(scene, voice, cue):
            return None
        if voice is not None and cue.pronoun < 0 and scene.low(end) in rules.words["of"]:
            return None  # "le président, X, a assuré Y de son soutien"
        if voice is not None and (scene.low(end) in rules.complementizers or (cue.pronoun < 0 and _complement(scene, cue, b) > 0)):
            return None
    if voice is None and rules.subject_first:
        voice, first, how = subject_before(scene, cue, a)
        if voice is None or how != "subject" or first <= a or scene.low(first - 1) not in {",", "–", "—", "”", '"', "'", "’"}:
            return None
        if not can_speak(scene, voice, cue):
            return None
        opening, end = first - 1, cue.last
        if scene.low(first) in rules.words["prepositions"] and scene.low(first + 1) in rules.words["relatives"]:
            return None  # ", in which she advises"
        plain = scene.low(first) in rules.pronouns and opening - a > 5
        goes_on = False if plain or has_verb(scene, a, opening) else _goes_on_after(scene, end, b)
        if not (plain or goes_on or has_verb(scene, a, opening)) or long_after(scene, end, b):
            return None
        if (
            end < b
            and scene.tokens[end].kind != "p"
            and not (
                end in scene.dated
                or scene.low(end) in rules.words["prepositions"]
                or rules.adverb(scene.low(end))
                or end + 1 in scene.dated
                or end + 2 in scene.dated
                or scene.low(end) in rules.words["time_nouns"]
                or cue.can("T")
            )
        ):
            return None
    elif rules.subject_first and voice is not None and not has_verb(scene, a, opening):
        return None
    if voice is None:
        return None
    begin = content_start(scene, a, opening)
    begin = _after_colon(scene, cue, voice, begin, opening)
    if source_at(scene, begin) and not has_verb(scene, begin, opening):
        return None  # "Selon la juge, rapporte un greffier, ...": the judge's, by way of the clerk
    words = sum(1 for k in range(begin, opening) if scene.tokens[k].kind in "wn")
    rest = rest_after(scene, end, b)
    content_end = opening
    last = scene.low(opening - 1)
    if rest > 0 and b - rest > 2 and (last in rules.words["relatives"] or (last in rules.complementizers and not rules.subject_first)):
        begin, words, content_end = rest, _INSIDE, clause_end(scene, rest, b, cue, a=rest)  # "qui, assure-t-il, ne montrent rien"
    elif rest > 0 and words >= 4 and scene.low(rest) in rules.words["coordinators"] and has_verb(scene, begin, opening):
        words = _INSIDE  # "The lender had no warning, she said, and ...": two clauses, of which the first is reported
    elif words < 2 and rest > 0 and b - rest > 4:
        begin, words = rest, _INSIDE
        content_end = b
        while (
            content_end > rest
            and scene.tokens[content_end - 1].kind == "p"
            and scene.mark_of[content_end - 1] < 0
            and scene.low(content_end - 1) not in '»”"'
        ):
            content_end -= 1
    if words < 2 or all_direct(work, begin, content_end):
        return None
    if scene.low(begin) in rules.words["subordinators"] and scene.low(begin) not in rules.words["prepositions"]:
        inner = [k for k in range(begin, opening) if scene.low(k) == "," and scene.mark_of[k] < 0]
        if inner and words > 12 and rules.subject_first:
            begin = inner[-1] + 1
    if rest > 0 and (goes_on or (words < _INSIDE and b - rest > 4)):
        content_end = b
        while content_end > rest and scene.tokens[content_end - 1].kind == "p":
            content_end -= 1
    elif rest > 0 and content_end == opening and scene.low(rest) in rules.complementizers and b - rest > 3:
        content_end = clause_end(scene, rest, b, cue, a=rest)  # "had become so bad, X noted, that ..."
    via = via_of_cue(scene, cue, b, told)
    cited = citing_sources(scene, voice, end, b)
    if cited is not None:
        via, voice = (voice, *via), cited
    if content_end <= begin:
        return None
    span = Span(scene.tokens[begin].start, scene.tokens[content_end - 1].end)
    stance = _stance(cue)
    emit(work, span, voice, scene.words(cue.first, cue.last), "incise", unit=unit, via=via, stance=stance)
    if rest > 0 and scene.low(rest) in rules.words["coordinators"] and span.end <= scene.tokens[rest].start:
        _marked_rest(work, unit, cue, voice, rest)
    return voice


def _marked_rest(work: Work, unit: int, cue: Cue, voice: Voice, rest: int) -> None:
    """ "A, she said, and B had gone “without a hitch”": the words in marks of the clause that goes on are hers as well."""
    scene = work.scene
    _, b = scene.units[unit]
    if any(c.can("Q", "I", "D", "N", "K") for c in cues(scene, rest, b)):
        return
    for k in range(rest, b):
        m = scene.mark_of[k]
        if m < 0 or scene.index(scene.marks[m].span.start) != k or m in work.direct or not scene.marks[m].closed:
            continue
        if len(scene.marks[m].span.of(scene.text).split()) >= _FEWEST_WORDS:
            emit(work, scene.marks[m].span, voice, scene.words(cue.first, cue.last), "fragment.rest", unit=unit, kind="mixed")


def _goes_on_after(scene: Scene, end: int, b: int) -> bool:
    """ "The museum, Mr. Bush said, celebrated ...", "To understand it, he said, one should ...": the verb comes after."""
    rules = scene.rules
    rest = rest_after(scene, end, b)
    if rest < 0 or b - rest < 3 or (scene.low(end) != "," and scene.low(rest - 1) != ","):
        return False
    k = rest
    while k < b and rules.adverb(scene.low(k)):
        k += 1
    low = scene.low(k)
    if low in rules.words["coordinators"] or low in rules.words["relatives"] or low in rules.words["subordinators"]:
        return False
    return low in rules.auxiliaries or low in rules.words["finite"] or low.endswith("ed") or has_verb(scene, rest, b)


def _as_said(work: Work, unit: int, cue: Cue) -> Voice | None:
    """ "..., comme le soutient X": the clause before is X's as well."""
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    k = cue.first if scene.low(cue.first) in rules.words["object_clitics"] else cue.first - 1
    if scene.low(k) not in rules.words["object_clitics"] or cue.passive or cue.shape != "fin":
        return None
    k -= 1
    if k <= a or scene.low(k) not in rules.words["as"] or scene.low(k - 1) != ",":
        return None
    voice, _end, _ = subject_after(scene, cue, b)
    if voice is None or not can_speak(scene, voice, cue):
        return None
    opening = k - 1
    begin = next(
        (j + 1 for j in range(opening - 3, a - 1, -1) if scene.low(j) in rules.complementizers or scene.low(j) in rules.words["whether"]),
        content_start(scene, a, opening),
    )
    span = Span(scene.tokens[begin].start, scene.tokens[opening - 1].end)
    if opening - begin < 4 or not has_verb(scene, begin, opening) or any(q.span.overlap(span) for q in work.quotes[-6:]):
        return None
    emit(work, span, voice, scene.words(cue.first, cue.last), "as", unit=unit)
    return voice


def _after_colon(scene: Scene, cue: Cue, voice: Voice, begin: int, opening: int) -> int:
    """ "Le procureur, X, n'exclut rien : deux départs de feu ont été repérés, a-t-il dit": X's words begin after the colon."""
    if cue.pronoun < 0 or voice.name is None:
        return begin
    for k in range(begin, opening - 3):
        if scene.low(k) == ":" and scene.mark_of[k] < 0:
            return k + 1 if any(n.name == voice.name for n in (scene.name_at.get(j) for j in range(begin, k)) if n is not None) else begin
    return begin
