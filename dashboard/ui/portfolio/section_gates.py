"""Điều kiện / Gates: how many files pass, what holds the others up, and which paper shows it."""

from __future__ import annotations

from functools import partial

import pandas as pd

from analysis.charts.portfolio_gates import GATES_ALTERNATIVE, gates_chart
from analysis.decisions.candidates import DEFINITIONS as CANDIDATES
from analysis.decisions.gates import DEFINITIONS as GATES
from analysis.decisions.hidden_names import file_words
from analysis.decisions.selection_answers import (
    CONDITIONS,
    NEEDED_FILES,
    answer_condition,
    answer_gates,
    conditions,
)
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_one
from dashboard.ui.portfolio.asking import draw_year, files_shown, gates_shown, year_shown
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

_FILES = (*("application_id", "name", "district_name", "overall_name", "not_met", "missing"),)
_ONE = ("gate_name", "result_name", "reason", "document", "legal_source", "note")

_FILE = Text("Hồ sơ", "File")
_LISTED = Text(
    "Cần bổ sung hoặc không đạt: {count} hồ sơ, kèm giấy tờ chứng minh",
    "To be completed or not met: {count} files, with the paper that shows it",
)
_ALL_PASS = Text("Mọi hồ sơ đều đạt mọi điều kiện.", "Every file meets every condition.")
_OF_ONE = Text("{file}: {verdict}", "{file}: {verdict}")
_COUNTED = Text("n = {count} hồ sơ", "n = {count} files")


def answer(view: View) -> str:
    """Return how many files pass every gate, as a sentence."""
    return answer_gates(files_shown(view)).in_language(view.language)


def draw(view: View) -> None:
    """Draw the gates, the files they hold up, and one file gate by gate."""
    draw_year(view)
    files, results = files_shown(view), gates_shown(view)
    if files.empty:
        empty_state(answer(view) + ".", NEEDED_FILES.in_language(view.language))
        return
    frame = ask(conditions, results)
    draw_exhibit(
        Exhibit(
            key=f"plan-gates-{year_shown(view)}",
            answer=answer_condition(frame).in_language(view.language),
            measure=CONDITIONS,
            frame=frame,
            figure=partial(gates_chart, frame, view.language),
            alternative=GATES_ALTERNATIVE.in_language(view.language),
            counted=_COUNTED.filled(count=format_number(len(files), view.language)).in_language(
                view.language
            ),
        ),
        view,
    )
    _draw_held(files, view)
    _draw_one(files, results, view)


def _draw_held(files: pd.DataFrame, view: View) -> None:
    held = files[files["overall"] != "pass"]
    if held.empty:
        empty_state(_ALL_PASS.in_language(view.language))
        return
    # What can still be put right stands first.
    held = held.sort_values("overall", kind="stable", ignore_index=True)
    count = format_number(len(held), view.language)
    [measure] = CANDIDATES
    draw_list(
        "plan-held",
        _LISTED.filled(count=count).in_language(view.language),
        measure,
        held,
        _FILES,
        view,
    )


def _draw_one(files: pd.DataFrame, results: pd.DataFrame, view: View) -> None:
    owners = files["name"].fillna(files["establishment_id"])
    names = {
        str(code): file_words(str(code), name)
        for code, name in zip(files["application_id"], owners, strict=True)
    }
    chosen = pick_one(_FILE.in_language(view.language), names, f"plan-file-{view.language}")
    rows = results[results["application_id"] == chosen].reset_index(drop=True)
    file = files[files["application_id"] == chosen].iloc[0]
    told = _OF_ONE.filled(file=names[chosen], verdict=str(file["overall_name"]))
    draw_list(
        f"plan-file-gates-{chosen}",
        told.in_language(view.language),
        GATES[0],
        rows,
        _ONE,
        view,
    )
