"""An article becomes a scene: its tokens, marks, units and names, and who is called what in it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from recoupe.kinds.statements.dialogue import dialogues
from recoupe.kinds.statements.grammar import Grammar, Token, is_outlet, tokenize
from recoupe.kinds.statements.marks import Marked, marked
from recoupe.kinds.statements.scene import Named, Scene, phrase, role_text
from recoupe.records import NameMention, Span
from recoupe.sockets import Reading
from recoupe.tagging.lexicon import sorts
from recoupe.text import folded, paragraphs

_LONGEST_UNIT = 1200  # tokens: what never stops is no sentence, and rules that look across a unit must end
_TITLE = 4  # words of a name in marks, and of what says what it is
_APOSTROPHES = frozenset("'’")
_QUOTES = "«»“”\"„‘’'"


def lay_out(reading: Reading, rules: Grammar) -> Scene:
    """Tokens, marks, units and names of an article."""
    text = reading.text
    blocks = paragraphs(text)
    marks = marked(text, blocks)
    titles = _titles(reading, rules, marks)
    marks = tuple(m for m in marks if m not in titles)
    around = {at for m in titles for at in (m.open, m.close - 1)}
    tokens = _with_owners([t for t in tokenize(text, rules, 0, len(text)) if t.start not in around], rules, marks)
    starts = [t.start for t in tokens]
    spoken = dialogues(text, blocks, tokens, rules)
    if spoken:
        marks = tuple(
            sorted([*(m for m in marks if not any(m.open < s.close and s.open < m.close for s in spoken)), *spoken], key=lambda m: m.open)
        )
    mark_of = [-1] * len(tokens)
    for m, mark in enumerate(marks):
        for i in range(bisect.bisect_left(starts, mark.span.start), len(tokens)):
            if tokens[i].start >= mark.span.end:
                break
            mark_of[i] = m
    names = _names(reading, rules, tokens, starts, mark_of)
    name_at = {i: n for n in names for i in range(n.first, n.last)}
    dated = frozenset(
        i for d in reading.dates for i in range(bisect.bisect_left(starts, d.span.start), bisect.bisect_left(starts, d.span.end))
    )
    units = _units(reading, blocks, starts, marks)
    scene = Scene(reading, rules, text, tokens, starts, marks, mark_of, units, blocks, names, name_at, dated)
    scene.lows.extend(t.low for t in tokens)
    scene.name_firsts.extend(n.first for n in names)
    scene.mark_opens.extend(m.open for m in marks)
    for named in names:
        known = scene.by_name.get(named.name)
        if known is None or (known.gender == "-" and named.gender != "-"):
            scene.by_name[named.name] = named
    _learn_genders(scene)
    _roles(scene)
    for word, role, at, named in sorted(scene.roles, key=lambda r: r[2]):
        scene.roles_of.setdefault(word, []).append((role, at, named))
        gender = next((g for w in role.lower().split()[:2] for g in (rules.words_gender.get(w),) if g), None)
        if gender and named.kind == "person" and scene.by_name[named.name].gender == "-":
            scene.genders.setdefault(named.name, gender)  # "ancien ministre", "première secrétaire"
    return scene


def _titles(reading: Reading, rules: Grammar, marks: Sequence[Marked]) -> frozenset[Marked]:
    """The marks around a name alone («\u00a0Le Parisien\u00a0» affirme que ...): nobody's words."""
    text, shows = reading.text, rules.nouns["media"] | {w for words in rules.source.get("front", ()) for w in words[:1]}
    named = {(n.span.start, n.span.end) for n in reading.names if n.kind in {"organisation", "product"} and text[n.span.start].isupper()}
    called = {
        m.span.of(text)  # "l'émission de TMC « Quotidien »", "Selon « Quotidien », ..."
        for m in marks
        if text[m.span.start].isupper() and len(m.span.of(text).split()) <= _TITLE and shows & set(_before(text, m.open))
    }
    return frozenset(
        m
        for m in marks
        if m.closed and ((m.span.start, m.span.end) in named or m.span.of(text) in called or _names_outlet(rules, m.span.of(text)))
    )


def _names_outlet(rules: Grammar, words: str) -> bool:
    """Whether words in marks are the name of an outlet, with a capital after its article (« le Monde », no « ici c’est ... »)."""
    bare = words.replace("’", "' ").replace("'", "' ").split()
    first = next((w for w in bare if w.lower() not in rules.determiners), "")
    return first[:1].isupper() and is_outlet(rules, words)


