"""The trained models a language ships (`languages/<code>/models/`), found and loaded once. What each was made of, and the
sha256 of each file, is in the `meta.json` beside them; the test suite holds the files against it, not the run."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from recoupe.tagging.crf import Crf

_HERE = resources.files("recoupe.languages")


@cache
def path(code: str, file: str) -> Path | None:
    """Where `languages/<code>/models/<file>` lies (a file or a folder), None where the language ships none."""
    found = _HERE.joinpath(code, "models", file)
    return Path(str(found)) if found.is_file() or found.is_dir() else None


@cache
def crf(code: str, name: str) -> Crf | None:
    """The CRF `<name>.crfsuite` of a language, None where it ships none."""
    file = path(code, f"{name}.crfsuite")
    return Crf(file.read_bytes()) if file is not None else None
