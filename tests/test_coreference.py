"""Titles, short forms and pronouns lead to whom the article itself names, or to nobody."""

from __future__ import annotations

import pytest

from recoupe import desk
from recoupe.kinds import names
from recoupe.kinds.coreference import bearers
from recoupe.kinds.offices import read, same
from recoupe.languages import load, shared
from recoupe.pages import split
from recoupe.records import Article, Published, Quote, Span
from recoupe.sockets import Reading
from recoupe.text import sentences


def quotes(text: str, language: str = "fr") -> tuple[Quote, ...]:
    article = Article(id="a", source="a", text=text, language=language, published=Published("2031-03-04", "given", None))
    return desk.examine(article).quotes


def speakers(text: str, language: str = "fr") -> list[str | None]:
    return [q.speaker.name for q in quotes(text, language)]


# ---------------------------------------------------------------- offices


@pytest.mark.parametrize(
    ("code", "asked", "borne"),
    [
        ("fr", "chef de la Maison-Blanche", "président américain"),
        ("fr", "locataire de la Maison Blanche", "président des États-Unis"),
        ("fr", "locataire de l’Élysée", "président de la République française"),
        ("fr", "chef de l'Etat", "président de la République"),
        ("fr", "maître du Kremlin", "président russe"),
        ("fr", "locataire de Matignon", "Premier ministre"),
        ("fr", "chef du gouvernement espagnol", "premier ministre espagnol"),
        ("fr", "chef du gouvernement allemand", "chancelière allemande"),
        ("fr", "leader nord-coréen", "dirigeant de la Corée du Nord"),
        ("fr", "souverain pontife", "pape"),
        ("fr", "secrétaire d’État américain", "chef de la diplomatie américaine"),
        ("fr", "ministre", "ministre de la Santé"),
        ("fr", "garde des Sceaux", "ministre de la Justice"),
        ("fr", "patron de Bercy", "ministre de l'Économie"),
        ("fr", "porte-parole du ministère des Affaires étrangères", "porte-parole du Quai d’Orsay"),
        ("fr", "patron de Renault", "PDG du groupe Renault"),
        ("fr", "édile", "maire de Lyon"),
        ("fr", "ex-maire de Lyon", "ancien maire de Lyon"),
        ("en", "occupant of the White House", "US president"),
        ("en", "American president", "President of the United States"),
        ("en", "Turkish leader", "president of Turkey"),
        ("en", "Kremlin leader", "Russian president"),
        ("en", "head of government", "prime minister"),
        ("en", "pontiff", "pope"),
        ("en", "America's top diplomat", "U.S. secretary of state"),
        ("en", "Acme boss", "chief executive of Acme"),
        ("en", "former mayor", "ex-mayor of Leeds"),
    ],
)
def test_two_descriptions_of_one_office(code: str, asked: str, borne: str) -> None:
    one, other = read(code, asked), read(code, borne)
    assert one is not None
    assert other is not None
    assert same(one, other)


@pytest.mark.parametrize(
    ("code", "asked", "borne"),
    [
        ("fr", "chef de la Maison-Blanche", "président russe"),
        ("fr", "chef de la Maison-Blanche", "vice-président américain"),
        ("fr", "chef de la Maison-Blanche", "ancien président américain"),
        ("fr", "président", "vice-président"),
        ("fr", "ministre", "premier ministre"),
        ("fr", "ministre de la Santé", "ministre de l’Intérieur"),
        ("fr", "président", "ancien président"),
        ("fr", "ancien président", "président"),
        ("fr", "maire de Lyon", "maire de Lille"),
        ("fr", "chef du gouvernement allemand", "président allemand"),
        ("fr", "général de Gaulle", "général Franco"),
        ("fr", "directeur", "directeur adjoint"),
        ("fr", "patron de Renault", "PDG de Peugeot"),
        ("fr", "leader turc", "président de la région Bretagne"),
        ("en", "president", "vice president"),
        ("en", "president", "one of the president's closest aides"),
        ("en", "candidate’s former doctor", "candidate"),
        ("en", "Russian president", "Ukrainian president"),
        ("en", "mayor", "deputy mayor"),
        ("en", "secretary of state of Ohio", "US secretary of state"),
    ],
)
def test_two_offices(code: str, asked: str, borne: str) -> None:
    one, other = read(code, asked), read(code, borne)
    assert one is not None
    assert other is not None
    assert not same(one, other)


