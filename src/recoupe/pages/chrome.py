"""Which lines of a page are furniture. No single signal decides: wording, shape and place are weighed together, and an
unsure line stays, for a lost sentence is worse than a label left in."""

from __future__ import annotations

import re

from recoupe.pages.lines import Cues, Line, cues, flat

_CAPITALS = re.compile(r"[^\W\d_]")
_REGISTERED = re.compile(r"[®™]")
_WORD = re.compile(r"[^\W\d_]{4,}")


def decide(lines: list[Line], code: str, text: str, title: str | None = None) -> int | None:
    """Sets `reason` on every line that is furniture; returns the index of the headline, if there is one."""
    if not lines:
        return None
    found = cues(code)
    body = _body(lines)
    if body is None:
        return _without_body(lines)
    first, last = body
    headline = _headline(lines, first, last, text, title)
    _top(lines, first, headline)
    _inside(lines, first, last, found)
    _tail(lines, first, last, found)
    _lists(lines, found, headline)
    if headline is not None:
        lines[headline].reason = None
    if all(line.reason for line in lines):  # never an empty article
        for line in lines:
            line.reason = None
    return headline


def _without_body(lines: list[Line]) -> int | None:
    """No sentence anywhere: only what is furniture beyond doubt goes."""
    for line in lines:
        if line.cue and (line.whole or line.asks):
            line.reason = line.cue
    if all(line.reason for line in lines):
        for line in lines:
            line.reason = None
    return next((i for i, line in enumerate(lines) if not line.reason and not line.byline), None)


def _is_page(lines: list[Line]) -> bool:
    """A whole page saved as text (menus, teasers, footers), not an article with a few stray lines."""
    short = sum(not x.content and x.words <= 8 for x in lines)
    cued = sum(1 for x in lines if x.cue or x.section)
    return short >= 15 and short >= 0.4 * len(lines) and cued >= 5


_PASSING = frozenset(["share", "advertising"])  # stands amid articles as often as around them
_GAP = 70.0
_CUED, _DATED, _LABEL, _SHORT, _LONG, _FADE = 22.0, 12.0, 4.0, 2.5, 1.0, 0.35


def _weight(line: Line, place: float) -> float:
    """How much a line speaks for the article (positive) or for furniture (negative) when a whole page is searched.
    `place` runs from 0 (top of the page) to 1: what stands low is more often a teaser or a notice."""
    if line.cue in _PASSING:
        return -_LABEL
    if line.cue or line.asks:
        return -_CUED
    if line.content:
        return (float(min(line.words, 80)) if line.words >= 10 else 3.0) * (1 - _FADE * place)
    if line.byline:
        return -_DATED  # one stands over an article, many stand among comments and teasers
    if line.section or line.words <= 3:
        return -_LABEL
    return -_SHORT if line.words <= 12 else -_LONG


def _body(lines: list[Line]) -> tuple[int, int] | None:
    """The first and the last line of running text. In a saved page that is the heaviest run of lines."""
    prose = [i for i, line in enumerate(lines) if line.content]
    if not prose:
        return None
    if not _is_page(lines):
        first = next((i for i in prose if lines[i].paragraph), prose[0])
        # Short sentences right before the first paragraph belong to it (a headline that ends in a question mark does not).
        return first, prose[-1]
    best, total, start, run, lost = 0.0, 0.0, 0, (prose[0], prose[-1]), 0.0
    for i, line in enumerate(lines):
        if total <= 0:
            total, start, lost = 0.0, i, 0.0
        weight = _weight(line, i / len(lines))
        if weight < 0:  # a long gap is no worse than a middling one: a bar of buttons must not part an article
            weight = -min(-weight, max(0.0, _GAP - lost))
            lost -= weight
        elif line.paragraph:
            lost = 0.0
        total += weight
        if total > best:
            best, run = total, (start, i)
    first, last = run
    while (further := _near(lines, range(last + 1, min(last + 3, len(lines))))) is not None:
        last = further
    while (further := _near(lines, range(first - 1, max(first - 3, -1), -1))) is not None:
        first = further
    return first, last


def _near(lines: list[Line], places: range) -> int | None:
    """The sentence next to the run, over one line that is none."""
    return next((i for i in places if lines[i].content and lines[i].ends and lines[i].words >= 8), None)


def _headline(lines: list[Line], first: int, last: int, text: str, title: str | None) -> int | None:
    """The line that is the headline: the stated title, else the line before the text that shares most with it."""
    if title:
        wanted = " ".join(title.split())
        for i, line in enumerate(lines[: last + 1]):
            if " ".join(line.text.split()) == wanted:
                return i
    page = _is_page(lines)
    until = min(first + 1, len(lines))
    if not page:  # nothing after a sentence is the headline
        until = next(
            (i for i in range(until) if lines[i].content and lines[i].words >= 8 and not _may_be_headline(lines[i], i == 0)), until
        )
    fit = [i for i in range(max(0, first - 40) if page else 0, until) if _may_be_headline(lines[i], i == 0)]
    fit = [i for i in fit if not lines[i].banner] or fit  # an outlet's name above the headline
    if not fit:
        return None
    if fit[0] == 0 and lines[0].words >= 5 and not page:
        return 0  # nothing stands before it
    if any(not lines[i].content for i in fit):
        fit = [i for i in fit if not lines[i].content]
    sample = flat(text[lines[first].span.start : lines[min(last, first + 12)].span.end][:6000])
    words = set(_WORD.findall(sample))
    shared = {i: len(set(_WORD.findall(lines[i].plain)) & words) for i in fit}
    most = max(shared.values())
    if page and not most:
        return None
    # A deck under the headline shares as much or more: the first line that shares nearly as much is the headline.
    return next(i for i in fit if shared[i] >= 0.6 * most)


