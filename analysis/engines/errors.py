"""What can go wrong on another engine, said in both languages with the remedy."""

from __future__ import annotations

from pathlib import Path

from analysis.language import Text
from analysis.warehouse.errors import WarehouseError


class EngineError(WarehouseError):
    """The engine is not there, or the data it was given are not those of the dictionary."""


def engine_missing(found: str) -> EngineError:
    """Return what to say where Spark or its Java is not installed; `found` is the fault itself."""
    return EngineError(
        Text(
            f"Chưa chạy được Spark ({found}). Cần Java 17 và gói phụ: "
            "pip install 'khuyencong-impact[spark]'",
            f"Spark cannot be started ({found}). It needs Java 17 and the extra packages: "
            "pip install 'khuyencong-impact[spark]'",
        )
    )


def data_do_not_fit(source: str, faults: list[Text]) -> EngineError:
    """Return what to say of data that are not as the dictionary declares them: every fault."""
    return EngineError(
        Text(
            f"Dữ liệu ở {source} không khớp từ điển, chưa tính gì:\n- "
            + "\n- ".join(fault.vi for fault in faults),
            f"The data at {source} do not fit the dictionary; nothing was computed:\n- "
            + "\n- ".join(fault.en for fault in faults),
        )
    )


class TableFault(WarehouseError):
    """One table of a source cannot be read; whoever opens the source says which one it is."""


def no_such_table(form: str, folder: Path, sign: str) -> TableFault:
    """Return what to say of a folder without the `sign` of a table of a format."""
    return TableFault(
        Text(
            f"{folder}: không phải bảng {form} (không có {sign})",
            f"{folder}: no {form} table (there is no {sign})",
        )
    )


def unreadable_log(form: str, error: Exception) -> TableFault:
    """Return what to say of a log that its library cannot read, by the library's first line."""
    said = str(error).splitlines()[0]
    return TableFault(
        Text(
            f"không đọc được nhật ký {form}: {said}",
            f"its {form} log is unreadable: {said}",
        )
    )


def catalogue_only(form: str, feature: str) -> TableFault:
    """Return what to say of a feature that files and their log do not tell all of."""
    article = "an" if form[0] in "AEIO" else "a"
    return TableFault(
        Text(
            f"bảng {form} dùng {feature}, chỉ chương trình {form} của Spark đọc đúng; "
            "dùng catalog:",
            f"{article} {form} table with {feature}, which only {form}'s program for Spark reads "
            "right; "
            "use catalog:",
        )
    )


def unknown_table(name: str) -> Text:
    """Return what to say of a table the dictionary does not have."""
    return Text(f"{name}: từ điển không có bảng này", f"{name}: the dictionary has no such table")


def library_missing(package: str, found: str) -> EngineError:
    """Return what to say where the package that reads a table format is not installed."""
    return EngineError(
        Text(
            f"Chưa có gói {package} ({found}). Cần gói phụ: "
            "pip install 'khuyencong-impact[lakehouse]'",
            f"The package {package} is missing ({found}). It needs the extra packages: "
            "pip install 'khuyencong-impact[lakehouse]'",
        )
    )
