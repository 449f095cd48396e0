"""French PUD with the names of English PUD carried over: a silver test set, built anew from two public sets, never trained on.

    python -m models.pud_silver fr --data DIR [-v]

UD_French-PUD and UNER_English-PUD hold the same thousand sentences. A name is carried over where French has the same
spelling (accents aside), a known translation (CLDR, GeoNames, `fr/pud_words.toml`), or words that answer to its words one by
one; what then remains is matched when one name and one group of proper nouns are left, or when several of one kind stand
in the same order. A sentence is kept only when every English name is found again. Proper nouns that stay unexplained are
left in doubt (`ignore`), unless English has the same word there without a label: then it is no name.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby

from models import common
from models.names_corpora import Labelled, Name, bio, located, outermost, uner_blocks
from recoupe.kinds.names_lexicon import key, places
from recoupe.languages import shared_lines
from recoupe.text import folded

_WORD = re.compile(r"[^\W_]+(?:\.(?=[^\W_]))?")
_SMALL = frozenset(
    [
        "de",
        "d",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "et",
        "en",
        "aux",
        "au",
        "a",
        "sur",
        "pour",
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "at",
        "s",
    ]
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a sentence: where it stands and the form it is compared by."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A French sentence with its tokens' parts of speech, and its English twin with its names."""

    key: str
    text: str
    proper: tuple[tuple[int, int], ...]
    english: str
    names: tuple[Name, ...]


@dataclass(slots=True)
class Carried:
    """What was found for one sentence; `how` tells for each name by which step, `lost` the English names without a twin."""

    pair: Pair
    names: list[Name] = field(default_factory=list)
    how: list[str] = field(default_factory=list)
    lost: list[Name] = field(default_factory=list)
    doubt: list[tuple[int, int]] = field(default_factory=list)


def units(text: str, start: int = 0, end: int | None = None) -> list[Unit]:
    """The words of a stretch of text, hyphens and apostrophes between them."""
    return [Unit(m.start(), m.end(), _fold(m.group())) for m in _WORD.finditer(text, start, len(text) if end is None else end)]


def _fold(word: str) -> str:
    return re.sub(r"[^\w]+", "", folded(word))


# ---------------------------------------------------------------- the two sets


def pairs(sources: common.Sources) -> list[Pair]:
    """The thousand sentences, each French one with the English one that its comment `text_en` quotes."""
    english = {_plain(b.text): b for b in uner_blocks(common.opened(sources.file("UNER_English-PUD", "en_pud-ud-test.iob2")))}
    path = sources.file("UD_French-PUD", "fr_pud-ud-test.conllu")
    twins = dict(re.findall(r"(?m)^# sent_id = (\S+)\n(?:#.*\n)*?# text_en = (.*)$", common.opened(path)))
    out = []
    for sentence in common.conllu(path):
        block = english[_plain(twins[sentence.id])]
        places = _places(block.text, block.forms)
        names = outermost(bio(block.tags, places)) if places else ()
        proper = tuple((t.start, t.end) for t in sentence.tokens if t.upos == "PROPN")
        out.append(Pair(sentence.id, sentence.text, proper, block.text, names))
    return out


def _plain(text: str) -> str:
    return " ".join(text.split())


def _places(text: str, forms: Sequence[str]) -> list[tuple[int, int]]:
    try:
        return located(text, forms)
    except ValueError:
        return []


# ---------------------------------------------------------------- translations


@cache
def _lexicon() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, frozenset[str]]]:
    """Whole names (folded words joined by spaces) and single words, English to French."""
    table = tomllib.loads((common.ROOT / "models/fr/pud_words.toml").read_text(encoding="utf-8"))
    phrases: dict[str, list[str]] = {key: list(forms) for key, forms in table["phrases"].items()}
    for row in shared_lines("territories"):  # CLDR: all forms of one place
        forms = row.split("|")
        for form in forms:
            phrases.setdefault(form, []).extend(f for f in forms if f != form)
    words = {key: frozenset(forms) for key, forms in table["words"].items()}
    return {key: tuple(dict.fromkeys(forms)) for key, forms in phrases.items()}, words


