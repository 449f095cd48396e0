"""How two figures of different reports stand to each other.

A false contradiction is the worst error of this product: figures differ only when topic, unit, act, scope and time
match and their contexts are clearly of one thing. Everything else that does not agree is unrelated.
"""

from __future__ import annotations

import math
from functools import lru_cache

from recoupe import numerals
from recoupe.kinds import figures_change, figures_equal, figures_frame, figures_scope, figures_share, figures_slots, slots
from recoupe.kinds import figures_values as values
from recoupe.kinds.figures_context import MEASURE, MEASURES, STRONG
from recoupe.kinds.figures_scope import figure_of, order, past, scope
from recoupe.kinds.figures_words import lowered, unit_class, words
from recoupe.languages import known, load
from recoupe.records import Figure
from recoupe.remember import remembered
from recoupe.sockets import Agreement, Item

REASONS: dict[str, str] = {
    "figure.equal": "Both give the same quantity of the same thing.",
    "figure.rounding": "One is the other rounded.",
    "figure.approximate": "One is given as approximate and the other lies within it.",
    "figure.bound": "One is a bound (at least, more than, up to, a range) that the other keeps.",
    "figure.collective": "One is a vague collective (dozens, hundreds) that holds the other.",
    "figure.share": "A percentage and an absolute number agree: the share of the stated base is the number.",
    "figure.opposed": "One article gives both, each as the count or claim of another party.",
    "figure.stated-change": "One article itself says that the one count took the place of the other.",
    "figure.stated-earlier": "One article itself gives the earlier count beside the new one.",
    "figure.later": "The count rose between the two moments: the later one updates the earlier.",
    "figure.revised": "A later report gives another count: it may have been revised.",
    "figure.same-time": "Both are given for the same moment, of the same thing, and they do not agree.",
    "figure.same-thing": "Both describe the same thing, and they do not agree.",
    "figure.slot": "Both tell, in other words, one quantity of the story, and they do not agree.",
    "figure.slot-apart": "Both tell one quantity of the story, but the values lie too far apart to be of one thing.",
    "figure.slot-later": "Both tell, in other words, one quantity of the story: the later one updates the earlier.",
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


@remembered
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
    if kind in MEASURES:
        out.add(f"{MEASURE}{kind}|{kind}")
    if kind == "percent" and figure.value is not None and 10 <= figure.value < 100:
        out.add(f"={figure.value:.6g}|{kind}")
    if figure.value is not None and kind != "age" and _telling(figure.value, kind):
        out.add(f"={figure.value:.6g}|{kind}")
    if _many_people(figure):
        out.add("people|count")
    if figure.topic in _CROWD and kind == "count":
        out.add("crowd|count")
    if kind == "percent" or (kind == "count" and figure.topic in _SHARED):
        out.add("share")
    out.update(f"slot:{name}" for name in figures_slots.filled(item))
    out.update(figures_equal.keys(figure, item.language))
    return frozenset(out)


_PEOPLE = frozenset({"person", "home", "resident"})
_MANY = 100_000


def _many_people(figure: Figure) -> bool:
    """A great number of people, whom one report may call customers and another people."""
    return figure.unit is None and figure.topic in _PEOPLE and (figure.value or 0) >= _MANY


_SHARED = frozenset({"staff", "job", "job_loss", "flight", "home", "vote", "seat"})


def _telling(value: float, kind: str) -> bool:
    """Equal values say something: three significant digits, or a sum of money, or a measure with decimals."""
    if kind == "money":
        return value >= 1000
    digits = len(f"{value:.10g}".replace(".", "").strip("0"))
    return digits >= 3 or (kind not in ("count", "percent") and value != int(value)) or (kind == "percent" and digits >= 2)


# ---------------------------------------------------------------- the verdict


def agree(a: Item, b: Item) -> Agreement:
    """Compares two figures of one story, of two reports or, where parties are opposed, of one. `finer`: a is the more
    precise of the two. Where what is counted does not tell that they are of one thing, what they are given for may."""
    x, y = a.mention, b.mention
    if not isinstance(x, Figure) or not isinstance(y, Figure):
        return Agreement("unrelated", "figure.topic")
    if unit_class(x.unit) == unit_class(y.unit) == "age" and a.report.key != b.report.key:
        return figures_equal.agree(a, b)
    found = _by_topic(a, b, x, y)
    other_money = unit_class(x.unit) == "money" and y.unit is not None and x.unit != y.unit
    if found.verdict != "unrelated" or a.report.key == b.report.key or other_money:
        return found
    by_noun = x.topic == y.topic and x.topic in STRONG and found.reason not in ("figure.context", "figure.other-time")
    in_slot = figures_slots.agree(a, b) if not by_noun else found
    if in_slot.verdict != "unrelated":
        return in_slot
    equal = figures_equal.agree(a, b)
    return equal if equal.verdict != "unrelated" else in_slot if in_slot.reason == figures_slots.APART else found


def _by_topic(a: Item, b: Item, x: Figure, y: Figure) -> Agreement:
    """The verdict on two figures whose nouns and units tell what they count."""
    kinds = unit_class(x.unit), unit_class(y.unit)
    if kinds[0] != kinds[1]:
        apart = a.report.key == b.report.key or not ("percent" in kinds and "count" in kinds)
        return Agreement("unrelated", "figure.unit") if apart else figures_share.agree(a, b)
    if kinds[0] == "money" and x.unit != y.unit:
        return Agreement("unrelated", "figure.unit")
    if a.report.key == b.report.key:
        return _in_one_report(a, b)
    equal = x.value is not None and x.value == y.value
    people = _many_people(x) and _many_people(y)
    if not _alike(x, y) and not (equal and (people or _telling(x.value or 0, kinds[0]) or kinds[0] == "percent")):
        return Agreement("unrelated", "figure.topic")
    why = _apart(a, b)
    if why is not None:
        return Agreement("unrelated", why)
    near = figures_frame.of_sentences(a, b)
    fit = values.fit(x, y)
    sides = figures_scope.groups(a), figures_scope.groups(b)
    if all(sides) and not sides[0] & sides[1]:
        return Agreement("unrelated", "figure.scope")
    if fit is not None:
        enough = 0.35
        if people and x.topic != y.topic:
            near, enough = max(near, figures_frame.of_passages(a, b)), 0.15 if values.digits(x.value or 0) >= 2 else 0.5
        if x.topic != y.topic and not _telling(x.value or 0, kinds[0]) and near < enough:
            return Agreement("unrelated", "figure.context")
        return _same(a, b, fit, near)
    return _clash(a, b, near)


def _alike(x: Figure, y: Figure) -> bool:
    """One topic; or one measure, where one of the two does not name what is measured."""
    if x.topic is None or y.topic is None:
        return x.topic is None and y.topic is None
    measured = unit_class(x.unit) in MEASURES and (x.topic.startswith(MEASURE) or y.topic.startswith(MEASURE))
    return x.topic == y.topic or measured


_CROWD = frozenset({"person", "protester"})


def _in_one_report(a: Item, b: Item) -> Agreement:
    """One report gives two values of one thing: parties that count differently, or a count that it says was corrected."""
    x, y = figure_of(a), figure_of(b)
    alike = _alike(x, y) or {x.topic, y.topic} == _CROWD  # "900 personnes selon la police, 2 500 marcheurs selon ..."
    if x.topic is None or not alike or values.fit(x, y) is not None or values.ratio(x, y) > 20:
        return Agreement("unrelated", "figure.topic")
    first, second = (a, b) if x.span < y.span else (b, a)
    between = second.mention.span.start - first.mention.span.end
    if not 0 <= between <= 500:
        return Agreement("unrelated", "figure.context")
    told_order = figures_change.stated(first, second, x.topic in CUMULATIVE) if a.sentence == b.sentence else None
    if told_order is not None:
        return Agreement("update", "figure.stated-change" if told_order == "older first" else "figure.stated-earlier", 0.9)
    if x.unit is None and figures_scope.two_sources(first, second) and past(a) == past(b) and order(a, b) in (0, None):
        return Agreement("differs", "figure.opposed", 0.9)
    if (scope(a) | scope(b)) & {"part", "each", "base", "history", "threshold", "negation"} or past(a) != past(b):
        return Agreement("unrelated", "figure.scope")
    told = figures_scope.party(a), figures_scope.party(b)
    if None not in told and told[0] != told[1] and between <= 200 and order(a, b) in (0, None):
        return Agreement("differs", "figure.opposed", 0.9)
    voices = figures_scope.voice(a.speaker), figures_scope.voice(b.speaker)
    if voices[0] and voices[1] and not voices[0] & voices[1] and figures_scope.denied_between(a, b) and order(a, b) in (0, None):
        return Agreement("differs", "figure.opposed", 0.8)
    taken_up = x.unit is None and between <= _TAKEN_UP and figures_scope.left_out(second) and not figures_scope.elsewhere(a, b)
    if taken_up and voices[0] and voices[1] and not voices[0] & voices[1] and order(a, b) in (0, None):
        return Agreement("differs", "figure.opposed", 0.8)
    return Agreement("unrelated", "figure.context")


_TAKEN_UP = 120
"""How far, in code points, a count may stand from the one whose noun it leaves out ("The figure is at least 14, says X")."""


def _apart(a: Item, b: Item) -> str | None:
    """Why two figures cannot be of one thing: another scope or another time."""
    first, second = scope(a), scope(b)
    if (first ^ second) & {"part", "each", "base", "threshold"}:
        return "figure.scope"
    equal = figure_of(a).value is not None and figure_of(a).value == figure_of(b).value
    if past(a) != past(b) and not (equal and None in (past(a), past(b))):
        return "figure.other-time"
    if ("negation" in first) != ("negation" in second) and figure_of(a).value != figure_of(b).value:
        return "figure.unsure"
    return None


def _same(a: Item, b: Item, fit: tuple[str, int], near: float) -> Agreement:
    reason, finer = fit
    x, y = figure_of(a), figure_of(b)
    strong = x.topic == y.topic and x.topic in STRONG
    sum_ = reason == "figure.equal" and unit_class(x.unit) == "money"
    lost = x.unit == "%" and {x.act, y.act} <= _LOST and x.topic == y.topic
    if not strong and not sum_ and not lost and _acts_clash(x, y):
        return Agreement("unrelated", "figure.act")
    if reason == "figure.equal" and x.topic == y.topic and values.middle(x) >= 20:
        near = max(near, figures_frame.of_passages(a, b))
    if near < (0.0 if strong or _speaks(x, y) else 0.08 if sum_ else 0.12):
        return Agreement("unrelated", "figure.context")
    if reason == "figure.bound" and x.topic in CUMULATIVE and finer and x.topic == y.topic:
        when = order(a, b, True)
        later, earlier = (x, y) if when == 1 else (y, x)
        if when in (-1, 1) and (later.value or 0) > (earlier.value or 0):
            return Agreement("update", "figure.later", 0.9)
    if reason in ("figure.approximate", "figure.collective") and x.topic in CUMULATIVE and x.topic == y.topic and _apart_in_value(x, y):
        when = order(a, b, True)
        later, earlier = (x, y) if when == 1 else (y, x)
        if when in (-1, 1) and (later.value or 0) > (earlier.value or math.inf):
            return Agreement("update", "figure.later", 0.8)
    if finer == 0 or reason == "figure.equal":
        return Agreement("same", reason, min(1.0, 0.6 + near))
    return Agreement("finer" if finer > 0 else "coarser", reason, min(1.0, 0.55 + near))


_LOST = frozenset({"killed", "missing", "destroyed", "burned", "damaged"})
"""Of a share of something, one says "died", another "vanished"."""


def _speaks(x: Figure, y: Figure) -> bool:
    """The figures alone tell that they are of one thing: the same topic with the same act or three exact digits, or
    one sum of money of two digits."""
    digits = max(values.digits(f.value) if f.value is not None else 0 for f in (x, y))
    if x.value is not None and x.value == y.value and x.unit == y.unit and _rare(x, digits) and (x.unit is None or _alike(x, y)):
        return True
    if x.topic is not None and x.topic == y.topic:
        return digits >= 3 or (x.act is not None and x.act == y.act)
    return digits >= 2 and unit_class(x.unit) == "money" and x.value == y.value and None in (x.topic, y.topic)


def _rare(figure: Figure, digits: int) -> bool:
    """One story has this value of one thing alone: a count of three digits, a measure of two."""
    kind = unit_class(figure.unit)
    if kind == "count":
        return digits >= 3
    return kind in MEASURES - {"speed"} and (digits >= 2 or (figure.value or 0) >= 1000)


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
        figure_of(other).value in _numbers(item.article.text, item.language)
        for item, other in ((a, b), (b, a))
        if figure_of(other).value is not None
    )


