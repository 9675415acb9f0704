"""From a command line to an exit code: what goes wrong is said in words, never a traceback."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from itertools import pairwise

import click

from analysis.commands.root import khuyencong
from analysis.commands.shared import BAD_DATA, GOOD, WRONG_USE, CommandError, say
from analysis.commands.waiting import was_stopped
from analysis.configuration import ConfigurationError, configure
from analysis.importing.process import ImportFailedError
from analysis.language import Language, Text, as_language
from analysis.log import log
from analysis.settings import LANGUAGE_VARIABLE
from analysis.warehouse import WarehouseError

DEBUG_VARIABLE = "KHUYENCONG_DEBUG"


def usage_text(error: click.UsageError) -> Text:
    """Say in both languages what was wrong with a command line."""
    if isinstance(error, (click.NoSuchOption, click.exceptions.NoSuchCommand)):
        near = f" ({', '.join(error.possibilities)}?)" if error.possibilities else ""
    if isinstance(error, click.exceptions.NoSuchCommand):
        return Text(
            f"Không có lệnh «{error.command_name}»{near}",
            f"There is no command «{error.command_name}»{near}",
        )
    if isinstance(error, click.NoSuchOption):
        return Text(
            f"Không có tùy chọn {error.option_name}{near}",
            f"There is no option {error.option_name}{near}",
        )
    if isinstance(error, click.BadOptionUsage):
        return Text(
            f"Tùy chọn {error.option_name} dùng chưa đúng: thiếu hoặc thừa giá trị",
            f"The option {error.option_name} is used wrongly: {error.format_message()}",
        )
    if isinstance(error, click.MissingParameter) and error.param is not None:
        wanted = error.param.make_metavar(error.ctx) if error.ctx else error.param.name
        return Text(f"Còn thiếu {wanted}", f"{wanted} is missing")
    told = error.format_message()
    if extra := re.search(r"unexpected extra arguments? \((.*)\)", told):
        return Text(f"Thừa: {extra[1]}", f"Not expected: {extra[1]}")
    return Text(f"Lệnh chưa đúng: {told}", told)


def _language_in(arguments: Sequence[str]) -> Language:
    """Find the language of a line that may be too faulty to be read properly."""
    named = as_language(os.environ.get(LANGUAGE_VARIABLE))
    for word, following in pairwise([*arguments, ""]):
        if word == "--lang":
            named = as_language(following, named)
        elif word.startswith("--lang="):
            named = as_language(word.removeprefix("--lang="), named)
    return named


def _complain(text: Text, language: Language) -> None:
    word = Text("Lỗi", "Error").in_language(language)
    click.echo(f"{word}: {text.in_language(language)}", err=True)


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code; nothing escapes as a traceback."""
    try:
        configure()
    except ConfigurationError as error:
        # The doctor is there to say what is wrong, this among the rest.
        if "doctor" not in arguments:
            _complain(error.text, _language_in(arguments))
            return WRONG_USE
    started = time.perf_counter()
    code = _carry_out(arguments, _language_in(arguments))
    named = next((word for word in arguments if word in khuyencong.commands), None)
    log("command", command=named, code=code, ms=round((time.perf_counter() - started) * 1e3))
    return code


def _carry_out(arguments: Sequence[str], language: Language) -> int:
    try:
        # Not through click's own `main`, which ends the process by itself when a pipe breaks.
        with khuyencong.make_context("khuyencong", [*arguments]) as context:
            khuyencong.invoke(context)
        sys.stdout.flush()
        return GOOD
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return WRONG_USE
    except click.UsageError as error:
        _complain(usage_text(error), language)
        path = error.ctx.command_path if error.ctx else "khuyencong"
        say(Text(f"Xem: {path} --help", f"See: {path} --help"), language, error=True)
        return WRONG_USE
    except CommandError as error:
        _complain(error.text, language)
        return error.exit_code
    except WarehouseError as error:
        _complain(error.text, language)
        return BAD_DATA
    except ImportFailedError as error:
        _complain(error.text, language)
        if os.environ.get(DEBUG_VARIABLE):
            click.echo(error.details, err=True)
        return BAD_DATA
    except BrokenPipeError:
        # The reader had enough (`| head`). Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    except (Exception, KeyboardInterrupt) as error:
        if was_stopped(error):
            _complain(Text("Đã dừng theo yêu cầu", "Stopped as asked"), language)
            return BAD_DATA
        if os.environ.get(DEBUG_VARIABLE):
            raise
        told = f"{type(error).__name__}: {error}"
        _complain(
            Text(
                f"Lỗi không lường trước ({told}). Chạy «khuyencong doctor»; đặt {DEBUG_VARIABLE}=1 "
                "để xem chi tiết khi báo lỗi",
                f"Unforeseen fault ({told}). Run «khuyencong doctor»; set {DEBUG_VARIABLE}=1 for "
                "the details when you report it",
            ),
            language,
        )
        return BAD_DATA
