"""Reporting verbs where they stand: the whole verb group with its auxiliaries, its inverted pronoun, its tail."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.kinds.statements.grammar import Form
from recoupe.kinds.statements.scene import Scene

_GROUP = 6  # tokens an auxiliary may stand before its participle


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group over tokens `[first, last)`. `number` is s, p or - (unknown); `pronoun` the token of an inverted
    pronoun or -1; `shape` fin, ger or inf."""

    first: int
    last: int
    verb: int
    frames: str
    lemma: str
    shape: str
    number: str = "-"
    pronoun: int = -1
    negated: bool = False
    passive: bool = False
    hedged: bool = False

    def can(self, *frames: str) -> bool:
        """Whether any of the frames is open to this verb."""
        return any(f in self.frames for f in frames)


def cues(scene: Scene, first: int, last: int) -> list[Cue]:
    """The reporting verbs among tokens `[first, last)`, in order."""
    out: list[Cue] = []
    i = first
    while i < last:
        forms = scene.rules.forms.get(scene.tokens[i].low)
        cue = _cue(scene, i, forms, first, last) if forms else None
        if cue is None and scene.low(i + 1) in scene.rules.inversions_set:
            cue = _inverted(scene, i, first, last)
        if cue is not None:
            out.append(cue)
            i = cue.last
        else:
            i += 1
    return out


def _inverted(scene: Scene, i: int, first: int, last: int) -> Cue | None:
    """Any verb between commas with its pronoun after it ("illustre-t-il") reports, whether it is known or not."""
    tokens, rules = scene.tokens, scene.rules
    if (
        i + 1 >= last
        or tokens[i + 1].low not in rules.inversions_set
        or rules.pronouns.get(tokens[i + 1].low, ("1", ""))[0] not in {"m", "f"}
    ):
        return None
    if (
        scene.low(i) in rules.auxiliaries
        or scene.low(i - 1) not in {",", "»", "”", '"', "!", "?", "…"}
        or scene.low(i + 2) not in {",", ".", ":", "»", '"', "”"}
    ):
        return None
    return Cue(i, i + 2, i, "DI", tokens[i].low, "fin", "-", i + 1)


def any_verb(scene: Scene, i: int, last: int) -> Cue | None:
    """The verb that begins at a token after words in marks, where no rule knows it ("« ... », a relancé une journaliste"): it says
    something all the same when a subject follows. None where it is known or no verb."""
    rules, k = scene.rules, i
    if rules.bare_clause or rules.subject_first:
        return None
    k += scene.low(k) in rules.words["reflexives"]
    perfect = rules.auxiliaries.get(scene.low(k), "inf") not in {"inf", "g"}
    k += perfect
    while perfect and k < last and rules.adverb(scene.low(k)):
        k += 1
    if k + 1 >= last or scene.low(k) in rules.forms or scene.tokens[k].kind != "w" or scene.tokens[k].upper:
        return None
    verb = scene.low(k).endswith(rules.participle_endings) or scene.is_a(k, "VERB", unknown=False) if perfect else scene.is_finite(k)
    follows = scene.low(k + 1) in rules.determiners or k + 1 in scene.name_at or scene.low(k + 1) in rules.titles
    return Cue(i, k + 1, k, "DI", scene.low(k), "fin") if verb and follows else None


