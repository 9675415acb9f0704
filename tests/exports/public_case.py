"""What the tests of public files share: the frozen set, and how its cells are hidden."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.store import open_frozen


@lru_cache(maxsize=4)
def frozen_province(workspace: Path) -> FrozenSet:
    """Return the frozen set of the simulated province."""
    return open_frozen(workspace, "quang-ngai-simulated")
