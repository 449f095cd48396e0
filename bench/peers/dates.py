"""Dates: dateparser, Recognizers-Text (release and HEAD) and HeidelTime beside this package."""

from __future__ import annotations

import base64
import html
import json
import os
import re
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.quality.kinds import dates
from bench.quality.kinds.dates import Answer, Case
from bench.quality.parts import ROOT, held
from recoupe import text
from recoupe.kinds import dates as kind
from recoupe.kinds import figures
from recoupe.languages import load
from recoupe.records import Article, Published
from recoupe.sockets import Reading

_HERE = Path(__file__).parent
_SLOW = 3600  # seconds after which a peer is given up
_WARM = 40  # texts read before the clock runs, so that it does not measure what is loaded with the first
_PATIENCE = 40  # seconds that one text may take
_TAG = re.compile(r"<(/?)(TIMEX3(?:INTERVAL)?)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')

Answers = Mapping[str, Sequence[Answer]]


def folder() -> Path:
    """Where the peers are."""
    return Path(os.environ.get("RECOUPE_PEERS", ROOT.parent / "peers"))


class Absent(Exception):
    """A peer that is not installed."""


def _worker(name: str, cases: Sequence[Case]) -> tuple[Answers, float]:
    python = folder() / "venv" / "bin" / "python"
    if not python.exists():
        raise Absent(f"no {python.relative_to(folder())} in {folder()}")
    paths: list[str] = []
    if name == "recognizers-head":
        libraries = folder() / "recognizers-head" / "Python" / "libraries"
        if not libraries.is_dir():
            raise Absent(f"no recognizers-head/Python/libraries in {folder()}")
        paths = [str(path) for path in sorted(libraries.glob("recognizers-*"))]
    command = [str(python), "-W", "ignore", str(_HERE / "dates_worker.py"), name, *paths]
    out: dict[str, Sequence[Answer]] = {}
    seconds, left = 0.0, list(cases)
    while left:
        told = _told(command, left)
        for case, row in zip(left, told):
            seconds += row["seconds"]
            out[case.id] = [_answer(answer, name == "dateparser") for answer in row["answers"]]
        if len(told) < len(left):
            print(f"  {name}: no answer for {left[len(told)].id} in {_PATIENCE} s, counted as none", flush=True)
        left = left[len(told) + 1 :]
    return out, seconds


def _told(command: Sequence[str], cases: Sequence[Case]) -> list[dict[str, Any]]:
    """What a worker says of the cases, up to the one that takes too long."""
    rows = [{"text": c.text, "language": c.language, "today": c.today, "assistant": c.assistant} for c in cases]
    told: list[dict[str, Any]] = []
    with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+") as trouble:
        given.write("".join(json.dumps(row) + "\n" for row in rows))
        given.seek(0)
        with subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=trouble, text=True) as worker:
            assert worker.stdout is not None
            watch = threading.Timer(_PATIENCE * 3, worker.kill)  # it starts slowly
            watch.start()
            for line in worker.stdout:
                watch.cancel()
                told.append(json.loads(line))
                watch = threading.Timer(_PATIENCE, worker.kill)
                watch.start()
            watch.cancel()
        if worker.returncode > 0:
            trouble.seek(0)
            raise Absent(f"it does not run: {trouble.read().strip().splitlines()[-1:]}")
    return told


def _answer(row: Mapping[str, Any], moment: bool) -> Answer:
    days = (row["days"][0], row["days"][1]) if row.get("days") else None
    return Answer(row["start"], row["end"], days, row.get("seconds"), row.get("timed", False), row["value"], row["type"], moment)


