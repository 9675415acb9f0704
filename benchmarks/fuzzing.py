"""Hostile hand-ins made by chance: a file for every number, the same one each time.

Five layers are damaged, each in workbooks and texts that would be read otherwise: the bytes of the
container, the XML parts inside it (packed again, so that their checksums are right), the records of
an old workbook, the cells, and the bytes, encodings and separators of text files.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import xlsxwriter

from analysis.dictionary import HANDED_IN_TABLES, TABLES
from analysis.settings import PROJECT_ROOT

OLD_WORKBOOK = PROJECT_ROOT / "tests" / "intake" / "samples" / "old.xls"
TABLES_USED = tuple(name for name in TABLES if name in HANDED_IN_TABLES)

VALUES: tuple[object, ...] = (
    *("", " ", "0", "-1", "1e308", "-1e309", "NaN", "Infinity", "1.234,5", "1,234.5", "1..2", "٣٤"),
    *("9" * 400, "0x1F", "1/0", "31/02/2020", "00/00/0000", "2020-13-45", "29.2.2023", "1-1-1"),
    *("năm 2020", "9999-12-31", "0001-01-01", "24:61", "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1"),
    *("' or 1=1 --", '"; drop table project; --', "$1", "{x}", "%s", "%(x)s", "\\", "\\x00"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[x](javascript:alert(1))"),
    *(
        "\u202eabc",
        "a\u200bb",
        "\ufeff",
        "e\u0301\u0323" * 50,
        "\U0001f4a9",
        "\x0b",
        "\x1f",
        "\u2028",
    ),
    *("Ñaïi hoïc", "C«ng ty", "x" * 33_000, "a,b;c\td|e", 'q"u"o', "line\nbreak", "cr\rlf\r\n"),
    *("true", "Có", "không", "50%", "0,5 %", "tỷ", "1 tỷ 2", "triệu đồng", "01/2023", "quý I/2023"),
    *(
        2**31,
        2**53 + 1,
        -(2**63),
        1e22,
        -0.0,
        1e-320,
        45_000,
        2_958_466,
        60,
        True,
        False,
        0.1 + 0.2,
    ),
)
"""Cells that people, programs and enemies write."""

_NUMBERS = (b"0", b"-1", b"1", b"2147483648", b"4294967295", b"18446744073709551616", b"1e999", b"")
_REFERENCES = (
    b"A1",
    b"XFD1",
    b"A1048576",
    b"ZZZ1",
    b"A0",
    b"1A",
    b"A99999999",
    b"",
    b"$A$1",
    b"R1C1",
)
_PIECES = (
    *(b"<", b">", b"&", b"&#0;", b"&#x1F4A9;", b"&#xD800;", b"&amp;amp;", b"]]>", b"<!--", b"-->"),
    *(b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<?xml version='9'?>", b"\x00"),
    *(b"\xff\xfe", b"</row>", b"</sheetData>", b"<row/>", b"<c/>", b"<v>", b"xml:space='preserve'"),
    *(b"xmlns:x='y'", b"\xe2\x80\xae", b"\xc3\x28", b"'", b'"', b"<f>1+1</f>", b"<is><t/></is>"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file: what was damaged in it, its ending and its bytes."""

    kind: str
    suffix: str
    content: bytes


def case(seed: int, number: int) -> Case:
    """Return the file of a number."""
    chance = random.Random(f"{seed}/{number}")
    kind = chance.choice(tuple(_MAKERS))
    suffix, content = _MAKERS[kind](chance)
    if chance.random() < 0.03:
        suffix = chance.choice(
            (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".xlsb", ".xlsm", ".txt", "")
        )
    return Case(kind, suffix, content)


def sheet(chance: random.Random) -> tuple[str, list[list[object]]]:
    """Return the name and rows of a sheet like an officer's, its cells chosen by chance."""
    table = TABLES[chance.choice(TABLES_USED)]
    columns = chance.sample(table.columns, min(len(table.columns), chance.randint(2, 6)))
    columns += [one for one in table.columns if one.name in table.key and one not in columns]
    style = chance.choice(("code", "vi", "en", "mixed"))
    heads: list[object] = [
        column.name
        if style == "code" or (style == "mixed" and chance.random() < 0.5)
        else column.label.en
        if style == "en"
        else column.label.vi
        for column in columns
    ]
    if chance.random() < 0.2:
        heads.append(chance.choice((*heads, "STT", "Ghi chú", "x" * 300)))
    rows: list[list[object]] = [heads]
    for number in range(chance.randint(1, 4)):
        row: list[object] = [
            chance.choice(VALUES) if chance.random() < 0.4 else _plausible(chance, column, number)
            for column in columns
        ]
        if chance.random() < 0.1:
            row = row[: chance.randint(0, len(row))]
        rows.append(row)
    if chance.random() < 0.15:
        rows[:0] = [["BÁO CÁO"], [], ["Đơn vị: triệu đồng"]][: chance.randint(1, 3)]
    if chance.random() < 0.1:
        rows.append(["Tổng cộng", *(chance.choice(VALUES) for _ in heads[1:])])
    name = table.name if style == "code" else table.label.vi
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip("'"), rows


def _plausible(chance: random.Random, column: object, number: int) -> object:
    codes = getattr(column, "codes", None)
    if codes is not None:
        return chance.choice(list(codes.values()))
    kind = getattr(column, "type", "text")
    if kind == "year":
        return chance.randint(2014, 2025)
    if kind in ("integer", "money", "number", "fraction"):
        return chance.choice((0, 1, 0.5, 12, 200_000_000, "1.000.000"))
    if kind in ("date", "timestamp"):
        return f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/20{chance.randint(14, 25)}"
    return f"M{number}"


# --- Damage --------------------------------------------------------------------------------------


