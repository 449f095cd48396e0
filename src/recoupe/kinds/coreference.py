"""Whom a description, a short form or a pronoun stands for, for any kind that wants to know.

    known = bearers(reading)
    known.resolve(span)      # "le chef de la Maison-Blanche", "elle", "the company" -> a name of the article, or None

Light and careful: rules over language data and what the article itself says; never who holds an office in the world.
Where two could be meant the answer is None."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.kinds.statements.grammar import grammar
from recoupe.kinds.statements.layout import lay_out
from recoupe.kinds.statements.phrases import apposition
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.subjects import pronoun_voice
from recoupe.kinds.statements.voices import voice_of
from recoupe.kinds.statements.work import remember
from recoupe.records import Span
from recoupe.sockets import Reading


@dataclass(frozen=True, slots=True)
class Bearers:
    """The people and bodies of one article, ready to be asked; `scene` is None in a language without a grammar."""

    scene: Scene | None

    def resolve(self, span: Span) -> str | None:
        """The canonical name that the words of a span stand for, or None where the article does not say or could mean two."""
        scene = self.scene
        if scene is None:
            return None
        first, limit = scene.index(span.start), scene.index(span.end)
        if first and scene.tokens[first - 1].end > span.start:
            first -= 1  # "elle" of "a-t-elle"
        if first >= limit:
            return None
        low = scene.low(first)
        if limit - first == 1 and low in scene.rules.pronouns and low not in scene.rules.determiners:
            voice = pronoun_voice(scene, first)
        else:
            np = phrase(scene, first, limit)
            voice = voice_of(scene, np, apposition(scene, np, limit)) if np is not None else None
        return voice.name if voice is not None and voice.name in scene.by_name else None


def bearers(reading: Reading) -> Bearers:
    """Who can be asked for in an article. Statements already found help: whoever spoke last is the likeliest "he"."""
    rules = grammar(reading.language.code)
    if rules is None or not reading.text.strip():
        return Bearers(None)
    scene = lay_out(reading, rules)
    for quote in reading.quotes:
        remember(scene, scene.unit_of(scene.index(quote.span.start)), quote.speaker)
    return Bearers(scene)
