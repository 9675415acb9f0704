"""What is getting better and what worse: indicators of which it is plain which way is better."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.evidence.briefing import Direction, Move
from analysis.language import Text
from analysis.measures.answers import latest_change
from analysis.measures.newcombe import newcombe
from analysis.measures.phrases import number, share

LEAST_RISE = 0.05
"""By how much a count or ratio must move, relatively, to be called better or worse."""

LEAST_POINTS = 0.02
"""By how much disbursement must move, as a fraction of the plan."""

_FROM = Text(
    "{name}: {now} năm {year}, {before} năm {previous}",
    "{name}: {now} in {year}, {before} in {previous}",
)
_WITH = Text(
    "{name}: {now} năm {year}, {before} năm {previous} (chênh {low} đến {high} điểm phần trăm)",
    "{name}: {now} in {year}, {before} in {previous} (difference {low} to {high} percentage "
    "points)",
)


def moves(frames: Mapping[str, pd.DataFrame]) -> tuple[Move, ...]:
    """Return how the indicators moved, the better first, then the worse, then those level.

    `frames` holds the measures funding_by_year, programme_by_year, jobs_by_year and
    deadlines_met_by_year. What has no two adjacent years to compare is left out.
    """
    funding, programme = frames["funding_by_year"], frames["programme_by_year"]
    jobs, deadlines = frames["jobs_by_year"], frames["deadlines_met_by_year"]
    settled = funding[(funding["unsettled"].fillna(1) == 0) & funding["disbursement_rate"].notna()]
    found = [
        _share("deadlines", Text("Hạn được giữ", "Deadlines met"), deadlines, "met", "judged"),
        _points(Text("Tỷ lệ giải ngân", "Disbursement rate"), settled, "disbursement_rate"),
        _count(
            Text("Cơ sở được hỗ trợ", "Establishments supported"), programme, "establishments", 0
        ),
        _share(
            "first_time",
            Text("Cơ sở được hỗ trợ lần đầu", "Supported for the first time"),
            programme,
            "first_time",
            "establishments",
        ),
        _count(Text("Vốn đối ứng ÷ hỗ trợ", "Own money ÷ grant"), programme, "leverage", 1),
        _share(
            "answered",
            Text("Cơ sở trả lời về lao động", "Answered on workers"),
            jobs,
            "answered",
            "supported",
        ),
    ]
    order: dict[Direction, int] = {"better": 0, "worse": 1, "level": 2}
    told = [move for move in found if move is not None]
    return tuple(sorted(told, key=lambda move: order[move.direction]))


def _share(code: str, name: Text, frame: pd.DataFrame, part: str, whole: str) -> Move | None:
    """Compare a share of a whole, added up over the rows of each year."""
    known = frame[frame[part].notna() & frame[whole].notna()]
    sums = known.groupby("year", as_index=False)[[part, whole]].sum()
    sums = sums[sums[whole] > 0].sort_values("year")
    if len(sums) < 2 or int(sums["year"].iloc[-1]) - int(sums["year"].iloc[-2]) != 1:
        return None
    (before, of_before), (now, of_now) = (
        (int(row[part]), int(row[whole])) for row in sums.tail(2).to_dict("records")
    )
    between = newcombe(now, of_now, before, of_before)
    if between is None:
        return None
    low, high = between
    direction: Direction = "better" if low > 0 else "worse" if high < 0 else "level"
    told = _WITH.filled(
        name=name,
        now=share(now / of_now),
        before=share(before / of_before),
        year=int(sums["year"].iloc[-1]),
        previous=int(sums["year"].iloc[-2]),
        low=number(100 * low, 1),
        high=number(100 * high, 1),
    )
    return Move(code, direction, told)


def _points(name: Text, frame: pd.DataFrame, column: str) -> Move | None:
    change = latest_change(frame, column)
    if change.step is None or change.value is None or change.previous is None:
        return None
    told = _FROM.filled(
        name=name,
        now=share(change.value),
        before=share(change.previous),
        year=change.year,
        previous=change.previous_year,
    )
    return Move(column, _direction(change.step, LEAST_POINTS), told)


def _count(name: Text, frame: pd.DataFrame, column: str, digits: int) -> Move | None:
    change = latest_change(frame, column)
    if change.difference is None or change.value is None or change.previous is None:
        return None
    told = _FROM.filled(
        name=name,
        now=number(change.value, digits),
        before=number(change.previous, digits),
        year=change.year,
        previous=change.previous_year,
    )
    return Move(column, _direction(change.difference, LEAST_RISE), told)


def _direction(moved: float, least: float) -> Direction:
    if abs(moved) < least:
        return "level"
    return "better" if moved > 0 else "worse"
