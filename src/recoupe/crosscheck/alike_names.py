"""Names and speakers of two versions of one sentence: do they stand in the same place, and are they others?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from recoupe import text as texts
from recoupe.crosscheck.items import Material
from recoupe.crosscheck.parties import identity
from recoupe.crosscheck.sides import Closeness, Fact, Facts, Side, Slot, at_one_end, numbers_of, touched
from recoupe.languages import load, shared_forms
from recoupe.records import NameMention, Quote, Span, Voice

_NEARLY = 0.85  # share of words in common from which a speaker who is newly described is another one
_UTTERED = 3  # words of a statement that is the same to the letter


# ---------------------------------------------------------------- names


def names(one: Side, other: Side, slot: Slot, material: Material, pairs: Mapping[int, int]) -> Facts | None:
    if not (len(slot.left) and len(slot.right) and slot.tight):
        return None
    mine, yours = _name(one, slot.left), _name(other, slot.right)
    if mine is None or yours is None or not at_one_end(one, other, slot, (mine[1], yours[1])):
        return None
    if mine[0] is not None and yours[0] is not None:
        known = [material.name(s.examined.article.id, m) for s, m in ((one, mine[0]), (other, yours[0]))]
        letters = mine[0].exact.isupper() and yours[0].exact.isupper()  # initials are read by what stands beside them
        if (not letters and texts.folded(known[0]) == texts.folded(known[1])) or _one_name(mine[0].exact, yours[0].exact):
            return None
        if "person" in (mine[0].kind, yours[0].kind) and mine[0].kind != yours[0].kind:
            return None
    changed = [frozenset(n for n in r if s.words[n].span.overlap(m[1])) for s, r, m in ((one, slot.left, mine), (other, slot.right, yours))]
    said = [[s.told(n) for n in sorted(c)] for s, c in zip((one, other), changed, strict=True)]
    if not changed[0] or not changed[1] or any(_akin(texts.folded(p), texts.folded(q)) for p in said[0] for q in said[1]):
        return None
    shouted = [all(w.isupper() for w in s) and any(len(w) > 3 for w in s) for s in said]
    quiet = [not any(w.isupper() for w in s) for s in said]
    if (shouted[0] and quiet[1]) or (shouted[1] and quiet[0]):
        return None
    if _abbreviated(mine[1].of(one.text), other) or _abbreviated(yours[1].of(other.text), one):
        return None
    if _one_name(" ".join(said[0]), " ".join(said[1])) or _within(" ".join(said[0]), " ".join(said[1])):
        return None
    people = [isinstance(m[0], NameMention) and m[0].kind == "person" for m in (mine, yours)]
    if not any(people) and any(_longer(s, r) for s, r in ((one, slot.left), (other, slot.right))):
        return None
    whole = [{texts.folded(w) for w in re.findall(r"[^\W\d_]{3,}", m[1].of(s.text))} for s, m in ((one, mine), (other, yours))]
    if whole[0] & whole[1] and not all(people):
        return None
    facts = [
        Fact("name", "name", texts.folded(" ".join(w)), m[1].of(s.text), numbers_of(s, m[1], r), m[1], s.examined.article.id)
        for s, r, m, w in ((one, slot.left, mine, said[0]), (other, slot.right, yours, said[1]))
    ]
    return facts[0], facts[1]


def _name(side: Side, run: range) -> tuple[NameMention | None, Span] | None:
    """The one name that a passage has, or the words with a capital that are all it has."""
    passage = touched(side, run)
    found = [n for n in side.examined.names if n.span.overlap(passage)]
    if found:
        return (found[0], found[0].span) if len(found) == 1 else None
    if run.start == 0 or _title_case(side):
        return None
    content = [n for n in run if side.words[n].content]
    if not content or any(not side.told(n)[:1].isupper() for n in content):
        return None
    after = side.words[content[-1]].span.end
    if len(side.told(content[-1])) < 7 and side.text[after : after + 1] == ".":
        return None  # a title cut short
    return None, Span(side.words[content[0]].span.start, side.words[content[-1]].span.end)


def _longer(side: Side, run: range) -> bool:
    """A word with a capital stands right beside a passage: it is only part of a name."""
    for inner, outer in ((run.start, run.start - 1), (run.stop - 1, run.stop)):
        if 0 < outer < len(side.words) and side.told(outer)[:1].isupper() and side.words[outer].content:
            first, last = sorted((side.words[inner].span, side.words[outer].span))
            if not side.text[first.end : last.start].strip():
                return True
    return False


@cache
def _countries() -> frozenset[str]:
    """Countries and regions that are no town as well."""
    towns = frozenset[str]().union(*(shared_forms(name) for name in ("cities", "cities_more", "communes")))
    return shared_forms("territories") - towns


def _within(one: str, other: str) -> bool:
    """One is a country or a region and the other is not: a town may well lie in it."""
    return (texts.folded(one) in _countries()) != (texts.folded(other) in _countries())


def _title_case(side: Side) -> bool:
    """Most words of a sentence have a capital: capitals say nothing."""
    content = [side.told(n) for n, w in enumerate(side.words) if w.content and not w.key.startswith("#")]
    return sum(w[:1].isupper() for w in content) > 0.6 * len(content)


def _akin(one: str, other: str) -> bool:
    """Words of one family ("France", "français"), or one word in two spellings."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return True
    head = next((n for n, (p, q) in enumerate(zip(short, long, strict=False)) if p != q), len(short))
    return head >= 4 or (head >= 3 and len(short) <= 5)


