"""The same question answered in every other defensible way, beside the main estimate."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.evidence.adjusted import adjust
from analysis.evidence.adjusted_groups import Known
from analysis.evidence.aggregates import aggregate
from analysis.evidence.doubts import Doubts
from analysis.evidence.estimator import interval_of
from analysis.evidence.few_clusters import few_clusters
from analysis.evidence.findings import Alternative
from analysis.evidence.ground import Ground
from analysis.evidence.group_time import group_time
from analysis.evidence.imputation import imputation, imputation_alternative
from analysis.evidence.main_estimate import Main
from analysis.evidence.model import Aggregate, AggregateKind, Comparison, Floats, Form, WidePanel
from analysis.evidence.moments import wide_moments
from analysis.evidence.non_response import non_response_alternative
from analysis.evidence.simple_effect import simple_effect
from analysis.evidence.small_samples import corrected
from analysis.evidence.two_way import two_way, two_way_alternative
from analysis.evidence.units_behind import units_behind
from analysis.language import Text

_FORMS: dict[Form, tuple[Text, Text]] = {
    "unconditional": (
        Text("Không điều chỉnh theo đặc điểm", "Without adjusting for characteristics"),
        Text(
            "Cho thấy việc điều chỉnh làm thay đổi bao nhiêu.",
            "Shows how much adjusting changes.",
        ),
    ),
    "doubly_robust": (
        Text("Điều chỉnh hai lớp", "Doubly robust"),
        Text(
            "Đúng khi một trong hai mô hình, trọng số hoặc hồi quy, là đúng.",
            "Right if either model, of weights or of changes, is.",
        ),
    ),
    "weighting": (
        Text("Chỉ dùng trọng số", "Weighting alone"),
        Text(
            "Dựa vào mô hình ai được hỗ trợ.",
            "Rests on the model of who is supported.",
        ),
    ),
    "regression": (
        Text("Chỉ dùng hồi quy", "Regression alone"),
        Text(
            "Dựa vào mô hình chỉ tiêu thay đổi ra sao khi không được hỗ trợ.",
            "Rests on the model of how outcomes move without support.",
        ),
    ),
}
_COMPARISONS: dict[Comparison, Text] = {
    "never": Text(
        "Chỉ so với cơ sở chưa từng được hỗ trợ", "Against establishments never supported only"
    ),
    "not_yet": Text("So với cả cơ sở chưa đến lượt hỗ trợ", "Against those not supported yet, too"),
}
_WHY_COMPARISON = Text(
    "Nhóm đối chứng khác, thiếu sót khác.", "Another comparison has other weaknesses."
)


def alternatives(given: Ground, main: Main, found: Doubts) -> tuple[Alternative, ...]:
    """Return the main question answered otherwise: other forms, comparisons, weights and dates.

    All are on the outcome's scale; those that cannot be computed have no estimate.
    """
    if main.comparison is None:
        return ()
    comparison = main.comparison
    rows = [*_other_forms(given, main, comparison), *_other_comparison(given, main, comparison)]
    rows += _other_aggregates(main)
    rows.append(_anticipating(given, main, comparison))
    rows.append(_without_extremes(given, main, comparison))
    if found.sample is not None:
        rows.append(non_response_alternative(found.sample, given.panel.covariates))
    rows.append(imputation_alternative(imputation(given.flat, given.anticipation)))
    rows.append(two_way_alternative(two_way(given.flat)))
    return tuple([*rows, *_by_district(given, main, comparison)])


@dataclass(frozen=True, slots=True)
class _Made:
    """One number and the establishments it rests on, supported and compared."""

    effect: Aggregate
    behind: tuple[int, int]


def _of(code: str, title: Text, why: Text, made: _Made) -> Alternative:
    effect = made.effect
    known = bool(np.isfinite(effect.overall))
    return Alternative(
        code=code,
        title=title,
        why=why,
        estimate=effect.overall if known else None,
        interval=interval_of(effect),
        n_supported=made.behind[0],
        n_compared=made.behind[1],
    )


def _made(
    panel: WidePanel,
    form: Form,
    comparison: Comparison,
    anticipation: int,
    known: Known | None = None,
) -> _Made:
    """Return the one number of a panel by any form."""
    if form == "unconditional" or panel.covariates.shape[1] == 0:
        effect = simple_effect(panel, comparison, anticipation)
        return _Made(effect, units_behind(panel, comparison, anticipation))
    effects = adjust(panel, form, comparison, anticipation, since_support=True, known=known).effects
    behind = units_behind(panel, comparison, anticipation, effects)
    return _Made(aggregate(corrected(effects), "simple"), behind)


def _other_forms(given: Ground, main: Main, comparison: Comparison) -> list[Alternative]:
    forms = [form for form in _FORMS if form != main.form]
    if given.panel.covariates.shape[1] == 0:
        return []
    made = {
        form: _made(given.panel, form, comparison, given.anticipation, main.propensities)
        for form in forms
    }
    return [_of(f"form_{form}", *_FORMS[form], made[form]) for form in forms]


def _other_comparison(given: Ground, main: Main, comparison: Comparison) -> list[Alternative]:
    """Return the estimate against the other group, where the panel holds that group."""
    other: Comparison = "not_yet" if comparison == "never" else "never"
    made = _made(given.panel, main.form, other, given.anticipation)
    if not np.isfinite(made.effect.overall):
        return []
    return [_of(f"against_{other}", _COMPARISONS[other], _WHY_COMPARISON, made)]


def _other_aggregates(main: Main) -> list[Alternative]:
    words: dict[AggregateKind, tuple[Text, Text]] = {
        "dynamic": (
            Text("Mỗi năm từ khi hỗ trợ tính như nhau", "Each year since support counts alike"),
            Text(
                "Các năm đầu, có nhiều cơ sở hơn, không lấn át các năm sau.",
                "Early years, which more establishments have, do not outweigh later ones.",
            ),
        ),
        "cohort": (
            Text("Mỗi cơ sở tính như nhau", "Each establishment counts alike"),
            Text(
                "Cơ sở được hỗ trợ sớm, có nhiều năm hơn, không lấn át cơ sở được hỗ trợ sau.",
                "Those supported early, who have more years, do not outweigh later ones.",
            ),
        ),
    }
    behind = main.n_supported, main.n_compared
    return [
        _of(f"by_{kind}", title, why, _Made(main.aggregates[kind], behind))
        for kind, (title, why) in words.items()
    ]


def _anticipating(given: Ground, main: Main, comparison: Comparison) -> Alternative:
    made = _made(given.panel, main.form, comparison, given.anticipation + 1)
    return _of(
        "anticipating",
        Text("Tính từ hai năm trước khi hỗ trợ", "Measured from two years before support"),
        Text(
            "Phòng khi cơ sở đã thay đổi từ lúc nộp hồ sơ.",
            "In case establishments changed already when they applied.",
        ),
        made,
    )


def _without_extremes(given: Ground, main: Main, comparison: Comparison) -> Alternative:
    """Return the estimate with the outermost hundredth of each year's values drawn in.

    Winsorised at the first and ninety-ninth percentile of every year (Tukey 1962).
    """
    values = given.panel.outcomes
    if np.isfinite(values).any():
        with_ends = [_drawn_in(values[:, column]) for column in range(values.shape[1])]
        values = np.column_stack(with_ends)
    drawn = replace(given.panel, outcomes=values)
    # Nobody is seen more or less for it, so chances of support stay what they were.
    made = _made(drawn, main.form, comparison, given.anticipation, main.propensities)
    return _of(
        "without_extremes",
        Text("Kéo vào 1 % giá trị cao nhất, thấp nhất", "The outermost 1% drawn in"),
        Text(
            "Cho thấy kết quả có dựa vào vài giá trị bất thường không.",
            "Shows whether a few unusual values make the result.",
        ),
        made,
    )


def _by_district(given: Ground, main: Main, comparison: Comparison) -> list[Alternative]:
    """Return the estimate with errors that allow for whole districts, where districts are known."""
    places = given.built.places
    if main.effects is None or main.effects.clusters is not None or not (places >= 0).any():
        return []
    # Each of unknown place is its own, as where errors are by district throughout.
    own = np.where(places >= 0, places, -1 - np.arange(len(places)))
    panel = replace(given.flat, clusters=own.astype(np.int64))
    counted = wide_moments(panel)
    effects = group_time(counted, comparison, given.anticipation)
    found = few_clusters(counted, effects)
    known = bool(np.isfinite(found.estimate))
    return [
        Alternative(
            code="by_district",
            title=Text("Sai số tính theo huyện", "Errors by district"),
            why=found.why,
            estimate=found.estimate if known else None,
            interval=found.interval,
            n_supported=main.n_supported,
            n_compared=main.n_compared,
        )
    ]


def _drawn_in(column: Floats) -> Floats:
    if not np.isfinite(column).any():
        return column
    low, high = np.nanquantile(column, [0.01, 0.99])
    return np.clip(column, low, high)
