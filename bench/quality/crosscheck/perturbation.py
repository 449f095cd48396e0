"""A report and a copy of it in which one fact was changed, or none: is the change found, and is anything else called contested?

Each text is copied at three levels (word for word, lightly and heavily put otherwise) and set against the same text with one
fact changed. A change counts as found when a contested finding of the dossier of the two has evidence on the changed words; a
copy without a change is accused when the dossier has any contested finding but those in which the text contests itself (two
parties it quotes, two counts it gives: what it yields beside a copy of it that is only cut). Words that are put otherwise are
no change of fact: "lundi" and "lundi 9 mars", "douze" and "12", "Marie Dupont" and "Dupont".

Marks: "found.<seen | held>.all" and by kind, level, language, corpus; "accused.…" the same for copies without a change (the
word-for-word ones are left out: they are one text); "elsewhere.…" contested findings beside the change, per altered pair.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.quality.crosscheck.perturbed import bases
from bench.quality.crosscheck.perturbed.alter import KINDS, Alteration, alterations
from bench.quality.crosscheck.perturbed.bases import Base
from bench.quality.crosscheck.perturbed.paraphrase import LEVELS, Copy, copy
from bench.quality.parts import held
from recoupe import desk
from recoupe.records import Article, Dossier, Examined, Finding, Published, Span
from recoupe.sockets import Engine

CONTESTED = ("disputed", "discrepancy", "updated")


def remembering() -> Engine:
    """An engine that examines a text once, however many pairs it is in."""
    known: dict[str, Examined] = {}

    def examine(work: Callable[[Article], Examined], articles: Iterable[Article], done: Callable[[int], None]) -> list[Examined]:
        out = []
        for article in articles:
            key = f"{article.id} {article.source}"
            if key not in known:
                known[key] = work(article)
            out.append(known[key])
        return out

    return Engine("remembering", examine)


@dataclass(frozen=True, slots=True)
class Pair:
    """The altered text (or the text itself) and its copy."""

    base: Base
    level: str
    copy: Copy
    alteration: Alteration | None

    @property
    def side(self) -> str:
        return "held" if held(f"perturbation {self.base.id}") else "seen"


def pairs(base: Base) -> Iterator[Pair]:
    """The pairs of one text: one of each kind that can be changed in it, the levels in turn, and one unchanged a level."""
    found = desk.examine(_article(base, base.text, "A", base.title))
    copies = {level: copy(base, found, level) for level in LEVELS}
    turn = sum(map(ord, base.id))
    for number, kind in enumerate(KINDS):
        made = copies[LEVELS[(turn + number) % len(LEVELS)]]
        change = next(alterations(base, found, made.kept, kind), None)
        if change is not None:
            yield Pair(base, made.level, made, change)
    for level in LEVELS:
        yield Pair(base, level, copies[level], None)


def _article(base: Base, text: str, outlet: str, title: str | None) -> Article:
    day = Published(base.published, "given") if base.published else Published()
    return Article(id="", source=f"{outlet}.txt", text=text, title=title, outlet=f"Outlet {outlet}", language=base.language, published=day)


def dossier(pair: Pair, engine: Engine) -> Dossier:
    """The dossier of the two reports."""
    mine = pair.alteration.text if pair.alteration else pair.base.text
    articles = (_article(pair.base, mine, "A", pair.base.title), _article(pair.base, pair.copy.text, "B", pair.copy.title))
    made: Dossier = desk.check(articles, engine=engine, today="2026-12-31")
    return made


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a dossier says of a pair: the contested findings on the change, and the others."""

    pair: Pair
    on: tuple[Finding, ...]
    off: tuple[Finding, ...]


def outcome(pair: Pair, engine: Engine, own: frozenset[str] = frozenset()) -> Outcome:
    """`own`: words that findings stand on in which the text contests itself; what stands on these alone is not counted."""
    made = dossier(pair, engine)
    mine = {a.id: a for a in made.articles if a.source == "A.txt"}
    contested = [f for f in made.findings if f.status in CONTESTED and not {e.exact for e in f.evidence if e.article in mine} <= own]
    change = pair.alteration
    spans = change.spans if change else ()
    if change is not None and any(a.text != change.text for a in mine.values()):
        spans = _moved(change, next(iter(mine.values())).text)
    on = [f for f in contested if any(e.article in mine and any(e.span.overlap(s) for s in spans) for e in f.evidence)]
    return Outcome(pair, tuple(on), tuple(f for f in contested if f not in on))


