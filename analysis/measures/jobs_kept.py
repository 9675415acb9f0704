"""Jobs kept: of those added by the end of the year of support, how many are still there later."""

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
from analysis.measures.jobs_panel import Bools, Floats
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.ratio_intervals import ratio_interval
from analysis.scope import Scope
from analysis.warehouse import Snapshot

MONTHS = (12, 24)


def jobs_kept(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per unit of counting and months since the end of the year of support."""
    events = job_events(snapshot, scope)
    everything = np.ones(len(events.frame), dtype=np.bool_)
    rows = [
        {
            **unit_columns(unit, scope.language),
            "months": months,
            **_kept(events, months, _followed(events, unit.code, months), everything),
        }
        for unit in UNITS
        for months in MONTHS
    ]
    return framed([row for row in rows if row["events"]], _COLUMNS)


def jobs_kept_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year of support and months, counted in workers."""
    events = job_events(snapshot, scope)
    years = events.years
    followed = {months: _followed(events, "workers", months) for months in MONTHS}
    rows: list[dict[str, object]] = [
        {
            "year": int(year),
            "months": months,
            **_kept(events, months, followed[months], years == year),
        }
        for year in np.unique(years)
        for months in MONTHS
    ]
    return framed(rows, _BY_YEAR)


def _followed(events: Events, unit: CountedIn, months: int) -> tuple[Floats, Floats]:
    """Return jobs added and kept at each year of support, (n,) each."""
    return added_jobs(events, unit), kept_jobs(events, unit, months)


def added_jobs(events: Events, unit: CountedIn) -> Floats:
    """Return jobs added in the year of support, (n,): none where they fell, NaN where unknown."""
    change = jobs_at(events, unit, 0) - jobs_at(events, unit, -1)
    added: Floats = np.maximum(change, 0)
    return added


def kept_jobs(events: Events, unit: CountedIn, months: int) -> Floats:
    """Return how many of the jobs added are there so many months later, (n,).

    Never more than were added: jobs added since the year of support are no jobs kept. Where none
    was added none is kept, whether or not anybody reports it.
    """
    added, before = added_jobs(events, unit), jobs_at(events, unit, -1)
    still = np.maximum(jobs_at(events, unit, months // 12) - before, 0)
    kept: Floats = np.where(added == 0, 0.0, np.minimum(added, still))
    return kept


def _kept(
    events: Events, months: int, followed: tuple[Floats, Floats], chosen: Bools
) -> dict[str, object]:
    added, kept = followed
    early = too_early(events, months // 12) & chosen
    due = chosen & ~early
    adding = due & (added > 0)
    known = adding & ~np.isnan(kept)
    silent = adding & np.isnan(kept)
    closed = known & closed_by(events, months // 12) & (kept == 0)
    said: dict[str, object] = {
        "events": int(chosen.sum()),
        "too_early": int(early.sum()),
        "due": int(due.sum()),
        "start_unknown": int((due & np.isnan(added)).sum()),
        "adding_none": int((due & (added == 0)).sum()),
        "adding": int(adding.sum()),
        "silent": int(silent.sum()),
        "n": int(known.sum()),
        "closed": int(closed.sum()),
        "added_silent": float(added[silent].sum()),
        "added": float(added[known].sum()),
        "kept": float(kept[known].sum()),
        "lost": float((added - kept)[known].sum()),
        "lost_closing": float(added[closed].sum()),
    }
    tops, bottoms = per_establishment(events, known, kept, added)
    said["establishments"] = len(tops)
    if len(tops) < LEAST_KNOWN:
        return said
    total, unseen = float(bottoms.sum()), float(added[silent].sum())
    said["share"] = float(tops.sum()) / total
    said["share_if_lost"] = float(tops.sum()) / (total + unseen)
    said["share_if_kept"] = (float(tops.sum()) + unseen) / (total + unseen)
    found = ratio_interval(tops, bottoms)
    if found is not None and found.kind == "bounded":
        # A share is one of these by its nature; Fieller's theorem does not know it.
        said["low"], said["high"] = max(found.low, 0.0), min(found.high, 1.0)
    return said


_FIGURES = (
    MeasureColumn("months", "count", Text("Số tháng sau năm hỗ trợ", "Months after the year")),
    share_column("share", "Tỷ lệ còn giữ", "Share kept"),
    share_column("low", "Cận dưới 95%", "95% from"),
    share_column("high", "Cận trên 95%", "95% to"),
    number_column("added", "Việc làm tạo thêm (mẫu số)", "Jobs added (denominator)"),
    number_column("kept", "Còn giữ", "Kept"),
    number_column("lost", "Đã mất", "Lost"),
    number_column("lost_closing", "– do cơ sở đóng cửa", "– by closing"),
    count_column("n", "Lượt tạo thêm, biết kết cục (n)", "Adding, fate known (n)"),
    count_column("establishments", "Cơ sở khác nhau", "Establishments"),
    count_column("closed", "– trong đó đã đóng cửa", "– of which closed"),
    count_column("silent", "Lượt tạo thêm, sau không trả lời", "Adding, no answer later"),
    number_column("added_silent", "Việc làm của lượt không trả lời", "Jobs of those silent"),
    share_column("share_if_lost", "Nếu số đó mất hết", "If all of those are lost"),
    share_column("share_if_kept", "Nếu số đó còn cả", "If all of those are kept"),
    count_column("events", "Lượt hỗ trợ", "Years of support"),
    count_column("too_early", "Chưa đến hạn", "Too early"),
    count_column("due", "Đã đến hạn", "Due"),
    count_column("start_unknown", "Không rõ lúc đầu", "Start unknown"),
    count_column("adding_none", "Không tạo thêm", "Adding none"),
    count_column("adding", "Có tạo thêm", "Adding"),
)
_COLUMNS = (*COUNTED_IN, *_FIGURES)
_BY_YEAR = (MeasureColumn("year", "year", Text("Năm hỗ trợ", "Year of support")), *_FIGURES)

_COUNTS = joined(
    Text(
        "Tỷ lệ việc làm còn giữ = việc làm còn ÷ việc làm tạo thêm, trên các lượt có tạo thêm và "
        "biết kết cục. Tạo thêm: số tăng từ cuối năm trước đến cuối năm hỗ trợ ở từng cơ sở; còn "
        "sau 12 (24) tháng: phần tăng vẫn thấy ở báo cáo một (hai) năm sau, không vượt số đã tạo "
        "thêm.",
        "Share of jobs kept = jobs still there ÷ jobs added, over years of support that added any "
        "and whose fate is known. Added: the rise at an establishment from the end of the year "
        "before to the end of the year of support; kept after 12 (24) months: what of it is still "
        "there in the report one (two) years later, never more than was added.",
    ),
    EVENTS_NOTE,
    FTE_NOTE,
)
_CAVEATS = joined(
    ASSOCIATED_NOTE,
    Text(
        " Báo cáo cho biết số việc làm, không cho biết người làm: việc còn giữ có thể do người "
        "khác làm. Cơ sở không trả lời sau đó đứng ngoài tỷ lệ; hai cột «nếu số đó» cho biết tỷ lệ "
        "thấp nhất và cao nhất có thể. Khoảng tin cậy 95% lấy mẫu lại theo cơ sở (bootstrap); "
        "không có tỷ lệ khi dưới 10 cơ sở.",
        " Reports tell jobs, not persons: a job kept may be another person's. Those that did not "
        "answer later stay out of the share; the columns “if all of those” give the lowest and "
        "highest it could be. The 95% interval draws establishments anew (bootstrap); no share "
        "over fewer than 10 establishments.",
    ),
    CLOSURE_NOTE,
    PRICES_NOTE,
)

MEASURES = (
    Measure(
        "jobs_kept",
        Text("Việc làm còn giữ sau 12 và 24 tháng", "Jobs kept after 12 and 24 months"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _COLUMNS,
        jobs_kept,
    ),
    Measure(
        "jobs_kept_by_year",
        Text("Việc làm còn giữ, theo năm hỗ trợ", "Jobs kept, by year of support"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _BY_YEAR,
        jobs_kept_by_year,
    ),
)
