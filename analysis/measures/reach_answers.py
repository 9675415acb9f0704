"""What a planner reads from who is reached where: distance, clusters never visited, officers."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.answers import is_one_place
from analysis.measures.phrases import listed, number, plural, sentence, share
from analysis.measures.rank_correlation import rank_correlation
from analysis.measures.wilson import wilson

FEWEST_PLACES = 5
"""Of fewer places nobody can say what goes with distance."""

_MOST_LISTED = 6
_NOBODY = Text("không nơi nào", "none")


def with_distance(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the single places of coverage_reach with a known distance and anybody eligible."""
    placed = frame["district"].map(is_one_place).astype(bool)
    return frame[placed & frame["distance_km"].notna() & frame["supported_share"].notna()]


def with_clusters(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of coverage_reach with a cluster, most without a visit first."""
    known = frame[frame["clusters"].notna() & (frame["clusters"].fillna(0) > 0)]
    return known.sort_values(["clusters_unvisited", "clusters"], ascending=False, kind="stable")


def with_officers(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of coverage_reach with a project under way, the heaviest load first.

    Places where no project names an officer come first of all: their load is not known.
    """
    busy = frame[frame["projects"].fillna(0) > 0]
    return busy.sort_values(
        ["cases_per_officer", "projects"], ascending=False, na_position="first", kind="stable"
    )


def answer_distance(frame: pd.DataFrame) -> Text | None:
    """Say how far and near places compare, and whether distance goes with support; None if few.

    Far are the places beyond the median distance; their shares are of all their eligible together.
    """
    known = with_distance(frame)
    if len(known) < FEWEST_PLACES:
        return None
    distances = known["distance_km"].astype(float)
    limit = float(distances.median())
    far, near = (known[distances > limit], known[distances <= limit])
    found = rank_correlation(distances.tolist(), known["supported_share"].astype(float).tolist())
    if far.empty or found is None:
        return None
    values = {
        "km": number(limit),
        "far": _part(far),
        "near": _part(near),
        "rho": number(found.rho, 2),
        "low": number(found.low, 2),
        "high": number(found.high, 2),
    }
    if found.low <= 0 <= found.high:
        return sentence(
            "Xa hơn {km} km: {far} được hỗ trợ; gần hơn: {near}; chưa nói được khoảng cách đi cùng "
            "tỷ lệ được hỗ trợ hay không (tương quan hạng {rho}, từ {low} đến {high})",
            "Beyond {km} km {far} were supported, nearer {near}; whether distance goes with the "
            "share supported cannot be told yet (rank correlation {rho}, {low} to {high})",
            **values,
        )
    return sentence(
        "Xa hơn {km} km: {far} được hỗ trợ; gần hơn: {near}; nơi càng xa tỷ lệ được hỗ trợ càng "
        "{more} (tương quan hạng {rho}, từ {low} đến {high}): đi cùng nhau, chưa phải nguyên nhân",
        "Beyond {km} km {far} were supported, nearer {near}; the farther a place, the {more} its "
        "share (rank correlation {rho}, {low} to {high}): they go together, which is no cause",
        more=Text("cao", "higher") if found.rho > 0 else Text("thấp", "lower"),
        **values,
    )


def answer_clusters(frame: pd.DataFrame) -> Text | None:
    """Say how many clusters no visit of the years names, and where; None where none is recorded."""
    known = with_clusters(frame)
    if known.empty:
        return None
    clusters, unvisited = int(known["clusters"].sum()), int(known["clusters_unvisited"].sum())
    waiting = known[known["clusters_unvisited"] > 0]
    places = [
        sentence("{name} ({n})", "{name} ({n})", name=row["district_name"], n=number(int(count)))
        for row, count in zip(
            waiting.to_dict("records"), waiting["clusters_unvisited"], strict=True
        )
    ]
    if not unvisited:
        return sentence(
            "Cả {clusters} cụm, khu đều có buổi khảo sát ghi mã trong các năm đang xem",
            "Each of {clusters} clusters and zones is named by a visit of these years",
            clusters=number(clusters),
        )
    return sentence(
        "{unvisited} trên {clusters} cụm, khu chưa có buổi khảo sát nào ghi mã: {places}",
        f"{{unvisited}} of {{clusters}} clusters and zones {plural(unvisited, 'is', 'are')} named "
        "by no visit: {places}",
        unvisited=number(unvisited),
        clusters=number(clusters),
        places=listed(places[:_MOST_LISTED], _NOBODY),
    )


def answer_load(frame: pd.DataFrame) -> Text | None:
    """Say where officers have most in hand; None where no project is under way."""
    busy = with_officers(frame)
    if busy.empty:
        return None
    projects, unassigned = int(busy["projects"].sum()), int(busy["unassigned"].sum())
    known = busy[busy["cases_per_officer"].notna()]
    without = len(frame[(frame["eligible"] > 0) & (frame["projects"].fillna(0) == 0)])
    values = {
        "projects": number(projects),
        "unassigned": number(unassigned),
        "without": number(without),
    }
    if known.empty:
        return sentence(
            "Chưa nói được tải của cán bộ: {projects} đề án đang thực hiện đều không ghi cán bộ "
            "phụ trách",
            "The load of officers cannot be told: none of {projects} projects under way names one",
            **values,
        )
    top = known.iloc[0]
    return sentence(
        "{projects} đề án đang thực hiện, {unassigned} chưa giao cán bộ; tải cao nhất ở {name}: "
        "{load} đề án mỗi cán bộ ({n} đề án, {officers} cán bộ); số nơi có cơ sở mà không có đề "
        "án đang thực hiện: {without}",
        f"{{projects}} {plural(projects, 'project', 'projects')} under way, {{unassigned}} with "
        "no officer; the heaviest load is in {name}: {load} projects an officer (projects: {n}, "
        "officers: {officers}); places with establishments and nothing under way: {without}",
        name=top["district_name"],
        load=number(float(top["cases_per_officer"]), 1),
        n=number(int(top["projects"])),
        officers=number(int(top["officers"])),
        **values,
    )


def _part(rows: pd.DataFrame) -> Text:
    some, every = int(rows["supported"].sum()), int(rows["eligible"].sum())
    ends = wilson(some, every)
    low, high = (0.0, 1.0) if ends is None else ends
    return sentence(
        "{share} ({some} trên {every}; {low}–{high}; {n} nơi)",
        "{share} ({some} of {every}; {low} to {high}; {n} "
        f"{plural(len(rows), 'place', 'places')})",
        share=share(some / every),
        some=number(some),
        every=number(every),
        low=share(low),
        high=share(high),
        n=number(len(rows)),
    )
