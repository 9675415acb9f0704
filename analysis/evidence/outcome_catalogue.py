"""The list of outcomes: how each is computed from a record, and on what scale."""

from __future__ import annotations

from analysis.evidence.outcome_model import Outcome
from analysis.language import Text

_LOG_NOTE = Text(
    " Tính trên logarit nên chỉ dùng giá trị dương; số 0 được đếm riêng. Trên logarit, chỉ số giá "
    "chung của năm tự triệt tiêu khi so sánh hai nhóm.",
    " Taken in logs, so only positive values count; zeros are counted apart. In logs a price index "
    "common to all cancels out of a comparison of groups.",
)


_MONEY_NOTE = Text(
    " Không có chỉ số giá thì theo giá hiện hành.",
    " Without a price index, nominal prices.",
)


def _text(vi: str, en: str, log: bool = False) -> Text:
    """Return a definition with the notes on prices and logs that it needs."""
    money = "giá so sánh" in vi
    parts = [Text(vi, en), *([_MONEY_NOTE] if money else []), *([_LOG_NOTE] if log else [])]
    return Text("".join(part.vi for part in parts), "".join(part.en for part in parts))


_AMOUNT = Text("{money}", "{money}")
_PER_WORKER = Text("{money} trên một lao động", "{money} per worker")
_PERSONS = Text("người", "persons")
_SHARE = Text("phần trăm", "percent")

VALUE_ADDED_PER_WORKER = Outcome(
    "value_added_per_worker",
    Text("Giá trị tăng thêm trên một lao động", "Value added per worker"),
    _PER_WORKER,
    "log",
    "value_added * deflator / nullif(workers, 0)",
    True,
    "main",
    _text(
        "Giá trị tăng thêm của năm theo giá so sánh chia cho số lao động.",
        "Value added of the year at constant prices over the workers.",
        log=True,
    ),
    money=True,
)
REVENUE_PER_WORKER = Outcome(
    "revenue_per_worker",
    Text("Doanh thu trên một lao động", "Revenue per worker"),
    _PER_WORKER,
    "log",
    "revenue * deflator / nullif(workers, 0)",
    True,
    "main",
    _text(
        "Doanh thu của năm theo giá so sánh chia cho số lao động; gồm cả nguyên liệu mua vào.",
        "Revenue of the year at constant prices over the workers; it holds materials bought.",
        log=True,
    ),
    money=True,
)

