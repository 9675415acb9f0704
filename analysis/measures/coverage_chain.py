"""The chain of support: of the eligible, how many took each step, in all and in each place."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from analysis.language import Text
from analysis.measures.coverage import coverage_by_district
from analysis.measures.coverage_columns import STEPS
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import listed, number, sentence, share
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot

ALL = "all"
"""The code of the row that counts every place of the scope, the unknown one too."""

_ALL_NAME = Text("Mọi địa bàn", "All places")
STEP_NAMES = {
    "told": Text("Được biết", "Told"),
    "asked": Text("Hỏi hỗ trợ", "Asked"),
    "applied": Text("Nộp hồ sơ", "Applied"),
    "approved": Text("Được duyệt", "Approved"),
    "supported": Text("Được hỗ trợ", "Supported"),
    "completed": Text("Hoàn thành", "Completed"),
}


def coverage_chain(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per place and step, all places together first: who took it, of the eligible.

    Counts are those of coverage_by_district; null where a step is not recorded, shares where nobody
    is eligible too.
    """
    coverage = coverage_by_district(snapshot, scope)
    rows = []
    whole: dict[Hashable, Any] = {name: coverage[name].sum(min_count=1) for name in STEPS}
    places: list[tuple[str, str, dict[Hashable, Any]]] = [
        (ALL, _ALL_NAME.in_language(scope.language), whole),
        *(
            (str(row["district"]), str(row["district_name"]), row)
            for row in coverage.to_dict("records")
        ),
    ]
    for code, name, counts in places if len(coverage) else []:
        eligible = int(counts["eligible"])
        for step in STEPS[1:]:
            some = None if pd.isna(counts[step]) else int(counts[step])
            interval = None if some is None else wilson(some, eligible)
            rows.append(
                {
                    "district": code,
                    "district_name": name,
                    "step": step,
                    "step_name": STEP_NAMES[step].in_language(scope.language),
                    "establishments": some,
                    "eligible": eligible,
                    "share": some / eligible if some is not None and eligible else None,
                    "low": interval[0] if interval else None,
                    "high": interval[1] if interval else None,
                }
            )
    return pd.DataFrame(rows, columns=[column.name for column in _COLUMNS])


def answer_chain(frame: pd.DataFrame, district: str = ALL) -> Text | None:
    """Say how many of the eligible took each step; None where nobody is eligible."""
    rows = frame[(frame["district"] == district) & frame["share"].notna()]
    if rows.empty:
        return None
    steps = [
        sentence(
            "{name} {share}",
            "{share} {name}",
            name=Text(STEP_NAMES[step].vi.lower(), STEP_NAMES[step].en.lower()),
            share=share(float(value)),
        )
        for step, value in zip(rows["step"], rows["share"], strict=True)
    ]
    return sentence(
        "{name}: trong {eligible} cơ sở thuộc đối tượng, {steps}",
        "{name}: of {eligible} eligible establishments {steps}",
        name=_ALL_NAME if district == ALL else str(rows["district_name"].iloc[0]),
        eligible=number(int(rows["eligible"].iloc[0])),
        steps=listed(steps, _ALL_NAME, Text("bước khác", "more")),
    )


_COLUMNS = (
    *DISTRICT_KEYS,
    MeasureColumn("step", "code", Text("Mã bước", "Step code")),
    MeasureColumn("step_name", "text", Text("Bước", "Step")),
    MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
    MeasureColumn("eligible", "count", Text("Thuộc đối tượng", "Eligible")),
    MeasureColumn("share", "share", Text("Tỷ lệ", "Share")),
    MeasureColumn("low", "share", Text("Cận dưới", "From")),
    MeasureColumn("high", "share", Text("Cận trên", "To")),
)

MEASURES = (
    Measure(
        "coverage_chain",
        Text("Chuỗi các bước", "The chain of steps"),
        Text(
            "Trong cơ sở thuộc đối tượng, bao nhiêu đã qua từng bước: được biết, hỏi, nộp hồ sơ, "
            "được duyệt, được hỗ trợ, hoàn thành; mỗi cơ sở đếm một lần ở mỗi bước. Tỷ lệ chia cho "
            "cơ sở thuộc đối tượng, khoảng 95% của Wilson (1927).",
            "Of the eligible, how many took each step: told, asked, applied, approved, supported, "
            "completed; an establishment counts once at each. Shares are of the eligible, with "
            "Wilson's (1927) 95% interval.",
        ),
        Text(
            "Không phải ai qua bước sau cũng được ghi ở bước trước: được hỗ trợ mà không có tên ở "
            "buổi tuyên truyền vẫn là được hỗ trợ. Đề án gần đây chưa kịp hoàn thành.",
            "Not everybody who took a step is recorded at those before: one supported without "
            "being named at outreach is supported all the same. Recent projects have not had the "
            "time to be completed.",
        ),
        (
            *("establishment", "outreach_event", "outreach_contact"),
            *("application", "project", "support"),
        ),
        _COLUMNS,
        coverage_chain,
    ),
)
