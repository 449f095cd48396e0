"""Dependency trees of single sentences, where spaCy is installed (`pip install recoupe[parse]`) and the language ships a
parser (`languages/<code>/models/parse/`, trained by `models/parse.py`). Everything works without: then there is no tree.

The sentences and the tokens are recoupe's own; the parser neither splits nor joins them."""

from __future__ import annotations

import gzip
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from recoupe.languages import Language
from recoupe.languages import load as load_language
from recoupe.tagging.models import path
from recoupe.tagging.tokens import Words

FOLDER = "parse"
PARAMETERS = "parameters.bin.gz"
CONFIG = "config.cfg"
PIPES = ("tok2vec", "parser")
_LONGEST = 160  # tokens; a longer "sentence" is a list or a table, and no tree of it is of any use
_QUOTES = dict.fromkeys(map(ord, "«»“”„‟"), '"') | dict.fromkeys(map(ord, "’‘ʼ"), "'")


@dataclass(frozen=True, slots=True)
class Parse:
    """The trees of some sentences: `heads[i]` is the token that token `i` depends on (-1: none, so the root of its sentence
    or a token of a sentence that was not parsed), `deprels[i]` the relation in Universal Dependencies ("nsubj",
    "parataxis:insert"), "" where the sentence was not parsed. Both run in parallel to the tokens of the Words."""

    heads: tuple[int, ...]
    deprels: tuple[str, ...]

    def children(self, head: int, first: int, last: int) -> tuple[int, ...]:
        """The tokens in `[first, last)` that depend on `head`, in order."""
        return tuple(i for i in range(first, last) if self.heads[i] == head)

    def subject(self, verb: int, first: int, last: int) -> int:
        """The head of the subject of a verb of the sentence `[first, last)`, also where a verb close to it bears the subject
        ("a fait savoir X", "said to have"); -1 where the tree has none."""
        for at in self.verbs(verb, first, last):
            for i in self.children(at, first, last):
                if _plain_relation(self.deprels[i]) == "nsubj" and self.deprels[i] not in _UNDERGOES:
                    return i
        return -1

    def verbs(self, verb: int, first: int, last: int) -> tuple[int, ...]:
        """A verb and those that make one group with it: the one it is an auxiliary or a complement of, and its complements."""
        above = self.heads[verb] if self.deprels[verb] in _SHARES_SUBJECT else -1
        below = (i for i in range(first, last) if self.heads[i] == verb and self.deprels[i] in _SHARES_SUBJECT)
        return (verb, *((above,) if first <= above < last else ()), *below)

    def subtree(self, head: int, first: int, last: int) -> tuple[int, int]:
        """The stretch `[start, end)` around a token in which everything hangs by it, directly or not."""
        inside = [False] * (last - first)
        for i in range(first, last):
            at = i
            for _ in range(last - first):  # no farther than the sentence is long
                if at == head or not first <= at < last:
                    break
                at = self.heads[at]
            inside[i - first] = at == head
        start, end = head, head + 1
        while start > first and inside[start - 1 - first]:
            start -= 1
        while end < last and inside[end - first]:
            end += 1
        return start, end

    def phrase(self, head: int, first: int, last: int) -> tuple[int, int]:
        """The noun phrase of a head in the sentence `[first, last)`, as `[start, end)`: its determiners, adjectives,
        complements, names and appositions, without relative clauses and whatever else hangs on it."""
        inside = {head}
        grown = True
        while grown:
            grown = False
            for i in range(first, last):
                above = self.heads[i]
                if i in inside or above not in inside:
                    continue
                relation = _plain_relation(self.deprels[i])
                if i < above and self.deprels[i] == "nmod":
                    continue  # what stands before a noun with a preposition of its own hangs there by mistake
                described = self.deprels[above] == "amod" and relation in _OF_ADJECTIVES
                if relation in _OF_NOUNS or described:
                    inside.add(i)
                    grown = True
        start, end = head, head + 1
        while start > first and start - 1 in inside:
            start -= 1
        while end < last and end in inside:
            end += 1
        while end > head + 1 and self.deprels[end - 1] == "punct":
            end -= 1
        while start < head and self.deprels[start] == "punct":
            start += 1
        return start, end


_SHARES_SUBJECT = frozenset({"xcomp", "aux", "aux:caus", "aux:tense", "fixed", "obj", "ccomp"})
_UNDERGOES = frozenset({"nsubj:pass", "nsubj:outer"})
_OF_NOUNS = frozenset({"det", "amod", "nmod", "flat", "appos", "case", "compound", "nummod", "fixed", "punct", "conj", "cc", "goeswith"})
_OF_ADJECTIVES = frozenset({"obl", "advmod"})


def _plain_relation(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]


def plain(form: str) -> str:
    """The form as the parser knows it: one kind of quotation mark, one kind of apostrophe. Never longer or shorter."""
    return form.translate(_QUOTES)


@cache
def installed() -> bool:
    """Whether spaCy can be imported."""
    return find_spec("spacy") is not None


