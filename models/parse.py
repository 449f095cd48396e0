"""Train the dependency parser of a language (`recoupe[parse]`): spaCy, on free treebanks with incises grafted on.

    python -m models.parse fr --data ../shared/data/training

Needs spaCy. Every sentence is a document of its own, so the parser never learns to split one; a contraction is one token, as
in running text; quotation marks and apostrophes are those of `recoupe.tagging.parse.plain`."""

from __future__ import annotations

import random
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.common import LANGUAGES, ROOT, Sentence, Sources, arguments, conllu, folders, record, shown, sources
from models.parse_incises import Grafter, Tree, shouted, tree

SEED = 3
CONFIG = ROOT / "models" / "parse.cfg"
# Per language: what it is trained on, what it is chosen by (where that is not trained on as well), what it is tested on.
TRAIN = {
    "fr": (("UD_French-Sequoia", "train.conllu.gz"), ("UD_French-GSD", "dev.conllu"), ("UD_French-Sequoia", "dev.conllu")),
    "en": (("UD_English-EWT", "train.rebuilt.conllu.gz"), ("UD_English-EWT", "dev.conllu.gz")),
}
CHOOSE = {"fr": ("UD_French-Sequoia", "dev.conllu"), "en": ("UD_English-EWT", "dev.conllu.gz")}
GRAFTED = {"fr": 1600, "en": 3000}
STEPS = {"fr": 2600, "en": 2800}
_SHOUTED = 0.03  # share of sentences that are also given in capitals


def main() -> None:
    parser = arguments("Train the dependency parsers.")
    parser.add_argument("--choose", action="store_true", help="hold the development split out and report on it; ships nothing")
    parser.add_argument("--steps", type=int, help="stop after so many steps")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, help="keep the trained pipeline in this folder")
    parser.add_argument("--pack", type=Path, help="train nothing: ship the pipeline that an earlier run left in this folder")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override a setting of parse.cfg")
    options = parser.parse_args()
    for code in options.languages:
        pinned = sources(code, folders(options))
        if options.pack:
            ship(code, pinned, options.pack, options.seed)
            continue
        overrides = dict(item.split("=", 1) for item in options.set)
        with tempfile.TemporaryDirectory() as scratch:
            out = options.out / code if options.out else Path(scratch) / "model"
            train(code, pinned, out, choose=options.choose, steps=options.steps or STEPS[code], seed=options.seed, overrides=overrides)
            if not options.choose:
                ship(code, pinned, out / "model-last", options.seed)


def train(code: str, pinned: Sources, out: Path, *, choose: bool, steps: int, seed: int, overrides: dict[str, str]) -> None:
    """Train into `out/model-last`. The development split is shown on the way; only when choosing is it held out."""
    from spacy.cli.train import train as run

    used = [pair for pair in TRAIN[code] if not (choose and pair == CHOOSE[code])]
    read = {pair: conllu(pinned.file(*pair)) for pair in (*used, CHOOSE[code])}
    out.mkdir(parents=True, exist_ok=True)
    documents(code, [s for pair in used for s in read[pair]], seed, grafted=True).to_disk(out / "train.spacy")
    documents(code, read[CHOOSE[code]], seed, grafted=False).to_disk(out / "dev.spacy")
    settings: dict[str, Any] = {
        "paths.train": str(out / "train.spacy"),
        "paths.dev": str(out / "dev.spacy"),
        "system.seed": seed,
        "training.max_steps": steps,
        "training.optimizer.learn_rate.total_steps": steps + steps // 10,
    }
    for key, value in overrides.items():
        settings[key] = float(value) if "." in value else int(value) if value.isdigit() else value
    run(CONFIG, out, overrides=settings)


def documents(code: str, sentences: Sequence[Sentence], seed: int, *, grafted: bool) -> Any:
    """The sentences as a DocBin, in an order drawn by the seed; with the grafted ones and some in capitals for training."""
    import spacy
    from spacy.tokens import DocBin

    all_trees: list[Tree] = [tree(s) for s in sentences if sum(t.head < 0 for t in s.tokens) == 1]
    draw = random.Random(seed)
    if grafted:
        loud = [shouted(t) for t in draw.sample(all_trees, int(len(all_trees) * _SHOUTED))]
        table = tomllib.loads((ROOT / "models" / code / "incises.toml").read_text(encoding="utf-8"))
        all_trees += Grafter(table, sentences, seed).trees(GRAFTED[code]) + loud
        draw.shuffle(all_trees)
    vocab = spacy.blank("xx").vocab
    return DocBin(attrs=["ORTH", "TAG", "POS", "HEAD", "DEP", "SENT_START"], docs=[_document(vocab, t) for t in all_trees])


def _document(vocab: Any, nodes: Tree) -> Any:
    from recoupe.tagging.parse import document

    return document(
        vocab,
        [n.form for n in nodes],
        tags=[n.upos for n in nodes],
        pos=[n.upos for n in nodes],
        heads=[n.head if n.head >= 0 else i for i, n in enumerate(nodes)],
        deps=[n.deprel if n.head >= 0 else "ROOT" for n in nodes],
    )


def ship(code: str, pinned: Sources, trained: Path, seed: int) -> None:
    """Pack the trained parser into the package, measure the packed one and write down what it was made of."""
    import spacy

    from bench.quality.language.parse import attachment, incises
    from recoupe.tagging.parse import FOLDER, save

    package = LANGUAGES / code / "models"
    save(spacy.load(trained), package / FOLDER)
    data = pinned.folders[0]
    scores = {**attachment(code, data), **incises(code)}
    shown(scores)
    record(
        package,
        "parse",
        {
            "file": FOLDER,
            "trained_on": pinned.provenance(TRAIN[code]),
            "grafted": f"models/{code}/incises.toml (CC0)",
            "recipe": "models/parse.py",
            "seed": seed,
            "scores": {name.removeprefix(f"{code}."): round(value, 4) for name, value in scores.items()},
        },
    )


if __name__ == "__main__":
    main()
