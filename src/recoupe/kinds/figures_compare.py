"""How two figures of different reports stand to each other.

A false contradiction is the worst error of this product: figures differ only when topic, unit, act, scope and time
match and their contexts are clearly of one thing. Everything else that does not agree is unrelated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from recoupe import numerals
from recoupe.kinds.figures_context import STRONG
from recoupe.kinds.figures_words import lowered, unit_class, units, words
from recoupe.languages import load
from recoupe.records import Figure, Span
from recoupe.sockets import Agreement, Item

REASONS: dict[str, str] = {
    "figure.equal": "Both give the same quantity of the same thing.",
    "figure.rounding": "One is the other rounded.",
    "figure.approximate": "One is given as approximate and the other lies within it.",
    "figure.bound": "One is a bound (at least, more than, up to, a range) that the other keeps.",
    "figure.collective": "One is a vague collective (dozens, hundreds) that holds the other.",
    "figure.share": "A percentage and an absolute number agree: the share of the stated base is the number.",
    "figure.later": "The count rose between the two moments: the later one updates the earlier.",
    "figure.revised": "A later report gives another count: it may have been revised.",
    "figure.same-time": "Both are given for the same moment, of the same thing, and they do not agree.",
    "figure.same-thing": "Both describe the same thing, and they do not agree.",
    "figure.unit": "The units measure different things.",
    "figure.topic": "Different things are counted.",
    "figure.act": "Different things happen to what is counted (promised, fired, delivered).",
    "figure.scope": "One counts a part, a group, an addition or a share per head of what the other counts.",
    "figure.other-time": "They are given for different days, years or events.",
    "figure.unsure": "One is a possibility, a plan or a denial, not a count.",
    "figure.context": "Nothing shows that the two sentences speak of the same thing.",
}

CUMULATIVE = frozenset(
    {
        "death",
        "injury",
        "missing",
        "arrest",
        "victim",
        "hostage",
        "displacement",
        "homeless",
        "rescue",
        "case",
        "home",
        "powerless",
        "burned",
        "gross",
    }
)
"""Counts that grow while a story goes on: a higher one later is an update."""


# ---------------------------------------------------------------- keys


def keys(item: Item) -> frozenset[str]:
    """Topic and class of unit; for a large or precise value also the value itself, so that equal ones meet whatever
    they are called. A figure of which neither topic nor act is known, and whose value is small, is not compared."""
    figure = item.mention
    if not isinstance(figure, Figure):
        return frozenset()
    kind = unit_class(figure.unit)
    out = set()
    if figure.topic is not None and kind != "age":
        out.add(f"{figure.topic}|{kind}")
    if figure.value is not None and kind != "age" and _telling(figure.value, kind):
        out.add(f"={figure.value:.6g}|{kind}")
    if kind == "percent" or (kind == "count" and figure.topic in _SHARED):
        out.add("share")
    return frozenset(out)


_SHARED = frozenset({"staff", "job", "job_loss", "flight", "home", "vote", "seat"})


def _telling(value: float, kind: str) -> bool:
    """Equal values say something: three significant digits, or a sum of money, or a measure with decimals."""
    if kind == "money":
        return value >= 1000
    digits = len(f"{value:.10g}".replace(".", "").strip("0"))
    return digits >= 3 or (kind not in ("count", "percent") and value != int(value)) or (kind == "percent" and digits >= 2)


def _of(item: Item) -> Figure:
    """The figure of an item; anything else is a mistake of ours."""
    if not isinstance(item.mention, Figure):
        raise TypeError(f"not a figure: {item.mention!r}")
    return item.mention


# ---------------------------------------------------------------- what a value allows


def _scaled(figure: Figure) -> tuple[float | None, float | None, float | None]:
    factor = units().scale.get(figure.unit or "", 1.0)
    return tuple(None if v is None else v * factor for v in (figure.value, figure.low, figure.high))  # type: ignore[return-value]


def _step(value: float) -> float:
    """The unit of the last significant digit: 100 for 1,200, 0.1 for 4.3, 1e6 for 45 million."""
    if value == 0:
        return 1.0
    text = f"{abs(value):.12g}"
    if "e" in text:
        return float(10 ** (int(math.log10(abs(value))) - 2))
    if "." in text:
        return float(10 ** -len(text.split(".")[1]))
    return float(10 ** (len(text) - len(text.rstrip("0"))))


_BEYOND = 0.15
"""Nobody writes "more than 100" of 200: a bound is near what it bounds."""


def _room(figure: Figure) -> tuple[float, float]:
    """Between which values the figure may lie if it is right."""
    value, low, high = _scaled(figure)
    if value is None:
        if low is not None and high is not None:
            return low, high
        if low is not None:
            return low, low * 5  # "hundreds": from 200 to below a thousand
        return (0.0, high) if high is not None else (-math.inf, math.inf)
    if low is not None:
        return value, value * (1 + _BEYOND)
    if high is not None:
        return value * (1 - _BEYOND), value
    slack = 0.0
    if figure.approximate:
        slack = max(0.06 * abs(value), 0.5 * _step(value) if value >= 20 or figure.unit is not None else 0.0)
        if _collective(figure):
            slack = max(slack, 0.15 * abs(value))
    elif (value >= 100 and _digits(value) <= 2) or (figure.unit is not None and value >= 10 and value == int(value)):
        slack = 0.5 * _step(value) if _step(value) <= 0.1 * value else 0.05 * value
    return value - slack, value + slack


def _digits(value: float) -> int:
    return len(f"{value:.12g}".replace(".", "").strip("0"))


def _collective(figure: Figure) -> bool:
    return figure.approximate and not any(c.isdigit() for c in figure.exact)


# ---------------------------------------------------------------- scope


_NEAR = 34
_CUT = re.compile(r"[,;:.!?()\n]")


@lru_cache(maxsize=20_000)
def _scope(code: str, before: str, after: str, clause: str) -> frozenset[str]:
    table = words(code)
    if table is None:
        return frozenset()
    scope = table.scope
    out = set()
    for name, piece in (
        ("part", before),
        ("unsure", clause),
        ("negation", clause),
        ("history", clause),
    ):
        pattern = scope.get(name)
        if pattern is not None and pattern.search(piece):
            out.add(name)
    base = scope.get("base_before")
    base_at = base.search(before.rstrip()) if base is not None else None
    if base_at is not None and base_at.end() == len(before.rstrip()):
        counted = before[: base_at.start()].split()[-1:]
        if counted and (counted[0].isdigit() or counted[0] in table.number_words):
            out.add("base")
    for name, key, piece in (("part", "part_after", after), ("each", "each", after)):
        pattern = scope.get(key)
        if pattern is not None and pattern.match(piece.lstrip(), 0):
            out.add(name)
    each = scope.get("each")
    if each is not None and each.search(after[:28]):
        out.add("each")
    return frozenset(out)


def scope(item: Item) -> frozenset[str]:
    """What limits the figure: "part" (dont onze, 11 of whom), "each" (per family), "unsure"
    (could, risk), "negation", "history" (a year earlier)."""
    figure, text = _of(item), item.article.text
    start, end = figure.span.start, figure.span.end
    before = lowered(text[max(item.sentence.start, start - _NEAR) : start])
    for mark in ";.!?\n":
        before = before.rsplit(mark, 1)[-1]
    head = before.rsplit(",", 1)
    if len(head) > 1 and len(head[1].split()) > 3:
        before = head[1]
    stop = min(item.sentence.end, end + _NEAR)
    while end < stop < item.sentence.end and text[stop].isalnum():
        stop -= 1  # half a word is another word
    after = _CUT.split(lowered(text[end:stop]))[0]
    clause = _CUT.split(lowered(text[max(item.sentence.start, start - 50) : start]))[-1] + " " + lowered(figure.exact) + " " + after
    found = _scope(item.language, before, after, clause)
    return found - {"part"} if unit_class(figure.unit) == "percent" else found


# ---------------------------------------------------------------- time


def _moment(item: Item) -> str | None:
    """For when the figure is given: what its sentence says, else when the report appeared."""
    figure = item.mention
    as_of = figure.as_of if isinstance(figure, Figure) else None
    return as_of or item.published


_PART = {"TMO": "T06:00", "TMI": "T12:00", "TAF": "T15:00", "TEV": "T19:00", "TNI": "T23:00"}


def _clock(moment: str | None) -> str | None:
    """A day or time as a string that sorts: "2025-10-14TEV" after "2025-10-14T13:05"."""
    if moment is None or len(moment) < 10 or not moment[:4].isdigit() or moment[5:6] in ("W", "Q"):
        return None
    for code, clock in _PART.items():
        if moment.endswith(code):
            return moment[:10] + clock
    return moment[:16]


def _year(moment: str | None) -> str | None:
    return moment[:4] if moment and moment[:4].isdigit() else None


def _past(item: Item) -> str | None:
    """The year or day a figure of the past is given for, None for the present story."""
    figure = item.mention
    as_of = figure.as_of if isinstance(figure, Figure) else None
    if as_of is None:
        return None
    if item.published is None or not as_of[:4].isdigit():
        return as_of if len(as_of) <= 7 else None  # "in February" beside figures of the present
    if as_of[:4] != item.published[:4] and not _close(as_of, item.published):
        return as_of[:4]
    if len(as_of) >= 7 and len(item.published) >= 7 and as_of[5:7].isdigit() and _months(item.published) - _months(as_of) >= 2:
        return as_of[:7]
    return None


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


def _close(a: str, b: str) -> bool:
    """Less than two months apart, around a turn of the year."""
    return len(a) >= 7 and len(b) >= 7 and a[5:7].isdigit() and b[5:7].isdigit() and abs(_months(a) - _months(b)) <= 1


def _order(a: Item, b: Item) -> int | None:
    """-1 when a is given for an earlier moment than b, 1 for a later one, 0 for the same, None when nothing tells."""
    for first, second in ((_of(a).as_of, _of(b).as_of), (a.published, b.published)):
        x, y = _clock(first), _clock(second)
        if x is None or y is None:
            continue
        if x[:10] != y[:10]:
            return -1 if x < y else 1
        if len(x) > 10 and len(y) > 10 and x != y:
            return -1 if x < y else 1
        if len(x) > 10 and x == y:
            return 0
    return None


# ---------------------------------------------------------------- the verdict


def agree(a: Item, b: Item) -> Agreement:
    """Compares two figures of different reports of one story. `finer`: a is the more precise of the two."""
    x, y = a.mention, b.mention
    if not isinstance(x, Figure) or not isinstance(y, Figure):
        return Agreement("unrelated", "figure.topic")
    kinds = unit_class(x.unit), unit_class(y.unit)
    if kinds[0] != kinds[1]:
        return _share(a, b) if "percent" in kinds and "count" in kinds else Agreement("unrelated", "figure.unit")
    if kinds[0] == "money" and x.unit != y.unit:
        return Agreement("unrelated", "figure.unit")
    if x.topic != y.topic and not (x.value is not None and x.value == y.value and _telling(x.value, kinds[0])):
        return Agreement("unrelated", "figure.topic")
    why = _apart(a, b)
    if why is not None:
        return Agreement("unrelated", why)
    near = _nearness(a, b)
    fit = _fit(x, y)
    if fit is not None:
        return _same(a, b, fit, near)
    return _clash(a, b, near)


def _apart(a: Item, b: Item) -> str | None:
    """Why two figures cannot be of one thing: another scope or another time."""
    first, second = scope(a), scope(b)
    if (first ^ second) & {"part", "each", "base"}:
        return "figure.scope"
    equal = _of(a).value is not None and _of(a).value == _of(b).value
    if _past(a) != _past(b) and not (equal and None in (_past(a), _past(b))):
        return "figure.other-time"
    if ("negation" in first) != ("negation" in second) and _of(a).value != _of(b).value:
        return "figure.unsure"
    return None


def _fit(x: Figure, y: Figure) -> tuple[str, int] | None:
    """Reason and precision (-1: y is finer, 1: x is finer, 0: alike) when both can be right at once."""
    (v, low, high), (u, below, above) = _scaled(x), _scaled(y)
    bounded = low is not None or high is not None, below is not None or above is not None
    if v is not None and u is not None and math.isclose(v, u, rel_tol=1e-9):
        finer = (bounded[1] or y.approximate) - (bounded[0] or x.approximate)
        return "figure.equal", finer
    (p, q), (r, s) = _room(x), _room(y)
    if q < r or s < p:
        return None
    if not (_holds(p, q, u) or _holds(r, s, v)) and None not in (u, v):
        return None
    if any(bounded):
        vague = (v is None and high is None) or (u is None and above is None)
        return ("figure.collective" if vague else "figure.bound"), int(bounded[1]) - int(bounded[0])
    reason = "figure.approximate" if x.approximate or y.approximate else "figure.rounding"
    if x.approximate != y.approximate:
        return reason, 1 if y.approximate else -1
    return reason, (1 if _step(v or 0) < _step(u or 0) else -1) if v is not None and u is not None else 0


def _holds(low: float, high: float, value: float | None) -> bool:
    return value is not None and low <= value <= high


def _same(a: Item, b: Item, fit: tuple[str, int], near: float) -> Agreement:
    reason, finer = fit
    x, y = _of(a), _of(b)
    strong = x.topic == y.topic and x.topic in STRONG
    sum_ = reason == "figure.equal" and unit_class(x.unit) == "money"
    if not strong and not sum_ and _acts_clash(x, y):
        return Agreement("unrelated", "figure.act")
    if near < (0.0 if strong or _speaks(x, y) else 0.08 if sum_ else 0.12):
        return Agreement("unrelated", "figure.context")
    if reason == "figure.bound" and x.topic in CUMULATIVE and finer and x.topic == y.topic:
        order = _order(a, b)
        later, earlier = (x, y) if order == 1 else (y, x)
        if order in (-1, 1) and (later.value or 0) > (earlier.value or 0):
            return Agreement("update", "figure.later", 0.9)
    if reason in ("figure.approximate", "figure.collective") and x.topic in CUMULATIVE and x.topic == y.topic and _apart_in_value(x, y):
        order = _order(a, b)
        later, earlier = (x, y) if order == 1 else (y, x)
        if order in (-1, 1) and (later.value or 0) > (earlier.value or math.inf):
            return Agreement("update", "figure.later", 0.8)
    if finer == 0 or reason == "figure.equal":
        return Agreement("same", reason, min(1.0, 0.6 + near))
    return Agreement("finer" if finer > 0 else "coarser", reason, min(1.0, 0.55 + near))


def _speaks(x: Figure, y: Figure) -> bool:
    """The figures alone tell that they are of one thing: the same topic with the same act or three exact digits, or
    one sum of money of two digits."""
    digits = max(_digits(f.value) if f.value is not None else 0 for f in (x, y))
    if x.topic is not None and x.topic == y.topic:
        return digits >= 3 or (x.act is not None and x.act == y.act)
    return digits >= 2 and unit_class(x.unit) == "money" and x.value == y.value and None in (x.topic, y.topic)


def _apart_in_value(x: Figure, y: Figure) -> bool:
    return x.value is not None and y.value is not None and abs(x.value - y.value) > 0.1 * max(x.value, y.value)


def _acts_clash(x: Figure, y: Figure) -> bool:
    return x.act is not None and y.act is not None and x.act != y.act and "counted" not in (x.act, y.act)


@lru_cache(maxsize=4096)
def _numbers(text: str, code: str) -> frozenset[float]:
    """Every number an article gives."""
    return frozenset(n.value for n in numerals.find(text, load(code)) if n.form != "ordinal")


def _knows_both(a: Item, b: Item) -> bool:
    """One article gives both numbers, and not in the mouths of two voices: it counts two things ("23 pirates, 12 of
    them Somali")."""
    if a.speaker is not None and b.speaker is not None and a.speaker != b.speaker:
        return False
    return any(
        _of(other).value in _numbers(item.article.text, item.language) for item, other in ((a, b), (b, a)) if _of(other).value is not None
    )


def _clash(a: Item, b: Item, near: float) -> Agreement:
    """Two figures that cannot both be right, if they are of one thing."""
    x, y = _of(a), _of(b)
    if x.topic is None or x.topic != y.topic:
        return Agreement("unrelated", "figure.topic")
    limits = scope(a) | scope(b)
    if limits & {"part", "each", "base", "history"} or ("unsure" in limits and x.topic not in STRONG):
        return Agreement("unrelated", "figure.scope" if limits & {"part", "each", "base"} else "figure.unsure")
    if x.topic in _HEADS and _group(a) != _group(b) and not _wider(a, b):
        return Agreement("unrelated", "figure.scope")
    strong = x.topic in STRONG
    if _ratio(x, y) > (20 if _order(a, b) in (-1, 1) and x.topic in CUMULATIVE else 4 if strong else 2.5):
        return Agreement("unrelated", "figure.scope")
    if _acts_clash(x, y) and not (strong and {x.act, y.act} <= _COUNTING[x.topic]):
        return Agreement("unrelated", "figure.act")
    if not strong and (x.act is None or x.act != y.act):
        return Agreement("unrelated", "figure.act")
    order = _order(a, b)
    if x.topic in CUMULATIVE and order is None and (_leaves_open(x, y) or _leaves_open(y, x)):
        return Agreement("update", "figure.bound", 0.7)
    if x.topic in CUMULATIVE and order in (-1, 1):
        rose = (_middle(y) - _middle(x)) * -order > 0
        return Agreement("update", "figure.later" if rose else "figure.revised", 0.9 if rose else 0.6)
    if not strong and order in (-1, 1) and (x.as_of or y.as_of):
        return Agreement("unrelated", "figure.other-time")
    if x.topic in _HEADS and _group(a) != _group(b):
        return Agreement("unrelated", "figure.scope")
    small = x.unit is None and max(_middle(x), _middle(y)) < 100  # two counts of something are soon two things
    if near < (0.06 if strong else 0.6 if small else 0.35):
        return Agreement("unrelated", "figure.context")
    if _knows_both(a, b) or not (strong or _same_names(a, b)):
        return Agreement("unrelated", "figure.context")
    return Agreement("differs", "figure.same-time" if order == 0 else "figure.same-thing", min(1.0, 0.5 + near))


_HEADS = frozenset({"death", "injury", "missing", "arrest", "hostage", "victim", "rescue"})
"""Counts of people, who may be counted by group: soldiers, one side, one nationality."""


@lru_cache(maxsize=20_000)
def _grouped(code: str, what: str) -> str:
    table = words(code)
    first = what.split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0]
    if table is None or first in table.generic or table.topics.get(first) in _HEADS:
        return ""
    return what


