"""Bytes to text, and plain text to one article. The other readers decode with `decode` and `tidy` too."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from recoupe.records import Article, Problem
from recoupe.sockets import Reader

SUFFIXES = (".txt", ".text", ".md", ".markdown")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the web calls Latin-1 is Windows-1252 (WHATWG Encoding Standard): only that has “ ” ’ … €.
_WEB = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
_SAMPLE = 65_536
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINE = re.compile("\r\n?|\x85")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and how that was known: "bom", "declared", "utf-8" or "guessed"."""

    text: str
    encoding: str
    how: str


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """Bytes as text: byte order mark, then UTF-8 where the bytes can be nothing else, then what is declared, then UTF-8,
    then chardet's guess. None when the bytes are no text at all (NUL bytes, a share of control characters)."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(name, errors="replace"), name, "bom")
    if b"\0" in data[:_SAMPLE]:
        wide = _wide(data)
        return Decoded(data.decode(wide, errors="replace"), wide, "guessed") if wide else None
    try:
        # Bytes that are valid UTF-8 with anything beyond ASCII are UTF-8, whatever a page declares.
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None if _is_noise(text) else Decoded(text, "utf-8", "utf-8")
    if declared:
        name = _WEB.get(declared.strip().lower(), declared.strip().lower())
        try:
            if codecs.lookup(name).name != "utf-8":
                return Decoded(data.decode(name), name, "declared")
        except (LookupError, ValueError):
            pass
    name = _guess(data)
    text = data.decode(name, errors="replace")
    return None if _is_noise(text) else Decoded(text, name, "guessed")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is NUL."""
    head = data[:4096]
    half = max(1, len(head) // 2)
    for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[at::2].count(0) > 0.7 * half and head[1 - at :: 2].count(0) < 0.05 * half:
            return name
    return None


def _guess(data: bytes) -> str:
    import chardet

    sample = data
    if len(data) > _SAMPLE:  # what decides are the bytes beyond ASCII: take the part that starts with them
        first = next((m.start() for m in re.finditer(b"[\x80-\xff]", data)), 0)
        start = max(0, first - 1024)
        sample = data[start : start + _SAMPLE]
    name = str(chardet.detect(sample).get("encoding") or "cp1252").lower()
    name = _WEB.get(name, name)
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return "cp1252" if name.startswith("utf-8") else name


def _is_noise(text: str) -> bool:
    head = text[:_SAMPLE]
    bad = len(_CONTROL.findall(head)) + head.count("\ufffd")
    return bad > 8 and bad > 0.05 * len(head)


def tidy(text: str) -> str:
    """One kind of newline, no control characters but tab and newline, no lone surrogates. Everything else stays (NBSP too)."""
    if "\r" in text or "\x85" in text:
        text = _NEWLINE.sub("\n", text)
    text = _CONTROL.sub("", text)
    return _SURROGATE.sub("\ufffd", text)


def encoding_problem(source: str, decoded: Decoded) -> Problem | None:
    """Says so when the encoding had to be guessed."""
    if decoded.how != "guessed":
        return None
    return Problem("read.encoding", f"no encoding is declared and it is not UTF-8: read as {decoded.encoding}", "info", source)


def binary_problem(source: str) -> Problem:
    return Problem("read.binary", "not text: the bytes are binary data", "error", source)


def empty_problem(source: str) -> Problem:
    return Problem("read.empty", "nothing to read: the file is empty", "error", source)


def _reads(source: str, head: bytes) -> bool:
    return True  # asked last: what no other reader takes is text, or turns out to be binary


def _read(source: str, data: bytes) -> Iterator[Article | Problem]:
    decoded = decode(data)
    if decoded is None:
        yield binary_problem(source)
        return
    text = tidy(decoded.text)
    if not text.strip():
        yield empty_problem(source)
        return
    problem = encoding_problem(source, decoded)
    if problem:
        yield problem
    yield Article(id="", source=source, text=text)


PLAIN = Reader("plain text", SUFFIXES, _reads, _read)
