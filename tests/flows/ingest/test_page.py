# ruff: noqa: E501
"""Web pages: the main text, and what the page says of itself, whatever its layout; hostile ones end soon."""

import textwrap
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from karabakh.flows.ingest import UndecodableError, read
from karabakh.flows.ingest.errors import UnparsableError
from karabakh.flows.ingest.page import read_page

PARAGRAPHS = (
    "Engineers began to repair the bridge over the river on 14 March, the regional roads office said on Monday.",
    "The bridge was damaged in the spring floods of 2010 and has carried no lorries since then, the office added.",
    "“We expect the first cars to cross before the harvest,” said the chief engineer, who has led the works for a year.",
    "Villagers on the other bank now drive 40 kilometres to reach the market, and the school bus goes only twice a day.",
    "The works cost 1.2 million and are to end in September, according to a note that the office sent to the council.",
)
MENU = "".join(
    f'<li><a href="/{name}">{name}</a></li>' for name in ("Politics", "Economy", "Culture", "Sport", "Video")
)
RELATED = "".join(
    f'<li><time datetime="2019-0{n}-11">11.0{n}.2019</time> <a href="/old{n}">An older report, number {n}</a></li>'
    for n in (1, 2, 3)
)
COMMENTS = '<div id="comments" class="comments"><h3>Comments</h3><div class="comment"><p>A reader wrote that the old bridge looked far better than this one does.</p></div></div>'
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TITLE = "Repair of the river bridge begins"


def page(head: str = "", main: str = "", before: str = "", after: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{TITLE} - The Courier</title>{head}</head>'
        f"<body><nav><ul>{MENU}</ul></nav>{before}{main}{after}"
        f"<footer><p>© 2009–2024 The Courier. All rights reserved.</p></footer></body></html>"
    )


def linked(*nodes: str) -> str:
    return "".join(f'<script type="application/ld+json">{node}</script>' for node in nodes)


class Layout(NamedTuple):
    html: str
    published: date | None
    publisher: str | None = None
    url: str | None = None


