"""One fact of a text changed. What is a fact is what recoupe found there and what a check of our own confirms; a fact told in
several places is changed in all of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.quality.crosscheck.perturbed.bases import Base
from bench.quality.crosscheck.perturbed.dice import Dice, table
from recoupe import numerals
from recoupe import text as texts
from recoupe.languages import load, shared_forms
from recoupe.records import Examined, Figure, Span

KINDS = ("figure", "magnitude", "unit", "date", "name", "place", "negation", "attribution")


@dataclass(frozen=True, slots=True)
class Alteration:
    """A text with one fact changed. `spans` are where, in the altered text; `sentence` starts the sentence of the base in
    which the fact stands (the first of them)."""

    kind: str
    old: str
    new: str
    text: str
    spans: tuple[Span, ...]
    sentence: int


@dataclass(frozen=True, slots=True)
class _Change:
    span: Span
    new: str


def alterations(base: Base, examined: Examined, kept: frozenset[int], kind: str) -> Iterator[Alteration]:
    """The changes of a kind that can be made in the sentences that are `kept`, in an order that follows from the text."""
    finder = _FINDERS[kind]
    dice = Dice(base.id, kind)
    told = [s for s in examined.sentences if s.start in kept and _tells(base, s)]
    for sentence in dice.shuffled(told):
        changes = [c for c in finder(base, examined, sentence, dice) if c.new != c.span.of(base.text)]
        for change in dice.shuffled(changes):
            made = _made(base, kind, sentence, change, everywhere=kind in ("name", "place"))
            if made is not None:
                yield made


def _tells(base: Base, sentence: Span) -> bool:
    """A sentence of the body, no headline and no question."""
    plain = sentence.of(base.text).strip()
    return len(plain.split()) >= 7 and plain[-1:] in '.»”"' and base.text.find("\n") < sentence.start


def _made(base: Base, kind: str, sentence: Span, change: _Change, everywhere: bool) -> Alteration | None:
    old = change.span.of(base.text)
    where = [change.span]
    if everywhere:
        where = [Span(m.start(), m.end()) for m in re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w-])", base.text)]
    if re.search(rf"(?<!\w){re.escape(change.new)}(?!\w)", base.text) and kind not in ("negation",):
        return None
    if not everywhere and kind in ("figure", "magnitude", "unit", "date") and _told_again(base, old, change.span):
        return None
    out, at, spans = "", 0, []
    for span in where:
        out += base.text[at : span.start]
        spans.append(Span(len(out), len(out) + len(change.new)))
        out += change.new
        at = span.end
    return Alteration(kind, old, change.new, out + base.text[at:], tuple(spans), sentence.start)


def _told_again(base: Base, old: str, span: Span) -> bool:
    found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", base.text)]
    return any(start != span.start for start in found) and len(old) > 1 and old.lower() not in table(base.language)["units"]


# ---------------------------------------------------------------- figures


def _numbers(base: Base, examined: Examined, sentence: Span) -> Iterator[tuple[Figure, numerals.Numeral]]:
    """The numbers of the figures of a sentence: what is surely a count or a measure."""
    for figure in examined.figures:
        if not sentence.contains(figure.span) or figure.value is None or figure.unit == "a":
            continue
        if any(d.span.overlap(figure.span) for d in examined.dates) or any(n.span.overlap(figure.span) for n in examined.names):
            continue
        found = [n for n in numerals.find(base.text, load(base.language), figure.span) if n.form != "ordinal"]
        follows = base.text[found[0].span.end :] if len(found) == 1 else ""
        if len(found) != 1 or not re.match(r"\s*(?!er\b|[A-Z])[\w%€$£°-]", follows):
            continue
        yield figure, found[0]


def _figure(base: Base, examined: Examined, sentence: Span, dice: Dice) -> Iterator[_Change]:
    words = table(base.language)["numbers"]
    for figure, number in _numbers(base, examined, sentence):
        said = number.span.of(base.text)
        vague = figure.approximate or figure.low is not None or figure.high is not None
        if not vague and str(int(number.value)) in words and words[str(int(number.value))] == said.lower():
            near = [w for v, w in words.items() if 0 < abs(int(v) - number.value) <= max(6, number.value / 2)]
            yield _Change(number.span, dice.pick(near))
            continue
        digits = re.match(r"[\d.,\s\u00a0\u202f]*\d", said)
        if digits is not None:
            yield _Change(Span(number.span.start, number.span.start + digits.end()), _other_digits(digits.group(), dice, vague))


def _other_digits(said: str, dice: Dice, vague: bool) -> str:
    """The same form with another value: another leading digit, or for a small number one a few steps away; of a figure that
    is vague, one that cannot be meant by it."""
    plain = re.sub(r"\D", "", said)
    if vague:
        return (str((int(said[0]) + 4) % 9 + 1) if said[0].isdigit() else said[0]) + said[1:]
    if plain == said and int(said) < 20:
        return str(int(said) + dice.pick([3, 4, 5, 7]))
    first = next(n for n, c in enumerate(said) if c.isdigit() and c != "0") if plain.strip("0") else 0
    spots = [n for n, c in enumerate(said) if c.isdigit() and n in (first, first + 1)]
    at = dice.pick(spots)
    return said[:at] + dice.pick([d for d in "123456789" if abs(int(d) - int(said[at])) >= 2]) + said[at + 1 :]


def _magnitude(base: Base, examined: Examined, sentence: Span, dice: Dice) -> Iterator[_Change]:
    others = table(base.language)["magnitudes"]
    for figure in examined.figures:
        if not sentence.contains(figure.span):
            continue
        for word, other in others.items():
            match = re.search(rf"(?<=\d )\b{word}\b", figure.exact)
            if match:
                yield _Change(Span(figure.span.start + match.start(), figure.span.start + match.end()), other)
    for _, number in _numbers(base, examined, sentence):
        said = number.span.of(base.text)
        if said.isdigit() and number.value >= 10:
            yield _Change(number.span, said + "0")


def _unit(base: Base, examined: Examined, sentence: Span, dice: Dice) -> Iterator[_Change]:
    """The unit right after a number, of a figure or of a length of time."""
    found = [f.span for f in examined.figures if sentence.contains(f.span)]
    found += [d.span for d in examined.dates if sentence.contains(d.span)]
    for word, other in table(base.language)["units"].items():
        for match in re.finditer(
            rf"(?<=[\w\d][\s\u00a0\u202f])(?<!\bde )(?<!\bdes )(?<!\bles )(?<!\bof )(?<!\bthe ){word}\b", sentence.of(base.text)
        ):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            before = base.text[max(sentence.start, span.start - 14) : span.start]
            numbered = numerals.find(before, load(base.language))
            if any(f.contains(span) for f in found) and numbered and numbered[-1].span.end >= len(before.rstrip()):
                yield _Change(span, other)


# ---------------------------------------------------------------- dates


def _date(base: Base, examined: Examined, sentence: Span, dice: Dice) -> Iterator[_Change]:
    known = table(base.language)
    months = {m.lower(): n for n, m in enumerate(known["months"], 1)}
    for mention in examined.dates:
        if not sentence.contains(mention.span) or mention.type not in ("DATE", "TIME") or not mention.value:
            continue
        said, at = mention.exact, mention.span.start
        weekday = next((w for w in known["weekdays"] if re.search(rf"\b{w}\b", said, re.I)), None)
        month = next((m for m in known["months"] if re.search(rf"\b{m}\b", said, re.I)), None)
        day = re.search(r"\b(\d{1,2})\b(?!\s*(?:h\b|:|heures))", said)
        year = re.search(r"\b(?:19|20)\d\d\b", said)
        if month and day and not weekday:
            other = int(day.group(1)) + dice.pick([2, 3, 5])
            if other <= 28:
                yield _Change(Span(at + day.start(1), at + day.end(1)), str(other))
            else:
                yield _Change(Span(at + day.start(1), at + day.end(1)), str(int(day.group(1)) - dice.pick([2, 4, 6])))
        elif month and day and weekday and re.fullmatch(r"\d{4}-\d\d-\d\d", mention.value[:10]):
            moved = datetime.date.fromisoformat(mention.value[:10]) + datetime.timedelta(days=dice.pick([2, 3]))
            if moved.month == months[month.lower()]:
                new = re.sub(rf"\b{weekday}\b", known["weekdays"][moved.weekday()], said, count=1, flags=re.I)
                yield _Change(mention.span, re.sub(rf"\b{day.group(1)}\b", str(moved.day), new, count=1))
        elif weekday and not any(c.isdigit() for c in said):
            place = re.search(rf"\b{weekday}\b", said, re.I)
            assert place is not None
            turn = known["weekdays"].index(weekday) + dice.pick([2, 3, 4])
            if len([w for w in known["weekdays"] if re.search(rf"\b{w}\b", said, re.I)]) == 1:
                yield _Change(Span(at + place.start(), at + place.end()), known["weekdays"][turn % 7])
        elif year and not day:
            yield _Change(Span(at + year.start(), at + year.end()), str(int(year.group()) - dice.pick([1, 2, 3])))
        elif said.lower() in known["relative"]:
            yield _Change(mention.span, known["relative"][said.lower()])


# ---------------------------------------------------------------- names


def _name(base: Base, examined: Examined, sentence: Span, dice: Dice) -> Iterator[_Change]:
    """The surname of a person, or the initials of an organisation, wherever they stand."""
    known = table(base.language)["names"]
    for mention in examined.names:
        if not sentence.contains(mention.span):
            continue
        words = mention.exact.split()
        if words[-1].isupper() and len(words) > 1:
            continue  # Mwambutsa IV
        if mention.kind == "person" and len(words) == 2 and all(re.fullmatch(r"[^\W\d_][\w'’-]+", w) and w[0].isupper() for w in words):
            start = mention.span.end - len(words[1])
            yield _Change(Span(start, mention.span.end), dice.pick(known["last"]))
        elif mention.kind == "organisation" and re.fullmatch(r"[A-Z]{3,5}", mention.exact):
            yield _Change(mention.span, dice.pick(known["acronyms"]))


def _place(base: Base, examined: Examined, sentence: Span, dice: Dice) -> Iterator[_Change]:
    known = table(base.language)["names"]
    territories = shared_forms("territories") - shared_forms("cities") - shared_forms("cities_more")
    for mention in examined.names:
        if mention.kind != "place" or not sentence.contains(mention.span) or not re.fullmatch(r"[A-ZÉ][\w’'-]+", mention.exact):
            continue
        before = base.text[max(sentence.start, mention.span.start - 20) : mention.span.start]
        for where, names in ((known["country_before"], known["countries"]), (known["town_before"], known["towns"])):
            country = texts.folded(mention.exact) in territories
            if re.search(where, before) and country == (names is known["countries"]):
                yield _Change(mention.span, dice.pick(names))
                break


# ---------------------------------------------------------------- negations, speakers


_LEANING = re.compile(r"\b(?:ne|not|never|jamais|y|pas|ni|nor|to|s|il y)\s*$|n['’]$|\b(?:qui|que|dont|se|lui|leur|en|l)['’ ]?$")
"""What may stand before a verb that takes no "ne" right before it, or has one."""


def _negation(base: Base, examined: Examined, sentence: Span, dice: Dice) -> Iterator[_Change]:
    plain = sentence.of(base.text)
    for rule in table(base.language)["negations"]:
        for match in re.finditer(rule["find"], plain):
            before = plain[max(0, match.start() - 14) : match.start()].lower()
            if (
                re.search(r"\b(?:ne|not|never|jamais|y|pas|ni|nor|to|s|il y)\s*$|n['’]$|\b(?:qui|que|dont|se|lui|leur|en|l)['’ ]?$", before)
                and "{n}" in rule["into"]
            ):
                continue
            if "{n}" not in rule["into"] and "not" in rule["into"] and re.match(r"\s+(?:not|never|n['’]t)\b", plain[match.end() :]):
                continue
            verb = match.group("v")
            negator = "n’" if verb[0] in "aeéèêio" else "ne "
            new = rule["into"].format(v=verb, n=negator)
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            if span.start > 0 and texts.tokens(plain):
                yield _Change(span, new)


def _attribution(base: Base, examined: Examined, sentence: Span, dice: Dice) -> Iterator[_Change]:
    known = table(base.language)["speakers"]
    for quote in examined.quotes:
        exact = quote.speaker.exact
        if not exact or not sentence.overlap(quote.span) or len(exact.split()) > 8 or exact.count(",") > 1:
            continue
        plain = sentence.of(base.text)
        for match in re.finditer(rf"(?<![\w-]){re.escape(exact)}(?![\w-])", plain):
            ahead, behind = plain[: match.start()], plain[match.end() :]
            cued = re.search(known["after"], ahead)
            if re.match(known["pointing"], exact) or not (cued or re.match(known["before"], behind)):
                continue
            if not cued and re.search(r"[\w’']\s+$", ahead):
                continue
            if re.match(r"\s*(?:et|and|de|du|des|of|who|qui|whose|that|which|['’]s)\b|\.\w", behind):
                continue  # only part of what says who it is
            new = dice.pick(known["many"] if re.match(known["plural"], exact) else known["one"])
            at = sentence.start + match.start()
            opening = new[:1].upper() + new[1:] if not plain[: match.start()].strip() else new
            yield _Change(Span(at, at + len(exact)), opening)


Finder = Callable[[Base, Examined, Span, Dice], Iterator[_Change]]
_FINDERS: dict[str, Finder] = {
    "figure": _figure,
    "magnitude": _magnitude,
    "unit": _unit,
    "date": _date,
    "name": _name,
    "place": _place,
    "negation": _negation,
    "attribution": _attribution,
}
