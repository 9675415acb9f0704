"""Open in notebook: the code that reproduces the view shown, to copy or take away."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from analysis.exports.notebook_calls import Trail
from analysis.exports.notebook_code import Viewed, notebook_json, percent_code, view_cells
from analysis.language import Text
from analysis.opening import mark
from dashboard.ui.data import workspace
from dashboard.ui.view import View

_TITLE = Text("Mở trong sổ tay", "Open in notebook")
_ABOUT = Text(
    "Mã Python tính lại đúng những gì trang này đang hiện: cùng bản số liệu, cùng bộ lọc, cùng các "
    "hàm. Chép vào sổ tay, hoặc tải về và mở bằng Jupyter, VS Code.",
    "Python code that computes again exactly what this page shows: the same snapshot, the same "
    "filters, the same functions. Copy it into a notebook, or download it for Jupyter or VS Code.",
)
_SCRIPT = Text("Tải tệp .py", "Download .py")
_BOOK = Text("Tải sổ tay .ipynb", "Download .ipynb")


def draw_notebook_box(view: View, page: str, title: str, trail: Trail) -> None:
    """Draw the drawer with the code of a view; closed, it costs nothing at a rerun."""
    language = view.language
    box = st.expander(
        _TITLE.in_language(language),
        key="kc-notebook",
        on_change="rerun",
        icon=":material/code:",
    )
    if not box.open:
        return
    cells = view_cells(viewed_of(view, page, title), trail)
    name = f"{view.snapshot.case.name}_{page}_{view.snapshot.number}"
    with box:
        st.caption(_ABOUT.in_language(language))
        with st.container(horizontal=True, key="kc-files-notebook"):
            for words, text, ending, kind in (
                (_SCRIPT, percent_code(cells), "py", "text/x-python"),
                (_BOOK, notebook_json(cells), "ipynb", "application/x-ipynb+json"),
            ):
                st.download_button(
                    words.in_language(language),
                    data=text,
                    file_name=f"{name}.{ending}",
                    mime=kind,
                    key=f"notebook-{ending}",
                    on_click="ignore",
                    icon=":material/download:",
                    type="tertiary",
                )
        st.code(percent_code(cells), height=420)


def viewed_of(view: View, page: str, title: str) -> Viewed:
    """Return a view as the written code names it."""
    query = urlencode(st.query_params.to_dict(), safe=",")
    return Viewed(
        title=title,
        address=f"/{page}?{query}",
        case=view.snapshot.case.name,
        snapshot=view.snapshot,
        scope=view.scope,
        workspace=workspace(),
        mark=mark(view.snapshot, view.language),
        language=view.language,
    )
