"""Pages: furniture goes with a reason, no sentence of an article ever; digests are split, articles are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import pages, readers
from recoupe.languages import load
from recoupe.pages import publication
from recoupe.pages.lines import flat, read_lines
from recoupe.records import Article, Removed
from recoupe.text import folded

P1 = "Le pont de la Vielle a été fermé lundi soir après la découverte de deux fissures dans ses piles, a annoncé le département."
P2 = "« Nous n’avions pas le choix », a expliqué la présidente, Odile Marchand, qui promet des navettes dès mercredi matin."
P3 = "Quelque 4 200 véhicules l’empruntent chaque jour, selon la mairie, qui demande aux chauffeurs de passer par Torcieu."
T = "À Saint-Rambert, le pont de la Vielle ferme pour six mois"

E1 = "The old bridge at Orwick was shut on Tuesday after inspectors found cracks in two of its four piers, the county said."
E2 = "“It is a matter of weeks, not days,” said the engineer in charge, Paul Moss, who has worked there since 1998."
E3 = "Some 4,200 vehicles cross it every day, according to the council, which has asked drivers to use the bypass instead."
ET = "Old bridge at Orwick shut after inspectors find cracks"


def clean(text: str, language: str = "fr", **known: object) -> Article:
    article = Article(id="a", source="a.txt", text=text, language=language, **known)  # type: ignore[arg-type]
    return pages.clean(article, load(language), today="2026-01-31")[0]


def gone(text: str, language: str = "fr") -> list[str]:
    return [r.exact for r in clean(text, language).removed]


# ---------------------------------------------------------------- furniture

FRENCH_BEFORE = [
    "Aller au contenu",
    "Menu",
    "Accueil > Ain > Saint-Rambert",
    "Se connecter",
    "S’abonner à partir de 1 €",
    "Actu | Sports | Loisirs | Annonces",
]
FRENCH_AMID = [
    "Publicité",
    "PUBLICITÉ",
    "La suite après cette publicité",
    "Lire aussi : Dix balades à faire ce printemps",
    "À LIRE AUSSI. Les ponts du département à la loupe",
    "Partager sur Facebook",
    "Suivez-nous sur WhatsApp",
    "Inscrivez-vous à notre newsletter quotidienne",
    "Cet article est réservé aux abonnés",
    "read-entire-article",
]
FRENCH_AFTER = [
    *("Les plus lus", "1. Le marché change de place", "2. Un chat sauvé des eaux par les pompiers"),
    *("Commentaires (3)", "gilou01 : encore nos impôts !", "Votre adresse e-mail ne sera pas publiée.", "Laisser un commentaire"),
    *("© La Voix de l’Albarine - Tous droits réservés", "Mentions légales"),
]
ENGLISH_BEFORE = ["Skip to main content", "Home > News > Orwick", "Sign in", "News | Sport | Jobs | Events"]
ENGLISH_AMID = [
    "ADVERTISEMENT",
    "Story continues below",
    "Read more: Ten walks to take this spring",
    "Share on Facebook",
    "Sign up for our daily newsletter",
    "Related: Bypass to be resurfaced",
]
ENGLISH_AFTER = [
    "Most read",
    "Dog rescued from river by passers-by",
    "Comments (12)",
    "Bob: About time.",
    "© 2025 Orwick Herald. All rights reserved.",
    "About us | Contact us | Privacy notice",
]


@pytest.mark.parametrize(
    ("language", "article_lines", "before", "amid", "after"),
    [
        ("fr", (T, P1, P2, P3), FRENCH_BEFORE, FRENCH_AMID, FRENCH_AFTER),
        ("en", (ET, E1, E2, E3), ENGLISH_BEFORE, ENGLISH_AMID, ENGLISH_AFTER),
    ],
)
def test_furniture_goes_and_the_article_stays(
    language: str, article_lines: tuple[str, ...], before: list[str], amid: list[str], after: list[str]
) -> None:
    title, one, two, three = article_lines
    for line in amid:
        text = "\n\n".join([*before, title, one, line, two, three, *after])
        article = clean(text, language)
        assert article.text == "\n\n".join([title, one, two, three]), line
        assert article.title == title
        assert [r.exact for r in article.removed] == [*before, line, *after]
        assert all(r.why and r.why == r.why.lower() for r in article.removed)


@pytest.mark.parametrize(
    "line",
    [
        "« Un bruit que personne n’aime »",
        "Une facture qui s’alourdit",
        "Partager, un mot que le maire n’aime pas, dit-il, quand il s’agit de son budget et de ses pouvoirs.",
        "Le journal",
        "Sports",
        "Les commentaires des lecteurs de la presse locale n’ont pas tardé, regrette la présidente du département.",
        "La newsletter de la mairie annonçait pourtant, dès le 3 mars, que tout allait bien sur le pont.",
        "Ce site utilise des cookies sans le dire, a relevé la Cnil dans une mise en demeure adressée au département.",
        "Les dons affluent : la cagnotte des riverains a dépassé 12 000 euros en deux jours, selon ses organisateurs.",
        "Avec AFP",
        "Par Odile Marchand",
        "Publié le 3 mars 2025 à 18h02",
        "Pour aller plus loin, il faudrait des crédits que le département n’a pas, soupire un ingénieur.",
    ],
)
def test_what_may_stand_in_an_article_stays(line: str) -> None:
    text = "\n\n".join([T, P1, line, P2, P3])
    assert clean(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "A bill of its own",
        "Sharing the cost, the council says, will be a matter for the county and the rail company to settle in court.",
        "Support",
        "The newsletter that the council sent out in March had said that all was well with the bridge and its piers.",
        "The website used cookies without saying so, the regulator found, and shared personal data with its partners.",
        "Read more than one report on the bridge and you will find that nobody ever took the cracks seriously.",
        "Additional reporting by Jane Roe",
        "Comments from readers of the local paper were not long in coming, and few of them were kind, he said.",
        "I agree.",
    ],
)
def test_what_may_stand_in_an_english_article_stays(line: str) -> None:
    text = "\n\n".join([ET, E1, line, E2, E3])
    assert clean(text, "en").text == text


def test_removed_lines_know_where_they_stood() -> None:
    article = clean("\n\n".join([T, P1, "Publicité", P2, P3, "Les plus lus", "Un chat sauvé"]))
    (advert, *_, last) = article.removed
    assert article.text[: advert.at].endswith(P1)
    assert last.at == len(article.text)
    assert advert.why == "advertising"


def test_what_the_reader_removed_keeps_its_place() -> None:
    text = "\n\n".join(["Menu", T, P1, P2])
    at = text.index(P2)
    article = clean(text, removed=(Removed("image", "html", at),), title=T)
    (first, second) = article.removed
    assert (first.exact, second.exact) == ("Menu", "image")
    assert article.text[second.at :] == P2


def test_a_bar_of_buttons_does_not_part_an_article() -> None:
    bar = ["Facebook", "Twitter", "WhatsApp", "LinkedIn", "Partager", "Imprimer", "Envoyer par e-mail", "Copier le lien", "Commenter"]
    menu = ["Menu", "Accueil", "Monde", "Politique", "Sports", "Culture", "Météo", "Rechercher"]
    first, second = f"{P1} {P2}", f"{P3} {P1} {P2}"
    text = "\n".join([*menu, T, first, P3, *bar, second, P2, *bar, "Les plus lus", "Un chat sauvé des eaux"])
    assert clean(text).text == "\n".join([T, first, P3, second, P2])


def test_a_list_of_other_articles_ends_where_the_text_goes_on() -> None:
    links = "Sur le même sujet\nUn pont suspendu à réparer\nLa passerelle des Anglais rouvre"
    text = f"{T}\n\n{P1}\n\n{links}\n\nDes navettes dès mercredi\n\n{P2}\n\n{P3}"
    assert clean(text).text == f"{T}\n\n{P1}\n\nDes navettes dès mercredi\n\n{P2}\n\n{P3}"


def test_a_language_without_a_table_loses_only_what_is_no_language() -> None:
    body = "Most na rzece zamknięto w poniedziałek wieczorem, poinformowały władze regionu w komunikacie.\n"
    text = "Most zamknięty\n\nMenu\n\nread-entire-article\n\n" + body
    article = clean(text, "pl")
    assert [r.exact for r in article.removed] == ["read-entire-article"]
    assert pages.split(article, load("pl"))[0].end == len(article.text)


@pytest.mark.parametrize("text", ["", " \n ", "Menu", "Menu\nAccueil", "Un.", "\n\n\n", "«", "a" * 100_000])
def test_an_article_is_never_emptied(text: str) -> None:
    article = clean(text)
    assert bool(article.text.strip()) == bool(text.strip())


LINES = st.sampled_from([T, P1, P2, P3, *FRENCH_BEFORE, *FRENCH_AMID, *FRENCH_AFTER, "", "Un intertitre", "le", "123", "\u00a0", "***"])


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\n\n", " \n"]))
def test_what_stays_is_verbatim_and_in_order(lines: list[str], end: str) -> None:
    text = end.join(lines)
    article = clean(text)
    left = [x.strip() for x in article.text.split("\n") if x.strip()]
    all_lines = iter(x.strip() for x in text.split("\n") if x.strip())
    assert all(any(x == y for y in all_lines) for x in left)  # a subsequence
    assert len(left) + len(article.removed) == sum(1 for x in text.split("\n") if x.strip())
    assert all(0 <= r.at <= len(article.text) for r in article.removed)
    assert {P1, P2, P3} & set(lines) <= set(left) | set(_comments(lines))
    for report in pages.split(article, load("fr")):
        assert 0 <= report.start <= report.end <= len(article.text)
        assert report.heading is None or report.span.contains(report.heading)


def _comments(lines: list[str]) -> list[str]:
    """What stands under a heading of readers' comments may be a comment."""
    heads = [i for i, x in enumerate(lines) if "ommentaire" in x]
    return lines[heads[0] :] if heads else []


