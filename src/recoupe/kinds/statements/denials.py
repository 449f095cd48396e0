"""Denials and reactions: who denies what, and whose claim it was.

Patterns: `denial` (of a noun phrase, an infinitive or a clause), `denial.passive` ("is contradicted by X"),
`denial.untrue` ("called the claim untrue") and `denial.bare` ("X dément.", "X disputes that."), whose object is what
was said just before: it has no topic of its own.
"""

from __future__ import annotations

from dataclasses import replace

from recoupe.kinds.statements.bounds import covered, has_verb, new_verb, object_at, relative_source
from recoupe.kinds.statements.chains import via_of_cue
from recoupe.kinds.statements.cues import Cue, cues
from recoupe.kinds.statements.fragments import said_after
from recoupe.kinds.statements.phrases import apposition
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.speakers import speaker_of
from recoupe.kinds.statements.subjects import subject_before
from recoupe.kinds.statements.voices import resolve, voice_of
from recoupe.kinds.statements.work import Work, emit
from recoupe.records import Span, Voice

_STOPS = {",", ".", ";", ":", "!", "?", "…", "–", "—"}
_CLAUSE = 3  # tokens of the shortest clause after a colon
_NEAR = 8  # tokens between a verb and the word that calls a claim untrue


def denial(work: Work, unit: int, cue: Cue, previous: Voice | None) -> Voice | None:
    """A denial: what follows its verb, or what its verb points back to."""
    scene = work.scene
    _, b = scene.units[unit]
    if cue.can("K") and not cue.negated and not cue.passive and cue.shape in {"fin", "ger"}:
        voice = _untrue(work, unit, cue, previous)
        if voice is not None:
            return voice
    if "X" not in cue.frames or cue.negated or cue.shape not in {"fin", "ger"}:
        return None
    if cue.passive:
        return _passive(work, unit, cue)
    at = object_at(scene, cue, b)
    if _points_back(scene, unit, cue, at, b):
        return _bare(work, unit, cue, previous, at)
    if not _deniable(scene, cue, at, b):
        return None
    voice, _ = speaker_of(work, unit, cue, previous)
    if voice is None:
        return None
    begin, relative, end = _bounds(scene, cue, at, b)
    start = relative if 0 < relative < end - 1 else begin
    if end - start < 2 and not scene.rules.bare_clause:
        return None
    accused = _accused(scene, end, b) or _claimant(scene, begin, end)
    if relative < 0 and _names_no_claim(scene, begin, end):
        return voice
    span = Span(scene.tokens[start].start, scene.tokens[end - 1].end)
    for c in cues(scene, start, end):
        work.used.add(c.verb)
    emit(work, span, voice, scene.words(cue.first, cue.last), "denial", unit=unit, via=via_of_cue(scene, cue, b, None), stance="denies")
    _settle(work, span, accused)
    return voice


def _settle(work: Work, topic: Span, against: Voice | None) -> None:
    """Give the quote just put on the list what it denies, and whose claim that was."""
    if work.quotes and work.quotes[-1].span.overlap(topic):
        within = work.quotes[-1].span
        work.quotes[-1] = replace(work.quotes[-1], topic=within if topic.contains(within) else topic, against=against)


def _ends(scene: Scene, k: int, b: int) -> bool:
    """Whether nothing of the clause follows."""
    return k >= b or scene.tokens[k].kind == "p" or scene.low(k) in scene.rules.words["coordinators"] or scene.mark_of[k] >= 0


def _points_back(scene: Scene, unit: int, cue: Cue, at: int, b: int) -> bool:
    """Whether the object of a denial is what was said before: a pronoun, a relative, or nothing at all."""
    rules = scene.rules
    if "O" not in cue.frames:
        return False
    if scene.low(at) in rules.words["denied_pronouns"] and _ends(scene, at + 1, b):
        return True
    if not _ends(scene, at, b):
        return False
    before = scene.low(cue.first - 1) if cue.first > scene.units[unit][0] else ""
    inside = {scene.low(k) for k in range(cue.first, cue.verb)}
    if not rules.bare_clause and ({before} | inside) & rules.words["object_clitics"]:
        return True
    _, start, how = subject_before(scene, cue, scene.units[unit][0])
    if how == "subject" and (scene.low(start - 1) in rules.complementizers or scene.low(start - 1) in rules.words["relatives"]):
        return True
    return (
        "C" not in cue.frames and how in {"subject", "coordinated"} and (at > cue.last or scene.low(at) in {".", ";", "!", ":"} or at >= b)
    )


