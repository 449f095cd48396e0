"""The grammar of a language's temporal expressions: `languages/<code>/dates.toml` compiled to patterns, and the
candidates they find. What a candidate means is `resolve`'s business."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from recoupe import numerals
from recoupe.languages import Language, load
from recoupe.records import Span

NUMBER = "\ue000"  # stands for every character of a number written in words
_LONGEST = 2000  # a window is cut there, whatever the text: no rule ever works on more
_WINDOW = 64  # how far around a calendar word an expression may reach
_WORD = re.compile(r"[a-z]+|\d+")
_LETTERS = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_NUMERIC = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d")
_SHORT = re.compile(r"\d{1,2}/\d{1,2}(?!\d)")
_COLON = re.compile(r"\d{1,2}:\d\d")
_DASHED = re.compile(r"\d{1,2}-\d{1,2}(?!\d)")
_SPACED = re.compile(r"\d{1,2} \d{1,2}(?!\d)")
_SPACES = re.compile(r"(\[[^\]]*\]|\(\?<[!=][^)]*\))| (?![?*+{])")
_DECADE = re.compile(r"(?:\d\d)?\d0'?s\b")
_SLOT = re.compile(r"\{([a-z_]+?)(\d?)\}")
_BUILT_IN = {
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
    return re.compile(form)


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
    needs: tuple[tuple[str, ...], ...] = ()  # of each, one must stand in the window: a look that costs little

    @property
    def pattern(self) -> re.Pattern[str]:
        """The form compiled, when first asked for: one article needs few of a language's rules."""
        return _compiled(self.form)

    @property
    def loosely(self) -> re.Pattern[str]:
        """The same where each space may be several, as in what people type."""
        return _compiled(_SPACES.sub(lambda match: match[1] or " +", self.form))


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `dates.toml` of one language says, compiled."""

    code: str
    tables: Mapping[str, Any]
    rules: Mapping[str, tuple[Rule, ...]]
    words: Mapping[str, frozenset[str]]
    words_more: Mapping[str, frozenset[str]]  # with those of the rules that are terse or only for full TimeML
    patterns: Mapping[str, re.Pattern[str]]
    future: re.Pattern[str]
    past: re.Pattern[str]

    def lookup(self, table: str, word: str) -> Any:
        """The value of a word of a table ("juillet" -> 7), None when it is not there."""
        entries = self.tables.get(table, {})
        return entries.get(word, entries.get(word + "."))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that a rule matches: `groups` are the words in its slots, `numbers` the values of those slots
    that hold a number."""

    start: int
    end: int
    rule: Rule
    groups: Mapping[str, str]
    numbers: Mapping[str, float]
    lead: int = 0  # characters of the match before its number
    more: tuple[tuple[float, str], ...] = ()  # further numbers and units of a length told in several
    spots: tuple[tuple[tuple[int, int], ...], ...] = ((),)  # of an interval: where the words of either end stand

    @property
    def means(self) -> str:
        return self.rule.means

    def get(self, *names: str) -> str | None:
        """The first of the named slots that is filled."""
        return next((self.groups[name] for name in names if name in self.groups), None)


_NOTHING = re.compile(r"(?!)")


@cache
def grammar(code: str) -> Grammar | None:
    """The compiled grammar of a language, None where it has no `dates.toml`."""
    table = load(code).table("dates")
    if not table:
        return None
    used = {raw["on"] for raw in table.get("rule", ())}
    words: dict[str, set[str]] = {}
    for name in sorted(used & table.keys()):
        for entry in table[name]:
            for token in _WORD.findall(entry):
                if len(token) > 2 or len(entry) == len(token):
                    words.setdefault(token, set()).add(name)
    _add_words(words, table.get("words", {}))
    more = {word: set(classes) for word, classes in words.items()}
    _add_words(more, table.get("words_more", {}))
    rules: dict[str, list[Rule]] = {}
    for order, raw in enumerate(table.get("rule", ())):
        form = rf"(?<![\w-])(?:{_expand(raw['form'], table)})(?!\w)"
        terse, full = bool(raw.get("terse")), bool(raw.get("full"))
        place = order - len(table["rule"]) if terse else order  # where two fit, the assistant's reading is meant
        rules.setdefault(raw["on"], []).append(Rule(place, raw["on"], raw["means"], form, raw, terse, full, _needs(raw, table)))
    tense = table.get("tense", {})
    return Grammar(
        code,
        table,
        {on: tuple(group) for on, group in rules.items()},
        {word: frozenset(classes) for word, classes in words.items()},
        {word: frozenset(classes) for word, classes in more.items()},
        {name: re.compile(pattern) for name, pattern in table.get("patterns", {}).items()},
        _cues(tense.get("future", ())),
        _cues(tense.get("past", ())),
    )


def _add_words(words: dict[str, set[str]], groups: Mapping[str, tuple[str, ...]]) -> None:
    for group, members in groups.items():
        for member in members:
            words.setdefault(member, set()).add(group)


def _cues(pieces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(pieces)})(?!\w)") if pieces else _NOTHING


