"""Which facts a clause tells, in whatever words: a lexicon of what news reports tell, fact by fact (`languages/<code>/facts/`).

    told(words, code)      # ("nobody_hurt", "not:road_closed"): the facts, each once, in order of appearance

Two reports of one event share few words ("no one was hurt", "all escaped unharmed"), and no list of synonyms brings phrases
together. A fact is what an editor would give one line; its patterns are words of a clause in any order, close to each other. A
fact that its clause negates is told as not happened, which is another fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe import text as texts
from recoupe.languages import load, shared_folder
from recoupe.records import Span
from recoupe.tagging import lexicon

NOT = "not:"
"""What stands before a fact that is told not to have happened."""
_REACH = 12  # words from the first to the last of a pattern that does not say ("~6")
_BACK, _FORWARD = 3, 3  # words before and after those of a pattern in which a negation is its own
_BREAKS = frozenset(',;:()[]«»“”"')
_SORTS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}

_Row = tuple[str, ...]
"""Words in a row, each as it is looked up: "word", or "word/v" for one part of speech."""


_Heads = tuple[frozenset[str], ...]
"""The rarest words of the rows of each other term of a pattern: a clause that has none of one of them need not be looked at."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to tell a fact: every term in the clause, none of `without`. A term is any of its rows of words."""

    fact: str
    anchor: tuple[_Row, ...]
    others: tuple[tuple[_Row, ...], ...]
    without: tuple[_Row, ...]
    negates: bool
    """It names a negation itself."""
    reach: int = _REACH
    """From its first word to its last, at most."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The patterns of a language as they are written, and which of them a word may begin the anchor of, with which row: they are
    compiled when a clause first has such a word, for a text needs few of them."""

    code: str
    by_word: Mapping[str, Sequence[tuple[_Row, int]]]
    written: Sequence[tuple[str, str, int]]
    """Fact, pattern, and which of its terms is the anchor."""
    negations: frozenset[str]
    ahead: frozenset[str]
    """Those that negate what follows them alone ("without")."""
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Properties:
    """What is known of a fact in every language: told of one thing in a story as a rule; what it never goes with."""

    once: bool = False
    opposite: frozenset[str] = frozenset()


_UNKNOWN = Properties()


@cache
def properties() -> Mapping[str, Properties]:
    """The properties of every fact (`languages/any/facts/`)."""
    out = {
        name: Properties(bool(row.get("once", False)), frozenset(map(str, row.get("opposite", ()))))
        for table in shared_folder("facts").values()
        for name, row in table.items()
    }
    for name, row in list(out.items()):
        for other in row.opposite:
            known = out.get(other, _UNKNOWN)
            out[other] = Properties(known.once, known.opposite | {name})
    return out


@cache
def facts_of(code: str) -> Facts | None:
    """The facts of a language, None where it lists none."""
    tables = load(code).folder("facts")
    if not tables:
        return None
    grammar = load(code).table("events")
    negations, ahead = (frozenset(texts.folded(w) for w in grammar.get(name, ())) for name in ("negations", "negations_ahead"))
    listed = [(fact, str(p), _terms(str(p))) for table in tables.values() for fact, patterns in table.items() for p in patterns]
    used = Counter(row for _, _, terms in listed for term in terms for row in term.split("|"))
    found: dict[str, list[tuple[_Row, int]]] = {}
    written: list[tuple[str, str, int]] = []
    for fact, pattern, terms in listed:
        # words that many patterns have are common ones: the anchor is the term that the fewest clauses have
        commonness = [sum(used[row] for row in term.split("|")) for term in terms]
        chosen = [n for n, term in enumerate(terms) if negations.isdisjoint(term.split("|"))] or range(len(terms))
        anchor = min(chosen, key=lambda n: (commonness[n], n), default=0)
        for row in _rows(terms[anchor]) if terms else ():
            found.setdefault(row[_rarest(row)], []).append((row, len(written)))
        written.append((fact, pattern, anchor))
    return Facts(code, found, written, negations, ahead, frozenset(fact for fact, *_ in listed))


