"""The articles in full: their text as HTML, with a place to land on for every span that the dossier links to, the
evidence marked, and what was removed struck through where it stood."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from recoupe.records import Removed, Span
from recoupe.writers.display import plain

RANK = {"contested": 3, "corroborated": 2, "single": 1, "": 0}
_REFERENCES = 3  # findings named behind a marked passage


@dataclass(slots=True)
class Place:
    """A span that something links to. `group` is that of the weightiest finding it is evidence of, "" for none."""

    span: Span
    anchor: str
    group: str = ""
    findings: list[tuple[str, str]] = field(default_factory=list)


class Places:
    """Every span that the dossier links to, by article."""

    def __init__(self) -> None:
        self._by_article: dict[str, dict[Span, Place]] = defaultdict(dict)

    def add(self, article: str, span: Span, anchor: str, group: str = "", finding: tuple[str, str] | None = None) -> str:
        """Note a span; its anchor. `finding` is (anchor, id) of a finding that it is evidence of."""
        place = self._by_article[article].setdefault(span, Place(span, anchor))
        if RANK[group] > RANK[place.group]:
            place.group = group
        if finding is not None and finding not in place.findings:
            place.findings.append(finding)
        return place.anchor

    def of(self, article: str) -> list[Place]:
        """The places of an article in reading order, the longer one first where two begin together."""
        return sorted(self._by_article.get(article, {}).values(), key=lambda p: (p.span.start, -p.span.end))


def article_html(text: str, places: Sequence[Place], removed: Sequence[Removed], starts: Sequence[tuple[int, str]]) -> Markup:
    """The text in paragraphs. `starts` are (offset, label) of the reports of a digest."""
    writer = _Writer(plain(text), places, removed)
    out: list[str] = []
    inserts = sorted(starts)
    for begin, end in _lines(text):
        out += writer.blocks(begin)
        while inserts and inserts[0][0] <= begin:
            out.append(f'<p class="report-start">{escape(inserts.pop(0)[1])}</p>')
        content = "".join(writer.segments(begin, end))
        out.append(f"<p>{content}</p>")
    out += writer.blocks(max([len(text), *(r.at for r in removed)]))
    return Markup("\n".join(out))


_LINE_END = re.compile("[\n\r\v\f\x85\u2028\u2029]+")


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold something, as [start, end)."""
    begin = 0
    for match in _LINE_END.finditer(text):
        if text[begin : match.start()].strip():
            yield begin, match.start()
        begin = match.end()
    if text[begin:].strip():
        yield begin, len(text)


class _Writer:
    """Goes through a text once; places and removed pieces are taken as they are met."""

    def __init__(self, text: str, places: Sequence[Place], removed: Sequence[Removed]) -> None:
        self.text = text
        self.places = places
        self.next = 0
        self.active: list[Place] = []
        self.removed = sorted(removed, key=lambda r: r.at)
        self.gone = 0
        ends = {p for place in places for p in (place.span.start, place.span.end)}
        self.cuts = sorted(ends | {r.at for r in removed})

    def blocks(self, until: int) -> Iterator[str]:
        """The removed pieces that stood between paragraphs, up to an offset."""
        while self.gone < len(self.removed) and self.removed[self.gone].at <= until:
            yield _struck(self.removed[self.gone], "div")
            self.gone += 1

    def segments(self, begin: int, end: int) -> Iterator[str]:
        cuts = self.cuts[bisect_right(self.cuts, begin) : bisect_left(self.cuts, end)]
        for left, right in zip([begin, *cuts], [*cuts, end]):
            self.active = [p for p in self.active if p.span.end > left]
            while self.gone < len(self.removed) and self.removed[self.gone].at <= left:
                yield _struck(self.removed[self.gone], "span")
                self.gone += 1
            while self.next < len(self.places) and self.places[self.next].span.start <= left:
                place = self.places[self.next]
                yield f'<a class="at" id="{escape(place.anchor)}"></a>'
                self.active.append(place)
                self.next += 1
            yield self._marked(left, right)
            yield from self._references(right)

    def _marked(self, left: int, right: int) -> str:
        content = str(escape(self.text[left:right]))
        if not self.active:
            return content
        group = max((p.group for p in self.active), key=RANK.__getitem__)
        return f'<mark class="{group}">{content}</mark>' if group else f'<span class="said">{content}</span>'

    def _references(self, right: int) -> Iterator[str]:
        named: dict[str, str] = {}
        for place in self.active:
            if place.span.end == right:
                named.update(place.findings)
        if named:
            links = " ".join(f'<a href="#{escape(a)}">{escape(i)}</a>' for a, i in list(named.items())[:_REFERENCES])
            more = "…" if len(named) > _REFERENCES else ""
            yield f"<sup>{links}{more}</sup>"


def _struck(removed: Removed, tag: str) -> str:
    lines = Markup("<br>").join(escape(row) for row in plain(removed.exact).splitlines() if row.strip())
    return f'<{tag} class="removed"><b>{escape(removed.why)}</b> <del>{lines}</del></{tag}>'


def words_changed(base: str, other: str, limit: int = 400) -> Markup:
    """`other` against `base`, word by word: what it leaves out as <del>, what it puts in as <ins>.

    Beyond `limit` words the comparison would take too long and the text is given as it is."""
    from difflib import SequenceMatcher

    old, new = plain(base).split(), plain(other).split()
    if len(old) > limit or len(new) > limit:
        return escape(" ".join(new))
    out: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, [_bare(w) for w in old], [_bare(w) for w in new], autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(str(escape(" ".join(new[c:d]))))
            continue
        if b > a:
            out.append(f"<del>{escape(' '.join(old[a:b]))}</del>")
        if d > c:
            out.append(f"<ins>{escape(' '.join(new[c:d]))}</ins>")
    return Markup(" ".join(out))


def _bare(word: str) -> str:
    """A word as it is compared: typographic marks do not make another wording."""
    return word.casefold().replace("’", "'").strip('«»"“”.,;:!?()…') or word