def _needs(raw: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """What every match of a rule holds: the words of its form that cannot be left out, one of the words of such slots."""
    out = [tuple(raw["has"])] if "has" in raw else []
    for name in sorted(_required(raw["form"])):
        if name.startswith("{"):
            entries = table.get(name[1:-1].rstrip("0123456789"), {})
            if entries and name[1:-1] != raw["on"] and name[1:-1] not in _BUILT_IN:
                out.append(tuple(sorted(entries, key=lambda word: (len(word), word))))
        else:
            out.append((name,))
    return tuple(sorted(out, key=len))


_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\{[a-z_]+\d?\}|[a-z\u00e0-\u00ff]+|.", re.S)
_GROUP_HEAD = re.compile(r"\?(?:P<\w+>|:|[=!]|<[=!]|P=\w+|\(\w+\))")


def _required(form: str) -> set[str]:
    """The slots and words (three letters or more) of a form that stand in no alternative and can not be left out."""
    found: set[str] = set()
    pieces = _PIECE.findall(form)
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece == "|":
            return set()
        if piece == "(":
            end = _closing(pieces, at)
            inside = "".join(pieces[at + 1 : end])
            after = pieces[end + 1] if end + 1 < len(pieces) else ""
            head = _GROUP_HEAD.match(inside)
            plain_group = head is None or head.group().startswith(("?:", "?P<"))
            if plain_group and after not in ("?", "*", "{"):
                found |= _required(inside[head.end() :] if head else inside)
            at = end + 1
            continue
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        if piece.startswith("{") and len(piece) > 2 and after not in ("?", "*"):
            found.add(piece)
        elif piece[0].isalpha():
            word = piece[:-1] if after in ("?", "*", "{") else piece
            if len(word) > 2 and not (at and pieces[at - 1] == "-"):
                found.add(word)
        at += 1
    return found


def _closing(pieces: list[str], at: int) -> int:
    depth = 0
    for index in range(at, len(pieces)):
        depth += (pieces[index] == "(") - (pieces[index] == ")")
        if depth == 0:
            return index
    return len(pieces) - 1


def _expand(form: str, table: Mapping[str, Any]) -> str:
    used: set[str] = set()

    def slot(match: re.Match[str]) -> str:
        name, copy = match.group(1), match.group(2)
        while name + copy in used:  # a second {unit} in an alternative is {unit2}
            copy = str(int(copy or 1) + 1)
        used.add(name + copy)
        if name == "day":
            body = rf"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,]\d)(?:{table.get('day_suffix', '')})?"
        elif name in _BUILT_IN:
            body = _BUILT_IN[name]
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
_SOFT_BREAK = re.compile(r"\n(?=[a-z\d])")
_WRAP = 60  # a line this long that ends without a stop, before a line in lower case, is hard-wrapped
_ODD = re.compile("[\u0300-\u036f\u200b\u200c\u200d\ufeff]")


@lru_cache(maxsize=4)
def plain(text: str) -> str:
    """The text in lower case without accents, character for character (so offsets stay), with plain apostrophes,
    hyphens and spaces; a hard-wrapped line break is a space."""
    out = text.lower() if text.isascii() else text.translate(_PLAIN)
    if len(out) != len(text):  # no such character is known, but an offset that slips would be evidence that lies
        out = "".join(_plain_char(char)[:1] or char for char in text)
    if "\n" in out:
        out = out.replace("\r", "\n") if "\r" in out else out
        out = _SOFT_BREAK.sub(_unwrapped, out)
    return out


def _unwrapped(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _WRAP) : match.start()]
    return "\n" if len(before) < _WRAP or re.search(r"[\n.!?:;]", before) else " "


# ---------------------------------------------------------------- candidates


def candidates(text: str, flat: str, language: Language, rules: Grammar, within: Span, *, terse: bool, full: bool) -> list[Candidate]:
    """Everything any rule matches, overlaps included, in order of place. `flat` is `plain(text)`; `terse` also tries the
    rules for the loose way in which assistants are spoken to, `full` those for references without a date."""
    out: list[Candidate] = []
    for window, classes in _windows(flat, rules.words_more if terse or full else rules.words, within):
        piece = flat[window.start : window.end]
        numbers: dict[int, float] = {}
        if classes & {"unit", "clock", "hour_word"}:
            piece, numbers = _with_numbers(text, piece, language, window)
        for on in sorted(classes):
            for rule in rules.rules.get(on, ()):
                if (rule.terse and not terse) or (rule.full and not full):
                    continue
                if rule.needs and _lacks(piece, rule.needs):
                    continue
                for match in (rule.loosely if terse else rule.pattern).finditer(piece):
                    out.append(_candidate(match, rule, window.start, numbers))
    return out


def _lacks(piece: str, needs: tuple[tuple[str, ...], ...]) -> bool:
    """True when of some choice of words none stands in a piece of text."""
    for choice in needs:
        for word in choice:
            if word in piece:
                break
        else:
            return True
    return False


