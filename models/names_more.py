"""More labelled names, of other kinds of text than `names_corpora` reads: encyclopaedia, tweets, travel, speeches. Same form,
same conventions; every set has its own name, so that a recipe can weigh it or leave it out.

The files are taken out of public repositories as they stand there (see `takes` in `models/en/sources.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models import common
from models.names_corpora import ENGLISH_TITLES, TYPES, Labelled, Name, bare_person, bio, demonyms, gap, outermost


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


# ---------------------------------------------------------------- GUM


_GUM_TYPES = {"person": "person", "place": "place", "organization": "organisation"}
_OPEN = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)[^()]*(\))?|(\d+)(?:\[\d+/\d+\])?\)")
_LINKS = frozenset(("of", "the", "and", "&", "for", "'s", "’s", "-", "–", "de", "la", "von", "van", "on", "in", "at", "'", "’"))
_OFFICES = re.compile(rf"(?i)(?:{ENGLISH_TITLES}|pope|prof|saint|prince|lord|lady)[.]?")


@dataclass(slots=True)
class _Word:
    form: str
    upos: str
    xpos: str
    head: int
    start: int
    end: int


def gum(sources: common.Sources) -> Iterator[Labelled]:
    """Wikinews, interviews, lives, travel guides and speeches. GUM labels whole noun phrases: the name is what stands around
    the head of a phrase whose head is a proper noun."""
    for path in sorted(sources["GUM"].files):
        yield _gum_document(path.rsplit("/", 1)[-1].removesuffix(".conllu"), common.opened(sources.file("GUM", path)))


@dataclass(slots=True)
class _Found:
    """What the mentions of a document give: names, stretches in doubt, and stretches that have a name of another kind."""

    names: list[Name] = field(default_factory=list)
    doubt: list[tuple[int, int]] = field(default_factory=list)
    other: list[tuple[int, int]] = field(default_factory=list)

    def settled(self) -> tuple[tuple[Name, ...], tuple[tuple[int, int], ...]]:
        """The names that lie in nothing of another kind, and what stays in doubt."""
        names = outermost(n for n in self.names if not any(o[0] <= n[0] and n[1] <= o[1] and o != n[:2] for o in self.other))
        left = sorted(d for d in set(self.doubt) if all(d[1] <= n[0] or n[1] <= d[0] for n in names))
        return names, tuple(left)


def _gum_document(key: str, raw: str) -> Labelled:
    text, found = "", _Found()
    for chunk in raw.split("\n\n"):
        said = re.search(r"(?m)^# text = (.*)$", chunk)
        rows = [line.split("\t") for line in chunk.split("\n") if re.match(r"\d+\t", line)]
        if said and rows:
            text += ("\n\n" if "# newpar" in chunk else " ") if text else ""
            _gum_sentence(rows, _words(rows, said.group(1), len(text)), found)
            text += said.group(1)
    names, doubt = found.settled()
    return Labelled(key, "gum", "train", "en", text, names, doubt)


def _words(rows: Sequence[Sequence[str]], sentence: str, base: int) -> list[_Word]:
    at, words = 0, []
    for row in rows:
        start = max(sentence.find(row[1], at), at)
        at = start + len(row[1])
        words.append(_Word(row[1], row[3], row[4], int(row[6]), base + start, base + at))
    return words


def _gum_sentence(rows: Sequence[Sequence[str]], words: Sequence[_Word], found: _Found) -> None:
    """Read the brackets of a sentence's mentions; proper nouns of a mention that gave no name are in doubt."""
    open_mentions: dict[str, list[tuple[str, int]]] = {}
    mentions: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for match in _OPEN.finditer(entity):
            if match.group(1):
                open_mentions.setdefault(match.group(1), []).append((match.group(2), i))
            if match.group(4) or match.group(3):
                kind, first = open_mentions[match.group(4) or match.group(1)].pop()
                mentions.append((first, i + 1, kind))
    for first, last, kind in sorted(mentions, key=lambda m: m[1] - m[0]):
        _gum_mention(words, (first, last), kind, found)
        if kind in _GUM_TYPES:
            for word in words[first:last]:
                held = [*found.names, *found.other]
                if word.upos == "PROPN" and not any(n[0] <= word.start < n[1] for n in held):
                    found.doubt.append((word.start, word.end))


def _gum_mention(words: Sequence[_Word], place: tuple[int, int], kind: str, found: _Found) -> None:
    """The name in the mention at `place` of the words, if its head is a proper noun or has one after it ("founder X")."""
    first, last = place
    ours = _GUM_TYPES.get(kind)
    head = next((i for i in range(first, last) if not first < words[i].head <= last), first)
    if ours == "person" and words[head].upos == "NOUN" and head + 1 < last and words[head + 1].upos == "PROPN":
        head += 1
        first = head
    if words[head].upos != "PROPN":
        return
    if ours is None and kind in ("time", "animal", "plant", "substance"):
        return
    inside = [w.upos == "PROPN" or (w.form[0].isupper() and w.upos in ("ADJ", "NOUN")) or w.form.isdigit() for w in words]
    a, b = head, head + 1
    while a > first and inside[a - 1]:
        a -= 1
    while b < last:
        step = next((k for k in range(b, min(b + 3, last)) if inside[k]), None)
        if step is None or any(words[k].form not in _LINKS for k in range(b, step)):
            break
        b = step + 1
    if ours is None:
        found.other.append((words[a].start, words[b - 1].end))
        return
    while a < b and ours == "person" and _OFFICES.fullmatch(words[a].form) and a + 1 < b:
        a += 1
    people = (
        ours == "person" and b - a == 1 and (words[head].xpos == "NNPS" or (a > first and words[a - 1].form.lower() in ("the", "many")))
    )
    if people or words[a].form.lower() in demonyms() or not words[a].form[0].isupper():
        found.doubt.append((words[a].start, words[b - 1].end))
        return
    found.names.append((words[a].start, words[b - 1].end, ours))


MORE: dict[str, tuple[str, Callable[[common.Sources], Iterator[Labelled]]]] = {
    "wikigold": ("en", wikigold),
    "wnut17": ("en", wnut17),
    "btc": ("en", btc),
    "crossner": ("en", crossner),
    "gum": ("en", gum),
}
