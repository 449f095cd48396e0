"""Words and punctuation as treebanks cut them (Universal Dependencies): elided articles and clitics apart, hyphenated
words as the language's `sentences.toml` says. Spans only: the text is never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from recoupe.languages import Language, load
from recoupe.records import Span
from recoupe.text import written


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text in order. `starts`, `ends` (code points) and `forms` run in parallel; sentence `n` owns the
    tokens `bounds[n][0]` to `bounds[n][1]` (exclusive), in the order of the sentences that were given."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]
    bounds: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, i: int) -> Span:
        """Where token `i` stands."""
        return Span(self.starts[i], self.ends[i])


def tokenise(text: str, sentences: Sequence[Span], language: Language) -> Words:
    """The tokens of the sentences. White space is in no token; every other character is in exactly one."""
    cutting = _cutting(language.code)
    spans: list[tuple[int, int]] = []
    forms: list[str] = []
    bounds = []
    for sentence in sentences:
        first = len(spans)
        found = [match.span() for match in cutting.pattern.finditer(text, sentence.start, sentence.end)]
        own = [text[start:end] for start, end in found]
        if not cutting.cuts.keys().isdisjoint(own):
            found = [part for span, form in zip(found, own) for part in _cut(span, cutting.cuts.get(form))]
            own = [text[start:end] for start, end in found]
        spans += found
        forms += own
        bounds.append((first, len(spans)))
    return Words(tuple([a for a, _ in spans]), tuple([b for _, b in spans]), tuple(forms), tuple(bounds))


def _cut(span: tuple[int, int], after: int | None) -> tuple[tuple[int, int], ...]:
    return (span,) if after is None else ((span[0], span[0] + after), (span[0] + after, span[1]))


@dataclass(frozen=True, slots=True)
class _Cutting:
    pattern: re.Pattern[str]
    cuts: Mapping[str, int]  # a word written in one that is two tokens ("cannot") -> where the second begins


_SAME = {"'": "’ʼ", "-": "‐‑"}  # what a language's list writes with an apostrophe or a hyphen is found with these too
_APOSTROPHE, _HYPHEN = (f"[{mark}{others}]" for mark, others in _SAME.items())
_LETTER = r"[^\W\d_]"
_GOES_ON = r"(?=\s*[^\s.!?…»”\"’')\]])"  # the sentence does not end with this point
_NEVER = r"(?!)"


@cache
def _cutting(code: str) -> _Cutting:
    """The rules of a language (`[tokens]` of its `sentences.toml`) as one pattern, tried from top to bottom."""
    sentences = load(code).table("sentences")
    table = sentences.get("tokens", {})
    after = _any(table.get("after", ()))
    verbal = rf"(?i:{_any(table.get('before_verbs', ()))})(?![A-ZÀ-Þ][a-zß-ÿ])"  # "N'est", not "N'Djamena"
    glued = rf"(?i:{_any(table.get('glued', ()))})(?!{_LETTER})"
    abbreviations = _any(written([w for name in ("titles", "numbered", "abbreviations") for w in sentences.get(name, ())]))
    joint = f"{_HYPHEN}?" if table.get("hyphens") != "cut" else ""
    thousands = "".join(table.get("thousands", ()))
    group = rf"(?:\d{{1,3}}(?:[{thousands}]\d{{3}}(?!\d))++|\d++)" if thousands else r"\d++"
    last = rf"(?i:{after})(?:(?i:{after}))?(?!{_HYPHEN}?\w)"  # "-le-moi": what hangs on a word hangs there to its end
    inside = rf"(?!{last})(?:{_APOSTROPHE}|·{'|' + _HYPHEN if joint else ''})|\.(?=[a-z\d])"
    alternatives = (
        rf"{_LETTER}++(?=[\s,;])|[,;]",  # most of a text: first for speed alone
        r"(?:https?://|www\.)[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?'’)\]…]",
        r"[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+",
        rf"(?i:{_any(table.get('whole', ()), bounded=True)})",
        rf"(?<!\w)(?:(?i:{_any(table.get('before', ()))})|{verbal})",
        rf"(?<=\w)(?={last})(?i:{after})",
        rf"(?<!\w){_LETTER}(?:\.-?{_LETTER}(?!\w))+\.?",  # "U.S.", "J.-P."
        rf"(?<!\w)(?:{_LETTER}|{abbreviations})\.{_GOES_ON}|(?<!\w)(?i:{_any(table.get('final', ()))})\.",
        rf"\d++(?:{_HYPHEN}\d++){{2,}}|(?<!\d)\d{{3}}{_HYPHEN}\d{{4}}(?!\d)",  # a day, a telephone number
        rf"(?<![^\s(])[-+−]?{group}(?:[.,:/]\d++)*+(?!{glued})(?:{joint}\w+)*",
        rf"\d++(?:[.,:/]\d++)*+(?={glued})|(?<=\d){glued}",
        r"\d+(?:[.,:/]\d+)+",
        r"#(?!\d)\w+|@\w+|(?<!\w)[A-Z]{1,4}&[A-Z]{1,4}(?!\w)",
        rf"(?:(?i:{_any(table.get('prefixes', ()))}){_HYPHEN})?\w+(?:(?:{inside})\w+)*",
        r"\.{2,}|[!?]{2,}|-{2,}|([*=~<>+#…'’])\1+",
        r"\S",
    )
    return _Cutting(re.compile("|".join(alternatives)), _cuts(table.get("cuts", ())))


def _cuts(entries: Iterable[object]) -> Mapping[str, int]:
    cuts: dict[str, int] = {}
    for entry in entries:
        left, right = str(entry).split()
        for word in (left + right, (left + right).capitalize(), (left + right).upper()):
            cuts[word] = cuts[word.replace("'", "’")] = len(left)
    return cuts


def _any(words: Iterable[object], bounded: bool = False) -> str:
    """A group that matches any of the words, the longest first, with any apostrophe and hyphen; one that matches nothing
    where there are none. `bounded`: not within a longer word."""
    longest_first = sorted({str(w) for w in words}, key=lambda w: (-len(w), w))
    if not longest_first:
        return _NEVER
    first = "".join(sorted({re.escape(c) for w in longest_first for c in (w[0].lower(), w[0].upper())}))
    marks = "".join(_SAME[c] for c in _SAME if c in first)
    return f"(?=[{first}{marks}])(?:{'|'.join(_loose(w, bounded) for w in longest_first)})"  # first letters: for speed alone


def _loose(word: str, bounded: bool) -> str:
    loose = "".join(f"[{c}{_SAME[c]}]" if c in _SAME else re.escape(c) for c in word)
    start, end = (r"(?<!\w)" if word[0].isalnum() else "", r"(?!\w)" if word[-1].isalnum() else "") if bounded else ("", "")
    return start + loose + end