def _clash(a: Item, b: Item, near: float) -> Agreement:
    """Two figures that cannot both be right, if they are of one thing and one time."""
    x, y = figure_of(a), figure_of(b)
    if x.topic is None or not _alike(x, y):
        return Agreement("unrelated", "figure.topic")
    limits = scope(a) | scope(b)
    if limits & {"part", "each", "base", "history", "threshold"} or ("unsure" in limits and x.topic not in STRONG):
        return Agreement("unrelated", "figure.unsure" if limits == {"unsure"} else "figure.scope")
    grouped = x.topic not in _MEASURED and figures_scope.groups(a) != figures_scope.groups(b)
    if _other_group(a, b) or grouped or figures_scope.elsewhere(a, b):
        return Agreement("unrelated", "figure.scope")
    if x.topic in _HEADS and (slots.qualifiers(a) ^ slots.qualifiers(b)) & _SEVERITY:
        return Agreement("unrelated", "figure.scope")
    if _acts_clash(x, y) and not {x.act, y.act} <= _COUNTING[x.topic]:
        return Agreement("unrelated", "figure.act")
    if x.unit == "%" and min(figures_frame.words_around(a), figures_frame.words_around(b)) < 4:
        return Agreement("unrelated", "figure.context")  # a share of what is named, but which share is not said
    when = order(a, b, x.topic in CUMULATIVE)
    if _of_two_months(a, b):
        return Agreement("unrelated", "figure.other-time")
    if x.topic in CUMULATIVE:
        return _toll(a, b, when, near)
    if when in (-1, 1) and not (x.topic in STRONG or _twins(x, y) or _still(x, y)):
        return _changed(a, b, when or 0, near)
    return _differs(a, b, near)


