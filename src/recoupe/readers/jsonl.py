"""JSON Lines, a JSON array or one JSON object of articles, with the keys that trafilatura, news-please, 4CAT and
recoupe itself write. A bad line is a Problem with its number; the others are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recoupe.languages import load
from recoupe.readers.plain import binary_problem, decode, empty_problem, encoding_problem, tidy
from recoupe.records import Article, Problem, Published
from recoupe.sockets import Reader

SUFFIXES = (".jsonl", ".ndjson", ".json")

# Documented keys, the most specific first: trafilatura | news-please | 4CAT | recoupe.
TEXT = ("maintext", "text", "raw_text", "raw-text", "body", "article", "content")
TITLE = ("title", "headline", "subject")
OUTLET = ("outlet", "sitename", "source-hostname", "hostname", "source_domain", "publisher", "site_name", "domain")
AUTHOR = ("author", "authors", "byline")
DATE = ("published", "date_publish", "date", "published_at", "datePublished", "timestamp", "publish_date")
URL = ("url", "source", "link", "canonical_url")
LANGUAGE = ("language", "lang")

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?")


def iso_day(value: object) -> str | None:
    """An ISO 8601 day or minute out of what a field holds (a string that begins with one, a Unix time), or None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)) or (isinstance(value, str) and re.fullmatch(r"\d{9,13}(?:\.\d+)?", value)):
        return _unix(float(value))
    match = _ISO.match(str(value).strip())
    if not match:
        return None
    year, month, day, hour, minute = match.groups()
    if not 1700 <= int(year) <= 2200 or not month:
        return year if not month and 1900 <= int(year) <= 2200 and len(str(value).strip()) == 4 else None
    if not 1 <= int(month) <= 12 or (day and not _is_day(int(year), int(month), int(day))):
        return None
    date = f"{year}-{month}" + (f"-{day}" if day else "")
    return f"{date}T{hour}:{minute}" if hour and int(hour) < 24 and int(minute) < 60 and (hour, minute) != ("00", "00") else date


def _unix(value: float) -> str | None:
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC).strftime("%Y-%m-%dT%H:%M")
    except (OverflowError, OSError, ValueError):
        return None


def _is_day(year: int, month: int, day: int) -> bool:
    from datetime import date

    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _first(row: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    for key in keys:
        value = row.get(key)
        if isinstance(value, (list, tuple)):
            value = ", ".join(str(v).strip() for v in value if isinstance(v, str) and v.strip())
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("date")
        if isinstance(value, str) and value.strip():
            return tidy(value).strip()
    return None


def article_of(row: Mapping[str, Any], source: str) -> Article | None:
    """The article that one JSON object holds, or None when it has no text. A title that the text does not begin with is
    put before it, for it is part of what the outlet printed."""
    text = next((tidy(v) for v in (row.get(k) for k in TEXT) if isinstance(v, str) and v.strip()), None)
    title = _first(row, TITLE)
    if text is None:
        return None
    if title:
        title = " ".join(title.split("\n"))
        start = " ".join(text[: len(title) * 2 + 40].split())
        if not start.startswith(" ".join(title.split())):
            text = f"{title}\n\n{text}"
    url = next((v for v in (row.get(k) for k in URL) if isinstance(v, str) and re.match(r"https?://", v)), None)
    day = next((d for d in (iso_day(_unwrap(row.get(k))) for k in DATE) if d), None)
    named = _first(row, LANGUAGE)
    return Article(
        id="",
        source=source,
        text=text,
        title=title,
        outlet=_first(row, OUTLET),
        author=_first(row, AUTHOR),
        language=load(named).code if named and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+){0,3}", named) else "und",
        published=Published(day, "stated", "the record's own date field") if day else Published(),
        url=url,
    )


def _unwrap(value: object) -> object:
    return value.get("date") if isinstance(value, Mapping) else value


def is_dossier(row: object) -> bool:
    """True for what recoupe itself writes."""
    return isinstance(row, Mapping) and str(row.get("schema", "")).startswith("recoupe/dossier/")


_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}(?:\{\s{0,64}[\"}]|\[\s{0,64}[\[{\]])")


def _reads(source: str, head: bytes) -> bool:
    name = source.lower()
    return name.endswith(SUFFIXES) or (not name.endswith((".txt", ".text", ".md", ".html", ".htm")) and bool(_START.match(head)))


def _read(source: str, data: bytes) -> Iterator[Article | Problem]:
    decoded = decode(data)
    if decoded is None:
        yield binary_problem(source)
        return
    if not decoded.text.strip():
        yield empty_problem(source)
        return
    problem = encoding_problem(source, decoded)
    if problem:
        yield problem
    yield from _whole(source, decoded.text) if not _is_lines(decoded.text) else _lines(source, decoded.text)


def _is_lines(text: str) -> bool:
    """JSON Lines: the first line that is not blank is a whole JSON object."""
    first = text.lstrip("\ufeff \t\r\n").split("\n", 1)
    if not first[0].startswith("{"):
        return False
    if first[0].rstrip().endswith("}") and len(first) > 1 and first[1].strip():
        return True
    return "\n{" in text and not text.rstrip().startswith("{\n")


def _loads(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _whole(source: str, text: str) -> Iterator[Article | Problem]:
    try:
        value = _loads(text.lstrip("\ufeff"))
    except ValueError as error:
        yield Problem("read.json", f"not valid JSON: {error}", "error", source)
        return
    if is_dossier(value):
        yield Problem("read.dossier", "a dossier written by recoupe, not an article: skipped", "info", source)
        return
    if isinstance(value, Mapping) and article_of(value, source) is None:
        rows = next((v for k in ("articles", "items", "posts", "results", "data") if isinstance(v := value.get(k), list)), None)
        value = rows if rows is not None else value
    if isinstance(value, Mapping):
        yield article_of(value, source) or Problem("read.json", "a JSON object without a text: no article in it", "error", source)
    elif isinstance(value, list):
        if not value:
            yield empty_problem(source)
        for number, row in enumerate(value, 1):
            yield _row(row, source, number, "item")
    else:
        yield Problem("read.json", "JSON, but neither an object nor an array: no article in it", "error", source)


def _lines(source: str, text: str) -> Iterator[Article | Problem]:
    # Not splitlines(): U+2028 and U+0085 may stand inside a JSON string.
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = _loads(line)
        except ValueError as error:
            yield Problem("read.json", f"line {number} is not valid JSON: {error}", "error", f"{source}:{number}")
            continue
        yield _row(row, source, number, "line")


def _row(row: object, source: str, number: int, what: str) -> Article | Problem:
    place = f"{source}:{number}"
    if not isinstance(row, Mapping):
        return Problem("read.json", f"{what} {number} is not a JSON object", "error", place)
    if is_dossier(row):
        return Problem("read.dossier", "a dossier written by recoupe, not an article: skipped", "info", place)
    return article_of(row, place) or Problem("read.json", f"{what} {number} has no text ({', '.join(TEXT)})", "error", place)


JSONL = Reader("json", SUFFIXES, _reads, _read)
