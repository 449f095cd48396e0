"""Linear-chain CRFs as the recipes leave them (files of CRFsuite's), told sums instead of features.

The weights of the features of a word only ever add up. So what a form is worth to itself and to its neighbours is added up once
and kept, and a word in a sentence costs a few additions; telling CRFsuite its features one by one is what half the time of a
tagger went to. For that, one weight for each label is one integer, in lanes of 32 bits, in fixed point: adding two of them adds
all lanes at once.

Where labels are many, `best` finds the path by itself: it goes on from the labels that the best path can still go through, which
after four words in five is one. Where probabilities are asked for, `lattice` leaves the work to CRFsuite, with a model of the
same steps from label to label in which each label is its own and only feature.

Lafferty, McCallum and Pereira 2001, "Conditional random fields"; the file format: Okazaki 2007, CRFsuite 0.12."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Any, Protocol, Self, TypeVar

_HEADER = struct.Struct("<4sI4s9I")  # magic, size, type, version, counts of features, labels, attributes, then where each part begins
_PART = struct.Struct("<4sII")  # what a part begins with: name, size, count
_FEATURE = struct.Struct("<IIId")  # type, from (attribute or label), to (label), weight
_NUMBER, _TWO_NUMBERS = struct.Struct("<I"), struct.Struct("<II")
_STATE, _STEP = 0, 1  # types of features
_LIST_HEADER = 24  # bytes that a list of strings begins with
_TABLES = 256  # hash tables of a list of strings, each with where it begins and how long it is
_STRING = re.compile(rb".{4}..\0\0([^\0]+)\0", re.DOTALL)  # its number, its length, itself

_LANE = 32  # bits
_SCALE = 1 << 20  # of a lane: sums up to 1,024; the heaviest feature of a shipped model weighs 13, and a word has at most 45
_ZERO = 1 << (_LANE - 2)  # added to a lane so that it is never negative
_FLAG = 1 << (_LANE - 1)  # set in a lane by a subtraction that does not leave it negative
_SETS = 5_000  # of labels, kept by their flags


class Adding(Protocol):
    """What features come to: a number, what they are worth to a model; or themselves, a tuple, to train one."""

    def __add__(self, other: Self, /) -> Self: ...


V = TypeVar("V", bound=Adding)


class Lattice(Protocol):
    """All ways to label a sentence."""

    def tag(self) -> list[str]:
        """The likeliest labels of its words."""

    def marginal(self, label: str, at: int) -> float:
        """How likely the word at `at` has a label."""


class Crf:
    """A model in memory. What `best` and `lattice` take is the `worth` of each word of a sentence, or the sum of those of its
    features."""

    def __init__(self, data: bytes) -> None:
        """`data`: the bytes of the model's file. Raises ValueError where they are not a model as CRFsuite 0.12 writes it."""
        if len(data) < _HEADER.size or data[:4] != b"lCRF":
            raise ValueError("not a model of CRFsuite")
        self._data, self._header = data, _HEADER.unpack_from(data)
        *_, size, count, self._features, labels, attributes, self._steps_at, self._states_at = self._header
        self.labels = tuple(name.decode() for name in _strings(data, labels))
        self._numbers = {name: number for number, name in enumerate(_strings(data, attributes))}
        if len(self.labels) != size or len(self._numbers) != count:
            raise ValueError("a model of CRFsuite whose names are not where they should be")
        self._worths: list[int | None] = [None] * count

        every = range(size)
        steps = [dict(self._weights(self._steps_at, label)) for label in every]  # label -> the next -> weight
        self._after = [_packed(row.items()) for row in steps]
        gains = [[max(0, *(steps[b].get(n, 0) - steps[a].get(n, 0) for n in every)) for b in every] for a in every]
        self._slack = [_packed(enumerate(row)) for row in gains]
        """[a], lane b: by how much more the best way on from label b can gain than the one from label a. What lies further
        behind a cannot win."""
        self._lanes = struct.Struct(f"<{size}I")
        self._ones = sum(1 << _LANE * label for label in every)
        self._zeros, self._flags = self._ones * _ZERO, self._ones * _FLAG
        self._signed = struct.Struct(f"<{size}i")
        self._names = [name.encode() for name in self.labels]
        self._flagged: dict[int, tuple[int, ...]] = {_FLAG << _LANE * label: (label,) for label in every}
        """Flags -> the labels in whose lanes they are set; more are added."""

    def worth(self, features: Iterable[bytes]) -> int:
        """What features add to each label, together. One that the model does not know adds nothing."""
        numbers, worths, total = self._numbers, self._worths, 0
        for feature in features:
            number = numbers.get(feature)
            if number is not None:
                found = worths[number]
                if found is None:
                    found = worths[number] = _packed(self._weights(self._states_at, number))
                total += found
        return total

    def _weights(self, part: int, number: int) -> list[tuple[int, int]]:
        """(label, weight) of the features of one attribute or label, in fixed point. They stand in a row."""
        data = self._data
        (at,) = _NUMBER.unpack_from(data, part + _PART.size + _NUMBER.size * number)
        count, first = _TWO_NUMBERS.unpack_from(data, at) if data[at] else (0, 0)  # nothing may follow a label
        row = _rows(count).unpack_from(data, self._features + _PART.size + _FEATURE.size * first)
        return [(label, round(weight * _SCALE)) for label, weight in zip(row[::2], row[1::2])]

    def best(self, worths: Sequence[int]) -> list[str]:
        """The likeliest labels of the words of a sentence (Viterbi)."""
        size, unpack, after, slack = self._lanes.size, self._lanes.unpack, self._after, self._slack
        ones, zeros, flags, flagged = self._ones, self._zeros, self._flags, self._flagged
        path: list[int] = []
        open_steps: list[_Step] = []  # to the last words, from the first whose label is open
        alive: tuple[int, ...] = ()  # what the last word can still be
        lanes: tuple[int, ...] = ()  # how well it is that
        step = zeros  # what the first of these labels gives the next word
        for worth in worths:
            packed, rivals = worth + step, []
            for label in alive[1:]:
                rival = worth + after[label] + zeros + (lanes[label] - lanes[alive[0]]) * ones
                wins = (rival + flags - ones - packed) & flags
                packed ^= (packed ^ rival) & (wins - (wins >> (_LANE - 1)))
                rivals.append((label, wins))
            lanes = unpack(packed.to_bytes(size, "little"))
            top = max(lanes)
            left = (packed + slack[lanes.index(top)] + flags - top * ones) & flags
            before, alive = alive, flagged.get(left) or self._flagging(left)
            step = after[alive[0]] + zeros
            if len(alive) > 1 or open_steps:
                open_steps.append((before[0] if before else -1, rivals))
                if len(alive) == 1:
                    path += _traced(open_steps, alive[0])
                    open_steps = []
            else:
                path.append(alive[0])
        if open_steps:
            path += _traced(open_steps, max(alive, key=lanes.__getitem__))
        return [self.labels[label] for label in path]

    def _flagging(self, flags: int) -> tuple[int, ...]:
        """The labels in whose lanes a flag is set."""
        found = tuple([label for label in range(len(self.labels)) if flags >> _LANE * label & _FLAG])
        if len(self._flagged) < _SETS:
            self._flagged[flags] = found
        return found

    def lattice(self, worths: Sequence[int]) -> Lattice:
        """The sentence as CRFsuite holds it. There is one a model: good until the next is asked for, not for two threads."""
        flags, unpack, size, names = self._flags, self._signed.unpack, self._signed.size, self._names
        tagger: Any = self._tagger
        tagger.set([dict(zip(names, unpack(((worth + flags) ^ flags).to_bytes(size, "little")))) for worth in worths])
        lattice: Lattice = tagger
        return lattice

    @cached_property
    def _tagger(self) -> Any:
        import pycrfsuite  # here: 15 ms that a run without names need not pay

        self._lent = self._stepping()  # CRFsuite reads it where it lies
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(self._lent)
        return tagger

    def _stepping(self) -> bytes:
        """The file of a model with the steps of this one in which each label is a feature too, one that is worth one unit of
        fixed point for itself. The list of the labels serves as the list of the features."""
        magic, _, kind, version, _, size, _, begin, labels, attributes, *_ = self._header
        every = range(size)
        states = [_FEATURE.pack(_STATE, label, label, 1 / _SCALE) for label in every]
        steps = [
            [_FEATURE.pack(_STEP, label, to, weight / _SCALE) for to, weight in self._weights(self._steps_at, label)] for label in every
        ]
        features = b"".join([*states, *(one for row in steps for one in row)])
        names = self._data[labels:attributes]
        at = [begin, begin + _PART.size + len(features)]
        at += [at[-1] + len(names), at[-1] + 2 * len(names)]
        first = size
        stepping: list[range] = []
        for row in steps:
            stepping.append(range(first, first + len(row)))
            first += len(row)
        of_labels = _references(b"LFRF", at[-1], [*stepping, None, None])  # none for the ends of a sentence
        at.append(at[-1] + len(of_labels))
        of_features = _references(b"AFRF", at[-1], [range(label, label + 1) for label in every])
        whole = at[-1] + len(of_features)
        head = _HEADER.pack(magic, whole, kind, version, 0, size, size, *at)
        part = _PART.pack(b"FEAT", _PART.size + len(features), first)
        return b"".join((head, part, features, names, names, of_labels, of_features))