DAY = date(2021, 3, 15)
ARTICLE = f"<article><h1>{TITLE}</h1>{BODY}</article>"
LAYOUTS = {
    "open graph": Layout(
        page(
            '<meta property="og:site_name" content="The Courier"><meta property="og:url" content="https://courier.example/a/1">'
            '<meta property="article:published_time" content="2021-03-15T08:00:00+04:00">'
            '<meta property="article:modified_time" content="2022-07-01T08:00:00+04:00">',
            ARTICLE,
            after=f"<aside><ul>{RELATED}</ul></aside>",
        ),
        DAY, "The Courier", "https://courier.example/a/1",
    ),
    "linked data": Layout(
        page(
            linked(
                '{"@context":"https://schema.org","@type":"NewsArticle","headline":"x","datePublished":"2021-03-15T23:30:00+04:00",'
                '"dateModified":"2023-01-02","publisher":{"@type":"Organization","name":"The Courier"}}',
                '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2018-02-02"}]}',
            )
            + '<link rel="canonical" href="https://courier.example/a/2">',
            ARTICLE,
        ),
        DAY, "The Courier", "https://courier.example/a/2",
    ),
    "linked data in a graph": Layout(
        page(
            linked(
                '{"@graph":[{"@type":"WebSite","name":"The Courier"},{"@type":["Article","Thing"],"datePublished":"2021-03-15"},'
                '{"@type":"WebPage","datePublished":"2009-01-01"}]}'
            ),
            f'<div class="post"><div class="entry-content"><h1>{TITLE}</h1>{BODY}</div></div>',
        ),
        DAY,
    ),
    "linked data about what the page is for": Layout(
        page(linked('{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","datePublished":"2021-03-15T01:00:00Z"}}'), ARTICLE),
        DAY,
    ),
    "an old blog": Layout(
        page(main=f'<div class="hentry"><h3>{TITLE}</h3><abbr class="published" title="2021-03-15T12:00:00Z">noon</abbr>'
             f'<div class="entry-content">{BODY}</div></div>'),
        DAY,
    ),
    "broken linked data": Layout(page(linked('{"@type":"NewsArticle","datePublished":"2021-03-15",}'), ARTICLE), None),
    "Dublin Core": Layout(
        page(
            '<meta name="DC.date.issued" content="2021-03-15"><meta name="DC.publisher" content="The Courier">'
            '<meta name="dcterms.modified" content="2022-01-01">',
            f'<div id="content"><h1>{TITLE}</h1>{BODY}</div>',
        ),
        DAY, "The Courier",
    ),
    "microdata": Layout(
        page(
            main=f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>'
            f'<meta itemprop="datePublished" content="2021-03-15"><div itemprop="articleBody">{BODY}</div></div>'
        ),
        DAY,
    ),
    "a marked time": Layout(
        page(main=f'<article><h1>{TITLE}</h1><p class="by"><time datetime="2021-03-15T09:00Z">15 March 2021</time></p>{BODY}'
             f'</article><section><ul>{RELATED}</ul></section>'),
        DAY,
    ),
    "a time in running text": Layout(
        page(main=f'<article><h1>{TITLE}</h1>{BODY}<p>{PARAGRAPHS[1]} It was built on <time datetime="1931-05-01">1 May 1931'
             f"</time> by the men of the three villages that lie on this side. {PARAGRAPHS[0]}</p></article>"),
        None,
    ),
    "two times that differ": Layout(
        page(main=f'<article><h1>{TITLE}</h1><time datetime="2021-03-15">x</time><div><time datetime="2021-03-19">y</time>'
             f"</div>{BODY}</article>"),
        None,
    ),
    "a day in the address": Layout(
        page('<link rel="canonical" href="https://courier.example/2021/03/15/bridge">', ARTICLE),
        DAY, "courier.example", "https://courier.example/2021/03/15/bridge",
    ),
    "a month in the address": Layout(
        page('<link rel="canonical" href="https://courier.example/2021/03/bridge">', ARTICLE),
        None, "courier.example", "https://courier.example/2021/03/bridge",
    ),
    "only a copyright and days in running text": Layout(page(main=ARTICLE), None),
    "a year and a month alone": Layout(
        page('<meta name="date" content="2021-03"><meta name="pubdate" content="2021">', ARTICLE), None
    ),
    "a day that can be read in two ways": Layout(page('<meta name="date" content="03/04/2021">', ARTICLE), None),
    "words for a day": Layout(page('<meta name="date" content="Mon, 15 Mar 2021 09:00:00 GMT">', ARTICLE), DAY),
    "a day that programs write for none": Layout(
        page('<meta name="date" content="1970-01-01"><meta name="pubdate" content="0001-01-01T00:00:00">', ARTICLE), None
    ),
    "tables for layout": Layout(
        page(main=f"<table><tr><td><ul>{MENU}</ul></td><td><h1>{TITLE}</h1>{BODY}</td></tr></table>"), None
    ),
    "lines broken by hand": Layout(
        page(main=f'<div class="text"><h1>{TITLE}</h1>{"<br><br>".join(PARAGRAPHS)}</div>'), None
    ),
    "divisions alone": Layout(
        page(main=f'<div id="main"><h2>{TITLE}</h2>{"".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS)}</div>'),
        None,
    ),
    "nothing closed": Layout(f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1>{'<p>'.join(('', *PARAGRAPHS))}", None),
    "comments below": Layout(page(main=ARTICLE, after=COMMENTS), None),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_main_text_is_all_there_and_nothing_else(name: str) -> None:
    text = read_page(LAYOUTS[name].html.encode()).text
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in text] == []
    for other in ("All rights reserved", "Economy", "An older report", "A reader wrote"):
        assert other not in text or name == "tables for layout"


def test_paragraphs_and_titles_stand_apart() -> None:
    text = read_page(LAYOUTS["open graph"].html.encode()).text
    assert text.split("\n\n") == [TITLE, *PARAGRAPHS]


def test_lines_of_a_fixed_width_stay_lines() -> None:
    lines = textwrap.wrap(" ".join(PARAGRAPHS), 60)
    text = read_page(f"<html><body><h1>{TITLE}</h1><pre>{chr(10).join(lines)}</pre></body></html>".encode()).text
    assert "\n".join(lines) in text


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_says_when_and_by_whom_it_was_published(name: str) -> None:
    layout = LAYOUTS[name]
    said = read_page(layout.html.encode()).values
    assert said.get("published") == (layout.published.isoformat() if layout.published else None)
    assert (said.get("publisher"), said.get("url")) == (layout.publisher, layout.url)


def test_a_page_is_a_document_with_what_it_says(folder) -> None:
    data = LAYOUTS["open graph"].html.encode("utf-8")
    (document,) = read([folder({"a.html": data})]).documents
    assert (document.document_id, document.status, document.language) == ("a", "ok", "en")
    assert (document.published, document.publisher, document.url) == (DAY, "The Courier", "https://courier.example/a/1")
    assert (document.encoding, document.source_file) == ("utf-8", "a.html")


def test_a_page_and_its_text_in_a_file_have_the_same_text(folder, tmp_path: Path) -> None:
    (page_read,) = read([folder({"a.html": LAYOUTS["linked data"].html})]).documents
    (tmp_path / "b.txt").write_text(page_read.text, encoding="utf-8", newline="")
    (text_read,) = read([tmp_path / "b.txt"]).documents
    assert text_read.text_sha256 == page_read.text_sha256


@pytest.mark.parametrize(
    ("claimed", "text", "language", "status"),
    [
        ("en", "Рано утром начался дождь, и дорога в деревню закрылась, поэтому автобус не приехал.", "ru", "unsupported_language"),
        ("az", PARAGRAPHS[0], "en", "ok"),
        ("en-GB", PARAGRAPHS[0], "en-GB", "ok"),
        ("nonsense words", PARAGRAPHS[0], "en", "ok"),
        ("", PARAGRAPHS[0], "en", "ok"),
    ],
)  # fmt: skip
def test_the_text_tells_the_language_and_the_page_which_kind_of_it(folder, claimed, text, language, status) -> None:
    html = page(main=f"<article><p>{text}</p><p>{text}!</p></article>", lang=claimed)
    (document,) = read([folder({"a.html": html})]).documents
    assert (document.language, document.status) == (language, status)


@pytest.mark.parametrize(
    "html",
    ["", " \n", "<html></html>", "<script>var a = 1;</script>", "<!-- nothing -->", "<html><head><title>x</title>"],
)
def test_a_page_without_a_text_is_an_empty_document(folder, html: str) -> None:
    (document,) = read([folder({"a.html": html})]).documents
    assert (document.text, document.status) == ("", "empty")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ('<meta charset="windows-1251"><p>Дорога закрыта.</p>'.encode("cp1251"), "windows-1251"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'><p>Дорога закрыта.</p>".encode("koi8-r"), "koi8-r"),
        ('<meta charset="iso-8859-1"><p>Дорога “закрыта”.</p>'.encode(), "utf-8"),
        ('<meta charset="ISO-8859-1"><p>The “road” was closed.</p>'.encode("cp1252"), "windows-1252"),
        ('<meta charset="latin5"><p>Şuşa yolu bağlıdır.</p>'.encode("iso8859-9"), "iso-8859-9"),
        ('<?xml version="1.0" encoding="windows-1254"?><html><p>“Şuşa”</p></html>'.encode("cp1254"), "windows-1254"),
        ('<meta charset="utf-8"><p>Şuşa</p>'.encode("utf-16"), "utf-16"),
        ("<p>Şuşa</p>".encode("utf-8-sig"), "utf-8"),
        ('<meta charset="no-such-thing"><p>The café was closed.</p>'.encode("latin-1"), "iso-8859-1"),
    ],
)  # fmt: skip
def test_a_page_is_decoded_as_it_says_itself_unless_it_is_utf8(data: bytes, encoding: str) -> None:
    found = read_page(data)
    assert found.encoding == encoding
    assert found.text.isprintable()
    assert any(word in found.text for word in ("закрыт", "“road”", "Şuşa", "café"))


