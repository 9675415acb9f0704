"""Servers to measure: the dashboard on a workspace, and a bare Streamlit page beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.warehouse import load_case
from dashboard.launch import command

BARE = """
import streamlit as st
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.title("bare")
st.pills("years", ["2019", "2020"], selection_mode="multi")
st.write(f"run {st.session_state.runs}")
"""


@contextmanager
def dashboard_and_bare_page(folder: Path) -> Iterator[tuple[int, int]]:
    """Serve the simulated case and a bare page; yield the ports of both."""
    workspace = folder / "workspace"
    load_case(workspace, "quang-ngai-simulated")
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    ours, bare = _free_port(), _free_port()
    arguments, environment = command(ours, workspace)
    bare_arguments = [sys.executable, "-m", "streamlit", "run", str(script)]
    bare_arguments += ["--server.port", str(bare), "--server.headless", "true"]
    servers = [
        _start(arguments, environment, ours),
        _start(bare_arguments, dict(os.environ), bare),
    ]
    try:
        yield ours, bare
    finally:
        for server in servers:
            server.terminate()


def _start(arguments: list[str], environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return process
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
