"""Jobs created and lost each year, apart: Davis and Haltiwanger's gross flows."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from analysis.language import Text
from analysis.measures.jobs_columns import (
    CLOSURE_NOTE,
    COUNTED_IN,
    FTE_NOTE,
    LEAST_KNOWN,
    PRICES_NOTE,
    UNITS,
    counted_in,
    joined,
)
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

LEVEL = 0.95
STATUS = {
    "supported": Text("Đã được hỗ trợ", "Supported already"),
    "not_supported": Text("Chưa được hỗ trợ", "Not supported"),
}


def job_flows(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per unit of counting, year and support: flows, rates and who is compared.

    Gross flows after Davis and Haltiwanger (1992, Quarterly Journal of Economics 107) and Davis,
    Haltiwanger and Schuh (1996, Job Creation and Destruction): rates are over the mean of the two
    years' jobs, so that a founding has rate 2 and a closing −2. The error of the net rate is that
    of a ratio estimator (Cochran, 1977, Sampling Techniques, ch. 6).
    """
    frames = [
        counted_in(_flows(snapshot, scope, unit.column), unit, scope.language) for unit in UNITS
    ]
    frame = pd.concat(frames, ignore_index=True)
    codes = np.where(frame["supported"].astype(bool), "supported", "not_supported")
    frame["status"] = codes
    frame["status_name"] = [STATUS[code].in_language(scope.language) for code in codes]
    frame.loc[frame["counted_in"] != "fte", "derived"] = pd.NA
    return frame


def _flows(snapshot: Snapshot, scope: Scope, column: str) -> pd.DataFrame:
    frame = ask(snapshot, scope, "job_flows", column)
    frame["derived"] = frame["derived"].astype("Int64")
    compared = frame["continuing"] + frame["entering"] + frame["closing"]
    frame["compared"] = compared
    frame["closing_unknown"] = frame["closed"] - frame["closing"] - frame["closed_otherwise"]
    frame["entering_unknown"] = frame["founded"] - frame["entering"] - frame["founded_otherwise"]
    # One that closed after the year it last reported in is counted a year late.
    late = (-frame["closing_unknown"]).clip(lower=0)
    frame["closing_unknown"] += late
    frame["not_reported"] = (
        frame["asked"] - compared - frame["closing_unknown"] - frame["entering_unknown"]
    )
    frame["created"] = frame["created_growing"] + frame["created_entering"]
    frame["lost"] = frame["lost_shrinking"] + frame["lost_closing"]
    frame["net"] = frame["created"] - frame["lost"]
    frame["churning"] = frame["created"] + frame["lost"] - frame["net"].abs()
    base = frame["base"].where((frame["base"] > 0) & (compared >= LEAST_KNOWN))
    for flow in ("created", "lost", "net", "churning"):
        frame[f"{flow}_rate"] = frame[flow] / base
    rate = frame["net_rate"]
    squares = (
        frame["change_squared"]
        - 2 * rate * frame["cross_product"]
        + rate * rate * frame["base_squared"]
    ).clip(lower=0)
    count = compared.where(compared > 1).astype(float)
    half = stdtrit(count - 1, (1 + LEVEL) / 2) * np.sqrt(squares * count / (count - 1)) / base
    frame["net_rate_low"] = rate - half
    frame["net_rate_high"] = rate + half
    return frame


def _number(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "number", Text(vi, en))


def _count(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "count", Text(vi, en))


def _share(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "share", Text(vi, en))


