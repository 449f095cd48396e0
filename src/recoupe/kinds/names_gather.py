"""The names of a whole dossier: every form of each name, who uses it, and which form one source spells against the others.

Two bearers are never merged on a likeness alone: different first names, different roles or a missing common story keep
them apart. A form is *suspect* only when the bearer is evidently the same, one article or origin uses it, and at least two
others use the other spelling. One against one is a variant (`variants`), not a suspect."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations

from recoupe.kinds.names_lexicon import first_names, key, ordinary_words, places, synonyms
from recoupe.kinds.offices import known_office
from recoupe.kinds.offices import read as read_office
from recoupe.kinds.offices import same as same_office
from recoupe.languages import known, load, shared
from recoupe.records import Article, Examined, Name, NameForm, NameKind, NameMention

_TWICE_ANY = re.compile(r"(.)\1")
_BUCKET = 300  # how many names may share a block before the block says nothing
_Rules = tuple[tuple[re.Pattern[str], str], ...]


@cache
def _rules(name: str) -> _Rules:
    """Rewriting rules of `languages/any/names.toml`, compiled."""
    return tuple((re.compile(pattern), instead) for pattern, instead in shared("names").get(name, ()))


@cache
def _short() -> Mapping[str, str]:
    """Abbreviated words of names ("st") and the words they stand for."""
    return dict(str(row).split("=", 1) for row in shared("names").get("short", ()))


@cache
def _one_word() -> Mapping[str, str]:
    """Words of people's names that are written in several ways no rule tells ("gaddafi"), and the first of each row."""
    rows = (str(row).split() for row in shared("given_names").get("same", ()))
    return {word: words[0] for words in rows for word in words}


@cache
def _transliterated() -> frozenset[str]:
    return frozenset(str(shared("names").get("transliterated", "")).split())


@cache
def _inflections() -> frozenset[str]:
    """Endings of the forms of one word, in any known language ("", "e", "s", "ienne")."""
    return frozenset(("", *(str(ending) for code in known() for ending in load(code).table("names").get("inflections", ()))))


@cache
def _words() -> frozenset[str]:
    """Words of the known languages that are no proper names, roles and peoples included."""
    fields = ("roles", "titles", "demonyms", "organisation_heads", "organisation_words", "organisation_cues", "place_cues", "place_words")
    rows = (str(load(code).table("names").get(name, "")).split() for code in known() for name in fields)
    return ordinary_words() | frozenset(key(word) for row in rows for word in row)


def _rewritten(word: str, rules: _Rules) -> str:
    for pattern, instead in rules:
        word = pattern.sub(instead, word)
    return word


@dataclass(slots=True)
class _Bearer:
    """One name as all the articles use it. What is counted is counted by *voice* (independent origin), so that a copy weighs nothing."""

    form: str  # its key
    kinds: Counter[NameKind] = field(default_factory=Counter)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    heard: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    roles: Counter[str] = field(default_factory=Counter)
    offices: set[tuple[str, str]] = field(default_factory=set)  # language and role
    suspects: set[str] = field(default_factory=set)

    @property
    def articles(self) -> set[str]:
        return set().union(*self.forms.values())

    @property
    def voices(self) -> set[str]:
        return set().union(*self.heard.values())

    @property
    def kind(self) -> NameKind:
        return min(self.kinds, key=lambda kind: (-self.kinds[kind], kind))

    def absorb(self, other: _Bearer) -> None:
        self.kinds.update(other.kinds)
        for mine, theirs in ((self.forms, other.forms), (self.heard, other.heard), (self.names, other.names)):
            for form, members in theirs.items():
                mine[form] |= members
        self.roles.update(other.roles)
        self.offices |= other.offices
        self.suspects |= other.suspects


@lru_cache(maxsize=50_000)
def skeleton(form: str) -> str:
    """A key with the ways of writing another alphabet made equal ("poutine", "putin"; "zelensky", "zelenskyy")."""
    words = [_rewritten(_short().get(word, word), _rules("transliteration")) for word in form.split()]
    if len(words) > 1 or (words and len(words[0]) > 6):
        for pattern, instead in (shared("names").get("feminine", ()),):
            words[-1] = re.sub(pattern, instead, words[-1])
    return " ".join(words)


