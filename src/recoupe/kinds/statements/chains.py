"""Who passes a statement on: agencies told, outlets quoted, sources cited; and the last look over what was found."""

from __future__ import annotations

from dataclasses import replace

from recoupe.kinds.statements.bearers import is_media, own_outlet, titled
from recoupe.kinds.statements.cues import Cue
from recoupe.kinds.statements.scene import Scene, phrase
from recoupe.kinds.statements.voices import voice_of
from recoupe.records import Quote, Voice
from recoupe.text import folded

_OPENING = 24  # tokens of an occasion that opens a sentence


def via_of_cue(scene: Scene, cue: Cue, limit: int, told: tuple[int, int] | None) -> tuple[Voice, ...]:
    """The outlet or agency that was told, between the verb and `limit` ("a confié à l'AFP", "dans une interview à Axios",
    "told Reuters"). The article's own outlet is nobody between the speaker and it."""
    rules = scene.rules
    for k in range(cue.last, min(limit, cue.last + 40)):
        if scene.mark_of[k] >= 0 or (scene.low(k) in {".", ";"} and scene.tokens[k].kind == "p"):
            break
        if scene.low(k) in rules.words["shown_by"] and scene.low(k + 1) in rules.words["by"]:
            outlet = _outlet_at(scene, k + 2)
            if outlet is not None:
                return (outlet,)
        named = scene.name_at.get(k)
        if named is None or named.first != k:
            continue
        called = next((j for j in (k - 1, k - 2) if scene.low(j) in rules.nouns["media"] and (j == k - 1 or scene.is_a(k - 1, "ADJ"))), k)
        before = k - 1
        if called < k:  # "told the French news agency X", "à l'agence X"
            before = called
            while before > cue.last and before > called - 4 and scene.low(before) not in rules.determiners:
                before -= 1
        while before >= cue.last and (scene.low(before) in rules.determiners and scene.low(before) not in rules.words["to"]):
            before -= 1
        word = scene.low(before)
        reached = word in rules.words["told_by"] or (before < cue.last and cue.can("T")) or scene.low(k - 1) in rules.words["told_by"]
        reached = reached or (word in rules.words["genitives"] and scene.low(before - 1) in rules.words["told_by"])  # "au micro de Radio X"
        voice = Voice(named.name, None, False, scene.words(named.first, named.last))
        if (
            reached
            and (is_media(scene, voice) or titled(scene, voice.name) or (called < k and named.kind in {"organisation", "other"}))
            and not own_outlet(scene, voice.name or voice.exact)
        ):
            return (voice,)
    return _quoted_before(scene, cue) or _on_air(scene, cue)


def _quoted_before(scene: Scene, cue: Cue) -> tuple[Voice, ...]:
    """ "X, quoted by Radio Y, said", "X, joint par le Z, a dit": the outlet between commas before the verb."""
    rules = scene.rules
    if scene.low(cue.first - 1) != ",":
        return ()
    for k in range(cue.first - 3, max(0, cue.first - 12), -1):
        if scene.mark_of[k] >= 0 or (scene.tokens[k].kind == "p" and scene.low(k) in {",", ".", ";", ":"}):
            return ()
        if scene.low(k - 1) == "," and scene.low(k) in rules.words["shown_by"] and scene.low(k + 1) in rules.words["by"]:
            outlet = _outlet_at(scene, k + 2)
            return (outlet,) if outlet is not None else ()
    return ()


def _on_air(scene: Scene, cue: Cue) -> tuple[Voice, ...]:
    """ "Lors d'une interview sur la radio X, Y affirme": the outlet of an occasion that opens the sentence."""
    rules = scene.rules
    a = scene.units[scene.unit_of(cue.first)][0]
    comma = next((k for k in range(a, min(cue.first, a + _OPENING)) if scene.low(k) == "," and scene.mark_of[k] < 0), -1)
    if comma < 0 or not any(scene.low(k) in rules.words["occasions"] for k in range(a, comma)):
        return ()
    for k in range(a + 1, comma):
        named = scene.name_at.get(k)
        if named is None or named.first != k:
            continue
        before = k - 1
        while before > a and (scene.low(before) in rules.determiners or scene.low(before) in rules.nouns["media"]):
            before -= 1
        voice = Voice(named.name, None, False, scene.words(named.first, named.last))
        reached = any(scene.low(j) in rules.words["told_by"] | rules.words["genitives"] for j in range(before, k))
        if (
            reached
            and (is_media(scene, voice) or titled(scene, voice.name) or before < k - 2)
            and not own_outlet(scene, voice.name or voice.exact)
        ):
            return (voice,)
    return ()


def _outlet_at(scene: Scene, i: int) -> Voice | None:
    """The outlet that the noun phrase at a token names ("cited by the daily X"), or None."""
    np = phrase(scene, i, min(i + 12, len(scene.tokens)))
    if np is None:
        return None
    called = scene.low(np.head) in scene.rules.nouns["media"]
    inside = (scene.name_at[k] for k in range(np.first, np.last) if k in scene.name_at)
    named = np.named or (next(inside, None) if called else None)
    if named is None or (named.kind == "person" and not called and named.last - named.first > 1):
        return None
    voice = Voice(named.name, None, False, scene.words(named.first, named.last))
    known = called or is_media(scene, voice) or named.kind != "place"
    return voice if known and not own_outlet(scene, voice.name or voice.exact) else None


