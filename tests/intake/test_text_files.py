"""Text files as people send them: every way to write one is read, every broken one answered."""

from __future__ import annotations

import codecs
import time
import unicodedata
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.intake.errors import UnreadableFileError
from analysis.intake.legacy_text import convert_legacy
from analysis.intake.text_files import TextFormat, as_utf8, sniff_text_file

TABLE = "Mã,Tên cơ sở,Xã\nA1,Công ty Hữu Nghị,Đức Phổ\nA2,Hộ Nguyễn Thị Mỹ,Trà Bồng\n"
ROWS = [tuple(line.split(",")) for line in TABLE.splitlines()]


def _file(folder: Path, content: bytes, name: str = "nop.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _rows(folder: Path, path: Path, columns: int = 3) -> list[tuple[Any, ...]]:
    """Return the rows DuckDB reads of the file, after `as_utf8`."""
    form = sniff_text_file(path)
    readable = as_utf8(path, form, folder / "copy.utf8")
    names = ", ".join(f"'c{number}': 'varchar'" for number in range(1, columns + 1))
    quote = form.quote.replace("'", "''")
    return duckdb.sql(
        f"from read_csv('{readable}', auto_detect = false, header = false, parallel = false,"
        f" delim = '{form.delimiter}', quote = '{quote}', escape = '{quote}',"
        f" null_padding = true, columns = {{{names}}})"
    ).fetchall()


def _as_1258(text: str) -> bytes:
    """Encode as Windows-1258 does: letters with a shape are whole, tones are marks of their own."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(part for part in parts if part in "\u0300\u0309\u0303\u0301\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            written += (base + tone).encode("cp1258")
    return written


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TABLE.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "utf-16-be"),
        (TABLE.encode("utf-16-le"), "utf-16-le"),
        (TABLE.encode("utf-16-be"), "utf-16-be"),
        (_as_1258(TABLE), "cp1258"),
        (b"A,B\n1,2\n", "utf-8"),
    ],
    ids=str,
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_every_encoding_gives_the_same_rows(
    tmp_path: Path, content: bytes, encoding: str, end: bytes
) -> None:
    if encoding.startswith("utf-16"):
        newline = "\n".encode(encoding)
        content = content.replace(newline, end.decode().encode(encoding))
    else:
        content = content.replace(b"\n", end)
    path = _file(tmp_path, content)
    assert sniff_text_file(path) == TextFormat(encoding, ",", '"')
    if len(content) > 20:
        assert _rows(tmp_path, path) == ROWS


def test_a_plain_file_is_not_copied(tmp_path: Path) -> None:
    path = _file(tmp_path, TABLE.encode())
    target = tmp_path / "copy"
    assert as_utf8(path, sniff_text_file(path), target) == path
    assert not target.exists()


def test_a_copy_of_utf8_has_no_mark_and_one_of_1258_is_composed(tmp_path: Path) -> None:
    marked = _file(tmp_path, codecs.BOM_UTF8 + TABLE.encode())
    copy = as_utf8(marked, sniff_text_file(marked), tmp_path / "copy")
    assert copy.read_bytes() == TABLE.encode()
    windows = _file(tmp_path, _as_1258(TABLE))
    assert not unicodedata.is_normalized("NFC", windows.read_bytes().decode("cp1258"))
    copy = as_utf8(windows, sniff_text_file(windows), tmp_path / "copy")
    assert copy.read_bytes() == TABLE.encode()


@pytest.mark.parametrize(
    ("line", "text", "font"),
    [
        ("C«ng ty TNHH;§Þa chØ;N¨m thµnh lËp", "Công ty TNHH;Địa chỉ;Năm thành lập", "tcvn3"),
        ("Coâng ty TNHH;Ñòa chæ;Naêm", "Công ty TNHH;Địa chỉ;Năm", "vni"),
    ],
)
def test_text_of_an_old_font_stays_convertible(
    tmp_path: Path, line: str, text: str, font: Any
) -> None:
    path = _file(tmp_path, f"{line}\r\n".encode("cp1252"))
    assert sniff_text_file(path).encoding == "cp1252"
    ((first, *_),) = rows = _rows(tmp_path, path)
    assert first == line.split(";")[0]
    assert ";".join(convert_legacy(cell, font) for cell in rows[0]) == text


def test_western_text_is_western(tmp_path: Path) -> None:
    text = "Nome;Observação\nJoão;é — «ação» ½\nMaría;niño\n"
    path = _file(tmp_path, text.encode("cp1252"))
    assert sniff_text_file(path).encoding == "cp1252"
    assert _rows(tmp_path, path, 2) == [tuple(line.split(";")) for line in text.splitlines()]
    one_letter = _file(tmp_path, "Ten,caf\u00e9".encode("cp1252"))
    assert sniff_text_file(one_letter).encoding == "cp1252"


@pytest.mark.parametrize(
    ("first", "delimiter"),
    [("sep=;", ";"), ("SEP=|", "|"), ('"sep=,"', ","), ("sep=\t", "\t"), ("sep=:", ":")],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_the_separator_line_of_excel_is_no_row(
    tmp_path: Path, first: str, delimiter: str, encoding: str
) -> None:
    text = f"{first}\r\nx{delimiter}y, z\r\n1{delimiter}2\r\n"
    text += f"Quý{delimiter}Ơn\r\n"
    path = _file(tmp_path, _as_1258(text) if encoding == "cp1258" else text.encode(encoding))
    form = sniff_text_file(path)
    assert (form.delimiter, form.separator_line) == (delimiter, True)
    assert form.encoding == encoding.replace("utf-16", "utf-16-le")
    if delimiter != ",":
        assert _rows(tmp_path, path, 2) == [("x", "y, z"), ("1", "2"), ("Quý", "Ơn")]


@pytest.mark.parametrize("name", ["nop.tsv", "nop.csv"])
def test_one_column_takes_the_delimiter_of_its_name(tmp_path: Path, name: str) -> None:
    form = sniff_text_file(_file(tmp_path, "Mã\nA\nB\n".encode(), name))
    assert form.delimiter == ("\t" if name.endswith("tsv") else ",")


def test_quoted_cells_are_seen(tmp_path: Path) -> None:
    path = _file(tmp_path, 'Mã;Tên\nA;"x; ""y""\ncó dòng"\n'.encode())
    assert _rows(tmp_path, path, 2) == [("Mã", "Tên"), ("A", 'x; "y"\ncó dòng')]
    path = _file(tmp_path, "'Mã';'Tên'\n'A';'x; y'\n".encode())
    assert sniff_text_file(path).quote == "'"
    assert _rows(tmp_path, path, 2) == [("Mã", "Tên"), ("A", "x; y")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_blank_lines_keep_their_row_numbers(tmp_path: Path, end: str, encoding: str) -> None:
    text = f'Báo cáo{end}{end}Mã,Tên{end}A,"x{end}{end}y"{end}{end}B,z{end}'
    path = _file(tmp_path, text.encode(encoding))
    assert sniff_text_file(path).blank_lines
    assert _rows(tmp_path, path, 2) == [
        ("Báo cáo", None),
        (None, None),
        ("Mã", "Tên"),
        ("A", "x\n\ny"),
        (None, None),
        ("B", "z"),
    ]


def test_a_blank_first_line_is_a_row(tmp_path: Path) -> None:
    assert _rows(tmp_path, _file(tmp_path, b"\r\na,b\r\n"), 2) == [(None, None), ("a", "b")]


LONG = b"x" * ((1 << 20) + 1)


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b"", "file_empty", None),
        (b" \r\n\t\n  ", "file_empty", None),
        (codecs.BOM_UTF8 + b"\n", "file_empty", None),
        (codecs.BOM_UTF16_LE, "file_empty", None),
        (b"sep=;\r\n\r\n", "file_empty", None),
        (b"a,b\n1,\0\n", "file_nul_bytes", 2),
        (b"\0" * 5000, "file_nul_bytes", 1),
        (b"a,b\n" * 100_000 + b"1,\0\n", "file_nul_bytes", 100_001),
        (codecs.BOM_UTF16_LE + "a\nb\0c".encode("utf-16-le"), "file_nul_bytes", 2),
        (codecs.BOM_UTF16_LE + "a,b\nc".encode("utf-16-le")[:-1], "file_damaged_text", 2),
        (codecs.BOM_UTF16_LE + b"a\0\0\xdca\0", "file_damaged_text", 1),
        (TABLE.encode() + "Tên".encode()[:-2], "file_damaged_text", 4),
        (TABLE.encode() * 5000 + b"\xff\n", "file_damaged_text", 15_001),
        (TABLE.encode() * 3 + _as_1258("Hộ"), "file_damaged_text", 10),
        (b"\xe0\x81\x8d\x9d\x9e,\n", "file_unknown_encoding", None),
        (b"a" + b",a" * 16_384 + b"\n1\n", "file_too_many_columns", 1),
        (b"title\n" + b"\t" * 20_000, "file_too_many_columns", 2),
        (b"," * 999_999, "file_too_many_columns", 1),
        (LONG, "file_line_too_long", 1),
        (b"a,b\n" * 40_000 + LONG + b"\n", "file_line_too_long", 40_001),
        (LONG.decode().encode("utf-16"), "file_line_too_long", 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_file_gets_a_clear_answer(
    tmp_path: Path, content: bytes, rule: str, line: int | None
) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        sniff_text_file(_file(tmp_path, content))
    error = raised.value
    assert error.rule == rule
    assert error.remedy.vi
    assert error.remedy.en
    if line is not None:
        assert f"ine {line} " in error.text.en
        assert f"òng {line} " in error.text.vi


def test_the_widest_and_longest_allowed_are_taken(tmp_path: Path) -> None:
    wide = b"a" + b",a" * 16_383 + b"\n"
    assert sniff_text_file(_file(tmp_path, wide)).delimiter == ","
    long = b"a,b\n" + LONG[:-3] + b",b\n" + LONG[:-3] + b",b\n"
    assert sniff_text_file(_file(tmp_path, long)).delimiter == ","


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_letters_and_line_ends_on_the_edge_of_a_chunk_survive(tmp_path: Path, end: bytes) -> None:
    for shift in range(4):
        row = "é".encode("cp1252") * 3 + b";b"
        content = b"x" * shift + b";t" + end + (row + end) * 60_000
        path = _file(tmp_path, content)
        rows = _rows(tmp_path, path, 2)
        assert rows[1:] == [("ééé", "b")] * 60_000
        utf8 = _file(tmp_path, content.decode("cp1252").encode())
        assert sniff_text_file(utf8) == TextFormat("utf-8", ";", '"')


def test_a_large_file_is_sniffed_fast(tmp_path: Path) -> None:
    row = "CS0000123,2024,1234567890,Công ty TNHH Sản xuất Quảng Ngãi,5.5,2000000,yes\n".encode()
    path = _file(tmp_path, row * (40_000_000 // len(row)))
    started = time.process_time()
    assert sniff_text_file(path).is_plain()
    # A fortieth of a second is usual; a second stands for reading it line by line.
    assert time.process_time() - started < 1


LETTERS = "aăâeêioôơuưyđbcghkmnpt ÁàảÃạẤậệữỢĐ"
cells = st.text(st.sampled_from(LETTERS), min_size=1, max_size=8).map(
    lambda text: "x" + unicodedata.normalize("NFC", text).strip() + "x"
)


@given(
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_table_comes_back(
    tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str, end: str
) -> None:
    text = end.join(delimiter.join(row) for row in rows) + end
    path = _file(tmp_path, text.encode(encoding))
    assert _rows(tmp_path, path) == [tuple(row) for row in rows]


@given(st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = _file(tmp_path, content)
    try:
        form = sniff_text_file(path)
    except UnreadableFileError:
        return
    readable = as_utf8(path, form, tmp_path / "copy.utf8")
    readable.read_bytes().decode("utf-8")
