"""How good the data are: cells filled, reports in time, verified, answered, and over imports."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.dictionary import TABLES
from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask_shared, statement, wanted
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from analysis.warehouse.completeness import COUNTED_TABLES, cells_by_place


def quality_completeness(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per table and column: cells filled of cells expected, emptiest first."""
    frame = ask_cells(snapshot, scope, "table_name, column_name")
    tables, columns = list(frame["table_name"]), list(frame["column_name"])
    pairs = zip(tables, columns, strict=True)
    frame = frame.assign(
        table=tables,
        column=columns,
        table_name=[TABLES[name].label.in_language(scope.language) for name in tables],
        column_name=[
            TABLES[table].column(name).label.in_language(scope.language) for table, name in pairs
        ],
    )
    return frame.sort_values(
        ["completeness", "expected", "table", "column"], ascending=[True, False, True, True]
    ).reset_index(drop=True)


def quality_completeness_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year and district: cells filled of cells expected, of dated rows."""
    frame = ask_cells(snapshot, scope, "year, district")
    frame = frame[frame["year"].notna()].reset_index(drop=True)
    return with_district_names(frame, snapshot, scope.language)


def ask_cells(snapshot: Snapshot, scope: Scope, group: str) -> pd.DataFrame:
    """Return cells filled and expected for each value of `group`, ascending by it.

    Columns: those of `group`, filled, expected, completeness. Cells are counted by year, district,
    table and column once for all groupings and years of a scope, and added up here. The list of
    columns comes from the dictionary, so its SQL is put in here.
    """
    whole = replace(scope, years=())
    filters = {name: list(values) for name, values in whole.filters().items()}
    sql = statement("quality_completeness", None, frozenset(filters))
    sql = sql.replace("{cells}", cells_by_place())
    values = {**filters, "vintage": scope.vintage, "prices": scope.prices}
    asked = ("quality_completeness", whole.in_language("vi"))
    cells = snapshot.recently(
        asked, lambda: snapshot.query(sql, wanted(snapshot, whole, sql, values))
    )
    if scope.years:
        # The register of establishments is of no year.
        register = cells["table_name"] == "establishment"
        cells = cells[register | cells["year"].isin(scope.years)]
    keys = group.split(", ")
    sums = cells.groupby(keys, as_index=False, dropna=False)[["filled", "expected"]].sum()
    return sums.assign(completeness=sums["filled"] / sums["expected"])


def quality_timeliness(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year and district: records in by 31 March, late, and undated."""
    return _by_district(snapshot, scope, "quality_records")


