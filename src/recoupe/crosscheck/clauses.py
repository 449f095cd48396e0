"""The sentences of a report as the rules for opposite facts read them: folded, cut into clauses, with the words of a clause
tagged only where they are asked for, since few sentences tell anything that another report could contradict.

Offsets are those of the folded sentence; `Sentence.span` gives the characters of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from recoupe import text as texts
from recoupe import timex
from recoupe.crosscheck.items import Material
from recoupe.crosscheck.opposites_words import Words, words
from recoupe.languages import load
from recoupe.records import DateMention, Evidence, Examined, NameMention, Quote, Relation, Report, Span
from recoupe.tagging.tags import tag
from recoupe.tagging.tokens import tokenise

_HARD = re.compile(r"[;:.!?()\[\]\"\n]| - ")  # quotation marks and dashes are folded
_WORD = re.compile(r"[^\W\d_]+")
_NOUNS = ("NOUN", "PROPN")
_LONG = 60  # words of a sentence that is read
_OLD = 40  # days: what is dated farther from the report is no part of its story


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its part of speech, in offsets of the folded sentence."""

    form: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a sentence; `unsure` where it does not say plainly what is."""

    sentence: Sentence
    start: int
    end: int
    text: str
    unsure: bool

    @property
    def code(self) -> str:
        return self.sentence.code


class Sentence:
    """One sentence of a report."""

    def __init__(self, examined: Examined, report: Report, where: Span, material: Material, table: Words) -> None:
        self.examined, self.report, self.where = examined, report, where
        self.table, self._material = table, material
        self.plain = texts.fold(where.of(examined.article.text))
        self.code = examined.article.language
        self.origin = material.origin_of[report.key]
        self.published = (examined.article.published.date or "")[:10] or None

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.plain.text))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        language = load(self.code)
        found = tokenise(self.examined.article.text, (self.where,), language)
        at = {offset: i for i, offset in enumerate(self.plain.back)}
        out = []
        for start, end, form, kind in zip(found.starts, found.ends, found.forms, tag(found, language), strict=False):
            first, last = at.get(start - self.where.start), at.get(end - 1 - self.where.start)
            if first is not None and last is not None:
                out.append(Token(form, kind, first, last + 1))
        return tuple(out)

    def clause(self, start: int, end: int) -> Clause:
        """The clause that `[start, end)` stands in, between strong stops and words that open another."""
        text = self.plain.text
        left = max([m.end() for p in (_HARD, self.table.cuts) for m in p.finditer(text, 0, start)], default=0)
        right = min([m.start() for p in (_HARD, self.table.cuts) for m in p.finditer(text, end)], default=len(text))
        return Clause(self, left, right, text[left:right], bool(self.table.unsure.search(text, left, right)))

    def span(self, start: int, end: int) -> Span:
        local = self.plain.span(start, end)
        return texts.trim(self.examined.article.text, self.where.start + local.start, self.where.start + local.end, ",")

    def things(self, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
        """The nouns (as stems, or by the group of their like) and names between two offsets, no dates; then the names alone."""
        if start >= end:
            return frozenset(), frozenset()
        span = self.span(start, end)
        mentions = [n for n in self.examined.names if span.contains(n.span)]
        names = frozenset(texts.folded(self._material.name(self.examined.article.id, n)) for n in mentions)
        covered = [n.span for n in mentions] + [d.span for d in self.examined.dates if span.overlap(d.span)]
        nouns = set()
        for token in self.tokens:
            if start <= token.start < end and token.tag in _NOUNS:
                here = self.span(token.start, token.end).start
                if not any(s.start <= here < s.end for s in covered):
                    nouns.add(self.noun(token))
        return frozenset(n for n in nouns if len(n) > 1) | names, names

    def noun(self, token: Token) -> str:
        """What a noun is compared as."""
        group = self.table.kind_of(texts.folded(token.form))
        return group if group.startswith("=") else texts.stem(token.form, self.code)

    def numbers(self, start: int, end: int) -> frozenset[float]:
        span = self.span(start, end)
        return frozenset(f.value for f in self.examined.figures if f.value is not None and span.contains(f.span))

    def called(self, mention: NameMention) -> str:
        """What the dossier calls the bearer of a name, folded."""
        return texts.folded(self._material.name(self.examined.article.id, mention))

    def called_in(self, where: Span, kind: str | None = None) -> frozenset[str]:
        """The names in a span of the article as the dossier calls them, of one kind or of any, folded."""
        return frozenset(self.called(n) for n in self.examined.names if where.contains(n.span) and kind in (None, n.kind))

    def offsets(self, span: Span) -> tuple[int, int]:
        """Where characters of the article stand in the folded sentence."""
        back = self.plain.back
        return bisect_left(back, span.start - self.where.start), bisect_left(back, span.end - self.where.start)

    def bodies(self) -> frozenset[str]:
        """Who may do or be something: the persons and organisations of the article."""
        known = self._material.name
        return frozenset(texts.folded(known(self.examined.article.id, n)) for n in self.examined.names if n.kind != "place")

    def days(self, start: int, end: int) -> list[str] | None:
        """The days that are named between two offsets; None where a longer time is named, or one far from the report."""
        where = self.span(start, end)
        out: list[str] = []
        for date in self.examined.dates:
            if not where.contains(date.span) or date.type not in ("DATE", "TIME"):
                continue
            day = _day(date)
            if day is None:
                if date.value and date.value[:1].isdigit():
                    return None
                continue
            if self.published is not None and days_apart(day, self.published) > _OLD:
                return None
            out.append(day)
        return out

    def is_infinitive(self, i: int) -> bool:
        """Whether a verb is told of as an aim or a possibility ("to buy", "de fermer"), not as done."""
        form = texts.folded(self.tokens[i].form)
        before = texts.folded(self.tokens[i - 1].form) if i else ""
        return form.endswith(self.table.infinitive_endings) or before in self.table.infinitive_marks

    def is_participle(self, i: int) -> bool:
        return texts.folded(self.tokens[i].form).endswith(self.table.participles)

    def quote(self, span: Span) -> Quote | None:
        """The statement that a span stands in: the one that shares most of it."""
        near = (q for q in self.examined.quotes if q.span.overlap(span))
        best = max(near, key=lambda q: (q.span.overlap(span), -len(q.span)), default=None)
        return best if best is not None and best.span.overlap(span) * 2 > len(span) else None

    def evidence(self, span: Span, relation: Relation) -> Evidence:
        """A clause of this sentence as evidence, in the mouth of who says it."""
        quote, article = self.quote(span), self.examined.article
        return Evidence(
            article=article.id,
            span=span,
            exact=span.of(article.text),
            sentence=self.where,
            report=self.report.key,
            speaker=quote.speaker if quote is not None else None,
            via=quote.via if quote is not None else (),
            reported=article.published.date,
            relation=relation,
            origin=self.origin,
        )


def sentences(examined: Examined, report: Report, material: Material) -> Iterator[Sentence]:
    """The sentences of a report that can tell a fact: no headings, no questions, none that is endless."""
    table = words(examined.article.language)
    if table is None:
        return
    for where in examined.sentences:
        if not report.span.contains(where) or (report.heading is not None and report.heading.overlap(where)):
            continue
        exact = where.of(examined.article.text)
        if not exact.rstrip(" »\"”'’)").endswith("?") and exact.count(" ") <= _LONG:
            yield Sentence(examined, report, where, material, table)


def days_apart(one: str, two: str) -> int:
    """Days between two ISO days; 0 where one is none."""
    first, second = timex.values.parse_day(one), timex.values.parse_day(two)
    return abs(first.toordinal() - second.toordinal()) if first is not None and second is not None else 0


def _day(date: DateMention) -> str | None:
    day = timex.day(date.value) if date.value else None
    return day if day is not None and len(day) == 10 and day[0].isdigit() else None


def _left_out(material: Material) -> frozenset[str]:
    """Articles with the very text of another, which are not read twice."""
    return frozenset(other for others in material.twins.values() for other in others)


def by_story(material: Material) -> dict[str, Sequence[Report]]:
    """The reports of each story that has two origins and more, in order."""
    echoes = _left_out(material)
    out: dict[str, list[Report]] = {}
    for article in sorted(material.examined):
        for report in material.examined[article].reports:
            if article not in echoes and report.key in material.story_of:
                out.setdefault(material.story_of[report.key], []).append(report)
    return {s: r for s, r in sorted(out.items()) if len({material.origin_of[x.key] for x in r}) > 1}


def told(reports: Sequence[Report], material: Material) -> tuple[Sentence, ...]:
    """The sentences of some reports, in their order."""
    return tuple(s for r in reports for s in sentences(material.examined[r.article], r, material))