def _may_be_headline(line: Line, first: bool = False) -> bool:
    if line.cue or line.section or line.byline or line.asks:
        return False
    return 2 <= line.words <= 45 and not (line.text.rstrip("\"'»”’) ").endswith(".") and line.words >= (25 if first else 8))


def _top(lines: list[Line], first: int, headline: int | None) -> None:
    """Before the text: menus and section labels before the headline, buttons and advertisements after it."""
    page = _is_page(lines)
    crowd = page or any(line.cue for line in lines[:first])
    until = headline if headline is not None else first
    for i, line in enumerate(lines[:first]):
        if i == headline:
            continue
        if line.cue or line.asks:
            line.reason = line.cue or line.asks
        elif line.byline:
            continue
        elif line.section or (line.words == 1 and len(line.plain) <= 3):
            line.reason = "section"
        elif i < until and ((line.banner and headline is not None) or (crowd and not line.content and (page or line.words <= 6))):
            line.reason = "navigation"
        elif i > until and _is_advertisement(lines, i):
            line.reason = "advertising"
        elif i > until and page and not line.content and line.words <= 6:
            line.reason = "navigation"
        elif i < until and line.content and page:
            line.reason = "teaser"


def _is_advertisement(lines: list[Line], i: int) -> bool:
    """A line that shouts or bears a trade mark, next to a line that says "advertisement"."""
    line = lines[i]
    near = [x for x in lines[max(0, i - 1) : i + 2] if x is not line]
    if not any(x.cue == "advertising" or x.reason == "advertising" for x in near):
        return False
    letters = _CAPITALS.findall(line.text)
    shouts = len(letters) >= 8 and sum(c.isupper() for c in letters) > 0.6 * len(letters)
    return not line.content and (shouts or bool(_REGISTERED.search(line.text)) or sum(x.plain == line.plain for x in lines) > 1)


def _inside(lines: list[Line], first: int, last: int, found: Cues) -> None:
    """Between the first and the last sentence: a single word may be a subheading and needs company to be furniture."""
    page = _is_page(lines)
    many = sum(1 for x in lines if x.cue) >= 4
    for i in range(first, last + 1):
        line = lines[i]
        if line.asks and not line.cue:
            # A paragraph amid the article that asks for something: only where it is set apart by furniture or is the end.
            if any(x.cue or x.asks for x in lines[max(0, i - 1) : i] + lines[i + 1 : i + 2]):
                line.reason = line.asks
            continue
        if not line.cue:
            if page and line.section:
                line.reason = "section"
            elif _is_advertisement(lines, i):
                line.reason = "advertising"
            continue
        lonely = line.whole and ((line.words == 1 and line.cue != "advertising") or (line.words == 2 and line.cue == "navigation"))
        if lonely and not (page or many or any(x.cue for x in lines[max(0, i - 1) : i] + lines[i + 1 : i + 2])):
            continue
        line.reason = line.cue


def _tail(lines: list[Line], first: int, last: int, found: Cues) -> None:
    """After the text: from the first piece of furniture on, everything but credits goes. What follows a heading of
    readers' comments goes to the end, sentences and all, unless most of the page would go with it."""
    total = sum(x.words for x in lines if x.content) or 1
    behind = long_ones = 0
    opens: list[int] = []
    for i in range(len(lines) - 1, first, -1):
        line = lines[i]
        if line.cue in found.tail and behind <= 0.3 * total and long_ones <= 0.15 * total:
            opens.append(i)
        if line.content:
            behind += line.words
            long_ones += line.words if line.words >= 45 else 0
    opens.reverse()
    while len(opens) > 1 and _goes_on(lines, opens[0]):
        del opens[0]  # a button amid the last paragraphs: the comments begin at a later heading
    for x in lines[opens[0] :] if opens else ():
        x.reason = x.reason or x.cue or x.asks or "comments"
    last = max((i for i in range(first, last + 1) if not lines[i].reason and lines[i].content), default=last)
    page = _is_page(lines)
    opened = False
    for line in lines[last + 1 :]:
        if line.reason:
            opened = True
        elif line.cue or line.asks or line.section:
            line.reason = line.cue or line.asks or "section"
            opened = True
        elif (opened or page) and not line.byline and (page or not line.content):
            line.reason = "tail"


def _goes_on(lines: list[Line], i: int) -> bool:
    """The next sentence after line `i` is a paragraph too long for a reader's comment."""
    following = next((x for x in lines[i + 1 : i + 4] if x.content), None)
    return following is not None and following.words >= 40


def _lists(lines: list[Line], found: Cues, headline: int | None) -> None:
    """The headlines of other articles under a heading such as "On the same subject"."""
    for i, line in enumerate(lines):
        if line.reason not in found.after or line.cue not in found.after or not _is_heading(line):
            continue
        items: list[Line] = []
        for at, item in enumerate(lines[i + 1 : i + 13], i + 1):
            if item.content or item.byline or item.words > 30 or at == headline:
                break
            if items and item.gap and not items[0].gap:
                break  # the list was set tight, and it is over
            items.append(item)
        follows = i + 1 + len(items)
        if len(items) >= 2 and follows < len(lines) and lines[follows].paragraph and items[-1].gap and items[-1].words <= 7:
            items.pop()  # the last short line before a paragraph is a subheading
        elif len(items) == 1 and items[0].gap and items[0].words <= 6 and follows < len(lines) and lines[follows].paragraph:
            items.pop()
        for item in items:
            item.reason = item.reason or line.reason


def _is_heading(line: Line) -> bool:
    """The cue line names no article itself."""
    after = line.plain.split(":", 1)
    return line.words <= 7 and (len(after) == 1 or not after[1].strip())
