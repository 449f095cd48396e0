"""One article, or several in one: digests (morning briefings, news in brief, war diaries) are split into their items.

A heading followed by paragraphs makes a candidate; what makes a digest is that the page says so (title, greeting),
that its deck or title lists the headings, or that the items have nothing in common. An article with subheadings is one
report: its sections share names and words with each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from recoupe.languages import Language, load
from recoupe.pages.lines import Line, cues, read_lines
from recoupe.records import Article, Report, Span
from recoupe.text import folded, stems

_QUOTED = re.compile(r"^[«“\"‘'„].{0,200}[»”\"’']$")
_LISTED = 0.6  # share of a heading's words that a deck line or the title must hold to list it
_MOST = 60  # items
# What a paragraph of a digest without headings begins with: a label in capitals ("LISBONNE : ", "ICELAND — "), a bullet, or a
# few words that a colon or a dash sets off ("À Lyon. – ").
_RUN_IN = re.compile(
    r"(?:[•▪■●◆▶►➤*]\s*)?(?P<caps>[A-ZÀ-Þ][A-ZÀ-Þ'’., -]{2,40}?)\s?(?::|\.?\s?[–—-])\s"
    r"|(?P<bullet>[•▪■●◆▶►➤])\s"
    r"|(?P<label>[A-ZÀ-Þ][\w'’-]*(?:[ -][\w'’-]+){0,4})(?:\s?:|\.\s?[–—-]|\s[–—])\s(?=[A-ZÀ-Þ«“\"0-9])"
)
_RUN_IN_LEAST = 20  # words of such a paragraph
_WORDS_APART, _NAMES_APART = 0.12, 0.2  # shares that unrelated items stay under
_WORDS_UNLIKE = 0.06  # the same where nothing else says that it is a digest


@dataclass(slots=True)
class _Item:
    heading: Line
    body: list[Line]
    stems: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def split(article: Article, language: Language) -> tuple[Report, ...]:
    """The reports of a cleaned article: one per item of a digest, from the item's heading to its last sentence; else one
    for the whole text. Greetings, decks and sign-offs of a digest belong to no report."""
    text = article.text
    if len(text) > 300_000:
        return (_whole(article, None),)
    lines = read_lines(text, language.code, asking=False)
    title = _title(lines, article.title)
    preface, items = _items(lines, title, language.code)
    is_digest = len(items) >= 2 and _is_digest(text, title, preface, items, language.code)
    wider, all_items = _items(lines, title, language.code, loose=True)
    if len(all_items) > len(items):  # headings that ask, exclaim or quote: only where they begin something else
        all_items = _apart(text, all_items, language.code)
        if is_digest or (len(all_items) >= 2 and _is_digest(text, title, wider, all_items, language.code)):
            preface, items, is_digest = wider, all_items, True
    if not is_digest:
        run_in = _run_in(lines, title, text, language.code)
        if run_in:
            return tuple(Report(article.id, n, s.start, s.end) for n, s in enumerate(run_in))
        return (_whole(article, title),)
    _drop_closing(items, language.code)
    _drop_greeting(items, language.code)
    spans = [(Span(i.heading.span.start, i.body[-1].span.end), i.heading.span) for i in items if i.body]
    lead = [x for x in preface if x.paragraph and not _opening(x, language.code) and not _lists_headings(x, items, language.code)]
    if sum(x.words for x in lead) >= 60 and len(lead) >= 2:  # a first item without a heading of its own
        spans.insert(0, (Span(lead[0].span.start, lead[-1].span.end), lead[0].span))
        return tuple(Report(article.id, n, s.start, s.end, h if n or h != lead[0].span else None) for n, (s, h) in enumerate(spans))
    return tuple(Report(article.id, n, s.start, s.end, h) for n, (s, h) in enumerate(spans))


def _whole(article: Article, title: Line | None) -> Report:
    return Report(article.id, 0, 0, len(article.text), title.span if title else None)


def _title(lines: list[Line], title: str | None) -> Line | None:
    wanted = " ".join(title.split()) if title else None
    return next(
        (x for x in lines[:12] if wanted and " ".join(x.text.split()) == wanted[: len(x.text)] and len(x.span) >= len(wanted) - 2), None
    )


def _may_head(line: Line, after: Line | None, loose: bool = False) -> bool:
    """A short line without a full stop, no quotation, no by-line, with a paragraph under it. A `loose` one may end in a
    question or exclamation mark, or be a quotation."""
    if line.byline or line.dated or line.banner or line.cue or line.words > 25 or line.words < 2 or line.text[:1].islower():
        return False
    if loose:
        if line.words > 16 or line.text.rstrip("\"'»”’) \u00a0\u202f").endswith((".", ":", ",", ";", "…")):
            return False
    elif line.content or line.ends or _QUOTED.match(line.text) or line.text.rstrip().endswith((":", ",", ";")):
        return False
    return after is not None and after.content and after.words >= 8


def _items(lines: list[Line], title: Line | None, code: str, loose: bool = False) -> tuple[list[Line], list[_Item]]:
    """The lines before the first heading (the title left out), and the headed items."""
    preface: list[Line] = []
    items: list[_Item] = []
    for i, line in enumerate(lines):
        if line is title:
            continue
        after = lines[i + 1] if i + 1 < len(lines) else None
        greets = after is not None and _opening(after, code)
        if (_may_head(line, after) or (loose and _may_head(line, after, True))) and not greets and not (title is None and i == 0):
            items.append(_Item(line, []))
        elif items:
            items[-1].body.append(line)
        elif not (title is None and i == 0):
            preface.append(line)
    return preface, items


# ---------------------------------------------------------------- is it a digest?


@cache
def _patterns(code: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
    table = load(code).table("pages").get("digests", {})

    def either(key: str) -> re.Pattern[str] | None:
        return re.compile("|".join(table[key])) if table.get(key) else None

    return either("titles"), either("openings"), either("closings")


def _opening(line: Line, code: str) -> bool:
    pattern = _patterns(code)[1]
    return bool(pattern and line.words <= 40 and pattern.match(line.plain))


def _closing(line: Line, code: str) -> bool:
    pattern = _patterns(code)[2]
    return bool(pattern and line.words <= 25 and pattern.match(line.plain))


def _drop_closing(items: list[_Item], code: str) -> None:
    """Takes the sign-off, and what is no sentence after it, from the last item; trailing labels and mastheads from
    every item."""
    last = items[-1].body
    cut = next((i for i in range(len(last) - 1, max(-1, len(last) - 4), -1) if _closing(last[i], code)), None)
    if cut:
        del last[cut:]
    for item in items:
        while (
            len(item.body) > 1 and not item.body[-1].content and (item.body[-1].words <= 3 or item.body[-1].dated or item.body[-1].banner)
        ):
            item.body.pop()


def _drop_greeting(items: list[_Item], code: str) -> None:
    """Takes away a first item that is none: a label over a short address to the reader ("Here is what happened in our
    valleys")."""
    if len(items) < 3:
        return
    sizes = sorted(sum(x.words for x in i.body) for i in items[1:])
    body = items[0].body
    address = cues(code).address
    addresses = any(_opening(x, code) or (address is not None and address.search(x.plain)) for x in body)
    if addresses and sum(x.words for x in body) <= min(40, sizes[len(sizes) // 2] / 2):
        del items[0]


def _lists_headings(line: Line, items: list[_Item], code: str) -> bool:
    """A deck line that repeats the headings of two items or more."""
    words = set(stems(line.text, code))
    return sum(_covers(words, item, code) for item in items) >= 2


def _covers(words: set[str], item: _Item, code: str) -> bool:
    own = set(stems(item.heading.text, code))
    return len(own) >= 2 and len(own & words) >= _LISTED * len(own)


def _fill(items: list[_Item], text: str, code: str) -> None:
    for item in items:
        body = text[item.heading.span.start : item.body[-1].span.end][:6000] if item.body else item.heading.text
        item.stems = frozenset(s for s in stems(body, code) if not s[0].isdigit() and len(s) > 2)
        item.names = frozenset(
            folded(m.group()) for m in re.finditer(r"(?<=[a-zà-ÿ,;:’' ] )[A-ZÀ-Þ][\w’-]{2,}|(?<=[dlDL][’'])[A-ZÀ-Þ][\w-]{2,}", body)
        )


def _apart(text: str, items: list[_Item], code: str) -> list[_Item]:
    """The items, those with a loose heading put back where they go on with what stands before them."""
    out: list[_Item] = []
    for item in items:
        strict = not (item.heading.content or item.heading.ends or _QUOTED.match(item.heading.text))
        if out and not strict:
            pair = [out[-1], item]
            _fill(pair, text, code)
            words, names = _cohesion(pair)
            if words >= _WORDS_APART or names >= _NAMES_APART:
                out[-1].body += [item.heading, *item.body]
                continue
        out.append(item)
    return out


def _cohesion(items: list[_Item]) -> tuple[float, float]:
    """How much neighbouring items share: the mean share of the smaller one's stems, and of its names."""
    pairs = [(a, b) for i, a in enumerate(items) for b in items[i + 1 : i + 4]]

    def mean(left_right: list[tuple[frozenset[str], frozenset[str]]]) -> float:
        shares = [len(x & y) / min(len(x), len(y)) for x, y in left_right if x and y]
        return sum(shares) / len(shares) if shares else 0.0

    return mean([(a.stems, b.stems) for a, b in pairs]), mean([(a.names, b.names) for a, b in pairs])


def _run_in(lines: list[Line], title: Line | None, text: str, code: str) -> list[Span]:
    """The items of a digest whose paragraphs begin with a label of their own instead of standing under headings; none where
    labels come again (an interview: who speaks) or the paragraphs have something in common."""
    items: list[_Item] = []
    labels: list[str] = []
    before = 0
    for line in lines:
        match = _RUN_IN.match(line.text) if line.words >= _RUN_IN_LEAST else None
        if match:
            items.append(_Item(line, [line]))
            labels.append(match["caps"] or match["label"] or "")
        elif items:
            items[-1].body.append(line)
        elif line is not title and line.paragraph and not _opening(line, code):
            before += line.words
    named_ = [label for label in labels if label]
    if not 3 <= len(items) <= _MOST or before > 40 or len(set(named_)) < len(named_) or 0 < len(named_) < len(items):
        return []
    if sum(len(i.body) > 3 for i in items):
        return []
    titles, _, _ = _patterns(code)
    named = bool(titles and any(titles.search(x.plain) for x in lines[:4] if not x.paragraph))
    _fill(items, text, code)
    words, names = _cohesion(items)
    if words >= (_WORDS_APART if named else _WORDS_UNLIKE) or names >= (_NAMES_APART if named else _WORDS_UNLIKE):
        return []
    _drop_closing(items, code)
    return [Span(i.heading.span.start, i.body[-1].span.end if i.body else i.heading.span.end) for i in items]


def _is_digest(text: str, title: Line | None, preface: list[Line], items: list[_Item], code: str) -> bool:
    if len(items) > _MOST:
        return False
    titles, _, _ = _patterns(code)
    headline = title.plain if title else ""
    named = bool(titles and headline and titles.search(headline))
    greeted = any(_opening(x, code) for x in preface[:4]) or any(_closing(x, code) for x in items[-1].body[-2:])
    # The deck (before the first item) or the title lists the headings.
    deck = set(stems(" ".join(x.text for x in preface), code)) if sum(x.words for x in preface) <= 160 else set()
    listed = sum(_covers(deck, item, code) for item in items)
    by_line = max((sum(_covers(set(stems(x.text, code)), item, code) for item in items) for x in preface), default=0)
    lead = sum(x.words for x in preface if x.paragraph and not _opening(x, code))
    _fill(items, text, code)
    words, names = _cohesion(items)
    long_headings = sum(i.heading.words for i in items) / len(items) >= 4
    if listed >= max(2, 0.8 * len(items)) and by_line >= 2 and long_headings:
        return True
    apart = words < _WORDS_APART and names < _NAMES_APART
    if named or greeted:
        return (apart or (named and greeted and words < 0.2)) and lead <= 80
    # No word says so, but the title strings the items together and they have nothing in common.
    strung = set(stems(headline, code))
    hinted = sum(len(strung & set(stems(i.heading.text, code))) >= 1 for i in items)
    return hinted >= max(2, 0.6 * len(items)) and words < _WORDS_UNLIKE and names < _WORDS_UNLIKE and lead <= 40 and long_headings
