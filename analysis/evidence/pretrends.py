"""Did both groups move alike before support, and would the test have seen it if not?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.findings import Check
from analysis.evidence.model import NEVER, Bools, Floats, GroupTime, Ints
from analysis.evidence.small_samples import by_kinds
from analysis.evidence.small_samples import degrees as degrees_of
from analysis.evidence.spoken import Spoken, as_chance, as_share, without_sign
from analysis.language import Text

YEARS_BEFORE = 5
"""Years before support that are tested: earlier ones are seen for few cohorts only."""

_TITLE = Text("Xu hướng trước khi hỗ trợ", "Trends before support")


@dataclass(frozen=True, slots=True)
class PreTrends:
    """The joint test of no difference before support, and what it could have seen.

    `statistic` is Wald's on `degrees` years before support, `p` its chance. `slope` is the linear
    difference of trends, per period, that the test finds with chance `power`; `bias` is what such
    a trend would by itself add to the estimate, the mean over the periods after support. `seen` is
    the slope the data suggest, with its error `seen_error`. `power_for_estimate` is the chance of
    finding a trend that would by itself make the whole estimate. All NaN where untestable.
    """

    statistic: float
    degrees: int
    p: float
    slope: float
    bias: float
    seen: float
    seen_error: float
    power: float
    power_for_estimate: float
    periods: int

    @property
    def testable(self) -> bool:
        """Tell whether there was anything to test."""
        return self.degrees > 0


def wald(
    estimates: Floats, covariance: Floats, known_by: float = float("inf")
) -> tuple[float, int, float]:
    """Return statistic, degrees and chance of all K estimates being zero.

    Degrees are the rank of the covariance (K, K), which may be singular. Where the covariance is
    itself known by few degrees of freedom (`known_by`) the chance is that of Hotelling's T² (1931);
    NaN with fewer than the rank. With as many as one likes it is the chi-square's.
    """
    if len(estimates) == 0:
        return float("nan"), 0, float("nan")
    inverse, rank = _inverse(covariance)
    if rank == 0:
        return float("nan"), 0, float("nan")
    statistic = float(estimates @ inverse @ estimates)
    return statistic, rank, float(_Joint(rank, known_by).sf(statistic))


@dataclass(frozen=True, slots=True)
class _Joint:
    """How a joint statistic of some rank falls out, its covariance known by so many degrees."""

    rank: int
    known_by: float

    def sf(self, statistic: float, shift: float = 0.0) -> float:
        """Return the chance of more than a statistic, when the truth is shifted by so much."""
        if not np.isfinite(self.known_by):
            if shift == 0:
                return float(scipy.stats.chi2.sf(statistic, self.rank))
            return float(scipy.stats.ncx2.sf(statistic, self.rank, shift))
        left = self.known_by - self.rank + 1
        if left < 1:
            return float("nan")
        value = statistic * left / (self.known_by * self.rank)
        if shift == 0:
            return float(scipy.stats.f.sf(value, self.rank, left))
        return float(scipy.stats.ncf.sf(value, self.rank, left, shift))

    def limit(self, size: float) -> float:
        """Return the statistic that chance exceeds this often."""
        if not np.isfinite(self.known_by):
            return float(scipy.stats.chi2.isf(size, self.rank))
        left = self.known_by - self.rank + 1
        if left < 1:
            return float("nan")
        scale = self.known_by * self.rank / left
        return float(scipy.stats.f.isf(size, self.rank, left)) * scale


def _inverse(covariance: Floats) -> tuple[Floats, int]:
    """Return the pseudo-inverse and rank: directions without variance are not tested."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    kept = values > max(values.max(), 0.0) * 1e-10
    if not kept.any():
        return np.zeros_like(covariance), 0
    inverse: Floats = (vectors[:, kept] / values[kept]) @ vectors[:, kept].T
    return inverse, int(kept.sum())


def power_of(
    shift: Floats, covariance: Floats, size: float = 0.05, known_by: float = float("inf")
) -> float:
    """Return the chance that the joint test rejects at `size` when the truth is `shift` (K,)."""
    inverse, rank = _inverse(covariance)
    if rank == 0:
        return float("nan")
    joint = _Joint(rank, known_by)
    return joint.sf(joint.limit(size), max(float(shift @ inverse @ shift), 1e-12))


