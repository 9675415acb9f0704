"""So sánh / Compared: places against what is expected of them, the funnel, and the last change."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.coverage_compared import (
    MOST_PLACES,
    Against,
    change_chart,
    compared_places,
    funnel_plot,
    ratio_chart,
)
from analysis.charts.process_intervals import MOST_ROWS
from analysis.language import Text, format_number, format_share
from analysis.measures import catalogue
from analysis.measures.coverage_change import answer_change
from analysis.measures.coverage_expected import LEVELS, SPREADS
from analysis.measures.coverage_gaps import answer_gaps, answer_spread
from analysis.measures.coverage_ranked import answer_ranked
from analysis.measures.expected_basis import answer_basis
from analysis.measures.funnel_grid import typical_chance
from analysis.scope import UNKNOWN_CODE
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.coverage.basis import who_is_eligible
from dashboard.ui.coverage.standing_out import key_of, remarks_on
from dashboard.ui.data import measure_frame
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View

_NOBODY = Text(
    "Chưa có cơ sở thuộc đối tượng nào trong phạm vi này.",
    "There is no eligible establishment in this selection.",
)
_NEEDED = Text(
    "Cần có: danh sách cơ sở với địa bàn, ngành, quy mô; danh sách dự tuyên truyền; hồ sơ; đề án "
    "và khoản hỗ trợ.",
    "Needed: establishments with place, industry and size; who was present at outreach; "
    "applications; projects and supports.",
)
_CANNOT = Text(
    "Chưa nói được nơi nào được hỗ trợ nhiều hay ít hơn mức ngẫu nhiên",
    "Which places are supported more or less than chance allows cannot be told yet",
)
_RATIO = Text(
    "Được hỗ trợ so với kỳ vọng, từ nơi ít nhất: khoảng chồng nhau thì chưa nói được nơi nào hơn",
    "Supported against expected, the least first: where intervals overlap nobody can say which is "
    "better covered",
)
_RATIO_ALT = Text(
    "Biểu đồ điểm kèm khoảng tin cậy: số được hỗ trợ chia số kỳ vọng của từng nơi.",
    "Dots with intervals: the supported over the expected of each place.",
)
_FUNNEL_ALT = Text(
    "Biểu đồ phễu: tỷ số thực tế trên kỳ vọng theo số kỳ vọng, giữa giới hạn 95% và 99,8%.",
    "Funnel plot: observed over expected by the number expected, between 95 and 99.8% limits.",
)
_LIMITS = Text(
    "Đường giới hạn tính cho mọi số kỳ vọng, với xác suất được hỗ trợ chung {chance} của một cơ "
    "sở; gãy bậc vì số cơ sở là số nguyên. Màu và dấu của mỗi nơi theo giới hạn riêng của nơi đó "
    "(bảng)",
    "The lines are limits for every number expected, at the common chance of {chance} that an "
    "establishment is supported; they have steps because establishments are whole. Colour and mark "
    "of a place go by limits of its own (table)",
)
_AGAINST = Text("So với", "Against")
_KINDS: dict[Against, Text] = {
    "all": Text("Toàn tỉnh", "All places"),
    "alike": Text("Cùng địa bàn ưu tiên", "The same priority area"),
    "spread": Text("Kể cả độ phân tán (cộng)", "Spread allowed for (additive)"),
    "scaled": Text("Kể cả độ phân tán (nhân)", "Spread allowed for (multiplicative)"),
}
_CHANGE = Text(
    "Chưa so được hai kỳ: thiếu cơ sở ở một trong hai", "The two periods cannot be compared"
)
_CHANGE_ALT = Text(
    "Điểm kèm khoảng tin cậy: thay đổi tỷ lệ được hỗ trợ của từng nơi so với kỳ trước.",
    "Dots with intervals: the change of the share supported of each place since the last period.",
)
_FIRST_ONLY = Text(
    "Biểu đồ vẽ {shown} nơi đầu; còn {more} nơi nữa trong bảng",
    "The chart shows the first {shown} places; {more} more are in the table",
)
_TOO_MANY = Text(
    "Có {n} nơi: quá nhiều cho một biểu đồ đọc được, xem bảng hoặc thu hẹp phạm vi.",
    "There are {n} places: too many for a chart one can read; see the table or narrow the scope.",
)
_COUNTED = Text(
    "n = {eligible} cơ sở thuộc đối tượng, {supported} được hỗ trợ, {places} nơi; không rõ địa "
    "bàn: {nowhere} cơ sở, {nowhere_supported} được hỗ trợ",
    "n = {eligible} eligible establishments, {supported} supported, {places} places; of unknown "
    "place: {nowhere}, {nowhere_supported} supported",
)
_CHANGE_COLUMNS = (
    "district_name",
    "share_before",
    "supported_before",
    "eligible_before",
    "share",
    "supported",
    "eligible",
    "change",
    "change_low",
    "change_high",
    "change_low_together",
    "change_high_together",
)
_COLUMNS = (
    "district_name",
    "eligible",
    "supported",
    "supported_share",
    "supported_low",
    "supported_high",
    "expected_all",
    "ratio_all",
    "ratio_low_all",
    "ratio_high_all",
    "position_all_name",
    "expected",
    "ratio",
    "ratio_low",
    "ratio_high",
    "position_name",
    "position_spread_name",
    "position_scaled_name",
    "rank_low",
    "rank_high",
    "ranked",
    "smoothed_share",
    "alone_share",
)


def answer(view: View) -> str:
    """Return which places chance does not explain, as a sentence."""
    frame = view.everywhere().frame("coverage_by_district")
    return (answer_gaps(frame) or _CANNOT).in_language(view.language)


def draw(view: View) -> None:
    """Draw the ratio of each place, the funnel and the change since the last period.

    Every place is drawn whatever is filtered by: what is chosen stands out among the others.
    """
    chosen, view = view.scope.districts, view.everywhere()
    frame = view.frame("coverage_by_district")
    if int(frame["eligible"].sum()) == 0:
        empty_state(_NOBODY.in_language(view.language), _NEEDED.in_language(view.language))
        return
    against = _pick_comparison(view)
    draw_exhibit(
        Exhibit(
            key=f"coverage-ratio-{against}{key_of(chosen)}",
            answer=_RATIO.in_language(view.language),
            measure=catalogue()["coverage_by_district"],
            frame=frame,
            figure=partial(ratio_chart, frame, view.language, against, chosen),
            alternative=_RATIO_ALT.in_language(view.language),
            counted=counted(frame, view),
            columns=_COLUMNS,
            remarks=[
                *remarks_on(chosen, frame, view),
                *basis(against, view),
                *first_only(compared_places(frame, against), view),
                *who_is_eligible(view, frame),
            ],
        ),
        view,
    )
    _draw_funnel(frame, against, chosen, view)
    _draw_change(chosen, view)


def basis(against: Against, view: View) -> list[str]:
    """Return the sentence on what is expected of a place in a comparison; none without anybody."""
    everywhere = replace(view.scope, districts=())
    frame = measure_frame("expected_basis", view.snapshot, everywhere)
    said = answer_basis(frame, priority=against != "all")
    return [] if said is None else [said.in_language(view.language)]


def first_only(places: int, view: View) -> list[str]:
    """Return how many places a chart of the first ones leaves to the table, nothing if none."""
    if places <= MOST_PLACES:
        return []
    said = _FIRST_ONLY.filled(shown=MOST_PLACES, more=places - MOST_PLACES)
    return [said.in_language(view.language)]


def _pick_comparison(view: View) -> Against:
    names = {code: name.in_language(view.language) for code, name in _KINDS.items()}
    return pick_breakdown(
        _AGAINST.in_language(view.language), names, f"coverage-against-{view.language}"
    )


def _draw_funnel(
    frame: pd.DataFrame, against: Against, chosen: tuple[str, ...], view: View
) -> None:
    sentence = answer_gaps(frame)
    if sentence is None:
        empty_state(_CANNOT.in_language(view.language))
        return
    expected = "expected_all" if against == "all" else "expected"
    chance = format_share(typical_chance(frame, expected), view.language, 1)
    draw_exhibit(
        Exhibit(
            key=f"coverage-funnel-{against}{key_of(chosen)}",
            answer=sentence.in_language(view.language),
            measure=catalogue()["coverage_by_district"],
            frame=frame,
            figure=partial(funnel_plot, frame, view.language, against, chosen),
            alternative=_FUNNEL_ALT.in_language(view.language),
            counted=counted(frame, view),
            columns=(*_COLUMNS, *_limit_columns(against)),
            remarks=[
                _LIMITS.filled(chance=chance).in_language(view.language),
                *basis(against, view),
            ],
        ),
        view,
    )
    for said in (answer_spread(frame), answer_ranked(frame)):
        if said is not None:
            st.markdown(plain(said.in_language(view.language)))


def _limit_columns(against: Against) -> tuple[str, ...]:
    """Return the columns of each place's own limits in a comparison."""
    kind = against if against in SPREADS else "limit"
    ending = "_all" if against == "all" else ""
    return tuple(f"{kind}_{level}_{end}{ending}" for level in LEVELS for end in ("low", "high"))