@given(st.text(max_size=80))
def test_flat_is_folding_without_a_map(text: str) -> None:
    text = "".join(c for c in text if ord(c) < 0x250 or c in "’“”«»–—…")
    assert flat(text) == folded(text)


def test_lines_carry_their_features() -> None:
    byline, bar, label, sentence = read_lines("Par Odile Marchand\n\nActu | Sports | Loisirs\nMonde\n\n" + P1, "fr")
    assert byline.byline
    assert bar.cue == "navigation"
    assert label.section
    assert sentence.paragraph
    assert sentence.gap


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Se connecter | S’abonner dès 1 € le premier mois", "fr"),
        ("12 commentaires - Réagir", "fr"),
        ("Réagir à cet article (37 commentaires)", "fr"),
        ("Commenter (12)", "fr"),
        ("Rejoignez la discussion (4 réactions)", "fr"),
        ("Comments (37) | Share | Print", "en"),
        ("Comment on this article (37 comments)", "en"),
        ("Join the conversation: 12 comments", "en"),
        ("Log in - Subscribe from £1", "en"),
    ],
)
def test_combined_lines_and_counters_go(line: str, language: str) -> None:
    title, *paragraphs = (T, P1, P2, P3) if language == "fr" else (ET, E1, E2, E3)
    assert gone("\n\n".join([title, *paragraphs, line]), language) == [line]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Paris - Lyon : une ligne coupée", "fr"),
        ("Réagir à cet article de loi", "fr"),
        ("Justice – Un pont jugé", "fr"),
        ("Comment on this report was refused", "en"),
        ("Share prices - what next", "en"),
    ],
)
def test_subheadings_with_dashes_stay(line: str, language: str) -> None:
    title, *paragraphs = (T, P1, P2, P3) if language == "fr" else (ET, E1, E2, E3)
    assert gone("\n\n".join([title, *paragraphs[:2], line, paragraphs[2]]), language) == []


