"""Checks across tables: the dictionary's cross rules bound to the typed views.

The check digit of a tax code is here too: it is arithmetic on one cell, but whether it must be
right depends on the data set. The codes of a simulated one are impossible on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dictionary import TABLES
from analysis.dictionary.cross_rules import CROSS_RULES, CrossRule
from analysis.intake.check_views import SOURCE, Staged, view_name
from analysis.intake.declared_checks import Check, literal
from analysis.intake.staging import ROW
from analysis.intake.tax_codes import tax_code_fault
from analysis.language import Text

_VIEWS = {name: view_name(name) for name in TABLES}


def cross_checks(table: str, staged: Staged) -> Iterator[Check]:
    """Yield the cross-table checks of a table that the handed-in rows can break."""
    for rule in CROSS_RULES:
        if rule.table == table and any(staged.handed_in[name] for name in rule.reads):
            yield Check(
                rule.severity,
                rule.code,
                rule.table,
                rule.column,
                rule.message,
                rule.remedy,
                query=_placed(rule),
            )
    if table == "establishment" and staged.handed_in[table]:
        yield _check_digit()


def _check_digit() -> Check:
    real = f"(select max(kind) from {view_name('case_info')}) is distinct from 'simulated'"
    wrong = f"{tax_code_fault('tax_code')} = 'check_digit'"
    return Check(
        "warning",
        "tax_code_check_digit",
        "establishment",
        "tax_code",
        Text("Mã số thuế sai chữ số kiểm tra", "The check digit of the tax code is wrong"),
        Text(
            "Đối chiếu với giấy đăng ký: có thể gõ nhầm một chữ số",
            "Compare the registration: a digit may be mistyped",
        ),
        condition=f"tax_code is not null and {real} and {wrong}",
        value="tax_code",
    )


def _placed(rule: CrossRule) -> str:
    """Return the query of a rule with every fault placed on a row that was handed in.

    The faulty row itself, or else the first trigger that is new.
    """
    found = rule.bad_rows.format_map(_VIEWS)
    if not rule.triggers:
        return (
            f"select {literal(rule.table)} as table_name,"
            f" {literal(rule.column)}::varchar as column_name, {ROW}, {SOURCE}, value"
            f" from ({found})"
        )
    own = (literal(rule.table), literal(rule.column), ROW, SOURCE)
    others = [
        (literal(t.table), literal(t.column), f"{t.prefix}_row", f"{t.prefix}_source")
        for t in rule.triggers
    ]

    def first_new(part: int) -> str:
        whens = " ".join(f"when {o[3]} is not null then {o[part]}" for o in (own, *others))
        return f"case {whens} end"

    return (
        f"select distinct {first_new(0)} as table_name, {first_new(1)}::varchar as column_name,"
        f" {first_new(2)} as {ROW}, {first_new(3)} as {SOURCE}, value from ({found})"
    )
