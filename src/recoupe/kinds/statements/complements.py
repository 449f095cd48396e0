"""Where the clause that a verb governs begins: after "that" or "que", or at once ("said it had")."""

from __future__ import annotations

from recoupe.kinds.statements.cues import Cue
from recoupe.kinds.statements.scene import Scene, phrase

_FRAGMENT = 8  # tokens in marks that may be the subject of a clause
_REACH = 16  # tokens from a verb to its complementizer


def complement(scene: Scene, cue: Cue, b: int) -> int:
    """The token after the complementizer that a verb governs, or -1."""
    rules, tokens = scene.rules, scene.tokens
    if subject_with_relative(scene, cue, scene.units[scene.unit_of(cue.first)][0], b) > 0:
        return -1
    k, limit = past_emphasis(scene, cue.last), min(b, cue.last + _REACH)
    if scene.low(k) == ",":  # "cautioned, as did X, that ..."
        closing = next((j for j in range(k + 1, limit) if scene.low(j) == ","), -1)
        if closing > 0 and scene.low(closing + 1) in rules.complementizers:
            return closing + 2
    if not cue.can("A", "T") and not _goes_on(scene, k, limit):
        return -1
    while k < limit:
        low = scene.low(k)
        over = _set_phrase(scene, k)
        if over:
            k += over
            continue
        if low in rules.complementizers:
            if k > cue.last and scene.low(cue.last) == "," and scene.low(k - 1) != ",":
                return -1  # ", X said, since everybody accepts that ...": an incise
            if k > cue.last + 1 and scene.low(k - 1) in rules.words["no_clause_before"] and not _set_phrase_before(scene, k, cue.last):
                return -1
            if scene.low(k - 1) in rules.words["comparing"] and not cue.negated:
                return -1  # "croit plus que jamais"
            if rules.bare_clause and _determiner_that(scene, k, b):
                return -1
            return k + 1
        if tokens[k].kind == "p" and low not in {",", "(", ")", "-"}:
            return -1
        if low in rules.words["relatives"] or (
            low in rules.words["coordinators"] and scene.low(k + 1) not in rules.determiners and k + 1 not in scene.name_at
        ):
            return -1
        if low in rules.auxiliaries and k not in scene.name_at:
            return -1
        if not rules.bare_clause and (scene.is_finite(k) or (not cue.can("A", "T") and _object(scene, k))):
            return -1
        k += 1
    return -1


def subject_with_relative(scene: Scene, cue: Cue, a: int, b: int) -> int:
    """ "S, racontent des témoins que nous avons rencontrés": the token after the noun phrase right after the verb of an incise, where a
    relative clause goes on from it; -1 where the clause is what is said ("raconte aux témoins que ...")."""
    rules, k = scene.rules, cue.last
    if rules.bare_clause or cue.pronoun >= 0 or cue.can("A", "T") or cue.first - a < 3 or scene.low(cue.first - 1) != ",":
        return -1
    some = scene.low(k) in rules.determiners and rules.determiners[scene.low(k)][0] == "ind"
    if not (some or scene.tokens[k].kind == "n" or scene.is_a(k, "NUM", unknown=False)):
        return -1
    np = phrase(scene, k, b)
    if np is None or scene.low(np.last) not in rules.complementizers or scene.low(np.head) not in rules.nouns["all"]:
        return -1
    return np.last


def _object(scene: Scene, k: int) -> bool:
    """Whether an object of a verb begins at a token: a determiner that nothing leads up to, and that opens no date."""
    rules, before = scene.rules, scene.low(k - 1)
    led = before in {",", "("} or any(before in rules.words[c] for c in ("prepositions", "of", "with_addressee", "coordinators"))
    if led or scene.low(k) not in rules.determiners or scene.low(k) in rules.words["of"] | rules.words["with_addressee"]:
        return False
    return k + 1 not in scene.dated and scene.low(k + 1) not in rules.words["time_nouns"] and k not in scene.dated


def past_emphasis(scene: Scene, k: int) -> int:
    """Past "lui," or ", elle," right after a verb ("estime, lui, que ...")."""
    at = k + 1 if scene.low(k) == "," else k
    emphatic = scene.rules.pronouns.get(scene.low(at), ("", ""))[0] in {"m", "f"} and scene.low(at) not in scene.rules.determiners
    if not emphatic or scene.rules.bare_clause or scene.low(at + 1) != ",":
        return k
    return at + 2 if at > k else at + 1


def _set_phrase(scene: Scene, k: int) -> int:
    """The length of a set phrase at a token ("affirme d'ores et déjà que"), or 0."""
    if scene.low(k) not in scene.rules.firsts.get("inserted", ()):
        return 0
    fits = (len(w) for w in scene.rules.source.get("inserted", ()) if tuple(scene.low(k + j) for j in range(len(w))) == w)
    return max(fits, default=0)


def _set_phrase_before(scene: Scene, k: int, first: int) -> bool:
    """Whether a set phrase ends right before a token ("affirme tout de même que")."""
    phrases = scene.rules.source.get("inserted", ())
    return any(k - len(w) >= first and tuple(scene.low(k - len(w) + j) for j in range(len(w))) == w for w in phrases)


