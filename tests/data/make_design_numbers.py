"""Write design_numbers.csv: what rdrobust, rddensity and diff-diff make of data that lie beside it.

Not part of the tests, which read the table. Run by hand, in an environment of its own (rdrobust and
rddensity are GPL: nothing of the project imports them), where rdrobust 2.1.1, rddensity 3.0 and
diff-diff 3.13.0 are installed: `python tests/data/make_design_numbers.py`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from diff_diff import ContinuousDiD
from rddensity import rddensity
from rdrobust import rdrobust

HERE = Path(__file__).parent
Row = tuple[str, str, float]


def discontinuities() -> Iterator[Row]:
    """Yield estimates, errors, intervals and widths, sharp and with an invented half compliance."""
    frame = pd.read_csv(HERE / "rdrobust_senate.csv").dropna()
    x, y = frame["margin"].to_numpy(), frame["vote"].to_numpy()
    shift = (np.arange(len(x)) * 37) % 17 - 8.0
    treated = (x + shift / 2 >= 0).astype(float)
    for name, options in {
        "sharp": {},
        "sharp_fixed": {"h": 15, "b": 20},
        "fuzzy": {"fuzzy": treated, "sharpbw": True},
        "fuzzy_fixed": {"fuzzy": treated, "h": 15, "b": 20},
    }.items():
        found = rdrobust(y=y, x=x, **options)
        coefficients, errors = found.coef.to_numpy().ravel(), found.se.to_numpy().ravel()
        low, high = found.ci.to_numpy()[2]
        values = {
            "estimate": coefficients[0],
            "error": errors[0],
            "corrected": coefficients[2],
            "robust_error": errors[2],
            "low": low,
            "high": high,
            "main": found.bws.to_numpy()[0, 0],
            "pilot": found.bws.to_numpy()[1, 0],
            "below": found.N_h[0],
            "above": found.N_h[1],
        }
        yield from ((name, key, float(value)) for key, value in values.items())


def densities() -> Iterator[Row]:
    """Yield densities beside the cut-off and the test of their jump, its own widths last."""
    x = pd.read_csv(HERE / "rdrobust_senate.csv")["margin"].to_numpy()
    for name, widths in {"density_20": [20.0, 20.0], "density_30": [30.0, 30.0]}.items():
        yield from _density(name, rddensity(x, h=widths, p=2, q=3, massPoints=False))
    yield from _density("density_own", rddensity(x))


def _density(name: str, found: object) -> Iterator[Row]:
    yield name, "below", float(found.hat["left"])
    yield name, "above", float(found.hat["right"])
    yield name, "statistic", float(found.test["t_jk"])
    yield name, "p", float(found.test["p_jk"])
    yield name, "width_below", float(found.h["left"])
    yield name, "width_above", float(found.h["right"])


def doses() -> Iterator[Row]:
    """Yield effects by dose: counties that raised their wage in 2007, their dose log population."""
    frame = pd.read_csv(HERE / "mpdta.csv")
    of_both = frame["first.treat"].isin([0, 2007])
    kept = frame[of_both & frame["year"].isin([2006, 2007]) & (frame["lpop"] > 0)]
    panel = pd.DataFrame(
        {
            "unit": kept["countyreal"],
            "period": kept["year"],
            "first": kept["first.treat"].astype(int),
            "outcome": kept["lemp"],
            "dose": np.where(kept["first.treat"] > 0, kept["lpop"], 0.0),
        }
    )
    at = np.array([1.5, 3.0, 5.0])
    for degree, knots in ((1, 0), (3, 0), (3, 1)):
        found = ContinuousDiD(degree=degree, num_knots=knots, dvals=at).fit(
            panel, outcome="outcome", unit="unit", time="period", first_treat="first", dose="dose"
        )
        name = f"dose_{degree}_{knots}"
        yield name, "mean", float(found.overall_att)
        yield name, "slope", float(found.overall_acrt)
        yield name, "slope_error", float(found.overall_acrt_se)
        curve = found.dose_response_att
        for dose, effect, error in zip(at, curve.effects, curve.se, strict=True):
            yield name, f"effect_{dose}", float(effect)
            yield name, f"error_{dose}", float(error)


def main() -> None:
    """Write the table."""
    warnings.simplefilter("ignore")
    rows = [*discontinuities(), *densities(), *doses()]
    frame = pd.DataFrame(rows, columns=["case", "quantity", "value"])
    frame.to_csv(HERE / "design_numbers.csv", index=False, float_format="%.12g")


if __name__ == "__main__":
    main()
