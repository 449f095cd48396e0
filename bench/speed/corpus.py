"""Synthetic articles in any number: sentences of the examples recombined into stories of their own.

Each story draws its sentences from one example article, under other names, places and numbers (the same ones all
through the story); its articles are different selections of them, some exact copies, some with a sentence changed. Everything
follows from the seed.
"""

from __future__ import annotations

import datetime
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARTICLES_PER_STORY = 10
_FIRST = datetime.date(2026, 1, 5)
_DAYS = {
    "fr": (("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"), "Publié le {:%d/%m/%Y} à {}h{:02d}"),
    "en": (("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "Published {:%Y-%m-%d} at {}:{:02d}"),
}
_ONSETS = ("b", "br", "c", "d", "f", "g", "gr", "l", "m", "n", "p", "r", "s", "t", "tr", "v")
_NUCLEI = ("a", "e", "i", "o", "u", "au", "ou", "ie")
_CODAS = ("", "l", "n", "r", "rd", "s", "t")
_LONG = re.compile(r"\b[a-zà-ÿ]{7,}\b")
_OUTLETS = {"fr": ("Le Courrier", "La Gazette", "L'Écho", "Le Progrès"), "en": ("The Courier", "The Post", "The Herald", "The Times")}


@dataclass(frozen=True)
class Source:
    """What a story can be made of: the sentences of one example cluster in one language, and its proper names."""

    language: str
    sentences: tuple[str, ...]
    names: tuple[str, ...]


def sources(examples: Path) -> list[Source]:
    """The material of all example clusters, by cluster and language."""
    out = []
    for path in sorted(examples.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        names = {w for n in gold["names"] for form in n["forms"] for w in re.findall(r"[A-ZÀÉÎ][\w-]{3,}", form)}
        for language in ("fr", "en"):
            kept = [s for a in gold["articles"].values() if a["language"] == language for s in a["keep"]]
            if kept:
                out.append(Source(language, tuple(dict.fromkeys(kept)), tuple(sorted(names))))
    return out


def _word(rng: random.Random) -> str:
    syllables = rng.randint(2, 3)
    return "".join(rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS) for _ in range(syllables)).capitalize()


def _renamed(source: Source, rng: random.Random) -> list[str]:
    """The sentences of a source under the names and numbers of a new story, with most of the longer words replaced:
    otherwise all stories of one source would be copies of each other."""
    names = {name: _word(rng) for name in source.names}
    digits = list("123456789")
    rng.shuffle(digits)
    table = str.maketrans("123456789", "".join(digits))
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b")
    words: dict[str, str] = {}
    number = re.compile(r"(?<![\d:])\d{3,}(?:[ ,.\u00a0\u202f]\d{3})*")
    out = []
    for sentence in source.sentences:
        renamed = pattern.sub(lambda m: names[m.group()], sentence)
        renamed = _LONG.sub(lambda m: words.setdefault(m.group(), _word(rng).lower() if rng.random() < 0.6 else m.group()), renamed)
        out.append(number.sub(lambda m: m.group() if re.fullmatch(r"(?:19|20)\d\d", m.group()) else m.group().translate(table), renamed))
    rng.shuffle(out)
    return out[: rng.randint(22, 34)]


def articles(examples: Path, count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """`count` articles as (file name, text)."""
    rng = random.Random(seed)
    material = sources(examples)
    made = 0
    story = 0
    while made < count:
        source = material[story % len(material)]
        sentences = _renamed(source, rng)
        day = _FIRST + datetime.timedelta(days=rng.randrange(120))
        last = ""
        for n in range(min(ARTICLES_PER_STORY, count - made)):
            kind = rng.random()
            if not last or kind > 0.25:
                last = _article(source.language, sentences, day + datetime.timedelta(days=n // 4), rng)
            elif kind > 0.12:
                last = last.replace(rng.choice(sentences), rng.choice(sentences), 1)
            yield f"story{story:04d}-{n:02d}.txt", last
            made += 1
        story += 1


def _article(language: str, sentences: list[str], day: datetime.date, rng: random.Random) -> str:
    chosen = [s for s in sentences if rng.random() < 0.6] or sentences[:3]
    names, stated = _DAYS[language]
    paragraphs = [" ".join(chosen[i : i + 3]) for i in range(1, len(chosen), 3)]
    head = [chosen[0].split(",")[0].rstrip("."), rng.choice(_OUTLETS[language]) + " " + _word(rng)]
    head.append(f"{names[day.weekday()]} - " + stated.format(day, rng.randint(6, 22), rng.randint(0, 59)))
    return "\n\n".join([*head, *paragraphs]) + "\n"
