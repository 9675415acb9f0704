"""Take the pictures of the user guides: one dashboard, one browser, both languages.

    python -m tools.guide_images                    start a dashboard, take every picture
    python -m tools.guide_images overview data      only these
    python -m tools.guide_images --address http://127.0.0.1:8501      of a dashboard that runs

A manifest beside the pictures tells of which page, section and version each is; the tests hold it
against the program, so that a page renamed or a new version asks for new pictures.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from analysis.doctor import find_chromium
from analysis.settings import PROJECT_ROOT
from dashboard.launch import command
from tools.guide_shots import CASE, HEIGHT, IMAGES, LANGUAGES, MANIFEST, SHOTS, WIDTH, Shot

WORKSPACE = PROJECT_ROOT / "test-output" / "guide-workspace"
CORRECTED = (
    *("establishment", "CS-00001", "name", "Cơ sở Gỗ ván ép Minh Tâm (mô phỏng)"),
    *("--why", "Sửa tên theo giấy đăng ký"),
)
START_SECONDS = 120
PATIENCE = 120_000
"""Milliseconds until a wait is given up."""
COLOURS = 160
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_PAINTED = """() => !document.querySelector('[data-stale="true"]')
    && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stSpinner"]')
    && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
        .every(chart => chart.querySelector('.main-svg'))
    && [...document.images].every(image => image.complete)"""


def take_all(
    address: str, browser: Browser, shots: Sequence[Shot], folder: Path
) -> dict[Path, list[str]]:
    """Take pictures in both languages of the dashboard at an address.

    Returns the files, and what page and section were called when each was taken.
    """
    taken: dict[Path, list[str]] = {}
    for language in LANGUAGES:
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        # As a browser that has been here before: the guide of a first visit stays away.
        context.add_init_script("try { localStorage.setItem('khuyencong-guide', 'seen') } catch {}")
        page = context.new_page()
        for shot in shots:
            path = shot.path(language, folder)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_smaller(_taken(page, f"{address}/{shot.address(language)}", shot)))
            taken[path] = _named(page, shot)
        context.close()
    return taken


def _taken(page: Page, address: str, shot: Shot) -> bytes:
    page.goto(address)
    _settle(page)
    if shot.click:
        page.locator(shot.click).first.click()
        # The click starts a run of the script; what it opens is there when the run has ended.
        page.wait_for_timeout(300)
        _settle(page)
    if shot.look_at:
        page.locator(shot.look_at).first.evaluate(
            "one => { one.style.scrollMarginTop = '110px';"
            " one.scrollIntoView({block: 'start', behavior: 'instant'}); }"
        )
    return page.screenshot(animations="disabled", caret="hide")


def _named(page: Page, shot: Shot) -> list[str]:
    """Return what the page, and the section that is chosen, are called on the screen."""
    chosen = page.locator('[data-testid="stMain"] [role="radio"][aria-checked="true"]').first
    return [
        page.inner_text(".kc-eyebrow").strip(),
        *([chosen.inner_text().strip()] if shot.section else []),
    ]


def _settle(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector("h1")
    page.wait_for_function(_PAINTED)
    page.evaluate("() => document.fonts.ready.then(() => true)")


def _smaller(png: bytes) -> bytes:
    """Return a screenshot with a palette of its own: a third of the size, read as well."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        reduced = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        reduced.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def written(taken: Mapping[Path, Sequence[str]]) -> list[dict[str, Any]]:
    """Return the manifest of all pictures: those just taken, and what it told of the others."""
    before = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else []
    told = {one["file"]: one for one in before}
    for language in LANGUAGES:
        for shot in SHOTS:
            path = shot.path(language)
            if path in taken:
                told[f"{language}/{path.name}"] = {
                    "file": f"{language}/{path.name}",
                    "language": language,
                    "page": shot.page,
                    "section": shot.section,
                    "named": list(taken[path]),
                    "version": version("khuyencong-impact"),
                    "sha256": sha256(path.read_bytes()).hexdigest(),
                }
    kept = {f"{language}/{shot.name}.png" for language in LANGUAGES for shot in SHOTS}
    return [told[file] for file in sorted(kept & told.keys())]


@contextmanager
def _prepared() -> Iterator[Path]:
    """Give a copy of a workspace with the built-in data, in which one value was corrected.

    So its history has something to tell, and what is kept for the next time stays as it was loaded.
    """
    _run(WORKSPACE, "prepare")
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(WORKSPACE, Path(folder) / "workspace"))
        _run(copy, "correct", *CORRECTED, "--case", CASE)
        yield copy


def _run(workspace: Path, *words: str) -> None:
    line = [sys.executable, "-m", "analysis.cli", "--workspace", str(workspace), *words]
    # History tells who loaded data: not the name of whoever takes the pictures.
    subprocess.run(line, check=True, env={**os.environ, "LOGNAME": "khuyencong"})


@contextmanager
def _served(workspace: Path) -> Iterator[str]:
    """Serve a workspace on a free port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    arguments, environment = command(port, workspace)
    process = subprocess.Popen(arguments, env={**environment, "CI": "1"})
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(health: str, process: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and (process is None or process.poll() is None):
        try:
            with urllib.request.urlopen(health, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the dashboard did not start")


@contextmanager
def _there(address: str) -> Iterator[str]:
    _wait(f"{address.rstrip('/')}/_stcore/health")
    yield address.rstrip("/")


def main() -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", help="pictures to take; all of them without")
    parser.add_argument("--address", help="take them of a dashboard that runs")
    given = parser.parse_args()
    unknown = set(given.names) - {shot.name for shot in SHOTS}
    if unknown:
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    shots = [shot for shot in SHOTS if not given.names or shot.name in given.names]
    chromium = os.environ.get("CHROMIUM_PATH") or find_chromium()
    if not chromium:
        parser.error("no Chromium or Chrome: see CHROMIUM_PATH in docs/operations.md")
    with ExitStack() as stack:
        if given.address:
            address = stack.enter_context(_there(given.address))
        else:
            address = stack.enter_context(_served(stack.enter_context(_prepared())))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=str(chromium), args=list(_ARGUMENTS))
        taken = take_all(address, browser, shots, IMAGES)
        browser.close()
    kept = {shot.path(language) for language in LANGUAGES for shot in SHOTS}
    for stale in set(IMAGES.glob("*/*.png")) - kept:
        stale.unlink()
    told = json.dumps(written(taken), indent=1, ensure_ascii=False)
    MANIFEST.write_text(told + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in IMAGES.glob("*/*.png"))
    print(f"{len(taken)} pictures taken, {size / 1e6:.1f} MB in all: {IMAGES}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
