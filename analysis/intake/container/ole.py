"""OLE2 files: old .xls workbooks, and any workbook that Excel encrypted."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from analysis.intake.container.foreign import not_a_workbook
from analysis.intake.container.model import Kind, Notice
from analysis.intake.container.notices import notice
from analysis.intake.container.refusals import refusal
from analysis.intake.container.zip_parts import DAMAGED

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # sector numbers from here on are marks, not places
_DIRECTORY_SECTORS = 4_096


def inspect_ole(path: Path, size: int, name: str) -> tuple[Kind, list[Notice]]:
    """Return the kind of an OLE2 file and its notices; raises UnreadableFileError."""
    try:
        with path.open("rb") as file:
            return _inspect_compound(file, size, name)
    except DAMAGED as error:
        raise refusal("truncated", name) from error


def _inspect_compound(file: IO[bytes], size: int, name: str) -> tuple[Kind, list[Notice]]:
    header = file.read(512)
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in (9, 12):
        raise ValueError("sector size")
    sector = 1 << shift
    directory, difat = (
        struct.unpack_from("<I", header, 48)[0],
        struct.unpack_from("<I", header, 68)[0],
    )

    def read(number: int) -> bytes:
        if (number + 1) * sector >= size:
            raise EOFError("a sector lies beyond the end of the file")
        file.seek((number + 1) * sector)
        return file.read(sector).ljust(sector, b"\0")

    places = [place for place in struct.unpack_from("<109I", header, 76) if place < _FREE]
    for _ in range(size // sector):
        if difat >= _FREE:
            break
        *more, difat = struct.unpack(f"<{sector // 4}I", read(difat))
        places += [place for place in more if place < _FREE]
    if len(places) > size // sector:
        raise ValueError("more tables than sectors")
    table = array("I")
    for place in places:
        table.extend(struct.unpack(f"<{sector // 4}I", read(place)))

    def chain(number: int) -> Iterator[int]:
        for _ in range(len(table) + 1):
            if number >= _FREE:
                return
            if number >= len(table):
                raise EOFError("a chain of sectors leaves the table")
            yield number
            number = table[number]
        raise ValueError("a chain of sectors bites its tail")

    streams: dict[str, tuple[int, int]] = {}
    for number in islice(chain(directory), _DIRECTORY_SECTORS):
        block = read(number)
        for offset in range(0, sector, 128):
            length, kind = struct.unpack_from("<HB", block, offset + 64)
            if kind and 2 <= length <= 64:
                title = block[offset : offset + length - 2].decode("utf-16-le", "replace")
                first, extent = struct.unpack_from("<II", block, offset + 116)
                streams.setdefault(title.lower(), (first, extent))
    return _xls_kind(streams, chain, read, name)


def _xls_kind(
    streams: dict[str, tuple[int, int]],
    chain: Callable[[int], Iterator[int]],
    read: Callable[[int], bytes],
    name: str,
) -> tuple[Kind, list[Notice]]:
    if "encryptedpackage" in streams:
        raise refusal("encrypted", name)
    book = streams.get("workbook") or streams.get("book")
    if book is None:
        known = {"worddocument": "docx", "powerpoint document": "pptx"}
        found = [what for stream, what in known.items() if stream in streams]
        raise not_a_workbook(found[0] if found else "office", name)
    first, extent = book
    # Streams below 4,096 bytes live elsewhere; no workbook is that small.
    if extent >= 4096:
        numbers = list(chain(first))
        if not numbers:
            raise EOFError("the workbook stream begins nowhere")
        start = b"".join(read(number) for number in numbers[:8])
        read(numbers[-1])
        if len(numbers) * len(read(first)) < extent:
            raise EOFError("the workbook stream is cut short")
        if _asks_for_password(start):
            raise refusal("encrypted", name)
    notices = []
    if "_vba_project_cur" in streams:
        notices.append(notice("macros", name))
    if any(stream.startswith("mbd") for stream in streams):
        notices.append(notice("embedded_objects", name))
    return "xls", notices


def _asks_for_password(start: bytes) -> bool:
    """Tell whether a FILEPASS record stands among the first records of a workbook stream."""
    place = 0
    for _ in range(16):
        if place + 4 > len(start):
            return False
        record, length = struct.unpack_from("<HH", start, place)
        if record == 0x2F:
            return True
        place += 4 + length
    return False
