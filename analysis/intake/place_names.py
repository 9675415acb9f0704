"""How places are written: kinds and their abbreviations, parts of an address, keys of a name.

All SQL over text in the form of `plain`. A name has three keys, from the strictest to the
loosest: one that keeps diacritics and only evens out equal ways to write them, one without
diacritics, and one without spaces and the choices between i and y, k and c.
"""

from __future__ import annotations

from analysis.intake.folding import INVISIBLE, fold

# Kind, the level it says, how it is written before a name, how English writes it after one. The
# special zone says no level: before July 2025 it was the island district, and is often named so.
KINDS: tuple[tuple[str, str | None, tuple[str, ...], tuple[str, ...]], ...] = (
    ("tỉnh", "province", ("tỉnh", "tinh", "t"), ("province",)),
    ("thành phố", "district", ("thành phố", "thanh pho", "tp", "t.p"), ("city",)),
    ("thị xã", "district", ("thị xã", "thi xa", "tx", "t.x"), ("town",)),
    ("thị trấn", "commune", ("thị trấn", "thi tran", "tt", "t.t"), ("township",)),
    (
        "huyện",
        "district",
        ("huyện đảo", "huyen dao", "huyện", "huyen", "h"),
        ("island district", "district"),
    ),
    ("phường", "commune", ("phường", "phuong", "p"), ("ward",)),
    ("xã", "commune", ("xã", "xa", "x"), ("commune",)),
    ("đặc khu", None, ("đặc khu", "dac khu", "đk", "dk"), ("special zone",)),
)
# Inside a text these begin another part though no comma says so. Plain "tinh" does not: it is
# also the first word of a dozen communes (Tịnh Khê).
BREAKS = "huyện|huyen|thành phố|thanh pho|thị xã|thi xa|tỉnh|tp|tx|h[.]"
WHOLE_PROVINCE = ("tỉnh", "toàn tỉnh", "cả tỉnh", "cấp tỉnh", "province", "whole province")
# Parts of an address that lie below or beside every unit, and words that only introduce one.
NO_UNIT = (
    "((thôn|thon|xóm|ấp|tổ|to dan pho|tdp|khu phố|khu pho|kp|kdc|khu dân cư|đội|số|đường"
    "|ccn|kcn|cụm công nghiệp|khu công nghiệp)[ .0-9].*"
    "|ubnd|ủy ban nhân dân|uỷ ban nhân dân|(trên )?địa bàn|toàn|cả|việt nam|viet nam|vietnam)"
)
OLD, NEW = "(cũ|cu|old)", "(mới|moi|new)"
SEPARATORS = r"[,;/|()\[\]–—]+|\s-+\s"
# What a part says, read against a row of place_kind: "h. bình sơn" is kind huyện, rest bình sơn.
SAYS_KIND = (
    "case when place_kind.after then ends_with(part, ' ' || place_kind.form)"
    " else starts_with(part, place_kind.form || ' ') and place_kind.form <> 't'"
    " or starts_with(part, place_kind.form || '.') end"
)
REST = (
    "ltrim(case when place_kind.after then left(part, length(part) - length(place_kind.form) - 1)"
    " else substr(part, length(place_kind.form) + 1) end, ' .')"
)
# Tone marks of older and newer spelling, and y written for i: one form for the strictest key.
_OLDER_TONES = "oàoáoảoãoạoèoéoẻoẽoẹuỳuýuỷuỹuỵ"
_NEWER_TONES = "òaóaỏaõaọaòeóeỏeõeọeùyúyủyũyụy"


def plain(sql: str) -> str:
    """Return the text in lower case and composed, without invisible marks and doubled spaces."""
    visible = f"regexp_replace(nfc_normalize({sql}), '[{INVISIBLE}]+', '', 'g')"
    spaced = rf"regexp_replace(lower({visible}), '[\s:\x{{00A0}}\x{{202F}}\x{{3000}}]+', ' ', 'g')"
    # A code that a spreadsheet holds as a number arrives as 522.0.
    return rf"regexp_replace(trim({spaced}), '^([0-9]+)[.]0+$', '\1')"


def _strict(sql: str) -> str:
    """Return the key that keeps diacritics and only evens out equal ways to write them."""
    key = rf"trim(regexp_replace({sql}, '[^\pL\pN]+', ' ', 'g'))"
    for at in range(0, len(_OLDER_TONES), 2):
        key = f"replace({key}, '{_OLDER_TONES[at : at + 2]}', '{_NEWER_TONES[at : at + 2]}')"
    # Đắk, Đăk, Đắc: one word of the highlands, written in as many ways.
    key = rf"regexp_replace({key}, '(^| )[đd][aăắ](?:c|k|ck)( |$)', '\1đăk\2', 'g')"
    return f"translate({key}, 'yýỳỷỹỵ', 'iíìỉĩị')"


def _loose(sql: str) -> str:
    """Return the key without diacritics, spaces and the choice between i and y, k and c."""
    return f"replace(translate({fold(sql)}, 'yc', 'ik'), ' ', '')"


# The three keys of the column `said`, and how strict each is.
KEYS = (
    f"unnest([{_strict('said')}, {fold('said')}, {_loose('said')}]) as key,"
    " unnest([1, 2, 3]) as tier"
)
