"""What the names CRF sees of each word: its form, its neighbours, the lists it is in, what the article shows of it elsewhere,
and what the rules made of it. What depends on a form alone is made once per form: as features where a model is trained, as what
they are worth to it where one is asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, NamedTuple

from recoupe.kinds.names_lexicon import Lexicon, key, plain
from recoupe.kinds.names_tokens import Token
from recoupe.languages import load, shared_forms
from recoupe.records import NameKind
from recoupe.tagging import Words
from recoupe.tagging.crf import V
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


class _Form(NamedTuple, Generic[V]):
    """What the features of a form come to for the word itself and for the words before and after it."""

    here: V
    before: V
    before2: V
    after: V
    after2: V
    classes: bytes
    shape: bytes
    key: str
    cap: bool


_LONGEST_PHRASE = 8  # words
_JOINTS = (b"-", b"'", "’".encode())


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


class Forms(dict[str, _Form[V]]):
    """The forms of one language, each looked up once. Holds a bounded cache and nothing of any text. `value`: what features come
    to, `tuple` for themselves, a model's `worth` for what they are worth to it."""

    _MOST = 60_000

    def __init__(self, lexicon: Lexicon, code: str, value: Callable[[Iterable[bytes]], V]) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.code = code
        self.value = value
        self._alike: dict[tuple[bytes, bytes], _Form[V]] = {}
        self._classes: dict[str, str] = {}  # word -> the letters of the classes of the lexicon that it is in
        for letter, name in _CLASSES.items():
            for word in getattr(lexicon, name):
                self._classes[word] = self._classes.get(word, "") + letter
        self._lists = [(letter, _listed(name, code)) for letter, (name, _) in _LISTS.items()]
        self._of_several = [(letter, listed) for letter, listed in self._lists if _LISTS[letter][1]]
        self.told, self.told_before, self.told_after = (
            {label: value((mark + label,)) for label in _LABELS} for mark in (b"r=", b"-r=", b"+r=")
        )
        none = value(())
        self.told_before[_EDGE] = self.told_after[_EDGE] = none
        self.edge = _Form(none, value((b"-BOS",)), none, value((b"+EOS",)), none, b"", b"", "", False)

    def phrase(self, words: str) -> str | None:
        """The letter of the first list that holds a name of several words."""
        for letter, listed in self._of_several:
            if words in listed:
                return letter
        return None

    def __missing__(self, form: str) -> _Form[V]:
        if len(self) >= self._MOST:
            self.clear()
            self._alike.clear()
        found = self[form] = self._make(form)
        return found

    def _make(self, form: str) -> _Form[V]:
        value = self.value
        if not any(map(str.isalnum, form)):
            mark, before, before2, after, after2 = (value([b"%bw=%b" % (side, form.encode())]) for side in (b"", b"-", b"--", b"+", b"++"))
            return _Form(mark, before, before2, after, after2, b"", form.encode(), "", False)
        lower = form.lower()
        low = lower if lower.isalpha() else "".join(["0" if c.isdigit() else c for c in lower])
        looked = key(form.rstrip("'’ʼ"))
        word, e3 = low.encode(), low[-3:].encode()
        like = self._like(_shape(form).encode(), self._letters(form, looked))
        more = [b"l=%b%b" % (sorts(low, self.code).encode(), b"X" if form[0].isupper() else b"")]
        more += [b"p3=" + low[:3].encode(), b"p4=" + low[:4].encode()]
        more += [b"e2=" + low[-2:].encode(), b"e3=" + e3, b"e4=" + low[-4:].encode()]
        if "-" in low[1:-1]:
            first, _, last = low.rpartition("-")
            more += [b"h1=" + first.encode(), b"h2=" + last.encode(), b"hyF" if plain(first) in self.lexicon.first_names else b"hy"]
        return _Form(
            value((b"w=" + word,)) + like.here + value(more),
            value((b"-w=" + word,)) + like.before + value((b"-e3=" + e3,)),
            value((b"--w=" + word,)) + like.before2,
            value((b"+w=" + word,)) + like.after + value((b"+e3=" + e3,)),
            value((b"++w=" + word,)) + like.after2,
            like.classes,
            like.shape,
            looked,
            form[0].isupper(),
        )

    def _like(self, s: bytes, c: bytes) -> _Form[V]:
        """What all forms of one shape and the same classes have in common."""
        found = self._alike.get((s, c))
        if found is None:
            found = self._alike[s, c] = _Form(
                self.value((b"s=" + s, b"C=" + c, b"sC=" + s + c, *[b"c=%c" % letter for letter in c])),
                self.value((b"-s=" + s, b"-C=" + c)),
                self.value((b"--s=" + s, b"--C=" + c)),
                self.value((b"+s=" + s, b"+C=" + c)),
                self.value((b"++s=" + s, b"++C=" + c)),
                c,
                s,
                "",
                False,
            )
        return found

    def _letters(self, form: str, looked: str) -> bytes:
        """The letters of the classes and lists that a form is in, given its key."""
        lexicon, folded = self.lexicon, plain(form.rstrip("'’ʼ"))
        found = self._classes.get(folded, "")
        if looked in lexicon.territories:
            found += "g"
        elif looked in lexicon.places:
            found += "c"
        if looked in lexicon.organisations:
            found += "o"
        elif folded in lexicon.place_acronyms:
            found += "a"
        for letter, words in self._lists:
            if looked in words:
                found += letter
        return found.encode()


