"""Makes `languages/<code>/models/lemmas.txt.gz`: a full-form lexicon as stems and paradigms, what the training part of the
treebanks says otherwise, and rules by ending for every other form.

    python -m models.lemmas fr en --data ../shared/data/training --data ../lexicons
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from models import common
from recoupe.tagging import lexicon

Entry = tuple[str, str, str]  # form, sort, lemma: all plain
SEED = 0  # nothing here draws lots
FILE = "lemmas.txt.gz"
SUPPLETIVE = frozenset({"eat", "go"})
CROWD = 6  # paradigms of one stem
WORD = re.compile(r"[^\W\d_](?:[\w.'-]*\w)?\.?")
SORT_OF = {tag: sort for sort, tag in reversed(lexicon.SORTS.items())}  # a verb of no known form is "V"


# ---------------------------------------------------------------- lexicons


def _lefff(paths: Iterable[Path]) -> Iterator[Entry]:
    """Lefff: form, category, lemma, features. No proper names, no participle listed as an adjective of its verb."""
    kinds = {"nc": "N", "adj": "A", "adv": "R", "advneg": "R", "v": "V", "auxEtre": "X", "auxAvoir": "X", "prep": "P"} | {
        "det": "D", "pro": "O", "csu": "S", "coo": "C", "pres": "I"
    }  # fmt: skip
    for path in paths:
        for line in common.opened(path).splitlines():
            form, kind, lemma, features = (*line.split("\t"), "", "")[:4]
            sort = kinds.get(kind)
            if sort is None or (sort == "A" and features.startswith("K")):
                continue
            if sort == "V" and features[:1] in ("W", "G", "K"):
                sort = features[0]
            yield form, sort, lemma


def _unimorph(paths: Iterable[Path]) -> Iterator[Entry]:
    """UniMorph: lemma, form, features; verbs only are taken."""
    sorts = {"V;NFIN": "W", "V;3;SG;PRS": "V", "V;PST": "T", "V;V.PTCP;PST": "K", "V;V.PTCP;PRS": "G"}
    for path in paths:
        for line in common.opened(path).splitlines():
            lemma, form, features = (*line.split("\t"), "", "", "")[:3]
            if features in sorts and (form[:1] == lemma[:1] or lemma in SUPPLETIVE):  # else the rest of a phrase ("hightail it")
                yield form, sorts[features], lemma


_ENTRY = re.compile(r"^'?([^\s'].*?)'?:$")


def _wordnet(paths: Iterable[Path]) -> Iterator[Entry]:
    """Open English WordNet: lemmas with parts of speech and irregular forms; regular plurals, comparatives and verb forms
    are built here."""
    kinds = {"n": "N", "a": "A", "s": "A", "v": "W", "r": "R"}
    for path in sorted(paths):
        lemma, sort, forms = "", "", False
        for line in common.opened(path).splitlines():
            if not line.startswith(" "):
                found = _ENTRY.match(line)
                lemma = found[1].replace("''", "'") if found else ""
            elif re.fullmatch(r"  [a-z](?:-\d)?:", line):
                sort = kinds.get(line.strip()[0], "") if lemma == lemma.lower() and " " not in lemma else ""
                forms = False
                if sort:
                    yield lemma, sort, lemma
                    yield from _regular(lemma, sort)
            elif line.startswith("    ") and line.strip() == "form:":
                forms = True
            elif forms and line.startswith("    - ") and ":" not in line:
                if sort in ("N", "A"):
                    yield line.strip()[2:].strip("'"), sort, lemma
            else:
                forms = False


def _regular(lemma: str, sort: str) -> Iterator[Entry]:
    if sort == "N":
        if lemma.endswith("man"):
            yield lemma[:-2] + "en", "N", lemma
        if re.search(r"(?:s|x|z|ch|sh)$", lemma):
            yield lemma + "es", "N", lemma
        elif re.search(r"[^aeiou]y$", lemma):
            yield lemma[:-1] + "ies", "N", lemma
        else:
            yield lemma + "s", "N", lemma
    elif sort == "A" and len(lemma) <= 7:
        stem = lemma[:-1] if lemma.endswith("e") else lemma[:-1] + "i" if re.search(r"[^aeiou]y$", lemma) else lemma
        if re.search(r"^[^aeiou]*[aeiou][bdgmnpt]$", lemma):
            stem += lemma[-1]
        yield stem + "er", "A", lemma
        yield stem + "est", "A", lemma


READERS: dict[str, Callable[[Iterable[Path]], Iterator[Entry]]] = {
    "Lefff": _lefff,
    "UniMorph-eng": _unimorph,
    "Open English WordNet": _wordnet,
}


def entries(found: common.Sources) -> set[Entry]:
    """The entries of all lexicons that a language's sources name, plain; verbs of one only where another names the verb too
    (rare verbs made of nouns would make every noun a verb)."""
    lists = []
    for name, reader in READERS.items():
        if name in found.named:
            paths = [found.file(name, path) for path in sorted(found[name].files)]
            rows = {(lexicon.plain(form), sort, lexicon.plain(lemma)) for form, sort, lemma in reader(paths)}
            lists.append({row for row in rows if WORD.fullmatch(row[0]) and WORD.fullmatch(row[2])})
    if len(lists) > 1:
        common_verbs = set.intersection(*({lemma for _, sort, lemma in rows if sort == "W"} for rows in lists))
        lists = [{row for row in rows if row[1] not in "VTKWG" or row[2] in common_verbs} for rows in lists]
    return set().union(*lists) if lists else set()


def _shared(one: str, other: str) -> int:
    """How many characters two words begin with in common."""
    return next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


def _paradigms(rows: Iterable[Entry]) -> str:
    """The first two parts of the file: forms of one lemma share a stem, lemmas that inflect alike share a paradigm."""
    words: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for form, sort, lemma in rows:
        words[lemma, "V" if sort in "VTKWG" else sort].add((form, sort))
    of_stem: dict[str, list[str]] = defaultdict(list)
    for (lemma, _), forms in sorted(words.items()):
        at = min(_shared(lemma, form) for form, _ in forms)
        of_stem[lemma[:at]].append(" ".join(sorted(f"{form[at:]}/{sort}/{lemma[at:]}" for form, sort in forms)))
    for stem, paradigms in of_stem.items():
        if len(paradigms) >= CROWD:  # many irregular words share a short stem: one paradigm holds them all
            of_stem[stem] = [" ".join(paradigms)]
    uses = Counter(cells for paradigms in of_stem.values() for cells in paradigms)
    numbers = {cells: n for n, cells in enumerate(sorted(uses, key=lambda cells: (-uses[cells], cells)))}
    rows_of = [f"{stem} {' '.join(str(numbers[cells]) for cells in paradigms)}" for stem, paradigms in sorted(of_stem.items())]
    return "\n".join(numbers) + "\n\n" + "\n".join(rows_of)


# ---------------------------------------------------------------- treebanks


def treebank(found: common.Sources, parts: Iterable[tuple[str, str]]) -> Counter[tuple[str, str, str]]:
    """How often (form, part of speech, lemma) stands in the treebanks; the lemma of a name as it is written."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for name, ending in parts:
        for sentence in common.conllu(found.file(name, ending)):
            for token in sentence.tokens:
                if token.upos in SORT_OF and token.lemma not in ("", "_") and "Typo=Yes" not in token.feats:
                    seen[token.form, token.upos, token.lemma] += 1
    return seen


