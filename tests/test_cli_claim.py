"""The command `khuyencong claim` as a person types it, and as a program reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.commands.running import run
from analysis.evidence.claim import claim
from analysis.evidence.doubt_record import doubt_findings, doubt_record
from analysis.evidence.outcomes import CODES
from analysis.scope import Scope
from analysis.warehouse import open_snapshot

PROMISED = {
    *("estimate", "interval", "n_supported", "n_compared", "method", "diagnostics"),
    *("sensitivity", "grade", "reasons"),
}
MICHIGAN = ("--case", "michigan-1987")

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that carries out `claim` on the loaded workspace."""

    def asked(*arguments: str) -> tuple[int, str, str]:
        code = run(["--workspace", str(workspace), "claim", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return asked


def test_json_is_the_claim_of_notebooks_and_the_dashboard(ask: Ask, workspace: Path) -> None:
    code, out, err = ask("--outcome", "defect_rate", *MICHIGAN, "--format", "json", "--lang", "en")
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert set(record) >= PROMISED
    found = claim(open_snapshot(workspace, MICHIGAN[1]), Scope(), "defect_rate")
    assert record["estimate"] == found.estimate
    assert record["interval"] == {
        "low": found.interval.low,
        "high": found.interval.high,
        "level": 0.95,
    }
    assert (record["n_supported"], record["n_compared"]) == (29, 25)
    assert record["grade"] == found.grade.level
    assert record["reasons"] == [reason.en for reason in found.grade.reasons]
    assert [row["code"] for row in record["sensitivity"]] == [one.code for one in found.sensitivity]


def test_sensitivity_is_asked_for_and_is_that_of_the_functions(ask: Ask, workspace: Path) -> None:
    given = ("--outcome", "defect_rate", *MICHIGAN, "--lang", "en")
    code, out, _ = ask(*given, "--format", "json", "--sensitivity")
    record = json.loads(out)
    assert code == 0
    found = claim(open_snapshot(workspace, MICHIGAN[1]), Scope(), "defect_rate", others=False)
    assert {name: record[name] for name in ("broken_trends", "matched", "unseen_cause")} == (
        json.loads(json.dumps(doubt_record(found, "en")))
    )
    assert len(record["matched"]["answers"]) == 6
    assert record["broken_trends"]["breakdown_multiple"] == 0.0
    code, out, _ = ask(*given, "--sensitivity")
    assert code == 0
    told = out.split("Sensitivity and matched comparison:")[1]
    for text in doubt_findings(found):
        assert text.en in told
    assert "broken_trends" not in json.loads(ask(*given, "--format", "json")[1])


def test_people_read_the_sentence_its_grade_and_what_would_be_surer(ask: Ask) -> None:
    code, out, _ = ask("--outcome", "defect_rate", *MICHIGAN, "--lang", "vi")
    assert code == 0
    first = out.splitlines()[0]
    assert first.startswith("Tỷ lệ phế phẩm: ")
    assert "n = 29 được hỗ trợ, 25 đối chứng" in first
    for words in ("Bậc bằng chứng: ", "Để chắc chắn hơn:", "Kiểm tra:", "Cách tính khác:"):
        assert words in out


def test_without_results_the_estimate_is_null_and_reasons_say_why(ask: Ask) -> None:
    code, out, _ = ask(
        *("--outcome", "productivity", "--case", "quang-ngai-published"),
        *("--format", "json", "--lang", "en"),
    )
    record = json.loads(out)
    assert code == 0
    assert (record["estimate"], record["interval"], record["grade"]) == (None, None, 0)
    assert record["reasons"]
    assert "cannot tell yet" in record["sentence"]


def test_a_method_a_comparison_and_a_filter_can_be_chosen(ask: Ask) -> None:
    def record(*more: str) -> dict:
        given = ("--outcome", "workers", *MICHIGAN, "--format", "json")
        return json.loads(ask(*given, *more)[1])

    assert record("--method", "before_after")["design"] == "before_after"
    assert record("--comparison", "not_yet")["comparison"] == "not_yet"
    assert record("--method", "regression", "--anticipation", "1")["form"] == "regression"
    assert record("--covariates", "size,founded")["covariates"] == ["Số lao động ban đầu (logarit)"]
    assert record("--year", "1989")["n_supported"] < record()["n_supported"]


def test_the_outcomes_are_listed(ask: Ask) -> None:
    code, out, _ = ask("--list")
    assert code == 0
    assert all(name in out for name in CODES)
    listed = json.loads(ask("--list", "--format", "json")[1])
    assert [row["outcome"] for row in listed] == list(CODES)


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ((), "--outcome"),
        (("--outcome", "happiness"), "happiness"),
        (("--outcome", "workers", "--method", "magic"), "magic"),
        (("--outcome", "workers", "--comparison", "own_past"), "own_past"),
        (("--outcome", "workers", "--anticipation", "9"), "9"),
        (("--outcome", "workers", "--format", "xml"), "xml"),
        (("--outcome", "workers", "--covariates", "size,luck"), "luck"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(
    ask: Ask, arguments: tuple[str, ...], wrong: str
) -> None:
    code, out, err = ask(*arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert wrong in err
