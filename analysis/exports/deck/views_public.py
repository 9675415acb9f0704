"""How a public deck tells of coverage and jobs: from the frozen set, in the forms that has.

An internal deck draws these from records: a map with intervals, workers gained and lost. The frozen
set knows how many establishments were supported in a place, and what those that reported have
gained in a year; so the public is told these, as bars, each a cell of the set. Nothing is added up
here. Claims stay out: an estimate is no sum of cells, so the set's audit says nothing of what could
be worked out from it, and from the next one after a single record changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.charts.theme import BLUE
from analysis.exports.deck.chart_spec import ChartSpec
from analysis.exports.deck.recipes import by_columns
from analysis.exports.deck.view import Asked, Loaded, View
from analysis.frozen.coverage import coverage_rows, province_share
from analysis.frozen.frames import filters_of, is_whole
from analysis.frozen.tables import OUTCOME_FAMILY
from analysis.frozen.words import DEFINITIONS, FIGURES
from analysis.language import Text, format_number, format_share
from analysis.measures import Measure, catalogue
from analysis.measures.model import MeasureColumn

_SUPPORTED = Text("Tỷ lệ được hỗ trợ", "Share supported")
_COVERAGE_TITLE = Text(
    "{share} cơ sở thuộc đối tượng đã được hỗ trợ: {supported} trên {eligible}",
    "{share} of eligible establishments were supported: {supported} of {eligible}",
)
_JOBS_TITLE = Text(
    "Cơ sở có báo cáo tăng thêm {jobs} việc làm trong năm được hỗ trợ",
    "Establishments that reported gained {jobs} jobs in the year of support",
)
_JOBS_CAVEATS = Text(
    "Giảm tính là 0, và cơ sở không báo cáo không được tính: đây không phải thay đổi ròng.",
    "A loss counts as none and who did not report is not counted: this is no net change.",
)


def coverage_measure() -> Measure:
    """Return what the rows of coverage are: those of the measure, as far as the set has them."""
    measure = catalogue()["coverage_by_district"]
    kept = ("district", "district_name", "eligible", "supported", "supported_share")
    counts = Text(
        "Cơ sở khác nhau được hỗ trợ trong mọi năm, trên số thuộc đối tượng theo thống kê năm mới "
        "nhất.",
        "Distinct establishments supported in all years, of those eligible in statistics of the "
        "newest year.",
    )
    return replace(measure, counts=counts, columns=tuple(map(measure.column, kept)))


def _jobs_measure() -> Measure:
    """Return what the rows of jobs are."""
    year = catalogue()["jobs_by_year"].column("year")
    return replace(
        catalogue()["jobs_by_year"],
        title=FIGURES["jobs"],
        counts=DEFINITIONS["outcomes"],
        caveats=_JOBS_CAVEATS,
        columns=(
            year,
            MeasureColumn("jobs", "count", FIGURES["jobs"]),
            MeasureColumn("jobs_unknown", "count", Text("Chưa rõ", "Not known")),
            MeasureColumn("establishments", "count", FIGURES["establishments"]),
        ),
    )


def load_coverage(asked: Asked) -> Loaded | None:
    """Return the share of the eligible that was supported in every place, the largest first."""
    frozen = asked.frozen
    if frozen is None or not is_whole(asked.scope):
        return None
    rows: list[dict[str, Any]] = [
        {
            "district": row.code,
            "district_name": row.name.in_language(asked.language),
            "eligible": row.eligible,
            "supported": row.supported,
            "supported_share": row.share,
        }
        for row in coverage_rows(frozen)
    ]
    # The place of a hidden row must not tell how large it is: those come last, by code.
    rows.sort(key=lambda row: (row["supported"] is None, -(row["supported_share"] or 0.0)))
    hidden = tuple(at for at, row in enumerate(rows) if row["supported"] is None)
    if len(hidden) == len(rows):
        return None
    frame = pd.DataFrame(rows).astype({"supported": "Int64", "supported_share": "Float64"})
    return Loaded(coverage_measure(), frame, hidden=hidden, made_by=("unit",))


def load_jobs(asked: Asked) -> Loaded | None:
    """Return what establishments that reported have gained, by plan year; of one place if asked."""
    frozen = asked.frozen
    filters = filters_of(asked.scope)
    if frozen is None or filters is None:
        return None
    years = filters.pop("year", None)
    if any(len(values) > 1 for values in filters.values()):
        return None
    at = {name: values[0] for name, values in filters.items()}
    rows: list[dict[str, Any]] = []
    hidden: list[int] = []
    for path in frozen.paths(OUTCOME_FAMILY, "year"):
        if not path.isdigit() or (years is not None and path not in years):
            continue
        try:
            cell = frozen.cell(OUTCOME_FAMILY, year=path, **at)
        except KeyError:
            return None
        if cell.state == "nothing":
            continue
        if cell.state == "hidden":
            hidden.append(len(rows))
        told = {name: cell.figures.get(name) for name in ("jobs", "establishments")}
        rows.append({"year": int(path), **told, "jobs_unknown": cell.unknown.get("jobs")})
    if len(rows) == len(hidden):
        return None
    frame = pd.DataFrame(rows).astype(
        dict.fromkeys(("jobs", "establishments", "jobs_unknown"), "Int64")
    )
    return Loaded(_jobs_measure(), frame, hidden=tuple(hidden), made_by=("year",))


def _coverage_title(loaded: Loaded, asked: Asked) -> str | None:
    whole = None if asked.frozen is None else province_share(asked.frozen)
    if whole is None:
        return None
    return _COVERAGE_TITLE.filled(
        share=format_share(whole.share, asked.language, 1),
        supported=format_number(whole.supported, asked.language),
        eligible=format_number(whole.eligible, asked.language),
    ).in_language(asked.language)


def _jobs_title(loaded: Loaded, asked: Asked) -> str | None:
    """Return the set's own total: a sum of years shown could stand for one that is hidden."""
    if asked.frozen is None or not is_whole(asked.scope):
        return None
    jobs = asked.frozen.cell(OUTCOME_FAMILY).figures.get("jobs")
    if jobs is None:
        return None
    told = _JOBS_TITLE.filled(jobs=format_number(jobs, asked.language))
    return told.in_language(asked.language)


