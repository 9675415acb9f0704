"""Candidates for the portfolio: every file with what it asks, may get, promises, and how it stands.

For a back-test the same frame is asked of files of a past year with what was known on a day then:
`Selection(applications=…, known_on=…)`. Nothing dated later is looked at.
"""

from __future__ import annotations

import pandas as pd

from analysis.decisions.candidate_columns import (
    CAVEATS,
    COLUMNS,
    COUNTS,
    LAW_RENAMED,
    RENAMED,
    SOURCES,
)
from analysis.decisions.gates import gate_verdicts
from analysis.decisions.hidden_names import without_names
from analysis.decisions.law_order import law_order
from analysis.decisions.selection import Selection, next_selection, of_files
from analysis.dictionary import CODE_LISTS
from analysis.language import Text
from analysis.measures import typed_frame
from analysis.measures.ceiling_words import REASONS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot

CEILING_STATES = {
    "known": Text("Mức tối đa đã xác nhận", "The ceiling is confirmed"),
    "no_ceiling": CODE_LISTS["ceiling_status"].find("no_ceiling").label,
    "unconfirmed": CODE_LISTS["ceiling_status"].find("unconfirmed").label,
    "priority_unknown": Text(
        "Mức thường; nếu thuộc diện ưu tiên thì cao hơn, chưa rõ có thuộc không",
        "The usual ceiling; higher for a priority case, which is not known",
    ),
    "cost_unknown": Text(
        "Mức theo tỷ lệ trên chi phí, nhưng không rõ số đề nghị hoặc vốn đối ứng",
        "The ceiling is a share of the cost; the request or the counterpart is not known",
    ),
    **{
        code: REASONS[code]
        for code in (*("kind_unknown", "source_unknown", "not_comparable", "several_ceilings"),)
    },
}
"""What is known of a file's ceiling; only the first is a ceiling that is surely kept."""

_CODES = ("terrain", "activity", "activity_kind", "fund_source", "industry", "size", "legal_form")


def candidates(
    snapshot: Snapshot, scope: Scope, selection: Selection | None = None
) -> pd.DataFrame:
    """Return one row per file, in the law's order; columns are those of candidate_columns.COLUMNS.

    Without a selection the files are those that wait for the latest plan year. Amounts are whole
    numbers of the smallest unit; `ceiling` is null unless surely known; `grant_amount` is null only
    where the request is unknown; `grant_sure` says whether it surely keeps the ceiling.
    `coverage_gap` is a fraction, positive where the place is behind. Texts are in the scope's
    language. Establishments are named only where reader and installation may see them.
    """
    frame = named_candidates(snapshot, scope, selection)
    return frame if snapshot.names_shown else without_names(frame)


def named_candidates(
    snapshot: Snapshot, scope: Scope, selection: Selection | None = None
) -> pd.DataFrame:
    """Return the same rows with establishments by id and name, for reckoning, not for showing."""
    selection = next_selection(snapshot) if selection is None else selection
    frame = of_files(snapshot, scope, "candidates", selection)
    frame = with_district_names(frame, snapshot, scope.language)
    for column in _CODES:
        frame = with_code_names(frame, column, column, scope.language)
    states = {code: text.in_language(scope.language) for code, text in CEILING_STATES.items()}
    frame["ceiling_reason"] = frame["ceiling_state"].map(states).astype("str")
    frame["grant_sure"] = (frame["ceiling_state"] == "known") & frame["grant_amount"].notna()
    for name in ("women_led", "priority"):
        frame[name] = frame[name].astype("boolean")
    for more in (
        gate_verdicts(snapshot, scope, selection).rename(columns=RENAMED),
        law_order(snapshot, scope, selection).rename(columns=LAW_RENAMED),
    ):
        frame = frame.merge(more, on="application_id", validate="one_to_one")
    [definition] = DEFINITIONS
    return typed_frame(frame.sort_values("order_no", ignore_index=True), definition)


DEFINITIONS = (
    Measure(
        "candidates",
        Text("Hồ sơ để lựa chọn", "Candidates to choose from"),
        COUNTS,
        CAVEATS,
        SOURCES,
        COLUMNS,
        candidates,
    ),
)
