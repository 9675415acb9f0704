"""Difficulties raised and resolved: how many, of what kind, where, and how long they take."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import code_name, number, plural, sentence
from analysis.measures.process_survival import ended_by, kaplan_meier
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Run = Callable[[Snapshot, Scope], pd.DataFrame]


def difficulties(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per kind: raised, resolved, open, and the median days to resolve.

    The median and its 95 % interval are in days, null where half are not resolved yet or the bound
    cannot be told. The kind raised most often comes first.
    """
    frame = _with_days(snapshot, scope, "kind")
    frame = frame.sort_values(["raised", "kind"], ascending=[False, True], kind="stable")
    return with_code_names(frame.reset_index(drop=True), "kind", "difficulty_kind", scope.language)


def difficulties_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district: raised, resolved, open, and the median days to resolve."""
    frame = _with_days(snapshot, scope, "district")
    frame = frame.sort_values(["still_open", "raised"], ascending=False, kind="stable")
    return with_district_names(frame.reset_index(drop=True), snapshot, scope.language)


def difficulties_total(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row for the whole scope, none where no difficulty was raised."""
    return _with_days(snapshot, scope, "everything")


def difficulties_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year: raised, how many of these are resolved, and resolved in it."""
    return ask(snapshot, scope, "difficulties_by_year")


def difficulties_open(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per difficulty still open, the oldest first; `days` is its age in days."""
    frame = ask(snapshot, scope, "difficulties_open")
    frame = with_code_names(frame, "kind", "difficulty_kind", scope.language)
    return with_district_names(frame, snapshot, scope.language)


def answer_difficulties(total: pd.DataFrame) -> Text | None:
    """Say how many were raised and resolved, and how long half of them take; None without any."""
    if total.empty:
        return None
    row = total.iloc[0]
    raised, still_open = int(row["raised"]), int(row["still_open"])
    head = sentence(
        "{resolved}/{raised} khó khăn đã được giải quyết, còn {open}",
        "{resolved} of {raised} difficulties resolved, {open} still open",
        resolved=number(int(row["resolved"])),
        raised=number(raised),
        open=number(still_open),
    )
    if pd.isna(row["median_days"]):
        return sentence(
            "{head}; chưa đến một nửa được giải quyết nên chưa nói được thường mất bao lâu",
            "{head}; fewer than half are resolved, so the usual time cannot be told",
            head=head,
        )
    days = int(row["median_days"])
    return sentence(
        "{head}; một nửa được giải quyết trong {days} ngày{interval}",
        f"{{head}}; half are resolved within {{days}} {plural(days, 'day', 'days')}{{interval}}",
        head=head,
        days=number(days),
        interval=_interval(row),
    )


def answer_open(frame: pd.DataFrame) -> Text | None:
    """Say which difficulty has waited longest; None when nothing is open."""
    if frame.empty:
        return None
    oldest = frame.iloc[0]
    days = int(oldest["days"])
    who = oldest["responsible"]
    return sentence(
        "Lâu nhất chưa giải quyết: {kind}, {days} ngày, {who}",
        f"Open the longest: {{kind}}, {{days}} {plural(days, 'day', 'days')}, {{who}}",
        kind=code_name("difficulty_kind", str(oldest["kind"])),
        days=number(days),
        who=Text("chưa rõ ai phụ trách", "nobody named as responsible")
        if pd.isna(who)
        else str(who),
    )


def _interval(row: pd.Series) -> Text | str:
    low, high = row["median_low"], row["median_high"]
    if pd.isna(low):
        return ""
    if pd.isna(high):
        return sentence(" (ít nhất {low})", " (at least {low})", low=number(int(low)))
    return sentence(
        " (khoảng {low}–{high})",
        " ({low} to {high})",
        low=number(int(low)),
        high=number(int(high)),
    )


def _with_days(snapshot: Snapshot, scope: Scope, group: str) -> pd.DataFrame:
    """Return the counts of each group with its median days to resolve (Kaplan and Meier 1958)."""
    frame = ask(snapshot, scope, "difficulties", group)
    ages = ask(snapshot, scope, "difficulty_days", group)
    medians = {}
    for code, rows in ages.groupby(group, sort=False):
        median = ended_by(kaplan_meier(rows["days"], rows["events"], rows["censored"]), 0.5)
        medians[code] = (median.day, median.low, median.high)
    found = [medians.get(code, (None, None, None)) for code in frame[group]]
    return frame.assign(
        median_days=pd.array([one[0] for one in found], dtype="Float64"),
        median_low=pd.array([one[1] for one in found], dtype="Float64"),
        median_high=pd.array([one[2] for one in found], dtype="Float64"),
    )


