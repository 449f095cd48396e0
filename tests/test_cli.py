"""The command line and the front door: what goes where, what is refused, which status comes back."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import recoupe
from a_dossier import articles, dossier
from recoupe import cli, desk
from recoupe.cli.progress import Progress
from recoupe.errors import UsageError
from recoupe.records import Article, Problem

BARE = "import sys; sys.modules.pop('site', None); import {}; print(' '.join(sorted(m.split('.')[0] for m in sys.modules)))"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run a command; its (status, standard output, standard error)."""

    def _run(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            cli.main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return _run


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[list[Article | Problem]]:
    """A desk that gives the hand-made dossier at once, with the problems it was fed; what it was fed is noted."""
    fed: list[list[Article | Problem]] = []

    def check(items: object, **_: object) -> object:
        from dataclasses import replace

        fed.append(list(items))  # type: ignore[call-overload]
        return replace(dossier(), problems=tuple(i for i in fed[-1] if isinstance(i, Problem)))

    monkeypatch.setattr(desk, "check", check)
    return fed


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for article in articles():
        (folder / Path(article.source).with_suffix(".txt").name).write_text(article.text, encoding="utf-8")
    return folder


@pytest.fixture
def written(tmp_path: Path) -> Path:
    recoupe.write(dossier(), tmp_path / "d.json")
    return tmp_path / "d.json"


# ---------------------------------------------------------------- the front door


@pytest.mark.parametrize("module", ["recoupe", "recoupe.cli"])
def test_importing_loads_the_standard_library_only(module: str) -> None:
    done = subprocess.run([sys.executable, "-S", "-c", BARE.format("recoupe")], capture_output=True, text=True, env=_path(), check=True)
    assert set(done.stdout.split()) - set(sys.stdlib_module_names) - {"__main__", "recoupe"} == set()
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; import {module}; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    heavy = {"jinja2", "lxml", "trafilatura", "numpy", "Stemmer", "rapidfuzz", "recoupe.records", "recoupe.desk", "recoupe.writers"}
    assert not heavy & set(done.stdout.split())


def _path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(recoupe.__file__).parent.parent)}


def test_the_front_door_holds_what_it_names() -> None:
    assert len(recoupe.__all__) == len(set(recoupe.__all__)) <= 30
    for name in recoupe.__all__:
        assert getattr(recoupe, name) is not None
        assert name in dir(recoupe)
    with pytest.raises(AttributeError, match="nothing"):
        _ = recoupe.nothing  # type: ignore[attr-defined]
    assert re.match(r"\d+\.\d+", recoupe.__version__)


def test_reading_is_lazy_and_takes_what_is_given(place: Path) -> None:
    items = recoupe.read([place, "/no/such/place"], language="fr", published="2025-03-06", outlet="Nous")
    first = next(items)
    assert isinstance(first, Article)
    assert (first.language, first.published.date, first.published.how, first.outlet) == ("fr", "2025-03-06", "given", "Nous")
    rest = list(items)
    assert [type(i).__name__ for i in rest] == ["Article", "Article", "Article", "Problem"]
    assert next(recoupe.read(str(place / "wire.txt"))).text.startswith("Incendie")
    with pytest.raises(UsageError):
        recoupe.read("https://example.org/a.html")


def test_a_dossier_is_checked_and_written(place: Path, tmp_path: Path) -> None:
    found = recoupe.check(recoupe.read(place), jobs=1)
    assert len(found.articles) == 4
    (path,) = recoupe.write(found, tmp_path / "d.html", interface="fr")
    assert "En une minute" in path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- check


def test_help_and_version(run) -> None:
    status, out, _ = run("--help")
    assert (status, "check" in out, "Examples" in out) == (0, True, True)
    for command in ("check", "why"):
        status, out, _ = run(command, "--help")
        assert status == 0
        assert "Examples" in out
    assert run("--version") == (0, f"recoupe {recoupe.__version__}\n", "")


