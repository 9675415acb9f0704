"""What a job cost: the grant per job created, gross and net, and per job kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES
from analysis.measures.jobs_columns import (
    ASSOCIATED_NOTE,
    CLOSURE_NOTE,
    EVENTS_NOTE,
    LEAST_KNOWN,
    count_column,
    framed,
    joined,
    number_column,
)
from analysis.measures.jobs_cost_limits import KIND_NAMES, METHOD_NAMES, interval_words, limits
from analysis.measures.jobs_events import Events, job_events, jobs_at, per_establishment, too_early
from analysis.measures.jobs_kept import added_jobs, kept_jobs
from analysis.measures.jobs_panel import Bools, Floats
from analysis.measures.labels import SEVERAL_CODE, project_code_label
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.price_base import price_year
from analysis.measures.ratio_intervals import RatioInterval, ratio_interval
from analysis.scope import Scope
from analysis.warehouse import Snapshot

BasisCode = Literal["created", "net", "kept_12", "kept_24"]


@dataclass(frozen=True, slots=True)
class Basis:
    """Which jobs the grant is divided by: its code, name, and years later they are counted."""

    code: BasisCode
    name: Text
    since: int


BASES = (
    Basis("created", Text("Việc làm tạo thêm", "Job created (gross)"), 0),
    Basis("net", Text("Việc làm tăng ròng", "Job created (net)"), 0),
    Basis("kept_12", Text("Việc làm còn giữ sau 12 tháng", "Job kept 12 months"), 1),
    Basis("kept_24", Text("Việc làm còn giữ sau 24 tháng", "Job kept 24 months"), 2),
)


def basis_of(code: str) -> Basis:
    """Return a basis by its code; raises KeyError when there is none."""
    for basis in BASES:
        if basis.code == code:
            return basis
    raise KeyError(code)


def cost_per_job(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per kind of job and currency over the whole scope."""
    return _costs(snapshot, scope, None, ())


def cost_per_job_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year of support, kind of job and currency."""
    return _costs(snapshot, scope, "year", _YEAR_KEYS)


def cost_per_job_by(column: str, snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per code of `column` (activity, fund_source), kind of job and currency.

    Groups with most years of support come first.
    """
    return _costs(snapshot, scope, column, _KEYS[column])


def _costs(
    snapshot: Snapshot, scope: Scope, column: str | None, keys: Sequence[MeasureColumn]
) -> pd.DataFrame:
    events = job_events(snapshot, scope)
    divided = {basis.code: _jobs(events, basis) for basis in BASES}
    prices = {"prices": scope.prices, "price_year": price_year(snapshot, scope)}
    rows = []
    for currency, chosen in _groups(events, "currency"):
        for part, inside in _groups(events, column):
            here = chosen & inside
            if not here.any():
                continue
            for basis in BASES:
                rows.append(
                    _named(column, part, scope)
                    | {"basis": basis.code, "basis_name": basis.name.in_language(scope.language)}
                    | {"currency": currency, **prices}
                    | _cost(events, divided[basis.code], basis, here, str(currency), scope)
                )
    if column not in (None, "year"):
        rows.sort(key=lambda row: -int(str(row["events"])))
    return framed(rows, (*keys, *_BODY))


def _groups(events: Events, column: str | None) -> list[tuple[object, Bools]]:
    """Return each value of a column, in order, and which years of support have it, (n,)."""
    if column is None:
        return [(None, np.ones(len(events.frame), dtype=np.bool_))]
    values = events.frame[column]
    codes, found = pd.factorize(values, sort=True)
    return [(value, codes == place) for place, value in enumerate(found)]


def _named(column: str | None, part: object, scope: Scope) -> dict[str, object]:
    if column is None:
        return {}
    if column == "year":
        return {"year": int(str(part))}
    if column == "fund_source" and part == SEVERAL_CODE:
        return {column: part, f"{column}_name": _SEVERAL_SOURCES.in_language(scope.language)}
    name = project_code_label(column, str(part), scope.language)
    return {column: str(part), f"{column}_name": name}


