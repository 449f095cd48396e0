"""A saved web page to an article. Nothing in it is run or fetched.

The visible text becomes the article's text, in reading order; trafilatura judges which blocks belong to the article, and
those that do not are set aside with a reason. What trafilatura drops but a newsroom would miss (headline, standfirst,
by-line, a paragraph between two kept ones) stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recoupe.readers.metadata import Metadata, metadata
from recoupe.readers.plain import Decoded, binary_problem, decode, empty_problem, encoding_problem, tidy
from recoupe.records import Article, Problem, Published, Removed
from recoupe.sockets import Reader

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_HIDDEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "iframe",
        "svg",
        "math",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "select",
        "datalist",
        "textarea",
    ]
)
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "time",
        "title",
        "tr",
        "ul",
    ]
)
_FURNITURE = frozenset(["nav", "footer", "aside", "form", "button", "label", "dialog", "menu"])
_ROLES = frozenset(
    ["navigation", "dialog", "alertdialog", "complementary", "contentinfo", "search", "menu", "menubar", "toolbar", "banner"]
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|nav(?:bar|igation)?|menu|breadcrumbs?|share|sharing|social|newsletter|promo|related|comments?|"
    r"sidebar|footer|advert\w{0,10}|ads?|sponsored|paywall|subscribe|recommend\w{0,8}|most-?read|popular|trending|outbrain|taboola|login)(?=$|[\s_-])",
    re.I,
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|author|auteur|dateline|date|published?|pubdate|timestamp|standfirst|chapo|deck|dek|lead|intro)(?=$|[\s_-])",
    re.I,
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_:.-]{2,40})", re.I)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,100}encoding\s{0,4}=\s{0,4}[\"']([A-Za-z0-9_.:-]{2,40})", re.I)
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,500}?-->\s{0,200})?<(?:!doctype\s+html|html|head|body|meta|title|article|main)\b",
    re.I | re.S,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 250
_TEXT = frozenset(["p", "h2", "h3", "h4", "blockquote", "li"])
_CLOSED = re.compile(r"[.!?…]['\"»”’)\]\s]{0,4}$")
WHY = "html: not part of the article"


@dataclass(slots=True)
class Block:
    """One visible block: its text (white space folded) and what the page's markup says about it."""

    text: str
    tag: str = ""
    furniture: bool = False  # inside nav, aside, footer, form ... or an element named like one
    credit: bool = False  # named like a by-line, a date or a standfirst
    linked: int = 0  # code points inside links
    home: str = ""  # the elements around it, by tag and class: paragraphs of one article share it
    kept: bool = False


def _reads(source: str, head: bytes) -> bool:
    return source.lower().endswith(SUFFIXES) or bool(_HTML_START.match(head)) or (b"<html" in head.lower() and b"<head" in head.lower())


def _read(source: str, data: bytes) -> Iterator[Article | Problem]:
    head = data[:4096]
    declared = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    decoded = decode(data, declared.group(1).decode("ascii") if declared else None)
    if decoded is None:
        yield binary_problem(source)
        return
    problem = encoding_problem(source, decoded)
    if problem:
        yield problem
    text = tidy(decoded.text)
    if not text.strip():
        yield empty_problem(source)
        return
    yield from page(source, text)


def page(source: str, html: str) -> Iterator[Article | Problem]:
    """The article of one HTML page, given as text."""
    tree = None if _depth(html) > _DEEPEST else _parse(html)
    if tree is None:
        yield Problem("read.html", "markup nested too deeply or broken: read as plain text without its tags", "warning", source)
        visible = "\n\n".join(strip_tags(html))
        if not visible:
            yield Problem("read.empty", "a page without any visible text", "error", source)
            return
        found = metadata(html, None)
        yield _article(source, visible, found, found.title, ())
        return
    found = metadata(html, tree)
    blocks = visible_blocks(tree)
    if not blocks:
        yield Problem("read.empty", "a page without any visible text", "error", source)
        return
    headline = _headline(blocks, found.title)
    _judge(blocks, _extract(tree), headline)
    pieces, removed = _join(blocks)
    title = blocks[headline].text if headline is not None else found.title
    yield _article(source, pieces, found, title, removed)


def _article(source: str, text: str, found: Metadata, title: str | None, removed: tuple[Removed, ...]) -> Article:
    return Article(
        id="",
        source=source,
        text=text,
        title=" ".join(title.split()) if title else None,
        outlet=found.outlet,
        author=found.author,
        language=found.language_of(text),
        published=Published(found.published, "stated", found.dated_by) if found.published else Published(),
        url=found.url,
        credits=found.credits,
        removed=removed,
    )


