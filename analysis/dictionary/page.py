"""The page of the data dictionary, generated: `python -m analysis.dictionary.page`."""

from __future__ import annotations

from analysis.dictionary import CODE_LISTS, TABLES, Column, Table
from analysis.dictionary.cross_rules import CROSS_RULES
from analysis.language import Text
from analysis.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "data-dictionary.md"

_TYPES = {
    "text": Text("chữ", "text"),
    "code": Text("mã trong danh mục", "code of a list"),
    "integer": Text("số nguyên", "whole number"),
    "money": Text("tiền, đơn vị nhỏ nhất", "money, smallest unit"),
    "number": Text("số", "number"),
    "fraction": Text("phần (0–1)", "fraction (0–1)"),
    "date": Text("ngày", "date"),
    "timestamp": Text("thời điểm (UTC)", "moment (UTC)"),
    "year": Text("năm", "year"),
    "boolean": Text("đúng/sai", "true/false"),
}


def render_page() -> str:
    """Return the whole dictionary as Markdown, Vietnamese and English side by side."""
    parts = [
        "# Từ điển dữ liệu · Data dictionary",
        "",
        "Trang này được tạo tự động từ `analysis/dictionary` bằng `make docs`; không sửa tay. "
        "Ô trống nghĩa là *không rõ*, không bao giờ là 0.",
        "",
        "This page is generated from `analysis/dictionary` by `make docs`; do not edit it by hand. "
        "An empty cell means *unknown*, never zero.",
        "",
        "## Các bảng · Tables",
        "",
        *(
            f"- [`{table.name}`](#{table.name}) — {table.label.vi} · {table.label.en}"
            for table in TABLES.values()
        ),
    ]
    for table in TABLES.values():
        parts += ["", *_table(table)]
    parts += ["", *_cross_rules(), "", "## Danh mục mã · Code lists"]
    for code_list in CODE_LISTS.values():
        parts += [
            "",
            f"### {code_list.name}",
            "",
            f"{code_list.label.vi} · {code_list.label.en}. "
            f"Nguồn · source: {_cell(code_list.source)}",
            "",
            "| mã · code | tiếng Việt | English |",
            "|---|---|---|",
            *(
                f"| `{_cell(entry.code)}` | {_cell(entry.label.vi)} | {_cell(entry.label.en)} |"
                for entry in code_list.codes
            ),
        ]
    return "\n".join(parts) + "\n"


def _table(table: Table) -> list[str]:
    lines = [
        f"### {table.name}",
        "",
        f"**{table.label.vi} · {table.label.en}.** {table.description.vi} {table.description.en}",
        "",
        f"Khóa · key: {', '.join(f'`{name}`' for name in table.key)}",
        "",
        "| cột · column | kiểu · type | tiếng Việt | English | quy tắc · rules |",
        "|---|---|---|---|---|",
    ]
    lines += [_row(column) for column in table.columns]
    if table.rules:
        lines += ["", "Quy tắc của dòng · row rules:", ""]
        lines += [
            f"- `{rule.code}` ({rule.severity}): {rule.message.vi} · {rule.message.en}"
            for rule in table.rules
        ]
    return lines


def _cross_rules() -> list[str]:
    return [
        "## Quy tắc liên bảng · Cross-table rules",
        "",
        "So nhiều dòng hoặc nhiều bảng với nhau. Ô trống không vi phạm quy tắc nào. Lỗi thì dòng "
        "không được nạp; cảnh báo thì dòng được nạp và cảnh báo được ghi lại.",
        "",
        "These compare rows or tables. An empty cell breaks no rule. A row with an error is not "
        "imported; one with a warning is, and the warning is recorded.",
        "",
        "| quy tắc · rule | mức · severity | ô · cell | tiếng Việt | English | đọc · reads |",
        "|---|---|---|---|---|---|",
        *(
            f"| `{rule.code}` | {rule.severity} | `{rule.table}.{rule.column}` |"
            f" {_cell(f'{rule.message.vi}. {rule.remedy.vi}')} |"
            f" {_cell(f'{rule.message.en}. {rule.remedy.en}')} |"
            f" {', '.join(f'`{name}`' for name in rule.reads)} |"
            for rule in CROSS_RULES
        ),
        "",
        "Ngoài ra: chữ số kiểm tra của mã số thuế (cảnh báo; không áp dụng cho bộ số liệu mô "
        "phỏng) và cơ sở có thể trùng theo tên và địa bàn (cảnh báo, để người xem quyết định).",
        "",
        "Besides: the check digit of a tax code (a warning; not in a simulated data set) and "
        "establishments that may be one by name and place (a warning, for a person to decide).",
    ]


def _row(column: Column) -> str:
    kind = _TYPES[column.type]
    vietnamese = column.label.vi + (f". {column.note.vi}" if column.note else "")
    english = column.label.en + (f". {column.note.en}" if column.note else "")
    if column.unit:
        vietnamese += f" ({column.unit.vi})"
        english += f" ({column.unit.en})"
    cells = (
        f"`{column.name}`",
        f"{kind.vi} · {kind.en}",
        _cell(vietnamese),
        _cell(english),
        "; ".join(_constraints(column)),
    )
    return "| " + " | ".join(cells) + " |"


def _constraints(column: Column) -> list[str]:
    found = []
    if column.required:
        found.append("bắt buộc · required")
    if column.codes is not None:
        found.append(f"danh mục · list [`{column.codes.name}`](#{column.codes.name})")
    if column.references is not None:
        found.append(f"→ `{column.references}`")
    if column.minimum is not None:
        found.append(f"≥ {column.minimum:g}")
    if column.maximum is not None:
        found.append(f"≤ {column.maximum:g}")
    if column.example is not None:
        found.append(f"ví dụ · example: {_cell(column.example)}")
    return found


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
