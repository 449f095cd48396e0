"""The grammar of a language's temporal expressions: `languages/<code>/dates.toml` compiled to patterns, and the text made
plain for them. Where they match is told by `matching`, what a match means by `resolve`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from recoupe.languages import load
from recoupe.timex.openings import NUMBER

PLAIN = re.ASCII
"""The flag of every pattern for plain text: its letters are those of ASCII, and are sooner told so."""
_SPACES = re.compile(r"(\[[^\]]*\]|\(\?<[!=][^)]*\))| (?![?*+{])")
_SLOT = re.compile(r"\{([a-z_]+?)(\d?)\}")
BUILT_IN = {
    "year": r"(?:1\d|20|21)\d\d(?!\d|[.,]\d)",
    "yy": r"\d\d(?!\d)",
    "n": rf"(?:\d{{1,3}}(?:[ .,]\d{{3}})*(?:[.,]\d{{1,2}})?|{NUMBER}+)",
    "hour": r"(?:2[0-4]|[01]?\d)(?!\d)",
    "min": r"[0-5]\d(?!\d)",
    "a": r"\d{1,2}",
    "b": r"\d{1,2}",
    "c": r"(?:\d{4}|\d\d)(?!\d)",
    "mm": r"(?:0[1-9]|1[0-2])",
    "dd": r"(?:0[1-9]|[12]\d|3[01])",
    "quarter": r"[1-4]",
    "roman": r"[ivx]{1,5}",
    "nth": r"\d{1,2}(?:st|nd|rd|th)",
}


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form, PLAIN)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to write a time: `means` names its reading, `on` the class of words without which it cannot match."""

    order: int
    on: str
    means: str
    form: str
    options: Mapping[str, Any]
    terse: bool = False
    full: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The form compiled, when first asked for: one article needs few of a language's rules."""
        return _compiled(self.form)

    @property
    def loosely(self) -> re.Pattern[str]:
        """The same where each space may be several, as in what people type."""
        return _compiled(_SPACES.sub(lambda match: match[1] or " +", self.form))


