"""Gates and the law's order in a sentence each, by hand."""

from __future__ import annotations

import pandas as pd

from analysis.decisions.selection_answers import (
    NO_FILES,
    answer_condition,
    answer_gates,
    answer_order,
    conditions,
    order_reasons,
)


def _results() -> pd.DataFrame:
    rows = [
        ("1", "new", "pass", "Hóa đơn"),
        ("2", "new", "fail", "Hóa đơn"),
        ("1", "committed", "unknown", "Cam kết"),
        ("2", "committed", "unknown", None),
        ("3", "committed", "pass", "Sao kê"),
    ]
    frame = pd.DataFrame(rows, columns=["application_id", "gate", "result", "document"])
    return frame.assign(gate_name=frame["gate"], legal_source="NĐ 45/2012")


def test_conditions_are_counted_what_holds_up_most_first() -> None:
    frame = conditions(_results())
    assert frame["gate"].tolist() == ["committed", "new"]
    assert frame[["passed", "failed", "unknown"]].to_numpy().tolist() == [[1, 0, 2], [1, 1, 0]]
    assert frame["document"].tolist() == ["Cam kết; Sao kê", "Hóa đơn"]
    assert answer_condition(frame).en == (
        "The condition that holds up most files: committed (0 not met, 2 unknown)"
    )
    passed = _results().assign(result="pass")
    assert answer_condition(conditions(passed)).en == "No condition holds a file up"
    assert conditions(_results().head(0)).empty


def test_files_are_counted_by_their_verdict() -> None:
    frame = pd.DataFrame({"overall": ["pass", "blocked", "blocked", "fail"]})
    assert answer_gates(frame).en == (
        "1 of 4 files meet every condition; 1 fail one, 2 are blocked until something is known"
    )
    assert answer_gates(frame.head(0)) == NO_FILES


def _order() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "order_no": [1, 2, 3],
            "application_id": ["a", "b", "c"],
            "name": ["A", "B", "C"],
            "place": [1, 1, 3],
            "best_place": [1, 1, 1],
            "worst_place": [1, 2, 3],
            "law_area": ["Highland", "Highland", "No priority area"],
            "law_area_unknown": [None, None, None],
            "law_industry": ["Exports", "Class not known", "Exports"],
            "law_industry_unknown": [None, "Key products", None],
            "law_unknown": [False, True, False],
            "industry": ["10", "16", "31"],
            "overall_name": ["ok", "ok", "ok"],
        }
    )


def test_the_order_says_who_is_first_and_who_may_move() -> None:
    told = answer_order(_order())
    assert told.en == (
        "2 of 3 files hold the first place by law; 2 files may stand elsewhere, as a class is not "
        "known"
    )
    sure = _order().assign(best_place=lambda frame: frame["place"]).head(1)
    assert answer_order(sure).en == "1 of 1 file holds the first place by law"
    assert answer_order(_order().head(0)) == NO_FILES


def test_every_place_has_its_reason_and_what_is_not_known() -> None:
    reasons = order_reasons(_order(), "en")["reason"].tolist()
    assert reasons[0] == "Highland; Exports"
    assert reasons[1] == "Highland; Class not known (not known: Key products)"
