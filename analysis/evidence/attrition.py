"""Who was lost after support, and how far that could turn the estimate around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.findings import Check, Interval
from analysis.evidence.followed import Followed
from analysis.evidence.model import Bools, Floats
from analysis.evidence.quantities import size
from analysis.evidence.situation import bounds_agree
from analysis.evidence.spoken import Spoken, as_range, as_share
from analysis.language import Text

MOST_GAP = 0.05
"""Losses of both groups that differ by no more than this are called alike."""

_RATES = Text("Bao nhiêu cơ sở không còn theo dõi được", "How many were lost")
_BOUNDS = Text("Mất theo dõi có làm đảo kết luận không", "Could losses turn the result around")


@dataclass(frozen=True, slots=True)
class Losses:
    """Shares of reports due after support that never came, of both groups.

    Shares are of unit-years of those seen before support; the compared are weighted to the same
    cohorts and years. `closed` had gone out of business, `silent` just did not answer. The
    `last` shares are those of the last year of the panel alone.
    """

    supported_due: int
    compared_due: int
    supported_closed: float
    supported_silent: float
    compared_closed: float
    compared_silent: float
    supported_last: float
    compared_last: float

    @property
    def supported(self) -> float:
        """The share of the supported lost for either reason."""
        return self.supported_closed + self.supported_silent

    @property
    def compared(self) -> float:
        """The share of the compared lost for either reason."""
        return self.compared_closed + self.compared_silent


def losses(sample: Followed) -> Losses:
    """Return how many of both groups were lost, closures told apart from silence."""
    silent = ~sample.seen & ~sample.closed
    last = sample.period == sample.period.max() if len(sample.period) else np.empty(0, dtype=bool)
    recent = last[sample.cell]

    def share(lost: Bools, among: Bools) -> float:
        total = float(sample.weight[among].sum())
        return float(sample.weight[among & lost].sum()) / total if total else float("nan")

    return Losses(
        supported_due=int(sample.treated.sum()),
        compared_due=int((~sample.treated).sum()),
        supported_closed=share(sample.closed, sample.treated),
        supported_silent=share(silent, sample.treated),
        compared_closed=share(sample.closed, ~sample.treated),
        compared_silent=share(silent, ~sample.treated),
        supported_last=share(~sample.seen, sample.treated & recent),
        compared_last=share(~sample.seen, ~sample.treated & recent),
    )


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds on the effect on those seen whatever their support, and how sure they are.

    `kept` is the share of the group seen more often that is kept; `trimmed` names that group.
    `interval` holds the effect itself, not the whole of the bounds, with its level.
    """

    low: float
    high: float
    low_error: float
    high_error: float
    interval: Interval
    kept: float
    trimmed: str


def lee_bounds(sample: Followed, level: float = 0.95) -> Bounds | None:
    """Return bounds on the mean difference in changes that hold under selective losses.

    Lee (2009), Review of Economic Studies 76: of the group seen more often, the surplus is cut off
    the top for the lower bound, off the bottom for the upper one. This supposes that support makes
    being seen again only more likely or only less likely, for everybody (monotonicity). Changes
    are taken around those of the compared in the same cohort and year, all cells together, so
    that one trimming serves all. Errors come from the influence of every row, that on the share
    trimmed and on the means of the compared included; the interval is Imbens and Manski's
    (2004), Econometrica 72. None where a group was never seen again.
    """
    seen, treated, weight = sample.seen, sample.treated, sample.weight
    ours, theirs = seen & treated, seen & ~treated
    if not ours.any() or not theirs.any():
        return None
    cells = len(sample.cohort)
    counts = np.bincount(sample.cell[theirs], minlength=cells)
    means = np.bincount(sample.cell[theirs], sample.change[theirs], minlength=cells) / counts
    change = sample.change - means[sample.cell]
    total = float(weight[treated].sum())
    rates = {side: float(weight[seen & (treated == side)].sum()) / total for side in (True, False)}
    more = rates[True] >= rates[False]
    kept = rates[not more] / rates[more]
    # The influence of every row on the share kept.
    per_rate = weight * (seen - np.where(treated, rates[True], rates[False])) / total
    share_influence = np.where(treated == more, -kept, 1.0) * per_rate / rates[more]
    bounds = []
    for sign in (1.0, -1.0):
        # The lower bound keeps the lowest changes of the supported, or the highest of the others.
        flip = sign if more else -sign
        cut = _trimmed(flip * change, np.where(treated == more, weight, 0.0) * seen, kept)
        mean, influence, retained = flip * cut.mean, flip * cut.influence, cut.retained
        influence = influence + flip * cut.slope * share_influence
        if more:
            bound, on_means = mean, -retained
        else:
            share = np.where(ours, weight, 0.0) / weight[ours].sum()
            average = float(share[ours] @ change[ours])
            bound, on_means = average - mean, retained - share
            influence = np.where(ours, share * (change - average), 0.0) - influence
        slopes = np.bincount(sample.cell, on_means, minlength=cells)
        spread = np.where(theirs, change / np.maximum(counts, 1)[sample.cell], 0.0)
        bounds.append((bound, sample.error(influence + slopes[sample.cell] * spread)))
    (low, low_error), (high, high_error) = bounds
    return Bounds(
        low,
        high,
        low_error,
        high_error,
        imbens_manski(low, high, low_error, high_error, level),
        kept,
        "supported" if more else "compared",
    )


@dataclass(frozen=True, slots=True)
class _Cut:
    """A mean of the lowest part: its influence (m,), what it retains (m,) and d mean / d share."""

    mean: float
    influence: Floats
    retained: Floats
    slope: float


