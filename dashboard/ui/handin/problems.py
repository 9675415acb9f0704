"""Problems: how many, filtered, a page at a time, each with its place, its value and its remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from analysis.intake.problem import NO_TABLE, Problem
from analysis.language import format_number
from dashboard.ui.handin.choosing import choose
from dashboard.ui.handin.problem_files import problems_csv, problems_json
from dashboard.ui.handin.words import (
    NOTHING,
    column_label,
    grid_html,
    sentence,
    table_label,
    visible,
)
from dashboard.ui.view import View

PAGE = 50
EVERYTHING = "*"


def draw_problems(
    problems: Sequence[Problem], errors: int, warnings: int, view: View, key: str
) -> None:
    """Draw counts, filters, one page of the table and the downloads.

    `errors` and `warnings` are the true totals; `problems` may be cut, which is then said.
    """
    _ = view.translate
    kept = _filtered(problems, view, key)
    if len(problems) < errors + warnings:
        st.caption(
            _(
                "The first {shown} of {whole} are listed.",
                shown=format_number(len(problems), _.language),
                whole=format_number(errors + warnings, _.language),
            )
        )
    page = 1
    pages = -(-len(kept) // PAGE)
    if pages > 1:
        page = st.pagination(pages, key=f"page-{key}-{len(kept)}")
    start = (page - 1) * PAGE
    shown = kept[start : start + PAGE]
    st.html(
        grid_html(
            (
                _("Severity"),
                _("File and sheet"),
                _("Cell"),
                _("Column"),
                _("Value"),
                _("Problem"),
                _("What to do"),
                _("Rule"),
            ),
            [_row(problem, view) for problem in shown],
            _(
                "Problems {first} to {last} of {whole}",
                first=format_number(min(start + 1, len(kept)), _.language),
                last=format_number(start + len(shown), _.language),
                whole=format_number(len(kept), _.language),
            ),
            long=(5, 6),
            narrow=(4, 7),
            short=(0, 2),
        )
    )
    with st.container(horizontal=True):
        st.download_button(
            _("Download CSV"),
            data=lambda: problems_csv(problems),
            file_name="khuyencong-problems.csv",
            mime="text/csv",
            key=f"problems-csv-{key}",
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
        )
        st.download_button(
            _("Download JSON"),
            data=lambda: problems_json(problems, errors, warnings),
            file_name="khuyencong-problems.json",
            mime="application/json",
            key=f"problems-json-{key}",
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
        )


def counts_sentence(errors: int, warnings: int, view: View) -> str:
    """Return how many errors and warnings there are, in words."""
    _ = view.translate
    told = [
        _.plural(
            "{number} error",
            "{number} errors",
            errors,
            number=format_number(errors, view.language),
        ),
        _.plural(
            "{number} warning",
            "{number} warnings",
            warnings,
            number=format_number(warnings, view.language),
        ),
    ]
    return ", ".join(told)


def severity_word(severity: str, view: View) -> str:
    """Return what a severity is called."""
    _ = view.translate
    return _("Error") if severity == "error" else _("Warning")


def _filtered(problems: Sequence[Problem], view: View, key: str) -> list[Problem]:
    """Draw the filters that tell anything apart and return what they leave."""
    _ = view.translate
    wanted = st.session_state.setdefault(f"problem-filter-{key}", {})
    kept = list(problems)
    filters = (
        ("severity", _("Severity"), lambda one: one.severity),
        ("sheet", _("Sheet"), _place),
        ("rule", _("Kind of problem"), lambda one: one.rule),
    )
    telling = [one for one in filters if len({one[2](problem) for problem in problems}) > 1]
    if not telling:
        return kept
    for (name, label, of), box in zip(telling, st.columns(3), strict=False):
        counted = Counter(of(one) for one in problems)
        chosen = wanted.get(name, EVERYTHING)
        if chosen not in counted:
            chosen = EVERYTHING
        first = {of(one): one for one in reversed(problems)}
        names = {code: _filter_name(name, first[code], view) for code in counted}

        def word(code: str, names: dict[str, str] = names, counted: Counter[str] = counted) -> str:
            if code == EVERYTHING:
                return _("All")
            return f"{names[code]} ({format_number(counted[code], _.language)})"

        def take(code: str, name: str = name) -> None:
            wanted[name] = code

        with box:
            choose(
                label,
                [EVERYTHING, *(code for code, _count in counted.most_common())],
                chosen,
                word,
                take,
                f"problem-filter-{key}-{name}-{_.language}",
            )
        if chosen != EVERYTHING:
            kept = [one for one in kept if of(one) == chosen]
    return kept


def _filter_name(name: str, problem: Problem, view: View) -> str:
    if name == "severity":
        return severity_word(problem.severity, view)
    if name == "sheet":
        return visible(_place(problem), 60)
    message = problem.message.in_language(view.language)
    return visible(sentence(message), 70)


def _place(problem: Problem) -> str:
    return problem.file if problem.sheet is None else f"{problem.file} · {problem.sheet}"


def _row(problem: Problem, view: View) -> tuple[str, ...]:
    _ = view.translate
    cell = problem.cell
    if cell is None:
        cell = NOTHING if problem.row is None else _("row {row}", row=problem.row)
    message = problem.message.in_language(_.language)
    column = NOTHING
    if problem.column is not None:
        column = column_label(problem.table, problem.column, _)
    elif problem.table != NO_TABLE:
        column = table_label(problem.table, _)
    return (
        severity_word(problem.severity, view),
        _place(problem),
        cell,
        column,
        NOTHING if problem.value is None else problem.value,
        sentence(message),
        sentence(problem.remedy.in_language(_.language)),
        problem.rule,
    )