def _of_two_months(a: Item, b: Item) -> bool:
    """One is given for a month, the other for a month or a day of another month (that of its report, where nothing else is
    said): another event."""
    told = [figure_of(i).as_of or "" for i in (a, b)]
    if 7 not in map(len, told):
        return False
    months = [(t or i.published or "")[:7] for t, i in zip(told, (a, b), strict=True)]
    return all(len(m) == 7 and m[:4].isdigit() and m[5:].isdigit() for m in months) and months[0] != months[1]


_SOON = 8
"""Days within which a count of another day is that of the same story, not of another round of it."""
_LATE = 15
"""The same for tolls."""


_ANYBODY = frozenset({"person", "man", "woman"})


def _changed(a: Item, b: Item, when: int, near: float) -> Agreement:
    """A count of something known (patients, communes, firefighters) that surely belongs to another day."""
    x, y = figure_of(a), figure_of(b)
    near = max(near, figures_frame.of_passages(a, b))
    if near < 0.8 * _needed(x, y) or values.ratio(x, y) > 6 or not (_known_topic(x) or _known_topic(y)):
        return Agreement("unrelated", "figure.context")
    if x.topic in _ANYBODY and (x.act is None or x.act != y.act):
        return Agreement("unrelated", "figure.act")  # the crowd of another day is another crowd
    if (
        (min(values.middle(x), values.middle(y)) > 12 and _knows_both(a, b))
        or (a.names and b.names and not a.names & b.names)
        or (x.unit == "%" and not (a.names and _same_names(a, b)))
    ):
        return Agreement("unrelated", "figure.context")
    if not _told_apart(a, b) or figures_scope.days_between(a, b) > _SOON:
        return Agreement("unrelated", "figure.other-time")
    rose = (values.middle(y) - values.middle(x)) * -when > 0
    return Agreement("update", "figure.later" if rose else "figure.revised", 0.7)


