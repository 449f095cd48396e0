"""Puts the rooms to work, in order. The only module that knows them all.

articles -> examine (pure, per article, anywhere) -> group -> date what is still undated from its peers
         -> names over the dossier -> cross-check -> dossier
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from recoupe import crosscheck, dossier, engines, grouping, pages, text, timex
from recoupe.kinds import KINDS
from recoupe.kinds import names as naming
from recoupe.languages import identify, load
from recoupe.records import Article, Dossier, Examined, Finding, Problem, Published, Story
from recoupe.sockets import Adviser, Engine, Kind, Proposer, Reading

Progress = Callable[[str, int, int], None]

LONGEST = 200_000  # code points of an article that are examined: some 35,000 words, more than any report has


def _silent(stage: str, done: int, total: int) -> None:
    return None


def examine(article: Article, kinds: tuple[Kind, ...] = KINDS, today: str | None = None) -> Examined:
    """All that one article holds: cleaned, split, dated, and every mention found. Pure: depends on nothing but the
    article (and `today`, the latest day a text may be dated), so it may run anywhere and be cached. A kind that
    crashes leaves a Problem, never an exception."""
    problems: list[Problem] = []
    if article.language == "und":
        article = replace(article, language=identify(article.text)[0])
    language = load(article.language)
    if not language.supported:
        message = f"nothing is looked for in {language.name}: there is no folder for it in languages/"
        problems.append(Problem("language.unsupported", message, "info", article.source, article.id))
    article, found = pages.clean(article, language, today=today)
    return find(article, kinds, (*problems, *found))


def find(article: Article, kinds: tuple[Kind, ...] = KINDS, problems: tuple[Problem, ...] = ()) -> Examined:
    """The mentions of an article that is already cleaned and dated."""
    whole, trouble = article, list(problems)
    if len(article.text) > LONGEST:
        cut = max(article.text.rfind(" ", 0, LONGEST), LONGEST // 2)
        article = replace(article, text=article.text[:cut])  # a prefix: every offset stays true
        message = f"only the first {cut:,} of {len(whole.text):,} characters are examined; no article is that long"
        trouble.append(Problem("examine.long", message, "warning", article.source, article.id))
    language = load(article.language)
    reports = pages.split(article, language)
    reading = Reading(article, language, reports, text.sentences(article.text, language))
    results: dict[str, tuple[Any, ...]] = {}
    for kind in kinds:
        try:
            results[kind.name] = kind.find(reading)
        except Exception as error:  # one bad article never stops a run
            trouble.append(Problem("find.crash", f"{kind.name}: {type(error).__name__}: {error}", "error", article.source, article.id))
            results[kind.name] = ()
        reading = replace(
            reading,
            names=results.get("names", ()),
            dates=results.get("dates", ()),
            figures=results.get("figures", ()),
            quotes=results.get("statements", ()),
        )
    for mention in reading.dates:
        if mention.anchor == timex.UNKNOWN_ORDER:
            message = f"{mention.exact} is left without a value: nothing tells whether the day or the month comes first"
            trouble.append(Problem("dates.order", message, "info", article.source, article.id, mention.span))
    return Examined(
        whole,
        reports,
        reading.sentences,
        reading.names,
        reading.dates,
        reading.figures,
        reading.quotes,
        results.get("events", ()),
        tuple(trouble),
    )


def check(
    articles: Iterable[Article | Problem],
    *,
    jobs: int | None = None,
    progress: Progress = _silent,
    kinds: tuple[Kind, ...] = KINDS,
    engine: Engine | None = None,
    today: str | None = None,
    adviser: Adviser | None = None,
    proposer: Proposer | None = None,
) -> Dossier:
    """Cross-check articles: the whole main job. `jobs` processes examine them (default: one a core); `progress` is
    called with (stage, done, total); `today` (default: the clock) is the latest day a text may be dated. Problems
    among the articles are carried to the dossier. The order of the articles changes nothing. `adviser` and `proposer` are
    optional votes (`recoupe.voters`)."""
    material, problems = _identified(articles)
    work = partial(examine, kinds=kinds, today=today or datetime.date.today().isoformat())
    total = len(material)
    engine = engine or engines.default(jobs)
    examined = engine.map(work, material, lambda done: progress("examine", done, total))
    progress("group", 0, 1)
    grouped = grouping.group(examined)
    dated = _dated(examined, grouped, kinds)  # a year alone changes no grouping
    if any(_day_known(new.article.published) and not _day_known(old.article.published) for old, new in zip(examined, dated)):
        grouped = grouping.group(dated, grouped.sheets)
    examined = dated
    progress("names", 0, 1)
    origin_of = {key: f"{s.id}.{n}" for s in grouped.scopes for n, origin in enumerate(s.origins) for key in origin.reports}
    names = naming.gather(examined, origin_of)
    progress("cross-check", 0, 1)
    findings = crosscheck.check(examined, grouped.scopes, names, kinds, grouped.excerpts, spread=engine.spread)
    problems += [p for e in examined for p in e.problems]
    if adviser or proposer:
        progress("votes", 0, 1)
        laid = crosscheck.gather(examined, grouped.scopes, names, grouped.excerpts)
        findings, trouble = _voted(findings, laid, grouped.scopes, adviser, proposer)
        problems += trouble
    findings = _assigned(findings, grouped.stories)
    progress("dossier", 1, 1)
    return dossier.assemble(examined, copies=grouped.copies, stories=grouped.stories, names=names, findings=findings, problems=problems)


def _assigned(findings: Sequence[Finding], stories: Sequence[Story]) -> tuple[Finding, ...]:
    """The findings, each told of the story that most of its evidence lies in, of several the first: what is compared may lie
    in several stories of one matter."""
    story_of = {report.key: story.id for story in stories for report in story.reports}
    place = {story.id: n for n, story in enumerate(stories)}
    out = []
    for f in findings:
        told = Counter(story_of[e.report] for e in f.evidence if e.report in story_of)
        chosen = min(told, key=lambda story: (-told[story], place[story])) if told else f.story
        out.append(f if chosen == f.story else replace(f, story=chosen))
    return tuple(out)


def _voted(
    findings: Sequence[Finding],
    material: crosscheck.Material,
    stories: Sequence[Story],
    adviser: Adviser | None,
    proposer: Proposer | None,
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """The findings after the optional votes. A vote that fails is a Problem: what the rules found stands without it."""
    problems: tuple[Problem, ...] = ()
    if proposer:
        findings, problems = crosscheck.votes.propose(findings, stories, material, proposer)
    if adviser:
        try:
            findings = crosscheck.votes.weigh(findings, material, adviser)
        except Exception as error:  # a model from elsewhere: whatever it raises, the run goes on
            problems = (*problems, Problem("vote.failed", f"{adviser.name}: {type(error).__name__}: {error}", "warning"))
    return tuple(findings), problems


def _identified(articles: Iterable[Article | Problem]) -> tuple[list[Article], list[Problem]]:
    """Articles in the order of their sources, each with an id made of its content; the same content twice gets
    numbered ids, so that copies stay apart."""
    given = list(articles)
    problems = [a for a in given if isinstance(a, Problem)]
    found = sorted((a for a in given if isinstance(a, Article)), key=lambda a: (a.source, a.text))
    out, seen = [], Counter[str]()
    for article in found:
        body = "\x1f".join((article.title or "", article.text, article.published.date or "", article.outlet or ""))
        digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        seen[digest] += 1
        out.append(replace(article, id=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"))
    return out, problems


def _dated(examined: Sequence[Examined], grouped: grouping.Grouping, kinds: tuple[Kind, ...]) -> list[Examined]:
    """The same articles, those without a day of publication dated from the other reports of their stories where these
    allow it: known dates spread in at most three rounds, and every newly dated article is read again."""
    current = {e.article.id: e for e in examined}
    copies_of: dict[str, set[str]] = {}
    for copy in grouped.copies:
        for member in copy.articles:
            copies_of.setdefault(member, set()).update(copy.articles)
    peers_of: dict[str, dict[str, None]] = {}
    for story in grouped.stories:
        members = list(dict.fromkeys(r.article for r in story.reports))
        for member in members:
            peers_of.setdefault(member, {}).update(dict.fromkeys(m for m in members if m != member))
    for _ in range(3):
        changed: dict[str, Published] = {}
        for key, e in current.items():
            if _day_known(e.article.published):
                continue
            peers = [current[p] for p in peers_of.get(key, ()) if _day_known(current[p].article.published)]
            found = pages.published_from_peers(e, peers, load(e.article.language), copies_of.get(key, ())) if peers else None
            if found is not None and found != e.article.published:
                changed[key] = found
        if not changed:
            break
        for key, published in changed.items():
            e = current[key]
            current[key] = find(replace(e.article, published=published), kinds, tuple(p for p in e.problems if p.code != "find.crash"))
    return [current[e.article.id] for e in examined]


def _day_known(published: Published) -> bool:
    return published.date is not None and len(published.date) >= 10
