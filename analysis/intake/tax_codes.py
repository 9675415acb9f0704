"""Tax codes as people write them: separators, numbers of a spreadsheet, lost leading zeros.

An enterprise has ten digits, the last a check digit; a dependent unit adds three digits of its
own; households and persons have the twelve digits of the citizen number, which begins with 0.
Every function takes the SQL of a varchar expression and returns SQL, to run over whole columns.
"""

from __future__ import annotations

from analysis.intake.folding import INVISIBLE

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_SPACES = r"\s\x{00A0}\x{202F}\x{3000}"
_LABEL = r"(?i)^((mst|msdn|mã số thuế|ma so thue|mã số|ma so|tax code|cccd)\s*[:.]?\s*)+"
# Province of birth 010 to 096 (a lower one has lost two zeros), then century and sex 0 to 3.
_CITIZEN_WITHOUT_ZERO = r"([1-8][0-9]|9[0-6])[0-3][0-9]{8}"


def clean_tax_code(sql: str) -> str:
    """Return the SQL of a code in its one written form: 10, 12 or 10-3 digits; null stays null.

    Leading zeros are put back only where the result can be told to be right: by the check digit,
    or by the make-up of a citizen number. What is not a code is kept as written, trimmed, so that
    its author recognises it in the report.
    """
    found = f"""case
        when not regexp_full_match(raw, '[0-9{_SPACES}.''’–-]+') then raw
        when length(d) = 13 then d[1:10] || '-' || d[11:13]
        when length(d) = 10 or regexp_full_match(d, '0[0-9]{{11}}') then d
        when length(d) = 12 and {_holds("'0' || d[1:9]")} and d[10:12] <> '000'
        then '0' || d[1:9] || '-' || d[10:12]
        when regexp_full_match(d, '{_CITIZEN_WITHOUT_ZERO}') then '0' || d
        when length(d) = 9 and {_holds("'0' || d")} then '0' || d
        when length(d) = 8 and {_holds("'00' || d")} then '00' || d
        else raw
    end"""
    return _let("raw", _written(sql), _let("d", _digits("raw"), found))


def restored(sql: str) -> str:
    """Return the SQL of whether `clean_tax_code` put leading zeros back; false for null."""
    longer = f"length({_digits(clean_tax_code(sql))}) > length({_digits(_written(sql))})"
    return f"coalesce({longer}, false)"


def tax_code_fault(sql: str) -> str:
    """Return the SQL of what is wrong with a cleaned code: null, 'length' or 'check_digit'.

    'length' covers everything that has not the digits of a code, a twelve-digit number that does
    not begin with 0 among it; 'check_digit' also covers numbers that are never given out.
    """
    return _let(
        "t",
        sql,
        f"""case
            when t is null or regexp_full_match(t, '0[0-9]{{11}}') then null
            when not regexp_full_match(t, '[0-9]{{10}}(-?[0-9]{{3}})?') then 'length'
            when not {_holds("t")} or regexp_full_match(t, '.{{10}}-?000') then 'check_digit'
        end""",
    )


def _written(sql: str) -> str:
    """Return the text without invisible marks, label or the ".0" of a number read as a float."""
    visible = f"regexp_replace({sql}, '[{INVISIBLE}]+', '', 'g')"
    trimmed = f"regexp_replace({visible}, '^[{_SPACES}]+|[{_SPACES}]+$', '', 'g')"
    unlabelled = f"regexp_replace(nfc_normalize({trimmed}), '{_LABEL}', '')"
    return rf"regexp_replace({unlabelled}, '^([0-9]+)[.,]0+$', '\1')"


def _digits(sql: str) -> str:
    return f"regexp_replace({sql}, '[^0-9]+', '', 'g')"


def _holds(sql: str) -> str:
    """Return the SQL of whether the tenth digit is the check digit of the first nine."""
    digits = [f"(ascii(n[{place}]) - 48)" for place in range(1, 11)]
    total = " + ".join(
        f"{weight} * {digit}" for weight, digit in zip(_WEIGHTS, digits[:9], strict=True)
    )
    right = f"10 - ({total}) % 11 = {digits[9]} and n[3:9] <> '0000000'"
    return _let("n", sql, f"({right})")


def _let(name: str, value: str, expression: str) -> str:
    """Return an expression in which a value has a name, so that it is computed once."""
    return f"list_transform([{value}], lambda {name}: {expression})[1]"
