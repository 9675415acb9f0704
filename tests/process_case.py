"""Projects, applications and process steps small enough to follow by hand, at 31 December 2025.

P1 has every stage; P2 runs, its plan year without any report; P3 and P6 were stopped; P4 is only
registered; of P5 the status says settled, but hardly a day is known; P7 has run for long.
"""

from __future__ import annotations

import pandas as pd

MILLION = 1_000_000

ESTABLISHMENTS = pd.DataFrame(
    {
        "establishment_id": ["E1", "E2"],
        "industry": ["10", "16"],
        "size": ["micro", "small"],
        "unit_id": ["522_v2", "536_v1"],
    }
)

PROJECTS = pd.DataFrame(
    [
        {
            "project_id": "P1",
            "title": "Máy cắt",
            "plan_year": 2024,
            "activity": "MO_HINH_MAY_MOC",
            "activity_kind": "MACHINE",
            "programme_level": "national",
            "unit_id": "522_v2",
            "registered_on": "2023-05-10",
            "appraised_on": "2023-05-30",
            "sent_to_ministry_on": "2023-06-20",
            "approved_on": "2024-01-15",
            "contracted_on": "2024-02-01",
            "accepted_on": "2024-04-10",
            "settlement_filed_on": "2024-04-20",
            "settled_on": "2025-02-01",
            "status": "settled",
        },
        {
            "project_id": "P2",
            "title": "Lớp may",
            "plan_year": 2025,
            "activity": "DAO_TAO_NGHE",
            "activity_kind": "TRAINING",
            "programme_level": "national",
            "unit_id": "536_v1",
            "registered_on": "2024-05-25",
            "sent_to_ministry_on": "2024-06-10",
            "approved_on": "2025-01-10",
            "contracted_on": "2025-10-01",
            "status": "running",
        },
        {
            "project_id": "P3",
            "plan_year": 2025,
            "activity": "MO_HINH_MAY_MOC",
            "activity_kind": "MACHINE",
            "programme_level": "local",
            "unit_id": "522_v2",
            "registered_on": "2025-02-01",
            "appraised_on": "2025-03-01",
            "approved_on": "2025-04-01",
            "contracted_on": "2025-04-21",
            "status": "stopped",
        },
        {
            "project_id": "P4",
            "plan_year": 2025,
            "programme_level": "local",
            "registered_on": "2025-11-01",
            "status": "planned",
        },
        {
            "project_id": "P5",
            "plan_year": 2024,
            "activity": "MO_HINH_MAY_MOC",
            "activity_kind": "MACHINE",
            "programme_level": "national",
            "unit_id": "522_v2",
            "registered_on": "2023-05-19",
            "contracted_on": "2024-03-01",
            "status": "settled",
        },
        {
            "project_id": "P6",
            "plan_year": 2025,
            "activity": "DAO_TAO_NGHE",
            "activity_kind": "TRAINING",
            "programme_level": "national",
            "registered_on": "2024-05-01",
            "status": "stopped",
        },
        {
            "project_id": "P7",
            "title": "Máy dệt",
            "plan_year": 2024,
            "activity": "MO_HINH_MAY_MOC",
            "activity_kind": "MACHINE",
            "programme_level": "national",
            "unit_id": "522_v2",
            "implementing_unit": "Trung tâm Khuyến công",
            "officer": "CB-01",
            "registered_on": "2023-05-01",
            "sent_to_ministry_on": "2023-06-01",
            "approved_on": "2024-01-01",
            "contracted_on": "2024-06-10",
            "status": "running",
        },
    ]
)

