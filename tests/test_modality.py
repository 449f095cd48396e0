"""How firmly a thing is told: the rung of each piece of evidence, and what the rungs of a finding add up to."""

from __future__ import annotations

from pathlib import Path

import pytest

import recoupe
from recoupe.records import Dossier

CASES = [
    ("fr", "La préfecture a confirmé que 312 foyers étaient privés d'eau à Varce.", "confirmed"),
    ("fr", "Selon le quotidien, 312 foyers seraient privés d'eau à Varce.", "conditional"),
    ("fr", "La mairie n'a pas encore confirmé que 312 foyers étaient privés d'eau à Varce.", "unconfirmed"),
    ("fr", "La maire de Varce, Ann Ferris, exige un retrait complet des 312 camions.", "asserted"),
    ("fr", "À Varce, 312 foyers sont privés d'eau.", "asserted"),
    ("en", "The council confirmed that 312 homes were without water in Varden.", "confirmed"),
    ("en", "The council could not immediately confirm that 312 homes were without water in Varden.", "unconfirmed"),
    ("en", "In Varden 312 homes were without water.", "asserted"),
    ("en", "The mayor, Ann Ferris, denied that 312 homes were without water in Varden.", "denied"),
]


def _dossier(folder: Path, *bodies: str, language: str) -> Dossier:
    for number, body in enumerate(bodies):
        (folder / f"{number}.txt").write_text(f"Outlet {number}\n1{number} March 2026\n\n{body}\n", encoding="utf-8")
    return recoupe.check(recoupe.read([folder], language=language), jobs=1)


@pytest.mark.parametrize(("language", "sentence", "rung"), CASES)
def test_the_rung_of_a_sentence(tmp_path: Path, language: str, sentence: str, rung: str) -> None:
    found = _dossier(tmp_path, sentence, language=language)
    rungs = {e.modality for f in found.findings for e in f.evidence if "312" in e.sentence.of(found.articles[0].text)}
    assert rungs == {rung}


def test_what_all_put_in_the_conditional_is_marked(tmp_path: Path) -> None:
    """Two outlets may agree on a thing that neither of them asserts: the finding says so."""
    first = "Selon plusieurs médias, 312 foyers de Varce seraient privés d'eau depuis la rupture du barrage."
    second = "La rupture du barrage aurait privé d'eau 312 foyers de Varce, d'après la radio locale."
    found = _dossier(tmp_path, first, second, language="fr")
    marked = [f for f in found.findings if "modality.conditional" in f.reasons]
    assert marked
    assert all(e.modality == "conditional" for f in marked for e in f.evidence)
    plain = _dossier(tmp_path, first.replace("seraient", "sont"), second.replace("aurait privé", "a privé"), language="fr")
    assert not [f for f in plain.findings if f.aspect == "figure" and "modality.conditional" in f.reasons and f.status == "corroborated"]


def test_a_meeting_that_was_held_in_order_to_do_something_is_not_planned(tmp_path: Path) -> None:
    text = (
        "Le ministre Paul Verne et la maire Ann Ferris se sont rencontrés le 4 mars à Varce afin de préparer la reconstruction du barrage."
    )
    found = _dossier(tmp_path, text, language="fr")
    assert found.findings
    assert {e.modality for f in found.findings for e in f.evidence} == {"asserted"}
