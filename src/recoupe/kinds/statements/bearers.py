"""Who bears what: descriptions without a name of their own ("le ministre", "the French line") led to somebody the article names.

Two who fit are none: a description that could mean either is left without a name."""

from __future__ import annotations

import bisect
from collections import Counter
from typing import TypeVar

from recoupe.kinds.offices import Office, known_office, may_call, read, same
from recoupe.kinds.statements.grammar import is_outlet
from recoupe.kinds.statements.phrases import subject_phrase
from recoupe.kinds.statements.scene import Named, Phrase, Scene, folded_words
from recoupe.records import Voice
from recoupe.text import folded

_FAR = 400  # tokens a title looks back before any other bearer of it is as good
_ACTIVE = 8  # units in which a bearer must have been named for a bare title ("le directeur") to mean him
_BEARERS = 200  # bearers of an office looked at on either side of a description, so that a long text takes no longer
_RECENT = 3  # units in which one of several bearers must have spoken, alone, to be the one meant
_SPOKEN_OF = 7  # units that "the firm" looks back, its own counted
_SPEAKING = 8  # units in which somebody alone must have spoken to be called by any noun
_ARTICLES = frozenset({"the", "le", "la", "les", "l"})
# Offices that a country or a union has one bearer of: known without being named again, and no second one to be asked of.
_SUPREME = frozenset(
    {"president", "prime-minister", "chancellor", "monarch", "pope", "head-of-state", "head-of-government", "commission-president"}
)


def learnt(scene: Scene, name: str | None, gender: str) -> str:
    """The gender of a name, by what it is or by the pronoun that stood for it before."""
    return scene.genders.get(name or "", "-") if gender == "-" else gender


def noun_gender(scene: Scene, head: str) -> str:
    """m or f where a noun tells ("spokeswoman"), else -."""
    in_m, in_f = head in scene.rules.nouns["anaphoric_m"], head in scene.rules.nouns["anaphoric_f"]
    return "-" if in_m == in_f else ("m" if in_m else "f")


# ---------------------------------------------------------------- people


def offices(scene: Scene) -> list[tuple[Office, int, Named]]:
    """The offices that the article gives to people it names, each with the token where it does, in order."""
    if scene.offices is None:
        code = scene.rules.code
        roles = sorted(((role, at, named) for _, role, at, named in scene.roles if named.kind == "person"), key=lambda r: r[1])
        found = [(read(code, _whole(scene, role, at, named)), at, named) for role, at, named in roles]
        scene.offices = [(office, at, named) for office, at, named in found if office is not None]
    return scene.offices


def _offices_of(scene: Scene, name: str) -> list[Office]:
    """The offices that the article gives to somebody."""
    if scene.offices_of is None:
        scene.offices_of = {}
        for office, _, named in offices(scene):
            own = scene.offices_of.setdefault(named.name, [])
            if office not in own:
                own.append(office)
    return scene.offices_of.get(name, [])


def _people(scene: Scene, report: tuple[int, int]) -> Counter[str]:
    """How often each person is named in a report (a stretch of tokens)."""
    if report not in scene.people:
        low, high = bisect.bisect_left(scene.name_firsts, report[0]), bisect.bisect_left(scene.name_firsts, report[1])
        scene.people[report] = Counter(n.name for n in scene.names[low:high] if n.kind == "person")
    return scene.people[report]


def _whole(scene: Scene, role: str, at: int, named: Named) -> str:
    """A role with what stands before its noun: of "le premier ministre X" the article's list of roles may hold "ministre" alone."""
    rules = scene.rules
    first = at
    while at != named.first and first > 0 and at - first < 3 and scene.tokens[first - 1].kind == "w":
        low, inside = scene.low(first - 1), scene.name_at.get(first - 1)
        if low in rules.determiners or low in rules.words["of"] or low in rules.words["prepositions"] or low in rules.auxiliaries:
            break
        if inside is not None:
            if rules.bare_clause and inside.kind in {"other", "place"}:
                first = inside.first  # "French president X"
            break
        first -= 1
    role = role or (scene.words(at, at + 1) if at != named.first else "")
    return f"{scene.words(first, at)} {role}" if first < at else role