def _group(item: Item) -> str:
    """Who is counted, when it is not simply people: "soldats thaïlandais"; "" for everybody."""
    figure = item.mention
    what = _of(item).what if isinstance(figure, Figure) else None
    return _grouped(item.language, lowered(what)) if what else ""


def _wider(a: Item, b: Item) -> bool:
    """The count of everybody is the higher one and the later: it may well go on from the count of a group."""
    everybody, group = (a, b) if not _group(a) else (b, a)
    return not _group(everybody) and _middle(_of(everybody)) < _middle(_of(group))


def _leaves_open(x: Figure, y: Figure) -> bool:
    """ "au moins douze" is no contradiction of fifteen, nor is an early "une quarantaine" of forty-eight."""
    if x.approximate and _middle(y) > _middle(x):
        return True
    return (x.low is not None and x.value is not None and _middle(y) > x.value) or (x.high is not None and _middle(y) < x.high)


class _Counting(dict[str, frozenset[str]]):
    """The acts that all give the same count of a topic."""

    def __missing__(self, topic: str) -> frozenset[str]:
        return frozenset()


_COUNTING = _Counting(
    death=frozenset({"killed", "counted", "found"}),
    injury=frozenset({"injured", "counted", "mobilised"}),
    job_loss=frozenset({"cut", "counted", "announced"}),
    passenger=frozenset({"carried", "counted"}),
)


