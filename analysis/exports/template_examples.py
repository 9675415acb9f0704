"""The example row of a template: what a well-filled row looks like, with nobody real in it."""

from __future__ import annotations

from datetime import date

from analysis.dictionary import Column, Table
from analysis.exports.template_units import SheetUnit, in_unit
from analysis.language import Language, Text

EXAMPLE_PREFIX = Text("Ví dụ: ", "Example: ")
"""How the first cell of the example row begins; a reader leaves such a row out."""

_IDS = {
    "establishment": "CS-VD-001",
    "project": "DA-VD-001",
    "project_fund": "KP-VD-001",
    "support": "HT-VD-001",
    "payment": "TT-VD-001",
    "application": "HS-VD-001",
    "outreach_event": "SK-VD-001",
    "plan_target": "CT-VD-001",
    "difficulty": "KK-VD-001",
    "officer_training": "BD-VD-001",
    "product": "SP-VD-001",
    "cluster": "CCN-VD-01",
    "process_step": "QT-VD-01",
    "annotation": "GC-VD-01",
    "inspection": "KT-VD-001",
    "gate_rule": "DK-VD-01",
    "gate_answer": "KL-VD-01",
    "priority_rule": "UT-VD-01",
    "appraisal_threshold": "ND-VD-01",
}
_PLACE = Text("Huyện Bình Sơn", "Binh Son")
_TEXTS = {
    "tax_code": Text("0000000000", "0000000000"),
    "name": Text("Cơ sở chế biến Ví Dụ", "Example Workshop"),
    "product.name": Text("Bánh tráng ví dụ", "Bánh tráng ví dụ"),
    "cluster.name": Text("Cụm công nghiệp Ví Dụ", "Example cluster"),
    "name_en": Text("Example rice paper", "Example rice paper"),
    "title": Text(
        "Hỗ trợ ứng dụng máy móc tiên tiến vào chế biến thực phẩm",
        "Advanced machinery for food processing",
    ),
    "implementing_unit": Text("Trung tâm Khuyến công", "Industrial Promotion Centre"),
    "organiser": Text("Trung tâm Khuyến công", "Industrial Promotion Centre"),
    "responsible": Text("Phòng Kinh tế và Hạ tầng", "District economy office"),
    "decision_no": Text("000/QĐ-UBND", "000/QĐ-UBND"),
    "content": Text("Máy sấy lạnh 500 kg/mẻ", "Cold dryer, 500 kg a batch"),
    "topic": Text("Phổ biến chính sách khuyến công", "What the programme offers"),
    "producer": Text("Cơ sở chế biến Ví Dụ", "Example Workshop"),
    "recognition": Text("Sản phẩm tiêu biểu cấp tỉnh năm 2024", "Provincial typical product, 2024"),
    "officer": Text("CB-01", "CB-01"),
    "output_unit": Text("tấn", "tonnes"),
    "source": Text("Báo cáo của cơ sở", "Report of the establishment"),
    "process_step.title_vi": Text("Nộp hồ sơ quyết toán", "Nộp hồ sơ quyết toán"),
    "process_step.title_en": Text("Hand in the settlement file", "Hand in the settlement file"),
    "documents_vi": Text(
        "Biên bản nghiệm thu; Bảng kê chứng từ", "Biên bản nghiệm thu; Bảng kê chứng từ"
    ),
    "documents_en": Text(
        "Acceptance minutes; List of vouchers", "Acceptance minutes; List of vouchers"
    ),
    "verification_vi": Text("Theo văn bản đã ban hành", "Theo văn bản đã ban hành"),
    "verification_en": Text("As in the text issued", "As in the text issued"),
    "legal_source": Text("Quy chế 000/QĐ-UBND, Điều 0", "Rules 000/QĐ-UBND, Article 0"),
    "gate_rule.title_vi": Text("Máy móc, thiết bị mới", "Máy móc, thiết bị mới"),
    "gate_rule.title_en": Text("Machinery is new", "Machinery is new"),
    "gate_rule.source": Text("000/QĐ-UBND", "000/QĐ-UBND"),
    "priority_rule.title_vi": Text("Từ 50 lao động trở lên", "Từ 50 lao động trở lên"),
    "priority_rule.title_en": Text("50 workers or more", "50 workers or more"),
    "priority_rule.parameter": Text("50", "50"),
    "priority_rule.source": Text("000/QĐ-UBND", "000/QĐ-UBND"),
    "appraisal_threshold.source": Text("000/QĐ-UBND", "000/QĐ-UBND"),
    "document_vi": Text("Hóa đơn mua máy", "Hóa đơn mua máy"),
    "document_en": Text("Invoice of the machine", "Invoice of the machine"),
    "inspection.source": Text("Biên bản 000/BB-KT", "Record 000/BB-KT"),
    "annotation.title_vi": Text("Bão ví dụ", "Bão ví dụ"),
    "annotation.title_en": Text("Example storm", "Example storm"),
    "process_step.source": Text("000/QĐ-UBND", "000/QĐ-UBND"),
    "annotation.source": Text("Báo cáo của Sở", "Report of the department"),
    "cluster_year.source": Text("Ban quản lý cụm", "Management of the cluster"),
    "note": Text("Ghi thêm nếu cần", "Anything worth adding"),
}
_DATES = {
    "founded_on": date(2015, 5, 20),
    "registered_on": date(2024, 1, 15),
    "submitted_on": date(2024, 1, 15),
    "raised_on": date(2024, 2, 5),
    "appraised_on": date(2024, 2, 20),
    "decided_on": date(2024, 3, 1),
    "approved_on": date(2024, 3, 15),
    "contracted_on": date(2024, 4, 10),
    "accepted_on": date(2024, 9, 25),
    "completed_on": date(2024, 9, 20),
    "due_on": date(2024, 9, 30),
    "settlement_filed_on": date(2024, 10, 8),
    "settled_on": date(2024, 12, 5),
    "resolved_on": date(2024, 6, 30),
    "reported_on": date(2025, 2, 10),
    "progress_report.reported_on": date(2024, 5, 20),
    "process_step.valid_from": date(2024, 1, 1),
    "gate_rule.valid_from": date(2024, 1, 1),
    "priority_rule.valid_from": date(2024, 1, 1),
    "appraisal_threshold.valid_from": date(2024, 1, 1),
    "recognised_until": date(2026, 12, 31),
    "inspected_on": date(2024, 5, 14),
    "inspection.settled_on": date(2024, 6, 20),
    "annotation.starts_on": date(2024, 10, 26),
    "annotation.ends_on": date(2024, 10, 28),
    "food_safety_until": date(2027, 5, 31),
}
_DAY = date(2024, 5, 14)
_MILLIONS = {
    "revenue": 3_500,
    "value_added": 900,
    "wages": 720,
    "average_wage": 60,
    "piece_pay": 30,
    "assets": 2_400,
    "investment": 450,
    "counterpart": 450,
    "exports": 250,
    "fair_contract_value": 120,
}
_AMOUNT = 150
_NUMBERS: dict[str, float] = {
    "workers": 12,
    "workers_women": 7,
    "workers_skilled": 4,
    "workers_trained": 4,
    "fte": 10.5,
    "seasonal_workers": 2,
    "seasonal_months": 6,
    "piece_workers": 1,
    "new_products": 1,
    "certificates": 1,
    "new_markets": 2,
    "new_customers": 3,
    "fair_contracts": 1,
    "defect_rate": 0.02,
    "rework_rate": 0.01,
    "output_quantity": 85,
    "energy_kwh": 24_000,
    "waste_tonnes": 1.5,
    "training_hours": 40,
    "hours": 16,
    "score": 82,
    "local_material_share": 0.7,
    "ocop_stars": 4,
    "workers_planned": 15,
    "place": 1,
    "establishments_reached": 25,
    "area_ha": 35.2,
    "target_value": 20,
    "population": 182_500,
    "population_rural": 160_300,
    "nonfarm_establishments": 7_400,
    "nonfarm_workers": 11_900,
    "enterprises": 410,
    "eligible_establishments": 620,
    "industrial_area_ha": 24.6,
    "leased_area_ha": 15.1,
    "cluster_year.establishments": 18,
    "cluster_year.workers": 640,
    "month": 5,
    "progress": 0.4,
    "step_no": 9,
    "deadline_days": 15,
}
_CODES = {
    "activity": "MO_HINH_MAY_MOC",
    "activity_kind": "MACHINE",
    "fund_source": "provincial",
    "industry": "10",
    "legal_form": "household",
    "size": "micro",
    "product_group": "food",
    "status": "actual",
    "programme_level": "local",
    "stage": "settlement_filed",
    "process_step.responsible": "implementing_unit",
    "deadline_kind": "days_after",
    "deadline_after": "accepted",
    "annotation.kind": "disaster",
    "gate": "machinery_new",
    "level": "industry",
    "criterion": "workers",
    "inspection.result": "violation",
    "project.status": "settled",
    "application.result": "approved",
    "indicator": "projects",
    "plan_target.status": "plan",
}
# A running business has no last day, a project on time no reason for delay, an approved
# application none for its refusal, and a target that is no amount no currency. A local machinery
# project is for no cluster, goes to no ministry and trains nobody; a step holds until it is
# replaced and its deadline is told in one way; a storm strikes every activity. Machinery
# is no model, and a rule of selection for all is for no kind alone.
_EMPTY = {
    "closed_on",
    "delay_reason",
    "reason",
    "plan_target.currency",
    "establishment.cluster_id",
    "project.cluster_id",
    "project.sent_to_ministry_on",
    "project.trainees",
    "outreach_event.cluster_id",
    "deadline_year_offset",
    "deadline_month",
    "deadline_day",
    "process_step.valid_to",
    "process_step.activity",
    "process_step.activity_kind",
    "annotation.activity",
    "gate_rule.activity_kind",
    "gate_rule.food_only",
    "gate_rule.cleaner_only",
    "gate_rule.fund_source",
    "gate_rule.parameter",
    "gate_rule.note_vi",
    "gate_rule.note_en",
    "gate_rule.valid_to",
    "priority_rule.valid_to",
    "appraisal_threshold.activity",
    "appraisal_threshold.valid_to",
    "application.technology_new",
}


