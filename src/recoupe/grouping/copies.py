"""Which texts stand in other texts: identical, near, contained, and rewritten beyond the reach of any word overlap.

Reports are compared, not articles, so that a digest is no copy of everything it tells; quotations are left out of the
measure, because two reporters who heard the same sentence have copied nothing from each other (`passages`). Only reports that
share fingerprints are compared (`candidates`)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recoupe.grouping import candidates, fingerprints, passages, terms
from recoupe.grouping.sheets import Key, Sheet, lay_out
from recoupe.records import Copied, Copy, CopyKind, Examined

NEAR = 0.5  # share of the words of both texts
_BALANCED = 0.7  # the smaller of the two shares against the larger: under it one text stands in the other
CONTAINED = 0.55  # share of the words of the shorter one
_BLOCK = 60  # words of prose (names left out) that follow each other on both sides: a part of one text stands in the other
_HALF, _PIECE = 0.4, 30  # or less than that, where it is nearly half of the shorter text in one piece
PASSAGE = 0.2  # share of the shorter one below which common prose is no sign that all of it has a common origin
_PASSAGE_LEAST = 12  # words of prose (names left out), of such a passage: two short texts share a fifth by chance
_EXCERPT = 17  # words of prose (names left out) that two writers never set down alike; titles and set phrases are shorter
_ROUGH = 6  # runs of words in common under which no passage is sought
# A text is rewritten when the longer one tells _FIRM + _FEW / n of its weight in n sentences in the same order: the
# fewer the sentences, the easier they fall into the same order by chance.
_FIRM, _FEW = 0.28, 0.8
_LEAST = 0.36  # and never less than this
_DOUBT = 0.06  # how much less is still a reason to count two reports once, though not to call one a copy
_ALIKE = 0.3  # cosine below which nothing is rewritten
_NAMED = 0.5  # what a shared name or number counts beside a shared word
_WINDOW = 5  # days between a text and its rewriting
_SHORT = 5  # words: less is no text
_BRIEF = 60  # runs: so short a text is looked for by all of them
_STRENGTH: Mapping[str, int] = {"identical": 0, "near": 1, "contained": 2, "rewritten": 3, "passage": 4, "retold": 5, "excerpt": 6}
DEPENDENT = frozenset({"identical", "near", "contained", "rewritten", "passage", "retold"})
"""The links after which two reports count once. What an "excerpt" tells has one source; the rest of the two reports has not."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports that are not independent.

    `kind` is a CopyKind, "passage" (common prose, but neither text stands in the other), "retold" (too little for
    "rewritten") or "excerpt" (a sentence or two: only what these tell has a common source); `overlap` is the share of the
    shorter one; `inner` is the report that stands in the other one; `copied` is what stands in both, word for word."""

    a: Key
    b: Key
    kind: str
    overlap: float
    inner: Key | None = None
    copied: tuple[Copied, ...] = ()


def find(examined: Sequence[Examined]) -> tuple[Copy, ...]:
    """The copies among the articles, strongest kind first, each group of identical or near texts as one record."""
    sheets = lay_out(examined)
    return lift(sheets, links(sheets))


# ---------------------------------------------------------------- reports


def links(sheets: Sequence[Sheet]) -> tuple[Link, ...]:
    """Every pair of dependent reports; of a group of identical texts each is linked to the first only."""
    found, first = _identical(sheets)
    verbatim = _verbatim(first)
    copied = {frozenset((link.a, link.b)) for link in verbatim if link.kind not in ("passage", "excerpt")}
    retold_ = [link for link in _rewritten(first, verbatim) if frozenset((link.a, link.b)) not in copied]
    known = {frozenset((link.a, link.b)) for link in retold_ if link.kind == "rewritten"}
    found += [link for link in verbatim if frozenset((link.a, link.b)) not in known] + retold_
    return tuple(sorted(found, key=lambda one: (_STRENGTH[one.kind], one.a, one.b)))


def _identical(sheets: Sequence[Sheet]) -> tuple[list[Link], list[Sheet]]:
    groups: dict[int, Sheet] = {}
    first: list[Sheet] = []
    found: list[Link] = []
    for one in sheets:
        if one.words < _SHORT:
            continue
        known = groups.setdefault(one.fingerprint, one)
        if known is one:
            first.append(one)
        else:
            found.append(Link(known.key, one.key, "identical", 1.0))
    return found, first


def _verbatim(first: Sequence[Sheet]) -> list[Link]:
    found = []
    places: dict[int, dict[int, list[int]]] = {}
    words: dict[Key, passages.Places] = {}
    for i, j in candidates.pairs([_prints(one) for one in first]):
        a, b = first[i], first[j]
        if len(a.prose & b.prose) < _ROUGH:
            continue
        if j not in places:
            places[j] = passages.places_of(b)
        common = passages.common(a, b, places[j])
        if link := _judged(a, b, common):
            near = link.kind == "near"  # nearly all of it: what is in common is only looked up where it is shown
            found.append(link if near else replace(link, copied=passages.evidence(a, b, common, words)))
    return found


def _prints(one: Sheet) -> list[int]:
    """The fingerprints of a report's prose: of each stretch between quotation marks, all of them where it is short."""
    own = [run for run in one.runs if run in one.prose]
    return own if len(own) <= _BRIEF else fingerprints.winnow(own)


