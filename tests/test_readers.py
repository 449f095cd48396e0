"""The readers: bytes to articles, and a Problem for whatever cannot be read."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import readers
from recoupe.errors import UsageError
from recoupe.readers.html import page, strip_tags
from recoupe.readers.jsonl import iso_day
from recoupe.readers.metadata import metadata
from recoupe.readers.plain import decode, tidy
from recoupe.records import Article, Problem, Published
from recoupe.sockets import Given

STORY = "Un pont s’est effondré à Vauzelles\n\nDeux personnes ont été blessées lundi, a indiqué la préfète.\n"


def articles(data: bytes, name: str = "a.txt") -> list[Article]:
    return [x for x in readers.read_bytes(name, data) if isinstance(x, Article)]


def codes(data: bytes, name: str = "a.txt") -> list[str]:
    return [x.code for x in readers.read_bytes(name, data) if isinstance(x, Problem)]


# ---------------------------------------------------------------- plain text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_comes_out_whole_whatever_it_was_written_in(encoding: str) -> None:
    (article,) = articles((STORY * 4).encode(encoding))
    assert article.text == STORY * 4


def test_a_guess_is_owned_up_to() -> None:
    assert codes((STORY * 4).encode("cp1252")) == ["read.encoding"]
    assert codes(STORY.encode()) == []


def test_newlines_are_one_kind_and_nbsp_stays() -> None:
    (article,) = articles("Le bilan\u00a0: 12\u202f000 euros.\r\nFin.\rVoilà\x0b\x07.".encode())
    assert article.text == "Le bilan\u00a0: 12\u202f000 euros.\nFin.\nVoilà."


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "read.empty"),
        (b" \n\t ", "a.txt", "read.empty"),
        (b"\xef\xbb\xbf \n", "a.txt", "read.empty"),
        (b"ab\0\0\0cd\xff\xfe" * 50, "a.txt", "read.binary"),
        (bytes(range(256)) * 40, "a.txt", "read.binary"),
        (b"%PDF-1.4\n" + bytes(range(128, 256)) * 9 + b"\0", "a.pdf", "read.unsupported"),
        (b'<?xml version="1.0"?><rss></rss>', "feed.xml", "read.unsupported"),
        (b"<html><body><script>alert(1)</script></body></html>", "a.html", "read.empty"),
        (b"{not json", "a.json", "read.json"),
        (b"[" * 200_000, "a.json", "read.json"),
        (b'{"title": "no text"}', "a.json", "read.json"),
        (b'{"schema": "recoupe/dossier/1", "articles": []}', "a.json", "read.dossier"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_no_article(data: bytes, name: str, code: str) -> None:
    assert codes(data, name) == [code]
    assert articles(data, name) == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "a", "a.pdf"]))
def test_no_bytes_raise(data: bytes, name: str) -> None:
    for item in readers.read_bytes(name, data):
        assert isinstance(item, (Article, Problem))
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode("utf-8")
        else:
            assert item.code != "read.crash", item


@given(st.text(max_size=200))
def test_tidy_is_stable_and_leaves_no_control_character(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert not any(ord(c) < 32 and c not in "\n\t" for c in once)


def test_utf8_wins_over_a_wrong_declaration() -> None:
    decoded = decode("Zoé a été élue".encode(), "iso-8859-1")
    assert decoded is not None
    assert decoded.text == "Zoé a été élue"
    decoded = decode("Zoé a été élue : 10 €".encode("cp1252"), "iso-8859-1")
    assert decoded is not None
    assert (decoded.text, decoded.how) == ("Zoé a été élue : 10 €", "declared")


# ---------------------------------------------------------------- places


def test_places_in_order_folders_sorted(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name, text in (("b/2.txt", "Deux."), ("b/1.txt", "Un."), ("z.txt", "Zed."), (".hidden.txt", "Non.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0")
    found = list(readers.read([tmp_path / "z.txt", tmp_path / "b", str(tmp_path / "b" / "*.txt")]))
    assert [Path(x.source or "").name for x in found] == ["z.txt", "1.txt", "2.txt", "1.txt", "2.txt"]
    whole = [x for x in readers.read(str(tmp_path)) if isinstance(x, Article)]
    assert [a.text for a in whole] == ["Zed.", "Un.", "Deux."]
    assert [x.code for x in readers.read(tmp_path) if isinstance(x, Problem)] == ["read.skipped"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Un mot.", encoding="utf-8")
    (tmp_path / "in" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len([x for x in readers.read([tmp_path]) if isinstance(x, Article)]) == 1


def test_missing_empty_and_unreadable_places_are_problems(tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    found = list(readers.read([tmp_path / "no.txt", str(tmp_path / "*.doc"), tmp_path / "void"]))
    assert [x.code for x in found if isinstance(x, Problem)] == ["read.missing", "read.missing", "read.nothing"]
    assert [x.code for x in readers.read([tmp_path]) if isinstance(x, Problem)] == ["read.missing"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un mot.", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert [x.code for x in readers.read([tmp_path / "a.txt"]) if isinstance(x, Problem)] == ["read.permission"]


def test_permission_error_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Un mot.", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [x.code for x in readers.read([tmp_path / "a.txt"]) if isinstance(x, Problem)] == ["read.permission"]


@pytest.mark.parametrize("place", ["https://example.org/a", "HTTP://example.org", "", "a\0b"])
def test_wrong_use_raises_before_anything_is_read(place: str) -> None:
    with pytest.raises(UsageError):
        readers.read([place])


def test_standard_input_is_sniffed() -> None:
    html = (
        b"<!doctype html><html><body><h1>Le pont de Vauzelles ferme</h1><p>Il a ferm\xc3\xa9 lundi soir, dit la mairie.</p></body></html>"
    )
    (article,) = [x for x in readers.read(["-"], stdin=io.BytesIO(html)) if isinstance(x, Article)]
    assert article.text == "Le pont de Vauzelles ferme\n\nIl a fermé lundi soir, dit la mairie."
    lines = b'{"text": "Un."}\n{"text": "Deux."}\n'
    assert [a.text for a in readers.read("-", stdin=io.BytesIO(lines)) if isinstance(a, Article)] == ["Un.", "Deux."]
    (plain,) = readers.read(["-"], stdin=io.BytesIO(STORY.encode()))
    assert isinstance(plain, Article)
    assert plain.text == STORY


def test_what_is_given_wins(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"text": "Un mot.", "date": "2024-01-02", "sitename": "A", "language": "en"}), encoding="utf-8"
    )
    (article,) = readers.read([tmp_path / "a.json"], Given(language="fr", published="2025-03-04", outlet="Le Pli"))
    assert isinstance(article, Article)
    assert (article.language, article.outlet, article.published) == ("fr", "Le Pli", Published("2025-03-04", "given", None))


# ---------------------------------------------------------------- JSON

ROWS = {
    "trafilatura": {
        "title": "Un titre",
        "text": "Le texte.",
        "date": "2025-05-06",
        "sitename": "Le Pli",
        "author": "A. B",
        "source": "https://e.org/1",
    },
    "news-please": {
        **{"title": "Un titre", "maintext": "Le texte.", "date_publish": "2025-05-06 10:20:00", "source_domain": "Le Pli"},
        **{"authors": ["A. B"], "url": "https://e.org/1"},
    },
    "4cat": {"subject": "Un titre", "body": "Le texte.", "timestamp": "2025-05-06 10:20:00", "author": "A. B", "link": "https://e.org/1"},
}


@pytest.mark.parametrize("tool", sorted(ROWS))
def test_the_keys_of_other_tools(tool: str) -> None:
    (article,) = articles(json.dumps(ROWS[tool]).encode() + b"\n", "x.jsonl")
    assert article.text == "Un titre\n\nLe texte."
    assert (article.title, article.author, article.url) == ("Un titre", "A. B", "https://e.org/1")
    assert article.published.date is not None
    assert article.published.date[:10] == "2025-05-06"
    assert article.outlet == ("Le Pli" if tool != "4cat" else None)


def test_a_title_that_the_text_begins_with_is_not_doubled() -> None:
    (article,) = articles(json.dumps({"title": "Un  titre", "text": "Un titre\n\nLe texte."}).encode(), "x.json")
    assert article.text == "Un titre\n\nLe texte."


def test_a_bad_line_is_named_and_the_others_are_read() -> None:
    data = '{"text": "Un."}\n{"text": \nnull\n\n{"title": "x"}\n{"text": "D\u2028eux."}\n'.encode()
    found = list(readers.read_bytes("f.jsonl", data))
    assert [x.text for x in found if isinstance(x, Article)] == ["Un.", "D\u2028eux."]
    assert [x.source for x in found] == ["f.jsonl:1", "f.jsonl:2", "f.jsonl:3", "f.jsonl:5", "f.jsonl:6"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-07-04", "2025-07-04"),
        ("2025-07-04T21:30:05+02:00", "2025-07-04T21:30"),
        ("2025-07-04 00:00:00", "2025-07-04"),
        ("2025-07", "2025-07"),
        ("2025", "2025"),
        (1751664600, "2025-07-04T21:30"),
        ("1751664600", "2025-07-04T21:30"),
        ("2025-02-30", None),
        ("2025-13-01", None),
        ("yesterday", None),
        (True, None),
        (1e300, None),
        (None, None),
    ],
)
def test_iso_day(value: object, day: str | None) -> None:
    assert iso_day(value) == day


# ---------------------------------------------------------------- HTML

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge shut - The Pleat</title>
<meta property="og:site_name" content="The Pleat"><link rel="canonical" href="https://pleat.example/bridge">
<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle",
 "headline":"Old bridge at Orwick shut after inspection",
 "datePublished":"2025-03-04T18:20:00Z","author":[{"@type":"Person","name":"Ann Lee"}]}]}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<div class="cookie-banner"><p>We and our 300 partners use cookies to store information on your device and to show you advertising.</p></div>
<article><h1>Old bridge at Orwick shut after inspection</h1><p class="byline">By Ann Lee</p>
<p>The old bridge at Orwick was shut on Tuesday after inspectors found cracks in two of its four piers, the county said.</p>
<p>&ldquo;It is a matter of weeks, not days,&rdquo; said the engineer in charge, Paul&nbsp;Moss, who has <b>worked</b> there since 1998.<br>
He would not be drawn on costs.</p>
<div class="related"><h4>Read more</h4><a href="/x">Ten walks to take this spring</a></div>
<p>Some 4,200 vehicles cross it every day, according to the council, which has asked drivers to use the bypass instead.</p>
<p style="display:none">Hidden words nobody sees in the page at all, whatever they may say about it.</p>
</article><footer><p>&copy; 2025 Pleat Media Ltd. All rights reserved.</p></footer></body></html>"""


