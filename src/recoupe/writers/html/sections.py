"""What the HTML dossier shows below the findings: timeline, sources, figures side by side, quotes and their variants,
names. Each function lays one section out as plain records for the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from recoupe.records import Article, Event, Figure, Quote
from recoupe.writers.display import Words, line, shortened
from recoupe.writers.html import graph, timeline
from recoupe.writers.html.marks import Places, words_changed
from recoupe.writers.numbering import Numbered
from recoupe.writers.view import StoryView, View, short_voice

DRAWN = 12  # stories that get drawings; the others have their lists
SIDE_BY_SIDE = 12  # rows of a table of figures before the rest is folded
_FEW_POINTS = 3  # a drawing of so few says less than the list
_COPY_RANK = {"identical": 0, "near": 1, "contained": 2, "rewritten": 3}


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the articles section and how it is called."""

    href: str
    label: str
    note: str = ""


# ---------------------------------------------------------------- timeline


@dataclass(frozen=True, slots=True)
class Dated:
    """A line of the timeline."""

    number: str
    anchor: str
    day: str
    summary: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    title: str
    drawing: Markup | None
    events: tuple[Dated, ...]
    undated: tuple[Dated, ...]


def timelines(view: View, places: Places) -> list[Timeline]:
    """One timeline for each story that has an event, in the order of the stories."""
    words = view.words
    by_story: dict[str | None, list[Event]] = defaultdict(list)
    for event in view.dossier.events:
        by_story[event.story].append(event)
    out = []
    for position, story in enumerate(view.stories):
        events = sorted(by_story.pop(story.story.id, []), key=_when)
        if events:
            out.append(_timeline(view, places, story, events, draw=position < DRAWN))
    rest = sorted((e for found in by_story.values() for e in found), key=_when)
    if rest:
        lines = tuple(_dated(view, places, e, f"t0-{i}", str(i)) for i, e in enumerate(rest, 1))
        out.append(Timeline(words("not_specified"), None, lines, ()))
    return out


def _when(event: Event) -> tuple[float, str, str]:
    """Events in the order of the axis: the day alone stands at its middle."""
    moment = timeline.moment(event.date)
    return (float("inf") if moment is None else moment, event.date or "", event.id)


def _timeline(view: View, places: Places, story: StoryView, events: Sequence[Event], draw: bool) -> Timeline:
    dated = [e for e in events if timeline.moment(e.date) is not None]
    undated = [e for e in events if timeline.moment(e.date) is None]
    base = f"t-{story.anchor}"
    lines = [_dated(view, places, e, f"{base}-{i}", str(i)) for i, e in enumerate(dated, 1)]
    rest = [_dated(view, places, e, f"{base}-{i}", str(i)) for i, e in enumerate(undated, len(dated) + 1)]
    drawing = None
    if draw:
        points = [
            timeline.Point(e.date or "", one.number, f"{one.day}{view.words('colon')}{one.summary}", one.anchor, shortened(one.summary, 42))
            for e, one in zip(dated, lines)
        ]
        reports = _publications(view, story)
        near, _ = timeline.drawn(points, reports)
        if len(near) + len(reports) > _FEW_POINTS:
            drawing = timeline.svg(near, reports, view.words, f"alt-{base}")
    return Timeline(story.title, drawing, tuple(lines), tuple(rest))


def _publications(view: View, story: StoryView, limit: int = 60) -> list[timeline.Point]:
    """The days on which the reports of a story appeared, those of one moment as one point."""
    by_day: dict[str, list[str]] = defaultdict(list)
    for report in story.story.reports:
        article = view.article.get(report.article)
        if article is not None and article.published.date:
            by_day[article.published.date].append(article.id)
    points = []
    for day, ids in sorted(by_day.items())[:limit]:
        names = ", ".join(view.label[i] for i in ids[:12])
        title = f"{view.words.day(day)}{view.words('colon')}{names}"
        label = shortened(names, 30) if len(ids) == 1 else view.words("article", n=len(ids))
        points.append(timeline.Point(day, "", title, view.anchor(ids[0]), label))
    return points


