"""Words and punctuation as treebanks cut them (Universal Dependencies): elided articles and clitics apart, hyphenated
words as the language's `sentences.toml` says. Spans only: the text is never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from recoupe.languages import Language, load
from recoupe.records import Span


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
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    bounds = []
    for sentence in sentences:
        first = len(starts)
        for match in cutting.pattern.finditer(text, sentence.start, sentence.end):
            form = match.group()
            start, end = match.span()
            if form in cutting.cuts:
                middle = start + cutting.cuts[form]
                starts.append(start)
                ends.append(middle)
                forms.append(text[start:middle])
                start, form = middle, text[middle:end]
            starts.append(start)
            ends.append(end)
            forms.append(form)
        bounds.append((first, len(starts)))
    return Words(tuple(starts), tuple(ends), tuple(forms), tuple(bounds))


@dataclass(frozen=True, slots=True)
class _Cutting:
    pattern: re.Pattern[str]
    cuts: Mapping[str, int]  # a word written in one that is two tokens ("cannot") -> where the second begins


_APOSTROPHE, _HYPHEN = "['’ʼ]", "[-‐‑]"
_LETTER = r"[^\W\d_]"
_GOES_ON = r"(?=\s*[^\s.!?…»”\"’')\]])"  # the sentence does not end with this point


@cache
def _cutting(code: str) -> _Cutting:
    language = load(code).table("sentences")
    table = language.get("tokens", {})
    abbreviations = [*language.get("titles", ()), *language.get("abbreviations", ())]
    before, after = _any(table.get("before", ())), _any(table.get("after", ()))
    prefixes = _any(table.get("prefixes", ()))
    inside = [rf"{_APOSTROPHE}(?!{_ends(table.get('after', ()))})", r"\.(?=[a-z\d])"]
    joint = ""
    if table.get("hyphens", "join") == "join":
        inside.append(rf"{_HYPHEN}(?!{_ends(table.get('after', ()))})")
        joint = f"{_HYPHEN}?"
    thousands = "".join(table.get("thousands", ()))
    groups = rf"(?:\d{{1,3}}(?:[{thousands}]\d{{3}}(?!\d))++|\d++)" if thousands else r"\d++"
    glued = rf"(?i:{_any(table.get('glued', ()))})(?!{_LETTER})"
    pattern = "|".join(
        (
            rf"{_LETTER}++(?=[\s,;])|[,;]",  # most of a text: tried first for speed alone
            r"(?:https?://|www\.)[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?'’)\]…]",
            r"[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+",
            rf"(?<!\w)(?i:{_any(table.get('whole', ()))})(?!\w)",
            rf"(?<!\w)(?i:{before})",
            rf"(?<=\w)(?i:{after})(?!{_HYPHEN}?\w)|(?<=\w)(?i:{after})(?={_ends(table.get('after', ()))})",
            rf"(?<!\w){_LETTER}(?:\.-?{_LETTER}(?!\w))+\.?",
            rf"(?<!\w)(?:{_LETTER}|{_smart_case(abbreviations)})\.{_GOES_ON}",
            rf"(?<!\w)(?i:{_any(table.get('final', ()))})\.",
            rf"\d++(?:{_HYPHEN}\d++){{2,}}|(?<!\d)\d{{3}}{_HYPHEN}\d{{4}}(?!\d)",  # a day, a telephone number
            rf"(?<![^\s(])[-+−]?{groups}(?:[.,:/]\d++)*+(?!{glued})(?:{joint}\w+)*",
            rf"\d++(?:[.,:/]\d++)*+(?={glued})|(?<=\d){glued}",
            r"\d+(?:[.,:/]\d+)+",
            rf"#(?!\d)\w+|@\w+|(?<!\w)[A-Z]{{1,4}}&[A-Z]{{1,4}}(?!\w)",
            rf"(?:(?i:{prefixes}){_HYPHEN})?\w+(?:(?:{'|'.join(inside)})\w+)*",
            r"\.{2,}|[!?]{2,}|-{2,}|([*=~<>+#…'’])\1+",
            r"\S",
        )
    )
    cuts: dict[str, int] = {}
    for entry in table.get("cuts", ()):
        left, right = str(entry).split()
        for word in (left + right, (left + right).capitalize(), (left + right).upper()):
            cuts[word] = cuts[word.replace("'", "’")] = len(left)
    return _Cutting(re.compile(pattern), cuts)


_NEVER = r"(?!)"


def _any(words: Iterable[object]) -> str:
    """A group that matches any of the words, the longest first; one that matches nothing where there are none."""
    escaped = [_loose(str(w)) for w in sorted({str(w) for w in words}, key=lambda w: (-len(w), w))]
    return f"(?:{'|'.join(escaped)})" if escaped else _NEVER


def _ends(words: Iterable[object]) -> str:
    """What follows a hyphen or an apostrophe when a word of the list (which starts with that mark) ends the word there."""
    rest = _any(str(w)[1:] for w in words)
    return rf"(?i:{rest})(?:{_HYPHEN}(?i:{rest}))?(?!{_HYPHEN}?\w)"


def _loose(word: str) -> str:
    return "".join(_APOSTROPHE if c == "'" else _HYPHEN if c == "-" else re.escape(c) for c in word)


def _smart_case(words: Iterable[object]) -> str:
    """A group that matches a word written with a capital as it stands, one in lower case also with a capital."""
    forms = {form for w in map(str, words) for form in ((w,) if w[:1].isupper() else (w, w.capitalize(), w.upper()))}
    return _any(forms)
