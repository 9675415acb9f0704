"""The public pages, in the order of the navigation."""

from __future__ import annotations

from analysis.language import Text
from dashboard.page_list import PageEntry

PUBLIC_PAGES = (
    PageEntry(
        "public/money.py",
        "money",
        ":material/payments:",
        Text("Tiền đi đâu", "Where the money went"),
        default=True,
    ),
    PageEntry(
        "public/results.py",
        "results",
        ":material/groups:",
        Text("Cơ sở và việc làm", "Establishments and jobs"),
    ),
    PageEntry("public/reach.py", "reach", ":material/map:", Text("Độ phủ", "Coverage")),
    PageEntry(
        "public/about.py",
        "about",
        ":material/visibility_off:",
        Text("Những gì bị ẩn, dữ liệu mở", "What is hidden, open data"),
    ),
)
