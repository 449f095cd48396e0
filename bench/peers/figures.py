"""Figures: recognizers-text-number and -number-with-unit (French and English) and quantulum3 (English) beside this
package, on the specs of recognizers: the share of sentences in which everything was found and nothing else. The specs are
recognizers' own tests, and its table says for each case whether its Python version is expected to pass."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.peers.dates import Absent, folder
from bench.quality.kinds import dates as date_sets
from bench.quality.kinds import figures
from bench.quality.kinds.figures import Amount, Case, Tally
from bench.quality.parts import held
from recoupe.kinds import dates as date_kind
from recoupe.kinds import figures as figure_kind
from recoupe.languages import load
from recoupe.records import Article, Published, Report
from recoupe.sockets import Reading
from recoupe.text import sentences

_HERE = Path(__file__).parent
_SLOW = 3600  # seconds after which a peer is given up
_SPECS = tuple(spec for spec in figures.SPECS if spec != "NumberRange")  # no model of the peers gives ranges
PEERS: Mapping[str, tuple[str, ...]] = {"recoupe": ("fr", "en"), "recognizers": ("fr", "en"), "quantulum3": ("en",)}

Sets = Mapping[tuple[str, str], Sequence[Case]]
Answers = Mapping[tuple[str, str], Sequence[Sequence[Amount]]]


def _asked(peer: str, rows: Sequence[Mapping[str, str]]) -> list[tuple[list[dict[str, str]], float]]:
    python = folder() / "venv" / "bin" / "python"
    if not python.exists():
        raise Absent(f"no {python.relative_to(folder())} in {folder()}")
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    command = [str(python), "-W", "ignore", str(_HERE / "figures_worker.py"), peer]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=_SLOW, check=False)
    if done.returncode:
        raise Absent(f"{peer} does not run: {done.stderr.strip().splitlines()[-1:]}")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [(t["answers"], t["seconds"]) for t in told]


def _answers(peer: str, sets: Sets) -> Answers:
    if peer == "recoupe":
        return {key: [figures.answer(key[1], case.text, key[0]) for case in cases] for key, cases in sets.items()}
    wanted = {key: cases for key, cases in sets.items() if key[0] in PEERS[peer]}
    told = iter(_asked(peer, [{"text": c.text, "language": k[0], "spec": k[1]} for k, cases in wanted.items() for c in cases]))
    out: dict[tuple[str, str], Sequence[Sequence[Amount]]] = {}
    for (language, spec), cases in wanted.items():
        read = [[figures.amount(spec, language, row) for row in next(told)[0]] for _ in cases]
        out[language, spec] = [[a for a in amounts if a is not None] for amounts in read]
    return out


def _speed(peer: str, news: Sequence[tuple[str, str]]) -> dict[str, float]:
    """KB of news per second, by language; this package's figures are timed with the dates that they need and without."""
    out: dict[str, float] = {}
    for language in PEERS[peer]:
        texts = [text for code, text in news if code == language]
        size = sum(len(text.encode()) for text in texts) / 1000
        if peer == "recoupe":
            alone, both = _timed(texts, language)
            out[f"KB/s of {language} news"] = size / alone
            out[f"KB/s of {language} news, dates too"] = size / both
        else:
            told = _asked(peer, [{"text": text, "language": language, "spec": "news"} for text in texts])
            out[f"KB/s of {language} news"] = size / max(sum(seconds for _, seconds in told), 1e-9)
    return out


def _timed(texts: Sequence[str], language: str) -> tuple[float, float]:
    known = load(language)
    alone = both = 0.0
    for turn, text in enumerate([*texts[:2], *texts]):  # the first two fill the caches
        article = Article(
            id=str(turn), source="", text=text, title=None, language=language, published=Published("2018-01-01", "given", None)
        )
        laid = Reading(article, known, (Report(article.id, 0, 0, len(text)),), sentences(text, known))
        began = time.perf_counter()
        found = date_kind.find(laid)
        middle = time.perf_counter()
        figure_kind.find(Reading(article, known, laid.reports, laid.sentences, (), found))
        end = time.perf_counter()
        if turn >= 2:
            alone, both = alone + end - middle, both + end - began
    return max(alone, 1e-9), max(both, 1e-9)


def run(shared: Path, share: float, only: Iterable[str] | None = None) -> None:
    """Prints a line for every spec with the score of each tool, then how fast each read the news."""
    sets = {(language, spec): list(figures.cases(shared, language, spec)) for language in figures.LANGUAGES for spec in _SPECS}
    _, winer = date_sets.sets(shared)["winer"]
    _, meantime = date_sets.sets(shared)["meantime"]
    news = [("fr", c.case.text) for c in winer if held(c.case.id[::-1], share / 4)]
    news += [("en", c.case.text) for c in meantime if held(c.case.id[::-1], share)]
    table: dict[str, dict[str, float]] = {}
    for peer in PEERS:
        if only and peer not in only:
            continue
        tally = Tally()
        try:
            for (language, spec), found in _answers(peer, sets).items():
                told = {case.id: amounts for case, amounts in zip(sets[language, spec], found, strict=True)}
                figures.score(
                    sets[language, spec],
                    f"{language}.{spec}",
                    lambda case, told=told: told[case.id],  # type: ignore[misc]
                    lambda case, amounts: figures.right(case.gold, amounts),
                    tally,
                )
            table[peer] = tally.marks() | _speed(peer, news)
        except Absent as error:
            print(f"{peer} is left out: {error} (bench/peers/README.md says how to install it)")
    names = sorted({name for marks in table.values() for name in marks}, key=_order)
    print(f"\n{'':40}" + "".join(f"{peer:>18}" for peer in table))
    for name in names:
        print(f"{name:40}" + "".join(f"{marks[name]:18.3f}" if name in marks else f"{'-':>18}" for marks in table.values()))


def _order(name: str) -> tuple[int, str, int, str]:
    parts = name.split(".")
    if len(parts) < 3:
        return 1, name, 0, ""
    return 0, "a" if parts[0] == "fr" else "z", _SPECS.index(parts[1]), parts[2]
