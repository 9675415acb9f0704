"""The parts pages are built from: table, trend, files, order, shell, launch, errors."""

from __future__ import annotations

import asyncio
import csv
import io
import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.language import Text
from analysis.measures import Measure, MeasureColumn, catalogue, run_measure
from analysis.measures.freshness import freshness
from analysis.scope import PRICES, Scope
from analysis.settings import LANGUAGE_VARIABLE, WORKSPACE_VARIABLE
from analysis.warehouse import Snapshot, WarehouseError, open_snapshot
from analysis.warehouse.limits import NO_LIMIT
from analysis.warehouse.manifest import POINTER_NAME, snapshot_path
from dashboard.launch import SERVER, command
from dashboard.scripts_ahead import KINDS
from dashboard.shell import HtmlShell, SecurityHeaders, content_policy, localised_shell
from dashboard.ui.address import read_address
from dashboard.ui.card import Card
from dashboard.ui.chart import Exhibit, provenance
from dashboard.ui.data import cases_here, snapshot_of
from dashboard.ui.downloads import csv_bytes, file_name, xlsx_bytes
from dashboard.ui.freshness import as_of_words
from dashboard.ui.headlines import headline_cards, projects_sentence
from dashboard.ui.markdown import plain
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
    assert empty.strip().endswith("case,simulated,filters")
    assert {row["filters"] for row in rows} == {"years=2020"}


def test_files_of_constant_prices_say_so(workspace: Path) -> None:
    measure = catalogue()["funding_by_year"]
    nominal = _view(workspace, "quang-ngai-simulated")
    constant = replace(nominal, scope=replace(nominal.scope, prices="constant"))
    number = nominal.snapshot.number
    assert file_name(nominal, measure, "csv") == f"quang-ngai-simulated_{measure.name}_{number}.csv"
    assert file_name(constant, measure, "xlsx").endswith(f"_{number}-constant.xlsx")
    frame = run_measure(measure.name, constant.snapshot, constant.scope)
    rows = list(csv.DictReader(io.StringIO(csv_bytes(frame, constant).decode("utf-8-sig"))))
    assert {(row["prices"], row["filters"]) for row in rows} == {
        ("constant", "years=2020&prices=constant")
    }
    assert all(row["price_year"] for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(frame, measure, constant)))
    data, about = ([[cell.value for cell in row] for row in sheet] for sheet in book.worksheets)
    words = PRICES["constant"].vi
    assert words in data[-1]
    assert [words] in [row[1:] for row in about]
    assert ["2020"] in [row[1:] for row in about]


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
    assert data["E4"].value == "'=1+1"
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
    # A bare address would become a link even with every mark escaped.
    for address in ("http://x.vn", "www.x.vn", "a@x.vn"):
        assert address not in plain(address).replace("\\", "")


def _exhibit(frame: pd.DataFrame) -> Exhibit:
    return Exhibit("probe", "Answer", _measure(), frame, None, "")


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"year": [2014, 2025, None]}), "data 2014–2025"),
        (pd.DataFrame({"year": [2019, 2019]}), "data 2019 "),
        (pd.DataFrame({"year_from": [1987, 2001], "year_to": [1989, None]}), "data 1987–2001"),
        (pd.DataFrame({"district": ["522"]}), "data up to 31 Dec 2025"),
        (pd.DataFrame({"year": [None]}), "data up to 31 Dec 2025"),
    ],
)
def test_provenance_says_the_years_of_the_frame(
    workspace: Path, frame: pd.DataFrame, said: str
) -> None:
    view = _view(workspace, "quang-ngai-simulated", "en")
    line = provenance(_exhibit(frame), view)
    assert said in f"{line} "
    assert ("data up to" in line) == ("up to" in said)
    assert plain(view.snapshot.case.source.en) in line


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("funding_by_year", "last payment 31 Dec 2025"),
        ("productivity_by_year", "outcomes up to 2025"),
        ("application_funnel", "applications up to 13 Dec 2025"),
        ("district_statistics", "figures of places up to 2025"),
        ("ceilings_in_force", None),
        ("published_figures", None),
    ],
)
def test_a_panel_says_up_to_when_the_records_of_its_measure_run(
    workspace: Path, name: str, said: str | None
) -> None:
    view = _view(workspace, "quang-ngai-simulated", "en")
    measure = catalogue()[name]
    fresh = freshness(measure, view.snapshot)
    assert (fresh and fresh.en) == said
    line = provenance(replace(_exhibit(pd.DataFrame({"year": [2020]})), measure=measure), view)
    assert "data 2020" in line
    assert said is None or said in line
    assert as_of_words(measure, view) == (said or "data up to 31 Dec 2025")


