"""The used range of every sheet, found in a stream without holding the sheet."""

from __future__ import annotations

import re
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.parsers import expat

from analysis.intake.container.model import Kind
from analysis.intake.container.workbook_parts import sheets_of
from analysis.intake.container.zip_parts import HEAD, BoundedFile

_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^<>]*(?<!/)>")


@dataclass(slots=True)
class Extent:
    """The used range of one sheet, rows and columns counted from 1; grows as cells are met."""

    sheet: str
    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0

    def take(self, row: int, column: int) -> None:
        self.top, self.left = min(self.top or row, row), min(self.left or column, column)
        self.bottom, self.right = max(self.bottom, row), max(self.right, column)

    @property
    def rows(self) -> int:
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        return self.right - self.left + 1


def used_ranges(path: Path, kind: Kind, deadline: float) -> list[Extent]:
    """Return the used range of each sheet; none for kinds whose format bounds it or hides it."""
    if kind not in ("xlsx", "ods"):
        return []
    with BoundedFile(str(path)) as file, zipfile.ZipFile(file) as archive:
        parts = {entry.filename.replace("\\", "/").lower(): entry for entry in archive.infolist()}
        if kind == "ods":
            with archive.open(parts["content.xml"]) as stream:
                return _ods_extents(stream, deadline)
        extents = []
        for sheet, part, _ in sheets_of(archive, parts):
            if part in parts:
                with archive.open(parts[part]) as stream:
                    extents.append(_xlsx_extent(sheet, stream, deadline))
        return extents


def _xlsx_extent(sheet: str, stream: IO[bytes], deadline: float) -> Extent:
    extent, rest, numbers = Extent(sheet), b"", dict[bytes, int]()
    while time.monotonic() < deadline and (chunk := stream.read(1 << 20)):
        whole, closing, rest = (rest + chunk).rpartition(b">")
        rest = rest[-HEAD:]
        found = _CELL.findall(whole + closing)
        if not found:
            continue
        for column in {letters for letters, _ in found} - numbers.keys():
            numbers[column] = _column(column)
        rows = [int(row) for _, row in found]
        columns = [numbers[letters] for letters, _ in found]
        extent.take(min(rows), min(columns))
        extent.take(max(rows), max(columns))
    return extent


def _ods_extents(stream: IO[bytes], deadline: float) -> list[Extent]:
    """Return the used range of each table of content.xml, repeated cells and rows counted."""
    extents: list[Extent] = []
    row, column, repeat, used = 0, 0, 1, (0, 0)

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, repeat, used
        if tag == "table:table":
            extents.append(Extent(attributes.get("table:name", "?")))
            row = 0
        elif tag == "table:table-row":
            repeat, column, used = int(attributes.get("table:number-rows-repeated", 1)), 0, (0, 0)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            width = int(attributes.get("table:number-columns-repeated", 1))
            if "office:value-type" in attributes:
                used = (used[0] or column + 1, column + width)
            column += width

    def closed(tag: str) -> None:
        nonlocal row
        if tag == "table:table-row":
            if used[1] and extents:
                extents[-1].take(row + 1, used[0])
                extents[-1].take(row + repeat, used[1])
            row += repeat

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    while time.monotonic() < deadline and (chunk := stream.read(1 << 18)):
        parser.Parse(chunk)
    return extents


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
