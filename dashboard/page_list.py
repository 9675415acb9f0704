"""The pages of the dashboard, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.access.reader import Reader
from analysis.access.roles import Right
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its script, path, icon of the local icon font, title, and whom it is for.

    Whoever may not do what it `needs` finds it neither in the navigation nor by its address.

    Scripts lie in `screens/`, not in `pages/`: Streamlit runs a script it finds in a folder of
    that name by itself, without the frame, when the first request of a server names it.
    """

    script: str
    path: str
    icon: str
    title: Text
    default: bool = False
    needs: Right = "figures"


PAGES = (
    PageEntry(
        "screens/overview.py",
        "overview",
        ":material/dashboard:",
        Text("Tổng quan", "Overview"),
        default=True,
    ),
    PageEntry("screens/funding.py", "funding", ":material/payments:", Text("Kinh phí", "Funding")),
    PageEntry(
        "screens/process.py", "process", ":material/account_tree:", Text("Quy trình", "Process")
    ),
    PageEntry("screens/week.py", "week", ":material/event_note:", Text("Tuần này", "This week")),
    PageEntry(
        "screens/targets.py",
        "targets",
        ":material/flag:",
        Text("Chỉ tiêu, so sánh", "Targets and benchmarks"),
    ),
    PageEntry("screens/coverage.py", "coverage", ":material/map:", Text("Độ phủ", "Coverage")),
    PageEntry(
        "screens/products.py",
        "products",
        ":material/workspace_premium:",
        Text("Sản phẩm ưu tiên", "Priority products"),
    ),
    PageEntry(
        "screens/places.py",
        "places",
        ":material/factory:",
        Text("Cụm, khu công nghiệp", "Places of industry"),
    ),
    PageEntry(
        "screens/productivity.py",
        "productivity",
        ":material/trending_up:",
        Text("Năng suất", "Productivity"),
    ),
    PageEntry("screens/jobs.py", "jobs", ":material/groups:", Text("Việc làm", "Jobs")),
    PageEntry(
        "screens/evidence.py",
        "evidence",
        ":material/balance:",
        Text("Bằng chứng", "Evidence"),
    ),
    PageEntry(
        "screens/portfolio.py",
        "portfolio",
        ":material/checklist:",
        Text("Danh mục đề án", "Project portfolio"),
        needs="files",
    ),
    PageEntry(
        "screens/presentations.py",
        "presentations",
        ":material/slideshow:",
        Text("Trình chiếu", "Presentations"),
    ),
    PageEntry(
        "screens/data.py",
        "data",
        ":material/upload_file:",
        Text("Dữ liệu", "Data"),
        needs="import",
    ),
    PageEntry(
        "screens/quality.py",
        "quality",
        ":material/fact_check:",
        Text("Chất lượng dữ liệu", "Data quality"),
        needs="quality",
    ),
    PageEntry(
        "screens/audit.py",
        "audit",
        ":material/receipt_long:",
        Text("Nhật ký", "Audit log"),
        needs="audit",
    ),
    PageEntry(
        "screens/guide.py",
        "guide",
        ":material/help:",
        Text("Hướng dẫn", "Guide"),
        needs="open",
    ),
    PageEntry(
        "screens/glossary.py",
        "glossary",
        ":material/menu_book:",
        Text("Thuật ngữ và định nghĩa", "Glossary"),
        needs="open",
    ),
)


def pages_for(reader: Reader) -> tuple[PageEntry, ...]:
    """Return the pages a reader may open, in the order of the navigation."""
    return tuple(page for page in PAGES if reader.may(page.needs))
