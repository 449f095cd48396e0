"""A small model on disk (ONNX), asked whether two sentences tell the same or contradict each other.

A folder as the usual exporters write it: model.onnx (or onnx/model.onnx), tokenizer.json, and config.json. A model whose
config names the labels of natural language inference (entailment, neutral, contradiction) is read as one; any other is taken
for a sentence encoder, whose vectors (the mean over the words) tell how alike two sentences are. Nothing is downloaded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from recoupe.errors import MissingExtra, UsageError
from recoupe.sockets import Adviser, Opinion

_BATCH = 16  # pairs at a time: memory stays small
_LONGEST = 256  # tokens of a pair
_ALIKE = 0.75  # cosine from which an encoder holds two sentences for the same


def load(folder: str) -> Adviser:
    """The adviser in a folder.

    Raises MissingExtra without recoupe[models], UsageError where the folder holds no model that can be read."""
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise MissingExtra("--model needs ONNX Runtime: pip install 'recoupe[models]' (everything else works without it)") from error
    place = Path(folder)
    network = next((p for p in (place / "model.onnx", place / "onnx" / "model.onnx") if p.is_file()), None)
    if network is None or not (place / "tokenizer.json").is_file():
        raise UsageError(f"{folder}: holds no model.onnx and tokenizer.json")
    try:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        tokenizer = tokenizers.Tokenizer.from_file(str(place / "tokenizer.json"))
        labels = _labels(place / "config.json")
    except Exception as error:  # both libraries raise exceptions of their own
        raise UsageError(f"{folder}: the model cannot be read ({error})") from error
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding()
    ask = _Network(session, tokenizer)
    if labels:
        return Adviser(place.name, lambda pairs: _inferred(ask, labels, pairs))
    return Adviser(place.name, lambda pairs: _likened(ask, pairs))


def _labels(config: Path) -> Mapping[str, int]:
    """entailment and contradiction -> where the network says them; nothing for a model that infers nothing."""
    if not config.is_file():
        return {}
    named = json.loads(config.read_text(encoding="utf-8")).get("id2label") or {}
    found = {str(label).lower(): int(number) for number, label in named.items()}
    out = {key: n for key in ("entailment", "contradiction") for label, n in found.items() if label.startswith(key[:6])}
    return out if len(out) == 2 else {}


class _Network:
    """Runs the network on encoded texts; knows which inputs it takes."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._inputs = [i.name for i in session.get_inputs()]

    def __call__(self, texts: Sequence[Any]) -> tuple[Any, Any]:
        """The first output of the network, and the mask of the tokens that are words."""
        import numpy

        encoded = self._tokenizer.encode_batch(list(texts))
        given = {
            "input_ids": numpy.array([e.ids for e in encoded], dtype=numpy.int64),
            "attention_mask": numpy.array([e.attention_mask for e in encoded], dtype=numpy.int64),
            "token_type_ids": numpy.array([e.type_ids for e in encoded], dtype=numpy.int64),
        }
        out = self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})
        return out[0], given["attention_mask"]


def _inferred(ask: _Network, labels: Mapping[str, int], pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
    """Inference has a direction: both are asked. One contradiction suffices; for the same both must follow from each other."""
    import numpy

    out = []
    for at in range(0, len(pairs), _BATCH):
        some = list(pairs[at : at + _BATCH])
        scores, _ = ask([*some, *((b, a) for a, b in some)])
        scores = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
        scores = scores / scores.sum(axis=-1, keepdims=True)
        there, back = scores[: len(some)], scores[len(some) :]
        against = numpy.maximum(there, back)[:, labels["contradiction"]]
        same = numpy.minimum(there, back)[:, labels["entailment"]]
        for a, s in zip(against.tolist(), same.tolist()):
            out.append(Opinion("contradicts", a) if a >= 0.5 else Opinion("same", s) if s >= 0.5 else Opinion("neither", 1 - max(a, s)))
    return out


def _likened(ask: _Network, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
    """An encoder cannot tell a contradiction: it says whether two sentences are about one thing."""
    import numpy

    out = []
    for at in range(0, len(pairs), _BATCH):
        some = pairs[at : at + _BATCH]
        states, mask = ask([text for pair in some for text in pair])
        vectors = (states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True) if states.ndim == 3 else states
        vectors = vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
        for cosine in (vectors[0::2] * vectors[1::2]).sum(axis=-1).tolist():
            score = min(1.0, max(0.0, float(cosine)))
            out.append(Opinion("same", score) if score >= _ALIKE else Opinion("neither", 1 - score))
    return out
