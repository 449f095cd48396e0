"""Which sentences tell the same thing: the scorer, the meanings of words it stands on, and what it was learnt from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from operator import mul

import pytest

from models.alignment import pairs, train
from recoupe import desk
from recoupe.kinds import alignment
from recoupe.languages import shared
from recoupe.records import Article, Finding, Published
from recoupe.sockets import Item
from recoupe.tagging import concepts, vectors

REPORTS = {
    "a": ("fr", "Un incendie a détruit l'entrepôt Morlier à Vesnac. Deux pompiers ont été blessés. La mairie a ouvert un gymnase."),
    "b": ("fr", "Les flammes ont ravagé l'entrepôt Morlier. Un sauveteur a été touché à la jambe. La préfecture annonce du vent demain."),
    "c": ("en", "A blaze destroyed the Morlier warehouse in Vesnac. Two firefighters were hurt. Trains are running again."),
}


@pytest.fixture(scope="module")
def items() -> dict[str, Item]:
    """The sentences of the reports by letter and number ("a0")."""
    found = [
        desk.find(Article(n, n, text, language=code, published=Published("2026-05-04", "given"))) for n, (code, text) in REPORTS.items()
    ]
    laid = pairs.laid_out(found)
    return {f"{i.article.id}{[o for o in laid if o.article.id == i.article.id].index(i)}": i for i in laid}


@pytest.mark.parametrize(
    ("one", "same", "other"), [("a0", "b0", "b2"), ("a1", "b1", "b2"), ("a0", "c0", "c2"), ("a1", "c1", "c2"), ("b0", "c0", "c2")]
)
def test_what_tells_the_same_scores_above_what_tells_another_thing(items: dict[str, Item], one: str, same: str, other: str) -> None:
    assert alignment.probability(items[one], items[same]) > 2 * alignment.probability(items[one], items[other])


def test_the_order_of_two_sentences_does_not_matter(items: dict[str, Item]) -> None:
    for one in items.values():
        for other in items.values():
            assert alignment.probability(one, other) == pytest.approx(alignment.probability(other, one))


def test_the_model_knows_every_feature_it_weighs(items: dict[str, Item]) -> None:
    found = alignment.features(alignment.telling(items["a0"]), alignment.telling(items["b0"]))
    assert set(alignment.model().weights) == set(found) - train.GROWING
    assert 0 < alignment.model().threshold < 1


def test_the_model_was_learnt_from_the_stories_that_stand_beside_the_recipe() -> None:
    assert shared("alignment")["stories"] == hashlib.sha256(pairs.STORIES.read_bytes()).hexdigest(), "run models.alignment.train"


@pytest.mark.parametrize(
    ("one", "code", "other", "language"),
    [
        ("dérobées", "fr", "vol", "fr"),
        ("grève", "fr", "strike", "en"),
        ("élèves", "fr", "pupils", "en"),
        ("purchased", "en", "bought", "en"),
    ],
)
def test_words_of_one_meaning_share_a_concept(one: str, code: str, other: str, language: str) -> None:
    assert concepts.of(one, code).keys() & concepts.of(other, language).keys()


def test_words_of_other_meanings_share_none() -> None:
    assert not concepts.of("incendie", "fr").keys() & concepts.of("gymnase", "fr").keys()
    assert not concepts.of("xqzt", "fr")
    assert not concepts.of("casa", "it")


@pytest.mark.parametrize(
    ("one", "code", "near", "language", "far"),
    [
        ("blaze", "en", "incendie", "fr", "ministre"),
        ("grève", "fr", "walkout", "en", "vaccine"),
        ("Blessées", "fr", "injured", "en", "budget"),
        ("blaze", "en", "fire", "en", "parliament"),
    ],
)
def test_words_of_one_subject_lie_closer_than_others_in_both_languages(one: str, code: str, near: str, language: str, far: str) -> None:
    def closeness(word: str) -> float:
        left, right = vectors.middle({one: 1.0}, code), vectors.middle({word: 1.0}, language)
        assert left is not None
        assert right is not None
        return float(sum(map(mul, left, right)))

    assert closeness(near) > 0.4 > closeness(far) + 0.1


def test_words_that_are_not_listed_lie_nowhere() -> None:
    assert vectors.of("xqzt", "fr") is None
    assert vectors.of("casa", "it") is None
    assert vectors.middle({"xqzt": 2.0}, "fr") is None
    assert vectors.middle({}, "en") is None


def test_the_middle_of_words_leans_to_the_weightier_and_leaves_out_what_is_not_listed() -> None:
    fire, house, leaning = (vectors.middle(w, "en") for w in ({"fire": 1.0}, {"house": 1.0}, {"fire": 5.0, "house": 1.0, "xqzt": 9.0}))
    assert fire is not None
    assert house is not None
    assert leaning is not None
    assert len(leaning) == vectors.SIZE
    assert sum(map(mul, leaning, leaning)) == pytest.approx(1)
    assert sum(map(mul, fire, leaning)) > sum(map(mul, house, leaning))


def test_a_word_is_looked_up_with_its_accents(items: dict[str, Item]) -> None:
    """ "blessés" and "touché" may mean the same; without its accent the first is no word of French."""
    told = alignment.telling(items["a1"])
    assert "blessés" in told.words.values()
    assert "blesses" in told.looks.values()


def _findings(*told: tuple[str, str]) -> Sequence[Finding]:
    articles = [
        Article("", f"{n}.txt", f"Gaz\n\n{text}", None, f"Outlet {n}", None, code, Published("2026-03-04", "given"))
        for n, (code, text) in enumerate(told)
    ]
    return desk.check(articles, jobs=1).findings


def test_one_thing_told_in_two_languages_is_brought_together() -> None:
    lead = "La ministre Ingrid Solberg a rencontré lundi à Oslo le président du Vesk, Anton Brevik, pour négocier un accord sur le gaz."
    other = "The minister, Ingrid Solberg, met the president of Vesk, Anton Brevik, in Oslo on Monday to negotiate a gas deal."
    found = [f for f in _findings(("fr", lead), ("en", other)) if f.status == "corroborated"]
    assert any(len({e.article for e in f.evidence}) == 2 and "event.likely" in f.reasons for f in found)


def test_what_one_denies_is_not_brought_together_with_what_the_other_says() -> None:
    one = "La société Dortel a fermé lundi son usine de Chamblay, qui emploie 300 personnes, a annoncé la direction."
    other = "La société Dortel n'a pas fermé lundi son usine de Chamblay, où travaillent 300 salariés, selon les syndicats."
    assert not [f for f in _findings(("fr", one), ("fr", other)) if f.status == "corroborated" and f.aspect in ("event", "statement")]
