"""Jobs by kind of establishment and of support: how they changed in the year of support."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import scipy

from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.jobs_columns import (
    ASSOCIATED_NOTE,
    CLOSURE_NOTE,
    EVENTS_NOTE,
    FEW_KNOWN,
    LEAST_KNOWN,
    PRICES_NOTE,
    SOURCES,
    count_column,
    framed,
    joined,
    number_column,
    share_column,
)
from analysis.measures.jobs_events import Events, job_events, jobs_at, per_establishment
from analysis.measures.jobs_panel import Bools, Floats
from analysis.measures.labels import SEVERAL_CODE, district_names, project_code_label
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.ratio_intervals import LEVEL, linear_error, linear_interval
from analysis.measures.shrinkage import shrink
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

GROUPS = {
    "activity": Text("Nội dung", "Activity"),
    "industry": Text("Ngành", "Industry"),
    "size": Text("Quy mô", "Size"),
    "district": Text("Địa bàn", "District"),
}


def jobs_by(column: str, snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per code of `column` (a key of GROUPS), most years of support first.

    `shrunk` draws the rates of groups together as far as they differ by chance (see shrinkage), so
    that a small group does not lead or trail by luck.
    """
    events = job_events(snapshot, scope)
    values = events.frame[column].to_numpy(dtype=object)
    names = _names(column, sorted(set(values)), snapshot, scope)
    rows = [
        {column: code, f"{column}_name": name, **_change(events, values == code)}
        for code, name in names.items()
    ]
    rows.sort(key=lambda row: -int(str(row["events"])))
    return _with_shrunk(framed(rows, _columns(column)), column)


def is_one_group(column: str, code: str) -> bool:
    """Tell whether a code names one group: not the unknown, several, or the whole province."""
    if code in (UNKNOWN_CODE, SEVERAL_CODE):
        return False
    # Codes of provinces have two digits, of districts three, of communes five.
    return column != "district" or len(code) > 2


_SEVERAL_PLACES = Text("Nhiều địa bàn", "Several places")


def _names(column: str, codes: list[str], snapshot: Snapshot, scope: Scope) -> dict[str, str]:
    if column != "district":
        return {code: project_code_label(column, code, scope.language) for code in codes}
    known = district_names(snapshot, scope.language)
    several = _SEVERAL_PLACES.in_language(scope.language)
    return {code: several if code == SEVERAL_CODE else known.get(code, code) for code in codes}


def _change(events: Events, here: Bools) -> dict[str, object]:
    before, during = jobs_at(events, "workers", -1), jobs_at(events, "workers", 0)
    change = during - before
    known = here & ~np.isnan(change)
    said: dict[str, object] = {
        "events": int(here.sum()),
        "n": int(known.sum()),
        "unknown": int((here & np.isnan(change)).sum()),
    }
    net, base = per_establishment(events, known, change, (before + during) / 2)
    said["establishments"] = len(net)
    if not len(net):
        return said
    created = float(change[known & (change > 0)].sum())
    lost = abs(float(change[known & (change < 0)].sum()))
    said |= {
        "jobs_before": float(before[known].sum()),
        "created": created,
        "lost": lost,
        "net": created - lost,
        "few": len(net) < FEW_KNOWN,
    }
    bounds = linear_interval(net, base)
    if len(net) < LEAST_KNOWN or bounds is None:
        return said
    total = float(base.sum())
    return said | {
        "created_rate": created / total,
        "lost_rate": lost / total,
        "net_rate": (created - lost) / total,
        "net_rate_low": bounds[0],
        "net_rate_high": bounds[1],
        "net_rate_error": linear_error(net, base),
    }


