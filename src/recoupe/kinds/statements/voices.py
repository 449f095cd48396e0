"""Noun phrases to voices: names made full, titles and pronouns resolved, the nameless kept nameless."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recoupe.kinds.statements.bearers import (
    by_kin,
    by_members,
    by_nameless,
    by_word,
    contested,
    goes_on_speaking,
    house_bearer,
    learnt,
    may_be,
    noun_gender,
    office_bearer,
    so_called,
    spoken_for,
    surname_of,
)
from recoupe.kinds.statements.phrases import apposition, by_role, lends_name, says_himself, subject_phrase
from recoupe.kinds.statements.scene import Named, Phrase, Scene, phrase, role_text
from recoupe.records import Voice
from recoupe.text import folded

_BACK = 6  # units a pronoun looks back
_BACK_MANY = 3  # units "they" and "it" look back: many things are many


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
                if one is apposed and np.named is None and not _person_like(one.named) and by_role(scene, np):
                    continue  # "le capitaine, élu MVP"
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
        if tail in scene.rules.words["of"] or tail in scene.rules.words["joins"]:
            return Voice(_bare(scene, np).partition(" (")[0], None, False, exact)
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
    if np.named is not None and np.named.first > np.head and np.named.last == np.last and not kinds & {"person", "group"}:
        if np.named.kind in {"organisation", "other"} and "institution" in kinds:
            return Voice(np.named.name, role, False, exact)  # "Iran's news agency IRNA"
    if "document" in kinds and "institution" not in kinds:
        inner = _inner_source(scene, np)
        return inner if inner is not None else Voice(None, role, True, exact)
    if np.det == "ind" and head in rules.words["spokespeople"] and np.number != "p" and np.of < 0:
        body = spoken_for(scene, np)
        if body is not None:
            scene.unnamed.append((head, np.first, Voice(None, role, True, exact)))
            return Voice(body, role, False, exact)  # who speaks for a body, and has no name, is the body
    if np.det == "ind" or (not np.det and "group" in kinds and "institution" not in kinds):
        nobody = Voice(None, role, True, exact)
        scene.unnamed.append((head, np.first, nobody))
        return nobody
    if np.of >= 0 and head in rules.words["experts"] and np.named is None:
        house = scene.name_at.get(np.last - 1)
        if house is not None and house.last == np.last and house.first - np.of <= 2:
            return Voice(house.name, role, False, exact)  # "analysts at Corrigan Peel"
    if "person" in kinds and "institution" not in kinds and _bare_capital(scene, np):
        return Voice(surname_of(scene, exact) or exact, None, False, exact)  # "King said": a surname
    plural_people = np.number == "p" and "institution" not in kinds
    if plural_people and np.det != "poss":
        body = by_members(scene, np, head)
        return Voice(body, role, body is None, exact)
    if head in rules.words["latter"] and np.det in {"dem", "def"} and np.head == np.last - 1:
        last = _last_person(scene, np)
        return Voice(last.name if last is not None else None, None, last is None, exact)
    known = office_bearer(scene, np, role) or house_bearer(scene, np, head, role)
    nameless = by_nameless(scene, np, head, known)
    if nameless is not None:
        return Voice(None, nameless.role, True, exact)
    if known is not None:
        return Voice(known.name, role, False, exact)
    bare = np.det in {"def", "dem"} and np.of < 0 and np.head == np.last - 1  # "the French line" need not be the owner just named
    bare = bare and all(scene.low(k) in rules.words["former"] for k in range(np.first + 1, np.head))
    akin = by_kin(scene, np, head) if bare else None
    if akin is not None:
        return Voice(akin.name, role, False, exact)
    if contested(scene, np, role):
        return Voice(None, role, True, exact)
    anaphoric = (head in rules.nouns["anaphoric_m"] or head in rules.nouns["anaphoric_f"]) and np.of < 0
    anaphoric = (
        anaphoric
        or ("person" in kinds and np.det == "dem" and np.number == "s" and np.gender in {"m", "f"})
        or head.endswith(rules.ages)
        or ("person" in kinds and any(scene.low(k).endswith(rules.ages) for k in range(np.first, np.head)))  # "the 52-year-old nurse"
    )
    plain = not anaphoric and "person" in kinds and bare and np.det == "def" and np.number != "p" and np.gender in {"m", "f"}
    anaphoric = anaphoric or plain
    anaphoric = anaphoric and scene.low(np.last) not in rules.words["subject_relatives"]  # "the officer who fired": some other
    anaphoric = anaphoric and not any(scene.low(k).endswith(rules.possessives) for k in range(np.first, np.head))  # "the city's prosecutor"
    if np.det in {"def", "dem", ""} and anaphoric:
        gender = np.gender if np.gender in {"m", "f"} else noun_gender(scene, head)
        person = resolve(scene, np.first, gender, "s", people=True)
        known = scene.by_name.get(person.name or "") if person is not None else None
        if person is not None and known is not None and known.kind == "organisation":
            person = None  # "la maire" is no firm
        if person is not None and plain and not goes_on_speaking(scene, person.name, np.first, head):
            person = None
        if person is not None and person.name is not None and may_be(scene, person.name, role) and so_called(scene, np, person.name):
            return Voice(person.name, role, False, exact)
    if np.det == "poss" and "institution" in kinds:
        owner = resolve(scene, np.first, "-", "-", people=True) if head in rules.words["staff"] else None
        named = owner is not None and owner.name is not None
        return Voice(owner.name if owner is not None else None, role, not named, exact)  # "ses services": hers; "sa famille": not his
    if "institution" in kinds or "media" in kinds:
        organisation = by_word(scene, np, head)
        return Voice(organisation or _bare(scene, np), None, False, exact)
    if not kinds and scene.tokens[np.head].upper and np.det in {"def", ""} and np.number != "p":
        return Voice(_bare(scene, np), None, False, exact)
    return Voice(None, role, True, exact)


def _bare_capital(scene: Scene, np: Phrase) -> bool:
    """One word in a capital without an article, in a language where offices have one."""
    return scene.rules.bare_clause and not np.det and np.of < 0 and np.last - np.first == 1 and scene.tokens[np.head].upper


def _last_person(scene: Scene, np: Phrase) -> Named | None:
    """ "ce dernier", "the latter": the last person named in the unit before it, or in the one before that."""
    unit = scene.unit_of(np.first)
    low = scene.units[max(0, unit - 1)][0]
    gender = np.gender if np.gender in {"m", "f"} else "-"
    for named in reversed(scene.names_before(np.first)):
        if named.first < low:
            return None
        if named.kind == "person" and scene.mark_of[named.first] < 0 and _fits(learnt(scene, named.name, named.gender), "s", gender, "s"):
            return named
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


# ---------------------------------------------------------------- pronouns


def resolve(scene: Scene, at: int, gender: str, number: str, people: bool = False) -> Voice | None:
    """Whom a pronoun (or a noun used like one) at token `at` stands for: in the same unit before it, then in the units before
    of the same report; whoever spoke or was the subject first, then the one person who fits. Where two fit, or somebody else
    has come in since the paragraph in which the likely one stands, None."""
    key = (at, gender, number, people)
    if key in scene.resolved:
        return scene.resolved[key]
    scene.resolved[key] = None  # a noun that leads back to itself leads nowhere
    if gender == "n" and not scene.rules.bare_clause:
        return None  # "cela", "c'": no body
    unit = scene.unit_of(at)
    sought = Sought(gender, number, people, scene.low(at) in scene.rules.inversions_set)
    found = _same_speaker(scene, unit, at, gender, number) or _speaker_before(scene, unit, at, sought)
    if found is None:
        found = _look_back(scene, unit, at, sought)
        own = found is not None and (found.role or "").lower().split()[-1:]
        if (
            found is not None
            and found.name is not None
            and gender in {"m", "f"}
            and not (own and own[0] in scene.rules.words["spokespeople"])
        ):
            scene.genders.setdefault(found.name, gender)  # whoever was "elle" once is never "il"
    scene.resolved[key] = found
    return found


def _speaker_before(scene: Scene, unit: int, at: int, sought: Sought) -> Voice | None:
    """ "M. Roux n'a rien fait, selon lui", "A et B sont venus, a dit le responsable": whoever spoke in the sentence before, not
    whom this one is about."""
    spoken = scene.spoken.get(unit - 1)
    a, _ = scene.units[unit]
    if _announced(scene, unit, at, sought):
        return None
    if spoken is None or at - a < 4 or not _speaker_fits(scene, spoken, sought) or says_himself(scene, a, at):
        return None
    return spoken[0] if _cited(scene, a, at) or sought.people else None


def _cited(scene: Scene, a: int, at: int) -> bool:
    """Whether "selon", "according to" stands right before a token of the unit that begins at `a`, after something else."""
    return any(
        len(words) <= at - a - 1 and tuple(scene.low(at - len(words) + j) for j in range(len(words))) == words
        for words in scene.rules.source.get("front", ())
    )


def _announced(scene: Scene, unit: int, at: int, sought: Sought) -> bool:
    """ "La CGT appelle à la grève : 600 emplois seraient touchés, selon elle": what stands after a colon or a semicolon is the word of
    whom the sentence is about."""
    a, _ = scene.units[unit]
    stop = next((k for k in range(a, at) if scene.low(k) in {":", ";"} and scene.mark_of[k] < 0), -1)
    np, apposed = subject_phrase(scene, unit, stop) if stop > 0 else (None, None)
    if np is None or (np.named is None and scene.low(np.head) not in scene.rules.nouns["group"]):
        return False
    return _phrase_fits(scene, np, apposed, sought)


def _look_back(scene: Scene, unit: int, at: int, sought: Sought) -> Voice | None:
    """Unit by unit from a pronoun backwards."""
    floor = scene.unit_of(scene.report_of(at)[0])
    reach = _BACK if sought.number != "p" and sought.gender != "n" else _BACK_MANY
    passed: dict[str, Named] = {}
    for u in range(unit, max(floor - 1, unit - reach), -1):
        stop, found = _in_unit(scene, u, at, sought, passed)
        if not stop:
            continue
        if found is None:
            return None
        rivals = [name for name in passed if not _one_bearer(name, found.name or "")]
        other_block = scene.block_of(scene.units[u][0]) != scene.block_of(at)
        return None if rivals and other_block else found
    near = [n for n in passed.values() if n.first >= scene.units[max(0, unit - 2)][0]]
    if len(passed) == 1 and near:
        return Voice(near[0].name, near[0].role, False, scene.words(near[0].first, near[0].last))
    return None


def _one_bearer(one: str, other: str) -> bool:
    """Whether two names may be one person's ("Clinton", "Hillary Clinton")."""
    a, b = folded(one).split(), folded(other).split()
    return bool(a and b) and (a == b or (a[-1] == b[-1] and 1 in {len(a), len(b)}))


