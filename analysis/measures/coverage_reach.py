"""Why a gap: how far away a place is, how often outreach went there, and who works for it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.answers import is_one_place
from analysis.measures.coverage import recorded_at_all
from analysis.measures.coverage_columns import COLUMNS as COVERAGE_COLUMNS
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.officers import officers_by_district
from analysis.measures.phrases import number, plural, sentence
from analysis.measures.query import ask, ask_shared
from analysis.measures.rank_correlation import rank_correlation
from analysis.measures.remoteness import distances_km
from analysis.measures.wilson import wilson_all
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

_OF_OFFICERS = ("projects", "officers", "cases_per_officer", "trained_recent")
_RECORDED = {
    "outreach": ("told", "events", "present"),
    "clusters": ("clusters", "clusters_unvisited"),
}
_COUNTED = (
    *("eligible", "projects", "officers", "trained_recent"),
    *(name for names in _RECORDED.values() for name in names),
)


def coverage_reach(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per place with an eligible establishment, outreach, a cluster or a project.

    Eligible and told are those of coverage_by_district, at the establishment's place; events and
    clusters are at their own; where most of them are recorded at other levels or places, none
    at a place is unknown. Distances are in km as the crow flies; unknown is null.
    """
    cells = ask_shared(snapshot, scope, "coverage_cells")
    frame = cells.groupby("district", as_index=False)[["eligible", "told"]].sum()
    held = ask(snapshot, scope, "coverage_reach")
    officers = officers_by_district(snapshot, scope)[["district", *_OF_OFFICERS]]
    frame = frame.merge(held, on="district", how="outer").merge(
        officers, on="district", how="outer"
    )
    for name in _COUNTED:
        frame[name] = frame[name].fillna(0).astype("Int64")
    # What the data hold nothing of at all is unknown, not none.
    recorded = recorded_at_all(snapshot)
    for kind, names in _RECORDED.items():
        if not recorded[kind]:
            frame[list(names)] = pd.NA
    some = frame["eligible"].where(frame["eligible"] > 0).astype("Float64")
    rate = 100 * frame["events"].astype("Float64") / some
    frame["events_per_100"] = rate.mask(_elsewhere(frame, "events"))
    # None recorded at a commune is not none there, when what there is stands at its district.
    for kind, names in _RECORDED.items():
        apart = [name for name in names if name != "told"]
        found = "events" if kind == "outreach" else "clusters"
        hidden = _elsewhere(frame, found) & (frame[found] == 0).fillna(False).astype(bool)
        frame.loc[hidden, apart] = pd.NA
    frame["told_share"] = frame["told"].astype("Float64") / some
    told, eligible = (
        np.asarray(frame[name].astype("Float64").astype("float64"), np.float64)
        for name in ("told", "eligible")
    )
    for name, ends in zip(("told_low", "told_high"), wilson_all(told, eligible), strict=True):
        frame[name] = pd.array(ends, dtype="Float64")
    frame["distance_km"] = distances_km(snapshot, frame["district"])
    frame = with_district_names(frame, snapshot, scope.language)
    return frame.sort_values(
        "district", key=lambda codes: codes.where(codes != UNKNOWN_CODE, "~"), ignore_index=True
    )


def _elsewhere(frame: pd.DataFrame, name: str) -> pd.Series:
    """Tell of each place whether most of what is counted is recorded at other places or levels.

    Those are rows where no establishment is, and what is of no one place.
    """
    own = frame["district"].map(is_one_place).astype(bool) & (frame["eligible"] > 0)
    apart = 2 * frame.loc[own, name].sum() < frame[name].sum()
    return own & apart


