"""Who published an article, who wrote it and which agencies it credits, read from the lines around the text. What is
unsure stays None: an invented outlet would make copies look independent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from recoupe.languages import Language, load, shared
from recoupe.pages.lines import BARS, cues, flat, is_day, is_label
from recoupe.pages.outlets import ARTICLED, NAME, is_banner, is_outlet, named, owned
from recoupe.records import Article
from recoupe.text import folded, lines

_PERSON = re.compile(r"[A-ZÀ-Þ][\w.’'-]{1,24}(?:\s(?:d[eu]|la|le|van|von|der|den|di|da|al|el|bin|[A-ZÀ-Þ][\w.’'-]{0,24})){1,4}")
_RIGHTS = re.compile(rf"(?:©|\([cC]\)|[Cc]opyright)\s{{0,3}}(?:©\s?)?(?:(?:19|20)\d\d\s?(?:[-–]\s?(?:19|20)\d\d)?\s?,?\s?)?({NAME})")
_SPLIT = re.compile(r"\s+[–—|·•/>›»-]\s+|\s*[|·•]\s*|,\s+")
_DIGIT = re.compile(r"\d")
_HEAD, _FOOT = 8, 6
_TITLE = 200  # characters of a headline
_SHORT = 3  # words of the name of a section


def masthead(article: Article, language: Language) -> Article:
    """The article with outlet, author and credits filled in where they are not known and the page names them."""
    text = article.text
    spans = lines(text)
    head = [s.of(text) for s in spans[:_HEAD]]
    foot = [s.of(text) for s in spans[max(_HEAD, len(spans) - _FOOT) :]]
    around = [t for t in head + foot if len(t) <= 160]
    article = _untitled(article, head, language.code)
    outlet = article.outlet or _outlet(article, around, language.code)
    author = article.author or _author([t for t in around if t != article.title], language.code)
    found = _credits(article, head, foot, language.code)
    if outlet in found:  # an agency that publishes itself credits nobody
        found = tuple(c for c in found if c != outlet)
    return replace(article, outlet=outlet, author=author, credits=article.credits + tuple(c for c in found if c not in article.credits))


# ---------------------------------------------------------------- outlet


def _untitled(article: Article, head: list[str], code: str) -> Article:
    """The article with its outlet and the line below as title, where what was taken for its title is a masthead."""
    name = _dateline(article.title, code) if article.title and article.outlet is None and article.title in head else None
    if name is None or not is_outlet(name, code) or article.title is None:
        return article
    below = [t for t in head[head.index(article.title) + 1 :] if t.strip()]
    return replace(article, outlet=name, title=below[0] if below and len(below[0]) <= _TITLE else article.title)


def _outlet(article: Article, around: list[str], code: str) -> str | None:
    furniture = [r.exact for r in article.removed if len(r.exact) <= 300]
    for line in furniture + around:
        match = _RIGHTS.search(line)
        if match:
            name = match.group(1).strip(" .,-'’")
            if is_outlet(name, code) or (len(name.split()) <= 4 and name in article.text and not owned(name)):
                return name
    top = [r.exact for r in article.removed if r.at == 0 and r.why in _MASTHEAD][:4]
    for line in [*top, *around[:_HEAD]]:
        if line not in (article.title, article.author) and (
            name := _alone(line, code) or _dateline(line, code) or _barred(line, article.text, code)
        ):
            return name
    for pattern in _self(code):
        for line in furniture:
            for match in pattern.finditer(line):
                name = match.group(1).strip(" .,-'’")
                if len(name) > 3 and (is_outlet(name, code) or name in article.text):
                    return name
        for match in pattern.finditer(article.text[:20_000]):
            name = match.group(1).strip(" .,-'’")
            if len(name) > 3 and any(name in line for line in furniture):
                return name
    return None


_MASTHEAD = frozenset(["navigation", "section", "tail", "teaser"])


def _alone(line: str, code: str) -> str | None:
    """A line that is nothing but an outlet's name."""
    name = line.strip(" .|–—-")
    if len(name) > 50 or _DIGIT.search(name) or cues(code).whole is None:
        return None
    plain = flat(name)
    found = cues(code)
    if any(p is not None and p.match(plain) for p in (found.whole, found.sections, found.starts, found.bylines)):
        return None
    return name if named(name, code) and is_outlet(name, code) else None


