"""The words of the sign-in page, which speaks before the program's catalogue is there."""

from __future__ import annotations

from analysis.language import Language, Text
from dashboard.shell import TITLE as PROGRAM

TITLE = Text("Tiếng Việt", "English")
"""The names of the languages, each in itself."""

WORDS = {
    "heading": Text("Đăng nhập", "Sign in"),
    "signout": Text("Đăng xuất", "Sign out"),
    "name": Text("Tên người dùng", "User name"),
    "password": Text("Mật khẩu", "Password"),
    "identity": Text("Đăng nhập bằng tài khoản cơ quan", "Sign in with the office account"),
    "wrong": Text("Tên hoặc mật khẩu không đúng.", "The name or the password is not right."),
    "wait": Text(
        "Lần thử tiếp theo được xem xét sau {seconds} giây.",
        "The next try is looked at in {seconds} seconds.",
    ),
    "again": Text(
        "Trang đăng nhập đã cũ. Hãy thử lại.", "The sign-in page was out of date. Try again."
    ),
    "refused": Text(
        "Tài khoản cơ quan này chưa được cấp vai trò. Hãy báo người quản trị.",
        "This office account has no role here. Tell the administrator.",
    ),
    "broken": Text(
        "Chưa đăng nhập được: không đọc hoặc ghi được thư mục làm việc. Hãy báo người quản trị.",
        "Signing in is not possible: the workspace cannot be read or written. Tell the "
        "administrator.",
    ),
    "leaving": Text(
        "Đăng xuất khỏi máy này? Trang đang mở ở cửa sổ khác cũng đóng lại.",
        "Sign out on this computer? Pages open in other windows are closed as well.",
    ),
}


def page_title(language: Language) -> str:
    """Return the title of the browser's window."""
    return f"{WORDS['heading'].in_language(language)} – {PROGRAM.in_language(language)}"
