"""Write csdid_mpdta.csv: what csdid makes of the county data with covariates.

Not part of the tests, which read the table. Run by hand where csdid 0.4.3 is installed:
`python tests/data/make_csdid_numbers.py`.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from itertools import product
from pathlib import Path

import pandas as pd
from csdid.att_gt import ATTgt

HERE = Path(__file__).parent
FORMS = {"doubly_robust": "dr", "weighting": "ipw", "regression": "reg"}
COMPARISONS = {"never": "nevertreated", "not_yet": "notyettreated"}
TYPES = ("simple", "group", "calendar", "dynamic")

# Base, anticipation, covariates (log population, and its square), clustered by state: the plain
# case, then one change at a time.
VARIANTS = (
    ("varying", 0, 1, False),
    ("universal", 0, 1, False),
    ("varying", 1, 1, False),
    ("varying", 0, 2, False),
    ("varying", 0, 1, True),
)


def rows() -> list[dict[str, object]]:
    """Return cells and aggregates of every form, comparison and variant."""
    counties = pd.read_csv(HERE / "mpdta.csv")
    counties["state"] = counties["countyreal"] // 1000
    counties["lpop2"] = counties["lpop"] ** 2
    found = []
    for form, comparison, variant in product(FORMS, COMPARISONS, VARIANTS):
        base, anticipation, covariates, clustered = variant
        scenario = {
            "form": form,
            "comparison": comparison,
            "base": base,
            "anticipation": anticipation,
            "covariates": covariates,
            "clustered": int(clustered),
        }
        model = ATTgt(
            yname="lemp",
            tname="year",
            idname="countyreal",
            gname="first.treat",
            data=counties,
            control_group=COMPARISONS[comparison],
            xformla="lemp ~ lpop" + (" + lpop2" if covariates == 2 else ""),
            anticipation=anticipation,
            clustervar="state" if clustered else None,
        )
        model.fit(est_method=FORMS[form], base_period=base, bstrap=False)
        cells = model.results
        for g, t, att, se in zip(
            cells["group"], cells["year"], cells["att"], cells["se"], strict=True
        ):
            found.append(_row(scenario, "cell", int(g), int(t), att, se))
        for kind in TYPES:
            with contextlib.redirect_stdout(io.StringIO()):
                added = model.aggte(typec=kind, bstrap=False, cband=False, na_rm=True).atte
            found.append(_row(scenario, kind, "", "", added["overall_att"], added["overall_se"]))
            if kind == "simple":
                continue
            errors = pd.Series(added["se_egt"]).explode()
            for index, att, se in zip(added["egt"], added["att_egt"], errors, strict=True):
                found.append(_row(scenario, kind, "", int(index), att, se))
    return found


def _row(
    scenario: dict[str, object], kind: str, cohort: object, index: object, att: object, se: object
) -> dict[str, object]:
    found = {"type": kind, "cohort": cohort, "index": index}
    return scenario | found | {"estimate": float(str(att)), "error": float(str(se))}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    table = pd.DataFrame(rows())
    table.to_csv(HERE / "csdid_mpdta.csv", index=False, float_format="%.12f")
    print(table.groupby(["form", "comparison"]).size())
