"""Recipes that make the models and lists shipped in `languages/`: pinned sources, train, evaluate, write down what was done.

    python -m models.tags fr --data ../shared/data/training

Nothing here is part of the installed package. The sources stay outside the repository; every file that is read is held
against the sha256 in `models/<language>/sources.toml`."""
