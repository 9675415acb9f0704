"""What "expected" rests on: alike in what, by whose rates, and of how many the kind is unknown."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.coverage_expected import KINDS
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import number, sentence, share
from analysis.measures.query import ask_shared
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

NAMES = {
    "industry": Text("Ngành", "Industry"),
    "size": Text("Quy mô", "Size"),
    "priority_area": Text("Diện địa bàn ưu tiên", "Priority class of the place"),
}
"""What establishments are compared by, and the words for it."""


def expected_basis(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per kind establishments are compared by: the eligible, and of unknown kind.

    `supported` is of all the eligible, the same in every row: the rates come from them.
    """
    cells = ask_shared(snapshot, scope, "coverage_cells")
    eligible, supported = int(cells["eligible"].sum()), int(cells["supported"].sum())
    rows = []
    for kind in KINDS:
        unknown = cells[cells[kind] == UNKNOWN_CODE]
        without = int(unknown["eligible"].sum())
        rows.append(
            {
                "kind": kind,
                "kind_name": NAMES[kind].in_language(scope.language),
                "groups": int(cells.loc[cells[kind] != UNKNOWN_CODE, kind].nunique()),
                "eligible": eligible,
                "supported": supported,
                "unknown": without,
                "share": without / eligible if eligible else None,
            }
        )
    return pd.DataFrame(rows)


def answer_basis(frame: pd.DataFrame, priority: bool = True) -> Text | None:
    """Say in a sentence what is expected of a place and what is unknown; None without eligible.

    Without `priority` the class of the place does not count, as in the columns against all.
    """
    if not int(frame["eligible"].sum()):
        return None
    rows = {str(row["kind"]): row for row in frame.to_dict("records")}
    kinds = KINDS if priority else KINDS[:2]
    first = rows[KINDS[0]]
    unknown = [
        sentence(
            "{name} {n} ({part})",
            "{name} {n} ({part})",
            name=_small(NAMES[kind]),
            n=number(int(rows[kind]["unknown"])),
            part=share(float(rows[kind]["share"])),
        )
        for kind in kinds
    ]
    values = {
        "alike": _ALIKE[priority],
        "eligible": number(int(first["eligible"])),
        "supported": number(int(first["supported"])),
        "unknown": Text(", ".join(one.vi for one in unknown), ", ".join(one.en for one in unknown)),
    }
    return sentence(
        "Kỳ vọng là số cơ sở sẽ được hỗ trợ nếu {alike} có cùng tỷ lệ như toàn phạm vi đang xem "
        "({supported} được hỗ trợ trên {eligible} cơ sở thuộc đối tượng, kể cả nơi không rõ), "
        "không phải mục tiêu; chưa rõ: {unknown}, được tính thành loại riêng chứ không đoán",
        "Expected are the establishments that would be supported if {alike} had the rate of the "
        "whole selection ({supported} supported of {eligible} eligible, those of unknown place "
        "too); it is no target; unknown: {unknown}, a kind of their own and not guessed",
        **values,
    )


_ALIKE = {
    True: Text(
        "mỗi ngành, quy mô và diện địa bàn ưu tiên (Thông tư 46/2012, Điều 6)",
        "every industry, size and legal priority class of place (Circular 46/2012, article 6)",
    ),
    False: Text("mỗi ngành và quy mô", "every industry and size"),
}


def _small(name: Text) -> Text:
    return Text(name.vi[:1].lower() + name.vi[1:], name.en[:1].lower() + name.en[1:])


MEASURES = (
    Measure(
        "expected_basis",
        Text("Kỳ vọng tính từ đâu", "What is expected rests on"),
        Text(
            "Cơ sở thuộc đối tượng như ở độ phủ theo địa bàn, và trong đó bao nhiêu chưa rõ ngành, "
            "quy mô hay diện ưu tiên của địa bàn. Kỳ vọng của một nơi lấy tỷ lệ được hỗ trợ của "
            "toàn phạm vi cho từng loại (chuẩn hóa gián tiếp).",
            "The eligible as in coverage by district, and of how many of them the industry, the "
            "size or the priority class of the place is unknown. What is expected of a place takes "
            "the rate of support of the whole scope for each kind (indirect standardisation).",
        ),
        Text(
            "Chưa rõ là một loại riêng: những cơ sở ấy chỉ được so với nhau. Nơi có hơn nửa kỳ "
            "vọng từ diện ưu tiên chưa rõ thì chưa nói được so với nơi cùng diện.",
            "Unknown is a kind of its own: such establishments are compared with one another only. "
            "A place with more than half of its expected from an unknown priority class cannot be "
            "told against the same area.",
        ),
        ("establishment", "support", "project", "unit_year"),
        (
            MeasureColumn("kind", "code", Text("Mã", "Code")),
            MeasureColumn("kind_name", "text", Text("So theo", "Compared by")),
            MeasureColumn("groups", "count", Text("Số loại đã biết", "Known kinds")),
            MeasureColumn("eligible", "count", Text("Thuộc đối tượng", "Eligible")),
            MeasureColumn("supported", "count", Text("Được hỗ trợ", "Supported")),
            MeasureColumn("unknown", "count", Text("Chưa rõ", "Unknown")),
            MeasureColumn("share", "share", Text("Tỷ lệ chưa rõ", "Share unknown")),
        ),
        expected_basis,
    ),
)
