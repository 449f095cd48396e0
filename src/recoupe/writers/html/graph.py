"""Who rests on whom, as inline SVG: the reports of a story on the left, each joined to the origin it goes back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from recoupe.writers.display import Words, shortened

_ROW, _TOP = 30, 8
_FEW = 8  # reports drawn for one origin
_WIDTH, _LEFT, _BOX, _FROM, _TO = 860, 8, 350, 358, 500


@dataclass(frozen=True, slots=True)
class Node:
    """A report: how it is called, where its article is, and what is known of its copying ("near copy, 91 %")."""

    label: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """An origin with the reports that rest on it. `upstream` is the source they share, None for own reporting."""

    label: str
    upstream: str | None
    nodes: tuple[Node, ...]


def svg(groups: Sequence[Group], words: Words, ident: str, limit: int = 40) -> tuple[Markup | None, int]:
    """The drawing, and how many reports it leaves out. None when there is one report or none."""
    total = sum(len(g.nodes) for g in groups)
    if total < 2:
        return None, 0
    parts: list[str] = []
    row = shown = 0
    for group in groups:
        if row >= limit:
            break
        nodes = group.nodes
        if len(nodes) > _FEW:
            nodes = (*nodes[: _FEW - 1], Node(words("more", n=len(nodes) - _FEW + 1), ""))
        shown += len(group.nodes)
        top = _TOP + row * _ROW
        middle = top + (len(nodes) * _ROW) / 2 - 3
        for i, node in enumerate(nodes):
            y = top + i * _ROW
            bend = (_FROM + _TO) // 2
            parts.append(f'<path class="edge" d="M{_FROM} {y + 12} C{bend} {y + 12} {bend} {middle:.0f} {_TO} {middle:.0f}"/>')
            parts.append(_box(_LEFT, y, "report", node))
        kind = "upstream" if group.upstream or len(group.nodes) > 1 else "own"
        parts.append(_box(_TO, middle - 12, kind, Node(group.label, "", group.upstream or "")))
        row += len(nodes)
    height = _TOP + row * _ROW + 4
    alt = words("sources_alt", reports=total, origins=len(groups))
    drawing = Markup(
        f'<div class="scroll"><svg class="graph" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="{ident}"><title id="{ident}">{escape(alt)}</title>{"".join(parts)}</svg></div>'
    )
    return drawing, total - shown


def _box(x: float, y: float, kind: str, node: Node) -> str:
    title = escape(f"{node.label} — {node.note}" if node.note else node.label)
    text = escape(shortened(node.label, 50))
    inner = (
        f'<title>{title}</title><rect x="{x}" y="{y:.0f}" width="{_BOX}" height="24" rx="4"/>'
        f'<text x="{x + 10}" y="{y + 16:.0f}">{text}</text>'
    )
    return f'<a class="{kind}" href="#{escape(node.href)}">{inner}</a>' if node.href else f'<g class="{kind}">{inner}</g>'
