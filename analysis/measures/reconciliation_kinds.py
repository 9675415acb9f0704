"""The reasons why two totals of the same money differ, and the bits that stand for them.

The bits are those of mart_reconciliation (analysis/warehouse/sql/marts_money.sql), the numbers of
the grants those of mart_granted.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Total:
    """One total: its column in the sums, its name, and the bit of projects without it."""

    code: str
    name: Text
    missing_bit: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One reason. `before` and `after` name the amounts it compares; `bit` its place.

    A difference explains a part of a step between two totals. A note tells of an amount (`column`)
    that is in a total already and changes nothing. `listed` kinds have their projects listed.
    """

    code: str
    bit: int
    before: str
    after: str
    name: Text
    note: bool = False
    column: str | None = None
    listed: bool = True


TARGET = Total("target", Text("Kế hoạch năm được giao", "Yearly plan"))
TOTALS = (
    Total("planned", Text("Kế hoạch của các đề án", "Plans of projects"), 37),
    Total("approved", Text("Phê duyệt", "Approved"), 38),
    Total("accepted", Text("Nghiệm thu", "Accepted"), 39),
    Total("settled", Text("Quyết toán", "Settled"), 40),
    Total("disbursed", Text("Giải ngân theo đề án", "Disbursed, by project"), 41),
    Total("paid", Text("Mọi khoản chi đã ghi (ròng)", "All payments recorded (net)")),
)
GRANTED = Total("granted", Text("Hỗ trợ các cơ sở", "Grants of supports"))

_PLAN = ("planned", "approved")
_ACCEPT = ("approved", "accepted")
_SETTLE = ("accepted", "settled")
_PAY = ("settled", "disbursed")

DIFFERENCES = (
    Kind(
        "approved_above_plan", 0, *_PLAN, Text("Phê duyệt cao hơn kế hoạch", "Approved above plan")
    ),
    Kind(
        "approved_below_plan", 1, *_PLAN, Text("Phê duyệt thấp hơn kế hoạch", "Approved below plan")
    ),
    Kind("plan_unknown", 2, *_PLAN, Text("Không rõ kế hoạch", "Plan unknown")),
    Kind(
        "not_approved_yet",
        3,
        *_PLAN,
        Text("Chưa phê duyệt (còn trong kế hoạch)", "Not approved yet (only planned)"),
        listed=False,
    ),
    Kind(
        "stopped_not_approved",
        4,
        *_PLAN,
        Text("Ngừng, không rõ phê duyệt", "Stopped, approval unknown"),
    ),
    Kind("approved_unknown", 5, *_PLAN, Text("Không rõ số phê duyệt", "Approved amount unknown")),
    Kind(
        "accepted_above_approved",
        6,
        *_ACCEPT,
        Text("Nghiệm thu cao hơn phê duyệt", "Accepted above approved"),
    ),
    Kind(
        "accepted_below_approved",
        7,
        *_ACCEPT,
        Text("Nghiệm thu thấp hơn phê duyệt", "Accepted below approved"),
    ),
    Kind(
        "accepted_without_approved",
        8,
        *_ACCEPT,
        Text("Nghiệm thu, không rõ phê duyệt", "Accepted, approval unknown"),
    ),
    Kind(
        "stopped_not_accepted",
        9,
        *_ACCEPT,
        Text("Ngừng, không nghiệm thu", "Stopped, never accepted"),
        listed=False,
    ),
    Kind(
        "not_accepted_yet", 10, *_ACCEPT, Text("Chưa nghiệm thu", "Not accepted yet"), listed=False
    ),
    Kind(
        "accepted_unknown", 11, *_ACCEPT, Text("Không rõ số nghiệm thu", "Accepted amount unknown")
    ),
    Kind(
        "settled_above_accepted",
        12,
        *_SETTLE,
        Text("Quyết toán cao hơn nghiệm thu", "Settled above accepted"),
    ),
    Kind(
        "settled_below_accepted",
        13,
        *_SETTLE,
        Text("Quyết toán thấp hơn nghiệm thu", "Settled below accepted"),
    ),
    Kind(
        "settled_without_accepted",
        14,
        *_SETTLE,
        Text("Quyết toán, không rõ nghiệm thu", "Settled, acceptance unknown"),
    ),
    Kind(
        "stopped_not_settled",
        15,
        *_SETTLE,
        Text("Ngừng, không quyết toán", "Stopped, never settled"),
        listed=False,
    ),
    Kind("not_settled_yet", 16, *_SETTLE, Text("Chưa quyết toán", "Not settled yet"), listed=False),
    Kind("settled_unknown", 17, *_SETTLE, Text("Không rõ số quyết toán", "Settled amount unknown")),
    Kind(
        "paid_source_unknown",
        18,
        *_PAY,
        Text("Khoản chi không rõ nguồn", "Payments of unknown source"),
    ),
    Kind(
        "paid_without_fund",
        19,
        *_PAY,
        Text("Chi từ nguồn đề án không có", "Paid from a source the project lacks"),
    ),
    Kind("paid_above_settled", 20, *_PAY, Text("Chi cao hơn quyết toán", "Paid above settled")),
    Kind("paid_below_settled", 21, *_PAY, Text("Chi thấp hơn quyết toán", "Paid below settled")),
    Kind(
        "stopped_not_recovered",
        22,
        *_PAY,
        Text("Đề án ngừng, tiền chưa thu hồi hết", "Stopped, money not all recovered"),
    ),
    Kind(
        "paid_before_settlement",
        23,
        *_PAY,
        Text("Đã chi, chưa quyết toán", "Paid, not settled yet"),
        listed=False,
    ),
    Kind(
        "paid_settled_unknown",
        24,
        *_PAY,
        Text("Đã chi, không rõ quyết toán", "Paid, settled amount unknown"),
    ),
    Kind(
        "payment_amount_unknown",
        25,
        *_PAY,
        Text("Quyết toán, có khoản chi không rõ số tiền", "Settled, a payment of unknown amount"),
    ),
    Kind(
        "paid_under_other_source",
        26,
        *_PAY,
        Text("Quyết toán, khoản chi ghi nguồn khác", "Settled, payments name another source"),
    ),
    Kind(
        "payments_not_recorded",
        27,
        *_PAY,
        Text("Quyết toán, năm đó không ghi khoản chi", "Settled, no payments recorded that year"),
    ),
    Kind(
        "known_part",
        28,
        "disbursed",
        "paid",
        Text("Phần biết của tổng có khoản không rõ", "Known part of sums with an unknown payment"),
    ),
)
"""Of each step between two totals, every reason; a row of money has at most one of a step."""

