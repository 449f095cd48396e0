"""What a figure is given for, as the act of its clause tells it, whatever the noun: 31 pieces that vanished and 26 watches
that were carried off are both what was stolen.

A *slot* is one quantity that a story of news tells one value of (`any/slots.toml`); a language says by which words its
press tells that a figure fills it (`<code>/slots.toml`)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe import numerals
from recoupe import text as texts
from recoupe.kinds import figures_frame, figures_scope
from recoupe.kinds import figures_values as values
from recoupe.kinds.figures_scope import figure_of, order, remembered, scope
from recoupe.kinds.figures_words import unit_class
from recoupe.languages import load, shared
from recoupe.records import Figure, Span
from recoupe.sockets import Agreement, Item

_HARD = re.compile(r"[;:.!?()\n«»“”\"]")
_REACH = 110
"""How far from a figure its act may stand, in code points of the clause."""
_ELIDED = 45
"""The same where nothing says what is counted."""
_COMMA, _AND, _BEFORE = 30, 15, 12
"""How much farther an act counts as being beyond a comma, beyond a conjunction, before the figure."""
_LEAD = 400
"""How much of a report tells what it is about, in code points."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One quantity of a story."""

    name: str
    unit: str
    time: str
    """"growing", "lasting", "moving" or "round" (any/slots.toml)"""
    near: float
    people: bool | None
    alike: frozenset[str]
    """Qualifiers that make no other quantity of it."""


@dataclass(frozen=True, slots=True)
class _Cues:
    slot: Slot
    names: frozenset[str]
    of: frozenset[str]
    acts: re.Pattern[str]
    with_: re.Pattern[str] | None
    without: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Table:
    cues: tuple[_Cues, ...]
    people: frozenset[str]
    qualifiers: tuple[tuple[str, re.Pattern[str]], ...]
    joins: re.Pattern[str]


@cache
def slots() -> Mapping[str, Slot]:
    """Every slot by its name."""
    return {
        str(n): Slot(str(n), str(t["unit"]), str(t["time"]), float(t.get("near", 0.15)), t.get("people"), frozenset(t.get("alike", ())))
        for n, t in shared("slots").items()
    }


@cache
def _table(code: str) -> _Table | None:
    table = load(code).table("slots")
    if not table:
        return None
    known = slots()
    cues = tuple(
        _Cues(
            known[name],
            frozenset(texts.folded(str(w)) for w in t.get("names", ())),
            frozenset(texts.folded(str(w)) for w in t.get("of", ())),
            _phrases((*t.get("acts", ()),)) or re.compile(r"(?!)"),
            _phrases(t.get("with", ())),
            _phrases(t.get("without", ())),
        )
        for name, t in table.get("slots", {}).items()
    )
    joins = load(code).table("figures").get("ranges", {}).get("and", ())
    return _Table(
        cues,
        frozenset(texts.folded(str(w)) for w in table.get("people", {}).get("words", ())),
        tuple((str(q), p) for q, listed in table.get("qualifiers", {}).items() if (p := _phrases(listed)) is not None),
        re.compile("|".join(rf"\b{re.escape(str(w))}\b" for w in joins) or r"(?!)"),
    )


def _phrases(listed: Iterable[object]) -> re.Pattern[str] | None:
    """One pattern for folded phrases; a word with a star stands for all that start so, a star alone for any word."""
    found = sorted({texts.folded(str(p)) for p in listed}, key=lambda p: (-len(p), p))
    if not found:
        return None
    shapes = (re.escape(p).replace("\\*", "[\\w-]*") for p in found)
    return re.compile("(?<![\\w-])(?:" + "|".join(shapes) + ")(?![\\w-])")


# ---------------------------------------------------------------- which slots a figure fills


