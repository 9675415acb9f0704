"""A real dashboard process and a real Chromium, watched for errors and for calls to the outside.

Every worker process has a browser of its own, and all have one dashboard. They wait for what is to
be seen, never for a time to pass: what is slow because other workers use the processors is waited
for up to `PATIENCE`.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    WebSocket,
    expect,
    sync_playwright,
)
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analysis.settings import PROJECT_ROOT
from dashboard.launch import command
from tests.browser.sharing import shared
from tests.examples import FULL

SCREENSHOTS = PROJECT_ROOT / "test-output" / "screenshots"
SHOTS_KEPT = FULL or os.environ.get("KHUYENCONG_SCREENSHOTS") == "1"
START_SECONDS = 90
PATIENCE = 60_000
"""Milliseconds until a wait is given up: far more than any takes, so that it fails nothing slow."""

_DRAWN = """() => {
  const drawn = (element, part) => element.querySelector(part) || !element.checkVisibility();
  const every = (name, part) => [...document.querySelectorAll(`[data-testid="${name}"]`)]
    .every(element => drawn(element, part));
  return every("stPlotlyChart", ".main-svg") && every("stDataFrame", "canvas");
}"""

# What has arrived is on screen two frames later.
_SHOWN = """() => new Promise(shown =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(shown))))"""

# Chromium's own calls home are switched off, so that any other host seen is the page's doing.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Windows share what their process has compiled, see `browser_context`.
    "--process-per-site",
]


@pytest.fixture(scope="session")
def dashboard_url(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """Return the address of the dashboard that serves the shared workspace to all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "dashboard"
    server = serving(workspace, tmp_path_factory.mktemp("server"))
    with shared(folder, worker_id, server) as address:
        yield address


