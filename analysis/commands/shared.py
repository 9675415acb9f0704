"""What every command shares: its errors, --workspace, --lang, --format, and how values are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from analysis.commands.console import FORMATS, NO, YES, as_csv, as_json, as_table
from analysis.language import LANGUAGES, Language, Text, as_language
from analysis.settings import LANGUAGE_VARIABLE, settings_from_environment

GOOD, BAD_DATA, WRONG_USE = 0, 1, 2

Command = TypeVar("Command", bound=Callable[..., Any])
Choice = TypeVar("Choice", bound=str)


class CommandError(Exception):
    """A command that ends early: what to say, and the exit code."""

    def __init__(self, text: Text, exit_code: int) -> None:
        super().__init__(text.en)
        self.text = text
        self.exit_code = exit_code


def wrong_use(text: Text) -> CommandError:
    """Return the error of a command used in a way it cannot be."""
    return CommandError(text, WRONG_USE)


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None:
        context.meta[str(parameter.name)] = value


def shared_options(command: Command) -> Command:
    """Give a command --workspace and --lang, so that both may stand anywhere in the line."""
    workspace = click.option(
        "--workspace",
        metavar="DIR",
        expose_value=False,
        callback=_remember,
        help="Thư mục làm việc / workspace folder (KHUYENCONG_WORKSPACE)",
    )
    language = click.option(
        "--lang",
        metavar="vi|en",
        expose_value=False,
        callback=_remember,
        help="Ngôn ngữ / language (KHUYENCONG_LANG)",
    )
    return workspace(language(command))


def format_option(command: Command) -> Command:
    """Give a command --format."""
    return click.option(
        "--format",
        "output",
        default="table",
        metavar="table|csv|json",
        help="Dạng kết quả / form of the output",
    )(command)


def workspace_of(context: click.Context) -> Path:
    """Return the workspace of this command line."""
    named = context.meta.get("workspace")
    return settings_from_environment(Path(named) if named else None).workspace


def language_of(context: click.Context) -> Language:
    """Return the language of this command line."""
    named = context.meta.get("lang")
    if named is not None:
        return choice("--lang", named, LANGUAGES)
    return as_language(os.environ.get(LANGUAGE_VARIABLE))


def choice(option: str, value: str, allowed: Sequence[Choice]) -> Choice:
    """Return the allowed value that was given; raises CommandError naming those there are."""
    for choice in allowed:
        if choice == value:
            return choice
    listed = ", ".join(allowed)
    raise wrong_use(
        Text(
            f"{option}: không có «{value}». Chọn một trong: {listed}",
            f"{option}: there is no «{value}». Choose one of: {listed}",
        )
    )


def say(text: Text, language: Language, *, error: bool = False) -> None:
    """Print a sentence in the reader's language."""
    click.echo(text.in_language(language), err=error)


def write(
    output: str,
    header: dict[str, Text],
    rows: list[dict[str, Any]],
    language: Language,
    words: Mapping[str, Callable[[Any], str]] | None = None,
) -> None:
    """Write records in a chosen form; `header` names the columns and their labels.

    `words` says how the values of a column are written for people; programs get them as they are.
    """

    def shown(name: str, value: Any) -> str:
        if value is not None and words is not None and name in words:
            return words[name](value)
        if isinstance(value, bool):
            return (YES if value else NO).in_language(language)
        return "–" if value is None else str(value)

    form = choice("--format", output, FORMATS)
    if form == "json":
        click.echo(as_json(rows), nl=False)
    elif form == "csv":
        click.echo(as_csv(rows, [*header]), nl=False)
    else:
        labels = [label.in_language(language) for label in header.values()]
        cells = [[shown(name, row[name]) for name in header] for row in rows]
        right = [bool(rows) and all(_is_number(row[name]) for row in rows) for name in header]
        click.echo(as_table(labels, cells, right), nl=False)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def parts(values: Iterable[str]) -> list[str]:
    """Return the values of an option that may be repeated and may hold comma lists."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def whole_number(option: str, value: str, least: int, most: int) -> int:
    """Read a whole number within bounds; raises CommandError."""
    if value.isascii() and value.isdigit() and least <= int(value) <= most:
        return int(value)
    raise wrong_use(
        Text(
            f"{option}: «{value}» không phải số nguyên từ {least} đến {most}",
            f"{option}: «{value}» is not a whole number from {least} to {most}",
        )
    )
