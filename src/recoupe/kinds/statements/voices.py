"""Noun phrases to voices: names made full, titles and pronouns resolved, the nameless kept nameless."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from recoupe.kinds.statements.grammar import is_outlet
from recoupe.kinds.statements.scene import Named, Phrase, Scene, folded_words, phrase, role_text
from recoupe.records import Voice
from recoupe.text import folded

_BACK = 6  # units a pronoun looks back
_FAR = 400  # tokens a title looks back before any other bearer of it is as good


def voice_of(scene: Scene, np: Phrase, apposed: Phrase | None = None) -> Voice:
    """Who a noun phrase (with the one in apposition, if any) stands for."""
    exact = scene.words(np.first, np.last)
    if apposed is not None:
        exact = scene.text[scene.tokens[np.first].start : scene.tokens[apposed.last - 1].end]
        for one, other in ((np, apposed), (apposed, np)):
            if one.named is not None and one.named.kind != "place":
                role = role_text(scene, other if other.named is None else one) or one.named.role
                if one is apposed and np.named is None and np.det == "ind" and not _person_like(one.named):
                    continue
                if one is apposed and not np.det and np.last - np.first == 1 and scene.low(np.head) not in scene.rules.nouns["all"]:
                    role, exact = one.named.role or "", scene.words(one.first, one.last)  # "Lyrique, Obama a dit"
                return Voice(one.named.name, role if role and role != one.named.name else None, False, exact)
    if np.named is not None:
        return _named_voice(scene, np, exact)
    return _described(scene, np, exact)


def _person_like(named: Named) -> bool:
    return named.kind == "person"


def _named_voice(scene: Scene, np: Phrase, exact: str) -> Voice:
    assert np.named is not None
    named = np.named
    role = role_text(scene, np) if named.first > np.first else ""
    head = scene.low(np.head)
    if np.head < named.first and head in scene.rules.words["things"]:
        return Voice(None, role, True, exact)  # "la loi Veil"
    if (
        np.head < named.first
        and head in scene.rules.nouns["person"]
        and (named.kind == "organisation" or (named.kind == "other" and named.last - named.first == 1))
    ):
        return _described(scene, np, exact)  # "le député UMP"
    if np.head >= named.last and np.of < 0 and head in scene.rules.nouns["all"] and np.named.kind != "person":
        if head in scene.rules.nouns["person"] or named.kind in {"place", "other"}:
            return _described(scene, np, exact)  # "Medivault spokesman", "the French ferry line"
    if np.det == "ind" and named.kind != "person" and (np.head != named.first or np.number == "p"):
        return Voice(None, role_text(scene, np), True, exact)
    if head in scene.rules.nouns["institution"] and np.head < named.first and named.kind in {"place"}:
        return Voice(_bare(scene, np), None, False, exact)
    if np.det and np.head < named.first and head in scene.rules.nouns["group"] and head not in scene.rules.nouns["person"]:
        return Voice(None, _bare(scene, np), True, exact)
    if np.last > named.last and named.kind != "person" and np.head == named.first:
        tail = scene.tokens[named.last].low if named.last < len(scene.tokens) else ""
        if tail in scene.rules.words["of"]:
            return Voice(_bare(scene, np), None, False, exact)
    own = role if role and role.lower() not in scene.rules.titles and role != scene.words(named.first, named.last) else named.role
    return Voice(named.name, own, False, exact)


def _bare(scene: Scene, np: Phrase) -> str:
    first = np.first
    while first < np.last - 1 and scene.tokens[first].low in scene.rules.determiners:
        first += 1
    return scene.words(first, np.last)


def _described(scene: Scene, np: Phrase, exact: str) -> Voice:
    """A noun phrase without a name of its own."""
    rules, head = scene.rules, scene.low(np.head)
    kinds = {k for k in ("institution", "person", "group", "document", "media") if head in rules.nouns[k]}
    role = role_text(scene, np)
    if "document" in kinds and "institution" not in kinds:
        inner = _inner_source(scene, np)
        return inner if inner is not None else Voice(None, role, True, exact)
    if np.det == "ind" or (not np.det and "group" in kinds and "institution" not in kinds):
        nobody = Voice(None, role, True, exact)
        scene.unnamed.append((head, np.first, nobody))
        return nobody
    if np.of >= 0 and head in rules.words["experts"] and np.named is None:
        house = scene.name_at.get(np.last - 1)
        if house is not None and house.last == np.last and house.first - np.of <= 2:
            return Voice(house.name, role, False, exact)  # "analysts at Corrigan Peel"
    plural_people = np.number == "p" and "institution" not in kinds
    if plural_people and np.det != "poss":
        return Voice(None, role, True, exact)
    known = _by_role(scene, np, head, role)
    nameless = _by_nameless(scene, np, head, known)
    if nameless is not None:
        return Voice(None, nameless.role, True, exact)
    if known is not None:
        return Voice(known.name, role, False, exact)
    bare = np.det in {"def", "dem"} and np.of < 0 and np.head == np.last - 1  # "the French line" need not be the owner just named
    bare = bare and all(scene.low(k) in rules.words["former"] for k in range(np.first + 1, np.head))
    akin = _by_kin(scene, np, head) if bare else None
    if akin is not None:
        return Voice(akin.name, role, False, exact)
    anaphoric = (head in rules.nouns["anaphoric_m"] or head in rules.nouns["anaphoric_f"]) and np.of < 0
    anaphoric = (
        anaphoric
        or ((not kinds or "person" in kinds) and np.det == "dem" and np.number == "s" and np.gender in {"m", "f"})
        or head.endswith(rules.ages)
    )
    if np.det in {"def", "dem", ""} and (anaphoric or folded(role).replace("-", " ") in rules.words["offices"]):
        gender = np.gender if np.gender in {"m", "f"} else noun_gender(scene, head)
        person = resolve(scene, np.first, gender, "s", people=True)
        if person is not None and person.name is not None:
            return Voice(person.name, role, False, exact)
    if np.det == "poss" and "institution" in kinds:
        owner = resolve(scene, np.first, "-", "-")
        if owner is not None and owner.name is not None:
            return Voice(owner.name, role, False, exact)
    if "institution" in kinds or "media" in kinds:
        organisation = _by_word(scene, np, head)
        return Voice(organisation or _bare(scene, np), None, False, exact)
    if not kinds and scene.tokens[np.head].upper and np.det in {"def", ""} and np.number != "p":
        return Voice(_bare(scene, np), None, False, exact)
    return Voice(None, role, True, exact)


def _by_kin(scene: Scene, np: Phrase, head: str) -> Named | None:
    """ "la magistrate" after "la procureure, Inès B.", "the firm" after "the Leeds company Medivault": the nearest bearer of
    a role that the general word stands for."""
    rules = scene.rules
    best: tuple[int, Named] | None = None
    for word in rules.kin.get(head, frozenset()):
        for _, at, named in _near(scene.roles_of.get(word, []), np.first):
            if not 0 < np.first - at < _FAR or (best is not None and at <= best[0]):
                continue
            have = _learnt(scene, named.name, named.gender)
            if named.kind != "person" or np.gender not in {"m", "f"} or have in {"-", np.gender}:
                best = (at, named)
    if best is not None:
        return best[1]
    if head not in rules.words["general"]:
        return None
    unit = scene.unit_of(np.first)
    for u in range(unit - 1, max(-1, unit - 7), -1):
        subject, _ = subject_phrase(scene, u)
        if subject is None or subject.named is None or subject.named.kind != "organisation" or subject.of >= 0:
            continue
        return subject.named if subject.named.first >= subject.head and _business(scene, subject.named) else None
    return None


def _business(scene: Scene, named: Named) -> bool:
    """Whether an organisation can be "the firm": no outlet, and no public body by its own name."""
    words = folded(named.name).replace("'", " ").split()
    return not is_outlet(scene.rules, named.name) and not any(
        w in scene.rules.nouns["institution"] - scene.rules.words["general"] for w in words
    )


def noun_gender(scene: Scene, head: str) -> str:
    """m or f where a noun tells ("spokeswoman"), else -."""
    in_m, in_f = head in scene.rules.nouns["anaphoric_m"], head in scene.rules.nouns["anaphoric_f"]
    return "-" if in_m == in_f else ("m" if in_m else "f")


def _by_nameless(scene: Scene, np: Phrase, head: str, known: Named | None) -> Voice | None:
    """ "le porte-parole" after "un porte-parole du gouvernement": the nameless one, if nearer than any named one."""
    if np.det not in {"def", "dem"} or np.of >= 0:
        return None
    for word, at, voice in reversed(scene.unnamed[-60:]):
        if word == head and at < np.first:
            nearest = max((n.first for n in scene.names_before(np.first) if known is not None and n.name == known.name), default=-1)
            return voice if at > nearest else None
    return None


def _inner_source(scene: Scene, np: Phrase) -> Voice | None:
    """ "un point de situation diffusé par les secours", "un pointage du Samu": whose document it is."""
    rules, tokens = scene.rules, scene.tokens
    limit = min(np.first + 16, len(tokens))
    for j in range(np.head + 1, limit):
        low = tokens[j].low
        if tokens[j].kind == "p" and low not in "()":
            break
        if low in rules.words["by"] and not any(scene.low(m) in rules.words["shown_by"] for m in range(max(np.head, j - 3), j)):
            inner = phrase(scene, j + 1, limit)
            return voice_of(scene, inner, apposition(scene, inner, min(inner.last + 12, len(tokens)))) if inner is not None else None
    if np.of >= 0:
        start = np.of if tokens[np.of].low in rules.determiners else np.of + 1
        inner = phrase(scene, start, limit)
        if inner is not None and (inner.named is not None or scene.low(inner.head) in rules.nouns["institution"]):
            return voice_of(scene, inner)
    return None


def _near(bearers: list[tuple[str, int, Named]], at: int) -> list[tuple[str, int, Named]]:
    """The bearers of a role that stand nearest to a token on either side."""
    here = bisect.bisect_left(bearers, at, key=lambda b: b[1])
    return bearers[max(0, here - 40) : here + 40]


def _by_role(scene: Scene, np: Phrase, head: str, role: str) -> Named | None:
    """The bearer of a role that the article names elsewhere: the latest before this place whose role does not
    say something else, else any."""
    if np.det == "ind":
        return None
    words = folded_words(role)
    fits: list[tuple[int, int, Named]] = []
    for other, at, named in _near(scene.roles_of.get(head, []), np.first):
        theirs = folded_words(other)
        if np.of >= 0 and len(theirs) < 2 and np.gender in {"m", "f"} and _learnt(scene, named.name, named.gender) not in {"-", np.gender}:
            continue  # "le porte-parole de X" after "sa porte-parole, Marie Y"
        if not (words <= theirs or theirs <= words or len(words & theirs) >= 2):
            continue
        before = at < np.first
        fits.append((len(words & theirs) if before and np.first - at < _FAR else -1, at if before else -at, named))
    if not fits:
        return None
    return max(fits, key=lambda f: (f[0], f[1]))[2]


def _by_word(scene: Scene, np: Phrase, head: str) -> str | None:
    """An organisation whose own name holds the noun ("the union" -> "Allied Makers' Union"): the latest before."""
    if np.of >= 0 and np.last - np.head > 1:
        return None
    best = None
    for named in scene.names_before(np.first):
        if (
            named.kind in {"organisation", "other"}
            and named.last - named.first > 1
            and head in folded(named.name).replace("'", " ").split()
        ):
            best = named.name
    return best


# ---------------------------------------------------------------- pronouns


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
        )
        if not adverbial:
            if low in rules.pronouns and low not in rules.determiners:
                return None, None
            np = phrase(scene, i, b)
            if np is None:
                return None, None
            return np, apposition(scene, np, b)
        while i < b and tokens[i].low not in {",", ";", ":"}:
            i += 1
            if i < b and (i in scene.dated) is False and (i - 1) in scene.dated and low not in rules.words["prepositions"]:
                break
    return None, None


def apposition(scene: Scene, np: Phrase, limit: int) -> Phrase | None:
    """The noun phrase between commas after another that says who or what it is, or None."""
    tokens, rules = scene.tokens, scene.rules
    i = np.last
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
    if scene.low(other.head) in rules.nouns["all"] or (
        other.named is not None and other.named.kind == "person" and other.first != other.named.first
    ):
        return other
    return None


def resolve(scene: Scene, at: int, gender: str, number: str, people: bool = False) -> Voice | None:
    """Whom a pronoun (or a noun used like one) at token `at` stands for: in the same unit before it, then in the
    units before; whoever spoke or was the subject first, then any person that fits."""
    key = (at, gender, number, people)
    if key in scene.resolved:
        return scene.resolved[key]
    scene.resolved[key] = None  # a noun that leads back to itself leads nowhere
    unit = scene.unit_of(at)
    goes_on = _same_speaker(scene, unit, at, gender, number)
    if goes_on is not None:
        scene.resolved[key] = goes_on
        return goes_on
    for oblique in (False, True):
        for u in range(unit, max(-1, unit - _BACK), -1):
            found = _in_unit(scene, u, at, Sought(gender, number, people, oblique))
            if found is not None:
                scene.resolved[key] = found
                if found.name is not None and gender in {"m", "f"}:
                    scene.genders.setdefault(found.name, gender)  # whoever was "elle" once is never "il"
                return found
    return None


def _same_speaker(scene: Scene, unit: int, at: int, gender: str, number: str) -> Voice | None:
    """ "L'ancien maire n'a rien reçu, a-t-il martelé" after words of his lawyer: nobody speaks of himself by what he is, so
    whoever spoke in the sentence before goes on. None where the subject is a name or somebody else who is named."""
    a, _ = scene.units[unit]
    if scene.low(at) not in scene.rules.inversions_set or unit - 1 not in scene.spoken:
        return None
    if any(scene.mark_of[k] >= 0 or scene.low(k) in {":", ";"} for k in range(a, at)):
        return None
    spoken, have, have_number = scene.spoken[unit - 1]
    bearer = scene.by_name.get(spoken.name or "")
    if bearer is None or bearer.kind != "person" or not _fits(_learnt(scene, spoken.name, have), have_number, gender, number):
        return None
    np, apposed = subject_phrase(scene, unit, at)
    if np is None or np.first != a or np.named is not None or apposed is not None or np.det != "def":
        return None
    if scene.low(np.head) not in scene.rules.nouns["person"]:
        return spoken
    return spoken if voice_of(scene, np).name in {None, spoken.name} else None


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of a pronoun's bearer; `oblique`: names after a preposition count too."""

    gender: str
    number: str
    people: bool
    oblique: bool


