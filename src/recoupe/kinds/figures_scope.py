"""What limits a figure (a part, a threshold, a possibility, one town), for when it is given, and in whose mouth."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from recoupe import text as texts
from recoupe.kinds.figures_words import Words, lowered, unit_class, words
from recoupe.languages import load
from recoupe.records import Figure, Span, Voice
from recoupe.remember import remembered
from recoupe.sockets import Item


def figure_of(item: Item) -> Figure:
    """The figure of an item; anything else is a mistake of ours."""
    if not isinstance(item.mention, Figure):
        raise TypeError(f"not a figure: {item.mention!r}")
    return item.mention


# ---------------------------------------------------------------- scope


_NEAR = 34
_CUT = re.compile(r"[,;:.!?()\n]")
_HARD_CUT = re.compile(r"[;:.!?()\n«»\"“”]")


@lru_cache(maxsize=20_000)
def _scope(code: str, before: str, after: str, clause: str) -> frozenset[str]:
    table = words(code)
    if table is None:
        return frozenset()
    scope = table.scope
    out = set()
    for name, piece in (
        ("part", before),
        ("unsure", clause),
        ("negation", clause),
        ("history", clause),
    ):
        pattern = scope.get(name)
        if pattern is not None and pattern.search(piece):
            out.add(name)
    base = scope.get("base_before")
    for base_at in base.finditer(before.rstrip()) if base is not None else ():
        counted = before[: base_at.start()].split()[-1:]
        if len(before[base_at.end() :].split()) > 2:  # "10 of the Saints' 16 games"
            continue
        if counted and counted[0] not in table.one and (counted[0].isdigit() or counted[0] in table.number_words):
            out.add("base")
    for name, key, piece in (("part", "part_after", after), ("each", "each", after)):
        pattern = scope.get(key)
        if pattern is not None and pattern.match(piece.lstrip(), 0):
            out.add(name)
    each = scope.get("each")
    if each is not None and each.search(after[:28]):
        out.add("each")
    earlier = scope.get("history_before")
    if earlier is not None and re.search(rf"(?:{earlier.pattern})\s*$", before):
        out.add("history")
    return frozenset(out)


@remembered
def scope(item: Item) -> frozenset[str]:
    """What limits the figure: "part" (dont onze, 11 of whom), "each" (per family), "unsure" (could, risk), "negation",
    "history" (a year earlier), "threshold" (firms of fewer than 50 workers)."""
    figure, text = figure_of(item), item.article.text
    start, end = figure.span.start, figure.span.end
    before = lowered(text[max(item.sentence.start, start - _NEAR) : start])
    for mark in ";.!?\n":
        before = before.rsplit(mark, 1)[-1]
    head = before.rsplit(",", 1)
    if len(head) > 1 and len(head[1].split()) > 3:
        before = head[1]
    stop = min(item.sentence.end, end + _NEAR)
    while end < stop < item.sentence.end and text[stop].isalnum():
        stop -= 1  # half a word is another word
    after = _without_agents(_CUT.split(text[end:stop])[0], item.language)
    clause = _CUT.split(lowered(text[max(item.sentence.start, start - 50) : start]))[-1] + " " + lowered(figure.exact) + " " + after
    found = _scope(item.language, before, after, clause)
    if (figure.low is not None or figure.high is not None) and _threshold(item.language, before):
        found |= {"threshold"}
    return found - {"part"} if unit_class(figure.unit) == "percent" else found


_FOLLOWING = re.compile(r"\s+([^\W\d_]+)")


@lru_cache(maxsize=20_000)
def _without_agents(said: str, code: str) -> str:
    """Lowered, without the word for "each" where it tells by whom: « 3 milliards apportés par l'État », "par Christine Lagarde"
    (« par an » is per year)."""
    table, low = words(code), lowered(said)
    each = table.scope.get("each") if table is not None else None
    if table is None or each is None:
        return low
    for found in each.finditer(low):
        following = _FOLLOWING.match(said, found.end())
        if following is not None and (following[1][0].isupper() or lowered(following[1]) in table.stops):
            low = low[: found.start()] + "·" * len(found.group()) + low[found.end() :]
    return low


@lru_cache(maxsize=20_000)
def _threshold(code: str, before: str) -> bool:
    """ "les entreprises de moins de 1.000 salariés", "firms with more than 50 workers": a plural noun stands before the
    bound, which tells which ones are meant and counts nothing."""
    table = words(code)
    pattern = table.scope.get("threshold") if table is not None else None
    if table is None or pattern is None:
        return False
    links = list(pattern.finditer(before.rstrip()))
    if not links or links[-1].end() != len(before.rstrip()):
        return False
    noun = before[: links[-1].start()].split()[-1:]
    return bool(noun) and noun[0].isalpha() and (noun[0].endswith(("s", "x")) or noun[0] in table.irregular) and noun[0] not in table.stops


@remembered
def groups(item: Item) -> frozenset[str]:
    """Which ones of what is counted: "soldats thaïlandais", "Thai soldiers" (a nation, a side, a town)."""
    figure, text = figure_of(item), item.article.text
    table = words(item.language)
    if table is None or not figure.what:
        return frozenset()
    at = text.find(figure.what, figure.span.start, figure.span.end + len(figure.what) + 24)
    if at < 0:
        return frozenset()
    found = (m.group() for m in _CAPITALISED.finditer(figure.what) if m.group()[:1].isupper() and at > item.sentence.start)
    out = {w for w in found if lowered(w) not in table.topics}  # "80 Hurt" of a headline is no group
    tail = _CAPITALISED.search(text, at + len(figure.what), min(item.sentence.end, at + len(figure.what) + 24))
    if tail is not None and text[at + len(figure.what) : tail.start()].strip() == "":
        word = lowered(tail.group())
        if word not in table.stops and word not in table.acts and word.removesuffix("s").endswith(table.person_endings or ("\0",)):
            out.add(word)
    inner = [w for w in lowered(figure.what).split()[1:] if w.removesuffix("s").endswith(table.person_endings or ("\0",))]
    return frozenset(texts.folded(w)[:7] for w in (*out, *inner))


_PLACED = 56
_CAPITALISED = re.compile(r"(?<![\w'’])[^\W\d_][\w’'-]*")


@remembered
def places(item: Item) -> frozenset[str]:
    """The capitalised words that say where or among whom the figure counts: "12 morts à Lyon", "À Lyon, 12 morts"."""
    figure, text = figure_of(item), item.article.text
    table = words(item.language)
    stop = min(item.sentence.end, figure.span.end + _PLACED)
    while figure.span.end < stop < item.sentence.end and (text[stop].isalnum() or text[stop] in "'’-"):
        stop += 1  # half a word is another word
    after = _CUT.split(text[figure.span.end : stop])[0]
    if table is not None:
        source = table.sources.search(lowered(after))
        after = after[: source.start()] if source else after
    names = _placed_names(after, table) if table is not None else []
    for piece in text[item.sentence.start : figure.span.start].split(",")[:-1]:
        found = list(_CAPITALISED.finditer(piece))
        if table is not None and 2 <= len(found) <= 4 and lowered(found[0].group()) in table.at:  # "À Lyon, 12 morts"
            names += [m.group() for m in found[1:]]
    named = frozenset(_name(n) for n in names if n[:1].isupper() and len(n) > 2 and not any(c.isdigit() for c in n))
    return named - _days(item.language)


def _name(word: str) -> str:
    """A capitalised word as it is known again: "Iran's" names Iran."""
    plain = texts.folded(word.strip("'’-"))
    return plain.removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=8)
def _days(code: str) -> frozenset[str]:
    """The names of days and months, which are no places."""
    table = load(code).table("dates")
    return frozenset(texts.folded(str(w)) for part in ("weekday", "month") for w in table.get(part, {}))


def _placed_names(piece: str, table: Words) -> list[str]:
    """The capitalised words that follow a preposition of place, and those that go on from them."""
    out: list[str] = []
    open_ = False
    for match in _CAPITALISED.finditer(piece):
        word = match.group()
        if word[:1].isupper():
            if open_:
                out.append(word)
        else:
            open_ = lowered(word) in table.at or (open_ and lowered(word) in table.directions)
    return out


def elsewhere(a: Item, b: Item) -> bool:
    """True when one figure is tied to a place, side or body that the other's sentence and both headlines do not name."""
    left, right = places(a), places(b)
    odd = left ^ right
    if not odd:
        return False
    known = _heading(a) | _heading(b)
    return any(n not in known and n not in _sentence_words(b if n in left else a) for n in odd)


