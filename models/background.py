"""Makes `languages/<code>/models/background.txt.gz`: how many reports hold a word, whatever they are about, so that the words of
five articles are weighed as sensibly as those of a thousand.

    python -m models.background fr en --data ../shared/data/training --data DIR   # DIR/wordfreq/small_fr.msgpack.gz

Each line is a share of reports (in units of 1 / 10,000) and the stems that about so many reports hold. A frequency (how often
among running words) becomes a share of reports of `WORDS` words whose words come in bunches of two."""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models import common
from recoupe import text as texts

FILE = "background.txt.gz"
SOURCE = "wordfreq"
WORDS = 800  # running words of a report
BUNCH = 0.5  # documents that hold a word for every two times that it is written
LEAST = 0.0006  # share under which a word counts as rare and is not listed
STEP = math.sqrt(2)  # from one class to the next
_WORD = re.compile(r"[^\W\d_]+")


def unpacked(data: bytes) -> Any:
    """The value of a MessagePack document made of arrays, maps, strings and small integers (all that these lists are)."""
    value, end = _value(data, 0)
    if end != len(data):
        raise ValueError("there is more than one value")
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    tag = data[at]
    at += 1
    if tag <= 0x7F:
        return tag, at
    if tag <= 0x9F:
        return _several(data, at, tag & 0x0F, pairs=tag < 0x90)
    if tag <= 0xBF:
        return data[at : at + (tag & 0x1F)].decode("utf-8"), at + (tag & 0x1F)
    width = {0xD9: 1, 0xDA: 2, 0xDC: 2, 0xDD: 4, 0xDE: 2}.get(tag)
    if width is None:
        raise ValueError(f"a value of type {tag:#x} at {at - 1}")
    size = int.from_bytes(data[at : at + width], "big")
    at += width
    if tag in (0xD9, 0xDA):
        return data[at : at + size].decode("utf-8"), at + size
    return _several(data, at, size, pairs=tag == 0xDE)


def _several(data: bytes, at: int, size: int, *, pairs: bool) -> tuple[Any, int]:
    values = []
    for _ in range(2 * size if pairs else size):
        value, at = _value(data, at)
        values.append(value)
    return (dict(zip(values[::2], values[1::2])) if pairs else values), at


def frequencies(path: Path) -> dict[str, float]:
    """Word -> how often it stands among running words. Row n of the list holds the words of frequency 10 ** (-n / 100)."""
    header, *rows = unpacked(gzip.decompress(path.read_bytes()))
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"{path}: {header}")
    return {word: 10 ** (-n / 100) for n, words in enumerate(rows) for word in words}


def shares(found: Mapping[str, float], code: str) -> dict[str, float]:
    """Stem -> the share of reports that hold it, function words left out."""
    total: dict[str, float] = defaultdict(float)
    for word, often in found.items():
        for part in _WORD.findall(word):
            plain = texts.folded(part)
            if len(plain) > 1 and plain not in texts.stopwords(code):
                total[texts.stem(plain, code)] += often
    share = {stem: 1 - math.exp(-often * WORDS * BUNCH) for stem, often in total.items()}
    return {stem: value for stem, value in share.items() if value >= LEAST}


def written(share: Mapping[str, float]) -> str:
    """The file: the commonest class first, stems in alphabetical order."""
    classes: dict[int, list[str]] = defaultdict(list)
    for stem, value in share.items():
        classes[round(math.log(value, STEP))].append(stem)
    return "".join(f"{round(10_000 * STEP**n)} {' '.join(sorted(stems))}\n" for n, stems in sorted(classes.items(), reverse=True))


def _documents(code: str, found: common.Sources) -> Sequence[str]:
    """Texts to hold the shares against."""
    if code == "fr":
        import json

        return [json.loads(line)["text"] for line in common.opened(found.file("WiNER-fr", "docs.jsonl.gz")).splitlines()]
    out: list[list[str]] = []
    for source, ending in common.TREEBANKS[code]:
        for sentence in common.conllu(found.file(source, ending)):
            if sentence.newdoc or not out:
                out.append([])
            out[-1].append(sentence.text)
    return [" ".join(one) for one in out]


def compared(share: Mapping[str, float], code: str, documents: Sequence[str]) -> float:
    """Spearman's rank correlation of the shares with the share of documents, over the stems in at least ten of them."""
    seen: Counter[str] = Counter()
    for one in documents:
        plain = {texts.folded(word) for word in _WORD.findall(one)}
        seen.update({texts.stem(word, code) for word in plain if len(word) > 1 and word not in texts.stopwords(code)})
    both = sorted(stem for stem, n in seen.items() if n >= 10 and stem in share)
    a, b = (_ranks([table[stem] for stem in both]) for table in (share, seen))
    middle = (len(both) - 1) / 2
    return sum((x - middle) * (y - middle) for x, y in zip(a, b)) / math.sqrt(
        sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)
    )


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for i in order[at:end]:
            ranks[i] = (at + end - 1) / 2
        at = end
    return ranks


def build(code: str, folders: tuple[Path, ...]) -> Mapping[str, float]:
    found = common.sources(code, folders)
    share = shares(frequencies(found.file(SOURCE, f"small_{code}.msgpack.gz")), code)
    folder = common.LANGUAGES / code / "models"
    (folder / FILE).write_bytes(common.compressed(written(share)))
    scores = {"stems": float(len(share)), "rank_correlation": round(compared(share, code, _documents(code, found)), 4)}
    made_of = found.provenance([(SOURCE, f"small_{code}.msgpack.gz")])
    entry = {"file": FILE, "recipe": "models/background.py", "seed": 0, "scores": scores, "trained_on": made_of}
    common.record(folder, "background", entry)
    return scores


if __name__ == "__main__":
    common.run(build, __doc__)
