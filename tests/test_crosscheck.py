"""Findings: independence, disputes, updates of what was not known, and what never changes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import desk
from recoupe.crosscheck import Material, align
from recoupe.crosscheck.conclude import independence
from recoupe.records import Article, Dossier, Evidence, Examined, Finding, Origin, Published, Report, Span, Voice
from recoupe.sockets import Agreement


def check(*articles: tuple[str, str, str], language: str = "fr") -> Dossier:
    """The dossier of (outlet, day, text) articles."""
    given_ = [
        Article("", f"{n}.txt", text, outlet=outlet, language=language, published=Published(day, "given"))
        for n, (outlet, day, text) in enumerate(articles)
    ]
    return desk.check(given_, jobs=1, today="2026-12-31")


def disputed(dossier: Dossier) -> list[Finding]:
    return [f for f in dossier.findings if f.status == "disputed" and f.aspect == "statement"]


ACCUSED = "La maire de Brisel, Anne Tessier, affirme que l'usine Verlane a déversé des solvants dans la rivière pendant la nuit."


@pytest.mark.parametrize(
    "denial",
    [
        "Verlane dément.",
        "Le groupe Verlane dément ces accusations.",
        "Verlane a démenti avoir déversé des solvants dans la rivière.",
    ],
)
def test_a_denial_meets_the_claim_it_denies(denial: str) -> None:
    found = disputed(check(("Un", "2026-03-04", f"{ACCUSED} {denial}"), ("Deux", "2026-03-04", "Le marché de Brisel rouvre samedi.")))
    assert len(found) == 1
    relations = {e.relation for e in found[0].evidence}
    assert relations == {"same", "denies"}
    assert any("solvants" in e.exact for e in found[0].evidence if e.relation == "same")


@pytest.mark.parametrize(
    ("texts", "language", "reason"),
    [
        # The article announces two accounts.
        (["L'autre querelle porte sur les images. Les caméras de l'aile nord étaient éteintes, affirme le syndicaliste Tiago Ferreira. "
          "L'ensemble du système fonctionnait normalement, répond la direction régionale."], "fr", "reply.quarrel"),
        # A reply that sets itself against what was just said of the same thing.
        (["Mayor Ann Tessier said the boxes were left without a guard. The council hit back, saying that every box had been watched."],
         "en", "reply.retort"),
        # A party that is said to contradict another, whose claim stands in another article.
        (["The theft shocked Henchir. The alarm did go off, the minister, Hayet Romdhane, said.",
          "The theft shocked Henchir. She also contradicts the minister on security. The alarm had been disconnected, Professor Caoimhe "
          "Keane said."], "en", "reply.contradicts"),
        # A flat negation in answer to a claim.
        (["« Chaque avenant avait son prix », a lancé la procureure Maud Brisac. « Pas un centime n'est arrivé dans ma poche », a répondu "
          "l'ancien maire, Gérard Montel."], "fr", "reply.negated"),
        # What the sources negate is their name, and the last of them no claim.
        (["Kestrel Lowe offered $51 a share in writing, according to two people with knowledge of the talks, who asked not to be named. "
          "“They got a polite no within two days and nobody picked up the phone,” one of them said. Corvane Medical flatly denies it."],
         "en", "denial.back"),
        # A bare denial that leads up to the reply.
        (["Le suspect aurait reconnu avoir allumé un foyer, selon une source judiciaire. Son avocate dément : « Mon client n'a rien avoué "
          "», affirme Clotilde Vasseur."], "fr", "reply.contradicts"),
        # A retort some sentences later that names the same thing.
        (["« Le 4 octobre, il dînait à Lisbonne avec la patronne », assure l'élue Anne Tessier. Deux semaines après la plainte, "
          "la police fouillait les bureaux de la mairie et ceux du port. « Il n'a croisé personne à Lisbonne », rétorque Paul Rivoire."],
         "fr", "reply.retort"),
        # An answer to what was said before somebody else spoke.
        (["Des morceaux de l'avion sont tombés près du port, affirment des pêcheurs. « J'ai eu très peur », raconte Anne Tessier. Aucun "
          "morceau n'est tombé près du port, répond la compagnie Verlane."], "fr", "reply.negated"),
        # The opposite, told as an answer.
        (["The emergency lines failed on Monday night, the council of Brisel said. The emergency lines worked all night, operator Verlane "
          "replied."], "en", "reply.opposite"),
        # The denial of any fault right after an accusation, and after a complaint of which the next words speak.
        (["Le chauffeur a foncé sur le piquet, accuse la déléguée Anne Tessier. La société Verlane réfute toute faute."],
         "fr", "denial.back"),
        (["Une vanne restée ouverte a noyé la cave, a expliqué le maire, Paul Rivoire. L'entreprise Verlane dément tout défaut. « Notre "
          "vanne a fait son travail », ajoute l'entreprise Verlane."], "fr", "denial.back"),
        # Another account after a colon.
        (["Le chauffeur a foncé sur lui, accuse la déléguée Anne Tessier. L'employeur, la société Verlane, donne un tout autre récit : "
          "l'homme a glissé sur le verglas."], "fr", "reply.contradicts"),
        # Somebody who is not to blame.
        (["Driver Paul Rivoire ignored two warnings, Mary Penrose complained. “My client is not to blame,” lawyer Ann Tessier said."], "en",
         "reply.rebuts"),
        # A flat answer to what stands in another article.
        (["Onze hectares de forêt ont été coupés pendant la suspension, accuse Anne Tessier, de l'association des riverains.",
          "« Aucun hectare n'a été coupé pendant la suspension », répond le président du département, Paul Rivoire."], "fr", "reply.flat"),
    ],
)  # fmt: skip
def test_parties_that_the_article_sets_against_each_other(texts: list[str], language: str, reason: str) -> None:
    found = disputed(
        check(*((f"Outlet {n}", "2026-03-04", f"News of the day\n\n{text}") for n, text in enumerate(texts)), language=language)
    )
    assert [f for f in found if reason in f.reasons]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # A turn of speech that only changes the speaker.
        ("Le ministre Paul Rivoire a assuré que l'usine ne fermerait pas. De son côté, la maire Anne Tessier juge "
         "que l'usine est belle.", "fr"),
        # A quarrel announced, and two parties that speak of other things in other paragraphs.
        ("Les versions divergent.\n\nLe marché de Brisel rouvre samedi, a dit la maire Anne Tessier.\n\nLa récolte sera bonne, a dit Paul "
         "Rivoire.", "fr"),
        # An answer that is a refusal to comment, and one to a wish.
        ("La grève durera toute la semaine, a dit la déléguée Anne Tessier. « Nous n'avons aucun commentaire à faire », a répondu Paul "
         "Rivoire.", "fr"),
        ("The mine must close by June, activist Mary Penrose said. “No decision has been taken,” the owner, Dan Oakley, replied.", "en"),
        # A request refused is no claim denied.
        (f"{ACCUSED} Le tribunal a rejeté la demande d'expertise de la commune.", "fr"),
        ("Lawyer Mary Penrose said her client was sacked without cause. The court denied the motion for a new trial.", "en"),
        # A reproach and a denial of something else.
        ("« Ce fichier ne devrait pas exister », a déclaré le syndicaliste Paul Rivoire. Le ministère assure qu'il n'a jamais été question "
         "d'y noter telle ou telle maladie.", "fr"),
        # A rumour about somebody else, who denies it too.
        ("En septembre, Marc Joubert avait formellement démenti la rumeur selon laquelle il pourrait être le père de l'enfant. "
         "Yves Carlier dément être le père de l'enfant.", "fr"),
        # An answer that corrects what a thing is, and agrees about the rest.
        ("C'est un court-circuit qui est à l'origine de l'incident, précise la préfecture. « Ce n'est pas un incendie mais un dégagement "
         "de fumée », insiste Paul Rivoire.", "fr"),
        # A fault denied after what accuses nobody of it.
        ("L'état de catastrophe serait reconnu mercredi, a dit le député Paul Rivoire. La maire Anne Tessier nie tout retard.", "fr"),
        ("“The inquiry will go on until June,” prosecutor Mary Penrose said. The suspect, Dan Oakley, denies any involvement.", "en"),
        # A denial of one thing, and what was said of another.
        ("Nixon was close to Mitchell, Mary Penrose said. Dan Oakley denied suggestions that he was the source. Dan Oakley said he "
         "believed that Mitchell and Nixon knew of several sources.", "en"),
        # What somebody else denies is no claim.
        ("L'acteur Marc Joubert a démenti être le père de l'enfant. Le chanteur Yves Carlier a démenti être le père de l'enfant.", "fr"),
    ],
)  # fmt: skip
def test_no_false_dispute(text: str, language: str) -> None:
    assert (
        disputed(check(("Un", "2026-03-04", text), ("Deux", "2026-03-04", text.split(".", maxsplit=1)[0] + "."), language=language)) == []
    )


def test_who_speaks_of_another_matter_after_a_denial_is_no_party_to_it() -> None:
    text = (
        "« On repeint de vieux chèques », ironise Anne Tessier. Le ministre dément : tout est nouveau. Le cortège comptait mille "
        "personnes, selon la police."
    )
    found = disputed(check(("Un", "2026-03-04", text), ("Deux", "2026-03-04", "Le marché de Brisel rouvre samedi.")))
    told = {e.exact for f in found for e in f.evidence}
    assert "tout est nouveau" in told
    assert not any("mille" in exact for exact in told)


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        # A flat negation that answers nobody.
        (["The victims had argued with the shooter for years, according to police inspector Mary Penrose.",
          "There was no record of any victims of insults by the shooter, said the firm's president, Dan Oakley."], "en"),
        (["« La police a tiré sur des manifestants », dénonce Anne Tessier.",
          "La police n'a aucune intention de publier les images des manifestants, a répondu le préfet Paul Rivoire."], "fr"),
        # Not so far.
        (["Des emplois ont été supprimés à l'usine de Brisel, dénonce la déléguée Anne Tessier.",
          "Aucun emploi n'a été supprimé à l'usine pour l'instant, a répondu le directeur Paul Rivoire."], "fr"),
    ],
)  # fmt: skip
def test_no_false_dispute_of_two_reports(texts: list[str], language: str) -> None:
    reports = [(f"Outlet {n}", "2026-03-04", f"News of the day from Brisel\n\n{text}") for n, text in enumerate(texts)]
    assert disputed(check(*reports, language=language)) == []


COUNTERS = [
    ("Le comté évalue à neuf millions d'euros la perte des commerçants, la compagnie l'estime à moins de deux millions.", "fr"),
    ("Quatre-vingt-cinq pour cent des agents étaient en grève, soutient le syndicat, quand la Métropole n'en compte que 38 %.", "fr"),
    ("The blackout cost the shops £9 million, the council reckons. The true figure is below £2 million, answers Armor Link.", "en"),
    ("The Brisel Institute estimates that the plan would raise $12 billion; the Verlane Foundation puts the figure at $5 billion.", "en"),
]

NO_COUNTERS = [
    # The same party, later.
    ("Le comté évaluait à neuf millions d'euros la perte des commerçants. Le comté l'estime désormais à deux millions.", "fr"),
    # A share of something else, and a count that is no answer.
    ("Le conseil a voté 12 millions d'euros. Le village compte 40 écoles, le canton n'en compte que 3.", "fr"),
    # Which of the counts is meant, nothing tells.
    ("Some 200 people came and 30 were turned away, Ann Tessier said. The council stands by its figure of 611.", "en"),
]


def countered(text: str, language: str) -> list[Finding]:
    reports = [("Un", "2026-03-04", f"News of the day\n\n{text}"), ("Deux", "2026-03-04", "News of the day\n\nBrisel rouvre.")]
    found = check(*reports, language=language).findings
    return [f for f in found if (f.status, f.aspect) == ("disputed", "figure")]


@pytest.mark.parametrize(("text", "language"), COUNTERS)
def test_a_figure_set_against_another_partys(text: str, language: str) -> None:
    found = countered(text, language)
    assert [len({e.value for e in f.evidence}) for f in found] == [2]
    assert "parties.opposed" in found[0].reasons


@pytest.mark.parametrize(("text", "language"), NO_COUNTERS)
def test_figures_that_are_set_against_none(text: str, language: str) -> None:
    assert countered(text, language) == []


def rendered(*told: str, language: str = "en") -> list[Finding]:
    reports = [(f"Outlet {n}", "2026-03-04", f"The ferry Halvane sank off Brisel on Monday\n\n{text}") for n, text in enumerate(told)]
    return [f for f in check(*reports, language=language).findings if f.status == "corroborated" and "quote.rendered" in f.reasons]


QUOTED = "“Nothing our captain did could have changed the disaster,” chief executive Malcolm Strand said in the harbour."


def test_one_speakers_words_and_what_another_report_makes_of_them() -> None:
    found = rendered(QUOTED, "Malcolm Strand told relatives that nothing the captain did could have changed the disaster off Brisel.")
    assert [(f.aspect, f.independent, len(f.evidence)) for f in found] == [("statement", 2, 2)]
    assert "single.voice" in found[0].reasons


@pytest.mark.parametrize(
    "other",
    [
        "Ann Tessier told relatives that nothing the captain did could have changed the disaster off Brisel.",  # somebody else
        "Malcolm Strand told relatives that the captain had changed the course before the disaster off Brisel.",  # without the negation
        "Malcolm Strand told relatives that the captain did not know the harbour of Brisel and its pilots very well.",  # another thing
    ],
)
def test_other_utterances_are_not_rendered(other: str) -> None:
    assert rendered(QUOTED, other) == []


def ages(*told: tuple[str, str], language: str = "fr") -> list[Finding]:
    articles = ((f"Outlet {n}", day, f"News of the day\n\n{text}") for n, (day, text) in enumerate(told))
    return [f for f in check(*articles, language=language).findings if "age.differs" in f.reasons]


BEFORE = "Le conducteur du bus de Brisel, Marc Joubert, 41 ans, a été blessé dans l'accident de la route de Verlane."


@pytest.mark.parametrize(
    ("later", "day", "found"),
    [
        ("Marc Joubert (44 ans), le conducteur du bus de Brisel, a été blessé dans l'accident de la route de Verlane.", "2026-03-05", 1),
        ("Marc Joubert, âgé de 42 ans, conducteur du bus de Brisel, a été blessé dans l'accident de Verlane.", "2026-03-04", 1),
        # A birthday may lie between.
        ("Marc Joubert, 42 ans, conducteur du bus de Brisel, blessé dans l'accident de Verlane, est sorti de l'hôpital.", "2026-04-20", 0),
        # The age of another time, of another person, and one that agrees.
        ("Marc Joubert, 20 ans au moment de son premier accident, conducteur du bus de Brisel, a été blessé à Verlane.", "2026-03-05", 0),
        ("Un passager de 44 ans, blessé comme Marc Joubert dans l'accident du bus de Brisel à Verlane, est mort.", "2026-03-05", 0),
        ("Marc Joubert, 41 ans, le conducteur du bus de Brisel, a été blessé dans l'accident de la route de Verlane.", "2026-03-05", 0),
    ],
)
def test_two_ages_of_one_person(later: str, day: str, found: int) -> None:
    assert len(ages(("2026-03-04", BEFORE), (day, later))) == found


@pytest.mark.parametrize(
    ("texts", "language", "status"),
    [
        (["The ministry said 47 objects had been stolen from the museum.",
          "Ann Tessier, who led the dig, said 52 objects were gone, not the 47 announced by the ministry."], "en", "disputed"),
        (["Le conseil a recensé 611 bulletins nuls.", "Selon l'opposition, les bulletins nuls n'étaient pas 611 mais 811."],
         "fr", "disputed"),
        # A figure brought up to date by those who gave it.
        (["La police a recensé 611 bulletins.", "La police a recensé 811 bulletins, et non 611 comme annoncé par erreur par la police."],
         "fr", None),
        # Rhetoric, a change, and a figure that nobody gave.
        (["The club needs not 1 but 40 goals, said the coach, Ann Tessier."], "en", None),
        (["La TVA passe à 5,5 % au lieu de 19,6 %, a dit la ministre Anne Tessier."], "fr", None),
        (["There were not 12 but 15 chairs in the room."], "en", None),
    ],
)  # fmt: skip
def test_a_figure_that_somebody_rejects_for_another(texts: list[str], language: str, status: str | None) -> None:
    articles = ((f"Outlet {n}", "2026-03-04", f"News of the day\n\n{text}") for n, text in enumerate(texts))
    found = [f.status for f in check(*articles, language=language).findings if f.status in ("disputed", "discrepancy")]
    assert found == ([status] if status else [])


def updates(dossier: Dossier) -> list[Finding]:
    return [f for f in dossier.findings if "statement.superseded" in f.reasons]


SPILL = (
    "Collision of the tanker Aldra off Brisel\n\nThe tanker Aldra hit a barge off Brisel harbour on Saturday morning. "
    "There was no sign of a fuel leak from the tanker, the coastguard said.",
    "The tanker Aldra off Brisel\n\nThe tanker Aldra that hit a barge off Brisel harbour has been towed to port. "
    "The coastguard confirmed that a fuel leak from the tanker had reached the harbour.",
)


def test_what_was_not_known_is_updated_not_contradicted() -> None:
    dossier = check(("Un", "2026-03-07", SPILL[0]), ("Deux", "2026-03-09", SPILL[1]), language="en")
    found = updates(dossier)
    assert [f.status for f in found] == ["updated"]
    assert [e.relation for e in found[0].evidence][-1] == "update"
    assert not any(f.status in ("discrepancy", "disputed") for f in dossier.findings)


def test_an_earlier_report_updates_nothing() -> None:
    assert updates(check(("Un", "2026-03-09", SPILL[0]), ("Deux", "2026-03-07", SPILL[1]), language="en")) == []


def test_statements_of_one_source_say_who_speaks() -> None:
    text = "Brisel attend\n\nLe pont de Brisel reste fermé. « Nous rouvrirons le pont avant la fin du printemps », a déclaré Anne Tessier."
    other = "Brisel : circulation\n\nLe pont de Brisel reste fermé. Les camions passent par Ortelle et la départementale."
    found = [f for f in check(("Un", "2026-03-04", text), ("Deux", "2026-03-04", other)).findings if f.aspect == "statement"]
    assert [f.summary for f in found] == ["Anne Tessier\u00a0: Nous rouvrirons le pont avant la fin du printemps"]


# ---------------------------------------------------------------- independence


def proof(n: int, origin: str, via: tuple[str, ...] = (), speaker: str | None = None) -> Evidence:
    voices = tuple(Voice(v) for v in via)
    return Evidence(
        f"a{n}", Span(0, 1), "x", Span(0, 1), (f"a{n}", 0), origin=origin, via=voices, speaker=Voice(speaker) if speaker else None
    )


def material(outlets: list[str | None], upstream: tuple[str, ...] = ()) -> Material:
    examined = {f"a{n}": Examined(Article(f"a{n}", f"a{n}", "x", outlet=o), (Report(f"a{n}", 0, 0, 1),)) for n, o in enumerate(outlets)}
    origins = {f"upstream:{u}": Origin((), u) for u in upstream}
    return Material(examined, {}, {}, origins, {}, {}, {})


def test_evidence_told_by_an_agency_counts_with_that_agency() -> None:
    known = material([None, None, None], ("afp",))
    assert independence([proof(0, "upstream:afp"), proof(1, "S1.2", via=("AFP",))], known)[0] == 1
    assert independence([proof(0, "upstream:afp"), proof(1, "S1.2", speaker="AFP")], known)[0] == 1
    assert independence([proof(0, "S1.1"), proof(1, "S1.2", speaker="Anne Tessier")], known)[0] == 2


def test_one_outlet_counts_once() -> None:
    assert independence([proof(0, "S1.1"), proof(1, "S1.2")], material(["La Gazette", "LA GAZETTE"])) == (1, 1)


evidences = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["S1.1", "S1.2", "S1.3", "upstream:afp"]), st.sampled_from([(), ("AFP",), ("Reuters",)])),
    min_size=1,
    max_size=8,
)
outlets = st.lists(st.sampled_from([None, "Un", "Deux"]), min_size=5, max_size=5)


@settings(max_examples=60, deadline=None)
@given(evidences, outlets)
def test_the_lower_count_never_exceeds_the_upper(some: list[tuple[int, str, tuple[str, ...]]], names: list[str | None]) -> None:
    proofs = [proof(n, origin, via) for n, origin, via in some]
    low, high = independence(proofs, material(names, ("afp",)))
    assert 1 <= low <= high <= len({p.article for p in proofs})
    assert independence(proofs[::-1], material(names, ("afp",))) == (low, high)


# ---------------------------------------------------------------- what never changes

BODIES = (
    (
        "Un",
        "2026-03-04",
        "La direction de Verlane a annoncé mardi la fermeture de sa fonderie de Brisel. Elle emploie 214 salariés.\n\n" + ACCUSED,
    ),
    (
        "Deux",
        "2026-03-04",
        "Verlane fermera sa fonderie de Brisel, selon une annonce faite mardi. Le site compte 214 salariés, dit le syndicat.",
    ),
)


def shown(dossier: Dossier) -> set[tuple[str, str, int]]:
    return {(f.status, f.aspect, f.independent) for f in dossier.findings if f.status != "single-source"}


def test_an_exact_copy_adds_no_independent_origin() -> None:
    _, day, text = BODIES[0]
    assert shown(check(*BODIES, ("Trois", day, text))) == shown(check(*BODIES))


def test_an_article_about_something_else_lowers_nothing() -> None:
    other = ("Quatre", "2026-03-05", "Le club de handball d'Ortelle a remporté dimanche la coupe régionale devant 800 spectateurs.")
    assert shown(check(*BODIES)) <= shown(check(*BODIES, other))


def test_evidence_is_verbatim_and_findings_are_numbered_in_order() -> None:
    dossier = check(*BODIES)
    body = {a.id: a.text for a in dossier.articles}
    assert [f.id for f in dossier.findings] == [f"F{n}" for n in range(1, len(dossier.findings) + 1)]
    assert all(e.exact == e.span.of(body[e.article]) for f in dossier.findings for e in f.evidence)
    assert [f.weight for f in dossier.findings] == sorted((f.weight for f in dossier.findings), reverse=True)


def test_copies_rank_below_what_is_not_copied() -> None:
    _, day, text = BODIES[0]
    dossier = check(BODIES[0], ("Trois", day, text))
    assert all(f.independent == 1 for f in dossier.findings)
    assert {f.status for f in dossier.findings} == {"single-source"}


def test_a_minister_and_the_cabinet_that_bears_his_name_are_one_party() -> None:
    from recoupe.crosscheck.parties import same_party

    assert same_party(Voice("Bruno Le Roux"), Voice(None, None, False, "cabinet de M. Le Roux"))
    assert not same_party(Voice("Bruno Le Roux"), Voice(None, None, False, "cabinet de Mme Tessier"))


def _mention(report: int) -> Any:
    return SimpleNamespace(report=SimpleNamespace(key=(f"a{report}", 0)), origin=f"o{report}")


def test_what_most_reports_of_a_story_tell_is_one_group_without_all_pairs() -> None:
    def apart(a: Any, b: Any) -> bool:
        return a.report.key != b.report.key

    counts = {}
    for size in (60, 300, 600):
        items = [_mention(n) for n in range(size)]
        found = list(align.pairs(items, lambda _: frozenset({"k"}), apart, common=True))
        counts[size] = len(found)
        links = [align.Link(a, b, Agreement("same", "")) for a, b in found]
        assert [len(group) for group in align.stars(items, links)] == [size]
    assert counts[60] == 60 * 59 // 2
    assert counts[600] < 2.2 * counts[300]


def test_a_common_key_of_several_stories_compares_nothing() -> None:
    items = [_mention(n) for n in range(300)]
    assert not list(align.pairs(items, lambda _: frozenset({"k"}), lambda a, b: True))
