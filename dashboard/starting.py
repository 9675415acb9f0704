"""The start of the server: refused where it would serve other computers without signing in.

The command says so before it starts anything; this is for whoever starts Streamlit without it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pandas as pd
from streamlit import get_option

from analysis.language import Text
from analysis.settings import AUDIENCE_VARIABLE, PUBLIC
from dashboard.guard import NOT_FOR_PUBLIC, NOT_PROTECTED, is_loopback, must_sign_in
from dashboard.kept_answers import keep_answers
from dashboard.own_files import watch_files
from dashboard.warming import warmed


class RefusedToStartError(RuntimeError):
    """The server may not serve the address it was told to."""


@asynccontextmanager
async def started(app: object) -> AsyncIterator[None]:
    """Refuse, or warm up; for the lifespan of an ASGI application."""
    if os.environ.get(AUDIENCE_VARIABLE, "").strip().lower() == PUBLIC:
        # What is for everybody is frozen first, and has a server of its own.
        raise _refused(NOT_FOR_PUBLIC)
    address = str(get_option("server.address") or "0.0.0.0")
    if not is_loopback(address) and not must_sign_in():
        raise _refused(Text(f"{address}: {NOT_PROTECTED.vi}", f"{address}: {NOT_PROTECTED.en}"))
    watch_files()
    keep_answers()
    keep_texts_small()
    async with warmed(app):
        yield


def keep_texts_small() -> None:
    """Let frames hold their texts as Python's own, as DuckDB hands them over.

    A page's frames have some ten to a thousand rows: taking them into Arrow and out again costs
    more than Arrow saves. Answers are the same; a measure takes a fifth less of the processor.
    """
    pd.options.mode.string_storage = "python"


def _refused(why: Text) -> RefusedToStartError:
    print(f"{why.vi}\n{why.en}", file=sys.stderr)
    return RefusedToStartError(why.en)
