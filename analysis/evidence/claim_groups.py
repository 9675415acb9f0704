"""Who it works for: the estimate of a claim for every activity, industry, size or district."""

from __future__ import annotations

from typing import Literal

import numpy as np

from analysis.dictionary import CODE_LISTS
from analysis.evidence.claim import Claim
from analysis.evidence.doubts import repeated
from analysis.evidence.model import NEVER
from analysis.evidence.subgroups import Subgroups, subgroups
from analysis.language import UNKNOWN, Text

GroupKind = Literal["activity", "industry", "size", "district"]

GROUP_TITLES: dict[GroupKind, Text] = {
    "activity": Text("Theo nội dung hoạt động", "By activity"),
    "industry": Text("Theo ngành", "By industry"),
    "size": Text("Theo quy mô", "By size"),
    "district": Text("Theo huyện", "By district"),
}

SEVERAL = Text("Nhiều nội dung cùng năm", "Several activities in one year")


def groups_of(
    found: Claim, kind: GroupKind, place_names: dict[int, Text] | None = None
) -> Subgroups | None:
    """Return the estimate of a claim for every group of a kind; None without a comparison.

    Supported establishments of a group are held against the whole comparison, adjusted as in the
    claim's repeated estimates; activities are those of the first support. `place_names` name
    districts by number.
    """
    comparison = found.main.comparison
    if found.doubts is None or comparison is None:
        return None
    codes = found.given.built.units[kind].fillna("unknown").astype(str).to_numpy(dtype=object)
    codes = np.where(found.given.panel.cohorts == NEVER, "", codes)
    labels = {code: _label(kind, code, place_names or {}) for code in set(codes.tolist()) - {""}}
    return subgroups(
        found.given.flat,
        codes,
        repeated(comparison, found.given.anticipation),
        kind,
        GROUP_TITLES[kind],
        labels,
        comparison=comparison,
        anticipation=found.given.anticipation,
    )


def _label(kind: GroupKind, code: str, places: dict[int, Text]) -> Text:
    if code == "unknown":
        return UNKNOWN
    if code == "several":
        return SEVERAL
    if kind == "district":
        return places.get(int(code), Text(code, code)) if code.isdigit() else Text(code, code)
    return CODE_LISTS[kind].find(code).brief
