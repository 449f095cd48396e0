"""How long the main job takes and how much memory. Run `python -m bench.speed --articles 1000`."""
