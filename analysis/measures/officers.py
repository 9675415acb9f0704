"""Officers: who was trained, when, and how many projects under way each has in hand."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import KEEPS_PROJECTS, followed_by, number, plural, sentence
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

UNASSIGNED = Text("Chưa giao cho ai", "Assigned to nobody")


def officers_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year: distinct officers trained, attendances and hours."""
    return ask(snapshot, scope, "officers_trained", "year")


def officers_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district: projects under way, their officers, and officers trained."""
    frame = ask(snapshot, scope, "officers_by_district")
    return with_district_names(frame, snapshot, scope.language)


def officer_cases(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per officer with projects under way, and first one for those of nobody."""
    frame = ask(snapshot, scope, "officer_cases")
    nobody = UNASSIGNED.in_language(scope.language)
    names = [nobody if pd.isna(code) else str(code) for code in frame["officer"]]
    return frame.assign(officer_name=pd.Series(names, index=frame.index, dtype="str"))


def answer_officers(cases: pd.DataFrame) -> Text | None:
    """Say how many projects an officer has in hand and how many nobody; None without projects."""
    if cases.empty:
        return None
    assigned = cases[cases["officer"].notna()]
    unassigned = int(cases.loc[cases["officer"].isna(), "projects"].sum())
    if assigned.empty:
        return sentence(
            "Không đề án đang thực hiện nào ghi cán bộ phụ trách ({count} đề án)",
            "None of {count} projects under way names an officer",
            count=number(unassigned),
        )
    projects, officers = int(assigned["projects"].sum()), len(assigned)
    trained = int(assigned["recent"].astype("boolean").fillna(False).sum())
    return sentence(
        "{officers} cán bộ phụ trách {projects} đề án, bình quân {mean} đề án mỗi người; "
        "{unassigned} đề án chưa giao; {trained}/{officers} người được bồi dưỡng trong 24 tháng",
        f"{{officers}} {plural(officers, 'officer has', 'officers have')} {{projects}} projects in "
        "hand, {mean} each on average; {unassigned} unassigned; {trained} of {officers} trained in "
        "the last 24 months",
        officers=number(officers),
        projects=number(projects),
        mean=number(projects / officers, 1),
        unassigned=number(unassigned),
        trained=number(trained),
    )


def answer_trained(by_year: pd.DataFrame) -> Text | None:
    """Say how many officers were trained in the latest year; None when nobody ever was."""
    if by_year.empty:
        return None
    last = by_year.sort_values("year").iloc[-1]
    count = int(last["officers"])
    hours = last["hours"]
    told = (
        sentence(", {hours} giờ", ", {hours} hours", hours=number(float(hours), 1))
        if pd.notna(hours) and not int(last["hours_unknown"])
        else ""
    )
    return sentence(
        "Năm {year}: {count} cán bộ được bồi dưỡng{told}",
        f"{{year}}: {{count}} {plural(count, 'officer', 'officers')} trained{{told}}",
        year=int(last["year"]),
        count=number(count),
        told=told,
    )


