"""Which cells of a table ought to be filled, and the SQL that counts those that are.

A column the dictionary requires is never empty, so it is not counted; a column added to the
dictionary is. One list for the quality measures and for the points kept after every import.
"""

from __future__ import annotations

from analysis.dictionary import TABLES

COUNTED_TABLES = (
    "establishment",
    "outcome_record",
    "project",
    "project_fund",
    "support",
    "payment",
    "application",
)

# Columns whose emptiness says something: still at work, in no cluster, not late; and remarks. What
# the process asks of a project is counted by the measures of the process, on its own denominators.
NOT_EXPECTED = {
    "establishment": ("cluster_id", "closed_on", "source"),
    "project": (
        "delay_reason",
        "source",
        "cluster_id",
        "officer",
        "sent_to_ministry_on",
        "due_on",
        "settlement_filed_on",
        "trainees",
    ),
    "support": ("priority_case",),
}

_APPROVED = "status in ('running', 'accepted', 'settled')"
_ACCEPTED = "status in ('accepted', 'settled')"
_DECIDED = "result in ('approved', 'refused')"
_SETTLED = "status = 'settled'"

# Columns that apply to some rows only. Where what decides it is unknown, no cell is expected.
APPLIES: dict[str, dict[str, str]] = {
    "establishment": {"food_safety_until": "makes_food"},
    "outcome_record": {
        "output_unit": "output_quantity is not null",
        # Asked only where there are such workers or contracts.
        "seasonal_months": "seasonal_workers > 0",
        "piece_pay": "piece_workers > 0",
        "fair_contract_value": "fair_contracts > 0",
        # Asked only in a year of support.
        "would_invest_anyway": "supported_now",
    },
    "project": {
        "decision_no": _APPROVED,
        "appraised_on": _APPROVED,
        "approved_on": _APPROVED,
        "contracted_on": _ACCEPTED,
        "accepted_on": _ACCEPTED,
        "settled_on": _SETTLED,
    },
    "project_fund": {"approved": _APPROVED, "accepted": _ACCEPTED, "settled": _SETTLED},
    "support": {"grant_amount": _APPROVED, "counterpart": _APPROVED, "completed_on": _ACCEPTED},
    "application": {
        "project_id": "result = 'approved'",
        "decided_on": _DECIDED,
        "score": _DECIDED,
        "reason": "result = 'refused'",
        "machinery_new": "activity = 'MO_HINH_MAY_MOC'",
        "technology_new": "activity_kind = 'MODEL_NEW'",
    },
}


def expected_columns(table: str) -> dict[str, str | None]:
    """Return the columns of a table that are counted, each with the condition it applies under."""
    left_out = NOT_EXPECTED.get(table, ())
    conditions = APPLIES.get(table, {})
    return {
        column.name: conditions.get(column.name)
        for column in TABLES[table].columns
        if not column.required and column.name not in left_out
    }


def cells_by_place() -> str:
    """Return SQL of rows table_name, year, district, cell {column_name, filled, expected}.

    It reads `<table>_row` for every counted table: the table's columns, `year` and `district`, and
    what its conditions ask (`status` of the project, `supported_now`).
    """
    return "\n  union all\n".join(_by_place(table) for table in COUNTED_TABLES)


def cells_in_all() -> str:
    """Return SQL of one row a table, filled and expected, over the same `<table>_row`.

    `sql/quality_points.sql` holds it word for word, so that its file is whole; a test compares.
    """
    return "\n  union all\n".join(_in_all(table) for table in COUNTED_TABLES)


def _by_place(table: str) -> str:
    cells = ",\n    ".join(
        f"{{'column_name': '{name}', 'filled': {_filled(name, condition)},"
        f" 'expected': {_expected(condition)}}}"
        for name, condition in expected_columns(table).items()
    )
    return (
        f"  select '{table}' as table_name, year, district, unnest([\n    {cells}\n  ]) as cell\n"
        f"  from {table}_row\n  group by year, district"
    )


def _in_all(table: str) -> str:
    columns = expected_columns(table)
    conditions = list(columns.values())
    filled = [_filled(name, condition) for name, condition in columns.items()]
    expected = [
        f"{conditions.count(condition)} * {_expected(condition)}"
        for condition in dict.fromkeys(conditions)
    ]
    plus = "\n      + "
    return (
        f"  select\n    {plus.join(filled)} as filled,\n    {plus.join(expected)} as expected\n"
        f"  from {table}_row"
    )


def _filled(name: str, condition: str | None) -> str:
    return (
        f"count({name})" if condition is None else f"count(case when {condition} then {name} end)"
    )


def _expected(condition: str | None) -> str:
    return "count(*)" if condition is None else f"count(case when {condition} then 1 end)"
