"""What a story of news has one of, and the closed classes of its values (`any/attributes.toml`); by which words a language tells
them (`<code>/attributes.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from recoupe import text as texts
from recoupe.crosscheck.cue_index import CueIndex
from recoupe.languages import load, shared

Place = Literal["before", "after", "within", "itself"]

_SLOT = "{v}"
_OPEN = "*"  # the value of a class that is no list: what the text has
_NUMBER = re.compile(r"[^\W\d_]?\d+")
_NAMED = re.compile(r"<(\w+)>")
_STAR = re.compile(r"(?<=\w)\*")
_END = r"(?:(?![\w-])|(?<=['\s]))"
_PASSED = re.compile(r"[ _]*$")
_WORDS = r"(?:[\w-]+'|[\w'-]+(?:[.,]\d+)*,? )"
"""One word that is passed over, with the space after it or the apostrophe."""
_PREFIX = 4  # letters under which the beginnings of words are kept
_STARRED = re.compile(r"[^\W\d_]+\*?")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that a story has one of."""

    name: str
    values: str
    """The class of its values."""
    named: frozenset[str]
    """The kinds of names that are values too."""
    aware: bool
    """A report that has a word for the other report's value anywhere knows of both, and is not set against it."""
    shares: bool
    """The two sentences must have a noun or a name in common beside the value."""
    whose: bool
    """Not compared where the two clauses tell it of people of other callings."""
    where: bool
    """It is a place; two sentences that tell another one of two places tell of two things."""
    mine: bool
    """Told of somebody: the two sentences must name the same person, or call him alike."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The values of one class, from the coarse to the fine: each has a parent, and excludes its siblings of one group."""

    parent: Mapping[str, str]
    group: Mapping[str, int]
    open: bool
    """Its values are no list: any two of one letter exclude each other (the numbers of roads)."""

    def line(self, value: str) -> list[str]:
        """A value and what it is a kind of, the finest first."""
        out = [value]
        while out[-1] in self.parent:
            out.append(self.parent[out[-1]])
        return out

    def covers(self, coarse: str, fine: str) -> bool:
        """Whether the one is the other, or a kind of it."""
        return coarse in self.line(fine)

    def exclude(self, one: str, two: str) -> bool:
        """Whether nothing is both."""
        if self.open:
            return one != two and one[:1] == two[:1]
        left, right = self.line(one), self.line(two)
        if one in right or two in left:
            return False
        met = next((v for v in left if v in right), "")
        a, b = (line[line.index(met) - 1] if met in line else line[-1] for line in (left, right))
        return self.group.get(a) == self.group.get(b) is not None


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern by which a language tells an attribute, and where its value stands."""

    attribute: Attribute
    place: Place
    form: str
    value: str = ""
    """The value that the cue has itself ("airlifted")."""

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.form)


@dataclass(frozen=True, slots=True)
class Words:
    """The table of one language."""

    cues: tuple[Cue, ...]
    index: CueIndex
    unsure: re.Pattern[str]
    several: re.Pattern[str]
    stops: re.Pattern[str]
    """Where the phrase of a value ends that follows its cue."""
    articles: frozenset[str]
    governs: frozenset[str]
    """Prepositions: what stands behind one is no subject."""
    last: bool
    """Of nouns that stand side by side the last is the head."""

    def told(self, sentence: Iterable[str]) -> list[Cue]:
        """The cues that may stand in a sentence of these folded words."""
        return [self.cues[n] for n in self.index.found(sentence)]


@dataclass(frozen=True, slots=True)
class Values:
    """The words for the values of one class."""

    any: str
    each: tuple[tuple[str, str], ...]
    """The values and the pattern of the words for each; patterns are compiled where they are needed, as most never are."""

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """(start, end, value) of each word for a value between two offsets, in order; the longest of those at one place."""
        for match in _compiled(self.any).finditer(text, start, end):
            for value, pattern in self.each:
                if _compiled(pattern).fullmatch(match.group()):
                    yield match.start(), match.end(), _numbered(match.group()) if value == _OPEN else value
                    break

    def has(self, text: str, wanted: Iterable[str]) -> bool:
        """Whether a text has a word for one of these values."""
        want = frozenset(wanted)
        return any(value in want and _compiled(pattern).search(text) for value, pattern in self.each)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


def _numbered(words_: str) -> str:
    """What an open class has, however it is written ("RN 7", "n7")."""
    return str(_NUMBER.findall(words_.replace(" ", ""))[-1])


@cache
def attributes() -> Mapping[str, Attribute]:
    """Every attribute by its name."""
    return {
        str(n): Attribute(
            str(n),
            str(t["values"]),
            frozenset(str(k) for k in t.get("named", ())),
            bool(t.get("aware", False)),
            bool(t.get("shares", False)),
            bool(t.get("whose", False)),
            bool(t.get("where", False)),
            bool(t.get("mine", False)),
        )
        for n, t in shared("attributes")["attributes"].items()
    }


@cache
def trees() -> Mapping[str, Tree]:
    """The values of every class."""
    out = {}
    for name, lines in shared("attributes")["values"].items():
        parent: dict[str, str] = {}
        group: dict[str, int] = {}
        number = 0
        for line in lines:
            above, mark, below = str(line).rpartition(">")
            for part in below.split("|"):
                number += 1
                for value in part.split():
                    group[value] = number
                    if mark:
                        parent[value] = above.strip()
        out[str(name)] = Tree(parent, group, _OPEN in group)
    return out


@cache
def words(code: str) -> Words | None:
    """The table of a language; None where it has none."""
    table = load(code).table("attributes")
    if not table:
        return None
    named = {str(n): _alternatives(str(f) for f in forms) for n, forms in table.get("forms", {}).items()}
    cues: list[Cue] = []
    telling: list[set[str]] = []
    for name, patterns in table["told"].items():
        for form in patterns:
            plain = _named(texts.folded(str(form)), named)
            listed = table["values"].get(attributes()[str(name)].values, {}).values()
            telling.append(_telling_words(plain.partition(" = ")[0], listed, code))
            cues.append(_cue(attributes()[str(name)], plain))
    return Words(
        tuple(cues),
        CueIndex.of(telling, _PREFIX),
        _any(table["unsure"]),
        _any(table["several"]),
        _any(table["stops"]),
        frozenset(str(w) for w in table["articles"]),
        frozenset(str(w) for w in table["governs"]),
        table["head"] == "last",
    )


@cache
def callings(code: str) -> frozenset[str]:
    """Stems of nouns for persons by what they are or do, without those that anybody may be."""
    language = load(code)
    listed = [*language.table("slots").get("people", {}).get("words", ()), *language.table("opposites").get("roles", ())]
    anybody = language.table("attributes").get("anybody", ())
    return frozenset(texts.stem(str(w), code) for w in listed) - {texts.stem(str(w), code) for w in anybody}


def _named(form: str, named: Mapping[str, str]) -> str:
    """A pattern with the lists that it names by "<name>" written out."""
    for _ in range(3):  # a list may name another
        form = _NAMED.sub(lambda m: named[m.group(1)], form)
    return form


def _alternatives(forms: Iterable[str]) -> str:
    return f"({'|'.join(sorted((texts.folded(f) for f in forms), key=lambda f: (-len(f), f)))})"


def _cue(attribute: Attribute, plain: str) -> Cue:
    left, slot, right = plain.partition(_SLOT)
    if not slot:
        told, _, value = plain.partition(" = ")
        return Cue(attribute, "itself", rf"(?<![\w-])(?:{_spelt(told.strip())}){_END}", value.strip())
    if not left.strip():
        return Cue(attribute, "before", rf"(?<![\w-])(?:{_spelt(right.strip())}){_END}")
    if not right.strip():
        left = _PASSED.sub("", left)  # the words before a value are passed over where it is looked for
        return Cue(attribute, "after", rf"(?<![\w-])(?:{_spelt(left)}){_END}")
    middle = rf"(?P<value>{_WORDS}{{0,6}}?[\w-]+)"
    return Cue(attribute, "within", rf"(?<![\w-])(?:{_spelt(left)}{middle}{_spelt(right)}){_END}")


def _spelt(plain: str) -> str:
    """A pattern of the table: words as they are, folded; "x*" is the beginning of a word, "_" up to three words, "_ _" six."""
    return _STAR.sub(r"[\\w-]*", plain).replace(" _ _ ", rf",? {_WORDS}{{0,6}}?").replace(" _ ", rf",? {_WORDS}{{0,3}}?")


def _telling_words(plain: str, values: Iterable[Iterable[object]], code: str) -> set[str]:
    """The words of which a sentence must have one to have this pattern: those of its most telling part, or those of the values
    where it has none but common words."""
    best: tuple[int, set[str]] = (0, set())
    for part in _parts(plain.replace(_SLOT, " ")):
        told = {_most_telling(option, code) for option in part.replace("(", " ").replace(")", " ").split("|")}
        score = min(_telling(word, code) for word in told)
        if score > best[0]:
            best = (score, told)
    return best[1] or {_most_telling(texts.folded(str(form)), code) for forms in values for form in forms}


def _parts(plain: str) -> list[str]:
    """The words and the groups in parentheses of a pattern, one after the other, without those that may be absent."""
    out, depth = [""], 0
    for i, char in enumerate(plain):
        if not depth and char in " (" and out[-1]:
            out.append("")
        depth += (char == "(") - (char == ")")
        out[-1] += char
        if char == ")" and not depth:
            if plain[i + 1 : i + 2] == "?":
                out.pop()
            out.append("")
    return [part for part in out if _STARRED.search(part)]


def _most_telling(words_: str, code: str) -> str:
    return max(_STARRED.findall(words_), key=lambda w: _telling(w, code), default="")


def _telling(word: str, code: str) -> int:
    return 0 if word.rstrip("*") in texts.stopwords(code) else len(word)


@cache
def values_of(code: str, name: str) -> Values:
    """The words of a language for the values of one class."""
    table = load(code).table("attributes")["values"].get(name, {})
    spelt = {str(value): [_form(str(f)) for f in forms] for value, forms in table.items()}
    return Values(_ored(f for forms in spelt.values() for f in forms), tuple((v, _ored(forms)) for v, forms in spelt.items()))


def _form(form: str) -> str:
    return _STAR.sub(r"[\\w]*", texts.folded(form))


def _ored(forms: Iterable[str]) -> str:
    """Any of these, whole; nothing where there are none."""
    if not (forms := list(forms)):
        return r"(?!)"
    return rf"(?<![\w-])(?:{'|'.join(sorted(forms, key=lambda f: (-len(f), f)))})(?![\w-])"


def _any(listed: Iterable[object]) -> re.Pattern[str]:
    return re.compile(_ored(_form(str(w)) for w in listed))
