"""Less than a clause: fragments in marks, and what follows a colon."""

from __future__ import annotations

from recoupe.kinds.statements.bounds import clause_end, covered
from recoupe.kinds.statements.chains import via_of_cue
from recoupe.kinds.statements.cues import Cue
from recoupe.kinds.statements.objects import agent
from recoupe.kinds.statements.scene import phrase
from recoupe.kinds.statements.speakers import can_speak, shown_from, speaker_of
from recoupe.kinds.statements.subjects import subject_after
from recoupe.kinds.statements.work import Work, emit
from recoupe.records import Span, Voice

_MIXED = 14  # tokens from a verb to the marks it governs


def fragment(work: Work, unit: int, cue: Cue, others: list[Cue], previous: Voice | None) -> Voice | None:
    scene = work.scene
    _, b = scene.units[unit]
    if not cue.can("N", "K") or cue.shape in {"inf", "modal"} or (cue.passive and not cue.can("K")):
        return None
    limit = min([b, cue.last + _MIXED] + [c.first for c in others if c.first >= cue.last])
    mark = -1
    for k in range(cue.last, limit):
        if scene.mark_of[k] >= 0:
            mark = scene.mark_of[k]
            break
        low = scene.low(k)
        if (
            (scene.tokens[k].kind == "p" and low in {",", ";", ":", "."})
            or low in scene.rules.words["relatives"]
            or (low in scene.rules.complementizers and (k > cue.last or cue.can("Q")))
        ):
            return None
    if mark < 0 or mark in work.direct or not scene.marks[mark].closed:
        return None
    m = scene.marks[mark]
    if len(m.span.of(scene.text).split()) < (1 if cue.can("K") else 2) or covered(work, m.span):
        return None
    begin = cue.last
    if cue.passive:
        voice, begin = agent(scene, begin, scene.index(m.open))  # "qualifié par X de « ... »"
    else:
        voice, _ = speaker_of(work, unit, cue, previous)
    if voice is None:
        return None
    while begin < scene.index(m.open) - 1 and (scene.rules.adverb(scene.low(begin)) or begin in scene.dated):
        begin += 1
    if scene.low(begin) in scene.rules.words["of"] and scene.low(begin) not in scene.rules.determiners:
        begin += 1
    if scene.low(scene.index(m.open) - 1) in scene.rules.words["to"]:
        begin = scene.index(m.open)  # "s'est engagé dans un communiqué à « ... »"
    if cue.can("K") and scene.rules.determiners.get(scene.low(begin), ("",))[0] == "dem":
        thing = phrase(scene, begin, scene.index(m.open))  # "called that episode “a car crash”": which one, was said before
        last = thing.last if thing is not None else begin
        last += scene.low(last) in scene.rules.words["of"]  # "a qualifié cette décision d'« absurde »"
        begin = last if thing is not None and last == scene.index(m.open) else begin
    span = Span(scene.tokens[begin].start, m.close)
    via, words = via_of_cue(scene, cue, b, None), scene.words(cue.first, cue.last)
    emit(work, span, voice, words, "fragment", unit=unit, via=via, kind="mixed", cue_at=shown_from(scene, unit, cue))
    return voice


def colon_clause(work: Work, unit: int, cue: Cue, previous: Voice | None) -> Voice | None:
    scene = work.scene
    _, b = scene.units[unit]
    if not cue.can("I", "Q") or cue.shape not in {"fin"} or cue.passive:
        return None
    colon = next((k for k in range(cue.last, min(b, cue.last + 10)) if scene.low(k) == ":"), -1)
    if colon < 0 or colon + 3 >= b or scene.mark_of[colon + 1] >= 0 or any(scene.low(k) in {",", ";"} for k in range(cue.last, colon)):
        return None
    if scene.low(colon + 1) in '«“"‘' or any(scene.low(k) in scene.rules.words["ballots"] for k in range(cue.last, colon)):
        return None  # "a tranché par neuf voix contre six : ...": a vote, no speech
    if any(scene.low(k) in scene.rules.words["comparing"] for k in range(max(0, cue.first - 4), cue.first)):
        return None  # "better than the headlines suggest: ..."
    voice, _ = speaker_of(work, unit, cue, previous)
    if voice is None and colon > cue.last:
        voice, _, _ = subject_after(scene, cue, colon)
        if voice is not None and not can_speak(scene, voice, cue, anybody=False):
            voice = None
    if voice is None:
        return None
    said_after(work, unit, cue, voice, colon)
    return voice


def said_after(work: Work, unit: int, cue: Cue, voice: Voice, colon: int) -> None:
    """The clause after a colon, put on the list as what somebody says."""
    scene = work.scene
    end = clause_end(scene, colon + 1, scene.units[unit][1], cue, a=colon)
    emit(work, Span(scene.tokens[colon + 1].start, scene.tokens[end - 1].end), voice, scene.words(cue.first, cue.last), "colon", unit=unit)
