"""Who says what in French news, on our own annotation of 60 reports of WiNER-fr (`bench/quality/corpora`): every quote, direct, mixed
or indirect, with its speaker and the chain to the outlet. Only the hand-written rules are measured: the optional parser is off.

The rules of the team's gold clusters, with the same functions: a quote is found when the two spans share 60 % of the longer one
(any span or piece that the annotation accepts), one to one; what is optional is neither a miss nor false. Marks, by part of the set:
`p`, `r`, `f` of the quotes; `near` the recall when half of the shorter span is enough; `r` by type; of those found, `kind`, `speaker`
and `via` (the whole chain, also where there is none); `via_p` and `via_r` over the chains that are not empty; `content_p`,
`content_r`, `content_f` over the characters of what is said, those of optional quotes left out on both sides."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.quality.corpora.standoff import FRENCH, KINDS, Annotated, NotTheAnnotatedTexts, Range, Statement, load, texts
from bench.quality.parts import held
from bench.quality.scorer import ENOUGH, pair, same_chain, same_name, shared, words
from recoupe import desk
from recoupe.kinds.statements.parsed import SWITCH
from recoupe.records import Article, Published, Quote, Voice


def quotes(text: str, day: str) -> tuple[Quote, ...]:
    """What the rules find in a French report of a day."""
    os.environ[SWITCH] = "off"
    return desk.find(Article("a", "a", text, language="fr", published=Published(day, "given"))).quotes


def said_by(statement: Statement, voice: Voice) -> bool:
    """Whether a voice is the speaker: a name as in the gold clusters; a description (in lower case) by its head, its first word."""
    described = set(words(f"{voice.name or ''} {voice.role or ''} {voice.exact or ''}"))
    for name in (statement.speaker, *statement.speaker_also):
        if name is not None and name[:1].islower():
            if words(name)[0] in described:
                return True
        elif same_name(name, (), voice.name, voice.anonymous):
            return True
    return False


def _at(quote: Quote) -> Range:
    return quote.span.start, quote.span.end


def _fit(statement: Statement, quote: Quote) -> float:
    at = _at(quote)
    best = max(shared(s, at) / max(1, s[1] - s[0], at[1] - at[0]) for s in (*statement.spans, *statement.parts))
    return best if best >= ENOUGH else 0.0


def _near(statement: Statement, found: Iterable[Quote]) -> bool:
    here = [_at(q) for q in found]
    return any(2 * shared(s, at) > min(s[1] - s[0], at[1] - at[0]) for s in statement.spans for at in here)


def _chained(statement: Statement) -> bool:
    """Whether somebody stands between the speaker and the outlet, without doubt."""
    return bool(statement.via) and () not in statement.via_also


def _excused(quote: Quote, golds: Sequence[Statement], matched: Iterable[Statement]) -> bool:
    """On something optional, or a further piece of a quote that is found."""
    at = _at(quote)
    if any(g.optional and any(shared(s, at) for s in g.spans) for g in golds):
        return True
    return any(g.parts and shared(g.at, at) >= ENOUGH * (at[1] - at[0]) for g in matched)


class _Tally:
    """What is counted over the reports of one part of the set."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()

    def rate(self, part: str, whole: str) -> float:
        return self.n[part] / self.n[whole] if self.n[whole] else 0.0

    def marks(self) -> dict[str, float]:
        def f(p: float, r: float) -> float:
            return 2 * p * r / (p + r) if p + r else 0.0

        p, r = self.rate("right", "ours"), self.rate("right", "gold")
        out = {"p": p, "r": r, "f": f(p, r), "near": self.rate("near", "gold")}
        out |= {f"{kind}.r": self.rate(f"{kind}.right", f"{kind}.gold") for kind in KINDS}
        out |= {what: self.rate(what, "right") for what in ("kind", "speaker", "via")}
        out |= {"via_p": self.rate("chain right", "chain ours"), "via_r": self.rate("chain found", "chain gold")}
        cp, cr = self.rate("shared", "given"), self.rate("shared", "wanted")
        return out | {"content_p": cp, "content_r": cr, "content_f": f(cp, cr)}


