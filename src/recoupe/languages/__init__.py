"""What recoupe knows about languages: one folder per language, data first.

`load("fr").table("dates")` is the parsed `languages/fr/dates.toml` (an empty mapping where there is none), so a room
asks for its own table and stays free of any language by name. Another language is added by adding a folder with
the same tables and an `examples.toml`; `languages/any/` holds what no language owns (units, currencies, agencies).
"""

from __future__ import annotations

import marshal
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

_HERE = resources.files(__name__)
_EMPTY: Mapping[str, Any] = MappingProxyType({})
_COMMENT = re.compile("#.*")


@cache
def _table(code: str, name: str) -> Mapping[str, Any]:
    file = _HERE.joinpath(code, f"{name}.toml")
    if not file.is_file():
        return _EMPTY
    return MappingProxyType(_parsed(Path(str(file))))


def _parsed(file: Path) -> dict[str, Any]:
    """A TOML file, parsed once and then kept beside the compiled modules, as Python keeps those: parsing all the tables of a
    language takes longer than reading an article with them. Where nothing can be kept, it is parsed each time."""
    state = file.stat()
    made_from = (state.st_mtime_ns, state.st_size)
    kept = file.parent.parent / "__pycache__" / f"{file.parent.name}.{file.stem}.{sys.implementation.cache_tag}.table"
    try:
        known, data = marshal.loads(kept.read_bytes())
        if known == made_from and isinstance(data, dict):
            return data
    except (OSError, ValueError, EOFError, TypeError):
        pass
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    if not sys.dont_write_bytecode:
        import tempfile

        try:
            content = marshal.dumps((made_from, data))
            kept.parent.mkdir(exist_ok=True)  # a folder that holds data alone has none yet
            descriptor, temporary = tempfile.mkstemp(prefix=kept.name, dir=kept.parent)
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
            os.replace(temporary, kept)
        except (OSError, ValueError):  # a folder that is not ours, or a date among the values
            pass
    return data


@cache
def _folder(code: str, name: str) -> Mapping[str, Mapping[str, Any]]:
    folder = _HERE.joinpath(code, name)
    if not folder.is_dir():
        return _EMPTY
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    return MappingProxyType({f.removesuffix(".toml"): _table(code, f"{name}/{f.removesuffix('.toml')}") for f in files})


@cache
def _lines(code: str, name: str) -> tuple[str, ...]:
    file = _HERE.joinpath(code, f"{name}.txt")
    if not file.is_file():
        return ()
    rows = _COMMENT.sub("", file.read_text(encoding="utf-8")).splitlines()
    return tuple(filter(None, map(str.strip, rows)))  # some lists have 40,000 rows


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its BCP 47 code. `supported` is False where there is no folder for it: its articles are kept,
    grouped and named as such, but nothing is found in them that needs to know the language."""

    code: str
    supported: bool

    def table(self, name: str) -> Mapping[str, Any]:
        """The data a room keeps for this language (`<code>/<name>.toml`), empty where there is none."""
        return _table(self.code, name)

    def folder(self, name: str) -> Mapping[str, Mapping[str, Any]]:
        """The tables of a folder (`<code>/<name>/*.toml`) by their names, in order; empty where there is none."""
        return _folder(self.code, name)

    def lines(self, name: str) -> tuple[str, ...]:
        """A plain word list (`<code>/<name>.txt`), one entry a line, `#` starts a comment."""
        return _lines(self.code, name)

    @property
    def name(self) -> str:
        """The language's English name, or its code."""
        return str(shared("identify").get("names", {}).get(self.code, self.code))


def shared(name: str) -> Mapping[str, Any]:
    """A table that belongs to no language: `any/<name>.toml`."""
    return _table("any", name)


def shared_folder(name: str) -> Mapping[str, Mapping[str, Any]]:
    """The tables of a folder that belongs to no language: `any/<name>/*.toml`."""
    return _folder("any", name)


@cache
def shared_forms(name: str) -> frozenset[str]:
    """All forms of a word list that belongs to no language, with "|" between those of one row: cut in one go, for some of
    these lists have 40,000 rows."""
    text = _COMMENT.sub("", _HERE.joinpath("any", f"{name}.txt").read_text(encoding="utf-8"))
    return frozenset(text.replace("\n", "|").split("|")) - {""}


def shared_lines(name: str) -> tuple[str, ...]:
    """A word list that belongs to no language: `any/<name>.txt`."""
    return _lines("any", name)


@cache
def known() -> tuple[str, ...]:
    """The codes that have a folder of their own, sorted."""
    folders = (f.name for f in _HERE.iterdir() if f.is_dir() and f.joinpath("sentences.toml").is_file())
    return tuple(sorted(name for name in folders if name != "any"))


@cache
def load(code: str) -> Language:
    """The language of a BCP 47 code ("fr", "fr-CA", "und"); only the primary subtag chooses the folder."""
    primary = code.replace("_", "-").split("-")[0].lower() or "und"
    return Language(primary, primary in known())


_WORD = re.compile(r"[^\W\d_]+")


@cache
def _function_words() -> Mapping[str, frozenset[str]]:
    words = shared("identify").get("words", {})
    return {code: frozenset(str(line).split()) for code, line in words.items()}


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(f"[{chars}]")) for code, chars in shared("identify").get("scripts", {}).items())


def identify(text: str, sample: int = 6000) -> tuple[str, float]:
    """The language of a text by its function words (by its script where that decides), and a share of confidence
    from 0 to 1. `("und", 0.0)` when nothing can be said. Looks at the first and middle `sample` code points."""
    if len(text) > 2 * sample:
        middle = len(text) // 2
        text = text[:sample] + " " + text[middle : middle + sample]
    letters = sum(c.isalpha() for c in text)
    if not letters:
        return "und", 0.0
    for code, script in _scripts():
        share = len(script.findall(text)) / letters
        if share > 0.3:
            return code, share
    words = Counter(w.lower() for w in _WORD.findall(text))
    total = sum(words.values())
    scores = {code: sum(words[w] for w in table) / total for code, table in _function_words().items()} if total else {}
    if not scores:
        return "und", 0.0
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, score = ranked[0]
    if score < 0.08:
        return "und", score
    return best, min(1.0, (score - ranked[1][1]) / score + 0.1) if len(ranked) > 1 else 1.0
