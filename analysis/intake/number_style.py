"""Numbers as people write them: marks, signs, units and words, read exactly in SQL.

A dot or a comma may group thousands or mark decimals. Most cells say which by themselves (both
marks, a repeated mark, a mark not before exactly three digits); a cell like `1.234` does not, and
is read as its column is.

Whole numbers and money are exact: the unit shifts the decimal point of the written digits, and
the digits before and after it are read apart, as an "exact" struct of `w` (bigint, below 10^18),
`r` (double, the fraction from 0 to 1) and `minus`. DuckDB's wide decimals would say the same, at
a hundred times the cost; only numbers in scientific notation pass through a double.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from analysis.intake.cleaning import NATIVE_MARK, let, literal, token
from analysis.intake.folding import fold_text

Mark = Literal[".", ","]
Lone = Literal["group", "decimal", ".", ","]
"""How a cell such as 1.234 is read: the mark groups, is decimal, or as the column's decimal mark
says."""

_GROUPED = {mark: f"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})" for mark in ("[.]", ",", "[ '']")}
# A cell like this does not say what its mark means.
_LONE = "[1-9][0-9]{0,2}[.,][0-9]{3}"
_BODY = "[.,]?[0-9](?:[0-9., '']*[0-9])?[.,]?"

MONEY_POWERS = {
    "ty": 9,
    "ti": 9,
    "billion": 9,
    "bn": 9,
    "trieu": 6,
    "tr": 6,
    "million": 6,
    "nghin": 3,
    "ngan": 3,
    "thousand": 3,
    "k": 3,
}
"""Powers of ten of the money units people write in a cell, without accents."""

_CURRENCY = "(?:viet nam |vn )?dong|vnd|d"
_COUNTED = (
    "nguoi",
    "lao dong",
    "ld",
    "nhan cong",
    "cong nhan",
    "nhan vien",
    "ho",
    "co so",
    "doanh nghiep",
    "dn",
    "san pham",
    "sp",
    "cai",
    "chiec",
    "don vi",
    "lop",
    "tinh",
    "thi truong",
    "people",
    "persons",
    "person",
    "workers",
    "worker",
)


def decimal_evidence(body: str, mark: Mark) -> str:
    """Return an SQL boolean: a written number by itself shows that `mark` is the decimal mark."""
    decimal, group = ("[.]", ",") if mark == "." else (",", "[.]")
    shapes = (
        f"{_GROUPED[group]}+{decimal}[0-9]+",
        f"{_GROUPED[group]}{{2,}}",
        f"{_GROUPED[_SPACE]}+{decimal}[0-9]+",
        f"[0-9]*{decimal}(?:[0-9]{{1,2}}|[0-9]{{4,}})",
        f"(?:0[0-9]*|[0-9]{{4,}}|){decimal}[0-9]{{3}}",
    )
    return f"regexp_full_match({body}, '{'|'.join(shapes)}')"


_SPACE = "[ '']"


def is_lone(body: str) -> str:
    """Return an SQL boolean: a written number leaves open what its only mark means."""
    return f"regexp_full_match({body}, '{_LONE}')"


def body_of(token_sql: str) -> str:
    """Return SQL of the first written number in a token, without sign and unit."""
    return f"regexp_extract({token_sql}, '{_BODY}')"


def canonical_body(body: str, lone: str) -> str:
    """Return SQL of a written number as digits with a decimal point; null where it is none.

    `lone` is an SQL boolean: the only mark of a cell such as 1.234 is its decimal mark.
    """
    groups = f"regexp_replace({body}, '[^0-9]', '', 'g')"
    point = f"replace({body}, ',', '.')"
    spaced = f"replace(replace({point}, ' ', ''), '''', '')"
    cases = (
        ("[0-9]+[.,]?", groups),
        (f"{_GROUPED['[.]']}+,[0-9]+", f"replace(replace({body}, '.', ''), ',', '.')"),
        (f"{_GROUPED[',']}+[.][0-9]+", f"replace({body}, ',', '')"),
        (f"{_GROUPED['[.]']}{{2,}}|{_GROUPED[',']}{{2,}}", groups),
        (_LONE, f"case when {lone} then {point} else {groups} end"),
        ("[0-9]*[.,][0-9]+", point),
        (f"{_GROUPED[_SPACE]}+(?:[.,][0-9]+)?", spaced),
    )
    whens = " ".join(f"when regexp_full_match({body}, '{shape}') then {r}" for shape, r in cases)
    return f"case {whens} end"


def canonical_exact(numeral: str, power: int = 0) -> str:
    """Return SQL of a canonical numeral times ten to `power`, as an exact struct."""
    bare = f"trim({numeral}, ' +-')"
    exponent = (
        f"case when regexp_full_match({bare}, '[0-9]+[.]?[0-9]*|[.][0-9]+') then '' else 'e0' end"
    )
    return let(
        "_digits",
        bare,
        _exact("_digits", exponent, str(power), f"starts_with(trim({numeral}), '-')"),
    )


def written_money(raw: str, power: int, mark: Mark) -> str:
    """Return SQL of a written amount in đồng as an exact struct, not yet rounded.

    `power` is that of the column's unit; a unit or a currency in the cell replaces it. `mark` is
    the decimal mark of amounts like "1.250 tỷ".
    """
    units = "|".join(sorted(MONEY_POWERS, key=len, reverse=True))
    pattern = (
        f"^([-+(]?) ?(?:vnd|dong)? ?({_BODY})(e[-+]?[0-9]{{1,2}})? ?({units})?[. ]{{0,2}}"
        f"({_CURRENCY})?[.]?(\\)?)$"
    )
    names = "['sign', 'body', 'exponent', 'unit', 'currency', 'close']"
    unit = " ".join(f"when '{word}' then {value}" for word, value in MONEY_POWERS.items())
    scale = (
        f"case {_part('unit')} {unit} else case when {_part('currency')} = '' then {power}"
        " else 0 end end"
    )
    lone = f"({_part('exponent')} <> '' or _power <> 0 and contains({_part('body')}, '{mark}'))"
    simple = let("_power", scale, _written_exact(lone, "_power"))
    read = let(
        "_parts",
        f"regexp_extract(_token, '{pattern}', {names})",
        f"case when {_part('body')} <> '' then {simple} else {_compound('_token')} end",
    )
    return _native_or(raw, canonical_exact(f"substring({raw}, 2)", power), read)


def written_whole(raw: str, words: Sequence[str], lone: Lone = "group") -> str:
    """Return SQL of a written count as an exact struct; `words` may follow it."""
    read = let(
        "_parts",
        _extract(words),
        f"case when {_part('body')} <> '' then {_written_exact(_lone(lone), '0')} end",
    )
    return _native_or(raw, canonical_exact(f"substring({raw}, 2)"), read)


def written_double(raw: str, suffixes: Mapping[str, int], power: int, lone: Lone) -> str:
    """Return SQL of a written number as a double.

    `suffixes` maps the words allowed after it (without accents) to powers of ten; a number
    without one is times ten to `power`.
    """
    powers = " ".join(
        f"when {literal(word)} then {value}" for word, value in suffixes.items() if value != power
    )
    scale = f"(case {_part('suffix')} {powers} else {power} end)" if powers else str(power)
    own = f"coalesce(try_cast(substring({_part('exponent')}, 2) as integer), 0)"
    numeral = f"{canonical_body(_part('body'), _lone(lone))} || 'e' || ({own} + {scale})::varchar"
    value = f"try_cast(case when {_MINUS} then '-' else '' end || {numeral} as double)"
    read = let(
        "_parts",
        _extract(tuple(suffixes)),
        f"case when {_part('body')} <> '' and {_CLOSED} then {value} end",
    )
    native = f"substring({raw}, 2)"
    own_value = f"try_cast({native} as double)"
    if power:
        shifted = f"try_cast({native} || 'e{power}' as double)"
        own_value = f"coalesce({shifted}, {own_value} * 1e{power})"
    number = _native_or(raw, own_value, read)
    return let("_number", number, "case when isfinite(_number) then _number end")


def count_words(units: Sequence[str]) -> tuple[str, ...]:
    """Return the words that may follow a count, those of the column's unit among them."""
    return tuple(dict.fromkeys((*_COUNTED, *units)))


