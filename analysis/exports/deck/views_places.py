"""Views of whom support reached and how the work runs: map, gaps, groups, deadlines, requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.coverage_compared import ratio_chart
from analysis.charts.coverage_ground import shapes_for
from analysis.charts.coverage_map import coverage_map
from analysis.charts.coverage_units import drawn_units
from analysis.charts.facts import district_statistics_chart
from analysis.charts.fairness_groups import groups_chart
from analysis.charts.process_deadlines import deadlines_chart
from analysis.charts.process_funnel import funnel_chart
from analysis.charts.theme import BLUE, GREY
from analysis.exports.deck.chart_spec import ChartSpec
from analysis.exports.deck.recipes import by_columns
from analysis.exports.deck.view import Asked, Loaded, View, measured, said
from analysis.exports.deck.views_public import PUBLIC_COVERAGE
from analysis.geography.unit_names import short_unit_name
from analysis.language import Language, Text, format_number
from analysis.measures import catalogue
from analysis.measures.answers import answer_district_statistics
from analysis.measures.coverage_classes import FIGURES, answer_map, class_bounds
from analysis.measures.coverage_gaps import answer_gaps
from analysis.measures.fairness_answers import answer_groups
from analysis.measures.process_answers import answer_deadlines, answer_funnel

_MAP_FIGURE = FIGURES["supported"]
_STATISTIC = "nonfarm_establishments"
_RATIO = Text("Quan sát ÷ kỳ vọng", "Observed ÷ expected")
_SUPPORTED = Text("Tỷ lệ được hỗ trợ", "Share supported")
_MET = Text("Tỷ lệ đúng hạn", "Share met")
_APPLICATIONS = Text("Hồ sơ", "Applications")
_ELIGIBLE = Text("n = {n} cơ sở thuộc đối tượng", "n = {n} eligible establishments")
_MOST_STEPS = 12


def _counted(frame: pd.DataFrame, language: Language) -> str | None:
    total = format_number(int(frame["eligible"].sum()), language)
    return _ELIGIBLE.filled(n=total).in_language(language)


def _load_map(asked: Asked) -> Loaded | None:
    # A map compares places, so it shows all of them whatever is filtered by.
    every = Asked(asked.snapshot, replace(asked.scope, districts=()), asked.kept)
    frame = every.frame("coverage_by_district").reset_index(drop=True)
    if frame.empty or not frame["eligible"].sum():
        return None
    shapes = shapes_for(frame, asked.scope.vintage, asked.snapshot.path.parent, "map")
    bounds = class_bounds(frame, _MAP_FIGURE, "fixed")
    if drawn_units(frame, shapes.collection, _MAP_FIGURE, bounds).empty:
        return None
    counted = _counted(frame, asked.language)
    return Loaded(catalogue()["coverage_by_district"], frame, counted, (shapes, bounds))


def _map_title(loaded: Loaded, asked: Asked) -> str | None:
    return answer_map(loaded.frame, _MAP_FIGURE, loaded.extra[1], asked.language)


def _map_figure(loaded: Loaded, asked: Asked) -> go.Figure:
    shapes, bounds = loaded.extra
    chosen = asked.scope.districts
    return coverage_map(
        loaded.frame, shapes.collection, _MAP_FIGURE, bounds, asked.language, chosen
    )


def _with_ratio(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["ratio_all"].notna()].sort_values("ratio_all")


def _short(row: pd.Series) -> str:
    return short_unit_name(str(row["district_name"]))


def _ratio(loaded: Loaded, asked: Asked) -> ChartSpec:
    return by_columns(
        loaded.frame,
        asked.language,
        _short,
        (("ratio_all", _RATIO, BLUE),),
        _RATIO.in_language(asked.language),
        kind="dots",
        interval=("ratio_low_all", "ratio_high_all"),
    )


def _groups(loaded: Loaded, asked: Asked) -> ChartSpec:
    return by_columns(
        loaded.frame,
        asked.language,
        lambda row: f"{row['grouping_name']}: {row['group_name']}",
        (("supported_share", _SUPPORTED, BLUE),),
        _SUPPORTED.in_language(asked.language),
        form="share",
        interval=("supported_low", "supported_high"),
    )


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the steps whose due days can be judged, those least often met first."""
    rows = frame[frame["judged"].fillna(0) > 0]
    return rows.sort_values("share_met").head(_MOST_STEPS)


def _deadlines(loaded: Loaded, asked: Asked) -> ChartSpec:
    return by_columns(
        loaded.frame,
        asked.language,
        lambda row: f"{row['step_title']} ({row['programme_level_name']})",
        (("share_met", _MET, BLUE),),
        _MET.in_language(asked.language),
        form="share",
        interval=("share_low", "share_high"),
    )


def _deadlines_title(loaded: Loaded, asked: Asked) -> str | None:
    # Of all steps, not of those a slide has room for.
    sentence = answer_deadlines(asked.frame("deadlines_met"))
    return None if sentence is None else sentence.in_language(asked.language)


def _funnel(loaded: Loaded, asked: Asked) -> ChartSpec:
    return by_columns(
        loaded.frame,
        asked.language,
        "step_name",
        (("applications", _APPLICATIONS, BLUE),),
        _APPLICATIONS.in_language(asked.language),
        form="count",
    )


