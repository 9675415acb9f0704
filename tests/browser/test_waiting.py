"""Waiting: who waits is told in words, sees no empty place, and what is read does not jump."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analysis.settings import PROJECT_ROOT
from tests.browser.conftest import free_port, wait_for

pytestmark = pytest.mark.browser

# Notes, thirty times a second until told to stop, what a person could see of a run. At every frame
# the looking itself kept a processor busy.
_WATCH = """() => {
  const seen = (element) => element != null && element.checkVisibility({visibilityProperty: true});
  const app = document.querySelector('[data-testid="stApp"]');
  const main = document.querySelector('[data-testid="stMain"]');
  const notes = window.kcNotes = [];
  const started = performance.now();
  const look = () => {
    const figures = main.querySelectorAll(
      '[data-testid="stPlotlyChart"], [data-testid="stMetric"], .kc-table');
    const old = [...figures].filter((one) => one.closest('[data-stale="true"]') && seen(one));
    const words = [...document.querySelectorAll(
      '.kc-busy span, [data-testid="stSpinner"], [class*="st-key-kc-progress"]')].filter(seen);
    notes.push({
      at: performance.now() - started,
      running: app.dataset.testScriptState === 'running',
      words: words.map((one) => one.innerText).join(' '),
      skeleton: seen(main.querySelector('.kc-skeleton > div')),
      left: old.length,
      blocks: old.filter((one) => getComputedStyle(one, '::after').visibility === 'visible'
        && getComputedStyle(one, '::after').position === 'absolute').length,
      figures: [...figures].filter(seen).length,
      top: main.querySelector('h1')?.getBoundingClientRect().top ?? null,
      tall: main.scrollHeight,
    });
    window.kcWatch = setTimeout(look, 33);
  };
  look();
}"""


def _watched(page: Page) -> list[dict]:
    page.evaluate("clearTimeout(window.kcWatch)")
    notes = page.evaluate("window.kcNotes")
    return [note for note in notes if note["running"]]


class _SlowLine:
    """The line from the server to a page, which can be stopped where a run has just begun.

    How long a run takes depends on the machine and on what was asked before; what a reader sees of
    one that takes long does not.
    """

    def __init__(self, page: Page) -> None:
        self._held: list[str | bytes] = []
        self._holds = False
        self._awaited: bytes | None = None
        page.route_web_socket("**/_stcore/stream", self._join)

    def _join(self, route: WebSocketRoute) -> None:
        self._page_side = route
        route.connect_to_server().on_message(self._arrived)

    def _arrived(self, message: str | bytes) -> None:
        if self._holds and (self._held or _tells_what_is_drawn(message)):
            self._held.append(message)
        else:
            self._page_side.send(message)
            if self._awaited is not None and self._awaited in _bytes(message):
                self._awaited, self._holds = None, True

    def hold(self) -> None:
        """Let through that a run has begun, but not what it draws nor anything after it."""
        self._holds = True

    def hold_after(self, words: bytes) -> None:
        """Let through what a run draws up to the message with these words, and nothing after it."""
        self._awaited = words

    def release(self) -> None:
        """Pass on what was held, in order, and hold no more."""
        self._holds, self._awaited = False, None
        while self._held:
            self._page_side.send(self._held.pop(0))


def _bytes(message: str | bytes) -> bytes:
    return message if isinstance(message, bytes) else message.encode()


def _tells_what_is_drawn(message: str | bytes) -> bool:
    kind = ForwardMsg.FromString(message).WhichOneof("type") if isinstance(message, bytes) else ""
    return kind in ("delta", "script_finished")


@pytest.mark.parametrize(("language", "words"), [("vi", "Đang tính"), ("en", "Working")])
def test_a_section_not_yet_computed_shows_words_and_a_skeleton(
    open_watched, language, words
) -> None:
    window = open_watched()
    line = _SlowLine(window.page)
    page = window.open("jobs", lang=language, view="flows")
    page.evaluate(_WATCH)
    name = {"vi": "Còn giữ", "en": "Kept"}[language]
    # Not the style sheet, which names it, too, and comes first.
    line.hold_after(b'class="kc-skeleton"')
    page.locator('[data-testid="stMain"]').get_by_text(name, exact=True).click()
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="running"]')
    # The line stands still from here on, however long the way here took.
    page.wait_for_selector('[data-testid="stMain"] .kc-skeleton > div', state="attached")
    page.wait_for_timeout(1_500)
    stood = page.evaluate("window.kcNotes.at(-1).at")
    line.release()
    page.wait_for_url("**view=kept**")
    window.settle()
    notes = _watched(page)
    begun = notes[0]["at"]
    assert notes[-1]["at"] - begun > 1_000, "it was too quick to see anything"
    late = [note for note in notes if stood - 300 < note["at"] <= stood]
    assert late
    assert all(words in note["words"] for note in late)
    assert not any(note["words"] for note in notes if note["at"] - begun < 250)
    assert not any(note["left"] for note in late), "figures of the place that was left still stand"
    # Until the first figure is there, a skeleton is; and the place below is never empty.
    assert all(note["skeleton"] or note["figures"] for note in late)
    window.assert_clean()


@pytest.mark.parametrize(
    ("language", "year", "waits"),
    [("vi", "2019", "Chưa ước tính"), ("en", "2020", "Not estimated")],
)
def test_a_long_estimate_begins_at_its_button_and_says_how_far_it_is(
    open_watched, language, year, waits
) -> None:
    """Net jobs of a filter nobody has asked for wait; the keyboard starts them."""
    window = open_watched()
    page = window.open("jobs", lang=language, years=year, view="net")
    assert waits in page.locator("h1").inner_text()
    button = page.locator('[class*="st-key-estimate-net"] button')
    button.focus()
    page.evaluate(_WATCH)
    page.keyboard.press("Enter")
    button.wait_for(state="detached", timeout=120_000)
    window.settle()
    told = " ".join(note["words"] for note in _watched(page))
    assert {"vi": "Kết luận về", "en": "The claim on"}[language] in told
    assert waits not in page.locator("h1").inner_text()
    window.assert_clean()


def test_a_figure_out_of_date_becomes_a_block_and_nothing_jumps(open_watched) -> None:
    window = open_watched()
    line = _SlowLine(window.page)
    page = window.open("evidence", lang="vi")
    before = page.evaluate(_WATCH)
    line.hold()
    page.locator('[data-testid="stSidebar"]').get_by_text("2018", exact=True).click()
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="running"]')
    page.wait_for_timeout(1_000)
    line.release()
    page.wait_for_url("**years=2018**")
    window.settle()
    notes = _watched(page)
    assert before is None
    assert notes[-1]["at"] - notes[0]["at"] > 500, "it was too quick to see anything"
    begun = notes[0]["at"]
    first = [note for note in notes if note["figures"] == notes[0]["figures"]]
    assert any(note["blocks"] for note in first if note["at"] - begun > 600)
    assert not any(note["skeleton"] for note in notes), "a skeleton stands for another place only"
    tops = [note["top"] for note in notes if note["top"] is not None]
    assert max(tops) - min(tops) < 8, "the heading moved while the page was waited for"
    window.assert_clean()


# A page as small as can be, whose wait ends when the test says so.
_PAGE = """
import time
from pathlib import Path
import streamlit as st
from dashboard.ui.translation import translator
from dashboard.ui.waiting import draw_busy_sign, told_while

