"""The way in for notebooks and scripts: open a snapshot, say what it is, list what can be asked.

What `import analysis as kc` offers beyond the functions of measures, claims and charts.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.charts.by_measure import BUILDERS
from analysis.evidence.outcomes import OUTCOMES, PRODUCTIVITY
from analysis.language import Language, Text, format_day
from analysis.measures import catalogue
from analysis.settings import settings_from_environment
from analysis.warehouse import Snapshot, WarehouseError, loaded_cases, open_number, open_snapshot

_SIMULATED = Text("SỐ LIỆU MÔ PHỎNG – không phải số liệu thật. ", "SIMULATED DATA – not real. ")
_MARK = Text(
    "{title} · bản số liệu {number} · đến ngày {day} · nguồn: {source}",
    "{title} · snapshot {number} · data up to {day} · source: {source}",
)
_PRODUCTIVITY = Text(
    "Năng suất lao động (giá trị tăng thêm, hoặc doanh thu)",
    "Labour productivity (value added, else revenue)",
)
_ANOTHER = Text(
    "Bản số liệu {number} là của «{case}», không phải «{asked}»",
    "Snapshot {number} is of «{case}», not of «{asked}»",
)


def workspace(folder: Path | str | None = None) -> Path:
    """Return the workspace: the folder given, else KHUYENCONG_WORKSPACE, else the user's own."""
    return settings_from_environment(Path(folder) if folder is not None else None).workspace


def snapshot(
    case: str | None = None, *, number: int | None = None, folder: Path | str | None = None
) -> Snapshot:
    """Open the snapshot a case shows now, or the one of a number.

    The case shown first when none is named; `folder` is the workspace. Raises NothingLoadedError
    when there is none, WarehouseError when it is damaged, or the number is another case's.
    """
    place = workspace(folder)
    if number is None:
        return open_snapshot(place, case)
    found = open_number(place, number)
    if case is not None and found.case.name != case:
        raise WarehouseError(_ANOTHER.filled(number=number, case=found.case.name, asked=case))
    return found


def mark(opened: Snapshot, language: Language = "vi") -> str:
    """Return what must stand beside every figure: simulated or not, which data, up to which day."""
    case = opened.case
    told = _MARK.filled(
        title=case.title,
        number=opened.number,
        day=format_day(case.as_of, language),
        source=case.source,
    )
    simulated = _SIMULATED.in_language(language) if case.simulated else ""
    return simulated + told.in_language(language)


def case_list(folder: Path | str | None = None) -> pd.DataFrame:
    """Return the cases of a workspace: case, number of the snapshot it shows; the first first."""
    numbers = loaded_cases(workspace(folder))
    return pd.DataFrame({"case": list(numbers), "number": list(numbers.values())})


def measure_list(language: Language = "vi") -> pd.DataFrame:
    """Return every measure: name, title, what it counts, its limits, and whether `chart` has it."""
    rows = [
        {
            "name": one.name,
            "title": one.title.in_language(language),
            "counts": one.counts.in_language(language),
            "caveats": one.caveats.in_language(language),
            "chart": one.name in BUILDERS,
        }
        for one in catalogue().values()
    ]
    return pd.DataFrame(rows)


def outcome_list(language: Language = "vi") -> pd.DataFrame:
    """Return what a claim can be about: code and title; "productivity" is whichever is recorded."""
    titles = {PRODUCTIVITY: _PRODUCTIVITY, **{one.code: one.title for one in OUTCOMES}}
    return pd.DataFrame(
        [{"code": code, "title": title.in_language(language)} for code, title in titles.items()]
    )
