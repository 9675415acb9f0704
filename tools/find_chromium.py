"""Print the Chromium that the browser tests use; with --install, get one when there is none.

Exit code 1 and clear words when none was found and none could be installed.
"""

from __future__ import annotations

import argparse
import sys

from system_packages import install_system_package

from analysis.doctor import CHROMIUM_REMEDY, find_chromium


def main() -> int:
    """Find, or install and find, a working Chromium or Chrome."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--install", action="store_true", help="install it when missing")
    install = parser.parse_args().install
    found = find_chromium()
    if found is None and install and install_system_package("chromium"):
        # On Ubuntu this package is only a pointer to a snap, so having it proves nothing yet.
        found = find_chromium()
    if found is None:
        print(f"{CHROMIUM_REMEDY.vi}\n{CHROMIUM_REMEDY.en}", file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