def test_a_page_keeps_its_article_and_sets_the_rest_aside() -> None:
    (article,) = articles(PAGE.encode(), "a.html")
    assert article.text.split("\n\n")[0] == article.title == "Old bridge at Orwick shut after inspection"
    assert (
        "“It is a matter of weeks, not days,” said the engineer in charge, Paul\u00a0Moss, who has worked there since 1998." in article.text
    )
    assert "1998.\nHe would not be drawn on costs." in article.text
    assert article.text.endswith("use the bypass instead.")
    gone = {r.exact for r in article.removed}
    assert {"Home", "Sport", "Ten walks to take this spring", "© 2025 Pleat Media Ltd. All rights reserved."} <= gone
    assert "Hidden words" not in article.text + " ".join(gone)
    assert "NewsArticle" not in article.text + " ".join(gone)
    assert (article.outlet, article.author, article.language) == ("The Pleat", "Ann Lee", "en")
    assert article.published == Published("2025-03-04T18:20", "stated", "JSON-LD datePublished")
    assert article.url == "https://pleat.example/bridge"
    assert all(0 <= r.at <= len(article.text) for r in article.removed)


def test_declared_language_yields_to_the_words() -> None:
    wrong = PAGE.replace('lang="en"', 'lang="fr"')
    assert articles(wrong.encode(), "a.html")[0].language == "en"


