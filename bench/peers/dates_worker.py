"""Runs one peer on cases: JSON lines in (text, language, today, assistant), JSON lists of answers out. Started by
`bench.peers.dates` with the interpreter of the peers, so it imports nothing of this repository."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

Row = dict[str, Any]
_WARM = 40
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?;](?=\s)|$|(?=\n))")
_CULTURES = {"fr": "fr-fr", "en": "en-us"}


def dateparser(case: Row) -> Iterator[Row]:
    """dateparser.search.search_dates: one day for every piece of text it takes for a date."""
    from dateparser.search import search_dates  # type: ignore[import-not-found, import-untyped, unused-ignore]

    settings = {"RELATIVE_BASE": datetime.fromisoformat(case["today"]), "PREFER_DATES_FROM": "future" if case["assistant"] else "past"}
    at = 0
    for piece, moment in search_dates(case["text"], languages=[case["language"]], settings=settings) or ():
        start = case["text"].find(piece, at)
        if start < 0:
            continue
        at = start + len(piece)
        day = moment.toordinal()
        yield {"start": start, "end": at, "days": [day, day + 1], "value": moment.date().isoformat(), "type": "DATE"}


def recognizers(case: Row) -> Iterator[Row]:
    """recognizers_date_time.recognize_datetime, sentence by sentence (whole documents make it swallow half of them)."""
    from recognizers_date_time import recognize_datetime  # type: ignore[import-not-found, import-untyped, unused-ignore]

    today = datetime.fromisoformat(case["today"])
    pieces = [(0, case["text"])] if case["assistant"] else [(m.start(), m.group()) for m in _SENTENCE.finditer(case["text"])]
    for at, piece in pieces:
        try:
            found = recognize_datetime(piece, _CULTURES[case["language"]], reference=today)
        except Exception:  # it fails on some sentences; they are misses
            continue
        for item in found:
            yield {"start": at + item.start, "end": at + item.end + 1, **_resolved(item, today, case["assistant"])}


def _resolved(item: Any, today: datetime, assistant: bool) -> Row:
    """Its reading: to an assistant the coming one, in news the one nearest to the day of the text."""
    kind = item.type_name.split(".")[-1]
    options = (item.resolution or {}).get("values") or [{}]

    def days(option: Row) -> list[int] | None:
        ends = [_ordinal(option.get(name)) for name in ("value", "start", "end")]
        if ends[0]:
            return [ends[0], ends[0] + 1]
        if ends[1] and ends[2]:
            return [ends[1], max(ends[1] + 1, ends[2] + (kind == "datetimerange"))]
        one = ends[1] or (ends[2] - 1 if ends[2] else None)
        return [one, one + 1] if one else None

    known = [(span, option) for option in options if (span := days(option))]
    near = min(known, key=lambda pair: (abs(pair[0][0] - today.toordinal()), pair[0]), default=None)
    span, option = (known[-1] if assistant and known else near) or (None, options[0])
    timex = str(option.get("timex", ""))
    value = timex if "X" not in timex or kind in ("set", "duration") else str(option.get("value") or timex).replace(" ", "T")
    long = kind == "duration"
    return {
        "days": None if long else span,
        "seconds": float(option["value"]) if long and re.fullmatch(r"[\d.]+", str(option.get("value", ""))) else None,
        "timed": kind in ("time", "timerange", "datetimerange", "set"),
        "value": today.date().isoformat() + timex if kind == "time" else value,
        "type": "DURATION" if long else "SET" if kind == "set" else "TIME" if "time" in kind else "DATE",
    }


def _ordinal(text: object) -> int | None:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", str(text or ""))
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3])).toordinal() if match else None
    except ValueError:
        return None


def main() -> None:
    find = {"dateparser": dateparser, "recognizers": recognizers, "recognizers-head": recognizers}[sys.argv[1]]
    sys.path[:0] = sys.argv[2:]
    cases = [json.loads(line) for line in sys.stdin]
    list(find({"text": "le 3 mai 2024", "language": "fr", "today": "2024-05-03", "assistant": False}))  # the start is not timed
    list(find({"text": "on 3 May 2024", "language": "en", "today": "2024-05-03", "assistant": False}))
    for case in cases[: _WARM if sys.argv[1] == "dateparser" else 0]:  # nor what is loaded with the first texts; the others may hang
        list(find(case))
    for case in cases:
        began = time.process_time()
        rows = list(find(case))
        print(json.dumps({"seconds": time.process_time() - began, "answers": rows}), flush=True)


if __name__ == "__main__":
    main()
