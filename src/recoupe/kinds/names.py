"""names: people, organisations, places and named things, found with what the article itself shows of them, and gathered
over a dossier.

`find` reads the runs of capitalised words (`names_runs`), keeps those that the article or a gazetteer supports, gives each
name one kind per article from the cues around all of its mentions, and links short forms to the fullest one
("Zelensky" -> "Volodymyr Zelensky"). `gather` (in `names_gather`) does the same over many articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from recoupe.kinds.names_finder import Finder
from recoupe.kinds.names_gather import gather, same_bearer, variants
from recoupe.kinds.names_lexicon import key, lexicon, synonyms
from recoupe.records import NameMention
from recoupe.sockets import Agreement, Item, Kind, Reading

__all__ = ["KIND", "REASONS", "agree", "find", "gather", "keys", "say", "value", "variants"]

REASONS: Mapping[str, str] = {
    "name.same": "the same name, or two accepted forms of it",
    "name.variant": "two accepted spellings of one name (transliteration, accents, acronym and full name)",
    "name.spelling": "two spellings of what is evidently one bearer's name",
    "name.other": "two different names",
}


def find(reading: Reading) -> tuple[NameMention, ...]:
    """The proper names of an article, headline and body, in order, none overlapping. A language without `names.toml` has none."""
    words = lexicon(reading.language.code)
    if words is None or not reading.text:
        return ()
    return Finder(reading, words).names()


def keys(item: Item) -> frozenset[str]:
    """Names are compared when they share a first letter pair and a kind (a block, never a verdict)."""
    mention = item.mention
    if not isinstance(mention, NameMention):
        return frozenset()
    return frozenset(f"{mention.kind}:{word[:2]}" for word in key(mention.name).split() if len(word) > 2)


def agree(a: Item, b: Item) -> Agreement:
    """Same name, accepted variant, a spelling that differs, or two names that have nothing to do with each other."""
    one, two = a.mention, b.mention
    if not isinstance(one, NameMention) or not isinstance(two, NameMention) or one.kind != two.kind:
        return Agreement("unrelated", "name.other")
    left, right = key(one.name), key(two.name)
    if left == right:
        return Agreement("same", "name.same")
    if synonyms().get(left, left) == synonyms().get(right, right):
        return Agreement("variant", "name.variant")
    verdict = same_bearer(one, two)
    if verdict == "variant":
        return Agreement("variant", "name.variant")
    if verdict == "differs":
        return Agreement("differs", "name.spelling", 0.8)
    return Agreement("unrelated", "name.other")


def say(items: Sequence[Item]) -> str:
    """The spellings, most used first."""
    seen = Counter(i.mention.exact for i in items)
    return " / ".join(sorted(seen, key=lambda s: (-seen[s], s)))


def value(item: Item) -> str | None:
    """The spelling in the text."""
    return item.mention.exact


KIND = Kind("names", "name", find, keys, agree, say, value)
