"""The commands `dashboard` and `doctor`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from analysis.access.errors import AccessError
from analysis.access.policy import protected
from analysis.commands.console import as_json
from analysis.commands.data import prepare_cases
from analysis.commands.serving import (
    DEFAULT_HOST,
    DEFAULT_PORT,
    ServingError,
    desktop_likely,
    is_loopback,
    serve,
)
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    choice,
    language_of,
    say,
    shared_options,
    whole_number,
    workspace_of,
    wrong_use,
)
from analysis.configuration import HOST_VARIABLE, PORT_VARIABLE
from analysis.doctor import Check, examine
from analysis.frozen.store import NothingFrozenError, open_frozen
from analysis.language import Language, Text
from analysis.settings import AUDIENCE_VARIABLE, NAMES_HIDDEN, NAMES_VARIABLE, PUBLIC

_MARKS = {"ok": Text("tốt", "ok"), "warn": Text("chú ý", "warn"), "fail": Text("LỖI", "FAIL")}


@click.command()
@shared_options
@click.option("--port", metavar="N", envvar=PORT_VARIABLE, help="Cổng / port (8501)")
@click.option(
    "--host",
    default=DEFAULT_HOST,
    envvar=HOST_VARIABLE,
    metavar="HOST",
    help="Máy này; máy khác khi có đăng nhập / loopback; others once people sign in",
)
@click.option("--no-browser", is_flag=True, help="Không mở trình duyệt / open no browser")
@click.option(
    "--hide-names",
    is_flag=True,
    help="Ẩn tên, mã cơ sở trong danh sách / leave names and codes out of lists (KHUYENCONG_NAMES)",
)
@click.option(
    "--public",
    "for_public",
    is_flag=True,
    help="Chỉ các trang công khai, từ bộ đã đóng băng / the public pages of the frozen set only",
)
@click.option(
    "--prepare/--no-prepare",
    "with_data",
    default=True,
    help="Nạp dữ liệu khi thiếu hay cũ / load the cases when missing or out of date",
)
@click.pass_context
def dashboard(
    context: click.Context,
    port: str | None,
    host: str,
    no_browser: bool,
    hide_names: bool,
    for_public: bool,
    with_data: bool,
) -> None:
    """Mở bảng điều khiển / serve the dashboard."""

    language, workspace = language_of(context), workspace_of(context)
    asked = os.environ.get(AUDIENCE_VARIABLE, "").strip().lower()
    for_public = for_public or asked == PUBLIC
    if for_public:
        _check_frozen(workspace)
    elif not is_loopback(host):
        _check_signing_in(host, workspace)
    chosen_port = DEFAULT_PORT if port is None else whole_number("--port", port, 1, 65535)
    if with_data and not for_public:
        prepare_cases(workspace, language)
    try:
        ended = serve(
            lambda port: _launch(port, workspace, language, hide_names, for_public),
            host,
            chosen_port,
            open_browser=not no_browser and desktop_likely(),
            say=lambda text: say(text, language),
        )
    except ServingError as error:
        raise CommandError(error.text, BAD_DATA) from error
    if ended != 0:
        raise CommandError(
            Text(
                f"Bảng điều khiển dừng bất thường (mã {ended}); chạy lại lệnh này",
                f"The dashboard ended unexpectedly (code {ended}); run this command again",
            ),
            BAD_DATA,
        )


def _check_frozen(workspace: Path) -> None:
    """Refuse to serve the public without anything that was frozen for it."""
    try:
        open_frozen(workspace)
    except NothingFrozenError as error:
        raise CommandError(error.text, BAD_DATA) from error


def _check_signing_in(host: str, workspace: Path) -> None:
    """Raise CommandError unless whoever reaches this address has to sign in."""
    try:
        if protected(workspace):
            return
    except AccessError as error:
        raise CommandError(error.text, BAD_DATA) from error
    raise wrong_use(
        Text(
            f"--host {host}: chưa có đăng nhập nên chỉ phục vụ máy này (127.0.0.1). Hãy thêm "
            "người dùng trước: khuyencong users add TÊN --role administrator",
            f"--host {host}: there is no sign-in yet, so only this computer is served (127.0.0.1). "
            "Add a user first: khuyencong users add NAME --role administrator",
        )
    )


def _launch(
    port: int, workspace: Path, language: Language, hide_names: bool, for_public: bool
) -> tuple[list[str], dict[str, str]]:
    # This command is the one place that knows what stands to its right, the dashboard.
    from dashboard.launch import command

    words, environment = command(port, workspace, language, warm=not for_public, public=for_public)
    if hide_names:
        environment = environment | {NAMES_VARIABLE: NAMES_HIDDEN}
    return words, environment


@click.command()
@shared_options
@click.option("--format", "output", default="table", metavar="table|json")
@click.pass_context
def doctor(context: click.Context, output: str) -> None:
    """Kiểm tra và nói cách sửa / check, and say the remedies."""

    language, form = language_of(context), choice("--format", output, ("table", "json"))
    checks = examine(workspace_of(context))
    if form == "json":
        click.echo(as_json([_record(check, language) for check in checks]), nl=False)
    else:
        for check in checks:
            mark = _MARKS[check.status].in_language(language).ljust(5)
            name, detail = check.name.in_language(language), check.detail.in_language(language)
            click.echo(f"{mark} {name}: {detail}")
            if check.remedy is not None:
                click.echo(f"      → {check.remedy.in_language(language)}")
    if any(check.status == "fail" for check in checks):
        context.exit(BAD_DATA)


def _record(check: Check, language: Language) -> dict[str, object]:
    return {
        "check": check.code,
        "name": check.name.in_language(language),
        "status": check.status,
        "detail": check.detail.in_language(language),
        "remedy": check.remedy.in_language(language) if check.remedy else None,
    }
