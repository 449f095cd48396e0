"""What a figure or a date is given for, as the act of its clause tells it, whatever the noun: 31 pieces that vanished and 26
watches that were carried off are both what was stolen.

A *slot* is one quantity, day or hour that a story of news tells one value of (`any/slots.toml`); a language says by which
words its press tells that a figure or a date fills it (`<code>/slots.toml`)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe import numerals
from recoupe import text as texts
from recoupe.kinds.figures_words import lowered, words
from recoupe.languages import load, shared
from recoupe.records import Figure, Span
from recoupe.remember import remembered
from recoupe.sockets import Item

_HARD = re.compile(r"[;:.!?()\n«»“”\"]")
REACH = 110
"""How far from a figure its act may stand, in code points of the clause."""
_COMMA, _AND, _BEFORE = 20, 15, 12
"""How much farther an act counts as being beyond a comma, beyond a conjunction, before the figure."""
_LEAD = 400
"""How much of a report tells what it is about, in code points."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One quantity of a story."""

    name: str
    unit: str
    time: str
    """"growing", "lasting", "moving" or "round"; of dates "clock", "day" or "year" (any/slots.toml)"""
    near: float
    people: bool | None
    alike: frozenset[str]
    """Qualifiers that make no other quantity of it."""
    bounds: bool
    """The day is told as an end: until, before."""
    told: bool
    """The two sentences must share `near` even where the story is about it."""
    ago: bool
    """May be long before the story."""
    groups: bool
    """Who is counted must be of the same group."""
    owner: bool
    """Not compared where the two sentences name other people or bodies."""
    once: bool
    """Two days that are told of it contradict each other: it happens once in a story and has no stages."""


class _Phrases:
    """One pattern for many phrases, compiled when it is first looked for: most slots are none of an article's."""

    __slots__ = ("_pattern", "_phrases")

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._phrases = phrases
        self._pattern: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        if self._pattern is None:
            shapes = "|".join(re.escape(p).replace("\\*", "[\\w-]*") for p in self._phrases)
            self._pattern = re.compile(f"(?<![\\w-])(?:{shapes})(?![\\w-])" if shapes else r"(?!)")
        return self._pattern

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text)


@dataclass(frozen=True, slots=True)
class _Cues:
    slot: Slot
    names: frozenset[str]
    of: frozenset[str]
    acts: _Phrases
    starts: frozenset[str]
    """How the first words of `acts` begin: a clause that has none of these has none of them."""
    with_: _Phrases | None
    with_lead: bool
    without: _Phrases | None
    about: _Phrases | None


@dataclass(frozen=True, slots=True)
class _Table:
    cues: tuple[_Cues, ...]
    people: frozenset[str]
    groups: frozenset[str]
    qualifiers: tuple[tuple[str, _Phrases], ...]
    joins: re.Pattern[str]


@cache
def slots() -> Mapping[str, Slot]:
    """Every slot by its name."""
    return {
        str(n): Slot(
            str(n),
            str(t["unit"]),
            str(t["time"]),
            float(t.get("near", 0.06)),
            t.get("people"),
            frozenset(t.get("alike", ())),
            bool(t.get("bounds", False)),
            bool(t.get("told", False)),
            bool(t.get("ago", False)),
            bool(t.get("groups", False)),
            bool(t.get("owner", False)),
            bool(t.get("once", False)),
        )
        for n, t in shared("slots").items()
    }


