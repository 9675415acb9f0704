"""Cụm, khu công nghiệp / Places of industry: occupancy, who is inside, money drawn, visits."""

from __future__ import annotations

from functools import partial

from analysis.charts.places import cluster_money_chart, occupancy_chart, places_chart
from analysis.language import format_number
from analysis.measures import catalogue
from analysis.measures.places_of_industry import (
    answer_cluster_money,
    answer_occupancy,
    answer_places,
)
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.published import published_exhibit
from dashboard.ui.view import View

_PLACES = (
    "name",
    "kind_name",
    "district_name",
    "area_ha",
    "year",
    "industrial_area_ha",
    "leased_area_ha",
    "occupancy",
    "establishments",
    "establishments_counted",
    "workers",
    "workers_counted",
    "workers_answered",
    "projects",
    "approved",
    "disbursed",
    "visits",
    "last_visit_on",
)


def answer(view: View) -> str:
    """Return how many places there are and how full, as a sentence."""
    sentence = answer_places(view.frame("places_of_industry"))
    if sentence is None:
        return view.translate("No cluster or zone is recorded for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the places, occupancy by year, money by district, and what others have published."""
    _ = view.translate
    if view.frame("places_of_industry").empty:
        empty_state(
            _("This data set holds no cluster or zone for this selection."),
            _("Needed: the list of clusters, and each one's figures of the year."),
        )
    else:
        _draw_places(view)
        _draw_occupancy(view)
    _draw_money(view)
    _draw_published(view)


def _draw_places(view: View) -> None:
    _ = view.translate
    frame = view.frame("places_of_industry")
    known = frame["occupancy"].notna()
    draw_exhibit(
        Exhibit(
            key="places",
            answer=_("How full each cluster and zone is"),
            measure=catalogue()["places_of_industry"],
            frame=frame,
            figure=(partial(places_chart, frame, view.language)) if known.any() else None,
            alternative=_("Bar chart: share of industrial land let in each place, fullest first."),
            counted=_(
                "n = {known} of {whole} places with both areas reported",
                known=format_number(int(known.sum()), view.language),
                whole=format_number(len(frame), view.language),
            ),
            columns=_PLACES,
        ),
        view,
    )


def _draw_occupancy(view: View) -> None:
    _ = view.translate
    frame = view.frame("places_occupancy")
    sentence = answer_occupancy(frame)
    if sentence is None:
        empty_state(
            _("How much land is let is not reported for any year of this selection."),
            _("Needed: the industrial land and the land let of each cluster and year."),
        )
        return
    draw_exhibit(
        Exhibit(
            key="occupancy",
            answer=sentence.in_language(view.language),
            measure=catalogue()["places_occupancy"],
            frame=frame,
            figure=partial(occupancy_chart, frame, view.language),
            alternative=_("Line chart: share of industrial land let in each year."),
            time_axis="years",
        ),
        view,
    )


def _draw_money(view: View) -> None:
    _ = view.translate
    frame = view.frame("places_by_district")
    drawn = bool((frame["projects"] > 0).any())
    if not drawn:
        empty_state(
            _("No project has invested in a place of industry in this selection."),
            _("Needed: the cluster of each project, or projects of a kind for clusters."),
        )
        return
    sentence = answer_cluster_money(frame)
    projects = int(frame["projects"].sum())
    draw_exhibit(
        Exhibit(
            key="money",
            answer=sentence.in_language(view.language)
            if sentence
            else _("Infrastructure money by district"),
            measure=catalogue()["places_by_district"],
            frame=frame,
            figure=partial(cluster_money_chart, frame, view.language),
            alternative=_("Bar chart: money approved for places of industry in each district."),
            counted=_.plural(
                "n = {number} project",
                "n = {number} projects",
                projects,
                number=format_number(projects, view.language),
            ),
        ),
        view,
    )


def _draw_published(view: View) -> None:
    published = view.frame("published_figures")
    clusters = published[published["indicator"].str.startswith("industrial_cluster")]
    if clusters.empty:
        return
    heading = view.translate("What has been published about clusters")
    from_others = published_exhibit(view, clusters, heading)
    draw_exhibit(from_others, view)
