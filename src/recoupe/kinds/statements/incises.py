"""Incises: "S, X said", "S1, a précisé X, S2", "..., comme le soutient X"."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.kinds.statements import parsed
from recoupe.kinds.statements.bounds import (
    all_direct,
    clause_end,
    content_start,
    covered,
    has_verb,
    is_whole,
    long_after,
    opens_marks,
    rest_after,
    said_whole,
    source_at,
)
from recoupe.kinds.statements.chains import citing_sources, via_of_cue
from recoupe.kinds.statements.complements import complement, subject_with_relative
from recoupe.kinds.statements.cues import Cue, cues
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.speakers import can_speak
from recoupe.kinds.statements.stances import stance_by_verb
from recoupe.kinds.statements.subjects import pronoun_voice, subject_after, subject_before
from recoupe.kinds.statements.voices import voice_of
from recoupe.kinds.statements.work import Work, emit
from recoupe.records import Span, Voice

_FEWEST_WORDS = 3  # words in marks that are somebody's even without a verb of their own
_ASIDE = 12  # tokens on the occasion between a speaker and the comma after "comme l'a rappelé X"
_SUBJECT = 10  # tokens of a subject after "as"
_INSIDE = 7  # words that may stand before an incise without being a clause
_BEFORE = frozenset({",", "–", "—", "-", "»", "”"})
_BEFORE_A_SUBJECT = frozenset({",", "–", "—", "”", '"', "'", "’"})
_MARKS = frozenset({'"', "'", "’", "”", "»"})


@dataclass(frozen=True, slots=True)
class _Inserted:
    """Who speaks in an incise: `opening` is the punctuation before it, `end` the token after it, `told` whom it tells;
    `goes_on` where the verb of the clause comes only after it."""

    voice: Voice
    opening: int
    end: int
    told: tuple[int, int] | None = None
    goes_on: bool = False


def incise(work: Work, unit: int, cue: Cue) -> Voice | None:
    """The statement around an incise, put on the list; its speaker, or None where the verb is no incise."""
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    asks = cue.pronoun >= 0 and cue.first > a and scene.low(cue.first - 1) in _BEFORE and scene.tokens[cue.last].kind == "p"
    if not (cue.can("I", "G") or (asks and not rules.subject_first)) or cue.shape != "fin" or cue.passive or cue.negated:
        return None
    fits, found = _subject_follows(scene, cue, a, b)
    if fits and found is None and rules.subject_first:
        found = _subject_precedes(scene, cue, a, b)
    elif found is not None and rules.subject_first and not has_verb(scene, a, found.opening):
        return None
    if found is None:
        return None
    begin = _after_colon(scene, cue, found.voice, content_start(scene, a, found.opening), found.opening)
    if source_at(scene, begin) and not has_verb(scene, begin, found.opening):
        return None  # "Selon la juge, rapporte un greffier, ...": the judge's, by way of the clerk
    begin, end, rest = _content(scene, cue, found, begin, b)
    if end <= begin or all_direct(work, begin, end):
        return None
    voice, via = found.voice, via_of_cue(scene, cue, b, found.told)
    cited = citing_sources(scene, voice, found.end, b)
    if cited is not None:
        via, voice = (voice, *via), cited
    if rest < 0 and cue.pronoun < 0 and not rules.subject_first and _is_subject_of(scene, cue, begin, end, voice):
        return None
    span, kind = Span(scene.tokens[begin].start, scene.tokens[end - 1].end), ""
    own = _words_alone(scene, begin, end)
    if own >= 0:
        span, kind = scene.marks[own].span, "direct"
    emit(work, span, voice, scene.words(cue.first, cue.last), "incise", unit=unit, via=via, stance=stance_by_verb(cue), kind=kind)
    if rest > 0 and scene.low(rest) in rules.words["coordinators"] and span.end <= scene.tokens[rest].start:
        _marked_rest(work, unit, cue, voice, rest)
    if span.end <= scene.tokens[found.end - 1].start:
        _said_on(work, unit, cue, voice, found.end)
    return voice


def _words_alone(scene: Scene, begin: int, end: int) -> int:
    """ "Quant à la moyenne dont se prévaut l'usine, « on touche 431 euros », soutient X": the mark that holds all that is said, where only
    an adverbial and a comma stand before it; else -1."""
    first = next((k for k in range(begin, end) if scene.mark_of[k] >= 0), -1)
    if first <= begin + 1:
        return -1
    m = scene.mark_of[first]
    o = scene.index(scene.marks[m].open)
    whole = scene.marks[m].closed and scene.index(scene.marks[m].close) >= end and scene.low(o - 1) == ","
    led = scene.low(begin) in scene.rules.words["prepositions"] or scene.rules.adverb(scene.low(begin))
    return m if whole and led and not has_verb(scene, begin, o - 1) and has_verb(scene, first, end) else -1


def _said_on(work: Work, unit: int, cue: Cue, voice: Voice, k: int) -> None:
    """ "S1, a précisé X : S2", "S1, confirme-t-il ; S2", "S1, dit-elle, et S2": what the sentence goes on to say after the incise is
    the same person's, always after a colon, else where the incise is a mere pronoun that keeps its speaker's words running."""
    scene = work.scene
    rules = scene.rules
    _, b = scene.units[unit]
    stop = next((j for j in range(k, min(b, k + _ASIDE)) if scene.low(j) in {":", ";", ","} and scene.tokens[j].kind == "p"), -1)
    if stop < 0 or any(scene.is_finite(j) or scene.mark_of[j] >= 0 for j in range(k, stop)):
        return
    begin, low = stop + 1, scene.low(stop)
    if low != ":" and (cue.pronoun < 0 or rules.subject_first):
        return
    if low == ",":
        if scene.low(begin) not in rules.words["coordinators"]:
            return
        begin += 1
    if begin + 3 > b or scene.mark_of[begin] >= 0 or opens_marks(scene, begin) or (low != ":" and not _opens_clause(scene, begin, b)):
        return
    end = clause_end(scene, begin, b, cue, a=begin)
    own = any(c.shape == "fin" and (complement(scene, c, b) > 0 or scene.low(c.first - 1) == ",") for c in cues(scene, begin, b))
    sourced = any(source_at(scene, j) for j in range(begin, b))
    if own or sourced or end - begin < 3 or not has_verb(scene, begin, end):
        return
    span = Span(scene.tokens[begin].start, scene.tokens[end - 1].end)
    if not covered(work, span):
        emit(work, span, voice, scene.words(cue.first, cue.last), "incise.on", unit=unit, stance=stance_by_verb(cue))


def _opens_clause(scene: Scene, k: int, b: int) -> bool:
    """Whether a subject of its own begins at a token and has its finite verb."""
    rules, low = scene.rules, scene.low(k)
    pronoun = low in rules.pronouns and low not in rules.determiners
    np = phrase(scene, k, b, whole=True) if not pronoun else None
    if np is None and not pronoun:
        return False
    after = np.last if np is not None else k + 1
    between = rules.words["negations"] | rules.words["reflexives"] | rules.words["clitics"]
    while after < b and (rules.adverb(scene.low(after)) or scene.low(after) in between):
        after += 1
    return scene.is_finite(after) or (rules.auxiliaries.get(scene.low(after), "inf") not in {"inf", "g"})


def _is_subject_of(scene: Scene, cue: Cue, begin: int, end: int, after: Voice) -> bool:
    """ "Jean Dupont, porte-parole de X, a annoncé la création ...": whether what stands before a verb is a person and no clause."""
    if has_verb(scene, begin, end):
        return False
    np = phrase(scene, begin, end)
    if np is not None and np.det in {"def", "dem", "poss"} and scene.low(np.head) in scene.rules.nouns["person"] and after.name is None:
        return np.number != "p" if cue.number == "s" else True  # "L'employée, âgée de 28 ans, a reconnu l'un des deux hommes"
    if np is not None and cue.can("G") and (np.named is not None or scene.low(np.head) in scene.rules.nouns["all"]):
        return np.det != "ind"  # "La mairie, débordée, recense les victimes"
    voice, _, how = subject_before(scene, cue, scene.units[scene.unit_of(cue.first)][0])
    return how == "subject" and voice is not None and scene.by_name.get(voice.name or "") is not None


def aside(work: Work, unit: int, cue: Cue) -> Voice | None:
    """The statement around ", je crois," or ", il le répète,", put on the list; None where the verb is no such aside."""
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    k = cue.first - 1
    while k > a and scene.low(k) in rules.words["object_clitics"] | rules.words["reflexives"]:
        k -= 1
    set_off = k - 1 > a and scene.low(k - 1) == "," and scene.tokens[cue.last].kind == "p" and scene.low(cue.last) in {",", "."}
    subject = scene.low(k) in rules.words["nominative"] or rules.pronouns.get(scene.low(k), ("",))[0] == "1"
    if rules.subject_first or not set_off or not subject or not cue.can("Q", "I") or cue.shape != "fin" or cue.negated:
        return None
    begin = content_start(scene, a, k - 1)
    end = clause_end(scene, cue.last + 1, b, cue, a=cue.last + 1) if scene.low(cue.last) == "," else k - 1
    voice = pronoun_voice(scene, k)
    if voice is None or end - begin < _INSIDE or not has_verb(scene, begin, end) or all_direct(work, begin, end):
        return None
    span = Span(scene.tokens[begin].start, scene.tokens[end - 1].end)
    if covered(work, span):
        return None
    emit(work, span, voice, scene.words(k, cue.last), "incise", unit=unit)
    return voice


def _subject_follows(scene: Scene, cue: Cue, a: int, b: int) -> tuple[bool, _Inserted | None]:
    """The incise whose subject stands after its verb ("..., a précisé X"), and whether one whose subject stands before it may
    still be looked for."""
    rules = scene.rules
    before = scene.low(cue.first - 1) if cue.first > a else ""
    quoted = before in _MARKS and scene.low(cue.first - 2) == ","  # "... “under pressure,” said X"
    if before not in _BEFORE and not quoted:
        return True, None
    if scene.low(cue.last) in rules.words["by"]:
        return False, None  # "..., écrit par X": a participle
    if cue.can("T"):
        return True, None  # "told X" never has its subject after it
    counts = scene.tokens[cue.last].kind == "n" or rules.determiners.get(scene.low(cue.last), ("",))[0] == "ind"
    if cue.can("G") and counts and cue.pronoun < 0:
        return False, None  # "..., compte 300 salariés"
    voice, end, told = subject_after(scene, cue, b)
    voice, end = parsed.bounded(scene, cue, voice, end, b)
    if voice is None:
        return True, None
    if (
        cue.pronoun < 0
        and not rules.subject_first
        and scene.low(cue.last) in rules.pronouns
        and scene.low(cue.last) not in rules.determiners
    ):
        return False, None  # "X annonce, lui, que": no "lui annonce"
    goes_on = cue.pronoun < 0 and scene.low(end) in rules.words["of"]  # "le président, X, a assuré Y de son soutien"
    followed = scene.low(end) in rules.complementizers and subject_with_relative(scene, cue, a, b) != end
    governs = followed or (cue.pronoun < 0 and complement(scene, cue, b) > 0)
    if not can_speak(scene, voice, cue, has_verb(scene, a, cue.first - 1)) or goes_on or governs:
        return False, None
    return True, _Inserted(voice, cue.first - 1 + quoted, end, told)


def _subject_precedes(scene: Scene, cue: Cue, a: int, b: int) -> _Inserted | None:
    """The incise whose subject stands before its verb ("..., X said")."""
    rules = scene.rules
    voice, first, how = subject_before(scene, cue, a)
    if voice is None or how != "subject" or first <= a or scene.low(first - 1) not in _BEFORE_A_SUBJECT or not can_speak(scene, voice, cue):
        return None
    if scene.low(first) in rules.words["prepositions"] and scene.low(first + 1) in rules.words["relatives"]:
        return None  # ", in which she advises"
    opening, end = first - 1, cue.last
    plain = scene.low(first) in rules.pronouns and opening - a > 5
    goes_on = False if plain or has_verb(scene, a, opening) else _goes_on_after(scene, end, b)
    if not (plain or goes_on or has_verb(scene, a, opening)) or long_after(scene, end, b):
        return None
    if end < b and scene.tokens[end].kind != "p" and not (cue.can("T") or _adjunct(scene, end)):
        return None
    return _Inserted(voice, opening, end, None, goes_on)


def _adjunct(scene: Scene, k: int) -> bool:
    """Whether when, where or how somebody spoke follows at a token."""
    rules, low = scene.rules, scene.low(k)
    dated = any(j in scene.dated for j in (k, k + 1, k + 2))
    return dated or low in rules.words["prepositions"] or rules.adverb(low) or low in rules.words["time_nouns"]


def _content(scene: Scene, cue: Cue, found: _Inserted, begin: int, b: int) -> tuple[int, int, int]:
    """What is said around an incise: (first token, the token after the last one, where the sentence takes up again or -1); an
    empty range where it is too little."""
    rules, opening = scene.rules, found.opening
    words = sum(1 for k in range(begin, opening) if scene.tokens[k].kind in "wn")
    rest, end = rest_after(scene, found.end, b), opening
    last = scene.low(opening - 1)
    if rest > 0 and b - rest > 2 and (last in rules.words["relatives"] or (last in rules.complementizers and not rules.subject_first)):
        begin, words, end = rest, _INSIDE, clause_end(scene, rest, b, cue, a=rest)  # "qui, assure-t-il, ne montrent rien"
    elif rest > 0 and _verb_joined(scene, rest) and has_verb(scene, begin, opening):
        end = clause_end(scene, rest, b, cue, a=rest)  # "Elle va bien, a-t-il dit, et n'a subi aucune violence": one subject
        words = _INSIDE
    elif rest > 0 and words >= 4 and scene.low(rest) in rules.words["coordinators"] and has_verb(scene, begin, opening):
        words = _INSIDE  # "The lender had no warning, she said, and ...": two clauses, of which the first is reported
    elif words < 2 and rest > 0 and b - rest > 4:
        begin, words, end = rest, _INSIDE, _without_stop(scene, rest, b, '»”"')
    if words < 2:
        return begin, begin, rest
    if scene.low(begin) in rules.words["subordinators"] and scene.low(begin) not in rules.words["prepositions"]:
        inner = [k for k in range(begin, opening) if scene.low(k) == "," and scene.mark_of[k] < 0]
        if inner and words > 12 and rules.subject_first:
            begin = inner[-1] + 1
    subject_alone = rest > 0 and not has_verb(scene, begin, opening) and has_verb(scene, rest, b)  # "Le budget, déplore-t-il, est ..."
    few = words < _INSIDE and b - rest > 4 and not is_whole(scene, begin, opening) and not said_whole(scene, begin, opening, rest)
    if rest > 0 and (found.goes_on or subject_alone or few):
        end = _without_stop(scene, rest, b, "")
    elif rest > 0 and end == opening and scene.low(rest) in rules.complementizers and b - rest > 3:
        end = clause_end(scene, rest, b, cue, a=rest)  # "had become so bad, X noted, that ..."
    return begin, end, rest


def _verb_joined(scene: Scene, rest: int) -> bool:
    """Whether what follows an incise is "and" with a verb that has no subject of its own, so that it shares the one before."""
    rules, k = scene.rules, rest + 1
    if scene.low(rest) not in rules.words["coordinators"] or rules.subject_first:
        return False
    while scene.low(k) in rules.words["negations"] | rules.words["reflexives"]:
        k += 1
    return scene.is_finite(k) or rules.auxiliaries.get(scene.low(k), "inf") not in {"inf", "g"}


def _without_stop(scene: Scene, first: int, b: int, kept: str) -> int:
    """The end of a sentence without its last punctuation; marks to keep and what stands in them stay."""
    end = b
    while end > first and scene.tokens[end - 1].kind == "p" and not (kept and (scene.mark_of[end - 1] >= 0 or scene.low(end - 1) in kept)):
        end -= 1
    return end


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


def as_said(work: Work, unit: int, cue: Cue) -> Voice | None:
    """ "..., comme le soutient X", "As X noted, ...": the clause before or after is X's as well."""
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    if cue.passive or cue.shape != "fin" or cue.negated:
        return None
    k, voice, end = _as_at(scene, cue, a, b)
    if voice is None or not can_speak(scene, voice, cue):
        return None
    start = k - 1 if scene.low(k) in rules.complementizers else k
    if all(scene.tokens[j].kind == "p" for j in range(a, start)):
        return _as_front(work, unit, cue, voice, end)
    if start != k or scene.low(k - 1) != ",":
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