def test_the_last_record_is_that_of_the_data(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    fresh = freshness(catalogue()["productivity_by_year"], snapshot)
    assert fresh is not None
    assert fresh.en == "outcomes up to 1989"
    # No payment is recorded there: what is approved speaks for the money.
    money = freshness(catalogue()["funding_by_year"], snapshot)
    assert money is None or "payment" not in money.en


def _cards(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, language: str, **latest: int
) -> dict[str, Card]:
    """Return the headline cards, with some figures of the latest year as given."""
    view = _view(workspace, "quang-ngai-simulated", language)
    view = replace(view, scope=replace(view.scope, years=()))

    def frame(self: View, name: str) -> pd.DataFrame:
        found = run_measure(name, self.snapshot, self.scope)
        for column in set(latest) & set(found):
            found.loc[found["year"] == found["year"].max(), column] = latest[column]
        return found

    monkeypatch.setattr(View, "frame", frame)
    return {card.label.split(",")[0]: card for card in headline_cards(view)}


def test_a_year_still_open_is_not_compared(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate = _cards(workspace, monkeypatch, "en", unsettled=3)["Disbursement rate"]
    assert rate.change is None
    assert "3 projects not settled yet" in str(rate.unknown)
    rate = _cards(workspace, monkeypatch, "vi", unsettled=1)["Tỷ lệ giải ngân"]
    assert "Còn 1 đề án chưa quyết toán" in str(rate.unknown)
    rate = _cards(workspace, monkeypatch, "en", unsettled=0)["Disbursement rate"]
    assert rate.change is not None
    assert "settled" not in str(rate.unknown)


def test_projects_not_approved_yet_are_told_with_the_money(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    money = _cards(workspace, monkeypatch, "en", not_approved=1)["Money approved"]
    assert "1 project not approved yet" in str(money.unknown)
    money = _cards(workspace, monkeypatch, "en", not_approved=0)["Money approved"]
    assert "not approved" not in str(money.unknown)


@pytest.mark.parametrize(
    ("language", "counts", "said"),
    [
        ("vi", [36, 30], "30 đề án năm 2021, giảm 17% so với 2020"),
        ("en", [36, 30], "30 projects in 2021, down 17% from 2020"),
        ("en", [20, 30], "30 projects in 2021, up 50% from 2020"),
        ("vi", [20, 30], "30 đề án năm 2021, tăng 50% so với 2020"),
        ("en", [1, 1], "1 project in 2021, unchanged from 2020"),
        ("vi", [999, 1000], "1.000 đề án năm 2021, hầu như không đổi so với 2020"),
        ("en", [0, 1], "1 project in 2021"),
    ],
)
def test_projects_are_told_in_words(
    workspace: Path, language: str, counts: list[int], said: str
) -> None:
    funding = pd.DataFrame({"year": [2020, 2021], "projects": counts})
    view = _view(workspace, "michigan-1987", language)
    assert projects_sentence(view, funding) == said


def test_a_damaged_and_a_mended_workspace_are_seen_at_once(
    own_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(own_workspace))

    def warning() -> Text | None:
        return snapshot_of("michigan-1987", cases_here(), NO_LIMIT).warning

    assert warning() is None
    pointer = own_workspace / POINTER_NAME
    sound = pointer.read_bytes()
    pointer.write_bytes(b"torn")
    assert "pointer.json" in str(warning())
    pointer.write_bytes(sound)
    assert warning() is None
    shown = snapshot_path(own_workspace, cases_here()["michigan-1987"])
    shown.chmod(0o644)
    # Replaced, not overwritten: the snapshot that is open stays readable.
    shown.unlink()
    shown.write_bytes(b"damaged")
    with pytest.raises(WarehouseError):
        warning()


@pytest.mark.parametrize(
    ("host", "sockets"),
    [
        ("127.0.0.1:8501", " ws://127.0.0.1:8501 wss://127.0.0.1:8501"),
        ("[::1]:8501", " ws://[::1]:8501 wss://[::1]:8501"),
        ("dash.example", " ws://dash.example wss://dash.example"),
        ("", ""),
        ("x; script-src *", ""),
        ("x evil.example", ""),
        ("*", ""),
    ],
)
def test_pages_may_connect_to_their_own_server_only(host: str, sockets: str) -> None:
    rules = content_policy(host).split("; ")
    assert f"connect-src 'self'{sockets}" in rules
    assert [rule for rule in rules if rule.startswith("script-src")] == [
        "script-src 'self' 'unsafe-inline'"
    ]


def test_scripts_fetched_ahead_are_there_whatever_streamlit_calls_them() -> None:
    named = re.findall(r'href="\./(static/js/[^"]+)"', localised_shell(SHELL, "vi"))
    folder = Path(st.__file__).with_name("static")
    assert all((folder / name).is_file() for name in named)
    for kind in KINDS:
        assert any(name.startswith(f"static/js/{kind}.") for name in named), kind


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
        "headers": [
            (b"host", b"localhost:8501"),
            (b"accept", b"text/html"),
            (b"if-none-match", b"x"),
        ],
    }
    shell = HtmlShell(page, ["funding"], home="overview")
    asyncio.run(SecurityHeaders(shell)(scope, receive, send))
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
    assert headers["content-security-policy"] == content_policy("localhost:8501")
    assert headers["x-content-type-options"] == "nosniff"


def test_an_address_without_a_language_is_served_in_the_one_it_will_be_drawn_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, "en")
    _headers, body = _answer("/funding", b"", b"text/html; charset=utf-8")
    assert b'<html lang="en"' in body
    _headers, body = _answer("/funding", b"lang=vi", b"text/html; charset=utf-8")
    assert b'<html lang="vi"' in body


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


def test_the_first_page_by_its_name_is_the_first_page() -> None:
    headers, _body = _answer("/overview", b"lang=vi&years=2024", b"text/html")
    assert headers["location"] == "./?lang=vi&years=2024"
