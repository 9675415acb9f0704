"""Starting the dashboard: a free port on this computer, one child process, a clean stop."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import FrameType

from analysis.language import Text
from analysis.settings import PROJECT_ROOT

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8501
PORTS_TRIED = 50
START_SECONDS = 90
STOP_SECONDS = 10

# Besides Ctrl-C: told to end, and the terminal closed (which Windows does not signal).
_ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]

Launch = Callable[[int], tuple[list[str], dict[str, str]]]
"""Gives the argument list and the environment of a Streamlit process for a port."""


class ServingError(Exception):
    """The dashboard cannot be started; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def is_loopback(host: str) -> bool:
    """Tell whether a host name means this computer only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def port_is_free(host: str, port: int) -> bool:
    """Tell whether a port can be listened on now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            # As the server does: a port whose last connections are still closing counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def free_port(host: str, wanted: int) -> int:
    """Return the wanted port, or the next free one. Raises ServingError when all are taken."""
    last = min(wanted + PORTS_TRIED, 65535)
    for port in range(wanted, last + 1):
        if port_is_free(host, port):
            return port
    raise ServingError(
        Text(
            f"Các cổng {wanted}–{last} đều đang được dùng. Chọn cổng khác bằng --port",
            f"Ports {wanted} to {last} are all in use. Choose another with --port",
        )
    )


def address(host: str, port: int) -> str:
    """Return the address to open in a browser."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def desktop_likely(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a browser window would appear before the person who started the program."""
    if environment.get("CI") or environment.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def serve(
    launch: Launch,
    host: str,
    wanted_port: int,
    open_browser: bool,
    say: Callable[[Text], None],
) -> int:
    """Serve the dashboard until it is stopped; return its exit code.

    A busy port is passed over for the next free one. Raises ServingError when it cannot start.
    """
    host = DEFAULT_HOST if host == "localhost" else host
    port = free_port(host, wanted_port)
    while True:
        if port != wanted_port:
            say(
                Text(
                    f"Cổng {wanted_port} đang được dùng; dùng cổng {port}.",
                    f"Port {wanted_port} is in use; using {port}.",
                )
            )
        with _server(launch, host, port) as child:
            if _answers(child, address(host, port)):
                announce = partial(_announce, address(host, port), open_browser, say)
                return _until_stopped(child, announce)
        # Another program may have taken the port between the look and the start.
        if port_is_free(host, port):
            raise ServingError(
                Text(
                    "Bảng điều khiển không khởi động được; nguyên nhân ở các dòng trên. Chạy "
                    "«khuyencong doctor» để kiểm tra",
                    "The dashboard did not start; the lines above say why. Run "
                    "«khuyencong doctor» to check",
                )
            )
        port = free_port(host, port + 1)


def _announce(url: str, open_browser: bool, say: Callable[[Text], None]) -> None:
    say(
        Text(
            f"Bảng điều khiển đang chạy tại {url} (nhấn Ctrl-C để dừng)",
            f"The dashboard is served at {url} (press Ctrl-C to stop)",
        )
    )
    if open_browser:
        webbrowser.open(url)


@contextmanager
def _server(launch: Launch, host: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run Streamlit in a child process that never outlives this block."""
    command, environment = launch(port)
    command += ["--server.address", host, "--server.headless", "true"]
    before = {number: signal.signal(number, _stop) for number in _ENDINGS}
    # Only what goes wrong is shown: the address is announced in the reader's language instead.
    # A group of its own keeps Ctrl-C from the child, which is then stopped in order.
    child = subprocess.Popen(
        command,
        cwd=PROJECT_ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    try:
        yield child
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if child.poll() is None:
            child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _stop(signal_number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _until_stopped(child: subprocess.Popen[bytes], announce: Callable[[], None]) -> int:
    """Announce the server and wait until it ends; being told to stop is a good end."""
    # Whoever reads the announcement may stop the server before this line is left.
    try:
        announce()
        return child.wait()
    except KeyboardInterrupt:
        return 0


def _answers(child: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until the server answers; tell whether it did before it ended or time ran out."""
    deadline = time.monotonic() + START_SECONDS
    # An environment's proxy is not for this computer's own address.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and child.poll() is None:
        try:
            with opener.open(f"{url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200 and child.poll() is None:
                    return True
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    return False