def _abbreviated(name: str, side: Side) -> bool:
    """A sentence has the initials of a name of several words."""
    words = (side.told(n) for n in range(len(side.words)))
    return " " in name and any(w.isupper() and len(w) > 1 and _one_name(w, name) for w in words)


def _one_name(one: str, other: str) -> bool:
    """One is the initials of the other."""
    for short, long in ((one, other), (other, one)):
        if short.replace(".", "").isupper() and len(short) >= 2:
            letters = [w[0] for w in re.findall(r"[^\W\d_]+", texts.folded(long))]
            wanted = list(texts.folded(short).replace(".", ""))
            while wanted and letters:
                if letters.pop(0) == wanted[0]:
                    wanted.pop(0)
            if not wanted:
                return True
    return False


# ---------------------------------------------------------------- speakers


def speakers(one: Side, other: Side, pairs: Mapping[int, int]) -> Iterator[Facts]:
    """The same words said by others: statements whose words stand against each other, with speakers that are named in the two
    sentences and have no word in common."""
    for mine in _said(one):
        inside = {n for n, w in enumerate(one.words) if mine.span.overlap(w.span)}
        for yours in _said(other):
            there = {n for n, w in enumerate(other.words) if yours.span.overlap(w.span)}
            shared = [n for n in inside if pairs.get(n) in there]
            whole = len(shared) == len(inside) == len(there) >= _UTTERED
            if 2 * len(shared) < max(len(inside), len(there)) or (sum(one.words[n].content for n in shared) < 2 and not whole):
                continue
            places = _place(one, mine), _place(other, yours)
            if places[0] is None or places[1] is None:
                continue
            words = [
                frozenset(n for n, w in enumerate(s.words) if w.span.overlap(p)) for s, p in zip((one, other), places, strict=True) if p
            ]
            if not words[0] or not words[1] or not _other_voice((one, other), (mine.speaker, yours.speaker), words, pairs):
                continue
            facts = [
                Fact(
                    "speaker",
                    "speaker",
                    texts.folded(q.speaker.name or q.speaker.exact or ""),
                    q.speaker.name or q.speaker.exact,
                    w,
                    p,
                    s.examined.article.id,
                )
                for s, q, w, p in zip((one, other), (mine, yours), words, places, strict=True)
                if p is not None
            ]
            yield facts[0], facts[1]
            return


