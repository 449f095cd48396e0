"""How a match of a pattern may begin: its first characters, worked out from the pattern itself.

A language has some hundred rules, and hardly one of them can begin at a given word: "le 3" opens a few, "sous la" none.
The first characters tell, so that a rule is only tried where it could match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

REACH = 5
"""How many characters are looked at."""
NUMBER = "\ue000"
"""Stands for every character of a number written in words; an opening has it once."""
_MANY = 12  # a class of more characters than this is taken for any character
_PIECE = re.compile(
    r"(?P<back>\(\?P=\w+\))|(?P<open>\((?:\?(?:P<\w+>|:|<?[=!]|\(\w+\)))?)|(?P<close>\))|(?P<either>\|)|(?P<repeat>[?*+]|\{\d+,?\d*\})"
    r"|(?P<slot>\{[a-z_]+\d?\})|(?P<set>\[\^?\]?[^\]]*\])|(?P<escape>\\.)|(?P<char>.)",
    re.S,
)

Openings = frozenset[tuple[str, bool]]
"""What may stand at the beginning, and whether more of the pattern follows right after it (False: anything may)."""
_EMPTY: Openings = frozenset({("", True)})
_ANY: Openings = frozenset({("", False)})


def openings(pattern: str, slots: Mapping[str, Openings]) -> frozenset[str]:
    """The beginnings of all matches, at most `REACH` characters each, with 0 for every digit. A shorter one leaves open what
    comes after it. `slots`: what may stand in the {slots} of the pattern."""
    return frozenset(text for text, _ in _Reader(pattern, slots).alternatives())


def of_words(words: Iterable[str]) -> Openings:
    """A choice of words."""
    return frozenset((shape(word[:REACH]), len(word) < REACH) for word in words)


def of_pattern(pattern: str) -> Openings:
    """What a pattern without slots may begin with."""
    return _Reader(pattern, {}).alternatives()


def shape(text: str) -> str:
    """A text as openings are written."""
    return _RUNS.sub(NUMBER, text.translate(_DIGITS))


_RUNS = re.compile(NUMBER + "+")
_DIGITS = str.maketrans("123456789", "0" * 9)


class _Reader:
    """Walks through a pattern once, from left to right."""

    def __init__(self, pattern: str, slots: Mapping[str, Openings]) -> None:
        self.pieces = [(match.lastgroup or "", match.group()) for match in _PIECE.finditer(pattern)]
        self.slots = slots
        self.at = 0

    def alternatives(self) -> Openings:
        """Up to the end of the group."""
        found: set[tuple[str, bool]] = set()
        sequence = _EMPTY
        while self.at < len(self.pieces):
            kind, piece = self.pieces[self.at]
            if kind == "close":
                break
            if kind == "either":
                found |= sequence
                sequence = _EMPTY
                self.at += 1
                continue
            if any(more for _, more in sequence):
                sequence = _then(sequence, self._repeated(self._item(kind, piece)))
            else:
                self._pass()
        return frozenset(found | sequence)

    def _pass(self) -> None:
        """Over the rest of an alternative, of which nothing more is asked."""
        depth = 0
        while self.at < len(self.pieces):
            kind = self.pieces[self.at][0]
            if depth == 0 and kind in ("close", "either"):
                return
            depth += (kind == "open") - (kind == "close")
            self.at += 1

    def _item(self, kind: str, piece: str) -> Openings:
        self.at += 1
        if kind == "open":
            inside = self.alternatives()
            self.at += 1
            return _EMPTY if piece.endswith(("=", "!")) else inside  # what looks ahead or back takes nothing
        if kind == "slot":
            return self.slots[piece.strip("{}0123456789")]
        if kind == "escape":
            return _EMPTY if piece[1] in "bB" else frozenset({("0", True)}) if piece[1] == "d" else _some(piece)
        if kind == "set":
            return _members(piece)
        return _ANY if kind == "back" or piece == "." else frozenset({(shape(piece), True)})

    def _repeated(self, item: Openings) -> Openings:
        if self.at >= len(self.pieces) or self.pieces[self.at][0] != "repeat":
            return item
        low, high = _bounds(self.pieces[self.at][1])
        self.at += 1
        if self.at < len(self.pieces) and self.pieces[self.at][1] == "?":
            self.at += 1
        out, run = set(_EMPTY if low == 0 else ()), _EMPTY
        for count in range(1, min(high, REACH) + 1):
            run = _then(run, item)
            if count >= min(low, REACH):
                out |= run
        return frozenset(out)


def _bounds(piece: str) -> tuple[int, int]:
    known = {"?": (0, 1), "*": (0, REACH), "+": (1, REACH)}
    if piece in known:
        return known[piece]
    low, comma, high = piece[1:-1].partition(",")
    return int(low or 0), int(high or REACH) if comma else int(low)


def _then(first: Openings, second: Openings) -> Openings:
    out = set()
    for text, more in first:
        if not more:
            out.add((text, False))
            continue
        for following, on in second:
            known = text[:-1] if following[:1] == text[-1:] == NUMBER else text
            whole = (known + following)[:REACH]
            out.add((whole, on and len(whole) < REACH))
    return frozenset(out)


def _some(piece: str) -> Openings:
    return _ANY if piece[1].isalpha() else frozenset({(piece[1], True)})


def _members(piece: str) -> Openings:
    """A class of characters, one by one where it is small."""
    inside = piece[1:-1]
    if inside.startswith("^") or re.search(r"\\[wWsSD]", inside):
        return _ANY
    inside = re.sub(r"\\d|\d-\d", "0", inside)
    ranged = re.sub(r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), inside)
    members = {shape(char) for char in ranged if char != "\\"}
    return frozenset((char, True) for char in members) if len(members) <= _MANY else _ANY


def any_of(words: Iterable[str], loosely: bool = False) -> str:
    """A pattern for the longest of some words that stands somewhere, 0 for any digit; with `loosely`, a space may be
    several."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(tree, " +" if loosely else " ")


def _branch(tree: Mapping[str, Any], space: str) -> str:
    known = {"0": r"\d", " ": space, NUMBER: NUMBER + "+"}
    ways = [known.get(char, re.escape(char)) + _branch(further, space) for char, further in sorted(tree.items()) if char]
    if not ways:
        return ""
    whole = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"(?:{whole})?" if "" in tree else whole
