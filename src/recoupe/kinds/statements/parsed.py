"""Who speaks where the rules are silent: read off the dependency tree of the sentence, where there is a parser.

Asked only for a sentence in which something is attributed and no rule found to whom; without a parser (`tagging.parse`)
every question here is answered with None. What was found so is marked by its pattern, "direct.parsed", "incise.parsed" or
"clause.parsed"."""

from __future__ import annotations

import bisect
import os
from dataclasses import dataclass, replace
from functools import lru_cache

from recoupe.kinds.statements.bounds import all_direct, content_start, covered, has_verb, rest_after, source_at
from recoupe.kinds.statements.chains import citing_sources, via_of_cue
from recoupe.kinds.statements.cues import Cue
from recoupe.kinds.statements.phrases import apposition
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.speakers import can_speak
from recoupe.kinds.statements.voices import voice_of
from recoupe.kinds.statements.work import Work, emit
from recoupe.languages import load
from recoupe.records import Span, Voice
from recoupe.tagging.parse import Parse, available, parse
from recoupe.tagging.tokens import Words, tokenise

SWITCH = "RECOUPE_PARSE"
_REACH = 16  # tokens from the end of the quoted words to the verb of its tag
_FEWEST = 3  # words in marks that are somebody's even where no rule knows the verb
_OWNERS = 3  # noun phrases that may stand before the head of another ("the court's clerk's lawyer")
_AFTER_A_SUBJECT = ("prepositions", "coordinators", "subordinators", "relatives", "time_nouns", "of", "with_addressee")
_INSIDE = 7  # words that may stand before an incise without being a clause


@dataclass(frozen=True, slots=True)
class _Tree:
    """A sentence that stands at `start`, with its tree; the numbers of its tokens are its own."""

    start: int
    words: Words
    parse: Parse

    def at(self, offset: int) -> int:
        """The token that holds an offset of the article."""
        return max(0, bisect.bisect_right(self.words.starts, offset - self.start) - 1)

    def span(self, first: int, last: int) -> Span:
        """Where tokens `[first, last)` stand in the article."""
        return Span(self.start + self.words.starts[first], self.start + self.words.ends[last - 1])


@dataclass(frozen=True, slots=True)
class _Subject:
    """A voice with the tokens of its noun phrase in the scene. `speaks`: it is a name, or a noun that is known to speak."""

    voice: Voice
    first: int
    last: int
    speaks: bool


def enabled(code: str) -> bool:
    """Whether trees are asked for: a parser can be had and RECOUPE_PARSE does not say "off"."""
    return os.environ.get(SWITCH, "").lower() not in {"0", "no", "off"} and available(code)


@lru_cache(maxsize=256)
def _parsed(code: str, sentence: str) -> tuple[Words, Parse] | None:
    language = load(code)
    words = tokenise(sentence, (Span(0, len(sentence)),), language)
    tree = parse(words, language)
    return None if tree is None else (words, tree)


def _tree(scene: Scene, i: int) -> _Tree | None:
    """The tree of the sentence that holds a token of the scene."""
    code = scene.reading.language.code
    if not enabled(code):
        return None
    here = scene.tokens[i].start
    sentences = scene.reading.sentences
    n = bisect.bisect_right([s.start for s in sentences], here) - 1
    if n < 0 or here >= sentences[n].end:
        return None
    found = _parsed(code, sentences[n].of(scene.text))
    return None if found is None else _Tree(sentences[n].start, *found)


def _subject(scene: Scene, tree: _Tree, verb: int, cue: Cue) -> _Subject | None:
    """The noun phrase that a tree gives a verb for its subject, if it stands outside marks and is no pronoun."""
    count = len(tree.words)
    head = tree.parse.subject(verb, 0, count)
    if head < 0 and tree.parse.deprels[verb].startswith("parataxis"):
        # An inserted verb of saying has its object before it: what a tree takes for one after it is the subject.
        children = tree.parse.children(verb, verb + 1, count)
        head = next((i for i in children if tree.parse.deprels[i] in {"obj", "flat:name", "flat"}), -1)
    if head < 0:
        return None
    span = tree.span(*tree.parse.phrase(head, 0, count))
    first, last = scene.index(span.start), scene.index(span.end)
    if first >= last or any(scene.mark_of[k] >= 0 for k in range(first, last)):
        return None
    if any(
        scene.low(k) in scene.rules.pronouns and scene.low(k) not in scene.rules.determiners for k in range(first, min(first + 1, last))
    ):
        return None  # who a pronoun is, the rules know better
    at = scene.index(tree.span(head, head + 1).start)
    np = inner = phrase(scene, first, last)
    for _ in range(_OWNERS):
        if inner is None or inner.last > at:
            break
        after = inner.last + (scene.low(inner.last) in scene.rules.possessives)
        inner = phrase(scene, after, last) if after < last else None  # "the plaintiffs' lawyer, X", "the Turkish daily X"
    np = inner or np
    if np is None or scene.low(np.head) in scene.rules.auxiliaries:
        return None
    voice = voice_of(scene, np, apposition(scene, np, last))
    if np.first > first:
        voice = replace(voice, exact=scene.words(first, last))
    return _Subject(voice, first, last, can_speak(scene, voice, cue))


