"""Parts of speech (Universal Dependencies' UPOS) by a linear-chain CRF.

What the model sees of a word is the word, its affixes, its shape, what the word list says it can be, and the same of its
neighbours. All that depends on a form alone is worked out once per form and kept: as features where a model is trained, as what
they are worth to it where one is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Generic, NamedTuple

from recoupe.languages import Language
from recoupe.tagging import lexicon, models
from recoupe.tagging.crf import V
from recoupe.tagging.tokens import Words

NAME = "tags"
"""Of the model's file."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "‹": '"', "›": '"', "—": "–", "−": "–"})
_DIGIT = re.compile(r"\d")
_SHOUTED = 3  # words that a sentence must have, all in capitals, before capitals say nothing
_LONGEST = 40  # code points of a word that the model sees
_ENDINGS, _BEGINNINGS = ((2, b"s2="), (3, b"s3="), (4, b"s4="), (5, b"s5=")), ((2, b"p2="), (3, b"p3="))
_MOST = 50_000  # forms kept, 1 kB each
_STRETCH = 500  # tokens tagged at a time: a table without a full stop must not take memory by the megabyte


class _Seen(NamedTuple, Generic[V]):
    """What a form tells the model: about itself, the next word, the one after that, the word before, the one before that;
    and what it can be, for pairs."""

    own: V
    to_next: V
    to_second_next: V
    to_last: V
    to_second_last: V
    kind: bytes


class _Kept(dict[str, _Seen[V]]):
    """The forms met, each looked at once. `first`: at the start of a sentence; `shouted`: in a sentence all in capitals."""

    def __init__(self, code: str, value: Callable[[Iterable[bytes]], V], first: bool, shouted: bool) -> None:
        super().__init__()
        self.code, self.value, self.first, self.shouted = code, value, first, shouted
        self._alike: dict[tuple[bytes, bytes, bytes], _Seen[V]] = {}

    def __missing__(self, form: str) -> _Seen[V]:
        if len(self) >= _MOST:
            self.clear()
            self._alike.clear()
        found = self[form] = self._seen(form)
        return found

    def _seen(self, form: str) -> _Seen[V]:
        key = lexicon.plain(form[:_LONGEST])
        worded = key[0].isalpha()
        if not key.isalpha():
            key = _DIGIT.sub("0", key.translate(_QUOTES))
        shape = _shape(form, key, self.shouted)
        if worded:
            listed = lexicon.sorts(key, self.code)
            kind = listed or f"?{key[-3:]}"
        else:
            listed = ""
            kind = shape if "0" in key else key
        word, can, end = key.encode(), kind.encode(), key[-3:].encode()
        place = (f"{shape}^" if self.first else shape).encode()
        like = self._like(can, listed.encode(), place)
        more: list[bytes] = []
        if worded:
            more += [mark + key[-n:].encode() for n, mark in _ENDINGS[: max(len(key) - 2, 0)]]
            more += [mark + key[:n].encode() for n, mark in _BEGINNINGS[: max(len(key) - 2, 0)]]
        value = self.value
        return _Seen(
            value((b"w=" + word,)) + like.own + value(more),
            value((b"-w=" + word,)) + like.to_next + value((b"-s=" + end,)),
            like.to_second_next,
            value((b"+w=" + word,)) + like.to_last,
            like.to_second_last,
            can,
        )

    def _like(self, can: bytes, listed: bytes, place: bytes) -> _Seen[V]:
        """What all forms have in common that can be the same and stand in the same way."""
        found = self._alike.get((can, listed, place))
        if found is None:
            value = self.value
            found = self._alike[can, listed, place] = _Seen(
                value((b"c=" + can, b"h=" + place, b"ch=" + listed + place)),
                value((b"-c=" + can,)),
                value((b"=c=" + can,)),
                value((b"+c=" + can,)),
                value((b"#c=" + can,)),
                can,
            )
        return found


def _shape(form: str, key: str, shouted: bool) -> str:
    if "0" in key:
        return "0" if not any(c.isalpha() for c in key) else "0x"
    if not key[0].isalpha() or key == form:
        return "x-" if "-" in key else "x"
    if shouted:
        return "?"
    if form.isupper():
        return "X" if len(form) == 1 or not form[1].isalpha() else "XX"
    return ("X" if form[0].isupper() else "xX") + ("-" if "-" in key else "")


class _Pairs(dict[tuple[bytes, bytes], tuple[V, V]]):
    """What two words in a row, by what they can be, tell about the second and about the first."""

    def __init__(self, value: Callable[[Iterable[bytes]], V]) -> None:
        super().__init__()
        self.value = value

    def __missing__(self, pair: tuple[bytes, bytes]) -> tuple[V, V]:
        if len(self) >= _MOST:
            self.clear()
        found = self[pair] = (self.value((b"<%b|%b" % pair,)), self.value((b">%b|%b" % pair,)))
        return found


class Sight(Generic[V]):
    """What a model sees of the sentences of a language. `value`: what features come to, `tuple` for themselves."""

    def __init__(self, code: str, value: Callable[[Iterable[bytes]], V]) -> None:
        self._kept = {(first, shouted): _Kept(code, value, first, shouted) for first in (False, True) for shouted in (False, True)}
        self._pairs = _Pairs(value)
        none = value(())
        self._edge = _Seen(none, value((b"-w=<",)), value((b"=c=<",)), value((b"+w=>",)), value((b"#c=>",)), b"|")

    def __call__(self, forms: Sequence[str]) -> list[V]:
        """What it sees of each word of a sentence."""
        shouted = _is_shouted(forms)
        kept, edges, pairs = self._kept[False, shouted], [self._edge, self._edge], self._pairs
        seen = [*edges, *[kept[form] for form in forms], *edges]
        opening = self._kept[True, shouted]
        for i, form in enumerate(forms, len(edges)):
            seen[i] = opening[form]
            if form[0].isalnum():
                break
        links = [pairs[a.kind, b.kind] for a, b in pairwise(seen[1:-1])]
        return [
            this.own + last.to_next + second_last.to_second_next + following.to_last + second.to_second_last + link[0] + next_link[1]
            for second_last, last, this, following, second, link, next_link in zip(
                seen, seen[1:], seen[2:], seen[3:], seen[4:], links, links[1:]
            )
        ]


def _is_shouted(forms: Sequence[str]) -> bool:
    """Whether a sentence is in capitals throughout (a headline), so that they say nothing of its words."""
    worded = 0
    for form in forms:
        if form.islower():
            return False
        worded += form.isupper() and len(form) > 1
    return worded >= _SHOUTED


@cache
def _sight(code: str) -> Sight[int] | None:
    model = models.crf(code, NAME)
    return Sight(code, model.worth) if model is not None else None


def tag(words: Words, language: Language) -> tuple[str, ...]:
    """The part of speech (UPOS) of each token; () in a language without a model."""
    code, forms = language.code, words.forms
    model, sight = models.crf(code, NAME), _sight(code)
    if model is None or sight is None:
        return ()
    out: list[str] = []
    for start, end in words.bounds:
        for first in range(start, end, _STRETCH):
            out += model.best(sight(forms[first : min(first + _STRETCH, end)]))
    return tuple(out)
