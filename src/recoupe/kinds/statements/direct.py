"""Words in quotation marks that stand on their own, and who said them."""

from __future__ import annotations

from recoupe.kinds.statements import parsed
from recoupe.kinds.statements.bearers import own_outlet
from recoupe.kinds.statements.bounds import has_verb
from recoupe.kinds.statements.chains import via_of_cue
from recoupe.kinds.statements.cues import Cue, any_verb, cues
from recoupe.kinds.statements.phrases import apposition, lends_name, subject_phrase
from recoupe.kinds.statements.scene import Phrase, Scene, phrase
from recoupe.kinds.statements.speakers import can_speak, governing, unit_subject
from recoupe.kinds.statements.stances import stance_of
from recoupe.kinds.statements.subjects import pronoun_voice, subject_after, subject_before
from recoupe.kinds.statements.voices import resolve, voice_of
from recoupe.kinds.statements.work import NOBODY, Work, emit, remember
from recoupe.records import Quote, Voice
from recoupe.text import folded, trim

_LABEL = 4  # tokens of a heading before its colon, the colon counted
_NEAR = 8  # tokens of a verb group right before marks
_OCCASION = 12  # tokens of the occasion between a verb and its quote
_PASSAGE = 6  # words of a paragraph that may be a passage set apart
_FEWEST = 3  # words that make an utterance without any verb beside it


def direct_quotes(work: Work, unit: int) -> None:
    """The direct quotes that begin in a unit."""
    scene = work.scene
    a, b = scene.units[unit]
    first = scene.marks_from(scene.tokens[a].start)
    for m in range(first, len(scene.marks)):
        mark = scene.marks[m]
        if mark.open >= scene.tokens[b - 1].end:
            break
        _direct(work, unit, m, a, b)


def paragraph_quotes(work: Work, unit: int) -> None:
    """ "X added:" at the end of a paragraph, and the next one without marks: a passage set apart as a quote."""
    scene = work.scene
    a, _ = scene.units[unit]
    if not unit or scene.low(scene.units[unit - 1][1] - 1) != ":" or scene.block_of(a) == scene.block_of(a - 1):
        return
    span = trim(scene.text, scene.tokens[a].start, scene.blocks[scene.block_of(a) - 1].end)
    words = [k for k in range(a, scene.index(span.end)) if scene.tokens[k].kind in "wn"]
    plain = scene.tokens[a].kind == "w" and all(scene.mark_of[k] < 0 for k in words) and span.of(scene.text)[-1:] in ".?!…"
    if not plain or len(words) < _PASSAGE or not any(scene.is_finite(k) or scene.low(k) in scene.rules.auxiliaries for k in words):
        return
    cue, voice, _ = _lead(work, *scene.units[unit - 1], ":")
    if cue is None or voice is None or not (voice.name or voice.role or voice.exact) or any(q.span.overlap(span) for q in work.quotes[-3:]):
        return
    work.used.add(cue.verb)
    emit(work, span, voice, scene.words(cue.first, cue.last), "paragraph", unit=unit, via=via_of_cue(scene, cue, a, None))