_Step = tuple[int, list[tuple[int, int]]]
"""How a word was reached: the label before it, and other labels before it with flags in the lanes that they reach better."""


def _traced(steps: Sequence[_Step], label: int) -> list[int]:
    """The labels of words in a row, the last of which has this one."""
    out = [label]
    for first, rivals in reversed(steps[1:]):
        lane = _LANE * out[-1]
        out.append(next((rival for rival, wins in reversed(rivals) if wins >> lane & _FLAG), first))
    return out[::-1]


@cache
def _rows(count: int) -> struct.Struct:
    """Label and weight of each of so many features."""
    return struct.Struct("<" + "8xId" * count)


def _packed(weights: Iterable[tuple[int, int]]) -> int:
    return sum([weight << _LANE * label for label, weight in weights])


def _strings(data: bytes, at: int) -> list[bytes]:
    """A list of strings (a "constant quark database"), in order."""
    first = at + _LIST_HEADER + _TABLES * 8
    if data[at : at + 4] != b"CQDB" or len(data) < first:
        return []
    tables = struct.unpack_from(f"<{2 * _TABLES}I", data, at + _LIST_HEADER)
    end = at + min((begin for begin, size in zip(tables[::2], tables[1::2]) if size), default=0)  # they follow the strings
    return _STRING.findall(data, first, end)


def _references(name: bytes, at: int, features: Sequence[range | None]) -> bytes:
    """The part of a file that stands at `at` and says which features each label or attribute has."""
    offsets, rows = [], []
    here = at + _PART.size + 4 * len(features)
    for numbers in features:
        offsets.append(here if numbers is not None else 0)
        if numbers is not None:
            rows.append(struct.pack(f"<{1 + len(numbers)}I", len(numbers), *numbers))
            here += len(rows[-1])
    table = struct.pack(f"<{len(offsets)}I", *offsets)
    return _PART.pack(name, here - at, len(features)) + table + b"".join(rows)
