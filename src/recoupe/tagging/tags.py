"""Parts of speech (Universal Dependencies' UPOS) by a linear-chain CRF.

What the model sees of a word is the word, its affixes, its shape, what the word list says it can be, and the same of its
neighbours. All that depends on a form alone is worked out once per form and kept, as bytes, which the CRF takes as they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from recoupe.languages import Language
from recoupe.tagging import lexicon, models
from recoupe.tagging.tokens import Words

Features = list[bytes]
_QUOTES = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "‹": '"', "›": '"', "—": "–", "−": "–"})
_SHOUTED = 3  # words with letters a sentence must have, all in capitals, before capitals say nothing
_LONGEST = 40  # code points of a word that the model sees


@lru_cache(maxsize=200_000)
def _seen(form: str, code: str, first: bool, shouted: bool) -> tuple[Features, Features, Features, Features, Features, bytes]:
    """What a form gives to itself, to the word after it and the one after that, to the word before it and the one before
    that; and its class for pairs."""
    key = lexicon.plain(form[:_LONGEST]).translate(_QUOTES)
    if any(c.isdigit() for c in key):
        key = "".join("0" if c.isdigit() else c for c in key)
    listed = lexicon.sorts(key, code)
    shape = _shape(form, key, shouted)
    if key[0].isalpha():
        kind = listed or f"?{key[-3:]}"
    else:
        kind = shape if "0" in key else key
    own = [f"w={key}", f"c={kind}", f"h={shape}{'^' if first else ''}", f"ch={listed}{shape}{'^' if first else ''}"]
    if key[0].isalpha():
        own += [f"s{n}={key[-n:]}" for n in (1, 2, 3, 4, 5) if len(key) > n]
        own += [f"p{n}={key[:n]}" for n in (2, 3) if len(key) > n]
        own.append(f"h3={shape}{key[-3:]}")
    to_next = [f"-w={key}", f"-c={kind}", f"-s={key[-3:]}"]
    to_last = [f"+w={key}", f"+c={kind}", f"+h={shape}{key[-2:]}"]
    return (
        [one.encode() for one in own],
        [one.encode() for one in to_next],
        [f"=c={kind}".encode(), f"=w={key}".encode()],
        [one.encode() for one in to_last],
        [f"#c={kind}".encode()],
        kind.encode(),
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


_NONE: tuple[Features, Features, Features, Features, Features, bytes] = (
    [],
    [b"-w=<"],
    [b"=w=<"],
    [b"+w=>"],
    [],
    b"|",
)


def features(forms: Sequence[str], code: str) -> list[Features]:
    """What the model sees of each word of a sentence."""
    shouted = _is_shouted(forms)
    seen = [_NONE, _NONE]
    first = True
    for form in forms:
        seen.append(_seen(form, code, first, shouted))
        first = first and not form[0].isalnum()
    seen += [_NONE, _NONE]
    out = []
    for i in range(2, len(seen) - 2):
        own, last, following = seen[i], seen[i - 1], seen[i + 1]
        item = own[0] + last[1] + seen[i - 2][2] + following[3] + seen[i + 2][4]
        item.append(b"-+%b|%b" % (last[5], following[5]))
        item.append(b"-0%b|%b" % (last[5], own[5]))
        item.append(b"0+%b|%b" % (own[5], following[5]))
        out.append(item)
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
    tagger = models.crf(language.code, "tags")
    if tagger is None:
        return ()
    code, forms = language.code, words.forms
    out: list[str] = []
    for start, end in words.bounds:
        if start < end:
            out += tagger.tag(features(forms[start:end], code))
    return tuple(out)
