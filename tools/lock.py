"""Write constraints.txt: one exact version for every direct and indirect dependency.

pip resolves for the interpreter it runs in. A package that only another supported system or
Python needs (colorama on Windows, say) is found by reading the chosen packages' own requirements
for each supported environment, and resolved too. The file holds names and versions, nothing of
the machine or the package registry it was made with. Versions that `[tool.khuyencong.lock]` of
pyproject.toml holds are kept even by --upgrade.

    python tools/lock.py             keep the locked versions that still fit, add what is new
    python tools/lock.py --upgrade   take the newest versions that pyproject.toml allows
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "constraints.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
)
ENVIRONMENTS = tuple(
    {**system, "python_version": version, "python_full_version": f"{version}.0"}
    for version in PYTHONS
    for system in SYSTEMS
)
HEADING = """\
# The lock: one exact version for every direct and indirect dependency of pyproject.toml,
# all extras and the build included, for Linux, Windows and macOS. Written by `make lock`.
"""


def declared_requirements(project: dict[str, Any]) -> list[str]:
    """Return every requirement of a parsed pyproject.toml: runtime, extras, build and holds."""
    extras = project["project"].get("optional-dependencies", {})
    return [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(requirement for group in extras.values() for requirement in group),
        *project["tool"]["khuyencong"]["lock"]["hold"],
    ]


def resolve(requirements: Iterable[str], kept: Path | None) -> list[dict[str, Any]]:
    """Return the metadata of the packages that pip would install into an empty environment."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "-qq", "--dry-run"]
        command += ["--ignore-installed", "--report", str(report)]
        command += ["--constraint", str(kept)] if kept else []
        subprocess.run([*command, *requirements], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return [item["metadata"] for item in found]


def missing_elsewhere(packages: list[dict[str, Any]]) -> list[str]:
    """Return requirements of any supported environment that no resolved package answers."""
    names = {canonicalize_name(package["name"]) for package in packages}
    requirements = (
        Requirement(text) for package in packages for text in package.get("requires_dist", [])
    )
    return sorted(
        {
            f"{wanted.name}{wanted.specifier}"
            for wanted in requirements
            if canonicalize_name(wanted.name) not in names
            and wanted.marker is not None
            and any(
                wanted.marker.evaluate({**environment, "extra": ""}) for environment in ENVIRONMENTS
            )
        }
    )


def unsupported(packages: list[dict[str, Any]], oldest: str) -> list[str]:
    """Return the packages whose chosen version does not run on our oldest Python."""
    return [
        package["name"]
        for package in packages
        if not SpecifierSet(package.get("requires_python") or "").contains(f"{oldest}.0")
    ]


def main() -> int:
    """Resolve, widen to the other environments, check and write the lock."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--upgrade", action="store_true", help="take the newest allowed versions")
    upgrade = parser.parse_args().upgrade
    wanted = declared_requirements(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8")))
    kept = None if upgrade or not LOCK.exists() else LOCK
    packages = resolve(wanted, kept)
    while more := missing_elsewhere(packages):
        wanted += more
        packages = resolve(wanted, kept)
    if refused := unsupported(packages, PYTHONS[0]):
        print(f"Run this with Python {PYTHONS[0]}: it cannot use {refused}", file=sys.stderr)
        return 1
    lines = sorted(f"{canonicalize_name(item['name'])}=={item['version']}" for item in packages)
    LOCK.write_text(HEADING + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{LOCK.name}: {len(lines)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
