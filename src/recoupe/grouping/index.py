"""Stories as reports come in: an inverted index over the reports of a window of time.

    index = Index(window=30)
    changes = index.add(entry(sheet))     # at once: the report joins a story, opens one, or makes two stories one
    changes += index.settle()             # now and then: what has changed is grouped again as a whole collection would be
    index.stories()                       # story id -> keys of its reports

`add` looks at the stories that hold the report's heaviest words (the latest of each word, so a word that everybody uses costs no
more than another), measures the mean cosine with the likeliest and decides. It weighs words by how ordinary they are in the
language alone: nothing in it depends on what else has come in. What it decides may depend on the order of arrival: the first
two of three reports may look like two stories. `settle` takes every story that changed and all that came near it, forgets how
they came in, and groups them by the rules of `events`; stories keep their numbers as far as they can. Reports older than the
window leave the index, a few with each that comes and the rest when it settles; the story keeps its number as long as one
report of it is inside."""

from __future__ import annotations

import math
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import mul
from typing import Any, Literal

from recoupe.grouping import events, terms
from recoupe.grouping.sheets import Key, Sheet

WINDOW = 30  # days that a report stays in the index
SAME_EVENT = 0.12  # as `events.SAME_EVENT`, a little less: of vectors that are cut short, cosines are too
TERMS = 64  # heaviest terms of a report that are kept
_SHARED = 24  # the same of the keys that belong to no language
_FILED = 10  # heaviest terms under which a report is looked for
_FILED_KEYS = 6  # the same of keys
_ROW = 24  # stories under one term: the latest
_CANDIDATES = 3  # stories that are measured exactly
_FAINT = 0.4  # share of the weight that the likeliest story has of the looked-up terms, under which one is no candidate
_CLOSE = 0.07  # mean cosine from which two stories are grouped again together
_CROWD = 240  # reports that are grouped again at once
_NIL = 1e-6  # what rounding may leave of a sum when all its parts are gone
_ONE_TEXT = 0.9  # cosine of two reports that are one text printed twice

_STEPS = tuple(n / 4096 for n in range(4097))  # the weights there are: as many reports as there may be share these few numbers
_LEAVING = 4  # reports that leave with each that comes, once they are too old

_GONE = 10_000  # stories (and two for each that is there) that leave before their words are looked through: nobody settles

_Rows = dict[str, int | dict[int, None]]  # word -> the story filed under it, or several, the latest last
Sort = Literal["opened", "joined", "merged", "split", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a story. `reports` joined (or moved to) it, or opened it; `other` is the story that was merged into it,
    or that it was split from."""

    sort: Sort
    story: int
    reports: tuple[Key, ...] = ()
    other: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A report as the index keeps it: some 3 KB. `terms` are its heaviest, heaviest first, weighed (`weighed`) by where they
    stand and by how rare they are, of length one over all terms of the report; `worth` what each counts by where it stands
    alone; `special` is 1 for names and numbers. `shared`: the same of the keys that belong to no language. `item`: one of
    several reports of an article."""

    key: Key
    language: str
    day: int | None
    item: bool
    terms: Mapping[str, float]
    worth: array[float]
    special: bytes
    shared: Mapping[str, float]
    shared_worth: array[float]

    def face(self) -> events.Face:
        """What the rules of `events` compare."""
        special = frozenset(term for term, is_so in zip(self.terms, self.special) if is_so)
        days = None if self.day is None else (self.day, self.day)
        return events.Face(self.language, dict(zip(self.terms, self.worth)), special, dict(zip(self.shared, self.shared_worth)), days)


def entry(one: Sheet) -> Entry:
    """The entry of a report."""
    code = one.language
    worth = terms.emphasis(one)
    kept = _heaviest({term: x * -math.log(terms.ordinary(term, code)) for term, x in worth.items()}, TERMS)
    shared = _heaviest({key: x * -math.log(terms.ordinary_key(key, code)) for key, x in one.shared.items()}, _SHARED)
    return Entry(
        key=one.key,
        language=code,
        day=one.day,
        item=not one.only,
        terms=kept,
        worth=array("f", [worth[term] for term in kept]),
        special=bytes(term[0].isdigit() or term in one.proper for term in kept),
        shared=shared,
        shared_worth=array("f", [one.shared[key] for key in shared]),
    )


def _heaviest(raw: Mapping[str, float], most: int) -> dict[str, float]:
    """The heaviest of a vector of length one."""
    length = math.sqrt(math.fsum(x * x for x in raw.values())) or 1.0
    return weighed({term: x / length for term, x in sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:most] if x > 0})