def test_a_country_is_named_by_the_whole_of_its_name() -> None:
    president, spokesman = read("fr", "président des Émirats arabes unis"), read("fr", "porte-parole de la Ligue des États arabes")
    assert president is not None
    assert president.country == "ae"
    assert spokesman is not None
    assert spokesman.country == ""


def test_every_seat_and_country_of_a_language_has_an_office() -> None:
    table = load("fr").table("offices"), load("en").table("offices")
    known = shared("offices")
    for one in table:
        assert set(one["seats"]) <= set(known["seats"])
        assert set(one["countries"]) == set(known["leads"]) - {"va"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Émile Garnier, le président français, est arrivé mardi. Boris Arkov, président de la Russie, l’attendait. Le chef de l’État "
            "français a dit que la paix était possible. Le maître du Kremlin a répondu que rien ne pressait. Le locataire de l’Élysée a "
            "estimé que le temps manquait.",
            ["Émile Garnier", "Boris Arkov", "Émile Garnier"],
        ),
        (
            "La ministre de la Santé, Claire Dumont, et le ministre de l’Intérieur, Paul Roux, étaient là. La ministre a assuré que les "
            "stocks suffisaient. Le ministre a répondu que la police était prête. Le ministre de la Santé a dit que tout allait bien.",
            ["Claire Dumont", "Paul Roux", None],
        ),
        ("Jean Morel, PDG de Renault, a parlé. Le patron de Renault a affirmé que l’année serait bonne.", ["Jean Morel"]),
        ("Le Premier ministre Jean Castel a parlé. Le locataire de Matignon a dit que les écoles fermeraient.", ["Jean Castel"]),
        (
            "Émile Garnier, le président français, a vu le président russe, Boris Arkov. Le chef de l’État a dit que la paix viendrait.",
            [None],
        ),
        ("Le sénateur Paul Roux a parlé. Le chef de la Maison-Blanche a dit que rien ne changerait.", [None]),
    ],
)
def test_french_titles(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "US president Paul Norton met reporters on Monday. The occupant of the White House said the deal was close. The American "
            "president added that he would go to Rome.",
            ["Paul Norton", "Paul Norton"],
        ),
        ("Acme chief executive Mary Jones resigned. The Acme boss said it was time.", ["Mary Jones"]),
        (
            "Boris Arkov, the Russian president, and Ivan Petrov, the Ukrainian president, met. The Kremlin leader said peace was near. "
            "The Ukrainian leader said it was not.",
            ["Boris Arkov", "Ivan Petrov"],
        ),
        ("Senator Paul Norton spoke. The prime minister said the bill would pass.", [None]),
        (
            "Norton campaign manager Robby Marsh told reporters the rally was off. “We are sorry,” he said.",
            ["Robby Marsh", "Robby Marsh"],
        ),
    ],
)
def test_english_titles(text: str, expected: list[str | None]) -> None:
    assert speakers(text, "en") == expected


# ---------------------------------------------------------------- organisations


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "L’Organisation mondiale de la santé (OMS) s’inquiète. L’OMS a dit que le virus progressait. L’organisation a ajouté que les "
            "vaccins manquaient.",
            ["Organisation mondiale de la santé", "Organisation mondiale de la santé"],
        ),
        ("fr", "Le constructeur automobile Renault va fermer une usine. Le constructeur a dit que les ventes baissaient.", ["Renault"]),
        ("fr", "L’ONG Greenpeace a manifesté. L’ONG a dit que l’eau était polluée.", ["Greenpeace"]),
        ("en", "The carmaker Renault will close a plant. The company said 200 jobs would go.", ["Renault"]),
    ],
)
def test_organisations(language: str, text: str, expected: list[str | None]) -> None:
    assert speakers(text, language) == expected


def test_two_firms_are_none() -> None:
    text = "Le constructeur Renault et le constructeur Peugeot discutent. Le constructeur a dit que les ventes baissaient."
    assert speakers(text) == ["constructeur"]  # what it is called, and nobody's name


def test_an_office_that_nobody_is_given_is_nobodys() -> None:
    text = "Alice Moran spoke at her church on Monday, after a blaze. The fire chief has said that an investigation is under way."
    assert None in speakers(text, "en")
    assert "Alice Moran" not in speakers(text, "en")


