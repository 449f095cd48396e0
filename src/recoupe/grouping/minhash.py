"""How alike two whole texts are, from a few numbers each: MinHash, with one permutation (Li, Owen and Zhang, NIPS 2012) and empty
places filled from the next full one (Shrivastava and Li, UAI 2014).

It sees texts that are nearly the same and misses a text that stands in a longer one; `fingerprints` see both. It is for what
compares millions: PLACES numbers a text, whatever its length. numpy changes no number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from recoupe.grouping import fingerprints

PLACES = 128
_SHIFT = 64 - 7  # the highest bits of a run's number say in which place it counts
_AWAY = 0xC2B2AE3D27D4EB4F  # added for each place that a number was fetched from
_BITS = (1 << 64) - 1


def signature(runs: Iterable[int]) -> tuple[int, ...]:
    """PLACES numbers (64 bits) for a set of runs (`fingerprints.runs`); () when there are none."""
    np = fingerprints.numpy()
    numbers = runs if isinstance(runs, (list, tuple)) else list(runs)
    if np is None:
        return _slowly(numbers)
    return tuple(_at_once(np, np.array(numbers, dtype=np.uint64)))


def resemblance(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of places in which two signatures agree: about the share of runs, of all that the two texts have, that stand in
    both (0 to 1; the standard error is at most 0.045)."""
    return sum(x == y for x, y in zip(a, b)) / PLACES if a and b else 0.0


def bands(signature_: Sequence[int], rows: int = 4) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Keys of which two texts share one when they are alike: PLACES / `rows` of them, each `rows` places long."""
    for at in range(0, len(signature_), rows):
        yield at, tuple(signature_[at : at + rows])


def _slowly(numbers: Iterable[int]) -> tuple[int, ...]:
    least: list[int | None] = [None] * PLACES
    for number in numbers:
        at = number >> _SHIFT
        known = least[at]
        if known is None or number < known:
            least[at] = number
    if all(number is None for number in least):
        return ()
    out = [0] * PLACES
    value = steps = 0
    for at in range(2 * PLACES - 1, -1, -1):  # twice round, so that the last places borrow from the first
        here = least[at % PLACES]
        value, steps = (here, 0) if here is not None else (value, steps + 1)
        out[at % PLACES] = (value + steps * _AWAY) & _BITS
    return tuple(out)


def _at_once(np: Any, numbers: Any) -> list[int]:
    if not len(numbers):
        return []
    numbers = np.sort(numbers)  # the highest bits are the place: the first of each place is its smallest
    at = (numbers >> np.uint64(_SHIFT)).astype(np.int64)
    first = np.concatenate(([True], at[1:] != at[:-1]))
    numbers, at = numbers[first], at[first]
    here = np.arange(PLACES)
    source = np.searchsorted(at, here)
    steps = np.where(source < len(at), at[source % len(at)] - here, at[0] + PLACES - here)
    found: list[int] = (numbers[source % len(at)] + steps.astype(np.uint64) * np.uint64(_AWAY)).tolist()
    return found
