"""Mentions laid beside their context, so that they can be compared: what they share is weighed by how rare it is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeAlias

from recoupe import text as texts
from recoupe.crosscheck import modality
from recoupe.records import (
    Copied,
    EventMention,
    Evidence,
    Examined,
    Figure,
    Name,
    NameMention,
    Origin,
    Quote,
    Relation,
    Report,
    Span,
    Story,
    Voice,
)
from recoupe.sockets import Item, Mention

_FLOOR, _CEILING = 0.15, 5.0
_ARTICLE = 3  # letters of the articles of the languages at hand: le, la, les, l', the
_SLOT_BONUS = {"name": 1.2, "day": 1.3, "num": 1.3, "time": 1.3, "act": 1.1}


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a dossier's comparison works on, indexed once."""

    examined: Mapping[str, Examined]
    story_of: Mapping[tuple[str, int], str]
    origin_of: Mapping[tuple[str, int], str]
    origins: Mapping[str, Origin]
    canonical: Mapping[tuple[str, str], str]  # (article, form) -> name over the dossier
    weights: Mapping[str, float]
    items: Mapping[str, tuple[Item, ...]]  # kind -> items, in reading order; of articles with one text only the first's
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # article -> the others with the very same text
    excerpts: Mapping[str, tuple[tuple[Span, int], ...]] = field(default_factory=dict)  # article -> sentences it shares, by number
    outlets: frozenset[str] = frozenset()  # who published the articles, as `outlet_key` writes it

    def name(self, article: str, mention: NameMention) -> str:
        """What the dossier calls the bearer of a name."""
        return _called(self.canonical, article, mention.name, mention.exact)


@lru_cache(maxsize=4096)
def outlet_key(name: str) -> str:
    """The name of an outlet as it is known again when another one cites it: folded, without the article before it ("La Voix du
    Gers", "Voix du Gers")."""
    words = texts.folded(name).replace("'", " ").split()
    while len(words) > 1 and len(words[0]) <= _ARTICLE:
        words = words[1:]
    return " ".join(words)


def _origin_labels(stories: Sequence[Story]) -> tuple[dict[tuple[str, int], str], dict[str, Origin]]:
    """One label for each origin; origins of two stories that rest on one upstream share theirs (the lower count)."""
    labels: dict[tuple[str, int], str] = {}
    origins: dict[str, Origin] = {}
    for story in stories:
        for number, origin in enumerate(story.origins, 1):
            label = f"upstream:{texts.folded(origin.upstream)}" if origin.upstream else f"{story.id}.{number}"
            origins.setdefault(label, origin)
            for report in origin.reports:
                labels[report] = label
        for report_ in story.reports:
            labels.setdefault(report_.key, f"{story.id}.{report_.article}.{report_.index}")
    return labels, origins


def _called(canonical: Mapping[tuple[str, str], str], article: str, name: str, exact: str) -> str:
    return canonical.get((article, name)) or canonical.get((article, exact)) or name


def _canonical(names: Sequence[Name]) -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for name in names:
        for form in name.forms:
            for article in form.articles:
                out.setdefault((article, form.form), name.name)
    return out


def gather(examined: Sequence[Examined], stories: Sequence[Story], names: Sequence[Name], excerpts: Sequence[Copied] = ()) -> Material:
    """The material of a dossier: every mention of every report that stands in a story, with its features weighed; `excerpts`
    are sentences that two reports share which are independent otherwise."""
    labels, origins = _origin_labels(stories)
    canonical = _canonical(names)
    by_id = {e.article.id: e for e in examined}
    story_of = {r.key: s.id for s in stories for r in s.reports}
    bags = {e.article.id: _Bags(e, canonical) for e in examined}
    twins = _twins(examined)
    echoes = {other for others in twins.values() for other in others}
    weights = _weights(bag for key, bag in bags.items() if key not in echoes)
    within = _story_weights(bags, stories, weights)
    items: dict[str, list[Item]] = defaultdict(list)
    main = _main_acts(by_id, stories)
    for e in (e for e in examined if e.article.id not in echoes):
        for report in e.reports:
            if report.key in story_of:
                story = story_of[report.key]
                _add_items(items, bags[e.article.id], _Place(report, labels[report.key], main[story], within[story]), weights)
    shared: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for number, one in enumerate(excerpts):
        shared[one.a].append((one.span_a, number))
        shared[one.b].append((one.span_b, number))
    return Material(
        by_id,
        story_of,
        labels,
        origins,
        canonical,
        weights,
        {k: tuple(v) for k, v in items.items()},
        twins,
        {k: tuple(v) for k, v in shared.items()},
        frozenset(outlet_key(e.article.outlet) for e in examined if e.article.outlet),
    )


def _twins(examined: Sequence[Examined]) -> dict[str, tuple[str, ...]]:
    """Articles with the very same text, by the one that was published first: a thousand copies are compared once."""
    same: dict[str, list[Examined]] = defaultdict(list)
    for e in examined:
        same[e.article.text].append(e)
    out = {}
    for group in same.values():
        first, *others = sorted(group, key=lambda e: (e.article.published.date or "9", e.article.source, e.article.id))
        if others and all(o.reports == tuple(replace(r, article=o.article.id) for r in first.reports) for o in others):
            out[first.article.id] = tuple(o.article.id for o in others)
    return out


