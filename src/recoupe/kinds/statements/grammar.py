"""The data of `languages/<code>/statements.toml`, compiled once: verb forms, the small words, and a tokeniser.

A verb's *frames* say what it can do (letters as in the tables): Q takes a clause with "that/que", B one without it,
I stands in an incise without marks, D attributes words in marks, N takes a noun phrase with a fragment in marks,
K calls something something, X denies (C: only claims; O: also what was just said), A and T name whom they tell before
the clause, E only expresses, S says (its clause needs no known verb), W is weak (its subject must be somebody who can speak),
V takes an infinitive (Z keeps the verb with it: "refuse de"), P a noun phrase (L: which is only asked for), H an indirect
question; U rules its clause out; Y is done by nobody but somebody who speaks or thinks, whatever noun names him; M holds its clause for no
more than possible or wished for, R (with a negation) holds it for untrue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from recoupe.languages import load, shared
from recoupe.tagging.lexicon import sorts
from recoupe.text import folded

_ARTICLE = re.compile(r"^(?:the|le|la|les|der|die|das|el|il) |^l'")


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word as a reporting verb. `shape`: s or p (finite singular, plural), c (conditional),
    part, ger, inf. `reflexive` verbs report only with their pronoun; `tail` is what must follow ("savoir")."""

    lemma: str
    frames: str
    shape: str
    reflexive: bool = False
    tail: tuple[str, ...] = ()


