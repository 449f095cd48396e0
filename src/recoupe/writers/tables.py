"""The dossier as a folder of CSV tables (RFC 4180, UTF-8): findings, evidence, quotes, figures, dates, names, articles.
docs/tables.md says what each column means.

A spreadsheet runs a cell that starts with = + - @ (or a tab or line end before them) as a formula. Articles are not
trusted, so such a cell gets an apostrophe in front; a plain number, negative or not, stays one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from recoupe.records import Dossier, Voice
from recoupe.sockets import WriteOptions, Writer
from recoupe.writers.contract import finite
from recoupe.writers.display import Words
from recoupe.writers.numbering import Numbered, numbered
from recoupe.writers.view import View

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "findings": (
        (
            "finding",
            "story",
            "story_title",
            "status",
            "aspect",
            "summary",
            "independent",
            "independent_high",
            "circular",
            "confidence",
            "weight",
            "articles",
            "outlets",
            "values",
            "reasons",
        )
    ),
    "evidence": (
        (
            "finding",
            "article",
            "outlet",
            "published",
            "start",
            "end",
            "exact",
            "sentence",
            "value",
            "relation",
            "stance",
            "speaker",
            "speaker_role",
            "anonymous",
            "via",
            "origin",
        )
    ),
    "quotes": (
        (
            "quote",
            "article",
            "outlet",
            "story",
            "start",
            "end",
            "exact",
            "kind",
            "speaker",
            "speaker_role",
            "anonymous",
            "via",
            "cue",
            "stance",
            "variants",
        )
    ),
    "figures": (
        (
            "figure",
            "article",
            "outlet",
            "story",
            "start",
            "end",
            "exact",
            "value",
            "low",
            "high",
            "approximate",
            "unit",
            "what",
            "topic",
            "act",
            "as_of",
        )
    ),
    "dates": ("date", "article", "outlet", "story", "start", "end", "exact", "value", "type", "anchor"),
    "names": ("name", "canonical", "kind", "form", "suspect", "articles", "outlets", "roles"),
    "articles": (
        (
            "article",
            "outlet",
            "title",
            "author",
            "language",
            "published",
            "published_how",
            "published_evidence",
            "credits",
            "source",
            "url",
            "characters",
            "removed",
            "stories",
        )
    ),
}

_RISKY = re.compile(r"[\s\ufeff\u200b-\u200d]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def cell(value: Any) -> str:
    """One cell: numbers plain, yes/no as true/false, nothing as empty, and no text that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        number = finite(value)
        return "" if number is None else str(number)
    text = str(value).replace("\x00", "\ufffd")
    if text[:1] in {"\t", "\r", "\n"} or (_RISKY.match(text) and not _NUMBER.fullmatch(text)):
        return "'" + text
    return text


def write(dossier: Dossier, options: WriteOptions) -> Mapping[str, str]:
    """The tables by file name."""
    view = View(dossier, Words("en"))
    mentions = numbered(dossier)
    rows: Mapping[str, Iterable[Sequence[Any]]] = {
        "findings": _findings(view),
        "evidence": _evidence(view),
        "quotes": _quotes(view, mentions),
        "figures": _figures(view, mentions),
        "dates": _dates(view, mentions),
        "names": _names(view, mentions),
        "articles": _articles(view),
    }
    return {f"{name}.csv": _table(COLUMNS[name], rows[name]) for name in COLUMNS}


WRITER = Writer("csv", (".csv",), write)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        if len(row) != len(columns):
            raise AssertionError(f"{len(row)} cells for {len(columns)} columns: {columns[0]}")
        writer.writerow([cell(value) for value in row])
    return out.getvalue()


def _listed(items: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(items))


def _who(voice: Voice | None) -> tuple[str | None, str | None, bool | None]:
    return (voice.name or voice.exact, voice.role, voice.anonymous) if voice else (None, None, None)


def _via(voices: Iterable[Voice]) -> str:
    return _listed(v.name or v.role or v.exact or "anonymous" for v in voices)


def _findings(view: View) -> Iterator[Sequence[Any]]:
    titles = {s.id: s.title for s in view.dossier.stories}
    for f in view.dossier.findings:
        values = _listed(cell(e.value) for e in f.evidence if e.value is not None)
        articles = tuple(dict.fromkeys(e.article for e in f.evidence))
        yield (
            (
                f.id,
                f.story,
                titles.get(f.story),
                f.status,
                f.aspect,
                f.summary,
                f.independent,
                f.high,
                f.circular,
                round(f.confidence, 4),
                round(f.weight, 4),
                len(articles),
                _listed(view.names_of(articles)),
                values,
                _listed(f.reasons),
            )
        )


def _evidence(view: View) -> Iterator[Sequence[Any]]:
    for f in view.dossier.findings:
        for e in f.evidence:
            article = view.article.get(e.article)
            sentence = e.sentence.of(article.text) if article else None
            yield (
                (
                    f.id,
                    e.article,
                    article.outlet if article else None,
                    e.reported,
                    e.span.start,
                    e.span.end,
                    e.exact,
                    sentence,
                    e.value,
                    e.relation,
                    e.stance,
                    *_who(e.speaker),
                    _via(e.via),
                    e.origin,
                )
            )


def _quotes(view: View, mentions: Numbered) -> Iterator[Sequence[Any]]:
    for i, a, q in mentions.quotes:
        yield (
            (
                i,
                a.id,
                a.outlet,
                view.story_at(a.id, q.span),
                q.span.start,
                q.span.end,
                q.exact,
                q.kind,
                *_who(q.speaker),
                _via(q.via),
                q.cue,
                q.stance,
                _listed(mentions.variants.get(i, ())),
            )
        )


def _figures(view: View, mentions: Numbered) -> Iterator[Sequence[Any]]:
    for i, a, g in mentions.figures:
        yield (
            (
                i,
                a.id,
                a.outlet,
                view.story_at(a.id, g.span),
                g.span.start,
                g.span.end,
                g.exact,
                g.value,
                g.low,
                g.high,
                g.approximate,
                g.unit,
                g.what,
                g.topic,
                g.act,
                g.as_of,
            )
        )


def _dates(view: View, mentions: Numbered) -> Iterator[Sequence[Any]]:
    for i, a, d in mentions.dates:
        yield i, a.id, a.outlet, view.story_at(a.id, d.span), d.span.start, d.span.end, d.exact, d.value, d.type, d.anchor


def _names(view: View, mentions: Numbered) -> Iterator[Sequence[Any]]:
    for i, name in mentions.names:
        for form in name.forms:
            outlets = _listed(view.names_of(form.articles))
            yield i, name.name, name.kind, form.form, form.suspect, _listed(form.articles), outlets, _listed(name.roles)


def _articles(view: View) -> Iterator[Sequence[Any]]:
    stories: dict[str, list[str]] = {}
    for story in view.dossier.stories:
        for report in story.reports:
            stories.setdefault(report.article, []).append(story.id)
    for a in view.dossier.articles:
        yield (
            (
                a.id,
                a.outlet,
                a.title,
                a.author,
                a.language,
                a.published.date,
                a.published.how,
                a.published.evidence,
                _listed(a.credits),
                a.source,
                a.url,
                len(a.text),
                sum(len(r.exact) for r in a.removed),
                _listed(stories.get(a.id, ())),
            )
        )
