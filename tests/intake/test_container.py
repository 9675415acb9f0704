"""Every kind of hostile, broken or foreign file gets its own clear answer before it is parsed."""

from __future__ import annotations

import base64
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.container import MAX_ENTRIES, MAX_FILE, explain_crash, inspect_file
from analysis.intake.errors import UnreadableFileError
from tests.intake import hostile

OLD_XLS = Path(__file__).parent / "samples" / "old.xls"

REFUSED = {
    "zip_bomb": "zip_bomb",
    "lying_zip_bomb": "zip_bomb",
    "doctype_xlsx": "xml_entities",
    "nested_zip_xlsx": "nested_archive",
    "traversal_part_xlsx": "unsafe_names",
    "repeated_part_xlsx": "unsafe_names",
    "empty_file": "empty_file",
    "truncated_xlsx": "truncated",
    "truncated_xls": "truncated",
    "encrypted_xlsx": "encrypted",
    "password_zip_xlsx": "encrypted",
    "password_xls": "encrypted",
    "encrypted_ods": "encrypted",
    "html_named_xls": "not_a_workbook",
    "xml_named_xls": "not_a_workbook",
    "word_named_xlsx": "not_a_workbook",
    "zip_of_workbooks": "not_a_workbook",
}
READ = {
    "sparse_xlsx": ("xlsx", []),
    "sparse_ods": ("ods", []),
    "wide_csv": ("text", []),
    "nul_csv": ("text", []),
    "traversal_sheet_xlsx": ("xlsx", []),
    "xlsx_named_csv": ("xlsx", ["wrong_extension"]),
    "csv_named_xlsx": ("text", ["wrong_extension"]),
    "macro_xlsm": ("xlsx", ["macros"]),
    "external_link_xlsx": ("xlsx", ["external_links", "formulas"]),
    "dde_xlsx": ("xlsx", ["external_links", "embedded_objects"]),
    "embedded_xlsx": ("xlsx", ["embedded_objects"]),
    "formulas_without_values_xlsx": ("xlsx", ["formulas_without_values"]),
    "hidden_sheet_xlsx": ("xlsx", ["hidden_sheets"]),
    "right_to_left_xlsx": ("xlsx", []),
    "formula_injection_xlsx": ("xlsx", []),
    "formula_injection_csv": ("text", []),
    "ods": ("ods", []),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return hostile.all_hostile(tmp_path_factory.mktemp("hostile"))


def _refused(path: Path, name: str | None = None) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        inspect_file(path, name or path.name)
    return caught.value


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _answers(path: Path) -> str:
    """Return the kind or the rule: any other end of an inspection is a failure."""
    try:
        return inspect_file(path, path.name).kind
    except UnreadableFileError as error:
        return error.rule


def test_every_kind_of_hostile_file_is_expected_here() -> None:
    assert set(REFUSED) | set(READ) == set(hostile.MAKERS)


@pytest.mark.parametrize(("kind", "rule"), REFUSED.items())
def test_a_file_that_must_not_be_parsed_is_refused(
    files: dict[str, Path], kind: str, rule: str
) -> None:
    start = time.perf_counter()
    error = _refused(files[kind], "Báo cáo {2024}.xlsx")
    assert time.perf_counter() - start < 0.5
    assert error.rule == rule
    for said in (error.text.vi, error.text.en):
        assert "Báo cáo {2024}.xlsx" in said
    assert not any(said.endswith(".") for said in (error.text.vi, error.remedy.en))


@pytest.mark.parametrize(("kind", "expected"), READ.items())
def test_a_file_that_may_be_parsed_says_what_it_is(
    files: dict[str, Path], kind: str, expected: tuple[str, list[str]]
) -> None:
    container = inspect_file(files[kind], files[kind].name)
    assert (container.kind, [notice.rule for notice in container.notices]) == expected
    for notice in container.notices:
        assert files[kind].name in notice.message.vi
        assert files[kind].name in notice.message.en


def test_what_stands_on_disk_stays_small(files: dict[str, Path]) -> None:
    bombs = {"zip_bomb", "lying_zip_bomb", "sparse_xlsx", "sparse_ods"}
    assert all(files[kind].stat().st_size < 2_000_000 for kind in bombs)


@pytest.mark.parametrize("declared", [0, 5_000, 700_000, 20_000_000, 100_000_000])
def test_a_false_size_hides_no_bomb(tmp_path: Path, declared: int) -> None:
    hostile.lying_zip_bomb(tmp_path / "lie.xlsx", declared)
    assert _refused(tmp_path / "lie.xlsx").rule == "zip_bomb"


def test_an_honest_monotonous_sheet_is_no_bomb(tmp_path: Path) -> None:
    cells = "".join(
        f'<row r="{row}">' + f'<c r="A{row}" s="1"/>' * 20 + "</row>" for row in range(1, 50_001)
    )
    parts = hostile.workbook_parts(hostile.sheet_xml(cells=cells))
    assert inspect_file(_written(tmp_path / "a.xlsx", hostile.pack(parts)), "a.xlsx").kind == "xlsx"


def test_a_blank_picture_is_no_bomb(tmp_path: Path) -> None:
    raw = {"xl/media/image1.emf": hostile.zeros_deflated(40)}
    path = _written(tmp_path / "a.xlsx", hostile.pack(hostile.workbook_parts(), raw))
    assert inspect_file(path, "a.xlsx").kind == "xlsx"


def test_limits_on_size_and_parts(tmp_path: Path) -> None:
    with (tmp_path / "long.csv").open("wb") as file:
        file.truncate(MAX_FILE + 1)
    assert _refused(tmp_path / "long.csv").rule == "too_large"
    parts = {f"xl/media/{number}.png": b"" for number in range(MAX_ENTRIES)}
    many = hostile.pack(hostile.workbook_parts() | parts)
    assert _refused(_written(tmp_path / "many.xlsx", many)).rule == "too_large"
    raw = {f"xl/media/{number}.emf": (b"\3\0", 200 << 20, 0) for number in range(6)}
    vast = hostile.pack(hostile.workbook_parts(), raw)
    assert _refused(_written(tmp_path / "vast.xlsx", vast)).rule in ("too_large", "zip_bomb")


def test_a_huge_list_of_parts_is_not_taken_in(tmp_path: Path) -> None:
    parts = {f"xl/media/{'x' * 200}{number}": b"" for number in range(9_000)}
    path = _written(tmp_path / "list.xlsx", hostile.pack(parts))
    assert _refused(path).rule == "too_large"


def test_a_large_workbook_is_inspected_without_unpacking_it(tmp_path: Path) -> None:
    noise = base64.b64encode(random.Random(1).randbytes(12_000_000)).decode()
    cells = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{noise}</t></is></c></row>'
    path = tmp_path / "large.xlsx"
    path.write_bytes(hostile.pack(hostile.workbook_parts(hostile.sheet_xml(cells=cells))))
    assert path.stat().st_size > 10_000_000
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        assert inspect_file(path, path.name).kind == "xlsx"
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.1


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"MZ\x90\0\3\0\0\0", "program"),
        (b"Rar!\x1a\7\0", "archive"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"PK\5\6" + bytes(18), "archive"),
        (b"<!-- saved --> <TABLE><tr><td>1", "web page"),
        ("<html>".encode("utf-16"), "web page"),
        (b"MIME-Version: 1.0\r\n", "web page"),
        (b'<?xml version="1.0"?><html xmlns="x">', "web page"),
        (b"<?xml version='1.0'?><office:document>", "flat XML"),
        (b"\x09\x04\x06\x00\0\0", "before 1997"),
        (bytes(3000), "zero bytes"),
        (bytes(range(1, 32)) * 40, "unknown kind"),
        (hostile.compound({"WordDocument": b"x"}), "Word"),
        (hostile.compound({"Something": b"x"}), "another kind"),
        (hostile.pack({"ppt/presentation.xml": b"<a/>"}), "PowerPoint"),
        (hostile.pack({"Index/Document.iwa": b"x"}), "Numbers"),
        (
            hostile.pack({"content.xml": b"<a/>", "mimetype": b"x.opendocument.text"}),
            "OpenDocument",
        ),
    ],
)
def test_a_foreign_file_is_called_by_its_kind(tmp_path: Path, content: bytes, what: str) -> None:
    error = _refused(_written(tmp_path / "a.xls", content))
    assert error.rule == "not_a_workbook"
    assert what in error.text.en


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_text_in_any_usual_encoding_is_text(tmp_path: Path, encoding: str) -> None:
    line = "Năm,Tên đơn\r\n2020,Đe án ban đâu\r\n"
    path = _written(tmp_path / "a.csv", line.encode(encoding))
    assert inspect_file(path, "a.csv").notices == ()


