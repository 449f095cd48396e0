"""Makes `languages/<code>/models/concepts.txt.gz`: what words may mean, in concepts that all languages share.

    python -m models.alignment.concepts fr en --data ../wordnets

A concept is a synset of WordNet 3.0 (a noun made of a verb stands for that verb), or the one just above it; French words come by
the wordnets of the Open Multilingual Wordnet that were made of Wiktionary and of WOLF. Concepts that one word alone has are left
out. `--data` names a folder with the files that `sources.toml` lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models import common
from recoupe.tagging import concepts, lexicon

SEED = 0  # nothing here draws lots
PARTS = {"n": "noun", "v": "verb", "a": "adj"}
RANKED = (1.0, 0.9, 0.8, 0.7, 0.6, 0.6, 0.6)  # how surely a word has its first meaning, its second, ...
ABOVE, BESIDE = 0.6, 0.7  # how much of that a meaning one up has, and one that the first brings about or is much like
BROAD = 400  # synsets under one that is too general to say anything
RARE = 0.03  # share of a word's uses below which a sense is left out, where it is not among its first two
MOST = 7  # senses of a French word
PLACES = frozenset({"04", "05", "07", "09", "10", "11", "12", "13", "19", "22"})  # lexicographers' files of what is done or had
WIKTIONARY, WOLF = "OMW Wiktionary fr", "WOLF"


@dataclass(slots=True)
class Wordnet:
    """WordNet 3.0: synset -> pointers and file; lemma -> senses, the commonest first; how often each sense was met."""

    pointers: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    place: dict[str, str] = field(default_factory=dict)
    senses: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    uses: dict[tuple[str, str, int], int] = field(default_factory=dict)


def read(found: common.Sources) -> Wordnet:
    """The files of WordNet 3.0 (`wndb(5WN)` tells their format)."""
    out = Wordnet()
    for part, name in PARTS.items():
        for line in common.opened(found.file("WordNet 3.0", f"data.{name}")).splitlines():
            if line.startswith("  "):
                continue
            cells = line.split(" | ")[0].split()
            at = 4 + 2 * int(cells[3], 16)
            rows = (cells[at + 1 + 4 * n : at + 5 + 4 * n] for n in range(int(cells[at])))
            out.pointers[f"{cells[0]}-{part}"] = [(sign, f"{to}-{'a' if kind == 's' else kind}") for sign, to, kind, _ in rows]
            out.place[f"{cells[0]}-{part}"] = cells[1]
        for line in common.opened(found.file("WordNet 3.0", f"index.{name}")).splitlines():
            if not line.startswith("  "):
                cells = line.split()
                out.senses[cells[0], part] = [f"{offset}-{part}" for offset in cells[6 + int(cells[3]) :]]
    for line in common.opened(found.file("WordNet 3.0", "index.sense")).splitlines():
        key, _, number, uses = line.split()
        lemma, _, rest = key.partition("%")
        out.uses[lemma, {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}[rest[0]], int(number)] = int(uses)
    return out


class Concepts:
    """The concepts of synsets."""

    def __init__(self, wordnet: Wordnet) -> None:
        self._wordnet = wordnet
        self._under: dict[str, list[str]] = defaultdict(list)
        for synset, pointers in wordnet.pointers.items():
            for sign, to in pointers:
                if sign in ("@", "@i"):
                    self._under[to].append(synset)
        self._sizes: dict[str, int] = {}

    def _size(self, synset: str) -> int:
        """How many synsets lie under one; counted up to what is too many (there are loops)."""
        if synset not in self._sizes:
            seen, todo = {synset}, [synset]
            while todo and len(seen) <= BROAD:
                fresh = [s for s in self._under[todo.pop()] if s not in seen]
                seen.update(fresh)
                todo += fresh
            self._sizes[synset] = len(seen)
        return self._sizes[synset]

    def _plain(self, synset: str) -> str:
        """The verb that a noun is made of, where it is made of one."""
        wordnet = self._wordnet
        if synset.endswith("-n") and wordnet.place[synset] in PLACES:
            verbs = Counter(to for sign, to in wordnet.pointers[synset] if sign == "+" and to.endswith("-v"))
            if verbs:
                return verbs.most_common(1)[0][0]
        return synset

    def of(self, ranked: Sequence[str]) -> dict[str, float]:
        """The concepts of a word with these senses, the commonest first."""
        out: dict[str, float] = {}

        def add(synset: str, sure: float) -> None:
            concept = self._plain(synset)
            out[concept] = max(sure, out.get(concept, 0.0))

        for synset, sure in zip(ranked, RANKED, strict=False):
            add(synset, sure)
        for synset, sure in zip(ranked[:3], RANKED, strict=False):
            for sign, to in self._wordnet.pointers[synset]:
                if to.endswith("-r"):
                    continue
                if sign in ("@", "@i") and self._size(to) <= BROAD:
                    add(to, sure * ABOVE)
                elif sign in (">", "*", "$", "&"):
                    add(to, sure * BESIDE)
        return out


def english(wordnet: Wordnet) -> dict[tuple[str, str], list[str]]:
    """The senses of English words that are met often enough; none of a word that was not met at all."""
    out = {}
    for (lemma, part), senses in wordnet.senses.items():
        uses = [wordnet.uses.get((lemma, part, n), 0) for n in range(1, len(senses) + 1)]
        least = max(1.0, RARE * sum(uses))
        if not sum(uses):
            continue
        out[lemma, part] = [s for n, s in enumerate(senses) if n < 2 or uses[n] >= least]
    return out


def french(wordnet: Wordnet, found: common.Sources) -> dict[tuple[str, str], list[str]]:
    """The senses of French words: those that both lists give first, then the commoner in English."""
    met: Counter[str] = Counter()
    for (lemma, part), senses in wordnet.senses.items():
        for n, synset in enumerate(senses, 1):
            met[synset] += wordnet.uses.get((lemma, part, n), 0)
    trust: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name, worth in ((WIKTIONARY, 1.0), (WOLF, 0.5)):
        rows = {tuple(line.split("\t")[:3]) for line in common.opened(found.file(name, ".tab")).splitlines() if not line.startswith("#")}
        for synset, kind, word in sorted(rows):
            if kind.endswith("lemma") and synset in wordnet.pointers:
                trust[word.lower(), synset[-1]][synset] += worth
    return {word: sorted(senses, key=lambda s: (-senses[s] * (1 + met[s]) ** 0.5, s))[:MOST] for word, senses in trust.items()}


def written(words: Mapping[tuple[str, str], Mapping[str, float]], numbers: Mapping[str, str]) -> str:
    """The file: lemma and part of speech, a tab, concepts each with a digit for how sure it is (9: quite)."""
    rows = []
    for (lemma, part), found in sorted(words.items()):
        cells = [f"{numbers[c]}{max(1, round(9 * sure))}" for c, sure in sorted(found.items(), key=lambda i: (-i[1], i[0])) if c in numbers]
        if cells:
            rows.append(f"{lemma} {part}\t{' '.join(cells)}")
    return "\n".join(rows) + "\n"


def _known(words: Iterable[tuple[str, str]], code: str) -> set[tuple[str, str]]:
    """The words that the word list of a language has as that part of speech."""
    listed = lexicon.load(code)
    assert listed is not None, f"{code} has no word list: run models.lemmas first"
    out = set()
    for lemma, part in words:
        if any(base == lemma and concepts.KINDS.get(sort) == part for sort, base in listed.readings(lexicon.plain(lemma))):
            out.add((lemma, part))
    return out


def _letters(number: int) -> str:
    digits = "abcdefghijklmnopqrstuvwxyz"
    out = ""
    while True:
        number, rest = divmod(number, 26)
        out = digits[rest] + out
        if not number:
            return out


def build(codes: Sequence[str], folders: tuple[Path, ...]) -> dict[str, float]:
    """Both languages at once: a concept counts where two words have it, whatever their language."""
    sources = {code: common.sources(code, folders) for code in codes}
    wordnet = read(sources["en"])
    known = Concepts(wordnet)
    words: dict[str, dict[tuple[str, str], dict[str, float]]] = {}
    for code, senses in (("en", english(wordnet)), ("fr", french(wordnet, sources["fr"]))):
        kept = _known(senses, code)
        words[code] = {word: known.of(ranked) for word, ranked in senses.items() if word in kept}
    shared = Counter(c for some in words.values() for found in some.values() for c in found)
    order = sorted((c for c, n in shared.items() if n > 1), key=lambda c: (-shared[c], c))
    numbers = {concept: _letters(n) for n, concept in enumerate(order)}
    scores = {}
    for code, some in words.items():
        folder = common.LANGUAGES / code / "models"
        (folder / concepts.FILE).write_bytes(common.compressed(written(some, numbers)))
        used = [("WordNet 3.0", "")] + ([(WIKTIONARY, ".tab"), (WOLF, ".tab")] if code == "fr" else [])
        scores[f"{code}.words"] = float(len(some))
        entry = {
            "file": concepts.FILE,
            "recipe": "models/alignment/concepts.py",
            "seed": SEED,
            "trained_on": sources[code].provenance(used),
            "scores": {"words": float(len(some)), "concepts": float(len(order))},
        }
        common.record(folder, "concepts", entry)
    return scores


def main() -> None:
    options = common.arguments(__doc__ or "").parse_args()
    common.shown(build(options.languages, common.folders(options)))


if __name__ == "__main__":
    main()
