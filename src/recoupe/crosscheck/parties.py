"""Whether two voices are one party. In doubt they are, and nothing is disputed between them."""

from __future__ import annotations

from functools import lru_cache

from recoupe import text as texts
from recoupe.records import Voice
from recoupe.remember import remembered

_SHORT_NAMES = (3, 4)  # letters of a name that `prefixes` leaves out


@lru_cache(maxsize=20_000)
def prefixes(words: str) -> frozenset[str]:
    """Words of five letters and more, cut to five: joins an office with its holder ("préfète", "préfecture") and an
    adjective with its noun ("excès", "excessive")."""
    plain = texts.folded(words).replace("'", " ").replace("-", " ").split()
    return frozenset(w[:5] for w in plain if len(w) >= 5)


def same_party(a: Voice | None, b: Voice | None) -> bool:
    """True unless both are known and evidently different: in doubt two voices are one party, and nothing is disputed."""
    if a is None or b is None:
        return True
    (left, mine), (right, yours) = _marks(a), _marks(b)
    return not left or not right or not left.isdisjoint(right) or not mine.isdisjoint(yours)


@remembered
def _marks(voice: Voice) -> tuple[frozenset[str], frozenset[str]]:
    return identity(voice), _surnames(voice)


@lru_cache(maxsize=20_000)
def _surnames(voice: Voice) -> frozenset[str]:
    """The short name that a voice ends with, however it is called ("Bruno Le Roux", "cabinet de M. Le Roux")."""
    last = (w.split()[-1] for w in (voice.name, voice.exact) if w and w.split())
    return frozenset(texts.folded(w) for w in last if w[0].isupper() and len(w) in _SHORT_NAMES and not w.isupper())


@lru_cache(maxsize=20_000)
def identity(voice: Voice) -> frozenset[str]:
    words = " ".join(w for w in (voice.name, voice.role, voice.exact if voice.name is None else None) if w)
    return prefixes(words) or frozenset(w for w in texts.folded(words).split() if len(w) >= 3)


def same_voice(a: Voice | None, b: Voice | None) -> bool:
    """True when both are known and evidently one: by name, or by a description that is part of the other's."""
    if a is None or b is None:
        return False
    if a.name and b.name:
        return texts.folded(a.name) == texts.folded(b.name)
    left, right = identity(a), identity(b)
    return bool(left and right) and (left <= right or right <= left)