def _main_acts(examined: Mapping[str, Examined], stories: Sequence[Story]) -> dict[str, frozenset[str]]:
    out = {}
    for story in stories:
        acts: set[str] = set()
        for report in story.reports:
            if report.heading is not None:
                acts.update(a for ev in examined[report.article].events if ev.span.overlap(report.heading) for a in ev.acts)
        out[story.id] = frozenset(acts)
    return out


def _weights(bags: Iterable[_Bags]) -> dict[str, float]:
    """How much each feature tells, by how few sentences have it."""
    frequency: Counter[str] = Counter()
    total = 0
    for bag in bags:
        for sentence in bag.examined.sentences:
            frequency.update(set(bag.features(sentence)))
            total += 1
    return {f: _weight(f, n, total) for f, n in frequency.items()}


def _story_weights(bags: Mapping[str, _Bags], stories: Sequence[Story], weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """The same for each story by itself, where that is less: what the whole story is about tells nothing of one of its
    facts, however rare it is among the other stories of the dossier."""
    out: dict[str, dict[str, float]] = {}
    for story in stories:
        frequency: Counter[str] = Counter()
        total = 0
        seen: set[str] = set()
        for report in story.reports:
            bag = bags[report.article]
            body = report.span.of(bag.examined.article.text)
            if body in seen:
                continue
            seen.add(body)
            for sentence in bag.examined.sentences:
                if report.span.contains(sentence):
                    frequency.update(set(bag.features(sentence)))
                    total += 1
        out[story.id] = {f: min(_weight(f, n, total), weights.get(f, _CEILING)) for f, n in frequency.items()}
    return out


def _weight(feature: str, count: int, total: int) -> float:
    kind = feature.split(":", 1)[0] if ":" in feature else ""
    idf = math.log((total + 20) / (count + 1.0))
    return min(_CEILING, max(_FLOOR, idf)) * _SLOT_BONUS.get(kind, 1.0)


class _Bags:
    """The features of any span of one article, remembered."""

    def __init__(self, examined: Examined, canonical: Mapping[tuple[str, str], str]) -> None:
        self.examined = examined
        self.code = examined.article.language
        self._canonical = canonical
        self._known: dict[tuple[int, int], tuple[str, ...]] = {}
        self._weighed: dict[tuple[int, int], dict[str, float]] = {}
        self._names = texts.SpanIndex(examined.names)
        self._figures = texts.SpanIndex(examined.figures)
        self._dates = texts.SpanIndex(examined.dates)
        self.events = texts.SpanIndex(examined.events)
        self.quotes = texts.SpanIndex(examined.quotes)

    def name(self, mention_name: str, exact: str) -> str:
        return _called(self._canonical, self.examined.article.id, mention_name, exact)

    def voice(self, voice: Voice) -> Voice:
        if voice.name is None:
            return voice
        name = self.name(voice.name, voice.exact or voice.name)
        return voice if name == voice.name else Voice(name, voice.role, voice.anonymous, voice.exact)

    def features(self, span: Span) -> tuple[str, ...]:
        known = self._known.get((span.start, span.end))
        if known is None:
            known = self._known[(span.start, span.end)] = self._read(span)
        return known

    def terms(self, span: Span, weights: Mapping[str, float]) -> Mapping[str, float]:
        """The features of a span weighed, the same for all that stands in it."""
        known = self._weighed.get((span.start, span.end))
        if known is None:
            known = self._weighed[(span.start, span.end)] = {f: weights.get(f, _CEILING) for f in self.features(span)}
        return known

    def told(self, span: Span, said: Quote | None) -> tuple[str, ...]:
        """The features of what a clause tells: without the words that say who somebody is ("président de ...") and,
        where most of it is said by somebody, without those that only say that it is said."""
        content = Span(max(span.start, said.span.start), min(span.end, said.span.end)) if said else span
        mine = self.features(content)
        acts = tuple(f for f in self.features(span) if f.startswith("act:"))
        roles = {stem for n in self._names.within(span) if n.role for stem in texts.stems(n.role, self.code)}
        text = self.examined.article.text
        roles |= {stem for long in texts.spelt_out(text, span) for stem in texts.stems(long.of(text), self.code)}
        return tuple(dict.fromkeys(f for f in (*mine, *acts) if f not in roles))

    def _read(self, span: Span) -> tuple[str, ...]:
        text = self.examined.article.text
        names = self._names.within(span)
        figures = self._figures.within(span)
        dates = self._dates.within(span)
        out: dict[str, None] = {f"name:{texts.folded(self.name(n.name, n.exact))}": None for n in names}
        for figure in figures:
            if figure.value is not None:
                out[f"num:{figure.value:g}{figure.unit or ''}"] = None
        for date in dates:
            if date.value and len(date.value) >= 10 and date.value[0].isdigit():
                out[f"day:{date.value[:10]}"] = None
                if date.value[10:11] == "T" and date.value[11:13].isdigit():
                    out[f"time:{date.value[:16]}"] = None
        taken = sorted([n.span for n in names] + [f.span for f in figures] + [d.span for d in dates], reverse=True)
        reach = 0  # how far the mentions go that start at or before the token
        for token in texts.tokens(text, span):
            while taken and taken[-1].start <= token.start:
                reach = max(reach, taken.pop().end)
            if token.start >= reach and (stem := texts.content_stem(token.of(text), self.code)):
                out[stem] = None
        for event in self.events.touching(span):
            if span.overlap(event.span) >= 0.5 * min(len(span), len(event.span)):
                for act in event.acts:
                    out[f"act:{act}"] = None
        return tuple(out)


@dataclass(frozen=True, slots=True)
class _Place:
    report: Report
    origin: str
    main_acts: frozenset[str]
    weights: Mapping[str, float]


def _add_items(items: dict[str, list[Item]], bags: _Bags, place: _Place, weights: Mapping[str, float]) -> None:
    e, report = bags.examined, place.report
    found: tuple[tuple[str, Sequence[Mention]], ...] = (
        ("names", e.names),
        ("dates", e.dates),
        ("figures", e.figures),
        ("statements", e.quotes),
        ("events", e.events),
    )
    for kind, mentions in found:
        for mention in mentions:
            if report.span.contains(mention.span):
                items[kind].append(_item(mention, bags, place, weights))


def _item(mention: Mention, bags: _Bags, place: _Place, weights: Mapping[str, float]) -> Item:
    e = bags.examined
    sentence = texts.sentence_at(e.sentences, mention.span)
    terms = bags.terms(sentence, weights)
    said = mention if isinstance(mention, Quote) else _said_in(bags.quotes, mention.span)
    speaker = bags.voice(said.speaker) if said else None
    own = terms
    if isinstance(mention, EventMention):
        own = {f: place.weights.get(f, weights.get(f, _CEILING)) for f in bags.told(mention.span, said)}
    elif isinstance(mention, Quote):
        own = {f: weights.get(f, _CEILING) for f in bags.features(mention.span)}
    if speaker is not None and speaker.name and isinstance(mention, EventMention):
        who = f"name:{texts.folded(speaker.name)}"  # "he said that..." is about the one who says it, too
        if who in weights:
            own = {who: place.weights.get(who, weights[who]), **own}
    day = next((f[4:] for f in terms if f.startswith("day:")), None)
    heading = place.report.heading
    return Item(
        mention=mention,
        article=e.article,
        report=place.report,
        sentence=sentence,
        language=e.article.language,
        published=e.article.published.date,
        names=frozenset(f[5:] for f in terms if f.startswith("name:")),
        terms=terms,
        own=own,
        speaker=speaker,
        via=tuple(bags.voice(v) for v in said.via) if said else (),
        stance=said.stance if said else mention.stance if isinstance(mention, EventMention) else "asserts",
        origin=place.origin,
        acts=_acts(mention, bags.events) or frozenset(f[4:] for f in terms if f.startswith("act:")),
        main_acts=place.main_acts,
        day=day,
        headline=heading is not None and heading.overlap(mention.span) > 0,
    )


def _acts(mention: Mention, events: texts.SpanIndex[EventMention]) -> frozenset[str]:
    return frozenset(a for ev in events.touching(mention.span) if ev.span.contains(mention.span) for a in ev.acts)


def _said_in(quotes: texts.SpanIndex[Quote], span: Span) -> Quote | None:
    """The statement a mention stands in: the one that shares most of it."""
    best = max(quotes.touching(span), key=lambda q: (q.span.overlap(span), -len(q.span)), default=None)
    return best if best is not None and best.span.overlap(span) * 2 > len(span) else None


Place: TypeAlias = tuple[str, int]
"""An article, and where a sentence of it begins."""


def place_of(item: Item) -> Place:
    """Where the sentence of an item stands."""
    return item.article.id, item.sentence.start


def number_of(item: Item) -> float:
    """What the figure of an item gives, 0 where it gives no number."""
    assert isinstance(item.mention, Figure)
    return item.mention.value or 0.0


def evidence(item: Item, relation: Relation = "same", value: str | float | None = None, span: Span | None = None) -> Evidence:
    """An item as evidence of a finding: its characters, its sentence, who says it and when."""
    mention = item.mention
    where = span or (_figure_with_noun(mention, item.article.text, item.sentence) if isinstance(mention, Figure) else mention.span)
    return Evidence(
        article=item.article.id,
        span=where,
        exact=where.of(item.article.text),
        sentence=item.sentence,
        report=item.report.key,
        value=value,
        speaker=item.speaker,
        via=item.via,
        stance=item.stance,
        reported=item.published,
        relation=relation,
        origin=item.origin,
        modality=modality.of(item),
    )


def _figure_with_noun(figure: Figure, text: str, sentence: Span) -> Span:
    """A bare number says little: with the noun it counts, where that follows at once."""
    if figure.what:
        at = text.find(figure.what, figure.span.end, min(figure.span.end + len(figure.what) + 3, sentence.end))
        if at >= 0:
            return Span(figure.span.start, at + len(figure.what))
    return figure.span
