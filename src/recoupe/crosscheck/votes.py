"""Optional votes on what was found. They are counsel: an adviser moves the confidence of a finding, and a proposer may add
points, but only with evidence that stands in the articles character by character, and always named as what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recoupe import text as texts
from recoupe.crosscheck import conclude, rank
from recoupe.crosscheck.items import Material
from recoupe.records import Evidence, Finding, Problem, Report, Span, Status, Story
from recoupe.sockets import Adviser, Opinion, Passage, Proposal, Proposer

REASONS = {
    "vote.agrees": "an optional model, asked about two sentences of the evidence, sees it the same way",
    "vote.doubts": "an optional model, asked about two sentences of the evidence, sees it otherwise",
    "vote.proposed": "proposed by an optional language model; the evidence stands in the articles word for word",
}

_CONTESTED = ("disputed", "discrepancy")
_MOST = 240  # sentences of a story that are shown to a proposer
_SHORT = 3  # words: less is no evidence
_PROPOSED = 0.5  # confidence of what only a proposer sees


def weigh(findings: Sequence[Finding], material: Material, adviser: Adviser) -> tuple[Finding, ...]:
    """The findings with their confidence moved by an adviser's opinion: half way at most, for or against."""
    pairs = [_pair(f, material) for f in findings]
    asked = [n for n, pair in enumerate(pairs) if pair is not None]
    opinions = dict(zip(asked, adviser.judge([pair for pair in pairs if pair is not None])))
    return tuple(_weighed(f, opinions[n], adviser.name) if n in opinions else f for n, f in enumerate(findings))


def _pair(f: Finding, material: Material) -> tuple[str, str] | None:
    """One sentence of each side of what is contested, or of two origins that agree."""
    first = f.evidence[0]
    if f.status in _CONTESTED:
        other = next((e for e in f.evidence if e.relation in ("differs", "denies")), None)
    elif f.status == "corroborated" and f.aspect in ("statement", "event"):
        other = next((e for e in f.evidence if e.origin != first.origin), None)
    else:
        return None
    if other is None:
        return None
    a, b = (e.sentence.of(material.examined[e.article].article.text) for e in (first, other))
    return a, b


def _weighed(f: Finding, opinion: Opinion, name: str) -> Finding:
    agrees = opinion.says == ("contradicts" if f.status in _CONTESTED else "same")
    against = opinion.says == ("same" if f.status in _CONTESTED else "contradicts")
    if not agrees and not against:
        return f
    pull = 0.5 * opinion.score
    confidence = f.confidence + (1 - f.confidence) * pull if agrees else f.confidence * (1 - pull)
    code = "vote.agrees" if agrees else "vote.doubts"
    return replace(f, confidence=round(confidence, 3), reasons=(*f.reasons, f"{code}={name}"))


# ---------------------------------------------------------------- proposals


def propose(
    findings: Sequence[Finding], stories: Sequence[Story], material: Material, proposer: Proposer
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """The findings with those that a proposer adds, ranked and numbered anew, and what went wrong on the way.

    A point that a finding tells already, whose words stand nowhere, or that only one report tells, adds nothing."""
    added: list[Finding] = []
    problems: list[Problem] = []
    for story in (s for s in stories if len({r.article for r in s.reports}) > 1):
        passages = list(_passages(story, material))
        try:
            proposals = proposer.propose(passages[:_MOST])
        except (OSError, ValueError) as error:
            problems.append(Problem("vote.failed", f"{proposer.name}, asked about {story.title!r}: {error}", "warning"))
            continue
        if len(passages) > _MOST:
            message = f"{proposer.name} was shown {_MOST} of the {len(passages)} sentences of {story.title!r}"
            problems.append(Problem("vote.cut", message, "info"))
        unfounded = 0
        for proposal in proposals:
            evidence = _evidence(proposal, passages, material)
            unfounded += evidence is None
            if evidence and not _known(evidence, [*findings, *added]):
                added.append(_made(proposal, evidence, material))
        if unfounded:
            message = f"{unfounded} of {len(proposals)} points that {proposer.name} proposed do not stand in the articles: left out"
            problems.append(Problem("vote.not-verbatim", message, "info"))
    return (rank.ranked([*findings, *added], material, stories) if added else tuple(findings)), tuple(problems)


def _passages(story: Story, material: Material) -> Iterator[Passage]:
    """The sentences of the story's reports, texts that stand twice once, the beginning of every report first."""
    echoes = {twin for twins in material.twins.values() for twin in twins}
    shown = [list(_of_report(r, material)) for r in story.reports if r.article not in echoes]
    for n in range(max((len(s) for s in shown), default=0)):
        yield from (sentences[n] for sentences in shown if n < len(sentences))


def _of_report(report: Report, material: Material) -> Iterator[Passage]:
    examined = material.examined[report.article]
    article = examined.article
    for sentence in examined.sentences:
        if report.span.contains(sentence):
            label = article.outlet or article.title or article.id
            yield Passage(article.id, label, article.published.date, sentence, sentence.of(article.text))


def _evidence(proposal: Proposal, passages: Sequence[Passage], material: Material) -> tuple[Evidence, ...] | None:
    """The places of a proposal as evidence; None when some words of it do not stand there, or only one article has them."""
    found = []
    for number, words in proposal.places:
        passage = passages[number]
        words = words.strip()
        at = passage.text.find(words)
        if at < 0 or len(words.split()) < _SHORT or passage.text.find(words, at + 1) >= 0:
            return None
        start = passage.span.start + at
        found.append(_proof(passage, Span(start, start + len(words)), material))
    return tuple(found) if len({e.article for e in found}) > 1 else None


def _proof(passage: Passage, span: Span, material: Material) -> Evidence:
    examined = material.examined[passage.article]
    report = next(r for r in examined.reports if r.span.contains(span))
    said = next((q for q in examined.quotes if q.span.contains(span)), None)
    return Evidence(
        article=passage.article,
        span=span,
        exact=span.of(examined.article.text),
        sentence=passage.span,
        report=report.key,
        speaker=said.speaker if said else None,
        via=said.via if said else (),
        stance=said.stance if said else "asserts",
        reported=passage.day,
        origin=material.origin_of[report.key],
    )


def _known(evidence: Sequence[Evidence], findings: Sequence[Finding]) -> bool:
    """A finding tells the point already: it has evidence in each of these places."""
    for f in findings:
        places = [(e.article, e.span) for e in f.evidence]
        if all(any(article == e.article and span.overlap(e.span) for article, span in places) for e in evidence):
            return True
    return False


def _made(proposal: Proposal, evidence: Sequence[Evidence], material: Material) -> Finding:
    reasons = ["vote.proposed"]
    summary = " ".join(evidence[0].exact.split())
    if proposal.says == "same":
        made = conclude.support(
            evidence, material, aspect="statement", summary=conclude.shorten(summary), reasons=reasons, confidence=_PROPOSED
        )
        return made
    other = next(e for e in evidence if e.article != evidence[0].article)
    sides = [evidence[0], *(replace(e, relation="differs") if e.article != evidence[0].article else e for e in evidence[1:])]
    voices = {texts.folded(e.speaker.name) for e in (evidence[0], other) if e.speaker and e.speaker.name}
    status: Status = "disputed" if proposal.says == "disputed" and len(voices) == 2 else "discrepancy"
    line = f"{conclude.shorten(summary, 110)} ≠ {conclude.shorten(other.exact, 110)}"
    return conclude.finding(
        sides,
        material,
        status=status,
        aspect="statement",
        summary=line,
        reasons=reasons,
        confidence=_PROPOSED,
    )
