"""How many random examples a property test tries: all in the full suite, fewer in the quick one."""

from __future__ import annotations

import os

FULL = os.environ.get("KHUYENCONG_FULL_TESTS") == "1"
"""Set by `make test-full`; `make test` has ten minutes for everything."""


def examples(full: int) -> int:
    """Return the number of examples of a test that tries `full` of them in the full suite."""
    return full if FULL else max(4, full * 2 // 5)
