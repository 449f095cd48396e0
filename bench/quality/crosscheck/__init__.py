"""Scores of the cross-check, part by part: what is brought together, and what is set against each other."""
