"""What the text calls the bearer of a name: the title or apposition beside the mention, in the text's own words."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.kinds.names_lexicon import Lexicon
from recoupe.kinds.names_tokens import Run, Token
from recoupe.text import trim

_REACH = 12
_SPACE = " \u00a0\u202f\n"


def role_of(tokens: Sequence[Token], run: Run, text: str, lexicon: Lexicon) -> str | None:
    """The role beside a person's name ("porte-parole du Pentagone", "chief executive"); None where the text gives none."""
    return _before(tokens, run, text, lexicon) or _after(tokens, run, text, lexicon)


def _stops(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word cannot stand inside a role: a verb of speech, an auxiliary, a function word other than a connector."""
    if token.cap:
        return False
    if token.low in lexicon.roles or token.low in lexicon.role_before:
        return False
    if token.low in lexicon.connectors or token.low in lexicon.role_links:
        return False
    return token.low in lexicon.auxiliaries or token.low in lexicon.speech or token.low in lexicon.stops or token.low in lexicon.calendar


def _other_bearer(tokens: Sequence[Token], k: int, first: int, lexicon: Lexicon) -> bool:
    """Whether somebody else's name, or a second role after "and", stands at token `k`."""
    token, after = tokens[k], tokens[k + 1]
    if token.cap and after.cap and k + 1 < first and token.low in lexicon.first_names:
        return True
    return token.low in lexicon.conjunctions and (after.low in lexicon.definite or after.low in lexicon.roles)


def _closes(tokens: Sequence[Token], last: int, lexicon: Lexicon) -> bool:
    """Whether the word right before a name can end a role: the role itself, its adjective, a name, or what a connector governs."""
    token, before = tokens[last], tokens[last - 1] if last else None
    if token.cap or token.low in lexicon.roles:
        return True
    if not lexicon.lower_tail or token.low in lexicon.connectors:
        return False
    if token.low in lexicon.demonyms or token.low in lexicon.organisation_adjectives or token.low.endswith(lexicon.adjective_endings):
        return token.low not in lexicon.no_adjectives
    return before is not None and before.low in lexicon.connectors and before.sentence == token.sentence


def _before(tokens: Sequence[Token], run: Run, text: str, lexicon: Lexicon) -> str | None:
    best: int | None = None
    last = run.first - 1
    gap = tokens[run.first].gap.strip(_SPACE)
    comma = gap == ","
    if run.role is not None:
        best, last = run.role[0], run.role[1] - 1
        if all(t.low in lexicon.demonyms or t.low in lexicon.titles for t in tokens[run.role[0] : run.role[1]]):
            best = None
            last = run.role[0] - 1
            gap = tokens[run.role[0]].gap.strip(_SPACE)
    if last < 0 or tokens[last].sentence != tokens[run.first].sentence or (gap not in ("", ",") and best is None):
        return None
    if best is None and not comma and not _closes(tokens, last, lexicon):
        return None
    k = last if best is None else best - 1
    while k >= 0 and last - k < _REACH and tokens[k].sentence == tokens[run.first].sentence:
        token = tokens[k]
        if _stops(token, lexicon) or _other_bearer(tokens, k, run.first, lexicon):
            break
        if token.low in lexicon.roles:
            best = k
        if k < last and (end_gap := tokens[k + 1].gap.strip(_SPACE)) not in ("", "'", "’", "-", "s"):
            if end_gap:
                if best == k:
                    best = None if k + 1 > last else best
                break
        k -= 1
    if best is None:
        return None
    if comma and best == last and tokens[best].cap and run.role is None:
        return None
    while best > 0 and tokens[best - 1].low.split("-")[-1] in lexicon.role_before and tokens[best - 1].sentence == tokens[best].sentence:
        if tokens[best].gap.strip(_SPACE + "-"):
            break
        best -= 1
    span = trim(text, tokens[best].start, tokens[last].end)
    return span.of(text) or None


def _past_age(tokens: Sequence[Token], k: int, lexicon: Lexicon) -> int:
    """The token after ", 34 ans," or ", 45,"; `k` itself where no age stands."""
    end = k
    if tokens[end].word.isdigit() and len(tokens[end].word) < 4:
        end += 1
        if end < len(tokens) and tokens[end].low in lexicon.ages:
            end += 1
        if end < len(tokens) and tokens[end].sentence == tokens[k].sentence and tokens[end].gap.strip(_SPACE) == ",":
            return end
    return k


def _led_by_role(tokens: Sequence[Token], k: int, lexicon: Lexicon) -> bool:
    """ "the Russian president", "the New York mayor": capitals that lead up to a role within three words, nothing between them."""
    if lexicon.lower_tail or tokens[k].low in lexicon.first_names:
        return False  # a language in which such words follow the role
    for j in range(k + 1, min(k + 4, len(tokens))):
        if tokens[j].sentence != tokens[k].sentence or tokens[j].gap.strip(_SPACE) not in ("", "-"):
            return False
        if not tokens[j].cap:
            return tokens[j].low in lexicon.roles
    return False


def _after(tokens: Sequence[Token], run: Run, text: str, lexicon: Lexicon) -> str | None:
    k = run.last
    if k >= len(tokens) or tokens[k].sentence != tokens[run.first].sentence or tokens[k].gap.strip(_SPACE) not in (",", "("):
        return None
    k, start = _past_age(tokens, k, lexicon), None
    begin = k
    while k < len(tokens) and k - begin < 4 and tokens[k].sentence == tokens[run.first].sentence:
        token = tokens[k]
        if k > begin and tokens[k].gap.strip(_SPACE) not in ("", "'", "’", "-"):
            return None
        if token.low in lexicon.roles or (token.low in lexicon.role_before and start is None and token.low not in lexicon.articles):
            start = k
            break
        if token.cap and _led_by_role(tokens, k, lexicon):
            start = k
            break
        if token.cap or not (token.low in lexicon.articles or len(token.low) > 3):
            return None
        k += 1
    if start is None or not any(t.low in lexicon.roles for t in tokens[start : start + 4]):
        return None
    end = start + 1
    while end < len(tokens) and end - start < _REACH and tokens[end].sentence == tokens[start].sentence:
        if tokens[end].gap.strip(_SPACE) not in ("", "'", "’", "-") or _stops(tokens[end], lexicon):
            break
        end += 1
    if end + 1 < len(tokens) and tokens[end].cap and tokens[end].low in lexicon.first_names and tokens[end + 1].cap:
        if tokens[end].sentence == tokens[start].sentence and tokens[end].gap.strip(_SPACE) in ("", ","):
            return None  # the role belongs to the name that follows it
    while end - 1 > start and (tokens[end - 1].low in lexicon.connectors or tokens[end - 1].low in lexicon.stops):
        end -= 1
    return trim(text, tokens[start].start, tokens[end - 1].end).of(text) or None
