"""Công bằng / Fairness: money and support along poverty and remoteness, by place and by group."""

from __future__ import annotations

from functools import partial

import pandas as pd

from analysis.charts.fairness import (
    CURVE_ALTERNATIVE,
    PAIRS_ALTERNATIVE,
    concentration_chart,
    pairs_chart,
)
from analysis.charts.fairness_groups import GROUPS_ALTERNATIVE, groups_chart
from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.fairness_answers import (
    answer_condition,
    answer_fairness,
    answer_groups,
    answer_money,
    answer_unequal,
    counted_of,
    minorities_known,
    money_known,
    two_values,
)
from analysis.measures.fairness_units import CONDITION_NAMES
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.coverage.basis import who_is_eligible
from dashboard.ui.coverage.standing_out import hint, key_of
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View

_CHOICE = Text("Xếp địa bàn theo", "Rank places by")
_NOBODY = Text(
    "Chưa có cơ sở thuộc đối tượng nào trong lựa chọn này.",
    "There is no eligible establishment in this selection.",
)
_NEEDED_ESTABLISHMENTS = Text(
    "Cần: bảng Cơ sở CNNT với Đơn vị (xã, huyện) của từng cơ sở, bảng Khoản hỗ trợ với cột Kinh "
    "phí hỗ trợ.",
    "Needed: the table Rural industrial establishment with the unit (commune, district) of each, "
    "and the table Support with the column Grant.",
)
_NO_PLACES = Text(
    "Chưa so được các địa bàn: cần ít nhất hai địa bàn đã biết có cơ sở và tiền hỗ trợ.",
    "Places cannot be compared: at least two known ones with establishments and grants are needed.",
)
_NO_CONDITION = {
    "poverty": Text(
        "Chưa biết tỷ lệ hộ nghèo của ít nhất hai địa bàn trong lựa chọn này.",
        "The share of poor households is not known for two places of this selection.",
    ),
    "remoteness": Text(
        "Chưa biết tọa độ tâm của ít nhất hai địa bàn trong lựa chọn này.",
        "The centroid is not known for two places of this selection.",
    ),
}
_NEEDED_CONDITION = {
    "poverty": Text(
        "Cần nộp: bảng Số liệu năm của đơn vị, cột Tỷ lệ hộ nghèo, mỗi địa bàn một dòng một năm.",
        "To hand in: the table Unit and year, column Share of poor households, one row for each "
        "place and year.",
    ),
    "remoteness": Text(
        "Cần nộp: bảng Đơn vị hành chính, cột Vĩ độ tâm và Kinh độ tâm.",
        "To hand in: the table Administrative unit, columns Centroid latitude and Centroid "
        "longitude.",
    ),
}
_NO_MINORITIES = Text(
    "Chưa biết địa bàn nào đồng bào dân tộc thiểu số là đa số.",
    "Where ethnic minorities are the majority is not known.",
)
_NEEDED_MINORITIES = Text(
    "Cần nộp: bảng Số liệu năm của đơn vị, cột Tỷ lệ dân tộc thiểu số và cột Địa bàn ưu tiên.",
    "To hand in: the table Unit and year, columns Share of ethnic minorities and Priority area.",
)
_PAIRS = Text(
    "Tiền hỗ trợ so với cơ sở thuộc đối tượng của từng địa bàn",
    "Money against the eligible establishments of each place",
)
_GROUPS = Text("Tỷ lệ được hỗ trợ của các nhóm", "Share supported of the groups")
_INDICES = Text("Các chỉ số công bằng", "Indices of fairness")

_CURVE_COLUMNS = {
    "poverty": ("poverty_rate",),
    "remoteness": ("distance_km",),
}
_PAIR_COLUMNS = (
    *("district_name", "eligible", "supported", "grants", "supports", "grants_unknown"),
    *("grants_not_eligible", "share_of_eligible", "share_of_supported", "share_of_money"),
    *("money_ratio", "grants_per_eligible", "terrain_name", "poverty_rate", "poverty_year"),
    *("minority_share", "minority_year", "distance_km", "priority_area_name"),
)
_INDEX_COLUMNS = (
    *("index_name", "value_text", "chance_text", "corrected_text", "verdict_name", "n"),
    *("n_supported", "places", "interval_by", "scale_name", "weighted_name", "places_without"),
    "left_out",
)


