"""Next visits: who is eligible, in business, and was never reached by any step of support."""

from __future__ import annotations

import pandas as pd

from analysis.dictionary import CODE_LISTS
from analysis.geography.unit_names import english_unit_name
from analysis.language import Text
from analysis.measures.eligible_words import ELIGIBLE_NOW
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn, code_label
from analysis.measures.phrases import number, sentence
from analysis.measures.query import ask, ask_shared
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

NO_PRIORITY = "none"
BREAKDOWNS = {
    "priority_area": Text("Địa bàn ưu tiên", "Priority area"),
    "industry": Text("Ngành", "Industry"),
}
"""By what the summary counts beside the place, and the words for it."""

_NAMING = ("establishment_id", "name")


def next_visits(snapshot: Snapshot, scope: Scope, with_names: bool | None = None) -> pd.DataFrame:
    """Return one row per eligible establishment in business that no step ever reached.

    Nobody told it, in any year, and it never asked, applied or was supported. First stand the
    priority areas in the law's order, the unknown after them and those of none last; within them
    the place with the lowest share told, then the smallest. Without `with_names` neither name nor
    code is told, for readers who may not see them; left out, the limit of the snapshot's reader and
    the installation's setting decide.
    """
    if with_names is None:
        with_names = snapshot.names_shown
    frame = ask(snapshot, scope, "next_visits")
    names = [
        code_label("priority_area", UNKNOWN_CODE, scope.language)
        if pd.isna(name)
        else (name if scope.language == "vi" else english_unit_name(name))
        for name in frame["unit_vietnamese"]
    ]
    frame["unit_name"] = pd.Series(names, index=frame.index, dtype="str")
    frame = _in_order(frame, _told_shares(snapshot, scope))
    frame["listed_of"] = len(frame)
    for column in ("priority_area", "industry", "size", "legal_form"):
        frame = with_code_names(frame, column, column, scope.language)
    if not with_names:
        for column in _NAMING:
            frame[column] = pd.Series([None] * len(frame), index=frame.index, dtype="str")
    return with_district_names(frame, snapshot, scope.language)


