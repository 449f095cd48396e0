"""Times the language layer alone: articles of some 500 words, from raw text to names, in as many processes as cores.

    python -m bench.speed.analysis --articles 400 --jobs 2

The texts are those of WiNER-fr, MEANTIME, RPM2 and ECB+ in the folder that RECOUPE_SHARED names (else `../shared`), joined to 500 words
each; where there is none, synthetic articles, whose words are mostly made up: no word comes again, which is the hardest case.

Prints articles a second for the whole (sentences, tokens, tags, lemmas, names), CPU milliseconds of each step, and, where
they are installed, peers on the same texts in the same run: simplemma (lemmas) and spaCy with the parse extra's model (tags,
lemmas and a parse). A ratio says more than a time: machines differ, and this one may be busy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.speed.corpus import articles
from recoupe import engines, tagging, text
from recoupe.kinds import names
from recoupe.languages import Language, load
from recoupe.records import Article, Published, Report
from recoupe.sockets import Reading

ROOT = Path(__file__).resolve().parents[2]
WORDS = 500
PUBLIC = (("winer_fr", "fr"), ("meantime_en", "en"), ("rpm2_fr", "fr"), ("ecbplus", "en"))


def news(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """(text, language) of public news where the shared folder holds it, else of synthetic articles."""
    data = Path(os.environ.get("RECOUPE_SHARED", ROOT.parent / "shared")) / "data"
    files = [(data / name / "docs.jsonl.gz", code) for name, code in PUBLIC]
    if not all(file.is_file() for file, _ in files):
        for _, body in articles(ROOT / "examples", count * 3, seed):
            yield body, "fr" if "Publié" in body[:400] else "en"
        return
    for file, code in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["text"] if "text" in row else " ".join(row["sentences"].values()), code


def material(count: int, seed: int) -> list[tuple[str, Language]]:
    """Texts of about `WORDS` words: articles of one language joined until they are that long."""
    out: list[tuple[str, Language]] = []
    held: dict[str, list[str]] = {"fr": [], "en": []}
    for body, code in news(count, seed):
        held[code].append(body)
        if sum(len(part.split()) for part in held[code]) >= WORDS:
            whole = "\n\n".join(held[code])
            held[code] = []
            end = [match.end() for match in re.finditer(r"\S+", whole)][WORDS - 1]
            out.append((whole[:end], load(code)))
        if len(out) == count:
            break
    return out


def steps(body: str, language: Language, tagged: bool = True) -> dict[str, float]:
    """CPU milliseconds of each step of the analysis of one text; `tagged`: with parts of speech and lemmas, which names do
    without."""
    clock = [time.process_time()]

    def lap() -> float:
        clock.append(time.process_time())
        return (clock[-1] - clock[-2]) * 1000

    sentences = text.sentences(body, language)
    out = {"sentences": lap()}
    analysis = tagging.analyse(body, sentences, language)  # kept for the kinds: names ask for the same words
    out["tokens"] = lap()
    if tagged:
        out["tags"] = len(analysis.tags) and lap()
        out["lemmas"] = len(analysis.lemmas) and lap()
    article = Article("a", "a", body, language=language.code, published=Published("2026-01-05", "given"))
    reading = Reading(article, language, (Report("a", 0, 0, len(body)),), sentences)
    lap()
    names.find(reading)
    out["names"] = lap()
    return out


def total(item: tuple[str, str], tagged: bool = True) -> dict[str, float]:
    body, code = item
    return steps(body, load(code), tagged)


def peers(bodies: Sequence[tuple[str, str]]) -> dict[str, float]:
    """CPU milliseconds an article of what else is installed."""
    out: dict[str, float] = {}

    def timed(name: str, work: Callable[[str, str], object]) -> None:
        for body, code in bodies[:4]:
            work(body, code)  # warm
        began = time.process_time()
        for body, code in bodies:
            work(body, code)
        out[name] = (time.process_time() - began) * 1000 / len(bodies)

    try:
        import simplemma
    except ImportError:
        print("peer simplemma: SKIPPED (not installed)")
    else:
        timed("simplemma (lemmas)", lambda body, code: simplemma.text_lemmatizer(body, lang=code))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.speed.analysis", description="Speed of the language layer.")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--untagged", action="store_true", help="without tags and lemmas: what the main job works out")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    bodies = [(body, language.code) for body, language in material(given.articles, given.seed)]
    with multiprocessing.get_context("spawn").Pool(given.jobs, initializer=engines.settle) as pool:
        work = partial(total, tagged=not given.untagged)
        pool.map(work, bodies[: 8 * given.jobs], chunksize=4)  # every worker loads its models
        began = time.perf_counter()
        laps = pool.map(work, bodies, chunksize=8)
        seconds = time.perf_counter() - began
    mean = {name: sum(lap[name] for lap in laps) / len(laps) for name in laps[0]}
    result = {
        "articles": len(bodies),
        "words_each": round(sum(len(body.split()) for body, _ in bodies) / len(bodies)),
        "articles_a_second": round(len(bodies) / seconds, 1),
        "cpu_ms_an_article": {name: round(value, 2) for name, value in mean.items()},
        "articles_a_cpu_second": round(1000 / sum(mean.values()), 1),
        "peers_cpu_ms": {name: round(value, 2) for name, value in peers(bodies[:60]).items()},
    }
    print(json.dumps(result) if given.json else "\n".join(f"{key:<24} {value}" for key, value in result.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