def _direct(work: Work, unit: int, m: int, a: int, b: int) -> None:
    scene = work.scene
    mark = scene.marks[m]
    tokens = scene.tokens
    o, e = scene.index(mark.open), scene.index(mark.close)
    inside = scene.index(mark.span.start)
    words = sum(1 for i in range(inside, e) if tokens[i].kind in "wn" and tokens[i].start < mark.span.end)
    if not words:
        return
    before = scene.low(o - 1) if o > a else ""
    at_start = all(tokens[k].kind == "p" and tokens[k].low not in '»”:"' for k in range(a, o))
    last = scene.text[mark.span.end - 1]
    after_quote = before in {"»", "”", '"'} and not at_start
    finished = last in ".?!…" or e >= b or scene.low(e) in {".", ",", "?", "!"}
    cue, voice, pattern, told = None, None, "", None
    if at_start or before in {":", "."} or (after_quote and last in ".?!…,"):
        cue, voice, told = _after(work, e, b, last)
        pattern = "direct.after"
        if cue is None:
            cue, voice, told = _incise(work, inside, e, m)
            pattern = "direct.incise"
        if cue is None and (last in ".?!…," or scene.low(e) == ","):
            (cue, voice), pattern = parsed.tag(work, inside, e, b), "direct.parsed"
        if cue is None and at_start:
            voice = _source_after(scene, e, b) or _source_inside(scene, inside, e)
            if voice is not None:
                _put(work, m, voice, None, pattern="direct.source", via=(), unit=unit)
                return
    if cue is None and at_start and unit and not mark.dialogue and scene.low(scene.units[unit - 1][1] - 1) == ":":
        cue, voice, told = _lead(work, scene.units[unit - 1][0], scene.units[unit - 1][1], ":")
        pattern = "direct.before"  # "X a affirmé :" closes the paragraph before
        if cue is None:
            subject = _clause_subject(scene, unit - 1, scene.units[unit - 1][1])
            if subject is not None and words >= _FEWEST:
                _put(work, m, subject, None, pattern="direct.colon", via=(), unit=unit)
                return
    if cue is None and before in {":", ","} and o > a:
        cue, voice, told = _lead(work, a, o, before)
        pattern = "direct.before"
        if cue is None and before == ":" and (words >= 2 or last in ".?!…"):
            voice = _clause_subject(scene, unit, o)
            pattern = "direct.colon"
        elif cue is None:
            if before == "," and _resumed(work, m):
                voice, via = work.direct[m - 1]
                _put(work, m, voice, None, pattern="direct.resumed", via=via, unit=unit)
            return
    elif cue is None and o > a and mark.closed and _says_next(work, a, o, only=words < _PASSAGE) and words >= _FEWEST:
        cue, voice, told = _lead(work, a, o, "")
        pattern = "direct.before"
        if cue is None:
            return
    elif cue is None and before in scene.rules.words["coordinators"] and words >= _FEWEST and _resumed_after(work, m, o):
        voice, via = work.direct[m - 1]
        _put(work, m, voice, None, pattern="direct.resumed", via=via, unit=unit)
        return
    elif cue is None and at_start:
        if not finished or (words < _FEWEST and last not in ".?!…") or (e >= b and last not in ".?!…," and words < 6):
            return
        if e < b and not _only_marks(scene, e, b) and last not in ".?!…":
            return  # the sentence goes on: a fragment that happens to stand first
        voice, via = (None, ()) if mark.dialogue else _signed(scene, m) or _continued(work, unit, m)
        _put(work, m, voice, None, pattern="direct.continued", via=via, unit=unit)
        return
    elif cue is None:
        return
    via = via_of_cue(scene, cue, b, told) if cue is not None else (_quoted_by(scene, a, o) if pattern == "direct.colon" else ())
    two = before == ":" and cue is not None and (scene.low(cue.last) in scene.rules.complementizers or _closes_clause(scene, cue, a, o))
    if cue is not None and not two:
        work.used.add(cue.verb)  # "reconnaît que A : « B »" and "A, dit-il : « B »" say two things
    _put(work, m, voice, cue, pattern=pattern, via=via, unit=unit)


def _closes_clause(scene: Scene, cue: Cue, a: int, o: int) -> bool:
    """Whether a clause and a comma stand before a verb whose subject follows it ("A, souligne X : « B »")."""
    return scene.low(cue.first - 1) == "," and has_verb(scene, a, cue.first - 1) and _said_after(scene, cue, a, o) is not None


def _put(work: Work, m: int, voice: Voice | None, cue: Cue | None, *, pattern: str, via: tuple[Voice, ...], unit: int) -> None:
    scene = work.scene
    span = trim(scene.text, scene.marks[m].span.start, scene.marks[m].span.end, ",")
    if not len(span):
        return
    speaker = voice if voice is not None else NOBODY
    exact = span.of(scene.text)
    words = scene.words(cue.first, cue.last) if cue is not None else None
    denies = cue is not None and "X" in cue.frames and not cue.negated
    stance = "denies" if denies else stance_of(scene, exact, "direct")
    work.quotes.append(Quote(span, exact, "direct", speaker, via, words, stance, pattern))
    work.direct[m] = (speaker, via)
    remember(scene, unit, speaker)


