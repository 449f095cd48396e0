"""The timeline: one line for what is told, in the order in which it happened."""

from __future__ import annotations

from pathlib import Path

import recoupe
from recoupe.records import Event

NEWS = """La Gazette du Val
Publié le 14/10/2025 à 13h05

Un train déraille mardi à Varce : deux morts

Mardi 14 octobre à 19 heures, le ministre Paul Verne a rencontré les familles à Varce.
Le train a déraillé mardi 14 octobre à 7 h 42 à Varce, a annoncé le préfet Luc Amard.
Deux personnes sont mortes mardi 14 octobre à l'aube à l'hôpital de Varce."""


def _events(tmp_path: Path) -> tuple[Event, ...]:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    return recoupe.check(recoupe.read([tmp_path]), jobs=1).events


def test_a_line_that_says_when_it_was_published_is_no_event(tmp_path: Path) -> None:
    events = _events(tmp_path)
    assert events
    assert not [e for e in events if "Publié" in e.summary]


def test_the_events_of_a_day_stand_in_the_order_of_their_hours(tmp_path: Path) -> None:
    lines = [e.summary for e in _events(tmp_path) if e.date == "2025-10-14"]
    placed = [next(n for n, line in enumerate(lines) if word in line) for word in ("déraillé mardi", "ministre Paul Verne")]
    assert placed == sorted(placed)
    assert len(set(placed)) == 2


def test_a_headline_is_left_to_the_sentence_that_tells_the_same_act(tmp_path: Path) -> None:
    assert not [e for e in _events(tmp_path) if e.summary.startswith("Un train déraille mardi")]


def test_a_weight_is_the_sum_of_what_it_is_said_to_be_made_of() -> None:
    found = recoupe.check(recoupe.read(["examples/channel"]), jobs=1).findings
    assert [f.weight for f in found] == sorted((f.weight for f in found), reverse=True)
    assert all(abs(sum(worth for _, worth in f.ranking) - f.weight) < 0.01 for f in found)
    contested = [dict(f.ranking)["status"] for f in found if f.status in ("disputed", "discrepancy")]
    agreed = [dict(f.ranking)["status"] for f in found if f.status == "corroborated"]
    assert min(contested) > max(agreed)