@remembered
def filled(item: Item) -> frozenset[str]:
    """The slots that a figure fills: those of the nearest act of its clause, else those that its noun says."""
    figure, table = figure_of(item), _table(item.language)
    if table is None:
        return frozenset()
    kind = unit_class(figure.unit)
    cues = [c for c in table.cues if c.slot.unit == kind]
    if not cues:
        return frozenset()
    before, after = _clause(item)
    text = item.article.text
    said = texts.folded(text[item.sentence.start : item.sentence.end])
    counted = re.findall(r"[\w'’-]+", texts.folded(figure.what or ""))
    people = any(w in table.people for w in counted)
    best, found, named = float(_REACH), set[str](), set[str]()
    for cue in cues:
        if (cue.with_ is not None and not cue.with_.search(said)) or (
            cue.without is not None and cue.without.search(before + " | " + after)
        ):
            continue
        if any(w in cue.names for w in counted):
            named.add(cue.slot.name)
        elif counted and kind == "count" and not _may_be(cue, counted, people):
            continue
        at = _distance(cue.acts, before, after, table.joins)
        if at is None or at > (best if counted or kind != "count" else min(best, _ELIDED)):
            continue
        if at < best:
            found, best = set(), at
        found.add(cue.slot.name)
    return frozenset(found or named)


def _may_be(cue: _Cues, counted: Iterable[str], people: bool) -> bool:
    """Whether what is counted may be what the slot tells the number of."""
    if cue.of:
        return any(w in cue.of for w in counted)
    return cue.slot.people is None or people == cue.slot.people


@remembered
def _clause(item: Item) -> tuple[str, str]:
    """What stands before and after a figure in its clause, folded: up to a hard stop and to the next number. Of what stands
    between two numbers, the first piece belongs to the first of them."""
    figure, text, table = figure_of(item), item.article.text, _table(item.language)
    start, end = item.sentence.start, item.sentence.end
    for number in _numbers(item.article.text, item.language, start, end):
        if number.end <= figure.span.start:
            start = number.end
        elif number.start >= figure.span.end:
            end = number.start
            break
    before = texts.folded(_HARD.split(text[start : figure.span.start])[-1])
    after = texts.folded(_HARD.split(text[figure.span.end : end])[0]).lstrip("-")
    if start > item.sentence.start:
        cuts = [before.find(",")] + [m.start() for m in (table.joins.finditer(before) if table is not None else ())]
        cut = min((c for c in cuts if c >= 0), default=-1)
        before = before[cut + 1 :] if cut >= 0 else before
    return before, after


@lru_cache(maxsize=2048)
def _numbers(text: str, code: str, start: int, end: int) -> tuple[Span, ...]:
    return tuple(n.span for n in numerals.find(text, load(code), Span(start, end)) if n.form != "ordinal")


def _distance(acts: re.Pattern[str], before: str, after: str, joins: re.Pattern[str]) -> float | None:
    """How far the nearest act stands from the figure; None when there is none within reach."""
    out = None
    behind = acts.search(after)
    if behind is not None:
        out = behind.start() + _crossed(after[: behind.start()], joins)
    ahead = deque(acts.finditer(before), maxlen=1)
    if ahead:
        last = ahead[0]
        away = len(before) - last.end() + _BEFORE + _crossed(before[last.end() :], joins)
        out = away if out is None else min(out, away)
    return out if out is not None and out <= _REACH else None


def _crossed(gap: str, joins: re.Pattern[str]) -> int:
    return _COMMA * gap.count(",") + _AND * len(joins.findall(gap))


# ---------------------------------------------------------------- whether two are of one thing


@remembered
def qualifiers(item: Item) -> frozenset[str]:
    """What makes another quantity of it: gross, offered, planned, per month, in the whole country."""
    table = _table(item.language)
    if table is None:
        return frozenset()
    before, after = _clause(item)
    counted = texts.folded(figure_of(item).what or "")
    before = _piece(before.split(",")[::-1], -1)
    after = _piece(after.removeprefix(counted).split(","), 1)
    return frozenset(name for name, pattern in table.qualifiers if pattern.search(before + " | " + after))


def _piece(pieces: list[str], turn: int) -> str:
    """What stands next to the figure, up to a comma; two pieces where the first is short."""
    near = pieces[:2] if len(pieces[0].split()) < 3 else pieces[:1]
    return ",".join(near[::turn])


@remembered
def years(item: Item) -> frozenset[str]:
    """The years that the sentence names, but for that of the report and the one before."""
    said = {int(y) for y in re.findall(r"\b(?:1[5-9]|20)\d\d\b", item.sentence.of(item.article.text))}
    now = int(item.published[:4]) if item.published and item.published[:4].isdigit() else 0
    return frozenset(str(y) for y in said - {now, now - 1})


def about(item: Item, slot: str) -> bool:
    """The headline or the first sentences of the report tell of the act that fills the slot."""
    return _leads(item.article.text, item.report.start, item.language, slot)


