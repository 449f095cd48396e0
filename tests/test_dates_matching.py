"""A rule is only tried where a match of it may begin: no match may be lost by that."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from recoupe import timex
from recoupe.languages import load
from recoupe.timex.grammar import grammar, plain
from recoupe.timex.openings import NUMBER, REACH, any_of, of_pattern, openings, shape


def _texts(code: str) -> list[str]:
    table = tomllib.loads(files("recoupe.languages").joinpath(code, "examples", "dates.toml").read_text(encoding="utf-8"))
    return [plain(text) for text, _ in table["cases"]]


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_match_begins_with_an_opening_of_its_rule(code: str) -> None:
    rules = grammar(code)
    assert rules is not None
    texts = _texts(code)
    seen = 0
    for rule in (rule for group in rules.rules.values() for rule in group):
        known = openings(rule.form, {})
        for text in texts:
            for match in rule.pattern.finditer(text):
                begins = shape(text[match.start() :])[:REACH]
                assert any(begins[:size] in known for size in range(REACH + 1)), (rule.form, begins)
                seen += 1
    assert seen > 90


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"(?<![\w-])(?:le |la )?\d\d", {"le 00", "la 00", "00"}),
        (r"(?P<n>[1-9]\d?) ans?", {"0 an", "00 an", "0 ans"}),
        (rf"{NUMBER}+ mois", {f"{NUMBER} moi"}),
        (r"(?:a|b(?!c))x*y", {"ay", "axy", "axxy", "axxxy", "axxxx", "by", "bxy", "bxxy", "bxxxy", "bxxxx"}),
        (r"\w+ le", {""}),
    ],
)
def test_openings(pattern: str, wanted: set[str]) -> None:
    assert openings(pattern, {}) == wanted


def test_a_slot_opens_with_its_words() -> None:
    assert openings("{day} mai", {"day": of_pattern(r"[12]?\d(?:er)?")}) == {"0 mai", "00 ma", "0er m", "00er "}


def test_the_longest_of_the_words_is_found() -> None:
    import re

    pattern = re.compile(any_of(["an", "annee", "le 0"]))
    assert [match.group() for match in pattern.finditer("les annees, un an, le 7")] == ["annee", "an", "le 7"]


def test_a_decade_without_its_century_behind_the_other() -> None:
    found = timex.find("La mode des années 60 et 70 revient.", load("fr"), timex.Reference("2025-05-05"))
    assert [(mention.exact, mention.value) for mention in found] == [("des années 60", "196"), ("70", "197")]


def test_letters_are_hours_only_beside_a_number() -> None:
    found = timex.find("L'h de l'hôpital s'est allumé à 7 h 30, s'éteint à 19h.", load("fr"), timex.Reference("2025-05-05"))
    assert [mention.value for mention in found] == ["2025-05-05T07:30", "2025-05-05T19:00"]
