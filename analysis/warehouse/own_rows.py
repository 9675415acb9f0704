"""Which rows of every table belong to a district: declared here once, for every reader's limit.

A record belongs to the district of its place. What several districts share (a training course,
a fair) is seen by each of them with its own establishments only, without place, money or title,
so that nobody supported looks as if left out, and nobody else's money is counted.
Conditions read the tables of the file as `stored.main.<table>` and what `BELONGING` puts together.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table that are seen, and the columns that are seen as something else."""

    where: str
    instead: dict[str, str] = field(default_factory=dict)


BELONGING = (
    "create temp table own_district as select unnest($districts) as district",
    # Imports of people who see no other district: what they were told of their rows is their own.
    "create temp table own_batch as select batch_id from stored.main.import_batch"
    " where districts is not null and list_has_all($districts, string_split(districts, ','))",
    # Communes put together out of two districts belong to neither: a record passes whole or not.
    "create temp table own_unit as select unit_id from stored.main.mart_unit_district"
    " where list_contains($districts, district)",
    # Places that own ones lie in, came from or went into; a district of today that is another's is
    # none of them, so that no figure lists it as if nothing were there.
    "create temp table seen_unit as from own_unit"
    " union select unit_id from stored.main.administrative_unit where level = 'province'"
    " union select unit.unit_id from stored.main.administrative_unit as unit"
    " join (select unit_id as own, parent_id as other from stored.main.unit_membership"
    " union select from_unit_id, to_unit_id from stored.main.unit_crosswalk"
    " union select to_unit_id, from_unit_id from stored.main.unit_crosswalk) as link"
    " on link.other = unit.unit_id where link.own in (from own_unit)"
    " and (unit.level != 'district' or unit.valid_to < date '2020-02-01')",
    "create temp table own_establishment as select establishment_id from stored.main.establishment"
    " where unit_id in (from own_unit)",
    "create temp table own_cluster as select cluster_id from stored.main.cluster"
    " where unit_id in (from own_unit)",
    "create temp table placed_project as select project_id from stored.main.mart_project"
    " where list_contains($districts, district_2020)",
    "create temp table own_project as from placed_project"
    " union select project_id from stored.main.support"
    " where establishment_id in (from own_establishment)",
    "create temp table placed_event as select event_id from stored.main.outreach_event"
    " where unit_id in (from own_unit)",
    "create temp table own_event as from placed_event"
    " union select event_id from stored.main.outreach_contact"
    " where establishment_id in (from own_establishment)",
    "create temp table own_application as select application_id from stored.main.application"
    " where establishment_id in (from own_establishment)",
)
"""Statements that put together what belongs to `$districts`, in order."""

_ALL = Rows("true")
_NONE = Rows("false")
_OWN_UNIT = "case when unit_id in (from own_unit) then unit_id end"
_OWN_CLUSTER = "case when cluster_id in (from own_cluster) then cluster_id end"
_PLACED = "project_id in (from placed_project)"
_NOT_OTHERS = (
    "(unit_id is null or unit_id in (from own_unit))"
    " and (project_id is null or project_id in (from own_project))"
    " and (establishment_id is null or establishment_id in (from own_establishment))"
)