@lru_cache(maxsize=50_000)
def _person(form: str) -> str:
    """The skeleton of a person's name, each of its words in the first of the ways it is written; from another alphabet, without
    a last letter that is written and not heard ("salmane", "salman")."""
    words = [_one_word().get(word, word) for word in form.split()]
    if words and _foreign(words[0]):
        words[-1] = _rewritten(words[-1], _rules("mute"))
    return skeleton(" ".join(words))


@lru_cache(maxsize=50_000)
def _consonants(form: str) -> str:
    """What all transliterations of a name have in common ("hor namhong", "hor nam hong", "hor namong")."""
    return _TWICE_ANY.sub(r"\1", "".join(_rewritten(word, _rules("loose")) for word in _person(form).split()))


def _role_words(roles: Iterable[str]) -> frozenset[str]:
    return frozenset(word for role in roles for word in key(role).split() if len(word) > 3)


def _roles_meet(one: Iterable[str], two: Iterable[str]) -> bool | None:
    """Whether two bearers share a role; None where one of them has none."""
    left, right = _role_words(one), _role_words(two)
    if not left or not right:
        return None
    return bool(left & right)


def _at_odds(one: _Bearer, two: _Bearer) -> bool:
    """Whether the texts give two bearers roles that nobody has both of, as far as can be told: in one language no word of them is
    the same; in two the offices are known ones, and others."""
    compared = False
    for code, role in sorted(one.offices):
        for other, theirs in sorted(two.offices):
            if code == other:
                meet = _roles_meet((role,), (theirs,))
            else:
                asked, borne = read_office(code, role), read_office(other, theirs)
                known_both = asked and borne and known_office(code, asked.kind) and known_office(other, borne.kind)
                meet = bool(same_office(asked, borne) or same_office(borne, asked)) if asked and borne and known_both else None
            if meet:
                return False
            compared = compared or meet is False
    return compared


def _small_edit(one: str, two: str) -> bool:
    """Whether two words differ by what a slip of the pen explains."""
    if one == two or min(len(one), len(two)) < 4 or any(c.isdigit() for c in one + two):
        return False
    most = 2 if min(len(one), len(two)) >= 8 else 1
    if one[:1] != two[:1]:
        return False
    from rapidfuzz.distance import OSA  # here: 45 ms that a run without such a pair need not pay

    return OSA.distance(one, two, score_cutoff=most) <= most


def _close(one: str, two: str, kind: NameKind) -> bool:
    """Whether two keys are one name misspelled, as far as the letters tell. Accepted ways of writing one name are not."""
    a, b = one.split(), two.split()
    if one.replace(" ", "") == two.replace(" ", "") or (skeleton(one) == skeleton(two) and not (kind == "person" and _doubled(one, two))):
        return False
    if kind == "person":
        return _close_people(a, b)
    if len(a) != len(b) or min(len(one), len(two)) < 7:
        return False
    apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(apart) != 1 or one in places()[0] or two in places()[0]:
        return False
    x, y = apart[0]
    if _ordinary(x) or _ordinary(y) or _inflected(x, y) or _consonants(x) == _consonants(y):
        return False  # words of the language, or ways of writing another alphabet
    return _small_edit(x, y) and len(x) >= 6


def _ordinary(word: str) -> bool:
    """Whether a word, or the word it is a form of, is an ordinary one ("advisers", "cambodgienne")."""
    words, endings = _words(), _inflections()
    if word in words:
        return True
    return any(word[:cut] in words for cut in range(max(4, len(word) - 5), len(word)) if word[cut:] in endings)


def _inflected(one: str, two: str) -> bool:
    """Two forms of one word of the language ("national", "nationale"; "cambodgiens", "cambodgienne"): no misspelling."""
    cut = 0
    while cut < min(len(one), len(two)) and one[cut] == two[cut]:
        cut += 1
    endings = _inflections()
    return any(one[c:] in endings and two[c:] in endings for c in range(cut, max(cut - 5, 3), -1))


def _close_people(a: Sequence[str], b: Sequence[str]) -> bool:
    if len(a) < 2 or len(b) < 2:
        return False
    given = first_names()
    if not all(words[0] in given or not _ordinary(words[0]) for words in (a, b)) or all(_ordinary(w) for w in a):
        return False
    if _foreign(a[0]) and _foreign(b[0]) and _consonants(" ".join(a)) == _consonants(" ".join(b)):
        return False
    if a[0] == b[0]:
        left, right = " ".join(a[1:]), " ".join(b[1:])
        return _small_edit(left, right) or (len(left) > 4 and _sound(left) == _sound(right))
    if a[1:] == b[1:]:
        if a[0] in given and b[0] in given:
            return _sound(a[0]) == _sound(b[0])
        return _small_edit(a[0], b[0])
    return False


