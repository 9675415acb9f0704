"""How long handing in takes, beside the bare reading of the same files; and its peak memory.

    python benchmarks/intake.py [--runs N] [--rows N]

1. A CSV file of 1,000,000 outcome records, read, checked and published, beside a bare
   `insert … select * from read_csv` of the same file into a new file with the same types.
   The bar is 3 times.
2. A workbook of 100,000 × 20 cells, read, checked and published, beside python-calamine's own
   read of it. The bar is 2 times.

Each pair runs alternately in one run. Peak memory is that of the import process, of 2 GiB.
"""

from __future__ import annotations

import argparse
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import xlsxwriter
from noting import note
from timing import print_table

from analysis.dictionary import TABLES
from analysis.importing.desk import publish, take
from analysis.importing.model import HandedFile
from analysis.intake.staging import SQL_TYPES, quoted

OUTCOME = TABLES["outcome_record"]
YEARS = 10
WORKBOOK_ROWS, WORKBOOK_COLUMNS = 100_000, 20
CSV_BAR, WORKBOOK_BAR, MEMORY_BAR_GIB = 3.0, 2.0, 2.0

# A value of every column of the outcome record, from the row number `i`; no rule is broken.
_VALUES = {
    "establishment_id": f"'CS-' || lpad((i // {YEARS})::varchar, 6, '0')",
    "year": f"2014 + i % {YEARS}",
    "currency": "'VND'",
    "revenue": "500000000 + (hash(i) % 900000000)::bigint",
    "value_added": "50000000 + (hash(i + 1) % 90000000)::bigint",
    "workers": "40 + (hash(i) % 20)::integer",
    "workers_skilled": "(hash(i) % 10)::integer",
    "workers_women": "(hash(i) % 15)::integer",
    "fte": "round(38 + (hash(i) % 200) / 10.0, 1)",
    "seasonal_workers": "(hash(i) % 6)::integer",
    "seasonal_months": "round((hash(i) % 120) / 10.0, 1)",
    "piece_workers": "(hash(i + 6) % 5)::integer",
    "piece_pay": "(hash(i + 6) % 9000000)::bigint",
    "wages": "30000000 + (hash(i + 2) % 90000000)::bigint",
    "average_wage": "3000000 + (hash(i + 2) % 9000000)::bigint",
    "assets": "300000000 + (hash(i + 5) % 900000000)::bigint",
    "investment": "(hash(i + 7) % 9000000)::bigint",
    "exports": "case when i % 3 = 0 then (hash(i + 9) % 9000000)::bigint end",
    "output_quantity": "round((hash(i) % 90000) / 10.0, 1)",
    "output_unit": "'m²'",
    "local_material_share": "round((hash(i + 10) % 1000) / 1000.0, 3)",
    "defect_rate": "round((hash(i) % 1000) / 10000.0, 4)",
    "rework_rate": "round((hash(i + 3) % 1000) / 10000.0, 4)",
    "energy_kwh": "round((hash(i + 4) % 100000) / 10.0, 1)",
    "waste_tonnes": "round((hash(i + 4) % 1000) / 100.0, 2)",
    "new_products": "(hash(i) % 3)::integer",
    "certificates": "(hash(i) % 2)::integer",
    "new_markets": "(hash(i) % 4)::integer",
    "new_customers": "(hash(i) % 5)::integer",
    "fair_contracts": "(hash(i) % 3)::integer",
    "fair_contract_value": "(hash(i + 8) % 9000000)::bigint",
    "workers_trained": "(hash(i) % 9)::integer",
    "training_hours": "(hash(i) % 90) / 2.0",
    "reporting": "'self_reported'",
    "reported_on": f"make_date((2015 + i % {YEARS})::integer, 3, 1 + (hash(i) % 28)::integer)",
    "would_invest_anyway": "case when i % 4 = 0 then 'yes' end",
}


def write_csv(path: Path, rows: int) -> None:
    """Write outcome records in the program's own form, every column of the dictionary."""
    selected = ", ".join(f"{_VALUES[name]} as {quoted(name)}" for name in OUTCOME.column_names())
    duckdb.sql(f"copy (select {selected} from range({rows}) as t(i)) to '{path}' (header)")


def write_establishments(path: Path, rows: int) -> None:
    """Write the establishments the outcome records are of."""
    duckdb.sql(
        "copy (select 'CS-' || lpad(i::varchar, 6, '0') as establishment_id,"
        f" 'Cơ sở ' || i as name from range({rows}) as t(i)) to '{path}' (header)"
    )