def _trimmed(values: Floats, weights: Floats, share: float) -> _Cut:
    """Return the weighted mean of the lowest `share`; the value at the cut counts in part."""
    taken = np.flatnonzero(weights > 0)
    order = taken[np.argsort(values[taken], kind="stable")]
    sorted_weights = weights[order]
    total = float(sorted_weights.sum())
    room = share * total - (np.cumsum(sorted_weights) - sorted_weights)
    part = np.clip(room / sorted_weights, 0.0, 1.0)
    limit = float(values[order[np.flatnonzero(part > 0)[-1]]])
    retained = np.zeros(len(values))
    retained[order] = part * sorted_weights / (share * total)
    mean = float(retained[order] @ values[order])
    influence = np.zeros(len(values))
    beyond = (values[order] - limit) * part - share * (mean - limit)
    influence[order] = sorted_weights / total * beyond / share
    return _Cut(mean, influence, retained, (limit - mean) / share)


def imbens_manski(
    low: float, high: float, low_error: float, high_error: float, level: float = 0.95
) -> Interval:
    """Return the interval that holds a bounded effect with chance `level` (2004, equation 7).

    It lies between the one-sided multiplier, for bounds far apart, and the two-sided, for a point.
    """
    largest = max(low_error, high_error)
    gap = max(high - low, 0.0) / largest if largest > 0 else np.inf

    def lacking(factor: float) -> float:
        return float(scipy.stats.norm.cdf(factor + gap) - scipy.stats.norm.cdf(-factor)) - level

    factor = scipy.optimize.brentq(lacking, 0.0, 10.0)
    return Interval(low - factor * low_error, high + factor * high_error, level)


def losses_check(found: Losses) -> Check:
    """Return how many were lost and whether both groups lost alike; open without anybody due."""
    numbers = {
        "supported_due": found.supported_due,
        "compared_due": found.compared_due,
        "supported_lost": found.supported,
        "supported_closed": found.supported_closed,
        "compared_lost": found.compared,
        "compared_closed": found.compared_closed,
        "gap": abs(found.supported - found.compared),
        "supported_lost_last": found.supported_last,
        "compared_lost_last": found.compared_last,
    }
    if not found.supported_due or not found.compared_due:
        finding = Text(
            "Không có cơ sở nào được quan sát trước hỗ trợ ở cả hai nhóm.",
            "Nobody of both groups was seen before support.",
        )
        return Check("losses", _RATES, None, finding, numbers)
    finding = Text(
        "Trong các cơ sở có số liệu trước hỗ trợ, số báo cáo năm về sau bị thiếu là {ours} ở nhóm "
        "được hỗ trợ ({ours_closed} do ngừng hoạt động, {ours_silent} do không trả lời) và "
        "{theirs} ở nhóm đối chứng ({theirs_closed} và {theirs_silent}); chênh {gap}.",
        "Of those seen before support, later yearly reports are missing for {ours} of the "
        "supported ({ours_closed} closed, {ours_silent} did not answer) and {theirs} of the "
        "compared ({theirs_closed} and {theirs_silent}); a gap of {gap}.",
    ).filled(
        ours=as_share(found.supported),
        ours_closed=as_share(found.supported_closed),
        ours_silent=as_share(found.supported_silent),
        theirs=as_share(found.compared),
        theirs_closed=as_share(found.compared_closed),
        theirs_silent=as_share(found.compared_silent),
        gap=size(found.supported - found.compared, "share"),
    )
    alike = abs(found.supported - found.compared) <= MOST_GAP
    return Check("losses", _RATES, alike, finding, numbers)


def bounds_check(found: Bounds | None, main: Interval | None, say: Spoken) -> Check:
    """Return whether the conclusion of the main interval stands at both ends of the bounds."""
    if found is None:
        finding = Text(
            "Không còn ai của một trong hai nhóm được quan sát lại, nên không tính được.",
            "Nobody of one group was seen again, so no bounds can be computed.",
        )
        return Check("lee_bounds", _BOUNDS, None, finding)
    passed = None if main is None else bounds_agree(main, found.low, found.high)
    group = (
        Text("được hỗ trợ", "supported")
        if found.trimmed == "supported"
        else Text("đối chứng", "compared")
    )
    verdict = {
        True: Text("Kết luận vẫn giữ.", "The conclusion stands."),
        False: Text(
            "Ở một đầu giới hạn, kết luận không còn: phải giảm số cơ sở bị mất theo dõi.",
            "At one end it does not stand: fewer must be lost.",
        ),
        None: Text("Không có ước tính chính để so.", "There is no main estimate to compare."),
    }[passed]
    finding = Text(
        "Nếu những cơ sở bị mất là những cơ sở tốt nhất hoặc kém nhất (bỏ {cut} nhóm {group}), kết "
        "quả nằm giữa {low} và {high} (khoảng tin cậy {range}). Giả định: hỗ trợ chỉ làm cơ sở dễ "
        "được quan sát lại hơn, hoặc chỉ khó hơn. {verdict}",
        "If those lost were the best or the worst ({cut} of the {group} are cut off), the result "
        "lies between {low} and {high} (interval {range}). This supposes that support only makes "
        "being seen again more likely, or only less. {verdict}",
    ).filled(
        cut=as_share(1 - found.kept, 1),
        group=group,
        low=say(found.low),
        high=say(found.high),
        range=as_range(found.interval, say),
        verdict=verdict,
    )
    numbers = {
        "low": found.low,
        "high": found.high,
        "low_error": found.low_error,
        "high_error": found.high_error,
        "interval_low": found.interval.low,
        "interval_high": found.interval.high,
        "trimmed_share": 1 - found.kept,
    }
    return Check("lee_bounds", _BOUNDS, passed, finding, numbers)