def test_nothing_hangs_on_the_day_or_on_what_was_read_before() -> None:
    alone = {name: read_page(layout.html.encode()) for name, layout in LAYOUTS.items()}
    assert {name: read_page(LAYOUTS[name].html.encode()) for name in reversed(LAYOUTS)} == alone
    far = page('<meta property="article:published_time" content="2099-12-31">', ARTICLE)
    assert read_page(far.encode()).values["published"] == "2099-12-31"


def test_a_paragraph_on_every_page_stays_on_every_page(folder) -> None:
    found = read(
        [folder({f"{n}.html": page(main=f"<article>{BODY}<p>Note {n} of many.</p></article>") for n in range(9)})]
    )
    assert [document.text.count(PARAGRAPHS[0]) for document in found.documents] == [1] * 9


HOSTILE = {
    "nested without end": "<html><body>" + "<div>" * 2_000_000 + "x",
    "never closed": "<p>It was said that the road was closed. " * 20_000,
    "attributes": "<p " + " ".join(f"a{number}" for number in range(100_000)) + ">x",
    "attributes behind a quotation": "<p a='>' " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x",
    "entities": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><p>&b;&b; &amp;&#0;&#x110000;</p>',
    "script alone": "<script>" + "a = '<p>x</p>';" * 200_000 + "</script>",
    "one long line": "<p>" + "The road was closed. " * 300_000,
    "less than": "<" * 2_000_000,
    "tags begun": "<a" * 1_000_000,
    "ampersands": "&" * 2_000_000,
    "links": '<a href="/x">x</a>' * 100_000,
    "deep and wide": "<div>" * 900 + "<p>The road was closed.</p>" * 20_000,
    "lists in lists": ("<ul><li>" * 300 + "x" + "</li></ul>" * 300) * 50,
    "tables in tables": "<table><tr><td>" * 300 + "x",
    "linked data": '<script type="application/ld+json">' + '{"@graph":[' * 50_000 + "</script><p>x</p>",
    "comments": "<!-- " + "-- " * 500_000,
    "a quotation begun": '<a x="' * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_a_document_or_a_rejection_soon(folder, name: str) -> None:
    found = read([folder({"a.html": HOSTILE[name], "b.html": page(main=ARTICLE)})])
    assert len(found.documents) + len(found.rejected) == 2
    assert {rejection.rule for rejection in found.rejected} <= {"unparsable"}
    assert found.documents[-1].document_id == "b"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", bytes(range(1, 256)) * 1000])
def test_a_page_that_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        read_page(data)


def test_a_page_of_more_than_32_megabytes_is_refused() -> None:
    with pytest.raises(UnparsableError, match="a page of more than 32 MB"):
        read_page(b"<p>" + b" " * (1 << 25))


def test_a_page_too_intricate_for_its_main_text_is_read_as_a_whole() -> None:
    html = page(main=f"<article>{BODY}{'<p>The <b>road</b> was<br>closed.</p>' * 12_000}</article>")
    lines = read_page(html.encode()).text.split("\n\n")
    assert lines[:5] == [*PARAGRAPHS]
    assert lines[5:7] == ["The road was", "closed."]
    assert len(lines) == 5 + 2 * 12_000


def test_raised_numbers_do_not_run_into_what_is_before_them() -> None:
    page = (
        "<html><body><article><p>The land of 12 km<sup>2</sup> was lost in July 1993<sup><a href='#n'>5</a></sup>, "
        "and 300<sup>12</sup> of the 10<sup>6</sup> trees were cut on the 21<sup>st</sup>.<sup>[6]</sup></p></article>"
        "</body></html>"
    )
    text = read_page(page.encode()).text
    assert text == "The land of 12 km² was lost in July 1993[5], and 300[12] of the 10⁶ trees were cut on the 21st.[6]"
