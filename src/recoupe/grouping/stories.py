"""What a story is called: its title, keywords and names, and its place in the list."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from recoupe import text as texts
from recoupe.grouping import terms
from recoupe.grouping.sheets import Sheet
from recoupe.records import Examined, Origin, Story

_KEYWORDS = 8
_NAMES = 8
_ABOUT = 0.85  # of the best score: near enough for the earlier one to be preferred
_LONG = 200  # code points: a longer headline is no headline


def write(found: Sequence[tuple[Sequence[Sheet], tuple[Origin, ...]]], examined: Mapping[str, Examined]) -> tuple[Story, ...]:
    """The stories, numbered by first day, then size (largest first), then title."""
    distinct = {one.fingerprint: one for group, _ in found for one in group}
    rare = terms.rarity([distinct[mark] for mark in sorted(distinct)])
    drafts = [_draft(group, origins, rare, examined) for group, origins in found]
    drafts.sort(key=lambda s: (s.first or "9999", -len(s.reports), s.title, s.reports[0].key))
    return tuple(Story(f"S{n}", s.title, s.reports, s.first, s.last, s.keywords, s.names, s.origins) for n, s in enumerate(drafts, start=1))


def _draft(
    group: Sequence[Sheet], origins: tuple[Origin, ...], rare: Mapping[str, Mapping[str, float]], examined: Mapping[str, Examined]
) -> Story:
    by_key = {one.key: one for one in group}
    # one text for each origin: what is printed twenty times is not twenty times the subject
    once = [max((by_key[key] for key in origin.reports), key=lambda one: (one.words, one.fingerprint)) for origin in origins]
    centre: dict[str, float] = {}
    vectors = [terms.vector(one.weights, rare[one.language]) for one in once]
    for vector in vectors:
        for term, weight in vector.items():
            centre[term] = centre.get(term, 0.0) + weight
    names = _names(group, examined)
    dates = sorted(one.article.published.date[:10] for one in group if one.article.published.date)
    days = [day for day in dates if len(day) == 10] or dates  # a year alone says nothing beside a day
    return Story(
        id="",
        title=_title(once, vectors, centre),
        reports=tuple(one.report for one in group),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        keywords=_keywords(once, centre, names),
        names=names,
        origins=origins,
    )


def headline(one: Sheet) -> str:
    """The report's own headline, the article's, or its first sentence."""
    text = one.article.text
    if one.report.heading is not None:
        return _clean(one.report.heading.of(text))
    if one.only and one.article.title:
        return _clean(one.article.title)
    return _clean(one.spans[0].of(text)) if one.spans else ""


def _clean(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONG else line[: _LONG - 1].rsplit(" ", 1)[0] + "…"


def _title(group: Sequence[Sheet], vectors: Sequence[terms.Vector], centre: Mapping[str, float]) -> str:
    """The headline of the earliest report that is about as near as any to what all of them tell."""
    scores = [math.fsum(weight * centre[term] for term, weight in vector.items()) for vector in vectors]
    lines = [headline(one) for one in group]
    best = max((score for score, line in zip(scores, lines) if line), default=0.0)
    near = (line for score, line in zip(scores, lines) if line and score >= _ABOUT * best)
    return next(near, group[0].article.title or group[0].article.id)


def _keywords(group: Sequence[Sheet], centre: Mapping[str, float], names: Sequence[str]) -> tuple[str, ...]:
    """The heaviest words as the reports write them (names have their own list; numbers say nothing alone)."""
    shown: dict[str, Counter[str]] = {}
    for one in group:
        for term, word in one.display.items():
            shown.setdefault(term, Counter())[word] += 1
    told = Counter(term for one in group for term in one.display)
    enough = 2 if len(group) > 2 else 1
    held = {part for name in names for part in texts.folded(name).replace("-", " ").split()}
    out: list[str] = []
    for term, _ in sorted(centre.items(), key=lambda item: (-item[1], item[0])):
        word = min(shown[term].items(), key=lambda item: (-item[1], item[0]))[0]
        if term[0].isdigit() or len(word) < 3 or told[term] < enough or texts.folded(word) in held:
            continue
        common = word[1:].islower() and not any(term in one.proper for one in group)
        out.append(word.lower() if common else word)
        if len(out) == _KEYWORDS:
            break
    return tuple(out)


def _names(group: Sequence[Sheet], examined: Mapping[str, Examined]) -> tuple[str, ...]:
    """Canonical names by the number of reports that use them, then by mentions."""
    reports: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for one in group:
        seen = Counter(m.name for m in examined[one.article.id].names if one.report.span.contains(m.span))
        reports.update(seen.keys())
        mentions.update(seen)
    ranked = sorted(reports, key=lambda name: (-reports[name], -mentions[name], name))
    return tuple(ranked[:_NAMES])
