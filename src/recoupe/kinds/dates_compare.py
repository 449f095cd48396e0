"""When a thing that happens once is dated differently, two reports disagree; any other two dates say nothing together.

A date is compared only as the date of an act, told in one clause with it: an act that happens once to its subject
(moments.toml) and whose subject both clauses name; the last or the first of its kind, where both clauses name which;
or an act still to come that happens once (`once` in events.toml) and that the headlines of the story are about. Then days are
compared, never clock times (a clause may well hold a departure and an arrival); a clock time that both give is agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from recoupe import text as texts
from recoupe import timex
from recoupe.kinds import dates_slots, events
from recoupe.languages import load
from recoupe.records import DateMention, Span
from recoupe.remember import remembered
from recoupe.sockets import Agreement, Item

REASONS = {
    "date.same": "both date the same act alike",
    "date.finer": "one date is more exact, and lies within the other",
    "date.other-day": "the sources date an act that happens once on different days",
    "date.other-once": "the same thing of the story, which happens once, is dated on different days",
    "date.other-hour": "the sources give one act of one day at different hours",
    "date.other-act": "the dates are not shown to be those of one act",
    "date.not-comparable": "one of the dates cannot be placed on the calendar",
}

_OTHER = Agreement("unrelated", "date.other-act")
_RARE = 1.5
"""The least weight of a word that tells which act is meant."""
_OPENING = 2.0
"""The weight of the word a clause opens with, when it was taken for a name because of its capital."""
_APART = 200
"""Days between two dates of one act; more is another round of it."""
_REACH = 140
"""How far a clause may reach on either side of its date, in code points."""


@dataclass(frozen=True, slots=True)
class _Moments:
    """`moments.toml` of a language: stems of acts that happen once, words for the only one, what rules a date out."""

    once: Mapping[str, str]  # stem -> class
    unique: Mapping[str, str]  # word -> "last" or "first"
    other: frozenset[str]
    not_at: tuple[str, ...]
    speech: frozenset[str]
    titles: re.Pattern[str]
    personal: frozenset[str]
    places: frozenset[str]
    phrases: Mapping[str, str]  # folded phrase -> class
    breaks: re.Pattern[str]


@cache
def _moments(code: str) -> _Moments | None:
    table = load(code).table("moments")
    if not table:
        return None
    breaks = "|".join(re.escape(str(b)) for b in table.get("breaks", ()))
    return _Moments(
        once={s: str(act) for act, listed in table.get("once", {}).items() for s in _stems_of(listed, code)},
        unique={texts.folded(str(w)): kind for kind in ("last", "first") for w in table.get(kind, ())},
        other=frozenset(texts.folded(str(w)) for w in table.get("other", ())),
        not_at=tuple(texts.folded(str(w)) for w in table.get("not_at", ())),
        speech=frozenset(_stems_of(table.get("speech", ()), code)),
        titles=re.compile("|".join(rf"\b{re.escape(texts.folded(str(t)))}\b" for t in table.get("titles", ())) or r"(?!)"),
        personal=frozenset(str(k) for k in table.get("personal", ())),
        places=frozenset(texts.folded(str(w)) for w in table.get("places", ())),
        phrases={texts.folded(str(p)): str(act) for act, listed in table.get("phrases", {}).items() for p in listed},
        breaks=re.compile(rf"[,;:()\n\u2013\u2014«»\"“”]{'|' + breaks if breaks else ''}", re.IGNORECASE),
    )


def _stems_of(listed: Iterable[object], code: str) -> list[str]:
    return [s for word in listed for s in (*texts.stems(str(word), code), texts.stem(str(word), code))]


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words that stand in one clause with a date."""

    stems: Mapping[str, float]
    once: frozenset[str]
    unique: frozenset[str]
    acts: frozenset[str]
    names: frozenset[str]
    subjects: frozenset[str]
    """Those names that say who, not where."""


