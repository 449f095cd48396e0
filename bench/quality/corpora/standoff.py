"""Statements annotated in texts that are not in this repository: offsets, a hash of each text, and facts (who says it).

A file holds `about` (set, repository, commit, licence), and per report its public `id`, its day `dct`, the `sha256` of its text
(UTF-8) and its `quotes`; README.md beside this module describes the keys. `load` reads a file; `texts` brings the texts from
where they lie and refuses those that are not, to the byte, what was annotated."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FRENCH = Path(__file__).with_name("attribution_fr")
SOURCE = Path("data", "winer_fr", "docs.jsonl.gz")
"""Where the texts lie below the shared folder."""

KINDS = ("direct", "mixed", "indirect")
Range = tuple[int, int]
"""`[start, end)` code points."""


class NotTheAnnotatedTexts(Exception):
    """The texts that the annotation points into are absent, or are not the ones that were annotated."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One quote. `spans`: the content, then other spans that are as good. `speaker`: a name, or a description in lower case
    where the text names nobody; None where it tells nobody at all. `via`: who passed it on, nearest to the speaker first;
    `via_also`: other chains that are as good. `parts`: its pieces (coordinated clauses, the words in marks): each is found by itself
    as well. `optional`: neither a miss where it is not found nor false where it is."""

    kind: str
    spans: tuple[Range, ...]
    speaker: str | None
    speaker_also: tuple[str | None, ...] = ()
    speaker_at: Range | None = None
    cue_at: Range | None = None
    via: tuple[str, ...] = ()
    via_also: tuple[tuple[str, ...], ...] = ()
    kind_also: tuple[str, ...] = ()
    parts: tuple[Range, ...] = ()
    optional: bool = False

    @property
    def at(self) -> Range:
        """The content as annotated first."""
        return self.spans[0]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report and the statements in it, in the order of the text."""

    id: str
    dct: str
    sha256: str
    statements: tuple[Statement, ...]


def _range(item: Mapping[str, Any], prefix: str = "") -> Range | None:
    start = item.get(f"{prefix}start")
    return None if start is None else (int(start), int(item[f"{prefix}end"]))


def _statement(item: Mapping[str, Any]) -> Statement:
    at = (int(item["start"]), int(item["end"]))
    return Statement(
        kind=item["type"],
        spans=(at, *((int(a), int(b)) for a, b in item.get("alternatives", ()))),
        speaker=item["speaker"],
        speaker_also=tuple(item.get("speaker_also", ())),
        speaker_at=_range(item, "speaker_"),
        cue_at=_range(item, "cue_"),
        via=tuple(item.get("via", ())),
        via_also=tuple(tuple(chain) for chain in item.get("via_also", ())),
        kind_also=tuple(item.get("type_also", ())),
        parts=tuple((int(a), int(b)) for a, b in item.get("parts", ())),
        optional=bool(item.get("optional", False)),
    )


def load(file: Path) -> tuple[Annotated, ...]:
    """The reports of one annotation file."""
    reports = json.loads(file.read_text(encoding="utf-8"))["reports"]
    return tuple(Annotated(r["id"], r["dct"], r["sha256"], tuple(map(_statement, r["quotes"]))) for r in reports)


def texts(shared: Path, reports: Sequence[Annotated]) -> dict[str, str]:
    """The text of every report, by id. Raises NotTheAnnotatedTexts, with what to do, where one is absent or another text."""
    source = shared / SOURCE
    if not source.is_file():
        raise NotTheAnnotatedTexts(
            f"no texts: {source} would hold them (a line per report: id, dct, text); see bench/quality/corpora/README.md"
        )
    wanted = {report.id: report.sha256 for report in reports}
    found: dict[str, str] = {}
    with gzip.open(source, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            doc = json.loads(line)
            if doc["id"] in wanted:
                found[doc["id"]] = doc["text"]
    for key, digest in wanted.items():
        if key not in found:
            raise NotTheAnnotatedTexts(f"report {key} is not in {source}")
        if hashlib.sha256(found[key].encode("utf-8")).hexdigest() != digest:
            raise NotTheAnnotatedTexts(f"report {key} of {source} is not the text that was annotated (its sha256 differs)")
    return found
