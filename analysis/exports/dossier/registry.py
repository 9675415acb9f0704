"""What a dossier is made of: one line for each section and for each source of checks.

To add a section, write a function that takes `Asked` and returns a Section, or None where it does
not apply, and add it to SECTIONS with the words shown while it is made. To add checks, write one
that takes `Asked` and returns `Check`s of `analysis.evidence.findings` (passed is None: not
possible), and add it to CHECKS. Nothing else: page, command, files and JSON take them from here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.evidence.findings import Check
from analysis.exports.dossier.beyond_section import beyond_section, neighbour_checks, net_section
from analysis.exports.dossier.data_sections import data_section, exclusions_section
from analysis.exports.dossier.design_sections import design_section, method_section
from analysis.exports.dossier.doubt_sections import (
    designs_section,
    doubt_checks,
    doubt_section,
)
from analysis.exports.dossier.model import Asked, Section
from analysis.exports.dossier.result_sections import (
    grade_section,
    groups_section,
    others_section,
    result_section,
)
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class SectionMaker:
    """A section's maker and what is said while it works."""

    doing: Text
    make: Callable[[Asked], Section | None]


@dataclass(frozen=True, slots=True)
class CheckMaker:
    """A maker of checks and what is said while it works."""

    doing: Text
    make: Callable[[Asked], Sequence[Check]]


CHECKS: tuple[CheckMaker, ...] = (
    CheckMaker(Text("Kiểm tra của kết luận", "Checks of the claim"), lambda a: a.claim.diagnostics),
    CheckMaker(Text("Độ nhạy, so sánh ghép cặp", "Sensitivity and matching"), doubt_checks),
    CheckMaker(Text("Hàng xóm của cơ sở được hỗ trợ", "Neighbours"), neighbour_checks),
)
"""Where checks come from, in the order they are shown."""

SECTIONS: tuple[SectionMaker, ...] = (
    SectionMaker(Text("Bậc bằng chứng", "Grade"), grade_section),
    SectionMaker(Text("Kết quả", "Result"), result_section),
    SectionMaker(Text("Số liệu", "Data"), data_section),
    SectionMaker(Text("Ai bị bỏ ra", "Exclusions"), exclusions_section),
    SectionMaker(Text("Thiết kế", "Design"), design_section),
    SectionMaker(Text("Cách tính khác", "Other answers"), others_section),
    SectionMaker(Text("Độ nhạy", "Sensitivity"), doubt_section),
    SectionMaker(Text("Thiết kế khác", "Other designs"), designs_section),
    SectionMaker(Text("Từng nhóm", "Groups"), groups_section),
    SectionMaker(Text("Ngoài cơ sở được hỗ trợ", "Beyond the supported"), beyond_section),
    SectionMaker(Text("Từ tổng đến ròng", "Gross to net"), net_section),
    SectionMaker(Text("Phương pháp", "Methods"), method_section),
)
"""Every section after page one and the checks, in the order it is read."""