@remembered
def _clause(item: Item) -> _Clause | None:
    """None where the date is not surely that of what the clause tells: another number or date stands there, somebody
    says something on that day, the act is one of several, or it is dated before or after."""
    table = _moments(item.language)
    if table is None:
        return None
    text, span = item.article.text, item.mention.span
    left = text[max(item.sentence.start, span.start - _REACH) : span.start]
    right = text[span.end : min(item.sentence.end, span.end + _REACH)]
    ahead = list(table.breaks.finditer(left))
    left = left[ahead[-1].end() :] if ahead else left
    if not left.strip() and right.lstrip()[:1] == ",":  # "On Sunday, the intrusion was detected"
        right = right.lstrip()[1:]
    behind = table.breaks.search(right)
    right = right[: behind.start()] if behind else right
    said = texts.folded(left).rstrip()
    if any(c.isdigit() for c in left + right) or any(said == w or said.endswith((" " + w, "'" + w)) for w in table.not_at):
        return None
    left = _after_speech(left, item.language, table)
    words = {texts.folded(t.of(piece)) for piece in (left, right) for t in texts.tokens(piece, Span(0, len(piece)))}
    flat = texts.folded(left + " " + right)
    stems = {s for piece in (left, right) for s in texts.stems(piece, item.language)}
    plain = {texts.folded(s) for s in stems}
    if words & table.other or (stems | plain) & table.speech:
        return None
    opening = set(texts.stems(left.split(maxsplit=1)[0], item.language)) if left.strip() else set()
    names = frozenset(n for n in item.names if words & set(n.split()))
    weighed = {s: item.terms.get(s, _OPENING) for s in sorted(stems) if s in item.terms or s in opening}
    return _Clause(
        weighed,
        frozenset(table.once[s] for s in stems if s in table.once) | {act for p, act in table.phrases.items() if p in flat},
        frozenset(table.unique[w] for w in words if w in table.unique) if not table.titles.search(flat) else frozenset(),
        frozenset(events.acts_in(left + " " + right, load(item.language))),
        names,
        frozenset(n for n in names if _is_subject(n, left, table)) | _opening_name(item, left, table),
    )


def _opening_name(item: Item, left: str, table: _Moments) -> frozenset[str]:
    """Who the sentence opens with, where the clause has the verb alone: "Ann Tiel, the swimmer, died"."""
    verb = next(iter(texts.stems(left, item.language)), "")
    if verb not in table.once:
        return frozenset()
    said = texts.tokens(item.article.text, Span(item.sentence.start, min(item.sentence.end, item.sentence.start + 100)))
    opening = texts.folded(said[0].of(item.article.text)) if said else ""
    return frozenset(n for n in item.names if opening in n.split())


def _is_subject(name: str, left: str, table: _Moments) -> bool:
    """The name stands before the date, and no preposition of place before the name."""
    said = [texts.folded(t.of(left)) for t in texts.tokens(left)]
    at = next((i for i, word in enumerate(said) if word in name.split()), None)
    return at is not None and (at == 0 or said[at - 1] not in table.places)


def _after_speech(left: str, code: str, table: _Moments) -> str:
    """What is said, without who says it, where an act that happens once is told after the verb: "slides say the gates
    will shut on"."""
    last = None
    for token in texts.tokens(left):
        if set(texts.stems(token.of(left), code)) & table.speech:
            last = token
    if last is None:
        return left
    rest = left[last.end :]
    told = events.once(code) & set(events.acts_in(rest, load(code)))
    return rest if told or any(s in table.once for s in texts.stems(rest, code)) else left


@remembered
def keys(item: Item) -> frozenset[str]:
    """The acts that happen once, or are the last or first, with what they happen to."""
    mention = item.mention
    in_slots = frozenset(f"slot:{name}" for name in dates_slots.filled(item))
    if not isinstance(mention, DateMention) or mention.type not in ("DATE", "TIME") or timex.day(mention.value) is None:
        return in_slots
    clause = _clause(item)
    if clause is None:
        return in_slots
    kinds = sorted(clause.once | clause.unique)
    rare = [s for s, w in clause.stems.items() if w >= _RARE]
    headline = clause.acts & item.acts & item.main_acts & events.once(item.language) if _future(item) else ()
    rare += [f"name:{n}" for n in sorted(clause.names)]
    return frozenset(f"{kind}|{s}" for kind in kinds for s in rare) | frozenset(f"once:{act}" for act in headline) | in_slots