def _dated(view: View, places: Places, event: Event, anchor: str, number: str) -> Dated:
    links = _links(view, places, ((e.article, e.span) for e in event.evidence))
    day = view.words.day(event.date) if event.date else ""
    if event.end and event.end != event.date:
        day = f"{day} – {view.words.day(event.end)}"
    return Dated(number, anchor, day, line(event.summary), links)


def _links(view: View, places: Places, spans: Iterable[tuple[str, Any]], limit: int = 6) -> tuple[Link, ...]:
    first: dict[str, Any] = {}
    for article, span in spans:
        first.setdefault(article, span)
    links = []
    for article, span in list(first.items())[:limit]:
        if article in view.article:
            href = places.add(article, span, view.anchor(article, span))
            links.append(Link(href, view.label[article]))
    if len(first) > limit:
        links.append(Link("", view.words("more", n=len(first) - limit)))
    return tuple(links)


# ---------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class Source:
    """An origin of a story with the reports that rest on it."""

    label: str
    why: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    title: str
    drawing: Markup | None
    left_out: int
    origins: tuple[Source, ...]


def sources(view: View) -> list[Sources]:
    """The origins of each story."""
    notes = _copy_notes(view)
    out = []
    for position, story in enumerate(view.stories):
        if len(story.story.reports) < 2:
            continue
        groups, rows = [], []
        for number, origin in enumerate(story.story.origins, 1):
            own = len(origin.reports) == 1 and not origin.upstream
            label = origin.upstream or (view.words("own_reporting") if own else view.words("shared_text"))
            label = f"{number}. {line(label)}"
            nodes = []
            for article, _ in origin.reports:
                name = view.label.get(article, article)
                day = view.article[article].published.date if article in view.article else None
                shown = f"{name} · {view.words.day(day, year=False)}" if day else name
                nodes.append(graph.Node(shown, view.anchor(article), notes.get(article, "")))
            groups.append(graph.Group(label, origin.upstream, tuple(nodes)))
            rows.append(Source(label, line(origin.why or ""), tuple(Link(n.href, n.label, n.note) for n in nodes)))
        drawing, left_out = graph.svg(groups, view.words, f"alt-g-{story.anchor}") if position < DRAWN else (None, 0)
        out.append(Sources(story.title, drawing, left_out, tuple(rows)))
    return out


def _copy_notes(view: View) -> dict[str, str]:
    """For each article the closest copying it is part of."""
    words = view.words
    notes: dict[str, str] = {}
    for copy in sorted(view.dossier.copies, key=lambda c: (_COPY_RANK[c.kind], -c.overlap)):
        text = f"{words('copy_' + copy.kind)}, {words('overlap', n=round(100 * copy.overlap))}"
        for article in copy.articles:
            if article != copy.original:
                notes.setdefault(article, text)
    return notes


@dataclass(frozen=True, slots=True)
class Copied:
    """A set of copies in words."""

    links: tuple[Link, ...]
    kind: str
    overlap: int
    original: str
    upstream: str


def copies(view: View) -> list[Copied]:
    """The copies, the closest first."""
    out = []
    for copy in sorted(view.dossier.copies, key=lambda c: (_COPY_RANK[c.kind], -c.overlap)):
        links = tuple(Link(view.anchor(a), view.label.get(a, a)) for a in copy.articles if a in view.article)
        original = view.label.get(copy.original, "") if copy.original else ""
        out.append(Copied(links, copy.kind, round(100 * copy.overlap), original, line(copy.upstream or "")))
    return out