def _same_speaker(scene: Scene, unit: int, at: int, gender: str, number: str) -> Voice | None:
    """ "L'ancien maire n'a rien reçu, a-t-il martelé" after words of his lawyer: nobody speaks of himself by what he is, so
    whoever spoke in the sentence before goes on. None where the subject is a name or somebody else who is named."""
    a, _ = scene.units[unit]
    if scene.low(at) not in scene.rules.inversions_set or unit - 1 not in scene.spoken:
        return None
    if any(scene.low(k) in {":", ";"} for k in range(a, at)):
        return None
    spoken, have, have_number = scene.spoken[unit - 1]
    bearer = scene.by_name.get(spoken.name or "")
    if bearer is None or bearer.kind != "person" or not _fits(learnt(scene, spoken.name, have), have_number, gender, number):
        return None
    np, apposed = subject_phrase(scene, unit, at)
    if np is None or np.first != a or np.named is not None or apposed is not None or np.det != "def":
        return None
    if any(scene.mark_of[k] >= 0 for k in range(a, min(at, np.last + 1))):
        return None
    if scene.low(np.head) not in scene.rules.nouns["person"]:
        return spoken
    return spoken if voice_of(scene, np).name in {None, spoken.name} else None


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of a pronoun's bearer; `inverted`: it stands after its verb ("a-t-il dit"), so that it is somebody who speaks."""

    gender: str
    number: str
    people: bool
    inverted: bool