def _foreign(given: str) -> bool:
    """Whether a first name comes from another alphabet, as far as is known: the bearer's name has several spellings, none of them wrong."""
    return given in _transliterated() or given not in first_names()


_TWICE = re.compile(r"([b-df-hj-np-tv-z])\1")


def _doubled(one: str, two: str) -> bool:
    """Whether two full names of one local first name differ by nothing but a consonant written twice inside the surname: a
    habit of those who write another alphabet, a slip in a name of this one."""
    (given, _, left), (other, _, right) = one.partition(" "), two.partition(" ")
    if given != other or left == right or not left or _foreign(given):
        return False
    return _TWICE.sub(r"\1", left) == _TWICE.sub(r"\1", right)


def _sound(word: str) -> str:
    """A first name without what is spelled and not heard ("Mathieu", "Matthieu"; but not "Denis", "Denise")."""
    return _rewritten(word, _rules("silent"))


def same_bearer(one: NameMention, two: NameMention) -> str:
    """ "variant" for two accepted spellings, "differs" for close spellings of one evident bearer, "" for two names."""
    left, right = key(one.name), key(two.name)
    if skeleton(left).replace(" ", "") == skeleton(right).replace(" ", ""):
        return "variant"
    if one.kind == "person" and _foreign(left.split(" ")[0]) and _foreign(right.split(" ")[0]) and " " in left and " " in right:
        if len(_consonants(left)) > 3 and _consonants(left) == _consonants(right) and left[:1] == right[:1]:
            return "variant"
    if one.kind == "person" and _close(left, right, one.kind):
        if one.role and two.role and _roles_meet((one.role,), (two.role,)):
            return "differs"
    return ""


# ---------------------------------------------------------------- gathering


