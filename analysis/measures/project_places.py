"""How the place of each project on the chosen boundaries is known, or why it is not."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import number, sentence
from analysis.measures.query import ask
from analysis.scope import VINTAGES, Scope, Vintage
from analysis.warehouse import Snapshot

BASES = {
    "own": Text("Nơi thực hiện đã ghi", "The place of activity recorded"),
    "refined": Text(
        "Nơi thực hiện chỉ ghi đến huyện, làm rõ bằng xã của cơ sở trong huyện đó",
        "Recorded at a district, refined by the commune of the establishment in that district",
    ),
    "establishment": Text(
        "Không ghi nơi thực hiện, tính theo nơi của cơ sở",
        "No place of activity recorded, that of the establishment counts",
    ),
    "several": Text(
        "Không rõ: cơ sở của đề án ở nhiều đơn vị",
        "Unknown: the establishments of the project lie in several units",
    ),
    "too_coarse": Text(
        "Không rõ: đơn vị đã ghi không chuyển trọn sang địa giới này và không cơ sở nào ở đó cho "
        "biết rõ hơn",
        "Unknown: the unit recorded does not pass whole to these boundaries and no establishment "
        "in it says more",
    ),
    "not_recorded": Text("Không rõ: không ghi địa bàn nào", "Unknown: no place is recorded"),
}
"""How a project's place is known, the known ones first; each project has one."""

_KNOWN = ("own", "refined", "establishment")
_REFINED = ("refined", "establishment")


def project_places(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per way the place of a project is known on the scope's boundaries, or is not.

    Its filters do not apply. Every project is counted once, so the rows add up to all of them.
    """
    found = ask(snapshot, Scope(vintage=scope.vintage), "project_places").set_index("basis")
    codes = [code for code in BASES if code in found.index]
    counts = found["projects"].reindex(codes).astype("Int64")
    return pd.DataFrame(
        {
            "basis": pd.Series(codes, dtype="str"),
            "basis_name": pd.Series(
                [BASES[code].in_language(scope.language) for code in codes], dtype="str"
            ),
            "projects": pd.Series(counts.to_numpy(), dtype="Int64"),
            "share": pd.Series((counts / max(int(counts.sum()), 1)).to_numpy(), dtype="Float64"),
        }
    )


def answer_project_places(frame: pd.DataFrame, vintage: Vintage) -> Text | None:
    """Say how many projects have a place by their establishment's; None without a project."""
    if frame.empty:
        return None
    counts = frame.set_index("basis")["projects"]
    every = int(counts.sum())
    refined = int(counts.reindex(_REFINED).fillna(0).sum())
    unknown = every - int(counts.reindex(_KNOWN).fillna(0).sum())
    return sentence(
        "Trên {every} đề án, {refined} có địa bàn nhờ nơi của cơ sở, {unknown} vẫn không rõ: "
        "{where}",
        "The place of {refined} of {every} projects is told by their establishments', that of "
        "{unknown} stays unknown: {where}",
        every=number(every),
        refined=number(refined),
        unknown=number(unknown),
        where=VINTAGES[vintage],
    )


MEASURES = (
    Measure(
        "project_places",
        Text("Địa bàn của đề án biết từ đâu", "How the place of projects is known"),
        Text(
            "Địa bàn tính là nơi thực hiện đề án, nếu không ghi thì nơi của cơ sở. Nơi thực hiện "
            "chỉ ghi đến huyện mà địa giới đang xem nhỏ hơn hoặc khác: lấy xã của những cơ sở của "
            "đề án nằm trong chính huyện đó (mọi xã, phường cũ của xã ấy đều thuộc huyện theo địa "
            "giới đã ghi), nếu các cơ sở ấy cùng ở một đơn vị của địa giới đang xem. Mỗi đề án đếm "
            "một lần, các dòng cộng lại bằng tổng số đề án.",
            "The place that counts is that of the activity, else of the establishment. Where the "
            "place of activity is recorded at a district only and the boundaries shown are finer "
            "or others: the commune of those of its establishments that lie in that very district "
            "(every former ward of the commune was in it, as it was bounded), if they all lie in "
            "one unit of the boundaries shown. Each project counts once; the rows add up to all.",
        ),
        Text(
            "Bộ lọc không áp dụng. Nơi của cơ sở là nơi đang ghi, có thể đã chuyển từ ngày thực "
            "hiện; cơ sở ngoài huyện đã ghi không làm rõ được gì. Tổng luôn giữ nguyên.",
            "Filters do not apply. The establishment's place is the one recorded now; it may have "
            "moved since. Establishments outside the district recorded refine nothing. Totals are "
            "always kept.",
        ),
        ("project", "support", "establishment", "administrative_unit", "unit_membership"),
        (
            MeasureColumn("basis", "code", Text("Mã", "Code")),
            MeasureColumn("basis_name", "text", Text("Biết từ đâu", "How it is known")),
            MeasureColumn("projects", "count", Text("Đề án", "Projects")),
            MeasureColumn("share", "share", Text("Tỷ lệ", "Share")),
        ),
        project_places,
    ),
)
