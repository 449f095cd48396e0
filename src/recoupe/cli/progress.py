"""Progress on standard error: one line that is redrawn on a terminal, a few lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_REDRAW = 0.1  # seconds between two redraws on a terminal
_SPARSE = 10.0  # seconds between two lines elsewhere
_SHORT = 2.0  # seconds: a run that is over before needs no lines


class Progress:
    """Called with (stage, done, total); `total` 0 means unknown."""

    def __init__(self, stream: TextIO | None = None, quiet: bool = False) -> None:
        self.stream = stream or sys.stderr
        self.quiet = quiet
        self.live = not quiet and self.stream.isatty()
        self._stage = ""
        self._began = time.monotonic()
        self._last = 0.0
        self._drawn = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self.quiet:
            return
        now = time.monotonic()
        started = stage != self._stage
        if not started and now - self._last < (_REDRAW if self.live else _SPARSE) and not (self.live and done >= total > 0):
            return
        if not self.live and now - self._began < _SHORT:
            return
        self._stage, self._last = stage, now
        share = f" {done}/{total}" if total > 1 else f" {done}" if done > 1 else ""
        if self.live:
            filled = int(24 * done / total) if total > 1 else 0
            bar = f" [{'#' * filled}{'.' * (24 - filled)}]" if total > 1 else ""
            self.stream.write(f"\r\x1b[K{stage}{bar}{share}")
            self._drawn = True
        else:
            self.stream.write(f"{stage}{share}\n")
        self.stream.flush()

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self._drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self._drawn = False

    def say(self, text: str) -> None:
        """A line that stays."""
        if not self.quiet:
            self.clear()
            self.stream.write(text + "\n")
            self.stream.flush()
