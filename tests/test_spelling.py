"""Two spellings of one bearer's name, one against one."""

from __future__ import annotations

import recoupe
from recoupe.records import Article, Published

_BODY = (
    "{who} a annoncé lundi la fermeture de l'usine de Brévanne, qui emploie 240 salariés depuis 1998. Le site de Brévanne fermera en juin."
)


def _names(one: str, other: str) -> list[str]:
    articles = [
        Article(n, n, f"{_BODY.format(who=who)}\n", f"Brévanne {n}", language="fr", published=Published("2026-03-02", "given"), outlet=n)
        for n, who in (("Le Courrier", one), ("Le Matin", other))
    ]
    found = recoupe.check(articles, jobs=1).findings
    return [f.summary for f in found if f.aspect == "name" and f.status == "discrepancy"]


def test_one_spelling_against_one_is_a_discrepancy() -> None:
    assert _names("Le directeur, Bastien Lemarchand,", "Le directeur, Bastien Lemarquand,") == ["Bastien Lemarchand ≠ Bastien Lemarquand"]


def test_people_of_other_first_names_or_roles_are_not_one() -> None:
    assert _names("Le directeur, Bastien Lemarchand,", "Le directeur, Lucien Lemarquand,") == []
    assert _names("Le directeur, Bastien Lemarchand,", "Le préfet, Bastien Lemarquand,") == []