def compared(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the single places whose events and eligible can be held against each other.

    No place when most events are recorded elsewhere: events at districts say nothing of communes.
    """
    placed = frame["district"].map(is_one_place).astype(bool)
    known = frame[placed & frame["events_per_100"].notna()]
    return known if 2 * known["events"].sum() >= frame["events"].sum() else known.iloc[:0]


def answer_reach(frame: pd.DataFrame) -> Text | None:
    """Say whether more is told where more events are held; None where no event is recorded."""
    if frame["events"].isna().all():
        return None
    known = compared(frame)
    if known.empty:
        return Text(
            "Chưa so được: phần lớn buổi tuyên truyền, khảo sát ghi ở cấp khác hoặc nơi khác với "
            "cơ sở",
            "Cannot be compared yet: most outreach events are recorded at other places or levels "
            "than establishments",
        )
    without = int((known["events"] == 0).sum())
    head = sentence(
        "{without} trên {places} địa bàn không có buổi tuyên truyền, khảo sát nào",
        f"{{without}} of {{places}} places {plural(without, 'has', 'have')} seen no outreach event",
        without=number(without),
        places=number(len(known)),
    )
    found = rank_correlation(
        known["events_per_100"].astype(float).tolist(), known["told_share"].astype(float).tolist()
    )
    if found is None:
        return head
    if found.low <= 0 <= found.high:
        return sentence(
            "{head}; chưa nói được số buổi trên 100 cơ sở đi cùng tỷ lệ được biết hay không "
            "(tương quan hạng {rho}, từ {low} đến {high})",
            "{head}; whether events per 100 establishments go with the share told cannot be told "
            "yet (rank correlation {rho}, {low} to {high})",
            head=head,
            **_told(found.rho, found.low, found.high),
        )
    return sentence(
        "{head}; nơi nhiều buổi trên 100 cơ sở hơn thường có tỷ lệ được biết {more} (tương quan "
        "hạng {rho}, từ {low} đến {high}): đi cùng nhau, chưa phải nguyên nhân",
        "{head}; places with more events per 100 establishments tend to have {more} told (rank "
        "correlation {rho}, {low} to {high}): they go together, which is no cause",
        head=head,
        more=Text("cao hơn", "more") if found.rho > 0 else Text("thấp hơn", "fewer"),
        **_told(found.rho, found.low, found.high),
    )


def _told(rho: float, low: float, high: float) -> dict[str, Text]:
    return {"rho": number(rho, 2), "low": number(low, 2), "high": number(high, 2)}


def _column(name: str) -> MeasureColumn:
    return next(column for column in COVERAGE_COLUMNS if column.name == name)


MEASURES = (
    Measure(
        "coverage_reach",
        Text("Vì sao có khoảng trống", "Why a gap"),
        Text(
            "Cơ sở được biết, buổi tuyên truyền và khảo sát, khoảng cách, cụm và cán bộ của từng "
            "địa bàn. Cơ sở thuộc đối tượng và được biết như ở độ phủ; buổi tổ chức tại đó trong "
            "các năm đã chọn, số buổi trên 100 cơ sở thuộc đối tượng, số cơ sở ghi tên có mặt; "
            "khoảng cách đường chim bay từ trung tâm địa bàn đến trung tâm thành phố Quảng Ngãi; "
            "cụm công nghiệp và cụm không có buổi khảo sát nào ghi mã cụm trong các năm đó; đề án "
            "đang thực hiện, cán bộ phụ trách, số đề án mỗi cán bộ và cán bộ địa bàn được bồi "
            "dưỡng trong 24 tháng. Tỷ lệ được biết có khoảng Wilson (1927), tương quan hạng "
            "Spearman có khoảng của Bonett và Wright (2000).",
            "Establishments told, outreach, distance, clusters and officers of each place. "
            "Eligible and told are as in coverage; events are those held there in the chosen "
            "years, events per 100 eligible establishments, establishments named as present; the "
            "distance is as the crow flies from its centre to that of Quảng Ngãi city; clusters, "
            "and those that no visit of these years names; projects under way, officers in charge, "
            "projects per officer, and officers of the place trained in 24 months. The share told "
            "has the interval of Wilson (1927), the rank correlation of Spearman that of Bonett "
            "and Wright (2000).",
        ),
        Text(
            "Đi cùng nhau không phải là nguyên nhân: nơi được đến nhiều có thể vốn dễ đến. Buổi "
            "tổ chức ở một nơi có thể có cơ sở nơi khác dự. Khoảng cách không phải đường đi. Cán "
            "bộ chỉ gồm người được ghi ở đề án và lớp bồi dưỡng. Số liệu không có buổi nào hoặc "
            "cụm nào thì là không rõ, không phải 0.",
            "What goes together is no cause: places visited often may be easy to reach. An event "
            "in one place may be attended from another. Distances are not roads. Officers are "
            "only those named by projects and courses. Where the data hold no event or no cluster "
            "at all, that is unknown, not zero.",
        ),
        (
            *("establishment", "outreach_event", "outreach_contact", "administrative_unit"),
            *("cluster", "project", "officer_training"),
        ),
        (
            *DISTRICT_KEYS,
            *(_column(name) for name in ("eligible", "told")),
            *(_column(name) for name in ("told_share", "told_low", "told_high")),
            MeasureColumn("events", "count", Text("Buổi tuyên truyền, khảo sát", "Events")),
            MeasureColumn(
                "events_per_100", "ratio", Text("Buổi trên 100 cơ sở", "Events per 100 eligible")
            ),
            MeasureColumn("present", "count", Text("Cơ sở có mặt", "Establishments present")),
            MeasureColumn(
                "distance_km", "number", Text("Cách trung tâm (km)", "From the centre (km)")
            ),
            MeasureColumn("clusters", "count", Text("Cụm, khu", "Clusters and zones")),
            MeasureColumn(
                "clusters_unvisited", "count", Text("Cụm chưa khảo sát", "Clusters never visited")
            ),
            MeasureColumn("projects", "count", Text("Đề án đang thực hiện", "Projects under way")),
            MeasureColumn("officers", "count", Text("Cán bộ phụ trách", "Officers in charge")),
            MeasureColumn(
                "cases_per_officer", "ratio", Text("Đề án mỗi cán bộ", "Projects per officer")
            ),
            MeasureColumn(
                "trained_recent",
                "count",
                Text("Cán bộ bồi dưỡng 24 tháng qua", "Officers trained in 24 months"),
            ),
        ),
        coverage_reach,
    ),
)
