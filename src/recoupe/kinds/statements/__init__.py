"""Who says what: direct, indirect and mixed quotes with their speakers, found and compared."""

from __future__ import annotations

from recoupe.kinds.statements.chains import finish
from recoupe.kinds.statements.compare import REASONS, agree, keys, say, value
from recoupe.kinds.statements.direct import direct_quotes, paragraph_quotes
from recoupe.kinds.statements.grammar import grammar
from recoupe.kinds.statements.indirect import clauses
from recoupe.kinds.statements.layout import lay_out
from recoupe.kinds.statements.nouns import nouns
from recoupe.kinds.statements.sources import sources
from recoupe.kinds.statements.work import Work
from recoupe.records import Quote
from recoupe.sockets import Kind, Reading


def find(reading: Reading) -> tuple[Quote, ...]:
    """Every statement that the article attributes to somebody, in order of its content."""
    rules = grammar(reading.language.code)
    if rules is None or not reading.text.strip():
        return ()
    work = Work(lay_out(reading, rules))
    for unit in range(len(work.scene.units)):
        direct_quotes(work, unit)
        paragraph_quotes(work, unit)
        clauses(work, unit)
        nouns(work, unit)
        sources(work, unit)
    return finish(work.scene, work.quotes)


KIND = Kind("statements", "quote", find, keys, agree, say, value)

__all__ = ["KIND", "REASONS", "agree", "find", "keys", "say", "value"]