def detectable_slope(
    distances: Floats,
    covariance: Floats,
    power: float = 0.8,
    size: float = 0.05,
    known_by: float = float("inf"),
) -> float:
    """Return the slope of a linear trend that the joint test finds with chance `power`.

    `distances` (K,) are the periods over which each effect is differenced, so that a slope of s
    shows as s × distance. After Roth (2022), American Economic Review: Insights 4: the question
    to ask of a test that found nothing; he asks it of each coefficient, we of the joint test, whose
    power is the tail of a non-central chi-square, or F where the covariance is known by few degrees
    of freedom. NaN where nothing can be tested.
    """
    inverse, rank = _inverse(covariance)
    unit = float(distances @ inverse @ distances)
    if rank == 0 or unit <= 0:
        return float("nan")
    joint = _Joint(rank, known_by)
    limit = joint.limit(size)
    if not np.isfinite(limit):
        return float("nan")

    def lacking(root: float) -> float:
        return joint.sf(limit, max(root, 1e-6) ** 2) - power

    # A shift this many standard errors beyond the limit is found with certainty; with few degrees
    # of freedom the error is uncertain too, and three times the limit is far enough.
    root = scipy.optimize.brentq(lacking, 0.0, 3 * float(np.sqrt(limit)) + 10.0)
    return float(root / np.sqrt(unit))


def pre_trends(
    effects: GroupTime,
    power: float = 0.8,
    years: int = YEARS_BEFORE,
    places: tuple[Floats, Ints] | None = None,
) -> PreTrends:
    """Test the years before support jointly and work out which linear trend they could show.

    Tested are not the single cells, as in R's did, but their means by time before support, the
    last `years` before it and before its anticipation, cohorts weighed by size. Cells of a dozen
    units each, tens of them, reject far too often: the chi-square then trusts a covariance that is
    itself hardly known. Means over cohorts rest on all units and are a handful, and of `corrected`
    effects, or of clusters, of which one is lost, the test is Hotelling's (docs/methods.md has the
    rates). `places` are the clusters' scores (C, K + G) and kinds (C,) of `few_clusters`, by which
    the covariance and what is known of it are those of `by_kinds`. Which trend would be found
    follows Roth (2022).
    """
    nan = float("nan")
    lead = _leads(effects, years, places)
    after = np.isfinite(effects.estimate) & (effects.period >= effects.cohort)
    statistic, degrees, p = wald(lead.estimates, lead.covariance, lead.known_by)
    if degrees == 0 or not np.isfinite(p):
        return nothing_to_test(power)
    slope = detectable_slope(lead.distances, lead.covariance, power, known_by=lead.known_by)
    inverse, _ = _inverse(lead.covariance)
    unit = float(lead.distances @ inverse @ lead.distances)
    seen = float(lead.distances @ inverse @ lead.estimates) / unit
    distances = (effects.period - effects.base).astype(np.float64)
    weights = _weights(effects)[after]
    span = float(weights @ distances[after]) if after.any() else nan
    estimate = float(weights @ effects.estimate[after]) if after.any() else nan
    making = estimate / span if span else nan
    return PreTrends(
        statistic=statistic,
        degrees=degrees,
        p=p,
        slope=slope,
        bias=slope * span,
        seen=seen,
        seen_error=unit**-0.5,
        power=power,
        power_for_estimate=(
            power_of(making * lead.distances, lead.covariance, known_by=lead.known_by)
            if np.isfinite(making)
            else nan
        ),
        periods=len(lead.estimates),
    )


def nothing_to_test(power: float = 0.8) -> PreTrends:
    """Return what is known of trends before support where no years tell of them."""
    nan = float("nan")
    return PreTrends(nan, 0, nan, nan, nan, nan, nan, power, nan, 0)


@dataclass(frozen=True, slots=True)
class _Leads:
    """Effects by time before support, each a mean over cohorts: (L,), (L,) and (L, L).

    `known_by` are the degrees of freedom of the covariance, in the middle over these effects.
    """

    distances: Floats
    estimates: Floats
    covariance: Floats
    known_by: float