def test_charset_of_the_meta_element() -> None:
    head = "<head><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'></head>"
    html = f"<html>{head}<body><p>L’été s’achève à Orléans, dit-on.</p></body></html>"
    assert articles(html.encode("cp1252"), "a.html")[0].text == "L’été s’achève à Orléans, dit-on."


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "Le ministre a démissionné lundi soir." + "</div>" * 10_000,
        "<p><b>" * 10_000 + "Le ministre a démissionné lundi soir.",
        "<p>Le ministre a démissionné lundi soir.",
        "<html><head><title>x</title><body><p>Le ministre a démissionné lundi soir.</div></span></p></table>",
        "<html><p>Le ministre a démissionné lundi soir.<a <a <a <b",
    ],
)
def test_broken_markup_still_gives_its_text(html: str) -> None:
    (article,) = [x for x in page("a.html", html) if isinstance(x, Article)]
    assert "Le ministre a démissionné lundi soir." in article.text


def test_tags_are_stripped_without_a_parser() -> None:
    html = "<title>T</title><script>var a = '<p>no</p>';</script><p>A &amp; B<br>C</p><!-- x --><style>p{}</style>D"
    assert strip_tags(html) == ["T", "A & B", "C", "D"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='nav'>",
                "</div>",
                "<h1>",
                "</h1>",
                "a b c. ",
                "<br>",
                "&eacute;",
                "<a href=x>",
                "</a>",
                "<",
                "<!--",
            ]
        )
    )
)
def test_no_markup_raises(parts: list[str]) -> None:
    for item in page("a.html", "<html>" + "".join(parts)):
        assert isinstance(item, (Article, Problem))


@pytest.mark.parametrize(
    ("head", "credits"),
    [
        ('"sourceOrganization":{"@type":"Organization","name":"Agence Littoral"}', ("Agence Littoral",)),
        ('"sourceOrganization":{"name":"La Gazette"}', ()),
        ('"isBasedOn":"https://www.agence.example/depeche/12"', ("agence.example",)),
        ('"creditText":"Photo : Jeanne Doe"', ()),
        ('"creditText":"APX"', ("APX",)),
    ],
)
def test_the_source_of_a_text_is_read_from_the_page(head: str, credits: tuple[str, ...]) -> None:
    data = '{"@type":"NewsArticle","headline":"Crue","publisher":{"name":"La Gazette"},' + head + "}"
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><body><p>Une crue.</p></body></html>"
    assert metadata(page, None).credits == credits
    tagged = '<html><head><meta name="syndication-source" content="https://www.agence.example/x"></head><body></body></html>'
    assert metadata(tagged, None).credits == ("agence.example",)
