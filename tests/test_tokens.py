"""Tokens: what a treebank would cut is cut, what it would keep is whole, and no character is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import text
from recoupe.languages import load
from recoupe.records import Span
from recoupe.tagging import tokenise


def cut(sample: str, code: str) -> list[str]:
    return list(tokenise(sample, (Span(0, len(sample)),), load(code)).forms)


FRENCH = (
    "L'|homme qu'|il a vu aujourd'hui|.",
    "L’|homme qu’|il a vu aujourd’hui|.",
    "Y a|-t-il quelqu'un |? dit|-elle|, peut-être|.",
    "Donne|-le|-moi|, allez|-vous|-en|, vas|-y |!",
    "C'|est le rendez-vous de Jean-Pierre|, celui-ci|.",
    "Aix-en-Provence et Vitry-le-François",
    "M. Dupont|, MM. Durand et Mme Petit",
    "J.-P. Martin|, de l'|O.N.U.|, parle d'|etc.",
    "1,5 % de 10_000 € à 14|h|30",
    "le 3e jour|, n°|5|, art. 7|, 10|°C",
    "l'|« Express »|… (|contact@exemple.fr|)",
    "Voir https://exemple.fr/a?b=1|. #Grève @untel",
    "N'Djamena n'|est pas M'Bala",
    "du pain|, des élu·es",
)
ENGLISH = (
    "I do|n't think John|'s wife ca|n't|.",
    "They can|not|, it|’s late|, we|'ve gone|.",
    "the search|-|engine of an anti-American vice-president",
    "The U.S. troops|' 18|-|year|-|old car at 5:30 p.m. Friday",
    "Mr. Smith paid $|5 at 5|pm",
    "O'Brien|'s AT&T shares fell 1,200.50 points",
    "He said no|.",
)


@pytest.mark.parametrize(("code", "marked"), [("fr", m) for m in FRENCH] + [("en", m) for m in ENGLISH])
def test_tokens(code: str, marked: str) -> None:
    """A space cuts, a bar is a cut without a space, a low line a space that does not cut."""
    expected = [part.replace("_", " ") for word in marked.split(" ") for part in word.split("|") if part]
    assert cut(marked.replace("|", "").replace("_", " "), code) == expected


def test_a_word_written_in_one_is_two_tokens_where_the_text_has_them() -> None:
    words = tokenise("You cannot.", (Span(0, 11),), load("en"))
    assert [(words.span(i).start, words.span(i).end) for i in range(len(words))] == [(0, 3), (4, 7), (7, 10), (10, 11)]


def test_sentences_own_their_tokens() -> None:
    sample = "Il part. Elle l’a vu.\n\nFin"
    spans = text.sentences(sample, load("fr"))
    words = tokenise(sample, spans, load("fr"))
    assert [words.forms[a:b] for a, b in words.bounds] == [("Il", "part", "."), ("Elle", "l’", "a", "vu", "."), ("Fin",)]


@pytest.mark.parametrize("code", ["fr", "en", "de"])
@given(sample=st.text(max_size=200) | st.text(alphabet="aZé1 .,'’-@/\n«»(n°t", max_size=200))
def test_every_character_but_white_space_is_in_exactly_one_token(code: str, sample: str) -> None:
    language = load(code)
    spans = text.sentences(sample, language)
    words = tokenise(sample, spans, language)
    assert all(a <= b for a, b in itertools.pairwise(i for pair in zip(words.starts, words.ends) for i in pair))
    assert words.forms == tuple(sample[a:b] for a, b in zip(words.starts, words.ends))
    assert "".join("".join(words.forms).split()) == "".join("".join(s.of(sample) for s in spans).split())
    for (first, last), span in zip(words.bounds, spans, strict=True):
        assert all(span.start <= words.starts[i] < words.ends[i] <= span.end for i in range(first, last))


def test_a_language_without_rules_still_has_words() -> None:
    assert cut("Das ist's, 12 km weit.", "de")[0] == "Das"