# ---------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as one or several reports give it."""

    value: str
    said: str
    links: tuple[Link, ...]
    speaker: str
    as_of: str
    what: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The figures about one thing, for one story."""

    title: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class FigureTables:
    title: str
    topics: tuple[Topic, ...]
    same: tuple[FigureRow, ...]
    others: tuple[FigureRow, ...]


def figure_tables(view: View, mentions: Numbered, places: Places) -> list[FigureTables]:
    """The figures of each story by what they count: first what the reports put differently, then what they all put
    the same way, then what only one report speaks of."""
    by_story: dict[str | None, dict[tuple[str, str], list[tuple[Article, Figure]]]] = defaultdict(lambda: defaultdict(list))
    for _, article, figure in mentions.figures:
        story = view.story_at(article.id, figure.span)
        key = (figure.topic or "", figure.unit or "")
        by_story[story][key].append((article, figure))
    speakers = Speakers(mentions)
    out = []
    titles = [(s.story.id, s.title) for s in view.stories] + [(None, view.words("not_specified"))]
    for story, title in titles:
        topics: list[Topic] = []
        same: list[FigureRow] = []
        others: list[tuple[Article, Figure]] = []
        found = by_story.get(story, {})
        ranked = sorted(found.items(), key=lambda item: (-len({a.id for a, _ in item[1]}), item[0]))
        for (topic, unit), figures in ranked:
            if not topic or len({a.id for a, _ in figures}) == 1:
                others += figures
            elif len({figure_value(g, view.words) for _, g in figures}) == 1:
                same += _figure_rows(view, figures, speakers, places)
            else:
                topics.append(Topic(_topic_title(topic, unit, figures), _figure_rows(view, figures, speakers, places)))
        if topics or same or others:
            out.append(FigureTables(title, tuple(topics), tuple(same), _figure_rows(view, others, speakers, places)))
    return out


def _topic_title(topic: str, unit: str, figures: Sequence[tuple[Article, Figure]]) -> str:
    """What is counted in the words that most reports use (the first of equals)."""
    counted: dict[str, int] = defaultdict(int)
    for _, figure in figures:
        if figure.what:
            counted[line(figure.what)] += 1
    title = max(counted, key=lambda w: counted[w]) if counted else topic
    return shortened(f"{title} ({unit})" if unit else title, 80)


def _what(figures: Sequence[tuple[Article, Figure]]) -> str:
    return shortened(next((g.what for _, g in figures if g.what), ""), 60)


def _figure_rows(view: View, figures: Sequence[tuple[Article, Figure]], speakers: Speakers, places: Places) -> tuple[FigureRow, ...]:
    """One row for each value, wording and speaker, the smallest value first; the reports that share it in one cell."""
    words = view.words
    rows: dict[tuple[Any, ...], list[tuple[Article, Figure]]] = {}
    for article, figure in figures:
        speaker = speakers.of(article.id, figure, words)
        number = next((v for v in (figure.value, figure.low, figure.high) if v is not None), float("inf"))
        key = (number, line(figure.exact), figure_value(figure, words), speaker, figure.as_of or "")
        rows.setdefault(key, []).append((article, figure))
    out = []
    for key in sorted(rows, key=lambda k: (k[0], k[1], k[3], k[4])):
        links = _links(view, places, ((a.id, g.span) for a, g in rows[key]))
        out.append(FigureRow(key[2], key[1], links, key[3], words.day(key[4]) if key[4] else "", _what(rows[key])))
    return tuple(out)


def figure_value(figure: Figure, words: Words) -> str:
    """The normalised value: "≥ 12", "10–15", "≈ 40", with its unit."""
    low, high, value = figure.low, figure.high, figure.value
    if value is None and low is not None and high is not None:
        text = f"{words.number(low)}–{words.number(high)}"
    elif value is None:
        text = f"≥ {words.number(low)}" if low is not None else f"≤ {words.number(high)}" if high is not None else "?"
    else:
        bound = "" if (low is None) == (high is None) else "≥ " if high is None else "≤ "
        text = ("≈ " if figure.approximate else bound) + words.number(value)
    return f"{text} {figure.unit}" if figure.unit else text


class Speakers:
    """Who says what stands at a place of an article: the quotes by where they begin."""

    def __init__(self, mentions: Numbered) -> None:
        self._quotes: dict[str, list[Quote]] = defaultdict(list)
        for _, article, quote in mentions.quotes:
            self._quotes[article.id].append(quote)

    def of(self, article: str, figure: Figure, words: Words) -> str:
        for quote in self._quotes.get(article, ()):
            if quote.span.start > figure.span.start:
                break
            if quote.span.contains(figure.span):
                return shortened(words.voice(quote.speaker), 80)
        return ""


# ---------------------------------------------------------------- quotes and names


@dataclass(frozen=True, slots=True)
class Wording:
    """One rendering of a statement; `changed` shows it against the longest."""

    changed: Markup
    links: tuple[Link, ...]
    longest: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Variants:
    speaker: str
    wordings: tuple[Wording, ...]


def variants(view: View, mentions: Numbered, places: Places) -> list[Variants]:
    """The statements that several outlets render, each wording against the longest one; those that all put the same
    way last."""
    by_id = {i: (article, quote) for i, article, quote in mentions.quotes}
    out = []
    for group in mentions.groups:
        same: dict[str, list[tuple[Article, Quote]]] = {}
        for i in group:
            article, quote = by_id[i]
            same.setdefault(line(quote.exact), []).append((article, quote))
        ranked = sorted(same.items(), key=lambda item: (-len(item[0]), item[0]))
        language = {a.language for a, _ in ranked[0][1]}
        wordings = []
        for number, (text, found) in enumerate(ranked):
            links = _links(view, places, ((a.id, q.span) for a, q in found))
            translated = language.isdisjoint(a.language for a, _ in found)
            plainly = number == 0 or translated
            changed = words_changed(text, text) if plainly else words_changed(ranked[0][0], text)
            wordings.append(Wording(changed, links, number == 0 and len(ranked) > 1, found[0][1].kind))
        voices = [q.speaker for _, found in ranked for _, q in found]
        speaker = next((v for v in voices if v.name), voices[0])
        out.append(Variants(view.words.voice(view.settled(speaker)), tuple(wordings)))
    return sorted(out, key=lambda v: len(v.wordings) == 1)


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    link: Link
    kind: str
    stance: str
    via: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    name: str
    quotes: tuple[Said, ...]


def speakers(view: View, mentions: Numbered, places: Places) -> list[SpeakerView]:
    """All the quotes by speaker, those who say most first; who is not named comes last."""
    words = view.words
    by_name: dict[tuple[bool, str], list[Said]] = defaultdict(list)
    seen: dict[tuple[str, str], int] = {}
    for _, article, quote in mentions.quotes:
        voice = view.settled(quote.speaker)
        name = short_voice(voice, words) if voice.name or voice.role or voice.exact else words("nobody")
        text = line(quote.exact)
        if (name, text) in seen and seen[name, text] > 5:
            continue  # the copies of a quote are all in the table of its variants
        seen[name, text] = seen.get((name, text), 0) + 1
        href = places.add(article.id, quote.span, view.anchor(article.id, quote.span))
        via = ", ".join(words.voice(v) for v in quote.via)
        said = Said(text, Link(href, view.label[article.id]), quote.kind, quote.stance, words("passed_on_by", who=via) if via else "")
        by_name[quote.speaker.name is None, name].append(said)
    ranked = sorted(by_name.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    return [SpeakerView(name, tuple(found)) for (_, name), found in ranked]


@dataclass(frozen=True, slots=True)
class FormView:
    form: str
    articles: int
    suspect: bool
    outlets: str


@dataclass(frozen=True, slots=True)
class NameView:
    name: str
    kind: str
    forms: tuple[FormView, ...]
    roles: str
    suspect: bool


def names(view: View) -> list[NameView]:
    """The names, those with a suspect form first, then those in most articles."""
    out = []
    for name in view.dossier.names:
        forms = tuple(
            FormView(line(f.form), len(f.articles), f.suspect, shortened(", ".join(view.names_of(f.articles)), 120))
            for f in sorted(name.forms, key=lambda f: (-len(f.articles), f.form))
        )
        roles = shortened("; ".join(line(r) for r in name.roles), 160)
        shown = NameView(line(name.name), name.kind, forms, roles, any(f.suspect for f in forms))
        out.append((len({a for f in name.forms for a in f.articles}), shown))
    ranked = sorted(out, key=lambda item: (not item[1].suspect, -item[0], item[1].name))
    return [name for _, name in ranked]
