"""Cleaning: SQL that strips what people and programs leave around a cell's text.

`cleaned` is what a text column keeps; `token` is the lower-case form without accents in which
numbers, dates and answers are recognised.
"""

from __future__ import annotations

from analysis.intake.folding import INVISIBLE

NATIVE_MARK = "\ue000"
"""Put before a number that a workbook stores as a number, in a column that also has typed ones."""

EMPTY_MARKS = ("", "-", "--", "---", ".", "..", "...", "…", "n/a", "na", "nan", "null", "none")
"""Cells written like this hold nothing: the dashes and dots of statistical tables, and the words
programs write for a missing value. `x`, `0` and error values such as #REF! are not among them."""

_SPACES = (
    r"\x{09}-\x{0D}\x{20}\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}"
    r"\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"
)
_CONTROLS = r"\x{00}-\x{08}\x{0E}-\x{1F}\x{7F}-\x{84}\x{86}-\x{9F}"
_DROPPED = f"[{_CONTROLS}{INVISIBLE}{NATIVE_MARK}]+"
# Characters whose presence never calls for cleaning; all of them are their own NFC form.
_SAFE = (
    r" -~\x{A1}-\x{AC}\x{AE}-\x{02FF}\x{1E00}-\x{1EF9}"
    r"\x{2010}-\x{2027}\x{2030}-\x{205E}\x{20A0}-\x{20BF}"
)
_DIRTY = f"[^{_SAFE}]|^ | $|  |^[-–—.…]*$|^''[-0-9=+@]"


def let(name: str, value: str, body: str) -> str:
    """Return an SQL expression that computes `value` once and uses it as `name` in `body`.

    Names start with an underscore: DuckDB would take a column of the same name for it.
    """
    return f"list_transform([{value}], lambda {name}: {body})[1]"


def literal(text: str) -> str:
    """Return an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def needs_cleaning(sql: str) -> str:
    """Return an SQL boolean that is true where `cleaned` may change a text; cheap."""
    return f"regexp_matches({sql}, '{_DIRTY}')"


def cleaned(sql: str) -> str:
    """Return SQL of a text as it is stored: NFC, single spaces, no invisible characters.

    A text that is only dashes or dots is null. An apostrophe that only tells a spreadsheet
    "this is text" (before a digit or a sign that would start a formula) goes too.
    """
    visible = f"regexp_replace({sql}, '{_DROPPED}', '', 'g')"
    spaced = f"trim(regexp_replace(nfc_normalize({visible}), '[{_SPACES}]+', ' ', 'g'))"
    freed = f"regexp_replace({spaced}, '^''+([-0-9=+@])', '\\1')"
    kept = "case when not regexp_full_match(_text, '[-–—.…]*') then _text end"
    return let("_text", freed, kept)


def token(sql: str) -> str:
    """Return SQL of a text for recognition: lower case, no accents, đ as d, plain spaces.

    Typographic minus signs, dashes and apostrophes become the ASCII ones; leading apostrophes
    go.
    """
    visible = f"regexp_replace(nfc_normalize({sql}), '{_DROPPED}', '', 'g')"
    spaced = f"regexp_replace({visible}, '[{_SPACES}]+', ' ', 'g')"
    bare = f"translate(lower(strip_accents({spaced})), 'đ₫−–—‒‑’‘`´', 'dd-----''''''''')"
    plain = f"case when {sql} glob '*[! -~]*' then {bare} else lower({sql}) end"
    return f"trim(regexp_replace(trim({plain}), '^''+', ''))"


def is_empty(token_sql: str) -> str:
    """Return an SQL boolean: the token stands for an empty cell."""
    return f"{token_sql} in ({', '.join(literal(mark) for mark in EMPTY_MARKS)})"