def weighed(vector: Mapping[str, float]) -> dict[str, float]:
    """A vector of weights from 0 to 1 as an entry keeps it. Words and weights are shared by all entries that have them: words
    are then known again without being compared."""
    return {sys.intern(term): _STEPS[round(4096 * x)] for term, x in vector.items()}


@dataclass(slots=True, eq=False)
class _Story:
    """A story in the index. `sums` hold the added vectors of its reports by language (empty while there is one report),
    `across` those of the keys that belong to no language, once they were asked for."""

    id: int
    reports: dict[Key, Entry] = field(default_factory=dict)
    sums: dict[str, dict[str, float]] = field(default_factory=dict)
    across: dict[str, dict[str, float]] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None

    def nearness(self, day: int | None) -> float:
        """What time leaves of a cosine with a report of a day."""
        if day is None or self.first is None or self.last is None or self.first <= day <= self.last:
            return 1.0
        return events.nearness((day, day), (self.first, self.last))

    def keys(self, code: str) -> Mapping[str, float]:
        """The added vectors of the keys of its reports in a language."""
        if code not in self.across:
            sums = self.across[code] = {}
            for one in self.reports.values():
                if one.language == code:
                    _add(sums, one.shared)
        return self.across[code]

    def count(self, one: Entry) -> None:
        """Add the vector of a report."""
        sums = self.sums.get(one.language)
        if sums is None:
            self.sums[one.language] = dict(one.terms)
        else:
            _add(sums, one.terms)
        if one.language in self.across:
            _add(self.across[one.language], one.shared)

    def discount(self, one: Entry) -> None:
        """Take the vector of a report out again."""
        self.across.pop(one.language, None)
        sums = self.sums[one.language]
        for word, weight in one.terms.items():
            rest = sums[word] - weight
            if rest > _NIL:
                sums[word] = rest
            else:
                del sums[word]


