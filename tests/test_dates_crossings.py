"""Ways to write a time in French, crossed with each other: what is read in one way must be read in all."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from recoupe import timex
from recoupe.languages import load

FRENCH = load("fr")
PUBLISHED = "2016-11-07T00:00:00"  # a Monday


def _values(text: str) -> list[str]:
    reference = timex.Reference(PUBLISHED, convention="assistant")
    return [mention.value or "" for mention in timex.find(text, FRENCH, reference)]


DAYS = {
    "demain": "2016-11-08",
    "après-demain": "2016-11-09",
    "jeudi": "2016-11-10",
    "le 14 octobre 2016": "2016-10-14",
    "le 22/04/2017": "2017-04-22",
    "le vendredi 11 novembre": "2016-11-11",
}
HOURS = ["à 8 heures du soir", "à 8h30", "8:00", "8pm", "à midi", "à minuit", "11, du soir", "à sept heures et vingt-sept minutes"]
HOURS += ["sept heures moins dix", "à huit heures moins le quart", "à huit heures et quart", "8 heures pile"]


@pytest.mark.parametrize(("day", "hour"), list(product(DAYS, HOURS)))
@pytest.mark.parametrize("order", ["{day} {hour}", "{hour} {day}", "{day}, {hour}", "{hour}, {day}"])
def test_an_hour_beside_a_day_is_of_that_day(day: str, hour: str, order: str) -> None:
    found = _values("Je reviendrai " + order.format(day=day, hour=hour))
    assert {value[:10] for value in found} == {DAYS[day]}


@pytest.mark.parametrize(
    ("hour", "value"),
    [
        ("à sept heures et vingt-sept minutes", "07:27"),
        ("à sept heures moins dix", "06:50"),
        ("à huit heures moins le quart", "07:45"),
        ("à huit heures et trois quarts", "08:45"),
        ("à minuit", "00:00"),
        ("11 du soir", "23:00"),
    ],
)
def test_hours(hour: str, value: str) -> None:
    assert _values(f"Je reviendrai demain {hour}")[-1] == f"2016-11-08T{value}"


@pytest.mark.parametrize("separator", [" ", "-", "/"])
@pytest.mark.parametrize("month", ["septembre", "sept", "sep", "Sept."])
@pytest.mark.parametrize("order", list(permutations("dmy")))
def test_day_month_and_year_in_any_order(order: tuple[str, ...], month: str, separator: str) -> None:
    parts = {"d": "23", "m": month, "y": "2020"}
    assert _values("Je reviendrai le " + separator.join(parts[part] for part in order)) == ["2020-09-23"]


@pytest.mark.parametrize("year", ["2016", "en 2016", "de 2016"])
@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("Vendredi saint", "2016-03-25"),
        ("jeudi de l'Ascension", "2016-05-05"),
        ("Black Friday", "2016-11-25"),
        ("jour du Souvenir", "2016-11-11"),
        ("Memorial Day", "2016-05-30"),
        ("réveillon de Noël", "2016-12-24"),
        ("lendemain de Noël", "2016-12-26"),
        ("poisson d'avril", "2016-04-01"),
    ],
)
def test_feasts_by_rule(feast: str, day: str, year: str) -> None:
    assert _values(f"Je serai absent le {feast} {year}") == [day]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("de {a} à {b}", "2017-01/2017-04"),
        ("entre {a} et {b}", "2017-01/2017-04"),
        ("depuis {a} jusqu'à {b}", "2017-01/2017-04"),
        ("de {a} jusqu'en {b}", "2017-01/2017-04"),
        ("du mois de {a} au mois d'{b}", "2017-01/2017-04"),
        ("{a}-{b}", "2017-01/2017-04"),
    ],
)
def test_intervals_of_months(text: str, value: str) -> None:
    assert _values("Je serai absent " + text.format(a="janvier", b="avril 2017")) == [value]


@pytest.mark.parametrize(("a", "b"), [("du", "au"), ("entre le", "et le"), ("du", "jusqu'au"), ("du", "-")])
@pytest.mark.parametrize(("first", "last"), [("4 janvier 2017", "22 janvier 2017"), ("4/1/2017", "22/1/2017"), ("4 Jan", "22 Jan 2017")])
def test_intervals_of_days(a: str, b: str, first: str, last: str) -> None:
    assert _values(f"Je serai absent {a} {first} {b} {last}") == ["2017-01-04/2017-01-22"]


@pytest.mark.parametrize("link", ["au", "jusqu'au", "-"])
def test_intervals_with_the_month_first(link: str) -> None:
    assert _values(f"Je serai absent du janvier 4 {link} janvier 22, 2017") == ["2017-01-04/2017-01-22"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("deux heures et quart", "PT135M"),
        ("un quart d'heure", "PT15M"),
        ("trois quarts d'heure", "PT45M"),
        ("une demie heure", "PT30M"),
        ("1 an et 3 mois", "P1Y3M"),
    ],
)
def test_lengths(text: str, value: str) -> None:
    assert _values(f"Je pars pour {text}") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Jeudi à huit heures, il présentera son plan.", "2016-11-10T08:00"),
        ("J'ai rencontré le maire mardi.", "2016-11-01"),
        ("Les négociations ont commencé mardi à Marrakech, où la conférence accueillera des délégués.", "2016-11-01"),
        ("La croissance a ralenti au dernier trimestre 2008.", "2008-Q4"),
        ("En mai 68 personnes ont été blessées.", "2016-05"),
        ("Le festival reviendra pour le week-end du 19 novembre.", "2016-W46-WE"),
        ("Le chômage a baissé dans la seconde moitié de 2015.", "2015-H2"),
    ],
)
def test_news(text: str, value: str) -> None:
    found = timex.find(text, FRENCH, timex.Reference("2016-11-07"))
    assert [mention.value for mention in found] == [value]


def test_a_month_with_a_short_year_is_not_of_this_year() -> None:
    assert not timex.find("Il était étudiant en mai 68 à Paris.", FRENCH, timex.Reference("2016-11-07"))
