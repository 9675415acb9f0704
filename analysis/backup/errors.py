"""What can go wrong with a backup, said in both languages with the remedy."""

from __future__ import annotations

from pathlib import Path

from analysis.language import Text
from analysis.warehouse.errors import WarehouseError


class BackupError(WarehouseError):
    """A backup that cannot be made, believed or brought back; nothing was changed by it."""


def not_believed(path: Path, why: Text) -> BackupError:
    """Return the error of an archive that is damaged, or was never a backup."""
    return BackupError(
        Text(
            f"{path.name} không dùng được làm bản sao lưu: {why.vi}. Chưa thay đổi gì; dùng bản "
            "sao lưu khác",
            f"{path.name} cannot be used as a backup: {why.en}. Nothing was changed; use another "
            "backup",
        )
    )