def _tagged(tree: _Tree, verb: int, start: int) -> bool:
    """Whether a verb is the tag of words that stand before the offset `start`: an inserted clause hung on them, or the verb that
    has them for its complement."""
    heads, deprels = tree.parse.heads, tree.parse.deprels
    for at in tree.parse.verbs(verb, 0, len(tree.words)):
        head = heads[at]
        if deprels[at].startswith("parataxis") and head >= 0 and tree.span(head, head + 1).start < start:
            return True
        reported = (i for i in range(at) if heads[i] == at and deprels[i] in {"ccomp", "parataxis"})
        if deprels[at] == "root" and any(tree.span(i, i + 1).start < start for i in reported):
            return True
    return False


def tag(work: Work, inside: int, e: int, b: int) -> tuple[Cue | None, Voice | None]:
    """ "« ... », a défendu X": the tag after a quote, whose tokens are `[inside, e)` with its closing mark, by a verb that no
    rule knows or with a subject that none found. (None, None) where the tree has none either."""
    scene = work.scene
    start = e
    while start < b and scene.tokens[start].kind == "p" and scene.low(start) in {",", "–", "—", "-"}:
        start += 1
    words = sum(1 for k in range(inside, e) if scene.tokens[k].kind in "wn")
    if start >= b or words < _FEWEST or scene.tokens[start].kind == "p":
        return None, None
    tree = _tree(scene, start)
    return _tag_at(work, tree, start, b) if tree is not None else (None, None)


def _tag_at(work: Work, tree: _Tree, start: int, b: int) -> tuple[Cue | None, Voice | None]:
    """The tag whose first token is `start`: its verb hangs on what stands before or has its subject after it."""
    scene = work.scene
    here = scene.tokens[start].start
    for verb in range(tree.at(here), min(len(tree.words), tree.at(here) + _REACH)):
        at = scene.index(tree.span(verb, verb + 1).start)
        helps = tree.parse.deprels[verb].startswith("aux")
        if helps or at >= b or scene.mark_of[at] >= 0 or at in work.used:
            continue
        cue = Cue(start, at + 1, at, "DI", scene.low(at), "fin")
        subject = _subject(scene, tree, verb, cue)
        if subject is None or subject.first < start:
            continue
        inverted = subject.first > at and tree.parse.deprels[verb] == "root"
        if subject.speaks and (inverted or _tagged(tree, verb, here)):
            return replace(cue, first=at if subject.first < at else start), subject.voice
    return None, None


def bounded(scene: Scene, cue: Cue, voice: Voice | None, end: int, limit: int) -> tuple[Voice | None, int]:
    """The voice that the rules read after a verb, up to token `end`; where they stopped in the middle of a noun phrase ("the
    plaintiffs | ' lawyer", "the Turkish | daily X"), the whole one's."""
    if voice is None or cue.pronoun >= 0 or not cue.last < end < limit:
        return voice, end
    token = scene.tokens[end]
    cut = scene.low(end) in scene.rules.possessives or (token.kind == "w" and token.start - scene.tokens[end - 1].end == 1)
    rules = scene.rules
    goes_on = end in scene.dated or rules.adverb(token.low) or any(token.low in rules.words[k] for k in _AFTER_A_SUBJECT)
    tree = _tree(scene, cue.verb) if cut and not goes_on else None
    subject = _subject(scene, tree, tree.at(scene.tokens[cue.verb].start), cue) if tree is not None else None
    if subject is None or not subject.speaks or not subject.first < end < subject.last or subject.first < cue.last:
        return voice, end
    return subject.voice, subject.last


def marked(work: Work, unit: int) -> Voice | None:
    """ "Ce n'est que « la suite des manœuvres », a fustigé X": a clause that ends in words in marks, by a verb no rule knows."""
    scene = work.scene
    a, b = scene.units[unit]
    m = scene.marks_from(scene.tokens[b - 1].end) - 1
    if m < 0 or scene.marks[m].open < scene.tokens[a].start or m in work.direct:
        return None
    e = scene.index(scene.marks[m].close)
    begin = content_start(scene, a, e)
    if scene.low(e) != "," or e + 2 >= b or not has_verb(scene, begin, e):
        return None
    span = Span(scene.tokens[begin].start, scene.tokens[e - 1].end)
    tree = None if covered(work, span) else _tree(scene, e + 1)
    cue, voice = _tag_at(work, tree, e + 1, b) if tree is not None else (None, None)
    if cue is None or voice is None or tree is None or not _tagged(tree, tree.at(scene.tokens[cue.verb].start), scene.tokens[e].start):
        return None
    via = via_of_cue(scene, cue, b, None)
    emit(work, span, voice, scene.words(cue.first, cue.last), "incise.parsed", unit=unit, via=via)
    return voice


