"""Legal forms in the names of establishments: "Cty TNHH", "HTX", "Co., Ltd" and their like.

Works on folded names (`analysis.intake.folding`) and returns SQL.
"""

from __future__ import annotations

# Folded; longer ones before those they begin with.
_BEFORE = (
    "cong ty|cty|ctcp|ct|tnhh|trach nhiem huu han|mtv|mot thanh vien|1 thanh vien"
    "|hai thanh vien tro len|2 thanh vien tro len|co phan|cp"
    "|doanh nghiep tu nhan|dn tu nhan|dntn|doanh nghiep"
    "|lien hiep hop tac xa|hop tac xa|htx|to hop tac|tht"
    "|ho kinh doanh ca the|ho kinh doanh|ho ca the|ho san xuat|hkd|co so|cs"
)
_AFTER = "co ltd|company limited|company|jsc|joint stock company|cooperative"
_COMPANY = "(cong ty|cty|ct)"
_FORMS = (
    (f"{_COMPANY} (tnhh|trach nhiem huu han) .*|.* (co ltd|company limited)", "company limited"),
    (f"({_COMPANY} (co phan|cp)|ctcp) .*|.* (jsc|joint stock company)", "company shares"),
    (f"{_COMPANY} .*|.* company", "company"),
    ("(doanh nghiep tu nhan|dn tu nhan|dntn) .*", "private"),
    ("(lien hiep hop tac xa|hop tac xa|htx) .*|.* cooperative", "cooperative"),
    ("(to hop tac|tht) .*", "group"),
    ("(ho kinh doanh|ho ca the|ho san xuat|hkd|co so|cs) .*", "household"),
)


def without_legal_form(folded: str) -> str:
    """Return the SQL of a folded name without the words of its legal form; never of all words."""
    bare = f"regexp_replace({folded}, '^(({_BEFORE}) )+', '')"
    return f"regexp_replace({bare}, '( ({_AFTER}))+$', '')"


def legal_form(folded: str) -> str:
    """Return the SQL of the legal form a folded name tells, "" for none.

    Two forms agree when one begins with the other: a bare "công ty" may be of either kind.
    """
    cases = " ".join(
        f"when regexp_full_match({folded}, '{pattern}') then '{form}'" for pattern, form in _FORMS
    )
    return f"case {cases} else '' end"
