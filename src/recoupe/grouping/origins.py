"""Which reports of a story go back to one text or one upstream source, so that they count once.

When in doubt reports are joined: the lower count of origins is the safe one. What is *not* joined here is reports that
merely quote the same statement or conference: that is a matter of the single finding, and judged there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from recoupe import text as texts
from recoupe.grouping import terms
from recoupe.grouping.copies import DEPENDENT, Link
from recoupe.grouping.copies import links as find_links
from recoupe.grouping.sheets import Key, Sheet, lay_out
from recoupe.records import Examined, Origin, Report

_SAME_FACTS = 0.18  # cosine from which two reports that credit one agency have the same facts from it
_RUNS = 6  # word runs in common from which they have its words
_RESTS = 0.5  # share of a report's statements that come through one outlet for the report to rest on it
_TOLD = 2  # and how many at least

_ADDRESS = re.compile(
    r"https?://(?:www\.|m\.|amp\.)?([\w.-]{3,80})(?::\d{2,5})?"  # host
    r"(/[^\s?#]{0,400}?)/?(?:amp/?)?(?:\?([^\s#]{1,200}))?(?:#|$)",  # path and query
    re.I,
)
_TRACKING = re.compile(r"utm_|clid=|xtor|\b(?:ref|source|from|campaign)=", re.I)
_ARTICLE = re.compile(r"[^/]{12}|\d{4}")  # of a path: what a section or a front page has not

_SAY: Mapping[str, str] = {
    "identical": "{b} is the same text as {a}",
    "near": "{b} shares {share} of its words with {a}",
    "contained": "{share} of the words of {inner} stand in {outer}",
    "rewritten": "{b} tells the same facts in the same order as {a}, reworded",
    "passage": "{share} of the words of the shorter of {a} and {b} stand in the other",
    "retold": "{a} and {b} tell much the same in the same order",
}


def origins(reports: Sequence[Report], links: Sequence[Link] | None, examined: Sequence[Examined]) -> tuple[Origin, ...]:
    """A partition of the reports of one story. `links` are those of `copies.links` (found anew when None)."""
    wanted = {report.key for report in reports}
    sheets = [one for one in lay_out(examined) if one.key in wanted]
    quotes = {one.article.id: one for one in examined}
    return group_sheets(sheets, find_links(sheets) if links is None else links, quotes)


def group_sheets(sheets: Sequence[Sheet], links: Sequence[Link], examined: Mapping[str, Examined]) -> tuple[Origin, ...]:
    """As `origins`, for reports that are laid out already; `examined` by article id."""
    place = {one.key: i for i, one in enumerate(sheets)}
    root = list(range(len(sheets)))
    why: list[tuple[int, str]] = []
    upstream = [_upstream(one, examined.get(one.article.id)) for one in sheets]

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    def join(i: int, j: int, reason: str) -> None:
        a, b = sorted((top(i), top(j)))
        if a != b:
            root[b] = a
            why.append((i, reason))

    for link in links:
        if link.kind in DEPENDENT and link.a in place and link.b in place:
            join(place[link.a], place[link.b], _reason(link, sheets, place))
    for i, j, reason in _by_address(sheets):
        join(i, j, reason)
    for i, j, reason in _by_credit(sheets):
        join(i, j, reason)
    for i, j, reason in _by_upstream(sheets, upstream):
        join(i, j, reason)
    groups: dict[int, list[int]] = {}
    for i in range(len(sheets)):
        groups.setdefault(top(i), []).append(i)
    return tuple(_origin(group, sheets, upstream, [r for i, r in why if i in group]) for group in groups.values())


def _label(one: Sheet) -> str:
    """How a reader knows the report: the outlet, or the last part of its source."""
    return one.article.outlet or one.article.source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or one.article.id


def _reason(link: Link, sheets: Sequence[Sheet], place: Mapping[Key, int]) -> str:
    a, b = sheets[place[link.a]], sheets[place[link.b]]
    inner = b if link.inner == link.b else a
    outer = a if inner is b else b
    return _SAY[link.kind].format(
        a=_label(a), b=_label(b), inner=_label(inner), outer=_label(outer), share=f"{round(100 * link.overlap)} %"
    )


# ---------------------------------------------------------------- credits


def _credits(one: Sheet) -> dict[str, str]:
    """Folded -> as written: the agencies this report credits. A credit of a digest belongs to the item it stands in."""
    names = {texts.folded(name): name for name in one.article.credits if texts.folded(name)}
    if one.only or not names:
        return names
    text = texts.folded(one.article.text[one.report.start : one.report.end])
    return {k: v for k, v in names.items() if k in text}


def _address(url: str | None) -> str | None:
    """What two addresses of one page have in common; None for none, and for the front page of a site."""
    match = _ADDRESS.match(url or "")
    if match is None or not _ARTICLE.search(match.group(2)):
        return None
    query = match.group(3) or ""
    return match.group(1).lower() + match.group(2) + ("?" + query if query and not _TRACKING.search(query) else "")


def _by_address(sheets: Sequence[Sheet]) -> list[tuple[int, int, str]]:
    """Pages that name the same address as the one they stand for (the canonical link of a page printed elsewhere)."""
    first: dict[str, int] = {}
    out = []
    for i, one in enumerate(sheets):
        address = _address(one.article.url)
        if address is None:
            continue
        j = first.setdefault(address, i)
        if j != i and sheets[j].article.id != one.article.id:
            out.append((j, i, f"{_label(sheets[j])} and {_label(one)} name one address, {address}"))
    return out


def _by_credit(sheets: Sequence[Sheet]) -> list[tuple[int, int, str]]:
    holders: dict[str, list[int]] = {}
    written: dict[str, str] = {}
    for i, one in enumerate(sheets):
        for key, name in sorted(_credits(one).items()):
            holders.setdefault(key, []).append(i)
            written.setdefault(key, name)
    if not any(len(rows) > 1 for rows in holders.values()):
        return []
    out = []
    rare = terms.rarity(list({one.fingerprint: one for one in sheets}.values()))
    for key, holding in sorted(holders.items()):
        rows = list({sheets[i].fingerprint: i for i in reversed(holding)}.values())[::-1]  # the same text once: its copies are linked
        alike = terms.alike([terms.vector(sheets[i].weights, rare[sheets[i].language]) for i in rows], cap=len(rows) + 1)
        for a, i in enumerate(rows):
            for b in range(a + 1, len(rows)):
                j = rows[b]
                if len(sheets[i].prose & sheets[j].prose) >= _RUNS:
                    out.append((i, j, f"both credit {written[key]} and share its wording"))
                elif sheets[i].language == sheets[j].language and alike[a].get(b, 0.0) >= _SAME_FACTS:
                    out.append((i, j, f"both credit {written[key]} and report the same facts"))
    return out


# ---------------------------------------------------------------- named upstreams


def _upstream(one: Sheet, examined: Examined | None) -> str | None:
    """The outlet that most of a report's statements come through ("rapporte Axios, citant ses sources")."""
    if examined is None:
        return None
    quotes = [q for q in examined.quotes if one.report.span.contains(q.span)]
    through = Counter(name for q in quotes for name in sorted({v.name for v in q.via if v.name and not v.anonymous}))
    if not through:
        return None
    name, count = min(through.items(), key=lambda item: (-item[1], item[0]))
    return name if count >= _TOLD and count >= _RESTS * len(quotes) else None


