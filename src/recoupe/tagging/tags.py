"""Parts of speech (Universal Dependencies' UPOS) by a linear-chain CRF.

What the model sees of a word is the word, its affixes, its shape, what the word list says it can be, and the same of its
neighbours. All that depends on a form alone is worked out once per form and kept, as bytes, which the CRF takes as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from recoupe.languages import Language
from recoupe.tagging import lexicon, models
from recoupe.tagging.tokens import Words

NAME = "tags"
"""Of the model's file."""

Features = list[bytes]
_Part = tuple[bytes, ...]  # not a list: the garbage collector passes over it
_QUOTES = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "‹": '"', "›": '"', "—": "–", "−": "–"})
_DIGIT = re.compile(r"\d")
_SHOUTED = 3  # words that a sentence must have, all in capitals, before capitals say nothing
_LONGEST = 40  # code points of a word that the model sees
_STRETCH = 500  # tokens tagged at a time: a table without a full stop must not take memory by the megabyte


class _Seen(NamedTuple):
    """What a form tells the model: about itself, the next word, the one after that, the word before, the one before that;
    and what it can be, for pairs."""

    own: _Part
    to_next: _Part
    to_second_next: _Part
    to_last: _Part
    to_second_last: _Part
    kind: bytes


_EDGE = _Seen((), (b"-w=<",), (b"=c=<",), (b"+w=>",), (b"#c=>",), b"|")


@lru_cache(maxsize=50_000)  # 1 kB each
def _seen(form: str, code: str, first: bool, shouted: bool, trimmed: bool) -> _Seen:
    key = lexicon.plain(form[:_LONGEST])
    worded = key[0].isalpha()
    if not key.isalpha():
        key = _DIGIT.sub("0", key.translate(_QUOTES))
    shape = _shape(form, key, shouted)
    if worded:
        listed = lexicon.sorts(key, code)
        kind = listed or f"?{key[-3:]}"
    else:
        listed = ""
        kind = shape if "0" in key else key
    word, can, end = key.encode(), kind.encode(), key[-3:].encode()
    place = (f"{shape}^" if first else shape).encode()
    own = [b"w=" + word, b"c=" + can, b"h=" + place, b"ch=%b%b" % (listed.encode(), place)]
    if worded:
        own += [b"s%d=%b" % (n, key[-n:].encode()) for n in (2, 3, 4, 5) if len(key) > n]
        own += [b"p%d=%b" % (n, key[:n].encode()) for n in (2, 3) if len(key) > n]
    known = models.attributes(code, NAME) if trimmed else None

    def kept(*made: bytes) -> _Part:
        return made if known is None else tuple([one for one in made if one in known])

    return _Seen(
        kept(*own),
        kept(b"-w=" + word, b"-c=" + can, b"-s=" + end),
        kept(b"=c=" + can),
        kept(b"+w=" + word, b"+c=" + can),
        kept(b"#c=" + can),
        can,
    )


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


def features(forms: Sequence[str], code: str, known: frozenset[bytes] | None = None) -> list[Features]:
    """What the model sees of each word of a sentence: all of it, for training, or only what the shipped model knows."""
    trimmed = known is not None
    shouted = _is_shouted(forms)
    second_last, last = _EDGE, _EDGE
    seen: list[_Seen] = []
    first = True
    for form in forms:
        seen.append(_seen(form, code, first, shouted, trimmed))
        first = first and not form[0].isalnum()
    seen += (_EDGE, _EDGE)
    out = []
    for i, this in enumerate(seen[:-2]):
        following = seen[i + 1]
        item = [*this.own, *last.to_next, *second_last.to_second_next, *following.to_last, *seen[i + 2].to_second_last]
        for pair in (b"<%b|%b" % (last.kind, this.kind), b">%b|%b" % (this.kind, following.kind)):
            if known is None or pair in known:
                item.append(pair)
        out.append(item)
        second_last, last = last, this
    return out


def _is_shouted(forms: Sequence[str]) -> bool:
    """Whether a sentence is in capitals throughout (a headline), so that they say nothing of its words."""
    worded = 0
    for form in forms:
        if form.islower():
            return False
        worded += form.isupper() and len(form) > 1
    return worded >= _SHOUTED


def tag(words: Words, language: Language) -> tuple[str, ...]:
    """The part of speech (UPOS) of each token; () in a language without a model."""
    code, forms = language.code, words.forms
    tagger, known = models.crf(code, NAME), models.attributes(code, NAME)
    if tagger is None:
        return ()
    out: list[str] = []
    for start, end in words.bounds:
        for first in range(start, end, _STRETCH):
            out += tagger.tag(features(forms[first : min(first + _STRETCH, end)], code, known))
    return tuple(out)