def _terms(written: str) -> list[str]:
    return [term for term in written.split() if term[0] not in "~!"]


@lru_cache(maxsize=10_000)
def _pattern(code: str, number: int) -> tuple[Pattern, _Heads]:
    facts = facts_of(code)
    assert facts is not None
    fact, written, anchor = facts.written[number]
    pattern = compiled(fact, written, facts.negations, anchor)
    return pattern, tuple(frozenset(row[_rarest(row)] for row in rows) for rows in pattern.others)


def compiled(fact: str, written: str, negations: frozenset[str] = frozenset(), anchor: int = 0) -> Pattern:
    """A pattern as it is written in the list; `anchor` is the number of the term that is looked for first. Raises ValueError for one
    without a term."""
    terms = [_rows(term) for term in _terms(written)]
    without: list[_Row] = []
    reach = _REACH
    for term in written.split():
        if term.startswith("~"):
            reach = int(term[1:])
        elif term.startswith("!"):
            without += _rows(term[1:])
    if not terms or any(not row or not all(row) for rows in (*terms, tuple(without)) for row in rows):
        raise ValueError(f"{fact}: no pattern: {written!r}")
    negates = any(word.partition("/")[0] in negations for term in terms for row in term for word in row)
    return Pattern(fact, terms[anchor], tuple(t for n, t in enumerate(terms) if n != anchor), tuple(without), negates, reach)


@cache
def _rarest(row: _Row) -> int:
    """Which of the words of a row is looked up first: the longest, so that no row is tried at every "de" or "the"."""
    return max(range(len(row)), key=lambda n: (len(row[n].partition("/")[0]), -n))


def _rows(term: str) -> tuple[_Row, ...]:
    return tuple(_row(row) for row in term.split("|"))


@lru_cache(maxsize=50_000)  # the lists use the same words again and again
def _row(row: str) -> _Row:
    return tuple(word for part in row.split("_") for word in _words(part))


def _words(part: str) -> Iterator[str]:
    """A word of a pattern as a text has it: "life-threatening" is as many words as a text makes of it."""
    word, slash, kind = part.partition("/")
    if word.isalpha():  # one word, as nearly all are
        yield texts.folded(word) + slash + kind.lower()
        return
    for token in texts.tokens(word):
        yield texts.folded(token.of(word)) + slash + kind.lower()


@lru_cache(maxsize=50_000)
def _keys(code: str, form: str) -> frozenset[str]:
    """What a form may be looked up as: itself and its lemmas, these with their parts of speech too."""
    folded = texts.folded(form)
    out = {folded}
    words = lexicon.load(code)
    if words is None:
        return frozenset(out)
    plain = lexicon.plain(form)
    for sort, base in words.readings(plain):
        lemma, kind = texts.folded(base), _SORTS.get(lexicon.SORTS[sort])
        out |= {lemma, f"{lemma}/{kind}"} if kind else {lemma}
    auxiliary = words.exceptions.get((plain, "AUX"))  # "was" is no reading of "be" in the list
    if auxiliary is not None:
        out |= {texts.folded(auxiliary)}
    return frozenset(out)


def told(piece: str, code: str) -> tuple[str, ...]:
    """The facts that a clause tells, each once, in order of appearance; those it tells not to have happened with `NOT` before."""
    return tuple(dict.fromkeys(fact for fact, _ in places(piece, code)))


