"""The optional parser: trees and what is read off them, the same results where it is absent, and the grafted sentences."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bench.quality.language import parse as bench
from models.common import ROOT, Sentence, Token
from models.parse_incises import Grafter, root, shouted
from recoupe import desk
from recoupe.kinds.statements import parsed
from recoupe.languages import load
from recoupe.records import Article, Span
from recoupe.tagging import parse as parsing
from recoupe.tagging.parse import Parse
from recoupe.tagging.tokens import Words, tokenise

FRENCH = "« Rien ne sera oublié », a vitupéré dehors la doyenne du barreau, Solène Ardouin."


def tree_of(rows: str) -> Parse:
    """ "form/relation/head ..." with heads counted from 1, 0 for the root."""
    items = [row.rsplit("/", 2) for row in rows.split()]
    return Parse(tuple(int(head) - 1 for _, _, head in items), tuple(relation for _, relation, _ in items))


VITUPERE = tree_of(
    "«/punct/5 Rien/nsubj:pass/5 ne/advmod/5 sera/aux:pass/5 oublié/root/0 »/punct/5 ,/punct/9 a/aux:tense/9 vitupéré/parataxis:insert/5"
    " dehors/advmod/9 la/det/12 doyenne/nsubj/9 du/case/14 barreau/nmod/12 ,/punct/16 Solène/appos/12 Ardouin/flat:name/16 ./punct/5"
)


# ---------------------------------------------------------------- what is read off a tree


def test_a_subject_and_its_noun_phrase() -> None:
    head = VITUPERE.subject(8, 0, 18)
    assert head == 11
    assert VITUPERE.phrase(head, 0, 18) == (10, 17)
    assert VITUPERE.subject(4, 0, 18) == -1  # what undergoes an act says nothing


def test_a_relative_clause_is_no_part_of_a_noun_phrase() -> None:
    tree = tree_of("said/root/0 Dunn/nsubj/1 ,/punct/6 whose/nmod:poss/5 committee/nsubj/6 investigates/acl:relcl/2 ./punct/1")
    assert tree.phrase(tree.subject(0, 0, 7), 0, 7) == (1, 2)


def test_a_subject_may_hang_on_the_verb_beside() -> None:
    tree = tree_of("a/aux:tense/3 fait/aux:caus/3 savoir/root/0 le/det/5 gérant/nsubj/3")
    assert tree.subject(1, 0, 5) == 4


def test_forms_keep_their_length() -> None:
    text = "« L’été » “and” ‘so’ on"
    assert len(parsing.plain(text)) == len(text)
    assert parsing.plain(text) == '" L\'été " "and" \'so\' on'


# ---------------------------------------------------------------- without the parser, and with one


@pytest.fixture
def _fresh() -> None:
    parsed._parsed.cache_clear()


def test_without_spacy_there_is_no_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "installed", lambda: False)
    monkeypatch.setattr(parsing, "path", lambda code, file: Path(file))
    words = tokenise(FRENCH, (Span(0, len(FRENCH)),), load("fr"))
    assert not parsing.available("fr")
    assert parsing.parse(words, load("fr")) is None
    assert "recoupe[parse]" in str(parsing.missing("fr"))


def test_a_language_without_a_parser_has_no_tree() -> None:
    words = Words((0,), (2,), ("Si",), ((0, 1),))
    assert not parsing.available("it")
    assert parsing.parse(words, load("it")) is None
    assert parsing.missing("it") == "no parser is shipped for Italian"


@pytest.mark.usefixtures("_fresh")
def test_a_tree_finds_the_speaker_of_a_verb_that_no_rule_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article("x", "x", FRENCH, language="fr")
    monkeypatch.setenv(parsed.SWITCH, "off")
    assert [q.speaker.name for q in desk.find(article).quotes] in ([], [None])
    monkeypatch.delenv(parsed.SWITCH)
    monkeypatch.setattr(parsed, "available", lambda code: True)
    monkeypatch.setattr(parsed, "parse", lambda words, language: VITUPERE)
    (quote,) = desk.find(article).quotes
    assert (quote.pattern, quote.exact, quote.speaker.name) == ("direct.parsed", "Rien ne sera oublié", "Solène Ardouin")
    assert quote.cue == "a vitupéré"


@pytest.mark.usefixtures("_fresh")
def test_a_sentence_that_the_rules_understand_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def unwanted(words: Words, language: object) -> Parse:
        raise AssertionError("parsed")

    monkeypatch.delenv(parsed.SWITCH, raising=False)
    monkeypatch.setattr(parsed, "available", lambda code: True)
    monkeypatch.setattr(parsed, "parse", unwanted)
    text = "« Rien ne sera oublié », a déclaré Solène Ardouin. Le pont a rouvert mardi."
    found = desk.find(Article("x", "x", text, language="fr"))
    assert [q.speaker.name for q in found.quotes] == ["Solène Ardouin"]
    assert not found.problems


# ---------------------------------------------------------------- the shipped parsers


def _shipped(code: str) -> None:
    pytest.importorskip("spacy", reason="the parser needs spaCy (pip install recoupe[parse])")
    if not parsing.available(code):
        pytest.skip(f"no parser is shipped for {code}")


@pytest.mark.parametrize("code", sorted(bench.TESTS))
@pytest.mark.filterwarnings("ignore")
def test_a_shipped_parser_knows_who_speaks(code: str) -> None:
    _shipped(code)
    marks = bench.incises(code)
    assert marks[f"{code}.incises.head"] >= 0.9
    assert marks[f"{code}.incises.unseen.head"] >= 0.9


@pytest.mark.parametrize("code", sorted(bench.TESTS))
@pytest.mark.filterwarnings("ignore")
def test_a_parser_splits_no_sentence(code: str) -> None:
    _shipped(code)
    text = "NE PAS LAISSER OUVERT – TOUS DROITS RÉSERVÉS. One. Two! Trois ?"
    spans = (Span(0, 45), Span(46, len(text)))
    words = tokenise(text, spans, load(code))
    tree = parsing.parse(words, load(code))
    assert tree is not None
    for first, last in words.bounds:
        assert sum(tree.heads[i] < 0 for i in range(first, last)) == 1
        assert all(tree.heads[i] < 0 or first <= tree.heads[i] < last for i in range(first, last))


# ---------------------------------------------------------------- grafted sentences


def _sentence(*rows: tuple[str, str, int, str]) -> Sentence:
    tokens, at = [], 0
    for form, upos, head, deprel in rows:
        tokens.append(Token(form, upos, form, head, deprel, at, at + len(form)))
        at += len(form) + 1
    return Sentence("x", " ".join(row[0] for row in rows), tuple(tokens))


TREEBANK = [
    _sentence(
        ("The", "DET", 2, "det"),
        ("old", "ADJ", 2, "amod"),
        ("bridge", "NOUN", 4, "nsubj"),
        ("was", "AUX", 4, "aux:pass"),
        ("closed", "VERB", -1, "root"),
        ("in", "ADP", 6, "case"),
        ("March", "PROPN", 4, "obl"),
        (".", "PUNCT", 4, "punct"),
    ),
    _sentence(
        ("Nobody", "NOUN", 1, "nsubj"),
        ("crossed", "VERB", -1, "root"),
        ("the", "DET", 3, "det"),
        ("river", "NOUN", 1, "obj"),
        ("at", "ADP", 5, "case"),
        ("night", "NOUN", 1, "obl"),
        (".", "PUNCT", 1, "punct"),
    ),
]


def _table(code: str) -> dict[str, object]:
    return tomllib.loads((Path(ROOT) / "models" / code / "incises.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ["en", "fr"])
def test_grafted_sentences_are_trees(code: str) -> None:
    for nodes in Grafter(_table(code), TREEBANK, seed=1).trees(300):
        assert [n.head for n in nodes].count(-1) == 1
        assert all(-1 <= n.head < len(nodes) and n.head != i for i, n in enumerate(nodes))
        assert all(n.deprel and " " not in n.form for n in nodes)
        for i in range(len(nodes)):
            seen = set()
            while i >= 0:
                assert i not in seen, nodes
                seen.add(i)
                i = nodes[i].head


def test_grafting_draws_the_same_sentences_again() -> None:
    one, two = (Grafter(_table("fr"), TREEBANK, seed=5).trees(40) for _ in range(2))
    assert one == two
    assert one != Grafter(_table("fr"), TREEBANK, seed=6).trees(40)


def test_the_sentence_itself_stays_whole() -> None:
    table = {
        "words": {"quote": ['"'], "last": ["Berger"]},
        "slots": {"who": ["{last}/PROPN/root/0"]},
        "clause": [{"weight": 1, "templates": ["{S}//ccomp/3 ,/PUNCT/punct/3 said/VERB/root/0 {who}//nsubj/3 ./PUNCT/punct/3"]}],
    }
    nodes = Grafter(table, TREEBANK[1:], seed=1).trees(1)[0]
    assert [n.form for n in nodes] == ["Nobody", "crossed", "the", "river", "at", "night", ",", "said", "Berger", "."]
    assert nodes[root(nodes)].form == "said"
    assert (nodes[1].deprel, nodes[nodes[1].head].form) == ("ccomp", "said")
    assert shouted(nodes)[0].form == "NOBODY"


# ---------------------------------------------------------------- asked for by name


def test_a_parser_asked_for_and_not_installed_is_said_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from recoupe.cli.check import Order, run
    from recoupe.errors import MissingExtra

    monkeypatch.setattr(parsing, "installed", lambda: False)
    article = tmp_path / "a.txt"
    article.write_text(FRENCH, encoding="utf-8")
    with pytest.raises(MissingExtra, match=r"recoupe\[parse\]"):
        run(Order((str(article),), (str(tmp_path / "d.json"),), parse=True))
    assert not (tmp_path / "d.json").exists()


def test_a_parser_that_cannot_be_loaded_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(folder: Path) -> object:
        raise ImportError("an incompatible spaCy")

    monkeypatch.setattr(parsing, "installed", lambda: True)
    monkeypatch.setattr(parsing, "load", broken)
    parsing._pipes.cache_clear()
    with pytest.warns(RuntimeWarning, match="an incompatible spaCy"):
        examined = desk.find(Article("x", "x", FRENCH, language="fr"))
    parsing._pipes.cache_clear()
    assert not [p for p in examined.problems if p.severity == "error"]