def _in_unit(scene: Scene, u: int, at: int, sought: Sought, passed: dict[str, Named]) -> tuple[bool, Voice | None]:
    """(whether the search ends in this unit, with whom): nobody where it ends at two who fit, or at a thing that fits as well.
    Persons who fit but stand behind a preposition go to `passed`."""
    a, b = scene.units[u]
    here = a <= at < b
    limit = at if here else b
    spoken = scene.spoken.get(u)
    if spoken is not None and not here and _speaker_fits(scene, spoken, sought):
        return True, spoken[0]
    seen, view = _view(scene, a, limit, sought)
    if seen:
        return True, view
    tellers = _tellers(scene, a, limit, sought)
    if tellers:
        return True, tellers[0] if len(tellers) == 1 else None
    np, apposed = subject_phrase(scene, u, at if here else None)
    several = (
        np is not None and scene.low(np.last) in scene.rules.words["coordinators"] and np.last < limit and _noun_follows(scene, np.last)
    )
    told_of = here and np is not None and np.det == "ind" and np.named is None and (sought.inverted or _cited(scene, a, at))
    if told_of:
        np = None  # "Un homme est recherché, a-t-elle dit": nobody calls himself "a man"
    elif np is not None and np.last <= at and not several and not _describes_pronoun(scene, np, b):
        if _phrase_fits(scene, np, apposed, sought):
            found = voice_of(scene, np, apposed)
            if sought.gender in {"m", "f"} and u < scene.unit_of(at) - 1 and not _is_person(scene, np, found):
                return False, None  # a body that is not spoken of any more
            return True, (None if _second_subject(scene, (np.last, limit), found.name, sought) else found)
        owned, owner = _owner(scene, np, sought)
        if owned:
            return True, owner
        if u >= scene.unit_of(at) - 1 and _thing_fits(scene, np, sought):
            return True, None
    if np is None and not told_of:
        k = _subject_pronoun(scene, a, limit, sought)
        if k >= 0:
            return True, resolve(scene, k, sought.gender, sought.number, sought.people)
    plain: dict[str, Named] = {}
    owners: list[str] = []
    fronted = _fronted(scene, a, limit)
    for named in scene.names_before(limit):
        if named.first < a or named.kind != "person" or scene.mark_of[named.first] >= 0:
            continue
        if not _fits(learnt(scene, named.name, named.gender), "s", sought.gender, sought.number) or lends_name(scene, named):
            continue
        before = scene.low(named.first - 2 if scene.low(named.first - 1) in scene.rules.titles else named.first - 1)
        if before in scene.rules.words["genitives"] and not _introduced(scene, named, limit):
            owners.append(named.name)  # "la bible de X"
            continue
        oblique = before in scene.rules.words["prepositions"] or before in scene.rules.words["of"] or (here and named.first < fronted)
        (passed if oblique else plain)[named.name] = named
    if len(plain) == 1:
        named = next(iter(plain.values()))
        acts = scene.low(named.last) in scene.rules.auxiliaries or scene.low(named.last) in scene.rules.forms
        if not acts and any(not _one_bearer(name, named.name) for name in owners):
            return True, None
        return True, Voice(named.name, named.role, False, scene.words(named.first, named.last))
    return len(plain) > 1, None


