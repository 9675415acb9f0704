"""What a leader is told first: what a figure, a thing to know and a move are, and their rules.

The texts of the rules stand beside the code that follows them, so that the page can show both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from analysis.language import Text

Direction = Literal["better", "worse", "level"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure.

    `value` is None where it is not known; `told` then says why. `trend` is the yearly series.
    `sure` says interval, n and grade, or why a figure has none of them; `target` what was promised.
    """

    code: str
    label: Text
    value: Text | None
    told: Text
    sure: Text
    target: Text
    measure: str
    trend: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to know: a sentence, by which rule it was chosen, and where to read on.

    `page` is a page of the dashboard, `asked` the parameters of its address beyond the scope.
    """

    rule: str
    sentence: Text
    page: str
    asked: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """How one indicator moved between two years that can be compared."""

    code: str
    direction: Direction
    sentence: Text


RULES = {
    "overdue": Text(
        "Việc quá hạn: có bước nào đã quá hạn biết được; nêu việc lâu nhất.",
        "Overdue work: any step past its known deadline; the longest is named.",
    ),
    "gap": Text(
        "Khoảng cách lớn nhất: trong các chỉ tiêu toàn tỉnh của năm gần nhất chưa đạt hoặc đang "
        "chậm, chỉ tiêu có tỷ lệ thực hiện thấp nhất.",
        "Largest gap: of the whole province's targets of the latest year that are missed or "
        "behind, the one of which the smallest share was done.",
    ),
    "evidence": Text(
        "Bằng chứng yếu nhất: trong việc làm và năng suất, con số có bậc bằng chứng thấp nhất, kèm "
        "việc cần làm để chắc hơn.",
        "Weakest evidence: of jobs and productivity the figure of the lowest grade, with what "
        "would make it surer.",
    ),
    "change": Text(
        "Thay đổi lớn nhất: trong kinh phí, đề án, cơ sở và vốn đối ứng, con số đổi nhiều phần "
        "trăm nhất giữa hai năm liền nhau đã trọn; số đếm từ 10 trở lên.",
        "Largest change: of money, projects, establishments and counterpart, the one that moved by "
        "the most per cent between two whole, adjacent years; counts of ten or more.",
    ),
}
"""The rules of the things to know, in the order of their turn: what can be acted on comes first."""

SHOWN = 3
"""How many things are told: the first of RULES that have something to say."""

MOVES_RULE = Text(
    "So hai năm liền nhau gần nhất đã trọn. Tỷ lệ: tốt lên hay xấu đi khi khoảng tin cậy 95% của "
    "chênh lệch (Newcombe 1998) không chứa số không. Số đếm và bội số: khi đổi từ 5% trở lên; giải "
    "ngân: từ 2 điểm phần trăm trở lên, chỉ tính năm đã quyết toán. Đây là thay đổi, không phải "
    "tác động.",
    "The two latest adjacent whole years are compared. Shares: better or worse when the 95% "
    "interval of the difference (Newcombe 1998) leaves out zero. Counts and ratios: from 5% on; "
    "disbursement: from 2 percentage points on, settled years only. These are changes, not "
    "effects.",
)
