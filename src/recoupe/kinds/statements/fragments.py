"""Less than a clause: denials of a claim, fragments in marks, what follows a colon."""

from __future__ import annotations

from dataclasses import replace

from recoupe.kinds.statements.bounds import clause_end, covered, new_verb, relative_source
from recoupe.kinds.statements.chains import via_of_cue
from recoupe.kinds.statements.cues import Cue, cues
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.speakers import can_speak, speaker_of
from recoupe.kinds.statements.subjects import Work, emit, subject_after
from recoupe.kinds.statements.voices import apposition, voice_of
from recoupe.records import Span, Voice

_MIXED = 14  # tokens from a verb to the marks it governs


def denial(work: Work, unit: int, cue: Cue, previous: Voice | None) -> Voice | None:
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
    voice, _ = speaker_of(work, unit, cue, previous)
    if voice is None:
        return None
    begin, relative, end = cue.last, -1, b
    for k in range(begin, b):
        if relative < 0 and relative_source(scene, k):
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
        if scene.low(k) in rules.words["coordinators"] and new_verb(scene, k + 1, b, cue):
            end = k
            break
    start = relative if 0 < relative < end - 1 else begin
    if end - start < 2:
        return None
    accused = _accused(scene, end, b) or _claimant(scene, begin, end)
    span = Span(scene.tokens[start].start, scene.tokens[end - 1].end)
    for c in cues(scene, start, end):
        work.used.add(c.verb)
    emit(work, span, voice, scene.words(cue.first, cue.last), "denial", unit=unit, via=via_of_cue(scene, cue, b, None), stance="denies")
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


def fragment(work: Work, unit: int, cue: Cue, others: list[Cue], previous: Voice | None) -> Voice | None:
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
            (scene.tokens[k].kind == "p" and low in {",", ";", ":", "."})
            or low in scene.rules.words["relatives"]
            or low in scene.rules.complementizers
        ):
            return None
    if mark < 0 or mark in work.direct or not scene.marks[mark].closed:
        return None
    m = scene.marks[mark]
    if len(m.span.of(scene.text).split()) < (1 if cue.can("K") else 2) or covered(work, m.span):
        return None
    voice, _ = speaker_of(work, unit, cue, previous)
    if voice is None:
        return None
    begin = cue.last
    while begin < scene.index(m.open) - 1 and scene.rules.adverb(scene.low(begin)):
        begin += 1
    if scene.low(begin) in scene.rules.words["of"] and scene.low(begin) not in scene.rules.determiners:
        begin += 1
    span = Span(scene.tokens[begin].start, m.close)
    emit(work, span, voice, scene.words(cue.first, cue.last), "fragment", unit=unit, via=via_of_cue(scene, cue, b, None), kind="mixed")
    return voice


def colon_clause(work: Work, unit: int, cue: Cue, previous: Voice | None) -> Voice | None:
    scene = work.scene
    _, b = scene.units[unit]
    if not cue.can("D", "Q") or cue.shape not in {"fin"} or cue.passive:
        return None
    colon = next((k for k in range(cue.last, min(b, cue.last + 10)) if scene.low(k) == ":"), -1)
    if colon < 0 or colon + 3 >= b or scene.mark_of[colon + 1] >= 0 or any(scene.low(k) in {",", ";"} for k in range(cue.last, colon)):
        return None
    if scene.low(colon + 1) in '«“"‘':
        return None
    voice, _ = speaker_of(work, unit, cue, previous)
    if voice is None and colon > cue.last:
        voice, _, _ = subject_after(scene, cue, colon)
        if voice is not None and not can_speak(scene, voice, cue):
            voice = None
    if voice is None:
        return None
    end = clause_end(scene, colon + 1, b, cue, a=colon)
    emit(work, Span(scene.tokens[colon + 1].start, scene.tokens[end - 1].end), voice, scene.words(cue.first, cue.last), "colon", unit=unit)
    return voice
