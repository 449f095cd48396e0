"""Which texts copy each other, which reports tell one event, and what each of them goes back to.

    grouping.group(examined) -> Grouping(copies, stories)

Each step can be used apart: `copies.find`, `clusters.cluster`, `origins.origins`. The result does not depend on the
order of the input, and an exact copy of an article changes nothing but the lists it is added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from recoupe.grouping import clusters, copies, origins, stories
from recoupe.grouping.sheets import Sheet, lay_out
from recoupe.records import Copied, Copy, Examined, Origin, Story

__all__ = ["Grouping", "clusters", "copies", "group", "origins"]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The copies among the articles and the stories they tell. The origins of a story partition its reports. `scopes` are the
    groups of reports that are compared: a story, or several that are the same matter at different times. `excerpts`
    are sentences that two reports share which are independent otherwise: what these tell has one source. `sheets`
    are the reports as they were laid out, for `group` to use again."""

    copies: tuple[Copy, ...] = ()
    stories: tuple[Story, ...] = ()
    scopes: tuple[Story, ...] = ()
    excerpts: tuple[Copied, ...] = ()
    sheets: tuple[Sheet, ...] = field(default=(), repr=False, compare=False)


def group(examined: Sequence[Examined], known: Sequence[Sheet] = ()) -> Grouping:
    """Copies, stories and origins of everything that was examined, in one pass over the texts. Sheets that are `known`
    from an earlier grouping are used again where their article is the same one."""
    sheets = lay_out(examined, known)
    links = copies.links(sheets)
    by_article = {one.article.id: one for one in examined}
    by_key = {one.key: one for one in sheets}
    told = [[by_key[key] for key in story] for story in clusters.group_sheets(sheets, links)]
    found = [(story, origins.group_sheets(story, links, by_article)) for story in told]
    parted = [part for story, whole in found for part in _parted(story, whole, links)]
    scopes = stories.write(found, by_article)
    excerpts = tuple(copied for link in links if link.kind == "excerpt" for copied in link.copied)
    return Grouping(
        copies=copies.lift(sheets, links),
        stories=stories.write(parted, by_article) if len(parted) > len(found) else scopes,
        scopes=scopes,
        excerpts=excerpts,
        sheets=tuple(sheets),
    )


def _parted(story: Sequence[Sheet], whole: Sequence[Origin], links: Sequence[copies.Link]) -> list[tuple[list[Sheet], tuple[Origin, ...]]]:
    """The tellings of a story, each with what of every origin stands in it: what goes back to one text across two of them does
    so still."""
    by_key = {one.key: one for one in story}
    out = []
    for told in clusters.tellings(story, links):
        here = frozenset(told)
        kept = ((origin, tuple(key for key in origin.reports if key in here)) for origin in whole)
        out.append(([by_key[key] for key in told], tuple(replace(origin, reports=keys) for origin, keys in kept if keys)))
    return out
