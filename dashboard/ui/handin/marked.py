"""The officer's own files handed back with the faulty cells marked."""

from __future__ import annotations

import logging
import mimetypes
import tempfile
from pathlib import Path

import streamlit as st

from analysis.importing.desk import HandIn
from analysis.importing.marking import mark
from analysis.importing.process import ImportFailedError
from analysis.language import Text
from dashboard.ui.handin.intake import Intake, Marked
from dashboard.ui.handin.work import progress_bar
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

logger = logging.getLogger("khuyencong.dashboard")

_NOT_WRITTEN = Text(
    "Không ghi được tệp đánh dấu; danh sách vấn đề vẫn đầy đủ ở trên",
    "The marked files could not be written; the list above is still complete",
)


def draw_marked(intake: Intake, hand_in: HandIn, view: View) -> None:
    """Draw the button that marks the files, and their downloads once they are marked."""
    _ = view.translate
    if not hand_in.request.files:
        return
    if intake.mark_asked:
        _mark(intake, hand_in, view)
    marked = intake.marked
    if marked is None or (marked.at, marked.language) != (hand_in.request.at, _.language):

        def ask() -> None:
            intake.mark_asked, intake.mark_failed = True, None

        st.button(
            _("Mark the cells in my files"),
            key="mark",
            icon=":material/ink_highlighter:",
            on_click=ask,
        )
        if intake.mark_failed is not None:
            st.error(plain(intake.mark_failed.in_language(_.language)), icon=":material/error:")
        return
    with st.container(horizontal=True):
        for number, (name, content) in enumerate(marked.files):
            st.download_button(
                _("Download {name}", name=plain(name)),
                data=content,
                file_name=name,
                mime=mimetypes.guess_type(name)[0] or "application/octet-stream",
                key=f"marked-{number}",
                on_click="ignore",
                icon=":material/download:",
            )


def _mark(intake: Intake, hand_in: HandIn, view: View) -> None:
    """Mark the files, saying how far it is; what was asked stays asked until it is done."""
    tell, bar = progress_bar(view.translate)
    try:
        with tempfile.TemporaryDirectory() as folder:
            paths = mark(hand_in, Path(folder), view.language, tell)
            files = tuple((path.name, path.read_bytes()) for path in paths)
    except ImportFailedError as error:
        logger.error("marking failed: %s", error.details)
        intake.mark_failed = error.text
    except OSError:
        logger.exception("marking failed")
        intake.mark_failed = _NOT_WRITTEN
    else:
        intake.marked = Marked(hand_in.request.at, view.language, files)
    intake.mark_asked = False
    bar.empty()
