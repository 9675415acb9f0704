"""The parts pages are built from: table, trend, files, order, shell, launch, errors."""

from __future__ import annotations

import asyncio
import csv
import io
import logging
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.language import Text
from analysis.measures import Measure, MeasureColumn, catalogue, run_measure
from analysis.scope import Scope
from analysis.settings import WORKSPACE_VARIABLE
from analysis.warehouse import Snapshot, open_snapshot
from dashboard.launch import SERVER, command
from dashboard.shell import HtmlShell, SecurityHeaders, localised_shell
from dashboard.ui.address import read_address
from dashboard.ui.chart import plain
from dashboard.ui.downloads import csv_bytes, xlsx_bytes
from dashboard.ui.order import vietnamese_key
from dashboard.ui.sparkline import sparkline
from dashboard.ui.table import shown_columns, table_html
from dashboard.ui.translation import translator
from dashboard.ui.view import View

SHELL = (
    '<html lang="en"><head><link rel="shortcut icon" href="./favicon.png" /><link\n rel="preload" '
    'href="./static/media/x.woff2"\n as="font" /><title>Streamlit</title></head></html>'
)


def _measure() -> Measure:
    columns = (
        MeasureColumn("year", "year", Text("Năm", "Year")),
        MeasureColumn("currency", "currency", Text("Tiền", "Currency")),
        MeasureColumn("paid", "money", Text("Chi", "Paid")),
        MeasureColumn("rate", "share", Text("Tỷ lệ", "Rate")),
        MeasureColumn("place", "text", Text("Nơi", "Place")),
        MeasureColumn("part", "flag", Text("Một phần", "Part")),
    )
    word = Text("Định nghĩa.", "Definition.")
    return Measure("probe", word, word, word, (), columns, lambda snapshot, scope: _frame())


def _frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": pd.array([2019, 2020], dtype="Int64"),
            "currency": ["VND", "VND"],
            "paid": pd.array([1_234_500_000, None], dtype="Int64"),
            "rate": [0.125, float("nan")],
            "place": ["Đức Phổ <b>", "=1+1"],
            "part": [False, True],
        }
    )


def _view(workspace: Path, case: str, language: str = "vi") -> View:
    snapshot: Snapshot = open_snapshot(workspace, case)
    scope = Scope(language="vi" if language == "vi" else "en", years=(2020,))
    return View(snapshot, scope, translator(scope.language))


def test_table_writes_numbers_in_the_language_and_the_unknown_as_a_dash() -> None:
    measure = _measure()
    vietnamese = table_html(_frame(), measure.columns, "Bảng", translator("vi"))
    assert "Chi (tỷ đồng)" in vietnamese
    assert "1,234" in vietnamese or "1,235" in vietnamese
    assert "12,5%" in vietnamese
    assert '<td class="kc-number">–</td>' in vietnamese
    assert "Đức Phổ &lt;b&gt;" in vietnamese
    assert "Có" in vietnamese
    english = table_html(_frame(), measure.columns, "Table", translator("en"))
    assert "Paid (billion VND)" in english
    assert "12.5%" in english
    assert '<th scope="col"' in english


def test_a_code_stands_back_where_its_name_is_beside_it() -> None:
    shown = [column.name for column in shown_columns(catalogue()["funding_by_source"])]
    assert "fund_source_name" in shown
    assert "fund_source" not in shown


def test_sparkline_leaves_a_gap_for_the_unknown_and_describes_itself() -> None:
    drawing = unquote(sparkline((1.0, 2.0, None, 3.0, 2.0), "Xu hướng"))
    assert 'alt="Xu hướng"' in drawing
    assert drawing.count('stroke-width="2"') == 2
    assert sparkline((1.0, None), "x") == ""
    assert sparkline((), "x") == ""


def test_csv_says_its_case_on_every_row_and_runs_no_formula(workspace: Path) -> None:
    view = _view(workspace, "quang-ngai-simulated")
    content = csv_bytes(_frame(), view)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["simulated"] for row in rows] == ["True", "True"]
    assert {row["case"] for row in rows} == {"quang-ngai-simulated"}
    assert rows[0]["paid"] == "1234500000"
    assert rows[1]["paid"] == ""
    assert rows[1]["place"] == "'=1+1"
    empty = csv_bytes(_frame().iloc[0:0], view).decode("utf-8-sig")
    assert empty.strip().endswith("case,simulated")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_workbook_carries_the_mark_the_definition_and_the_scope(
    workspace: Path, language: str
) -> None:
    view = _view(workspace, "quang-ngai-simulated", language)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(_frame(), _measure(), view)))
    data, about = book.worksheets
    mark = "SỐ LIỆU MÔ PHỎNG" if language == "vi" else "SIMULATED DATA"
    assert mark in str(data["A1"].value)
    assert data["A2"].value == ("Năm" if language == "vi" else "Year")
    assert data["C3"].value == 1_234_500_000
    assert data["C4"].value is None
    assert data["E4"].value == "=1+1"
    assert data["E4"].data_type == "s"
    text = "\n".join(str(cell.value) for row in about.iter_rows() for cell in row)
    assert mark in text
    assert "2020" in text
    assert _measure().counts.in_language(view.language) in text


