"""What a claim stands on: the panel in memory, who is in it, and what repeated estimates use."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.evidence.covariate_trends import without_covariate_trends
from analysis.evidence.model import Bools, Comparison, WidePanel
from analysis.evidence.panel_builder import PanelOptions, build
from analysis.evidence.panel_built import BuiltPanel
from analysis.evidence.regression import without_repeats
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Ground:
    """A panel ready to be estimated on.

    `panel` has the covariates that differ between establishments, named by `labels` in its order;
    `flat` is it without them, its outcomes less their trends: an estimate that is repeated many
    times, or looks at single establishments, is made on it. `comparison` is who is compared with,
    None where nobody. `in_estimate` (n,) tells who can be seen to change.
    """

    built: BuiltPanel
    panel: WidePanel
    flat: WidePanel
    labels: tuple[Text, ...]
    comparison: Comparison | None
    in_estimate: Bools
    anticipation: int
    simulated: bool


def ground(
    snapshot: Snapshot, scope: Scope, outcome: str, options: PanelOptions | None = None
) -> Ground:
    """Return what a claim on an outcome stands on, by the outcome's code.

    Raises KeyError for an outcome that is none.
    """
    options = options or PanelOptions()
    built = build(snapshot, scope, outcome, options=options)
    panel, _ = without_repeats(built.wide)
    return Ground(
        built=built,
        panel=panel,
        flat=without_covariate_trends(panel, options.anticipation),
        labels=tuple(built.labels.get(name, Text(name, name)) for name in panel.covariate_names),
        comparison=built.comparison_available,
        in_estimate=built.in_estimate,
        anticipation=options.anticipation,
        simulated=snapshot.case.simulated,
    )


def unadjusted(given: Ground) -> Ground:
    """Return the ground without covariates: nothing is adjusted for, in repeated estimates too."""
    plain = replace(given.panel, covariates=given.panel.covariates[:, :0], covariate_names=())
    return replace(given, panel=plain, flat=plain, labels=())
