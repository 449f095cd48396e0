"""The engines keep order, lose nothing, and survive a worker that dies."""

from __future__ import annotations

import multiprocessing
import os
import threading
from functools import partial

from recoupe import engines
from recoupe.records import Article, Examined


def _examine(article: Article) -> Examined:
    if article.text == "crash":
        raise ValueError("bad article")
    if article.text == "kill":
        os._exit(3)
    return Examined(article)


def _articles(texts: list[str]) -> list[Article]:
    return [Article(id=str(n), source=f"{n}.txt", text=t) for n, t in enumerate(texts)]


def test_serial_and_pool_give_the_same_in_the_same_order() -> None:
    articles = _articles(["x"] * 60 + ["crash"] + ["y"] * 10)
    steps: list[int] = []
    serial = engines.SERIAL.map(_examine, articles, steps.append)
    assert engines.pool(2).map(_examine, articles, lambda done: None) == serial
    assert [e.article.id for e in serial] == [a.id for a in articles]
    assert [p.code for e in serial for p in e.problems] == ["examine.crash"]
    assert steps[-1] == len(articles)


def test_a_worker_that_dies_costs_one_article_a_problem_and_no_other() -> None:
    articles = _articles(["x"] * 50 + ["kill"] + ["y"] * 10)
    examined = engines.pool(2).map(_examine, articles, lambda done: None)
    assert [e.article.id for e in examined] == [a.id for a in articles]
    assert [(e.article.text, e.problems[0].code) for e in examined if e.problems] == [("kill", "examine.killed")]


def _here(number: int, parent: int) -> tuple[int, bool]:
    """The number, and whether another process than the parent gave it."""
    if number == 7 and os.getpid() != parent:
        os._exit(3)
    return number, os.getpid() != parent


def test_pieces_are_done_side_by_side_and_answered_in_order() -> None:
    pieces = [partial(_here, n, os.getpid()) for n in range(5)]
    assert engines.SERIAL.spread(pieces, [9000] * 5) == [(n, False) for n in range(5)]
    apart = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    assert engines.pool(2).spread(pieces, [10, 9000, 10, 9000, 10]) == [(n, apart) for n in range(5)]
    assert engines.pool(2).spread(pieces, [1] * 5) == [(n, False) for n in range(5)]  # too little to be worth it


def test_pieces_of_a_worker_that_dies_are_done_here() -> None:
    pieces = [partial(_here, n, os.getpid()) for n in range(12)]
    assert [n for n, _ in engines.pool(2).spread(pieces, [1000] * 12)] == list(range(12))
