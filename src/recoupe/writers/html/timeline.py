"""The timeline of a story as inline SVG: numbered events above an axis of days, the reports below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup, escape

from recoupe.writers.display import Words, shortened

WIDTH, LEFT, RIGHT = 920, 20, 20
_ROW, _HIGH = 24, 10  # pixels between levels, levels
_CHARACTER = 6.6  # pixels: a generous mean width of a character, so that labels never meet
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?")
_PARTS = {"TMO": 9, "TMI": 12, "TAF": 15, "TEV": 19, "TNI": 22}
_STEPS = (0.125, 0.25, 0.5, 1, 2, 4, 7, 14, 30.44, 91.31, 182.6, 365.25, 730.5, 1826.25, 3652.5, 18262.5)
_AROUND = (7.0, 45.0)  # days around the reports within which an event is drawn: three times what they span, within these


@dataclass(frozen=True, slots=True)
class Point:
    """Something with a day, drawn as a dot. `label` is what stands in it, `words` beside it where there is room,
    `title` what the pointer shows."""

    day: str
    label: str
    title: str
    href: str = ""
    words: str = ""


def moment(day: str | None) -> float | None:
    """A day as a number of days (the middle of what is known: a year's July), None for what is not a plain day."""
    match = _DAY.match(day or "")
    if match is None:
        return None
    y, m, d, hour, minute = match.groups()
    part = _PARTS.get((day or "")[match.end() :][:3])
    try:
        base = datetime(int(y), int(m or 7), int(d or (15 if m else 1)))
        clock = int(hour) * 60 + int(minute) if hour else (part or 12) * 60
        return (base - datetime(1, 1, 1)).days + clock / 1440
    except ValueError:
        return None


def drawn(events: Sequence[Point], reports: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """The events that one axis can show with the reports, and those too far away in time."""
    seen = sorted(m for m in map(_of, reports) if m is not None) or sorted(m for m in map(_of, events) if m is not None)
    if not seen:
        return [], list(events)
    middle = seen[len(seen) // 2]
    low, high = (seen[0], seen[-1]) if any(_of(r) is not None for r in reports) else (middle, middle)
    around = min(max(_AROUND[0], 3 * (high - low)), _AROUND[1])
    near: list[Point] = []
    far: list[Point] = []
    for event in events:
        when = _of(event)
        exact = len(event.day) >= len("2025-07-04")
        (near if exact and when is not None and low - around <= when <= high + around else far).append(event)
    return near, far


def _of(point: Point) -> float | None:
    return moment(point.day)


def svg(events: Sequence[Point], reports: Sequence[Point], words: Words, ident: str, limit: int = 60) -> Markup | None:
    """The drawing, or None when there are fewer than two days to show."""
    events = list(events)[:limit]
    above = [(m, p) for p in events if (m := _of(p)) is not None]
    below = [(m, p) for p in reports if (m := _of(p)) is not None]
    times = [m for m, _ in above + below]
    if len(set(times)) < 2:
        return None
    low, high = min(times), max(times)
    pad = max((high - low) * 0.04, 0.02)
    low, high = low - pad, high + pad

    def x(m: float) -> float:
        return LEFT + (m - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    up, height_up = _stack([(x(m), p) for m, p in above])
    down, height_down = _stack([(x(m), p) for m, p in below])
    axis = height_up * _ROW + 16
    height = axis + 30 + height_down * _ROW + 8
    parts = [f'<line class="axis" x1="{LEFT}" y1="{axis}" x2="{WIDTH - RIGHT}" y2="{axis}"/>']
    for at, label in _ticks(low, high, words):
        parts.append(f'<line class="tick" x1="{x(at):.1f}" y1="{axis - 4}" x2="{x(at):.1f}" y2="{axis + 4}"/>')
        parts.append(f'<text class="day" x="{x(at):.1f}" y="{axis + 18}" text-anchor="middle">{escape(label)}</text>')
    # the stems first, so that the labels are written over them
    parts += [f'<line class="stem" x1="{one.x:.1f}" y1="{axis}" x2="{one.x:.1f}" y2="{axis - 16 - one.level * _ROW}"/>' for one in up]
    parts += [_event(one, axis - 16 - one.level * _ROW) for one in up]
    parts += [_report(one, axis + 40 + one.level * _ROW) for one in down]
    alt = words(
        "timeline_alt",
        events=len(above),
        reports=len(below),
        first=words.day(min(p.day for _, p in above + below)),
        last=words.day(max(p.day for _, p in above + below)),
    )
    return Markup(
        f'<div class="scroll"><svg class="timeline" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="{ident}"><title id="{ident}">{escape(alt)}</title>{"".join(parts)}</svg></div>'
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a point stands: x in pixels, its level away from the axis, and on which side its words go (0: none)."""

    x: float
    level: int
    point: Point
    side: int


def _event(one: _Placed, cy: int) -> str:
    x, p = one.x, one.point
    shape = f'<circle cx="{x:.1f}" cy="{cy}" r="10"/><text class="n" x="{x:.1f}" y="{cy + 4}" text-anchor="middle">{escape(p.label)}</text>'
    return _linked(p, "event" if "T" in p.day else "event whole", shape + _words(one, cy))


def _report(one: _Placed, cy: int) -> str:
    return _linked(one.point, "report", f'<rect x="{one.x - 5:.1f}" y="{cy - 5}" width="10" height="10" rx="2"/>' + _words(one, cy))


def _words(one: _Placed, cy: int) -> str:
    if not one.side:
        return ""
    anchor = "start" if one.side > 0 else "end"
    return f'<text x="{one.x + 14 * one.side:.1f}" y="{cy + 4}" text-anchor="{anchor}">{escape(one.point.words)}</text>'


def _linked(point: Point, kind: str, shape: str) -> str:
    inner = f"<title>{escape(shortened(point.title, 240))}</title>{shape}"
    return f'<a class="{kind}" href="#{escape(point.href)}">{inner}</a>' if point.href else f'<g class="{kind}">{inner}</g>'


def _stack(points: list[tuple[float, Point]]) -> tuple[list[_Placed], int]:
    """Points and their words go where they touch nothing: the lowest level with room, else without words, else aside."""
    taken: list[list[tuple[float, float]]] = []
    out: list[_Placed] = []
    for cx, point in sorted(points, key=lambda item: item[0]):
        placed = next(_rooms(taken, cx, _CHARACTER * len(point.words) + 18 if point.words else 0), None)
        if placed is None:
            level = len(taken) - 1
            cx = min(max(right for _, right in taken[level]) + 12, WIDTH - 12)
            placed = (level, 0, (cx - 11, cx + 11))
        level, side, extent = placed
        if level == len(taken):
            taken.append([])
        taken[level].append(extent)
        out.append(_Placed(cx, level, point, side))
    return out, len(taken)


def _rooms(taken: list[list[tuple[float, float]]], cx: float, width: float) -> Iterator[tuple[int, int, tuple[float, float]]]:
    """The places that are free for a point at `cx`, the best first: (level, side of its words, extent)."""
    for level in range(_HIGH):
        spans = taken[level] if level < len(taken) else []
        for side in (1, -1) if width else (0,):
            extent = (cx - 11, cx + 11 + width) if side >= 0 else (cx - 11 - width, cx + 11)
            inside = extent[0] >= 0 and extent[1] <= WIDTH
            if inside and all(extent[1] < left or right < extent[0] for left, right in spans):
                yield level, side, extent
        if level >= len(taken):
            break
    if width:
        yield from _rooms(taken, cx, 0)


def _ticks(low: float, high: float, words: Words) -> list[tuple[float, str]]:
    step = next((s for s in _STEPS if (high - low) / s <= 9), _STEPS[-1])
    origin = datetime(1, 1, 1)
    out = []
    first = int(low / step) * step
    for i in range(12):
        at = first + i * step
        if low <= at <= high and 0 < at < 3_600_000:
            day = origin + timedelta(days=at)
            if step >= 365:
                label = str(day.year)
            elif step >= 30:
                label = words.day(day.strftime("%Y-%m"))
            elif day.hour == 0 and day.minute == 0:
                label = words.day(day.strftime("%Y-%m-%d"), year=False)
            else:
                label = words.day(day.strftime("%Y-%m-%dT%H:%M"), year=False).split(", ")[-1]
            out.append((at, label))
    return out
