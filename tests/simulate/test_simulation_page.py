"""The page about the simulation states what the default seed gives today."""

from __future__ import annotations

import re

from analysis.settings import PROJECT_ROOT
from analysis.simulate.province import simulate_province


def _obtained() -> dict[str, str]:
    """Return the rows of the calibration table: quantity to the last cell."""
    page = (PROJECT_ROOT / "docs" / "simulation.md").read_text(encoding="utf-8")
    table = page.split("## Calibration")[1].split("## The planted effects")[0]
    rows = re.findall(r"^\| ([^|]+) \|.*\| ([^|]+) \|$", table, flags=re.MULTILINE)
    return {quantity.strip(): value.strip() for quantity, value in rows}


def test_the_calibration_table_is_current() -> None:
    tables = simulate_province()
    project, fund = tables["project"], tables["project_fund"]
    support, payment = tables["support"], tables["payment"]
    grants = fund.groupby("project_id")["approved"].sum(min_count=1) / 1e6
    by_year = grants.groupby(project.set_index("project_id")["plan_year"]).sum() / 1000
    known = support.dropna(subset=["counterpart"])
    paid = payment["amount"].where(payment["stage"] != "recovery", -payment["amount"]).sum()
    current = {
        "projects": f"{len(project)}",
        "supports": f"{len(support)}",
        "establishments supported": f"{support['establishment_id'].nunique()}",
        "eligible establishments": f"{tables['establishment']['eligible'].sum():,}",
        "median project, approved, million đồng": f"{grants.median():.0f}",
        "largest project, million đồng": f"{grants.max():.0f}",
        "leverage, counterpart ÷ grant": (
            f"{known['counterpart'].sum() / known['grant_amount'].sum():.2f}"
        ),
        "approved 2014, thousand million đồng": f"{by_year[2014]:.2f}",
        "approved 2025, thousand million đồng": f"{by_year[2025]:.2f}",
        "disbursed ÷ planned": f"{paid / fund['planned'].sum():.1%}".replace("%", " %"),
    }
    obtained = _obtained()
    assert {name: obtained[name] for name in current} == current