def _middle(figure: Figure) -> float:
    if figure.value is not None:
        return figure.value
    return ((figure.low or 0.0) + (figure.high or figure.low or 0.0)) / 2


def _ratio(x: Figure, y: Figure) -> float:
    low, high = sorted((abs(_middle(x)), abs(_middle(y))))
    return high / low if low else math.inf


def _same_names(a: Item, b: Item) -> bool:
    """The two sentences name the same people and organisations, or none: another offer has another bidder."""
    if not a.names and not b.names:
        return True
    shared = len(a.names & b.names)
    return shared > 0 and shared >= 0.67 * min(len(a.names), len(b.names)) and shared >= 0.5 * max(len(a.names), len(b.names))


def _nearness(a: Item, b: Item) -> float:
    """0 to 1: how much the two sentences speak of one thing: shared rare terms, shared names, the same acts."""
    shared = sorted(t for t in a.terms if t in b.terms and _wordy(t))
    weight = sum(min(a.terms[t], b.terms[t]) for t in shared)
    total = min(sum(w for t, w in i.terms.items() if _wordy(t)) for i in (a, b))
    score = weight / total if total else 0.0
    if a.names & b.names:
        score += 0.15
    if a.acts & b.acts:
        score += 0.1
    return min(1.0, score)


def _wordy(term: str) -> bool:
    """A term that is no number: figures are compared by what stands around them."""
    return not term[:1].isdigit() and not term.startswith("num:")


