"""Runs one peer on cases: JSON lines in (text, language, spec), JSON lists of answers out. Started by `bench.peers.figures`
with the interpreter of the peers, so it imports nothing of this repository."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

Row = dict[str, Any]
_CULTURES = {"fr": "fr-fr", "en": "en-us"}
_ENTITIES = {
    "Currency": {"currency"},
    "Dimension": {"length", "area", "volume", "mass", "speed", "data storage", "angle", "energy", "power"},
    "Temperature": {"temperature"},
}
_WARM = {"fr": "Il a payé 3 euros.", "en": "It cost 3 dollars."}


def recognizers(case: Row) -> list[Row]:
    """The model of recognizers-text that the spec is about; all of them for news."""
    import recognizers_number as number  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import recognizers_number_with_unit as units  # type: ignore[import-not-found, import-untyped, unused-ignore]

    models = {
        "Number": number.recognize_number,
        "Ordinal": number.recognize_ordinal,
        "Percent": number.recognize_percentage,
        "Currency": units.recognize_currency,
        "Dimension": units.recognize_dimension,
        "Age": units.recognize_age,
        "Temperature": units.recognize_temperature,
    }
    chosen = [models[case["spec"]]] if case["spec"] in models else list(models.values()) if case["spec"] == "news" else []
    found = []
    for model in chosen:
        try:
            found += [item.resolution or {} for item in model(case["text"], _CULTURES[case["language"]])]
        except Exception:  # it fails on some sentences; they are misses
            found.append({"value": "nan"})
    return found


def quantulum(case: Row) -> list[Row]:
    """quantulum3's parser, English only; what it finds of the sort that the spec is about."""
    from quantulum3 import parser  # type: ignore[import-not-found, import-untyped, unused-ignore]

    found = parser.parse(case["text"])
    spec = case["spec"]
    if spec == "Number":
        return [{"value": str(q.value)} for q in found]
    if spec == "Percent":
        return [{"value": f"{q.value}%"} for q in found if q.unit.name == "percentage"]
    if spec == "Age":
        return [{"value": str(q.value), "unit": q.unit.name} for q in found if q.unit.entity.name == "time"]
    wanted = _ENTITIES.get(spec, set())
    return [{"value": str(q.value), "unit": q.unit.name} for q in found if q.unit.entity.name in wanted]


def main() -> None:
    find = {"recognizers": recognizers, "quantulum3": quantulum}[sys.argv[1]]
    cases = [json.loads(line) for line in sys.stdin]
    for language, spec in sorted({(case["language"], case["spec"]) for case in cases}):  # the start is not timed
        find({"text": _WARM[language], "language": language, "spec": spec})
    for case in cases:
        began = time.perf_counter()
        rows = find(case)
        print(json.dumps({"seconds": time.perf_counter() - began, "answers": rows}), flush=True)


if __name__ == "__main__":
    main()
