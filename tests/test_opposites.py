"""Opposite facts: states and acts that exclude each other, told by reports of different origins; and what only looks so."""

from __future__ import annotations

import pytest

from recoupe import desk
from recoupe.crosscheck.opposites_words import states, words
from recoupe.languages import known, load, shared
from recoupe.records import Article, Finding, Published

FRAMES = {
    "fr": (
        "Accident mortel à Brisel\n\nUn autocar a heurté un mur mardi 3 mars 2026 à Brisel, rue des Tanneurs. La maire, Anne Tessier, "
        "s'est rendue sur place avec les pompiers. {} Les secours sont repartis dans la soirée.",
        "Brisel : ce que l'on sait de l'autocar accidenté\n\nRue des Tanneurs, à Brisel, les traces du choc se voient encore. Mardi 3 mars "
        "2026, un autocar y a fini sa course dans un mur, sous les yeux d'Anne Tessier. {} Une enquête est ouverte.",
    ),
    "en": (
        "Coach crash in Brisel\n\nA coach hit a wall in Brisel on Tuesday 3 March 2026, in Tanner Street. The mayor, Anne Tessier, went to "
        "the scene with the fire service. {} Crews left in the evening.",
        "What we know about the Brisel coach\n\nTanner Street, in Brisel, still bears the marks. On Tuesday 3 March 2026 a coach ended its "
        "journey in a wall there, in front of Anne Tessier. {} An inquiry is under way.",
    ),
}


def told(one: str, other: str, language: str = "fr", days: tuple[str, str] = ("2026-03-04", "2026-03-04")) -> list[Finding]:
    """The contested findings that two reports of one accident make."""
    articles = [
        Article("", f"{n}.txt", frame.format(text), outlet=f"Outlet {n}", language=language, published=Published(day, "given"))
        for n, (frame, text, day) in enumerate(zip(FRAMES[language], (one, other), days, strict=True))
    ]
    dossier = desk.check(articles, jobs=1, today="2026-12-31")
    return [f for f in dossier.findings if any(r.startswith("opposite.") for r in f.reasons)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L'alarme incendie a retenti aussitôt.", "Aucune alarme n'a retenti, selon une voisine."),
        ("Le conducteur était à jeun.", "Le conducteur était en état d'ivresse, selon le parquet."),
        ("Le conducteur portait sa ceinture.", "Le conducteur ne portait pas de ceinture."),
        ("Le conducteur roulait trop vite.", "Le conducteur respectait la limitation."),
        ("La visibilité était bonne.", "Il y avait un brouillard épais."),
        ("La chaussée était sèche.", "La chaussée était verglacée."),
        ("Le conducteur est resté sur place.", "Le conducteur a pris la fuite."),
        ("Le conducteur est mort sur le coup.", "Le conducteur est mort à l'hôpital."),
        ("Le passager portait un gilet jaune.", "Le passager ne portait pas de gilet jaune."),
        ("Les pompiers ont évacué l'immeuble voisin.", "Les pompiers n'ont pas évacué l'immeuble voisin."),
        ("Le conseil a adopté le plan de circulation.", "Le conseil a rejeté le plan de circulation."),
    ],
)
def test_opposite_facts_in_french(one: str, other: str) -> None:
    assert len(told(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The fire alarm went off at once.", "The fire alarm did not go off, a neighbour said."),
        ("The driver was sober.", "The driver was drunk, prosecutors said."),
        ("The driver was wearing a seat belt.", "The driver was not wearing a seat belt."),
        ("The driver was speeding.", "The driver was within the speed limit."),
        ("Visibility was good.", "It happened in thick fog."),
        ("The driver remained at the scene.", "The driver fled the scene."),
        ("The driver died instantly.", "The driver died in hospital."),
        ("The passenger was wearing a yellow jacket.", "The passenger was not wearing a yellow jacket."),
        ("Firefighters evacuated the building next door.", "Firefighters had not evacuated the building."),
        ("The council approved the traffic plan.", "The council rejected the traffic plan."),
    ],
)
def test_opposite_facts_in_english(one: str, other: str) -> None:
    assert len(told(one, other, "en")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another bearer
        ("Le conducteur portait sa ceinture.", "Le passager ne portait pas de ceinture."),
        ("L'école Pasteur est fermée.", "L'école Voltaire reste ouverte."),
        # another act, another object
        ("Le conseil a adopté le plan de circulation.", "Le conseil a rejeté la subvention du club."),
        # not said plainly
        ("Le conducteur roulait trop vite.", "Si le conducteur respectait la limitation, il aurait freiné."),
        ("Le pont est fermé.", "Le pont pourrait être ouvert."),
        # a part of it
        ("Certaines écoles sont fermées.", "Plusieurs écoles restent ouvertes."),
        # what is not so yet
        ("Les enquêteurs ont identifié la victime.", "Les enquêteurs n'ont pas encore identifié la victime."),
        # one report tells both
        ("Le pont est fermé. Le pont est ouvert aux piétons.", "Le pont est ouvert."),
    ],
)
def test_what_only_looks_opposite(one: str, other: str) -> None:
    assert not told(one, other)
    assert not told(other, one)


