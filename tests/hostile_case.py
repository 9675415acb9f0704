"""A province whose names try to run, to break a page, or to be a formula of a spreadsheet."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb

from analysis.warehouse import loaded_cases
from analysis.warehouse.files import sha256_of
from analysis.warehouse.manifest import read_manifests, snapshot_path, write_manifest

CASE = "quang-ngai-simulated"
PAYLOADS = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "[x](javascript:window.pwned=1)",
    "$\\frac{1}{2}$ $$x^2$$",
    ":material/home: :red[x] :blue-badge[y]",
    "**x** `y` ![i](data:image/png;base64,AAAA) ~~z~~ # w",
    "<a href='javascript:window.pwned=1'>x</a><b>y</b>",
    '=HYPERLINK("http://x.invalid","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{x} %s %(y)s {0} \\",
)
NAMES = {
    "establishment": ("name",),
    "mart_recipient": ("name",),
    "mart_difficulty": ("establishment",),
    "cluster": ("name",),
    "mart_cluster": ("name",),
    "mart_next_step": ("title",),
    "project": ("title", "officer"),
    "mart_project_stage": ("officer",),
    "mart_work": ("officer",),
    "officer_training": ("officer",),
    "mart_officer_training": ("officer",),
    "product": ("name", "name_en"),
    "annotation": ("title_vi", "title_en"),
    "mart_annotation": ("title_vi", "title_en"),
    "administrative_unit": ("name", "name_en"),
    "mart_unit_name": ("name",),
}
"""Columns that hold what people have written, in tables and in marts made of them."""


def hostile_workspace(workspace: Path, target: Path) -> Path:
    """Copy the simulated case into a workspace of its own and put a payload before every name.

    Which one depends on the name, so that one name is the same wherever it stands.
    """
    number = loaded_cases(workspace)[CASE]
    shutil.copytree(workspace, target)
    path = snapshot_path(target, number)
    path.chmod(0o644)
    with duckdb.connect(str(path)) as connection:
        for table, columns in NAMES.items():
            for column in columns:
                connection.execute(
                    f"update {table} set {column} = ($payloads::varchar[])[1 + (hash({column})"
                    f" % len($payloads::varchar[]))::bigint] || ' ' || {column}"
                    f" where {column} is not null",
                    {"payloads": list(PAYLOADS)},
                )
    [manifest] = [one for one in read_manifests(target) if one.number == number]
    size = path.stat().st_size
    write_manifest(target, replace(manifest, sha256=sha256_of(path), size=size))
    return target
