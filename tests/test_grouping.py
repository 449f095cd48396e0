"""Copies, stories, origins: real cases, and what must not change when the input is shuffled or repeated."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import recoupe
from recoupe import text as texts
from recoupe.grouping import Grouping, clusters, copies, group, origins
from recoupe.grouping.sheets import lay_out
from recoupe.languages import load
from recoupe.records import Article, Examined, Published, Quote, Report, Span, Story, Voice

FLOOD = """La Vareuse sort de son lit à Montlieu, deux cents habitants évacués

La Vareuse a débordé dans la nuit de jeudi à vendredi à Montlieu, où deux cents habitants ont été évacués vers le gymnase.
Le niveau de la rivière a atteint 4,12 mètres au pont des Tanneurs, un record depuis 1983, selon le syndicat de bassin.
La maire, Odile Fargeas, a demandé aux riverains du quai Sud de ne pas regagner leur domicile avant samedi.
Une conduite de gaz a été coupée par précaution dans trois rues voisines de la halle.
Les écoles et la médiathèque resteront fermées jusqu'à lundi, a précisé la municipalité.
Le préfet doit se rendre sur place dans l'après-midi avec le patron des pompiers."""

FLOOD_REWORDED = """Montlieu : la rivière Vareuse déborde et deux cents personnes doivent partir

Deux cents personnes ont dû quitter leur logement à Montlieu, la Vareuse ayant débordé au cours de la nuit, et dorment au gymnase.
Au pont des Tanneurs, la rivière est montée à 4,12 mètres : un tel niveau n'avait pas été atteint depuis 1983, note le syndicat de bassin.
Odile Fargeas, qui dirige la mairie, prie les riverains du quai Sud de patienter jusqu'à samedi pour regagner leur domicile.
Dans trois rues proches de la halle, on a coupé par précaution une conduite de gaz.
Jusqu'à lundi, ni les écoles ni la médiathèque ne rouvriront.
La visite du préfet est attendue dans l'après-midi, en compagnie du patron des pompiers."""

FLOOD_OTHER = """« On a tout perdu » : à Montlieu, après la crue de la Vareuse

Dans sa cuisine, Ginette Lapierre montre la ligne brune laissée par l'eau, à hauteur d'épaule.
Son fils est venu la chercher en barque vers deux heures du matin, raconte-t-elle, la voix encore tremblante.
Au gymnase de Montlieu, des bénévoles distribuent café et couvertures aux sinistrés de la Vareuse.
Un électricien à la retraite a prêté son groupe électrogène ; un boulanger a offert le pain.
La maire, Odile Fargeas, passe de lit en lit."""

ROBBERY = """Une bijouterie braquée en plein midi à Sarrelle

Trois hommes cagoulés ont attaqué mardi une bijouterie de la galerie marchande de Sarrelle et emporté des montres.
Le gérant, Paul Vasseur, légèrement blessé au poignet, a été conduit à l'hôpital.
Les malfaiteurs ont fui à moto en direction de l'autoroute, abandonnant un marteau.
La brigade de répression du banditisme est saisie de l'enquête.
Un appel à témoins a été diffusé par le parquet de Sarrelle."""

QUAKE = """Strong earthquake shakes Tarvel island, ferry services halted

A magnitude 6.4 earthquake struck off Tarvel island early on Wednesday, cracking walls and halting ferry services.
At least nine people were treated for cuts at the clinic in Port Aldane, its director Ruth Ekandem said.
Engineers inspected the Kessel dam and found no damage, the energy department added.
Schools on the island will stay closed until Monday."""


def article(
    name: str,
    text: str,
    *,
    day: str | None = "2031-03-14",
    language: str = "fr",
    outlet: str | None = None,
    parts: int = 1,
    agency: str = "",
) -> Examined:
    """An article whose reports are `parts` blocks parted by a line of dashes."""
    one = Article(name, f"x/{name}.txt", text, text.split("\n", maxsplit=1)[0], outlet, language=language)
    one = replace(one, published=Published(day, "given" if day else "unknown"), credits=(agency,) if agency else ())
    reports, start = [], 0
    for index, block in enumerate(text.split("\n----\n") if parts > 1 else [text]):
        reports.append(Report(name, index, start, start + len(block)))
        start += len(block) + 6
    return Examined(one, tuple(reports), texts.sentences(text, load(language)))


def partition(found: Grouping) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(r.key for r in story.reports) for story in found.stories}