def test_a_state_may_change_from_day_to_day() -> None:
    assert told("Le pont est fermé.", "Le pont est ouvert.")
    assert [f.status for f in told("Le pont est fermé.", "Le pont est ouvert.", days=("2026-03-04", "2026-03-06"))] == ["updated"]
    assert told("Le pont est ouvert.", "Le pont a été fermé mardi.", days=("2026-03-04", "2026-03-05")), "closed since the day before"


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Aucune interpellation n'avait eu lieu mardi soir.", "Deux hommes ont été arrêtés à l'aube.", "fr"),
        ("Des routiers bloquent l'accès au dépôt.", "Le blocage a pris fin jeudi soir.", "fr"),
        ("Les riverains sont invités à ne pas boire l'eau du robinet.", "L'interdiction de boire l'eau a été levée.", "fr"),
        ("Le défilé est prévu samedi.", "Le défilé a été reporté.", "fr"),
        ("The transport chief, Mary Penrose, denied any fault. “I have no plans to resign,” Penrose said.",
         "The transport chief, Mary Penrose, has resigned.", "en"),
        ("Residents were told to boil their water.", "The notice was lifted on Thursday.", "en"),
        ("The driver is still missing.", "The driver was found alive in a barn.", "en"),
    ],
)  # fmt: skip
def test_what_a_later_report_tells_otherwise_is_an_update(one: str, other: str, language: str) -> None:
    assert [f.status for f in told(one, other, language, days=("2026-03-04", "2026-03-06"))] == ["updated"]
    assert not told(other, one, language, days=("2026-03-04", "2026-03-06"))
    assert not told(one, other, language), "on one day both may be true of two of the kind"


def test_what_a_later_report_tells_is_no_contradiction() -> None:
    assert not told(
        "Les pompiers n'ont pas évacué l'immeuble voisin.", "Les pompiers ont évacué l'immeuble voisin.", days=("2026-03-04", "2026-03-05")
    )


def test_each_side_in_the_mouth_of_another_party_is_a_dispute() -> None:
    one, other = (
        "« L'alarme a retenti », affirme le directeur, Marc Estrade.",
        "« Aucune alarme n'a retenti », dit une voisine, Odile Cran.",
    )
    assert [f.status for f in told(one, other)] == ["disputed"]
    assert [f.status for f in told("L'alarme a retenti.", other)] == ["discrepancy"]


def test_every_evidence_is_verbatim() -> None:
    for finding in told("The driver was sober.", "The driver was drunk.", "en"):
        assert {e.exact for e in finding.evidence} == {"The driver was sober", "The driver was drunk"}


@pytest.mark.parametrize("code", known())
def test_every_state_of_a_language_is_known_and_has_both_poles(code: str) -> None:
    table = load(code).table("opposites")
    assert set(table["states"]) == set(states()) == set(shared("opposites"))
    found = words(code)
    assert found is not None
    for name in table["states"]:
        assert {c.pole for c in found.cues if c.state.name == name} == {"yes", "no"}