def likeness(english: str, french: str) -> float:
    """How surely two words are the same, from 0 to 1."""
    phrases, words = _lexicon()
    if english == french:
        return 1.0
    if french in words.get(english, ()) or french in phrases.get(english, ()):
        return 0.95
    if min(len(english), len(french)) < 4 or english.isdigit() or french.isdigit():
        return 0.0
    ratio = difflib.SequenceMatcher(None, english, french, autojunk=False).ratio()
    return ratio if ratio >= 0.72 and english[0] == french[0] else 0.0


# ---------------------------------------------------------------- carrying names over


def carry(pair: Pair) -> Carried:
    """Find every name of the English sentence again in the French one."""
    found = Carried(pair)
    french, english = units(pair.text), units(pair.english)
    open_names: list[Name] = []
    for name in sorted(pair.names, key=lambda n: n[0] - n[1]):
        own = _forms(pair.english, name)
        places = _same(french, own, pair.text, found.names)
        if places:
            _keep(found, places, name[2], "same")
        else:
            open_names.append(name)
    still = []
    for name in open_names:
        place = _by_words(pair, french, units(pair.english, *name[:2]), found.names, name)
        if place:
            _keep(found, [place], name[2], "words")
        elif not _repeats(pair, name, found):
            still.append(name)
    _by_order(pair, french, english, still, found)
    _doubts(pair, english, found)
    found.names.sort()
    return found


def _forms(text: str, name: Name) -> list[str]:
    """The folded forms under which a name may stand in French."""
    own = [u.form for u in units(text, *name[:2])]
    own = own[1:] if own[:1] == ["the"] and len(own) > 1 else own
    own = own[:-1] if own[-1:] == ["s"] and len(own) > 1 and text[name[1] - 2] in "'’" else own
    form = " ".join(own)
    return [form, *_lexicon()[0].get(form, ()), *(_lexicon()[0].get(form.replace(" ", ""), ()))]


def _same(french: Sequence[Unit], forms: Sequence[str], text: str, taken: Sequence[Name]) -> list[tuple[int, int]]:
    """Every free place where one of the forms stands, capitals at its head."""
    for form in forms:
        wanted = form.split()
        out = []
        for i in range(len(french) - len(wanted) + 1):
            span = (french[i].start, french[i + len(wanted) - 1].end)
            if [u.form for u in french[i : i + len(wanted)]] == wanted and not text[span[0]].islower() and _free(span, taken):
                out.append(span)
        if out:
            return out
    return []


def _free(span: tuple[int, int], taken: Sequence[Name]) -> bool:
    return all(span[1] <= t[0] or t[1] <= span[0] for t in taken)


def _keep(found: Carried, places: Sequence[tuple[int, int]], kind: str, how: str) -> None:
    for start, end in places:
        if found.pair.text[end : end + 1] == "." and re.search(r"\.\w$", found.pair.text[start:end]):
            end += 1  # the last full stop of an acronym
        found.names.append((start, end, kind))
        found.how.append(how)


