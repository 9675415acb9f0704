"""How many establishments to follow, and for how long, to see an effect of a given size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.evidence.model import NEVER, Floats, WidePanel
from analysis.evidence.noise import Noise, noise_of
from analysis.evidence.power import POWER, SIZE, degrees_of_freedom, detectable
from analysis.evidence.quantities import Scale
from analysis.evidence.quantities import size as size_words
from analysis.evidence.retention import retention_of
from analysis.language import Text
from analysis.measures.phrases import number, plural, share

NUMBERS = (30, 60, 120, 240, 480, 960)
YEARS = (1, 2, 3, 4, 5)

MOST_COMPARED = 4.0
"""Beyond four compared for each one supported hardly anything is gained (Ury 1975)."""

MOST_SUPPORTED = 100_000
"""A plan for more establishments than this is none."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a plan rests on.

    `noise` is that of the outcome; `compared_per_supported` how many establishments without support
    are followed for each one with it; `attrition` the share lost for good every year,
    `non_response` the share silent in a year; `design_effect` by how much the variance exceeds
    that of independent establishments (Kish 1965). `power` and `size` are those of the test.
    Raises ValueError for shares outside 0 to 1 and factors not above zero.
    """

    noise: Noise
    compared_per_supported: float = 1.0
    attrition: float = 0.0
    non_response: float = 0.0
    design_effect: float = 1.0
    power: float = POWER
    size: float = SIZE

    def __post_init__(self) -> None:
        for name in ("attrition", "non_response"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} is no share of some: {getattr(self, name)}")
        for name in ("compared_per_supported", "design_effect"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is not above zero: {getattr(self, name)}")


def assumptions_of(panel: WidePanel, compared_per_supported: float | None = None) -> Assumptions:
    """Return what a panel says a plan may rest on.

    Noise is that of units without support (`noise_of`), losses and silence those of all units
    (`retention_of`), none where they cannot be told. `compared_per_supported` is by default that
    of the panel, four at most. Raises ValueError where the noise is not known.
    """
    observed = np.isfinite(panel.outcomes).any(axis=1)
    supported = int((observed & (panel.cohorts != NEVER)).sum())
    compared = int((observed & (panel.cohorts == NEVER)).sum())
    today = compared / supported if supported and compared else 1.0
    kept = retention_of(panel)
    return Assumptions(
        noise=noise_of(panel),
        compared_per_supported=(
            min(today, MOST_COMPARED) if compared_per_supported is None else compared_per_supported
        ),
        attrition=kept.attrition if kept else 0.0,
        non_response=kept.non_response if kept else 0.0,
    )


def planned_error(supported: float, years: int, assumed: Assumptions) -> float:
    """Return the error of the mean effect over `years` from the year of support on.

    `supported` and `compared_per_supported` as many are enrolled the year before support, the base
    of every change. Each year's effect rests on whoever is seen in both, as group-time effects do
    in unbalanced panels, and years count alike: the variance is the mean over pairs of years of
    the covariance of changes, times those seen in both over the product of those seen in each.
    The covariance is that of Burlig, Preonas and Woerman (2020) with one period before.
    Raises ValueError for no years or nobody supported.
    """
    if years < 1 or not supported > 0:
        raise ValueError(f"no plan: {supported} supported for {years} years")
    joint = assumed.noise.covariance(years + 1)
    # Change from the base to year k: covariance of two of them, four terms.
    changes = joint[1:, 1:] - joint[1:, :1] - joint[:1, 1:] + joint[0, 0]
    seen = _seen(years, assumed)
    answers = 1 - assumed.non_response
    later = np.maximum.outer(np.arange(years), np.arange(years))
    # Seen in two different years: answers twice, and is not lost by the later.
    both = seen[later] * np.where(np.eye(years, dtype=np.bool_), 1.0, answers)
    variance = float((changes * both / np.outer(seen, seen)).mean())
    groups = 1 / supported + 1 / (supported * assumed.compared_per_supported)
    return float(np.sqrt(assumed.design_effect * variance * groups))


def _seen(years: int, assumed: Assumptions) -> Floats:
    """Return the share of those enrolled who are seen at the base and in each year, (years,)."""
    answers = 1 - assumed.non_response
    kept = np.power(1 - assumed.attrition, np.arange(1, years + 1))
    seen: Floats = answers**2 * kept
    return seen


def planned_effect(supported: float, years: int, assumed: Assumptions) -> float:
    """Return the smallest effect a plan would see, on the outcome's scale.

    NaN where fewer than two of a group remain. Degrees of freedom are those of whoever is seen in
    an average year.
    """
    seen = float(_seen(years, assumed).mean()) * supported
    degrees = degrees_of_freedom(seen, seen * assumed.compared_per_supported)
    if degrees is None:
        return float("nan")
    error = planned_error(supported, years, assumed)
    return detectable(error, degrees, assumed.power, assumed.size)


def smallest_number(
    wanted: float, years: int, assumed: Assumptions, most: int = MOST_SUPPORTED
) -> int | None:
    """Return the fewest supported establishments whose following for `years` shows `wanted`.

    `wanted` is on the outcome's scale, of either sign. None where `most` are too few.
    Raises ValueError for an effect of nothing.
    """
    if not abs(wanted) > 0:
        raise ValueError("nothing can be followed long enough to show an effect of nothing")

    def enough(supported: int) -> bool:
        return planned_effect(supported, years, assumed) <= abs(wanted)

    if not enough(most):
        return None
    low, high = 1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def plan_table(
    assumed: Assumptions, numbers: Sequence[int] = NUMBERS, years: Sequence[int] = YEARS
) -> pd.DataFrame:
    """Return the smallest effect seen for every number and length.

    Columns: supported, compared (enrolled), years, error, detectable (on the outcome's scale, NaN
    where too few remain to tell).
    """
    rows = [
        (
            count,
            compared_of(count, assumed),
            span,
            planned_error(count, span, assumed),
            planned_effect(count, span, assumed),
        )
        for count in numbers
        for span in years
    ]
    return pd.DataFrame(rows, columns=["supported", "compared", "years", "error", "detectable"])


def plan_curve(
    assumed: Assumptions, years: int, numbers: Sequence[int] | None = None
) -> tuple[tuple[int, float], ...]:
    """Return points (supported, smallest effect seen) for `mde_curve`; by default 30 to 960."""
    steps = np.unique(np.geomspace(NUMBERS[0], NUMBERS[-1], 25).round().astype(int))
    counts = steps.tolist() if numbers is None else list(numbers)
    points = [(count, planned_effect(count, years, assumed)) for count in counts]
    return tuple((count, value) for count, value in points if np.isfinite(value))


def compared_of(supported: int, assumed: Assumptions) -> int:
    """Return how many without support a plan follows beside the supported."""
    return int(np.ceil(supported * assumed.compared_per_supported - 1e-9))


def plan_sentence(
    wanted: float,
    years: int,
    assumed: Assumptions,
    scale: Scale,
    unit: Text | None = None,
    today: int | None = None,
) -> Text:
    """Return the plan in words: whom to follow, for how long, to see a change of `wanted`.

    `wanted` is on `scale`; `today` are the supported establishments enrolled already, before
    losses and silence, as the plan counts them.
    """
    needed = smallest_number(wanted, years, assumed)
    span = Text(f"{years} năm", f"{years} {plural(years, 'year', 'years')}")
    change = size_words(wanted, scale, unit)
    if needed is None:
        return Text(
            "Trong {span}, theo dõi {most} cơ sở được hỗ trợ cũng chưa đủ để thấy thay đổi "
            "{change}.",
            "Over {span}, following {most} supported establishments would not show a change of "
            "{change}.",
        ).filled(span=span, most=number(MOST_SUPPORTED), change=change)
    said = Text(
        "Theo dõi {n} cơ sở được hỗ trợ và {m} cơ sở không được hỗ trợ trong {span} để thấy thay "
        "đổi {change} (khả năng {power}; đã tính mỗi năm mất {lost} và {silent} không trả lời)",
        "Follow {n} supported establishments and {m} without support for {span} to see a change of "
        "{change} (with a chance of {power}; allowing for {lost} lost every year and {silent} not "
        "answering)",
    ).filled(
        n=number(needed),
        m=number(compared_of(needed, assumed)),
        span=span,
        change=change,
        power=share(assumed.power),
        lost=share(assumed.attrition),
        silent=share(assumed.non_response),
    )
    more = _more(needed, today)
    return Text(f"{said.vi}{more.vi}", f"{said.en}{more.en}")


def _more(needed: int, today: int | None) -> Text:
    if today is None:
        return Text(".", ".")
    if today >= needed:
        return Text("; hiện có {today}, đã đủ.", "; there are {today} today, enough.").filled(
            today=number(today)
        )
    return Text(
        "; hiện có {today}, cần thêm {more}.", "; there are {today} today, {more} more are needed."
    ).filled(today=number(today), more=number(needed - today))
