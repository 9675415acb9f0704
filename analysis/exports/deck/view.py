"""A view that a slide can show: a question, its answer in a sentence, its chart and its warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.exports.deck.chart_spec import ChartSpec
from analysis.frozen.frames import MADE_BY, public_frame
from analysis.frozen.frozen_set import FrozenSet
from analysis.language import Language, Text
from analysis.measures import Measure, catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Asked:
    """What a deck asks of the data; `kept` holds what several slides of it need.

    `frozen` is what the public is told, in a public deck.
    """

    snapshot: Snapshot
    scope: Scope
    kept: dict[tuple[str, Scope], Any] = field(default_factory=dict)
    frozen: FrozenSet | None = None

    @property
    def language(self) -> Language:
        """The language of the slide."""
        return self.scope.language

    @property
    def currency(self) -> str:
        """The currency of the data set."""
        return self.snapshot.case.currency

    def frame(self, name: str) -> pd.DataFrame:
        """Return a measure's frame, asked once for the deck in each scope and language."""
        key = (name, self.scope)
        if key not in self.kept:
            self.kept[key] = run_measure(name, self.snapshot, self.scope)
        return pd.DataFrame(self.kept[key]).copy()


@dataclass(frozen=True, slots=True)
class Loaded:
    """The data of a view: the measure that defines them, its rows, and how many they count.

    `extra` is what the view's own functions need beside the frame (a claim, shapes of a map).
    `hidden` are the rows of which the public is told that they are there, but no figure;
    `made_by` the dimensions of the frozen set that name them.
    """

    measure: Measure
    frame: pd.DataFrame
    counted: str | None = None
    extra: Any = None
    hidden: tuple[int, ...] = ()
    made_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One thing a slide can show.

    `load` returns None where the data hold nothing of it. `title` is the finding in a sentence, of
    the rows it is given. `spec` is None for what has no native form: then `figure` draws it, and
    the table is of the `columns` of its measure; so it is where `spec` returns None, or `figure` is
    None, and then the table stands alone. `shows` and `beware` are for the speaker: what the
    chart shows, and what must not be concluded from it. `public` loads the same from the frozen
    set; without it the frozen set does not tell of the view, and a public deck leaves it out.
    Where the set tells of it in another form, `in_public` is the view a public deck has instead.
    """

    key: str
    name: Text
    load: Callable[[Asked], Loaded | None]
    title: Callable[[Loaded, Asked], str | None]
    figure: Callable[[Loaded, Asked], go.Figure] | None
    shows: Text
    beware: Text
    spec: Callable[[Loaded, Asked], ChartSpec | None] | None = None
    columns: tuple[str, ...] = ()
    public: Callable[[Asked], Loaded | None] | None = None
    in_public: View | None = None


def measured(
    name: str,
    rows: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
    counted: Callable[[pd.DataFrame, Language], str | None] | None = None,
) -> Callable[[Asked], Loaded | None]:
    """Return the loading of a measure, of some of its rows; nothing when there are none."""

    def load(asked: Asked) -> Loaded | None:
        frame = asked.frame(name)
        if rows is not None:
            frame = rows(frame)
        if frame.empty:
            return None
        frame = frame.reset_index(drop=True)
        told = None if counted is None else counted(frame, asked.language)
        return Loaded(catalogue()[name], frame, told)

    return load


def told(
    name: str, rows: Callable[[pd.DataFrame], pd.DataFrame] | None = None
) -> Callable[[Asked], Loaded | None]:
    """Return the loading of a measure from the frozen set; nothing when it does not tell of it.

    Rows that are hidden stay, whatever `rows` would take, so that they are seen to be hidden.
    """

    def load(asked: Asked) -> Loaded | None:
        found = None if asked.frozen is None else public_frame(asked.frozen, name, asked.scope)
        if found is None or found.frame.empty:
            return None
        kept = found.frame if rows is None else rows(found.frame)
        places = sorted({*kept.index, *found.hidden})
        if len(places) == len(found.hidden):
            return None
        frame = found.frame.loc[places].reset_index(drop=True)
        hidden = tuple(at for at, place in enumerate(places) if place in set(found.hidden))
        return Loaded(catalogue()[name], frame, hidden=hidden, made_by=MADE_BY[name])

    return load


def said(answer: Callable[..., Text | None], *more: Any) -> Callable[[Loaded, Asked], str | None]:
    """Return the title that an answer of the measures gives."""

    def title(loaded: Loaded, asked: Asked) -> str | None:
        sentence = answer(loaded.frame, *more)
        return None if sentence is None else sentence.in_language(asked.language)

    return title