def shown_by(scene: Scene, i: int, limit: int) -> tuple[Voice, ...]:
    """ "une source citée par X", "a document seen by X": the outlet that a source stands behind, within a few tokens."""
    rules = scene.rules
    for k in range(i, min(limit, i + 5)):
        if scene.low(k) in rules.words["shown_by"] and scene.low(k + 1) in rules.words["by"]:
            outlet = _outlet_at(scene, k + 2)
            return (outlet,) if outlet is not None else ()
    return ()


def citing_sources(scene: Scene, voice: Voice, i: int, b: int) -> Voice | None:
    """ "rapporte Axios, citant ses sources": the nameless voices behind an outlet, or None."""
    rules = scene.rules
    k = i + 1 if scene.low(i) == "," else i
    k += scene.low(k) in rules.words["subject_relatives"] and scene.low(k + 1) in rules.words["citing"]  # "Axios, qui cite une source"
    if k >= b or scene.low(k) not in rules.words["citing"] or not (is_media(scene, voice) or titled(scene, voice.name)):
        return None
    np = phrase(scene, k + 1, b)
    if np is None:
        return None
    cited = voice_of(scene, np)
    exact = scene.words(np.first, np.last)
    return cited if cited.name is not None and np.named is not None else Voice(None, cited.role, True, exact)


def finish(scene: Scene, quotes: list[Quote]) -> tuple[Quote, ...]:
    """Sorted, without doubles, and with the outlet that a whole report rests on as the one who passes it on."""
    out: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.span.start, -q.span.end)):
        recent = range(max(0, len(out) - 12), len(out))
        clash = next(
            (n for n, q in ((n, out[n]) for n in recent) if q.span.overlap(quote.span) > 0.5 * min(len(q.span), len(quote.span))), None
        )
        if clash is None:
            out.append(quote)
            continue
        other = out[clash]
        if (other.speaker == quote.speaker or len(quote.span) < 0.6 * len(other.span) or _rank(other) >= _rank(quote)) and _rank(
            other
        ) >= _rank(quote) - 1:
            continue
        out[clash] = quote
    out = _said_again(out)
    upstream = _upstream(scene)
    return tuple(_passed_on(scene, q, upstream) for q in out)


def _said_again(quotes: list[Quote]) -> list[Quote]:
    """Words quoted without anybody (a headline) are those of whoever says the same words elsewhere in the article."""
    known = {folded(q.exact).strip(" .?!…,"): q.speaker for q in quotes if q.kind == "direct" and q.speaker.name is not None}
    return [
        replace(q, speaker=known.get(folded(q.exact).strip(" .?!…,"), q.speaker)) if q.kind == "direct" and _nobody(q.speaker) else q
        for q in quotes
    ]


def _nobody(voice: Voice) -> bool:
    return voice.name is None and voice.role is None and voice.exact is None


def _rank(quote: Quote) -> int:
    return {"direct": 3, "mixed": 2, "indirect": 2}[quote.kind] + (quote.speaker.name is not None)


def _upstream(scene: Scene) -> list[tuple[int, int, Voice]]:
    """The reports whose heading says which outlet they come from ("... – rapporte Axios")."""
    out = []
    for report in scene.reading.reports:
        if report.heading is None:
            continue
        first, last = scene.index(report.heading.start), scene.index(report.heading.end)
        for named in scene.names:
            if first <= named.first < last and named.last >= last - 1:
                voice = Voice(named.name, None, False, scene.words(named.first, named.last))
                k = named.first - 1
                while k > first and scene.low(k) in scene.rules.determiners:
                    k -= 1
                says = bool(scene.rules.forms.get(scene.low(k))) or any(
                    tuple(scene.low(k - len(p) + 1 + j) for j in range(len(p))) == p for p in scene.rules.source.get("front", ())
                )
                if says and is_media(scene, voice) and not own_outlet(scene, voice.name or voice.exact):
                    out.append((report.start, report.end, voice))
    return out


def _passed_on(scene: Scene, quote: Quote, upstream: list[tuple[int, int, Voice]]) -> Quote:
    via = tuple(v for v in quote.via if not own_outlet(scene, v.name or v.exact))
    for start, end, voice in upstream:
        if start <= quote.span.start < end and not via and quote.speaker.name != voice.name:
            unnamed = quote.speaker.name is None or quote.speaker.name.lower() in scene.rules.nouns["media"]  # "le média"
            if is_media(scene, quote.speaker) and unnamed:
                return replace(quote, speaker=replace(quote.speaker, name=voice.name, anonymous=False), via=())
            via = (voice,)
    return replace(quote, via=via) if via != quote.via else quote
