"""What a page is given: the open snapshot, the scope of the address and the reader's words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from analysis.language import Language
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.data import measure_frame
from dashboard.ui.translation import Translator

_KEY = "_view"


@dataclass(frozen=True, slots=True)
class View:
    """One reader's view: which data, which part of them, in which language."""

    snapshot: Snapshot
    scope: Scope
    translate: Translator

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.scope.language

    def frame(self, measure: str) -> pd.DataFrame:
        """Return a measure's frame inside the view's scope."""
        return measure_frame(measure, self.snapshot, self.scope)

    def everywhere(self) -> View:
        """Return the view of every place, the other filters as they are.

        What compares places needs them all: one place alone is as good as expected of itself.
        """
        return replace(self, scope=replace(self.scope, districts=()))


def hand_over(view: View) -> None:
    """Keep the view for the page that this run draws."""
    st.session_state[_KEY] = view


def current_view() -> View:
    """Return the view the frame prepared for this run; raises KeyError outside of one."""
    view: View = st.session_state[_KEY]
    return view
