"""Statements that rest on a source phrase: "selon X", "according to X", "des rapports selon lesquels ..."."""

from __future__ import annotations

from dataclasses import replace

from recoupe.kinds.statements.bearers import is_media
from recoupe.kinds.statements.bounds import (
    all_direct,
    clause_end,
    content_start,
    covered,
    has_verb,
    is_whole,
    opens_marks,
    relative_source,
    said_whole,
    source_at,
    whole_mark,
)
from recoupe.kinds.statements.chains import citing_sources, shown_by, via_of_cue
from recoupe.kinds.statements.cues import Cue, cues
from recoupe.kinds.statements.nouns import before_second_verb, owner_after
from recoupe.kinds.statements.phrases import apposition, subject_phrase
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.subjects import antecedent, pronoun_voice
from recoupe.kinds.statements.voices import voice_of
from recoupe.kinds.statements.work import Work, emit
from recoupe.records import Span, Voice

_RECENT = 12  # statements back that a source may pass on
_FAR_NOUN = 26  # tokens from "selon lesquelles" back to the noun it goes with
_INSIDE = 7  # words that may stand before a source phrase without being a clause
_SOURCE = 40  # tokens of what follows a source up to its comma


def sources(work: Work, unit: int) -> None:
    """The statements of a unit that rest on "selon X", "according to X", "selon lesquels"."""
    scene = work.scene
    a, b = scene.units[unit]
    firsts = _firsts(scene)
    k = a
    while k < b:
        if scene.mark_of[k] >= 0 or scene.lows[k] not in firsts:
            k += 1
            continue
        if relative_source(scene, k):
            _claim(work, unit, k)
            k += 2
            continue
        if k == a and _opinion(work, unit, k):
            k += 1
            continue
        length = source_at(scene, k)
        if length:
            _source(work, unit, k, k + length)
            k += length
            continue
        k += 1


def _firsts(scene: Scene) -> frozenset[str]:
    """The words that a source phrase may begin with."""
    firsts = scene.rules.firsts
    return firsts.get("front", frozenset()) | firsts.get("relative", frozenset()) | firsts.get("opinion", frozenset())


def _opinion(work: Work, unit: int, k: int) -> bool:
    """ "Pour le maire de X, ...": the view of a person, at the head of a sentence and followed by a clause."""
    scene = work.scene
    rules = scene.rules
    if scene.low(k) not in rules.firsts.get("opinion", ()):
        return False
    np = phrase(scene, k + 1, scene.units[unit][1])
    if np is None or np.det == "ind" or scene.low(np.last) != ",":
        return False
    if np.number == "p" and (np.det != "def" or scene.low(np.head) not in rules.nouns["group"]):
        return False
    person = scene.low(np.head) in rules.nouns["person"] if np.named is None else np.named.kind == "person"
    after = np.last + 1
    if _in_marks(scene, after, scene.units[unit][1]) and (np.named is not None or np.det == "def"):
        _source(work, unit, k, k + 1)
        return True
    plural = np.number == "p"
    if plural or any(tuple(scene.low(after + j) for j in range(len(w))) == w for w in rules.source.get("no_opinion", ())):
        return False
    if not person or scene.low(np.head) in rules.words["concerned"] or scene.low(after) in rules.words["prepositions"]:
        return False
    _source(work, unit, k, k + 1)
    return True


def _in_marks(scene: Scene, first: int, last: int) -> bool:
    """Whether some of the words after "Pour X," stand in marks, and a verb with them: they are X's."""
    return any(scene.mark_of[k] >= 0 for k in range(first, last)) and has_verb(scene, first, last)


def _claim(work: Work, unit: int, k: int) -> None:
    """ "des rapports selon lesquels le Pentagone aurait suspendu ..."."""
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    claims = rules.nouns["claim"] | rules.nouns.get("view", frozenset())
    noun = next((j for j in range(k - 1, max(a - 1, k - _FAR_NOUN), -1) if scene.low(j) in claims), -1)
    if noun < 0:
        _by_antecedent(work, unit, k)
        return
    first = noun
    while first > a and noun - first < 2 and (scene.low(first - 1) in rules.determiners):
        first -= 1
    np = phrase(scene, first, k)
    exact = scene.words(first, np.last) if np is not None else scene.words(noun, noun + 1)
    owner, _ = owner_after(scene, noun, k)
    if owner is None:
        subject, apposed = subject_phrase(scene, unit, first)
        teller = voice_of(scene, subject, apposed) if subject is not None and subject.named is not None else None
        owner = teller if teller is not None and is_media(scene, teller) else None  # "Le Monde publie des informations selon ..."
    voice = owner or Voice(None, None, True, exact)
    start = k + 2
    end = clause_end(scene, start, b, Cue(k, k + 2, k, "", "", "fin"), how="relative", a=start)
    end = next((c.first for c in cues(scene, start, end) if c.passive and c.can("X")), end)  # "... a été démentie par X"
    end = before_second_verb(scene, start, end, 1)
    again = next((j for j in range(start, end) if relative_source(scene, j)), end)  # "selon lesquelles A, et selon lesquelles B"
    while start < again < end and (scene.tokens[again - 1].kind == "p" or scene.low(again - 1) in rules.words["coordinators"]):
        again -= 1
    end = min(end, again)
    if end - start < 3:
        return
    span = Span(scene.tokens[start].start, scene.tokens[end - 1].end)
    if not covered(work, span):
        emit(work, span, voice, scene.words(k, k + 2), "claim", unit=unit)


