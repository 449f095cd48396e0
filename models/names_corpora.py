"""Every labelled set of names in one form: documents with character spans, read from the pinned sources.

    python -m models.names_corpora fr en --data ../shared/data/training --data ../shared/data -o OUT

writes `OUT/<set>.<split>.jsonl.gz` and counts what it wrote. `corpus(name, sources)` gives the same in memory.

Conventions, the same for all sets: kinds are person, place and organisation; spans never overlap (of nested names the
outermost is kept, of two kinds on one span organisation before place before person: "en stage chez Yves Rocher" is the
firm); titles ("M.", "président") stand outside a person; demonyms and adjectives of nationality are no names. What a
set leaves in doubt lies in `ignore`: no example of a name, nor of its absence.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from models import common
from recoupe.languages import load

Name = tuple[int, int, str]
KINDS = ("person", "place", "organisation")
_RANK = {"organisation": 0, "place": 1, "person": 2}
TYPES = {
    "PER": "person", "Person": "person", "PERSON": "person", "person": "person",
    "LOC": "place", "Location": "place", "GPE": "place", "location": "place",
    "ORG": "organisation", "Organization": "organisation", "organization": "organisation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its names: `[start, end)` code points of `text` and a kind, in order, never overlapping.
    `ignore` holds stretches whose labels are in doubt; `split` is train, dev or test (never trained on)."""

    id: str
    set: str
    split: str
    lang: str
    text: str
    names: tuple[Name, ...]
    ignore: tuple[tuple[int, int], ...] = ()


def share(key: str) -> int:
    """A number from 0 to 99 that depends on nothing but the key: what splits a set by document."""
    return int(hashlib.sha256(key.encode("utf-8")).hexdigest(), 16) % 100


def outermost(names: Iterable[Name]) -> tuple[Name, ...]:
    """The names that lie in no other, in order; of two on one span the kind that ranks first."""
    kept: list[Name] = []
    for name in sorted(set(names), key=lambda n: (n[0] - n[1], _RANK[n[2]], n[0])):
        if all(name[1] <= other[0] or other[1] <= name[0] for other in kept):
            kept.append(name)
    return tuple(sorted(kept))


# ---------------------------------------------------------------- WiNER-fr


def winer_split(key: str) -> str:
    """The part of WiNER-fr that an article belongs to: 15 % held out for tests, 10 % for development."""
    part = share(key)
    return "test" if part < 15 else "dev" if part < 25 else "train"


