"""For whom there is a guide, and where it lies in each language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.language import Language, Text
from analysis.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "docs" / "guide"


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of reader: the code in the address, the name, and the file in each language."""

    code: str
    name: Text
    file: Text

    def path(self, language: Language) -> Path:
        """Return the guide of this reader in a language."""
        return FOLDER / language / f"{self.file.in_language(language)}.md"


AUDIENCES = (
    Audience("leader", Text("Lãnh đạo", "Leader"), Text("lanh-dao", "leader")),
    Audience("officer", Text("Cán bộ khuyến công", "Officer"), Text("can-bo", "officer")),
    Audience("planner", Text("Người lập kế hoạch", "Planner"), Text("ke-hoach", "planner")),
    Audience("analyst", Text("Người phân tích", "Analyst"), Text("phan-tich", "analyst")),
    Audience(
        "administrator",
        Text("Người quản trị", "Administrator"),
        Text("quan-tri", "administrator"),
    ),
)
