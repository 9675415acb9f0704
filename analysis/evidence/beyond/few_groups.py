"""The rule that few groups of neighbours give no interval, hence no estimate, in one place."""

from __future__ import annotations

from analysis.evidence.grade_rules import MANY_CLUSTERS
from analysis.evidence.spoken import as_count
from analysis.language import Text

_WHY = Text(
    "Chỉ có {n} nhóm hàng xóm; dưới {least} nhóm không tính được khoảng tin cậy nên không nêu ước "
    "tính. Cần thêm nơi có số liệu, hoặc vành hẹp hơn.",
    "Only {n} groups of neighbours; fewer than {least} give no interval, so that no estimate is "
    "told. Figures from more places are needed, or a narrower ring.",
)

NO_ERROR = Text(
    "Sai số không tính được từ các nhóm hàng xóm này nên không nêu ước tính.",
    "These groups of neighbours give no error, so that no estimate is told.",
)


def too_few_groups(groups: int) -> Text | None:
    """Return why so many groups of neighbours tell nothing; None where they are enough."""
    if groups >= MANY_CLUSTERS:
        return None
    return _WHY.filled(n=as_count(groups), least=as_count(MANY_CLUSTERS))
