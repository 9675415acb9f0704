"""Users of a workspace: added, changed, locked, and never let in by a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.access.errors import AccessError
from analysis.access.passwords import matches
from analysis.access.policy import policy, protected, reader_of_claims
from analysis.access.reader import Reader
from analysis.access.roles import ROLES
from analysis.access.users import (
    add_user,
    change_role,
    lock_user,
    remove_user,
    users,
    users_file,
)

PASSWORD = "một câu dễ nhớ về biển"


def test_a_user_is_kept_with_a_hash_only(tmp_path: Path) -> None:
    assert not protected(tmp_path)
    add_user(tmp_path, "binh", "officer", PASSWORD, ("524",))
    found = users(tmp_path)["binh"]
    assert found.reader == Reader("binh", "officer", ("524",))
    assert found.hash.startswith("$argon2id$")
    assert PASSWORD not in users_file(tmp_path).read_text(encoding="utf-8")
    assert matches(found.hash, PASSWORD)
    assert not matches(found.hash, PASSWORD + "!")
    assert not matches(None, PASSWORD)
    assert protected(tmp_path)


def test_every_change_ends_what_was_opened_before(tmp_path: Path) -> None:
    add_user(tmp_path, "lan", "leader", PASSWORD)
    epochs = [users(tmp_path)["lan"].epoch]
    change_role(tmp_path, "lan", "analyst")
    epochs.append(users(tmp_path)["lan"].epoch)
    lock_user(tmp_path, "lan")
    epochs.append(users(tmp_path)["lan"].epoch)
    assert epochs == sorted(set(epochs))
    remove_user(tmp_path, "lan")
    assert users(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "role", "password", "districts"),
    [
        ("Lan", "leader", PASSWORD, ()),
        ("../lan", "leader", PASSWORD, ()),
        ("lan", "leader", "ngắn quá", ()),
        ("lan", "leader", "aaaaaaaaaaaaaaaa", ()),
        ("lan", "leader", "mật khẩu của lan", ()),
        ("lan", "officer", PASSWORD, ()),
        ("lan", "leader", PASSWORD, ("524",)),
    ],
)
def test_what_cannot_be_a_user_is_refused(
    tmp_path: Path, name: str, role, password: str, districts: tuple[str, ...]
) -> None:
    with pytest.raises(AccessError):
        add_user(tmp_path, name, role, password, districts)
    assert users(tmp_path) == {}


def test_a_damaged_file_lets_nobody_in_and_opens_nothing(tmp_path: Path) -> None:
    add_user(tmp_path, "lan", "leader", PASSWORD)
    whole = users_file(tmp_path).read_text(encoding="utf-8")
    for damaged in ("", "[]", whole[:-9], whole.replace('"leader"', '"king"')):
        users_file(tmp_path).write_text(damaged, encoding="utf-8")
        with pytest.raises(AccessError):
            users(tmp_path)
        with pytest.raises(AccessError):
            protected(tmp_path)


def test_nobody_becomes_an_officer_of_everything() -> None:
    with pytest.raises(ValueError, match="officer"):
        Reader("binh", "officer")
    for name, role in ROLES.items():
        limit = Reader("x", name, ("524",) if role.own_district else ()).limit
        assert limit.is_none == (name in ("analyst", "administrator"))


def test_what_a_provider_says_is_mapped_to_the_highest_role(tmp_path: Path) -> None:
    folder = tmp_path / "access"
    folder.mkdir()
    (folder / "access.toml").write_text(
        'idle_minutes = 5\n[identity]\nclaim = "groups"\n[identity.roles]\n'
        '"kc-leaders" = "leader"\n"binh-son" = "officer:524"\n"son-tinh" = "officer:527"\n',
        encoding="utf-8",
    )
    found = policy(tmp_path)
    assert found.idle_seconds == 300
    assert found.identity is not None
    assert protected(tmp_path)
    claims = {"email": "a@b.vn", "groups": ["kc-leaders", "binh-son", "son-tinh", "other"]}
    assert reader_of_claims(found.identity, claims) == Reader("a@b.vn", "officer", ("524", "527"))
    for none in ({**claims, "groups": ["other"]}, {"groups": ["kc-leaders"]}, {}, {"email": 1}):
        assert reader_of_claims(found.identity, none) is None
    (folder / "access.toml").write_text("idle_minuts = 5\n", encoding="utf-8")
    with pytest.raises(AccessError):
        policy(tmp_path)
