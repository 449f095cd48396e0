"""Puts the rooms to work, in order. The only module that knows them all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from recoupe import pages, text
from recoupe.kinds import KINDS
from recoupe.languages import identify, load
from recoupe.records import Article, Examined, Problem
from recoupe.sockets import Kind, Reading


def examine(article: Article, kinds: tuple[Kind, ...] = KINDS) -> Examined:
    """All that one article holds: cleaned, split, dated, and every mention found. Pure: depends on nothing but the
    article, so it may run anywhere and be cached. A kind that crashes leaves a Problem, never an exception."""
    problems: list[Problem] = []
    if article.language == "und":
        article = replace(article, language=identify(article.text)[0])
    language = load(article.language)
    if not language.supported:
        problems.append(
            Problem(
                "language.unsupported",
                f"nothing is looked for in {language.name}: it has no folder in languages/",
                "info",
                article.source,
                article.id,
            )
        )
    article, found = pages.clean(article, language)
    problems += found
    return find(article, kinds, tuple(problems))


def find(article: Article, kinds: tuple[Kind, ...] = KINDS, problems: tuple[Problem, ...] = ()) -> Examined:
    """The mentions of an article that is already cleaned and dated."""
    language = load(article.language)
    reports = pages.split(article, language)
    reading = Reading(article, language, reports, text.sentences(article.text, language))
    trouble = list(problems)
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
    return Examined(
        article,
        reports,
        reading.sentences,
        reading.names,
        reading.dates,
        reading.figures,
        reading.quotes,
        results.get("events", ()),
        tuple(trouble),
    )