def _cue(scene: Scene, i: int, forms: tuple[Form, ...], first: int, last: int) -> Cue | None:
    tokens, rules = scene.tokens, scene.rules
    if tokens[i].upper and i > first and i in scene.name_at:
        return None
    if i > first and scene.low(i - 1) in rules.words["not_reporting"]:
        return None  # "it is worth noting that"
    shapes = {f.shape for f in forms}
    start, aux, pronoun, negated, reflexive = _before(scene, i, first)
    usable: list[Form] = []
    shape, passive = "", False
    if aux and "part" in shapes and "modal" not in aux and "inf" not in aux:
        passive = ("be" in aux and not reflexive and not _active_being(rules.code, aux)) or _passive_inside(scene, start, i)
        usable = [f for f in forms if f.shape == "part"]
        shape = "ger" if "g" in aux else "fin"
    elif aux and ("modal" in aux or "inf" in aux) and "inf" in shapes:
        usable = [f for f in forms if f.shape == "inf"]
        shape = "modal" if "modal" in aux else "inf"
    elif aux and "inf" in shapes and rules.bare_clause and "be" not in aux:
        usable, shape = [f for f in forms if f.shape == "inf"], "fin"  # "does not believe"
    elif not aux and "part" in shapes and not rules.bare_clause and _undergone(scene, i, forms):
        usable, shape, passive = [f for f in forms if f.shape == "part"], "fin", True
    elif not aux and shapes & {"s", "p", "c"} and not _noun_here(scene, i, start, first):
        usable = [f for f in forms if f.shape in "spc"]
        shape = "fin"
    elif "ger" in shapes and tokens[i].low not in rules.words["adverbs"] and (_led(scene, i) or not _noun_here(scene, i, i, first)):
        usable = [f for f in forms if f.shape == "ger"]
        shape = "ger"
    elif (lead := _lead_before(scene, start, first)) and (("inf" in shapes and not aux) or ("part" in shapes and "inf" in aux.split())):
        usable = [f for f in forms if f.shape == ("part" if aux else "inf")]
        shape, start = "ger", start - lead
    elif "inf" in shapes and _reporting_infinitive(scene, i, first):
        usable = [f for f in forms if f.shape == "inf"]
        shape = "fin"
        start, unsaid = _infinitive_start(scene, i, first)
        negated = negated or unsaid
    elif aux and "be" in aux and "ger" in shapes:
        usable, shape = [f for f in forms if f.shape == "ger"], "fin"
    if not usable:
        return None
    j = i + 1
    if j < last and tokens[j].low in rules.inversions_set and shape == "fin":
        pronoun = j
        j += 1
    while j < last and tokens[j].low in rules.words["not"]:
        j += 1
    frames, lemma, end = _frames(scene, usable, j, last, reflexive)
    if not frames:
        return None
    number = "-"
    if aux:
        number = "p" if "p" in aux.split() or "cp" in aux.split() else ("s" if {"s", "cs"} & set(aux.split()) else "-")
    elif shape == "fin" and not rules.bare_clause:
        kinds = {f.shape for f in usable}
        number = "p" if kinds == {"p"} else ("s" if kinds <= {"s", "c"} else "-")
    hedged = "c" in {f.shape for f in usable} or bool({"cs", "cp"} & set(aux.split()))
    return Cue(start, end, i, frames, lemma, shape, number, pronoun, negated, passive, hedged)


def _undergone(scene: Scene, i: int, forms: tuple[Form, ...]) -> bool:
    """ "X, qualifié par Y de « ... »", "accusé par Y d'avoir ...": a participle with who does it."""
    calls = any(f.shape == "part" and "K" in f.frames for f in forms)
    return calls and scene.low(i + 1) in scene.rules.words["by"] and not scene.rules.forms.get(scene.low(i - 1))


def lead_at(scene: Scene, k: int) -> int:
    """The length of what leads up to an infinitive at a token ("avant d'", "après"), or 0."""
    if scene.low(k) not in scene.rules.firsts.get("leads", ()):
        return 0
    fits = (len(w) for w in scene.rules.source.get("leads", ()) if tuple(scene.low(k + j) for j in range(len(w))) == w)
    return max(fits, default=0)


def _lead_before(scene: Scene, start: int, first: int) -> int:
    """The length of what leads up to the infinitive at `start`: "avant d'ajouter", "après avoir dit"; 0 where nothing does or the
    sentence says that it is not said ("trop tôt pour affirmer que")."""
    length = next((n for n in (3, 2, 1) if start - n >= first and lead_at(scene, start - n) == n), 0)
    unsaid = length == 1 and any(scene.low(k) in scene.rules.words["unsaid"] for k in range(first, start))
    return 0 if unsaid else length


def _led(scene: Scene, i: int) -> bool:
    """ "en criant", "by saying"."""
    k = i - 1
    while (
        not scene.rules.bare_clause
        and scene.low(k) in scene.rules.words["clitics"]
        and scene.low(k) not in scene.rules.words["gerund_heads"]
    ):
        k -= 1  # "en leur disant"
    return scene.low(k) in scene.rules.words["gerund_heads"]


def _active_being(code: str, aux: str) -> bool:
    return "had" in aux.split()