def write_workbook(path: Path) -> None:
    """Write a workbook of outcome records, 20 columns under Vietnamese headings."""
    names = [name for name in OUTCOME.column_names() if name != "currency"][:WORKBOOK_COLUMNS]
    selected = ", ".join(_VALUES[name] for name in names)
    rows = duckdb.sql(f"select {selected} from range({WORKBOOK_ROWS}) as t(i)").fetchall()
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Kết quả SXKD")
    sheet.write_row(0, 0, [OUTCOME.column(name).label.vi for name in names])
    for number, row in enumerate(rows, start=1):
        for position, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, position, value)
            elif value is not None:
                sheet.write_number(number, position, float(value))
    book.close()


def bare_insert(csv: Path, folder: Path) -> None:
    """Insert the file into a new database file, with the dictionary's types and nothing else."""
    target = folder / "bare.duckdb"
    target.unlink(missing_ok=True)
    connection = duckdb.connect(str(target), config={"threads": 2})
    columns = ", ".join(f"{quoted(c.name)} {SQL_TYPES[c.type]}" for c in OUTCOME.columns)
    types = ", ".join(f"'{c.name}': '{SQL_TYPES[c.type]}'" for c in OUTCOME.columns)
    connection.execute(f"create table outcome_record ({columns})")
    connection.execute(
        f"insert into outcome_record select * from read_csv('{csv}', header = true,"
        f" columns = {{{types}}})"
    )
    connection.close()


def calamine_read(workbook: Path) -> None:
    """Read the workbook's cells with python-calamine and do nothing with them."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).to_python()


def import_file(workspace: Path, file: Path, name: str) -> None:
    """Hand a file in and publish it."""
    hand_in = take(workspace, [HandedFile(str(file), name)])
    if hand_in.report.status != "ready" or hand_in.report.candidate is None:
        raise SystemExit(f"{name}: {hand_in.report.status}, {hand_in.report.problems[:3]}")
    publish(workspace, hand_in)


def alternate(
    bare: Callable[[], None], ours: Callable[[Path], None], base: Path, runs: int
) -> tuple[list[float], list[float]]:
    """Time both by turns, ours each time in a fresh copy of the base workspace."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(runs + 1):
        with tempfile.TemporaryDirectory(dir=base.parent) as folder:
            workspace = Path(shutil.copytree(base, Path(folder) / "workspace"))
            measured = []
            for task in (bare, partial(ours, workspace)):
                started = time.perf_counter()
                task()
                measured.append(time.perf_counter() - started)
        if number:
            for kept, seconds in zip(times, measured, strict=True):
                kept.append(seconds)
    return times


def peak_gib() -> float:
    """Return the peak memory of the import processes so far, in GiB."""
    unit = 1 << 30 if platform.system() == "Darwin" else 1 << 20
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit


def main() -> int:
    """Measure, print, and return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description="Measure handing in.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        csv, workbook = folder / "outcome_record.csv", folder / "ket-qua.xlsx"
        write_csv(csv, arguments.rows)
        write_workbook(workbook)
        # The smaller one first: peak memory is that of the largest import so far.
        pairs = [
            (
                "python-calamine's own read",
                lambda: calamine_read(workbook),
                lambda workspace: import_file(workspace, workbook, workbook.name),
                f"workbook of {WORKBOOK_ROWS:,} × {WORKBOOK_COLUMNS} cells",
                WORKBOOK_BAR,
                workbook,
                WORKBOOK_ROWS // YEARS,
            ),
            (
                "bare insert from read_csv",
                lambda: bare_insert(csv, folder),
                lambda workspace: import_file(workspace, csv, csv.name),
                f"CSV of {arguments.rows:,} outcome records",
                CSV_BAR,
                csv,
                arguments.rows // YEARS,
            ),
        ]
        kept = True
        for bare_name, bare, ours, title, bar, file, establishments in pairs:
            base = folder / f"base-{establishments}"
            known = folder / "establishment.csv"
            write_establishments(known, establishments)
            import_file(base, known, known.name)
            bare_times, our_times = alternate(bare, ours, base, arguments.runs)
            print_table(
                f"Handing in: {title}, {file.stat().st_size / 1e6:.0f} MB",
                [
                    (bare_name, bare_times, None),
                    ("read, checked and published", our_times, bare_name),
                ],
            )
            ratio = (
                sorted(our_times)[len(our_times) // 2] / sorted(bare_times)[len(bare_times) // 2]
            )
            memory = peak_gib()
            print(f"bar {bar:g} ×: {'kept' if ratio <= bar else 'MISSED'} ({ratio:.2f})")
            met = memory < MEMORY_BAR_GIB
            if arguments.rows == 1_000_000:
                names = (
                    ("intake_xlsx", "intake_xlsx_memory")
                    if file is workbook
                    else ("intake_csv", "intake_csv_memory")
                )
                note(names[0], ratio)
                note(names[1], memory)
            print(f"peak memory {memory:.2f} GiB: {'kept' if met else 'MISSED'}")
            kept = kept and ratio <= bar and met
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
