"""The labelled names that names are trained and measured on, and the lists beside them."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from bench.quality.language import names as measured
from models import common, names_corpora, names_french, names_more, pud_silver
from models.names_corpora import Labelled
from recoupe.kinds.names_lexicon import key
from recoupe.languages import load, shared_lines

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("RECOUPE_SHARED", ROOT.parent / "shared"))
FOLDERS = (SHARED / "data" / "training", SHARED / "data")

needs_data = pytest.mark.skipif(not FOLDERS[0].is_dir(), reason="no labelled data: ../shared/data/training is not there")


def test_of_nested_names_the_outermost_is_kept() -> None:
    names = [(0, 22, "organisation"), (17, 22, "place"), (30, 41, "person"), (30, 41, "organisation")]
    assert names_corpora.outermost(names) == ((0, 22, "organisation"), (30, 41, "organisation"))


def test_the_split_of_winer_depends_on_the_article_alone() -> None:
    parts = [names_corpora.winer_split(f"2017_01_{n:02}-001") for n in range(1, 31)]
    assert parts == [names_corpora.winer_split(f"2017_01_{n:02}-001") for n in range(1, 31)]
    assert set(parts) == {"train", "dev", "test"}


@pytest.mark.parametrize(
    ("forms", "french", "text"),
    [
        (["l'", "avion", ",", "dit", "-il", ":"], True, "l'avion, dit -il :"),
        (["He", "did", "n't", "say", "(", "much", ")", "."], False, "He didn't say (much)."),
        (["Paul", "'s", "``", "plan", "''"], False, "Paul's ``plan''"),
    ],
)
def test_text_is_put_together_from_tokens(forms: list[str], french: bool, text: str) -> None:
    assert names_corpora.joined(forms, ["O"] * len(forms), french)[0] == text


def test_tags_become_spans() -> None:
    text, names = names_corpora.joined(["Le", "Dr", "Jean", "Petit", "à", "Metz"], ["O", "O", "B-PER", "I-PER", "O", "I-LOC"], french=True)
    assert [(text[a:b], kind) for a, b, kind in names] == [("Jean Petit", "person"), ("Metz", "place")]


def test_a_person_stands_without_title_and_office() -> None:
    text = "le général M. Paul Dubreuil, maire"
    found = names_corpora.bare_person(text, (3, len(text), "person"))
    assert found is not None
    assert text[found[0] : found[1]] == "Paul Dubreuil"


def test_a_repeat_without_label_is_in_doubt_in_training_only() -> None:
    text = "Metz vote. On vote à Metz."
    for split, doubt in (("train", ((21, 25),)), ("test", ())):
        document = Labelled("x", "x", split, "fr", text, ((0, 4, "place"),))
        assert names_corpora._doubted(document).ignore == doubt


def test_labels_of_other_sets_are_mapped_or_doubted() -> None:
    rows = [
        (
            ["Party", "X", "met", "in", "Welsh", "Nature"],
            ["B-politicalparty", "I-politicalparty", "O", "O", "B-country", "B-academicjournal"],
        )
    ]
    (document,) = names_more.documents("s", rows, 1, {"politicalparty": "organisation", "country": "place", "academicjournal": ""})
    assert document.names == ((0, 7, "organisation"),)  # a demonym is no place
    assert [document.text[a:b] for a, b in document.ignore] == ["Nature"]


def test_fenec_keeps_what_is_capitalised() -> None:
    text = "La rivière de l'Arvan et le conseil municipal de l'amicale Dupont"
    for exact, kind, kept in (
        ("rivière de l'Arvan", "place", "Arvan"),
        ("conseil municipal", "organisation", None),
        ("l'amicale Dupont", "organisation", "amicale Dupont"),
    ):
        start = text.index(exact)
        found = names_french._capitalised(text, (start, start + len(exact), kind))
        assert (text[found[0] : found[1]] if found else None) == kept


def pair(english: str, french: str, proper: list[str], names: list[tuple[str, str]]) -> pud_silver.Pair:
    places = tuple((french.index(word), french.index(word) + len(word)) for word in proper)
    labels = tuple((english.index(form), english.index(form) + len(form), kind) for form, kind in names)
    return pud_silver.Pair("x", french, places, english, labels)


@pytest.mark.parametrize(
    ("example", "names", "lost", "doubt"),
    [
        (
            pair(
                "Anna Kolb saw Germany.",
                "Anna Kolb a vu l'Allemagne.",
                ["Anna", "Kolb", "Allemagne"],
                [("Anna Kolb", "person"), ("Germany", "place")],
            ),
            ["Anna Kolb", "Allemagne"],
            0,
            [],
        ),
        (  # the tree shows the whole name, English only its end
            pair("Rona came.", "Elizabeth Rona est venue.", ["Elizabeth", "Rona"], [("Rona", "person")]),
            ["Elizabeth Rona"],
            0,
            [],
        ),
        (  # an adjective in French: nothing is lost
            pair("the soils of Britain", "les sols britanniques", [], [("Britain", "place")]),
            [],
            0,
            [],
        ),
        (
            pair("He met them.", "Il a rencontré Vaudreuil.", ["Vaudreuil"], []),
            [],
            0,
            ["Vaudreuil"],
        ),
        (
            pair(
                "the Census Bureau said",
                "a dit le bureau du recensement de Vaudreuil à Sorel",
                ["Vaudreuil", "Sorel"],
                [("Census Bureau", "organisation")],
            ),
            [],
            1,
            ["Vaudreuil", "Sorel"],
        ),
    ],
)
def test_names_are_carried_over(example: pud_silver.Pair, names: list[str], lost: int, doubt: list[str]) -> None:
    found = pud_silver.carry(example)
    assert [example.text[a:b] for a, b, _ in found.names] == names
    assert len(found.lost) == lost
    assert [example.text[a:b] for a, b in found.doubt] == doubt


def test_a_mention_is_right_by_characters_and_kind() -> None:
    document = Labelled("x", "x", "test", "fr", "Anna Kolb quitte Metz pour Toul.", ((0, 9, "person"), (17, 21, "place")), ((27, 31),))
    tally = measured.Tally()
    tally.add(document, [(0, 4, "person"), (17, 21, "place"), (27, 31, "place")])
    marks = tally.marks("x")
    assert marks["x.precision"] == marks["x.recall"] == 0.5  # the boundary is missed, the doubt is not counted
    assert marks["x.place.f1"] == 1.0
    assert list(tally.errors) == ["boundary"]


def test_only_touched_labels_are_judged_where_the_list_is_not_complete() -> None:
    document = Labelled("x", "x", "test", "fr", "Anna Kolb quitte Metz.", ((0, 9, "person"),))
    tally = measured.Tally()
    tally.add(document, [(0, 9, "person"), (17, 21, "place")], judge_all=False)
    assert tally.marks("x")["x.precision"] == 1.0


def test_forms_are_found_as_whole_words_longest_first() -> None:
    found = measured.occurrences("L’OTAN et l'Otan-Est, OTANIE", {"OTAN": "organisation", "Otan-Est": "place"})
    assert found == [(2, 6, "organisation"), (12, 20, "place")]


@pytest.mark.parametrize("name", ["surnames", "regions", "landforms", "cities_more", "companies", "clubs", "bodies", "communes"])
def test_lists_are_folded_and_sorted(name: str) -> None:
    rows = shared_lines(name)
    assert len(rows) > 200
    assert list(rows) == sorted(set(rows))
    assert all(form == key(form) and form for row in rows for form in row.split("|"))


@needs_data
def test_held_out_articles_are_in_no_list() -> None:
    """The words counted in WiNER-fr come without the articles that names are measured on."""

    documents = names_corpora.corpus("winer", common.sources("fr", FOLDERS))
    listed = set(load("fr").lines("names_common"))
    seen: Counter[str] = Counter()
    for document in documents:
        if document.split != "test":
            seen.update({w for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", document.text) if w.islower() and len(w) > 1})
    assert listed == {word for word, count in seen.items() if count >= 3}


@needs_data
def test_silver_is_what_was_checked_by_hand() -> None:
    documents = list(pud_silver.silver(common.sources("fr", FOLDERS)))
    assert len(documents) == 945
    assert sum(len(d.names) for d in documents) == 909
    for document in documents:
        assert all(document.text[a:b].strip() == document.text[a:b] and b > a for a, b, _ in document.names)


@needs_data
@pytest.mark.parametrize(
    ("name", "split", "count"), [("winer", "test", 1284), ("winer", "dev", 854), ("ewt", "test", 1088), ("meantime", "train", 402)]
)
def test_sets_hold_what_they_held(name: str, split: str, count: int) -> None:
    language = names_corpora.corpora()[name][0]
    documents = names_corpora.corpus(name, common.sources(language, FOLDERS), split)
    assert sum(len(d.names) for d in documents) == count
    assert all(d.names == names_corpora.outermost(d.names) for d in documents)