def _draw_change(chosen: tuple[str, ...], view: View) -> None:
    frame = view.frame("coverage_change")
    sentence = answer_change(frame)
    if sentence is None:
        empty_state(_CHANGE.in_language(view.language))
        return
    few = len(frame) <= MOST_ROWS
    words = _TOO_MANY.filled(n=format_number(len(frame), view.language)).in_language(view.language)
    draw_exhibit(
        Exhibit(
            key=f"coverage-change{key_of(chosen)}",
            answer=sentence.in_language(view.language),
            measure=catalogue()["coverage_change"],
            frame=frame,
            figure=(partial(change_chart, frame, view.language, chosen)) if few else None,
            alternative=_CHANGE_ALT.in_language(view.language),
            columns=_CHANGE_COLUMNS,
            remarks=[] if few else [words.rstrip(".")],
        ),
        view,
    )


def counted(frame: pd.DataFrame, view: View) -> str:
    """Return how many establishments and places a frame of coverage is made of, in words."""
    nowhere = frame[frame["district"] == UNKNOWN_CODE]
    values = {
        "eligible": int(frame["eligible"].sum()),
        "supported": int(frame["supported"].sum()),
        "places": len(frame) - len(nowhere),
        "nowhere": int(nowhere["eligible"].sum()),
        "nowhere_supported": int(nowhere["supported"].sum()),
    }
    said = {name: format_number(value, view.language) for name, value in values.items()}
    return _COUNTED.filled(**said).in_language(view.language)
