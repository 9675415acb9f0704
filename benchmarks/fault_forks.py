"""Doing something in a forked process, which may be killed, and hearing what came of it.

The process that forks has loaded everything once and must never have opened a database: threads do
not survive a fork.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ended:
    """How a forked process ended: the signal that killed it, what it returned, what it raised."""

    killed: int | None
    result: Any = None
    raised: str | None = None
    trace: str = ""
    seconds: float = 0.0


def forked(work: Callable[[], Any], kill_after: float | None = None) -> Ended:
    """Do some work in a forked process and wait for its end; what it returns must be JSON.

    After `kill_after` seconds it is killed with all it has started.
    """
    started = time.perf_counter()
    pid, read = _start(work)
    if kill_after is not None:
        time.sleep(kill_after)
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(pid, signal.SIGKILL)
    return _wait(pid, read, started)


def together(*works: Callable[[], Any]) -> list[Ended]:
    """Do several things in as many processes at the same time, and wait for all of them."""
    started = time.perf_counter()
    begun = [_start(work) for work in works]
    return [_wait(pid, read, started) for pid, read in begun]


def _start(work: Callable[[], Any]) -> tuple[int, int]:
    read, write = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        os.setpgid(0, 0)
        _work(work, write)
    os.close(write)
    return pid, read


def _wait(pid: int, read: int, started: float) -> Ended:
    with os.fdopen(read, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    answer = json.loads(told) if told and killed is None else {}
    return Ended(
        killed,
        answer.get("result"),
        answer.get("raised"),
        answer.get("trace", ""),
        time.perf_counter() - started,
    )


def _work(work: Callable[[], Any], write: int) -> None:
    try:
        answer: dict[str, Any] = {"result": work()}
    except BaseException as error:
        answer = {"raised": type(error).__name__, "trace": traceback.format_exc()[-4000:]}
        answer["text"] = getattr(getattr(error, "text", None), "en", str(error))
        answer["trace"] = f"{answer['text']}\n{answer['trace']}"
    with os.fdopen(write, "wb") as pipe:
        pipe.write(json.dumps(answer).encode())
    os._exit(0)
