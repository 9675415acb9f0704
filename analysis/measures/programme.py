"""What the programme reached each year: supports, counterpart, leverage, and workers."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES, YEAR
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def programme_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year and currency: supports, establishments, leverage and its n."""
    return ask(snapshot, scope, "programme_by_year").rename(columns={"plan_year": "year"})


def jobs_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year of support: workers gained and lost, and who answered."""
    return ask(snapshot, scope, "jobs_by_year")


MEASURES = (
    Measure(
        "programme_by_year",
        Text("Hỗ trợ và vốn đối ứng theo năm", "Support and counterpart by year"),
        Text(
            "Khoản hỗ trợ và cơ sở khác nhau, tính vào năm kế hoạch. Chỉ gồm đề án không bị ngừng "
            "và đã qua bước kế hoạch. Đòn bẩy = vốn đối ứng ÷ kinh phí hỗ trợ, trên các khoản biết "
            "cả hai số.",
            "Supports and distinct establishments, counted in the plan year. Only projects neither "
            "stopped nor only planned. Leverage = counterpart ÷ grant, over supports with both "
            "known.",
        ),
        Text(
            "Vốn đối ứng do cơ sở khai; không phải vốn có thêm nhờ hỗ trợ. Lọc theo nguồn giữ "
            "nguyên khoản hỗ trợ của đề án có nguồn đó, cả phần của nguồn khác.",
            "Counterpart is as declared by the owner, not money raised by the grant. A filter by "
            "source keeps whole supports of projects with it, other sources' part too.",
        ),
        ("support", "project", "establishment", "price_index"),
        (
            YEAR,
            CURRENCY,
            MeasureColumn("supports", "count", Text("Khoản hỗ trợ", "Supports")),
            MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
            MeasureColumn("first_time", "count", Text("Lần đầu", "First-time")),
            MeasureColumn("grant_amount", "money", Text("Kinh phí hỗ trợ", "Grant")),
            MeasureColumn("counterpart", "money", Text("Vốn đối ứng", "Counterpart")),
            MeasureColumn("leverage", "ratio", Text("Đòn bẩy", "Leverage")),
            MeasureColumn(
                "leverage_n", "count", Text("Khoản biết cả hai số", "Supports with both known")
            ),
            MeasureColumn("leverage_base", "money", Text("Hỗ trợ đối chiếu", "Matched grant")),
            PRICES,
            PRICE_YEAR,
        ),
        programme_by_year,
    ),
    Measure(
        "jobs_by_year",
        Text("Lao động ở cơ sở được hỗ trợ", "Workers at supported establishments"),
        Text(
            "Số lao động của cơ sở trong năm được hỗ trợ so với năm trước đó; tăng và giảm cộng "
            "riêng. Chỉ gồm cơ sở trả lời cả hai năm; mẫu số là số cơ sở được hỗ trợ trong năm.",
            "Workers in the year of support against the year before; gains and losses summed "
            "apart. Only establishments that answered in both years; the denominator is those "
            "supported in the year.",
        ),
        Text(
            "Là thay đổi (bậc bằng chứng 1), không phải tác động: chưa so với cơ sở không được hỗ "
            "trợ.",
            "A change (evidence grade 1), not an effect: not yet held against unsupported ones.",
        ),
        ("support", "outcome_record"),
        (
            MeasureColumn("year", "year", Text("Năm hỗ trợ", "Year of support")),
            MeasureColumn("supported", "count", Text("Cơ sở được hỗ trợ", "Supported")),
            MeasureColumn("answered", "count", Text("Trả lời cả hai năm", "Answered both years")),
            MeasureColumn("workers_before", "count", Text("Lao động năm trước", "Workers before")),
            MeasureColumn("gained", "count", Text("Tăng", "Gained")),
            MeasureColumn("lost", "count", Text("Giảm", "Lost")),
            MeasureColumn("net", "count", Text("Tăng ròng", "Net")),
        ),
        jobs_by_year,
    ),
)
