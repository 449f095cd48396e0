"""`recoupe diff`: what changed between two dossiers of one matter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import click

from recoupe.writers import read_json
from recoupe.writers.changes import Changes, FindingChange, compare
from recoupe.writers.display import Words, line, shortened

_LISTED = 12  # lines of a class of change on a terminal, where not everything is asked for
_FEW = 6  # articles named in one line
_VALUED = ("figure", "date", "name")  # aspects whose values say more than the line itself


def run(before: str, after: str, *, interface: str, everything: bool, as_json: bool, exit_code: bool) -> int:
    """Print the changes; 1 when `exit_code` is asked for and there are any. Raises InvalidDossier."""
    old, new = read_json(before), read_json(after)
    changes = compare(old, new)
    if as_json:
        click.echo(json.dumps(_data(changes), ensure_ascii=False, indent=1))
    else:
        words = Words(interface)
        labels = {a["id"]: _label(a) for data in (old, new) for a in data["articles"]}
        for text in _lines(changes, labels, words, everything):
            click.echo(text)
    return 1 if exit_code and changes else 0


def _label(article: Mapping[str, Any]) -> str:
    return shortened(article.get("outlet") or article.get("title") or article["source"], 60)


def _lines(changes: Changes, labels: Mapping[str, str], words: Words, everything: bool) -> Iterator[str]:
    if not changes:
        yield words("diff_nothing")
        return
    for key, some in (
        ("diff_added", changes.added),
        ("diff_removed", changes.removed),
        ("diff_revised", [new for _, new in changes.revised]),
    ):
        if some:
            yield words(key, n=len(some)) + words("colon") + _named([_label(a) for a in some])
    for story in changes.stories:
        yield words("diff_story", title=words.quoted(line(story["title"])), n=len(story["reports"]))
    for story, had in changes.grown:
        yield words("diff_grown", title=words.quoted(line(story["title"])), n=len(story["reports"]), had=had)
    for change, several in groupby(changes.findings, key=lambda c: c.change):
        rows = list(several)
        yield ""
        yield f"{words('diff_' + change)} ({len(rows)})"
        yield from (f"  {_finding(c, labels, words)}" for c in (rows if everything else rows[:_LISTED]))
        if len(rows) > _LISTED and not everything:
            yield "  " + words("diff_more", n=len(rows) - _LISTED)
    if changes.events:
        yield ""
        yield words("diff_events", n=len(changes.events))
        for event in changes.events if everything else changes.events[:_LISTED]:
            yield f"  {words.day(event['date'])}{words('colon')}{line(event['summary'])}"
        if len(changes.events) > _LISTED and not everything:
            yield "  " + words("diff_more", n=len(changes.events) - _LISTED)


def _named(labels: list[str]) -> str:
    names = list(dict.fromkeys(labels))
    return ", ".join(names[:_FEW]) + (", …" if len(names) > _FEW else "")


def _finding(c: FindingChange, labels: Mapping[str, str], words: Words) -> str:
    told = c.after or c.before
    assert told is not None
    notes = []
    if c.before is not None and c.after is not None:
        if c.before["status"] != c.after["status"]:
            notes.append(words("diff_was", status=words("status_" + c.before["status"])))
        if c.before["independent"] != c.after["independent"]:
            notes.append(words("diff_origins", had=c.before["independent"], n=c.after["independent"]))
        if c.values and told["aspect"] in _VALUED:
            notes.append(words("diff_values", values=", ".join(words.value(v, told["aspect"]) for v in c.values)))
        if c.articles:
            notes.append(words("diff_from", who=_named([labels[a] for a in c.articles])))
    number = c.after["id"] if c.after else c.before["id"] if c.before else ""
    head = f"{line(number):<5} [{words('status_' + told['status'])}] {line(told['summary'])}"
    return head + (f"\n        {' · '.join(line(n) for n in notes)}" if notes else "")


def _data(changes: Changes) -> dict[str, Any]:
    """The changes as plain data: ids of the two dossiers, so that a program can look up the rest."""
    return {
        "articles": {
            "added": [a["id"] for a in changes.added],
            "removed": [a["id"] for a in changes.removed],
            "revised": [{"before": old["id"], "after": new["id"]} for old, new in changes.revised],
        },
        "stories": {
            "new": [s["id"] for s in changes.stories],
            "grown": [{"story": s["id"], "before": had, "after": len(s["reports"])} for s, had in changes.grown],
        },
        "findings": [
            {"change": c.change, "before": c.before and c.before["id"], "after": c.after and c.after["id"]}
            | {"articles": list(c.articles), "values": list(c.values)}
            for c in changes.findings
        ],
        "events": [e["id"] for e in changes.events],
    }
