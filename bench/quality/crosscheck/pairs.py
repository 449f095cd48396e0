"""Which sentences of two reports tell the same thing: F1 of pairs of sentences, at the threshold that the model ships with.

- `ecb`: ECB+ (English): sentences of one topic (two look-alike events), right where they share an event; split by topic. Here a
  pair is of one event only if its reports are, so that what the reports around them share counts too: see `in_reports`. The
  threshold and the two weights of that are those best on the `seen` topics.
- `stories`: invented by us, told four times (`models/alignment/stories.toml`), in French, in English and across the two; split by
  story. The model learns from the `seen` ones: their mark is of little worth.
- `seeds`: the shared claims of five real French articles: what their gold calls corroborated, or carried by two files.
  `.told` is no threshold but the dossier: the pairs of sentences that one of its findings shows together.
- `nanco` (ROC area): answers of several outlets to a question, right where annotators put them in one group.
- `superpal`: sentences of a summary and of the article behind it; each aligned one against the others of its article.
- `.words`: the same pairs by what their words alone say (TF-IDF), at the threshold that is best for them (on the `seen` part where
  a set is split): the floor to beat."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from bench.quality.crosscheck import pairs_seeds
from bench.quality.parts import held
from models.alignment import pairs as corpora
from models.alignment import pairs_more
from recoupe import text as texts
from recoupe.kinds import alignment
from recoupe.sockets import Item

Scored = list[tuple[float, bool]]


def best(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """(the best F1 that a threshold reaches, that threshold)."""
    ordered = sorted(scored, key=lambda s: -s[0])
    of = sum(same for _, same in ordered)
    right, top = 0, (0.0, math.inf)
    for n, (score, same) in enumerate(ordered, 1):
        right += same
        if n < len(ordered) and ordered[n][0] == score:
            continue
        top = max(top, (2 * right / (n + of), score))
    return top


def f1(scored: Sequence[tuple[float, bool]], threshold: float) -> float:
    """F1 of the pairs that reach a threshold."""
    taken = [same for score, same in scored if score >= threshold]
    return 2 * sum(taken) / max(1, len(taken) + sum(same for _, same in scored))


def area(scored: Sequence[tuple[float, bool]]) -> float:
    """The chance that a right pair scores above a wrong one (ROC area; ties count half)."""
    ranks: dict[float, list[int]] = defaultdict(list)
    for n, (score, _) in enumerate(sorted(scored, key=lambda s: s[0])):
        ranks[score].append(n)
    middle = {score: sum(some) / len(some) for score, some in ranks.items()}
    right = [middle[score] for score, same in scored if same]
    wrong = len(scored) - len(right)
    return (sum(right) - len(right) * (len(right) - 1) / 2) / max(1, len(right) * wrong)


# ---------------------------------------------------------------- by words


def by_words(group: corpora.Group) -> Scored:
    """The cosine of the sentences' words, weighed by how few of them have each."""
    vectors = _vectors([texts.stems(i.sentence.of(i.article.text), i.language) for i in group.items])
    return [(_cosine(vectors[i], vectors[j]), same) for i, j, same in group.pairs]


def _vectors(sentences: Sequence[Sequence[str]]) -> list[Mapping[str, float]]:
    counts = [Counter(s) for s in sentences]
    frequency = Counter(stem for c in counts for stem in c)
    total = len(sentences)
    out: list[Mapping[str, float]] = []
    for count in counts:
        raw = {stem: (1 + math.log(n)) * math.log((1 + total) / frequency[stem]) for stem, n in count.items()}
        norm = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        out.append({stem: w / norm for stem, w in raw.items()})
    return out


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return sum(w * b[stem] for stem, w in a.items() if stem in b)


# ---------------------------------------------------------------- by the model


def by_model(group: corpora.Group) -> Scored:
    """The probability that the shipped model gives each pair."""
    model = alignment.model()
    tellings = [alignment.telling(i) for i in group.items]
    return [(model.probability(alignment.features(tellings[i], tellings[j])), same) for i, j, same in group.pairs]


