"""Quantities: found in an article, with their bounds, their unit and what they count; compared between reports.

Numbers come from `numerals`, everything a language says around them from `languages/<code>/figures.toml`. This module
finds; `figures_context` says what is counted and what happens to it; `figures_compare` compares.
"""

from __future__ import annotations

import re
from dataclasses import replace

from recoupe import numerals
from recoupe.kinds import figures_compare, figures_context, figures_say
from recoupe.kinds.figures_units import Draft, joined_hundredths, signed, with_unit
from recoupe.kinds.figures_words import Page, overlapping, unit_class, units, words
from recoupe.numerals import Numeral
from recoupe.records import Figure
from recoupe.sockets import Kind, Reading
from recoupe.text import trim


def find(reading: Reading) -> tuple[Figure, ...]:
    """Every quantity of an article in order, none overlapping. Years, dates, durations, clock times, ordinals, scores,
    numbers of roads, articles and phones, and numbers inside names are none (see the gold's rules of annotation)."""
    table = words(reading.language.code)
    if table is None:
        return ()
    page = Page(reading, table)
    numbers = numerals.find(reading.text, reading.language)
    drafts = _one_currency(page, _carry_units(page, joined_hundredths(page, _drafts(page, numbers))))
    kept = [d for d in drafts if d.unit is not None or not _bare_veto(page, d)]
    return figures_context.complete(page, [_figure(page, d) for d in kept])


def _figure(page: Page, draft: Draft) -> Figure:
    span = trim(page.text, draft.start, draft.end)
    return Figure(span, span.of(page.text), draft.value, draft.low, draft.high, draft.approximate, draft.unit)


def _drafts(page: Page, numbers: tuple[Numeral, ...]) -> list[Draft]:
    out: list[Draft] = []
    i = 0
    while i < len(numbers):
        number = numbers[i]
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        draft = _draft(page, number)
        step = 1
        if draft is not None and draft.unit is None and following is not None and _shares_time(page, number, following):
            ages = _age_range(page, number, following)
            draft, step = (ages, 2) if ages is not None else (None, 1)
        elif draft is not None and following is not None:
            joined = _range(page, draft, following) or _share(page, draft, following)
            if joined is not None:
                draft, step = joined, 2
        if draft is not None and (not out or draft.core >= out[-1].end):
            if out and draft.start < out[-1].end:  # "0£ 0": the sign belongs to the first
                draft = replace(draft, start=draft.core, unit=None)
            out.append(_modified(page, draft, out[-1].end if out else 0))
        i += step
    return out


# ---------------------------------------------------------------- one number


def _draft(page: Page, number: Numeral) -> Draft | None:
    """The number with its unit, None when it is no quantity."""
    start, end = number.span.start, number.span.end
    if number.form == "ordinal" or _stuck(page, start, end):
        return None
    age = _age(page, number)
    if age is not None:
        return Draft(start, age[0], start, end, number.value, number.form, age[1], approximate=number.form == "collective")
    if _timed(page, start, end):
        return None
    draft = signed(page, with_unit(page, number))
    if number.form == "words" and draft.unit is not None and _idiom(page, start, end):
        return None  # "pas un centime"
    if draft.unit is None and _named(page, number):
        return None
    if number.form == "fraction":
        return _fraction(page, draft)
    if number.vague:
        return replace(draft, value=None, low=2 * number.value, approximate=True)
    if number.value in (0, 1) and number.form == "words" and draft.unit is None:
        return None
    return replace(draft, approximate=number.form == "collective")


