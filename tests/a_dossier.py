"""A dossier made by hand for the tests of the writers and the command line: every status, copies, a digest, removed
furniture, quotes with variants, suspect names, and hostile strings wherever an article can hold one."""

from __future__ import annotations

from recoupe.records import (
    Article,
    Copy,
    DateMention,
    Dossier,
    Event,
    EventMention,
    Evidence,
    Examined,
    Figure,
    Finding,
    Name,
    NameForm,
    NameMention,
    Origin,
    Problem,
    Published,
    Quote,
    Removed,
    Report,
    Span,
    Story,
    Voice,
)

HOSTILE_TITLE = '<script>alert("titre")</script> & "guillemets"'
HOSTILE_OUTLET = '=HYPERLINK("http://evil.example","x")<img src=x onerror=alert(1)>'
HOSTILE_URL = "javascript:alert(document.cookie)"
HOSTILE_TEXT = '</mark></p><script>alert("corps")</script> {{ 7 * 7 }} {% raw %} \x1b[31mrouge\x1b[0m \u202eenvers'

WIRE = """Incendie à Port-Salance : 14 blessés dans l'explosion d'un silo

Quatorze personnes ont été blessées jeudi matin dans l'explosion d'un silo à grains du port de Port-Salance, a annoncé la préfecture.

« Le feu est circonscrit mais nous restons mobilisés toute la nuit », a déclaré le commandant Yann Kerbrat.

L'explosion s'est produite à 6 h 10. La coopérative Armor Grains emploie 85 salariés sur le site."""

COPY = """Port-Salance : 14 blessés dans l'explosion d'un silo

Quatorze personnes ont été blessées jeudi matin dans l'explosion d'un silo à grains du port de Port-Salance, a annoncé la préfecture.

"Le feu est circonscrit mais nous restons mobilisés", a déclaré le commandant Yann Kerbrat.

L'explosion s'est produite à 6h10. La coopérative Armor Grains emploie 85 salariés sur le site."""

LATER = """Silo de Port-Salance : le bilan monte à 19 blessés

On compte désormais 19 blessés, dont trois graves, selon le Samu.

Le feu est maîtrisé, a dit le commandant Yann Kerbrad, mais les pompiers resteront mobilisés toute la nuit.

La détonation a été entendue vers 6 h 25, rapporte le journal Ouest-Rade, citant un docker.

Le syndicat portuaire accuse : « Les capteurs de poussière étaient en panne depuis un mois. »"""

DIGEST = f"""Les nouvelles du jour

A Port-Salance silo exploded at about 6:25 on Thursday, dock workers said. Armor Grains denied that its dust sensors had failed.

The rail strike ends on Monday, the union said. {HOSTILE_TEXT}"""


def _span(text: str, exact: str, after: int = 0) -> Span:
    start = text.index(exact, after)
    return Span(start, start + len(exact))