def _judged(a: Sheet, b: Sheet, common: passages.Common) -> Link | None:
    small, large = sorted((common.share_a, common.share_b))
    inner = a.key if len(a.prose) <= len(b.prose) else b.key
    if small >= NEAR and large >= CONTAINED and small >= _BALANCED * large:
        return Link(a.key, b.key, "near", large)
    if large >= CONTAINED or common.block >= _BLOCK or (large >= _HALF and common.block >= _PIECE):
        return Link(a.key, b.key, "contained", large, inner)
    if large >= PASSAGE and common.block >= _PASSAGE_LEAST:
        return Link(a.key, b.key, "passage", large)
    return Link(a.key, b.key, "excerpt", large) if common.block >= _EXCERPT else None


# ---------------------------------------------------------------- rewritten


def _rewritten(first: Sequence[Sheet], verbatim: Sequence[Link]) -> list[Link]:
    """Texts that share few words but tell the same things in the same order.

    Two reporters of one event share names and figures; they do not cut the matter into the same sentences in the same
    sequence. So: sentence by sentence, the weight of the rarer words that the best order-keeping alignment of the two
    texts has in common, against the whole weight of the shorter text."""
    twins = {link.b for link in verbatim if link.kind == "near"}
    rest = [one for one in first if one.key not in twins]
    rare = terms.rarity(rest)
    found = []
    for code in sorted(set(rare) - {""}):
        mine = [one for one in rest if one.language == code]
        vectors = [terms.vector(one.weights, rare[code]) for one in mine]
        weighed = [_weighed(one, rare[code]) for one in mine]
        for i, row in enumerate(terms.alike(vectors)):
            for j, cosine in sorted(row.items()):
                a, b = mine[i], mine[j]
                if cosine < _ALIKE or a.article.id == b.article.id or apart(a, b) > _WINDOW:
                    continue
                share, count = _aligned(weighed[i], weighed[j])
                enough = max(_LEAST, _FIRM + _FEW / count) if count else math.inf
                if share >= enough - _DOUBT:
                    found.append(Link(a.key, b.key, "rewritten" if share >= enough else "retold", share))
    return found


def apart(a: Sheet, b: Sheet) -> int:
    """Days between two reports (0 when either is undated: absence of a date is no evidence)."""
    return abs(a.day - b.day) if a.day is not None and b.day is not None else 0


def retold(a: Sheet, b: Sheet, rare: Mapping[str, float]) -> tuple[float, int]:
    """The share (0 to 1) of the shorter report's weight that stands in the longer one in matching sentences in the same
    order, and the number of those sentences; (0, 0) when they are fewer than five or than half of the shorter text."""
    return _aligned(_weighed(a, rare), _weighed(b, rare))


Weighed = Sequence[tuple[Mapping[str, float], float]]


def _weighed(one: Sheet, rare: Mapping[str, float]) -> Weighed:
    """The sentences that are not mostly quotation: what each of their terms weighs, and all together.

    Names and numbers belong to the event and come to every reporter; the other words belong to the writer."""
    out = []
    for terms_, own in zip(one.sentences, one.own):
        if own and len(terms_) >= 3:
            told = {t: rare.get(t, 0.0) * (_NAMED if t in one.proper or t[0].isdigit() else 1.0) for t in terms_}
            out.append((told, math.fsum(told.values())))
    return out


def _aligned(left: Weighed, right: Weighed) -> tuple[float, int]:
    if min(len(left), len(right)) < 5:
        return 0.0, 0
    where: dict[str, list[int]] = {}
    for j, (those, _) in enumerate(right):
        for term in those:
            where.setdefault(term, []).append(j)
    gain = []
    for these, own in left:
        row = [0.0] * len(right)
        for term, weight in these.items():
            for j in where.get(term, ()):
                row[j] += weight
        gain.append([w if w >= 0.25 * min(own, right[j][1]) else 0.0 for j, w in enumerate(row)])
    total, count = _in_order(gain)
    if count < max(5, min(len(left), len(right)) / 2):
        return 0.0, 0
    whole = min(math.fsum(w for _, w in left), math.fsum(w for _, w in right))
    return (min(1.0, total / whole), count) if whole else (0.0, 0)


def _in_order(gain: Sequence[Sequence[float]]) -> tuple[float, int]:
    """The heaviest alignment that keeps the order of both texts: its weight and the number of matched sentences."""
    width = len(gain[0])
    above: list[tuple[float, int]] = [(0.0, 0)] * (width + 1)
    for row in gain:
        here: list[tuple[float, int]] = [(0.0, 0)]
        for j, weight in enumerate(row):
            best = max(above[j + 1], here[j])
            if weight > 0:
                best = max(best, (above[j][0] + weight, above[j][1] + 1))
            here.append(best)
        above = here
    return above[-1]


