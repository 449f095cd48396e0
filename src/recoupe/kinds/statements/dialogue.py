"""Dash dialogue: paragraphs that begin with a dash and hold speech without quotation marks.

A dash also begins the items of a list: a run of such paragraphs is dialogue only where one of them says who speaks
(« — Il est parti, dit-elle. »)."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from recoupe.kinds.statements.grammar import Grammar, Token
from recoupe.kinds.statements.marks import Marked
from recoupe.records import Span
from recoupe.text import trim

_DASHES = "–—-"
_MARKS = "«“\"„‘'"
_ENDS = {",", "?", "!", "…"}


def dialogues(text: str, blocks: Sequence[Span], tokens: Sequence[Token], rules: Grammar) -> list[Marked]:
    """The speech of dash dialogue as marked stretches; what follows the last words of a speaker (", dit-elle.") stays out."""
    out: list[Marked] = []
    run: list[tuple[Span, int, int]] = []
    for block in [*blocks, Span(len(text), len(text))]:
        start = _speech(text, block)
        if start >= 0:
            a = bisect.bisect_left(tokens, start, key=lambda t: t.start)
            b = bisect.bisect_left(tokens, block.end, key=lambda t: t.start)
            run.append((Span(start, block.end), _incise(tokens, a, b, rules), b))
            continue
        if any(at >= 0 for _, at, _ in run):
            out += [_marked(text, tokens, speech, at, b) for speech, at, b in run]
        run = []
    return [m for m in out if len(m.span)]


def _speech(text: str, block: Span) -> int:
    """Where the speech of a dash paragraph begins, or -1."""
    if not len(block) or text[block.start] not in _DASHES:
        return -1
    start = block.start + 1
    while start < block.end and text[start].isspace():
        start += 1
    return start if start < block.end and text[start].isupper() and start > block.start + 1 else -1


def _incise(tokens: Sequence[Token], a: int, b: int, rules: Grammar) -> int:
    """The punctuation mark before the words that say who speaks, or -1."""
    for k in range(a + 1, min(b - 2, a + 200)):
        if tokens[k].kind != "p" or tokens[k].low not in _ENDS:
            continue
        verb = k + 1
        while (verb < b - 1 and tokens[verb].low in rules.auxiliaries) or tokens[verb].low in rules.words["reflexives"]:
            verb += 1
        forms = [f for f in rules.forms.get(tokens[verb].low, ()) if set(f.frames) & {"D", "I"} and f.shape in {"s", "p", "part"}]
        after = tokens[verb + 1] if verb + 1 < b else None
        if forms and after is not None and (after.low in rules.inversions_set or after.upper or after.low in rules.determiners):
            return k
    return -1


def _marked(text: str, tokens: Sequence[Token], speech: Span, at: int, b: int) -> Marked:
    """The whole paragraph, or the part before an incise that ends it."""
    end = speech.end
    if (
        at >= 0
        and not any(t.low in ".!?…" and t.kind == "p" for t in tokens[at + 1 : b - 1])
        and not any(t.low == "," for t in tokens[at + 1 : b])
    ):
        end = tokens[at].end if tokens[at].low != "," else tokens[at].start
    return Marked(speech.start, end, trim(text, speech.start, end), dialogue=True)