class _Gathering:
    """The state of one gathering: bearers by key, merged step by step."""

    def __init__(self, examined: Sequence[Examined], origin_of: Mapping[tuple[str, int], str]) -> None:
        self.bearers: dict[str, _Bearer] = {}
        texts: dict[str, str] = {}  # the first article with a text: exact copies of it add no voice
        for one in examined:
            first = texts.setdefault(one.article.text, one.article.id)
            reports = iter(one.reports)
            report = next(reports, None)
            for mention in one.names:
                while report is not None and report.end <= mention.span.start and (following := next(reports, None)) is not None:
                    report = following
                voice = origin_of.get(report.key, f"article:{first}") if report is not None else f"article:{first}"
                self._add(one.article, voice, mention, first == one.article.id)

    def _add(self, article: Article, voice: str, mention: NameMention, counts: bool) -> None:
        form = key(mention.name)
        if not form:
            return
        bearer = self.bearers.setdefault(form, _Bearer(form))
        exact = _tidy(mention.exact)
        bearer.names[_tidy(mention.name)].add(voice)
        bearer.forms[exact].add(article.id)
        bearer.heard[exact].add(voice)
        if counts:
            bearer.kinds[mention.kind] += 1
            if mention.role:
                bearer.roles[mention.role] += 1
                bearer.offices.add((article.language, mention.role))

    def merge(self, into: str, other: str) -> None:
        if into != other and into in self.bearers and other in self.bearers:
            self.bearers[into].absorb(self.bearers.pop(other))

    def equivalents(self) -> None:
        """Exonyms, acronyms with their names, known forms of one outlet."""
        groups: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.bearers):
            groups[synonyms().get(form, form)].append(form)
        for forms in groups.values():
            same = [f for f in forms if self.bearers[f].kind != "person" or len(forms) == 1]
            for other in same[1:]:
                self.merge(same[0], other)

    def acronyms(self) -> None:
        """An acronym introduced in one article stands for the same name where it is used alone."""
        owners: dict[str, set[str]] = defaultdict(set)
        for form, bearer in self.bearers.items():
            for exact in bearer.forms:
                short = key(exact)
                if short != form and exact.isupper() and " " not in short:
                    owners[short].add(form)
        for short, forms in sorted(owners.items()):
            if len(forms) == 1 and short in self.bearers and self.bearers[short].kind == "organisation":
                self.merge(next(iter(forms)), short)

    def surnames(self) -> None:
        """A surname alone belongs to the only person of the dossier who bears it."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for form, bearer in self.bearers.items():
            words = form.split()
            if bearer.kind == "person":
                for cut in range(1, len(words)):
                    bearers[" ".join(words[cut:])].add(form)
        for form in sorted(self.bearers):
            full = bearers.get(form, set()) - {form}
            if not full or (self.bearers[form].kind != "person" and (form in places()[0] or form in synonyms())):
                continue
            owner = self._one_owner(full)
            if owner is not None and owner in self.bearers:
                self.merge(owner, form)

    def _one_owner(self, full: set[str]) -> str | None:
        """The one bearer of a surname: two spellings of one person count as one, two people as none."""
        ranked = sorted(full, key=lambda f: (-len(self.bearers[f].voices), f) if f in self.bearers else (0, f))
        top = ranked[0]
        if all(f == top or f not in self.bearers or skeleton(f) == skeleton(top) or self._spelled_apart(f, top) for f in ranked):
            return top
        return None

    def _spelled_apart(self, one: str, two: str) -> bool:
        return _close(one, two, "person") and _roles_meet(self.bearers[one].roles, self.bearers[two].roles) is True

    def transliterations(self, doubled: bool = True) -> None:
        """Ways of writing one name: another alphabet, words joined or apart, "St" for "Saint"; `doubled`: with those that
        are rather a misspelling."""
        sure: dict[tuple[str, str], list[str]] = defaultdict(list)
        likely: dict[tuple[str, str], list[str]] = defaultdict(list)
        for form, bearer in sorted(self.bearers.items()):
            if len(form) > 4 and bearer.kind != "other":
                sure[(bearer.kind, self._written(form, bearer.kind))].append(form)
            if bearer.kind == "person" and " " in form:
                likely[("words", _person(form).replace(" ", ""))].append(form)
                if _foreign(form.split(" ")[0]) and len(_consonants(form)) > 4:
                    likely[("consonants", _consonants(form))].append(form)
        for forms in sure.values():
            self._merge_all(forms, lambda one, two: doubled or not _doubled(one, two))
        for forms in likely.values():
            self._merge_all(forms, lambda one, two: self._may_be_one(one, two) and (doubled or not _doubled(one, two)))

    def _merge_all(self, forms: Iterable[str], allowed: Callable[[str, str], bool]) -> None:
        ranked = sorted((f for f in forms if f in self.bearers), key=lambda f: (-len(self.bearers[f].voices), f))
        for other in ranked[1:]:
            if allowed(ranked[0], other):
                self.merge(ranked[0], other)

    def _may_be_one(self, one: str, two: str) -> bool:
        """Whether nothing in the texts is against two forms being one bearer's: no writer uses both, no roles at odds."""
        left, right = self.bearers[one], self.bearers[two]
        return not left.articles & right.articles and not _at_odds(left, right)

    def _written(self, form: str, kind: NameKind) -> str:
        if kind == "organisation":
            return "".join(_short().get(word, word) for word in form.split())
        return skeleton(form).replace(" ", "")

    def suspects(self) -> None:
        """Merges a misspelt form into the name it stands for and marks it."""
        about = self._about()
        for one, two in self._pairs():
            if one not in self.bearers or two not in self.bearers:
                continue
            few, many = sorted((one, two), key=lambda f: (len(self.bearers[f].voices), f))
            if self._evident(few, many, about) and self._outvoted(few, many):
                sound = {word for form in self.bearers[many].forms for word in key(form).split()}
                self.bearers[many].suspects |= {f for f in self.bearers[few].forms if not set(key(f).split()) <= sound}
                self.merge(many, few)

    def _about(self) -> dict[str, set[str]]:
        about: dict[str, set[str]] = defaultdict(set)
        for form, bearer in self.bearers.items():
            for article in bearer.articles:
                about[article].add(form)
        return about

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield from _close_pairs({form: b.kind for form, b in self.bearers.items()})

    def _outvoted(self, few: str, many: str) -> bool:
        """One origin against at least two (its own may be one of them: a copy with a slip); who writes both forms takes no side."""
        alone, others = self.bearers[few], self.bearers[many]
        if alone.articles & others.articles:
            return False
        return len(alone.voices) == 1 and len(others.voices) >= 2

    def _evident(self, few: str, many: str, about: Mapping[str, set[str]]) -> bool:
        """Whether both forms evidently name one bearer: a shared role or none at odds, in articles on the same matter."""
        one, two = self.bearers[few], self.bearers[many]
        meet = _roles_meet(one.roles, two.roles)
        if meet is False:
            return False
        if meet is None and any(_ordinary(word) for word in set(few.split()) ^ set(many.split())):
            return False
        here = set().union(*(about[a] for a in one.articles)) - {few, many}
        there = sorted((len(here & about[a]) for a in two.articles), reverse=True)[0]
        if one.kind == "person":
            given, other = few.split(" ", 1)[0], many.split(" ", 1)[0]
            if given != other and given in first_names() and other in first_names():
                return bool(meet) and there >= 2
            if meet is None and _inflected(few, many):
                return False
            return there >= (1 if meet else 3)
        return there >= 3

    def names(self) -> tuple[Name, ...]:
        rows = []
        for bearer in self.bearers.values():
            forms = tuple(
                NameForm(form, tuple(sorted(articles)), form in bearer.suspects)
                for form, articles in sorted(bearer.forms.items(), key=lambda row: (-len(bearer.heard[row[0]]), row[0]))
            )
            roles = tuple(sorted(bearer.roles, key=lambda role: (-bearer.roles[role], role)))
            rows.append((len(bearer.voices), self._title(bearer), bearer.kind, forms, roles))
        rows.sort(key=lambda row: (-row[0], row[1], row[2]))
        return tuple(Name(f"n{n}", title, kind, forms, roles) for n, (_, title, kind, forms, roles) in enumerate(rows, 1))

    def _title(self, bearer: _Bearer) -> str:
        """The form most sources use, in full, never a suspect one."""
        sound = [n for n in bearer.names if n not in bearer.suspects] or list(bearer.names)
        full = {n: len(bearer.heard.get(n, bearer.names[n])) for n in sound}
        if bearer.kind == "person" and any(" " in key(n) for n in full):
            full = {n: count for n, count in full.items() if " " in key(n)}
        return min(full, key=lambda n: (-full[n], -len(n), n))