def _as_at(scene: Scene, cue: Cue, a: int, b: int) -> tuple[int, Voice | None, int]:
    """The "comme", "ainsi que" or "as" that leads up to a verb, whose the verb is, and the token after both; no voice where there
    is none. In French the verb has an object clitic ("comme l'a dit X")."""
    rules = scene.rules
    clitic = cue.first if scene.low(cue.first) in rules.words["object_clitics"] else cue.first - 1
    if scene.low(clitic) in rules.words["object_clitics"]:
        k = clitic - 1
        led = scene.low(k) in rules.words["as"] or (scene.low(k) in rules.complementizers and scene.low(k - 1) in rules.words["so"])
        if led and k >= a:
            voice, end, _ = subject_after(scene, cue, b)
            return k, voice, end
    elif not rules.bare_clause:
        return -1, None, cue.last
    last = clitic if scene.low(clitic) in rules.words["object_clitics"] else cue.first
    for k in range(last - 1, max(a - 1, last - _SUBJECT), -1):
        if scene.low(k) in rules.words["as"] and (k == a or scene.low(k - 1) == "," or scene.tokens[k - 1].kind == "p"):
            np = phrase(scene, k + 1, last)
            whole = np is not None and all(rules.adverb(scene.low(j)) for j in range(np.last, last))
            return k, voice_of(scene, np) if np is not None and whole else None, cue.last
    return -1, None, cue.last