STEPS = pd.DataFrame(
    [
        {
            "step_id": "N1",
            "programme_level": "national",
            "step_no": 1,
            "stage": "registered",
            "title_vi": "Đăng ký",
            "title_en": "Register",
            "responsible": "implementing_unit",
            "deadline_kind": "day_of_year",
            "deadline_year_offset": -1,
            "deadline_month": 5,
            "deadline_day": 20,
        },
        {
            "step_id": "N3",
            "programme_level": "national",
            "step_no": 3,
            "stage": "sent_to_ministry",
            "title_vi": "Gửi Bộ",
            "deadline_kind": "day_of_year",
            "deadline_year_offset": -1,
            "deadline_month": 6,
            "deadline_day": 15,
        },
        {
            "step_id": "G4",
            "step_no": 4,
            "stage": "approved",
            "title_vi": "Phê duyệt",
            "deadline_kind": "none",
        },
        {
            "step_id": "N7",
            "programme_level": "national",
            "step_no": 7,
            "stage": "progress",
            "title_vi": "Báo cáo tháng",
            "title_en": "Monthly report",
            "responsible": "implementing_unit",
            "deadline_kind": "day_of_month",
            "deadline_day": 25,
        },
        {
            "step_id": "N9",
            "programme_level": "national",
            "step_no": 9,
            "stage": "settlement_filed",
            "title_vi": "Hồ sơ quyết toán",
            "deadline_kind": "days_after",
            "deadline_days": 15,
            "deadline_after": "accepted",
        },
        {
            "step_id": "N9-activity",
            "programme_level": "national",
            "activity": "MO_HINH_MAY_MOC",
            "step_no": 9,
            "stage": "settlement_filed",
            "title_vi": "Hồ sơ quyết toán mô hình",
            "deadline_kind": "days_after",
            "deadline_days": 30,
            "deadline_after": "accepted",
        },
        {
            "step_id": "N9-kind",
            "activity": "MO_HINH_MAY_MOC",
            "activity_kind": "MACHINE",
            "step_no": 9,
            "stage": "settlement_filed",
            "title_vi": "Hồ sơ quyết toán máy móc",
            "deadline_kind": "days_after",
            "deadline_days": 5,
            "deadline_after": "accepted",
        },
        {
            "step_id": "N10",
            "programme_level": "national",
            "step_no": 10,
            "stage": "settled",
            "title_vi": "Quyết toán",
            "responsible": "ministry_agency",
            "deadline_kind": "day_of_year",
            "deadline_year_offset": 1,
            "deadline_month": 1,
            "deadline_day": 22,
        },
        {
            "step_id": "L1",
            "programme_level": "local",
            "step_no": 1,
            "stage": "registered",
            "title_vi": "Đăng ký ở tỉnh",
        },
    ]
)

REPORTS = pd.DataFrame(
    {
        "project_id": ["P1", "P1", "P7"],
        "year": 2024,
        "month": [2, 3, 6],
        "reported_on": ["2024-02-20", "2024-03-28", "2024-06-24"],
    }
)

APPLICATIONS = pd.DataFrame(
    [
        ("A1", "E1", "P1", "2023-04-01", "2023-04-11", "approved", None),
        ("A2", "E2", "P2", "2024-04-01", "2024-05-01", "approved", None),
        ("A3", "E1", None, "2024-04-01", "2024-04-21", "approved", None),
        ("A4", "E2", "P3", "2025-01-05", "2025-01-25", "approved", None),
        ("A5", "E1", None, "2024-04-01", "2024-05-11", "refused", "low_score"),
        ("A6", "E2", None, "2024-04-01", None, "refused", None),
        ("A7", "E1", None, "2024-04-01", "2024-04-06", "withdrawn", "owner_choice"),
        ("A8", "E2", None, "2025-12-01", None, "pending", None),
    ],
    columns=[
        "application_id",
        "establishment_id",
        "project_id",
        "submitted_on",
        "decided_on",
        "result",
        "reason",
    ],
).assign(activity="MO_HINH_MAY_MOC", currency="VND")

TABLES: dict[str, pd.DataFrame] = {
    "establishment": ESTABLISHMENTS,
    "project": PROJECTS,
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2"],
            "project_id": ["P1", "P2"],
            "fund_source": ["national", "provincial"],
            "currency": "VND",
            "planned": 100 * MILLION,
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2"],
            "project_id": ["P1", "P2"],
            "establishment_id": ["E1", "E2"],
            "year": [2024, 2025],
            "currency": "VND",
        }
    ),
    "application": APPLICATIONS,
    "process_step": STEPS,
    "progress_report": REPORTS,
}
