"""Sentences that treebanks hold too few of: a treebank's sentence with an incise grafted on ("S, a déclaré X", "Selon X, S").

What is grafted is written down in `models/<code>/incises.toml`, in a small notation. A template is a row of items
`form/UPOS/deprel/head`; the head is the number of an item of the same template (1 is the first), 0 for the item the whole
hangs by. A form `{slot}` stands for any of the slot's templates; `{S}` for a treebank's sentence without its full stop,
`{NP}` also for a subject and `{to}` also for a prepositional phrase taken from the treebank."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.common import Sentence


@dataclass(frozen=True, slots=True)
class Node:
    """A token of a tree: `head` is an index into the same list, -1 for the one the tree hangs by."""

    form: str
    upos: str
    deprel: str
    head: int


Tree = tuple[Node, ...]

_QUOTES = frozenset('«»"“”„')
_LEADING = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
_SLOT = re.compile(r"\{(\w+)\}")
_LONGEST = 30
_SHORTEST = 4
_LONGEST_PHRASE = 9
_BORROWED = 0.35  # share of the subjects and prepositional phrases that come from the treebank


def tree(sentence: Sentence) -> Tree:
    """A treebank's sentence as a tree."""
    return tuple(Node(token.form, token.upos, token.deprel, token.head) for token in sentence.tokens)


def root(nodes: Sequence[Node]) -> int:
    """The index of the token that a tree hangs by."""
    return next(i for i, node in enumerate(nodes) if node.head < 0)


def _bodies(sentences: Sequence[Sentence]) -> list[Tree]:
    """Sentences that an incise can be grafted on, without their full stop."""
    out = []
    for sentence in sentences:
        nodes = tree(sentence)
        if not _SHORTEST < len(nodes) <= _LONGEST or nodes[-1].form != "." or any(n.form in _QUOTES for n in nodes):
            continue
        if nodes[root(nodes)].upos not in {"VERB", "NOUN", "ADJ", "AUX"} or not nodes[0].form[0].isupper():
            continue
        if sum(node.head < 0 for node in nodes) == 1 and all(node.head != len(nodes) - 1 for node in nodes):
            out.append(nodes[:-1])
    return out


def _phrases(sentences: Sequence[Sentence], relation: str, kinds: frozenset[str], opens: frozenset[str]) -> list[Tree]:
    """Phrases of a treebank that stand in a relation and open with a word of some kind: no verb, pronoun or comma in them."""
    out = []
    for sentence in sentences:
        nodes = tree(sentence)
        for i, node in enumerate(nodes):
            if node.deprel.split(":")[0] != relation or node.upos not in kinds:
                continue
            inside = [k for k in range(len(nodes)) if _under(nodes, k, i)]
            first = inside[0]
            part = nodes[first : first + len(inside)]
            if inside[-1] - first != len(inside) - 1 or len(inside) > _LONGEST_PHRASE or part[0].upos not in opens:
                continue
            if any(n.upos in {"VERB", "PUNCT", "PRON", "SYM"} for n in part):
                continue
            moved = [replace(n, head=-1 if first + k == i else n.head - first) for k, n in enumerate(part)]
            out.append(_lowered(tuple(moved)))
    return out


def _under(nodes: Sequence[Node], k: int, top: int) -> bool:
    for _ in range(len(nodes)):
        if k == top:
            return True
        if k < 0:
            return False
        k = nodes[k].head
    return False


def _lowered(nodes: Tree) -> Tree:
    """Without the capital that opened the sentence."""
    first = nodes[0]
    letters = first.form.rstrip("'’")
    if first.upos == "PROPN" or (letters.isupper() and (len(letters) > 1 or first.upos == "PRON")):
        return nodes
    return (replace(first, form=first.form[:1].lower() + first.form[1:]), *nodes[1:])


