"""A text put otherwise without a change of fact: other words, other forms of dates, figures and names, other order of clauses
and sentences, some sentences left out. What each step may touch is what recoupe found in the sentence, so that a step that
goes wrong is recoupe's misreading and belongs to the measure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.quality.crosscheck.perturbed.bases import Base
from bench.quality.crosscheck.perturbed.dice import Dice, table
from recoupe import numerals
from recoupe import text as texts
from recoupe.languages import load
from recoupe.records import Examined, Span

LEVELS = ("copy", "light", "heavy")
_SHARES = {"light": 0.4, "heavy": 0.85}
"""How many of the places where a step could be taken it is taken at."""
_DROPPED = {"light": 0.08, "heavy": 0.15}
_MOVED = {"light": 0.0, "heavy": 0.35}


@dataclass(frozen=True, slots=True)
class Copy:
    """A text put otherwise, and which of the sentences of the base are in it (by where they start)."""

    level: str
    title: str | None
    text: str
    kept: frozenset[int]


def copy(base: Base, examined: Examined, level: str) -> Copy:
    """The copy of a text at a level, the same at every run."""
    starts = frozenset(s.start for s in examined.sentences)
    if level == "copy":
        return Copy(level, base.title, base.text, starts)
    dice = Dice(base.id, level)
    kept: set[int] = set()
    lines: list[str] = []
    for number, line in enumerate(texts.lines(base.text)):
        pieces: list[str] = []
        body = line.of(base.text).rstrip()[-1:] in '.!?»”"'
        for sentence in (s for s in examined.sentences if line.contains(s)):
            plain = sentence.of(base.text)
            if number > 1 and body and len(plain.split()) > 5 and dice.chance(_DROPPED[level]):
                continue
            kept.add(sentence.start)
            pieces.append(_put_otherwise(base, examined, sentence, dice, _SHARES[level]) if body and number else plain)
        if pieces:
            lines.append(" ".join(_moved(pieces, base.language, dice, _MOVED[level])))
    return Copy(level, lines[0] if base.title and lines else base.title, "\n\n".join(lines), frozenset(kept))


def _moved(pieces: list[str], code: str, dice: Dice, share: float) -> list[str]:
    """Neighbours that do not lean on each other, changed in place now and then."""
    leaning = set(table(code)["anaphora"])
    out = list(pieces)
    for i in range(1, len(out) - 1):
        first, second = (re.findall(r"[\w'’-]+", out[j].lower()) or ["il"] for j in (i, i + 1))
        free = not ({re.split(r"['’]", w[0])[0] for w in (first, second)} & leaning) and not any(c in out[i] + out[i + 1] for c in '«»“”"')
        if free and dice.chance(share):
            out[i], out[i + 1] = out[i + 1], out[i]
    return out


Edit = tuple[int, int, str]
"""A stretch of the base text and what stands there instead."""


def _put_otherwise(base: Base, examined: Examined, sentence: Span, dice: Dice, share: float) -> str:
    quoted = [q.span for q in examined.quotes if q.kind == "direct" and sentence.overlap(q.span)]
    taken: list[Span] = []
    edits: list[Edit] = []
    for step in (_dates, _figures, _names, _words):
        for start, end, new in step(base, examined, sentence):
            span = Span(start, end)
            if any(span.overlap(t) for t in (*taken, *quoted)) or not dice.chance(share):
                continue
            taken.append(span)
            edits.append((start, end, new))
    out, at = "", sentence.start
    for start, end, new in sorted(edits):
        out += base.text[at:start] + new
        at = end
    out += base.text[at : sentence.end]
    return _clauses(out, base.language) if dice.chance(share) else out


def _protected(examined: Examined, sentence: Span) -> list[Span]:
    return [m.span for group in (examined.names, examined.dates, examined.figures) for m in group if sentence.overlap(m.span)]


def _dates(base: Base, examined: Examined, sentence: Span) -> Iterator[Edit]:
    """A weekday takes its date; "lundi 9 mars" loses its weekday, or its date."""
    known = table(base.language)
    weekdays, months = known["weekdays"], known["months"]
    for mention in examined.dates:
        if not sentence.contains(mention.span) or not mention.value or not re.fullmatch(r"\d{4}-\d\d-\d\d", mention.value):
            continue
        day = datetime.date.fromisoformat(mention.value)
        said, before = mention.exact, base.text[max(sentence.start, mention.span.start - 30) : mention.span.start]
        full = f"{day.day} {months[day.month - 1]}"
        if re.search(known["day_before"], before) or re.match(r"\s+(?:\d|matin|soir|morning|evening|night)", base.text[mention.span.end :]):
            continue
        if base.language == "en" and said in weekdays and before.endswith(" on "):
            yield mention.span.start, mention.span.end, f"{said}, {months[day.month - 1]} {day.day},"
        elif base.language == "fr" and said in weekdays and base.published:
            yield mention.span.start, mention.span.end, f"{said} {full}"
        elif base.language == "fr" and said == f"{weekdays[day.weekday()]} {full}" and base.published:
            yield mention.span.start, mention.span.end, f"le {full}"


def _figures(base: Base, examined: Examined, sentence: Span) -> Iterator[Edit]:
    """Words for digits and digits for words; spaces between thousands; the sign of a share."""
    known = table(base.language)["numbers"]
    text = base.text
    for number in numerals.find(text, load(base.language), sentence):
        said, value = number.span.of(text), number.value
        if any(d.span.overlap(number.span) for d in examined.dates) or any(n.span.overlap(number.span) for n in examined.names):
            continue
        around = text[max(0, number.span.start - 1) : number.span.start] + text[number.span.end : number.span.end + 1]
        if re.search(r"[\w.,/:%°€$£-]", around.replace(" ", "")) and not re.fullmatch(r"\s?[,.]?", around):
            continue
        if number.form == "words" and str(int(value)) in known and known[str(int(value))] == said:
            yield number.span.start, number.span.end, str(int(value))
        elif said.isdigit() and said in known and number.span.start > sentence.start:
            yield number.span.start, number.span.end, known[said]
        elif re.fullmatch(r"\d{4,6}", said) and value > 3000:
            yield number.span.start, number.span.end, f"{int(value):,}".replace(",", "\u202f" if base.language == "fr" else ",")
        elif re.fullmatch(r"\d{1,3}[\s\u00a0\u202f]\d{3}", said):
            yield number.span.start, number.span.end, re.sub(r"\s", "", said)


def _names(base: Base, examined: Examined, sentence: Span) -> Iterator[Edit]:
    """A person who was named in full before is called by the surname alone."""
    told: set[str] = set()
    for mention in examined.names:
        words = mention.exact.split()
        if mention.kind != "person" or len(words) != 2 or mention.exact != mention.name or not all(w[:1].isupper() for w in words):
            continue
        if mention.exact in told and sentence.contains(mention.span):
            yield mention.span.start, mention.span.end, words[1]
        told.add(mention.exact)


def _words(base: Base, examined: Examined, sentence: Span) -> Iterator[Edit]:
    guarded = _protected(examined, sentence)
    plain = sentence.of(base.text)
    known = table(base.language)
    for old, new in (*known["become"], *known["same"], *(pair[::-1] for pair in known["same"])):
        closed = "" if old[-1] == "'" else r"(?![\w'’-])"
        for match in re.finditer(rf"(?<![\w'’-]){re.escape(old)}{closed}", plain, re.I):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            if not any(span.overlap(g) for g in guarded):
                yield span.start, span.end, new[:1].upper() + new[1:] if match.group()[0].isupper() else new


def _clauses(sentence: str, code: str) -> str:
    """The clauses of a sentence in another order, where one of the patterns fits."""
    for rule in table(code)["clauses"]:
        match = re.match(rule["find"], sentence)
        if match is None:
            continue
        parts = {name: value for name, value in match.groupdict().items() if value is not None}
        low = parts[rule["lower"]]
        if low[:1].isupper() and low[1:2].isupper():
            continue
        parts[rule["lower"]] = low[:1].lower() + low[1:]
        out = rule["into"].format(**parts)
        if code == "fr":
            out = re.sub(r"\bque (?=[aeiouéèêhy])", "qu’", out)
        return str(out[:1].upper() + out[1:])
    return sentence


Step = Callable[[Base, Examined, Span], Iterator[Edit]]
