"""Hostile and broken files, each made from nothing, for the tests of handing in.

Workbooks are packed by hand, part by part, since the libraries that write workbooks refuse to
write most of these. Unless told otherwise a workbook holds one sheet, `project`, with two good
rows, so that a test can also ask whether anything of it got in.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ROWS = (("project_id", "plan_year"), ("P1", "2020"), ("P2", "2021"))
Rows = tuple[tuple[str, ...], ...]
Parts = dict[str, bytes]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "xl/worksheets/sheet1.xml"


# --- Building blocks -----------------------------------------------------------------------------


def sheet_xml(rows: Rows = ROWS, cells: str | None = None) -> bytes:
    """Return a sheet of text cells from A1 on, or one around ready-made rows of XML."""
    if cells is None:
        cells = "".join(_row_xml(number, row) for number, row in enumerate(rows, 1))
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def _row_xml(number: int, row: tuple[str, ...]) -> str:
    cells = (
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        for place, value in enumerate(row)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def workbook_parts(
    sheet: bytes | None = None, sheet_name: str = "project", state: str = "visible"
) -> Parts:
    """Return the parts of a smallest valid .xlsx with one sheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    book = (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={quoteattr(sheet_name)} sheetId="1" state="{state}" r:id="rId1"/>'
        "</sheets></workbook>"
    )
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
        _SHEET: sheet_xml() if sheet is None else sheet,
    }


def _relations(kind: str, target: str) -> bytes:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


def pack(
    parts: Parts, raw: dict[str, tuple[bytes, int, int]] | None = None, flags: int = 0
) -> bytes:
    """Return a zip of parts; `raw` adds ready-deflated ones as (stream, declared size, crc)."""
    body, directory = b"", b""
    entries = {
        name: (zlib.compress(part, 6)[2:-4], len(part), zlib.crc32(part))
        for name, part in parts.items()
    }
    entries.update(raw or {})
    for name, (stream, size, crc) in entries.items():
        title = name.encode()
        about = struct.pack("<HHHHH", 20, flags, 8, 0, 0x21)
        about += struct.pack("<IIIHH", crc, len(stream), size, len(title), 0)
        place = struct.pack("<HHHII", 0, 0, 0, 0, len(body))
        directory += b"PK\1\2" + struct.pack("<H", 20) + about + place + title
        body += b"PK\3\4" + about + title + stream
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def compound(streams: dict[str, bytes]) -> bytes:
    """Return an OLE2 file: one directory sector, then each stream in sectors of its own."""
    assert len(streams) <= 3
    end, free, special = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    table, body = [special, end], b""

    def entry(name: str, kind: int, child: int, right: int, first: int, size: int) -> bytes:
        title = name.encode("utf-16-le") + b"\0\0"
        head = title.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(title), kind, 1, free, right, child
        )
        return head.ljust(116, b"\0") + struct.pack("<III", first, size, 0)

    directory = entry("Root Entry", 5, 1 if streams else free, free, end, 0)
    for number, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(4096, b"\0")
        data += bytes(-len(data) % 512)
        first, sectors = len(table), len(data) // 512
        table += [*range(first + 1, first + sectors), end]
        right = number + 1 if number < len(streams) else free
        directory += entry(name, 2, free, right, first, len(data))
        body += data
    assert len(table) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<109I", 0, *[free] * 108)
    tables = struct.pack("<128I", *table, *[free] * (128 - len(table)))
    return header + tables + directory.ljust(512, b"\0") + body


@cache
def zeros_deflated(megabytes: int) -> tuple[bytes, int, int]:
    """Return so many MiB of zeros as a deflate stream, with their length and checksum."""
    block, packer = bytes(1 << 20), zlib.compressobj(9, zlib.DEFLATED, -15)
    # After a full flush nothing refers back, so the packed block may simply be repeated.
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(megabytes):
        crc = zlib.crc32(block, crc)
    return once * megabytes + packer.flush(), megabytes << 20, crc


# --- Built to harm -------------------------------------------------------------------------------


def zip_bomb(path: Path) -> None:
    """An .xlsx of 0.6 MB whose sheet unpacks to 600 MiB of zeros, and says so."""
    path.write_bytes(pack(_without_sheet(), {_SHEET: zeros_deflated(600)}))


def lying_zip_bomb(path: Path, declared: int = 5_000) -> None:
    """The same bomb with a false size, in bytes, declared in both headers."""
    stream, _, crc = zeros_deflated(600)
    path.write_bytes(pack(_without_sheet(), {_SHEET: (stream, declared, crc)}))


def _without_sheet() -> Parts:
    parts = workbook_parts()
    del parts[_SHEET]
    return parts


def sparse_xlsx(path: Path) -> None:
    """A legal .xlsx of 1 KB with two cells: A1 and XFD1048576."""
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    path.write_bytes(pack(workbook_parts(sheet_xml(cells=cells))))


def sparse_ods(path: Path) -> None:
    """An .ods of 1 KB whose one cell is repeated over the whole sheet."""
    ods(
        path,
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1">'
        "<text:p>1</text:p></table:table-cell></table:table-row>",
    )


