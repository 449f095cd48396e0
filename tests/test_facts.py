"""The lexicon of facts: its form, and the sentences that each language's examples say tell them."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from recoupe.kinds import facts
from recoupe.languages import load, shared_folder

LANGUAGES = ("en", "fr")


def _examples() -> list[tuple[str, str, list[str], frozenset[str]]]:
    """(language, sentence, facts it tells, facts that are asked): those of facts/<domain>.toml for examples/facts_<domain>.toml."""
    out = []
    for code in LANGUAGES:
        folder = files("recoupe.languages").joinpath(code, "examples")
        for file in sorted(f.name for f in folder.iterdir() if f.name.startswith("facts")):
            table = tomllib.loads(folder.joinpath(file).read_text(encoding="utf-8"))
            domain = load(code).folder("facts").get(file.removeprefix("facts_").removesuffix(".toml"), {})
            out += [(code, row["text"], row["facts"], frozenset(domain)) for rows in table.values() for row in rows]
    return out


@pytest.mark.parametrize(("code", "text", "wanted", "asked"), _examples())
def test_examples(code: str, text: str, wanted: list[str], asked: frozenset[str]) -> None:
    told = [fact for fact in facts.told(text, code) if not asked or fact.removeprefix(facts.NOT) in asked]
    assert sorted(told) == sorted(wanted)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_pattern_can_be_read_and_every_fact_is_known_in_all_languages(code: str) -> None:
    listed = facts.facts_of(code)
    assert listed is not None
    known = facts.properties()
    assert sorted(n for n in listed.names if n not in known) == []
    assert sorted(n for n in known if n not in listed.names) == []
    for fact, written, anchor in listed.written:
        assert facts.compiled(fact, written, listed.negations, anchor).fact == fact


def test_no_way_to_tell_a_fact_is_listed_twice() -> None:
    """Other files may list further ways to tell it; its properties stand in one."""
    for code in LANGUAGES:
        tables = load(code).folder("facts").values()
        listed = [(fact, pattern) for table in tables for fact, patterns in table.items() for pattern in patterns]
        assert sorted({row for row in listed if listed.count(row) > 1}) == []
    names = [fact for table in shared_folder("facts").values() for fact in table]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_opposites_are_facts_that_are_listed() -> None:
    known = facts.properties()
    listed = facts.facts_of("fr")
    assert listed is not None
    assert sorted(o for p in known.values() for o in p.opposite if o not in listed.names) == []


def test_a_term_that_must_be_absent() -> None:
    plain, without = facts.compiled("f", "close road"), facts.compiled("f", "close road !lane")
    assert plain.without == ()
    assert without.without == (("lane",),)


def test_forms_of_be_stand_for_it() -> None:
    assert "strike_called_off" in facts.told("The strike was off.", "en")


def test_how_far_apart_the_words_of_a_pattern_may_stand() -> None:
    assert facts.compiled("f", "close road ~6") == facts.Pattern("f", (("close",),), ((("road",),),), (), False, 6)
    assert facts.compiled("f", "close road").reach > 6


@pytest.mark.parametrize("written", ["", "~6", "!road", "open |road", "a||b"])
def test_what_is_no_pattern_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no pattern"):
        facts.compiled("f", written)


def test_a_fact_and_its_negation_are_opposed() -> None:
    assert facts.opposed(["nobody_hurt"], ["not:nobody_hurt"])
    assert facts.opposed(["not:nobody_hurt"], ["nobody_hurt"])
    assert not facts.opposed(["nobody_hurt"], ["nobody_hurt", "inquiry_opened"])