def origin_of(found: Grouping) -> dict[tuple[str, int], frozenset[tuple[str, int]]]:
    return {key: frozenset(o.reports) for story in found.stories for o in story.origins for key in o.reports}


BASE = [
    article("a", FLOOD, outlet="Le Montlieusard"),
    article("b", FLOOD_REWORDED),
    article("c", FLOOD_OTHER, day="2031-03-15"),
    article("d", ROBBERY),
    article("e", QUAKE, language="en"),
]


# ---------------------------------------------------------------- copies


def test_a_reworded_dispatch_is_found_where_few_words_are_shared() -> None:
    (copy,) = copies.find(BASE)
    assert (copy.kind, copy.articles, copy.reports) == ("rewritten", ("a", "b"), (("a", 0), ("b", 0)))
    assert 0.4 < copy.overlap < 1.0


def test_two_reporters_of_one_event_are_no_copy() -> None:
    assert copies.find([BASE[0], BASE[2]]) == ()
    assert copies.find([BASE[0], BASE[3]]) == ()


def test_identical_and_near_texts_make_one_record_each() -> None:
    edited = FLOOD.replace("deux cents habitants ont été", "deux cents personnes ont été").replace("La maire", "La première magistrate")
    found = copies.find([article(n, FLOOD) for n in "xyz"] + [article("w", edited)])
    assert [(c.kind, c.articles) for c in found] == [("identical", ("x", "y", "z")), ("near", ("w", "x", "y", "z"))]
    assert found[0].overlap == 1.0
    assert 0.7 < found[1].overlap < 1.0


def test_a_text_inside_a_longer_one_is_contained_and_named_as_the_original() -> None:
    longer = FLOOD_OTHER + "\n" + "\n".join(FLOOD.split("\n")[2:])
    (copy,) = copies.find([article("long", longer), article("short", FLOOD)])
    assert (copy.kind, copy.original) == ("contained", "short")


def test_an_item_of_a_digest_that_is_an_article_elsewhere_is_contained() -> None:
    digest = article("digest", "\n----\n".join([ROBBERY, FLOOD]), parts=2)
    (copy,) = copies.find([digest, article("whole", FLOOD)])
    assert (copy.kind, set(copy.articles), set(copy.reports)) == ("contained", {"digest", "whole"}, {("digest", 1), ("whole", 0)})


def test_the_same_quotation_is_not_copied_prose() -> None:
    said = (
        "« Nous avons vu monter l'eau toute la nuit sans pouvoir rien faire, et personne ne nous a prévenus que le barrage serait ouvert »"
    )
    first = f"{said}, a déclaré la maire de Montlieu devant la presse réunie à l'hôtel de ville. Un comité de crise siège depuis jeudi."
    other = f"Interrogée par notre journal sur le pont, Odile Fargeas accuse : {said}. Le concessionnaire conteste."
    assert copies.find([article("x", first), article("y", other)]) == ()


def test_the_copied_passages_are_the_characters_of_both_sides() -> None:
    paragraph = "\n".join(FLOOD.split("\n")[2:])
    longer = FLOOD_OTHER + "\n" + paragraph.upper().replace("4,12 MÈTRES", "quatre mètres")
    (copy,) = copies.find([article("long", longer), article("short", FLOOD)])
    assert len(copy.copied) == 2
    for one in copy.copied:
        assert (one.a, one.b) == ("long", "short")
        assert one.exact_a == one.span_a.of(longer)
        assert one.exact_b == one.span_b.of(FLOOD)
        assert texts.folded(one.exact_a) == texts.folded(one.exact_b)


def test_half_of_an_article_in_a_digest_is_contained() -> None:
    half = "\n".join((FLOOD_OTHER + "\n" + FLOOD).split("\n")[:6])
    digest = article("digest", f"{ROBBERY}\n{half}\n{QUAKE}")
    (copy,) = copies.find([digest, article("whole", FLOOD_OTHER + "\n" + FLOOD)])
    assert (copy.kind, set(copy.articles)) == ("contained", {"digest", "whole"})


def test_a_copied_sentence_is_a_link_but_makes_no_copy_and_no_common_origin() -> None:
    sentence = (
        "Créé il y a huit ans par arrêté préfectoral, le syndicat de bassin entretient quarante kilomètres de berges "
        "et perçoit pour cela une taxe que paient les riverains."
    )
    one, other = article("x", f"{FLOOD_OTHER}\n{sentence}\n{ROBBERY}"), article("y", f"{FLOOD}\n{sentence}")
    (link,) = copies.links(lay_out([one, other]))
    assert link.kind == "excerpt"
    assert [c.exact_a for c in link.copied] == [sentence.rstrip(".")]
    assert copies.find([one, other]) == ()
    assert len(origins.origins([*one.reports, *other.reports], None, [one, other])) == 2