@lru_cache(maxsize=1)
def _topics() -> frozenset[str]:
    return frozenset(t for code in known() if (table := words(code)) is not None for t in table.topics.values())


def _known_topic(figure: Figure) -> bool:
    """The topic is one of the tables, not the stem of any noun."""
    return figure.topic in _topics()


def _told_apart(a: Item, b: Item) -> bool:
    """The two counts are surely of two days: both sentences say which, or both reports appeared on known, other days."""
    x, y = figure_of(a).as_of or "", figure_of(b).as_of or ""
    if len(x) >= 10 and len(y) >= 10:
        return x[:10] != y[:10] or len(x) > 10 < len(y)
    days = [i.published[:10] if i.published and len(i.published) >= 10 else None for i in (a, b)]
    return None not in days and days[0] != days[1]


def _toll(a: Item, b: Item, when: int | None, near: float) -> Agreement:
    """Two counts of what only grows: in time an update; at one moment the sources differ."""
    x, y = figure_of(a), figure_of(b)
    told = a.published and b.published and a.published[:10] == b.published[:10]
    if when is None and (values.leaves_open(x, y) or values.leaves_open(y, x)):
        if told and x.unit is None and near >= (0.1 if x.topic in STRONG else 0.25) and values.ratio(x, y) <= 4:
            return Agreement("update", "figure.bound", 0.7)
        return Agreement("unrelated", "figure.other-time")
    if when in (-1, 1):
        rose = (values.middle(y) - values.middle(x)) * -(when or 0) > 0
        near = max(near, figures_frame.of_passages(a, b))
        if near < (0.03 if x.topic in _SURE else 0.15) or values.ratio(x, y) > (20 if rose else 2):
            return Agreement("unrelated", "figure.context")
        if figures_scope.days_between(a, b) > _LATE or (not rose and near < (0.2 if x.topic in _SURE else 0.35)):
            return Agreement("unrelated", "figure.context")
        return Agreement("update", "figure.later" if rose else "figure.revised", 0.9 if rose else 0.6)
    return _differs(a, b, near)