# ---------------------------------------------------------------- masthead

FRENCH_MASTHEADS = [
    ("Par Odile Marchand, avec AFP", None, "Odile Marchand", ("AFP",)),
    ("La Gazette du Bugey – mardi 4 mars 2025, 20 h 15 – Texte : Anna Roux", "La Gazette du Bugey", "Anna Roux", ()),
    ("Le Réveil bugiste, 04/03/2025, 21h15", "Le Réveil bugiste", None, ()),
    ("Par la rédaction", None, None, ()),
    ("Photo : AFP", None, None, ()),
    ("France Sud | Publié le 22/07/2026 à 13:30 | Par Jeanne Roux", "France Sud", "Jeanne Roux", ()),
    ("Économie | Publié le 22/07/2026 à 13:30 | Par Jeanne Roux", None, "Jeanne Roux", ()),
    ("Le Pont | Publié le 22/07/2026 à 13:30 | Par Jeanne Roux", "Le Pont", "Jeanne Roux", ()),
    ("Quelque 4 | Publié le 22/07/2026 à 13:30 | Par Jeanne Roux", None, "Jeanne Roux", ()),  # the text speaks of it
    ("L’Éclaireur du Bugey | Mardi 4 mars 2025 | Avec AFP", "L’Éclaireur du Bugey", None, ("AFP",)),
    ("Publié le 22/07/2026 | AFP | Par Jeanne Roux", None, "Jeanne Roux", ("AFP",)),
    ("Saint-Rambert, le 4 mars 2025", None, None, ()),
    ("De notre envoyé spécial à Torcieu (Ain)", None, None, ()),
]
ENGLISH_MASTHEADS = [
    ("The Orwick Herald, Tuesday 4 March 2025, 17:42 - Hill Press Agency", "The Orwick Herald", None, ("Hill Press Agency",)),
    ("Orwick Herald | Business", "Orwick Herald", None, ()),
    ("Radio Orwick newsroom, Tuesday 4 March 2025, 9.30pm", "Radio Orwick", None, ()),
    ("Jane Roe, industrial correspondent", None, "Jane Roe", ()),
    ("By Jane Roe and Ann Lee", None, "Jane Roe, Ann Lee", ()),
    ("New York, 4 March 2025", None, None, ()),
    ("Orwick Evening Star | 4 March 2025 | Hill News Agency", "Orwick Evening Star", None, ("Hill News Agency",)),
    ("4 March 2025 | Orwick Evening Star | By Jane Roe", "Orwick Evening Star", "Jane Roe", ()),
    ("Sports News - 4 March 2025", None, None, ()),  # a section
    ("Analysis by Jane Roe - 4 March 2025 - 4 min read", None, "Jane Roe", ()),
]