def wide_csv(path: Path) -> None:
    """A CSV of a million columns and two lines."""
    header = ",".join(f"c{number}" for number in range(1_000_000))
    path.write_text(f"{header}\n{',' * 999_999}\n", encoding="utf-8")


def doctype_xlsx(path: Path) -> None:
    """A workbook whose sheet declares entities that expand a billionfold."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
    )
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    sheet = sheet_xml(cells=cells).decode()
    sheet = sheet.replace("<worksheet", f"<!DOCTYPE worksheet [{entities}]><worksheet")
    path.write_bytes(pack(workbook_parts(sheet.encode())))


def nested_zip_xlsx(path: Path) -> None:
    """A workbook that carries a zip in a zip beside its sheet."""
    inner = pack({"inner.zip": pack({"zeros.xml": bytes(1 << 20)})})
    path.write_bytes(pack(workbook_parts() | {"xl/media/picture.zip": inner}))


def traversal_part_xlsx(path: Path) -> None:
    """A workbook with a part that would be written outside the folder it is unpacked into."""
    path.write_bytes(pack(workbook_parts() | {"../../../tmp/owned.xml": b"<a/>"}))


def traversal_sheet_xlsx(path: Path) -> None:
    """A readable workbook whose sheet is named like a path upwards."""
    path.write_bytes(pack(workbook_parts(sheet_name="../../../project")))


def repeated_part_xlsx(path: Path) -> None:
    """A workbook with two parts of one name, of which each reader takes another."""
    other = zlib.compress(sheet_xml((("project_id",), ("OTHER",))))[2:-4]
    path.write_bytes(pack(workbook_parts(), {_SHEET.upper(): (other, 400, 0)}))


# --- Broken, locked or something else ------------------------------------------------------------


def empty_file(path: Path) -> None:
    """A file of 0 bytes."""
    path.write_bytes(b"")


def truncated_xlsx(path: Path) -> None:
    """A workbook whose copy stopped half-way."""
    whole = pack(workbook_parts())
    path.write_bytes(whole[: len(whole) // 2])


def encrypted_xlsx(path: Path) -> None:
    """A workbook with a password, as Excel wraps it: an OLE2 file with two streams."""
    path.write_bytes(compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5000)}))


def password_zip_xlsx(path: Path) -> None:
    """A workbook whose parts are encrypted the zip way."""
    path.write_bytes(pack(workbook_parts(), flags=1))


def password_xls(path: Path) -> None:
    """An old workbook whose second record asks for a password."""
    start = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    path.write_bytes(compound({"Workbook": start + struct.pack("<HHH", 0x2F, 2, 0)}))


def encrypted_ods(path: Path) -> None:
    """An .ods with a password: its manifest names the cipher."""
    ods(path, "", manifest="<manifest:encryption-data/>")


def truncated_xls(path: Path) -> None:
    """An old workbook cut before its last sectors."""
    path.write_bytes(compound({"Workbook": struct.pack("<HH", 0x809, 0)})[:2048])


def xlsx_named_csv(path: Path) -> None:
    """A workbook under the name of a CSV."""
    path.write_bytes(pack(workbook_parts()))


def csv_named_xlsx(path: Path) -> None:
    """A CSV under the name of a workbook."""
    path.write_text("".join(",".join(row) + "\n" for row in ROWS), encoding="utf-8")


def html_named_xls(path: Path) -> None:
    """A web page with a table, which portals offer as .xls."""
    lines = "".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in ROWS)
    path.write_text(f"\ufeff<html><body><table>{lines}</table></body></html>", encoding="utf-8")


def xml_named_xls(path: Path) -> None:
    """An XML Spreadsheet 2003 under the name of an old workbook."""
    path.write_text(
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
        encoding="utf-8",
    )


def word_named_xlsx(path: Path) -> None:
    """A Word document under the name of a workbook."""
    path.write_bytes(pack({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}))


def zip_of_workbooks(path: Path) -> None:
    """A zip with a workbook in it."""
    path.write_bytes(pack({"report/project.xlsx": pack(workbook_parts())}))


def nul_csv(path: Path) -> None:
    """A CSV with NUL bytes in a value and at its end."""
    path.write_bytes(b"project_id,plan_year\nP\x001,2020\nP2,2021\n" + bytes(20))


# --- Readable, with something to tell ------------------------------------------------------------


def macro_xlsm(path: Path) -> None:
    """A workbook with a macro project."""
    path.write_bytes(pack(workbook_parts() | {"xl/vbaProject.bin": compound({"dir": b"x"})}))


def external_link_xlsx(path: Path) -> None:
    """A workbook whose cell takes its value from another file."""
    cells = '<row r="1"><c r="A1"><f>[1]Sheet1!$A$1</f><v>7</v></c></row>'
    link = f'{_XML}<externalLink xmlns="{_MAIN}"><externalBook/></externalLink>'.encode()
    parts = workbook_parts(sheet_xml(cells=cells))
    path.write_bytes(pack(parts | {"xl/externalLinks/externalLink1.xml": link}))


def dde_xlsx(path: Path) -> None:
    """A workbook that would start a program through DDE."""
    link = (
        f'{_XML}<externalLink xmlns="{_MAIN}">'
        '<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    )
    path.write_bytes(pack(workbook_parts() | {"xl/externalLinks/externalLink1.xml": link.encode()}))


def embedded_xlsx(path: Path) -> None:
    """A workbook with another workbook embedded."""
    inner = pack(workbook_parts())
    path.write_bytes(pack(workbook_parts() | {"xl/embeddings/Microsoft_Excel_Sheet1.xlsx": inner}))


def formulas_without_values_xlsx(path: Path) -> None:
    """A workbook with formulas that no program has calculated yet."""
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>plan_year</t></is></c></row>'
        '<row r="2"><c r="A2"><f>2000+20</f><v></v></c></row>'
        '<row r="3"><c r="A3"><f>A2+1</f></c></row>'
    )
    path.write_bytes(pack(workbook_parts(sheet_xml(cells=cells))))


def hidden_sheet_xlsx(path: Path) -> None:
    """A workbook whose only sheet is hidden."""
    path.write_bytes(pack(workbook_parts(sheet_name="Nháp & cũ", state="veryHidden")))


def right_to_left_xlsx(path: Path) -> None:
    """Cells with marks that turn the reading direction, and with zero-width letters."""
    rows = (ROWS[0], ("\u202eP1\u202c", "\u200f2020"), ("P\u200b2", "\u20662021\u2069"))
    path.write_bytes(pack(workbook_parts(sheet_xml(rows))))


def formula_injection_xlsx(path: Path) -> None:
    """Text cells that a spreadsheet would run as formulas if written back bare."""
    path.write_bytes(pack(workbook_parts(sheet_xml((ROWS[0], *_injections())))))


def formula_injection_csv(path: Path) -> None:
    """The same texts in a CSV."""
    lines = [
        ROWS[0],
        *((f'"{name.replace(chr(34), chr(34) * 2)}"', y) for name, y in _injections()),
    ]
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")


def _injections() -> list[tuple[str, str]]:
    texts = ('=HYPERLINK("http://x.invalid")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|'/c x'!A0")
    return [(text, "2020") for text in texts]


def ods(path: Path, rows: str | None = None, manifest: str = "") -> None:
    """A smallest .ods with the two good rows, or with ready-made rows of XML."""
    if rows is None:
        rows = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p>'
                "</table:table-cell>"
                for value in row
            )
            + "</table:table-row>"
            for row in ROWS
        )
    mime, names = (
        "application/vnd.oasis.opendocument.spreadsheet",
        "urn:oasis:names:tc:opendocument",
    )
    content = (
        f'{_XML}<office:document-content xmlns:office="{names}:xmlns:office:1.0" '
        f'xmlns:table="{names}:xmlns:table:1.0" xmlns:text="{names}:xmlns:text:1.0" '
        'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="project">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    listed = (
        f'{_XML}<manifest:manifest xmlns:manifest="{names}:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{manifest}</manifest:file-entry></manifest:manifest>"
    )
    parts = {"content.xml": content.encode(), "META-INF/manifest.xml": listed.encode()}
    path.write_bytes(pack({"mimetype": mime.encode()} | parts))


# --- All of them ---------------------------------------------------------------------------------

MAKERS: dict[str, tuple[str, Callable[[Path], None]]] = {
    maker.__name__: (suffix, maker)
    for suffix, maker in (
        (".xlsx", zip_bomb),
        (".xlsx", lying_zip_bomb),
        (".xlsx", sparse_xlsx),
        (".ods", sparse_ods),
        (".csv", wide_csv),
        (".xlsx", doctype_xlsx),
        (".xlsx", nested_zip_xlsx),
        (".xlsx", traversal_part_xlsx),
        (".xlsx", traversal_sheet_xlsx),
        (".xlsx", repeated_part_xlsx),
        (".xlsx", empty_file),
        (".xlsx", truncated_xlsx),
        (".xlsx", encrypted_xlsx),
        (".xlsx", password_zip_xlsx),
        (".xls", password_xls),
        (".ods", encrypted_ods),
        (".xls", truncated_xls),
        (".csv", xlsx_named_csv),
        (".xlsx", csv_named_xlsx),
        (".xls", html_named_xls),
        (".xls", xml_named_xls),
        (".xlsx", word_named_xlsx),
        (".zip", zip_of_workbooks),
        (".csv", nul_csv),
        (".xlsm", macro_xlsm),
        (".xlsx", external_link_xlsx),
        (".xlsx", dde_xlsx),
        (".xlsx", embedded_xlsx),
        (".xlsx", formulas_without_values_xlsx),
        (".xlsx", hidden_sheet_xlsx),
        (".xlsx", right_to_left_xlsx),
        (".xlsx", formula_injection_xlsx),
        (".csv", formula_injection_csv),
        (".ods", ods),
    )
}
"""Every kind by name: its file ending and the function that writes it to a path."""


def all_hostile(folder: Path) -> dict[str, Path]:
    """Write every kind of file into a folder and return their paths by name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{name}{suffix}" for name, (suffix, _) in MAKERS.items()}
    for name, path in paths.items():
        MAKERS[name][1](path)
    return paths