def _by_words(pair: Pair, french: Sequence[Unit], own: Sequence[Unit], taken: Sequence[Name], name: Name) -> tuple[int, int] | None:
    """The shortest stretch of French that holds a twin for each word of an English name and no word without one."""
    wanted = [u.form for u in own if u.form not in _SMALL]
    if not wanted:
        return None
    best: tuple[float, int, tuple[int, int]] | None = None
    middle = (name[0] + name[1]) / 2 / len(pair.english)
    for i in range(len(french)):
        for j in range(i + 1, min(len(french), i + 2 * len(wanted) + 5) + 1):
            span = (french[i].start, french[j - 1].end)
            given = [u.form for u in french[i:j] if u.form not in _SMALL]
            if " et " in pair.text[span[0] : span[1]] and " and " not in pair.english[name[0] : name[1]]:
                continue
            if len(given) > len(wanted) + 1 or french[i].form in _SMALL or french[j - 1].form in _SMALL or not _free(span, taken):
                continue
            if not any(c.isupper() for c in pair.text[span[0] : span[1]]):
                continue
            score = _match(wanted, given)
            far = abs((span[0] + span[1]) / 2 / len(pair.text) - middle)
            if score >= 0.72 and far < (0.4 if score < 0.9 else 0.7) and (best is None or (score - far / 10, i - j) > (best[0], best[1])):
                best = (score - far / 10, i - j, span)
    return best[2] if best else None


def _match(wanted: Sequence[str], given: Sequence[str]) -> float:
    """How well the words of two names answer each other: the mean likeness over both sides."""
    if not given:
        return 0.0
    left = list(given)
    total = 0.0
    for word in wanted:
        score, at = max(((likeness(word, other), -k) for k, other in enumerate(left)), default=(0.0, 0))
        if score > 0:
            total += score
            left.pop(-at)
    return 2 * total / (len(wanted) + len(given))


def _repeats(pair: Pair, name: Name, found: Carried) -> bool:
    """Whether a name without a twin of its own was carried over elsewhere in the sentence: French says "he" or "its"."""
    form = _forms(pair.english, name)[0]
    return any(n != name and n[2] == name[2] and _forms(pair.english, n)[0] == form for n in pair.names) and bool(found.names)


def groups(pair: Pair, french: Sequence[Unit]) -> list[tuple[int, int]]:
    """Stretches of proper nouns, with the small words between two of them."""
    proper = [any(a <= u.start < b for a, b in pair.proper) for u in french]
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(french):
        if not proper[i]:
            i += 1
            continue
        last, j = i, i + 1
        while j < len(french):
            if proper[j] and not re.search(r"[,;:()«»\"]", pair.text[french[last].end : french[j].start]):
                last, j = j, j + 1
            elif (
                french[j].form in ("de", "d", "du", "la", "l", "des", "von", "van")
                and j - last <= 2
                and "," not in pair.text[french[last].end : french[j].start]
            ):
                j += 1
            else:
                break
        out.append((french[i].start, french[last].end))
        i = last + 1
    return out


def _by_order(pair: Pair, french: Sequence[Unit], english: Sequence[Unit], still: Sequence[Name], found: Carried) -> None:
    """What is left: one name and one group, or as many of one kind in the same order, at about the same place. A place or a
    person that French puts as an adjective or a pronoun leaves no group of proper nouns behind: it is not lost."""
    known = {u.form for u in english if not any(n[0] <= u.start < n[1] for n in pair.names)}
    left = [g for g in groups(pair, french) if _free(g, found.names) and not all(u.form in known for u in units(pair.text, *g))]
    names = sorted(still)
    near = len(left) == len(names) and all(abs(g[0] / len(pair.text) - n[0] / len(pair.english)) < 0.2 for g, n in zip(left, names))
    if names and near and (len(names) == 1 or len({n[2] for n in names}) == 1):
        for group, name in zip(left, names):
            _keep(found, [group], name[2], "order")
    elif left or _capitals(pair, french, found):
        found.lost += names
    else:
        found.lost += [n for n in names if n[2] == "organisation" or " " in pair.english[n[0] : n[1]]]


def _capitals(pair: Pair, french: Sequence[Unit], found: Carried) -> bool:
    """Whether words within the sentence are capitalised and belong to no name."""
    return any(pair.text[u.start].isupper() and _free((u.start, u.end), found.names) for u in french[1:])