def _stuck(page: Page, start: int, end: int) -> bool:
    """Part of a date in digits, an address, a code, a score, a phone number."""
    text = page.text
    if page.in_address(start):
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if (before and before[-1] in "#@_=&/\\~^") or before in ('="', "='") or (text[start:end].isdigit() and end - start > 9):
        return True
    if after[:1] in ("/", "=", "_", "@") or (after[:1] == ":" and after[1:].isdigit()) or (before[-1:] == ":" and before[:1].isdigit()):
        return True
    if text[start] == "0" and text[start + 1 : start + 2].isdigit():
        return True
    if before[-1:] == "[" and after[:1] == "]":
        return True
    return bool(_PHONE.match(text, start) or _PHONE_TAIL.search(text[max(0, start - 12) : end + 1]))


_PHONE = re.compile(r"\+?\d{2}(?:[ .\u00a0-]\d{2}){3,5}(?!\d)")
_PHONE_TAIL = re.compile(r"\d{2}[ .\u00a0]\d{2}[ .\u00a0]\d{2,3}(?!\d)(?![ .]?\d{3}).?$")


_CLOCK = re.compile(r"\d ?h ?$")
_DOTTED = re.compile(r"(?:[01]?\d|2[0-3])[.][0-5]\d ?(?:$|[\n|,;)–-])", re.MULTILINE)


def _timed(page: Page, start: int, end: int) -> bool:
    """Inside a date or a duration that was found, or before a unit of time or a month."""
    if overlapping(page.dates, start, end) or _CLOCK.search(page.low[max(0, start - 4) : start]):
        return True
    if _DOTTED.match(page.low, start) and page.low[start - 2 : start] == ", " and overlapping(page.dates, start - 3, start - 2):
        return True  # a dateline: "Sunday 7 June 2026, 19.20"
    w = page.words
    if w.durations.match(page.low, end):
        return True
    following = page.word(page.next(end))
    return following in w.months and page.low[end : page.starts[page.next(end)]].strip(" -.") == ""


def _fraction(page: Page, draft: Draft) -> Draft | None:
    """A share: "one in eight" as a percentage, "un tiers" as it is; "half" only where it is a share of something."""
    following = page.word(page.next(draft.end))
    said = page.low[draft.core : draft.stop]
    if _idiom(page, draft.core, draft.stop) or (
        following in page.words.of and page.word(page.next(draft.end) + 1) in page.words.time_nouns
    ):
        return None
    if draft.unit is not None:
        return draft  # "1/4 mile"
    if draft.value is not None and _within(page, page.next(draft.core) + 1, draft.stop) is not None:
        return replace(draft, value=round(draft.value * 100, 6), unit="%")
    if " " not in said.strip() and "-" not in said and (following not in page.words.of and following not in page.words.both):
        return None
    if draft.stop < len(page.text) and page.text[draft.stop] == "-":
        return None
    return replace(draft, approximate=False)


def _within(page: Page, k: int, stop: int) -> int | None:
    """Where "sur" or "out of" starts among the tokens from `k` that end before `stop`, None when it does not stand there."""
    for phrase in page.words.shares:
        for at in range(k, k + 4):
            last = at + len(phrase)
            if last < len(page.tokens) and page.tokens[last][0] < stop and tuple(page.word(n) for n in range(at, last)) == phrase:
                return at
    return None


def _share(page: Page, first: Draft, number: Numeral) -> Draft | None:
    """ "quatre truites sur cinq", "three of those patients in ten": a share with what it is a share of inside."""
    whole, part = number.value, first.value
    if part is None or first.unit is not None or first.form not in ("digits", "words") or number.form not in ("digits", "words"):
        return None
    if not 0 < part < whole <= 100 or number.vague or number.span.start - first.end > 40 or first.low is not None or first.high is not None:
        return None
    gap = page.gap(first.end, number.span.start)
    k, after = page.next(first.end), page.next(number.span.start)
    at = _within(page, k + 1, number.span.end)
    if at is None or at > k + 2 or any(c in gap for c in ",;:.()\n") or _counts(page, number.span.end):
        return None
    if (
        next((len(p) for p in page.words.shares if tuple(page.word(n) for n in range(at, at + len(p))) == p and at + len(p) == after), 0)
        == 0
    ):
        return None
    if (
        page.word(k) in page.words.stops
        or _timed(page, number.span.start, number.span.end)
        or units().after.match(page.text, number.span.end)
    ):
        return None
    if page.words.unit_words.match(page.low, number.span.end) or (page.text[first.core].isupper() and page.text[page.starts[k]].isupper()):
        return None
    return Draft(first.start, number.span.end, first.core, number.span.end, round(part / whole * 100, 6), "fraction", "%")


