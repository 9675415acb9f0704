"""Make or refresh .venv: the locked packages, this project, and the command khuyencong.

Needs nothing but a Python 3.11 or later. A second run with nothing changed ends at once: a stamp
in .venv names the declarations it was made from.

    python tools/setup_environment.py [EXTRA ...]      for example: test
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

from system_packages import install_system_package

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
WINDOWS = sys.platform == "win32"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def say(vietnamese: str, english: str) -> None:
    """Print one message in both languages."""
    print(f"{vietnamese}\n{english}", flush=True)


def declarations_key() -> str:
    """Return a fingerprint of everything that the content of .venv follows from."""
    digest = hashlib.sha256(f"{ROOT}\n{PYTHON_VERSION}\n".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def installed() -> tuple[str, frozenset[str]]:
    """Return the fingerprint and extras of the last finished installation, or empty ones."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp["key"], frozenset(stamp["extras"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", frozenset()


def works(*command: str | Path) -> bool:
    """Tell whether a command runs and succeeds."""
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def usable_venv() -> bool:
    """Tell whether .venv exists, runs this version of Python and has pip."""
    check = f"import sys, pip; sys.exit('%d.%d' % sys.version_info[:2] != '{PYTHON_VERSION}')"
    return works(VENV_PYTHON, "-c", check)


def create_venv() -> bool:
    """Create .venv anew; tell whether it ended with a pip in it.

    Debian keeps ensurepip in a package of its own. Without it, an already installed pip can fill
    the environment; else the package is installed when this user may.
    """
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if importlib.util.find_spec("ensurepip") is None:
        if works(*make, "--without-pip") and works(
            sys.executable, "-m", "pip", "--python", VENV_PYTHON, "install", "-qq", "pip"
        ):
            return usable_venv()
        install_system_package(f"python{PYTHON_VERSION}-venv")
    return works(*make) and usable_venv()


def pip_install(*arguments: str) -> bool:
    """Install into .venv under the lock; pip prints only errors.

    Python compiles what is used when it is first imported: compiling all of it here would double
    the time of an installation.
    """
    command = [str(VENV_PYTHON), "-m", "pip", "install", "-qq", "--no-compile"]
    return subprocess.run([*command, "-c", "constraints.txt", *arguments], cwd=ROOT).returncode == 0


def main(extras: list[str]) -> int:
    """Bring .venv up to date with the declarations and the wanted extras."""
    key = declarations_key()
    installed_key, installed_extras = installed()
    if installed_key == key and installed_extras >= set(extras) and VENV_PYTHON.exists():
        return 0
    started = time.monotonic()
    STAMP.unlink(missing_ok=True)
    say(
        f"Đang cài đặt vào .venv (Python {PYTHON_VERSION}); lần đầu mất khoảng một phút…",
        f"Installing into .venv (Python {PYTHON_VERSION}); about a minute the first time…",
    )
    if not usable_venv() and not create_venv():
        say(
            "\nKhông tạo được môi trường .venv: thiếu gói python3-venv. Hãy chạy:",
            "The environment .venv cannot be made: the package python3-venv is missing. Run:\n\n"
            f"    sudo apt-get install python{PYTHON_VERSION}-venv\n",
        )
        return 1
    # What .venv already held stays, so that `make dashboard` after `make test` removes nothing.
    wanted = sorted(installed_extras | set(extras))
    project = f".[{','.join(wanted)}]" if wanted else "."
    # The build runs on the locked setuptools too: installed first, and not in isolation.
    if not pip_install("setuptools") or not pip_install("--no-build-isolation", "-e", project):
        say(
            "\nKhông cài được các gói đã khóa phiên bản. Hãy kiểm tra kết nối mạng rồi chạy lại.",
            "The locked packages could not be installed. Check the network and run this again.",
        )
        return 1
    STAMP.write_text(json.dumps({"key": key, "extras": wanted}), encoding="utf-8")
    seconds = time.monotonic() - started
    say(f"Đã cài đặt xong trong {seconds:.0f} giây.", f"Installed in {seconds:.0f} seconds.")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
