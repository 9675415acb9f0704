"""The projects behind the differences between totals of the same money."""

from __future__ import annotations

import pandas as pd

from analysis.dictionary.codes import FUND_SOURCE
from analysis.language import Text
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES, YEAR
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn, code_label
from analysis.measures.price_base import price_year
from analysis.measures.query import ask
from analysis.measures.reconciliation import COUNTS, SOURCES
from analysis.measures.reconciliation_kinds import DIFFERENCES, GRANT_DIFFERENCES, NOTES, Kind
from analysis.scope import Scope
from analysis.warehouse import Snapshot

LISTED_PER_KIND = 30
"""How many projects of each reason are listed, the largest first."""

_ALL_SOURCES = Text("Mọi nguồn", "All sources")


def reconciliation_cases(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the largest cases of every reason somebody should look at, with both amounts.

    One row per reason, project and source; at most thirty of each reason. What has only not come
    so far yet, or names no project's error, is left out. `difference` is after minus before, for
    a note the amount it tells of.
    """
    names = [column.name for column in _COLUMNS]
    money = ask(snapshot, scope, "reconciliation_money")
    present = 0
    for kinds in money["kinds"]:
        present |= int(kinds)
    kinds = [kind for kind in (*DIFFERENCES, *NOTES) if kind.listed and present >> kind.bit & 1]
    parts = []
    if kinds:
        cases = ask(
            snapshot,
            scope,
            "reconciliation_cases",
            bits=[str(kind.bit) for kind in kinds],
            befores=[kind.before for kind in kinds],
            afters=[kind.after for kind in kinds],
            notes=[str(kind.column is not None).lower() for kind in kinds],
        )
        parts += [_named(cases[cases["bit"] == kind.bit], kind, scope) for kind in kinds]
    if not money.empty and not scope.fund_sources:
        kinds = [kind for kind in GRANT_DIFFERENCES if kind.listed]
        bits = [str(kind.bit) for kind in kinds]
        cases = ask(snapshot, scope, "reconciliation_grant_cases", bits=bits)
        parts += [_named(cases[cases["bit"] == kind.bit], kind, scope) for kind in kinds]
    parts = [part for part in parts if not part.empty]
    if not parts:
        return pd.DataFrame(columns=names)
    frame = pd.concat(parts, ignore_index=True)
    wanted = sorted(set(frame["project_id"]))
    titles = ask(snapshot, scope, "project_titles", projects=wanted).set_index("project_id")
    frame["title"] = frame["project_id"].map(titles["title"])
    frame["prices"] = scope.prices
    frame["price_year"] = price_year(snapshot, scope)
    frame = with_code_names(frame, "status", "project_status", scope.language)
    return frame[names].astype(
        {c.name: "Int64" for c in _COLUMNS if c.kind in ("year", "money", "count")}
    )


def _named(cases: pd.DataFrame, kind: Kind, scope: Scope) -> pd.DataFrame:
    sources = cases["fund_source"] if "fund_source" in cases else [""] * len(cases)
    names = [
        code_label(FUND_SOURCE.name, code, scope.language)
        if code
        else _ALL_SOURCES.in_language(scope.language)
        for code in sources
    ]
    return cases.assign(
        kind=kind.code,
        kind_name=kind.name.in_language(scope.language),
        fund_source_name=pd.Series(names, index=cases.index, dtype="str"),
    )


_COLUMNS = (
    MeasureColumn("kind", "code", Text("Mã lý do", "Reason code")),
    MeasureColumn("kind_name", "text", Text("Lý do", "Reason")),
    MeasureColumn("project_id", "text", Text("Mã đề án", "Project id")),
    MeasureColumn("title", "text", Text("Đề án", "Project")),
    YEAR,
    MeasureColumn("status", "code", Text("Mã tình trạng", "Status code"), "project_status"),
    MeasureColumn("status_name", "text", Text("Tình trạng", "Status")),
    MeasureColumn("fund_source_name", "text", Text("Nguồn", "Source")),
    CURRENCY,
    MeasureColumn("amount_before", "money", Text("Số trước", "Amount before")),
    MeasureColumn("amount_after", "money", Text("Số sau", "Amount after")),
    MeasureColumn("difference", "money", Text("Chênh lệch", "Difference")),
    PRICES,
    PRICE_YEAR,
)

MEASURES = (
    Measure(
        "reconciliation_cases",
        Text("Đề án có chênh lệch", "Projects with differences"),
        COUNTS,
        Text(
            "Mỗi lý do nêu tối đa ba mươi đề án lớn nhất; số đề án đầy đủ ở bảng đối chiếu. Chưa "
            "phê duyệt, chưa nghiệm thu, chưa quyết toán thì không nêu ở đây. Chênh lệch là chỗ "
            "để xem, chưa phải là sai.",
            "At most thirty projects of each reason, the largest; the full number is in the "
            "reconciliation. What is only not approved, accepted or settled yet is not listed. A "
            "difference is where to look, not an error yet.",
        ),
        SOURCES,
        _COLUMNS,
        reconciliation_cases,
    ),
)
