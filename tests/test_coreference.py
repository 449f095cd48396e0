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
    ("code", "asked", "borne", "one_office"),
    [
        ("fr", "chef de la Maison-Blanche", "président américain", True),
        ("fr", "locataire de la Maison Blanche", "président des États-Unis", True),
        ("fr", "locataire de l’Élysée", "président de la République française", True),
        ("fr", "chef de l'Etat", "président de la République", True),
        ("fr", "maître du Kremlin", "président russe", True),
        ("fr", "locataire de Matignon", "Premier ministre", True),
        ("fr", "chef du gouvernement espagnol", "premier ministre espagnol", True),
        ("fr", "chef du gouvernement allemand", "chancelière allemande", True),
        ("fr", "leader nord-coréen", "dirigeant de la Corée du Nord", True),
        ("fr", "souverain pontife", "pape", True),
        ("fr", "secrétaire d’État américain", "chef de la diplomatie américaine", True),
        ("fr", "ministre", "ministre de la Santé", True),
        ("fr", "garde des Sceaux", "ministre de la Justice", True),
        ("fr", "patron de Bercy", "ministre de l'Économie", True),
        ("fr", "porte-parole du ministère des Affaires étrangères", "porte-parole du Quai d’Orsay", True),
        ("fr", "patron de Renault", "PDG du groupe Renault", True),
        ("fr", "édile", "maire de Lyon", True),
        ("fr", "ex-maire de Lyon", "ancien maire de Lyon", True),
        ("en", "occupant of the White House", "US president", True),
        ("en", "American president", "President of the United States", True),
        ("en", "Turkish leader", "president of Turkey", True),
        ("en", "Kremlin leader", "Russian president", True),
        ("en", "head of government", "prime minister", True),
        ("en", "pontiff", "pope", True),
        ("en", "America's top diplomat", "U.S. secretary of state", True),
        ("en", "Acme boss", "chief executive of Acme", True),
        ("en", "former mayor", "ex-mayor of Leeds", True),
        ("fr", "chef de la Maison-Blanche", "président russe", False),
        ("fr", "chef de la Maison-Blanche", "vice-président américain", False),
        ("fr", "chef de la Maison-Blanche", "ancien président américain", False),
        ("fr", "président", "vice-président", False),
        ("fr", "ministre", "premier ministre", False),
        ("fr", "ministre de la Santé", "ministre de l’Intérieur", False),
        ("fr", "président", "ancien président", False),
        ("fr", "ancien président", "président", False),
        ("fr", "maire de Lyon", "maire de Lille", False),
        ("fr", "chef du gouvernement allemand", "président allemand", False),
        ("fr", "général de Gaulle", "général Franco", False),
        ("fr", "directeur", "directeur adjoint", False),
        ("fr", "patron de Renault", "PDG de Peugeot", False),
        ("fr", "leader turc", "président de la région Bretagne", False),
        ("en", "president", "vice president", False),
        ("en", "president", "one of the president's closest aides", False),
        ("en", "candidate’s former doctor", "candidate", False),
        ("en", "Russian president", "Ukrainian president", False),
        ("en", "mayor", "deputy mayor", False),
        ("en", "secretary of state of Ohio", "US secretary of state", False),
    ],
)
def test_two_descriptions_are_of_one_office_or_of_two(code: str, asked: str, borne: str, one_office: bool) -> None:
    one, other = read(code, asked), read(code, borne)
    assert one is not None
    assert other is not None
    assert bool(same(one, other)) is one_office


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
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Émile Garnier, le président français, est arrivé mardi. Boris Arkov, président de la Russie, l’attendait. Le chef de l’État "
            "français a dit que la paix était possible. Le maître du Kremlin a répondu que rien ne pressait. Le locataire de l’Élysée a "
            "estimé que le temps manquait.",
            ["Émile Garnier", "Boris Arkov", "Émile Garnier"],
        ),
        (
            "fr",
            "La ministre de la Santé, Claire Dumont, et le ministre de l’Intérieur, Paul Roux, étaient là. La ministre a assuré que les "
            "stocks suffisaient. Le ministre a répondu que la police était prête. Le ministre de la Santé a dit que tout allait bien.",
            ["Claire Dumont", "Paul Roux", None],
        ),
        ("fr", "Jean Morel, PDG de Renault, a parlé. Le patron de Renault a affirmé que l’année serait bonne.", ["Jean Morel"]),
        ("fr", "Le Premier ministre Jean Castel a parlé. Le locataire de Matignon a dit que les écoles fermeraient.", ["Jean Castel"]),
        (
            "fr",
            "Émile Garnier, le président français, a vu le président russe, Boris Arkov. Le chef de l’État a dit que la paix viendrait.",
            [None],
        ),
        ("fr", "Le sénateur Paul Roux a parlé. Le chef de la Maison-Blanche a dit que rien ne changerait.", [None]),
        (
            "en",
            "US president Paul Norton met reporters on Monday. The occupant of the White House said the deal was close. The American "
            "president added that he would go to Rome.",
            ["Paul Norton", "Paul Norton"],
        ),
        ("en", "Acme chief executive Mary Jones resigned. The Acme boss said it was time.", ["Mary Jones"]),
        (
            "en",
            "Boris Arkov, the Russian president, and Ivan Petrov, the Ukrainian president, met. The Kremlin leader said peace was near. "
            "The Ukrainian leader said it was not.",
            ["Boris Arkov", "Ivan Petrov"],
        ),
        ("en", "Senator Paul Norton spoke. The prime minister said the bill would pass.", [None]),
        (
            "en",
            "Norton campaign manager Robby Marsh told reporters the rally was off. “We are sorry,” he said.",
            ["Robby Marsh", "Robby Marsh"],
        ),
    ],
)
def test_titles(language: str, text: str, expected: list[str | None]) -> None:
    assert speakers(text, language) == expected


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
        ("fr", "Claire Dumont a signé l’accord. Pour la donatrice, c’est un grand jour. Elle a dit que le parc ouvrirait.", [None, None]),
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