def _moved(change: Alteration, text: str) -> tuple[Span, ...]:
    """Where the changed words stand in a text of which something was taken out as page furniture."""
    out = []
    for span in change.spans:
        ahead = change.text[max(0, span.start - 12) : span.start]
        at = text.find(ahead + span.of(change.text))
        if at >= 0:
            out.append(Span(at + len(ahead), at + len(ahead) + len(span)))
    return tuple(out)


def quarrels(base: Base, engine: Engine) -> frozenset[str]:
    """The words on which the findings stand in which a text contests itself: two parties, two counts."""
    cut = base.text.rstrip()
    cut = cut[: max(cut.rfind("\n"), cut.rfind(". ") + 1)]  # of two articles that are the very same only one is read
    articles = (_article(base, base.text, "A", base.title), _article(base, cut, "B", base.title))
    found = desk.check(articles, engine=engine, today="2026-12-31").findings
    return frozenset(e.exact for f in found if f.status in CONTESTED for e in f.evidence)


def measure(shared: Path | None, verbose: bool = False) -> dict[str, float]:
    """The marks of the whole benchmark; with the shared data also on texts of public sets (all of them takes a quarter of an hour
    on 2 cores: RECOUPE_SAMPLE=0.2 takes that share of them, chosen by a hash of their ids)."""
    share = float(os.environ.get("RECOUPE_SAMPLE", "1"))
    public = [base for base in bases.public(shared) if held(f"sample {base.id}", share)] if shared is not None else []
    found: dict[str, list[float]] = defaultdict(list)
    accused: dict[str, list[float]] = defaultdict(list)
    beside: dict[str, list[float]] = defaultdict(list)
    with ProcessPoolExecutor() as pool:
        for results in pool.map(_outcomes, [*bases.own(), *public]):
            for result in results:
                pair = result.pair
                for group in _groups(pair):
                    if pair.alteration is not None:
                        found[group].append(float(bool(result.on)))
                        beside[group].append(float(bool(result.off)))
                    elif pair.level != "copy":
                        accused[group].append(float(bool(result.off)))
                if verbose and pair.side == "seen":
                    _tell(result)
    marks = {f"pairs.{side}.altered": float(len(found[f"{side}.all"])) for side in ("seen", "held")}
    marks |= {f"pairs.{side}.unaltered": float(len(accused[f"{side}.all"])) for side in ("seen", "held")}
    for name, table in (("found", found), ("accused", accused), ("elsewhere", beside)):
        marks |= {f"{name}.{group}": sum(values) / len(values) for group, values in sorted(table.items())}
    return marks


def _outcomes(base: Base) -> list[Outcome]:
    """What becomes of all the pairs of one text."""
    engine = remembering()
    own = quarrels(base, engine)
    return [outcome(pair, engine, own) for pair in pairs(base)]


def _groups(pair: Pair) -> list[str]:
    parts = ["all", pair.level, pair.base.language, pair.base.corpus]
    if pair.alteration is not None:
        parts.append(pair.alteration.kind)
    return [f"{pair.side}.{part}" for part in parts]


def _tell(result: Outcome) -> None:
    pair, change = result.pair, result.pair.alteration
    if change is not None and not result.on:
        around = change.text[max(0, change.spans[0].start - 90) : change.spans[0].end + 60].replace("\n", " ")
        print(f"  MISSED {change.kind} {pair.level} {pair.base.id}: {change.old!r} -> {change.new!r}  ...{around}")
    for f in result.off:
        told = "BESIDE" if change else "ACCUSED"
        print(f"  {told} {pair.level} {pair.base.id}: {f.status} {f.aspect} {f.summary} {f.reasons}")
