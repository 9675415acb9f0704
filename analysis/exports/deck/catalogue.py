"""The views a deck can be made of, and the sets that stand ready."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from analysis.exports.deck.view import View
from analysis.exports.deck.views_measures import measure_views
from analysis.exports.deck.views_money import MONEY_VIEWS
from analysis.exports.deck.views_places import PLACE_VIEWS
from analysis.exports.deck.views_results import RESULT_VIEWS
from analysis.language import Text

VIEWS: dict[str, View] = {view.key: view for view in (*MONEY_VIEWS, *PLACE_VIEWS, *RESULT_VIEWS)}
"""The views that tell their finding in a sentence, by key, in the order a person chooses from."""


@lru_cache(maxsize=1)
def every_view() -> dict[str, View]:
    """Return those views, then one of every measure of the catalogue under the measure's name."""
    return {**VIEWS, **{view.key: view for view in measure_views()}}


@dataclass(frozen=True, slots=True)
class DeckSet:
    """A ready set: its name, for whom it is, and its views in order."""

    code: str
    name: Text
    purpose: Text
    views: tuple[str, ...]


SETS: dict[str, DeckSet] = {
    one.code: one
    for one in (
        DeckSet(
            "leadership",
            Text("Báo cáo lãnh đạo", "Leadership briefing"),
            Text(
                "Mười phút: tiền đi đâu, đổi được gì, chắc đến đâu, việc nào chậm",
                "Ten minutes: where the money went, what changed, how surely, what is late",
            ),
            (
                "money-by-source",
                "plan-and-paid",
                "targets",
                "money-by-activity",
                "coverage-map",
                "productivity-claim",
                "jobs",
                "deadlines",
                "statistics",
            ),
        ),
        DeckSet(
            "conference",
            Text("Hội nghị", "Conference"),
            Text(
                "Cho người ngoài ngành: kết quả, bằng chứng và giới hạn của nó",
                "For people from elsewhere: results, evidence and its limits",
            ),
            (
                "money-by-source",
                "leverage",
                "coverage-map",
                "productivity-level",
                "productivity-claim",
                "jobs",
                "cost-per-job",
                "survival",
                "groups",
                "statistics",
            ),
        ),
        DeckSet(
            "district",
            Text("Làm việc với huyện", "District workshop"),
            Text(
                "Cho một buổi làm việc ở địa bàn: ai được hỗ trợ, ai chưa, vướng ở đâu",
                "For a working day in a district: who was reached, who was not, where it sticks",
            ),
            (
                "money-by-district",
                "coverage-gaps",
                "coverage-map",
                "groups",
                "applications",
                "deadlines",
                "leverage",
                "statistics",
            ),
        ),
        DeckSet(
            "annual-report",
            Text("Báo cáo năm (kiểu báo cáo Quốc hội)", "Annual report (National Assembly style)"),
            Text(
                "Đủ mục của một báo cáo thực hiện chính sách: kinh phí, chỉ tiêu, kết quả, tồn tại",
                "What a report on a policy has: money, targets, results, shortcomings",
            ),
            (
                "money-by-source",
                "plan-and-paid",
                "targets",
                "money-by-activity",
                "money-by-district",
                "money-by-industry",
                "leverage",
                "applications",
                "deadlines",
                "coverage-map",
                "coverage-gaps",
                "groups",
                "productivity-level",
                "productivity-claim",
                "jobs",
                "cost-per-job",
                "survival",
                "statistics",
            ),
        ),
    )
}
DEFAULT_SET = "leadership"
