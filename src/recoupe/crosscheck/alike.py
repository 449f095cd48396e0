"""Two versions of one sentence laid side by side: which facts stand in the same place, and are they the same?

A fact is a figure, a date, a name, a speaker or a negation. What both may mean at once (a rounded figure, a weekday and its
date, a surname and the full name, an acronym) is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recoupe.crosscheck.alike_names import names, other_speaker, speakers
from recoupe.crosscheck.alike_values import dates, figures, negations
from recoupe.crosscheck.items import Material
from recoupe.crosscheck.sides import Closeness, Facts, Side, Sort, slots

_RUN = 7  # words of a passage that may stand for another


def contrasts(one: Side, other: Side, pairs: Mapping[int, int], material: Material) -> Iterator[Facts]:
    """The facts that stand in the same place of two versions and cannot both be meant."""
    taken: set[int] = set()
    for found in speakers(one, other, pairs):
        taken |= found[0].words
        yield found
    for slot in slots(one.words, other.words, pairs):
        if max(len(slot.left), len(slot.right)) > _RUN:
            continue
        for judge in (dates, figures, names, negations):
            verdict = judge(one, other, slot, material, pairs)
            if verdict is not None:
                if not verdict[0].words & taken:
                    yield verdict
                break


_LIKE: Mapping[Sort, float] = {"figure": 0.5, "date": 0.5, "negation": 0.55, "name": 0.7, "speaker": 0.75}
"""The share of words in common, but for the facts themselves, from which a fact of each sort is compared."""
_LEAST = 3  # content words that they have in common
_PLAIN, _FEW = 0.8, 2  # the same for short sentences that are nearly the same


def holds(sides: tuple[Side, Side], pair: Facts, close: Closeness) -> bool:
    """Whether the two versions are close enough for a fact of this sort."""
    plain = close.like >= _PLAIN and close.common >= _FEW
    if not plain and (close.like < _LIKE[pair[0].kind] or close.common < _LEAST):
        return False
    if sides[0].closed != sides[1].closed:
        return False
    if not sides[0].closed:  # a headline to the letter; the day and hour of a dateline are nobody's fact
        return pair[0].kind != "date" and not close.left_over
    if pair[0].kind == "speaker":
        return other_speaker(sides, pair, close)
    return True