@remembered
def _heading(item: Item) -> frozenset[str]:
    heading = item.report.heading
    said = heading.of(item.article.text) if heading is not None else ""
    return frozenset(_name(m.group()) for m in _CAPITALISED.finditer(said + " " + (item.article.title or "")))


@remembered
def _sentence_words(item: Item) -> frozenset[str]:
    return frozenset(_name(m.group()) for m in _CAPITALISED.finditer(item.sentence.of(item.article.text)))


# ---------------------------------------------------------------- time


def moment(item: Item) -> str | None:
    """For when the figure is given: what its sentence says, else when the report appeared."""
    as_of = figure_of(item).as_of
    return as_of or item.published


_PART = {"TMO": "T06:00", "TMI": "T12:00", "TAF": "T15:00", "TEV": "T19:00", "TNI": "T23:00"}


def _clock(when: str | None) -> str | None:
    """A day or time as a string that sorts: "2025-10-14TEV" after "2025-10-14T13:05"."""
    if when is None or len(when) < 10 or not when[:4].isdigit() or when[5:6] in ("W", "Q"):
        return None
    for code, clock in _PART.items():
        if when.endswith(code):
            return when[:10] + clock
    return when[:16]


def past(item: Item) -> str | None:
    """The year or month a figure of the past is given for, None for the present story."""
    as_of = figure_of(item).as_of
    if as_of is None:
        return None
    if item.published is None or not as_of[:4].isdigit():
        return as_of if len(as_of) <= 7 else None  # "in February" beside figures of the present
    if as_of[:4] != item.published[:4] and not _close(as_of, item.published):
        return as_of[:4]
    if len(as_of) >= 7 and len(item.published) >= 7 and as_of[5:7].isdigit() and _months(item.published) - _months(as_of) >= 2:
        return as_of[:7]
    return None


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


