"""The smallest effect that would be seen: from an error, or from the design of a study."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.findings import Check
from analysis.evidence.model import Aggregate
from analysis.evidence.noise import Noise
from analysis.evidence.spoken import Spoken, as_count, as_share, without_sign
from analysis.language import Text

POWER = 0.8
SIZE = 0.05
"""An effect of the detectable size is seen this often, by a two-sided test of this size."""

_TITLE = Text("Thay đổi nhỏ nhất có thể thấy được", "The smallest change that would be seen")


def multiplier(degrees: float | None = None, power: float = POWER, size: float = SIZE) -> float:
    """Return how many errors an effect must measure to be seen, about 2.8.

    Bloom (1995), Evaluation Review 19: the quantile of the two-sided test plus that of the power,
    of Student's t with `degrees` of freedom, of the normal distribution where None.
    Raises ValueError for power and size outside 0 to 1, or degrees not above zero.
    """
    if not (0 < size < 1 and 0 < power < 1):
        raise ValueError(f"power {power} and size {size} lie between 0 and 1")
    if degrees is None:
        return float(scipy.stats.norm.ppf(1 - size / 2) + scipy.stats.norm.ppf(power))
    if not degrees > 0:
        raise ValueError(f"no degrees of freedom: {degrees}")
    return float(scipy.stats.t.ppf(1 - size / 2, degrees) + scipy.stats.t.ppf(power, degrees))


def degrees_of_freedom(
    supported: float, compared: float, clusters: int | None = None
) -> float | None:
    """Return the degrees of freedom of a difference between two groups; None where it has none.

    Those of Welch (1947) and Satterthwaite (1946) at equal variances: near the smaller group's own
    where the other is large. With clusters, one less than they are (Cameron and Miller 2015).
    """
    if clusters is not None:
        return float(clusters - 1) if clusters > 1 else None
    if supported <= 1 or compared <= 1:
        return None
    parts = (1 / supported, 1 / compared)
    return sum(parts) ** 2 / (parts[0] ** 2 / (supported - 1) + parts[1] ** 2 / (compared - 1))


def detectable(
    error: float, degrees: float | None = None, power: float = POWER, size: float = SIZE
) -> float:
    """Return the smallest effect seen with chance `power`, given its standard error (Bloom 1995).

    NaN for an error that is not known or not above zero.
    """
    if not (np.isfinite(error) and error > 0):
        return float("nan")
    return multiplier(degrees, power, size) * error


def chance_of_seeing(
    effect: float, error: float, degrees: float | None = None, size: float = SIZE
) -> float:
    """Return the power of a two-sided test against an effect, NaN for an error not known.

    By the non-central t distribution, the normal one without `degrees`.
    """
    if not (np.isfinite(error) and error > 0):
        return float("nan")
    shift = abs(effect) / error
    if degrees is None:
        limit = float(scipy.stats.norm.isf(size / 2))
        return float(scipy.stats.norm.sf(limit - shift) + scipy.stats.norm.cdf(-limit - shift))
    limit = float(scipy.stats.t.isf(size / 2, degrees))
    chances = (
        scipy.stats.nct.sf(limit, degrees, shift),
        scipy.stats.nct.cdf(-limit, degrees, shift),
    )
    # Far from the limit the series of the distribution ends in NaN: its tail is empty there.
    return float(np.clip(np.nan_to_num(chances).sum(), 0.0, 1.0))


def change_variance(noise: Noise, before: int = 1, after: int = 1) -> float:
    """Return the variance of a unit's change from the mean of periods before to that of after.

    Burlig, Preonas and Woerman (2020), Journal of Development Economics 144: with m periods
    before and r after, σ²(1/m + 1/r) + ψᴮ(m − 1)/m + ψᴬ(r − 1)/r − 2ψˣ, the ψ being the mean
    covariances of a unit's residuals before, after and across. Without serial correlation it is
    that of McKenzie (2012). Our group-time effects hold every period against the last one before
    support, which is m = 1. Raises ValueError for fewer than one period on a side.
    """
    if before < 1 or after < 1:
        raise ValueError(f"a change needs periods on both sides: {before} before, {after} after")
    weights = np.concatenate([np.full(before, -1 / before), np.full(after, 1 / after)])
    return float(weights @ noise.covariance(before + after) @ weights)


def design_error(
    supported: float, compared: float, noise: Noise, before: int = 1, after: int = 1
) -> float:
    """Return the error of the difference in mean changes of two groups of these sizes."""
    return float(np.sqrt(change_variance(noise, before, after) * (1 / supported + 1 / compared)))


def detectable_by_design(
    supported: int,
    compared: int,
    noise: Noise,
    before: int = 1,
    after: int = 1,
    power: float = POWER,
    size: float = SIZE,
) -> float:
    """Return the smallest effect a study of this design would see, NaN with a group under two."""
    degrees = degrees_of_freedom(supported, compared)
    if degrees is None:
        return float("nan")
    error = design_error(supported, compared, noise, before, after)
    return detectable(error, degrees, power, size)


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest effect that would be seen with today's numbers, on the outcome's scale."""

    smallest: float
    error: float
    degrees: float | None
    n_supported: int
    n_compared: int
    power: float
    size: float

    def chance(self, effect: float) -> float:
        """Return the chance of seeing an effect of this size."""
        return chance_of_seeing(effect, self.error, self.degrees, self.size)


