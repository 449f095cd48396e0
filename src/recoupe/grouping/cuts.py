"""Whether a group of reports falls in two, and where.

A normalised cut (Shi and Malik, 2000): the parting of a graph that severs the smallest share of what ties each side to
the whole. Near 1 when all are equally alike; near 0 when the two sides have nothing to do with each other. It is found as
usual: the reports are put in order along the second eigenvector of the scaled matrix, the best place along that line is
taken, and reports that are better off on the other side are moved there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import mul

_ROUNDS = 120  # of the power iteration; the order along the line settles long before its values
_STILL = 1e-7
_TIE = 1e-9  # keeps a report that is like no other in the graph


def cut(matrix: Mapping[tuple[int, int], float], size: int, least: int = 2) -> tuple[list[int], list[int], float] | None:
    """The two sides of the best cut of `size` reports and its value (0 to about 1), None when there are too few for two
    sides of `least` each. `matrix` holds how alike two are, (i < j); pairs that are not in it are not alike at all."""
    if size < 2 * least:
        return None
    rows = [[0.0] * size for _ in range(size)]
    for (i, j), score in matrix.items():
        rows[i][j] = rows[j][i] = score
    degrees = [math.fsum(row) + _TIE for row in rows]
    line = _line(rows, degrees)
    order = sorted(range(size), key=lambda i: (line[i], i))
    inside, value = _sweep(rows, degrees, order, least)
    inside, value = _settled(rows, degrees, inside, value, least)
    return [i for i in range(size) if inside[i]], [i for i in range(size) if not inside[i]], value


def _line(rows: Sequence[Sequence[float]], degrees: Sequence[float]) -> list[float]:
    """The second eigenvector of the random walk on the graph, by power iteration: no library is needed for so few."""
    size = len(rows)
    root = [math.sqrt(d) for d in degrees]
    length = math.sqrt(math.fsum(degrees))
    first = [x / length for x in root]
    scaled = [[x / (root[i] * root[j]) for j, x in enumerate(row)] for i, row in enumerate(rows)]
    now = _apart([((i * 2654435761 + 97) % 4294967296) / 4294967296 - 0.5 for i in range(size)], first)
    for _ in range(_ROUNDS):
        after = _apart([0.5 * (x + sum(map(mul, row, now))) for x, row in zip(now, scaled)], first)
        moved = max(abs(x - y) for x, y in zip(now, after))
        now = after
        if moved < _STILL:
            break
    return [round(x / y, 9) for x, y in zip(now, root)]


def _apart(vector: Sequence[float], first: Sequence[float]) -> list[float]:
    """The part of a vector that the first eigenvector does not hold, of length one."""
    held = sum(map(mul, vector, first))
    rest = [x - held * y for x, y in zip(vector, first)]
    length = math.sqrt(sum(x * x for x in rest))
    return [x / length for x in rest] if length > 0 else list(rest)


def _sweep(rows: Sequence[Sequence[float]], degrees: Sequence[float], order: Sequence[int], least: int) -> tuple[list[bool], float]:
    """The best place to part the reports along a line."""
    size, total = len(order), math.fsum(degrees)
    inside = [False] * size
    best, where = math.inf, least
    severed = volume = 0.0
    for n, x in enumerate(order[:-1], start=1):
        severed += degrees[x] - 2 * sum(row for row, held in zip(rows[x], inside) if held)
        volume += degrees[x]
        inside[x] = True
        if least <= n <= size - least:
            value = severed / volume + severed / (total - volume)
            if value < best - _TIE:
                best, where = value, n
    left = set(order[:where])
    return [i in left for i in range(size)], best


def _settled(
    rows: Sequence[Sequence[float]], degrees: Sequence[float], inside: list[bool], value: float, least: int
) -> tuple[list[bool], float]:
    """Moves single reports to the other side as long as that betters the cut."""
    size, total = len(rows), math.fsum(degrees)
    tied = [math.fsum(x for x, held in zip(row, inside) if held) for row in rows]  # to the first side
    volume = math.fsum(d for d, held in zip(degrees, inside) if held)
    severed = math.fsum(tied[i] for i in range(size) if not inside[i])
    count = sum(inside)
    for _ in range(size):
        still = True
        for i in range(size):
            ahead = count - 1 if inside[i] else count + 1
            if not least <= ahead <= size - least:
                continue
            loose = degrees[i] - _TIE - tied[i]  # to the other side
            cost = severed + (tied[i] - loose if inside[i] else loose - tied[i])
            held = volume + (-degrees[i] if inside[i] else degrees[i])
            new = cost / held + cost / (total - held)
            if new >= value - _TIE:
                continue
            sign = -1.0 if inside[i] else 1.0
            inside[i] = not inside[i]
            tied = [x + sign * y for x, y in zip(tied, rows[i])]
            value, severed, volume, count, still = new, cost, held, ahead, False
        if still:
            break
    return inside, value
