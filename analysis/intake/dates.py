"""Days and times as people write them, read in SQL: the day always comes before the month.

A month without a day (`03/2024`) and a year alone are no dates. A day that does not exist is
null, never moved; and a date is never read month first, even where day first is impossible.
"""

from __future__ import annotations

from analysis.intake.cleaning import let, token

SERIALS = (20_000, 80_000)
"""Excel's day numbers between these are dates: 1954 to 2119."""

_YEAR = "([12][0-9]{3})"
_NUM = "([0-9]{1,2})"
_SEP = " ?[-/. ] ?"
_CLOCK = r"([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?)"
_TIME = f"(?:[ t,]+{_CLOCK} ?(?:[ap]m|sa|ch)?(?:z|[-+][0-9]{{2}}:?[0-9]{{2}})?)?"
_WEEKDAY = (
    "^(?:(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|"
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day)[, ]+)?(?:ngay )?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.]?"

# Each shape, and where it keeps year, month and day.
_SHAPES = (
    (f"{_WEEKDAY}{_YEAR}{_SEP}{_NUM}{_SEP}{_NUM}{_TIME}$", ("year", "month", "day", "clock")),
    (f"{_WEEKDAY}{_NUM}{_SEP}{_NUM}{_SEP}{_YEAR}{_TIME}$", ("day", "month", "year", "clock")),
    (
        f"{_WEEKDAY}{_NUM} ?thang {_NUM}[,/ ]*(?:nam )?{_YEAR}{_TIME}$",
        ("day", "month", "year", "clock"),
    ),
    (f"{_WEEKDAY}{_NUM}{_SEP}{_NUM}{_SEP}([0-9]{{2}}){_TIME}$", ("day", "month", "yy", "clock")),
    (f"{_WEEKDAY}{_NUM}(?:st|nd|rd|th)?[- ,]+{_MONTH}[- ,]+{_YEAR}{_TIME}$",
     ("day", "name", "year", "clock")),
    (f"{_WEEKDAY}{_MONTH}[- ]+{_NUM}(?:st|nd|rd|th)?[ ,]+{_YEAR}{_TIME}$",
     ("name", "day", "year", "clock")),
)  # fmt: skip


def written_date(raw: str, serials: bool = True) -> str:
    """Return SQL of a written day as a date; a time of day is left out.

    With `serials`, a day number of Excel counts as a day.
    """
    usual = "[0-9]{1,2}/[0-9]{1,2}/[12][0-9]{3}"
    chain = let("_token", token(raw), _case(serials, "date"))
    return (
        f"case when regexp_full_match({raw}, '{usual}')"
        f" then try_strptime({raw}, '%d/%m/%Y')::date else {chain} end"
    )


def written_timestamp(raw: str) -> str:
    """Return SQL of a written day and time as a timestamp; without a time it is midnight."""
    return let("_token", token(raw), _case(True, "timestamp"))


def month_first(raw: str) -> str:
    """Return an SQL boolean: impossible day first, but a date with the month first."""
    usual = "^[0-9]{1,2}[-/.](?:1[3-9]|2[0-9]|3[01])[-/.](?:[12][0-9]{3}|[0-9]{2})$"
    return f"regexp_matches({raw}, '{usual}')"


def _case(serials: bool, to: str) -> str:
    whens = [
        f"when regexp_matches(_token, '{shape}') then {_read(shape, names, to)}"
        for shape, names in _SHAPES
    ]
    if serials:
        number = "try_cast(_token as double)"
        low, high = SERIALS
        days = f"{number} between {low} and {high}"
        # Excel counts days from 30 December 1899; the fraction is the time of day.
        value = f"date '1899-12-30' + floor({number})::integer"
        if to == "timestamp":
            value = (
                f"({value})::timestamp"
                f" + to_seconds(round(({number} - floor({number})) * 86400)::bigint)"
            )
        whens.append(
            f"when regexp_full_match(_token, '[0-9]{{5}}(?:[.][0-9]+)?') and {days} then {value}"
        )
    return f"case {' '.join(whens)} end"


def _read(shape: str, names: tuple[str, ...], to: str) -> str:
    listed = ", ".join(f"'{name}'" for name in names)
    fields = {name: f"struct_extract(_parts, '{name}')" for name in names}
    month = fields.get("month") or (
        f"(case {fields['name']} "
        + " ".join(f"when '{name}' then '{n}'" for n, name in enumerate(_MONTHS, 1))
        + " end)"
    )
    # Two digits are this century up to 69, as spreadsheets and C libraries have it.
    year = fields.get("year") or (
        f"(case when {fields['yy']} < '70' then '20' else '19' end || {fields['yy']})"
    )
    day = f"{year} || '-' || {month} || '-' || {fields['day']}"
    value = f"try_cast({day} as date)"
    if to == "timestamp":
        clock = f"case when {fields['clock']} <> '' then ' ' || {fields['clock']} else '' end"
        afternoon = (
            f"case when regexp_matches(_token, '[0-9] ?(?:pm|ch)$') and"
            f" try_cast(split_part({fields['clock']}, ':', 1) as integer) < 12"
            " then interval 12 hour else interval 0 hour end"
        )
        value = f"try_cast({day} || {clock} as timestamp) + {afternoon}"
    return let("_parts", f"regexp_extract(_token, '{shape}', [{listed}])", value)
