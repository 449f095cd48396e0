"""The day of publication: stated, inferred from the article, inferred from its peers. The lines are written for these tests."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

import recoupe
from recoupe import desk, engines, timex
from recoupe.languages import load
from recoupe.pages import publication
from recoupe.records import Article, Examined, Published, Removed

STATED = [
    ("fr", "Un titre\n\nPublié le 14/10/2025 à 13h05\n\nLe texte.", "2025-10-14T13:05"),
    ("fr", "Mis en ligne le mardi 14 octobre 2025 à 20h40 | Temps de lecture : 3 min", "2025-10-14T20:40"),
    ("fr", "Nantes, 14 oct. 2025 (AFP) – Trois personnes ont été blessées mardi.", "2025-10-14"),
    ("fr", "Radio Loire – mardi 14 octobre 2025, 20 h 15 – Texte : Ana Roux", "2025-10-14T20:15"),
    ("fr", "Par Jeanne Morel\nLe 16 octobre 2025 à 18h02\n\nLe texte.", "2025-10-16T18:02"),
    ("fr", "Publié le 3 mars 2025 à 8h, mis à jour le 4 mars 2025 à 9h", "2025-03-03T08:00"),
    ("fr", "Mis à jour le 4 mars 2025 à 9h00\nPublié le 3 mars 2025 à 8h00", "2025-03-03T08:00"),
    ("fr", "Mis à jour le 4 mars 2025 à 9h00", "2025-03-04T09:00"),
    ("fr", "Les actualités du mercredi 15 octobre 2025 : grève, budget, météo", "2025-10-15"),
    ("en", "The Harbour Post, Thursday 6 November 2025, 17:42 - Wire One", "2025-11-06T17:42"),
    ("en", "A headline\n\n6 November 2025\n\nText.", "2025-11-06"),
    ("en", "19:05, 6 Nov 2025", "2025-11-06T19:05"),
    ("en", "Published: November 6, 2025 7:05 PM EST", "2025-11-06T19:05"),
    ("en", "Updated 7 Nov 2025, first published 6 Nov 2025", "2025-11-06"),
    ("en", "By Ann Lee | Nov 6, 2025", "2025-11-06"),
    ("en", "Wed 22 Apr 2026 17.40 BST", "2026-04-22T17:40"),
    ("fr", "La Gazette vernoise, 10/03/2026, 21h15, Hervé Quill", "2026-03-10T21:15"),
    ("fr", "Un titre\n\nLes Échos vernois, 27 juillet 2026\n\nLe texte.", "2026-07-27"),
    ("fr", "Un titre\ngazette-vernoise.fr | Économie | 22.07.2026\nLe texte.", "2026-07-22"),
    ("fr", "Vernay Sud | Publié le 22/07/2026 à 13:30 | Par Ana Roux", "2026-07-22T13:30"),
]

NOT_STATED = [
    ("fr", "5 day_ago 44"),
    ("fr", "Le 14 octobre 2025, le train a quitté la voie, a annoncé la préfecture."),
    ("fr", "Le ministre à Lyon, le 14 octobre 2025. (Photo Ana Roux)"),
    ("fr", "Nantes, 14 oct. (AFP) – Trois personnes ont été blessées mardi."),
    ("fr", "© 2025 Le Journal, tous droits réservés"),
    ("fr", "Né le 3 mars 1954 à Brest, il a dirigé le port pendant dix ans avant de se retirer."),
    ("en", "The last shift is due to clock off on 30 June 2026, with the remaining lines moving to Poland."),
    ("en", "Published 06/11/2025"),
    ("en", "Posted 3 hours ago"),
    ("en", "Image: workers leave the plant, 6 November 2025"),
    ("fr", "Par un décret publié au Journal officiel du 1er juillet 2008, le fichier a été élargi."),
    ("fr", "Le courriel en cause a été rédigé le 14 mai 2007 par Ana Roux, du service comptable."),
    ("fr", "Le rapport Morel, publié le 9 septembre 2024, recommande de fermer le site."),
    ("fr", "Selon le rapport du 3 mars 2025 (ONU), la sécheresse va durer."),
    ("en", "The report, published 6 November 2025, calls for a new dam."),
    ("de", "Veröffentlicht am 6. November 2025"),
]


@pytest.mark.parametrize(("code", "text", "day"), STATED)
def test_stated(code: str, text: str, day: str) -> None:
    found = publication.stated(text, load(code))
    assert found is not None
    published, span = found
    assert (published.date, published.how) == (day, "stated")
    assert published.evidence == text[span.start : span.end]


@pytest.mark.parametrize(("code", "text"), NOT_STATED)
def test_not_stated(code: str, text: str) -> None:
    assert publication.stated(text, load(code)) is None


def test_a_byline_set_aside_as_furniture_is_read() -> None:
    aside = Removed("Vernay Sud | Publié le 22/07/2026 à 13:30 | Par Ana Roux", "navigation", 20)
    article = replace(_article("Un titre de journal\nLe texte."), removed=(aside,))
    assert publication.stated_in(article, load("fr")) == Published("2026-07-22T13:30", "stated", "le 22/07/2026 à 13:30")
    other = Removed("Autre sujet | Publié le 21/07/2026 à 10:00", "navigation", 25)
    assert publication.stated_in(replace(article, removed=(aside, other)), load("fr")) is None  # which of the two?
    assert publication.stated_in(replace(article, removed=(replace(aside, at=5000),)), load("fr")) is None


def test_a_caption_among_the_paragraphs_states_nothing() -> None:
    prose = "Le conseil municipal de Vernay a voté la fermeture de la piscine après deux heures de débat, dans une salle comble."
    caption = "Aviation vernoise, 22 octobre 2015"
    assert publication.stated(f"Un titre\n{prose}\n{prose}\n{caption}\n{prose}", load("fr")) is None
    assert publication.stated(f"Un titre\n{caption}\n{prose}\n{prose}", load("fr")) is not None


def test_a_date_far_above_the_headline_counts_less() -> None:
    text = "3 mars 2020\nMenu\nSports\nVidéos\nMétéo\nUn titre assez long pour être reconnu\n14 octobre 2025\nLe texte."
    found = publication.stated(text, load("fr"), "Un titre assez long pour être reconnu")
    assert found is not None
    assert found[0].date == "2025-10-14"


def _article(text: str, title: str | None = None, name: str = "a", code: str = "fr") -> Article:
    return Article(name, f"{name}.txt", text, title=title, language=code)


def _inferred(text: str, title: str | None = None, today: str = "2026-01-31", code: str = "fr") -> tuple[str | None, str | None] | None:
    found = publication.infer(_article(text, title, code=code), load(code), today)
    return (found.date, found.evidence) if found else None


def test_infer_from_a_counted_day() -> None:
    text = "Jour 1231 de résistance : l'Ukraine reçoit des armes\n\nLe texte."
    assert _inferred(text) == ("2025-07-08", "Jour 1231 de résistance")
    assert _inferred(text, today="2025-01-01") is None
    assert _inferred("Le texte parle de Kiev.", "Jour 1231 de guerre") == ("2025-07-08", "Jour 1231 de guerre")


def test_infer_from_weekday_dates() -> None:
    assert _inferred("Ce vendredi 4 juillet, le président a parlé.") == ("2025-07-04", "Ce vendredi 4 juillet")
    assert _inferred("Le vendredi 4 juillet, il a parlé ; le lundi 7 juillet, il s'est tu.") == ("2025", "vendredi 4 juillet")
    assert _inferred("Le vendredi 4 juillet, il a parlé ; le mardi 7 juillet, il s'est tu.") is None
    assert _inferred("Le 4 juillet, il a parlé.") is None
    assert _inferred("", today="not a day") is None


def test_a_year_needs_a_second_support() -> None:
    old = "Ce mercredi 2 juillet, les otages ont été libérés."
    assert _inferred(old, today="2026-11-21") is None  # 2025 fits, as do 2008 and 2014
    assert _inferred(old + " Depuis le début de 2008, rien n'avait bougé.", today="2026-11-21") == ("2008-07-02", "Ce mercredi 2 juillet")
    assert _inferred(old + "\n\n© 2014 La Gazette", today="2026-11-21") == ("2014-07-02", "Ce mercredi 2 juillet")
    assert _inferred(old, today="2025-11-21") == ("2025-07-02", "Ce mercredi 2 juillet")
    both = old + " Depuis le début de 2008, rien n'avait bougé."
    assert _inferred(both, today="2025-11-21") is None  # either may be meant


def test_infer_from_a_greeting_that_names_the_day() -> None:
    assert _inferred("Good morning. It's Friday 24 April. Here is the news.", today="2026-12-01", code="en") == (
        "2026-04-24",
        "Friday 24 April",
    )
    assert _inferred("Nous sommes le mardi 14 octobre, bonjour.") == ("2025-10-14", "mardi 14 octobre")


def test_infer_reads_a_digest_headline_that_the_text_lacks() -> None:
    found = publication.infer(_article("Bonjour !", "Les actualités du mercredi 15 octobre 2025"), load("fr"), "2026-01-31")
    assert found == Published("2025-10-15", "stated", "mercredi 15 octobre 2025")


def _examined(text: str, published: str | None = None, name: str = "peer") -> Examined:
    article = replace(_article(text, name=name), published=Published(published, "stated" if published else "unknown"))
    return Examined(article, dates=timex.find(text, load("fr"), timex.Reference(published)))


def _from(text: str, *peers: Examined) -> tuple[str | None, str | None] | None:
    found = publication.from_peers(_examined(text, name="own"), peers, load("fr"))
    return (found.date, found.evidence) if found else None


def test_peers_give_the_year_and_the_day() -> None:
    call = _examined("Les deux présidents se sont parlé le 4 juillet.", "2025-07-08")
    assert _from("Ce vendredi, le président a eu un entretien.", call) == ("2025-07-04", "Ce vendredi")
    assert _from("Le 4 juillet, ils se sont parlé. Vendredi, il l'a confirmé.", call) == ("2025-07-04", "Vendredi")
    assert _from("Dans la nuit de lundi à mardi, des drones ont été signalés.", call) == ("2025-07-08", "Dans la nuit de lundi à mardi")


def test_peers_date_by_the_last_weekday_that_is_told_as_past() -> None:
    first, second = _examined("Rien.", "2025-07-05"), _examined("Rien.", "2025-07-07", "second")
    text = "La collision a eu lieu samedi. L'armateur a répondu lundi. Le procès s'ouvrira mercredi."
    assert _from(text, first, second) == ("2025-07-07", "lundi")
    assert _from("La collision a eu lieu samedi. Les experts se réuniront lundi.", first, second) == ("2025-07-05", "samedi")


def test_peers_give_nothing_without_support() -> None:
    dated, undated = _examined("Rien de neuf.", "2025-07-08"), _examined("Rien de neuf.")
    assert _from("Ce vendredi, le président a eu un entretien.", undated) is None
    assert _from("Ce vendredi, le président a eu un entretien.", dated) is None
    assert _from("Lundi prochain, ils se parleront.", dated) is None


def test_peers_give_at_least_the_year() -> None:
    dated = _examined("Rien de neuf.", "2026-09-04")
    assert _from("L'avis du 3 septembre vise 48 000 boîtes.", dated) == ("2026", "3 septembre")
    assert _from("L'avis du 3 mars vise 48 000 boîtes.", dated) is None
    assert _from("Nantes, 4 sept. (AFP) – L'avis du 3 septembre vise 48 000 boîtes.", dated) == ("2026-09-04", "4 sept.")


def test_a_later_weekday_told_as_past_speaks_against_a_day() -> None:
    peer = _examined("Le feu a pris mardi 21 juillet.", "2026-07-21")
    assert _from("Tout a brûlé mardi.", peer) == ("2026-07-21", "mardi")
    assert _from("Tout a brûlé mardi. Jeudi à midi, le feu a repris.", peer) is None


def test_copies_that_grouping_found_give_the_day() -> None:
    peer = _examined("Un texte.", "2025-07-03", "source")
    own = _examined("Un tout autre texte du 2 juillet.", name="own")
    found = publication.from_peers(own, [peer], load("fr"), {"source", "own"})
    assert found == Published("2025-07-03", "inferred", "source.txt")
    late = _examined("Un texte.", "2025-07-04", "late")
    assert publication.from_peers(own, [peer, late], load("fr"), {"source", "late"}) == Published("2025", "inferred", "2 juillet")


def test_a_rewritten_dispatch_takes_the_day_of_its_source() -> None:
    source = (
        "Le conseil municipal de Vernay a voté la fermeture de la piscine après deux heures de débat. La maire Lucie Aubel "
        "invoque une facture d'énergie triplée et des fuites dans le grand bassin. L'opposition réclame un référendum local."
    )
    other = _examined("La piscine de Vernay attire chaque été des milliers de baigneurs venus de toute la vallée.", "2025-07-01", "other")
    peer = _examined(source, "2025-07-03", "source")
    assert _from(source.replace("a voté", "vote"), peer, other) == ("2025-07-03", "source.txt")
    assert _from("La piscine de Vernay ferme ses portes faute de moyens.", peer, other) is None


@pytest.mark.parametrize("cluster", ["seeds", "accident", "layoffs"])
def test_gold_publication(cluster: str) -> None:
    root = Path(os.environ.get("RECOUPE_GOLD", str(Path(__file__).resolve().parents[2] / "shared" / "gold")))
    if not (root / cluster / "gold.json").is_file():
        pytest.skip("the gold clusters are not beside this repository (set RECOUPE_GOLD)")
    gold = json.loads((root / cluster / "gold.json").read_text(encoding="utf-8"))["articles"]
    dossier = desk.check(recoupe.read([root / cluster / file for file in gold]), engine=engines.SERIAL, today="2026-11-21")
    for article in dossier.articles:
        about, day = gold[Path(article.source).name], article.published.date
        assert (day[:10] if day else None) in [about["published"], *about.get("published_also", [])], article.source
