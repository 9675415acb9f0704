"""Views of the money: by year and source, against the plan, by activity, place and industry."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.funding import (
    funding_by_activity_chart,
    funding_by_district_chart,
    funding_by_industry_chart,
    funding_by_source_chart,
    plan_disbursed_chart,
)
from analysis.charts.leverage import leverage_by_year_chart
from analysis.charts.targets import targets_chart
from analysis.charts.theme import BLUE, GREEN, GREY, SOURCE_COLOURS, sentence_case
from analysis.exports.deck.chart_spec import ChartSpec
from analysis.exports.deck.recipes import by_columns, by_groups, money_factor
from analysis.exports.deck.view import Asked, Loaded, View, measured, said, told
from analysis.language import Language, Text, format_number
from analysis.measures.answers import (
    answer_by_activity,
    answer_by_district,
    answer_by_source,
    answer_disbursement,
    money_stage,
    price_note,
    stage_name,
)
from analysis.measures.flow_answers import answer_by_kind, answer_leverage
from analysis.measures.model import code_label
from analysis.measures.targets_answers import answer_targets, shown_year

_NOT_AN_EFFECT = Text(
    "Số tiền nhiều hay ít không nói hỗ trợ có hiệu quả hay không",
    "How much was spent does not say whether support worked",
)
_PLAN = Text("Kế hoạch", "Planned")
_PAID = Text("Giải ngân", "Disbursed")
_RATIO = Text("Đối ứng ÷ hỗ trợ", "Own money ÷ grant")
_REACHED = Text("Phần đã đạt của chỉ tiêu", "Part of the target reached")
_N_SUPPORTS = Text("n = {n} khoản hỗ trợ biết cả hai số", "n = {n} supports with both known")


def _with_money(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with an amount of the stage that speaks for the money; none without one."""
    stage = money_stage(frame) if not frame.empty else None
    return frame.iloc[:0] if stage is None else frame


def _stage_axis(frame: pd.DataFrame, stage: str, unit: str, language: Language) -> str:
    word = stage_name(stage).in_language(language)
    note = price_note(frame)
    return f"{word[:1].upper()}{word[1:]}, {unit}{note.in_language(language) if note else ''}"


def _by_source(loaded: Loaded, asked: Asked) -> ChartSpec:
    frame, language = loaded.frame, asked.language
    stage = money_stage(frame) or "approved"
    factor, unit = money_factor(frame, stage, language)
    names = {
        code: (code_label("fund_source", code, language), colour)
        for code, colour in SOURCE_COLOURS.items()
    }
    axis = _stage_axis(frame, stage, unit, language)
    return by_groups(frame, "year", "fund_source", names, stage, axis, factor=factor, stacked=True)


def _both_known(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["disbursement_rate"].notna()]


def _plan(loaded: Loaded, asked: Asked) -> ChartSpec:
    rows = loaded.frame.sort_values("year")
    factor, unit = money_factor(rows, "disbursement_base", asked.language)
    paid = rows["disbursement_base"].astype("Float64") * rows["disbursement_rate"].astype("Float64")
    return by_columns(
        rows.assign(paid=paid),
        asked.language,
        "year",
        (("disbursement_base", _PLAN, GREY), ("paid", _PAID, GREEN)),
        f"{unit[:1].upper()}{unit[1:]}",
        kind="columns",
        factor=factor,
    )


def _ranked(label: str, colour: str) -> Callable[[Loaded, Asked], ChartSpec]:
    def spec(loaded: Loaded, asked: Asked) -> ChartSpec:
        frame, language = loaded.frame, asked.language
        stage = money_stage(frame) or "approved"
        factor, unit = money_factor(frame, stage, language)
        axis = _stage_axis(frame, stage, unit, language)
        name = Text(*(sentence_case(one) for one in (stage_name(stage).vi, stage_name(stage).en)))
        return by_columns(frame, language, label, ((stage, name, colour),), axis, factor=factor)

    return spec


def _leverage(loaded: Loaded, asked: Asked) -> ChartSpec:
    rows = loaded.frame.sort_values("year")
    return by_columns(
        rows,
        asked.language,
        "year",
        (("leverage", _RATIO, BLUE),),
        _RATIO.in_language(asked.language),
        kind="dots",
    )


def _leverage_title(loaded: Loaded, asked: Asked) -> str | None:
    sentence = answer_leverage(asked.frame("leverage_total"))
    return None if sentence is None else sentence.in_language(asked.language)


def _supports(frame: pd.DataFrame, language: Language) -> str | None:
    known = int(frame["leverage_n"].sum())
    return _N_SUPPORTS.filled(n=format_number(known, language)).in_language(language)