def test_workbook_of_real_data_has_no_mark(workspace: Path) -> None:
    view = _view(workspace, "michigan-1987", "en")
    frame = run_measure("funding_by_year", view.snapshot, Scope(language="en"))
    content = xlsx_bytes(frame, catalogue()["funding_by_year"], view)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[0]["A1"].value == "Plan year"
    text = "\n".join(str(c.value) for row in book.worksheets[1].iter_rows() for c in row)
    assert "SIMULATED" not in text


def test_vietnamese_order() -> None:
    names = ["Đức Phổ", "Trà Bồng", "Ba Tơ", "Bình Sơn", "Dung Quất", "Ấn", "An", "Tư Nghĩa"]
    assert sorted(names, key=vietnamese_key) == [
        "An",
        "Ấn",
        "Ba Tơ",
        "Bình Sơn",
        "Dung Quất",
        "Đức Phổ",
        "Trà Bồng",
        "Tư Nghĩa",
    ]
    assert sorted(["má", "ma", "mà", "mạ", "mả"], key=vietnamese_key) == [
        "ma",
        "mà",
        "mả",
        "má",
        "mạ",
    ]


def test_markdown_shows_a_text_as_it_is() -> None:
    assert plain("a_b*c $5 [x]") == r"a\_b\*c \$5 \[x\]"


def test_shell_speaks_the_language_of_the_address() -> None:
    html = localised_shell(SHELL, "vi")
    assert '<html lang="vi"' in html
    assert "<title>Tác động khuyến công" in html
    assert "favicon.svg" in html
    assert "x.woff2" not in html
    assert '<html lang="en"' in localised_shell(SHELL, "en")


def test_launch_command_needs_no_working_directory(tmp_path: Path) -> None:
    arguments, environment = command(8777, tmp_path, "en")
    assert arguments[-3:] == [str(SERVER), "--server.port", "8777"]
    assert environment[WORKSPACE_VARIABLE] == str(tmp_path)
    assert str(SERVER.parents[1]) in environment["PYTHONPATH"]


def test_an_empty_workspace_says_how_to_fill_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    app = AppTest.from_file(str(SERVER.with_name("app.py")), default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    assert "khuyencong case load" in app.error[0].value


def test_an_unexpected_error_shows_a_number_and_logs_the_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def script() -> None:
        from dashboard.ui.errors import error_boundary
        from dashboard.ui.translation import translator

        with error_boundary(translator("en")):
            raise RuntimeError("secret detail")

    with caplog.at_level(logging.ERROR, logger="khuyencong.dashboard"):
        app = AppTest.from_function(script).run()
    assert not app.exception
    shown = app.error[0].value
    assert "secret" not in shown
    record = next(item for item in caplog.records if item.name == "khuyencong.dashboard")
    assert str(record.args[0]) in shown
    assert record.exc_info
    assert "secret detail" in str(record.exc_info[1])


def _answer(path: str, query: bytes, content_type: bytes) -> tuple[dict[str, str], bytes]:
    """Return headers and body of one request through both middlewares."""
    sent: list[dict[str, Any]] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        assert (b"if-none-match", b"x") not in scope["headers"]
        body = SHELL.encode()
        headers = [(b"content-type", content_type), (b"etag", b"x")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:20], "more_body": True})
        await send({"type": "http.response.body", "body": body[20:], "more_body": False})

    async def send(message: Any) -> None:
        sent.append(dict(message))

    async def receive() -> dict[str, str]:
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": [(b"accept", b"text/html"), (b"if-none-match", b"x")],
    }
    asyncio.run(SecurityHeaders(HtmlShell(page, ["overview", "funding"]))(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message["body"] for message in sent[1:])


@pytest.mark.parametrize(
    ("query", "language"), [(b"", "vi"), (b"lang=en", "en"), (b"lang=xx", "vi")]
)
def test_every_page_is_guarded_and_localised(query: bytes, language: str) -> None:
    headers, body = _answer("/funding", query, b"text/html; charset=utf-8")
    assert f'<html lang="{language}"'.encode() in body
    assert headers["content-length"] == str(len(body))
    assert headers["content-language"] == language
    assert "etag" not in headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_other_files_pass_untouched() -> None:
    headers, body = _answer("/static/x.js", b"", b"text/javascript")
    assert body == SHELL.encode()
    assert headers["etag"] == "x"
    assert "content-security-policy" in headers


def test_a_page_that_is_not_there_leads_to_the_first_one() -> None:
    headers, _body = _answer("/nowhere", b"lang=en", b"text/html")
    assert headers["location"] == "./?lang=en&missing=nowhere"
    address = read_address({"lang": "en", "missing": "nowhere"}, ["a"])
    assert "nowhere" in address.problems[0].en
