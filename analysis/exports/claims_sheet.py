"""The sheet of evidence: what may be said the programme did, never without interval, n, grade."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from analysis.evidence.claim import claim
from analysis.evidence.claim_record import claim_record
from analysis.exports.about import SIMULATED
from analysis.exports.cells import harmless
from analysis.exports.measure_sheet import SheetFormats
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

CLAIMED = ("productivity", "revenue", "workers")
"""The outcomes a workbook makes claims about."""

_HEADINGS = (
    (Text("Chỉ tiêu", "Outcome"), 26),
    (Text("Điều nói được", "What may be said"), 70),
    (Text("Ước lượng", "Estimate"), 14),
    (Text("Cận dưới 95%", "Lower 95%"), 14),
    (Text("Cận trên 95%", "Upper 95%"), 14),
    (Text("Đơn vị", "Unit"), 16),
    (Text("n được hỗ trợ", "n supported"), 14),
    (Text("n đối chứng", "n compared"), 14),
    (Text("Bậc bằng chứng (0–5)", "Evidence grade (0–5)"), 14),
    (Text("Phương pháp", "Method"), 60),
    (Text("Vì sao bậc đó", "Why that grade"), 70),
    (Text("Cần gì để chắc hơn", "What would make it surer"), 70),
)
_RELATIVE = Text("tỷ lệ thay đổi (0,07 là 7%)", "relative change (0.07 is 7%)")
_TITLE = Text("Bằng chứng về tác động", "Evidence of effects")


def claim_records(
    snapshot: Snapshot, scope: Scope, outcomes: Sequence[str] = CLAIMED
) -> list[dict[str, Any]]:
    """Return the claims about the outcomes as plain data, see `claim_record`."""
    return [
        claim_record(claim(snapshot, scope, outcome, others=False), snapshot, scope)
        for outcome in outcomes
    ]


def write_claims(
    sheet: Worksheet, formats: SheetFormats, records: Sequence[dict[str, Any]], scope: Scope
) -> None:
    """Write one claim a row, with everything it must not be shown without."""
    language = scope.language
    sheet.write_string(0, 0, _TITLE.in_language(language), formats.title)
    if any(record["simulated"] for record in records):
        sheet.write_string(1, 0, SIMULATED.in_language(language), formats.mark)
    for position, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(position, position, width)
        sheet.write_string(3, position, heading.in_language(language), formats.bold)
    for row, record in enumerate(records, start=4):
        relative = record["scale"] == "log"
        shown = record["shown"]
        number = formats.of_kind["share" if relative else "number"]
        cells = (
            record["outcome_title"],
            record["sentence"],
            shown["estimate"],
            shown["low"],
            shown["high"],
            _RELATIVE.in_language(language) if relative else record["unit"],
            record["n_supported"],
            record["n_compared"],
            record["grade"],
            record["method"],
            "\n".join(record["reasons"]),
            "\n".join(record["surer"]),
        )
        for position, value in enumerate(cells):
            if isinstance(value, str):
                sheet.write_string(row, position, harmless(value), formats.wrapped)
            elif value is not None:
                estimated = position in (2, 3, 4)
                sheet.write_number(row, position, value, number if estimated else None)