def _introduced(scene: Scene, named: Named, limit: int) -> bool:
    """Whether it is said who a person is ("le soulagement de X, le patron"): somebody who is to act, not only an owner."""
    if scene.low(named.last) != "," or named.last + 1 >= limit:
        return False
    np = phrase(scene, named.last + 1, limit)
    return np is not None and np.named is None and scene.low(np.head) in scene.rules.nouns["person"]


def _fronted(scene: Scene, a: int, limit: int) -> int:
    """The comma after an adverbial at the head of a unit ("Contrairement à X, il ..."): who is named in it is not who acts."""
    rules, low = scene.rules, scene.low(a)
    if low not in rules.words["prepositions"] and low not in rules.words["subordinators"] and not rules.adverb(low):
        return a
    return next((k for k in range(a, limit) if scene.low(k) == "," and scene.mark_of[k] < 0), a)


def _is_person(scene: Scene, np: Phrase, voice: Voice) -> bool:
    known = scene.by_name.get(voice.name or "")
    return known.kind == "person" if known is not None else scene.low(np.head) in scene.rules.nouns["person"]


def _speaker_fits(scene: Scene, spoken: tuple[Voice, str, str], sought: Sought) -> bool:
    voice, gender, number = spoken
    known = scene.by_name.get(voice.name or "")
    if sought.gender == "n" and known is not None and known.kind != "organisation":
        return False
    if not _fits(learnt(scene, voice.name, gender), number, sought.gender, sought.number):
        return False
    return not (sought.people and number == "o")


