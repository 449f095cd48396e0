"""Optional votes, never needed: a model on disk that is asked about pairs of sentences (`model.load`), and a language model
behind an address that may propose findings (`endpoint.connect`). Both are off unless the user names one."""
