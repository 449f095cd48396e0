"""What all recipes share: pinned sources, readers of annotated corpora, and the one writer of `meta.json`."""

from __future__ import annotations

import argparse
import datetime
import gzip
import hashlib
import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "training"
LANGUAGES = ROOT / "src" / "recoupe" / "languages"


# What taggers and word lists are made of and measured on: language -> (source, the ending of its file).
TREEBANKS = {
    "fr": (("UD_French-Sequoia", "train.conllu.gz"), ("UD_French-Sequoia", "dev.conllu"), ("UD_French-GSD", "dev.conllu")),
    "en": (("UD_English-EWT", "train.rebuilt.conllu.gz"), ("UD_English-EWT", "dev.conllu.gz")),
}
TREEBANK_TESTS = {
    "fr": (("UD_French-Sequoia", "test.conllu"), ("UD_French-GSD", "test.conllu"), ("UD_French-PUD", "test.conllu")),
    "en": (("UD_English-EWT", "test.conllu.gz"),),
}


class SourceError(Exception):
    """A source file is missing, or is not the one the recipe was written for."""


# ---------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class Source:
    """One public data set at one commit. `files` maps a path under the data folders to the sha256 of the file."""

    name: str
    repo: str
    commit: str
    licence: str
    attribution: str
    takes: str
    files: Mapping[str, str]

    def provenance(self, *paths: str) -> dict[str, Any]:
        """The entry of `trained_on` for the files that were used (all of them when none is named)."""
        used = {path: self.files[path] for path in sorted(paths or self.files)}
        return {"name": self.name, "repo": self.repo, "commit": self.commit, "licence": self.licence, "files": used}


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of one language (`models/<code>/sources.toml`) and the folders their files are looked for in, in turn."""

    code: str
    folders: tuple[Path, ...]
    named: Mapping[str, Source]

    def __getitem__(self, name: str) -> Source:
        if name not in self.named:
            raise SourceError(f"models/{self.code}/sources.toml names no source {name!r} (it names: {', '.join(sorted(self.named))})")
        return self.named[name]

    def file(self, name: str, ending: str) -> Path:
        """The one file of a source whose path ends so, checked against its sha256. Raises SourceError."""
        source = self[name]
        paths = [path for path in source.files if path.endswith(ending)]
        if len(paths) != 1:
            raise SourceError(f"{len(paths)} files of {name} end in {ending!r}: {', '.join(sorted(source.files))}")
        return self._checked(source, paths[0])

    def _checked(self, source: Source, path: str) -> Path:
        for folder in self.folders:
            file = folder / path
            if not file.is_file():
                continue
            found = sha256(file)
            if found != source.files[path]:
                raise SourceError(f"{file} is not the file this recipe was written for: sha256 {found}, not {source.files[path]}")
            return file
        places = ", ".join(str(folder) for folder in self.folders)
        raise SourceError(f"{path} ({source.name}, {source.repo} at {source.commit}) is in none of: {places}")

    def provenance(self, used: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
        """`trained_on` of a model for the (source name, ending of the path) pairs it was made of."""
        paths: dict[str, list[str]] = {}
        for name, ending in used:
            paths.setdefault(name, []).extend(path for path in self[name].files if path.endswith(ending))
        return [self[name].provenance(*sorted(set(found))) for name, found in paths.items()]


def sources(code: str, folders: Sequence[Path] = (DATA,)) -> Sources:
    """The pinned sources of a language."""
    table = tomllib.loads((ROOT / "models" / code / "sources.toml").read_text(encoding="utf-8"))
    named = {
        name: Source(name, row["repo"], row["commit"], row["licence"], row["attribution"], row["takes"], dict(row["files"]))
        for name, row in table.items()
    }
    return Sources(code, tuple(folders), named)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def arguments(description: str) -> argparse.ArgumentParser:
    """The command line of a recipe: languages, and `--data` (repeatable) for the folders that hold the sources."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("languages", nargs="+", metavar="LANGUAGE", help="fr, en")
    parser.add_argument("--data", type=Path, action="append", metavar="DIR", help=f"where the sources lie (default: {DATA})")
    return parser


def folders(options: argparse.Namespace) -> tuple[Path, ...]:
    """The data folders of a command line."""
    return tuple(options.data) if options.data else (DATA,)


def run(build: Callable[[str, tuple[Path, ...]], Mapping[str, float]], description: str | None) -> None:
    """The command of a recipe: `build(language, data folders)` for each language asked for, and the scores that it returns."""
    options = arguments(description or "").parse_args()
    for code in options.languages:
        shown(build(code, folders(options)))


def opened(path: Path) -> str:
    """The text of a file, gzip or not."""
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")


# ---------------------------------------------------------------- corpora


