"""What runs a server is what it says: parsed, and verified by its programs where those are."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from analysis.settings import DATA_FOLDER, PROJECT_ROOT
from dashboard.ui.guide.audiences import FOLDER as GUIDES

DEPLOY = PROJECT_ROOT / "deploy"
INSTRUCTIONS = {
    *("ARG", "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK"),
    *("STOPSIGNAL", "CMD"),
}


def _instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    text = re.sub(r" \\\n +", " ", text)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    pairs = [line.partition(" ") for line in lines]
    return [(name, rest) for name, _, rest in pairs]


def test_the_container_file_has_known_instructions_and_copies_what_is_there() -> None:
    found = _instructions()
    assert {name for name, _ in found} == INSTRUCTIONS
    for name, rest in found:
        if name == "COPY" and not rest.startswith("--from"):
            *sources, _target = rest.split()
            assert all((PROJECT_ROOT / source).exists() for source in sources), rest
        if name == "FROM":
            assert rest in ("${BASE} AS build", "${BASE}")
    # What the program reads beside its own modules.
    copied = [source for name, rest in found if name == "COPY" for source in rest.split()[:-1]]
    for folder in (DATA_FOLDER, GUIDES):
        assert str(folder.relative_to(PROJECT_ROOT)) in copied
    # From whatever registry the engine is set up with; a Debian slim with a fixed line.
    [base] = [rest for name, rest in found if name == "ARG"]
    assert re.fullmatch(r"BASE=python:3\.\d+-slim-[a-z]+", base)


def test_what_the_image_is_built_from_is_all_that_its_builder_is_sent() -> None:
    lines = (PROJECT_ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    sent = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = {
        source
        for name, rest in _instructions()
        if name == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    }
    assert rules[0] == "*", "else environments and workspaces lie in what is sent"
    assert sent == copied


def test_the_container_runs_without_rights_and_is_asked_for_its_health() -> None:
    found = _instructions()
    last_stage = found[max(place for place, (name, _) in enumerate(found) if name == "FROM") :]
    names = [name for name, _ in last_stage]
    values = dict(last_stage)
    assert values["USER"] == "khuyencong"
    assert names.index("USER") < names.index("HEALTHCHECK") < names.index("CMD")
    assert "RUN" not in names[names.index("USER") :]
    assert json.loads(values["CMD"]) == ["khuyencong", "dashboard", "--no-browser"]
    probe = json.loads(values["HEALTHCHECK"].partition("CMD ")[2])
    assert probe == ["python", "-m", "dashboard.probe"]
    assert not any("curl" in rest or "TOKEN" in rest or "SECRET" in rest for _, rest in found)


class _Unit(configparser.ConfigParser):
    """A unit of systemd, whose names tell capitals from small letters."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def test_the_unit_holds_no_right_it_does_not_need() -> None:
    unit = _Unit(strict=False, interpolation=None)
    unit.read(DEPLOY / "khuyencong.service", encoding="utf-8")
    service = unit["Service"]
    assert service["User"] == "khuyencong"
    assert service["ExecStart"].endswith(".venv/bin/khuyencong dashboard --no-browser")
    assert service["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID"):
        assert service[name] == "true"
    assert service["ProtectSystem"] == "strict"
    assert service["IPAddressDeny"] == "any"
    assert service["RestartPreventExitStatus"] == "2"


def test_the_head_of_the_unit_keeps_the_configuration_from_strangers_and_compiles() -> None:
    """The configuration may hold a token; the service may write no compiled code."""
    text = (DEPLOY / "khuyencong.service").read_text(encoding="utf-8")
    head = text.partition("[Unit]")[0]
    assert "install -D -m 0640 -g khuyencong deploy/khuyencong.toml" in head
    assert "PYTHONDONTWRITEBYTECODE=1" in text
    assert "compileall -q analysis dashboard" in head


def test_commands_beside_the_unit_find_its_workspace_by_the_configuration() -> None:
    """The unit's own variable is not theirs: a backup would hold an empty folder of the user's."""
    text = (DEPLOY / "khuyencong.service").read_text(encoding="utf-8")
    [workspace] = re.findall(r"^Environment=KHUYENCONG_WORKSPACE=(.+)$", text, re.MULTILINE)
    [(old, new)] = re.findall(r"sed -i 's/(.+)/(.+)/' /etc/xdg/khuyencong/khuyencong.toml", text)
    sample = (DEPLOY / "khuyencong.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(re.sub(old, new, sample, flags=re.MULTILINE))
    assert settings == {"workspace": workspace}


def test_what_the_volume_of_the_container_holds_is_private() -> None:
    [user] = [rest for name, rest in _instructions() if name == "RUN" and "useradd" in rest]
    assert "--no-create-home" in user, "no files of a home that nobody lives in"
    [volume] = [rest for name, rest in _instructions() if name == "VOLUME"]
    assert user.endswith(f"install -d -m 0700 -o khuyencong -g khuyencong {volume}")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_takes_the_unit_and_finds_little_exposed(tmp_path: Path) -> None:
    program = tmp_path / "khuyencong"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    unit = tmp_path / "khuyencong.service"
    text = (DEPLOY / "khuyencong.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/khuyencong/.venv/bin/khuyencong", str(program)), "utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True
    )
    about_it = [line for line in checked.stderr.splitlines() if "khuyencong.service" in line]
    assert about_it == []
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(unit)], capture_output=True, text=True
    )
    level = re.search(r"exposure level for \S+: ([0-9.]+)", exposed.stdout)
    if level is None:
        pytest.skip("this systemd-analyze rates no files")
    assert float(level[1]) <= 1.5