@cache
def table(code: str) -> _Table | None:
    listed = load(code).table("slots")
    if not listed:
        return None
    known = slots()
    people = frozenset(texts.folded(str(w)) for w in listed.get("people", {}).get("words", ()))
    cues = tuple(
        _Cues(
            known[name],
            frozenset(texts.folded(str(w)) for w in t.get("names", ())),
            frozenset(texts.folded(str(w)) for w in t.get("of", ())) | (people if "@people" in t.get("of", ()) else frozenset()),
            _phrases(t.get("acts", ())) or _Phrases(()),
            _starts(t.get("acts", ())),
            _phrases(t.get("with", ())),
            bool(t.get("with_lead", False)),
            _phrases(t.get("without", ())),
            _phrases(t.get("about", ())),
        )
        for name, t in listed.get("slots", {}).items()
    )
    joins = load(code).table("figures").get("ranges", {}).get("and", ())
    return _Table(
        cues,
        people,
        frozenset(texts.folded(str(w)) for w in listed.get("groups", {}).get("words", ())),
        tuple((str(q), p) for q, words in listed.get("qualifiers", {}).items() if (p := _phrases(words)) is not None),
        re.compile("|".join(rf"\b{re.escape(str(w))}\b" for w in joins) or r"(?!)"),
    )


_BEGINNING = 3
_BEGINS = re.compile(rf"\w{{1,{_BEGINNING}}}")
_WORD_BEGINS = re.compile(rf"\b\w{{1,{_BEGINNING}}}")


def _starts(listed: Iterable[object]) -> frozenset[str]:
    """The first letters of phrases; no word that goes on after a star may be shorter than those."""
    found = (_BEGINS.search(texts.folded(str(p))) for p in listed)
    return frozenset(m.group() for m in found if m is not None)


def _phrases(listed: Iterable[object]) -> _Phrases | None:
    """Folded phrases to look for; a word with a star stands for all that start so, a star alone for any word."""
    found = sorted({texts.folded(str(p)) for p in listed}, key=lambda p: (-len(p), p))
    return _Phrases(tuple(found)) if found else None


# ---------------------------------------------------------------- which slots a mention fills


def fits(item: Item, kind: str, counted: Sequence[str] = (), reach: int = REACH) -> frozenset[str]:
    """The slots of a class of unit that a mention fills: those of the nearest act of its clause, else those that the words
    for what is counted say."""
    known = table(item.language)
    cues = [c for c in known.cues if c.slot.unit == kind] if known is not None else []
    if known is None or not cues:
        return frozenset()
    reached = _Reach(kind, tuple(counted), reach)
    found = _fitting(item, reached, cues, clause(item))
    if not found and kind == "count" and counted and listed(item) != clause(item):
        found = _fitting(item, reached, cues, listed(item))
    return found


@dataclass(frozen=True, slots=True)
class _Reach:
    """What is looked for around a mention: its class of unit, the words for what is counted, how far an act may stand."""

    kind: str
    counted: tuple[str, ...]
    reach: int


def _fitting(item: Item, sought: _Reach, cues: Sequence[_Cues], told: tuple[str, str]) -> frozenset[str]:
    known = table(item.language)
    if known is None:
        return frozenset()
    kind, counted, (before, after) = sought.kind, sought.counted, told
    if kind == "date" and before.strip():
        after = after.split(",", 1)[0]  # a comma after a date ends what happened then
    people = any(w in known.people for w in counted)
    begun = frozenset(_WORD_BEGINS.findall(before)) | frozenset(_WORD_BEGINS.findall(after))
    best, found, named = float(sought.reach), set[str](), set[str]()
    for cue in cues:
        by_name = any(w in cue.names for w in counted)
        may_be = by_name or not counted or kind != "count" or _may_be(cue, counted, people)
        at = _distance(cue.acts, before, after, known.joins) if may_be and cue.starts & begun else None
        near = at is not None and at <= best
        if not (by_name or near) or not _allowed(cue, item, before, after):
            continue
        if by_name:
            named.add(cue.slot.name)
        if at is not None and near:
            if at < best:
                found, best = set(), at
            found.add(cue.slot.name)
    return frozenset(found or named)


def _allowed(cue: _Cues, item: Item, before: str, after: str) -> bool:
    """What must stand in the sentence (or the lead) stands there, and nothing that must not."""
    if cue.without is not None and cue.without.search(before + " | " + after):
        return False
    if cue.with_ is None or cue.with_.search(_sentence(item.article.text, item.sentence.start, item.sentence.end)):
        return True
    return cue.with_lead and cue.with_.search(_lead(item.article.text, item.report.start)) is not None


