"""Why applications of a place were refused: the reasons of those who got no further."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import code_name, listed, number, plural, sentence
from analysis.measures.query import ask
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

_MOST_TOLD = 3
_NOT_RECORDED = Text("không ghi", "not recorded")


def coverage_refusals(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district and reason: the eligible whose way ended at a refusal for it.

    They are those of stop `refused` in coverage_stops; one refused for several reasons counts at
    each. A reason that was not recorded is `unknown`.
    """
    frame = ask(snapshot, scope, "coverage_refusals")
    frame["share"] = frame["establishments"] / frame["refused"]
    frame = with_code_names(frame, "reason", "application_reason", scope.language)
    frame = with_district_names(frame, snapshot, scope.language)
    return frame.sort_values(
        ["district", "establishments"],
        key=lambda values: (
            values.where(values != UNKNOWN_CODE, "~") if values.name == "district" else -values
        ),
        kind="stable",
        ignore_index=True,
    )


def answer_refusals(frame: pd.DataFrame) -> Text | None:
    """Say how many of the eligible stopped at a refusal and why; None where none did."""
    if frame.empty:
        return None
    refused = int(frame.drop_duplicates("district")["refused"].sum())
    reasons = frame.groupby("reason")["establishments"].sum()
    reasons = reasons.sort_values(ascending=False, kind="stable").head(_MOST_TOLD)
    return sentence(
        "{refused} cơ sở thuộc đối tượng dừng vì hồ sơ bị từ chối; lý do nhiều nhất: {reasons}",
        f"{{refused}} eligible {plural(refused, 'establishment', 'establishments')} stopped at a "
        "refusal; the most frequent reasons: {reasons}",
        refused=number(refused),
        reasons=listed(
            [_reason(str(code), int(n)) for code, n in reasons.items()],
            _NOT_RECORDED,
            Text("lý do khác", "more"),
        ),
    )


def _reason(code: str, count: int) -> Text:
    name = (
        _NOT_RECORDED
        if code == UNKNOWN_CODE
        else code_name("application_reason", code, brief=False)
    )
    small = Text(name.vi[:1].lower() + name.vi[1:], name.en[:1].lower() + name.en[1:])
    return sentence("{name} ({n})", "{name} ({n})", name=small, n=number(count))


MEASURES = (
    Measure(
        "coverage_refusals",
        Text("Lý do hồ sơ bị từ chối", "Reasons of refusals"),
        Text(
            "Cơ sở thuộc đối tượng có bước xa nhất là hồ sơ bị từ chối (không còn hồ sơ nào chưa "
            "có kết quả), theo địa bàn của cơ sở và lý do ghi trong hồ sơ. Bị từ chối vì nhiều lý "
            "do thì đếm ở từng lý do. Tỷ lệ chia cho số cơ sở dừng ở bước này của nơi đó.",
            "The eligible whose furthest step is a refused application (none of theirs being "
            "open), by the establishment's place and the reason recorded. One refused for several "
            "reasons counts at each. Shares are of those of the place who stopped at this step.",
        ),
        Text(
            "Chỉ lý do được ghi; không ghi là một dòng riêng. Vì một cơ sở có thể có nhiều lý do, "
            "các dòng cộng lại có thể hơn số cơ sở.",
            "Only recorded reasons; not recorded is a row of its own. As one may have several "
            "reasons, the rows may add up to more than the establishments.",
        ),
        ("establishment", "application", "project", "support"),
        (
            *DISTRICT_KEYS,
            MeasureColumn("reason", "code", Text("Mã lý do", "Reason code")),
            MeasureColumn("reason_name", "text", Text("Lý do", "Reason")),
            MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
            MeasureColumn("refused", "count", Text("Dừng vì bị từ chối", "Stopped at a refusal")),
            MeasureColumn("share", "share", Text("Tỷ lệ", "Share")),
        ),
        coverage_refusals,
    ),
)