def _before(text: str, at: int) -> list[str]:
    """The few words right before an offset, in lower case, after the last punctuation."""
    return re.split(r"[,;:.!?»”\"]", text[max(0, at - 40) : at])[-1].lower().replace("’", "' ").replace("'", "' ").split()[-_TITLE:]


def _with_owners(tokens: list[Token], rules: Grammar, marks: Sequence[Marked]) -> list[Token]:
    """The tokens with an apostrophe that owns the next word at the end of its own ("the plaintiffs' lawyer"): one that no
    quotation ends or begins with."""
    endings = tuple(p[:-1] for p in rules.possessives if p.endswith("'") and len(p) > 1)
    if not endings:
        return tokens
    ends = {m.close - 1 for m in marks} | {m.open for m in marks}
    out: list[Token] = []
    for n, token in enumerate(tokens):
        owner = out[-1] if out else None
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        if (
            token.kind == "p"
            and token.low in _APOSTROPHES
            and owner is not None
            and owner.kind == "w"
            and owner.end == token.start
            and owner.low.endswith(endings)
            and after is not None
            and after.kind == "w"
            and after.start == token.end + 1
            and token.start not in ends
        ):
            out[-1] = owner._replace(end=token.end, low=owner.low + "'")
        else:
            out.append(token)
    return out


def _learn_genders(scene: Scene) -> None:
    """Whether somebody whose first name does not tell is he or she, by the only possessive or pronoun that follows the name in a
    sentence without another person ("Jenkin spent much of his time")."""
    rules = scene.rules
    if not rules.bare_clause:
        return  # "elle" may be a thing
    tells = {w: g for w, (g, n) in {**rules.owners, **rules.pronouns}.items() if g in {"m", "f"} and n == "s"}
    tells = {w: g for w, g in tells.items() if w not in rules.determiners or w in rules.owners}
    found: dict[str, set[str]] = {}
    for a, b in scene.units:
        low, high = bisect.bisect_left(scene.name_firsts, a), bisect.bisect_left(scene.name_firsts, b)
        people = [n for n in scene.names[low:high] if n.kind == "person"]
        if len(people) != 1 or scene.mark_of[people[0].first] >= 0 or scene.by_name[people[0].name].gender != "-":
            continue
        for k in range(people[0].last, min(b, people[0].last + 14)):
            if scene.mark_of[k] < 0 and scene.low(k) in tells and not scene.idle(k):
                found.setdefault(people[0].name, set()).add(tells[scene.low(k)])
                break
    for name, genders in found.items():
        if len(genders) == 1:
            scene.genders.setdefault(name, next(iter(genders)))


def _units(reading: Reading, blocks: Sequence[Span], starts: list[int], marks: Sequence[Marked]) -> list[tuple[int, int]]:
    """Sentences as token ranges; those that a marked stretch of the same paragraph spans are one."""
    spans: list[Span] = []
    ends = [m.close for m in marks]
    block_starts = [b.start for b in blocks]
    for sentence in reading.sentences:
        if spans:
            m = bisect.bisect_right(ends, sentence.start)
            inside = m < len(marks) and marks[m].open < sentence.start < marks[m].close
            same = bisect.bisect_right(block_starts, sentence.start) == bisect.bisect_right(block_starts, spans[-1].start)
            if inside and same:
                spans[-1] = Span(spans[-1].start, sentence.end)
                continue
        spans.append(sentence)
    out = []
    for span in spans:
        a, b = bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end)
        out += [(k, min(k + _LONGEST_UNIT, b)) for k in range(a, b, _LONGEST_UNIT)]
    return out