def _candidate(match: re.Match[str], rule: Rule, base: int, numbers: Mapping[int, float]) -> Candidate:
    groups = {name: word for name, word in match.groupdict().items() if word is not None}
    values: dict[str, float] = {}
    for name in ("n", "n2", "n3"):
        if name in groups:
            at = base + match.start(name)
            values[name] = numbers[at] if at in numbers else _number(groups[name])
    lead = match.start("n") - match.start() if "n" in groups else 0
    spots = tuple(_spots(match, base, second) for second in (False, True)) if rule.means in _BETWEEN else ((),)
    return Candidate(base + match.start(), base + match.end(), rule, groups, values, lead, (), spots)


_BETWEEN = frozenset({"range", "months", "years", "night"})
_DATING = ("weekday", "day", "month", "year", "deictic")


def _spots(match: re.Match[str], base: int, second: bool) -> tuple[tuple[int, int], ...]:
    """Where the words of the first or second date of an interval stand."""
    names = [f"{name}2" for name in _DATING] + ["yy"] if second else _DATING
    known = match.re.groupindex
    return tuple((base + match.start(name), base + match.end(name)) for name in names if name in known and match[name] is not None)


def _number(word: str) -> float:
    digits = re.sub(r"[ .,](?=\d{3}(?:\D|$))", "", word).replace(",", ".").replace(" ", "")
    try:
        return float(digits)
    except ValueError:
        return 0.0


def _with_numbers(text: str, piece: str, language: Language, window: Span) -> tuple[str, dict[int, float]]:
    """Numbers written in words hidden behind a mark of the same length, and the values by offset."""
    values: dict[int, float] = {}
    for numeral in numerals.find(text, language, window):
        if numeral.form in ("ordinal", "fraction"):
            continue
        values[numeral.span.start] = numeral.value
        if numeral.form != "digits":
            start, end = numeral.span.start - window.start, numeral.span.end - window.start
            piece = piece[:start] + NUMBER * (end - start) + piece[end:]
    return piece, values


def _windows(flat: str, words: Mapping[str, frozenset[str]], within: Span) -> Iterator[tuple[Span, frozenset[str]]]:
    """The stretches around calendar words, with the classes of words found there; never across a line."""
    start = end = -1
    classes: set[str] = set()
    for first, last, found in _calendar_words(flat, words, within):
        if start >= 0 and first - _WINDOW <= end and "\n" not in flat[end:first] and end - start < _LONGEST:
            end, classes = last, classes | found
            continue
        if start >= 0:
            yield _stretch(flat, start, end, within), frozenset(classes)
        start, end, classes = first, last, set(found)
    if start >= 0:
        yield _stretch(flat, start, end, within), frozenset(classes)


def _calendar_words(flat: str, words: Mapping[str, frozenset[str]], within: Span) -> list[tuple[int, int, frozenset[str]]]:
    """Where the words and numbers that a rule may begin with stand, and their classes, in order of place."""
    low, high = within.start, within.end
    out = []
    for word in sorted(words.keys() & set(_LETTERS.findall(flat, low, high))):
        at = flat.find(word, low, high)
        while at >= 0:
            end = at + len(word)
            if not _is_letter(flat[at - 1 : at] if at > low else "") and not _is_letter(flat[end : end + 1] if end < high else ""):
                out.append((at, end, words[word]))
            at = flat.find(word, end, high)
    for match in _DIGITS.finditer(flat, low, high):
        found = _number_classes(flat, match)
        if found:
            out.append((match.start(), match.end(), found))
    return sorted(out, key=lambda item: item[0])


def _is_letter(char: str) -> bool:
    return "a" <= char <= "z"


def _number_classes(flat: str, match: re.Match[str]) -> frozenset[str]:
    word = match.group()
    found = set()
    at = match.start()
    if len(word) == 4 and "1000" <= word < "2200":
        found.add("year")
    if len(word) <= 4:
        following = flat[match.end() : match.end() + 1]
        if following == ":" and _COLON.match(flat, at):
            found.add("colon")
        elif following and following in "/.-" and _NUMERIC.match(flat, at):
            found.add("numeric")
        elif following == "/" and _SHORT.match(flat, at):
            found.add("short")
        elif following and following in "s'" and _DECADE.match(flat, at):
            found.add("decade_year")
        if following == "-" and len(word) < 3 and _DASHED.match(flat, at):
            found.add("dashed")
        elif following == " " and len(word) < 3 and _SPACED.match(flat, at):
            found.add("spaced")
    return frozenset(found)


def _stretch(flat: str, start: int, end: int, within: Span) -> Span:
    low, high = max(within.start, start - _WINDOW), min(within.end, end + _WINDOW)
    low = max(low, flat.rfind("\n", low, start) + 1)
    newline = flat.find("\n", end, high)
    high = newline if newline >= 0 else high
    while low > within.start and low < start and flat[low - 1].isalnum() and flat[low].isalnum():
        low += 1
    while high < within.end and high > end and flat[high - 1].isalnum() and flat[high].isalnum():
        high -= 1
    return Span(low, high)
