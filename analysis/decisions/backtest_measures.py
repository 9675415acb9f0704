"""The measures of the back-test: each frame with its definition. The first to be asked runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analysis.decisions import backtest_columns as columns
from analysis.decisions.backtest import ReplayedYear, replayed_years
from analysis.decisions.backtest_files import files_frame
from analysis.decisions.backtest_frames import (
    choices_frame,
    districts_frame,
    gates_frame,
    outcomes_frame,
    years_frame,
)
from analysis.decisions.backtest_since import since_frame
from analysis.language import Language, Text
from analysis.measures.model import Kind, Measure, MeasureColumn
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_Make = Callable[[Snapshot, Sequence[ReplayedYear], Language], pd.DataFrame]

_TYPES: Mapping[Kind, str] = {
    "year": "Int64",
    "money": "Int64",
    "count": "Int64",
    "share": "float64",
    "number": "float64",
    "date": "datetime64[s]",
    "flag": "boolean",
}
"""How each kind of column is kept; all others are text."""

_MAKE: Mapping[str, _Make] = {
    "backtest_years": years_frame,
    "backtest_choices": choices_frame,
    "backtest_outcomes": outcomes_frame,
    "backtest_districts": districts_frame,
    "backtest_gates": gates_frame,
    "backtest_since": since_frame,
    "backtest_files": files_frame,
}


def _measure(
    name: str,
    title: Text,
    counts: Text,
    told: tuple[MeasureColumn, ...],
    caveats: Text = columns.CAVEATS,
) -> Measure:
    def run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
        return frame_of(name, snapshot, replayed_years(snapshot), scope.language)

    return Measure(name, title, counts, caveats, columns.SOURCES, told, run)


def frame_of(
    name: str, snapshot: Snapshot, replayed: Sequence[ReplayedYear], language: Language
) -> pd.DataFrame:
    """Return a frame of the back-test of some years, by its name; unknown is null."""
    told = BACKTEST[name].columns
    frame = _MAKE[name](snapshot, replayed, language)
    whole = frame.reindex(columns=[column.name for column in told])
    kinds = {column.name: _TYPES.get(column.kind, "str") for column in told}
    return whole.astype(kinds)


DEFINITIONS = (
    _measure(
        "backtest_years",
        Text("Chọn lại các năm trước", "Past years chosen again"),
        columns.YEAR_COUNTS,
        columns.YEAR_COLUMNS,
    ),
    _measure(
        "backtest_choices",
        Text("Các cách chọn của từng năm", "The choices of each year"),
        columns.CHOICE_COUNTS,
        columns.CHOICE_COLUMNS,
    ),
    _measure(
        "backtest_outcomes",
        Text("Kỳ vọng khi đó của từng cách chọn", "What was expected then of each choice"),
        columns.OUTCOME_COUNTS,
        columns.OUTCOME_COLUMNS,
    ),
    _measure(
        "backtest_districts",
        Text("Tiền theo địa bàn, thật và mô hình", "Money by place, then and the model"),
        columns.DISTRICT_COUNTS,
        columns.DISTRICT_COLUMNS,
    ),
    _measure(
        "backtest_gates",
        Text("Điều kiện của các hồ sơ đã chọn", "Gates of the files chosen then"),
        columns.GATE_COUNTS,
        columns.GATE_COLUMNS,
    ),
    _measure(
        "backtest_since",
        Text("Kết quả về sau của từng nhóm", "What came since, by group"),
        columns.SINCE_COUNTS,
        columns.SINCE_COLUMNS,
        columns.SINCE_CAVEATS,
    ),
    _measure(
        "backtest_files",
        Text("Từng hồ sơ của các năm trước", "Every file of past years"),
        columns.FILE_COUNTS,
        columns.FILE_COLUMNS,
        columns.SINCE_CAVEATS,
    ),
)
BACKTEST: Mapping[str, Measure] = {one.name: one for one in DEFINITIONS}
"""The measures of the back-test by name; each runs the whole test the first time."""
