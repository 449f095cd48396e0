"""What the names CRF sees of each word: its form, its neighbours, the lists it is in, what the article shows of it elsewhere,
and what the rules made of it. Feature strings that depend on a form alone are made once per form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recoupe.kinds.names_lexicon import Lexicon, key, plain
from recoupe.kinds.names_tokens import Token
from recoupe.languages import load, shared_lines
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


@dataclass(frozen=True, slots=True)
class _Form:
    """The features a form gives to the word itself and to the words before and after it."""

    here: list[bytes]
    before: list[bytes]
    before2: list[bytes]
    after: list[bytes]
    after2: list[bytes]
    classes: bytes
    shape: bytes
    key: str
    cap: bool


_LONGEST_PHRASE = 8  # words
_JOINTS = (b"-", b"'", "’".encode())
Rows = list[list[bytes]]
"""The features of the words of one sentence."""


def _shape(form: str) -> str:
    if form.isupper() and len(form) > 1 and form.isalpha():
        return "XX" if len(form) < 6 else "XXX"
    out = ""
    for char in form:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "0" if char.isdigit() else char
        if not out.endswith(kind):
            out += kind
    return out[:8]


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
        self._lists: list[tuple[str, frozenset[str]]] = []
        self.phrases: dict[str, dict[tuple[str, ...], str]] = {}
        for letter, (name, kind) in _LISTS.items():
            rows = (*shared_lines(name), *load(code).lines(name))
            listed = [form for row in rows for form in row.split("|")]
            self._lists.append((letter, frozenset(listed)))
            for form in listed if kind else ():
                if " " in form:
                    words = tuple(form.split())
                    self.phrases.setdefault(words[0], {}).setdefault(words, letter)

    def __getitem__(self, form: str) -> _Form:
        found = self._known.get(form)
        if found is None:
            if len(self._known) >= self._MOST:
                self._known.clear()
            found = self._known[form] = self._make(form)
        return found

    def _make(self, form: str) -> _Form:
        lexicon, low = self.lexicon, "".join("0" if c.isdigit() else c for c in form.lower())
        if not any(c.isalnum() for c in form):
            mark, before, before2, after, after2 = (self._kept((f"{side}w={form}",)) for side in ("", "-", "--", "+", "++"))
            return _Form(mark, before, before2, after, after2, b"", form.encode(), "", False)
        bare = form.rstrip("'’ʼ")
        folded, looked = plain(bare), key(bare)
        classes = "".join(letter for letter, words in self._fields if folded in words)
        if looked in lexicon.territories:
            classes += "g"
        elif looked in lexicon.places:
            classes += "c"
        if looked in lexicon.organisations:
            classes += "o"
        elif folded in lexicon.place_acronyms:
            classes += "a"
        classes += "".join(letter for letter, words in self._lists if looked in words)
        shape = _shape(form)
        here = [f"w={low}", f"s={shape}", f"C={classes}", f"sC={shape}{classes}"]
        here += [f"c={letter}" for letter in classes]
        here.append(f"l={sorts(low, self.code)}{'X' if form[0].isupper() else ''}")
        here += [f"p3={low[:3]}", f"p4={low[:4]}", f"e2={low[-2:]}", f"e3={low[-3:]}", f"e4={low[-4:]}"]
        if "-" in low[1:-1]:
            first, _, last = low.rpartition("-")
            here += [f"h1={first}", f"h2={last}", "hy" + ("F" if plain(first) in lexicon.first_names else "")]
        return _Form(
            self._kept(here),
            self._kept((f"-w={low}", f"-s={shape}", f"-C={classes}", f"-e3={low[-3:]}")),
            self._kept((f"--w={low}", f"--s={shape}", f"--C={classes}")),
            self._kept((f"+w={low}", f"+s={shape}", f"+C={classes}", f"+e3={low[-3:]}")),
            self._kept((f"++w={low}", f"++s={shape}", f"++C={classes}")),
            classes.encode(),
            shape.encode(),
            looked,
            form[0].isupper(),
        )

    def _kept(self, made: Iterable[str]) -> list[bytes]:
        """Features as the CRF takes them, without those that its model does not know."""
        coded = [one.encode() for one in made]
        return coded if self.used is None else [one for one in coded if one in self.used]


@dataclass(slots=True)
class Seen:
    """What an article shows of its words: those it also writes in lower case, those that follow a first name or a title, and
    the kind of the name by the rules that a word belongs to."""

    lower: set[str]
    surnames: set[str]
    titled: set[str]
    often: Mapping[str, int]
    kinds: Mapping[str, bytes]


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
) -> list[Rows]:
    """Per sentence and word, the features; no rows for a sentence that has neither a capital after its first word nor a hint.
    `tokens` are those of the rules, `shouting` the sentences whose capitals say nothing."""
    told = seen(tokens, hints, text, forms.lexicon)
    weak = {t.start for t in tokens if t.weak}
    labels, more = _hinted(words, hints)
    known = [forms[form] for form in words.forms]
    phrases = _phrases(known, words.bounds, forms)
    out: list[Rows] = []
    for number, (first, last) in enumerate(words.bounds):
        rows: Rows = []
        out.append(rows)
        if not any(labels[first:last]) and not any(form.cap for form in known[first + 1 : last]):
            continue
        for i in range(first, last):
            form, label = known[i], labels[i]
            row = form.here + _TOLD[label]
            if i > first:
                row += known[i - 1].before
                row += _TOLD_BEFORE[labels[i - 1]]
                if i > first + 1:
                    row += known[i - 2].before2
            else:
                row.append(b"-BOS")
            if i + 1 < last:
                row += known[i + 1].after
                row += _TOLD_AFTER[labels[i + 1]]
                if i + 2 < last:
                    row += known[i + 2].after2
            else:
                row.append(b"+EOS")
            if label:
                row += (more[i], b"rC=%b%b" % (label, form.classes), b"rs=%b%b" % (label, form.shape))
                if i > first:
                    row.append(b"r-C=%b%b" % (label, known[i - 1].classes))
            if phrases[i]:
                row.append(phrases[i])
            if form.cap:
                _shown(row, form, told, words.starts[i] in weak, number in shouting)
            rows.append(row)
    return out


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
_TOLD = {label: [b"r=" + label] for label in _LABELS}
_TOLD_BEFORE = {label: [b"-r=" + label] for label in _LABELS}
_TOLD_AFTER = {label: [b"+r=" + label] for label in _LABELS}


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


def _phrases(known: Sequence[_Form], bounds: Sequence[tuple[int, int]], forms: Forms) -> list[bytes]:
    """The longest names of several words that the gazetteers know, as a feature per word ("" outside)."""
    out = [b""] * len(known)
    sure, more = forms.lexicon.phrases, forms.phrases
    for first, last in bounds:
        i = first
        while i < last:
            form = known[i]
            if form.cap and form.key:
                head = form.key.partition(" ")[0]
                if head in sure or head in more:
                    end, kind = _longest(known, i, last, sure.get(head, (0, {}))[1], more.get(head, {}))
                    for k in range(i, end):
                        out[k] = (b"g=B" if k == i else b"g=I") + kind[:2].encode()
                    i = max(end, i + 1)
                    continue
            i += 1
    return out


def _longest(
    known: Sequence[_Form], i: int, last: int, sure: Mapping[tuple[str, ...], NameKind], more: Mapping[tuple[str, ...], str]
) -> tuple[int, str]:
    """The end of the longest known name that begins at a word, and its kind or the letter of its list."""
    words: list[str] = []
    found, kind, k = i, "", i
    while k < last and len(words) < _LONGEST_PHRASE:
        if not known[k].key and known[k].shape not in _JOINTS:
            break
        words += known[k].key.split()
        k += 1
        form = tuple(words)
        if len(words) > 1 and (hit := sure.get(form) or more.get(form)) is not None:
            found, kind = k, hit
    return found, kind
