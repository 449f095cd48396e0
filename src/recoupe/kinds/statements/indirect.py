"""Clauses that somebody is said to have said: after a verb, with or without "that"; and in what order the rules of verbs are tried."""

from __future__ import annotations

from dataclasses import replace

from recoupe.kinds.statements import parsed
from recoupe.kinds.statements.bearers import is_media
from recoupe.kinds.statements.bounds import clause_end, whole_mark
from recoupe.kinds.statements.chains import via_of_cue
from recoupe.kinds.statements.complements import bare_complement, complement
from recoupe.kinds.statements.cues import Cue, cues, lead_at
from recoupe.kinds.statements.denials import denial
from recoupe.kinds.statements.fragments import colon_clause, fragment
from recoupe.kinds.statements.incises import as_said, aside, incise
from recoupe.kinds.statements.nouns import before_second_verb
from recoupe.kinds.statements.objects import objects
from recoupe.kinds.statements.scene import Scene
from recoupe.kinds.statements.speakers import speaker_of
from recoupe.kinds.statements.stances import stance_by_verb
from recoupe.kinds.statements.subjects import subject_before
from recoupe.kinds.statements.work import Work, emit
from recoupe.records import Span, Voice


def clauses(work: Work, unit: int) -> None:
    """The statements of a unit that hang on a verb."""
    scene = work.scene
    a, b = scene.units[unit]
    found = [c for c in cues(scene, a, b) if c.verb not in work.used and not _quoted(work, c.verb)]
    previous: Voice | None = scene.spoken[unit][0] if unit in scene.spoken else None
    for cue in found:
        if cue.verb in work.used or (cue.negated and not cue.can("X", "R", "H", "U")):
            continue
        untold = cue.shape == "modal" and cue.negated and cue.can("H", "D")  # "would not say"
        if cue.shape == "inf" or (cue.shape == "modal" and not untold and scene.low(cue.last) not in scene.rules.words["restrictive"]):
            continue
        if untold:
            continue
        if cue.negated and "X" not in cue.frames:
            voice = _clause(work, unit, cue, found, previous)
            previous = voice or previous
            continue
        voice = (
            _clause(work, unit, cue, found, previous)
            or incise(work, unit, cue)
            or aside(work, unit, cue)
            or as_said(work, unit, cue)
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
        if cue.verb not in work.used and (cue.shape != "modal" or cue.negated) and not lead_at(scene, cue.first):
            objects(work, unit, cue, previous)


def _quoted(work: Work, i: int) -> bool:
    """Inside marks: what is said there is somebody else's saying."""
    return work.scene.mark_of[i] >= 0


def _clause(work: Work, unit: int, cue: Cue, others: list[Cue], previous: Voice | None) -> Voice | None:
    scene = work.scene
    _, b = scene.units[unit]
    if not cue.can("Q") or (cue.negated and not cue.can("X", "R", "U")):
        return None
    begin, pattern = complement(scene, cue, b), "clause.that"
    if begin < 0 and cue.can("B") and scene.rules.bare_clause:
        begin, pattern = bare_complement(scene, cue, b), "clause.bare"
    if begin < 0 or begin >= b:
        return None
    voice, how = speaker_of(work, unit, cue, previous)
    if voice is None or (how == "subject" and _free_relative(scene, unit, cue)):
        return None
    end = clause_end(scene, begin, b, cue, how=how, a=scene.units[unit][0])
    if how == "relative" or _in_relative(scene, cue, scene.units[unit][0]):
        end = before_second_verb(scene, begin, end, 1)
    if end - begin < 2:
        return None
    inner = [c for c in others if begin <= c.first < end and c.verb != cue.verb]
    if inner and is_media(scene, voice) and inner[0].can("Q") and complement(scene, inner[0], b) > 0 and inner[0].first - begin < 8:
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
    stance = stance_by_verb(cue)
    emit(work, span, voice, scene.words(cue.first, cue.last), pattern, unit=unit, via=via, stance=stance, kind=kind)
    if stance == "denies":
        work.quotes[-1] = replace(work.quotes[-1], topic=work.quotes[-1].span)
    return voice


def _in_relative(scene: Scene, cue: Cue, a: int) -> bool:
    """Whether the clause of a verb is a relative one ("le journal où X estime que ... | a paru")."""
    _, start, how = subject_before(scene, cue, a)
    return how == "subject" and start > a and scene.low(start - 1) in scene.rules.words["object_relatives"]


def _free_relative(scene: Scene, unit: int, cue: Cue) -> bool:
    """ "what Trump says his plan would do": nobody is quoted."""
    a, _ = scene.units[unit]
    _, start, _ = subject_before(scene, cue, a)
    return any(scene.low(k) in scene.rules.words["free_relatives"] for k in (start, start - 1))
