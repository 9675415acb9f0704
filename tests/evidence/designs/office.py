"""An office that supports from 60 points up, with effects that are known: 420 establishments."""

from __future__ import annotations

import numpy as np
import pandas as pd

NUMBER = 420
YEARS = tuple(range(2014, 2025))
ROUND, AGAIN = 2019, 2022
BY_SUPPORT, BY_DOUBLE = 0.30, 0.05
"""Log points of workers from the year of support on: of any grant, and of each doubling more."""

CLUSTER = "CCN-T"


def tables(threshold: float | None = 60.0, bunched: bool = False) -> dict[str, pd.DataFrame]:
    """Return the tables; without a `threshold` none is recorded, `bunched` scores were helped over.

    All apply in one round. Six of ten stand in one cluster that was built up in 2020.
    """
    draw = np.random.default_rng(7)
    names = [f"T{number:03d}" for number in range(NUMBER)]
    score = np.round(draw.normal(61, 7, NUMBER), 1)
    if bunched:
        helped = (score < 60) & (score > 57) & (draw.random(NUMBER) < 0.7)
        score = np.where(helped, 60 + (60 - score) / 3, score).round(1)
    supported = draw.random(NUMBER) < np.where(score >= 60, 0.92, 0.06)
    doubles = draw.uniform(0, 3, NUMBER).round(2)
    again = supported & (draw.random(NUMBER) < 0.3)
    machine = draw.random(NUMBER) < 0.5
    projects = {"P1": (ROUND, "MO_HINH_MAY_MOC"), "P2": (ROUND, "DAO_TAO_NGHE")}
    projects |= {"P3": (AGAIN, "MO_HINH_MAY_MOC"), "P4": (2020, "LIEN_KET_CCN")}
    first = [(names[at], "P1" if machine[at] else "P2", ROUND) for at in np.flatnonzero(supported)]
    second = [(names[at], "P3", AGAIN) for at in np.flatnonzero(again)]
    amount = dict(zip(names, (20e6 * 2.0**doubles).round().astype(int), strict=True))
    inside = {name for at, name in enumerate(names) if at < 10}
    found: dict[str, pd.DataFrame] = {
        "cluster": pd.DataFrame(
            {
                "cluster_id": [CLUSTER],
                "name": ["Cụm thử"],
                "kind": ["cluster"],
                "status": ["actual"],
            }
        ),
        "establishment": pd.DataFrame(
            {
                "establishment_id": names,
                "industry": "10",
                "size": "small",
                "eligible": "yes",
                "founded_on": [f"{1995 + number % 15}-05-01" for number in range(NUMBER)],
                "cluster_id": [CLUSTER if name in inside else None for name in names],
            }
        ),
        "project": pd.DataFrame(
            {
                "project_id": list(projects),
                "plan_year": [year for year, _ in projects.values()],
                "activity": [activity for _, activity in projects.values()],
                "status": "settled",
                "cluster_id": [None, None, None, CLUSTER],
            }
        ),
        "support": pd.DataFrame(
            {
                "support_id": [f"S{number}" for number in range(len(first) + len(second))],
                "project_id": [project for _, project, _ in [*first, *second]],
                "establishment_id": [name for name, _, _ in [*first, *second]],
                "year": [year for _, _, year in [*first, *second]],
                "currency": "VND",
                "grant_amount": [amount[name] for name, _, _ in [*first, *second]],
            }
        ),
        "application": pd.DataFrame(
            {
                "application_id": [f"A{name}" for name in names],
                "establishment_id": names,
                "activity": "MO_HINH_MAY_MOC",
                "submitted_on": f"{ROUND}-02-01",
                "currency": "VND",
                "score": score,
                "result": np.where(supported, "approved", "refused"),
            }
        ),
        "outcome_record": _reports(draw, names, supported, doubles),
    }
    if threshold is not None:
        found["appraisal_threshold"] = pd.DataFrame(
            {"threshold_id": ["N1"], "threshold": [threshold], "valid_from": ["2015-01-01"]}
        )
    return found


def _reports(
    draw: np.random.Generator, names: list[str], supported: np.ndarray, doubles: np.ndarray
) -> pd.DataFrame:
    years = np.array(YEARS)
    level = draw.normal(5, 0.5, (len(names), 1)) + 0.02 * (years - 2014)
    noise = draw.normal(0, 0.08, (len(names), len(years)))
    effect = np.where(supported, BY_SUPPORT + BY_DOUBLE * doubles, 0.0)[:, None]
    values = np.exp(level + noise + effect * (years >= ROUND))
    return pd.DataFrame(
        {
            "establishment_id": np.repeat(names, len(years)),
            "year": np.tile(years, len(names)),
            "currency": "VND",
            "workers": np.rint(values).astype(int).ravel(),
        }
    )