def test_the_earliest_is_the_original_and_a_credit_of_all_the_upstream() -> None:
    early, late = article("z", FLOOD, day="2031-03-13", agency="APX"), article("a", FLOOD, day="2031-03-14", agency="APX")
    (copy,) = copies.find([late, early])
    assert (copy.original, copy.upstream, copy.articles) == ("z", "APX", ("z", "a"))


def test_two_dated_alike_have_no_original() -> None:
    assert copies.find([article("x", FLOOD), article("y", FLOOD)])[0].original is None


# ---------------------------------------------------------------- stories


def test_stories_keep_events_apart() -> None:
    assert partition(group(BASE)) == {
        frozenset({("a", 0), ("b", 0), ("c", 0)}),
        frozenset({("d", 0)}),
        frozenset({("e", 0)}),
    }


def test_french_and_english_reports_of_one_event_meet() -> None:
    french = """Séisme au large de l'île de Tarvel, les ferries à l'arrêt

Un séisme de magnitude 6,4 a secoué mercredi l'île de Tarvel, fissurant des murs et interrompant le service des ferries.
Neuf personnes ont été soignées à la clinique de Port Aldane, selon sa directrice, Ruth Ekandem.
Les ingénieurs ont inspecté le barrage de Kessel sans relever de dégâts, a indiqué le département de l'énergie."""
    assert frozenset({("e", 0), ("f", 0)}) in partition(group([*BASE, article("f", french)]))


def test_months_apart_the_same_sort_of_event_is_another_story() -> None:
    later = ROBBERY.replace("Paul Vasseur", "Irène Choquet").replace("mardi", "jeudi").replace("des montres", "des bagues")
    later = later.replace("à moto", "en voiture").replace("Trois hommes", "Deux hommes")
    assert len(clusters.cluster([article("x", ROBBERY), article("y", later, day="2031-11-02")])) == 2


def test_a_story_says_what_it_is() -> None:
    story = next(s for s in group(BASE).stories if len(s.reports) == 3)
    assert story.title in {FLOOD.split("\n", maxsplit=1)[0], FLOOD_REWORDED.split("\n", maxsplit=1)[0]}
    assert (story.first, story.last) == ("2031-03-14", "2031-03-15")
    assert "gymnase" in story.keywords or "rivière" in story.keywords
    assert [s.id for s in group(BASE).stories] == ["S1", "S2", "S3"]


# ---------------------------------------------------------------- origins


def test_copies_count_once_and_say_why() -> None:
    story = next(s for s in group(BASE).stories if len(s.reports) == 3)
    assert [set(o.reports) for o in story.origins] == [{("a", 0), ("b", 0)}, {("c", 0)}]
    assert "Le Montlieusard" in (story.origins[0].why or "")
    assert story.origins[1].why is None


def test_one_agency_and_its_facts_are_one_origin_but_a_shared_agency_alone_is_not() -> None:
    short = """Crue à Montlieu : deux cents évacués
À Montlieu, une crue de la Vareuse a chassé deux cents habitants, accueillis au gymnase. Pont des Tanneurs : 4,12 mètres, un record."""
    examined = [article("a", FLOOD, agency="APX"), article("b", short, agency="APX"), article("d", ROBBERY, agency="APX")]
    reports = [r for e in examined for r in e.reports]
    found = origins.origins(reports, None, examined)
    assert {frozenset(o.reports) for o in found} == {frozenset({("a", 0), ("b", 0)}), frozenset({("d", 0)})}
    assert found[0].upstream == "APX"
    assert "APX" in (found[0].why or "")
    assert len(origins.origins(reports, None, [replace(e, article=replace(e.article, credits=())) for e in examined])) == 3


def test_pages_that_name_one_address_are_one_origin_and_front_pages_are_none() -> None:
    def at(name: str, text: str, url: str) -> Examined:
        one = article(name, text)
        return replace(one, article=replace(one.article, url=url))

    def joined(first: str, second: str) -> bool:
        examined = [at("a", FLOOD, first), at("c", FLOOD_OTHER, second)]
        return len(origins.origins([r for e in examined for r in e.reports], None, examined)) == 1

    page = "https://www.gazette.example/2031/03/crue-a-montlieu"
    assert joined(page, "http://gazette.example/2031/03/crue-a-montlieu/?utm_source=feed#top")
    assert not joined(page, page + "-2")
    assert not joined("https://gazette.example/", "https://gazette.example/")
    assert not joined("https://gazette.example/sport/", "https://gazette.example/sport/")
    assert not joined("https://gazette.example/articles.php?id=51", "https://gazette.example/articles.php?id=52")


