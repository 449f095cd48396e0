"""The names of one article by rules: runs of capitalised words that the article or a gazetteer supports, each form with one
kind per article from the cues around all of its mentions, short forms linked to the fullest one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from recoupe.kinds.names_evidence import BRACKET, CAMEL, ORDER, Entity, Evidence
from recoupe.kinds.names_features import Forms, Hint, features
from recoupe.kinds.names_lexicon import Lexicon, key, plain
from recoupe.kinds.names_roles import role_of
from recoupe.kinds.names_runs import Scanner
from recoupe.kinds.names_tagger import Model, again, bounded, model, read, settle
from recoupe.kinds.names_tokens import Run, Token, tokenize
from recoupe.records import NameMention, Span
from recoupe.sockets import Reading
from recoupe.tagging import Words, analyse
from recoupe.tagging.crf import V
from recoupe.tagging.lexicon import sorts

_MAX_WORDS = 14
_SURE = 5.0  # evidence of the rules for a name of another kind (a ship, a law) that the CRF, which knows none, may not cut up
_APOSTROPHES = ("'", "’")


class Finder:
    """The state of one search through one article."""

    def __init__(self, reading: Reading, words: Lexicon) -> None:
        self.reading = reading
        self.text = reading.text
        self.lexicon = words
        self.tokens = tokenize(self.text, reading.sentences, words.common | words.stops, words.prefixes)
        shouting = self._shouting()
        self.scanner = Scanner(self.tokens, words, shouting)
        self.headlines = shouting
        self.evidence = Evidence(self.text, self.scanner)
        self.lower = {t.low for t in self.tokens if not t.cap}
        self.entities: dict[str, Entity] = {}

    def _shouting(self) -> frozenset[int]:
        """Sentences in which every word is weak: Title Case or ALL CAPS."""
        strong = {t.sentence for t in self.tokens if not t.weak}
        many = Counter([t.sentence for t in self.tokens if t.sentence not in strong])
        return frozenset(s for s, n in many.items() if n > 1)

    def exact(self, run: Run) -> str:
        start, end = self._ends(run)
        return self.text[start:end]

    def span(self, run: Run) -> Span:
        """Where a run stands; the full stop of an acronym with points belongs to it ("U.S.")."""
        return run.exact or Span(*self._ends(run))

    def _ends(self, run: Run) -> tuple[int, int]:
        if run.exact is not None:
            return run.exact.start, run.exact.end
        start, end = self.tokens[run.first].start, self.tokens[run.last - 1].end
        if run.last - run.first > 1 and end - start > 2 and self.text[end : end + 1] == "." and self.text[end - 2] == ".":
            end += 1
        return start, end

    def names(self) -> tuple[NameMention, ...]:
        """The mentions, in order."""
        self.gather()
        if (trained := model(self.reading.language.code)) is not None:
            self.learn(trained)
        out = []
        for form, entity in self.entities.items():
            for run in entity.runs:
                if form and not self._rejected(entity, run):
                    out.append(self._mention(run, entity))
        return tuple(sorted(out, key=lambda m: m.span))

    def hints(self) -> list[Hint]:
        """What the rules find, in order, each with how far its kind leads the next one."""
        out = []
        for form, entity in self.entities.items():
            first, second = sorted(entity.scores.values(), reverse=True)[:2]
            for run in entity.runs:
                if form and not self._rejected(entity, run):
                    span = self.span(run)
                    out.append(Hint(span.start, span.end, entity.kind, first - second))
        return sorted(out, key=lambda h: h.start)

    def gather(self) -> None:
        """Fills `entities` by the rules: every form, its mentions, its kind and its fullest form."""
        runs = [r for r in self.scanner.runs() if self._sound(r)]
        strong = [r for r in runs if not self._weak(r)]
        known = {key(self.exact(r)) for r in strong}
        parts = {t.low for r in strong for t in self.tokens[r.first : r.last] if t.cap}
        kept = [r for r in runs if not self._weak(r) or self._supported(r, known, parts)]
        kept += self._headline_runs(kept)
        kept.sort(key=lambda r: (r.first, r.last))
        for run in kept:
            entity = self.entities.setdefault(key(self.exact(run)), Entity())
            entity.runs.append(run)
            self.evidence.score(run, entity.scores)
        self._decide()
        self._link()

    # -- what the model reads

    def features(self, words: Words, hints: Sequence[Hint], forms: Forms[V]) -> Iterator[list[V]]:
        """What the CRF sees of the article once the rules have gathered, by sentence and word."""
        return features(words, forms, hints, self.tokens, shouting=self.headlines, lower=self.lower, text=self.text)

    def learn(self, trained: Model) -> None:
        """Puts the names that the CRF reads in the place of those of the rules, whose names of other kinds stay where it reads
        nothing and where the rules are sure. Evidence and roles of the rules go on to count for how names are linked."""
        words = analyse(self.text, self.reading.sentences, self.reading.language).words
        hints = self.hints()
        found = read(trained.crf, words, self.features(words, hints, trained.forms), hints)
        found = settle(bounded(found, hints, words, self.text), hints, self.text)
        found += again(found, words, self.text, self._bare_name)
        by_rules = self.entities
        known = {(r.first, r.last): r for entity in by_rules.values() for r in entity.runs}
        starts = [t.start for t in self.tokens]
        things = {k for e in by_rules.values() if e.scores["other"] >= _SURE for r in e.runs for k in range(r.first, r.last)}
        self.entities = {}
        taken: set[int] = set()
        for tagged in sorted(found, key=lambda t: t.start):
            first, last = bisect_left(starts, tagged.start), bisect_left(starts, tagged.end)
            start = tagged.start
            if (first + 1, last) in known and self._opens(first, last):
                first += 1
                start = self.tokens[first].start
            if first >= last or self._no_name(first, last, known) or things.issuperset(range(first, last)):
                continue
            run = self._run(first, last, Span(start, tagged.end), known)
            if (first, last) not in known and self._portfolio(run):
                continue
            taken.update(range(first, last))
            entity = self.entities.setdefault(key(self.text[start : tagged.end]), Entity())
            entity.runs.append(run)
            entity.kind = tagged.kind
        for form, entity in by_rules.items():
            rest = [r for r in entity.runs if entity.kind == "other" and taken.isdisjoint(range(r.first, r.last))]
            if rest and not self._rejected(entity, rest[0]) and form not in self.entities:
                self.entities[form] = Entity(entity.scores, rest, "other")
        for form, entity in self.entities.items():
            self._weigh(entity, by_rules.get(form))
            entity.full = self._spelling(form, entity)
        self._link()

    def _no_name(self, first: int, last: int, known: Mapping[tuple[int, int], Run]) -> bool:
        """Whether the rules know a single word for a day, a month, a people, an acronym of common use ("CHU") or a hyphenated
        adjective, and for no name."""
        if last - first > 1 or (first, last) in known:
            return False
        token = self.tokens[first]
        if token.upper:
            return token.low in self.lexicon.no_acronyms
        return token.low in self.lexicon.calendar or token.low in self.lexicon.demonyms or self._compound(token)

    def _opens(self, first: int, last: int) -> bool:
        """ "The Rail Safety Branch met": the article opens the sentence, not the name of a body with a head noun."""
        token = self.tokens[first]
        return token.weak and token.low in self.lexicon.articles and self.tokens[last - 1].low in self.lexicon.body_words

    def _bare_name(self, form: str) -> bool:
        """Whether a single word may be a name wherever it has a capital."""
        return form not in self.lexicon.common and form not in self.lexicon.stops and form not in self.lower

    def _run(self, first: int, last: int, span: Span, known: Mapping[tuple[int, int], Run]) -> Run:
        """The run of the rules that stands there, or one that keeps the role before it."""
        if (same := known.get((first, last))) is not None:
            return replace(same, exact=span)
        near = next((r for (a, b), r in known.items() if b == last and a <= first and r.role is not None), None)
        if near is not None and near.role is not None and near.role[1] <= first:
            return Run(first, last, role=near.role, titled=near.titled, exact=span)
        return Run(first, last, exact=span)

    def _weigh(self, entity: Entity, by_rules: Entity | None) -> None:
        """The evidence for the kinds of a name, which has to agree with the kind that was read."""
        runs = {(r.first, r.last) for r in entity.runs}
        if by_rules is not None and runs == {(r.first, r.last) for r in by_rules.runs}:
            entity.scores = by_rules.scores
        else:
            for run in entity.runs:
                self.evidence.score(run, entity.scores)
        for kind, score in entity.scores.items():
            if kind != entity.kind:
                entity.scores[entity.kind] = max(entity.scores[entity.kind], score + 1)

    # -- acceptance

    def _sound(self, run: Run) -> bool:
        """Whether a run may be a name at all."""
        lexicon, tokens = self.lexicon, self.tokens
        if run.last - run.first > _MAX_WORDS:
            return False
        token, single = tokens[run.first], run.last - run.first == 1
        if single and run.kind is None:
            if len(token.word) == 1 or token.word[0].isdigit() or self._counted(token) or self._compound(token):
                return False
            if (
                token.upper
                and not self._listed(run)
                and (token.low in lexicon.stops or (token.weak and len(token.word) > 4 and token.low in lexicon.common))
            ):
                return False
            if self._described(run):
                return False
            if token.upper and token.low in lexicon.no_acronyms:
                return False
            if token.low in lexicon.stops and not token.upper:
                return False
            if not run.titled and not self._listed(run) and (self._generic(token) or self._national(run)):
                return False
        if run.last - run.first == 2 and len(tokens[run.last - 1].word) == 1 and token.low in lexicon.common:
            return False  # "Group B"
        if run.last - run.first > 1 and not run.phrase and all(t.upper for t in tokens[run.first : run.last]):
            ordinary = sum(t.low in lexicon.common or t.low in lexicon.stops for t in tokens[run.first : run.last])
            if 2 * ordinary >= run.last - run.first or (ordinary and len(token.word) == 1):
                return False  # words that are shouted
        if run.kind is None and not run.phrase and not self._listed(run):
            loud = sum(t.upper and (t.low in lexicon.common or t.low in lexicon.stops) for t in tokens[run.first : run.last])
            if loud > 1:
                return False  # shouted words before another sentence
        return run.kind is not None or self._listed(run) or not self._portfolio(run)

    def _counted(self, token: Token) -> bool:
        """A number in words or Roman figures: "Twenty-seven", "XXe", "IV"."""
        if re.fullmatch(self.lexicon.roman, token.word):
            return True
        return all(part in self.lexicon.number_words for part in token.low.split("-"))

    def _described(self, run: Run) -> bool:
        """ "un Gilet jaune", "les Casques bleus": an ordinary noun in capitals and its adjective, no name by itself."""
        token, after = self.tokens[run.first], self.scanner.near(run.last - 1)
        if after is None or after.cap or after.low not in self.lexicon.organisation_adjectives or token.upper:
            return False
        before = self.scanner.near(run.first, -1) if run.first else None
        if before is not None and before.low in self.lexicon.number_words:
            return True
        return token.low in self.lexicon.common or any(token.low + ending in self.lexicon.common for ending in self.lexicon.plural_endings)

    def _compound(self, token: Token) -> bool:
        """A hyphenated word that is no name: "Washington-based", "African-Americans", "D-Ohio"."""
        first, _, last = token.word.rpartition("-")
        if not first or key(token.word) in self.lexicon.places or key(token.word) in self.lexicon.organisations:
            return False
        if len(first) == 1 and plain(first) in self.lexicon.party_letters:
            return True
        low = plain(last)
        if plain(first) in self.lexicon.demonyms and low.endswith(self.lexicon.nationality_endings or ("\0",)):
            return True
        return low in self.lexicon.demonyms or (last.islower() and (low in self.lexicon.common or low in self.lexicon.stops))

    def _generic(self, token: Token) -> bool:
        """A common noun that only happens to be capitalised ("la Banque", "l'État")."""
        if token.upper or CAMEL.search(token.word) or any(c.isdigit() for c in token.word):
            return False
        if token.low in self.lexicon.organisation_heads:
            return True
        return token.low in self.lower and token.low in self.lexicon.common and token.low not in self.lexicon.first_names

    def _national(self, run: Run) -> bool:
        """An adjective of nationality that the list of them lacks, before a common noun."""
        token, after = self.tokens[run.first], self.scanner.near(run.last - 1)
        if self.scanner.national(run.first):
            return True
        if (
            not token.low.endswith(self.lexicon.nationality_endings or ("\0",))
            or token.low in self.lexicon.first_names
            or after is None
            or after.cap
        ):
            return False
        return after.gap not in "'’" and not any(
            after.low in words for words in (self.lexicon.auxiliaries, self.lexicon.speech, self.lexicon.stops)
        )

    def _listed(self, run: Run) -> bool:
        form = key(self.exact(run))
        if run.phrase or form in self.lexicon.organisations or form in self.lexicon.territories:
            return True
        token = self.tokens[run.first]
        return token.upper and token.low in self.lexicon.place_acronyms

    def _portfolio(self, run: Run) -> bool:
        """ "ministre des Transports": the field of an office, capitalised but no name."""
        k = run.first - 1
        while k >= 0 and run.first - k <= 4 and self.tokens[k].low in self.lexicon.connectors and self.scanner.near(k) is not None:
            k -= 1
        if k < 0 or k == run.first - 1 or self.scanner.near(k) is None:
            return False
        if self.tokens[k].low not in self.lexicon.portfolios:
            return False
        return self.tokens[run.first].low not in self.lexicon.first_names and key(self.exact(run)) not in self.lexicon.places

    def _weak(self, run: Run) -> bool:
        return run.weak and not run.titled

    def _supported(self, run: Run, known: set[str], parts: set[str]) -> bool:
        """Whether a run whose capital says nothing is a name all the same."""
        lexicon, token = self.lexicon, self.tokens[run.first]
        form = key(self.exact(run))
        if form in known or run.phrase:
            return True
        single = run.last - run.first == 1
        ordinary = token.low in lexicon.common or token.low in self.lower or token.low in lexicon.stops
        if not single:
            if run.kind is not None or token.upper or token.low in lexicon.first_names:
                return True
            return not ordinary or token.low in parts or self.scanner._corporate(run.first, run.last)
        if token.low in parts and token.low not in self.lower:
            return True
        if token.upper:
            return token.low not in self.lower and len(token.word) < 8
        if form in lexicon.territories or form in lexicon.organisations:
            return token.low not in self.lower and (token.low not in lexicon.common or self._acts(run))
        if ordinary or token.low in lexicon.roles or token.low in lexicon.speech:
            return False
        if self.evidence.age(run) or CAMEL.search(token.word):
            return True
        given = all(part in lexicon.first_names for part in token.low.split("-"))
        if given and form not in lexicon.places and not sorts(token.low, self.reading.language.code):
            return True  # "Aurélie, enceinte de huit mois, ...", "Pierre-Yves tremble"
        if token.low.endswith(lexicon.ordinary_endings) and token.low not in lexicon.first_names:
            return False
        if self._acts(run):
            return True
        follows = self.scanner.near(run.last - 1)
        if follows is not None and follows.gap in _APOSTROPHES:
            return lexicon.trust_unknown  # "X's timetable"
        if follows is not None and not follows.cap and follows.low in lexicon.stops and follows.low not in lexicon.connectors:
            return False  # "Strip away the anger"
        return lexicon.trust_unknown and len(token.word) > 3 and token.sentence not in self.headlines

    def _acts(self, run: Run) -> bool:
        """Whether an auxiliary or a verb of speech follows: the run is a subject."""
        follows = self.scanner.near(run.last - 1)
        if follows is None or follows.cap or follows.gap in _APOSTROPHES:
            return False
        return follows.low in self.lexicon.auxiliaries or follows.low in self.lexicon.speech

    def _headline_runs(self, kept: Sequence[Run]) -> list[Run]:
        """Names of the body found again in lines whose capitals say nothing, and great places and known organisations."""
        if not self.headlines:
            return []
        body: dict[str, set[tuple[str, ...]]] = {}
        for run in kept:
            words = tuple(key(t.word) for t in self.tokens[run.first : run.last])
            if words[0] not in self.lexicon.stops:
                body.setdefault(words[0], set()).add(words)
                if len(words) > 1 and words[0] in self.lexicon.first_names and words[-1] not in self.lexicon.common:
                    body.setdefault(words[-1], set()).add(words[-1:])
        out, i, tokens = [], 0, self.tokens
        while i < len(tokens):
            token = tokens[i]
            if token.sentence not in self.headlines or not token.cap:
                i += 1
                continue
            last = i
            for words in body.get(key(token.word), ()):
                end = i + len(words)
                if end <= len(tokens) and tokens[end - 1].sentence == token.sentence and end > last:
                    if tuple(key(t.word) for t in tokens[i:end]) == words:
                        last = end
            found = self.scanner.phrase(i)
            if (
                found
                and found[0] > last
                and (found[1] == "organisation" or key(" ".join(t.word for t in tokens[i : found[0]])) in self.lexicon.territories)
            ):
                last = found[0]
            form = key(token.word)
            if last == i and form not in self.lexicon.common and form not in self.lexicon.stops and token.low not in self.lower:
                if form in self.lexicon.territories or form in self.lexicon.acronyms:
                    last = i + 1
            if last > i:
                out.append(Run(i, last, None, True))
            i = max(last, i + 1)
        return out

    # -- one kind, one fullest form

    def _spread(self) -> None:
        """Members of one enumeration are of one kind ("X, Y et Z"): a name without any evidence takes its neighbour's."""
        rows = sorted(((run, entity) for entity in self.entities.values() for run in entity.runs), key=lambda row: row[0].first)
        given = [max(entity.scores.values()) for _, entity in rows]
        runs = [run for run, _ in rows]
        for i, (_, entity) in enumerate(rows):
            if given[i] >= 1:
                continue
            for j in (i - 1, i + 1):
                if 0 <= j < len(rows) and given[j] >= 2 and self._listed_with(runs, min(i, j)):
                    best = max(ORDER, key=lambda kind: rows[j][1].scores[kind])
                    entity.scores[best] += 0.7

    def _shorten(self) -> None:
        """How a name of two or three words is shortened: people to their last word, bodies to their first."""
        for form, entity in self.entities.items():
            words = form.split()
            if not 2 <= len(words) <= 3 or max(entity.scores.values()) > 2:
                continue
            last, first = self.entities.get(words[-1]), self.entities.get(words[0])
            if last is not None and first is None and max(last.scores["place"], last.scores["organisation"]) < 3:
                entity.scores["person"] += 1.5
            elif first is not None and last is None and first.scores["person"] < 2:
                entity.scores["organisation"] += 1.5

    def _listed_with(self, runs: Sequence[Run], i: int) -> bool:
        """Whether runs `i` and `i + 1` stand in one list: "X and Y", or a comma in a list of three (two may be an apposition)."""
        if not self._coordinated(runs[i], runs[i + 1]):
            return False
        if self.tokens[runs[i + 1].first].gap.strip() != ",":
            return True
        before = i > 0 and self._coordinated(runs[i - 1], runs[i])
        return before or (i + 2 < len(runs) and self._coordinated(runs[i + 1], runs[i + 2]))

    def _coordinated(self, one: Run, two: Run) -> bool:
        """Whether only a comma or one "and" lies between two runs."""
        between = self.tokens[one.last : two.first]
        if len(between) > 1 or self.tokens[two.first].sentence != self.tokens[one.first].sentence:
            return False
        if between:
            return between[0].low in self.lexicon.conjunctions
        return self.tokens[two.first].gap.strip() == ","

    def _decide(self) -> None:
        self._spread()
        self._shorten()
        for form, entity in self.entities.items():
            best = max(ORDER, key=lambda kind: (entity.scores[kind], -ORDER.index(kind)))
            entity.kind = best if entity.scores[best] > 0 else "organisation"
            entity.full = self._spelling(form, entity)

    def _spelling(self, form: str, entity: Entity) -> str:
        """The most used spelling of a form, headlines in capitals last."""
        if len(entity.runs) == 1:
            return self.exact(entity.runs[0])
        seen = Counter([self.exact(r) for r in entity.runs])
        return max(seen, key=lambda s: (not s.isupper() or len(s) < 7, seen[s], s))

    def _link(self) -> None:
        """Short forms to full ones: surnames, first names, first words of organisations, acronyms to what they stand for."""
        people: dict[str, set[str]] = {}
        heads: dict[str, set[str]] = {}
        for form, entity in self.entities.items():
            words = form.split()
            if len(words) < 2:
                continue
            if entity.kind == "person":
                for cut in range(1, len(words)):
                    people.setdefault(" ".join(words[cut:]), set()).add(form)
                people.setdefault(words[0], set()).add(form)
                self._hyphenated(entity, form, people)
            elif (
                entity.kind == "organisation"
                and " " in entity.full
                and words[0] not in self.lexicon.organisation_heads
                and words[0] not in self.lexicon.common
            ):
                heads.setdefault(words[0], set()).add(form)
        for form, entity in self.entities.items():
            bearers = people.get(form, set()) - {form}
            if (
                bearers
                and form not in self.lexicon.organisations
                and (entity.scores["place"] < 5 or entity.scores["person"] >= entity.scores["place"])
            ):
                if len(bearers) == 1 or len({self._bare(b) for b in bearers}) == 1:
                    entity.full = self.entities[max(sorted(bearers), key=len)].full
                entity.kind = "person"
            elif (
                len(own := heads.get(form, set())) == 1
                and entity.scores["place"] < 4
                and entity.scores["person"] < 4
                and form not in self.lexicon.organisations
                and form not in self.lexicon.places
            ):
                entity.full, entity.kind = self.entities[next(iter(own))].full, "organisation"
        self._acronyms()

    def _hyphenated(self, entity: Entity, form: str, people: dict[str, set[str]]) -> None:
        """The surname keeps its hyphen in the text: "Okonjo-Reid" is two words in the key."""
        surname = key(entity.full.split()[-1]) if entity.full.split() else ""
        if surname:
            people.setdefault(surname, set()).add(form)

    def _bare(self, form: str) -> tuple[str, str]:
        words = form.split()
        return words[0], words[-1]

    def _acronyms(self) -> None:
        for form, entity in list(self.entities.items()):
            if entity.kind != "organisation" or " " not in form:
                continue
            for run in entity.runs:
                bracket = BRACKET.match(self.text, self.tokens[run.last - 1].end)
                short = self.entities.get(key(bracket.group(1))) if bracket is not None else None
                if (
                    bracket is not None
                    and short is not None
                    and short is not entity
                    and re.fullmatch(r"[A-Z][A-Za-z.]{1,8}", bracket.group(1))
                ):
                    if sum(c.isupper() for c in bracket.group(1)) >= 2 and short.kind in ("organisation", "other"):
                        short.full, short.kind = entity.full, "organisation"

    # -- results

    def _rejected(self, entity: Entity, run: Run) -> bool:
        """A single ordinary word that nothing supports."""
        if run.last - run.first > 1 or run.kind is not None or run.titled or run.exact is not None:
            return False
        token = self.tokens[run.first]
        form = key(token.word)
        if entity.full and key(entity.full) != form:
            return False
        return max(entity.scores.values(), default=0) < 2 and token.low in self.lexicon.common and not token.upper

    def _mention(self, run: Run, entity: Entity) -> NameMention:
        span = self.span(run)
        role = role_of(self.tokens, run, self.text, self.lexicon) if entity.kind == "person" else None
        return NameMention(span, span.of(self.text), entity.full, entity.kind, role)
