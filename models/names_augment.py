"""More examples from few: labelled documents told again with other names, in capitals, cut into lone sentences, or with a
line-up at the end, so that a model learns names by what stands around them and not by heart. Names are drawn from the training
documents and the shipped lists, or made up letter by letter; every draw comes from the seed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.names_corpora import Labelled, Name, outermost
from recoupe.kinds.names_lexicon import Lexicon, key, lexicon

_WORD = re.compile(r"[^\W\d_]+")
_ORDER = 3


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters that follow each three letters in a list of words: makes words up that sound alike."""

    after: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> Letters:
        rows: dict[str, list[str]] = {}
        for word in words:
            marked = "^" * _ORDER + word + "$"
            for i in range(_ORDER, len(marked)):
                rows.setdefault(marked[i - _ORDER : i], []).append(marked[i])
        return cls({before: tuple(letters) for before, letters in rows.items()})

    def word(self, chance: random.Random) -> str:
        """A word of 3 to 12 letters."""
        while True:
            out = "^" * _ORDER
            while not out.endswith("$") and len(out) < 20:
                out += chance.choice(self.after[out[-_ORDER:]])
            made = out[_ORDER:-1]
            if out.endswith("$") and 3 <= len(made) <= 12:
                return made


@dataclass(frozen=True, slots=True)
class Pool:
    """What names are made of in one language."""

    words: Lexicon
    first_names: tuple[str, ...]
    surnames: tuple[str, ...]
    towns: tuple[str, ...]
    ordinary: tuple[str, ...]
    surname_letters: Letters
    town_letters: Letters

    @classmethod
    def of(cls, documents: Sequence[Labelled], lang: str) -> Pool:
        """The names of the documents and the lists that the package ships."""
        words = lexicon(lang)
        assert words is not None
        firsts: Counter[str] = Counter()
        lasts: set[str] = set()
        for document in documents:
            for start, end, kind in document.names:
                parts = document.text[start:end].split()
                if kind == "person" and len(parts) > 1:
                    firsts[parts[0]] += 1
                    lasts.update(part for part in parts[1:] if part[0].isupper() and len(part) > 2 and part.isalpha())
        known = sorted(name.title() for name in words.first_names if name.isalpha() and len(name) > 2)
        used = sorted(name for name in firsts if name.isalpha() and len(name) > 2)
        towns = tuple(sorted(name.title() for name in words.places - words.territories if " " not in name and len(name) > 3))
        ordinary = tuple(sorted(w.title() for w in words.common if w.isalpha() and 4 < len(w) < 10))
        surnames = tuple(sorted(lasts))
        return cls(words, tuple(used * 4 + known), surnames, towns, ordinary, Letters.of(surnames), Letters.of(towns))

    def surname(self, chance: random.Random) -> str:
        draw = chance.random()
        if draw < 0.35:
            return chance.choice(self.surnames)
        if draw < 0.75:
            return self.surname_letters.word(chance).capitalize()
        return chance.choice(self.towns if draw < 0.9 else self.ordinary)

    def first_name(self, chance: random.Random) -> str:
        return chance.choice(self.first_names) if chance.random() < 0.85 else self.surname_letters.word(chance).capitalize()

    def town(self, chance: random.Random) -> str:
        draw = chance.random()
        if draw < 0.4:
            return chance.choice(self.towns)
        return self.town_letters.word(chance).capitalize() if draw < 0.85 else chance.choice(self.surnames)

    def body(self, old: str, chance: random.Random) -> str:
        """Another one-word name of an organisation, of the same look."""
        if old.isupper():
            size = max(2, len(old) + chance.choice((-1, 0, 0, 1)))
            return "".join(chance.choice("AABCCDEEFGIIJLMMNOPPRSSTUUV") for _ in range(size))
        draw = chance.random()
        if draw < 0.35:
            word = chance.choice((self.surname, self.town))(chance)
            other = chance.choice((*self.ordinary, chance.choice(self.towns)))
            return chance.choice((f"{word} {other}", f"{other} {word}", f"{word} {other.lower()}", f"{word} & {self.surname(chance)}"))
        if draw < 0.7:
            made = self.surname_letters.word(chance).capitalize()
            return made + self.town_letters.word(chance)[:4].capitalize() if draw < 0.4 else made
        return chance.choice(self.ordinary if draw < 0.85 else self.towns)