def _coverage(loaded: Loaded, asked: Asked) -> ChartSpec:
    return by_columns(
        loaded.frame,
        asked.language,
        "district_name",
        (("supported_share", _SUPPORTED, BLUE),),
        _SUPPORTED.in_language(asked.language),
        form="share",
    )


def _jobs(loaded: Loaded, asked: Asked) -> ChartSpec:
    return by_columns(
        loaded.frame,
        asked.language,
        "year",
        (("jobs", FIGURES["jobs"], BLUE),),
        FIGURES["jobs"].in_language(asked.language),
        kind="columns",
        form="count",
    )


PUBLIC_COVERAGE = View(
    "coverage-map",
    Text("Độ phủ theo địa bàn", "Coverage by place"),
    load_coverage,
    _coverage_title,
    None,
    Text(
        "Mỗi thanh: phần cơ sở thuộc đối tượng của một địa bàn đã được hỗ trợ; trống là ẩn",
        "Each bar: the part of a place's eligible establishments that was supported; empty is "
        "hidden",
    ),
    Text(
        "Tỷ lệ thấp không nói vì sao; ít cơ sở thì tỷ lệ lên xuống vì ngẫu nhiên",
        "A low share does not say why; with few establishments a share moves by chance",
    ),
    spec=_coverage,
    public=load_coverage,
)
PUBLIC_JOBS = View(
    "jobs",
    Text("Việc làm ở cơ sở được hỗ trợ", "Jobs at supported establishments"),
    load_jobs,
    _jobs_title,
    None,
    Text(
        "Việc làm tăng thêm trong năm được hỗ trợ ở cơ sở có báo cáo, theo năm kế hoạch",
        "Jobs gained in the year of support at establishments that reported, by plan year",
    ),
    Text(
        "Đây là thay đổi trong năm hỗ trợ, không phải số việc làm do hỗ trợ tạo ra",
        "This is a change in the year of support, not jobs made by support",
    ),
    spec=_jobs,
    public=load_jobs,
)
