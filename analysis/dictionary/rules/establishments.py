"""Rules of establishments and their records: identity, life span, and figures that jump."""

from __future__ import annotations

from analysis.dictionary.rules.model import CrossRule, Trigger
from analysis.language import Text


def _jump_rule(column: str, least: int, what: Text) -> CrossRule:
    """Find a tenfold rise or fall in a year; `least` keeps the smallest figures out.

    Only establishments whose own figures lie that far apart are compared year by year.
    """
    return CrossRule(
        f"{column}_jump",
        "outcome_record",
        column,
        f"""
        with uneven as (
            select establishment_id
            from {{outcome_record}}
            where {column} > 0
            group by establishment_id
            having max({column}) >= {least} and max({column}) / min({column}) >= 10
        ),
        record as (
            select _row, _source, establishment_id, year::bigint as year, currency, {column}
            from {{outcome_record}}
            semi join uneven using (establishment_id)
            where {column} > 0
        )
        select later._row, later._source,
            earlier._row as earlier_row, earlier._source as earlier_source,
            earlier.{column} || ' → ' || later.{column} as value
        from record as later
        join record as earlier
            on earlier.establishment_id = later.establishment_id
            and earlier.year = later.year - 1
            and earlier.currency = later.currency
        where greatest(earlier.{column}, later.{column}) >= {least}
            and greatest(earlier.{column}, later.{column})
                / least(earlier.{column}, later.{column}) >= 10
        """,
        Text(
            f"{what.vi} tăng hoặc giảm từ mười lần trở lên so với năm trước",
            f"{what.en} ten times the year before or a tenth of it",
        ),
        Text("Kiểm tra đơn vị và số của cả hai năm", "Check the unit and figure of both years"),
        "warning",
        ("outcome_record",),
        (Trigger("earlier", "outcome_record", column),),
    )


RULES = (
    CrossRule(
        "tax_code_shape",
        "establishment",
        "tax_code",
        r"""
        select _row, _source, tax_code as value
        from {establishment}
        where not regexp_full_match(tax_code, '[0-9]{{10}}(-?[0-9]{{3}})?|0[0-9]{{11}}')
        """,
        Text(
            "Mã số thuế phải có 10 hoặc 13 chữ số; mã cá nhân 12 chữ số, bắt đầu bằng 0",
            "A tax code has 10 or 13 digits; a personal one 12, beginning with 0",
        ),
        Text(
            "Ghi đủ chữ số, kể cả số 0 ở đầu",
            "Write all its digits, leading zeros too",
        ),
        "warning",
        ("establishment",),
    ),
    CrossRule(
        "tax_code_repeated",
        "establishment",
        "tax_code",
        """
        with coded as (
            select _row, _source, establishment_id, tax_code,
                regexp_replace(tax_code, '[^0-9A-Za-z]', '', 'g') as bare
            from {establishment}
            where tax_code is not null
        )
        select later._row, later._source, later.tax_code as value
        from coded as later
        where exists (
            select 1
            from coded as earlier
            where earlier.bare = later.bare
                and earlier.establishment_id <> later.establishment_id
                and (coalesce(earlier._source, -1), earlier._row)
                    < (coalesce(later._source, -1), later._row)
                and not exists (
                    select 1
                    from {match_decision} as decided
                    where decided.verdict <> 'later'
                        and decided.kept_id
                            in (earlier.establishment_id, later.establishment_id)
                        and decided.other_id
                            in (earlier.establishment_id, later.establishment_id)
                )
        )
        """,
        Text("Mã số thuế này đã có ở một cơ sở khác", "Another establishment has this tax code"),
        Text(
            "Nếu là một cơ sở thì quyết định ở phần trùng lặp; nếu không thì sửa mã số thuế",
            "If they are one establishment decide so under duplicates; else correct the tax code",
        ),
        "warning",
        ("establishment", "match_decision"),
    ),
    CrossRule(
        "outcome_after_closure",
        "outcome_record",
        "year",
        """
        select record._row, record._source,
            establishment._row as establishment_row, establishment._source as establishment_source,
            record.year || ' > ' || closed_on as value
        from {outcome_record} as record
        join {establishment} as establishment using (establishment_id)
        where record.year > year(closed_on)
        """,
        Text(
            "Kết quả của năm sau khi cơ sở đã ngừng hoạt động",
            "Outcome of a year after the establishment closed",
        ),
        Text(
            "Kiểm tra năm, cơ sở và ngày ngừng hoạt động",
            "Check the year, the establishment and the day it closed",
        ),
        "error",
        ("outcome_record", "establishment"),
        (Trigger("establishment", "establishment", "closed_on"),),
    ),
    CrossRule(
        "outcome_before_founding",
        "outcome_record",
        "year",
        """
        select record._row, record._source,
            establishment._row as establishment_row, establishment._source as establishment_source,
            record.year || ' < ' || founded_on as value
        from {outcome_record} as record
        join {establishment} as establishment using (establishment_id)
        where record.year < year(founded_on)
        """,
        Text(
            "Kết quả của năm trước khi cơ sở thành lập",
            "Outcome of a year before the establishment was founded",
        ),
        Text(
            "Kiểm tra năm, cơ sở và ngày thành lập",
            "Check the year, the establishment and the day it was founded",
        ),
        "warning",
        ("outcome_record", "establishment"),
        (Trigger("establishment", "establishment", "founded_on"),),
    ),
    CrossRule(
        "wages_over_revenue",
        "outcome_record",
        "wages",
        "select _row, _source, wages || ' > ' || revenue as value"
        " from {outcome_record} where wages > revenue",
        Text("Tổng tiền lương lớn hơn doanh thu", "The wage bill exceeds revenue"),
        Text("Kiểm tra đơn vị tiền của hai số", "Check the money unit of the two figures"),
        "warning",
        ("outcome_record",),
    ),
    _jump_rule("revenue", 1, Text("Doanh thu", "Revenue")),
    # From one worker to ten is growth, not a slip.
    _jump_rule("workers", 50, Text("Số lao động", "Workers")),
)
