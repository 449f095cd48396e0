"""Measurements: what recoupe finds (quality) and how fast (speed). Not part of the package."""
