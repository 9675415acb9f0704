"""Jobs created and lost each year, apart: Davis and Haltiwanger's gross flows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.jobs_columns import (
    CLOSURE_NOTE,
    COUNTED_IN,
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
from analysis.measures.jobs_lives import (
    ALIVE,
    CLOSED,
    FOUNDED,
    NEITHER,
    STATUS,
    Lives,
    compared_years,
    panel_and_lives,
)
from analysis.measures.jobs_panel import Bools, Floats, Ints, JobPanel
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.ratio_intervals import linear_interval
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Compared:
    """Establishments of one year that can be held against the year before, m of them.

    `place` (m,) is where they stand among all, `now` and `before` (m,) are their jobs, 0 where they
    were not founded yet or have closed.
    """

    place: Ints
    now: Floats
    before: Floats
    entering: Bools
    closing: Bools


def job_flows(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per unit of counting, year and group: flows, rates and who is compared.

    Gross flows after Davis and Haltiwanger (1992, Quarterly Journal of Economics 107) and Davis,
    Haltiwanger and Schuh (1996, Job Creation and Destruction): rates are over the mean of the two
    years' jobs, so that a founding has rate 2 and a closing −2.
    """
    panel, lives = panel_and_lives(snapshot, scope)
    rows: list[dict[str, object]] = []
    for year in compared_years(panel, scope):
        group, stage = lives.group(year), lives.stage(year)
        derived = panel.derived_in(year) | panel.derived_in(year - 1)
        for unit in UNITS:
            both = compared(panel, lives, unit.code, year)
            counts = _counts(both, group, stage)
            for place, (status, name) in enumerate(STATUS.items()):
                if not counts[place]["asked"]:
                    continue
                part = _part(both, group[both.place] == place)
                rows.append(
                    {
                        **unit_columns(unit, scope.language),
                        "year": year,
                        "status": status,
                        "status_name": name.in_language(scope.language),
                        **counts[place],
                        "derived": int(derived[part.place].sum()) if unit.code == "fte" else None,
                        **_sums(part),
                    }
                )
    order = {unit.code: place for place, unit in enumerate(UNITS)}
    rows.sort(key=lambda row: order[cast(CountedIn, row["counted_in"])])
    return framed(rows, _COLUMNS)


def compared(panel: JobPanel, lives: Lives, unit: CountedIn, year: int) -> Compared:
    """Return who can be held against the year before.

    Those that reported in both years; those founded in the year, without a report before it; those
    that reported the year before and not since, and have closed.
    """
    now, before = panel.reported(unit, year), panel.reported(unit, year - 1)
    no_now, no_before = np.isnan(now), np.isnan(before)
    entering = no_before & ~no_now & (lives.founded == year)
    closing = no_now & ~no_before & (lives.closed <= year)
    place = np.flatnonzero(~(no_now | no_before) | entering | closing)
    entering, closing = entering[place], closing[place]
    return Compared(
        place,
        np.where(closing, 0.0, now[place]),
        np.where(entering, 0.0, before[place]),
        entering,
        closing,
    )


def _part(both: Compared, here: Bools) -> Compared:
    """Return some of those compared, `here` being (m,)."""
    return Compared(
        both.place[here],
        both.now[here],
        both.before[here],
        both.entering[here],
        both.closing[here],
    )


def _counts(both: Compared, group: Ints, stage: Ints) -> list[dict[str, int]]:
    """Return, for each group, who was in business, who is compared, and why the others are not."""
    groups, stages = NEITHER + 1, CLOSED + 1
    all_of = np.bincount(group * stages + stage, minlength=groups * stages)
    own = group[both.place]
    seen = np.bincount(own * stages + stage[both.place], minlength=groups * stages)
    unseen = (all_of - seen).reshape(groups, stages)
    compared_of = np.bincount(own, minlength=groups)
    entering = np.bincount(own[both.entering], minlength=groups)
    closing = np.bincount(own[both.closing], minlength=groups)
    return [
        {
            # One compared outside its recorded years of life was in business all the same.
            "asked": int(compared_of[place] + unseen[place, ALIVE:].sum()),
            "compared": int(compared_of[place]),
            "continuing": int(compared_of[place] - entering[place] - closing[place]),
            "entering": int(entering[place]),
            "closing": int(closing[place]),
            "entering_unknown": int(unseen[place, FOUNDED]),
            "closing_unknown": int(unseen[place, CLOSED]),
            "not_reported": int(unseen[place, ALIVE]),
        }
        for place in range(len(STATUS))
    ]


def _sums(part: Compared) -> dict[str, object]:
    """Return flows and rates; nothing where nobody is compared."""
    if not len(part.now):
        return {}
    change = part.now - part.before
    base = (part.now + part.before) / 2
    gains = np.maximum(change, 0)
    created, net = float(gains.sum()), float(change.sum())
    lost = created - net
    by_founding = float(part.now[part.entering].sum())
    by_closing = float(part.before[part.closing].sum())
    flows = {
        "created": created,
        "lost": lost,
        "net": net,
        "churning": created + lost - abs(net),
    }
    said: dict[str, object] = {
        **flows,
        "created_growing": created - by_founding,
        "created_entering": by_founding,
        "lost_shrinking": lost - by_closing,
        "lost_closing": by_closing,
        "jobs_before": float(part.before.sum()),
        "jobs_now": float(part.now.sum()),
        "base": float(base.sum()),
    }
    total = float(base.sum())
    if len(change) < LEAST_KNOWN or not total > 0:
        return said
    said |= {f"{flow}_rate": value / total for flow, value in flows.items()}
    bounds = linear_interval(change, base)
    if bounds is not None:
        said["net_rate_low"], said["net_rate_high"] = bounds
    return said


