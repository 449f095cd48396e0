"""What looks like a contradiction in real press and is none: other stages, sums, crowds, quotations (in invented sentences)."""

from __future__ import annotations

import pytest

from recoupe import numerals
from recoupe.desk import check, examine
from recoupe.languages import load
from recoupe.records import Article, Finding, Published

SAME = ("2026-03-04", "2026-03-04")


def contested(language: str, *texts: str, days: tuple[str, ...] = SAME) -> list[Finding]:
    articles = [
        Article(f"a{n}", f"a{n}", text, outlet=f"Outlet {n}", language=language, published=Published(day, "given"))
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    found = check(articles, jobs=1, today="2026-12-31").findings
    return [f for f in found if f.status in ("discrepancy", "disputed", "updated")]


COURT = "Tarle driver in court\n\nPaul Thorne, the driver of the Tarle coach, was before the court. "
PROCES = "Le chauffeur du car de Brisel devant la justice\n\nPaul Rivoire, le chauffeur du car de Brisel, est poursuivi. "
QUAKE = "Earthquake in Tarle\n\nAn earthquake struck the island of Tarle, the Wexford institute said. "
BANK = "La banque Rivoire dans la tourmente\n\nLa banque Rivoire a été victime d'une fraude. "
VIGIL = "Vigil for Paul Thorne in Tarle\n\nPeople in Tarle mourned Paul Thorne. "

QUIET = [
    # two hearings of one case
    ("en", COURT + "A bail hearing was scheduled for Friday at Tarle court.",
     COURT + "A plea hearing will be held at Tarle court on 20 March.",
     SAME),
    ("fr", PROCES + "Il comparaîtra vendredi devant le tribunal correctionnel de Brisel.",
     PROCES + "Il comparaîtra le 20 mars devant les assises de Brisel.",
     SAME),
    ("en", COURT + "Thorne is due to appear before Tarle Magistrates' Court on Friday.",
     COURT + "Thorne entered a plea at Tarle Magistrates and was remanded in custody to appear before Tarle Crown Court on 19 March.",
     SAME),
    # the quake, and what came after it
    ("en", QUAKE + "The earthquake hit the island of Tarle on Sunday.",
     QUAKE + "Volunteers handed out blankets on Monday to survivors of the earthquake on the island of Tarle.",
     SAME),
    # another loss beside the loss
    ("fr", BANK + "La fraude a entraîné une perte de 4,9 milliards d'euros pour la banque Rivoire.",
     BANK + "Cette annonce a éclipsé une autre perte de la banque Rivoire, "
     "celle de dépréciations supplémentaires de 2 milliards d'euros.",
     SAME),
    # a toll of another month
    ("fr", "Tirs à Brisel\n\nDes tirs ont éclaté mercredi à Brisel. Les tirs ont fait sept blessés à Brisel.",
     "Tirs à Brisel\n\nDes tirs ont éclaté à Brisel. "
     "Des tirs avaient déjà eu lieu début février à Brisel, faisant au moins trois blessés.", SAME),
    # the crowd of another day
    ("en", VIGIL + "More than 100 people joined the vigil for Paul Thorne in Tarle on Monday.",
     VIGIL + "On Wednesday night, about 200 people attended the vigil for Paul Thorne in Tarle.", ("2026-03-03", "2026-03-05")),
    # a name that two utterances have in common
    ("en", COURT + '"I am proud of everything that Deep Harbour did," Paul Thorne told Wexford Radio.',
     COURT + '"I am the man they used to call Deep Harbour," Paul Thorne told the Tarle Echo.',
     SAME),
    # the full hour
    ("en", COURT + '"Officers locked down the street and the driver gave himself up just after 6 p.m.," Anne Wexford said.',
     COURT + '"Officers locked down the street and the driver gave himself up just after 6:00 p.m.," Anne Wexford said.',
     SAME),
    # his own side
    ("fr", PROCES + "Paul Rivoire s'est dit « scandalisé » et dénonce les « ragots de comptoir ». "
     "Son entourage a également démenti ces accusations.",
     PROCES + "Le car de Brisel a été saisi.",
     SAME),
]  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other", "days"), QUIET)
def test_no_contradiction(language: str, one: str, other: str, days: tuple[str, str]) -> None:
    assert [f.summary for f in contested(language, one, other, days=days)] == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("A man shot to death one person and injured others at the Tarle offices.", "death"),
        ("A receptionist died and two men were in a car outside.", "man"),
        ("After three other killings he ordered four other murders.", "murder>more"),
    ],
)
def test_who_is_counted(text: str, topic: str) -> None:
    assert examine(Article("a", "a", text, language="en")).figures[-1].topic in (topic, topic.replace("murder", "death"))


def test_no_count_in_the_mouth_of_the_other_party() -> None:
    head = "Manifestation à Brisel\n\nLes lycéens ont défilé mardi à Brisel. "
    text = head + "A Brisel, entre 7.500 personnes, selon la police, et 13.000 selon les organisateurs, ont défilé sans incident."
    found = contested("fr", text, head + "Aucun incident n'a été signalé.")
    assert [f.status for f in found] == ["disputed"]
    voices = {e.value: (e.speaker.name or e.speaker.exact) if e.speaker else None for e in found[0].evidence}
    assert voices[7500.0] in (None, "police")
    assert voices[13000.0] != "police"


def test_an_update_runs_from_the_earlier_report_to_the_later() -> None:
    head = "Manifestations à Brisel\n\nDes échauffourées ont éclaté à Brisel. "
    texts = [
        head + "Des centaines de blessés ont été soignés à Brisel. Au total, 227 personnes ont été blessées à Brisel.",
        head + "Le nombre total de blessés à Brisel s'élève maintenant à 528.",
    ]
    found = [f for f in contested("fr", *texts, days=("2026-03-03", "2026-03-05")) if f.status == "updated"]
    assert len(found) == 1
    assert found[0].summary.index("227") < found[0].summary.index("528")


@pytest.mark.parametrize(
    ("text", "value"),
    [("four scores and two touchdowns", 4.0), ("four score years", 80.0), ("four scores of people", 80.0), ("scores of people", 20.0)],
)
def test_scores_are_twenties_only_of_something(text: str, value: float) -> None:
    assert numerals.find(text, load("en"))[0].value == value
