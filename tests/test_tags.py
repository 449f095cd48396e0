"""Parts of speech and lemmas: on sentences written for this test, on odd input; and that the word list is legible."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recoupe import text
from recoupe.languages import Language, known, load
from recoupe.records import Span
from recoupe.tagging import Words, lemma, lemmas, lexicon, models, tag, tokenise

SHORT = {
    "N": "NOUN", "V": "VERB", "A": "ADJ", "E": "PROPN", "D": "DET", "P": "ADP", "O": "PRON", "R": "ADV", "X": "AUX", "C": "CCONJ",
    "S": "SCONJ", "M": "NUM", "Z": "PUNCT", "Y": "PART",
}  # fmt: skip


def words_of(sample: str, code: str) -> Words:
    return tokenise(sample, (Span(0, len(sample)),), load(code))


def tagged(sample: str, code: str) -> list[str]:
    words = words_of(sample, code)
    return [f"{form}/{name}" for form, name in zip(words.forms, tag(words, load(code)), strict=True)]


SENTENCES = (
    ("fr", "La/D mairie/N de/P Quimper/E a/X fermé/V le/D vieux/A pont/N mardi/N ./Z"),
    ("fr", "« /Z Nous/O ne/R céderons/V pas/R » /Z ,/Z a/X répondu/V la/D ministre/N ./Z"),
    ("fr", "Elle/O le/O répète/V souvent/R à/P ses/D élèves/N ./Z"),
    ("fr", "Trois/M pompiers/N ont/X été/X blessés/V par/P la/D chute/N d’/P un/D mur/N ./Z"),
    ("fr", "il/O pleut/V sur/P Brest/E et/C Lorient/E"),
    ("fr", "LA/D MAIRIE/N ROUVRE/V APRÈS/P LES/D CRUES/N"),
    ("en", "The/D mayor/N closed/V the/D old/A bridge/N on/P Tuesday/E ./Z"),
    ("en", "“/Z We/O wo/X n’t/Y give/V up/P ,/Z ”/Z the/D minister/N told/V reporters/N ./Z"),
    ("en", "Three/M firefighters/N were/X hurt/V when/R a/D wall/N fell/V ./Z"),
    ("en", "she/O saw/V the/D saw/N"),
)


@pytest.mark.parametrize(("code", "line"), SENTENCES)
def test_every_word_of_a_plain_sentence_gets_its_part_of_speech(code: str, line: str) -> None:
    pairs = [cell.strip().rsplit("/", 1) for cell in line.replace("« /", "«/").replace("» /", "»/").split()]
    forms = tuple(form for form, _ in pairs)
    words = Words(tuple(range(len(forms))), tuple(range(len(forms))), forms, ((0, len(forms)),))
    assert list(zip(forms, tag(words, load(code)), strict=True)) == [(form, SHORT[sort]) for form, sort in pairs]


LEMMAS = (
    ("fr", "étaient", "AUX", "être"),
    ("fr", "chevaux", "NOUN", "cheval"),
    ("fr", "blessées", "VERB", "blesser"),
    ("fr", "blessées", "ADJ", "blessé"),
    ("fr", "Nouvelles", "ADJ", "nouveau"),
    ("fr", "MANIFESTANTS", "NOUN", "manifestant"),
    ("fr", "l’", "DET", "le"),
    ("fr", "Quimper", "PROPN", "Quimper"),
    ("fr", "fils", "NOUN", "fils"),
    ("en", "went", "VERB", "go"),
    ("en", "mice", "NOUN", "mouse"),
    ("en", "women", "NOUN", "woman"),
    ("en", "better", "ADJ", "good"),
    ("en", "left", "VERB", "leave"),
    ("en", "n’t", "PART", "not"),
    ("en", "Philippines", "PROPN", "Philippines"),
)


@pytest.mark.parametrize(("code", "form", "name", "expected"), LEMMAS)
def test_a_form_goes_back_to_its_lemma_by_its_part_of_speech(code: str, form: str, name: str, expected: str) -> None:
    assert lemma(form, name, code) == expected


UNLISTED = (
    ("fr", "blorigeaient", "VERB", "bloriger"),
    ("fr", "vroustinerons", "VERB", "vroustiner"),
    ("fr", "trafouilleuses", "ADJ", "trafouilleux"),
    ("en", "blorped", "VERB", "blorp"),
    ("en", "crintifying", "VERB", "crintify"),
    ("en", "snurglies", "NOUN", "snurgly"),
)


@pytest.mark.parametrize(("code", "form", "name", "expected"), UNLISTED)
def test_a_word_nobody_knows_is_read_by_its_ending(code: str, form: str, name: str, expected: str) -> None:
    assert lexicon.sorts(form, code) == ""
    assert lemma(form, name, code) == expected


def test_a_headline_in_capitals_is_no_row_of_names() -> None:
    plain = [cell.rsplit("/", 1)[1] for cell in tagged("Le gouvernement annonce une réforme des retraites", "fr")]
    loud = [cell.rsplit("/", 1)[1] for cell in tagged("LE GOUVERNEMENT ANNONCE UNE RÉFORME DES RETRAITES", "fr")]
    assert plain == loud


def test_typographic_marks_change_nothing() -> None:
    straight = tagged("\"L'homme d'Angers s'est tu\", dit-il.", "fr")
    curly = tagged("“L’homme d’Angers s’est tu”, dit-il.", "fr")
    assert [cell.rsplit("/", 1)[1] for cell in straight] == [cell.rsplit("/", 1)[1] for cell in curly]


def test_a_language_without_a_model_has_no_tags() -> None:
    words = words_of("Der Hund bellt.", "de")
    assert tag(words, load("de")) == ()
    assert lemmas(words, (), load("de")) == ()
    assert lemma("Hunde", "NOUN", "de") == "Hunde"


@pytest.mark.parametrize("code", ["fr", "en"])
@given(sample=st.text(max_size=60))
@example(sample="")
@example(sample="👩‍👩‍👧 🇫🇷 !!! …")
@example(sample="قال الرئيس יום שלישי 第一 ١٢٣ ²½")
@example(sample="a" * 10_000)
@example(sample="le chat, the cat " * 400)  # one sentence, longer than what is tagged at a time
@example(sample="’ ' - — « ( \u0301\u200d İSTANBUL ŉ ß")
def test_every_token_gets_a_tag_and_a_lemma_whatever_the_text(code: str, sample: str) -> None:
    language = load(code)
    words = tokenise(sample, text.sentences(sample, language), language)
    tags = tag(words, language)
    found = lemmas(words, tags, language)
    assert len(tags) == len(found) == len(words)
    assert set(tags) <= set(lexicon.SORTS.values())
    assert all(found)
    assert tag(words, language) == tags


@pytest.mark.parametrize("code", known())
def test_the_word_list_is_legible_and_sorted(code: str) -> None:
    file = models.path(code, "lemmas.txt.gz")
    assert file is not None
    paradigms, stems, said, guessed = gzip.decompress(Path(file).read_bytes()).decode("utf-8").split("\n\n")
    rows = stems.split("\n")
    assert rows == sorted(rows)  # looking up rests on the order
    assert {int(n) for row in rows for n in row.split(" ")[1:]} == set(range(len(paradigms.split("\n"))))
    assert all(row.count("\t") == 2 for row in said.split("\n"))
    assert all(row.count("/") == 3 for row in guessed.strip().split("\n"))


def test_a_small_list_reads_as_it_is_written() -> None:
    small = lexicon.parse("e/V/er er/W/er é/K/er\n/N/ s/N/\n\nchant 0 1\nchat 1\n\nchant\tE\tChant\n\né/V/1/er\n")
    assert set(small.readings("chante")) == {("V", "chanter")}
    assert set(small.readings("chants")) == {("N", "chant")}
    assert small.readings("chatte") == ()
    assert small.lemma("Chant", "PROPN") == "Chant"
    assert small.lemma("grimpé", "VERB") == "grimper"
    assert small.lemma("Xyz", "NOUN") == "xyz"


def test_only_the_folder_decides_what_a_language_has() -> None:
    assert models.crf("fr", "no_such_model") is None
    assert models.path("xx", "tags.crfsuite") is None
    assert tag(Words((), (), (), ()), Language("fr", True)) == ()