def _resumed(work: Work, m: int) -> bool:
    """ "A," she said, "b": the same sentence goes on after who said it."""
    scene = work.scene
    if m - 1 not in work.direct:
        return False
    gap = scene.text[scene.marks[m - 1].close : scene.marks[m].open]
    first, last = scene.index(scene.marks[m - 1].close), scene.index(scene.marks[m].open)
    return len(gap) < 250 and "\n" not in gap and any(first <= verb < last for verb in work.used)


def _says_next(work: Work, a: int, o: int, only: bool = False) -> bool:
    """Whether a verb that introduces speech stands right before the marks, without a colon ("a déclaré « ... »"); with `only`, one
    that does nothing else ("en criant « ... »"), for few words."""
    near = [c for c in cues(work.scene, max(a, o - _NEAR), o) if c.last == o and not c.negated and not c.passive]
    speaks = not work.scene.rules.bare_clause and any(c.can("D") and not c.can("N", "K", "P") for c in near)
    return speaks if only else any(c.can("D", "Q") for c in near)


def _resumed_after(work: Work, m: int, o: int) -> bool:
    """ "... « A » et « B »": whether only a conjunction stands between two quotes."""
    return m - 1 in work.direct and o - work.scene.index(work.scene.marks[m - 1].close) <= 1


def _signed(scene: Scene, m: int) -> tuple[Voice | None, tuple[Voice, ...]] | None:
    """A quote on its own line with "— Name" after it."""
    e = scene.index(scene.marks[m].close)
    if scene.low(e) not in {"–", "—", "-", "―"}:
        return None
    named = scene.name_at.get(e + 1)
    if named is None or named.first != e + 1 or "\n" in scene.words(e, e + 2):
        return None
    return Voice(named.name, named.role, False, scene.words(named.first, named.last)), ()


def _only_marks(scene: Scene, e: int, b: int) -> bool:
    return all(scene.tokens[k].kind == "p" for k in range(e, b))


def _after(work: Work, e: int, b: int, last: str) -> tuple[Cue | None, Voice | None, tuple[int, int] | None]:
    """ "...", a déclaré X / said X / X said."""
    scene = work.scene
    start = e
    comma = last == ","
    while start < b and scene.tokens[start].kind == "p" and scene.low(start) in {",", "–", "—", "-"}:
        comma = True
        start += 1
    if start >= b:
        return None, None, None
    limit = _next_mark(scene, start, b)
    unknown = any_verb(scene, start, limit) if comma or last in "?!…" else None
    if unknown is not None:
        voice, _, told = subject_after(scene, unknown, limit)
        if voice is not None and can_speak(scene, voice, unknown):
            return unknown, voice, told
    for cue in cues(scene, start, min(limit, start + 40)):
        if cue.verb in work.used or not cue.can("D", "I") or cue.shape not in {"fin"} or cue.passive:
            if cue.first == start:
                return None, None, None
            continue
        if cue.first == start:
            voice, end, told = subject_after(scene, cue, limit)
            if voice is not None:
                return cue, parsed.bounded(scene, cue, voice, end, limit)[0], told
            if cue.pronoun >= 0:
                return cue, None, told
            return None, None, None
        if comma or last in "?!…":
            voice, first, how = subject_before(scene, cue, start)
            if how == "subject" and voice is not None and first - start <= 1:
                return cue, voice, None
            if scene.rules.subject_first and how == "subject" and voice is not None:
                return cue, voice, None
        return None, None, None
    return None, None, None


def _next_mark(scene: Scene, start: int, b: int) -> int:
    at = scene.tokens[start].start
    for mark in scene.marks[scene.marks_from(at) :][:1]:
        if mark.open >= at:
            return min(b, scene.index(mark.open))
    return b


