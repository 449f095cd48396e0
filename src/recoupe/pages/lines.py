"""The lines of a page, each with what it looks like: a sentence, a by-line, a section label, a piece of furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recoupe.languages import load, shared
from recoupe.pages.outlets import is_banner, named
from recoupe.records import Span
from recoupe.text import fold_char, trim

_BUTTONS = frozenset(["navigation", "share", "login", "cookie"])
LONGEST = 400  # code points of a line that patterns look at

_LINE = re.compile(r"[^\n\u2028\u2029]+")
_JUNK_BEFORE = re.compile(r"^[\s•·*>›»▶►→|+#=~–—✓✕×⋅◦▪■●-]+")
_JUNK_AFTER = re.compile(r"(?:\s{0,3}[(\[]?\d{1,6}(?:\s?(?:min|mn|k))?[)\]]?)?[\s:›»>→▼▾▸+|…✕×•.-]{0,6}$")
_END = re.compile(r"[.!?…]['\"»”’)\]\s]{0,4}$")

# The same folding as text.fold, without its offset map: patterns only need to know that they match.
_FLAT: dict[int, str | None] = {
    **{code: fold_char(chr(code)) for code in range(0xC0, 0x250)},
    **dict.fromkeys(map(ord, "’ʼ‘´"), "'"),
    **dict.fromkeys(map(ord, "“”„«»‹›"), '"'),
    **dict.fromkeys(map(ord, "‐‑–—−"), "-"),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None),
}


def flat(text: str) -> str:
    """Lower case, no accents, straight quotes and dashes, single spaces."""
    return " ".join(text.lower().translate(_FLAT).split())


@dataclass(slots=True)
class Line:
    """One line that is not blank. `reason` is set when it is furniture."""

    span: Span
    text: str  # its first LONGEST code points
    plain: str  # the same folded, without bullets and counters around it
    words: int
    ends: bool  # with a full stop, question or exclamation mark
    gap: bool  # a blank line stands before it
    cue: str | None = None  # what kind of furniture its wording suggests
    whole: bool = False  # the cue is all there is on the line
    asks: str | None = None  # a paragraph that asks the reader for something
    section: bool = False
    byline: bool = False
    banner: bool = False  # nothing but the name of an outlet, with or without sections
    dated: bool = False  # one of its parts, between bars or dashes, is a day of the calendar with its year
    reason: str | None = None

    @property
    def content(self) -> bool:
        """Reads like part of a text: a sentence, or a long line. Wording that suggests furniture speaks against it."""
        return self.cue is None and self.asks is None and ((self.ends and self.words >= 4) or self.words >= 25)

    @property
    def paragraph(self) -> bool:
        return self.content and self.words >= 12


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of one language, compiled."""

    whole: re.Pattern[str] | None
    starts: re.Pattern[str] | None
    notices: re.Pattern[str] | None
    sections: re.Pattern[str] | None
    bylines: re.Pattern[str] | None
    marks: re.Pattern[str] | None
    asking: tuple[tuple[str, re.Pattern[str]], ...]
    address: re.Pattern[str] | None
    addressed: frozenset[str]
    after: frozenset[str]
    tail: frozenset[str]


def _named(table: Mapping[str, Any], ending: str) -> re.Pattern[str] | None:
    """One pattern with a named group for every reason of a table."""
    groups = [f"(?P<{reason.replace('-', '_')}>{'|'.join(entries)})" for reason, entries in table.items() if entries]
    return re.compile(f"(?:{'|'.join(groups)}){ending}") if groups else None


def _either(entries: Iterable[str], ending: str = "") -> re.Pattern[str] | None:
    joined = "|".join(entries)
    return re.compile(f"(?:{joined}){ending}") if joined else None


@cache
def cues(code: str) -> Cues:
    """What the language's `pages.toml` holds; without one, only the marks that belong to no language."""
    table = load(code).table("pages")
    lists = table.get("lists", {})
    return Cues(
        whole=_named(table.get("whole", {}), r"\Z"),
        starts=_named(table.get("starts", {}), ""),
        notices=_named(table.get("notices", {}), ""),
        sections=_either(table.get("sections", {}).get("names", ()), r"\Z"),
        bylines=_either(table.get("bylines", {}).get("starts", ())),
        marks=_named(shared("pages").get("marks", {}), r"\Z"),
        asking=tuple((reason, re.compile("|".join(entries))) for reason, entries in table.get("pleas", {}).items()),
        address=_either(table.get("address", {}).get("words", ())),
        addressed=frozenset(table.get("address", {}).get("reasons", ())),
        after=frozenset(lists.get("after", ())),
        tail=frozenset(lists.get("tail", ())),
    )


def _reason(match: re.Match[str]) -> str:
    return str(match.lastgroup).replace("_", "-")


_TRAIL = re.compile(r"\s*[>›»]\s*")
_BAR = re.compile(r"\s*[|·•]\s*|\s+/\s+")


BARS = re.compile(r"\s*[|·•]\s*")
_CREDIT = 5  # words of a part of a line that says who published an article, when and by whom
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[/–—-]\s+|\s{2,}|\t")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[/.-]\d{1,2}[/.-]\d\d")


def _label(part: str, found: Cues) -> tuple[str | None, bool]:
    """What a label is: the reason of a button or a notice, and whether it is a section's name."""
    even = flat(part)
    for plain in dict.fromkeys((_JUNK_AFTER.sub("", _JUNK_BEFORE.sub("", even)) or even, even)):
        match = found.whole and found.whole.match(plain)
        if match:
            return _reason(match), False
        if found.sections and found.sections.match(plain):
            return None, True
    return None, False


