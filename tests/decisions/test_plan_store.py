"""Saved plans: kept, read back, deleted and brought back; what is no plan is never trusted."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions import plan_store
from analysis.decisions.plan_outcomes import PlanOutcome
from analysis.decisions.plan_problem import names_of
from analysis.decisions.plan_request import PlanRequest
from analysis.decisions.plan_request_parts import read_limits
from analysis.decisions.plan_solved import solve_request
from analysis.decisions.plan_store import (
    FOLDER,
    PlanStoreError,
    delete_plan,
    deleted,
    load_plan,
    new_identity,
    restore_plan,
    save_plan,
    shelf,
)
from analysis.decisions.portfolio_candidates import candidate_set
from analysis.decisions.saved_plan import (
    LONGEST_NAME,
    SavedFile,
    SavedPlan,
    saved_plan,
    tidy,
    written,
)
from analysis.decisions.saved_plan_reading import DamagedPlanError, read_plan
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from tests.decisions.file_case import MILLION

CASE = "test-case"
PLAN = SavedPlan(
    identity="20260101-080000-00ff00",
    name="Phương án A",
    note="Ưu tiên miền núi\nlần 2",
    saved_at=datetime(2026, 1, 1, 8, tzinfo=UTC),
    case=CASE,
    snapshot=3,
    simulated=False,
    currency="VND",
    request=PlanRequest(total=500 * MILLION, limits=read_limits("floor", ["mountain=0.3"])),
    scope=Scope(districts=("535",)),
    status="optimal",
    objective=0.4,
    bound=0.4,
    gap=0.0,
    outcomes=(PlanOutcome("jobs", 2.5, 1.0, 4.0, 1, 1, 2, 1.0),),
    files=(
        SavedFile("HS-1", "Cơ sở Một", True, 200 * MILLION, "worth", Text("Đạt", "Worth it")),
        SavedFile("HS-2", "Cơ sở Hai", False, None, "gate_failed", Text("Không", "No")),
    ),
)

_RECORD: dict[str, Any] = json.loads(written(PLAN))

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


def _places(record: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path to every value inside a record."""
    inside = record.items() if isinstance(record, dict) else enumerate(record)
    found = []
    for key, value in inside:
        found.append((*path, key))
        if isinstance(value, (dict, list)):
            found += _places(value, (*path, key))
    return found


def test_a_plan_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    save_plan(tmp_path, PLAN)
    assert load_plan(tmp_path, CASE, PLAN.identity) == PLAN
    assert shelf(tmp_path, CASE).plans == (PLAN,)
    assert [one.candidate for one in PLAN.chosen] == ["HS-1"]
    assert PLAN.granted == 200 * MILLION
    assert shelf(tmp_path, "other-case").plans == ()


def test_the_newest_stands_first_and_deleting_can_be_undone(tmp_path: Path) -> None:
    later = replace(PLAN, identity="20260102-080000-00ff00", name="Phương án B")
    for plan in (PLAN, later):
        save_plan(tmp_path, plan)
    assert [one.name for one in shelf(tmp_path, CASE).plans] == ["Phương án B", "Phương án A"]
    delete_plan(tmp_path, CASE, PLAN.identity)
    assert shelf(tmp_path, CASE).plans == (later,)
    assert deleted(tmp_path, CASE).plans == (PLAN,)
    with pytest.raises(PlanStoreError, match="no saved plan"):
        load_plan(tmp_path, CASE, PLAN.identity)
    restore_plan(tmp_path, CASE, PLAN.identity)
    assert load_plan(tmp_path, CASE, PLAN.identity) == PLAN
    assert deleted(tmp_path, CASE).plans == ()


def test_the_last_deleted_are_kept_and_the_shelf_has_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_store, "MOST_DELETED", 2)
    monkeypatch.setattr(plan_store, "MOST_PLANS", 3)
    names = [f"2026010{day}-080000-00ff00" for day in range(1, 5)]
    for name in names[:3]:
        save_plan(tmp_path, replace(PLAN, identity=name))
    with pytest.raises(PlanStoreError, match="Delete some"):
        save_plan(tmp_path, replace(PLAN, identity=names[3]))
    for name in names[:3]:
        delete_plan(tmp_path, CASE, name)
    assert [one.identity for one in deleted(tmp_path, CASE).plans] == [names[2], names[1]]


