"""Who does the saying: the subject of a verb group, before it or after it; and the list that the rules fill."""

from __future__ import annotations

from dataclasses import replace

from recoupe.kinds.statements.cues import Cue, is_subject
from recoupe.kinds.statements.phrases import apposition
from recoupe.kinds.statements.scene import LONGEST_CLAUSE, Phrase, Scene, phrase
from recoupe.kinds.statements.voices import resolve, voice_of
from recoupe.records import Voice

_ASIDE = 30  # tokens between dashes before a verb


# ---------------------------------------------------------------- subjects


def subject_before(scene: Scene, cue: Cue, first: int) -> tuple[Voice | None, int, str]:
    """Who does the saying when it stands before its verb: (voice, first token of the clause, how).

    `how` is "subject", "relative" ("X, qui a dit"), "coordinated" ("... et a dit") or "" when there is none."""
    tokens, rules = scene.tokens, scene.rules
    g = cue.first
    first = max(first, g - LONGEST_CLAUSE)
    clitic = g - 1 > first and tokens[g - 1].low in rules.words["clitics"] and tokens[g].low not in rules.auxiliaries
    if clitic and not is_subject(scene, g - 1, first):
        g -= 1
    if g > first and tokens[g - 1].low in rules.words["subject_relatives"]:
        voice = antecedent(scene, g - 1, first)
        return voice, g - 1, "relative" if voice is not None else ""
    if g > first and scene.low(g - 1) in rules.words["nominative"]:
        return pronoun_voice(scene, g - 1), g - 1, "subject"
    edge = _clause_edge(scene, g, first, cue.number)
    if edge >= g or all(
        tokens[k].kind == "p" or rules.adverb(tokens[k].low) or tokens[k].low in rules.words["coordinators"] for k in range(edge, g)
    ):
        joined = g > first and edge > first
        joined = joined and (scene.low(g - 1) in rules.words["coordinators"] or scene.low(g - 1) == "," or rules.adverb(scene.low(g - 1)))
        return None, edge, "coordinated" if joined else ""
    segments = _segments(scene, edge, g)
    if len(segments) > 1 and _opens_subordinate(scene, edge):
        segments = segments[1:]  # "Alors que les tensions persistent, X ...": those are nobody
    found = _subject_among(scene, segments, edge, g)
    return (found[0], found[1], "subject") if found is not None else (None, edge, "")


def _subject_among(scene: Scene, segments: list[tuple[int, int]], edge: int, g: int) -> tuple[Voice | None, int] | None:
    """The subject among the stretches between commas before the verb at `g`, from the nearest on: (voice, its first token)."""
    tokens, rules = scene.tokens, scene.rules
    found: tuple[Phrase, Phrase | None] | None = None
    start = edge
    for n in range(len(segments) - 1, -1, -1):
        a, b = segments[n]
        while a < b and (tokens[a].low in rules.words["coordinators"] or _plain_adverb(scene, a)):
            a += 1
        if _no_subject(scene, a, b, edge, g):
            continue
        some = one_of(scene, a, b)
        if some is not None:
            return some[0], a
        if tokens[a].low in rules.pronouns and not (tokens[a].low in rules.determiners and b - a > 1):
            if b < g - 1 and n < len(segments) - 1:
                continue  # "La préfecture, elle, ..."
            return pronoun_voice(scene, a), a
        if _adverbial(scene, a, b):
            inner = _noun_inside(scene, a, b) if b == g else None
            if inner is not None:
                return inner, a
            continue
        a = _skip_date(scene, a, b)
        np = phrase(scene, a, b, whole=False)
        if np is None:
            continue
        near = _nearest(scene, np, g) if found is None and b == g else None
        if near is not None:
            return near
        if found is None:
            found, start = (np, None), a
            if _stands_alone(scene, np, segments, n, g):
                break
            continue
        if any(scene.is_finite(k) for k in range(np.head + 1, b)):
            break  # "Alors que les tensions persistent, X ..."
        apposed = apposition(scene, np, g)
        if apposed is not None and apposed.first <= found[0].first:
            found, start = (np, apposed), a
        elif scene.low(g - 1) == "," and np.named is None and _bare_person(found[0]):
            found, start = (np, found[0]), a  # "le président de A et de B, Jean Dupont, a dit"
        elif n < len(segments) - 1 and segments[-1] != (found[0].first, g) and scene.low(g - 1) == ",":
            found, start = (np, apposed), a  # what stood between was an insertion
        break
    if found is None:
        return None
    np, apposed = found
    return voice_of(scene, np, apposed if apposed is not None else apposition(scene, np, g)), start


