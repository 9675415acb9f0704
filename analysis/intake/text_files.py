"""CSV and TSV files as people send them: encoding, delimiter and faults, without reading the rows.

`sniff_text_file` reads the whole file once, in chunks and without keeping any, so what it says
holds for every byte; `as_utf8` writes a UTF-8 copy where the reader of DuckDB could not take the
file as it is. That reader copes with any mix of line endings and with control characters; it drops
blank lines, after which its row numbers no longer are the file's.
"""

from __future__ import annotations

import codecs
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from analysis.intake.delimiters import DELIMITERS, delimiter_of, quote_of
from analysis.intake.text_encodings import (
    Encoding,
    decoded,
    eight_bit_encoding,
    marked_encoding,
    read_bytes,
    read_utf16,
    utf16_without_mark,
)
from analysis.intake.text_faults import empty, too_many_columns

MAX_COLUMNS = 16_384
"""Columns of a sheet, as in Excel."""

_HEAD = 1 << 18
_SNIFFED_LINES = 200
_SEPARATOR_LINE_LENGTH = 64
_SEPARATOR_LINE = re.compile(r'"?sep=([^\w"])"?[ ]{0,9}', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text file is written.

    `delimiter` and `quote` are one character each. `separator_line` says that the file begins with
    Excel's `sep=;`, which is no row; `blank_lines`, that blank lines stand between rows.
    """

    encoding: Encoding
    delimiter: str
    quote: str
    separator_line: bool = False
    blank_lines: bool = False

    def is_plain(self) -> bool:
        """Say whether a reader of UTF-8 can take the file as it is, with the file's row numbers."""
        return self.encoding == "utf-8" and not self.separator_line and not self.blank_lines


def sniff_text_file(path: Path) -> TextFormat:
    """Return how a CSV or TSV file is written.

    Raises UnreadableFileError for a file that is empty, holds NUL bytes, is damaged or in no known
    encoding, has a line over `MAX_LINE` or begins with over `MAX_COLUMNS` columns. Quotes that do
    not balance are left to the reader.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    encoding = marked_encoding(head) or utf16_without_mark(head)
    if encoding in ("utf-16-le", "utf-16-be"):
        blank_lines = read_utf16(path, encoding)
    else:
        invalid_at, blank_lines = read_bytes(path)
        if invalid_at is not None:
            encoding = eight_bit_encoding(path, invalid_at)
    encoding = encoding or "utf-8"
    lines = _first_lines(head, encoding)
    _check_columns(lines)
    separator = _SEPARATOR_LINE.fullmatch(lines[0])
    if separator:
        if len(head) < _HEAD and not any(line.strip() for line in lines[1:]):
            raise empty()
        return TextFormat(encoding, separator[1], quote_of(lines, separator[1]), True, blank_lines)
    fallback = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    delimiter = delimiter_of(lines, fallback)
    return TextFormat(encoding, delimiter, quote_of(lines, delimiter), False, blank_lines)


def as_utf8(path: Path, format: TextFormat, target: Path) -> Path:
    """Return a file DuckDB reads with the right rows: `path` itself, or a copy written to `target`.

    The copy is UTF-8 without byte order mark and `sep=` line. A file that was UTF-8 keeps its own
    composition (NFC or NFD), as one does that needs no copy; any other becomes NFC. Where blank
    lines stand between rows each becomes one delimiter, so that it still counts as a row.
    """
    if format.is_plain():
        return path
    with path.open("rb") as source:
        if format.encoding in ("utf-8", "utf-8-sig") and not format.blank_lines:
            _copy_rest(source, format, target)
        else:
            _copy_lines(source, format, target)
    return target


def _copy_rest(source: BinaryIO, format: TextFormat, target: Path) -> None:
    """Copy UTF-8 bytes as they are, but for what stands before the first row."""
    if source.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        source.seek(0)
    if format.separator_line:
        start = source.tell()
        line = re.match(rb"[^\r\n]*(?:\r\n|\r|\n)?", source.read(_SEPARATOR_LINE_LENGTH))
        source.seek(start + (line.end() if line else 0))
    with target.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)


def _copy_lines(source: BinaryIO, format: TextFormat, target: Path) -> None:
    inside_quotes = False
    skip_line = format.separator_line
    with target.open("w", encoding="utf-8", newline="") as copy:
        for block in _whole_lines(source, format.encoding):
            rows = block.partition("\n")[2] if skip_line else block
            skip_line = False
            rows, inside_quotes = _with_rows_for_blank_lines(rows, format, inside_quotes)
            copy.write(unicodedata.normalize("NFC", rows))


def _whole_lines(source: BinaryIO, encoding: Encoding) -> Iterator[str]:
    """Yield the text in blocks that end where a line ends; every line ends in a line feed."""
    kept = ""
    for text in decoded(source, encoding):
        text = kept + text
        # A carriage return may be half of a line end whose other half comes next.
        held = "\r" if text.endswith("\r") else ""
        text = text.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        cut = text.rfind("\n") + 1
        if cut:
            yield text[:cut]
        kept = text[cut:] + held
    if kept:
        yield kept.replace("\r", "\n")


def _with_rows_for_blank_lines(block: str, format: TextFormat, inside: bool) -> tuple[str, bool]:
    """Return a block with its blank lines filled, and whether it ends inside a quoted cell."""
    if "\n\n" not in block and not block.startswith("\n"):
        return block, inside ^ (block.count(format.quote) % 2 == 1)
    lines = block.split("\n")
    # What follows the last line feed is no line.
    for place, line in enumerate(lines[:-1]):
        if not line and not inside:
            lines[place] = format.delimiter
        inside ^= line.count(format.quote) % 2 == 1
    return "\n".join(lines), inside


def _first_lines(head: bytes, encoding: Encoding) -> list[str]:
    """Return the first lines of a file, without what the head of the file cuts off."""
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    if len(head) == _HEAD and len(lines) > 1:
        lines = lines[:-1]
    return lines[:_SNIFFED_LINES]


def _check_columns(lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        if max(line.count(delimiter) for delimiter in DELIMITERS) >= MAX_COLUMNS:
            raise too_many_columns(number, MAX_COLUMNS)
