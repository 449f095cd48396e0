"""Numbers as a language writes them, digits and words: the one place that knows "2,5", "1 200", "quatre-vingt-dix".

The words, separators and abbreviations of a language are in `languages/<code>/numerals.toml`; what is code here is
only how they add up. Nothing is told apart by meaning: a year, a clock time or a road number is a number too.
"""

from recoupe.numerals.finding import find
from recoupe.numerals.reading import Numeral
from recoupe.numerals.tokens import Form

__all__ = ["Form", "Numeral", "find"]