def test_reports_that_rest_on_one_outlet_are_one_origin_with_that_outlet() -> None:
    def resting(name: str, text: str) -> Examined:
        one = article(name, text)
        quotes = tuple(
            Quote(Span(s.start, s.end), s.of(text), "indirect", Voice(role="sources", anonymous=True), (Voice("Le Guetteur"),))
            for s in one.sentences[1:4]
        )
        return replace(one, quotes=quotes)

    one, two = resting("x", FLOOD), resting("y", FLOOD_OTHER)
    itself = article("z", FLOOD_OTHER.replace("café", "thé").replace("barque", "canot"), outlet="Le Guetteur")
    reports = [r for e in (one, two) for r in e.reports]
    (origin,) = origins.origins(reports, None, [one, two])
    assert (origin.upstream, set(origin.reports)) == ("Le Guetteur", {("x", 0), ("y", 0)})
    assert len(origins.origins([*reports, *itself.reports], None, [one, two, itself])) == 1
    assert len(origins.origins(reports, None, [article("x", FLOOD), article("y", FLOOD_OTHER)])) == 2


# ---------------------------------------------------------------- what must not change anything

_SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_POOL = [*BASE, article("g", "\n----\n".join([FLOOD, ROBBERY]), day="2031-03-15", parts=2)]


@_SETTINGS
@given(st.permutations(range(len(_POOL))))
def test_the_order_of_the_input_changes_nothing(order: list[int]) -> None:
    assert group([_POOL[i] for i in order]) == group(_POOL)


@_SETTINGS
@given(st.integers(0, len(_POOL) - 1), st.sampled_from(["0", "aa", "zz"]), st.sampled_from([None, "2031-03-14"]))
def test_an_exact_copy_joins_the_origin_of_its_original_and_changes_no_other(which: int, name: str, day: str | None) -> None:
    original = _POOL[which]
    twin = Examined(
        replace(original.article, id=name, source=f"x/{name}", published=Published(day or original.article.published.date, "given")),
        tuple(replace(r, article=name) for r in original.reports),
        original.sentences,
    )
    before, after = group(_POOL), group([*_POOL, twin])

    def without(keys: frozenset[tuple[str, int]]) -> frozenset[tuple[str, int]]:
        return frozenset(k for k in keys if k[0] != name)

    assert {without(s) for s in partition(after)} == partition(before)
    assert {key: without(o) for key, o in origin_of(after).items() if key[0] != name} == origin_of(before)
    for report in twin.reports:
        assert (original.article.id, report.index) in origin_of(after)[report.key]


@_SETTINGS
@given(st.permutations([FLOOD, ROBBERY, FLOOD_OTHER]), st.integers(2, 3), st.booleans())
def test_a_digest_that_copies_several_articles_merges_no_stories(items: list[str], size: int, split: bool) -> None:
    digest = article("n", "\n----\n".join(items[:size]), parts=size if split else 1)
    before = partition(group(BASE))
    after = {frozenset(k for k in story if k[0] != "n") for story in partition(group([*BASE, digest]))} - {frozenset()}
    assert after == before


@_SETTINGS
@given(st.lists(st.text(alphabet=st.sampled_from("ab é«»\"'.\n1٣ß\u200b"), max_size=60), max_size=6))
def test_any_text_is_partitioned(blobs: list[str]) -> None:
    examined = [article(f"x{i}", blob, day=None) for i, blob in enumerate(blobs)]
    found = group(examined)
    keys = sorted(r.key for s in found.stories for r in s.reports)
    assert keys == sorted((e.article.id, 0) for e in examined)
    assert sorted(k for s in found.stories for o in s.origins for k in o.reports) == keys


def test_a_thousand_copies_of_one_article_are_one_origin_and_one_record() -> None:
    found = group([article(f"x{i}", FLOOD) for i in range(1000)] + [BASE[2]])
    (copy,) = found.copies
    assert (copy.kind, len(copy.articles)) == ("identical", 1000)
    (story,) = found.stories
    assert sorted(len(o.reports) for o in story.origins) == [1, 1000]