def _by_antecedent(work: Work, unit: int, k: int) -> None:
    """ "le ministère, selon lequel ...": the source is whom the relative goes back to."""
    scene = work.scene
    a, b = scene.units[unit]
    end = k - 1 if scene.low(k - 1) == "," else k
    voice = antecedent(scene, end, a)
    if voice is None or voice.name is None:
        return
    begin, stop = k + 2, clause_end(scene, k + 2, b, Cue(k, k + 2, k, "", "", "fin"), a=k + 2)
    if stop - begin < 3:
        return
    span = Span(scene.tokens[begin].start, scene.tokens[stop - 1].end)
    if not covered(work, span):
        emit(work, span, voice, scene.words(k, k + 2), "source", unit=unit)


def _source(work: Work, unit: int, k: int, i: int) -> None:
    """Puts what rests on the source phrase `[k, i)` of a unit on the list, the source being the noun phrase that begins at `i`."""
    scene = work.scene
    a, b = scene.units[unit]
    voice, after = _named_source(work, k, i, a, b)
    if voice is None:
        return
    begin, end, shown = _content(work, k, after, a, b)
    if end - begin < 2 or all_direct(work, begin, end):
        return
    via = shown_by(scene, after - 3, b)
    if not via and scene.low(after) in scene.rules.words["with_addressee"] and not scene.rules.bare_clause:
        told = Cue(k, after, k, "", "", "fin")  # "selon les propos de X à l'AFP, ..."
        via = via_of_cue(scene, told, max(after, _next_stop_at(scene, after, b)), None)
    cited = citing_sources(scene, voice, after, b)
    if cited is not None:
        via, voice = (voice,), cited
    span, kind = Span(scene.tokens[begin].start, scene.tokens[end - 1].end), ""
    mark = whole_mark(scene, begin, end)
    if mark >= 0:
        span, kind = scene.marks[mark].span, "direct"
    several = _only_marks(scene, begin, end) if mark < 0 else []
    for m in several:
        emit(work, scene.marks[m].span, voice, scene.words(k, i), "source", unit=unit, via=via, kind="direct")
    if several:
        return
    emit(work, span, voice, scene.words(k, i), "source", unit=unit, via=via, kind=kind, cue_at=shown)
    own = len(work.quotes) - 1
    inside = [n for n in range(max(0, own - _RECENT), own) if span.contains(work.quotes[n].span)]
    inside = [n for n in inside if work.quotes[n].kind != "direct" and not work.quotes[n].via]
    if inside and is_media(scene, voice) and work.quotes[own].speaker == voice:
        for n in inside:
            work.quotes[n] = replace(work.quotes[n], via=(voice,))
        work.quotes.pop()


def _only_marks(scene: Scene, begin: int, end: int) -> list[int]:
    """The marks of « A » et « B » where nothing but conjunctions stands outside them, else none."""
    marks: list[int] = []
    for k in range(begin, end):
        if scene.mark_of[k] >= 0:
            marks += [scene.mark_of[k]] if scene.mark_of[k] not in marks else []
        elif scene.tokens[k].kind != "p" and scene.low(k) not in scene.rules.words["coordinators"]:
            return []
    return marks if len(marks) > 1 else []