@dataclass(frozen=True, slots=True)
class Participle:
    """How a past participle that no verb governs is told, right before a date: its `form` (on text with accents), and what
    makes it something else (on plain text)."""

    form: re.Pattern[str]
    not_done: re.Pattern[str]
    not_before: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `dates.toml` of one language says, compiled."""

    code: str
    tables: Mapping[str, Any]
    rules: Mapping[str, tuple[Rule, ...]]
    patterns: Mapping[str, re.Pattern[str]]
    future: re.Pattern[str]
    past: re.Pattern[str]
    either: re.Pattern[str]
    announced: re.Pattern[str]
    done: Participle | None

    def lookup(self, table: str, word: str) -> Any:
        """The value of a word of a table ("juillet" -> 7), None when it is not there."""
        entries = self.tables.get(table, {})
        return entries.get(word, entries.get(word + "."))


class Candidate(NamedTuple):
    """A stretch of text that a rule matches: `groups` are the words in its slots, `numbers` the values of those slots
    that hold a number."""

    start: int
    end: int
    rule: Rule
    means: str
    groups: Mapping[str, str]
    numbers: Mapping[str, float]
    lead: int = 0  # characters of the match before its number
    more: tuple[tuple[float, str], ...] = ()  # further numbers and units of a length told in several
    spots: tuple[tuple[tuple[int, int], ...], ...] = ((),)  # of an interval: where the words of either end stand

    def get(self, *names: str) -> str | None:
        """The first of the named slots that is filled."""
        groups = self.groups
        for name in names:
            if name in groups:
                return groups[name]
        return None


_NOTHING = re.compile(r"(?!)")


@cache
def grammar(code: str) -> Grammar | None:
    """The compiled grammar of a language, None where it has no `dates.toml`."""
    table = load(code).table("dates")
    if not table:
        return None
    rules: dict[str, list[Rule]] = {}
    for order, raw in enumerate(table.get("rule", ())):
        form = rf"(?<![\w-])(?:{_expand(raw['form'], table)})(?!\w)"
        terse, full = bool(raw.get("terse")), bool(raw.get("full"))
        place = order - len(table["rule"]) if terse else order  # where two fit, the assistant's reading is meant
        rules.setdefault(raw["on"], []).append(Rule(place, raw["on"], raw["means"], form, raw, terse, full))
    tense = table.get("tense", {})
    return Grammar(
        code,
        table,
        {on: tuple(group) for on, group in rules.items()},
        {name: re.compile(pattern, PLAIN) for name, pattern in table.get("patterns", {}).items()},
        _cues(tense.get("future", ())),
        _cues(tense.get("past", ())),
        _cues(tense.get("either", ())),
        _cues(tense.get("announced", ())),
        _participle(table.get("participle")),
    )


def _participle(told: Mapping[str, str] | None) -> Participle | None:
    if told is None:
        return None
    form = re.compile(rf"(?<!\w)(?P<done>{told['form']})(?!\w){told['between']}$")
    return Participle(form, re.compile(told["not_done"], PLAIN), re.compile(told["not_before"], PLAIN))


def _cues(pieces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(pieces)})(?!\w)", PLAIN) if pieces else _NOTHING


def day_of_month(table: Mapping[str, Any]) -> str:
    """The pattern of the slot {day}."""
    return rf"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,]\d)(?:{table.get('day_suffix', '')})?"


def _expand(form: str, table: Mapping[str, Any]) -> str:
    used: set[str] = set()

    def slot(match: re.Match[str]) -> str:
        name, copy = match.group(1), match.group(2)
        while name + copy in used:  # a second {unit} in an alternative is {unit2}
            copy = str(int(copy or 1) + 1)
        used.add(name + copy)
        if name == "day":
            body = day_of_month(table)
        elif name in BUILT_IN:
            body = BUILT_IN[name]
        else:
            entries = sorted(table.get(name, {}), key=lambda word: (-len(word), word))
            body = "(?:" + "|".join(re.escape(entry) for entry in entries) + ")" if entries else "(?!)"
        return f"(?P<{name}{copy}>{body})"

    return _SLOT.sub(slot, form)


# ---------------------------------------------------------------- the text, made plain


def _plain_char(char: str) -> str:
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029\x0b\x0c" else " "
    if char in "\u2019\u2018\u02bc\u00b4`\u2032":
        return "'"
    if char in "\u2010\u2011\u00ad\u2212":
        return "-"
    base = unicodedata.normalize("NFD", char.lower())[:1]
    return base if base else char


class _Plain(dict[int, str]):
    """The plain form of characters, worked out when first met (`str.translate` asks for it)."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_char(chr(code))
        return self[code]


_PLAIN = _Plain()
_PAGE = "cp1252"  # the characters of nearly all French and English text, one byte each
_PLAIN_BYTES = bytes(_PLAIN[ord(char)].encode(_PAGE)[0] if (char := bytes([code]).decode(_PAGE, "ignore")) else 63 for code in range(256))
_SOFT_BREAK = re.compile(r"\n(?=[a-z\d])")
_STOP = re.compile(r"[\n.!?:;]")
_WRAP = 60  # a line this long that ends without a stop, before a line in lower case, is hard-wrapped


@lru_cache(maxsize=4)
def plain(text: str) -> str:
    """The text in lower case without accents, character for character (so offsets stay), with plain apostrophes,
    hyphens and spaces; a hard-wrapped line break is a space."""
    try:
        out = text.encode(_PAGE).translate(_PLAIN_BYTES).decode(_PAGE)
    except UnicodeEncodeError:
        out = text.translate(_PLAIN)
    if len(out) != len(text):  # no such character is known, but an offset that slips would be evidence that lies
        out = "".join(_plain_char(char)[:1] or char for char in text)
    if "\n" in out:
        out = out.replace("\r", "\n") if "\r" in out else out
        out = _SOFT_BREAK.sub(_unwrapped, out)
    return out


def _unwrapped(match: re.Match[str]) -> str:
    at = match.start()
    return "\n" if at < _WRAP or _STOP.search(match.string, at - _WRAP, at) else " "
