"""Whether a cut-off may be trusted: no bunching, nothing else jumps, no false threshold does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.designs.cutoff_files import CHARACTERISTICS, Files
from analysis.evidence.designs.cutoff_words import TITLES
from analysis.evidence.designs.density_break import DensityBreak, density_break
from analysis.evidence.designs.discontinuity import Jump, jump
from analysis.evidence.designs.discontinuity_width import Widths
from analysis.evidence.findings import Check
from analysis.evidence.spoken import Spoken, as_chance, as_count
from analysis.evidence.subgroups import holm
from analysis.language import Text

_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class CutoffChecks:
    """The checks in words; `held` is the design's own test, `placebo` that of false thresholds.

    `density` is None where it cannot be tested.
    """

    checks: tuple[Check, ...]
    held: bool | None
    placebo: bool | None
    density: DensityBreak | None


def cutoff_checks(files: Files, near: Widths, first: Jump, say: Spoken) -> CutoffChecks:
    """Put a cut-off to its tests; `first` is the jump of support, `near` the widths of the study.

    The design held where the density does not jump and no characteristic does, allowing for their
    number (Holm 1979).
    """
    decides = _decides(first)
    bunching, density = _bunching(files, near)
    alike = _alike(files)
    false = _false_thresholds(files, say)
    parts = (bunching.passed, alike.passed)
    held = False if False in parts else None if None in parts else True
    return CutoffChecks((decides, bunching, alike, false), held, false.passed, density)


def _decides(first: Jump) -> Check:
    finding = Text(
        "Vượt ngưỡng làm tỷ lệ được hỗ trợ đổi {size} điểm phần trăm ({p}): ngưỡng quyết định một "
        "phần, nên đây là thiết kế mờ.",
        "Passing the threshold moves the share supported by {size} percentage points ({p}): it "
        "decides in part, so the design is a fuzzy one.",
    ).filled(size=as_count(first.corrected * 100), p=as_chance(first.p))
    numbers = {"jump": first.corrected, "error": first.robust_error, "p": first.p}
    return Check("decides", TITLES["decides"], True, finding, numbers)


def _bunching(files: Files, near: Widths) -> tuple[Check, DensityBreak | None]:
    width = near.pilot * 1.5
    try:
        found = density_break(files.column("distance"), (width, width))
    except np.linalg.LinAlgError:
        untold = Text(
            "Quá ít mức điểm khác nhau quanh ngưỡng để xem có dồn điểm không.",
            "Too few distinct scores near the threshold to see whether they bunch.",
        )
        return Check("density", TITLES["density"], None, untold), None
    passed = bool(found.p >= _LEVEL) if np.isfinite(found.p) else None
    finding = Text(
        "Mật độ điểm ngay dưới ngưỡng {below} hồ sơ mỗi điểm, ngay trên {above} ({p}).",
        "Just below the threshold there are {below} files a point of the score, just above "
        "{above} ({p}).",
    ).filled(
        below=as_count(max(found.below, 0.0) * len(files.frame), 1),
        above=as_count(max(found.above, 0.0) * len(files.frame), 1),
        p=as_chance(found.p),
    )
    numbers = {
        "below": found.below,
        "above": found.above,
        "statistic": found.statistic,
        "p": found.p,
        "width": width,
    }
    return Check("density", TITLES["density"], passed, finding, numbers), found


def _alike(files: Files) -> Check:
    distance = files.column("distance")
    chances = {}
    for name in CHARACTERISTICS:
        try:
            chances[name] = jump(distance, files.column(name)).p
        except np.linalg.LinAlgError:
            continue
    numbers = {name: float(value) for name, value in chances.items()}
    if not chances:
        untold = Text("Không có đặc điểm nào được ghi.", "No characteristic is on record.")
        return Check("continuity", TITLES["continuity"], None, untold, numbers)
    adjusted = holm(np.array(list(chances.values())))
    least = float(np.nanmin(adjusted))
    worst = CHARACTERISTICS[list(chances)[int(np.nanargmin(adjusted))]]
    finding = Text(
        "Đã xem {n} đặc điểm có từ trước: rõ nhất là {name} ({p}, đã tính đến số đặc điểm).",
        "Of {n} characteristics from before, {name} comes nearest to a jump ({p}, allowing for "
        "their number).",
    ).filled(n=as_count(len(chances)), name=worst, p=as_chance(least))
    return Check("continuity", TITLES["continuity"], least >= _LEVEL, finding, numbers)


def _false_thresholds(files: Files, say: Spoken) -> Check:
    """Return whether the outcome jumps at the middle score of either side."""
    known = np.isfinite(files.change)
    distance, change = files.column("distance")[known], files.change[known]
    found: dict[str, Jump] = {}
    for name, side in (("below", distance < 0), ("above", distance >= 0)):
        at = float(np.median(distance[side]))
        try:
            found[name] = jump(distance[side] - at, change[side])
        except np.linalg.LinAlgError:
            continue
    numbers = {f"{name}_p": one.p for name, one in found.items()}
    if not found:
        untold = Text("Quá ít hồ sơ mỗi bên.", "Too few files on either side.")
        return Check("false_thresholds", TITLES["false_thresholds"], None, untold, numbers)
    least = float(np.nanmin(holm(np.array([one.p for one in found.values()]))))
    told = " · ".join(f"{{{name}}}" for name in found)
    finding = Text(
        f"Ở ngưỡng giả giữa mỗi bên, chỉ tiêu đổi: {told} ({{p}}).",
        f"At false thresholds in the middle of each side the outcome moves by {told} ({{p}}).",
    ).filled(**{name: say(one.corrected) for name, one in found.items()}, p=as_chance(least))
    return Check("false_thresholds", TITLES["false_thresholds"], least >= _LEVEL, finding, numbers)
