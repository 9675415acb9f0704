"""Places of industry: clusters and zones, their land, who is inside, money drawn, visits made."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import amount, number, plural, sentence, share
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def places_of_industry(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per cluster or zone; areas in hectares, money in smallest units.

    `year` is the last one reported inside the scope's years. Establishments and workers are as
    reported for that year, and beside them as counted from the establishments on record.
    """
    frame = ask(snapshot, scope, "places_of_industry")
    frame = with_code_names(frame, "kind", "place_of_industry", scope.language)
    frame = with_code_names(frame, "status", "figure_status", scope.language)
    return with_district_names(frame, snapshot, scope.language)


def places_occupancy(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year: land let over industrial land, over clusters that reported both."""
    return ask(snapshot, scope, "places_occupancy")


def places_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district with clusters or infrastructure money, the most money first."""
    frame = ask(snapshot, scope, "places_by_district")
    return with_district_names(frame, snapshot, scope.language)


def answer_places(frame: pd.DataFrame) -> Text | None:
    """Say how many places there are, how full they are and who is inside; None without any."""
    if frame.empty:
        return None
    count = len(frame)
    head = sentence(
        "{count} cụm, khu công nghiệp",
        f"{{count}} {plural(count, 'place', 'places')} of industry",
        count=number(count),
    )
    both = frame[frame["occupancy"].notna()]
    if both.empty:
        return sentence(
            "{head}; tỷ lệ lấp đầy chưa được báo cáo",
            "{head}; how full they are is not reported",
            head=head,
        )
    let = float(both["leased_area_ha"].sum()) / float(both["industrial_area_ha"].sum())
    return sentence(
        "{head}; {known} nơi có báo cáo đã cho thuê {share} đất công nghiệp",
        f"{{head}}; the {{known}} that {plural(len(both), 'reports has', 'report have')} let "
        "{share} of the industrial land",
        head=head,
        known=number(len(both)),
        share=share(let),
    )


def answer_cluster_money(frame: pd.DataFrame) -> Text | None:
    """Say which district drew most infrastructure money; None where no amount is known."""
    known = frame[frame["approved"].notna() & (frame["projects"] > 0)]
    total = float(known["approved"].sum())
    if known.empty or total <= 0:
        return None
    top = known.sort_values("approved", ascending=False, kind="stable").iloc[0]
    return sentence(
        "Hạ tầng cụm công nghiệp được phê duyệt {total}; nhiều nhất ở {place}: {most}",
        "{total} approved for places of industry; most in {place}: {most}",
        total=amount(total, str(top["currency"])),
        place=str(top["district_name"]),
        most=amount(float(top["approved"]), str(top["currency"])),
    )


def answer_occupancy(frame: pd.DataFrame) -> Text | None:
    """Say how occupancy moved from the first to the last year reported; None without any."""
    known = frame[frame["occupancy"].notna()].sort_values("year")
    if known.empty:
        return None
    first, last = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        return sentence(
            "Năm {year}: đã cho thuê {share} đất công nghiệp ({n} cụm báo cáo)",
            "{year}: {share} of the industrial land is let ({n} reporting)",
            year=int(last["year"]),
            share=share(float(last["occupancy"])),
            n=number(int(last["reporting"])),
        )
    return sentence(
        "Đất công nghiệp đã cho thuê: {start} năm {first} ({m} cụm báo cáo), {end} năm {last} "
        "({n} cụm báo cáo)",
        "Industrial land let: {start} in {first} ({m} reporting), {end} in {last} ({n} reporting)",
        start=share(float(first["occupancy"])),
        first=int(first["year"]),
        m=number(int(first["reporting"])),
        end=share(float(last["occupancy"])),
        last=int(last["year"]),
        n=number(int(last["reporting"])),
    )


_LIMITS = Text(
    "Số báo cáo và số đếm từ danh sách cơ sở có thể lệch: danh sách chỉ có cơ sở ghi mã cụm. Cụm "
    "không báo cáo thì không rõ, không phải bằng 0. Các năm có số cụm báo cáo khác nhau. Lọc theo "
    "ngành, quy mô chỉ thu hẹp số cơ sở đếm được và tiền; lọc theo nội dung, nguồn chỉ thu hẹp "
    "tiền.",
    "Reported and counted figures may differ: only establishments recorded with a cluster are "
    "counted. What a cluster does not report is unknown, not zero. Different clusters report in "
    "different years. Filters by industry and size narrow only the establishments counted and the "
    "money; those by activity and source only the money.",
)
_MONEY = Text(
    "Tiền hạ tầng: đề án ghi cụm, và đề án hạ tầng, quy hoạch, xử lý ô nhiễm cụm không ghi cụm "
    "nào; tính vào năm kế hoạch.",
    "Infrastructure money: projects that name a cluster, and projects of cluster infrastructure, "
    "planning or pollution treatment that name none; counted in the plan year.",
)
_SOURCES = ("cluster", "cluster_year", "establishment", "outcome_record", "project", "project_fund")
_APPROVED = MeasureColumn("approved", "money", Text("Phê duyệt", "Approved"))
_DISBURSED = MeasureColumn("disbursed", "money", Text("Giải ngân", "Disbursed"))
_UNKNOWN = MeasureColumn(
    "approved_unknown", "count", Text("Đề án không rõ phê duyệt", "Projects with approval unknown")
)
_PROJECTS = MeasureColumn("projects", "count", Text("Đề án", "Projects"))
_VISITS = MeasureColumn("visits", "count", Text("Lần khảo sát", "Visits"))
_LAND = (
    MeasureColumn("industrial_area_ha", "number", Text("Đất CN (ha)", "Industrial land (ha)")),
    MeasureColumn("leased_area_ha", "number", Text("Đã cho thuê (ha)", "Land let (ha)")),
    MeasureColumn("occupancy", "share", Text("Tỷ lệ lấp đầy", "Occupancy")),
)

MEASURES = (
    Measure(
        "places_of_industry",
        Text("Cụm, khu công nghiệp", "Places of industry"),
        Text(
            "Từng cụm, khu: tỷ lệ lấp đầy = đất đã cho thuê ÷ đất công nghiệp, của năm báo cáo gần "
            "nhất. Cơ sở, lao động: số cụm báo cáo, bên cạnh là số đếm từ cơ sở ghi mã cụm, chưa "
            "đóng cửa, và lao động họ báo gần nhất. "
            f"{_MONEY.vi} Lần khảo sát: sự kiện ghi cụm.",
            "Each cluster or zone: occupancy = land let ÷ industrial land, of the last year "
            "reported. Establishments and workers as the cluster reports them, and beside that "
            "counted from establishments recorded inside and not closed, with the workers they "
            f"last reported. {_MONEY.en} Visits: outreach events that name the cluster.",
        ),
        _LIMITS,
        (*_SOURCES, "outreach_event"),
        (
            MeasureColumn("cluster_id", "text", Text("Mã cụm", "Cluster id")),
            MeasureColumn("name", "text", Text("Tên", "Name")),
            MeasureColumn("kind", "code", Text("Mã loại", "Kind code"), "place_of_industry"),
            MeasureColumn("kind_name", "text", Text("Loại", "Kind")),
            *DISTRICT_KEYS,
            MeasureColumn("status", "code", Text("Mã tính chất", "Status code"), "figure_status"),
            MeasureColumn("status_name", "text", Text("Tính chất", "Status")),
            MeasureColumn("area_ha", "number", Text("Diện tích (ha)", "Area (ha)")),
            MeasureColumn("year", "year", Text("Năm báo cáo", "Year reported")),
            *_LAND,
            MeasureColumn(
                "establishments", "count", Text("Cơ sở (báo cáo)", "Establishments (reported)")
            ),
            MeasureColumn("workers", "count", Text("Lao động (báo cáo)", "Workers (reported)")),
            MeasureColumn(
                "establishments_counted",
                "count",
                Text("Cơ sở (đếm được)", "Establishments (counted)"),
            ),
            MeasureColumn(
                "workers_counted", "count", Text("Lao động (đếm được)", "Workers (counted)")
            ),
            MeasureColumn(
                "workers_answered",
                "count",
                Text("Cơ sở báo lao động", "Establishments reporting workers"),
            ),
            CURRENCY,
            _PROJECTS,
            _APPROVED,
            _DISBURSED,
            _UNKNOWN,
            _VISITS,
            MeasureColumn("last_visit_on", "date", Text("Khảo sát gần nhất", "Last visit")),
        ),
        places_of_industry,
    ),
    Measure(
        "places_occupancy",
        Text("Tỷ lệ lấp đầy theo năm", "Occupancy by year"),
        Text(
            "Đất đã cho thuê ÷ đất công nghiệp của các cụm báo cáo cả hai số trong năm.",
            "Land let ÷ industrial land over the clusters that reported both in the year.",
        ),
        _LIMITS,
        ("cluster", "cluster_year"),
        (
            MeasureColumn("year", "year", Text("Năm", "Year")),
            MeasureColumn("clusters", "count", Text("Cụm, khu", "Clusters and zones")),
            MeasureColumn("reporting", "count", Text("Cụm báo cáo", "Clusters reporting")),
            *_LAND,
            MeasureColumn(
                "establishments", "count", Text("Cơ sở (báo cáo)", "Establishments (reported)")
            ),
            MeasureColumn(
                "establishments_reporting",
                "count",
                Text("Cụm báo cáo số cơ sở", "Clusters reporting establishments"),
            ),
            MeasureColumn("workers", "count", Text("Lao động (báo cáo)", "Workers (reported)")),
            MeasureColumn(
                "workers_reporting",
                "count",
                Text("Cụm báo cáo lao động", "Clusters reporting workers"),
            ),
        ),
        places_occupancy,
    ),
    Measure(
        "places_by_district",
        Text("Tiền hạ tầng cụm theo địa bàn", "Infrastructure money by district"),
        _MONEY,
        _LIMITS,
        (*_SOURCES, "outreach_event"),
        (
            *DISTRICT_KEYS,
            MeasureColumn("clusters", "count", Text("Cụm, khu", "Clusters and zones")),
            _VISITS,
            CURRENCY,
            _PROJECTS,
            MeasureColumn("named", "count", Text("Đề án ghi cụm", "Projects naming a cluster")),
            MeasureColumn("planned", "money", Text("Kế hoạch", "Planned")),
            _APPROVED,
            _DISBURSED,
            _UNKNOWN,
        ),
        places_by_district,
    ),
)
