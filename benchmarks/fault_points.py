"""Every call by which a process touches the disk, as a point where it can be killed or fail.

`watched` puts itself around the calls of the system that Python code makes, for files below some
folders only, and around named functions. Each call is a point with a name such as
"replace .pointer.json.#.tmp pointer.json"; a write is two, the second in the middle of it. At the
n-th point the process is killed with -9, or the call fails as on a full or failing disk. The
program itself knows nothing of this: it is for a process that was forked to be hurt.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

_NUMBERS = re.compile(r"[0-9a-f]{8,}|[0-9]+")
_CALLS = ("replace", "rename", "link", "mkdir", "rmdir", "unlink", "remove", "fsync")
_TAKES_ROOM = ("write", "half", "mkdir", "link", "create", "fsync")


class Kill:
    """Ends the process at one point, without warning."""

    def __init__(self, at: int) -> None:
        self.at = at

    def reached(self, number: int, name: str) -> None:
        """Kill when the point is the one."""
        if number == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


class Fail:
    """Lets one call fail, or every call from it on that the fault concerns.

    ENOSPC concerns what takes room; any other error whatever is asked of the disk.
    """

    def __init__(self, at: int, number: int, lasting: bool) -> None:
        self.at, self.errno, self.lasting = at, number, lasting

    def reached(self, number: int, name: str) -> None:
        """Raise the error of the system."""
        if number < self.at or (number > self.at and not self.lasting):
            return
        if name.startswith("phase"):
            return
        if self.errno == errno.ENOSPC and not name.startswith(_TAKES_ROOM):
            return
        raise OSError(self.errno, os.strerror(self.errno))


Fault = Kill | Fail


class Watch:
    """The points passed so far, and what happens at one of them."""

    def __init__(self, folders: Sequence[Path], fault: Fault | None) -> None:
        self.folders = [str(folder) for folder in folders]
        self.fault = fault
        self.passed: list[str] = []

    def point(self, name: str) -> None:
        """Pass a point."""
        self.passed.append(_NUMBERS.sub("#", name))
        if self.fault is not None:
            self.fault.reached(len(self.passed) - 1, name)

    def sees(self, path: Any) -> bool:
        """Tell whether a path, or an open file, lies below the folders."""
        return any(_where(path).startswith(folder) for folder in self.folders)


class Slow:
    """An open file whose writes are two points each: before, and when half of it is written."""

    def __init__(self, stream: Any, watch: Watch, name: str) -> None:
        self._stream, self._watch, self._name = stream, watch, name

    def write(self, content: Any) -> Any:
        """Write in two halves."""
        self._watch.point(f"write {self._name}")
        half = len(content) // 2
        written = self._stream.write(content[:half])
        self._stream.flush()
        self._watch.point(f"half {self._name}")
        return written + self._stream.write(content[half:])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Slow:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._stream)


@contextmanager
def watched(
    folders: Sequence[Path], fault: Fault | None = None, phases: Sequence[str] = ()
) -> Iterator[Watch]:
    """Watch all that is done below some folders, and the functions named "module:name"."""
    watch = Watch(folders, fault)
    with ExitStack() as stack:
        for name in _CALLS:
            stack.enter_context(patch.object(os, name, _call(watch, name, getattr(os, name))))
        stack.enter_context(patch.object(os, "fdopen", _fdopen(watch, os.fdopen)))
        for module in (io, builtins):
            stack.enter_context(patch.object(module, "open", _open(watch, module.open)))
        for phase in phases:
            module_name, _, function = phase.partition(":")
            module = import_module(module_name)
            around = _phase(watch, function.lstrip("_"), getattr(module, function))
            stack.enter_context(patch.object(module, function, around))
        yield watch


def _where(path: Any) -> str:
    if isinstance(path, int):
        try:
            return os.readlink(f"/proc/self/fd/{path}")
        except OSError:
            return ""
    return os.path.abspath(os.fspath(path))


def _call(watch: Watch, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def around(path: Any, *rest: Any, **named: Any) -> Any:
        if watch.sees(path):
            others = [part for part in rest if isinstance(part, (str, Path))]
            told = [os.path.basename(_where(part)) for part in (path, *others)]
            watch.point(" ".join([name, *told]))
        return real(path, *rest, **named)

    return around


def _open(watch: Watch, real: Callable[..., Any]) -> Callable[..., Any]:
    def around(path: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        written = set(mode) & set("wxa") and not isinstance(path, int)
        if not (written and watch.sees(path)):
            return real(path, mode, *rest, **named)
        name = os.path.basename(_where(path))
        watch.point(f"create {name}")
        return Slow(real(path, mode, *rest, **named), watch, name)

    return around


def _fdopen(watch: Watch, real: Callable[..., Any]) -> Callable[..., Any]:
    def around(handle: int, mode: str = "r", *rest: Any, **named: Any) -> Any:
        stream = real(handle, mode, *rest, **named)
        if set(mode) & set("wxa") and watch.sees(handle):
            return Slow(stream, watch, os.path.basename(_where(handle)))
        return stream

    return around


def _phase(watch: Watch, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def around(*given: Any, **named: Any) -> Any:
        watch.point(f"phase {name} begins")
        result = real(*given, **named)
        watch.point(f"phase {name} ended")
        return result

    return around
