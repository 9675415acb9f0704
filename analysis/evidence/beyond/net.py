"""From what is reported to what is left: gross, deadweight, displacement, net, with one error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.evidence.beyond.exclusion import NOT_AGAINST_NEVER, RingEstimate, exclusions
from analysis.evidence.beyond.exposure import Exposure, exposures
from analysis.evidence.beyond.few_groups import too_few_groups
from analysis.evidence.beyond.influence import Number, covariance_of, interval_by, own_change
from analysis.evidence.beyond.neighbours import Neighbours, neighbours
from analysis.evidence.beyond.rings import NEAR, RingCode
from analysis.evidence.claim import Claim
from analysis.evidence.findings import Interval
from analysis.evidence.model import Floats
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

StepCode = Literal["gross", "deadweight", "additional", "displacement", "net"]

STEPS: dict[StepCode, tuple[Text, Text]] = {
    "gross": (
        Text("Tăng theo báo cáo", "Gross, as reported"),
        Text(
            "Thay đổi cơ sở được hỗ trợ tự báo cáo, từ trước khi hỗ trợ.",
            "The change that supported establishments report since before support.",
        ),
    ),
    "deadweight": (
        Text("Đằng nào cũng có", "Deadweight"),
        Text(
            "Thay đổi của nhóm đối chứng không có hàng xóm được hỗ trợ, trái dấu.",
            "The change of the comparison without supported neighbours, its sign turned.",
        ),
    ),
    "additional": (
        Text("Thêm ở cơ sở được hỗ trợ", "Additional at the supported"),
        Text("Theo báo cáo, cộng bước trên.", "Gross and the step above, added."),
    ),
    "displacement": (
        Text("Mất ở hàng xóm", "Displacement"),
        Text(
            "Thay đổi của mỗi hàng xóm do bị ảnh hưởng, nhân số năm hàng xóm trên mỗi năm cơ sở "
            "được hỗ trợ.",
            "The change of an exposed neighbour, times years of neighbours for each year of a "
            "supported establishment.",
        ),
    ),
    "net": (
        Text("Còn lại thực sự", "Net"),
        Text("Tổng các bước trên.", "All steps above, added."),
    ),
}
"""Every step with its name and where its number comes from."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: per supported establishment in an average year since support, and in all.

    `total` and `total_interval` are `value` and `interval` times the supported of the register.
    A value without its interval is not told: all four are None together.
    """

    code: StepCode
    value: float | None
    interval: Interval | None
    total: float | None
    total_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Net:
    """The steps from gross to net, on one set of establishments, with their joint covariance.

    `covariance` (3, 3) is that of gross, deadweight and displacement; errors allow for groups of
    neighbours. Steps after one that cannot be told are None, and `missing` says why. `net` can be
    used in a ratio: `net_error` is its standard error.
    """

    claim: Claim
    exposure: Exposure | None
    steps: tuple[Step, ...]
    covariance: Floats | None
    ring: RingEstimate | None
    neighbours: Neighbours | None
    net_error: float | None
    missing: Text | None = None

    def step(self, code: StepCode) -> Step:
        """Return one step by its code."""
        return next(one for one in self.steps if one.code == code)


_COMBINED: dict[StepCode, tuple[int, int, int]] = {
    "gross": (1, 0, 0),
    "deadweight": (0, 1, 0),
    "additional": (1, 1, 0),
    "displacement": (0, 0, 1),
    "net": (1, 1, 1),
}


def net_change(
    snapshot: Snapshot,
    scope: Scope,
    found: Claim,
    code: RingCode = NEAR,
    *,
    ring: RingEstimate | None = None,
    near: Neighbours | None = None,
) -> Net:
    """Return gross, deadweight, displacement and net of a claim on a level, with joint intervals.

    Everything is per supported establishment in an average year since its support. Gross is the
    mean change of the supported from before support (`own_change`); additional is the estimate with
    neighbours of the ring left out of the comparison, deadweight the difference of the two.
    Displacement is the mean change of exposed neighbours (`neighbours`) times the years of exposed
    neighbours for every year of a supported establishment, both counted in the register. All three
    rest on influences of the same establishments, summed by groups of neighbours, so that the error
    of every sum knows how its parts go together. What displacement there is beyond the ring is not
    known. `ring` and `near` are used where they were made before. Raises ValueError for an outcome
    that is no level: shares and logs do not add up.
    """
    if found.outcome.scale != "level":
        raise ValueError("only levels add up over establishments")
    exposed = exposures(snapshot, scope, found.given)
    exposure = exposed.get(code)
    if exposure is None:
        return _nothing(found, None, found.given.built.missing or NOT_AGAINST_NEVER)
    ring = ring or exclusions(found, {code: exposure})[0]
    near = near or neighbours(found.given, exposure)
    if ring.traced is None or ring.estimate is None:
        return _nothing(found, exposure, ring.missing or NOT_AGAINST_NEVER, ring, near)
    steps, covariance = carried(exposure, ring, near)
    error = None
    if near.number is not None and steps[-1].interval is not None:
        error = float(np.sqrt(covariance.sum()))
    return Net(found, exposure, steps, covariance, ring, near, error, ring.missing or near.missing)


def carried(
    exposure: Exposure, ring: RingEstimate, near: Neighbours
) -> tuple[tuple[Step, ...], Floats]:
    """Return every step, and the covariance of gross, deadweight and displacement, (3, 3).

    Raises ValueError for a ring without an estimate.
    """
    if ring.traced is None:
        raise ValueError("nothing was estimated at this ring")
    additional = ring.traced.simple()
    gross = own_change(ring.traced)
    parts = np.zeros((len(additional.influence), 3))
    parts[:, 0] = gross.influence
    parts[:, 1] = additional.influence - gross.influence
    values = np.array([gross.estimate, additional.estimate - gross.estimate, np.nan])
    if near.number is not None and near.rows is not None:
        times = exposure.exposed_for_each
        parts[near.rows, 2] = near.number.influence * times
        values[2] = near.number.estimate * times
    covariance = covariance_of(parts, exposure.groups)
    if too_few_groups(ring.groups) is not None:
        values[:] = np.nan
    steps = tuple(_step(one, values, parts, exposure) for one in _COMBINED)
    return steps, covariance


def _step(code: StepCode, values: Floats, parts: Floats, exposure: Exposure) -> Step:
    used = np.array(_COMBINED[code], dtype=np.float64)
    value, supported = float(np.where(used > 0, values, 0.0).sum()), exposure.supported
    interval = interval_by(value, parts @ used, exposure.groups, exposure.first)[0]
    if interval is None or not np.isfinite(value):
        return Step(code, None, None, None, None)
    total = Interval(interval.low * supported, interval.high * supported, interval.level)
    return Step(code, value, interval, value * supported, total)


def _nothing(
    found: Claim,
    exposure: Exposure | None,
    why: Text,
    ring: RingEstimate | None = None,
    near: Neighbours | None = None,
) -> Net:
    steps = tuple(Step(code, None, None, None, None) for code in _COMBINED)
    return Net(found, exposure, steps, None, ring, near, None, why)


__all__ = ["STEPS", "Net", "Number", "Step", "StepCode", "net_change"]