def places(piece: str, code: str) -> list[tuple[str, Span]]:
    """The same, each with the characters from the first to the last of its words."""
    facts = facts_of(code)
    if facts is None:
        return []
    where = texts.tokens(piece)
    words = [_keys(code, token.of(piece)) | _cut_negation(piece, where, n) for n, token in enumerate(where)]
    present: dict[str, list[int]] = {}
    for n, keys in enumerate(words):
        for key in keys:
            present.setdefault(key, []).append(n)
    found: dict[tuple[int, int, str], Span] = {}
    for at, keys in enumerate(words):
        for key in keys:
            for row, number in facts.by_word.get(key, ()):
                pattern, heads = _pattern(code, number)
                if any(head.isdisjoint(present) for head in heads):
                    continue
                hit = _hit(words, present, at - _rarest(row), row, pattern)
                if hit is not None:
                    first, last = hit
                    negated = not pattern.negates and _negated(words, _part(piece, where, first, last), last, facts)
                    name = NOT + pattern.fact if negated else pattern.fact
                    found.setdefault((first, last, name), Span(where[first].start, where[last].end))
    return [(name, span) for (_, _, name), span in sorted(found.items())]


def _cut_negation(piece: str, where: Sequence[Span], n: int) -> frozenset[str]:
    """ "not" for the "t" of "haven't", which is a word of its own where a text is cut at apostrophes."""
    if not n or len(where[n]) > 1 or not texts.folded(piece[where[n - 1].start : where[n].end]).endswith("n't"):
        return frozenset()
    return frozenset({"not"})


def _hit(
    words: Sequence[frozenset[str]], present: Mapping[str, Sequence[int]], at: int, row: _Row, pattern: Pattern
) -> tuple[int, int] | None:
    """(first, last word) of a pattern whose anchor begins at `at`, None where the rest is not near; `present` has the places of
    each word."""
    if not _stands(words, at, row) or any(_stands(words, i, r) for r in pattern.without for i in present.get(r[0], ())):
        return None
    taken = set(range(at, at + len(row)))
    for rows in pattern.others:
        spans = [range(i, i + len(r)) for r in rows for i in present.get(r[0], ()) if abs(i - at) <= pattern.reach and _stands(words, i, r)]
        free = [span for span in spans if taken.isdisjoint(span)]
        if not free:
            return None
        taken.update(_nearest(free, at))
    first, last = min(taken), max(taken)
    return (first, last) if last - first <= pattern.reach else None


def _nearest(spans: Sequence[range], at: int) -> range:
    return min(spans, key=lambda span: (abs(span.start - at), span.start, span.stop))


def _stands(words: Sequence[frozenset[str]], at: int, row: _Row) -> bool:
    return at >= 0 and at + len(row) <= len(words) and all(word in words[at + n] for n, word in enumerate(row))


def _part(piece: str, where: Sequence[Span], first: int, last: int) -> tuple[int, int]:
    """The words whose negation is that of words `first` to `last`: they, and some to either side of no comma or quotation mark."""
    low, high = first, last + 1
    while low > max(0, first - _BACK) and _BREAKS.isdisjoint(piece[where[low - 1].end : where[low].start]):
        low -= 1
    while high < min(len(where), last + 1 + _FORWARD) and _BREAKS.isdisjoint(piece[where[high - 1].end : where[high].start]):
        high += 1
    return low, high


def _negated(words: Sequence[frozenset[str]], part: tuple[int, int], last: int, facts: Facts) -> bool:
    """Whether a negation stands among the words of `part`; after the `last` word of a fact, one of what comes before it."""
    before, after = words[part[0] : last + 1], words[last + 1 : part[1]]
    return any(keys & facts.negations for keys in before) or any(keys & (facts.negations - facts.ahead) for keys in after)


def opposed(one: Iterable[str], two: Iterable[str]) -> bool:
    """Whether one clause tells a fact whose opposite, or whose negation, the other tells."""
    return any(not _contrary(fact).isdisjoint(two) for fact in one)


@cache
def _contrary(fact: str) -> frozenset[str]:
    if fact.startswith(NOT):
        return frozenset({fact.removeprefix(NOT)})
    return properties().get(fact, _UNKNOWN).opposite | {NOT + fact}


def once(fact: str) -> bool:
    """Whether a story tells of one such thing as a rule."""
    return properties().get(fact.removeprefix(NOT), _UNKNOWN).once


__all__ = ["NOT", "Facts", "Pattern", "Properties", "compiled", "facts_of", "once", "opposed", "places", "properties", "told"]