def _tidy(form: str) -> str:
    return " ".join(form.split())


def _close_pairs(kinds: Mapping[str, NameKind]) -> Iterator[tuple[str, str]]:
    """Pairs of keys that are spelled alike, found block by block (never all against all)."""
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for form, kind in sorted(kinds.items()):
        words = form.split()
        if kind == "person" and len(words) > 1:
            blocks[("first", words[0], words[1][:1])].append(form)
            blocks[("last", *words[1:])].append(form)
        elif kind in ("place", "organisation") and len(form) >= 7:
            blocks[(kind, form[:4])].append(form)
            blocks[(kind, "…", form[-4:])].append(form)
    seen = set()
    for block in sorted(blocks):
        forms = blocks[block]
        if len(forms) > _BUCKET:
            continue
        for one, two in combinations(forms, 2):
            if abs(len(one) - len(two)) <= 2 and (one, two) not in seen and kinds[one] == kinds[two] and _close(one, two, kinds[one]):
                seen.add((one, two))
                yield one, two


def gather(examined: Sequence[Examined], origin_of: Mapping[tuple[str, int], str] | None = None) -> tuple[Name, ...]:
    """The names of a dossier with all their forms, most used first.

    `origin_of` maps a report key (article id, index) to the label of its origin; without it every article counts for
    itself. The result does not depend on the order of `examined`."""
    gathering = _Gathering(sorted(examined, key=lambda e: e.article.id), origin_of or {})
    gathering.equivalents()
    gathering.acronyms()
    gathering.transliterations(doubled=False)
    gathering.surnames()
    gathering.suspects()
    gathering.transliterations()
    gathering.surnames()
    return gathering.names()


def variants(names: Sequence[Name]) -> tuple[tuple[Name, Name], ...]:
    """Pairs of names that are spelled alike and share a role, but where no side outvotes the other: for a reader to judge."""
    by_form: dict[str, Name] = {}
    for name in names:
        by_form.setdefault(key(name.name), name)
    pairs = []
    for one, two in _close_pairs({form: name.kind for form, name in by_form.items()}):
        a, b = by_form[one], by_form[two]
        if a.kind == "person" and _roles_meet(a.roles, b.roles):
            pairs.append((a, b))
    return tuple(pairs)