def _latest(frame: pd.DataFrame) -> pd.DataFrame:
    known = frame[frame[_STATISTIC].notna()]
    latest = known["year"] == known["year"].max()
    shown: pd.DataFrame = known[latest.fillna(False)]
    return shown.sort_values(_STATISTIC, ascending=False)


def _statistics(loaded: Loaded, asked: Asked) -> ChartSpec:
    label = loaded.measure.column(_STATISTIC).label
    year = int(loaded.frame["year"].iloc[0])
    return by_columns(
        loaded.frame,
        asked.language,
        "district_name",
        ((_STATISTIC, label, GREY),),
        f"{label.in_language(asked.language)}, {year}",
        form="count",
    )


def _statistics_title(loaded: Loaded, asked: Asked) -> str | None:
    label = loaded.measure.column(_STATISTIC).label
    return said(answer_district_statistics, _STATISTIC, label)(loaded, asked)


def _drawn(chart: Callable[..., go.Figure]) -> Callable[[Loaded, Asked], go.Figure]:
    return lambda loaded, asked: chart(loaded.frame, asked.language)


PLACE_VIEWS = (
    View(
        "coverage-map",
        Text("Bản đồ độ phủ", "Map of coverage"),
        _load_map,
        _map_title,
        _map_figure,
        Text(
            "Màu càng đậm, tỷ lệ cơ sở thuộc đối tượng được hỗ trợ càng cao; gạch chéo là khoảng "
            "quá rộng để tin vào màu",
            "The darker, the larger the share of the eligible supported; hatched where the "
            "interval is too wide for the shade to be trusted",
        ),
        Text(
            "Không xếp hạng địa bàn theo màu: ít cơ sở thì tỷ lệ lên xuống vì ngẫu nhiên",
            "Do not rank places by shade: with few establishments a share moves by chance",
        ),
        columns=("district_name", "eligible", "supported", "supported_share"),
        in_public=PUBLIC_COVERAGE,
    ),
    View(
        "coverage-gaps",
        Text("Địa bàn so với kỳ vọng", "Places against what is expected"),
        measured("coverage_by_district", _with_ratio, _counted),
        said(answer_gaps),
        lambda loaded, asked: ratio_chart(loaded.frame, asked.language, "all"),
        Text(
            "Mỗi chấm: số cơ sở được hỗ trợ chia cho số kỳ vọng theo bình quân toàn tỉnh, có "
            "khoảng 95 %; 1 là bằng kỳ vọng",
            "Each dot: establishments supported over those expected at the average of the "
            "province, with its 95% interval; 1 is as expected",
        ),
        Text(
            "Khoảng chứa 1 thì ngẫu nhiên đủ giải thích: chưa thể nói nơi ấy bị bỏ lại",
            "Where the interval holds 1 chance is enough: it cannot be said the place was left out",
        ),
        spec=_ratio,
    ),
    View(
        "groups",
        Text("Nhóm cơ sở được hỗ trợ đến đâu", "Which groups were reached"),
        measured("fairness_groups"),
        said(answer_groups),
        _drawn(groups_chart),
        Text(
            "Tỷ lệ được hỗ trợ của từng nhóm, có khoảng 95 %",
            "Share supported of each group, with its 95% interval",
        ),
        Text(
            "Chênh lệch giữa hai nhóm không nói vì sao, càng không phải chứng cứ phân biệt đối xử",
            "A difference between groups does not say why, and is no proof of discrimination",
        ),
        spec=_groups,
    ),
    View(
        "deadlines",
        Text("Đúng hạn từng bước", "Deadlines met"),
        measured("deadlines_met", _judged),
        _deadlines_title,
        _drawn(deadlines_chart),
        Text(
            "Các bước ít đúng hạn nhất: tỷ lệ đúng hạn và khoảng 95 %",
            "The steps least often on time: share met and its 95% interval",
        ),
        Text(
            "Trễ hạn chưa nói lỗi của ai: hạn có thể do nơi khác giữ hồ sơ",
            "Late does not say whose fault: others may have held the file",
        ),
        spec=_deadlines,
    ),
    View(
        "applications",
        Text("Hồ sơ từ nộp đến quyết toán", "Applications from submission to settlement"),
        measured("application_funnel"),
        said(answer_funnel),
        _drawn(funnel_chart),
        Text("Số hồ sơ còn lại sau mỗi bước", "Applications that are left after each step"),
        Text(
            "Hồ sơ không được duyệt có lý do riêng: xem lý do trước khi gọi là khó tiếp cận",
            "Refused files have their reasons: see them before calling access hard",
        ),
        spec=_funnel,
    ),
    View(
        "statistics",
        Text("Cơ sở phi nông nghiệp theo huyện", "Non-farm establishments by district"),
        measured("district_statistics", _latest),
        _statistics_title,
        lambda loaded, asked: district_statistics_chart(loaded.frame, _STATISTIC, asked.language),
        Text(
            "Mỗi thanh là một huyện, dài theo số cơ sở", "Each bar is a district's establishments"
        ),
        Text(
            "Đây là bối cảnh, không phải kết quả của khuyến công",
            "This is the setting, not a result of the programme",
        ),
        spec=_statistics,
        # Statistics that others have published: they tell of no one who was supported.
        public=measured("district_statistics", _latest),
    ),
)