_TRAINED = Text(
    "Cán bộ khác nhau đã dự lớp bồi dưỡng, lượt dự và tổng số giờ, theo năm của lớp. Giờ không ghi "
    "thì không cộng và được đếm riêng.",
    "Distinct officers who attended a course, attendances and hours, by year of the course. "
    "Unrecorded hours are left out of the sum and counted apart.",
)
_TRAINED_LIMITS = Text(
    "Một người dự nhiều năm được đếm ở mỗi năm, nên cộng các năm lớn hơn số người. Địa bàn là nơi "
    "ghi của cán bộ. Lọc theo nội dung, nguồn, ngành, quy mô không có nghĩa ở đây.",
    "Who attends in several years counts in each, so the years add up to more than people. The "
    "district is the officer's as recorded. Filters by activity, source, industry or size mean "
    "nothing here.",
)
_CASES = Text(
    "Đề án đang thực hiện của từng cán bộ phụ trách; đề án không ghi cán bộ đứng riêng. Đang thực "
    "hiện: đã bắt đầu hoặc đã phê duyệt, chưa quyết toán, không bị ngừng. Bồi dưỡng gần đây: trong "
    "24 tháng đến ngày số liệu.",
    "Projects under way of each officer in charge; those that name nobody stand apart. Under way: "
    "begun or approved, neither settled nor stopped. Recently trained: within 24 months before the "
    "day the data run to.",
)
_OWN_LIMITS = Text(
    "Số đề án không nói việc nặng nhẹ. Cán bộ chưa có đề án nào không có dòng. Mỗi đề án tính vào "
    "năm kế hoạch; giá so sánh không có nghĩa ở đây. Việc bồi dưỡng tính theo cán bộ, không theo "
    "năm, nội dung, nguồn hay ngành đang chọn.",
    "The number of projects does not say how much work they are. Officers without a project have "
    "no row. Each project counts in its plan year; constant prices mean nothing here. Training "
    "is the officer's, whatever years, activities, sources or industries are chosen.",
)
_CASES_LIMITS = followed_by(_OWN_LIMITS, KEEPS_PROJECTS)
_OFFICERS = MeasureColumn("officers", "count", Text("Cán bộ", "Officers"))
_PROJECTS = MeasureColumn("projects", "count", Text("Đề án đang thực hiện", "Projects under way"))

MEASURES = (
    Measure(
        "officers_by_year",
        Text("Cán bộ được bồi dưỡng theo năm", "Officers trained by year"),
        _TRAINED,
        _TRAINED_LIMITS,
        ("officer_training",),
        (
            MeasureColumn("year", "year", Text("Năm", "Year")),
            _OFFICERS,
            MeasureColumn("attendances", "count", Text("Lượt dự", "Attendances")),
            MeasureColumn("hours", "number", Text("Số giờ", "Hours")),
            MeasureColumn(
                "hours_unknown", "count", Text("Lượt không rõ số giờ", "Attendances, hours unknown")
            ),
        ),
        officers_by_year,
    ),
    Measure(
        "officers_by_district",
        Text("Cán bộ và đề án theo địa bàn", "Officers and projects by district"),
        Text(
            f"{_CASES.vi} Theo địa bàn của đề án; cán bộ được bồi dưỡng theo địa bàn của cán bộ.",
            f"{_CASES.en} By district of the project; officers trained by their own district.",
        ),
        _CASES_LIMITS,
        ("project", "officer_training"),
        (
            *DISTRICT_KEYS,
            _PROJECTS,
            MeasureColumn("assigned", "count", Text("Đã giao", "Assigned")),
            MeasureColumn("unassigned", "count", Text("Chưa giao", "Unassigned")),
            MeasureColumn("officers", "count", Text("Cán bộ phụ trách", "Officers in charge")),
            MeasureColumn(
                "cases_per_officer", "ratio", Text("Đề án mỗi cán bộ", "Projects per officer")
            ),
            MeasureColumn(
                "officers_recent",
                "count",
                Text("Trong đó bồi dưỡng 24 tháng qua", "Of them trained in 24 months"),
            ),
            MeasureColumn(
                "trained",
                "count",
                Text("Cán bộ địa bàn từng bồi dưỡng", "Officers of the district ever trained"),
            ),
            MeasureColumn(
                "trained_recent",
                "count",
                Text("Trong đó 24 tháng qua", "Of them in the last 24 months"),
            ),
        ),
        officers_by_district,
    ),
    Measure(
        "officer_cases",
        Text("Đề án của từng cán bộ", "Projects of each officer"),
        _CASES,
        _CASES_LIMITS,
        ("project", "officer_training"),
        (
            MeasureColumn("officer", "text", Text("Mã cán bộ", "Officer code")),
            MeasureColumn("officer_name", "text", Text("Cán bộ phụ trách", "Officer")),
            _PROJECTS,
            MeasureColumn("districts", "count", Text("Số địa bàn", "Districts")),
            MeasureColumn("last_trained_on", "date", Text("Bồi dưỡng gần nhất", "Last trained")),
            MeasureColumn(
                "recent", "flag", Text("Bồi dưỡng trong 24 tháng", "Trained in 24 months")
            ),
        ),
        officer_cases,
    ),
)
