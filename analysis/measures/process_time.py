"""How long each stage takes: whole, by activity, by district, by year, and the curve itself."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.language import Language, Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import KEEPS_PROJECTS, followed_by
from analysis.measures.process_survival import Curve, Duration, ended_by, kaplan_meier
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

STAGE_TIMES: dict[str, Text] = {
    "submitted_decided": Text("Nộp hồ sơ → quyết định", "Submitted → decided"),
    "registered_appraised": Text("Đăng ký → thẩm định", "Registered → appraised"),
    "appraised_approved": Text("Thẩm định → phê duyệt", "Appraised → approved"),
    "approved_contracted": Text("Phê duyệt → ký hợp đồng", "Approved → contracted"),
    "contracted_accepted": Text("Ký hợp đồng → nghiệm thu", "Contracted → accepted"),
    "accepted_filed": Text(
        "Nghiệm thu → nộp hồ sơ quyết toán", "Accepted → settlement file handed in"
    ),
    "filed_settled": Text("Nộp hồ sơ → quyết toán xong", "Settlement file → settled"),
    "accepted_settled": Text("Nghiệm thu → quyết toán", "Accepted → settled"),
}
"""The stages whose length is measured, in the order of the process."""

SLOW_SHARE = 0.8


def stage_name(stage_time: str, language: Language) -> str:
    """Return the name of a stage of STAGE_TIMES."""
    return STAGE_TIMES[stage_time].in_language(language)


def stage_counts(snapshot: Snapshot, scope: Scope, group: str) -> pd.DataFrame:
    """Return counts by stage_time, part, state and days: all that every measure of time needs.

    `group` is everything, activity, district or year. `state` is ended, waiting or end_unknown;
    `days` is null for the last.
    """
    return ask(snapshot, scope, "stage_times", group)


def curves(counts: pd.DataFrame) -> Iterator[tuple[str, str, Curve, int, int]]:
    """Yield stage, part, curve, how many ends are unknown and how many are out of order.

    Stages come in the order of the process. Lengths below zero, of stages whose days are out of
    order, are in no curve; nor are stages that ended on an unknown day.
    """
    order = {stage: number for number, stage in enumerate(STAGE_TIMES)}
    for key, rows in sorted(
        counts.groupby(["stage_time", "part"], sort=False),
        key=lambda entry: (order[str(entry[0][0])], str(entry[0][1])),
    ):
        stage, part = key
        numbers = rows["number"].to_numpy(dtype="float64")
        unknown = (rows["state"] == "end_unknown").to_numpy()
        days = rows["days"].to_numpy(dtype="float64", na_value=-1.0)
        backward = ~unknown & (days < 0)
        used = ~unknown & ~backward
        ended = (rows["state"] == "ended").to_numpy()[used]
        curve = kaplan_meier(days[used], numbers[used] * ended, numbers[used] * ~ended)
        yield (
            str(stage),
            str(part),
            curve,
            int(numbers[unknown].sum()),
            int(numbers[backward].sum()),
        )


def stage_times(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per stage, in the order of the process."""
    return _times(snapshot, scope, "everything")


