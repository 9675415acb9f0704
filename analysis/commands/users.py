"""The command `users`: who may sign in, and as what."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from analysis.access.errors import AccessError
from analysis.access.roles import RIGHTS, ROLES, RoleName
from analysis.access.users import (
    add_user,
    change_password,
    change_role,
    lock_user,
    remove_user,
    users,
)
from analysis.audit.events import Kind
from analysis.audit.log import record
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    choice,
    language_of,
    say,
    shared_options,
    workspace_of,
    wrong_use,
)
from analysis.language import Text
from analysis.settings import PASSWORD_VARIABLE
from analysis.warehouse.workspace import current_user, ready

_USERS: Kind = "users"
Found = TypeVar("Found")

_name = click.argument("name", metavar="NAME")
_role = click.option("--role", required=True, metavar="|".join(ROLES), help="Vai trò / role")
_district = click.option(
    "--district", "districts", multiple=True, metavar="CODE", help="Mã huyện của cán bộ / district"
)


@click.group("users")
@shared_options
def users_command() -> None:
    """Người dùng và vai trò / users and their roles."""


@users_command.command("list")
@shared_options
@click.pass_context
def list_users(context: click.Context) -> None:
    """Liệt kê người dùng và quyền / users, and what their roles may do."""
    language = language_of(context)
    found = _tried(lambda: users(workspace_of(context)))
    if not found:
        say(
            Text(
                "Chưa có người dùng: bảng điều khiển chỉ phục vụ máy này, không cần đăng nhập",
                "No users: the dashboard serves this computer only, without signing in",
            ),
            language,
        )
    for user in found.values():
        role = ROLES[user.role]
        place = f" ({', '.join(user.districts)})" if user.districts else ""
        state = Text(" – đã khóa", " – locked").in_language(language) if user.locked else ""
        click.echo(f"{user.name}: {role.label.in_language(language)}{place}{state}")
    for role in ROLES.values():
        may = "; ".join(
            text.in_language(language) for right, text in RIGHTS.items() if right in role.rights
        )
        click.echo(f"  {role.name}: {may}")


@users_command.command("add")
@shared_options
@_name
@_role
@_district
@click.pass_context
def add(context: click.Context, name: str, role: str, districts: tuple[str, ...]) -> None:
    """Thêm người dùng / add a user. Mật khẩu / password: KHUYENCONG_PASSWORD, else asked."""
    wanted = _role_of(role)
    workspace = ready(workspace_of(context))
    password = _password(context)
    _tried(lambda: add_user(workspace, name, wanted, password, districts))
    _told(context, workspace, "add", name, wanted)


@users_command.command("role")
@shared_options
@_name
@_role
@_district
@click.pass_context
def role(context: click.Context, name: str, role: str, districts: tuple[str, ...]) -> None:
    """Đổi vai trò / give another role."""
    wanted, workspace = _role_of(role), workspace_of(context)
    _tried(lambda: change_role(workspace, name, wanted, districts))
    _told(context, workspace, "role", name, wanted)


@users_command.command("password")
@shared_options
@_name
@click.pass_context
def password(context: click.Context, name: str) -> None:
    """Đổi mật khẩu / give another password."""
    workspace = workspace_of(context)
    new = _password(context)
    _tried(lambda: change_password(workspace, name, new))
    _told(context, workspace, "password", name)


@users_command.command("lock")
@shared_options
@_name
@click.option("--undo", is_flag=True, help="Mở khóa / let in again")
@click.pass_context
def lock(context: click.Context, name: str, undo: bool) -> None:
    """Khóa, mở khóa / let a user no longer in, or in again."""
    workspace = workspace_of(context)
    _tried(lambda: lock_user(workspace, name, not undo))
    _told(context, workspace, "unlock" if undo else "lock", name)


@users_command.command("remove")
@shared_options
@_name
@click.pass_context
def remove(context: click.Context, name: str) -> None:
    """Xóa người dùng / forget a user."""
    workspace = workspace_of(context)
    _tried(lambda: remove_user(workspace, name))
    _told(context, workspace, "remove", name)


def _tried(step: Callable[[], Found]) -> Found:
    try:
        return step()
    except AccessError as error:
        raise CommandError(error.text, BAD_DATA) from error


def _role_of(role: str) -> RoleName:
    found = choice("--role", role, tuple(ROLES))
    return next(name for name in ROLES if name == found)


def _password(context: click.Context) -> str:
    """Return a new password: from the environment, else asked twice without showing it."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise wrong_use(
            Text(
                f"Cần mật khẩu: chạy trong cửa sổ lệnh, hoặc đặt {PASSWORD_VARIABLE}",
                f"A password is needed: run it in a terminal, or set {PASSWORD_VARIABLE}",
            )
        )
    words = Text("Mật khẩu", "Password").in_language(language_of(context))
    asked: str = click.prompt(words, hide_input=True, confirmation_prompt=True)
    return asked


def _told(
    context: click.Context, workspace: Path, what: str, name: str, role: str | None = None
) -> None:
    record(workspace, _USERS, current_user(), {"what": what, "user": name, "role": role})
    say(Text(f"Đã ghi: {name}", f"Done: {name}"), language_of(context))
