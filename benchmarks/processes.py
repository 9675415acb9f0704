"""What a process has used so far: seconds of all cores, and memory."""

from __future__ import annotations

import ctypes
import os
import time
from pathlib import Path


def seconds_of_cores(pid: int) -> float:
    """Return the seconds of all cores a process has used, to the microsecond (Linux only).

    It counts all threads, those that have ended too, and no child processes. Raises OSError when
    there is no such process.
    """
    clock = ctypes.c_int()
    libc = ctypes.CDLL(None, use_errno=True)
    failed = libc.clock_getcpuclockid(pid, ctypes.byref(clock))
    if failed:
        raise OSError(failed, os.strerror(failed))
    return time.clock_gettime(clock.value)


def memory_of(pid: int) -> tuple[float, float]:
    """Return the memory a process holds now and the most it ever held, in MiB (Linux only)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    values = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    now, most = (int(values[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


def load() -> str:
    """Return how busy the machine is: processes that wanted a core over the last minute."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
