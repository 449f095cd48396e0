"""docs/reasons.md lists every reason code with its explanation; it is made from any/reasons.toml."""

from __future__ import annotations

from pathlib import Path

from recoupe.languages import shared

PAGE = Path(__file__).parent.parent / "docs" / "reasons.md"


def page() -> str:
    """The page as it must stand. To rewrite it: `python tests/test_reasons.py`."""
    table = shared("reasons")
    rows = [f"| `{code}` | {table['en'][code]} | {table['fr'][code]} |" for code in sorted(table["en"])]
    head = [
        "# Reason codes",
        "",
        "Why mentions were compared, and why they agree or not: the codes in a finding's `reasons`.",
        "",
        "| code | meaning | en français |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


def test_the_page_of_reasons_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/test_reasons.py"


def test_every_reason_is_explained_in_both_languages() -> None:
    table = shared("reasons")
    assert set(table["en"]) == set(table["fr"])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