def office_bearer(scene: Scene, np: Phrase, role: str) -> Named | None:
    """The one person of the article who bears the office that a noun phrase describes; None where nobody does, or several."""
    if np.det == "ind":
        return None
    asked = read(scene.rules.code, role)
    if asked is None:
        return None
    floor, ceiling = scene.report_of(np.first)
    fits: dict[str, tuple[int, Named]] = {}
    for borne, at, named in _near(offices(scene), np.first, _BEARERS):
        strength = same(asked, borne) if floor <= at < ceiling else 0
        if strength and _agrees(scene, np, named) and strength > fits.get(named.name, (0, named))[0]:
            fits[named.name] = (strength, named)
    if not fits:
        return _only_person(scene, np, asked, (floor, ceiling))
    best = max(strength for strength, _ in fits.values())
    names = [named for strength, named in fits.values() if strength == best]
    if len(names) > 1:
        return _dominant(scene, names) if asked.kind in _SUPREME else _sole_speaker(scene, np, names)
    bare = not (asked.words or asked.country or asked.fields)
    if bare and asked.kind not in _SUPREME and not _active(scene, np, names[0]):
        return None
    return names[0]


def contested(scene: Scene, np: Phrase, role: str) -> bool:
    """Whether the article gives the office that a noun phrase describes to two people or more, and tells neither from the
    other: then the likeliest "he" is no better a guess. `role` is known to lead to nobody (`office_bearer`)."""
    asked = read(scene.rules.code, role)
    if asked is None or np.det not in {"def", "dem"}:
        return False
    floor, ceiling = scene.report_of(np.first)
    fits = {
        named.name
        for borne, at, named in _near(offices(scene), np.first, _BEARERS)
        if floor <= at < np.first and at < ceiling and same(asked, borne) and _agrees(scene, np, named)
    }
    return len(fits) > 1


def _only_person(scene: Scene, np: Phrase, asked: Office, report: tuple[int, int]) -> Named | None:
    """ "Le chef de la Maison Blanche" where a report names one person only, and gives him no office: him."""
    if np.det not in {"def", "dem"} or asked.when or asked.deputy or asked.words or asked.kind not in _SUPREME:
        return None
    people = _people(scene, report)
    only = scene.by_name[next(iter(people))] if len(people) == 1 else None
    return only if only is not None and _agrees(scene, np, only) and not _offices_of(scene, only.name) else None


def _agrees(scene: Scene, np: Phrase, named: Named) -> bool:
    """Whether the gender of a description is not against that of a bearer."""
    gender = np.gender if np.gender in {"m", "f"} else noun_gender(scene, scene.low(np.head))
    have = learnt(scene, named.name, scene.by_name[named.name].gender if named.name in scene.by_name else named.gender)
    return gender not in {"m", "f"} or have in {"-", gender}


def may_be(scene: Scene, name: str, role: str) -> bool:
    """Whether somebody may be called by a noun like "la ministre", "the suspect": not if the article gives another office only."""
    own = _offices_of(scene, name)
    asked = read(scene.rules.code, role)
    if not own or asked is None or not known_office(scene.rules.code, asked.kind):
        return True
    return any(same(asked, office) or may_call(asked, office) for office in own)


def goes_on_speaking(scene: Scene, name: str | None, at: int, head: str) -> bool:
    """Whether somebody alone has spoken in the units before a token and the article calls him nothing but the noun, if anything:
    "le skieur" is whoever has been telling, "le guide" is not his lawyer."""
    here = scene.unit_of(at)
    heard = {scene.spoken[u][0].name for u in range(max(0, here - _SPEAKING), here) if u in scene.spoken}
    called = " ".join(role.lower() for roles in scene.roles_of.values() for role, _at, named in roles if named.name == name).split()
    return heard == {name} and (not called or head in called)


