"""How well clauses are told to be about an act, with who, where and when: French news annotated by us (stand-off, over
WiNER-fr: `bench/quality/corpora/events_fr.jsonl`) and English news (MEANTIME).

An event of the gold is looked for in the clause of ours that its word stands in. The marks:

- `act`: gold events whose clause has a class of act that the gold takes; `act_precision` (French): acts of our clauses for
  which the clause has a gold event of that class. MEANTIME has no such classes: there the lemmas of `LEMMAS` were given one
  by hand, before anything of ours was looked at; `trigger`: words that we take for an act in the sentences annotated throughout
  (the first five) and that are annotated as an event, whatever the class.
- `who`, `where`: names of the gold that take part, that are among the actors or places of the clause.
- `doer` (MEANTIME): events whose doer (Arg0) is one of several actors of the clause, where it is the first of them.
- `day`: gold events with a day of their own whose clause has that day (or the month or year it lies in);
  `day_precision`: clauses of ours with a day and gold events, where that day is one of a gold event there.
- `planned`, `not_planned`: events annotated so (or not) whose clause we take so. Negated and hedged likewise, in one: `modal`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.quality.parts import ROOT, held
from recoupe import desk, timex
from recoupe import text as texts
from recoupe.kinds import events
from recoupe.languages import load
from recoupe.records import Article, EventMention, Examined, Published, Span
from recoupe.sockets import Reading

CORPUS = ROOT / "bench" / "quality" / "corpora" / "events_fr.jsonl"

LEMMAS: Mapping[str, str] = {
    lemma: act
    for act, lemmas in {
        "decrease": "fall drop decline decrease tumble slump plunge reduce reduction cut",
        "increase": "rise increase climb grow growth surge soar",
        "sale": "sell sale",
        "purchase": "buy purchase acquire acquisition",
        "delivery": "deliver delivery supply ship",
        "crash": "crash",
        "agreement": "agree agreement deal settle settlement",
        "charge": "sue suit lawsuit accuse indict",
        "bankruptcy": "bankruptcy",
        "launch": "launch introduce unveil release",
        "negotiation": "negotiate negotiation",
        "search": "search",
        "death": "die death kill",
        "merger": "merge merger takeover",
        "resignation": "resign resignation",
        "appointment": "appoint appointment",
        "vote": "vote",
        "offer": "offer propose proposal bid",
        "delay": "delay postpone",
        "cancellation": "cancel cancellation",
        "strike": "strike",
        "trial": "trial hearing",
        "founding": "found",
        "suspension": "suspend halt",
        "warning": "warn warning",
        "payment": "pay payment fund funding",
        "job_cut": "layoff",
        "meeting": "meet meeting",
        "visit": "visit",
        "injury": "injure injury wound",
        "attack": "attack",
        "closure": "closure shutdown",
    }.items()
    for lemma in lemmas.split()
}


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the gold: its word, the classes of act it may be told as, its day, and the names that take part."""

    span: Span
    acts: frozenset[str]
    day: str | None
    who: tuple[str, ...]
    where: tuple[str, ...]
    flags: str = ""
    lemma: str = ""
    doer: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its gold; `whole` is the part annotated throughout."""

    examined: Examined
    told: tuple[Told, ...]
    whole: Span


def french(shared: Path) -> Iterator[tuple[str, Document]]:
    """The annotated reports of WiNER-fr. A text that is no longer the one annotated is an error."""
    with gzip.open(shared / "data" / "winer_fr" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts_of = {raw["id"]: raw["text"] for raw in map(json.loads, lines)}
    for row in map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines()):
        text = texts_of[row["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['id']}: not the text that was annotated")
        told = tuple(
            Told(
                Span(*e["span"]),
                frozenset(e["acts"]),
                e["day"],
                tuple(text[a:b] for a, b in e["who"]),
                tuple(text[a:b] for a, b in e["place"]),
                e["flags"],
            )
            for e in row["events"]
        )
        yield row["id"], Document(_examined(row["id"], text, "fr", row["day"]), told, Span(0, len(text)))


def english(shared: Path) -> Iterator[tuple[str, Document]]:
    """The visible half of MEANTIME."""
    with gzip.open(shared / "data" / "meantime_en" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for raw in map(json.loads, lines):
            mentions = {m["m_id"]: m for m in raw["mentions"]}
            dateline = re.search(r"\d{4}-\d\d-\d\d", " ".join(str(m.get("value", "")) for m in _in_sentence(raw, 1)))
            if dateline is None:
                continue
            told = tuple(_told(m, raw["links"], mentions) for m in raw["mentions"] if m["kind"] == "EVENT_MENTION")
            last = raw["sentences"][min(5, len(raw["sentences"]) - 1)]
            examined = _examined(raw["id"], raw["text"], "en", dateline.group())
            yield raw["id"], Document(examined, told, Span(raw["sentences"][min(2, len(raw["sentences"]) - 1)][0], last[1]))


def _in_sentence(raw: Mapping[str, Any], number: int) -> list[Mapping[str, Any]]:
    return [m for m in raw["mentions"] if m["kind"] == "TIMEX3" and m["sent"] == number]


def _told(mention: Mapping[str, Any], links: Iterable[Mapping[str, Any]], mentions: Mapping[str, Mapping[str, Any]]) -> Told:
    who, days, doers = [], [], []
    for link in links:
        ends = [*link["source"], *link["target"]]
        others = [mentions[e] for e in ends if e != mention["m_id"] and e in mentions]
        if mention["m_id"] not in ends:
            continue
        if link["kind"] == "HAS_PARTICIPANT":
            who += [o["text"] for o in others if o.get("syntactic_type") == "NAM"]
            doers += [o["text"] for o in others if o.get("syntactic_type") == "NAM" and link.get("sem_role") == "Arg0"]
        elif link["kind"] == "TLINK" and link.get("reltype") in ("IS_INCLUDED", "INCLUDES", "SIMULTANEOUS"):
            days += [o["value"] for o in others if o["kind"] == "TIMEX3" and o["sent"] == mention["sent"]]
    lemma = str(mention.get("pred") or mention["text"]).lower()
    act = LEMMAS.get(lemma)
    flags = "p" if mention.get("time") == "FUTURE" else ""
    dated = next((timex.day(d) for d in days if re.match(r"\d{4}", d)), None)
    return Told(
        Span(mention["start"], mention["end"]),
        frozenset({act} if act else ()),
        dated,
        tuple(who),
        (),
        flags,
        lemma,
        doers[0] if len(doers) == 1 else "",
    )


def _examined(name: str, text: str, language: str, day: str) -> Examined:
    return desk.find(Article(name, name, text, language=language, published=Published(day, "given")))


# ---------------------------------------------------------------- marks


def _clause(document: Document, span: Span) -> EventMention | None:
    return next((e for e in document.examined.events if e.span.contains(span)), None)


def _reading(document: Document) -> Reading:
    e = document.examined
    return Reading(e.article, load(e.article.language), e.reports, e.sentences, e.names, e.dates, e.figures, e.quotes)


def _same_name(one: str, others: Iterable[str]) -> bool:
    words = set(texts.folded(one).split())
    return any(words & set(texts.folded(o).split()) for o in others)


def _fits(day: str | None, gold: str | None) -> bool:
    """Whether a day is the gold's, or one says less than the other and nothing else."""
    return bool(day and gold) and (str(day)[:10].startswith(str(gold)[:10]) or str(gold)[:10].startswith(str(day)[:10]))