def _spent_by_children() -> float:
    """CPU seconds of the processes started so far: several peers may share the machine with other work."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _heideltime(cases: Sequence[Case]) -> tuple[Answers, float]:
    home = folder() / "heideltime"
    if not (home / "classes" / "HeidelTimeLines.class").exists():
        raise Absent(f"no heideltime/classes/HeidelTimeLines.class in {folder()}")
    out: dict[str, Sequence[Answer]] = {}
    seconds = 0.0
    for language, name in (("fr", "FRENCH"), ("en", "ENGLISH")):
        chosen = [c for c in cases if c.language == language]
        if not chosen:
            continue
        lines = "".join(f"{c.today[:10]}\t{base64.b64encode(c.text.encode()).decode()}\n" for c in chosen)
        began = _spent_by_children()
        command = ["java", "-cp", "classes:lib/uima-core.jar:.", "HeidelTimeLines", name]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=_SLOW, cwd=home, check=False)
        seconds += _spent_by_children() - began
        for case, line in zip(chosen, done.stdout.splitlines()):
            out[case.id] = timeml(base64.b64decode(line).decode(), case)
    return out, seconds


def timeml(document: str, case: Case) -> list[Answer]:
    """The answers in HeidelTime's TimeML. To an assistant an interval is one answer, elsewhere its two dates are."""
    body = document.split("<TimeML>\n", 1)[-1].rsplit("\n</TimeML>", 1)[0]
    answers: list[Answer] = []
    intervals: list[Answer] = []
    opened: list[tuple[str, int, dict[str, str]]] = []
    at = length = 0
    for tag in _TAG.finditer(body):
        length += len(html.unescape(body[at : tag.start()]))
        at = tag.end()
        if not tag[1]:
            opened.append((tag[2], length, dict(_ATTRIBUTE.findall(tag[3]))))
            continue
        if not opened:
            continue
        name, start, about = opened.pop()
        if name == "TIMEX3":
            value = about.get("value", "")
            days, seconds = dates.measured(value, case.today)
            timed = about.get("type") == "SET" or ("T" in value and not value.startswith("P"))
            answers.append(Answer(start, length, days, seconds, timed, value, about.get("type", "")))
        elif ends := [dates.measured(about.get(side, "")[:10], case.today)[0] for side in ("earliestBegin", "latestEnd")]:
            first, last = ends
            if first and last:
                intervals.append(Answer(start, length, (first[0], last[1]), None, False, "", "DATE"))
    if not case.assistant:
        return answers
    return intervals + [a for a in answers if not any(i.start <= a.start and a.end <= i.end for i in intervals)]


def _ours(cases: Sequence[Case]) -> tuple[Answers, float]:
    for case in cases[:_WARM]:
        dates.ours(case)
    began = time.process_time()
    out = {case.id: dates.ours(case) for case in cases}
    return out, time.process_time() - began


def _both(cases: Sequence[Case]) -> float:
    """KB/s of this package's dates and figures of the same texts."""
    readings = []
    for case in cases:
        language = load(case.language)
        article = Article(case.id, case.id, case.text, language=case.language, published=Published(case.today, "given"))
        readings.append(Reading(article, language, (), text.sentences(case.text, language)))
    for reading in readings[:_WARM]:
        figures.find(replace(reading, dates=kind.find(reading)))
    spent = 0.0
    for reading in readings:
        began = time.process_time()
        figures.find(replace(reading, dates=kind.find(reading)))
        spent += time.process_time() - began
    return sum(len(case.text.encode()) for case in cases) / 1000 / max(spent, 1e-9)


PEERS: Mapping[str, Callable[[Sequence[Case]], tuple[Answers, float]]] = {
    "recoupe": _ours,
    "dateparser": lambda cases: _worker("dateparser", cases),
    "recognizers": lambda cases: _worker("recognizers", cases),
    "recognizers-head": lambda cases: _worker("recognizers-head", cases),
    "heideltime": _heideltime,
}
_NEWS = ("winer", "meantime")


def run(shared: Path, share: float, only: Iterable[str] | None = None) -> None:
    """Prints a line for every set and measure with the score of each tool, then how fast each read the news."""
    chosen = {
        name: (score, [c for c in cases if name != "winer" or held(c.case.id[::-1], share)])
        for name, (score, cases) in dates.sets(shared).items()
    }
    table: dict[str, dict[str, float]] = {}
    speed: dict[str, float] = {}
    for peer, answer in PEERS.items():
        if only and peer not in only:
            continue
        read = spent = 0.0
        try:
            for name, (score, cases) in chosen.items():
                answers, seconds = answer([c.case for c in cases])
                if name in _NEWS:
                    read, spent = read + sum(len(c.case.text.encode()) for c in cases), spent + seconds
                marks = score(cases, lambda case, told=answers: told.get(case.id, ()))
                table[peer] = table.get(peer, {}) | {f"{name}.{what}": value for what, value in marks.items()}
        except Absent as error:
            table.pop(peer, None)
            print(f"{peer} is left out: {error} (bench/peers/README.md says how to install it)")
            continue
        speed[peer] = read / 1000 / max(spent, 1e-9)
        print(
            f"{peer}: " + ", ".join(f"{mark} {value:.3f}" for mark, value in table[peer].items()) + f", {speed[peer]:.1f} KB/s", flush=True
        )
    print(f"\n{'':40}" + "".join(f"{peer:>18}" for peer in table))
    for mark in next(iter(table.values()), {}):
        print(f"{mark:40}" + "".join(f"{marks[mark]:18.3f}" for marks in table.values()))
    print(f"{'KB/s of news (CPU)':40}" + "".join(f"{speed[peer]:18.1f}" for peer in table))
    news = [document.case for document in chosen["winer"][1]]
    both = _both(news)
    times = f", {both / speed['dateparser']:.1f} x dateparser's dates" if "dateparser" in speed else ""
    print(f"recoupe, dates and figures of WiNER-fr together: {both:.0f} KB/s{times}")
    print(f"({len(chosen['winer'][1])} documents of WiNER-fr, {len(chosen['meantime'][1])} of MEANTIME)")
