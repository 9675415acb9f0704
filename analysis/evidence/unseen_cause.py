"""How strong an unrecorded cause would have to be to undo a comparison by regression.

Cinelli and Hazlett (2020), Making Sense of Sensitivity: Extending Omitted Variable Bias, Journal of
the Royal Statistical Society B 82.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.model import Floats


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What an unrecorded cause would do that were `times` as strong as a recorded `name`.

    `of_support` is the share of what is left of support it explains, given what is recorded,
    `of_outcome` that of the outcome, given support as well. `estimate` and `error` are those with
    it, moved towards zero; None where no cause can be as strong.
    """

    name: str
    times: float
    of_support: float
    of_outcome: float
    estimate: float | None
    error: float | None


@dataclass(frozen=True, slots=True)
class UnseenCause:
    """A regression's estimate and how strong a cause that is not in it would undo it.

    `partial` is the share of what is left of the outcome that support explains: a cause which
    explained all the rest would have to explain that share of support. `robustness` is the share
    of both that a cause must explain to bring the estimate to zero, `robustness_interval` to bring
    zero into its interval, 0 where it is there already.
    """

    estimate: float
    error: float
    degrees: int
    partial: float
    robustness: float
    robustness_interval: float
    benchmarks: tuple[Benchmark, ...] = ()


def unseen_cause(estimate: float, error: float, degrees: int, level: float = 0.95) -> UnseenCause:
    """Return the strength that undoes an estimate of `degrees` residual degrees of freedom.

    Raises ValueError for an error or degrees that are not positive.
    """
    if error <= 0 or degrees <= 1:
        raise ValueError("an error and its degrees of freedom are positive")
    effect = abs(estimate / error) / np.sqrt(degrees)
    limit = float(scipy.stats.t.ppf((1 + level) / 2, degrees - 1)) / np.sqrt(degrees - 1)
    return UnseenCause(
        estimate=estimate,
        error=error,
        degrees=degrees,
        partial=float(effect**2 / (1 + effect**2)),
        robustness=_value(effect),
        robustness_interval=_value_of_interval(effect, limit),
    )


def bears_recorded(known: UnseenCause, level: float = 0.95) -> bool | None:
    """Tell whether zero stays out of the interval with a cause as strong as any that is recorded.

    Benchmarks as strong as a recorded cause (`times` 1) are tried one by one, where a cause can be
    as strong. None where zero is in the interval already, or nothing recorded can be tried.
    """
    tried = [one for one in known.benchmarks if one.times == 1 and one.estimate is not None]
    if known.robustness_interval <= 0 or not tried or known.degrees <= 2:
        return None
    limit = float(scipy.stats.t.ppf((1 + level) / 2, known.degrees - 1))
    side = np.sign(known.estimate)
    return all(side * (one.estimate or 0.0) > limit * (one.error or 0.0) for one in tried)


def with_cause(known: UnseenCause, of_support: float, of_outcome: float) -> tuple[float, float]:
    """Return estimate and error had the regression held a cause of that strength.

    The bias is taken towards zero and through it. Raises ValueError for shares outside 0 to 1, and
    for a cause that explains all of support.
    """
    if not (0 <= of_support < 1 and 0 <= of_outcome <= 1):
        raise ValueError("a cause explains a share from 0 to 1, and not all of support")
    size = known.error * np.sqrt(known.degrees * of_outcome * of_support / (1 - of_support))
    scale = np.sqrt((1 - of_outcome) / (1 - of_support) * known.degrees / (known.degrees - 1))
    return float(known.estimate - np.sign(known.estimate) * size), float(known.error * scale)


