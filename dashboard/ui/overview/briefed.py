"""The briefing both sections of the overview tell, made once for what is asked about."""

from __future__ import annotations

from analysis.evidence.briefing_figures import COVERAGE, FRAMES
from analysis.evidence.briefing_told import Briefing, brief, brief_from
from analysis.evidence.claim import Claim
from analysis.evidence.outcomes import PRODUCTIVITY
from analysis.exports.notebook_calls import noted
from analysis.scope import Scope
from dashboard.ui.data import claim_of, measure_frame
from dashboard.ui.keeping import kept
from dashboard.ui.view import View


def full_briefing(view: View) -> Briefing:
    """Return the briefing with its claim; the first of a snapshot takes about two seconds.

    The claim is that of the whole programme: filters do not apply, so it is estimated once.
    """
    whole = view.scope.without_filters()
    claim = claim_of(view.snapshot, whole, PRODUCTIVITY, "automatic")
    told = _told(view.snapshot.cache_key, view.scope, True, claim, view)
    _claimed().add(view.snapshot.cache_key)
    return noted(told, brief, view.snapshot, view.scope, claim)


def first_briefing(view: View) -> Briefing:
    """Return the briefing at once: without its claim where nobody has waited for that yet."""
    if claim_is_known(view):
        return full_briefing(view)
    return _told(view.snapshot.cache_key, view.scope, False, None, view)


def claim_is_known(view: View) -> bool:
    """Tell whether the claim of a snapshot has been estimated, so that nobody waits for it."""
    return view.snapshot.cache_key in _claimed()


@kept(most=1)
def _claimed() -> set[str]:
    """Return the snapshots whose claim has been estimated in this process."""
    return set()


@kept(most=512)
def _told(key: str, scope: Scope, claimed: bool, _claim: Claim | None, _view: View) -> Briefing:
    frames = {name: _view.frame(name) for name in FRAMES}
    frames[COVERAGE] = measure_frame(COVERAGE, _view.snapshot, scope.without_filters())
    return brief_from(frames, _claim, _view.snapshot.case.currency)
