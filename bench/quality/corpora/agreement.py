"""How far two annotations of the same reports agree: `python -m bench.quality.corpora.agreement ONE.json OTHER.json`.

Quotes are paired one to one, best first, when they share more than half of the shorter one. Of neither annotation is anything
presumed right, so each figure is the same both ways round. Printed: F1 of the quotes, all and only those that neither marks as
optional (one that is optional for one of the two and has no partner counts for neither); the same for exact spans; the shares of
pairs with the same type, the same speaker, the same chain and the same verdict on optional; F1 over the characters of content;
and per type. Speakers are the same when folded names are equal, when one has all the words of the other, or by the last name;
two descriptions also when they point at the same words of the text."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.quality.corpora.standoff import FRENCH, KINDS, Annotated, Range, Statement, load
from bench.quality.scorer import shared, words

Pair = tuple[Statement, Statement]


def pairs(one: Sequence[Statement], other: Sequence[Statement]) -> list[Pair]:
    """Which quotes of two annotations of one report are the same quote, in the order of the text."""

    def fit(a: Range, b: Range) -> float:
        return shared(a, b) / max(1, min(a[1] - a[0], b[1] - b[0])) + shared(a, b) / max(1, a[1] - a[0], b[1] - b[0])

    possible = [(fit(a.at, b.at), i, j) for i, a in enumerate(one) for j, b in enumerate(other)]
    mine: dict[int, int] = {}
    for _, i, j in sorted(possible, key=lambda row: (-row[0], row[1], row[2])):
        a, b = one[i].at, other[j].at
        if 2 * shared(a, b) > min(a[1] - a[0], b[1] - b[0]) and i not in mine and j not in mine.values():
            mine[i] = j
    return [(one[i], other[j]) for i, j in sorted(mine.items())]


def same_speaker(a: Statement, b: Statement) -> bool:
    """The same person, institution or described source, however the name is written."""
    one, other = words(a.speaker), words(b.speaker)
    if not one or not other:
        return not one and not other
    if set(one) <= set(other) or set(other) <= set(one) or one[-1] == other[-1]:
        return True
    return a.speaker_at is not None and b.speaker_at is not None and shared(a.speaker_at, b.speaker_at) > 0


def same_chain(a: Statement, b: Statement) -> bool:
    """The same tellers in the same order."""
    return len(a.via) == len(b.via) and all(set(words(x)) & set(words(y)) for x, y in zip(a.via, b.via))


def count(one: Sequence[Annotated], other: Sequence[Annotated]) -> Counter[str]:
    """The counts of all reports; the two annotations are of the same reports in the same order."""
    n: Counter[str] = Counter()
    for a, b in zip(one, other, strict=True):
        if (a.id, a.sha256) != (b.id, b.sha256):
            raise ValueError(f"{a.id} and {b.id} are not annotations of the same text")
        both = pairs(a.statements, b.statements)
        n["paired"] += len(both)
        n["one"] += len(a.statements)
        n["other"] += len(b.statements)
        n["exact"] += sum(x.at == y.at for x, y in both)
        _firm(n, a.statements, b.statements, both)
        for x, y in both:
            n["kind"] += x.kind == y.kind
            n["speaker"] += same_speaker(x, y)
            n["via"] += same_chain(x, y)
            n["chains"] += bool(x.via or y.via)
            n["chains same"] += bool(x.via or y.via) and same_chain(x, y)
            n["optional"] += x.optional == y.optional
        here = [{i for s in side.statements for i in range(*s.at)} for side in (a, b)]
        n["characters"] += len(here[0]) + len(here[1])
        n["characters shared"] += len(here[0] & here[1])
    return n


def _firm(n: Counter[str], one: Sequence[Statement], other: Sequence[Statement], both: Sequence[Pair]) -> None:
    """Those that are firm for both, or firm for one and absent from the other."""
    doubtful = {id(s) for pair in both if pair[0].optional or pair[1].optional for s in pair}
    firm = [(x, y) for x, y in both if id(x) not in doubtful]
    n["firm paired"] += len(firm)
    n["firm exact"] += sum(x.at == y.at for x, y in firm)
    n["firm both"] += sum(not s.optional and id(s) not in doubtful for s in (*one, *other))
    for kind in KINDS:
        n[f"{kind} paired"] += sum((x.kind == kind) + (y.kind == kind) for x, y in both)
        n[f"{kind} both"] += sum(s.kind == kind for s in (*one, *other))


def figures(n: Counter[str]) -> dict[str, float]:
    """The shares that are reported, from the counts."""
    whole = n["one"] + n["other"]
    shares = {
        "quotes.f1": (2 * n["paired"], whole),
        "quotes.exact_f1": (2 * n["exact"], whole),
        "firm.f1": (2 * n["firm paired"], n["firm both"]),
        "firm.exact_f1": (2 * n["firm exact"], n["firm both"]),
        "content_f": (2 * n["characters shared"], n["characters"]),
        **{what: (n[what], n["paired"]) for what in ("kind", "speaker", "via", "optional")},
        "via_where_any": (n["chains same"], n["chains"]),
        **{f"{kind}.f1": (n[f"{kind} paired"], n[f"{kind} both"]) for kind in KINDS},
    }
    return {name: part / of for name, (part, of) in shares.items() if of}


def main(files: Sequence[str]) -> int:
    one, other = (load(Path(f)) for f in (files or (FRENCH / "a.json", FRENCH / "b.json")))
    n = count(one, other)
    print(f"{n['one']} and {n['other']} quotes in {len(one)} reports, {n['paired']} in both")
    for name, value in figures(n).items():
        print(f"  {name:20} {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
