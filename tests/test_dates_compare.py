"""Two dates: when they are those of one act, and when nothing shows it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from recoupe import text as texts
from recoupe.kinds import dates, events
from recoupe.kinds.dates_compare import REASONS, agree, keys
from recoupe.languages import load
from recoupe.records import Article, Published, Report
from recoupe.sockets import Agreement, Item, Reading


def item(text: str, code: str, published: str = "2026-04-20", how: str = "stated", main: frozenset[str] = frozenset()) -> Item:
    """The last date of a text beside what cross-checking knows of it, every word as rare as the next."""
    language = load(code)
    article = Article("a:" + text[:50] + published, "a", text, language=code, published=Published(published, how))  # type: ignore[arg-type]
    report = Report(article.id, 0, 0, len(text))
    laid = Reading(article, language, (report,), texts.sentences(text, language))
    mention = dates.find(laid)[-1]
    sentence = texts.sentence_at(laid.sentences, mention.span)
    plain = " ".join(w for n, w in enumerate(sentence.of(text).split()) if n == 0 or not w[:1].isupper())
    terms: Mapping[str, float] = dict.fromkeys(texts.stems(plain, code), 3.0)
    acts = frozenset(events.acts_in(sentence.of(text), language))
    return Item(mention, article, report, sentence, code, published, terms=terms, own=terms, acts=acts, main_acts=main)


def both(a: Item, b: Item) -> Agreement:
    mirror = {"finer": "coarser", "coarser": "finer"}
    one, other = agree(a, b), agree(b, a)
    assert other.verdict == mirror.get(one.verdict, one.verdict)
    assert one.reason in REASONS
    return one


DIFFER = [
    (
        "fr",
        "La chaudière avait été contrôlée pour la dernière fois le 12 janvier.",
        "Le dernier contrôle de la chaudière date du 21 janvier.",
    ),
    ("en", "The leak was detected at 3.20 a.m. on Sunday.", "The leak was spotted on Saturday 18 April."),
    ("en", "The regulator said the mould was found on 8 March.", "Its own laboratory found mould on 11 March."),
    ("fr", "Le corps du marcheur a été découvert le 3 avril, selon le parquet.", "Le corps du marcheur a été découvert samedi 4 avril."),
]


@pytest.mark.parametrize(("code", "first", "second"), DIFFER)
def test_one_act_dated_twice(code: str, first: str, second: str) -> None:
    assert both(item(first, code), item(second, code, "2026-04-21")).verdict == "differs"


APART = [
    ("en", "Police found weapons in the cellar on Monday.", "Police found more weapons in the cellar on Tuesday."),
    ("en", "The minister said on Monday the leak was serious.", "The minister said on Tuesday the leak was serious."),
    ("en", "The leak was detected before 3 April.", "The leak was detected on 5 April."),
    ("en", "Talks resumed in Oslo on Monday.", "Talks resumed in Oslo on Tuesday."),
    ("fr", "Un second corps a été découvert le 3 avril.", "Le corps a été découvert le 4 avril."),
    ("fr", "Le dernier contrôle de la chaudière date du 21 janvier.", "Le premier contrôle de la chaudière date du 3 janvier."),
    ("fr", "Le premier ministre Jean Vial a parlé aux maires le 3 avril.", "Le premier ministre Jean Vial a parlé aux maires le 4 avril."),
    ("fr", "Une enquête a été ouverte sur la fuite le 3 avril.", "Une enquête a été ouverte sur la fuite le 4 avril."),
    ("en", "A man died in hospital in Leeds on 3 April.", "A man died in hospital in Leeds on 4 April."),
    ("fr", "Le dernier contrôle date du 21 janvier.", "Le dernier train est parti le 3 avril."),
    ("fr", "La fuite a été détectée le 3 avril.", "La fuite a été détectée en avril 2024."),
]


@pytest.mark.parametrize(("code", "first", "second"), APART)
def test_nothing_shows_that_it_is_one_act(code: str, first: str, second: str) -> None:
    assert both(item(first, code), item(second, code)).verdict == "unrelated"


def test_a_plan_of_the_headlines_differs_only_on_one_known_day() -> None:
    main = frozenset({"closure"})
    a = item("Slides say the gates will shut for good on 31 March 2027.", "en", main=main)
    b = item("The last shift will clock off on 30 June 2027.", "en", main=main)
    assert both(a, b) == Agreement("differs", "date.other-day", 0.8)
    assert both(a, item("The last shift will clock off on 30 June 2027.", "en", "2026-04-23", main=main)).verdict == "unrelated"
    assert both(a, item("The last shift will clock off on 30 June 2027.", "en", how="inferred", main=main)).verdict == "unrelated"


def test_a_weekday_counted_from_an_inferred_day_proves_nothing() -> None:
    a = item("The leak was detected on Sunday.", "en", how="inferred")
    assert both(a, item("The leak was detected on Saturday.", "en")).verdict == "unrelated"


def test_the_same_day_agrees() -> None:
    a = item("The leak was detected on Sunday.", "en")
    assert both(a, item("The leak was spotted at 3.20 a.m. on Sunday.", "en")).verdict == "coarser"
    assert keys(item("It rained on Sunday.", "en")) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "code", "days", "differs"),
    [
        ("Grève des éboueurs. Le préavis de grève court jusqu'au 10 octobre.", "Les éboueurs. La grève doit durer jusqu'au 12 octobre",
         "fr", ("2026-10-06", "2026-10-06"), True),
        ("Grève des éboueurs. Le préavis de grève court jusqu'au 10 octobre.", "Les éboueurs. La grève doit durer jusqu'au 12 octobre",
         "fr", ("2026-10-06", "2026-10-09"), False),  # it was perhaps extended in between
        ("The £2bn deal. The takeover should close on 3 June.", "The £2bn deal. The takeover should close by 9 July.",
         "en", ("2026-04-20", "2026-04-20"), True),
        ("The £2bn deal. The takeover is expected to close next week.", "The £2bn deal. The takeover should close in May.",
         "en", ("2026-04-20", "2026-04-20"), False),  # counted from another day
        ("The trial of Ann Lee. The trial opens on 3 June.", "The trial of Ann Lee. The trial opens on 9 July.",
         "en", ("2026-04-20", "2026-04-20"), False),  # a trial has stages
    ],
)  # fmt: skip
def test_days_of_what_happens_once(one: str, other: str, code: str, days: tuple[str, str], differs: bool) -> None:
    found = both(item(one, code, days[0]), item(other, code, days[1]))
    assert (found.verdict, found.reason) == ("differs", "date.other-once") if differs else found.verdict == "unrelated"
