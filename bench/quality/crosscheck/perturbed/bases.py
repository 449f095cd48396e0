"""The texts that are copied and altered: articles of this repository, and public sets where the shared data are there."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import recoupe
from bench.quality.parts import ROOT
from recoupe import desk
from recoupe.records import Examined

SIZE = (350, 6000)  # code points of a text that is taken; a longer one is cut at a paragraph
_LONGEST = 3500


@dataclass(frozen=True, slots=True)
class Base:
    """A text and what recoupe found in it. `published` is a day, None where nothing tells it."""

    id: str
    corpus: str
    language: str
    title: str | None
    text: str
    published: str | None


def own() -> Iterator[Base]:
    """Articles written for this project."""
    folders = [ROOT / "examples", *(ROOT / "bench" / "quality" / name for name in ("later", "later3", "later4", "calm"))]
    for folder in folders:
        for path in sorted(folder.rglob("[0-9]*.txt")):
            article = next(iter(recoupe.read([path])))
            if isinstance(article, recoupe.Article):
                yield _cleaned("/".join(path.parts[-3:]), desk.examine(article))


def _cleaned(name: str, examined: Examined) -> Base:
    article = examined.article
    day = article.published.date
    return Base(name, "own", article.language, article.title, article.text, day[:10] if day and len(day) >= 10 else None)


_CORPORA = (
    # name, language, id, day, how many of the set
    ("winer_fr", "fr", "id", "dct", 75),
    ("rpm2_fr", "fr", "id", None, 40),
    ("polnear", "en", "id", "dct", 26),
    ("meantime_en", "en", "id", None, 40),
    ("ecbplus", "en", "doc", None, 50),
)


def public(shared: Path) -> Iterator[Base]:
    """A part of each public set, the same at every run."""
    for corpus, language, key, day, count in _CORPORA:
        with gzip.open(shared / "data" / corpus / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        taken = 0
        for row in rows[:: max(1, len(rows) // (2 * count))]:
            text = _text(corpus, row)
            if SIZE[0] <= len(text) and text.count(". ") + text.count(".\n") >= 4 and taken < count:
                taken += 1
                title, _, _ = text.partition("\n")
                yield Base(f"{corpus}/{row[key]}", corpus, language, title, text, row[day] if day else None)


def _text(corpus: str, row: dict[str, Any]) -> str:
    if corpus == "ecbplus":
        lines = [line for line in row["sentences"].values() if "http" not in line]
        text = detokenised("\n".join(lines))
    else:
        text = detokenised(row["text"]) if corpus == "meantime_en" else row["text"]
    if len(text) > SIZE[1] // 2:
        cut = text.rfind("\n", 0, _LONGEST)
        text = text[: cut if cut > 500 else text.rfind(". ", 0, _LONGEST) + 1]
    return text.strip()


def detokenised(text: str) -> str:
    """A tokenised text as it is usually written, one paragraph a sentence."""
    text = re.sub(r"(\d) ([.,]) (?=\d)", r"\1\2", text)
    text = re.sub(r"`` ?", "“", re.sub(r" ?''", "”", text))
    text = re.sub(r"\" ([^\"\n]*?) \"", r"“\1”", text)
    text = re.sub(r" ([,.;:!?)\]%’])", r"\1", text)
    text = re.sub(r"([(\[$£€]) ", r"\1", text)
    text = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", text)
    return re.sub(r"(\w) - (\w)", r"\1-\2", text)