class Index:
    """The stories of a window of days. Not for several threads at once. Days are proleptic ordinals (`Sheet.day`)."""

    def __init__(self, window: int = WINDOW, same: float = SAME_EVENT) -> None:
        self.window = window
        self.same = same
        self._stories: dict[int, _Story] = {}
        self._story_of: dict[Key, int] = {}
        self._rows: dict[str, _Rows] = {}  # by language
        self._keys: dict[str, _Rows] = {}  # the same for keys that belong to no language
        self._by_day: dict[int, list[Key]] = {}
        self._changed: dict[int, None] = {}
        self._near: dict[int, dict[int, None]] = {}
        self._today: int | None = None
        self._next = 1
        self._gone = 0  # stories that still stand in rows

    def __len__(self) -> int:
        return len(self._story_of)

    def stories(self) -> dict[int, tuple[Key, ...]]:
        """The reports of each story that are inside the window, in the order of their keys."""
        return {story.id: tuple(sorted(story.reports)) for story in self._stories.values()}

    def story_of(self, key: Key) -> int | None:
        """The story of a report, None when it is not in the index."""
        return self._story_of.get(key)

    # ------------------------------------------------------------ one report

    def add(self, new: Entry) -> tuple[Change, ...]:
        """Take a report in. A report that is there already is taken out first. One that is older than the window opens a
        story of its own and leaves soon."""
        if new.key in self._story_of:
            self.remove(new.key)
        if new.day is not None and (self._today is None or new.day > self._today):
            self._today = new.day
        self._leave()
        found = self._measured(new)
        if not found or found[0][0] < self.same:
            story = self._open()
            changes = [Change("opened", story.id, (new.key,))]
        else:
            story = found[0][1]
            changes = [Change("joined", story.id, (new.key,))]
        self._put(story, new)
        self._note(new)
        for score, other in found:
            if other is story or score < _CLOSE:
                continue
            if score >= self.same and self._between(story, other) >= self.same:
                story, gone = (story, other) if story.id < other.id else (other, story)
                self._merge(story, gone)
                changes.append(Change("merged", story.id, (), gone.id))
            else:
                self._near.setdefault(story.id, {})[other.id] = None
                self._near.setdefault(other.id, {})[story.id] = None
        self._changed[story.id] = None
        return tuple(changes)

    def _measured(self, new: Entry) -> list[tuple[float, _Story]]:
        """The likeliest stories with the mean cosine of their reports to a new one, the most alike first."""
        chosen = self._likeliest(self._rows.get(new.language, {}), new.terms, _FILED)
        for code, rows in self._keys.items():
            if code != new.language:
                chosen += [n for n in self._likeliest(rows, new.shared, _FILED_KEYS) if n not in chosen]
        if not chosen:
            return []
        out = []
        for number in chosen:
            likely = self._stories[number]
            if new.item and any(key[0] == new.key[0] for key in likely.reports):
                continue  # who writes a digest keeps its items apart
            out.append((self._mean(new, likely), likely))
        return sorted(out, key=lambda row: (-row[0], row[1].id))

    def _likeliest(self, rows: _Rows, vector: Mapping[str, float], most: int) -> list[int]:
        """The stories filed under the heaviest words of a vector."""
        seen: dict[int, float] = {}
        for word, weight in islice(vector.items(), most):
            row = rows.get(word)
            if row is None:
                continue
            for story in (row,) if isinstance(row, int) else row:
                seen[story] = seen.get(story, 0.0) + weight
        ranked = sorted((-x, story) for story, x in seen.items())
        here = list(islice((row for row in ranked if row[1] in self._stories), _CANDIDATES))
        return [story for x, story in here if x <= _FAINT * here[0][0]]

    def _mean(self, new: Entry, story: _Story) -> float:
        """The mean cosine of a report with those of a story."""
        if len(story.reports) == 1:
            (other,) = story.reports.values()
            if other.language == new.language:
                total = _dot(new.terms, other.terms)
            else:
                total = events.ACROSS * _dot(new.shared, other.shared)
        else:
            total = 0.0
            for code, sums in story.sums.items():
                if code == new.language:
                    total += _dot(new.terms, sums)
                else:
                    total += events.ACROSS * _dot(new.shared, story.keys(code))
            total /= len(story.reports)
        return total * story.nearness(new.day)

    def _between(self, a: _Story, b: _Story) -> float:
        """The mean cosine between the reports of two stories."""
        if len(a.reports) > len(b.reports):
            a, b = b, a
        total = 0.0
        for one in a.reports.values():
            total += self._mean(one, b)
        return total / len(a.reports)

    # ------------------------------------------------------------ keeping the books

    def _open(self) -> _Story:
        story = _Story(self._next)
        self._next += 1
        self._stories[story.id] = story
        return story

    def _put(self, story: _Story, new: Entry) -> None:
        if story.reports:
            if len(story.reports) == 1:
                for one in story.reports.values():
                    story.count(one)
            story.count(new)
        story.reports[new.key] = new
        self._story_of[new.key] = story.id
        if new.day is not None:
            story.first = new.day if story.first is None else min(story.first, new.day)
            story.last = new.day if story.last is None else max(story.last, new.day)
        self._file(story, new)

    def _file(self, story: _Story, new: Entry) -> None:
        number = story.id
        for tables, words in ((self._rows, _filed(new)), (self._keys, _filed_keys(new))):
            rows = tables.get(new.language)
            if rows is None:
                rows = tables[new.language] = {}
            for word in words:
                row = rows.get(word)
                if row is None:
                    rows[word] = number  # most words are one story's alone
                elif isinstance(row, int):
                    if row != number:
                        rows[word] = {row: None, number: None}
                elif number not in row:
                    row[number] = None
                    if len(row) > _ROW:
                        del row[next(iter(row))]

    def _note(self, new: Entry) -> None:
        """When a report leaves: an undated one as if it were of the latest day."""
        day = new.day if new.day is not None else self._today if self._today is not None else 0
        self._by_day.setdefault(day, []).append(new.key)

    def remove(self, key: Key) -> None:
        """Take a report out. Raises KeyError when it is not in the index."""
        story = self._stories[self._story_of.pop(key)]
        old = story.reports.pop(key)
        if not story.reports:
            self._drop(story)
            return
        if len(story.reports) == 1:
            story.sums, story.across = {}, {}
        else:
            story.discount(old)
        days = [one.day for one in story.reports.values() if one.day is not None]
        story.first, story.last = (min(days), max(days)) if days else (None, None)

    def _sweep(self) -> None:
        """Take the stories that are gone out of the rows. All at once, row after row: one story's rows lie all over the memory."""
        self._gone, known = 0, self._stories
        for rows in (*self._rows.values(), *self._keys.values()):
            empty = []
            for word, row in rows.items():
                if isinstance(row, int):
                    if row not in known:
                        empty.append(word)
                elif not row.keys() <= known.keys():
                    for number in [number for number in row if number not in known]:
                        del row[number]
                    if not row:
                        empty.append(word)
            for word in empty:
                del rows[word]

    def _drop(self, story: _Story) -> None:
        del self._stories[story.id]
        self._gone += 1
        self._changed.pop(story.id, None)
        for other in self._near.pop(story.id, ()):
            self._near.get(other, {}).pop(story.id, None)

    def _merge(self, into: _Story, gone: _Story) -> None:
        near = list(self._near.get(gone.id, ()))
        moved = list(gone.reports.values())
        self._drop(gone)
        for one in moved:
            self._put(into, one)
        for other in near:
            if other != into.id and other in self._stories:
                self._near.setdefault(into.id, {})[other] = None
                self._near.setdefault(other, {})[into.id] = None

    def expire(self, before: int) -> None:
        """Take out the reports of days before one."""
        for day in sorted(day for day in self._by_day if day < before):
            for key in self._by_day.pop(day):
                self._left(key, day)
        self._sweep()

    def _leave(self) -> None:
        """A few of the reports that are older than the window leave: a whole day at once would keep the next report waiting."""
        if self._today is None or not self._by_day:
            return
        day = min(self._by_day)
        if day < self._today - self.window:
            keys = self._by_day[day]
            for key in keys[-_LEAVING:]:
                self._left(key, day)
            del keys[-_LEAVING:]
            if not keys:
                del self._by_day[day]
        if self._gone > _GONE + 2 * len(self._stories):
            self._sweep()

    def _left(self, key: Key, day: int) -> None:
        number = self._story_of.get(key)
        if number is not None and (self._stories[number].reports[key].day or day) == day:
            self.remove(key)

    # ------------------------------------------------------------ many reports

    def settle(self) -> tuple[Change, ...]:
        """Group again whatever has changed since the last time, with all that came near it, as a collection of its own."""
        if self._today is not None:
            self.expire(self._today - self.window)
        changes: list[Change] = []
        waiting, self._changed = sorted(self._changed), {}
        done: set[int] = set()
        for number in waiting:
            if number in done or number not in self._stories:
                continue
            together = self._around(number)
            done.update(together)
            changes += self._again([self._stories[n] for n in together])
        return tuple(changes)

    def _around(self, number: int) -> list[int]:
        """A story and those it came near, and those they came near, up to a crowd."""
        found, size = [number], len(self._stories[number].reports)
        for one in found:  # grows on the way
            for other in sorted(self._near.get(one, ())):
                if other not in found and size + len(self._stories[other].reports) <= _CROWD:
                    size += len(self._stories[other].reports)
                    found.append(other)
        return sorted(found)

    def _again(self, stories: Sequence[_Story]) -> list[Change]:
        entries = sorted((one for story in stories for one in story.reports.values()), key=lambda one: one.key)
        if not 1 < len(entries) <= _CROWD:
            return []
        groups = _grouped(entries, self.same)
        before = {one.key: story.id for story in stories for one in story.reports.values()}
        ids = _numbered(groups, before)
        if all(before[key] == number for group, number in zip(groups, ids) for key in group):
            return []
        near = {other for story in stories for other in self._near.get(story.id, ())} - {story.id for story in stories}
        for story in stories:
            self._drop(story)
        by_key = {one.key: one for one in entries}
        changes = []
        for group, number in zip(groups, ids):
            if number is None:
                story = self._open()
                origin = Counter(before[key] for key in group).most_common(1)[0][0]
                changes.append(Change("split", story.id, tuple(group), origin))
            else:
                story = self._stories[number] = _Story(number)
                moved = tuple(key for key in group if before[key] != number)
                if moved:
                    changes.append(Change("moved", number, moved))
            for key in group:
                self._put(story, by_key[key])
            for other in sorted(near & self._stories.keys()):
                self._near.setdefault(story.id, {})[other] = None
                self._near.setdefault(other, {})[story.id] = None
        where = {key: self._story_of[key] for key in before}
        for story in stories:
            if story.id not in self._stories:
                changes.append(Change("merged", where[min(story.reports)], (), story.id))
        return changes

    # ------------------------------------------------------------ the state

    def state(self) -> dict[str, Any]:
        """All of it as lists, strings and numbers (JSON), for `restored`."""
        stories = [[story.id, [_packed(one) for one in story.reports.values()]] for story in self._stories.values()]
        near = [[a, *row] for a, row in self._near.items() if row]
        return {
            "window": self.window, "same": self.same, "today": self._today, "next": self._next,
            "stories": stories, "near": near, "changed": list(self._changed),
        }  # fmt: skip


