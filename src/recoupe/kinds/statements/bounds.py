"""Where a reported clause begins and ends."""

from __future__ import annotations

from recoupe.kinds.statements.cues import Cue, cues, lead_at
from recoupe.kinds.statements.scene import LONGEST_CLAUSE, Scene, phrase
from recoupe.kinds.statements.work import Work
from recoupe.records import Span

_LED = 8  # tokens of "après avoir longuement expliqué"


def clause_end(scene: Scene, begin: int, b: int, cue: Cue, *, how: str = "", a: int = -1) -> int:
    """The token after the last of a reported clause: it stops where its reporter speaks again."""
    rules, tokens = scene.rules, scene.tokens
    a = begin if a < 0 else a
    subordinate = (
        scene.low(a) in rules.words["subordinators"]
        and scene.low(a) not in rules.words["prepositions"]
        and not any(scene.low(k) == "," for k in range(a, cue.first))
    )
    subordinate = subordinate or (cue.shape == "ger" and cue.first == a)  # "Jugeant que ..., X a dit"
    relative = how == "relative"
    marked_at = -1
    for k in range(begin, b):
        low = scene.low(k)
        m = scene.mark_of[k]
        if m >= 0:
            marked_at = m
            continue
        if tokens[k].kind == "p":
            if low == ";" or (low in "!?." and k >= b - 2) or (low == ":" and opens_marks(scene, k + 1)):
                return k
            if low == "," and _stops_at_comma(
                scene, k, b, cue, begin=begin, marked_at=marked_at, subordinate=subordinate, relative=relative
            ):
                return k
            continue
        if low in rules.words["coordinators"] and k > begin + 1 and new_verb(scene, k + 1, b, cue):
            return k - 1 if scene.low(k - 1) == "," else k
        if (
            marked_at >= 0
            and scene.marks[marked_at].close <= tokens[k].start
            and _breaks(scene, k)
            and scene.index(scene.marks[marked_at].open) - begin <= 3
        ):
            return k
        if scene.low(k + 1) in rules.inversions_set and k > begin + 2:
            return k  # "« ... », a-t-il ajouté"
        if k > begin + 2 and source_at(scene, k) and scene.low(k - 1) == "," and not _source_inside(scene, begin, k, b):
            return k - 1
    end = b
    while end > begin and tokens[end - 1].kind == "p" and scene.low(end - 1) in {".", ",", ";", ":"}:
        end -= 1
    return end


def _stops_at_comma(scene: Scene, k: int, b: int, cue: Cue, *, begin: int, marked_at: int, subordinate: bool, relative: bool) -> bool:
    rules = scene.rules
    after = k + 1
    low = scene.low(after)
    if subordinate and k - begin >= 3:
        return True
    if low in rules.words["coordinators"]:
        return new_verb(scene, after + 1, b, cue)
    if any(f.shape == "ger" and f.frames for f in rules.forms.get(low, ())) or (
        low in rules.words["gerund_heads"] and any(f.shape == "ger" for j in (1, 2) for f in rules.forms.get(scene.low(after + j), ()))
    ):
        return True
    if lead_at(scene, after) and any(c.first == after for c in cues(scene, after, min(b, after + _LED))):
        return True
    for words in rules.source.get("aside", ()):
        if tuple(scene.low(after + j) for j in range(len(words))) == words:
            return True
    if marked_at >= 0 and scene.marks[marked_at].close <= scene.tokens[k].start and scene.index(scene.marks[marked_at].close) == k:
        return low not in rules.complementizers and scene.tokens[k].start - scene.marks[marked_at].open < 10_000
    if relative and (low in rules.auxiliaries or low in rules.words["negations"] or low in rules.forms or goes_on(scene, after)):
        return True
    if _closes_with_speaker(scene, after, b):
        return True
    return bool(source_at(scene, after)) and not _source_inside(scene, begin, after, b)


