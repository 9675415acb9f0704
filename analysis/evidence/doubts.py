"""Every doubt about a comparison over time put to the test, and what a grade needs of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.evidence.attrition import (
    Bounds,
    Losses,
    bounds_check,
    lee_bounds,
    losses,
    losses_check,
)
from analysis.evidence.balance import (
    Balance,
    Overlap,
    balance,
    balance_check,
    overlap,
    overlap_check,
)
from analysis.evidence.estimator import Estimator, subset
from analysis.evidence.findings import Check
from analysis.evidence.followed import Followed, followed
from analysis.evidence.ground import Ground
from analysis.evidence.leave_out import leave_one_out, leave_one_out_check
from analysis.evidence.main_estimate import Main
from analysis.evidence.model import NEVER, Aggregate, Comparison, Floats, WidePanel
from analysis.evidence.non_response import logistic
from analysis.evidence.placebo import Placebo, placebo_check, placebo_dates, placebo_outcomes
from analysis.evidence.power import Detectable, detectable_check, detectable_today
from analysis.evidence.pretrends import PreTrends, nothing_to_test, pre_trend_check, pre_trends
from analysis.evidence.simple_effect import simple_effect
from analysis.evidence.situation import bounds_agree
from analysis.evidence.spoken import Spoken
from analysis.evidence.subgroups import holm
from analysis.evidence.two_way import two_way_check
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An outcome that support cannot touch: its panel, and how its differences are said."""

    title: Text
    panel: WidePanel
    say: Spoken


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was put to the test, in the order it is shown: `checks` in words, the rest for charts.

    `sample` are supported and compared from the year before support on, `chances` (n,) those of
    being supported by the panel's covariates, None without any. `left_out` is the frame of
    `leave_one_out`, None where places are not known. For an outcome of the register there are no
    placebo dates and no losses: the supported were all in business before support, so that earlier
    years test nothing, and the register tells of everybody.
    """

    checks: tuple[Check, ...]
    pre: PreTrends
    placebos: tuple[Placebo, ...]
    left_out: pd.DataFrame | None
    sample: Followed | None
    losses: Losses | None
    bounds: Bounds | None
    balance: Balance | None
    overlap: Overlap | None
    chances: Floats | None
    detectable: Detectable | None


def repeated(comparison: Comparison, anticipation: int) -> Estimator:
    """Return how an estimate is made again on other units, dates or outcomes."""

    def estimate(panel: WidePanel) -> Aggregate:
        return simple_effect(panel, comparison, anticipation)

    return estimate


def doubts(
    given: Ground,
    main: Main,
    say: Spoken,
    *,
    place_names: Mapping[int, Text] | None = None,
    elsewhere: Mapping[str, Elsewhere] | None = None,
    wanted: float | None = None,
) -> Doubts:
    """Put the main estimate of a panel in doubt in every way there is.

    Repeated estimates keep the adjustment of `Ground.flat`, made once on everybody. `elsewhere` are
    outcomes support cannot touch, by code. `wanted` is the change, on the outcome's scale, that
    would matter. Raises ValueError for an estimate without group-time effects, which has nothing to
    doubt but its design.
    """
    if main.effects is None or main.comparison is None:
        raise ValueError("only a comparison over time can be put in doubt")
    comparison = main.comparison
    estimator = repeated(comparison, given.anticipation)
    reported = given.built.outcome.source == "record"
    places = None if main.few is None else (main.few.scores, main.few.kinds)
    pre = pre_trends(main.effects, places=places) if reported else nothing_to_test()
    placebos, said = _placebos(given, estimator, elsewhere or {}, reported, say)
    # The register tells of everybody, so nobody can be lost from it.
    closed = given.built.closed
    sample = followed(given.flat, comparison, given.anticipation, closed) if reported else None
    lost = None if sample is None else losses(sample)
    bounds = None if sample is None else lee_bounds(sample)
    alike, covering, chances = _likeness(given, main)
    apart = _without_each_place(given, comparison, place_names)
    detectable = detectable_today(main.aggregates["simple"], main.effects.clusters)
    if detectable is not None:
        # Said of everybody behind the estimate, as all numbers of a claim are.
        counts = {"n_supported": main.n_supported, "n_compared": main.n_compared}
        detectable = replace(detectable, **counts)
    labels = dict(zip(given.panel.covariate_names, given.labels, strict=True))
    checks = [pre_trend_check(pre, say), *said]
    if alike is not None:
        checks.append(balance_check(alike, labels))
    if covering is not None:
        checks.append(overlap_check(covering))
    if lost is not None:
        checks += [losses_check(lost), bounds_check(bounds, main.interval, say)]
    if apart is not None:
        checks.append(leave_one_out_check(estimator(given.flat), apart, say))
    if main.estimate is not None:
        checks.append(two_way_check(given.flat, main.estimate, main.interval, say))
    checks.append(detectable_check(detectable, say, wanted))
    return Doubts(
        checks=tuple(checks),
        pre=pre,
        placebos=placebos,
        left_out=apart,
        sample=sample,
        losses=lost,
        bounds=bounds,
        balance=alike,
        overlap=covering,
        chances=chances,
        detectable=detectable,
    )


def check_of(found: Doubts, code: str) -> bool | None:
    """Return whether the check of a code passed, None where it could not tell or was not made."""
    return next((check.passed for check in found.checks if check.code == code), None)


def placebos_pass(found: Doubts) -> bool | None:
    """Return whether no placebo shows more than chance would in as many tries (Holm 1979).

    Each is shown as it is; but of four that are nothing one fails in a fifth of all claims. None
    without any that can tell.
    """
    chances = np.array([one.p for one in found.placebos if np.isfinite(one.p)])
    if len(chances) == 0:
        return None
    return bool((holm(chances) >= 0.05).all())


def bounds_hold(found: Doubts, main: Main) -> bool | None:
    """Return whether both ends of the attrition bounds say what the interval says."""
    if found.bounds is None or main.interval is None:
        return None
    return bounds_agree(main.interval, found.bounds.low, found.bounds.high)


def _placebos(
    given: Ground,
    estimator: Estimator,
    elsewhere: Mapping[str, Elsewhere],
    dates: bool,
    say: Spoken,
) -> tuple[tuple[Placebo, ...], list[Check]]:
    """Return the placebos and what is said of them, each outcome on its own scale."""
    early = placebo_dates(given.flat, estimator, given.anticipation) if dates else ()
    found, said = [*early], [placebo_check(one, say) for one in early]
    for code, one in elsewhere.items():
        for tried in placebo_outcomes({code: (one.title, one.panel)}, estimator):
            found.append(tried)
            said.append(placebo_check(tried, one.say))
    return tuple(found), said


def _likeness(given: Ground, main: Main) -> tuple[Balance | None, Overlap | None, Floats | None]:
    """Return balance, overlap and chances of support, over those the estimate rests on."""
    treated = given.panel.cohorts != NEVER
    ours = given.in_estimate
    if given.panel.covariates.shape[1] == 0 or not (ours & treated).any():
        return None, None, None
    if not (ours & ~treated).any():
        return None, None, None
    values = given.panel.covariates
    spread = values[ours].std(axis=0)
    standard = (values - values[ours].mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    design = np.column_stack([np.ones(len(values)), standard])
    chances: Floats = np.full(len(values), np.nan)
    chances[ours] = logistic(design[ours], treated[ours])
    weighed = None if main.form == "unconditional" else chances
    seen = subset(given.panel, ours)
    return (
        balance(seen, None if weighed is None else weighed[ours]),
        overlap(chances[ours], treated[ours]),
        chances,
    )


def _without_each_place(
    given: Ground, comparison: Comparison, names: Mapping[int, Text] | None
) -> pd.DataFrame | None:
    places = given.built.places
    known = np.where(places < 0, -1, places)
    if not (known >= 0).any():
        return None
    return leave_one_out(given.flat, known, comparison, given.anticipation, names)
