"""What a file says beyond its amount: the item, whose money, the owner's part, what is promised.

Its own random stream: these answers move no other value of the province. Shares are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.simulate.applications import Applications
from analysis.simulate.arrays import Bools, Floats, Ints, Texts, random_stream, texts, where_known
from analysis.simulate.calibration import PANEL_YEARS, Calibration
from analysis.simulate.effects import Potential
from analysis.simulate.establishments import Establishments
from analysis.simulate.kinds import MACHINERY_KINDS
from analysis.simulate.products import PRODUCT_NAMES
from analysis.simulate.projects import Projects
from analysis.simulate.supports import Supports

_MONEY_STEP = 1_000_000.0
_SOURCES = np.array(["national", "provincial", "district"], dtype=object)
_SOURCE_SHARES = [0.18, 0.70, 0.12]
_MACHINES = (
    *("Máy sấy", "Máy đóng gói", "Máy cắt CNC", "Máy ép thủy lực", "Máy trộn"),
    *("Máy nghiền", "Lò hơi tiết kiệm nhiên liệu", "Hệ thống lọc", "Máy hút chân không"),
)
_REPEATED = 0.12  # of files after a support of the same kind: the item is the one supported then
_USED = 0.05
_NOT_NEW_TECHNOLOGY = 0.2
_NOT_COMMITTED = 0.04
_OVER_PROMISED = 0.12  # mean growth of workers a file promises
_UNKNOWN = {
    "content": 0.03,
    "fund_source": 0.02,
    "counterpart": 0.05,
    "machinery_new": 0.05,
    "technology_new": 0.15,
    "committed": 0.05,
    "cleaner": 0.10,
    "workers_planned": 0.12,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is already settled of each file: amounts are đồng, NaN where unknown.

    `requested` has one element a file; `counterpart` one a support.
    """

    requested: Floats
    counterpart: Floats


def application_details(
    seed: int,
    settings: Calibration,
    applications: Applications,
    projects: Projects,
    supports: Supports,
    people: Establishments,
    potential: Potential,
    asked: Asked,
) -> dict[str, Texts | Floats]:
    """Return the further columns of the applications, one element a file."""
    rng = random_stream(seed, "application details")
    count = len(applications.establishment)
    codes = np.array([kind.code for kind in settings.kinds])[applications.kind]
    machinery = np.isin(codes, list(MACHINERY_KINDS))
    model = codes == "MODEL_NEW"
    reason = applications.reason
    new = rng.random(count) >= np.where(applications.supported(), 0.0, _USED)
    fresh = rng.random(count) >= _NOT_NEW_TECHNOLOGY
    committed = applications.supported() | (rng.random(count) >= _NOT_COMMITTED)
    cleaner = rng.random(count) < np.where(
        np.isin(codes, ["CP_ASSESS", "POLLUTION_EST"]), 1.0, np.where(machinery, 0.3, 0.02)
    )
    said = {
        "content": _contents(rng, settings, applications, people),
        "fund_source": _sources(rng, applications, projects),
        "machinery_new": where_known(machinery, _truths(new & (reason != "used_machine"))),
        "technology_new": where_known(model, _truths(fresh)),
        "committed": _truths(committed & (reason != "no_counterpart")),
        "cleaner": _truths(cleaner),
    }
    counted = {
        "counterpart": _counterparts(rng, settings, applications, supports, asked),
        "workers_planned": _promised(rng, applications, potential),
    }
    known = {name: rng.random(count) >= share for name, share in _UNKNOWN.items()}
    return {
        **{name: where_known(known[name], value) for name, value in said.items()},
        **{name: np.where(known[name], value, np.nan) for name, value in counted.items()},
    }


def _truths(values: Bools) -> Texts:
    truths: Texts = values.astype(object)
    return truths


def _contents(
    rng: np.random.Generator,
    settings: Calibration,
    applications: Applications,
    people: Establishments,
) -> Texts:
    """Return the item each file asks for; now and then the one the establishment had before."""
    titles = [kind.title for kind in settings.kinds]
    machine = rng.integers(0, len(_MACHINES), len(applications.kind))
    size = rng.integers(2, 40, len(applications.kind)) * 50
    again = rng.random(len(applications.kind)) < _REPEATED
    item: list[str | None] = []
    had: dict[tuple[int, int], str] = {}
    supported = applications.supported()
    for number, (who, kind) in enumerate(
        zip(applications.establishment.tolist(), applications.kind.tolist(), strict=True)
    ):
        product = PRODUCT_NAMES[people.product[who]].lower()
        own = (
            f"{_MACHINES[machine[number]]} kiểu {size[number]}: {product}"
            if settings.kinds[kind].code in MACHINERY_KINDS
            else f"{titles[kind]}: {product}, {applications.submitted[number].astype(object).year}"
        )
        before = had.get((who, kind))
        item.append(before if before is not None and again[number] else own)
        if supported[number]:
            had[who, kind] = str(item[-1])
    return texts(item)


def _sources(rng: np.random.Generator, applications: Applications, projects: Projects) -> Texts:
    count = len(applications.project)
    asked = rng.choice(_SOURCES, count, p=_SOURCE_SHARES)
    found: Texts = np.where(
        applications.project >= 0, projects.first_source[applications.project], asked
    )
    return found


def _counterparts(
    rng: np.random.Generator,
    settings: Calibration,
    applications: Applications,
    supports: Supports,
    asked: Asked,
) -> Floats:
    ratio = np.array([kind.ratio for kind in settings.kinds])[applications.kind]
    own = asked.requested * ratio * np.exp(rng.normal(-0.2, 0.35, len(ratio)))
    own[supports.application] = asked.counterpart * rng.uniform(0.9, 1.2, len(asked.counterpart))
    rounded: Floats = np.rint(own / _MONEY_STEP) * _MONEY_STEP
    return rounded


def _promised(rng: np.random.Generator, applications: Applications, potential: Potential) -> Floats:
    """Return the workers a file promises: those of the year before, and mostly some more."""
    year = applications.submitted.astype("datetime64[Y]").astype(np.int64) + 1970
    when: Ints = np.clip(year - 1 - PANEL_YEARS[0], 0, len(PANEL_YEARS) - 1)
    before = potential.workers[applications.establishment, when].astype(np.float64)
    more = np.exp(rng.normal(_OVER_PROMISED, 0.12, len(before)))
    promised: Floats = np.maximum(np.rint(before * more), 1.0)
    return promised
