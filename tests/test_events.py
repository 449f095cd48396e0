"""Clauses: which acts they tell, and when two of them tell the same thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoupe import desk
from recoupe import text as texts
from recoupe.kinds import events, names
from recoupe.languages import load
from recoupe.records import Article, EventMention, Finding, Published, Report
from recoupe.sockets import Reading


def read(text: str, language: str = "fr") -> tuple[EventMention, ...]:
    """The clauses of a text, with the names found in it."""
    article = Article("a", "a", text, language=language)
    tongue = load(language)
    reading = Reading(article, tongue, (Report("a", 0, 0, len(text)),), texts.sentences(text, tongue))
    return events.find(replace(reading, names=names.KIND.find(reading)))


@pytest.mark.parametrize(
    ("text", "language", "act", "told"),
    [
        ("Le ministère a suspendu hier les livraisons de blé à la Tavanie.", "fr", "suspension", True),
        ("Le maire Luc Arnal a tenu des propos sévères sur la gestion du port de Brisel.", "fr", "offer", False),
        ("The Harwell Fire Department opened a new station in Dunmore this week.", "en", "fire", False),
        ("Jean Mercadal préside l'Association pour le droit de mourir dignement (ADMD) depuis longtemps.", "fr", "death", False),
        ("Deux ouvriers ont perdu la vie dans la carrière de Montbrac.", "fr", "death", True),
    ],
)
def test_acts_are_told_by_verbs_not_by_names(text: str, language: str, act: str, told: bool) -> None:
    assert any(act in e.acts for e in read(text, language)) is told


def test_an_aim_is_no_fact() -> None:
    found = read("Le président a appelé son homologue tavanien mardi soir afin de le convaincre de reprendre les livraisons de blé.")
    assert [e.planned for e in found if e.exact.startswith("afin")] == [True]


def test_every_clause_is_the_slice_it_stands_for() -> None:
    text = "Le pont de Brisel a été fermé lundi, mais la préfecture de Tavanie promet sa réouverture avant la fin du mois.\n\nRien de plus."
    found = read(text)
    assert found
    assert all(e.exact == e.span.of(text) for e in found)


ABOUT = (
    "Brisel : la fonderie Verlane\n\n{} Le site tourne depuis 1962 au bord du canal. Les ouvriers coulent des plaques et des tuyaux. "
    "Un repreneur avait été cherché en vain. La commune craint pour ses commerces et ses écoles.",
    "Brisel : la fonderie Verlane\n\n{} Les syndicats iront dans la halle. La région avait prêté de quoi refaire les fours. "
    "Le prix de la fonte a reculé d'un tiers en deux ans. Plusieurs sous-traitants dépendent de ces commandes.",
)


def corroborated(*clauses: str) -> list[Finding]:
    articles = [
        Article("", f"{n}.txt", body.format(clause), outlet=f"Journal {n}", language="fr", published=Published("2026-03-04", "given"))
        for n, (body, clause) in enumerate(zip(ABOUT, clauses, strict=True))
    ]
    dossier = desk.check(articles, jobs=1, today="2026-03-10")
    return [f for f in dossier.findings if f.status == "corroborated" and f.aspect in ("event", "statement")]


CLOSURE = "La direction de Verlane a annoncé mardi la fermeture de sa fonderie de Brisel pour l'automne."


def test_the_same_act_told_in_other_words_is_corroborated() -> None:
    other = "Verlane fermera sa fonderie de Brisel à l'automne, selon une annonce faite mardi aux salariés."
    assert len(corroborated(CLOSURE, other)) >= 1


@pytest.mark.parametrize(
    "other",
    [
        "Verlane rouvrira sa fonderie de Brisel à l'automne, selon une annonce faite mardi aux élus.",  # the opposite act
        "La fonderie de Brisel sera-t-elle fermée à l'automne par la direction de Verlane ?",  # a question
        "Verlane dément la fermeture de sa fonderie de Brisel à l'automne.",  # a denial
        "Verlane sponsorise le club de football de Brisel, rappelle le journal local.",  # names only
    ],
)
def test_what_is_not_the_same_is_not_corroborated(other: str) -> None:
    assert corroborated(CLOSURE, other) == []


def test_a_summary_does_not_open_with_a_connector() -> None:
    for finding in corroborated(
        CLOSURE, "Les élus protestent, mais la direction de Verlane a annoncé mardi la fermeture de sa fonderie de Brisel."
    ):
        assert not finding.summary.lower().startswith(("mais ", "et ", "alors que "))
