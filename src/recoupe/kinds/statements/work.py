"""The list that the rules fill while the units of an article are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from recoupe.kinds.statements.bearers import noun_gender, speaks_for
from recoupe.kinds.statements.scene import Scene
from recoupe.kinds.statements.stances import stance_of
from recoupe.records import Quote, Span, Voice
from recoupe.text import folded, trim

NOBODY = Voice(None, None, True, None)
_LATELY = 6  # statements back that a new one may hold


@dataclass(slots=True)
class Work:
    """What is being put together while the units of an article are read in order."""

    scene: Scene
    quotes: list[Quote] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # verbs that already attribute something
    direct: dict[int, tuple[Voice, tuple[Voice, ...]]] = field(default_factory=dict)  # marks that are quotes of their own
    via_of: dict[int, tuple[Voice, ...]] = field(default_factory=dict)  # by verb: who reports that somebody said


def emit(
    work: Work,
    span: Span,
    speaker: Voice | None,
    cue: str | None,
    pattern: str,
    *,
    unit: int,
    via: tuple[Voice, ...] = (),
    stance: str = "",
    kind: str = "",
    cue_at: int = -1,
) -> None:
    """Put a quote on the list and note who spoke in its unit. `cue_at`: the token from which less than a clause is shown."""
    scene = work.scene
    span = trim(scene.text, span.start, span.end, ",;:–—- ")
    if len(span) < 3:
        return
    span = _with_title_mark(scene.text, span)
    voice = speaker if speaker is not None else NOBODY
    exact = span.of(scene.text)
    if not kind:
        kind = (
            "mixed"
            if any(span.start < m.close for m in scene.marks[max(0, scene.marks_from(span.start) - 1) : scene.marks_from(span.end)])
            else "indirect"
        )
    how = stance or stance_of(scene, exact, kind)
    if not pattern.startswith("object."):
        within = [n for n in range(max(0, len(work.quotes) - _LATELY), len(work.quotes)) if work.quotes[n].pattern.startswith("object.")]
        for n in reversed([n for n in within if span.contains(work.quotes[n].span)]):
            del work.quotes[n]  # "X a promis de ..., selon Y": Y's
    begin = scene.tokens[cue_at].start if cue_at >= 0 else span.start
    clause = Span(begin, span.end) if begin < span.start else None
    work.quotes.append(Quote(span, exact, kind, voice, via, cue, how, pattern, clause=clause))  # type: ignore[arg-type]
    remember(scene, unit, voice)


def _with_title_mark(text: str, span: Span) -> Span:
    """The span with the mark that opens a title at its head (« Le Monde » ferme)."""
    exact = span.of(text)
    for opening, closing in (("«", "»"), ("“", "”")):
        at = text.rfind(opening, max(0, span.start - 2), span.start)
        if at >= 0 and exact.count(closing) > exact.count(opening) and not exact.endswith(closing):
            return Span(at, span.end)
    return span


def _many(scene: Scene, role: str) -> bool:
    """Whether a description is of more than one ("members of the government")."""
    rules = scene.rules
    for word in role.lower().replace("’", "'").split():
        if word in rules.words["of"] or word in rules.words["prepositions"]:
            return False
        if word in rules.nouns["group"] and word not in rules.nouns["person"]:
            return True
    return False


def remember(scene: Scene, unit: int, voice: Voice) -> None:
    """Whoever speaks in a unit is the likeliest bearer of a pronoun in the next."""
    if voice.name is None and voice.role is None:
        return
    gender, number = "-", "s"
    if voice.name is None:
        for word in (voice.role or "").lower().split():
            if word in scene.rules.nouns["person"]:
                gender = noun_gender(scene, word)
                break
        number = "p" if _many(scene, voice.role or "") else number
    if speaks_for(scene, voice):
        scene.spoken.setdefault(unit, (voice, noun_gender(scene, (voice.role or "").lower().split()[-1]), "s"))
        return
    words = folded(f"{voice.exact or ''} {voice.role or ''}").replace("'", " ").split()
    bearer = scene.by_name.get(voice.name or "")
    if bearer is not None and bearer.gender != "-":
        gender = bearer.gender
    else:
        low = (voice.exact or "").lower().replace("’", "'")
        det = scene.rules.determiners.get(low.split(" ")[0]) or scene.rules.determiners.get(low[:2])
        pro = scene.rules.pronouns.get(low)
        if pro is not None:
            gender, number = pro
        elif det is not None:
            gender, number = (det[1] if det[1] != "-" else gender), (det[2] if det[2] in {"s", "p"} else "-")
    if bearer is not None and bearer.kind == "person":
        kind = number if number in {"s"} else "s"
    elif any(w in scene.rules.nouns["institution"] for w in words) or voice.name is not None:
        kind = "o" if scene.rules.bare_clause else (number or "s")
    else:
        kind = number
    scene.spoken.setdefault(unit, (voice, gender, kind))