def score(documents: Sequence[tuple[str, Document]], misses: list[str] | None = None) -> dict[str, float]:
    """The marks of some documents; those that nothing was counted for are left out."""
    n: Counter[str] = Counter()

    def count(mark: str, right: bool, line: str = "") -> None:
        n[f"{mark} of"] += 1
        n[mark] += right
        if misses is not None and line and not right:
            misses.append(f"{mark:14} {line}")

    for name, document in documents:
        text = document.examined.article.text
        for told in document.told:
            clause = _clause(document, told.span)
            here = f"{name} {told.span.of(text)!r}"
            got = f"{here}: {sorted(told.acts)} got {clause.acts if clause else '-'} in {clause.exact[:110] if clause else ''!r}"
            if told.acts:
                count("act", clause is not None and bool(told.acts & set(clause.acts)), got)
            for who in told.who:
                count("who", clause is not None and _same_name(who, (*clause.actors, *clause.places)), f"{here}: {who}")
            if told.doer and clause is not None and len(clause.actors) > 1 and _same_name(told.doer, clause.actors):
                count(
                    "doer", _same_name(told.doer, clause.actors[:1]), f"{here}: {told.doer} got {clause.actors} in {clause.exact[:120]!r}"
                )
            for where in told.where:
                count("where", clause is not None and _same_name(where, (*clause.places, *clause.actors)), f"{here}: {where}")
            if told.day:
                count(
                    "day", clause is not None and _fits(clause.date, told.day), f"{here}: {told.day} got {clause.date if clause else '-'}"
                )
            if clause is not None and told.acts:
                line = f"{here}: {told.flags!r} got {clause.planned} {clause.negated} {clause.stance} in {clause.exact[:110]!r}"
                count("planned" if "p" in told.flags else "not_planned", clause.planned == ("p" in told.flags), line)
                if not any(m.lemma for _, d in documents[:1] for m in d.told):
                    count("modal", (clause.negated, clause.stance != "asserts") == ("n" in told.flags, "h" in told.flags), line)
        _precision(name, document, count)
    return {mark: n[mark] / n[f"{mark} of"] for mark in _MARKS if n[f"{mark} of"]}