def quality_verified(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year and district: records verified, self-reported, and not known."""
    return _by_district(snapshot, scope, "quality_records")


def quality_response(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per year and district: supported establishments and those that answered."""
    return _by_district(snapshot, scope, "quality_response")


def quality_trend(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per import and indicator; only the scope's language matters."""
    frame = ask_shared(snapshot, Scope(), "quality_trend")
    frame["imported_at"] = [
        moment.strftime("%Y-%m-%d %H:%M") for moment in pd.to_datetime(frame["imported_at"])
    ]
    frame = with_code_names(frame, "indicator", "quality_indicator", scope.language)
    return with_code_names(frame, "action", "import_action", scope.language)


def by_year_and_district(snapshot: Snapshot, scope: Scope, name: str) -> pd.DataFrame:
    """Return the rows of `sql/<name>.sql` by year and district, asked once for all years."""
    frame = ask_shared(snapshot, replace(scope, years=()), name, "year, district")
    if not scope.years:
        return frame
    return frame[frame["year"].isin(scope.years)].reset_index(drop=True)


def _by_district(snapshot: Snapshot, scope: Scope, name: str) -> pd.DataFrame:
    frame = by_year_and_district(snapshot, scope, name)
    return with_district_names(frame, snapshot, scope.language)


YEAR = MeasureColumn("year", "year", Text("Năm", "Year"))
FILLED = MeasureColumn("filled", "count", Text("Ô có giá trị", "Cells filled"))
EXPECTED = MeasureColumn("expected", "count", Text("Ô cần có", "Cells expected"))
COMPLETENESS = MeasureColumn("completeness", "share", Text("Độ đầy đủ", "Completeness"))
RECORDS = MeasureColumn("records", "count", Text("Phiếu kết quả", "Outcome records"))
ON_TIME = MeasureColumn("on_time", "count", Text("Đúng hạn", "In time"))
DATED = MeasureColumn("dated", "count", Text("Biết ngày nộp", "Day known"))
ON_TIME_SHARE = MeasureColumn("on_time_share", "share", Text("Tỷ lệ đúng hạn", "Share in time"))
UNDATED = MeasureColumn("undated", "count", Text("Không rõ ngày nộp", "Day unknown"))
DAYS_LATE = MeasureColumn(
    "median_days_late", "number", Text("Số ngày trễ, trung vị", "Median days late")
)
VERIFIED = MeasureColumn("verified", "count", Text("Đã kiểm chứng", "Verified"))
REPORTING_KNOWN = MeasureColumn(
    "reporting_known", "count", Text("Biết nguồn trả lời", "Reporting known")
)
VERIFIED_SHARE = MeasureColumn(
    "verified_share", "share", Text("Tỷ lệ kiểm chứng", "Share verified")
)
REPORTING_UNKNOWN = MeasureColumn(
    "reporting_unknown", "count", Text("Không rõ nguồn trả lời", "Reporting unknown")
)
ANSWERED = MeasureColumn("answered", "count", Text("Có trả lời", "Answered"))
SUPPORTED = MeasureColumn("supported", "count", Text("Cơ sở được hỗ trợ", "Supported"))
RESPONSE = MeasureColumn("response", "share", Text("Tỷ lệ trả lời", "Response rate"))
_STILL_OPEN = MeasureColumn("still_open", "flag", Text("Chưa đến hạn", "Not due yet"))

_ON_CELLS = Text(
    "Ô có giá trị trên ô cần có. Cần có: mọi cột có thể để trống của cơ sở, kết quả SXKD, đề án, "
    "kinh phí, khoản hỗ trợ, thanh toán và hồ sơ, ở những dòng mà cột có nghĩa: ngày nghiệm thu "
    "chỉ ở đề án đã nghiệm thu, giấy an toàn thực phẩm chỉ ở cơ sở thực phẩm, «không hỗ trợ vẫn "
    "đầu tư?» chỉ ở năm được hỗ trợ.",
    "Cells filled of cells expected. Expected: every column that may be empty of establishments, "
    "outcome records, projects, their money, supports, payments and applications, on the rows it "
    "applies to: the day of acceptance only of accepted projects, the food-safety certificate only "
    "of food producers, “would have invested anyway?” only in a year of support.",
)
_ON_CELLS_LIMITS = Text(
    "Không tính cột bắt buộc (luôn có giá trị) và cột mà ô trống cũng có nghĩa: ngày ngừng hoạt "
    "động, cụm công nghiệp, lý do chậm, nguồn. Câu khó như tỷ lệ phế phẩm, chất thải được tính "
    "ngang câu khác. Ô có giá trị chưa chắc đã đúng. Lọc theo năm không động đến danh bạ cơ sở.",
    "Not counted: required columns, which are never empty, and those whose emptiness says "
    "something: day of closing, cluster, delay, source. Hard questions such as defect rate count "
    "as much as others. A filled cell is not yet a right one. A filter by year leaves the "
    "register of establishments whole.",
)
_PLACE_LIMITS = Text(
    "Năm là năm của phiếu. Địa bàn là nơi cơ sở đặt, theo danh bạ. Lọc theo nội dung hoặc nguồn "
    "kinh phí giữ lại cơ sở được đề án như vậy hỗ trợ.",
    "The year is that of the record. The place is where the establishment lies by the register. A "
    "filter by activity or fund "
    "source keeps the establishments that such projects support.",
)


def _with_place(vi: str, en: str) -> Text:
    return Text(f"{vi} {_PLACE_LIMITS.vi}", f"{en} {_PLACE_LIMITS.en}")


MEASURES = (
    Measure(
        "quality_completeness",
        Text("Độ đầy đủ theo cột", "Completeness by column"),
        _ON_CELLS,
        _ON_CELLS_LIMITS,
        COUNTED_TABLES,
        (
            MeasureColumn("table", "text", Text("Mã bảng", "Table code")),
            MeasureColumn("table_name", "text", Text("Bảng", "Table")),
            MeasureColumn("column", "text", Text("Mã cột", "Column code")),
            MeasureColumn("column_name", "text", Text("Cột", "Column")),
            COMPLETENESS,
            FILLED,
            EXPECTED,
        ),
        quality_completeness,
    ),
    Measure(
        "quality_completeness_by_district",
        Text("Độ đầy đủ theo năm và địa bàn", "Completeness by year and district"),
        _ON_CELLS,
        Text(
            f"{_ON_CELLS_LIMITS.vi} Danh bạ cơ sở không có năm nên không có ở đây. Năm: năm của "
            "kết quả, năm kế hoạch của đề án, năm nộp hồ sơ.",
            f"{_ON_CELLS_LIMITS.en} The register has no year and is not part of it. Year: of the "
            "record, the project's plan year, the year of application.",
        ),
        COUNTED_TABLES,
        (YEAR, *DISTRICT_KEYS, COMPLETENESS, FILLED, EXPECTED),
        quality_completeness_by_district,
    ),
    Measure(
        "quality_timeliness",
        Text("Kết quả nộp đúng hạn", "Outcome records in time"),
        Text(
            "Phiếu kết quả nộp chậm nhất ngày 31/3 năm sau, trên số phiếu biết ngày nộp; phiếu "
            "không rõ ngày đếm riêng. Số ngày trễ: trung vị của các phiếu nộp sau ngày đó.",
            "Outcome records in by 31 March of the year after, of those whose day is known; "
            "undated ones are counted apart. Days late: median over records that came "
            "after that day.",
        ),
        _with_place(
            "Ngày 31/3 là quy ước của chương trình này, không phải thời hạn theo luật. Năm chưa "
            "đến ngày đó thì chưa xét đúng hạn hay trễ.",
            "31 March is a convention of this program, not a legal deadline. Records of a year "
            "that is not due yet are neither in time nor late.",
        ),
        ("outcome_record", "establishment"),
        (
            YEAR,
            *DISTRICT_KEYS,
            ON_TIME_SHARE,
            ON_TIME,
            DATED,
            UNDATED,
            DAYS_LATE,
            RECORDS,
            _STILL_OPEN,
        ),
        quality_timeliness,
    ),
    Measure(
        "quality_verified",
        Text("Kết quả đã kiểm chứng", "Outcome records verified"),
        Text(
            "Phiếu kết quả ghi là đã kiểm chứng, trên số phiếu biết nguồn trả lời (kiểm chứng hoặc "
            "tự khai); phiếu không rõ nguồn đếm riêng.",
            "Outcome records marked as verified, of those whose reporting is known (verified or "
            "self-reported); those not known are counted apart.",
        ),
        _with_place(
            "Chỉ biết có kiểm chứng, không biết kiểm chứng thế nào. Gồm cả cơ sở chưa từng được hỗ "
            "trợ.",
            "That a record was verified is known, not how. Establishments never supported are "
            "included.",
        ),
        ("outcome_record", "establishment"),
        (
            YEAR,
            *DISTRICT_KEYS,
            VERIFIED_SHARE,
            VERIFIED,
            REPORTING_KNOWN,
            REPORTING_UNKNOWN,
            RECORDS,
        ),
        quality_verified,
    ),
    Measure(
        "quality_response",
        Text("Tỷ lệ trả lời khảo sát kết quả", "Response to the outcome survey"),
        Text(
            "Cơ sở được hỗ trợ có phiếu kết quả của năm, trên mọi cơ sở được hỗ trợ trong năm đó "
            "hoặc trước đó và chưa ngừng hoạt động trước khi năm bắt đầu. Được hỗ trợ: bởi đề án "
            "không bị ngừng và đã qua bước kế hoạch.",
            "Supported establishments with an outcome record of the year, of all that were "
            "supported in it or before and had not closed before it began. Supported: by projects "
            "neither stopped nor only planned.",
        ),
        _with_place(
            "Phiếu để trống mọi câu không tính là trả lời. Tính đến năm cuối có phiếu; năm chưa "
            "đến 31/3 năm sau còn tăng. Cơ sở đã ngừng mà chưa ghi ngày ngừng vẫn ở mẫu số.",
            "A record that leaves every question open is no answer. Up to the last year with any "
            "record; a year not due yet will still rise. An establishment whose closing was not "
            "recorded stays in the denominator.",
        ),
        ("support", "project", "outcome_record", "establishment"),
        (YEAR, *DISTRICT_KEYS, RESPONSE, ANSWERED, SUPPORTED, _STILL_OPEN),
        quality_response,
    ),
    Measure(
        "quality_trend",
        Text("Chất lượng qua các lần nạp", "Quality over imports"),
        Text(
            "Năm chỉ tiêu của toàn bộ dữ liệu sau mỗi lần nạp: tử số và mẫu số lúc đó.",
            "Five indicators of the whole data set after every import: numerator and denominator "
            "as they then stood.",
        ),
        Text(
            "Không theo bộ lọc nào. Dòng chờ sửa càng ít càng tốt; các chỉ tiêu khác càng cao càng "
            "tốt. Nạp thêm bảng mới có thể làm một chỉ tiêu giảm mà không dòng nào kém đi.",
            "Follows no filter. For rows to be mended lower is better, for the others higher. "
            "Importing a further table can lower an indicator without any row getting worse.",
        ),
        ("quality_point", "import_batch"),
        (
            MeasureColumn("imported_at", "text", Text("Lúc nạp (UTC)", "Imported at (UTC)")),
            MeasureColumn("action", "code", Text("Mã việc", "Action code"), "import_action"),
            MeasureColumn("action_name", "text", Text("Việc", "Action")),
            MeasureColumn("sender", "text", Text("Đơn vị gửi", "Sender")),
            MeasureColumn(
                "indicator", "code", Text("Mã chỉ tiêu", "Indicator code"), "quality_indicator"
            ),
            MeasureColumn("indicator_name", "text", Text("Chỉ tiêu", "Indicator")),
            MeasureColumn("share", "share", Text("Tỷ lệ", "Share")),
            MeasureColumn("numerator", "count", Text("Tử số", "Numerator")),
            MeasureColumn("denominator", "count", Text("Mẫu số", "Denominator")),
        ),
        quality_trend,
    ),
)
