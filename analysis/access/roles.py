"""Roles and what each may do, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from analysis.language import Text

RoleName = Literal["public", "leader", "analyst", "officer", "administrator"]
Right = Literal["open", "figures", "files", "quality", "import", "everywhere", "decide", "audit"]

RIGHTS: dict[Right, Text] = {
    "open": Text("đọc hướng dẫn, thuật ngữ", "read guides and the glossary"),
    "figures": Text(
        "xem số liệu tổng hợp, bằng chứng, trình chiếu",
        "see aggregate figures, claims, presentations",
    ),
    "files": Text("xem danh mục đề án", "see the portfolio of files"),
    "quality": Text("xem chất lượng dữ liệu", "see the quality of the data"),
    "import": Text("nộp, nạp, sửa số liệu", "hand in, import and correct data"),
    "everywhere": Text(
        "xem và sửa việc của cả tỉnh: trùng lặp, lịch sử, hoàn tác",
        "see and mend what is everybody's: duplicates, history, going back",
    ),
    "decide": Text("lưu kế hoạch, ghi chú", "save plans and notes"),
    "audit": Text("đọc nhật ký", "read the audit log"),
}
"""What can be allowed, and the words for it."""


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its words, what it may do, whether it sees names, whether only its districts."""

    name: RoleName
    label: Text
    rights: frozenset[Right]
    sees_names: bool
    own_district: bool = False


_EVERYTHING = frozenset(get_args(Right))

ROLES: dict[RoleName, Role] = {
    role.name: role
    for role in (
        Role("public", Text("công chúng", "public"), frozenset({"open"}), sees_names=False),
        Role(
            "leader",
            Text("lãnh đạo", "leader"),
            frozenset({"open", "figures", "files", "quality"}),
            sees_names=False,
        ),
        Role(
            "analyst",
            Text("cán bộ phân tích", "analyst"),
            frozenset({"open", "figures", "files", "quality", "decide"}),
            sees_names=True,
        ),
        Role(
            "officer",
            Text("cán bộ khuyến công huyện", "district officer"),
            frozenset({"open", "figures", "quality", "import"}),
            sees_names=True,
            own_district=True,
        ),
        Role("administrator", Text("quản trị", "administrator"), _EVERYTHING, sees_names=True),
    )
}
"""Every role, the one that may least first."""

ROLE_WORDS: dict[str, Text] = {role.name: role.label for role in ROLES.values()}
