"""Two versions of one text: what was altered is found, what is only put otherwise is not accused."""

from __future__ import annotations

import pytest

from recoupe import desk
from recoupe.records import Article, Dossier, Finding, Published

FRENCH = """Un entrepôt de Brisel détruit par le feu

Un incendie a détruit lundi un entrepôt de meubles à Brisel, a annoncé la préfecture.
Le feu a pris vers 4 heures dans une réserve de 1 200 mètres carrés.
Soixante pompiers ont lutté toute la matinée contre les flammes.

Le gardien, Paul Rivoire, a été légèrement blessé à la main.
Les dégâts sont estimés à 3 millions d'euros par la direction. L'entreprise emploie 85 personnes dans la vallée depuis 1998.

« Nous rouvrirons avant l'été », a déclaré Anne Tessier.
La route de Nantes est restée fermée jusqu'au soir. Les riverains n'ont pas été évacués."""

ENGLISH = """Fire destroys Tarle warehouse

A fire destroyed a furniture warehouse in Tarle on Monday, the fire service said.
It broke out at about 4 a.m. in a store of 1,200 square metres.
Sixty firefighters fought the flames all morning.

The caretaker, Paul Thorne, was slightly injured in the hand.
The damage is put at £3 million by the owners. The company has employed 85 people in the valley since 1998.

"We will open again before the summer," said Anne Wexford.
The road to Swansea stayed closed until the evening. Residents were not moved out of their homes."""

TEXTS = {"fr": FRENCH, "en": ENGLISH}


def check(one: str, other: str, language: str, days: tuple[str | None, str | None] = ("2026-03-03", "2026-03-03")) -> Dossier:
    articles = [
        Article("", f"{n}.txt", text, outlet=f"Outlet {n}", language=language, published=Published(day, "given") if day else Published())
        for n, (text, day) in enumerate(zip((one, other), days, strict=True))
    ]
    return desk.check(articles, jobs=1, today="2026-12-31")


def contested(dossier: Dossier) -> list[Finding]:
    return [f for f in dossier.findings if f.status in ("discrepancy", "disputed", "updated")]


ALTERED = [
    ("fr", "85 personnes", "58 personnes", "figure", "85"),
    ("fr", "3 millions", "3 milliards", "figure", "3 million"),
    ("fr", "mètres carrés", "hectares", "figure", "1 200 mètres"),
    ("fr", "lundi", "mardi", "date", "lundi"),
    ("fr", "1998", "1989", "date", "1998"),
    ("fr", "Paul Rivoire", "Paul Lambourg", "name", "Rivoire"),
    ("fr", "La route de Nantes", "La route de Limoges", "name", "Nantes"),
    ("fr", "n'ont pas été évacués", "ont été évacués", "statement", "pas"),
    ("fr", "Anne Tessier", "Odile Kerbrat", "statement", "Tessier"),
    ("en", "85 people", "58 people", "figure", "85"),
    ("en", "£3 million", "£3 billion", "figure", "3 million"),
    ("en", "square metres", "hectares", "figure", "1,200"),
    ("en", "on Monday", "on Thursday", "date", "Monday"),
    ("en", "Paul Thorne", "Paul Ormsby", "name", "Thorne"),
    ("en", "The road to Swansea", "The road to Limerick", "name", "Swansea"),
    ("en", "were not moved", "were moved", "statement", "not"),
    ("en", "Anne Wexford", "Harriet Lockridge", "statement", "Wexford"),
]


@pytest.mark.parametrize(("language", "old", "new", "aspect", "shown"), ALTERED)
def test_one_altered_fact_of_a_copy_is_found(language: str, old: str, new: str, aspect: str, shown: str) -> None:
    text = TEXTS[language]
    found = contested(check(text, text.replace(old, new), language))
    assert [(f.aspect, f.status) for f in found] == [(aspect, "discrepancy")]
    assert any(shown in e.exact for e in found[0].evidence)
    assert len({e.article for e in found[0].evidence}) == 2