def answer(view: View) -> str:
    """Return where half the money went and whether to poor places, as a sentence."""
    view = view.everywhere()
    districts = view.frame("fairness_by_district")
    told = answer_fairness(districts, view.frame("fairness_indices"))
    if told is None:
        told = _NOBODY if districts.empty else _NO_PLACES
    return told.in_language(view.language)


def draw(view: View) -> None:
    """Draw the curve along a condition, the indices, money against the eligible, and groups.

    Every place is drawn whatever is filtered by: what is chosen stands out among the others.
    """
    chosen, view = view.scope.districts, view.everywhere()
    districts = view.frame("fairness_by_district")
    if districts["eligible"].sum() == 0:
        empty_state(
            _NOBODY.in_language(view.language), _NEEDED_ESTABLISHMENTS.in_language(view.language)
        )
        return
    counted = counted_of(districts).in_language(view.language)
    _draw_curve(chosen, view)
    _draw_indices(view, counted)
    _draw_pairs(chosen, view, districts, counted)
    _draw_groups(view, counted)


def _draw_curve(chosen: tuple[str, ...], view: View) -> None:
    language = view.language
    names = {code: name.in_language(language) for code, name in CONDITION_NAMES.items()}
    condition = pick_breakdown(_CHOICE.in_language(language), names, f"fairness-by-{language}")
    curve = view.frame("fairness_curve")
    rows = curve[curve["condition"] == condition].reset_index(drop=True)
    if len(rows) < 2:
        empty_state(
            _NO_CONDITION[condition].in_language(language),
            _NEEDED_CONDITION[condition].in_language(language),
        )
        return
    told = answer_condition(view.frame("fairness_indices"), condition)
    draw_exhibit(
        Exhibit(
            key=f"fairness-curve-{condition}{key_of(chosen)}",
            answer=told.in_language(language),
            measure=catalogue()["fairness_curve"],
            frame=rows,
            figure=partial(concentration_chart, rows, condition, language, chosen),
            alternative=CURVE_ALTERNATIVE[condition].in_language(language),
            counted=counted_of(rows).in_language(language),
            columns=(
                *("district_name", *_CURVE_COLUMNS[condition], "eligible", "supported", "known"),
                *("grants", "eligible_reached", "supported_reached", "known_reached"),
                "money_reached",
            ),
            remarks=[*hint(chosen, view), *who_is_eligible(view)],
        ),
        view,
    )


def _draw_indices(view: View, counted: str) -> None:
    indices = view.frame("fairness_indices")
    told = answer_unequal(indices) or _INDICES
    if indices["value"].isna().all():
        return
    draw_exhibit(
        Exhibit(
            key="fairness-indices",
            answer=told.in_language(view.language),
            measure=catalogue()["fairness_indices"],
            frame=indices,
            figure=None,
            alternative="",
            counted=counted,
            columns=_INDEX_COLUMNS,
            remarks=[two_values(indices).in_language(view.language)],
        ),
        view,
    )


def _draw_pairs(chosen: tuple[str, ...], view: View, districts: pd.DataFrame, counted: str) -> None:
    if not money_known(districts):
        empty_state(
            _NO_PLACES.in_language(view.language),
            _NEEDED_ESTABLISHMENTS.in_language(view.language),
        )
        return
    told = answer_money(districts) or _PAIRS
    draw_exhibit(
        Exhibit(
            key=f"fairness-pairs{key_of(chosen)}",
            answer=told.in_language(view.language),
            measure=catalogue()["fairness_by_district"],
            frame=districts,
            figure=partial(pairs_chart, districts, view.language, chosen),
            alternative=PAIRS_ALTERNATIVE.in_language(view.language),
            counted=counted,
            columns=_PAIR_COLUMNS,
            remarks=hint(chosen, view),
        ),
        view,
    )


def _draw_groups(view: View, counted: str) -> None:
    groups = view.frame("fairness_groups")
    told = answer_groups(groups) or _GROUPS
    draw_exhibit(
        Exhibit(
            key="fairness-groups",
            answer=told.in_language(view.language),
            measure=catalogue()["fairness_groups"],
            frame=groups,
            figure=partial(groups_chart, groups, view.language),
            alternative=GROUPS_ALTERNATIVE.in_language(view.language),
            counted=counted,
        ),
        view,
    )
    if not minorities_known(groups):
        empty_state(
            _NO_MINORITIES.in_language(view.language),
            _NEEDED_MINORITIES.in_language(view.language),
        )