def test_old_workbooks_are_known_and_cuts_are_seen(tmp_path: Path) -> None:
    assert inspect_file(OLD_XLS, "old.xls").kind == "xls"
    assert inspect_file(OLD_XLS, "old.xls").notices == ()
    assert [n.rule for n in inspect_file(OLD_XLS, "new.xlsx").notices] == ["wrong_extension"]
    cut = _written(tmp_path / "cut.xls", OLD_XLS.read_bytes()[:3000])
    assert _refused(cut).rule == "truncated"


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    assert _refused(tmp_path / "nothing.xlsx").rule == "cannot_open"
    assert _refused(tmp_path, "folder").rule == "cannot_open"


def test_names_cannot_disturb_a_sentence(files: dict[str, Path]) -> None:
    said = _refused(files["empty_file"], "a\u202excod\n.exe" + "x" * 500).text.en
    assert "\u202e" not in said
    assert "\n" not in said
    assert len(said) < 250


def test_hidden_sheets_are_named_and_said_to_be_left_out(files: dict[str, Path]) -> None:
    path = files["hidden_sheet_xlsx"]
    [notice] = inspect_file(path, path.name).notices
    assert "Nháp & cũ" in notice.message.vi
    assert "không được đọc" in notice.message.vi
    assert "not read" in notice.message.en


