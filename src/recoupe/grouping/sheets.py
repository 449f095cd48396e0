"""A report laid out for comparison: its words, its prose without quotations, its content terms sentence by sentence.

Everything else in this room works on sheets. They are pure functions of one report, so a sheet never depends on
what else is in the collection, nor on the order of the input."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from recoupe import text as texts
from recoupe.grouping import fingerprints
from recoupe.records import Article, Examined, Report, Span

Key = tuple[str, int]

QUOTED, PLAIN, NAMED = 0, 1, 3  # what a word of `free` is; of two, `&` gives the lesser
_WORD = fingerprints.WORD
_QUOTED = re.compile(r"«[^«»]{1,900}»|“[^“”\n]{1,900}”|\"[^\"\n]{1,900}\"|„[^„“\n]{1,900}“")
_LEAD_BOOST = 1.4  # what a word of the lead counts beside one further down
_LEAD = 3  # sentences (the headline is one) that say what a report is about


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report, ready to be compared. `day` counts days (proleptic ordinal), None when the article is undated;
        `only` is true for the single report of an article.

    `fingerprint` identifies the word sequence; `numbers` are the words; `free` says whether they stand inside quotation marks
        (QUOTED), with a capital inside a sentence (NAMED) or otherwise (PLAIN); `runs` are the runs of words
        (`fingerprints.runs`), `prose` those of them that hold no quoted word. `sentences` are the content terms of each sentence in order
        (`own` marks those that are not mostly quotation), `weights` the dampened frequency of every term of the report,
        `shared` the same for keys that mean the same in any language (names, figures, days, the first letters of long
        words). `display` gives the word a term was mostly read from, `proper` the terms only ever written with a capital."""

    key: Key
    report: Report
    article: Article
    words: int
    fingerprint: int
    numbers: tuple[int, ...]
    free: bytes
    runs: tuple[int, ...]
    prose: frozenset[int]
    sentences: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...]
    own: tuple[bool, ...]
    weights: Mapping[str, float]
    shared: Mapping[str, float]
    display: Mapping[str, str]
    proper: frozenset[str]
    names: tuple[str, ...]
    day: int | None
    only: bool

    @property
    def language(self) -> str:
        return self.article.language.split("-")[0].lower()

    @property
    def order(self) -> tuple[str, str, int]:
        """Canonical order: by day of publication (undated last), then id."""
        return (self.article.published.date or "9999", self.article.id, self.report.index)


@lru_cache(maxsize=300_000)
def _word(word: str, code: str) -> tuple[str, str, int]:
    """(folded, stem or "" for a function word, number)."""
    plain = texts.folded(word)
    number = fingerprints.word_number(plain)
    if plain in texts.stopwords(code) or (len(plain) < 2 and not plain.isdigit()):
        return plain, "", number
    return plain, plain if plain[:1].isdigit() else texts.stem(plain, code), number


def day_of(value: str | None) -> int | None:
    """The ordinal of an ISO day, None when the day is not known."""
    if not value or len(value) < 10:
        return None
    try:
        return date.fromisoformat(value[:10]).toordinal()
    except ValueError:
        return None


def lay_out(examined: Sequence[Examined], known: Sequence[Sheet] = ()) -> list[Sheet]:
    """The sheets of all reports, in canonical order; those `known` are used again where the article is the same object."""
    held = {one.key: one for one in known}
    sheets = []
    for one in examined:
        for report in one.reports:
            former = held.get(report.key)
            same = former is not None and former.article is one.article and former.report is report
            sheets.append(former if former is not None and same else sheet(one, report))
    return sorted(sheets, key=lambda s: s.order)


def _quotations(one: Examined, report: Report) -> list[Span]:
    spans = [q.span for q in one.quotes if q.kind == "direct" and report.span.contains(q.span)]
    spans += [Span(m.start(), m.end()) for m in _QUOTED.finditer(one.article.text, report.start, report.end)]
    return sorted(spans)


def _boundaries(one: Examined, report: Report) -> tuple[Span, ...]:
    inside = [Span(max(s.start, report.start), min(s.end, report.end)) for s in one.sentences if s.overlap(report.span)]
    return tuple(inside) or (report.span,)


@dataclass(frozen=True, slots=True)
class _Words:
    """What one pass over the words of a report leaves."""

    numbers: list[int]
    free: bytearray  # QUOTED inside quotation marks, NAMED with a capital inside a sentence, else PLAIN
    sentences: tuple[tuple[str, ...], ...]
    own: tuple[bool, ...]
    seen: Counter[str]  # content words as written
    inner: set[str]  # those that stand elsewhere than at the head of a sentence


