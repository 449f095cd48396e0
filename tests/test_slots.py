"""Figures and dates that fill one slot of their story, in other words; and what must not be set against each other."""

from __future__ import annotations

import pytest

from recoupe.desk import check
from recoupe.kinds import slots
from recoupe.languages import known, load, shared
from recoupe.records import Article, Published


def contested(language: str, *texts: str, days: tuple[str, ...] = ("2026-03-04", "2026-03-04")) -> list[tuple[str, str]]:
    articles = [
        Article(f"a{n}", f"a{n}", text, outlet=f"Outlet {n}", language=language, published=Published(day, "given"))
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    found = check(articles, jobs=1).findings
    return [(f.status, f.aspect) for f in found if f.status in ("discrepancy", "disputed", "updated") and f.aspect in ("figure", "date")]


FR = "Vol au musée de Marlone\n\nDes voleurs sont entrés cette nuit dans le musée de Marlone. "
EN = "Theft at Marlone museum\n\nThieves struck at Marlone museum last night. "


@pytest.mark.parametrize(
    ("language", "one", "other", "wanted"),
    [
        ("fr", FR + "Quarante-deux médailles ont été dérobées.", FR + "Selon un gardien, cinquante et une pièces ont disparu.", "figure"),
        ("en", EN + "Forty-two medals were stolen.", EN + "A guard said 51 pieces had vanished from the cases.", "figure"),
        ("fr", FR + "L'effraction a eu lieu à 3 h 20.", FR + "Les malfaiteurs se sont introduits à 5 h 10 dans le musée.", "date"),
        ("en", EN + "The break-in was at 3.20am.", EN + "They broke in at 5.10am, a guard said.", "date"),
        ("fr", "Grève à Marlone\n\nLe préavis de grève de Marlone court jusqu'au 12 mars.",
         "Grève à Marlone\n\nLe mouvement de grève doit durer jusqu'au 15 mars à Marlone.", "date"),
    ],
)  # fmt: skip
def test_one_quantity_in_other_words(language: str, one: str, other: str, wanted: str) -> None:
    assert contested(language, one, other) == [("discrepancy", wanted)]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        # two days of what has stages: on real press they were those of two hearings
        ("fr", "Procès à Marlone\n\nL'audience de l'ancien maire de Marlone est fixée au 12 mars.",
         "Procès à Marlone\n\nLe procès de l'ancien maire de Marlone s'ouvrira le 15 mars."),
        # stolen and found again
        ("fr", FR + "Quarante-deux médailles ont été dérobées.", FR + "Douze médailles ont été récupérées."),
        # what is there and what the rules ask for
        ("fr", FR + "Deux gardiens étaient de service.", FR + "Le règlement impose quatre gardiens de service."),
        # net and gross pay
        ("fr", FR + "Un gardien gagne un salaire de 1 950 euros net.", FR + "Le salaire d'un gardien est de 2 480 euros brut."),
        # two values in one report: of two things
        ("en", EN + "Forty-two medals were stolen. Nine coins were stolen too.", EN + "A guard said 51 pieces had vanished."),
        # one is the most it can be
        ("fr", FR + "Les voleurs encourent une amende de 200 000 euros.", FR + "Une amende de 120 000 euros a été infligée."),
        # a quarter of an hour is no contradiction, nor is about the hour
        ("en", EN + "The break-in was at 3.20am.", EN + "They broke in at about 3.35am."),
    ],
)  # fmt: skip
def test_nothing_is_set_against_another_thing(language: str, one: str, other: str) -> None:
    assert contested(language, one, other) == []


def test_a_petition_grows() -> None:
    texts = (
        "Pétition à Marlone\n\nLa pétition de Marlone a recueilli 1 140 signatures.",
        "Pétition à Marlone\n\nLa pétition de Marlone réunit 1 600 noms.",
    )
    assert contested("fr", *texts, days=("2026-03-04", "2026-03-06")) == [("updated", "figure")]


@pytest.mark.parametrize("code", [c for c in known() if load(c).table("slots")])
def test_every_slot_of_a_language_is_known(code: str) -> None:
    assert set(load(code).table("slots")["slots"]) <= set(shared("slots"))
    assert slots.table(code) is not None


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        # a list of counts has one verb, ages between commas are no end of the clause
        ("fr", "Feu à Marlone\n\nUn feu ravage la forêt de Marlone. 340 pompiers, six avions et deux hélicoptères ont été mobilisés.",
         "Feu à Marlone\n\nLe feu de la forêt de Marlone s'étend. Ils sont là : 620 pompiers venus de onze départements sont mobilisés."),
        ("fr", "Malaises à Marlone\n\nOnze enfants, âgés de 4 à 10 ans, ont été conduits à l'hôpital après un repas à la cantine.",
         "Malaises à Marlone\n\nQuatorze enfants ont été hospitalisés après un repas à la cantine de Marlone."),
        ("fr", "Marché de Marlone\n\nLe maire de Marlone a été mis en examen, ce qui porte à deux le nombre de personnes poursuivies.",
         "Marché public de Marlone\n\nTrois personnes sont désormais poursuivies dans l'affaire du marché de Marlone."),
        ("en", "Marlone contract\n\nThe mayor of Marlone was charged over the contract. Two people have been charged.",
         "Marlone contract\n\nFour people are now charged over the Marlone contract."),
    ],
)  # fmt: skip
def test_later_counts_of_one_thing(language: str, one: str, other: str) -> None:
    assert contested(language, one, other, days=("2026-03-04", "2026-03-05")) == [("updated", "figure")]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        # meals by other nouns and verbs; since when a firm serves them dates no meal
        ("fr", "Cantine de Marlone\n\n412 repas ont été servis mercredi à la cantine de Marlone par une firme qui l'exploite depuis 2022.",
         "Cantine de Marlone\n\n385 plateaux ont été distribués mercredi à la cantine de Marlone."),
        # how far the water rose is no level
        ("fr", "Crue à Marlone\n\nLa rivière est montée de quatre mètres pour culminer à 7,80 mètres au pont de Marlone.",
         "Crue à Marlone\n\nAu pont de Marlone, la rivière a atteint 8,20 mètres, mesure le syndicat."),
        ("en", "Marlone trial\n\nThe Marlone study had enrolled 1,940 people at eight hospitals.",
         "Marlone trial\n\nThe Marlone study had recruited 1,870 patients when it was stopped."),
    ],
)  # fmt: skip
def test_counts_of_one_day_that_differ(language: str, one: str, other: str) -> None:
    assert contested(language, one, other) == [("discrepancy", "figure")]
