"""Losses told from silence, in panels whose losses are known."""

from __future__ import annotations

import pytest

from analysis.evidence.retention import retention_of
from tests.evidence.autoregressive import known_panel
from tests.evidence.cases import UNKNOWN, panel


@pytest.mark.parametrize(("attrition", "non_response"), [(0.05, 0.3), (0.15, 0.1), (0.0, 0.2)])
def test_known_losses_are_found_again(attrition: float, non_response: float) -> None:
    found = retention_of(known_panel(1, 8000, 7, attrition=attrition, non_response=non_response))
    assert found is not None
    assert found.attrition == pytest.approx(attrition, abs=0.01)
    assert found.non_response == pytest.approx(non_response, abs=0.015)


def test_everybody_seen_loses_nobody() -> None:
    found = retention_of(known_panel(1, 50))
    assert found is not None
    assert found.attrition < 1e-4
    assert found.non_response < 1e-4


def test_three_periods_by_hand() -> None:
    # Of those seen first 80 % stay, and half of them answer. Seen again in both periods: 0.4²; only
    # in the last: 0.8 × 0.5 × 0.4; only in the second: 0.4 × (1 − 0.4); in neither: what is left.
    seen = {(1.0, 1.0): 16, (UNKNOWN, 1.0): 16, (1.0, UNKNOWN): 24, (UNKNOWN, UNKNOWN): 44}
    rows = [[1.0, *later] for later, count in seen.items() for _ in range(count)]
    found = retention_of(panel([0] * 100, rows))
    assert found is not None
    assert found.attrition == pytest.approx(0.2, abs=1e-3)
    assert found.non_response == pytest.approx(0.5, abs=1e-3)


def test_a_year_without_a_survey_is_no_silence() -> None:
    asked = known_panel(2, 500, 5, non_response=0.2)
    skipped = panel(asked.cohorts, asked.outcomes)
    skipped.outcomes[:, 2] = UNKNOWN
    found = retention_of(skipped)
    assert found is not None
    assert found.non_response == pytest.approx(0.2, abs=0.03)


def test_what_cannot_be_told() -> None:
    assert retention_of(panel([0, 0], [[1.0, 2.0], [1.0, UNKNOWN]])) is None
    assert retention_of(panel([0], [[UNKNOWN] * 4])) is None
    once = panel(
        [0] * 3, [[UNKNOWN, UNKNOWN, 1.0], [UNKNOWN, 1.0, UNKNOWN], [1.0, UNKNOWN, UNKNOWN]]
    )
    assert retention_of(once) is None
