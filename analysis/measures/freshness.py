"""How fresh a measure's data are: the last record of the table that moves it most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from analysis.language import LANGUAGES, Text, format_day
from analysis.measures.model import Measure
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_LAST: dict[str, Text] = {
    "outcome_record": Text("kết quả đến năm {last}", "outcomes up to {last}"),
    "payment": Text("lần chi gần nhất {last}", "last payment {last}"),
    "difficulty": Text("vướng mắc ghi đến {last}", "difficulties recorded up to {last}"),
    "progress_report": Text("báo cáo tiến độ đến {last}", "progress reports up to {last}"),
    "application": Text("hồ sơ nộp đến {last}", "applications up to {last}"),
    "outreach_event": Text("tuyên truyền đến {last}", "outreach up to {last}"),
    "officer_training": Text("bồi dưỡng đến {last}", "training up to {last}"),
    "cluster_year": Text("số liệu cụm đến năm {last}", "clusters up to {last}"),
    "project": Text("đề án duyệt đến {last}", "projects approved up to {last}"),
    "support": Text("khoản hỗ trợ đến năm {last}", "supports up to {last}"),
    "unit_year": Text("số liệu địa bàn đến năm {last}", "figures of places up to {last}"),
}
"""What is said of each table, in order: the first of a measure's tables with rows speaks for it."""


def freshness(measure: Measure, snapshot: Snapshot) -> Text | None:
    """Return up to when the records a measure is made from run.

    None for published figures, whose years stand in the rows, and where nothing dated is recorded.
    """
    if measure.published:
        return None
    last = _last_records(snapshot)
    table = next((name for name in _LAST if name in measure.sources and name in last), None)
    return None if table is None else last[table]


def _last_records(snapshot: Snapshot) -> Mapping[str, Text]:
    return snapshot.once("last_records", lambda: _read(snapshot))


def _read(snapshot: Snapshot) -> dict[str, Text]:
    rows = ask(snapshot, Scope(), "last_records").dropna()
    pairs = rows[["source", "last_record"]].astype(str).to_numpy().tolist()
    return {source: _LAST[source].filled(last=_written(last)) for source, last in pairs}


def _written(last: str) -> Text:
    """Return a year as it is, a day as each language writes it."""
    if len(last) == 4:
        return Text(last, last)
    return Text(*(format_day(date.fromisoformat(last[:10]), language) for language in LANGUAGES))