def _dateline(line: str, code: str) -> str | None:
    """ "The Orwick Herald, Tuesday 4 March 2025", "Orwick Herald | Business", "Radio Orwick newsroom, Friday ..." """
    if len(line) > 140:
        return None
    parts = [p for p in _SPLIT.split(line) if p]
    if len(parts) < 2 and not _DIGIT.search(line):
        return None
    first = parts[0].strip()
    rest = line[len(first) :]
    table = load(code).table("pages")
    newsrooms = table.get("bylines", {}).get("newsroom", ())
    for word in newsrooms:
        cut = re.sub(rf"\s{{1,3}}{word}$", "", first, flags=re.I)
        if cut != first and re.fullmatch(NAME, cut):
            return cut
    if not named(first, code) or _DIGIT.search(first):
        return None
    labels = [is_label(p, code) for p in parts[1:]]
    # a bar of sections: most of them are known, and each is short
    labelled = all(labels) or (any(labels) and len(labels) > 1 and all(len(p.split()) <= _SHORT for p in parts))
    if not (_DIGIT.search(rest) or labelled or (len(parts) == 2 and "|" in rest and len(parts[1].split()) <= 2)):
        return None
    articles = tuple(table.get("bylines", {}).get("articles", ()))
    titled = (
        len(re.split(r"[\s’']", first)) >= 3 and bool(articles) and folded(first).startswith(articles) and bool(ARTICLED.fullmatch(first))
    )
    sectioned = len(labels) > 1 and labelled and len(first.split()) > 1 and not is_label(first, code) and not owned(first)
    return first if (is_outlet(first, code) or titled or sectioned) and len(first.split()) <= 6 else None


def _barred(line: str, text: str, code: str) -> str | None:
    """ "7 June 2026 | Marlow Evening Star | By Jane Roe": beside a date, the part that is an outlet's name and no agency's.
    "France Sud | Publié le 22/07/2026 à 13:30 | Par Jeanne Roux": what stands before a date and an author, behind bars,
    is the outlet, unless it is a section or the text speaks of it (a place)."""
    parts = [p.strip() for p in _SPLIT.split(line) if p.strip()] if len(line) <= 140 else []
    if len(parts) < 2 or not any(is_day(p, code) for p in parts):
        return None
    agency, _, shape = _agencies()
    for part in parts:
        if is_banner(part, code) and not (agency and agency.fullmatch(part)) and not (shape and shape.fullmatch(part)):
            return part
    parts = [p.strip() for p in BARS.split(line) if p.strip()]
    first = parts[0]
    if len(parts) < 3 or is_day(first, code) or _author(parts[1:], code) is None:
        return None
    if len(first.split()) < 2 or not named(first, code) or is_label(first, code) or owned(first):
        return None
    return first if text.count(first) <= line.count(first) else None


@cache
def _self(code: str) -> tuple[re.Pattern[str], ...]:
    patterns = load(code).table("pages").get("outlets", {}).get("self", ())
    return tuple(re.compile(str(p).replace("{name}", f"({NAME})"), re.I if "(?i)" in p else 0) for p in map(_capital, patterns))


def _capital(pattern: str) -> str:
    """Also at the beginning of a line, where the first letter is a capital."""
    return f"[{pattern[0].upper()}{pattern[0]}]{pattern[1:]}" if pattern[:1].isalpha() else pattern


# ---------------------------------------------------------------- author


@cache
def _bylines(code: str) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str] | None, frozenset[str], frozenset[str]]:
    table = load(code).table("pages").get("bylines", {})
    roles = "|".join(table.get("roles", ()))
    return (
        tuple(re.compile(p, re.I) for p in table.get("author", ())),
        re.compile(rf"(?:{roles})\b") if roles else None,
        frozenset(table.get("stop", ())),
        frozenset(table.get("nobody", ())),
    )