@lru_cache(maxsize=256)
def _sentence(text: str, start: int, end: int) -> str:
    """A sentence, folded once for all the figures in it."""
    return texts.folded(text[start:end])


def _may_be(cue: _Cues, counted: Iterable[str], people: bool) -> bool:
    """Whether what is counted may be what the slot tells the number of."""
    if cue.of:
        return any(w in cue.of for w in counted)
    return cue.slot.people is None or people == cue.slot.people


@remembered
def clause(item: Item) -> tuple[str, str]:
    """What stands before and after a mention in its clause, folded: up to a hard stop and to the next number, but for the age
    of those counted. Of what stands between two numbers, the first piece belongs to the first of them."""
    return _clause(item, False)


@remembered
def listed(item: Item) -> tuple[str, str]:
    """As `clause`, with what is told of a whole list of counts: "340 pompiers, six avions et deux hélicoptères sont engagés"."""
    return _clause(item, True)


def _clause(item: Item, listed_too: bool) -> tuple[str, str]:
    span, text, known = item.mention.span, item.article.text, table(item.language)
    start, end = item.sentence.start, item.sentence.end
    told = numbers(text, item.language, start, end)
    last = bisect_right(told, span.start, key=lambda number: number.end)
    following = bisect_left(told, span.end, lo=last, key=lambda number: number.start)
    start = told[last - 1].end if last else start
    at = span.end
    aside = _aged(text, span.end, end, item.language)
    while known is not None and following < len(told):
        gap = lowered(text[at : told[following].start])
        if not told[following].end <= aside and not (listed_too and _goes_on(gap, known, item.language)):
            break
        at = told[following].end
        following += 1
    end = told[following].start if following < len(told) else end
    before = texts.folded(_HARD.split(text[start : span.start])[-1])
    after = texts.folded(_HARD.split(text[span.end : end])[0]).lstrip("-")
    if start > item.sentence.start:
        cuts = [before.find(",")] + [m.start() for m in (known.joins.finditer(before) if known is not None else ())]
        cut = min((c for c in cuts if c >= 0), default=-1)
        before = before[cut + 1 :] if cut >= 0 else before
    return before, after


def _aged(text: str, start: int, end: int, code: str) -> int:
    """Where the ages of those counted end, where they follow at once between commas; else `start`."""
    known = words(code)
    match = known.age_aside.match(lowered(text[start:end])) if known is not None else None
    return start + match.end() if match is not None else start


_ELIDED = 40
"""How far apart two members of a list may stand, in code points."""
_MEMBER = re.compile(r" ((?:[^\W\d_]|[-'’])+(?: (?:[^\W\d_]|[-'’])+){0,3})(?:,| (\w+)) ")


def _goes_on(gap: str, known: _Table, code: str) -> bool:
    """Between two numbers stands what the first one counts and no more: they are members of one list, or the second one tells
    from where those are that the first one counts."""
    match, figures = _MEMBER.fullmatch(gap), words(code)
    if figures is None or len(gap) > _ELIDED:
        return False
    last = gap.split()[-1:]
    if last and last[0] in figures.inside and _HARD.search(gap) is None and "," not in gap:
        return True  # "620 pompiers venus de onze départements sont engagés"
    if match is None or (match[2] is not None and not known.joins.fullmatch(match[2])):
        return False
    return not any(w in texts.stopwords(code) and w not in figures.of for w in match[1].split())


def numbers(text: str, code: str, start: int, end: int) -> tuple[Span, ...]:
    """Where the numbers of a passage stand, but for ordinals and for one."""
    return tuple(n.span for n in numerals.find(text, load(code), Span(start, end)) if n.form != "ordinal" and n.value > 1)


