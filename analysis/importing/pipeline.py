"""One run of the import: read, recognise, check, lay on what there is, and build a candidate.

Reads as numbered steps. Everything happens in one DuckDB connection of a process of its own, so
that a file can neither stall nor end the program, and nothing outside the run's folder is
written.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
from python_calamine import CalamineError, XmlError, ZipError

from analysis.dictionary import HANDED_IN_TABLES, TABLES, Table
from analysis.importing.aliases import settle_aliases
from analysis.importing.audit import record_audit
from analysis.importing.base import PENDING_IN_REACH, base_name, open_base
from analysis.importing.given import collect_given, start
from analysis.importing.merge import given_name, keep_given, keep_referred, lay_on, table_change
from analysis.importing.model import (
    ANY_SHEET,
    Candidate,
    Choices,
    HandedFile,
    Report,
    Request,
    SheetColumn,
    SheetReport,
    Status,
    TableChange,
    as_possible,
    sheet_key,
)
from analysis.importing.own_district import (
    OWN,
    Place,
    Within,
    attach_own,
    others_problem,
    own_folder,
    request_within,
    rows_of_others,
)
from analysis.importing.pending import pending_rows
from analysis.importing.whose import districts_of
from analysis.intake.addresses import column_letters
from analysis.intake.ahead import OpenedFile, ReadAhead
from analysis.intake.checks import Location, bad_row_table, check_staged
from analysis.intake.container import explain_damage, inspect_file
from analysis.intake.duplicates import Duplicate, duplicate_problems, find_duplicates
from analysis.intake.errors import UnreadableFileError
from analysis.intake.folding import fold_text
from analysis.intake.grids import (
    Grid,
    text_grid,
    typed_grid,
    workbook_grid,
)
from analysis.intake.headers import SheetMatch, match_sheet
from analysis.intake.legacy_sheet import LegacySheet, legacy_sheet
from analysis.intake.problem import NO_TABLE, Problem
from analysis.intake.sheets import SOURCE, StagedSheet, stage_sheet
from analysis.intake.staging import ROW, quoted, staged_name
from analysis.intake.table_names import vocabulary
from analysis.intake.text_files import as_utf8, sniff_text_file
from analysis.language import Text
from analysis.warehouse.build import begin_snapshot, finish_snapshot
from analysis.warehouse.files import sha256_of
from analysis.warehouse.threads import useful_threads

CANDIDATE_NAME = "candidate.duckdb"
BYTES_OF_A_ROW = 16
"""Hardly a row takes less in a file, compressed or not."""
PROBLEMS_REPORTED = 5_000
PROBLEMS_PER_CHECK = 1_000
ROUNDS = 50
"""Leaving a row out can make others bad; after so many rounds whole tables are left out."""

Tell = Callable[[Text, float, int], None]
"""Hears what is being done, how much of the whole is done (0 to 1) and how many files are begun."""


def run_import(
    request: Request,
    tell: Tell = lambda text, share, file: None,
    ahead: ReadAhead | None = None,
) -> Report:
    """Carry out a request and return what it found; the candidate lies in the run's folder.

    `ahead` has begun to open the files of the request already. Raises nothing for bad data: a
    file that cannot be read makes the report "unreadable".
    """
    opening = ahead or read_ahead(request)
    if request.districts:
        return _run_within(request, tell, opening)
    with _run(request, tell, opening) as run:
        return run.report()


@contextmanager
def _run(
    request: Request, tell: Tell, ahead: ReadAhead, within: Within | None = None
) -> Iterator[ImportRun]:
    connection = open_connection(request)
    try:
        yield ImportRun(connection, request, tell, ahead, within)
    finally:
        ahead.close()
        connection.close()


def _run_within(request: Request, tell: Tell, ahead: ReadAhead) -> Report:
    """Check against what the districts of a request see, then against all; tell the former."""
    folder = own_folder(request)
    try:
        own = request_within(request, folder)
        with _run(own, tell, ahead) as first:
            told = first.report()
            if request.only_check or told.status in ("unreadable", "question"):
                return told
            within = Within(told, first.left_out(), Path(own.base))
            with _run(request, _silent, read_ahead(request), within) as whole:
                found = whole.report()
                beyond = whole.beyond()
            if beyond:
                told = first.told_without(beyond)
        status: Status = "unchanged" if found.status == "unchanged" else "ready"
        status = "errors" if told.errors else status
        return replace(told, status=status, candidate=found.candidate)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _silent(text: Text, share: float, file: int) -> None:
    """Hear progress and say nothing."""


def open_connection(request: Request) -> duckdb.DuckDBPyConnection:
    """Return the database of one run, in memory and bounded."""
    return duckdb.connect(
        config={"threads": 1, "memory_limit": "1200MB", "temp_directory": request.folder}
    )


def read_ahead(request: Request) -> ReadAhead:
    """Begin to open the files of a request."""
    return ReadAhead([(Path(file.path), file.name) for file in request.files])


class ImportRun:
    """The state of one run: what was read so far and what is wrong with it."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        request: Request,
        tell: Tell,
        ahead: ReadAhead,
        within: Within | None = None,
    ) -> None:
        self.within = within
        self.connection = connection
        self.request = request
        self._tell = tell
        self.ahead = ahead
        self.begun = 0
        self.problems: list[Problem] = []
        self.reports: list[SheetReport] = []
        self.sheets: list[StagedSheet] = []
        self.folder = Path(request.folder)
        self.questions = False
        self.with_gaps: set[str] = set()
        self.settled: tuple[str, ...] = ()
        self.checksums: dict[str, str] = {}
        self.kept: dict[str, list[str]] = {}
        self.duplicates: list[Duplicate] = []
        self.districts: dict[Place, str] = {}

    def report(self) -> Report:
        """Run all steps."""
        # 1. What there is.
        self.tell(Text("Mở số liệu đang có", "Opening the data there are"), 0.02)
        open_base(self.connection, Path(self.request.base))
        if self.within is not None:
            attach_own(self.connection, self.within.copy)
            self.connection.execute(
                f"create or replace temp view {PENDING_IN_REACH} as from {OWN}.pending_row"
            )
        self.connection.execute(f"set threads = {useful_threads(self._rows_at_most(), 2)}")
        start(self.connection)
        self._begin_candidate()
        _get_ready()
        self.problems += settle_aliases(self.connection, self.request.decisions)
        # 2. What was handed in.
        file = HandedFile("", "")
        try:
            for position, file in enumerate(self.request.files):
                reading = Text(f"Đọc {file.name}", f"Reading {file.name}")
                self.begun = position + 1
                self.tell(reading, 0.05 + 0.4 * position / max(len(self.request.files), 1))
                self._read_file(file)
            self._read_rows()
        except UnreadableFileError as error:
            return self._unreadable(error, file.name)
        if self.request.files and not self.sheets and not self._errors():
            self._nothing_recognised()
        # 3. Names become ids, and what was handed in is laid on what there is.
        self.tell(Text("Đối chiếu với số liệu đang có", "Comparing with the data there are"), 0.5)
        self.problems += collect_given(self.connection, self.sheets, self._locate)
        tables = self._tables()
        for name in tables:
            lay_on(self.connection, TABLES[name], self._sheets_of(name), self.request.choices)
        self._keep_referred(tables)
        # 4. Checks.
        self.tell(Text("Kiểm tra theo từ điển và giữa các bảng", "Checking every rule"), 0.6)
        self.problems += self._new_problems()
        self.duplicates = self._duplicates(tables)
        left_out = self._leave_out(tables) if self._errors() or self._has_others(tables) else {}
        self._told_kept()
        # 5. What would change.
        self.tell(Text("Tính phần thay đổi", "Working out what would change"), 0.75)
        return self._finish(self._changes(tables, left_out))

    def _changes(self, tables: Sequence[str], left_out: dict[str, int]) -> list[TableChange]:
        return [
            table_change(self.connection, TABLES[name], self._choices(name), left_out.get(name, 0))
            for name in tables
        ]

    def _tables(self) -> list[str]:
        return [name for name in TABLES if any(s.table.name == name for s in self.sheets)]

    def _rows_at_most(self) -> int:
        """Return how many rows there can be, in the data set and in what is handed in."""
        kept = self.connection.execute(
            "select sum(estimated_size) from duckdb_tables() where database_name = 'base'"
        ).fetchone()
        files = [Path(file.path) for file in self.request.files]
        handed_in = sum(path.stat().st_size for path in files if path.exists())
        return int(kept[0] or 0 if kept else 0) + handed_in // BYTES_OF_A_ROW

    def tell(self, text: Text, share: float) -> None:
        """Say what is being done."""
        self._tell(text, share, self.begun)

    @property
    def _upgrade(self) -> bool:
        return self.request.action == "upgrade"

    def _sheets_of(self, table: str) -> list[StagedSheet]:
        return [sheet for sheet in self.sheets if sheet.table.name == table]

    def _begin_candidate(self) -> None:
        """Begin the candidate with the tables no file changes, while the first is unpacked."""
        path = self.folder / CANDIDATE_NAME
        path.unlink(missing_ok=True)
        if self.request.only_check:
            return
        if self.request.action == "import":
            self.settled = tuple(
                table.name
                for table in TABLES.values()
                if table.name not in (*HANDED_IN_TABLES, "case_info") and table.area != "audit"
            )
        begin_snapshot(
            self.connection, path, {name: _as_it_was(TABLES[name]) for name in self.settled}
        )

    def _errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    def _read_file(self, file: HandedFile) -> None:
        path = Path(file.path)
        with readable(path, file.name):
            opened = self.ahead.take(self.begun - 1)
        for notice in opened.container.notices:
            self.problems.append(
                Problem(
                    "warning",
                    notice.rule,
                    file.name,
                    NO_TABLE,
                    None,
                    None,
                    None,
                    notice.message,
                    notice.remedy,
                )
            )
        self._check_mark(file, dict(opened.settings))
        with readable(path, file.name):
            for grid in grids_of(path, file.name, opened, self.folder):
                self._read_grid(grid)

    def _check_mark(self, file: HandedFile, settings: dict[str, str]) -> None:
        """Refuse simulated data in a data set that is not simulated."""
        kind = self.connection.execute("select kind from base_case_info").fetchone()
        if settings.get("simulated") == "true" and kind is not None and kind[0] != "simulated":
            raise UnreadableFileError(
                "simulated_into_real",
                Text(
                    f"{file.name} chứa SỐ LIỆU MÔ PHỎNG, không nạp vào bộ số liệu thật",
                    f"{file.name} holds SIMULATED DATA and does not go into a real data set",
                ),
                Text(
                    "Nạp vào bộ dữ liệu mô phỏng, hoặc tải mẫu trống và điền số liệu thật",
                    "Import it into the simulated data set, or fill real data in an empty template",
                ),
            )

    def _read_grid(self, grid: Grid) -> None:
        choices = self.request.choices
        key = sheet_key(grid.file, grid.sheet)
        top = grid.top()
        legacy = None if choices.legacy == "keep" else legacy_sheet(top)
        if legacy is not None:
            top = [[legacy.converted(cell) for cell in row] for row in top]
        table = choices.tables.get(key, choices.tables.get(fold_text(grid.sheet or grid.file)))
        mapping = {**choices.mapping.get(ANY_SHEET, {}), **choices.mapping.get(key, {})}
        match = None
        if table != "":
            match = match_sheet(
                top,
                grid.sheet or "",
                grid.file,
                mapping={**choices.remembered, **mapping},
                table=table,
            )
        if match is not None and match.table is None:
            self._ask_table(grid, match)
            return
        if match is None:
            if any(cell for row in top for cell in row):
                self.reports.append(SheetReport(grid.file, grid.sheet, None))
            return
        if legacy is not None and choices.legacy == "ask":
            self.questions = True
            self.problems.append(_legacy_question(grid, match, legacy))
        self._told_columns(grid, match)
        number = len(self.sheets) + 1
        staged, problems = stage_sheet(self.connection, number, grid, match, legacy)
        self.problems += problems
        self.sheets.append(staged)
        self.reports.append(_sheet_report(staged, top, legacy))

    def _read_rows(self) -> None:
        """Stage rows typed on the page like those of a file, by their column names."""
        for rows in self.request.rows:
            grid = typed_grid(rows.name, [rows.columns, *rows.cells])
            match = match_sheet(grid.top(), "", rows.name, table=rows.table)
            if match is None:
                raise ValueError(f"rows for {rows.table} have no column of it")
            staged, problems = stage_sheet(self.connection, len(self.sheets) + 1, grid, match)
            self.problems += problems
            self.sheets.append(staged)

    def _told_columns(self, grid: Grid, match: SheetMatch) -> None:
        for found in match.columns:
            if found.column is not None or found.ignored:
                continue
            near = ", ".join(
                TABLES[str(match.table)].column(name).label.vi for name in found.suggestions[:3]
            )
            near_en = ", ".join(
                TABLES[str(match.table)].column(name).label.en for name in found.suggestions[:3]
            )
            self.problems.append(
                Problem(
                    "warning",
                    "unknown_column",
                    grid.file,
                    str(match.table),
                    match.header_row,
                    None,
                    found.header,
                    Text(
                        "Không nhận ra cột này nên để lại, không nạp",
                        "This column was not recognised and is left out",
                    ),
                    Text(
                        "Chọn cột tương ứng ở phần ghép cột" + (f" ({near}?)" if near else ""),
                        "Choose what it is in the column mapping"
                        + (f" ({near_en}?)" if near_en else ""),
                    ),
                    grid.sheet,
                    f"{column_letters(found.position)}{match.header_row}",
                )
            )

    def _ask_table(self, grid: Grid, match: SheetMatch) -> None:
        """Several tables fit the sheet equally well: only the officer can tell which it is."""
        labels = [TABLES[name].label for name in match.candidates[:4]]
        self.reports.append(
            SheetReport(grid.file, grid.sheet, None, candidates=match.candidates[:6])
        )
        self.problems.append(
            Problem(
                "error",
                "table_unclear",
                grid.file,
                NO_TABLE,
                None,
                None,
                None,
                Text(
                    f"Trang này có thể là: {', '.join(label.vi for label in labels)}",
                    f"This sheet may be: {', '.join(label.en for label in labels)}",
                ),
                Text(
                    "Chọn bảng cho trang, hoặc đặt tên trang theo tên bảng",
                    "Choose its table, or name the sheet after the table",
                ),
                grid.sheet,
            )
        )

    def _nothing_recognised(self) -> None:
        for file in self.request.files:
            self.problems.append(
                Problem(
                    "error",
                    "nothing_recognised",
                    file.name,
                    NO_TABLE,
                    None,
                    None,
                    None,
                    Text(
                        "Không trang nào giống một bảng của từ điển",
                        "No sheet looks like a table of the dictionary",
                    ),
                    Text(
                        "Dùng mẫu tải từ trang Dữ liệu, hoặc chọn bảng cho từng trang",
                        "Use the template from the Data page, or say which table a sheet is",
                    ),
                )
            )

    def _locate(self, table: str, source: int, row: int | None, column: str | None) -> Location:
        sheet = self.sheets[source - 1]
        cell = sheet.cell(row, column)
        if cell is None and row is not None and sheet.positions:
            cell = f"{column_letters(min(sheet.positions.values()))}{row}"
        return Location(sheet.grid.file, sheet.grid.sheet, cell)

    def _duplicates(self, tables: Sequence[str]) -> list[Duplicate]:
        if "establishment" not in tables:
            return []
        found = find_duplicates(self.connection)
        self.problems += duplicate_problems(found, locate=self._locate)
        return found

    def _new_problems(self) -> list[Problem]:
        """Check everything; a cell that could not be read is not told to be empty as well."""
        told = {(one.file, one.sheet, one.cell) for one in self.problems if one.severity == "error"}
        rules = {(one.file, one.sheet, one.cell, one.rule) for one in self.problems}
        found = check_staged(
            self.connection, locate=self._locate, problems_per_check=PROBLEMS_PER_CHECK
        )
        return [
            one
            for one in found
            if (one.file, one.sheet, one.cell, one.rule) not in rules
            and not (one.rule == "required" and (one.file, one.sheet, one.cell) in told)
        ]

    def _leave_out(self, tables: Sequence[str]) -> dict[str, int]:
        """Take every faulty row out of what was handed in; return how many of each table.

        They are kept in `left_out` (table_name, _row, _source). Rows that refer to one left out
        are faulty too, and are told with it.
        """
        execute = self.connection.execute
        execute("create or replace temp table left_out as select distinct * from unread_row")
        self._leave_others_out(tables)
        self._note_districts(tables)
        self._take_out(tables)
        rounds = 0
        while bad_row_table(self.connection):
            rounds += 1
            if rounds > 2 * ROUNDS:
                raise ValueError("faulty rows remain that were not handed in")
            self.problems += [
                _for_want_of_another(problem)
                for problem in self._new_problems()
                if problem.severity == "error"
            ]
            if rounds > ROUNDS:
                # Rather too few rows than one wrong one: all that came with them waits as well.
                execute(
                    "insert into bad_row"
                    + " union all ".join(
                        f" select '{name}', {ROW}, {SOURCE} from {given_name(TABLES[name])}"
                        f" where '{name}' in (select table_name from bad_row)"
                        for name in tables
                    )
                )
            execute("insert into left_out select * from bad_row except select * from left_out")
            self._note_districts(tables)
            self._take_out(tables)
        return self._counted_out()

    def _counted_out(self) -> dict[str, int]:
        counted = self.connection.execute(
            "select table_name, count(*) from left_out group by all"
        ).fetchall()
        return {name: int(count) for name, count in counted}

    def _has_others(self, tables: Sequence[str]) -> bool:
        """Tell whether rows are handed in that the first check left out, or records of others."""
        if self.within is None:
            return False
        return bool(self.within.left_out) or any(
            self.connection.execute(f"{self._others(name)} limit 1").fetchone() for name in tables
        )

    def _leave_others_out(self, tables: Sequence[str]) -> None:
        """Leave out what the first check left out, and every row that is a record of others."""
        if self.within is None:
            return
        self._leave_out_as_well(self.within.left_out)
        for name in tables:
            rows = f"{self._others(name)} except select * from left_out"
            self.connection.execute(f"insert into left_out {rows}")

    def _others(self, name: str) -> str:
        table = TABLES[name]
        return rows_of_others(name, given_name(table), base_name(table), ROW, SOURCE)

    def _leave_out_as_well(self, places: Sequence[Place]) -> None:
        if places:
            self.connection.executemany(
                "insert into left_out select ?, ?, ? except select * from left_out",
                [list(place) for place in places],
            )

    def _note_districts(self, tables: Sequence[str]) -> None:
        """Note whose the rows are that are about to be left out, while their names are ids.

        Those of a limited hand-in stay with whoever handed them in.
        """
        if not self.request.districts and not self.request.only_check:
            self.districts |= districts_of(self.connection, tables, "left_out")

    def left_out(self) -> tuple[Place, ...]:
        """Return the rows that were left out for their faults."""
        exists = self.connection.execute(
            "select 1 from duckdb_tables() where table_name = 'left_out' and temporary"
        ).fetchone()
        if exists is None:
            return ()
        rows = self.connection.execute("select distinct * from left_out order by all").fetchall()
        return tuple((str(table), int(row), int(source)) for table, row, source in rows)

    def beyond(self) -> tuple[Place, ...]:
        """Return the rows left out that the first check would have taken."""
        before = set(self.within.left_out) if self.within is not None else set()
        return tuple(place for place in self.left_out() if place not in before)

    def told_without(self, beyond: Sequence[Place]) -> Report:
        """Return the report without rows that cannot be taken, and why is not told."""
        tables = self._tables()
        self.connection.execute(
            "create temp table if not exists left_out as select * from unread_row where false"
        )
        self._leave_out_as_well(beyond)
        self._take_out(tables)
        self.problems += [others_problem(place, self._locate) for place in beyond]
        return self._finish(self._changes(tables, self._counted_out()))

    def _take_out(self, tables: Sequence[str]) -> None:
        gaps = self.connection.execute("select distinct table_name from left_out").fetchall()
        self.with_gaps = {name for (name,) in gaps}
        for name in tables:
            table = TABLES[name]
            keep_given(
                self.connection,
                table,
                f"select g.* from {given_name(table)} as g where not exists (select 1 from left_out"
                f" as l where l.table_name = '{name}' and l.{ROW} = g.{ROW}"
                f" and l.{SOURCE} = g.{SOURCE})",
            )
            lay_on(self.connection, table, self._sheets_of(name), self._choices(name))
        self._keep_referred(tables)

    def _keep_referred(self, tables: Sequence[str]) -> None:
        complete = [TABLES[name] for name in tables if self._choices(name).complete]
        self.kept = keep_referred(self.connection, complete)

    def _told_kept(self) -> None:
        """Tell which rows a complete file lacks and are kept, for others refer to them."""
        for name, keys in self.kept.items():
            grid = self._sheets_of(name)[0].grid
            shown = ", ".join(keys[:5]) + (" …" if len(keys) > 5 else "")
            self.problems.append(
                Problem(
                    "warning",
                    "still_referred_to",
                    grid.file,
                    name,
                    None,
                    TABLES[name].key[0],
                    shown,
                    Text(
                        f"{len(keys)} dòng không có trong tệp vẫn được giữ vì bảng khác còn dùng",
                        f"{len(keys)} rows the file lacks are kept, for other tables use them",
                    ),
                    Text(
                        "Nếu cần bỏ, trước hết bỏ các dòng đang dùng tới chúng",
                        "To remove them, first remove the rows that use them",
                    ),
                    grid.sheet,
                )
            )

    def _choices(self, table: str) -> Choices:
        """Return what was chosen for a table; one with rows left out is not complete."""
        choices = self.request.choices
        return replace(choices, complete=False) if table in self.with_gaps else choices

    def _finish(self, changes: list[TableChange]) -> Report:
        errors = self._errors()
        listed = sorted(self.problems, key=lambda problem: problem.severity != "error")
        report = Report(
            status="errors" if errors else "ready",
            sheets=tuple(self.reports),
            problems=tuple(listed[:PROBLEMS_REPORTED]),
            errors=errors,
            warnings=len(self.problems) - errors,
            changes=tuple(changes),
            duplicates=tuple(map(as_possible, self.duplicates)),
        )
        touched = any(change.touches for change in changes) or bool(self.request.decisions)
        touched = touched or self._upgrade or self._settles_pending()
        if self.questions:
            return replace(report, status="question")
        if self.request.only_check:
            return report
        if not touched:
            return report if errors else replace(report, status="unchanged")
        candidate = self._build(report)
        return replace(report, candidate=candidate)

    def _settles_pending(self) -> bool:
        """Tell whether rows that wait are mended now, or came from a sheet handed in again."""
        mended = self.connection.execute(
            f"select 1 from {PENDING_IN_REACH} where list_contains(?, pending_id) limit 1",
            [list(self.request.mended)],
        ).fetchone()
        if mended is not None:
            return True
        waiting = self.connection.execute(
            f"select distinct file, sheet from {PENDING_IN_REACH}"
        ).fetchall()
        return bool({(one.file, one.sheet) for one in self.reports if one.table} & {*waiting})

    def _build(self, report: Report) -> Candidate:
        self.tell(Text("Dựng bản số liệu mới", "Building the new snapshot"), 0.85)
        request = self.request
        self.checksums = {
            file.name: self.ahead.checksum(position) for position, file in enumerate(request.files)
        }
        told = list(report.problems)
        if self.within is not None:
            # What all the data say of a row is not for those who will mend it.
            told = [*self.within.told.problems]
            told += [others_problem(place, self._locate) for place in self.beyond()]
        pending = pending_rows(self.connection, self.sheets, told, self.districts)
        batch, given = record_audit(self.connection, request, report, pending, self.checksums)
        path = self.folder / CANDIDATE_NAME
        for table in TABLES.values():
            if table.name not in given and table.name not in self.settled:
                given[table.name] = _as_staged(table)
        warnings = [problem for problem in report.problems if problem.severity == "warning"]
        rows = finish_snapshot(self.connection, given, batch, warnings)
        counts = {
            name: sum(getattr(change, name) for change in report.changes)
            for name in ("added", "changed", "removed", "left_out")
        }
        return Candidate(
            batch_id=str(batch["batch_id"]),
            files=self.checksums,
            rows=rows,
            warnings=len(warnings),
            changes=counts,
            sha256=sha256_of(path),
            size=path.stat().st_size,
        )

    def _unreadable(self, error: UnreadableFileError, file: str) -> Report:
        problem = unreadable_problem(error, file)
        return Report(
            "unreadable",
            tuple(self.reports),
            (problem, *self.problems),
            1 + self._errors(),
            len(self.problems) - self._errors(),
        )


