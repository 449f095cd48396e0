"""Article -> Reports: page furniture marked and set aside, digests split, the day of publication found or inferred."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from recoupe.languages import Language
from recoupe.pages.chrome import decide
from recoupe.pages.digests import split
from recoupe.pages.lines import Line, read_lines
from recoupe.pages.masthead import masthead
from recoupe.records import Article, Examined, Problem, Published, Removed

__all__ = ["clean", "published_from_peers", "split"]

_SEEN = 60_000  # code points that dates are looked for in: an article that is longer is a book, or no article
_CLEANED = 400_000  # code points that are cleaned: twice what is examined of any article
_FAR = ("2100-01-01", "2111-01-01")
"""Two days in the far future: what is inferred alike under both needs no clock."""


def clean(article: Article, language: Language, *, today: str | None = None) -> tuple[Article, tuple[Problem, ...]]:
    """The article without its page furniture: every line taken out is kept in `removed` with a reason; title, outlet,
    author, credits and the day of publication are filled in where the text gives them and nobody stated them.

    `today` (ISO day) bounds what a date may be inferred to; None means that no clock is consulted."""
    if not article.text.strip():
        return article, ()
    if len(article.text) > _CLEANED:
        cut = max(article.text.rfind("\n", 0, _CLEANED), _CLEANED // 2)
        head, problems = clean(replace(article, text=article.text[:cut]), language, today=today)
        return replace(head, text=head.text + article.text[cut:]), problems
    lines = read_lines(article.text, language.code)
    headline = decide(lines, language.code, article.text, article.title)
    title = article.title
    if title is None and headline is not None:
        title = lines[headline].span.of(article.text)
        title = title if len(title) <= 400 else None
    article = replace(_without(article, lines), title=title)
    article = masthead(article, language)
    return _dated(article, language, today)


def _dated(article: Article, language: Language, today: str | None) -> tuple[Article, tuple[Problem, ...]]:
    """The article with the day of publication: given, stated in the text or the metadata, inferred, or unknown."""
    from recoupe.pages import publication

    if article.published.date is not None:
        return article, ()
    seen = replace(article, text=article.text[:_SEEN])
    stated = publication.stated_in(seen, language)
    if stated is not None:
        return replace(article, published=stated), ()
    inferred = publication.infer(seen, language, today or _FAR[0])
    if inferred is not None and today is None and publication.infer(seen, language, _FAR[1]) != inferred:
        inferred = None  # it depends on when one asks, and nobody said when that is
    return (replace(article, published=inferred) if inferred else article), ()


def _without(article: Article, lines: Sequence[Line]) -> Article:
    """The article without the lines that have a reason. What stays is verbatim, with its own line breaks."""
    if not any(line.reason for line in lines):
        return article
    text = article.text
    out: list[str] = []
    size = 0
    removed: list[Removed] = []
    moved: list[tuple[int, int, int]] = []  # old start, old end, new start of each piece that stays
    before: int | None = None  # index of the last line that stays
    for i, line in enumerate(lines):
        if line.reason:
            removed.append(Removed(line.span.of(text), line.reason, size))
            continue
        if before is None:
            gap = text[: line.span.start] if i == 0 else ""
        else:
            gap = text[lines[before].span.end : line.span.start]
            if before != i - 1:
                gap = "\n\n" if any(x.gap for x in lines[before + 1 : i + 1]) else "\n"
        out.append(gap)
        size += len(gap)
        moved.append((line.span.start, line.span.end, size))
        out.append(line.span.of(text))
        size += len(line.span)
        before = i
    if before == len(lines) - 1:
        out.append(text[lines[-1].span.end :])
    earlier = [replace(r, at=_new_offset(r.at, moved)) for r in article.removed]
    both = sorted([*earlier, *removed], key=lambda r: r.at)
    return replace(article, text="".join(out), removed=tuple(both))


def _new_offset(at: int, moved: Sequence[tuple[int, int, int]]) -> int:
    """Where an offset of the old text lies in the new one."""
    new = 0
    for start, end, place in moved:
        if at < start:
            break
        new = place + min(at, end) - start
    return new


def published_from_peers(
    examined: Examined, peers: Sequence[Examined], language: Language, copies: Collection[str] | None = None
) -> Published | None:
    """The day (or year) of publication inferred from other reports of the same story, or None; `copies` are the articles
    that this one is a copy of, where grouping looked."""
    from recoupe.pages import publication

    found: Published | None = publication.from_peers(examined, peers, language, copies)
    return found