def _said(side: Side) -> list[Quote]:
    return [q for q in side.examined.quotes if q.span.overlap(side.sentence) and q.speaker.exact and (q.speaker.name or q.speaker.role)]


def _place(side: Side, quote: Quote) -> Span | None:
    """Where the sentence names the speaker of a statement."""
    exact = quote.speaker.exact or ""
    for match in re.finditer(rf"(?<!\w){re.escape(exact)}(?!\w)", side.sentence.of(side.text)):
        span = Span(side.sentence.start + match.start(), side.sentence.start + match.end())
        if not span.overlap(quote.span):
            return span
    return None


def _calls(voice: Voice) -> list[str]:
    return [re.sub(r"^(?:\w{1,3}[ '’])", "", w) for w in (voice.name, voice.exact) if w]


def _other_voice(sides: tuple[Side, Side], voices: tuple[Voice, Voice], words: Sequence[frozenset[int]], pairs: Mapping[int, int]) -> bool:
    """Two speakers that have nothing in common, nothing of their words being the same."""
    (one, other), (a, b) = sides, voices
    if identity(a) & identity(b) or not identity(a) or not identity(b):
        return False
    if any(_one_name(p, q) or texts.folded(p) in texts.folded(q) for p in _calls(a) for q in _calls(b)):
        return False
    content = [[n for n in w if s.words[n].content] for s, w in zip((one, other), words, strict=True)]
    met = set(pairs), set(pairs.values())
    return bool(content[0] and content[1]) and not (met[0] & set(content[0]) or met[1] & set(content[1]))


def other_speaker(sides: tuple[Side, Side], pair: Facts, close: Closeness) -> bool:
    """Whether two speakers that have no word in common are two parties: both are called by name, or by what they are and
    that is of two sorts (the police, the town hall). Else only where what the one is called is nowhere in the other article, and
    the copies are otherwise the same to the letter, or it is called something particular: "the company" and "the firm" are one
    party, and so are a minister's name and his office."""
    named = [any(n.span.overlap(f.span) for n in s.examined.names) for s, f in zip(sides, pair, strict=True)]
    if all(named):
        return True
    sorts = [_sort(f.span.of(s.text), s.examined.article.language) for s, f in zip(sides, pair, strict=True)]
    if None not in sorts:
        return sorts[0] != sorts[1]
    new = [_new(s, f, o) for s, f, o in ((sides[0], pair[0], sides[1]), (sides[1], pair[1], sides[0]))]
    if close.verbatim and not close.left_over:
        return any(new)
    return close.like >= _NEARLY and any(n and _particular(f.span.of(s.text), s) for n, f, s in zip(new, pair, sides, strict=True))


def _particular(called: str, side: Side) -> bool:
    """Two content words at least, and no office, which may be that of somebody whom the other text calls by name."""
    code = side.examined.article.language
    return len(texts.stems(called, code)) > 1 and not set(texts.folded(called).replace("'", " ").split()) & _offices(code)


@cache
def _offices(code: str) -> frozenset[str]:
    """The words that offices are called by."""
    listed = (str(form) for forms in load(code).table("offices").get("offices", {}).values() for form in forms)
    return frozenset(w for form in listed for w in texts.folded(form).split() if len(w) > 3)


@cache
def _sorts(code: str) -> Mapping[str, str]:
    table = load(code).table("differences").get("parties", {})
    return {texts.folded(str(word)): str(sort) for sort, listed in table.items() for word in listed}


def _sort(called: str, code: str) -> str | None:
    """The sort of party that the first noun tells which is listed."""
    known = _sorts(code)
    return next((known[w] for w in re.findall(r"[\w-]+", texts.folded(called)) if w in known), None)


def _new(side: Side, fact: Fact, other: Side) -> bool:
    """What a speaker is called has no word that the other article has."""
    code = side.examined.article.language
    return not set(texts.stems(fact.span.of(side.text), code)) & _stems(other.text, code)


@lru_cache(maxsize=64)
def _stems(text: str, code: str) -> frozenset[str]:
    return frozenset(texts.stems(text, code))
