"""`recoupe check`: refuse what cannot be done, read, check, write or show, report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

import recoupe
from recoupe import writers
from recoupe.cli.progress import Progress
from recoupe.errors import MissingExtra, UsageError
from recoupe.records import Article, Dossier, Problem
from recoupe.sockets import WriteOptions
from recoupe.writers.display import line

_WARNINGS = 20  # lines of problems on standard error


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for."""

    places: tuple[str, ...]
    outputs: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None
    outlet: str | None = None
    interface: str = "en"
    strict: bool = False
    jobs: int | None = None
    quiet: bool = False
    parse: bool | None = None
    """Whether a parser may be asked who speaks; None: where one is installed."""
    model: str | None = None
    llm: str | None = None
    llm_model: str | None = None


@dataclass(slots=True)
class _Read:
    """What came in."""

    articles: int = 0
    unreadable: list[Problem] = field(default_factory=list)


def _choose_parser(wanted: bool | None) -> None:
    """Tell this process and its workers whether to parse. Raises MissingExtra where it is wanted and cannot be had."""
    if wanted is None:
        return
    if wanted:
        from recoupe.tagging import parse

        if not parse.installed():
            raise MissingExtra("--parse needs spaCy: pip install 'recoupe[parse]' (everything else works without it)")
    os.environ["RECOUPE_PARSE"] = "on" if wanted else "off"


def _votes(order: Order) -> dict[str, Any]:
    """The optional votes that were asked for. Raises UsageError where they cannot be had."""
    out: dict[str, Any] = {}
    if order.model:
        from recoupe.voters import model

        out["adviser"] = model.load(order.model)
    if order.llm:
        from recoupe.voters import endpoint

        if not order.llm_model:
            raise UsageError("--llm needs --llm-model: the name of the model to ask there")
        out["proposer"] = endpoint.connect(order.llm, order.llm_model, os.environ.get("RECOUPE_LLM_KEY"))
    elif order.llm_model:
        raise UsageError("--llm-model needs --llm: the address where that model answers")
    return out


def run(order: Order) -> int:
    """Do it; the exit status. Raises UsageError before anything is read when it cannot be done."""
    targets = _targets(order)
    _choose_parser(order.parse)
    votes = _votes(order)
    progress = Progress(quiet=order.quiet)
    found = _Read()
    try:
        items = recoupe.read(order.places, language=order.language, published=order.published, outlet=order.outlet)
        dossier = recoupe.check(_counted(items, targets, found, progress), jobs=order.jobs, progress=progress, **votes)
    finally:
        progress.clear()
    _warn(dossier, progress)
    for target in targets:
        progress("write", 0, 1)
        writers.write(dossier, target, WriteOptions(order.interface))
        progress.say(f"wrote {target}")
    if not targets:
        width = shutil.get_terminal_size((100, 24)).columns
        click.echo(writers.summary(dossier, WriteOptions(order.interface), width), nl=False)
    if not found.articles:
        progress.say("recoupe: no article could be read")
    return _status(order, dossier, found)


def _targets(order: Order) -> tuple[Path, ...]:
    """The files to write, each once, when all of them can be written and none is among the places."""
    targets = tuple(dict.fromkeys(Path(output) for output in order.outputs))
    inputs = {os.path.realpath(place) for place in order.places if place != "-"}
    for target in targets:
        writers.check_target(target)
        if os.path.realpath(target) in inputs:
            raise UsageError(f"{target}: is one of the places to read; write the dossier elsewhere")
    return targets


def _counted(
    items: Iterator[Article | Problem], targets: tuple[Path, ...], found: _Read, progress: Progress
) -> Iterator[Article | Problem]:
    """The items as they are read, without a dossier that an earlier run left in a folder that is read."""
    own = {os.path.realpath(target) for target in targets}
    for item in items:
        source = item.source or ""
        if own and source != "-" and (os.path.realpath(source) in own or os.path.dirname(os.path.realpath(source)) in own):
            continue
        if isinstance(item, Article):
            found.articles += 1
            progress("read", found.articles, 0)
        elif item.severity == "error":
            found.unreadable.append(item)
        yield item


def _warn(dossier: Dossier, progress: Progress) -> None:
    serious = sorted((p for p in dossier.problems if p.severity != "info"), key=lambda p: p.severity != "error")
    for problem in serious[:_WARNINGS]:
        where = f"{line(problem.source)}: " if problem.source else ""
        progress.say(f"{problem.severity}: {where}{line(problem.message)} ({problem.code})")
    if len(serious) > _WARNINGS:
        progress.say(f"... and {len(serious) - _WARNINGS} more; the dossier lists them all")


def _status(order: Order, dossier: Dossier, found: _Read) -> int:
    if found.unreadable or not found.articles:
        return 1
    if order.strict and any(p.severity != "info" for p in dossier.problems):
        return 1
    return 0