def unreadable_problem(error: UnreadableFileError, file: str) -> Problem:
    """Return a file that cannot be read as a problem of the report."""
    return Problem("error", error.rule, file, NO_TABLE, None, None, None, error.text, error.remedy)


def _get_ready() -> None:
    """Load and build what the first sheet will need while the first file is being unpacked."""
    import pyarrow.dataset  # noqa: F401  (DuckDB looks for it when it is given Arrow data)

    vocabulary(HANDED_IN_TABLES)


@contextmanager
def readable(path: Path, name: str) -> Iterator[None]:
    """Explain what the readers of files raise for a damaged one, as an UnreadableFileError."""
    try:
        yield
    except (CalamineError, ZipError, XmlError) as error:
        # Some of these are the reader's own limits: the explanation knows which.
        raise explain_damage(path, name, inspect_file(path, name).kind) from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise _damaged_text(name, error) from error
    except BaseException as error:
        # The reader is written in Rust: where it gives up on a damaged file it "panics", which
        # arrives as an exception of no class that could be imported.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise explain_damage(path, name, inspect_file(path, name).kind) from error


def grids_of(path: Path, name: str, opened: OpenedFile, folder: Path) -> Iterator[Grid]:
    """Yield the grids of a file that was opened; a copy in UTF-8 goes to the folder if need be."""
    if opened.container.kind != "text":
        for sheet_name, sheet in opened.sheets:
            yield workbook_grid(name, sheet_name, sheet)
        return
    form = sniff_text_file(path)
    yield text_grid(as_utf8(path, form, folder / f"{path.stem}.utf8"), name, form)


