"""Noun phrases in their places: what a unit is about, and what stands in apposition to what."""

from __future__ import annotations

from recoupe.kinds.statements.cues import cues
from recoupe.kinds.statements.scene import Named, Phrase, Scene, phrase

_REMIT = 8  # tokens of what somebody is in charge of
_OPENING = frozenset("«“„")


def subject_phrase(scene: Scene, unit: int, limit: int | None = None) -> tuple[Phrase | None, Phrase | None]:
    """The noun phrase that a unit is about: the first after its adverbials, with its apposition."""
    a, b = scene.units[unit]
    if limit is not None:
        b = min(b, limit)
    tokens, rules = scene.tokens, scene.rules
    i, tries = a, 0
    while i < b and tries < 5:
        tries += 1
        while i < b and (tokens[i].kind == "p" or scene.mark_of[i] >= 0 or tokens[i].low in rules.words["coordinators"]):
            i += 1
        if i >= b:
            return None, None
        low = tokens[i].low
        adverbial = (
            low in rules.words["prepositions"]
            or low in rules.words["subordinators"]
            or (rules.adverb(low) and i not in scene.name_at)
            or i in scene.dated
            or (i + 1 in scene.dated and low in rules.determiners)
            or low in rules.words["time_nouns"]
            or (low in rules.determiners and scene.low(i + 1) in rules.words["time_nouns"])
            or low in rules.words["of"]
            or (i == a and _opens_with_participle(scene, i, b))
        )
        if not adverbial:
            if low in rules.pronouns and low not in rules.determiners:
                return None, None
            np = phrase(scene, i, b)
            if np is None:
                return None, None
            return np, apposition(scene, np, b)
        while i < b and tokens[i].low not in {",", ";", ":"}:
            i = next((k for k in range(i + 1, min(b, i + 30)) if tokens[k].low == ")"), i) if tokens[i].low == "(" else i
            i += 1
            if i < b and (i in scene.dated) is False and (i - 1) in scene.dated and low not in rules.words["prepositions"]:
                break
    return None, None


def _opens_with_participle(scene: Scene, i: int, b: int) -> bool:
    """ "Looking ahead, X ...", "Interrogé mardi, X ...": no noun, but what the subject after the comma does or did."""
    low = scene.low(i)
    if i in scene.name_at or len(low) < 5 or not low.endswith(scene.rules.participle_endings) or low in scene.rules.nouns["all"]:
        return False
    return any(scene.low(k) == "," and scene.mark_of[k] < 0 for k in range(i + 1, min(b, i + 30)))


def apposition(scene: Scene, np: Phrase, limit: int) -> Phrase | None:
    """The noun phrase between commas after another that says who or what it is, or None."""
    tokens, rules = scene.tokens, scene.rules
    i = _past_remit(scene, np, limit)
    if scene.low(i) != "," or i + 1 >= limit:
        return None
    i += 1
    if tokens[i].kind == "n" and (scene.low(i + 1) == "," or scene.low(i + 1) in rules.words["years"]):  # an age
        i += 3 if scene.low(i + 1) in rules.words["years"] and scene.low(i + 2) == "," else 2
    if i >= limit or i in scene.dated or tokens[i].low in rules.words["relatives"]:
        return None
    if tokens[i].low in rules.words["of"] and np.named is not None and i + 1 < limit and rules.bare_clause:
        return None
    named = scene.name_at.get(i)
    if tokens[i].low in rules.titles and tokens[i].low not in rules.determiners:
        named = scene.name_at.get(i + 1)
        i = i + 1 if named is not None else i
    other = phrase(scene, i, limit)
    if other is None:
        return None
    if scene.low(other.last) in _OPENING and other.last < limit:
        return None  # "Selon la banque, Kerviel « ... »"
    if named is not None and named.first == i:
        if np.named is not None and np.named.kind == "person":
            return None
        return (
            other if other.last >= limit or tokens[other.last].kind == "p" or tokens[other.last].low in rules.words["relatives"] else None
        )
    follows = scene.low(other.last) if other.last < limit else "."
    closed = follows in {",", ".", ";", ")", "»", "”", '"', ":", "!", "?", "–", "—", "-"} or follows in rules.words["relatives"]
    if not closed and (
        rules.bare_clause
        or other.det in {"def", "dem"}
        or follows in rules.auxiliaries
        or follows in rules.forms
        or follows in rules.words["finite"]
    ):
        return None
    body = other.named is not None and other.named.kind == "organisation" and other.named.first == other.first + 1 and other.det == "def"
    if body and np.named is None and other.named is not None and other.named.last == other.last:
        if scene.low(np.head) in rules.nouns["institution"]:
            return other  # "her union, the Bakers' Alliance"
    if scene.low(other.head) in rules.nouns["all"] or (
        other.named is not None and other.named.kind == "person" and other.first != other.named.first
    ):
        return other
    return None


def _past_remit(scene: Scene, np: Phrase, limit: int) -> int:
    """The comma after what somebody is in charge of, where a person's name follows it ("l'adjoint aux sports, X", "the head of
    oncology at the hospital, X"); else the end of the phrase."""
    rules, end = scene.rules, np.last
    low = scene.low(end)
    remit = low in rules.words["to"] or low in rules.words["prepositions"] or low in rules.words["of"]
    if not remit or np.named is not None or np.det == "ind" or scene.low(np.head) not in rules.nouns["person"]:
        return end
    for k in range(end + 1, min(limit - 1, end + _REMIT)):
        if scene.low(k) == ",":
            named = scene.name_at.get(k + 1)
            closed = named is not None and named.first == k + 1 and (named.last >= limit or scene.tokens[named.last].kind == "p")
            return k if closed and named is not None and named.kind == "person" and named.last - named.first > 1 else end
        if scene.tokens[k].kind == "p" or scene.mark_of[k] >= 0 or scene.low(k) in rules.auxiliaries or scene.is_finite(k):
            return end
    return end


def by_role(scene: Scene, np: Phrase) -> bool:
    """Whether a noun phrase says what somebody is, in a language where that is no name of a body ("the agency, SNCF")."""
    head = scene.low(np.head)
    return not scene.rules.bare_clause and head in scene.rules.nouns["person"] and head not in scene.rules.nouns["institution"]


def says_himself(scene: Scene, a: int, at: int) -> bool:
    """Whether the sentence is about what somebody says or blames ("Y a critiqué X pour avoir, selon lui, ..."): then "he" is Y."""
    if scene.rules.bare_clause:
        return False
    own = next((c for c in cues(scene, a, at) if c.shape == "fin" and not c.passive and c.can("E", "N", "Q")), None)
    return own is not None and own.last < at - 1


def lends_name(scene: Scene, named: Named) -> bool:
    """ "la mission Leonetti", "the Post", "the Trump campaign": something else that bears a person's name."""
    rules = scene.rules
    before = scene.low(named.first - 1)
    if rules.bare_clause:
        return named.last - named.first == 1 and before in rules.determiners and rules.determiners[before][0] == "def"
    if named.last - named.first > 1:
        return False
    token = scene.tokens[named.first - 1] if named.first else None
    if token is None or token.kind != "w" or token.upper or scene.low(named.first - 2) not in rules.determiners:
        return False
    return not (
        before in rules.nouns["person"]
        or before in rules.titles
        or before in rules.determiners
        or before in rules.words["genitives"]
        or before in rules.forms
        or before in rules.auxiliaries
        or before in rules.words["prepositions"]
        or before in rules.words["demonyms"]
        or before.endswith(rules.agents)
    )
