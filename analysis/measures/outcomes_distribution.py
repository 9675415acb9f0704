"""How outcomes are spread among establishments in the latest year: classes of values."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.language import LANGUAGES, Text, format_money, format_number, format_share
from analysis.measures.funding import YEAR
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.order_statistics import Floats, quantiles
from analysis.measures.outcome_columns import (
    AMOUNTS_IN,
    MONEY,
    NOT_AN_EFFECT,
    OUTCOME_KEYS,
    PRODUCTIVITY_IS,
    SOURCES,
    STATUS_KEYS,
    WHO,
    basis_of,
    described,
    framed,
    joined,
    status_columns,
)
from analysis.measures.outcome_list import OUTCOMES, Outcome
from analysis.measures.outcome_values import Answers, answered
from analysis.measures.query import ask
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_MOST_CLASSES = 10
_FEWEST_BOUNDS = 5
_STEPS = (1.0, 2.0, 5.0)
_FINER_STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)


def outcome_distribution(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per outcome, group and class of values in the latest year inside the scope.

    Both groups of an outcome share its classes; empty ones have rows too. `share` is of the
    group's `n` answers, with Wilson's interval. Outcomes of yes and no are not spread and have no
    rows.
    """
    years = ask(snapshot, scope, "outcome_alive")
    reported = years[years["records"] > 0]["year"]
    basis = basis_of(snapshot)
    rows: list[dict[str, object]] = []
    if len(reported):
        latest = int(reported.max())
        spread = [outcome for outcome in OUTCOMES if outcome.unit != "yes_no"]
        told = answered(snapshot, replace(scope, years=(latest,)), spread)
        for outcome in spread:
            rows += _classes(outcome, told[outcome.code], snapshot, scope)
    if rows:
        for row in rows:
            code = str(row["outcome"])
            row |= described(next(o for o in OUTCOMES if o.code == code), basis, snapshot, scope)
    return framed(rows, _COLUMNS, basis)


def _classes(
    outcome: Outcome, groups: list[Answers], snapshot: Snapshot, scope: Scope
) -> list[dict[str, object]]:
    if not groups:
        return []
    bounds = class_bounds(np.concatenate([group.values for group in groups]), outcome)
    rows: list[dict[str, object]] = []
    for group in groups:
        answers = group.values
        # A value at a bound belongs to the class that begins with it.
        numbers = np.bincount(np.searchsorted(bounds, answers, "right"), minlength=len(bounds) + 1)
        edges = [None, *bounds, None]
        for place, (start, end) in enumerate(pairwise(edges)):
            number = int(numbers[place])
            between = wilson(number, len(answers)) or (None, None)
            rows.append(
                {
                    "outcome": outcome.code,
                    "year": group.year,
                    **status_columns(group.supported, scope),
                    "class_no": place + 1,
                    "value_class": _class_name(
                        start, end, outcome, snapshot.case.currency
                    ).in_language(scope.language),
                    "class_from": start,
                    "class_to": end,
                    "number": number,
                    "share": number / len(answers),
                    "share_low": between[0],
                    "share_high": between[1],
                    "n": len(answers),
                }
            )
    return rows


def class_bounds(values: Floats, outcome: Outcome) -> list[float]:
    """Return rising bounds between classes of values: round numbers, at most ten classes.

    Counts get a class for zero, one, two and so on; what is measured in logs gets bounds that
    double or so (1, 2, 5, 10; finer when these are few), the rest equal steps.
    """
    low, high = quantiles(values, (0.01, 0.99))
    if outcome.unit == "number" and not outcome.logs:
        return [float(value) for value in range(1, min(_MOST_CLASSES - 1, max(int(high), 1) + 1))]
    positive = values[values > 0]
    if not len(positive):
        return [0.0]
    if outcome.logs or outcome.unit in ("money", "money_per_worker"):
        inside = _rounded(positive, _STEPS)
        if len(inside) < _FEWEST_BOUNDS:
            inside = _rounded(positive, _FINER_STEPS)
        while len(inside) > _MOST_CLASSES - 1:
            inside = inside[1::2]
        return inside
    span = max(high - min(low, 0.0), 1e-9)
    wanted = span / (_MOST_CLASSES - 1)
    power = 10.0 ** math.floor(math.log10(wanted))
    step = next(s * power for s in (*_STEPS, 10.0) if s * power >= wanted)
    number = max(math.floor(high / step + 1e-9), 1)
    # Rounded so that a bound is the number its label says.
    return [round(step * place, 12) for place in range(1, min(number, _MOST_CLASSES - 1) + 1)]


