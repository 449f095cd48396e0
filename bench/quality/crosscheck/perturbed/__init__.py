"""The generator of the perturbation benchmark: texts, how they are put otherwise, and how one fact of theirs is changed."""
