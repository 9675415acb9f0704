"""How sure an estimate is when only a few places tell: which inference, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.evidence.aggregates import aggregate, overall_slope
from analysis.evidence.bands import SEED
from analysis.evidence.cells import cells, only
from analysis.evidence.estimator import chance_of, normal_interval
from analysis.evidence.findings import Interval
from analysis.evidence.grade_rules import FEWEST_CLUSTERS, MANY_CLUSTERS
from analysis.evidence.group_time import cluster_influence
from analysis.evidence.inversion import Tested
from analysis.evidence.model import AggregateKind, Floats, GroupTime, Ints
from analysis.evidence.moments import ClusterSums, Moments
from analysis.evidence.permuted_clusters import arrangements, cluster_cohorts, permuted_clusters
from analysis.evidence.spoken import as_count
from analysis.evidence.summing import summed_by
from analysis.evidence.wild_clusters import wild_clusters
from analysis.language import Text

Inference = Literal["normal", "wild", "randomisation", "none"]

_WHY: dict[Inference, Text] = {
    "normal": Text(
        "Có {n} cụm, đủ để dùng phân phối chuẩn.",
        "There are {n} clusters, enough for the normal distribution.",
    ),
    "wild": Text(
        "Chỉ {n} cụm: khoảng tin cậy lấy từ wild bootstrap theo cụm ({draws} lần thử), không từ "
        "phân phối chuẩn vì sẽ quá hẹp.",
        "Only {n} clusters: the interval is from a wild bootstrap of clusters ({draws} trials), "
        "not from the normal distribution, which would make it too narrow.",
    ),
    "randomisation": Text(
        "Cả cụm cùng được hỗ trợ và nhóm nhỏ hơn chỉ có {side} cụm: khoảng tin cậy lấy từ việc thử "
        "lại với những cụm khác được hỗ trợ ({draws} cách sắp xếp), và chỉ đúng nếu cụm nào được "
        "hỗ trợ là gần như ngẫu nhiên.",
        "Whole clusters are supported and the smaller group has only {side}: the interval is from "
        "trying other clusters as the supported ones ({draws} arrangements), and only right if it "
        "was much like chance which clusters were supported.",
    ),
    "none": Text(
        "Với {n} cụm này chưa thể nói sai số là bao nhiêu.",
        "With these {n} clusters it cannot be told yet how large the error is.",
    ),
}
_ONE_SIDE = Text(
    "Một trong hai nhóm chỉ nằm trong {side} trên {n} cụm: khoảng tin cậy lấy từ wild bootstrap "
    "theo cụm ({draws} lần thử), thường rộng hơn mức cần thiết.",
    "One of the groups lies in only {side} of {n} clusters: the interval is from a wild bootstrap "
    "of clusters ({draws} trials), mostly wider than it need be.",
)


@dataclass(frozen=True, slots=True)
class FewClusters:
    """The test and interval of an aggregate that suit its number of clusters.

    `p` and `interval` are None where nothing can be told. `smaller_side` counts the clusters with
    supported or with compared units, whichever are fewer; `whole` tells whether support went to
    whole clusters. `draws` is zero for the normal distribution. `why` says which inference this is.
    `scores` (C, K + G) is what each cluster adds to effects and shares, over n, and `kinds` (C,)
    tells apart the clusters whose means are compared: by cohort where whole ones are supported.
    """

    inference: Inference
    estimate: float
    p: float | None
    interval: Interval | None
    clusters: int
    smaller_side: int
    whole: bool
    draws: int
    exact: bool
    why: Text
    scores: Floats
    kinds: Ints


def few_clusters(
    moments: Moments,
    effects: GroupTime,
    kind: AggregateKind = "simple",
    *,
    influence: Floats | None = None,
    level: float = 0.95,
    seed: int = SEED,
) -> FewClusters:
    """Return the inference on the overall number of `aggregate` that its clusters allow.

    From MANY_CLUSTERS on, FEWEST_CLUSTERS on either side, the normal distribution. With fewer, wild
    bootstrap, which fails with fewer than FEWEST_CLUSTERS clusters, and grows too cautious where
    one side has so few (MacKinnon and Webb 2017); there other arrangements of support over clusters
    are tried, if it went to whole clusters and there are arrangements enough to reject anything at
    this `level`. Where neither is to be had with fewer than FEWEST_CLUSTERS, nothing is said.

    `effects` are those of `group_time` on these moments, or of `adjust` on the same panel along
    with `influence` (C, K + G), that of `adjusted_influence` summed by cluster in ascending order.
    Randomisation knows no covariates: its `estimate` is that of the moments, so have them taken of
    the panel `without_covariate_trends`. Raises ValueError for moments without clusters.
    """
    if moments.clusters is None:
        raise ValueError("these moments were taken without clusters")
    one, other = _sides(moments, moments.clusters, effects)
    held = effects.comparison != "own_past"
    count = len(moments.clusters.ids)
    with_supported, with_compared = int(one.any(axis=1).sum()), int(other.any(axis=1).sum())
    side = min(with_supported, with_compared) if held else with_supported
    dealt = cluster_cohorts(moments)
    cohorts = dealt if held else None
    ways = arrangements(cohorts) if cohorts is not None and side < FEWEST_CLUSTERS else 0
    inference: Inference = "none"
    test: Tested | None = None
    estimate, slope = overall_slope(effects, kind)
    own, parts = cluster_influence(moments, effects)
    scores = np.nan_to_num(own if influence is None else influence)
    if np.isfinite(estimate) and count >= MANY_CLUSTERS and side >= FEWEST_CLUSTERS:
        inference, test = "normal", _normal(effects, kind, level)
    elif np.isfinite(estimate) and ways:
        given = effects.comparison, effects.anticipation, kind
        inference = "randomisation"
        test = permuted_clusters(moments, *given, level=level, seed=seed)
        # With so few arrangements that none could be rejected, they tell nothing.
        if not np.isfinite([test.interval.low, test.interval.high]).any():
            test = None
    if np.isfinite(estimate) and test is None and count >= FEWEST_CLUSTERS:
        if not held:
            parts = one / np.maximum(one.sum(axis=0), 1)
        if float((scores @ slope) @ (scores @ slope)) > 0:
            inference = "wild"
            of_cells = slope[: len(effects.estimate)]
            test = wild_clusters(estimate, scores @ slope, parts @ of_cells, level=level, seed=seed)
    if test is None:
        inference = "none"
    few_on_one_side = inference == "wild" and side < FEWEST_CLUSTERS
    why = (_ONE_SIDE if few_on_one_side else _WHY[inference]).filled(
        n=as_count(count), side=as_count(side), draws=as_count(test.draws if test else 0)
    )
    return FewClusters(
        inference=inference,
        estimate=test.estimate if test else estimate,
        p=test.p if test else None,
        interval=test.interval if test else None,
        clusters=count,
        smaller_side=side,
        whole=cohorts is not None,
        draws=test.draws if test else 0,
        exact=bool(test and test.exact),
        why=why,
        scores=scores,
        kinds=np.zeros(count, dtype=np.int64) if dealt is None else dealt,
    )


def _normal(effects: GroupTime, kind: AggregateKind, level: float) -> Tested | None:
    total = aggregate(effects, kind, level=level)
    interval = normal_interval(total.overall, total.overall_error, level)
    if interval is None:
        return None
    chance = chance_of(total.overall, total.overall_error)
    return Tested(total.overall, chance, interval, 0, False)


def _sides(moments: Moments, by: ClusterSums, effects: GroupTime) -> tuple[Floats, Floats]:
    """Return the units of every cluster that each cell since support rests on: its own cohort's
    and those it is held against, (C, K) each, zero for cells before support."""
    plan = cells(moments.cohorts, moments.periods, effects.comparison, effects.anticipation)
    plan = only(plan, plan.period >= plan.cohort)
    at = np.flatnonzero(effects.period >= effects.cohort)
    seen = moments.observed[by.stratum]
    known = np.isfinite(effects.estimate[at])
    both = seen[:, plan.period_at] & seen[:, plan.base_at] & known
    cohort = moments.cohorts[by.stratum]
    own = both & (cohort[:, np.newaxis] == plan.cohort)
    held = both & plan.pool[:, np.searchsorted(plan.all_cohorts, cohort)].T
    size = (len(by.ids), len(effects.estimate))
    one, other = np.zeros(size), np.zeros(size)
    for total, member in ((one, own), (other, held)):
        total[:, at] = summed_by(by.cluster, member * by.counts[:, np.newaxis], size[0])
    return one, other
