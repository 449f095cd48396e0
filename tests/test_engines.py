"""The engines keep order, lose nothing, and survive a worker that dies."""

from __future__ import annotations

import os

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
