"""Whose files made for a page are: only the sign-in that made a page may fetch what is on it.

Streamlit keeps charts, pictures and files to take away in memory, each at an address that is a
digest of its content, and sends them to whoever asks. Here it is noted for which session of ours a
file was made, and the gate asks. A file that several readers have on their pages belongs to each.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import PurePosixPath
from threading import Lock
from typing import Any

from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.guard import cookie_name

_MOST = 20_000
"""Files noted at once: what is older belongs to nobody, and its page makes it again."""


class Owners:
    """The codes of the sessions that each file was made for."""

    def __init__(self, most: int = _MOST) -> None:
        self._codes: OrderedDict[str, set[str]] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def note(self, file_id: str, code: str) -> None:
        """Note that a file was made for a session."""
        with self._lock:
            self._codes.setdefault(file_id, set()).add(code)
            self._codes.move_to_end(file_id)
            while len(self._codes) > self._most:
                self._codes.popitem(last=False)

    def owns(self, file_id: str, code: str | None) -> bool:
        """Tell whether a file was made for the session of a code."""
        with self._lock:
            return code is not None and code in self._codes.get(file_id, ())


OWNERS = Owners()


def file_of(address: str) -> str:
    """Return the id of a file by its address, whatever the ending."""
    return PurePosixPath(address).stem


def watch_files(owners: Owners = OWNERS) -> None:
    """Note from now on for whom the runtime of this process makes files."""
    runtime = get_instance()
    manager = runtime.media_file_mgr
    # Streamlit calls nobody when a file is made: its two ways of making one are wrapped.
    manager.add = _noting_added(runtime, manager, owners)  # type: ignore[method-assign]
    manager.execute_deferred = _noting_deferred(  # type: ignore[method-assign]
        runtime, manager, owners
    )


def _noting_added(
    runtime: Runtime, manager: MediaFileManager, owners: Owners
) -> Callable[..., str]:
    real: Callable[..., str] = manager.add

    def add(*given: Any, **named: Any) -> str:
        address = real(*given, **named)
        context = get_script_run_ctx()
        if context is not None:
            _note(runtime, owners, context.session_id, address)
        return address

    return add


def _noting_deferred(
    runtime: Runtime, manager: MediaFileManager, owners: Owners
) -> Callable[..., str]:
    """Return the making of a file on demand: it is for whoever's page has the button."""
    real = manager.execute_deferred

    def execute_deferred(file_id: str) -> str:
        entry = manager._deferred_callables.get(file_id)
        address = real(file_id)
        if entry is not None:
            _note(runtime, owners, entry["session_id"], address)
        return address

    return execute_deferred


def _note(runtime: Runtime, owners: Owners, session_id: str, address: str) -> None:
    client = runtime.get_client(session_id)
    context = client.client_context if client is not None else None
    code = context.cookies.get(cookie_name()) if context is not None else None
    if code:
        owners.note(file_of(address), code)