_SEVERAL_SOURCES = Text("Nhiều nguồn", "Several sources")


def _jobs(events: Events, basis: Basis) -> Floats:
    """Return the jobs of each year of support, (n,), NaN where not known."""
    if basis.code == "created":
        return added_jobs(events, "workers")
    if basis.code == "net":
        return jobs_at(events, "workers", 0) - jobs_at(events, "workers", -1)
    return kept_jobs(events, "workers", 12 * basis.since)


def _cost(
    events: Events, jobs: Floats, basis: Basis, here: Bools, currency: str, scope: Scope
) -> dict[str, object]:
    grants = events.frame["grant_amount"].to_numpy(dtype=np.float64, na_value=np.nan)
    early = here & too_early(events, basis.since)
    due = here & ~early
    known = due & ~np.isnan(jobs)
    both = known & ~np.isnan(grants)
    said: dict[str, object] = {
        "events": int(here.sum()),
        "too_early": int(early.sum()),
        "jobs_unknown": int((due & np.isnan(jobs)).sum()),
        "grant_unknown": int((known & np.isnan(grants)).sum()),
        "n": int(both.sum()),
    }
    money, work = per_establishment(events, both, grants, jobs)
    said["establishments"] = len(money)
    if not len(money):
        return said
    said["grant_amount"], said["jobs"] = float(money.sum()), float(work.sum())
    if len(money) < LEAST_KNOWN:
        return said
    if work.sum() > 0:
        said["cost"] = float(money.sum() / work.sum())
    found = ratio_interval(money, work)
    return said if found is None else said | _interval(found, currency, scope)


def _interval(found: RatioInterval, currency: str, scope: Scope) -> dict[str, object]:
    kind, low, high = limits(found)
    words = interval_words(kind, low, high, currency).in_language(scope.language)
    return {
        "low": low,
        "high": high,
        "interval": words,
        "interval_kind": kind,
        "interval_kind_name": KIND_NAMES[kind].in_language(scope.language),
        "interval_method": found.method,
        "interval_method_name": METHOD_NAMES[found.method].in_language(scope.language),
    }