# ---------------------------------------------------------------- the tree

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{0,4000}>")
_NESTS = frozenset(
    [
        "div",
        "span",
        "section",
        "article",
        "ul",
        "ol",
        "table",
        "blockquote",
        "font",
        "b",
        "i",
        "em",
        "strong",
        "a",
        "main",
        "aside",
        "center",
        "form",
        "fieldset",
        "td",
    ]
)


def _depth(html: str) -> int:
    """How deep the page nests, at most (elements left open count as nested)."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match.group(2).lower() not in _NESTS or match.group().endswith("/>"):
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _parse(html: str) -> Any:
    """The page as an lxml tree, or None where lxml makes nothing of it."""
    from lxml import etree
    from lxml import html as lxml_html

    # Text with an encoding declaration is refused by lxml: it is decoded already.
    html = re.sub(r"^\s{0,200}<\?xml[^>]{0,200}\?>", "", html)
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return tree


def strip_tags(html: str) -> list[str]:
    """The text between the tags, block by block, by one linear pass: for pages that no parser can be trusted with."""
    import html as entities

    out: list[str] = []
    line: list[str] = []
    hidden = ""
    at = 0

    def flush() -> None:
        text = _SPACE.sub(" ", entities.unescape("".join(line))).strip()
        line.clear()
        if text:
            out.append(text)

    for match in _TAG.finditer(html):
        name = match.group(2).lower()
        if hidden:
            if match.group(1) and name == hidden:
                hidden = ""
                at = match.end()
            continue
        line.append(html[at : match.start()])
        at = match.end()
        if name in _HIDDEN and not match.group(1) and name not in ("embed", "map"):
            hidden = name
        elif name in _BLOCK or name == "br":
            flush()
    if not hidden:
        line.append(html[at:])
    flush()
    return [t for t in (re.sub(r"<!--.{0,4000}?-->|<![^>]{0,400}>", "", x, flags=re.S).strip() for x in out) if t]


def _is_hidden(element: Any) -> bool:
    if element.tag in _HIDDEN or element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and re.search(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", style, re.I):
        return element.tag not in ("html", "body", "main", "article")  # hidden until a script shows it: the article itself
    return bool(element.tag == "input")


def _is_furniture(element: Any) -> bool:
    if element.tag in _FURNITURE or element.get("role") in _ROLES:
        return True
    if element.tag in ("html", "body", "main", "article"):
        return False
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return len(name) > 1 and bool(_NAMES.search(name))


def _home(element: Any) -> str:
    """The two elements around this one, by tag and class."""
    names = []
    for _ in range(2):
        element = element.getparent()
        if element is None:
            break
        names.append(f"{element.tag}.{element.get('class', '')}")
    return " < ".join(names)


class _Collector:
    """Gathers the text of the block that is open."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.linked = 0
        self.open: list[tuple[str, bool, bool, str]] = [("body", False, False, "")]

    def add(self, text: str | None, in_link: int) -> None:
        if text:
            self.parts.append(_SPACE.sub(" ", text))
            if in_link:
                self.linked += len(text.strip())

    def flush(self) -> None:
        text = "".join(self.parts)
        self.parts.clear()
        linked, self.linked = self.linked, 0
        text = re.sub(r" {0,8}([\n\t]) {0,8}", r"\1", re.sub(r" {2,}", " ", text)).strip(" \n\t")
        if not text.strip():
            return
        tag, furniture, credit, home = self.open[-1]
        for piece in re.split(r"\n{2,}", text):  # two line breaks in a row are how some pages part paragraphs
            if piece.strip():
                self.blocks.append(Block(piece.strip(" \n\t"), tag, furniture, credit, min(linked, len(piece)), home))


def visible_blocks(tree: Any) -> list[Block]:
    """What a reader sees, block by block, in the order of the page."""
    from lxml import etree

    out = _Collector()
    hidden: Any = None
    in_link = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        tag = element.tag
        if event == "start":
            if hidden is not None:
                continue
            if _is_hidden(element):
                hidden = element
                continue
            if tag == "a":
                in_link += 1
            if tag == "br":
                out.parts.append("\n")
            elif tag in ("td", "th"):
                out.parts.append("\t")
            if tag in _BLOCK:
                out.flush()
                name = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('rel', '')}"
                furniture = out.open[-1][1] or _is_furniture(element)
                credit = (out.open[-1][2] and tag not in ("article", "section")) or tag == "time" or bool(_BYLINE.search(name))
                out.open.append((tag, furniture, credit, _home(element)))
            out.add(element.text, in_link)
            continue
        if hidden is not None:
            if element is hidden:
                hidden = None
                out.add(element.tail, in_link)
            continue
        if tag == "a":
            in_link -= 1
        if tag in _BLOCK:
            out.flush()
            if len(out.open) > 1:
                out.open.pop()
        out.add(element.tail, in_link)
    out.flush()
    return out.blocks


# ---------------------------------------------------------------- what belongs to the article


