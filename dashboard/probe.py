"""Asks the server of this computer whether it lives: `python -m dashboard.probe`, for containers.

The exit code is 0 when it does. Nothing is loaded that is not needed, for it is asked often.
"""

from __future__ import annotations

import os
import sys
import urllib.request

SECONDS = 4


def main() -> int:
    """Ask the health address at the configured port and return the exit code."""
    port = os.environ.get("KHUYENCONG_PORT", "").strip() or "8501"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{int(port)}/healthz", timeout=SECONDS) as answer:
            return int(answer.status != 200)
    except (OSError, ValueError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
