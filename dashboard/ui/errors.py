"""What a person sees when something fails: what to do and a number, never a traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from analysis.log import log, log_error, logging_on
from analysis.warehouse.errors import LeftOutError, QueryTooLargeError, WarehouseError
from dashboard.metrics import COUNTERS
from dashboard.ui.markdown import plain
from dashboard.ui.translation import Translator

logger = logging.getLogger("khuyencong.dashboard")


@contextmanager
def error_boundary(translate: Translator) -> Iterator[None]:
    """Show an error page in place of whatever the block was drawing when it failed.

    The workspace's own errors say their cause and remedy; what asks for records that are not in the
    snapshot says so where it would have been drawn. Anything else gets a reference number;
    the traceback goes to the server's log under the same number, or to the structured log without
    what the exception says, which may quote the data.
    """
    try:
        yield
    except LeftOutError as error:
        st.info(plain(error.text.in_language(translate.language)), icon=":material/inventory_2:")
    except WarehouseError as error:
        if logging_on():
            log("workspace", state="refused", error=type(error).__name__)
        else:
            logger.warning("a page cannot be drawn: %s", error)
        workspace_error(translate, error)
    except Exception as error:
        reference = secrets.token_hex(3).upper()
        COUNTERS.fault()
        if logging_on():
            log_error(reference, error)
        else:
            logger.exception("error %s", reference)
        unexpected_error(translate, reference)


def workspace_error(translate: Translator, error: WarehouseError) -> None:
    """Say why the workspace cannot be shown, in the words of the error itself."""
    _ = translate
    if isinstance(error, QueryTooLargeError):
        st.title(_("This question is too large"), anchor=False)
    else:
        st.title(_("The data cannot be opened"), anchor=False)
    st.error(plain(error.text.in_language(_.language)), icon=":material/error:")


def unexpected_error(translate: Translator, reference: str) -> None:
    """Say that something failed, what to try, and the number under which it was logged."""
    _ = translate
    st.title(_("Something went wrong"), anchor=False)
    st.error(
        _(
            "This page could not be drawn. Error number: {reference}. Clear the filters or open "
            "another page; if it fails again, send this number to whoever runs the dashboard.",
            reference=reference,
        ),
        icon=":material/error:",
    )
