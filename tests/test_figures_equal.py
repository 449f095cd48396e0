"""One value told in two ways is one thing, where it is; and the readings of a sentence that this rests on."""

from __future__ import annotations

import pytest

from recoupe.desk import check
from recoupe.kinds import figures
from recoupe.records import Article, Figure, Finding, Published
from tests.test_figures import found


def agreed(language: str, *bodies: str) -> list[Finding]:
    """The figures on which two reports of one story agree."""
    lead = {
        "fr": "Incendie à la scierie de Marlone\n\nUn incendie a ravagé dans la nuit la scierie Destrel, à Marlone. ",
        "en": "Fire at Marlone sawmill\n\nA fire destroyed the Destrel sawmill in Marlone overnight. ",
    }[language]
    articles = [
        Article(f"a{n}", f"a{n}", lead + body, outlet=f"Outlet {n}", language=language, published=Published("2026-03-04", "given"))
        for n, body in enumerate(bodies)
    ]
    return [
        f
        for f in check(articles, jobs=1).findings
        if f.aspect == "figure" and f.status in ("corroborated", "single-source") and len({e.article for e in f.evidence}) > 1
    ]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "L'usine collecte le bois de 540 exploitations.", "Reste à savoir ce que feront les 540 fermes adhérentes."),
        ("fr", "Le syndicat a recensé 412 000 protestataires.", "412 000 personnes ont suivi le mouvement, admet le patronat."),
        ("fr", "Trente et une pièces de collection y étaient gardées.", "Les trente et un objets ont fondu."),
        ("en", "The mill paid 38 workers in the valley.", "Thirty-eight employees now look for jobs elsewhere."),
        ("en", "It had two boats on the river to move the logs.", "Two ships that moved logs on the river sank."),
        ("fr", "Un ouvrier sur trois était en grève ce jour-là.", "33 % des ouvriers étaient en grève."),
        ("en", "The owner put the loss at £2.5 million.", "The loss is worth two and a half million."),
        ("fr", "Une employée de 46 ans a été brûlée.", "L'employée brûlée, âgée de 46 ans, est sortie de l'hôpital."),
    ],
)  # fmt: skip
def test_one_value_in_other_words(language: str, one: str, other: str) -> None:
    assert agreed(language, one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        # small numbers of two things
        ("fr", "Deux camions ont brûlé.", "Deux réunions sont prévues."),
        ("en", "Three lorries were lost.", "Three meetings are planned."),
        # households and persons
        ("fr", "480 familles vivent du bois.", "La commune compte 480 salariés."),
        # a number of a line that says when, not how many
        ("en", "Updated: 12 / 03 / 2026", "Twelve lorries were lost."),
        # the ages of two people
        ("fr", "Léa Marin, 46 ans, a donné l'alerte.", "Paul Destrel, 46 ans, dirige la scierie."),
        # a share each, and the whole
        ("fr", "L'aide est de 1 500 euros par foyer.", "Une aide de 1 500 euros a été versée."),
        # a part of some, and another number that is the same
        ("fr", "Quarante ouvriers étaient là, dont onze intérimaires.", "Le nombre de départs de feu est passé de quatre à onze."),
    ],
)  # fmt: skip
def test_one_value_of_two_things(language: str, one: str, other: str) -> None:
    assert not agreed(language, one, other)


def _only(text: str, code: str, value: float) -> Figure:
    return next(f for f in found(text, code) if f.value == value)


def test_the_number_that_a_verb_sets_counts_what_follows_it() -> None:
    figure = _only("Ce décès porte à dix-sept le nombre de victimes du séisme.", "fr", 17)
    assert figure.topic == "victim"
    assert _only("Il faut augmenter de 12 % le montant total des crédits.", "fr", 12).what == "crédits"


def test_they_are_as_many_of_what_was_told_before() -> None:
    figure = _only("85 % des agents ont cessé le travail, selon la CGT ; ils étaient 62 %, d'après la métropole.", "fr", 62)
    assert figure.topic == _only("85 % des agents ont cessé le travail.", "fr", 85).topic
    assert _only("Sixty-one countries signed on Friday. They are now 63.", "en", 63).topic == "country"
    assert _only("Trente et une pièces ont disparu. Ils sont désormais trois à répondre aux questions.", "fr", 3).topic is None


def test_ages_between_commas_end_no_clause() -> None:
    figure = _only("Onze enfants, âgés de 4 à 10 ans, ont été hospitalisés.", "fr", 11)
    assert figure.act == "hospitalised"


def test_where_something_comes_from_dates_no_figure() -> None:
    assert _only("L'école, ouverte en 1921, accueille dix-neuf élèves.", "fr", 19).as_of is None
    assert _only("The necklace, found in 2017 by a local team, weighs 340 grams.", "en", 340).as_of is None
    assert _only("À Bam, frappée en 2003 par un séisme, 31 000 personnes sont mortes.", "fr", 31000).as_of == "2003"


def test_the_hurt_are_not_killed_by_the_verb_before() -> None:
    assert _only("Ten people are killed and about 50 hurt.", "en", 50).topic == "injury"
    assert _only("Deux blessés ont succombé dans la nuit.", "fr", 2).topic == "injury>death"


@pytest.mark.parametrize("text", ["A 911 dispatcher took the call.", "They lived at 24 Independent Street, police said."])
def test_numbers_that_one_calls_or_lives_at_count_nothing(text: str) -> None:
    assert found(text, "en") == ()


def test_no_word_of_a_date_is_counted() -> None:
    assert _only("La coulée a fauché trois randonneurs vendredi matin.", "fr", 3).what == "randonneurs"
    assert figures.KIND.name == "figures"


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [("fr", "Moins d'un adolescent sur cinq n'est pas vacciné.", 20), ("en", "One teacher in four was on strike.", 25)],
)
def test_one_of_so_many_is_a_share(code: str, text: str, value: float) -> None:
    assert [(f.value, f.unit) for f in found(text, code)] == [(value, "%")]


def test_one_of_something_with_so_many_is_no_share() -> None:
    assert all(f.unit != "%" for f in found("Un immeuble sur trois étages. One man in his thirties.", "fr"))
