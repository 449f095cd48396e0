"""The measure of contradiction between two sentences: what it sees, and that its model learns from it."""

from __future__ import annotations

from bench.quality.crosscheck.entailment import features, trained

SAME = ("Le pont de Brisel est ouvert depuis lundi.", "Le pont de Brisel est ouvert.")
TURNED = ("Le pont de Brisel est ouvert depuis lundi.", "Le pont de Brisel n'est pas ouvert.")
FIGURE = ("Le tribunal a entendu 12 témoins en 2024.", "Le tribunal a entendu 15 témoins en 2024.")


def test_the_order_of_the_two_does_not_matter() -> None:
    for one, other in (SAME, TURNED, FIGURE):
        assert features(one, other)[:20] == features(other, one)[:20]


def test_a_negation_or_another_figure_is_seen() -> None:
    assert features(*SAME) != features(*TURNED)
    same = features(FIGURE[0], FIGURE[0])
    assert sum(a != b for a, b in zip(same, features(*FIGURE), strict=True)) >= 3


def test_a_model_learns_what_tells_the_labels_apart() -> None:
    rows = [[float(n % 2), float(n % 3)] for n in range(60)]
    model = trained(rows, [bool(r[0]) for r in rows])
    assert model([1.0, 1.0]) > 0.5 > model([0.0, 1.0])
