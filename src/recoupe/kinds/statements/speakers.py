"""Whose a verb is: its subject, that of the verb it is coordinated with, or that of the main clause."""

from __future__ import annotations

from recoupe.kinds.statements.cues import Cue
from recoupe.kinds.statements.phrases import subject_phrase
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.subjects import NOBODY, Work, pronoun_voice, subject_before
from recoupe.kinds.statements.voices import voice_of
from recoupe.records import Voice


def speaker_of(work: Work, unit: int, cue: Cue, previous: Voice | None) -> tuple[Voice | None, str]:
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
        main = previous or unit_subject(scene, unit, cue.first) or _subject_to_come(scene, unit, cue)
        return (main if main is not None and can_speak(scene, main, cue) else None), "participle"
    voice, _, how = subject_before(scene, cue, a)
    if how == "coordinated":
        main = previous or unit_subject(scene, unit, cue.first)
        return (main if main is None or main is previous or can_speak(scene, main, cue) else None), how
    if how == "" and cue.pronoun >= 0:
        return pronoun_voice(scene, cue.pronoun), "inverted"
    if voice is not None and not can_speak(scene, voice, cue):
        return None, ""
    return voice, how


def unit_subject(scene: Scene, unit: int, limit: int) -> Voice | None:
    np, apposed = subject_phrase(scene, unit, limit)
    if np is not None:
        return voice_of(scene, np, apposed)
    a, _ = scene.units[unit]
    for k in range(a, min(limit, a + 20)):
        if scene.low(k) in scene.rules.pronouns and scene.low(k) not in scene.rules.determiners:
            return pronoun_voice(scene, k)
    return None


def _subject_to_come(scene: Scene, unit: int, cue: Cue) -> Voice | None:
    """ "Jugeant que ..., X a ...": a participle that opens a sentence belongs to the subject after its comma."""
    a, b = scene.units[unit]
    if cue.first - a > 1:
        return None
    for k in range(cue.last + 2, b - 2):
        if scene.low(k) != "," or scene.tokens[k].kind != "p" or scene.mark_of[k] >= 0:
            continue
        after = k + 1
        if scene.low(after) in scene.rules.pronouns and scene.low(after) not in scene.rules.determiners:
            return pronoun_voice(scene, after)
        np = phrase(scene, after, b)
        return voice_of(scene, np) if np is not None else None
    return None


def _noun_before(scene: Scene, cue: Cue, a: int) -> Voice | None:
    """ "des déclarations ukrainiennes qualifiant ..."."""
    for k in range(cue.first - 1, max(a - 1, cue.first - 6), -1):
        if scene.tokens[k].kind == "p" or scene.low(k) in scene.rules.words["prepositions"]:
            return None
        if scene.low(k) in scene.rules.determiners or (scene.name_at.get(k) is not None and scene.name_at[k].first == k):
            if scene.low(k - 1) in scene.rules.words["to"]:
                return None  # "has written to the minister demanding that": not the minister's demand
            np = phrase(scene, k, cue.first)
            if np is not None and np.last == cue.first and (np.named is not None or scene.low(np.head) in scene.rules.nouns["all"]):
                return voice_of(scene, np)
    return None


def _head_part(scene: Scene, text: str) -> str:
    """A description up to its first complement: "perte du gouvernement" is a loss, whoever's it is; "la majorité des élus"
    and "une équipe de chercheurs" are people all the same."""
    rules = scene.rules
    words = text.replace("’", "'").replace("'", "' ").split(" ")
    for n, word in enumerate(words[1:], 1):
        if word.lower() in rules.words["of"] and not any(w.lower() in rules.words["quantities"] for w in words[:n]):
            return " ".join(words[:n])
    return text


def can_speak(scene: Scene, voice: Voice, cue: Cue) -> bool:
    if voice.name is not None:
        return True
    said = f"{_head_part(scene, voice.role or '')} {_head_part(scene, voice.exact or '')}"
    words = said.lower().replace("’", "'").replace("'", "' ").replace("-", " ").split()
    hyphened = said.lower().split()
    if any(w in scene.rules.nouns["all"] for w in words + hyphened):
        return True
    if voice.exact:
        low = voice.exact.lower().replace("’", "'")
        gender = scene.rules.pronouns.get(low, scene.rules.pronouns.get(low.lstrip("-t"), ("", "")))[0]
        if gender:
            return "W" not in cue.frames or gender != "n"
    return bool(voice.exact and voice.anonymous and len(words) > 1 and words[-1] in scene.rules.pronouns)  # "one of them"
