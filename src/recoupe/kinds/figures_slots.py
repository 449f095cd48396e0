"""Figures that fill one slot of their story (`slots`): they are of one thing, whatever the nouns."""

from __future__ import annotations

import re

from recoupe import text as texts
from recoupe.kinds import figures_frame, figures_scope, slots
from recoupe.kinds import figures_values as values
from recoupe.kinds.figures_scope import figure_of, order, scope
from recoupe.kinds.figures_words import unit_class
from recoupe.kinds.slots import Slot
from recoupe.records import Figure
from recoupe.remember import remembered
from recoupe.sockets import Agreement, Item

APART = "figure.slot-apart"
"""The reason of two values of one slot that lie too far apart to be of one thing."""
_ELIDED = 45
"""How far from a figure its act may stand where nothing says what is counted, in code points."""


@remembered
def filled(item: Item) -> frozenset[str]:
    """The slots that a figure fills."""
    figure = figure_of(item)
    kind = unit_class(figure.unit)
    counted = re.findall(r"[\w'’-]+", texts.folded(figure.what or ""))
    return slots.fits(item, kind, counted, slots.REACH if counted or kind != "count" else _ELIDED)


def agree(a: Item, b: Item) -> Agreement:
    """Two figures of two reports that fill one slot of their story."""
    shared_ = filled(a) & filled(b)
    for name in sorted(shared_):
        found = _in_slot(a, b, slots.slots()[name])
        if found.verdict != "unrelated" or found.reason == APART:
            return found
    return Agreement("unrelated", "figure.topic")


def _in_slot(a: Item, b: Item, slot: Slot) -> Agreement:
    x, y = figure_of(a), figure_of(b)
    limits = (scope(a) | scope(b)) - ({"each"} if "each" in slot.alike else {"history"} if "last_year" in slot.alike else set())
    if limits & {"part", "each", "base", "history", "threshold", "unsure", "negation"} or _more(x) or _more(y):
        return Agreement("unrelated", "figure.scope")
    if (slots.qualifiers(a) ^ slots.qualifiers(b)) - slot.alike or slots.years(a) ^ slots.years(b):
        return Agreement("unrelated", "figure.scope")
    if figures_scope.groups(a) != figures_scope.groups(b) or figures_scope.elsewhere(a, b):
        return Agreement("unrelated", "figure.scope")
    if _addend(a) != _addend(b):
        return Agreement("unrelated", "figure.scope")
    near = max(figures_frame.of_sentences(a, b), figures_frame.of_passages(a, b))
    if not slots.met(a, b, slot, near):
        return Agreement("unrelated", "figure.context")
    if slot.groups and _groups(a) != _groups(b):
        return Agreement("unrelated", "figure.scope")
    found = values.fit(x, y)
    if found is not None:
        reason, finer = found
        return Agreement("same" if finer == 0 else "finer" if finer > 0 else "coarser", reason, 0.6)
    return _against(a, b, slot, near)


def _groups(item: Item) -> frozenset[str]:
    """Which people are counted, where the noun says it: soldiers, children."""
    known = slots.table(item.language)
    said = re.findall(r"[\w'’-]+", texts.folded(figure_of(item).what or ""))
    return frozenset(w for w in said if known is not None and w in known.groups)


_SUM = re.compile(r"\s*(\w+)(?: \w+)?,? (\w+)\s*")
"""Between two numbers of a sum: what the first counts, and the conjunction."""


@remembered
def _addend(item: Item) -> bool:
    """One of two counts of people that make up a whole: "two women and one man died", "deux femmes et un homme"."""
    known, text, span = slots.table(item.language), item.article.text, item.mention.span
    what = re.findall(r"[\w'’-]+", texts.folded(figure_of(item).what or ""))[:1]
    if known is None or not what or what[0] not in known.people:
        return False
    for number in slots.numbers(text, item.language, item.sentence.start, item.sentence.end):
        first, second = (number.end, span.start) if number.end <= span.start else (span.end, number.start)
        match = _SUM.fullmatch(texts.folded(text[first:second])) if 0 < second - first <= _ELIDED else None
        if match is not None and known.joins.fullmatch(match[2]) and (number.end > span.start or match[1] in known.people):
            return True
    return False


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
    if None in (x.value, y.value) or figures_scope.days_between(a, b) > _SOON:
        return Agreement("unrelated", "figure.context")
    if values.ratio(x, y) > _RATIO[slot.time]:
        return Agreement("unrelated", APART)
    if (x.high is None) != (y.high is None) or (not parties and slot.time != "growing" and (_open(x, y) or _open(y, x))):
        return Agreement("unrelated", "figure.unsure")
    when = order(a, b, slot.time == "growing")
    if slot.time == "lasting":
        return _differs(a, b, near, parties)
    if slot.time == "growing":
        if (parties or _one_hour(x, y)) and figures_scope.same_time(a, b, True) and not (_open(x, y) or _open(y, x)):
            return _differs(a, b, near, parties)
        if figures_scope.same_time(a, b, True):  # of one day: the higher count may well be the later one
            return Agreement("update", "figure.slot-later", 0.6)
        rose = when in (-1, 1) and (values.middle(y) - values.middle(x)) * -(when or 0) > 0
        return Agreement("update", "figure.slot-later", 0.7) if rose else Agreement("unrelated", "figure.other-time")
    if figures_scope.same_day_told(a, b) or (x.as_of is None and y.as_of is None and figures_scope.same_time(a, b)):
        return _differs(a, b, near, parties)
    if slot.time == "moving" and when in (-1, 1) and figures_scope.days_known(a, b):
        return Agreement("update", "figure.slot-later", 0.6)
    return Agreement("unrelated", "figure.other-time")


def _one_hour(x: Figure, y: Figure) -> bool:
    """Both are given for the same hour in so many words."""
    return x.as_of is not None and x.as_of == y.as_of and "T" in x.as_of


def _open(x: Figure, y: Figure) -> bool:
    """A bound that the other keeps, however far it is."""
    return (x.low is not None and values.middle(y) > values.middle(x)) or (x.high is not None and values.middle(y) < values.middle(x))


def _differs(a: Item, b: Item, near: float, parties: bool) -> Agreement:
    return Agreement("differs", "figure.opposed" if parties else "figure.slot", min(1.0, 0.5 + near))