def _of_province(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return frame
    latest = frame[(frame["year"] == shown_year(frame)) & frame["whole_province"].astype(bool)]
    return latest[latest["achieved"].notna()]


def _targets(loaded: Loaded, asked: Asked) -> ChartSpec:
    return by_columns(
        loaded.frame,
        asked.language,
        "indicator_name",
        (("achieved", _REACHED, BLUE),),
        f"{_REACHED.in_language(asked.language)}, {int(loaded.frame['year'].iloc[0])}",
        form="share",
    )


def _drawn(chart: Callable[..., go.Figure]) -> Callable[[Loaded, Asked], go.Figure]:
    return lambda loaded, asked: chart(loaded.frame, asked.language)


def _filtered(
    answer: Callable[..., Text | None], *more: str
) -> Callable[[Loaded, Asked], str | None]:
    def title(loaded: Loaded, asked: Asked) -> str | None:
        return said(answer, *more, asked.scope)(loaded, asked)

    return title


MONEY_VIEWS = (
    View(
        "money-by-source",
        Text("Kinh phí theo năm và nguồn", "Money by year and source"),
        measured("funding_by_source", _with_money),
        _filtered(answer_by_source),
        _drawn(funding_by_source_chart),
        Text(
            "Mỗi cột là một năm kế hoạch, mỗi màu là một nguồn kinh phí; chiều cao là số tiền",
            "Each column is a plan year, each colour a fund source; its height is the amount",
        ),
        _NOT_AN_EFFECT,
        spec=_by_source,
        public=told("funding_by_source", _with_money),
    ),
    View(
        "plan-and-paid",
        Text("Kế hoạch và giải ngân", "Plan and disbursed"),
        measured("funding_by_year", _both_known),
        said(answer_disbursement),
        _drawn(plan_disbursed_chart),
        Text(
            "Kế hoạch đứng cạnh giải ngân, chỉ tính tiền biết cả hai số",
            "Planned beside disbursed money, only where both are known",
        ),
        Text(
            "Năm còn đề án chưa quyết toán thì tỷ lệ còn tăng: không so với năm đã xong",
            "A year with projects not settled yet will still rise: do not hold it against a "
            "finished one",
        ),
        spec=_plan,
        public=told("funding_by_year", _both_known),
    ),
    View(
        "money-by-activity",
        Text("Kinh phí theo nội dung", "Money by activity"),
        measured("funding_by_activity", _with_money),
        _filtered(answer_by_activity),
        _drawn(funding_by_activity_chart),
        Text(
            "Mỗi thanh là một nội dung của Nghị định 45/2012, dài theo số tiền",
            "Each bar is an activity of Decree 45/2012, as long as its money",
        ),
        _NOT_AN_EFFECT,
        spec=_ranked("activity_name", BLUE),
        public=told("funding_by_activity", _with_money),
    ),
    View(
        "money-by-district",
        Text("Kinh phí theo địa bàn", "Money by place"),
        measured("funding_by_district", _with_money),
        _filtered(answer_by_district),
        _drawn(funding_by_district_chart),
        Text(
            "Mỗi thanh là một địa bàn, dài theo số tiền các đề án ở đó",
            "Each bar is a place, as long as the money of its projects",
        ),
        Text(
            "Địa bàn đông cơ sở nhận nhiều hơn là lẽ thường: xem độ phủ trước khi nói thiên lệch",
            "A place with more establishments receives more: look at coverage before speaking of "
            "bias",
        ),
        spec=_ranked("district_name", GREEN),
        public=told("funding_by_district", _with_money),
    ),
    View(
        "money-by-industry",
        Text("Kinh phí theo ngành", "Money by industry"),
        measured("funding_by_industry", _with_money),
        _filtered(answer_by_kind, "industry"),
        _drawn(funding_by_industry_chart),
        Text(
            "Mỗi thanh là ngành của cơ sở trong đề án, dài theo số tiền",
            "Each bar is the industry of a project's establishments, as long as its money",
        ),
        _NOT_AN_EFFECT,
        spec=_ranked("industry_name", BLUE),
        public=told("funding_by_industry", _with_money),
    ),
    View(
        "leverage",
        Text("Vốn đối ứng của cơ sở", "Own money of establishments"),
        measured("leverage_by_year", lambda frame: frame[frame["leverage"].notna()], _supports),
        _leverage_title,
        _drawn(leverage_by_year_chart),
        Text(
            "Mỗi chấm: một đồng hỗ trợ đi cùng bao nhiêu đồng của cơ sở",
            "Each dot: how much of its own an establishment paid for each đồng of grant",
        ),
        Text(
            "Không phải hỗ trợ «kéo theo» vốn: cơ sở có thể vẫn đầu tư khi không được hỗ trợ",
            "Not that grants «drew in» money: an establishment might have invested anyway",
        ),
        spec=_leverage,
    ),
    View(
        "targets",
        Text("Chỉ tiêu của năm", "Targets of the year"),
        measured("targets_progress", _of_province),
        said(answer_targets),
        _drawn(targets_chart),
        Text(
            "Mỗi thanh là phần đã đạt của một chỉ tiêu toàn tỉnh; 100 % là đạt",
            "Each bar is the part reached of a target of the province; 100% is reached",
        ),
        Text(
            "Đạt chỉ tiêu nói về khối lượng việc, không nói về hiệu quả",
            "Reaching a target is about the amount of work, not about its effect",
        ),
        spec=_targets,
    ),
)