def _named_source(work: Work, k: int, i: int, a: int, b: int) -> tuple[Voice | None, int]:
    """Who the noun phrase or pronoun after a source phrase is, and the token after it; (None, _) where it is no source
    ("selon les cas")."""
    scene = work.scene
    rules = scene.rules
    if scene.low(i - 1) in rules.nouns["person"] | rules.nouns["group"]:
        i -= 1  # "de source proche du dossier"
    here = scene.tokens[k].start
    if i >= b or scene.low(i) in rules.words["no_source"]:
        return None, i
    if scene.low(i) in rules.pronouns and any(q.span.start <= here < q.span.end for q in work.quotes[-6:]):
        return None, i  # "a jugé que, selon lui, ...": said already
    if scene.low(i) in rules.words["indefinite"] and scene.low(i + 1) in rules.determiners:
        i += 1
    if scene.low(i) in rules.pronouns and scene.low(i) not in rules.determiners:
        return pronoun_voice(scene, i), i + 1
    np = phrase(scene, i, b)
    if np is None:
        return None, i
    norm = k == a and np.det == "def" and scene.low(np.head) in rules.words["norms"]  # "Selon la loi, ...", "Selon le calendrier, ..."
    if np.named is None and scene.low(np.head) in rules.words["not_sources"] and not norm:
        return None, i
    apposed = apposition(scene, np, b)
    if apposed is not None and k == a and not _comma_before_end(scene, apposed.last, b):
        apposed = None  # "Selon X, un essai a échoué": what the clause is about
    after = apposed.last if apposed is not None else np.last
    sources = rules.nouns["all"] | rules.nouns["claim"] | rules.nouns.get("view", frozenset())
    known = np.named is not None or any(scene.low(j) in sources for j in range(np.first, np.last))
    set_off = k == a or scene.low(k - 1) == ","
    if not known and not (set_off and np.det != "ind" and _next_stop(scene, after, b)):
        return None, after
    return voice_of(scene, np, apposed), after


def _content(work: Work, k: int, after: int, a: int, b: int) -> tuple[int, int, int]:
    """What rests on a source phrase from `k` to `after`: (first token, the token after the last one, the token from which it is
    shown or -1); an empty range where nothing does."""
    scene = work.scene
    rules = scene.rules
    stop = _next_stop_at(scene, after, b)
    front = all(
        scene.tokens[j].kind == "p" or rules.adverb(scene.low(j)) or scene.low(j) in rules.words["coordinators"]
        for j in range(_past_linking(scene, a, k), k)
    )
    if scene.low(k - 1) in {";", ":"} or front:
        if after < b and opens_marks(scene, after) and scene.low(after) not in {",", ":"}:
            return after, b, -1  # "Selon X « ... »"
        if stop < 0 or scene.low(stop) != ",":
            return a, a, -1
        stop = _past_aside(scene, stop, b)
        end = _end_of_content(scene, stop + 1, b)
        return stop + 1, _after_marks(scene, stop + 1, end) if scene.low(k) in rules.firsts.get("opinion", ()) else end, -1
    inner = scene.low(k - 1) == "," and stop >= 0 and scene.low(stop) == ","
    follows = scene.low(stop + 1)
    if inner and (
        follows in rules.words["relatives"]
        or follows in rules.words["shown_by"]
        or any(f.shape == "ger" for f in rules.forms.get(follows, ()))
    ):
        inner = False  # "..., d'après X, qui précise que": X goes on, not the sentence
    opening = k - 1 if scene.low(k - 1) in {",", "–", "—"} else _before_impersonal(scene, a, k)
    begin, end, shown = content_start(scene, a, opening), opening, -1
    unset = scene.low(k - 1) not in {",", "–", "—"} and opening == k
    if unset and opening - begin >= 2 and not has_verb(scene, begin, opening) and has_verb(scene, after, b):
        return begin, _end_of_content(scene, after, b), -1  # "La valeur selon X a perdu ..."
    last = scene.low(opening - 1)
    relative = last in rules.words["relatives"] or last in rules.complementizers or last in rules.auxiliaries
    whole = is_whole(scene, begin, opening) or (inner and said_whole(scene, begin, opening, stop + 1))
    if inner and (relative or (opening - begin < _INSIDE and not whole)):
        if relative or covered(work, Span(scene.tokens[begin].start, scene.tokens[opening - 1].end)):
            shown, begin = _segment_start(scene, begin, opening), stop + 1
        end = _end_of_content(scene, stop + 1, b)
    begin = _past_colon(scene, begin, end)
    other = _past_other_source(scene, begin, k, end)
    if other > begin and not has_verb(scene, other, end):
        return begin, begin, -1  # "contre 240 d'après la direction"
    begin = other
    return (begin, begin, -1) if _said_within(work, begin, end) else (begin, end, shown)


def _past_other_source(scene: Scene, begin: int, k: int, end: int) -> int:
    """ "600 emplois seraient touchés, selon le syndicat, contre 240 d'après la direction": what the second source bears begins
    after the comma that closes the first."""
    other = next((j for j in range(k - 1, begin, -1) if scene.low(j - 1) == "," and scene.mark_of[j] < 0 and source_at(scene, j)), -1)
    if other < 0 or not has_verb(scene, begin, other - 1):
        return begin
    comma = next((j for j in range(other, k) if scene.low(j) == "," and scene.mark_of[j] < 0), -1)
    return comma + 1 if 0 < comma < end else begin


