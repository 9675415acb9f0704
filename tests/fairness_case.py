"""A small programme whose fairness is worked out by hand: three districts, one place unknown."""

from __future__ import annotations

import pandas as pd

# 522 is the capital (plain), 535 the poorest (mountain), 536 an island of unknown poverty.
# Money: E1 10 + 20, E2 10, E5 20, E6 40, E9 (place unknown) 40; that of E7 is unknown; the large
# E0 is not eligible and got 50; the stopped P3 gave E3 nothing.
TABLES = {
    "unit_year": pd.DataFrame(
        [
            ("522_v2", 2024, 0.02, 0.01, "none", "official", "kiểm thử"),
            ("535_v1", 2019, 0.40, 0.81, None, "official", "kiểm thử"),
            ("535_v1", 2024, 0.30, 0.80, "remote_minority", "official", "kiểm thử"),
        ],
        columns=[
            *("unit_id", "year", "poverty_rate", "minority_share", "priority_area"),
            *("status", "source"),
        ],
    ),
    "establishment": pd.DataFrame(
        [
            ("E0", "large", "522_v2", None, None),
            ("E1", "small", "522_v2", True, True),
            ("E2", "small", "522_v2", False, True),
            ("E3", "micro", "522_v2", False, True),
            ("E4", "micro", "522_v2", False, True),
            ("E5", "small", "535_v1", True, True),
            ("E6", "small", "535_v1", False, True),
            ("E7", "small", "536_v1", False, True),
            ("E8", "micro", "536_v1", False, True),
            ("E9", "micro", None, None, True),
        ],
        columns=["establishment_id", "size", "unit_id", "women_led", "eligible"],
    ).assign(industry="10", founded_on="2010-01-01"),
    "project": pd.DataFrame(
        {
            "project_id": ["P1", "P2", "P3"],
            "title": "Đề án",
            "plan_year": [2023, 2024, 2024],
            "activity": ["MO_HINH_MAY_MOC", "TU_VAN", "TU_VAN"],
            "status": ["settled", "running", "stopped"],
            "unit_id": "522_v2",
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2"],
            "project_id": ["P1", "P2"],
            "fund_source": ["national", "provincial"],
            "currency": "VND",
            "approved": [1000, 1000],
        }
    ),
    "support": pd.DataFrame(
        [
            ("P1", "E0", 2023, 50),
            ("P1", "E1", 2023, 10),
            ("P2", "E1", 2024, 20),
            ("P2", "E2", 2024, 10),
            ("P3", "E3", 2024, 99),
            ("P1", "E5", 2023, 20),
            ("P1", "E6", 2023, 40),
            ("P1", "E7", 2023, None),
            ("P1", "E9", 2023, 40),
        ],
        columns=["project_id", "establishment_id", "year", "grant_amount"],
    ).astype({"grant_amount": "Int64"}),
}
TABLES["support"].insert(0, "support_id", [f"S{n}" for n in range(len(TABLES["support"]))])
TABLES["support"]["currency"] = "VND"


def two_districts(poor_supported: int, capital_supported: int) -> dict[str, pd.DataFrame]:
    """Return a programme of 60 establishments in the poor 535 and 60 in the capital.

    Of each so many got a million, and nothing else is known of any place.
    """
    number = 60
    places = ["535_v1"] * number + ["522_v2"] * number
    names = [f"E{n}" for n in range(2 * number)]
    got = [*names[:poor_supported], *names[number : number + capital_supported]]
    return {
        "unit_year": TABLES["unit_year"],
        "establishment": pd.DataFrame(
            {"establishment_id": names, "unit_id": places, "size": "small", "eligible": True}
        ),
        "project": TABLES["project"].head(1),
        "support": pd.DataFrame(
            {
                "support_id": [f"S{n}" for n in range(len(got))],
                "project_id": "P1",
                "establishment_id": got,
                "year": 2023,
                "currency": "VND",
                "grant_amount": 1_000_000,
            }
        ),
    }