class Grafter:
    """Builds trees from the templates of one language. The same seed gives the same trees."""

    def __init__(self, table: Mapping[str, Any], sentences: Sequence[Sentence], seed: int) -> None:
        self.words: Mapping[str, Sequence[str]] = table["words"]
        self.slots: Mapping[str, Sequence[str]] = table["slots"]
        self.clauses: Sequence[Mapping[str, Any]] = table["clause"]
        self.random = random.Random(seed)
        self.bodies = _bodies(sentences)
        nouns = frozenset({"NOUN", "PROPN"})
        self.borrowed = {
            "NP": _phrases(sentences, "nsubj", nouns, nouns | {"DET", "ADJ"}),
            "to": _phrases(sentences, "obl", nouns, frozenset({"ADP"})),
        }

    def trees(self, count: int) -> list[Tree]:
        """`count` sentences, each on another sentence of the treebank as long as there are any."""
        bodies: list[Tree] = []
        while len(bodies) < count:
            again = list(self.bodies)
            self.random.shuffle(again)
            bodies += again
        weights = [float(clause["weight"]) for clause in self.clauses]
        out = []
        for body in bodies[:count]:
            clause = self.random.choices(self.clauses, weights)[0]
            out.append(self._interrupted(body, clause) if clause.get("where") == "inside" else self._built(body, clause))
        return out

    def _built(self, body: Tree, clause: Mapping[str, Any]) -> Tree:
        """The body in its place in the clause."""
        template = self.random.choice(clause["templates"])
        opens = template.startswith("{S}") or "{quote}/PUNCT/punct/" in template.partition(" {S}")[0].split(" ")[-1]
        body = body if opens else _lowered(body)
        nodes = self._expand(template, body)
        return self._capital(nodes)

    def _interrupted(self, body: Tree, clause: Mapping[str, Any]) -> Tree:
        """The clause set into the body at a place that no arc but the root's own spans."""
        top = root(body)
        cuts = [k for k in range(2, len(body) - 1) if _can_be_cut(body, k, top)]
        if not cuts:
            return (*body, Node(".", "PUNCT", "punct", top))
        cut = self.random.choice(cuts)
        put = self._expand(self.random.choice(clause["templates"]), ())
        size = len(put)
        moved = [replace(n, head=n.head if n.head < cut else n.head + size) for n in body]
        new_top = top if top < cut else top + size
        inner = [replace(n, head=n.head + cut if n.head >= 0 else new_top) for n in put]
        whole = [*moved[:cut], *inner, *moved[cut:], Node(".", "PUNCT", "punct", new_top)]
        if self.random.random() < 0.7:
            return tuple(whole)
        mark = self.random.choice(self.words["quote"])
        shifted = [replace(n, head=n.head + 1 if n.head >= 0 else -1) for n in whole]
        return (Node(mark, "PUNCT", "punct", new_top + 1), *shifted[:-1], Node(mark, "PUNCT", "punct", new_top + 1), shifted[-1])

    def _expand(self, template: str, body: Tree) -> Tree:
        """The tokens of a template; its items are expanded from left to right."""
        parts: list[Tree] = []
        items = [item.rsplit("/", 3) for item in template.split()]
        for form, upos, _, _ in items:
            slot = _SLOT.fullmatch(form)
            if slot is None:
                parts.append((Node(form, upos, "", -1),))
            elif slot[1] == "S":
                parts.append(body)
            elif slot[1] in self.words:
                parts.append((Node(self.random.choice(self.words[slot[1]]), upos, "", -1),))
            elif self.borrowed.get(slot[1]) and self.random.random() < _BORROWED:
                parts.append(self.random.choice(self.borrowed[slot[1]]))
            else:
                parts.append(self._expand(self.random.choice(self.slots[slot[1]]), body))
        offsets = [sum(len(part) for part in parts[:n]) for n in range(len(parts))]
        tops = [offset + root(part) for offset, part in zip(offsets, parts)]
        out: list[Node] = []
        for part, offset, (_, _, deprel, head) in zip(parts, offsets, items):
            above = tops[int(head) - 1] if int(head) else -1
            out += [replace(n, head=n.head + offset) if n.head >= 0 else replace(n, head=above, deprel=deprel) for n in part]
        return tuple(out)

    @staticmethod
    def _capital(nodes: Tree) -> Tree:
        k = 1 if nodes[0].form in _QUOTES else 0
        first = nodes[k]
        return (*nodes[:k], replace(first, form=first.form[:1].upper() + first.form[1:]), *nodes[k + 1 :])


def _can_be_cut(body: Tree, k: int, top: int) -> bool:
    """Whether something can be set in before token `k`: no arc but the root's own spans the place, and no little word leads on."""
    if body[k - 1].upos in _LEADING or "PUNCT" in {body[k - 1].upos, body[k].upos}:
        return False
    return all(i == top or node.head in {top, -1} or (i < k) == (node.head < k) for i, node in enumerate(body))


def shouted(nodes: Tree) -> Tree:
    """The same sentence in capitals, as headlines and warnings have it."""
    return tuple(replace(node, form=node.form.upper()) for node in nodes)