def test_hundreds_of_slightly_edited_copies_are_one_origin() -> None:
    rnd = random.Random(7)
    words = FLOOD.split(" ")
    edited = []
    for i in range(300):
        mine = list(words)
        mine[rnd.randrange(20, len(mine))] = f"mot{i}"
        edited.append(article(f"x{i:03}", " ".join(mine)))
    found = group([*edited, BASE[2]])
    assert [(c.kind, len(c.articles)) for c in found.copies] == [("near", 300)]
    assert [sorted(len(o.reports) for o in s.origins) for s in found.stories] == [[1, 300]]


def test_nothing_gives_nothing() -> None:
    assert group([]) == Grouping()
    assert group([article("x", "")]).stories[0].reports == (Report("x", 0, 0, 0),)


# ---------------------------------------------------------------- the gold


def _shared() -> Path:
    return Path(os.environ.get("RECOUPE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "gold"


def _gold(cluster: str) -> tuple[list[Examined], dict[str, object]]:
    folder = _shared() / cluster
    if not folder.is_dir():
        pytest.skip(f"the gold cluster {cluster} is not there (set RECOUPE_SHARED)")
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    out = []
    for name, about in gold["articles"].items():
        lines = (folder / name).read_text(encoding="utf-8").split("\n")
        chrome = {" ".join(c.split()) for c in about["chrome"]}
        text = "\n".join(line for line in lines if " ".join(line.split()) not in chrome)
        one = Article(name, f"{cluster}/{name}", text, about["title"], about.get("outlet"), language=about["language"])
        one = replace(one, published=Published(about["published"], "given"))
        starts = [f["starts_with"] for s in gold["stories"] for f in s["files"] if isinstance(f, dict) and f["file"] == name]
        at = sorted(i for s in starts if (i := text.find(s.split("\n")[0], len(about["title"] or ""))) >= 0) or [0]
        reports = tuple(Report(name, i, start, end) for i, (start, end) in enumerate(zip(at, [*at[1:], len(text)])))
        out.append(Examined(one, reports, texts.sentences(text, load(about["language"]))))
    return out, gold


@pytest.mark.parametrize("cluster", ["seeds", "accident", "layoffs"])
def test_gold_copies_all_and_no_others(cluster: str) -> None:
    examined, gold = _gold(cluster)
    found = {(frozenset(c.articles), c.kind) for c in copies.find(examined)}
    assert found == {(frozenset(pair[:2]), pair[2]) for pair in gold["copies"]}  # type: ignore[attr-defined]


def test_gold_stories_of_different_clusters_never_meet() -> None:
    together = {}
    for cluster in ("seeds", "accident", "layoffs"):
        for one in _gold(cluster)[0]:
            together[f"{cluster}-{one.article.id}"] = one
    examined = [
        Examined(replace(e.article, id=key), tuple(replace(r, article=key) for r in e.reports), e.sentences) for key, e in together.items()
    ]
    stories: tuple[Story, ...] = group(examined).stories
    for story in stories:
        assert len({r.article.split("-")[0] for r in story.reports}) == 1
    assert max(len(s.reports) for s in stories if s.reports[0].article.startswith("accident")) == 6


# ---------------------------------------------------------------- what one outlet owes another

_FIRST = """La Voix du Val
10 mars 2026

Barrage de Lassère : le permis annulé

Le tribunal de Pau a annulé mardi le permis du barrage de Lassère, a constaté notre journaliste sur place.
Le Département a déjà dépensé 1,2 million d'euros en études pour ce barrage."""


def _counted(tmp_path: Path, second: str, words: str) -> list[int]:
    (tmp_path / "a.txt").write_text(_FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(second, encoding="utf-8")
    dossier = recoupe.check(recoupe.read([tmp_path], language="fr"), jobs=1)
    return [
        f.independent for f in dossier.findings if len({e.article for e in f.evidence}) == 2 and any(words in e.exact for e in f.evidence)
    ]


def test_what_an_outlet_tells_after_another_one_has_one_origin(tmp_path: Path) -> None:
    """ "Selon La Voix du Val": the outlet is one of those at hand, so its figure is not told twice."""
    own = "Le Sillon\n11 mars 2026\n\nLes maïsiculteurs inquiets\n\nDans les fermes de Lassère, on redoute un été sans eau. "
    money = "les études du barrage de Lassère ont coûté 1,2 million d'euros au Département."
    cites, counts = (f"{own}Selon {who}, {money}\n" for who in ("La Voix du Val", "le syndicat des irrigants"))
    assert _counted(tmp_path, cites, "1,2 million") == [1]
    assert _counted(tmp_path, counts, "1,2 million") == [2]