def _tellers(scene: Scene, a: int, limit: int, sought: Sought) -> list[Voice]:
    """The persons who fit and who say something in a unit by a verb right beside their names ("Mr. Kamin said", "a dit X")."""
    rules = scene.rules
    found: dict[str, Voice] = {}
    for named in scene.names_before(limit):
        if named.first < a or named.kind != "person" or scene.mark_of[named.first] >= 0:
            continue
        if not _fits(learnt(scene, named.name, named.gender), "s", sought.gender, sought.number) or lends_name(scene, named):
            continue
        after = rules.forms.get(scene.low(named.last), ()) if named.last < limit and scene.low(named.last) not in rules.auxiliaries else ()
        before = rules.forms.get(scene.low(named.first - 1), ())
        closes = named.last >= limit or scene.tokens[named.last].kind == "p"
        says = any(f.shape in "sc" and not f.tail and set("DTQ") & set(f.frames) for f in after)
        if says or (closes and any("D" in f.frames for f in before)):
            found[named.name] = Voice(named.name, named.role, False, scene.words(named.first, named.last))
    return list(found.values())


def _owner(scene: Scene, np: Phrase, sought: Sought) -> tuple[bool, Voice | None]:
    """ "The president's roots came into play": (whether a unit speaks of somebody by what is his, whom)."""
    if sought.gender == "n" or sought.number == "p":
        return False, None
    for k in range(np.first, np.last):
        low = scene.low(k)
        if not low.endswith(scene.rules.possessives) or low[:-2] not in scene.rules.nouns["person"]:
            continue
        owner = replace(np, last=k + 1, head=k, named=None, of=-1)
        role = role_text(scene, owner)[:-2]
        bearer = office_bearer(scene, owner, role)
        fits = bearer is not None and _fits(learnt(scene, bearer.name, bearer.gender), "s", sought.gender, sought.number)
        return True, Voice(bearer.name, role, False, scene.words(np.first, k + 1)) if bearer is not None and fits else None
    return False, None


def _view(scene: Scene, a: int, limit: int, sought: Sought) -> tuple[bool, Voice | None]:
    """ "Pour la donatrice, ...", "According to a relative, ...": whose view a unit gives, if it can be who is sought: (found, whom)."""
    rules = scene.rules
    first = _front(scene, a, limit)
    if first < 0:
        return False, None
    low = scene.low(first)
    if low in rules.pronouns and low not in rules.determiners:
        same = rules.pronouns[low] == (sought.gender, sought.number)
        return same, resolve(scene, first, sought.gender, sought.number, sought.people) if same else None
    np = phrase(scene, first, limit)
    if np is None or np.number == "p":
        return False, None
    apposed = apposition(scene, np, limit)
    named = np.named or (apposed.named if apposed is not None else None)
    head = scene.low(np.head)
    person = named.kind == "person" if named is not None else head in rules.nouns["person"] or head.endswith(rules.agents)
    if not person or not (
        _phrase_fits(scene, np, apposed, sought) or (named is None and _fits(np.gender, "s", sought.gender, sought.number))
    ):
        return False, None
    return True, voice_of(scene, np, apposed)


def _front(scene: Scene, a: int, limit: int) -> int:
    """The token after "selon", "according to", "pour" at the head of a unit, or -1."""
    for name in ("front", "opinion"):
        for words in scene.rules.source.get(name, ()):
            if words and a + len(words) < limit and tuple(scene.low(a + j) for j in range(len(words))) == words:
                return a + len(words)
    return -1


def _noun_follows(scene: Scene, i: int) -> bool:
    return i + 1 in scene.name_at or scene.low(i + 1) in scene.rules.determiners