def _in_unit(scene: Scene, u: int, at: int, sought: Sought) -> Voice | None:
    a, b = scene.units[u]
    gender, number, people = sought.gender, sought.number, sought.people
    here = a <= at < b
    spoken = scene.spoken.get(u)
    if (
        spoken is not None
        and not here
        and _fits(_learnt(scene, spoken[0].name, spoken[1]), spoken[2], gender, number)
        and (not people or spoken[2] != "o")
    ):
        return spoken[0]
    np, apposed = subject_phrase(scene, u, at if here else None)
    if np is not None and np.last <= at and not _describes_pronoun(scene, np, b):
        kind = _phrase_fits(scene, np, apposed, sought)
        if kind:
            found = voice_of(scene, np, apposed)
            if found is not None:
                return found
    best: Named | None = None
    for named in scene.names_before(min(b, at)):
        if named.first < a or named.kind != "person" or scene.mark_of[named.first] >= 0:
            continue
        if named.first >= min(b, at):
            break
        if not _fits(_learnt(scene, named.name, named.gender), "s", gender, number):
            continue
        oblique = _oblique(scene, named)
        if oblique and (not sought.oblique or (here and best is not None)):
            continue
        if best is None or (not oblique and _oblique(scene, best)):
            best = named
    if best is not None:
        return Voice(best.name, best.role, False, scene.words(best.first, best.last))
    return None