NOTES = (
    Kind(
        "paid_above_accepted",
        29,
        "accepted",
        "disbursed",
        Text("Chi vượt nghiệm thu", "Paid beyond accepted"),
        note=True,
    ),
    Kind(
        "paid_above_approved",
        30,
        "approved",
        "disbursed",
        Text("Chi vượt phê duyệt", "Paid beyond approved"),
        note=True,
    ),
    Kind(
        "paid_undated",
        31,
        "paid",
        "undated",
        Text("Khoản chi không rõ ngày", "Payments without a day"),
        note=True,
        column="undated",
    ),
    Kind(
        "paid_before_year",
        32,
        "paid",
        "paid_before",
        Text("Chi trước năm kế hoạch", "Paid before the plan year"),
        note=True,
        column="paid_before",
    ),
    Kind(
        "paid_in_january",
        33,
        "paid",
        "paid_in_january",
        Text("Chi trong tháng 1 năm sau", "Paid in the January after"),
        note=True,
        column="paid_in_january",
        listed=False,
    ),
    Kind(
        "paid_later",
        34,
        "paid",
        "paid_later",
        Text("Chi sau tháng 1 năm sau", "Paid after that January"),
        note=True,
        column="paid_later",
    ),
    Kind(
        "source_filled",
        35,
        "paid",
        "source_filled",
        Text(
            "Khoản chi không ghi nguồn, tính cho nguồn duy nhất của đề án",
            "Payments naming no source, given to the project's only one",
        ),
        note=True,
        column="source_filled",
    ),
    Kind(
        "amount_unknown",
        36,
        "disbursed",
        "paid",
        Text("Có khoản chi không rõ số tiền", "A payment of unknown amount"),
        note=True,
    ),
    Kind(
        "other_currency",
        42,
        "disbursed",
        "paid",
        Text("Loại tiền khác", "Another currency"),
        note=True,
        column="paid",
    ),
)

GRANT_DIFFERENCES = (
    Kind(
        "no_support",
        1,
        "approved",
        "granted",
        Text("Đề án không có khoản hỗ trợ cơ sở", "Projects without supports"),
        listed=False,
    ),
    Kind(
        "grant_unknown",
        2,
        "approved",
        "granted",
        Text("Có khoản hỗ trợ không rõ số tiền", "A grant of unknown amount"),
    ),
    Kind(
        "grant_approved_unknown",
        3,
        "approved",
        "granted",
        Text("Có hỗ trợ, chưa rõ phê duyệt", "Grants, approval unknown"),
    ),
    Kind(
        "grant_below_approved",
        4,
        "approved",
        "granted",
        Text("Hỗ trợ thấp hơn phê duyệt", "Grants below approved"),
    ),
    Kind(
        "grant_above_approved",
        5,
        "approved",
        "granted",
        Text("Hỗ trợ cao hơn phê duyệt", "Grants above approved"),
    ),
)
"""Why the grants of a project's supports differ from its approved money; `bit` is a number here."""

NOT_EXPLAINED = Text("Chưa giải thích được", "Not explained")
NOT_ALLOTTED = Text(
    "Chênh giữa kế hoạch được giao và kế hoạch các đề án",
    "Yearly plan against the plans of projects",
)