@dataclass(frozen=True, slots=True)
class Token:
    """A surface token. A contraction whose parts do not spell it ("du" = de + le) is one token with the tag and lemma of its
    first part; one whose parts do ("don't" = do + n't) is several. `head` is the index of the token it depends on in the
    sentence (-1: root); `[start, end)` are code points of the sentence's text."""

    form: str
    upos: str
    lemma: str
    head: int
    deprel: str
    start: int
    end: int
    feats: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a treebank, with where it stands: `newpar` and `newdoc` say that it opens a paragraph, a document."""

    id: str
    text: str
    tokens: tuple[Token, ...]
    newpar: bool = False
    newdoc: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(token.form for token in self.tokens)


@dataclass(slots=True)
class _Rows:
    comments: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)


def _blocks(text: str) -> Iterator[_Rows]:
    block = _Rows()
    for line in text.split("\n"):
        line = line.rstrip("\r")
        if not line.strip():
            if block.rows:
                yield block
                block = _Rows()
        elif line.startswith("#"):
            key, _, value = line[1:].partition("=")
            words = key.split()
            if words:
                block.comments[words[0]] = value.strip() if words[0] != "text" else value.removeprefix(" ").rstrip()
        else:
            block.rows.append(line.split("\t"))
    if block.rows:
        yield block


def conllu(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file (gzip or not). Raises ValueError where a token is not found in its text."""
    return [_sentence(block) for block in _blocks(opened(path))]


def _sentence(block: _Rows) -> Sentence:
    units: list[tuple[str, list[list[str]]]] = []  # surface form, its syntactic words
    until = 0
    for row in block.rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            until = int(row[0].split("-")[1])
            units.append((row[1], []))
        elif int(row[0]) <= until:
            units[-1][1].append(row)
        else:
            units.append((row[1], [row]))
    groups = [group for form, parts in units for group in _surface(form, parts)]
    index = {row[0]: n for n, (_, parts) in enumerate(groups) for row in parts}
    text = block.comments.get("text", "") or " ".join(form for form, _ in groups)
    tokens: list[Token] = []
    at = 0
    for n, (form, parts) in enumerate(groups):
        start, end = _find(form, text, at, block.comments.get("sent_id", "?"))
        at = end
        anchor = next((row for row in parts if index.get(row[6], -1) != n), parts[0])  # the part that hangs outside
        first = parts[0]
        tokens.append(Token(text[start:end], first[3], first[2], index.get(anchor[6], -1), anchor[7], start, end, first[5]))
    comments = block.comments
    return Sentence(comments.get("sent_id", ""), text, tuple(tokens), "newpar" in comments or "newdoc" in comments, "newdoc" in comments)


def _surface(form: str, parts: list[list[str]]) -> list[tuple[str, list[list[str]]]]:
    if len(parts) > 1 and "".join(row[1] for row in parts) == form:
        return [(row[1], [row]) for row in parts]
    return [(form, parts)]


def _find(form: str, text: str, at: int, where: str) -> tuple[int, int]:
    while at < len(text) and text[at].isspace():
        at += 1
    if text.startswith(form, at):
        return at, at + len(form)
    # A form may hold a space the text writes otherwise ("10 000" with a no-break space).
    end = at
    for char in form:
        if char.isspace():
            while end < len(text) and text[end].isspace():
                end += 1
        elif end < len(text) and text[end] == char:
            end += 1
        else:
            raise ValueError(f"{where}: {form!r} is not at {at} of {text!r}")
    return at, end


# ---------------------------------------------------------------- what a model was made of


def record(folder: Path, name: str, entry: Mapping[str, Any]) -> None:
    """Write one model's entry into `folder/meta.json`, the others kept. `entry` has `file` (in the folder), `trained_on`,
    `recipe`, `seed`, `scores`; its size, sha256 and the day are added here."""
    meta = folder / "meta.json"
    known: dict[str, Any] = json.loads(meta.read_text(encoding="utf-8")) if meta.is_file() else {}
    file = folder / str(entry["file"])
    whole = {**entry, "sha256": _digest(file), "bytes": _size(file)}
    before = known.get(name, {})
    same = before.get("sha256") == whole["sha256"]
    whole["date"] = before["date"] if same and "date" in before else datetime.datetime.now(datetime.UTC).date().isoformat()
    known[name] = whole
    meta.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    """The sha256 of a file; of a folder, that of the list of its files' names and digests."""
    if path.is_file():
        return sha256(path)
    listed = "".join(f"{sha256(p)}  {p.relative_to(path).as_posix()}\n" for p in sorted(path.rglob("*")) if p.is_file())
    return hashlib.sha256(listed.encode()).hexdigest()


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def compressed(text: str) -> bytes:
    """gzip without name or time, so the same text gives the same bytes."""
    return gzip.compress(text.encode("utf-8"), 9, mtime=0)


def shown(scores: Mapping[str, float], out: Any = sys.stdout) -> None:
    """Print scores, one a line."""
    for name, value in scores.items():
        print(f"{name:40} {value:.4f}", file=out)
