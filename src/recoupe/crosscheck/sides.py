"""Two versions of one sentence, and the passages in which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from recoupe.crosscheck.versions import Word
from recoupe.records import Examined, Span

Sort = Literal["figure", "date", "name", "speaker", "negation"]
Facts = tuple["Fact", "Fact"]
Places = tuple[Sequence[Span], Sequence[Span]]
_RESIDUE = 2  # content words beside the fact in a passage


@dataclass(frozen=True, slots=True)
class Side:
    """A version of a sentence where it stands."""

    examined: Examined
    sentence: Span
    words: Sequence[Word]

    @property
    def text(self) -> str:
        return self.examined.article.text

    def span(self, numbers: frozenset[int]) -> Span:
        """From the first of some words to the last."""
        return Span(min(self.words[n].span.start for n in numbers), max(self.words[n].span.end for n in numbers))

    def told(self, number: int) -> str:
        return self.words[number].span.of(self.text)

    @property
    def names(self) -> bool:
        """It names somebody or something."""
        return any(self.sentence.contains(n.span) for n in self.examined.names)

    @property
    def closed(self) -> bool:
        """It ends like a sentence: no headline, no dateline, no line of a table."""
        return self.sentence.of(self.text).rstrip(" \u00a0\u202f\"'»”’)")[-1:] in tuple(".!?…")


@dataclass(frozen=True, slots=True)
class Fact:
    """What one version tells. `told` is what tells it apart from another value, `words` are those it stands in."""

    kind: Sort
    reason: str
    told: str
    value: str | float | None
    words: frozenset[int]
    span: Span
    article: str


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close two versions are: the share of their weight in common but for the facts that differ, how many content words
    that is, how many either has beside; whether the two reports are copies, and whether most of what they share is so to the
    letter."""

    like: float
    common: int
    left_over: int
    copies: bool
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """Passages that stand in the same place of two versions. `tight`: what stands before and after is the same too."""

    left: range
    right: range
    tight: bool


def slots(left: Sequence[Word], right: Sequence[Word], pairs: Mapping[int, int]) -> Iterator[Slot]:
    """The passages in which two versions differ, in the order of the first."""
    back = {b: a for a, b in pairs.items()}
    for run in _runs(len(left), set(pairs)):
        before = pairs.get(run.start - 1) if run.start else -1
        after = pairs.get(run.stop) if run.stop < len(left) else len(right)
        if before is not None and after is not None and before < after and not any(n in back for n in range(before + 1, after)):
            yield Slot(run, range(before + 1, after), True)
            continue
        ahead = range(before + 1, _until(before + 1, len(right), back)) if before is not None else range(0)
        behind = range(_since(after - 1, back), after) if after is not None else range(0)
        for other in (ahead, behind):
            if len(other):
                yield Slot(run, other, False)
                break
    for run in _runs(len(right), set(back)):
        before = back.get(run.start - 1) if run.start else -1
        after = back.get(run.stop) if run.stop < len(right) else len(left)
        if before is not None and after is not None and after == before + 1:
            yield Slot(range(after, after), run, True)


def _runs(count: int, taken: set[int]) -> Iterator[range]:
    start = 0
    while start < count:
        if start in taken:
            start += 1
            continue
        end = start
        while end < count and end not in taken:
            end += 1
        yield range(start, end)
        start = end


def _until(start: int, count: int, taken: Mapping[int, int]) -> int:
    while start < count and start not in taken:
        start += 1
    return start


def _since(end: int, taken: Mapping[int, int]) -> int:
    while end >= 0 and end not in taken:
        end -= 1
    return end + 1


def touched(side: Side, run: range) -> Span:
    return Span(side.words[run.start].span.start, side.words[run.stop - 1].span.end)


def residue(side: Side, run: range, facts: Sequence[Span]) -> frozenset[str]:
    """The content words of a passage beside its facts."""
    return frozenset(side.words[n].key for n in run if side.words[n].content and not any(side.words[n].span.overlap(f) for f in facts))


def other_words(one: Side, other: Side, slot: Slot, facts: Places) -> bool:
    """Beside the facts, either passage tells something else."""
    mine, yours = residue(one, slot.left, facts[0]), residue(other, slot.right, facts[1])
    return max(len(mine), len(yours)) > _RESIDUE or bool(mine and yours)


def at_one_end(one: Side, other: Side, slot: Slot, facts: tuple[Span, Span]) -> bool:
    """Both passages open with their fact, or both close with it, and have one other word at most ("Mook said", "Mook stated")."""
    content = [[n for n in r if s.words[n].content] for s, r in ((one, slot.left), (other, slot.right))]
    inside = [[s.words[n].span.overlap(f) > 0 for n in c] for s, c, f in zip((one, other), content, facts, strict=True)]
    if any(i.count(False) > 1 or not any(i) for i in inside):
        return False
    return (inside[0][0] and inside[1][0]) or (inside[0][-1] and inside[1][-1])


def numbers_of(side: Side, span: Span, run: range) -> frozenset[int]:
    """The words of a sentence that a mention covers; those of the run where it covers none."""
    return frozenset(n for n, w in enumerate(side.words) if w.span.overlap(span)) or frozenset(run)


def followed(one: Side, other: Side, slot: Slot) -> bool:
    """The next content word after two passages, or the one before them, is the same."""
    for step, ends in ((1, (slot.left.stop, slot.right.stop)), (-1, (slot.left.start - 1, slot.right.start - 1))):
        keys = []
        for side, at in zip((one, other), ends, strict=True):
            spot = at
            while 0 <= spot < len(side.words) and not side.words[spot].content:
                spot += step
            keys.append(side.words[spot].key if 0 <= spot < len(side.words) else "")
        if keys[0] and keys[0] == keys[1]:
            return True
    return False