def _passive_inside(scene: Scene, start: int, i: int) -> bool:
    return any(scene.tokens[k].low in scene.rules.words["passive"] for k in range(start, i))


def _frames(scene: Scene, forms: list[Form], j: int, last: int, reflexive: bool) -> tuple[str, str, int]:
    """The union of the frames of the readings that fit, the lemma, and where the group ends (tails included)."""
    for form in forms:
        if not form.tail:
            continue
        at = j
        while at < last and at < j + 3 and scene.rules.adverb(scene.tokens[at].low) and scene.tokens[at].low != form.tail[0]:
            at += 1
        if all(scene.low(at + k) == word for k, word in enumerate(form.tail)) and at + len(form.tail) <= last:
            return form.frames, form.lemma, at + len(form.tail)
    plain = [f for f in forms if not f.tail and f.reflexive == reflexive and f.frames]
    if not plain and reflexive:
        return "", "", j
    if not plain:
        plain = [f for f in forms if not f.tail and not f.reflexive and f.frames]
    if not plain:
        return "", "", j
    return "".join(sorted({c for f in plain for c in f.frames})), plain[0].lemma, j


def _before(scene: Scene, i: int, first: int) -> tuple[int, str, int, bool, bool]:
    """What stands before the verb and belongs to its group: (first token, auxiliary classes, inverted pronoun,
    negated, reflexive)."""
    tokens, rules = scene.tokens, scene.rules
    start, aux, pronoun, negated, reflexive = i, "", -1, False, False
    k, steps = i - 1, 0
    pending = i
    while k >= first and steps < _GROUP:
        low = tokens[k].low
        if low in rules.auxiliaries and not (tokens[k].upper and k > first):
            aux = f"{aux} {rules.auxiliaries[low]}".strip()
            if low in rules.words["negations"]:
                negated = True
            start = pending = k
        elif low in rules.inversions_set and k - 1 >= first and tokens[k - 1].low in rules.auxiliaries:
            pronoun = k
        elif low in rules.words["not"] or low in rules.words["passive"]:
            pass
        elif low in rules.words["negations"]:
            negated = True
            start = pending = k
        elif low in rules.words["reflexives"]:
            reflexive = True
            start = pending = k
        elif low in rules.words["clitics"] and (aux or low not in rules.determiners) and not is_subject(scene, k, first):
            start = pending = k
        elif not aux and (over := _inserted(scene, k, first)):
            k -= over - 1
        elif rules.adverb(low) and not aux:
            if not rules.bare_clause and not _auxiliary_ahead(scene, k, first):
                break
            if rules.bare_clause:
                pending = k
        elif rules.adverb(low) and rules.bare_clause:
            pending = k
        else:
            break
        k -= 1
        steps += 1
    if rules.bare_clause and pending < start and not aux:
        start = pending
    return start, aux, pronoun, negated, reflexive


def is_subject(scene: Scene, k: int, first: int) -> bool:
    """Whether "nous" or "vous" at a token is the subject of the verb after it: nothing that could be stands before it."""
    rules = scene.rules
    if rules.pronouns.get(scene.low(k), ("", ""))[0] not in {"1", "2"}:
        return False
    before = scene.low(k - 1)
    opens = k <= first or scene.tokens[k - 1].kind == "p" or before in rules.complementizers
    return opens or any(before in rules.words[c] for c in ("coordinators", "subordinators", "relatives"))


def _inserted(scene: Scene, k: int, first: int) -> int:
    """How many tokens up to `k` stand between an auxiliary and its participle ("a en revanche indiqué", "a, pour sa part,
    indiqué"), or 0."""
    rules = scene.rules
    for words in rules.source.get("inserted", ()):
        n = len(words)
        if tuple(scene.low(k - n + 1 + j) for j in range(n)) == words and k - n >= first and scene.low(k - n) in rules.auxiliaries:
            return n
    if scene.low(k) == "," and not rules.bare_clause:
        for m in range(k - 1, max(first, k - 9), -1):
            if scene.low(m) == "," and scene.tokens[m].kind == "p":
                return k - m + 1 if scene.low(m - 1) in rules.auxiliaries and m - 1 not in scene.name_at else 0
    return 0