def so_called(scene: Scene, np: Phrase, name: str) -> bool:
    """Whether what stands before the noun of a description is said of the person as well: "the fire chief" and "le premier
    ministre" are nobody whom the article does not call so; who is "former", "45-year-old" or "Republican" may be anybody."""
    rules = scene.rules
    start = np.first + 1 if np.det else np.first
    more = [scene.low(k) for k in range(start, np.head) if scene.tokens[k].kind == "w" and not scene.tokens[k].upper]
    free = rules.words["former"] | rules.words["aged"]
    more = [w for w in more if w not in free and not w.endswith(rules.ages) and not w[0].isdigit()]
    called = " ".join(role.lower() for roles in scene.roles_of.values() for role, _at, named in roles if named.name == name).split()
    return all(w in called for w in more)


def _active(scene: Scene, np: Phrase, named: Named) -> bool:
    """Whether somebody is named in the units just before a description, or in its own."""
    here = scene.unit_of(np.first)
    low = scene.units[max(0, here - _ACTIVE)][0]
    high = scene.units[here][1]
    return any(n.name == named.name for n in scene.names_before(high) if n.first >= low)


def _dominant(scene: Scene, names: list[Named]) -> Named | None:
    """The one of several presidents whom the article is about: named three times as often as any other, or nobody."""
    times = _people(scene, (0, len(scene.tokens)))
    first, second, *_ = sorted(names, key=lambda named: (-times[named.name], named.name))
    return first if times[first.name] >= 3 * times[second.name] else None


def _sole_speaker(scene: Scene, np: Phrase, names: list[Named]) -> Named | None:
    """The one of several bearers who alone spoke or was named in the units just before."""
    here = scene.unit_of(np.first)
    low = scene.units[max(0, here - _RECENT)][0]
    near = {n.name for n in scene.names_before(np.first) if n.first >= low and scene.mark_of[n.first] < 0}
    recent = [named for named in names if named.name in near]
    return recent[0] if len(recent) == 1 else None


# ---------------------------------------------------------------- houses


def house_bearer(scene: Scene, np: Phrase, head: str, role: str) -> Named | None:
    """The organisation that the article calls so elsewhere ("le constructeur" after "le constructeur automobile X")."""
    rules = scene.rules
    if np.det not in {"def", "dem"} or head in rules.words["own_bodies"] or head in rules.nouns["person"] - rules.nouns["institution"]:
        return None
    if rules.bare_clause and np.of < 0 and np.head != np.last - 1:
        return None  # "Church officials": no church
    words = folded_words(role)
    fits: dict[str, tuple[int, Named]] = {}
    for other, at, named in _near(scene.roles_of.get(head, []), np.first):
        if named.kind == "person" or named.first in scene.dated:
            continue
        theirs = folded_words(other)
        if not (words <= theirs or theirs <= words or len(words & theirs) >= 2):
            continue
        rank = len(words & theirs) if 0 < np.first - at < _FAR else -1
        if rank >= fits.get(named.name, (-2, named))[0]:
            fits[named.name] = (rank, named)
    if not fits:
        return None
    best = max(rank for rank, _ in fits.values())
    names = [named for rank, named in fits.values() if rank == best]
    if head in rules.nouns["media"] and len(names) == 1 and _another_outlet(scene, np, names[0]):
        return None
    return names[0] if len(names) == 1 else _sole_speaker(scene, np, names)


def _another_outlet(scene: Scene, np: Phrase, named: Named) -> bool:
    """Whether the outlet named last before "le journal" is another one."""
    last = next((n for n in reversed(scene.names_before(np.first, 40)) if n.kind != "person" and is_outlet(scene.rules, n.name)), None)
    return last is not None and last.name != named.name