def restored(state: Mapping[str, Any]) -> Index:
    """The index that `Index.state` was called on."""
    index = Index(state["window"], state["same"])
    index._today, index._next = state["today"], state["next"]
    for number, packed in state["stories"]:
        story = index._stories[number] = _Story(number)
        for one in packed:
            index._put(story, _unpacked(one))
            index._note(_unpacked(one))
    index._near = {a: dict.fromkeys(row) for a, *row in state["near"]}
    index._changed = dict.fromkeys(state["changed"])
    return index


def _filed(one: Entry) -> Iterator[str]:
    return islice(one.terms, _FILED)


def _filed_keys(one: Entry) -> Iterator[str]:
    return islice(one.shared, _FILED_KEYS)


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    common = a.keys() & b.keys()
    return math.fsum(map(mul, map(a.__getitem__, common), map(b.__getitem__, common))) if common else 0.0


def _add(sums: dict[str, float], vector: Mapping[str, float]) -> None:
    known = [(word, sums[word]) for word in sums.keys() & vector.keys()]
    sums.update(vector)
    for word, weight in known:
        sums[word] += weight


def _grouped(entries: Sequence[Entry], same: float) -> list[list[Key]]:
    """The reports by the event they tell; one text printed twice counts once."""
    faces = [one.face() for one in entries]
    matrix = events.similarities(faces)
    first = list(range(len(faces)))
    for (i, j), score in matrix.items():
        if score >= _ONE_TEXT and first[j] == j:
            first[j] = first[i]
    chosen = [i for i in range(len(faces)) if first[i] == i]
    owners = [frozenset({one.key[0]}) if one.item else frozenset[str]() for one in entries]
    found = events.groups(faces, matrix, chosen, same, owners)
    of = {i: n for n, group in enumerate(found) for i in group}
    out: list[list[Key]] = [[] for _ in found]
    for i, one in enumerate(entries):
        out[of[first[i]]].append(one.key)
    return out


def _numbered(groups: Sequence[Sequence[Key]], before: Mapping[Key, int]) -> list[int | None]:
    """The number of the story that each group goes on with: the largest share of an old story takes its number."""
    shares = sorted(
        ((-n, number, g) for g, group in enumerate(groups) for number, n in Counter(before[key] for key in group).items()),
    )
    out: list[int | None] = [None] * len(groups)
    taken: set[int] = set()
    for _, number, g in shares:
        if out[g] is None and number not in taken:
            out[g] = number
            taken.add(number)
    return out


def _packed(one: Entry) -> list[Any]:
    return [
        list(one.key), one.language, one.day, one.item, dict(one.terms), [round(x, 6) for x in one.worth], list(one.special),
        dict(one.shared), [round(x, 6) for x in one.shared_worth],
    ]  # fmt: skip


def _unpacked(row: Sequence[Any]) -> Entry:
    key, language, day, item, words, worth, special, shared, shared_worth = row
    return Entry(
        (key[0], key[1]), language, day, item, weighed(words), array("f", worth), bytes(special), weighed(shared),
        array("f", shared_worth),
    )  # fmt: skip
