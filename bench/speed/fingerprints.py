"""Times what finds copies among very many texts: fingerprints (beside datasketch and rensa, where they are installed, in the same
run) and candidates (how many a text has, and what they cost, as the collection grows).

    python -m bench.speed.fingerprints                      # both; needs recoupe[scale]
    python -m bench.speed.fingerprints --largest 300000     # candidates up to so many texts (about 2 GB)

The texts of the first part are RPM2 and its damaged copies (in the folder that RECOUPE_SHARED names, else `../shared`; skipped where
there are none): documents per second of processor time on one core, from raw text, best of `--rounds`, and the share of the damaged
copies that the fingerprints lead to. Every tool gets our words and runs of five of them, so that only the sketch differs; "with
tokenising" is counted for all. The second part makes up its texts: words by Zipf's law, set phrases by Zipf's law (names, titles,
formulas), the small print of 300 outlets, and a third of the texts copied, with changes, from dispatches of the last days.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from bench.quality.grouping.copies import RPM2, SYNTHETIC, lines
from bench.quality.parts import shared_folder
from recoupe.grouping import candidates, fingerprints, minhash

Pairs = set[tuple[int, int]]
NEAR = 0.5  # the usual threshold of a MinHash index


def best(work: Callable[[], Any], rounds: int) -> float:
    """Seconds of processor time, of the quickest round."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


# ---------------------------------------------------------------- fingerprints, and peers


def shingles(text: str) -> list[bytes]:
    """Runs of five words as the peers take them."""
    words = [word.lower() for word in fingerprints.WORD.findall(text)]
    return [" ".join(run).encode() for run in zip(words, words[1:], words[2:], words[3:], words[4:])]


def ours(texts: Sequence[str]) -> Pairs:
    found: Pairs = set()
    for first, second, _ in candidates.partners(fingerprints.all_prints(texts)):
        found.update(zip(first.tolist(), second.tolist()))
    return found


def pure(texts: Sequence[str]) -> None:
    kept = fingerprints.numpy
    fingerprints.numpy = lambda: None  # type: ignore[assignment]
    try:
        list(fingerprints.all_prints(texts))
    finally:
        fingerprints.numpy = kept


def sketches(texts: Sequence[str]) -> Pairs:
    """Our MinHash, in bands of four."""
    held: dict[Any, list[int]] = {}
    for at, text in enumerate(texts):
        for band in minhash.bands(minhash.signature(fingerprints.runs(fingerprints.words_of(text)))):
            held.setdefault(band, []).append(at)
    return {pair for rows in held.values() for pair in combinations(rows, 2)}


def datasketch(texts: Sequence[str], query: bool = True) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    made = []
    for text in texts:
        one = MinHash(num_perm=128)
        one.update_batch(shingles(text))
        made.append(one)
    found: Pairs = set()
    if query:
        index = MinHashLSH(threshold=NEAR, num_perm=128)
        for at, one in enumerate(made):
            found |= {(int(other), at) for other in index.query(one)}
            index.insert(at, one)
    return found


def rensa(texts: Sequence[str], query: bool = True) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    made = []
    for text in texts:
        one = RMinHash(num_perm=128, seed=1)
        one.update([run.decode() for run in shingles(text)])
        made.append(one)
    found: Pairs = set()
    if query:
        index = RMinHashLSH(threshold=NEAR, num_perm=128, num_bands=32)
        for at, one in enumerate(made):
            found |= {(int(other), at) for other in index.query(one)}
            index.insert(at, one)
    return found


