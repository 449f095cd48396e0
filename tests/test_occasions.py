"""What several reports date alike: an hour, or a date far from the reports, that they tell of one thing."""

from __future__ import annotations

import pytest

from recoupe.desk import check
from recoupe.records import Article, Finding, Published

FR = "Incendie à Marlone : l'entrepôt détruit\n\nL'entrepôt de Marlone a été détruit par un incendie dans la nuit de lundi à mardi. "
FR2 = "Marlone : le feu ravage un entrepôt\n\nÀ Marlone, les flammes ont tout pris à l'entrepôt, mardi, sans blesser personne. "
EN2 = "Disaster off Skerra\n\nRescuers said the Orla, a ferry, had gone down near Skerra on Sunday with all aboard safe. "
EN = "Ferry sinks off Skerra\n\nThe ferry Orla sank off Skerra in heavy seas on Sunday. "


def _found(language: str, *bodies: str) -> list[Finding]:
    articles = [
        Article(f"a{n}", f"a{n}", body, outlet=f"Outlet {n}", language=language, published=Published("2026-09-08", "given"))
        for n, body in enumerate(bodies)
    ]
    return [f for f in check(articles, jobs=1).findings if "date.occasion" in f.reasons]


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("fr", FR + "L'alarme a sonné lundi à 22 h 17.", FR2 + "Il était 22 h 17, lundi, quand un vigile a crié.", {"2026-09-07T22:17"}),
        ("fr", FR + "Le dépôt avait été inspecté le 12 mars.", FR2 + "Il avait pourtant été inspecté le 12 mars.", {"2026-03-12"}),
        ("en", EN + "The ship was built in 1987.", EN2 + "The vessel, launched in 1987, was due to be scrapped.", {"1987"}),
    ],
)  # fmt: skip
def test_one_hour_or_date_of_one_thing(language: str, one: str, other: str, values: set[str]) -> None:
    (found,) = _found(language, one, other)
    assert (found.status, found.aspect, found.independent) == ("corroborated", "date", 2)
    assert {e.value for e in found.evidence} == values
    assert all(len(e.exact) < 20 for e in found.evidence)  # the date alone, not what else its sentence tells


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        # nothing shows that the two are of one thing
        ("fr", FR + "Le dépôt avait été inspecté le 12 mars.", FR2 + "Sa fille est née le 12 mars."),
        # what they tell of that hour differs
        ("fr", FR + "Lundi à 22 h 17, 40 pompiers étaient sur place.", FR2 + "Lundi à 22 h 17, 63 pompiers luttaient déjà."),
        # a year of which everything is told
        ("en", EN + "The ship carried 9,000 passengers in 2025.", EN2 + "The ship was repainted in 2025."),
        # the day of the story itself
        ("en", EN + "The ship left port on Sunday.", EN2 + "The ship had no pilot on Sunday."),
    ],
)  # fmt: skip
def test_two_things_of_one_time(language: str, one: str, other: str) -> None:
    assert _found(language, one, other) == []


def test_one_text_printed_twice_is_no_support() -> None:
    text = EN + "The ship was built in 1987, the harbour office said, and had been repaired twice since then."
    assert _found("en", text, text) == []