def _other_words(document: Labelled, pool: Pool, chance: random.Random) -> dict[tuple[str, str], str]:
    """(kind, word) -> another word, the same throughout the document."""
    out: dict[tuple[str, str], str] = {}
    for start, end, kind in sorted(document.names, key=lambda n: (n[0] - n[1], n[0])):
        name = document.text[start:end]
        words = _WORD.findall(name)
        if kind == "person":
            for i, word in enumerate(words):
                if not word[0].isupper() or len(word) < 2:
                    continue
                first = i == 0 and len(words) > 1
                out.setdefault((kind, word), pool.first_name(chance) if first else pool.surname(chance))
        elif len(words) == 1 and words[0] == name and name[0].isupper():
            if kind == "place" and key(name) not in pool.words.territories:
                out.setdefault((kind, name), pool.town(chance))
            elif kind == "organisation" and key(name) not in pool.words.organisation_heads:
                out.setdefault((kind, name), pool.body(name, chance))
    return out


def renamed(document: Labelled, pool: Pool, chance: random.Random) -> Labelled:
    """The document with other people, towns and one-word bodies."""
    others = _other_words(document, pool, chance)
    pieces: list[str] = []
    names: list[Name] = []
    moved: list[tuple[int, int]] = []  # old offset, what later offsets gain
    at = gain = 0
    for start, end, kind in document.names:
        pieces.append(document.text[at:start])
        begin = start + gain
        if end - start == 1:
            new = document.text[start:end]
        else:
            mine = {word: other for (sort, word), other in others.items() if sort == kind}
            new = _replaced(document.text[start:end], mine)
        pieces.append(new)
        gain += len(new) - (end - start)
        moved.append((end, gain))
        names.append((begin, begin + len(new), kind))
        at = end
    pieces.append(document.text[at:])
    ignore = tuple((_moved(a, moved), _moved(b, moved)) for a, b in document.ignore)
    return replace(document, id=document.id + "+names", text="".join(pieces), names=tuple(names), ignore=ignore)


def _replaced(name: str, others: Mapping[str, str]) -> str:
    """A name word by word in the words that stand for its own."""
    return _WORD.sub(lambda m: _like(m.group(), others.get(m.group())), name)


def _like(old: str, new: str | None) -> str:
    """A word in the capitals of the one it replaces."""
    if new is None:
        return old
    return new.upper() if old.isupper() and len(old) > 1 else new


def _moved(offset: int, moved: Sequence[tuple[int, int]]) -> int:
    gain = 0
    for end, total in moved:
        if end > offset:
            break
        gain = total
    return offset + gain


def shouted(document: Labelled, chance: random.Random, share: float) -> Labelled:
    """The document with some lines in capitals, or every word with one, as headlines are."""
    out = []
    for line in document.text.split("\n"):
        draw = chance.random()
        told = line
        if draw < share and len(line.split()) < 20:
            told = line.upper() if draw < share / 2 else re.sub(r"\b[^\W\d_]{4,}", lambda m: m.group()[0].upper() + m.group()[1:], line)
        out.append(told if len(told) == len(line) else line)
    return replace(document, text="\n".join(out), names=outermost(document.names))


def alone(document: Labelled, sentences: Sequence[tuple[int, int]]) -> list[Labelled]:
    """Each sentence as a document of its own: nothing else in it tells what a name is. A sentence whose bounds cut a name is
    left out."""
    out = []
    for number, (start, end) in enumerate(sentences):
        touching = [name for name in document.names if name[0] < end and start < name[1]]
        if any(name[0] < start or end < name[1] for name in touching):
            continue
        names = tuple((a - start, b - start, kind) for a, b, kind in touching)
        ignore = tuple((max(a, start) - start, min(b, end) - start) for a, b in document.ignore if a < end and start < b)
        out.append(replace(document, id=f"{document.id}+{number}", text=document.text[start:end], names=names, ignore=ignore))
    return out


def lined_up(document: Labelled, pool: Pool, chance: random.Random) -> Labelled:
    """The document with one or two lists of players at its end: surnames with numbers, with marks, or bare."""
    text = document.text.rstrip() + "\n\n"
    names = list(document.names)
    for _ in range(chance.choice((1, 2, 2))):
        if chance.random() < 0.7:
            team = pool.town(chance)
            names.append((len(text), len(text) + len(team), chance.choice(("organisation", "place"))))
            text += team + chance.choice((" : ", ": "))
        style = chance.choice(("numbers", "numbers", "bare", "dashes", "marks"))
        for i in range(chance.randrange(5, 15)):
            if i:
                text += " - " if style == "dashes" and chance.random() < 0.9 else ", "
            first = pool.first_name(chance) + " " if chance.random() < 0.07 else ""
            player = first + pool.surname(chance)
            names.append((len(text), len(text) + len(player), "person"))
            text += player
            if style == "numbers":
                text += f" {chance.randrange(1, 30)}"
            elif style == "marks" and chance.random() < 0.2:
                text += chance.choice((" (cap.)", " (c)", f" ({chance.randrange(1, 90)}’)"))
        text += ".\n"
    return replace(document, text=text, names=tuple(names))