def _distance(acts: _Phrases, before: str, after: str, joins: re.Pattern[str]) -> float | None:
    """How far the nearest act stands from the figure; None when there is none within reach."""
    out = None
    behind = acts.search(after)
    if behind is not None:
        out = behind.start() + _crossed(after[: behind.start()], joins)
    ahead = deque(acts.pattern.finditer(before), maxlen=1)
    if ahead:
        last = ahead[0]
        away = len(before) - last.end() + _BEFORE + _crossed(before[last.end() :], joins)
        out = away if out is None else min(out, away)
    return out if out is not None and out <= REACH else None


def _crossed(gap: str, joins: re.Pattern[str]) -> int:
    return _COMMA * gap.count(",") + _AND * len(joins.findall(gap))


# ---------------------------------------------------------------- whether two are of one thing


@remembered
def qualifiers(item: Item) -> frozenset[str]:
    """What makes another quantity of it: gross, offered, planned, per month, in the whole country."""
    known = table(item.language)
    if known is None:
        return frozenset()
    before, after = clause(item)
    counted = _noun(texts.folded(item.mention.what or ""), item.language) if isinstance(item.mention, Figure) else ""
    before = _piece(before.split(",")[::-1], -1)
    after = _piece(after.removeprefix(counted).split(","), 1)
    return frozenset(name for name, pattern in known.qualifiers if pattern.search(before + " | " + after))


def _noun(what: str, code: str) -> str:
    """The noun that what is counted begins with; "" where it begins with what tells which ones ("prior arrests")."""
    known = words(code)
    return "" if known is not None and known.head == "plural" and " " in what else what.split(" ", 1)[0]


def _piece(pieces: list[str], turn: int) -> str:
    """What stands next to the figure, up to a comma; two pieces where the first is short."""
    near = pieces[:2] if len(pieces[0].split()) < 3 and (pieces[0].strip() or turn < 0) else pieces[:1]
    return ",".join(near[::turn])


_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SINCE = 24
"""How far before a year "since" may stand, in code points."""


@remembered
def years(item: Item) -> frozenset[str]:
    """The years that the sentence names, but for that of the report and the one before, and those since when something is so
    ("titulaire du marché depuis septembre 2022")."""
    known, told = words(item.language), item.sentence.of(item.article.text)
    since = known.since if known is not None else frozenset()
    years_ = ((m, lowered(told[max(0, m.start() - _SINCE) : m.start()]).split()[-2:]) for m in _YEAR.finditer(told))
    said = {int(m.group()) for m, before in years_ if since.isdisjoint(before)}
    now = int(item.published[:4]) if item.published and item.published[:4].isdigit() else 0
    return frozenset(str(y) for y in said - {now, now - 1})


def about(item: Item, slot: str) -> bool:
    """The headline or the first sentences of the report tell of the act that fills the slot."""
    return _leads(item.article.text, item.report.start, item.language, slot)


@lru_cache(maxsize=8192)
def _leads(text: str, start: int, code: str, slot: str) -> bool:
    known = table(code)
    cue = next((c for c in known.cues if c.slot.name == slot), None) if known is not None else None
    lead = _lead(text, start)
    if cue is not None and cue.about is not None and cue.about.search(lead):
        return True
    return cue is not None and (cue.acts.search(lead) is not None or any(w in cue.names for w in re.findall(r"[\w'-]+", lead)))


@lru_cache(maxsize=8192)
def _lead(text: str, start: int) -> str:
    return texts.folded(text[start : start + _LEAD])


def met(a: Item, b: Item, slot: Slot, near: float) -> bool:
    """The two sentences, or the story, show that one thing is told: they share enough, or what the story is about fills the
    slot, and they name nobody else where the slot is somebody's."""
    if slot.owner and a.names and b.names and not _words(a.names) & _words(b.names):
        return False
    return near >= slot.near or (not slot.told and (about(a, slot.name) or about(b, slot.name)))


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(w for n in names for w in n.split() if len(w) > 3)