def by_kin(scene: Scene, np: Phrase, head: str) -> Named | None:
    """ "la magistrate" after "la procureure, Inès B.", "the firm" after "the Leeds company Medivault": the bearer of a role
    that the general word stands for, where there is only one near."""
    rules = scene.rules
    fits: dict[str, Named] = {}
    for word in sorted(rules.kin.get(head, frozenset()) | {head}):
        for _, at, named in _near(scene.roles_of.get(word, []), np.first):
            if not 0 < np.first - at < _FAR:
                continue
            have = learnt(scene, named.name, named.gender)
            if named.kind != "person":
                fits[named.name] = named
            elif (np.gender not in {"m", "f"} or have in {"-", np.gender}) and may_be(scene, named.name, head):
                fits[named.name] = named  # not "le ministre" for somebody who was one
    if len(fits) > 1:
        return _sole_speaker(scene, np, list(fits.values()))
    if fits:
        return next(iter(fits.values()))
    if head not in rules.words["general"]:
        return None
    return body_spoken_of(scene, np.first)


def body_spoken_of(scene: Scene, at: int) -> Named | None:
    """The firm that the sentence of a token is about before it, or the nearest of the sentences before that is about a body; None
    where that one can be no firm."""
    unit = scene.unit_of(at)
    floor = scene.unit_of(scene.report_of(at)[0])
    for u in range(unit, max(floor - 1, unit - _SPOKEN_OF), -1):
        subject, _ = subject_phrase(scene, u, at if u == unit else None)
        if subject is None or subject.named is None or subject.of >= 0 or not may_be_body(scene, subject.named):
            continue
        if own_outlet(scene, subject.named.name) or titled(scene, subject.named.name):
            continue  # whose article it is
        if scene.low(subject.last) in scene.rules.words["coordinators"] and subject.last + 1 in scene.name_at:
            return None  # two of them
        return subject.named if subject.named.first >= subject.head and _business(scene, subject.named) else None
    return None


def may_be_body(scene: Scene, named: Named) -> bool:
    """Whether a name is an organisation's, or may be: one word that nothing in the article shows to be a person's (no title, no
    role, no first name before it, no "he")."""
    known = scene.by_name.get(named.name, named)
    if known.kind == "organisation":
        return True
    bare = known.kind == "person" and not any(c in named.name for c in " .'’-") and learnt(scene, named.name, known.gender) == "-"
    if not bare or named.role or known.role:
        return False
    own, rules = folded(named.name), scene.rules
    for other in scene.names_before(named.last):
        before = scene.low(other.first - 1)
        if other.name == named.name and before in rules.titles and before not in rules.determiners:
            return False
        if other.name != named.name and other.kind == "person" and own in folded(other.name).split():
            return False
    return True


def _business(scene: Scene, named: Named) -> bool:
    """Whether an organisation can be "the firm": no outlet, and no public body by its own name."""
    words = folded(named.name).replace("'", " ").split()
    outlet = is_outlet(scene.rules, named.name) or titled(scene, named.name)
    return not outlet and not any(w in scene.rules.nouns["institution"] - scene.rules.words["general"] for w in words)


def spoken_for(scene: Scene, np: Phrase) -> str | None:
    """The body for which "a spokesman", "a company spokesman" speaks, where the article says so by a name: the one that the
    sentence before is about, in the same paragraph."""
    rules = scene.rules
    if np.named is not None:
        return np.named.name if np.named.kind == "organisation" and np.head >= np.named.last else None
    called = [scene.low(k) for k in range(np.first + 1, np.head)]
    if any(word not in rules.words["general"] for word in called) or scene.low(np.last) in rules.words["of"] | rules.words["to"]:
        return None
    unit = scene.unit_of(np.first)
    for u in (unit - 1, unit - 2):
        if u < 0 or scene.block_of(scene.units[u][0]) != scene.block_of(np.first):
            return None
        subject, _ = subject_phrase(scene, u)
        if subject is not None and subject.named is not None:
            return subject.named.name if subject.of < 0 and may_be_body(scene, subject.named) else None
    return None