def _bare(work: Work, unit: int, cue: Cue, previous: Voice | None, at: int) -> Voice | None:
    scene = work.scene
    a, b = scene.units[unit]
    _, start, how = subject_before(scene, cue, a)
    voice, _ = speaker_of(work, unit, cue, previous)
    if voice is None or (voice.name is None and voice.role is None and voice.exact is None):
        return None
    if scene.low(at) == ":" and _stands(work, at):
        return voice
    first = start if how == "subject" else cue.first
    end = at + 1 if at < b and scene.low(at) in scene.rules.words["denied_pronouns"] else at
    span = Span(scene.tokens[first].start, scene.tokens[max(end, cue.last) - 1].end)
    emit(work, span, voice, scene.words(cue.first, cue.last), "denial.bare", unit=unit, stance="denies", kind="indirect")
    colon = max(end, cue.last)
    if scene.low(colon) == ":" and colon + _CLAUSE < b and scene.mark_of[colon + 1] < 0 and has_verb(scene, colon + 1, b):
        said_after(work, unit, cue, voice, colon)
    return voice


def _stands(work: Work, colon: int) -> bool:
    """ "Son avocate dément : « ... »": the words after the colon are the denial."""
    scene = work.scene
    for n in range(len(work.quotes) - 1, max(-1, len(work.quotes) - 6), -1):
        quote = work.quotes[n]
        if quote.kind == "direct" and colon < scene.index(quote.span.start) <= colon + 3:
            work.quotes[n] = replace(quote, stance="denies")
            return True
    return False


def _claim_in(scene: Scene, first: int, last: int) -> int:
    """The first word for a claim among tokens, or -1."""
    return next((k for k in range(first, last) if scene.low(k) in scene.rules.nouns["claim"]), -1)


def _deniable(scene: Scene, cue: Cue, at: int, b: int) -> bool:
    """Whether an object that can be denied begins at a token: a noun phrase (a claim, for verbs that deny only such),
    or a verb ("nie avoir trahi", "denies taking part")."""
    rules, low = scene.rules, scene.low(at)
    if at >= b or scene.tokens[at].kind == "p":
        return False
    while at < b and scene.low(at) in rules.words["quantifiers"]:
        at += 1
    if "C" in cue.frames:
        np = phrase(scene, at, b)
        return np is not None and _claim_in(scene, np.first, np.last if np.of < 0 else np.of) >= 0
    if low in rules.words["quantifiers"] or low in rules.determiners:
        return True
    if rules.infinitives and low.endswith(rules.infinitives) and not scene.tokens[at].upper and len(low) > 3:
        return True
    if not rules.bare_clause:
        return False
    np = phrase(scene, at, b)
    return np is not None and np.named is None and low not in rules.words["prepositions"] and low not in rules.pronouns


def _bounds(scene: Scene, cue: Cue, begin: int, b: int) -> tuple[int, int, int]:
    """Where the object begins, where its own clause begins ("that ...", "selon lesquelles ...") or -1, where it ends."""
    rules, relative, end = scene.rules, -1, b
    for k in range(begin, b):
        low = scene.low(k)
        if relative < 0 and relative_source(scene, k):
            relative = k + 2
        if scene.tokens[k].kind == "p" and scene.mark_of[k] < 0 and low in _STOPS and relative != k + 1:
            if low == "," and relative_source(scene, k + 1) and relative < 0:
                continue
            end = k
            break
        if low in rules.complementizers and relative < 0 and k > begin and _claim_in(scene, k - 1, k) >= 0:
            relative = k + 1
        if low in rules.words["coordinators"] and new_verb(scene, k + 1, b, cue):
            end = k
            break
    return begin, relative, end


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


def _names_no_claim(scene: Scene, begin: int, end: int) -> bool:
    """ "the management's version", « la version de la direction » and no more: whose claim it is, not what it says."""
    k = _claim_in(scene, begin, end)
    if k < 0:
        return False
    if k + 1 >= end and scene.low(k - 1).endswith(scene.rules.possessives):
        return True  # "the union's claims"
    if _claimant(scene, begin, end) is None:
        return False
    if k + 1 >= end:
        return True  # "his account"
    if not (scene.low(k + 1) in scene.rules.words["of"] or scene.low(k + 1) in scene.rules.words["by"]):
        return False
    start = k + 1 if scene.low(k + 1) in scene.rules.determiners else k + 2
    np = phrase(scene, start, end)
    return np is not None and np.last >= end


