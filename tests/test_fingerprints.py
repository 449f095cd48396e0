"""Fingerprints, candidates and passages: one definition of every number, whether numpy is there or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import MissingExtra
from recoupe.grouping import candidates, fingerprints, minhash

_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("aéÉœŒß d3.,٣²½ʼ'’-_\n«»\u00ad\u0301ﬁŉİ𝐀🙂"),
        st.characters(codec="utf-8", exclude_categories=("Cs",), max_codepoint=0x2FFF),
    ),
    max_size=120,
)
_NUMBERS = st.lists(st.integers(0, 2**64 - 1), max_size=120)
_MARKS = st.lists(st.lists(st.integers(0, 30), max_size=12), max_size=80)


@contextmanager
def without_numpy() -> Iterator[None]:
    kept = fingerprints.numpy
    fingerprints.numpy = lambda: None  # type: ignore[assignment]
    try:
        yield
    finally:
        fingerprints.numpy = kept


def test_what_needs_numpy_says_which_extra_to_install() -> None:
    with without_numpy(), pytest.raises(MissingExtra, match=r"recoupe\[scale\]"):
        next(candidates.partners([[1], [1]]))


def test_case_and_accents_do_not_change_a_word_and_letters_do() -> None:
    number = fingerprints.word_number
    assert number("Évêque") == number("EVEQUE") == number("eveque")
    assert number("œuvre") == number("oeuvre")
    assert len({number(w) for w in ("ab", "ba", "a", "b", "aa", "ab.", "abc")}) == 7


def test_a_run_depends_on_the_order_of_its_words() -> None:
    one, other = fingerprints.runs([1, 2, 3, 4, 5]), fingerprints.runs([1, 2, 3, 5, 4])
    assert len(one) == len(other) == 1
    assert one != other


@settings(deadline=None)
@given(st.lists(_TEXT, max_size=6), st.integers(1, 6))
def test_numpy_changes_no_fingerprint(given_: list[str], window: int) -> None:
    pytest.importorskip("numpy")
    fast = [[int(mark) for mark in marks] for marks in fingerprints.all_prints(given_, window)]
    with without_numpy():
        assert fast == list(fingerprints.all_prints(given_, window))


@settings(deadline=None)
@given(_NUMBERS, st.integers(1, 9))
def test_numpy_changes_no_run_and_no_choice(numbers: list[int], window: int) -> None:
    np = pytest.importorskip("numpy")
    array = np.array(numbers, dtype=np.uint64)
    assert fingerprints._runs_at_once(np, array).tolist() == fingerprints._runs_slowly(numbers)
    assert array[fingerprints._winnow_at_once(np, array, window)].tolist() == fingerprints._winnow_slowly(numbers, window)


@given(_NUMBERS, st.integers(1, 9))
def test_every_window_keeps_its_smallest_number(numbers: list[int], window: int) -> None:
    kept = fingerprints.winnow(numbers, window)
    for at in range(len(numbers) - window + 1):
        assert min(numbers[at : at + window]) in kept
    assert set(kept) <= set(numbers)


@settings(deadline=None)
@given(_TEXT, st.lists(st.sampled_from(["un", "deux", "trois", "quatre", "cinq", "six", "sept"]), min_size=8, max_size=12), _TEXT)
def test_eight_words_in_common_share_a_fingerprint(before: str, words: list[str], after: str) -> None:
    passage = " ".join(words)
    alone = set(fingerprints.prints(passage))
    assert alone & set(fingerprints.prints(f"{before} {passage} {after}"))


@settings(deadline=None)
@given(_MARKS, st.integers(1, 3))
def test_numpy_changes_no_candidate(marks: list[list[int]], least: int) -> None:
    pytest.importorskip("numpy")
    fast = {}
    for first, second, hits in candidates.partners(marks, least):
        fast.update(zip(zip(first.tolist(), second.tolist()), hits.tolist()))
    assert dict(sorted(fast.items())) == candidates._pairs_slowly(marks, least)


def test_what_everybody_shares_links_only_neighbours() -> None:
    many = [[1, 2, 100 + at] for at in range(200)]
    found = candidates.pairs(many)
    assert len(found) == 2 * 200 - 3
    assert all(a in (0, b - 1) for a, b in found)
    assert len(candidates.pairs(many[: candidates.POSTINGS])) == candidates.POSTINGS * (candidates.POSTINGS - 1) // 2


@settings(deadline=None)
@given(_NUMBERS)
def test_numpy_changes_no_signature(numbers: list[int]) -> None:
    np = pytest.importorskip("numpy")
    assert tuple(minhash._at_once(np, np.array(numbers, dtype=np.uint64))) == minhash._slowly(numbers)


def test_a_signature_tells_how_alike_two_texts_are() -> None:
    words = list(range(1, 2001))
    one = minhash.signature(fingerprints.runs(words))
    assert len(one) == minhash.PLACES
    assert minhash.resemblance(one, minhash.signature(fingerprints.runs(words))) == 1.0
    half = minhash.signature(fingerprints.runs(words[:1000] + list(range(5001, 6001))))
    assert 0.2 < minhash.resemblance(one, half) < 0.47  # a third of all runs stand in both
    assert minhash.resemblance(one, minhash.signature(fingerprints.runs(range(9001, 11001)))) < 0.05
    assert minhash.signature([]) == ()
    assert {key for key, _ in minhash.bands(one)} == set(range(0, 128, 4))