def detectable_today(
    effect: Aggregate, clusters: int | None = None, power: float = POWER, size: float = SIZE
) -> Detectable | None:
    """Return what an estimate's own error would let be seen; None where its error is not known.

    `clusters` are those its error allows for. The error says nothing of the estimate itself, so
    this is no power "observed" from it (Hoenig and Heisey 2001).
    """
    supported, compared = effect.overall_supported, effect.overall_compared
    degrees = degrees_of_freedom(supported, compared, clusters)
    if degrees is not None and clusters is None:
        degrees = min(degrees, effect.overall_degrees)
    smallest = detectable(effect.overall_error, degrees, power, size)
    if degrees is None or not np.isfinite(smallest):
        return None
    return Detectable(smallest, effect.overall_error, degrees, supported, compared, power, size)


def detectable_check(found: Detectable | None, say: Spoken, wanted: float | None = None) -> Check:
    """Return the finding: the smallest change seen today, and how often `wanted` would be.

    Passed where `wanted` would be seen; None without a wanted change or without an error.
    """
    if found is None:
        finding = Text(
            "Chưa tính được sai số, nên không biết thay đổi nào có thể thấy được.",
            "No error can be computed, so what change would be seen is not known.",
        )
        return Check("detectable", _TITLE, None, finding)
    said = Text(
        "Với số cơ sở hiện có ({n} được hỗ trợ, {m} đối chứng), thay đổi từ {smallest} trở lên mới "
        "có {power} khả năng được thấy. Thay đổi nhỏ hơn có thể có mà số liệu không cho thấy.",
        "With today's numbers ({n} supported, {m} compared), a change must reach {smallest} to be "
        "seen with a chance of {power}. A smaller one may be there without showing.",
    )
    numbers: dict[str, float | int | None] = {
        "smallest": found.smallest,
        "error": found.error,
        "degrees": found.degrees,
        "power": found.power,
        "size": found.size,
        "n_supported": found.n_supported,
        "n_compared": found.n_compared,
    }
    passed, chance = None, None
    if wanted is not None:
        passed, chance = abs(wanted) >= found.smallest, found.chance(wanted)
        numbers |= {"wanted": wanted, "chance_of_wanted": chance}
        more = Text(
            " Một thay đổi {wanted} được thấy trong {chance} trường hợp.",
            " A change of {wanted} would be seen in {chance} of cases.",
        ).filled(wanted=without_sign(say(wanted)), chance=_chance_words(chance))
        said = Text(said.vi + more.vi, said.en + more.en)
    finding = said.filled(
        n=as_count(found.n_supported),
        m=as_count(found.n_compared),
        smallest=without_sign(say(found.smallest)),
        power=as_share(found.power),
    )
    return Check("detectable", _TITLE, passed, finding, numbers)


def _chance_words(chance: float) -> Text:
    """Return a chance as a percentage, never as certainty."""
    if chance > 0.99:
        return Text("hơn 99%", "more than 99%")
    return as_share(chance)
