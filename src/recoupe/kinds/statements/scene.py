"""An article as the rules see it: tokens, marked stretches, units (sentences that no mark cuts), names, and its noun phrases."""

from __future__ import annotations

import bisect
from collections import Counter
from dataclasses import dataclass, field

from recoupe.kinds.offices import Office
from recoupe.kinds.statements.grammar import Grammar, Token
from recoupe.kinds.statements.marks import Marked
from recoupe.records import Span, Voice
from recoupe.sockets import Reading
from recoupe.tagging.lexicon import sorts
from recoupe.tagging.tags import tag
from recoupe.tagging.tokens import tokenise
from recoupe.text import folded

LONGEST_CLAUSE = 250  # tokens that rules look back from a verb or a source: so that the time stays linear where nothing ever stops
_FINITE = frozenset("VTX")  # the sorts of the word list that a finite verb can be
_LONGEST_PHRASE = 80  # tokens of a noun phrase


@dataclass(frozen=True, slots=True)
class Named:
    """A proper name over tokens `[first, last)`; `gender` is m, f or - where nothing tells."""

    first: int
    last: int
    name: str
    kind: str
    role: str | None = None
    gender: str = "-"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over tokens `[first, last)`. `det` is def, ind, dem, poss or empty; `head` the first noun;
    `named` the name that is its head or stands in apposition inside it; `of` the token where its first complement begins."""

    first: int
    last: int
    det: str
    gender: str
    number: str
    head: int
    named: Named | None = None
    of: int = -1


@dataclass(slots=True)
class Scene:
    """One article as the rules see it. `spoken` grows while the units are read in order: who spoke in which unit."""

    reading: Reading
    rules: Grammar
    text: str
    tokens: list[Token]
    starts: list[int]
    marks: tuple[Marked, ...]
    mark_of: list[int]
    units: list[tuple[int, int]]
    blocks: tuple[Span, ...]
    names: list[Named]
    name_at: dict[int, Named]
    dated: frozenset[int]
    spoken: dict[int, tuple[Voice, str, str]] = field(default_factory=dict)
    roles: list[tuple[str, str, int, Named]] = field(default_factory=list)
    unnamed: list[tuple[str, int, Voice]] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, Named] = field(default_factory=dict)
    name_firsts: list[int] = field(default_factory=list)
    mark_opens: list[int] = field(default_factory=list)
    roles_of: dict[str, list[tuple[str, int, Named]]] = field(default_factory=dict)
    lows: list[str] = field(default_factory=list)
    resolved: dict[tuple[int, str, str, bool], Voice | None] = field(default_factory=dict)
    offices: list[tuple[Office, int, Named]] | None = None
    offices_of: dict[str, list[Office]] | None = None
    people: dict[tuple[int, int], Counter[str]] = field(default_factory=dict)
    surnames: dict[str, set[str]] | None = None
    pos: dict[int, dict[int, str]] = field(default_factory=dict)  # by sentence: where a word begins -> what it is

    def is_a(self, i: int, *tags: str, unknown: bool = True) -> bool:
        """Whether the word at a token is one of these parts of speech (UPOS), by the tagger; `unknown` where it has no opinion.
        Only sentences that are asked about are tagged."""
        if not 0 <= i < len(self.tokens):
            return False
        at, sentences = self.tokens[i].start, self.reading.sentences
        n = bisect.bisect_right(sentences, at, key=lambda s: s.start) - 1
        if n not in self.pos:
            words = tokenise(self.text, sentences[n : n + 1] if n >= 0 else (), self.reading.language)
            self.pos[n] = dict(zip(words.starts, tag(words, self.reading.language), strict=False))
        known = self.pos[n].get(at)
        return unknown if known is None else known in tags

    def is_finite(self, i: int) -> bool:
        """Whether the tagger takes a token for a verb that has the form of a finite one."""
        if not 0 < i < len(self.tokens) or self.tokens[i].kind != "w" or self.low(i - 1) in self.rules.words["to"]:
            return False
        other = self.low(i).endswith((*self.rules.infinitives, *self.rules.participle_endings))
        known = "" if self.rules.bare_clause else sorts(self.low(i), self.rules.code)
        other = other or (known != "" and not _FINITE & set(known))
        return not other and self.is_a(i, "VERB", "AUX", unknown=False)

    def index(self, offset: int) -> int:
        """The first token that starts at or after an offset."""
        return bisect.bisect_left(self.starts, offset)

    def marks_from(self, offset: int) -> int:
        """The first mark that opens at or after an offset."""
        return bisect.bisect_left(self.mark_opens, offset)

    def names_before(self, i: int, most: int = 200) -> list[Named]:
        """The names that begin before token `i`, in order: the nearest `most`, so that a long text takes no longer."""
        end = bisect.bisect_left(self.name_firsts, i)
        return self.names[max(0, end - most) : end]

    def words(self, first: int, last: int) -> str:
        """The text of tokens `[first, last)`."""
        if first >= last:
            return ""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def low(self, i: int) -> str:
        """The lower-cased token, empty outside the article."""
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def unit_of(self, i: int) -> int:
        """The unit that holds a token."""
        return max(0, bisect.bisect_right(self.units, (i, 1 << 60)) - 1)

    def idle(self, i: int) -> bool:
        """Whether the pronoun at a token stands for nobody ("il faut", "il s'agit de")."""
        after = i + 1
        while self.low(after) in self.rules.words["reflexives"] or (after == i + 1 and self.low(after) in self.rules.words["negations"]):
            after += 1
        return self.low(after) in self.rules.words["idle_pronouns"]

    def block_of(self, i: int) -> int:
        """The paragraph that holds a token."""
        return bisect.bisect_right(self.blocks, self.tokens[i].start, key=lambda b: b.start) if i < len(self.tokens) else -1

    def report_of(self, i: int) -> tuple[int, int]:
        """The tokens of the report that holds a token: no item of a digest speaks of the people of another."""
        if len(self.reading.reports) > 1 and i < len(self.tokens):
            at = self.tokens[i].start
            for report in self.reading.reports:
                if report.start <= at < report.end:
                    return self.index(report.start), self.index(report.end)
        return 0, len(self.tokens)


# ---------------------------------------------------------------- noun phrases


def phrase(scene: Scene, i: int, limit: int, whole: bool = False) -> Phrase | None:
    """The noun phrase that begins at token `i` and ends before `limit`, or None. With `whole` prepositional
    complements of any kind belong to it (a subject before its verb); otherwise only those of a name or role."""
    tokens, rules = scene.tokens, scene.rules
    if i >= limit:
        return None
    first, limit = i, min(limit, i + _LONGEST_PHRASE)
    i, det, gender, number = _determined(scene, i, limit)
    head, named, of = -1, None, -1
    j = i
    while j < limit:
        token = tokens[j]
        if token.kind == "p":
            closed = _parenthesis(scene, j, limit) if token.low == "(" and j > i else -1
            if closed < 0:
                break
            j = closed
            continue
        name = scene.name_at.get(j)
        if name is not None and (name.first == j or (j == i and name.first == first)):  # "Le Monde": its article is its own
            if name.last > limit:
                break
            if name.first < j or _takes_name(scene, name, named, first=first, noun=i, headed=head >= 0, of=of, limit=limit):
                named = name
            if head < 0:
                head = j
            j = name.last
            if named is name and name.kind == "person":
                if not (rules.bare_clause and _owned_office(scene, j, limit)):
                    break
                named, head = None, -1
            continue
        if _ends_phrase(scene, j, i, whole):
            break
        if token.low in rules.words["of"] or (token.low in rules.words["joins"] and j > i):
            if j > i and rules.bare_clause and (j + 1 in scene.dated or scene.low(j + 1) in rules.words["time_nouns"]):
                break  # "the group on Monday rejected"
            if of < 0 and j > i:
                of = j
            if j == i or j + 1 >= limit or tokens[j + 1].kind == "p":
                break
        elif token.low in rules.titles and j + 1 < limit and tokens[j + 1].upper:
            pass
        elif (head < 0 and (token.kind == "w")) or (
            of < 0 and token.low in rules.nouns["all"] and head >= 0 and (tokens[head].low not in rules.nouns["all"] or rules.bare_clause)
        ):
            head = j
        j += 1
    while j > i and (tokens[j - 1].low in rules.words["joins"] or tokens[j - 1].low in rules.words["of"]):
        j -= 1
    if head < 0 or head >= j:
        return None
    if number == "-" and tokens[head].low in rules.nouns["group"] and tokens[head].low not in rules.nouns["person"]:
        number = "p"
    return Phrase(first, j, det, gender, number, head, named, of)


def _determined(scene: Scene, i: int, limit: int) -> tuple[int, str, str, str]:
    """Past the determiner and the numbers at a token: (where the noun may begin, what the determiner says, gender, number)."""
    tokens, rules = scene.tokens, scene.rules
    det, gender, number = "", "-", "-"
    low = tokens[i].low
    pair = low + scene.low(i + 1)
    if low.endswith("'") and pair in rules.determiners and i + 2 < limit:
        return i + 2, *rules.determiners[pair]  # "d'autres ministres"
    if low in rules.determiners and i + 1 < limit:
        det, gender, number = rules.determiners[low]
        i += 1
        if det == "def" and scene.low(i) in rules.determiners and rules.determiners[scene.low(i)][0] == "ind":
            det = "ind"  # "l'un des conseillers"
            number = "s"
            i += 1
            if scene.low(i) in rules.words["of"]:
                i += 1
        elif det == "ind" and scene.low(i) in rules.words["of"] and tokens[i].low in rules.words["partitive"]:
            i += 1  # "one of the advisers", "plusieurs des élus"
            number = "s" if number == "s" else "p"
            if scene.low(i) in rules.determiners:
                i += 1
        while i < limit and (tokens[i].kind == "n" or (scene.low(i) in rules.determiners and rules.determiners[scene.low(i)][2] == "p")):
            i += 1
    return i, det, gender, number


def _takes_name(scene: Scene, name: Named, named: Named | None, *, first: int, noun: int, headed: bool, of: int, limit: int) -> bool:
    """Whether the name that a noun phrase has come to is what it names, over the one it had: no complement's, no owner's."""
    tokens, rules, j = scene.tokens, scene.rules, name.first
    before = tokens[j - 1].low
    direct = j == noun or (before not in rules.words["of"] and before not in rules.words["prepositions"])
    direct = direct and not (before in rules.determiners and j - 1 > first and of >= 0)
    if before in rules.titles and j - 1 > noun and before not in rules.determiners:
        direct = tokens[j - 2].low not in rules.words["of"] or j - 1 == noun
    if not direct or (name.kind == "place" and headed):
        return False
    if tokens[name.last - 1].low.endswith(rules.possessives) and name.last < limit and tokens[name.last].kind == "w":
        return False
    if named is None or (rules.bare_clause and _called(scene, named, name)):
        return True
    if name.kind != "person" or named.kind == "person":
        return False
    # "le Sénégalais Cheikh Ndoye", "the Medivault spokesman Joe Roe"
    return named.first > noun or named.last == j or any(tokens[k].low in rules.nouns["person"] for k in range(named.last, j))


def _called(scene: Scene, owner: Named, name: Named) -> bool:
    """ "the Turkish daily Sabahat", "the London charity Shelter": whether a name follows the noun that says what it is, and that
    noun the name that says whose."""
    k = name.first - 1
    return owner.kind != "person" and owner.last <= k and scene.low(k) in scene.rules.nouns["media"] | scene.rules.words["bodies"]


def _owned_office(scene: Scene, j: int, limit: int) -> bool:
    """ "Trump campaign spokesman Jason Miller": whether an office and its bearer follow a name."""
    for k in range(j, min(limit, j + 4)):
        after = scene.name_at.get(k)
        if after is not None:
            return k > j and after.first == k and after.kind == "person" and scene.low(k - 1) in scene.rules.nouns["person"]
        if scene.tokens[k].kind != "w" or (scene.low(k) in scene.rules.forms and scene.low(k) not in scene.rules.nouns["all"]):
            return False
    return False


def _ends_phrase(scene: Scene, j: int, i: int, whole: bool) -> bool:
    rules, low = scene.rules, scene.tokens[j].low
    before = scene.low(j - 1)
    if low in rules.words["of"] or (low in rules.complementizers and not whole):
        return low in rules.complementizers
    titled = low in rules.words["joins"] and scene.tokens[j - 1].upper and before in rules.nouns["institution"]  # "l'Institut pour ..."
    if not titled and (low in rules.words["relatives"] or low in rules.words["subordinators"] or low in rules.complementizers):
        return True
    if low in rules.pronouns and low not in rules.determiners:
        return True
    if low in rules.words["negations"] or low in rules.words["reflexives"]:
        return True
    if low in rules.words["joins"] and j > i:
        return low in rules.determiners and before not in rules.words["joins"] and before not in rules.words["of"]
    if low in rules.determiners:
        return before not in rules.words["of"] and not (whole and before in rules.words["prepositions"])
    if low in rules.words["prepositions"] and not titled:
        return not whole and before not in rules.words["sent_to"]
    if j > i + 1 and not rules.bare_clause and _verb_with_object(scene, j):
        return True
    if j > i and not rules.bare_clause and _is_verb(scene, j):
        return True
    if low in rules.firsts.get("asides_of_place", ()) and any(
        tuple(scene.low(j + n) for n in range(len(w))) == w for w in rules.source["asides_of_place"]
    ):
        return True
    if low in rules.words["coordinators"] or low in rules.auxiliaries or (j > i and low in rules.words["finite"]):
        return True
    called = low in rules.nouns["media"] and j + 1 in scene.name_at  # "the Turkish daily Sabahat"
    if j > i and ((low in rules.words["time_nouns"] and not scene.tokens[j].upper) or (j in scene.dated and not called)):
        return True
    return j > i and not whole and rules.adverb(low)


def _is_verb(scene: Scene, j: int) -> bool:
    """Whether a plain word after a noun is a finite verb ("les tensions | persistent"): by the word list where it can be nothing
    else, by the tagger where it can."""
    token, rules = scene.tokens[j], scene.rules
    if token.kind != "w" or token.upper or j in scene.name_at:
        return False
    if token.low in rules.nouns["all"] or scene.low(j - 1) in rules.determiners or scene.low(j - 1) in rules.words["of"]:
        return False
    known = set(sorts(token.low, rules.code))
    return bool(_FINITE & known) and (known <= _FINITE or scene.is_finite(j))


def _verb_with_object(scene: Scene, j: int) -> bool:
    """ "Le ministre de la Justice cristallise les critiques": a plain word after a complete phrase, with an object of its own."""
    rules = scene.rules
    token = scene.tokens[j]
    if (
        token.kind != "w"
        or token.upper
        or j in scene.name_at
        or scene.low(j - 1) in rules.determiners
        or scene.low(j - 1) in rules.words["of"]
    ):
        return False
    kind = rules.determiners.get(scene.low(j + 1))
    if kind is None or scene.low(j + 1) in rules.words["of"] or scene.low(j + 1) in rules.words["prepositions"]:
        return False
    after = scene.low(j + 2)
    return after not in rules.auxiliaries and after not in rules.forms and after not in rules.words["finite"] and j + 2 not in scene.name_at


def _parenthesis(scene: Scene, j: int, limit: int) -> int:
    for k in range(j + 1, min(j + 10, limit)):
        if scene.tokens[k].low == ")":
            return k + 1
    return -1


def role_text(scene: Scene, np: Phrase) -> str:
    """What a noun phrase calls somebody: without determiner and name."""
    first = np.first
    while first < np.last and scene.tokens[first].low in scene.rules.determiners:
        first += 1
    last = np.last
    if np.named is not None and np.named.first > first:
        last = np.named.first
        while last > first and (scene.tokens[last - 1].low in scene.rules.titles or scene.tokens[last - 1].kind == "p"):
            last -= 1
    return scene.words(first, last)


def folded_words(text: str) -> set[str]:
    """Folded words of a role, to compare two of them."""
    return {w for w in folded(text).replace("'", " ").replace("-", " ").split() if len(w) > 2}