def _differs(a: Item, b: Item, near: float) -> Agreement:
    """The last and narrowest door: one thing, one time, and nothing that could explain two values."""
    x, y = figure_of(a), figure_of(b)
    strong, twins = x.topic in STRONG, _twins(x, y)
    still = strong or twins or _still(x, y)
    if not (
        figures_scope.same_time(a, b, x.topic in CUMULATIVE) or (still and x.topic not in CUMULATIVE and figures_scope.days_known(a, b))
    ):
        return Agreement("unrelated", "figure.other-time")
    if near < (0.06 if x.topic in _SURE else 0.15 if twins else 0.2 if strong else _needed(x, y)) or values.ratio(x, y) > (
        4 if strong else 2.5
    ):
        return Agreement("unrelated", "figure.context")
    if _knows_both(a, b) or not (strong or twins or (_same_names(a, b) and (a.names or figures_scope.same_day_told(a, b)))):
        return Agreement("unrelated", "figure.context")
    if (x.topic in _HEADS and _group(a) != _group(b)) or not (strong or twins or _settled(x, y)):
        return Agreement("unrelated", "figure.scope")
    return Agreement("differs", "figure.same-time" if order(a, b) == 0 else "figure.same-thing", min(1.0, 0.5 + near))


_SURE = frozenset({"death", "injury", "missing", "job_loss", "magnitude", "burned"})
"""Topics of which a story tells one count above all."""


