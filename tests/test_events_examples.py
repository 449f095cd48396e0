"""The acts and the day that each language's examples say a clause tells, and no others."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from recoupe import desk
from recoupe.records import Article, Published


def _examples() -> list[tuple[str, str, str, list[str], str]]:
    rows = []
    for code in ("fr", "en"):
        table = tomllib.loads(files("recoupe.languages").joinpath(code, "examples", "events.toml").read_text(encoding="utf-8"))
        rows += [(code, table["published"], text, acts, day) for text, acts, day in table["cases"]]
    return rows


@pytest.mark.parametrize(("code", "published", "text", "acts", "day"), _examples())
def test_examples(code: str, published: str, text: str, acts: list[str], day: str) -> None:
    article = Article("a", "a", text, language=code, published=Published(published, "given"))
    events = desk.find(article).events
    assert set(events[0].acts if events else ()) == set(acts)
    assert (events[0].date if events and acts else None) == (day or None)
