"""The dossier as Markdown (CommonMark with tables): findings with their sentences, figures, quotes, names, problems.
Whatever an article holds is escaped, so that it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from recoupe.records import Dossier
from recoupe.sockets import WriteOptions, Writer
from recoupe.writers.display import Words, line, shortened
from recoupe.writers.numbering import numbered
from recoupe.writers.terminal import headline
from recoupe.writers.view import GROUPS, Line, StoryView, View

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!^$])")
_LEADING = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")


def escaped(text: str) -> str:
    """A text on one line in which nothing is Markdown or HTML."""
    text = _SPECIAL.sub(r"\\\1", line(text).replace("&", "&amp;"))
    text = _LEADING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)
    return text.replace("://", ":\u200b//")  # a bare address would become a link in many viewers


def write(dossier: Dossier, options: WriteOptions) -> Mapping[str, str]:
    """One Markdown file."""
    words = Words(options.interface)
    view = View(dossier, words)
    return {"": "\n".join(_lines(view)).rstrip() + "\n"}


WRITER = Writer("markdown", (".md", ".markdown"), write)


def _lines(view: View) -> Iterator[str]:
    words = view.words
    title = words("dossier_of", title=escaped(view.stories[0].title)) if len(view.stories) == 1 else words("dossier")
    yield from (f"# {title}", "", headline(view), "", f"*{words('promise')}*", "")
    if not view.dossier.findings:
        yield from (words("nothing_found"), "")
    for story in view.stories:
        yield from _story(view, story)
    yield from _quotes(view)
    yield from _names(view)
    yield from (f"## {words('problems')}", "")
    for problem in view.dossier.problems:
        where = f" ({escaped(problem.source)})" if problem.source else ""
        yield f"- **{words('severity_' + problem.severity)}** `{line(problem.code)}`{where}{words('colon')}{escaped(problem.message)}"
    if not view.dossier.problems:
        yield words("no_problems")
    yield from ("", f"## {words('articles')}", "")
    yield from _table((words("outlet_head"), words("published"), words("as_said"), words("source")), _articles(view))


def _story(view: View, story: StoryView) -> Iterator[str]:
    words = view.words
    yield from (f"## {escaped(story.title)}", "")
    if story.story.reports:
        facts = [words("report", n=len(story.story.reports))]
        if story.story.origins:
            facts.append(words("origin", n=story.origins))
        yield from (" · ".join([*facts, escaped(shortened(", ".join(story.outlets), 300))]), "")
    for group in GROUPS:
        found = story.groups.get(group, ())
        if found:
            yield from (f"### {words('contested' if group == 'contested' else group + '_group')}", "")
        for one in found:
            yield from _finding(view, one)
        if found:
            yield ""


def _finding(view: View, one: Line) -> Iterator[str]:
    words, f = view.words, one.finding
    badge = f"{words('status_' + f.status)}, {words('aspect_' + f.aspect)}"
    yield f"- **{escaped(f.id)}** **[{badge}]** {escaped(f.summary)} ({view.support(f)})"
    for side in one.sides:
        who, left = view.by_whom(side.evidence)
        names = "; ".join(escaped(f"{view.label.get(e.article, e.article)}{', ' + credit if credit else ''}") for e, credit in who)
        more = f"; {words('more', n=left)}" if left else ""
        value = f"**{escaped(side.value)}** " if side.value else ""
        said = "".join(words.quoted(escaped(shortened(text, 160))) + " " for text in side.said if text != side.value)
        yield f"  - {value}{said}({names}{more})"
    for passage in view.passages(f.evidence):
        names = shortened(", ".join(dict.fromkeys(view.label.get(e.article, e.article) for e in passage.evidence)), 400)
        said = words.speaking(passage.evidence[0].speaker, passage.evidence[0].via)
        who_said = f" ({escaped(said)})" if said else ""
        before, after = ("… " if passage.cut_before else ""), (" …" if passage.cut_after else "")
        gap_before = " " if passage.before[-1:].isspace() else ""
        gap_after = " " if passage.after[:1].isspace() else ""
        text = f"{escaped(passage.before)}{gap_before}**{escaped(passage.exact)}**{gap_after}{escaped(passage.after)}"
        yield f"  - > {before}{text}{after} — {escaped(names)}{who_said}"
    reasons = [f"`{line(code)}`" + (f"{words('colon')}{meaning}" if (meaning := words.reason(code)) else "") for code in f.reasons]
    if reasons:
        yield f"  - {words('why')}{words('colon')}{'; '.join(reasons)}"


def _quotes(view: View) -> Iterator[str]:
    words = view.words
    mentions = numbered(view.dossier)
    if not mentions.groups:
        return
    by_id = {i: (article, quote) for i, article, quote in mentions.quotes}
    yield from (f"## {words('quotes_variants')}", "")
    for group in mentions.groups:
        wordings: dict[str, list[str]] = {}
        for i in group:
            article, quote = by_id[i]
            wordings.setdefault(line(quote.exact), []).append(view.label.get(article.id, article.id))
        yield f"- {escaped(words.voice(by_id[group[0]][1].speaker))}"
        for text, who in sorted(wordings.items(), key=lambda item: -len(item[0])):
            yield f"  - {words.quoted(escaped(text))} ({escaped(shortened(', '.join(who), 200))})"
    yield ""


def _names(view: View) -> Iterator[str]:
    words = view.words
    rows = []
    for name in view.dossier.names:
        forms = ", ".join(f"{escaped(f.form)} ({len(f.articles)}{', ' + words('suspect') if f.suspect else ''})" for f in name.forms)
        rows.append((escaped(name.name), words("kind_" + name.kind), forms))
    if rows:
        yield from (f"## {words('names')}", "")
        yield from _table((words("name_head"), words("kind_head"), words("forms_head")), rows)
        yield ""


def _articles(view: View) -> Iterator[tuple[str, ...]]:
    words = view.words
    for a in view.dossier.articles:
        how = words("how_" + a.published.how) if a.published.how != "inferred" else words("how_inferred_plain")
        when = f"{words.day(a.published.date)} ({how})" if a.published.date else words("how_unknown")
        yield escaped(view.label[a.id]), when, escaped(a.title or words("untitled")), escaped(a.source)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = list(head)
    yield "| " + " | ".join(columns) + " |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
