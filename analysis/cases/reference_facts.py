"""Reference facts as plain rows, for the import process too, which does without pandas."""

from __future__ import annotations

import re

from analysis.geography.reference_files import reference_rows

QUANG_NGAI = "51_v1"
"""The unit that is there where the places are Quảng Ngãi's."""

PROGRAMME_FACTS = ("process_step", "gate_rule", "priority_rule", "annotation")
"""The tables that hold what the programme of this country asks; officers may replace their rows."""

# What a ceiling of each basis can be held against. The ones a record does not show (the cost of a
# stand, the number of travellers, a whole year's allocation) are never compared with a support.
_APPLIES_TO = {
    "per model": "support",
    "per establishment": "support",
    "per enterprise": "support",
    "per brand": "support",
    "per product": "support",
    "per cluster": "project",
    "per round": "project",
    "per association": "project",
    "per linkage cluster": "project",
    "of approved grant": "advance",
    "of annual allocation": "other",
    "of project estimate": "other",
    "per participant": "other",
    "per participant approved": "other",
    "booth rent": "other",
    "cost": "other",
    "cost items listed": "other",
}
_MULTIPLIER = re.compile(r"multiplier (\d+(?:\.\d+)?)")


def process_steps() -> list[dict[str, str]]:
    """Return the rows of `process_step` as they stand in their file; empty is unknown."""
    return reference_rows("process_steps")


def gate_rules() -> list[dict[str, str]]:
    """Return the rows of `gate_rule` as they stand in their file; empty is unknown or any."""
    return reference_rows("gate_rules")


def priority_rules() -> list[dict[str, str]]:
    """Return the rows of `priority_rule` as they stand in their file; empty is unknown."""
    return reference_rows("priority_rules")


def dated_notes(*, quang_ngai: bool = True) -> list[dict[str, str]]:
    """Return the rows of `annotation`, without `quang_ngai` none about its boundaries."""
    return [
        {"annotation_id": f"{row['kind']}-{row['starts_on']}", **row}
        for row in reference_rows("annotations")
        if quang_ngai or row["kind"] != "boundary_change"
    ]


def multiplier_and_use(basis: str) -> tuple[float | None, str]:
    """Return the priority multiplier a basis states, if any, and what its ceiling applies to.

    Raises ValueError for a basis that is not known, so that a new one cannot slip in unread.
    """
    stated = _MULTIPLIER.fullmatch(basis)
    if stated:
        return float(stated[1]), "other"
    if basis not in _APPLIES_TO:
        raise ValueError(f"cannot tell what a ceiling on the basis {basis!r} applies to")
    return None, _APPLIES_TO[basis]