def _needed(x: Figure, y: Figure) -> float:
    """How near two sentences must be: two small counts of something are soon two things."""
    if x.topic != y.topic:
        return 0.5
    if x.unit is None and max(values.middle(x), values.middle(y)) < 100:
        return 0.5 if x.act is None or x.act != y.act else 0.45
    return 0.3 if x.act is not None and x.act == y.act else 0.4


def _settled(x: Figure, y: Figure) -> bool:
    """Both are given as exact."""
    return not (x.approximate or y.approximate) and None not in (x.value, y.value)


def _still(x: Figure, y: Figure) -> bool:
    """What does not change from one day to the next: who was aboard, what was stolen, how fast it went."""
    return x.topic in _STILL or y.topic in _STILL or bool({x.act, y.act} & {"carried", "stolen"})


_STILL = frozenset({"passenger", "crew", "magnitude", "loot", "speed", f"{MEASURE}speed"})


def _twins(x: Figure, y: Figure) -> bool:
    """The same digits in another order, three figures or more: 412 and 421, 48,000 and 84,000. Rarely two things."""
    if x.value is None or y.value is None or x.topic in CUMULATIVE or min(x.value, y.value) < 100 or x.topic != y.topic:
        return False
    left, right = (f"{v:.12g}".replace(".", "") for v in (x.value, y.value))
    return len(left) == len(right) and len(set(left.strip("0"))) >= 2 and sorted(left) == sorted(right) and _off_by_a_swap(left, right)


def _off_by_a_swap(left: str, right: str) -> bool:
    return sum(p != q for p, q in zip(left, right, strict=True)) == 2


def _other_group(a: Item, b: Item) -> bool:
    topic = figure_of(a).topic
    return topic in _HEADS and _group(a) != _group(b) and not _wider(a, b)


_MEASURED = frozenset({"magnitude"})
"""What is measured, not counted: whose it is may stand beside it ("the 6.1-magnitude quake struck Qeshm") or not."""
_HEADS = frozenset({"death", "injury", "missing", "arrest", "hostage", "victim", "rescue"})
"""Counts of people, who may be counted by group: soldiers, one side, one nationality."""
_SEVERITY = frozenset({"heavy", "light"})
"""Qualifiers (`slots`) that tell a part of the wounded."""


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
    what = figure_of(item).what if isinstance(figure, Figure) else None
    return _grouped(item.language, lowered(what)) if what else ""


def _wider(a: Item, b: Item) -> bool:
    """The count of everybody is the higher one and the later: it may well go on from the count of a group."""
    everybody, group = (a, b) if not _group(a) else (b, a)
    return not _group(everybody) and values.middle(figure_of(everybody)) < values.middle(figure_of(group))


class _Counting(dict[str, frozenset[str]]):
    """The acts that all give the same count of a topic."""

    def __missing__(self, topic: str) -> frozenset[str]:
        return frozenset()


_COUNTING = _Counting(
    death=frozenset({"killed", "counted", "found"}),
    injury=frozenset({"injured", "counted", "mobilised"}),
    job_loss=frozenset({"cut", "counted", "announced"}),
    passenger=frozenset({"carried", "counted"}),
    burned=frozenset({"burned", "destroyed", "damaged"}),
)


def _same_names(a: Item, b: Item) -> bool:
    """The two sentences name the same people and organisations, or none: another offer has another bidder."""
    if not a.names and not b.names:
        return True
    shared = len(a.names & b.names)
    return shared > 0 and shared >= 0.67 * min(len(a.names), len(b.names)) and shared >= 0.5 * max(len(a.names), len(b.names))


# ---------------------------------------------------------------- words


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