@pytest.mark.parametrize(("line", "outlet", "author", "credits"), FRENCH_MASTHEADS)
def test_french_mastheads(line: str, outlet: str | None, author: str | None, credits: tuple[str, ...]) -> None:
    article = clean("\n\n".join([T, line, P1, P2, P3]))
    assert (article.outlet, article.author, article.credits) == (outlet, author, credits)
    assert line in article.text


@pytest.mark.parametrize(("line", "outlet", "author", "credits"), ENGLISH_MASTHEADS)
def test_english_mastheads(line: str, outlet: str | None, author: str | None, credits: tuple[str, ...]) -> None:
    article = clean("\n\n".join([ET, line, E1, E2, E3]), "en")
    assert (article.outlet, article.author, article.credits) == (outlet, author, credits)


@pytest.mark.parametrize(
    ("banner", "outlet"),
    [
        ("Orwick Weekly Review", "Orwick Weekly Review"),
        ("The Orwick Herald - Crime - Courts", "The Orwick Herald"),
        ("The Guardian", "The Guardian"),
    ],
)
def test_an_outlet_above_the_headline_is_not_the_headline(banner: str, outlet: str) -> None:
    article = clean("\n".join([banner, "Who cracked the bridge?", "By Jane Roe", "", E1, E2, E3]), "en")
    assert (article.title, article.outlet, article.author) == ("Who cracked the bridge?", outlet, "Jane Roe")
    assert [r.exact for r in article.removed] == [banner]


def test_a_dated_masthead_above_the_headline_stays() -> None:
    article = clean("\n".join(["Orwick Herald, March 4, 2025", ET, "", E1, E2, E3]), "en")
    assert (article.title, article.outlet, article.published.date, article.removed) == (ET, "Orwick Herald", "2025-03-04", ())