def is_label(part: str, code: str) -> bool:
    """A button or the name of a section, from end to end."""
    cue, section = _label(part, cues(code))
    return bool(cue) or section


def is_day(part: str, code: str) -> bool:
    """What an article's date looks like ("Publié le 22/07/2026 à 13:30", "7 June 2026"): with its year."""
    found = cues(code).bylines
    return bool(len(part) <= 70 and _YEAR.search(part) and found and found.match(flat(part)))


def _combine(line: Line, code: str, found: Cues) -> None:
    """Fills in what the parts of a line say together, where bars, dashes or wide spaces part it: a bar of buttons, a
    masthead with sections, a masthead with a date."""
    parts = [p.strip() for p in _PARTS.split(line.text) if p.strip()]
    if not parts or (line.ends and line.words >= 12):
        return
    _, _, after = line.text.partition(", ")
    line.dated = any(is_day(p, code) for p in (*parts, after))
    if line.dated:
        first = parts[0].split(", ")[0]
        barred = BARS.split(line.text)
        credited = len(parts) >= 3 and all(len(p.split()) <= _CREDIT for p in parts) and named(parts[0], code)
        line.byline = line.byline or is_banner(first, code) or ((len(barred) >= 3 or credited) and len(line.text) <= 140)
        return
    if len(parts) < 2 or len(parts) > 24:
        return
    labels = [_label(p, found) for p in parts]
    reasons = [cue for cue, _ in labels if cue]
    rest = [p for p, (cue, section) in zip(parts, labels) if not cue and not section]
    if reasons and all(_starts(p, found) for p in rest):
        line.cue, line.whole = reasons[0], True
    elif not reasons and not line.ends:
        line.section = not rest
        line.banner = rest == parts[:1] and len(rest[0].split()) <= 6 and (len(parts) >= 3 or is_banner(rest[0], code))


def _starts(part: str, found: Cues) -> bool:
    return bool(len(part) <= 60 and found.starts and found.starts.match(flat(part)))


def _listed(text: str) -> bool:
    """A bread crumb ("Home > News") or a bar of links ("News | Events | Jobs"): short labels, and nothing else."""
    patterns = ((_BAR, 3),) if "«" in text or "‹" in text else ((_TRAIL, 2), (_BAR, 3))
    for pattern, least in patterns:
        labels = [p for p in pattern.split(text) if p]
        if len(labels) >= least and pattern.search(text.strip("›»> ")):
            if all(len(p.split()) <= 5 and len(p) <= 40 and any(c.isalpha() for c in p) for p in labels):
                return True
    return False


def read_lines(text: str, code: str, asking: bool = True) -> list[Line]:
    """The lines of a text with their features (no decisions yet); without `asking`, paragraphs are not searched for pleas."""
    found = cues(code)
    out: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        span = trim(text, match.start(), match.end())
        if not len(span):
            continue
        exact = text[span.start : min(span.end, span.start + LONGEST)]
        words = len(exact.split()) if len(span) <= LONGEST else len(text[span.start : span.start + 20_000].split())
        ends = bool(_END.search(text[max(span.start, span.end - 8) : span.end]))
        even = flat(exact)
        plain = _JUNK_AFTER.sub("", _JUNK_BEFORE.sub("", even)) or even
        line = Line(span, exact, plain, words, ends, text.count("\n", last, span.start) > 1)
        last = span.end
        _look(line, even, found, text if asking else None, code)
        out.append(line)
    return out


def _look(line: Line, even: str, found: Cues, text: str | None, code: str) -> None:
    """Fills in what the wording of one line suggests."""
    size = len(line.span)
    if size <= 120:
        for candidate in dict.fromkeys((line.plain, even)):
            match = (found.whole and found.whole.match(candidate)) or (found.marks and found.marks.match(candidate))
            # "I agree." is said by somebody, "I agree" is a button.
            if match and not (line.ends and line.words >= 2 and _reason(match) in _BUTTONS):
                line.cue, line.whole = _reason(match), True
                break
        line.section = not line.ends and bool(found.sections and found.sections.match(line.plain))
        if line.cue is None:
            _combine(line, code, found)
            line.banner |= not line.ends and not line.section and is_banner(line.text.strip(" .|–—-"), code)
        if line.cue is None and not line.dated and _listed(line.text):
            line.cue, line.whole = "navigation", True
    if line.cue is None and size <= 260 and found.starts:
        match = found.starts.match(line.plain)
        if match and (not (line.ends and line.words >= 12) or ":" in line.plain[:40]):
            line.cue = _reason(match)
    if line.cue is None and size <= 700 and found.notices:
        match = found.notices.match(line.plain)
        line.cue = _reason(match) if match else None
    if text is not None and line.words >= 6 and size <= 1500:
        whole = even if size <= LONGEST else flat(text[line.span.start : line.span.end])
        best = max(((len({m.group() for m in p.finditer(whole)}), reason) for reason, p in found.asking), default=(0, ""))
        # A longer paragraph needs more than two such words: an article may speak of subscribers or donations.
        if best[0] >= 2 + line.words // 40 and not (line.ends and '"' in line.plain[:2]):
            if best[1] not in found.addressed or found.address is None or found.address.search(whole):
                line.asks = best[1]
    if line.cue is None and size <= 200 and found.bylines and found.bylines.match(line.plain):
        line.byline = line.byline or not (line.ends and line.words >= 12)
