"""Where names may stand: the runs of capitalised words that are candidates for a name, and the shapes of names that go on in
lower case. Nothing is decided here about what a run names."""

from __future__ import annotations

from recoupe.kinds.names_lexicon import Lexicon, key, plain
from recoupe.kinds.names_tokens import Run, Token, Words
from recoupe.records import NameKind

_GLUE = frozenset(" \u00a0\u202f")
_APOSTROPHE = frozenset("'’ʼ")


class Scanner(Words):
    """Reads the runs off one text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, shouting: frozenset[int]) -> None:
        super().__init__(tokens, lexicon)
        self.shouting = shouting

    def runs(self) -> list[Run]:
        """All candidates in order; none overlap. Sentences in Title Case or ALL CAPS are left out."""
        out: list[Run] = []
        opens = self.lexicon.place_heads | self.lexicon.organisation_heads_lower
        end = 0
        for i, token in enumerate(self.tokens):
            if i < end or not (token.cap or token.low in opens) or token.sentence in self.shouting:
                continue
            run = self._at(i)
            if run is None:
                continue
            end = run.last
            trimmed = self._trim(run)
            if trimmed is not None:
                out.append(trimmed)
        return out

    # -- building

    def _at(self, i: int) -> Run | None:
        token = self.tokens[i]
        if not token.cap:
            return self._lower_head(i)
        if not self._capital(i):
            return None
        if self._elided(i):
            return None
        if (shaped := self._shaped(i)) is not None:
            return shaped
        if token.weak and token.low in self.lexicon.articles and self.phrase(i) is None and not self._paired(i):
            return None
        if self.lexicon.lower_tail and plain(token.word) in self.lexicon.organisation_heads:
            last = self._tail(i)
            if last > i + 1:
                return Run(i, last, "organisation", token.weak)
        if token.low in self.lexicon.other_heads and not token.weak:
            last = self._tail(i)
            if last > i + 1:
                return Run(i, last, "other", False)
        if not token.weak and self._adjectival(i):
            return Run(i, i + 2, "organisation", False)
        last, phrase = self._stretch(i)
        run = Run(i, last, None, token.weak, phrase)
        if not self.lexicon.lower_tail:
            self._capital_tail(run)
            self._double_head(run)
        return run

    def _shaped(self, i: int) -> Run | None:
        """Names that their shape gives away: "Île d’X", "collectif Taxis 25", "les Papeteries de l’X", "Buses for All"."""
        token, lexicon, tokens = self.tokens[i], self.lexicon, self.tokens
        after, before = self.near(i), self.near(i, -1) if i else None
        if after is None:
            return None
        if self.phrase(i) is not None:
            return None
        if lexicon.lower_tail and token.low in lexicon.place_heads and not after.cap and (place := self._lower_head(i)) is not None:
            return Run(i, place.last, "place", token.weak)
        if (
            token.weak
            or token.upper
            or not token.low.endswith(lexicon.plural_endings)
            or token.low in lexicon.first_names
            or token.low in lexicon.demonyms
        ):
            return None
        if before is not None and before.low in lexicon.organisation_cues and after.word.isdigit() and len(after.word) < 4:
            return Run(i, i + 2, "organisation", False)
        if token.low in lexicon.roles or token.low in lexicon.never or key(token.word) in lexicon.places or self.national(i):
            return None
        if after.low in lexicon.campaign_links and self._plural(token) and i + 2 < len(tokens) and self.near(i + 1) is not None:
            return Run(i, self._stretch(i + 2)[0], "organisation", False) if self._capital(i + 2) else None
        if self._plural_article(before):
            last = self._linked(i + 1, False) if after.low in lexicon.genitives else None
            if last is not None and tokens[last - 1].cap and tokens[last - 1].low not in lexicon.roles:
                return Run(i, last, "organisation", False)
        return None

    def _plural(self, token: Token) -> bool:
        """Whether a word in capitals is the plural of an ordinary noun."""
        return token.low in self.lexicon.common or token.low[:-1] in self.lexicon.common or token.low[:-2] in self.lexicon.common

    def _plural_article(self, before: Token | None) -> bool:
        """ "les X", "aux X", "Les X"."""
        return (
            self.lexicon.lower_tail
            and before is not None
            and before.low in self.lexicon.articles
            and before.low.endswith(self.lexicon.plural_endings)
        )

    def _double_head(self, run: Run) -> None:
        """ "Securities and Exchange Commission", "Avon and Somerset Police": two words in capitals under one head noun."""
        tokens, lexicon, k = self.tokens, self.lexicon, run.last
        if run.kind is not None or k + 2 >= len(tokens) or tokens[k].low not in lexicon.conjunctions or tokens[k].cap:
            return
        if self.near(k - 1) is None or self.near(k) is None or not self._capital(k + 1):
            return
        if any(
            t.low in lexicon.organisation_heads or t.low in lexicon.roles or t.low in lexicon.stops
            for t in tokens[run.first : k]
            if t.word[1:]
        ):
            return
        last = self._stretch(k + 1)[0]
        tail, small = tokens[last - 1], tokens[k - 1]
        if last - k < 3 or small.upper or key(small.word) in lexicon.organisations:
            return
        size, given = run.last - run.first, small.low in lexicon.first_names
        joint = tail.low in lexicon.joint_tails and not given and size == 1 and not (run.weak and small.low in lexicon.common)
        plain_words = tail.low in lexicon.organisation_heads and not given and key(small.word) not in lexicon.places
        if joint or (plain_words and size < 4 and (not run.weak or size > 1)):
            run.last, run.kind = last, "organisation"

    def _paired(self, i: int) -> bool:
        return i + 1 < len(self.tokens) and (self.tokens[i].low, self.tokens[i + 1].low) in self.pairs

    def _adjectival(self, i: int, trimmed: bool = False) -> bool:
        """A common noun with a capital and its adjective without: "Gilets jaunes", "Jeunes agriculteurs" name a body."""
        token, lexicon, after = self.tokens[i], self.lexicon, self.near(i)
        if after is None or after.cap or after.low not in lexicon.organisation_adjectives or len(token.word) < 4 or token.upper:
            return False
        before = self.near(i, -1) if i else None
        if before is not None and before.low in lexicon.organisation_cues and not trimmed:
            return True
        if token.low in lexicon.first_names or token.low in lexicon.never or token.low in lexicon.demonyms or token.low in lexicon.stops:
            return False
        if key(token.word) in lexicon.places or token.low in lexicon.roles or token.low in lexicon.place_cues:
            return False
        if not trimmed and i > 0 and self._joins(i) and self.tokens[i - 1].cap:
            return False
        return token.low in lexicon.common or token.low.endswith(lexicon.plural_endings)

    def _elided(self, i: int) -> bool:
        """A capital article cut before a vowel ("L'Ukraine" at the start of a sentence); mid-sentence it may belong to a name."""
        token, after = self.tokens[i], self.near(i)
        if token.low not in self.lexicon.elisions or after is None or after.gap not in _APOSTROPHE:
            return False
        return token.weak or not after.cap

    def _stretch(self, i: int) -> tuple[int, bool]:
        """The end of the run of capitals that starts at `i`, and whether it is a known phrase and nothing else."""
        found = self.phrase(i)
        k = found[0] if found else i + 1
        only_phrase = found is not None
        while k < len(self.tokens):
            if self.tokens[k].low in self.lexicon.titles and self.tokens[k].cap and not self.tokens[k].upper:
                break
            if self._joins(k) and self._capital(k):
                if self._another(i, k):
                    break
                inner = self.phrase(k)
                k = inner[0] if inner else k + 1
                only_phrase = False
                continue
            end = self._possessive(k) or self._particle(i, k) or self._cut_word(k)
            if end is None:
                break
            k, only_phrase = end, False
        return k, only_phrase

    def _another(self, i: int, k: int) -> bool:
        """Whether somebody's full name begins at token `k`, right after a known place or body: "la maire de Paris Anne X"."""
        tokens, lexicon, after = self.tokens, self.lexicon, self.near(k)
        if k - i > 6 or tokens[k].low not in lexicon.first_names or after is None or not after.cap or after.low in lexicon.body_words:
            return False
        if tokens[k].low in lexicon.common or key(tokens[k].word) in lexicon.places or after.low in lexicon.place_words:
            return False
        known = key(" ".join(t.word for t in tokens[i:k]))
        if known in lexicon.organisations:
            return True
        if known in lexicon.territories and known not in lexicon.first_names:
            return True
        return known in lexicon.places and self._governed(i, known in lexicon.first_names)

    def _governed(self, i: int, ruled: bool) -> bool:
        """ "de X", "à X", and where it must be *ruled*, "maire de X": a place stands there."""
        before = self.near(i, -1) if i else None
        if before is None or not (before.low in self.lexicon.genitives or before.low in self.lexicon.place_prepositions):
            return False
        ruler = self.near(i - 1, -1) if i > 1 else None
        return not ruled or (ruler is not None and (ruler.low in self.lexicon.roles or ruler.low in self.lexicon.place_governors))

    def _cut_word(self, k: int) -> int | None:
        """ "Le Cléac’h", "Zeid Ra’ad": the rest of a word after an apostrophe, in languages that only elide small words."""
        tokens, lexicon = self.tokens, self.lexicon
        if not lexicon.lower_tail or tokens[k].gap not in _APOSTROPHE or tokens[k].sentence != tokens[k - 1].sentence:
            return None
        before, rest = tokens[k - 1], tokens[k]
        if rest.cap or len(rest.word) > 3 or len(before.word) < 2 or before.low in lexicon.elisions or before.low in lexicon.stops:
            return None
        return k + 1 if before.cap and rest.low not in lexicon.stops and rest.low not in lexicon.elisions else None

    def _possessive(self, k: int) -> int | None:
        """ "Makers' Union": a plural possessive inside the name of an organisation."""
        if self.lexicon.lower_tail or not self.tokens[k].cap or self.tokens[k].sentence != self.tokens[k - 1].sentence:
            return None
        gap = self.tokens[k].gap
        if gap[:1] in _APOSTROPHE and gap[1:] in _GLUE and gap[1:] and self.tokens[k - 1].low.endswith("s"):
            return k + 1 if self.tokens[k].low in self.lexicon.body_words else None
        return None

    def _particle(self, first: int, k: int) -> int | None:
        """The end of the run when small words lead on to the rest of a person's name ("Charles de Gaulle")."""
        lexicon, tokens = self.lexicon, self.tokens
        if tokens[k].low not in lexicon.particles or tokens[k].cap:
            return None
        end = k
        while end < len(tokens) and end - k < 3 and tokens[end].low in lexicon.particles and not tokens[end].cap and self.near(end - 1):
            end += 1
        if end >= len(tokens) or not tokens[end].cap or self.near(end - 1) is None or tokens[end].upper:
            return None
        if tokens[end].low in lexicon.calendar:
            return None
        head = tokens[k].low
        foreign = head not in lexicon.connectors and head not in lexicon.stops
        known = tokens[first].low.split("-")[0] in lexicon.first_names and not self._placed(first)
        if key(tokens[end].word) in lexicon.territories and not foreign:
            return None
        if foreign or (k - first == 1 and tokens[first].low in lexicon.titles):
            return end + 1
        if k - first == 1 and self._spoken(first) and key(tokens[end].word) not in lexicon.places:
            return end + 1
        if known and (k - first == 1 or (k - first == 2 and head == "d")) and tokens[end].low not in lexicon.first_names:
            return end + 1
        return None

    def _spoken(self, i: int) -> bool:
        """A word that is known for nothing else, right after a verb of speech or a role: "plaide X de Y"."""
        token, lexicon, before = self.tokens[i], self.lexicon, self.near(i, -1) if i else None
        if before is None or not (before.low in lexicon.speech or before.low in lexicon.roles) or token.upper:
            return False
        known = (lexicon.organisation_heads, lexicon.common, lexicon.places, lexicon.organisations, lexicon.roles, lexicon.place_heads)
        return not any(token.low in words for words in known)

    def _placed(self, i: int) -> bool:
        """Whether a first name that is also a country stands as one ("la France de X")."""
        before = self.near(i, -1) if i else None
        if key(self.tokens[i].word) not in self.lexicon.territories or before is None:
            return False
        return before.low in self.lexicon.definite or before.low in self.lexicon.place_prepositions

    def _capital_tail(self, run: Run) -> None:
        """ "Department for Industry", "Bank of England": a head noun, a connector, capitals."""
        lexicon, tokens = self.lexicon, self.tokens
        joined = False
        if tokens[run.first].low in lexicon.place_of and run.last - run.first == 1 and (found := self._place_of(run.last)) is not None:
            run.last, run.kind = found, "place"
            return
        while (run.last < len(tokens) and tokens[run.last - 1].low in lexicon.body_words) or (joined and run.last < len(tokens)):
            k = run.last
            linked = tokens[k].low
            if linked not in lexicon.connectors or tokens[k].cap or self.near(k - 1) is None:
                return
            if linked in lexicon.conjunctions and not joined:
                return
            if linked in lexicon.topic_links and tokens[k - 1].low not in lexicon.topic_heads:
                return
            k += 1
            while (
                linked not in lexicon.conjunctions
                and k < len(tokens)
                and tokens[k].low in lexicon.articles
                and not tokens[k].cap
                and self.near(k - 1)
            ):
                k += 1
            if k >= len(tokens) or self.near(k - 1) is None or not self._capital(k):
                return
            if linked in lexicon.conjunctions and (
                tokens[k].low in lexicon.organisation_heads
                or key(tokens[k].word) in lexicon.places
                or tokens[k].upper
                or tokens[k].low in lexicon.first_names
            ):
                return
            run.last = self._stretch(k)[0]
            run.kind, joined = "organisation", True

    def _place_of(self, k: int) -> int | None:
        """ "Isle of X", "Gulf of X": the end of the name from its small word on."""
        tokens = self.tokens
        if k + 1 >= len(tokens) or tokens[k].low not in self.lexicon.genitives or self.near(k - 1) is None or self.near(k) is None:
            return None
        return self._stretch(k + 1)[0] if self._capital(k + 1) else None

    def _tail(self, head: int) -> int:
        """The end of an organisation's name that goes on in lower case after its head noun."""
        lexicon, tokens = self.lexicon, self.tokens
        found = self.phrase(head)
        k, linked = found[0] if found else head + 1, False
        while k < len(tokens) and k - head < 13:
            token = tokens[k]
            if self.near(k - 1) is None or token.low in lexicon.calendar:
                break
            if token.cap and token.gap in _GLUE:
                follows = self.near(k)
                if follows is not None and follows.cap and k > head + 1:
                    if token.low in lexicon.first_names or (linked and not tokens[k - 1].cap):
                        break  # somebody's name after the body
                k += 1
                linked = False
            elif self._adjective(token):
                k += 1
            elif token.low in lexicon.connectors and (end := self._linked(k, linked)) is not None:
                if found and not tokens[end - 1].cap:
                    break  # a known name goes on with names only
                k, linked = end, True
            else:
                break
        return k

    def _adjective(self, token: Token) -> bool:
        low = token.low
        if token.cap or low in self.lexicon.stops:
            return False
        if low in self.lexicon.organisation_adjectives:
            return True
        if len(low) < 6 or not low.endswith(self.lexicon.adjective_endings):
            return False
        return low not in self.lexicon.no_adjectives and low not in self.lexicon.speech and low not in self.lexicon.auxiliaries

    def _linked(self, k: int, linked: bool) -> int | None:
        """The end of "de la X", "pour l'X", "et des X" from connector `k`; None when it leads out of the name."""
        lexicon, tokens = self.lexicon, self.tokens
        if tokens[k].low in lexicon.no_links:
            return None  # an article or a place alone does not go on with a name
        if tokens[k].low in lexicon.conjunctions and not linked:
            return None
        end = k + 1
        while end < len(tokens) and end - k < 3 and tokens[end].low in lexicon.connectors and self.near(end - 1):
            end += 1
        if tokens[k].low in lexicon.conjunctions and (end == k + 1 or tokens[k + 1].low in lexicon.no_links):
            return None  # "X et la Y" are two
        if end >= len(tokens) or self.near(end - 1) is None:
            return None
        word = tokens[end]
        if word.low in lexicon.stops or word.low in lexicon.calendar or word.word[0].isdigit() or len(word.word) < 3:
            return None
        if end == k + 1 and not word.cap and word.low.endswith(lexicon.verb_endings):
            return None
        if word.cap and word.low.split("-")[0] in lexicon.first_names and key(word.word) not in lexicon.territories:
            following = self.near(end)
            if following is not None and following.cap:
                return None
        if word.cap:
            found = self.phrase(end)
            return found[0] if found else end + 1
        return end + 1

    def _lower_head(self, i: int) -> Run | None:
        """ "viaduc des X", "ministère de la X": a common noun that opens a proper name."""
        lexicon, tokens = self.lexicon, self.tokens
        low = tokens[i].low
        kind: NameKind
        if low in lexicon.place_heads:
            kind = "place"
        elif low in lexicon.organisation_heads_lower:
            kind = "organisation"
        else:
            return None
        k = i + 1
        if k < len(tokens) and (tokens[k].low in lexicon.demonyms or self._adjective(tokens[k])) and not tokens[k].cap and self.near(i):
            k += 1
        small = k
        while k < len(tokens) and k - small < 2 and tokens[k].low in lexicon.small_words and not tokens[k].cap:
            if self.near(k - 1) is None:
                return None
            k += 1
        if k >= len(tokens) or self.near(k - 1) is None or not self._capital(k):
            return None
        if tokens[k].low in lexicon.never and (kind == "organisation" or k == small):
            return None
        if kind == "organisation" and k == small and low in lexicon.portfolios:
            return None
        if kind == "organisation" and low in lexicon.no_place_bodies and key(tokens[k].word) in lexicon.places:
            return None
        last = self._stretch(k)[0]
        while last < len(tokens) and kind == "organisation" and self.near(last - 1) and self._adjective(tokens[last]):
            last += 1
        if kind == "organisation" and last + 1 < len(tokens):
            more = (
                self._linked(last, True) if tokens[last].low in lexicon.conjunctions | lexicon.genitives and self.near(last - 1) else None
            )
            if more is not None and tokens[more - 1].cap:
                last = more
        return Run(i, last, kind, False)

    # -- trimming

    def _trim(self, run: Run) -> Run | None:
        """The run without articles, titles, roles and nationalities before the name."""
        lexicon, tokens = self.lexicon, self.tokens
        if not tokens[run.first].cap:
            return run
        while run.first < run.last:
            token = tokens[run.first]
            low, single = token.low, run.last - run.first == 1
            if not single and not run.phrase and self._bearer_noun(run):
                run.first += 1
                run.weak = False
                continue
            if run.phrase:
                break
            found = None if single else self.phrase(run.first)
            if found is not None and found[0] <= run.last:
                if found[0] < run.last and self._role_prefix(run):
                    continue
                break
            if not single and low in lexicon.articles and (inner := self.phrase(run.first + 1)) and inner == (run.last, "place"):
                run.first, run.phrase = run.first + 1, True
                break
            if not single and (
                (token.weak and self._paired(run.first))
                or (len(token.word) == 1 and low not in lexicon.titles and "." in tokens[run.first + 1].gap)
            ):
                break
            if low in lexicon.titles and (not single or len(token.word) <= 4):
                run.titled = True
            elif (token.weak and self._opening(run)) or (low in lexicon.articles and not single and not self._named_article(run)):
                pass
            elif low in lexicon.demonyms and not single and not self._corporate(run.first + 1, run.last) and not self._given(run):
                run.role = (run.first, run.first + 1)
            elif not single and token.upper and low in lexicon.no_acronyms:
                pass
            elif not single and self._role_prefix(run):
                continue
            elif single and (low in lexicon.never or low in lexicon.demonyms or low in lexicon.titles):
                return None
            else:
                break
            run.first += 1
            run.weak = tokens[run.first].weak if run.first < run.last else False
        if run.first >= run.last:
            return None
        last = tokens[run.last - 1]
        if run.kind is None and not run.phrase and run.last - run.first > 1 and last.low in lexicon.titles and not last.upper:
            if not self._ends_phrase(run):
                run.last -= 1
        if (
            run.kind is None
            and not run.titled
            and all(t.low in lexicon.roles or t.low in lexicon.role_before for t in tokens[run.first : run.last])
        ):
            return None
        if run.last - run.first == 1:
            if run.kind is None and not run.weak and not run.titled and self._adjectival(run.first, trimmed=True):
                return Run(run.first, run.last + 1, "organisation", False)
            only = tokens[run.first]
            if only.word.endswith("s") and only.low[:-1] in lexicon.no_acronyms and only.word[:-1].isupper():
                return None
            if not only.upper and any(only.low in words for words in (lexicon.never, lexicon.demonyms, lexicon.stops)):
                return None
            if only.low in lexicon.roles and not run.titled:
                return None
        return run

    def _ends_phrase(self, run: Run) -> bool:
        """Whether the last word of a run belongs to a known phrase ("Corée du Nord")."""
        for k in range(run.last - 2, max(run.first - 1, run.last - 6), -1):
            found = self.phrase(k)
            if found is not None and found[0] >= run.last:
                return True
        return False

    def national(self, i: int) -> bool:
        """Whether a capitalised noun is one of the people of a place, by the list or by its ending after an article."""
        token, lexicon = self.tokens[i], self.lexicon
        if token.low in lexicon.demonyms:
            return True
        if not token.low.endswith(lexicon.people_endings or ("\0",)) or len(token.low) < 6 or key(token.word) in lexicon.places:
            return False
        before = self.near(i, -1) if i else None
        if before is None or before.low not in lexicon.articles or token.low in lexicon.first_names:
            return False
        return key(token.word) not in lexicon.organisations and self.phrase(i - 1) is None

    def _given(self, run: Run) -> bool:
        """Whether a nationality is a first name here ("Christian X")."""
        return run.last - run.first == 2 and self.tokens[run.first].low in self.lexicon.first_names

    def _bearer_noun(self, run: Run) -> bool:
        """ "la Suissesse Daniela X", "Moviemaker Gary Y": a capitalised noun for the bearer before a first name and a surname."""
        tokens, lexicon = self.tokens, self.lexicon
        if run.last - run.first < 3 or run.kind is not None or self._corporate(run.first, run.last):
            return False
        head, given, then = tokens[run.first], tokens[run.first + 1], tokens[run.first + 2]
        if self.national(run.first):
            return given.cap
        if head.low in lexicon.first_names or head.low in lexicon.particles or len(head.word) < 3 or "'" in given.gap or "’" in given.gap:
            return False
        if head.low.split("-")[0] in lexicon.first_names or head.low in lexicon.saints:
            return False
        if given.low not in lexicon.first_names or not given.cap or given.low in lexicon.articles or then.low in lexicon.place_words:
            return False
        if given.low in lexicon.common or key(given.word) in lexicon.territories:
            return False
        return then.cap or then.low in lexicon.particles

    def _named_article(self, run: Run) -> bool:
        """ "La Haye", "Le Havre": an article in capitals inside the sentence belongs to the name (in languages that write it so)."""
        return self.lexicon.lower_tail and not self.tokens[run.first].weak

    def _corporate(self, first: int, last: int) -> bool:
        return any(t.low in self.lexicon.body_words for t in self.tokens[first:last])

    def _opening(self, run: Run) -> bool:
        """Whether the weak first word of a run is an ordinary word ("Selon Donald Trump")."""
        token, lexicon = self.tokens[run.first], self.lexicon
        if token.upper and len(token.word) > 1:
            return False
        if run.last - run.first == 1:
            return False
        follows = self.tokens[run.first + 1]
        if token.low in lexicon.stops:
            return not (token.low in lexicon.first_names and token.low not in lexicon.articles and follows.low not in lexicon.first_names)
        if run.kind is not None:
            return False
        if token.low in lexicon.roles or token.low in lexicon.calendar:
            return True
        if token.low.endswith(lexicon.ordinary_endings[:3]) and token.low not in lexicon.first_names and len(token.low) > 5:
            return key(follows.word) in lexicon.places or follows.low in lexicon.first_names
        return token.low in lexicon.common and token.low not in lexicon.first_names and not self._corporate(run.first, run.last)

    def _role_prefix(self, run: Run) -> bool:
        """Cuts "Energy Secretary" off "Energy Secretary Ed Doe"; True when it did."""
        lexicon, tokens = self.lexicon, self.tokens
        for k in range(min(run.last - 1, run.first + 5), run.first, -1):
            if tokens[k - 1].low not in lexicon.roles and tokens[k - 1].low not in lexicon.titles:
                continue
            if self._corporate(k, run.last) or run.last - k > 4 or run.kind is not None:
                return False
            run.role = (run.role[0] if run.role else run.first, k)
            run.first, run.titled = k, True
            run.weak = False
            return True
        return False
