"""More labelled names, of other kinds of text than `names_corpora` reads: encyclopaedia, tweets. Same form,
same conventions; every set has its own name, so that a recipe can weigh it or leave it out.

The files are taken out of public repositories as they stand there (see `takes` in `models/en/sources.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from models import common
from models.names_corpora import TYPES, Labelled, Name, bare_person, bio, demonyms, gap, outermost


def blocks(raw: str) -> Iterator[tuple[list[str], list[str]]]:
    """Sentences (tokens, tags) of a file with one token and its tag a line, parted by a tab or a space."""
    forms: list[str] = []
    tags: list[str] = []
    for line in [*raw.split("\n"), ""]:
        row = line.rstrip("\r").split("\t") if "\t" in line else line.split()
        if len(row) >= 2 and row[0].strip():
            forms.append(row[0].strip())
            tags.append(row[-1].strip())
        elif forms:
            yield forms, tags
            forms, tags = [], []


def documents(
    set_name: str, sentences: Iterable[tuple[Sequence[str], Sequence[str]]], batch: int, types: Mapping[str, str]
) -> Iterator[Labelled]:
    """Documents of `batch` sentences. `types` maps the set's labels to ours; what it maps to "" is left in doubt."""
    text, count, number = "", 0, 0
    names: list[Name] = []
    doubt: list[tuple[int, int]] = []
    for forms, tags in sentences:
        spaced = ""
        places: list[tuple[int, int]] = []
        for i, form in enumerate(forms):
            spaced += gap(forms[i - 1], form, french=False) if i else ""
            places.append((len(spaced), len(spaced) + len(form)))
            spaced += form
        base = len(text) + (1 if text else 0)
        text = f"{text} {spaced}" if text else spaced
        for start, end, kind in spans(tags, places):
            ours = types.get(kind)
            if ours == "":
                doubt.append((base + start, base + end))
            elif ours:
                names.append((base + start, base + end, ours))
        count += 1
        if count == batch:
            yield _document(set_name, number, text, names, doubt)
            text, names, doubt, count, number = "", [], [], 0, number + 1
    if text:
        yield _document(set_name, number, text, names, doubt)


def _document(set_name: str, number: int, text: str, names: Sequence[Name], doubt: Sequence[tuple[int, int]]) -> Labelled:
    bare = [found for name in names if (found := _bare(text, name))]
    return Labelled(f"{set_name}-{number}", set_name.partition("-")[0], "train", "en", text, outermost(bare), tuple(sorted(doubt)))


def _bare(text: str, name: Name) -> Name | None:
    """A name without its article; a person without titles; None for people and things of a country ("Welsh")."""
    article = re.match(r"(?:the|a|an)\s+(?=\S)", text[name[0] : name[1]])
    start = name[0] + (article.end() if article else 0)
    if text[start : name[1]].lower() in demonyms():
        return None
    return bare_person(text, (start, name[1], name[2])) if text[start].isupper() else (start, name[1], name[2])


def spans(tags: Sequence[str], places: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """The labelled stretches of a tag sequence (IOB2, or I- alone), with the set's own labels."""
    found: list[tuple[int, int, str]] = []
    for kind in sorted({tag[2:] for tag in tags if tag[1:2] == "-"}):  # `bio` knows our labels only: one pass for each label
        own = [tag[:2] + "PER" if tag[2:] == kind and tag[1:2] == "-" else "O" for tag in tags]
        found += [(start, end, kind) for start, end, _ in bio(own, places)]
    return sorted(found)


# ---------------------------------------------------------------- sets of tokens and tags


def wikigold(sources: common.Sources) -> Iterator[Labelled]:
    """English Wikipedia, labelled by hand."""
    raw = common.opened(sources.file("WikiGold", "wikigold.conll.txt"))
    for number, article in enumerate(raw.split("-DOCSTART- O\n")):
        yield from documents(f"wikigold-{number}", blocks(article), 1000, {**TYPES})


_WNUT = {"person": "person", "location": "place", "corporation": "organisation", "group": "organisation"}


def wnut17(sources: common.Sources) -> Iterator[Labelled]:
    """Tweets and comments with rare names; one message is one document."""
    for part in ("wnut17train.conll", "emerging.dev.conll"):
        yield from documents(f"wnut17-{part.split('.')[0]}", blocks(common.opened(sources.file("WNUT17", part))), 1, _WNUT)


def btc(sources: common.Sources) -> Iterator[Labelled]:
    """Tweets of 2009 to 2014, among them those of newspapers (section g); section f is what others test on."""
    for section in "abefgh":
        rows = (
            row for row in blocks(common.opened(sources.file("BTC", f"btc/{section}.conll"))) if not any(f.startswith("@") for f in row[0])
        )
        for document in documents(f"btc-{section}", rows, 1, TYPES):
            yield replace(document, split="test" if section == "f" else "train")


_CROSSNER = {
    **dict.fromkeys(("person", "politician", "scientist", "writer", "researcher", "musicalartist"), "person"),
    **dict.fromkeys(("country", "location"), "place"),
    **dict.fromkeys(("organisation", "politicalparty", "university", "band"), "organisation"),
    **dict.fromkeys(("astronomicalobject", "magazine", "academicjournal"), ""),
}


def crossner(sources: common.Sources) -> Iterator[Labelled]:
    """English Wikipedia on politics, science, letters, music and computing; one sentence is one document. Its labels of
    genres, works and events are no names of ours."""
    for domain in ("politics", "science", "literature", "music", "ai"):
        for part in ("train", "dev", "test"):
            raw = common.opened(sources.file("CrossNER", f"crossner/{domain}.{part}.txt"))
            for document in documents(f"crossner-{domain}-{part}", blocks(raw), 1, _CROSSNER):
                yield replace(document, split="test" if part == "test" else "train")


MORE: dict[str, tuple[str, Callable[[common.Sources], Iterator[Labelled]]]] = {
    "wikigold": ("en", wikigold),
    "wnut17": ("en", wnut17),
    "btc": ("en", btc),
    "crossner": ("en", crossner),
}