@pytest.mark.parametrize(("language", "old", "new"), [
    ("fr", "lundi un", "lundi 2 mars un"),
    ("fr", "Soixante pompiers", "60 pompiers"),
    ("fr", "1 200", "1200"),
    ("fr", "a annoncé la préfecture", "a fait savoir la préfecture"),
    ("fr", "Les dégâts sont estimés à 3 millions", "Les dégâts sont estimés à environ 3 millions"),
    ("fr", "85 personnes", "près de 90 personnes"),
    ("fr", "Soixante pompiers ont lutté", "Les pompiers ont lutté"),
    ("fr", "La route de Nantes", "La route nationale"),
    ("fr", "a déclaré Anne Tessier", "a déclaré la directrice, Anne Tessier"),
    ("en", "on Monday", "on Monday, March 2,"),
    ("en", "Sixty firefighters", "60 firefighters"),
    ("en", "the fire service said", "the fire service stated"),
    ("en", "85 people", "more than 80 people"),
    ("en", "The company", "The firm"),
    ("en", "said Anne Wexford", "said Wexford"),
    ("en", "the fire service said", "the service's spokesman said"),
])  # fmt: skip
def test_what_is_put_otherwise_is_not_accused(language: str, old: str, new: str) -> None:
    text = TEXTS[language]
    assert text.count(old) == 1
    assert not contested(check(text, text.replace(old, new), language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The 1,100-square-metre hall houses furniture, carpets and two workshops.",  # converted
         "The 12,000-square-foot hall houses furniture, carpets and two workshops."),
        ("The firm said on its website today (14 October 2011) that customers were safe.",  # the day of saying
         "The firm said on its website today (20 October 2011) that customers were safe."),
    ],
)  # fmt: skip
def test_what_two_reports_of_their_own_day_say_is_no_difference(one: str, other: str) -> None:
    texts = (f"{ENGLISH}\n{one}", f"{ENGLISH}\n{other}")
    assert not contested(check(*texts, "en", (None, None)))


def test_a_later_version_updates_the_figure() -> None:
    found = contested(check(FRENCH, FRENCH.replace("85 personnes", "58 personnes"), "fr", ("2026-03-03", "2026-03-04")))
    assert [(f.aspect, f.status) for f in found] == [("figure", "updated")]


def test_texts_of_one_mould_are_not_copies_of_one_another() -> None:
    mould = (
        "La station de {a} a enregistré {b} degrés mercredi. Le vent a soufflé à {c} kilomètres à l'heure sur le port de {a}. "
        "La mer était agitée au large de {a} pendant la matinée. Il est tombé {d} millimètres de pluie en une nuit sur la ville. "
        "Les plages de {a} restent ouvertes au public cette semaine. Le maire de {a}, {e}, appelle à la prudence sur la route."
    )
    one = mould.format(a="Nantes", b=12, c=45, d=8, e="Paul Rivoire")
    two = mould.format(a="Limoges", b=15, c=70, d=21, e="Odile Kerbrat")
    assert not [f for f in contested(check(one, two, "fr")) if any(r.startswith("difference.") for r in f.reasons)]


def test_one_sentence_in_common_is_no_copy() -> None:
    one = "La mairie recrute. Trois écoles ouvriront en septembre dans la commune, selon le budget voté hier soir par le conseil."
    two = "Le port ferme. Cinq écoles ouvriront en septembre dans la commune, selon le budget voté hier soir par le conseil."
    assert not [f for f in contested(check(one, two, "fr")) if any(r.startswith("difference.") for r in f.reasons)]


def test_many_copies_make_one_finding() -> None:
    texts = [FRENCH, FRENCH.replace("lundi", "lundi 2 mars"), FRENCH.replace("85", "58"), FRENCH.replace("a annoncé", "a indiqué")]
    articles = [
        Article("", f"{n}.txt", text, outlet=f"Outlet {n}", language="fr", published=Published("2026-03-03", "given"))
        for n, text in enumerate(texts)
    ]
    found = contested(desk.check(articles, jobs=1, today="2026-12-31"))
    assert len(found) == 1
    assert len(found[0].evidence) == 4
    assert found[0].independent == 1
