"""The glossary: every record that travels between the rooms. All are frozen.

Offsets are Unicode code points, `[start, end)`, into `Article.text`; `exact` is always that very slice.
A *day* is an ISO 8601 string at the precision that is known: `2025`, `2025-07`, `2025-07-04`, `2025-07-04T21:30`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

HowDated = Literal["stated", "inferred", "given", "unknown"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "hedges"]
Modality = Literal["asserted", "announced", "planned", "conditional", "confirmed", "denied", "unconfirmed", "no-comment"]
NameKind = Literal["person", "organisation", "place", "other"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
CopyKind = Literal["identical", "near", "contained", "rewritten"]
Status = Literal["corroborated", "single-source", "disputed", "discrepancy", "updated"]
Aspect = Literal["statement", "event", "figure", "date", "name", "quote"]
Relation = Literal["same", "finer", "coarser", "variant", "update", "differs", "denies"]
Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` code points of one article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """How many code points two spans share (0 when apart)."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Published:
    """When an article appeared, and how that is known. `evidence` is what it was read or inferred from."""

    date: str | None = None
    how: HowDated = "unknown"
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """Page furniture taken out of an article: `exact` stood at offset `at` of the text that remains."""

    exact: str
    why: str
    at: int


@dataclass(frozen=True, slots=True)
class Article:
    """What an outlet published. Readers fill it with all the visible text; `pages.clean` gives the same
    article with the furniture moved to `removed`. The text that remains is never rewritten.

    `credits` are the agencies or outlets that the article itself credits ("(AFP)", "avec Reuters").
    """

    id: str
    source: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str = "und"
    published: Published = Published()
    url: str | None = None
    credits: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The part of an article that tells one story: a whole article, or one item of a digest.

    `index` counts the reports of the article; `heading` is the item's own headline (or the article's),
    inside `[start, end)` when it stands in the text."""

    article: str
    index: int
    start: int
    end: int
    heading: Span | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def key(self) -> tuple[str, int]:
        """Identifies the report in a dossier: (article id, index)."""
        return (self.article, self.index)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says something or passes it on. `name` is canonical and None when the text names nobody;
    then `role` or `exact` describe them and `anonymous` is true. `exact` is how the text puts it."""

    name: str | None = None
    role: str | None = None
    anonymous: bool = False
    exact: str | None = None