def _closes_with_speaker(scene: Scene, k: int, b: int) -> bool:
    """Whether nothing but who said it stands between a comma and the end of the sentence ("..., Orrin said on Tuesday."), in a
    language whose incises have their subject first."""
    if not scene.rules.subject_first or b - k > _LED + 6:
        return False
    np = phrase(scene, k, b)
    if np is None or np.det == "ind":
        return False
    said = next((c for c in cues(scene, np.last, b) if c.first == np.last and c.shape == "fin" and c.can("I") and not c.negated), None)
    if said is None:
        return False
    return all(j in scene.dated or scene.tokens[j].kind == "p" or scene.low(j) in scene.rules.words["of"] for j in range(said.last, b))


def goes_on(scene: Scene, k: int) -> bool:
    """Whether the verb of the main clause follows at a token, past "ne" and "se" ("X, qui dit que ..., s'en ira")."""
    while scene.low(k) in scene.rules.words["reflexives"] | scene.rules.words["negations"]:
        k += 1
    return scene.is_finite(k)


def _source_inside(scene: Scene, begin: int, k: int, b: int) -> bool:
    """Whether a clause goes on after the source phrase at a token: "que l'accord est, selon le texte, un simple projet"."""
    if has_verb(scene, begin, k - 1) and scene.low(k - 2) not in scene.rules.auxiliaries:
        return False
    return any(scene.low(j) == "," and scene.mark_of[j] < 0 for j in range(k + 1, min(b, k + 24)))


def opens_marks(scene: Scene, k: int) -> bool:
    """Whether words in marks begin at a token."""
    m = scene.marks_from(scene.tokens[k].start) if k < len(scene.tokens) else len(scene.marks)
    return m < len(scene.marks) and scene.marks[m].open == scene.tokens[k].start


def before_new_clause(scene: Scene, begin: int, end: int) -> int:
    """Where the object of a verb ends and the sentence has a subject again: "prône X, | il ...", "évoque X | et la mairie demande Y"."""
    rules = scene.rules
    for k in range(begin + 2, end - 2):
        low, after = scene.low(k), scene.low(k + 1)
        if scene.mark_of[k] >= 0 or (low != "," and low not in rules.words["coordinators"]):
            continue
        person = rules.pronouns.get(after, ("1", ""))[0] in {"m", "f", "n"} and after not in rules.determiners
        if person and _is_finite(scene, k + 2):
            return k
        if low == "," or not (after in rules.determiners or k + 1 in scene.name_at):
            continue
        np = phrase(scene, k + 1, end)
        if np is not None and np.last < end and _is_finite(scene, np.last):
            return k
    return end


def _is_finite(scene: Scene, k: int) -> bool:
    kind = scene.rules.auxiliaries.get(scene.low(k), "inf")
    return kind not in {"inf", "g"} or scene.low(k) in scene.rules.words["finite"] or scene.is_finite(k)


def source_at(scene: Scene, k: int) -> int:
    """The length of a source preposition ("selon", "according to") at a token, or 0."""
    if scene.low(k) not in scene.rules.firsts.get("front", ()):
        return 0
    for words in scene.rules.source.get("front", ()):
        if scene.low(k) == words[0] and tuple(scene.low(k + j) for j in range(len(words))) == words:
            return len(words)
    return 0


def _breaks(scene: Scene, k: int) -> bool:
    if scene.low(k) not in scene.rules.firsts.get("breaks", ()):
        return False
    return any(tuple(scene.low(k + j) for j in range(len(w))) == w for w in scene.rules.source.get("breaks", ()))