@pytest.mark.parametrize(
    "title",
    [
        "Search for missing girl",
        "Privacy watchdog fines bank",
        "Terms of ceasefire agreed",
        "Rights groups protest",
        "Share prices fall in Orwick",
        "Orwick Weekly Review Wins Prize",
        "Evening Star",
        "Press Freedom at Risk",
    ],
)
def test_a_headline_about_an_outlet_stays_the_headline(title: str) -> None:
    assert clean("\n\n".join([title, E1, E2, E3]), "en").title == title


def test_dateline_and_closing_credits() -> None:
    assert clean("\n\n".join([T, "Lyon, 4 mars 2025 (AFP) – " + P1, P2])).credits == ("AFP",)
    assert clean("\n\n".join([T, P1, P2, P3, "Avec Reuters"])).credits == ("Reuters",)
    assert clean("\n\n".join([T, P1 + " (Reuters)", P2])).credits == ("Reuters",)
    assert clean("\n\n".join([T, P1, P2 + " Elle l’a dit à l’AFP."])).credits == ()
    assert clean("\n\n".join([ET, "ORWICK, March 4 (Hillnews) - " + E1, E2]), "en").credits == ("Hillnews",)


def test_what_is_known_is_not_overwritten() -> None:
    article = clean(
        "\n\n".join([T, "La Gazette du Bugey – mardi 4 mars 2025", P1, P2]), outlet="Le Pli", author="X. Y", credits=("ATS",), title=T
    )
    assert (article.outlet, article.author, article.credits) == ("Le Pli", "X. Y", ("ATS",))


def test_the_owner_of_the_rights_is_no_outlet() -> None:
    assert clean("\n\n".join([ET, E1, E2, E3, "© 2025 Vale & Hill Publishing Ltd. All rights reserved."]), "en").outlet is None
    assert clean("\n\n".join([T, P1, P2, P3, "© La Gazette du Bugey - Tous droits réservés"])).outlet == "La Gazette du Bugey"


# ---------------------------------------------------------------- digests

ITEM_1 = ("Un pont fermé à Saint-Rambert", [P1, P3])
ITEM_2 = (
    "Les boulangers de Nantua en grève",
    [
        "Une vingtaine de fournils sont restés froids samedi à Nantua pour réclamer une baisse du prix de l’électricité.",
        "« Sans aide, je baisse le rideau avant Noël », prévient l’artisan Marc Duval, élu à la chambre des métiers.",
    ],
)
ITEM_3 = (
    "Handball : Oyonnax file en finale",
    ["Les joueuses d’Oyonnax ont battu Besançon 31 à 24 dimanche et disputeront la finale de la coupe le 12 avril à Paris."],
)


def digest(*items: tuple[str, list[str]], title: str, deck: list[str], close: list[str]) -> str:
    rows = [title, *deck]
    for heading, body in items:
        rows += [heading, *body]
    return "\n\n".join([*rows, *close])


def parts(text: str, language: str = "fr") -> list[str]:
    article = clean(text, language)
    return [article.text[r.start : r.end] for r in pages.split(article, load(language))]


@pytest.mark.parametrize(
    ("title", "deck", "close"),
    [
        (
            "L’essentiel de l’actualité du lundi 10 mars",
            ["Bonjour ! Voici ce qu’il faut savoir ce matin."],
            ["Bonne journée, et à demain !"],
        ),
        (
            "Trois infos à retenir ce lundi",
            ["La Lettre des Cluses – 10 mars 2025", "Le thé infuse, voici ce qui s’est passé dans nos vallées."],
            ["La Lettre des Cluses – 10 mars 2025"],
        ),
        ("La matinale de l’Ain", ["Le temps qu’il fait", "Il neige, il gèle : prenez votre café, nous nous occupons du reste."], []),
        ("Le Bugey en bref", ["La lettre du matin", "Bonjour à toutes et à tous, voici l’essentiel de ce lundi."], ["À demain !"]),
        (
            "Pont, pain et ballon",
            ["Un pont fermé à Saint-Rambert. Les boulangers de Nantua en grève. Handball : Oyonnax file en finale"],
            [],
        ),
    ],
)
def test_a_digest_is_split_into_its_items(title: str, deck: list[str], close: list[str]) -> None:
    found = parts(digest(ITEM_1, ITEM_2, ITEM_3, title=title, deck=deck, close=close))
    assert found == ["\n\n".join([heading, *body]) for heading, body in (ITEM_1, ITEM_2, ITEM_3)]