class Token(NamedTuple):
    """A word (w), a number (n) or one punctuation mark (p); `low` is lower-cased with straight apostrophes."""

    start: int
    end: int
    low: str
    kind: str
    upper: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything the rules know of one language."""

    code: str
    token: re.Pattern[str]
    inversions: tuple[str, ...]
    inversions_set: frozenset[str]
    forms: Mapping[str, tuple[Form, ...]]
    determiners: Mapping[str, tuple[str, str, str]]
    pronouns: Mapping[str, tuple[str, str]]
    auxiliaries: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]
    source: Mapping[str, tuple[tuple[str, ...], ...]]
    firsts: Mapping[str, frozenset[str]]
    complementizers: frozenset[str]
    bare_clause: bool
    subject_first: bool
    adverb_endings: tuple[str, ...]
    media: frozenset[str]
    hedged: frozenset[str]
    denied: re.Pattern[str] | None
    accused_by: re.Pattern[str] | None
    first_names: Mapping[str, str]
    owners: Mapping[str, tuple[str, str]]
    infinitives: tuple[str, ...]
    kin: Mapping[str, frozenset[str]]
    ages: tuple[str, ...]
    capitals: Mapping[str, str]
    agents: tuple[str, ...]
    possessives: tuple[str, ...]
    finite_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    words_gender: Mapping[str, str]
    former_prefixes: tuple[str, ...]

    def is_(self, word: str, kind: str) -> bool:
        """Whether a lower-cased word belongs to one of the small word classes."""
        return word in self.words[kind]

    def adverb(self, word: str) -> bool:
        """Whether a word is an adverb by list or by ending; a noun that ends like one ("logement", "supply") is none."""
        if word in self.words["adverbs"]:
            return True
        if len(word) <= 6 or not word.endswith(self.adverb_endings) or word in self.nouns["all"]:
            return False
        known = sorts(word, self.code)
        return known == "" or "R" in known


_CLASSES = (
    "impersonal",
    "relatives",
    "subject_relatives",
    "coordinators",
    "subordinators",
    "prepositions",
    "of",
    "joins",
    "to",
    "by",
    "with_addressee",
    "negations",
    "not",
    "clitics",
    "reflexives",
    "passive",
    "adverbs",
    "time_nouns",
    "infinitive_heads",
    "citing",
    "name_particles",
    "restrictive",
    "finite",
    "gerund_heads",
    "no_clause_before",
    "told_by",
    "no_source",
    "not_sources",
    "free_relatives",
    "indefinite",
    "capitalised",
    "noun_forms",
    "partitive",
    "sent_to",
    "years",
    "quantifiers",
    "denied_pronouns",
    "object_clitics",
    "demonyms",
    "untrue",
    "shown_by",
    "experts",
    "concerned",
    "as",
    "whether",
    "quantities",
    "things",
    "said_object",
    "not_reporting",
    "general",
    "spokespeople",
    "ballots",
    "former",
    "staff",
    "latter",
    "idle_pronouns",
    "noun_acronyms",
    "genitives",
    "own_bodies",
    "bodies",
    "outlet_words",
    "aged",
    "questions",
    "open_questions",
    "anonymity",
    "commenting",
    "occasions",
    "so",
    "unsaid",
    "comparing",
    "norms",
    "nominative",
    "object_relatives",
)


def _endings(paradigms: Mapping[str, Any], verb: str) -> dict[str, list[str]]:
    stem, _, paradigm = verb.rpartition(".")
    return {shape: [stem + ending for ending in endings] for shape, endings in paradigms.get(paradigm, {}).items()}


def _verb_forms(table: Mapping[str, Any]) -> dict[str, tuple[Form, ...]]:
    paradigms = table.get("paradigms", {})
    frames_of: dict[tuple[str, bool], set[str]] = {}
    for frames, verbs in table.get("verbs", {}).items():
        for verb in str(verbs).split():
            reflexive = frames.startswith("SE")
            own = (frames[2:] or "QID") if reflexive else frames.rstrip("_")
            frames_of.setdefault((verb, reflexive), set()).update(own)
    out: dict[str, list[Form]] = {}

    def add(shapes: Mapping[str, Any], lemma: str, frames: str, reflexive: bool, tail: tuple[str, ...] = ()) -> None:
        for shape in ("s", "p", "c", "part", "ger", "inf"):
            for word in shapes.get(shape, ()):
                form = Form(lemma, frames, shape, reflexive, tail)
                if form not in out.setdefault(word, []):
                    out[word].append(form)

    for (verb, reflexive), frames in frames_of.items():
        shapes = _endings(paradigms, verb)
        lemma = next(iter(shapes.get("inf", ())), verb)
        add(shapes, lemma, "".join(sorted(frames)), reflexive)
    for lemma, shapes in table.get("irregular", {}).items():
        add(shapes, lemma, str(shapes.get("frames", "")), False)
    for entry in table.get("tails", ()):
        shapes = dict(_endings(paradigms, str(entry.get("head", "")))) or dict(entry.get("forms", {}))
        for tail in entry.get("tails", ()):
            add(shapes, f"{entry['verb']} {tail}", str(entry.get("frames", "")), False, tuple(str(tail).replace("'", "' ").split()))
    return {word: tuple(sorted(forms, key=lambda f: (-len(f.tail), f.lemma, f.shape))) for word, forms in out.items()}


def _token_pattern(table: Mapping[str, Any]) -> re.Pattern[str]:
    elided = "|".join(sorted((re.escape(e[:-1]) for e in table.get("elisions", ())), key=len, reverse=True))
    dotted = "|".join(re.escape(t[:-1]) for t in table.get("small", {}).get("titles", {}) if t.endswith("."))
    parts = []
    if elided:
        parts.append(rf"(?P<e>\b(?:{elided})['’](?=[\w«“\"‘ \u00a0]))")
    if dotted:
        parts.append(rf"(?P<t>\b(?:{dotted})\.)")
    parts.append(r"(?P<a>\b(?:[A-Z]\.){2,4})")
    parts.append(r"(?P<h>\d{1,3}(?:-[^\W\d_]{2,12}){2,3})")  # "29-year-old"
    parts.append(r"(?P<n>\d+(?:[.,\u00a0\u202f ]\d+){0,6})")
    parts.append(r"(?P<w>[^\W\d_]\w{0,60}(?:['’\-‑][^\W_]\w{0,60}){0,6})")
    parts.append(r"(?P<p>\.{3}|\S)")
    return re.compile("|".join(parts), re.I)


def _union(table: Mapping[str, Any]) -> str | None:
    return "|".join(f"(?:{p})" for p in table) or None if isinstance(table, list) else None


def _phrase(pattern: re.Pattern[str], phrase: str) -> tuple[str, ...]:
    """The tokens of a set phrase; its last word may be elided ("avant d'")."""
    elided = phrase.endswith("'")
    words = [m.group().lower() for m in pattern.finditer(phrase + "x" if elided else phrase)]
    return tuple(words[:-1] if elided else words)


@cache
def grammar(code: str) -> Grammar | None:
    """The grammar of a language, or None where it has no `statements.toml`."""
    table = load(code).table("statements")
    if not table:
        return None
    small, nouns = table.get("small", {}), table.get("nouns", {})
    classes = {name: frozenset(str(words).split() if isinstance(words, str) else [str(w) for w in words]) for name, words in nouns.items()}
    classes["all"] = frozenset().union(*(classes.get(k, frozenset()) for k in ("institution", "person", "group", "document", "media")))
    verbs = _verb_forms(table)
    changes = [str(pair).split() for pair in small.get("feminines", ())]
    women = {w[: -len(m)] + f for w in classes.get("person", ()) for m, f in changes if w.endswith(m)}
    classes["person"] = classes.get("person", frozenset()) | (women - set(verbs) - classes["all"])
    classes["all"] |= classes["person"]
    plurals = {word + ending for ending in small.get("plurals", ()) for word in classes.get("person", ()) if word[-1] not in "sxz"}
    classes["group"] = classes.get("group", frozenset()) | {w for w in plurals - set(verbs) if w not in small.get("no_people", ())}
    classes["all"] |= classes["group"]
    first: dict[str, str] = {}
    given = shared("given_names")
    for gender, words in (("f", given.get("feminine", "")), ("m", given.get("masculine", ""))):
        for word in str(words).split():
            first[word] = "-" if first.get(word, gender) != gender else gender
    own: dict[str, str] = {}
    for gender, words in (("f", table.get("names", {}).get("feminine", "")), ("m", table.get("names", {}).get("masculine", ""))):
        for word in str(words).split():
            own[word] = "-" if own.get(word, gender) != gender else gender
    first |= own  # what the language says of a name wins: Jean, Andrea
    stance = table.get("stance", {})
    denied, accused = _union(stance.get("denied", [])), _union(stance.get("accused_by", []))
    pattern = _token_pattern(table)
    source = {k: tuple(_phrase(pattern, str(p)) for p in v) for k, v in table.get("source", {}).items()}
    return Grammar(
        code=code,
        token=pattern,
        inversions=tuple(sorted(table.get("inversions", ()), key=len, reverse=True)),
        inversions_set=frozenset(table.get("inversions", ())),
        forms=verbs,
        determiners={k: _three(v) for k, v in small.get("determiners", {}).items()},
        pronouns={k: (str(v).split()[0], str(v).split()[1]) for k, v in small.get("pronouns", {}).items()},
        auxiliaries=dict(small.get("auxiliaries", {})),
        words={name: frozenset(str(w) for w in small.get(name, ())) for name in _CLASSES},
        nouns=classes,
        titles=dict(small.get("titles", {})),
        source=source,
        firsts={k: frozenset(words[0] for words in v if words) for k, v in source.items()},
        complementizers=frozenset(table.get("complementizers", ())),
        bare_clause=bool(table.get("bare_clause", False)),
        subject_first=bool(table.get("subject_before_incise", False)),
        adverb_endings=tuple(small.get("adverb_endings", ())),
        media=_media(),
        hedged=frozenset(stance.get("hedged", ())),
        denied=re.compile(denied, re.I) if denied else None,
        accused_by=re.compile(accused, re.I) if accused else None,
        first_names=first,
        owners={k: (str(v).split()[0], str(v).split()[1]) for k, v in small.get("owners", {}).items()},
        kin={k: frozenset(str(v).split()) for k, v in table.get("kin", {}).items()},
        capitals={str(k): str(v) for k, v in small.get("capitals", {}).items()},
        ages=tuple(small.get("ages", ())),
        agents=tuple(small.get("agents", ())) or ("\0",),
        possessives=tuple(small.get("possessives", ())) or ("\0",),
        finite_endings=tuple(small.get("finite_endings", ())) or ("\0",),
        participle_endings=tuple(small.get("participle_endings", ())) or ("\0",),
        former_prefixes=tuple(w for w in small.get("former", ()) if w.endswith("-")),
        infinitives=tuple(small.get("denied_verbs", ())),
        words_gender={**{str(w): "m" for w in small.get("masculine", ())}, **{str(w): "f" for w in small.get("feminine", ())}},
    )


@cache
def _media() -> frozenset[str]:
    """The outlets and agencies of `languages/any/`, folded, without article."""
    rows = [*shared("outlets").get("outlets", ()), *shared("agencies").get("agencies", ())]
    return frozenset(_without_article(form) for row in rows for form in str(row).split("|"))


def _without_article(name: str) -> str:
    return _ARTICLE.sub("", folded(name))


def is_outlet(rules: Grammar, name: str) -> bool:
    """Whether a name is that of a known outlet or agency, or of a branch of one ("France 3 Alsace")."""
    words = _without_article(name).split()
    return any(" ".join(words[:n]) in rules.media for n in range(1, len(words) + 1)) if len(words) < 6 else False


def _three(value: str) -> tuple[str, str, str]:
    kind, gender, number = str(value).split()
    return kind, gender, number


def tokenize(text: str, rules: Grammar, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`: elided words apart ("l'"), inverted pronouns apart ("-t-il")."""
    out: list[Token] = []
    for match in rules.token.finditer(text, start, end):
        kind = match.lastgroup or "p"
        low = match.group().lower()
        if not low.isascii():
            low = low.replace("’", "'").replace("‑", "-")
        a, b = match.span()
        upper = match.group()[0].isupper()
        prefix = next((f for f in rules.former_prefixes if low.startswith(f) and len(low) > len(f) + 2), "") if kind == "w" else ""
        if prefix:  # "l'ex-maire"
            out.append(Token(a, a + len(prefix), prefix, "w", False))
            a, low, upper = a + len(prefix), low[len(prefix) :], match.group()[len(prefix)].isupper()
        if kind == "w" and "-" in low and rules.inversions:
            for ending in rules.inversions:
                if low.endswith(ending) and len(low) > len(ending):
                    cut = b - len(ending)
                    out.append(Token(a, cut, low[: -len(ending)], "w", upper))
                    out.append(Token(cut, b, ending, "w", False))
                    break
            else:
                out.append(Token(a, b, low, "w", upper))
            continue
        if kind == "p" and low == "...":
            low = "…"
        elif upper and low in rules.capitals and (not out or out[-1].kind == "p"):
            low = rules.capitals[low]
        out.append(Token(a, b, low, "w" if kind in "etahw" else kind, upper))
    return out