@dataclass(slots=True)
class Seen:
    """What an article shows of its words: those it also writes in lower case, those that follow a first name or a title, how
    often it has them in capitals, and the kind of the name by the rules that a word belongs to."""

    lower: AbstractSet[str]
    surnames: set[str]
    titled: set[str]
    often: Mapping[str, int]
    kinds: Mapping[str, bytes]


def _capital(form: str) -> bool:
    return form[0].isupper() and any(map(str.isalnum, form))


_ORDINARY = frozenset(b"kzRTXS")
_PLACES = frozenset(b"gcr")


def one_capital(sentence: Sequence[str]) -> bool:
    """Whether a sentence has no capital, or none but that of its first word."""
    return not any(map(_capital, sentence[1:]))


def _nameless(sentence: Sequence[str], forms: Forms[V]) -> bool:
    """Whether a sentence need not be read: it begins with an ordinary word in a capital, has no other, and nothing that could be
    a place written without one. Who begins a sentence in lower case may write names so too."""
    if sentence[0][0].islower() or not one_capital(sentence):
        return False
    first, *others = [forms[form] for form in sentence]
    if first.cap and _ORDINARY.isdisjoint(first.classes):
        return False
    return not any(form.classes and _ORDINARY.isdisjoint(form.classes) and not _PLACES.isdisjoint(form.classes) for form in others)


def seen(tokens: Sequence[Token], hints: Iterable[Hint], text: str, lexicon: Lexicon, lower: AbstractSet[str]) -> Seen:
    """Read over the whole article, headline and body. `lower`: the words that it writes in lower case."""
    surnames: set[str] = set()
    titled: set[str] = set()
    often: dict[str, int] = {}
    for i, token in enumerate(tokens):
        if not token.cap:
            continue
        low, last = token.low, tokens[i - 1] if i else token
        if not token.weak:
            often[low] = often.get(low, 0) + 1
        if i and last.sentence == token.sentence and not token.gap.strip(" \u00a0\u202f."):
            if last.cap and not last.weak and last.low in lexicon.first_names:
                surnames.add(low)
            elif last.low in lexicon.titles or last.low in lexicon.roles:
                titled.add(low)
    kinds: dict[str, bytes] = {}
    for hint in hints:
        words = key(text[hint.start : hint.end]).split()
        for word in words if hint.kind == "person" else words[:1] if len(words) == 1 else ():
            kinds.setdefault(word, hint.kind[:2].encode())
    return Seen(lower, surnames, titled, often, kinds)