def _describes_pronoun(scene: Scene, np: Phrase, b: int) -> bool:
    """ "A ward sister for 22 years, she ...": the phrase describes a pronoun and names nobody."""
    if np.det != "ind" and np.det:
        return False
    for k in range(np.last, min(b - 1, np.last + 14)):
        if scene.low(k) == ",":
            after = scene.low(k + 1)
            return after in scene.rules.pronouns and after not in scene.rules.determiners
    return False


def _oblique(scene: Scene, named: Named) -> bool:
    k = named.first - 1
    if scene.low(k) in scene.rules.titles:
        k -= 1
    before = scene.low(k)
    return before in scene.rules.words["prepositions"] or before in scene.rules.words["of"]


def _learnt(scene: Scene, name: str | None, gender: str) -> str:
    """The gender of a name, by what it is or by the pronoun that stood for it before."""
    return scene.genders.get(name or "", "-") if gender == "-" else gender


def _fits(have: str, have_number: str, gender: str, number: str) -> bool:
    if number == "p" and have_number == "s":
        return False
    if number == "s" and have_number == "p":
        return False
    if gender == "n":
        return have_number == "o"
    return gender not in {"m", "f"} or have in {"-", gender}


def _phrase_fits(scene: Scene, np: Phrase, apposed: Phrase | None, sought: Sought) -> bool:
    gender, number, people = sought.gender, sought.number, sought.people
    named = np.named or (apposed.named if apposed is not None else None)
    rules, head = scene.rules, scene.low(np.head)
    known = _by_role(scene, np, head, role_text(scene, np)) if named is None else named
    if named is not None and named.kind == "place" and head not in rules.nouns["institution"] and people:
        return False
    if known is not None and known.kind == "person":
        own = np.gender if np.gender in {"m", "f"} and np.named is None else _learnt(scene, known.name, known.gender)
        if own == "-":
            own = np.gender
        return gender != "n" and _fits(own, "s", gender, number)
    body = head in rules.nouns["institution"] or (named is not None and named.kind in {"organisation", "other", "place"})
    if people:
        return head in rules.nouns["person"] and _fits(np.gender, "s", gender, number)
    if body:
        if gender == "n":
            return np.number != "p"
        if rules.bare_clause:  # a body is "it" or "they"
            return number in {"-", "p"} and gender == "-"
        return _fits(np.gender, np.number if np.number in {"s", "p"} else "-", gender, number)
    if head in rules.nouns["person"] or head in rules.nouns["group"]:
        return gender != "n" and _fits(np.gender, np.number if np.number in {"s", "p"} else "-", gender, number)
    return False


def is_media(scene: Scene, voice: Voice) -> bool:
    """Whether a voice is an outlet, an agency or its people, by the list of outlets or by what it is called."""
    rules = scene.rules
    text = voice.name or voice.role or voice.exact or ""
    if voice.name and is_outlet(rules, voice.name):
        return True
    words = text.replace("’", " ").replace("'", " ").lower().split()
    if voice.name and len(words) < 2:
        return False  # "the Channel" is none
    return any(word in rules.nouns["media"] for word in words[:2])