def winer(sources: common.Sources) -> Iterator[Labelled]:
    """French Wikinews 2016-2018. The upstream spans nest; whatever lies inside another name is left out."""
    with gzip.open(sources.file("WiNER-fr", "docs.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            names = [(s["start"], s["end"], TYPES[s["type"]]) for s in row["spans"] if s["type"] in TYPES]
            yield Labelled(row["id"], "winer", winer_split(row["id"]), "fr", row["text"], outermost(trimmed(row["text"], names)))


def trimmed(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """Names without the white space at their ends."""
    for start, end, kind in names:
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end, kind


# ---------------------------------------------------------------- tokens to text


@dataclass(slots=True)
class _Writer:
    """Puts a text together from tokens and keeps where the labelled ones stand."""

    text: str = ""

    def add(self, form: str, before: str) -> tuple[int, int]:
        """Append a token after `before`; where it stands."""
        if self.text:
            self.text += before
        start = len(self.text)
        self.text += form
        return start, len(self.text)


def bio(tags: Sequence[str], places: Sequence[tuple[int, int]], merge: bool = False) -> list[Name]:
    """The names of a tag sequence (IOB2, or I- alone) over tokens at `places`; kinds that are none of ours are left out.
    `merge`: touching pieces of one word are one name (words cut at the end of a line)."""
    out: list[tuple[int, int, str]] = []
    open_type = ""
    for tag, (start, end) in zip(tags, places):
        mark, _, kind = tag.partition("-")
        if mark == "I" and kind == open_type and out:
            out[-1] = (out[-1][0], end, kind)
        elif mark in ("B", "I") and kind:
            if merge and out and out[-1][1] == start and out[-1][2] == kind:
                out[-1] = (out[-1][0], end, kind)
            else:
                out.append((start, end, kind))
            open_type = kind
        else:
            open_type = ""
    return [(start, end, TYPES[kind]) for start, end, kind in out if kind in TYPES]


_CLOSING = frozenset(".,)]}…’'%")
_FRENCH_SPACED = frozenset(":;!?»")


def gap(before: str, form: str, french: bool) -> str:
    """What stands between two tokens of a set that lost its spaces."""
    if not before or before[-1] in "([{":
        return ""
    if before[-1] in "'’" and (french or len(before) > 1):
        return "" if french else " "
    if form[0] in _CLOSING and not (form[0] in "'’" and french and len(form) > 1 and form[1:].isalpha()):
        return ""
    if not french and (form in (":", ";", "!", "?", "n't") or form.startswith("'")):
        return ""
    return "" if before in ("$", "#", "``", "“") or form in ("''", "”") else " "


def joined(forms: Sequence[str], tags: Sequence[str], french: bool) -> tuple[str, list[Name]]:
    """A text made of bare tokens, and its names."""
    writer = _Writer()
    places = [writer.add(form, gap(forms[i - 1] if i else "", form, french)) for i, form in enumerate(forms)]
    return writer.text, bio(tags, places)


# ---------------------------------------------------------------- old newspapers


_TITLES = re.compile(r"(?:(?:MM?|Mm?es?|Mlles?|Mgr|Dr|Me|Sir|Lord|Lady|Miss|Mrs?)\.?\s+)+")


def bare_person(text: str, name: Name) -> Name | None:
    """A person without the titles before the name and the office after it; None when nothing is left."""
    start, end, kind = name
    if kind != "person":
        return name
    cut = text.find(",", start, end)
    end = cut if cut > start else end
    while start < end:
        title = _TITLES.match(text, start, end)
        word = re.match(r"\S+\s+", text[start:end])
        if title and title.end() < end:
            start = title.end()
        elif text[start].islower() and word:
            start += word.end()
        else:
            break
    return (start, end, kind) if text[start].isupper() else None


def newseye(sources: common.Sources) -> Iterator[Labelled]:
    """French newspapers of 1854 to 1946, read by OCR; a word cut at the end of a line is put together again."""
    for part in ("dev.tsv.gz", "dev2.tsv.gz", "test.tsv.gz"):
        for block in re.split(r"(?m)^(?=# hipe2022:document_id)", common.opened(sources.file("NewsEye-fr", part)))[1:]:
            key = block.split("\n", 1)[0].split("=")[1].strip()
            rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#" and line.count("\t") == 9]
            yield _ocr_document(f"newseye-{key}", rows, "test" if part.startswith("test") else "train")


def _ocr_document(key: str, rows: Sequence[Sequence[str]], split: str) -> Labelled:
    """A document from rows of form, tag, ..., note. The notes say "no space after" at every end of a line too, so two words
    are parted all the same."""
    writer = _Writer()
    places: list[tuple[int, int]] = []
    last, note = "", ""
    for row in rows:
        form = row[0]
        letters = bool(last) and last[-1].isalnum() and form[0].isalnum()
        if last.endswith("¬") or form in (",", ".", ")"):
            before = ""
        elif "EndOfSentence" in note and last[-1] in ".!?":
            before = "\n"
        else:
            before = "" if "NoSpaceAfter" in note and not letters and last not in (",", ".", ";", ":", ")") else " "
        places.append(writer.add(form.removesuffix("¬"), before))
        last, note = form, row[-1]
    names = bio([row[1] for row in rows], places, merge=True)
    bare = [found for name in names if (found := bare_person(writer.text, name))]
    return Labelled(key, "newseye", split, "fr", writer.text, outermost(bare))


def europeana(sources: common.Sources) -> Iterator[Labelled]:
    """French newspapers of the 19th century, raw OCR and rough labels: one document for every 400 words or so."""
    rows = [line.split() for line in common.opened(sources.file("Europeana-fr", "enp_FR.bnf.bio.gz")).splitlines()]
    batch: list[tuple[str, str]] = []
    count = 0
    for row in [*rows, ["", ""]]:
        if len(row) == 2 and row[0]:
            batch.append((row[0], row[1] if row[1].startswith("I-") else "O"))
        ends = not row or not row[0] or (len(batch) > 400 and batch[-1][0] in ".!?")
        if ends and batch and (len(batch) > 400 or not row[0:1] or not row[0]):
            text, names = joined([f for f, _ in batch], [t for _, t in batch], french=True)
            bare = [found for name in names if (found := bare_person(text, name))]
            yield Labelled(f"europeana-{count}", "europeana", "train", "fr", text, outermost(bare))
            batch, count = [], count + 1


# ---------------------------------------------------------------- UNER, English


@dataclass(frozen=True, slots=True)
class _Block:
    key: str
    document: str
    text: str
    forms: tuple[str, ...]
    tags: tuple[str, ...]


def uner_blocks(raw: str) -> Iterator[_Block]:
    """The sentences of a UNER file with the document each belongs to (said by `newdoc`, else the stem of its id)."""
    document = ""
    for chunk in raw.replace("\r", "").split("\n\n"):
        notes = dict(re.findall(r"(?m)^# (newdoc id|sent_id|text) = (.*)$", chunk))
        rows = [line.split("\t") for line in chunk.split("\n") if line[:1].isdigit()]
        document = notes.get("newdoc id", document) or notes["sent_id"].rpartition("-")[0]
        if rows:
            yield _Block(notes["sent_id"], document, notes["text"], tuple(r[1] for r in rows), tuple(r[2] for r in rows))


def located(text: str, forms: Sequence[str]) -> list[tuple[int, int]]:
    """Where tokens stand in their text; raises ValueError where one is not there."""
    at, out = 0, []
    for form in forms:
        match = re.compile(r"\s*".join(map(re.escape, form.replace(" ", "")))).search(text, at)
        if match is None or text[at : match.start()].strip():
            raise ValueError(f"{form!r} is not at {at} of {text!r}")
        out.append(match.span())
        at = match.end()
    return out


_ENDED = re.compile(r"[.!?…:;,][^\w\s]*\Z")


def documents_of(blocks: Iterable[_Block], paragraphs: frozenset[str], set_name: str, split: str, lang: str) -> Iterator[Labelled]:
    """Documents put together from sentences: a blank line before those whose id is in `paragraphs`, a line break after those
    that no mark ends (titles, greetings, rows of lists), else a space."""
    groups: dict[str, list[_Block]] = {}
    for block in blocks:
        groups.setdefault(block.document, []).append(block)
    for key, members in groups.items():
        writer, names, doubt = _Writer(), [], []
        for block in members:
            before = "\n\n" if block.key in paragraphs else " " if _ENDED.search(writer.text) else "\n"
            start, _ = writer.add(block.text, before)
            try:
                places = [(start + a, start + b) for a, b in located(block.text, block.forms)]
            except ValueError:
                doubt.append((start, len(writer.text)))
                continue
            names += bio(block.tags, places)
            doubt += _doubts(block.tags, places)
        yield Labelled(key, set_name, split, lang, writer.text, outermost(names), tuple(sorted(doubt)))


def _doubts(tags: Sequence[str], places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that the untested train file labels "other" over several words: bands and parties among works and events."""
    out, first = [], -1
    for i, tag in enumerate([*tags, "O"]):
        if first >= 0 and tag != "I-OTH":
            if i - first > 1:
                out.append((places[first][0], places[i - 1][1]))
            first = -1
        if tag == "B-OTH":
            first = i
    return out


def ewt(sources: common.Sources) -> Iterator[Labelled]:
    """English web texts. The train file is an early, untested commit. Held against dev and test it is sound: labels are
    forgotten as rarely (one repeat of a name in 200), kinds agree. Its labels O (lone punctuation) and OTH (demonyms, events,
    works) are no names of ours; what it labels OTH over several words, bands and parties among them, is left in doubt, and a
    demonym that it calls a place is none."""
    for split, ending, tree in (
        ("train", "train_0c7ce0d.untested.iob2.gz", "train.rebuilt.conllu.gz"),
        ("dev", "dev.iob2", "dev.conllu.gz"),
        ("test", "test.iob2", "test.conllu.gz"),
    ):
        opening = frozenset(s.id for s in common.conllu(sources.file("UD_English-EWT", tree)) if s.newpar)
        blocks = uner_blocks(common.opened(sources.file("UNER_English-EWT", ending)))
        for document in documents_of(blocks, opening, "ewt", split, "en"):
            own = tuple(n for n in document.names if split != "train" or document.text[n[0] : n[1]].lower() not in demonyms())
            yield replace(document, names=own)


@cache
def demonyms() -> frozenset[str]:
    """People and things of a country, in English and in lower case."""
    return frozenset(str(load("en").table("names").get("demonyms", "")).split())


# ---------------------------------------------------------------- MEANTIME


_LINKS = frozenset(("of", "and", "for", "the", "&", "de", "la", "du", "von", "van", "on", "in", "at"))
_READ_SENTENCES = 6  # MEANTIME's guidelines: every entity of the first sentences, later only those that return


def meantime(sources: common.Sources) -> Iterator[Labelled]:
    """English Wikinews: the mentions of people, places and bodies that are nothing but a name. Its mentions are whole
    noun phrases ("Airbus parent EADS"), so those that are not reduced to capitalised words are left in doubt."""
    with gzip.open(sources.file("MEANTIME", "docs.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _meantime_document(json.loads(line))


def _meantime_document(row: dict[str, Any]) -> Labelled:
    writer, where = _Writer(), {}
    before = ""
    for start, end in row["sentences"][:_READ_SENTENCES]:
        for n, match in enumerate(re.finditer(r"\S+", row["text"][start:end])):
            form = {"``": "“", "''": "”"}.get(match.group(), match.group())
            a, b = writer.add(form, "\n" if n == 0 else gap(before, form, french=False))
            where[start + match.start()], where[start + match.end()] = a, b
            before = form
    names: list[Name] = []
    doubt: list[tuple[int, int]] = []
    for mention in row["mentions"]:
        kind = TYPES.get(row["instances"].get(mention.get("instance"), {}).get("ent_type", ""))
        if mention["kind"] != "ENTITY_MENTION" or kind is None or mention["start"] not in where or mention["end"] not in where:
            continue
        words = [m.span() for m in re.finditer(r"\S+", row["text"][mention["start"] : mention["end"]])]
        if mention["text"].lower() in demonyms():
            continue
        core = _core([mention["text"][a:b] for a, b in words], kind)
        if core:
            first, last = mention["start"] + words[core[0]][0], mention["start"] + words[core[1] - 1][1]
            names.append((where[first], where[last], kind))
        elif mention.get("syntactic_type") in ("NAM", "PRE.NAM", "CONJ"):
            doubt.append((where[mention["start"]], where[mention["end"]]))
    final = outermost(names)
    left = tuple(sorted(d for d in set(doubt) if not any(n[0] <= d[0] and d[1] <= n[1] for n in final)))
    return Labelled(f"meantime-{row['id']}", "meantime", "train", "en", writer.text, final, left)


ENGLISH_TITLES = (
    "mr|mrs|ms|dr|sir|sen|senator|president|vice|prime|minister|chancellor|king|queen|governor|ceo|chairman|chief|executive"
    "|spokesman|spokeswoman|secretary|general|colonel|captain|judge|justice|professor|representative|congressman"
)
_EN_TITLES = re.compile(rf"(?i)(?:{ENGLISH_TITLES})[.]?")


def _core(words: Sequence[str], kind: str) -> tuple[int, int] | None:
    """The words of a mention that are the name itself: without article and titles, all capitalised but for small words."""
    first, last = 0, len(words)
    titles = [i for i, word in enumerate(words) if _EN_TITLES.fullmatch(word)] if kind == "person" else []
    first = max(titles) + 1 if titles else first
    while first < last and words[first].lower() in ("the", "a", "an"):
        first += 1
    own = words[first:last]
    if not 0 < len(own) <= 8 or (len(own) == 1 and own[0].lower() in _PRONOUNS):
        return None
    if not all(w[0].isupper() or w[0].isdigit() or w in _LINKS for w in own) or not own[0][0].isupper() or not own[-1][0].isalnum():
        return None
    if "and" in own[:-1] and (kind != "organisation" or len(own) < 5):
        return None  # two names
    return (first, last)


_PRONOUNS = frozenset(("i", "we", "he", "she", "it", "they", "some", "his", "her", "its", "our", "their", "you", "developers"))


# ---------------------------------------------------------------- all of them


CORPORA: dict[str, tuple[str, Callable[[common.Sources], Iterator[Labelled]]]] = {
    "winer": ("fr", winer),
    "newseye": ("fr", newseye),
    "europeana": ("fr", europeana),
    "ewt": ("en", ewt),
    "meantime": ("en", meantime),
}


def corpora() -> dict[str, tuple[str, Callable[[common.Sources], Iterator[Labelled]]]]:
    """Every set by name: its language, and what reads it."""
    from models.names_french import FRENCH  # these build on this module
    from models.names_more import MORE

    return {**CORPORA, **FRENCH, **MORE}


def corpus(name: str, sources: common.Sources, split: str | None = None) -> list[Labelled]:
    """The documents of a set (of one split of it), in the order of the source. Raises SourceError where data is missing."""
    return [_doubted(document) for document in corpora()[name][1](sources) if split in (None, document.split)]


def _doubted(document: Labelled) -> Labelled:
    """A training document whose labels were forgotten somewhere: what bears a label in one place and none in another is in
    doubt there. Test and development documents stay as they were given."""
    if document.split != "train":
        return document
    held = [*((a, b) for a, b, _ in document.names), *document.ignore]
    forms = sorted({document.text[a:b] for a, b, _ in document.names})
    missed = [
        match.span()
        for form in forms
        if len(form) > 2 and form[0].isupper()
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", document.text)
        if not any(a < match.end() and match.start() < b for a, b in held)
    ]
    return replace(document, ignore=tuple(sorted({*document.ignore, *missed}))) if missed else document


_FIELDS = ("id", "set", "split", "lang", "text", "names", "ignore")


def write(documents: Iterable[Labelled], path: Path) -> int:
    """Documents to gzipped JSON lines, the same bytes for the same documents; how many there were."""
    rows = [json.dumps({field: getattr(d, field) for field in _FIELDS}, ensure_ascii=False) for d in documents]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(common.compressed("".join(row + "\n" for row in rows)))
    return len(rows)


def read(path: Path) -> list[Labelled]:
    """What `write` wrote."""
    out = []
    for line in common.opened(path).splitlines():
        row = json.loads(line)
        names = tuple((start, end, kind) for start, end, kind in row["names"])
        out.append(Labelled(*(row[field] for field in _FIELDS[:5]), names, tuple((start, end) for start, end in row["ignore"])))
    return out


def main() -> None:
    parser = common.arguments(__doc__ or "")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=sorted(corpora()))
    given = parser.parse_args()
    for code in given.languages:
        pinned = common.sources(code, common.folders(given))
        for name in given.sets:
            if corpora()[name][0] != code:
                continue
            parts: dict[str, list[Labelled]] = {}
            for document in corpus(name, pinned):
                parts.setdefault(document.split, []).append(document)
            for split, documents in parts.items():
                count = Counter(kind for d in documents for _, _, kind in d.names)
                write(documents, given.out / f"{name}.{split}.jsonl.gz")
                doubts = sum(len(d.ignore) for d in documents)
                print(f"{name}.{split}", len(documents), "documents", dict(sorted(count.items())), doubts, "in doubt")


if __name__ == "__main__":
    main()
