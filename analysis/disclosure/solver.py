"""A linear-programme solver that says nothing.

HiGHS prints a banner on the process's own standard output when its first solver of a process is
made, whatever its options, and a command whose output is JSON would carry it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import highspy


def quiet_solver() -> highspy.Highs:
    """Return a new solver that writes nowhere and works by itself.

    The number of threads is left alone: it is the process's, and naming another is an error.
    """
    _greet()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("parallel", "off")
    # Only what is wanted changes between searches, so the last point stays within the equations:
    # the primal simplex goes on from it (measured: three to eight times faster than the dual).
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", 4)
    return solver


@lru_cache(maxsize=1)
def _greet() -> None:
    with _unheard():
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)


@contextmanager
def _unheard() -> Iterator[None]:
    """Let what the process's C library prints go nowhere."""
    library = ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
    sys.stdout.flush()
    library.fflush(None)
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        library.fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
