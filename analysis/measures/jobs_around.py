"""Jobs around support: the same establishments against the year before, year by year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.jobs_columns import (
    ASSOCIATED_NOTE,
    CLOSURE_NOTE,
    COUNTED_IN,
    EVENTS_NOTE,
    FTE_NOTE,
    LEAST_KNOWN,
    PRICES_NOTE,
    SOURCES,
    UNITS,
    CountedIn,
    count_column,
    framed,
    joined,
    number_column,
    share_column,
    unit_columns,
)
from analysis.measures.jobs_events import (
    Events,
    closed_by,
    job_events,
    jobs_at,
    per_establishment,
    too_early,
)
from analysis.measures.jobs_panel import Floats
from analysis.measures.model import Measure
from analysis.measures.ratio_intervals import linear_interval
from analysis.scope import Scope
from analysis.warehouse import Snapshot

EARLIEST, LATEST = -3, 3
BASE = -1
"""The year every other is held against: the one before the year of support."""


def jobs_around(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per unit of counting and years since support, the base year left out."""
    events = job_events(snapshot, scope)
    rows = []
    for unit in UNITS if len(events.frame) else ():
        before = jobs_at(events, unit.code, BASE)
        for since in range(EARLIEST, LATEST + 1):
            if since != BASE:
                said = _change(events, unit.code, since, before)
                rows.append({**unit_columns(unit, scope.language), "since": since, **said})
    return framed([row for row in rows if row["due"] or row["too_early"]], _COLUMNS)


def _change(
    events: Events,
    unit: CountedIn,
    since: int,
    before: Floats,
) -> dict[str, object]:
    jobs = jobs_at(events, unit, since)
    early = too_early(events, max(since, BASE))
    change = jobs - before
    known = ~np.isnan(change) & ~early
    closed = known & closed_by(events, since) & (jobs == 0)
    counts = {
        "too_early": int(early.sum()),
        "due": int((~early).sum()),
        "before_unknown": int((np.isnan(before) & ~early).sum()),
        "other_unknown": int((~np.isnan(before) & np.isnan(jobs) & ~early).sum()),
        "n": int(known.sum()),
        "closed": int(closed.sum()),
    }
    if not known.any():
        return {**counts, "establishments": 0}
    net, base, rows = per_establishment(events, known, change, before, known.astype(float))
    said: dict[str, object] = {
        **counts,
        "establishments": len(rows),
        "jobs_before": float(base.sum()),
        "jobs": float(jobs[known].sum()),
        "net": float(net.sum()),
    }
    if since >= 0:
        said["created"] = float(change[known & (change > 0)].sum())
        said["lost"] = abs(float(change[known & (change < 0)].sum()))
    if len(rows) < LEAST_KNOWN:
        return said
    said["mean_change"] = float(net.sum() / rows.sum())
    mean = linear_interval(net, rows)
    if mean is not None:
        said["mean_low"], said["mean_high"] = mean
    rate = linear_interval(net, base)
    if rate is not None:
        said["change"] = float(net.sum() / base.sum())
        said["low"], said["high"] = rate
    return said


_COLUMNS = (
    *COUNTED_IN,
    number_column("since", "Số năm từ khi được hỗ trợ", "Years since support"),
    share_column("change", "Thay đổi so với năm trước hỗ trợ", "Change on the year before"),
    share_column("low", "Cận dưới 95%", "95% from"),
    share_column("high", "Cận trên 95%", "95% to"),
    number_column("mean_change", "Thay đổi bình quân một lượt", "Mean change"),
    number_column("mean_low", "Cận dưới 95% (bình quân)", "Mean, 95% from"),
    number_column("mean_high", "Cận trên 95% (bình quân)", "Mean, 95% to"),
    number_column("jobs_before", "Việc làm năm trước hỗ trợ", "Jobs the year before"),
    number_column("jobs", "Việc làm năm đó", "Jobs that year"),
    number_column("created", "Tạo thêm", "Created"),
    number_column("lost", "Mất đi", "Lost"),
    number_column("net", "Ròng", "Net"),
    count_column("n", "Lượt so được (n)", "Compared (n)"),
    count_column("establishments", "Cơ sở khác nhau", "Establishments"),
    count_column("closed", "– trong đó đã đóng cửa", "– of which closed"),
    count_column("due", "Lượt hỗ trợ đã đến hạn", "Years of support due"),
    count_column("before_unknown", "Không rõ năm trước hỗ trợ", "Year before unknown"),
    count_column("other_unknown", "Không rõ năm đó", "That year unknown"),
    count_column("too_early", "Chưa đến năm đó", "Too early"),
)

MEASURES = (
    Measure(
        "jobs_around",
        Text("Việc làm trước và sau khi được hỗ trợ", "Jobs before and after support"),
        joined(
            Text(
                "Thay đổi việc làm ở cùng cơ sở so với năm trước năm được hỗ trợ, theo số năm từ "
                "khi được hỗ trợ. Tỷ lệ = tổng thay đổi ÷ tổng việc làm năm trước hỗ trợ của các "
                "lượt so được; bình quân = tổng thay đổi ÷ số lượt so được (n).",
                "The change in jobs at the same establishments against the year before support, by "
                "years since support. The rate is the total change ÷ the total of jobs the year "
                "before, over years of support that can be compared; the mean is the total change "
                "÷ their number (n).",
            ),
            EVENTS_NOTE,
            FTE_NOTE,
        ),
        joined(
            ASSOCIATED_NOTE,
            Text(
                " Mỗi mốc gồm những lượt có số liệu, nên các mốc không cùng một nhóm cơ sở. Tạo "
                "thêm và mất đi chỉ nêu từ năm hỗ trợ. Khoảng tin cậy 95% giữ các năm của cùng cơ "
                "sở đi với nhau; không có tỷ lệ khi so được dưới 10 cơ sở.",
                " Each point is of those with figures for it, so that points are not of the same "
                "establishments. Created and lost are given from the year of support on. The 95% "
                "interval keeps the years of an establishment together; no rate over fewer than 10 "
                "establishments.",
            ),
            CLOSURE_NOTE,
            PRICES_NOTE,
        ),
        SOURCES,
        _COLUMNS,
        jobs_around,
    ),
)