def _sentence(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


class _Maker:
    """Builds evidence by its words."""

    def __init__(self, articles: tuple[Article, ...]) -> None:
        self.articles = {a.id: a for a in articles}

    def evidence(self, article: str, exact: str, **more: object) -> Evidence:
        one = self.articles[article]
        span = _span(one.text, exact)
        index = 1 if article == "digest" and span.start > one.text.index("The rail") - 1 else 0
        given = {"reported": one.published.date, **more}
        return Evidence(article, span, exact, _sentence(one.text, span), (article, index), **given)  # type: ignore[arg-type]


def articles() -> tuple[Article, ...]:
    """Four articles: a wire, its copy, a later report with a misspelt name, an English digest that is hostile."""
    return (
        Article(
            "wire",
            "in/wire.txt",
            WIRE,
            "Incendie à Port-Salance : 14 blessés dans l'explosion d'un silo",
            "Agence Littoral",
            None,
            "fr",
            Published("2025-03-06T11:30", "stated", "6 mars 2025, 11h30"),
            "https://agence.example/silo",
        ),
        Article(
            "copy",
            "in/copy.html",
            COPY,
            "Port-Salance : 14 blessés dans l'explosion d'un silo",
            "Le Courrier du Port",
            "La rédaction",
            "fr",
            Published("2025-03-06T12:05", "inferred", "Publié jeudi à 12h05"),
            None,
            ("Agence Littoral",),
            (
                Removed("Accueil > Faits divers\nS'abonner", "navigation", 0),
                Removed("Lire aussi : <b>nos dossiers</b>", "read-also", COPY.index('"Le feu') - 1),
                Removed("Partager sur X", "share", len(COPY)),
            ),
        ),
        Article(
            "later",
            "in/later.txt",
            LATER,
            "Silo de Port-Salance : le bilan monte à 19 blessés",
            "Rade Info",
            "M. Le Goff",
            "fr",
            Published("2025-03-06T18:40", "given", None),
        ),
        Article("digest", "in/digest.txt", DIGEST, HOSTILE_TITLE, HOSTILE_OUTLET, None, "en", Published(), HOSTILE_URL),
    )


def _examined(found: tuple[Article, ...]) -> tuple[Examined, ...]:
    wire, copy, later, digest = found
    kerbrat = Voice("Yann Kerbrat", "commandant")
    cut = digest.text.index("The rail")
    return (
        Examined(
            wire,
            (Report("wire", 0, 0, len(WIRE), _span(WIRE, wire.title or "")),),
            (),
            (NameMention(_span(WIRE, "Yann Kerbrat"), "Yann Kerbrat", "Yann Kerbrat", "person", "commandant"),),
            (
                DateMention(_span(WIRE, "jeudi matin"), "jeudi matin", "2025-03-06TMO", "TIME", "published 2025-03-06"),
                DateMention(_span(WIRE, "6 h 10"), "6 h 10", "2025-03-06T06:10", "TIME"),
            ),
            (
                Figure(_span(WIRE, "14 blessés"), "14 blessés", 14, what="blessés", topic="injury", act="injured"),
                Figure(_span(WIRE, "Quatorze personnes"), "Quatorze personnes", 14, what="personnes", topic="injury", act="injured"),
                Figure(_span(WIRE, "85 salariés"), "85 salariés", 85, what="salariés", topic="job"),
            ),
            (
                Quote(
                    _span(WIRE, "Le feu est circonscrit mais nous restons mobilisés toute la nuit"),
                    "Le feu est circonscrit mais nous restons mobilisés toute la nuit",
                    "direct",
                    kerbrat,
                    (),
                    "a déclaré",
                ),
            ),
        ),
        Examined(
            copy,
            (Report("copy", 0, 0, len(COPY)),),
            (),
            (),
            (),
            (
                Figure(_span(COPY, "14 blessés"), "14 blessés", 14, what="blessés", topic="injury", act="injured"),
                Figure(_span(COPY, "85 salariés"), "85 salariés", 85, what="salariés", topic="job"),
            ),
            (
                Quote(
                    _span(COPY, "Le feu est circonscrit mais nous restons mobilisés"),
                    "Le feu est circonscrit mais nous restons mobilisés",
                    "direct",
                    kerbrat,
                    (Voice("Agence Littoral"),),
                    "a déclaré",
                ),
            ),
        ),
        Examined(
            later,
            (Report("later", 0, 0, len(LATER)),),
            (),
            (),
            (),
            (
                Figure(_span(LATER, "19 blessés"), "19 blessés", 19, what="blessés", topic="injury", act="injured"),
                Figure(_span(LATER, "trois graves"), "trois graves", 3, what="graves", topic="injury"),
            ),
            (
                Quote(
                    _span(LATER, "Les capteurs de poussière étaient en panne depuis un mois."),
                    "Les capteurs de poussière étaient en panne depuis un mois.",
                    "direct",
                    Voice(None, "Le syndicat portuaire", False, "Le syndicat portuaire"),
                ),
            ),
        ),
        Examined(
            digest,
            (Report("digest", 0, 0, cut), Report("digest", 1, cut, len(DIGEST))),
            (),
            (),
            (),
            (),
            (
                Quote(
                    _span(DIGEST, "its dust sensors had failed"),
                    "its dust sensors had failed",
                    "indirect",
                    Voice("Armor Grains"),
                    (),
                    "denied",
                    "denies",
                    against=Voice(None, "Le syndicat portuaire"),
                ),
            ),
            (EventMention(_span(DIGEST, "The rail strike ends on Monday"), "The rail strike ends on Monday", "strike"),),
        ),
    )


def _findings(make: _Maker) -> tuple[Finding, ...]:
    e = make.evidence
    samu, kerbrat = Voice(None, "Samu", False, "le Samu"), Voice("Yann Kerbrat", "commandant")
    return (
        Finding(
            "F1",
            "S1",
            "updated",
            "figure",
            "14 blessés, puis 19 blessés",
            (
                e("wire", "14 blessés", value=14, origin="A"),
                e("copy", "14 blessés", value=14, origin="A"),
                e("later", "19 blessés", value=19, speaker=samu, relation="update", origin="B"),
            ),
            2,
            2,
            False,
            0.9,
            9.0,
            ("figure.later", "origins.copies"),
        ),
        Finding(
            "F2",
            "S1",
            "discrepancy",
            "date",
            "6 h 10 / vers 6 h 25",
            (
                e("wire", "6 h 10", value="2025-03-06T06:10", origin="A"),
                e("copy", "6h10", value="2025-03-06T06:10", origin="A"),
                e(
                    "later",
                    "vers 6 h 25",
                    value="2025-03-06T06:25",
                    speaker=Voice(None, "docker", True, "un docker"),
                    via=(Voice("Ouest-Rade"),),
                    relation="differs",
                    origin="B",
                ),
                e("digest", "about 6:25", value="2025-03-06T06:25", relation="differs", origin="C"),
            ),
            2,
            3,
            False,
            0.8,
            7.0,
            ("date.other-day", "code.nobody.explains"),
        ),
        Finding(
            "F3",
            "S1",
            "disputed",
            "statement",
            "capteurs en panne / Armor Grains dément",
            (
                e(
                    "later",
                    "Les capteurs de poussière étaient en panne depuis un mois.",
                    speaker=Voice(None, "Le syndicat portuaire"),
                    origin="B",
                ),
                e(
                    "digest",
                    "Armor Grains denied that its dust sensors had failed",
                    speaker=Voice("Armor Grains"),
                    stance="denies",
                    relation="denies",
                    origin="C",
                ),
            ),
            2,
            2,
            False,
            0.7,
            8.0,
            ("denial.explicit",),
        ),
        Finding(
            "F4",
            "S1",
            "discrepancy",
            "name",
            "Yann Kerbrat / Yann Kerbrad",
            (
                e("wire", "Yann Kerbrat", value="Yann Kerbrat", origin="A"),
                e("later", "Yann Kerbrad", value="Yann Kerbrad", relation="variant", origin="B"),
            ),
            2,
            2,
            False,
            0.9,
            3.0,
            ("name.spelling",),
        ),
        Finding(
            "F5",
            "S1",
            "corroborated",
            "statement",
            "Le feu est circonscrit",
            (
                e("wire", "Le feu est circonscrit", speaker=kerbrat, origin="A"),
                e("later", "Le feu est maîtrisé", speaker=kerbrat, relation="same", origin="B"),
            ),
            2,
            2,
            False,
            0.9,
            5.0,
            ("event.aligned",),
        ),
        Finding(
            "F6",
            "S1",
            "single-source",
            "figure",
            "85 salariés",
            (
                e("wire", "85 salariés", value=85, origin="A"),
                e("copy", "85 salariés", value=85, origin="A"),
            ),
            1,
            1,
            True,
            1.0,
            2.0,
            ("origins.copies",),
        ),
        Finding(
            "F7",
            "S2",
            "single-source",
            "event",
            "The rail strike ends on Monday",
            (e("digest", "The rail strike ends on Monday", origin="C"),),
            1,
            1,
            False,
            1.0,
            1.0,
            ("commentary",),
        ),
    )


def dossier() -> Dossier:
    """The whole of it."""
    found = articles()
    examined = _examined(found)
    make = _Maker(found)
    reports = {r.key: r for e in examined for r in e.reports}
    quote_a, quote_b = examined[0].quotes[0].span, examined[1].quotes[0].span
    return Dossier(
        articles=found,
        examined=examined,
        copies=(Copy(("wire", "copy"), "near", 0.91, "wire", "Agence Littoral", (("wire", 0), ("copy", 0))),),
        stories=(
            Story(
                "S1",
                "Explosion d'un silo à Port-Salance",
                (reports["wire", 0], reports["copy", 0], reports["later", 0], reports["digest", 0]),
                "2025-03-06",
                "2025-03-06",
                ("silo", "blessés"),
                ("Yann Kerbrat",),
                (
                    Origin((("wire", 0), ("copy", 0)), "Agence Littoral", "near copy, credited"),
                    Origin((("later", 0),)),
                    Origin((("digest", 0),)),
                ),
            ),
            Story("S2", HOSTILE_TITLE, (reports["digest", 1],), None, None, (), (), (Origin((("digest", 1),)),)),
        ),
        names=(
            Name(
                "N1",
                "Yann Kerbrat",
                "person",
                (NameForm("Yann Kerbrat", ("wire", "copy")), NameForm("Yann Kerbrad", ("later",), True)),
                ("commandant",),
            ),
            Name("N2", "Armor Grains", "organisation", (NameForm("Armor Grains", ("wire", "copy", "digest")),)),
        ),
        events=(
            Event(
                "E1",
                "S1",
                "2025-03-06T06:10",
                None,
                "Explosion d'un silo à grains",
                (make.evidence("wire", "L'explosion s'est produite à 6 h 10"),),
            ),
            Event("E2", "S1", "2025-03-06", None, "Le bilan monte à 19 blessés", (make.evidence("later", "le bilan monte à 19 blessés"),)),
            Event("E3", "S2", None, None, "The rail strike ends", (make.evidence("digest", "The rail strike ends on Monday"),)),
        ),
        findings=_findings(make),
        problems=(
            Problem("read.encoding", "decoded as windows-1252 & <b>guessed</b>", "warning", "in/later.txt", "later"),
            Problem("read.missing", "no such file", "error", "in/none.txt"),
        ),
        variants=((("wire", quote_a.start, quote_a.end), ("copy", quote_b.start, quote_b.end)),),
        options=(("language", "fr"),),
    )
