"""Possible duplicates: establishments that may be one, by tax code or by name and place.

Names are compared without accents, legal forms and trade words, and only within a district. Two
names are alike when they have the same words in any order, or when what differs is a slip of the
fingers. "Minh Tâm" and "Minh Lâm" are one letter apart and two names: a slip makes a word that
hardly any other establishment has, so that one of the differing words must be rare. Numbers must
agree, and two different tax codes are two establishments unless the codes differ by a slip, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import duckdb

from analysis.intake.check_views import SOURCE, open_views, view_name
from analysis.intake.checks import PROBLEMS_PER_CHECK, Locate, Location
from analysis.intake.duplicate_pairs import find_pairs
from analysis.intake.problem import FileOf, Problem
from analysis.intake.staging import ROW
from analysis.language import Text

Reason = Literal["tax_code", "name_and_place"]

RULE = "possible_duplicate"

_READ = ("administrative_unit", "unit_membership", "establishment", "match_decision")

LEAST_SIMILARITY = 0.85
"""Jaro-Winkler similarity below which two names are not worth a look, whatever else holds."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two establishments that may be one: `kept` is the one known first.

    `source` and `row` say where the other was handed in; source is None where the data set has
    both. `similarity` is that of the names, 0 to 1, and 0 where a name is unknown.
    """

    kept_id: str
    other_id: str
    reason: Reason
    similarity: float
    kept_name: str | None
    other_name: str | None
    kept_place: str | None
    other_place: str | None
    kept_tax_code: str | None
    other_tax_code: str | None
    source: int | None
    row: int


def find_duplicates(
    connection: duckdb.DuckDBPyConnection,
    threshold: float = LEAST_SIMILARITY,
    *,
    everyone: bool = False,
) -> list[Duplicate]:
    """Return the possible duplicates among the staged establishments, most alike first.

    Each pair has a handed-in establishment, or any two with `everyone`; pairs decided as same or
    different in match_decision are left out, those put off are not. Needs the staging tables.
    """
    open_views(connection, _READ)
    new = "true" if everyone else f"later.{SOURCE} is not null"
    find_pairs(connection)
    rows = connection.execute(
        f"""
        select first.establishment_id, later.establishment_id, told.reason,
            coalesce(greatest(
                jaro_winkler_similarity(first.key, later.key),
                jaro_winkler_similarity(first.sorted, later.sorted),
                case when first.compact = later.compact then 1 end
            ), 0) as similarity,
            first.name, later.name, first.place, later.place,
            first.tax_code, later.tax_code, later.{SOURCE}, later.{ROW}
        from duplicate_pair as told
        join duplicate_key as first on first.n = told.first_n
        join duplicate_key as later on later.n = told.later_n
        where {new}
            and first.establishment_id <> later.establishment_id
            and (told.reason = 'tax_code' or similarity >= ?)
            and not exists (
                select 1
                from {view_name("match_decision")} as decided
                where decided.verdict <> 'later'
                    and least(decided.kept_id, decided.other_id)
                        = least(first.establishment_id, later.establishment_id)
                    and greatest(decided.kept_id, decided.other_id)
                        = greatest(first.establishment_id, later.establishment_id)
            )
        order by told.reason desc, similarity desc, told.later_n, told.first_n
        """,
        [threshold],
    ).fetchall()
    return [Duplicate(*row) for row in rows]


def duplicate_problems(
    duplicates: Iterable[Duplicate],
    file_of: FileOf | None = None,
    *,
    locate: Locate | None = None,
    problems_per_check: int = PROBLEMS_PER_CHECK,
) -> list[Problem]:
    """Return a warning for every pair alike by name and place that was handed in.

    Pairs with one tax code are left to the rule tax_code_repeated, which names the same rows.
    Raises ValueError when neither `file_of` nor `locate` says where problems are.
    """
    alike = [d for d in duplicates if d.reason == "name_and_place" and d.source is not None]
    problems = []
    for found in alike[:problems_per_check]:
        place = _placed(found.source, found.row, "name", file_of, locate)
        known = ", ".join(part for part in (found.kept_id, found.kept_place) if part)
        message = Text(
            f"Có thể trùng với cơ sở «{found.kept_name}» ({known})",
            f"Possibly the same as «{found.kept_name}» ({known})",
        )
        problems.append(_problem(place, found.row, found.other_name, message))
    if len(alike) > problems_per_check:
        rest = len(alike) - problems_per_check
        message = Text(
            f"và {rest} dòng nữa cùng vấn đề", f"and {rest} more rows with the same fault"
        )
        place = _placed(alike[0].source, None, None, file_of, locate)
        problems.append(_problem(place, None, None, message))
    return problems


def _problem(place: Location, row: int | None, value: str | None, message: Text) -> Problem:
    return Problem(
        "warning",
        RULE,
        place.file,
        "establishment",
        row,
        "name",
        value,
        message,
        Text(
            "Quyết định: cùng một cơ sở, hai cơ sở khác nhau, hoặc để sau",
            "Decide: the same establishment, two different ones, or later",
        ),
        place.sheet,
        place.cell,
    )


def _placed(
    source: int | None,
    row: int | None,
    column: str | None,
    file_of: FileOf | None,
    locate: Locate | None,
) -> Location:
    if locate is not None and source is not None:
        return locate("establishment", source, row, column)
    if file_of is None:
        raise ValueError("either file_of or locate must say where problems are")
    return Location(file_of("establishment"))
