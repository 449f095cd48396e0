"""What a dossier's comparison finds piece by piece: each sort of mention of each story by itself. A piece needs no answer of
another one, so that they may be worked on side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from recoupe import text as texts
from recoupe.crosscheck import ages, attributes, clauses, differences, disputes, opposites, points, spelling, superseded
from recoupe.crosscheck.align import CROWD, Link, compare
from recoupe.crosscheck.items import Material
from recoupe.records import Finding, Name, Report
from recoupe.sockets import Item, Kind, Spread

_LARGE = 3000  # mentions of a story whose pieces are done apart


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
    """`story`: whose it is, "" for that of the whole dossier; `size`: how many mentions or reports are compared; `into`: the list
    of the whole that its answer belongs to."""

    story: str
    work: Callable[[], Sequence[Any]]
    size: int
    into: list[Any]


def find(material: Material, names: Sequence[Name], kinds: Sequence[Kind], spread: Spread) -> Found:
    """The findings of all pieces, in the same order whatever does the work."""
    found = Found()
    pieces = [*_of_all(material, names, kinds, found), *_of_stories(material, kinds, found)]
    bundles = _bundles(pieces)
    answers = spread([partial(_done, [p.work for p in some]) for some in bundles], [sum(p.size for p in some) for some in bundles])
    answer_of = {id(p): answer for some, told in zip(bundles, answers, strict=True) for p, answer in zip(some, told, strict=True)}
    for piece in pieces:
        piece.into.extend(answer_of[id(piece)])
    return found


def _of_all(material: Material, names: Sequence[Name], kinds: Sequence[Kind], found: Found) -> Iterator[_Piece]:
    """What is told of all stories at once: some may be told in two, and some is hardly worth parting."""
    size = len(material.items.get("statements", ()))
    for find_ in (superseded.find, ages.find):
        yield _Piece("", partial(find_, material), size, found.findings)
    yield _Piece(
        "", partial(spelling.find, names, material, next((k for k in kinds if k.name == "names"), None)), len(names), found.findings
    )
    for kind in (k for k in kinds if k.aspect == "quote"):
        items = material.items.get(kind.name, ())
        yield _Piece("", partial(points.find, kind, items, material), len(items), found.findings)


def _of_stories(material: Material, kinds: Sequence[Kind], found: Found) -> Iterator[_Piece]:
    for story, some in _by_story(material.items.get("statements", ()), material):
        yield _Piece(story, partial(disputes.of_story, some, material), len(some), found.findings)
    for story, reports in differences.stories(material):
        yield _Piece(story, partial(differences.of_story, reports, material), len(reports), found.versions)
    for story, several in clauses.by_story(material).items():
        yield _Piece(story, partial(_plainly_told, story, several, material), len(several), found.findings)
    for kind in (k for k in kinds if k.aspect in ("figure", "date")):
        for story, some in _by_story(material.items.get(kind.name, ()), material):
            yield _Piece(story, partial(points.find, kind, some, material), len(some), found.findings)
    for kind in (k for k in kinds if k.aspect == "event"):
        told = found.clauses[kind.name] = tuple(item for item in material.items.get(kind.name, ()) if _tells(item))
        numbers = {id(item): n for n, item in enumerate(told)}
        for story, some in _by_story(told, material):
            yield _Piece(story, partial(_within, kind, some, [numbers[id(item)] for item in some]), len(some), found.links[kind.name])


def _plainly_told(story: str, reports: Sequence[Report], material: Material) -> list[Finding]:
    """What sentences tell as opposites, and as other values of one thing; two sentences are set against each other once."""
    told = {story: clauses.told(reports, material)}
    opposed = opposites.find(material, told)
    places = [{(e.article, e.sentence.start) for e in f.evidence} for f in opposed]
    return opposed + [
        f
        for f in attributes.find(material, told)
        if not any(len(p & {(e.article, e.sentence.start) for e in f.evidence}) > 1 for p in places)
    ]


def _bundles(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """What is done together: the pieces of one story, which read the same sentences, unless it is a large one."""
    of_story: dict[str, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        of_story[piece.story].append(piece)
    out: list[list[_Piece]] = []
    for story, some in of_story.items():
        out += [some] if story and sum(p.size for p in some) < _LARGE else [[piece] for piece in some]
    return out


def _done(work: Sequence[Callable[[], Sequence[Any]]]) -> list[Sequence[Any]]:
    return [piece() for piece in work]


def _by_story(items: Sequence[Item], material: Material) -> list[tuple[str, list[Item]]]:
    """The items of each story, in the order of the stories' names."""
    out: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        out[material.story_of[item.report.key]].append(item)
    return sorted(out.items(), key=lambda pair: pair[0])


def _within(kind: Kind, items: Sequence[Item], numbers: Sequence[int]) -> list[Link]:
    """The links between the clauses of one story, under the `numbers` these have among all. The clauses of a short story are
    all compared."""
    always = frozenset([""] if len(items) <= CROWD else [])
    links = compare(kind, items, lambda item: kind.keys(item) | always, lambda a, b: a.report.key != b.report.key, common=True)
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
