"""The first visits of a server, made by itself, so that no reader waits.

The first page is visited before the server listens, all others beside its work. Pages import
pandas, scipy and the rest when they are first asked for, and estimate the claim of a snapshot once
in a process. A visit of the server's own takes the same way as a reader's, in a thread of its own
as every reader's: what is kept for one is kept for all. Whoever comes meanwhile waits for what is
being made instead of making it a second time.

Last are the estimates that other selections wait for a button with: whoever opens these sections
unfiltered finds them there, of what is loaded now and of what is published later.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import walk_packages
from threading import Event

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.session_manager import SessionClient

from analysis.settings import WARM_VARIABLE
from analysis.warehouse.limits import NO_LIMIT
from dashboard.guard import WARMER, WARMER_CODE

VISITS = ("", "coverage", "products", "portfolio")
"""Pages whose first visit takes longest, by path; the first page has none."""

_LONGEST = 60.0
_PAUSE = 2.0
"""Seconds before each further visit, for readers to come between."""

_FIRST_READER = 6.0
"""Seconds in which the server leaves both cores to the browser that opens the first page at once.

That takes three seconds, four on a slow computer.
"""

_LOOK = 10.0
"""Seconds between two looks for a new snapshot, each of which reads one small file."""

_OBJECTS = 10_000

logger = logging.getLogger("khuyencong.dashboard")


class _Nobody(SessionClient):
    """Somebody who looks at nothing, and only waits for the page to end."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take notice of the end of a script."""
        if msg.WhichOneof("type") == "script_finished":
            self.ended.set()


@asynccontextmanager
async def warmed(_app: object) -> AsyncIterator[None]:
    """Warm a server up, if it is to be; for the lifespan of an ASGI application.

    It begins to listen with its first page made: who opens that at once would wait as long, but
    before an empty page. Any other server imports beside its first readers what pages need, and
    keeps that out of the search for garbage Streamlit makes after every run: 0.1 s each.
    """
    if os.environ.get(WARM_VARIABLE) == "1":
        await warm(VISITS[:1], everything=False)
        task = asyncio.create_task(warm_and_watch())
    else:
        task = asyncio.create_task(warm(()))
    try:
        yield
    finally:
        task.cancel()


async def warm(pages: Sequence[str], everything: bool = True) -> None:
    """Import what the pages need and visit some of them; what fails is logged, and no more.

    With `everything` all other pages' modules are imported last, each visit waits a little for
    readers, and what is there is kept out of later searches for garbage. Must be called on the
    thread of the runtime's event loop.
    """
    try:
        await asyncio.to_thread(import_module, "dashboard.ui.frame")
        runtime = get_instance()
        for page in pages:
            if everything:
                await asyncio.sleep(_PAUSE)
            await visit(runtime, page)
        if everything:
            await asyncio.to_thread(import_everything)
            await asyncio.to_thread(settle)
    except Exception:
        logger.exception("the server could not warm itself up")


async def warm_and_watch() -> None:
    """Warm up, then estimate what a data set shows first, of every one published from then on."""
    await asyncio.sleep(_FIRST_READER)
    await warm(VISITS[1:])
    estimated: dict[str, int] = {}
    ended = Event()
    try:
        while True:
            try:
                await asyncio.to_thread(estimate_shown, estimated, ended)
            except Exception:
                logger.exception("the server could not estimate ahead")
            await asyncio.sleep(_LOOK)
    finally:
        # A server that is told to stop waits for its threads.
        ended.set()


def estimate_shown(estimated: dict[str, int], ended: Event) -> None:
    """Estimate ahead for every data set whose snapshot is not yet in `estimated`, and note it.

    It stops after the estimate under way once `ended` is set. What cannot be opened is left to the
    page that says so.
    """
    data = import_module("dashboard.ui.data")
    ahead = import_module("dashboard.ui.ahead")
    numbers: dict[str, int] = data.cases_here()
    for case, number in numbers.items():
        if estimated.get(case) == number:
            continue
        estimated[case] = number
        for _made in ahead.estimates_ahead(data.snapshot_of(case, numbers, NO_LIMIT)):
            if ended.is_set():
                return


async def visit(runtime: Runtime, page: str) -> None:
    """Run a page as for a reader who looks at nothing. Raises TimeoutError when it never ends."""
    client = _Nobody()
    session = runtime.connect_session(client=client, user_info={WARMER: WARMER_CODE})
    try:
        message = BackMsg()
        message.rerun_script.page_name = page
        runtime.handle_backmsg(session, message)
        await asyncio.wait_for(client.ended.wait(), _LONGEST)
    finally:
        runtime.close_session(session)


def import_everything() -> None:
    """Import all that any page imports."""
    package = import_module("dashboard.ui")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)


def settle() -> None:
    """Leave all that is there now, mostly libraries, out of every later search for garbage.

    A rerun makes some hundred thousand objects, nearly all of which go without a search; it is
    looked through every ten thousand instead of every seven hundred.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)
