"""A group of figures in one line, in the sources' own words: each distinct figure with what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.records import Figure
from recoupe.sockets import Item

_END = re.compile(r"[;:!?()«»\"“”\n]|\.(?=\s|$)")
_AFTER = 30
"""How far after a figure the noun it counts may begin, in code points."""
_BEFORE = 60
"""How far before a sum the noun that governs it may begin."""
_LINK = 8
"""The same for a noun that only a word like "of" parts from its figure."""
_ENOUGH = 3
"""So many words before a figure tell what it is; what follows is left out."""
_WORDS = 6
"""How many words of a clause are told on either side of a figure whose noun is not known."""
_MOST = 4
"""How many renderings of one figure are told."""


def say(items: Sequence[Item]) -> str:
    """ "onze communes / une dizaine de communes"; a sum that nothing names is told with the clause around it."""
    said: dict[str, str | None] = {}  # the figure as it is written -> the same with its noun
    first: dict[str, Item] = {}
    for item in items:
        figure = item.mention
        if isinstance(figure, Figure):
            written = _plain(figure.exact)
            first.setdefault(written.lower(), item)
            if said.get(written.lower()) is None:
                said[written.lower()] = _with_noun(item, figure)
    if not said:
        return ""
    lines = [noun or _plain(first[written].mention.exact) for written, noun in said.items()]
    if not any(said.values()):
        lines[0] = _clause(next(iter(first.values())))
    told: list[str] = []
    for line in lines:
        if not any(line.lower() in former.lower() for former in told):
            told.append(line)
    return " / ".join(told[:_MOST])


def _plain(piece: str) -> str:
    return " ".join(piece.split())


def _with_noun(item: Item, figure: Figure) -> str | None:
    """The figure and the noun it counts as the article has them, None where no noun is known."""
    text, start, end = item.article.text, figure.span.start, figure.span.end
    if not figure.what:
        return None
    at = text.find(figure.what, end, min(item.sentence.end, end + _AFTER + len(figure.what)))
    if at >= 0 and not _END.search(text, end, at) and "," not in text[end:at]:
        return _plain(text[start : at + len(figure.what)])
    if figure.what in figure.exact:
        return _plain(figure.exact)
    near = text.rfind(figure.what, max(item.sentence.start, start - len(figure.what) - _LINK), start)
    if near >= 0 and text[near + len(figure.what) : start].strip().isalpha():
        return _plain(text[near:end])  # "a workforce of 9,890"
    if figure.unit is None:
        return f"{_plain(figure.exact)} {_plain(figure.what)}"
    at = text.rfind(figure.what, max(item.sentence.start, start - _BEFORE), start)
    return _plain(text[at:end]) if at >= 0 and not _END.search(text, at, start) else None


def _clause(item: Item) -> str:
    """The words of the clause around a figure."""
    text, span, sentence = item.article.text, item.mention.span, item.sentence
    ahead = _END.split(text[sentence.start : span.start])[-1]
    last = ahead.rsplit(",", 1)[-1]
    ahead = last if len(last.split()) > 1 else ahead
    behind = re.split(r",(?!\d)", _END.split(text[span.end : sentence.end])[0], maxsplit=1)[0]
    left, right = ahead.split(), behind.split()
    right = [] if len(left) >= _ENOUGH else right
    opening = ("… " if len(left) > _WORDS else "") + " ".join(left[-_WORDS:])
    closing = " ".join(right[:_WORDS]) + (" …" if len(right) > _WORDS else "")
    glued = " " if not right or behind[:1].isspace() else ""
    return f"{opening} {_plain(item.mention.exact)}{glued}{closing}".strip()