_BODY = (
    MeasureColumn("basis", "code", Text("Mã cách tính", "Code of basis")),
    MeasureColumn("basis_name", "text", Text("Tính trên một", "Per")),
    CURRENCY,
    MeasureColumn("cost", "money", Text("Kinh phí hỗ trợ một việc làm", "Grant per job")),
    MeasureColumn("low", "money", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("high", "money", Text("Cận trên 95%", "95% to")),
    MeasureColumn("interval", "text", Text("Khoảng tin cậy 95%", "95% interval")),
    MeasureColumn("interval_kind", "code", Text("Mã loại khoảng", "Code of kind")),
    MeasureColumn("interval_kind_name", "text", Text("Loại khoảng", "Kind of interval")),
    MeasureColumn("interval_method", "code", Text("Mã phương pháp", "Code of method")),
    MeasureColumn("interval_method_name", "text", Text("Phương pháp", "Method")),
    MeasureColumn("grant_amount", "money", Text("Kinh phí hỗ trợ (tử số)", "Grant (numerator)")),
    number_column("jobs", "Việc làm (mẫu số)", "Jobs (denominator)"),
    count_column("n", "Lượt biết cả hai số (n)", "Both known (n)"),
    count_column("establishments", "Cơ sở khác nhau", "Establishments"),
    count_column("events", "Lượt hỗ trợ", "Years of support"),
    count_column("too_early", "Chưa đến hạn", "Too early"),
    count_column("jobs_unknown", "Không rõ việc làm", "Jobs unknown"),
    count_column("grant_unknown", "Không rõ kinh phí", "Grant unknown"),
    PRICES,
    PRICE_YEAR,
)
_YEAR_KEYS = (MeasureColumn("year", "year", Text("Năm hỗ trợ", "Year of support")),)
_KEYS = {
    column: (
        MeasureColumn(column, "code", code),
        MeasureColumn(f"{column}_name", "text", name),
    )
    for column, code, name in (
        ("activity", Text("Mã nội dung", "Activity code"), Text("Nội dung", "Activity")),
        ("fund_source", Text("Mã nguồn", "Source code"), Text("Nguồn kinh phí", "Fund source")),
    )
}

_COUNTS = joined(
    Text(
        "Kinh phí hỗ trợ ÷ việc làm, trên các lượt hỗ trợ biết cả hai số. Tạo thêm: tổng số tăng "
        "ở các cơ sở tăng lao động từ cuối năm trước đến cuối năm hỗ trợ; ròng: tăng trừ giảm; còn "
        "giữ: phần tạo thêm vẫn thấy sau 12, 24 tháng. Kinh phí là của mọi lượt, kể cả lượt không "
        "tăng việc làm nào.",
        "Grant ÷ jobs, over years of support with both known. Created (gross): the rise at "
        "establishments that grew, from the end of the year before to the end of the year of "
        "support; net: rises less falls; kept: what was created and is still there after 12 or 24 "
        "months. The grant is that of all of them, those without a new job too.",
    ),
    EVENTS_NOTE,
)
_CAVEATS = joined(
    ASSOCIATED_NOTE,
    Text(
        " Vì thế đây không phải chi phí để tạo ra một việc làm: có việc làm sẽ có dù không hỗ trợ. "
        "Nhiều khoản hỗ trợ không nhằm tạo việc làm. Khoảng tin cậy 95% lấy mẫu lại theo cơ sở "
        "(bootstrap BCa, 1.999 lần; trên 2.000 cơ sở dùng Fieller). Khi số việc làm có thể bằng "
        "không, khoảng là của Fieller (1954) và có thể không có giới hạn trên. Không nêu khi dưới "
        "10 cơ sở, và không nêu mức chi phí khi việc làm không tăng. Đề án nhiều nguồn không tách "
        "được theo nguồn nên đứng riêng.",
        " So it is not the cost of making a job: some would be there without support. Many grants "
        "do not aim at jobs. The 95% interval draws establishments anew (BCa bootstrap, 1,999 "
        "draws; Fieller's above 2,000 establishments). Where jobs may be zero it is that of "
        "Fieller (1954) and may have no upper limit. None is given over fewer than 10 "
        "establishments, and no cost where jobs did not grow. A project of several sources cannot "
        "be split and stands apart.",
    ),
    CLOSURE_NOTE,
)
_SOURCES = (
    "support",
    "project",
    "project_fund",
    "outcome_record",
    "establishment",
    "price_index",
)


def _measure(
    name: str,
    title: Text,
    keys: tuple[MeasureColumn, ...],
    run: Callable[[Snapshot, Scope], pd.DataFrame],
) -> Measure:
    return Measure(name, title, _COUNTS, _CAVEATS, _SOURCES, (*keys, *_BODY), run)


MEASURES = (
    _measure("cost_per_job", Text("Kinh phí một việc làm", "Grant per job"), (), cost_per_job),
    _measure(
        "cost_per_job_by_year",
        Text("Kinh phí một việc làm, theo năm hỗ trợ", "Grant per job, by year of support"),
        _YEAR_KEYS,
        cost_per_job_by_year,
    ),
    _measure(
        "cost_per_job_by_activity",
        Text("Kinh phí một việc làm, theo nội dung", "Grant per job, by activity"),
        _KEYS["activity"],
        partial(cost_per_job_by, "activity"),
    ),
    _measure(
        "cost_per_job_by_source",
        Text("Kinh phí một việc làm, theo nguồn", "Grant per job, by source"),
        _KEYS["fund_source"],
        partial(cost_per_job_by, "fund_source"),
    ),
)
