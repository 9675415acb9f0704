"""Which random examples a property test tries, and how many."""

from __future__ import annotations

import os

FULL = os.environ.get("KHUYENCONG_FULL_TESTS") == "1"
"""Set by `make test-full`; `make test` has ten minutes for everything."""

NEW = os.environ.get("KHUYENCONG_NEW_EXAMPLES") == "1"
"""Set by `make test-full`, to find what the usual examples miss. Without it every run of a test
tries the same ones: what fails in one place fails in all, and what passes has passed before."""


def examples(full: int) -> int:
    """Return the number of examples of a test that tries `full` of them in the full suite."""
    return full if FULL else max(4, full * 2 // 5)
