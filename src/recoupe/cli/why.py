"""`recoupe why`: one finding of a dossier with every sentence behind it."""

from __future__ import annotations

import difflib
import os
import sys
import textwrap
from collections.abc import Mapping
from typing import Any

import click

from recoupe.errors import UsageError
from recoupe.records import Voice
from recoupe.writers import read_json
from recoupe.writers.display import TOLD_BY_STANCE, Words, line, plain

_AROUND = 1200  # code points of a paragraph shown around the evidence


def run(path: str, wanted: str | None, interface: str) -> int:
    """Print a finding, or the list of them. Raises InvalidDossier, and UsageError for an id that is not there."""
    data = read_json(path)
    words = Words(interface)
    findings: list[Mapping[str, Any]] = data["findings"]
    if wanted is None:
        for f in findings:
            click.echo(f"{line(f['id']):<5} [{words('status_' + f['status'])}] {line(f['summary'])}")
        if not findings:
            click.echo(words("nothing_found"), err=True)
        return 0
    by_id = {str(f["id"]): f for f in findings}
    finding = by_id.get(wanted) or by_id.get(wanted.upper())
    if finding is None:
        raise UsageError(_unknown(wanted, list(by_id), path))
    click.echo(_shown(data, finding, words, sys.stdout.isatty() and "NO_COLOR" not in os.environ))
    return 0


def _unknown(wanted: str, ids: list[str], path: str) -> str:
    if not ids:
        return f"{line(wanted)}: {path} has no findings"
    close = difflib.get_close_matches(wanted.upper(), ids, n=5, cutoff=0.5)
    named = ", ".join(close) if close else ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
    return f"{line(wanted)}: no such finding in {path}; there is {line(named)}"


def _shown(data: Mapping[str, Any], finding: Mapping[str, Any], words: Words, styled: bool) -> str:
    articles = {a["id"]: a for a in data["articles"]}
    title = next((s["title"] for s in data.get("stories", ()) if s["id"] == finding["story"]), "")
    origins = finding.get("origins") or {}
    low = int(finding["independent"])
    high = int(origins.get("high", low))
    support = words("origins_between", low=low, n=high) if high > low else words("origin", n=low)
    if finding.get("circular"):
        support += f" ({words('repeated')})"
    head = f"{finding['id']}  [{words('status_' + finding['status'])}, {words('aspect_' + finding['aspect'])}]  {line(finding['summary'])}"
    out = [click.style(head, bold=True) if styled else head, support]
    if title:
        out.append(f"{words('story_head')}{words('colon')}{line(title)}")
    origins = _origins(data)
    for number, e in enumerate(finding["evidence"], 1):
        article = articles[e["article"]]
        out += ["", f"{number}. {' · '.join(_credit(article, e, finding['aspect'], words))}{_origin(e, words, origins)}"]
        out.append(_paragraph(article["text"], e, styled))
    reasons = finding.get("reasons") or ()
    if reasons:
        out += ["", words("why") + words("colon").rstrip()]
        for code in reasons:
            meaning = words.reason(code)
            out.append(f"  - {meaning} ({line(code)})" if meaning else f"  - {line(code)}")
    ranking = finding.get("ranking") or {}
    if ranking:
        shown = " ".join(f"{worth:+g} {words('rank_' + name)}" for name, worth in ranking.items())
        out += ["", f"{words('rank')}{words('colon')}{words.number(finding['weight'])} = {line(shown)}"]
    return "\n".join(out)


def _origins(data: Mapping[str, Any]) -> dict[tuple[str, int], str]:
    """The origin that each report, (article, index), goes back to, by its number in the story ("2 (AFP)")."""
    out = {}
    for story in data.get("stories", ()):
        for number, origin in enumerate(story.get("origins", ()), 1):
            upstream = origin.get("upstream")
            for place in origin["reports"]:
                report = story["reports"][place]
                shown = f"{number} ({line(upstream)})" if upstream else str(number)
                out[report["article"], report.get("index", 0)] = shown
    return out


def _voice(data: Any) -> Voice | None:
    if not isinstance(data, Mapping):
        return None
    return Voice(data.get("name"), data.get("role"), bool(data.get("anonymous")), data.get("exact"))


def _origin(e: Mapping[str, Any], words: Words, origins: Mapping[tuple[str, int], str]) -> str:
    label = origins.get((e["article"], e.get("report", 0)), e.get("origin"))
    return " · " + line(words("origin_label", label=label)) if label else ""


def _credit(article: Mapping[str, Any], e: Mapping[str, Any], aspect: str, words: Words) -> list[str]:
    """Outlet, day, speaker and chain, value, stance, relation."""
    day = e.get("reported") or article["published"].get("date")
    parts = [article.get("outlet") or article.get("source") or article["id"], words.day(day)]
    said = words.speaking(_voice(e.get("speaker")), tuple(v for v in map(_voice, e.get("via") or ()) if v))
    parts.append(said)
    if e.get("value") is not None:
        parts.append(words("value") + words("colon") + words.value(e["value"], aspect))
    if e.get("stance", "asserts") != "asserts":
        parts.append(words("stance_" + e["stance"]))
    if e.get("modality", "asserted") not in TOLD_BY_STANCE:
        parts.append(words(f"modality_{e['modality']}"))
    if e.get("relation", "same") not in {"same", e.get("stance")}:
        parts.append(words("relation_" + e["relation"]))
    return [line(str(part)) for part in parts if part]


def _paragraph(text: str, e: Mapping[str, Any], styled: bool) -> str:
    """The paragraph around an evidence with its exact characters marked."""
    start, end = e["start"], e["end"]
    left = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    right = text.find("\n", end)
    right = min(len(text) if right < 0 else right, end + _AROUND)
    before, exact, after = plain(text[left:start]), plain(text[start:end]), plain(text[end:right])
    if styled:
        # textwrap counts the escape sequences, so the lines of a terminal are left to the terminal
        return f"   {before}{click.style(exact, reverse=True)}{after}"
    marked = f"{before}«{exact}»{after}"
    return textwrap.indent(marked, "   ")
