"""A share and a number: "12 per cent of a workforce of 9,890" and "1,187 jobs"."""

from __future__ import annotations

from recoupe import numerals
from recoupe.kinds.figures_scope import figure_of
from recoupe.kinds.figures_words import unit_class
from recoupe.languages import load
from recoupe.records import Span
from recoupe.sockets import Agreement, Item


def agree(a: Item, b: Item) -> Agreement:
    """ "12 per cent of a workforce of 9,890" and "1,187 jobs": the same when the base is stated beside the share."""
    share, number = (a, b) if unit_class(figure_of(a).unit) == "percent" else (b, a)
    x, y = figure_of(share), figure_of(number)
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
    start = figure_of(item).span.end
    tail = Span(start, min(item.sentence.end, start + 60))
    for number in numerals.find(item.article.text, load(item.language), tail):
        if (
            number.form in ("digits", "mixed", "words")
            and number.value >= 20
            and not (1900 <= number.value <= 2100 and number.form == "digits")
        ):
            return number.value
    return None