def _claimant(scene: Scene, begin: int, end: int) -> Voice | None:
    """ "les accusations de X", "allegations by X", "his account", "les informations russes selon lesquelles"."""
    rules = scene.rules
    k = _claim_in(scene, begin, end)
    if k < 0:
        return None
    if scene.low(k + 1) in rules.words["of"] or scene.low(k + 1) in rules.words["by"]:
        start = k + 1 if scene.low(k + 1) in rules.determiners else k + 2
        np = phrase(scene, start, end)
        speaks = rules.nouns["institution"] | rules.nouns["person"] | rules.nouns["group"] | rules.nouns["media"]
        if np is not None and (np.named is not None or scene.low(np.head) in speaks):
            return voice_of(scene, np)
        return None
    owner = scene.low(begin)
    if owner in rules.owners and k - begin <= 3:
        gender, number = rules.owners[owner]
        return resolve(scene, begin, gender, number)
    if scene.low(k - 1).endswith(rules.possessives):
        np = phrase(scene, begin, k)
        return voice_of(scene, np) if np is not None and np.named is not None else None
    told = relative_source(scene, k + 2) or (rules.bare_clause and scene.low(k + 1) in rules.complementizers)
    adjective = k + 1 if not rules.bare_clause else k - 1
    if told and begin <= adjective < end and scene.low(adjective) in rules.nouns["group"] | rules.words["demonyms"]:
        first, last = min(k, adjective), max(k, adjective) + 1
        return Voice(None, scene.words(first, last), True, scene.words(begin, last))
    return None


def _passive(work: Work, unit: int, cue: Cue) -> Voice | None:
    """ "His account is flatly contradicted by the company": a claim denied by somebody."""
    scene = work.scene
    a, b = scene.units[unit]
    rules = scene.rules
    k = cue.last
    while k < b and rules.adverb(scene.low(k)):
        k += 1
    if scene.low(k) not in rules.words["by"]:
        return None
    np = phrase(scene, k + 1, b)
    if np is None or not (np.named is not None or any(scene.low(j) in rules.nouns["all"] for j in range(np.first, np.last))):
        return None
    subject = cue.first
    while subject > a and scene.tokens[subject - 1].kind != "p" and scene.mark_of[subject - 1] < 0 and cue.first - subject < 14:
        subject -= 1
    while subject < cue.first and scene.low(subject) in rules.words["coordinators"]:
        subject += 1
    noun = _claim_in(scene, subject, cue.first)
    if noun < 0:
        return None
    voice = voice_of(scene, np, apposition(scene, np, b))
    against = _claimant(scene, subject, cue.first)
    span = Span(scene.tokens[subject].start, scene.tokens[np.last - 1].end)
    topic = Span(scene.tokens[subject].start, scene.tokens[cue.first - 1].end)
    emit(work, span, voice, scene.words(cue.first, cue.last), "denial.passive", unit=unit, stance="denies", kind="indirect")
    _settle(work, topic, against)
    return voice


def _untrue(work: Work, unit: int, cue: Cue, previous: Voice | None) -> Voice | None:
    """ "called the claim untrue", "a qualifié ces accusations de mensongères"."""
    scene = work.scene
    _, b = scene.units[unit]
    rules = scene.rules
    np = phrase(scene, cue.last, b)
    if np is None or _claim_in(scene, np.first, np.last) < 0:
        return None
    word = next((k for k in range(cue.last, min(b, np.last + _NEAR)) if scene.low(k) in rules.words["untrue"]), -1)
    if word < 0 or any(scene.tokens[k].kind == "p" and scene.low(k) in {",", ";", ":"} for k in range(cue.last, word)):
        return None
    span = Span(scene.tokens[cue.last].start, scene.tokens[max(word + 1, np.last) - 1].end)
    voice, _ = speaker_of(work, unit, cue, previous)
    if voice is None or covered(work, span):
        return None
    mixed = scene.mark_of[word] >= 0
    emit(
        work,
        span,
        voice,
        scene.words(cue.first, cue.last),
        "denial.untrue",
        unit=unit,
        stance="denies",
        kind="mixed" if mixed else "indirect",
    )
    _settle(work, span, _claimant(scene, np.first, np.last))
    return voice
