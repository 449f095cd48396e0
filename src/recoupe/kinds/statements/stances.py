"""Whether what is reported is asserted, denied or hedged, by its own words."""

from __future__ import annotations

from typing import Literal

from recoupe.kinds.statements.cues import Cue
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


def stance_by_verb(cue: Cue) -> Stance | Literal[""]:
    """What a verb makes of its clause: a denial, also by not believing it; with reservation, where it is only hoped, feared or
    believed; else whatever the words of the clause say."""
    if cue.can("U"):
        return "hedges" if cue.negated else "denies"
    if "X" in cue.frames:
        return "denies" if not cue.negated else ("hedges" if cue.can("M") else "")
    if cue.negated:
        return "denies"
    return "hedges" if cue.hedged or cue.can("M") else ""


Kind = Literal["direct", "indirect", "mixed"]
