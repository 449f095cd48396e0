"""The calendar grammar, the comparison of values, and the dates kind. The sentences are written for these tests."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import desk, timex
from recoupe.kinds import dates as kind
from recoupe.languages import load
from recoupe.records import Article, DateMention, Published, Report, Span
from recoupe.sockets import Item, Reading
from recoupe.timex import epochs

FRENCH: list[tuple[str, list[tuple[str, str]]]] = [
    ("Le 4 juillet 2025, il pleuvait.", [("4 juillet 2025", "2025-07-04")]),
    ("Publié le 14/10/2025.", [("le 14/10/2025", "2025-10-14")]),
    ("Il a été élu en 2019 puis réélu.", [("2019", "2019")]),
    ("Ils ont été 2 000 personnes et 539 drones, 10 missiles, 1231 soldats.", []),
    ("L'ouvrage daté de 1862 et la loi de 1905.", [("1862", "1862"), ("1905", "1905")]),
    ("Mark Rutte a sa voiture sur Mars.", []),
    ("Il arrivera lundi à Paris.", [("lundi", "2025-10-20")]),
    ("Il est arrivé lundi à Paris.", [("lundi", "2025-10-13")]),
    ("Il a annoncé mardi que le ministre se rendrait jeudi à Lyon.", [("mardi", "2025-10-14"), ("jeudi", "2025-10-16")]),
    ("Vendredi prochain, la grève commencera.", [("Vendredi prochain", "2025-10-17")]),
    ("Vendredi dernier, tout a basculé.", [("Vendredi dernier", "2025-10-10")]),
    ("Ce vendredi 4 juillet 2025 à 20h30, le match.", [("Ce vendredi 4 juillet 2025 à 20h30", "2025-07-04T20:30")]),
    (
        "Avant-hier, hier soir, demain matin et après-demain.",
        [("Avant-hier", "2025-10-12"), ("hier soir", "2025-10-13TEV"), ("demain matin", "2025-10-15TMO"), ("après-demain", "2025-10-16")],
    ),
    (
        "L'an dernier, le mois dernier, la semaine prochaine, ce mois-ci, cette année.",
        [
            ("L'an dernier", "2024"),
            ("le mois dernier", "2025-09"),
            ("la semaine prochaine", "2025-W43"),
            ("ce mois-ci", "2025-10"),
            ("cette année", "2025"),
        ],
    ),
    ("Mardi à 7 h 42, le train a déraillé.", [("Mardi à 7 h 42", "2025-10-14T07:42")]),
    ("La nuit dernière, un incendie.", [("La nuit dernière", "2025-10-13TNI")]),
    ("Dans la nuit du 3 au 4 juillet, des frappes ont eu lieu.", [("Dans la nuit du 3 au 4 juillet", "2025-07-03TNI")]),
    ("Dans la nuit de samedi à dimanche, un homme de 41 ans est mort.", [("Dans la nuit de samedi à dimanche", "2025-10-11TNI")]),
    ("Âgé de 22 ans, Paul, 23 ans, vit ici depuis dix ans.", [("depuis dix ans", "P10Y")]),
    ("Une femme de 34 ans a été condamnée à 10 ans de prison.", [("10 ans", "P10Y")]),
    ("La peine de 5 ans de prison, sous 48 heures.", [("5 ans", "P5Y"), ("sous 48 heures", "P2D")]),
    (
        "Il y a trois jours, il y a deux ans, dans deux semaines, d'ici un mois.",
        [
            ("Il y a trois jours", "2025-10-11"),
            ("il y a deux ans", "2023"),
            ("dans deux semaines", "2025-W44"),
            ("d'ici un mois", "2025-11-14"),
        ],
    ),
    (
        "Le dollar a baissé de 3 % au deuxième trimestre 2024 et au premier semestre.",
        [("au deuxième trimestre 2024", "2024-Q2"), ("au premier semestre", "2025-H1")],
    ),
    ("Fin août, mi-juillet et début novembre.", [("Fin août", "2025-08"), ("mi-juillet", "2025-07"), ("début novembre", "2025-11")]),
    (
        "L'été dernier, cet hiver, au printemps 2024.",
        [("L'été dernier", "2025-SU"), ("cet hiver", "2025-WI"), ("au printemps 2024", "2024-SP")],
    ),
    ("Elle a été blessée, il l'a été aussi, ils ont été 2000.", []),
    (
        "Dans les années 1990 et les années 60, au XIXe siècle.",
        [("les années 1990", "199"), ("les années 60", "196"), ("au XIXe siècle", "18")],
    ),
    ("À Noël et le 14 juillet dernier.", [("À Noël", "2025-12-25"), ("14 juillet dernier", "2025-07-14")]),
    ("Noël Le Graët et Avril Lavigne.", []),
    (
        "Le 3 octobre, il a démissionné ; la veille, il niait ; le lendemain, il partait.",
        [("3 octobre", "2025-10-03"), ("la veille", "2025-10-02"), ("le lendemain", "2025-10-03")],
    ),
    (
        "Tous les deux jours, chaque semaine, par an, trois fois par jour.",
        [("Tous les deux jours", "P2D"), ("chaque semaine", "P1W"), ("par an", "P1Y"), ("par jour", "P1D")],
    ),
    (
        "Du 3 au 5 juillet, entre le 28 juin et le 2 juillet 2024.",
        [("Du 3 au 5 juillet", "2025-07-03/2025-07-05"), ("entre le 28 juin et le 2 juillet 2024", "2024-06-28/2024-07-02")],
    ),
    (
        "À 22 heures, vers 23h, de 8 heures à 10 heures, à 14h30 précises.",
        [
            ("22 heures", "2025-10-14T22:00"),
            ("23h", "2025-10-14T23:00"),
            ("8 heures", "2025-10-14T08:00"),
            ("10 heures", "2025-10-14T10:00"),
            ("14h30", "2025-10-14T14:30"),
        ],
    ),
    (
        "Il roulait à 110 km/h depuis 2 heures, soit 35 h par semaine.",
        [("depuis 2 heures", "PT2H"), ("35 h", "PT35H"), ("par semaine", "P1W")],
    ),
    ("Le TGV de 7h42 et le journal de 20 heures.", [("7h42", "2025-10-14T07:42"), ("20 heures", "2025-10-14T20:00")]),
    (
        "Une demi-heure plus tard, une heure et demie après, un an et demi.",
        [("Une demi-heure", "PT30M"), ("une heure et demie", "PT90M"), ("un an et demi", "P18M")],
    ),
    ("Selon l'article 2019 du code, la route 1998, 2019 euros, 1950 m.", []),
    ("Paris 2024 et la saison 2023-2024.", [("2024", "2024"), ("2023-2024", "2023/2024")]),
    ("Le 11 septembre 2001, les attentats. Rue du 4-Septembre.", [("11 septembre 2001", "2001-09-11")]),
    ("Jeudi 9 octobre, une marche. Samedi 18, un concert.", [("Jeudi 9 octobre", "2025-10-09"), ("Samedi 18", "2025-10-18")]),
    ("Samedi 18 personnes ont été tuées.", [("Samedi", "2025-10-11")]),
    ("En janvier, il avait promis ; en décembre, il partira.", [("janvier", "2025-01"), ("décembre", "2025-12")]),
    ("Le 20 décembre, il avait démenti. Le 5 janvier, le procès s'ouvrira.", [("20 décembre", "2024-12-20"), ("5 janvier", "2026-01-05")]),
    (
        "Ces derniers jours, les prochaines semaines, dans les jours à venir.",
        [("Ces derniers jours", "PAST_REF"), ("les prochaines semaines", "FUTURE_REF"), ("les jours à venir", "FUTURE_REF")],
    ),
    ("Le week-end dernier et ce week-end.", [("Le week-end dernier", "2025-W41-WE"), ("ce week-end", "2025-W42-WE")]),
    ("À midi et à minuit.", [("midi", "2025-10-14TMI"), ("minuit", "2025-10-14T24:00")]),
    ("Le 1er mai, la place du 8-Mai-1945.", [("1er mai", "2025-05-01")]),
    ("Mise à jour le 14 octobre 2025 à 20 h 15.", [("14 octobre 2025 à 20 h 15", "2025-10-14T20:15")]),
    (
        "Quarante-huit heures après, trois mois et demi de retard, depuis la mi-mai.",
        [("Quarante-huit heures après", "P2D"), ("trois mois et demi", "P3.5M"), ("mi-mai", "2025-05")],
    ),
    (
        "En fin de semaine, d'ici la fin de l'année, depuis le début du mois, en fin de journée.",
        [
            ("En fin de semaine", "2025-W42"),
            ("d'ici la fin de l'année", "2025"),
            ("depuis le début du mois", "2025-10"),
            ("en fin de journée", "2025-10-14TEV"),
        ],
    ),
    ("Le budget 2026 et l'exercice 2024.", [("2026", "2026"), ("2024", "2024")]),
    ("La réforme de 2023. L'élection de 2027. Un prêt de 2000 euros.", [("2023", "2023"), ("2027", "2027")]),
    ("Le président (1974-1981) est né en 1926 (99 ans).", [("1974-1981", "1974/1981"), ("1926", "1926")]),
    ("Un second tour, une seconde fois, sept personnes, dix blessés.", []),
    ("A 10H30 GMT mercredi, les Bourses ouvriront.", [("10H30 GMT mercredi", "2025-10-15T10:30")]),
    (
        "En une semaine, en trois ans, pendant deux jours, durant cinq mois.",
        [("En une semaine", "P1W"), ("en trois ans", "P3Y"), ("pendant deux jours", "P2D"), ("durant cinq mois", "P5M")],
    ),
    ("Le 29 février 2024 oui, le 31 février non.", [("29 février 2024", "2024-02-29")]),
    ("Les 18-25 ans et les plus de 65 ans, les moins de 15 ans.", []),
    ("Ouvert du lundi au vendredi.", [("du lundi au vendredi", "XXXX-WXX-1/XXXX-WXX-5")]),
    ("Vendredi matin vers 8 heures.", [("Vendredi matin vers 8 heures", "2025-10-10T08:00")]),
    ("Le jeudi 16 octobre au soir.", [("jeudi 16 octobre au soir", "2025-10-16TEV")]),
    (
        "Il sera jugé le 12 mars. Le procès aura lieu du 3 au 7 novembre.",
        [("12 mars", "2026-03-12"), ("du 3 au 7 novembre", "2025-11-03/2025-11-07")],
    ),
    ("Le match a eu lieu dimanche 5 octobre 2025 (2-1).", [("dimanche 5 octobre 2025", "2025-10-05")]),
    (
        "Depuis des mois, pendant des années, plusieurs jours, quelques semaines.",
        [("Depuis des mois", "PXM"), ("pendant des années", "PXY"), ("plusieurs jours", "PXD"), ("quelques semaines", "PXW")],
    ),
]
ENGLISH: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "On July 4, 2025 and 4 July 2025 and 4th of July.",
        [("On July 4, 2025", "2025-07-04"), ("4 July 2025", "2025-07-04"), ("4th of July", "2025-07-04")],
    ),
    ("He may march on Mark's mars; the march of time.", []),
    ("Theresa May said in May that March was cold.", [("May", "2025-05")]),
    ("The court will hear it on Monday.", [("on Monday", "2025-11-10")]),
    ("He was shot on Monday.", [("on Monday", "2025-11-03")]),
    ("It opened in 1988, closed in 2001 and since 2010 has run.", [("1988", "1988"), ("2001", "2001"), ("since 2010", "2010")]),
    ("Some 2000 people, 1950 jobs, flight 2019, $2020 and 2,019 men.", []),
    ("A 19-year-old man, aged 41, was jailed for 12 years.", [("for 12 years", "P12Y")]),
    ("The 53-year-old, who turned 54 last week, has a five-year plan.", [("last week", "2025-W44"), ("five-year", "P5Y")]),
    (
        "Yesterday morning, tomorrow night, tonight.",
        [("Yesterday morning", "2025-11-06TMO"), ("tomorrow night", "2025-11-08TNI"), ("tonight", "2025-11-07TNI")],
    ),
    (
        "At 9.30pm on Thursday and 7am, 10 a.m. Friday.",
        [("9.30pm on Thursday", "2025-11-06T21:30"), ("7am", "2025-11-07T07:00"), ("10 a.m. Friday", "2025-11-07T10:00")],
    ),
    (
        "Two weeks ago, three days later, a year earlier.",
        [("Two weeks ago", "2025-W43"), ("three days later", "P3D"), ("a year earlier", "P1Y")],
    ),
    (
        "Sales fell in the third quarter and the first half of 2025.",
        [("the third quarter", "2025-Q3"), ("the first half of 2025", "2025-H1")],
    ),
    ("The team scored in the second half.", []),
    ("It costs £20 a week, twice a day, every Monday.", [("a week", "P1W"), ("a day", "P1D"), ("every Monday", "XXXX-WXX-1")]),
    ("He spent a day in court. A second man was held.", []),
    (
        "By the end of the year, early next month, the end of June.",
        [("By the end of the year", "2025"), ("early next month", "2025-12"), ("the end of June", "2025-06")],
    ),
    (
        "In the spring of 2020, last summer, this winter.",
        [("In the spring of 2020", "2020-SP"), ("last summer", "2025-SU"), ("this winter", "2025-WI")],
    ),
    ("In the fall of Kabul, prices fall in 2021.", [("2021", "2021")]),
    ("The 1990s, the '80s and the 19th century.", [("The 1990s", "199"), ("the '80s", "198"), ("the 19th century", "18")]),
    ("USA Today reported today.", [("today", "2025-11-07")]),
    (
        "From March to May 2024, between 3 and 5 July.",
        [("From March to May 2024", "2024-03/2024-05"), ("between 3 and 5 July", "2025-07-03/2025-07-05")],
    ),
    (
        "At 16:30 GMT, at noon, at midnight.",
        [("16:30 GMT", "2025-11-07T16:30"), ("noon", "2025-11-07TMI"), ("midnight", "2025-11-07T24:00")],
    ),
    (
        "On Christmas Eve, before Easter, on Boxing Day.",
        [("Christmas Eve", "2025-12-24"), ("Easter", "2025-04-20"), ("Boxing Day", "2025-12-26")],
    ),
    ("Black Friday sales, the Sunday Times.", []),
    ("The day before, he denied it.", [("The day before", "2025-11-06")]),
    (
        "Next week, next year, this month, last Tuesday, next Tuesday.",
        [
            ("Next week", "2025-W46"),
            ("next year", "2026"),
            ("this month", "2025-11"),
            ("last Tuesday", "2025-11-04"),
            ("next Tuesday", "2025-11-11"),
        ],
    ),
    ("In the early hours of Friday, police arrived.", [("Friday", "2025-11-07")]),
    ("On the night of Monday to Tuesday.", [("On the night of Monday to Tuesday", "2025-11-03TNI")]),
    ("Late on Thursday night, overnight.", [("on Thursday night, overnight", "2025-11-06TNI")]),
    ("The trial, due to start on 12 January, has been delayed until March.", [("on 12 January", "2026-01-12"), ("March", "2026-03")]),
    ("November 2025's vote and the 2024 election, the 2008 crisis.", [("November 2025", "2025-11"), ("2024", "2024"), ("2008", "2008")]),
    (
        "Over the past year, in the last 24 hours, within 48 hours, for two hours.",
        [("the past year", "P1Y"), ("in the last 24 hours", "P1D"), ("within 48 hours", "P2D"), ("for two hours", "PT2H")],
    ),
    (
        "For half an hour, an hour and a half, 90 minutes.",
        [("half an hour", "PT30M"), ("an hour and a half", "PT90M"), ("90 minutes", "PT90M")],
    ),
    ("He won 6-4 7-5 at 1:45.23 with a ratio of 3:1.", []),
    ("Windows 2000 and the Boeing 747, Section 1983.", []),
    ("Updated 3 hours ago.", [("3 hours ago", "PT3H")]),
    (
        "It happened at about 3.15pm yesterday and again at 4 o'clock.",
        [("3.15pm", "2025-11-06T15:15"), ("yesterday", "2025-11-06"), ("4 o'clock", "2025-11-06T16:00")],
    ),
    ("12/11/2025, 2025-11-06 and 06.11.2025.", [("12/11/2025", "2025-11-12"), ("2025-11-06", "2025-11-06"), ("06.11.2025", "2025-11-06")]),
]


def _found(text: str, code: str, published: str | None, year: int | None = None) -> list[tuple[str, str | None]]:
    return [(m.exact, m.value) for m in timex.find(text, load(code), timex.Reference(published, year))]


@pytest.mark.parametrize(("text", "expected"), FRENCH, ids=[row[0][:40] for row in FRENCH])
def test_french_published_on_tuesday_14_october_2025(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text, "fr", "2025-10-14") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[row[0][:40] for row in ENGLISH])
def test_english_published_on_friday_7_november_2025(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text, "en", "2025-11-07") == expected


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("Le 4 juillet, il pleuvait.", "fr", [("4 juillet", "XXXX-07-04")]),
        ("Lundi, il pleuvait.", "fr", [("Lundi", "XXXX-WXX-1")]),
        ("Hier, il pleuvait.", "fr", [("Hier", None)]),
        ("Le 4 juillet 2025, à midi.", "fr", [("4 juillet 2025, à midi", "2025-07-04TMI")]),
        ("He left on 6/11/2025.", "en", [("6/11/2025", None)]),
        ("Thursday 06/11/2025", "en", [("Thursday 06/11/2025", "2025-11-06")]),
        ("Posted 25/12/2025", "en", [("25/12/2025", "2025-12-25")]),
    ],
)
def test_without_a_day_of_publication_nothing_is_guessed(text: str, code: str, expected: list[tuple[str, str | None]]) -> None:
    assert _found(text, code, None) == expected


def test_only_the_year_is_known() -> None:
    assert _found("Le 4 juillet et en mai.", "fr", None, 2025) == [("4 juillet", "2025-07-04"), ("mai", "2025-05")]
    assert _found("Le 4 juillet.", "fr", "2025") == [("4 juillet", "2025-07-04")]


def test_a_weekday_that_another_phrase_dates_is_the_coming_one() -> None:
    text = "30 % des vols annulés samedi\n\nLa grève est prévue le 18 octobre."
    assert _found(text, "fr", "2025-10-15")[0] == ("samedi", "2025-10-18")
    assert _found("30 % des vols annulés samedi", "fr", "2025-10-15")[0] == ("samedi", "2025-10-11")
    text = "Grève de jeudi : le récit\n\nLe 9 octobre, rien n'a roulé."
    assert _found(text, "fr", "2025-10-13")[0] == ("jeudi", "2025-10-09")


NEAREST = [
    ("La journée de dimanche est maintenue, assure le maire.", "fr", "2026-07-18", "2026-07-19"),
    ("La préfecture propose une réunion mercredi.", "fr", "2026-10-06", "2026-10-07"),
    ("Ils devaient être présentés jeudi à un juge.", "fr", "2026-04-22", "2026-04-23"),
    ("Ils devaient être présentés jeudi à un juge.", "fr", "2026-04-24", "2026-04-23"),
    ("Les billets pour samedi seront remboursés.", "fr", "2026-07-19", "2026-07-18"),
    ("Une réunion est prévue lundi avec la direction.", "fr", "2026-09-10", "2026-09-14"),
    ("Une réunion prévue lundi a été annulée.", "fr", "2026-09-15", "2026-09-14"),
    ("Elle va mieux et a pu rentrer chez elle samedi.", "fr", "2026-04-20", "2026-04-18"),
    ("Vendredi, M. Martin a déclaré qu'il partait.", "fr", "2025-07-09", "2025-07-04"),
    ("L'institut a prévu vendredi un recul de la croissance.", "fr", "2010-03-18", "2010-03-12"),
    ("The bus leaves the Guildhall on Tuesday.", "en", "2026-05-17", "2026-05-19"),
    ("Saturday's storm will cost the town dearly.", "en", "2026-09-14", "2026-09-12"),
]


@pytest.mark.parametrize(("text", "code", "published", "day"), NEAREST, ids=[row[0][:40] for row in NEAREST])
def test_a_weekday_is_of_the_side_its_own_verb_looks_to_else_the_nearest(text: str, code: str, published: str, day: str) -> None:
    assert [value for _, value in _found(text, code, published)] == [day]


HOURS = [
    ("L'alerte a été donnée lundi à 22 h 15. Le feu était maîtrisé vers 4 heures.", "2026-09-08", "2026-09-08T04:00"),
    ("L'alerte a été donnée lundi à 18 h 15. Le feu était maîtrisé vers 19 heures.", "2026-09-08", "2026-09-07T19:00"),
    ("Le premier avion a largué à 15 h 58.", "2026-07-22T13:30", "2026-07-21T15:58"),
    ("Le premier avion a largué à 11 h 58.", "2026-07-22T13:30", "2026-07-22T11:58"),
    ("Une battue partira jeudi à 9 heures du stade.", "2025-11-05", "2025-11-06T09:00"),
    ("Le bourg est à 9 heures de route.", "2025-11-05", "PT9H"),
    ("Le département est en alerte depuis 16 heures.", "2026-07-22", "2026-07-22T16:00"),
    ("Ils marchent depuis 5 heures.", "2026-07-22", "PT5H"),
    ("Lyon, lundi 5 octobre 2026 – 13 h", "2026-10-05", "2026-10-05T13:00"),
]


@pytest.mark.parametrize(("text", "published", "last"), HOURS, ids=[row[0][:40] for row in HOURS])
def test_hours_of_the_night_after_and_those_still_to_come(text: str, published: str, last: str) -> None:
    assert _found(text, "fr", published)[-1][1] == last


def test_a_clock_time_takes_the_day_of_its_sentence_then_of_the_text() -> None:
    text = "Lundi, le train est parti. Il a déraillé à 7 h 42. À 9 heures, ce mardi, rien n'avait changé."
    assert dict(_found(text, "fr", "2025-10-14")) == {
        "Lundi": "2025-10-13",
        "7 h 42": "2025-10-13T07:42",
        "9 heures": "2025-10-14T09:00",
        "ce mardi": "2025-10-14",
    }


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("Les traversées étaient suspendues jusqu'à dimanche soir.", "fr", [("dimanche soir", "2025-10-19TEV")]),
        ("Computers will not be fully restored before early January.", "en", [("early January", "2026-01")]),
        ("Une passagère de 58 ans demeure à l'hôpital.", "fr", []),
        ("La lettre de Sept Minutes a paru.", "fr", []),
        ("The figures were obtained by HealthTech Weekly.", "en", []),
    ],
)
def test_signs_of_what_is_to_come_and_names(text: str, code: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text, code, "2025-10-15") == expected


def test_each_day_of_a_list_is_a_mention_of_its_own() -> None:
    mentions = timex.find("They met on 9 and 21 October.", load("en"), timex.Reference("2025-11-07"))
    assert [(m.exact, m.value) for m in mentions] == [("9", "2025-10-09"), ("21 October", "2025-10-21")]


def test_an_expression_never_crosses_a_line_but_for_a_hard_wrap() -> None:
    assert _found("mardi\n14 octobre 2025", "fr", None) == [("mardi", "XXXX-WXX-2"), ("14 octobre 2025", "2025-10-14")]
    wrapped = "Les négociations entre les deux parties ont repris à Genève le 4\njuillet 2025 au matin."
    assert _found(wrapped, "fr", None) == [("4\njuillet 2025 au matin", "2025-07-04TMO")]


def test_unknown_language_finds_nothing() -> None:
    assert _found("am 4. Juli 2025", "de", "2025-07-04") == []
    assert _found("", "fr", "2025-07-04") == []


def test_within_limits_the_search() -> None:
    text = "Le 4 juillet 2025. Le 5 juillet 2025."
    (only,) = timex.find(text, load("fr"), timex.Reference(), Span(19, len(text)))
    assert only.exact == "5 juillet 2025"


COUNTED = [
    ("Le premier mardi de novembre.", "fr", [("Le premier mardi de novembre", "2025-11-04")]),
    ("Le dernier dimanche de mars 2026.", "fr", [("Le dernier dimanche de mars 2026", "2026-03-29")]),
    ("La dernière semaine de septembre a été calme.", "fr", [("La dernière semaine de septembre", "2025-W39")]),
    ("La semaine du 6 octobre.", "fr", [("La semaine du 6 octobre", "2025-W41")]),
    (
        "Le 15 du mois prochain, du 4 au 22 de ce mois.",
        "fr",
        [("Le 15 du mois prochain", "2025-11-15"), ("du 4 au 22 de ce mois", "2025-10-04/2025-10-22")],
    ),
    ("Condamné à trois ans et six mois de prison.", "fr", [("trois ans et six mois", "P3Y6M")]),
    ("Il y a deux ans et trois mois, tout allait bien.", "fr", [("Il y a deux ans et trois mois", "2023-07-14")]),
    ("Deux jours avant Noël, il partira.", "fr", [("Deux jours avant Noël", "2025-12-23")]),
    ("Entre le 22 septembre et hier, rien.", "fr", [("Entre le 22 septembre et hier", "2025-09-22/2025-10-13")]),
    ("En 2010 et 2011, puis de 2013 à 2015.", "fr", [("2010", "2010"), ("2011", "2011"), ("de 2013 à 2015", "2013/2015")]),
    ("Les années soixante-dix et les années 1920.", "fr", [("Les années soixante-dix", "197"), ("les années 1920", "192")]),
    ("Le quinze août et en 03/2024.", "fr", [("Le quinze août", "2025-08-15"), ("03/2024", "2024-03")]),
    ("La fête des mères et la fête des pères 2026.", "fr", [("La fête des mères", "2025-05-25"), ("la fête des pères 2026", "2026-06-21")]),
]


@pytest.mark.parametrize(("text", "code", "expected"), COUNTED, ids=[row[0][:40] for row in COUNTED])
def test_what_is_counted_within_a_period_or_from_a_day(text: str, code: str, expected: list[tuple[str, str]]) -> None:
    found = _found(text, code, "2025-10-14")
    assert [(exact.lower(), value) for exact, value in found] == [(exact.lower(), value) for exact, value in expected]


@pytest.mark.parametrize(
    ("text", "news", "assistant"),
    [
        ("mardi", "2025-10-14", "2025-10-14"),
        ("jeudi", "2025-10-16", "2025-10-16"),
        ("dimanche", "2025-10-12", "2025-10-19"),
        ("dans trois semaines", "2025-W45", "2025-11-04"),
        ("début mars", "2025-03", "2026-03-01/2026-03-10"),
        ("les 3 prochains jours", "P3D", "2025-10-15/2025-10-17"),
        ("22/04", None, "2026-04-22"),
        ("2016  -  11", None, "2016-11"),
    ],
)
def test_to_an_assistant_days_are_to_come_and_counts_exact(text: str, news: str | None, assistant: str) -> None:
    references = [timex.Reference("2025-10-14"), timex.Reference("2025-10-14", convention="assistant")]
    values = [[m.value for m in timex.find(text, load("fr"), reference)] for reference in references]
    assert values == [[news] if news else [], [assistant]]


def test_full_timeml_tells_the_ends_of_intervals_and_references_without_a_date() -> None:
    text = "Du 17 au 20 décembre 2018, et récemment de lundi à mercredi."
    found = [(m.exact, m.value) for m in timex.find(text, load("fr"), timex.Reference("2018-12-21"), full=True)]
    assert found == [
        ("Du 17 au 20 décembre 2018", "2018-12-17/2018-12-20"),
        ("17", "2018-12-17"),
        ("20 décembre 2018", "2018-12-20"),
        ("récemment", "PAST_REF"),
        ("de lundi à mercredi", "2018-12-17/2018-12-19"),
        ("lundi", "2018-12-17"),
        ("mercredi", "2018-12-19"),
    ]


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("He left on 7/8/2025.", None, None),
        ("He left on 7/8/2025.", "dmy", "2025-08-07"),
        ("He left on 7/8/2025.", "mdy", "2025-07-08"),
        ("He left on 7/8/2025, and she on 25/8/2025.", "mdy", "2025-08-07"),
        ("He left on Thursday 7/8/2025.", "mdy", "2025-08-07"),
        ("He left on 7/8/2025, or 13/8/2025, or 8/13/2025.", None, None),
    ],
)
def test_the_order_of_a_numeric_date_is_told_by_something(text: str, order: Literal["dmy", "mdy"] | None, expected: str | None) -> None:
    first = timex.find(text, load("en"), timex.Reference("2026-02-01", order=order))[0]
    assert first.value == expected
    assert (first.anchor == timex.UNKNOWN_ORDER) == (expected is None)


def test_outlets_and_addresses_tell_the_order() -> None:
    assert timex.outlet_order(load("en"), "BBC News", None) == "dmy"
    assert timex.outlet_order(load("en"), None, "https://www.example.gov/news") == "mdy"
    assert timex.outlet_order(load("en"), "Somewhere", "https://example.com/uk") is None


def test_an_ambiguous_order_is_a_problem_of_the_article() -> None:
    article = Article(
        "a", "a.txt", "The plant was sold on 7/8/2025, the company said.", language="en", published=Published("2026-02-01", "stated")
    )
    problems = [p for p in desk.find(article).problems if p.code == "dates.order"]
    assert [p.span.of(article.text) for p in problems if p.span] == ["7/8/2025"]


def test_anchor_says_what_a_value_was_resolved_against() -> None:
    relative, absolute = timex.find("Hier, puis le 4 juillet 2024.", load("fr"), timex.Reference("2025-10-14"))
    assert relative.anchor == "published 2025-10-14"
    assert absolute.anchor is None


_PIECES = st.sampled_from(
    [
        "le 4 juillet",
        "2025",
        "mardi",
        "à 7 h 42",
        "hier",
        "la veille",
        "\n",
        ", ",
        ". ",
        "et ",
        "9 ",
        "heures",
        "chaque",
        "de ",
        "nuit de lundi à ",
        "mardi",
        "fin ",
        "août",
        "trois ",
        "jours",
        "plus tard",
        "31 février",
        "99/99/9999",
        "1231",
        "jour 1231 de guerre",
        "Noël",
        "l'été",
        "é",
        "́",
        "\xa0",
        "(",
        ")",
        "next ",
        "May",
        "last ",
        "year",
        "a ",
        "week",
        "12:61",
        "Q3 ",
        "'80s",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_PIECES, max_size=25).map(" ".join),
    st.sampled_from(["fr", "en"]),
    st.sampled_from([None, "2025", "2025-10-14", "0001-01-01", "9999-12-31"]),
)
def test_spans_are_slices_in_order_and_apart(text: str, code: str, published: str | None) -> None:
    mentions = timex.find(text, load(code), timex.Reference(published))
    end = 0
    for mention in mentions:
        assert mention.exact == text[mention.span.start : mention.span.end] != ""
        assert mention.span.start >= end
        end = mention.span.end
    assert mentions == timex.find(text, load(code), timex.Reference(published))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "No")), max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for code in ("fr", "en"):
        for mention in timex.find(text, load(code), timex.Reference("2025-10-14")):
            assert mention.exact == text[mention.span.start : mention.span.end]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("2025-07-04", "2025-07-04", "same"),
        ("2025-07-04", "2025-07", "finer"),
        ("2025-07", "2025-07-04", "coarser"),
        ("2025-07-04", "2025-W27", "finer"),
        ("2025-07-07", "2025-W27", "differs"),
        ("2026-06-30", "2026-SU", "finer"),
        ("2026-03-31", "2026-SU", "differs"),
        ("2025-10-14T07:42", "2025-10-14TMO", "finer"),
        ("2025-10-14T07:42", "2025-10-14", "finer"),
        ("2025-10-14T07:42", "2025-10-14T08:00", "finer"),
        ("2025-10-14T07:42", "2025-10-14T07:45", "differs"),
        ("2025-10-14TNI", "2025-10-15", "finer"),
        ("2025-10-14TNI", "2025-10-16", "differs"),
        ("2025-09-03", "2025-09", "finer"),
        ("P2D", "PT48H", "same"),
        ("P2W", "P14D", "same"),
        ("P1Y", "P12M", "same"),
        ("PT40M", "PT90M", "differs"),
        ("PXM", "P3M", "coarser"),
        ("P2D", "2025-07-04", "unrelated"),
        ("XXXX-07-04", "2025-07-04", "coarser"),
        ("XXXX-07-04", "2025-07-05", "differs"),
        ("FUTURE_REF", "2025-07-05", "unrelated"),
        ("2025-07-03/2025-07-05", "2025-07-04", "coarser"),
        ("2025-07-03/2025-07-05", "2025-07-05/2025-07-08", "unrelated"),
        ("2025-Q3", "2025-08", "coarser"),
        ("199", "1995", "coarser"),
        (None, "2025", "unrelated"),
        ("nonsense", "2025", "unrelated"),
        ("2025-13-45", "2025", "unrelated"),
    ],
)
def test_compatible(a: str | None, b: str, verdict: str) -> None:
    assert timex.compatible(a, b) == verdict


_VALUES = st.sampled_from([v for pair in FRENCH + ENGLISH for _, v in pair[1]] + ["XXXX-07-04", "2025-10-14TNI", "PXM", "2025", ""])


@given(_VALUES, _VALUES)
def test_compatible_is_a_mirror(a: str, b: str) -> None:
    mirror: Mapping[str, str] = {"finer": "coarser", "coarser": "finer"}
    verdict = timex.compatible(a, b)
    assert timex.compatible(b, a) == mirror.get(verdict, verdict)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-10-14TMO", "2025-10-14"),
        ("2025-10-14T07:42", "2025-10-14"),
        ("2025-10", "2025-10"),
        ("2025", "2025"),
        ("2025-W29", "2025-07"),
        ("2026-Q3", "2026"),
        ("2025-07-03/2025-07-05", "2025-07"),
        ("P2D", None),
        ("XXXX-07-04", None),
        ("199", None),
        (None, None),
    ],
)
def test_day(value: str | None, day: str | None) -> None:
    assert timex.day(value) == day


# ---------------------------------------------------------------- counted days


def test_counted_days_need_the_name_they_belong_to() -> None:
    french = load("fr")
    (found,) = epochs.find("Jour 1231 de résistance : les alliés de l'Ukraine se réunissent", french)
    assert (found.day, found.span) == ("2025-07-08", Span(0, 23))
    assert epochs.find("Jour 12 de grève à la raffinerie", french) == ()
    assert epochs.find("Jour 1231 de résistance", french) == ()
    assert epochs.find("Jour 700 de guerre : Gaza, Israël, l'Ukraine et Kiev", french) == ()
    assert epochs.find("Day 100 of the war in Gaza", load("en"))[0].day == "2024-01-14"


# ---------------------------------------------------------------- the kind


def _item(exact: str, value: str, acts: frozenset[str], names: frozenset[str], article: str) -> Item:
    mention = DateMention(Span(0, len(exact)), exact, value, "DATE")
    report, published = Report(article, 0, 0, len(exact)), "2025-07-10"
    return Item(
        mention, Article(article, article, exact), report, Span(0, len(exact)), "fr", published, acts=acts, names=names, main_acts=acts
    )


def test_a_date_alone_is_compared_with_nothing() -> None:
    once, who = frozenset({"derailment"}), frozenset({"Anna Tiel"})
    a, b = _item("vendredi", "2025-07-04", once, who, "a"), _item("juillet", "2025-07", once, who, "b")
    assert kind.KIND.keys(_item("vendredi", "2025-07-04", frozenset(), who, "a")) == frozenset()
    assert kind.say([b, a]) == "vendredi (2025-07-04)"
    assert kind.value(a) == "2025-07-04"


def test_a_report_is_no_context_for_the_next() -> None:
    text = "Le 3 octobre, il a démissionné.\nLe lendemain, la bourse a chuté."
    article = Article("a", "a.txt", text, language="fr", published=Published("2025-10-14", "given"))
    split = text.index("\n") + 1
    one = (Report("a", 0, 0, len(text)),)
    two = (Report("a", 0, 0, split), Report("a", 1, split, len(text)))
    assert [m.value for m in kind.find(Reading(article, load("fr"), one, ()))] == ["2025-10-03", "2025-10-04"]
    assert [m.value for m in kind.find(Reading(article, load("fr"), two, ()))] == ["2025-10-03", "2025-10-15"]


# ---------------------------------------------------------------- gold, where it is at hand


def _gold() -> Path:
    return Path(os.environ.get("RECOUPE_GOLD", str(Path(__file__).resolve().parents[2] / "shared" / "gold")))


def _score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", _gold() / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("cluster", ["seeds", "accident", "layoffs"])
def test_gold_dates(cluster: str) -> None:
    folder = _gold() / cluster
    if not (folder / "gold.json").is_file():
        pytest.skip("the gold clusters are not beside this repository (set RECOUPE_GOLD)")
    score, gold = _score(), json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    right = wanted = 0
    for file, about in gold["articles"].items():
        raw = (folder / file).read_text(encoding="utf-8")
        text = re.sub(r"\n\s*\n+", "\n\n", score.visible(raw)) if file.endswith(".html") else raw
        norm = score.Norm(text)
        mentions = [
            ({"value": m.value}, norm.span(m.span.start, m.span.end))
            for m in timex.find(text, load(about["language"]), timex.Reference(about["published"]))
        ]
        for item in gold["dates"]:
            if item["file"] != file or item.get("optional"):
                continue
            span = score.locate(norm, item)
            if span is None:
                continue
            wanted += 1
            right += any(score.inter(span, where) and score.same_date(item, value) for value, where in mentions)
    assert right >= 0.95 * wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shops opened at seven, and the queue had reached the river by eight.", ["2026-06-07T07:00", "2026-06-07T08:00"]),
        ("The work started shortly after two on the morning of 6 June.", ["2026-06-06T02:00"]),
        ("They met at two on the afternoon of 6 June.", ["2026-06-06T14:00"]),
        ("Leeds won by eight. He had led by two. The toll had risen by three and stood at seven.", []),
        ("It opened at seven sites. Two died shortly after three explosions.", []),
    ],
)
def test_an_hour_in_words(text: str, expected: list[str]) -> None:
    found = timex.find(text, load("en"), timex.Reference("2026-06-07"))
    assert [m.value for m in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bank has ordered 192 branches to open early on Monday.", "2026-06-08"),
        ("The bank ordered a review on Monday.", "2026-06-01"),
        ("The bank has agreed to buy a rival, it said on Tuesday.", "2026-06-02"),
        ("The chair wants her before the committee on Tuesday week.", "2026-06-16"),
        ("They were told to put the switch off until the autumn.", "2026-FA"),
    ],
)
def test_what_is_ordered_or_put_off_lies_ahead(text: str, expected: str) -> None:
    found = timex.find(text, load("en"), timex.Reference("2026-06-07"))
    assert [m.value for m in found] == [expected]
