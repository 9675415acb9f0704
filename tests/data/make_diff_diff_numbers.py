"""Write diff_diff_imputation.csv: what diff-diff's ImputationDiD makes of published panels.

Not part of the tests, which read the table. Run by hand where diff-diff 3.13.0 is installed:
`python tests/data/make_diff_diff_numbers.py`.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
from diff_diff import ImputationDiD

HERE = Path(__file__).parent


def counties() -> pd.DataFrame:
    """Return the county data, with groups of counties to cluster by and gaps to leave out."""
    frame = pd.read_csv(HERE / "mpdta.csv")
    return pd.DataFrame(
        {
            "unit": frame["countyreal"],
            "period": frame["year"],
            "cohort": frame["first.treat"].astype(int),
            "outcome": frame["lemp"],
            "cluster": frame["countyreal"] % 17,
            "gap": (frame["countyreal"] * 7 + frame["year"] * 13) % 11 == 0,
        }
    )


def states() -> pd.DataFrame:
    """Return the castle-doctrine data; `post` begins the year after a law took effect."""
    frame = pd.read_csv(HERE / "castle.csv")
    first = frame[frame["post"] == 1].groupby("sid")["year"].min() - 1
    return pd.DataFrame(
        {
            "unit": frame["sid"],
            "period": frame["year"],
            "cohort": frame["sid"].map(first).fillna(0).astype(int),
            "outcome": frame["l_homicide"],
            "cluster": frame["sid"],
            "gap": False,
        }
    )


def rows() -> list[dict[str, object]]:
    """Return overall and yearly effects of every panel, and its test of leads."""
    found: list[dict[str, object]] = []
    for name, frame in (("counties", counties()), ("states", states())):
        for gaps in (False, True):
            if gaps and not frame["gap"].any():
                continue
            seen = frame[~frame["gap"]] if gaps else frame
            for clustered in (False, True):
                if clustered and name == "states":
                    continue
                scenario = {"panel": name, "gaps": int(gaps), "clustered": int(clustered)}
                result = ImputationDiD(cluster="cluster" if clustered else None).fit(
                    seen.sort_values(["unit", "period"]),
                    outcome="outcome",
                    unit="unit",
                    time="period",
                    first_treat="cohort",
                )
                estimate, error = float(result.overall_att), float(result.overall_se)
                found.append({**scenario, "kind": "overall", "estimate": estimate, "error": error})
                yearly = result.aggregate("event_study").to_dataframe()
                for row in yearly[~yearly["is_reference"]].itertuples():
                    found.append(
                        {
                            **scenario,
                            "kind": "since",
                            "index": row.event_time,
                            "estimate": row.att,
                            "error": row.se,
                        }
                    )
                leads = result.pretrend_test()
                found.append(
                    {
                        **scenario,
                        "kind": "leads_f",
                        "index": leads["n_leads"],
                        "estimate": leads["f_stat"],
                    }
                )
    return found


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = pd.DataFrame(rows())
    table["index"] = table["index"].astype("Int64")
    table.to_csv(HERE / "diff_diff_imputation.csv", index=False, float_format="%.12f")
