"""Sentences: where they end, in texts set as a page sets them; and tokens on the way.

The sentences of a treebank's test split are set as text again: those of one paragraph (where the treebank marks none,
every four) joined by a space, paragraphs parted by a blank line. A sentence without a final mark (a title, an item of a
list) stands in a line of its own, as on a page; so does what follows it. Marks, by set:

`<set>.f1`      the ends of sentences, all of them, against the treebank's (exact character)
`<set>.inner`   the same, only the ends inside a paragraph: what no paragraph break gives away
`<set>.tokens`  tokens (exact characters), given the treebank's sentences

Sets: Sequoia, GSD and PUD for French, EWT (all of it, and its weblogs alone: news and comment) and PUD for English. `hard`
is our own cases (`languages/<code>/examples/sentences.toml`), written with the rules, so no unseen measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models import common
from models.names_corpora import uner_blocks
from recoupe import text
from recoupe.languages import load
from recoupe.records import Span
from recoupe.tagging import tokenise

# set -> (source, the ending of its file, what the ids of its sentences begin with)
SETS = {
    "fr": {
        "sequoia": ("UD_French-Sequoia", "test.conllu", ""),
        "gsd": ("UD_French-GSD", "test.conllu", ""),
        "pud": ("UD_French-PUD", "test.conllu", ""),
    },
    "en": {
        "ewt": ("UD_English-EWT", "test.conllu.gz", ""),
        "ewt_weblogs": ("UD_English-EWT", "test.conllu.gz", "weblog"),
        "pud": ("UNER_English-PUD", "test.iob2", ""),
    },
}
_PARAGRAPH = 4  # sentences, where a treebank marks no paragraphs
_SHOWN = 40


@dataclass(slots=True)
class Counts:
    """Items right, wanted and given, and what went wrong for the eye."""

    right: int = 0
    wanted: int = 0
    given: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, wanted: Iterable[object], given: Iterable[object]) -> None:
        wanted_, given_ = set(wanted), set(given)
        self.right += len(wanted_ & given_)
        self.wanted += len(wanted_)
        self.given += len(given_)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.wanted + self.given) if self.wanted + self.given else 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A document set as text, with its sentences and (where they are known) their tokens."""

    text: str
    sentences: tuple[Span, ...]
    tokens: tuple[tuple[int, int], ...] = ()


def pages(sentences: Sequence[common.Sentence]) -> Iterator[Page]:
    """The documents of a treebank as pages (one page where it marks no documents)."""
    marked = any(s.newpar or s.newdoc for s in sentences)
    document: list[common.Sentence] = []
    for sentence in sentences:
        if sentence.newdoc and document:
            yield _page(document, marked)
            document = []
        document.append(sentence)
    if document:
        yield _page(document, marked)


def _page(document: Sequence[common.Sentence], marked: bool) -> Page:
    whole, spans, tokens = "", [], []
    in_paragraph = 0
    for n, sentence in enumerate(document):
        if n:
            breaks = sentence.newpar if marked else in_paragraph == _PARAGRAPH
            breaks = breaks or not _ended(document[n - 1].text) or not _ended(sentence.text)
            whole += "\n\n" if breaks else " "
            in_paragraph = 0 if breaks else in_paragraph
        in_paragraph += 1
        at = len(whole)
        whole += sentence.text
        spans.append(Span(at, len(whole)))
        tokens += [(at + t.start, at + t.end) for t in sentence.tokens]
    return Page(whole, tuple(spans), tuple(tokens))


def _ended(sentence: str) -> bool:
    return sentence.rstrip("»”\"’')]} \u00a0\u202f").endswith((".", "!", "?", "…"))


def hard_cases(code: str) -> list[Page]:
    """Our own cases: a bar stands where one sentence ends and the next begins."""
    out = []
    table = load(code).table("examples/sentences")
    for case in [*table["cases"], *table.get("missed", ())]:
        whole, spans = "", []
        for part in case.split("|"):
            spans.append(text.trim(whole + part, len(whole), len(whole + part)))
            whole += part
        out.append(Page(whole, tuple(spans)))
    return out


def score(pages_: Iterable[Page], code: str) -> tuple[Counts, Counts, Counts]:
    """The ends of sentences, those inside paragraphs, and tokens."""
    ends, inner, tokens = Counts(), Counts(), Counts()
    language = load(code)
    for page in pages_:
        found = text.sentences(page.text, language)
        closing = {block.end for block in text.paragraphs(page.text)}
        wanted, given = {s.end for s in page.sentences}, {s.end for s in found}
        ends.add(wanted, given)
        inner.add(wanted - closing, given - closing)
        for end in wanted ^ given:
            kind = "missed " if end in wanted else "cut    "
            ends.wrong[kind + " ".join(f"{page.text[max(0, end - 40) : end]} | {page.text[end : end + 40]}".split())] += 1
        if page.tokens:
            words = tokenise(page.text, page.sentences, language)
            tokens.add(page.tokens, zip(words.starts, words.ends))
    return ends, inner, tokens


def _treebank(code: str, name: str, ending: str, prefix: str, shared: Path) -> list[common.Sentence]:
    """English PUD is among the French sources: its names are carried over to French PUD."""
    file = common.sources(code if name.startswith("UD_") else "fr", (shared / "data" / "training",)).file(name, ending)
    read = common.conllu(file) if name.startswith("UD_") else list(_texts(file))
    return [s for s in read if s.id.startswith(prefix)]


def _texts(file: Path) -> Iterator[common.Sentence]:
    """The sentences of a UNER file, without their tokens' tags."""
    document = None
    for block in uner_blocks(common.opened(file)):
        newdoc, document = block.document != document, block.document
        yield common.Sentence(block.key, block.text.strip(), (), newdoc, newdoc)


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """The marks, under flat names ("fr.sequoia.f1")."""
    marks: dict[str, float] = {}
    for code, sets in SETS.items():
        for name, (source, ending, prefix) in sets.items():
            ends, inner, tokens = score(pages(_treebank(code, source, ending, prefix, shared)), code)
            marks |= {f"{code}.{name}.f1": ends.f1, f"{code}.{name}.inner": inner.f1}
            if tokens.wanted:
                marks[f"{code}.{name}.tokens"] = tokens.f1
        ends, _, _ = score(hard_cases(code), code)
        marks[f"{code}.hard.f1"] = ends.f1
        if verbose:
            for line, times in ends.wrong.most_common(_SHOWN):
                print(f"    {code} hard {times} {line}")
    return marks