def damaged(chance: random.Random, content: bytes) -> bytes:
    """Return bytes with a few of them changed, cut out, doubled, moved or taken from elsewhere."""
    body = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not body:
            break
        at, size = chance.randrange(len(body)), chance.choice((1, 1, 2, 4, 8, 64, 512))
        match chance.randrange(7):
            case 0:
                body[at] ^= 1 << chance.randrange(8)
            case 1:
                body[at : at + size] = chance.randbytes(size)
            case 2:
                del body[at : at + size]
            case 3:
                body[at:at] = body[at : at + size]
            case 4:
                other = chance.randrange(len(body))
                body[at : at + size] = body[other : other + size]
            case 5:
                body[at : at + size] = chance.choice((b"\0", b"\xff", b"\x7f\xff")) * size
            case _:
                if chance.random() < 0.2:
                    del body[at:]
                else:
                    body[at:at] = chance.choice(_PIECES)
    return bytes(body)


def damaged_xml(chance: random.Random, part: bytes) -> bytes:
    """Return an XML part with attributes, numbers or tags exchanged, or bytes damaged."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        match chance.randrange(6):
            case 0:
                part = _exchanged(chance, part, rb'\br="([^"]*)"', _REFERENCES)
            case 1:
                part = _exchanged(chance, part, rb'="([^"]*)"', (*_NUMBERS, *_PIECES, b"x" * 9_000))
            case 2:
                part = _exchanged(chance, part, rb">([^<]*)<", (*_NUMBERS, *_PIECES, b"9" * 500))
            case 3:
                kinds = (b"s", b"b", b"d", b"e", b"n", b"str", b"inlineStr", b"zz")
                part = _exchanged(chance, part, rb'\bt="([^"]*)"', kinds)
            case 4:
                part = _exchanged(chance, part, rb"(<[^<>]*>)", (*_PIECES, b"", b"<a><a><a>"))
            case _:
                part = damaged(chance, part)
    return part


def _exchanged(
    chance: random.Random, part: bytes, pattern: bytes, choices: tuple[bytes, ...]
) -> bytes:
    found = list(re.finditer(pattern, part))
    if not found:
        return part
    start, end = chance.choice(found).span(1)
    return part[:start] + chance.choice(choices) + part[end:]


# --- Files ---------------------------------------------------------------------------------------


def _container(chance: random.Random) -> tuple[str, bytes]:
    suffix = chance.choice((".xlsx", ".xlsx", ".ods"))
    return suffix, damaged(chance, _workbook(chance) if suffix == ".xlsx" else _ods(chance))


def _parts(chance: random.Random) -> tuple[str, bytes]:
    suffix = chance.choice((".xlsx", ".xlsx", ".ods"))
    whole = _workbook(chance) if suffix == ".xlsx" else _ods(chance)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    sheets = [name for name in names if "sheet" in name or name == "content.xml"]
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(sheets if chance.random() < 0.6 else names)
        parts[name] = damaged_xml(chance, parts[name])
    if chance.random() < 0.1:
        del parts[chance.choice(list(parts))]
    return suffix, _packed(parts)


def _old(chance: random.Random) -> tuple[str, bytes]:
    return ".xls", damaged(chance, _old_workbook())


@cache
def _old_workbook() -> bytes:
    return OLD_WORKBOOK.read_bytes()


def _cells(chance: random.Random) -> tuple[str, bytes]:
    return ".xlsx", _workbook(chance)


def _text(chance: random.Random) -> tuple[str, bytes]:
    _, rows = sheet(chance)
    mark = chance.choice((",", ",", ";", "\t", "|"))
    end = chance.choice(("\n", "\n", "\r\n", "\r"))

    def field(value: object) -> str:
        text = str(value)
        quotes = mark in text or '"' in text or "\n" in text or "\r" in text
        careless = chance.random() < 0.1
        if quotes != careless:
            return '"' + (text if careless else text.replace('"', '""')) + '"'
        return text

    text = end.join(mark.join(map(field, row)) for row in rows) + chance.choice((end, "", end * 3))
    encoding = chance.choice(
        ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "cp1252")
    )
    content = text.encode(encoding, "replace")
    return (".tsv" if mark == "\t" else ".csv"), (
        damaged(chance, content) if chance.random() < 0.6 else content
    )


_MAKERS: dict[str, Callable[[random.Random], tuple[str, bytes]]] = {
    "container": _container,
    "parts": _parts,
    "old": _old,
    "cells": _cells,
    "text": _text,
}
KINDS = tuple(_MAKERS)


def _workbook(chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime(2026, 11, 29)})
        names = set[str]()
        for _ in range(chance.choice((1, 1, 1, 2))):
            name, rows = sheet(chance)
            if name.lower() in names:
                continue
            names.add(name.lower())
            page = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    page.write(place, column, value[:32_767] if isinstance(value, str) else value)
    return buffer.getvalue()


def _ods(chance: random.Random) -> bytes:
    name, rows = sheet(chance)
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{_plain(value)}</text:p>'
            "</table:table-cell>"
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{spaces}:office:1.0" '
        f'xmlns:table="{spaces}:table:1.0" xmlns:text="{spaces}:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="{_plain(name)}">{lines}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return _packed({"mimetype": mime, "content.xml": content.encode("utf-8", "replace")})


def _plain(value: object) -> str:
    letters = (letter for letter in str(value) if letter.isprintable())
    return "".join(
        {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}.get(x, x) for x in letters
    )


def _packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write(folder: Path, seed: int, number: int) -> tuple[Path, str]:
    """Write the file of a number into a folder; return its path and what was damaged in it."""
    made = case(seed, number)
    path = folder / f"case-{number}{made.suffix}"
    path.write_bytes(made.content)
    return path, made.kind
