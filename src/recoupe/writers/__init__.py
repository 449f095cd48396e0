"""Dossier -> files: JSON (the contract), Markdown, CSV tables, the HTML dossier; and the summary for a terminal."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from recoupe.errors import UnknownFormat, UsageError
from recoupe.records import Dossier
from recoupe.sockets import WriteOptions, Writer
from recoupe.writers import contract, html, markdown, tables
from recoupe.writers.contract import read_json
from recoupe.writers.display import SHOWN_LANGUAGES
from recoupe.writers.terminal import summary

__all__ = ["SHOWN_LANGUAGES", "WRITERS", "check_target", "read_json", "summary", "write", "writer_for"]

WRITERS: tuple[Writer, ...] = (html.WRITER, contract.WRITER, markdown.WRITER, tables.WRITER)


_PLAIN = WriteOptions()


def writer_for(path: str | os.PathLike[str]) -> Writer:
    """The writer whose suffix the path has. Raises UnknownFormat."""
    suffix = Path(path).suffix.lower()
    for writer in WRITERS:
        if suffix in writer.suffixes:
            return writer
    known = " ".join(s for writer in WRITERS for s in writer.suffixes)
    raise UnknownFormat(f"{os.fspath(path)}: no format has the suffix {suffix!r}; one of {known}")


def check_target(path: str | os.PathLike[str]) -> Writer:
    """The writer for a path, once it is clear that it can be written there; leaves nothing behind.

    Raises UnknownFormat, or UsageError that says what is in the way."""
    writer = writer_for(path)
    target = Path(path)
    folder = target.absolute().parent
    if _is_folder(writer):
        if target.exists() and not target.is_dir():
            raise UsageError(f"{target}: the tables need a folder, and this is a file")
        if target.is_dir():
            folder = target
    elif target.is_dir():
        raise UsageError(f"{target}: is a folder")
    elif target.exists() and not os.access(target, os.W_OK):
        raise UsageError(f"{target}: cannot be written (no permission)")
    if not folder.is_dir():
        raise UsageError(f"{target}: the folder {folder} does not exist")
    try:
        tempfile.TemporaryFile(dir=folder).close()  # the only sure test: permissions, read-only disks and full ones alike
    except OSError as error:
        raise UsageError(f"{target}: the folder {folder} cannot be written to ({error.strerror or error})") from error
    return writer


def write(dossier: Dossier, path: str | os.PathLike[str], options: WriteOptions = _PLAIN) -> tuple[Path, ...]:
    """Write a dossier where `path` says, in the format of its suffix; the files written, in order.

    A file that is there is replaced whole, or left as it was when something fails on the way."""
    writer = check_target(path)
    files: Mapping[str, str] = writer.write(dossier, options)
    target = Path(path)
    written = []
    try:
        if _is_folder(writer):
            target.mkdir(exist_ok=True)
        for name, content in files.items():
            one = target / name if name else target
            _replace(one, content)
            written.append(one)
    except OSError as error:
        raise UsageError(f"{target}: {error.strerror or error}") from error
    return tuple(written)


def _is_folder(writer: Writer) -> bool:
    return ".csv" in writer.suffixes


def _replace(path: Path, content: str) -> None:
    # A lone surrogate (it can come out of JSON) has no UTF-8: the formats that cannot escape it show U+FFFD instead.
    data = content.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace").encode("utf-8")
    descriptor, temporary = tempfile.mkstemp(prefix=".recoupe-", dir=path.absolute().parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