def example(table: Table, column: Column, unit: SheetUnit | None) -> object:
    """Return the canonical value of a column in the example row; None where it stays empty.

    Texts are a Text, amounts are already in the unit of the sheet, codes are codes.
    """
    places = (f"{table.name}.{column.name}", column.name)
    if _EMPTY.intersection(places):
        return None
    if column.example is not None and column.type in ("text", "code"):
        return column.example
    if column.type == "text":
        return _text(table, column, places)
    if column.type == "code" and column.codes is not None:
        if column.name == "currency" and unit is not None:
            return unit.currency
        values = column.codes.values()
        return next((_CODES[p] for p in places if _CODES.get(p) in values), values[0])
    if column.type == "boolean":
        return True
    if column.type in ("date", "timestamp"):
        return next((_DATES[p] for p in places if p in _DATES), _DAY)
    if column.type == "year":
        return 2024
    if column.type == "money":
        amount = _MILLIONS.get(column.name, _AMOUNT) * 1_000_000
        return in_unit(amount, unit.unit) if unit else amount
    return next((_NUMBERS[p] for p in places if p in _NUMBERS), _within(column))


def _text(table: Table, column: Column, places: tuple[str, str]) -> Text | str:
    referred = column.references.split(".")[0] if column.references else None
    if referred == "administrative_unit":
        return _PLACE
    owner = referred or (table.name if column.name in table.key else None)
    if owner in _IDS:
        return _IDS[owner]
    return next((_TEXTS[p] for p in places if p in _TEXTS), column.label)


def _within(column: Column) -> float:
    low = 0.0 if column.minimum is None else column.minimum
    high = low + 1 if column.maximum is None else column.maximum
    return low + (high - low) / 2 if column.type in ("fraction", "number") else low + 1


def first_cell(value: object, language: Language) -> str:
    """Return the first cell of the example row, which says that it is an example."""
    text = value.in_language(language) if isinstance(value, Text) else str(value)
    return EXAMPLE_PREFIX.in_language(language) + text