_COUNTS = Text(
    "Khó khăn, vướng mắc đã nêu đến ngày số liệu, tính vào năm nêu; đã giải quyết: có ngày giải "
    "quyết. Tỷ lệ = đã giải quyết ÷ đã nêu. Số ngày giải quyết: trung vị Kaplan–Meier (1958) với "
    "khoảng tin cậy 95%, tính cả những khó khăn còn đang chờ. Địa bàn: của khó khăn, nếu không ghi "
    "thì của đề án, rồi của cơ sở.",
    "Difficulties raised up to the day of the data, counted in the year they were raised; "
    "resolved: with a day of resolution. Share = resolved ÷ raised. Days to resolve: the "
    "Kaplan–Meier (1958) median with its 95% interval, counting those still waiting too. District: "
    "the difficulty's own, else its project's, else its establishment's.",
)
_CAVEATS = Text(
    "Chỉ gồm khó khăn được ghi; nơi ghi kỹ trông như nhiều khó khăn hơn. Năm gần đây còn nhiều "
    "việc "
    "đang chờ nên tỷ lệ thấp hơn. Nội dung và nguồn là của đề án nêu khó khăn; khó khăn không gắn "
    "đề án thì nội dung không rõ.",
    "Only difficulties on record; where recording is careful there seem to be more. Recent years "
    "have more still waiting, so their share is lower. Activity and source are those of the "
    "project it concerns; without a project the activity is unknown.",
)
_SOURCES = ("difficulty", "project", "establishment")
_KIND = (
    MeasureColumn("kind", "code", Text("Mã loại", "Kind code"), "difficulty_kind"),
    MeasureColumn("kind_name", "text", Text("Loại khó khăn", "Kind of difficulty")),
)
_RAISED = MeasureColumn("raised", "count", Text("Đã nêu", "Raised"))
_RESOLVED = MeasureColumn("resolved", "count", Text("Đã giải quyết", "Resolved"))
_OPEN = MeasureColumn("still_open", "count", Text("Còn lại", "Open"))
_TOTALS = (
    _RAISED,
    _RESOLVED,
    _OPEN,
    MeasureColumn("share", "share", Text("Tỷ lệ giải quyết", "Share resolved")),
    MeasureColumn("median_days", "number", Text("Trung vị (ngày)", "Median days")),
    MeasureColumn("median_low", "number", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("median_high", "number", Text("Cận trên 95%", "95% to")),
    MeasureColumn("oldest_days", "count", Text("Chờ lâu nhất (ngày)", "Longest wait (days)")),
)


def _measure(name: str, title: Text, columns: tuple[MeasureColumn, ...], run: Run) -> Measure:
    return Measure(name, title, _COUNTS, _CAVEATS, _SOURCES, columns, run)


MEASURES = (
    _measure(
        "difficulties",
        Text("Khó khăn theo loại", "Difficulties by kind"),
        (*_KIND, *_TOTALS),
        difficulties,
    ),
    _measure(
        "difficulties_total",
        Text("Khó khăn, vướng mắc", "Difficulties"),
        _TOTALS,
        difficulties_total,
    ),
    _measure(
        "difficulties_by_district",
        Text("Khó khăn theo địa bàn", "Difficulties by district"),
        (*DISTRICT_KEYS, *_TOTALS),
        difficulties_by_district,
    ),
    _measure(
        "difficulties_by_year",
        Text("Khó khăn theo năm", "Difficulties by year"),
        (
            MeasureColumn("year", "year", Text("Năm", "Year")),
            _RAISED,
            _RESOLVED,
            _OPEN,
            MeasureColumn(
                "resolved_in_year", "count", Text("Giải quyết trong năm", "Resolved in the year")
            ),
        ),
        difficulties_by_year,
    ),
    _measure(
        "difficulties_open",
        Text("Khó khăn chưa giải quyết", "Difficulties still open"),
        (
            MeasureColumn("difficulty_id", "text", Text("Mã", "Id")),
            *_KIND,
            MeasureColumn("raised_on", "date", Text("Ngày nêu", "Raised on")),
            MeasureColumn("days", "count", Text("Đã chờ (ngày)", "Days waiting")),
            MeasureColumn("establishment", "text", Text("Cơ sở", "Establishment")),
            MeasureColumn("project_id", "text", Text("Mã đề án", "Project id")),
            MeasureColumn("responsible", "text", Text("Đơn vị chịu trách nhiệm", "Responsible")),
            *DISTRICT_KEYS,
        ),
        difficulties_open,
    ),
)
