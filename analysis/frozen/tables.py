"""Which tables are public: by what they are made, how deep, and what they tell of each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from analysis.frozen.contributions import DIMENSIONS, MONEY, OUTCOMES
from analysis.language import Text

ALL = "all"
"""The path of a whole dimension: the province, every activity, all years."""

Key = tuple[str, ...]
"""A cell: a path on each dimension, in the order of DIMENSIONS."""

PROJECTS = "projects"
ESTABLISHMENTS = "establishments"


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table of a family: how deep it goes on the dimensions it is made by, totals included."""

    code: str
    title: Text
    depths: tuple[tuple[str, int], ...]

    def depth(self, dimension: str) -> int:
        """Return how many levels below the whole a dimension has here."""
        return dict(self.depths).get(dimension, 0)

    def keys(self, leaf: Key) -> Iterator[Key]:
        """Yield the cells of the table that a leaf belongs to, totals included."""
        paths = [
            ancestors(path, self.depth(name)) for name, path in zip(DIMENSIONS, leaf, strict=True)
        ]
        yield from product(*paths)

    def holds(self, key: Key) -> bool:
        """Tell whether a cell is one of this table's."""
        return all(
            level(path) <= self.depth(name) for name, path in zip(DIMENSIONS, key, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Family:
    """Tables whose figures add up to one another, hidden together.

    `variables` are amounts that establishments contribute to; beside them projects (where
    `with_projects`) and establishments are counted.
    """

    code: str
    title: Text
    variables: tuple[str, ...]
    with_projects: bool
    tables: tuple[PublicTable, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """All that is told of a cell."""
        counts = (PROJECTS,) if self.with_projects else ()
        return (*self.variables, *counts, ESTABLISHMENTS)


MONEY_FAMILY = Family(
    "money",
    Text("Kinh phí và đề án", "Money and projects"),
    MONEY,
    True,
    (
        PublicTable(
            "money_cube",
            Text("Địa bàn × nội dung × năm", "Place × activity × year"),
            (("unit", 1), ("activity", 2), ("year", 1)),
        ),
        PublicTable("money_communes", Text("Xã trong huyện", "Communes"), (("unit", 2),)),
        PublicTable(
            "money_sources", Text("Nguồn × năm", "Source × year"), (("year", 1), ("source", 1))
        ),
        PublicTable("money_industries", Text("Ngành", "Industry"), (("industry", 1),)),
    ),
)
OUTCOME_FAMILY = Family(
    "outcomes",
    Text("Cơ sở, việc làm, doanh thu", "Establishments, jobs, revenue"),
    OUTCOMES,
    False,
    (
        PublicTable(
            "outcome_activities",
            Text("Nội dung × năm", "Activity × year"),
            (("activity", 1), ("year", 1)),
        ),
        PublicTable(
            "outcome_places", Text("Địa bàn × năm", "Place × year"), (("unit", 1), ("year", 1))
        ),
    ),
)
FAMILIES = (MONEY_FAMILY, OUTCOME_FAMILY)


def level(path: str) -> int:
    """Return how many levels below the whole a path is."""
    return 0 if path == ALL else path.count("/") + 1


def ancestors(path: str | None, depth: int) -> list[str]:
    """Return the whole and the first `depth` levels of a path that lie above or at it."""
    if path is None or path == ALL:
        return [ALL]
    parts = path.split("/")
    return [ALL, *("/".join(parts[:size]) for size in range(1, min(depth, len(parts)) + 1))]


def parent(path: str) -> str:
    """Return the path one level above."""
    return path.rpartition("/")[0] or ALL
