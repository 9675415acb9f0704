"""The claim again without supported establishments' neighbours in the comparison, ring by ring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis.evidence.beyond.alike import comparable_years, groupings_of, with_courses
from analysis.evidence.beyond.exposure import UNKNOWN, Exposure
from analysis.evidence.beyond.few_groups import NO_ERROR, too_few_groups
from analysis.evidence.beyond.heaviest import Heaviest, heaviest
from analysis.evidence.beyond.influence import Traced, interval_by, traced
from analysis.evidence.beyond.rings import Ring, RingCode
from analysis.evidence.claim import Claim
from analysis.evidence.findings import Check, Interval
from analysis.evidence.ground import Ground
from analysis.evidence.model import NEVER, WidePanel
from analysis.evidence.panel_builder import LEAST_NEVER
from analysis.evidence.situation import estimates_agree
from analysis.evidence.spoken import as_count, as_range, said_on
from analysis.evidence.units_behind import units_behind
from analysis.language import Text

NOT_AGAINST_NEVER = Text(
    "Chỉ tính được khi so với cơ sở chưa từng được hỗ trợ.",
    "Possible only where the comparison is establishments never supported.",
)
_TOO_FEW = Text(
    "Chỉ còn {n} cơ sở đối chứng không có hàng xóm được hỗ trợ; cần ít nhất {least}.",
    "Only {n} comparison establishments without a supported neighbour are left; {least} are "
    "needed.",
)
_NO_ESTIMATE = Text("Kết luận này chưa có ước tính.", "This claim has no estimate.")


@dataclass(frozen=True, slots=True)
class RingEstimate:
    """The main estimate with the neighbours of one ring out of the comparison.

    A neighbour leaves in the year it is first exposed and is compared until then; one whose place
    or industry is not known leaves altogether. `same` is the estimate with all neighbours compared,
    over the very cohorts and years that can be told at this ring, and `moved` how far the ring
    moves it, with an interval that knows that both rest on the same establishments. `groups` are
    the groups of neighbours whose establishments are seen, `heaviest` the one that weighs most.
    `missing` says why there is no estimate: one without its interval is not told, and the counts
    say how far the data reach. `traced` is what it was made of.
    """

    ring: Ring
    estimate: float | None
    interval: Interval | None
    same: float | None
    moved: float | None
    moved_interval: Interval | None
    n_supported: int
    n_compared: int
    n_left_out: int
    groups: int = 0
    heaviest: Heaviest | None = None
    missing: Text | None = None
    traced: Traced | None = None


def clean_panel(panel: WidePanel, exposure: Exposure, anticipation: int = 0) -> WidePanel:
    """Return the panel without what the never supported report from their exposure on."""
    since = np.where(exposure.first == UNKNOWN, panel.periods[0], exposure.first)
    since = np.where(since == NEVER, panel.periods[-1] + 1 + anticipation, since)
    hidden = (panel.cohorts == NEVER)[:, None] & (
        panel.periods >= (since - anticipation)[:, np.newaxis]
    )
    return replace(panel, outcomes=np.where(hidden, np.nan, panel.outcomes))


def exclusions(found: Claim, exposed: Mapping[RingCode, Exposure]) -> tuple[RingEstimate, ...]:
    """Return the main estimate of a claim at every ring of exclusion, nearest ring first.

    All are regression-adjusted with a course of its own for every industry and district
    (`with_courses`), so that rings differ by whom they compare with, not by how.
    """
    if found.main.effects is None or found.main.comparison is None:
        return tuple(_without(one.ring, _NO_ESTIMATE) for one in exposed.values())
    if found.main.comparison != "never":
        return tuple(_without(one.ring, NOT_AGAINST_NEVER) for one in exposed.values())
    return ring_estimates(found.given, exposed)


def ring_estimates(given: Ground, exposed: Mapping[RingCode, Exposure]) -> tuple[RingEstimate, ...]:
    """Return the estimate at every ring against the never supported, on the panel of a claim."""
    made: dict[tuple[str, ...], Traced] = {}
    rings = []
    for one in exposed.values():
        courses = groupings_of(one.ring)
        if courses not in made:
            made[courses] = traced(with_courses(given, one.ring), "never", given.anticipation)
        rings.append(_at(one, given, made[courses]))
    return tuple(rings)


def _at(exposure: Exposure, given: Ground, whole: Traced) -> RingEstimate:
    panel, anticipation = whole.reported, given.anticipation
    clean = comparable_years(clean_panel(panel, exposure, anticipation), given, exposure.ring)
    left_out = _comparing(panel) - _comparing(clean)
    if _comparing(clean) < LEAST_NEVER:
        return _too_few(exposure, _comparing(clean), left_out)
    made = traced(clean, "never", anticipation).by(exposure.groups)
    one = made.simple()
    supported, compared = units_behind(clean, "never", anticipation, made.effects)
    if not one.known or compared < LEAST_NEVER:
        return _too_few(exposure, compared, left_out)
    main = whole.by(exposure.groups).simple(np.isfinite(made.effects.estimate))
    moved = one.estimate - main.estimate
    by = exposure.groups, exposure.first
    groups = exposure.told_groups(np.isfinite(clean.outcomes).sum(axis=1) > 1)
    told = replace(
        _without(exposure.ring),
        n_supported=supported,
        n_compared=compared,
        n_left_out=left_out,
        groups=groups,
        traced=made,
    )
    why, interval = too_few_groups(groups), interval_by(one.estimate, one.influence, *by)[0]
    if why is not None or interval is None:
        return replace(told, missing=why or NO_ERROR)
    return replace(
        told,
        estimate=one.estimate,
        interval=interval,
        same=main.estimate if main.known else None,
        moved=moved if main.known else None,
        moved_interval=interval_by(moved, one.influence - main.influence, *by)[0],
        heaviest=heaviest(one, exposure.groups),
    )


def _comparing(panel: WidePanel) -> int:
    """Return the never supported seen in two years or more: whose change can be told."""
    seen = np.isfinite(panel.outcomes).sum(axis=1)
    return int(((panel.cohorts == NEVER) & (seen > 1)).sum())


def _too_few(exposure: Exposure, compared: int, left_out: int) -> RingEstimate:
    why = _TOO_FEW.filled(n=as_count(compared), least=as_count(LEAST_NEVER))
    return replace(_without(exposure.ring, why), n_compared=compared, n_left_out=left_out)


def _without(ring: Ring, why: Text | None = None) -> RingEstimate:
    return RingEstimate(ring, None, None, None, None, None, 0, 0, 0, missing=why)


def exclusion_check(found: Claim, rings: tuple[RingEstimate, ...]) -> Check:
    """Return whether the conclusion stands without neighbours, at every ring that can be told."""
    title = Text("Bỏ hàng xóm của cơ sở được hỗ trợ", "Without neighbours of the supported")
    told = [one for one in rings if one.estimate is not None and one.interval is not None]
    if not told or found.interval is None:
        why = next((one.missing for one in rings if one.missing is not None), _NO_ESTIMATE)
        return Check("neighbours", title, None, why)
    say = said_on(found.outcome.scale, found.unit)
    held = estimates_agree(
        found.interval, [one.estimate for one in told if one.estimate is not None]
    )
    values = [one.estimate for one in told if one.estimate is not None]
    ends = Interval(min(values), max(values))
    words = Text(
        "Ở {n} trên {all} vành tính được, ước tính nằm từ {ends}; kết luận vẫn thế.",
        "At {n} of {all} rings that can be told the estimate lies from {ends}; the conclusion "
        "stands.",
    )
    if not held:
        words = Text(
            "Ở {n} trên {all} vành tính được, ước tính nằm từ {ends}; kết luận không còn như cũ ở "
            "mọi vành: kết quả có thể một phần do hàng xóm bị thiệt.",
            "At {n} of {all} rings that can be told the estimate lies from {ends}; the conclusion "
            "does not stand at every ring: part of it may be neighbours losing.",
        )
    said = as_range(ends, say)
    said = Text(said.vi.removeprefix("từ "), said.en)
    return Check(
        "neighbours",
        title,
        held,
        words.filled(n=as_count(len(told)), all=as_count(len(rings)), ends=said),
        {f"{one.ring.code}": one.estimate for one in rings},
    )