def _after_marks(scene: Scene, begin: int, end: int) -> int:
    """Where an opinion ends whose words stand in marks: after them, where another clause follows."""
    rules = scene.rules
    first = next((k for k in range(begin, end) if scene.mark_of[k] >= 0), -1)
    close = scene.index(scene.marks[scene.mark_of[first]].close) if first >= 0 else end
    low = scene.low(close)
    goes_on = low in rules.complementizers or low in rules.words["relatives"] or low in rules.words["coordinators"]
    return close if close < end and goes_on else end


def _segment_start(scene: Scene, begin: int, opening: int) -> int:
    """Where the words before an inserted source that its clause needs begin ("des frappes qui, selon X, ont ...")."""
    for k in range(opening - 2, begin, -1):
        joined = scene.low(k) in scene.rules.words["coordinators"] and (scene.rules.bare_clause or has_verb(scene, k + 1, opening - 1))
        if joined or (scene.tokens[k].kind == "p" and scene.low(k) in {",", ";", ":", "–", "—"}):
            return k + 1
    return begin


def _before_impersonal(scene: Scene, a: int, k: int) -> int:
    """The comma before "apprend-on" or "a-t-on appris" that leads up to a source phrase, else the phrase itself."""
    for j in range(k - 1, max(a, k - 6), -1):
        if scene.low(j) == ",":
            asked = any(scene.low(m) in scene.rules.inversions_set for m in range(j, k))
            return j if asked else k
    return k


def _past_colon(scene: Scene, begin: int, end: int) -> int:
    """The start of the clause after a colon where a whole sentence stands before it, which is the reporter's own."""
    colon = next((k for k in range(end - 4, begin, -1) if scene.low(k) == ":" and scene.mark_of[k] < 0 and _set_off(scene, k)), -1)
    return colon + 1 if colon > 0 and has_verb(scene, begin, colon) and has_verb(scene, colon + 1, end) else begin


def _set_off(scene: Scene, k: int) -> bool:
    """Whether a colon stands before a space ("20:00" has none)."""
    return scene.text[scene.tokens[k].end : scene.tokens[k].end + 1].isspace()


def _said_within(work: Work, begin: int, end: int) -> bool:
    """Whether the clause says itself who said its last part ("X a écrit que « ... », à en croire la juge")."""
    tokens = work.scene.tokens
    if end <= begin:
        return False
    here = Span(tokens[begin].start, tokens[end - 1].end)
    return any(
        q.pattern == "clause.that" and q.kind == "direct" and here.contains(q.span) and q.span.end >= here.end - 3 for q in work.quotes[-6:]
    )


def _past_aside(scene: Scene, stop: int, b: int) -> int:
    """The comma after a relative clause on the source ("selon l'arrêté, que nous avons lu, ...") or after who passes it on
    ("selon la juge, rapporte un greffier, ..."), else the comma given."""
    rules = scene.rules
    after = scene.low(stop + 1)
    closing = _next_stop_at(scene, stop + 1, b)
    if closing < 0 or scene.low(closing) != "," or b - closing < 4:
        return stop
    if after in rules.words["relatives"] or after in rules.complementizers or after in rules.words["subject_relatives"]:
        return closing
    if after in rules.words["shown_by"]:
        return closing
    told = next((c for c in cues(scene, stop + 1, closing) if c.first == stop + 1 and c.shape == "fin" and c.can("D", "I")), None)
    return closing if told is not None and told.last < closing else stop


def _past_linking(scene: Scene, a: int, k: int) -> int:
    """Past "En effet," or the like at the head of a sentence."""
    for words in scene.rules.source.get("inserted", ()):
        if a + len(words) <= k and tuple(scene.low(a + j) for j in range(len(words))) == words:
            return a + len(words)
    return a


def _next_stop(scene: Scene, i: int, b: int) -> bool:
    return _next_stop_at(scene, i, b) >= 0 or b - i <= 1


def _comma_before_end(scene: Scene, i: int, b: int) -> bool:
    return any(scene.low(k) in {",", ":"} and scene.mark_of[k] < 0 for k in range(i, b))


def _next_stop_at(scene: Scene, i: int, b: int) -> int:
    """The comma (or end) that closes a source phrase, over a relative clause or participle of its own."""
    for k in range(i, min(b, i + _SOURCE)):
        if scene.mark_of[k] < 0 and scene.low(k) in {",", ".", ";", ":", "–", "—"}:
            return k
    return -1


def _end_of_content(scene: Scene, begin: int, b: int) -> int:
    return clause_end(scene, begin, b, Cue(begin, begin, begin, "", "", "fin", "-"))