def new_verb(scene: Scene, k: int, b: int, cue: Cue) -> bool:
    """Whether a coordination at `k` starts a new thing that the same person says or expresses."""
    rules = scene.rules
    if scene.low(k) in rules.complementizers:
        return False
    if scene.low(k) in rules.pronouns and scene.low(k) not in rules.determiners:
        k += 1
    found = cues(scene, k, min(b, k + 5))
    if not found:
        return False
    other = found[0]
    if not other.can("Q", "I", "D", "N", "K", "E", "X") and not (k > 1 and scene.low(k - 2) in '»”"'):
        return False  # "... et veut partir": whoever is spoken of
    if any(not rules.adverb(scene.low(j)) and scene.low(j) != "," for j in range(k, other.first)):
        return False
    if other.shape not in {"fin"} or other.passive:
        return False
    return not (cue.number in {"s", "p"} and other.number in {"s", "p"} and cue.number != other.number)


def object_at(scene: Scene, cue: Cue, b: int) -> int:
    """The token where the object of a verb begins, after adverbs and days."""
    rules, k = scene.rules, cue.last
    while k < b and (
        (
            rules.adverb(scene.low(k))
            and k not in scene.name_at
            and scene.low(k) not in rules.words["quantifiers"]
            and scene.low(k) not in rules.words["questions"]
        )
        or k in scene.dated
        or (k + 1 in scene.dated and scene.low(k) in rules.words["prepositions"])
    ):
        k += 1
    for words in rules.source.get("wholly", ()):
        if tuple(scene.low(k + j) for j in range(len(words))) == words:
            return k + len(words)
    return k


def content_start(scene: Scene, a: int, end: int) -> int:
    """Where the clause that ends at `end` begins, in a unit that begins at `a`: after a semicolon, an adverb, a conjunction."""
    a = max(a, end - LONGEST_CLAUSE)
    begin = next((k + 1 for k in range(end - 3, a - 1, -1) if scene.low(k) == ";" and scene.mark_of[k] < 0), a)
    rules = scene.rules
    k = begin
    while k < end and k - begin < 4 and (rules.adverb(scene.low(k)) or scene.low(k) in rules.words["coordinators"]):
        k += 1
    if k > begin and scene.low(k) == "," and end - k > 3:
        begin = k + 1
    elif scene.low(begin) in rules.words["coordinators"]:
        begin += 1
    return begin


def all_direct(work: Work, begin: int, end: int) -> bool:
    scene = work.scene
    inside = [k for k in range(begin, end) if scene.tokens[k].kind in "wn"]
    return sum(1 for k in inside if scene.mark_of[k] in work.direct) >= 0.5 * max(1, len(inside))


def rest_after(scene: Scene, end: int, b: int) -> int:
    """Where the sentence takes up again after an incise, or -1."""
    for k in range(end, min(b, end + 12)):
        if scene.low(k) == ",":
            after = scene.low(k + 1)
            words = scene.rules.words
            if lead_at(scene, k + 1):
                return -1  # ", après avoir reçu les élus"
            if after in words["of"] and scene.low(k + 2) in words["relatives"] | words["free_relatives"]:
                return -1  # ", of which"
            if after in words["relatives"] or any(f.shape == "ger" for f in scene.rules.forms.get(after, ())):
                return -1
            return k + 1
    return -1


def covered(work: Work, span: Span) -> bool:
    return any(q.span.overlap(span) for q in work.quotes[-6:])


def _of_relative(scene: Scene, k: int) -> bool:
    """Whether a verb is that of a relative clause that begins a word or two before it; a second verb is not ("the man who called | got
    an appointment")."""
    relatives = scene.rules.words["relatives"]
    if scene.low(k - 1) in relatives:
        return True
    before = scene.is_a(k - 1, "VERB", unknown=False) and scene.low(k - 1) not in scene.rules.auxiliaries
    return scene.low(k - 2) in relatives and not before


