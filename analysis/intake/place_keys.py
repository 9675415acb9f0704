"""The tables that names of places are looked up in: every unit under every way to write it."""

from __future__ import annotations

import duckdb

from analysis.intake.place_names import KEYS, KINDS, REST, SAYS_KIND, WHOLE_PROVINCE, plain


def place_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the temporary tables `place_key` and `place_within` that names are looked up in.

    Needs `staged_administrative_unit` and `staged_unit_membership`. `place_key` has a row for
    each unit version and way of writing its name, the stricter the smaller its `tier` (0: code or
    version id); `place_within` has the names a unit may be qualified by, `strength` 2 for what it
    lies in, 1 for a province, which is taken to hold every unit.
    """
    forms = [
        (kind, level, form, after)
        for kind, level, before, behind in KINDS
        for after, group in ((False, before), (True, behind))
        for form in group
    ]
    connection.execute(
        "create or replace temp table place_kind as select unnest(?::varchar[]) as kind,"
        " unnest(?::varchar[]) as level, unnest(?::varchar[]) as form,"
        " unnest(?::boolean[]) as after",
        [list(column) for column in zip(*forms, strict=True)],
    )
    connection.execute(
        f"""
        create or replace temp table place_key as
        with units as (
            select
                unit_id::varchar as unit_id, code::varchar as code, level::varchar as level,
                name::varchar as name, name_en::varchar as name_en, lower(kind::varchar) as kind,
                coalesce(try_cast(valid_from as date), date '0001-01-01') as valid_from,
                coalesce(try_cast(valid_to as date), date '9999-12-31') as valid_to
            from staged_administrative_unit
            where unit_id is not null
        ),
        last_parents as (
            select
                m.unit_id,
                arg_max(p.name::varchar, coalesce(try_cast(m.valid_to as date), date '9999-12-31'))
                    as parent
            from staged_unit_membership as m
            join staged_administrative_unit as p on p.unit_id = m.parent_id
            where m.relation = 'within'
            group by m.unit_id
        ),
        called as (
            select
                units.* exclude (name_en),
                name || coalesce(', ' || parent, '') as shown,
                {plain("unnest([name, name_en])")} as part
            from units
            left join last_parents using (unit_id)
        ),
        named as (
            select
                called.* exclude (kind, part),
                coalesce(
                    place_kind.kind,
                    (
                        select max(k.kind)
                        from place_kind as k
                        where k.form = k.kind
                            and (called.kind = k.kind or starts_with(called.kind, k.kind || ' '))
                    )
                ) as kind,
                coalesce({REST}, part) as said
            from called
            left join place_kind
                on {SAYS_KIND} and coalesce(place_kind.level, called.level) = called.level
            where part is not null
        ),
        spelled as (
            select * from named
            union
            select * replace (unnest({list(WHOLE_PROVINCE)}) as said)
            from named
            where level = 'province'
        )
        select distinct * exclude (said), {KEYS}
        from spelled
        union
        select distinct * exclude (said), unnest([lower(code), lower(unit_id)]), 0
        from named
        """
    )
    connection.execute(
        """
        create or replace temp table place_within as
        select distinct m.unit_id::varchar as unit_id, k.tier, k.key, k.level, 2 as strength
        from staged_unit_membership as m
        join place_key as k on k.unit_id = m.parent_id
        union
        select distinct null, tier, key, 'province', 1
        from place_key
        -- A former province goes by the name of the city that was its seat.
        where level = 'province' or kind = 'thành phố'
        """
    )
