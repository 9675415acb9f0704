"""Whose jobs they are: the shares of women and of skilled workers, by year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.jobs_columns import (
    COUNTED_IN,
    LEAST_KNOWN,
    PRICES_NOTE,
    SOURCES,
    count_column,
    framed,
    joined,
    number_column,
    share_column,
    unit_columns,
    unit_of,
)
from analysis.measures.jobs_lives import STATUS, panel_and_lives
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.ratio_intervals import linear_interval
from analysis.scope import Scope
from analysis.warehouse import Snapshot

PARTS = (unit_of("women"), unit_of("skilled"))


def job_shares(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per kind of worker, year and group that reported anything of them."""
    panel, lives = panel_and_lives(snapshot, scope)
    rows: list[dict[str, object]] = []
    for part in PARTS:
        for year in panel.years:
            if scope.years and year not in scope.years:
                continue
            own, workers = panel.reported(part.code, year), panel.reported("workers", year)
            known = ~np.isnan(own) & (workers > 0)
            group, present = lives.group(year), lives.present(year)
            for place, (status, name) in enumerate(STATUS.items()):
                here = known & (group == place)
                if not here.any():
                    continue
                tops, bottoms = own[here], workers[here]
                row: dict[str, object] = {
                    **unit_columns(part, scope.language),
                    "year": year,
                    "status": status,
                    "status_name": name.in_language(scope.language),
                    "part": float(tops.sum()),
                    "workers": float(bottoms.sum()),
                    "n": len(tops),
                    "asked": int(((present | known) & (group == place)).sum()),
                }
                bounds = linear_interval(tops, bottoms)
                if len(tops) >= LEAST_KNOWN and bounds is not None:
                    row["share"] = float(tops.sum() / bottoms.sum())
                    row["low"], row["high"] = max(bounds[0], 0.0), min(bounds[1], 1.0)
                rows.append(row)
    return framed(rows, _COLUMNS)


_COLUMNS = (
    *COUNTED_IN,
    MeasureColumn("year", "year", Text("Năm", "Year")),
    MeasureColumn("status", "code", Text("Mã nhóm", "Group code")),
    MeasureColumn("status_name", "text", Text("Nhóm", "Group")),
    share_column("share", "Tỷ lệ trong lao động", "Share of workers"),
    share_column("low", "Cận dưới 95%", "95% from"),
    share_column("high", "Cận trên 95%", "95% to"),
    number_column("part", "Số người", "Number"),
    number_column("workers", "Lao động (mẫu số)", "Workers (denominator)"),
    count_column("n", "Cơ sở trả lời (n)", "Answered (n)"),
    count_column("asked", "Cơ sở đang hoạt động", "In business"),
)

MEASURES = (
    Measure(
        "job_shares",
        Text("Lao động nữ và qua đào tạo", "Women and skilled workers"),
        Text(
            "Tỷ lệ = tổng lao động nữ (qua đào tạo) ÷ tổng lao động của các cơ sở trả lời cả hai "
            "số trong năm. Đã được hỗ trợ: có khoản hỗ trợ trong phạm vi từ năm đó trở về trước; "
            "chưa được hỗ trợ: chưa có khoản nào. n: số cơ sở trả lời, trên số đang hoạt động.",
            "Share = all women (skilled) workers ÷ all workers of establishments that answered "
            "both in the year. Supported already: with a support inside the scope in that year or "
            "before; not supported: with none so far. n: those that answered, of those in "
            "business.",
        ),
        joined(
            Text(
                "Là mô tả, không phải tác động: cơ sở được hỗ trợ khác cơ sở khác ngay từ đầu. Cơ "
                "sở lớn chiếm phần lớn trong tỷ lệ. Năm lọc là năm báo cáo. Khoảng tin cậy 95% coi "
                "cơ sở trả lời như một mẫu ngẫu nhiên; không có tỷ lệ khi dưới 10 cơ sở.",
                "A description, not an effect: supported establishments differed from the start. "
                "Large establishments make up most of the share. The years filtered are years of "
                "report. The 95% interval takes those who answered for a random sample; no share "
                "over fewer than 10 establishments.",
            ),
            PRICES_NOTE,
        ),
        SOURCES,
        _COLUMNS,
        job_shares,
    ),
)
