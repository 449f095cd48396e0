"""Numbers as a language writes them, digits and words: the one place that knows "2,5", "1 200", "quatre-vingt-dix"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recoupe.languages import Language
from recoupe.records import Span


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number where it stands, magnitude words included ("65 milliards" is 6.5e10). `form` says how it is written;
    a collective ("une quarantaine") is approximate; an ordinal ("troisième") has form "ordinal"."""

    span: Span
    value: float
    form: Literal["digits", "words", "mixed", "collective", "ordinal", "fraction"]


def find(text: str, language: Language, within: Span | None = None) -> tuple[Numeral, ...]:
    """Every number in the text, longest reading first, none overlapping; years and clock times are not told apart."""
    return ()
