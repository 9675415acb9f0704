"""The six headline figures of the overview, worded from what the measures return."""

from __future__ import annotations

import pandas as pd

from analysis.language import format_money, format_number, format_share
from analysis.measures import Measure, catalogue
from analysis.measures.answers import Change, latest_change, money_stage, stage_name
from dashboard.ui.card import FELL, Card
from dashboard.ui.freshness import as_of_words
from dashboard.ui.view import View


def headline_cards(view: View) -> list[Card]:
    """Return the cards: money, projects, establishments, counterpart, workers, disbursement."""
    funding = view.frame("funding_by_year")
    programme = view.frame("programme_by_year")
    jobs = view.frame("jobs_by_year")
    return [
        _money(view, funding),
        _projects(view, funding),
        _establishments(view, programme),
        _counterpart(view, programme),
        _workers(view, jobs),
        _disbursement(view, funding),
    ]


def projects_counted(view: View) -> str | None:
    """Return from how many projects and establishments the money of the scope is made.

    None when no project is listed. Each project and establishment counts once over all years.
    """
    total = view.frame("funding_total")
    if total.empty or total["projects"].isna().all():
        return None
    _ = view.translate
    projects, establishments = int(total["projects"].sum()), int(total["establishments"].sum())
    return _(
        "n: {projects}, {establishments}",
        projects=_.plural(
            "{number} project",
            "{number} projects",
            projects,
            number=format_number(projects, view.language),
        ),
        establishments=_.plural(
            "{number} establishment",
            "{number} establishments",
            establishments,
            number=format_number(establishments, view.language),
        ),
    )


def _money(view: View, funding: pd.DataFrame) -> Card:
    _ = view.translate
    measure = catalogue()["funding_by_year"]
    stage = money_stage(funding)
    if stage is None:
        return _card(
            view,
            measure,
            _("Programme money"),
            Change(None, None, None, None, ()),
            unknown=_("No amount is recorded."),
        )
    change = latest_change(funding, stage)
    gap = _latest(funding, f"{stage}_unknown") if f"{stage}_unknown" in funding else None
    unknown = None
    if gap:
        unknown = _.plural(
            "The amount of {number} project of the year is not known.",
            "The amounts of {number} projects of the year are not known.",
            gap,
            number=format_number(gap, view.language),
        )
    waiting = _latest(funding, "not_approved") if stage == "approved" else None
    if waiting:
        unknown = _sentences(
            unknown,
            _.plural(
                "{number} project not approved yet.",
                "{number} projects not approved yet.",
                waiting,
                number=format_number(waiting, view.language),
            ),
        )
    return _card(
        view,
        measure,
        _(
            "Money {stage}, {year}",
            stage=stage_name(stage).in_language(view.language),
            year=change.year,
        ),
        change,
        format_money(change.value, view.snapshot.case.currency, view.language),
        unknown=_sentences(unknown, _part_year(view, funding)),
    )


def _projects(view: View, funding: pd.DataFrame) -> Card:
    _ = view.translate
    change = latest_change(funding, "projects")
    return _card(
        view,
        catalogue()["funding_by_year"],
        _labelled(_("Projects"), change),
        change,
        format_number(change.value, view.language),
        unknown=None if change.value is not None else _("The data hold no list of projects."),
    )


def _establishments(view: View, programme: pd.DataFrame) -> Card:
    _ = view.translate
    change = latest_change(programme, "establishments")
    first = _latest(programme, "first_time")
    unknown = (
        _("Which establishments were supported is not recorded.")
        if change.value is None
        else None
        if first is None
        else _("{number} of them for the first time.", number=format_number(first, view.language))
    )
    return _card(
        view,
        catalogue()["programme_by_year"],
        _labelled(_("Establishments supported"), change),
        change,
        format_number(change.value, view.language),
        unknown=unknown,
    )


def _counterpart(view: View, programme: pd.DataFrame) -> Card:
    _ = view.translate
    change = latest_change(programme, "counterpart")
    if change.value is None:
        said = _("How much the establishments paid themselves is not recorded.")
    else:
        leverage = latest_change(programme, "leverage").value
        base = _latest(programme, "leverage_n")
        supports = _latest(programme, "supports")
        said = _(
            "Leverage {leverage} (own money ÷ grant), known for {known} of {all} supports.",
            leverage=format_number(leverage, view.language, 1),
            known=format_number(base, view.language),
            all=format_number(supports, view.language),
        )
    return _card(
        view,
        catalogue()["programme_by_year"],
        _labelled(_("Counterpart of the establishments"), change),
        change,
        format_money(change.value, view.snapshot.case.currency, view.language),
        unknown=said,
    )


