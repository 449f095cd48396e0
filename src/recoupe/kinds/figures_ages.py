"""Ages: of persons, and of whatever a language says is so many years old."""

from __future__ import annotations

import re

from recoupe.kinds.figures_skip import counts
from recoupe.kinds.figures_units import Draft
from recoupe.kinds.figures_words import Page, overlapping
from recoupe.numerals import Numeral


def age(page: Page, number: Numeral) -> tuple[int, str] | None:
    """Where an age ends, and its unit: "âgée de 12 ans", "Lucie, 19 ans,", "un homme de 41 ans", "mort à 97 ans",
    "12-year-old", "6 months old", "Gary Pinnock, 53,"."""
    if number.form not in ("digits", "words", "collective") or number.value <= 0:
        return None
    w, low = page.words, page.low
    start, end = number.span.start, number.span.end
    years = w.age_years.match(low, end)
    if years is None and not (w.bare_age and number.value < 125):
        return None
    found = (years.end(), w.person_years.get(years.group("years").strip("- "), "a")) if years is not None else None
    if found is not None and years is not None and (w.age_explicit or years.group("years").strip("- ") in w.age_said):
        return found
    ahead = low[max(0, start - 34) : start]
    modifier = page.modifier(max(0, start - 34), start)
    if modifier is not None:
        ahead = ahead[: modifier.start()]
    if found is not None and _has_years(page, number, ahead, found[0], found[1] == "a"):
        return found
    if number.value >= 125:
        return None
    if w.age_before.search(ahead) or w.age_before.search(low[max(0, start - 34) : start]):
        if found is not None:
            return found
        return (end, "a") if w.bare_age and not w.durations.match(low, end) and not counts(page, end) else None
    if found is not None:
        whole = found[1] == "a"
        return found if _of_person(page, ahead, found[0], start, whole) or (whole and _at_age(page, number, ahead, found[0])) else None
    bare = w.bare_age and number.form == "digits" and number.value.is_integer() and number.value >= 5
    if not bare or not ahead.endswith(", ") or low[end : end + 1] not in {",", ".", ";", ")"}:
        return None
    return (end, "a") if _after_person(page, start - 2) and not low[end + 1 : end + 2].isdigit() else None


def _has_years(page: Page, number: Numeral, ahead: str, after: int, years: bool) -> bool:
    """ "Elle avait cinq ans,", "le château a plus de 500 ans": a clause that goes on has that much time for something."""
    w, low = page.words, page.low
    if not w.age_has.search(ahead):
        return False
    k = page.next(after)
    if page.word(k) in w.of or page.word(k) in w.age_has_not:
        return False
    return years or low[after : after + 1] in {"", ".", ",", ";", "!", "?", "\n"}


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


def shares_time(page: Page, number: Numeral, following: Numeral) -> bool:
    """The number takes its noun from the next one, which counts time: "deux ou trois jours", "15 à 24 ans"; or both are
    one length of time: "3 minutes 30"."""
    if number.form not in ("digits", "words") or following.form not in ("digits", "words") or number.vague:
        return False
    w, link = page.words, page.gap(number.span.end, following.span.start).strip()
    link = link.strip("-") or link
    links = ("to", "or", "and")
    if link not in _TIME_LINKS and not any(link in w.ranges.get(kind, ()) for kind in links):
        return False
    end = following.span.end
    if w.durations.match(page.low, end) or w.age_years.match(page.low, end):
        return True
    if link not in w.ranges.get("and", ()) and page.word(page.next(end)) in w.times:
        return True  # "20 à 30 fois"
    return w.age_bare.search(page.low[max(0, number.span.start - 34) : number.span.start]) is not None and not counts(page, end)


_TIME_LINKS = frozenset({"-", "–", "—", "--", ",", "/"})


def age_range(page: Page, first: Numeral, second: Numeral) -> Draft | None:
    """ "les 15 à 24 ans", "âgée de 15 à 64 ans"."""
    w, low = page.words, page.low
    years = w.age_years.match(low, second.span.end)
    ahead = low[max(0, first.span.start - 34) : first.span.start]
    modifier = page.modifier(max(0, first.span.start - 34), first.span.start)
    ahead = ahead if modifier is None else ahead[: modifier.start()]
    bare = years is None and w.age_bare.search(ahead) is not None
    if (years is None and not bare) or not 0 <= first.value < second.value < 125:
        return None
    if not (w.age_before.search(ahead) or w.age_ranges.search(ahead)):
        return None
    start, core, stop = first.span.start, first.span.start, second.span.end
    unit = w.person_years.get(years.group("years").strip("- "), "a") if years is not None else "a"
    return Draft(start, years.end() if years is not None else stop, core, stop, None, second.form, unit, first.value, second.value)


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