@dataclass(frozen=True, slots=True)
class NameMention:
    """A proper name where it stands. `name` is the fullest form in the same article ("Zelensky" -> "Volodymyr
    Zelensky"), `role` what the text calls the bearer there ("porte-parole du Pentagone")."""

    span: Span
    exact: str
    name: str
    kind: NameKind
    role: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A TIMEX3 expression. `value` as in TimeML (`2025-07-04`, `2025-W28`, `P3M`, `2025-07-04TNI`), None when it
    cannot be resolved; `anchor` is what a relative expression was resolved against ("published 2025-07-04")."""

    span: Span
    exact: str
    value: str | None
    type: DateType
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity. `value` is scaled (2,5 milliards = 2.5e9); a range has no value but `low` and `high`; "at least"
    gives value and low. `unit` is an ISO 4217 or UCUM code, "%", or None for a count.

    `what` is what is counted in the article's own words; `topic` is a language-neutral key for it ("death",
    "injury", "job", or a stem); `act` the class of what happens to it ("killed", "promised"), None if unclear;
    `as_of` the day or time the figure is given for, where the sentence says so."""

    span: Span
    exact: str
    value: float | None
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    unit: str | None = None
    what: str | None = None
    topic: str | None = None
    act: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement somebody makes. `span` is its content: without the marks (direct) or without "que" and the
    source phrase (indirect). `via` is who passed it on, nearest to the speaker first. `pattern` names the
    rule that found it."""

    span: Span
    exact: str
    kind: QuoteKind
    speaker: Voice
    via: tuple[Voice, ...] = ()
    cue: str | None = None
    stance: Stance = "asserts"
    pattern: str = ""
    topic: Span | None = None
    """What a denial or reaction is about, where the text says it ("balaie l'hypothèse d'un excès de vitesse")."""
    against: Voice | None = None
    """Whose claim is denied, where the text says it ("avancée par la préfète")."""
    clause: Span | None = None
    """From the verb that governs it, where the content alone is no clause ("a jugé la situation « très dure »")."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """Something reported to happen: `span` is the clause. `act` is a language-neutral class ("call", "closure",
    "attack"); `actors` and `places` are canonical names in the clause; `date` a day when the text gives one."""

    span: Span
    exact: str
    act: str
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str | None = None
    date_span: Span | None = None
    stance: Stance = "asserts"
    negated: bool = False
    cue: str | None = None
    planned: bool = False
    acts: tuple[str, ...] = ()
    """Every class of act in the clause; `act` is the first."""
    people: tuple[str, ...] = ()
    """The persons among the actors."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the material: data, carried to the dossier. `code` is `room.slug`."""

    code: str
    message: str
    severity: Severity = "warning"
    source: str | None = None
    article: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """All that one article holds: the result of `desk.examine`, pure and cacheable."""

    article: Article
    reports: tuple[Report, ...] = ()
    sentences: tuple[Span, ...] = ()
    names: tuple[NameMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[EventMention, ...] = ()
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------- grouping


@dataclass(frozen=True, slots=True)
class Copied:
    """The same words in two articles: where they stand in either, and the characters there."""

    a: str
    span_a: Span
    exact_a: str
    b: str
    span_b: Span
    exact_b: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Articles that share their wording, so that they are not independent of each other. `overlap` is the share
    of the shorter text that stands in the longer (0 to 1). `reports` are the report keys that are copies; `copied` is
    what two of them have in common, word for word (the longest passages; of more than two articles none is shown)."""

    articles: tuple[str, ...]
    kind: CopyKind
    overlap: float
    original: str | None = None
    upstream: str | None = None
    reports: tuple[tuple[str, int], ...] = ()
    copied: tuple[Copied, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Reports that go back to one text or one upstream source; they count once. `why` is for the reader."""

    reports: tuple[tuple[str, int], ...]
    upstream: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one event, grouped by origin."""

    id: str
    title: str
    reports: tuple[Report, ...]
    first: str | None = None
    last: str | None = None
    keywords: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class NameForm:
    """One spelling of a name and the articles that use it; `suspect`: one source's spelling against the others'."""

    form: str
    articles: tuple[str, ...]
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A person, organisation or place with all its forms over the dossier."""

    id: str
    name: str
    kind: NameKind
    forms: tuple[NameForm, ...]
    roles: tuple[str, ...] = ()


# ---------------------------------------------------------------- findings


@dataclass(frozen=True, slots=True)
class Evidence:
    """One span of one article that speaks for (or against) a finding, with who says it and when."""

    article: str
    span: Span
    exact: str
    sentence: Span
    report: tuple[str, int]
    value: str | float | None = None
    speaker: Voice | None = None
    via: tuple[Voice, ...] = ()
    stance: Stance = "asserts"
    reported: str | None = None
    relation: Relation = "same"
    origin: str = ""
    """Label of the independent origin that this evidence is counted under."""
    modality: Modality = "asserted"
    """How firmly its sentence puts it; `stance` is what is left of it in the contract's three."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One point of a story, its status and its evidence. `independent` is a lower bound of the origins."""

    id: str
    story: str
    status: Status
    aspect: Aspect
    summary: str
    evidence: tuple[Evidence, ...]
    independent: int
    high: int
    circular: bool = False
    confidence: float = 1.0
    weight: float = 0.0
    reasons: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    """What the weight, by which findings are ordered, is the sum of."""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline."""

    id: str
    story: str | None
    date: str | None
    end: str | None
    summary: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What all of it adds up to."""

    articles: tuple[Article, ...] = ()
    examined: tuple[Examined, ...] = ()
    copies: tuple[Copy, ...] = ()
    stories: tuple[Story, ...] = ()
    names: tuple[Name, ...] = ()
    events: tuple[Event, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    variants: tuple[tuple[tuple[str, int, int], ...], ...] = ()
    """Groups of quotes, each (article, start, end), that render the same words."""
    options: tuple[tuple[str, str], ...] = field(default=())
