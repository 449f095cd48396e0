"""Whether what is reported is asserted, denied or hedged, by its own words."""

from __future__ import annotations

from typing import Literal

from recoupe.kinds.statements.scene import Scene
from recoupe.records import Stance


def stance_of(scene: Scene, exact: str, kind: str) -> Stance:
    """The stance of a content: a denial in so many words, hearsay by mood or adverb, else an assertion."""
    rules = scene.rules
    if rules.denied is not None and rules.denied.search(exact[:400]):
        return "denies"
    if kind != "direct":
        words = exact.lower().replace("’", "'").split()
        if any(w.strip(',;.«»"') in rules.hedged for w in words):
            return "hedges"
    return "asserts"


Kind = Literal["direct", "indirect", "mixed"]
