"""How long the server takes to rerun a page after a filter change, without any browser.

A client that speaks Streamlit's own protocol asks for a rerun and waits for the end of the script.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from serving import dashboard_and_bare_page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from timing import print_table
from websockets.asyncio.client import ClientConnection, connect

PAIRS = [
    (first, second) for first in range(2014, 2026) for second in (2016, 2019) if first != second
]


async def rerun(socket: ClientConnection, query: str, page: str) -> float:
    """Return seconds from the request to the end of the script."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    started = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(bytes(await socket.recv(decode=False)))
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - started


COVERAGE = ("map", "compared", "steps", "fairness", "plan", "profile", "boundaries")
"""The sections of the page of coverage."""


async def measure(port: int, page: str, view: str = "") -> tuple[list[float], list[float]]:
    """Return seconds for filters never asked before, and for the same ones again."""
    section = f"&view={view}" if view else ""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    origin = f"http://127.0.0.1:{port}"
    fresh, again = [], []
    async with connect(address, max_size=None, origin=origin, subprotocols=["streamlit"]) as socket:
        await rerun(socket, f"lang=vi{section}", page)
        for first, second in PAIRS:
            query = f"lang=vi&years={min(first, second)}%2C{max(first, second)}{section}"
            fresh.append(await rerun(socket, query, page))
            again.append(await rerun(socket, query, page))
    return fresh, again


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        dashboard_and_bare_page(Path(folder)) as (ours, bare),
    ):
        baseline, _ = asyncio.run(measure(bare, ""))
        overview = asyncio.run(measure(ours, ""))
        funding = asyncio.run(measure(ours, "funding"))
        coverage = {view: asyncio.run(measure(ours, "coverage", view)) for view in COVERAGE}
    print_table(
        f"Server: {len(PAIRS)} filter changes, request to end of script",
        [
            ("bare Streamlit page", baseline, None),
            ("overview, filter never asked before", overview[0], "bare Streamlit page"),
            ("overview, filter asked before", overview[1], "bare Streamlit page"),
            ("funding, filter never asked before", funding[0], "bare Streamlit page"),
            ("funding, filter asked before", funding[1], "bare Streamlit page"),
            *(
                (f"coverage, {view}, filter {asked} before", seconds, "bare Streamlit page")
                for view, both in coverage.items()
                for asked, seconds in zip(("never asked", "asked"), both, strict=True)
            ),
        ],
    )


if __name__ == "__main__":
    main()
