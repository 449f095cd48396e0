"""Quotes: found with their speakers, and compared."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import text as texts
from recoupe.kinds import names
from recoupe.kinds.statements import REASONS, agree, find, keys, say, value
from recoupe.languages import load
from recoupe.records import Article, Quote, Report, Span, Voice
from recoupe.sockets import Item, Reading


def read(text: str, language: str = "fr", outlet: str | None = None) -> tuple[Quote, ...]:
    """The quotes of a text, with the names found in it."""
    article = Article("a", "a", text, outlet=outlet, language=language)
    tongue = load(language)
    reading = Reading(article, tongue, (Report("a", 0, 0, len(text)),), texts.sentences(text, tongue))
    return find(replace(reading, names=names.KIND.find(reading)))


def one(text: str, language: str = "fr") -> Quote:
    """The only quote of a text."""
    found = read(text, language)
    assert len(found) == 1, [q.exact for q in found]
    return found[0]


FRENCH = [
    # text, content, kind, who (name, or role of the nameless)
    ("La ministre Aline Varin a affirmé que le pont serait rouvert lundi.", "le pont serait rouvert lundi", "indirect", "Aline Varin"),
    ("« Le pont tiendra jusqu’au printemps », a déclaré Aline Varin.", "Le pont tiendra jusqu’au printemps", "direct", "Aline Varin"),
    ('"Le pont tiendra jusqu\'au printemps", assure Aline Varin.', "Le pont tiendra jusqu'au printemps", "direct", "Aline Varin"),
    ("Le pont sera fermé trois mois, a annoncé la préfecture du Gard.", "Le pont sera fermé trois mois", "indirect", "préfecture du Gard"),
    ("Selon un riverain, le pont bougeait depuis des semaines.", "le pont bougeait depuis des semaines", "indirect", "riverain"),
    ("Le pont bougeait depuis des semaines, d’après Aline Varin.", "Le pont bougeait depuis des semaines", "indirect", "Aline Varin"),
    (
        "« Nous avons tout vu, raconte Aline Varin, et nous avons fui. »",
        "Nous avons tout vu, raconte Aline Varin, et nous avons fui.",
        "direct",
        "Aline Varin",
    ),
    ("Aline Varin juge le projet « très insuffisant ».", "le projet « très insuffisant »", "mixed", "Aline Varin"),
    ("Aline Varin a prévenu que le chantier serait « long et coûteux ».", "le chantier serait « long et coûteux »", "mixed", "Aline Varin"),
    ("Aline Varin fait valoir de son côté que rien n’est signé.", "rien n’est signé", "indirect", "Aline Varin"),
    ("Un témoin leur assure que la voiture a fui.", "la voiture a fui", "indirect", "témoin"),
    ("Or, relève Aline Varin, le premier article du décret est vide.", "le premier article du décret est vide", "indirect", "Aline Varin"),
]

ENGLISH = [
    ("Mayor Joan Harker said the bridge would reopen on Monday.", "the bridge would reopen on Monday", "indirect", "Joan Harker"),
    ('"The bridge will hold until spring," Joan Harker said.', "The bridge will hold until spring", "direct", "Joan Harker"),
    ("“The bridge will hold until spring,” said Joan Harker.", "The bridge will hold until spring", "direct", "Joan Harker"),
    ("The bridge will stay closed, the company told investors on Thursday.", "The bridge will stay closed", "indirect", "company"),
    ("According to Joan Harker, the bridge had moved for weeks.", "the bridge had moved for weeks", "indirect", "Joan Harker"),
    ("One resident, who asked not to be named, said the road had flooded twice.", "the road had flooded twice", "indirect", "resident"),
    ("Joan Harker told reporters that the road was safe.", "the road was safe", "indirect", "Joan Harker"),
    ("Officials say other changes are needed.", "other changes are needed", "indirect", "Officials"),
]


@pytest.mark.parametrize(("text", "content", "kind", "who"), FRENCH)
def test_french_frames(text: str, content: str, kind: str, who: str) -> None:
    quote = one(text)
    assert (quote.exact, quote.kind) == (content, kind)
    assert who in (quote.speaker.name, quote.speaker.role)


UNTUNED = [
    # language, text, content, kind, who
    ("en", '"The firm knew of the leak," said the plaintiffs\' lawyer, Mark Ellery.', "The firm knew of the leak", "direct", "Mark Ellery"),
    ("en", "The union will strike on Monday, the nurses’ union said.", "The union will strike on Monday", "indirect", "nurses’ union"),
    ("en", "''We knew of the leak for months,'' said Mark Ellery.", "We knew of the leak for months", "direct", "Mark Ellery"),
    ("fr", "Le journal croit savoir que le pont sera fermé.", "le pont sera fermé", "indirect", "journal"),
    ("fr", "La piscine rouvrira lundi, a fait savoir la mairie.", "La piscine rouvrira lundi", "indirect", "mairie"),
    ("fr", "« Le projet est bon pour la ville », défend Aline Varin.", "Le projet est bon pour la ville", "direct", "Aline Varin"),
    ("fr", "La voiture a percuté le mur, relate Aline Varin.", "La voiture a percuté le mur", "indirect", "Aline Varin"),
    ("fr", "« Il faut un vrai débat », plaide Aline Varin.", "Il faut un vrai débat", "direct", "Aline Varin"),
    ("en", '"The car hit the wall," recounted Joan Harker.', "The car hit the wall", "direct", "Joan Harker"),
    ("en", '"We have won at last," rejoiced Joan Harker.', "We have won at last", "direct", "Joan Harker"),
    ("en", "Two people were hurt, firefighters said.", "Two people were hurt", "indirect", "firefighters"),
    ("en", "The gendarmerie said two people were hurt.", "two people were hurt", "indirect", "gendarmerie"),
    ("fr", "Les gendarmes ont indiqué que le camion était vide.", "le camion était vide", "indirect", "gendarmes"),
    ("fr", "Les inspectrices ont indiqué que le camion était vide.", "le camion était vide", "indirect", "inspectrices"),
    ("fr", "L’ONG Greenpeace a dit que l’eau était polluée.", "l’eau était polluée", "indirect", "Greenpeace"),
    ("en", "The Turkish daily Sabahat reported that the minister would resign.", "the minister would resign", "indirect", "Sabahat"),
    ("fr", "A en croire Aline Varin, le pont tiendrait encore dix ans.", "le pont tiendrait encore dix ans", "indirect", "Aline Varin"),
    ("fr", "Faux, répond le syndicat : aucune sirène n’a retenti jeudi.", "aucune sirène n’a retenti jeudi", "indirect", "syndicat"),
    ("fr", "« Les eaux montent encore », a affirmé la Slovène Katarina Novak.", "Les eaux montent encore", "direct", "Katarina Novak"),
]

PASSED_ON = [
    # language, text, outlet
    ("en", "Joan Harker told the Artefact Ledger that the road was safe.", "Artefact Ledger"),
    ("en", "Joan Harker, quoted by Radio Midshire, said she had never seen it.", "Radio Midshire"),
    ("fr", "« J’ai écrit deux fois au président », a affirmé Aline Varin au micro de Radio Côte d’Argent.", "Radio Côte d’Argent"),
    ("fr", "Aline Varin a confié à La Gazette de Nantes que le pont tiendrait.", "La Gazette de Nantes"),
]


@pytest.mark.parametrize(("language", "text", "outlet"), PASSED_ON)
def test_broadcasters_and_papers_that_no_list_knows(language: str, text: str, outlet: str) -> None:
    assert [v.name for v in one(text, language).via] == [outlet]


def test_a_body_named_like_a_paper_is_none() -> None:
    assert one("Joan Harker told the Post Office Inquiry that the road was safe.", "en").via == ()


def test_the_sentence_before_says_who_speaks() -> None:
    text = "Devant le portail, Aline Varin, ancienne bouchère, accepte de dire quelques mots. « Ma fille n’est pas une tricheuse. »"
    assert one(text).speaker.name == "Aline Varin"


def test_no_name_between_commas_speaks_for_the_subject_at_the_verb() -> None:
    text = "Four men entered the storeroom after tying up the guard, Moncef Ayadi, 58, the ministry said in a statement."
    assert one(text, "en").speaker.name == "ministry"


@pytest.mark.parametrize(("language", "words"), [("fr", "selon lui, "), ("fr", "le conseil municipal "), ("en", "said the mayor, ")])
def test_text_without_an_end_is_verbatim(language: str, words: str) -> None:
    text = words * 400
    assert all(q.span.of(text) == q.exact for q in read(text, language))


@pytest.mark.parametrize(("language", "text", "content", "kind", "who"), UNTUNED)
def test_what_newspapers_write(language: str, text: str, content: str, kind: str, who: str) -> None:
    quote = one(text, language)
    assert (quote.exact, quote.kind) == (content, kind)
    assert who in (quote.speaker.name, quote.speaker.role)


@pytest.mark.parametrize(("text", "content", "kind", "who"), ENGLISH)
def test_english_frames(text: str, content: str, kind: str, who: str) -> None:
    quote = one(text, "en")
    assert (quote.exact, quote.kind) == (content, kind)
    assert who in (quote.speaker.name, quote.speaker.role)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le film « Les Yeux ouverts » sort mercredi dans les salles.", "fr"),  # a title
        ("La note est tombée hier : le juge a rendu sa décision.", "fr"),  # nouns that are also verb forms
        ("La durée varie selon les cas et selon la saison.", "fr"),
        ("Le projet doit être présenté selon la procédure en vigueur.", "fr"),
        ("Les insurgés ne contrôlent maintenant que quelques quartiers.", "fr"),
        ("La mairie n’a pas précisé que le pont rouvrirait.", "fr"),
        ("The so-called “smart bridge” opened in May after two years of work.", "en"),
        ("Twenty states led by Ohio are challenging the rule.", "en"),
        ("There is a gap between what Harker says her plan would do and what it does.", "en"),
        ("The bank published plans to close the works.", "en"),
    ],
)
def test_what_is_no_quote(text: str, language: str) -> None:
    assert read(text, language) == ()


def test_a_pronoun_goes_to_the_subject_before() -> None:
    found = read("Aline Varin a reçu Paul Mercier mardi. Elle a promis que le pont rouvrirait. Il a prévenu que rien n’était sûr.")
    assert [q.speaker.name for q in found] == ["Aline Varin", "Paul Mercier"]


def test_a_title_goes_to_its_bearer() -> None:
    found = read("Le maire de Brun, Paul Mercier, a visité le chantier. « Tout avance », a déclaré le maire mardi.")
    assert [q.speaker.name for q in found] == ["Paul Mercier"]


def test_the_nameless_stay_nameless() -> None:
    quote = one("« On ne sait rien de plus », souffle une commerçante qui préfère taire son nom.")
    assert quote.speaker.name is None
    assert quote.speaker.anonymous
    assert "commerçante" in (quote.speaker.role or "")


def test_a_second_verb_is_a_quote_of_its_own() -> None:
    found = read("Aline Varin a reconnu que le pont avait bougé, mais a affirmé que nul n’était en danger.")
    assert [q.exact for q in found] == ["le pont avait bougé", "nul n’était en danger"]
    assert {q.speaker.name for q in found} == {"Aline Varin"}


def test_who_passes_it_on() -> None:
    told = one("« Le pont a bougé », a confié à l’AFP Aline Varin.")
    assert [v.name for v in told.via] == ["AFP"]
    cited = one("Le pont sera démoli au printemps, rapporte Reuters, citant ses sources.")
    assert (cited.speaker.name, cited.speaker.anonymous) == (None, True)
    assert [v.name for v in cited.via] == ["Reuters"]


def test_the_own_outlet_passes_nothing_on() -> None:
    found = read('"The bridge will hold until spring," Joan Harker told Reuters.', "en", outlet="Reuters")
    assert [q.via for q in found] == [()]


def test_denials_say_what_and_whom() -> None:
    quote = one("Paul Mercier balaie l’hypothèse d’un défaut de soudure, avancée par la ministre Aline Varin.")
    assert (quote.stance, quote.exact) == ("denies", "l’hypothèse d’un défaut de soudure")
    assert quote.topic == quote.span
    assert quote.against is not None
    assert quote.against.name == "Aline Varin"


def test_hearsay_is_hedged() -> None:
    quote = one("Paul Mercier évoque des rapports selon lesquels le pont aurait bougé dès janvier.")
    assert quote.stance == "hedges"
    assert quote.speaker.name is None


def test_a_speech_over_two_paragraphs_and_stray_marks() -> None:
    text = '« Le pont a bougé.\n\nNous avons fui », a raconté Aline Varin.\n\nUn " seul guillemet reste.'
    found = read(text)
    assert [q.speaker.name for q in found][-1] == "Aline Varin"
    assert all(q.exact == q.span.of(text) for q in found)


def test_english_quotes_cut_by_an_incise_are_two() -> None:
    found = read('"The bridge moved," Joan Harker said. "We all ran."', "en")
    assert [q.exact for q in found] == ["The bridge moved", "We all ran."]
    assert {q.speaker.name for q in found} == {"Joan Harker"}


def test_a_language_without_a_table_yields_nothing() -> None:
    assert read("« Гаразд », сказав він.", "uk") == ()


PIECES = (
    *("« ", " »", '"', "“", "”", "'", ", ", ". ", "\n", ": ", "(", ")", "– ", "...", "selon ", "a déclaré ", "que ", "qui ", "affirmant "),
    *("Aline Varin ", "elle ", "-t-il ", "said ", "according to ", "et ", "l’", "le pont ", "n’a pas "),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=40,
    ),
    st.sampled_from(["fr", "en"]),
)
def test_any_text_gives_verbatim_spans_once(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    found = read(text, language)
    assert all(q.exact == q.span.of(text) and 0 <= q.span.start < q.span.end <= len(text) for q in found)
    assert list(found) == sorted(found, key=lambda q: q.span.start)
    assert found == read(text, language)


def test_a_long_line_ends() -> None:
    assert len(read('"a, b ' * 4000 + "selon le ministre, que " * 2000)) < 5000


# ---------------------------------------------------------------- compared


def item(exact: str, name: str | None = "Sean Doyle", kind: str = "direct", article: str = "a", language: str = "en") -> Item:
    quote = Quote(Span(0, len(exact)), exact, kind, Voice(name, "spokesman", name is None))  # type: ignore[arg-type]
    return Item(
        quote, Article(article, article, exact, language=language), Report(article, 0, 0, len(exact)), Span(0, len(exact)), language
    )


LONG = (
    "On the orders of the president the ministry is sending more defensive weapons"
    " so that the people can defend themselves while we work for peace"
)
OTHER = (
    "Under the orders of the president the ministry keeps sending additional defensive weapons"
    " to help the people defend their land while working for peace"
)


@pytest.mark.parametrize(
    ("first", "second", "verdict", "reason"),
    [
        (item(LONG), item(LONG.replace("president the", "president, the")), "same", "quote.identical"),
        (item(LONG), item(LONG[: LONG.index(" so that")]), "finer", "quote.cut"),
        (item(LONG[: LONG.index(" so that")]), item(LONG), "coarser", "quote.cut"),
        (item(LONG), item(OTHER), "differs", "quote.wording"),
        (item(LONG), item(OTHER, "Sean Doile"), "differs", "quote.wording"),
        (item(LONG), item(LONG.replace("is sending", "now is sending")), "variant", "quote.near"),
        (item(LONG), item(LONG.replace("can defend", "can not defend")), "differs", "quote.wording"),
        (item(LONG), item(OTHER, "Marta Kowal"), "unrelated", "quote.speaker"),
        (item(LONG), item(LONG.replace("weapons", "lorries")), "differs", "quote.wording"),
        (item(LONG), item(LONG.replace("weapons", "weapon")), "variant", "quote.near"),
        (
            item(LONG),
            item("We will not comment on the quantities or the types of weapons that are sent abroad"),
            "unrelated",
            "quote.other",
        ),
        (item("very, very hard"), item("very hard"), "unrelated", "quote.short"),
        (item(LONG), item(OTHER, kind="indirect"), "variant", "quote.rendered"),
    ],
)
def test_two_quotes_compared(first: Item, second: Item, verdict: str, reason: str) -> None:
    found = agree(first, second)
    assert (found.verdict, found.reason) == (verdict, reason)
    assert found.reason in REASONS


def test_renderings_of_one_utterance_share_a_key_and_others_do_not() -> None:
    assert keys(item(LONG)) & keys(item(OTHER))
    assert not keys(item(LONG)) & keys(item("A cold winter is expected in the northern hills this year"))
    assert keys(item(LONG, kind="indirect")) == frozenset()


def test_a_group_is_said_in_its_longest_words() -> None:
    assert say([item("short words here"), item(LONG)]).endswith(LONG)
    assert value(item(LONG)) == LONG


# ---------------------------------------------------------------- the annotated clusters

GOLD = Path(os.environ.get("RECOUPE_GOLD", Path(__file__).resolve().parent.parent.parent / "shared" / "gold"))


@pytest.mark.skipif(not (GOLD / "accident" / "gold.json").is_file(), reason="the annotated clusters are not beside the repository")
@pytest.mark.parametrize("cluster", ["seeds", "accident"])
def test_most_annotated_quotes_are_found(cluster: str) -> None:
    gold = json.loads((GOLD / cluster / "gold.json").read_text(encoding="utf-8"))
    found = missed = 0
    for name in gold["articles"]:
        article = (GOLD / cluster / name).read_text(encoding="utf-8")
        spans = [q.exact for q in read(article)]
        for quote in gold["quotes"]:
            if quote["file"] != name or quote.get("optional"):
                continue
            whole = [quote["exact"], *(a["exact"] for a in quote.get("alt", ()))]
            hit = any(len(set(w.split()) & set(s.split())) > 0.6 * max(len(w.split()), len(s.split())) for w in whole for s in spans)
            found, missed = found + hit, missed + (not hit)
    assert found / (found + missed) > 0.85


# ---------------------------------------------------------------- denials

DENIALS = [
    # language, text, who denies, what is denied (None: what was said before), whose claim it was
    ("fr", "La mairie dément avoir tardé à prévenir les riverains.", "mairie", "avoir tardé à prévenir les riverains", None),
    ("fr", "Le groupe Marvane nie tout retard.", "Marvane", "tout retard", None),
    ("fr", "La préfecture du Gard a nié que le pont ait bougé.", "préfecture du Gard", "le pont ait bougé", None),
    (
        "fr",
        "La préfecture a démenti les informations russes selon lesquelles le pont serait tombé.",
        "préfecture",
        "le pont serait tombé",
        "les informations russes",
    ),
    (
        "fr",
        "La famille conteste cette version, avancée par le procureur Paul Martin.",
        "famille",
        "cette version",
        "Paul Martin",
    ),
    ("fr", "La préfecture a qualifié ces accusations de mensongères.", "préfecture", "ces accusations de mensongères", None),
    ("en", "Marvane has rejected claims that one of its ships was speeding.", "Marvane", "one of its ships was speeding", None),
    ("en", "The ministry denied on Wednesday that any money had changed hands.", "ministry", "any money had changed hands", None),
    ("en", "The company called the claim untrue.", "company", "the claim untrue", None),
    ("en", "The allegation was flatly denied by the ministry.", "ministry", "The allegation", None),
]


@pytest.mark.parametrize(("language", "text", "who", "topic", "against"), DENIALS)
def test_denials_tell_who_denies_what(language: str, text: str, who: str, topic: str, against: str | None) -> None:
    quote = one(text, language)
    assert quote.stance == "denies"
    assert who in (quote.speaker.name, quote.speaker.role)
    assert quote.topic is not None
    assert quote.topic.of(text) == topic
    assert (quote.against and (quote.against.name or quote.against.exact)) == against


@pytest.mark.parametrize(
    ("language", "text", "exact"),
    [
        ("fr", "L’armateur norvégien Marvane dément.", "L’armateur norvégien Marvane dément"),
        ("fr", "La mairie le nie catégoriquement.", "La mairie le nie catégoriquement"),
        ("en", "The shipping line disputes that.", "The shipping line disputes that"),
        ("en", "The ministry denied it.", "The ministry denied it"),
    ],
)
def test_a_bare_denial_points_back(language: str, text: str, exact: str) -> None:
    quote = one(text, language)
    assert (quote.exact, quote.stance, quote.pattern, quote.topic) == (exact, "denies", "denial.bare", None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La société a rejeté l’offre de son rival."),
        ("fr", "Le maire conteste la décision du tribunal."),
        ("en", "The governor rejected the bill."),
        ("en", "The union wants to settle two disputes."),
        ("en", "The council denied permission for the tower to nobody."),
    ],
)
def test_what_is_refused_is_not_denied(language: str, text: str) -> None:
    assert not [
        q
        for q in read(text, language)
        if q.pattern in {"denial.bare", "denial.untrue", "denial.passive"} or (q.topic and "offre" in q.exact)
    ]


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        ("fr", "« Nous ne fournirons aucune information », a déclaré Aline Varin.", "asserts"),
        ("fr", "« Il n’y a eu aucune faille dans notre logiciel », a déclaré Aline Varin.", "denies"),
        ("fr", "« Nous n’avons jamais reçu cette lettre », a déclaré Aline Varin.", "denies"),
        ("fr", "« On n’a jamais vu ça », a déclaré Aline Varin.", "asserts"),
        ("en", '"We will make no comment on that," Joan Harker said.', "asserts"),
        ("en", '"There was no flaw in our software," Joan Harker said.', "denies"),
        ("en", '"There is no doubt about it," Joan Harker said.', "asserts"),
        ("en", "Joan Harker said the computers ran software that was no longer supported.", "asserts"),
        ("en", "Joan Harker said the firm had never received a letter.", "denies"),
    ],
)
def test_only_outright_denials_deny(language: str, text: str, stance: str) -> None:
    assert one(text, language).stance == stance


def test_words_after_a_denial_and_a_colon_are_the_denial() -> None:
    quote = one("Son avocate dément : « Mon client n’a rien signé ce jour-là », affirme Aline Varin.")
    assert (quote.kind, quote.stance, quote.speaker.name) == ("direct", "denies", "Aline Varin")


# ---------------------------------------------------------------- speakers and who passes on


def last(text: str, language: str = "fr") -> Quote:
    """The last quote of a text."""
    return read(text, language)[-1]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("fr", "La procureure, Aline Varin, a ouvert une enquête. La vanne datait de 1998, indique la magistrate.", "Aline Varin"),
        ("fr", "Aline Varin montre son jardin. « Tout a brûlé en une heure », raconte cette ancienne institutrice.", "Aline Varin"),
        ("en", "The records are kept by the Leeds company Medivane. The firm said it was helping.", "Medivane"),
        ("en", 'Nurse Joan Harker came late. "We had no power," she said.', "Joan Harker"),
        ("en", "Marvane chairman Joan Harker said the ship was safe.", "Joan Harker"),
        ("fr", "La loi Veil est ancienne. En soulignant que rien ne change, la préfecture a tranché.", "préfecture"),
    ],
)
def test_titles_and_general_words_lead_to_the_bearer(language: str, text: str, who: str) -> None:
    quote = last(text, language)
    assert who in (quote.speaker.name, quote.speaker.role)


def test_a_modified_general_word_is_not_the_firm_just_named() -> None:
    quote = last("Norwegian owner Halvane Bulk was making 11 knots, it said. The French ferry line disputes that.", "en")
    assert quote.pattern == "denial.bare"
    assert quote.speaker.name == "French ferry line"


@pytest.mark.parametrize(
    ("language", "text", "via"),
    [
        ("fr", "« Le pont tiendra tout l’hiver », a affirmé Aline Varin à l’agence Littoral-Presse.", ["Littoral-Presse"]),
        ("fr", "D’après une source syndicale citée par Littoral-Presse, la vanne devait être remplacée.", ["Littoral-Presse"]),
        ("en", "Joan Harker told the French news agency Agence Littoral that the road was safe.", ["Agence Littoral"]),
        ("en", '"It was like a wall," said Joan Harker, a driver from Fareham, after the Channel collision.', []),
    ],
)
def test_via_is_an_outlet(language: str, text: str, via: list[str]) -> None:
    assert [v.name for v in last(text, language).via] == via


# ---------------------------------------------------------------- frames


@pytest.mark.parametrize(
    ("language", "text", "exact"),
    [
        ("en", "The museum, Joan Harker said, celebrated its heroes.", "The museum, Joan Harker said, celebrated its heroes"),
        ("en", "Three wards were shut on Monday, the trust that runs them said.", "Three wards were shut on Monday"),
        ("en", "The bill may reach 30 million, a person familiar with the matter said.", "The bill may reach 30 million"),
        ("en", "According to the note, the supplier had known since May.", "the supplier had known since May"),
        ("fr", "Pour le maire de Nîmes, ce chômage forcé est un coup dur.", "ce chômage forcé est un coup dur"),
        ("fr", "Aline Varin a en revanche confirmé que la nappe dérivait.", "la nappe dérivait"),
        (
            "fr",
            "Le préfet ignore si l’alerte a été donnée trop tard, comme le soutient la maire Aline Varin.",
            "l’alerte a été donnée trop tard",
        ),
        ("fr", "Jugeant que rien ne change, Aline Varin a quitté la salle.", "rien ne change"),
    ],
)
def test_more_frames(language: str, text: str, exact: str) -> None:
    assert one(text, language).exact == exact


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is worth noting that the road floods every year."),
        ("en", "She has a new role, in which she advises ministers."),
        ("fr", "Pour Aline Varin, il s’agit d’un cinquième titre."),
        ("fr", "Pour la victime, le combat continue."),
        ("fr", "Le groupe, affaibli, a juré la perte du gouvernement."),
        ("fr", "Les marchés ont réagi : l’action a perdu 11 %."),
    ],
)
def test_nobody_is_quoted(language: str, text: str) -> None:
    assert read(text, language) == ()


def test_dash_dialogue() -> None:
    text = "Aline Varin entra.\n\n— Il est parti ce matin, dit-elle. Je ne sais pas où.\n\n— Qui donc ? demanda Paul Martin."
    found = read(text)
    assert [(q.exact, q.kind, q.speaker.name) for q in found] == [
        ("Il est parti ce matin, dit-elle. Je ne sais pas où.", "direct", "Aline Varin"),
        ("Qui donc ?", "direct", "Paul Martin"),
    ]


def test_a_list_with_dashes_is_no_dialogue() -> None:
    assert read("Le bilan :\n\n— Trois blessés graves à Nîmes.\n\n— Deux maisons détruites.") == ()


def test_a_colon_may_close_the_paragraph_before() -> None:
    quote = one("La porte-parole, Aline Varin, a affirmé :\n\n« Le pont tiendra jusqu’au printemps, nous en sommes certains. »")
    assert quote.speaker.name == "Aline Varin"


@pytest.mark.parametrize(
    ("language", "text", "exact", "name"),
    [
        ("fr", "« Le quai cède », a lancé d’entrée la maire Aline Varin, qui préside.", "Le quai cède", "Aline Varin"),
        ("fr", "Son avocat, Paul Roux, a montré des factures qui, assure-t-il, sont en règle.", "sont en règle", "Paul Roux"),
        ("fr", "Selon l’arrêté de Paul Roux, que nous avons lu, le quai sera fermé jeudi.", "le quai sera fermé jeudi", "Paul Roux"),
        ("fr", "Selon Aline Varin, rapporte un greffier, le message a été effacé.", "le message a été effacé", "Aline Varin"),
        ("fr", "Le bilan est lourd : trois élèves sont blessés, selon Aline Varin.", "trois élèves sont blessés", "Aline Varin"),
        ("en", "Joan Harker later called that episode “a slow and costly mess”.", "“a slow and costly mess”", "Joan Harker"),
        ("en", "The dean, Joan Harker, replied within a day, one of them said.", "The dean, Joan Harker, replied within a day", None),
    ],
)
def test_what_stands_around_the_words(language: str, text: str, exact: str, name: str | None) -> None:
    quote = one(text, language)
    assert (quote.exact, quote.speaker.name) == (exact, name)


def test_the_time_of_day_is_no_colon() -> None:
    assert one("Le train a déraillé à 4:00 heure locale (20:00 GMT), la ligne est fermée, selon Aline Varin.").exact.startswith("Le train")


def test_a_vote_is_no_speech() -> None:
    assert read("Le conseil municipal a tranché par neuf voix contre six : la petite école fermera en juin.") == ()


def test_two_clauses_around_an_incise() -> None:
    first, rest = read("The harbour had no warning, a spokeswoman insisted, and both drills had gone “without a hitch”.", "en")
    assert (first.exact, first.kind) == ("The harbour had no warning", "indirect")
    assert (rest.exact, rest.kind, rest.speaker.role) == ("without a hitch", "mixed", "spokeswoman")


def test_a_denial_ends_where_its_speaker_goes_on() -> None:
    denied, fault = read('Joan Harker denied that any letter had come and pointed instead to "an unforeseeable fault" in the code.', "en")
    assert (denied.exact, denied.stance) == ("any letter had come", "denies")
    assert fault.speaker.name == "Joan Harker"
    assert fault.kind == "mixed"


def test_whose_words_are_passed_on() -> None:
    quote = one("Joan Harker's answer, as quoted to a friend by a former colleague: “Noted, we proceed.”", "en")
    assert [v.role for v in quote.via] == ["former colleague"]


@pytest.mark.parametrize("called", ["l’ancien maire", "l’ancien édile", "l’ex-maire"])
def test_a_former_office_leads_to_its_bearer(called: str) -> None:
    text = f"Paul Martin, 67 ans, maire de Sorbelle, comparaît. « Pas un centime n’est arrivé chez moi », a répondu {called}."
    quote = one(text)
    assert (quote.speaker.name, quote.stance) == ("Paul Martin", "denies")


def test_nobody_speaks_of_himself_by_his_office() -> None:
    text = "« C’est une rumeur », a lancé l’avocat Paul Roux. L’ancien maire de Sorbelle n’a jamais reçu d’argent, a-t-il martelé."
    assert [q.speaker.name for q in read(text)] == ["Paul Roux", "Paul Roux"]


def test_a_heading_is_nobody_and_the_same_words_are_somebodys() -> None:
    text = "Palais des congrès : « on nous juge sur une rumeur »\n\n« On nous juge sur une rumeur », a dit Paul Roux."
    assert [q.speaker.name for q in read(text)] == ["Paul Roux", "Paul Roux"]


def test_a_surname_may_head_a_quote() -> None:
    text = "Varin : « le quai ne cédera pas »\n\nAline Varin est venue lundi sur le quai."
    assert one(text).speaker.name == "Aline Varin"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le syndicat conteste la version de la direction."),
        ("fr", "La maire a rejeté les accusations de l'opposition."),
        ("en", "The mayor rejected allegations by the opposition."),
        ("en", "Northgate Council disputes the union's account."),
    ],
)
def test_whose_claim_is_denied_is_no_claim(language: str, text: str) -> None:
    """Two parties at odds, but nothing said of what: set against each other they would make a contradiction of nothing."""
    assert [q.exact for q in read(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text", "who", "exact"),
    [
        # The subject of what is said has a relative clause of its own, without commas.
        ("en", "The man who called got an appointment, police said.", "police", "The man who called got an appointment"),
        ("en", "Those who telephoned were seen at once, a spokesman said.", "spokesman", "Those who telephoned were seen at once"),
        # Verbs of answering, and who answers.
        ("en", "The bridge was closed, answers the council.", "council", "The bridge was closed"),
        ("en", "No boat left the port, hit back the harbour master.", "harbour master", "No boat left the port"),
        # "On" in a house, after an adverb.
        ("fr", "Le pont avait été fermé, assure-t-on encore au ministère.", "ministère", "Le pont avait été fermé"),
        # Another account, and it follows a colon.
        ("fr", "L'armateur livre une tout autre version : la vanne était ouverte.", "armateur", "la vanne était ouverte"),
        ("fr", "La mairie s'inscrit en faux : le pont a été fermé à temps.", "mairie", "le pont a été fermé à temps"),
        ("en", "The council stands by its account: the bridge was closed.", "council", "the bridge was closed"),
    ],
)
def test_answers_and_other_accounts_are_statements(language: str, text: str, who: str, exact: str) -> None:
    quote = one(text, language)
    assert who in (quote.speaker.name, quote.speaker.role)
    assert quote.exact == exact


@pytest.mark.parametrize(
    ("language", "text", "denial", "said"),
    [
        ("fr", "La mairie dément : aucun courrier n'a été reçu.", "La mairie dément", "aucun courrier n'a été reçu"),
        ("en", "The company denies it: no leak was ever reported.", "The company denies it", "no leak was ever reported"),
    ],
)
def test_a_denial_and_what_it_says_after_a_colon(language: str, text: str, denial: str, said: str) -> None:
    bare, clause = read(text, language)
    assert (bare.exact, bare.stance) == (denial, "denies")
    assert clause.exact == said
    assert clause.speaker == bare.speaker
