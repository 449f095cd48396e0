"""What one article itself tells of a count: that a new value took the place of an older one."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from recoupe.kinds.figures_scope import figure_of, scope
from recoupe.kinds.figures_words import any_of, lowered, words
from recoupe.languages import load
from recoupe.records import Span
from recoupe.sockets import Item

Order = Literal["older first", "newer first"]

_GAP = 90
"""How far apart the two counts may stand, in code points."""
_TAIL = 34
_STOP = re.compile(r"[;:!?()\n«»\"“”]|\. ")
_NOT = frozenset({"vote", "seat"})
"""Counts that are set against each other: "neuf voix contre six"."""


@cache
def _patterns(code: str, name: str) -> re.Pattern[str]:
    """The phrases of one list of `[change]` in figures.toml."""
    listed = load(code).table("figures").get("change", {}).get(name, ())
    return re.compile(rf"(?<![\w'])(?:{any_of(listed)})(?!\w)") if listed else re.compile(r"(?!)")


def stated(first: Item, second: Item, growing: bool) -> Order | None:
    """Which of two counts of one sentence, told in this order, the article says is the older: "17, up from 14 a day earlier",
    "dix-sept désormais, contre quatorze la veille", "not 15,000 but 38,000". `growing`: the count only grows while a story
    goes on, so that no word need say that the change is of these days. A change from one year to another is none."""
    text = first.article.text
    between = Span(first.mention.span.end, second.mention.span.start)
    gap = lowered(between.of(text))
    table = words(first.language)
    but = table.scope.get("but") if table is not None else None
    if "negation" in scope(first) and but is not None and len(gap) <= 24 and but.search(gap):
        return "older first"
    if len(gap) > _GAP or _STOP.search(gap) or figure_of(first).unit is not None or figure_of(second).unit is not None:
        return None
    if _NOT & {figure_of(first).topic, figure_of(second).topic}:
        return None
    code, sentence = first.language, first.sentence
    ahead = _STOP.split(lowered(text[max(sentence.start, first.mention.span.start - _TAIL) : first.mention.span.start]))[-1]
    tail = _STOP.split(lowered(text[second.mention.span.end : min(sentence.end, second.mention.span.end + _TAIL)]))[0]
    if _patterns(code, "long").search(tail) or re.search(r"\b(?:1[89]|20)\d\d\b", tail):
        return None
    soon = growing or bool(_patterns(code, "soon").search(tail)) or bool(_patterns(code, "now").search(ahead + " " + gap))
    if soon and re.search(rf"(?:{_patterns(code, 'up_from').pattern})\s?(?:\w{{1,9}} ){{0,1}}$", gap):
        return "newer first"
    turns = load(code).table("figures").get("change", {}).get("to", ())
    if soon and _patterns(code, "moved").search(ahead) and len(gap) <= 24 and gap.split()[-1:] and gap.split()[-1] in turns:
        return "older first"
    return None