def agree(a: Item, b: Item) -> Agreement:
    """The calendar's verdict on two dates of one act; "unrelated" wherever the act may be another."""
    found = _by_words(a, b)
    if found.verdict == "unrelated" and a.report.key != b.report.key and {type(a.mention), type(b.mention)} == {DateMention}:
        return dates_slots.agree(a, b)
    return found


def _by_words(a: Item, b: Item) -> Agreement:
    """The verdict where both clauses tell the act and its subject in the same words."""
    one, two = a.mention, b.mention
    if a.report.key == b.report.key or not isinstance(one, DateMention) or not isinstance(two, DateMention):
        return _OTHER
    left, right = _clause(a), _clause(b)
    if left is None or right is None or not keys(a) & keys(b) or _elsewhere(left, right) or _future(a) != _future(b):
        return _OTHER
    if not (_of_one_act(left, right, a.language) or _of_the_headlines(a, b)):
        return _OTHER
    exact = timex.compatible(one.value, two.value)
    if exact in ("same", "finer", "coarser"):
        return Agreement(exact, "date.same" if exact == "same" else "date.finer")
    days = timex.day(one.value) or "", timex.day(two.value) or ""
    if timex.compatible(*days) != "differs" or not (_placed(a) and _placed(b)):
        return Agreement("unrelated", "date.not-comparable")
    if len(days[0]) != 10 or len(days[1]) != 10 or abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) > _APART:
        return _OTHER
    if (_future(a) or not _of_one_act(left, right, a.language)) and not _told_together(a, b):
        return _OTHER
    return Agreement("differs", "date.other-day", 0.8)


def _of_one_act(left: _Clause, right: _Clause, code: str) -> bool:
    """The same once-only act of the same named thing, or the last (first) of a kind that both name in two words."""
    table = _moments(code)
    if table is None:
        return False
    unique = {texts.stem(w, code) for w in table.unique}
    shared = [s for s, w in left.stems.items() if w >= _RARE and right.stems.get(s, 0.0) >= _RARE and s not in unique]
    things = [s for s in shared if s not in table.once]
    if left.unique != right.unique:
        return False
    if left.unique:
        return len(shared) >= 2 and bool(things)
    same = left.once & right.once
    if same & table.personal and left.subjects & right.subjects:
        return True
    return bool(same - table.personal) and bool(things) and _most(left, right, shared)


def _most(left: _Clause, right: _Clause, shared: list[str]) -> bool:
    """The shared words are a good half of what the shorter clause says."""
    total = min(sum(left.stems.values()), sum(right.stems.values()))
    return sum(min(left.stems[s], right.stems[s]) for s in shared) >= 0.5 * total


def _of_the_headlines(a: Item, b: Item) -> bool:
    """What is still to happen, once, and what the headlines speak of."""
    if not (_future(a) and _future(b)):
        return False
    days = [sum(f.startswith("day:") for f in i.terms) for i in (a, b)]
    return max(days) <= 1 and any(k.startswith("once:") for k in keys(a) & keys(b))


def _elsewhere(left: _Clause, right: _Clause) -> bool:
    """True when both clauses name something and share no name: the acts are perhaps those of two things."""
    return bool(left.names and right.names and not left.names & right.names)


def _future(item: Item) -> bool:
    assert isinstance(item.mention, DateMention)
    when = timex.day(item.mention.value) or ""
    return item.published is not None and len(item.published) >= 10 and when[:10] > item.published[: len(when)]


def _placed(item: Item) -> bool:
    """The date stands by itself, or the day it was counted from is known and not inferred."""
    assert isinstance(item.mention, DateMention)
    if (item.mention.anchor or "").startswith("text"):  # "the day before": of what the text told last, or seemed to
        return False
    counted = item.mention.anchor is not None and not any(c.isdigit() for c in item.mention.exact)
    return not counted or item.article.published.how in ("stated", "given")


def _told_together(a: Item, b: Item) -> bool:
    """True when neither report can simply know more than the other: published on one day (else: perhaps a change)."""
    known = all(i.published is not None and i.article.published.how in ("stated", "given") for i in (a, b))
    return known and (a.published or "")[:10] == (b.published or "")[:10]
