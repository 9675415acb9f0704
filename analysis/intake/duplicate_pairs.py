"""Which two establishments are worth a look: what is compared of a name, and where.

Everything happens in SQL over the staged establishments; no row passes through Python.
"""

from __future__ import annotations

import duckdb

from analysis.intake.check_views import SOURCE, view_name
from analysis.intake.folding import fold
from analysis.intake.legal_forms import without_legal_form
from analysis.intake.staging import ROW

# A word of at most so many names is rare.
_RARE = 2

# Folded words of trades and forms that tell no two names apart; longer ones before what they begin
# with.
_TRADE = (
    "san xuat|sxkd|sxtm|sx|thuong mai|tmdv|tm|dich vu|dv|kinh doanh|kd|che bien|tieu thu|tong hop"
    "|xuat nhap khau|xnk|dau tu|va|cssx|cskd|chi nhanh|xi nghiep|1tv|mtv|mot thanh vien"
)


def find_pairs(connection: duckdb.DuckDBPyConnection) -> None:
    """Create duplicate_key, duplicate_place and, of their rows by number, duplicate_pair.

    What was found in two ways is told once, by its tax code if it can. Needs the views of
    `open_views`.
    """
    _key_names(connection)
    _place_keys(connection)
    connection.execute(
        f"""
        create or replace temp table duplicate_pair as
        select first_n, later_n, max(reason) as reason
        from (({_same_code()}) union all ({_same_words()}) union all ({_slips()}))
        group by first_n, later_n
        """
    )


def _key_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Create duplicate_key: one numbered row an establishment, those of the data set first.

    `key` is the name without accents and forms, `sorted` and `compact` the same with its words in
    order and without spaces, `words` and `rare` lists of words.
    """
    connection.execute(
        f"""
        create or replace temp table duplicate_name as
        with named as (
            select establishment.*, unit.name as place, {fold("establishment.name")} as folded,
                nullif(regexp_replace(tax_code, '[^0-9A-Za-z]', '', 'g'), '') as code
            from {view_name("establishment")} as establishment
            left join {view_name("administrative_unit")} as unit using (unit_id)
        ),
        bare as (
            select *, {without_legal_form("folded")} as formless,
                regexp_replace(formless, '\\b({_TRADE})\\b', ' ', 'g') as tradeless
            from named
        ),
        keyed as (
            select {ROW}, {SOURCE}, establishment_id, name, tax_code, unit_id, place, code,
                coalesce(nullif(trim(regexp_replace(tradeless, ' +', ' ', 'g')), ''),
                    nullif(formless, '')) as key
            from bare
        ),
        worded as (
            select *, string_split(key, ' ') as words
            from keyed
        )
        select *, array_to_string(list_sort(words), ' ') as sorted, replace(key, ' ', '') as compact
        from worded
        """
    )
    # The number puts rows the data set has first, then sheet by sheet and row by row.
    connection.execute(
        f"""
        create or replace temp table duplicate_key as
        with numbered as (
            select *,
                (coalesce({SOURCE} + 1, 0)::hugeint << 72) + (coalesce({ROW}, 0)::hugeint << 32)
                    + rowid as n
            from duplicate_name
        ),
        met as (
            select word
            from (select unnest(list_distinct(words)) as word from numbered)
            group by word
            having count(*) <= {_RARE}
        ),
        rare_of as (
            select n, list(word) as rare
            from (select n, unnest(list_distinct(words)) as word from numbered)
            semi join met using (word)
            group by n
        )
        select numbered.*, coalesce(rare, []) as rare
        from numbered
        left join rare_of using (n)
        """
    )


def _place_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Create duplicate_place: the districts of each establishment, by code, in every vintage.

    A commune of today lies in the former district it came from, so that an address from before
    the reorganisation meets one from after it.
    """
    connection.execute(
        f"""
        create or replace temp table duplicate_place as
        with unit as (
            select unit_id, code, level
            from {view_name("administrative_unit")}
        ),
        above as (
            select unit_id, code as district
            from unit
            where level = 'district'
            union
            select member.unit_id, parent.code
            from {view_name("unit_membership")} as member
            join unit as parent on parent.unit_id = member.parent_id
            where parent.level = 'district'
        )
        select distinct n, coalesce(district, unit_id) as district
        from duplicate_key
        left join above using (unit_id)
        where unit_id is not null
        """
    )


def _same_code() -> str:
    return """
        select first.n as first_n, later.n as later_n, 'tax_code' as reason
        from duplicate_key as first
        join duplicate_key as later on first.code = later.code and first.n < later.n
    """


# Two different codes are two establishments, unless one digit or the order of two is wrong.
_CODES_MAY_AGREE = (
    "(first.code is null or later.code is null or damerau_levenshtein(first.code, later.code) <= 1)"
)


def _same_words() -> str:
    """Find the same words, in any order and however spaced, in one district or where unknown."""
    return f"""
        select first.n as first_n, later.n as later_n, 'name_and_place' as reason
        from (
            select n, code, unit_id, unnest(list_distinct([sorted, compact])) as spelling
            from duplicate_key
        ) as first
        join (
            select n, code, unit_id, unnest(list_distinct([sorted, compact])) as spelling
            from duplicate_key
        ) as later on first.spelling = later.spelling and first.n < later.n
        where {_CODES_MAY_AGREE}
            and (
                first.unit_id is null
                or later.unit_id is null
                or exists (
                    select 1
                    from duplicate_place as one
                    join duplicate_place as two using (district)
                    where one.n = first.n and two.n = later.n
                )
            )
    """


def _slips() -> str:
    """Find names in one district that differ by a slip in one word hardly any other name has.

    Every name is written once without each of its words; two that share such a rest differ in one
    word only, so that few words have to be compared letter by letter. One letter alone tells
    names apart, as a number does.
    """
    return f"""
        with blank as (
            select n, code, word, list_contains(rare, word) as is_rare,
                array_to_string(list_sort(list_filter(
                    words, lambda other, place: place <> blanked)), ' ') as rest
            from (
                select n, code, words, rare, words[blanked] as word, blanked
                from (select *, unnest(range(1, len(words) + 1)) as blanked from duplicate_key)
            )
            where length(word) > 1 and not regexp_matches(word, '[0-9]')
        ),
        placed as (
            select *
            from blank
            join duplicate_place using (n)
        )
        select first.n as first_n, later.n as later_n, 'name_and_place' as reason
        from placed as first
        join placed as later on first.district = later.district and first.rest = later.rest
        where first.n < later.n
            and (first.is_rare or later.is_rare)
            and {_CODES_MAY_AGREE}
            and damerau_levenshtein(first.word, later.word)
                <= case when least(length(first.word), length(later.word)) >= 8 then 2 else 1 end
    """