def clause(work: Work, unit: int, cue: Cue) -> Voice | None:
    """ "All the experts I met said her plan was fair": a clause that hangs on a reporting verb, with its subject before it, where
    the rules found no such clause or nobody who says it."""
    scene = work.scene
    a, b = scene.units[unit]
    if not cue.can("Q", "B") or cue.shape != "fin" or cue.passive or cue.negated or cue.pronoun >= 0:
        return None
    tree = _tree(scene, cue.verb)
    if tree is None:
        return None
    count = len(tree.words)
    verb = tree.at(scene.tokens[cue.verb].start)
    told = next((i for i in tree.parse.children(verb, verb + 1, count) if tree.parse.deprels[i] == "ccomp"), -1)
    subject = _subject(scene, tree, verb, cue) if told >= 0 else None
    if subject is None or not subject.speaks or subject.last > cue.first or _asks(scene, subject.first - 1):
        return None  # "what X says his plan would do"
    start, end = tree.parse.subtree(told, verb + 1, count)
    while start < end - 1 and tree.parse.deprels[start] in {"mark", "punct"}:
        start += 1
    span = tree.span(start, end)
    begin, stop = scene.index(span.start), min(b, scene.index(span.end))
    while (
        stop > begin and scene.tokens[stop - 1].kind == "p" and scene.mark_of[stop - 1] < 0 and scene.low(stop - 1) in {".", ",", ";", ":"}
    ):
        stop -= 1
    if stop - begin < _FEWEST or begin < a or all_direct(work, begin, stop) or not _clause_like(scene, tree, told, begin):
        return None
    span = Span(scene.tokens[begin].start, scene.tokens[stop - 1].end)
    if covered(work, span):
        return None
    via = via_of_cue(scene, cue, begin, None)
    stance = "hedges" if cue.hedged else ("denies" if "X" in cue.frames else "")
    emit(work, span, subject.voice, scene.words(cue.first, cue.last), "clause.parsed", unit=unit, via=via, stance=stance)
    return subject.voice


def _clause_like(scene: Scene, tree: _Tree, told: int, begin: int) -> bool:
    """Whether what is reported has a subject of its own before its verb and is no question, no source's and no inversion."""
    words, low = scene.rules.words, scene.low(begin)
    relative = any(scene.low(k) in words["relatives"] for k in (begin, begin + 1))  # "who ...", "for which ..."
    if relative or _asks(scene, begin) or low in words["whether"] or source_at(scene, begin):
        return False
    first = tree.at(scene.tokens[begin].start)
    if low in words["subordinators"] and tree.parse.heads[first] == told and tree.parse.deprels[first] != "mark":
        return False  # "explained why", "said how"
    if low in scene.rules.auxiliaries or (low in words["prepositions"] and scene.rules.subject_first):
        return False
    before = tree.parse.children(told, 0, told)
    return any(tree.parse.deprels[i].startswith(("nsubj", "expl:subj", "expl", "csubj")) for i in before)


def _asks(scene: Scene, i: int) -> bool:
    """Whether a token opens a question or a free relative."""
    return scene.low(i) in scene.rules.words["free_relatives"]


def incise(work: Work, unit: int, cue: Cue) -> Voice | None:
    """ "S, croit savoir X": an incise whose subject no rule found."""
    scene = work.scene
    a, b = scene.units[unit]
    if not cue.can("I") or cue.shape != "fin" or cue.passive or cue.negated or cue.pronoun >= 0:
        return None
    tree = _tree(scene, cue.verb)
    if tree is None:
        return None
    verb = tree.at(scene.tokens[cue.verb].start)
    subject = _subject(scene, tree, verb, cue)
    inverted = subject is not None and subject.first > cue.verb
    if subject is None or not (inverted or (subject.speaks and scene.rules.subject_first)):
        return None  # after the verb of an incise nothing stands that does not speak
    if not inverted and scene.tokens[min(cue.last, b - 1)].kind != "p" and cue.last not in scene.dated:
        return None  # "..., X explained why ..."
    first, last = min(cue.first, subject.first), max(cue.last, subject.last)
    opening = first - 1
    if opening <= a or scene.low(opening) not in {",", "–", "—"} or not _tagged(tree, verb, scene.tokens[opening].start):
        return None
    begin, end = content_start(scene, a, opening), opening
    if scene.low(last) in scene.rules.words["coordinators"]:
        return None  # "X, 20 ans, a avoué les faits et a ...": no incise goes on so
    words = sum(1 for k in range(begin, opening) if scene.tokens[k].kind in "wn")
    rest = rest_after(scene, last, b)
    if words < _INSIDE and rest > 0 and b - rest > 2:
        end = b
        while end > rest and scene.tokens[end - 1].kind == "p":
            end -= 1
    elif words < _FEWEST or not has_verb(scene, begin, opening):
        return None
    span = Span(scene.tokens[begin].start, scene.tokens[end - 1].end)
    if all_direct(work, begin, end) or covered(work, span):
        return None
    voice, via = subject.voice, via_of_cue(scene, cue, b, None)
    cited = citing_sources(scene, voice, last, b)
    if cited is not None:
        voice, via = cited, (voice, *via)
    stance = "hedges" if cue.hedged else ("denies" if "X" in cue.frames else "")
    emit(work, span, voice, scene.words(cue.first, cue.last), "incise.parsed", unit=unit, via=via, stance=stance)
    return voice