def _endings(pairs: Iterable[tuple[str, str, str]]) -> str:
    """The last part: for each part of speech the script (cut, add) most forms with an ending take, where it is not the one
    of the next shorter ending."""
    counts: dict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
    for form, tag, lemma in sorted(pairs):
        shared = _shared(form, lemma)
        script = (len(form) - shared, lemma[shared:])
        if script[0] > 6 or len(script[1]) > 5:
            continue
        for length in range(0, 7):
            if length < len(form) and script[0] <= length:
                counts[tag, form[len(form) - length :]][script] += 1
    kept: dict[tuple[str, str], tuple[int, str]] = {}
    for (tag, ending), scripts in sorted(counts.items(), key=lambda item: (len(item[0][1]), item[0])):
        if not ending:
            continue
        (script, number), *_ = sorted(scripts.items(), key=lambda item: (-item[1], item[0]))
        above = next((kept[tag, ending[n:]] for n in range(1, len(ending)) if (tag, ending[n:]) in kept), (0, ""))
        if script != above and number >= 3 and number > 1.2 * scripts[above]:
            kept[tag, ending] = script
    return "\n".join(f"{ending}/{SORT_OF[tag]}/{cut}/{add}" for (tag, ending), (cut, add) in sorted(kept.items()))


def made(rows: set[Entry], seen: Counter[tuple[str, str, str]]) -> str:
    """The text of the file."""
    preferred: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    lemma_count: Counter[tuple[str, str]] = Counter()
    small = {(form, tag) for form, tag, _ in seen}
    for (form, tag, lemma), number in seen.items():
        if tag in lexicon.AS_WRITTEN or form == form.lower() or (form.lower(), tag) not in small:  # "Prime" of a title is no witness
            preferred[lexicon.plain(form), tag][lemma] += number
        lemma_count[lemma, tag] += number
    pairs = {(form, lexicon.SORTS[sort], lemma) for form, sort, lemma in rows}
    open_classes = ("NOUN", "ADJ", "VERB", "ADV")
    pairs |= {(lexicon.plain(f), t, le) for f, t, le in seen if t in open_classes and le == lexicon.plain(le) and WORD.fullmatch(f)}
    listed, guessed = _paradigms(rows), _endings({row for row in pairs if row[1] in open_classes})
    bare = lexicon.parse(f"{listed}\n\n\n\n{guessed}\n")
    said: dict[tuple[str, str], str] = {}
    choices: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form, sort, lemma in rows:
        choices[form, lexicon.SORTS[sort]].add(lemma)
    for (form, tag), lemmas in choices.items():  # of two words that share a form, the one a treebank has more of
        if len(lemmas) > 1:
            best = min(lemmas, key=lambda lemma: (-lemma_count[lemma, tag], lemma != form, len(lemma), lemma))
            if bare.listed(form, tag) != best:
                said[form, tag] = best
    for (form, tag), lemmas_of in preferred.items():
        best, number = min(lemmas_of.items(), key=lambda item: (-item[1], item[0]))
        if tag in lexicon.AS_WRITTEN and (number < 2 or lexicon.plain(best) == form):
            continue  # one name or sign the treebank spells otherwise is its own affair
        default = said.get((form, tag)) or bare.lemma(form, tag)
        if default == best.lower() and tag not in lexicon.AS_WRITTEN and bare.listed(form, tag):
            continue  # seen in a title alone, and a common word
        if default != best:
            said[form, tag] = best
    lines = [f"{form}\t{SORT_OF[tag]}\t{lemma}" for (form, tag), lemma in sorted(said.items()) if not set("\t\n") & set(form + lemma)]
    return f"{listed}\n\n" + "\n".join(lines) + f"\n\n{guessed}\n"


def accuracy(words: lexicon.Lexicon, found: common.Sources, name: str, ending: str) -> float:
    """The share of right lemmas, given the right parts of speech."""
    tokens = [token for sentence in common.conllu(found.file(name, ending)) for token in sentence.tokens]
    return sum(words.lemma(token.form, token.upos) == token.lemma for token in tokens) / len(tokens)


def build(code: str, data: tuple[Path, ...]) -> dict[str, float]:
    """Make, score and write down the word list of a language; the scores."""
    found = common.sources(code, data)
    text = made(entries(found), treebank(found, common.TREEBANKS[code]))
    folder = common.LANGUAGES / code / "models"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(common.compressed(text))
    words = lexicon.parse(text)
    scores = {f"{name}.gold_tags": round(accuracy(words, found, name, ending), 4) for name, ending in common.TREEBANK_TESTS[code]}
    lists = [(name, path) for name in READERS if name in found.named for path in found[name].files]
    entry = {"file": FILE, "trained_on": found.provenance([*common.TREEBANKS[code], *lists]), "recipe": "models/lemmas.py", "seed": SEED}
    common.record(folder, "lemmas", {**entry, "scores": scores})
    return scores


if __name__ == "__main__":
    common.run(build, __doc__)
