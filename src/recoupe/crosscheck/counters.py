"""Figures that a party sets against the one another party was just reported to give: "the company puts it at less than two million",
« la métropole n'en compte que 38 % ». Such words leave out what is counted: it is what the figure before them counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from recoupe.crosscheck.conclude import finding, shorten
from recoupe.crosscheck.items import Material, evidence, number_of
from recoupe.crosscheck.parties import prefixes, same_party
from recoupe.languages import load
from recoupe.records import Figure, Finding
from recoupe.sockets import Item

_LEAD = 90  # code points before a figure in which it is set against another one
_GAP = 260  # the same that may stand between the two
_RATIO = 10.0  # how many times the one may be the other
_BREAK = re.compile(r"[.;:,!?«»\n]")


@dataclass(frozen=True, slots=True)
class _Phrases:
    own: re.Pattern[str]  # between whose figure it is and the figure
    share: re.Pattern[str]  # the same, of shares alone
    said: re.Pattern[str]  # before a figure of which the statement it stands in tells whose it is
    moved: re.Pattern[str]  # words of a sentence that brings a figure up to date


@cache
def _phrases(code: str) -> _Phrases:
    table = load(code).table("disputes").get("counter", {})
    return _Phrases(*(re.compile(str(table.get(name, r"(?!)")), re.I) for name in ("own", "share", "said", "moved")))


def find(material: Material, known: Sequence[Finding]) -> list[Finding]:
    """One finding for each figure that a party sets against another's in one report, where none of the `known` findings sets the two
    against each other."""
    contrasts = [{(e.article, e.span.start) for e in f.evidence} for f in known if f.status in ("updated", "discrepancy", "disputed")]
    by_report: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in material.items.get("figures", ()):
        if isinstance(item.mention, Figure) and item.mention.value and not item.headline:
            by_report[item.report.key].append(item)
    out = []
    for key in sorted(by_report):
        items = by_report[key]
        for n, item in enumerate(items):
            first = _countered(item, items[:n])
            if first is None or any({(i.article.id, i.mention.span.start) for i in (first, item)} <= c for c in contrasts):
                continue
            proofs = [evidence(first, value=number_of(first)), evidence(item, "differs", number_of(item))]
            line = shorten(f"{first.mention.exact} ≠ {shorten(item.sentence.of(item.article.text))}", 240)
            out.append(
                finding(proofs, material, status="disputed", aspect="figure", summary=line, reasons=["parties.opposed"], confidence=0.8)
            )
    return out


def _countered(item: Item, before: Sequence[Item]) -> Item | None:
    """The figure of another party that a figure is set against: the last one before it of its kind."""
    text, figure, phrases = item.article.text, item.mention, _phrases(item.language)
    assert isinstance(figure, Figure)
    lead = text[max(item.sentence.start, figure.span.start - _LEAD) : figure.span.start]
    own = phrases.own.search(lead) or (phrases.share.search(lead) if figure.unit == "%" else None)
    said = None if own else phrases.said.search(lead)
    if not (own or said) or phrases.moved.search(item.sentence.of(text)):
        return None
    alike = [i for i in before if isinstance(i.mention, Figure) and i.mention.unit == figure.unit and _reach(i, item) <= _GAP]
    values = {number_of(i) for i in alike}
    if number_of(item) in values or (figure.unit is None and len(values) > 1):
        return None  # nothing tells which of several counts is meant
    first = alike[-1] if alike else None
    if first is None or first.mention.span.end > figure.span.start or not 1.0 < _ratio(first, item) <= _RATIO:
        return None
    if said:
        known = first.speaker is not None and item.speaker is not None
        return first if known and not same_party(first.speaker, item.speaker) else None
    assert own is not None
    whose = prefixes(_BREAK.split(lead[: own.start()].rstrip(" ,"))[-1])
    return first if whose and not whose & _giver(first) else None


def _reach(first: Item, second: Item) -> int:
    return second.mention.span.start - first.mention.span.end


def _ratio(a: Item, b: Item) -> float:
    return max(number_of(a), number_of(b)) / min(number_of(a), number_of(b))


def _giver(item: Item) -> frozenset[str]:
    """The words for whoever gives a figure: the speaker, else what stands before it in its sentence."""
    voice = item.speaker
    if voice is not None:
        return prefixes(" ".join(w for w in (voice.name, voice.role, voice.exact) if w))
    return prefixes(item.article.text[item.sentence.start : item.mention.span.start])
