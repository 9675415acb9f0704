"""Settings: the few things that differ between one installation and another."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

WORKSPACE_VARIABLE = "KHUYENCONG_WORKSPACE"
LANGUAGE_VARIABLE = "KHUYENCONG_LANG"
NAMES_VARIABLE = "KHUYENCONG_NAMES"
WARM_VARIABLE = "KHUYENCONG_WARM"
AUDIENCE_VARIABLE = "KHUYENCONG_AUDIENCE"
PUBLIC = "public"
MEMORY_VARIABLE = "KHUYENCONG_MEMORY"
THREADS_VARIABLE = "KHUYENCONG_THREADS"
MEMORY_PATTERN = r"[1-9][0-9]{0,5}(MB|GB)"
MOST_THREADS = 64
DEFAULT_MEMORY, DEFAULT_THREADS = "2GB", 2
NAMES_HIDDEN = "hidden"
PASSWORD_VARIABLE = "KHUYENCONG_PASSWORD"

PROJECT_ROOT = Path(__file__).resolve().parents[1]
DATA_FOLDER = PROJECT_ROOT / "data"
REFERENCE_FOLDER = DATA_FOLDER / "reference"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the workspace is, how much one query may use, and who may be named.

    Lists of establishments carry names unless `names_shown` is off, whatever the reader's role.
    """

    workspace: Path
    memory_limit: str = DEFAULT_MEMORY
    threads: int = DEFAULT_THREADS
    names_shown: bool = True


def settings_from_environment(workspace: Path | None = None) -> Settings:
    """Return the settings; an explicit workspace wins over the environment, then the default.

    The default is the per-user data folder of the operating system. A limit that is none is left
    out here: the command and the doctor refuse it by name (analysis/configuration.py).
    """
    if workspace is None:
        named = os.environ.get(WORKSPACE_VARIABLE, "").strip()
        workspace = Path(named) if named else user_data_path("khuyencong", appauthor=False)
    return Settings(
        workspace=workspace.expanduser().absolute(),
        memory_limit=_limit(MEMORY_VARIABLE, MEMORY_PATTERN, DEFAULT_MEMORY),
        threads=int(_limit(THREADS_VARIABLE, "[1-9][0-9]?", str(DEFAULT_THREADS))),
        names_shown=os.environ.get(NAMES_VARIABLE, "").strip().lower() != NAMES_HIDDEN,
    )


def _limit(variable: str, pattern: str, otherwise: str) -> str:
    value = os.environ.get(variable, "").strip()
    return value if re.fullmatch(pattern, value) else otherwise
