"""Spans, folding, sentences: nothing is rewritten, every answer points back."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import text
from recoupe.languages import identify, known, load
from recoupe.records import Span

FR, EN = load("fr"), load("en")


def split(sample: str, code: str = "fr") -> list[str]:
    return [s.of(sample) for s in text.sentences(sample, load(code))]


@pytest.mark.parametrize(
    ("code", "sample", "expected"),
    [
        ("fr", "M. Zelensky parle. Mme Dupont écoute.", ["M. Zelensky parle.", "Mme Dupont écoute."]),
        ("fr", "Le Dr. Martin, p. 3, conclut. Il part.", ["Le Dr. Martin, p. 3, conclut.", "Il part."]),
        ("fr", "« Où ? » a-t-il dit. « Non. » Il part.", ["« Où ? » a-t-il dit.", "« Non. »", "Il part."]),
        ("fr", "Il hésite… puis repart. J. Doe arrive.", ["Il hésite… puis repart.", "J. Doe arrive."]),
        ("fr", "Un titre sans point\n\nUne phrase. Une autre.", ["Un titre sans point", "Une phrase.", "Une autre."]),
        ("fr", "Le taux est de 2.5 points. Il baisse.", ["Le taux est de 2.5 points.", "Il baisse."]),
        (
            "en",
            'He met Mr. Smith at 5 p.m. Friday. "Go," she said. "Now."',
            ["He met Mr. Smith at 5 p.m. Friday.", '"Go," she said.', '"Now."'],
        ),
        ("en", "The U.S. Senate voted. It passed!", ["The U.S. Senate voted.", "It passed!"]),
    ],
)
def test_sentences(code: str, sample: str, expected: list[str]) -> None:
    assert split(sample, code) == expected


def test_a_hard_wrapped_paragraph_is_one_block_and_a_headline_is_not() -> None:
    wrapped = "Une ligne assez longue pour avoir été coupée par un éditeur de texte\nqui reprend ici. Fin."
    assert split(wrapped) == [wrapped[: wrapped.index("Fin")].strip(), "Fin."]
    assert len(text.paragraphs("Un titre court\nune suite")) == 2


@given(st.text(max_size=400))
def test_sentences_are_ordered_spans_that_lose_no_letter(sample: str) -> None:
    spans = text.sentences(sample, FR)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = "".join(s.of(sample) for s in spans)
    letters = [c for c in sample if c.isalnum()]
    assert [c for c in covered if c.isalnum()] == letters


@given(st.text(max_size=200))
def test_folding_maps_every_character_back(sample: str) -> None:
    folded = text.fold(sample)
    assert len(folded.text) == len(folded.back)
    assert all(0 <= i < len(sample) for i in folded.back)
    assert list(folded.back) == sorted(folded.back)


def test_folding_finds_a_span_despite_accents_and_apostrophes() -> None:
    sample = "L’Élysée  a réagi"
    folded = text.fold(sample)
    at = folded.text.index("l'elysee a")
    assert folded.span(at, at + len("l'elysee a")).of(sample) == "L’Élysée  a"


def test_stems_drop_function_words_and_join_forms() -> None:
    assert text.stems("les livraisons d’armes", "fr") == text.stems("une livraison, des armes", "fr")
    assert "the" not in text.stems("the talks of the minister", "en")


def test_tokens_keep_numbers_and_hyphenated_words_whole() -> None:
    sample = "Le cessez-le-feu de 1 200 hommes, 2,5 %"
    assert [t.of(sample) for t in text.tokens(sample)] == ["Le", "cessez-le-feu", "de", "1 200", "hommes", "2,5"]


def test_sentence_at_spans_every_sentence_touched() -> None:
    spans = (Span(0, 10), Span(11, 20), Span(21, 30))
    assert text.sentence_at(spans, Span(12, 15)) == Span(11, 20)
    assert text.sentence_at(spans, Span(5, 25)) == Span(0, 30)


@pytest.mark.parametrize(
    ("sample", "code"),
    [
        ("Le ministre a déclaré que la situation était sous contrôle dans la région.", "fr"),
        ("The minister said that the situation in the region was under control.", "en"),
        ("Der Minister sagte, dass die Lage in der Region unter Kontrolle ist.", "de"),
        ("Министр заявил, что ситуация в регионе находится под контролем.", "ru"),
        ("وقال الوزير إن الوضع في المنطقة تحت السيطرة", "ar"),
        ("1234 5678", "und"),
    ],
)
def test_languages_are_told_apart_and_named_even_without_a_folder(sample: str, code: str) -> None:
    assert identify(sample)[0] == code


def test_a_language_without_a_folder_has_empty_tables() -> None:
    assert set(known()) >= {"fr", "en"}
    german = load("de-AT")
    assert (german.code, german.supported, dict(german.table("dates"))) == ("de", False, {})
    assert text.sentences("Eins. Zwei.", german) == (Span(0, 5), Span(6, 11))
