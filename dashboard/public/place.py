"""Where the public pages take their frozen sets from, and whether these have changed."""

from __future__ import annotations

import os
from pathlib import Path

from analysis.frozen.store import public_folder
from analysis.language import Language, as_language
from analysis.settings import LANGUAGE_VARIABLE, settings_from_environment


def workspace() -> Path:
    """Return the workspace folder this process serves."""
    return settings_from_environment().workspace


def default_language() -> Language:
    """Return the language of an address that names none."""
    return as_language(os.environ.get(LANGUAGE_VARIABLE))


def frozen_stamp() -> tuple[tuple[str, int, int], ...]:
    """Return what tells one state of the publications from another."""
    found = []
    for path in sorted(public_folder(workspace()).glob("frozen-*.json")):
        state = path.stat()
        found.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(found)
