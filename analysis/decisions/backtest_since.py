"""What is known since of establishments, by who would have chosen them: a description, no effect.

Those chosen were chosen because they differed: a difference between the groups is no effect of
support, nor of the way of choosing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import scipy

from analysis.decisions.backtest import ReplayedYear
from analysis.decisions.selection import PACKAGE
from analysis.evidence.outcomes import resolve
from analysis.language import Language, Text
from analysis.measures.query import statement
from analysis.warehouse import Snapshot

FEWEST = 10
"""With fewer followed nothing is said of a group, as in the grade."""

SINCE_GROUPS = {
    "both": Text("Được hỗ trợ, mô hình cũng chọn", "Supported, the model's choice too"),
    "only_then": Text("Được hỗ trợ, mô hình không chọn", "Supported, not the model's choice"),
    "only_model": Text("Bị từ chối, mô hình sẽ chọn", "Refused, the model's choice"),
}
SINCE_OUTCOMES = ("workers", "productivity")

CANNOT_TELL = Text("Chưa thể kết luận", "Cannot tell yet")
DESCRIBED = Text("Mô tả, bậc 1: không phải tác động", "A description, grade 1: not an effect")


def since_frame(
    snapshot: Snapshot, replayed: Sequence[ReplayedYear], language: Language
) -> pd.DataFrame:
    """Return one row per outcome and group; columns are SINCE_COLUMNS of backtest_columns.

    `change` is the geometric mean of the growth of establishments from the year before the plan
    year to the year after it, a fraction, with a 95 % interval by Student's t of the logarithms;
    all three are null with fewer than FEWEST followed.
    """
    members = {group: _members(replayed, group) for group in SINCE_GROUPS}
    rows = []
    for code in SINCE_OUTCOMES:
        outcome, _ = resolve(snapshot, code)
        for group, pairs in members.items():
            found = _seen(snapshot, pairs, code)
            rows.append(
                {
                    "outcome": code,
                    "outcome_name": outcome.title.in_language(language),
                    "group": group,
                    "group_name": SINCE_GROUPS[group].in_language(language),
                    **_told(found, language),
                }
            )
    return pd.DataFrame(rows)


def changes_since(
    snapshot: Snapshot, pairs: Sequence[tuple[str, int]], outcome: str
) -> dict[tuple[str, int], dict[Any, Any]]:
    """Return change (log points, null if not known), helped and due of pairs (owner, plan year)."""
    found = _seen(snapshot, pairs, outcome)
    return {
        (str(row["establishment_id"]), int(row["plan_year"])): row
        for row in found.to_dict("records")
    }


def _seen(snapshot: Snapshot, pairs: Sequence[tuple[str, int]], code: str) -> pd.DataFrame:
    outcome, _ = resolve(snapshot, code)
    sql = statement("seen_since", None, frozenset(), PACKAGE)
    return snapshot.query(
        sql.replace("{outcome}", outcome.scaled(snapshot.case.currency)),
        {
            "establishments": [owner for owner, _ in pairs],
            "plan_years": [year for _, year in pairs],
        },
    )


def _members(replayed: Sequence[ReplayedYear], group: str) -> list[tuple[str, int]]:
    """Return establishments of a group with their plan year, each pair once.

    Of those only the model would have taken, the refused: who withdrew was not refused.
    """
    found: dict[tuple[str, int], None] = {}
    for year in replayed:
        for name, of in year.groups.items():
            decided = year.files.decided[name]
            if of == group and (group != "only_model" or decided.result == "refused"):
                found[decided.establishment_id, year.plan_year] = None
    return list(found)


def _told(found: pd.DataFrame, language: Language) -> dict[str, Any]:
    changes = found["change"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(changes)
    seen = changes[known]
    told: dict[str, Any] = {
        "establishments": len(found),
        "followed": len(seen),
        "not_due": int((~found["due"].astype(bool)).sum()),
        "helped": int(found["helped"].astype(bool)[known].sum()),
        "change": np.nan,
        "low": np.nan,
        "high": np.nan,
        "grade": 1,
        "told": DESCRIBED.in_language(language),
    }
    if len(seen) < FEWEST:
        return told | {"grade": pd.NA, "told": CANNOT_TELL.in_language(language)}
    mean = float(seen.mean())
    error = float(seen.std(ddof=1)) / np.sqrt(len(seen))
    width = float(scipy.stats.t.ppf(0.975, len(seen) - 1)) * error
    ends = np.expm1([mean, mean - width, mean + width])
    return told | dict(zip(("change", "low", "high"), map(float, ends), strict=True))