def first_part(rounds: int) -> None:
    shared = shared_folder()
    if shared is None:
        print("fingerprints: SKIPPED, there is no folder ../shared/data")
        return
    docs = lines(shared / SYNTHETIC / "docs.jsonl.gz")
    texts = [doc["text"] for doc in docs]
    at = {doc["id"]: place for place, doc in enumerate(docs)}
    gold = [(*sorted((at[row["a"]], at[row["b"]])), row["kind"]) for row in lines(shared / SYNTHETIC / "gold_pairs.jsonl")]
    size = sum(len(fingerprints.WORD.findall(text)) for text in texts) / len(texts)
    print(f"{len(texts)} texts of {size:.0f} words; natural reuse in {shared / RPM2} counts for nothing")
    print(f"{'':34}{'docs/CPU s':>11}{'recall':>9}{'truncated':>11}{'merged':>9}{'pairs':>8}")
    rows: list[tuple[str, Callable[[], Any], Callable[[], Pairs] | None]] = [
        ("recoupe, winnowing", lambda: list(fingerprints.all_prints(texts)), None),
        ("recoupe, winnowing + candidates", lambda: ours(texts), lambda: ours(texts)),
        ("recoupe, winnowing without numpy", lambda: pure(texts), None),
        ("recoupe, MinHash + bands", lambda: sketches(texts), lambda: sketches(texts)),
    ]
    for name, run in (("datasketch", datasketch), ("rensa", rensa)):
        try:
            __import__(name)
        except ImportError:
            print(f"{name}: SKIPPED, not installed")
            continue
        rows.append((f"{name}, MinHash", lambda run=run: run(texts, query=False), None))  # type: ignore[misc]
        rows.append((f"{name}, MinHash + LSH .5", lambda run=run: run(texts), lambda run=run: run(texts)))  # type: ignore[misc]
    for name, work, pairs in rows:
        speed = len(texts) / best(work, rounds)
        line = f"{name:34}{speed:11,.0f}"
        if pairs is not None:
            found = pairs()
            for kind in (None, "truncated", "merged"):
                mine = [(a, b) for a, b, k in gold if kind in (None, k)]
                line += f"{sum(pair in found for pair in mine) / len(mine):{9 if kind != 'truncated' else 11}.3f}"
            line += f"{len(found):8}"
        print(line)


# ---------------------------------------------------------------- candidates as the collection grows

WORDS, LENGTH, PHRASE, PHRASES, SMALL_PRINT, OUTLETS, POOL = 60_000, 350, 10, 40_000, 40, 300, 4_000


def made_up(np: Any, count: int, seed: int = 7, together: int = 2_000) -> Iterator[Any]:
    """The fingerprints of `count` texts."""
    rng = np.random.default_rng(seed)
    numbers = rng.integers(1, 1 << 62, WORDS, dtype=np.uint64)
    common = np.cumsum(1 / np.arange(1, WORDS + 1))
    phrases = rng.integers(0, WORDS, (PHRASES, PHRASE))
    usual = np.cumsum(1 / np.arange(1, PHRASES + 1))
    small_print = rng.integers(0, WORDS, (OUTLETS, SMALL_PRINT))
    pool = np.zeros((0, LENGTH), dtype=np.int64)
    for low in range(0, count, together):
        size = min(together, count - low)
        words = np.searchsorted(common, rng.random((size, LENGTH)) * common[-1])
        for start in range(0, LENGTH - PHRASE, 3 * PHRASE):  # a third of a text is set phrases
            chosen = np.searchsorted(usual, rng.random(size) * usual[-1])
            words[:, start : start + PHRASE] = phrases[chosen]
        copied = rng.random(size) < (0.35 if len(pool) else 0)
        if copied.any():
            source = (len(pool) * rng.random(int(copied.sum())) ** 2).astype(np.int64)  # the latest the most
            taken = pool[source]
            edited = rng.random(taken.shape) < 0.04
            taken[edited] = rng.integers(0, WORDS, int(edited.sum()))
            words[copied] = taken
        pool = np.concatenate((words[~copied][: POOL // 8], pool))[:POOL]
        words[:, -SMALL_PRINT:] = small_print[(OUTLETS * rng.random(size) ** 2).astype(np.int64)]
        yield from fingerprints._batch_prints(np, numbers[words.ravel()], np.full(size, LENGTH), fingerprints.WINDOW)


def second_part(sizes: Sequence[int]) -> None:
    np = fingerprints.needed()
    print(f"\n{'texts':>8}{'fingerprints':>14}{'candidates a text':>19}{'CPU us a text':>15}{'peak MB':>9}")
    least = 0.0
    for count in sizes:
        prints = list(made_up(np, count))
        began = time.process_time()
        found = sum(len(hits) for _, _, hits in candidates.partners(prints))
        spent = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        each = found / count
        least = least or each
        print(f"{count:8,}{sum(map(len, prints)):14,}{each:19.2f}{1e6 * spent / count:15.0f}{peak:9.0f}   growth {each / least:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.speed.fingerprints", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--largest", type=int, default=100_000, help="texts of the largest collection")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    first_part(options.rounds)
    second_part([size for size in (10_000, 30_000, 100_000, 300_000, 1_000_000) if size <= options.largest])
    return 0


if __name__ == "__main__":
    sys.exit(main())
