"""What a story has one of, told by words: the vehicle somebody fled in, the way in, the cause of a fire, where somebody was last
seen, who raised the alarm.

Each is known by the words it is told with, and its values are a closed class, the fine under the coarse ("a grey Audi" is a car,
and no scooter). Two reports that tell values of which neither can be the other's differ; two that tell the same agree. A
report that tells several values explains itself, and where there is one nothing is set against anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recoupe import text as texts
from recoupe.crosscheck.attributes_words import Attribute, Cue, Tree, Words, attributes, callings, trees, values_of, words
from recoupe.crosscheck.clauses import Clause, Sentence, days_apart
from recoupe.crosscheck.conclude import shorten, support
from recoupe.crosscheck.items import Material
from recoupe.crosscheck.opposites import contested
from recoupe.records import Evidence, Finding, Span

REASONS = {
    "attribute.value": "the reports tell another value of what the story has one of (the vehicle, the way in, the cause)",
    "attribute.same": "the reports tell the same value of what the story has one of, or a finer one",
}

_FAR = 3  # words between a cue and its value, or between a noun and its article
_LONG = 8  # words in which the value that follows a cue must stand
_SUBJECT = 10  # words of a subject
_LAG = 1  # days between two tellings of one happening
_NAME = 2  # letters of a word that tells nothing of a name


@dataclass(frozen=True, slots=True)
class Fact:
    """The value of an attribute, told in one clause of a report; no values where it tells several."""

    attribute: Attribute
    values: frozenset[str]
    names: Mapping[str, str]
    """Names that are the value, by what the dossier calls them; and their kinds."""
    clause: Clause
    span: Span
    where: tuple[int, int]
    """The words of the value, in offsets of the folded sentence."""

    @property
    def sentence(self) -> Sentence:
        return self.clause.sentence

    @property
    def report(self) -> tuple[str, int]:
        return self.sentence.report.key

    @property
    def origin(self) -> str:
        return self.sentence.origin


def find(material: Material, told: Mapping[str, Sequence[Sentence]]) -> list[Finding]:
    """One finding for each attribute of each story of which reports of different origins tell the same value or another."""
    out: list[Finding] = []
    for sentences in told.values():
        by_name: dict[str, list[Fact]] = defaultdict(list)
        for sentence in sentences:
            for fact in read(sentence):
                by_name[fact.attribute.name].append(fact)
        known: list[tuple[str, set[tuple[str, Span]]]] = []
        for name in (n for n in attributes() if n in by_name):
            for made in _compared(by_name[name], sentences, material):
                places = {(e.article, e.sentence) for e in made.evidence}
                if not any(status == made.status and len(places & other) > 1 for status, other in known):  # told of these sentences
                    known.append((made.status, places))
                    out.append(made)
    return out


# ---------------------------------------------------------------- reading


def read(sentence: Sentence) -> Iterator[Fact]:
    """The attributes that one sentence tells plainly, each once."""
    table = words(sentence.code)
    cues = table.told(sentence.words) if table is not None else []
    if table is None or not cues:
        return
    text = sentence.plain.text
    seen: set[str] = set()
    for cue in cues:
        for match in cue.pattern.finditer(text):
            if cue.attribute.name in seen:
                break
            fact = _fact(sentence, cue, match.span(), match.span("value") if cue.place == "within" else None, table)
            if fact is not None:
                seen.add(cue.attribute.name)
                yield fact


def _fact(sentence: Sentence, cue: Cue, at: tuple[int, int], slot: tuple[int, int] | None, table: Words) -> Fact | None:
    clause = sentence.clause(*at)
    if table.unsure.search(sentence.plain.text, clause.start, clause.end) or sentence.days(clause.start, clause.end) is None:
        return None
    found: _Found | None
    if cue.place == "itself":
        found = frozenset((cue.value,)), {}, *at
    elif cue.place == "before":
        found = _subject(sentence, cue.attribute, (clause.start, at[0]), table)
    else:
        found = _complement(sentence, cue.attribute, slot or (at[1], clause.end), table)
    if found is None:
        return None
    values, names, start, end = found
    span = sentence.span(min(start, at[0]), max(end, at[1]))
    quote = sentence.quote(span)
    if quote is not None and quote.stance != "asserts":
        return None
    if table.several.search(sentence.plain.text, clause.start, clause.end):
        values, names = frozenset(), {}
    return Fact(cue.attribute, values, names, clause, span, (start, end))


_Found = tuple[frozenset[str], Mapping[str, str], int, int]
"""Values, names that are values, and where they stand; no values where there are several."""


def _complement(sentence: Sentence, attribute: Attribute, within: tuple[int, int], table: Words) -> _Found | None:
    """The value that follows a cue: the head of the first phrase, and what says more of it."""
    text, (start, end) = sentence.plain.text, within
    stop = table.stops.search(text, start, end)
    end = min([end, *([stop.start()] if stop else []), *([comma] if (comma := text.find(",", start, end)) >= 0 else [])])
    end = _after_words(text, start, end, _LONG)
    named = _names(sentence, attribute, start, end)
    if len(_names(sentence, attribute, start, within[1])) > 1:
        return frozenset(), {}, start, end  # "paid for by the Calloway Trust and Slumberwell"
    hits = list(values_of(sentence.code, attribute.values).find(text, start, end))
    if hits and len(text[start : hits[0][0]].split()) > _FAR:
        hits = []
    if named and len(text[start : named[0][0]].split()) > _FAR + 1:
        named = []
    if not hits and not named:
        return None
    first = min([h[0] for h in hits[:1]] + [n[0] for n in named[:1]])
    values, last = _phrase(text, hits, attribute, table)
    if values is None:
        return frozenset(), {}, first, end
    end = max(last, named[0][1] if named else 0)
    return values, ({named[0][2]: named[0][3]} if named else {}), first, end


def _phrase(text: str, hits: Sequence[tuple[int, int, str]], attribute: Attribute, table: Words) -> tuple[frozenset[str] | None, int]:
    """The values of one phrase and where it ends; None for the values where it lists several that exclude each other."""
    tree = trees()[attribute.values]
    values: list[str] = []
    last = 0
    for start, end, value in hits:
        between = text[last:start].replace("'", "' ").split() if values else []
        if values and any(tree.exclude(v, value) for v in values):
            if table.governs & set(between):
                break  # of what the value belongs to ("the boot of a car")
            if between or not table.last:
                return None, end
            values.clear()  # "car park": the last of two nouns is the head
        values.append(value)
        last = end
    return frozenset(values), last


def _subject(sentence: Sentence, attribute: Attribute, within: tuple[int, int], table: Words) -> _Found | None:
    """The value that is the subject of a cue: a noun before it that no preposition governs."""
    text, (left, end) = sentence.plain.text, within
    piece = text[left:end].rstrip()
    start = left + piece.rfind(",") + 1
    if piece.endswith(","):  # behind an apposition
        start = left + piece.rfind(",", 0, max(piece.rfind(",", 0, len(piece) - 1), 0)) + 1
    start = _before_words(text, start, end, _SUBJECT)
    for at, stop, value in values_of(sentence.code, attribute.values).find(text, start, end):
        if not _governed(text, start, at, table):
            named = [n for n in _names(sentence, attribute, at, end) if n[0] >= at]
            names = {named[0][2]: named[0][3]} if named and named[0][0] - stop <= 2 else {}
            return frozenset((value,)), names, at, stop
    for at, stop, name, kind in _names(sentence, attribute, start, end):
        if not _governed(text, start, at, table):
            return frozenset(), {name: kind}, at, stop
    return None


def _governed(text: str, left: int, at: int, table: Words) -> bool:
    """Whether the noun at an offset hangs on a preposition, or is no head of a phrase at all."""
    before = text[left:at].replace("'", "' ").split()
    for back, word in enumerate(reversed(before[-_FAR:])):
        if word in table.governs:
            return True
        if word in table.articles:
            ahead = before[: len(before) - back - 1]
            return bool(ahead) and ahead[-1] in table.governs
    return len(before) > _FAR - 1


def _names(sentence: Sentence, attribute: Attribute, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """The names that may be a value, as (start, end, name, kind), in order."""
    if not attribute.named or start >= end:
        return []
    where = sentence.span(start, end)
    out = []
    for mention in sentence.examined.names:
        if mention.kind in attribute.named and where.contains(mention.span):
            first, last = sentence.offsets(mention.span)
            out.append((first, last, sentence.called(mention), str(mention.kind)))
    return sorted(out)


def _after_words(text: str, start: int, end: int, count: int) -> int:
    """Where so many words from an offset on end."""
    for _ in range(count):
        start = text.find(" ", start + 1, end)
        if start < 0:
            return end
    return start


def _before_words(text: str, start: int, end: int, count: int) -> int:
    """Where so many words up to an offset begin."""
    for _ in range(count + 1):
        end = text.rfind(" ", start, max(end, 0))
        if end < 0:
            return start
    return end


# ---------------------------------------------------------------- comparing


def _compared(facts: Sequence[Fact], told: Sequence[Sentence], material: Material) -> Iterator[Finding]:
    """What the facts of one attribute of one story come to: at most one finding of each status."""
    if len({f.origin for f in facts}) < 2:
        return
    plain = [f for f in facts if f.values or f.names]
    several = {f.report for f in facts if not (f.values or f.names)}
    several |= {a.report for a in plain for b in plain if a.report == b.report and _differ(a, b)}
    plain = [f for f in plain if f.report not in several]
    pairs = [(a, b) for a in plain for b in plain if a is not b and a.origin != b.origin and _differ(a, b)]
    if pairs:
        apart = [] if several else [(a, b) for a, b in pairs if _one(a, b) and not _aware(a, b, told) and not _aware(b, a, told)]
        if apart:
            first = apart[0][0]
            mine = [f for f in plain if f is first or (_agree(f, first) and any(f is a for a, _ in apart))]
            other = [f for f in plain if any(a is first and f is b for a, b in apart)]
            yield contested([_evidence(f, same=True) for f in mine], [_evidence(f, same=False) for f in other], "attribute.value", material)
        return
    best: list[Fact] = []
    for centre in plain:
        group = [f for f in plain if f is centre or (f.report != centre.report and _agree(centre, f) and _one(centre, f))]
        if len({f.origin for f in group}) > len({f.origin for f in best}):
            best = group
    if len({f.origin for f in best}) > 1:
        proofs = [_evidence(f, same=True) for f in best]
        summary = shorten(max((e.exact for e in proofs), key=len))
        made = support(proofs, material, aspect="event", summary=summary, reasons=["attribute.same"], confidence=0.6)
        if made.status == "corroborated":
            yield made


def _differ(a: Fact, b: Fact) -> bool:
    """Whether what two facts tell cannot be one thing."""
    tree = trees()[a.attribute.values]
    if any(tree.exclude(x, y) for x in sorted(a.values) for y in sorted(b.values)):
        return True
    if any(_covering(tree, x, y) for x in a.values for y in b.values):
        return False
    return bool(a.names and b.names) and all(_names_differ(x, y) for x in a.names for y in b.names)


def _agree(a: Fact, b: Fact) -> bool:
    """Whether two facts tell the same, or one a finer value of what the other tells."""
    if _differ(a, b):
        return False
    tree = trees()[a.attribute.values]
    return any(_covering(tree, x, y) for x in a.values for y in b.values) or any(x == y for x in a.names for y in b.names)


def _covering(tree: Tree, one: str, two: str) -> bool:
    return tree.covers(one, two) or tree.covers(two, one)


def _names_differ(one: str, two: str) -> bool:
    """Whether two names evidently have two bearers: no word in common, and neither is the initials of the other."""
    left, right = (texts.folded(n).replace("-", " ").replace("'", " ").split() for n in (one, two))
    if {w for w in left if len(w) > _NAME} & {w for w in right if len(w) > _NAME}:
        return False
    initials = {"".join(w[0] for w in side) for side in (left, right)} | {"".join(w[0] for w in s if len(w) > 3) for s in (left, right)}
    return not initials & {"".join(left), "".join(right)}


def _one(a: Fact, b: Fact) -> bool:
    """Whether two facts are told of one thing: on the same day where both say the day, and of nobody else."""
    days = [f.sentence.days(f.clause.start, f.clause.end) or [] for f in (a, b)]
    if days[0] and days[1] and min(days_apart(x, y) for x in days[0] for y in days[1]) > _LAG:
        return False
    people = [_people(f) for f in (a, b)]
    if people[0] and people[1] and not _alike(*people):
        return False
    if not a.attribute.where:
        places = [f.sentence.called_in(f.sentence.where, "place") for f in (a, b)]
        if places[0] and places[1] and not _alike(*places):
            return False
    nouns = [_nouns(f) for f in (a, b)] if a.attribute.whose or a.attribute.shares or a.attribute.mine else [frozenset[str]()] * 2
    if a.attribute.whose and not (people[0] and people[1]):
        who = [n & callings(f.sentence.code) for n, f in zip(nouns, (a, b), strict=True)]
        if who[0] and who[1] and not who[0] & who[1]:
            return False
    if a.attribute.mine and not (people[0] and people[1]):
        return bool(nouns[0] & nouns[1])
    return not a.attribute.shares or bool(nouns[0] & nouns[1]) or _alike(*(f.sentence.called_in(f.sentence.where) for f in (a, b)))


def _people(fact: Fact) -> frozenset[str]:
    """The persons that the clause names beside the value."""
    return fact.sentence.called_in(fact.sentence.span(fact.clause.start, fact.clause.end), "person") - frozenset(fact.names)


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    left, right = ({w for n in names for w in texts.folded(n).split() if len(w) > _NAME} for names in (one, two))
    return bool(left & right)


def _nouns(fact: Fact) -> frozenset[str]:
    """The nouns of a sentence but for those of the value."""
    text = fact.sentence.plain.text
    before, names = fact.sentence.things(0, fact.where[0])
    after, more = fact.sentence.things(fact.where[1], len(text))
    return (before | after) - names - more


def _aware(a: Fact, b: Fact, told: Sequence[Sentence]) -> bool:
    """Whether the report of the one has a word for the value of the other, unless it is to deny it, where that means that it knows of
    both."""
    table = words(a.sentence.code)
    if not a.attribute.aware or table is None or not b.values:
        return False
    tree = trees()[a.attribute.values]
    values = values_of(a.sentence.code, a.attribute.values)
    theirs = [v for v in sorted(b.values) if any(tree.exclude(v, x) for x in a.values)]
    wanted = {v for v, _ in values.each if any(_covering(tree, v, t) for t in theirs)}
    wanted = {v for v in wanted if not any(_covering(tree, v, x) for x in a.values)}
    return any(s.report.key == a.report and values.has(s.plain.text, wanted) and not s.table.negations.search(s.plain.text) for s in told)


# ---------------------------------------------------------------- telling


def _evidence(fact: Fact, *, same: bool) -> Evidence:
    return fact.sentence.evidence(fact.span, "same" if same else "differs")