_COLUMNS = (
    *COUNTED_IN,
    MeasureColumn("year", "year", Text("Năm", "Year")),
    MeasureColumn("status", "code", Text("Mã nhóm", "Group code")),
    MeasureColumn("status_name", "text", Text("Nhóm", "Group")),
    number_column("created", "Tạo thêm", "Created"),
    number_column("created_growing", "– cơ sở tăng lao động", "– by growing"),
    number_column("created_entering", "– cơ sở mới thành lập", "– by founding"),
    number_column("lost", "Mất đi", "Lost"),
    number_column("lost_shrinking", "– cơ sở giảm lao động", "– by shrinking"),
    number_column("lost_closing", "– cơ sở đóng cửa", "– by closing"),
    number_column("net", "Ròng", "Net"),
    number_column("churning", "Luân chuyển vượt mức", "Excess reallocation"),
    number_column("jobs_before", "Việc làm năm trước", "Jobs the year before"),
    number_column("jobs_now", "Việc làm năm nay", "Jobs in the year"),
    number_column("base", "Bình quân hai năm", "Mean of the two years"),
    share_column("created_rate", "Tỷ lệ tạo thêm", "Creation rate"),
    share_column("lost_rate", "Tỷ lệ mất đi", "Loss rate"),
    share_column("net_rate", "Tỷ lệ ròng", "Net rate"),
    share_column("net_rate_low", "Cận dưới 95%", "95% from"),
    share_column("net_rate_high", "Cận trên 95%", "95% to"),
    share_column("churning_rate", "Tỷ lệ luân chuyển vượt mức", "Excess reallocation rate"),
    count_column("asked", "Cơ sở đang hoạt động", "In business"),
    count_column("compared", "So được", "Compared"),
    count_column("continuing", "– trả lời cả hai năm", "– answered both years"),
    count_column("entering", "– mới thành lập", "– founded in the year"),
    count_column("closing", "– đóng cửa", "– closed"),
    count_column("entering_unknown", "Mới thành lập, chưa trả lời", "Founded, no answer"),
    count_column("closing_unknown", "Đóng cửa, trước đó không trả lời", "Closed, no answer before"),
    count_column("not_reported", "Không trả lời đủ hai năm", "Did not answer both years"),
    count_column("derived", "Số quy đổi suy ra", "Equivalents derived"),
)

MEASURES = (
    Measure(
        "job_flows",
        Text("Việc làm tạo thêm và mất đi theo năm", "Jobs created and lost by year"),
        joined(
            Text(
                "Thay đổi số việc làm ở từng cơ sở so với năm trước; tạo thêm và mất đi cộng riêng "
                "(Davis và Haltiwanger, 1992). Ròng = tạo thêm − mất đi; luân chuyển vượt mức = "
                "tạo thêm + mất đi − |ròng|. Tỷ lệ tính trên bình quân việc làm hai năm, từ −200% "
                "đến 200%; mẫu số là cột bình quân hai năm. Đã được hỗ trợ: có khoản hỗ trợ trong "
                "phạm vi từ năm đó trở về trước; chưa được hỗ trợ: chưa có khoản nào. Gồm cơ sở "
                "trả lời cả hai năm, cơ sở thành lập trong năm và cơ sở đóng cửa; mẫu số của số "
                "lượng là cơ sở đang hoạt động trong năm.",
                "The change in jobs at each establishment against the year before, created and "
                "lost summed apart (Davis and Haltiwanger, 1992). Net = created − lost; excess "
                "reallocation (churning) = created + lost − |net|. Rates are over the mean of the "
                "two years' jobs, from −200% to 200%; that mean is their denominator. Supported "
                "already: with a support inside the scope in that year or before; not supported: "
                "with none so far. Over establishments that answered in both years, were founded "
                "in the year, or closed; those in business in the year are the denominator.",
            ),
            FTE_NOTE,
        ),
        joined(
            Text(
                "Là mô tả, không phải tác động: cơ sở được hỗ trợ khác cơ sở khác ngay từ đầu. Năm "
                "lọc là năm báo cáo; lọc theo nội dung hoặc nguồn chỉ đổi nhóm đã được hỗ trợ. "
                "Không có tỷ lệ khi so được dưới 10 cơ sở. Cơ sở thành lập năm trước mà năm nay "
                "mới báo cáo không phân biệt được với cơ sở không trả lời nên đếm là không trả "
                "lời. Số quy đổi khi thì khai, khi thì suy ra có thể làm thay đổi lớn hơn thực tế. "
                "Khoảng tin cậy 95% coi cơ sở trả lời như một mẫu ngẫu nhiên.",
                "A description, not an effect: supported establishments differed from the start. "
                "The years filtered are years of report; a filter by activity or source changes "
                "only who is supported. No rate over fewer than 10 establishments compared. One "
                "founded last year that first reports now cannot be told from one that did not "
                "answer, and is counted so. Full-time equivalents reported in one year and derived "
                "in the other may change more than jobs did. The 95% interval takes those who "
                "answered for a random sample.",
            ),
            CLOSURE_NOTE,
            PRICES_NOTE,
        ),
        SOURCES,
        _COLUMNS,
        job_flows,
    ),
)
