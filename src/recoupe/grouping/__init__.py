"""Which texts copy each other, which reports tell one event, and what each of them goes back to.

    grouping.group(examined) -> Grouping(copies, stories)

Each step can be used apart: `copies.find`, `clusters.cluster`, `origins.origins`. The result does not depend on the
order of the input, and an exact copy of an article changes nothing but the lists it is added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.grouping import clusters, copies, origins, stories
from recoupe.grouping.sheets import lay_out
from recoupe.records import Copy, Examined, Story

__all__ = ["Grouping", "clusters", "copies", "group", "origins"]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The copies among the articles and the stories they tell. The origins of a story partition its reports."""

    copies: tuple[Copy, ...] = ()
    stories: tuple[Story, ...] = ()


def group(examined: Sequence[Examined]) -> Grouping:
    """Copies, stories and origins of everything that was examined, in one pass over the texts."""
    sheets = lay_out(examined)
    links = copies.links(sheets)
    by_article = {one.article.id: one for one in examined}
    by_key = {one.key: one for one in sheets}
    told = [[by_key[key] for key in story] for story in clusters.group_sheets(sheets, links)]
    found = [(story, origins.group_sheets(story, links, by_article)) for story in told]
    return Grouping(copies=copies.lift(sheets, links), stories=stories.write(found, by_article))