def test_data_goes_to_standard_output_and_the_rest_to_standard_error(run, quick, place: Path, tmp_path: Path) -> None:
    status, out, err = run("check", place)
    assert status == 0
    assert out.startswith("4 articles")
    assert err == ""
    status, out, err = run(
        "check", place, "--interface", "fr", "-o", tmp_path / "d.html", "-o", tmp_path / "d.json", "-o", tmp_path / "t.csv"
    )
    assert (status, out) == (0, "")
    assert err.count("wrote") == 3
    assert (tmp_path / "t.csv" / "findings.csv").is_file()
    assert json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["schema"] == "recoupe/dossier/1"
    assert "En une minute" in (tmp_path / "d.html").read_text(encoding="utf-8")


def test_what_the_user_states_reaches_the_articles(run, quick, place: Path) -> None:
    assert run("check", place / "wire.txt", "--language", "FR", "--published", "2025-07-04T21:30", "--outlet", "Nous", "-q")[0] == 0
    (article,) = quick[0]
    assert isinstance(article, Article)
    assert (article.language, article.published.date, article.outlet) == ("fr", "2025-07-04T21:30", "Nous")


def test_patterns_that_the_shell_left_are_expanded(run, quick, place: Path) -> None:
    assert run("check", place / "*.txt", "-q")[0] == 0
    assert len(quick[0]) == 4


@pytest.mark.parametrize(
    "case",
    [
        (("check",), "PLACES"),
        (("check", "IN", "-o", "d.docx"), ".docx"),
        (("check", "IN", "-o", "no/such/folder/d.html"), "does not exist"),
        (("check", "IN", "-o", "IN"), "no format"),
        (("check", "IN/wire.txt", "https://example.org/x"), "does not fetch"),
        (("check", "IN", "--published", "hier"), "ISO 8601"),
        (("check", "IN", "--published", "2025-02-30"), "ISO 8601"),
        (("check", "IN", "--language", "français"), "language code"),
        (("check", "IN", "--jobs", "0"), "--jobs"),
        (("check", "IN", "--interface", "xx"), "--interface"),
        (("check", "IN", "--nonsense"), "--nonsense"),
        (("nonsense",), "nonsense"),
        (("why", "IN/wire.txt"), "not JSON"),
        (("why", "nowhere.json"), "nowhere.json"),
    ],
)
def test_wrong_use_is_refused_before_the_work_starts(run, quick, place: Path, monkeypatch, case: tuple[tuple[str, ...], str]) -> None:
    arguments, says = case
    monkeypatch.chdir(place.parent)
    status, out, err = run(*(a.replace("IN", "in") for a in arguments))
    assert status == 2
    assert out == ""
    assert says in err
    assert "Traceback" not in err
    assert quick == []


def test_an_input_is_never_overwritten(run, quick, tmp_path: Path) -> None:
    export = tmp_path / "export.json"
    export.write_text('{"text": "Un article."}')
    status, _, err = run("check", export, "-o", tmp_path / "." / "export.json")
    assert (status, "places to read" in err) == (2, True)
    assert export.read_text() == '{"text": "Un article."}'


def test_a_dossier_left_in_the_folder_is_not_read_as_an_article(run, quick, place: Path) -> None:
    for _ in range(2):
        assert run("check", place, "-o", place / "d.html", "-o", place / "d.md", "-q")[0] == 0
    assert len(quick[0]) == len(quick[1]) == 4


def test_what_cannot_be_read_gives_status_1(run, quick, place: Path) -> None:
    status, out, err = run("check", place, place / "missing.txt")
    assert status == 1
    assert "missing.txt" in err
    assert out.startswith("4 articles")
    assert run("check", place, place / "missing.txt", "-q")[2] == ""


def test_strict_counts_every_problem_that_is_more_than_a_note(run, place: Path, monkeypatch) -> None:
    for severity, strict, status in (
        ("info", True, 0),
        ("warning", False, 0),
        ("warning", True, 1),
        ("error", False, 0),
        ("error", True, 1),
    ):
        given = recoupe.Dossier(problems=(Problem("date.ambiguous", "03/04", severity),))  # type: ignore[arg-type]
        monkeypatch.setattr(desk, "check", lambda items, given=given, **_: (list(items), given)[1])
        assert run("check", place, "-q", *(["--strict"] if strict else []))[0] == status, (severity, strict)


