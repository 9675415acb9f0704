"""The code of a view asks and draws what the page asked and drew: equal rows, equal charts."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import analysis.opening
from analysis.exports.notebook_calls import Trail
from analysis.exports.notebook_code import Viewed, notebook_json, percent_code, view_cells
from analysis.settings import PROJECT_ROOT
from dashboard.page_list import PAGES
from dashboard.ui.frame import TRAIL
from dashboard.ui.view import View
from tests.notebooks.conftest import OPEN

SIMULATED = "quang-ngai-simulated"
FILTERS = {"years": "2019,2020,2021,2022,2023,2024,2025"}

# Every page at its first section, and the sections that hold what others do not: a chosen method,
# an answer inside an answer, shapes, a search, rows of rows. What takes seconds to ask is asked of
# one section alone.
VIEWS = (
    ("overview", {"districts": "535", "prices": "constant"}),
    ("funding", FILTERS),
    ("funding", {"view": "recipients", "lang": "en"}),
    ("process", {}),
    ("week", {}),
    ("targets", {}),
    ("coverage", {}),
    ("coverage", {"view": "profile"}),
    ("coverage", {"view": "plan", "goal": "20"}),
    ("places", {}),
    ("productivity", {"case": "michigan-1987"}),
    ("productivity", {"view": "growth"}),
    ("jobs", {"case": "michigan-1987"}),
    ("evidence", {"case": "michigan-1987", "outcome": "defect_rate"}),
    ("evidence", {"case": "michigan-1987", "view": "basis"}),
    ("evidence", {"case": "michigan-1987", "view": "sensitivity"}),
    ("evidence", {"case": "michigan-1987", "view": "matched"}),
    ("evidence", {"case": "quang-ngai-simulated", "view": "dose", "outcome": "workers"}),
    ("evidence", {"case": "quang-ngai-simulated", "view": "case", "outcome": "workers"}),
    ("evidence", {"case": "michigan-1987", "view": "beyond"}),
    ("jobs", {"view": "net"}),
    ("products", {"view": "one"}),
    ("portfolio", {}),
    # A search cut short by the clock is not the same twice, hence so much time for it.
    pytest.param(
        "portfolio",
        {"view": "plan", "budget": "2000000000", "seconds": "60"},
        marks=pytest.mark.slow,
    ),
    ("presentations", {}),
    ("data", {}),
    ("quality", {}),
    ("guide", {}),
    ("glossary", {}),
)
_UNWRITTEN = ("chưa tính lại được", "cannot compute it again")


def _shown(page: str, query: dict[str, str]) -> tuple[View, Trail]:
    """Return the view a page was drawn of and the trail of it."""
    app = AppTest.from_file(str(PROJECT_ROOT / "dashboard" / "app.py"), default_timeout=180)
    if page != "overview":
        app.switch_page(f"screens/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    for button in app.button:
        # What takes long is estimated, and so can be written down, when it has been asked for.
        if str(button.key).startswith("estimate-"):
            button.click().run()
            break
    assert not app.exception
    assert not app.error
    return app.session_state["_view"], app.session_state[TRAIL]


def _viewed(view: View, page: str) -> Viewed:
    return Viewed(
        title=page,
        address=f"/{page}",
        case=view.snapshot.case.name,
        snapshot=view.snapshot,
        scope=view.scope,
        workspace=analysis.opening.workspace(),
        mark=analysis.opening.mark(view.snapshot, view.language),
        language=view.language,
    )


def _executed(code: str) -> dict[str, Any]:
    space: dict[str, Any] = {}
    exec(compile(code, "view.py", "exec"), space)
    return space


@pytest.mark.parametrize(
    ("page", "query"), VIEWS, ids=lambda value: value if isinstance(value, str) else "-".join(value)
)
@pytest.mark.usefixtures("kept_snapshots")
def test_the_code_of_a_page_gives_its_numbers_and_charts(page: str, query: dict[str, str]) -> None:
    view, trail = _shown(page, {"case": SIMULATED, "lang": "vi", **query})
    # What the page's snapshot has computed need not be computed again.
    OPEN[view.snapshot.case.name, view.snapshot.number] = view.snapshot
    cells = view_cells(_viewed(view, page), trail)
    code = percent_code(cells)
    space = _executed(code)
    assert not any(words in code for words in _UNWRITTEN)
    assert page in ("data", "presentations", "guide", "glossary") or trail.drawn
    for number, drawn in enumerate(trail.drawn, start=1):
        pd.testing.assert_frame_equal(space[f"shown_{number}"], drawn.frame)
        # A chart is written only as a builder with arguments: none may hide in a function.
        if drawn.chart is not None:
            assert _same_figure(space[f"chart_{number}"], drawn.chart), drawn.key
    assert space["snapshot"].cache_key == view.snapshot.cache_key
    assert space["scope"] == view.scope
    book = json.loads(notebook_json(cells))
    assert [cell["source"] for cell in book["cells"]] == [text for _, text in cells]


def _same_figure(made: Any, chart: Any) -> bool:
    """Tell whether a figure is the one that a call draws with the page's own values."""

    def drawn(call: Any) -> Any:
        given = [drawn(one) if isinstance(one, type(chart)) else one for one in call.arguments]
        answer = call.function(*given, **call.named)
        return getattr(answer, call.part.lstrip(".")) if call.part else answer

    return bool(made.to_json() == drawn(chart).to_json())


def test_every_page_is_among_them() -> None:
    shown = {view.values[0] if hasattr(view, "values") else view[0] for view in VIEWS}
    # The audit log tells of no snapshot and has no code to give.
    assert shown == {entry.path for entry in PAGES} - {"audit"}