def _plain_adverb(scene: Scene, a: int) -> bool:
    """Whether a word is an adverb and leads up to nothing ("outre la ministre, d'autres ...")."""
    low = scene.low(a)
    leads = low in scene.rules.words["prepositions"] and scene.low(a + 1) in scene.rules.determiners and not scene.rules.bare_clause
    return scene.rules.adverb(low) and a not in scene.name_at and not leads


def _opens_subordinate(scene: Scene, edge: int) -> bool:
    """Whether the clause that begins at a token stands under "alors que", "bien que" or the like: it ends at its comma."""
    rules = scene.rules
    return scene.low(edge - 1) in rules.complementizers and scene.low(edge - 2) in rules.words["no_clause_before"]


def _no_subject(scene: Scene, a: int, b: int, edge: int, g: int) -> bool:
    """Whether a stretch between commas holds nobody: an age, a date, a relative clause, a participle, "Faux"."""
    tokens, rules = scene.tokens, scene.rules
    if a >= b or (tokens[a].kind == "n" and b - a <= 2):
        return True
    dated = any(k in scene.dated for k in range(a, b))
    if dated and all(k in scene.dated or rules.adverb(tokens[k].low) or tokens[k].low in rules.determiners for k in range(a, b)):
        return True
    contacted = b - a == 1 and a == edge and b < g and scene.low(a).endswith(rules.participle_endings)
    if contacted and scene.is_a(a, "VERB", "ADJ", unknown=False):
        return True  # "Contacté, le ministère ..."
    return tokens[a].low in rules.words["relatives"] or (b < g and all(tokens[k].low in rules.words["untrue"] for k in range(a, b)))


def _stands_alone(scene: Scene, np: Phrase, segments: list[tuple[int, int]], n: int, g: int) -> bool:
    """Whether the phrase found first is the subject as it stands, without one before its comma that it could say more of."""
    if scene.rules.bare_clause and scene.low(g - 1) != "," and segments[n][1] == g and np.last == g:
        return True  # "The museum, Joan Roe said, ...": an apposition would end with a comma
    return n == 0 or _adverbial(scene, *segments[n - 1])


def _bare_person(np: Phrase) -> bool:
    return np.named is not None and np.named.kind == "person" and np.named.first == np.first


def _nearest(scene: Scene, far: Phrase, g: int) -> tuple[Voice | None, int] | None:
    """The noun phrase or pronoun right before the verb at `g`, where a verb stands between it and one found before ("X resigned as
    officials said ..."); else None."""
    rules, k = scene.rules, g - 1
    while k > far.last and rules.adverb(scene.low(k)) and k not in scene.name_at:
        k -= 1
    if k <= far.last or not _finite_between(scene, far.last, k):
        return None
    if scene.low(k) in rules.pronouns and scene.low(k) not in rules.determiners:
        return None if scene.is_a(k - 1, "VERB", "ADP", unknown=False) else (pronoun_voice(scene, k), k)
    start = k + 1
    while start - 1 > far.last and (
        start - 1 in scene.name_at or scene.is_a(start - 1, "NOUN", "PROPN", "ADJ", "DET", "NUM", unknown=False)
    ):
        start -= 1
    led = scene.low(start - 1) in rules.words["prepositions"] or scene.low(start - 1) in rules.words["of"]
    np = phrase(scene, start, g) if start <= k and not led else None
    return (voice_of(scene, np), start) if np is not None and np.last == k + 1 else None


