"""A disk that does not do what it is asked: full, read-only, failing. Said with what to do."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from analysis.language import Text
from analysis.warehouse.errors import WarehouseError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)

_SAID = {
    "full": re.compile(r"No space left|Disk quota exceeded|File too large|OSError: \[Errno 28\]"),
    "closed": re.compile(r"Read-only file system|Permission denied|Operation not permitted"),
    "failing": re.compile(r"Input/output error"),
}
"""How the system words it, which is all that is left of it in DuckDB's errors and in a log."""


class DiskError(WarehouseError):
    """A disk that could not be written or read; what was published before is untouched."""


def disk_error(workspace: Path, error: OSError | str) -> DiskError | None:
    """Return the error to tell for one of the system, or for what a log says; None if no disk's."""
    kind = _kind(error)
    if kind is None or (isinstance(error, OSError) and _is_elsewhere(workspace, error)):
        return None
    where = str(workspace)
    return DiskError(
        {
            "full": Text(
                f"Đĩa chứa {where} đã đầy nên chưa ghi được; số liệu đã công bố còn nguyên. Dọn "
                "bớt tệp hoặc chuyển thư mục làm việc sang đĩa khác, rồi thử lại",
                f"The disk of {where} is full, so this was not written; what was published is "
                "untouched. Make room or move the workspace to another disk, then try again",
            ),
            "closed": Text(
                f"Không được phép ghi vào {where} (đĩa chỉ đọc, hoặc thiếu quyền); số liệu đã công "
                "bố còn nguyên và vẫn xem được. Mở quyền ghi, hoặc chọn nơi khác bằng --workspace",
                f"{where} may not be written to (a read-only disk, or no permission); what was "
                "published is untouched and can still be seen. Allow writing, or choose another "
                "place with --workspace",
            ),
            "failing": Text(
                f"Đĩa chứa {where} báo lỗi đọc ghi. Số liệu đã công bố không bị sửa; sao lưu ngay "
                "sang đĩa khác bằng «khuyencong backup», rồi kiểm tra đĩa",
                f"The disk of {where} reports errors. What was published was not altered; back it "
                "up to another disk at once with «khuyencong backup», then check the disk",
            ),
        }[kind]
    )


@contextmanager
def disk_told(workspace: Path) -> Iterator[None]:
    """Turn a disk's refusal inside the block into a DiskError; other errors pass."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        told = disk_error(workspace, error if isinstance(error, OSError) else str(error))
        if told is None:
            raise
        raise told from error


def _is_elsewhere(workspace: Path, error: OSError) -> bool:
    """Tell whether it was a file outside the workspace that could not be read or written."""
    names = [name for name in (error.filename, error.filename2) if isinstance(name, (str, Path))]
    here = workspace.absolute()
    return bool(names) and not any(Path(name).absolute().is_relative_to(here) for name in names)


def _kind(error: OSError | str) -> str | None:
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return "full"
        if error.errno in _CLOSED:
            return "closed"
        return "failing" if error.errno == errno.EIO else None
    return next((kind for kind, words in _SAID.items() if words.search(error)), None)
