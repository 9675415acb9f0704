"""Fairness between groups: women-led, minority places, terrain, areas of priority."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.dictionary import CODE_LISTS
from analysis.language import UNKNOWN, Text
from analysis.measures.fairness import LIMITS, SOURCES, WHO, per_one, shares, with_money_words
from analysis.measures.fairness_columns import GROUP_COLUMNS, VERDICTS
from analysis.measures.fairness_units import cells, places, received_or_unknown
from analysis.measures.model import Measure
from analysis.measures.newcombe import newcombe
from analysis.measures.wilson import wilson
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

MAJORITY = 0.5
"""From this share of ethnic minorities on a place counts as one where they are the majority."""

GROUPINGS = {
    "women_led": Text("Người làm chủ", "Who leads"),
    "minority": Text("Dân tộc thiểu số của địa bàn", "Ethnic minorities of the place"),
    "terrain": Text("Địa hình", "Terrain"),
    "priority_area": Text("Địa bàn ưu tiên", "Priority area"),
}
_OWN_GROUPS = {
    "women_led": {
        "women": Text("Phụ nữ làm chủ", "Led by a woman"),
        "others": Text("Không phải phụ nữ làm chủ", "Not led by a woman"),
    },
    "minority": {
        "majority": Text("Nơi dân tộc thiểu số là đa số", "Where minorities are the majority"),
        "others": Text("Nơi dân tộc thiểu số không là đa số", "Where minorities are no majority"),
    },
}
_LED_BY: dict[bool, str] = {True: "women", False: "others"}
_PEOPLED_BY: dict[bool, str] = {True: "majority", False: "others"}
_SUMMED = ["eligible", "told", "supported", "supports", "grants_unknown", "received"]


def fairness_groups(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per grouping and group with an eligible establishment, the unknown last.

    The difference in the share supported is to all other known groups of the same grouping; an
    unknown group is compared with nobody, and nobody with it.
    """
    counted = _with_groups(cells(snapshot, scope), places(snapshot, scope))
    rows = [row for grouping in GROUPINGS for row in _rows(counted, grouping, scope)]
    columns = [column.name for column in GROUP_COLUMNS]
    return with_money_words(pd.DataFrame(rows, columns=columns), snapshot, scope)


def group_names(grouping: str) -> dict[str, Text]:
    """Return the groups of a grouping in order, with their names; the unknown one last."""
    own = _OWN_GROUPS.get(grouping)
    known = own or {entry.code: entry.brief for entry in CODE_LISTS[grouping].codes}
    return {**known, UNKNOWN_CODE: UNKNOWN}


def _with_groups(counted: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return cells with a column per grouping that holds the code of the group."""
    minority = counted["district"].map(known["minority_share"].astype("float64"))
    groups: dict[str, pd.Series] = {
        "women_led": counted["women_led"].map(_LED_BY),
        "minority": (minority >= MAJORITY).map(_PEOPLED_BY).where(minority.notna()),
        "terrain": counted["terrain"],
        "priority_area": counted["district"].map(known["priority_area"]),
    }
    frame = counted[["district", *_SUMMED]].copy()
    for name, codes in groups.items():
        frame[name] = codes.astype(object).fillna(UNKNOWN_CODE)
    return frame


def _rows(counted: pd.DataFrame, grouping: str, scope: Scope) -> list[dict[str, Any]]:
    """Return the rows of one grouping."""
    frame = counted.groupby(grouping)[_SUMMED].sum()
    frame = frame[frame["eligible"] > 0].copy()
    frame["grants"] = received_or_unknown(frame)
    frame["share_of_eligible"] = shares(frame["eligible"])
    frame["share_of_money"] = shares(frame["grants"])
    frame["grants_per_eligible"] = per_one(frame["grants"], frame["eligible"])
    known = frame[frame.index != UNKNOWN_CODE][["eligible", "supported"]].sum()
    rows = []
    for code, name in group_names(grouping).items():
        if code not in frame.index:
            continue
        row: dict[str, Any] = {str(name): value for name, value in frame.loc[code].items()}
        eligible, supported = int(row["eligible"]), int(row["supported"])
        low, high = wilson(supported, eligible) or (None, None)
        compared = _compared(code, eligible, supported, known)
        rows.append(
            {
                **row,
                **compared,
                "grouping": grouping,
                "grouping_name": GROUPINGS[grouping].in_language(scope.language),
                "group": code,
                "group_name": name.in_language(scope.language),
                "supported_share": supported / eligible,
                "supported_low": low,
                "supported_high": high,
                "verdict_name": VERDICTS[compared["verdict"]].in_language(scope.language),
            }
        )
    return rows


def _compared(code: str, eligible: int, supported: int, known: pd.Series) -> dict[str, Any]:
    """Return the difference in the share supported to the rest of the known, with its interval."""
    rest, found = int(known["eligible"]) - eligible, int(known["supported"]) - supported
    if code == UNKNOWN_CODE or rest <= 0:
        return {"verdict": "cannot_tell"}
    interval = newcombe(supported, eligible, found, rest)
    if interval is None:
        return {"verdict": "cannot_tell"}
    low, high = interval
    return {
        "rest_eligible": rest,
        "rest_supported": found,
        "difference": supported / eligible - found / rest,
        "difference_low": low,
        "difference_high": high,
        "verdict": "more" if low > 0 else "less" if high < 0 else "cannot_tell",
    }


MEASURES = (
    Measure(
        "fairness_groups",
        Text("Công bằng giữa các nhóm", "Fairness between groups"),
        Text(
            "Tỷ lệ được hỗ trợ của từng nhóm cơ sở thuộc đối tượng, khoảng Wilson (1927), và chênh "
            "lệch với các nhóm đã biết còn lại, khoảng Newcombe (1998, phương pháp 10): tuyệt đối "
            "(điểm phần trăm), không gia quyền, mỗi cơ sở một lần. Nơi dân tộc thiểu số là đa số: "
            "từ 50% dân số. Địa bàn ưu tiên: theo thứ tự của Thông tư 46/2012/TT-BCT, Điều 6. "
            f"{WHO.vi}",
            "The share supported of each group of eligible establishments with the interval of "
            "Wilson (1927), and its difference to the other known groups with that of Newcombe "
            "(1998, method 10): absolute (percentage points), unweighted, each establishment once. "
            "Minorities are the majority from 50% of the population on. Priority areas are in the "
            f"order of Circular 46/2012, article 6. {WHO.en}",
        ),
        Text(
            "Phụ nữ làm chủ là của cơ sở; dân tộc, địa hình, ưu tiên là của địa bàn, không nói về "
            "từng chủ cơ sở. Chưa chuẩn hóa theo ngành, quy mô. Nhóm không rõ là một dòng, không "
            f"so với ai. So nhiều nhóm thì thỉnh thoảng một nhóm khác do may rủi. {LIMITS.vi}",
            "Led by a woman is of the establishment; minorities, terrain and priority are of the "
            "place and say nothing of an owner. Not standardised by industry or size. The unknown "
            "are a row and compared with nobody. Of many groups one now and then differs by "
            "chance. "
            f"{LIMITS.en}",
        ),
        SOURCES,
        GROUP_COLUMNS,
        fairness_groups,
    ),
)