def one_of(scene: Scene, i: int, limit: int) -> tuple[Voice, int] | None:
    """ "one of them", "l'un d'eux", "certaines d'entre elles": nobody by name, and the token after it; else None."""
    rules = scene.rules
    for k in range(i + 1, min(limit - 1, i + 4)):
        if scene.low(k) not in rules.words["of"]:
            continue
        m = k + 2 if scene.low(k + 1) in rules.words["prepositions"] else k + 1
        kind = rules.pronouns.get(scene.low(m), ("", ""))
        counted = any(rules.determiners.get(scene.low(j), ("",))[0] == "ind" for j in range(i, k))
        if counted and m < limit and kind[1] == "p" and kind[0] not in {"1", "2"} and scene.low(m) not in rules.determiners:
            after = scene.name_at.get(m + 2)
            if scene.low(m + 1) == "," and after is not None and after.first == m + 2 < limit and after.kind == "person":
                return Voice(after.name, after.role, False, scene.words(i, after.last)), after.last  # "one of them, Jane Roe"
            return Voice(None, None, True, scene.words(i, m + 1)), m + 1
        return None
    return None


def pronoun_voice(scene: Scene, at: int) -> Voice | None:
    """The voice of the pronoun at a token; None for an impersonal one without a bearer."""
    low = scene.low(at)
    gender, number = scene.rules.pronouns.get(low, ("-", "-"))
    exact = scene.words(at, at + 1)
    if gender == "1":
        return Voice(None, None, True, exact)  # whoever writes, or whoever is heard without marks
    if gender == "2":
        return None
    if low in scene.rules.words["impersonal"] and gender == "-":
        return None
    if low in scene.rules.words["indefinite"]:
        return Voice(None, low, True, exact)
    if low in scene.rules.words["impersonal"] and scene.idle(at):
        return Voice(None, None, True, exact)  # "il s'agit de ... et décrit comme"
    found = resolve(scene, at, gender, number)
    if found is None:
        return Voice(None, None, True, exact)
    return replace(found, exact=exact)


def _segments(scene: Scene, first: int, last: int) -> list[tuple[int, int]]:
    """The stretches between commas; brackets and marks close one too."""
    out, a = [], first
    for k in range(first, last):
        if scene.low(k) == ",":
            if k > a:
                out.append((a, k))
            a = k + 1
    if last > a:
        out.append((a, last))
    return out


def _skip_date(scene: Scene, a: int, b: int) -> int:
    rules = scene.rules
    k = a
    while k < b - 1 and (
        k in scene.dated or (scene.low(k) in rules.determiners and k + 1 in scene.dated) or scene.low(k) in rules.words["time_nouns"]
    ):
        k += 1
    return k


def _adverbial(scene: Scene, a: int, b: int) -> bool:
    rules, low = scene.rules, scene.low(a)
    if a in scene.name_at and scene.name_at[a].first == a:
        return False
    if low in rules.words["prepositions"] or low in rules.words["subordinators"]:
        return True
    if low in rules.words["of"]:
        return not (low in rules.determiners and rules.determiners[low][0] == "ind") and low + scene.low(a + 1) not in rules.determiners
    if low in rules.determiners and scene.low(a + 1) in rules.words["time_nouns"] and scene.low(a + 2) in rules.words["of"]:
        return a + 1 not in scene.name_at  # "La veille de sa libération, X ..."
    if (
        low in rules.determiners
        and scene.low(a + 1) in rules.words["time_nouns"]
        and all(k in scene.dated or scene.low(k) in rules.words["time_nouns"] or scene.tokens[k].kind == "n" or k == a for k in range(a, b))
    ):
        return True
    forms = rules.forms.get(low, ())
    return any(f.shape == "ger" for f in forms) or all(k in scene.dated for k in range(a, b))


