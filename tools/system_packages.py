"""Install a Debian or Ubuntu package when this user may, and say how when not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def _privileged() -> list[str] | None:
    """Return the words that go before a privileged command, or None when there is no way."""
    if sys.platform == "win32" or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def install_system_package(*names: str) -> bool:
    """Install packages with apt-get without asking; tell whether that worked.

    Nothing is tried for a user who is neither root nor may use sudo without a password.
    """
    before = _privileged()
    if before is None:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*before, "apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    print(f"→ {' '.join(install)}", flush=True)
    if _runs(install, quiet):
        return True
    # The lists of packages may be missing (a fresh container) or old.
    return _runs([*before, "apt-get", "update", "-q"], quiet) and _runs(install, quiet)


def _runs(command: list[str], environment: dict[str, str]) -> bool:
    finished = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if finished.returncode != 0:
        print("\n".join(finished.stderr.strip().splitlines()[-3:]), file=sys.stderr)
    return finished.returncode == 0
