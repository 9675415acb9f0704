"""Random statements, and one to vary."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from analysis.evidence.findings import Interval
from analysis.evidence.grade import DESIGN_LEVEL
from analysis.evidence.statement import Statement
from analysis.language import Text

OUTCOME = Text("Năng suất lao động", "Labour productivity")
PERSONS = Text("người", "persons")


def statement(**facts: Any) -> Statement:
    """Return a statement of an uncertain rise of 3 %, with facts replaced."""
    plain: dict[str, Any] = {
        "outcome": OUTCOME,
        "scale": "log",
        "design": "difference_in_differences",
        "grade": 3,
        "estimate": 0.03,
        "interval": Interval(-0.02, 0.0862),
        "n_supported": 1234,
        "n_compared": 4000,
        "comparison": "never",
        "better": "more",
    }
    return Statement(**{**plain, **facts})


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Return any statement: estimates and intervals of all sizes, or none, half-open or whole."""
    scale = draw(st.sampled_from(["log", "share", "level"]))
    largest = {"log": 3.0, "share": 1.0, "level": 1e9}[scale]
    size = st.floats(-largest, largest) | st.floats(-0.02, 0.02) | st.just(0.0)
    estimate = draw(st.none() | size)
    interval = None
    if estimate is not None and draw(st.booleans()):
        low, high = (abs(draw(size)) if draw(st.integers(0, 9)) else float("inf") for _ in "ab")
        interval = Interval(estimate - low, estimate + high, draw(st.sampled_from([0.9, 0.95])))
    design = draw(st.sampled_from(list(DESIGN_LEVEL)))
    return Statement(
        outcome=OUTCOME,
        scale=scale,
        design=design,
        grade=draw(st.integers(0, DESIGN_LEVEL[design])),
        estimate=estimate,
        interval=interval,
        n_supported=draw(st.integers(0, 10**7)),
        n_compared=draw(st.integers(0, 10**7)),
        comparison=draw(st.sampled_from(["never", "not_yet", None])),
        unit=PERSONS if scale == "level" else None,
        over_time=draw(st.booleans()),
        better=draw(st.sampled_from(["more", "less", None])),
        negligible=draw(st.sampled_from([None, 0.05])),
        missing=draw(st.none() | st.just(Text("thiếu năm trước", "no year before is known"))),
        simulated=draw(st.booleans()),
    )