def _noun_inside(scene: Scene, a: int, b: int) -> Voice | None:
    """ "Dans un communiqué le groupe a dit", "lundi il a dit": the last noun phrase that ends at the verb."""
    rules = scene.rules
    if scene.low(b - 1) in rules.pronouns and scene.low(b - 1) not in rules.determiners:
        return pronoun_voice(scene, b - 1)
    for k in range(b - 1, a, -1):
        named = scene.name_at.get(k)
        low = scene.low(k)
        before = scene.low(k - 1)
        if before in rules.words["prepositions"] or before in rules.words["of"] or before in rules.words["joins"]:
            continue
        if (named is not None and named.first == k and named.last == b and before not in rules.determiners) or low in rules.determiners:
            np = phrase(scene, k, b)
            if np is not None and np.last == b and (np.named is not None or scene.low(np.head) in rules.nouns["all"]):
                return voice_of(scene, np)
    return None


def antecedent(scene: Scene, rel: int, first: int) -> Voice | None:
    """Whom the relative at a token goes back to."""
    rules = scene.rules
    end = rel - 1 if scene.low(rel - 1) == "," else rel
    best: Phrase | None = None
    for k in range(end - 1, max(first - 1, end - 14), -1):
        token = scene.tokens[k]
        if token.kind == "p" and token.low in ",;:.":
            if best is not None and best.named is not None and token.low == ",":
                # "Le ministre, Jean Dupont, qui ..."
                break
            break
        named = scene.name_at.get(k)
        if (named is not None and named.first == k) or token.low in rules.determiners or token.low in rules.nouns["all"]:
            np = phrase(scene, k, end)
            if np is not None and np.last == end:
                if (
                    best is not None
                    and scene.low(best.first - 1) in rules.words["of"]
                    and best.named is not None
                    and best.named.kind == "person"
                ):
                    if np.named is None:
                        break
                best = np
                before = scene.low(k - 1)
                if token.low in rules.determiners and token.low not in rules.words["of"] and before not in rules.words["of"]:
                    break
    if best is None:
        return None
    return voice_of(scene, best)


def _clause_edge(scene: Scene, g: int, first: int, number: str) -> int:
    """Where the clause of the verb group at `g` begins."""
    tokens, rules = scene.tokens, scene.rules
    for k in range(_past_relative(scene, g, first), first - 1, -1):
        low = tokens[k].low
        if tokens[k].kind == "p":
            if low == "." and (scene.low(k + 1) == ")" or tokens[k + 1].start - tokens[k].end == 0):
                continue
            if low in ';:.!?…»”"«“' or (low in "–—" and tokens[k].end - tokens[k].start == 1):
                return k + 1
            continue
        if k in scene.name_at and scene.name_at[k].first < k:
            continue
        if low in rules.complementizers and not (rules.bare_clause and k + 1 < g and scene.low(k + 1) in rules.nouns["all"]):
            if rules.bare_clause and _restricts(scene, k, first):
                continue
            return k + 1
        if low in rules.words["object_relatives"] and k > first and not _finite_between(scene, k + 1, g):
            return k + 1  # "un plan dont le maire assure que ..."
        if low in rules.words["coordinators"] and k > first:
            after = scene.low(k + 1)
            if k == g - 1:
                return k
            starts = after in rules.determiners or after in rules.pronouns or (k + 1) in scene.name_at
            commas = sum(1 for m in range(k, g) if tokens[m].low == ",")
            pair = (number == "p" and not commas) or (commas == 1 and tokens[g - 1].low == "," and not _finite_between(scene, k, g))
            if starts and not pair:
                return k
        if (
            low in rules.words["subordinators"]
            and k > first
            and low not in rules.words["prepositions"]
            and scene.low(k - 1) not in rules.determiners
        ):
            return k
    return first


def _finite_between(scene: Scene, first: int, last: int) -> bool:
    """Whether a verb of its own stands among tokens: "X, a doctor and its head, said" has none."""
    kinds = scene.rules.auxiliaries
    return any(kinds.get(scene.low(k), "inf") not in {"inf", "g"} or scene.is_finite(k) for k in range(first, last))


