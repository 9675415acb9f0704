"""How to start the dashboard as a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from analysis.configuration import UPLOAD_VARIABLE
from analysis.language import Language
from analysis.log import logging_on
from analysis.settings import (
    AUDIENCE_VARIABLE,
    LANGUAGE_VARIABLE,
    PUBLIC,
    WARM_VARIABLE,
    WORKSPACE_VARIABLE,
)

SERVER = Path(__file__).resolve().with_name("server.py")
PUBLIC_SERVER = SERVER.with_name("public_server.py")


def command(
    port: int,
    workspace: Path,
    language: Language | None = None,
    *,
    warm: bool = False,
    public: bool = False,
) -> tuple[list[str], dict[str, str]]:
    """Return the argument list and the whole environment of a dashboard process.

    The working directory does not matter: Streamlit reads `.streamlit/config.toml` beside the
    script. The repository root is put on PYTHONPATH, because Streamlit puts only the script's
    folder on the path and a checkout need not be installed. `language` is what an address without
    `lang` shows; Vietnamese when it is not given. A server that is to be `warm` visits itself as
    soon as it listens. A `public` one has the pages of the frozen set and no others.
    """
    script = str(PUBLIC_SERVER if public else SERVER)
    arguments = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    if megabytes := os.environ.get(UPLOAD_VARIABLE, "").strip():
        arguments += ["--server.maxUploadSize", megabytes]
    if logging_on():
        # A line of the structured log is whole by itself.
        arguments += ["--logger.messageFormat", "%(message)s"]
        arguments += ["--logger.hideWelcomeMessage", "true"]
    root = str(SERVER.parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        # Readers are several, matrices small: threads of one wait for the processor of another.
        "OPENBLAS_NUM_THREADS": "1",
        **os.environ,
        WORKSPACE_VARIABLE: str(workspace),
        "PYTHONPATH": os.pathsep.join(paths),
    }
    if public:
        environment[AUDIENCE_VARIABLE] = PUBLIC
    if warm:
        environment[WARM_VARIABLE] = "1"
    if language is not None:
        environment[LANGUAGE_VARIABLE] = language
    return arguments, environment