@pytest.mark.parametrize(
    ("code", "text", "asked", "expected"),
    [
        # two who bear an office are none, also where one of them is the likelier "he"
        (
            "fr",
            "Le président russe Boris Arkov a vu le président français Émile Garnier. Le président est reparti lundi.",
            "Le président est",
            None,
        ),
        ("fr", "Emma Laval, championne du monde, est arrivée. La championne, 29 ans, vise un titre.", "La championne", "Emma Laval"),
        (
            "fr",
            "Emma Laval, championne du monde, et Anna Petrova, championne d'Europe, sont là. La championne vise un titre.",
            "La championne",
            None,
        ),
        # who was minister is not the minister
        ("fr", "L'ancien ministre Paul Roux a été entendu. Le ministre n'a pas réagi.", "Le ministre", None),
        # a profession by another word
        ("fr", "Le romancier Jean Blanc est mort dimanche. L'écrivain avait 81 ans.", "L'écrivain", "Jean Blanc"),
        ("en", "The novelist Norman Ham died on Sunday. The writer was 81.", "The writer", "Norman Ham"),
        # whose country stands before the role
        (
            "en",
            "Russian president Boris Arkov met French president Emile Garnier. The French leader left on Monday.",
            "The French leader",
            "Emile Garnier",
        ),
        ("fr", "Sophie Martel a battu Anna Petrova. « Quel jour », a-t-elle dit.", "elle", "Sophie Martel"),
    ],
)
def test_never_the_wrong_bearer(code: str, text: str, asked: str, expected: str | None) -> None:
    start = text.index(asked)
    end = start + len(asked.removesuffix(" est"))
    assert bearers(reading_of(text, code)).resolve(Span(start, end)) == expected
