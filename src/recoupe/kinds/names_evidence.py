"""What the text around a name, and the name itself, show of the kind of its bearer: points for each kind, added over all mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recoupe.kinds.names_lexicon import key, plain
from recoupe.kinds.names_runs import Scanner
from recoupe.kinds.names_tokens import Run, Token
from recoupe.records import NameKind

ORDER: tuple[NameKind, ...] = ("person", "place", "organisation", "other")
CAMEL = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]")
BRACKET = re.compile(r"[\s\u00a0]?\(([^()\n]{2,60})\)")
_APOSTROPHES = ("'", "’")
_AGE = re.compile(r"\s?,\s{0,2}((?:[^\W\d]{1,8}\s){0,2})\d{1,3}\s?(\w{0,6})")


@dataclass(slots=True)
class Entity:
    """All that one article says of one form of a name."""

    scores: dict[NameKind, float] = field(default_factory=lambda: dict.fromkeys(ORDER, 0.0))
    runs: list[Run] = field(default_factory=list)
    kind: NameKind = "organisation"
    full: str = ""


class Evidence:
    """Reads the evidence for kinds off one text."""

    def __init__(self, text: str, scanner: Scanner) -> None:
        self.text = text
        self.scanner = scanner
        self.tokens = scanner.tokens
        self.lexicon = scanner.lexicon

    def score(self, run: Run, scores: dict[NameKind, float]) -> None:
        """Adds what one mention shows of the kind of its bearer."""
        lexicon, tokens = self.lexicon, self.tokens
        form, size = key(self.text[self.tokens[run.first].start : self.tokens[run.last - 1].end]), run.last - run.first
        head, last = tokens[run.first], tokens[run.last - 1]
        if run.kind is not None:
            scores[run.kind] += 6
        self._score_form(run, form, scores)
        if (found := self.scanner.phrase(run.first)) is not None and found[1] == "organisation" and found[0] < run.last:
            scores["organisation"] += 3  # "France 3 Bourgogne"
        if run.titled:
            scores["person"] += 6
        elif run.role is not None:
            scores["person"] += 1
        if self.age(run):
            scores["person"] += 5
        before = self._before(run.first)
        if before is None:
            pass
        elif before.low in lexicon.naming:
            scores["organisation"] += 5
        elif before.low in lexicon.roles and before.low not in lexicon.organisation_cues:
            scores["person"] += 4
        elif before.low in lexicon.organisation_cues:
            scores["organisation"] += 4
        elif before.low in lexicon.product_cues:
            scores["other"] += 4
        elif before.low in lexicon.place_prepositions and head.gap not in _APOSTROPHES:
            scores["place"] += 1 if before.low in lexicon.weak_prepositions else 0.3 if before.low in lexicon.faint_prepositions else 2
        elif before.low in lexicon.genitives:
            cue = self._before(run.first - 1)
            if cue is not None and cue.low in lexicon.place_cues:
                scores["place"] += 5
            elif cue is not None and cue.low in lexicon.place_governors:
                scores["place"] += 3
            elif cue is not None and cue.low in lexicon.eponym_cues:
                scores["other"] += 4  # "maladie de X"
            elif cue is not None and size == 1 and cue.low in lexicon.body_governors and form not in lexicon.places:
                scores["organisation"] += 1  # "patron de X"
            elif size == 1 and before.low in lexicon.bare_genitives:
                scores["place"] += 0.3  # towns have no article, nor have people
                scores["person"] += 0.2
            elif size == 1 and lexicon.bare_genitives and head.low not in lexicon.common and form not in lexicon.places:
                scores["organisation"] += 1
        elif before.low in lexicon.definite and size == 1 and form not in lexicon.places and head.low not in lexicon.common:
            scores["organisation"] += 2
        elif before.low in lexicon.place_cues:
            scores["place"] += 4
        if before is not None and scores["other"] == 0 and self._product_before(run.first):
            scores["other"] += 4
        after = self.scanner.near(run.last - 1)
        if after is not None and not after.cap:
            if (
                size == 1
                and lexicon.lower_tail
                and after.low in lexicon.auxiliaries
                and (before is None or before.low not in lexicon.articles)
            ):
                scores["person"] += 0.6  # bodies and countries have an article in such a language
            if after.low in lexicon.speech:
                scores["person"] += 1
                scores["organisation"] += 1
            if not lexicon.lower_tail and after.low in lexicon.product_cues and last.gap not in "'’":
                scores["other"] += 3
            if after.low in lexicon.place_followers and size == 1:
                scores["place"] += 1
        if size == 1 and (lexicon.person_pronouns or lexicon.thing_pronouns):
            self._score_pronoun(run, scores)
        self._score_apposition(run, scores)
        if head.low in lexicon.place_heads:
            scores["place"] += 2

    def _score_pronoun(self, run: Run, scores: dict[NameKind, float]) -> None:
        """The first pronoun after a name in its sentence, no other name between: "X said she"."""
        for token in self.tokens[run.last : run.last + 10]:
            if token.sentence != self.tokens[run.first].sentence or token.cap:
                return
            if token.low in self.lexicon.person_pronouns:
                scores["person"] += 1
                return
            if token.low in self.lexicon.thing_pronouns:
                scores["organisation"] += 0.6
                return

    def _score_form(self, run: Run, form: str, scores: dict[NameKind, float]) -> None:
        """What the words of the name itself tell."""
        lexicon, tokens = self.lexicon, self.tokens[run.first : run.last]
        size = len(tokens)
        if form in lexicon.organisations:
            scores["organisation"] += 5
        if form in lexicon.territories:
            scores["place"] += 5
        elif form in lexicon.places:
            scores["place"] += 2
        if size == 1 and tokens[0].upper:
            if tokens[0].low in lexicon.place_acronyms:
                scores["place"] += 8
            elif len(tokens[0].word) <= 6 and tokens[0].word.isalpha():
                scores["organisation"] += 3
        if any(CAMEL.search(t.word) and not self._prefixed(t.word) for t in tokens):
            scores["organisation"] += 3
        if any("&" in t.gap for t in tokens[1:]):
            scores["organisation"] += 5
        last_plural = tokens[-1].low.endswith(lexicon.plural_endings) and not tokens[-1].low.endswith("ss")
        elided = size > 1 and tokens[0].low in lexicon.elisions and tokens[1].gap in _APOSTROPHES and lexicon.lower_tail
        given = tokens[0].low in lexicon.first_names or tokens[0].low.split("-")[0] in lexicon.first_names
        words = {t.low for t in tokens if t.cap}
        if size > 1 and tokens[-1].low in lexicon.body_tails:
            scores["organisation"] += 3
        if size > 1 and (tokens[0].low in lexicon.product_cues or tokens[-1].low in lexicon.other_tails):
            scores["other"] += 6
        if (
            (tokens[0].low in lexicon.organisation_heads and size > 1 and not given)
            or (size > 1 and words & lexicon.organisation_words)
            or (tokens[-1].low in lexicon.organisation_heads and size > 1)
        ):
            scores["organisation"] += 4
        elif (tokens[0].low in lexicon.place_words or tokens[-1].low in lexicon.place_words) and size > 1:
            scores["place"] += 4
        elif (
            size > 1
            and not lexicon.lower_tail
            and not given
            and last_plural
            and key(" ".join(t.word for t in tokens[:-1])) in lexicon.places
        ):
            scores["organisation"] += 2  # "Chicago Bulls"
        elif elided or (size > 1 and tokens[0].low in lexicon.foreign_articles):
            scores["organisation"] += 1
        elif size > 1 and tokens[0].low in lexicon.definite and lexicon.lower_tail:
            scores["place"] += 1  # "La Souterraine"
        elif given and size > 1:
            scores["person"] += 1.5 if key(tokens[0].word) in lexicon.territories else 4  # "France Bleu", "Paris Match"
        elif given:
            scores["person"] += 1
        elif 2 <= size <= 3 and all(t.word.isalpha() or "-" in t.word for t in tokens) and form not in lexicon.places:
            ordinary = all(t.low in lexicon.common for t in tokens) or any(key(t.word) in lexicon.territories for t in tokens)
            ordinary = ordinary or (tokens[-1].low in lexicon.common and not lexicon.lower_tail)
            scores["organisation" if ordinary or any(t.upper for t in tokens) else "person"] += 1
        elif (size == 1 and any(part in lexicon.place_infixes for part in tokens[0].low.split("-")[1:-1])) or (
            size == 1 and "-" in tokens[0].word and all(part in lexicon.places for part in tokens[0].low.split("-"))
        ):
            scores["place"] += 4
        if size > 1 and all(len(t.word) == 1 for t in tokens):
            scores["place" if "".join(t.low for t in tokens) in lexicon.dotted_places else "organisation"] += 4
        elif size > 1 and not elided and any(len(t.word) == 1 and t.cap for t in tokens[:-1]):
            scores["person"] += 2
        if any(c.isdigit() for t in tokens for c in t.word):
            scores["other"] += 2

    def _prefixed(self, word: str) -> bool:
        """ "McCain", "LaHood": the second capital begins a word of its own."""
        for prefix in self.lexicon.camel_prefixes:
            rest = word[len(prefix) :]
            if word.startswith(prefix) and rest[:1].isupper() and rest[1:2].islower():
                return True
        return False

    def _score_apposition(self, run: Run, scores: dict[NameKind, float]) -> None:
        """ ", ministre de X", ", a company", "(ISW)", "(Isère)", "in Poland" after the name."""
        lexicon, end = self.lexicon, self.tokens[run.last - 1].end
        bracket = BRACKET.match(self.text, end)
        if bracket is not None:
            inside = bracket.group(1)
            if key(inside) in lexicon.territories:
                scores["place"] += 3
            elif inside.isupper() and inside.isalpha() and len(inside) < 9 and run.last - run.first > 1:
                scores["organisation"] += 2
        if self.tokens[run.first].gap.strip() == "," and self._place_before(run.first - 1):
            scores["place"] += 3
        k = run.last
        if k >= len(self.tokens) or self.tokens[k].sentence != self.tokens[k - 1].sentence:
            return
        if self.tokens[k].gap.strip() == ",":
            for token in self.tokens[k : k + 4]:
                if token.sentence != self.tokens[k].sentence or token.cap:
                    break
                if token.low in lexicon.roles:
                    scores["person"] += 2
                    break
                if token.low in lexicon.organisation_cues:
                    scores["organisation"] += 2
                    break
                if token.low in lexicon.place_cues:
                    scores["place"] += 2
                    break
        elif (
            self.tokens[k].low in lexicon.inner_prepositions
            and k + 1 < len(self.tokens)
            and key(self.tokens[k + 1].word) in lexicon.territories
        ):
            scores["place"] += 1

    def _place_before(self, k: int) -> bool:
        """ "le dernier village de la région, X": a noun for a place opens the phrase before the comma."""
        for back in range(k, max(k - 8, -1), -1):
            token = self.tokens[back]
            if token.sentence != self.tokens[k].sentence:
                return False
            if token.low in self.lexicon.place_cues:
                return True
            if not (token.cap or token.low in self.lexicon.connectors) or (back < k and self.scanner.near(back) is None):
                return False
        return False

    def _before(self, i: int) -> Token | None:
        return self.scanner.near(i, -1) if i > 0 else None

    def _product_before(self, i: int) -> bool:
        """ "systèmes de défense aérienne X": a noun for a product a few lower-case words back, with nothing but its complement between."""
        k, steps = i - 1, 0
        while k >= 0 and steps < 4 and self.scanner.near(k) is not None and not self.tokens[k].cap:
            low = self.tokens[k].low
            if low in self.lexicon.product_cues:
                return True
            if (
                (low in self.lexicon.stops and low not in self.lexicon.bare_genitives)
                or low in self.lexicon.speech
                or low in self.lexicon.auxiliaries
            ):
                return False
            if steps == 0 and low in self.lexicon.bare_genitives:
                return False
            k, steps = k - 1, steps + 1
        return False

    def age(self, run: Run) -> bool:
        """Whether an age follows: ", 34 ans", ", aged 34,"."""
        match = _AGE.match(self.text, self.tokens[run.last - 1].end)
        if match is None or any(plain(word) not in self.lexicon.aged for word in match.group(1).split()):
            return False
        return match.group(2).lower() in self.lexicon.ages or match.group(2) == ""