def unit_words(*labels: str) -> tuple[str, ...]:
    """Return the units named by a column: its unit, and what its label has in parentheses."""
    return tuple(dict.fromkeys(word for label in labels if (word := fold_text(label))))


def nearest_whole(exact: str) -> str:
    """Return SQL of an exact struct rounded half away from zero, as a bigint."""
    size = f"({exact}.w + case when round({exact}.r, 6) >= 0.5 then 1 else 0 end)"
    return f"case when {exact}.minus then -{size} else {size} end"


def off_whole(exact: str) -> str:
    """Return an SQL boolean: an exact struct is not a whole number.

    What binary floating point adds to a whole number, such as 1234567.0000000002, is no fraction.
    """
    return f"least({exact}.r, 1 - {exact}.r) > greatest(1e-6, {exact}.w * 4e-15)"


def _part(name: str) -> str:
    return f"struct_extract(_parts, '{name}')"


_MINUS = f"{_part('sign')} in ('-', '(')"
_CLOSED = f"({_part('sign')} = '(') = ({_part('close')} = ')')"


def _extract(words: Sequence[str]) -> str:
    """Return SQL of the parts of a token that is a number, with one of the words or without."""
    listed = "|".join(sorted(map(_escaped, words), key=len, reverse=True))
    tail = f" ?({listed})?[.]?" if listed else "()"
    pattern = f"^([-+(]?) ?({_BODY})(e[-+]?[0-9]{{1,3}})?{tail} ?(\\)?)$"
    return f"regexp_extract(_token, '{pattern}', ['sign', 'body', 'exponent', 'suffix', 'close'])"