def _past_relative(scene: Scene, g: int, first: int) -> int:
    """The token before a verb, or before the relative clause between commas that stands before it ("X, who fears that ..., said")."""
    if scene.low(g - 1) in {"–", "—"}:
        return next((k - 1 for k in range(g - 2, max(first, g - _ASIDE), -1) if scene.low(k) in {"–", "—"}), g - 1)
    if scene.low(g - 1) != ",":
        return g - 1
    for k in range(g - 3, first, -1):
        low = scene.low(k)
        if scene.tokens[k].kind == "p" and low in ";:.!?…»”«“":
            break
        if low == "," and (scene.low(k + 1) in scene.rules.words["relatives"] or scene.low(k + 1) in scene.rules.complementizers):
            return k
        if low == "," and scene.low(k + 1) in scene.rules.words["coordinators"]:
            break
    return g - 1


def _restricts(scene: Scene, k: int, first: int) -> bool:
    """Whether the "that" at a token belongs to a noun phrase set off by a comma (", the trust that runs them said")."""
    rules = scene.rules
    if scene.low(k - 1) not in rules.nouns["all"]:
        return False
    start = k - 1
    while start > first and k - start < 5 and scene.low(start) not in rules.determiners:
        start -= 1
    return scene.low(start) in rules.determiners and (start == first or scene.low(start - 1) == ",")


def subject_after(scene: Scene, cue: Cue, limit: int) -> tuple[Voice | None, int, tuple[int, int] | None]:
    """Who does the saying when it stands after its verb ("a annoncé la préfecture"): (voice, end of the phrase,
    addressee as a token range)."""
    rules = scene.rules
    if cue.pronoun >= 0:
        return _inverted_subject(scene, cue, limit)
    i, told = _past_occasion(scene, cue.last, limit)
    if i < 0 or i >= limit:
        return None, limit if i < 0 else i, told
    if scene.low(i) in rules.pronouns and scene.low(i) not in rules.determiners:
        return pronoun_voice(scene, i), i + 1, told
    some = one_of(scene, i, limit)
    if some is not None:
        return some[0], some[1], told
    np = phrase(scene, i, limit)
    if np is None:
        return None, i, told
    apposed = apposition(scene, np, limit)
    end = apposed.last if apposed is not None else np.last
    return voice_of(scene, np, apposed), end, told or addressee(scene, end, limit)


def _inverted_subject(scene: Scene, cue: Cue, limit: int) -> tuple[Voice | None, int, tuple[int, int] | None]:
    """The subject of "a-t-elle dit", "confirme-t-on à la préfecture"."""
    rules = scene.rules
    told = addressee(scene, cue.last, limit)
    nobody = scene.low(cue.pronoun) in rules.words["impersonal"] and rules.pronouns.get(scene.low(cue.pronoun), ("",))[0] == "-"
    at = cue.last
    if nobody and told is None and scene.low(at) not in rules.words["prepositions"]:  # "assure-t-on encore au ministère"
        at += 1 if rules.adverb(scene.low(at)) else _inserted_after(scene, at)
        told = addressee(scene, at, limit) if at > cue.last else None
    if nobody and told is None and scene.low(at) in rules.words["prepositions"]:
        house = phrase(scene, at + 1, limit)  # "reconnaît-on dans l'entourage du ministre", "précise-t-on chez X"
        if house is not None and (house.named is not None or scene.low(house.head) in rules.nouns["all"]):
            return voice_of(scene, house), house.last, None
    if told is not None and nobody:
        np = phrase(scene, told[0], told[1])
        return (voice_of(scene, np) if np is not None else None), told[1], None
    return pronoun_voice(scene, cue.pronoun), max(cue.last, cue.pronoun + 1), told


