"""Names: exact characters and kind, through the same door a user comes by (an article's raw text in, mentions out).

Sets, none of which was trained on: the part of WiNER-fr that `models.names_corpora` holds out by article, French PUD with
the names of English PUD carried over (`models.pud_silver`), the test split of UNER English EWT, and the articles of the
gold clusters. A mention is right when its first and last character and its kind are those of the labels; kinds beyond
person, place and organisation are not counted. `fr.winer.people_places.f1` leaves organisations out on both sides;
in `fr.pud.literal` states and towns that act are places, as in French labels.

The gold clusters list the names that matter, not all: there, recall is over every place where a listed form stands, and
precision over the mentions that touch one. `own` are the articles of `../later3`, whose every mention is labelled
(`names.json`), written by someone who did not know the rules: they are measured anywhere. For the seeds, `seeds_names.toml`
lists the others too, so that every mention is judged; `seeds.unlisted` measures them with their organisations struck from all
lists.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models import common, names_corpora, pud_silver
from models.names_corpora import KINDS, Labelled, Name
from recoupe import desk, languages
from recoupe.kinds import names
from recoupe.kinds.names_lexicon import key
from recoupe.records import Article

SEEDS = Path(__file__).with_name("seeds_names.toml")
OWN = Path(__file__).parents[1] / "later3"
_SHOWN = 40


def found(text: str, lang: str) -> list[Name]:
    """What recoupe finds in a text, of the three kinds."""
    examined = desk.find(Article("x", "x", text, language=lang), kinds=(names.KIND,))
    for problem in examined.problems:
        if problem.severity == "error":
            raise RuntimeError(problem.message)
    return sorted({(m.span.start, m.span.end, m.kind) for m in examined.names if m.kind in KINDS})


@dataclass(slots=True)
class Tally:
    """Counts over documents, and what went wrong for the eye: misses, false items, kinds confused, boundaries missed."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    errors: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, document: Labelled, mentions: Sequence[Name], judge_all: bool = True) -> None:
        """One document. `judge_all` is False where mentions that touch no label are neither right nor wrong."""
        labels = set(document.names)
        mentions = [m for m in mentions if m in labels or not any(_touch(m, region) for region in document.ignore)]
        if not judge_all:
            mentions = [m for m in mentions if any(_touch(m, label) for label in labels)]
        for label in labels:
            self.wanted[label[2]] += 1
        for mention in mentions:
            self.given[mention[2]] += 1
            self.right[mention[2]] += mention in labels
        self._explain(document.text, labels, set(mentions))

    def _explain(self, text: str, labels: set[Name], mentions: set[Name]) -> None:
        for label in sorted(labels - mentions):
            near = [m for m in sorted(mentions) if _touch(m, label)]
            shown = text[label[0] : label[1]]
            same = next((m for m in near if m[:2] == label[:2]), None)
            if same:
                self._note("kind", f"{shown} ({label[2]}, found {same[2]})")
            elif near:
                self._note("boundary", f"{shown} ({label[2]}), found {text[near[0][0] : near[0][1]]} ({near[0][2]})")
            else:
                self._note("missed", f"{shown} ({label[2]})")
        for mention in sorted(mentions - labels):
            if not any(_touch(mention, label) for label in labels):
                self._note("false", f"{text[mention[0] : mention[1]]} ({mention[2]})")

    def _note(self, sort: str, line: str) -> None:
        self.errors.setdefault(sort, Counter())[" ".join(line.split())] += 1

    def marks(self, prefix: str) -> dict[str, float]:
        """F1, precision and recall over the three kinds (micro), F1 of each kind, and F1 without organisations."""
        out = {}
        for name, value in zip(("f1", "precision", "recall"), self._score(KINDS)):
            out[f"{prefix}.{name}"] = value
        for kind in KINDS:
            out[f"{prefix}.{kind}.f1"], out[f"{prefix}.{kind}.precision"], out[f"{prefix}.{kind}.recall"] = self._score((kind,))
        out[f"{prefix}.people_places.f1"] = self._score(("person", "place"))[0]
        return out

    def _score(self, kinds: Iterable[str]) -> tuple[float, float, float]:
        right, given, wanted = (sum(c[k] for k in kinds) for c in (self.right, self.given, self.wanted))
        precision, recall = right / given if given else 0.0, right / wanted if wanted else 0.0
        return 2 * precision * recall / (precision + recall) if right else 0.0, precision, recall

    def show(self, title: str) -> None:
        """The commonest errors of each sort."""
        for sort, lines in sorted(self.errors.items()):
            print(f"== {title}: {sort}, {sum(lines.values())} in all")
            for line, count in sorted(lines.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]:
                print(f"   {count:4} {line}")


