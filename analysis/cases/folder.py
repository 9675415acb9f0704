"""A case from a folder of one's own: case.toml and one CSV file for each table it has.

The files are read as text: the loader gives every value its type by the dictionary and reports
the ones that do not fit. Only what would stop a file from being read at all is refused here.
"""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pandas as pd

from analysis.cases.case_file import KINDS, SETTINGS_FILE, SWITCHES, read_settings
from analysis.cases.errors import CaseError, nearest, not_utf8
from analysis.cases.model import Case
from analysis.cases.reference import GEOGRAPHY_FILES, REFERENCE_FILES, reference_tables
from analysis.cases.reference_facts import PROGRAMME_FACTS
from analysis.dictionary import TABLES, Table
from analysis.geography.units import geography_tables
from analysis.language import Text

GEOGRAPHY_TABLES = ("administrative_unit", "unit_membership", "unit_crosswalk")

# Nobody brings the tables the program writes about itself.
FOLDER_TABLES: tuple[str, ...] = tuple(
    table.name for table in TABLES.values() if table.area != "audit" and table.name != "case_info"
)

__all__ = ["FOLDER_TABLES", "GEOGRAPHY_TABLES", "CaseError", "case_from_folder"]


def case_from_folder(path: Path) -> Case:
    """Return the case a folder describes; its CSV files are read when it is built.

    `uses_builtin_geography` and `uses_builtin_reference` (both true unless said otherwise) add
    Quảng Ngãi's units, and the price index, ceilings, process, rules of selection and dated notes
    for whichever of them the folder lacks; money that is not in đồng brings prices and ceilings
    alone.
    Raises CaseError when case.toml is missing or wrong, or a CSV file is not a known table's;
    `build` raises it when a CSV file cannot be read.
    """
    settings = read_settings(path / SETTINGS_FILE)
    files = _table_files(path)
    builtin_geography, builtin_reference = (bool(settings.get(switch, True)) for switch in SWITCHES)
    if builtin_geography:
        _refuse_second_geography(files)

    def build() -> dict[str, pd.DataFrame]:
        tables = {name: _read_table(file, TABLES[name]) for name, file in files.items()}
        builtin = {
            **(geography_tables() if builtin_geography else {}),
            **(_reference(settings["currency"], builtin_geography) if builtin_reference else {}),
        }
        return {**builtin, **tables}

    return Case(
        name=settings["name"],
        kind=KINDS[settings["kind"]],
        title=Text(settings["title_vi"], settings["title_en"]),
        about=Text(settings["about_vi"], settings["about_en"]),
        currency=settings["currency"],
        as_of=settings["as_of"],
        source=Text(settings["source_vi"], settings["source_en"]),
        build=build,
        files=(
            path / SETTINGS_FILE,
            *files.values(),
            *(GEOGRAPHY_FILES if builtin_geography else ()),
            *(REFERENCE_FILES if builtin_reference else ()),
        ),
    )


def _reference(currency: str, quang_ngai: bool) -> dict[str, pd.DataFrame]:
    """Return the reference tables that hold for a case of this currency and these places."""
    tables = reference_tables(quang_ngai=quang_ngai)
    return {
        name: frame
        for name, frame in tables.items()
        if currency == "VND" or name not in PROGRAMME_FACTS
    }


def _table_files(path: Path) -> dict[str, Path]:
    """Return table name to CSV file, in the order of the dictionary; other files are left alone."""
    found = {file.stem: file for file in sorted(path.glob("*.csv"))}
    for name, file in found.items():
        if name not in FOLDER_TABLES:
            near = nearest(name, FOLDER_TABLES)
            raise CaseError(
                Text(
                    f"{file}: không có bảng tên {name!r}. {near.vi}",
                    f"{file}: there is no table named {name!r}. {near.en}",
                )
            )
    return {name: found[name] for name in FOLDER_TABLES if name in found}


def _refuse_second_geography(files: dict[str, Path]) -> None:
    for name in GEOGRAPHY_TABLES:
        if name in files:
            raise CaseError(
                Text(
                    f"{files[name]}: thư mục có địa giới riêng mà vẫn dùng địa giới có sẵn. Ghi "
                    f"uses_builtin_geography = false trong {SETTINGS_FILE} hoặc bỏ tệp này.",
                    f"{files[name]}: the folder has its own places but also uses the built-in "
                    f"ones. Set uses_builtin_geography = false in {SETTINGS_FILE}, or remove "
                    "this file.",
                )
            )


def _read_table(file: Path, table: Table) -> pd.DataFrame:
    """Read a CSV file as a frame of strings with the columns of its header; empty is unknown."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            header = [name.strip() for name in next(reader, [])]
            _check_header(file, header, table)
            rows = [_cells(file, reader.line_num, row, header) for row in reader if row]
    except UnicodeDecodeError as error:
        raise not_utf8(file) from error
    except (OSError, csv.Error) as error:
        raise CaseError(
            Text(
                f"Không đọc được {file}: {error}. Lưu lại tệp dạng CSV UTF-8.",
                f"{file} cannot be read: {error}. Save it again as CSV UTF-8.",
            )
        ) from error
    return pd.DataFrame(rows, columns=header, dtype="string")


def _check_header(file: Path, header: list[str], table: Table) -> None:
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise CaseError(
            Text(
                f"{file}: các cột không ngăn bằng dấu phẩy. Lưu lại dạng CSV ngăn bằng dấu phẩy.",
                f"{file}: the columns are not separated by commas. Save it as comma-separated CSV.",
            )
        )
    for name in header:
        if name not in table.column_names():
            near = nearest(name, table.column_names())
            raise CaseError(
                Text(
                    f"{file}: bảng {table.name} không có cột {name!r}. {near.vi}",
                    f"{file}: table {table.name} has no column {name!r}. {near.en}",
                )
            )
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise CaseError(
            Text(
                f"{file}: cột lặp lại: {', '.join(repeated)}. Giữ một cột mỗi tên.",
                f"{file}: repeated columns: {', '.join(repeated)}. Keep one of each name.",
            )
        )
    missing = ", ".join(
        column.name for column in table.columns if column.required and column.name not in header
    )
    if missing:
        raise CaseError(
            Text(
                f"{file}: thiếu cột bắt buộc: {missing}. Thêm vào dòng đầu.",
                f"{file}: required columns are missing: {missing}. Add them to the first line.",
            )
        )


def _cells(file: Path, line: int, row: list[str], header: list[str]) -> list[str | None]:
    if len(row) != len(header):
        raise CaseError(
            Text(
                f"{file}, dòng {line}: có {len(row)} ô, dòng đầu có {len(header)} cột. Giá trị "
                "chứa dấu phẩy phải đặt trong ngoặc kép.",
                f"{file}, line {line}: {len(row)} cells, but the first line has {len(header)} "
                "columns. A value with a comma must stand in double quotes.",
            )
        )
    return [unicodedata.normalize("NFC", cell).strip() or None for cell in row]
