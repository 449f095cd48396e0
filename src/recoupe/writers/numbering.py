"""The ids of mentions: Q1.. quotes, G1.. figures, D1.. dates, N1.. names, in reading order (the order of the articles,
then of their text), so that the same dossier always carries the same ids in every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recoupe.records import Article, DateMention, Dossier, Examined, Figure, Name, Quote

_FEW = 40


@dataclass(frozen=True, slots=True)
class Numbered:
    """The mentions of a dossier with their ids. `variants` names, for a quote id, the others that render the same words."""

    quotes: tuple[tuple[str, Article, Quote], ...]
    figures: tuple[tuple[str, Article, Figure], ...]
    dates: tuple[tuple[str, Article, DateMention], ...]
    names: tuple[tuple[str, Name], ...]
    variants: Mapping[str, tuple[str, ...]]
    groups: tuple[tuple[str, ...], ...]


def numbered(dossier: Dossier) -> Numbered:
    """The ids of everything in the dossier. An empty span is not a mention and gets none."""
    place = {article.id: i for i, article in enumerate(dossier.articles)}
    examined = sorted((e for e in dossier.examined if e.article.id in place), key=lambda e: place[e.article.id])
    quotes = tuple(_numbered("Q", examined, "quotes"))
    ids = {(article.id, quote.span.start, quote.span.end): i for i, article, quote in quotes}
    groups = []
    for group in dossier.variants:
        members = tuple(dict.fromkeys(ids[key] for key in group if key in ids))
        if len(members) > 1:
            groups.append(members)
    exact = {i: quote.exact for i, _, quote in quotes}
    variants: dict[str, list[str]] = {}
    for members in groups:
        # A thousand copies would name each other a million times: then one quote stands for each wording.
        named = members if len(members) <= _FEW else tuple({exact[i]: i for i in reversed(members)}.values())
        for one in members:
            variants.setdefault(one, []).extend(other for other in named if other != one)
    return Numbered(
        quotes,
        tuple(_numbered("G", examined, "figures")),
        tuple(_numbered("D", examined, "dates")),
        tuple((name.id or f"N{i}", name) for i, name in enumerate(dossier.names, 1)),
        {one: tuple(dict.fromkeys(others)) for one, others in variants.items()},
        tuple(groups),
    )


def _numbered(letter: str, examined: list[Examined], field: str) -> Iterator[tuple[str, Article, Any]]:
    count = 0
    for one in examined:
        for mention in sorted(getattr(one, field), key=lambda m: (m.span.start, m.span.end)):
            if len(mention.span):
                count += 1
                yield f"{letter}{count}", one.article, mention
