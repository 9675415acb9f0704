"""Rounds of a plan year: who was chosen among, on which day, and who stands outside."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.decisions.backtest_rounds import rounds_of


def _files(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    """Return files of plan year 2021 from (id, handed in, result, decided)."""
    frame = pd.DataFrame(rows, columns=["application_id", "submitted_on", "result", "decided_on"])
    return frame.assign(
        establishment_id=frame["application_id"],
        plan_year=2021,
        submitted_on=pd.to_datetime(frame["submitted_on"]),
        decided_on=pd.to_datetime(frame["decided_on"]),
        granted=pd.array([5 if result == "approved" else None for result in frame["result"]]),
    )


def test_a_round_is_of_the_day_before_its_first_approval() -> None:
    [year] = rounds_of(
        _files(
            ("first", "2020-08-01", "approved", "2020-12-20"),
            ("second", "2020-09-01", "approved", "2020-12-10"),
            ("refused before", "2020-03-01", "refused", "2020-05-01"),
            ("refused after", "2020-09-01", "refused", "2021-02-01"),
            ("on the day", "2020-12-09", "refused", "2021-02-01"),
            ("supplement", "2020-12-10", "approved", "2021-06-15"),
        )
    )
    assert [one.known_on for one in year.rounds] == [date(2020, 12, 9), date(2021, 6, 14)]
    assert set(year.rounds[0].files) == {
        *("first", "second", "refused before", "refused after", "on the day")
    }
    assert year.rounds[1].files == ("supplement",)
    assert (year.left_out, year.withdrawn) == (0, 0)
    assert set(year.approved) == {"first", "second", "supplement"}
    assert year.decided["first"].granted == 5
    assert year.decided["refused after"].granted is None


def test_who_withdrew_before_is_no_candidate_and_who_did_later_is() -> None:
    [year] = rounds_of(
        _files(
            ("chosen", "2020-08-01", "approved", "2020-12-10"),
            ("gone", "2020-08-01", "withdrawn", "2020-11-01"),
            ("goes later", "2020-08-01", "withdrawn", "2021-01-15"),
        )
    )
    assert set(year.rounds[0].files) == {"chosen", "goes later"}
    assert year.withdrawn == 1


def test_what_no_day_places_is_counted_and_left_out() -> None:
    [year] = rounds_of(
        _files(
            ("chosen", "2020-08-01", "approved", "2020-12-10"),
            ("no day", "2021-01-05", "approved", None),
            ("same day", "2021-02-01", "approved", "2021-02-01"),
            ("after all", "2021-03-01", "refused", "2021-04-01"),
        )
    )
    assert len(year.rounds) == 1
    assert year.left_out == 3


def test_a_year_without_an_approval_is_no_past_year() -> None:
    assert rounds_of(_files(("waits", "2020-08-01", "pending", None))) == ()
    unknown = _files(("chosen", "2020-08-01", "approved", "2020-12-10")).assign(plan_year=pd.NA)
    assert rounds_of(unknown) == ()