def stage_times_by_activity(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per stage and activity."""
    frame = _times(snapshot, scope, "activity")
    return with_code_names(frame, "activity", "activity", scope.language)


def stage_times_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per stage and district of the scope's vintage."""
    return with_district_names(_times(snapshot, scope, "district"), snapshot, scope.language)


def stage_times_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per stage and year: plan year of projects, year handed in of applications."""
    frame = _times(snapshot, scope, "year")
    return frame.assign(year=frame["year"].astype("int64"))


def stage_curves(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per stage and day on which one ended or was last seen, from day 0 on."""
    rows = []
    for stage, _, curve, _, _ in curves(stage_counts(snapshot, scope, "everything")):
        if not curve.number:
            continue
        frame = pd.DataFrame(
            {
                "day": curve.days,
                "share_waiting": curve.share,
                "low": curve.low,
                "high": curve.high,
                "at_risk": curve.at_risk,
            }
        )
        if curve.days[0] > 0:
            start = pd.DataFrame(
                {"day": [0.0], "share_waiting": 1.0, "low": 1.0, "high": 1.0}
            ).assign(at_risk=float(curve.number))
            frame = pd.concat([start, frame], ignore_index=True)
        frame.insert(0, "stage_time", stage)
        frame.insert(1, "stage_time_name", stage_name(stage, scope.language))
        rows.append(frame)
    if not rows:
        return pd.DataFrame(columns=[column.name for column in _CURVE_COLUMNS])
    return pd.concat(rows, ignore_index=True)


def _times(snapshot: Snapshot, scope: Scope, group: str) -> pd.DataFrame:
    rows = []
    for stage, part, curve, unknown, backward in curves(stage_counts(snapshot, scope, group)):
        median, slow = ended_by(curve, 0.5), ended_by(curve, SLOW_SHARE)
        rows.append(
            {
                "stage_time": stage,
                "stage_time_name": stage_name(stage, scope.language),
                group: part,
                "n": curve.number,
                "ended": curve.events,
                "waiting": curve.number - curve.events,
                **_columns("median", median),
                **_columns("p80", slow),
                "remark": _remark(curve, median, slow).in_language(scope.language),
                "end_unknown": unknown,
                "out_of_order": backward,
            }
        )
    names = [column.name for column in _TIME_COLUMNS]
    frame = pd.DataFrame(rows, columns=[*names[:2], group, *names[2:]])
    number = [column.name for column in _TIME_COLUMNS if column.kind == "number"]
    return frame.astype(dict.fromkeys(number, "float64"))


def _columns(name: str, duration: Duration) -> dict[str, float | None]:
    return {name: duration.day, f"{name}_low": duration.low, f"{name}_high": duration.high}


def _remark(curve: Curve, median: Duration, slow: Duration) -> Text:
    if curve.number == 0:
        return Text("không có mốc nào đo được", "nothing measurable")
    if median.day is None:
        return Text("chưa tới một nửa: trung vị chưa đạt", "not yet half: median not reached")
    if slow.day is None:
        return Text("phân vị 80 chưa đạt", "80th percentile not reached")
    if median.high is None or slow.high is None:
        return Text("cận trên chưa đạt", "upper bound not reached")
    return Text("đủ", "complete")


COUNTS = Text(
    "Số ngày của từng bước, kể cả bước còn đang chạy. Ước lượng Kaplan–Meier (1958): trung vị và "
    "phân vị 80 với khoảng tin cậy 95% (Brookmeyer và Crowley 1982; dải log-log của phương sai "
    "Greenwood, Klein và Moeschberger 2003). Mẫu số n: bước đã bắt đầu và đo được. Đề án đang chạy "
    "được tính là chưa xong ở ngày dữ liệu; đề án ngừng ở ngày cuối còn ghi được gì về nó, vì ngày "
    "ngừng không được ghi; hồ sơ tự rút ở ngày rút. Năm là năm kế hoạch của đề án, năm nộp của hồ "
    "sơ. Giá và loại tiền không có nghĩa ở đây.",
    "Days of each stage, stages still under way included. Kaplan–Meier (1958): median and 80th "
    "percentile with 95% intervals (Brookmeyer and Crowley 1982; log-log band of Greenwood's "
    "variance, Klein and Moeschberger 2003). The denominator n: stages begun and measurable. A "
    "running project counts as not finished on the day of the data; a stopped one on the last day "
    "recorded of it, as the day it stopped is not; a withdrawn application on the day of "
    "withdrawal. The year is the plan year of projects, the year of handing in of applications. "
    "Prices have no meaning here.",
)
_OWN_CAVEATS = Text(
    "Đây là mô tả, không phải ước lượng tác động. «Chưa đạt»: chưa đủ bước kết thúc để biết, không "
    "phải 0 ngày. Bước kết thúc trước khi bắt đầu (ngày ghi ngược) và bước đã qua nhưng không rõ "
    "ngày được để ngoài và đếm riêng. Ngừng đề án được coi là không liên quan tới tốc độ; nếu đề "
    "án chậm hay bị ngừng thì thời gian thật dài hơn. Khi không đề án nào ghi ngày nộp hồ sơ quyết "
    "toán, từ nghiệm thu đến quyết toán là một bước.",
    "A description, not an estimate of effect. “Not reached”: too few have ended to tell, not 0 "
    "days. Stages that end before they begin (days out of order), and stages passed on an unknown "
    "day, are left out and counted. Stopping is taken to have nothing to do with speed; if slow "
    "projects are stopped more often, the true times are longer. Where no project records the day "
    "its settlement file was handed in, acceptance to settlement is one stage.",
)
CAVEATS = followed_by(_OWN_CAVEATS, KEEPS_PROJECTS)
SOURCES = ("project", "application", "payment", "progress_report")

STAGE_TIME = MeasureColumn("stage_time", "text", Text("Mã bước", "Stage code"))
STAGE_TIME_NAME = MeasureColumn("stage_time_name", "text", Text("Bước", "Stage"))
N = MeasureColumn("n", "count", Text("n", "n"))
ENDED = MeasureColumn("ended", "count", Text("Đã xong", "Ended"))
_TIME_COLUMNS = (
    STAGE_TIME,
    STAGE_TIME_NAME,
    N,
    ENDED,
    MeasureColumn("waiting", "count", Text("Chưa xong", "Under way")),
    MeasureColumn("median", "number", Text("Trung vị (ngày)", "Median (days)")),
    MeasureColumn("median_low", "number", Text("Trung vị, cận dưới", "Median, lower")),
    MeasureColumn("median_high", "number", Text("Trung vị, cận trên", "Median, upper")),
    MeasureColumn("p80", "number", Text("Phân vị 80 (ngày)", "80th percentile (days)")),
    MeasureColumn("p80_low", "number", Text("Phân vị 80, cận dưới", "80th percentile, lower")),
    MeasureColumn("p80_high", "number", Text("Phân vị 80, cận trên", "80th percentile, upper")),
    MeasureColumn("remark", "text", Text("Ghi chú", "Remark")),
    MeasureColumn("end_unknown", "count", Text("Không rõ ngày kết thúc", "End day unknown")),
    MeasureColumn("out_of_order", "count", Text("Ngày ghi ngược", "Days out of order")),
)
_CURVE_COLUMNS = (
    STAGE_TIME,
    STAGE_TIME_NAME,
    MeasureColumn("day", "number", Text("Ngày thứ", "Day")),
    MeasureColumn("share_waiting", "share", Text("Còn đang chờ", "Still waiting")),
    MeasureColumn("low", "share", Text("Cận dưới", "Lower")),
    MeasureColumn("high", "share", Text("Cận trên", "Upper")),
    MeasureColumn("at_risk", "count", Text("Còn theo dõi", "At risk")),
)
ACTIVITY_KEYS = (
    MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code"), "activity"),
    MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
)
YEAR = MeasureColumn("year", "year", Text("Năm", "Year"))


def _with_keys(*keys: MeasureColumn) -> tuple[MeasureColumn, ...]:
    return (*_TIME_COLUMNS[:2], *keys, *_TIME_COLUMNS[2:])


MEASURES = (
    Measure(
        "stage_times",
        Text("Thời gian từng bước", "Time in each stage"),
        COUNTS,
        CAVEATS,
        SOURCES,
        _TIME_COLUMNS,
        stage_times,
    ),
    Measure(
        "stage_times_by_activity",
        Text("Thời gian từng bước theo nội dung", "Time in each stage by activity"),
        COUNTS,
        CAVEATS,
        SOURCES,
        _with_keys(*ACTIVITY_KEYS),
        stage_times_by_activity,
    ),
    Measure(
        "stage_times_by_district",
        Text("Thời gian từng bước theo địa bàn", "Time in each stage by district"),
        COUNTS,
        CAVEATS,
        SOURCES,
        _with_keys(*DISTRICT_KEYS),
        stage_times_by_district,
    ),
    Measure(
        "stage_times_by_year",
        Text("Thời gian từng bước theo năm", "Time in each stage by year"),
        COUNTS,
        CAVEATS,
        SOURCES,
        _with_keys(YEAR),
        stage_times_by_year,
    ),
    Measure(
        "stage_curves",
        Text("Tỷ lệ còn đang chờ theo ngày", "Share still waiting by day"),
        COUNTS,
        CAVEATS,
        SOURCES,
        _CURVE_COLUMNS,
        stage_curves,
    ),
)
