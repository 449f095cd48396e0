"""The shapes that plug in: `Reader`, `Kind`, `Writer`, `Engine`, and the optional votes `Adviser` and `Proposer`.
Built-ins are tuples one can read; a plug-in is a value of one of these shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from recoupe.languages import Language
from recoupe.records import (
    Article,
    Aspect,
    DateMention,
    Dossier,
    EventMention,
    Examined,
    Figure,
    NameMention,
    Problem,
    Quote,
    Report,
    Span,
    Stance,
    Voice,
)

Mention = NameMention | DateMention | Figure | Quote | EventMention

Verdict = Literal["same", "finer", "coarser", "variant", "update", "differs", "denies", "unrelated"]


@dataclass(frozen=True, slots=True)
class Given:
    """What the user states because the material does not: it wins over what the material says."""

    language: str | None = None
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Bytes to articles. `reads(source, head)` tells from the name and the first bytes whether this reader takes it;
    `read` yields every article it holds, and a Problem for whatever could not be read. Never raises on bad material."""

    name: str
    suffixes: tuple[str, ...]
    reads: Callable[[str, bytes], bool]
    read: Callable[[str, bytes], Iterator[Article | Problem]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A cleaned article laid open for the kinds: what is already known of it while the next kind looks.

    Kinds run in the order names, dates, figures, statements, events; each sees what the former found."""

    article: Article
    language: Language
    reports: tuple[Report, ...]
    sentences: tuple[Span, ...]
    names: tuple[NameMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text


@dataclass(frozen=True, slots=True)
class Item:
    """A mention beside its context, ready to be compared with one of another report.

    `names` are canonical over the whole dossier, `terms` the weighted content stems of the sentence (heavier = rarer
    in the dossier), `own` those of the mention alone; `origin` labels what the report goes back to. `speaker` and
    `stance` are those of the statement that the mention stands in, if any."""

    mention: Mention
    article: Article
    report: Report
    sentence: Span
    language: str
    published: str | None = None
    names: frozenset[str] = frozenset()
    terms: Mapping[str, float] = field(default_factory=dict)
    own: Mapping[str, float] = field(default_factory=dict)
    speaker: Voice | None = None
    via: tuple[Voice, ...] = ()
    stance: Stance = "asserts"
    origin: str = ""
    acts: frozenset[str] = frozenset()
    """Classes of act of the clause the mention stands in (of its sentence where no clause holds it)."""
    main_acts: frozenset[str] = frozenset()
    """Classes of act that the headlines of its story speak of."""
    day: str | None = None
    """The day the sentence speaks of, when it names one."""
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two mentions stand to each other, and why: a reason code that docs/reasons.md explains."""

    verdict: Verdict
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be found *and* compared. `keys` is what two mentions must share before they are compared at all (a
    block, never a verdict); `agree` compares two mentions of different reports; `say` puts a group in one line of
    the sources' own words; `value` is what the evidence gives (a figure, an ISO date, a spelling)."""

    name: Literal["names", "dates", "figures", "statements", "events"]
    aspect: Aspect
    find: Callable[[Reading], tuple[Any, ...]]
    keys: Callable[[Item], frozenset[str]]
    agree: Callable[[Item, Item], Agreement]
    say: Callable[[Sequence[Item]], str]
    value: Callable[[Item], str | float | None]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """`interface` is the language of the dossier's own words ("fr" or "en")."""

    interface: str = "en"


@dataclass(frozen=True, slots=True)
class Writer:
    """A dossier to files: `write` returns path (relative to the target) -> content; a single-file format returns one
    entry with the key ""."""

    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Dossier, WriteOptions], Mapping[str, str]]


Spread = Callable[[Sequence[Callable[[], Any]], Sequence[int]], list[Any]]
"""Does pieces of work, given with how large each is: the answers in the order of the pieces. The pieces are pure and know nothing
of one another, and their answers can be pickled."""


def in_turn(pieces: Sequence[Callable[[], Any]], sizes: Sequence[int]) -> list[Any]:
    """The pieces, one after the other."""
    return [piece() for piece in pieces]


@dataclass(frozen=True, slots=True)
class Engine:
    """Where the pure work runs: that on each article, and the pieces that the stories are cross-checked in. `map` keeps the
    order and never loses an article: one that crashes its worker comes back as an Examined with a Problem."""

    name: str
    map: Callable[[Callable[[Article], Examined], Iterable[Article], Callable[[int], None]], list[Examined]]
    spread: Spread = in_turn


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an adviser thinks of two sentences: that they tell the same, contradict each other, or neither; `score` (0 to 1)
    is how sure it is."""

    says: Literal["same", "contradicts", "neither"]
    score: float


@dataclass(frozen=True, slots=True)
class Adviser:
    """An optional vote on findings: `judge` gives an opinion on each pair of sentences. It moves the confidence of a finding
    and is named in its reasons; it never makes one, and never takes one away."""

    name: str
    judge: Callable[[Sequence[tuple[str, str]]], Sequence[Opinion]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as it is shown to a proposer: the id of its article, a label a person knows it by, its day and its text."""

    article: str
    label: str
    day: str | None
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point that a proposer sees: places in the passages it was given, each with words it holds to be in them. Nothing of
    it is believed before those words are found there."""

    says: Literal["same", "differs", "disputed"]
    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Proposer:
    """An optional source of findings that the rules do not see. `propose` reads the passages of one story; it may raise
    OSError or ValueError, which become a Problem."""

    name: str
    propose: Callable[[Sequence[Passage]], Sequence[Proposal]]
