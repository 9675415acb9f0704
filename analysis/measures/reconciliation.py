"""Whether totals of the same money agree: by plan, project, payment and support; each difference.

The bridge goes from the yearly plan over the projects' plans, approved, accepted and settled money
to what was paid, and from approved money to the grants of supports. Differences are taken row by
row, totals from their own sums: what the kinds do not explain is a row of its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import Language, Text
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES, YEAR
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.measures.reconciliation_kinds import (
    DIFFERENCES,
    GRANT_DIFFERENCES,
    GRANTED,
    NOT_ALLOTTED,
    NOT_EXPLAINED,
    NOTES,
    TARGET,
    TOTALS,
    Kind,
    Total,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Columns = dict[str, npt.NDArray[Any]]
"""The numbers of a query's answer by column, unknown ones as NaN."""

ROLES = {
    "total": Text("Tổng", "Total"),
    "difference": Text("Chênh lệch", "Difference"),
    "unexplained": NOT_EXPLAINED,
    "note": Text("Trong đó", "Of which"),
}


def reconciliation(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the bridge of the whole scope: one row per total, difference and note, in order.

    `amount` is in the currency's smallest unit, null where nothing of a total is known;
    `projects` counts those with the difference, for a total those that have the amount.
    """
    return _bridges(snapshot, scope, ["currency"], _COLUMNS)


def reconciliation_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the bridge of every plan year, as `reconciliation` does for the whole."""
    return _bridges(snapshot, scope, ["plan_year", "currency"], _BY_YEAR)


def _bridges(
    snapshot: Snapshot, scope: Scope, keys: list[str], columns: tuple[MeasureColumn, ...]
) -> pd.DataFrame:
    names = [column.name for column in columns]
    # By plan year in any case: a project has one, so that years add up to the whole.
    money = ask(snapshot, scope, "reconciliation_money")
    if money.empty:
        return pd.DataFrame(columns=names)
    several = ask(snapshot, scope, "reconciliation_projects")
    projects = pd.concat([money[several.columns], several], ignore_index=True)
    grants = ask(snapshot, scope, "reconciliation_grants")
    target = ask(snapshot, scope, "reconciliation_target")
    years = sorted(set(money["plan_year"])) if "plan_year" in keys else [None]
    answers = [_arrays(frame) for frame in (money, projects, grants, target)]
    priced = money.drop_duplicates("currency").set_index("currency")
    currencies = sorted(set(money["currency"]))
    rows: list[dict[str, Any]] = []
    for year in years:
        for currency in currencies:
            part, counted, granted, planned = (_of(own, year, currency) for own in answers)
            if not len(part["kinds"]):
                continue
            shared = {
                "year": year,
                "currency": currency,
                "prices": priced.loc[currency, "prices"],
                "price_year": priced.loc[currency, "price_year"],
            }
            plan = _plan_of(planned, set(part["plan_year"].tolist()))
            bridge = _bridge(part, counted, plan, scope.language)
            bridge += _grants(granted, scope.language)
            rows += [{**shared, "step": step, **row} for step, row in enumerate(bridge, start=1)]
    frame = pd.DataFrame(rows)[names]
    return frame.astype({c.name: "Int64" for c in columns if c.kind in ("year", "money", "count")})


def _arrays(frame: pd.DataFrame) -> Columns:
    """Return the columns that hold numbers, and the currency; picking rows of a frame is slow.

    Amounts come from the query as floats where some are unknown, exact below 2 to the 53rd.
    """
    numbers: Columns = {
        str(name): frame[name].to_numpy(dtype=np.int64 if name == "kinds" else np.float64)
        for name in frame
        if pd.api.types.is_numeric_dtype(frame[name])
    }
    return {**numbers, "currency": frame["currency"].to_numpy(dtype=object)}


def _of(answer: Columns, year: int | None, currency: str) -> Columns:
    """Return the rows of a currency, and of a plan year where one is given."""
    rows = answer["currency"] == currency
    if year is not None:
        rows &= answer["plan_year"] == year
    return {name: values[rows] for name, values in answer.items()}


def _plan_of(target: Columns, years: set[float]) -> int | None:
    """Return the yearly plan of years, unless one of them has none."""
    own = np.isin(target["plan_year"], list(years))
    amounts = target["target"][own]
    if set(target["plan_year"][own].tolist()) != years or np.isnan(amounts).any():
        return None
    return int(amounts.sum())


def _bridge(
    money: Columns, projects: Columns, target: int | None, language: Language
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    sums = {total.code: _sum(money[total.code]) for total in TOTALS}
    if target is not None:
        rows.append(_total_row(TARGET, target, None, None, language))
        rest = (sums["planned"] or 0) - target
        rows.append(_unexplained(TARGET.code, TOTALS[0].code, rest, language))
    everyone = int(projects["projects"].sum())
    before: Total | None = None
    for total in TOTALS:
        if before is not None:
            rows += _step(money, projects, sums, before, total, language)
        missing = None if total.missing_bit is None else _count(projects, total.missing_bit)
        having = None if missing is None else everyone - missing
        rows.append(_total_row(total, sums[total.code], having, missing, language))
        before = total
    for kind in NOTES:
        has = _has(money["kinds"], kind.bit)
        if has.any():
            amount = _note_amount(money, has, kind)
            rows.append(
                _row("note", kind.code, kind.name, amount, _count(projects, kind.bit), language)
            )
    return rows


def _step(
    money: Columns,
    projects: Columns,
    sums: dict[str, int | None],
    before: Total,
    after: Total,
    language: Language,
) -> list[dict[str, Any]]:
    """Return the differences between two totals, and what they leave unexplained."""
    rows = []
    left = (sums[after.code] or 0) - (sums[before.code] or 0)
    for kind in DIFFERENCES:
        if kind.after != after.code:
            continue
        has = _has(money["kinds"], kind.bit)
        if has.any():
            amount = (_sum(money[kind.after][has]) or 0) - (_sum(money[kind.before][has]) or 0)
            left -= amount
            counted = _count(projects, kind.bit)
            rows.append(_row("difference", kind.code, kind.name, amount, counted, language))
    return [*rows, _unexplained(before.code, after.code, left, language)]


def _grants(grants: Columns, language: Language) -> list[dict[str, Any]]:
    """Return the way from approved money to the grants of supports; none inside a source."""
    if not len(grants["projects"]):
        return []
    granted = _sum(grants["granted"])
    left = (granted or 0) - (_sum(grants["approved"]) or 0)
    rows = []
    for kind in GRANT_DIFFERENCES:
        has = grants["kind"] == kind.bit
        if has.any():
            amount = (_sum(grants["granted"][has]) or 0) - (_sum(grants["approved"][has]) or 0)
            left -= amount
            counted = int(grants["projects"][has].sum())
            rows.append(_row("difference", kind.code, kind.name, amount, counted, language))
    rows.append(_unexplained("approved", GRANTED.code, left, language))
    with_grants = int(grants["projects_granted"].sum())
    without = int(grants["projects"].sum()) - with_grants
    return [*rows, _total_row(GRANTED, granted, with_grants, without, language)]


def _note_amount(money: Columns, has: npt.NDArray[np.bool_], kind: Kind) -> int | None:
    if kind.code == "amount_unknown":
        return None
    if kind.column is not None:
        return _sum(money[kind.column][has])
    return (_sum(money[kind.after][has]) or 0) - (_sum(money[kind.before][has]) or 0)


def _total_row(
    total: Total, amount: int | None, having: int | None, missing: int | None, language: Language
) -> dict[str, Any]:
    row = _row("total", total.code, total.name, amount, having, language)
    return {**row, "projects_without": missing}


def _unexplained(before: str, after: str, amount: int, language: Language) -> dict[str, Any]:
    code = f"not_explained_{before}_{after}"
    # A target names no projects, so all that can be said of its difference is where it lies.
    name = NOT_ALLOTTED if before == "target" else NOT_EXPLAINED
    return _row("unexplained", code, name, amount, None, language)


def _row(
    role: str, kind: str, name: Text, amount: int | None, projects: int | None, language: Language
) -> dict[str, Any]:
    return {
        "role": role,
        "role_name": ROLES[role].in_language(language),
        "kind": kind,
        "kind_name": name.in_language(language),
        "amount": amount,
        "projects": projects,
        "projects_without": None,
    }


def _has(kinds: npt.NDArray[Any], bit: int) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (kinds >> bit) & 1 == 1
    return found


def _count(projects: Columns, bit: int) -> int:
    return int(projects["projects"][_has(projects["kinds"], bit)].sum())


def _sum(amounts: npt.NDArray[Any]) -> int | None:
    """Return a sum of whole units; None when nothing is known."""
    known = amounts[~np.isnan(amounts)]
    return int(known.sum()) if known.size else None


COUNTS = Text(
    "Tiền của đề án theo từng khâu, tính vào năm kế hoạch, và vì sao khâu sau khác khâu trước. Mỗi "
    "dòng tiền (đề án × nguồn) có một lý do cho mỗi bước; chênh lệch = số sau − số trước, số không "
    "rõ coi như chưa có và lý do nói rõ điều đó. Tổng trước cộng các chênh lệch bằng tổng sau đến "
    "từng đồng; phần chưa giải thích được là một dòng riêng. «Trong đó» là số đã nằm trong tổng. "
    "Kế hoạch năm được giao: của tỉnh, hoặc tổng các huyện khi tỉnh không có.",
    "Money of projects at each stage, counted in the plan year, and why a stage differs from the "
    "one before. Every row of money (project × source) has one reason a step; difference = after − "
    "before, an unknown amount counts as not there and the reason says so. A total plus its "
    "differences is the next total to the đồng; what is not explained has its own row. «Of which» "
    "is in a total already. The yearly plan is the province's, or its districts' when it has none.",
)
CAVEATS = Text(
    "Chênh lệch không phải là sai: phê duyệt khác kế hoạch là việc bình thường; chỉ là chỗ để xem. "
    "Kế hoạch năm không chia theo nội dung, ngành, quy mô nên khi lọc như vậy thì không có dòng "
    "này; nó không gắn với đề án nên chênh lệch với nó luôn là phần chưa giải thích. Hỗ trợ các cơ "
    "sở gồm mọi khoản của đề án, cả đề án ngừng; lọc theo nguồn thì không so được. Theo giá so "
    "sánh, phần «trong đó» làm tròn từng dòng.",
    "A difference is no error: approving another amount than planned is usual; it is where to "
    "look. The yearly plan is not divided by activity, industry or size, so it is absent inside "
    "such a filter; it names no projects, so its difference is never explained. Grants are of all "
    "supports of a project, stopped ones too; inside a choice of sources they do not compare. At "
    "constant prices «of which» amounts are rounded row by row.",
)
SOURCES = ("project", "project_fund", "payment", "support", "plan_target", "price_index")
_KIND = (
    MeasureColumn("step", "number", Text("Thứ tự", "Order")),
    MeasureColumn("role", "code", Text("Mã loại dòng", "Row code")),
    MeasureColumn("role_name", "text", Text("Loại dòng", "Row")),
    MeasureColumn("kind", "code", Text("Mã", "Code")),
    MeasureColumn("kind_name", "text", Text("Tổng hoặc lý do", "Total or reason")),
)
_COLUMNS = (
    *_KIND,
    CURRENCY,
    MeasureColumn("amount", "money", Text("Số tiền", "Amount")),
    MeasureColumn("projects", "count", Text("Đề án", "Projects")),
    MeasureColumn(
        "projects_without", "count", Text("Đề án chưa có số", "Projects without an amount")
    ),
    PRICES,
    PRICE_YEAR,
)
_BY_YEAR = (YEAR, *_COLUMNS)

MEASURES = (
    Measure(
        "reconciliation",
        Text("Đối chiếu tiền từ kế hoạch đến giải ngân", "Reconciliation from plan to payments"),
        COUNTS,
        CAVEATS,
        SOURCES,
        _COLUMNS,
        reconciliation,
    ),
    Measure(
        "reconciliation_by_year",
        Text("Đối chiếu theo năm kế hoạch", "Reconciliation by plan year"),
        COUNTS,
        CAVEATS,
        SOURCES,
        _BY_YEAR,
        reconciliation_by_year,
    ),
)