def test_an_english_briefing() -> None:
    bus = "Bus fares to rise in April\n\nA ticket will cost £3 from 1 April, transport minister Owen Carrick announced yesterday in Leeds."
    otter = "Otter seen in Halstow\n\nNight-shift worker Kit Barlow photographed it under the Corn Bridge at about 4am on Tuesday, he said."
    greeting, goodbye = "Good morning. Here is what you need to know.", "That's all for today. Enjoy your weekend."
    text = "\n\n".join(["Morning briefing: fares, and an otter", greeting, bus, otter, goodbye])
    assert parts(text, "en") == [bus, otter]


RUN_IN = [
    ("Torcieu", "Le pont de la Vielle restera fermé six mois après la découverte de fissures, a annoncé lundi soir le département."),
    (
        "Lisbonne",
        "Les tramways sont à l’arrêt depuis l’aube, les conducteurs réclamant une hausse de sept pour cent que la direction refuse.",
    ),
    (
        "Reykjavik",
        "Tous les passagers du ferry tombé en panne dimanche sont sains et saufs, selon les gardes-côtes islandais, qui l’ont remorqué.",
    ),
]


@pytest.mark.parametrize("shape", ["{upper} : {body}", "• {body}", "{name} – {body}", "{name}. — {body}", "▪ {upper} – {body}"])
def test_a_digest_may_do_without_headings(shape: str) -> None:
    """Labels in capitals, bullets, or a place that a dash sets off, each before a subject of its own."""
    body = [shape.format(name=name, upper=name.upper(), body=text) for name, text in RUN_IN]
    found = parts("\n\n".join(["Le monde en trois paragraphes", *body]))
    assert [part.split()[-1] for part in found] == [text.split()[-1] for _, text in RUN_IN]


def test_an_interview_and_the_voices_on_one_subject_are_no_digest() -> None:
    turns = ["LE JOURNAL : " + RUN_IN[0][1], "ODILE MARCHAND : " + RUN_IN[1][1]] * 2
    assert len(parts("\n\n".join(["La présidente répond à nos questions", *turns]))) == 1
    about = "le pont de la Vielle, fermé lundi après la découverte de fissures dans ses piles, doit rouvrir avant l’hiver à Torcieu"
    voices = [
        f"{name} : Pour {who}, {about}." for name, who in (("MAIRIE", "le maire"), ("COMMERCE", "les boutiques"), ("ÉCOLE", "les parents"))
    ]
    assert len(parts("\n\n".join(["Le pont de la Vielle vu par les habitants", *voices]))) == 1


@pytest.mark.parametrize(
    ("title", "digest"),
    [("The Monday Brief: fares, an otter and a ferry", True), ("Fares, an otter and a ferry under scrutiny", False), ("Tech Digest", True)],
)
def test_a_named_letter_is_split_by_its_headings(title: str, digest: bool) -> None:
    items = [
        (
            "Fares to rise",
            "Bus fares in Orwick go up by a tenth from January, the county said, blaming the price of diesel and of new drivers.",
        ),
        (
            "Back in the river",
            "An otter has been filmed near Halden for the first time since 1974; naturalists had given up looking for any.",
        ),
        ("All aboard", "Sailors from Skerra have bought their old ferry for one pound and mean to open it as a museum next summer."),
    ]
    text = "\n\n".join([title, "8 May 2026", *(part for item in items for part in item)])
    reports = pages.split(clean(text, "en", title=title), load("en"))
    assert len(reports) == (3 if digest else 1)


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("Le Sillon Hebdo, édition du dimanche 13 septembre 2026", "fr", "2026-09-13"),
        ("The Halden Weekly, edition of 8 May 2026", "en", "2026-05-08"),
        ("Lors de l’édition du 4 juillet 2025, le festival a accueilli douze mille personnes sur trois jours.", "fr", None),
    ],
)
def test_the_edition_states_the_day(line: str, language: str, day: str | None) -> None:
    found = publication.stated("\n\n".join((T, line, P1, P2, P3)), load(language), T)
    assert (found[0].date if found else None) == day


