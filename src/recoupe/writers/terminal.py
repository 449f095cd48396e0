"""The summary for a terminal: stories, findings by status, counts of origins, problems. Plain text; whatever an
article holds that a terminal would obey is replaced."""

from __future__ import annotations

import textwrap
from collections import Counter

from recoupe.records import Dossier
from recoupe.sockets import WriteOptions
from recoupe.writers.display import Words, line, shortened
from recoupe.writers.view import GROUPS, Line, Side, StoryView, View, counts

_PLAIN = WriteOptions()
_FEW = 8  # findings of a group, stories, problems shown before "n more"


def summary(dossier: Dossier, options: WriteOptions = _PLAIN, width: int = 100) -> str:
    """The dossier in a page of plain text."""
    words = Words(options.interface)
    view = View(dossier, words)
    width = max(40, min(width, 120))
    out = [headline(view), ""]
    for story in view.stories[: 3 * _FEW]:
        out += _story(view, story, width)
    hidden = view.stories[3 * _FEW :]
    if hidden:
        out += [words("more_stories", n=len(hidden)), ""]
    if not dossier.findings:
        out += [words("nothing_found"), ""]
    if dossier.problems:
        out += [words("problem", n=len(dossier.problems)) + words("colon").rstrip()]
        order = {"error": 0, "warning": 1, "info": 2}
        ranked = sorted(dossier.problems, key=lambda p: order[p.severity])
        for problem in ranked[:_FEW]:
            where = f" ({line(problem.source)})" if problem.source else ""
            out.append("  " + shortened(f"{words('severity_' + problem.severity)} {problem.code}{where}: {problem.message}", 2 * width))
        if len(ranked) > _FEW:
            out.append("  " + words("more", n=len(ranked) - _FEW))
    return "\n".join(out).rstrip() + "\n"


def headline(view: View) -> str:
    """What was read: articles, origins, stories, days."""
    d, words = view.dossier, view.words
    text = words(
        "read_line",
        articles=words("article", n=len(d.articles)),
        origins=words("origin", n=view.origin_count()),
        stories=words("story", n=len(d.stories)),
    )
    when = period(view)
    return f"{text} · {when}" if when else text


def period(view: View) -> str:
    """From when to when the articles appeared ("" where no day is known)."""
    dates = [a.published.date[:10] for a in view.dossier.articles if a.published.date]
    days = sorted([d for d in dates if len(d) == 10] or dates)  # a bare year bounds nothing where days are known
    if not days:
        return ""
    if days[0] == days[-1]:
        return view.words("period_one", first=view.words.day(days[0]))
    return view.words("period", first=view.words.day(days[0]), last=view.words.day(days[-1]))


def shown(view: View, side: Side, length: int) -> tuple[str, ...]:
    """The value of a side, then the words that give it, where they are not the value itself."""
    said = " / ".join(view.words.quoted(shortened(text, length)) for text in side.said if text != side.value)
    return tuple(part for part in (side.value, said) if part)


def _story(view: View, story: StoryView, width: int) -> list[str]:
    words = view.words
    title = shortened(story.title, width)
    out = [title, "=" * min(len(title), width)]
    n = len(story.story.reports)
    if n:
        origins = words("origin", n=story.origins) if story.story.origins else ""
        out.append(" · ".join(part for part in (words("report", n=n), origins, shortened(", ".join(story.outlets), width - 30)) if part))
    numbers = counts(story)
    if story.count:
        out.append(words("counts_line", **{g: words.number(numbers[g]) for g in GROUPS}))
    for group in GROUPS:
        found = story.groups.get(group, ())
        statuses = Counter(one.finding.status for one in found)
        if found:
            named = ", ".join(f"{words('status_' + s)} {n}" for s, n in statuses.items()) if group == "contested" else str(len(found))
            out += ["", f"{words('contested' if group == 'contested' else group + '_group')} ({named})"]
        for one in found[:_FEW]:
            out += _finding(view, one, width)
        if len(found) > _FEW:
            out.append("  " + words("more", n=len(found) - _FEW))
    return [*out, ""]


def _finding(view: View, one: Line, width: int) -> list[str]:
    words, finding = view.words, one.finding
    head = f"  {finding.id:<4} "
    text = shortened(finding.summary, 3 * width)
    body = f"[{words('status_' + finding.status)}] {text} ({view.support(finding)})"
    out = textwrap.wrap(body, width, initial_indent=head, subsequent_indent=" " * 7, break_long_words=True)
    for side in one.sides[:6]:
        who, left = view.by_whom(side.evidence)
        names = "; ".join(f"{view.outlet.get(e.article, e.article)}{', ' + credit if credit else ''}" for e, credit in who)
        more = f"; {words('more', n=left)}" if left else ""
        said = "- " + " ".join(shown(view, side, 90)) + f" ({names}{more})"
        out += textwrap.wrap(line(said), width, initial_indent=" " * 9, subsequent_indent=" " * 11)
    return out
