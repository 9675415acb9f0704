"""Tell whether slides can be drawn as pictures; with --install, get what draws them when it is not.

One test looks at every slide as LibreOffice draws it. Exit code 1 and clear words where it cannot.
"""

from __future__ import annotations

import argparse
import shutil
import sys

from system_packages import install_system_package

PACKAGES = {"soffice": "libreoffice-impress-nogui", "pdftoppm": "poppler-utils"}
"""The programs the test runs, and the Debian package each is in."""


def _missing() -> list[str]:
    return [package for program, package in PACKAGES.items() if shutil.which(program) is None]


def main() -> int:
    """Find, or install and find, LibreOffice and what makes pictures of pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--install", action="store_true", help="install what is missing")
    install = parser.parse_args().install
    missing = _missing()
    if missing and install and install_system_package(*missing):
        missing = _missing()
    if missing:
        print(
            f"Không vẽ được trang chiếu: thiếu {', '.join(missing)}.\n"
            f"Slides cannot be drawn: {', '.join(missing)} missing.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