def _extract(tree: Any) -> list[str]:
    """The lines that trafilatura takes for the article (it changes the tree: nothing may read it afterwards)."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(tree, favor_recall=True, include_comments=False, include_tables=True, fast=True)
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return []
    text = getattr(found, "text", None) if found is not None else None
    return [line for line in str(text or "").split("\n") if line.strip()]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _headline(blocks: list[Block], stated: str | None) -> int | None:
    """The index of the block that is the headline: an h1 that says what the page's metadata say, else the longest h1,
    else any block that is the stated title."""
    wanted = set(_words(stated or ""))
    h1 = [i for i, b in enumerate(blocks) if b.tag == "h1" and len(b.text) <= 400]

    def share(i: int) -> float:
        words = set(_words(blocks[i].text))
        return len(words & wanted) / max(1, len(words | wanted)) if wanted else 0.0

    if h1:
        best = max(h1, key=lambda i: (share(i), len(_words(blocks[i].text)), -i))
        if share(best) >= 0.3 or len(_words(blocks[best].text)) >= 4:
            return best
    for i, block in enumerate(blocks):
        if wanted and len(wanted) >= 3 and len(block.text) <= 300 and not block.furniture and share(i) >= 0.8:
            return i
    return None


def _judge(blocks: list[Block], extracted: list[str], headline: int | None) -> None:
    """Marks the blocks that belong to the article."""
    lines = {_squeeze(line.lstrip("-*• ")) for line in extracted}
    all_of_it = "".join(_squeeze(line) for line in extracted)
    words = [_words(line) for line in extracted]
    grams = {tuple(w[i : i + 4]) for w in words for i in range(len(w) - 3)}
    for block in blocks:
        block.kept = _is_extracted(block, lines, all_of_it, grams)
    prose = sum(len(b.text) for b in blocks if _is_prose(b) and not b.furniture)
    taken = sum(len(b.text) for b in blocks if b.kept)
    if taken < 0.2 * prose or not taken:  # trafilatura saw nothing here: leave it to the rules for plain text
        for block in blocks:
            block.kept = block.kept or not block.furniture
    _rescue(blocks, headline)


def _is_extracted(block: Block, lines: set[str], all_of_it: str, grams: set[tuple[str, ...]]) -> bool:
    squeezed = _squeeze(block.text)
    if squeezed in lines:
        return not (block.furniture and len(_words(block.text)) < 6)
    if len(squeezed) >= 30 and squeezed in all_of_it:
        return True
    own = _words(block.text)
    mine = [tuple(own[i : i + 4]) for i in range(len(own) - 3)]
    return len(mine) >= 4 and sum(g in grams for g in mine) >= 0.6 * len(mine)


def _is_prose(block: Block) -> bool:
    return len(_words(block.text)) >= 12 and block.linked < 0.5 * len(block.text)


def _rescue(blocks: list[Block], headline: int | None) -> None:
    """Keeps what trafilatura drops and a newsroom would miss; drops copies of the headline and stray blocks around."""
    kept = [i for i, b in enumerate(blocks) if b.kept and _is_prose(b) and i != headline]
    if not kept:
        if headline is not None:
            blocks[headline].kept = True
        return
    first, last = kept[0], kept[-1]
    if headline is not None:
        blocks[headline].kept = True
        start = headline if headline < first else first
        for block in blocks[start + 1 : first]:
            if not block.furniture and block.linked < 0.6 * len(block.text) and (block.credit or _is_prose(block)):
                block.kept = True
        for i in range(min(start, headline)):
            blocks[i].kept = blocks[i].kept and _is_prose(blocks[i])
    homes = {blocks[i].home for i in kept}
    for i, block in enumerate(blocks[first:], first):
        if block.kept or block.furniture or block.home not in homes or block.tag not in _TEXT:
            continue
        if i < last:
            block.kept = _is_prose(block) or (block.tag == "p" and bool(_CLOSED.search(block.text)) and not block.linked)
        elif block.tag == "p" and _is_prose(block) and _CLOSED.search(block.text) and block.linked < 0.3 * len(block.text):
            block.kept = True  # trafilatura stopped early: a sentence in the same surroundings goes on
    if headline is not None:
        for block in blocks[headline + 1 :]:
            block.kept = block.kept and block.text != blocks[headline].text


def _join(blocks: list[Block]) -> tuple[str, tuple[Removed, ...]]:
    """The text that stays, and what is set aside, each at the offset where it stood."""
    out: list[str] = []
    removed: list[Removed] = []
    at = 0
    for block in blocks:
        if not block.kept:
            removed.append(Removed(block.text, WHY, at))
            continue
        if out:
            out.append("\n\n")
            at += 2
        out.append(block.text)
        at += len(block.text)
    return "".join(out), tuple(removed)


HTML = Reader("html", SUFFIXES, _reads, _read)
__all__ = ["HTML", "Decoded", "page", "visible_blocks"]