def _second_subject(scene: Scene, between: tuple[int, int], found: str | None, sought: Sought) -> bool:
    """Whether somebody else who fits is the subject of another clause of the unit ("X réagit et Y flanche")."""
    rules = scene.rules
    low, high = between
    for named in scene.names_before(high):
        if named.first < low or named.kind != "person" or scene.mark_of[named.first] >= 0 or _one_bearer(named.name, found or ""):
            continue
        if not _fits(learnt(scene, named.name, named.gender), "s", sought.gender, sought.number):
            continue
        k = named.first - 1
        while k > low and (scene.low(k) in rules.titles or scene.low(k) in rules.nouns["person"]):
            k -= 1
        before, after = scene.low(k), scene.low(named.last)
        opens = before in rules.words["coordinators"] or before in rules.words["subordinators"] or before == ","
        verb = (
            after in rules.auxiliaries
            or after in rules.words["negations"]
            or after in rules.forms
            or after in rules.words["finite"]
            or after.endswith(rules.finite_endings)
        )
        if opens and verb:
            return True
    return False


def _thing_fits(scene: Scene, np: Phrase, sought: Sought) -> bool:
    """Whether the subject of the sentence before is a thing that the pronoun may stand for ("une revendication ... Elle prétend")."""
    rules = scene.rules
    if sought.people or sought.inverted or np.named is not None or np.number == "p" or scene.low(np.head) in rules.nouns["all"]:
        return sought.gender == "n" and np.named is None and not sought.people
    if sought.gender == "n":
        return True
    if rules.bare_clause or sought.gender not in {"m", "f"}:
        return False
    return np.gender == sought.gender or (np.gender == "-" and np.det in {"def", "dem"})


def _subject_pronoun(scene: Scene, a: int, limit: int, sought: Sought) -> int:
    """The token of the pronoun that a unit is about, if it may be the same one ("Il a dit ... Il a ajouté"), or -1."""
    rules = scene.rules
    if sought.gender not in {"m", "f"} and sought.number != "p":
        return -1
    for k in range(a, min(limit, a + 30)):
        if scene.mark_of[k] >= 0 or scene.low(k) not in rules.pronouns or scene.low(k) in rules.determiners:
            continue
        if scene.low(k) in rules.words["clitics"] or scene.idle(k):
            continue
        if scene.low(k - 1) in rules.words["prepositions"] or scene.low(k - 1) in rules.words["of"]:
            continue
        if rules.pronouns[scene.low(k)][0] in {"1", "2", "n"}:
            continue
        return k if rules.pronouns[scene.low(k)] == (sought.gender, sought.number) else -1
    return -1


def _describes_pronoun(scene: Scene, np: Phrase, b: int) -> bool:
    """ "A ward sister for 22 years, she ...": the phrase describes a pronoun and names nobody."""
    if np.det != "ind" and np.det:
        return False
    for k in range(np.last, min(b - 1, np.last + 14)):
        if scene.low(k) in {":", ";"}:
            return False
        if scene.low(k) == ",":
            after = scene.low(k + 1)
            return after in scene.rules.pronouns and after not in scene.rules.determiners
    return False


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
    if scene.low(np.head) in scene.rules.words["latter"] and np.det in {"dem", "def"} and np.head == np.last - 1:
        return _fits(np.gender, "s", gender, number)
    named = np.named or (apposed.named if apposed is not None else None)
    rules, head = scene.rules, scene.low(np.head)
    known = (
        (office_bearer(scene, np, role_text(scene, np)) or house_bearer(scene, np, head, role_text(scene, np))) if named is None else named
    )
    if named is not None and named.kind == "place" and head not in rules.nouns["institution"] and people:
        return False
    if known is not None and known.kind == "person":
        own = np.gender if np.gender in {"m", "f"} and np.named is None else learnt(scene, known.name, known.gender)
        if own == "-":
            own = np.gender
        return gender != "n" and _fits(own, "s", gender, number)
    kinds = {"organisation"} if gender in {"m", "f", "n"} else {"organisation", "other", "place"}
    body = head in rules.nouns["institution"] or (named is not None and named.kind in kinds)
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
