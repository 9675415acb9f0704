"""Places a reader has chosen, where all are drawn: what is said of them beside the others."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.place_profile import answer_profile
from dashboard.ui.view import View

MOST_SAID = 3
"""Of more places than this the table tells; a line each would bury the chart."""

_HINT = Text(
    "Mũi tên ► chỉ địa bàn đang chọn. Mọi địa bàn vẫn được vẽ và được tính, vì so một nơi với "
    "chính nó thì không thấy gì; các bộ lọc khác vẫn áp dụng",
    "The arrow ► points at what is chosen. All places are still drawn and counted, as a place held "
    "against itself shows nothing; the other filters apply",
)
_NOBODY = Text(
    "Địa bàn đang chọn không có cơ sở thuộc đối tượng nào trong phạm vi này",
    "What is chosen has no eligible establishment in this selection",
)


def key_of(chosen: tuple[str, ...]) -> str:
    """Return what tells a chart on which these places stand out from the same chart of others."""
    return f"-{'-'.join(chosen)}" if chosen else ""


def hint(chosen: tuple[str, ...], view: View) -> list[str]:
    """Return the line that says what is pointed at; none when nothing is chosen."""
    return [_HINT.in_language(view.language)] if chosen else []


def remarks_on(chosen: tuple[str, ...], coverage: pd.DataFrame, view: View) -> list[str]:
    """Return the hint and a line on each chosen place; `coverage` is coverage_by_district."""
    if not chosen:
        return []
    said = [answer_profile(coverage, code) for code in chosen[:MOST_SAID]]
    known = [one for one in said if one is not None] or [_NOBODY]
    return [*(one.in_language(view.language) for one in known), *hint(chosen, view)]
