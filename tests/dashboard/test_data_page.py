"""The Data page: files come in, are checked and decided about; rows mended; steps taken back."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from analysis.cases.own import OWN_CASE
from analysis.importing import desk
from analysis.importing.desk import publish, take
from analysis.importing.memory import remembered_columns
from analysis.importing.model import HandedFile
from analysis.importing.register import corrections, decisions, pending
from analysis.intake.problem import Problem
from analysis.language import Text
from analysis.scope import Scope
from analysis.settings import WORKSPACE_VARIABLE
from analysis.warehouse import load_case, loaded_cases, open_snapshot
from analysis.warehouse.manifest import read_manifests
from dashboard.ui.handin.problem_files import problems_csv, problems_json
from dashboard.ui.handin.sections import SECTIONS
from dashboard.ui.handin.template_box import template_bytes
from dashboard.ui.handin.words import grid_html, moment, sentence, value_text, visible
from dashboard.ui.handin.work import Work, publish_work, run_asked
from dashboard.ui.sidebar import LANGUAGE_KEY
from dashboard.ui.translation import translator
from dashboard.ui.view import View
from tests.dashboard.conftest import APP, words
from tests.dashboard.messy_workbook import FAULTY, LEFT_OUT, messy_workbook
from tests.dashboard.test_pages import ENGLISH
from tests.importing.office import run_here

TARGET = "michigan-1987"
Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace whose own data set has the good rows of the messy workbook."""
    workspace = tmp_path_factory.mktemp("handed-in")
    load_case(workspace, TARGET, by="tests")
    path = tmp_path_factory.mktemp("messy") / "messy.xlsx"
    path.write_bytes(messy_workbook())
    taken = take(workspace, [HandedFile(str(path), "messy.xlsx")], by="tests", sender="Bình Sơn")
    publish(workspace, taken, only_good=True)
    return workspace


