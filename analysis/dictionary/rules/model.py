"""What a rule across rows or tables is: a query for the rows at fault and what to say of them.

A rule's `bad_rows` is a query over typed views of the handed-in tables, named in braces:
`{project}` is the table project with `_row` (its row in the file) and `_source` (the file it came
from, null for a row the data set already has) beside the declared columns. What is unknown breaks
no rule: a comparison with an empty cell is no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dictionary.model import Severity
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Trigger:
    """Another row that takes part in a fault, reported when the faulty row itself is not new.

    The rule's query names it in `<prefix>_row` and `<prefix>_source`; `column` is its cell.
    """

    prefix: str
    table: str
    column: str | None


@dataclass(frozen=True, slots=True)
class CrossRule:
    """A rule over several rows or tables.

    `bad_rows` yields `_row`, `_source` and `value` (varchar) of each faulty row of `table`, and
    the row and source of every trigger. `reads` names the tables it speaks of.
    """

    code: str
    table: str
    column: str | None
    bad_rows: str
    message: Text
    remedy: Text
    severity: Severity
    reads: tuple[str, ...]
    triggers: tuple[Trigger, ...] = ()