def test_nothing_readable_is_status_1_and_no_traceback(run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    status, out, err = run("check", tmp_path / "empty")
    assert status == 1
    assert "0 articles" in out
    assert "no article" in err


def test_a_fault_of_ours_is_named_as_such(run, place: Path, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.delenv("RECOUPE_TRACEBACK", raising=False)
    monkeypatch.setattr(desk, "check", fail)
    status, out, err = run("check", place)
    assert (status, out) == (70, "")
    assert "ZeroDivisionError: oops" in err


def test_an_interrupt_is_clean(run, place: Path, monkeypatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "check", interrupt)
    status, out, err = run("check", place, "-o", place.parent / "d.html")
    assert (status, out, err.strip()) == (130, "", "interrupted")
    assert not (place.parent / "d.html").exists()


def test_a_signal_while_reading_standard_input_is_clean(tmp_path: Path) -> None:
    # A shell that starts the tests in the background has its children ignore the signal: take it as a terminal gives it.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    code = heard + "import sys; from recoupe.cli import main; sys.stderr.write('ready'); sys.stderr.flush(); main(['check', '-'])"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stderr is not None
    assert process.stderr.read(5) == b"ready"
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


# ---------------------------------------------------------------- why


def test_why_shows_every_sentence_in_its_paragraph_with_the_exact_characters_marked(run, written: Path) -> None:
    status, out, err = run("why", written, "F2")
    assert (status, err) == (0, "")
    for e in dossier().findings[1].evidence:
        assert f"«{e.exact}»" in out
    assert "docker, through Ouest-Rade" in out
    assert "Rade Info · 6 Mar 2025, 18:40" in out
    assert "origin 1 (Agence Littoral)" in out
    assert "origin 3" in out
    assert "2 to 3 independent origins" in out
    assert "La coopérative Armor Grains emploie 85 salariés" in out
    assert "dated on different days" in out
    assert "code.nobody.explains" in out
    assert "\x1b" not in out
    assert "\x1b" not in run("why", written, "F7")[1]


def test_why_speaks_french_and_takes_small_letters(run, written: Path) -> None:
    status, out, _ = run("why", written, "f6", "--interface", "fr")
    assert status == 0
    assert "Une seule origine" in out
    assert "6 mars 2025, 11 h 30" in out


def test_why_names_what_is_there_when_the_id_is_not(run, written: Path) -> None:
    status, out, err = run("why", written, "F99")
    assert (status, out) == (2, "")
    assert "F99" in err
    assert "F1" in err


def test_why_without_an_id_lists_the_findings(run, written: Path) -> None:
    status, out, _ = run("why", written)
    assert status == 0
    assert [row.split()[0] for row in out.splitlines()] == [f"F{i}" for i in range(1, 8)]


def test_why_refuses_a_dossier_that_does_not_hold_its_own_evidence(run, written: Path) -> None:
    written.write_text(written.read_text(encoding="utf-8").replace('"start": 26', '"start": 27'), encoding="utf-8")
    status, _, err = run("why", written, "F1")
    assert status == 2
    assert "not what stands" in err


# ---------------------------------------------------------------- progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_redraws_one_line_on_a_terminal_and_cleans_up() -> None:
    stream = _Terminal()
    progress = Progress(stream)
    for done in range(1, 101):
        progress("examine", done, 100)
    progress.say("wrote x")
    assert "100/100" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[Kwrote x\n")


def test_progress_is_sparse_elsewhere_and_silent_when_asked() -> None:
    stream = io.StringIO()
    progress = Progress(stream)
    for done in range(1, 101):
        progress("examine", done, 100)
    assert stream.getvalue() == ""
    progress._began -= 60
    for stage in ("group", "cross-check"):
        for done in range(1, 101):
            progress(stage, done, 100)
    assert stream.getvalue().splitlines() == ["group 1/100", "cross-check 1/100"]
    quiet = _Terminal()
    Progress(quiet, quiet=True)("examine", 1, 2)
    assert quiet.getvalue() == ""
