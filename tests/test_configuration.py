"""Configuration by file and environment: the environment wins, and nothing faulty goes unsaid."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import doctor
from analysis.commands.running import run
from analysis.configuration import (
    CONFIG_VARIABLE,
    OPTIONS,
    OTHER_VARIABLES,
    ConfigurationError,
    Option,
    config_path,
    configure,
    environment_problems,
    read_file,
)
from analysis.settings import (
    LANGUAGE_VARIABLE,
    PROJECT_ROOT,
    WORKSPACE_VARIABLE,
    settings_from_environment,
)

VARIABLES = {option.variable for option in OPTIONS} | set(OTHER_VARIABLES)


@pytest.fixture(autouse=True)
def _environment_as_before() -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def _file(folder: Path, text: str) -> dict[str, str]:
    path = folder / "khuyencong.toml"
    path.write_text(text, encoding="utf-8")
    return {CONFIG_VARIABLE: str(path)}


def test_a_file_configures_and_the_environment_wins(tmp_path: Path) -> None:
    environment = _file(tmp_path, 'workspace = "/srv/kc"\nlanguage = "en"\nthreads = 4\n')
    environment[LANGUAGE_VARIABLE] = "vi"
    assert configure(environment) == tmp_path / "khuyencong.toml"
    assert environment[WORKSPACE_VARIABLE] == "/srv/kc"
    assert environment[LANGUAGE_VARIABLE] == "vi"
    os.environ.update(environment)
    assert settings_from_environment().threads == 4
    assert str(settings_from_environment().workspace) == "/srv/kc"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("worksapce = '/srv'", "there is no setting worksapce; did you mean workspace?"),
        ("[server]\nport = 1", "there is no setting server"),
        ("port = 70000", "port must be a whole number, 1 to 65535"),
        ("port = true", "port must be a text or a number"),
        ("language = 'fr'", "language must be one of: vi, en"),
        ("memory = 'much'", "memory must be like 2GB or 800MB"),
        ("metrics_token = 'short'", "metrics_token must have 24 ASCII characters or more"),
        ("log = yes", "is no TOML"),
        ("upload_mb = 301", "upload_mb must be a whole number, 1 to 300"),
    ],
)
def test_what_is_unknown_or_faulty_is_refused(tmp_path: Path, text: str, said: str) -> None:
    environment = _file(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        configure(environment)
    assert said in caught.value.text.en
    assert caught.value.text.vi != caught.value.text.en
    assert set(environment) == {CONFIG_VARIABLE}


def test_a_secret_is_never_repeated(tmp_path: Path) -> None:
    environment = _file(tmp_path, "metrics_token = 'hunter2hunter2'")
    with pytest.raises(ConfigurationError) as caught:
        configure(environment)
    assert "hunter2" not in caught.value.text.en + caught.value.text.vi


def test_a_misspelt_variable_is_refused_with_what_was_meant() -> None:
    [said] = environment_problems({"KHUYENCONG_WORKSPCE": "/srv", "PATH": "/bin"})
    assert said.en == "there is no setting KHUYENCONG_WORKSPCE; did you mean KHUYENCONG_WORKSPACE?"


def test_a_named_file_must_be_there_and_an_empty_name_means_none(tmp_path: Path) -> None:
    assert config_path({CONFIG_VARIABLE: ""}) is None
    with pytest.raises(ConfigurationError, match="cannot be read"):
        configure({CONFIG_VARIABLE: str(tmp_path / "nothing.toml")})


def test_every_command_refuses_a_faulty_configuration_and_the_doctor_tells_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.environ.update(_file(tmp_path, "thread = 4"))
    assert run(["history", "--lang", "en"]) == 2
    assert "did you mean threads?" in capsys.readouterr().err
    assert run(["doctor", "--lang", "en", "--workspace", str(tmp_path)]) == 1
    assert "did you mean threads?" in capsys.readouterr().out


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_the_doctor_checks_every_setting(option: Option) -> None:
    environment = {CONFIG_VARIABLE: "", option.variable: ""}
    assert doctor.check_configuration(environment).status == "ok"
    environment[option.variable] = "no\x00value"
    check = doctor.check_configuration(environment)
    assert check.status == "fail"
    assert option.variable in check.detail.en


def test_the_sample_file_is_whole_and_right(tmp_path: Path) -> None:
    text = (PROJECT_ROOT / "deploy" / "khuyencong.toml").read_text(encoding="utf-8")
    assert read_file(PROJECT_ROOT / "deploy" / "khuyencong.toml")[1] == []
    for option in OPTIONS:
        assert re.search(rf"^#? ?{option.key} = ", text, re.MULTILINE), option.key
    spelt_out = tmp_path / "all.toml"
    spelt_out.write_text(re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    values, problems = read_file(spelt_out)
    assert problems == []
    assert len(values) == len(OPTIONS)


def test_every_variable_of_the_program_is_known_here() -> None:
    used: set[str] = set()
    for folder in ("analysis", "dashboard"):
        for path in (PROJECT_ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    used |= set(re.findall(r"KHUYENCONG_[A-Z_]+[A-Z]", node.value))
    assert used <= VARIABLES


@given(text=st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    values, problems = read_file(path)
    assert set(values) <= VARIABLES
    assert all(problem.vi and problem.en for problem in problems)