def _as_front(work: Work, unit: int, cue: Cue, voice: Voice, end: int) -> Voice | None:
    """ "Comme l'a rappelé X, S": the clause after it."""
    scene = work.scene
    _, b = scene.units[unit]
    comma = next((k for k in range(end, min(b, end + _ASIDE)) if scene.low(k) == "," and scene.mark_of[k] < 0), -1)
    if comma < 0 or not has_verb(scene, comma + 1, b):
        return None
    stop = clause_end(scene, comma + 1, b, cue, a=comma + 1)
    if stop - comma < 4 or all_direct(work, comma + 1, stop):
        return None
    span = Span(scene.tokens[comma + 1].start, scene.tokens[stop - 1].end)
    emit(work, span, voice, scene.words(cue.first, cue.last), "as", unit=unit)
    return voice


def _after_colon(scene: Scene, cue: Cue, voice: Voice, begin: int, opening: int) -> int:
    """ "Le procureur, X, n'exclut rien : deux départs de feu ont été repérés, a-t-il dit": X's words begin after the colon."""
    for k in range(begin, opening - 3):
        if scene.low(k) == ":" and scene.mark_of[k] < 0:
            if cue.pronoun < 0:  # "Whether it was sound is disputed: the beams were checked, X says": the reporter's until the colon
                whole = scene.rules.subject_first and k - begin > 3 and has_verb(scene, begin, k) and has_verb(scene, k + 1, opening)
                return k + 1 if whole and scene.text[scene.tokens[k].end : scene.tokens[k].end + 1].isspace() else begin
            if voice.name is None:  # "Le dernier à l'avoir vue est le chef de gare : elle attendait, raconte-t-il"
                whole = has_verb(scene, begin, k) and has_verb(scene, k + 1, opening)
                told = any(scene.low(j) in scene.rules.nouns["person"] and scene.is_a(j, "NOUN") for j in range(begin, k))
                return k + 1 if whole and told else begin
            return k + 1 if any(n.name == voice.name for n in (scene.name_at.get(j) for j in range(begin, k)) if n is not None) else begin
    return begin