def _age(page: Page, number: Numeral) -> tuple[int, str] | None:
    """Where an age ends, and its unit: "âgée de 12 ans", "Lucie, 19 ans,", "un homme de 41 ans", "mort à 97 ans",
    "12-year-old", "6 months old", "Gary Pinnock, 53,"."""
    if number.form not in ("digits", "words", "collective") or number.value <= 0:
        return None
    w, low = page.words, page.low
    start, end = number.span.start, number.span.end
    years = w.age_years.match(low, end)
    found = (years.end(), w.person_years.get(years.group("years").strip("- "), "a")) if years is not None else None
    if found is not None and years is not None and (w.age_explicit or years.group("years").strip("- ") in w.age_said):
        return found
    if number.value >= 125:
        return None
    ahead = low[max(0, start - 34) : start]
    modifier = w.before.search(ahead)
    if modifier is not None:
        ahead = ahead[: modifier.start()]
    if w.age_before.search(ahead) or w.age_before.search(low[max(0, start - 34) : start]):
        if found is not None:
            return found
        return (end, "a") if w.bare_age and not w.durations.match(low, end) and not _counts(page, end) else None
    if found is not None:
        whole = found[1] == "a"
        return found if _of_person(page, ahead, found[0], start, whole) or (whole and _at_age(page, number, ahead, found[0])) else None
    bare = w.bare_age and number.form == "digits" and number.value.is_integer() and number.value >= 5
    if not bare or not ahead.endswith(", ") or low[end : end + 1] not in {",", ".", ";", ")"}:
        return None
    return (end, "a") if _after_person(page, start - 2) and not low[end + 1 : end + 2].isdigit() else None


_GROWN = 80
"""From this age on a number of years is a life rather than a time that passed."""


def _at_age(page: Page, number: Numeral, ahead: str, after: int) -> bool:
    """ "mort à 97 ans", "à 21 ans, il": no sentence of so many years, no time until something ("à deux ans du terme")."""
    w, low = page.words, page.low
    k = page.next(after)
    if page.word(k) in w.of and low[after : after + 1] == " ":
        return False
    if _GROWN <= number.value < 100 and w.age_late.search(ahead) and low[after : after + 1] == ",":
        return True
    if not 5 <= number.value < 110 or not w.age_at.search(ahead):
        return False
    clause = low[max(page.sentence(number.span.start).start, number.span.start - 90) : after + 30]
    return not w.age_at_not.search(clause)


def _shares_time(page: Page, number: Numeral, following: Numeral) -> bool:
    """The number takes its noun from the next one, which counts time: "deux ou trois jours", "15 à 24 ans"; or both are
    one length of time: "3 minutes 30"."""
    if number.form not in ("digits", "words") or following.form not in ("digits", "words") or number.vague:
        return False
    w, link = page.words, page.gap(number.span.end, following.span.start).strip()
    links = ("to", "or", "and")
    if link not in _TIME_LINKS and not any(link in w.ranges.get(kind, ()) for kind in links):
        return False
    return w.durations.match(page.low, following.span.end) is not None or w.age_years.match(page.low, following.span.end) is not None


_TIME_LINKS = frozenset({"-", "–", "—", "--", ",", "/"})


