"""What the server counts of itself, as Prometheus reads it: no name, address or figure in it.

It is told to this computer only, and to whoever knows the token of KHUYENCONG_METRICS_TOKEN. A
request that came through a proxy comes from elsewhere, whatever address it arrives from.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analysis.configuration import METRICS_VARIABLE
from analysis.settings import settings_from_environment
from analysis.warehouse.manifest import read_manifests
from analysis.warehouse.tally import BOUNDS, QUERIES, Tally
from dashboard.health import HEALTH, READINESS, READY
from dashboard.page_list import PAGES

PATH = "metrics"
_PROXIED = ("x-forwarded-for", "x-real-ip", "forwarded", "x-forwarded-proto")
_KINDS = {
    f"/{HEALTH}": "probe",
    f"/{READY}": "probe",
    f"/{PATH}": "probe",
    "/find": "search",
    "/_stcore/health": "probe",
    "/_stcore/host-config": "probe",
    "/": "page",
    **{f"/{page.path}": "page" for page in PAGES},
}


class Counters:
    """Requests by kind and answer, sockets open, and how long reruns of each page took."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.requests: dict[tuple[str, str], int] = defaultdict(int)
        self.sockets = 0
        self.reruns: dict[str, Tally] = {page.path: Tally() for page in PAGES}
        self.faults = 0

    def answered(self, kind: str, status: int) -> None:
        """Count a request by its kind and the class of its answer."""
        with self._lock:
            self.requests[kind, f"{status // 100}xx"] += 1

    def socket(self, change: int) -> None:
        """Count a socket that was opened (1) or closed (-1)."""
        with self._lock:
            self.sockets += change

    def rerun(self, page: str, seconds: float) -> None:
        """Count a run of a page."""
        if page in self.reruns:
            self.reruns[page].add(seconds)

    def fault(self) -> None:
        """Count an unforeseen fault that a page showed."""
        with self._lock:
            self.faults += 1


COUNTERS = Counters()


class RequestCounter:
    """ASGI middleware that counts requests and sockets; addresses are kept in classes only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count as the answer starts."""
        if scope["type"] == "websocket":
            COUNTERS.socket(1)
            try:
                await self.app(scope, receive, send)
            finally:
                COUNTERS.socket(-1)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                COUNTERS.answered(_kind(str(scope["path"])), int(message["status"]))
            await send(message)

        await self.app(scope, receive, counted)


def _kind(path: str) -> str:
    if path.startswith("/_stcore/upload_file"):
        return "upload"
    if path.startswith("/media/"):
        return "download"
    return _KINDS.get(path, "asset")


def may_read(request: Request) -> bool:
    """Tell whether a request may read the metrics: by the token, or from this computer."""
    token = os.environ.get(METRICS_VARIABLE, "").strip()
    given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    if any(name in request.headers for name in _PROXIED) or request.client is None:
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _metrics(request: Request) -> Response:
    if not may_read(request):
        return PlainTextResponse("forbidden\n", 403)
    text = "".join(f"{line}\n" for line in lines(settings_from_environment().workspace))
    return PlainTextResponse(
        text,
        headers={"cache-control": "no-store"},
        media_type="text/plain; version=0.0.4",
    )


def lines(workspace: Path) -> Iterator[str]:
    """Yield the metrics in the text format of Prometheus."""
    yield from _family("requests_total", "counter", "Requests by kind and class of answer.")
    for (kind, status), count in sorted(COUNTERS.requests.items()):
        yield f'khuyencong_requests_total{{kind="{kind}",status="{status}"}} {count}'
    yield from _family("sockets", "gauge", "Open websockets, one for each open page.")
    yield f"khuyencong_sockets {COUNTERS.sockets}"
    yield from _family("faults_total", "counter", "Unforeseen faults shown to readers.")
    yield f"khuyencong_faults_total {COUNTERS.faults}"
    yield from _family("rerun_seconds", "histogram", "Runs of each page.")
    for page, tally in COUNTERS.reruns.items():
        yield from _histogram("rerun_seconds", tally, f'page="{page}"')
    yield from _family("query_seconds", "histogram", "Queries put to snapshots.")
    yield from _histogram("query_seconds", QUERIES)
    yield from _memory()
    yield from _snapshot(workspace)


def _snapshot(workspace: Path) -> Iterable[str]:
    state, number = READINESS.ask(workspace)
    yield from _family("ready", "gauge", "1 when the snapshot shown first is intact.")
    yield f"khuyencong_ready {int(state == 'ready')}"
    manifests = {one.number: one for one in read_manifests(workspace)}
    yield from _family("snapshots", "gauge", "Snapshots kept in the workspace.")
    yield f"khuyencong_snapshots {len(manifests)}"
    if number is None or number not in manifests:
        return
    yield from _family("snapshot_number", "gauge", "The snapshot shown first.")
    yield f"khuyencong_snapshot_number {number}"
    age = time.time() - datetime.fromisoformat(manifests[number].built_at).timestamp()
    yield from _family("snapshot_age_seconds", "gauge", "Seconds since it was built.")
    yield f"khuyencong_snapshot_age_seconds {age:.0f}"


def _memory() -> Iterable[str]:
    try:
        fields = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return
    kibibytes = next(int(one.split()[1]) for one in fields if one.startswith("VmRSS:"))
    yield from _family("memory_bytes", "gauge", "Memory this process holds.")
    yield f"khuyencong_memory_bytes {kibibytes * 1024}"


def _family(name: str, kind: str, what: str) -> Iterable[str]:
    yield f"# HELP khuyencong_{name} {what}"
    yield f"# TYPE khuyencong_{name} {kind}"


def _histogram(name: str, tally: Tally, labels: str = "") -> Iterable[str]:
    counts, seconds = tally.read()
    total = 0
    before = f"{labels}," if labels else ""
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), counts, strict=True):
        total += count
        yield f'khuyencong_{name}_bucket{{{before}le="{bound}"}} {total}'
    braced = f"{{{labels}}}" if labels else ""
    yield f"khuyencong_{name}_sum{braced} {seconds:.6f}"
    yield f"khuyencong_{name}_count{braced} {total}"


ROUTES = (Route(f"/{PATH}", _metrics),)
