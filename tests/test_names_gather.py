"""Names over a dossier in two languages: ways of writing another alphabet are one bearer, two people never are."""

from __future__ import annotations

from itertools import permutations

import pytest

from recoupe.kinds.names import gather
from recoupe.records import Article, Examined, NameMention, Report, Span


def examined(number: int, language: str, name: str, role: str | None, *others: str) -> Examined:
    """An article that names somebody, with a role, and others without one."""
    text = ". ".join((name, *others))
    mentions, at = [], 0
    for one in (name, *others):
        mentions.append(NameMention(Span(at, at + len(one)), one, one, "person", role if one == name else None))
        at += len(one) + 2
    article = Article(f"a{number}", f"{number}.txt", text, language=language)
    return Examined(article, (Report(article.id, 0, 0, len(text)),), (Span(0, len(text)),), tuple(mentions))


def bearers(*articles: Examined) -> list[set[str]]:
    """The forms of each name, the same in whatever order the articles come."""
    found = [sorted(sorted(f.form for f in n.forms) for n in gather(some)) for some in permutations(articles)]
    assert all(one == found[0] for one in found)
    return [set(forms) for forms in found[0]]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Alexandre Lounatchenko", "Alexander Lunachenko"),
        ("Evgueni Prigojkine", "Yevgeny Prigozhkin"),
        ("Benyamin Netanel", "Benjamin Netanel"),
        ("Mohammed ben Salmane", "Mohammad bin Salman"),
        ("Yahya Sinouar", "Yahya Sinwar"),
        ("Rafic Tariri", "Rafik Tariri"),
        ("Mouammar Kadhafi", "Muammar Gaddafi"),
    ],
)
def test_one_bearer_in_two_alphabets(french: str, english: str) -> None:
    found = bearers(examined(0, "fr", french, "président"), examined(1, "en", english, "president"))
    assert found == [{french, english}]


@pytest.mark.parametrize(
    ("one", "role", "two", "other"),
    [
        ("Ali Khamenei", "président", "Ali Khomeini", "ministre"),
        ("Ali Khamenei", None, "Ali Khomeini", None),
        ("Mohamed Salah", "opposant", "Mohamed Saleh", "ministre"),
        ("Hassan Ali", "ministre", "Hussein Ali", "général"),
        ("Vitali Klitschko", "boxeur", "Vladimir Klitschko", "boxeur"),
        ("Jean-Pierre Dupont", "maire", "Jean-Paul Dupont", "maire"),
    ],
)
def test_two_bearers(one: str, role: str | None, two: str, other: str | None) -> None:
    assert len(bearers(examined(0, "fr", one, role), examined(1, "fr", two, other))) == 2


def test_who_writes_both_forms_means_two_people() -> None:
    pair = ("Mohamed Salah", "Mohamed Saleh")
    assert len(bearers(examined(0, "fr", pair[0], None, pair[1]))) == 2
    assert len(bearers(examined(0, "fr", pair[0], None), examined(1, "en", pair[1], None))) == 1


def test_roles_in_two_languages_are_compared_as_offices() -> None:
    minister = examined(0, "fr", "Mohamed Salah", "ministre des Affaires étrangères")
    assert len(bearers(minister, examined(1, "en", "Mohamed Saleh", "foreign minister"))) == 1
    assert len(bearers(minister, examined(1, "en", "Mohamed Saleh", "mayor"))) == 2