def _doubts(pair: Pair, english: Sequence[Unit], found: Carried) -> None:
    """Settle the proper nouns beside what was carried over: a name that English shortens grows to the whole group
    ("Rona": "Elizabeth Rona"), what hangs on by a small word is in doubt with its name, a group of its own is in doubt unless
    English has its words without a label."""
    unlabelled = {u.form for u in english if not any(n[0] <= u.start < n[1] for n in pair.names)}
    for group in groups(pair, units(pair.text)):
        inside = [n for n in found.names if n[0] < group[1] and group[0] < n[1]]
        forms = [u.form for u in units(pair.text, *group) if u.form not in _SMALL]
        if not inside:
            if not all(form in unlabelled for form in forms):
                found.doubt.append(group)
        elif len(inside) == 1 and not (inside[0][0] <= group[0] and group[1] <= inside[0][1]):
            name = inside[0]
            start, end = min(name[0], group[0]), max(name[1], group[1])
            rest = [u for u in units(pair.text, start, end) if not name[0] <= u.start < name[1]]
            at = found.names.index(name)
            if all(u.form not in _SMALL for u in rest) and not ({u.form for u in rest} & unlabelled):
                found.names[at] = (start, end, name[2])
            else:
                del found.names[at], found.how[at]
                found.doubt.append((start, end))
        elif len(inside) > 1:
            rest = [u for u in units(pair.text, *group) if _free((u.start, u.end), found.names) and u.form not in _SMALL]
            found.doubt += [(u.start, u.end) for u in rest]


def silver(sources: common.Sources) -> Iterator[Labelled]:
    """The sentences whose English names were all found again. Of 60 of them read by hand (some 95 names), one name was carried
    over wrongly and three had a kind of the English labels that French readers would not give (a president as organisation)."""
    for pair in pairs(sources):
        found = carry(pair)
        if not found.lost:
            yield Labelled(pair.key, "pud", "test", "fr", pair.text, outermost(found.names), tuple(sorted(found.doubt)))


def literal(document: Labelled) -> Labelled:
    """The same with states and towns that act ("la Chine a répondu") as places: what French labels do (WiNER-fr), where the
    English ones call some forty of these nine hundred names organisations."""
    _, great = places()
    text = document.text
    names = ((a, b, "place" if k == "organisation" and key(text[a:b]) in great else k) for a, b, k in document.names)
    return replace(document, names=tuple(names))


def main() -> None:
    parser = common.arguments(__doc__ or "")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every sentence")
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    for pair in pairs(common.sources("fr", common.folders(given))):
        found = carry(pair)
        counts["dropped" if found.lost else "kept"] += 1
        counts["names lost"] += len(found.lost)
        if not found.lost:
            counts["in doubt"] += len(found.doubt)
            counts.update(f"by {how}" for how in found.how)
            counts.update(kind for _, _, kind in found.names)
        if given.verbose:
            print("-" if found.lost else "+", pair.key, pair.text)
            print("   EN", [(pair.english[a:b], k[:3]) for a, b, k in pair.names], "lost", [pair.english[a:b] for a, b, _ in found.lost])
            print("   FR", [(pair.text[a:b], k[:3]) for a, b, k in found.names], "doubt", [pair.text[a:b] for a, b in found.doubt])
    print(dict(sorted(counts.items())))


if __name__ == "__main__":
    main()


def by_document(sentences: Iterable[Labelled]) -> Iterator[Labelled]:
    """The sentences of one source text, a line each: PUD took two or three from each, and its keys say which
    ("n01003007" is sentence 7 of news text n01003). A reader of news has the text before him, not a sentence."""
    for key_, group in groupby(sentences, key=lambda one: one.id[:6]):
        text, named, doubt = "", [], []
        for one in group:
            base = len(text)
            named += [(a + base, b + base, kind) for a, b, kind in one.names]
            doubt += [(a + base, b + base) for a, b in one.ignore]
            text += one.text + "\n"
        yield Labelled(key_, "pud", "test", "fr", text, tuple(named), tuple(doubt))