def _with_shrunk(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    rates, errors = rates_and_errors(frame, column)
    drawn = shrink(rates, errors)
    reach = float(scipy.special.ndtri((1 + LEVEL) / 2)) * drawn.posterior_errors
    for name, values in (
        ("shrunk", drawn.posterior),
        ("shrunk_low", drawn.posterior - reach),
        ("shrunk_high", drawn.posterior + reach),
    ):
        frame[name] = pd.array(values, dtype="Float64")
    return frame


def rates_and_errors(frame: pd.DataFrame, column: str) -> tuple[Floats, Floats]:
    """Return net rates and their errors, (K,) each, NaN where none is given or no one group is."""
    one = np.array([is_one_group(column, str(code)) for code in frame[column]], dtype=np.bool_)
    rates, errors = (
        np.where(one, frame[name].to_numpy(dtype=np.float64, na_value=np.nan), np.nan)
        for name in ("net_rate", "net_rate_error")
    )
    return rates, errors


_BODY = (
    share_column("net_rate", "Tỷ lệ ròng", "Net rate"),
    share_column("net_rate_low", "Cận dưới 95%", "95% from"),
    share_column("net_rate_high", "Cận trên 95%", "95% to"),
    share_column("net_rate_error", "Sai số chuẩn", "Standard error"),
    share_column("shrunk", "Tỷ lệ kéo về chung", "Rate drawn together"),
    share_column("shrunk_low", "Cận dưới 95% (kéo về chung)", "Drawn together, 95% from"),
    share_column("shrunk_high", "Cận trên 95% (kéo về chung)", "Drawn together, 95% to"),
    share_column("created_rate", "Tỷ lệ tạo thêm", "Creation rate"),
    share_column("lost_rate", "Tỷ lệ mất đi", "Loss rate"),
    number_column("jobs_before", "Việc làm năm trước", "Jobs the year before"),
    number_column("created", "Tạo thêm", "Created"),
    number_column("lost", "Mất đi", "Lost"),
    number_column("net", "Ròng", "Net"),
    count_column("n", "Lượt so được (n)", "Compared (n)"),
    count_column("establishments", "Cơ sở khác nhau", "Establishments"),
    count_column("events", "Lượt hỗ trợ", "Years of support"),
    count_column("unknown", "Không rõ việc làm", "Jobs unknown"),
    MeasureColumn("few", "flag", Text("Ít cơ sở", "Few establishments")),
)


def _columns(column: str) -> tuple[MeasureColumn, ...]:
    if column == "district":
        return (*DISTRICT_KEYS, *_BODY)
    name = GROUPS[column]
    return (
        MeasureColumn(column, "code", Text(f"Mã {name.vi.lower()}", f"{name.en} code")),
        MeasureColumn(f"{column}_name", "text", name),
        *_BODY,
    )


_COUNTS = joined(
    Text(
        "Thay đổi số lao động từ cuối năm trước đến cuối năm được hỗ trợ, theo nhóm. Tỷ lệ ròng = "
        "(tạo thêm − mất đi) ÷ bình quân lao động hai năm, trên các lượt so được (n). Kéo về "
        "chung: tỷ lệ của từng nhóm sau khi bớt phần khác nhau do ngẫu nhiên (Morris, 1983; Paule "
        "và Mandel, 1982).",
        "The change in workers from the end of the year before to the end of the year of support, "
        "by group. Net rate = (created − lost) ÷ the mean of the two years' workers, over years of "
        "support compared (n). Drawn together: the rate of each group less what differs by chance "
        "(Morris, 1983; Paule and Mandel, 1982).",
    ),
    EVENTS_NOTE,
)
_CAVEATS = joined(
    ASSOCIATED_NOTE,
    Text(
        " Nhóm khác nhau ngay từ trước khi được hỗ trợ nên không xếp hạng được. Khoảng tin cậy 95% "
        "giữ các năm của cùng cơ sở đi với nhau; không có tỷ lệ khi dưới 10 cơ sở, đọc thận trọng "
        "khi dưới 30. Cơ sở có nhiều loại khoản hỗ trợ trong một năm ở dòng «Nhiều loại», không "
        "kéo về chung; dòng «Không rõ» cũng vậy.",
        " Groups differed before support already, so they cannot be ranked. The 95% interval keeps "
        "the years of an establishment together; no rate over fewer than 10 establishments, to be "
        "read with care below 30. An establishment with several kinds of support in a year is in "
        "the row “Several kinds”, which is not drawn together, nor is “Unknown”.",
    ),
    CLOSURE_NOTE,
    PRICES_NOTE,
)

MEASURES = tuple(
    Measure(
        f"jobs_by_{column}",
        Text(f"Thay đổi việc làm theo {name.vi.lower()}", f"Change in jobs by {name.en.lower()}"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _columns(column),
        partial(jobs_by, column),
    )
    for column, name in GROUPS.items()
)
