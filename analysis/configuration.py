"""Configuration: a file of a few lines, the environment above it, and what is wrong with either.

What the file says is put into the environment of the process, where nothing is set there yet, so
that every part of the program and every process it starts sees one and the same configuration.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from platformdirs import site_config_path, user_config_path

from analysis.language import LANGUAGES, Text
from analysis.settings import (
    AUDIENCE_VARIABLE,
    LANGUAGE_VARIABLE,
    MEMORY_PATTERN,
    MEMORY_VARIABLE,
    MOST_THREADS,
    NAMES_HIDDEN,
    NAMES_VARIABLE,
    PASSWORD_VARIABLE,
    THREADS_VARIABLE,
    WARM_VARIABLE,
    WORKSPACE_VARIABLE,
)

CONFIG_VARIABLE = "KHUYENCONG_CONFIG"
HOST_VARIABLE = "KHUYENCONG_HOST"
PORT_VARIABLE = "KHUYENCONG_PORT"
UPLOAD_VARIABLE = "KHUYENCONG_UPLOAD_MB"
LOG_VARIABLE = "KHUYENCONG_LOG"
METRICS_VARIABLE = "KHUYENCONG_METRICS_TOKEN"
FILE_NAME = "khuyencong.toml"
SHORTEST_TOKEN = 24
UPLOAD_MOST = 300
"""Megabytes: what the reader of files takes at all."""


class ConfigurationError(Exception):
    """The configuration cannot be used; `text` says what is wrong with it and what to write."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def _one_of(*allowed: str) -> Callable[[str], Text | None]:
    listed = ", ".join(allowed)
    wrong = Text(f"phải là một trong: {listed}", f"must be one of: {listed}")
    return lambda value: None if value.lower() in allowed else wrong


def _whole(low: int, high: int) -> Callable[[str], Text | None]:
    wrong = Text(
        f"phải là số nguyên từ {low} đến {high}", f"must be a whole number, {low} to {high}"
    )

    def problem(value: str) -> Text | None:
        good = value.isascii() and value.isdigit() and low <= int(value) <= high
        return None if good else wrong

    return problem


def _matching(pattern: str, wrong: Text) -> Callable[[str], Text | None]:
    return lambda value: None if re.fullmatch(pattern, value) else wrong


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be configured: its key in the file, its variable, and what it may be."""

    key: str
    variable: str
    meaning: Text
    problem: Callable[[str], Text | None]
    secret: bool = False


OPTIONS = (
    Option(
        "workspace",
        WORKSPACE_VARIABLE,
        Text("thư mục làm việc", "the workspace folder"),
        _matching(r"[^\0\n]+", Text("phải là đường dẫn", "must be a path")),
    ),
    Option(
        "language",
        LANGUAGE_VARIABLE,
        Text("ngôn ngữ mặc định", "the language by default"),
        _one_of(*LANGUAGES),
    ),
    Option(
        "names",
        NAMES_VARIABLE,
        Text("tên, mã cơ sở trong danh sách", "names and codes of establishments in lists"),
        _one_of("shown", NAMES_HIDDEN),
    ),
    Option(
        "memory",
        MEMORY_VARIABLE,
        Text("bộ nhớ cho truy vấn của một bản số liệu", "memory for the queries of a snapshot"),
        _matching(MEMORY_PATTERN, Text("phải như 2GB hay 800MB", "must be like 2GB or 800MB")),
    ),
    Option(
        "threads",
        THREADS_VARIABLE,
        Text("số luồng của một truy vấn", "threads of one query"),
        _whole(1, MOST_THREADS),
    ),
    Option(
        "host",
        HOST_VARIABLE,
        Text("địa chỉ phục vụ", "the address served"),
        _matching(r"[A-Za-z0-9.:\-]{1,253}", Text("phải là địa chỉ máy", "must be a host")),
    ),
    Option("port", PORT_VARIABLE, Text("cổng", "the port"), _whole(1, 65_535)),
    Option(
        "upload_mb",
        UPLOAD_VARIABLE,
        Text("megabyte nhiều nhất của một tệp nộp", "megabytes of one uploaded file at most"),
        _whole(1, UPLOAD_MOST),
    ),
    Option(
        "log", LOG_VARIABLE, Text("nhật ký có cấu trúc", "structured log"), _one_of("off", "json")
    ),
    Option(
        "metrics_token",
        METRICS_VARIABLE,
        Text("mã để đọc /metrics từ máy khác", "the token that reads /metrics from elsewhere"),
        _matching(
            rf"[\x21-\x7e]{{{SHORTEST_TOKEN},200}}",
            Text(
                f"phải có ít nhất {SHORTEST_TOKEN} ký tự ASCII",
                f"must have {SHORTEST_TOKEN} ASCII characters or more",
            ),
        ),
        secret=True,
    ),
)
"""Everything that can be configured by file; each wins from the environment by its variable."""

OTHER_VARIABLES = (
    AUDIENCE_VARIABLE,
    CONFIG_VARIABLE,
    PASSWORD_VARIABLE,
    WARM_VARIABLE,
    "KHUYENCONG_DEBUG",
    "KHUYENCONG_NEW_EXAMPLES",
    "KHUYENCONG_SCREENSHOTS",
)
"""Variables of the program that are no business of an installation's file."""


