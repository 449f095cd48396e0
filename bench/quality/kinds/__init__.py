"""Measures of the kinds (dates, figures, attribution) on public, labelled data."""