def _characters(golds: Sequence[Statement], found: Sequence[Quote]) -> dict[str, int]:
    wanted = {i for g in golds if not g.optional for i in range(*g.at)}
    open_ = {i for g in golds if g.optional for s in g.spans for i in range(*s)} - wanted
    given = {i for q in found for i in range(*_at(q))} - open_
    return {"wanted": len(wanted), "given": len(given), "shared": len(wanted & given)}


def _voices(gold: Statement, quote: Quote) -> tuple[list[str], list[str]]:
    """The counts of a found quote, and a line for each thing that is wrong with it."""
    counts, says = ["right", f"{gold.kind}.right"], []
    via = [asdict(v) for v in quote.via]
    chain = any(same_chain(want, via, ()) for want in (gold.via, *gold.via_also))
    kind, speaker = quote.kind in (gold.kind, *gold.kind_also), said_by(gold, quote.speaker)
    counts += [name for name, right in (("kind", kind), ("speaker", speaker), ("via", chain)) if right]
    counts += ["chain ours"] if via else []
    counts += ["chain right"] if chain and via else []
    counts += ["chain found"] if chain and via and _chained(gold) else []
    if not kind:
        says.append(f"KIND {quote.pattern} ours {quote.kind} gold {gold.kind} | {quote.exact[:90]!r}")
    if not speaker:
        says.append(f"SPEAKER {quote.pattern} ours {quote.speaker.name or quote.speaker.exact} gold {gold.speaker} | {quote.exact[:90]!r}")
    if not chain:
        says.append(f"VIA {quote.pattern} ours {[v.name or v.exact for v in quote.via]} gold {list(gold.via)} | {quote.exact[:90]!r}")
    return counts, says


def count(report: Annotated, text: str, found: Sequence[Quote]) -> tuple[Counter[str], list[str]]:
    """The counts of one report; a line for all that is missed, false or wrong."""
    golds = report.statements
    n: Counter[str] = Counter(_characters(golds, found))
    says = []
    match = pair([{"of": g} for g in golds], [{"of": q} for q in found], lambda g, q: _fit(g["of"], q["of"]))
    for i, gold in enumerate(golds):
        if gold.optional:
            continue
        n.update(["gold", f"{gold.kind}.gold"])
        n["near"] += _near(gold, found)
        n["chain gold"] += _chained(gold)
        if i in match:
            n["ours"] += 1
            counts, lines = _voices(gold, found[match[i]])
            n.update(counts)
            says += lines
        else:
            start, end = gold.at
            around = f"{text[max(0, start - 60) : start]!r} [{text[start:end][:110]!r}] {text[end : end + 40]!r}"
            says.append(f"MISSED {gold.kind} {gold.speaker} | {around}")
    matched = [golds[i] for i in match]
    for j, quote in enumerate(found):
        if j not in match.values() and not _excused(quote, golds, matched):
            n["ours"] += 1
            says.append(f"FALSE {quote.pattern} <{quote.cue}> {quote.speaker.name or quote.speaker.exact} | {quote.exact[:140]!r}")
    return n, says


def measure(shared_folder: Path, verbose: bool = False) -> dict[str, float]:
    """The marks over the part that rules may be written with, the part that is only scored, and both. Without the texts: none."""
    reports = load(FRENCH / "gold.json")
    try:
        here = texts(shared_folder, reports)
    except NotTheAnnotatedTexts as trouble:
        print(f"  {trouble}")
        return {}
    every, seen, kept = _Tally(), _Tally(), _Tally()
    for report in reports:
        hidden = held(report.id)
        n, says = count(report, here[report.id], quotes(here[report.id], report.dct))
        for tally in (every, kept if hidden else seen):
            tally.n.update(n)
        if verbose and not hidden and says:
            print(f"-- {report.id}")
            print("\n".join(says))
    parts = (("seen", seen), ("held", kept), ("all", every))
    return {f"{part}.{name}": value for part, tally in parts for name, value in tally.marks().items()}
