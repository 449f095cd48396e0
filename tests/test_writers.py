"""The writers: every format of one hand-made dossier, and what hostile or odd material does to them."""

from __future__ import annotations

import csv
import importlib
import io
import json
import pkgutil
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import recoupe
from a_dossier import COPY, DIGEST, HOSTILE_OUTLET, HOSTILE_TEXT, HOSTILE_TITLE, HOSTILE_URL, WIRE, dossier
from recoupe import writers
from recoupe.errors import InvalidDossier, UnknownFormat, UsageError
from recoupe.records import Article, Dossier, Figure, Problem, Removed, Span, Voice
from recoupe.sockets import WriteOptions
from recoupe.writers import contract, tables
from recoupe.writers.display import Words, line, plain, shortened, web_address
from recoupe.writers.html import write as write_html
from recoupe.writers.html.marks import Place, article_html, words_changed
from recoupe.writers.html.sections import figure_value
from recoupe.writers.html.timeline import Point, moment, svg
from recoupe.writers.markdown import escaped
from recoupe.writers.view import GROUPS, View

ROOT = Path(__file__).parent.parent
FR, EN = WriteOptions("fr"), WriteOptions("en")


def as_json(d: Dossier) -> dict:
    return json.loads(contract.write(d, EN)[""])


class Page(HTMLParser):
    """What a browser would make of a page: elements, attributes, visible text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "input", "link"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.data.append(data)

    @property
    def text(self) -> str:
        return "".join(self.data)


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(write_html(dossier(), EN)[""])


# ---------------------------------------------------------------- JSON


def schema() -> dict:
    return json.loads(resources.files("recoupe.writers").joinpath("dossier.schema.json").read_text(encoding="utf-8"))


def test_json_is_valid_against_the_contract() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    assert [e.message for e in validator.iter_errors(as_json(dossier()))] == []
    assert [e.message for e in validator.iter_errors(as_json(Dossier()))] == []


def test_every_span_of_the_json_is_verbatim() -> None:
    data = as_json(dossier())
    texts = {a["id"]: a["text"] for a in data["articles"]}
    spans = [*data["quotes"], *data["figures"], *data["dates"]]
    spans += [e for f in [*data["findings"], *data["events"]] for e in f["evidence"]]
    assert len(spans) > 25
    for s in spans:
        assert texts[s["article"]][s["start"] : s["end"]] == s["exact"] != ""


def test_ids_follow_the_reading_order() -> None:
    data = as_json(dossier())
    order = {a["id"]: i for i, a in enumerate(data["articles"])}
    for key, letter in (("quotes", "Q"), ("figures", "G"), ("dates", "D")):
        assert [m["id"] for m in data[key]] == [f"{letter}{i}" for i in range(1, len(data[key]) + 1)]
        places = [(order[m["article"]], m["start"]) for m in data[key]]
        assert places == sorted(places)


def test_variants_name_each_other() -> None:
    quotes = {q["id"]: q for q in as_json(dossier())["quotes"]}
    assert quotes["Q1"]["variants"] == ["Q2"]
    assert quotes["Q2"]["variants"] == ["Q1"]
    assert quotes["Q3"]["variants"] == []


def test_what_the_contract_asks_of_a_finding() -> None:
    data = as_json(dossier())
    f2 = next(f for f in data["findings"] if f["id"] == "F2")
    assert f2["independent"] == 2
    assert f2["origins"] == {"low": 2, "high": 3}
    assert data["articles"][1]["removed"][1]["at"] == COPY.index('"Le feu') - 1
    assert [p["code"] for p in data["problems"]] == ["read.encoding", "read.missing"]


def test_a_thousand_copies_of_a_quote_do_not_name_each_other_a_million_times() -> None:
    d = dossier()
    texts = [replace(d.articles[0], id=f"w{i}") for i in range(300)]
    examined = [replace(d.examined[0], article=a) for a in texts]
    span = d.examined[0].quotes[0].span
    many = Dossier(articles=tuple(texts), examined=tuple(examined), variants=(tuple((a.id, span.start, span.end) for a in texts),))
    assert max(len(q["variants"]) for q in as_json(many)["quotes"]) <= 2


def test_numbers_that_json_cannot_hold_are_left_out() -> None:
    d = dossier()
    odd = replace(d.examined[0], figures=(Figure(Span(0, 8), WIRE[0:8], float("nan"), float("inf"), 2.0),))
    figure = as_json(replace(d, examined=(odd,)))["figures"][0]
    assert (figure["value"], figure["low"], figure["high"]) == (None, None, 2)


def test_a_lone_surrogate_is_written_in_every_format(tmp_path: Path) -> None:
    d = Dossier(articles=(Article("a", "a.json", "un \ud83d deux", "titre \udc00", "Média"),))
    for suffix in ("json", "html", "md", "csv"):
        for path in recoupe.write(d, tmp_path / f"d.{suffix}"):
            path.read_bytes().decode("utf-8")
    assert writers.read_json(tmp_path / "d.json")["articles"][0]["text"] == "un \ud83d deux"


def test_a_dossier_is_read_back(tmp_path: Path) -> None:
    recoupe.write(dossier(), tmp_path / "d.json")
    assert writers.read_json(tmp_path / "d.json") == as_json(dossier())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[]", "not a dossier"),
        (b'{"schema": "recoupe/dossier/2"}', "not a dossier"),
        (b'{"schema": "recoupe/dossier/1"}', "missing"),
        (b'{"schema": "recoupe/dossier/1", "articles": 3, "findings": []}', "wrong type"),
    ],
)
def test_what_is_no_dossier_is_refused_clearly(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(InvalidDossier, match=says):
        writers.read_json(path)


def test_a_dossier_whose_evidence_was_tampered_with_is_refused(tmp_path: Path) -> None:
    data = as_json(dossier())
    data["findings"][0]["evidence"][0]["start"] += 1
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InvalidDossier, match="F1"):
        writers.read_json(path)
    with pytest.raises(InvalidDossier):
        writers.read_json(tmp_path / "missing.json")


# ---------------------------------------------------------------- HTML


def test_the_page_asks_nothing_of_the_network_and_has_no_script(page: Page) -> None:
    loading = {"src", "srcset", "data", "action", "formaction", "poster", "background", "ping", "manifest", "xlink:href"}
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "img", "base", "form", "image", "use"}
        assert not loading & attributes.keys(), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if "href" in attributes:
            href = attributes["href"] or ""
            assert href.startswith("#") or (tag == "a" and re.match(r"https?://", href)), href
    html = write_html(dossier(), EN)[""]
    style = html[html.index("<style>") : html.index("</style>")]
    assert "@import" not in style
    assert "url(" not in style
    policy = next(a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in (policy or "")


def test_hostile_strings_stay_text(page: Page) -> None:
    for text in (HOSTILE_TITLE, line(HOSTILE_TEXT.split("\x1b")[0])):
        assert text in line(page.text)
    assert "{{ 7 * 7 }}" in page.text
    assert HOSTILE_URL not in write_html(dossier(), EN)[""]
    assert "\x1b" not in page.text
    assert "\u202e" not in page.text


def test_every_link_leads_somewhere_and_every_id_is_unique(page: Page) -> None:
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {(a["href"] or "")[1:] for t, a in page.tags if (a.get("href") or "").startswith("#")}
    assert targets <= set(ids)
    labels = {a.get("for") for t, a in page.tags if t == "label"}
    assert labels <= set(ids)
    named = {a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a}
    assert named <= set(ids)


def test_headings_do_not_skip_a_level(page: Page) -> None:
    levels = [int(t[1]) for t, _ in page.tags if re.fullmatch(r"h[1-6]", t)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 or b == 5 for a, b in pairwise(levels))


def test_every_evidence_can_be_landed_on_and_is_marked_exactly(page: Page) -> None:
    ids = {a["id"] for _, a in page.tags if "id" in a}
    view = View(dossier(), Words("en"))
    html = write_html(dossier(), EN)[""]
    for f in dossier().findings:
        for e in f.evidence:
            assert view.anchor(e.article, e.span) in ids
            assert f">{e.exact.replace(chr(39), '&#39;')}</mark>" in html


def test_every_finding_and_every_sentence_is_in_every_readable_format(page: Page) -> None:
    texts = {"html": line(page.text), "terminal": line(writers.summary(dossier()))}
    markdown = line(writers.writer_for("x.md").write(dossier(), EN)[""].replace("\\", ""))
    for f in dossier().findings:
        for name, text in texts.items():
            assert line(f.summary) in text, (name, f.id)
        assert f.summary in markdown
        assert f"**{f.id}**" in markdown


@pytest.mark.parametrize(
    ("interface", "expected"), [("en", "In a minute"), ("fr", "En une minute"), ("fr-CA", "En une minute"), ("xx", "In a minute")]
)
def test_the_interface_has_a_language(interface: str, expected: str) -> None:
    html = write_html(dossier(), WriteOptions(interface))[""]
    assert expected in html
    assert f'<html lang="{"fr" if expected[0] == "E" else "en"}">' in html


def test_both_interfaces_have_the_same_words() -> None:
    strings = tomllib.loads(resources.files("recoupe.writers").joinpath("strings.toml").read_text(encoding="utf-8"))
    assert tuple(strings) == writers.SHOWN_LANGUAGES
    assert strings["en"].keys() == strings["fr"].keys()
    for key, text in strings["en"].items():
        if isinstance(text, str):
            assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", strings["fr"][key])), key


def test_what_was_removed_is_struck_where_it_stood() -> None:
    html = str(
        article_html("Un.\n\nDeux mots.", [], (Removed("Menu", "navigation", 0), Removed("pub", "ad", 9), Removed("Fin", "share", 16)), ())
    )
    assert re.findall(r"<(?:div|span) class=\"removed\"><b>(\w+)</b> <del>(\w+)</del>", html) == [
        ("navigation", "Menu"),
        ("ad", "pub"),
        ("share", "Fin"),
    ]
    assert html.index("Menu") < html.index("Un.") < html.index("Deux") < html.index("pub") < html.index("mots") < html.index("Fin")


@given(
    st.text(alphabet="ab <>&\n\r\x00é\u2028", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
    st.lists(st.integers(0, 60), max_size=3),
)
def test_the_text_of_an_article_is_kept_whatever_is_marked(text: str, spans: list[tuple[int, int]], cuts: list[int]) -> None:
    places = []
    for i, (start, length) in enumerate(spans):
        span = Span(min(start, len(text)), min(start + length, len(text)))
        places.append(Place(span, f"p{i}", ("contested", "")[i % 2], [(f"F{i}", "x")]))
    places.sort(key=lambda p: (p.span.start, -p.span.end))
    removed = [Removed("gone", "ad", min(at, len(text))) for at in cuts]
    html = str(article_html(text, places, removed, ()))
    stripped = re.sub(r'<(div|span) class="removed">.*?</\1>|<sup>.*?</sup>', "", html, flags=re.S)
    page = Page(stripped)
    assert page.open == []
    assert re.sub(r"\s", "", page.text) == plain(re.sub(r"\s", "", text))
    assert html.count("<del>gone</del>") == len(removed)


def test_marks_cover_the_exact_characters_even_where_they_overlap() -> None:
    text = "zéro un deux trois"
    places = [Place(Span(0, 7), "a", "single", [("F1", "F1")]), Place(Span(5, 12), "b", "contested", [("F2", "F2")])]
    html = str(article_html(text, places, (), ()))
    assert '<mark class="single">zéro </mark><a class="at" id="b"></a><mark class="contested">un</mark>' in html
    assert '<mark class="contested"> deux</mark><sup><a href="#F2">F2</a></sup> trois' in html


def test_why_a_piece_was_removed_is_in_the_interface_language() -> None:
    html = write_html(dossier(), FR)[""]
    assert "<b>partage</b> <del>Partager sur X</del>" in html
    assert "<b>read-also</b>" in html
    assert Words("fr").furniture("html: not part of the article") == "hors de l’article"


def test_variants_show_what_was_left_out_and_put_in() -> None:
    assert str(words_changed("Le feu est maîtrisé ce soir", "Le feu est éteint ce soir")) == (
        "Le feu est <del>maîtrisé</del> <ins>éteint</ins> ce soir"
    )
    assert "<del>" not in words_changed("L’eau monte.", "l'eau monte")
    assert str(words_changed("<b>", "<i>")) == "<del>&lt;b&gt;</del> <ins>&lt;i&gt;</ins>"


def test_a_story_with_hundreds_of_findings_folds_and_drops_nothing() -> None:
    d = dossier()
    many = tuple(replace(d.findings[5], id=f"F{i}", summary=f"constat numéro {i}", weight=-i) for i in range(1, 301))
    html = write_html(replace(d, findings=many), FR)[""]
    assert all(f"constat numéro {i}<" in html for i in range(1, 301))
    assert "292 de plus" in html
    assert html.index("292 de plus") < html.index("constat numéro 9<")


def test_a_finding_of_a_thousand_copies_shows_its_sentence_once() -> None:
    d = dossier()
    texts = tuple(replace(d.articles[0], id=f"w{i}", source=f"w{i}.txt", outlet=f"Média {i}") for i in range(1000))
    start = WIRE.index("14 blessés")
    proof = d.findings[0].evidence[0]
    evidence = tuple(replace(proof, article=a.id, report=(a.id, 0)) for a in texts)
    f = replace(d.findings[5], evidence=evidence, summary="14 blessés")
    html = write_html(replace(Dossier(), articles=texts, findings=(f,)), EN)[""]
    assert html.count("<blockquote>") == 1
    assert html.count(f'id="a1000-{start}-{start + 10}"') == 1
    assert "1000 outlets, one origin" in html


@pytest.mark.parametrize("text", [" " * 3_000_000, "x" * 3_000_000, "mot " * 700_000, "\n" * 1_000_000])
def test_a_text_of_millions_of_characters_on_one_line_is_written(text: str) -> None:
    d = dossier()
    start = len(text) // 2
    article = replace(d.articles[0], text=text + WIRE)
    proof = replace(d.findings[0].evidence[0], span=Span(start, start + 9), exact=text[start : start + 9], sentence=Span(0, len(text)))
    odd = replace(d, articles=(article, *d.articles[1:]), findings=(replace(d.findings[5], evidence=(proof,)),), examined=())
    for writer in writers.WRITERS:
        assert writer.write(odd, EN)
    assert writers.summary(odd)


def test_an_empty_dossier_is_written_in_every_format(tmp_path: Path) -> None:
    for suffix in ("html", "json", "md", "csv"):
        assert recoupe.write(Dossier(problems=(Problem("read.missing", "nothing"),)), tmp_path / f"d.{suffix}")
    assert "0 articles" in writers.summary(Dossier())


def test_findings_without_a_known_story_or_article_are_still_shown() -> None:
    d = dossier()
    html = write_html(replace(d, stories=(), articles=d.articles[:1]), EN)[""]
    assert all(line(f.summary).replace("'", "&#39;") in html for f in d.findings)


# ---------------------------------------------------------------- the timeline


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("2025-03-06T06:10", "2025-03-06"),
        ("2025-03-06TMO", "2025-03-06TEV"),
        ("2025-03-06", "2025-03-07"),
        ("2025-02", "2025-03-06"),
        ("2024", "2025-01-01"),
    ],
)
def test_moments_are_ordered(early: str, late: str) -> None:
    a, b = moment(early), moment(late)
    assert a is not None
    assert b is not None
    assert a < b


@pytest.mark.parametrize("value", [None, "", "P3M", "XXXX-12", "2025-13-01", "2025-02-31", "demain"])
def test_what_is_no_day_has_no_place_on_the_axis(value: str | None) -> None:
    assert value == "2025-13-01" or moment(value) is None


def test_labels_of_the_timeline_do_not_overlap() -> None:
    events = [Point(f"2025-03-{d:02}", str(d), "t", "", f"événement du {d} mars à Port-Salance") for d in range(1, 21)]
    drawing = svg(events, [Point("2025-03-10", "", "t", "", "Média")], Words("fr"), "x")
    assert drawing is not None
    boxes = []
    for x, y, anchor, text in re.findall(r'<text x="([\d.]+)" y="(-?\d+)" text-anchor="(start|end)">([^<]*)</text>', drawing):
        width = 6 * len(text)
        left = float(x) - (width if anchor == "end" else 0)
        boxes.append((int(y), left, left + width))
        assert left >= 0
        assert left + width <= 920
    assert len(boxes) > 8
    for i, (y, left, right) in enumerate(boxes):
        assert all(y != y2 or right <= l2 or r2 <= left for y2, l2, r2 in boxes[i + 1 :])
    assert drawing.count("<circle") == 20


# ---------------------------------------------------------------- tables


def read_table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_tables_hold_everything_once() -> None:
    files = tables.write(dossier(), EN)
    assert set(files) == {f"{name}.csv" for name in ("findings", "evidence", "quotes", "figures", "dates", "names", "articles")}
    rows = {name: read_table(text) for name, text in files.items()}
    assert [r["finding"] for r in rows["findings.csv"]] == [f"F{i}" for i in range(1, 8)]
    assert len(rows["evidence.csv"]) == sum(len(f.evidence) for f in dossier().findings)
    assert [r["value"] for r in rows["figures.csv"]] == ["14", "14", "85", "14", "85", "19", "3"]
    assert rows["findings.csv"][0]["values"] == "14; 19"
    assert rows["findings.csv"][5]["circular"] == "true"
    assert {r["story"] for r in rows["quotes.csv"]} == {"S1"}
    assert all(text.endswith("\r\n") for text in files.values())


def test_columns_are_documented() -> None:
    documented: dict[str, list[str]] = {}
    for part in re.split(r"^## ", (ROOT / "docs" / "tables.md").read_text(encoding="utf-8"), flags=re.M)[1:]:
        documented[part.split(".csv")[0]] = re.findall(r"^\| `(\w+)` \| \S", part, flags=re.M)
    assert documented == {name: list(columns) for name, columns in tables.COLUMNS.items()}


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "-", "-12 %", "\ufeff=1"])
def test_a_formula_is_disarmed(text: str) -> None:
    assert tables.cell(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-12.5, "-12.5"),
        ("-12", "-12"),
        (2.5e9, "2500000000"),
        (0.1, "0.1"),
        ("12 = 3", "12 = 3"),
        (None, ""),
        (True, "true"),
        (float("nan"), ""),
    ],
)
def test_what_is_no_formula_stays(value: object, cell: str) -> None:
    assert tables.cell(value) == cell


@given(st.text(max_size=30))
def test_no_cell_can_start_a_formula(text: str) -> None:
    cell = tables.cell(text)
    assert not cell.lstrip().startswith(("=", "+", "@"))
    assert not cell.startswith(("\t", "\r", "\n"))
    assert not cell.lstrip().startswith("-") or re.fullmatch(r"-\d.*", cell)


def test_hostile_outlets_cannot_run_in_a_spreadsheet() -> None:
    for text in tables.write(dossier(), EN).values():
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [c for c in row if c[:1] in "=+@\t\r" and c]
    assert "'" + HOSTILE_OUTLET in [r["outlet"] for r in read_table(tables.write(dossier(), EN)["articles.csv"])]


# ---------------------------------------------------------------- Markdown and terminal


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "[x](javascript:alert(1))", "# titre", "1. un", "- un", "a | b", "`code`", "***", "![x](y)", "&lt;", "~~~", "$x$"]
)
def test_markdown_of_an_article_is_escaped(text: str) -> None:
    out = escaped(text)
    assert not re.search(r"(?<!\\)[<>`*\[\]|#~!$]", out)
    assert not re.match(r"\d+[.)]|[-+] ", out)
    assert "&lt;" not in out


def test_a_terminal_obeys_nothing_that_an_article_holds() -> None:
    d = dossier()
    story = replace(d.stories[0], title="\x1b]0;titre\x07 \x9b31m\u202e")
    out = writers.summary(replace(d, stories=(story, *d.stories[1:]), problems=(Problem("x.y", "\x1b[2J", "error", "\x1b[H"),)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_summary_fits_the_terminal_and_counts(width: int) -> None:
    out = writers.summary(dossier(), EN, width)
    assert "4 articles · 3 independent origins · 2 stories" in out
    assert "4 contested, 1 corroborated, 1 on one origin" in out
    assert "2 outlets, one origin" in line(out)
    findings = [row for row in out.splitlines() if row.startswith("  ")]
    assert max(len(row) for row in findings) <= max(width, 60) + 20


# ---------------------------------------------------------------- display


@pytest.mark.parametrize(
    ("day", "en", "fr"),
    [
        ("2025", "2025", "2025"),
        ("2025-07", "Jul 2025", "juil. 2025"),
        ("2025-07-04", "4 Jul 2025", "4 juil. 2025"),
        ("2025-07-04T09:05", "4 Jul 2025, 9:05", "4 juil. 2025, 9 h 05"),
        ("2025-07-04T09:05:30+02:00", "4 Jul 2025, 9:05", "4 juil. 2025, 9 h 05"),
        ("2025-W28", "2025-W28", "2025-W28"),
        ("2025-99-04", "2025-99-04", "2025-99-04"),
        ("P3M", "P3M", "P3M"),
        ("2025-07-04TEV", "4 Jul 2025, evening", "4 juil. 2025, soir"),
        (None, "no date", "sans date"),
    ],
)
def test_days(day: str | None, en: str, fr: str) -> None:
    assert tuple(Words(code).day(day).replace("\xa0", " ") for code in ("en", "fr")) == (en, fr)


@pytest.mark.parametrize(
    ("number", "en", "fr"),
    [
        (12, "12", "12"),
        (2500, "2500", "2500"),
        (12500, "12,500", "12 500"),
        (2.5e9, "2,500,000,000", "2 500 000 000"),
        (-3.25, "−3.25", "−3,25"),
        (0.1, "0.1", "0,1"),
    ],
)
def test_numbers(number: float, en: str, fr: str) -> None:
    assert (Words("en").number(number), Words("fr").number(number).replace("\u202f", " ").replace("\xa0", " ")) == (en, fr)


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure(Span(0, 1), "x", 12), "12"),
        (Figure(Span(0, 1), "x", 12, low=12), "≥ 12"),
        (Figure(Span(0, 1), "x", 12, high=12), "≤ 12"),
        (Figure(Span(0, 1), "x", None, 10, 15), "10–15"),
        (Figure(Span(0, 1), "x", 40, approximate=True), "≈ 40"),
        (Figure(Span(0, 1), "x", 7.5, unit="%"), "7.5 %"),
        (Figure(Span(0, 1), "x", None), "?"),
    ],
)
def test_figures(figure: Figure, shown: str) -> None:
    assert figure_value(figure, Words("en")) == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://a b",
        "//x",
        "https://x\n",
        'https://x"y',
        "ftp://x",
        "",
        None,
        "JAVASCRIPT:x",
        " https://x",
    ],
)
def test_only_plain_web_addresses_are_links(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("voice", "shown"),
    [
        (Voice("Hélène Quai", "préfète"), "Hélène Quai (préfète)"),
        (Voice("Makers' Union", "Makers’ Union"), "Makers' Union"),
        (Voice(None, "un docker", True), "un docker"),
        (Voice(None, None, True), "anonymous source"),
        (Voice(), "nobody named"),
        (None, ""),
    ],
)
def test_voices(voice: Voice | None, shown: str) -> None:
    assert Words("en").voice(voice) == shown


def test_plural_zero_and_shortening() -> None:
    assert Words("en")("article", n=0) == "0 articles"
    assert Words("fr")("article", n=0) == "0 article"
    assert Words("fr")("article", n=1) == "1 article"
    assert shortened("un deux trois", 9) == "un deux…"
    assert len(shortened("x" * 50, 10)) == 10


def test_values_that_agree_are_one_side() -> None:
    d = dossier()
    first, same, other = d.findings[0].evidence
    evidence = (first, replace(same, value=12.5, relation="finer"), replace(other, relation="differs"))
    view = View(d, Words("en"))
    disputed = view.sides(replace(d.findings[0], status="disputed", evidence=evidence))
    assert [(s.value, len(s.evidence)) for s in disputed] == [("14", 2), ("19", 1)]
    updated = view.sides(replace(d.findings[0], evidence=evidence))
    assert [s.value for s in updated] == ["14", "12.5", "19"]


def test_every_reason_that_the_rooms_give_is_explained() -> None:
    codes = {"origins.copies"}
    for module in pkgutil.walk_packages(recoupe.__path__, "recoupe."):
        codes |= set(getattr(importlib.import_module(module.name), "REASONS", {}))
    assert len(codes) > 20
    assert codes <= recoupe.writers.display.shared("reasons")["en"].keys()


def test_every_reason_is_explained_in_both_languages_or_shown_as_it_is() -> None:
    table = recoupe.writers.display.shared("reasons")
    assert table["en"].keys() == table["fr"].keys()
    assert Words("fr").reason("figure.later") == table["fr"]["figure.later"]
    assert Words("fr").reason("nothing.like.it") is None
    assert "code.nobody.explains" in write_html(dossier(), FR)[""]


# ---------------------------------------------------------------- targets


def test_targets_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "file.csv").write_text("x")
    for name, error in (
        ("x.txt", UnknownFormat),
        ("x", UnknownFormat),
        ("no/x.html", UsageError),
        ("folder.html", UsageError),
        ("file.csv", UsageError),
    ):
        with pytest.raises(error):
            writers.check_target(tmp_path / name)
    before = sorted(tmp_path.iterdir())
    for name in ("d.html", "d.HTML", "d.htm", "d.json", "d.md", "d.csv"):
        writers.check_target(tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "d.json"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(UsageError, match="No space left"):
        recoupe.write(dossier(), target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_groups_cover_every_status() -> None:
    view = View(dossier(), Words("en"))
    assert [sum(len(s.groups[g]) for s in view.stories) for g in GROUPS] == [4, 1, 2]
    assert [one.finding.id for one in view.stories[0].groups["contested"]] == ["F1", "F3", "F2", "F4"]
    sides = view.stories[0].groups["contested"][0].sides
    assert [(s.value, s.said, len(s.evidence)) for s in sides] == [("14", ("14 blessés",), 2), ("19", ("19 blessés",), 1)]
    assert DIGEST.startswith("Les nouvelles")