def _incise(work: Work, first: int, last: int, m: int) -> tuple[Cue | None, Voice | None, tuple[int, int] | None]:
    """« A, raconte-t-elle, B. »: a verb between commas inside the marks, followed by who speaks."""
    scene = work.scene
    if scene.rules.subject_first:
        return None, None, None
    for cue in cues(scene, first, last):
        if not cue.can("D", "I") or cue.shape != "fin" or cue.first - 1 < first or scene.low(cue.first - 1) not in {",", "?", "!", "…"}:
            continue
        voice, end, told = subject_after(scene, cue, last)
        if cue.pronoun >= 0 and scene.rules.pronouns.get(scene.low(cue.pronoun), ("1",))[0] in {"1", "2"}:
            continue
        if voice is None or (cue.pronoun < 0 and voice.name is None and voice.role is None):
            continue
        follows = scene.low(end) in scene.rules.words["prepositions"] or scene.low(end) in scene.rules.determiners or end in scene.name_at
        if cue.pronoun < 0 and end < last and scene.tokens[end].kind != "p" and not follows:
            continue
        return cue, voice, told
    return None, None, None


def _source_after(scene: Scene, e: int, b: int) -> Voice | None:
    """« A », selon X."""
    if scene.low(e) != ",":
        return None
    for words in scene.rules.source.get("front", ()):
        if tuple(scene.low(e + 1 + j) for j in range(len(words))) == words:
            start = e + 1 + len(words)
            if scene.low(start) in scene.rules.pronouns and scene.low(start) not in scene.rules.determiners:
                return pronoun_voice(scene, start)
            np = phrase(scene, start, b)
            return voice_of(scene, np, apposition(scene, np, b)) if np is not None else None
    return None


def _source_inside(scene: Scene, first: int, last: int) -> Voice | None:
    """« A, selon X, B »."""
    for k in range(first + 1, last):
        for words in scene.rules.source.get("front", ()):
            if scene.low(k) == words[0] and scene.low(k - 1) == "," and tuple(scene.low(k + j) for j in range(len(words))) == words:
                np = phrase(scene, k + len(words), last)
                if np is not None and np.named is not None and scene.low(np.last) == ",":
                    return voice_of(scene, np)
    return None


def _lead(work: Work, a: int, o: int, before: str) -> tuple[Cue | None, Voice | None, tuple[int, int] | None]:
    """X a affirmé : « ... » / X said, "..." / prévient X : « ... »."""
    scene = work.scene
    start = max(
        [a]
        + [
            scene.index(m.close)
            for m in scene.marks[scene.marks_from(scene.tokens[a].start) : scene.marks_from(scene.tokens[o].start)]
            if m.close <= scene.tokens[o].start
        ]
    )
    found = [
        c
        for c in cues(scene, start, o)
        if c.can("D", "Q", "I", "K") and not c.passive and (not c.negated or c.can("X")) and c.verb not in work.used
    ]
    if before == ",":
        found = [c for c in found if _leads(scene, c, o)]
    elif not before:
        found = [c for c in found if c.last == o]
    for cue in reversed(found[-3:]):
        if cue.shape in {"inf", "modal"}:
            continue
        main = governing(scene, cue, start) if cue.shape == "ger" and not scene.rules.bare_clause else None
        main = main if main is not None else _said_after(scene, cue, start, o)
        voice, _, how = (main, start, "subject") if main is not None else subject_before(scene, cue, start)
        if how == "relative" and any(_said_after(scene, c, start, o) is not None for c in found if c.verb < cue.verb):
            continue  # "says X, a statistician who read the tables:"
        if voice is None and how != "coordinated":
            voice, _, _ = subject_after(scene, cue, o)
        if voice is None and cue.shape == "ger":
            voice = unit_subject(scene, scene.unit_of(a), cue.first)
        if voice is None and (how == "coordinated" or cue.shape == "ger"):
            voice = resolve(scene, cue.first, "-", "-")
        if voice is not None and (before or can_speak(scene, voice, cue)):
            return cue, voice, None
    return None, None, None


