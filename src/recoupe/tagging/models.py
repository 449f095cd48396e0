"""The trained models a language ships (`languages/<code>/models/`), found and loaded once. What each was made of, and the
sha256 of each file, is in the `meta.json` beside them; the test suite holds the files against it, not the run."""

from __future__ import annotations

import re
import struct
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

_HERE = resources.files("recoupe.languages")


@cache
def path(code: str, file: str) -> Path | None:
    """Where `languages/<code>/models/<file>` lies (a file or a folder), None where the language ships none."""
    found = _HERE.joinpath(code, "models", file)
    return Path(str(found)) if found.is_file() or found.is_dir() else None


@cache
def crf(code: str, name: str) -> Any | None:
    """The CRF `<name>.crfsuite` of a language, None where it ships none. One object a process, so not for use from two
    threads at once: a sentence that is set belongs to the call that set it."""
    file = path(code, f"{name}.crfsuite")
    if file is None:
        return None
    import pycrfsuite  # here: 15 ms that a run without models need not pay

    tagger = pycrfsuite.Tagger()
    tagger.open(str(file))
    return tagger


@cache
def attributes(code: str, name: str) -> frozenset[bytes] | None:
    """The only features that the CRF `<name>.crfsuite` of a language knows: the others need not be told to it, which is what
    half its time goes to. None where there is no such file."""
    file = path(code, f"{name}.crfsuite")
    return attributes_of(file.read_bytes()) if file is not None else None


_HEADER = struct.Struct("<4sI4s9I")  # as crfsuite writes it: magic, size, type, version, counts, then where each part begins
_TABLES = 256  # hash tables of a part, each with where it begins and how long it is
_OWN_HEADER = 24  # bytes that a part begins with
_ATTRIBUTE = re.compile(rb".{4}..\0\0([^\0]+)\0", re.DOTALL)  # its number, its length, itself


def attributes_of(data: bytes) -> frozenset[bytes] | None:
    """The features that a crfsuite model knows; None where the file is not as expected, which costs speed alone."""
    if len(data) < _HEADER.size:
        return None
    magic, *rest = _HEADER.unpack_from(data)
    count, at = rest[5], rest[8]
    first = at + _OWN_HEADER + _TABLES * 8
    if magic != b"lCRF" or data[at : at + 4] != b"CQDB" or len(data) < first:
        return None
    tables = struct.unpack_from(f"<{2 * _TABLES}I", data, at + _OWN_HEADER)
    end = at + min((begin for begin, size in zip(tables[::2], tables[1::2]) if size), default=0)  # they follow the features
    found = _ATTRIBUTE.findall(data, first, end)
    if len(found) != count or sum(map(len, found)) + 9 * count != end - first:
        return None
    return frozenset(found)
