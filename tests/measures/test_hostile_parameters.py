"""What an address can carry never becomes SQL: a value stays a value, whatever it is made of."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import duckdb
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.access.reader import Reader
from analysis.language import Language
from analysis.measures import catalogue, run_measure
from analysis.scope import Prices, Scope, Vintage
from analysis.warehouse import Snapshot, open_snapshot
from dashboard.ui.address import _KEPT, address_query, read_address
from dashboard.ui.search.answering import answer

METACHARACTERS = (
    *("'", '"', ";", "--", "/*", "*/", "\\", "%", "_", "$1", "?", ":x", "`", "\0", "\n", "(", ")"),
    *("' or 1=1 --", "'; drop table project; --", '" union select 1 --', "$$a$$", "{x}", "${x}"),
    *(
        "x' || (select current_setting('temp_directory')) || '",
        "read_csv('/etc/passwd')",
        "\U0001f4a9",
    ),
)
HOSTILE = st.one_of(
    st.sampled_from(METACHARACTERS),
    st.text(max_size=60),
    st.lists(st.sampled_from((*METACHARACTERS, "2020", "522", "a")), max_size=5).map(",".join),
)
SCOPE_NAMES = (*(field.name for field in fields(Scope)), "lang", "case", "missing")
FILTERS = (("districts", "activities", "industries"), ("fund_sources", "sizes"))
"""The text filters of a Scope, in two groups: what the first finds nothing for hides the second."""


@pytest.fixture(scope="module")
def snapshot(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@given(query=st.dictionaries(st.sampled_from((*SCOPE_NAMES, *_KEPT)), HOSTILE, max_size=8))
@example(query={name: "'; drop table project; --" for name in SCOPE_NAMES})
def test_an_address_yields_codes_or_a_sentence_and_reads_back(query: dict[str, str]) -> None:
    address = read_address(query, ["quang-ngai-simulated"])
    assert address.case == "quang-ngai-simulated"
    for values in address.scope.filters().values():
        for value in values:
            assert str(value).replace("-", "").replace("_", "").isalnum(), value
    scope = address.scope
    assert scope.prices in get_args(Prices)
    assert scope.vintage in get_args(Vintage)
    assert scope.language in get_args(Language)
    for problem in address.problems:
        assert problem.vi
        assert problem.en
    again = read_address(address_query(address.case, address.scope), ["quang-ngai-simulated"])
    assert again.scope == address.scope
    assert again.problems == ()


def test_every_text_filter_is_tried() -> None:
    texts = {one.name for one in fields(Scope) if one.type == "tuple[str, ...]"}
    assert texts == {name for group in FILTERS for name in group}


@pytest.mark.parametrize("group", FILTERS, ids="-".join)
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_no_filter_of_a_measure_becomes_sql(
    name: str, group: tuple[str, ...], snapshot: Snapshot
) -> None:
    """A Scope made past the address, of metacharacters only, finds what strange codes find."""
    texts = METACHARACTERS[:3] + METACHARACTERS[17:]
    hostile, nowhere = (
        replace(Scope(), **dict.fromkeys(group, values)) for values in (texts, ("00000",))
    )
    found, nothing = (run_measure(name, snapshot, one) for one in (hostile, nowhere))
    assert list(found.columns) == list(nothing.columns)
    assert len(found) == len(nothing)
    numbers = nothing.select_dtypes("number").columns
    pd.testing.assert_frame_equal(found[numbers], nothing[numbers])


@given(typed=HOSTILE)
def test_the_search_answers_whatever_is_typed(typed: str) -> None:
    told = answer(typed, {"lang": "vi", "case": typed}, Reader("lan", "administrator"))
    assert isinstance(told, dict)


def test_a_reader_can_neither_write_nor_look_outside(snapshot: Snapshot) -> None:
    """Were something of an address ever run, this is what it would meet."""
    for sql in (
        "drop table project",
        "update establishment set name = 'x'",
        "select * from read_text('/etc/passwd')",
        "copy establishment to '/tmp/owned.csv'",
        "attach '/tmp/owned.duckdb' as owned",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
    ):
        with pytest.raises(duckdb.Error):
            snapshot.query(sql)
