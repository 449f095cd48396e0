"""Bytes to articles: files, folders, globs and standard input, in the order given; whatever cannot be read is a Problem."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from recoupe.errors import UsageError
from recoupe.readers.html import HTML
from recoupe.readers.jsonl import JSONL
from recoupe.readers.plain import PLAIN
from recoupe.records import Article, Problem, Published
from recoupe.sockets import Given, Reader

READERS: tuple[Reader, ...] = (HTML, JSONL, PLAIN)
"""Asked in this order; the last one takes what no other does."""

_NOTHING = Given()
_KNOWN = tuple(s for r in READERS for s in r.suffixes)
_HEAD = 4096
_NOT_TEXT = {".xml": "XML", ".rss": "a feed", ".atom": "a feed", ".csv": "a table", ".tsv": "a table", ".rtf": "RTF", ".eml": "an e-mail"}


def read(
    places: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], given: Given = _NOTHING, stdin: BinaryIO | None = None
) -> Iterator[Article | Problem]:
    """Every article at `places`, lazily and in the order given: a file, a folder (all of it, sorted), a glob pattern, or
    "-" for standard input (`stdin`, its format told from its first bytes). What `given` states wins over the material.

    Raises UsageError for a place that is an address on the web: nothing is fetched. Bad material never raises."""
    names = [os.fspath(p) for p in ([places] if isinstance(places, (str, os.PathLike)) else places)]
    for name in names:
        if name.lower().startswith(("http://", "https://", "ftp://")):
            raise UsageError(f"{name}: recoupe does not fetch pages yet: save the page and give its file")
        if not name:
            raise UsageError("an empty place: give a file, a folder, a pattern or -")
        if "\0" in name:
            raise UsageError("a place that holds a NUL character is no path")
    return _all(names, given, stdin)


def _all(names: list[str], given: Given, stdin: BinaryIO | None) -> Iterator[Article | Problem]:
    for name in names:
        for item in _place(name, stdin):
            yield _with(item, given) if isinstance(item, Article) else item


def _with(article: Article, given: Given) -> Article:
    """The article with what the user states."""
    if given.language:
        article = replace(article, language=given.language)
    if given.outlet:
        article = replace(article, outlet=given.outlet)
    if given.published:
        article = replace(article, published=Published(given.published, "given", None))
    return article


def _place(name: str, stdin: BinaryIO | None) -> Iterator[Article | Problem]:
    if name == "-":
        yield from _stdin(stdin)
        return
    path = Path(name)
    try:
        if path.is_dir():
            yield from _folder(path)
            return
        if path.exists():
            yield from _file(path)
            return
    except OSError as error:
        yield _trouble(name, error)
        return
    if any(c in name for c in "*?["):
        found = sorted(glob.glob(name, recursive=True))
        for each in found:
            yield from _place(each, None)
        if not found:
            yield Problem("read.missing", "no file matches this pattern", "error", name)
        return
    yield Problem("read.missing", "there is no such file or folder", "error", name)


def _stdin(stdin: BinaryIO | None) -> Iterator[Article | Problem]:
    if stdin is None:
        import sys

        stdin = sys.stdin.buffer
    try:
        data = stdin.read()
    except OSError as error:
        yield _trouble("-", error)
        return
    yield from read_bytes("-", data)


def _folder(folder: Path) -> Iterator[Article | Problem]:
    """The files of a folder and of the folders in it. A link back to a folder already seen is not followed."""
    seen: set[str] = set()
    found = False
    stack = [folder]
    while stack:
        here = stack.pop()
        real = os.path.realpath(here)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(here.iterdir(), key=lambda p: p.name)
        except OSError as error:
            yield _trouble(str(here), error)
            found = True
            continue
        inner: list[Path] = []
        for entry in entries:
            if entry.name.startswith((".", "~")):
                continue
            if entry.is_dir():
                inner.append(entry)
            elif entry.is_file() or entry.is_symlink():
                for item in _file(entry, in_folder=True):
                    found = found or isinstance(item, Article) or item.severity != "info"
                    yield item
        stack.extend(reversed(inner))
    if not found:
        yield Problem("read.nothing", "no article in this folder", "error", str(folder))


def _file(path: Path, in_folder: bool = False) -> Iterator[Article | Problem]:
    suffix = path.suffix.lower()
    source = str(path)
    # In a folder, only what is named like an article is one; a file given by name is looked into whatever its name.
    if in_folder and suffix and suffix not in _KNOWN:
        yield Problem("read.skipped", f"not read: {suffix} files are not articles", "info", source)
        return
    try:
        if not path.is_file() and not path.is_symlink():
            yield Problem("read.unsupported", "not a file that can be read (a device or a pipe)", "error", source)
            return
        data = path.read_bytes()
    except OSError as error:
        yield _trouble(source, error)
        return
    for item in read_bytes(source, data):
        if in_folder and isinstance(item, Problem) and item.code == "read.json" and suffix == ".json":
            item = replace(item, severity="info", message=item.message + " (skipped)")
        yield item


def read_bytes(source: str, data: bytes) -> Iterator[Article | Problem]:
    """The articles in `data`; `source` names it, and its suffix helps to tell the format."""
    suffix = os.path.splitext(source)[1].lower()
    head = data[:_HEAD]
    if not data.strip():
        yield Problem("read.empty", "nothing to read: the file is empty", "error", source)
        return
    reader = next(r for r in READERS if r.reads(source, head))
    if reader is PLAIN and suffix not in PLAIN.suffixes:
        if suffix in _NOT_TEXT or head.lstrip().startswith(b"<?xml"):
            kind = _NOT_TEXT.get(suffix, "XML")
            yield Problem("read.unsupported", f"{kind} is not read: give plain text, HTML or JSON Lines", "error", source)
            return
        from recoupe.readers.plain import decode

        if suffix and decode(data[:65_536]) is None:
            yield Problem("read.unsupported", f"{suffix} files are not read: give plain text, HTML or JSON Lines", "error", source)
            return
    try:
        yield from reader.read(source, data)
    except Exception as error:  # one bad file never stops a run
        yield Problem("read.crash", f"{reader.name}: {type(error).__name__}: {error}", "error", source)


def _trouble(name: str, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem("read.permission", "no permission to read it", "error", name)
    if isinstance(error, FileNotFoundError):
        return Problem("read.missing", "there is no such file or folder (a broken link?)", "error", name)
    return Problem("read.failed", f"cannot be read: {error.strerror or error}", "error", name)
