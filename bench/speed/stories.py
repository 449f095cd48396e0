"""Times the streaming index of stories on synthetic reports: reports a CPU-second, the slowest, and memory as days go by.

    python -m bench.speed.stories --reports 100000

Reports are given as entries (their keys), not as texts: words by Zipf's law, and for each story words, names and numbers of its
own, which its reports draw from over some days. Half of all reports stand alone. Days follow each other; what is older than
the window leaves. Where datasketch is installed, its MinHash signatures of the same words are timed once a day beside it: a
measure of the machine at that time."""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import time
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from recoupe.grouping.index import Entry, Index, weighed

_COMMON = 30_000  # words that any report may hold
_TERMS = 64
_ALIKE = 26  # of the terms of a report: those of its story


def reports(count: int, a_day: int, seed: int = 1) -> Iterator[tuple[Entry, int]]:
    """`count` entries in the order of their days, each with the number of its story."""
    rng = random.Random(seed)
    weights = [1 / (n + 8) for n in range(_COMMON)]
    total = list(itertools.accumulate(weights))
    open_stories: list[tuple[int, list[str], int]] = []
    number = 0
    for n in range(count):
        day = 740_000 + n // a_day
        open_stories = [row for row in open_stories if row[2] >= day] if n % a_day == 0 else open_stories
        if rng.random() < 0.6 or not open_stories:
            number += 1
            own = [f"s{number}w{k}" for k in range(12)] + [f"c{rng.randrange(200, _COMMON)}" for _ in range(30)]
            story = (number, own, day + rng.randrange(4))
            if rng.random() < 0.25:
                open_stories.append(story)
        else:
            story = rng.choice(open_stories)
        mine = rng.sample(story[1], _ALIKE)
        rest = rng.choices(range(_COMMON), cum_weights=total, k=_TERMS - _ALIKE)
        words = dict.fromkeys([*mine, *(f"c{w}" for w in rest)])
        raw = {word: (7.6 if word[0] == "s" else min(7.6, 2 + 0.6 * int(word[1:]) ** 0.18)) * rng.choice((1.0, 1.6, 2.0)) for word in words}
        ranked = sorted(raw.items(), key=lambda item: -item[1])
        length = sum(x * x for _, x in ranked) ** 0.5 * 1.15  # terms beyond those kept
        shared = [f"@{word}" for word in mine if word[0] == "s"][:8]
        yield (
            Entry(
                (f"r{n}", 0), "fr" if story[0] % 3 else "en", day, False, weighed({word: x / length for word, x in ranked}),
                array("f", [1.0] * len(ranked)), bytes(len(ranked)), weighed(dict.fromkeys(shared, 0.3)), array("f", [1.0] * len(shared)),
            ),
            story[0],
        )  # fmt: skip


def bcubed(found: dict[str, int], gold: dict[str, int]) -> float:
    sizes, wanted, both = Counter(found.values()), Counter(gold.values()), Counter((found[k], gold[k]) for k in gold)
    precision = sum(n * n / sizes[f] for (f, _), n in both.items()) / len(gold)
    recall = sum(n * n / wanted[g] for (_, g), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def yardstick(some: Sequence[Entry]) -> float | None:
    """Signatures that datasketch makes in a CPU-second; None where it is not installed."""
    try:
        from datasketch import MinHash  # type: ignore[import-not-found]
    except ImportError:
        return None
    words = [[term.encode() for term in one.terms] for one in some]
    since = time.process_time()
    for row in words:
        MinHash(num_perm=128).update_batch(row)
    return len(words) / (time.process_time() - since)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.speed.stories", description="Reports a second into stories.")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--a-day", type=int, default=2_000)
    parser.add_argument("--window", type=int, default=10, help="days")
    given = parser.parse_args()
    index, took, settling = Index(given.window), array("d"), 0.0
    day: list[Entry] = []
    beside: list[float] = []
    gold: dict[str, int] = {}
    first: dict[str, int] = {}
    for n, (one, story) in enumerate(reports(given.reports, given.a_day), start=1):
        since = time.process_time()
        changes = index.add(one)
        took.append(time.process_time() - since)
        gold[one.key[0]] = story
        first[one.key[0]] = changes[0].story
        for change in changes[1:]:
            if change.sort == "merged":
                first[one.key[0]] = change.story
        day.append(one)
        if n % given.a_day == 0:
            signatures = yardstick(day[:500])
            beside += [signatures] if signatures else []
            day.clear()
            since = time.process_time()
            index.settle()
            settling += time.process_time() - since
            for number, keys in index.stories().items():
                first.update((key[0], number) for key in keys)
            if (n // given.a_day) % 10 == 0:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{n:>8} reports: {len(index):>6} in the window, {len(index.stories()):>6} stories, peak {peak:.0f} MB", flush=True)
    ordered = sorted(took)
    print(f"assignment  {len(took) / sum(took):>9,.0f} reports a CPU-second")
    if beside:
        print(f"datasketch  {len(beside) / sum(1 / x for x in beside):>9,.0f} signatures a CPU-second, of the same words")
    half, most, worst = (ordered[n] * 1000 for n in (len(took) // 2, len(took) * 99 // 100, -1))
    print(f"p50 {half:.3f} ms, p99 {most:.3f} ms, worst {worst:.2f} ms")
    print(f"settling    {len(took) / settling:>9,.0f} reports a CPU-second (once a day)")
    print(f"BCubed F1 against the stories they were made of {bcubed(first, gold):.3f}")


if __name__ == "__main__":
    main()
