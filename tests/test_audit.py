"""The audit: every package is listed, licences are held to the list, what is unchecked is said."""

from __future__ import annotations

import importlib.util
import json
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from analysis.doctor import read_lock
from analysis.settings import PROJECT_ROOT


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    described = importlib.util.spec_from_file_location("audit", PROJECT_ROOT / "tools" / "audit.py")
    assert described is not None
    assert described.loader is not None
    module = importlib.util.module_from_spec(described)
    sys.modules["audit"] = module
    described.loader.exec_module(module)
    return module


def _record(name: str, events: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    about = {"package": {"ecosystem": "PyPI", "name": name}}
    return {
        "id": f"TEST-{name}",
        "affected": [{**about, "ranges": [{"type": "ECOSYSTEM", "events": events}], **more}],
    }


MIT = (
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this. "
    "The above copyright notice and this permission notice shall be included in all copies."
)


BSD = (
    "Redistribution and use in source and binary forms are permitted. "
    "Redistributions in binary form must reproduce the above copyright notice."
)


def test_a_package_without_a_licence_file_is_held_against_its_metadata(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "files", lambda name: [])
    told = {"License-Expression": "MIT OR Apache-2.0"}
    monkeypatch.setattr(audit, "metadata", lambda name: told)
    found = [audit.Package("a", "1", "MIT", True)]
    for licence, contradicted in (("MIT", []), ("BSD-3-Clause", found)):
        rules = audit.Rules(frozenset(), {"a": licence})
        assert audit.contradicted(found, rules) == contradicted


def test_a_licence_entered_by_hand_is_held_against_the_file(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = audit.rules_of()
    found = audit.packages(PROJECT_ROOT / "constraints.txt", rules)
    assert any(one.installed and one.name in rules.by_hand for one in found)
    assert audit.contradicted(found, rules) == []
    # Were another one entered, the file would say so.
    other = audit.Rules(rules.allowed, dict.fromkeys(rules.by_hand, "Apache-2.0"))
    named = {one.name for one in audit.contradicted(found, other)}
    assert "axe-playwright-python" in named
    assert audit._report_licences(found, other) == audit.FOUND
    assert "LICENCE FILE SAYS OTHERWISE: axe-playwright-python" in capsys.readouterr().out
    assert audit.is_its_text("MIT", MIT)
    assert not audit.is_its_text("BSD-3-Clause", MIT)
    assert not audit.is_its_text("MIT", MIT.partition(". ")[0])
    assert audit.is_its_text("BSD-2-Clause", BSD)
    assert not audit.is_its_text("BSD-3-Clause", BSD)
    assert not audit.is_its_text("BSD-2-Clause", f"{BSD} may be used to endorse or promote.")
    assert set(rules.by_hand.values()) <= set(audit._WORDS)


def test_the_bill_of_materials_lists_the_lock_with_licences(
    audit: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bill = tmp_path / "bill.json"
    assert audit.main(["--sbom", str(bill)]) == audit.UNCHECKED
    assert "VULNERABILITIES WERE NOT CHECKED" in capsys.readouterr().out
    told = json.loads(bill.read_text(encoding="utf-8"))
    lock = read_lock(PROJECT_ROOT / "constraints.txt")
    assert {one["purl"] for one in told["components"]} == {
        f"pkg:pypi/{name}@{version}" for name, version in lock.items()
    }
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert all(one["licenses"] for one in told["components"])
    first = bill.read_bytes()
    audit.main(["--sbom", str(bill)])
    assert bill.read_bytes() == first


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("(MIT AND BSD-3-Clause) OR GPL-3.0-only", True),
        ("Some words of a lawyer", False),
    ],
)
def test_an_expression_is_allowed_if_allowed_licences_meet_it(
    audit: ModuleType, expression: str, allowed: bool
) -> None:
    assert audit.is_allowed(expression, frozenset({"MIT", "BSD-3-Clause"})) is allowed


def test_a_licence_that_is_not_on_the_list_fails_the_audit(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = audit.Rules(frozenset({"MIT"}), {})
    found = [audit.Package("a", "1", "MIT", True), audit.Package("b", "1", "GPL-3.0-only", True)]
    assert audit._report_licences(found, rules) == audit.FOUND
    assert "LICENCE NOT ALLOWED: b 1: GPL-3.0-only" in capsys.readouterr().out
    assert audit._report_licences([audit.Package("c", "1", None, False)], rules) == audit.FOUND


@pytest.mark.parametrize(
    ("events", "inside"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "2.0"}], False),
        ([{"introduced": "0"}, {"fixed": "2.1"}], True),
        ([{"introduced": "2.1"}], False),
        ([{"introduced": "1"}, {"last_affected": "2.0"}], True),
        ([{"introduced": "1"}, {"last_affected": "1.9"}], False),
        ([{"introduced": "0"}, {"fixed": "1.5"}, {"introduced": "2.0"}, {"fixed": "2.2"}], True),
        ([{"introduced": "whenever"}], True),
    ],
)
def test_ranges_are_read_as_osv_defines_them(
    audit: ModuleType, events: list[dict[str, str]], inside: bool
) -> None:
    assert audit.affected(_record("Some_Package", events), "some-package", "2.0") is inside


def test_other_packages_systems_and_withdrawn_records_are_no_hit(audit: ModuleType) -> None:
    always = [{"introduced": "0"}]
    assert not audit.affected(_record("other", always), "some-package", "2.0")
    assert not audit.affected({**_record("p", always), "withdrawn": "2026-01-01"}, "p", "2.0")
    foreign = _record("p", always)
    foreign["affected"][0]["package"]["ecosystem"] = "npm"
    assert not audit.affected(foreign, "p", "2.0")
    assert audit.affected(_record("p", [], versions=["2.0"]), "p", "2.0")


def test_a_database_of_records_finds_what_is_affected(audit: ModuleType, tmp_path: Path) -> None:
    database = tmp_path / "all.zip"
    bill = ["--sbom", str(tmp_path / "bill.json"), "--database", str(database)]
    harmless = _record("duckdb", [{"introduced": "0"}, {"fixed": "0.1"}])
    with zipfile.ZipFile(database, "w") as archive:
        archive.writestr("a.json", json.dumps(harmless))
    assert audit.main(bill) == audit.WELL
    with zipfile.ZipFile(database, "a") as archive:
        archive.writestr("b.json", json.dumps(_record("duckdb", [{"introduced": "0"}])))
    assert audit.main(bill) == audit.FOUND
    database.write_bytes(b"no zip")
    assert audit.main(bill) == audit.UNCHECKED