def compared_with(
    known: UnseenCause, name: str, support_share: float, outcome_share: float, times: float
) -> Benchmark:
    """Return the bound of a cause `times` as strong as a recorded characteristic.

    `support_share` is the partial R² of the characteristic with support given the others,
    `outcome_share` that with the outcome given the others and support (their section 4.4).
    """
    odds = support_share / (1 - support_share)
    of_support = times * odds
    # What the cause and the characteristic share of support, each as seen without the other.
    square = times * support_share**2 / ((1 - times * support_share) * (1 - support_share))
    if of_support >= 1 or times * support_share >= 1 or square >= 1 or outcome_share >= 1:
        return Benchmark(name, times, min(of_support, 1.0), 1.0, None, None)
    of_outcome = (np.sqrt(times) + np.sqrt(square)) ** 2 / (1 - square)
    of_outcome = float(of_outcome * outcome_share / (1 - outcome_share))
    if of_outcome > 1:
        return Benchmark(name, times, float(of_support), 1.0, None, None)
    estimate, error = with_cause(known, float(of_support), of_outcome)
    return Benchmark(name, times, float(of_support), of_outcome, estimate, error)


def regression_with_cause(
    outcome: Floats,
    support: Floats,
    others: Floats,
    weights: Floats,
    units: int,
    names: tuple[str, ...],
    times: tuple[float, ...] = (1.0,),
    level: float = 0.95,
) -> UnseenCause | None:
    """Return the estimate of support in a weighted regression, with benchmarks.

    `outcome` and `support` are (m,), `others` (m, K) without the constant, named `names`; degrees
    of freedom are `units` less the coefficients, errors those of equal variance, which the method
    rests on. None where support is what others say, or nothing is left to explain.
    """
    columns = np.column_stack([np.ones(len(outcome)), others, support, outcome])
    # All that regressions ask of rows is in the triangle of one decomposition.
    small: Floats = np.asarray(
        np.linalg.qr(columns * np.sqrt(weights)[:, np.newaxis]).R, dtype=np.float64
    )
    design, chosen, result = small[:, :-2], small[:, -2], small[:, -1]
    degrees = units - int(np.linalg.matrix_rank(design)) - 1
    rest = _residual(chosen, design)
    if degrees <= 1 or rest @ rest <= 1e-10 * max(float(chosen @ chosen), 1e-300):
        return None
    estimate = float(rest @ result) / float(rest @ rest)
    left = _residual(result, np.column_stack([design, chosen]))
    error = float(np.sqrt(left @ left / degrees / (rest @ rest)))
    if error <= 0:
        return None
    found = unseen_cause(estimate, error, degrees, level)
    bounds = []
    for at, name in enumerate(names):
        fewer = np.delete(design, at + 1, axis=1)
        own = _partial(chosen, design, fewer)
        both = [np.column_stack([one, chosen]) for one in (design, fewer)]
        told = _partial(result, *both)
        bounds += [compared_with(found, name, own, told, one) for one in times]
    return UnseenCause(
        *(found.estimate, found.error, found.degrees, found.partial),
        *(found.robustness, found.robustness_interval, tuple(bounds)),
    )


def _value(effect: float) -> float:
    return float((np.sqrt(effect**4 + 4 * effect**2) - effect**2) / 2) if effect > 0 else 0.0


def _value_of_interval(effect: float, limit: float) -> float:
    """Return the robustness value of an interval: its end, not the estimate, is at zero.

    Where the estimate is many errors from zero, a cause that explains all but nothing of support
    would do (Cinelli and Hazlett 2025, An Omitted Variable Bias Framework, section on t-values).
    """
    beyond = effect - limit
    if beyond <= 0:
        return 0.0
    if limit > 0 and effect > 1 / limit:
        return float((effect**2 - limit**2) / (1 + effect**2))
    return _value(beyond)


def _residual(values: Floats, design: Floats) -> Floats:
    fitted: Floats = design @ np.linalg.lstsq(design, values, rcond=None)[0]
    return values - fitted


def _partial(values: Floats, more: Floats, fewer: Floats) -> float:
    """Return which share of what fewer columns leave of values the further ones explain."""
    left, all_left = (float((_residual(values, one) ** 2).sum()) for one in (fewer, more))
    return max(1 - all_left / left, 0.0) if left > 0 else 0.0