class serving:
    """A dashboard process, on a free port unless one is named, as a context.

    `folder` is where it is started; Streamlit looks for its secrets there.
    """

    def __init__(
        self,
        workspace: Path,
        logs: Path,
        port: int | None = None,
        folder: Path | None = None,
        public: bool = False,
    ) -> None:
        self.workspace = workspace
        self.public = public
        self.port = port or free_port()
        self.folder = folder
        self.log = logs / "server.log"

    def __enter__(self) -> str:
        arguments, environment = command(self.port, self.workspace, public=self.public)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                arguments,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
            )
        address = f"http://127.0.0.1:{self.port}"
        try:
            wait_for(f"{address}/_stcore/health", self.process)
        except RuntimeError as error:
            error.add_note(self.log.read_text(errors="replace"))
            raise
        return address

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def wait_for(health: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers; raise RuntimeError when it ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise RuntimeError("the dashboard did not start")


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Return one Chromium for all tests that drive one, which are the last of a process.

    Playwright's event loop must not outlive it into tests of other kinds.
    """
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium), args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser_context(browser: Browser, dashboard_url: str) -> BrowserContext:
    """Return what all windows share: the program's scripts, fetched and compiled once.

    They are megabytes, and half of what a new window takes. A window that stays open keeps the
    process that has them; what a page keeps in the browser is removed after each test, see
    `forget`.
    """
    # Without a graphics card, what moves while a page loads is as much work as the page.
    context = browser.new_context(accept_downloads=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.new_page().goto(f"{dashboard_url}/_stcore/health")
    return context


def forget(page: Page) -> None:
    """Remove what the dashboard a window shows has kept in the browser, as for a new reader."""
    address = urlsplit(page.url)
    if address.scheme in ("http", "https"):
        session = page.context.new_cdp_session(page)
        session.send(
            "Storage.clearDataForOrigin",
            {
                "origin": f"{address.scheme}://{address.netloc}",
                "storageTypes": "cookies,local_storage,indexeddb,service_workers,cache_storage",
            },
        )


@dataclass
class Watched:
    """A page with everything it asked of other hosts and complained about."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)

    def open(self, path: str = "", **query: str) -> Page:
        """Open a page of the dashboard and wait until it is painted."""
        self.page.goto(f"{self.address}/{path}?{urlencode(query)}")
        self.settle()
        return self.page

    def go(self, path: str = "", **query: str) -> Page:
        """Go to a page from the one shown, as a link of the search does, without loading it anew.

        It is drawn as when it is opened, for half of the work: what a browser does with a new
        document is left out. Its address must be another.
        """
        with self.sockets[-1].expect_event("framereceived", _ends_a_run):
            self.page.evaluate(
                "address => window.khuyencongGo(address)", f"/{path}?{urlencode(query)}"
            )
        self.page.evaluate(_SHOWN)
        self.settle()
        return self.page

    def visit(self, path: str = "", **query: str) -> Page:
        """Open a page in a window that shows none yet, go to it in one that does."""
        shown = self.page.locator('[data-testid="stApp"] h1').count()
        return (self.go if shown else self.open)(path, **query)

    def settle(self) -> None:
        """Wait until the script has run and nothing on screen is out of date."""
        page = self.page
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        page.wait_for_selector("h1")
        page.wait_for_function(
            "() => !document.querySelector('[data-stale=\"true\"]')"
            " && !document.querySelector('[data-testid=\"stSkeleton\"]')"
        )
        # Charts and grids are drawn after their element arrives; a grid is a narrow empty box
        # until then, and a click meant for one of its cells falls beside it.
        page.wait_for_function(_DRAWN)

    def shot(self, name: str) -> None:
        """Keep a screenshot of the whole page as test output, when asked for.

        It is for a person to look at and takes half as long as the page itself: the window is made
        as tall as the page and all of it drawn again.
        """
        if not SHOTS_KEPT:
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        main = self.page.query_selector('[data-testid="stMainBlockContainer"]')
        box = main.bounding_box() if main else None
        width = (self.page.viewport_size or {"width": 1280})["width"]
        if box:
            self.page.set_viewport_size(
                {"width": width, "height": min(int(box["height"]) + 120, 9000)}
            )
            self.settle()
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def assert_clean(self) -> None:
        """Fail when the page called another host or wrote an error to the console."""
        assert self.outside == []
        assert self.complaints == []


@pytest.fixture
def open_watched(browser_context: BrowserContext, dashboard_url: str) -> Iterator[OpenWatched]:
    """Return a function that opens a new browser window of a width and watches it."""
    pages: list[Page] = []

    def opened(
        width: int = 1440,
        height: int = 1000,
        address: str = dashboard_url,
        guided: bool = True,
        dark: bool = False,
    ) -> Watched:
        page = browser_context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        if guided:
            # As a browser that has been here before: the guide of the first visit stays away.
            page.add_init_script(
                "try { localStorage.setItem('khuyencong-guide', 'seen') } catch {}"
            )
        watched = Watched(page, address)
        page.on("websocket", lambda socket: watched.sockets.append(socket))
        page.on("request", lambda request: _note_host(watched, request.url))
        page.on(
            "console",
            lambda message: (
                watched.complaints.append(message.text) if message.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        return watched

    yield opened
    for page in pages:
        forget(page)
        page.close()


class OpenWatched:
    """Type of the `open_watched` fixture."""

    def __call__(
        self,
        width: int = 1440,
        height: int = 1000,
        address: str = "",
        guided: bool = True,
        dark: bool = False,
    ) -> Watched:  # pragma: no cover - a signature only
        """Open a window."""
        raise NotImplementedError


def _ends_a_run(frame: str | bytes) -> bool:
    """Tell whether what the server sent is the end of a script that ran to its end."""
    if isinstance(frame, str):
        return False
    message = ForwardMsg.FromString(frame)
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


def _note_host(watched: Watched, url: str) -> None:
    parts = urlsplit(url)
    local = re.fullmatch(r"127\.0\.0\.1", parts.hostname or "") is not None
    if parts.scheme in ("http", "https", "ws", "wss") and not local:
        watched.outside.append(url)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