@pytest.mark.parametrize(
    ("case", "identity"),
    [
        ("../secrets", PLAN.identity),
        ("", PLAN.identity),
        (CASE, "../../pointer"),
        (CASE, "20260101-080000-00ff00.json"),
        (CASE, ""),
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, case: str, identity: str) -> None:
    (tmp_path / "pointer.json").write_text("{}")
    for act in (load_plan, delete_plan, restore_plan):
        with pytest.raises(PlanStoreError):
            act(tmp_path, case, identity)
    assert (tmp_path / "pointer.json").read_text() == "{}"


def test_what_is_no_plan_is_named_and_left_alone(tmp_path: Path) -> None:
    save_plan(tmp_path, PLAN)
    folder = tmp_path / FOLDER / CASE
    (folder / "20260103-080000-00ff00.json").write_bytes(b"{")
    (folder / "20260104-080000-00ff00.json").write_bytes(written(PLAN))
    (folder / "notes.json").write_text("[]")
    found = shelf(tmp_path, CASE)
    assert found.plans == (PLAN,)
    assert found.damaged == ("20260104-080000-00ff00.json", "20260103-080000-00ff00.json")
    assert (folder / "20260103-080000-00ff00.json").read_bytes() == b"{"


def test_a_plan_without_a_name_or_unlike_what_is_read_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(PlanStoreError, match="needs a name"):
        save_plan(tmp_path, replace(PLAN, name=""))
    twice = replace(PLAN, files=(PLAN.files[0], PLAN.files[0]))
    with pytest.raises(PlanStoreError, match="cannot be kept"):
        save_plan(tmp_path, twice)
    assert not (tmp_path / FOLDER).exists()


@given(st.sampled_from(_places(_RECORD)), _JSON)
def test_one_altered_part_gives_a_plan_or_is_refused(path: tuple[Any, ...], value: Any) -> None:
    record = deepcopy(_RECORD)
    inside = record
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    content = json.dumps(record).encode()
    try:
        found = read_plan(content, CASE)
    except DamagedPlanError:
        return
    assert read_plan(written(found), CASE) == found


@given(st.binary(max_size=60) | _JSON.map(lambda told: json.dumps(told).encode()))
def test_any_bytes_are_refused_with_one_error(content: bytes) -> None:
    with pytest.raises(DamagedPlanError):
        read_plan(content, CASE)


@given(st.text(max_size=200))
def test_any_name_is_tidied_once_for_all(name: str) -> None:
    once = tidy(name, LONGEST_NAME)
    assert tidy(once, LONGEST_NAME) == once
    assert len(once) <= LONGEST_NAME
    if once:
        assert read_plan(written(replace(PLAN, name=once)), CASE).name == once


def test_a_solved_request_is_saved_with_its_reasons(plan_workspace: Path, tmp_path: Path) -> None:
    snapshot = open_snapshot(plan_workspace, CASE)
    made = candidate_set(snapshot, Scope())
    names = names_of(made, snapshot)
    solved = solve_request(made, PlanRequest(total=400 * MILLION), snapshot, 5)
    plan = saved_plan(new_identity(), " Thử ", "", solved, snapshot, Scope(), names)
    save_plan(tmp_path, plan)
    kept = load_plan(tmp_path, CASE, plan.identity)
    assert kept == plan
    assert (kept.name, kept.snapshot, kept.granted) == ("Thử", snapshot.number, 400 * MILLION)
    assert {one.candidate for one in kept.files} == {one.id for one in made.candidates}
    assert all(one.reason.vi and one.reason.en for one in kept.files)
    nothing = solve_request(
        made,
        PlanRequest(total=1, limits=read_limits("floor", ["mountain=1000000"])),
        snapshot,
        2,
    )
    with pytest.raises(ValueError, match="keeps every limit"):
        saved_plan(new_identity(), "Thử", "", nothing, snapshot, Scope(), names)
