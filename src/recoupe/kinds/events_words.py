"""Which acts the words of a clause tell: lemmas and phrases of `languages/<code>/events.toml`, each where it stands.

A form tells an act as one part of speech only ("il vole des livres", "la vole"): where the word list gives it several, the
tags of its sentence decide. Most sentences have no such word, so that they are not tagged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from recoupe import text as texts
from recoupe.languages import load
from recoupe.records import Span
from recoupe.tagging import lexicon

Phrase = tuple[tuple[str, ...], str]
"""The words in a row (folded), and the act they tell; none for an idiom."""

Tagger = Callable[[int], str]
"""The part of speech (UPOS) of the word that begins at an offset; empty where that is not known."""

_VERB, _NOUN, _ADJECTIVE = "V", "N", "A"
_CLASSES = {"VERB": _VERB, "AUX": _VERB, "NOUN": _NOUN, "PROPN": _NOUN, "ADJ": _ADJECTIVE}
_LONGEST_GAP = 1  # words that may stand between the first of a phrase and the next ("porter enfin plainte")


@dataclass(frozen=True, slots=True)
class Acts:
    """The words that tell acts in one language, compiled."""

    code: str
    lemmas: Mapping[str, tuple[tuple[str, str], ...]]  # lemma -> (act, part of speech or "")
    stems: Mapping[str, tuple[str, ...]]  # for forms that the word list lacks
    phrases: Mapping[str, Sequence[Phrase]]  # by their first word, the longest first
    needs: Mapping[str, frozenset[str]]  # "act lemma" or "lemma" -> folded lemmas, one of which stands in the clause


@dataclass(frozen=True, slots=True)
class Word:
    """What a form may be: folded, with the folded lemmas of all its readings; the acts that each part of speech tells, with the
    lemma; and whether the parts of speech differ in that."""

    folded: str
    lemmas: frozenset[str]
    acts: tuple[tuple[str, str, str], ...]  # act, part of speech ("": any), lemma
    unsure: bool


def compiled(code: str, table: Mapping[str, Any]) -> Acts:
    """The acts of a language's table."""
    lemmas: dict[str, tuple[tuple[str, str], ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    rows: list[Phrase] = []
    for act, words in table["acts"].items():
        for word in words:
            if " " in word:
                rows.append((_phrase(word), act))
                continue
            lemma, _, kind = str(word).partition("/")
            lemmas[lemma] = (*lemmas.get(lemma, ()), (act, kind))
            stem = texts.stem(lemma, code)
            stems[stem] = tuple(dict.fromkeys((*stems.get(stem, ()), act)))
    rows += [(_phrase(p), act) for act, some in table.get("phrases", {}).items() for p in some]
    rows += [(_phrase(p), "") for p in table.get("idioms", ())]
    phrases: dict[str, list[Phrase]] = {}
    for row in rows:
        phrases.setdefault(row[0][0], []).append(row)
    for some in phrases.values():
        some.sort(key=lambda row: (-len(row[0]), row))
    needs = {str(word): frozenset(texts.folded(w) for w in str(near).split()) for word, near in table.get("needs", {}).items()}
    return Acts(code, MappingProxyType(lemmas), MappingProxyType(stems), MappingProxyType(phrases), MappingProxyType(needs))


def _phrase(words: str) -> tuple[str, ...]:
    return tuple(texts.folded(t.of(words)) for t in texts.tokens(words))


@cache
def acts_of(code: str) -> Acts | None:
    """The acts of a language, None where it has no table of events."""
    table = load(code).table("events")
    return compiled(code, table) if table else None


@lru_cache(maxsize=50_000)
def _word(code: str, form: str) -> Word:
    acts = acts_of(code)
    assert acts is not None
    words = lexicon.load(code)
    readings = words.readings(lexicon.plain(form)) if words is not None else ()
    folded = texts.folded(form)
    if not readings:
        known = acts.stems.get(texts.stem(form, code), ()) if len(form) > 3 else ()
        return Word(folded, frozenset({folded}), tuple((act, "", folded) for act in known), False)
    told: dict[tuple[str, str, str], None] = {}
    classes, telling = set(), set()
    for sort, base in readings:
        kind = _CLASSES.get(lexicon.SORTS[sort], "")
        classes.add(kind)
        for act, wanted in acts.lemmas.get(base, ()):
            if wanted in ("", kind) and kind:
                told[(act, kind, base)] = None
                telling.add(kind)
    if _VERB in telling:
        classes -= {_ADJECTIVE}  # participles
    return Word(folded, frozenset({folded, *(texts.folded(b) for _, b in readings)}), tuple(told), bool(told) and classes != telling)


@lru_cache(maxsize=50_000)
def is_future(form: str, code: str, endings: tuple[tuple[str, str], ...]) -> bool:
    """Whether a folded form is the future of a verb: its infinitive with an ending ("fermera", "prendront")."""
    for ending, instead in endings:
        if form.endswith(ending) and len(form) > len(ending) + 3:
            verb = form[: len(form) - len(ending)] + instead
            if verb != form and verb in _word(code, form).lemmas:
                return True
    return False


def told(piece: str, acts: Acts, tagger: Tagger) -> Iterator[tuple[str, Span]]:
    """The acts of a piece of text in order, each with the words that tell it. `tagger` is asked by offsets into the piece."""
    tokens = texts.tokens(piece)
    words = [_word(acts.code, token.of(piece)) for token in tokens]
    i = 0
    while i < len(words):
        end, act = _phrase_at(acts, words, i)
        if end:
            if act:
                yield act, Span(tokens[i].start, tokens[end - 1].end)
            i = end
            continue
        word = words[i]
        if word.acts:
            tag = _CLASSES.get(tagger(tokens[i].start), "") if word.unsure else ""
            for one, kind, lemma in word.acts:
                if (not word.unsure or not tag or kind in ("", tag) or (kind == _VERB and tag == _ADJECTIVE)) and _met(
                    acts, one, lemma, words, i
                ):
                    yield one, tokens[i]
        i += 1


def _met(acts: Acts, act: str, lemma: str, words: Sequence[Word], at: int) -> bool:
    """Whether a word that tells an act only beside some others has one of them in its clause."""
    near = acts.needs.get(f"{act} {lemma}") or acts.needs.get(lemma)
    return near is None or any(not near.isdisjoint(w.lemmas) for k, w in enumerate(words) if k != at)


def _phrase_at(acts: Acts, words: Sequence[Word], i: int) -> tuple[int, str]:
    """(the word after the phrase that begins at word `i`, its act), (0, "") where none does."""
    best: tuple[int, str] = (0, "")
    longest = 0
    for first in sorted(words[i].lemmas):
        for phrase, act in acts.phrases.get(first, ()):
            if len(phrase) <= longest:
                break
            end = _end(phrase, words, i)
            if end:
                best, longest = (end, act), len(phrase)
                break
    return best


def _end(phrase: Sequence[str], words: Sequence[Word], i: int) -> int:
    for gap in range(_LONGEST_GAP + 1 if len(phrase) > 1 else 1):
        at = i + 1 + gap
        if at + len(phrase) - 1 <= len(words) and all(phrase[k] in words[at + k - 1].lemmas for k in range(1, len(phrase))):
            return at + len(phrase) - 1
    return 0


__all__ = ["Acts", "Tagger", "acts_of", "compiled", "is_future", "told"]
