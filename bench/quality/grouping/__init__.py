"""Measures of grouping (copies, stories, origins) on public, labelled data."""
