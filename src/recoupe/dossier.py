"""Stories, findings and dated events -> the Dossier."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from recoupe.records import Copy, Dossier, Event, EventMention, Evidence, Examined, Finding, Name, Problem, Report, Story
from recoupe.text import is_prose, sentence_at, stems

_PARTS = {"TMO": "T06", "TMI": "T12", "TDT": "T12", "TAF": "T13", "TEV": "T18", "TNI": "T21"}  # of TIMEX3: when they begin
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def assemble(
    examined: Sequence[Examined],
    *,
    copies: Sequence[Copy],
    stories: Sequence[Story],
    names: Sequence[Name],
    findings: Sequence[Finding],
    problems: Sequence[Problem],
    options: Sequence[tuple[str, str]] = (),
) -> Dossier:
    """The dossier, with its timeline and the groups of quotes that render the same words."""
    return Dossier(
        articles=tuple(e.article for e in examined),
        examined=tuple(examined),
        copies=tuple(copies),
        stories=tuple(stories),
        names=tuple(names),
        events=timeline(examined, stories, findings),
        findings=tuple(findings),
        problems=tuple(problems),
        variants=variants(findings),
        options=tuple(options),
    )


def variants(findings: Sequence[Finding]) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    """The quotes that findings hold to be one utterance: (article, start, end) of each."""
    groups = []
    for f in findings:
        if f.aspect == "quote" and len(f.evidence) > 1:
            groups.append(tuple((e.article, e.span.start, e.span.end) for e in f.evidence))
    return tuple(groups)


def timeline(examined: Sequence[Examined], stories: Sequence[Story], findings: Sequence[Finding]) -> tuple[Event, ...]:
    """One line for each dated thing that is told: the dated clauses, merged where a finding aligns them or where they
    are of one story and day and say much the same. A headline is left to the sentence that tells the same act of the same
    day; a byline or a caption is no event."""
    story_of = {r.key: s.id for s in stories for r in s.reports}
    together = _aligned(findings)
    groups: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    headlines: list[tuple[EventMention, str, Evidence]] = []
    told: set[tuple[str, str, str]] = set()
    for e in examined:
        for report in e.reports:
            if report.key not in story_of:
                continue
            for mention in e.events:
                if report.span.contains(mention.span) and mention.date and _DAY.fullmatch(mention.date) and mention.acts:
                    proof = _proof(e, report, mention)
                    key = together.get((proof.article, proof.sentence.start), f"{mention.act}:{_gist(e, mention)}")
                    if report.heading is not None and report.heading.overlap(mention.span):
                        headlines.append((mention, key, proof))
                    elif is_prose(e.article.text, mention.span):
                        groups[(mention.date, story_of[report.key], key)].append(proof)
                        told.update((mention.date, story_of[report.key], act) for act in mention.acts)
    for mention, key, proof in headlines:
        where = (mention.date or "", story_of[proof.report])
        if (*where, key) in groups or not any((*where, act) in told for act in mention.acts):
            groups[(*where, key)].append(proof)
    by_id = {e.article.id: e for e in examined}
    lines = sorted(groups.items(), key=lambda g: (*g[0][:2], _clock(g[1], by_id), g[1][0].article, g[1][0].span.start))
    return tuple(
        Event(f"E{n}", story, date, None, _summary(proofs), tuple(proofs)) for n, ((date, story, _), proofs) in enumerate(lines, 1)
    )


def _clock(proofs: Sequence[Evidence], examined: Mapping[str, Examined]) -> str:
    """The earliest time of day that the sentences give, as "T07:42"; the end of the day where they give none."""
    found = [
        _PARTS.get(time, time)
        for p in proofs
        for d in examined[p.article].dates
        if p.sentence.contains(d.span) and d.value and d.value[:10] == p.value and (time := d.value[10:16]).startswith("T")
    ]
    return min(found, default="T99")


def _aligned(findings: Sequence[Finding]) -> dict[tuple[str, int], str]:
    out: dict[tuple[str, int], str] = {}
    for f in findings:
        if len(f.evidence) > 1 and f.status in ("corroborated", "single-source"):
            for e in f.evidence:
                out.setdefault((e.article, e.sentence.start), f.id)
    return out


def _gist(e: Examined, mention: EventMention) -> str:
    who = sorted({*mention.actors, *mention.places})
    return "|".join(who[:2]) or " ".join(sorted(stems(mention.exact, e.article.language))[:3])


def _proof(e: Examined, report: Report, mention: EventMention) -> Evidence:
    return Evidence(
        article=e.article.id,
        span=mention.span,
        exact=mention.exact,
        sentence=sentence_at(e.sentences, mention.span),
        report=report.key,
        value=mention.date,
        stance=mention.stance,
        reported=e.article.published.date,
    )


def _summary(proofs: Sequence[Evidence]) -> str:
    best = min(proofs, key=lambda p: (abs(len(p.exact) - 110), p.article, p.span.start))
    line = " ".join(best.exact.split())
    return line if len(line) <= 200 else line[:200].rsplit(" ", 1)[0] + "…"
