"""Zip files (.xlsx, .xlsb, .ods): which of them they are, and whether they are whole and safe."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO

from analysis.intake.container.bombs import refuse_bombs
from analysis.intake.container.foreign import not_a_workbook
from analysis.intake.container.limits import (
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED,
    RATIO_FLOOR,
)
from analysis.intake.container.model import Kind, Notice
from analysis.intake.container.refusals import number_text, refusal, shown
from analysis.intake.container.workbook_parts import look_inside
from analysis.intake.container.zip_parts import (
    DAMAGED,
    HEAD,
    BoundedFile,
    DirectoryTooLargeError,
    Parts,
    head_of,
)

_ARCHIVE = re.compile(r"\.(zip|7z|rar|gz|xz|bz2|tar|jar|cab|iso|xlsx|xlsm|xlsb|ods|docx|pptx)$")


def inspect_zip(path: Path, size: int, name: str) -> tuple[Kind, list[Notice]]:
    """Return the kind of a zip file and its notices; raises UnreadableFileError."""
    try:
        with BoundedFile(str(path)) as file, zipfile.ZipFile(file) as archive:
            parts = _checked_parts(archive, file, size, name)
            kind = _zip_kind(archive, parts, name)
            refuse_bombs(file, parts, name)
            return kind, look_inside(archive, parts, name)
    except DirectoryTooLargeError as error:
        raise refusal("too_large:entries", name, limit=number_text(MAX_ENTRIES)) from error
    except NotImplementedError as error:
        raise refusal("unusual_compression", name) from error
    except DAMAGED as error:
        raise refusal("truncated", name) from error


def _checked_parts(archive: zipfile.ZipFile, file: IO[bytes], size: int, name: str) -> Parts:
    """Return the parts by their names in lower case, after the checks that need only the list."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refusal("too_large:entries", name, limit=number_text(MAX_ENTRIES))
    parts: Parts = {}
    for entry in entries:
        # Some writers use backslashes for slashes; harmless once read as such.
        plain = entry.orig_filename.replace("\\", "/")
        tricky = plain.startswith("/") or ".." in plain.split("/") or ":" in plain or "\0" in plain
        if tricky or plain.lower() in parts:
            raise refusal("unsafe_names", name, part=shown(plain))
        if entry.flag_bits & 0x41:
            raise refusal("encrypted", name)
        if entry.header_offset + 30 + entry.compress_size > size:
            raise refusal("truncated", name)
        parts[plain.lower()] = entry
    unpacked = sum(entry.file_size for entry in entries)
    for plain, entry in parts.items():
        # A blank picture packs as well as a bomb does, but no parser unpacks pictures.
        read = plain.endswith((".xml", ".rels", ".bin", ".vml")) or unpacked > MAX_UNPACKED
        if read and entry.file_size > max(RATIO_FLOOR, MAX_RATIO * entry.compress_size):
            raise refusal("zip_bomb", name, part=shown(plain))
    if unpacked > MAX_UNPACKED:
        limit = number_text(MAX_UNPACKED / 1e6)
        raise refusal("too_large:unpacked", name, size=number_text(unpacked / 1e6), limit=limit)
    return parts


def _zip_kind(archive: zipfile.ZipFile, parts: Parts, name: str) -> Kind:
    if "xl/workbook.bin" in parts:
        kind: Kind = "xlsb"
    elif "xl/workbook.xml" in parts:
        kind = "xlsx"
    elif "content.xml" in parts:
        mark = head_of(archive, parts.get("mimetype"), 100)
        mark += head_of(archive, parts.get("meta-inf/manifest.xml"), HEAD)
        if b"encryption-data" in mark:
            raise refusal("encrypted", name)
        if b"opendocument.spreadsheet" not in mark:
            raise not_a_workbook("odt", name)
        kind = "ods"
    else:
        tops = {plain.split("/")[0] for plain in parts}
        office = {"word": "docx", "ppt": "pptx", "index": "numbers"}
        found = [what for top, what in office.items() if top in tops]
        raise not_a_workbook(found[0] if found else "archive", name)
    for plain in parts:
        if _ARCHIVE.search(plain) and not plain.startswith("xl/embeddings/"):
            raise refusal("nested_archive", name, part=shown(plain))
    return kind