def next_visits_summary(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return counts of the never reached by place and priority area, and by place and industry.

    `by` tells the two apart; the rows of each add up to all. The most never reached stand first.
    """
    cells = ask(snapshot, scope, "next_visits_summary")
    counts = ["never_reached", "in_business"]
    parts = []
    for by in BREAKDOWNS:
        part = cells.groupby(["district", by], as_index=False)[counts].sum()
        part = part.rename(columns={by: "code"})
        labels = [code_label(by, code, scope.language) for code in part["code"]]
        part["code_name"] = pd.Series(labels, index=part.index, dtype="str")
        part["by"] = pd.Series([by] * len(part), index=part.index, dtype="str")
        order = part.assign(
            class_no=[_class_no(code) if by == "priority_area" else 0 for code in part["code"]]
        ).sort_values(
            ["class_no", "never_reached", "district", "code"],
            ascending=[True, False, True, True],
            kind="stable",
        )
        parts.append(part.loc[order.index])
    frame = pd.concat(parts, ignore_index=True)
    return with_district_names(frame, snapshot, scope.language)


def answer_visits(summary: pd.DataFrame) -> Text | None:
    """Say how many were never reached, and of which priority; None with nobody in business."""
    rows = summary[summary["by"] == "priority_area"]
    every, never = int(rows["in_business"].sum()), int(rows["never_reached"].sum())
    if not every:
        return None
    unknown = int(rows.loc[rows["code"] == UNKNOWN_CODE, "never_reached"].sum())
    none = int(rows.loc[rows["code"] == NO_PRIORITY, "never_reached"].sum())
    return sentence(
        "{never} trên {every} cơ sở thuộc đối tượng đang hoạt động chưa có ghi nhận nào là đã được "
        "tiếp cận: {first} ở địa bàn ưu tiên, {unknown} chưa rõ địa bàn có ưu tiên không",
        "{never} of {every} eligible establishments in business have no record of ever being "
        "reached: {first} in priority areas, {unknown} where priority is not known",
        never=number(never),
        every=number(every),
        first=number(never - unknown - none),
        unknown=number(unknown),
    )


def _told_shares(snapshot: Snapshot, scope: Scope) -> dict[str, float]:
    """Return the share told of every place, over all years: who was never reached has no years."""
    everything = Scope(
        districts=scope.districts,
        industries=scope.industries,
        sizes=scope.sizes,
        vintage=scope.vintage,
    )
    cells = ask_shared(snapshot, everything, "coverage_cells")
    places = cells.groupby("district")[["told", "eligible"]].sum()
    places = places[places["eligible"] > 0]
    shares = places["told"] / places["eligible"]
    return {str(code): float(value) for code, value in shares.items()}


def _class_no(priority: str) -> int:
    """Return a priority class's place: known ones in the law's order, unknown, then none."""
    known = [code for code in CODE_LISTS["priority_area"].values() if code != NO_PRIORITY]
    return [*known, UNKNOWN_CODE, NO_PRIORITY].index(priority)


def _in_order(frame: pd.DataFrame, told: dict[str, float]) -> pd.DataFrame:
    sizes = {code: place for place, code in enumerate([*CODE_LISTS["size"].values(), UNKNOWN_CODE])}
    order = frame.assign(
        class_no=[_class_no(code) for code in frame["priority_area"]],
        told=[told.get(code, 2.0) for code in frame["district"]],
        size_no=[sizes[code] for code in frame["size"]],
    ).sort_values(["class_no", "told", "district", "size_no", "establishment_id"], kind="stable")
    return frame.loc[order.index].reset_index(drop=True)


_CAVEATS = Text(
    "Theo ngày của số liệu, không theo các năm, nội dung hay nguồn đang chọn. Chưa từng được tiếp "
    "cận nghĩa là không có tên trong danh sách dự, hồ sơ hay hỗ trợ nào; người dự không ghi tên "
    "vẫn bị coi là chưa. Thiếu giấy an toàn thực phẩm nghĩa là không ghi hoặc đã hết hạn: kiểm tra "
    "trước khi lập đề án. Địa bàn chưa nhập có ưu tiên hay không thì là không rõ. Danh sách có tên "
    f"cơ sở: chỉ dùng cho người được quyền xem. {ELIGIBLE_NOW.vi}",
    "As of the day of the data, whatever years, activities or sources are chosen. Never reached is "
    "who is named in no attendance, application or support; who attended unnamed counts as never "
    "reached too. No food-safety certificate means none on record or an expired one: look before "
    "planning a project. Where it was not entered whether a place has priority, that is unknown. "
    "The list holds names: it is only for those with the right to see them. "
    f"{ELIGIBLE_NOW.en}",
)
_SOURCES = (
    *("establishment", "outreach_event", "outreach_contact", "application", "project", "support"),
    *("unit_year", "administrative_unit", "gate_rule"),
)


def _coded(name: str, vi: str, en: str) -> tuple[MeasureColumn, MeasureColumn]:
    """Return the columns of a code and of its name."""
    return (
        MeasureColumn(name, "code", Text(f"Mã {vi.lower()}", f"{en} code"), name),
        MeasureColumn(f"{name}_name", "text", Text(vi, en)),
    )


MEASURES = (
    Measure(
        "next_visits_summary",
        Text("Cần đến lần tới, tổng hợp", "Next visits, in sum"),
        Text(
            "Cơ sở thuộc đối tượng, đang hoạt động và chưa từng được tiếp cận, theo địa bàn. Chưa "
            "từng: không được biết, không hỏi, không nộp hồ sơ, không được hỗ trợ trong mọi năm. "
            "Trên số đang hoạt động vào ngày của số liệu, theo địa bàn ưu tiên (Thông tư 46/2012, "
            "Điều 6; của xã, nếu không thì của huyện) hoặc theo ngành.",
            "Eligible establishments in business and never reached, by place. Never: not told, "
            "asked, applied or supported in any year. Of those in business on the data's day, by "
            "priority area (Circular 46/2012, article 6; the commune's, else the district's) or by "
            "industry.",
        ),
        _CAVEATS,
        _SOURCES,
        (
            MeasureColumn("by", "code", Text("Chia theo", "Broken down by")),
            *DISTRICT_KEYS,
            MeasureColumn("code", "code", Text("Mã nhóm", "Group code")),
            MeasureColumn("code_name", "text", Text("Nhóm", "Group")),
            MeasureColumn(
                "never_reached", "count", Text("Chưa từng được tiếp cận", "Never reached")
            ),
            MeasureColumn("in_business", "count", Text("Đang hoạt động", "In business")),
        ),
        next_visits_summary,
    ),
    Measure(
        "next_visits",
        Text("Cần đến lần tới, từng cơ sở", "Next visits, one by one"),
        Text(
            "Từng cơ sở thuộc đối tượng, đang hoạt động vào ngày của số liệu và chưa từng được "
            "tiếp cận. Thứ tự: địa bàn ưu tiên theo Thông tư 46/2012, Điều 6 (của xã, nếu không "
            "thì của huyện), rồi chưa rõ, rồi không ưu tiên; trong đó huyện có tỷ lệ được biết "
            "thấp nhất trước, rồi cơ sở nhỏ trước. Lao động là số báo cáo gần nhất.",
            "Each eligible establishment in business on the data's day that was never reached. "
            "Order: priority area by Circular 46/2012, article 6 (its commune's, else its "
            "district's), then unknown, then none; within them the district with the lowest share "
            "told first, then the smaller. Workers are those last reported.",
        ),
        _CAVEATS,
        (*_SOURCES, "outcome_record", "cluster"),
        (
            *_coded("priority_area", "Địa bàn ưu tiên", "Priority area"),
            *DISTRICT_KEYS,
            MeasureColumn("unit", "district", Text("Mã đơn vị đã ghi", "Recorded unit code")),
            MeasureColumn("unit_name", "text", Text("Đơn vị đã ghi", "Recorded unit")),
            MeasureColumn("establishment_id", "text", Text("Mã cơ sở", "Establishment code")),
            MeasureColumn("name", "text", Text("Cơ sở", "Establishment")),
            *_coded("industry", "Ngành", "Industry"),
            *_coded("size", "Quy mô", "Size"),
            *_coded("legal_form", "Loại hình", "Legal form"),
            MeasureColumn("workers", "count", Text("Lao động", "Workers")),
            MeasureColumn("workers_year", "year", Text("Năm báo cáo", "Year reported")),
            MeasureColumn("cluster", "text", Text("Cụm", "Cluster")),
            MeasureColumn("women_led", "flag", Text("Nữ làm chủ", "Women-led")),
            MeasureColumn(
                "food_unproven",
                "flag",
                Text("Thiếu giấy an toàn thực phẩm", "No food-safety certificate"),
            ),
            MeasureColumn("listed_of", "count", Text("Tất cả", "Of all")),
        ),
        next_visits,
    ),
)
