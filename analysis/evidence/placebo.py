"""Looking where nothing can be: support at a pretended date, outcomes it cannot touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.evidence.estimator import Estimator, chance_of, interval_of, subset
from analysis.evidence.findings import Check, Interval
from analysis.evidence.model import NEVER, WidePanel
from analysis.evidence.spoken import Spoken, as_chance, as_range
from analysis.language import Text

YEARS_EARLIER = (2, 3)
"""How many years before its real start support is pretended to have begun."""

_DATES = Text("Giả định hỗ trợ sớm hơn {years} năm", "Support pretended {years} years earlier")
_OUTCOMES = Text("Chỉ tiêu không thể thay đổi: {outcome}", "An outcome out of reach: {outcome}")


@dataclass(frozen=True, slots=True)
class Placebo:
    """What is found where nothing can be; `estimate` and `interval` None where not computable."""

    code: str
    title: Text
    estimate: float | None
    interval: Interval | None
    p: float
    n_supported: int
    n_compared: int


def pretended(panel: WidePanel, years: int, anticipation: int = 0) -> WidePanel:
    """Return the panel as if support had begun `years` earlier, seen until real support only.

    Observations from real support (less anticipation) on are hidden. Cohorts whose pretended start
    leaves no period before it are left out. Raises ValueError unless `years` exceeds the
    anticipation: nothing would remain between pretended and real support.
    """
    if years <= anticipation:
        raise ValueError(f"a placebo {years} years earlier lies inside {anticipation} anticipated")
    supported = panel.cohorts != NEVER
    cohorts = np.where(supported, panel.cohorts - years, NEVER)
    first = panel.periods.min() if len(panel.periods) else 0
    possible = ~supported | ((cohorts - anticipation > first) & (cohorts != NEVER))
    outcomes = panel.outcomes.copy()
    real = panel.periods[None, :] >= (panel.cohorts - anticipation)[:, None]
    outcomes[supported[:, None] & real] = np.nan
    return subset(replace(panel, cohorts=cohorts, outcomes=outcomes), possible)


def placebo_dates(
    panel: WidePanel,
    estimator: Estimator,
    anticipation: int = 0,
    years: Sequence[int] = YEARS_EARLIER,
) -> tuple[Placebo, ...]:
    """Estimate with support pretended each of `years` earlier; those inside anticipation fall out.

    A placebo in time as in Heckman and Hotz (1989), Journal of the American Statistical
    Association 84: before support, both groups must not differ in their change.
    """
    return tuple(
        _placebo(
            f"placebo_date_{count}",
            _DATES.filled(years=count),
            pretended(panel, count, anticipation),
            estimator,
        )
        for count in years
        if count > anticipation
    )


def placebo_outcomes(
    panels: Mapping[str, tuple[Text, WidePanel]], estimator: Estimator
) -> tuple[Placebo, ...]:
    """Estimate on outcomes support cannot touch; `panels` gives name and panel by code."""
    return tuple(
        _placebo(f"placebo_outcome_{code}", _OUTCOMES.filled(outcome=name), panel, estimator)
        for code, (name, panel) in panels.items()
    )


def _placebo(code: str, title: Text, panel: WidePanel, estimator: Estimator) -> Placebo:
    effect = estimator(panel)
    interval = interval_of(effect)
    return Placebo(
        code=code,
        title=title,
        estimate=float(effect.overall) if np.isfinite(effect.overall) else None,
        interval=interval,
        p=chance_of(effect.overall, effect.overall_error, effect.overall_degrees),
        n_supported=effect.overall_supported,
        n_compared=effect.overall_compared,
    )


def placebo_check(found: Placebo, say: Spoken) -> Check:
    """Return whether the placebo found nothing: its interval holds zero."""
    numbers = {
        "estimate": found.estimate,
        "low": found.interval.low if found.interval else None,
        "high": found.interval.high if found.interval else None,
        "p": found.p,
        "n_supported": found.n_supported,
        "n_compared": found.n_compared,
    }
    if found.estimate is None or found.interval is None:
        finding = Text(
            "Không đủ số liệu trước khi hỗ trợ để thử."
            if found.code.startswith("placebo_date")
            else "Không đủ số liệu của chỉ tiêu này để thử.",
            "There are too few figures before support to try."
            if found.code.startswith("placebo_date")
            else "There are too few figures of this outcome to try.",
        )
        return Check(found.code, found.title, None, finding, numbers)
    passed = found.interval.holds(0.0)
    verdict = (
        Text("không thấy gì, như phải thế", "nothing is found, as it must be")
        if passed
        else Text(
            "lại thấy khác biệt ở nơi không thể có: hai nhóm khác nhau vì lý do khác",
            "a difference shows where there can be none: the groups differ for another reason",
        )
    )
    finding = Text(
        "Ước tính {estimate} ({range}; {p}; {supported} cơ sở được hỗ trợ): {verdict}.",
        "Estimate {estimate} ({range}; {p}; {supported} supported establishments): {verdict}.",
    ).filled(
        estimate=say(found.estimate),
        range=as_range(found.interval, say),
        p=as_chance(found.p),
        supported=found.n_supported,
        verdict=verdict,
    )
    return Check(found.code, found.title, passed, finding, numbers)
