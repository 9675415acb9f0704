"""The command `khuyencong`: load cases, ask measures, serve the dashboard, look after a workspace.

Exit codes: 0 all is well, 1 problems in the data or the workspace, 2 wrong use. What goes wrong is
said on the error stream, in the reader's language, with the remedy.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def _end(signal_number: int, frame: FrameType | None) -> None:
    # As the system ends any other process: at once. What is published survives that at any moment.
    os._exit(128 + signal_number)


def main() -> int:
    """Run the command khuyencong and return its exit code; the installed script calls this."""
    if os.getpid() == 1:
        # The first process of a container is not ended by a signal it has no answer to; it would
        # be killed later, long after it was told to stop.
        signal.signal(signal.SIGTERM, _end)
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may speak a code page without Vietnamese letters.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Before numpy is loaded, which reads it once: matrices are small, and two threads that wait for
    # each other took a dossier from 9 to 30 seconds of processor time on two busy cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        # Not at the top: an incomplete installation ends in words, too.
        from analysis.commands.running import run
    except ModuleNotFoundError as error:
        print(
            f"Thiếu gói phần mềm {error.name}. Chạy «make install»\n"
            f"The package {error.name} is missing. Run «make install»",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu\nStopped as asked", file=sys.stderr)
        return 1
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