def speaks_for(scene: Scene, voice: Voice) -> bool:
    """Whether a voice is that of a body, heard from a spokesman without a name."""
    head = (voice.role or "").lower().split()[-1:]
    known = scene.by_name.get(voice.name or "")
    own = known is None or known.kind != "person" or may_be_body(scene, known)
    return voice.name is not None and own and bool(head) and head[0] in scene.rules.words["spokespeople"]


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


def titled(scene: Scene, name: str | None) -> bool:
    """Whether a name is a newspaper's or a broadcaster's by its words ("La Gazette de X", "the X Ledger")."""
    rules, known = scene.rules, scene.rules.words["outlet_words"]
    words = folded(name or "").replace("'", " ").split()
    words = words[1:] if words and words[0] in rules.determiners else words
    if len(words) < 2:
        return False
    return words[-1] in known or (words[0] in known and (words[0] in rules.nouns["media"] or words[1] in rules.words["genitives"]))


def own_outlet(scene: Scene, name: str | None) -> bool:
    """Whether a name is that of the outlet that publishes the article."""
    outlet = set(folded(scene.reading.article.outlet or "").replace("'", " ").split()) - _ARTICLES
    own = set(folded(name or "").replace("'", " ").split()) - _ARTICLES
    return bool(outlet and own and (own <= outlet or outlet <= own))


def by_word(scene: Scene, np: Phrase, head: str) -> str | None:
    """An organisation whose own name holds the noun ("the union" -> "Allied Makers' Union"), where there is only one before."""
    if np.of >= 0 and np.last - np.head > 1:
        return None
    fits: dict[str, Named] = {}
    for named in scene.names_before(np.first):
        if (
            named.kind in {"organisation", "other"}
            and named.last - named.first > 1
            and head in folded(named.name).replace("'", " ").split()
        ):
            fits[named.name] = named
    if len(fits) > 1:
        sole = _sole_speaker(scene, np, list(fits.values()))
        return sole.name if sole is not None else None
    return next(iter(fits), None)


def surname_of(scene: Scene, word: str) -> str | None:
    """The one person of the article whose name ends with a word, or None."""
    if scene.surnames is None:
        scene.surnames = {}
        for named in scene.names:
            for last in folded(named.name).split()[-1:] if named.kind == "person" else ():
                scene.surnames.setdefault(last, set()).add(named.name)
    bearers = scene.surnames.get(folded(word), set())
    return next(iter(bearers)) if len(bearers) == 1 else None


def by_members(scene: Scene, np: Phrase, head: str) -> str | None:
    """The body that people make up ("les juges" -> "tribunal administratif de Pau"), where the article has named only one."""
    if np.det not in {"def", "dem"} or np.of >= 0 or np.head != np.last - 1 or np.named is not None:
        return None
    found = {name for word in sorted(scene.rules.kin.get(head, frozenset())) if (name := by_word(scene, np, word)) is not None}
    return next(iter(found)) if len(found) == 1 else None


def by_nameless(scene: Scene, np: Phrase, head: str, known: Named | None) -> Voice | None:
    """ "le porte-parole" after "un porte-parole du gouvernement": the nameless one, if nearer than any named one."""
    if np.det not in {"def", "dem"} or np.of >= 0:
        return None
    for word, at, voice in reversed(scene.unnamed[-60:]):
        if word == head and at < np.first:
            nearest = max((n.first for n in scene.names_before(np.first) if known is not None and n.name == known.name), default=-1)
            return voice if at > nearest else None
    return None


_Role = TypeVar("_Role")


def _near(bearers: list[tuple[_Role, int, Named]], at: int, most: int = 40) -> list[tuple[_Role, int, Named]]:
    """The bearers of a role (in order) that stand nearest to a token: at most so many on either side."""
    here = bisect.bisect_left(bearers, at, key=lambda b: b[1])
    return bearers[max(0, here - most) : here + most]