def _names(reading: Reading, rules: Grammar, tokens: list[Token], starts: list[int], mark_of: list[int]) -> list[Named]:
    """The names found by `kinds.names`, and capitalised runs that it left out."""
    out: list[Named] = []
    taken: set[int] = set()
    dates = sorted(d.span.start for d in reading.dates)
    for mention in sorted(reading.names, key=lambda n: (n.span.start, -n.span.end)):
        a, b = bisect.bisect_left(starts, mention.span.start), bisect.bisect_left(starts, mention.span.end)
        if a >= b or a in taken or (mention.kind == "person" and _no_person(mention, rules, tokens, a, dates)):
            continue
        if b - a == 1 and (tokens[a].low in rules.words["noun_acronyms"] or _is_small(rules, tokens[a].low)):
            taken.add(a)
            continue
        name = mention.name
        if tokens[a].low in rules.words["noun_acronyms"] and b - a > 1 and mention.kind == "organisation":
            taken.add(a)
            a, name = a + 1, reading.text[tokens[a + 1].start : tokens[b - 1].end]  # "ONG Greenpeace"
        taken.update(range(a, b))
        kind = "other" if mention.kind == "person" and a and tokens[a - 1].low in rules.words["things"] else mention.kind
        unlike = kind == "place" or (kind == "person" and b - a == 1 and tokens[a].low not in rules.first_names)
        if unlike and a and tokens[a - 1].low in rules.words["bodies"] and tokens[a].start == tokens[a - 1].end + 1:
            kind = "organisation"  # "l'ONG Greenpeace"
        role = mention.role if mention.role and set(sorts(mention.role.split()[0].lower(), rules.code)) != {"G"} else None
        out.append(Named(a, b, name, kind, role, _gender(mention, rules, tokens, a)))
    i = 0
    known: dict[str, str] = {}
    while i < len(tokens):
        if (
            i in taken
            or not _capital(tokens, i, rules, mark_of)
            or tokens[i].low in rules.nouns["person"]
            or tokens[i].low in rules.words["capitalised"]
            or tokens[i].low in rules.words["noun_acronyms"]
        ):
            i += 1
            continue
        j = i + 1
        while j < len(tokens) and j not in taken and tokens[j].kind == "w":
            if tokens[j].upper:
                j += 1
            elif (
                tokens[j].low in rules.words["name_particles"]
                and j + 1 < len(tokens)
                and tokens[j + 1].upper
                and tokens[j + 1].kind == "w"
                and tokens[j + 1].start - tokens[j].end <= 1
                and tokens[j].low not in rules.determiners
            ):
                j += 2
            else:
                break
            if "\n" in "".join(_gap(reading.text, tokens, j - 1)):
                j -= 1
                break
        if j - i == 1 and _is_small(rules, tokens[i].low):
            i = j
            continue
        name = reading.text[tokens[i].start : tokens[j - 1].end]
        kind = "person" if j - i > 1 and rules.first_names.get(tokens[i].low) and not reading.names else "other"
        gender = rules.first_names.get(tokens[i].low, "-")
        if i and tokens[i - 1].low in rules.titles and tokens[i - 1].low not in rules.determiners:
            kind, gender = "person", rules.titles[tokens[i - 1].low]
        last = tokens[j - 1].low
        if kind == "person":
            name = known.setdefault(last, name) if j - i == 1 else name
            known[last] = name if j - i > 1 else known[last]
        elif j - i == 1 and last in known:
            kind, name = "person", known[last]
        out.append(Named(i, j, name, kind, None, gender))
        i = j
    return sorted(out, key=lambda n: n.first)


def _is_small(rules: Grammar, low: str) -> bool:
    """Whether a word in a capital is a preposition, which names nobody ("De son côté, ...")."""
    return not rules.bare_clause and (low in rules.words["of"] or low in rules.words["prepositions"])


def _no_person(mention: NameMention, rules: Grammar, tokens: list[Token], a: int, dates: list[int]) -> bool:
    """ "Désormais", "Parlant de la loi", "Even Friday": an adverb, a participle or a day in a capital, which nobody is called."""
    low = tokens[a].low
    k = bisect.bisect_left(dates, mention.span.start)
    if k < len(dates) and dates[k] < mention.span.end:
        return True
    if " " in mention.exact:
        return False
    after = tokens[a + 1].low if a + 1 < len(tokens) else ""
    leads = after in rules.words["of"] or after in rules.words["prepositions"]
    opens = a == 0 or tokens[a - 1].low in {".", "!", "?", "»", "”"} or tokens[a].start - tokens[a - 1].end > 1
    return rules.adverb(low) or (opens and leads and low.endswith(rules.participle_endings) and low not in rules.first_names)


def _gap(text: str, tokens: list[Token], j: int) -> str:
    return text[tokens[j - 1].end : tokens[j].start] if 0 < j < len(tokens) else ""


