"""The age of one person, told differently: a slip that readers see first and desks look for last.

An age counts as somebody's only where it stands in apposition to the name ("Ann Tiel, 34,", "Paul Rivoire (34 ans)", "the
34-year-old driver Paul Rivoire"), never across a verb, and never where the sentence says that it is the age of another time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from recoupe import text as texts
from recoupe.crosscheck.conclude import finding, shorten
from recoupe.crosscheck.items import Material, evidence
from recoupe.languages import load
from recoupe.records import Figure, Finding, NameMention
from recoupe.sockets import Item

REASONS = {"age.differs": "the sources give one person two ages, and no birthday can lie between them"}

_BIRTHDAY = 3
"""Days between two reports within which an age that differs by one year is told; a year may well have passed later."""
_LONG = 200
"""Days between two reports from which no two ages are compared."""
_LAST = 120  # years
_TAIL = 40  # code points after an age in which words of another time are looked for


@dataclass(frozen=True, slots=True)
class _Frames:
    after: re.Pattern[str]  # between a name and an age that follows it
    before: re.Pattern[str]  # between an age and a name that follows it
    closes: re.Pattern[str]  # what must follow an age that stands between commas
    elsewhen: re.Pattern[str]


@cache
def _frames(code: str) -> _Frames:
    table: Mapping[str, str] = load(code).table("disputes").get("age_of", {})
    return _Frames(*(re.compile(str(table.get(name, r"(?!)")), re.I) for name in ("after", "before", "closes", "elsewhen")))


@dataclass(frozen=True, slots=True)
class _Age:
    years: float
    item: Item


def find(material: Material) -> list[Finding]:
    """One finding for each person of a story whom reports give different ages."""
    told: dict[tuple[str, str], list[_Age]] = defaultdict(list)
    names = {key: texts.SpanIndex([n for n in e.names if n.kind == "person"]) for key, e in material.examined.items()}
    for item in material.items.get("figures", ()):
        figure = item.mention
        if not isinstance(figure, Figure) or figure.unit != "a" or figure.value is None or figure.approximate or figure.value > _LAST:
            continue
        person = _person(item, names[item.article.id], material)
        if person is not None:
            told[(material.story_of[item.report.key], person)].append(_Age(figure.value, item))
    out = []
    for (_, person), ages in sorted(told.items()):
        if any(_clash(a, b) for n, a in enumerate(ages) for b in ages[n + 1 :]):
            out.append(_finding(person, ages, material))
    return out


def _person(item: Item, names: texts.SpanIndex[NameMention], material: Material) -> str | None:
    """The person whose age a figure is, by the name that stands next to it; None for a single word, which may be anybody's."""
    text, age, frames = item.article.text, item.mention.span, _frames(item.language)
    tail = text[age.end : min(age.end + _TAIL, item.sentence.end)]
    if frames.elsewhen.search(tail) or frames.elsewhen.search(text[item.sentence.start : age.start]):
        return None
    for name in names.within(item.sentence):
        follows = name.span.end <= age.start and frames.after.fullmatch(text, name.span.end, age.start) and frames.closes.match(tail)
        leads = age.end <= name.span.start and frames.before.fullmatch(text, age.end, name.span.start)
        if follows or leads:
            full = material.name(item.article.id, name)
            return full if " " in full else None
    return None


def _clash(a: _Age, b: _Age) -> bool:
    """True when two ages of one person cannot both be right on the days the reports appeared."""
    if a.item.report.key == b.item.report.key or a.years == b.years:
        return False
    one, two = a.item.published, b.item.published
    if not (one and two and len(one) >= 10 and len(two) >= 10):
        return False  # years may lie between them
    days = abs((date.fromisoformat(one[:10]) - date.fromisoformat(two[:10])).days)
    return days <= (_BIRTHDAY if abs(a.years - b.years) < 2 else _LONG)


def _finding(person: str, ages: Sequence[_Age], material: Material) -> Finding:
    values: dict[float, list[Item]] = defaultdict(list)
    for age in ages:
        values[age.years].append(age.item)
    sides = sorted(values.items(), key=lambda side: (-len(side[1]), side[1][0].published or "9", side[1][0].article.id))
    proofs = [evidence(i, "same" if n == 0 else "differs", years) for n, (years, items) in enumerate(sides) for i in items]
    says = " ≠ ".join(items[0].mention.exact for _, items in sides)
    line = shorten(texts.said(person, says, ages[0].item.language))
    return finding(proofs, material, status="discrepancy", aspect="figure", summary=line, reasons=["age.differs"], confidence=0.8)