st.html(Path({style!r}))
draw_busy_sign(translator("vi"))
waits = st.session_state.get("waits", False)
with told_while("Đang ghép cặp"):
    while waits and not Path({end!r}).exists():
        time.sleep(0.05)
st.title("Tiêu đề")
st.button("Ghép cặp", key="waits")
"""


@pytest.fixture
def waiting_page(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Return the address of that page, and the file that ends its wait."""
    script, end, port = tmp_path / "page.py", tmp_path / "end", free_port()
    style = str(PROJECT_ROOT / "dashboard" / "static" / "house.css")
    script.write_text(_PAGE.format(style=style, end=str(end)), encoding="utf-8")
    told = ["--server.headless=true", "--browser.gatherUsageStats=false", f"--server.port={port}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *told],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT_ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}", end
    finally:
        end.touch()
        process.terminate()
        process.wait(timeout=20)


def test_the_heading_stays_while_the_browser_fetches_what_spinners_are_made_of(
    open_watched, waiting_page
) -> None:
    """A slow line: the words of the wait have come, the script that draws them has not."""
    address, end = waiting_page
    window, held = open_watched(address=address), []
    window.page.route("**/Spinner.*.js", lambda route: held.append(route))
    page = window.open()
    before = page.locator("h1").bounding_box()
    page.get_by_role("button", name="Ghép cặp").click()
    page.wait_for_selector('[data-testid="stSkeleton"]', state="attached")
    assert page.locator("h1").bounding_box() == before
    held[0].continue_()
    page.unroute("**/Spinner.*.js")
    page.get_by_text("Đang ghép cặp").wait_for()
    assert page.locator("h1").bounding_box() == before
    end.touch()
    page.get_by_text("Đang ghép cặp").wait_for(state="detached")
    window.settle()
    assert page.locator("h1").bounding_box() == before
    window.assert_clean()
