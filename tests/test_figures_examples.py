"""The figures that each language's examples say are there, with value, bounds and unit, and no others."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from recoupe import text as texts
from recoupe.kinds import dates, figures
from recoupe.kinds.figures_words import unit_class, units
from recoupe.languages import load
from recoupe.records import Article, Figure, Published, Report
from recoupe.sockets import Reading


def _cases() -> list[tuple[str, str, list[list[Any]]]]:
    out = []
    for code in ("fr", "en"):
        source = files("recoupe.languages").joinpath(code, "examples", "figures.toml").read_text(encoding="utf-8")
        out += [(code, str(case["text"]), list(case["figures"])) for case in tomllib.loads(source)["cases"]]
    return out


def _found(text: str, code: str) -> tuple[Figure, ...]:
    language = load(code)
    article = Article("a", "a", text, language=code, published=Published("2025-10-14", "given"))
    laid = Reading(article, language, (Report("a", 0, 0, len(text)),), texts.sentences(text, language))
    return figures.find(Reading(article, language, laid.reports, laid.sentences, (), dates.find(laid)))


@pytest.mark.parametrize(("code", "text", "wanted"), _cases())
def test_examples(code: str, text: str, wanted: list[list[Any]]) -> None:
    expected = [[None if part == "-" else part for part in row] for row in wanted]
    got = [[f.exact, f.value, f.low, f.high, f.unit] for f in _found(text, code)]
    assert [row[0] for row in got] == [row[0] for row in expected]
    for mine, theirs in zip(got, expected, strict=True):
        assert mine[1:4] == pytest.approx(theirs[1:4], nan_ok=False) if None not in theirs[1:4] else mine[1:4] == theirs[1:4]
        assert mine[4] == theirs[4]


@pytest.mark.parametrize(
    ("value", "unit", "other", "same"),
    [(50, "[degF]", "Cel", 10), (20, "[mi_i]", "km", 32.18688), (2, "t", "kg", 2000), (1, "har", "m2", 10000), (18, "mo", "a", 1.5)],
)
def test_units_of_one_class_convert(value: float, unit: str, other: str, same: float) -> None:
    assert unit_class(unit) == unit_class(other)
    assert units().converted(value, unit) == pytest.approx(units().converted(same, other))


def test_every_unit_word_has_a_class_or_stands_alone() -> None:
    alone = {"dB", "m/s2", "Gbit/s", "Mbit/s"}
    for code in ("fr", "en"):
        table = figures.words(code)
        assert table is not None
        strange = {unit for unit in table.units.values() if unit_class(unit) == unit} - alone
        assert strange == set()