def _auxiliary_ahead(scene: Scene, k: int, first: int) -> bool:
    """Whether going on leftwards over adverbs leads to an auxiliary ("a également indiqué")."""
    tokens, rules = scene.tokens, scene.rules
    for m in range(k - 1, max(first - 1, k - 5), -1):
        low = tokens[m].low
        if low in rules.auxiliaries:
            return True
        if not (rules.adverb(low) or low in rules.words["not"] or low in rules.inversions_set or low in rules.words["passive"]):
            return False
    return False


def _noun_here(scene: Scene, i: int, start: int, first: int) -> bool:
    """Whether the word is a noun or an adjective in this place ("le juge", "the claims")."""
    rules = scene.rules
    before = scene.low(start - 1) if start > first else ""
    if before in rules.words["clitics"] and scene.low(i + 1) in rules.complementizers:
        return False  # "leur assure que"
    if before in rules.words["object_clitics"] and scene.low(start - 2) in rules.words["as"]:
        return False  # "comme le soutient X"
    if before in rules.words["object_clitics"] and scene.low(start - 3) in rules.words["so"]:
        return False  # "ainsi que le note X"
    if (
        before in rules.words["object_clitics"]
        and scene.low(i + 1) == ":"
        and any(set("QI") <= set(f.frames) for f in rules.forms[scene.low(i)])
    ):
        return False  # "le syndicat l'affirme : ..."
    if before in rules.words["object_clitics"] and any("O" in f.frames for f in rules.forms.get(scene.low(i), ())):
        return False  # "la mairie le nie"
    if not before:
        return rules.bare_clause and scene.tokens[i].upper
    low = scene.tokens[i].low
    if low in rules.words["noun_forms"] and not _plural_subject(scene, start, first):
        return not scene.is_a(i, "VERB", unknown=False)
    if before.endswith("ing") and rules.bare_clause and before not in rules.nouns["all"] and low.endswith("s"):
        return True
    if rules.bare_clause and low in rules.nouns["claim"] and any(f.shape in "sp" for f in rules.forms.get(before, ())):
        return True  # "rejected claims that ..."
    if before in rules.determiners and before not in rules.pronouns:
        return start == i or not rules.bare_clause
    timed = start < i and scene.low(start) in rules.words["time_nouns"]  # "a study out yesterday suggests"
    if not timed and (before in rules.words["of"] or (before in rules.words["prepositions"] and scene.tokens[start - 1].kind == "w")):
        return True
    if before.endswith(rules.possessives):
        return True
    return bool(scene.tokens[start - 1].kind == "n" and rules.bare_clause) and not scene.is_a(i, "VERB", unknown=False)


def _plural_subject(scene: Scene, start: int, first: int) -> bool:
    """Whether what stands before a bare verb form can be its subject ("officials say", "they claim", not "every state")."""
    k = start - 1
    while k > first and scene.rules.adverb(scene.low(k)):
        k -= 1
    low = scene.low(k)
    if low in scene.rules.pronouns or low in scene.rules.words["relatives"]:
        return True
    if scene.tokens[k].kind == "p":
        return low == ","
    return low in scene.rules.nouns["group"] or (low.endswith("s") and not low.endswith(("ss", *scene.rules.possessives)))


def _reporting_infinitive(scene: Scene, i: int, first: int) -> bool:
    """ "tient à préciser que", "a souhaité rappeler que"."""
    rules = scene.rules
    k = i - 1
    while not rules.bare_clause and k > first and scene.low(k) in rules.words["clitics"] and scene.low(k) not in rules.determiners:
        k -= 1  # "je peux vous assurer que"
    if k >= first and (scene.low(k) in rules.words["of"] or scene.low(k) in rules.words["to"] or scene.low(k) in rules.words["by"]):
        k -= 1
    return k >= first and scene.low(k) in rules.words["infinitive_heads"]


def _infinitive_start(scene: Scene, i: int, first: int) -> tuple[int, bool]:
    """Where the verb group that an infinitive hangs on begins, and whether it is negated ("n'a pas souhaité commenter")."""
    rules = scene.rules
    k = i - 1
    if scene.low(k) not in rules.words["infinitive_heads"]:
        k -= 1
    start, _, _, negated, _ = _before(scene, k, first)
    return min(start, k), negated
