"""Waiting: whoever waits longer than half a second is told so, and sees no hole and no jump.

A run that only changes figures keeps the page, and the style turns what is out of date into blocks
of its own size. For another page, section or data set what the reader has left goes at once, but
for the heading and the control that was used, and a skeleton stands below what has arrived until
the run ends. All of it is style on marks set here: a run that is quick shows nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.ui.address import VIEW
from dashboard.ui.translation import Translator

_PATIENCE = 0.5
"""Seconds after which a reader is told that something takes long."""

_SHOWN = "_place_shown"
_SPOT: ContextVar[DeltaGenerator | None] = ContextVar("_SPOT", default=None)

_BUSY = '<div class="kc-busy" role="status"><span>{words}</span></div>'
_PLACE = '<div class="kc-place{turning}" aria-hidden="true"></div>'
_SKELETON = (
    '<div class="kc-skeleton" aria-hidden="true"><div class="kc-line"></div>'
    '<div class="kc-block"></div><div class="kc-block"></div></div>'
)


def draw_busy_sign(translate: Translator) -> None:
    """Put the words that are seen while a run lasts longer than half a second on the page.

    Beside them is the spot for more exact ones, see `told_while`.
    """
    st.html(_BUSY.format(words=translate("Working on it…")))
    _SPOT.set(st.container(key="kc-waits"))


def page_body(path: str, case: str) -> DeltaGenerator:
    """Return the container for the body of a page, with a skeleton below it if the place is new.

    `path` and `case` name the page and the data set; the section is that of the address. Before
    the body stands a mark that says whether the place is new, for the style of what is in it.
    """
    place = (path, case, st.query_params.get(VIEW))
    new = st.session_state.get(_SHOWN) != place
    st.html(_PLACE.format(turning=" kc-turning" if new else ""))
    body = st.container(key="kc-body")
    if new:
        st.html(_SKELETON)
    else:
        st.empty()
    st.session_state[_SHOWN] = place
    return body


@contextmanager
def told_while(words: str) -> Iterator[None]:
    """Say what takes long while what is inside lasts, in the place of the busy sign.

    A spinner has a spot of its own at the head of the page, out of the flow of what is read: where
    a page draws it, the browser holds a line free until it has fetched what spinners are made of,
    and the heading below jumps.
    """
    spot = _SPOT.get()
    with nullcontext() if spot is None else spot, st.spinner(words):
        yield


@contextmanager
def counted_progress(steps: int, key: str) -> Iterator[Callable[[str], None]]:
    """Give what is called before each of a number of steps, with words for the step.

    A bar stands in the place of the busy sign from the moment that half a second has passed, so
    that steps remembered from before show none. `key` tells it from others of the same run.
    """
    started, done = time.monotonic(), 0
    place = st.empty()
    bar: DeltaGenerator | None = None

    def tell(words: str) -> None:
        nonlocal done, bar
        if bar is not None:
            bar.progress(done / steps, text=words)
        elif not done or time.monotonic() - started > _PATIENCE:
            with place.container(key=f"kc-progress-{key}"):
                bar = st.progress(done / steps, text=words)
        done += 1

    try:
        yield tell
    finally:
        place.empty()
