"""The outcomes of establishments: what each is, in which unit, and how it is summed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.language import Text

Unit = Literal["money", "money_per_worker", "share", "yes_no", "number", "energy", "waste"]
Theme = Literal["productivity", "quality", "markets", "people", "environment"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: its code is a column of the shared SQL part `outcome_rows`.

    `logs` tells that its changes are measured in logs (money, workers), else in levels.
    `typical` is the figure that speaks for a group: the median, or the mean where most
    establishments answer zero or only yes and no.
    """

    code: str
    label: Text
    theme: Theme
    unit: Unit
    logs: bool = False
    typical: Literal["median", "mean"] = "median"


PRODUCTIVITY = Outcome(
    "productivity",
    Text("Năng suất lao động", "Labour productivity"),
    "productivity",
    "money_per_worker",
    logs=True,
)

OUTCOMES = (
    PRODUCTIVITY,
    Outcome("revenue", Text("Doanh thu", "Revenue"), "productivity", "money", logs=True),
    Outcome("workers", Text("Lao động", "Workers"), "people", "number", logs=True),
    Outcome(
        "fte",
        Text("Lao động quy đổi toàn thời gian", "Full-time equivalents"),
        "people",
        "number",
        logs=True,
    ),
    Outcome(
        "average_wage",
        Text("Tiền lương một lao động một năm", "Yearly wages per worker"),
        "people",
        "money_per_worker",
        logs=True,
    ),
    Outcome(
        "skilled_share",
        Text("Tỷ lệ lao động qua đào tạo", "Share of skilled workers"),
        "people",
        "share",
    ),
    Outcome(
        "investing",
        Text("Tỷ lệ cơ sở có đầu tư trong năm", "Share investing in the year"),
        "productivity",
        "yes_no",
        typical="mean",
    ),
    Outcome(
        "investment",
        Text("Đầu tư trong năm", "Investment in the year"),
        "productivity",
        "money",
        typical="mean",
    ),
    Outcome("defect_rate", Text("Tỷ lệ phế phẩm", "Defect rate"), "quality", "share"),
    Outcome("rework_rate", Text("Tỷ lệ làm lại", "Rework rate"), "quality", "share"),
    Outcome(
        "certificates",
        Text("Số chứng nhận", "Certificates"),
        "quality",
        "number",
        typical="mean",
    ),
    Outcome(
        "new_products",
        Text("Sản phẩm mới trong năm", "New products in the year"),
        "quality",
        "number",
        typical="mean",
    ),
    Outcome(
        "exporting",
        Text("Tỷ lệ cơ sở có xuất khẩu", "Share exporting"),
        "markets",
        "yes_no",
        typical="mean",
    ),
    Outcome(
        "export_share",
        Text("Tỷ trọng xuất khẩu trong doanh thu", "Exports over revenue"),
        "markets",
        "share",
        typical="mean",
    ),
    Outcome(
        "new_customers",
        Text("Khách hàng mới trong năm", "New customers in the year"),
        "markets",
        "number",
        typical="mean",
    ),
    Outcome(
        "new_markets",
        Text("Tỉnh, nước bán hàng mới", "New provinces or countries sold to"),
        "markets",
        "number",
        typical="mean",
    ),
    Outcome(
        "fair_contracts",
        Text("Hợp đồng ký tại hội chợ", "Contracts signed at fairs"),
        "markets",
        "number",
        typical="mean",
    ),
    Outcome(
        "fair_contract_value",
        Text("Giá trị hợp đồng ký tại hội chợ", "Value of contracts signed at fairs"),
        "markets",
        "money",
        typical="mean",
    ),
    Outcome(
        "energy_intensity",
        Text("Điện năng trên doanh thu", "Electricity over revenue"),
        "environment",
        "energy",
        logs=True,
    ),
    Outcome(
        "waste_intensity",
        Text("Chất thải trên doanh thu", "Waste over revenue"),
        "environment",
        "waste",
        logs=True,
    ),
)
BY_CODE = {outcome.code: outcome for outcome in OUTCOMES}

VALUE_ADDED = Text("giá trị tăng thêm một lao động", "value added per worker")
REVENUE = Text(
    "doanh thu một lao động, vì bộ dữ liệu không có giá trị tăng thêm",
    "revenue per worker, as the data set has no value added",
)


def outcome_name(outcome: Outcome, has_value_added: bool) -> Text:
    """Return the name of an outcome; productivity says what it is made of."""
    if outcome.code != PRODUCTIVITY.code:
        return outcome.label
    made_of = VALUE_ADDED if has_value_added else REVENUE
    return Text(f"{outcome.label.vi} ({made_of.vi})", f"{outcome.label.en} ({made_of.en})")


_MONEY = {"VND": Text("đồng", "VND"), "USD": Text("đô la Mỹ", "US dollars")}
_REVENUE_UNIT = {
    "VND": Text("triệu đồng doanh thu", "million VND of revenue"),
    "USD": Text("nghìn đô la Mỹ doanh thu", "thousand US dollars of revenue"),
}


def unit_name(unit: Unit, currency: str) -> Text:
    """Return what a value of an outcome is counted in; a share and a yes are fractions."""
    money = _MONEY.get(currency, Text(currency, currency))
    of_revenue = _REVENUE_UNIT.get(currency, Text(f"1.000 {currency}", f"1,000 {currency}"))
    names = {
        "money": money,
        "money_per_worker": Text(f"{money.vi}/lao động", f"{money.en} per worker"),
        "share": Text("tỷ lệ (0–1)", "fraction (0–1)"),
        "yes_no": Text("tỷ lệ cơ sở (0–1)", "fraction of establishments (0–1)"),
        "number": Text("số lượng", "number"),
        "energy": Text(f"kWh/{of_revenue.vi}", f"kWh per {of_revenue.en}"),
        "waste": Text(f"kg/{of_revenue.vi}", f"kg per {of_revenue.en}"),
    }
    return names[unit]


def typical_word(outcome: Outcome) -> Text:
    """Return what the figure that speaks for a group is called."""
    if outcome.unit == "yes_no":
        return Text("tỷ lệ", "share")
    return Text("trung bình", "mean") if outcome.typical == "mean" else Text("trung vị", "median")
