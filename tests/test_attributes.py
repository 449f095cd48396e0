"""What a story has one of, told by words: another value, the same one, and what only looks so."""

from __future__ import annotations

import re

import pytest

from recoupe import desk
from recoupe.crosscheck.attributes_words import attributes, trees, words
from recoupe.languages import known, load, shared
from recoupe.records import Article, Finding, Published

FRAMES = {
    "fr": (
        "Nuit agitée à Brisel\n\nLa nuit de mardi 3 mars 2026 a été agitée à Brisel, rue des Tanneurs. La maire, Anne Tessier, "
        "s'est rendue sur place avec les pompiers. {} Les secours sont repartis dans la soirée.",
        "Brisel : ce que l'on sait de la nuit de mardi\n\nRue des Tanneurs, à Brisel, les traces se voient encore. Mardi 3 mars "
        "2026, tout le quartier est sorti, et Anne Tessier avec lui. {} Une enquête est ouverte.",
        "Brisel : les questions qui restent\n\nQue s'est-il passé à Brisel, rue des Tanneurs, le mardi 3 mars 2026 ? Anne Tessier, la "
        "maire, attend des réponses. {} Le quartier a retrouvé son calme.",
    ),
    "en": (
        "A restless night in Brisel\n\nThe night of Tuesday 3 March 2026 was a restless one in Tanner Street, Brisel. The mayor, Anne "
        "Tessier, went to the scene with the fire service. {} Crews left in the evening.",
        "What we know about the night in Brisel\n\nTanner Street, in Brisel, still bears the marks. On Tuesday 3 March 2026 everybody was "
        "out there, Anne Tessier among them. {} An inquiry is under way.",
        "Brisel: the questions that remain\n\nWhat happened in Tanner Street, Brisel, on Tuesday 3 March 2026? Anne Tessier, the mayor, is "
        "waiting for answers. {} Calm has returned.",
    ),
}


def told(language: str, *said: str) -> list[Finding]:
    """What reports of one night make of its attributes."""
    articles = [
        Article("", f"{n}.txt", frame.format(text), outlet=f"Outlet {n}", language=language, published=Published("2026-03-04", "given"))
        for n, (frame, text) in enumerate(zip(FRAMES[language], said, strict=False))
    ]
    dossier = desk.check(articles, jobs=1, today="2026-12-31")
    return [f for f in dossier.findings if any(r.startswith("attribute.") for r in f.reasons)]


def contested(language: str, *said: str) -> list[Finding]:
    return [f for f in told(language, *said) if f.status in ("discrepancy", "disputed")]


DIFFERENT = [
    ("fr", "Les malfaiteurs ont pris la fuite à bord d'une berline noire.", "Les voleurs se sont enfuis sur un scooter."),
    ("fr", "Les deux hommes se sont introduits par une fenêtre du premier étage.", "Les cambrioleurs sont passés par les combles."),
    ("fr", "L'incendie a été provoqué par un court-circuit.", "Le feu a été causé par une cigarette mal éteinte."),
    ("fr", "Le feu a pris dans la cuisine.", "L'incendie s'est déclaré au niveau de la toiture."),
    ("fr", "Un voisin a donné l'alerte.", "L'alerte a été donnée par un joggeur."),
    ("fr", "L'adolescente a été vue pour la dernière fois à l'arrêt de bus.", "Elle a été aperçue pour la dernière fois dans un café."),
    ("fr", "Le détenu s'est évadé par un tunnel.", "Il s'est évadé lors d'un transfert."),
    ("fr", "L'épidémie est due à des huîtres.", "Ce sont des œufs qui sont à l'origine de l'intoxication."),
    ("fr", "Le conseil a voté à main levée la motion.", "La motion a été adoptée à bulletin secret par le conseil."),
    ("fr", "Un hélicoptère s'est écrasé.", "Un avion de tourisme s'est écrasé."),
    ("fr", "La panne a été provoquée par un incendie.", "La coupure est due à une cyberattaque."),
    ("fr", "L'enquête a été confiée à la gendarmerie.", "Les investigations ont été confiées à la police judiciaire."),
    ("fr", "La nécropole date de l'époque mérovingienne.", "La nécropole remonte à l'époque romaine."),
    ("fr", "Le concert a été annulé en raison du vent.", "Une alerte à la bombe a contraint la mairie à annuler le concert."),
    ("fr", "La maternité ferme faute d'anesthésistes.", "La maternité est fermée pour des raisons financières."),
    ("fr", "La fillette a été retrouvée grâce à un chien.", "La fillette a été repérée par un drone."),
    ("en", "The match was called off because of snow.", "The match was postponed because of a strike."),
    ("en", "The ransom was paid in cash.", "The ransom was paid in bitcoins."),
    ("en", "The robbers fled in a grey Audi.", "The raiders made off on a black scooter."),
    ("en", "The burglars got in through a skylight.", "The thieves entered through the front door."),
    ("en", "The fire was caused by an electrical fault.", "The blaze was started by a discarded cigarette."),
    ("en", "The fire broke out in the kitchen.", "The blaze started on the roof."),
    ("en", "A neighbour raised the alarm.", "The alarm was raised by a jogger."),
    ("en", "The girl was last seen at a bus stop.", "She was last seen in a nightclub."),
    ("en", "The study was paid for by a medical charity.", "The study was financed by a mattress manufacturer."),
    ("en", "A helicopter crashed.", "A light aircraft came down."),
    ("en", "The outbreak was traced to a cooling tower.", "The infections were linked to a decorative fountain."),
]


@pytest.mark.parametrize(("language", "one", "other"), DIFFERENT)
def test_another_value_is_a_discrepancy(language: str, one: str, other: str) -> None:
    assert [f.status for f in contested(language, one, other)] == ["discrepancy"]