def available(code: str) -> bool:
    """Whether sentences of this language can be parsed here: the language ships a parser, and a spaCy that can read it is
    installed."""
    return path(code, FOLDER) is not None and installed() and _pipes(code) is not None


def missing(code: str) -> str | None:
    """Why there is no tree for this language, in a line for who asked for one; None where there is."""
    if path(code, FOLDER) is None:
        return f"no parser is shipped for {load_language(code).name}"
    return None if installed() else "the parser needs spaCy: pip install 'recoupe[parse]'"


def parse(words: Words, language: Language, sentences: Sequence[int] | None = None) -> Parse | None:
    """The trees of the sentences with these numbers (of all when None is given). None where spaCy is not installed or the
    language ships no parser."""
    if not available(language.code):
        return None
    pipes = _pipes(language.code)
    heads = [-1] * len(words)
    deprels = [""] * len(words)
    wanted = range(len(words.bounds)) if sentences is None else sentences
    bounds = [words.bounds[n] for n in wanted if 0 < words.bounds[n][1] - words.bounds[n][0] <= _LONGEST]
    if not bounds:
        return Parse(tuple(heads), tuple(deprels))
    for (first, last), (above, labels) in zip(bounds, _trees(pipes, [words.forms[a:b] for a, b in bounds])):
        heads[first:last] = [first + head if head >= 0 else -1 for head in above]
        deprels[first:last] = labels
    return Parse(tuple(heads), tuple(deprels))


def trees(code: str, sentences: Sequence[Sequence[str]]) -> list[tuple[list[int], list[str]]]:
    """(heads, relations) of sentences given as tokens; needs `available(code)`."""
    return _trees(_pipes(code), sentences)


def _trees(pipes: Any, sentences: Sequence[Sequence[str]]) -> list[tuple[list[int], list[str]]]:
    docs = [document(pipes[0].vocab, forms) for forms in sentences]
    for pipe in pipes:
        docs = list(pipe.pipe(docs, batch_size=64))
    return [
        (
            [-1 if token.head.i == token.i else token.head.i for token in doc],
            ["root" if token.head.i == token.i else token.dep_ for token in doc],
        )
        for doc in docs
    ]


def document(vocab: Any, forms: Sequence[str], **more: Any) -> Any:
    """A spaCy Doc of one sentence; that it is one is said beforehand, so the parser cannot split it."""
    from spacy.tokens import Doc

    return Doc(vocab, words=[plain(form) for form in forms], sent_starts=[i == 0 for i in range(len(forms))], **more)


# ---------------------------------------------------------------- the model as it is shipped


@cache
def _pipes(code: str) -> Any:
    """The components of the shipped parser; None where this spaCy cannot load them (another major version, a broken install):
    then everything goes on as if there were none."""
    folder = path(code, FOLDER)
    assert folder is not None
    try:
        return load(folder)
    except Exception as error:  # spaCy raises anything
        warnings.warn(f"the parser is not used: {type(error).__name__}: {error}", RuntimeWarning, stacklevel=2)
        return None


def load(folder: Path) -> Any:
    """The components of a parser that was written by `save`, in the order they run in."""
    import spacy
    import srsly
    from thinc.api import Config

    nlp = spacy.util.load_model_from_config(Config().from_disk(folder / CONFIG), auto_fill=True, validate=False)
    kept = srsly.msgpack_loads(gzip.decompress((folder / PARAMETERS).read_bytes()))
    for name in PIPES:
        part = kept[name]
        part["model"] = srsly.msgpack_dumps(_typed(srsly.msgpack_loads(part["model"]), "float32"))
        pipe: Any = nlp.get_pipe(name)
        pipe.from_bytes(srsly.msgpack_dumps(part), exclude=["vocab"])
    return tuple(nlp.get_pipe(name) for name in PIPES)


def save(nlp: Any, folder: Path) -> None:
    """Write the parser of a trained pipeline to a folder: parameters as 16-bit floats, which costs nothing in accuracy, and
    without what only the training needed. The same pipeline gives the same bytes."""
    import srsly

    kept = {}
    for name in PIPES:
        part = srsly.msgpack_loads(nlp.get_pipe(name).to_bytes(exclude=["vocab"]))
        part["model"] = srsly.msgpack_dumps(_typed(srsly.msgpack_loads(part["model"]), "float16"))
        kept[name] = part
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PARAMETERS).write_bytes(gzip.compress(srsly.msgpack_dumps(kept), 9, mtime=0))
    config = nlp.config.copy()
    config["nlp"]["pipeline"] = list(PIPES)
    config["components"] = {name: config["components"][name] for name in PIPES}
    config.pop("training", None)
    for section in ("corpora", "pretraining"):
        config[section] = {}
    config["paths"] = {"vectors": None, "init_tok2vec": None}
    config["initialize"] = {}
    config.to_disk(folder / CONFIG)


def _typed(message: Any, kind: str) -> Any:
    """The serialised model with its parameters in another float type."""
    floats = ("float16", "float32")
    message["params"] = [
        {name: value.astype(kind) if value is not None and str(value.dtype) in floats else value for name, value in params.items()}
        for params in message["params"]
    ]
    return message
