"""A reader of the dashboard without a browser: Streamlit's own protocol over its websocket."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


@dataclass(frozen=True, slots=True)
class Rerun:
    """What one rerun took, from the request to the end of the script, as its reader sees it.

    `received` counts bytes; `errors` are what the page said instead of what was asked for.
    """

    seconds: float
    received: int
    errors: tuple[str, ...]


@dataclass(slots=True)
class Reader:
    """One session: a connection that asks for pages by their address."""

    socket: ClientConnection

    async def rerun(self, query: str, page: str = "") -> Rerun:
        """Ask for a page under a query and wait for the end of its script."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        received, errors = 0, []
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            data = await self.socket.recv(decode=False)
            received += len(data)
            answer = ForwardMsg()
            answer.ParseFromString(bytes(data))
            errors.extend(_errors_in(answer))
            if answer.WhichOneof("type") == "script_finished":
                if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    errors.append(ForwardMsg.ScriptFinishedStatus.Name(answer.script_finished))
                return Rerun(time.perf_counter() - started, received, tuple(errors))


@asynccontextmanager
async def reader(port: int) -> AsyncIterator[Reader]:
    """Open a session with the server at a port of this computer."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    origin = f"http://127.0.0.1:{port}"
    async with connect(address, max_size=None, origin=origin, subprotocols=["streamlit"]) as socket:
        yield Reader(socket)


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
