"""What is on record in the audit log, and the words for it."""

from __future__ import annotations

from typing import Literal

from analysis.language import Text

Kind = Literal[
    "login",
    "login_failed",
    "logout",
    "users",
    "import",
    "correction",
    "decision",
    "beyond",
    "pointer",
    "plan",
    "export",
    "download",
    "torn",
]

KINDS: dict[Kind, Text] = {
    "login": Text("đăng nhập", "sign-in"),
    "login_failed": Text("đăng nhập hỏng", "failed sign-in"),
    "logout": Text("đăng xuất", "sign-out"),
    "users": Text("đổi người dùng", "change of users"),
    "import": Text("nạp số liệu", "import"),
    "correction": Text("sửa số liệu", "correction"),
    "decision": Text("quyết định trùng lặp", "decision on duplicates"),
    "beyond": Text("kiểm tra gặp bản ghi ngoài phạm vi", "a check met records out of reach"),
    "pointer": Text("hoàn tác, khôi phục", "going back and forth"),
    "plan": Text("kế hoạch đã lưu", "saved plan"),
    "export": Text("xuất tệp", "export"),
    "download": Text("tải xuống", "download"),
    "torn": Text("dòng ghi dở đã bỏ", "unfinished line dropped"),
}
