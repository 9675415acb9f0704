"""Names that are scripts, formulas, paths, or hardly letters at all, in slides and dossiers.

Every text of a deck and of a dossier is one of them, wherever a name may come to stand: whatever
form the file has, it opens, holds the letters, and does nothing.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

from analysis.exports.deck.chart_files import chart_svg, slide_csv, slide_name
from analysis.exports.deck.chart_spec import ChartSpec, Series
from analysis.exports.deck.files import deck_bytes
from analysis.exports.deck.model import Deck, Slide, Table
from analysis.exports.dossier.files import dossier_bytes
from analysis.exports.dossier.model import (
    Dossier,
    Front,
    Grid,
    JudgedCheck,
    Picture,
    Section,
    Words,
)
from analysis.language import Text
from tests.hostile_case import PAYLOADS

PATHS = ("../../etc/passwd", "C:\\con\\..\\x.exe", "/dev/null", "a/b:c*?|.xlsx", "CON", ".", "..")
ODD = (
    "\u202egpj.exe\u202c đảo chiều",
    "\u2066\u200b\u200f\ufeff vô hình",
    "a\x00b\x07c\x0bd\x1b[31m\x7f\x85 điều khiển",
    "\ufffe\uffff không phải chữ",
    "e\u0301\u0302\u0303" * 40,
    "🏭👩🏽‍🏭 xưởng",
    "]]> & <!-- --> &amp; </style></script><svg onload=pwned()>",
    "dòng\r\nmới\u2028và\tcách",
)
LONG = ("Đ" * 20_000, "từ " * 8_000)
HOSTILE = (*PAYLOADS, *PATHS, *ODD, *LONG)


def _chart(name: str) -> ChartSpec:
    values = (1.0, None, 3.0)
    series = (Series(name, "#0B4F7D", values, (0.5, None, 2.0), (1.5, None, 4.0)),)
    return ChartSpec("bars", (name, f"2 {name}", "3"), series, name, "count", False, name)


def _slide(name: str, number: int) -> Slide:
    table = Table((name, name), ((name, name), ("=1+1", name)), (False, True), name)
    return Slide(
        key=f"view-{number}",
        language="vi",
        title=name,
        table=table,
        source=name,
        scope=name,
        method=name,
        mark=name,
        notes=name,
        chart=_chart(name),
        remarks=(name,),
        alternative=name,
        caution=name,
    )


@pytest.fixture(scope="module")
def deck() -> Deck:
    slides = tuple(_slide(name, number) for number, name in enumerate(HOSTILE))
    title = " ".join(HOSTILE[:-2])
    return Deck(Text(title, title), "internal", slides, (Text(title, title),))


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    sections = tuple(
        Section(
            ("grade", "result")[number] if number < 2 else f"section-{number}",
            name,
            (
                Words((name, name), bullets=True),
                Grid(name, (name, name), ((name, name),), (False, True), name),
                Picture(name, _chart(name), name),
            ),
        )
        for number, name in enumerate(HOSTILE)
    )
    checks = tuple(JudgedCheck(f"c{n}", name, "fail", name) for n, name in enumerate(HOSTILE))
    front = Front(*HOSTILE[:4], 3, HOSTILE[4], HOSTILE[5])
    origin = tuple((f"o{n}", name, name) for n, name in enumerate(HOSTILE))
    return Dossier(HOSTILE[0], "vi", front, sections, checks, origin, {"name": list(HOSTILE)})


class _Looked(HTMLParser):
    """What of a page could act: handlers, scripts, addresses; and all its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.acting: list[str] = []
        self.scripts = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag in ("iframe", "object", "embed", "base", "form", "link"):
            self.acting.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            leads_out = name in ("href", "src", "action", "xlink:href") and not address.startswith(
                ("#", "data:image/", "data:font/")
            )
            if name.startswith("on") or leads_out or address.startswith("javascript:"):
                self.acting.append(f"{tag} {name}={address[:80]}")

    def handle_data(self, data: str) -> None:
        self.text += data


def _looked(html: bytes) -> _Looked:
    page = _Looked()
    page.feed(html.decode("utf-8"))
    page.close()
    return page


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert not name.startswith("/")
            assert ".." not in name.split("/")
            assert "\\" not in name
            yield name, archive.read(name)


def test_a_powerpoint_file_opens_and_leads_nowhere(deck: Deck) -> None:
    content = deck_bytes(deck, "pptx")
    book = Presentation(io.BytesIO(content))
    assert len(book.slides) == len(HOSTILE)
    for name, part in _parts(content):
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(part)
            assert 'TargetMode="External"' not in part.decode("utf-8"), name
            assert not tree.xpath("//*[local-name()='hlinkClick' or local-name()='hlinkHover']")
        if name.endswith(".xlsx"):
            for sheet in load_workbook(io.BytesIO(part)):
                for row in sheet.iter_rows():
                    assert all(cell.data_type != "f" for cell in row), name
    words = "\n".join(
        shape.text_frame.text
        for page in book.slides
        for shape in page.shapes
        if shape.has_text_frame
    )
    assert "<script>window.pwned=1</script>" in words
    assert '=HYPERLINK("http://x.invalid","x")' in words


def test_a_pdf_opens_and_asks_for_nothing(deck: Deck, dossier: Dossier) -> None:
    for content in (deck_bytes(deck, "pdf"), dossier_bytes(dossier, "pdf")):
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
        for action in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/OpenAction", b"/AA"):
            assert not re.search(re.escape(action) + rb"[\s/(<\[]", content), action


def test_html_holds_letters_and_no_more_scripts_than_its_own(deck: Deck, dossier: Dossier) -> None:
    calm = Deck(Text("a", "a"), "internal", (_slide("a", 0),) * len(HOSTILE))
    for content, own in (
        (deck_bytes(deck, "html"), _looked(deck_bytes(calm, "html")).scripts),
        (dossier_bytes(dossier, "html"), 0),
    ):
        page = _looked(content)
        assert page.acting == []
        assert page.scripts == own
        assert not set("\x00\x07\x1b\u202e\u2066\ufffe") & set(content.decode("utf-8"))
        for name in (*PAYLOADS, *PATHS):
            assert _squeezed(name) in _squeezed(page.text), name


def test_the_figures_of_a_slide_are_a_file_of_harmless_cells(deck: Deck) -> None:
    for number, slide in enumerate(deck.slides, start=1):
        assert re.fullmatch(r"[a-z0-9-]{1,100}", slide_name(slide, number))
        cells = [cell for row in csv.reader(io.StringIO(slide_csv(slide))) for cell in row]
        assert cells
        assert [one for one in cells if one.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
        tree = etree.fromstring(chart_svg(slide).encode("utf-8"))
        assert not tree.xpath("//*[local-name()='script' or local-name()='foreignObject']")
        assert not tree.xpath("//@*[starts-with(name(), 'on')]")


def test_the_record_of_a_dossier_is_json_of_the_very_letters(dossier: Dossier) -> None:
    told = json.loads(dossier_bytes(dossier, "json"))
    assert told["claim"]["name"] == list(HOSTILE)
