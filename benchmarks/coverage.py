"""Coverage: does chance lie outside as often as said, what gap is seen, and is a nation quick?

    python benchmarks/coverage.py              all three
    python benchmarks/coverage.py --limits     false alarms and power only
    python benchmarks/coverage.py --national   a nation only

False alarms: places without any gap, at every expected count from 1 to 100, against the exact
chance that the discrete law gives. Power: how often a place with half, or seven tenths, of what is
expected lies below. The nation has 900,000 establishments in 3,321 communes and 12 years of events,
with money, outreach and conditions; its baseline, in the same run, is the bare count of
establishments by commune.
"""

from __future__ import annotations

import argparse

import numpy as np
from coverage_nation import national
from scipy import stats

from analysis.measures.funnel_limits import outside, poisson_limits

DRAWS = 200_000


def false_alarms() -> None:
    """Print how far the share outside lies from the exact chance, in Monte Carlo errors."""
    random = np.random.default_rng(2026)
    print(f"False alarms, {DRAWS:,} places at each expected count from 1 to 100")
    for level in (0.95, 0.998):
        worst, largest, smallest = 0.0, 0.0, 1.0
        for mean in range(1, 101):
            limits = poisson_limits(np.full(DRAWS, float(mean)), level)
            seen = float(
                (outside(random.poisson(mean, DRAWS), limits.low, limits.high) != 0).mean()
            )
            chance = float(limits.chance[0])
            error = np.sqrt(chance * (1 - chance) / DRAWS)
            worst = max(worst, abs(seen - chance) / error)
            largest, smallest = max(largest, chance), min(smallest, chance)
        print(
            f"  {level:.1%} limits: exact chance {smallest:.4f} to {largest:.4f}; the share seen is"
            f" at most {worst:.1f} Monte Carlo errors away"
        )


def power() -> None:
    """Print how often a planted gap lies below the limits, by the exact law."""
    print("Power: chance that a place with a gap lies below, 95 % and 99.8 % limits")
    for part in (0.5, 0.7):
        for mean in (5, 10, 20, 50, 100):
            chances = [
                stats.poisson.cdf(
                    np.ceil(poisson_limits(np.array([float(mean)]), level).low[0]) - 1, part * mean
                )
                for level in (0.95, 0.998)
            ]
            print(f"  {part:.0%} of {mean:3} expected: {chances[0]:.2f} {chances[1]:.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limits", action="store_true", help="false alarms and power only")
    parser.add_argument("--national", action="store_true", help="a nation only")
    chosen = parser.parse_args()
    if not chosen.national:
        false_alarms()
        power()
    if not chosen.limits:
        national()


if __name__ == "__main__":
    main()
