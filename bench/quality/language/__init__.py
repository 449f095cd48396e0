"""Scores of the language layer, part by part, on data that no model was trained on."""
