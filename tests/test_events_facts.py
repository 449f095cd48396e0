"""Two clauses that tell one fact in words of their own, and those that only seem to."""

from __future__ import annotations

import pytest

import recoupe
from recoupe.records import Article, Finding, Published

_LEAD = {
    "fr": (
        "Un incendie s'est déclaré mardi matin dans l'entrepôt Delvigne, à Aubrelles, a annoncé la préfecture du Nord.",
        "Les pompiers ont mis six heures, mardi, à venir à bout du feu qui a pris dans l'entrepôt Delvigne, à Aubrelles (Nord).",
    ),
    "en": (
        "A fire broke out at the Delvigne warehouse in Aubrelles on Tuesday morning, the council said.",
        "It took crews six hours on Tuesday to put out the blaze at the Delvigne warehouse in Aubrelles.",
    ),
}


def _findings(code: str, one: str, other: str) -> tuple[Finding, ...]:
    articles = [
        Article(
            name, name, f"{lead}\n\n{told}\n", f"Aubrelles {name}", language=code, published=Published("2026-09-08", "given"), outlet=name
        )
        for name, lead, told in zip(("Courrier", "Matin"), _LEAD[code], (one, other), strict=True)
    ]
    return recoupe.check(articles, jobs=1).findings


def _together(findings: tuple[Finding, ...], one: str, other: str) -> list[Finding]:
    return [
        f
        for f in findings
        if f.status == "corroborated" and {one, other} <= {w for w in (one, other) for e in f.evidence if w in e.exact or e.exact in w}
    ]


SAME = [
    ("fr", "Aucune victime n'est à déplorer.", "Personne n'a été blessé dans le bâtiment."),
    ("fr", "Une enquête a été ouverte par le parquet de Lille.", "Le procureur a confié les investigations à la police judiciaire."),
    ("en", "Nobody was hurt.", "There were no casualties."),
]
OTHER = [
    ("fr", "Aucune victime n'est à déplorer.", "Un pompier a été légèrement blessé à la main."),
    ("fr", "Une enquête a été ouverte par le parquet de Lille.", "Le parquet de Lille n'a pas ouvert d'enquête à ce stade."),
    ("en", "Nobody was hurt.", "Two firefighters were treated for burns."),
]


@pytest.mark.parametrize(("code", "one", "other"), SAME)
def test_one_fact_in_two_wordings_is_corroborated(code: str, one: str, other: str) -> None:
    assert _together(_findings(code, one, other), one, other)


@pytest.mark.parametrize(("code", "one", "other"), OTHER)
def test_what_is_denied_or_another_thing_is_not(code: str, one: str, other: str) -> None:
    assert not _together(_findings(code, one, other), one, other)
