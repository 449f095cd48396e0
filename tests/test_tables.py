"""The tables of a language are parsed once and kept beside the compiled modules, never staler than their files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recoupe import languages


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(languages.sys, "dont_write_bytecode", False)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "xx").mkdir()
    file = tmp_path / "xx" / "words.toml"
    file.write_text('[a]\nb = ["é", 1, 2.5, true]\n', encoding="utf-8")
    return file


def _kept(table: Path) -> list[Path]:
    return list((table.parent.parent / "__pycache__").iterdir())


def test_what_is_kept_is_what_the_file_says(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = languages._parsed(table)
    assert first == {"a": {"b": ["é", 1, 2.5, True]}}
    assert len(_kept(table)) == 1
    monkeypatch.setattr(languages.tomllib, "loads", lambda _: pytest.fail("parsed again"))
    assert languages._parsed(table) == first


def test_a_file_that_changed_is_read_anew(table: Path) -> None:
    languages._parsed(table)
    table.write_text("c = 3\n", encoding="utf-8")
    assert languages._parsed(table) == {"c": 3}
    state = table.stat()
    table.write_text("c = 4\n", encoding="utf-8")  # as long as before: the time tells
    os.utime(table, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert languages._parsed(table) == {"c": 4}


def test_what_was_kept_and_cannot_be_read_is_no_trouble(table: Path) -> None:
    languages._parsed(table)
    for damage in (b"", b"nonsense", b"\xff" * 100):
        _kept(table)[0].write_bytes(damage)
        assert languages._parsed(table) == {"a": {"b": ["é", 1, 2.5, True]}}


def test_nothing_is_kept_where_nothing_may_be(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages.sys, "dont_write_bytecode", True)
    assert languages._parsed(table) == {"a": {"b": ["é", 1, 2.5, True]}}
    assert _kept(table) == []
    (table.parent.parent / "__pycache__").rmdir()
    monkeypatch.setattr(languages.sys, "dont_write_bytecode", False)
    assert languages._parsed(table) == {"a": {"b": ["é", 1, 2.5, True]}}