def _said_after(scene: Scene, cue: Cue, start: int, o: int) -> Voice | None:
    """ "S, promet-il : « ... »", "S, souligne sa mère, X : « ... »": whose a verb is that follows a clause and a comma; None where its
    subject stands before it."""
    if cue.shape != "fin" or cue.can("T") or scene.low(cue.first - 1) != "," or cue.first - 1 <= start:
        return None
    voice, end, _ = subject_after(scene, cue, o)
    bearer = scene.by_name.get(voice.name or "") if voice is not None else None
    apposed = scene.low(end) == "," and bearer is not None and bearer.kind == "person"  # "says Jane Roe, a reader who ...:"
    closed = end >= o - 1 or apposed or scene.low(end) in scene.rules.words["relatives"]
    if voice is None or (cue.pronoun < 0 and (not closed or not can_speak(scene, voice, cue, anybody=False))):
        return None
    return voice if cue.pronoun >= 0 or has_verb(scene, start, cue.first - 1) else None


def _leads(scene: Scene, cue: Cue, o: int) -> bool:
    """Whether only the addressee, the occasion or the subject stands between a verb and the comma before its quote."""
    if cue.last == o - 1 or (cue.can("T", "A") and o - cue.last <= 6) or _on_occasion(scene, cue.last, o - 1):
        return True
    return not scene.rules.bare_clause and cue.can("D") and subject_after(scene, cue, o)[1] >= o - 1


def _on_occasion(scene: Scene, first: int, comma: int) -> bool:
    """Whether only when, where or to whom stands between a verb and the comma before its quote ("said in a statement on Monday, ")."""
    rules = scene.rules
    if comma - first > _OCCASION or not (
        scene.low(first) in rules.words["prepositions"] or first in scene.dated or scene.low(first) in rules.words["time_nouns"]
    ):
        return False
    return not any(scene.tokens[k].kind == "p" or scene.low(k) in rules.auxiliaries or scene.is_finite(k) for k in range(first, comma))


def _clause_subject(scene: Scene, unit: int, o: int) -> Voice | None:
    """The subject of the sentence that leads up to a colon; after "X :" alone, X."""
    a, _ = scene.units[unit]
    rules = scene.rules
    for front in rules.source.get("front", ()):
        if tuple(scene.low(a + k) for k in range(len(front))) == front:
            np = phrase(scene, a + len(front), o)
            return voice_of(scene, np) if np is not None else None
    np, apposed = subject_phrase(scene, unit, o)
    if np is not None:
        voice = voice_of(scene, np, apposed)
        thing = np.named.kind in {"other", "place"} if np.named is not None else scene.low(np.head) not in rules.nouns["all"]
        label = thing and o - a <= _LABEL  # "Fichage : « ... »", "Palais des congrès : « ... »"
        last = None if np.named is not None and np.named.kind == "person" else _last_person(scene, np.last, o)
        if last is not None:
            return last
        if label and scene.low(np.last) == ":":
            return _by_surname(scene, np.first, np.last)  # a heading says nothing
        speaks = not label and (voice.name is not None or scene.low(np.head) in rules.nouns["all"])
        return voice if speaks else resolve(scene, o - 1, "-", "-", people=True)
    for k in range(a, min(o, a + 12)):
        if scene.low(k) in rules.pronouns and scene.low(k) not in rules.determiners:
            found = pronoun_voice(scene, k)
            if found is not None:
                return found
    return resolve(scene, o - 1, "-", "-", people=True)


def _by_surname(scene: Scene, first: int, last: int) -> Voice | None:
    """ "Varin : « ... »" in a headline: the one person of the article who bears that name, or None."""
    called = folded(scene.words(first, last))
    bearers = {n.name: n for n in scene.names if n.kind == "person" and folded(n.name).split()[-1:] == [called]}
    named = next(iter(bearers.values())) if len(bearers) == 1 else None
    return Voice(named.name, named.role, False, scene.words(first, last)) if named is not None else None


def _quoted_by(scene: Scene, a: int, o: int) -> tuple[Voice, ...]:
    """ "Her answer, as quoted to this magazine by a colleague: "...": who passes the words on."""
    rules = scene.rules
    for k in range(a, o):
        if scene.low(k) not in rules.words["shown_by"] or scene.mark_of[k] >= 0:
            continue
        by = next((j for j in range(k + 1, min(o, k + 7)) if scene.low(j) in rules.words["by"]), -1)
        np = phrase(scene, by + 1, o) if by >= 0 and not any(scene.low(j) in {",", ";", ":"} for j in range(k, by)) else None
        if np is not None and (np.named is not None or scene.low(np.head) in rules.nouns["all"]):
            voice = voice_of(scene, np)
            return () if own_outlet(scene, voice.name or voice.exact) else (voice,)
    return ()


