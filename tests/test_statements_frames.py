"""Frames of reported speech beyond clauses: what is wanted, promised, refused, asked, believed, and what stands in a noun."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoupe import text as texts
from recoupe.kinds import names
from recoupe.kinds.statements import find
from recoupe.languages import load
from recoupe.records import Article, Quote, Report
from recoupe.sockets import Reading


def read(text: str, language: str) -> tuple[Quote, ...]:
    """The quotes of a text, with the names found in it."""
    tongue = load(language)
    article = Article("a", "a", text, language=language)
    reading = Reading(article, tongue, (Report("a", 0, 0, len(text)),), texts.sentences(text, tongue))
    return find(replace(reading, names=names.KIND.find(reading)))


def one(text: str, language: str) -> Quote:
    """The only quote of a text."""
    found = read(text, language)
    assert len(found) == 1, [(q.pattern, q.exact) for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("language", "text", "content", "who", "stance"),
    [
        # infinitives: a promise or a claim is asserted, a wish or a demand is not
        ("fr", "Aline Varin a promis de rouvrir le pont avant l’été.", "rouvrir le pont avant l’été", "Aline Varin", "asserts"),
        ("fr", "Aline Varin dit vouloir rouvrir le pont avant l’été.", "vouloir rouvrir le pont avant l’été", "Aline Varin", "asserts"),
        ("fr", "Aline Varin affirme avoir tout remboursé en janvier.", "avoir tout remboursé en janvier", "Aline Varin", "asserts"),
        ("fr", "Aline Varin souhaite rouvrir le pont avant l’été.", "rouvrir le pont avant l’été", "Aline Varin", "hedges"),
        (
            "fr",
            "Aline Varin a appelé les riverains à rester chez eux.",
            "les riverains à rester chez eux",
            "Aline Varin",
            "hedges",
        ),
        ("en", "Joan Harker wants to close the bridge by June.", "to close the bridge by June", "Joan Harker", "hedges"),
        ("en", "Joan Harker vowed to close the bridge by June.", "to close the bridge by June", "Joan Harker", "asserts"),
        ("en", "Joan Harker urged drivers to avoid the bridge.", "drivers to avoid the bridge", "Joan Harker", "hedges"),
        # what is refused keeps its verb
        ("fr", "Aline Varin refuse de fermer le pont.", "refuse de fermer le pont", "Aline Varin", "asserts"),
        ("en", "Joan Harker declined to comment.", "declined to comment", "Joan Harker", "asserts"),
        ("fr", "Aline Varin n’a pas souhaité commenter ce point.", "n’a pas souhaité commenter ce point", "Aline Varin", "asserts"),
        ("en", "Joan Harker did not respond to three emails.", "did not respond to three emails", "Joan Harker", "asserts"),
        # noun phrases
        (
            "fr",
            "Aline Varin a dénoncé une fermeture décidée sans débat.",
            "une fermeture décidée sans débat",
            "Aline Varin",
            "asserts",
        ),
        ("fr", "Aline Varin réclame une enquête sur le pont.", "une enquête sur le pont", "Aline Varin", "hedges"),
        ("en", "Joan Harker called for a public inquiry into the fire.", "a public inquiry into the fire", "Joan Harker", "hedges"),
        # indirect questions
        ("fr", "Aline Varin explique pourquoi le pont a cédé.", "pourquoi le pont a cédé", "Aline Varin", "asserts"),
        ("fr", "Aline Varin n’a pas précisé quand le pont rouvrirait.", "quand le pont rouvrirait", "Aline Varin", "hedges"),
        ("en", "Joan Harker explained how the bridge had failed.", "how the bridge had failed", "Joan Harker", "asserts"),
        ("en", "Joan Harker has not said when the bridge will open.", "when the bridge will open", "Joan Harker", "hedges"),
        # belief
        ("fr", "Aline Varin pense que le pont tiendra.", "le pont tiendra", "Aline Varin", "hedges"),
        ("fr", "Aline Varin ne pense pas que le pont tiendra.", "le pont tiendra", "Aline Varin", "denies"),
        ("fr", "Aline Varin est convaincue que le pont tiendra.", "le pont tiendra", "Aline Varin", "asserts"),
        ("fr", "Aline Varin exclut que le pont rouvre en mai.", "le pont rouvre en mai", "Aline Varin", "denies"),
        ("fr", "Aline Varin n’exclut pas que le pont rouvre en mai.", "le pont rouvre en mai", "Aline Varin", "hedges"),
        ("en", "Joan Harker hopes the bridge will hold.", "the bridge will hold", "Joan Harker", "hedges"),
        ("en", "Joan Harker does not believe the bridge will hold.", "the bridge will hold", "Joan Harker", "denies"),
        # nouns with an owner, accusations by somebody
        ("fr", "La déclaration d’Aline Varin selon laquelle le pont serait sûr a surpris.", "le pont serait sûr", "Aline Varin", "hedges"),
        ("en", "Joan Harker's claim that the bridge is safe was widely mocked.", "the bridge is safe", "Joan Harker", "asserts"),
        ("fr", "Le préfet est accusé par Aline Varin d’avoir menti aux élus.", "avoir menti aux élus", "Aline Varin", "hedges"),
    ],
)
def test_less_than_a_clause(language: str, text: str, content: str, who: str, stance: str) -> None:
    quote = one(text, language)
    assert (quote.exact, quote.speaker.name, quote.stance) == (content, who, stance)


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("fr", "Aline Varin a promis de rouvrir le pont en mai.", "a promis de rouvrir le pont en mai"),
        ("fr", "Aline Varin juge le projet « très insuffisant ».", "juge le projet « très insuffisant »"),
        ("en", "Joan Harker called for a public inquiry into the fire.", "called for a public inquiry into the fire"),
        (
            "fr",
            "Le préfet a tenu des propos qui, selon Aline Varin, ont choqué toute la ville.",
            "Le préfet a tenu des propos qui, selon Aline Varin, ont choqué toute la ville",
        ),
    ],
)
def test_less_than_a_clause_is_shown_from_its_verb(language: str, text: str, shown: str) -> None:
    quote = one(text, language)
    assert quote.clause is not None
    assert quote.clause.of(text) == shown
    assert quote.clause.end == quote.span.end


def test_a_whole_clause_needs_no_other() -> None:
    assert one("Aline Varin affirme que le pont tiendra.", "fr").clause is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une femme a souhaité rester anonyme."),
        ("en", "A witness asked not to be named."),
        ("en", "Twenty states led by Ohio opened a new court."),
        ("fr", "Le tribunal a ordonné la fermeture du site."),
        ("en", "The tax plans to cut were shelved."),
    ],
)
def test_what_nobody_says(language: str, text: str) -> None:
    assert [q.exact for q in read(text, language)] == []


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Je crois que nous devrions attendre.", "Je"),
        ("Nous nous demandons si la paix tiendra.", "Nous"),
        ("Nous avions estimé que la paix tiendrait.", "Nous"),
        ("Je voudrais rappeler que ce texte date de 1998.", "Je"),
    ],
)
def test_whoever_writes_is_nobody_by_name(text: str, exact: str) -> None:
    quote = one(text, "fr")
    assert (quote.speaker.name, quote.speaker.exact, quote.speaker.anonymous) == (None, exact, True)


@pytest.mark.parametrize(
    ("language", "text", "exact", "who"),
    [
        ("fr", "« La ville est sûre. » ― Aline Varin", "La ville est sûre.", "Aline Varin"),
        ("en", "”He is not fit to lead this town.” ― Joan Harker", "He is not fit to lead this town.", "Joan Harker"),
        ("en", "Joan Harker said in a statement on Monday, “We will rebuild it.”", "We will rebuild it.", "Joan Harker"),
        (
            "en",
            "The town “was under pressure from its bank,” said Joan Harker.",
            "The town “was under pressure from its bank,”",
            "Joan Harker",
        ),
        (
            "fr",
            "Aline Varin a ajouté :\n\nNous ne céderons pas, quoi qu’il arrive.",
            "Nous ne céderons pas, quoi qu’il arrive.",
            "Aline Varin",
        ),
    ],
)
def test_words_and_whose_they_are(language: str, text: str, exact: str, who: str) -> None:
    quote = one(text, language)
    assert (quote.exact, quote.speaker.name) == (exact, who)


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("fr", "Contactée lundi, Aline Varin estime que le pont tiendra.", "Aline Varin"),
        ("fr", "Contactée, Aline Varin estime que le pont tiendra.", "Aline Varin"),
        ("en", "The ship, its owner and its crew, Joan Harker said, left before dawn.", "Joan Harker"),
        ("en", "Joan Harker, who feared that the bridge would fail, said that she had warned the town.", "Joan Harker"),
        ("en", "Joan Harker, the owner of the yard and its chief engineer, said the bridge would hold.", "Joan Harker"),
        ("en", "A study by Joan Harker found that the bridge would hold.", "Joan Harker"),
    ],
)
def test_whose_verb_it_is(language: str, text: str, who: str) -> None:
    assert who in {q.speaker.name for q in read(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "content", "who"),
    [
        ("fr", "Comme l’a rappelé Aline Varin, le pont a été construit en 1950.", "le pont a été construit en 1950", "Aline Varin"),
        ("fr", "Ainsi que l’a indiqué Aline Varin, le pont a été construit en 1950.", "le pont a été construit en 1950", "Aline Varin"),
        ("en", "As Joan Harker has said, the bridge was built in 1950.", "the bridge was built in 1950", "Joan Harker"),
        ("en", "The bridge was built in 1950, as Joan Harker pointed out.", "The bridge was built in 1950", "Joan Harker"),
        ("fr", "« Le Parisien » affirme que le pont sera fermé.", "le pont sera fermé", "Le Parisien"),
        ("fr", "Aline Varin estime, elle, être victime d’une erreur de calcul.", "être victime d’une erreur de calcul", "Aline Varin"),
        ("fr", "Aline Varin affirme aussi que le pont sera fermé.", "le pont sera fermé", "Aline Varin"),
        ("fr", "Aline Varin a fini par reconnaître que le pont sera fermé.", "le pont sera fermé", "Aline Varin"),
        ("en", "Joan Harker would not say whether the bridge was safe.", "whether the bridge was safe", "Joan Harker"),
    ],
)
def test_frames_of_newspapers(language: str, text: str, content: str, who: str) -> None:
    quote = one(text, language)
    assert (quote.exact, quote.speaker.name) == (content, who)


@pytest.mark.parametrize(
    ("language", "text", "outlet"),
    [
        ("fr", "Lors d’une interview sur France Inter, Aline Varin a affirmé que le pont tiendrait.", "France Inter"),
        ("fr", "Invitée de RTL, Aline Varin a assuré que le pont tiendrait.", "RTL"),
        ("fr", "Aline Varin a déclaré au quotidien italien Corriere della Sera : « Le pont tiendra. »", "Corriere della Sera"),
        ("en", "In an interview with CNN on Sunday, Joan Harker said the bridge would hold.", "CNN"),
    ],
)
def test_outlets_that_heard_it(language: str, text: str, outlet: str) -> None:
    assert [v.name for v in one(text, language).via] == [outlet]


def test_two_quotes_of_one_source() -> None:
    found = read("Selon Aline Varin, « il s’agit du troisième incendie en dix jours » et « rien n’a été fait pour l’éviter ».", "fr")
    assert [(q.kind, q.speaker.name) for q in found] == [("direct", "Aline Varin")] * 2


def test_a_clause_and_a_quote_of_one_verb() -> None:
    clause, quote = read("Aline Varin reconnaît que le pont n’a « pas tenu son rang » : « Nous avons été très mauvais. »", "fr")
    assert (clause.kind, clause.exact) == ("mixed", "le pont n’a « pas tenu son rang »")
    assert (quote.kind, quote.speaker.name) == ("direct", "Aline Varin")


def test_an_outlet_that_reports_a_promise_speaks() -> None:
    quote = one("Aline Varin a promis de livrer dix navires à la ville, rapporte Axios.", "fr")
    assert quote.speaker.name == "Axios"
    assert quote.exact.startswith("Aline Varin a promis")
