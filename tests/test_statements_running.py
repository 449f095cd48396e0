"""Reported speech that runs on: after an incise, a colon or a semicolon, and beside the person a paragraph is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoupe import text as texts
from recoupe.kinds import names
from recoupe.kinds.statements import find
from recoupe.languages import load
from recoupe.records import Article, Quote, Report
from recoupe.sockets import Reading


def read(language: str, text: str) -> tuple[Quote, ...]:
    """The quotes of a text, with the names found in it."""
    tongue = load(language)
    article = Article("a", "a", text, language=language)
    reading = Reading(article, tongue, (Report("a", 0, 0, len(text)),), texts.sentences(text, tongue))
    return find(replace(reading, names=names.KIND.find(reading)))


def told(language: str, text: str) -> list[tuple[str, str]]:
    """Each content with whose it is: a name, else what the text calls him, else nothing."""
    return [(q.exact, q.speaker.name or q.speaker.role or "") for q in read(language, text)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # after the incise the sentence goes on
        (
            "fr",
            "La juge, Anne Rivet, a reçu la presse. Un second conducteur est entendu, a-t-elle indiqué : le camion roulait trop vite.",
            [("Un second conducteur est entendu", "Anne Rivet"), ("le camion roulait trop vite", "Anne Rivet")],
        ),
        (
            "fr",
            "Le stade restera fermé, a tranché le préfet : la pelouse est inondée.",
            [("Le stade restera fermé", "préfet"), ("la pelouse est inondée", "préfet")],
        ),
        (
            "fr",
            "Paul Morel s’explique. Chaque abonné sera remboursé, promet-il ; rien n’est prévu pour les autres.",
            [("Chaque abonné sera remboursé", "Paul Morel"), ("rien n’est prévu pour les autres", "Paul Morel")],
        ),
        (
            "fr",
            "Paul Morel s’explique. Les portes ont été ouvertes aussitôt, martèle-t-il, et le public est sorti dans le calme.",
            [("Les portes ont été ouvertes aussitôt", "Paul Morel"), ("le public est sorti dans le calme", "Paul Morel")],
        ),
        # what a named source said once is not what the sentence tells next
        (
            "fr",
            "Personne n’a été blessé, indique la préfecture ; la route a été rouverte mardi.",
            [("Personne n’a été blessé", "préfecture")],
        ),
        # an incise and the words after its colon
        (
            "fr",
            "Rien ne prouve un départ volontaire, souligne sa sœur, Julie : « Elle avait cours le lendemain. »",
            [("Rien ne prouve un départ volontaire", "Julie"), ("Elle avait cours le lendemain.", "Julie")],
        ),
        (
            "en",
            'The scores did not move, says Professor Jane Roe, a statistician who read the tables: "It is all noise."',
            [("The scores did not move", "Jane Roe"), ("It is all noise.", "Jane Roe")],
        ),
        # before the colon the reporter speaks
        (
            "en",
            "Whether the roof was sound is still disputed: the beams had been checked, Dr Roe maintains.",
            [("the beams had been checked", "Roe")],
        ),
        # who a pronoun after a semicolon is
        (
            "en",
            "The Ministry of Health said it had no plans. School nurses were wary; staff would be the difficulty, they said.",
            [("it had no plans", "Ministry of Health"), ("staff would be the difficulty", "School nurses")],
        ),
        # nobody calls himself "un homme"
        (
            "fr",
            "Le procureur, Paul Morel, s’est exprimé. Un homme est recherché depuis mardi, a-t-il dit.",
            [("Un homme est recherché depuis mardi", "Paul Morel")],
        ),
        # whom the paragraph is about, where it is about nobody else
        (
            "fr",
            "Aurélie, enceinte de sept mois, a mesuré le trajet. « On m’envoie à une heure de route. »",
            [("On m’envoie à une heure de route.", "Aurélie")],
        ),
        ("fr", "Paul Morel a reçu Jean Vidal. « Nous irons jusqu’au bout. »", [("Nous irons jusqu’au bout.", "")]),
        ("fr", "La pétition a recueilli mille noms. « Nous irons jusqu’au bout. »", [("Nous irons jusqu’au bout.", "")]),
        # only an adverbial stands outside the marks
        (
            "fr",
            "Quant à la prime dont parle l’usine, « on n’en a pas vu la couleur », soutient la Confédération.",
            [("on n’en a pas vu la couleur", "Confédération")],
        ),
        # a verb that shares its subject, a short clause after a semicolon, whom the words before a colon name
        (
            "fr",
            "Le procureur de Vire a parlé. La disparue « va bien », a-t-il assuré, et n’a subi aucune violence.",
            [("La disparue « va bien », a-t-il assuré, et n’a subi aucune violence", "procureur de Vire")],
        ),
        (
            "fr",
            "Le proviseur se tait ; il attend, dit-il, un ordre du rectorat.",
            [("il attend, dit-il, un ordre du rectorat", "proviseur")],
        ),
        (
            "fr",
            "Le dernier à l’avoir vue est le gardien : elle attendait sur le quai, raconte-t-il.",
            [("elle attendait sur le quai", "")],
        ),
        (
            "fr",
            "Le feu est parti du toit, selon le commandant Paul Morel. L’agence a été prévenue, « et n’a rien fait », ajoute-t-il.",
            [("Le feu est parti du toit", "Paul Morel"), ("L’agence a été prévenue, « et n’a rien fait »", "Paul Morel")],
        ),
        ("en", "Jane Roe had gone to bed. The water was cold, remembers the 40-year-old nurse.", [("The water was cold", "Jane Roe")]),
        ("en", "Her union, the Bakers' Alliance, said that pay would fall.", [("pay would fall", "Bakers' Alliance")]),
        # sources learnt from, admitted, of documents
        ("fr", "Un hangar a brûlé à Vire, a-t-on appris auprès de la préfecture.", [("Un hangar a brûlé à Vire", "préfecture")]),
        ("fr", "Un tiers des classes étaient vides, de l’aveu même du rectorat.", [("Un tiers des classes étaient vides", "rectorat")]),
        ("fr", "Ils étaient deux cents sur la place, comptent les gendarmes.", [("Ils étaient deux cents sur la place", "gendarmes")]),
        (
            "fr",
            "La porte a été forcée, racontent trois voisins que nous avons joints.",
            [("La porte a été forcée", "voisins")],
        ),
        ("fr", "L’agence persiste et signe : le service serait dangereux.", [("le service serait dangereux", "agence")]),
        ("fr", "Le syndicat l’affirme : les machines étaient usées.", [("les machines étaient usées", "syndicat")]),
        ("fr", "Le projet est abandonné, selon Paul Morel, cité par Le Figaro.", [("Le projet est abandonné", "Paul Morel")]),
        ("en", "A study out yesterday suggests that later lessons help.", [("later lessons help", "study")]),
    ],
)
def test_who_goes_on(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L’employée blessée, âgée de 30 ans, a reconnu l’un des deux hommes."),
        ("fr", "La mairie, débordée, recense les victimes."),
        ("fr", "Le parquet, sollicité, n’a pas souhaité commenter ce point."),
        ("fr", "La consigne est claire : personne ne doit entrer."),
        ("en", "The firm did better than the headlines suggest: profit was up."),
    ],
)
def test_what_nobody_says(language: str, text: str) -> None:
    assert [q.exact for q in read(language, text) if not q.pattern.startswith("object.")] == []


def test_whoever_is_something_else_is_not_meant() -> None:
    text = "« La neige est partie seule », affirme son avocat, Me Paul Morel. « Je pense aux familles », a fait dire le guide."
    assert [name for _, name in told("fr", text)] == ["Paul Morel", "guide"]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("Selon Paul Morel, cité par Le Monde, le projet est abandonné.", "Paul Morel", "Le Monde"),
        ("Le projet est abandonné, rapporte Le Parisien, qui cite une source policière.", "source policière", "Le Parisien"),
        ("Selon Le Monde, qui cite une source judiciaire, le maire a démissionné.", "source judiciaire", "Le Monde"),
    ],
)
def test_who_passes_it_on(text: str, speaker: str, via: str) -> None:
    (quote,) = read("fr", text)
    assert (quote.speaker.name or quote.speaker.role, [v.name for v in quote.via]) == (speaker, [via])
