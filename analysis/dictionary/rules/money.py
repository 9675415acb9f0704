"""Rules of money: units that slipped, and payments against what was approved."""

from __future__ import annotations

from analysis.dictionary.rules.model import CrossRule, Trigger
from analysis.language import Text


def _implausible(column: str, what: Text) -> CrossRule:
    return CrossRule(
        f"{column}_implausible",
        "project_fund",
        column,
        f"select _row, _source, {column}::varchar as value from {{project_fund}}"
        f" where currency = 'VND' and {column} > 0"
        f" and ({column} > 100000000000 or {column} < 1000000)",
        Text(
            f"{what.vi} trên 100 tỷ hoặc dưới 1 triệu đồng",
            f"{what.en} above 100 billion or below 1 million đồng",
        ),
        Text(
            "Có thể nhầm đơn vị (đồng, nghìn, triệu, tỷ): kiểm tra đơn vị của cột",
            "The unit may be wrong (đồng, thousand, million, billion): check that of the column",
        ),
        "warning",
        ("project_fund",),
    )


RULES = (
    _implausible("planned", Text("Kinh phí kế hoạch", "Planned money")),
    _implausible("approved", Text("Kinh phí phê duyệt", "Approved money")),
    CrossRule(
        "disbursed_over_approved",
        "payment",
        "amount",
        """
        with allowed as (
            select project_id, fund_source, currency, sum(approved) as approved,
                arg_max(_row, _source) as money_row, max(_source) as money_source
            from {project_fund}
            group by project_id, fund_source, currency
            having count(*) = count(approved)
        ),
        paid as (
            select project_id, fund_source, currency,
                sum(case stage when 'recovery' then -amount else amount end) as disbursed
            from {payment}
            group by project_id, fund_source, currency
            having count(*) = count(amount)
        ),
        -- The last payment that was handed in passed the limit.
        last_payment as (
            select project_id, fund_source, currency, unnest(arg_max(
                struct_pack(_row := _row, _source := _source),
                row(_source is not null, coalesce(paid_on, date '0001-01-01'), coalesce(_row, 0))
            ))
            from {payment}
            where stage <> 'recovery'
            group by project_id, fund_source, currency
        )
        select last_payment._row, last_payment._source, money_row, money_source,
            disbursed || ' > ' || approved as value
        from allowed
        join paid using (project_id, fund_source, currency)
        join last_payment using (project_id, fund_source, currency)
        where disbursed > approved
            and project_id not in (
                select project_id
                from {payment}
                where fund_source is null and stage = 'recovery' and project_id is not null
            )
        """,
        Text(
            "Giải ngân vượt kinh phí được duyệt của nguồn này",
            "More disbursed than approved from this fund source",
        ),
        Text(
            "Kiểm tra số tiền, đơn vị, khoản thu hồi và kinh phí được duyệt",
            "Check the amount, its unit, recoveries and the money approved",
        ),
        "error",
        ("project_fund", "payment"),
        (Trigger("money", "project_fund", "approved"),),
    ),
    CrossRule(
        "payment_before_approval",
        "payment",
        "paid_on",
        """
        select payment._row, payment._source,
            project._row as project_row, project._source as project_source,
            paid_on || ' < ' || approved_on as value
        from {payment} as payment
        join {project} as project using (project_id)
        where paid_on < approved_on
        """,
        Text("Chi tiền trước ngày phê duyệt đề án", "Paid before the project was approved"),
        Text("Kiểm tra ngày chi và ngày phê duyệt", "Check the days of payment and approval"),
        "warning",
        ("payment", "project"),
        (Trigger("project", "project", "approved_on"),),
    ),
    CrossRule(
        "payment_without_fund",
        "payment",
        "fund_source",
        """
        select payment._row, payment._source, payment.fund_source as value
        from {payment} as payment
        semi join {project} as project using (project_id)
        anti join {project_fund} as fund on fund.project_id = payment.project_id
            and coalesce(
                fund.fund_source = payment.fund_source
                or 'local' in (fund.fund_source, payment.fund_source)
                and fund.fund_source in ('local', 'provincial', 'district')
                and payment.fund_source in ('local', 'provincial', 'district'),
                true
            )
        where payment.fund_source is not null
        """,
        Text(
            "Đề án không có kinh phí từ nguồn của khoản chi này",
            "The project has no money from the source this payment names",
        ),
        Text(
            "Sửa nguồn của khoản chi hoặc thêm dòng kinh phí của đề án",
            "Correct the payment's source, or add the project's money from it",
        ),
        "warning",
        ("payment", "project", "project_fund"),
    ),
)
