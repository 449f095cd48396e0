"""The CRF for names: what is shipped is what was made, and it reads names that stand in no list by what surrounds them."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import text as texts
from recoupe.kinds import names, names_finder
from recoupe.kinds.names_features import Forms, Hint
from recoupe.kinds.names_lexicon import lexicon
from recoupe.kinds.names_tagger import Tagged, again, bounded, model, settle
from recoupe.languages import known, load
from recoupe.records import Article, NameMention, Report
from recoupe.sockets import Reading
from recoupe.tagging import tokenise

SHIPPED = tuple(code for code in known() if model(code) is not None)


def mentions(text: str, code: str) -> tuple[NameMention, ...]:
    language = load(code)
    article = Article("a", "a.txt", text, language=code)
    return names.find(Reading(article, language, (Report("a", 0, 0, len(text)),), texts.sentences(text, language)))


def kinds(text: str, code: str) -> dict[str, str]:
    return {m.exact: m.kind for m in mentions(text, code)}


def test_both_languages_ship_a_model() -> None:
    assert {"en", "fr"} <= set(SHIPPED)


@pytest.mark.parametrize("code", SHIPPED)
def test_the_shipped_model_is_the_one_that_was_recorded(code: str) -> None:
    folder = resources.files("recoupe.languages").joinpath(code, "models")
    entry = json.loads(folder.joinpath("meta.json").read_text(encoding="utf-8"))["names"]
    data = folder.joinpath(entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert len(data) == entry["bytes"] <= 4_500_000
    assert entry["trained_on"]
    assert all("NC" not in source["licence"].upper().replace("-", " ").split() for source in entry["trained_on"])


FRENCH = [
    (
        "Le maire, Aurélien Plessacq, a répondu lundi. « Nous verrons », a dit M. Plessacq.",
        {"Aurélien Plessacq": "person", "Plessacq": "person"},
    ),
    ("Selon Tibor Vasqueline, ministre de l’Énergie, le pont tiendra.", {"Tibor Vasqueline": "person"}),
    ("L’usine se trouve à Brozeville, au nord de Lyon.", {"Brozeville": "place", "Lyon": "place"}),
    ("La société Mirvanex a licencié la moitié de ses salariés.", {"Mirvanex": "organisation"}),
    ("Le ministère de la Culture et l’ONU ont signé l’accord.", {"ministère de la Culture": "organisation", "ONU": "organisation"}),
    ("Née à Quimbrac, Solveig Harnoux dirige le syndicat depuis 2019.", {"Quimbrac": "place", "Solveig Harnoux": "person"}),
]
ENGLISH = [
    (
        "The mayor, Aurelia Plessack, replied on Monday. “We shall see,” said Plessack.",
        {"Aurelia Plessack": "person", "Plessack": "person"},
    ),
    ("Tibor Vasquelin, the energy minister, said the bridge would hold.", {"Tibor Vasquelin": "person"}),
    ("The plant is in Brozeville, north of London.", {"Brozeville": "place", "London": "place"}),
    ("Mirvanex Inc. said it would cut half of its staff.", {"Mirvanex Inc.": "organisation"}),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french_names_that_stand_in_no_list(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= kinds(text, "fr").items()


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_names_that_stand_in_no_list(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= kinds(text, "en").items()


@pytest.mark.parametrize("code", SHIPPED)
def test_sentences_without_a_capital_hold_no_name(code: str) -> None:
    words = lexicon(code)
    assert words is not None
    text = "rien ne va plus ici. nothing to see here, they said."
    assert mentions(text, code) == ()


def test_a_language_without_a_model_works_by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_finder, "model", lambda code: None)
    assert kinds("Le président Paul Delorme a signé à Nantes.", "fr") == {"Paul Delorme": "person", "Nantes": "place"}
    assert mentions("Paul Delorme a signé.", "xx") == ()


def _tagged(text: str, *found: tuple[str, str, list[float]]) -> list[Tagged]:
    words = tokenise(text, (texts.trim(text, 0, len(text)),), load("fr"))
    out, at = [], 0
    for form, kind, shares in found:
        start = text.index(form, at)
        at = end = start + len(form)
        first, last = words.starts.index(start), words.ends.index(end) + 1
        out.append(Tagged(first, last, start, end, kind, shares))  # type: ignore[arg-type]
    return out


def test_a_name_has_one_kind_in_an_article_and_a_surname_that_of_its_bearer() -> None:
    text = "Ana Brozec parle. Brozec sort. Tolvar entre. Tolvar perd."
    found = _tagged(
        text,
        ("Ana Brozec", "person", [0.9, 0.0, 0.0]),
        ("Brozec", "place", [0.4, 0.6, 0.0]),
        ("Tolvar", "place", [0.0, 0.9, 0.1]),
        ("Tolvar", "organisation", [0.0, 0.4, 0.6]),
    )
    assert [t.kind for t in settle(found, [], text)] == ["person", "person", "place", "place"]


def test_a_noun_before_the_name_stands_outside_it() -> None:
    text = "Elle quitte association Rive vivante hier."
    words = tokenise(text, (texts.trim(text, 0, len(text)),), load("fr"))
    wide = _tagged(text, ("association Rive vivante", "organisation", [0.0, 0.0, 1.0]))
    start = text.index("Rive")
    kept = bounded(wide, [Hint(start, start + len("Rive vivante"), "organisation", 8)], words, text)
    assert [text[t.start : t.end] for t in kept] == ["Rive vivante"]


def test_a_name_is_found_again_where_it_was_missed() -> None:
    text = "Ana Brozec parle et Ana Brozec sort."
    words = tokenise(text, (texts.trim(text, 0, len(text)),), load("fr"))
    first = _tagged(text, ("Ana Brozec", "person", [1.0, 0.0, 0.0]))
    assert [t.start for t in again(first, words, text, lambda form: True)] == [text.rindex("Ana")]


@pytest.mark.parametrize("code", SHIPPED)
def test_what_is_added_up_is_what_the_features_say(code: str) -> None:
    """The sums that are read are those of the features that the model was trained on."""
    trained, language = model(code), load(code)
    assert trained is not None
    text = "Mme Ana Brozec-Tolvar, maire d’Angers, a vu l’ONU à New York.\nTHE MAYOR OF Y MET Dr. Jones, of the Rail Board, 12 times."
    reading = Reading(
        Article("a", "a.txt", text, language=code), language, (Report("a", 0, 0, len(text)),), texts.sentences(text, language)
    )
    finder = names_finder.Finder(reading, trained.forms.lexicon)
    finder.gather()
    words = tokenise(text, reading.sentences, language)
    told = [finder.features(words, finder.hints(), forms) for forms in (trained.forms, Forms(trained.forms.lexicon, code, tuple))]
    checked = 0
    for sums, features in zip(*told, strict=True):
        assert sums == [trained.crf.worth(row) for row in features]
        checked += len(sums)
    assert checked > 20


def test_forms_keep_a_bounded_number() -> None:
    words = lexicon("fr")
    assert words is not None
    forms = Forms(words, "fr", tuple)
    forms._MOST = 10
    for number in range(50):
        assert forms[f"Mot{number}"].cap
    assert len(forms) <= 10


@pytest.mark.parametrize("code", SHIPPED)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200b",
        "…",
        "’",
        "L’",
        "A",
        "A.",
        "É" * 300,
        "Paris " * 400,
        "(\n\n)",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
)
def test_odd_texts(text: str, code: str) -> None:
    found = mentions(text, code)
    assert all(m.exact == text[m.span.start : m.span.end] for m in found)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aeéLDMpr’' .,-«»\nABÉ1&", max_size=80), st.sampled_from(SHIPPED or ("fr",)))
def test_mentions_are_in_order_and_never_overlap(text: str, code: str) -> None:
    found = mentions(text, code)
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start
    assert all(m.exact == text[m.span.start : m.span.end] and m.exact.strip() == m.exact for m in found)


def test_a_sentence_written_without_capitals_is_read() -> None:
    found = kinds("i moved from mexico to california last year", "en")
    assert found == {"mexico": "place", "california": "place"}
