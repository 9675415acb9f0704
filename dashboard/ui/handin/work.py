"""What one person has in hand on the Data page: a hand-in from its check to its publishing.

It lives in the session and is changed in place, so that neither a rerun, a double click nor
another language loses it or publishes it twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.importing.desk import HandIn, Tell, give_up, publish
from analysis.importing.process import ImportFailedError
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import WarehouseError
from analysis.warehouse.manifest import Manifest
from dashboard.ui.access import current_reader
from dashboard.ui.address import write_address
from dashboard.ui.data import default_language, workspace
from dashboard.ui.markdown import plain
from dashboard.ui.translation import Translator

logger = logging.getLogger("khuyencong.dashboard")

_STARTING = Text("Bắt đầu đọc", "Starting to read")
_BUSY = Text(
    "Không đọc hoặc ghi được thư mục làm việc. Thử lại, nếu vẫn vậy hãy báo người quản trị",
    "The workspace cannot be read or written. Try again, and if it happens again tell whoever "
    "runs the program",
)


@dataclass(slots=True)
class Work:
    """A hand-in on its way. `asked` is the check still to be run, `done` what was published."""

    hand_in: HandIn | None = None
    asked: Callable[[Tell], HandIn] | None = None
    failed: Text | None = None
    done: Manifest | None = None
    left_out: int = 0
    address_due: bool = False

    def ask(self, check: Callable[[Tell], HandIn]) -> None:
        """Let a check run when the page is drawn next."""
        self.asked, self.failed = check, None

    def drop(self) -> None:
        """Decide for nothing: forget the hand-in and throw its files away."""
        hand_in, self.hand_in = self.hand_in, None
        self.asked = self.failed = self.done = None
        if hand_in is not None:
            give_up(hand_in)


def work_of(name: str) -> Work:
    """Return what this session has in hand under a name; nothing yet at first."""
    key = f"handin-work-{name}"
    if key not in st.session_state:
        st.session_state[key] = Work()
    found: Work = st.session_state[key]
    return found


def run_asked(work: Work, translate: Translator) -> None:
    """Run the check that was asked for, saying how far it is, and draw the page anew after it.

    A rerun in the middle of it ends the check; what was asked stays asked and starts again.
    """
    if work.asked is None:
        return
    # What stands below is of the run before; the style hides it as long as this is here.
    with st.container(key="kc-checking"):
        tell, _bar = progress_bar(translate)
    try:
        hand_in = work.asked(tell)
    except WarehouseError as error:
        work.failed = error.text
    except ImportFailedError as error:
        logger.error("import failed: %s", error.details)
        work.failed = error.text
    except OSError:
        logger.exception("import failed")
        work.failed = _BUSY
    else:
        before, work.hand_in = work.hand_in, hand_in
        if before is not None and before.folder != hand_in.folder:
            give_up(before)
        work.done = None
    work.asked = None
    st.rerun()


def progress_bar(translate: Translator) -> tuple[Tell, DeltaGenerator]:
    """Draw a progress bar; return what moves it, in words, and the bar itself."""
    bar = st.progress(0.0, text=plain(_STARTING.in_language(translate.language)))

    def tell(text: Text, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), text=plain(text.in_language(translate.language)))

    return tell, bar


def publish_work(work: Work, only_good: bool) -> None:
    """Publish what is in hand, once: whoever comes second finds nothing in hand any more."""
    hand_in, work.hand_in = work.hand_in, None
    if hand_in is None:
        return
    try:
        limit = current_reader().limit
        manifest = publish(workspace(), hand_in, only_good=only_good, limit=limit)
    except WarehouseError as error:
        work.hand_in, work.failed = hand_in, error.text
        return
    except OSError:
        logger.exception("publishing failed")
        work.hand_in, work.failed = hand_in, _BUSY
        return
    work.failed = None
    work.left_out = manifest.changes.get("left_out", 0)
    work.done, work.address_due = manifest, True
    show_case(manifest.case)
    work.address_due = False


def show_case(case: str | None) -> None:
    """Let the address show a data set, without the filters of the one before."""
    parameters = {"lang": default_language(), **st.query_params.to_dict()}
    scope, _problems = Scope.from_query(parameters)
    write_address(case, scope.without_filters())


def follow_address(work: Work) -> None:
    """Bring the address after a publishing whose run was ended by another click."""
    if work.address_due and work.done is not None:
        work.address_due = False
        show_case(work.done.case)
        st.rerun()


def draw_failure(work: Work, translate: Translator) -> None:
    """Say why the last step did not come off, in the words of what refused it."""
    if work.failed is not None:
        st.error(plain(work.failed.in_language(translate.language)), icon=":material/error:")
