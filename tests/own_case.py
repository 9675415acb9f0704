"""A small case written as a user's own folder and loaded through the public path."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.warehouse import Snapshot, load_case, open_snapshot

SETTINGS = """
name = "{name}"
kind = "{kind}"
title_vi = "Trường hợp thử"
title_en = "A test case"
about_vi = "Vài dòng cho kiểm thử."
about_en = "A few rows for a test."
currency = "{currency}"
as_of = 2025-12-31
source_vi = "kiểm thử"
source_en = "tests"
uses_builtin_geography = {geography}
uses_builtin_reference = {reference}
"""


def write_case(
    folder: Path,
    tables: dict[str, pd.DataFrame],
    *,
    name: str = "test-case",
    kind: str = "real",
    currency: str = "VND",
    geography: bool = False,
    reference: bool = False,
) -> Path:
    """Write a case folder; the tables' columns are the dictionary's, empty is unknown.

    `geography` and `reference` add the built-in places, price index and ceilings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settings = SETTINGS.format(
        name=name,
        kind=kind,
        currency=currency,
        geography=str(geography).lower(),
        reference=str(reference).lower(),
    )
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    for table, frame in tables.items():
        frame.to_csv(folder / f"{table}.csv", index=False)
    return folder


def loaded(folder: Path, workspace: Path) -> Snapshot:
    """Load a case folder into a workspace and open what it shows."""
    report = load_case(workspace, str(folder))
    return open_snapshot(workspace, report.manifest.case)