@pytest.mark.parametrize("others", [0, 1, 10, 12])
def test_the_hidden_sheet_of_our_templates_is_no_matter(tmp_path: Path, others: int) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Đề án")
        for name in ["_khuyencong", *(f"Nháp {number:02}" for number in range(others))]:
            book.add_worksheet(name).hide()
    notices = inspect_file(path, path.name).notices
    assert [notice.rule for notice in notices] == ["hidden_sheets"] * bool(others)
    for notice in notices:
        assert "_khuyencong" not in notice.message.vi
        assert all(f"Nháp {n:02}" in notice.message.vi for n in range(min(others, 10)))
        # A long list is cut, and says so.
        assert notice.message.vi.endswith("…") == (others > 10)


def test_formulas_are_said_to_be_read_as_saved(files: dict[str, Path]) -> None:
    path = files["external_link_xlsx"]
    notice = inspect_file(path, path.name).notices[-1]
    assert notice.rule == "formulas"
    assert notice.message.en.endswith("formulas are read as their last saved values")
    assert notice.message.vi.endswith("công thức được đọc theo giá trị đã lưu lần cuối")


def test_a_dtd_behind_comments_or_in_utf16_is_found(tmp_path: Path) -> None:
    dtd = "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"
    for sheet in (
        f"<!-- <a> --><?x?>{dtd}".encode(),
        dtd.encode("utf-16"),
        f"<!--{'x' * 5_000}-->{dtd}".encode(),
        f"<!--{'x' * 100_000}-->{dtd}".encode(),
    ):
        packed = hostile.pack(hostile.workbook_parts(sheet))
        assert _refused(_written(tmp_path / "a.xlsx", packed)).rule == "xml_entities"


@given(cut=st.floats(0.01, 0.99))
def test_a_workbook_cut_anywhere_is_cut(
    tmp_path_factory: pytest.TempPathFactory, cut: float
) -> None:
    whole = hostile.pack(hostile.workbook_parts())
    path = tmp_path_factory.getbasetemp() / "cut.xlsx"
    path.write_bytes(whole[: 4 + int(cut * (len(whole) - 4))])
    assert _answers(path) == "truncated"