def _last_person(scene: Scene, first: int, o: int) -> Voice | None:
    """ "... a suscité l'ire du président de X :": the person whom a sentence about something else ends with, or None."""
    rules = scene.rules
    end = o - 1 if scene.low(o - 1) == ":" else o
    for k in range(max(first, end - 8), end):
        named = scene.name_at.get(k)
        if (named is not None and named.first == k and named.kind == "person") or (
            scene.low(k) in rules.determiners and scene.low(k + 1) in rules.nouns["person"] - rules.nouns["institution"]
        ):
            np = phrase(scene, k, end)
            if np is not None and np.last == end and np.number != "p":
                return voice_of(scene, np)
    return None


def _continued(work: Work, unit: int, m: int) -> tuple[Voice | None, tuple[Voice, ...]]:
    """Whoever spoke last in the paragraph goes on; a paragraph of its own belongs to whoever spoke before it."""
    scene = work.scene
    if m - 1 in work.direct:
        gap = scene.text[scene.marks[m - 1].close : scene.marks[m].open]
        if len(gap) < 300 and gap.count("\n") <= 2:
            near = scene.unit_of(scene.index(scene.marks[m - 1].open))
            if unit - near <= 1 or "\n" not in gap:
                return work.direct[m - 1]
    floor = scene.unit_of(scene.report_of(scene.units[unit][0])[0])
    for u in range(unit - 1, max(floor - 1, unit - 3), -1):
        if u in scene.spoken:
            return scene.spoken[u][0], ()
        acting = _acting(scene, u, unit) if u == unit - 1 else None
        if acting is not None:
            return acting, ()
        np, apposed = subject_phrase(scene, u)
        if np is not None and _bare_person(np):  # "X agreed. “We are gratified.”": not whoever spoke before X
            says = any(0 <= c.first - (apposed or np).last < 4 and not c.passive for c in cues(scene, *scene.units[u]))
            return (voice_of(scene, np, apposed) if says and u == unit - 1 else None), ()
    return None, ()


def _acting(scene: Scene, before: int, unit: int) -> Voice | None:
    """ "Aurélie, enceinte, a chronométré le trajet. « On m'envoie à 48 bornes. »": whoever the sentence before the words is about, where
    the paragraph, up to them, is about nobody else; None where it says something else, or speaks of a thing."""
    a, b = scene.units[before]
    here = scene.units[unit][0]
    if scene.block_of(a) != scene.block_of(here):
        return None
    np, apposed = subject_phrase(scene, before)
    voice: Voice | None = None
    if np is not None and (np.named is not None or np.number != "p"):
        voice = voice_of(scene, np, apposed)
        head = scene.low(np.head)
        named = scene.by_name.get(voice.name or "")
        person = named.kind == "person" if named is not None else head in scene.rules.nouns["person"] and voice.name is None
        voice = voice if person and np.last < b and not (np.named is not None and lends_name(scene, np.named)) else None
    elif np is None:
        at = next((k for k in range(a, min(b, a + _NEAR)) if scene.low(k) in scene.rules.pronouns), -1)
        kind = scene.rules.pronouns.get(scene.low(at), ("", ""))
        plain = at >= 0 and kind[0] in {"m", "f"} and kind[1] == "s" and scene.low(at) not in scene.rules.determiners
        voice = pronoun_voice(scene, at) if plain and not scene.idle(at) else None
        voice = voice if voice is not None and voice.name is not None else None
    if voice is None:
        return None
    start = next(u for u in range(before, -1, -1) if u == 0 or scene.block_of(scene.units[u - 1][0]) != scene.block_of(a))
    others = [n for n in scene.names_before(here) if n.first >= scene.units[start][0] and n.kind == "person" and n.name != voice.name]
    return None if others else voice


def _bare_person(np: Phrase) -> bool:
    """Whether a phrase is a person's name, with or without a role before it."""
    return np.named is not None and np.named.kind == "person" and np.named.last == np.last