SAME = [
    ("fr", "Les malfaiteurs ont pris la fuite à bord d'une Audi grise.", "Les voleurs se sont enfuis en voiture."),
    ("fr", "L'incendie est d'origine accidentelle.", "Le feu a été provoqué par un court-circuit."),
    ("fr", "Un promeneur a donné l'alerte.", "L'alerte a été donnée par un passant."),
    ("en", "The robbers fled in a car.", "The raiders sped off in an Audi."),
    ("en", "The outbreak was traced to oysters.", "Shellfish were to blame for the outbreak."),
    ("en", "The girl was last seen on the platform.", "She was last seen at the station."),
]


@pytest.mark.parametrize(("language", "one", "other"), SAME)
def test_a_finer_value_is_the_same(language: str, one: str, other: str) -> None:
    assert [f.status for f in told(language, one, other)] == ["corroborated"]


TRAPS = [
    # not said plainly
    ("fr", "Les malfaiteurs auraient pris la fuite à bord d'une berline.", "Les voleurs se sont enfuis sur un scooter."),
    ("fr", "L'incendie n'a pas été provoqué par un court-circuit.", "Le feu a été causé par une cigarette."),
    ("fr", "L'incendie pourrait être dû à un court-circuit.", "Le feu a été causé par une cigarette."),
    ("en", "The fire may have been caused by an electrical fault.", "The blaze was started by a cigarette."),
    ("en", "The robbers did not flee in a car.", "The raiders made off on a scooter."),
    # a report that tells both
    ("fr", "Les malfaiteurs ont pris la fuite à bord d'une berline, puis d'un scooter.", "Les voleurs se sont enfuis sur un scooter."),
    ("fr", "Ils ont pris la fuite en voiture. Un scooter a été retrouvé brûlé.", "Les voleurs se sont enfuis sur un scooter."),
    # two of the kind
    ("fr", "Un second incendie a été provoqué par une bougie.", "Le feu a été causé par une cigarette."),
    ("fr", "Un policier a été blessé par un pavé.", "Un étudiant a été blessé par une grenade de désencerclement."),
    ("fr", "Paul Morel a été hospitalisé : il est blessé à la jambe.", "Marc Dupuis, lui, est blessé au bras."),
    # what stands in one and the other
    ("fr", "Le corps a été découvert dans un bois.", "Le corps a été retrouvé dans une voiture."),
    ("en", "The body was found in woods.", "The body was found in the boot of a car."),
    ("fr", "Le feu est parti de la cuisine. La toiture a brûlé.", "L'incendie a pris au niveau de la toiture."),
    ("fr", "Le match a été gagné aux tirs au but.", "Les Bleus se sont imposés en prolongation."),
    ("fr", "La vitesse est à l'origine de l'accident.", "L'alcool est la cause de l'accident."),
    ("fr", "Les travaux ont été financés par l'État.", "Les travaux ont été payés par la région."),
    ("en", "The study was funded by the Calloway Trust and Slumberwell.", "The study was financed by Slumberwell."),
    ("en", "The burglars got in through the garage.", "The thieves entered through a window."),
    ("fr", "Le corps a été trouvé au bord de la route.", "Le corps a été découvert dans un fossé."),
    # what comes after something else
    ("fr", "Le suspect s'est rendu à la police.", "Le suspect a été interpellé par la police."),
    ("fr", "Paul Morel a ouvert le score.", "Marc Dupuis a inscrit le but de la victoire."),
    ("en", "He was charged with murder.", "He was convicted of manslaughter."),
    # what is no value of it
    ("fr", "Les habitants ont appelé les pompiers en criant.", "L'alerte a été donnée par un joggeur."),
]


@pytest.mark.parametrize(("language", "one", "other"), TRAPS)
def test_what_is_no_contradiction(language: str, one: str, other: str) -> None:
    assert contested(language, one, other) == []


def test_a_third_report_that_tells_both_explains_the_two() -> None:
    two = ("Les malfaiteurs ont pris la fuite à bord d'une berline.", "Les voleurs se sont enfuis sur un scooter.")
    both = "Ils se sont enfuis en voiture. Ils se sont enfuis à moto."
    assert len(contested("fr", *two)) == 1
    assert contested("fr", *two, both) == []


def test_each_in_the_mouth_of_another_party_is_a_dispute() -> None:
    one = "« L'incendie a été provoqué par un court-circuit », a déclaré le capitaine Luc Ferrand."
    other = "« Le feu a été causé par une cigarette », a affirmé la propriétaire, Jeanne Marsaud."
    assert [f.status for f in contested("fr", one, other)] == ["disputed"]


def test_values_of_a_tree() -> None:
    vehicles = trees()["vehicle"]
    apart = [("audi", "scooter"), ("audi", "bmw"), ("van", "saloon"), ("saloon", "audi"), ("car", "audi"), ("vehicle", "foot")]
    assert [vehicles.exclude(*pair) for pair in apart] == [True, True, True, False, False, True]
    assert vehicles.covers("vehicle", "clio")
    assert [trees()["road"].exclude("a6", other) for other in ("a7", "a6")] == [True, False]


@pytest.mark.parametrize("code", known())
def test_the_tables_fit_together(code: str) -> None:
    table = load(code).table("attributes")
    if not table:
        pytest.skip(f"no attributes in {code}")
    assert set(table["told"]) == set(attributes())
    for name, values in table["values"].items():
        listed = {v for line in shared("attributes")["values"][name] for v in re.findall(r"[\w*]+", line)}
        assert set(values) <= listed, name
    for cue in words(code).cues:  # type: ignore[union-attr]
        assert cue.pattern.pattern
        assert cue.attribute.values in trees()
