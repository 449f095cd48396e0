"""What clauses claim around their predicates: which reports tell one thing in other words, and which only seem to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.alignment import pairs
from recoupe import desk
from recoupe.kinds import claims, events
from recoupe.records import Article, Published
from recoupe.sockets import Item

DAY = Published("2026-05-04", "given")


def clauses(one: str, other: str, codes: Sequence[str] = ("fr", "fr")) -> tuple[Item, Item]:
    """The first sentences of two reports, laid out beside sentences about other things, as items."""
    rest = {
        "fr": "La gare de Brisel reste ouverte. Le marché aux fleurs aura lieu dimanche. Une fanfare jouera sur le port.",
        "en": "The station in Brisel is open. A flower market is held on Sundays. A band will play at the port.",
    }
    found = [
        desk.find(Article(name, name, f"{text} {rest[code]}", language=code, published=DAY))
        for name, text, code in (("a", one, codes[0]), ("b", other, codes[1]))
    ]
    laid = pairs.laid_out(found)
    return next(i for i in laid if i.article.id == "a"), next(i for i in laid if i.article.id == "b")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (
            "Le juge Morvan a fait incarcérer lundi le trésorier du club, soupçonné d'avoir vidé la caisse.",
            "Mis en cause depuis mars, le trésorier du club a été écroué par le juge Morvan.",
            "fr",
        ),
        (
            "The regulator ordered the Halden mill to close its river outlet, a move that unions called hasty.",
            "After months of talks the Halden mill was told to shut its river outlet by the regulator.",
            "en",
        ),
    ],
)
def test_clauses_with_one_act_and_its_parties_claim_one_thing(one: str, other: str, language: str) -> None:
    found = claims.match(*clauses(one, other, (language, language)))
    assert found is not None
    assert found.verbal
    assert found.score > 0.4
    assert len(found.common) >= 2


def test_an_act_across_languages_is_known_by_its_meaning() -> None:
    found = claims.match(
        *clauses("Les gendarmes ont interpellé Luc Arnal à Brisel.", "Luc Arnal was arrested by officers in Brisel.", ("fr", "en"))
    )
    assert found is not None
    assert {"name:luc arnal", "name:brisel"} <= set(found.common)


@pytest.mark.parametrize(
    "other",
    [
        "Le maire Luc Arnal a signé l'accord de transfert du port de Brisel.",
        "Le maire Luc Arnal ne veut plus rien savoir de l'accord de transfert du port de Brisel, il ne l'a pas signé.",
    ],
)
def test_what_is_refused_is_not_what_is_done(other: str) -> None:
    one = "Le maire Luc Arnal refuse de signer l'accord de transfert du port de Brisel."
    a, b = clauses(one, other)
    agreement = events.agree(a, b)
    assert agreement.reason != "event.told"


def test_a_refusal_is_negated_and_the_verb_of_refusing_is_not() -> None:
    one, other = clauses("Le maire refuse de signer le transfert.", "Le maire a signé le transfert.")
    found = claims.match(one, other)
    assert found is not None
    assert found.predicates[0].lemma == "signer"
    assert found.negated_once


def test_other_numbers_about_one_act_are_told() -> None:
    one, other = clauses("La police a saisi 40 kilos de résine au port.", "La police a saisi 90 kilos de résine au port.")
    found = claims.match(one, other)
    assert found is not None
    assert found.other_numbers


def test_clauses_without_a_common_predicate_claim_nothing_together() -> None:
    one, other = clauses("Luc Arnal a visité le port de Brisel.", "Le port de Brisel appartient à Luc Arnal.")
    assert claims.match(one, other) is None


def test_what_stands_beyond_a_break_counts_for_less() -> None:
    near = claims.match(*clauses("Le juge a écroué le trésorier du club.", "Le trésorier du club, le juge l'a écroué."))
    far = claims.match(
        *clauses("Le juge a écroué le trésorier du club.", "Le trésorier, dit-on, ou un autre membre du club, bref : le juge l'a écroué.")
    )
    assert near is not None
    assert far is not None
    assert near.score > far.score


def test_a_sentence_that_ends_with_he_said_is_not_cut_in_the_middle() -> None:
    text = "“No offer of money was ever made to Northmoor by my department,” he told Castleby, and it is so, he said."
    told = [Article(n, n, f"The mayor of Castleby met the press.\n\n{text}", outlet=n, language="en", published=DAY) for n in ("a", "b")]
    told[1] = replace(told[1], text=told[1].text.replace("and it is so, he said", "he said").replace("press", "papers"))
    assert any("No offer" in f.summary and len(f.evidence) > 1 for f in desk.check(told, jobs=1).findings)
