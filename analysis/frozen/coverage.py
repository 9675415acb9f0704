"""Coverage for the public: establishments supported, of those that statistics call eligible."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.tables import ESTABLISHMENTS, MONEY_FAMILY
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Coverage:
    """A place; `supported` and `share` are None where they are hidden."""

    code: str
    name: Text
    eligible: int
    supported: int | None

    @property
    def share(self) -> float | None:
        """Establishments supported, of those eligible."""
        return None if self.supported is None else self.supported / self.eligible


def coverage_rows(frozen: FrozenSet) -> list[Coverage]:
    """Return every place with eligible establishments, by code."""
    found = []
    for code, eligible in sorted(frozen.eligible.items()):
        if eligible <= 0:
            continue
        cell = frozen.cell(MONEY_FAMILY, unit=code)
        supported = None if cell.state == "hidden" else cell.figures[ESTABLISHMENTS]
        found.append(Coverage(code, frozen.name("unit", code), eligible, supported))
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """The whole province."""

    supported: int
    eligible: int

    @property
    def share(self) -> float:
        """Establishments supported, of those eligible."""
        return self.supported / self.eligible


def province_share(frozen: FrozenSet) -> Share | None:
    """Return coverage of the province; None where its establishments are hidden or not known."""
    cell = frozen.cell(MONEY_FAMILY)
    supported = cell.figures.get(ESTABLISHMENTS)
    eligible = sum(frozen.eligible.values())
    if supported is None or eligible <= 0:
        return None
    return Share(supported, eligible)
