"""The structured log: off by itself, whole lines, and nothing personal whatever is logged."""

from __future__ import annotations

import json
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.log import CODES, NUMBERS, BareRecord, log, log_error

PERSONAL = (
    *("Công ty TNHH Trà Bồng", "Nguyễn Văn An", "4300123456", "4300123456-001", "051200001234"),
    *("10.0.0.1", "192.168.1.77", "2001:db8::1", "fe80::1", "an@quangngai.example", "0912 345 678"),
    *("quế Trà Bồng", "'; drop table", "a\nb", "x" * 200, "NV-0912345678"),
)


@pytest.fixture
def log_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENCONG_LOG", "json")


def test_the_log_is_off_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    log("rerun", page="overview")
    log_error("ABCDEF", ValueError("x"))
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("log_on")
def test_an_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    log("rerun", page="overview", case="quang-ngai", snapshot=3, ms=17, error=None)
    [line] = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert told.pop("at").endswith("+00:00")
    known = {"page": "overview", "case": "quang-ngai", "snapshot": 3, "ms": 17}
    assert told == {"event": "rerun", **known}


@pytest.mark.usefixtures("log_on")
@pytest.mark.parametrize("value", PERSONAL)
def test_personal_data_are_never_written(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in CODES | NUMBERS:
        log("event", **{name: value})
        assert json.loads(capsys.readouterr().err)[name] == "?"


@pytest.mark.usefixtures("log_on")
def test_a_field_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValueError, match="no field"):
        log("event", name="x")


@pytest.mark.usefixtures("log_on")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(CODES)), value=st.text(max_size=80))
def test_whatever_is_written_is_a_short_ascii_code(
    capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    log("event", **{name: value})
    told = json.loads(capsys.readouterr().err)[name]
    assert told == "?" or (told.isascii() and len(told) <= 61 and " " not in told)


@pytest.mark.usefixtures("log_on")
def test_a_fault_is_logged_without_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("Nguyễn Văn An, 4300123456")
    except ValueError as error:
        log_error("0A1B2C", error)
    line = capsys.readouterr().err
    told = json.loads(line)
    assert (told["id"], told["error"]) == ("0A1B2C", "ValueError")
    assert told["places"][-1].startswith("test_log.py:")
    assert "4300123456" not in line


def test_what_libraries_log_loses_its_words() -> None:
    try:
        raise ValueError("4300123456")
    except ValueError as error:
        fault = (type(error), error, error.__traceback__)
    record = BareRecord("lib", logging.ERROR, "lib.py", 7, "An %s", ("10.0.0.1",), fault)
    line = logging.Formatter("%(message)s").format(record)
    told = json.loads(line)
    assert (told["logger"], told["place"], told["error"]) == ("lib", "lib.py:7", "ValueError")
    assert "4300123456" not in line
    assert "10.0.0.1" not in line
