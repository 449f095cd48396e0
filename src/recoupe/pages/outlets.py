"""What the names of newspapers, stations and sites look like. What is unsure is none: an invented outlet would make
copies look independent."""

from __future__ import annotations

import re
from functools import cache

from recoupe.languages import load, shared
from recoupe.text import folded

NAME = r"(?:[A-ZÀ-Þ][\w&.’'-]{0,24}|\d{1,2})(?:\s(?:d[eu]s?|of|the|la|le|les|et|and|&|[A-ZÀ-Þ][\w&.’'-]{0,24})){0,5}"
ARTICLED = re.compile(r"(?:L[’']|[A-Z][a-z]{1,2}\s)[A-ZÀ-Þ][\w’'-]{1,24}(?:\s[\w’'-]{1,24}){0,4}")
_CAPITALISED = re.compile(NAME)
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _outlets() -> frozenset[str]:
    rows = shared("outlets").get("outlets", ())
    return frozenset(folded(form) for row in rows for form in str(row).split("|"))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(folded(w) for w in shared("pages").get("outlets", {}).get(kind, ()))


@cache
def _labels(code: str) -> re.Pattern[str] | None:
    names = load(code).table("pages").get("sections", {}).get("names", ())
    return re.compile(f"(?:{'|'.join(names)})") if names else None


@cache
def _digests(code: str) -> re.Pattern[str] | None:
    titles = load(code).table("pages").get("digests", {}).get("titles", ())
    return re.compile("|".join(titles)) if titles else None


def known(name: str) -> bool:
    """In the list of outlets."""
    return folded(name) in _outlets()


def is_outlet(name: str, code: str = "und") -> bool:
    """Known, or made the way outlets' names are. "Sports News" names a section, "Morning Briefing" a digest, not an outlet."""
    plain = folded(name)
    if plain in _outlets():
        return True
    words = _WORD.findall(plain)
    if len(words) < 2 or not any(w in _words("words") for w in words) or owned(name):
        return False
    digest = _digests(code)
    if digest and any(2 * len(m.group()) > len(plain) for m in digest.finditer(plain)):
        return False
    rest = " ".join(w for w in words if w not in _words("generic"))
    labels = _labels(code)
    return rest == " ".join(words) or (bool(rest) and not (labels and labels.fullmatch(rest)))


def owned(name: str) -> bool:
    """An owner's name rather than an outlet's: it bears a word such as "Ltd"."""
    return any(w in _words("owners") for w in _WORD.findall(folded(name)))


def named(name: str, code: str) -> bool:
    """Made of capitalised words, or an article, a capitalised word and what goes with it ("Le Quotidien national")."""
    if _CAPITALISED.fullmatch(name):
        return True
    articles = load(code).table("pages").get("bylines", {}).get("articles", ())
    return bool(ARTICLED.fullmatch(name)) and folded(name).startswith(tuple(articles))


def is_banner(name: str, code: str) -> bool:
    """Shaped like an outlet's name from end to end, so that a headline in title case is not: known, or of at most six
    words with the word that makes it an outlet first ("Le Courrier du Revard") or last ("Marlow Evening Star")."""
    if len(name) > 50:
        return False
    if known(name):
        return True
    words = [w for w in _WORD.findall(folded(name)) if len(w) > 1]
    articles = load(code).table("pages").get("bylines", {}).get("articles", ())
    if words and words[0] in articles:
        words = words[1:]
    if not 2 <= len(words) <= 5 or not named(name, code) or not is_outlet(name, code):
        return False
    return words[-1] in _words("words") or words[0] in _words("words")
