"""The rule that few groups of neighbours give no interval, in one place."""

from __future__ import annotations

from analysis.evidence.grade_rules import MANY_CLUSTERS
from analysis.evidence.spoken import as_count
from analysis.language import Text

_WHY = Text(
    "Chỉ có {n} nhóm hàng xóm; dưới {least} nhóm không nêu khoảng tin cậy. Cần thêm nơi có số "
    "liệu, hoặc vành hẹp hơn.",
    "Only {n} groups of neighbours; with fewer than {least} no interval is given. Figures from "
    "more places are needed, or a narrower ring.",
)


def too_few_groups(groups: int) -> Text | None:
    """Return why so many groups of neighbours give no interval; None where they are enough."""
    if groups >= MANY_CLUSTERS:
        return None
    return _WHY.filled(n=as_count(groups), least=as_count(MANY_CLUSTERS))
