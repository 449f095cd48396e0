"""The main job as a whole: what must hold for any input."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe import desk, engines
from recoupe.records import Article, Dossier, Problem

EXAMPLES = Path(__file__).parent.parent / "examples"
TODAY = "2026-11-21"
CLUSTERS = ("river", "hospital", "channel")


def read(cluster: str) -> list[Article]:
    """The plain-text articles of an example cluster (readers have tests of their own)."""
    return [Article("", f"{cluster}/{p.name}", p.read_text(encoding="utf-8")) for p in sorted((EXAMPLES / cluster).glob("*.txt"))]


def check(articles: list[Article | Problem]) -> Dossier:
    return desk.check(articles, engine=engines.SERIAL, today=TODAY)


def findings(dossier: Dossier) -> list[tuple[str, str, str, int]]:
    return [(f.status, f.aspect, f.summary, f.independent) for f in dossier.findings]


@pytest.fixture(scope="module")
def dossiers() -> dict[str, Dossier]:
    return {cluster: check([*read(cluster)]) for cluster in CLUSTERS}


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_every_span_is_verbatim_and_inside_its_article(dossiers: dict[str, Dossier], cluster: str) -> None:
    dossier = dossiers[cluster]
    texts = {a.id: a.text for a in dossier.articles}
    evidence = [e for f in dossier.findings for e in f.evidence] + [e for ev in dossier.events for e in ev.evidence]
    assert evidence
    for e in evidence:
        assert e.span.of(texts[e.article]) == e.exact
        assert e.exact.strip()
    for examined in dossier.examined:
        mentions = [*examined.names, *examined.dates, *examined.figures, *examined.quotes, *examined.events]
        assert mentions
        assert all(m.span.of(examined.article.text) == m.exact for m in mentions)


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_the_order_of_the_inputs_changes_nothing(dossiers: dict[str, Dossier], cluster: str) -> None:
    shuffled = read(cluster)
    random.Random(7).shuffle(shuffled)
    assert check([*shuffled]) == dossiers[cluster]


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_an_exact_copy_changes_no_independence(dossiers: dict[str, Dossier], cluster: str) -> None:
    articles = read(cluster)
    counted = {f.summary: f.independent for f in dossiers[cluster].findings if f.status != "single-source"}
    for original in articles:
        more = check([*articles, replace(original, source=f"{cluster}/zz-copy.txt")])
        again = {f.summary: f.independent for f in more.findings}
        assert {s: n for s, n in again.items() if s in counted} == {s: counted[s] for s in counted if s in again}
        assert max(f.independent for f in more.findings) <= max(f.independent for f in dossiers[cluster].findings)


def test_articles_of_other_clusters_change_no_story(dossiers: dict[str, Dossier]) -> None:
    together = check([a for c in CLUSTERS for a in read(c)])
    for story in together.stories:
        sources = {a.source.split("/")[0] for a in together.articles if a.id in {r.article for r in story.reports}}
        assert len(sources) == 1
    assert len(together.stories) == sum(len(d.stories) for d in dossiers.values())


def test_a_finding_is_told_of_the_story_that_most_of_its_evidence_lies_in(dossiers: dict[str, Dossier]) -> None:
    dossier = dossiers[CLUSTERS[0]]
    story = max(dossier.stories, key=lambda one: len(one.reports))
    parts = [replace(story, id=f"T{n}", reports=story.reports[n::2]) for n in (0, 1)]
    told = [f for f in dossier.findings if f.story == story.id]
    for f in desk._assigned(told, parts):
        counts = [sum(e.report in {r.key for r in part.reports} for e in f.evidence) for part in parts]
        assert f.story == parts[counts[1] > counts[0]].id
        assert f.independent == next(g.independent for g in told if g.id == f.id)
    assert desk._assigned(told, dossier.stories) == tuple(told)


def test_what_is_not_an_article_is_carried_as_a_problem() -> None:
    problem = Problem("read.missing", "no such file", "error", "gone.txt")
    dossier = check([problem, Article("", "empty.txt", ""), Article("", "odd.txt", "\x00\ufffd \u202e\U0001f600")])
    assert problem in dossier.problems
    assert len(dossier.articles) == 2
    assert dossier.findings == ()


def test_a_language_without_a_folder_is_kept_and_named() -> None:
    german = "Der Minister sagte am Montag, dass die Lage in der Region nicht unter Kontrolle ist und sich weiter verschlechtert."
    dossier = check([Article("", "de.txt", german)])
    assert dossier.articles[0].language == "de"
    assert "language.unsupported" in {p.code for p in dossier.problems}
    assert len(dossier.stories) == 1


def test_the_same_article_a_hundred_times_is_one_origin() -> None:
    article = read("river")[0]
    dossier = check([replace(article, source=f"copy-{n:03}.txt") for n in range(100)])
    assert len({a.id for a in dossier.articles}) == 100
    assert len(dossier.stories) == 1
    assert {f.independent for f in dossier.findings} == {1}
    assert not [f for f in dossier.findings if f.status in ("corroborated", "disputed", "discrepancy")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_text_gives_a_dossier_and_verbatim_spans(texts: list[str]) -> None:
    dossier = check([Article("", f"{n}.txt", t) for n, t in enumerate(texts)])
    assert len(dossier.articles) == len(texts)
    assert "find.crash" not in {p.code for p in dossier.problems}
    for examined in dossier.examined:
        for m in (*examined.names, *examined.dates, *examined.figures, *examined.quotes, *examined.events):
            assert m.span.of(examined.article.text) == m.exact


_PIECES = [
    *("« ", " »", '"', "Le 4 juillet, ", "M. Durand ", "a déclaré ", "que ", "12 morts", "selon ", "(AFP) – "),
    *("\n\n", "3,5 millions d’euros ", ". ", "Lire aussi : ", "hier ", "H0² ", "— Non, dit-elle. ", "1 200 "),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_any_mixture_of_what_news_is_made_of_survives(pieces: list[str]) -> None:
    dossier = check([Article("", "mix.txt", "".join(pieces))])
    assert "find.crash" not in {p.code for p in dossier.problems}
