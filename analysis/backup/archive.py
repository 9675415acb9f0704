"""Reading a backup nobody vouches for: nothing is believed that its listing does not hold up.

What is refused before a byte is unpacked: names that lead elsewhere, links, locked entries, names
twice, anything more or less than listed, sizes that differ from the listing, more than the disk
has room for, and contents packed tighter than data ever are.
"""

from __future__ import annotations

import hashlib
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from analysis.backup.contents import LISTING_NAME
from analysis.backup.errors import BackupError, not_believed
from analysis.backup.listing import Entry, Listing, read_listing
from analysis.language import Text, format_number

MOST_LISTING_BYTES = 64 << 20
MOST_ENTRIES = 200_000
MOST_RATIO = 150
"""Unpacked by packed bytes; the snapshot of a few rows, nearly all empty blocks, comes to 43."""
CHUNK = 1 << 20
SPARE_BYTES = 64 << 20
"""Room on the disk that is left to others."""

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What reading a zip archive that was made to harm may raise besides errors of the system."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open backup whose entries are, by name and size, the ones it lists."""

    path: Path
    listing: Listing
    _zip: zipfile.ZipFile

    def copy(self, entry: Entry, target: IO[bytes] | None) -> None:
        """Unpack an entry; raises BackupError unless it is, byte for byte, the one listed."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(entry.name) as source:
                while block := source.read(CHUNK):
                    size += len(block)
                    if size > entry.size:
                        break
                    digest.update(block)
                    if target is not None:
                        target.write(block)
        except _FAULTS as error:
            raise not_believed(self.path, _torn(entry.name)) from error
        if size != entry.size or digest.hexdigest() != entry.sha256:
            raise not_believed(self.path, _torn(entry.name))


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a backup; raises BackupError when it is none or cannot be believed."""
    try:
        opened = zipfile.ZipFile(path)
    except _FAULTS as error:
        raise not_believed(path, _NO_ARCHIVE) from error
    except OSError as error:
        raise BackupError(
            Text(
                f"Không đọc được {path}: {error.strerror}",
                f"{path} cannot be read: {error.strerror}",
            )
        ) from error
    with opened:
        infos = opened.infolist()
        _refuse_tricks(path, infos)
        listing = _listing(path, opened, infos)
        _refuse_others(path, listing, infos)
        yield Archive(path, listing, opened)


def check_bytes(archive: Archive, tell: Callable[[float], None] = lambda share: None) -> None:
    """Read every byte of a backup; raises BackupError at the first that is not as listed."""
    whole, done = max(archive.listing.size, 1), 0
    for entry in archive.listing.files:
        archive.copy(entry, None)
        done += entry.size
        tell(done / whole)


def refuse_without_room(archive: Archive, folder: Path, bytes_needed: int) -> None:
    """Raise BackupError when a folder's disk has no room for what is to be unpacked."""
    free = shutil.disk_usage(folder).free
    if bytes_needed + SPARE_BYTES > free:
        needed, there = (number // 2**20 + 1 for number in (bytes_needed, free))
        raise BackupError(
            Text(
                f"Cần {format_number(needed, 'vi')} MiB trên đĩa chứa {folder}, chỉ còn "
                f"{format_number(there, 'vi')} MiB. Dọn bớt tệp rồi thử lại",
                f"{format_number(needed, 'en')} MiB are needed on the disk of {folder}, which has "
                f"{format_number(there, 'en')} MiB left. Make room and try again",
            )
        )


def _refuse_tricks(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(infos) > MOST_ENTRIES or len(set(names)) != len(names):
        raise not_believed(path, _TRICKS)
    for info in infos:
        mode = info.external_attr >> 16
        linked = stat.S_IFMT(mode) not in (0, stat.S_IFREG)
        packed = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if info.flag_bits & 1 or linked or not packed or info.is_dir():
            raise not_believed(path, _TRICKS)
    # Entries that share their bytes are larger together than the file they are in.
    packed_bytes = sum(info.compress_size for info in infos)
    if packed_bytes > path.stat().st_size:
        raise not_believed(path, _TRICKS)
    if sum(info.file_size for info in infos) > MOST_RATIO * (packed_bytes + CHUNK):
        raise not_believed(path, _TRICKS)


def _listing(path: Path, opened: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Listing:
    found = [info for info in infos if info.filename == LISTING_NAME]
    if len(found) != 1 or found[0].file_size > MOST_LISTING_BYTES:
        raise not_believed(path, _NO_LISTING)
    try:
        with opened.open(found[0]) as source:
            content = source.read(MOST_LISTING_BYTES + 1)
    except _FAULTS as error:
        raise not_believed(path, _torn(LISTING_NAME)) from error
    listing = read_listing(content)
    if listing is None:
        raise not_believed(path, _NO_LISTING)
    return listing


def _refuse_others(path: Path, listing: Listing, infos: list[zipfile.ZipInfo]) -> None:
    there = {info.filename: info.file_size for info in infos if info.filename != LISTING_NAME}
    if there != {entry.name: entry.size for entry in listing.files}:
        raise not_believed(path, _NOT_AS_LISTED)


_NO_ARCHIVE = Text("đây không phải tệp zip nguyên vẹn", "it is no intact zip file")
_NO_LISTING = Text(
    "không có danh mục backup.json tin được, hoặc do phiên bản mới hơn tạo ra",
    "it has no listing backup.json that can be believed, or a newer version made it",
)
_NOT_AS_LISTED = Text("tệp bên trong khác danh mục", "the files in it are not the ones it lists")
_TRICKS = Text(
    "bên trong có mục đáng ngờ (tên trùng, liên kết, khóa mã, hoặc nén quá mức)",
    "it holds suspicious entries (names twice, links, locked, or packed too tight)",
)


def _torn(name: str) -> Text:
    return Text(f"mã kiểm tra của {name} không khớp", f"the checksum of {name} does not match")