def features(
    words: Words,
    forms: Forms[V],
    hints: Sequence[Hint],
    tokens: Sequence[Token],
    *,
    shouting: frozenset[int],
    lower: AbstractSet[str],
    text: str,
) -> Iterator[list[V]]:
    """Per sentence and word, what its features come to, made when asked for; nothing for a sentence that can hold no name.
    `tokens` are those of the rules, `shouting` the sentences whose capitals say nothing, `lower`
    the words that the article also writes in lower case."""
    shown = seen(tokens, hints, text, forms.lexicon, lower)
    weak = {t.start for t in tokens if t.weak}
    labels, more = _hinted(words, hints)
    edges = [forms.edge, forms.edge]
    for number, (first, last) in enumerate(words.bounds):
        own, told = words.forms[first:last], labels[first:last]
        if not any(told) and _nameless(own, forms):
            yield []
            continue
        known = [forms[form] for form in own]
        rows = _plain_rows([*edges, *known, *edges], [_EDGE, *told, _EDGE], forms)
        phrases = _phrases(known, forms)
        for i, (form, label) in enumerate(zip(known, told)):
            if not (form.cap or label or i in phrases):
                continue
            made: list[bytes] = []
            if label:
                made += (more[first + i], b"rC=%b%b" % (label, form.classes), b"rs=%b%b" % (label, form.shape))
                if i:
                    made.append(b"r-C=%b%b" % (label, known[i - 1].classes))
            if i in phrases:
                made.append(phrases[i])
            if form.cap:
                _shown(made, form, shown, words.starts[first + i] in weak, number in shouting)
            rows[i] += forms.value(made)
        yield rows


def _plain_rows(seen: Sequence[_Form[V]], told: Sequence[bytes], forms: Forms[V]) -> list[V]:
    """What the forms of a sentence and the labels of the rules come to; both with what stands for its edges."""
    here, before, after = forms.told, forms.told_before, forms.told_after
    return [
        this.here
        + here[label]
        + last.before
        + before[last_label]
        + second_last.before2
        + following.after
        + after[following_label]
        + second.after2
        for second_last, last, this, following, second, last_label, label, following_label in zip(
            seen, seen[1:], seen[2:], seen[3:], seen[4:], told, told[1:], told[2:]
        )
    ]


def _shown(made: list[bytes], form: _Form[V], shown: Seen, weak: bool, shouting: bool) -> None:
    """What the article shows elsewhere of a word in capitals."""
    low = form.key
    if weak:
        made.append(b"weak" + form.classes)
    if shouting:
        made.append(b"shout" + form.shape)
    if low in shown.lower:
        made.append(b"d:lowerw" if weak else b"d:lower")
    if low in shown.surnames:
        made.append(b"d:surname")
    if low in shown.titled:
        made.append(b"d:titled")
    if (many := shown.often.get(low, 0)) > 1:
        made.append(b"d:often" if many < 4 else b"d:always")
    elif not many:
        made.append(b"d:never")
    if (kind := shown.kinds.get(low)) is not None:
        made.append(b"d:k=" + kind)


_LABELS = (b"", *(mark + kind for mark in (b"B-", b"I-") for kind in (b"pe", b"pl", b"or", b"ot")))
_EDGE = b"|"  # stands for a label before and after a sentence


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


def _phrases(known: Sequence[_Form[V]], forms: Forms[V]) -> dict[int, bytes]:
    """The longest names of several words that the gazetteers know in one sentence: the feature of each word in one."""
    out: dict[int, bytes] = {}
    end = 0
    for i, form in enumerate(known):
        if i < end or not (form.cap and form.key):
            continue
        end, kind = _longest(known, i, forms)
        for k in range(i, end):
            out[k] = (b"g=B" if k == i else b"g=I") + kind[:2].encode()
    return out


def _longest(known: Sequence[_Form[V]], i: int, forms: Forms[V]) -> tuple[int, str]:
    """The end of the longest known name that begins at a word, and its kind or the letter of its list. The lists are asked for
    every sequence: a table of the words that names begin with takes 60 ms to make."""
    words = known[i].key
    sure = forms.lexicon.phrases.get(words.partition(" ")[0])
    size = 1 + words.count(" ")
    found, kind = i, ""
    for k in range(i, len(known)):
        form = known[k]
        if k > i:
            if form.key:
                words = f"{words} {form.key}"
                size += 1 + form.key.count(" ")
            elif form.shape not in _JOINTS:
                break
        if size > 1 and (hit := (sure and sure[1].get(tuple(words.split()))) or forms.phrase(words)) is not None:
            found, kind = k + 1, hit
        if size >= _LONGEST_PHRASE:
            break
    return found, kind
