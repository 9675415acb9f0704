"""Which deadlines were kept, step by step, and what is overdue today."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import KEEPS_PROJECTS, followed_by
from analysis.measures.query import ask
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def deadlines_met(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per programme level and step that has a deadline or should have one."""
    return _met(snapshot, scope, "everything")


def deadlines_met_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year, programme level and step."""
    return _met(snapshot, scope, "year")


def deadlines_met_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district of the scope's vintage, programme level and step."""
    return with_district_names(_met(snapshot, scope, "district"), snapshot, scope.language)


def overdue_list(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the steps overdue at the data's day, the longest first, 1,000 at most.

    `listed_of` counts all there are; a monthly report is one row with `times` months missing.
    """
    frame = _titled(ask(snapshot, scope, "overdue_list"), scope)
    for column, code_list in (
        ("programme_level", "programme_level"),
        ("responsible", "process_role"),
    ):
        frame = with_code_names(frame, column, code_list, scope.language)
    return with_district_names(frame, snapshot, scope.language)


def _met(snapshot: Snapshot, scope: Scope, group: str) -> pd.DataFrame:
    frame = _titled(ask(snapshot, scope, "deadlines_met", group), scope)
    judged = frame["met"] + frame["late"] + frame["overdue"]
    bands = [
        wilson(int(met), int(of)) or (None, None)
        for met, of in zip(frame["met"], judged, strict=True)
    ]
    of = judged.astype("float64")
    frame = frame.assign(
        judged=judged,
        share_met=frame["met"].astype("float64") / of.where(of > 0),
        share_low=pd.Series([low for low, _ in bands], index=frame.index, dtype="float64"),
        share_high=pd.Series([high for _, high in bands], index=frame.index, dtype="float64"),
    )
    frame = with_code_names(frame, "stage", "process_stage", scope.language)
    return with_code_names(frame, "programme_level", "programme_level", scope.language)


def _titled(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    titles = frame["title_vi"]
    if scope.language == "en":
        titles = frame["title_en"].fillna(titles)
    return frame.assign(step_title=titles).drop(columns=["title_vi", "title_en"])


_RULES = Text(
    "Hạn lấy từ bảng quy trình (process_step), bước của một loại thay bước của nội dung, bước của "
    "nội dung thay bước chung; hạn có hiệu lực vào ngày hạn. Đúng hạn: xong vào ngày hạn hoặc "
    "trước đó. Quá hạn: chưa xong mà hạn đã qua. Chưa đến hạn để ngoài. Không ghi nhận: bước đã "
    "qua mà không rõ ngày; hoặc cả năm không đề án nào cùng cấp có báo cáo tháng. Hạn của bước sau "
    "phê duyệt chỉ tính khi đề án đã được phê duyệt. Báo cáo tháng: mỗi tháng có ngày hạn từ khi "
    "ký hợp đồng đến trước nghiệm thu, nhiều nhất 36 tháng. Năm là năm kế hoạch.",
    "Deadlines come from the table process_step: a step of one kind replaces that of its activity, "
    "which replaces the general one; a deadline counts if it was in force on its own day. Met: "
    "done on or before the due day. Overdue: not done and the day has passed. Not due yet is left "
    "out. Not recorded: the stage was passed on an unknown day; or no project of the level has a "
    "monthly report in the whole year. Deadlines of stages after approval count only once a "
    "project is approved. Monthly reports: every month whose due day lies from contract to before "
    "acceptance, 36 at most. Years are plan years.",
)
_COUNTS = Text(
    "Tỷ lệ hạn được giữ: đúng hạn ÷ (đúng hạn + trễ + quá hạn), khoảng tin cậy 95% Wilson (1927). "
    f"{_RULES.vi}",
    "Share of deadlines met: met ÷ (met + late + overdue), 95% interval of Wilson (1927). "
    f"{_RULES.en}",
)
_OWN_CAVEATS = Text(
    "Đề án ngừng được để ngoài và đếm riêng. Hạn của địa phương để trống cho tới khi tỉnh nhập: "
    "«chưa biết hạn», đếm số đề án. Hạn theo các thông tư đã xem; văn bản sửa đổi chưa xem thì ghi "
    "ở cột mức kiểm chứng của bảng quy trình. Nhiều báo cáo tháng của một đề án liên quan nhau, "
    "nên khoảng tin cậy của bước đó hẹp hơn thật. Giá không có nghĩa ở đây.",
    "Stopped projects are left out and counted. Local deadlines are empty until the province "
    "enters them: “deadline not known”, with the number of projects. Deadlines are those of the "
    "circulars seen; amendments not seen are named in the table's column of verification. The "
    "monthly reports of one project hang together, so the interval of that step is narrower than "
    "it should be. Prices have no meaning here.",
)
_CAVEATS = followed_by(_OWN_CAVEATS, KEEPS_PROJECTS)
_SOURCES = ("process_step", "project", "progress_report", "payment")
_LEVEL = MeasureColumn("programme_level", "code", Text("Mã cấp", "Level code"), "programme_level")
_LEVEL_NAME = MeasureColumn("programme_level_name", "text", Text("Cấp", "Level"))
_STEP_TITLE = MeasureColumn("step_title", "text", Text("Bước", "Step"))
_YEAR = MeasureColumn("year", "year", Text("Năm kế hoạch", "Plan year"))
_STEP_KEYS = (
    _LEVEL,
    _LEVEL_NAME,
    MeasureColumn("step_id", "text", Text("Mã bước", "Step id")),
    MeasureColumn("step_no", "count", Text("Thứ tự", "Order")),
    MeasureColumn("stage", "code", Text("Mã mốc", "Stage code"), "process_stage"),
    MeasureColumn("stage_name", "text", Text("Mốc", "Stage")),
    _STEP_TITLE,
)
_COUNTED = (
    MeasureColumn("share_met", "share", Text("Đúng hạn, tỷ lệ", "Share met")),
    MeasureColumn("share_low", "share", Text("Cận dưới", "Lower")),
    MeasureColumn("share_high", "share", Text("Cận trên", "Upper")),
    MeasureColumn("judged", "count", Text("Mẫu số", "Denominator")),
    MeasureColumn("met", "count", Text("Đúng hạn", "Met")),
    MeasureColumn("late", "count", Text("Trễ hạn", "Late")),
    MeasureColumn("overdue", "count", Text("Quá hạn", "Overdue")),
    MeasureColumn("still_open", "count", Text("Chưa đến hạn", "Not due yet")),
    MeasureColumn("not_recorded", "count", Text("Không ghi nhận", "Not recorded")),
    MeasureColumn(
        "deadline_unknown",
        "count",
        Text("Đề án chưa biết hạn", "Projects, deadline not known"),
    ),
    MeasureColumn("stopped", "count", Text("Đề án ngừng, để ngoài", "Stopped projects left out")),
)


def _measure(name: str, title: Text, *keys: MeasureColumn) -> Measure:
    run = {
        "deadlines_met": deadlines_met,
        "deadlines_met_by_year": deadlines_met_by_year,
        "deadlines_met_by_district": deadlines_met_by_district,
    }[name]
    return Measure(name, title, _COUNTS, _CAVEATS, _SOURCES, (*keys, *_STEP_KEYS, *_COUNTED), run)


MEASURES = (
    _measure("deadlines_met", Text("Giữ hạn theo bước", "Deadlines met by step")),
    _measure(
        "deadlines_met_by_year",
        Text("Giữ hạn theo năm", "Deadlines met by year"),
        _YEAR,
    ),
    _measure(
        "deadlines_met_by_district",
        Text("Giữ hạn theo địa bàn", "Deadlines met by district"),
        *DISTRICT_KEYS,
    ),
    Measure(
        "overdue_list",
        Text("Việc quá hạn", "What is overdue"),
        Text(
            "Bước chưa xong mà hạn đã qua, tính tới ngày dữ liệu, lâu nhất trước; nhiều nhất 1.000 "
            f"dòng. {_RULES.vi}",
            "Steps not done whose due day has passed by the day of the data, the longest first, "
            f"1,000 rows at most. {_RULES.en}",
        ),
        Text(
            "Đề án ngừng không có trong danh sách. Báo cáo tháng còn thiếu của đề án đã nghiệm thu "
            "vẫn tính vào tỷ lệ nhưng không nằm trong danh sách: không ai chờ nữa. Có thể là việc "
            "đã xong mà chưa ghi ngày.",
            "Stopped projects are not listed. Monthly reports missing of accepted projects count "
            "in the shares but are not listed: nobody waits for them. What is listed may have been "
            "done and not recorded.",
        ),
        _SOURCES,
        (
            MeasureColumn("project_id", "text", Text("Mã đề án", "Project id")),
            MeasureColumn("title", "text", Text("Tên đề án", "Title")),
            _LEVEL,
            _LEVEL_NAME,
            _STEP_TITLE,
            MeasureColumn("due_on", "date", Text("Hạn", "Due day")),
            MeasureColumn("days", "count", Text("Số ngày quá hạn", "Days overdue")),
            MeasureColumn("times", "count", Text("Số lần", "Times")),
            MeasureColumn("responsible", "code", Text("Mã vai trò", "Role code"), "process_role"),
            MeasureColumn("responsible_name", "text", Text("Vai trò", "Responsible role")),
            MeasureColumn("implementing_unit", "text", Text("Đơn vị thực hiện", "Unit")),
            MeasureColumn("officer", "text", Text("Cán bộ (mã)", "Officer (code)")),
            *DISTRICT_KEYS,
            MeasureColumn("listed_of", "count", Text("Tất cả", "Of all")),
        ),
        overdue_list,
    ),
)
