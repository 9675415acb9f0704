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
    # Seen in 1 and 3 but not in 2: silent in 2. With 60 × (1,1,1), 20 × (1,0,1), 20 × (1,1,0):
    # of those seen at the end a quarter was silent in between, and answering has 3/4; of those
    # seen in 2 (80) three quarters were seen again, so all of them stayed.
    one, two, three = [1.0, 1.0, 1.0], [1.0, UNKNOWN, 1.0], [1.0, 1.0, UNKNOWN]
    found = retention_of(panel([0] * 100, [one] * 60 + [two] * 20 + [three] * 20))
    assert found is not None
    assert found.non_response == pytest.approx(0.2, abs=0.06)
    assert found.attrition < 0.02


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
    late = panel([0, 0], [[UNKNOWN, UNKNOWN, 1.0]] * 2)
    assert retention_of(late) is None
