"""Writes `ATTRIBUTION.md` beside the models of a language: what each model was made of, from whom, under which licence.

    python -m models.attribution fr en

Read from `meta.json` (what the recipes recorded) and `models/<code>/sources.toml`. The file travels in the package: CC BY,
CC BY-SA and LGPL-LR ask that whoever gets a model learns what it was made of.
"""

from __future__ import annotations

import argparse
import json

from models.common import LANGUAGES, sources

TERMS = {
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 2.5": "https://creativecommons.org/licenses/by/2.5/",
    "CC BY 3.0": "https://creativecommons.org/licenses/by/3.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "LGPL-LR": "https://spdx.org/licenses/LGPLLR.html",
    "MIT": "https://spdx.org/licenses/MIT.html",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "BSD-3-Clause": "https://spdx.org/licenses/BSD-3-Clause.html",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
    "CeCILL-C": "https://spdx.org/licenses/CECILL-C.html",
    "WordNet-3.0": "https://wordnet.princeton.edu/license-and-commercial-use",
}
"""The licences that a shipped model may be made under; anything else is refused. Where each is to be read."""


class LicenceError(Exception):
    """A model was made of something that may not be shipped."""


def attribution(code: str) -> str:
    """The attribution file of a language. Raises LicenceError for a licence that is not among `TERMS`."""
    meta = json.loads((LANGUAGES / code / "models" / "meta.json").read_text(encoding="utf-8"))
    named = sources(code).named
    rows = [
        f"# What the models in this folder ({code}) were made of",
        "",
        "Trained for recoupe by the recipes in `models/` of its source repository, from the data below; none of these data are in",
        "the package. Each model may be used under the terms of the licences beside it; where one asks for share-alike (CC BY-SA,",
        "LGPL-LR, CeCILL-C), that holds for the model file, not for the program that reads it.",
    ]
    used: dict[str, str] = {}
    for name, entry in sorted(meta.items()):
        rows += ["", f"## {name}: `{entry['file']}`, {entry['bytes'] / 1e6:.1f} MB, {entry['date']}", ""]
        rows += ["| made of | licence | by |", "|---|---|---|"]
        for source in entry["trained_on"]:
            licence = source["licence"]
            if licence not in TERMS:
                raise LicenceError(f"{code}/{name} is made of {source['name']}, whose licence {licence!r} is not among those we ship")
            used[licence] = TERMS[licence]
            by = named[source["name"]].attribution
            rows.append(f"| {source['name']} (https://{source['repo']}, {source['commit'][:12]}) | {licence} | {by} |")
    rows += ["", "## The licences", ""]
    rows += [f"- {licence}: {address}" for licence, address in sorted(used.items())]
    return "\n".join(rows) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="+")
    for code in parser.parse_args().languages:
        path = LANGUAGES / code / "models" / "ATTRIBUTION.md"
        path.write_text(attribution(code), encoding="utf-8")
        print(path.relative_to(LANGUAGES.parents[2]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