def _close(a: str, b: str) -> bool:
    """Less than two months apart, around a turn of the year."""
    return len(a) >= 7 and len(b) >= 7 and a[5:7].isdigit() and b[5:7].isdigit() and abs(_months(a) - _months(b)) <= 1


def order(a: Item, b: Item, growing: bool = False) -> int | None:
    """-1 when a is given for an earlier moment than b, 1 for a later one, 0 for the same, None when nothing tells. The
    day of publication stands in for the moment that a sentence does not give. `growing`: the count of what goes on
    after the event, so that a day without a clock time may well be the day of the event alone."""
    x, y = figure_of(a).as_of, figure_of(b).as_of
    pairs: tuple[tuple[str | None, str | None], ...] = ((x, y), (x or a.published, y or b.published), (a.published, b.published))
    if growing:
        x, y = (w if w is not None and len(w) > 10 else None for w in (x, y))
        pairs = ((x, y), (x or a.published, y or b.published), (a.published, b.published))
    elif same_day_told(a, b):
        return _compared(x, y) or 0
    for first, second in pairs:
        found = _compared(first, second)
        if found is not None:
            return found
    return None


def days_between(a: Item, b: Item) -> int:
    """How many days lie between the moments of two figures, 0 where that is not known."""
    days = [_clock(moment(i)) or _clock(i.published) for i in (a, b)]
    try:
        first, second = (datetime.date.fromisoformat((d or "")[:10]) for d in days)
    except ValueError:
        return 0
    return abs((first - second).days)


def _compared(first: str | None, second: str | None) -> int | None:
    one, two = _clock(first), _clock(second)
    if one is None or two is None:
        return None
    if one[:10] != two[:10] or (len(one) > 10 and len(two) > 10 and one != two):
        return -1 if one < two else 1
    return 0 if len(one) > 10 and one == two else None


def same_day_told(a: Item, b: Item) -> bool:
    """Both sentences give the same day, and no other."""
    x, y = figure_of(a).as_of, figure_of(b).as_of
    if x is not None and y is not None and _clock(x) and _clock(y):
        return x[:10] == y[:10]
    days = [frozenset(f for f in i.terms if f.startswith("day:")) for i in (a, b)]
    return len(days[0]) == 1 and days[0] == days[1]


