"""How sentences of two reports are brought together: the meanings of words (`concepts.py`), the pairs that are learnt from
(`pairs.py`, `stories.toml`) and the scorer (`train.py`)."""