# ---------------------------------------------------------------- shares


def _share(a: Item, b: Item) -> Agreement:
    """ "12 per cent of a workforce of 9,890" and "1,187 jobs": the same when the base is stated beside the share."""
    share, number = (a, b) if unit_class(_of(a).unit) == "percent" else (b, a)
    x, y = _of(share), _of(number)
    if x.value is None or y.value is None or y.unit is not None:
        return Agreement("unrelated", "figure.unit")
    base = _base(share)
    if base is None or not 0 < x.value < 100:
        return Agreement("unrelated", "figure.unit")
    expected = base * x.value / 100
    if abs(expected - y.value) <= base * 0.006 + (0.05 * y.value if y.approximate else 0):
        return Agreement("same", "figure.share", 0.8)
    return Agreement("unrelated", "figure.unit")


def _base(item: Item) -> float | None:
    """The number that the sentence gives as the base of a percentage: "12 per cent of a workforce of 9,890"."""
    start = _of(item).span.end
    tail = Span(start, min(item.sentence.end, start + 60))
    for number in numerals.find(item.article.text, load(item.language), tail):
        if (
            number.form in ("digits", "mixed", "words")
            and number.value >= 20
            and not (1900 <= number.value <= 2100 and number.form == "digits")
        ):
            return number.value
    return None


# ---------------------------------------------------------------- words


def say(items: Sequence[Item]) -> str:
    """A group of figures in one line of the sources' own words: what is counted, then each distinct figure."""
    said: list[str] = []
    what = None
    for item in items:
        figure = item.mention
        if not isinstance(figure, Figure):
            continue
        if what is None and figure.what and figure.unit is None:
            what = figure.what
        exact = " ".join(figure.exact.split())
        if exact.lower() not in (s.lower() for s in said):
            said.append(exact)
    if not said:
        return ""
    line = " / ".join(said)
    return f"{line} {what}" if what else line


def value(item: Item) -> str | float | None:
    """The scaled value; for a range "low–high"."""
    figure = item.mention
    if not isinstance(figure, Figure):
        return None
    if figure.value is not None:
        return figure.value
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:.12g}–{figure.high:.12g}"
    return figure.low if figure.low is not None else figure.high
