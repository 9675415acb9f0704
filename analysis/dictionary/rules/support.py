"""Rules of support: ceilings valid on their date, years, and establishments still open."""

from __future__ import annotations

from analysis.dictionary.rules.model import CrossRule, Trigger
from analysis.language import Text

# The ceiling valid when the project was approved (in the middle of its plan year where that day
# is not known), if the text of the circular was seen and it limits one establishment's support.
# A project paid from two sources has no one ceiling. Two parts of one establishment in a project
# count together; a part of unknown amount can only add to them.
_LIMITED = """
    with confirmed as (
        select activity_kind, fund_source, currency, max_amount, max_share, valid_from, valid_to
        from {ceiling}
        where applies_here
            and (verification ilike 'seen%' or verification ilike 'đã kiểm chứng%')
            and regexp_matches(
                lower(basis),
                'establishment|model|enterprise|brand|cơ sở|mô hình|doanh nghiệp|thương hiệu'
            )
    ),
    one_source as (
        select project_id, max(fund_source) as fund_source
        from {project_fund}
        group by project_id
        having count(*) = count(fund_source) and count(distinct fund_source) = 1
    ),
    part as (
        select project_id, establishment_id, currency, sum(grant_amount) as granted,
            case when count(*) = count(counterpart) then sum(counterpart) end as counterpart,
            unnest(arg_max(
                struct_pack(_row := _row, _source := _source),
                row(_source is not null, coalesce(_source, 0), coalesce(_row, 0))
            ))
        from {support}
        group by project_id, establishment_id, currency
    ),
    most as (
        select project_id, confirmed.currency,
            any_value(project.activity_kind) as activity_kind,
            max(confirmed.max_amount) as max_amount, max(confirmed.max_share) as max_share,
            any_value(project._row) as project_row, any_value(project._source) as project_source
        from {project} as project
        join one_source using (project_id)
        join confirmed on confirmed.activity_kind = project.activity_kind
            and confirmed.fund_source = one_source.fund_source
            and coalesce(project.approved_on, try(make_date(project.plan_year, 7, 1)))
                between coalesce(confirmed.valid_from, date '0001-01-01')
                and coalesce(confirmed.valid_to, date '9999-12-31')
        group by project_id, confirmed.currency
    ),
    limited as (
        select part.*, activity_kind, max_amount, max_share, project_row, project_source
        from part
        join most using (project_id, currency)
    )
"""
_CEILING_READS = ("support", "project", "project_fund", "ceiling")
_BY_PROJECT = (Trigger("project", "project", "activity_kind"),)


def _ceiling_rule(code: str, value: str, condition: str, message: Text, remedy: Text) -> CrossRule:
    return CrossRule(
        code,
        "support",
        "grant_amount",
        f"{_LIMITED} select _row, _source, project_row, project_source, {value} as value"
        f" from limited where {condition}",
        message,
        remedy,
        "warning",
        _CEILING_READS,
        _BY_PROJECT,
    )


# A priority place or industry may get up to 1.5 times the ceiling; that of the technology line
# contains the 1.5 already.
_MOST = "max_amount * case activity_kind when 'TECH_LINE' then 1 else 1.5 end"

RULES = (
    _ceiling_rule(
        "support_over_ceiling",
        "granted || ' > ' || max_amount",
        f"granted > {_MOST}",
        Text(
            "Hỗ trợ vượt mức tối đa có hiệu lực vào ngày phê duyệt, kể cả mức ưu tiên",
            "Support beyond the ceiling valid on the day of approval, even with priority",
        ),
        Text(
            "Kiểm tra số tiền, đơn vị, loại hoạt động và quyết định",
            "Check the amount, its unit, the kind of activity and the decision",
        ),
    ),
    _ceiling_rule(
        "support_needs_priority",
        "granted || ' > ' || max_amount",
        f"granted > max_amount and granted <= {_MOST}",
        Text(
            "Hỗ trợ vượt mức thường: chỉ đúng nếu thuộc địa bàn hoặc ngành ưu tiên "
            "(tối đa 1,5 lần)",
            "Support above the usual ceiling: right only for a priority place or industry "
            "(up to 1.5 times)",
        ),
        Text(
            "Ghi căn cứ ưu tiên hoặc kiểm tra số tiền",
            "Note the ground for priority, or check the amount",
        ),
    ),
    _ceiling_rule(
        "support_over_share",
        "granted || ' > ' || round(100 * max_share) || ' % × ' || (granted + counterpart)",
        # One đồng in a thousand is rounding.
        "granted > 1.001 * max_share * (granted + counterpart)",
        Text(
            "Tỷ lệ hỗ trợ trên tổng vốn vượt mức tối đa có hiệu lực vào ngày phê duyệt",
            "Share of the total cost beyond the ceiling valid on the day of approval",
        ),
        Text(
            "Kiểm tra kinh phí hỗ trợ và vốn đối ứng",
            "Check the grant and the counterpart",
        ),
    ),
    CrossRule(
        "support_before_plan",
        "support",
        "year",
        """
        select support._row, support._source,
            project._row as project_row, project._source as project_source,
            support.year || ' < ' || project.plan_year as value
        from {support} as support
        join {project} as project using (project_id)
        where support.year::bigint < project.plan_year::bigint - 1
        """,
        Text(
            "Năm hỗ trợ sớm hơn năm kế hoạch của đề án trên một năm",
            "Supported more than a year before the project's plan year",
        ),
        Text("Kiểm tra năm hỗ trợ và đề án", "Check the year of support and the project"),
        "warning",
        ("support", "project"),
        (Trigger("project", "project", "plan_year"),),
    ),
    CrossRule(
        "support_after_closure",
        "support",
        "year",
        """
        select support._row, support._source,
            establishment._row as establishment_row, establishment._source as establishment_source,
            support.year || ' > ' || closed_on as value
        from {support} as support
        join {establishment} as establishment using (establishment_id)
        where support.year > year(closed_on)
        """,
        Text("Hỗ trợ cơ sở đã ngừng hoạt động", "Support to an establishment already closed"),
        Text(
            "Kiểm tra cơ sở được hỗ trợ và ngày ngừng hoạt động",
            "Check which establishment was supported and when it closed",
        ),
        "warning",
        ("support", "establishment"),
        (Trigger("establishment", "establishment", "closed_on"),),
    ),
)
