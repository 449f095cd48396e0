"""Which acts the words of a clause tell: lemmas and phrases of `languages/<code>/events.toml`, each where it stands.

A form tells an act as one part of speech only ("il vole des livres", "la vole"): where the word list gives it several, the
tags of its sentence decide. Most sentences have no such word, so that they are not tagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    phrases: Mapping[str, Mapping[str, Sequence[Phrase]]]  # by their first two words ("" for none), the longest first
    future: Sequence[tuple[str, str]]  # an ending of the future, and what takes its place in the infinitive
    needs: Mapping[str, frozenset[str]]  # "act lemma" or "lemma" -> folded lemmas, one of which stands in the clause


@dataclass(frozen=True, slots=True)
class Word:
    """What a form may be: folded, with the folded lemmas of all its readings; the acts that each part of speech tells, with the
    lemma; and whether the parts of speech differ in that."""

    folded: str
    lemmas: frozenset[str]
    acts: tuple[tuple[str, str, str], ...]  # act, part of speech ("": any), lemma
    unsure: bool
    future: bool  # of a verb
    opens: tuple[Mapping[str, Sequence[Phrase]], ...]  # the phrases that it begins


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
    phrases: dict[str, dict[str, list[Phrase]]] = {}
    for row in sorted(set(rows), key=lambda row: (-len(row[0]), row)):
        phrases.setdefault(row[0][0], {}).setdefault(row[0][1] if len(row[0]) > 1 else "", []).append(row)
    needs = {str(word): frozenset(texts.folded(w) for w in str(near).split()) for word, near in table.get("needs", {}).items()}
    return Acts(
        code,
        MappingProxyType(lemmas),
        MappingProxyType(stems),
        MappingProxyType(phrases),
        tuple((str(e), str(i)) for e, i in table.get("future", ())),
        MappingProxyType(needs),
    )


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
        return Word(folded, frozenset({folded}), tuple((act, "", folded) for act in known), False, False, _opened(acts, (folded,)))
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
    lemmas = frozenset({folded, *(texts.folded(b) for _, b in readings)})
    return Word(
        folded, lemmas, tuple(told), bool(told) and classes != telling, _is_future(folded, lemmas, acts.future), _opened(acts, lemmas)
    )


def _opened(acts: Acts, lemmas: Iterable[str]) -> tuple[Mapping[str, Sequence[Phrase]], ...]:
    return tuple(acts.phrases[lemma] for lemma in sorted(lemmas) if lemma in acts.phrases)


def _is_future(folded: str, lemmas: frozenset[str], endings: Sequence[tuple[str, str]]) -> bool:
    """Whether a form is the future of a verb: its infinitive with an ending ("fermera", "prendront")."""
    for ending, instead in endings:
        if folded.endswith(ending) and len(folded) > len(ending) + 3:
            verb = folded[: -len(ending)] + instead
            if verb != folded and verb in lemmas:
                return True
    return False


def read(piece: str, code: str) -> list[tuple[Word, Span]]:
    """The words of a piece of text, each with where it stands in it."""
    return [(_word(code, token.of(piece)), token) for token in texts.tokens(piece)]


def told(read: Sequence[tuple[Word, Span]], acts: Acts, tagger: Tagger) -> Iterator[tuple[str, Span]]:
    """The acts of a piece of text in order, each with the words that tell it. `tagger` is asked by offsets into the piece."""
    words = [word for word, _ in read]
    around = Counter(lemma for word in words for lemma in word.lemmas) if any(word.acts for word in words) else Counter()
    i = 0
    while i < len(words):
        word = words[i]
        end, act = _phrase_at(words, i) if word.opens else (0, "")
        if end:
            if act:
                yield act, Span(read[i][1].start, read[end - 1][1].end)
            i = end
            continue
        if word.acts:
            tag = _CLASSES.get(tagger(read[i][1].start), "") if word.unsure else ""
            for one, kind, lemma in word.acts:
                fits = not tag or kind in ("", tag) or (kind == _VERB and tag == _ADJECTIVE)
                if fits and _met(acts, one, lemma, word, around):
                    yield one, read[i][1]
        i += 1


def _met(acts: Acts, act: str, lemma: str, word: Word, around: Mapping[str, int]) -> bool:
    """Whether a word that tells an act only beside some others has one of them in its clause; `around` counts its lemmas."""
    near = acts.needs.get(f"{act} {lemma}") or acts.needs.get(lemma)
    return near is None or any(around.get(other, 0) > (other in word.lemmas) for other in near)


def _phrase_at(words: Sequence[Word], i: int) -> tuple[int, str]:
    """(the word after the longest phrase that begins at word `i`, its act), (0, "") where none does."""
    best: tuple[int, str] = (0, "")
    longest = 0
    nearby = words[i + 1 : i + 2 + _LONGEST_GAP]
    for phrases in words[i].opens:
        seconds = ["", *(lemma for word in nearby for lemma in word.lemmas if lemma in phrases)]
        for second in sorted(set(seconds)):
            for phrase, act in phrases.get(second, ()):
                end = _end(phrase, words, i) if len(phrase) > longest else 0
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


__all__ = ["Acts", "Tagger", "Word", "acts_of", "compiled", "read", "told"]
