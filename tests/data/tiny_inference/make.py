"""How the stand-in for an inference model beside this file was made (needs the package onnx): one table of words, summed.

A pair that holds a negation contradicts itself for it, any other follows from itself: enough to test what is done with the answers.

    python make.py"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
WORDS = {"[PAD]": 0, "[UNK]": 1, "[SEP]": 2, "no": 3, "not": 4, "never": 5, "denied": 6}

table = np.zeros((len(WORDS), 3), dtype=np.float32)  # entailment, neutral, contradiction
table[WORDS["[UNK]"], 0] = 0.4
for word in ("no", "not", "never", "denied"):
    table[WORDS[word], 2] = 8
nodes = [
    helper.make_node("Gather", ["table", "input_ids"], ["each"]),
    helper.make_node("ReduceSum", ["each", "axis"], ["logits"], keepdims=0),
]
graph = helper.make_graph(
    nodes,
    "tiny",
    [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["b", "t"])],
    [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", 3])],
    [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([1], dtype=np.int64), "axis")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
model.ir_version = 8
onnx.checker.check_model(model)
onnx.save(model, HERE / "model.onnx")
(HERE / "config.json").write_text(json.dumps({"id2label": {"0": "entailment", "1": "neutral", "2": "contradiction"}}))
first, second, between = ({"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}, {"id": "[SEP]", "type_id": 0})
tokenizer = {
    "version": "1.0",
    "truncation": None,
    "padding": None,
    "added_tokens": [],
    "normalizer": {"type": "Lowercase"},
    "pre_tokenizer": {"type": "Whitespace"},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": [first],
        "pair": [first, {"SpecialToken": between}, second],
        "special_tokens": {"[SEP]": {"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}},
    },
    "decoder": None,
    "model": {"type": "WordLevel", "vocab": WORDS, "unk_token": "[UNK]"},
}
(HERE / "tokenizer.json").write_text(json.dumps(tokenizer, indent=1))
