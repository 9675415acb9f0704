"""The commands of users and of the audit log, and the rule for other addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit.log import log_file
from analysis.commands.running import run

PASSWORD = "một câu dễ nhớ về biển"


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KHUYENCONG_PASSWORD", PASSWORD)

    def carried_out(*words: str) -> tuple[int, str]:
        code = run([*words, "--workspace", str(tmp_path), "--lang", "en"])
        told = capsys.readouterr()
        return code, told.out + told.err

    return carried_out


def test_users_are_added_changed_and_listed_and_all_is_on_record(ask, tmp_path: Path) -> None:
    assert ask("users", "list")[1].startswith("No users")
    assert ask("users", "add", "binh", "--role", "officer", "--district", "524")[0] == 0
    assert ask("users", "add", "binh", "--role", "leader")[0] == 1
    assert ask("users", "add", "lan", "--role", "king")[0] == 2
    assert ask("users", "role", "binh", "--role", "analyst")[0] == 0
    assert ask("users", "lock", "binh")[0] == 0
    assert "binh: analyst – locked" in ask("users", "list")[1]
    assert ask("users", "lock", "binh", "--undo")[0] == 0
    assert ask("users", "password", "binh")[0] == 0
    assert ask("users", "remove", "binh")[0] == 0
    assert ask("users", "remove", "binh")[0] == 1
    code, told = ask("audit", "show")
    assert (code, told.count("user: binh")) == (0, 6)
    assert ask("audit", "verify")[0] == 0
    head = ask("audit", "head")[1].strip()
    assert ask("audit", "verify", "--head", head)[0] == 0
    path = log_file(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"analyst", b"leader!", 1))
    code, told = ask("audit", "verify")
    assert code == 1
    assert "2: the line was changed" in told


def test_other_computers_are_served_only_once_people_sign_in(ask, tmp_path: Path) -> None:
    code, told = ask("dashboard", "--host", "0.0.0.0", "--no-prepare")
    assert code == 2
    assert "khuyencong users add" in told
    (tmp_path / "access").mkdir()
    (tmp_path / "access" / "users.json").write_text("{", encoding="utf-8")
    code, told = ask("dashboard", "--host", "0.0.0.0", "--no-prepare")
    assert code == 1
    assert "users.json" in told
