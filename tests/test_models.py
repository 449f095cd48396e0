"""What ships as a trained model: the file that was measured, small, made only of what may be shipped, and attributed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from models import attribution, common
from recoupe import languages

ALLOWED = (
    {"CC0", "LGPL-LR", "CeCILL-C", "MIT", "Apache-2.0", "BSD-3-Clause", "WordNet-3.0", "PDDL-1.0"}
    | {f"CC BY {v}" for v in ("2.5", "3.0", "4.0")}
    | {"CC BY-SA 3.0", "CC BY-SA 4.0"}
)
MAKING = [code for code in languages.known() if (common.LANGUAGES / code / "models" / "meta.json").is_file()]


def meta(code: str) -> dict[str, dict[str, object]]:
    return dict(json.loads((common.LANGUAGES / code / "models" / "meta.json").read_text(encoding="utf-8")))


def digest(path: Path) -> str:
    """Of a file; of a folder, of the list of its files (written here a second time on purpose: it checks the recipes)."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    files = sorted(p for p in path.rglob("*") if p.is_file())
    listed = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(path).as_posix()}\n" for p in files)
    return hashlib.sha256(listed.encode()).hexdigest()


def test_french_and_english_ship_models() -> None:
    assert {"fr", "en"} <= set(MAKING)


@pytest.mark.parametrize("code", MAKING)
def test_every_file_is_the_one_that_was_measured(code: str) -> None:
    folder = common.LANGUAGES / code / "models"
    entries = meta(code)
    for name, entry in entries.items():
        assert digest(folder / str(entry["file"])) == entry["sha256"], f"{code}/{name} is not the model that meta.json speaks of"
        assert entry["scores"], f"{code}/{name} has no scores"
        assert str(entry["recipe"]).startswith("models"), f"{code}/{name} has no recipe"
    known = {str(entry["file"]).split("/")[0] for entry in entries.values()} | {"meta.json", "ATTRIBUTION.md"}
    assert {p.name for p in folder.iterdir()} <= known, "a file that no recipe accounts for"


@pytest.mark.parametrize("code", MAKING)
def test_the_models_of_a_language_stay_small(code: str) -> None:
    folder = common.LANGUAGES / code / "models"
    assert sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) < 15_000_000


@pytest.mark.parametrize("code", MAKING)
def test_models_are_made_of_nothing_that_may_not_be_shipped(code: str) -> None:
    named = common.sources(code).named
    for name, entry in meta(code).items():
        made_of = entry["trained_on"]
        assert isinstance(made_of, list)
        assert made_of, f"{code}/{name} says nothing of its sources"
        for source in made_of:
            assert source["licence"] in ALLOWED, f"{code}/{name}: {source['name']}"
            for path in source["files"]:
                assert named[source["name"]].files[path] == source["files"][path]
                held_out = ("test" in path.lower() and "untested" not in path) or "pud" in path.lower()
                assert not held_out, f"{code}/{name} was trained on {path}"


@pytest.mark.parametrize("code", MAKING)
def test_the_attribution_travels_with_the_models(code: str) -> None:
    shipped = (common.LANGUAGES / code / "models" / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert shipped == attribution.attribution(code), "run: python -m models.attribution " + code


def test_a_licence_that_is_not_on_the_list_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = MAKING[0]
    folder = tmp_path / code / "models"
    folder.mkdir(parents=True)
    entries = meta(code)
    first = next(iter(entries.values()))
    made_of = first["trained_on"]
    assert isinstance(made_of, list)
    made_of[0]["licence"] = "CC BY-NC-SA 4.0"
    (folder / "meta.json").write_text(json.dumps(entries), encoding="utf-8")
    monkeypatch.setattr(attribution, "LANGUAGES", tmp_path)
    with pytest.raises(attribution.LicenceError, match="CC BY-NC-SA"):
        attribution.attribution(code)