def _age_range(page: Page, first: Numeral, second: Numeral) -> Draft | None:
    """ "les 15 à 24 ans", "âgée de 15 à 64 ans"."""
    w, low = page.words, page.low
    years = w.age_years.match(low, second.span.end)
    ahead = low[max(0, first.span.start - 34) : first.span.start]
    modifier = w.before.search(ahead)
    ahead = ahead if modifier is None else ahead[: modifier.start()]
    if years is None or not 0 <= first.value < second.value < 125:
        return None
    if not (w.age_before.search(ahead) or w.age_ranges.search(ahead)):
        return None
    start, core, stop = first.span.start, first.span.start, second.span.end
    unit = w.person_years.get(years.group("years").strip("- "), "a")
    return Draft(start, years.end(), core, stop, None, second.form, unit, first.value, second.value)


def _of_person(page: Page, ahead: str, after: int, start: int, years: bool) -> bool:
    """ "Lucie, 19 ans,", "(41 ans)", "un homme de 41 ans"; months and weeks are an age only in the last."""
    closes = page.low[after : after + 1] in {",", ")", ".", ";", "", "\n"}
    if years and ahead.endswith(", ") and (closes or page.low.startswith((" et ", " and "), after)):
        return not page.low[page.starts[page.last(start)] : start].startswith(page.words.age_not_after) if page.last(start) >= 0 else False
    if years and ahead.endswith("(") and page.low[after : after + 1] in {")", ","}:
        return True
    if page.words.of_number and ahead.endswith(page.words.of_number):
        i = page.last(start) - 1
        near = [page.word(k) for k in range(max(0, i - 2), i + 1)]
        return any(word in page.words.persons_before for word in near) or near[-1].endswith(page.words.person_endings)
    return False


def _after_person(page: Page, at: int) -> bool:
    """A person's name ends at `at`: found by the name finder, or two capitalised words where it found nothing."""
    near = [n for n in overlapping(page.names, at - 1, at) if n.span.end >= at - 1]
    if near:
        return any(n.kind == "person" for n in near)
    return bool(re.search(r"[A-Z][\w'’-]+ (?:[A-Z]\S* )?[A-Z][\w'’-]+$", page.text[max(0, at - 60) : at]))


# ---------------------------------------------------------------- what is no quantity


def _named(page: Page, number: Numeral) -> bool:
    """Digits that are part of a name, a label, an address, a year; words that count nothing."""
    text, w = page.text, page.words
    start, end = number.span.start, number.span.end
    i, k = page.last(start), page.next(end)
    before, after = page.word(i), page.word(k)
    close_before = i >= 0 and page.gap(page.tokens[i][1], start).strip(" .°º'" if len(before) <= 3 else " °º'") == ""
    close_after = k < len(page.tokens) and page.gap(end, page.starts[k]).strip(" ") == ""
    plural = (close_after and after.endswith(("s", "x")) and after not in w.stops) or after in w.irregular
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
        if close_before and not plural and _capital(page, i) and not _sentence_start(page, i):
            return True
        if close_after and after in w.addresses:
            return True
        if 10000 <= number.value < 100000 and end - start == 5 and close_after and text[page.starts[k]].isupper():
            return True  # a postcode
        if _list_number(page, start, end) or _score(page, start, end, after):
            return True
        if text[start - 1 : start] == "-" and start >= 2 and text[start - 2].isupper():
            return True  # "KC-45"
        if text[start - 1 : start] in {"+", "-", "−"} and page.word(page.last(start - 1)) in w.times:
            return True  # "UTC-5"
    if close_before and before in w.labels and before not in w.labels_keep and not (plural and number.form != "digits"):
        return True
    if close_after and (after in w.times or after in w.sports):
        return True
    if number.value == 2 and number.form == "words" and before in w.both and close_before:
        return True
    if number.form == "words" and page.low[end : end + 1] == "-" and (number.value <= 5 or text[end + 1 : end + 2].isupper()):
        return True  # "two-way", "four-wheel", "Deux-Sèvres"
    if number.form == "words" and close_after and text[start].isupper() and text[page.starts[k]].isupper() and not _line_start(page, start):
        return True  # "Zero Hedge", "Three Mile Island"
    return number.form == "words" and _idiom(page, start, end)