def _workers(view: View, jobs: pd.DataFrame) -> Card:
    _ = view.translate
    change = latest_change(jobs, "net")
    answered, supported = _latest(jobs, "answered"), _latest(jobs, "supported")
    if change.value is None:
        said = _("No establishment has answered for both years.")
    else:
        said = _(
            "Gained {gained}, lost {lost}; {answered} of {supported} answered. A change, "
            "not an effect.",
            gained=format_number(_latest(jobs, "gained"), view.language),
            lost=format_number(_latest(jobs, "lost"), view.language),
            answered=format_number(answered, view.language),
            supported=format_number(supported, view.language),
        )
    card = _card(
        view,
        catalogue()["jobs_by_year"],
        _labelled(_("Net change in workers"), change),
        change,
        _signed(change.value, view),
        unknown=said,
        relative=False,
    )
    return card


def _disbursement(view: View, funding: pd.DataFrame) -> Card:
    _ = view.translate
    known = funding[funding["disbursement_rate"].notna()]
    change = latest_change(known, "disbursement_rate")
    if change.value is None:
        said = _("Plan and payments are not both recorded for any year.")
    else:
        base = _latest(known, "disbursement_base")
        said = _(
            "Of {amount} planned, where plan and payments are both known.",
            amount=format_money(base, view.snapshot.case.currency, view.language),
        )
    unsettled = _latest(known, "unsettled")
    still_open = None
    if unsettled:
        still_open = _.plural(
            "{number} project not settled yet.",
            "{number} projects not settled yet.",
            unsettled,
            number=format_number(unsettled, view.language),
        )
    return _card(
        view,
        catalogue()["funding_by_year"],
        _labelled(_("Disbursement rate"), change),
        change,
        format_share(change.value, view.language),
        unknown=_sentences(said, still_open, _part_year(view, known)),
        # A year still being paid against one that is settled would always look like a fall.
        relative=not unsettled,
        points=True,
    )


def _card(
    view: View,
    measure: Measure,
    label: str,
    change: Change,
    value: str | None = None,
    unknown: str | None = None,
    relative: bool = True,
    points: bool = False,
) -> Card:
    _ = view.translate
    moved = moved_by(change, view, points) if relative else None
    return Card(
        label=label,
        value=None if change.value is None else value,
        definition=measure.counts.in_language(view.language),
        change=moved,
        compared=_("against {year}", year=change.previous_year) if moved else None,
        level=moved == _("unchanged"),
        trend=change.series,
        trend_text=_("Trend of {label} over {count} years", label=label, count=len(change.series)),
        unknown=unknown,
        fresh=as_of_words(measure, view),
    )


def moved_by(change: Change, view: View, points: bool = False) -> str | None:
    """Return a change in words and figures; None when it cannot be computed."""
    _ = view.translate
    if points:
        if change.step is None:
            return None
        amount = format_number(abs(change.step) * 100, view.language, 1)
        if amount == "0":
            return _("unchanged")
        return _("{points} percentage points", points=_sign(change.step) + amount)
    if change.difference is None:
        return None
    share = format_share(abs(change.difference), view.language)
    return _("unchanged") if share == "0%" else _sign(change.difference) + share


def projects_sentence(view: View, funding: pd.DataFrame) -> str:
    """Say how many projects the latest year has, and against which year that is how much."""
    _ = view.translate
    change = latest_change(funding, "projects")
    said = _.plural(
        "{number} project in {year}",
        "{number} projects in {year}",
        int(change.value or 0),
        number=format_number(change.value, view.language),
        year=change.year,
    )
    if change.difference is None:
        return said
    if change.difference == 0:
        return _(
            "{projects}, unchanged from {previous}",
            projects=said,
            previous=change.previous_year,
        )
    share = format_share(abs(change.difference), view.language)
    if share == "0%":
        return _(
            "{projects}, hardly changed from {previous}",
            projects=said,
            previous=change.previous_year,
        )
    if change.difference > 0:
        return _(
            "{projects}, up {share} from {previous}",
            projects=said,
            share=share,
            previous=change.previous_year,
        )
    return _(
        "{projects}, down {share} from {previous}",
        projects=said,
        share=share,
        previous=change.previous_year,
    )


def _labelled(label: str, change: Change) -> str:
    return label if change.year is None else f"{label}, {change.year}"


def _part_year(view: View, frame: pd.DataFrame) -> str | None:
    if frame.empty or not bool(frame.sort_values("year").iloc[-1]["part_year"]):
        return None
    return view.translate("The figure covers part of the year only.")


def _latest(frame: pd.DataFrame, column: str) -> int | None:
    if frame.empty:
        return None
    value = frame.sort_values("year").iloc[-1][column]
    return None if pd.isna(value) else int(value)


def _sentences(*parts: str | None) -> str | None:
    return " ".join(part for part in parts if part) or None


def _sign(number: float) -> str:
    return FELL if number < 0 else "+"


def _signed(value: float | None, view: View) -> str | None:
    if value is None:
        return None
    return ("−" if value < 0 else "+" if value > 0 else "") + format_number(
        abs(value), view.language
    )
