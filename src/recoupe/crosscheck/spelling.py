"""A suspect spelling of a name beside the one that the other sources use; and two spellings of the name of one who evidently is one
person, where neither has more sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from recoupe import text as texts
from recoupe.crosscheck.conclude import finding
from recoupe.crosscheck.items import Material, evidence
from recoupe.records import Finding, Name, NameMention
from recoupe.sockets import Item, Kind

_Where = Mapping[tuple[str, str], Item]  # (article, form) -> first mention


REASONS = {"name.variants": "two spellings of one bearer's name, in the same role and story; neither has more sources"}

_LEAST = 5  # letters of a surname


def find(names: Sequence[Name], material: Material, kind: Kind | None = None) -> list[Finding]:
    """One finding for each suspect form, and for each pair of names of which `kind` says that they are one misspelt."""
    return _suspects(names, material) + (_variants(material, kind) if kind is not None else [])


def _variants(material: Material, kind: Kind) -> list[Finding]:
    """Two persons of one story with one first name and one role, whose surnames differ as misspellings do: one article has the one
    and another the other."""
    bearers: dict[tuple[str, str], dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in material.items.get("names", ()):
        mention = item.mention
        assert isinstance(mention, NameMention)
        words = texts.folded(mention.name).split()
        if mention.kind == "person" and len(words) > 1 and len(words[-1]) >= _LEAST:
            name = material.name(item.article.id, mention)
            bearers[(material.story_of[item.report.key], words[0])][name].append(item)
    out = []
    for _, named in sorted(bearers.items()):
        for one, two in combinations(sorted(named), 2):
            left, right = (_borne(named[n]) for n in (one, two))
            apart = not {i.article.id for i in named[one]} & {i.article.id for i in named[two]}
            if left is not None and right is not None and apart and kind.agree(left, right).verdict == "differs":
                out.append(_pair(left, right, material))
    return out


def _borne(items: Sequence[Item]) -> Item | None:
    """The first mention that gives the bearer's role."""
    return next((i for i in items if isinstance(i.mention, NameMention) and i.mention.role), None)


def _pair(left: Item, right: Item, material: Material) -> Finding:
    return finding(
        [evidence(left, value=left.mention.exact), evidence(right, "differs", right.mention.exact)],
        material,
        status="discrepancy",
        aspect="name",
        summary=f"{left.mention.exact} ≠ {right.mention.exact}",
        reasons=["name.variants"],
        confidence=0.7,
    )


def _suspects(names: Sequence[Name], material: Material) -> list[Finding]:
    first: dict[tuple[str, str], Item] = {}
    for item in material.items.get("names", ()):
        first.setdefault((item.article.id, item.mention.exact), item)
    out = []
    for name in names:
        for form in name.forms:
            if form.suspect:
                usual = _usual(name, len(form.form.split()), first)
                odd = [first[key] for a in form.articles if (key := (a, form.form)) in first]
                if usual and odd:
                    proofs = [evidence(i, value=i.mention.exact) for i in usual]
                    proofs += [evidence(i, "differs", i.mention.exact) for i in odd]
                    summary = f"{name.name} ≠ {form.form}"
                    out.append(
                        finding(
                            proofs,
                            material,
                            status="discrepancy",
                            aspect="name",
                            summary=summary,
                            reasons=["name.spelling"],
                            confidence=0.9,
                        )
                    )
    return out


def _usual(name: Name, words: int, first: _Where) -> list[Item]:
    """Where the usual spelling stands: once an article, preferably in a form of as many words as the odd one."""
    by_article: dict[str, list[str]] = defaultdict(list)
    for form in name.forms:
        if not form.suspect:
            for article in form.articles:
                by_article[article].append(form.form)
    out = []
    for article in sorted(by_article):
        forms = sorted(by_article[article], key=lambda f: (abs(len(f.split()) - words), f))
        found = next((first[(article, f)] for f in forms if (article, f) in first), None)
        if found is not None:
            out.append(found)
    return out
