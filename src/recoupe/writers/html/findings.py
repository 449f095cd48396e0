"""One finding as HTML: badge, summary, the sides of what is contested, every sentence behind it, the reasons.

Written in Python, not in the template: a thousand articles hold tens of thousands of these, and this is five times
faster. Whatever comes from an article goes through `_e`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from recoupe.records import Evidence
from recoupe.writers.display import TOLD_BY_STANCE, line, plain, shortened
from recoupe.writers.html.marks import words_changed
from recoupe.writers.view import Line, Passage, Side, View

SIDES = 6
PASSAGES = 12
OUTLETS = 4


def finding_html(view: View, one: Line) -> Markup:
    """The list item of a finding."""
    words, f = view.words, one.finding
    anchor = _e(one.anchor)
    badge = f'<span class="badge">{_e(words("status_" + f.status))}</span>'
    said = f'<span class="said">{_e(line(f.summary))}</span> <a class="id" href="#{anchor}">{_e(f.id)}</a>'
    parts = [f'<li class="finding {one.group} {f.status}" id="{anchor}">\n<p class="summary">{badge} {said}</p>\n']
    if one.sides:
        base = one.sides[0].said[0] if f.aspect == "quote" else None
        parts += ['<ul class="sides">\n', *(_side(view, side, base) for side in one.sides[:SIDES])]
        if len(one.sides) > SIDES:
            parts.append(f'<li class="by">{_e(words("more", n=len(one.sides) - SIDES))}</li>\n')
        parts.append("</ul>\n")
    passages = view.passages(f.evidence)
    parts += [
        "<details>\n",
        _summary(view, one, len(passages)),
        *_passages(view, one, passages),
        *_reasons(view, f.reasons),
        "</details>\n</li>\n",
    ]
    return Markup("".join(parts))


def _e(text: str) -> str:
    return str(escape(text))


def _summary(view: View, one: Line, sentences: int) -> str:
    words, f = view.words, one.finding
    support = _e(view.support(f))
    facts = [f"<b>{support}</b>" if f.circular else support]
    if not one.sides:
        more = [words("more", n=len(one.outlets) - OUTLETS)] if len(one.outlets) > OUTLETS else []
        facts.append(_e(", ".join([*one.outlets[:OUTLETS], *more])))
    facts += [_e(words("aspect_" + f.aspect)), f'<span class="open">{_e(words("evidence_summary", n=sentences))}</span>']
    return f"<summary>{' · '.join(facts)}</summary>\n"


def _link(view: View, e: Evidence) -> str:
    label = _e(view.label.get(e.article, e.article))
    return f'<a href="#{view.anchor(e.article, e.span)}">{label}</a>' if e.article in view.article else label


def _side(view: View, side: Side, base: str | None) -> str:
    """One side. Of a quote, `base` is the first wording: the words that differ from it are marked."""
    value = f"<b>{_e(plain(side.value))}</b> " if side.value else ""
    said = " / ".join(f"<q>{_e(shortened(text, 160))}</q>" for text in side.said if text != side.value)
    if base is not None and base != side.said[0]:
        said = f'<q class="words">{words_changed(base, side.said[0], 80)}</q>'
    elif base is not None:
        said = f"<q>{_e(shortened(base, 500))}</q>"
    whom, left = view.by_whom(side.evidence)
    names = [_link(view, e) + _e(f", {credit}" if credit else "") for e, credit in whom]
    if left:
        names.append(_e(view.words("more", n=left)))
    return f'<li>{value}{said} <span class="by">{"; ".join(names)}</span></li>\n'


def _passages(view: View, one: Line, passages: Sequence[Passage]) -> Iterator[str]:
    yield '<ol class="passages">\n'
    for passage in passages[:PASSAGES]:
        yield _passage(view, one, passage)
    yield "</ol>\n"
    if len(passages) > PASSAGES:
        yield f"<details><summary>{_e(view.words('more', n=len(passages) - PASSAGES))}</summary>\n"
        yield f'<ol class="passages" start="{PASSAGES + 1}">\n'
        for passage in passages[PASSAGES:]:
            yield _passage(view, one, passage)
        yield "</ol></details>\n"


def _passage(view: View, one: Line, p: Passage) -> str:
    words, first = view.words, p.evidence[0]
    who = [_link(view, e) + (f" <time>{_e(words.day(e.reported))}</time>" if e.reported else "") for e in p.evidence[:PASSAGES]]
    if len(p.evidence) > PASSAGES:
        who.append(_e(words("more", n=len(p.evidence) - PASSAGES)))
    notes = []
    said = words.speaking(first.speaker, first.via)
    if said:
        notes.append(f'<span class="voice">{_e(line(said))}</span>')
    if first.stance != "asserts":
        notes.append(f'<span class="tag">{_e(words("stance_" + first.stance))}</span>')
    if first.modality not in TOLD_BY_STANCE:
        notes.append(f'<span class="tag">{_e(words("modality_" + first.modality))}</span>')
    if first.relation not in {"same", first.stance}:
        notes.append(f'<span class="tag">{_e(words("relation_" + first.relation))}</span>')
    origin = view.origin(first)
    if origin:
        notes.append(f'<span class="origin">{_e(line(words("origin_label", label=origin)))}</span>')
    before, after = ("… " if p.cut_before else ""), (" …" if p.cut_after else "")
    text = f'{before}{_e(plain(p.before))}<mark class="{one.group}">{_e(plain(p.exact))}</mark>{_e(plain(p.after))}{after}'
    return f'<li class="passage">\n<p class="who">{" · ".join(["; ".join(who), *notes])}</p>\n<blockquote>{text}</blockquote>\n</li>\n'


def _reasons(view: View, codes: Sequence[str]) -> Iterator[str]:
    if not codes:
        return
    yield f'<h5>{_e(view.words("why"))}</h5>\n<ul class="reasons">\n'
    for code in codes:
        meaning = view.words.reason(code)
        shown = f"<code>{_e(line(code))}</code>"
        yield f"<li>{_e(meaning)} {shown}</li>\n" if meaning else f"<li>{shown}</li>\n"
    yield "</ul>\n"
