"""Audit what the program is made of: bill of materials, licences, known vulnerabilities.

    python tools/audit.py [--sbom FILE] [--database FILE]

The bill of materials (CycloneDX 1.6, JSON) lists every package of the lock with version, purl and
licence. Licences are held against the list in pyproject.toml, [tool.khuyencong.audit]. Known
vulnerabilities are looked up in a database of OSV records for PyPI (a zip, or a folder of JSON
files) that was fetched beforehand: no service is asked. Without one they are NOT checked, which is
said, and the exit code is 3.

Exit codes: 0 well, 1 a licence or a vulnerability, 2 wrong use, 3 not everything was checked.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files, metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from analysis.doctor import read_lock  # noqa: E402

WELL, FOUND, UNCHECKED = 0, 1, 3

_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Artistic License": "Artistic-1.0-Perl",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU General Public License (GPL)": "GPL-3.0-or-later",
    "Public Domain": "LicenseRef-Public-Domain",
}
"""What packages that name no SPDX expression write instead."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the lock; `licence` is an SPDX expression, None where none could be seen."""

    name: str
    version: str
    licence: str | None
    installed: bool

    @property
    def purl(self) -> str:
        """The package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Rules:
    """Licences that may be used, and packages whose licence was looked up or accepted by hand."""

    allowed: frozenset[str]
    by_hand: Mapping[str, str]


def rules_of(project: Path = ROOT / "pyproject.toml") -> Rules:
    """Return the rules of a pyproject.toml."""
    told = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["khuyencong"]["audit"]
    return Rules(frozenset(told["allowed"]), dict(told["by-hand"]))


def packages(lock: Path, rules: Rules) -> list[Package]:
    """Return every package of the lock; one for other systems is not installed here."""
    found = []
    for name, version in read_lock(lock).items():
        try:
            about = metadata(name)
        except PackageNotFoundError:
            found.append(Package(name, version, rules.by_hand.get(name), False))
            continue
        found.append(Package(name, version, rules.by_hand.get(name) or _licence(about), True))
    return found


def _licence(about: Any) -> str | None:
    expression = about.get("License-Expression")
    if expression:
        return str(expression)
    told = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if "License ::" in line
    ]
    told = [one for one in told if one != "OSI Approved"] or [
        str(about.get("License") or "").strip()
    ]
    # Several classifiers: the user may choose, as their authors say in their own words.
    named = [_SPDX.get(one, one) for one in told]
    return " OR ".join(named) if all(named) and "\n" not in "".join(named) else None


_WORDS = {
    "Apache-2.0": ("Apache License", "Version 2.0"),
    "MIT": (
        "Permission is hereby granted, free of charge, to any person obtaining a copy",
        "The above copyright notice and this permission notice shall be included",
    ),
    "BSD-2-Clause": (
        "Redistribution and use in source and binary forms",
        "Redistributions in binary form must reproduce",
    ),
    "BSD-3-Clause": (
        "Redistribution and use in source and binary forms",
        "Redistributions in binary form must reproduce",
        "may not be used to endorse or promote|may be used to endorse or promote",
    ),
    "PSF-2.0": ("PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",),
}
"""What the text of a licence must hold; alternatives stand apart by a bar."""

_FOREIGN = {"BSD-2-Clause": ("endorse or promote", "advertising materials")}
"""What it must not hold, where another licence has all its sentences and one more."""


def is_its_text(licence: str, text: str) -> bool:
    """Tell whether a text is that of a licence, by sentences no other one of the list has."""
    plain = " ".join(text.split()).lower()
    return (
        licence in _WORDS
        and all(any(one.lower() in plain for one in words.split("|")) for words in _WORDS[licence])
        and not any(words in plain for words in _FOREIGN.get(licence, ()))
    )


def contradicted(found: list[Package], rules: Rules) -> list[Package]:
    """Return the packages whose licence was entered by hand and that say another one themselves.

    Of those that are installed here. Their licence file counts; where there is none, what their
    metadata say. A package that says nothing counts as contradicting.
    """
    return [
        one
        for one in found
        if one.installed
        and one.name in rules.by_hand
        and not _says(one.name, rules.by_hand[one.name])
    ]


def _says(name: str, licence: str) -> bool:
    if texts := list(_licence_texts(name)):
        return any(is_its_text(licence, text) for text in texts)
    return licence in (_licence(metadata(name)) or "").split(" OR ")


def _licence_texts(name: str) -> Iterator[str]:
    for path in files(name) or ():
        if ".dist-info" in str(path) and re.search(r"licen[sc]e|copying", path.name, re.IGNORECASE):
            yield path.read_text(encoding="utf-8")


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """Tell whether an SPDX expression can be met with allowed licences only."""
    plain = expression.replace("(", " ").replace(")", " ")
    return any(
        all(part.strip() in allowed for part in choice.split(" AND "))
        for choice in plain.split(" OR ")
    )


def bill_of_materials(found: list[Package], version: str) -> dict[str, Any]:
    """Return the bill of materials: the same packages make the same one."""
    listed = "\n".join([version, *(one.purl for one in found)])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, listed)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "khuyencong-impact",
                "name": "khuyencong-impact",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [_component(one) for one in found],
        "dependencies": [
            {"ref": "khuyencong-impact", "dependsOn": [one.purl for one in found]},
            *({"ref": one.purl} for one in found),
        ],
    }


def _component(package: Package) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
    }
    if package.licence:
        told["licenses"] = [{"expression": package.licence}]
    return told


# --- Vulnerabilities -----------------------------------------------------------------------------


def records(database: Path) -> Iterator[dict[str, Any]]:
    """Yield the OSV records of a zip or a folder; raises ValueError when there are none."""
    count = 0
    if database.is_dir():
        for path in sorted(database.glob("*.json")):
            count += 1
            yield json.loads(path.read_bytes())
    elif zipfile.is_zipfile(database):
        with zipfile.ZipFile(database) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    count += 1
                    yield json.loads(archive.read(name))
    if not count:
        raise ValueError(f"{database} holds no OSV records")


def affected(record: Mapping[str, Any], name: str, version: str) -> bool:
    """Tell whether an OSV record is about this version of a PyPI package."""
    if record.get("withdrawn"):
        return False
    for one in record.get("affected", ()):
        about = one.get("package", {})
        if about.get("ecosystem") != "PyPI" or canonicalize_name(about.get("name", "")) != name:
            continue
        if version in one.get("versions", ()):
            return True
        ranges = (each for each in one.get("ranges", ()) if each.get("type") == "ECOSYSTEM")
        if any(_within(each.get("events", ()), version) for each in ranges):
            return True
    return False


def _within(events: list[dict[str, str]], version: str) -> bool:
    """Walk the events of a range in the order of versions, as OSV defines it."""
    here, inside = Version(version), False
    try:
        for event in events:
            if "introduced" in event:
                first = event["introduced"]
                inside = inside or first == "0" or here >= Version(first)
            elif "fixed" in event:
                inside = inside and here < Version(event["fixed"])
            elif "last_affected" in event:
                inside = inside and here <= Version(event["last_affected"])
    except InvalidVersion:
        return True  # not to be told: rather looked at by a person than passed over
    return inside


def vulnerabilities(found: list[Package], database: Path) -> tuple[list[tuple[Package, str]], int]:
    """Return each affected package with the record's id, and how many records were looked at."""
    hits, count = [], 0
    for record in records(database):
        count += 1
        hits += [
            (one, str(record.get("id", "?")))
            for one in found
            if affected(record, canonicalize_name(one.name), one.version)
        ]
    return hits, count


