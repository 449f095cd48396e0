"""What was not known or denied "so far" and is told later: an update, never a contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from recoupe import text as texts
from recoupe.crosscheck.conclude import finding, shorten
from recoupe.crosscheck.items import Material, evidence
from recoupe.crosscheck.replies import until_now
from recoupe.languages import load
from recoupe.records import EventMention, Finding
from recoupe.sockets import Item

REASONS = {"statement.superseded": "an earlier report says that nothing of the kind is known so far, a later one that it is so"}

_MOST = 4  # pieces of evidence on either side
_SHORT = 28  # words of a clause whose negation can be taken to be about its one act
_SHARED = 2.0  # weight of a word by which the later clause takes up the earlier


@dataclass(frozen=True, slots=True)
class _Words:
    until_now: tuple[str, ...]
    owns: frozenset[str]
    acts: frozenset[str]
    open: frozenset[str]


@cache
def _words(code: str) -> _Words:
    table = load(code).table("disputes")
    return _Words(
        until_now(code),
        frozenset(texts.folded(str(w)) for w in table.get("owns", ())),
        frozenset(str(a) for a in table.get("supersedes", ())),
        frozenset(texts.folded(str(w)) for w in table.get("open_questions", ())),
    )


def find(material: Material) -> list[Finding]:
    """One finding for each story and act that an earlier report says is not known so far and a later report tells."""
    by_story: dict[str, list[Item]] = defaultdict(list)
    for item in material.items.get("events", ()):
        if not item.headline and item.published:
            by_story[material.story_of[item.report.key]].append(item)
    out: list[Finding] = []
    for story in sorted(by_story):
        items = by_story[story]
        early = [i for i in items if _so_far(i)]
        for act in sorted({a for i in early for a in _acts(i)}):
            found = _superseded([i for i in early if act in _acts(i)], [i for i in items if act in _acts(i)], material)
            if found is not None:
                out.append(found)
    return out


def _acts(item: Item) -> frozenset[str]:
    mention = item.mention
    return frozenset(mention.acts) & _words(item.language).acts if isinstance(mention, EventMention) else frozenset()


def _so_far(item: Item) -> bool:
    """True for a clause that denies for the time being ("no sign of a leak", "aucune victime pour l'instant")."""
    mention = item.mention
    assert isinstance(mention, EventMention)
    if not mention.negated or mention.planned:
        return False
    words = [texts.folded(t.of(mention.exact)) for t in texts.tokens(mention.exact)]
    if len(words) > _SHORT or len(mention.acts) > 2 or _words(item.language).open & set(words):
        return False
    padded = f" {' '.join(words)} "
    return any(f" {w} " in padded for w in _words(item.language).until_now)


def _superseded(early: Sequence[Item], told: Sequence[Item], material: Material) -> Finding | None:
    first = min(i.published or "9" for i in early)
    late = [i for i in told if any(_takes_up(i, e) for e in early) and (i.published or "")[:10] > first[:10]]
    if not late:
        return None
    before = [i for i in early if (i.published or "9") <= min(j.published or "9" for j in late)]
    if not before:
        return None
    proofs = [evidence(i) for i in before[:_MOST]] + [evidence(i, "update") for i in late[:_MOST]]
    summary = f"{shorten(before[0].mention.exact, 115)} → {shorten(late[0].mention.exact, 115)}"
    return finding(
        proofs, material, status="updated", aspect="statement", summary=summary, reasons=["statement.superseded"], confidence=0.7
    )


def _takes_up(late: Item, early: Item) -> bool:
    """True when a later clause asserts what the earlier one has not found: a word of it too, or that it is owned now."""
    mention = late.mention
    assert isinstance(mention, EventMention)
    if mention.negated or mention.planned or late.stance != "asserts" or mention.stance != "asserts":
        return False
    if not (late.published or "")[:10] > (early.published or "9")[:10] or late.sentence.of(late.article.text).rstrip().endswith("?"):
        return False
    if mention.date is not None and mention.date < (early.published or "")[: len(mention.date)]:
        return False  # told of an earlier happening
    words = {texts.folded(t.of(late.article.text)) for t in texts.tokens(late.article.text, late.sentence)}
    common = [f for f in early.own if f in late.own and ":" not in f and early.own[f] >= _SHARED]
    return bool(common or words & _words(late.language).owns)