def _capital(tokens: list[Token], i: int, rules: Grammar, mark_of: list[int]) -> bool:
    """A capital that is not just that of a sentence's first word."""
    token = tokens[i]
    if token.kind != "w" or not token.upper or token.low in rules.determiners or token.low in rules.pronouns or token.low in rules.titles:
        return False
    if token.end - token.start < 2:
        return False
    before = tokens[i - 1].low if i else "."
    opening = before in {".", "!", "?", "…", ":"} or before in _QUOTES or "\n" in _between(tokens, i)
    if not opening:
        return True
    if (
        token.low in rules.nouns["all"]
        or rules.adverb(token.low)
        or any(token.low in rules.words[k] for k in ("prepositions", "subordinators", "coordinators", "time_nouns", "of", "negations"))
    ):
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        following is not None
        and following.kind == "w"
        and (following.upper or following.low in rules.auxiliaries or following.low in rules.forms)
    )


def _between(tokens: list[Token], i: int) -> str:
    return "\n" if i == 0 or tokens[i].start - tokens[i - 1].end > 1 else ""


def _gender(mention: NameMention, rules: Grammar, tokens: list[Token], a: int) -> str:
    if mention.kind != "person":
        return "-"
    for i in (a, a - 1):
        gender = rules.titles.get(tokens[i].low, "-") if i >= 0 and tokens[i].low not in rules.determiners else "-"
        if gender != "-":
            return gender
    for word in mention.name.split()[:-1] or mention.name.split()[:1]:
        plain = folded(word)
        gender = rules.first_names.get(word.lower(), rules.first_names.get(plain, rules.first_names.get(plain.split("-")[0], "-")))
        if gender != "-":
            return gender
    return "-"


def _roles(scene: Scene) -> None:
    """Who is called what anywhere in the article: apposition in both orders, and the roles that `kinds.names` saw."""
    tokens, rules = scene.tokens, scene.rules
    for named in scene.names:
        if named.role and named.kind in {"person", "organisation"}:
            words = named.role.lower().replace("’", "'").split()
            known = next((word for word in words if word in rules.nouns["all"]), None)
            for word in (known,) if known else (w for w in words if len(w) > 3):  # "novelist": no noun of ours
                scene.roles.append((word, named.role, named.first, named))
    for i, token in enumerate(tokens):
        if token.low not in rules.nouns["all"] or i in scene.name_at:
            continue
        first = i
        while first > 0 and i - first < 3 and tokens[first - 1].kind == "w" and tokens[first - 1].low not in rules.determiners:
            if (
                tokens[first - 1].low in rules.words["of"]
                or tokens[first - 1].low in rules.words["prepositions"]
                or scene.name_at.get(first - 1)
            ):
                break
            first -= 1
        if first > 0 and tokens[first - 1].low in rules.determiners:
            first -= 1
        np = phrase(scene, i, min(len(tokens), i + 16))
        if np is None:
            continue
        body = token.low in rules.nouns["institution"] and token.low not in rules.nouns["person"]
        if body and first > 0 and (tokens[first - 1].low in rules.words["of"] or tokens[first].low in rules.words["of"]):
            continue  # "chef d'état-major, X" makes nobody a staff
        if np.named is not None:
            if (np.named.kind not in {"place", "person"} if body else np.named.kind != "place") and np.named.first > i:
                scene.roles.append((token.low, role_text(scene, np), i, np.named))
            continue
        at = np.last + 1
        if scene.low(at) in rules.titles and scene.low(at) not in rules.determiners:
            at += 1  # ", Dr Jane Roe"
        after = scene.name_at.get(at) if scene.low(np.last) == "," else None
        if after is not None and after.first == at and scene.low(after.last) in {",", ".", ";", ")"}:
            if (after.kind == "person" and not body) or (after.kind not in {"place", "person"} and body):
                scene.roles.append((token.low, scene.words(i, np.last), i, after))
                continue
        before = scene.name_at.get(first - 2) if first >= 2 and scene.low(first - 1) == "," else None
        if before is None and first >= 3 and tokens[first - 1].low in rules.words["of"] and scene.low(first - 2) == ",":
            before = None
        if (
            before is not None
            and not body
            and before.last == first - 1
            and before.kind == "person"
            and scene.low(np.last) in {",", ".", ";", ")"}
        ):
            scene.roles.append((token.low, scene.words(i, np.last), i, before))
