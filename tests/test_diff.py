"""What changed between two dossiers: findings known again by their evidence, whatever their numbers are."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import recoupe
from a_dossier import dossier
from recoupe import cli
from recoupe.writers import read_json
from recoupe.writers.changes import compare


@pytest.fixture
def data(tmp_path: Path) -> dict[str, Any]:
    recoupe.write(dossier(), tmp_path / "d.json")
    return read_json(tmp_path / "d.json")


def _status(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    return int(stopped.value.code or 0), capsys.readouterr().out


def test_a_dossier_did_not_change_beside_itself_however_it_is_numbered(data: dict[str, Any]) -> None:
    other = copy.deepcopy(data)
    for number, finding in enumerate(reversed(other["findings"])):
        finding["id"] = f"F{number + 100}"
    assert other["findings"]
    assert not compare(data, other)


def test_a_status_that_becomes_contested_comes_first(data: dict[str, Any]) -> None:
    before = copy.deepcopy(data)
    contested = [f for f in data["findings"] if f["status"] in ("disputed", "discrepancy")]
    for finding in before["findings"]:
        if finding["id"] == contested[-1]["id"]:
            finding["status"] = "single-source"
    assert [(c.change, c.after and c.after["id"]) for c in compare(before, data).findings] == [("contested", contested[-1]["id"])]
    assert [c.change for c in compare(data, before).findings] == ["settled"]


def test_more_and_fewer_origins(data: dict[str, Any]) -> None:
    before = copy.deepcopy(data)
    at = next(n for n, f in enumerate(data["findings"]) if f["status"] == "corroborated")
    before["findings"][at]["independent"] -= 1
    assert [c.change for c in compare(before, data).findings] == ["corroborated"]
    assert [c.change for c in compare(data, before).findings] == ["weakened"]


def test_new_and_gone_findings_and_events(data: dict[str, Any]) -> None:
    before = copy.deepcopy(data)
    # the one with evidence that no other finding holds
    places = [{(e["article"], e["start"]) for e in f["evidence"]} for f in data["findings"]]
    at = next(
        n for n, f in enumerate(data["findings"])
        if all(not _overlap(e, o) for e in f["evidence"] for m, g in enumerate(data["findings"]) if m != n for o in g["evidence"])
    )  # fmt: skip
    assert places[at]
    taken = before["findings"].pop(at)
    event = before["events"].pop(0)
    changes = compare(before, data)
    assert [c.after and c.after["id"] for c in changes.findings] == [taken["id"]]
    assert changes.findings[0].before is None
    assert [e["id"] for e in changes.events] == [event["id"]]
    assert [c.change for c in compare(data, before).findings] == ["gone"]


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["article"] == b["article"] and a["start"] < b["end"] and b["start"] < a["end"]


def test_an_article_that_was_changed_is_known_by_its_place_and_its_findings_by_their_words(data: dict[str, Any]) -> None:
    """The text moved down by a line that was put before it: everything said in it is said still."""
    after = copy.deepcopy(data)
    old = after["articles"][0]["id"]
    after["articles"][0] |= {"id": "another", "text": "Mis à jour à midi.\n" + after["articles"][0]["text"]}
    for record in [*after["findings"], *after["events"]]:
        for e in record["evidence"]:
            if e["article"] == old:
                e |= {"article": "another", "start": e["start"] + 19, "end": e["end"] + 19}
    for story in after["stories"]:
        for report in story["reports"]:
            report["article"] = "another" if report["article"] == old else report["article"]
    changes = compare(data, after)
    assert [(b["id"], a["id"]) for b, a in changes.revised] == [(old, "another")]
    assert (changes.added, changes.removed, changes.findings, changes.events, changes.stories) == ((), (), (), (), ())


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same matter a report later: a higher toll is another value, and a program can read all of it."""
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    (first / "a.txt").write_text(
        "Le Matin\n9 mars 2026\n\nIncendie à Vorlac\n\n"
        "L'incendie de l'hôtel Bellevue à Vorlac a fait 3 morts lundi, a annoncé le préfet Luc Amard.\n",
        encoding="utf-8",
    )
    second.mkdir()
    (second / "b.txt").write_text(
        "La Dépêche du Lac\n11 mars 2026\n\nVorlac : le bilan monte\n\n"
        "L'incendie de l'hôtel Bellevue à Vorlac a fait 5 morts, a annoncé mercredi le préfet Luc Amard.\n",
        encoding="utf-8",
    )
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    recoupe.write(recoupe.check(recoupe.read([first]), jobs=1), one)
    recoupe.write(recoupe.check(recoupe.read([first, second]), jobs=1), two)
    assert _status(["diff", str(one), str(one), "--exit-code"], capsys) == (0, "Nothing changed.\n")
    status, shown = _status(["diff", str(one), str(two), "--exit-code"], capsys)
    assert status == 1
    assert "1 new article" in shown
    assert "Another value now" in shown
    assert "5 morts" in shown
    _, told = _status(["diff", str(one), str(two), "--json"], capsys)
    findings = json.loads(told)["findings"]
    assert "updated" in [f["change"] for f in findings]
    known = {f["id"] for f in read_json(two)["findings"]}
    assert {f["after"] for f in findings if f["after"]} <= known
    status, _ = _status(["diff", str(one), str(first / "a.txt")], capsys)
    assert status == 2
