"""What a page says about itself: JSON-LD, OpenGraph and other meta elements, <html lang>, <title>, <time>."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recoupe.languages import identify
from recoupe.readers.jsonl import iso_day

_ARTICLE = re.compile(r"(?:News|Reportage|Analysis|Opinion|Background|Review|Tech|Blog|LiveBlog|Social)?(?:Article|Posting)$|^Report$")
_LD = re.compile(r"<script[^<>]{0,400}application/ld\+json[^<>]{0,400}>", re.I)
_META = re.compile(r"<meta\b([^<>]{1,6000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]{1,40})\s{0,4}=\s{0,4}(?:\"([^\"]{0,5000})\"|'([^']{0,5000})'|([^\s\"'>]{1,2000}))")
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,1000})", re.I)
_LANG = re.compile(r"<html\b[^<>]{0,2000}?\blang\s{0,4}=\s{0,4}[\"']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3})", re.I)
_CANONICAL = re.compile(r"<link\b[^<>]{0,1000}?\brel\s{0,4}=\s{0,4}[\"']?canonical\b[^<>]{0,2000}>", re.I)
_TIME = re.compile(r"<time\b([^<>]{0,1000})>", re.I)

_DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "date.published", "dc.date.issued", "dcterms.created"),
    *("dc.date", "parsely-pub-date", "sailthru.date", "article.published", "pubdate", "publishdate", "publish-date", "publication_date"),
    "date",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "title", "headline")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher", "al:android:app_name")
_SOURCES = ("syndication-source", "original-source", "dc.source", "article:source", "news:source")
_HOST = re.compile(r"https?://(?:www\.)?([\w.-]{4,80})")
_PICTURE = re.compile(r"photo|image|getty|shutterstock|istock|illustration", re.I)  # `creditText` is for pictures too
_SHORT = 60  # characters: a longer credit is no name
_AUTHORS = ("author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "byl", "article:author")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; `dated_by` names the element that gives the date, `credits` are those the text is said to come from, where
    that is not the outlet itself."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    dated_by: str | None = None
    language: str | None = None
    url: str | None = None
    credits: tuple[str, ...] = ()

    def language_of(self, text: str) -> str:
        """The language of the page: what its words show where they show it clearly (templates declare the wrong one),
        else what is declared."""
        seen, sure = identify(text)
        if seen != "und" and (sure >= 0.3 or self.language is None):
            return seen
        return self.language or seen


def metadata(html: str, tree: Any) -> Metadata:
    """Reads the head of the page by patterns rather than by the tree: broken markup often ends the head early."""
    del tree
    metas = _metas(html)
    ld = next(_linked_data(html), {})
    title = _clean(ld.get("headline")) or _pick(metas, _TITLES) or _clean(_group(_TITLE, html))
    outlet = _clean(_name(ld.get("publisher"))) or _pick(metas, _OUTLETS)
    title = _without_outlet(title, outlet)
    published, dated_by = _date(ld, metas, html)
    lang = _group(_LANG, html) or (metas.get("og:locale") or metas.get("content-language") or "")
    canonical = _CANONICAL.search(html)
    href = _attributes(canonical.group()).get("href") if canonical else None
    url = next((u for u in (href, metas.get("og:url"), ld.get("url")) if isinstance(u, str) and re.match(r"https?://\S+$", u)), None)
    return Metadata(
        title=title,
        outlet=outlet,
        author=_authors(ld.get("author")) or _person(_pick(metas, _AUTHORS)),
        published=published,
        dated_by=dated_by,
        language=re.split(r"[-_]", lang)[0].lower() or None,
        url=url,
        credits=_credits(ld, metas, outlet),
    )


def _credits(ld: Mapping[str, Any], metas: Mapping[str, str], outlet: str | None) -> tuple[str, ...]:
    """Whom the page names as the source of its text: organisations in JSON-LD, hosts or names in the tags made for it."""
    named = [_clean(_name(ld.get(key))) for key in ("sourceOrganization", "isBasedOn", "creditText")]
    named += [_clean(metas.get(name)) for name in _SOURCES]
    out = []
    for name in filter(None, named):
        address = _HOST.match(name)
        short = address.group(1).lower() if address else name
        if len(short) <= _SHORT and short.casefold() != (outlet or "").casefold() and not _PICTURE.search(short):
            out.append(short)
    return tuple(dict.fromkeys(out))


def _group(pattern: re.Pattern[str], html: str) -> str | None:
    match = pattern.search(html)
    return match.group(1) if match else None


def _attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag):
        found.setdefault(match.group(1).lower(), entities.unescape(next(g for g in match.groups()[1:] if g is not None)))
    return found


def _metas(html: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _META.finditer(html):
        pairs = _attributes(match.group(1))
        name = pairs.get("property") or pairs.get("name") or pairs.get("itemprop") or pairs.get("http-equiv")
        if name and pairs.get("content", "").strip():
            found.setdefault(name.lower(), pairs["content"].strip())
    return found


def _linked_data(html: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the page's JSON-LD that describe an article."""
    for match in _LD.finditer(html):
        end = html.find("</script", match.end(), match.end() + 2_000_000)
        if end < 0:
            return
        raw = html[match.end() : end].strip()
        raw = re.sub(r"^(?:<!\[CDATA\[|<!--|/\*<!\[CDATA\[\*/)|(?:\]\]>|-->|/\*\]\]>\*/);?$", "", raw).strip().rstrip(";")
        try:
            value = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(value, 0)


def _articles(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _articles(item, depth + 1)
    elif isinstance(value, Mapping):
        types = value.get("@type")
        if any(isinstance(t, str) and _ARTICLE.search(t) for t in (types if isinstance(types, list) else [types])):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(value.get(key), (list, Mapping)):
                yield from _articles(value[key], depth + 1)


def _clean(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    text = " ".join(entities.unescape(re.sub(r"<[^<>]{0,200}>", "", value)).split())
    return text or None


def _pick(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((t for t in (_clean(metas.get(n)) for n in names) if t), None)


def _name(value: Any) -> Any:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, Mapping) else value


def _authors(value: Any) -> str | None:
    people = value if isinstance(value, list) else [value]
    names = [n for n in (_person(_clean(_name(p))) for p in people) if n]
    return ", ".join(dict.fromkeys(names)) or None


def _person(name: str | None) -> str | None:
    """A name, not an address or a link."""
    if not name or "://" in name or "@" in name or len(name) > 200:
        return None
    return name


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """ "Headline - Outlet" without the outlet."""
    if not title:
        return title
    parts = re.split(r"\s+[|–—·•-]\s+", title)
    if outlet and len(parts) > 1 and parts[-1].casefold() == outlet.casefold():
        return title[: title.rfind(parts[-1])].rstrip(" |–—·•-")
    return title


def _date(ld: Mapping[str, Any], metas: Mapping[str, str], html: str) -> tuple[str | None, str | None]:
    for key in ("datePublished", "dateCreated"):
        if day := iso_day(ld.get(key)):
            return day, f"JSON-LD {key}"
    for name in _DATES:
        if day := iso_day(metas.get(name)):
            return day, f"meta {name}"
    times = [_attributes(m.group(1)) for m in _TIME.finditer(html)]
    marked = [
        t for t in times if "pubdate" in t or t.get("itemprop", "").lower() == "datepublished" or "publish" in t.get("class", "").lower()
    ]
    for each in marked or times[:1]:  # the first <time> stands nearest to the headline; later ones date other articles
        if day := iso_day(each.get("datetime")):
            return day, "time datetime"
    return None, None
