"""Makes `languages/<code>/models/vectors.gz`: where words lie among words, in one space for all languages (`tagging/vectors.py`).

    python -m models.alignment.vectors fr en --data ../vectors     # needs numpy, which recoupe itself does not

English words have the vectors of GloVe, without what all of them share, in `vectors.SIZE` dimensions. A French word lies in the
middle of its translations by Wiktionary and of the English words that may mean the same (`tagging/concepts.py`): no French
text is learnt from. `--data` names a folder with the files that `sources.toml` lists; the word lists and the concepts come first."""

from __future__ import annotations

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models import common
from recoupe.tagging import concepts, lexicon, vectors

SEED = 0  # nothing here draws lots
GLOVE, OF_ENGLISH, OF_FRENCH = "GloVe 6B", "Wiktionary en, French", "Wiktionary fr, English"
READ = 100_000  # words of GloVe, the commonest first
KEPT = 60_000  # of these, English words that are looked for in the word list
SHARED = 2  # directions that all words share and that say nothing
SCALE = 320.0  # of a vector of length 1, so that nearly all its numbers fit a signed byte
LATER = 0.3  # how much less the second translation of one sense counts than the first, the third than the second, ...
CONCEPTS = 0.5  # how much the words of the same concepts count beside the translations
NEAREST = 8  # words of the same concepts that count
_ENTRY = re.compile(r"(\S+) \{[^}]*\}[^:]*:: *(.+)")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]|\{[^}]*\}")
_BEFORE = re.compile(r"(?:to|an?|the) ")


class English:
    """The words of GloVe, the commonest first, each as a vector of length 1."""

    def __init__(self, file: Path) -> None:
        import numpy as np

        raw = json.loads(file.read_text(encoding="utf-8"))
        names = raw["words"][:READ]
        whole = np.array([raw["vectors"][w][: raw["dimensions"]] for w in names], np.float64)
        whole -= whole.mean(0)
        directions = np.linalg.eigh(whole.T @ whole)[1][:, ::-1]
        kept = whole @ directions[:, SHARED : SHARED + vectors.SIZE]
        # the sign of a direction is the solver's choice: fixed here
        kept *= np.where(kept[:1000].sum(0) < 0, -1.0, 1.0)
        self.rows: Any = kept / np.linalg.norm(kept, axis=1, keepdims=True)
        self.index = {word: n for n, word in enumerate(names)}

    def of(self, phrase: str) -> Any | None:
        """Where a word or two lie, None where one of them is not listed."""
        parts = phrase.split()
        if not parts or any(p not in self.index for p in parts):
            return None
        return unit(sum(self.rows[self.index[p]] for p in parts))


def unit(vector: Any) -> Any:
    import numpy as np

    return vector / (np.linalg.norm(vector) + 1e-9)


def translations(found: common.Sources) -> Mapping[str, Mapping[str, float]]:
    """French word -> English words or phrases of two words, with how much each counts."""
    out: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in common.opened(found.file(OF_ENGLISH, ".txt")).splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            for n, sense in enumerate(re.split("[,;]", _ASIDE.sub("", entry[2]))):
                out[lexicon.plain(entry[1])][_bare(sense)] += 1 / (1 + LATER * n)
    for row in csv.reader(common.opened(found.file(OF_FRENCH, ".csv")).splitlines(), delimiter=";", quoting=csv.QUOTE_NONE):
        if len(row) > 3 and " " not in row[0]:
            out[lexicon.plain(row[0])][_bare(row[3])] += 1.0
    return {word: {sense: n for sense, n in some.items() if 1 <= len(sense.split()) <= 2} for word, some in out.items()}


def _bare(sense: str) -> str:
    return _BEFORE.sub("", sense.strip().lower(), count=1)


def alike(english: English) -> Mapping[str, Sequence[tuple[float, int]]]:
    """Concept -> the English words that may mean it: how surely, the commoner the more, and the row of each."""
    out: dict[str, list[tuple[float, int]]] = defaultdict(list)
    listed = lexicon.load("en")
    assert listed is not None, "run models.lemmas first"
    for word, n in english.index.items():
        if any(lemma == word for _, lemma in listed.readings(word)):
            for concept, sure in concepts.of(word, "en").items():
                out[concept].append((sure / math.log(10 + n) ** 0.5, n))
    return out


