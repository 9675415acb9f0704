"""What a line of the audit log tells beyond its kind, in words."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.audit.chain import Detail, Entry
from analysis.dictionary.codes import IMPORT_ACTION
from analysis.language import Language, Text

LABELS: Mapping[str, Text] = {
    "what": Text("việc", "action"),
    "action": Text("việc", "action"),
    "user": Text("người dùng", "user"),
    "role": Text("vai trò", "role"),
    "plan": Text("kế hoạch", "plan"),
    "case": Text("bộ dữ liệu", "data set"),
    "snapshot": Text("bản số liệu", "snapshot"),
    "from": Text("từ bản", "from snapshot"),
    "to": Text("đến bản", "to snapshot"),
    "command": Text("lệnh", "command"),
    "file": Text("tệp", "file"),
    "rows": Text("số dòng", "rows"),
    "media": Text("mã tệp", "file code"),
    "locked": Text("đang bị khóa", "locked"),
    "provider": Text("qua nhà cung cấp danh tính", "by identity provider"),
    "bytes": Text("số byte", "bytes"),
}
"""The words for every detail that is put on record, in the order they are told in."""

_WHAT = {
    "add": Text("thêm", "added"),
    "delete": Text("xóa", "deleted"),
    "lock": Text("khóa", "locked"),
    "password": Text("đổi mật khẩu", "password changed"),
    "remove": Text("bỏ", "removed"),
    "restore": Text("khôi phục", "restored"),
    "role": Text("đổi vai trò", "role changed"),
    "save": Text("lưu", "saved"),
    "undo": Text("hoàn tác", "undone"),
    "unlock": Text("mở khóa", "unlocked"),
}
_WORDS: Mapping[str, Mapping[str, Text]] = {
    "action": {entry.code: entry.label for entry in IMPORT_ACTION.codes},
    "what": _WHAT,
}
_YES = {True: Text("có", "yes"), False: Text("không", "no")}


def details_in(
    language: Language,
    entry: Entry,
    named: Mapping[str, Mapping[str, Text]] | None = None,
) -> str:
    """Return the details of a line, such as «việc: hoàn tác, từ bản: 4»; empty where it has none.

    `named` gives the words for values that others know, by detail: titles of cases, of roles. What
    nobody has words for stands as it is.
    """
    parts = []
    known = [name for name in LABELS if name in entry.what]
    for name in [*known, *sorted(entry.what.keys() - LABELS.keys())]:
        value = entry.what[name]
        if value is not None:
            label = LABELS[name].in_language(language) if name in LABELS else name
            parts.append(f"{label}: {_written(name, value, named or {}, language)}")
    return ", ".join(parts)


def _written(
    name: str, value: Detail, named: Mapping[str, Mapping[str, Text]], language: Language
) -> str:
    if isinstance(value, bool):
        return _YES[value].in_language(language)
    found = {**_WORDS, **named}.get(name, {}).get(str(value))
    return str(value) if found is None else found.in_language(language)