def same_time(a: Item, b: Item, growing: bool = False) -> bool:
    """Both figures are surely given for one day (`growing`: one hour): their sentences say so, or both reports appeared
    on that day, which is known and not inferred."""
    if growing:
        x, y = figure_of(a).as_of, figure_of(b).as_of
        if x is not None and x == y and len(x) > 10:
            return True
    elif same_day_told(a, b):
        return True
    return days_known(a, b) and (a.published or "")[:10] == (b.published or "")[:10]


def days_known(a: Item, b: Item) -> bool:
    """The days of publication of both reports are known, not inferred."""
    return all(i.published and len(i.published) >= 10 and i.article.published.how in ("stated", "given") for i in (a, b))


# ---------------------------------------------------------------- parties


@remembered
def party(item: Item) -> str | None:
    """Who counts, as the words around the figure say: "authority" (police, a prefect), "organiser" (organisers, unions),
    "company"; None when nobody of these is said to, or more than one."""
    table = words(item.language)
    if table is None:
        return None
    figure, text = figure_of(item), item.article.text
    span, sentence = figure.span, item.sentence
    ahead, behind = text[sentence.start : span.start], text[span.end : sentence.end]
    near = _last_piece(_CUT, ahead), _CUT.split(behind, maxsplit=1)[0]
    if not near[1].strip():  # ", selon la police"
        near = near[0], ",".join(behind.split(",", 2)[:2])
    found = _parties(table, near[0] + " | " + near[1])
    if not found:
        wide = _last_piece(_HARD_CUT, ahead)
        rest = _HARD_CUT.split(behind, maxsplit=1)[0]
        rest = rest if not any(c.isdigit() for c in rest) else ",".join(rest.split(",", 2)[:2])
        found = _parties(
            table, (wide if not any(c.isdigit() for c in wide) else near[0]) + " | " + (rest if not _digits_in(rest) else near[1])
        )
    return found.pop() if len(found) == 1 else None


def _digits_in(piece: str) -> bool:
    return any(c.isdigit() for c in piece)


def _last_piece(pattern: re.Pattern[str], piece: str) -> str:
    return pattern.split(piece)[-1]


def _parties(table: Words, piece: str) -> set[str]:
    low = lowered(piece)
    said = [w.strip("'’") for w in re.findall(r"[\w-]+", low)]
    if not table.sources.search(low) and not any(w in table.sides for w in said):
        return set()
    return {table.parties[w] for w in said if w in table.parties}


def left_out(item: Item) -> bool:
    """What is counted is not said beside the number: it was said before ("the figure is at least 14")."""
    figure = figure_of(item)
    beside = lowered(item.article.text[figure.span.end : min(item.sentence.end, figure.span.end + _NEAR)])
    return not figure.what or lowered(figure.what) not in beside


_BOTH_SOURCES = 90


def two_sources(first: Item, second: Item) -> bool:
    """In one sentence, each count with its source right behind it, the noun told once: "600 postes, selon la CGT, contre
    240 d'après la direction"."""
    table, text = words(first.language), first.article.text
    if table is None or first.sentence != second.sentence or not left_out(second):
        return False
    gap = lowered(text[figure_of(first).span.end : figure_of(second).span.start])
    after = lowered(text[figure_of(second).span.end : second.sentence.end]).lstrip(" ,")
    one, other = table.sources.search(gap), table.sources.match(after)
    if one is None or other is None or len(gap) > _BOTH_SOURCES or _HARD_CUT.search(gap):
        return False
    return not _digits_in(gap) and gap[one.end() :].strip(" ,")[:12] != after[other.end() :].strip(" ,")[:12]


def denied_between(a: Item, b: Item) -> bool:
    """In one article: what stands between the two figures denies or disputes."""
    table = words(a.language)
    first, second = sorted((figure_of(a).span, figure_of(b).span))
    return (
        table is not None
        and second.start - first.end <= 500
        and bool(table.denials.search(lowered(Span(first.end, second.start).of(a.article.text))))
    )


def voice(speaker: Voice | None) -> frozenset[str]:
    """The words that tell who a speaker is."""
    if speaker is None:
        return frozenset()
    said = " ".join(w for w in (speaker.name, speaker.role, speaker.exact if speaker.name is None else None) if w)
    return frozenset(w[:6] for w in texts.folded(said).replace("'", " ").split() if len(w) > 3)