def _leads(effects: GroupTime, years: int, places: tuple[Floats, Ints] | None = None) -> _Leads:
    since = effects.period - effects.cohort
    used = cells_before(effects) & (since >= -years - effects.anticipation)
    size = dict(zip(effects.cohorts.tolist(), effects.shares.tolist(), strict=True))
    weight = np.array([size.get(cohort, 0.0) for cohort in effects.cohort.tolist()])
    leads = np.unique(since[used])
    rows = np.where(used & (since == leads[:, np.newaxis]), weight, 0.0)[:, used]
    rows = rows / rows.sum(axis=1, keepdims=True)
    among = effects.covariance[: len(since), : len(since)][np.ix_(used, used)]
    distances = (effects.period - effects.base).astype(np.float64)
    slopes = np.zeros((len(leads), len(effects.covariance)))
    slopes[:, np.flatnonzero(used)] = rows
    if places is not None and effects.clusters is not None:
        scores, kinds = places[0] @ slopes.T, places[1]
        # Clusters supported before there are figures are in no cell.
        told = (kinds == NEVER) | np.isin(kinds, effects.cohort) | (scores != 0).any(axis=1)
        joint, known = by_kinds(scores[told], kinds[told])
        return _Leads(rows @ distances[used], rows @ effects.estimate[used], joint, known)
    freedom = degrees_of(effects, slopes)
    known_by, factor = float(np.median(freedom)) if len(freedom) else float("inf"), 1.0
    if effects.clusters is not None and effects.clusters > 1:
        known_by = effects.clusters - 1.0
        factor = effects.clusters / known_by
    # Shares are estimated too, but where all effects are zero they move no mean of them.
    return _Leads(
        rows @ distances[used],
        rows @ effects.estimate[used],
        factor * (rows @ among @ rows.T),
        known_by,
    )


def cells_before(effects: GroupTime) -> Bools:
    """Return which cells (K,) show effects where there can be none yet.

    The base period itself, zero by construction where one base serves all, is none of them.
    """
    early = effects.period < effects.cohort - effects.anticipation
    variances = np.diag(effects.covariance)[: len(effects.estimate)]
    moved = (effects.period != effects.base) & (variances > 0)
    chosen: Bools = early & moved & np.isfinite(effects.estimate)
    return chosen


def _weights(effects: GroupTime) -> Floats:
    """Return the weight of every cell after support in the simple aggregate, zero elsewhere."""
    size = dict(zip(effects.cohorts.tolist(), effects.shares.tolist(), strict=True))
    weights = np.array([size.get(cohort, 0.0) for cohort in effects.cohort.tolist()])
    weights[~np.isfinite(effects.estimate) | (effects.period < effects.cohort)] = 0.0
    total = weights.sum()
    normalised: Floats = weights / total if total > 0 else weights
    return normalised


def pre_trend_check(found: PreTrends, say: Spoken) -> Check:
    """Return the finding: whether trends differed, and how large a difference would be missed."""
    numbers = {
        "statistic": found.statistic,
        "degrees": found.degrees,
        "p": found.p,
        "detectable_slope": found.slope,
        "implied_bias": found.bias,
        "power": found.power,
        "power_for_estimate": found.power_for_estimate,
        "seen_slope": found.seen,
        "seen_slope_error": found.seen_error,
        "periods": found.periods,
    }
    if not found.testable:
        finding = Text(
            "Chưa có hai năm trước khi hỗ trợ để so, nên không kiểm tra được hai nhóm có đi song "
            "song hay không.",
            "There are no two years before support to compare, so whether both groups moved alike "
            "cannot be tested.",
        )
        return Check("pre_trends", _TITLE, None, finding, numbers)
    passed = found.p >= 0.05
    opening = (
        Text(
            "Trước khi hỗ trợ không thấy hai nhóm đi khác nhau ({p}).",
            "Before support both groups are not seen to move apart ({p}).",
        )
        if passed
        else Text(
            "Ngay trước khi hỗ trợ hai nhóm đã đi khác nhau ({p}), khoảng {seen} mỗi năm: so sánh "
            "hai nhóm sau đó không đáng tin nếu không giải thích được điều này.",
            "Already before support both groups moved apart ({p}), by about {seen} a year: holding "
            "them against each other afterwards cannot be trusted unless this is explained.",
        )
    )
    missed = Text(
        " Phép thử có {power} khả năng phát hiện một chênh lệch xu hướng {slope} mỗi năm; riêng "
        "chênh lệch như vậy đã làm ước tính lệch {bias}.",
        " The test has a chance of {power} of finding a difference of trends of {slope} a year; "
        "that alone would shift the estimate by {bias}.",
    )
    finding = Text(opening.vi + missed.vi, opening.en + missed.en).filled(
        p=as_chance(found.p),
        seen=say(found.seen),
        power=as_share(found.power),
        slope=without_sign(say(found.slope)),
        bias=without_sign(say(found.bias)),
    )
    return Check("pre_trends", _TITLE, passed, finding, numbers)
