"""Figures: what is one, what it counts, and when two of them may be said to differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import desk
from recoupe import text as texts
from recoupe.kinds import dates, figures
from recoupe.kinds.figures_compare import REASONS, agree, keys, value
from recoupe.kinds.figures_say import say
from recoupe.kinds.figures_scope import scope
from recoupe.languages import load
from recoupe.records import Article, Figure, NameMention, Published, Report, Span, Voice
from recoupe.sockets import Agreement, Item, Reading


def reading(text: str, code: str, published: str | None = None, names: tuple[NameMention, ...] = ()) -> Reading:
    language = load(code)
    article = Article("a:" + text[:60], "a", text, language=code, published=Published(published, "given" if published else "unknown"))
    laid = Reading(article, language, (Report(article.id, 0, 0, len(text)),), texts.sentences(text, language), names)
    return Reading(article, language, laid.reports, laid.sentences, names, dates.find(laid))


def found(text: str, code: str, published: str | None = "2025-10-14") -> tuple[Figure, ...]:
    return figures.find(reading(text, code, published))


def brief(figure: Figure) -> tuple[float | None, float | None, float | None, str | None]:
    return figure.value, figure.low, figure.high, figure.unit


ONE = [
    ("fr", "Au moins douze personnes ont été tuées.", "Au moins douze", (12, 12, None, None)),
    ("fr", "Plus de 65 milliards de dollars ont été engagés.", "Plus de 65 milliards de dollars", (65e9, 65e9, None, "USD")),
    ("fr", "Moins de 300 manifestants ont défilé.", "Moins de 300", (300, None, 300, None)),
    ("fr", "Quelque 140 passagers se trouvaient à bord.", "Quelque 140", (140, None, None, None)),
    ("fr", "à une trentaine de kilomètres au sud de Lyon", "une trentaine de kilomètres", (30, None, None, "km")),
    ("fr", "Une amende de 250 000 euros est encourue.", "250 000 euros", (250000, None, None, "EUR")),
    ("fr", "un budget de 1,2 Md€", "1,2 Md€", (1.2e9, None, None, "EUR")),
    ("fr", "six kilomètres et demi de voie", "six kilomètres et demi", (6.5, None, None, "km")),
    ("fr", "30 % des vols annulés", "30 %", (30, None, None, "%")),
    ("fr", "Un Français sur trois hésite, soit un sur trois.", "un sur trois", (33.333333, None, None, "%")),
    ("fr", "entre 22 et 26 millions d'euros", "entre 22 et 26 millions d'euros", (None, 22e6, 26e6, "EUR")),
    ("fr", "10 à 15 personnes ont été évacuées", "10 à 15", (None, 10, 15, None)),
    ("fr", "Il faisait -12 °C au sommet.", "-12 °C", (-12, None, None, "Cel")),
    ("fr", "Lucie, 19 ans, étudiante", "19 ans", (19, None, None, "a")),
    ("fr", "un homme de 41 ans a été interpellé", "41 ans", (41, None, None, "a")),
    ("en", "a rescue worth £45m", "£45m", (45e6, None, None, "GBP")),
    ("en", "It employs just under 9,900 people.", "just under 9,900", (9900, None, 9900, None)),
    ("en", "Shares closed at 212p.", "212p", (2.12, None, None, "GBP")),
    ("en", "between £22m and £26m a year", "between £22m and £26m", (None, 22e6, 26e6, "GBP")),
    ("en", "roughly one in eight workers will go", "roughly one in eight", (12.5, None, None, "%")),
    ("en", "winds of 120 mph hit the coast", "120 mph", (120, None, None, "[mi_i]/h")),
    ("en", "a 12-year-old boy was found", "12-year-old", (12, None, None, "a")),
    ("en", "Gary Pinnock, 53, joined in spring.", "53", (53, None, None, "a")),
    ("en", "a 20-metre wall collapsed", "20-metre", (20, None, None, "m")),
    ("en", "dozens of homes burned", "dozens", (None, 24, None, None)),
]


@pytest.mark.parametrize(("code", "text", "exact", "values"), ONE)
def test_one_figure(code: str, text: str, exact: str, values: tuple[float | None, ...]) -> None:
    got = [f for f in found(text, code) if f.exact == exact]
    assert [brief(f) for f in got] == [values]


NONE = [
    ("fr", "Le procès s'ouvrira en 2026."),
    ("fr", "Le 3 septembre à 7 h 42, le train partait."),
    ("fr", "L'autoroute A7 et l'Airbus A320 ; la 5G."),
    ("fr", "Il a été condamné à cinq ans de prison."),
    ("fr", "Toulouse s'est imposé 27-14 dimanche."),
    ("fr", "Contact : 01 42 33 44 55."),
    ("fr", "l'article 49 de la Constitution"),
    ("fr", "Les deux pays négocient."),
    ("fr", "3. Le maire est là"),
    ("fr", "le 12 rue de la Paix"),
    ("fr", "C'est la deuxième fois, après la 3e."),
    ("fr", "Il habite les Deux-Sèvres."),
    ("en", "The A690 was closed on 9 October at 9.30pm."),
    ("en", "The Boeing 737 crashed near the coast."),
    ("en", "They won 2-1 in the second half."),
    ("en", "It lasted 45 days."),
    ("en", "One of the men left; no one came."),
    ("en", "Visit http://example.org/12/34?p=56 today"),
]


@pytest.mark.parametrize(("code", "text"), NONE)
def test_no_figure(code: str, text: str) -> None:
    assert [f.exact for f in found(text, code)] == []


def test_elided_units_and_nouns_are_carried_over() -> None:
    speed = found("La rame filait à 108 km/h là où la limite est fixée à 80.", "fr")
    assert [f.unit for f in speed] == ["km/h", "km/h"]
    hurt = found("Les hôpitaux ont pris en charge 48 blessés, dont onze en urgence absolue.", "fr")
    assert [f.topic for f in hurt] == ["injury", "injury>part"]
    rates = found("Le taux est passé de 2,1 à 3,4 %.", "fr")
    assert [brief(f)[0::3] for f in rates] == [(2.1, "%"), (3.4, "%")]
    sums = found("Un trou de cinq milliards. La banque a reçu 3 milliards d'euros.", "fr")
    assert [f.unit for f in sums] == ["EUR", "EUR"]


WHAT = [
    ("fr", "Au moins douze personnes ont été tuées.", "death", "killed"),
    ("fr", "L'accident a coûté la vie à dix-sept voyageurs.", "death", "killed"),
    ("fr", "Le bilan grimpe à 15 morts.", "death", None),
    ("fr", "Il a promis d'envoyer 10 missiles.", "missile", "promised"),
    ("en", "The firm is to shed 1,187 jobs.", "job_loss", "cut"),
    ("en", "It puts the number of redundancies at 1,187.", "job_loss", None),
    ("en", "1,900 people will be out of work.", "job_loss", "cut"),
    ("en", "killing at least 10 people and injuring others", "death", "killed"),
    ("en", "Two of the injured were soldiers; 30 soldiers were wounded.", "injury", "injured"),
]


@pytest.mark.parametrize(("code", "text", "topic", "act"), WHAT)
def test_what_is_counted(code: str, text: str, topic: str, act: str | None) -> None:
    last = found(text, code)[-1]
    assert (last.topic, last.act) == (topic, act)


def test_additions_are_no_totals() -> None:
    assert found("la libération d'Ingrid Betancourt et de 14 autres otages", "fr")[0].topic == "hostage>more"
    assert [f.topic for f in found("Douze personnes ont été tuées et une quarantaine d'autres blessées.", "fr")] == ["death", "injury"]
    assert found("Deux blessés ont succombé dans la nuit.", "fr")[0].topic == "injury>death"


def test_as_of_is_the_time_the_sentence_gives() -> None:
    assert found("À 19 heures, 63 blessés avaient été recensés.", "fr")[0].as_of == "2025-10-14T19:00"
    assert found("Some 340 posts went in 2022.", "en")[0].as_of == "2022"


# ---------------------------------------------------------------- two figures


def item(text: str, code: str, number: float | None = None, published: str | None = "2025-10-14", speaker: str | None = None) -> Item:
    laid = reading(text, code, published)
    figure = next(f for f in figures.find(laid) if number is None or number in (f.value, f.low, f.high))
    terms = dict.fromkeys(texts.stems(text, code), 2.0)
    names = frozenset(w.strip(".,").lower() for w in text.split()[1:] if w[:1].isupper())
    voice = Voice(speaker) if speaker else None
    sentence = texts.sentence_at(laid.sentences, figure.span)
    return Item(figure, laid.article, laid.reports[0], sentence, code, published, names, terms, terms, voice)


def both(a: Item, b: Item) -> Agreement:
    """The agreement, checked to be the same from the other side."""
    mirror = {"finer": "coarser", "coarser": "finer"}
    one, other = agree(a, b), agree(b, a)
    assert other.verdict == mirror.get(one.verdict, one.verdict)
    assert one.reason in REASONS
    return one


PAIRS = [
    ("fr", "Quinze personnes ont perdu la vie à Lyon.", "On dénombrait 15 morts à Lyon.", "same"),
    ("fr", "Une quarantaine de blessés à Lyon.", "On compte 42 blessés à Lyon.", "coarser"),
    ("fr", "Quelque 140 passagers se trouvaient à bord.", "Le train transportait 143 passagers.", "coarser"),
    ("fr", "Lucens est à une trentaine de kilomètres de Lyon.", "Située à 32 km de Lyon, Lucens dort.", "coarser"),
    ("fr", "Des centaines de drones ont été lancés sur Kiev.", "539 drones ont été lancés sur Kiev.", "coarser"),
    ("en", "Northmoor will shed 1,187 jobs.", "About 1,200 people will lose their jobs at Northmoor.", "finer"),
    ("en", "The works employs 9,890 people.", "It employs just under 9,900 people.", "finer"),
    ("fr", "À 19 heures, 63 blessés avaient été recensés à Lyon.", "À 19 heures, Lyon comptait 48 blessés.", "differs"),
    ("en", "Northmoor will shed 1,187 jobs.", "Northmoor will shed 1,900 jobs.", "differs"),
    ("fr", "Au moins douze morts à Lyon.", "Quinze morts à Lyon.", "update"),
    ("fr", "Trump a promis 10 missiles à Kiev.", "La Russie a tiré 11 missiles sur Kiev.", "unrelated"),
    ("fr", "On compte 48 blessés à Lyon.", "Lyon compte ses blessés, dont onze en urgence absolue.", "unrelated"),
    ("fr", "Dix-sept morts à Lyon.", "Deux blessés ont succombé à Lyon.", "unrelated"),
    ("fr", "Quinze morts à Lyon.", "L'avalanche de 1970 avait fait 43 morts à Lyon.", "unrelated"),
    ("fr", "Cinq soldats thaïlandais ont été blessés.", "Les tirs ont fait sept blessés.", "unrelated"),
    ("en", "The navy captured 23 pirates off Yemen.", "Of the 23 pirates captured off Yemen, 12 are Somali.", "same"),
    ("en", "Northmoor will shed 1,187 jobs.", "Northmoor cut 340 jobs in 2022.", "unrelated"),
    ("en", "At Penmor, 1.6 million customers were locked out of accounts.", "Some 1.6m people were locked out of Penmor accounts.", "same"),
    ("en", "The firm sold 410,000 ovens.", "The firm paid 410,000 pounds.", "unrelated"),
]


@pytest.mark.parametrize(("code", "first", "second", "verdict"), PAIRS)
def test_two_figures(code: str, first: str, second: str, verdict: str) -> None:
    number = 43 if "1970" in second else 11 if "onze" in second or "11 m" in second else 340 if "340" in second else None
    assert both(item(first, code), item(second, code, number)).verdict == verdict


HEADS = [
    ("fr", "quatre truites sur cinq ont péri", "quatre truites sur cinq", 80.0, "%", "trout"),
    ("en", "Four in ten of the trust's computers run old software.", "Four in ten", 40.0, "%", "computer"),
    ("en", "By Friday the number of cancelled flights had climbed to 1,120.", "1,120", 1120.0, None, "flight"),
    ("fr", "Le nombre de personnes évacuées a doublé, à 2 600.", "2 600", 2600.0, None, "rescue"),
    ("fr", "La police a compté 130 taxis ; les organisateurs en revendiquent 250.", "250", 250.0, None, "taxi"),
    ("fr", "412 passagers et 64 membres d'équipage", "64", 64.0, None, "crew"),
    ("en", "members of the public and 64 members of the crew", "64", 64.0, None, "crew"),
    ("en", "11 babies in four counties fell ill.", "11", 11.0, None, "case"),
    ("fr", "Ce n'étaient pas 15 000 litres, mais 38 000.", "38 000", 38000.0, "L", "measure:volume"),
    ("fr", "Sur les 31 blessés, quatre sont rentrés chez eux.", "quatre", 4.0, None, "injury>part"),
    ("en", "The value is 3² and H0² for 12 ships.", "12", 12.0, None, "ship"),
]


@pytest.mark.parametrize("case", HEADS, ids=lambda c: c[2])
def test_heads_that_are_elided_or_stand_apart(case: tuple[str, str, str, float, str | None, str]) -> None:
    code, text, exact, *expected = case
    figure = next(f for f in found(text, code) if f.exact == exact)
    assert [figure.value, figure.unit, figure.topic] == expected


def in_one_report(text: str, code: str) -> tuple[Item, Item]:
    laid = reading(text, code, "2025-10-14")
    first, second = figures.find(laid)[:2]
    terms = dict.fromkeys(texts.stems(text, code), 2.0)
    return tuple(  # type: ignore[return-value]
        Item(f, laid.article, laid.reports[0], texts.sentence_at(laid.sentences, f.span), code, "2025-10-14", terms=terms, own=terms)
        for f in (first, second)
    )


ONE_REPORT = [
    ("fr", "La préfecture a compté 130 taxis ; les organisateurs en revendiquent 250.", "differs", "figure.opposed"),
    ("fr", "Ils étaient 32 000 manifestants selon la police, 80 000 selon les organisateurs.", "differs", "figure.opposed"),
    ("en", "Police put the march at 9,000 protesters; organisers claimed 20,000 protesters.", "differs", "figure.opposed"),
    ("fr", "Ils étaient 900 personnes, d'après la préfecture. 2 500 marcheurs, rectifie l'association.", "differs", "figure.opposed"),
    ("fr", "600 emplois seraient touchés, selon les élus, contre 240 d'après la direction.", "differs", "figure.opposed"),
    ("fr", "Ce n'étaient pas 15 000 litres, mais 38 000.", "update", "figure.stated-change"),
    ("fr", "À Lyon, 1 300 manifestants ont défilé, et 900 manifestants à Nice.", "unrelated", "figure.context"),
    ("en", "Now 2.4 million people are locked out, up from 1.6 million a day earlier.", "update", "figure.stated-earlier"),
    ("fr", "Dix-sept habitants sont désormais plaignants, contre quatorze la veille.", "update", "figure.stated-earlier"),
    ("fr", "Le bilan est passé de 14 morts à 17 morts.", "update", "figure.stated-change"),
    ("en", "The town has 2,400 residents, up from 1,600 a year earlier.", "unrelated", "figure.scope"),
    ("fr", "Le texte a été adopté par neuf voix contre six voix mardi.", "unrelated", "figure.scope"),
    ("fr", "La ville compte 2 400 habitants, contre 1 600 en 1990.", "unrelated", "figure.scope"),
]


@pytest.mark.parametrize(("code", "text", "verdict", "reason"), ONE_REPORT)
def test_two_figures_of_one_report(code: str, text: str, verdict: str, reason: str) -> None:
    found_ = both(*in_one_report(text, code))
    assert (found_.verdict, found_.reason) == (verdict, reason)


def test_figures_differ_only_for_a_time_that_is_known() -> None:
    told = "Mardi à 18 heures, {} habitants de onze communes étaient privés d'eau."
    assert both(item(told.format("23 400"), "fr", 23400), item(told.format("32 400"), "fr", 32400)).verdict == "differs"
    bare = "Il rappelle {} boîtes de lait vendues dans les magasins."
    a, b = (item(bare.format(n), "fr", v, published=None) for n, v in (("48 000", 48000), ("61 000", 61000)))
    assert both(a, b).verdict == "unrelated"


def test_a_threshold_counts_nothing() -> None:
    assert "threshold" in scope(item("les entreprises de moins de 1.000 salariés", "fr"))
    assert "threshold" in scope(item("firms with more than 50 workers", "en"))
    assert "threshold" not in scope(item("une foule de plus de 1.000 personnes", "fr"))


def test_a_part_is_not_the_whole() -> None:
    whole = item("The navy captured 23 pirates off Yemen.", "en")
    part = item("Of the 23 pirates captured off Yemen, 12 pirates are Somali.", "en", 12)
    assert both(whole, part).verdict == "unrelated"


def test_a_higher_toll_later_is_an_update() -> None:
    early = item("Quinze morts à Lyon.", "fr", published="2025-10-14")
    late = item("Dix-sept morts à Lyon.", "fr", published="2025-10-15")
    assert both(early, late) == Agreement("update", "figure.later", 0.9)


def test_a_share_agrees_with_the_number_of_its_base() -> None:
    share = item("The redundancies amount to 12 per cent of a workforce of 9,890.", "en", 12)
    assert both(share, item("Northmoor will shed 1,187 jobs.", "en")).reason == "figure.share"
    assert both(share, item("Northmoor will shed 2,400 jobs.", "en")).verdict == "unrelated"


def test_keys_meet_only_what_is_comparable() -> None:
    promised, fired = item("Trump a promis 10 missiles.", "fr"), item("Un cahier de 10 pages.", "fr")
    assert "missile|count" in keys(promised)
    assert not keys(promised) & keys(fired)
    assert keys(item("Lucie, 19 ans, étudiante", "fr")) == {"=19|a"}


def test_scope() -> None:
    assert "part" in scope(item("Les hôpitaux ont reçu 48 blessés, dont onze graves.", "fr", 11))
    assert "each" in scope(item("une aide de 15 000 euros par famille", "fr"))
    assert "base" in scope(item("two of the three victims died", "en", 3))


def test_say_and_value() -> None:
    items = [item("Quinze morts à Lyon.", "fr"), item("On dénombrait 15 morts à Lyon.", "fr")]
    assert say(items) == "Quinze morts / 15 morts"
    assert say([item("Onze communes sont touchées.", "fr"), item("Une dizaine de communes sont touchées.", "fr")]) == (
        "Onze communes / Une dizaine de communes"
    )
    assert say([item("En 2019, l'élu aurait touché 380 000 euros, dit-on.", "fr")]) == "l'élu aurait touché 380 000 euros"
    assert say([item("It has a workforce of 9,890.", "en")]) == "workforce of 9,890"
    assert say([item("Une aide de 15 000 euros est prévue.", "fr")]) == "aide de 15 000 euros"
    assert say([]) == ""
    assert value(items[0]) == 15
    assert value(item("between £22m and £26m a year", "en")) == "22000000–26000000"


@given(st.text(alphabet="0123456789 ,.-%€£mkhdeuxtsAà'\n", max_size=80), st.sampled_from(["fr", "en", "de"]))
def test_figures_are_verbatim_and_apart(text: str, code: str) -> None:
    last = 0
    for figure in found(text, code):
        assert figure.exact == figure.span.of(text) != ""
        assert last <= figure.span.start
        last = figure.span.end
        assert figure.value is not None or figure.low is not None or figure.high is not None


def test_names_hold_their_numbers() -> None:
    text = "Le groupe Ligue 7 a payé 300 euros."
    name = NameMention(Span(10, 17), "Ligue 7", "Ligue 7", "organisation")
    assert [f.exact for f in figures.find(reading(text, "fr", None, (name,)))] == ["300 euros"]


def test_what_is_no_quantity_of_a_sum_or_a_dateline() -> None:
    assert found("Pas un centime n'est arrivé.", "fr") == ()
    assert [f.exact for f in found("Le prix a monté de dix centimes.", "fr")] == ["dix centimes"]
    elided = found("Le surcoût atteint 1,4 million d'euros, pour un marché de 9,3 millions attribué au groupe.", "fr")
    assert [(f.value, f.unit) for f in elided] == [(1400000.0, "EUR"), (9300000.0, "EUR")]
    people = found("Le surcoût atteint 1,4 million d'euros, pour 9,3 millions de personnes.", "fr")
    assert [(f.value, f.unit) for f in people] == [(1400000.0, "EUR"), (9300000.0, None)]


def test_the_magnitude_of_one_quake_needs_no_place_beside_it() -> None:
    """ "The 6.1-magnitude quake struck Qeshm" is no other group than "a 5.9 magnitude earthquake"."""
    texts = (
        "Officials counted the damage. The 6.1-magnitude quake struck Qeshm island and the city of Bandar Abbas, state media said.",
        "Officials counted the damage. A 5.9 magnitude earthquake struck Qeshm island on Sunday, state media said.",
    )
    given = [
        Article("", f"{n}.txt", text, outlet=f"Outlet {n}", language="en", published=Published("2005-11-27", "given"))
        for n, text in enumerate(texts)
    ]
    found = [f for f in desk.check(given, jobs=1, today="2026-12-31").findings if f.status == "discrepancy"]
    assert [f.aspect for f in found] == ["figure"]
