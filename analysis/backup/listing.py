"""The listing of a backup: every file with its checksum, each snapshot with rows by table.

It is sealed with a checksum of itself, holds no time, and so is the same for the same content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from analysis.backup.contents import belongs, is_plain, snapshot_part
from analysis.warehouse.manifest import POINTER_NAME
from analysis.warehouse.seal import sealed, unsealed

FORMAT = "khuyencong-backup"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its name in the workspace, its size in bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One snapshot and how many rows each of its tables had when it was backed up."""

    number: int
    case: str
    rows: dict[str, int]

    @property
    def total(self) -> int:
        """Rows of all tables, those derived from others too."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Listing:
    """What a backup holds.

    `current` and `default_case` are what was shown, `left_out` names what was there and could not
    be taken along.
    """

    program: str
    default_case: str | None
    current: dict[str, int]
    snapshots: tuple[Counted, ...]
    files: tuple[Entry, ...]
    left_out: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(entry.size for entry in self.files)

    @property
    def identity(self) -> str:
        """Twelve letters and digits that only a backup of the same content has."""
        return hashlib.sha256(listing_bytes(self)).hexdigest()[:12]


def listing_bytes(listing: Listing) -> bytes:
    """Return the sealed document of a listing."""
    return sealed({"format": FORMAT, "version": VERSION, **asdict(listing)})


def read_listing(content: bytes) -> Listing | None:
    """Return the listing in a document; None when it is torn, altered or contradicts itself."""
    body = unsealed(content)
    if body is None or body.get("format") != FORMAT or body.get("version") != VERSION:
        return None
    try:
        listing = Listing(
            program=str(body["program"]),
            default_case=None if body["default_case"] is None else str(body["default_case"]),
            current=_counts(body["current"]),
            snapshots=tuple(
                Counted(_whole(one["number"]), str(one["case"]), _counts(one["rows"]))
                for one in body["snapshots"]
            ),
            files=tuple(
                Entry(str(one["name"]), _whole(one["size"]), str(one["sha256"]))
                for one in body["files"]
            ),
            left_out=tuple(map(str, body["left_out"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return listing if _is_consistent(listing) else None


def _is_consistent(listing: Listing) -> bool:
    """Tell whether names are possible, each once, and every snapshot has both of its files."""
    names = [entry.name for entry in listing.files]
    numbers = {one.number: one.case for one in listing.snapshots}
    parts = {part for name in names if (part := snapshot_part(name)) is not None}
    return (
        len({name.casefold() for name in names}) == len(names)
        and all(is_plain(name) and belongs(name) and name != POINTER_NAME for name in names)
        and len(numbers) == len(listing.snapshots)
        and parts == {(number, ending) for number in numbers for ending in ("json", "duckdb")}
        and all(numbers.get(number) == case for case, number in listing.current.items())
        and (listing.default_case is None or listing.default_case in listing.current)
    )


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("not a whole number")
    return value


def _counts(value: Mapping[str, Any]) -> dict[str, int]:
    return {str(name): _whole(count) for name, count in value.items()}