def _touch(a: Sequence[Any], b: Sequence[Any]) -> bool:
    return bool(a[0] < b[1] and b[0] < a[1])


def tally(documents: Iterable[Labelled], judge_all: bool = True) -> Tally:
    """Run recoupe over labelled documents."""
    out = Tally()
    for document in documents:
        out.add(document, found(document.text, document.lang), judge_all)
    return out


# ---------------------------------------------------------------- the gold clusters


def occurrences(text: str, forms: dict[str, str]) -> list[Name]:
    """Where listed forms (form -> kind) stand as whole words, the longest at each place. Apostrophes of all shapes are one."""
    flat = text.replace("’", "'").replace("\u00a0", " ")
    out: list[Name] = []
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        for match in re.finditer(rf"(?<!\w){re.escape(form.replace('’', chr(39)))}(?!\w)", flat):
            place = (match.start(), match.end(), forms[form])
            if not any(_touch(place, other) for other in out):
                out.append(place)
    return sorted(out)


def cluster(folder: Path, more: dict[str, str] | None = None) -> list[Labelled]:
    """The articles of a gold cluster without their page furniture, labelled wherever a form of a gold name stands."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    forms = {form: row["kind"] for row in gold["names"] for form in [row["name"], *row["forms"], *row["suspect"]]}
    forms.update(more or {})
    out = []
    for file, about in sorted(gold["articles"].items()):
        if not file.endswith(".txt"):
            continue  # pages are another part's matter
        chrome = {" ".join(line.split()) for line in about["chrome"]}
        lines = (folder / file).read_text(encoding="utf-8").split("\n")
        text = "\n".join(line for line in lines if " ".join(line.split()) not in chrome)
        named = occurrences(text, forms)
        ignore = tuple((a, b) for a, b, kind in named if kind not in KINDS)
        out.append(Labelled(file, folder.name, "test", about["language"], text, tuple(n for n in named if n[2] in KINDS), ignore))
    return out


def seeds(folder: Path) -> list[Labelled]:
    """The seeds with every name in them labelled: the gold's and those of `seeds_names.toml`."""
    table = tomllib.loads(SEEDS.read_text(encoding="utf-8"))
    return cluster(folder, {form: kind for kind, forms in table.items() for form in forms})


