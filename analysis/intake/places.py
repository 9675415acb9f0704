"""Places as people write them, found for the day of the record.

"TX Đức Phổ", "duc pho" and "Bình Châu, H. Bình Sơn" name administrative units, but which version
of which unit depends on the day: until 30 June 2025 "Bình Sơn" was a district, since then it is a
commune. A text is read once into parts, each part into a kind and a name; the names are looked up
from the strictest spelling to the loosest, so that "Ba Tơ" and "Ba Tô" stay two places while
"ba to" is asked about. Only then does the day choose.
"""

from __future__ import annotations

from typing import Literal

import duckdb

from analysis.dictionary.model import Severity
from analysis.intake.place_candidates import find_candidates
from analysis.intake.place_keys import place_keys
from analysis.language import Text

__all__ = ["PlaceFault", "place_keys", "place_problem_texts", "resolve_places"]

PlaceFault = Literal["other_date", "ambiguous", "unknown"]

_PERIOD = (
    "case when valid_from = date '0001-01-01' and valid_to = date '9999-12-31' then '' else"
    " ' (' || case when valid_from = date '0001-01-01' then '…'"
    " else strftime(valid_from, '%d/%m/%Y') end || ' – '"
    " || case when valid_to = date '9999-12-31' then '…'"
    " else strftime(valid_to, '%d/%m/%Y') end || ')' end"
)


def resolve_places(
    connection: duckdb.DuckDBPyConnection, relation: str, text: str, day: str, target: str
) -> None:
    """Create the temporary table `target`(text, day, unit_id, fault, candidates).

    One row for each distinct pair of the SQL expressions `text` (not null) and `day` over the
    relation; join it on `text` and `day is not distinct from`. A version id stands for itself. A
    null day means the latest: what is valid today, else what was last. `fault` is null or a
    `PlaceFault`; `unit_id` is null for the last two; `candidates` lists names for the message and
    is "–" where an unknown name resembles none. Needs the tables of `place_keys`.
    """
    find_candidates(connection, relation, text, day)
    connection.execute(
        f"""
        create or replace temp table "{target}" as
        with dated as (
            select
                asked.text, asked.day, c.*,
                coalesce(asked.day, current_date) as as_of,
                greatest(0, c.valid_from - as_of, as_of - c.valid_to) as days_off
            from place_asked as asked
            join place_candidate as c on c.asked = asked.text
        ),
        best as (
            select *
            from dated
            qualify dense_rank() over (
                partition by text, day
                order by days_off, not in_level, not of_kind, strength desc
            ) = 1
        ),
        verdicts as (
            select
                text, day,
                case when count(distinct unit_id) = 1 then min(unit_id) end as unit_id,
                case
                    when count(distinct unit_id) > 1 then 'ambiguous'
                    when day is not null and bool_and(days_off > 0 or renamed) then 'other_date'
                end as fault,
                string_agg(distinct shown, '; ' order by shown) as names,
                min(shown || {_PERIOD}) as with_period
            from best
            group by text, day
        )
        select text, day, text as unit_id, null::varchar as fault, null::varchar as candidates
        from place_asked
        where is_id
        union all
        select
            asked.text, asked.day, v.unit_id,
            case when v.text is null then 'unknown' else v.fault end,
            case
                when v.text is null then coalesce(near.names, '–')
                when v.fault = 'ambiguous' then v.names
                when v.fault = 'other_date' then v.with_period
            end
        from place_asked as asked
        left join verdicts as v
            on v.text = asked.text and v.day is not distinct from asked.day
        left join place_near as near on near.text = asked.text
        where not asked.is_id
        """
    )


def place_problem_texts(fault: PlaceFault) -> tuple[Severity, Text, Text]:
    """Return severity, message and remedy of a fault, to be filled with value, candidates, day."""
    return _PROBLEM_TEXTS[fault]


_PROBLEM_TEXTS: dict[PlaceFault, tuple[Severity, Text, Text]] = {
    "other_date": (
        "warning",
        Text(
            "không có tên này vào ngày {day}; được hiểu là {candidates}",
            "did not go by this name on {day}; taken as {candidates}",
        ),
        Text(
            "Kiểm tra ngày và địa bàn; nếu đúng thì không phải sửa",
            "Check the day and the place; if both are right nothing needs mending",
        ),
    ),
    "ambiguous": (
        "error",
        Text(
            "có thể chỉ nhiều đơn vị: {candidates}",
            "may mean more than one unit: {candidates}",
        ),
        Text(
            "Ghi rõ cấp và huyện, ví dụ «xã Bình Châu, huyện Bình Sơn», hoặc ghi mã đơn vị",
            "Add the kind and the district, such as «xã Bình Châu, huyện Bình Sơn», or the code",
        ),
    ),
    "unknown": (
        "error",
        Text(
            "không phải tên đơn vị hành chính đã biết",
            "is not the name of a known administrative unit",
        ),
        Text(
            "Kiểm tra chính tả; tên gần giống: {candidates}",
            "Check the spelling; names like it: {candidates}",
        ),
    ),
}
