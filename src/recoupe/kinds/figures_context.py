"""What a figure counts, what happens to it, and when it is given: read from the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recoupe.kinds.figures_words import Page, overlapping, unit_class
from recoupe.records import Figure, Span
from recoupe.text import folded, stem

_BREAKS = frozenset(',;:.!?()[]«»"“”\n–—')
_HARD = frozenset(';:.!?\n()«»"“”')
_FORWARD, _BACKWARD = 9, 8
_REACH = 60
"""How far after a figure its date may stand, in code points, in the same clause."""
_BACK = 40
"""How many figures back an elided count may point."""
MODAL = frozenset({"promised", "offered"})
"""Acts that govern another one: "a promis de livrer 10 missiles" delivers nothing yet."""
STRONG = frozenset(
    {"death", "injury", "missing", "job_loss", "arrest", "passenger", "victim", "hostage", "displacement", "homeless", "magnitude"}
)
"""Topics of which a story has one count: they may be named once and left out afterwards."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: the article's words, the topic key, and whether they stand beside the number."""

    what: str | None
    topic: str | None
    noun: str | None = None
    elided: bool = False
    head: int | None = None
    """Where "the number of" starts, when it governs the figure."""


def complete(page: Page, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures with `what`, `topic`, `act` and `as_of` filled in, in order."""
    out: list[Figure] = []
    for i, figure in enumerate(figures):
        sentence = page.sentence(figure.span.start)
        floor = figures[i - 1].span.end if i and figures[i - 1].span.end > sentence.start else sentence.start
        ceiling = _ceiling(page, figures, i, sentence)
        counted = _counted(page, figure, sentence)
        act = _act(page, figure, counted, floor, min(ceiling, sentence.end))
        if counted.head is not None:
            act = _between(page, counted.head, figure.span.start) or act
        left_out = counted.topic is None and (counted.elided or (figure.unit == "%" and counted.what is None))
        carried = _carried(page, figure, sentence, out) if left_out else None
        counted = carried or counted
        topic = _topic(page, counted, act, figure.unit)
        if topic is not None and figure.unit is None and not _set_against(out, sentence, topic) and _added(page, figure):
            topic += ">more"  # "Betancourt et 14 autres otages": not the fifteen
        if carried is not None and act is None and out and out[-1].what == counted.what:
            act = out[-1].act
        if counted.elided and figure.unit is None and topic is not None and _share_of_last(page, figure, sentence, out):
            topic += ">part"  # "sur les 31 blessés, quatre étaient hospitalisés"
        as_of = _as_of(page, figure, sentence, floor, min(ceiling, sentence.end))
        if out and (topic is None or topic == f"{MEASURE}{unit_class(figure.unit)}") and _converted(page, out[-1], figure):
            counted, topic, act = replace(counted, what=out[-1].what), out[-1].topic, out[-1].act
        bounds = figure.low, figure.high, figure.approximate
        out.append(Figure(figure.span, figure.exact, figure.value, *bounds, figure.unit, counted.what, topic, act, as_of))
    return tuple(out)


def _converted(page: Page, before: Figure, figure: Figure) -> bool:
    """ "52.5 million Australian dollars (US$40.4 million)", "4 miles, or 6.4 km": the same quantity in another unit."""
    if unit_class(before.unit) != unit_class(figure.unit) or before.unit == figure.unit or unit_class(figure.unit) not in _CONVERTED:
        return False
    link = page.gap(before.span.end, figure.span.start).strip()
    return link == "(" or link.strip("(, ") in page.words.conversions


_CONVERTED = frozenset({"money", "length", "area", "mass", "volume", "speed", "temperature"})


def _ceiling(page: Page, figures: Sequence[Figure], i: int, sentence: Span) -> int:
    """Where the words that belong to a figure end: at the next one, unless that stands in a phrase of place or of kind
    ("11 babies in four counties fell ill", "23 400 habitants de onze communes étaient concernés")."""
    aside = page.words.age_aside.match(page.low, figures[i].span.end, sentence.end) if figures[i].unit is None else None
    while aside is not None and i + 1 < len(figures) and figures[i + 1].span.start < aside.end():
        i += 1  # "onze enfants, âgés de 4 à 10 ans, ont été ..."
    if i + 1 == len(figures):
        return sentence.end
    following = figures[i + 1].span.start
    inside = page.word(page.last(following)) in page.words.inside and _BREAKS.isdisjoint(page.gap(figures[i].span.end, following))
    if inside and following - figures[i].span.end <= 24:
        return figures[i + 2].span.start if i + 2 < len(figures) else sentence.end
    return following


# ---------------------------------------------------------------- what is counted


def _counted(page: Page, figure: Figure, sentence: Span) -> Counted:
    after = _noun_after(page, figure, sentence.end)
    if figure.unit is None:
        return after or _number_of(page, figure, sentence) or _noun_before(page, figure, sentence) or Counted(None, None, elided=True)
    if figure.unit == "%" and after is None:
        after = _noun_within(page, figure)
    if unit_class(figure.unit) == "length":
        away = _distance(page, figure, sentence.end)
        if away is not None:
            return away
    return after or _amounting(page, figure, sentence) or _noun_before(page, figure, sentence) or Counted(None, None)


def _distance(page: Page, figure: Figure, stop: int) -> Counted | None:
    """ "à 32 km de Grenoble", "20 miles south of Leeds": a distance is known by where it is counted from."""
    k, at = page.next(figure.span.end), figure.span.end
    last = k + 8
    while k < min(last, len(page.tokens)) and page.tokens[k][0] < stop and _BREAKS.isdisjoint(page.gap(at, page.tokens[k][0])):
        start, end, word = page.tokens[k]
        if page.text[start].isupper() and end - start > 1:
            return Counted("distance", f"distance:{folded(word)}")
        if end - start > 1 and word not in page.words.directions and word not in page.words.stops:
            return None
        k, at = k + 1, end
    return None


def _noun_after(page: Page, figure: Figure, stop: int) -> Counted | None:
    """The noun phrase that follows: "10 missiles intercepteurs", "30 % des vols", "6,5 kilomètres de voie"."""
    return _noun_phrase(page, figure.span.end, stop, figure.unit is None)


def _noun_phrase(page: Page, at: int, stop: int, linked: bool) -> Counted | None:
    """The noun phrase that starts at `at` or after the links there; `linked`: it need not start with one."""
    w = page.words
    k, unlinked = page.next(at), linked
    phrase: list[int] = []
    last = k + 8
    while k < min(last, len(page.tokens)) and page.tokens[k][0] < stop and len(phrase) < 4:
        start, end, word = page.tokens[k]
        if not _BREAKS.isdisjoint(page.gap(at, start)) and not (start - at == 1 and word.isdigit() and page.text[at - 1].isdigit()):
            break
        if phrase and overlapping(page.dates, start, end):
            break  # "trois de ses compagnons vendredi"
        if not phrase and word in w.number_nouns and word not in w.number_topics:
            whole = page.word(k + 1) in w.adjectives | w.number_nouns  # "le montant total des crédits"
            if page.word(k + 1 + whole) in w.of | w.links:
                linked, k, at = True, k + 1 + whole, page.tokens[k + whole][1]  # "porte à deux le nombre de personnes poursuivies"
                continue
        passed = _through(page, k) if word in w.through and not phrase else None
        if passed is not None:
            return passed
        if word.isdigit() and linked and not phrase and not unlinked:
            pass  # "40 per cent of the trust's 5,600 workstations"
        elif word in w.genitive and page.low[start - 1] == "'":  # "of the group's workers"
            phrase.clear()
        elif not phrase and (
            word in w.of or word in w.links or (linked and word in w.adjectives | w.number_words) or (not linked and word in w.both)
        ):
            linked = linked or word in w.of or word in w.links
        elif word in w.stops or word.isdigit() or word in w.clause_ends:
            if phrase or word not in w.both | w.adjectives | w.of:
                break
        elif not linked or (not phrase and _of_a_date(page, k)):
            return None
        else:
            phrase.append(k)
            if w.head == "first" and (len(phrase) == 2 or word in w.topics):
                break
            if w.head == "plural" and (word in w.irregular or (word.endswith("s") and not word.endswith("ss"))):
                break
        k, at = k + 1, end
    if not phrase or page.word(phrase[0]) in w.time_nouns:
        return None
    return _named(page, phrase)


def _of_a_date(page: Page, k: int) -> bool:
    """ "quatorze la veille" counts no eves, "11,8 lundi matin" no Mondays; "12 million Christmas trees" counts trees."""
    start, end, _ = page.tokens[k]
    dates = overlapping(page.dates, start, end)
    if not dates:
        return False
    after = page.next(dates[-1].span.end)
    whole = after >= len(page.tokens) or page.gap(dates[-1].span.end, page.tokens[after][0]) != " " or page.word(after) in page.words.stops
    return whole or page.word(k - 1) in page.words.links


def _through(page: Page, k: int) -> Counted | None:
    """ "64 membres d'équipage", "members of the crew": who they are members of, where that is a known count."""
    w = page.words
    if page.word(k + 1) not in w.links:
        return None
    noun = next((n for n in range(k + 2, min(k + 4, len(page.tokens))) if page.word(n) in w.topics), None)
    if noun is None or not _BREAKS.isdisjoint(page.gap(page.tokens[k][1], page.tokens[noun][0])):
        return None
    return Counted(page.text[page.tokens[k][0] : page.tokens[noun][1]], w.topics[page.word(noun)], page.word(noun))


def _named(page: Page, phrase: list[int]) -> Counted:
    w = page.words
    what = page.text[page.tokens[phrase[0]][0] : page.tokens[phrase[-1]][1]]
    for k in phrase:
        if page.word(k) in w.topics:
            return Counted(what, w.topics[page.word(k)], page.word(k))
    head = page.word(phrase[-1 if w.head == "plural" else 0])
    if head in w.acts:
        return Counted(what, None, head)
    return Counted(what, None, head)


def _noun_within(page: Page, figure: Figure) -> Counted | None:
    """What a share is of, where it stands inside: "quatre truites sur cinq"."""
    k, last = page.next(figure.span.start), page.last(figure.span.end)
    if not (page.word(last).isdigit() or page.word(last) in page.words.number_words):
        return None
    noun = next((n for n in range(k + 1, last) if page.word(n) not in page.words.stops | page.words.number_words), None)
    return _named(page, [noun]) if noun is not None and not page.word(noun).isdigit() else None


_SUBJECT = 80
"""How far before a sum its subject may begin, in code points."""
_PIECE = re.compile(r"[,;:.!?()\n«»\"“”]")


def _amounting(page: Page, figure: Figure, sentence: Span) -> Counted | None:
    """The noun of which a sum is told by a verb: "la surfacturation des travaux s'élève à 1,2 million", "the bill for the roof
    came to £2m"."""
    w = page.words
    ahead = page.low[max(sentence.start, figure.span.start - _SUBJECT) : figure.span.start]
    verb = w.amounts_to.search(ahead)
    if verb is None:
        return None
    pieces = _PIECE.split(ahead[: verb.start()])
    start = figure.span.start - len(ahead) + verb.start() - len(pieces[-1])
    noun: int | None = None
    for k in range(page.next(start), page.next(figure.span.start - len(ahead) + verb.start())):
        word = page.word(k)
        if word in w.clause_ends:
            noun = None
        elif noun is not None and word in w.stops | w.of | w.links:
            break
        elif word not in w.stops and not word.isdigit():
            noun = k if noun is None or w.head == "plural" else noun
    if noun is None or page.word(noun) in w.acts or page.word(noun) in w.number_nouns:
        return None
    word = page.word(noun)
    return Counted(page.text[page.tokens[noun][0] : page.tokens[noun][1]], w.topics.get(word), word)


_HEAD = 14
"""How many words before its figure "the number of ..." may stand."""


def _number_of(page: Page, figure: Figure, sentence: Span) -> Counted | None:
    """ "the number of cancelled operations had climbed to 1,120", "le nombre de personnes évacuées a doublé, à 2 600"."""
    w = page.words
    i, at = page.last(figure.span.start), figure.span.start
    for _ in range(_HEAD):
        if i < 0 or page.tokens[i][0] < sentence.start or not _HARD.isdisjoint(page.gap(page.tokens[i][1], at)):
            return None
        word = page.word(i)
        if word.isdigit() or word in w.number_words:
            return None
        if word in w.number_nouns and word not in w.number_topics and page.word(i + 1) in w.of:
            counted = _noun_phrase(page, page.tokens[i][1], figure.span.start, True)
            return replace(counted, head=page.tokens[i][0]) if counted is not None else None
        at, i = page.tokens[i][0], i - 1
    return None


def _noun_before(page: Page, figure: Figure, sentence: Span) -> Counted | None:
    """The noun that governs: "the number of redundancies at 1,187", "une aide de 15 000 euros", "vitesse: 108 km/h"."""
    w = page.words
    i, at = page.last(figure.span.start), figure.span.start
    near, noun = True, None
    for steps in range(7):
        if i < 0 or page.tokens[i][0] < sentence.start or not _HARD.isdisjoint(page.gap(page.tokens[i][1], at)):
            break
        word = page.word(i)
        if word in w.relatives and steps <= 3 and i > 0 and page.word(i - 1) in w.topics and page.tokens[i - 1][0] >= sentence.start:
            noun_word = page.word(i - 1)  # "les pompiers, qui étaient alors 620"
            return Counted(page.text[page.tokens[i - 1][0] : page.tokens[i - 1][1]], w.topics[noun_word], noun_word, elided=True)
        if word in w.topics and (near or w.topics[word] in STRONG):
            return Counted(page.text[page.tokens[i][0] : page.tokens[i][1]], w.topics[word], word, elided=figure.unit is None)
        if word.isdigit() or (word in w.clause_ends and not (steps == 0 and page.word(i - 2) in w.relatives)):
            break
        if near and word not in w.stops:
            near = False
            named = page.text[page.tokens[i][0]].isupper() or word in w.acts or word in w.number_nouns
            if steps <= 3 and figure.unit is not None and not named and word not in w.adjectives and len(word) > 2:
                noun = i if page.word(i + 1) in w.of else None
        at, i = page.tokens[i][0], i - 1
    if noun is None:
        return None
    return Counted(page.text[page.tokens[noun][0] : page.tokens[noun][1]], None, page.word(noun))


def _added(page: Page, figure: Figure) -> bool:
    """ "another 12", "14 autres otages", "12 more": an addition to what was counted or named before."""
    scope = page.words.scope
    before, after = scope.get("more"), scope.get("more_after")
    start, end = figure.span.start, figure.span.end
    ahead = page.low[max(0, start - 12) : end]
    behind = page.low[end : end + 16].strip()
    first_noun = behind.split(" ", 1)[-1]
    return bool((before and before.search(ahead)) or (after and (after.match(behind) or after.match(first_noun))))


def _set_against(before: list[Figure], sentence: Span, topic: str) -> bool:
    """ "douze morts et une quarantaine d'autres blessés": the others are no addition where another thing was counted (but they
    are after "three other killings")."""
    counted = [f.topic for f in before[-2:] if f.span.start >= sentence.start and f.topic is not None and f.unit is None]
    return any(t != topic and not t.endswith(">more") for t in counted)


def _carried(page: Page, figure: Figure, sentence: Span, before: list[Figure]) -> Counted | None:
    """What an elided number counts: "dont onze", "the true number is closer to 1,900", "an audit counted 212"."""
    w = page.words
    counts = [f for f in before[-_BACK:] if f.unit == figure.unit and f.topic is not None]
    if counts and _they_are(page, figure, counts[-1]):
        return Counted(counts[-1].what, counts[-1].topic, elided=True)
    if figure.unit is not None:
        return None
    i = page.last(figure.span.start)
    near = [page.word(k) for k in range(max(0, i - 8), i + 1) if page.tokens[k][0] >= sentence.start]
    if any(word in w.number_nouns for word in near):
        strong = [f for f in counts if f.topic in STRONG]
        usual = next((w.number_topics[word] for word in near if word in w.number_topics), None)
        if strong:
            return Counted(strong[-1].what, strong[-1].topic, elided=True)
        return Counted(None, usual, elided=True) if usual else None
    last = counts[-1] if counts else None
    attributed = last is not None and 0 <= figure.span.start - last.span.end < 200 and _attributed(page, figure)
    if (
        last is not None
        and (last.span.start >= sentence.start or attributed)
        and (figure.value or 0) <= 1000 * (last.value or last.low or 1)
    ):
        return Counted(last.what, last.topic, elided=True)
    return None


_THEY = 24
"""How far before its figure "they are now only" may begin, in code points."""
_TOLD = 200
"""How far before it what they are may have been told."""


def _they_are(page: Page, figure: Figure, last: Figure) -> bool:
    """ "85 % des agents, selon la CGT ; ils étaient 62 %", "they are now 14": the count of those told of just before."""
    if figure.span.start - last.span.end > _TOLD or page.word(page.next(figure.span.end)) in page.words.to_do:
        return False
    return page.words.they_are.search(page.low[max(0, figure.span.start - _THEY) : figure.span.start]) is not None


def _attributed(page: Page, figure: Figure) -> bool:
    """A source follows at once: "130 selon la préfecture"."""
    return bool(page.words.sources.match(page.low[figure.span.end : figure.span.end + 24].lstrip(" ,")))


def _share_of_last(page: Page, figure: Figure, sentence: Span, before: list[Figure]) -> bool:
    """A smaller number without a noun after a count, in one sentence, is a part of it, unless it is another's or another
    time's count of the same ("23 selon la police", "up from 11")."""
    whole = next((f for f in reversed(before) if f.unit is None and f.topic is not None and f.span.start >= sentence.start), None)
    if whole is None or figure.value is None or whole.value is None or figure.value >= whole.value or _attributed(page, figure):
        return False
    earlier = page.words.scope.get("history_before")
    return not (earlier and earlier.search(page.low[max(sentence.start, figure.span.start - 24) : figure.span.start]))


def _between(page: Page, start: int, end: int) -> str | None:
    """The first act told between two places."""
    for k in range(page.next(start), page.last(end) + 1):
        if page.word(k) in page.words.acts:
            return page.words.acts[page.word(k)]
    return _phrase(page, start, end)


def _topic(page: Page, counted: Counted, act: str | None, unit: str | None) -> str | None:
    """The language-neutral key: what an act makes of persons, else the noun's topic, else the stem of the noun."""
    w = page.words
    topic = counted.topic
    if topic in _HURT and act == "killed" and not counted.elided:
        return f"{topic}>death"  # "deux blessés ont succombé": neither the injured nor all the dead
    if unit is None and act is not None:
        persons = topic in _PERSONS or (counted.elided and topic in w.person_acts.values())
        if persons and act in w.person_acts:
            return w.person_acts[act]
        if topic == "job" and act in w.job_acts:
            return w.job_acts[act]
    if unit is None and topic is None and act in _SUFFERED and act in w.person_acts and counted.noun in w.acts:
        return w.person_acts[act or ""]
    if act is not None and unit_class(unit) == "money" and act in w.money_acts and (topic is None or topic not in _KEPT):
        return w.money_acts[act]
    if topic in (None, *_MEASURED) and act is not None and unit_class(unit) == "area" and act in w.area_acts:
        return w.area_acts[act]
    if topic is None and counted.noun is not None:
        topic = _stem(page, counted.noun)
    return topic or (f"{MEASURE}{unit_class(unit)}" if unit_class(unit) in MEASURES else None)


def _stem(page: Page, noun: str) -> str | None:
    code = page.code
    return stem(noun, code) if len(noun) > 2 else None


_SUFFERED = frozenset({"killed", "injured", "missing", "arrested", "rescued", "displaced", "homeless", "infected", "hospitalised"})
"""Acts whose participle may stand for the persons: "30 wounded", "deux disparus"."""
_HURT = frozenset({"injury", "missing", "hostage"})
_MEASURED: tuple[str, ...] = ("tree", "forest", "vegetation")
MEASURE = "measure:"
"""Begins the topic of a measure with nothing named that is measured: "il filait à 17 nœuds"."""
MEASURES = frozenset({"speed", "area", "volume", "mass", "energy", "power"})
_KEPT = frozenset({"price", "fine", "loot", "gross"})
_PERSONS = frozenset(
    {
        "person",
        "passenger",
        "resident",
        "soldier",
        "police",
        "firefighter",
        "protester",
        "child",
        "woman",
        "man",
        "civilian",
        "migrant",
        "staff",
        "victim",
    }
)


# ---------------------------------------------------------------- what happens


def _act(page: Page, figure: Figure, counted: Counted, floor: int, ceiling: int) -> str | None:
    """The class of the verb: the nearest that follows in the clause ("ont été tuées"), else the nearest that governs
    ("killing at least 10 people", "a coûté la vie à dix-sept voyageurs"). A promise governs what it promises."""
    w, sentence = page.words, page.sentence(figure.span.start)
    behind, close = _behind(page, figure, sentence)
    if behind == "killed" and counted.topic in _HURT and not counted.elided:
        behind, close = None, False  # "ten are killed and about 50 hurt"
    if behind in MODAL:
        return behind
    ahead = _ahead(page, figure, ceiling, close)
    if ahead is not None and (ahead in w.person_acts or behind is None):
        return ahead
    if behind is None and floor > sentence.start:
        return ahead
    return behind or ahead


def _ahead(page: Page, figure: Figure, ceiling: int, governed: bool) -> str | None:
    """The verb after the figure. Where one governs it already, a conjunction starts another clause ("killing three
    people and injuring others")."""
    w = page.words
    aside = w.age_aside.match(page.low, figure.span.end, ceiling) if figure.unit is None else None
    at = aside.end() if aside is not None else figure.span.end
    k, end = page.next(at), at
    found: str | None = None
    for step in range(_FORWARD):
        if k >= len(page.tokens) or page.tokens[k][0] >= ceiling:
            break
        start, stop, word = page.tokens[k]
        if not _BREAKS.isdisjoint(page.gap(at, start)) or (step and word in w.clause_ends and word not in w.relatives):
            break
        if governed and word in w.ranges.get("and", ()):
            break
        if found is None and word in w.acts and not (step == 0 and w.topics.get(word) in STRONG):
            found = w.acts[word]
        k, at, end = k + 1, stop, stop
    phrase = _phrase(page, aside.end() if aside is not None else figure.span.end, min(end, ceiling))
    return phrase or found


def _behind(page: Page, figure: Figure, sentence: Span) -> tuple[str | None, bool]:
    """The verb before the figure, and whether it stands right there."""
    w = page.words
    close = joined = False
    i, at = page.last(figure.span.start), figure.span.start
    found: str | None = None
    start = at
    for step in range(_BACKWARD):
        if i < 0 or page.tokens[i][0] < sentence.start:
            break
        word = page.word(i)
        if not _HARD.isdisjoint(page.gap(page.tokens[i][1], at)) or word in w.clause_ends:
            break
        act = w.acts.get(word)
        if act is not None and joined and word in w.without_object:  # "a woman died and two men were hurt"
            break
        joined = joined or word in w.ranges.get("and", ())
        if act is not None and (found is None or act in MODAL):
            close = close or (found is None and step < 2)
            found = act
        at = start = page.tokens[i][0]
        i -= 1
    phrase = _phrase(page, start, figure.span.start)
    beside = page.last(figure.span.start)
    close = close or (phrase is not None and beside > 0 and _phrase(page, page.tokens[max(0, beside - 2)][0], figure.span.start) == phrase)
    return (found if found in MODAL else phrase or found), close


def _phrase(page: Page, start: int, end: int) -> str | None:
    piece = page.low[start:end]
    if not page.words.any_act_phrase.search(piece):
        return None
    for pattern, act in page.words.act_phrases:
        if pattern.search(piece):
            return act
    return None


# ---------------------------------------------------------------- when


_ASIDE = 30
"""How far before its date an insertion that tells where something comes from may begin, in code points."""


def _aside(page: Page, date: Span, at: int, sentence: Span) -> bool:
    """The date is that of an insertion that tells where something comes from, and closed before the figure: "L'école, ouverte
    en 1921, accueille 19 élèves", "the necklace, found in 2017 by a local team, weighs 340 grams"."""
    opened = page.low.rfind(",", max(sentence.start, date.start - _ASIDE), date.start)
    first = page.next(opened + 1)
    return opened >= 0 and page.word(first) in page.words.origins and "," in page.gap(date.end, at)


def _as_of(page: Page, figure: Figure, sentence: Span, floor: int, ceiling: int) -> str | None:
    """The day or time the sentence gives for the figure: a date before it ("À 19 heures, 63 blessés"), else one that
    follows in its clause ("340 posts went in 2022"); never a duration."""
    before: str | None = None
    for n in range(bisect_left(page.dates, sentence.start, key=lambda d: d.span.start), len(page.dates)):
        date = page.dates[n]
        if date.span.start >= ceiling:
            break
        if date.value is None or date.type not in ("DATE", "TIME"):
            continue
        if page.word(page.last(date.span.start)) in page.words.since:  # "depuis lundi" is when the count began
            continue
        if date.span.end <= figure.span.start:
            before = before if _aside(page, date.span, figure.span.start, sentence) else date.value
        elif date.span.start >= figure.span.end:
            between = page.gap(figure.span.end, date.span.start)
            return before or (None if len(between) > _REACH or _BREAKS & set(between) else date.value)
    return before