def _goes_on(scene: Scene, k: int, limit: int) -> bool:
    """Whether what follows a verb can lead up to its complementizer: adverbs, times, addressees, but no object."""
    rules = scene.rules
    while k < limit and (rules.adverb(scene.low(k)) or k in scene.dated or scene.low(k) in rules.words["time_nouns"]):
        k += 1
    for words in rules.source.get("inserted", ()):
        if tuple(scene.low(k + j) for j in range(len(words))) == words:
            k += len(words)
            break
    low = scene.low(k)
    return (
        low in rules.complementizers
        or low in rules.words["prepositions"]
        or low in rules.words["of"]
        or low in rules.words["with_addressee"]
        or low in {",", "("}
        or (low in rules.determiners and (scene.low(k + 1) in rules.words["time_nouns"] or k + 1 in scene.dated))
        or low in rules.words["not"]
    )


def _determiner_that(scene: Scene, k: int, b: int) -> bool:
    """ "said that night": the word is a determiner, not a complementizer."""
    return scene.low(k + 1) in scene.rules.words["time_nouns"]


def bare_complement(scene: Scene, cue: Cue, b: int) -> int:
    """Where a clause without "that" begins after a verb ("said it had", "told investors the works would"), or -1."""
    rules, tokens = scene.rules, scene.tokens
    k = cue.last
    if cue.can("T"):
        np = phrase(scene, k, b)
        if np is None:
            if scene.low(k) not in rules.pronouns:
                return -1
            k += 1
        else:
            k = np.last
    while (
        k < b
        and scene.low(k) not in rules.pronouns
        and (rules.adverb(scene.low(k)) or k in scene.dated or (scene.low(k) in rules.words["time_nouns"] and k not in scene.name_at))
    ):
        k += 1
    if k >= b:
        return -1
    low = scene.low(k)
    opener = (
        _opens_mark(scene, k)
        or (low in rules.pronouns and low not in rules.words["relatives"])
        or low in rules.determiners
        or tokens[k].kind == "n"
        or k in scene.name_at
        or (tokens[k].kind == "w" and low not in rules.words["relatives"] and low not in rules.words["of"] and low not in rules.auxiliaries)
    )
    if not opener or low in rules.words["free_relatives"] or low in rules.words["prepositions"] or low in rules.words["coordinators"]:
        return -1
    if low in rules.words["said_object"] and not (low in rules.determiners and _finite_inside(scene, k, b)):
        return -1
    return k if _finite_inside(scene, k, b) or (cue.can("S") and _long_enough(scene, k, b)) else -1


def _opens_mark(scene: Scene, k: int) -> bool:
    """Whether words in marks begin at a token that are only the first of a clause: 'said "reforms" would help'."""
    m = scene.mark_of[k + 1] if scene.tokens[k].kind == "p" and k + 1 < len(scene.tokens) else -1
    if m < 0 or scene.marks[m].open != scene.tokens[k].start:
        return False
    close = scene.index(scene.marks[m].close)
    return close - k <= _FRAGMENT and close < len(scene.tokens) and scene.tokens[close].kind == "w"


def _long_enough(scene: Scene, k: int, b: int) -> bool:
    """Whether what follows "said" is more than the few nouns one can say ("said the words", "said a prayer")."""
    rules = scene.rules
    end = next((m for m in range(k, b) if scene.tokens[m].kind == "p" and scene.mark_of[m] < 0), b)
    noun = k + 1 if scene.low(k) in rules.determiners else k
    return end - k >= 6 and scene.low(noun) not in rules.words["said_object"] and scene.mark_of[k] < 0


def _finite_inside(scene: Scene, k: int, b: int) -> bool:
    """Whether a finite verb stands in the clause that begins at `k`, before its first comma or infinitive."""
    rules = scene.rules
    if scene.low(k) in rules.pronouns and scene.low(k) not in rules.determiners:
        return True
    resume, infinitive = 0, False
    for m in range(k + 1, min(b, k + 24)):
        low = scene.low(m)
        if m < resume:
            continue
        if low == "," and scene.tokens[m].kind == "p":
            resume = next((n + 1 for n in range(m + 1, min(b, m + 16)) if scene.low(n) == ","), 0)  # an insertion between commas
            if not resume:
                return False
            continue
        if low in rules.words["to"]:
            infinitive = True  # "said the plan to cut taxes would ..."
            continue
        if infinitive and low in rules.words["subordinators"]:
            return False
        if infinitive and rules.auxiliaries.get(low) not in {"modal", "s", "p"}:
            continue
        if low in rules.auxiliaries and rules.auxiliaries[low] not in {"inf"} and low not in {"be", "been", "having"}:
            return True
        if low.endswith("ed") and scene.mark_of[m] >= 0 and scene.mark_of[m - 1] < 0:
            return True  # 'says the attackers "exploited a weakness"'
        if (
            low.endswith("ed")
            and m < k + 4
            and m - 1 in scene.name_at
            and not scene.low(m - 1).endswith(rules.possessives)
            and scene.tokens[m].kind == "w"
        ):
            return True  # "says Mills violated the rules"
        if low in rules.words["finite"] or (low in rules.words["negations"] and low.endswith("n't")):
            return True
        if low.endswith(("'s", "'re", "'ll", "'d")) and m > k + 1 and scene.tokens[m].kind == "w" and low[:-2] in rules.pronouns:
            return True
        if (
            scene.tokens[m].kind == "w"
            and len(low) > 3
            and not scene.tokens[m].upper
            and any(f.shape in "sp" for f in rules.forms.get(low, ()))
            and not low.endswith("ing")
        ):
            before = scene.low(m - 1)
            plural = before.endswith("s") and not before.endswith(("ss", *rules.possessives)) and scene.tokens[m - 1].kind == "w"
            if before not in rules.determiners and before not in rules.words["prepositions"] and (low.endswith(("ed", "s")) or plural):
                return True
        if low in rules.words["relatives"]:
            return False
        if m > k + 1 and scene.is_finite(m):
            return True
    return False
