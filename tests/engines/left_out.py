"""A snapshot without the records of some tables, as `khuyencong marts` publishes one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb

from analysis.warehouse import open_snapshot
from analysis.warehouse.files import sha256_of
from analysis.warehouse.manifest import snapshot_path, write_manifest

SIMULATED = "quang-ngai-simulated"
LEFT_OUT = ["outcome_record", "payment"]


def without_records(workspace: Path) -> None:
    """Take the longest tables out of the shown snapshot of the simulated province."""
    manifest = open_snapshot(workspace, SIMULATED).manifest
    path = snapshot_path(workspace, manifest.number)
    with duckdb.connect(str(path)) as connection:
        for name in LEFT_OUT:
            connection.execute(f"drop table {name}")
    write_manifest(
        workspace,
        replace(
            manifest,
            sha256=sha256_of(path),
            size=path.stat().st_size,
            engine="spark 4.2.1",
            left_out=LEFT_OUT,
        ),
    )
