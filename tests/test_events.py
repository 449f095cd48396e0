"""Clauses: which acts they tell, and when two of them tell the same thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoupe import desk
from recoupe import text as texts
from recoupe.kinds import events, names
from recoupe.languages import load
from recoupe.records import Article, EventMention, Finding, Published, Report
from recoupe.sockets import Reading


def read(text: str, language: str = "fr") -> tuple[EventMention, ...]:
    """The clauses of a text, with the names found in it."""
    article = Article("a", "a", text, language=language)
    tongue = load(language)
    reading = Reading(article, tongue, (Report("a", 0, 0, len(text)),), texts.sentences(text, tongue))
    return events.find(replace(reading, names=names.KIND.find(reading)))


@pytest.mark.parametrize(
    ("text", "language", "act", "told"),
    [
        ("Le ministère a suspendu hier les livraisons de blé à la Tavanie.", "fr", "suspension", True),
        ("Le maire Luc Arnal a tenu des propos sévères sur la gestion du port de Brisel.", "fr", "offer", False),
        ("The Harwell Fire Department opened a new station in Dunmore this week.", "en", "fire", False),
        ("Jean Mercadal préside l'Association pour le droit de mourir dignement (ADMD) depuis longtemps.", "fr", "death", False),
        ("Deux ouvriers ont perdu la vie dans la carrière de Montbrac.", "fr", "death", True),
    ],
)
def test_acts_are_told_by_verbs_not_by_names(text: str, language: str, act: str, told: bool) -> None:
    assert any(act in e.acts for e in read(text, language)) is told


def test_an_aim_is_no_fact() -> None:
    found = read("Le président a appelé son homologue tavanien mardi soir afin de le convaincre de reprendre les livraisons de blé.")
    assert [e.planned for e in found if e.exact.startswith("afin")] == [True]


def test_every_clause_is_the_slice_it_stands_for() -> None:
    text = "Le pont de Brisel a été fermé lundi, mais la préfecture de Tavanie promet sa réouverture avant la fin du mois.\n\nRien de plus."
    found = read(text)
    assert found
    assert all(e.exact == e.span.of(text) for e in found)


ABOUT = (
    "Brisel : la fonderie Verlane\n\n{} Le site tourne depuis 1962 au bord du canal. Les ouvriers coulent des plaques et des tuyaux. "
    "Un repreneur avait été cherché en vain. La commune craint pour ses commerces et ses écoles.",
    "Brisel : la fonderie Verlane\n\n{} Les syndicats iront dans la halle. La région avait prêté de quoi refaire les fours. "
    "Le prix de la fonte a reculé d'un tiers en deux ans. Plusieurs sous-traitants dépendent de ces commandes.",
)


def corroborated(*clauses: str) -> list[Finding]:
    articles = [
        Article("", f"{n}.txt", body.format(clause), outlet=f"Journal {n}", language="fr", published=Published("2026-03-04", "given"))
        for n, (body, clause) in enumerate(zip(ABOUT, clauses, strict=True))
    ]
    dossier = desk.check(articles, jobs=1, today="2026-03-10")
    return [f for f in dossier.findings if f.status == "corroborated" and f.aspect in ("event", "statement")]


CLOSURE = "La direction de Verlane a annoncé mardi la fermeture de sa fonderie de Brisel pour l'automne."


def test_the_same_act_told_in_other_words_is_corroborated() -> None:
    other = "Verlane fermera sa fonderie de Brisel à l'automne, selon une annonce faite mardi aux salariés."
    assert len(corroborated(CLOSURE, other)) >= 1


@pytest.mark.parametrize(
    "other",
    [
        "Verlane rouvrira sa fonderie de Brisel à l'automne, selon une annonce faite mardi aux élus.",  # the opposite act
        "La fonderie de Brisel sera-t-elle fermée à l'automne par la direction de Verlane ?",  # a question
        "Verlane dément la fermeture de sa fonderie de Brisel à l'automne.",  # a denial
        "Verlane sponsorise le club de football de Brisel, rappelle le journal local.",  # names only
    ],
)
def test_what_is_not_the_same_is_not_corroborated(other: str) -> None:
    assert corroborated(CLOSURE, other) == []


def test_a_summary_does_not_open_with_a_connector() -> None:
    for finding in corroborated(
        CLOSURE, "Les élus protestent, mais la direction de Verlane a annoncé mardi la fermeture de sa fonderie de Brisel."
    ):
        assert not finding.summary.lower().startswith(("mais ", "et ", "alors que "))


# ---------------------------------------------------------------- what a word tells


@pytest.mark.parametrize(
    ("text", "language", "act", "told"),
    [
        ("Des vents violents ont soufflé sur toute la côte de Tavanie.", "fr", "sale", False),  # no form of "vendre"
        ("Des vents violents ont soufflé sur toute la côte de Tavanie.", "fr", "storm", True),
        ("Le conseil a donné son feu vert à la rénovation du port.", "fr", "fire", False),
        ("Le syndicat tire la sonnette d'alarme devant la baisse des effectifs.", "fr", "warning", True),
        ("La commune a porté hier plainte contre le fabricant du pont.", "fr", "charge", True),
        ("Les élus du canton protestent contre le nouveau tracé de la route.", "fr", "election", False),  # a noun there
        ("Le maire a été élu au premier tour avec deux cents voix d'avance.", "fr", "election", True),
        ("Le journal utilise un moteur de recherche pour classer ses archives.", "fr", "search", False),
        ("Le groupe a demandé à plusieurs reprises que le dossier soit ouvert.", "fr", "resumption", False),
        ("La région est frappée par une crise du logement sans précédent.", "fr", "attack", False),
        ("Un drone a frappé un dépôt de carburant près de la frontière.", "fr", "attack", True),
        ("L'équipe de Brisel a remporté la finale de la coupe devant dix mille personnes.", "fr", "win", True),
        ("Vingt kilos de cocaïne ont été saisis par les douaniers au port.", "fr", "seizure", True),
        ("According to the board, the figures for this quarter are not final.", "en", "agreement", False),
        ("The new phone comes with a better screen and a larger battery.", "en", "talk", False),
        ("The phone rang; the two leaders had a phone call about the harbour.", "en", "talk", True),
        ("The index lost ground for the third day, and shares fell by a tenth.", "en", "decrease", True),
        ("Troops opened fire near the harbour as the crowd ran for cover.", "en", "attack", True),
        ("The firm filed for bankruptcy after two years without a profit.", "en", "bankruptcy", True),
    ],
)
def test_a_word_tells_an_act_as_the_part_of_speech_it_is(text: str, language: str, act: str, told: bool) -> None:
    assert any(act in e.acts for e in read(text, language)) is told


# ---------------------------------------------------------------- the day


def days(text: str, language: str = "fr") -> list[str | None]:
    article = Article("a", "a", text, language=language, published=Published("2026-03-10", "given"))
    return [e.date for e in desk.find(article).events if e.acts]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Le procès des attentats du 13 novembre 2015 s'est ouvert mercredi dernier à Brisel.", "fr", "2026-03-04"),
        ("Le procès des attentats du 13 novembre 2015 passionne tout le pays.", "fr", None),
        ("L'accident du 3 février a coûté la vie à deux ouvriers de la fonderie.", "fr", "2026-02-03"),
        ("Les traversées vers l'île sont suspendues depuis lundi.", "fr", "2026-03-09"),
        ("Les traversées vers l'île sont suspendues jusqu'à dimanche soir.", "fr", None),
        ("La fonderie a vendu moins de tuyaux qu'en 2019, faute de commandes.", "fr", None),
        ("L'édition 2014 du tournoi a été remportée par une joueuse de Brisel.", "fr", None),
        ("Lundi, le préfet a déclaré que l'incendie s'était déclaré le 2 mars dans un entrepôt.", "fr", "2026-03-02"),
        ("Luc Arnal, élu le 12 février 2020, a démissionné mardi 3 mars.", "fr", "2026-03-03"),
        ("Les ventes de la fonderie ont reculé d'un tiers cette année.", "fr", None),
        ("It is the third cull at the plant, after 340 posts were cut in 2022.", "en", None),
        ("The June 30 closure of the plant has angered families, who protested on Monday.", "en", "2026-03-09"),
        ("Northmoor sold 4,000 ovens last year, against 6,000 in 2019.", "en", "2025"),
        ("Two people died on Sunday after a fire in a warehouse near Leeds.", "en", "2026-03-08"),
    ],
)
def test_the_day_is_that_of_what_is_told(text: str, language: str, day: str | None) -> None:
    assert days(text, language)[:1] == [day]


@pytest.mark.parametrize(
    ("text", "planned", "negated"),
    [
        ("La fonderie fermera ses portes au mois de juin prochain.", True, False),
        ("Le directeur assura que la fonderie ferme ses portes au mois de mai.", False, False),
        ("La fonderie ne fermera pas ses portes au mois de juin.", True, True),
        ("Médecins sans frontières a livré des vivres à la Tavanie occidentale.", False, False),
        ("La direction dément avoir licencié des ouvriers de la fonderie.", False, True),
    ],
)
def test_what_is_to_come_and_what_is_not(text: str, planned: bool, negated: bool) -> None:
    first = next(e for e in read(text) if e.acts)
    assert (first.planned, first.negated) == (planned, negated)


def test_a_clause_that_only_says_something_is_a_statement() -> None:
    article = Article("a", "a", "Le maire Luc Arnal a estimé que la rivière était trop belle pour rester cachée.", language="fr")
    (event,) = desk.find(article).events
    assert (event.act, event.acts) == ("statement", ())
