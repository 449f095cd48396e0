"""How firmly something is told, as an editor would mark it: announced, planned, in the conditional, confirmed, denied, not
confirmed, no comment, or plainly asserted. Two reports may agree on a thing that neither of them asserts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from recoupe import text as texts
from recoupe.languages import load
from recoupe.records import EventMention, Evidence, Modality, Quote, Span
from recoupe.sockets import Item

REASONS = {
    "modality.conditional": "every report that tells it does so in the conditional or with reservation",
    "modality.planned": "it is announced or planned: no report tells that it was done",
    "modality.unconfirmed": "one of the reports says that it is not confirmed",
    "modality.confirmed": "one report confirms what another only announces or puts in the conditional",
}

_OPEN: tuple[Modality, ...] = ("conditional", "announced", "planned", "unconfirmed")
_WISHES = ("object.", "noun.to")  # patterns of what is wanted, demanded or promised
_REACH = 300  # code points on either side of a mention, so that a table taken for a sentence takes no longer
_PLANNED: tuple[Modality, ...] = ("announced", "planned")


@dataclass(frozen=True, slots=True)
class _Words:
    unconfirmed: re.Pattern[str] | None
    no_comment: re.Pattern[str] | None
    confirmed: re.Pattern[str] | None
    announced: re.Pattern[str] | None
    planned: re.Pattern[str] | None


@cache
def _words(code: str) -> _Words:
    table = load(code).table("modality")

    def whole(name: str) -> re.Pattern[str] | None:
        phrases = sorted((_plain(str(p)) for p in table.get(name, ())), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)") if phrases else None

    return _Words(whole("unconfirmed"), whole("no_comment"), whole("confirmed"), whole("announced"), whole("planned"))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", texts.folded(text)).split())


def of(item: Item) -> Modality:
    """The rung on which the sentence of a mention puts it; what it denies or doubts itself goes before the words around it."""
    if item.stance == "denies":
        return "denied"
    words = _words(item.language)
    near = item.mention.span
    around = Span(max(item.sentence.start, near.start - _REACH), min(item.sentence.end, near.end + _REACH))
    sentence = _plain(around.of(item.article.text))
    if words.no_comment and words.no_comment.search(sentence):
        return "no-comment"
    if words.unconfirmed and words.unconfirmed.search(sentence):
        return "unconfirmed"
    if item.stance == "hedges":
        return "asserted" if wished(item) else "conditional"
    if isinstance(item.mention, EventMention) and item.mention.planned:
        clause = _plain(item.mention.exact)  # a call "afin de livrer" was held: the clause must say that it is to come
        if words.announced and words.announced.search(clause):
            return "announced"
        if words.planned and words.planned.search(clause):
            return "planned"
    if words.confirmed and words.confirmed.search(sentence):
        return "confirmed"
    return "asserted"


def wished(item: Item) -> bool:
    """What is said is wanted, demanded or promised: that it is wanted is asserted, not that it is so."""
    return isinstance(item.mention, Quote) and item.mention.pattern.startswith(_WISHES)


def reasons(evidence: Sequence[Evidence]) -> list[str]:
    """What the rungs of a finding's evidence add up to, as reason codes."""
    rungs = {e.modality for e in evidence}
    out = []
    if rungs == {"conditional"}:
        out.append("modality.conditional")
    if rungs <= set(_PLANNED):
        out.append("modality.planned")
    if "unconfirmed" in rungs:
        out.append("modality.unconfirmed")
    if "confirmed" in rungs and rungs & set(_OPEN):
        out.append("modality.confirmed")
    return out