# ---------------------------------------------------------------- pronouns


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # a chain of pronouns leads to its first link
        (
            "fr",
            "Le maire de Brest, Yves Le Goff, a ouvert le pont. Il a ensuite déjeuné au port. Il est reparti à pied. Il a dit que le pont "
            "durerait. Selon lui, cent ans suffiraient.",
            ["Yves Le Goff", "Yves Le Goff"],
        ),
        # a thing of the same gender ends the search
        ("fr", "Claire Dumont est arrivée. Une revendication a été mise en ligne. Elle prétend que le club était visé.", [None]),
        # two subjects who fit
        ("fr", "Olga Marin finit par réagir et Claire Dumont flanche encore. « J’ai tout donné », a-t-elle déclaré.", [None]),
        # the last one named
        ("fr", "Paul Roux a reçu Jean Blanc. Ce dernier a dit que la paix était proche.", ["Jean Blanc"]),
        # somebody's family is not he
        ("fr", "L’acteur Michel Gall est mort. Sa famille a annoncé que les obsèques seraient privées.", [None]),
        # the view that a sentence gives
        ("fr", "Claire Dumont a signé l’accord. Pour la donatrice, c’est un grand jour. Elle a dit que le parc ouvrirait.", [None]),
        # another person has come in since the paragraph of the likely one
        (
            "en",
            "“The plan costs too much,” said Anne Batch.\n\nIt is a major issue in the race, with Helen Clay on the other side.\n\n"
            "“It would fail again,” she said.",
            ["Anne Batch", None],
        ),
        ("en", "Looking ahead to the spring, Norman Ham explained why he would vote.\n\n“We need a leader,” he said.", ["Norman Ham"] * 2),
        # who goes on is whoever spoke, not whom the sentence is about
        (
            "fr",
            "« Il n’y a aucun risque », a dit Paul Roux, l’avocat. Jean Blanc n’a jamais fui la justice, selon lui.",
            ["Paul Roux", "Paul Roux"],
        ),
        # a thing that bears a person's name, and a day, are nobody
        ("fr", "La mission Leonetti a rendu son rapport. Il a dit que la loi suffisait.", [None]),
        # a surname that is also an office
        ("en", "Ed King came. Paul Norton left. “I was not pleased,” King said.", ["Ed King"]),
        ("en", "Paul Norton, the mayor, came. The mayor's plan is simple. He said taxes would fall.", ["Paul Norton"]),
    ],
)
def test_pronouns(language: str, text: str, expected: list[str | None]) -> None:
    found = [q.speaker.name for q in quotes(text, language) if q.pattern != "direct.continued"]
    assert found == expected


def test_the_words_of_the_text_stay_beside_the_name() -> None:
    (quote,) = quotes("Le président américain Paul Norton a parlé. Le locataire de la Maison Blanche a dit que l’accord était proche.")
    assert (quote.speaker.name, quote.speaker.exact) == ("Paul Norton", "Le locataire de la Maison Blanche")
    assert quote.speaker.role == "locataire de la Maison Blanche"


# ---------------------------------------------------------------- for other kinds


def reading_of(text: str, code: str) -> Reading:
    article, language = Article(id="a", source="a", text=text, language=code), load(code)
    bare = Reading(article, language, split(article, language), sentences(text, language))
    return Reading(article, language, bare.reports, bare.sentences, names.find(bare))


@pytest.mark.parametrize(
    ("code", "text", "asked", "expected"),
    [
        (
            "fr",
            "Le président américain Paul Norton est là. Le chef de la Maison-Blanche part demain.",
            "Le chef de la Maison-Blanche",
            "Paul Norton",
        ),
        ("fr", "Claire Dumont est arrivée. Elle repart demain.", "Elle", "Claire Dumont"),
        ("fr", "Il pleut. Une préfète est là.", "Une préfète", None),
        ("en", "The carmaker Renault will close a plant. The company will sell it.", "The company", "Renault"),
        ("xx", "Claire Dumont.", "Claire Dumont", None),
    ],
)
def test_bearers_for_other_kinds(code: str, text: str, asked: str, expected: str | None) -> None:
    start = text.index(asked)
    assert bearers(reading_of(text, code)).resolve(Span(start, start + len(asked))) == expected