# --- The run -------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> int:
    """Run the audit and return its exit code."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--sbom", type=Path, default=ROOT / "test-output" / "sbom.cdx.json")
    options.add_argument("--database", type=Path, help="OSV records for PyPI: a zip or a folder")
    options.add_argument("--lock", type=Path, default=ROOT / "constraints.txt")
    asked = options.parse_args(arguments)
    rules = rules_of()
    found = packages(asked.lock, rules)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    asked.sbom.parent.mkdir(parents=True, exist_ok=True)
    bill = json.dumps(bill_of_materials(found, version), indent=1)
    asked.sbom.write_text(f"{bill}\n", encoding="utf-8")
    print(f"{len(found)} packages in the bill of materials: {asked.sbom}")
    code = _report_licences(found, rules)
    if asked.database is None:
        print(
            "VULNERABILITIES WERE NOT CHECKED: no database was given and no service was asked.\n"
            "Chưa kiểm tra lỗ hổng: chưa có cơ sở dữ liệu OSV. --database FILE (docs/security.md)"
        )
        return code or UNCHECKED
    try:
        hits, count = vulnerabilities(found, asked.database)
    except (OSError, ValueError) as error:
        print(f"VULNERABILITIES WERE NOT CHECKED: {error}")
        return code or UNCHECKED
    print(f"{len(hits)} known vulnerabilities, {count} records looked at")
    for package, identity in hits:
        print(f"  {package.name} {package.version}: {identity}")
    return FOUND if hits else code


def _report_licences(found: list[Package], rules: Rules) -> int:
    counts: dict[str, int] = {}
    for one in found:
        counts[one.licence or "?"] = counts.get(one.licence or "?", 0) + 1
    for licence, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        print(f"{count:5}  {licence}")
    wrong = [one for one in found if not one.licence or not is_allowed(one.licence, rules.allowed)]
    other = contradicted(found, rules)
    for one in other:
        print(f"LICENCE FILE SAYS OTHERWISE: {one.name} {one.version}: not {one.licence}")
    by_hand = [one for one in found if one.name in rules.by_hand]
    held = sum(one.installed for one in by_hand) - len(other)
    print(f"{len(by_hand)} licences entered by hand, {held} held against the file installed here")
    for one in wrong:
        print(f"LICENCE NOT ALLOWED: {one.name} {one.version}: {one.licence or 'not known'}")
    return FOUND if wrong or other else WELL


if __name__ == "__main__":
    sys.exit(main())
