"""Groups of one event, where a group falls in two, and stories as reports come in."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest

from recoupe import text as texts
from recoupe.grouping import clusters, cuts, events, index, terms
from recoupe.grouping.copies import Link
from recoupe.grouping.sheets import Key, Sheet, sheet
from recoupe.languages import load
from recoupe.records import Article, Examined, Published, Report

_PLACES = ("Montlieu", "Sarrelle", "Kerdoual", "Vaubrun", "Quincerot", "Aubeyrac", "Landréville", "Bozel")
_SUBJECTS = {
    "flood": "La rivière {0} a débordé à {1} et la crue a inondé {2} maisons du quai, selon les pompiers qui évacuent les habitants.",
    "robbery": "Des voleurs ont attaqué la bijouterie {0} de {1} et emporté {2} montres, selon la gérante blessée pendant le braquage.",
    "trial": "Le procès de l'ancien notaire {0} s'est ouvert à {1}, où {2} clients ruinés se sont portés parties civiles contre lui.",
    "strike": "Les ouvriers de l'usine {0} de {1} sont en grève depuis l'annonce de {2} licenciements par la direction du groupe.",
}


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def report(name: str, text: str, published: str | None = "2031-03-14", language: str = "fr", parts: int = 1) -> list[Sheet]:
    article = Article(name, name, text, language=language, published=Published(published, "given" if published else "unknown"))
    cut = len(text) // parts
    reports = tuple(Report(name, n, n * cut, (n + 1) * cut if n + 1 < parts else len(text)) for n in range(parts))
    examined = Examined(article, reports, texts.sentences(text, load(language)))
    return [sheet(examined, one) for one in reports]


def told(subject: str, n: int, teller: int, published: str | None = "2031-03-14") -> Sheet:
    """One of several reports of event `n` of a sort: the same names and numbers, other words around them."""
    rng = random.Random(100 * n + teller)
    name = f"{'BDFGLMNR'[n % 8]}{'aeiou'[n % 5]}rn{'aeiou'[(n // 2) % 5]}vel"
    core = _SUBJECTS[subject].format(name, _PLACES[n % 8], 17 + 13 * n)
    more = [
        f"« On n'avait jamais vu cela à {_PLACES[n % 8]} », raconte {rng.choice(('Odile', 'Paul', 'Ruth', 'Karim'))} {name}son.",
        f"La préfecture a ouvert une cellule au numéro {900 + n} pour les familles de {_PLACES[n % 8]}.",
        f"Le maire, Jean {name}ier, se rendra sur place {rng.choice(('demain', 'ce soir', 'dans la matinée'))} avec les secours.",
    ]
    rng.shuffle(more)
    (one,) = report(f"{subject}-{n}-{teller}", " ".join([core, *more[:2]]), published)
    return one


def partition(found: list[tuple[Key, ...]] | dict[int, tuple[Key, ...]]) -> set[frozenset[Key]]:
    return {frozenset(keys) for keys in (found.values() if isinstance(found, dict) else found)}


def by_event(sheets: list[Sheet]) -> set[frozenset[Key]]:
    out: dict[str, set[Key]] = {}
    for one in sheets:
        out.setdefault(one.article.id.rsplit("-", 1)[0], set()).add(one.key)
    return {frozenset(keys) for keys in out.values()}


EVENTS = [told(subject, n, teller) for n, subject in enumerate(_SUBJECTS) for teller in range(3)]


# ---------------------------------------------------------------- cuts


def test_a_graph_of_two_halves_is_cut_between_them() -> None:
    halves = [{0, 2, 4}, {1, 3, 5}]
    matrix = {(i, j): 0.5 if any({i, j} <= half for half in halves) else 0.05 for i in range(6) for j in range(i + 1, 6)}
    found = cuts.cut(matrix, 6)
    assert found is not None
    assert {frozenset(found[0]), frozenset(found[1])} == {frozenset(half) for half in halves}
    assert found[2] == pytest.approx(2 * 9 * 0.05 / (6 * 0.5 + 9 * 0.05))


def test_where_all_are_alike_a_cut_severs_as_much_as_it_keeps() -> None:
    found = cuts.cut({(i, j): 0.4 for i in range(8) for j in range(i + 1, 8)}, 8)
    assert found is not None
    assert found[2] > 1.0


def test_too_few_are_not_cut_and_those_like_no_other_do_no_harm() -> None:
    assert cuts.cut({(0, 1): 0.5}, 3) is None
    found = cuts.cut({(0, 1): 0.5}, 5)
    assert found is not None
    assert sorted([*found[0], *found[1]]) == [0, 1, 2, 3, 4]


# ---------------------------------------------------------------- words


def test_ordinary_words_are_known_in_both_languages_and_names_are_rare() -> None:
    for code, common, rare in (("fr", "président", "Vareuse"), ("en", "president", "Castleby")):
        often = terms.ordinary(texts.stem(texts.folded(common), code), code)
        assert often > 50 * terms.ordinary(texts.stem(texts.folded(rare), code), code)
    assert terms.ordinary("7", "fr") > terms.ordinary("2031", "fr") > terms.ordinary("4127", "fr")
    assert terms.ordinary_key("~gouve", "fr") > terms.ordinary_key("@vareus", "fr")


def test_the_head_of_a_report_counts_more_than_its_end() -> None:
    (one,) = report("x", "La digue de Montlieu cède. " + "Rien de neuf. " * 40 + "On se souvient du pétrolier.")
    found = terms.emphasis(one)
    assert found[texts.stem("digue", "fr")] > 2 * found[texts.stem("petrolier", "fr")]


# ---------------------------------------------------------------- groups


def test_events_are_told_apart_and_their_reports_meet() -> None:
    assert partition(clusters.group_sheets(EVENTS, [])) == by_event(EVENTS)


def test_two_events_of_one_sort_are_parted() -> None:
    alike = [told("flood", n, teller) for n in (0, 5) for teller in range(4)]
    assert partition(clusters.group_sheets(alike, [])) == by_event(alike)


def test_an_affair_goes_on_where_a_story_ends() -> None:
    later = [told("trial", 2, teller, published) for published in ("2031-03-14", "2031-06-02") for teller in (0, 1, 2)]
    again = [report(f"later-{n}", one.article.text, one.article.published.date)[0] for n, one in enumerate(later)]
    assert len(clusters.threads(again, [])) == 1
    assert {len({one.day for one in again if one.key in story}) for story in clusters.group_sheets(again, [])} == {1}


def test_a_matter_is_told_anew_after_a_silence() -> None:
    def parts(*days: str) -> list[list[str]]:
        told = [told_of for n, text in enumerate(days) for told_of in report(f"r{n}", f"Texte {n} sur la crue.", text)]
        return [[key[0] for key in part] for part in clusters.tellings(told, [])]

    assert parts("2031-03-14", "2031-03-15", "2031-03-19", "2031-03-19") == [["r0", "r1"], ["r2", "r3"]]
    assert parts("2031-03-14", "2031-03-15", "2031-03-18", "2031-03-18") == [["r0", "r1", "r2", "r3"]]
    assert parts("2031-03-14", "2031-03-15", "2031-03-19") == [["r0", "r1", "r2"]]
    assert events.silences([(1, 1), (1, 1), None, (9, 9), (9, 9)]) == [[0, 1, 2, 3, 4]]


def test_what_copies_print_later_is_no_new_telling() -> None:
    texts_of = ["La crue a noyé le quai.", "Le quai est sous les eaux.", "La crue a noyé le quai.", "Le quai est sous les eaux."]
    days = ("2031-03-14", "2031-03-14", "2031-03-19", "2031-03-19")
    told = [one for n, (text, when) in enumerate(zip(texts_of, days)) for one in report(f"r{n}", text, when)]
    links = [Link(("r0", 0), ("r2", 0), "identical", 1.0), Link(("r1", 0), ("r3", 0), "identical", 1.0)]
    assert len(clusters.tellings(told, links)) == 1


def test_items_of_one_digest_never_meet() -> None:
    flood, other = told("flood", 0, 0).article.text, told("flood", 0, 1).article.text
    digest = report("digest", flood.ljust(400) + other.ljust(400), parts=2)
    stories = clusters.group_sheets([*digest, told("robbery", 1, 0)], [])
    assert not any({("digest", 0), ("digest", 1)} <= set(story) for story in stories)


# ---------------------------------------------------------------- the index


def fed(sheets: list[Sheet], window: int = 30) -> index.Index:
    out = index.Index(window)
    for one in sheets:
        out.add(index.entry(one))
    out.settle()
    return out


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_changes_nothing_once_settled(seed: int) -> None:
    shuffled = list(EVENTS)
    random.Random(seed).shuffle(shuffled)
    assert partition(fed(shuffled).stories()) == by_event(EVENTS)


def test_a_report_is_told_where_it_went() -> None:
    stream = index.Index()
    first, second, other = told("flood", 0, 0), told("flood", 0, 1), told("trial", 2, 0)
    (opened,) = stream.add(index.entry(first))
    assert (opened.sort, opened.reports) == ("opened", (first.key,))
    (joined,) = stream.add(index.entry(second))
    assert (joined.sort, joined.story) == ("joined", opened.story)
    (apart,) = stream.add(index.entry(other))
    assert apart.sort == "opened"
    assert stream.story_of(second.key) == opened.story != stream.story_of(other.key)


def test_settling_parts_what_arrival_joined_and_keeps_numbers() -> None:
    alike = [told("flood", n, teller) for teller in range(4) for n in (0, 5)]
    stream = index.Index(same=0.02)  # joins whatever it sees
    for one in alike:
        stream.add(index.entry(one))
    assert len(stream.stories()) == 1
    stream.same = index.SAME_EVENT
    changes = stream.settle()
    assert [c.sort for c in changes] == ["split"]
    assert changes[0].other in stream.stories()
    assert partition(stream.stories()) == by_event(alike)
    assert stream.settle() == ()


def test_two_stories_become_one_when_a_report_ties_them() -> None:
    stream = index.Index(same=0.5)
    one, two = told("flood", 0, 0), told("flood", 0, 2)
    stream.add(index.entry(one))
    stream.same = 2.0
    stream.add(index.entry(two))
    assert len(stream.stories()) == 2
    stream.same = 0.1
    changes = stream.add(index.entry(told("flood", 0, 1)))
    assert [c.sort for c in changes] == ["joined", "merged"]
    assert len(stream.stories()) == 1


def test_what_is_older_than_the_window_leaves_without_a_trace() -> None:
    stream = fed([told("flood", 0, teller, f"2031-03-{10 + teller}") for teller in range(3)], window=30)
    (number,) = stream.stories()
    stream.add(index.entry(told("trial", 2, 0, "2031-04-10")))
    assert len(stream) == 3
    assert {one for story in stream.stories().values() for one in story} >= {("flood-0-1", 0), ("flood-0-2", 0)}
    assert number in stream.stories()
    stream.expire(day("2032-01-01"))
    assert (len(stream), stream.stories()) == (0, {})
    assert not any(stream._rows.values())
    assert not any(stream._keys.values())


def test_what_is_too_old_leaves_a_few_at_a_time_and_all_when_it_settles() -> None:
    stream = fed([told("flood", n, teller) for n in (0, 1, 2) for teller in range(4)], window=30)
    assert len(stream) == 12
    stream.add(index.entry(told("trial", 2, 0, "2031-06-10")))
    left = len(stream)
    assert 1 < left < 13
    stream.settle()
    assert len(stream) == 1


def test_a_report_that_comes_again_is_counted_once() -> None:
    stream = fed([*EVENTS, *EVENTS])
    assert len(stream) == len(EVENTS)
    assert partition(stream.stories()) == by_event(EVENTS)
    stream.remove(EVENTS[0].key)
    assert stream.story_of(EVENTS[0].key) is None
    with pytest.raises(KeyError):
        stream.remove(EVENTS[0].key)


def test_the_state_is_json_and_goes_on_where_it_was() -> None:
    stream = index.Index()
    for one in EVENTS[:7]:
        stream.add(index.entry(one))
    again = index.restored(json.loads(json.dumps(stream.state())))
    assert again.stories() == stream.stories()
    for one in EVENTS[7:]:
        assert [c.sort for c in again.add(index.entry(one))] == [c.sort for c in stream.add(index.entry(one))]
    stream.settle()
    again.settle()
    assert again.stories() == stream.stories()


def test_french_and_english_meet_in_the_index() -> None:
    french = report(
        "f",
        "Un séisme de magnitude 6,4 a secoué mercredi l'île de Tarvel. Neuf personnes ont été soignées à Port Aldane, selon Ruth Ekandem. "
        "Le barrage de Kessel est intact, a dit le département de l'énergie.",
    )
    english = report(
        "e",
        "A magnitude 6.4 earthquake struck off Tarvel island on Wednesday. Nine people were treated in Port Aldane, said Ruth Ekandem. "
        "The Kessel dam is undamaged, the energy department said.",
        language="en",
    )
    assert partition(fed([*french, *english, *EVENTS]).stories()) == by_event(EVENTS) | {frozenset({("f", 0), ("e", 0)})}


def test_items_of_one_digest_never_meet_in_the_index() -> None:
    flood, other = told("flood", 0, 0).article.text, told("flood", 0, 1).article.text
    stream = fed(report("digest", flood.ljust(400) + other.ljust(400), parts=2))
    assert len(stream.stories()) == 2


def test_time_speaks_against_one_event() -> None:
    near, far = ((day("2031-03-14"),) * 2, (day("2031-03-17"),) * 2), ((day("2031-03-14"),) * 2, (day("2031-04-14"),) * 2)
    assert events.nearness(*near) == 1.0
    assert events.nearness(*far) < 0.25
    assert events.nearness(None, far[0]) == 1.0