@given(
    original=st.sampled_from(["xlsx", "xls", "ole", "none"]),
    places=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=4)), max_size=6),
    noise=st.binary(min_size=1, max_size=200),
)
def test_no_bytes_whatever_break_the_inspection(
    tmp_path_factory: pytest.TempPathFactory,
    original: str,
    places: list[tuple[float, bytes]],
    noise: bytes,
) -> None:
    content = {
        "xlsx": hostile.pack(hostile.workbook_parts()),
        "xls": OLD_XLS.read_bytes(),
        "ole": hostile.compound({"Workbook": noise, "EncryptionInfo": noise}),
        "none": noise,
    }[original]
    for place, change in places:
        at = int(place * len(content))
        content = content[:at] + change + content[at + len(change) :]
    path = _written(tmp_path_factory.getbasetemp() / "noise.xlsx", content)
    assert _answers(path) != "cannot_open"
    for kind in ("xlsx", "xls", "ods", "text"):
        assert explain_crash(path, path.name, kind).rule == "memory_limit"


# --- After a crash -------------------------------------------------------------------------------

_PARSE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from python_calamine import CalamineWorkbook
print(len(CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()))
"""


def _parsed(path: Path) -> subprocess.CompletedProcess[str]:
    parse = [sys.executable, "-c", _PARSE, str(path)]
    return subprocess.run(parse, capture_output=True, text=True, timeout=60, check=False)


def test_an_ordinary_workbook_is_parsed_within_the_same_limit(files: dict[str, Path]) -> None:
    pytest.importorskip("resource")
    assert (
        _parsed(files["ods"]).stdout.strip() == _parsed(files["macro_xlsm"]).stdout.strip() == "3"
    )


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_sparse_sheet_ends_its_parser_and_is_explained(files: dict[str, Path], kind: str) -> None:
    pytest.importorskip("resource")
    path = files[f"sparse_{kind}"]
    ended = _parsed(path)
    # An .xlsx ends the whole process, an .ods is refused by the parser's own limit.
    why = {"xlsx": "memory allocation", "ods": "Cell limit exceeded"}
    assert (ended.returncode < 0) == (kind == "xlsx"), ended.stdout
    assert why[kind] in ended.stderr
    error = explain_crash(path, path.name, kind)
    assert error.rule == "used_range"
    for said in (error.text.vi, error.text.en):
        assert path.name in said
        assert "project" in said
        assert "XFD1048576" in said
    assert "16,384" in error.text.en
    assert "1.048.576" in error.text.vi


@given(
    top=st.integers(1, 1_000_000),
    left=st.integers(1, 26),
    height=st.integers(1, 48_000),
    width=st.sampled_from([26, 27, 702, 703, 16_384]),
)
def test_only_used_ranges_beyond_the_limit_are_blamed(
    tmp_path_factory: pytest.TempPathFactory, top: int, left: int, height: int, width: int
) -> None:
    names = {26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", 16_384: "XFD"}
    last = f"{names[width]}{top + height}"
    cells = (
        # A cell with a format and no value belongs to no used range.
        f'<row r="1"><c r="A1" s="1"/></row><row><c r="{chr(64 + left)}{top}"><v>1</v></c></row>'
        f"<row><c s='1' r='{last}'><v>1</v></c></row><row><c r='XFD1048576' s='2'/></row>"
    )
    path = tmp_path_factory.getbasetemp() / "range.xlsx"
    path.write_bytes(hostile.pack(hostile.workbook_parts(hostile.sheet_xml(cells=cells))))
    error = explain_crash(path, "range.xlsx", "xlsx")
    if (height + 1) * (width - left + 1) > 60_000_000:
        assert error.rule == "used_range"
        assert f"{chr(64 + left)}{top} to {last}," in error.text.en
    else:
        assert error.rule == "memory_limit"


def test_a_csv_of_a_million_columns_is_explained(files: dict[str, Path]) -> None:
    error = explain_crash(files["wide_csv"], "wide.csv", "text")
    assert error.rule == "too_many_columns"
    assert "1.000.000" in error.text.vi
