"""What the names CRF sees of each word: its form, its neighbours, the lists it is in, what the article shows of it elsewhere,
and what the rules made of it. Feature strings that depend on a form alone are made once per form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from recoupe.kinds.names_lexicon import Lexicon, key, plain
from recoupe.kinds.names_tokens import Token
from recoupe.languages import load, shared_forms
from recoupe.records import NameKind
from recoupe.tagging import Words
from recoupe.tagging.lexicon import sorts

_CLASSES = {
    "F": "first_names",
    "R": "roles",
    "B": "role_before",
    "T": "titles",
    "H": "organisation_heads",
    "h": "organisation_heads_lower",
    "O": "organisation_words",
    "A": "organisation_adjectives",
    "Q": "organisation_cues",
    "P": "place_cues",
    "L": "place_heads",
    "W": "place_words",
    "G": "place_governors",
    "V": "place_prepositions",
    "D": "demonyms",
    "S": "speech",
    "X": "auxiliaries",
    "M": "calendar",
    "U": "product_cues",
    "Y": "portfolios",
    "E": "particles",
    "k": "common",
    "z": "stops",
}
"""Letter of a class of words -> the field of the lexicon that holds it."""


_LISTS = {
    "n": ("surnames", None),
    "m": ("communes", "place"),
    "p": ("cities_more", "place"),
    "r": ("regions", "place"),
    "w": ("landforms", "place"),
    "y": ("companies", "organisation"),
    "u": ("clubs", "organisation"),
    "b": ("bodies", "organisation"),
}  # fmt: skip
"""Letter of a class of words -> a list of names (`languages/any/` or the language's own), and the kind of those of several words."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A name as the rules read it, with how far its kind leads the next one, in points of evidence."""

    start: int
    end: int
    kind: NameKind
    margin: float


class _Form(NamedTuple):
    """The features a form gives to the word itself and to the words before and after it."""

    here: tuple[bytes, ...]
    before: tuple[bytes, ...]
    before2: tuple[bytes, ...]
    after: tuple[bytes, ...]
    after2: tuple[bytes, ...]
    classes: bytes
    shape: bytes
    key: str
    cap: bool


_LONGEST_PHRASE = 8  # words
_JOINTS = (b"-", b"'", "’".encode())
Rows = list[list[bytes]]
"""The features of the words of one sentence."""


def _shape(form: str) -> str:
    if form.isalpha() and form.islower():
        return "x"  # most words of a text
    if form.isupper() and len(form) > 1 and form.isalpha():
        return "XX" if len(form) < 6 else "XXX"
    out = ""
    for char in form:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "0" if char.isdigit() else char
        if not out.endswith(kind):
            out += kind
    return out[:8]


def _listed(name: str, code: str) -> frozenset[str]:
    """All forms of a list, the world's and the language's."""
    own = load(code).lines(name)
    return shared_forms(name).union("|".join(own).split("|")) if own else shared_forms(name)


class Forms:
    """The forms of one language, each looked up once. Holds a bounded cache and nothing of any text. `used`: the only features
    that a model knows, so that others need not be told to it; None for all."""

    _MOST = 60_000

    def __init__(self, lexicon: Lexicon, code: str, used: frozenset[bytes] | None = None) -> None:
        self.lexicon = lexicon
        self.code = code
        self.used = used
        self._known: dict[str, _Form] = {}
        self._fields = [(letter, getattr(lexicon, name)) for letter, name in _CLASSES.items()]
        self._lists = [(letter, _listed(name, code)) for letter, (name, _) in _LISTS.items()]
        self._of_several = [(letter, listed) for letter, listed in self._lists if _LISTS[letter][1]]

    def phrase(self, words: str) -> str | None:
        """The letter of the first list that holds a name of several words."""
        return next((letter for letter, listed in self._of_several if words in listed), None)

    def __getitem__(self, form: str) -> _Form:
        found = self._known.get(form)
        if found is None:
            if len(self._known) >= self._MOST:
                self._known.clear()
            found = self._known[form] = self._make(form)
        return found

    def _make(self, form: str) -> _Form:
        kept = self._kept
        if not any(map(str.isalnum, form)):
            mark, before, before2, after, after2 = (kept([b"%bw=%b" % (side, form.encode())]) for side in (b"", b"-", b"--", b"+", b"++"))
            return _Form(mark, before, before2, after, after2, b"", form.encode(), "", False)
        lower = form.lower()
        low = lower if lower.isalpha() else "".join(["0" if c.isdigit() else c for c in lower])
        looked = key(form.rstrip("'’ʼ"))
        word, c, s, e3 = low.encode(), self._letters(form, looked), _shape(form).encode(), low[-3:].encode()
        here = [b"w=" + word, b"s=" + s, b"C=" + c, b"sC=" + s + c]
        here += [b"c=%c" % letter for letter in c]
        here.append(b"l=%b%b" % (sorts(low, self.code).encode(), b"X" if form[0].isupper() else b""))
        here += [b"p3=" + low[:3].encode(), b"p4=" + low[:4].encode()]
        here += [b"e2=" + low[-2:].encode(), b"e3=" + e3, b"e4=" + low[-4:].encode()]
        if "-" in low[1:-1]:
            first, _, last = low.rpartition("-")
            here += [b"h1=" + first.encode(), b"h2=" + last.encode(), b"hyF" if plain(first) in self.lexicon.first_names else b"hy"]
        return _Form(
            kept(here),
            kept([b"-w=" + word, b"-s=" + s, b"-C=" + c, b"-e3=" + e3]),
            kept([b"--w=" + word, b"--s=" + s, b"--C=" + c]),
            kept([b"+w=" + word, b"+s=" + s, b"+C=" + c, b"+e3=" + e3]),
            kept([b"++w=" + word, b"++s=" + s, b"++C=" + c]),
            c,
            s,
            looked,
            form[0].isupper(),
        )

    def _letters(self, form: str, looked: str) -> bytes:
        """The letters of the classes and lists that a form is in, given its key."""
        lexicon, folded = self.lexicon, plain(form.rstrip("'’ʼ"))
        found = [letter for letter, words in self._fields if folded in words]
        if looked in lexicon.territories:
            found.append("g")
        elif looked in lexicon.places:
            found.append("c")
        if looked in lexicon.organisations:
            found.append("o")
        elif folded in lexicon.place_acronyms:
            found.append("a")
        found += [letter for letter, words in self._lists if looked in words]
        return "".join(found).encode()

    def _kept(self, made: list[bytes]) -> tuple[bytes, ...]:
        """Features without those that the model does not know."""
        used = self.used
        return tuple(made) if used is None else tuple([one for one in made if one in used])


@dataclass(slots=True)
class Seen:
    """What an article shows of its words: those it also writes in lower case, those that follow a first name or a title, and
    the kind of the name by the rules that a word belongs to."""

    lower: set[str]
    surnames: set[str]
    titled: set[str]
    often: Mapping[str, int]
    kinds: Mapping[str, bytes]


def _capital(form: str) -> bool:
    return form[0].isupper() and any(map(str.isalnum, form))


def seen(tokens: Sequence[Token], hints: Iterable[Hint], text: str, lexicon: Lexicon) -> Seen:
    """Read over the whole article, headline and body."""
    lower: set[str] = set()
    surnames: set[str] = set()
    titled: set[str] = set()
    often: dict[str, int] = {}
    last: Token | None = None
    for token in tokens:
        if not token.cap:
            lower.add(token.low)
        elif not token.weak:
            often[token.low] = often.get(token.low, 0) + 1
        if last is not None and token.cap and last.sentence == token.sentence:
            gap = token.gap.strip(" \u00a0\u202f.")
            if not gap and last.cap and not last.weak and last.low in lexicon.first_names:
                surnames.add(token.low)
            elif not gap and (last.low in lexicon.titles or last.low in lexicon.roles):
                titled.add(token.low)
        last = token
    kinds: dict[str, bytes] = {}
    for hint in hints:
        words = key(text[hint.start : hint.end]).split()
        for word in words if hint.kind == "person" else words[:1] if len(words) == 1 else ():
            kinds.setdefault(word, hint.kind[:2].encode())
    return Seen(lower, surnames, titled, often, kinds)


def features(
    words: Words,
    forms: Forms,
    hints: Sequence[Hint],
    tokens: Sequence[Token],
    *,
    shouting: frozenset[int],
    text: str,
) -> Iterator[Rows]:
    """Per sentence and word, the features, made when asked for; no rows for a sentence that has neither a capital after its
    first word nor a hint. `tokens` are those of the rules, `shouting` the sentences whose capitals say nothing."""
    told = seen(tokens, hints, text, forms.lexicon)
    weak = {t.start for t in tokens if t.weak}
    labels, more = _hinted(words, hints)
    for number, (first, last) in enumerate(words.bounds):
        rows: Rows = []
        if not any(labels[first:last]) and not any(_capital(form) for form in words.forms[first + 1 : last]):
            yield rows
            continue
        known = [forms[form] for form in words.forms[first:last]]
        phrases = _phrases(known, forms)
        told_here, most = labels[first:last], last - first - 1
        for i, (form, label) in enumerate(zip(known, told_here)):
            row = [*form.here, _TOLD[label]]
            if i:
                row += known[i - 1].before
                row.append(_TOLD_BEFORE[told_here[i - 1]])
                if i > 1:
                    row += known[i - 2].before2
            else:
                row.append(b"-BOS")
            if i < most:
                row += known[i + 1].after
                row.append(_TOLD_AFTER[told_here[i + 1]])
                if i + 1 < most:
                    row += known[i + 2].after2
            else:
                row.append(b"+EOS")
            if label:
                row += (more[first + i], b"rC=%b%b" % (label, form.classes), b"rs=%b%b" % (label, form.shape))
                if i:
                    row.append(b"r-C=%b%b" % (label, known[i - 1].classes))
            if i in phrases:
                row.append(phrases[i])
            if form.cap:
                _shown(row, form, told, words.starts[first + i] in weak, number in shouting)
            rows.append(row)
        yield rows


def _shown(row: list[bytes], form: _Form, told: Seen, weak: bool, shouting: bool) -> None:
    """What the article shows elsewhere of a word in capitals."""
    low = form.key
    if weak:
        row.append(b"weak" + form.classes)
    if shouting:
        row.append(b"shout" + form.shape)
    if low in told.lower:
        row.append(b"d:lowerw" if weak else b"d:lower")
    if low in told.surnames:
        row.append(b"d:surname")
    if low in told.titled:
        row.append(b"d:titled")
    if (many := told.often.get(low, 0)) > 1:
        row.append(b"d:often" if many < 4 else b"d:always")
    elif not many:
        row.append(b"d:never")
    if (kind := told.kinds.get(low)) is not None:
        row.append(b"d:k=" + kind)


_LABELS = (b"", *(mark + kind for mark in (b"B-", b"I-") for kind in (b"pe", b"pl", b"or", b"ot")))
_TOLD = {label: b"r=" + label for label in _LABELS}
_TOLD_BEFORE = {label: b"-r=" + label for label in _LABELS}
_TOLD_AFTER = {label: b"+r=" + label for label in _LABELS}


def _hinted(words: Words, hints: Sequence[Hint]) -> tuple[list[bytes], list[bytes]]:
    """The label that the rules give to each word, and the same with how sure they are."""
    labels, more = [b""] * len(words), [b""] * len(words)
    for hint in hints:
        step = b"0" if hint.margin < 1 else b"1" if hint.margin < 3 else b"3" if hint.margin < 6 else b"6"
        mark, kind = b"B-", hint.kind[:2].encode()
        for i in range(bisect_left(words.starts, hint.start), bisect_left(words.starts, hint.end)):
            labels[i] = mark + kind
            more[i] = b"rm=" + labels[i] + step
            mark = b"I-"
    return labels, more


def _phrases(known: Sequence[_Form], forms: Forms) -> dict[int, bytes]:
    """The longest names of several words that the gazetteers know in one sentence: the feature of each word in one."""
    out: dict[int, bytes] = {}
    i = 0
    while i < len(known):
        form = known[i]
        if form.cap and form.key:
            end, kind = _longest(known, i, forms)
            for k in range(i, end):
                out[k] = (b"g=B" if k == i else b"g=I") + kind[:2].encode()
            i = max(end, i + 1)
        else:
            i += 1
    return out


def _longest(known: Sequence[_Form], i: int, forms: Forms) -> tuple[int, str]:
    """The end of the longest known name that begins at a word, and its kind or the letter of its list. The lists are asked for
    every sequence: a table of the words that names begin with takes 60 ms to make."""
    sure = forms.lexicon.phrases.get(known[i].key.partition(" ")[0])
    words, size = "", 0
    found, kind, k = i, "", i
    while k < len(known) and size < _LONGEST_PHRASE:
        form = known[k]
        k += 1
        if form.key:
            words = f"{words} {form.key}" if words else form.key
            size = words.count(" ") + 1
        elif form.shape not in _JOINTS:
            break
        if size > 1 and (hit := (sure and sure[1].get(tuple(words.split()))) or forms.phrase(words)) is not None:
            found, kind = k, hit
    return found, kind
