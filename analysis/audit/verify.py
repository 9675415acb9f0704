"""Reading the audit log and checking that no line of it was changed, put in or taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from analysis.audit.chain import FIRST, Entry, read_line
from analysis.audit.log import Head, log_file, read_head
from analysis.language import Text

MOST_BREAKS = 100


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the log is not as it was written; `line` counts from one."""

    line: int
    text: Text


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the whole log found: its lines, its last hash, and every break."""

    lines: int
    head: Head | None
    breaks: tuple[Break, ...]

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.breaks


def verify(workspace: Path, noted: Head | None = None) -> Verified:
    """Check every line against the one before it, and the last against the head.

    `noted` is a head that was noted down elsewhere before: the log must still hold that very line.
    A line written a moment ago may be ahead of the head by one; nothing else may.
    """
    breaks: list[Break] = []
    number, digest, lines, noted_found = 0, FIRST, 0, noted is None
    last: Entry | None = None
    for line, entry in _lines(workspace):
        lines = line
        if entry is None:
            breaks.append(Break(line, _CHANGED))
            number, digest = number + 1, ""
            continue
        if entry.number != number + 1:
            breaks.append(Break(line, _NUMBER.filled(found=entry.number, due=number + 1)))
        elif digest and entry.before != digest:
            breaks.append(Break(line, _CHAIN))
        number, digest, last = entry.number, entry.sha256, entry
        noted_found = noted_found or (noted is not None and noted == Head(number, digest))
    head = read_head(workspace)
    if head is None and lines:
        breaks.append(Break(lines, _NO_HEAD))
    if head is not None and not _is_head(head, last):
        breaks.append(Break(lines, _CUT.filled(there=number, due=head.number)))
    if not noted_found and noted is not None:
        breaks.append(Break(lines, _NOTED.filled(number=noted.number)))
    found = Head(last.number, last.sha256) if last else None
    return Verified(lines, found, tuple(breaks[:MOST_BREAKS]))


def newest(workspace: Path, most: int, kind: str | None = None) -> list[Entry]:
    """Return the newest entries that can be read, the newest first; of one kind if named."""
    every = [entry for _line, entry in _lines(workspace) if entry is not None]
    fitting = (entry for entry in reversed(every) if kind is None or entry.kind == kind)
    return list(islice(fitting, most))


def _is_head(head: Head, last: Entry | None) -> bool:
    if last is None:
        return False
    at_head = head == Head(last.number, last.sha256)
    # Between the line and the head a crash may lie.
    one_behind = head == Head(last.number - 1, last.before)
    return at_head or one_behind


def _lines(workspace: Path) -> Iterator[tuple[int, Entry | None]]:
    try:
        stream = log_file(workspace).open("rb")
    except FileNotFoundError:
        return
    with stream:
        for number, line in enumerate(stream, start=1):
            try:
                yield number, read_line(line) if line.endswith(b"\n") else None
            except ValueError:
                yield number, None


_CHANGED = Text("dòng bị sửa hoặc hỏng", "the line was changed or is damaged")
_NUMBER = Text(
    "số thứ tự {found}, phải là {due}: có dòng bị bớt hoặc thêm",
    "it has number {found}, not {due}: lines were taken out or put in",
)
_CHAIN = Text(
    "không nối với dòng trước: dòng trước bị thay",
    "it does not follow from the line before, which was exchanged",
)
_NO_HEAD = Text("mất tệp head.json", "the file head.json is gone")
_CUT = Text(
    "nhật ký kết thúc ở số {there}, tệp head.json ghi số {due} với dấu khác: phần cuối bị cắt hoặc "
    "thay",
    "the log ends with number {there} and head.json says {due} with another hash: its end was cut "
    "off or exchanged",
)
_NOTED = Text(
    "không còn dòng số {number} đã ghi lại ở nơi khác: nhật ký bị viết lại",
    "the line number {number} that was noted elsewhere is gone: the log was written anew",
)
