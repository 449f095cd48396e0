"""Quotation marks: where words are rendered as spoken. Pairs are found per paragraph and unbalanced marks survived."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.records import Span
from recoupe.text import trim

_PAIRS = {"«": "»", "“": "”", "„": "“"}
_LONGEST_SINGLE = 400  # code points between single marks: an apostrophe further away closes nothing
_SINGLE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(:“\"]))(?:‘|')(?=\w)", re.M)
_SINGLE_END = re.compile(r"(?<=[\w.,!?…])[’'](?=[\s.,;:!?)”\"]|$)", re.M)


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between marks: `open` and `close` are the outer offsets (marks included), `span` the words inside,
    trimmed. `closed` is False where the closing mark is missing."""

    open: int
    close: int
    span: Span
    closed: bool = True
    single: bool = False
    dialogue: bool = False


def marked(text: str, paragraphs: Sequence[Span]) -> tuple[Marked, ...]:
    """The outermost marked stretches in order. A mark that is never closed holds to the end of its paragraph when
    it opens the paragraph (a speech that goes on) or is directional, and is ignored otherwise."""
    out: list[Marked] = []
    going_on = False
    for paragraph in paragraphs:
        found = _double(text, paragraph, going_on)
        going_on = bool(found) and not found[-1].closed
        out += found
        out += [m for m in _single(text, paragraph) if not any(m.open < f.close and f.open < m.close for f in found)]
    return tuple(sorted(out, key=lambda m: m.open))


def _double(text: str, block: Span, going_on: bool) -> list[Marked]:
    """The stretches between double marks; `going_on` where the paragraph before ended inside one."""
    out: list[Marked] = []
    start, closing, depth = -1, "", 0
    twice = -1
    for i in range(block.start, block.end):
        char = text[i]
        if char == "'" and text[i + 1 : i + 2] == "'" and i != twice:
            twice, char = i + 1, '"'  # two single marks are typed for a double one
        if char not in '«»“”„"':
            continue
        if start < 0:
            if char in _PAIRS:
                start, closing, depth = i, _PAIRS[char], 1
            elif char == '"' and _opens(text, i, block):
                start, closing, depth = i, '"', 1
            elif char == "”" and i == block.start and "”" in text[i + 1 : block.end] and not going_on:
                start, closing, depth = i, "”", 1  # typed for an opening one
            elif char in "»”" and going_on and not out:
                out.append(Marked(block.start, i + 1, trim(text, block.start, i)))
        elif char == closing or (closing in "”»" and char == '"' and depth == 1 and not _opens(text, i, block)):
            depth -= 1
            if depth == 0:
                close = i + (2 if twice == i + 1 else 1)
                out.append(Marked(start, close, trim(text, start + 1, i, "'" if twice == i + 1 else "")))
                start = -1
        elif char == text[start] and char in _PAIRS and closing != '"':
            if text[start + 1 : min(i, start + 60)].strip():
                depth += 1
    if start >= 0 and (start == block.start or text[start] not in "\"'" or text[block.start : start].rstrip().endswith(":")):
        end = block.end
        out.append(Marked(start, end, trim(text, start + 1, end), closed=False))
    return [m for m in out if len(m.span)]


def _opens(text: str, at: int, block: Span) -> bool:
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    if text[at] == "'":
        after = text[at + 2] if at + 2 < block.end else " "
    return (before.isspace() or before in "([’'—–-:") and not after.isspace()


def _single(text: str, block: Span) -> list[Marked]:
    out: list[Marked] = []
    at = block.start
    while True:
        opening = _SINGLE.search(text, at, block.end)
        if opening is None:
            return out
        end = _SINGLE_END.search(text, opening.end() + 2, min(block.end, opening.end() + _LONGEST_SINGLE))
        at = opening.end()
        if end is None:
            continue
        span = trim(text, opening.end(), end.start())
        if len(span):
            out.append(Marked(opening.start(), end.end(), span, single=True))
            at = end.end()
