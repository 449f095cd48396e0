"""Where the pure work runs, that on each article and the pieces that stories are cross-checked in: this process, or a pool of
processes. Built-ins: `SERIAL`, `pool(jobs)`."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from recoupe.records import Article, Examined, Problem
from recoupe.sockets import Engine, Spread, in_turn

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

# What starts processes is imported where they are started: a run of one article needs none.
_CHUNK = 8
_WORTH_A_POOL = 40  # articles: below this, starting processes costs more than it saves

_WORTH_SPREADING = 2000  # mentions: what the stories of as many articles have

Examine = Callable[[Article], Examined]


def _crashed(article: Article, error: BaseException) -> Examined:
    problem = Problem("examine.crash", f"{type(error).__name__}: {error}", "error", article.source, article.id)
    return Examined(article, problems=(problem,))


def _one(examine: Examine, article: Article) -> Examined:
    try:
        return examine(article)
    except Exception as error:  # the article is kept, with a Problem; the run goes on
        return _crashed(article, error)


def _many(examine: Examine, articles: Sequence[Article]) -> list[Examined]:
    return [_one(examine, article) for article in articles]


def _serial(examine: Examine, articles: Iterable[Article], done: Callable[[int], None]) -> list[Examined]:
    out = []
    for article in articles:
        out.append(_one(examine, article))
        done(len(out))
    return out


SERIAL = Engine("serial", _serial)


def _forkable() -> bool:
    """Fork starts in milliseconds, and hands on all that there is; but only a single-threaded process may fork safely."""
    import multiprocessing

    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _context() -> BaseContext:
    import multiprocessing

    return multiprocessing.get_context("fork" if _forkable() else "spawn")


def pool(jobs: int) -> Engine:
    """An engine of `jobs` worker processes. When a worker dies, its articles are tried again one by one in a fresh
    process; the one that kills it again comes back as a Problem (`examine.killed`). Pieces of stories are done by forks of this
    process, which have the whole material without its being sent to them; where it cannot fork, by itself."""

    def run(examine: Examine, articles: Iterable[Article], done: Callable[[int], None]) -> list[Examined]:
        todo = list(articles)
        if jobs < 2 or len(todo) < _WORTH_A_POOL:
            return _serial(examine, todo, done)
        chunks = [todo[i : i + _CHUNK] for i in range(0, len(todo), _CHUNK)]
        results: dict[int, list[Examined]] = {}
        _run_chunks(examine, chunks, jobs, results, done)
        for index, chunk in enumerate(chunks):
            if index not in results:
                results[index] = [_quarantined(examine, article) for article in chunk]
                done(sum(len(r) for r in results.values()))
        return [examined for index in range(len(chunks)) for examined in results[index]]

    return Engine(f"pool of {jobs}", run, _spread(jobs))


_NEW_OBJECTS = 50_000  # before cycles are looked for: at Python's 700 that is a sixth of the time one article takes


def settle() -> None:
    """What a process that reads articles does first: look for cycles seldom, and never among what was loaded before."""
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    gc.freeze()


def _run_chunks(
    examine: Examine, chunks: Sequence[Sequence[Article]], jobs: int, results: dict[int, list[Examined]], done: Callable[[int], None]
) -> None:
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs, mp_context=_context(), initializer=settle) as executor:
        waiting: dict[Future[list[Examined]], int] = {executor.submit(_many, examine, c): i for i, c in enumerate(chunks)}
        while waiting:
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                index = waiting.pop(future)
                try:
                    results[index] = future.result()
                except BrokenProcessPool:
                    return  # what is missing is tried again, apart
                done(sum(len(r) for r in results.values()))


def _quarantined(examine: Examine, article: Article) -> Examined:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(1, mp_context=_context(), initializer=settle) as executor:
            return executor.submit(_one, examine, article).result()
    except BrokenProcessPool:
        problem = Problem("examine.killed", "the worker died on this article", "error", article.source, article.id)
        return Examined(article, problems=(problem,))


_pieces: Sequence[Callable[[], Any]] = ()
"""The work of a fork."""


def _take(pieces: Sequence[Callable[[], Any]]) -> None:
    global _pieces  # noqa: PLW0603 - of a process that does nothing else
    settle()
    _pieces = pieces


def _do(number: int) -> Any:
    return _pieces[number]()


def _spread(jobs: int) -> Spread:
    def run(pieces: Sequence[Callable[[], Any]], sizes: Sequence[int]) -> list[Any]:
        if jobs < 2 or sum(sizes) < _WORTH_SPREADING or not _forkable():
            return in_turn(pieces, sizes)
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        largest_first = sorted(range(len(pieces)), key=lambda n: (-sizes[n], n))
        results: dict[int, Any] = {}
        with ProcessPoolExecutor(min(jobs, len(pieces)), mp_context=_context(), initializer=_take, initargs=(pieces,)) as executor:
            try:
                waiting = {n: executor.submit(_do, n) for n in largest_first}
                for n, future in waiting.items():
                    results[n] = future.result()
            except BrokenProcessPool:
                pass  # a worker was killed: what is missing is done here
        return [results[n] if n in results else pieces[n]() for n in range(len(pieces))]

    return run


def default(jobs: int | None = None) -> Engine:
    """A pool over the available cores (or `jobs` processes); one process for small runs."""
    return pool(jobs if jobs is not None else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
