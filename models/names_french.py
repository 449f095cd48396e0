"""French labelled names beside the newspapers of `names_corpora`: FENEC's balanced samples, and sentences of treebanks whose
proper nouns lists and cues type without doubt (distant labels: the tree says where a name stands, the lists say its kind)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from models import common
from models.names_corpora import Labelled, Name, bare_person, outermost
from recoupe.kinds.names_lexicon import Lexicon, key, lexicon
from recoupe.languages import shared_lines

# ---------------------------------------------------------------- FENEC

_FENEC = {"PERS": "person", "LOC": "place", "ORG": "organisation"}


def fenec(sources: common.Sources) -> Iterator[Labelled]:
    """Samples of a thousand words: encyclopaedia, tourism. Its names may be common nouns
    ("conseil municipal"), its places begin with their noun ("rivière de l'Arvan"): only what is capitalised is kept."""
    for name in ("FENEC-WikiNER", "FENEC-LGPLLR"):
        for path in sorted(path for path in sources[name].files if path.endswith(".txt")):
            yield _sample(sources, name, path)


def _sample(sources: common.Sources, name: str, path: str) -> Labelled:
    text = common.opened(sources.file(name, path))
    rows = [line.split("\t") for line in common.opened(sources.file(name, path[:-3] + "ann")).splitlines()]
    names = [(int(row[1]), int(row[2]), _FENEC[row[0]]) for row in rows if len(row) > 3 and row[0] in _FENEC]
    kept = [found for given in names if (found := _capitalised(text, given))]
    return Labelled(path.rsplit("/", 1)[-1][:-4], "fenec", "train", "fr", text, outermost(kept))


_NUMBER = re.compile(r"[\d.\s/-]+|\S*(?:@|www|http)\S*")


def _capitalised(text: str, name: Name) -> Name | None:
    """The name from its first capital; a body keeps the noun it begins with ("université Rutgers")."""
    start, end, kind = name
    exact = text[start:end]
    if _NUMBER.fullmatch(exact):
        return None
    capital = next((i for i, char in enumerate(exact) if char.isupper() and (i == 0 or not exact[i - 1].isalnum())), None)
    if capital is None:
        return None
    if kind == "person" and re.search(r"(?i)\b(?:les|des|tous)\s+$", text[max(0, start - 6) : start]):
        return None  # people of a place
    elided = re.match(r"(?:l|d)['’]|(?:la|le|les)\s", exact)
    start += capital if kind != "organisation" else elided.end() if elided else 0
    return bare_person(text, (start, end, kind))


# ---------------------------------------------------------------- treebanks


class _Typer:
    """The kind of a name by lists and by the words before it; None where these leave a doubt."""

    def __init__(self) -> None:
        words = lexicon("fr")
        assert words is not None
        self.words: Lexicon = words
        self.places = _forms("regions", "landforms", "communes") | self.words.territories
        self.bodies = _forms("companies", "bodies") | frozenset(self.words.organisations)

    def kind(self, forms: Sequence[str], before: Sequence[str]) -> str | None:
        """`forms`: the words of the name; `before`: up to three words before it, nearest first, in lower case."""
        whole = key(" ".join(forms))
        titled = any(word.rstrip(".") in self.words.titles or word in self.words.roles for word in before[:1])
        first = key(forms[0])
        if titled and forms[-1][0].isupper() and first not in self.words.organisation_heads:
            return "person"
        person = len(forms) > 1 and first in self.words.first_names and first not in self.words.organisation_heads | self.words.territories
        place = whole in self.places and not (len(forms) == 1 and (first in self.words.first_names or whole in self.bodies))
        body = whole in self.bodies or (len(forms) > 1 and first in self.words.organisation_heads)
        if person + place + body != 1:
            return None
        return "person" if person else "place" if place else "organisation"


@cache
def _forms(*names: str) -> frozenset[str]:
    return frozenset(form for name in names for row in shared_lines(name) for form in row.split("|"))


def trees(sources: common.Sources) -> Iterator[Labelled]:
    """Sentences of Sequoia (train) and GSD (dev) in which every capitalised word belongs to a name of a sure kind or is known to
    be none; sentences without any capital inside teach what is no name, one in three of them is kept."""
    typer = _Typer()
    for name, ending in (("UD_French-Sequoia", "train.conllu.gz"), ("UD_French-GSD", "dev.conllu")):
        for number, sentence in enumerate(common.conllu(sources.file(name, ending))):
            names = _typed(sentence, typer)
            if names or (names is not None and number % 3 == 0):
                yield Labelled(sentence.id, "trees", "train", "fr", sentence.text, outermost(names))


def _typed(sentence: common.Sentence, typer: _Typer) -> list[Name] | None:
    """The names of a sentence, None where one of them or a capitalised word is in doubt."""
    tokens = sentence.tokens
    names: list[Name] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        head = token.form[0].isupper() and (token.upos == "PROPN" or key(token.form) in typer.words.organisation_heads)
        if not head:
            if token.form[0].isupper() and not _plain(tokens, i, typer):
                return None
            i += 1
            continue
        last = _end(tokens, i, typer.words.organisation_adjectives)
        forms = [t.form.rstrip("'’") for t in tokens[i:last]]
        before = [t.form.lower() for t in tokens[max(0, i - 3) : i]][::-1]
        kind = typer.kind(forms, before)
        if kind is None:
            return None
        names.append((token.start, tokens[last - 1].end, kind))
        i = last
    return names


def _end(tokens: Sequence[common.Token], first: int, adjectives: frozenset[str]) -> int:
    """Where the name that begins at `first` ends: proper nouns and capitals hanging together, small words between them."""
    last, i = first + 1, first + 1
    while i < len(tokens):
        joined = tokens[i].form[0].isupper() and tokens[i].form[0].isalpha() and not tokens[i - 1].form.endswith(",")
        if joined and tokens[i].upos in ("PROPN", "NOUN", "ADJ", "X"):
            i += 1
            last = i
        elif tokens[i].form.lower() in ("de", "du", "des", "d'", "d’", "la", "l'", "l’", "les", "-") and i - last < 2:
            i += 1
        elif i == last and tokens[first].upos != "PROPN" and key(tokens[i].form) in adjectives:
            i += 1
            last = i
        else:
            break
    return last


def _plain(tokens: Sequence[common.Token], i: int, typer: _Typer) -> bool:
    """Whether a capital says nothing: the first word, a title, a number, a people, a day."""
    word = tokens[i].form.lower().rstrip(".")
    if i == 0 or tokens[i - 1].form in ("«", '"', ":", ".", "!", "?", "-", "–", "(", "“"):
        return tokens[i].upos not in ("PROPN", "X") and (not tokens[i].form.isupper() or len(word) == 1)
    return word in typer.words.titles or word in typer.words.demonyms or word in typer.words.calendar


FRENCH: dict[str, tuple[str, Callable[[common.Sources], Iterator[Labelled]]]] = {"fenec": ("fr", fenec), "trees": ("fr", trees)}