def _capital(page: Page, i: int) -> bool:
    """A word with a capital anywhere: "Boeing", "iPhone", "iOS"."""
    start, end = page.tokens[i][:2]
    return any(c.isupper() for c in page.text[start:end])


def _idiom(page: Page, start: int, end: int) -> bool:
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


def _bare_veto(page: Page, draft: Draft) -> bool:
    """A bare number in brackets: a count of comments, a département, a note."""
    return page.text[draft.start - 1 : draft.start] == "(" and page.text[draft.end : draft.end + 1] == ")"


# ---------------------------------------------------------------- ranges, modifiers, units carried over


def _range(page: Page, first: Draft, number: Numeral) -> Draft | None:
    """ "entre 22 et 26 millions", "10 à 15 personnes", "two or three", "£22m to £26m": one quantity with two ends."""
    if number.form in ("ordinal", "fraction") or number.vague or first.value is None or first.form == "fraction":
        return None
    second = _draft(page, number)
    if second is not None and _is_age(first.unit) and second.unit is None and not _counts(page, second.end):
        second = replace(second, unit="a")  # "ages 16 to 24"
    if second is None or second.value is None or second.start < first.end or _is_age(first.unit) != _is_age(second.unit):
        return None
    w, link = page.words, page.gap(first.end, second.start).strip()
    head = page.word(page.last(first.start))
    kinds = [k for k in ("and", "to", "or") if link in w.ranges.get(k, ())] + (["dash"] if link in {"-", "–", "—"} else [])
    if not kinds or (first.unit and second.unit and first.unit != second.unit):
        return None
    between = head in w.ranges.get("between", ())
    if _is_age(first.unit) and any(
        word in page.low[max(0, first.start - 24) : first.start].split() for word in w.ranges.get("between", ())
    ):
        return Draft(first.start, second.end, first.core, second.stop, None, second.form, "a", first.value, second.value)
    if kinds == ["and"] and not between:
        return None
    if "to" in kinds and not between:
        moves = head in w.ranges.get("from", ()) and (
            (second.unit is None and not _counts(page, second.end)) or _changes(page, first.start)
        )
        if moves or (head in w.ranges.get("from", ()) and head in w.ranges.get("change", ())):
            return None
    low, high = first.value, second.value
    if low < 1000 <= high and number.form == "mixed" and first.form != "mixed":
        low *= high / float(_leading(page.text[second.core : second.stop]) or high)
    if number.form == "digits" and between and _GROUP.search(page.text[second.core : second.stop]) and 20 * 1000 * low >= high > 1000 * low:
        low *= 1000  # "entre 60 et 80 000"
    if low >= high:
        return None
    start = page.tokens[page.last(first.start)][0] if between else first.start
    unit = second.unit or first.unit
    return Draft(start, second.end, first.core, second.stop, None, second.form, unit, low, high, first.approximate or "or" in kinds)


_GROUP = re.compile(r"\d[ .,'\u00a0\u202f\u2009’]000$")


def _is_age(unit: str | None) -> bool:
    return unit_class(unit) == "age"


def _leading(said: str) -> float:
    digits = re.match(r"[\d.,]+", said.strip())
    return (
        float(digits.group().replace(",", ".").strip(".")) if digits and digits.group().count(".") + digits.group().count(",") <= 1 else 0.0
    )


def _counts(page: Page, at: int) -> bool:
    """A noun follows: the number counts something."""
    k = page.next(at)
    return k < len(page.tokens) and page.gap(at, page.starts[k]) == " " and page.word(k) not in page.words.stops


def _noun_follows(page: Page, draft: Draft) -> bool:
    """What the number counts follows at once; after "millions" some languages need a link for that ("millions de ...")."""
    last = page.word(page.last(draft.stop))
    return _counts(page, draft.end) and last not in page.words.counted_with_link


