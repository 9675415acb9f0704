"""Views of what changed and whether support did it: productivity, claims, jobs, survival."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.evidence import event_study_chart
from analysis.charts.jobs_cost import cost_chart
from analysis.charts.outcomes import level_chart, value_axis
from analysis.charts.productivity import survival_chart
from analysis.charts.programme import jobs_chart
from analysis.charts.theme import BLUE, ORANGE
from analysis.evidence.claim import Claim, claim
from analysis.evidence.claim_measures import claim_measures
from analysis.evidence.claim_tables import path_table
from analysis.exports.deck.chart_spec import ChartSpec
from analysis.exports.deck.recipes import by_columns, by_groups, money_factor
from analysis.exports.deck.view import Asked, Loaded, View, measured, said
from analysis.exports.deck.views_public import PUBLIC_JOBS
from analysis.language import Language, Text, format_number
from analysis.measures.answers import answer_jobs
from analysis.measures.jobs_cost_answers import answer_cost
from analysis.measures.outcome_columns import NOT_SUPPORTED, STATUS_NAMES, SUPPORTED
from analysis.measures.outcome_list import PRODUCTIVITY
from analysis.measures.outcomes_answers import answer_level, answer_survival

_NOT_ALONE = Text(
    "Chênh lệch giữa hai nhóm chưa phải tác động: cơ sở được chọn vốn có thể đã khác",
    "A difference between the groups is no effect: those chosen may have differed before",
)
_GAINED = Text("Tăng", "Gained")
_LOST = Text("Giảm", "Lost")
_WORKERS = Text("Lao động", "Workers")
_COST = Text("Chi phí một việc làm", "Cost of a job")
_DIFFERENCE = Text("Chênh lệch so với đối chứng", "Difference from the compared")
_OWN_CHANGE = Text("Thay đổi so với năm trước khi hỗ trợ", "Change from the year before support")
_STILL = Text("Còn hoạt động", "Still operating")
_CLAIM_N = Text(
    "n = {supported} được hỗ trợ, {compared} đối chứng · bậc bằng chứng {grade}/5",
    "n = {supported} supported, {compared} compared · evidence grade {grade} of 5",
)
_ANSWERED = Text(
    "n = {answered}/{supported} lượt cơ sở trả lời",
    "n = {answered} of {supported} establishment-years answered",
)
_ANSWERS = Text("n = {n} câu trả lời", "n = {n} answers")
_EVENTS = Text(
    "n = {n} khoản hỗ trợ của {establishments} cơ sở",
    "n = {n} supports of {establishments} establishments",
)


def _groups() -> dict[str, Text]:
    return {SUPPORTED: STATUS_NAMES[SUPPORTED], NOT_SUPPORTED: STATUS_NAMES[NOT_SUPPORTED]}


def _level(loaded: Loaded, asked: Asked) -> ChartSpec:
    frame, language = loaded.frame, asked.language
    factor, unit = value_axis(frame["typical"], PRODUCTIVITY, asked.currency, language)
    colours = {SUPPORTED: BLUE, NOT_SUPPORTED: ORANGE}
    names = {code: (name.in_language(language), colours[code]) for code, name in _groups().items()}
    return by_groups(
        frame,
        "year",
        "status",
        names,
        "typical",
        unit,
        kind="lines",
        factor=factor,
        interval=("low", "high"),
    )


def _level_title(loaded: Loaded, asked: Asked) -> str | None:
    return said(answer_level, PRODUCTIVITY.code, asked.currency)(loaded, asked)


def _level_figure(loaded: Loaded, asked: Asked) -> go.Figure:
    return level_chart(loaded.frame, PRODUCTIVITY.code, asked.currency, asked.language)


def _answers(frame: pd.DataFrame, language: Language) -> str | None:
    total = format_number(int(frame["n"].sum()), language)
    return _ANSWERS.filled(n=total).in_language(language)


def claim_of(asked: Asked) -> Claim:
    """Return the claim on productivity of a scope, made once: it speaks both languages."""
    key = ("claim", asked.scope.in_language("vi"))
    if key not in asked.kept:
        asked.kept[key] = claim(asked.snapshot, asked.scope, PRODUCTIVITY.code, others=False)
    found: Claim = asked.kept[key]
    return found


def _load_claim(asked: Asked) -> Loaded | None:
    found = claim_of(asked)
    if "dynamic" not in found.main.aggregates:
        return None
    counted = _CLAIM_N.filled(
        supported=format_number(found.n_supported, asked.language),
        compared=format_number(found.n_compared, asked.language),
        grade=found.grade.level,
    )
    frame = path_table(found, asked.language)
    measure = claim_measures(found)["path"]
    return Loaded(measure, frame, counted.in_language(asked.language), found)


def _claim_axis(found: Claim, language: Language) -> str:
    axis = _DIFFERENCE if found.main.comparison is not None else _OWN_CHANGE
    return axis.in_language(language)


def _claim_spec(loaded: Loaded, asked: Asked) -> ChartSpec:
    found: Claim = loaded.extra
    axis = _claim_axis(found, asked.language)
    return by_columns(
        loaded.frame,
        asked.language,
        lambda row: str(int(row["since"])),
        (("estimate", Text(_DIFFERENCE.vi, _DIFFERENCE.en), BLUE),),
        axis,
        kind="dots",
        form="number" if found.outcome.scale == "level" else "share",
        heading=Text("Số năm từ khi hỗ trợ", "Years since support").in_language(asked.language),
        interval=("low", "high"),
    )


def _claim_figure(loaded: Loaded, asked: Asked) -> go.Figure:
    found: Claim = loaded.extra
    study = found.main.aggregates["dynamic"]
    axis = _claim_axis(found, asked.language)
    return event_study_chart(study, asked.language, axis, found.outcome.scale, found.unit)


def _claim_title(loaded: Loaded, asked: Asked) -> str:
    found: Claim = loaded.extra
    return found.headline.in_language(asked.language)


def _jobs(loaded: Loaded, asked: Asked) -> ChartSpec:
    frame = loaded.frame.assign(lost=-loaded.frame["lost"])
    return by_columns(
        frame,
        asked.language,
        "year",
        (("gained", _GAINED, BLUE), ("lost", _LOST, ORANGE)),
        _WORKERS.in_language(asked.language),
        kind="columns",
        form="count",
        stacked=True,
    )


def _answered(frame: pd.DataFrame, language: Language) -> str | None:
    said_n = _ANSWERED.filled(
        answered=format_number(int(frame["answered"].sum()), language),
        supported=format_number(int(frame["supported"].sum()), language),
    )
    return said_n.in_language(language)


def _cost(loaded: Loaded, asked: Asked) -> ChartSpec:
    frame, language = loaded.frame, asked.language
    factor, unit = money_factor(frame, "cost", language)
    return by_columns(
        frame,
        language,
        "basis_name",
        (("cost", _COST, BLUE),),
        unit[:1].upper() + unit[1:],
        kind="dots",
        factor=factor,
        interval=("low", "high"),
    )


def _events(frame: pd.DataFrame, language: Language) -> str | None:
    row = frame.iloc[0]
    counted = _EVENTS.filled(
        n=format_number(int(row["n"]), language),
        establishments=format_number(int(row["establishments"]), language),
    )
    return counted.in_language(language)


def _survival(loaded: Loaded, asked: Asked) -> ChartSpec:
    colours = {SUPPORTED: BLUE, NOT_SUPPORTED: ORANGE}
    names = {
        code: (name.in_language(asked.language), colours[code]) for code, name in _groups().items()
    }
    return by_groups(
        loaded.frame,
        "since",
        "status",
        names,
        "share",
        _STILL.in_language(asked.language),
        kind="lines",
        form="share",
        heading=Text("Số năm từ khi hỗ trợ", "Years since support").in_language(asked.language),
        interval=("low", "high"),
    )


def _drawn(chart: Callable[..., go.Figure]) -> Callable[[Loaded, Asked], go.Figure]:
    return lambda loaded, asked: chart(loaded.frame, asked.language)


RESULT_VIEWS = (
    View(
        "productivity-level",
        Text("Năng suất lao động theo năm", "Labour productivity by year"),
        measured("productivity_by_year", counted=_answers),
        _level_title,
        _level_figure,
        Text(
            "Trung vị năng suất mỗi năm của cơ sở đã và chưa được hỗ trợ, có khoảng 95 %",
            "Median productivity each year of those supported and not, with 95% intervals",
        ),
        _NOT_ALONE,
        spec=_level,
    ),
    View(
        "productivity-claim",
        Text("Tác động đến năng suất", "Effect on productivity"),
        _load_claim,
        _claim_title,
        _claim_figure,
        Text(
            "Mỗi chấm: cơ sở được hỗ trợ thay đổi khác đối chứng bao nhiêu, theo số năm từ khi hỗ "
            "trợ, có khoảng 95 %; trước hỗ trợ lẽ ra phải quanh số không",
            "Each dot: how far the change of the supported differs from the compared, by years "
            "since support, with its 95% interval; before support it should be about zero",
        ),
        Text(
            "Không nói mạnh hơn bậc bằng chứng cho phép; khoảng chứa số không là chưa thấy tác "
            "động, không phải chứng minh không có tác động",
            "Say no more than the evidence grade allows; an interval that holds zero means no "
            "effect was seen, not that none was proved",
        ),
        spec=_claim_spec,
    ),
    View(
        "jobs",
        Text("Lao động ở cơ sở được hỗ trợ", "Workers at supported establishments"),
        measured("jobs_by_year", counted=_answered),
        said(answer_jobs),
        _drawn(jobs_chart),
        Text(
            "Lao động tăng nằm trên số không, lao động giảm nằm dưới, theo năm hỗ trợ",
            "Workers gained above zero, workers lost below it, by year of support",
        ),
        Text(
            "Đây là thay đổi trong năm hỗ trợ, không phải số việc làm do hỗ trợ tạo ra",
            "This is a change in the year of support, not jobs made by support",
        ),
        spec=_jobs,
        in_public=PUBLIC_JOBS,
    ),
    View(
        "cost-per-job",
        Text("Chi phí một việc làm", "Cost of a job"),
        measured("cost_per_job", counted=_events),
        said(answer_cost),
        _drawn(cost_chart),
        Text(
            "Mỗi chấm: tiền hỗ trợ chia cho việc làm theo một cách đếm, có khoảng 95 %",
            "Each dot: grants divided by jobs counted one way, with its 95% interval",
        ),
        Text(
            "Việc làm đếm được chưa phải do hỗ trợ tạo ra, nên đây không phải giá của một việc làm "
            "mới",
            "Jobs counted are not jobs made by support, so this is no price of a new job",
        ),
        spec=_cost,
    ),
    View(
        "survival",
        Text("Còn hoạt động sau hỗ trợ", "Still operating after support"),
        measured("survival"),
        said(answer_survival),
        _drawn(survival_chart),
        Text(
            "Tỷ lệ còn hoạt động theo số năm từ khi hỗ trợ, cạnh nhóm chưa được hỗ trợ",
            "Share still operating by years since support, beside those not supported",
        ),
        _NOT_ALONE,
        spec=_survival,
    ),
)
