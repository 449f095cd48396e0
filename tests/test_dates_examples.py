"""The times that each language's examples say are there, with their values, and no others."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from recoupe import timex
from recoupe.languages import load


def _examples() -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    out = []
    for code in ("en", "fr"):
        table = tomllib.loads(files("recoupe.languages").joinpath(code, "examples", "dates.toml").read_text(encoding="utf-8"))
        out += [(code, table["published"], text, [(exact, value) for exact, value in wanted]) for text, wanted in table["cases"]]
    return out


EXAMPLES = _examples()


@pytest.mark.parametrize(("code", "published", "text", "wanted"), EXAMPLES, ids=[f"{row[0]}-{row[2][:40]}" for row in EXAMPLES])
def test_examples(code: str, published: str, text: str, wanted: list[tuple[str, str]]) -> None:
    found = timex.find(text, load(code), timex.Reference(published))
    assert [(mention.exact, mention.value or "") for mention in found] == wanted