def _past_occasion(scene: Scene, i: int, limit: int) -> tuple[int, tuple[int, int] | None]:
    """Past when, where and to whom somebody spoke ("mardi à l'AFP", "dans un communiqué"): (the token where the subject may begin,
    or -1; the addressee)."""
    rules, told = scene.rules, None
    i = _past_manner(scene, i)
    for tries in range(1, 6):
        if i >= limit:
            break
        low = scene.low(i)
        over = _inserted_after(scene, i)
        if over:
            i += over
        elif low in rules.words["with_addressee"] and i not in scene.dated:
            told = addressee(scene, i, limit)
            if told is None:
                return -1, None
            i = told[1]
        elif i in scene.dated:
            while i < limit and i in scene.dated:
                i += 1
        elif low in rules.determiners and scene.low(i + 1) in rules.words["time_nouns"] and i + 1 not in scene.name_at:
            i += 2
        elif low in rules.words["time_nouns"] or (rules.adverb(low) and i not in scene.name_at) or _comma_of_occasion(scene, i, tries):
            i += 1
        elif low in rules.words["prepositions"] and low not in rules.words["of"]:
            k = _after_adverbial(scene, i, limit)
            if k <= i:
                return -1, told
            i = k
        else:
            break
    return i, told


def _past_manner(scene: Scene, i: int) -> int:
    """Past how somebody said it, between commas ("a lâché, amer, le capitaine")."""
    if scene.low(i) != "," or scene.rules.bare_clause:
        return i
    closing = next((k for k in range(i + 2, i + 5) if scene.low(k) == ","), -1)
    manner = closing > 0 and all(scene.is_a(k, "ADJ", "ADV", "VERB", unknown=False) or k == i + 1 for k in range(i + 1, closing))
    return closing + 1 if manner and scene.is_a(i + 1, "ADJ", "ADV", "VERB", unknown=False) else i


def _comma_of_occasion(scene: Scene, i: int, tries: int) -> bool:
    """Whether a comma stands between a verb and when or where somebody spoke, or between that and the subject."""
    if scene.low(i) != ",":
        return False
    rules = scene.rules
    return (
        tries > 1
        or i + 1 in scene.dated
        or scene.low(i + 1) in rules.words["prepositions"]
        or scene.low(i + 2) in rules.words["time_nouns"]
    )


def _inserted_after(scene: Scene, i: int) -> int:
    """The length of a set phrase between a verb and its subject ("a lancé d'entrée la procureure"), or 0."""
    if scene.low(i) not in scene.rules.firsts.get("inserted", ()):
        return 0
    fits = (len(w) for w in scene.rules.source.get("inserted", ()) if tuple(scene.low(i + j) for j in range(len(w))) == w)
    return max(fits, default=0)


def _after_adverbial(scene: Scene, i: int, limit: int) -> int:
    """Past "dans un communiqué (publié mardi)": where the next noun phrase begins, or `i`."""
    rules = scene.rules
    k = i + 1
    if scene.low(k) in rules.determiners:
        k += 1
    k += 1
    for m in range(k, min(limit, k + 8)):
        if scene.tokens[m].kind == "p":
            return i if scene.low(m) != "," else m
        led = scene.low(m - 2) if scene.low(m - 1) in rules.determiners else scene.low(m - 1)
        if (scene.low(m) in rules.determiners and scene.low(m - 1) not in rules.words["of"] and scene.low(m) not in rules.words["of"]) or (
            m in scene.name_at and scene.low(m - 1) not in rules.words["of"] and led not in rules.words["of"]
        ):
            return m
    return i


def addressee(scene: Scene, i: int, limit: int) -> tuple[int, int] | None:
    """The tokens of "à l'AFP", "aux journalistes", "to reporters" at `i`, without the preposition."""
    rules = scene.rules
    if i >= limit or scene.low(i) not in rules.words["with_addressee"]:
        return None
    start = i if scene.low(i) in rules.determiners else i + 1
    if scene.low(start) in rules.words["of"]:
        start += 1
    bare = start + 1 if scene.low(start) in rules.determiners else start
    named = scene.name_at.get(bare)
    if named is not None and named.first == bare and named.last <= limit:
        return start, named.last  # "à l'AFP Jean Dupont": told to the first, said by the second
    np = phrase(scene, start, limit)
    return (start, np.last) if np is not None else None
