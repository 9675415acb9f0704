"""The users of a workspace, in one small file that only its owner may read.

access/users.json   {"version": 1, "users": [{"name", "role", "hash", "districts", …}]}

It is replaced at once, under a lock. A file that cannot be read lets nobody in, and nobody is let
in without one: a damaged file must not open what was closed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock

from analysis.access.errors import AccessError
from analysis.access.passwords import hashed
from analysis.access.reader import Reader
from analysis.access.roles import ROLES, RoleName
from analysis.language import Text
from analysis.warehouse.files import write_durably

FOLDER = "access"
_FILE = "users.json"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


@dataclass(frozen=True, slots=True)
class User:
    """A local user. `epoch` rises with every change, which ends the sessions opened before it."""

    name: str
    role: RoleName
    hash: str
    districts: tuple[str, ...] = ()
    locked: bool = False
    epoch: int = 1

    @property
    def reader(self) -> Reader:
        """Who this user is to the rest of the program."""
        return Reader(self.name, self.role, self.districts)


def access_folder(workspace: Path) -> Path:
    """Return the folder of users and failed logins; it need not be there."""
    return workspace / FOLDER


def users_file(workspace: Path) -> Path:
    """Return the file of the users; it need not be there."""
    return access_folder(workspace) / _FILE


def users(workspace: Path) -> dict[str, User]:
    """Return every user by name; none where there is no file. Raises AccessError for a bad one."""
    path = users_file(workspace)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unreadable(path) from error
    try:
        rows = json.loads(content)["users"]
        found = [User(**{**row, "districts": tuple(row["districts"])}) for row in rows]
        for user in found:
            if user.reader.role_name not in ROLES or not isinstance(user.locked, bool):
                raise ValueError(user.name)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(path) from error
    return {user.name: user for user in found}


def add_user(
    workspace: Path, name: str, role: RoleName, password: str, districts: tuple[str, ...] = ()
) -> User:
    """Add a user. Raises AccessError for a name there is or that cannot be one, a weak password,
    or districts that do not go with the role.
    """
    if not _NAME.fullmatch(name):
        raise AccessError(
            Text(
                f"Tên «{name}» không dùng được: 2–40 chữ thường không dấu, số, dấu . _ -",
                f"«{name}» cannot be a name: 2 to 40 unaccented lower-case letters, digits, . _ -",
            )
        )
    check_role(role, districts)
    user = User(name, role, hashed(password, name), districts)

    def added(there: dict[str, User]) -> dict[str, User]:
        if name in there:
            raise AccessError(
                Text(f"Đã có người dùng «{name}»", f"There is a user «{name}» already")
            )
        return {**there, name: user}

    _change(workspace, added)
    return user


def change_role(
    workspace: Path, name: str, role: RoleName, districts: tuple[str, ...] = ()
) -> User:
    """Give a user another role; raises AccessError as `add_user` does."""
    check_role(role, districts)
    return _replace(workspace, name, lambda user: replace(user, role=role, districts=districts))


def change_password(workspace: Path, name: str, password: str) -> User:
    """Give a user another password; raises AccessError for a weak one or no such user."""
    made = hashed(password, name)
    return _replace(workspace, name, lambda user: replace(user, hash=made))


def lock_user(workspace: Path, name: str, locked: bool = True) -> User:
    """Let a user no longer in, or in again; raises AccessError when there is none."""
    return _replace(workspace, name, lambda user: replace(user, locked=locked))


def remove_user(workspace: Path, name: str) -> None:
    """Forget a user; raises AccessError when there is none."""

    def removed(there: dict[str, User]) -> dict[str, User]:
        _known(there, name)
        return {other: user for other, user in there.items() if other != name}

    _change(workspace, removed)


def check_role(role: RoleName, districts: tuple[str, ...]) -> None:
    """Raise AccessError when districts do not go with a role."""
    if ROLES[role].own_district and not districts:
        raise AccessError(
            Text(
                f"Vai trò {role} cần mã huyện: --district 524",
                f"The role {role} needs the code of a district: --district 524",
            )
        )
    if districts and not ROLES[role].own_district:
        raise AccessError(
            Text(
                f"Vai trò {role} xem cả tỉnh, không đi với --district",
                f"The role {role} sees the whole province and goes with no --district",
            )
        )


def _replace(workspace: Path, name: str, change: Callable[[User], User]) -> User:
    changed: list[User] = []

    def replaced(there: dict[str, User]) -> dict[str, User]:
        old = _known(there, name)
        changed.append(replace(change(old), epoch=old.epoch + 1))
        return {**there, name: changed[0]}

    _change(workspace, replaced)
    return changed[0]


def _known(there: dict[str, User], name: str) -> User:
    if name not in there:
        raise AccessError(
            Text(
                f"Không có người dùng «{name}»; xem: khuyencong users list",
                f"There is no user «{name}»; see: khuyencong users list",
            )
        )
    return there[name]


def _change(workspace: Path, change: Callable[[dict[str, User]], dict[str, User]]) -> None:
    folder = access_folder(workspace)
    folder.mkdir(parents=True, exist_ok=True)
    if os.name != "nt":
        folder.chmod(0o700)
    with FileLock(str(folder / ".users.lock"), timeout=30):
        found = change(users(workspace))
        rows = [asdict(user) for user in sorted(found.values(), key=lambda user: user.name)]
        content = json.dumps({"version": 1, "users": rows}, ensure_ascii=False, indent=1)
        write_durably(users_file(workspace), content.encode())


def _unreadable(path: Path) -> AccessError:
    return AccessError(
        Text(
            f"Không đọc được tệp người dùng {path}, nên không ai đăng nhập được. Khôi phục tệp từ "
            "bản sao lưu",
            f"The file of users {path} cannot be read, so nobody can sign in. Restore it from a "
            "backup",
        )
    )