def _read(one: Examined, report: Report, spans: Sequence[Span]) -> _Words:
    body, code = one.article.text, one.article.language
    marks = _quotations(one, report)
    opened = [s.start for s in marks]
    reach: list[int] = []  # how far the quotations that start at or before this one go
    for s in marks:
        reach.append(max(s.end, reach[-1] if reach else 0))
    known: dict[str, tuple[str, str, int]] = {}
    words = _Words([], bytearray(), (), (), Counter(), set())
    sentences: list[tuple[str, ...]] = []
    own: list[bool] = []
    for span in spans:
        terms: list[str] = []
        quoted = total = 0
        for match in _WORD.finditer(body, span.start, span.end):
            word = match.group()
            entry = known.get(word)
            if entry is None:
                entry = known[word] = _word(word, code)
            _, stem, number = entry
            words.numbers.append(number)
            i = bisect_right(opened, match.start()) - 1 if opened else -1
            inside = i >= 0 and match.start() < reach[i]
            quoted += inside
            words.free.append(QUOTED if inside else NAMED if total and word[0].isupper() else PLAIN)
            total += 1
            if stem:
                terms.append(stem)
                words.seen[word] += 1
                if total > 1:
                    words.inner.add(word)
        sentences.append(tuple(terms))
        own.append(2 * quoted <= total)
    return replace(words, sentences=tuple(sentences), own=tuple(own))


def sheet(one: Examined, report: Report) -> Sheet:
    """Lay out one report."""
    code = one.article.language
    spans = _boundaries(one, report)
    words = _read(one, report, spans)
    lead = {term for terms in words.sentences[:_LEAD] for term in terms}
    seen = Counter(words.seen)
    for match in _WORD.finditer(_heading(one, report)):
        if stem := _word(match.group(), code)[1]:
            lead.add(stem)
            seen[match.group()] += 1
    small = {_word(word, code)[0] for word in seen if word[0].islower()}
    proper = {_word(word, code)[0] for word in words.inner if word[0].isupper()} - small
    proper = {plain for plain in proper if len(plain) > 2}
    display: dict[str, Counter[str]] = {}
    for word, n in seen.items():
        display.setdefault(_word(word, code)[1], Counter())[word] += n
    names = tuple(m.name for m in one.names if report.span.contains(m.span))
    runs, free = fingerprints.runs(words.numbers), bytes(words.free)
    return Sheet(
        key=report.key,
        report=report,
        article=one.article,
        words=len(words.numbers),
        fingerprint=hash((len(words.numbers), *words.numbers)),
        numbers=tuple(words.numbers),
        free=free,
        runs=tuple(runs),
        prose=frozenset(run for at, run in enumerate(runs) if free.find(0, at, at + fingerprints.SHINGLE) < 0),
        sentences=words.sentences,
        spans=spans,
        own=words.own,
        weights={term: damped(forms.total()) * (_LEAD_BOOST if term in lead else 1.0) for term, forms in display.items()},
        shared=_any_language(one, report, display, proper, names),
        display={term: forms.most_common(1)[0][0] for term, forms in display.items()},
        proper=frozenset(term for term, forms in display.items() if all(_word(f, code)[0] in proper for f in forms)),
        names=names,
        day=day_of(one.article.published.date),
        only=len(one.reports) == 1,
    )


def damped(n: int) -> float:
    """1, 1.7, 2.1, 2.4 ...: a word said ten times is not ten times the subject."""
    return 1.0 + (n - 1) ** 0.5 * 0.7 if n > 1 else 1.0


def _heading(one: Examined, report: Report) -> str:
    """The report's headline where it does not stand in the text already."""
    title = one.article.title or ""
    if not title or report.heading is not None or len(one.reports) > 1:
        return ""
    opening = one.article.text[report.start : report.start + 4 * len(title) + 200]
    return "" if title in opening or texts.folded(title) in texts.folded(opening) else title


def _any_language(
    one: Examined, report: Report, display: Mapping[str, Counter[str]], proper: set[str], names: tuple[str, ...]
) -> dict[str, float]:
    keys: Counter[str] = Counter()
    for term, forms in display.items():
        if term[0].isdigit():
            keys["#" + term] += forms.total()
            continue
        for word, seen in forms.items():
            plain = _word(word, one.article.language)[0]
            if plain in proper:
                keys["@" + plain[:6]] += seen
            elif len(plain) >= 6:
                keys["~" + plain[:5]] += seen
    for name in names:
        for part in texts.folded(name).replace("-", " ").split():
            if len(part) > 2:
                keys["@" + part[:6]] += 1
    for mention in one.dates:
        if report.span.contains(mention.span) and mention.type in ("DATE", "TIME") and mention.value and day_of(mention.value):
            keys["!" + mention.value[:10]] += 1
    return {key: damped(n) for key, n in keys.items()}