MEASURES = (
    Measure(
        "job_flows",
        Text("Việc làm tạo thêm và mất đi theo năm", "Jobs created and lost by year"),
        joined(
            Text(
                "Thay đổi số việc làm ở từng cơ sở so với năm trước; tạo thêm và mất đi cộng riêng "
                "(Davis và Haltiwanger, 1992). Ròng = tạo thêm − mất đi; luân chuyển vượt mức = tạo "
                "thêm + mất đi − |ròng|. Tỷ lệ tính trên bình quân việc làm hai năm, từ −200 % đến "
                "200 %; mẫu số là cột bình quân hai năm. Đã được hỗ trợ: có khoản hỗ trợ trong phạm "
                "vi từ năm đó trở về trước; chưa được hỗ trợ: chưa có khoản nào. Gồm cơ sở trả lời "
                "cả hai năm, cơ sở thành lập trong năm và cơ sở đóng cửa; mẫu số của số lượng là "
                "cơ sở đang hoạt động trong năm.",
                "The change in jobs at each establishment against the year before, created and lost "
                "summed apart (Davis and Haltiwanger, 1992). Net = created − lost; excess "
                "reallocation (churning) = created + lost − |net|. Rates are over the mean of the "
                "two years' jobs, from −200% to 200%; that mean is their denominator. Supported "
                "already: with a support inside the scope in that year or before; not supported: "
                "with none so far. Over establishments that answered in both years, were founded in "
                "the year, or closed; those in business in the year are the denominator.",
            ),
            FTE_NOTE,
        ),
        joined(
            Text(
                "Là mô tả, không phải tác động: cơ sở được hỗ trợ khác cơ sở khác ngay từ đầu. Năm "
                "lọc là năm báo cáo; lọc theo nội dung hoặc nguồn chỉ đổi nhóm đã được hỗ trợ. "
                "Không có tỷ lệ khi so được dưới 10 cơ sở. Cơ sở thành lập năm trước mà năm nay "
                "mới báo cáo không phân biệt được với cơ sở không trả lời nên đếm là không trả lời. "
                "Số quy đổi khi thì khai, khi thì suy ra có thể làm thay đổi lớn hơn thực tế. "
                "Khoảng tin cậy 95 % coi cơ sở trả lời như một mẫu ngẫu nhiên.",
                "A description, not an effect: supported establishments differed from the start. "
                "The years filtered are years of report; a filter by activity or source changes "
                "only who is supported. No rate over fewer than 10 establishments compared. One "
                "founded last year that first reports now cannot be told from one that did not "
                "answer, and is counted so. Full-time equivalents reported in one year and derived "
                "in the other may change more than jobs did. The 95% interval takes those who "
                "answered for a random sample.",
            ),
            CLOSURE_NOTE,
            PRICES_NOTE,
        ),
        ("outcome_record", "establishment", "support"),
        (
            *COUNTED_IN,
            MeasureColumn("year", "year", Text("Năm", "Year")),
            MeasureColumn("status", "code", Text("Mã nhóm", "Group code")),
            MeasureColumn("status_name", "text", Text("Nhóm", "Group")),
            _number("created", "Tạo thêm", "Created"),
            _number("created_growing", "– cơ sở tăng lao động", "– by growing"),
            _number("created_entering", "– cơ sở mới thành lập", "– by founding"),
            _number("lost", "Mất đi", "Lost"),
            _number("lost_shrinking", "– cơ sở giảm lao động", "– by shrinking"),
            _number("lost_closing", "– cơ sở đóng cửa", "– by closing"),
            _number("net", "Ròng", "Net"),
            _number("churning", "Luân chuyển vượt mức", "Excess reallocation"),
            _number("jobs_before", "Việc làm năm trước", "Jobs the year before"),
            _number("jobs_now", "Việc làm năm nay", "Jobs in the year"),
            _number("base", "Bình quân hai năm", "Mean of the two years"),
            _share("created_rate", "Tỷ lệ tạo thêm", "Creation rate"),
            _share("lost_rate", "Tỷ lệ mất đi", "Loss rate"),
            _share("net_rate", "Tỷ lệ ròng", "Net rate"),
            _share("net_rate_low", "Cận dưới 95 %", "95% from"),
            _share("net_rate_high", "Cận trên 95 %", "95% to"),
            _share("churning_rate", "Tỷ lệ luân chuyển vượt mức", "Excess reallocation rate"),
            _count("asked", "Cơ sở đang hoạt động", "In business"),
            _count("compared", "So được", "Compared"),
            _count("continuing", "– trả lời cả hai năm", "– answered both years"),
            _count("entering", "– mới thành lập", "– founded in the year"),
            _count("closing", "– đóng cửa", "– closed"),
            _count("entering_unknown", "Mới thành lập, chưa trả lời", "Founded, no answer"),
            _count("closing_unknown", "Đóng cửa, trước đó không trả lời", "Closed, no answer before"),
            _count("not_reported", "Không trả lời đủ hai năm", "Did not answer both years"),
            _count("derived", "Số quy đổi suy ra", "Equivalents derived"),
        ),
        job_flows,
    ),
)