def _changes(page: Page, at: int) -> bool:
    i = page.last(at)
    return any(page.word(k) in page.words.ranges.get("change", ()) for k in range(max(0, i - 6), i))


def _modified(page: Page, draft: Draft, floor: int) -> Draft:
    """Applies "environ", "at least", "moins de" before and "or more" after."""
    w = page.words
    left = max(floor, draft.start - 28)
    found = w.before.search(page.low[left : draft.start])
    kind = found.lastgroup if found else None
    if found is not None:
        draft = replace(draft, start=left + found.start())
    else:
        after = w.after.match(page.low, draft.end)
        if after is not None:
            kind, draft = after.lastgroup, replace(draft, end=after.end())
    if kind == "about":
        return replace(draft, approximate=True)
    if draft.value is None:
        return draft
    if kind in ("at_least", "more"):
        return replace(draft, low=draft.value)
    if kind in ("at_most", "less"):
        return replace(draft, high=draft.value)
    return draft


def _carry_units(page: Page, drafts: list[Draft]) -> list[Draft]:
    """A number without a noun takes the unit of its neighbour: "108 km/h là où la limite est fixée à 80", "de 2,1 à
    3,4 %"."""
    out = list(drafts)
    for i, draft in enumerate(out):
        if draft.unit is not None or (draft.form not in ("digits", "mixed") and not _sum(draft)) or _noun_follows(page, draft):
            continue
        following = out[i + 1] if i + 1 < len(out) else None
        if following is not None and following.unit not in (None, "a", "mo", "wk", "d"):
            link = page.gap(draft.end, following.start).strip()
            if (
                link in page.words.ranges.get("to", ())
                or link in page.words.ranges.get("and", ())
                or link in page.words.ranges.get("or", ())
            ):
                out[i] = signed(page, replace(draft, unit=following.unit))
                continue
        previous = out[i - 1] if i else None
        if previous is None or previous.unit in (None, "a", "mo", "wk", "d") or draft.start - previous.end > 80:
            continue
        if page.sentence(previous.core).end < draft.end or _sum(draft) != _sum(previous):
            continue
        i_before = page.last(draft.start)
        if page.word(i_before) in page.words.ranges.get("carry", ()) and page.gap(page.tokens[i_before][1], draft.start).strip() == "":
            out[i] = replace(draft, unit=previous.unit)
    return out


def _one_currency(page: Page, drafts: list[Draft]) -> list[Draft]:
    """A large sum without a noun is in the article's currency, where it uses one only ("le trou de cinq milliards")."""
    used = {d.unit for d in drafts if unit_class(d.unit) == "money"}
    if len(used) != 1:
        return drafts
    unit = used.pop()
    return [
        replace(d, unit=unit)
        if d.unit is None
        and (d.value or d.high or 0) >= 1e6
        and d.form != "fraction"
        and not _noun_follows(page, d)
        and not _linked(page, d.end)
        and not _number_of_things(page, d.start)
        else d
        for d in drafts
    ]


def _linked(page: Page, at: int) -> bool:
    """ "cinq milliards de personnes": what is counted follows."""
    return page.word(page.next(at)) in page.words.links and page.low[at : at + 1] == " "


def _number_of_things(page: Page, at: int) -> bool:
    """ "the number of passengers will jump to 70m": no sum."""
    i = page.last(at)
    floor = page.sentence(at).start
    return any(page.word(k) in page.words.number_nouns and page.tokens[k][0] >= floor for k in range(max(0, i - 9), i + 1))


def _sum(draft: Draft) -> bool:
    """A large sum and a small number never share an elided unit."""
    return (draft.value or draft.high or 0) >= 1000


KIND = Kind("figures", "figure", find, figures_compare.keys, figures_compare.agree, figures_say.say, figures_compare.value)
