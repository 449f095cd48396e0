"""A suspect spelling of a name beside the one that the other sources use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from recoupe.crosscheck.conclude import finding
from recoupe.crosscheck.items import Material, evidence
from recoupe.records import Finding, Name
from recoupe.sockets import Item

_Where = Mapping[tuple[str, str], Item]  # (article, form) -> first mention


def find(names: Sequence[Name], material: Material) -> list[Finding]:
    """One finding for each suspect form."""
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