def _rounded(values: Floats, steps: tuple[float, ...]) -> list[float]:
    """Return the round numbers between the first and last hundredth, at least one."""
    first, last = quantiles(values, (0.01, 0.99))
    series = [
        step * 10.0**power
        for power in range(math.floor(math.log10(first)), math.ceil(math.log10(last)) + 1)
        for step in steps
    ]
    return [bound for bound in series if first < bound < last] or [series[0]]


def value_text(value: float, outcome: Outcome, currency: str) -> Text:
    """Return a value of an outcome as each language writes it, with its unit where money."""
    if outcome.unit in ("money", "money_per_worker"):
        return Text(*(format_money(value, currency, language) for language in LANGUAGES))
    if outcome.unit in ("share", "yes_no"):
        digits = 0 if abs(value) >= 0.1 or value == 0 else 1
        return Text(*(format_share(value, language, digits) for language in LANGUAGES))
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return Text(*(format_number(value, language, digits) for language in LANGUAGES))


def _class_name(start: float | None, end: float | None, outcome: Outcome, currency: str) -> Text:
    def said(value: float) -> Text:
        return value_text(value, outcome, currency)

    if outcome.unit == "number" and not outcome.logs and (start is None or end is not None):
        return said(start or 0.0)
    if start is None:
        return Text("Dưới {end}", "Under {end}").filled(end=said(end or 0.0))
    if end is None:
        return Text("Từ {start}", "{start} or more").filled(start=said(start))
    return Text("{start} – dưới {end}", "{start} – under {end}").filled(
        start=said(start), end=said(end)
    )


_COUNTS = joined(
    Text(
        "Số cơ sở theo nhóm giá trị của từng kết quả trong năm gần nhất có báo cáo, của cơ sở đã "
        "và chưa được hỗ trợ. Tỷ lệ = số cơ sở trong nhóm giá trị ÷ n cơ sở trả lời của nhóm, kèm "
        "khoảng Wilson 95%. Giá trị đúng bằng mốc thuộc nhóm bắt đầu từ mốc đó.",
        "Establishments by class of values of each outcome in the latest year with reports, of "
        "those supported and not. Share = establishments in the class ÷ n of the group that "
        "answered, with Wilson's 95% interval. A value at a bound belongs to the class that begins "
        "with it.",
    ),
    PRODUCTIVITY_IS,
    MONEY,
    WHO,
)
_CAVEATS = joined(
    NOT_AN_EFFECT,
    Text(
        "Nhóm giá trị là số tròn nằm giữa phần trăm thứ 1 và 99; giá trị ngoài đó vẫn được đếm ở "
        "nhóm đầu và cuối. Chỉ có cơ sở trả lời.",
        "Bounds are round numbers between the first and last hundredth; values beyond are still "
        "counted in the first and last class. Only who answered is here.",
    ),
)
_COLUMNS = (
    *OUTCOME_KEYS,
    YEAR,
    *STATUS_KEYS,
    MeasureColumn("class_no", "number", Text("Nhóm số", "Class number")),
    MeasureColumn("value_class", "text", Text("Nhóm giá trị", "Class of values")),
    MeasureColumn("class_from", "number", Text("Từ", "From")),
    MeasureColumn("class_to", "number", Text("Đến dưới", "To under")),
    MeasureColumn("number", "count", Text("Số cơ sở", "Establishments")),
    MeasureColumn("share", "share", Text("Tỷ lệ", "Share")),
    MeasureColumn("share_low", "share", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("share_high", "share", Text("Cận trên 95%", "95% to")),
    MeasureColumn("n", "count", Text("Trả lời (n)", "Answered (n)")),
    *AMOUNTS_IN,
)

MEASURES = (
    Measure(
        "outcome_distribution",
        Text("Phân bố kết quả năm gần nhất", "Outcomes spread, latest year"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _COLUMNS,
        outcome_distribution,
    ),
)
