"""Two saved plans side by side: what each adds up to, and the files they decide differently."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.decisions.hidden_names import HIDDEN
from analysis.decisions.plan_outcome_words import OBJECTIVE_TITLES, outcome_basis, outcome_value
from analysis.decisions.plan_outcomes import PlanOutcome
from analysis.decisions.plan_tradeoff_tables import SOURCES
from analysis.decisions.plan_words import aim_words
from analysis.decisions.saved_plan import SavedFile, SavedPlan
from analysis.evidence.spoken import as_share
from analysis.language import Language, Text
from analysis.measures import typed_frame
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import amount, number, plural, sentence
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_FIRST, _SECOND = Text("Kế hoạch thứ nhất", "First plan"), Text("Kế hoạch thứ hai", "Second plan")
_IN, _OUT = Text("Chọn", "Chosen"), Text("Không chọn", "Refused")
_ABSENT = Text("Không có trong kế hoạch", "Not in the plan")

TOTAL_COLUMNS = (
    MeasureColumn("item", "text", Text("Mục", "Item")),
    MeasureColumn("first", "text", _FIRST),
    MeasureColumn("second", "text", _SECOND),
)
FILE_COLUMNS = (
    MeasureColumn("candidate", "text", Text("Mã hồ sơ", "Application id")),
    MeasureColumn("name", "text", Text("Cơ sở", "Establishment")),
    MeasureColumn("first_decision", "text", _FIRST),
    MeasureColumn("second_decision", "text", _SECOND),
    MeasureColumn("first_grant", "money", Text("Tiền, thứ nhất", "Grant, first")),
    MeasureColumn("second_grant", "money", Text("Tiền, thứ hai", "Grant, second")),
    MeasureColumn("currency", "currency", Text("Loại tiền", "Currency")),
    MeasureColumn("first_reason", "text", Text("Lý do, thứ nhất", "Reason, first")),
    MeasureColumn("second_reason", "text", Text("Lý do, thứ hai", "Reason, second")),
)
_COUNTS = Text(
    "Hai kế hoạch như khi được lưu, mỗi kế hoạch với số liệu, giới hạn và mục tiêu của lúc đó.",
    "Two plans as they were saved, each with the data, limits and objective of then.",
)
_CAVEATS = Text(
    "Kế hoạch của bản số liệu cũ không được tính lại: hồ sơ, mức tối đa, bằng chứng có thể đã đổi.",
    "A plan of an older snapshot is not worked out again: files, ceilings and evidence may have "
    "changed.",
)


def answer_compared(first: SavedPlan, second: SavedPlan) -> Text:
    """Say how many files both plans choose and how many only one of them."""
    ours = {one.candidate for one in first.chosen}
    theirs = {one.candidate for one in second.chosen}
    both = len(ours & theirs)
    return sentence(
        "{both} hồ sơ có trong cả hai kế hoạch; {first} chỉ trong «{one}», {second} chỉ trong "
        "«{other}»",
        f"{{both}} {plural(both, 'file is', 'files are')} in both plans; {{first}} only in "
        "«{one}», {second} only in «{other}»",
        both=number(both),
        first=number(len(ours - theirs)),
        second=number(len(theirs - ours)),
        one=first.name,
        other=second.name,
    )


def totals_compared(first: SavedPlan, second: SavedPlan, language: Language) -> pd.DataFrame:
    """Return what two plans add up to, item by item; columns are TOTAL_COLUMNS."""
    plans = (first, second)
    rows = [
        (Text("Tên", "Name"), [Text(one.name, one.name) for one in plans]),
        (Text("Bản số liệu", "Snapshot"), [number(one.snapshot) for one in plans]),
        (Text("Mục tiêu", "Objective"), [aim_words(one.request) for one in plans]),
        (Text("Hồ sơ được chọn", "Files chosen"), [number(len(one.chosen)) for one in plans]),
        (Text("Tiền hỗ trợ", "Granted"), [amount(one.granted, one.currency) for one in plans]),
        (
            Text("Phần mục tiêu đạt được", "Part of the objective reached"),
            [as_share(one.objective, 1) for one in plans],
        ),
        *(
            (OBJECTIVE_TITLES[name], [_told(one, name) for one in plans])
            for name in OBJECTIVE_TITLES
        ),
    ]
    frame = pd.DataFrame(
        [
            [title.in_language(language), *(value.in_language(language) for value in values)]
            for title, values in rows
        ],
        columns=[column.name for column in TOTAL_COLUMNS],
    )
    return typed_frame(frame, TOTALS)


def files_compared(
    first: SavedPlan, second: SavedPlan, language: Language, named: bool
) -> pd.DataFrame:
    """Return the files two plans decide differently; columns are FILE_COLUMNS.

    Not `named`, no owner of a file is told, whoever saved the plan.
    """
    ours = {one.candidate: one for one in first.files}
    theirs = {one.candidate: one for one in second.files}
    rows = []
    for code in dict.fromkeys([*ours, *theirs]):
        pair = [ours.get(code), theirs.get(code)]
        accepted = [one is not None and one.accepted for one in pair]
        if accepted[0] == accepted[1]:
            continue
        known = next(one for one in pair if one is not None)
        told = [
            (_ABSENT if one is None else _IN if one.accepted else _OUT).in_language(language)
            for one in pair
        ]
        grants = [one.grant if one is not None and one.accepted else None for one in pair]
        reasons = [None if one is None else _reason(one, language, named) for one in pair]
        name = known.name if named else None
        rows.append([code, name, *told, *grants, first.currency, *reasons])
    columns = [column.name for column in FILE_COLUMNS]
    frame = pd.DataFrame(rows, columns=columns)
    for column in FILE_COLUMNS:
        if column.kind == "text":
            frame[column.name] = frame[column.name].astype("str")
    return typed_frame(frame, FILES)


def _reason(file: SavedFile, language: Language, named: bool) -> str:
    """Return why a file was decided so; one saved with its owner's name may be read without."""
    told = file.reason.in_language(language)
    if named or not file.name:
        return told
    return told.replace(file.name, HIDDEN.in_language(language))


def _told(plan: SavedPlan, objective: str) -> Text:
    found: Sequence[PlanOutcome] = [o for o in plan.outcomes if o.objective == objective]
    if not found:
        return Text("–", "–")
    value, basis = outcome_value(found[0], plan.currency), outcome_basis(found[0])
    return sentence("{value} ({basis})", "{value} ({basis})", value=value, basis=basis)


def _nothing(columns: tuple[MeasureColumn, ...]) -> pd.DataFrame:
    """Return an empty table: plans are in the workspace, not in a snapshot."""
    return pd.DataFrame({column.name: [] for column in columns})


def _no_totals(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    return _nothing(TOTAL_COLUMNS)


def _no_files(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    return _nothing(FILE_COLUMNS)


TOTALS = Measure(
    "plans_compared",
    Text("Hai kế hoạch cạnh nhau", "Two plans side by side"),
    _COUNTS,
    _CAVEATS,
    SOURCES,
    TOTAL_COLUMNS,
    _no_totals,
)
FILES = Measure(
    "plan_files_compared",
    Text("Hồ sơ được quyết định khác nhau", "Files decided differently"),
    _COUNTS,
    _CAVEATS,
    SOURCES,
    FILE_COLUMNS,
    _no_files,
)