def _lone(lone: Lone) -> str:
    policy = {"group": "false", "decimal": "true"}
    decimal = policy.get(lone) or f"contains({_part('body')}, '{lone}')"
    return f"({_part('exponent')} <> '' or {decimal})"


def _escaped(word: str) -> str:
    return word.replace("'", "''").replace(".", "[.]")


def _written_exact(lone: str, power: str) -> str:
    """Return SQL of the exact struct of `_parts`; null where they make no number."""
    exact = _exact("_digits", _part("exponent"), power, _MINUS)
    return (
        f"case when {_CLOSED} then {let('_digits', canonical_body(_part('body'), lone), exact)} end"
    )


def _exact(digits: str, exponent: str, power: str, minus: str) -> str:
    """Return SQL of the exact struct of digits with a decimal point, times ten to `power`."""
    ahead, behind = f"split_part({digits}, '.', 1)", f"split_part({digits}, '.', 2)"
    whole = f"try_cast('0' || {ahead} || rpad({behind}, {power}, '0') as decimal(18, 0))::bigint"
    rest = f"try_cast('0.' || substring({behind}, {power} + 1) as double)"
    float_ = f"(try_cast({digits} || nullif({exponent}, 'e0') as double) * 10 ** ({power}))"
    scientific = (
        f"case when {float_} < 1e18 then {{'w': trunc({float_})::bigint,"
        f" 'r': {float_} - trunc({float_}), 'minus': {minus}}} end"
    )
    return (
        f"case when {exponent} <> '' then {scientific} when {whole} is not null and {rest} is not"
        f" null then {{'w': {whole}, 'r': {rest}, 'minus': {minus}}} end"
    )


def _native_or(raw: str, native: str, written: str) -> str:
    return (
        f"case when starts_with({raw}, '{NATIVE_MARK}') then {native}"
        f" else {let('_token', token(raw), written)} end"
    )


def _compound(text: str) -> str:
    """Return SQL of an amount in several units, such as "1 tỷ 250 triệu 500.000 đồng"."""
    amount = "([0-9]{1,6}|[0-9]{1,3}(?:[.][0-9]{3})+)"
    pattern = (
        f"^(?:{amount} ?(?:ty|ti))? ?(?:dong)?,? ?(?:{amount} ?(?:trieu|tr))? ?(?:dong)?,? ?"
        f"(?:{amount} ?(?:nghin|ngan))? ?,? ?(?:(?:{amount} ?)?(?:{_CURRENCY}))?[.]?$"
    )
    parts = (("a", 9), ("b", 6), ("c", 3), ("d", 0))
    total = " + ".join(
        f"coalesce(try_cast(replace(_sums.{name}, '.', '') || '{'0' * power}' as hugeint), 0)"
        for name, power in parts
    )
    some = " or ".join(f"_sums.{name} <> ''" for name, _ in parts)
    whole = f"try_cast(({total}) as decimal(18, 0))::bigint"
    return (
        f"case when regexp_matches({text}, '[a-z].*[0-9]') then "
        + let(
            "_sums",
            f"regexp_extract({text}, '{pattern}', ['a', 'b', 'c', 'd'])",
            f"case when ({some}) and {whole} is not null"
            f" then {{'w': {whole}, 'r': 0::double, 'minus': false}} end",
        )
        + " end"
    )
