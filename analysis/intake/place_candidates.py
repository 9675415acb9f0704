"""Which units a text about a place may mean, before the day of the record chooses."""

from __future__ import annotations

import duckdb

from analysis.intake.place_names import (
    BREAKS,
    KEYS,
    NEW,
    NO_UNIT,
    OLD,
    REST,
    SAYS_KIND,
    SEPARATORS,
    plain,
)

SUGGESTED_TEXTS = 500
"""Near names are looked for only for so many unknown texts: more is a wrong column, not typos."""

_NEAR = 0.8
_LONGEST = 300


def find_candidates(
    connection: duckdb.DuckDBPyConnection, relation: str, text: str, day: str
) -> None:
    """Create `place_asked`, `place_candidate` and `place_near`: all that needs no day.

    `text` and `day` are SQL expressions over the relation, as for `resolve_places`.
    """
    connection.execute(
        f"""
        create or replace temp table place_asked as
        select asked.*, ids.unit_id is not null as is_id
        from (
            select distinct ({text})::varchar as text, ({day})::date as day from {relation}
        ) as asked
        left join (select distinct unit_id from place_key) as ids on ids.unit_id = asked.text
        where asked.text is not null
        """
    )
    connection.execute(
        f"""
        create or replace temp table place_said as
        with texts as (
            select distinct text, {plain(f"left(text, {_LONGEST})")} as plain
            from place_asked
            where not is_id
        ),
        split as (
            select
                text,
                list_filter(
                    list_transform(
                        regexp_split_to_array(
                            regexp_replace(plain, '\\s+({BREAKS})([.]|\\s)', ',\\1\\2', 'g'),
                            '{SEPARATORS}'
                        ),
                        lambda part: trim(part, ' .')
                    ),
                    lambda part: part <> ''
                ) as parts
            from texts
        ),
        marked as (
            select
                text,
                len(list_filter(parts, lambda p: regexp_full_match(p, '{OLD}'))) > 0 as old,
                len(list_filter(parts, lambda p: regexp_full_match(p, '{NEW}'))) > 0 as new,
                list_filter(parts, lambda p: not regexp_full_match(p, '{OLD}|{NEW}')) as parts,
                list_filter(parts, lambda p: not regexp_full_match(p, '{OLD}|{NEW}|{NO_UNIT}'))
                    as units
            from split
        ),
        numbered as (
            select
                text, old, new,
                unnest(case when len(units) > 0 then units else parts end) as part,
                generate_subscripts(case when len(units) > 0 then units else parts end, 1)
                    as part_no
            from marked
        ),
        read as (
            select *, null as kind, null as level, part as said from numbered
            union all
            select numbered.*, place_kind.kind, place_kind.level, {REST}
            from numbered
            join place_kind on {SAYS_KIND}
        )
        select text, old, new, part_no, kind, level, {KEYS}
        from read
        union all
        select text, old, new, part_no, null, null, part, 0
        from numbered
        """
    )
    connection.execute(
        """
        create or replace temp table place_candidate as
        with found as (
            select
                s.text as asked, s.kind as said_kind, s.level as said_level, k.*
            from place_said as s
            join place_key as k on k.tier = s.tier and k.key = s.key
            where s.part_no = 1
                and coalesce(s.level, k.level) = k.level
                and (not s.old or k.valid_to < date '9999-12-31')
                and (not s.new or k.valid_to = date '9999-12-31')
            qualify k.tier = min(k.tier) over (partition by s.text)
        ),
        -- "Phường Nguyễn Nghiêm" is not the later xã Nguyễn Nghiêm, but "thị xã Đức Phổ" is the
        -- huyện of before: another kind is taken only for a unit that bears the said kind at
        -- some time, or where no unit ever did.
        kindred as (
            select *
            from found
            qualify said_level is null
                or not bool_or(kind is not distinct from said_kind) over (partition by asked)
                or bool_or(kind is not distinct from said_kind) over (partition by asked, code)
        ),
        qualifiers as (
            select s.text as asked, s.part_no, w.unit_id, max(w.strength) as strength
            from place_said as s
            join place_within as w on w.tier = s.tier and w.key = s.key
            where s.part_no > 1 and coalesce(s.level, w.level) = w.level
            group by s.text, s.part_no, w.unit_id
        ),
        wanted as (select text as asked, max(part_no) - 1 as parts from place_said group by text)
        select
            c.asked, c.unit_id, c.shown, c.valid_from, c.valid_to,
            -- A bare name means the higher unit, but a province and its city are asked about.
            bool_or(
                c.said_level is not null
                or (c.level = 'commune') = (c.said_kind is not null)
            ) as in_level,
            bool_or(c.said_kind is null or c.kind is not distinct from c.said_kind) as of_kind,
            coalesce(max(q.strength), 0) as strength,
            bool_and(coalesce(c.said_kind = 'đặc khu' and c.level <> 'commune', false)) as renamed
        from kindred as c
        join wanted using (asked)
        left join qualifiers as q
            on q.asked = c.asked
            and (q.unit_id = c.unit_id or (q.unit_id is null and c.level <> 'province'))
        group by c.asked, c.unit_id, c.shown, c.valid_from, c.valid_to, wanted.parts
        having count(distinct q.part_no) = wanted.parts
        """
    )
    connection.execute(
        f"""
        create or replace temp table place_near as
        with unknown as (
            select distinct text, key
            from place_said
            where tier = 2 and part_no = 1 and text in (
                select text from place_said
                where text not in (select asked from place_candidate)
                group by text order by text limit {SUGGESTED_TEXTS}
            )
        ),
        alike as (
            select u.text, k.shown, max(jaro_winkler_similarity(u.key, k.key)) as likeness
            from unknown as u
            join (select distinct key, shown from place_key where tier = 2) as k
                on jaro_winkler_similarity(u.key, k.key) >= {_NEAR}
            group by u.text, k.shown
            qualify row_number() over (partition by u.text order by likeness desc, k.shown) <= 4
        )
        select text, string_agg(shown, '; ' order by likeness desc, shown) as names
        from alike
        group by text
        """
    )
