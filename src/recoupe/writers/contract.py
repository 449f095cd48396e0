"""The JSON dossier, `recoupe/dossier/1` (dossier.schema.json beside this file), written and read back.

What is added to the schema is added compatibly: `removed[].at`, `articles[].url` and `credits`, `copies[].copied`,
`evidence[].sentence`, `report`, `origin` and `modality`, `findings[].weight` and `ranking`, `figures[].topic`, `act` and `as_of`,
`problems[].article`."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from recoupe.errors import InvalidDossier
from recoupe.records import Article, Dossier, Event, Evidence, Finding, Problem, Span, Story, Voice
from recoupe.sockets import WriteOptions, Writer
from recoupe.text import context
from recoupe.writers.numbering import Numbered, numbered

SCHEMA = "recoupe/dossier/1"
_LIMIT = 2_000_000_000  # bytes: more than any dossier this program writes


def as_dict(dossier: Dossier) -> dict[str, Any]:
    """The dossier as plain data in the order of the contract. Mentions carry ids in reading order: Q1.. quotes, G1..
    figures, D1.. dates."""
    texts = {article.id: article.text for article in dossier.articles}
    mentions = numbered(dossier)
    return {
        "schema": SCHEMA,
        "generator": {"name": "recoupe", "version": version(), "options": dict(dossier.options)},
        "articles": [_article(a) for a in dossier.articles],
        "copies": [
            {"articles": list(c.articles), "kind": c.kind, "overlap": min(1.0, max(0.0, round(c.overlap, 4))), "original": c.original}
            | {"upstream": c.upstream, "reports": [{"article": a, "index": i} for a, i in c.reports]}
            | {"copied": [[_span(x.a, x.span_a, x.exact_a), _span(x.b, x.span_b, x.exact_b)] for x in c.copied]}
            for c in dossier.copies
        ],
        "stories": [_story(s) for s in dossier.stories],
        "quotes": list(_quotes(mentions, texts)),
        "figures": list(_figures(mentions)),
        "dates": [
            {"id": i, **_span(a.id, d.span, d.exact), "value": d.value, "type": d.type, "anchor": d.anchor} for i, a, d in mentions.dates
        ],
        "names": [
            {"id": i, "name": n.name, "kind": n.kind, "roles": list(n.roles)}
            | {"forms": [{"form": f.form, "articles": list(f.articles), "suspect": f.suspect} for f in n.forms]}
            for i, n in mentions.names
        ],
        "events": [_event(e, texts) for e in dossier.events],
        "findings": [_finding(f, texts) for f in dossier.findings],
        "problems": [_problem(p, texts) for p in dossier.problems],
    }


def write(dossier: Dossier, options: WriteOptions) -> Mapping[str, str]:
    """One JSON file, one record a line: small, fast to write, and a diff shows what changed."""
    return {"": dumps(as_dict(dossier))}


def dumps(data: Mapping[str, Any]) -> str:
    """JSON with one line for each record of a top-level list."""
    parts = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            lines = ",\n".join(_line(item) for item in value)
            parts.append(f"{json.dumps(key)}: [\n{lines}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {_line(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


WRITER = Writer("json", (".json",), write)


def read_json(path: str | os.PathLike[str]) -> dict[str, Any]:
    """A dossier read back from its JSON file, as plain data.

    Raises InvalidDossier when the file cannot be read, is not JSON, is not of the schema `recoupe/dossier/1`, or when
    the evidence of a finding is not what stands in the article's text at that place."""
    name = os.fspath(path)
    try:
        if Path(path).stat().st_size > _LIMIT:
            raise InvalidDossier(f"{name}: too large for a dossier")
        data = json.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InvalidDossier(f"{name}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidDossier(f"{name}: not JSON; a dossier is written by: recoupe check ... -o dossier.json") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise InvalidDossier(f"{name}: not a dossier (its schema is not {SCHEMA!r})")
    try:
        _verify(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidDossier(f"{name}: a part of the dossier is missing or of the wrong type ({error})") from error
    except ValueError as error:
        raise InvalidDossier(f"{name}: {error}") from error
    return data


def _verify(data: Mapping[str, Any]) -> None:
    texts: dict[str, str] = {}
    for article in data["articles"]:
        texts[str(article["id"])] = str(article["text"])
        if not isinstance(article["text"], str) or not isinstance(article["published"], dict):
            raise TypeError(f"article {article['id']}")
    for finding in data["findings"]:
        for key in ("id", "status", "aspect", "summary", "story"):
            if not isinstance(finding[key], str):
                raise TypeError(f"{key} of a finding")
        for e in finding["evidence"]:
            text = texts.get(e["article"])
            if text is None:
                raise ValueError(f"finding {finding['id']} names an article that is not in the dossier: {e['article']}")
            start, end = e["start"], e["end"]
            if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end) or text[start:end] != e["exact"]:
                raise ValueError(f"evidence of finding {finding['id']} is not what stands in article {e['article']} at {start}-{end}")


# ---------------------------------------------------------------- the parts


def version() -> str:
    """The version of recoupe that writes."""
    from importlib import metadata  # 30 ms, which only a dossier in a file has to pay

    try:
        return metadata.version("recoupe")
    except metadata.PackageNotFoundError:
        return "0+unknown"


def _line(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate can be escaped in JSON, not encoded
        return json.dumps(value, ensure_ascii=True, allow_nan=False)
    return text


def _span(article: str, span: Span, exact: str) -> dict[str, Any]:
    return {"article": article, "start": span.start, "end": span.end, "exact": exact}


def _quoted(article: str, span: Span, exact: str, texts: Mapping[str, str]) -> dict[str, Any]:
    prefix, suffix = context(texts.get(article, ""), span)
    return _span(article, span, exact) | {"prefix": prefix, "suffix": suffix}


def _voice(voice: Voice) -> dict[str, Any]:
    return {"name": voice.name, "role": voice.role, "anonymous": voice.anonymous, "exact": voice.exact}


def _article(a: Article) -> dict[str, Any]:
    published = {"date": a.published.date, "how": a.published.how, "evidence": a.published.evidence}
    head = {"id": a.id, "source": a.source, "outlet": a.outlet, "author": a.author, "title": a.title, "language": a.language, "url": a.url}
    removed = [{"exact": r.exact, "why": r.why, "at": r.at} for r in a.removed]
    return head | {"published": published, "credits": list(a.credits), "text": a.text, "removed": removed}


def _story(s: Story) -> dict[str, Any]:
    place = {report.key: i for i, report in enumerate(s.reports)}
    return {
        "id": s.id,
        "title": s.title,
        "first": s.first,
        "last": s.last,
        "keywords": list(s.keywords),
        "names": list(s.names),
        "reports": [
            {"article": r.article, "start": r.start, "end": r.end, "index": r.index}
            | ({"heading": {"start": r.heading.start, "end": r.heading.end}} if r.heading else {})
            for r in s.reports
        ],
        "origins": [{"reports": [place[k] for k in o.reports if k in place], "upstream": o.upstream, "why": o.why} for o in s.origins],
    }


def _quotes(mentions: Numbered, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for i, article, quote in mentions.quotes:
        yield {
            "id": i,
            **_quoted(article.id, quote.span, quote.exact, texts),
            "kind": quote.kind,
            "speaker": _voice(quote.speaker),
            "via": [_voice(v) for v in quote.via],
            "cue": quote.cue,
            "stance": quote.stance,
            "pattern": quote.pattern,
            "variants": list(mentions.variants.get(i, ())),
            **({"against": _voice(quote.against)} if quote.against else {}),
            **({"topic": {"start": quote.topic.start, "end": quote.topic.end}} if quote.topic else {}),
        }


def _figures(mentions: Numbered) -> Iterator[dict[str, Any]]:
    for i, article, g in mentions.figures:
        yield {
            "id": i,
            **_span(article.id, g.span, g.exact),
            "value": finite(g.value),
            "low": finite(g.low),
            "high": finite(g.high),
            "approximate": g.approximate,
            "unit": g.unit,
            "what": g.what,
            "topic": g.topic,
            "act": g.act,
            "as_of": g.as_of,
        }


def _evidence(e: Evidence, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        **_quoted(e.article, e.span, e.exact, texts),
        "sentence": {"start": e.sentence.start, "end": e.sentence.end},
        "report": e.report[1],
        "value": finite(e.value) if isinstance(e.value, float | int) else e.value,
        "speaker": _voice(e.speaker) if e.speaker else None,
        "via": [_voice(v) for v in e.via],
        "stance": e.stance,
        "reported": e.reported,
        "relation": e.relation,
        "origin": e.origin,
        "modality": e.modality,
    }


def _event(e: Event, texts: Mapping[str, str]) -> dict[str, Any]:
    head = {"id": e.id, "story": e.story, "date": e.date, "end": e.end, "summary": e.summary}
    return head | {"evidence": _many(e.evidence, texts)}


def _many(evidence: Iterable[Evidence], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    return [_evidence(e, texts) for e in evidence]


def _finding(f: Finding, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": f.id,
        "story": f.story,
        "status": f.status,
        "aspect": f.aspect,
        "summary": f.summary,
        "independent": f.independent,
        "origins": {"low": f.independent, "high": f.high},
        "circular": f.circular,
        "confidence": round(f.confidence, 4),
        "weight": round(f.weight, 4),
        "reasons": list(f.reasons),
        "ranking": dict(f.ranking),
        "evidence": _many(f.evidence, texts),
    }


def _problem(p: Problem, texts: Mapping[str, str]) -> dict[str, Any]:
    span = None
    if p.span is not None and p.article is not None and p.article in texts and len(p.span):
        span = _span(p.article, p.span, p.span.of(texts[p.article]))
    return {"code": p.code, "message": p.message, "severity": p.severity, "source": p.source, "article": p.article, "span": span}


def finite(number: float | None) -> float | int | None:
    """A number as JSON can hold it: whole ones as integers, none for what is not a number."""
    if number is None or not math.isfinite(number):
        return None
    return int(number) if number == int(number) and abs(number) < 2**53 else number
