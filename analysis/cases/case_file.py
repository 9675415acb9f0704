"""The file case.toml, with which a folder says what its data are."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analysis.cases.catalogue import CASES
from analysis.cases.errors import CaseError, nearest, not_utf8
from analysis.cases.model import CaseKind
from analysis.dictionary import CODE_LISTS
from analysis.language import Text

SETTINGS_FILE = "case.toml"
_TEXT_KEYS = (
    "name",
    "kind",
    "title_vi",
    "title_en",
    "about_vi",
    "about_en",
    "currency",
    "source_vi",
    "source_en",
)
_REQUIRED_KEYS = (*_TEXT_KEYS, "as_of")
SWITCHES = ("uses_builtin_geography", "uses_builtin_reference")
KINDS: dict[str, CaseKind] = {"published": "published", "real": "real", "simulated": "simulated"}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_settings(file: Path) -> dict[str, Any]:
    """Read and check case.toml; every required key is there and `as_of` is a date.

    Raises CaseError naming the file, the key and the remedy.
    """
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CaseError(
            Text(
                f"Không có tệp {file}. Tạo tệp {SETTINGS_FILE} theo mẫu data/sample/own-case.",
                f"There is no file {file}. Create {SETTINGS_FILE} after data/sample/own-case.",
            )
        ) from None
    except OSError as error:
        raise CaseError(
            Text(
                f"Không mở được tệp {file} ({error.strerror}). Kiểm tra quyền đọc tệp.",
                f"{file} cannot be opened ({error.strerror}). Check that you may read it.",
            )
        ) from error
    except UnicodeDecodeError as error:
        raise not_utf8(file) from error
    except tomllib.TOMLDecodeError as error:
        raise CaseError(
            Text(
                f'{file} không phải TOML hợp lệ: {error}. Mỗi dòng viết: khóa = "giá trị".',
                f'{file} is not valid TOML: {error}. Write each line as: key = "value".',
            )
        ) from error
    _check_keys(file, settings)
    _check_values(file, settings)
    return settings | {"as_of": _as_of(file, settings["as_of"])}


def _check_keys(file: Path, settings: dict[str, Any]) -> None:
    known = (*_REQUIRED_KEYS, *SWITCHES)
    for key in settings:
        if key not in known:
            near = nearest(key, known)
            raise CaseError(
                Text(
                    f"{file}: khóa lạ {key!r}. {near.vi}",
                    f"{file}: unknown key {key!r}. {near.en}",
                )
            )
    missing = ", ".join(key for key in _REQUIRED_KEYS if key not in settings)
    if missing:
        raise CaseError(
            Text(
                f"{file}: thiếu khóa {missing}. Thêm vào tệp.",
                f"{file}: missing keys {missing}. Add them to the file.",
            )
        )


def _check_values(file: Path, settings: dict[str, Any]) -> None:
    for key in _TEXT_KEYS:
        value = settings[key]
        if not isinstance(value, str) or not value.strip():
            raise _bad_value(
                file, key, value, Text("Ghi chữ trong ngoặc kép.", "Write text in double quotes.")
            )
        settings[key] = unicodedata.normalize("NFC", value).strip()
    for key in SWITCHES:
        if not isinstance(settings.get(key, True), bool):
            raise _bad_value(
                file, key, settings[key], Text("Ghi true hoặc false.", "Write true or false.")
            )
    for key, allowed in (("kind", tuple(KINDS)), ("currency", CODE_LISTS["currency"].values())):
        if settings[key] not in allowed:
            choices = ", ".join(allowed)
            raise _bad_value(
                file, key, settings[key], Text(f"Chọn: {choices}.", f"Choose one of: {choices}.")
            )
    if not _NAME.fullmatch(settings["name"]):
        remedy = Text(
            "Dùng chữ thường không dấu, số và gạch nối, như 'tinh-toi-2024'.",
            "Use unaccented lower-case letters, digits and hyphens, such as 'my-province-2024'.",
        )
        raise _bad_value(file, "name", settings["name"], remedy)
    if settings["name"] in CASES:
        remedy = Text(
            "Tên này thuộc bộ dữ liệu có sẵn; chọn tên khác.",
            "That name belongs to a case of the program; choose another.",
        )
        raise _bad_value(file, "name", settings["name"], remedy)


def _as_of(file: Path, value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        remedy = Text("Ghi ngày dạng 2025-12-31.", "Write a day as 2025-12-31.")
        raise _bad_value(file, "as_of", value, remedy) from None


def _bad_value(file: Path, key: str, value: object, remedy: Text) -> CaseError:
    return CaseError(
        Text(
            f"{file}: giá trị {value!r} của {key} không dùng được. {remedy.vi}",
            f"{file}: the value {value!r} of {key} cannot be used. {remedy.en}",
        )
    )
