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
from dataclasses import dataclass
from pathlib import Path

from processes import seconds_of_cores

from analysis.warehouse import load_case
from dashboard.launch import command

BARE = """
import streamlit as st
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.title("bare")
st.pills("years", ["2019", "2020"], selection_mode="multi")
st.write(f"run {st.session_state.runs}")
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A server of this computer: its port, and its process to be measured."""

    port: int
    pid: int


@contextmanager
def dashboard_and_bare_page(folder: Path) -> Iterator[tuple[Served, Served]]:
    """Serve the simulated case and a bare page."""
    workspace = folder / "workspace"
    load_case(workspace, "quang-ngai-simulated")
    with dashboard_on(workspace) as ours, bare_page(folder) as bare:
        yield ours, bare


def wait_until_idle(served: Served, most: float = 240) -> None:
    """Wait until a server has nothing to do for ten seconds, as after its visits of its own.

    It waits six for its first reader before these.
    """
    ends, before = time.monotonic() + most, -1.0
    while time.monotonic() < ends:
        now = seconds_of_cores(served.pid)
        if now - before < 0.05:
            return
        before = now
        time.sleep(10)


@contextmanager
def dashboard_on(workspace: Path, warm: bool = False) -> Iterator[Served]:
    """Serve the dashboard on a workspace; `warm` as its command does, visiting itself first."""
    port = free_port()
    arguments, environment = command(port, workspace, warm=warm)
    with _running(arguments, environment, port) as served:
        yield served


@contextmanager
def bare_page(folder: Path) -> Iterator[Served]:
    """Serve a Streamlit page of one sentence, its script written into a folder."""
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    port = free_port()
    arguments = [sys.executable, "-m", "streamlit", "run", str(script)]
    arguments += ["--server.port", str(port), "--server.headless", "true"]
    with _running(arguments, dict(os.environ), port) as served:
        yield served


@contextmanager
def _running(arguments: list[str], environment: dict[str, str], port: int) -> Iterator[Served]:
    process = _start(arguments, environment, port)
    try:
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


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


def free_port() -> int:
    """Return a port of this computer that nothing uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
