"""How well reports of one event are found among many, with one setting for every set and nothing tuned to any of them.

BCubed F1 of the partition. RPM2 are French affairs of 2008, ten reports each at two times a month and more apart: `topics` are
the affairs (`clusters.threads`), `clusters` the stories, `dated` with days of publication (ours: one for each time) and `undated`
without any. ECB+ are pairs of events of one sort. `pool` is everything in one run with articles that stand alone (French and
English Wikinews, US politics): reports of different days there may tell one event, and all such are counted as errors.
`loss` is how much better the best threshold for a set would do than the one that is used for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.quality.grouping.copies import lines, whole
from recoupe.grouping import clusters, copies, events
from recoupe.grouping.sheets import Key, Sheet, day_of, lay_out

_OTHER = tuple(events.SAME_EVENT * k for k in (0.7, 0.85, 1.15, 1.3))
Partition = Sequence[Sequence[Key]]


def bcubed(found: Partition, gold: dict[Key, str]) -> tuple[float, float, float]:
    """F1, precision and recall: for each report, how many of its group belong with it, and how many of those are there."""
    group = {key: n for n, story in enumerate(found) for key in story}
    sizes, wanted = Counter(group[key] for key in gold), Counter(gold.values())
    both = Counter((group[key], label) for key, label in gold.items())
    precision = sum(n * n / sizes[g] for (g, _), n in both.items()) / len(gold)
    recall = sum(n * n / wanted[label] for (_, label), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall), precision, recall


class _Set:
    """Reports with a label each, and their links, which do not depend on any setting here."""

    def __init__(self, sheets: Sequence[Sheet], gold: dict[Key, str]) -> None:
        self.sheets = sorted(sheets, key=lambda one: one.order)
        self.gold = gold
        self.links = copies.links(self.sheets)

    def stories(self, same: float = events.SAME_EVENT) -> tuple[float, float, float]:
        return bcubed(clusters.group_sheets(self.sheets, self.links, same), self.gold)

    def threads(self, same: float = events.SAME_EVENT) -> tuple[float, float, float]:
        return bcubed(clusters.threads(self.sheets, self.links, same), self.gold)


def _sheets(rows: Sequence[tuple[str, str, str]]) -> list[Sheet]:
    """The sheets of (id, text, language), without names or dates: stories hardly need them."""
    return lay_out([whole(name, text, language=language) for name, text, language in rows])


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    data = shared / "data"
    rpm2 = lines(data / "rpm2_fr" / "docs.jsonl.gz")
    french = _sheets([(row["id"], row["text"], "fr") for row in rpm2])
    time = {row["id"]: "2008-07-04" if row["phase"] == "C1" else "2008-08-04" for row in rpm2}
    dated = [replace(one, day=day_of(time[one.article.id])) for one in french]
    cluster = {(row["id"], 0): row["cluster"] for row in rpm2}
    ecb = lines(data / "ecbplus" / "docs.jsonl.gz")
    english = _sheets([(row["doc"], _running(row["sentences"]), "en") for row in ecb])
    event = {(row["doc"], 0): row["subtopic"] for row in ecb}
    alone = _sheets([(row["id"], row["text"], "fr") for row in lines(data / "winer_fr" / "docs.jsonl.gz")])
    alone += _sheets([(row["id"], row["text"], "en") for row in lines(data / "polnear" / "docs.jsonl.gz")])
    days = {row["id"]: row["dct"] for name in ("winer_fr", "polnear") for row in lines(data / name / "docs.jsonl.gz")}
    alone = [replace(one, day=day_of(days[one.article.id])) for one in alone]
    single = {one.key: f"alone {one.article.id}" for one in alone}
    topics = {(row["id"], 0): row["topic"] for row in rpm2}
    out = _marks("rpm2.all.topics", _Set(french, topics), affairs=True)
    out |= _marks("rpm2.all.clusters.dated", _Set(dated, cluster))
    out |= _marks("rpm2.all.clusters.undated", _Set(french, cluster))
    out |= _marks("ecb.all.events", _Set(english, event))
    out |= _marks("pool.all", _Set([*french, *english], {**cluster, **event}))
    out |= _marks("pool.all.dated", _Set([*dated, *english], {**cluster, **event}))
    out |= _marks("pool.all.with_alone", _Set([*dated, *english, *alone], {**cluster, **event, **single}), loss=False)
    return out


def _running(sentences: dict[str, str]) -> str:
    return "\n".join(sentences[n] for n in sorted(sentences, key=int))


def _marks(name: str, given: _Set, *, affairs: bool = False, loss: bool = True) -> dict[str, float]:
    run = given.threads if affairs else given.stories
    marks = dict(zip(("f1", "precision", "recall"), run()))
    if loss:
        marks["loss"] = max(0.0, max(run(same)[0] for same in _OTHER) - marks["f1"])
    return {f"{name}.{mark}": value for mark, value in marks.items()}