@pytest.fixture
def served(handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of that workspace, served by the dashboard of the test."""
    workspace = Path(shutil.copytree(handed_in, tmp_path / "office"))
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
    return workspace


@pytest.fixture
def office(served: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return that workspace; files handed in are read in this process."""
    monkeypatch.setattr(desk, "run_in_process", run_here)
    return served


def opened(section: str = "handin", **query: str) -> AppTest:
    """Open a section of the Data page."""
    query = {"case": OWN_CASE, "lang": "en", "view": section, **query}
    app = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("screens/data.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def asked(app: AppTest, name: str) -> str:
    """Return a parameter of the address."""
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value


def checked(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Upload files and have them checked."""
    uploads = [(name, content, "application/octet-stream") for name, content in files]
    app.file_uploader[0].set_value(uploads).run()
    app.button(key="check").click().run()
    assert not app.exception
    return app


# The page in both languages, whatever the data set.


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", [OWN_CASE, TARGET])
def test_every_section_draws_in_its_language(
    office: Path, section: str, language: str, case: str
) -> None:
    app = opened(section, lang=language, case=case)
    assert not app.error
    assert len(app.title) == 1
    told = words(app)
    if language == "vi":
        own = [*app.title, *app.header, *app.info, *app.caption]
        assert not [text.value for text in own if ENGLISH.search(text.value)]
    assert "None" not in re.sub(r"<[^>]*>", " ", told).split()


def test_a_section_is_a_code_in_the_address_beside_all_others(office: Path) -> None:
    app = opened("history", lang="vi", prices="nominal")
    app.button_group(key="sections-handin-vi").set_value("todo").run()
    assert asked(app, "view") == "todo"
    assert asked(app, "case") == OWN_CASE
    app.button_group(key=LANGUAGE_KEY).set_value("en").run()
    assert (asked(app, "view"), asked(app, "lang")) == ("todo", "en")
    assert app.button_group(key="sections-handin-en").value == "todo"
    assert "wait to be mended" in app.title[0].value


def test_a_section_there_is_not_is_said_and_the_first_is_shown(office: Path) -> None:
    app = opened("[x](http://y.vn)")
    assert any("no section named" in warning.value for warning in app.warning)
    assert "http://" not in " ".join(warning.value for warning in app.warning)
    assert app.file_uploader


def test_a_data_set_of_the_program_takes_nothing_and_shows_a_way_out(office: Path) -> None:
    for section in ("todo", "duplicates", "corrections"):
        app = opened(section, case=TARGET)
        assert any("cannot be changed" in info.value for info in app.info)
        app.button(key="to-own").click().run()
        assert (asked(app, "case"), asked(app, "view")) == (OWN_CASE, section)
    app = opened("handin", case=TARGET)
    assert any("takes no files" in info.value for info in app.info)
    assert app.radio(key="destination-en").value == OWN_CASE


# Handing in.


def test_a_messy_workbook_is_checked_and_nothing_is_changed(served: Path) -> None:
    before = len(read_manifests(served))
    app = opened("handin", lang="vi", case=TARGET)
    app.text_input(key="sender-0-vi").set_value("  Huyện   Bình Sơn ").run()
    checked(app, ("thu.xlsx", messy_workbook()))
    assert app.session_state["handin-intake"].sender == "Huyện Bình Sơn"
    told = words(app)
    for sheet, cells in FAULTY.items():
        assert sheet in told
        for cell in cells:
            assert f">{cell}<" in told
    assert "Cột lạ" in " ".join(box.label for box in app.selectbox)
    assert "chưa nạp gì" in app.title[0].value
    # What is handed in is read by the data set it goes to, not by the one on screen.
    assert "triệu đồng" in told
    assert not [button for button in app.button if button.key == "import-all-handin"]
    assert len(read_manifests(served)) == before


def test_good_rows_are_imported_once_however_often_one_clicks(
    office: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh"
    load_case(fresh, TARGET, by="tests")
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(fresh))
    app = opened("handin", case=TARGET)
    app.text_input(key="sender-0-en").set_value("Bình Sơn").run()
    checked(app, ("messy.xlsx", messy_workbook()))
    button = app.button(key="import-good-handin")
    button.click().run()
    assert asked(app, "case") == OWN_CASE
    assert "snapshot 2" in app.title[0].value
    assert any("4 rows to mend" in success.value for success in app.success)
    work = app.session_state["handin-intake"].work
    publish_work(work, only_good=True)
    assert [one.action for one in read_manifests(fresh)] == ["load", "import"]
    assert read_manifests(fresh)[-1].sender == "Bình Sơn"
    assert not list((fresh / "imports").glob("*/candidate.duckdb"))
    app.button(key="undo-handin").click().run()
    assert not app.exception
    assert OWN_CASE not in loaded_cases(fresh)
    assert len(app.title) == 1


def test_a_column_is_mapped_checked_again_and_remembered(office: Path) -> None:
    text = "Tên cơ sở;Địa bàn;Ngành;Chủ nhân xyz\nCơ sở Mây Tre;TP Quảng Ngãi;10;123\n"
    app = opened("handin")
    app.text_input(key="sender-0-en").set_value("Trà Bồng").run()
    checked(app, ("co-so.csv", text.encode()))
    assert [one.key for one in app.button if str(one.key).startswith("import-")]
    box = next(box for box in app.selectbox if "Chủ nhân xyz" in box.label)
    box.set_value("-").run()
    # What was chosen counts only once it is checked.
    assert not [one.key for one in app.button if str(one.key).startswith("import-")]
    chosen = app.session_state["handin-intake"].mapping
    app.button(key="check-again").click().run()
    request = app.session_state["handin-intake"].work.hand_in.request
    assert request.choices.mapping == chosen
    assert not [one for one in app.button if one.key == "check-again"]
    # Another language keeps what was chosen.
    app.button_group(key=LANGUAGE_KEY).set_value("vi").run()
    assert app.session_state["handin-intake"].mapping == chosen
    assert app.session_state["handin-intake"].work.hand_in.request == request
    app.button_group(key=LANGUAGE_KEY).set_value("en").run()
    app.button(key="import-all-handin").click().run()
    assert remembered_columns(office, "Trà Bồng") == {"chu nhan xyz": None}


def test_the_files_come_back_with_the_cells_marked(office: Path) -> None:
    app = checked(opened("handin", lang="vi"), ("thu.xlsx", messy_workbook()))
    app.button(key="mark").click().run()
    assert not app.error
    (name, content), *others = app.session_state["handin-intake"].marked.files
    assert (name.endswith(".xlsx"), others) == (True, [])
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet, cells in FAULTY.items():
        for cell in cells:
            assert book[sheet][cell].comment is not None
    assert [one for one in app.get("download_button") if name in one.proto.label]
    # In another language they are marked anew.
    app.button_group(key=LANGUAGE_KEY).set_value("en").run()
    assert [one for one in app.button if one.key == "mark"]


def test_a_check_ended_by_another_click_is_run_again() -> None:
    class Ended(BaseException):
        pass

    def check(tell: Callable[[Text, float], None]) -> None:
        tell(Text("Đọc", "Reading"), 0.5)
        raise Ended

    work = Work()
    work.ask(check)  # type: ignore[arg-type]
    with pytest.raises(Ended):
        run_asked(work, translator("en"))
    assert work.asked is check


def test_a_file_that_changes_nothing_is_said_to(office: Path) -> None:
    content = template_bytes(_view(office), "en", ("establishment",), filled=True)
    app = checked(opened("handin"), ("mine.xlsx", content))
    assert "Nothing new" in app.title[0].value
    assert not [one for one in app.button if str(one.key).startswith("import-")]
    app.button(key="drop-handin").click().run()
    assert app.file_uploader


def test_complete_lists_say_what_they_remove(office: Path) -> None:
    text = "Tên cơ sở;Địa bàn;Ngành\nCơ sở Mây Tre;TP Quảng Ngãi;10\n"
    app = checked(opened("handin"), ("co-so.csv", text.encode()))
    assert not any("REMOVED" in warning.value for warning in app.warning)
    app.checkbox(key="option-complete-0-en").check().run()
    app.button(key="check-again").click().run()
    assert any("REMOVED" in warning.value for warning in app.warning)
    assert app.session_state["handin-intake"].work.hand_in.report.changes[0].removed == 1


def test_text_in_an_old_font_is_asked_about_first(office: Path) -> None:
    text = (
        "Tªn c¬ së;§Þa bµn;Ngµnh\n"
        "C¬ së s¶n xuÊt ®å gç §øc Phæ;TP Qu¶ng Ng·i;10\nHîp t¸c x· n«ng nghiÖp;TP Qu¶ng Ng·i;10\n"
    )
    app = checked(opened("handin"), ("cu.csv", text.encode("cp1252")))
    assert "Cơ sở sản xuất đồ gỗ Đức Phổ" in words(app)
    assert not [one for one in app.button if str(one.key).startswith("import-")]
    app.button(key="legacy-convert").click().run()
    assert app.session_state["handin-intake"].work.hand_in.request.choices.legacy == "convert"
    app.button(key="import-all-handin").click().run()
    names = open_snapshot(office, OWN_CASE).query("select name from establishment")["name"]
    assert "Cơ sở sản xuất đồ gỗ Đức Phổ" in set(names)


def test_an_unreadable_file_and_two_of_one_name_get_clear_answers(served: Path) -> None:
    app = checked(opened("handin"), ("hong.xlsx", b"PK\x03\x04 not a workbook"))
    assert "cannot be read" in app.title[0].value
    assert "hong.xlsx" in words(app)
    app.button(key="start-over").click().run()
    assert app.file_uploader
    text = "Tên cơ sở;Địa bàn;Ngành\nCơ sở {};TP Quảng Ngãi;10\n"
    files = [("a.csv", text.format(name).encode()) for name in ("Một", "Hai")]
    app = checked(app, *files)
    assert len(app.session_state["handin-intake"].work.hand_in.report.sheets) == 2


def test_what_stands_in_a_file_is_never_markup(office: Path) -> None:
    text = (
        "Tên cơ sở;Địa bàn;Ngành;<b>x</b> [y](http://z.vn)\n<script>;TP Quảng Ngãi;<img src=x>;1\n"
    )
    app = checked(opened("handin"), ("f_*x*_[k](http://z.vn).csv", text.encode()))
    told = words(app) + " ".join(box.label for box in app.selectbox)
    assert "<script>;" not in told
    assert "<img src=x>" not in told
    assert "&lt;img src=x&gt;" in told
    assert "](http://z.vn)" not in re.sub(r"<td.*?</td>|<select.*", "", told)


def test_data_changed_meanwhile_are_not_overwritten(office: Path, tmp_path: Path) -> None:
    text = "Tên cơ sở;Địa bàn;Ngành\nCơ sở {};TP Quảng Ngãi;10\n"
    app = checked(opened("handin"), ("a.csv", text.format("Một").encode()))
    path = tmp_path / "b.csv"
    path.write_text(text.format("Hai"), encoding="utf-8")
    publish(office, take(office, [HandedFile(str(path), "b.csv")], by="other"))
    app.button(key="import-all-handin").click().run()
    assert any("changed since the check" in error.value for error in app.error)
    app.button(key="check-again").click().run()
    app.button(key="import-all-handin").click().run()
    names = open_snapshot(office, OWN_CASE).query("select name from establishment")["name"]
    assert {"Cơ sở Một", "Cơ sở Hai"} <= set(names)


def test_a_failed_publishing_keeps_the_hand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_named: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("dashboard.ui.handin.work.publish", refuse)
    work = Work(hand_in="kept")  # type: ignore[arg-type]
    publish_work(work, only_good=False)
    assert work.hand_in == "kept"
    assert work.failed is not None
    assert work.done is None


# Mending, duplicates, history, corrections.


def _edit(app: AppTest, table: str, row: int, **cells: object) -> None:
    key = next(one.key for one in app.data_editor if f"-{table}-" in str(one.key))
    app.session_state[key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    app.run()


def test_a_row_is_mended_on_the_page_and_leaves_the_list(office: Path) -> None:
    app = opened("todo")
    assert str(LEFT_OUT) in app.title[0].value
    rows = pending(open_snapshot(office, OWN_CASE))
    mine = [row for row in rows if row["table_name"] == "establishment"]
    place = next(n for n, row in enumerate(mine) if row["cells"].get("industry") == "99 sai")
    _edit(app, "establishment", place, industry="10")
    app.button(key="mend-establishment").click().run()
    assert "0 errors" in app.header[0].value
    app.button(key="import-all-todo").click().run()
    assert not app.exception
    left = pending(open_snapshot(office, OWN_CASE))
    assert len(left) == len(rows) - 1
    assert "99 sai" not in {row["cells"].get("industry") for row in left}
    app.button(key="again-todo").click().run()
    assert len(app.data_editor) == 2


def test_a_row_that_is_still_wrong_is_told_and_stays(office: Path) -> None:
    app = opened("todo")
    before = loaded_cases(office)
    _edit(app, "outcome_record", 0, chosen=True)
    app.button(key="mend-outcome_record").click().run()
    assert any("None of these rows" in info.value for info in app.info)
    app.button(key="back-todo").click().run()
    assert app.data_editor
    assert loaded_cases(office) == before


def test_a_ticked_row_is_taken_off_once_confirmed(office: Path) -> None:
    app = opened("todo")
    _edit(app, "establishment", 0, chosen=True)
    app.button(key="take-off-establishment").click().run()
    assert len(pending(open_snapshot(office, OWN_CASE))) == LEFT_OUT
    app.button(key="confirm-take-off").click().run()
    assert len(pending(open_snapshot(office, OWN_CASE))) == LEFT_OUT - 1
    assert str(LEFT_OUT - 1) in app.title[0].value


def test_pairs_are_decided_together_and_listed(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    rows = ["Cơ sở Mắm Sa Huỳnh", "Hộ kinh doanh Mắm Sa Huỳnh", "Cơ sở Gạch Sơn", "HTX Gạch Sơn"]
    text = "Tên cơ sở;Địa bàn;Ngành\n" + "".join(f"{name};Đức Phổ;10\n" for name in rows)
    path.write_text(text, encoding="utf-8")
    publish(office, take(office, [HandedFile(str(path), "pairs.csv")], by="tests"))
    app = opened("duplicates")
    pairs = [one for one in app.button_group if str(one.key).startswith("verdict-")]
    assert len(pairs) == 2
    assert app.button(key="save-decisions").disabled
    pairs[0].set_value("same-other").run()
    why = next(one for one in app.text_input if str(one.key).startswith("why-"))
    why.set_value("gọi điện hỏi").run()
    others = [one for one in app.button_group if str(one.key).startswith("verdict-")]
    others[1].set_value("different").run()
    number = len(read_manifests(office))
    app.button(key="save-decisions").click().run()
    assert not app.error
    assert len(read_manifests(office)) == number + 1
    said = decisions(open_snapshot(office, OWN_CASE))
    assert sorted(said["verdict"]) == ["different", "same"]
    assert "gọi điện hỏi" in set(said["why"].dropna())
    assert "gọi điện hỏi" in words(app)
    assert "No pair" in app.title[0].value


def test_history_goes_back_and_forth_and_compares(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("Tên cơ sở;Địa bàn;Ngành\nCơ sở Hai;Đức Phổ;10\n", encoding="utf-8")
    publish(office, take(office, [HandedFile(str(path), "b.csv")], by="tests", sender="Đức Phổ"))
    app = opened("history")
    told = words(app)
    assert "Đức Phổ" in told
    assert "Bình Sơn" in told
    app.button(key="compare").click().run()
    assert "What differs from snapshot 2 to 3" in words(app)
    app.button(key="undo").click().run()
    assert loaded_cases(office)[OWN_CASE] == 3
    app.button(key="confirm-undo").click().run()
    assert loaded_cases(office)[OWN_CASE] == 2
    assert "number 2 is shown" in app.title[0].value
    app.button(key="restore").click().run()
    app.button(key="confirm-restore").click().run()
    assert loaded_cases(office)[OWN_CASE] == 3
    app.selectbox(key="restore-number-en").set_value("2").run()
    app.button(key="restore").click().run()
    app.button(key="confirm-restore").click().run()
    # The first import undone takes the data set away; it can be brought back.
    app.button(key="undo").click().run()
    app.button(key="confirm-undo").click().run()
    assert OWN_CASE not in loaded_cases(office)
    app.button(key="restore-gone").click().run()
    assert loaded_cases(office)[OWN_CASE] == 2
    assert asked(app, "case") == OWN_CASE
    assert not app.exception


def test_problems_on_record_are_listed(office: Path) -> None:
    app = opened("history", lang="vi")
    told = words(app)
    assert "tax_<wbr>code_<wbr>shape" in told
    assert ">C6<" in told


def test_a_value_is_corrected_with_a_reason_and_put_on_the_register(office: Path) -> None:
    app = opened("corrections")
    app.text_input(key="correct-text-en").set_value("que tra bong").run()
    box = app.selectbox(key="correct-row-en")
    assert len(box.options) == 2
    box.set_value("0").run()
    assert "HTX Quế Trà Bồng" in words(app)
    app.selectbox(key="correct-column-en").set_value("industry").run()
    assert app.button(key="check-correction").disabled
    field = next(one for one in app.selectbox if str(one.key).startswith("correct-value-"))
    field.set_value("11").run()
    why = next(one for one in app.text_input if str(one.key).startswith("correct-why-"))
    why.set_value("=theo giấy phép").run()
    app.button(key="check-correction").click().run()
    app.button(key="import-all-correct").click().run()
    assert not app.exception
    said = corrections(open_snapshot(office, OWN_CASE))
    assert list(said["new_value"]) == ["11"]
    assert list(said["why"]) == ["=theo giấy phép"]
    assert "=theo giấy phép" in words(app)


# The parts.


def _view(workspace: Path, language: str = "en") -> View:
    spoken = "vi" if language == "vi" else "en"
    snapshot = open_snapshot(workspace, OWN_CASE)
    return View(snapshot, Scope(language=spoken), translator(spoken))


def test_the_template_is_empty_or_holds_the_data(office: Path) -> None:
    view = _view(office)
    names = {"HTX Quế Trà Bồng", "Cty TNHH Muối Sa Huỳnh"}
    for filled in (False, True):
        content = template_bytes(view, "vi", ("establishment",), filled=filled)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        cells = {
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        }
        assert (names <= cells) == filled


@pytest.mark.parametrize(
    ("table", "column", "value", "vi", "en"),
    [
        ("outcome_record", "revenue", "1234500000", "1.234.500.000 đồng", "1,234,500,000 VND"),
        ("outcome_record", "defect_rate", "0.0250", "2,50%", "2.50%"),
        ("outcome_record", "year", "2024", "2024", "2024"),
        ("establishment", "founded_on", "2015-03-01", "01/03/2015", "1 Mar 2015"),
        ("establishment", "women_led", "true", "Có", "Yes"),
        ("establishment", "industry", "10", "Chế biến thực phẩm", "Food products"),
        ("establishment", "founded_on", "31/02/2020", "31/02/2020", "31/02/2020"),
        ("outcome_record", "revenue", None, "–", "–"),
        ("establishment", "no_such_column", "x", "x", "x"),
        ("no_such_table", "x", "y", "y", "y"),
    ],
)
def test_values_are_written_as_people_write_them(
    office: Path, table: str, column: str, value: str | None, vi: str, en: str
) -> None:
    assert value_text(table, column, value, _view(office, "vi")) == vi
    assert value_text(table, column, value, _view(office, "en")) == en


def test_a_place_is_written_by_its_name(office: Path) -> None:
    view = _view(office, "vi")
    place = view.snapshot.query("select unit_id from establishment limit 1")["unit_id"].iloc[0]
    shown = value_text("establishment", "unit_id", place, view)
    assert shown != place
    assert shown.strip()


def test_texts_of_files_are_shown_without_tricks() -> None:
    assert visible("a\u202eb\x00c\nd") == "a�b�c d"
    assert len(visible("x" * 1_000)) == 301
    assert sentence("đủ rồi") == "Đủ rồi"
    assert sentence("") == ""
    assert moment("2026-11-24T14:07:59", "vi") == "24/11/2026 14:07"
    assert moment("never", "en") == "never"
    html = grid_html(("<a>",), [("<b>&",)], 'say "x"')
    assert "<a>" not in html
    assert "&lt;b&gt;&amp;" in html
    assert 'aria-label="say &quot;x&quot;"' in html


def test_problems_leave_as_files_that_run_nothing() -> None:
    word = Text("nội dung", "message")
    problem = Problem(
        "error", "code_list", "=x.csv", "establishment", 5, "name", "@SUM(1)", word, word, "S", "B5"
    )
    rows = list(csv.DictReader(io.StringIO(problems_csv([problem]).decode("utf-8-sig"))))
    assert rows[0]["value"] == "'@SUM(1)"
    assert rows[0]["file"] == "'=x.csv"
    assert rows[0]["cell"] == "B5"
    body = json.loads(problems_json([problem], 7, 2))
    assert (body["errors"], body["warnings"]) == (7, 2)
    assert body["problems"][0]["message"] == {"vi": "nội dung", "en": "message"}
