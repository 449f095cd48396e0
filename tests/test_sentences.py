"""Sentences: every hard case of every language, and what holds for any text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import text
from recoupe.languages import known, load
from recoupe.records import Span

CASES = [(code, case) for code in known() for case in load(code).table("examples/sentences")["cases"]]


def split(sample: str, code: str) -> list[str]:
    return [s.of(sample) for s in text.sentences(sample, load(code))]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_hard_cases(code: str, case: str) -> None:
    """A bar stands where one sentence ends and the next begins."""
    assert split(case.replace("|", ""), code) == [part.strip() for part in case.split("|")]


def test_every_language_brings_its_hard_cases() -> None:
    for code in known():
        assert sum(1 for of, _ in CASES if of == code) >= 60
        assert sum(case.count("|") for of, case in CASES if of == code) >= 60


def test_a_language_without_rules_keeps_initials_and_labels_whole() -> None:
    assert split("1. Herr J. Meier kam. Er ging.", "de") == ["1. Herr J. Meier kam.", "Er ging."]


def test_a_mark_set_off_by_a_space_belongs_to_the_sentence_it_closes() -> None:
    assert split('Il dit : " Je pars. " Puis il part.', "fr") == ['Il dit : " Je pars. "', "Puis il part."]
    assert split('Il part. " Adieu ", dit-elle.', "fr") == ["Il part.", '" Adieu ", dit-elle.']
    assert split("« Je pars. » Puis il part.", "fr") == ["« Je pars. »", "Puis il part."]


def test_words_are_found_as_written() -> None:
    assert text.written(["M", "art", "p"]) == {"M", "art", "Art", "ART", "p"}


@pytest.mark.parametrize("code", ["fr", "en", "de"])
@given(sample=st.text(alphabet="aÉB1 .!?…,\"«»()[]\n-\u00a0\u202f'M", max_size=200))
def test_sentences_lie_in_paragraphs_and_lose_nothing(code: str, sample: str) -> None:
    spans = text.sentences(sample, load(code))
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(len(span) and span == text.trim(sample, span.start, span.end) for span in spans)
    assert all(any(p.contains(span) for p in text.paragraphs(sample)) for span in spans)
    assert "".join("".join(s.of(sample) for s in spans).split()) == "".join(sample.split())


@given(st.text(alphabet="aB .\n", max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_within_a_span_only(sample: str, a: int, b: int) -> None:
    within = Span(min(a, b, len(sample)), min(max(a, b), len(sample)))
    assert all(within.contains(s) for s in text.sentences(sample, load("fr"), within))


def test_a_table_on_one_line_is_cut_at_its_commas() -> None:
    row = "Dix mille euros pour la mairie, "
    sample = "Une ligne. " + row * 500
    pieces = text.sentences(sample, load("fr"))
    assert pieces[0].of(sample) == "Une ligne."
    assert all(len(p) <= 2000 for p in pieces)
    assert "".join(p.of(sample) for p in pieces).replace(" ", "") == sample.replace(" ", "")
    assert all(p.of(sample).endswith(",") for p in pieces[1:])
    unbroken = "a" * 7000
    assert "".join(p.of(unbroken) for p in text.sentences(unbroken, load("fr"))) == unbroken
