"""What an import is asked to do and what it found, as plain values that pass through JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from analysis.intake.duplicates import Duplicate
from analysis.intake.problem import Problem
from analysis.language import Text

LegacyAnswer = Literal["ask", "convert", "keep"]
Status = Literal["ready", "errors", "question", "unchanged", "unreadable"]

ANY_SHEET = ""
"""The key of `Choices.mapping` for what holds in every sheet."""


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as it lies in the workspace's tray, and the name the officer gave it."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class HandedRows:
    """Rows typed on the page instead of a file: `columns` are dictionary columns of `table`."""

    name: str
    table: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the officer has chosen about a hand-in; the defaults lose nothing.

    `mapping` gives, for each sheet ("file|sheet"), folded header to dictionary column, or None to
    leave a column out; the sheet "" (ANY_SHEET) stands for all of them. `tables` gives the
    dictionary table of a sheet, "" to leave the sheet out; a folded sheet name (of a text file its
    file name) stands for every sheet so named. `remembered` is what the same sender chose before,
    for any sheet.
    `erase_blank`: an empty cell removes the value there was. `complete`: rows of its tables that
    the hand-in lacks are removed. `legacy`: what to do with text in an old font.
    """

    mapping: dict[str, dict[str, str | None]] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    remembered: dict[str, str | None] = field(default_factory=dict)
    erase_blank: bool = False
    complete: bool = False
    legacy: LegacyAnswer = "ask"


@dataclass(frozen=True, slots=True)
class Correction:
    """One value changed by hand; `key` holds the key values of the row in dictionary order."""

    table: str
    key: tuple[str, ...]
    column: str
    new_value: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about two establishments that may be one."""

    kept_id: str
    other_id: str
    verdict: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """All that one run of the import process needs.

    `base` is the path of the snapshot the hand-in is laid on, `parent` its number (None for a
    data set that is not there yet). `mended` names pending rows this hand-in settles.
    `districts` are those whose rows alone its maker sees; all when none is named.
    """

    case: str
    base: str
    parent: int | None
    files: tuple[HandedFile, ...]
    folder: str
    by: str
    at: str
    rows: tuple[HandedRows, ...] = ()
    sender: str | None = None
    action: str = "import"
    choices: Choices = Choices()
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    mended: tuple[str, ...] = ()
    only_check: bool = False
    districts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the request as plain values."""
        return asdict(self)

    @staticmethod
    def from_json(body: dict[str, Any]) -> Request:
        """Return the request that `to_json` wrote."""
        return Request(
            **{
                **body,
                "files": tuple(HandedFile(**one) for one in body["files"]),
                "rows": tuple(
                    HandedRows(
                        one["name"],
                        one["table"],
                        tuple(one["columns"]),
                        tuple(tuple(row) for row in one["cells"]),
                    )
                    for one in body["rows"]
                ),
                "choices": Choices(**body["choices"]),
                "decisions": tuple(Decision(**one) for one in body["decisions"]),
                "corrections": tuple(
                    Correction(**{**one, "key": tuple(one["key"])}) for one in body["corrections"]
                ),
                "mended": tuple(body["mended"]),
                "districts": tuple(body["districts"]),
            }
        )


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a handed-in sheet and what it was taken for.

    `column` is None when it was not recognised or left out (`ignored`); `samples` are its first
    values.
    """

    position: int
    letter: str
    header: str
    column: str | None
    ignored: bool
    suggestions: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetReport:
    """A sheet and what it was taken for.

    `table` is None when nothing in it was recognised, or when the officer has to choose among
    `candidates`. `legacy_samples` are texts before and after conversion from an old font.
    """

    file: str
    sheet: str | None
    table: str | None
    header_row: int = 0
    rows: int = 0
    money_factor: int = 1
    money_unit_told: bool = False
    columns: tuple[SheetColumn, ...] = ()
    legacy_font: str | None = None
    legacy_samples: tuple[tuple[str, str], ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of the sheet in `Choices`."""
        return sheet_key(self.file, self.sheet)


def sheet_key(file: str, sheet: str | None) -> str:
    """Return the name of a sheet in `Choices`."""
    return f"{file}|{sheet or ''}"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value before and after; `column` is None where the whole row is added or removed."""

    kind: Literal["added", "changed", "removed"]
    key: str
    column: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class TableChange:
    """What would change in one table: rows added, changed, unchanged, removed and left out.

    `samples` are the first changes; `cells` is how many values change in all.
    """

    table: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    left_out: int = 0
    samples: tuple[CellChange, ...] = ()

    @property
    def touches(self) -> bool:
        """Whether anything of the table would be different."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Two establishments that may be one, with what a person needs to tell."""

    kept_id: str
    other_id: str
    reason: str
    similarity: float
    names: tuple[str | None, str | None]
    places: tuple[str | None, str | None]
    tax_codes: tuple[str | None, str | None]


def as_possible(found: Duplicate) -> PossibleDuplicate:
    """Return a pair that was found as it is shown and passed on."""
    return PossibleDuplicate(
        found.kept_id,
        found.other_id,
        found.reason,
        found.similarity,
        (found.kept_name, found.other_name),
        (found.kept_place, found.other_place),
        (found.kept_tax_code, found.other_tax_code),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A snapshot file that is built and checked, and waits to be published.

    `files` are the checksums of the files it was made from, by name.
    """

    batch_id: str
    files: dict[str, str]
    rows: dict[str, int]
    warnings: int
    changes: dict[str, int]
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Report:
    """What one run found. `problems` may be cut; `errors` and `warnings` are the true totals."""

    status: Status
    sheets: tuple[SheetReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    errors: int = 0
    warnings: int = 0
    changes: tuple[TableChange, ...] = ()
    duplicates: tuple[PossibleDuplicate, ...] = ()
    candidate: Candidate | None = None

    @property
    def changed_tables(self) -> tuple[TableChange, ...]:
        """The tables anything would be different in."""
        return tuple(change for change in self.changes if change.touches)

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return asdict(self)

    @staticmethod
    def from_json(body: dict[str, Any]) -> Report:
        """Return the report that `to_json` wrote."""
        return Report(
            status=body["status"],
            sheets=tuple(
                SheetReport(
                    **{
                        **sheet,
                        "columns": tuple(
                            SheetColumn(
                                **{
                                    **column,
                                    "suggestions": tuple(column["suggestions"]),
                                    "samples": tuple(column["samples"]),
                                }
                            )
                            for column in sheet["columns"]
                        ),
                        "legacy_samples": tuple(
                            (before, after) for before, after in sheet["legacy_samples"]
                        ),
                        "candidates": tuple(sheet["candidates"]),
                    }
                )
                for sheet in body["sheets"]
            ),
            problems=tuple(problem_from_json(problem) for problem in body["problems"]),
            errors=body["errors"],
            warnings=body["warnings"],
            changes=tuple(
                TableChange(
                    **{
                        **change,
                        "samples": tuple(CellChange(**cell) for cell in change["samples"]),
                    }
                )
                for change in body["changes"]
            ),
            duplicates=tuple(
                PossibleDuplicate(
                    **{
                        **pair,
                        **{name: tuple(pair[name]) for name in ("names", "places", "tax_codes")},
                    }
                )
                for pair in body["duplicates"]
            ),
            candidate=None if body["candidate"] is None else Candidate(**body["candidate"]),
        )


def problem_from_json(body: dict[str, Any]) -> Problem:
    """Return the problem that `asdict` wrote."""
    return Problem(**{**body, "message": Text(**body["message"]), "remedy": Text(**body["remedy"])})