OWN_ROWS: dict[str, Rows] = {
    "administrative_unit": Rows("unit_id in (from seen_unit)"),
    "unit_membership": Rows("unit_id in (from seen_unit) and parent_id in (from seen_unit)"),
    "unit_crosswalk": Rows("from_unit_id in (from seen_unit) and to_unit_id in (from seen_unit)"),
    # Laws, prices and published totals are no secret.
    "process_step": _ALL,
    "gate_rule": _ALL,
    "priority_rule": _ALL,
    "appraisal_threshold": _ALL,
    "ceiling": _ALL,
    "price_index": _ALL,
    "published_figure": _ALL,
    "case_info": _ALL,
    # A kind of product is no secret; who makes it may be.
    "product": Rows(
        "unit_id is null or unit_id in (from own_unit) or product_id in"
        " (select product_id from stored.main.establishment"
        " where establishment_id in (from own_establishment))",
        {
            "unit_id": _OWN_UNIT,
            "producer": "case when unit_id in (from own_unit) then producer end",
        },
    ),
    "unit_year": Rows("unit_id in (from own_unit)"),
    "cluster": Rows("cluster_id in (from own_cluster)"),
    "cluster_year": Rows("cluster_id in (from own_cluster)"),
    "establishment": Rows(
        "establishment_id in (from own_establishment)", {"cluster_id": _OWN_CLUSTER}
    ),
    "outcome_record": Rows("establishment_id in (from own_establishment)"),
    "inspection": Rows("establishment_id in (from own_establishment)"),
    "simulated_truth": Rows("establishment_id in (from own_establishment)"),
    "project": Rows(
        "project_id in (from own_project)",
        {
            "unit_id": f"case when {_PLACED} then unit_id end",
            "cluster_id": f"case when {_PLACED} then {_OWN_CLUSTER} end",
            # A title may name whoever else takes part.
            "title": f"case when {_PLACED} then title end",
            "trainees": f"case when {_PLACED} then trainees end",
        },
    ),
    "project_fund": Rows(_PLACED),
    "payment": Rows(_PLACED),
    "progress_report": Rows(_PLACED),
    "support": Rows(
        "project_id in (from own_project) and establishment_id in (from own_establishment)"
    ),
    "application": Rows(
        "application_id in (from own_application)",
        {
            "unit_id": _OWN_UNIT,
            "project_id": "case when project_id in (from own_project) then project_id end",
        },
    ),
    "gate_answer": Rows("application_id in (from own_application)"),
    "outreach_event": Rows(
        "event_id in (from own_event)",
        {
            "unit_id": _OWN_UNIT,
            "cluster_id": _OWN_CLUSTER,
            "establishments_reached": "case when event_id in (from placed_event)"
            " then establishments_reached end",
        },
    ),
    "outreach_contact": Rows(
        "event_id in (from own_event) and establishment_id in (from own_establishment)"
    ),
    # A note without a place is about the whole province.
    "annotation": Rows("unit_id is null or unit_id in (from own_unit)"),
    "plan_target": Rows("unit_id in (from own_unit)"),
    "difficulty": Rows(f"{_NOT_OTHERS} and coalesce(unit_id, project_id, establishment_id) != ''"),
    "officer_training": Rows("unit_id in (from own_unit)"),
    # An import is known to have been; its files, and what was found in them, are everybody's.
    "import_batch": Rows("true", {"files": "'{}'", "sender": "null"}),
    "import_problem": _NONE,
    # A row to be mended is of its place, where that is known, else of who handed it in. What was
    # said of it when somebody else did may name others: a check of one's own says it anew.
    "pending_row": Rows(
        "case when district is null then batch_id in (from own_batch)"
        " else district in (from own_district) end",
        {
            "file": "case when batch_id in (from own_batch) then file else '–' end",
            "sheet": "case when batch_id in (from own_batch) then sheet end",
            "problems": "case when batch_id in (from own_batch) then problems else '[]' end",
        },
    ),
    "correction": Rows(
        "(table_name in ('establishment', 'outcome_record') and split_part(row_key, ' / ', 1)"
        " in (from own_establishment))"
        " or (table_name in ('project', 'project_fund', 'payment', 'progress_report')"
        " and split_part(row_key, ' / ', 1) in (from placed_project))"
    ),
    "match_decision": Rows(
        "kept_id in (from own_establishment) and other_id in (from own_establishment)"
    ),
    # Made anew from the rows that are seen, for the last import.
    "quality_point": _NONE,
}
"""The rows of every table of the dictionary that are seen by readers of `$districts`."""

PLACED_ONLY: dict[str, str] = {
    "project": _PLACED,
    "outreach_event": "event_id in (from placed_event)",
    "product": "unit_id in (from own_unit)",
    "annotation": "unit_id in (from own_unit)",
}
"""Where fewer rows may be changed by a district than it sees."""
