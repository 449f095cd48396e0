"""The quality gate: scores of the main job on annotated clusters, with floors. Run `python -m bench.quality`."""
