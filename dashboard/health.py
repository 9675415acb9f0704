"""Two addresses for whoever looks after the server: does it live, and can it show figures.

Neither says anything of the data: a number of a snapshot at most.
"""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from analysis.settings import settings_from_environment
from analysis.warehouse.manifest import POINTER_NAME, read_manifests, read_pointer, snapshot_path
from analysis.warehouse.workspace import is_current, is_intact

HEALTH, READY = "healthz", "readyz"
_HEADERS = {"cache-control": "no-store"}
_Stamp = tuple[tuple[int, int] | None, ...]


class Readiness:
    """Whether the snapshot shown first is whole; its checksum is taken anew when a file changes."""

    def __init__(self) -> None:
        self._known: tuple[_Stamp, str, int | None] | None = None

    def ask(self, workspace: Path) -> tuple[str, int | None]:
        """Return the state and the number of the snapshot shown first.

        States: "ready"; "empty", nothing was loaded; "damaged", pointer or snapshot cannot be
        trusted; "outdated", it was built by another version of the program. Only "ready" serves
        all that is to be served: with others an earlier snapshot may be shown, with a warning.
        """
        pointer = read_pointer(workspace)
        number = None
        if pointer is not None and pointer.default_case is not None:
            number = pointer.current.get(pointer.default_case)
        paths = [workspace / POINTER_NAME, snapshot_path(workspace, number or 0)]
        stamp = tuple(map(_stamp, paths))
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, _state(workspace, pointer is None, number), number)
        return self._known[1:]


def _state(workspace: Path, damaged: bool, number: int | None) -> str:
    if damaged:
        return "damaged"
    if number is None:
        return "empty"
    manifest = next((one for one in read_manifests(workspace) if one.number == number), None)
    if manifest is None or not is_intact(workspace, manifest):
        return "damaged"
    return "ready" if is_current(manifest) else "outdated"


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


READINESS = Readiness()


def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers=_HEADERS)


def _ready(_request: Request) -> Response:
    state, number = READINESS.ask(settings_from_environment().workspace)
    code = 200 if state == "ready" else 503
    return JSONResponse({"status": state, "snapshot": number}, code, headers=_HEADERS)


ROUTES = (Route(f"/{HEALTH}", _health), Route(f"/{READY}", _ready))
