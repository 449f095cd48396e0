"""The names of a whole dossier: every form of each name, who uses it, and which form one source spells against the others.

Two bearers are never merged on a likeness alone: different first names, different roles or a missing common story keep
them apart. A form is *suspect* only when the bearer is evidently the same, one article or origin uses it, and at least two
others use the other spelling. One against one is a variant (`variants`), not a suspect."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from recoupe.kinds.names_lexicon import first_names, key, ordinary_words, places, synonyms
from recoupe.records import Examined, Name, NameForm, NameKind, NameMention

_BUCKET = 300  # how many names may share a block before the block says nothing
_TRANSLITERATION = (
    (re.compile(r"sch|tsch|tch|ch|sh"), "x"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"zh|dj"), "j"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ff\b"), "v"),
    (re.compile(r"ss"), "s"),
    (re.compile(r"(?:[iy]+)\b|ij\b"), "i"),
    (re.compile(r"i?y(?=[aeou])"), "i"),
)
_VOWELS = re.compile(r"[aeiouyw]+")
_SILENT = ((re.compile("ph"), "f"), (re.compile("h"), ""), (re.compile("y"), "i"), (re.compile("ck|k"), "c"), (re.compile(r"(.)\1"), r"\1"))
_FEMININE = re.compile(r"ine$")


@dataclass(slots=True)
class _Bearer:
    """One name as all the articles use it."""

    form: str  # its key
    kinds: Counter[NameKind] = field(default_factory=Counter)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    roles: Counter[str] = field(default_factory=Counter)
    suspects: set[str] = field(default_factory=set)

    @property
    def articles(self) -> set[str]:
        return set().union(*self.forms.values()) if self.forms else set()

    @property
    def kind(self) -> NameKind:
        return min(self.kinds, key=lambda kind: (-self.kinds[kind], kind))

    def absorb(self, other: _Bearer) -> None:
        self.kinds.update(other.kinds)
        for form, articles in other.forms.items():
            self.forms[form] |= articles
        for name, articles in other.names.items():
            self.names[name] |= articles
        self.roles.update(other.roles)
        self.suspects |= other.suspects


@lru_cache(maxsize=50_000)
def skeleton(form: str) -> str:
    """A key with the ways of writing another alphabet made equal ("poutine", "putin"; "zelensky", "zelenskyy")."""
    words = form.split()
    for pattern, instead in _TRANSLITERATION:
        words = [pattern.sub(instead, word) for word in words]
    if len(words) > 1 or (words and len(words[0]) > 6):
        words[-1] = _FEMININE.sub("in", words[-1])
    return " ".join(words)


def _role_words(roles: Iterable[str]) -> frozenset[str]:
    return frozenset(word for role in roles for word in key(role).split() if len(word) > 3)


def _roles_meet(one: Iterable[str], two: Iterable[str]) -> bool | None:
    """Whether two bearers share a role; None where one of them has none."""
    left, right = _role_words(one), _role_words(two)
    if not left or not right:
        return None
    return bool(left & right)


def _small_edit(one: str, two: str) -> bool:
    """Whether two words differ by what a slip of the pen explains."""
    if one == two or min(len(one), len(two)) < 4 or any(c.isdigit() for c in one + two):
        return False
    most = 2 if min(len(one), len(two)) >= 8 else 1
    return OSA.distance(one, two, score_cutoff=most) <= most and one[:1] == two[:1]


def _close(one: str, two: str, kind: NameKind) -> bool:
    """Whether two keys are one name spelled in two ways, as far as the letters tell."""
    a, b = one.split(), two.split()
    if kind == "person":
        return _close_people(a, b)
    if len(a) != len(b) or min(len(one), len(two)) < 7:
        return False
    apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(apart) != 1 or one in places()[0] or two in places()[0]:
        return False
    x, y = apart[0]
    if x in ordinary_words() or y in ordinary_words() or _VOWELS.sub("", x) == _VOWELS.sub("", y):
        return False  # two words of the language, or two ways of writing the vowels of another alphabet
    return _small_edit(x, y) and len(x) >= 6 and not _inflected(x, y)


def _inflected(one: str, two: str) -> bool:
    """Two forms of one word of the language ("national", "nationale"): no misspelling."""
    short, long = sorted((one, two), key=len)
    return long.startswith(short) and long[len(short) :] in ("e", "s", "es", "a", "x")


def _close_people(a: Sequence[str], b: Sequence[str]) -> bool:
    if len(a) < 2 or len(b) < 2:
        return False
    apart = set(a) ^ set(b)
    if len(apart & ordinary_words()) > 1:
        return False
    if a[0] == b[0]:
        left, right = " ".join(a[1:]), " ".join(b[1:])
        return _small_edit(left, right)
    if a[1:] == b[1:]:
        given = first_names()
        if a[0] in given and b[0] in given:
            return _sound(a[0]) == _sound(b[0])
        return _small_edit(a[0], b[0])
    return False


def _sound(word: str) -> str:
    """A first name without what is spelled and not heard ("Mathieu", "Matthieu"; but not "Denis", "Denise")."""
    for pattern, instead in _SILENT:
        word = pattern.sub(instead, word)
    return word


def same_bearer(one: NameMention, two: NameMention) -> str:
    """ "variant" for two accepted spellings, "differs" for close spellings of one evident bearer, "" for two names."""
    left, right = key(one.name), key(two.name)
    if len(left.split()) == len(right.split()) and skeleton(left) == skeleton(right):
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
        self.origins: dict[str, frozenset[str]] = {}
        for one in examined:
            name = one.article.id
            labels = {origin_of[r.key] for r in one.reports if r.key in origin_of}
            self.origins[name] = frozenset(labels) or frozenset((f"article:{name}",))
            for mention in one.names:
                self._add(name, mention)

    def _add(self, article: str, mention: NameMention) -> None:
        form = key(mention.name)
        if not form:
            return
        bearer = self.bearers.setdefault(form, _Bearer(form))
        bearer.kinds[mention.kind] += 1
        bearer.names[_tidy(mention.name)].add(article)
        bearer.forms[_tidy(mention.exact)].add(article)
        if mention.role:
            bearer.roles[mention.role] += 1

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
        ranked = sorted(full, key=lambda f: (-len(self.bearers[f].articles), f) if f in self.bearers else (0, f))
        top = ranked[0]
        if all(f == top or f not in self.bearers or skeleton(f) == skeleton(top) or self._spelled_apart(f, top) for f in ranked):
            return top
        return None

    def _spelled_apart(self, one: str, two: str) -> bool:
        return _close(one, two, "person") and _roles_meet(self.bearers[one].roles, self.bearers[two].roles) is True

    def transliterations(self) -> None:
        """Two ways of writing one name from another alphabet."""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for form, bearer in sorted(self.bearers.items()):
            if bearer.kind in ("person", "place") and len(form) > 4:
                groups[(bearer.kind, skeleton(form).replace(" ", "") if bearer.kind == "person" else skeleton(form))].append(form)
        for forms in groups.values():
            forms.sort(key=lambda f: (-len(self.bearers[f].articles), f))
            for other in forms[1:]:
                self.merge(forms[0], other)

    def suspects(self) -> None:
        """Merges a misspelt form into the name it stands for and marks it."""
        about = self._about()
        for one, two in self._pairs():
            if one not in self.bearers or two not in self.bearers:
                continue
            few, many = sorted((one, two), key=lambda f: (len(self._voices(f)), len(self.bearers[f].articles), f))
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

    def _voices(self, form: str) -> set[str]:
        return set().union(*(self.origins[a] for a in self.bearers[form].articles))

    def _outvoted(self, few: str, many: str) -> bool:
        """One article or origin against two others."""
        alone, others = self.bearers[few].articles, self.bearers[many].articles
        if alone & others:
            return False
        if len(alone) > 1 and len(self._voices(few)) > 1:
            return False
        return (len(others) >= 2 and len(others) > len(alone)) or len(self._voices(many)) >= 2

    def _evident(self, few: str, many: str, about: Mapping[str, set[str]]) -> bool:
        """Whether both forms evidently name one bearer: a shared role or none at odds, in articles on the same matter."""
        one, two = self.bearers[few], self.bearers[many]
        meet = _roles_meet(one.roles, two.roles)
        if meet is False:
            return False
        if meet is None and (set(few.split()) ^ set(many.split())) & ordinary_words():
            return False
        here = set().union(*(about[a] for a in one.articles)) - {few, many}
        there = max((len(here & about[a]) for a in two.articles), default=0)
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
                for form, articles in sorted(bearer.forms.items(), key=lambda row: (-len(row[1]), row[0]))
            )
            roles = tuple(sorted(bearer.roles, key=lambda role: (-bearer.roles[role], role)))
            rows.append((len(bearer.articles), self._title(bearer), bearer.kind, forms, roles))
        rows.sort(key=lambda row: (-row[0], row[1], row[2]))
        return tuple(Name(f"n{n}", title, kind, forms, roles) for n, (_, title, kind, forms, roles) in enumerate(rows, 1))

    def _title(self, bearer: _Bearer) -> str:
        """The form most sources use, in full, never a suspect one."""
        sound = [n for n in bearer.names if n not in bearer.suspects] or list(bearer.names)
        full = {n: len(bearer.forms.get(n, bearer.names[n])) for n in sound}
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
    gathering.transliterations()
    gathering.surnames()
    gathering.suspects()
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
