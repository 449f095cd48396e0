"""Article -> Reports: page furniture marked and set aside, digests split, the day of publication found or inferred."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.languages import Language
from recoupe.records import Article, Examined, Problem, Published, Report


def clean(article: Article, language: Language) -> tuple[Article, tuple[Problem, ...]]:
    """The article without its page furniture: title, outlet, author, credits, published filled in."""
    return article, ()


def split(article: Article, language: Language) -> tuple[Report, ...]:
    """The reports of a cleaned article."""
    return (Report(article.id, 0, 0, len(article.text)),)


def published_from_peers(examined: Examined, peers: Sequence[Examined], language: Language) -> Published | None:
    """The day of publication inferred from other reports of the same story, or None."""
    return None
