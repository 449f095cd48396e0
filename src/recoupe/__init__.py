"""recoupe checks many news reports against each other.

    import recoupe

    dossier = recoupe.check(recoupe.read(["articles/", "page.html"], language="fr"))
    for finding in dossier.findings:
        print(finding.status, finding.summary, finding.independent)
    recoupe.write(dossier, "dossier.html", interface="fr")

Importing it loads the standard library only; the rooms load when they are first used.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.errors import InvalidDossier, MissingExtra, RecoupeError, UnknownFormat, UsageError
    from recoupe.records import (
        Article,
        Copy,
        DateMention,
        Dossier,
        Event,
        Evidence,
        Examined,
        Figure,
        Finding,
        Name,
        Origin,
        Problem,
        Published,
        Quote,
        Report,
        Span,
        Story,
        Voice,
    )
    from recoupe.sockets import Adviser, Proposer

    __version__: str

_HOMES = {
    **dict.fromkeys(("InvalidDossier", "MissingExtra", "RecoupeError", "UnknownFormat", "UsageError"), "recoupe.errors"),
    **dict.fromkeys(("Article", "Copy", "DateMention", "Dossier", "Event", "Evidence", "Examined", "Figure"), "recoupe.records"),
    **dict.fromkeys(("Finding", "Name", "Origin", "Problem", "Published", "Quote", "Report", "Span"), "recoupe.records"),
    **dict.fromkeys(("Story", "Voice"), "recoupe.records"),
}

__all__ = [  # noqa: RUF022 (verbs first, then what they take and give)
    "read",
    "check",
    "write",
    "__version__",
    "Article",
    "Copy",
    "DateMention",
    "Dossier",
    "Event",
    "Evidence",
    "Examined",
    "Figure",
    "Finding",
    "Name",
    "Origin",
    "Problem",
    "Published",
    "Quote",
    "Report",
    "Span",
    "Story",
    "Voice",
    "InvalidDossier",
    "MissingExtra",
    "RecoupeError",
    "UnknownFormat",
    "UsageError",
]


def read(
    places: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    language: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
) -> Iterator[Article | Problem]:
    """The articles at some places, one at a time, as they are asked for.

    A place is a file (text, HTML, JSONL), a folder (all the files in it) or "-" (standard input). `language` (BCP 47),
    `published` (an ISO 8601 day) and `outlet` state what the files do not, and win over what they say. Whatever
    cannot be read comes as a `Problem` among the articles: bad material never raises.

    Raises UsageError for what is no place at all (an address on the web, an empty name)."""
    from recoupe import readers
    from recoupe.sockets import Given

    many = [places] if isinstance(places, str | os.PathLike) else places
    return readers.read([os.fspath(place) for place in many], Given(language, published, outlet))


def check(
    articles: Iterable[Article | Problem],
    *,
    jobs: int | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    adviser: Adviser | None = None,
    proposer: Proposer | None = None,
) -> Dossier:
    """What the articles establish together: the dossier. Problems among them are carried into it.

    `jobs` is the number of processes (None: as many as pay off); `progress(stage, done, total)` is called from time
    to time, with total 0 while it is unknown. The order of the articles changes nothing in the findings. `adviser` and
    `proposer` are optional votes: a model on disk (`recoupe.voters.model.load`) that may move confidences, a language model
    (`recoupe.voters.endpoint.connect`) that may propose findings whose words stand in the articles."""
    from recoupe import desk

    if progress is None:
        return desk.check(articles, jobs=jobs, adviser=adviser, proposer=proposer)
    return desk.check(articles, jobs=jobs, progress=progress, adviser=adviser, proposer=proposer)


def write(dossier: Dossier, path: str | os.PathLike[str], *, interface: str = "en") -> tuple[Path, ...]:
    """Write a dossier in the format that the suffix names: .html .json .md .csv (a folder of tables), and say
    which files were written. `interface` is the language of the dossier's own words ("en" or "fr").

    Raises UnknownFormat for another suffix and UsageError where nothing can be written."""
    from recoupe import writers
    from recoupe.sockets import WriteOptions

    return writers.write(dossier, path, WriteOptions(interface))


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib import metadata

        try:
            return metadata.version("recoupe")
        except metadata.PackageNotFoundError:  # run from a source tree that was never installed
            return "0+unknown"
    if name in _HOMES:
        from importlib import import_module

        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES, "__version__"])
