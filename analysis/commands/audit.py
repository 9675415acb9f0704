"""The command `audit`: read the log, check it, and note its head down."""

from __future__ import annotations

import re

import click

from analysis.access.roles import ROLE_WORDS
from analysis.audit.details import details_in
from analysis.audit.events import KINDS
from analysis.audit.log import Head
from analysis.audit.verify import newest, verify
from analysis.commands.console import as_json
from analysis.commands.shared import (
    BAD_DATA,
    choice,
    language_of,
    say,
    shared_options,
    whole_number,
    workspace_of,
    wrong_use,
)
from analysis.language import Text, format_number

_HEAD = re.compile(r"(\d{1,12}):([0-9a-f]{64})")


@click.group("audit")
@shared_options
def audit_command() -> None:
    """Nhật ký: ai đã đăng nhập, nạp, quyết định, xuất / the audit log."""


@audit_command.command("verify")
@shared_options
@click.option("--head", "noted", metavar="N:HASH", help="Dấu đã ghi lại / a head noted before")
@click.pass_context
def verify_log(context: click.Context, noted: str | None) -> None:
    """Kiểm tra không dòng nào bị sửa, bớt, thêm / check that no line was changed."""
    language = language_of(context)
    found = verify(workspace_of(context), None if noted is None else _head(noted))
    for one in found.breaks:
        click.echo(f"{one.line}: {one.text.in_language(language)}")
    lines = format_number(found.lines, language)
    if not found.intact:
        say(
            Text(
                f"Nhật ký KHÔNG nguyên vẹn: {lines} dòng, {len(found.breaks)} chỗ sai",
                f"The log is NOT intact: {lines} lines, {len(found.breaks)} breaks",
            ),
            language,
        )
        context.exit(BAD_DATA)
    say(Text(f"Nhật ký nguyên vẹn: {lines} dòng", f"The log is intact: {lines} lines"), language)


@audit_command.command("head")
@shared_options
@click.pass_context
def head(context: click.Context) -> None:
    """In dấu của dòng cuối để ghi ở nơi khác / print the last line's hash, to note elsewhere."""
    found = verify(workspace_of(context))
    click.echo(str(found.head or Head(0, "0" * 64)))


@audit_command.command("show")
@shared_options
@click.option("--most", metavar="N", help="Bao nhiêu dòng cuối / how many of the last lines (50)")
@click.option("--kind", metavar="KIND", help="|".join(KINDS))
@click.option("--format", "output", default="table", metavar="table|json")
@click.pass_context
def show(context: click.Context, most: str | None, kind: str | None, output: str) -> None:
    """Đọc những dòng cuối, mới nhất trước / the last lines, the newest first."""
    language = language_of(context)
    count = 50 if most is None else whole_number("--most", most, 1, 1_000_000)
    wanted = None if kind is None else choice("--kind", kind, tuple(KINDS))
    entries = newest(workspace_of(context), count, wanted)
    if choice("--format", output, ("table", "json")) == "json":
        rows = [
            {"n": e.number, "at": e.at, "kind": e.kind, "who": e.who, "what": dict(e.what)}
            for e in entries
        ]
        click.echo(as_json(rows), nl=False)
        return
    words = {code: text.in_language(language) for code, text in KINDS.items()}
    for one in entries:
        told = details_in(language, one, {"role": ROLE_WORDS})
        said = next((text for code, text in words.items() if code == one.kind), one.kind)
        click.echo(f"{one.number:>6}  {one.at}  {said}  {one.who or '–'}  {told}")


def _head(told: str) -> Head:
    found = _HEAD.fullmatch(told)
    if found is None:
        raise wrong_use(
            Text(
                "--head cần dạng N:HASH, như lệnh khuyencong audit head in ra",
                "--head takes N:HASH, as khuyencong audit head prints it",
            )
        )
    return Head(int(found[1]), found[2])
