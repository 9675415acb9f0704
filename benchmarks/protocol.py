"""A reader of the dashboard without a browser: Streamlit's own protocol over its websocket."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_SOLVES = re.compile(r"-(estimate-[\w-]+|plan-make)$")
"""Ends of the identities of buttons that start a solve."""


@dataclass(frozen=True, slots=True)
class Rerun:
    """What one rerun took, from the request to the end of the script, as its reader sees it.

    `received` counts bytes; `errors` are what the page said instead of what was asked for; `solves`
    are the identities of its buttons that start a solve.
    """

    seconds: float
    received: int
    errors: tuple[str, ...]
    solves: tuple[str, ...] = ()


@dataclass(slots=True)
class Reader:
    """One session: a connection that asks for pages by their address."""

    socket: ClientConnection

    async def rerun(self, query: str, page: str = "", pressed: str | None = None) -> Rerun:
        """Ask for a page under a query, a button pressed or none, and wait for its script's end."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        if pressed is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
        received, errors, solves = 0, [], []
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            data = await self.socket.recv(decode=False)
            received += len(data)
            answer = ForwardMsg()
            answer.ParseFromString(bytes(data))
            errors.extend(_errors_in(answer))
            solves.extend(_solves_in(answer))
            if answer.WhichOneof("type") == "script_finished":
                if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    errors.append(ForwardMsg.ScriptFinishedStatus.Name(answer.script_finished))
                seconds = time.perf_counter() - started
                return Rerun(seconds, received, tuple(errors), tuple(solves))


@asynccontextmanager
async def reader(port: int) -> AsyncIterator[Reader]:
    """Open a session with the server at a port of this computer."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    origin = f"http://127.0.0.1:{port}"
    async with connect(address, max_size=None, origin=origin, subprotocols=["streamlit"]) as socket:
        yield Reader(socket)


def _solves_in(answer: ForwardMsg) -> list[str]:
    """Return the button of a message that starts a solve, by the key its page gave it."""
    if answer.WhichOneof("type") != "delta":
        return []
    element = answer.delta.new_element
    if element.WhichOneof("type") != "button":
        return []
    return [element.button.id] if _SOLVES.search(element.button.id) else []


def _errors_in(answer: ForwardMsg) -> list[str]:
    """Return what a message shows of something that went wrong."""
    if answer.WhichOneof("type") != "delta":
        return []
    element = answer.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        return [element.exception.message]
    if kind == "alert" and element.alert.format == Alert.ERROR:
        return [element.alert.body]
    return []