OUTCOMES: tuple[Outcome, ...] = (
    VALUE_ADDED_PER_WORKER,
    REVENUE_PER_WORKER,
    Outcome(
        "revenue",
        Text("Doanh thu", "Revenue"),
        _AMOUNT,
        "log",
        "revenue * deflator",
        True,
        "main",
        _text("Doanh thu của năm theo giá so sánh.", "Revenue at constant prices.", log=True),
        money=True,
    ),
    Outcome(
        "value_added",
        Text("Giá trị tăng thêm", "Value added"),
        _AMOUNT,
        "level",
        "value_added * deflator",
        True,
        "main",
        _text(
            "Giá trị tăng thêm của năm theo giá so sánh, tính bằng tiền chứ không bằng phần trăm: "
            "cơ sở lớn ảnh hưởng nhiều hơn.",
            "Value added of the year at constant prices, in money rather than percent: large "
            "establishments weigh more.",
        ),
        money=True,
    ),
    Outcome(
        "workers",
        Text("Lao động", "Workers"),
        _PERSONS,
        "log",
        "workers",
        True,
        "jobs",
        _text(
            "Số lao động của năm, cả thời vụ và khoán.",
            "Workers of the year, seasonal and piece-rate ones too.",
            log=True,
        ),
    ),
    Outcome(
        "jobs",
        Text("Số việc làm", "Jobs"),
        _PERSONS,
        "level",
        "workers",
        True,
        "jobs",
        _text(
            "Số lao động của năm, tính bằng người chứ không bằng phần trăm: chênh lệch là số việc "
            "làm bình quân mỗi cơ sở; cơ sở lớn ảnh hưởng nhiều hơn.",
            "Workers of the year in persons rather than percent: a difference is jobs per "
            "establishment on average; large ones weigh more.",
        ),
    ),
    Outcome(
        "fte",
        Text("Lao động quy đổi toàn thời gian", "Full-time equivalents"),
        _PERSONS,
        "log",
        "full_time_equivalents",
        True,
        "jobs",
        _text(
            "Số cơ sở tự quy đổi; nếu không có: lao động thời vụ tính theo số tháng ÷ 12, lao động "
            "khoán theo tiền công ÷ tiền lương bình quân, không quá số người.",
            "As reported; otherwise seasonal workers count months ÷ 12, piece-rate workers their "
            "pay ÷ the average wage, no more than their number.",
            log=True,
        ),
    ),
    Outcome(
        "women",
        Text("Lao động nữ", "Women workers"),
        _PERSONS,
        "level",
        "workers_women",
        None,
        "jobs",
        _text(
            "Số lao động nữ của năm, bình quân mỗi cơ sở.",
            "Women workers of the year, per establishment.",
        ),
    ),
    Outcome(
        "women_share",
        Text("Tỷ lệ lao động nữ", "Share of women among workers"),
        _SHARE,
        "share",
        "workers_women / nullif(cast(workers as double), 0)",
        None,
        "jobs",
        _text("Lao động nữ chia cho tổng số lao động.", "Women workers over all workers."),
    ),
    Outcome(
        "skilled",
        Text("Lao động qua đào tạo", "Skilled workers"),
        _PERSONS,
        "level",
        "workers_skilled",
        True,
        "jobs",
        _text(
            "Số lao động qua đào tạo của năm, bình quân mỗi cơ sở.",
            "Skilled workers of the year, per establishment.",
        ),
    ),
    Outcome(
        "skilled_share",
        Text("Tỷ lệ lao động qua đào tạo", "Share of skilled workers"),
        _SHARE,
        "share",
        "workers_skilled / nullif(cast(workers as double), 0)",
        True,
        "jobs",
        _text("Lao động qua đào tạo chia cho tổng số lao động.", "Skilled workers over workers."),
    ),
    Outcome(
        "average_wage",
        Text("Tiền lương bình quân năm", "Average yearly wage"),
        _PER_WORKER,
        "log",
        "coalesce(cast(average_wage as double), wages / nullif(cast(workers as double), 0))"
        " * deflator",
        True,
        "jobs",
        _text(
            "Tiền lương bình quân một lao động một năm theo giá so sánh; không có thì lấy tổng "
            "tiền lương chia cho số lao động.",
            "Average yearly wage of a worker at constant prices; where it is not given, the wage "
            "bill over the workers.",
            log=True,
        ),
        money=True,
    ),
    Outcome(
        "wage_bill",
        Text("Tổng tiền lương", "Wage bill"),
        _AMOUNT,
        "log",
        "coalesce(cast(wages as double), average_wage * cast(workers as double)) * deflator",
        True,
        "jobs",
        _text(
            "Tổng tiền lương của năm theo giá so sánh; không có thì lấy tiền lương bình quân nhân "
            "với số lao động.",
            "Wages paid in the year at constant prices; where they are not given, the average wage "
            "times the workers.",
            log=True,
        ),
        money=True,
    ),
    Outcome(
        "investing",
        Text("Có đầu tư trong năm", "Invested in the year"),
        _SHARE,
        "share",
        "case when investment > 0 then 1 when investment = 0 then 0 end",
        True,
        "investment",
        _text(
            "1 nếu cơ sở có đầu tư trong năm, 0 nếu trả lời là không.",
            "1 where the establishment invested in the year, 0 where it answered that it did not.",
        ),
    ),
    Outcome(
        "investment",
        Text("Vốn đầu tư trong năm", "Investment in the year"),
        _AMOUNT,
        "level",
        "investment * deflator",
        True,
        "investment",
        _text(
            "Vốn đầu tư trong năm theo giá so sánh, bình quân mỗi cơ sở; cơ sở không đầu tư tính "
            "là 0. Vài khoản lớn có thể chi phối, nên đọc cùng tỷ lệ cơ sở có đầu tư. Gồm cả phần "
            "mua bằng tiền hỗ trợ.",
            "Invested in the year at constant prices, per establishment; those that did not count "
            "as zero. A few large sums can dominate, so read it with the share investing. What "
            "the grant itself paid for is in it.",
        ),
        money=True,
    ),
    Outcome(
        "exporting",
        Text("Có xuất khẩu", "Exports"),
        _SHARE,
        "share",
        "case when exports > 0 then 1 when exports = 0 then 0 end",
        True,
        "market",
        _text(
            "1 nếu có doanh thu xuất khẩu trong năm, 0 nếu trả lời là không.",
            "1 with revenue from exports in the year, 0 where it answered that there was none.",
        ),
    ),
    Outcome(
        "export_share",
        Text("Tỷ trọng xuất khẩu trong doanh thu", "Exports as a share of revenue"),
        _SHARE,
        "share",
        "exports / nullif(cast(revenue as double), 0)",
        True,
        "market",
        _text(
            "Xuất khẩu chia cho doanh thu cùng năm, hai số cùng loại tiền.",
            "Exports over revenue of the same year and currency.",
        ),
    ),
    Outcome(
        "new_markets",
        Text("Tỉnh, nước bán hàng mới", "New provinces or countries sold to"),
        Text("thị trường trong năm", "markets in the year"),
        "level",
        "new_markets",
        True,
        "market",
        _text("Số tỉnh, nước bán hàng lần đầu.", "Provinces or countries first sold to."),
    ),
    Outcome(
        "new_customers",
        Text("Khách hàng mới", "New customers"),
        Text("khách hàng trong năm", "customers in the year"),
        "level",
        "new_customers",
        True,
        "market",
        _text("Số khách hàng mua lần đầu trong năm.", "Buyers of the first time in the year."),
    ),
    Outcome(
        "fair_contracts",
        Text("Hợp đồng ký tại hội chợ", "Contracts signed at fairs"),
        Text("hợp đồng trong năm", "contracts in the year"),
        "level",
        "fair_contracts",
        True,
        "market",
        _text("Số hợp đồng ký tại hội chợ trong năm.", "Contracts signed at fairs in the year."),
    ),
    Outcome(
        "fair_contract_value",
        Text("Giá trị hợp đồng ký tại hội chợ", "Value of contracts signed at fairs"),
        _AMOUNT,
        "level",
        "case when fair_contracts = 0 then 0 else fair_contract_value end * deflator",
        True,
        "market",
        _text(
            "Giá trị hợp đồng ký tại hội chợ trong năm theo giá so sánh, bình quân mỗi cơ sở; cơ "
            "sở không ký hợp đồng nào tính là 0.",
            "Worth of contracts signed at fairs in the year at constant prices, per establishment; "
            "those that signed none count as zero.",
        ),
        money=True,
    ),
    Outcome(
        "new_products",
        Text("Sản phẩm mới", "New products"),
        Text("sản phẩm trong năm", "products in the year"),
        "level",
        "new_products",
        True,
        "quality",
        _text("Số sản phẩm mới đưa ra trong năm.", "Products newly brought out in the year."),
    ),
    Outcome(
        "certificates",
        Text("Chứng nhận", "Certificates"),
        Text("chứng nhận trong năm", "certificates in the year"),
        "level",
        "certificates",
        True,
        "quality",
        _text("Số chứng nhận báo cáo của năm.", "Certificates reported for the year."),
    ),
    Outcome(
        "defect_rate",
        Text("Tỷ lệ phế phẩm", "Defect rate"),
        _SHARE,
        "share",
        "defect_rate",
        False,
        "quality",
        _text("Phần sản phẩm hỏng trong sản phẩm làm ra.", "Defective share of output."),
    ),
    Outcome(
        "rework_rate",
        Text("Tỷ lệ làm lại", "Rework rate"),
        _SHARE,
        "share",
        "rework_rate",
        False,
        "quality",
        _text("Phần sản phẩm phải làm lại.", "Share of output that had to be reworked."),
    ),
    Outcome(
        "energy_intensity",
        Text("Điện năng trên doanh thu", "Electricity per unit of revenue"),
        Text("kWh trên một {money} doanh thu", "kWh per {money} of revenue"),
        "log",
        "energy_kwh / nullif(revenue * deflator, 0)",
        False,
        "environment",
        _text(
            "Điện tiêu thụ chia cho doanh thu theo giá so sánh.",
            "Electricity used over revenue at constant prices.",
            log=True,
        ),
        money=True,
    ),
    Outcome(
        "waste_intensity",
        Text("Chất thải trên doanh thu", "Waste per unit of revenue"),
        Text("tấn trên một {money} doanh thu", "tonnes per {money} of revenue"),
        "log",
        "waste_tonnes / nullif(revenue * deflator, 0)",
        False,
        "environment",
        _text(
            "Chất thải chia cho doanh thu theo giá so sánh.",
            "Waste over revenue at constant prices.",
            log=True,
        ),
        money=True,
    ),
    Outcome(
        "training_hours_per_worker",
        Text("Giờ đào tạo trên một lao động", "Hours of training per worker"),
        Text("giờ", "hours"),
        "level",
        "training_hours / nullif(workers, 0)",
        True,
        "jobs",
        _text("Giờ đào tạo trong năm chia cho số lao động.", "Hours of training over workers."),
    ),
    Outcome(
        "survival",
        Text("Không ngừng hoạt động trong năm", "Stayed in business through the year"),
        _SHARE,
        "share",
        "case when closed_year = year then 0 else 1 end",
        True,
        "survival",
        _text(
            "Trong các cơ sở còn hoạt động đầu năm: 1 nếu không ngừng trong năm, 0 nếu ngừng, theo "
            "ngày thành lập và ngày ngừng hoạt động chứ không theo báo cáo. Cơ sở chưa có ngày "
            "ngừng được coi là còn hoạt động. So với các cơ sở chưa được hỗ trợ cho đến năm ấy, vì "
            "cơ sở được hỗ trợ chắc chắn còn hoạt động đến năm hỗ trợ; năm hỗ trợ không tính, và "
            "các năm trước đó không kiểm tra được gì.",
            "Of those in business at the start of the year: 1 where it did not close in the year, "
            "0 where it did, by the days it was founded and closed, not by its records. One "
            "without a last day is taken to be in business. Held against those not supported by "
            "that year, since the supported were surely in business up to their support; the year "
            "of support does not count, and the years before it test nothing.",
        ),
        source="register",
    ),
)
"""Every outcome but `productivity`, which `resolve` turns into one of the first two."""