def _by_upstream(sheets: Sequence[Sheet], upstream: Sequence[str | None]) -> list[tuple[int, int, str]]:
    first: dict[str, int] = {}
    out = []
    for i, one in enumerate(sheets):
        if one.article.outlet:
            first.setdefault(texts.folded(one.article.outlet), i)
    for i, name in enumerate(upstream):
        if not name:
            continue
        j = first.setdefault(texts.folded(name), i)
        if j != i:
            same = upstream[j] and texts.folded(upstream[j] or "") == texts.folded(name)
            out.append((j, i, f"both rest on {name}" if same else f"{_label(sheets[i])} rests on {name}"))
    return out


def _origin(group: Sequence[int], sheets: Sequence[Sheet], upstream: Sequence[str | None], why: Sequence[str]) -> Origin:
    named = Counter(name for i in group if (name := upstream[i]))
    credited = Counter(name for i in group for name in _credits(sheets[i]).values())
    source: str | None = None
    for counts in (credited, named):
        if counts and source is None:
            name, held = min(counts.items(), key=lambda item: (-item[1], item[0]))
            source = name if held * 2 >= len(group) else None
    reasons = list(dict.fromkeys(why))
    if not reasons and source:
        reasons = [f"credits {source}" if credited else f"rests on {source}"]
    more = f" (and {len(reasons) - 3} more)" if len(reasons) > 3 else ""
    return Origin(
        reports=tuple(sheets[i].key for i in group),
        upstream=source,
        why="; ".join(reasons[:3]) + more if reasons else None,
    )