def test_headings_of_a_digest_may_ask_or_quote() -> None:
    asking = ("Où sont passés les boulangers ?", ITEM_2[1])
    quoting = ("« On va en finale »", ITEM_3[1])
    text = digest(ITEM_1, asking, quoting, title="L’essentiel de l’actualité du lundi 10 mars", deck=["Bonjour !"], close=[])
    assert parts(text) == ["\n\n".join([heading, *body]) for heading, body in (ITEM_1, asking, quoting)]


def test_an_article_with_subheadings_is_one_report() -> None:
    text = digest(
        (
            "Des fissures signalées dès 2023",
            ["Le pont de la Vielle portait déjà des fissures en 2023, selon un rapport que le département a reçu sans le publier.", P3],
        ),
        ("« Pas le choix »", [P2]),
        (
            "Six mois de travaux",
            ["Les travaux sur le pont dureront six mois et coûteront 2,3 millions d’euros au département, d’après Odile Marchand."],
        ),
        title=T,
        deck=[P1],
        close=[],
    )
    assert parts(text) == [text]


def test_a_heading_alone_splits_nothing() -> None:
    text = "\n\n".join(["L’essentiel de l’actualité", "Bonjour, voici l’essentiel.", ITEM_1[0], P1, P3])
    assert len(parts(text)) == 1


def test_the_report_of_an_article_has_its_headline() -> None:
    article = clean("\n\n".join(["Menu", T, P1, P2]))
    (report,) = pages.split(article, load("fr"))
    assert report.heading is not None
    assert report.heading.of(article.text) == T
    assert (report.start, report.end) == (0, len(article.text))


# ---------------------------------------------------------------- publication


def test_a_stated_date_is_taken_and_a_given_one_kept() -> None:
    article = clean("\n\n".join([T, "Publié le 4 mars 2025 à 18h02", P1, P2]))
    assert (article.published.how, (article.published.date or "")[:10]) == ("stated", "2025-03-04")


def test_without_a_clock_nothing_depends_on_one() -> None:
    text = "\n\n".join([T, "Ce mardi 4 mars, " + P1[0].lower() + P1[1:], P2])
    article = Article(id="a", source="a", text=text, language="fr")
    assert pages.clean(article, load("fr"))[0].published.date is None


# ---------------------------------------------------------------- gold, where it is there

ROOT = Path(__file__).parents[1]
CLUSTERS = [
    p for base in (ROOT / "examples", ROOT.parent / "shared" / "gold") for p in sorted(base.glob("*/")) if (p / "gold.json").is_file()
]


@pytest.mark.skipif(not CLUSTERS, reason="no gold clusters beside the repository")
@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda p: p.name)
def test_gold_furniture_and_sentences(cluster: Path) -> None:
    gold = json.loads((cluster / "gold.json").read_text(encoding="utf-8"))

    def even(text: str) -> str:
        return " ".join(text.replace("’", "'").replace("‘", "'").split())

    for name, want in gold["articles"].items():
        (article,) = [x for x in readers.read([cluster / name]) if isinstance(x, Article)]
        article, _ = pages.clean(article, load(want["language"]), today="2026-12-31")
        text = even(article.text)
        assert [k for k in want["keep"] if even(k) not in text] == [], name
        lines = {even(x) for x in article.text.split("\n")}
        assert [c for c in want["chrome"] if even(c) in lines] == [], name
        digests = [f for s in gold["stories"] for f in s["files"] if isinstance(f, dict) and f["file"] == name]
        reports = pages.split(article, load(want["language"]))
        assert len(reports) == max(1, len(digests)), name
