"""What the value of a figure allows: the room that rounding, bounds and "about" leave, and whether two can both be right."""

from __future__ import annotations

import math

from recoupe.kinds.figures_words import units
from recoupe.records import Figure


def scaled(figure: Figure) -> tuple[float | None, float | None, float | None]:
    table = units()
    value, low, high = (None if v is None else table.converted(v, figure.unit) for v in (figure.value, figure.low, figure.high))
    return value, low, high


def step(value: float) -> float:
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


def room(figure: Figure) -> tuple[float, float]:
    """Between which values the figure may lie if it is right."""
    value, low, high = scaled(figure)
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
        slack = max(0.06 * abs(value), 0.5 * step(value) if value >= 20 or figure.unit is not None else 0.0)
        if collective(figure):
            slack = max(slack, 0.15 * abs(value))
    elif (value >= 100 and digits(value) <= 2) or (figure.unit is not None and value >= 10 and value == int(value)):
        slack = 0.5 * step(value) if step(value) <= 0.1 * value else 0.05 * value
    return value - slack, value + slack


def digits(value: float) -> int:
    return len(f"{value:.12g}".replace(".", "").strip("0"))


def collective(figure: Figure) -> bool:
    return figure.approximate and not any(c.isdigit() for c in figure.exact)


def fit(x: Figure, y: Figure) -> tuple[str, int] | None:
    """Reason and precision (-1: y is finer, 1: x is finer, 0: alike) when both can be right at once."""
    (v, low, high), (u, below, above) = scaled(x), scaled(y)
    bounded = low is not None or high is not None, below is not None or above is not None
    if v is not None and u is not None and math.isclose(v, u, rel_tol=1e-9):
        finer = (bounded[1] or y.approximate) - (bounded[0] or x.approximate)
        return "figure.equal", finer
    (p, q), (r, s) = room(x), room(y)
    if q < r or s < p:
        return None
    if not (holds(p, q, u) or holds(r, s, v)) and None not in (u, v):
        return None
    if any(bounded):
        vague = (v is None and high is None) or (u is None and above is None)
        return ("figure.collective" if vague else "figure.bound"), int(bounded[1]) - int(bounded[0])
    reason = "figure.approximate" if x.approximate or y.approximate else "figure.rounding"
    if x.approximate != y.approximate:
        return reason, 1 if y.approximate else -1
    return reason, (1 if step(v or 0) < step(u or 0) else -1) if v is not None and u is not None else 0


def holds(low: float, high: float, value: float | None) -> bool:
    return value is not None and low <= value <= high


def middle(figure: Figure) -> float:
    if figure.value is not None:
        return figure.value
    return ((figure.low or 0.0) + (figure.high or figure.low or 0.0)) / 2


def ratio(x: Figure, y: Figure) -> float:
    low, high = sorted((abs(middle(x)), abs(middle(y))))
    return high / low if low else math.inf


def leaves_open(x: Figure, y: Figure) -> bool:
    """ "au moins douze" is no contradiction of fifteen, nor is an early "une quarantaine" of forty-eight."""
    if x.approximate and middle(y) > middle(x):
        return True
    return (x.low is not None and x.value is not None and middle(y) > x.value) or (x.high is not None and middle(y) < x.high)