def config_path(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file that configures this process; None when there is none.

    The one the variable names, which must exist; an empty variable means no file. Else the
    system's (/etc/xdg/khuyencong/khuyencong.toml), else the user's (~/.config/khuyencong).
    """
    named = environment.get(CONFIG_VARIABLE)
    if named is not None:
        return Path(named).expanduser() if named.strip() else None
    usual = (site_config_path, user_config_path)
    paths = (folder("khuyencong", appauthor=False) / FILE_NAME for folder in usual)
    return next((path for path in paths if path.is_file()), None)


def read_file(path: Path) -> tuple[dict[str, str], list[Text]]:
    """Return the values of a file by variable, and a sentence for each thing wrong with it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or "?"
        return {}, [Text(f"không đọc được {path} ({reason})", f"{path} cannot be read ({reason})")]
    except ValueError as error:
        return {}, [Text(f"{path} không phải TOML ({error})", f"{path} is no TOML ({error})")]
    options = {option.key: option for option in OPTIONS}
    values: dict[str, str] = {}
    problems: list[Text] = []
    for key, value in told.items():
        option = options.get(key)
        if option is None:
            problems.append(_unknown(key, tuple(options)))
        elif isinstance(value, bool) or not isinstance(value, (str, int)):
            wrong = Text("phải là chữ hoặc số", "must be a text or a number")
            problems.append(_faulty(key, wrong))
        elif (wrong_value := option.problem(str(value))) is not None:
            problems.append(_faulty(key, wrong_value))
        else:
            values[option.variable] = str(value)
    return values, problems


def environment_problems(environment: Mapping[str, str] = os.environ) -> list[Text]:
    """Return a sentence for each variable of ours that is misspelt or holds what it must not."""
    known = {option.variable: option for option in OPTIONS}
    names = (*known, *OTHER_VARIABLES)
    problems = []
    for name, value in sorted(environment.items()):
        if not name.startswith("KHUYENCONG_") or not value.strip():
            continue
        if name not in names:
            problems.append(_unknown(name, names))
        elif name in known and (wrong := known[name].problem(value.strip())) is not None:
            problems.append(_faulty(name, wrong))
    return problems


def configure(environment: MutableMapping[str, str] = os.environ) -> Path | None:
    """Put what the file says into the environment, which wins; return the file, if there is one.

    Raises ConfigurationError when file or environment hold anything unknown or faulty: a typing
    error must not quietly leave a default in force.
    """
    path = config_path(environment)
    values, problems = read_file(path) if path is not None else ({}, [])
    problems += environment_problems(environment)
    if problems:
        raise ConfigurationError(
            Text(
                "Cấu hình có lỗi: " + "; ".join(problem.vi for problem in problems),
                "The configuration is faulty: " + "; ".join(problem.en for problem in problems),
            )
        )
    for name, value in values.items():
        if not environment.get(name, "").strip():
            environment[name] = value
    return path


def _unknown(name: str, known: tuple[str, ...]) -> Text:
    near = get_close_matches(name, known, 1, 0.6)
    shown = "".join(letter if letter.isprintable() else "?" for letter in name[:60])
    vi, en = (f"; ý là {near[0]}?", f"; did you mean {near[0]}?") if near else ("", "")
    return Text(f"không có mục {shown}{vi}", f"there is no setting {shown}{en}")


def _faulty(name: str, wrong: Text) -> Text:
    # The value stays out of the sentence: it may be a secret.
    return Text(f"{name} {wrong.vi}", f"{name} {wrong.en}")