def in_reports(group: corpora.Group, scored: Sequence[tuple[float, bool]], words: Sequence[tuple[float, bool]], share: float) -> Scored:
    """The model's log odds with the cosine of the pair's words and that of their whole reports added, `share` times: of two
    look-alike events, the reports tell which one a sentence is of."""
    reports = _reports(group.items)
    out = []
    for (i, j, same), (likely, _), (worded, _) in zip(group.pairs, scored, words, strict=True):
        odds = math.log(max(likely, 1e-9) / max(1 - likely, 1e-9))
        around = _cosine(reports[group.items[i].article.id], reports[group.items[j].article.id])
        out.append((odds + share * (around + worded), same))
    return out


def _reports(items: Iterable[Item]) -> dict[str, Mapping[str, float]]:
    bags: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        bags[item.article.id].update(dict(item.own))
    out: dict[str, Mapping[str, float]] = {}
    for name, bag in bags.items():
        norm = math.sqrt(sum(w * w for w in bag.values())) or 1.0
        out[name] = {f: w / norm for f, w in bag.items()}
    return out


# ---------------------------------------------------------------- marks


def _ecb(shared: Path) -> dict[str, float]:
    groups = [(g, by_model(g), by_words(g)) for g in corpora.ecb(shared)]
    marks = {}

    def scores(wanted: bool, of: Callable[[corpora.Group, Scored, Scored], Scored]) -> Scored:
        return [s for g, model, words in groups if held(g.name) == wanted for s in of(g, model, words)]

    ways: list[tuple[str, Callable[[corpora.Group, Scored, Scored], Scored]]] = [
        ("words", lambda g, m, w: w),
        ("alone", lambda g, m, w: m),
    ]
    shares = [(best(scores(False, lambda g, m, w, s=s: in_reports(g, m, w, s)))[0], s) for s in (0.0, 2.0, 4.0, 8.0, 12.0, 16.0, 24.0)]  # type: ignore[misc]
    share = max(shares)[1]
    ways.append(("model", lambda g, m, w: in_reports(g, m, w, share)))
    for name, way in ways:
        score, threshold = best(scores(False, way))
        marks[f"ecb.seen.{name}"] = score
        marks[f"ecb.held.{name}"] = f1(scores(True, way), threshold)
    return marks


def _stories(verbose: bool) -> dict[str, float]:
    marks: dict[str, float] = {}
    groups = list(corpora.stories())
    least = alignment.model().threshold
    for kind in ("fr", "en", "fr-en"):
        for part, wanted in (("seen", False), ("held", True)):
            chosen = [g for g in groups if g.kind == kind and held(g.name) == wanted]
            scored = [s for g in chosen for s in by_model(g)]
            marks[f"stories.{part}.{kind}"] = f1(scored, least)
            if kind != "fr-en":
                marks[f"stories.{part}.{kind}.words"] = best([s for g in chosen for s in by_words(g)])[0]
            for g in chosen if verbose and not wanted else ():
                _misses(g, least)
    return marks


def _misses(group: corpora.Group, least: float) -> None:
    for (i, j, same), (likely, _) in zip(group.pairs, by_model(group), strict=True):
        if (likely >= least) != same:
            one, other = (group.items[n].mention.exact for n in (i, j))
            print(f"    {group.name} {'missed' if same else 'false'} {likely:.2f}: {one} // {other}")


def measure(shared: Path | None, verbose: bool = False) -> dict[str, float]:
    """The marks of every set."""
    marks = _stories(verbose)
    if shared is None:
        return marks
    return marks | _ecb(shared) | _others(shared)


def _others(shared: Path) -> dict[str, float]:
    """The best F1 on the seeds (five articles leave nothing to choose a threshold on); elsewhere ROC areas too."""
    sets: list[tuple[str, list[corpora.Group]]] = [("seeds.all", [pairs_seeds.seeds(shared)])]
    for name, groups in (("superpal", list(pairs_more.superpal(shared))), ("nanco", list(pairs_more.nanco(shared)))):
        sets += [(f"{name}.{part}", [g for g in groups if held(g.name) == wanted]) for part, wanted in (("seen", False), ("held", True))]
    marks: dict[str, float] = {}
    marks["seeds.all.told.precision"], marks["seeds.all.told.recall"] = pairs_seeds.told(shared)
    for name, groups in sets:
        for way, score in (("model", by_model), ("words", by_words)):
            scored = [s for g in groups for s in score(g)]
            if not name.startswith("nanco"):
                marks[f"{name}.{way}"] = best(scored)[0]
            marks[f"{name}.{way}.area"] = area(scored)
    return marks
