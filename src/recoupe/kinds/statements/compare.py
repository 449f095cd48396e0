"""Whether two quotes of different reports render the same utterance, and in the same words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from recoupe.kinds.statements.grammar import Grammar, grammar
from recoupe.records import Quote, Voice
from recoupe.sockets import Agreement, Item
from recoupe.text import folded, said, stems

REASONS = {
    "quote.identical": "the same words, whatever the punctuation",
    "quote.cut": "one is a cut of the other",
    "quote.wording": "both in quotation marks, clearly one utterance, yet the words differ",
    "quote.near": "the same words but for a title, an article or the like",
    "quote.rendered": "the same utterance, rendered or paraphrased by one of them",
    "quote.short": "too short to tell",
    "quote.speaker": "not the same speaker",
    "quote.other": "another utterance",
}
"""What each reason code of `agree` means."""

_VERBATIM = 8  # words from which two wordings of one utterance can be told from two utterances
_WORD = re.compile(r"[^\W_]+")
_FULL_HOUR = re.compile(r"(?<=\d)\s?[:.h]\s?00\b")
_PLAIN = 2  # content words in common that are no names: what anybody may say of one thing has its name


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_FULL_HOUR.sub("", folded(text))))


def _quote(item: Item) -> Quote:
    assert isinstance(item.mention, Quote)
    return item.mention


def _speakers(voice: Voice | None) -> frozenset[str]:
    """Surname and the words of the role, folded: what two renderings of one speaker share."""
    if voice is None:
        return frozenset()
    out = set()
    if voice.name:
        out.add(_words(voice.name)[-1] if _words(voice.name) else "")
    for word in _words(voice.role or "") + (_words(voice.exact or "") if not voice.name else ()):
        if len(word) > 4:
            out.add(word)
    return frozenset(out - {""})


def keys(item: Item) -> frozenset[str]:
    """Two content stems side by side, and every long stem with its neighbour: quotes that share none are never
    compared. Only words in quotation marks are compared at all."""
    quote = _quote(item)
    if quote.kind == "indirect":
        return frozenset()
    content = stems(quote.exact, item.language)[:60]
    if len(content) < 3:
        return frozenset()
    pairs = {"quote:" + "+".join(sorted(p)) for p in itertools.pairwise(content)}
    skips = {"quote:" + "+".join(sorted(p)) for p in zip(content, content[2:], strict=False)}
    return frozenset(pairs | skips)


def agree(a: Item, b: Item) -> Agreement:
    """The verdict on two quotes. A difference is claimed only for two direct quotes of at least eight words each,
    by the same speaker, that share most of their content."""
    one, two = _quote(a), _quote(b)
    first, second = _heard(one.exact, one.kind, a.language), _heard(two.exact, two.kind, b.language)
    if a.language != b.language:
        return Agreement("unrelated", "quote.other", 0.0)
    if first == second:
        if len(first) < 3 and one.kind != two.kind:
            return Agreement("unrelated", "quote.short", 0.0)
        return Agreement("same", "quote.identical")
    if min(len(first), len(second)) < 4:
        return Agreement("unrelated", "quote.short", 0.0)
    within = _common(first, second) / min(len(first), len(second))
    similar = 2 * _common(first, second) / (len(first) + len(second))
    both = one.kind == two.kind == "direct"
    long = min(len(first), len(second)) >= _VERBATIM
    swapped = both and long and similar >= _ALTERED and _swapped(first, second, a.language)
    if similar >= 0.93 and not swapped and not _weighty(first, second, a.language):
        return Agreement("variant", "quote.near", similar)
    shorter = min(len(first), len(second))
    run = _run(first, second) if within >= 0.9 else 0
    if run >= 4 and not swapped and (run >= 0.9 * shorter or not _weighty(first, second, a.language)):
        return Agreement("finer" if len(first) > len(second) else "coarser", "quote.cut", within)
    told = both and long and _one_utterance(first, second, similar) and not (_named(one.speaker) and _named(two.speaker))
    if not told and not _same_speaker(one.speaker, two.speaker):
        return Agreement("unrelated", "quote.speaker", 0.0)
    content = _content(a, b)
    if swapped and _plain(a, b) >= _PLAIN:
        return Agreement("differs", "quote.wording", similar)
    if both and long and similar >= 0.4 and content >= 0.4 and _ratio(first, second) >= 0.5 and _plain(a, b) >= _PLAIN:
        if _same_start(first, second):
            return Agreement("variant", "quote.cut", similar)  # the same beginning, another sentence after it
        return Agreement("differs", "quote.wording", similar)
    if similar >= 0.5 and content >= 0.5 and min(len(first), len(second)) >= 6:
        return Agreement("variant", "quote.rendered", similar)
    return Agreement("unrelated", "quote.other", similar)


_ALTERED = 0.75
"""How alike two quotes are that differ by a word or two put in the place of others."""


def _one_utterance(a: tuple[str, ...], b: tuple[str, ...], similar: float) -> bool:
    """Whether so many words stand in the same order, several of them in a row, that nobody else can have said the other."""
    return similar >= 0.65 and _run(a, b) >= 5


def _named(voice: Voice) -> bool:
    """Whether the words of the article themselves name the speaker: "he" or "l'élue" is somebody only by resolution."""
    name, exact = _words(voice.name or ""), _words(voice.exact or "")
    return bool(name) and (not exact or name[-1] in exact)


def _swapped(a: tuple[str, ...], b: tuple[str, ...], code: str) -> bool:
    """Whether a content word stands in the place of another ("bulldozers" for "beets") between words that both have: no
    trifle, unless it is only spelt or inflected in another way, or a number written out."""
    from rapidfuzz.distance import LCSseq

    gone: list[str] = []
    come: list[str] = []
    for op in LCSseq.opcodes(a[:400], b[:400]):
        if op.tag != "equal":
            gone += a[op.src_start : op.src_end]
            come += b[op.dest_start : op.dest_end]
        elif _other_words(gone, come, code):
            return True
        else:
            gone, come = [], []
    return False  # what stands at the end alone may be another cut


def _other_words(gone: Sequence[str], come: Sequence[str], code: str) -> bool:
    """Whether up to three words each, both with content, have nothing to do with one another."""
    if not gone or not come or max(len(gone), len(come)) > 3 or any(w[:1].isdigit() for w in (*gone, *come)):
        return False
    one, two = stems(" ".join(gone), code), stems(" ".join(come), code)
    return bool(one) and bool(two) and not any(_close(x, y) or x[:4] == y[:4] for x in one for y in two)


def _same_start(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the two begin with (nearly) the same words and then say something else: two cuts of one speech."""
    n = 20
    if min(len(a), len(b)) < n + 6:
        return False
    rest = 2 * _common(tuple(a[n:]), tuple(b[n:])) / (len(a) + len(b) - 2 * n)
    return _common(tuple(a[:n]), tuple(b[:n])) >= 0.8 * n and rest < 0.45


