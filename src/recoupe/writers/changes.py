"""What changed between two dossiers of one matter: the same desk today and yesterday.

Findings are numbered anew by every run, so they are known again by their evidence: two findings are one when they are
about the same sort of thing and a piece of evidence of one stands where a piece of the other does. An article whose
text was changed since keeps its place (its URL or path); in it, evidence is known again by its exact words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Data = Mapping[str, Any]
Change = Literal["contested", "updated", "settled", "corroborated", "weakened", "new", "support", "gone"]

CHANGES: tuple[Change, ...] = ("contested", "updated", "settled", "corroborated", "weakened", "new", "support", "gone")
"""In the order an editor would look: what is contested now, what got another value, what is contested no longer, what more
origins say now, what fewer say, what is told for the first time, what only more reports repeat, what nobody tells now."""

_CONTESTED = ("disputed", "discrepancy")
_SORTS: Mapping[str, str] = {"quote": "told", "statement": "told", "event": "told"}  # aspects that one point may pass between


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One finding that is not what it was: `before` is None for a new one, `after` for one that is gone. `articles` are the
    ids of the articles that speak to it now and did not before; `values` those given now and not before."""

    change: Change
    before: Data | None
    after: Data | None
    articles: tuple[str, ...] = ()
    values: tuple[str | float, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What the second dossier has that the first had not, and the reverse. Articles are those of the dossiers; `revised`
    holds (before, after). `events` are the new lines of the timeline, `stories` the new stories; `grown` are (story,
    reports before) of those that more reports tell now."""

    added: tuple[Data, ...]
    removed: tuple[Data, ...]
    revised: tuple[tuple[Data, Data], ...]
    findings: tuple[FindingChange, ...]
    stories: tuple[Data, ...]
    grown: tuple[tuple[Data, int], ...]
    events: tuple[Data, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.revised or self.findings or self.stories or self.grown or self.events)


def compare(before: Data, after: Data) -> Changes:
    """What changed from one dossier to the next; both as `read_json` gives them. Order: as the second dossier ranks it."""
    added, removed, revised = _articles(before["articles"], after["articles"])
    place = {old["id"]: new["id"] for old, new in revised}
    stories, grown = _stories(before["stories"], after["stories"], place)
    return Changes(
        added=added,
        removed=removed,
        revised=revised,
        findings=tuple(_findings(before, after, place)),
        stories=stories,
        grown=grown,
        events=tuple(after["events"][j] for j in _unmatched(before["events"], after["events"], place)),
    )


def _articles(old: Sequence[Data], new: Sequence[Data]) -> tuple[tuple[Data, ...], tuple[Data, ...], tuple[tuple[Data, Data], ...]]:
    """Added, removed, revised: an id is made of the content, so another id at the same place is another text of it."""
    had, has = {a["id"] for a in old}, {a["id"] for a in new}
    at = {_place(a): a for a in old if a["id"] not in has and _place(a) != "-"}
    added: list[Data] = []
    revised: list[tuple[Data, Data]] = []
    for article in new:
        if article["id"] in had:
            continue
        former = at.pop(_place(article), None)
        if former is None:
            added.append(article)
        else:
            revised.append((former, article))
    again = {before["id"] for before, _ in revised}
    return tuple(added), tuple(a for a in old if a["id"] not in has and a["id"] not in again), tuple(revised)


def _place(article: Data) -> str:
    return str(article.get("url") or article["source"])


def _stories(old: Sequence[Data], new: Sequence[Data], place: Mapping[str, str]) -> tuple[tuple[Data, ...], tuple[tuple[Data, int], ...]]:
    """New stories, and those that have more reports than the one before them that most of their reports come from."""
    home = {_report(r, place): n for n, s in enumerate(old) for r in s["reports"]}
    fresh: list[Data] = []
    grown: list[tuple[Data, int]] = []
    for story in new:
        known = [home[key] for r in story["reports"] if (key := _report(r, {})) in home]
        if not known:
            fresh.append(story)
        elif len(story["reports"]) > len(known):
            grown.append((story, len(known)))
    return tuple(fresh), tuple(grown)


def _report(report: Data, place: Mapping[str, str]) -> tuple[str, int]:
    return place.get(report["article"], report["article"]), int(report.get("index", 0))


# ---------------------------------------------------------------- findings


def _findings(before: Data, after: Data, place: Mapping[str, str]) -> Iterator[FindingChange]:
    old, new = before["findings"], after["findings"]
    partner = dict(_matched(old, new, place))
    known = {b: a for a, b in partner.items()}
    changes = [c for n, f in enumerate(new) if (c := _changed(old[known[n]] if n in known else None, f, place)) is not None]
    absorbed = _absorbed(old, new, place)
    changes += [FindingChange("gone", f, None) for n, f in enumerate(old) if n not in partner and n not in absorbed]
    yield from sorted(changes, key=lambda c: CHANGES.index(c.change))  # the sort is stable: within a class the rank holds


def _changed(old: Data | None, new: Data, place: Mapping[str, str]) -> FindingChange | None:
    if old is None:
        contested = new["status"] in _CONTESTED
        return FindingChange("contested" if contested else "updated" if new["status"] == "updated" else "new", None, new)
    had = {place.get(e["article"], e["article"]) for e in old["evidence"]}
    articles = tuple(dict.fromkeys(e["article"] for e in new["evidence"] if e["article"] not in had))
    values = tuple(v for v in _values(new) if v not in _values(old))
    change = _sort_of_change(old, new, bool(articles), bool(values))
    return FindingChange(change, old, new, articles, values) if change else None


def _sort_of_change(old: Data, new: Data, more: bool, values: bool) -> Change | None:
    was, now = old["status"], new["status"]
    if now in _CONTESTED and (was not in _CONTESTED or values):
        return "contested"
    if now == "updated" and (was != "updated" or values):
        return "updated"
    if was in _CONTESTED and now not in _CONTESTED:
        return "settled"
    if new["independent"] > old["independent"]:
        return "corroborated"
    if new["independent"] < old["independent"]:
        return "weakened"
    return "support" if more else None


def _values(finding: Data) -> tuple[str | float, ...]:
    return tuple(dict.fromkeys(e["value"] for e in finding["evidence"] if e.get("value") is not None))


# ---------------------------------------------------------------- known again


def _matched(old: Sequence[Data], new: Sequence[Data], place: Mapping[str, str]) -> list[tuple[int, int]]:
    """One-to-one, the pairs with the largest share of common evidence first."""
    common = _overlaps(old, new, place)
    scored = sorted((-n / (len(old[i]["evidence"]) + len(new[j]["evidence"]) - n), i, j) for (i, j), n in common.items())
    used_old: set[int] = set()
    used_new: set[int] = set()
    out = []
    for _, i, j in scored:
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            out.append((i, j))
    return out


def _absorbed(old: Sequence[Data], new: Sequence[Data], place: Mapping[str, str]) -> set[int]:
    """Findings whose words another finding tells now, be it of another sort (two that became one): they are not gone."""
    return {i for i, _ in _overlaps(old, new, place, any_sort=True)}


def _unmatched(old: Sequence[Data], new: Sequence[Data], place: Mapping[str, str]) -> list[int]:
    known = {j for _, j in _overlaps(old, new, place)}
    return [j for j in range(len(new)) if j not in known]


def _overlaps(old: Sequence[Data], new: Sequence[Data], place: Mapping[str, str], any_sort: bool = False) -> dict[tuple[int, int], int]:
    """Pairs (of one sort) -> how many pieces of evidence stand in the same place, by one pass over the evidence of each article."""
    standing: dict[tuple[str, str], list[tuple[int, int, str, int]]] = defaultdict(list)
    for j, f in enumerate(new):
        for e in f["evidence"]:
            standing[e["article"], "" if any_sort else _sort(f)].append((e["start"], e["end"], e["exact"], j))
    for rows in standing.values():
        rows.sort()
    common: dict[tuple[int, int], int] = defaultdict(int)
    for i, f in enumerate(old):
        for e in f["evidence"]:
            moved = e["article"] in place
            rows = standing.get((place.get(e["article"], e["article"]), "" if any_sort else _sort(f)), [])
            for j in _at(e, rows, moved):
                common[i, j] += 1
    return common


def _at(e: Data, rows: Iterable[tuple[int, int, str, int]], moved: bool) -> set[int]:
    found = set()
    for start, end, exact, j in rows:
        if moved:
            same = exact == e["exact"]
        elif start >= e["end"]:
            break
        else:
            same = end > e["start"]
        if same:
            found.add(j)
    return found


def _sort(record: Data) -> str:
    aspect = str(record.get("aspect", "event"))
    return _SORTS.get(aspect, aspect)