def has_verb(scene: Scene, begin: int, end: int) -> bool:
    """Whether a finite verb stands in `[begin, end)` outside relative clauses: else it is no clause."""
    rules = scene.rules
    opening = scene.low(begin)
    skipping = opening in rules.words["subordinators"] and opening not in rules.words["prepositions"]
    commas, late = 0, False
    for k in range(begin, end):
        low = scene.low(k)
        if low in "–—-" and scene.tokens[k].kind == "p":
            skipping = False
        elif low == ",":
            late = late or (commas > 0 and scene.low(k + 1).endswith("ed"))  # "The director, Jane Roe, replied": no participle
            commas += 1
            skipping = scene.low(k + 1).endswith("ed") or any(f.shape == "ger" for f in rules.forms.get(scene.low(k + 1), ()))
        elif low in rules.words["relatives"] or low in rules.words["subject_relatives"]:
            skipping = True
        elif not skipping and (
            (low in rules.auxiliaries and rules.auxiliaries[low] != "inf")
            or low in rules.words["finite"]
            or (k > begin and scene.tokens[k].kind == "w" and not scene.tokens[k].upper and low.endswith(("ed", "n't")) and len(low) > 4)
            or any(f.shape in "sp" for f in rules.forms.get(low, ()))
        ):
            return True
    return late or any(
        scene.is_finite(k)
        and not _of_relative(scene, k)
        and not (k > begin and scene.tokens[k - 1].kind == "n" and not rules.bare_clause)  # "18 000 places"
        for k in range(begin, end)
    )


def is_whole(scene: Scene, begin: int, end: int) -> bool:
    """Whether `[begin, end)` is a clause that needs nothing of what follows an insertion: it has a verb, and does not end with one
    ("Le budget est, selon X, trop court") nor with a word that leads up to something."""
    rules, k = scene.rules, end - 1
    low = scene.low(k)
    leads = any(low in rules.words[c] for c in ("prepositions", "of", "to", "relatives", "coordinators", "subordinators"))
    leads = leads or low in rules.complementizers or low in rules.determiners
    while k > begin and (scene.low(k) in rules.words["negations"] or (rules.adverb(scene.low(k)) and k not in scene.name_at)):
        k -= 1
    low = scene.low(k)
    verb = (
        low in rules.auxiliaries
        or low in rules.forms
        or low in rules.words["finite"]
        or scene.is_finite(k)
        or scene.is_a(k, "VERB", "AUX", unknown=False)
    )
    return k - begin >= 2 and not leads and not verb and has_verb(scene, begin, end)


def said_whole(scene: Scene, begin: int, opening: int, rest: int) -> bool:
    """Whether a short clause that ends with its verb asks for nothing more ("Un homme est recherché, dit-il"): an auxiliary stands
    before the verb, and what follows the incise opens no complement."""
    rules = scene.rules
    k = opening - 1
    lexical = scene.tokens[k].kind == "w" and scene.low(k) not in rules.auxiliaries and scene.is_a(k, "VERB", "ADJ", unknown=False)
    led = any(scene.low(j) in rules.auxiliaries for j in range(max(begin + 1, k - 4), k))
    opens = scene.low(rest) in rules.words["of"] | rules.words["to"] | rules.complementizers | rules.words["prepositions"]
    return lexical and led and not opens


def long_after(scene: Scene, end: int, b: int) -> bool:
    """Whether too much follows for an incise: more than a dozen words without a comma, or words in marks."""
    for k in range(end, b):
        if scene.mark_of[k] >= 0:
            return True
        if scene.low(k) == "," and scene.tokens[k].kind == "p":
            return False
        if k - end > 14:
            return True
    return False


def relative_source(scene: Scene, k: int) -> bool:
    if scene.low(k) not in scene.rules.firsts.get("relative", ()):
        return False
    return any(tuple(scene.low(k + j) for j in range(len(w))) == w for w in scene.rules.source.get("relative", ()))


def whole_mark(scene: Scene, begin: int, end: int) -> int:
    """The mark that holds the whole clause, or -1."""
    if scene.tokens[begin].low not in "«“\"‘'„":
        return -1
    m = scene.marks_from(scene.tokens[begin].start)
    for mark in scene.marks[m : m + 1]:
        if mark.open == scene.tokens[begin].start:
            inside = mark.span.end - mark.span.start
            return m if scene.tokens[end - 1].end <= mark.close + 1 and inside > 15 else -1
    return -1