# ---------------------------------------------------------------- articles


def lift(sheets: Sequence[Sheet], found: Sequence[Link]) -> tuple[Copy, ...]:
    """Links between reports as copies between articles. "Passage", "retold" and "excerpt" links are no copies."""
    by_key = {one.key: one for one in sheets}
    whole = {one.key for one in sheets if one.only}
    groups = _groups([x for x in found if x.kind == "identical" and {x.a, x.b} <= whole])
    records = [_record("identical", group, 1.0, None, by_key) for group in groups]
    leader = {key: group[0] for group in groups for key in group}
    pairs: dict[tuple[str, str], list[Link]] = {}
    near: list[Link] = []
    for link in found:
        if link.kind in ("passage", "retold", "excerpt") or link.a[0] == link.b[0]:
            continue
        link = _seen_from_articles(link, whole)
        if link.kind == "identical":
            continue
        if link.kind == "near":
            near.append(replace(link, a=leader.get(link.a, link.a), b=leader.get(link.b, link.b)))
            continue
        pairs.setdefault((min(link.a[0], link.b[0]), max(link.a[0], link.b[0])), []).append(link)
    for group in _groups(near):
        full = tuple(sorted({k for g in group for k in _of(groups, g)}, key=lambda k: by_key[k].order))
        inside = [x.overlap for x in near if x.a in group]
        told = (
            passages.evidence(by_key[full[0]], by_key[full[1]], passages.common(by_key[full[0]], by_key[full[1]])) if len(full) == 2 else ()
        )
        records.append(_record("near", full, min(inside), None, by_key, copied=told))
    joined = {frozenset((a, b)) for r in records for a in r.articles[:1] for b in r.articles}
    for (a, b), several in sorted(pairs.items()):
        if frozenset((a, b)) in joined:
            continue
        best = min(several, key=lambda x: (_STRENGTH[x.kind], -x.overlap, x.a, x.b))
        keys = tuple(sorted({k for x in several for k in (x.a, x.b)}, key=lambda k: by_key[k].order))
        kind: CopyKind = "contained" if best.kind == "contained" else "rewritten"
        told = tuple(one for x in several for one in x.copied)
        records.append(_record(kind, keys, best.overlap, best.inner, by_key, copied=told))
    return tuple(sorted(records, key=lambda r: (_STRENGTH[r.kind], r.articles)))


def _seen_from_articles(link: Link, whole: set[Key]) -> Link:
    """A whole article that is one item of a digest is contained in it."""
    if link.kind in ("identical", "near") and not {link.a, link.b} <= whole:
        inner = link.a if link.a in whole else link.b if link.b in whole else None
        return replace(link, kind="contained", inner=inner)
    return link


def _groups(found: Sequence[Link]) -> list[tuple[Key, ...]]:
    """Connected reports, each group and all groups in order."""
    root: dict[Key, Key] = {}

    def top(key: Key) -> Key:
        while root.setdefault(key, key) != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for link in found:
        a, b = top(link.a), top(link.b)
        if a != b:
            root[max(a, b)] = min(a, b)
    groups: dict[Key, list[Key]] = {}
    for key in root:
        groups.setdefault(top(key), []).append(key)
    return sorted(tuple(sorted(g)) for g in groups.values() if len(g) > 1)


def _of(groups: Sequence[tuple[Key, ...]], key: Key) -> tuple[Key, ...]:
    return next((g for g in groups if key in g), (key,))


def _record(
    kind: CopyKind,
    keys: Sequence[Key],
    overlap: float,
    inner: Key | None,
    by_key: Mapping[Key, Sheet],
    *,
    copied: tuple[Copied, ...] = (),
) -> Copy:
    ordered = sorted(keys, key=lambda k: by_key[k].order)
    articles = tuple(dict.fromkeys(k[0] for k in ordered))
    credits_ = [set(by_key[k].article.credits) for k in ordered]
    everyone = set.intersection(*credits_) if credits_ else set()
    return Copy(
        articles=articles,
        kind=kind,
        overlap=round(min(1.0, overlap), 3),
        original=_original(ordered, inner, by_key),
        upstream=min(everyone) if everyone else None,
        reports=tuple(ordered),
        copied=copied,
    )


def _original(ordered: Sequence[Key], inner: Key | None, by_key: Mapping[Key, Sheet]) -> str | None:
    """The text the others derive from, where it can be told: the earliest by day or hour, the only one that is an item
    of nothing, the one that stands in the other. None when two have an equal claim."""
    days = [(by_key[k].article.published.date, k) for k in ordered]
    if all(d for d, _ in days):
        width = min(len(d or "") for d, _ in days)
        first = min((d or "")[:width] for d, _ in days)
        earliest = [k for d, k in days if (d or "")[:width] == first]
        if len(earliest) == 1:
            return earliest[0][0]
    if inner is not None:
        return inner[0]
    credited = {k[0] for k in ordered if by_key[k].article.credits}
    return next(iter(credited)) if len(credited) == 1 else None
