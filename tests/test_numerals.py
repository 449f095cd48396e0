"""Numbers in both languages, digits and words, and what is no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import numerals
from recoupe.languages import load
from recoupe.numerals.reading import Scan
from recoupe.numerals.words import words
from recoupe.records import Span


def read(text: str, code: str) -> list[tuple[str, float, str]]:
    return [(n.span.of(text), round(n.value, 4), n.form) for n in numerals.find(text, load(code))]


FRENCH = [
    ("1 200 mètres", "1 200", 1200, "digits"),
    ("1\u202f200 postes", "1\u202f200", 1200, "digits"),
    ("1.200 soldats", "1.200", 1200, "digits"),
    ("1 234 567,89 euros", "1 234 567,89", 1234567.89, "digits"),
    ("2,5 milliards", "2,5 milliards", 2.5e9, "mixed"),
    ("4.3 %", "4.3", 4.3, "digits"),
    ("0,5 point", "0,5", 0.5, "digits"),
    ("65 milliards de dollars", "65 milliards", 65e9, "mixed"),
    ("12 k€", "12 k", 12000, "mixed"),
    ("1,2 Md€", "1,2 Md", 1.2e9, "mixed"),
    ("2 millions et demi", "2 millions et demi", 2.5e6, "mixed"),
    ("deux cent dix sapeurs", "deux cent dix", 210, "words"),
    ("quatre-vingt-dix-sept mille trois cents", "quatre-vingt-dix-sept mille trois cents", 97300, "words"),
    ("quatre vingt dix sept", "quatre vingt dix sept", 97, "words"),
    ("septante-deux", "septante-deux", 72, "words"),
    ("vingt et un", "vingt et un", 21, "words"),
    ("soixante et onze", "soixante et onze", 71, "words"),
    ("mille neuf cent quatre-vingt-quatre", "mille neuf cent quatre-vingt-quatre", 1984, "words"),
    ("un million deux cent mille", "un million deux cent mille", 1.2e6, "words"),
    ("un demi-million", "un demi-million", 500000, "words"),
    ("une quarantaine de personnes", "une quarantaine", 40, "collective"),
    ("une demi-douzaine d'œufs", "une demi-douzaine", 6, "collective"),
    ("deux douzaines", "deux douzaines", 24, "collective"),
    ("des centaines de milliers", "centaines de milliers", 100000, "collective"),
    ("un tiers de la somme", "un tiers", 0.3333, "fraction"),
    ("les trois quarts", "trois quarts", 0.75, "fraction"),
    ("la moitié des voix", "la moitié", 0.5, "fraction"),
    ("un sur trois", "un sur trois", 0.3333, "fraction"),
    ("le troisième homme", "troisième", 3, "ordinal"),
    ("vingt et unième", "vingt et unième", 21, "ordinal"),
    ("1er juillet", "1er", 1, "ordinal"),
    ("sept virgule vingt-cinq", "sept virgule vingt-cinq", 7.25, "words"),
    ("trois virgule zéro quatre", "trois virgule zéro quatre", 3.04, "words"),
    ("six virgule deux millions", "six virgule deux millions", 6.2e6, "words"),
    ("neuf et trois quarts", "neuf et trois quarts", 9.75, "words"),
    ("trois millions et deux cinquièmes", "trois millions et deux cinquièmes", 3.4e6, "words"),
    ("sept vingt et unièmes", "sept vingt et unièmes", 0.3333, "fraction"),
    ("quatre-vingt dixièmes", "quatre-vingt dixièmes", 8, "fraction"),
    ("un dix-millième", "un dix-millième", 0.0001, "fraction"),
    ("deux centième", "deux centième", 200, "ordinal"),
    ("trois cent unième", "trois cent unième", 301, "ordinal"),
    ("2 ½", "2 ½", 2.5, "digits"),
    ("1 234.56", "1 234.56", 1234.56, "digits"),
    ("3/8", "3/8", 0.375, "fraction"),
    ("5 2/3", "5 2/3", 5.6667, "digits"),
    ("15k", "15k", 15000, "mixed"),
    ("20M de vues", "20M", 2e7, "mixed"),
    ("1,5 Md d'euros", "1,5 Md", 1.5e9, "mixed"),
    ("8millions", "8millions", 8e6, "mixed"),
    ("mille et un", "mille et un", 1001, "words"),
    ("soixante et dix", "soixante et dix", 70, "words"),
    ("trois millions mille huit", "trois millions mille huit", 3001008, "words"),
    ("mille un et demi", "mille un et demi", 1001.5, "words"),
    ("huit virgule trois cent soixante-quinze", "huit virgule trois cent soixante-quinze", 8.375, "words"),
    ("huit virgule zéro quarante et un", "huit virgule zéro quarante et un", 8.041, "words"),
    ("deux cent dix-septième", "deux cent dix-septième", 217, "ordinal"),
    ("mille quatre-vingt-douzième", "mille quatre-vingt-douzième", 1092, "ordinal"),
    ("trois dix-huitièmes", "trois dix-huitièmes", 0.1667, "fraction"),
    ("cent dix-neuvièmes", "cent dix-neuvièmes", 5.2632, "fraction"),
    ("deux cent trente cinquièmes", "deux cent trente cinquièmes", 46, "fraction"),
    ("deux cent quarante et un quart", "deux cent quarante et un quart", 240.25, "words"),
    ("trois cents douzaines", "trois cents douzaines", 3600, "collective"),
    ("7 millions 400 mille", "7 millions 400 mille", 7.4e6, "mixed"),
    ("9 mille 450", "9 mille 450", 9450, "mixed"),
    ("412 cents", "412 cents", 41200, "mixed"),
    ("8,1 M de vues", "8,1 M", 8.1e6, "mixed"),
    ("2.345.678,5 M de vues", "2.345.678,5 M", 2.3456785e12, "mixed"),
    ("2,345,678 habitants", "2,345,678", 2345678, "digits"),
    ("2,5E3", "2,5E3", 2500, "digits"),
    ("quarante   deux", "quarante   deux", 42, "words"),
    ("deux mille et trois cents", "deux mille et trois cents", 2300, "words"),
    ("douze pour cent des", "douze", 12, "words"),
    ("un quart de milliard", "un quart de milliard", 2.5e8, "words"),
    ("un milliard et trois quarts de million", "un milliard et trois quarts de million", 1000750000, "words"),
]
ENGLISH = [
    ("1,187 jobs", "1,187", 1187, "digits"),
    ("4.3 per cent", "4.3", 4.3, "digits"),
    ("forty-five million", "forty-five million", 45e6, "words"),
    ("nineteen hundred", "nineteen hundred", 1900, "words"),
    ("2.5 billion", "2.5 billion", 2.5e9, "mixed"),
    ("£1.2bn", "1.2bn", 1.2e9, "mixed"),
    ("38m people", "38m", 38e6, "mixed"),
    ("three thousand four hundred and five", "three thousand four hundred and five", 3405, "words"),
    ("one and a half million", "one and a half million", 1.5e6, "words"),
    ("half a million", "half a million", 500000, "words"),
    ("a dozen", "a dozen", 12, "collective"),
    ("tens of thousands", "tens of thousands", 10000, "collective"),
    ("two-thirds", "two-thirds", 0.6667, "fraction"),
    ("a third of them", "a third", 0.3333, "fraction"),
    ("one in eight workers", "one in eight", 0.125, "fraction"),
    ("three out of five", "three out of five", 0.6, "fraction"),
    ("twenty-first", "twenty-first", 21, "ordinal"),
    ("25th", "25th", 25, "ordinal"),
    ("one point five million", "one point five million", 1.5e6, "words"),
    ("four point zero six", "four point zero six", 4.06, "words"),
    ("seven and a quarter", "seven and a quarter", 7.25, "words"),
    ("8 hundred and 5", "8 hundred and 5", 805, "mixed"),
    ("a quarter of a million", "a quarter of a million", 250000, "words"),
    ("sixty - four", "sixty - four", 64, "words"),
    ("a hundred and one", "a hundred and one", 101, "words"),
    ("12 million five hundred thousand", "12 million five hundred thousand", 12.5e6, "mixed"),
    ("2 345 678", "2 345 678", 2345678, "digits"),
    ("EUR12.5", "12.5", 12.5, "digits"),
    ("2.5e+3", "2.5e+3", 2500, "digits"),
]


@pytest.mark.parametrize(("text", "exact", "value", "form"), FRENCH)
def test_french(text: str, exact: str, value: float, form: str) -> None:
    assert read(text, "fr") == [(exact, value, form)]


@pytest.mark.parametrize(("text", "exact", "value", "form"), ENGLISH)
def test_english(text: str, exact: str, value: float, form: str) -> None:
    assert read(text, "en") == [(exact, value, form)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("un Airbus A320", "fr"), ("mis en quarantaine", "fr"), ("192.168.1.1", "en"), ("wounding a third.", "en"), ("the hundred", "en")],
)
def test_no_number_beyond_an_article(text: str, code: str) -> None:
    assert [r for r in read(text, code) if r[1] != 1] == []


def test_numbers_side_by_side_stay_apart() -> None:
    assert [r[1] for r in read("en 2025, 300 personnes", "fr")] == [2025, 300]
    assert [r[1] for r in read("twenty and thirty", "en")] == [20, 30]
    assert [r[1] for r in read("Deux de ses quatre voitures", "fr")] == [2, 4]


def test_plurals_without_a_number_are_vague() -> None:
    text = "des centaines de drones et deux centaines de missiles"
    assert [n.vague for n in numerals.find(text, load("fr"))] == [True, False]


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("-12", "fr", [-12]),
        ("il fait moins douze", "fr", [-12]),
        ("au moins douze", "fr", [12]),
        ("10-15", "fr", [10, 15]),
        ("entre 30 - 40", "fr", [30, 40]),
        ("minus a third of it", "en", [-0.3333]),
        ("the B-52", "en", []),
    ],
)
def test_a_sign_belongs_to_the_number_that_it_stands_before(text: str, code: str, values: list[float]) -> None:
    assert [round(n.signed, 4) for n in numerals.find(text, load(code)) if n.value != 52] == values


def test_lone_articles_are_one_where_they_count() -> None:
    assert [n.value for n in numerals.find("un an et une semaine, l'un ou quelqu'un", load("fr"))] == [1, 1]
    assert [n.value for n in numerals.find("one year, this one, a week", load("en"))] == [1]


def test_within_keeps_offsets() -> None:
    text = "douze puis quinze"
    assert [n.span for n in numerals.find(text, load("fr"), Span(6, len(text)))] == [Span(11, 17)]


def test_a_language_without_a_table_has_none() -> None:
    assert numerals.find("zwölf 12", load("de")) == ()


def test_long_runs_end() -> None:
    for piece in ("1", "1.", "1 ", "deux ", "cent-", "un sur "):
        assert numerals.find(piece * 10_000, load("fr")) is not None


@given(st.text(alphabet="0123456789 ,.-'%mkdeuxcntrilo\u202f\n", max_size=60), st.sampled_from(["fr", "en"]))
def test_spans_are_in_order_inside_the_text(text: str, code: str) -> None:
    last = 0
    for number in numerals.find(text, load(code)):
        assert last <= number.span.start < number.span.end <= len(text)
        last = number.span.end


@given(st.integers(min_value=0, max_value=999_999_999))
def test_grouped_digits_read_back(value: int) -> None:
    assert [n.value for n in numerals.find(f"{value:,}", load("en"))] == [value]
    assert [n.value for n in numerals.find(f"{value:,}".replace(",", "\u202f"), load("fr"))] == [value]


def test_numbers_that_nobody_wants_are_not_read() -> None:
    text = "Le 3 mai 2024, 12 personnes et un chien"
    assert [n.value for n in numerals.find(text, load("fr"), outside=[Span(3, 13)])] == [12, 1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("50 morts et 53 blessés, dont 3,6 % des 11e", "fr"),
        ("la première étape de deux jours, la 12e place", "fr"),
        ("Au moins 30 hommes, moins 5 ce soir, le premier des trois", "fr"),
        ("10 km (6 miles) and 25th of seven, the first two", "en"),
    ],
)
def test_the_short_way_finds_what_a_whole_scan_finds(text: str, code: str) -> None:
    table = words(code)
    assert table is not None
    assert numerals.find(text, load(code)) == Scan(text, table, 0, len(text)).run()


_UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
    *("quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 70: "septante", 80: "huitante", 90: "nonante"}


def _below_hundred(n: int, of_france: bool) -> str:
    if n < 20:
        return _UNITS[n]
    ten, unit = n // 10 * 10, n % 10
    if of_france and ten in (70, 90):
        ten, unit = ten - 10, unit + 10
    if of_france and ten == 80:
        return f"quatre-vingt-{_UNITS[unit]}" if unit else "quatre-vingts"
    if not unit:
        return _TENS[ten]
    return f"{_TENS[ten]} et {_UNITS[unit]}" if unit in (1, 11) else f"{_TENS[ten]}-{_UNITS[unit]}"


def _said(n: int, of_france: bool) -> str:
    """A number below a milliard as French writes it."""
    parts = []
    for value, one, many in ((10**6, "un million", "millions"), (1000, "mille", "mille"), (100, "cent", "cent")):
        count, n = divmod(n, value)
        said = _said(count, of_france) if count > 1 else ""
        if value == 1000 and said.endswith(("vingts", "cents")):
            said = said.removesuffix("s")
        if count:
            parts.append(f"{said} {many}" if said else one)
    if n or not parts:
        parts.append(_below_hundred(n, of_france))
    return " ".join(parts)


def _ranked(said: str) -> str:
    said = said.removesuffix("s") if said.endswith(("vingts", "cents", "millions")) else said
    said = said + "u" if said.endswith("cinq") else said[:-1] + "v" if said.endswith("neuf") else said.removesuffix("e")
    return said + "ième"


@given(st.integers(0, 999_999_999), st.booleans(), st.sampled_from(["{}", "-", " "]))
def test_every_french_number_in_every_spelling(n: int, of_france: bool, spelling: str) -> None:
    said = _said(n, of_france)
    written = said if spelling == "{}" else said.replace(" ", "-").replace("-", spelling)
    assert read(written, "fr") == [(written, n, "words")]
    if n % 1000 != 0:
        assert read(f"{written} virgule zéro sept", "fr")[0][1] == round(n + 0.07, 4)
    if n > 1 and n % 1_000_000:
        assert read(_ranked(written), "fr") == [(_ranked(written), n, "ordinal")]


def test_hundreds_after_digits_may_be_coins() -> None:
    number = numerals.find("il manque 412 cents", load("fr"))[0]
    assert (number.value, number.in_coins.value, number.in_coins.span.end) == (41200, 412, number.span.end - 6)
    sure = numerals.find("412 personnes", load("fr"))[0]
    assert sure.in_coins is sure


def test_commas_without_spaces_make_a_list() -> None:
    assert [value for _, value, _ in read("les lots 31,35,38,42", "fr")] == [31, 35, 38, 42]
