"""Stand-off annotation: the files hold no text, the loader takes nothing but the annotated texts, agreement and score count right."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.quality.corpora import agreement, standoff
from bench.quality.corpora.standoff import FRENCH, Annotated, NotTheAnnotatedTexts, Range, Statement
from bench.quality.kinds import reports
from bench.quality.parts import shared_folder
from recoupe.records import Quote, Span, Voice

FILES = ("gold.json", "a.json", "b.json")
TEXT = "Le maire dit que l'eau est bonne et que la digue tiendra. « Tout va bien », assure Anna Roux."


def statement(at: Range, kind: str = "indirect", speaker: str | None = "Anna Roux", **more: object) -> Statement:
    return Statement(kind, (at,), speaker, **more)  # type: ignore[arg-type]


def report(*statements: Statement, key: str = "r") -> Annotated:
    return Annotated(key, "2017-01-01", hashlib.sha256(TEXT.encode()).hexdigest(), statements)


def found(
    exact: str, kind: str = "indirect", name: str | None = "Anna Roux", role: str | None = None, via: tuple[Voice, ...] = ()
) -> Quote:
    start = TEXT.index(exact)
    return Quote(Span(start, start + len(exact)), exact, kind, Voice(name, role, name is None), via)  # type: ignore[arg-type]


def span(exact: str) -> Range:
    return TEXT.index(exact), TEXT.index(exact) + len(exact)


def strings(item: object) -> Iterator[str]:
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict):
        for value in item.values():
            yield from strings(value)
    elif isinstance(item, list):
        for value in item:
            yield from strings(value)


# ---------------------------------------------------------------- the files


@pytest.mark.parametrize("file", FILES)
def test_annotation_files_hold_no_text(file: str) -> None:
    """Names and short descriptions only; a hash has 64 characters."""
    everything = json.loads((FRENCH / file).read_text(encoding="utf-8"))["reports"]
    assert {len(s) for s in strings(everything) if len(s) > 80} == set()


def test_the_passes_and_the_gold_are_of_the_same_sixty_reports() -> None:
    gold, a, b = (standoff.load(FRENCH / file) for file in FILES)
    assert len(gold) == 60
    assert [(r.id, r.sha256) for r in gold] == [(r.id, r.sha256) for r in a] == [(r.id, r.sha256) for r in b]


@pytest.mark.parametrize("file", FILES)
def test_quotes_have_a_known_type_and_stand_in_order(file: str) -> None:
    for one in standoff.load(FRENCH / file):
        assert all(s.kind in standoff.KINDS for s in one.statements)
        assert [s.at[0] for s in one.statements] == sorted(s.at[0] for s in one.statements)
        for s in one.statements:
            assert all(s.at[0] <= start < end <= s.at[1] for start, end in s.parts)


@pytest.mark.parametrize("file", FILES)
def test_offsets_fall_on_words_of_the_texts(file: str) -> None:
    shared = shared_folder()
    if shared is None or not (shared / standoff.SOURCE).is_file():
        pytest.skip("the texts of WiNER-fr are not here (../shared/data/winer_fr)")
    annotated = standoff.load(FRENCH / file)
    texts = standoff.texts(shared, annotated)
    for one in annotated:
        text = texts[one.id]
        for s in one.statements:
            for start, end in [*s.spans, *s.parts, *filter(None, (s.speaker_at, s.cue_at))]:
                piece = text[start:end]
                assert piece == piece.strip() != "", (one.id, start, end)
                assert not (text[start - 1 : start].isalnum() and piece[0].isalnum()), (one.id, start, end)
                assert not (text[end : end + 1].isalnum() and piece[-1].isalnum()), (one.id, start, end)


# ---------------------------------------------------------------- the texts


def put(folder: Path, *documents: dict[str, str]) -> Path:
    file = folder / standoff.SOURCE
    file.parent.mkdir(parents=True)
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(d) + "\n" for d in documents)
    return folder


def test_the_annotated_text_is_loaded(tmp_path: Path) -> None:
    shared = put(tmp_path, {"id": "other", "text": "rien"}, {"id": "r", "text": TEXT})
    assert standoff.texts(shared, [report()]) == {"r": TEXT}


@pytest.mark.parametrize(
    ("documents", "says"),
    [
        (None, "no texts"),
        ([{"id": "other", "text": TEXT}], "report r is not in"),
        ([{"id": "r", "text": TEXT + " "}], "not the text that was annotated"),
    ],
)
def test_absent_or_other_texts_are_refused(tmp_path: Path, documents: list[dict[str, str]] | None, says: str) -> None:
    shared = tmp_path if documents is None else put(tmp_path, *documents)
    with pytest.raises(NotTheAnnotatedTexts, match=says):
        standoff.texts(shared, [report()])


def test_without_the_texts_nothing_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reports.measure(tmp_path) == {}
    assert "no texts" in capsys.readouterr().out


# ---------------------------------------------------------------- agreement


def test_quotes_are_paired_on_more_than_half_of_the_shorter() -> None:
    one, other = [statement((0, 10)), statement((20, 30))], [statement((4, 40))]
    assert agreement.pairs(one, other) == [(one[1], other[0])]
    assert agreement.pairs([statement((0, 10))], [statement((5, 15))]) == []


def test_agreement_counts_what_only_one_has_and_what_differs() -> None:
    one = report(statement((0, 10)), statement((20, 30), "direct", "Roux", via=("AFP",)), statement((40, 50), optional=True))
    other = report(statement((0, 10)), statement((20, 28), "mixed", "A. Roux"))
    n = agreement.count([one], [other])
    marks = agreement.figures(n)
    assert (n["one"], n["other"], n["paired"]) == (3, 2, 2)
    assert marks["quotes.f1"] == pytest.approx(4 / 5)
    assert marks["quotes.exact_f1"] == pytest.approx(2 / 5)
    assert marks["firm.f1"] == 1.0
    assert (marks["kind"], marks["speaker"], marks["via"]) == (0.5, 1.0, 0.5)
    assert marks["content_f"] == pytest.approx(2 * 18 / (30 + 18))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Émile Roux", "roux", True), (None, None, True), (None, "Roux", False), ("Roux", "Blanc", False), ("la mère de X", "mère", True)],
)
def test_speakers_are_the_same_after_folding_and_by_surname(one: str | None, other: str | None, same: bool) -> None:
    assert agreement.same_speaker(statement((0, 1), speaker=one), statement((0, 1), speaker=other)) is same


def test_annotations_of_other_texts_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not annotations of the same text"):
        agreement.count([report()], [report(key="s")])


# ---------------------------------------------------------------- the score


def test_a_quote_is_right_with_its_speaker_and_type() -> None:
    gold = report(statement(span("Tout va bien"), "direct"), statement(span("l'eau est bonne"), speaker="maire"))
    n, says = reports.count(gold, TEXT, [found("Tout va bien", "direct"), found("l'eau est bonne", name=None, role="maire")])
    assert (n["gold"], n["right"], n["ours"], n["speaker"], n["kind"], n["via"]) == (2, 2, 2, 2, 2, 2)
    assert says == []


def test_what_is_missed_false_or_wrong_is_said() -> None:
    gold = report(statement(span("Tout va bien"), "direct"), statement(span("l'eau est bonne"), via=("AFP",)))
    n, says = reports.count(gold, TEXT, [found("l'eau est bonne", "mixed", "Paul Blanc"), found("assure Anna Roux")])
    assert (n["gold"], n["right"], n["ours"], n["speaker"], n["kind"], n["via"]) == (2, 1, 2, 0, 0, 0)
    assert [line.split()[0] for line in says] == ["MISSED", "KIND", "SPEAKER", "VIA", "FALSE"]


def test_optional_quotes_and_further_pieces_are_neither_missed_nor_false() -> None:
    clauses = span("l'eau est bonne et que la digue tiendra")
    pieces = (span("l'eau est bonne"), span("la digue tiendra"))
    gold = report(statement(clauses, speaker="maire", parts=pieces), statement(span("Tout va bien"), optional=True))
    both = [found("l'eau est bonne", name=None, role="maire"), found("la digue tiendra", name=None, role="maire"), found("va bien")]
    n, says = reports.count(gold, TEXT, both)
    assert (n["gold"], n["right"], n["ours"]) == (1, 1, 1)
    assert says == []


def test_chains_count_where_there_is_one() -> None:
    gold = report(statement(span("Tout va bien"), via=("AFP",)), statement(span("l'eau est bonne"), via=("AFP",), via_also=((),)))
    told = (Voice("AFP"),)
    n, _ = reports.count(gold, TEXT, [found("Tout va bien", via=told), found("l'eau est bonne")])
    assert (n["via"], n["chain gold"], n["chain found"], n["chain ours"], n["chain right"]) == (2, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("speaker", "voice", "right"),
    [
        ("cabinet de Paul Blanc", Voice("Paul Blanc"), False),
        ("cabinet de Paul Blanc", Voice(None, "cabinet du ministre", True), True),
        ("Paul Blanc", Voice("Anna Blanc"), True),
        ("Paul Blanc", Voice(None, "Paul Blanc", True), False),
        (None, Voice(None, None, True, "on"), True),
        (None, Voice("Paul Blanc"), False),
    ],
)
def test_a_description_is_right_by_its_head_a_name_by_the_surname(speaker: str | None, voice: Voice, right: bool) -> None:
    assert reports.said_by(statement((0, 1), speaker=speaker), voice) is right