def _for_want_of_another(problem: Problem) -> Problem:
    """Say of a row that refers to one left out that this is why it is left out, too."""
    if problem.rule != "reference":
        return problem
    return replace(
        problem,
        rule="refers_to_row_left_out",
        value=None,
        message=Text(
            "Dòng mà ô này chỉ tới bị để lại vì có lỗi",
            "The row this cell refers to is left out because of its own faults",
        ),
        remedy=Text("Sửa dòng kia trước", "Mend that row first"),
    )


def _as_it_was(table: Table) -> str:
    columns = ", ".join(map(quoted, table.column_names()))
    return f"select {columns} from temp.main.{base_name(table)}"


def _as_staged(table: Table) -> str:
    columns = ", ".join(map(quoted, table.column_names()))
    return f"select {columns} from temp.main.{staged_name(table)}"


def _damaged_text(name: str, error: Exception) -> UnreadableFileError:
    return UnreadableFileError(
        "damaged_text",
        Text(f"Không đọc được {name} ({error})", f"{name} cannot be read ({error})"),
        Text("Mở bằng Excel rồi lưu lại dạng .xlsx", "Open it in Excel and save it again as .xlsx"),
    )


def _legacy_question(grid: Grid, match: SheetMatch, legacy: LegacySheet) -> Problem:
    name = "TCVN3 (ABC)" if legacy.font == "tcvn3" else "VNI"
    return Problem(
        "warning",
        "legacy_text",
        grid.file,
        str(match.table),
        None,
        None,
        None,
        Text(
            f"Chữ gõ bằng phông {name} cũ; đã chuyển thử sang Unicode",
            f"Text typed in the old font {name}; converted to Unicode for a trial",
        ),
        Text("Xem mẫu trước và sau rồi xác nhận", "Look at the samples and confirm"),
        grid.sheet,
    )


def _sheet_report(
    staged: StagedSheet,
    top: list[list[str | None]],
    legacy: LegacySheet | None,
) -> SheetReport:
    match = staged.match
    columns = tuple(
        SheetColumn(
            found.position,
            column_letters(found.position),
            found.header,
            found.column,
            found.ignored,
            found.suggestions,
            tuple(
                str(row[found.position - 1])[:60]
                for row in top[match.first_row - 1 : match.first_row + 7]
                if len(row) >= found.position and row[found.position - 1]
            )[:3],
        )
        for found in match.columns
    )
    return SheetReport(
        staged.grid.file,
        staged.grid.sheet,
        staged.table.name,
        match.header_row,
        staged.rows,
        match.money_factor,
        match.money_unit_told,
        columns,
        legacy.font if legacy else None,
        legacy.samples if legacy else (),
    )


def report_to_text(report: Report) -> str:
    """Return a report as JSON text."""
    return json.dumps(report.to_json(), ensure_ascii=False)