@lru_cache(maxsize=8192)
def _leads(text: str, start: int, code: str, slot: str) -> bool:
    table = _table(code)
    cue = next((c for c in table.cues if c.slot.name == slot), None) if table is not None else None
    lead = texts.folded(text[start : start + _LEAD])
    return cue is not None and (cue.acts.search(lead) is not None or any(w in cue.names for w in re.findall(r"[\w'-]+", lead)))


def agree(a: Item, b: Item) -> Agreement:
    """Two figures of two reports that fill one slot of their story."""
    shared_ = filled(a) & filled(b)
    for name in sorted(shared_):
        found = _in_slot(a, b, slots()[name])
        if found.verdict != "unrelated":
            return found
    return Agreement("unrelated", "figure.topic")


def _in_slot(a: Item, b: Item, slot: Slot) -> Agreement:
    x, y = figure_of(a), figure_of(b)
    limits = (scope(a) | scope(b)) - ({"each"} if "each" in slot.alike else {"history"} if "last_year" in slot.alike else set())
    if limits & {"part", "each", "base", "history", "threshold", "unsure", "negation"} or _more(x) or _more(y):
        return Agreement("unrelated", "figure.scope")
    if (qualifiers(a) ^ qualifiers(b)) - slot.alike or years(a) ^ years(b):
        return Agreement("unrelated", "figure.scope")
    if figures_scope.groups(a) != figures_scope.groups(b) or figures_scope.elsewhere(a, b):
        return Agreement("unrelated", "figure.scope")
    near = max(figures_frame.of_sentences(a, b), figures_frame.of_passages(a, b))
    if near < slot.near and not (about(a, slot.name) or about(b, slot.name)):
        return Agreement("unrelated", "figure.context")
    found = values.fit(x, y)
    if found is not None:
        reason, finer = found
        return Agreement("same" if finer == 0 else "finer" if finer > 0 else "coarser", reason, 0.6)
    return _against(a, b, slot, near)


def _more(figure: Figure) -> bool:
    return (figure.topic or "").endswith((">more", ">part"))


_RATIO = {"growing": 20.0, "lasting": 3.0, "moving": 6.0, "round": 4.0}
_SOON = 15
"""Days between two counts of one story."""


def _against(a: Item, b: Item, slot: Slot, near: float) -> Agreement:
    """Two values of one slot that cannot both be right at once."""
    x, y = figure_of(a), figure_of(b)
    sides = figures_scope.party(a), figures_scope.party(b)
    parties = None not in sides and sides[0] != sides[1]
    if values.ratio(x, y) > _RATIO[slot.time] or None in (x.value, y.value) or figures_scope.days_between(a, b) > _SOON:
        return Agreement("unrelated", "figure.context")
    if (x.high is None) != (y.high is None) or (not parties and slot.time != "growing" and (_open(x, y) or _open(y, x))):
        return Agreement("unrelated", "figure.unsure")
    when = order(a, b, slot.time == "growing")
    if slot.time == "lasting":
        return _differs(a, b, near, parties)
    if slot.time == "growing":
        if figures_scope.same_time(a, b, True) and not (values.leaves_open(x, y) or values.leaves_open(y, x)):
            return _differs(a, b, near, parties)
        rose = when in (-1, 1) and (values.middle(y) - values.middle(x)) * -(when or 0) > 0
        return Agreement("update", "figure.slot-later", 0.7) if rose else Agreement("unrelated", "figure.other-time")
    if figures_scope.same_day_told(a, b) or (x.as_of is None and y.as_of is None and figures_scope.same_time(a, b)):
        return _differs(a, b, near, parties)
    if slot.time == "moving" and when in (-1, 1) and figures_scope.days_known(a, b):
        return Agreement("update", "figure.slot-later", 0.6)
    return Agreement("unrelated", "figure.other-time")


def _open(x: Figure, y: Figure) -> bool:
    """A bound that the other keeps, however far it is."""
    return (x.low is not None and values.middle(y) > values.middle(x)) or (x.high is not None and values.middle(y) < values.middle(x))


def _differs(a: Item, b: Item, near: float, parties: bool) -> Agreement:
    return Agreement("differs", "figure.opposed" if parties else "figure.slot", min(1.0, 0.5 + near))