def _weighty(a: Sequence[str], b: Sequence[str], code: str) -> bool:
    """Whether what differs is a figure or a negation: never a trifle."""
    rules = grammar(code)
    words = set(a) ^ set(b)
    nots = (rules.words["negations"] | rules.words["not"]) if rules is not None else frozenset()
    return any(w[:1].isdigit() or w in nots for w in words)


@lru_cache(maxsize=20_000)
def _heard(exact: str, kind: str, code: str) -> tuple[str, ...]:
    """The words of a quote without an incise between commas ("..., raconte-t-elle, ...")."""
    return _words(_said(exact, kind, code))


def _said(exact: str, kind: str, code: str) -> str:
    rules = grammar(code)
    if rules is None or kind != "direct" or not rules.inversions:
        return exact
    parts = re.split(r"(?<=[,.?!])\s", exact)
    kept = [p for n, p in enumerate(parts) if n == 0 or not _incised(p, rules)]
    return " ".join(kept)


def _incised(part: str, rules: Grammar) -> bool:
    words = part.lower().replace("’", "'").split()
    if not words:
        return False
    first = words[0].rstrip(",.")
    for ending in rules.inversions:
        if first.endswith(ending) and (first[: -len(ending)] in rules.forms or first[: -len(ending)] in rules.auxiliaries):
            return True
    finite = any(f.shape in "sp" and "D" in f.frames for f in rules.forms.get(first, ()))
    return finite and len(words) > 1 and any(w[:1].isupper() for w in part.split()[1:])


def _ratio(a: Sequence[str], b: Sequence[str]) -> float:
    return min(len(a), len(b)) / max(len(a), len(b))


def _content(a: Item, b: Item) -> float:
    """The share of content stems two quotes have in common (Dice)."""
    one, two = set(stems(_quote(a).exact, a.language)), set(stems(_quote(b).exact, b.language))
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def _plain(a: Item, b: Item) -> int:
    """How many content stems two quotes share that stand in neither as (part of) a name."""
    told = [_quote(i).exact for i in (a, b)]
    named = {s for t in told for w in t.split()[1:] if w[:1].isupper() for s in stems(w, a.language)}
    return len((set(stems(told[0], a.language)) & set(stems(told[1], a.language))) - named)


@lru_cache(maxsize=20_000)
def _common(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """The length of the longest common subsequence of words (of the first 400)."""
    from rapidfuzz.distance import LCSseq

    return int(LCSseq.similarity(a[:400], b[:400]))


@lru_cache(maxsize=20_000)
def _run(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """The longest run of words in common."""
    where: dict[str, list[int]] = {}
    for j, word in enumerate(b):
        where.setdefault(word, []).append(j)
    best, before = 0, dict[int, int]()
    for word in a:
        here = {j: before.get(j - 1, 0) + 1 for j in where.get(word, ())}
        if here:
            best = max(best, *here.values())
        before = here
    return best


def _same_speaker(a: Voice, b: Voice) -> bool:
    """The same surname (a letter or two of misspelling allowed), the same role, or the role of one in the other."""
    if a.name and b.name:
        one, two = _words(a.name), _words(b.name)
        if one and two:
            if one[-1] == two[-1] or set(one) <= set(two) or set(two) <= set(one):
                return True
            if len(one[-1]) > 4 and len(two[-1]) > 4 and _close(one[-1], two[-1]):
                return len(one) < 2 or len(two) < 2 or one[0] == two[0]
        if len(one) > 1 and len(two) > 1:
            return False
    shared = _speakers(a) & _speakers(b)
    return bool(shared)


def _close(a: str, b: str) -> bool:
    """Whether two surnames are a misspelling apart: a third of their letters at most, and the same beginning."""
    from rapidfuzz.distance import Levenshtein

    return a[:2] == b[:2] and int(Levenshtein.distance(a, b)) <= max(1, min(len(a), len(b)) // 3)


def say(items: Sequence[Item]) -> str:
    """The longest rendering, with its speaker as the dossier calls them."""
    best = max(items, key=lambda i: (len(_quote(i).exact), i.article.id))
    quote = _quote(best)
    voice = best.speaker or quote.speaker
    return said(voice.name or voice.role or voice.exact, quote.exact, best.language)


def value(item: Item) -> str | float | None:
    """The words themselves."""
    return _quote(item).exact