def own(folder: Path) -> list[Labelled]:
    """The text articles of a cluster that labels every mention: `names.json` has (exact, which of its occurrences, kind) by
    file, `names_optional.json` those that may be found or not; what stands in page furniture counts neither way."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    wanted, optional = (json.loads((folder / f"{n}.json").read_text(encoding="utf-8")) for n in ("names", "names_optional"))
    out = []
    for file, about in sorted(gold["articles"].items()):
        if not file.endswith(".txt"):
            continue
        text = (folder / file).read_text(encoding="utf-8")
        ignore = [place[:2] for row in optional.get(file, ()) for place in [_place(text, *row)]]
        ignore += [(at, at + len(line)) for line in about["chrome"] if (at := text.find(line)) >= 0]
        named = tuple(sorted(_place(text, *row) for row in wanted.get(file, ())))
        out.append(Labelled(file, folder.name, "test", about["language"], text, named, tuple(ignore)))
    return out


def _place(text: str, exact: str, occurrence: int, kind: str) -> Name:
    """Where the occurrence (counted from 0, overlaps included) of a string stands."""
    at = -1
    for _ in range(occurrence + 1):
        at = text.index(exact, at + 1)
    return at, at + len(exact), kind


def unlisted(folder: str) -> dict[str, float]:
    """The seeds again, with every organisation of theirs struck from every list of recoupe first: what is found of them then
    owes nothing to a list. To be run in a process of its own, for lists are read once."""
    documents = seeds(Path(folder))
    struck = frozenset(key(d.text[a:b]) for d in documents for a, b, kind in d.names if kind == "organisation")
    lines, table = languages._lines, languages._table

    def kept(row: str) -> str:
        parted = "|" if "|" in row else ";"
        return parted.join(form for form in row.split(parted) if key(form) not in struck)

    def kept_table(code: str, name: str) -> dict[str, Any]:
        whole = dict(table(code, name))
        for field_name in ("organisations", "agencies", "outlets", "same"):
            rows = whole.get(field_name)
            if isinstance(rows, str):
                whole[field_name] = kept(rows.replace("\n", " "))
            elif isinstance(rows, list):
                whole[field_name] = [left for row in rows if (left := kept(str(row)))]
        return whole

    languages._lines = lambda code, name: tuple(left for row in lines(code, name) if (left := kept(row)))  # type: ignore[assignment]
    languages._table = kept_table  # type: ignore[assignment]
    return tally(documents).marks("seeds.unlisted")


def measure(shared: Path | None, verbose: bool = False) -> dict[str, float]:
    """Marks from 0 to 1, by set; only those of our own articles without the shared data. Raises SourceError where a file of
    the shared data is missing."""
    tallies: dict[str, Tally] = {}
    for code in ("en", "fr"):
        sources = common.sources(code, (shared / "data" / "training", shared / "data")) if shared is not None else None
        tallies.update({title: tally(held) for title, held in sets(code, sources).items()})
    marks: dict[str, float] = {}
    for title, result in tallies.items():
        marks.update(result.marks(title))
    if shared is not None:
        marks.update(_gold(shared / "gold", tallies))
    if verbose:
        for title, result in tallies.items():
            result.show(title)
    return marks


def sets(code: str, sources: common.Sources | None) -> dict[str, list[Labelled]]:
    """The sets of a language by what their marks begin with: articles of our own, and public ones where there are sources."""
    found: dict[str, list[Labelled]] = {}
    for folder in sorted(p for p in OWN.iterdir() if p.is_dir()):
        for document in own(folder):
            if document.lang == code:
                found.setdefault(f"{code}.own", []).append(document)
    if sources is None:
        return found
    if code == "fr":
        silver = list(pud_silver.silver(sources))
        found["fr.winer"] = list(names_corpora.corpus("winer", sources, "test"))
        found["fr.pud"] = list(pud_silver.by_document(silver))
        found["fr.pud.literal"] = list(pud_silver.by_document(map(pud_silver.literal, silver)))
    elif code == "en":
        found["en.ewt"] = list(names_corpora.corpus("ewt", sources, "test"))
    return found


def gate(code: str, sources: common.Sources) -> dict[str, float]:
    """The marks of a language on its sets: what `meta.json` records of a model."""
    return {mark: value for title, held in sets(code, sources).items() for mark, value in tally(held).marks(title).items()}


def _gold(gold: Path, tallies: dict[str, Tally]) -> dict[str, float]:
    """The marks of the gold clusters; their tallies join `tallies`."""
    marks: dict[str, float] = {}
    if (gold / "seeds").is_dir():
        tallies["seeds"] = tally(seeds(gold / "seeds"))
        marks.update(tallies["seeds"].marks("seeds"))
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:
            marks.update(apart.submit(unlisted, str(gold / "seeds")).result())
    for folder in sorted(gold.iterdir()) if gold.is_dir() else ():
        if (folder / "gold.json").is_file():
            result = tallies[f"gold.{folder.name}"] = tally(cluster(folder), judge_all=False)
            for mark in ("f1", "precision", "recall"):
                marks[f"gold.{folder.name}.{mark}"] = result.marks("x")[f"x.{mark}"]
    return marks
