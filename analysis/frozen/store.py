"""Where frozen sets lie: public files with numbers never used twice, and what they were made of.

`public/frozen-<n>.json` is the publication: written aside, read back, made durable, and named by
one atomic rename; nothing ever changes it. `frozen/basis-<n>.parquet` holds the contributions of
establishments, needed to keep later publications from telling them; it is as confidential as a
snapshot, and the publication carries its checksum.
"""

from __future__ import annotations

from pathlib import Path

from analysis.frozen.frozen_set import FrozenSet, read_document
from analysis.language import Text
from analysis.warehouse import NothingLoadedError
from analysis.warehouse.seal import read_sealed

PUBLIC_FOLDER = "public"
BASIS_FOLDER = "frozen"
RESTORED = "restored"
"""Below it a restored backup puts what it cannot put in place; analysis/backup/contents.py."""


class NothingFrozenError(NothingLoadedError):
    """There is no intact frozen set to take public figures from."""


def public_folder(workspace: Path) -> Path:
    """Return where the publications of a workspace lie."""
    return workspace / PUBLIC_FOLDER


def set_aside(workspace: Path) -> list[Path]:
    """Return where restores have put what is public whose place was taken, laid out as here."""
    return sorted(folder.parent for folder in workspace.glob(f"{RESTORED}/*/{PUBLIC_FOLDER}"))


def frozen_path(workspace: Path, number: int) -> Path:
    """Return where the publication of a number lies."""
    return public_folder(workspace) / f"frozen-{number}.json"


def basis_path(workspace: Path, number: int) -> Path:
    """Return where the contributions of a publication lie."""
    return workspace / BASIS_FOLDER / f"basis-{number}.parquet"


def frozen_sets(workspace: Path, case: str | None = None) -> list[FrozenSet]:
    """Return every intact publication of a workspace, or of a case, oldest first."""
    found = []
    for path in public_folder(workspace).glob("frozen-*.json"):
        body = read_sealed(path)
        if body is None:
            continue
        try:
            one = read_document(body)
        except (ValueError, KeyError, TypeError):
            continue
        if (case is None or one.case == case) and path == frozen_path(workspace, one.number):
            found.append(one)
    return sorted(found, key=lambda one: one.number)


def open_frozen(workspace: Path, case: str | None = None) -> FrozenSet:
    """Return the newest intact publication of a case, of any case if none is named.

    Raises NothingFrozenError, with the remedy, when there is none.
    """
    found = frozen_sets(workspace, case)
    if not found:
        named = f" {case}" if case else ""
        raise NothingFrozenError(
            Text(
                f"Chưa có bộ số liệu công khai nào{named}. Chạy «khuyencong freeze» để xem trước, "
                "rồi «khuyencong freeze --publish»",
                f"There is no frozen public set{named}. Run «khuyencong freeze» to look ahead, "
                "then «khuyencong freeze --publish»",
            )
        )
    return found[-1]
