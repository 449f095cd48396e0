"""How values are put for a reader: the interface's own words, days, numbers, who speaks. Knows no format."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from recoupe.languages import shared
from recoupe.records import Article, Voice
from recoupe.text import folded

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?")
_PART_OF_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(TMO|TMI|TAF|TEV|TNI)")
_PARTS = {"TMO": "morning", "TMI": "midday", "TAF": "afternoon", "TEV": "evening", "TNI": "night"}
# What a terminal obeys or a reader cannot see: control characters, lone surrogates, and marks that turn the direction of writing.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_WEB = re.compile(r"https?://[^\s\x00-\x1f<>\"'`\\]+", re.I)


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files("recoupe.writers").joinpath("strings.toml").read_text(encoding="utf-8"))


TOLD_BY_STANCE = ("asserted", "denied", "conditional")
"""Modalities that the stance of an evidence says already."""

SHOWN_LANGUAGES = ("en", "fr")
"""The languages that the dossier's own words exist in."""


class Words:
    """The interface in one language; an unknown language falls back to English."""

    def __init__(self, interface: str) -> None:
        code = interface.replace("_", "-").split("-")[0].lower()
        self.code = code if code in _tables() else "en"
        self._table = _tables()[self.code]
        self._reasons: Mapping[str, Any] = {**shared("reasons").get("en", {}), **shared("reasons").get(self.code, {})}

    def __call__(self, key: str, **values: Any) -> str:
        """The words for a key, filled in; `n` chooses between one and many."""
        if "n" in values:
            n = values["n"]
            one = n == 1 or (n == 0 and self._table["zero_is_one"])
            if one and f"{key}_one" in self._table:
                key = f"{key}_one"
            values["n"] = self.number(n)
        text = str(self._table.get(key, key))
        return text.format(**values) if values else text

    def furniture(self, why: str) -> str:
        """Why a piece of a page was removed, in the interface's words; a reason that has none is shown as it is."""
        key = "why_page" if why.startswith("html:") else f"why_{why}"
        return str(self._table.get(key, line(why)))

    def reason(self, code: str) -> str | None:
        """What a reason code means, or None for one that nothing explains. A code may carry a value after `=`."""
        return self._explain(code) or self._explain(code.partition("=")[0])

    def _explain(self, code: str) -> str | None:
        found: Any = self._reasons.get(code)
        if found is None:
            found = self._reasons
            for part in code.split("."):
                found = found.get(part) if isinstance(found, Mapping) else None
        return found if isinstance(found, str) else None

    def quoted(self, text: str) -> str:
        """A text in the quotation marks of the interface."""
        return f"{self._table['open_quote']}{text}{self._table['close_quote']}"

    def number(self, value: float) -> str:
        """A number with the separators of the interface; up to 4 decimals."""
        if value == int(value) and abs(value) < 1e15:
            whole, part = f"{abs(int(value)):,}", ""
        else:
            whole, _, part = f"{abs(value):,.4f}".partition(".")
            part = part.rstrip("0")
        if len(whole) == 5:
            whole = whole.replace(",", "")  # 2025 reads better than 2,025 in both languages
        sign = "−" if value < 0 else ""
        return sign + whole.replace(",", str(self._table["thousands"])) + (f"{self._table['decimal']}{part}" if part else "")

    def day(self, value: str | None, year: bool = True) -> str:
        """A day at its own precision ("14 Oct 2025, 19:00"); what is not a plain day stays as it is."""
        if not value:
            return str(self._table["undated"])
        part = _PART_OF_DAY.fullmatch(value)
        if part:
            return f"{self.day(part[1], year)}, {self(_PARTS[part[2]])}"
        match = _DAY.match(value)
        if match is None or (match.end() != len(value) and not re.fullmatch(r":\d{2}.*|Z|[+-]\d{2}:?\d{2}", value[match.end() :])):
            return value
        y, m, d, hour, minute = match.groups()
        if m is None:
            return y
        if not 1 <= int(m) <= 12:
            return value
        shown = str(self._table["months"][int(m) - 1])
        if d is not None:
            shown = f"{int(d)}\u00a0{shown}"
        if year or d is None:
            shown += f" {y}"
        if hour is not None:
            shown += ", " + str(self._table["clock"]).format(h=int(hour), m=minute)
        return shown

    def value(self, value: str | float | None, aspect: str) -> str:
        """The value that an evidence gives, put for a reader."""
        if value is None:
            return ""
        if isinstance(value, str):
            return self.day(value) if aspect == "date" else value
        return self.number(float(value))

    def voice(self, voice: Voice | None) -> str:
        """Who speaks: the name, with the role where there is one."""
        if voice is None:
            return ""
        if voice.name:
            return f"{voice.name} ({voice.role})" if voice.role and folded(voice.role) != folded(voice.name) else voice.name
        return voice.role or voice.exact or (self("anonymous") if voice.anonymous else self("nobody"))

    def speaking(self, speaker: Voice | None, via: tuple[Voice, ...]) -> str:
        """The chain from the speaker to the outlet, nearest to the speaker first."""
        who = self.voice(speaker)
        chain = ", ".join(self.voice(v) for v in via)
        through = self("passed_on_by", who=chain) if chain else ""
        return ", ".join(part for part in (who, through) if part)


def plain(text: str) -> str:
    """A text that is safe to show: control characters (a terminal obeys them), lone surrogates and direction
    overrides become U+FFFD, one for one. Line ends and tabs stay."""
    return _UNSAFE.sub("\ufffd", text)


def line(text: str) -> str:
    """A safe text on one line."""
    return " ".join(plain(text).split())


def shortened(text: str, width: int) -> str:
    """One line of at most `width` characters, cut between words, with an ellipsis where something is left out."""
    text = line(text)
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > width // 2 else cut).rstrip(' ,;:«“‘("–—-\u00a0\u202f') + "…"


def web_address(url: str | None) -> str | None:
    """The address when it is a plain http(s) one that may be offered as a link, else None."""
    if not url or len(url) > 2000 or not _WEB.fullmatch(url):
        return None
    return url


def article_label(article: Article) -> str:
    """How a reader knows an article: its outlet, else the site, else the beginning of its headline (a file name says
    less; the articles section gives it), else the name of the file."""
    if article.outlet and article.outlet.strip():
        return shortened(article.outlet, 60)
    url = web_address(article.url) or web_address(article.source)
    if url:
        try:
            host = urlsplit(url).hostname
        except ValueError:
            host = None
        if host:
            return shortened(host.removeprefix("www."), 60)
    if article.title and article.title.strip():
        return shortened(article.title, 36)
    name = re.split(r"[/\\]", article.source.rstrip("/\\"))[-1]
    return shortened(name, 60) or article.id