_MARKS = ("act", "act_precision", "trigger", "who", "doer", "where", "day", "day_precision", "planned", "not_planned", "modal")


def _precision(name: str, document: Document, count: Any) -> None:
    """What we say that the gold does not: acts, triggers and days of our clauses."""
    lemmas = any(t.lemma for t in document.told)
    text = document.examined.article.text
    for clause in document.examined.events:
        inside = [t for t in document.told if clause.span.contains(t.span)]
        if not lemmas:
            for act in clause.acts:
                count("act_precision", any(act in t.acts for t in inside), f"{name} {act} in {clause.exact[:130]!r}")
        days = [t.day for t in inside if t.day]
        if clause.date and clause.acts and (days or (inside and not lemmas)):
            count("day_precision", any(_fits(clause.date, d) for d in days), f"{name} {clause.date} for {days} in {clause.exact[:130]!r}")
        if lemmas and document.whole.contains(clause.span):
            for act, span in events.triggers(_reading(document), clause.span):
                right = any(t.span.overlap(span) for t in document.told)
                count("trigger", right, f"{name} {act} {span.of(text)!r} in {clause.exact[:110]!r}")


def measure(shared: Path | None, verbose: bool = False) -> dict[str, float]:
    """The marks of both sets, the part that rules were written with in view and the part that is only scored. The French
    reports were all read by who annotated them: there `held` means that no rule was written for a miss in them."""
    if shared is None:
        return {}
    marks: dict[str, float] = {}
    for group, documents in (("winer", list(french(shared))), ("meantime", list(english(shared)))):
        for part, wanted in (("seen", False), ("held", True)):
            misses: list[str] | None = [] if verbose and not wanted else None
            some = [(n, d) for n, d in documents if held(f"events {n}" if group == "winer" else n) == wanted]
            marks |= {f"{group}.{part}.{mark}": value for mark, value in score(some, misses).items()}
            for line in misses or ():
                print("   ", line)
    return marks
