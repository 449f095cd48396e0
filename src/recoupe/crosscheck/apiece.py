"""What a dossier's comparison finds piece by piece: each sort of mention of each story by itself. A piece needs no answer of
another one, so that they may be worked on side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from recoupe import text as texts
from recoupe.crosscheck import ages, attributes, clauses, differences, disputes, opposites, points, spelling, superseded
from recoupe.crosscheck.align import Link, compare
from recoupe.crosscheck.items import Material
from recoupe.records import Finding, Name
from recoupe.sockets import Item, Kind, Spread

_OF_ONE_STORY = ("figure", "date")
"""Aspects of which mentions of two stories are never compared."""


@dataclass(frozen=True, slots=True)
class Found:
    """`findings` that stand by themselves; `versions`: findings of versions of one sentence, to be told where no other finding
    does; `links`: kind -> clauses of one story that were compared, by their place in `clauses`."""

    findings: list[Finding] = field(default_factory=list)
    versions: list[Finding] = field(default_factory=list)
    clauses: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class _Piece:
    """`size`: how many mentions or reports are compared; `into`: the list of the whole that its answer belongs to."""

    work: Callable[[], Sequence[Any]]
    size: int
    into: list[Any]


def find(material: Material, names: Sequence[Name], kinds: Sequence[Kind], spread: Spread) -> Found:
    """The findings of all pieces, in the same order whatever does the work."""
    found = Found()
    statements = material.items.get("statements", ())
    pieces = [
        *(_Piece(partial(disputes.of_story, some, material), len(some), found.findings) for some in _by_story(statements, material)),
        *(_Piece(partial(find_, material), len(statements), found.findings) for find_ in (_plainly_told, superseded.find, ages.find)),
        _Piece(partial(spelling.find, names, material), len(names), found.findings),
        *(_Piece(partial(differences.of_story, some, material), len(some), found.versions) for some in differences.stories(material)),
    ]
    for kind in kinds:
        items = material.items.get(kind.name, ())
        if kind.aspect == "event":
            told = found.clauses[kind.name] = tuple(item for item in items if _tells(item))
            numbers = {id(item): n for n, item in enumerate(told)}
            for some in _by_story(told, material):
                work = partial(_within, kind, some, [numbers[id(item)] for item in some])
                pieces.append(_Piece(work, len(some), found.links[kind.name]))
        elif kind.aspect in (*_OF_ONE_STORY, "quote"):
            for some in _by_story(items, material) if kind.aspect in _OF_ONE_STORY else [list(items)]:
                pieces.append(_Piece(partial(points.find, kind, some, material), len(some), found.findings))
    for piece, answer in zip(pieces, spread([p.work for p in pieces], [p.size for p in pieces]), strict=True):
        piece.into.extend(answer)
    return found


def _plainly_told(material: Material) -> list[Finding]:
    """What sentences tell as opposites, and as other values of one thing; two sentences are set against each other once."""
    told = clauses.told(material)
    opposed = opposites.find(material, told)
    places = [{(e.article, e.sentence.start) for e in f.evidence} for f in opposed]
    return opposed + [
        f
        for f in attributes.find(material, told)
        if not any(len(p & {(e.article, e.sentence.start) for e in f.evidence}) > 1 for p in places)
    ]


def _by_story(items: Sequence[Item], material: Material) -> list[list[Item]]:
    """The items of each story, in the order of the stories' names."""
    out: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        out[material.story_of[item.report.key]].append(item)
    return [out[story] for story in sorted(out)]


def _within(kind: Kind, items: Sequence[Item], numbers: Sequence[int]) -> list[Link]:
    """The links between the clauses of one story, under the `numbers` these have among all. The clauses of a short story are
    all compared."""
    links = compare(kind, items, lambda item: kind.keys(item) | {""}, lambda a, b: a.report.key != b.report.key)
    return [Link(numbers[k.a], numbers[k.b], k.agreement) for k in links]


def _tells(item: Item) -> bool:
    """False for headlines, captions and other short lines that are no sentence, and for questions."""
    text = item.article.text
    whole = item.sentence.of(text).rstrip(texts.AFTER_STOP)
    if item.headline or whole.endswith("?"):
        return False
    last = texts.tokens(item.mention.exact)[-1:]
    cut = item.mention.span.end < item.sentence.start + len(whole)
    if cut and last and texts.folded(last[0].of(item.mention.exact)) in texts.stopwords(item.language):
        return False  # a clause cut in the middle
    return texts.is_prose(text, item.mention.span)
