"""Who speaks for whom: firms by what they are, spokesmen without a name, people by their remit, and where reported words end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoupe import text as texts
from recoupe.kinds import names
from recoupe.kinds.statements import find
from recoupe.languages import load
from recoupe.records import Article, Quote, Report
from recoupe.sockets import Reading


def read(text: str, code: str) -> tuple[Quote, ...]:
    """The quotes of a text, with the names found in it."""
    tongue = load(code)
    reading = Reading(Article("a", "a", text, language=code), tongue, (Report("a", 0, 0, len(text)),), texts.sentences(text, tongue))
    return find(replace(reading, names=names.KIND.find(reading)))


SAID = [
    ("fr", "Valtis conteste. « Nos cuves étaient pleines », répond l’entreprise.", "Nos cuves étaient pleines", "Valtis"),
    ("fr", "« Le toit fuit », explique l’adjoint aux travaux, Luc Ferrand.", "Le toit fuit", "Luc Ferrand"),
    ("fr", "Des marins ont vu la scène. « Tout a tremblé », jure l’un d’eux, Paul Kermadec.", "Tout a tremblé", "Paul Kermadec"),
    ("fr", "Paul Kermadec a rangé ses filets. « Tout a tremblé », dit le pêcheur.", "Tout a tremblé", "Paul Kermadec"),
    (
        "fr",
        "La Cour de cassation a tranché mardi. Le permis est illégal, ont estimé les juges.",
        "Le permis est illégal",
        "Cour de cassation",
    ),
    (
        "fr",
        "La maire, Claire Aubert, accuse. Le compteur affichait 11 degrés, selon elle, alors que la règle en autorise 4.",
        "Le compteur affichait 11 degrés",
        "Claire Aubert",
    ),
    ("fr", "Selon le site Aubervia, un essai mené en mars avait échoué.", "un essai mené en mars avait échoué", "Aubervia"),
    ("fr", "Les quais ont été vidés en mars, accuse sa présidente, Claire Aubert.", "Les quais ont été vidés en mars", "Claire Aubert"),
    (
        "en",
        "Brenlow Foods rejects that. “No complaint of this kind has reached us,” a spokesman said.",
        "No complaint of this kind has reached us",
        "Brenlow Foods",
    ),
    (
        "en",
        "An outside panel advised that work be halted on 3 May, Brenlow Foods said.",
        "An outside panel advised that work be halted on 3 May",
        "Brenlow Foods",
    ),
    (
        "en",
        "The toll is at least 14, according to Brenlow Foods, a company that has been counting.",
        "The toll is at least 14",
        "Brenlow Foods",
    ),
    (
        "en",
        "Prices will not rise this year, Brenlow Foods said, since its stores are full.",
        "Prices will not rise this year",
        "Brenlow Foods",
    ),
]


@pytest.mark.parametrize(("code", "text", "content", "speaker"), SAID)
def test_who_said_what(code: str, text: str, content: str, speaker: str) -> None:
    assert [(q.exact, q.speaker.name) for q in read(text, code)] == [(content, speaker)]


def test_what_an_insertion_cuts_goes_on() -> None:
    (quote,) = read("Le budget est, selon Claire Aubert, beaucoup trop court.", "fr")
    assert quote.exact.endswith("beaucoup trop court")


def test_nobody_is_made_up() -> None:
    """A mayor is no firm; two firms are not one; an outlet that cites somebody passes his words on."""
    (mayor,) = read(
        "La société Valtis dément. La société Valtis répète que la cuve tient. L’élue l’avait promis : « Nous verrons cela demain ».", "fr"
    )[-1:]
    assert mayor.speaker.name != "Valtis"
    (both,) = read("Brenlow Foods and Harrow Foods will merge. “We are glad of it,” the company said.", "en")
    assert both.speaker.name not in {"Brenlow Foods", "Harrow Foods"}
    (cited,) = read("The pump failed twice in March, the Leeds Ledger reported, citing a nurse.", "en")
    assert cited.speaker.name is None
    assert [v.name for v in cited.via] == ["Leeds Ledger"]
