"""A dossier laid out for a reader, whatever the format: stories with their findings in three groups, the sides of
what is contested, the articles by name. Built once, in time linear in the dossier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from recoupe.records import Article, Dossier, Evidence, Finding, Report, Span, Story, Voice
from recoupe.writers.display import Words, article_label, line, shortened

GROUPS = ("contested", "corroborated", "single")
GROUP_OF = {
    "disputed": "contested",
    "discrepancy": "contested",
    "updated": "contested",
    "corroborated": "corroborated",
    "single-source": "single",
}
_SENTENCE = 600  # code points of a sentence shown around its evidence


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a contested finding says: the value, the words that give it (as few and as short as do), and all
    its evidence."""

    value: str
    said: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Evidence that stands in the same words, said by the same voices, in one article or in copies of it.

    `before`, `exact`, `after` make up the sentence; `cut_before`/`cut_after` tell that more of it is left out."""

    before: str
    exact: str
    after: str
    cut_before: bool
    cut_after: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One finding, ready to be shown."""

    finding: Finding
    group: str
    anchor: str
    outlets: tuple[str, ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with its findings by group, the weightiest first."""

    story: Story
    title: str
    anchor: str
    outlets: tuple[str, ...]
    origins: int
    groups: dict[str, tuple[Line, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(lines) for lines in self.groups.values())


class View:
    """The dossier as a reader meets it."""

    def __init__(self, dossier: Dossier, words: Words) -> None:
        self.dossier = dossier
        self.words = words
        self.article: dict[str, Article] = {a.id: a for a in dossier.articles}
        self.number: dict[str, int] = {a.id: i for i, a in enumerate(dossier.articles, 1)}
        self.label: dict[str, str] = _labels(dossier.articles)
        self.outlet: dict[str, str] = {a.id: article_label(a) for a in dossier.articles}
        self.story_of: dict[tuple[str, int], str] = {r.key: s.id for s in dossier.stories for r in s.reports}
        self._reports: dict[str, list[Report]] = defaultdict(list)
        for story in dossier.stories:
            for report in story.reports:
                self._reports[report.article].append(report)
        self._origins = {k: (n, o.upstream) for s in dossier.stories for n, o in enumerate(s.origins, 1) for k in o.reports}
        self._settled = {f.form: name.name for name in dossier.names for f in name.forms if f.suspect}
        self.stories = self._stories()

    # ------------------------------------------------------------ who and where

    def anchor(self, article: str, span: Span | None = None) -> str:
        """The name of a place in the articles section: an article, or a span of it."""
        base = f"a{self.number.get(article, 0)}"
        return base if span is None else f"{base}-{span.start}-{span.end}"

    def origin(self, e: Evidence) -> str:
        """The origin of the report that an evidence stands in, by its number in the story as the source graph numbers it
        ("2 (AFP)"); the label of the evidence where the story has no such report."""
        number, upstream = self._origins.get(e.report, (e.origin, None))
        return f"{number} ({line(upstream)})" if upstream else str(number)

    def settled(self, voice: Voice) -> Voice:
        """A voice under the name that most sources give it, where the text's spelling is suspect."""
        return replace(voice, name=self._settled[voice.name]) if voice.name in self._settled else voice

    def names_of(self, articles: Iterable[str]) -> tuple[str, ...]:
        """The outlets of some articles, each once, in order."""
        return tuple(dict.fromkeys(self.outlet.get(a, a) for a in articles))

    def report_at(self, article: str, span: Span) -> Report | None:
        """The report that a span of an article stands in."""
        for report in self._reports.get(article, ()):
            if report.start <= span.start < report.end:
                return report
        return None

    def story_at(self, article: str, span: Span) -> str | None:
        """The id of the story that a span of an article tells."""
        report = self.report_at(article, span)
        return self.story_of.get(report.key) if report else None

    # ------------------------------------------------------------ findings

    def _stories(self) -> tuple[StoryView, ...]:
        by_story: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.dossier.findings:
            by_story[finding.story].append(finding)
        ids = {f.id for f in self.dossier.findings}
        known = [*self.dossier.stories]
        known += [Story(s, s, ()) for s in sorted(set(by_story) - {story.id for story in known})]
        order = sorted(range(len(known)), key=lambda i: (-len(known[i].reports), i))
        views = []
        for position, i in enumerate(order, 1):
            story = known[i]
            lines: dict[str, list[Line]] = {g: [] for g in GROUPS}
            for f in sorted(by_story.get(story.id, ()), key=lambda f: -f.weight):
                group = GROUP_OF.get(f.status, "single")
                outlets = self.names_of(e.article for e in f.evidence)
                sides = self.sides(f) if group == "contested" else ()
                lines[group].append(Line(f, group, _anchor(f.id, ids), outlets, sides))
            title = line(story.title) or self.words("untitled")
            outlets = self.names_of(r.article for r in story.reports)
            groups = {g: tuple(found) for g, found in lines.items()}
            views.append(StoryView(story, title, f"story{position}", outlets, self.origin_count(story), groups))
        return tuple(views)

    def sides(self, finding: Finding) -> tuple[Side, ...]:
        """The evidence of a contested finding by what it says: what agrees with the first evidence, then the others by
        value, by wording for a quote. An update goes by value, in the order in which it was reported."""
        groups: dict[object, list[Evidence]] = {}
        for e in finding.evidence:
            groups.setdefault(_side_key(finding, e), []).append(e)
        ordered = list(groups.values())
        if finding.status == "updated":
            ordered.sort(key=lambda side: min((e.reported or "9999") for e in side))
        return tuple(Side(self._value(finding, side[0]), _said(finding, side), tuple(side)) for side in ordered)

    def _value(self, finding: Finding, e: Evidence) -> str:
        """The value in front of a side: of quotes and statements the words themselves are all there is."""
        return self.words.value(e.value, finding.aspect) if finding.aspect in {"figure", "date", "name"} else ""

    def by_whom(self, evidence: Iterable[Evidence], limit: int = 4) -> tuple[tuple[tuple[Evidence, str], ...], int]:
        """Who says it: for each article once the evidence and a label with speaker and day; and how many are left out."""
        first: dict[str, Evidence] = {}
        for e in evidence:
            known = first.get(e.article)
            if known is None or (known.speaker is None and e.speaker is not None):
                first[e.article] = e
        shown = [(e, self.credit(e)) for e in list(first.values())[:limit]]
        return tuple(shown), max(0, len(first) - limit)

    def credit(self, e: Evidence) -> str:
        """Speaker and day of an evidence, short ("the prefect, 14 Oct, 19:00")."""
        speaker = shortened(short_voice(e.speaker, self.words), 60) if e.speaker else ""
        day = self.words.day(e.reported, year=False) if e.reported else ""
        return ", ".join(part for part in (speaker, day) if part)

    def passages(self, evidence: Iterable[Evidence]) -> tuple[Passage, ...]:
        """The sentences behind a finding; those that stand in the same words in several articles are one."""
        groups: dict[tuple[str, str, str, str], list[Evidence]] = {}
        cuts: dict[tuple[str, str, str, str], tuple[str, str, str, bool, bool]] = {}
        for e in evidence:
            cut = self.sentence(e)
            key = (line(cut[0]), line(cut[1]), line(cut[2]), self.words.speaking(e.speaker, e.via))
            groups.setdefault(key, []).append(e)
            cuts.setdefault(key, cut)
        return tuple(Passage(*cuts[key], tuple(found)) for key, found in groups.items())

    def sentence(self, e: Evidence) -> tuple[str, str, str, bool, bool]:
        """The sentence of an evidence in three parts, cut around it when it is very long."""
        text = self.article[e.article].text if e.article in self.article else e.exact
        if e.article not in self.article:
            return "", e.exact, "", False, False
        start, end = min(e.sentence.start, e.span.start), max(e.sentence.end, e.span.end)
        left, right = max(start, e.span.start - _SENTENCE // 2), min(end, e.span.end + _SENTENCE // 2)
        if end - start <= _SENTENCE:
            left, right = start, end
        return text[left : e.span.start], text[e.span.start : e.span.end], text[e.span.end : right], left > start, right < end

    def support(self, finding: Finding) -> str:
        """How many independent origins, as an interval where it is unsure; outlets against origins where it is circular."""
        outlets = len(self.names_of(e.article for e in finding.evidence)) if finding.circular else 0
        if outlets > 1:
            return self.words("circular_note", outlets=self.words("outlet", n=outlets))
        if finding.high > finding.independent:
            return self.words("origins_between", low=self.words.number(finding.independent), n=finding.high)
        return self.words("origin", n=finding.independent)

    def origin_count(self, story: Story | None = None) -> int:
        """The independent origins of a story (of all of them), the lower count: articles that share a text, an upstream or
        an outlet count once, whatever else they hold."""
        stories = self.dossier.stories if story is None else (story,)
        told = {r.article for s in stories for r in s.reports} if story is not None else {a.id for a in self.dossier.articles}
        articles = (a for a in self.dossier.articles if a.id in told)
        groups: list[set[str]] = [{a.id, *([f"outlet:{a.outlet.casefold()}"] if a.outlet else [])} for a in articles]
        for origin in (o for s in stories for o in s.origins if o.reports):
            groups.append({a for a, _ in origin.reports} | ({f"upstream:{origin.upstream.casefold()}"} if origin.upstream else set()))
        return _connected(groups)


def _connected(groups: Iterable[set[str]]) -> int:
    """How many groups remain when those that share a member are one."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for group in groups:
        first, *rest = sorted(group)
        for other in rest:
            parent[root(other)] = root(first)
        root(first)
    return len({root(key) for key in list(parent)})


def short_voice(voice: Voice | None, words: Words) -> str:
    """The name alone, or the role where the text names nobody."""
    if voice is None:
        return ""
    return line(voice.name or voice.role or voice.exact or words("anonymous"))


def counts(story: StoryView) -> dict[str, int]:
    """How many findings each group of a story has, and how many of the last are circular."""
    numbers = {group: len(story.groups.get(group, ())) for group in GROUPS}
    return numbers | {"circular": sum(one.finding.circular for one in story.groups.get("single", ()))}


def _labels(articles: Iterable[Article]) -> dict[str, str]:
    seen: dict[str, int] = defaultdict(int)
    out = {}
    for article in articles:
        name = article_label(article)
        seen[name] += 1
        out[article.id] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return out


def _anchor(finding: str, ids: set[str]) -> str:
    if finding.isascii() and finding.isalnum() and finding[:1] == "F" and finding[1:].isdigit():
        return finding
    return f"f-{finding.encode('utf-8', 'surrogatepass').hex()}" if finding in ids else "f"


_AGREES = {"same", "finer", "coarser", "variant"}


def _side_key(finding: Finding, e: Evidence) -> object:
    if finding.aspect == "quote":
        return line(e.exact).casefold().strip('«»"“”.,;: ')
    if e.value is None or (finding.aspect == "figure" and finding.status != "updated" and e.relation in _AGREES):
        # "1,187 jobs" and "12 % of the jobs" are one side: they agree, though their values are not equal
        return e.relation in _AGREES
    return line(e.value).casefold() if isinstance(e.value, str) else float(e.value)


def _said(finding: Finding, side: list[Evidence], limit: int = 3) -> tuple[str, ...]:
    """The words that stand for a side: for each value the shortest that give it; of a statement those that come first."""
    if finding.aspect in {"statement", "event", "quote"}:
        return (line(side[0].exact),)
    by_value: dict[object, str] = {}
    for e in side:
        exact = line(e.exact)
        by_value[e.value] = min(by_value.get(e.value, exact), exact, key=len)
    return tuple(dict.fromkeys(by_value.values()))[:limit]
