"""Whose a verb is: its subject, that of the verb it is coordinated with, or that of the main clause."""

from __future__ import annotations

from recoupe.kinds.statements.cues import Cue, lead_at
from recoupe.kinds.statements.phrases import subject_phrase
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.subjects import addressee, pronoun_voice, subject_before
from recoupe.kinds.statements.voices import voice_of
from recoupe.kinds.statements.work import NOBODY, Work
from recoupe.records import Voice

_HOUSE = 8  # tokens from a verb to the end of where "on" speaks


def speaker_of(work: Work, unit: int, cue: Cue, previous: Voice | None) -> tuple[Voice | None, str]:
    """The subject of a verb: its own, that of the verb it is coordinated with, or that of the main clause."""
    scene = work.scene
    a, _ = scene.units[unit]
    if cue.passive:
        impersonal = any(scene.low(k) in scene.rules.words["impersonal"] for k in range(max(a, cue.first - 2), cue.last))
        return (NOBODY, "impersonal") if impersonal else (None, "")
    if cue.shape == "ger" and lead_at(scene, cue.first):
        main = governing(scene, cue, a) or unit_subject(scene, unit, cue.first) or _subject_to_come(scene, unit, cue)
        return (main if main is not None and can_speak(scene, main, cue) else None), "participle"
    if cue.shape == "ger":
        named = _noun_before(scene, cue, a)
        if named is not None:
            return named, "participle"
        main = previous or unit_subject(scene, unit, cue.first) or _subject_to_come(scene, unit, cue)
        return (main if main is not None and can_speak(scene, main, cue) else None), "participle"
    voice, first, how = subject_before(scene, cue, a)
    heard = scene.rules.pronouns.get(scene.low(first), ("",))[0] != "2" or cue.first < cue.verb  # "vous avez dit que", not "si vous dites"
    if voice is None and how == "subject" and cue.can("Y") and not cue.negated and heard:
        return _people_at(scene, cue, first), how
    joined = how == "coordinated" and not scene.rules.bare_clause and scene.low(cue.first - 1) in scene.rules.words["coordinators"]
    if joined and scene.is_finite(cue.first - 2):  # "nous constatons et convenons que": of the verb right before
        own, _, how_own = subject_before(scene, Cue(cue.first - 2, cue.first - 1, cue.first - 2, "", "", "fin"), a)
        if own is not None and how_own in {"subject", "relative"} and can_speak(scene, own, cue):
            return own, how_own
    if how == "coordinated":
        main = previous or unit_subject(scene, unit, cue.first)
        return (main if main is None or main is previous or can_speak(scene, main, cue) else None), how
    if how == "" and cue.pronoun >= 0:
        return pronoun_voice(scene, cue.pronoun), "inverted"
    if voice is not None and not can_speak(scene, voice, cue):
        return None, ""
    return voice, how


def _people_at(scene: Scene, cue: Cue, first: int) -> Voice:
    """Who "on" is: "on estime à la préfecture que" is the prefecture, "on raconte que" nobody by name."""
    told = addressee(scene, cue.last, cue.last + _HOUSE)
    np = phrase(scene, told[0], told[1]) if told is not None and scene.low(told[1]) in scene.rules.complementizers else None
    return voice_of(scene, np) if np is not None else Voice(None, None, True, scene.words(first, first + 1))


def governing(scene: Scene, cue: Cue, a: int) -> Voice | None:
    """The subject of the verb that an infinitive hangs on ("X a salué les secours, avant d'ajouter que ...")."""
    for k in range(cue.first - 1, a, -1):
        kind = scene.rules.auxiliaries.get(scene.low(k), "inf")
        if scene.mark_of[k] < 0 and (kind not in {"inf", "g"} or scene.is_finite(k)):
            voice, _, how = subject_before(scene, Cue(k, k + 1, k, "", "", "fin"), a)
            return voice if how in {"subject", "relative"} else None
    return None


def shown_from(scene: Scene, unit: int, cue: Cue) -> int:
    """The token from which less than a clause is shown: its verb; of a participle ("..., qualifiant X de « ... »") the finite verb
    of its sentence, so that what is shown reads after the speaker's name; of a passive the whole sentence. -1 where nothing does."""
    a, _ = scene.units[unit]
    if cue.passive:
        return a
    if cue.shape != "ger" or _noun_before(scene, cue, a) is not None:
        return cue.first
    np, apposed = subject_phrase(scene, unit, cue.first)
    start = (
        (apposed or np).last if np is not None else next((k + 1 for k in range(a, cue.first) if scene.low(k) in scene.rules.pronouns), a)
    )
    passing = scene.rules.words["relatives"]
    for k in range(start, cue.first):
        kind = scene.rules.auxiliaries.get(scene.low(k), "inf")
        if scene.low(k) in passing:
            break
        if kind not in {"inf", "g"} or scene.is_finite(k):
            clitics = scene.rules.words["clitics"] | scene.rules.words["reflexives"] | scene.rules.words["negations"]
            while k - 1 >= start and scene.low(k - 1) in clitics:
                k -= 1
            return k
    return -1


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
            known = scene.rules.nouns["all"] | scene.rules.words["latter"]
            if np is not None and np.last == cue.first and (np.named is not None or scene.low(np.head) in known):
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


def _is_described(scene: Scene, low: str) -> bool:
    """Whether words are a noun phrase of its own, and no time and nothing that only bears a name ("la loi Veil")."""
    first, _, rest = low.replace("'", "' ", 1).partition(" ")
    if first not in scene.rules.determiners or first in scene.rules.words["partitive"]:
        return False
    words = rest.split()
    return bool(words) and not any(words[0] in scene.rules.words[c] for c in ("time_nouns", "things", "relatives"))


def can_speak(scene: Scene, voice: Voice, cue: Cue, anybody: bool = True) -> bool:
    """Whether the subject of a verb can be who says what hangs on it; `anybody` where it is sure to be its subject, so that verbs
    of saying may have any noun for theirs."""
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
        if anybody and "Y" in cue.frames and _is_described(scene, low):
            return True
    return bool(voice.exact and voice.anonymous and len(words) > 1 and words[-1] in scene.rules.pronouns)  # "one of them"
