"""Numbers that are no quantity: years, times, names, labels, scores, addresses, list numbers, idioms."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from recoupe.kinds.figures_units import Draft
from recoupe.kinds.figures_words import Page, overlapping, units
from recoupe.languages import load
from recoupe.numerals import Numeral


def stuck(page: Page, start: int, end: int) -> bool:
    """Part of a date in digits, an address, a code, a score, a phone number."""
    text = page.text
    if page.in_address(start):
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if (before and before[-1] in "#@_=&/\\^") or before in ('="', "='") or (text[start:end].isdigit() and end - start > 9):
        return True
    if after[:1] in ("/", "=", "_", "@") or (after[:1] == ":" and after[1:].isdigit()) or (before[-1:] == ":" and before[:1].isdigit()):
        return True
    if (after[:1] in _PRIMES and after[1:].isdigit()) or (before[-1:] in _PRIMES and before[:1].isdigit() and before != ""):
        return True  # 19"78 of a stopwatch
    if before[-1:] in ("'", "’") and end - start == 2 and not before[:1].isalpha() and text[start:end].isdigit():
        return True  # the year '11
    if text[start] == "0" and text[start + 1 : start + 2].isdigit():
        return True
    if before[-1:] == "[" and after[:1] == "]":
        return True
    return bool(_PHONE.match(text, start) or _PHONE_TAIL.search(text[max(0, start - 12) : end + 1]))


_PRIMES = frozenset("\"″”'′’")
_PHONE = re.compile(r"\+?\d{2}(?:[ .\u00a0-]\d{2}){3,5}(?!\d)")
_PHONE_TAIL = re.compile(r"\d{2}[ .\u00a0]\d{2}[ .\u00a0]\d{2,3}(?!\d)(?![ .]?\d{3}).?$")


_CLOCK = re.compile(r"\d ?h ?$")
_DOTTED = re.compile(r"(?:[01]?\d|2[0-3])[.][0-5]\d ?(?:$|[\n|,;)–-])", re.MULTILINE)


def timed(page: Page, start: int, end: int) -> bool:
    """Inside a date or a duration that was found, or before a unit of time or a month."""
    if overlapping(page.dates, start, end) or _CLOCK.search(page.low[max(0, start - 4) : start]):
        return True
    if _DOTTED.match(page.low, start) and page.low[start - 2 : start] == ", " and overlapping(page.dates, start - 3, start - 2):
        return True  # a dateline: "Sunday 7 June 2026, 19.20"
    w = page.words
    if w.durations.match(page.low, end) or _rest_of_duration(page, start, end):
        return True
    following = page.word(page.next(end))
    return following in w.months and page.low[end : page.starts[page.next(end)]].strip(" -.") == ""


def _rest_of_duration(page: Page, start: int, end: int) -> bool:
    """ "3 minutes 30 d'avance": the seconds of the minutes."""
    i = page.last(start)
    if page.word(i) not in page.words.clock_units or page.gap(page.tokens[i][1], start) != " " or counts(page, end):
        return False
    return page.word(i - 1).isdigit() or page.word(i - 1) in page.words.number_words


def counts(page: Page, at: int) -> bool:
    """A noun follows: the number counts something."""
    k = page.next(at)
    return k < len(page.tokens) and page.gap(at, page.starts[k]) == " " and page.word(k) not in page.words.stops


def named(page: Page, number: Numeral) -> bool:
    """Digits that are part of a name, a label, an address, a year; words that count nothing."""
    text, w = page.text, page.words
    start, end = number.span.start, number.span.end
    i, k = page.last(start), page.next(end)
    before, after = page.word(i), page.word(k)
    close_before = i >= 0 and page.gap(page.tokens[i][1], start).strip(" .°º'" if len(before) <= 3 else " °º'") == ""
    close_after = k < len(page.tokens) and page.gap(end, page.starts[k]).strip(" ") == ""
    plural = (close_after and after.endswith(w.plural_endings) and after not in w.stops) or after in w.irregular
    if number.form == "digits":
        if end < len(text) and text[end].isalpha():
            return True
        if any(n.exact != number.span.of(text) for n in overlapping(page.names, start, end)):
            return True
        if _year(number, before, plural, w.year_before):
            return True
        said = text[start:end]
        if said in page.model_numbers and (not plural or end - start >= 3):
            return True
        if close_before and not plural and capital(page, i) and not _sentence_start(page, i):
            return True
        if close_before and number.value < 100 and _branded(text[page.tokens[i][0] : page.tokens[i][1]]):
            return True  # "iPhone 4 buyers"
        if (close_after and after in w.addresses) or _house(page, end) or text[start:end] in w.hotlines:
            return True
        if 10000 <= number.value < 100000 and end - start == 5 and close_after and text[page.starts[k]].isupper():
            return True  # a postcode
        if _list_number(page, start, end) or _score(page, start, end, after):
            return True
        if text[start - 1 : start] == "-" and start >= 2 and text[start - 2].isupper():
            return True  # "KC-45"
        if text[start - 1 : start] in {"+", "-", "−"} and page.word(page.last(start - 1)) in w.times:
            return True  # "UTC-5"
    if number.form == "mixed" and text[end - 1] in w.label_letters and text[end - 2].isdigit():
        return True
    if close_before and before in w.labels and before not in w.labels_keep and not (plural and number.form != "digits"):
        return True
    if close_after and (after in w.times or after in w.sports):
        return True
    if number.value == 2 and number.form == "words" and before in w.both and close_before:
        return True
    if number.form == "words" and page.low[end : end + 1] == "-" and (number.value <= 5 or text[end + 1 : end + 2].isupper()):
        return True  # "two-way", "four-wheel", "Deux-Sèvres"
    if number.form == "words" and close_before and text[start].isupper() and capital(page, i) and not text[end + 1 : end + 2].isupper():
        return True  # "the Big Three"
    if w.scaled_by.search(page.low[max(0, start - 44) : start]) and not plural:
        return True  # "divisé par trois"
    if number.form == "words" and close_after and text[start].isupper() and text[page.starts[k]].isupper() and not _line_start(page, start):
        return True  # "Zero Hedge", "Three Mile Island"
    return number.form == "words" and idiom(page, start, end)


_STREET = re.compile(r" (?:[^\W\d_][\w'’-]* ){1,2}([^\W\d_]+)")


def _house(page: Page, end: int) -> bool:
    """ "24 Independent Street": the number of a house."""
    match = _STREET.match(page.text, end)
    return match is not None and match[1][0].isupper() and page.text[end + 1].isupper() and match[1].lower() in page.words.addresses


def capital(page: Page, i: int) -> bool:
    """A word with a capital anywhere: "Boeing", "iPhone", "iOS"."""
    start, end = page.tokens[i][:2]
    return any(c.isupper() for c in page.text[start:end])


def _branded(word: str) -> bool:
    """Small and capital letters mixed as no common word has them: "iPhone", "MacBook"."""
    return any(a.islower() and b.isupper() for a, b in pairwise(word)) and not word.startswith("Mc")


def idiom(page: Page, start: int, end: int) -> bool:
    """A set phrase that holds the number ("deux poids, deux mesures", "one another")."""
    left = max(0, start - 8)
    return any(m.start() < end - left and m.end() > start - left for m in page.words.idioms.finditer(page.low[left : end + 12]))


def _year(number: Numeral, before: str, plural: bool, years: frozenset[str]) -> bool:
    length = number.span.end - number.span.start
    if length != 4 or not 1500 <= number.value <= 2100 or not number.value.is_integer():
        return False
    return not (plural and number.value % 100 == 0 and before not in years)


def _sentence_start(page: Page, i: int) -> bool:
    start = page.tokens[i][0]
    return page.sentence(start).start >= start - 2 or page.text[max(0, start - 2) : start].strip()[-1:] in {
        ":",
        "«",
        '"',
        "“",
        "–",
        "—",
        "-",
    }


def _line_start(page: Page, start: int) -> bool:
    return page.sentence(start).start >= start - 2


def _list_number(page: Page, start: int, end: int) -> bool:
    """ "3. " at the start of a line."""
    left = max(0, start - 4)
    ahead = page.text[left:start]
    at_line = ahead.rsplit("\n", 1)[-1].strip() == "" and (left == 0 or "\n" in ahead)
    return at_line and page.text[end : end + 1] in {".", ")"} and page.text[end + 1 : end + 2] in {" ", "\t", "\u00a0"}


_DASHED = re.compile(r"\s?[-–—]\s?(\d+)")


def _score(page: Page, start: int, end: int, after: str) -> bool:
    """ "27-14", "6-4": two small numbers with a dash; a range rises and counts something."""
    text = page.text
    other = _DASHED.match(text, end)
    if other is not None and text[end : end + 1] in "-–" and text[other.end() - 1].isdigit():
        tail = page.next(other.end())
        counted = page.gap(other.end(), page.starts[tail] if tail < len(page.starts) else other.end()) in {" ", "  "}
        rises = float(other.group(1)) > float(re.sub(r"\D", "", text[start:end]) or 0)
        return not (counted and rises and page.word(tail) not in page.words.stops) and not units().after.match(text, other.end())
    return start >= 2 and text[start - 1] in "-–" and text[start - 2].isdigit()


def bare_veto(page: Page, draft: Draft) -> bool:
    """A bare number in brackets: a count of comments, a département, a note."""
    return page.text[draft.start - 1 : draft.start] == "(" and page.text[draft.end : draft.end + 1] == ")"


@cache
def _lone(code: str) -> frozenset[str]:
    return frozenset(load(code).table("figures").get("nouns", {}).get("lone", ()))


_WORD = re.compile(r" (\w+)")


def lone(low: str, end: int, code: str) -> bool:
    """ "un mort", "one dead": of these one counts, too."""
    following = _WORD.match(low, end)
    return following is not None and following[1] in _lone(code)