def _author(around: list[str], code: str) -> str | None:
    patterns, roles, _, nobody = _bylines(code)
    for line in around:
        if len(line) > 140:
            continue
        for segment in [line, *re.split(r"\s+[–—|·-]\s+", line)]:
            for pattern in patterns:
                match = pattern.match(segment.strip())
                name = _person(match.group(1)) if match else None
                if name and folded(name) not in nobody:
                    return name
        if roles:
            match = re.match(rf"({_PERSON.pattern}),\s", line)
            if match and roles.search(folded(line[match.end() : match.end() + 60])) and len(line.split()) <= 9:
                return match.group(1)
    return None


def _person(rest: str) -> str | None:
    """The name or names at the beginning of what follows "by"."""
    names = []
    while True:
        match = _PERSON.match(rest)
        if not match:
            break
        names.append(match.group().strip(" .,"))
        rest = rest[match.end() :]
        joint = re.match(r"\s{0,2}(?:,|et|and|&)\s+", rest)
        if not joint or len(names) >= 4:
            break
        rest = rest[joint.end() :]
    return ", ".join(names) or None


# ---------------------------------------------------------------- credits


@cache
def _agencies() -> tuple[re.Pattern[str] | None, Mapping[str, str], re.Pattern[str] | None]:
    forms: dict[str, str] = {}
    for row in shared("agencies").get("agencies", ()):
        names = str(row).split("|")
        forms.update(dict.fromkeys(names, names[0]))
    shapes = "|".join(shared("pages").get("credits", {}).get("shapes", ()))
    listed = "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))
    pattern = re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])") if listed else None
    return pattern, forms, re.compile(shapes) if shapes else None


@cache
def _pictures(code: str) -> re.Pattern[str] | None:
    words = "|".join(load(code).table("pages").get("bylines", {}).get("photo", ()))
    return re.compile(rf"\b(?:{words})\b") if words else None


def _credits(article: Article, head: list[str], foot: list[str], code: str) -> tuple[str, ...]:
    """The agencies named in credit lines, by-lines and datelines, in order. A picture's credit is none."""
    pattern, forms, shape = _agencies()
    if pattern is None or shape is None:
        return ()
    out: list[str] = []
    pictures = _pictures(code)
    lead = "|".join(re.escape(w) for w in load(code).table("pages").get("bylines", {}).get("credit", ()))
    for place, line in [("author", article.author or ""), *_credit_places(article, head, foot)]:
        if pictures and place == "line" and pictures.search(folded(line)):
            continue
        out += [forms[m.group()] for m in pattern.finditer(line)]
        for part in re.split(r"\s+[–—|·/-]\s+|\s*[|·]\s*|,\s+", line.strip(" .()")):
            name = re.sub(rf"^(?:{lead})\s?:?\s", "", part, flags=re.I) if lead else part
            if shape.fullmatch(name) or (place == "dateline" and re.fullmatch(NAME, name) and not _DIGIT.search(name)):
                out.append(forms.get(name, name))
    return tuple(dict.fromkeys(out))


_SEPARATED = re.compile(r"\s[–—|·-]\s")
_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)")
_SENTENCE_END = re.compile(r"[.!?…]['\"»”’)\]]{0,3}$")


def _credit_places(article: Article, head: list[str], foot: list[str]) -> Iterator[tuple[str, str]]:
    """Where a credit may stand: short lines without a full stop around the text, brackets in a dateline or at the end."""
    for i, line in enumerate(head + foot):
        if line == article.title:
            continue
        short = (
            len(line) <= 120
            and len(line.split()) <= (20 if _SEPARATED.search(line) else 14)
            and not (_SENTENCE_END.search(line) and len(line.split()) > 5)
        )
        if short and (i > 0 or article.title is None):
            yield "line", line
            continue
        for match in _BRACKETS.finditer(line):
            before, after = line[: match.start()], line[match.end() :]
            opens = match.start() <= 60 and i < 5 and (not before.strip() or before[:1].isupper())
            if opens and _DIGIT.search(before) and re.match(r"\s{0,2}[–—-]", after):
                yield "dateline", match.group(1)  # "Grenoble, 14 oct. 2025 (AFP) –": whatever stands there is the agency
            elif (opens and re.match(r"\s{0,2}[–—-]|\s{0,2}$", after)) or not after.strip(" ."):
                yield "brackets", match.group(1)
