"""The HTML dossier: one self-contained file that asks nothing of the network and needs no JavaScript."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.records import Dossier
from recoupe.sockets import WriteOptions, Writer
from recoupe.writers.display import Words

if TYPE_CHECKING:
    import jinja2

FEW = 8  # findings of one status that are open, per story
MANY = 10  # stories that are open
NAMES = 20


def write(dossier: Dossier, options: WriteOptions) -> Mapping[str, str]:
    """One HTML file."""
    from recoupe.writers.display import plain
    from recoupe.writers.html import sections
    from recoupe.writers.html.findings import finding_html
    from recoupe.writers.html.marks import Places
    from recoupe.writers.numbering import numbered
    from recoupe.writers.terminal import headline
    from recoupe.writers.view import GROUPS, View, counts

    words = Words(options.interface)
    view = View(dossier, words)
    mentions = numbered(dossier)
    places = Places()
    _note_evidence(view, places)
    values: dict[str, Any] = {
        "t": words,
        "view": view,
        "groups": GROUPS,
        "counts": counts,
        "finding": finding_html,
        "headline": headline(view),
        "css": resources.files("recoupe.writers.html").joinpath("style.css").read_text(encoding="utf-8"),
        "few": FEW,
        "many": MANY,
        "few_names": NAMES,
        "timelines": sections.timelines(view, places),
        "sources": sections.sources(view),
        "copies": sections.copies(view),
        "figures": sections.figure_tables(view, mentions, places),
        "figure_count": len(mentions.figures),
        "side_by_side": sections.SIDE_BY_SIDE,
        "variants": sections.variants(view, mentions, places),
        "speakers": sections.speakers(view, mentions, places),
        "quote_count": len(mentions.quotes),
        "names": sections.names(view),
        "version": _version(),
    }
    values["articles"] = _articles(view, places)
    return {"": plain(_environment().get_template("dossier.html.j2").render(values))}


WRITER = Writer("html", (".html", ".htm"), write)


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    from recoupe.writers.display import line, plain, shortened, web_address

    env = jinja2.Environment(
        loader=jinja2.PackageLoader("recoupe.writers.html", "."),
        bytecode_cache=_bytecode(),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(line=line, plain=plain, shortened=shortened, web_address=web_address)
    return env


def _bytecode() -> jinja2.FileSystemBytecodeCache | None:
    """Where Python keeps its own compiled modules, if it may: compiling the template costs a tenth of a second a run."""
    import jinja2

    folder = Path(__file__).with_name("__pycache__")
    if sys.dont_write_bytecode or not folder.is_dir() or not os.access(folder, os.W_OK):
        return None
    return jinja2.FileSystemBytecodeCache(str(folder))


def _version() -> str:
    from recoupe.writers.contract import version

    return version()


def _note_evidence(view: Any, places: Any) -> None:
    """Every evidence span is a place to land on, marked with the findings that rest on it."""
    for story in view.stories:
        for lines in story.groups.values():
            for one in lines:
                for e in one.finding.evidence:
                    if e.article in view.article:
                        places.add(e.article, e.span, view.anchor(e.article, e.span), one.group, (one.anchor, one.finding.id))


def _articles(view: Any, places: Any) -> list[dict[str, Any]]:
    """The articles in full, ready for the template."""
    from recoupe.writers.display import line
    from recoupe.writers.html.marks import article_html

    words: Words = view.words
    titles = {s.story.id: s.title for s in view.stories}
    starts: dict[str, list[tuple[int, str]]] = {}
    for story in view.dossier.stories:
        for report in story.reports:
            starts.setdefault(report.article, []).append((report.start, words("report_starts", title=titles[story.id])))
    out = []
    for a in view.dossier.articles:
        published = a.published
        how = words("how_" + published.how)
        if published.how == "inferred" and published.evidence:
            how = words("how_inferred", evidence=words.quoted(line(published.evidence)))
        elif published.how == "inferred":
            how = words("how_inferred_plain")
        begins = starts.get(a.id, [])
        removed = [replace(r, why=words.furniture(r.why)) for r in a.removed]
        html = article_html(a.text, places.of(a.id), removed, begins if len(begins) > 1 else ())
        out.append(
            {
                "article": a,
                "anchor": view.anchor(a.id),
                "label": view.label[a.id],
                "title": line(a.title or "") or words("untitled"),
                "published": f"{words.day(published.date)} ({how})" if published.date else words("how_unknown"),
                "html": html,
            }
        )
    return out
