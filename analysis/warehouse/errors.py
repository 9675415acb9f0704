"""What can go wrong in the warehouse, said in both languages with the remedy."""

from __future__ import annotations

from analysis.intake.problem import Problem
from analysis.language import Text


class WarehouseError(Exception):
    """A workspace or snapshot that cannot be used; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class NothingLoadedError(WarehouseError):
    """The workspace holds no snapshot of what was asked for."""


class LeftOutError(WarehouseError):
    """What was asked needs the records of a table that is too long to be in the snapshot."""


class UnknownCaseError(WarehouseError):
    """No case has that name."""


class DataProblemsError(WarehouseError):
    """The data hold errors, so nothing was published; `problems` lists them all."""

    def __init__(self, text: Text, problems: tuple[Problem, ...]) -> None:
        super().__init__(text)
        self.problems = problems


class QueryTooLargeError(WarehouseError):
    """One question needed more memory than a question may have; all others go on."""


class DamagedWhileOpenError(WarehouseError):
    """A snapshot turned out to be damaged while it was asked; opening it anew finds the fault."""