def french(word: str, english: English, senses: Mapping[str, float], meant: Mapping[str, Sequence[tuple[float, int]]]) -> Any | None:
    """Where a French word lies, None for one without a translation."""
    by_hand = [(n**0.5 / len(s.split()), v) for s, n in senses.items() if (v := english.of(s)) is not None]
    near: dict[int, float] = defaultdict(float)
    for concept, sure in concepts.of(word, "fr").items():
        some = meant.get(concept, ())
        for other, n in some:
            near[n] += (sure * other) ** 2 / (1 + len(some)) ** 0.25
    best = sorted(near.items(), key=lambda i: (-i[1], i[0]))[:NEAREST]
    top = best[0][1] if best else 1.0
    by_concept = [((score / top) ** 2, english.rows[n]) for n, score in best if score >= top / 4]
    parts = [(share, unit(sum(w * v for w, v in some))) for share, some in ((1.0, by_hand), (CONCEPTS, by_concept)) if some]
    return unit(sum(share * v for share, v in parts)) if parts else None


def written(rows: Mapping[str, Any]) -> bytes:
    """The file: words, one a line, an empty line, then the bytes of each."""
    import gzip

    import numpy as np

    words = sorted(rows)
    table = np.clip(np.round(np.array([rows[w] for w in words]) * SCALE), -127, 127).astype(np.int8)
    return gzip.compress("\n".join(words).encode("utf-8") + b"\n\n" + table.tobytes(), 9, mtime=0)


def _listed(words: Iterable[str], code: str, lemmas: bool) -> list[str]:
    """Those that the word list of a language has; `lemmas`: as lemmas, by which all their forms are found."""
    known = lexicon.load(code)
    assert known is not None, f"{code} has no word list: run models.lemmas first"
    out = []
    for word in words:
        readings = known.readings(word) if len(word) > 1 and word[0].isalpha() else ()
        if any(not lemmas or lemma == word for _, lemma in readings):
            out.append(word)
    return out


def build(codes: Sequence[str], folders: tuple[Path, ...]) -> dict[str, float]:
    """The tables of some languages; all need the sources of English."""
    sources = {code: common.sources(code, folders) for code in {*codes, "en"}}
    english = English(sources["en"].file(GLOVE, ".json"))
    rows: dict[str, dict[str, Any]] = {
        "en": {w: english.rows[english.index[w]] for w in _listed(list(english.index)[:KEPT], "en", lemmas=False)}
    }
    used = {"en": sources["en"].provenance([(GLOVE, "")])}
    if "fr" in codes:
        senses, meant = translations(sources["fr"]), alike(english)
        lemmas = _listed(sorted({*senses, *concepts.listed("fr")}), "fr", lemmas=True)
        placed = {w: french(w, english, senses.get(w, {}), meant) for w in lemmas}
        rows["fr"] = {w: v for w, v in placed.items() if v is not None}
        made_of = json.loads((common.LANGUAGES / "fr" / "models" / "meta.json").read_text(encoding="utf-8"))["concepts"]["trained_on"]
        used["fr"] = [*used["en"], *sources["fr"].provenance([(OF_ENGLISH, ""), (OF_FRENCH, "")]), *made_of]
    scores = {}
    for code in codes:
        folder = common.LANGUAGES / code / "models"
        (folder / vectors.FILE).write_bytes(written(rows[code]))
        scores[f"{code}.words"] = float(len(rows[code]))
        entry = {
            "file": vectors.FILE,
            "recipe": "models/alignment/vectors.py",
            "seed": SEED,
            "trained_on": used[code],
            "scores": {"words": float(len(rows[code]))},
        }
        common.record(folder, "vectors", entry)
    return scores


def main() -> None:
    options = common.arguments(__doc__ or "").parse_args()
    common.shown(build(options.languages, common.folders(options)))


if __name__ == "__main__":
    main()
