"""Coverage: how many of the eligible each step to support reached, and whether it is chance."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.coverage_columns import COLUMNS, OF_ALL, POSITIONS, STEPS, STOPS
from analysis.measures.coverage_expected import (
    FEWEST_EXPECTED,
    KINDS_OF_ALL,
    MOST_RANKED,
    SPREADS,
    ranks,
    shares,
    standardised,
)
from analysis.measures.eligible_words import ELIGIBLE_IN_SCOPE
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure
from analysis.measures.phrases import number, sentence, share
from analysis.measures.query import ask, ask_shared
from analysis.measures.wilson import wilson
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

_COUNTS = (*STEPS, *STOPS, "eligible_unknown", "supported_not_eligible")


def coverage_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district of the scope's vintage with an establishment, unknown ones last.

    The steps are counted among the eligible. `expected` are the supported there would be if every
    industry, size and priority area were supported as often as in the whole scope; the position in
    the funnel tells whether chance alone makes such a difference, `position_spread` whether chance
    and the spread between places together do. Columns ending in `_all` are by industry and size
    alone, against all places whatever their priority area. Where no outreach is recorded at all,
    who was told and asked is unknown.
    """
    cells = ask_shared(snapshot, scope, "coverage_cells")
    frame = cells.groupby("district", as_index=False)[list(_COUNTS)].sum()
    if not outreach_recorded(snapshot):
        # Nobody knows who was told: that is not nobody.
        for name in ("told", "asked"):
            frame[name] = pd.array([pd.NA] * len(frame), dtype="Int64")
    for name, values in (standardised(cells, frame) | shares(frame)).items():
        frame[name] = values
    for name, values in ranks(frame).items():
        frame[name] = values
    of_all = standardised(cells, frame, KINDS_OF_ALL)
    for name in OF_ALL:
        frame[f"{name}_all"] = of_all[name]
    frame = with_district_names(frame, snapshot, scope.language)
    for column in ("position", "position_all", *(f"position_{kind}" for kind in SPREADS)):
        names = [POSITIONS[code].in_language(scope.language) for code in frame[column]]
        frame[f"{column}_name"] = pd.Series(names, index=frame.index, dtype="str")
    return frame.sort_values(
        ["district"], key=lambda codes: codes.where(codes != UNKNOWN_CODE, "~"), ignore_index=True
    )


def outreach_recorded(snapshot: Snapshot) -> bool:
    """Tell whether the data hold any outreach at all; without, who was told is unknown."""
    return recorded_at_all(snapshot)["outreach"]


def recorded_at_all(snapshot: Snapshot) -> dict[str, bool]:
    """Tell of "outreach" and "clusters" whether the data hold any at all."""
    return snapshot.once("reach_recorded", lambda: _recorded(snapshot))


def _recorded(snapshot: Snapshot) -> dict[str, bool]:
    found = ask(snapshot, Scope(), "reach_recorded").iloc[0]
    return {"outreach": bool(found["outreach"]), "clusters": bool(found["clusters"])}


def answer_coverage(frame: pd.DataFrame) -> Text | None:
    """Say how far support reached in the whole scope; None without an eligible establishment."""
    eligible, supported = (int(frame[name].sum()) for name in ("eligible", "supported"))
    interval = wilson(supported, eligible)
    if interval is None:
        return None
    if frame["told"].isna().all():
        return sentence(
            "{supported} trên {eligible} cơ sở thuộc đối tượng được hỗ trợ ({share}; khoảng "
            "{low}–{high}); chưa ghi buổi tuyên truyền, khảo sát nào",
            "{supported} of {eligible} eligible establishments were supported ({share}; {low} to "
            "{high}); no outreach is recorded",
            eligible=number(eligible),
            supported=number(supported),
            share=share(supported / eligible),
            low=share(interval[0]),
            high=share(interval[1]),
        )
    told = int(frame["told"].sum())
    return sentence(
        "Trong {eligible} cơ sở thuộc đối tượng, {told} từng dự tuyên truyền, khảo sát và "
        "{supported} được hỗ trợ ({share}; khoảng {low}–{high})",
        "Of {eligible} eligible establishments {told} were present at outreach and {supported} "
        "were supported ({share}; {low} to {high})",
        eligible=number(eligible),
        told=number(told),
        supported=number(supported),
        share=share(supported / eligible),
        low=share(interval[0]),
        high=share(interval[1]),
    )


MEASURES = (
    Measure(
        "coverage_by_district",
        Text("Độ phủ theo địa bàn", "Coverage by district"),
        Text(
            "Cơ sở thuộc đối tượng, hoạt động trong ít nhất một năm đã chọn, theo địa bàn của cơ "
            f"sở. {ELIGIBLE_IN_SCOPE.vi} Từng "
            "bước đếm mỗi cơ sở một lần: được biết (có mặt ở buổi tuyên truyền, khảo sát), hỏi hỗ "
            "trợ tại đó, nộp hồ sơ, được duyệt, được hỗ trợ, hoàn thành (đề án đã nghiệm thu). Tỷ "
            "lệ chia cho cơ sở thuộc đối tượng, khoảng Wilson (1927). Kỳ vọng: số được hỗ trợ nếu "
            "mỗi ngành, quy mô và địa bàn ưu tiên có cùng tỷ lệ như toàn phạm vi (chuẩn hóa gián "
            "tiếp); tỷ số thực tế ÷ kỳ vọng với khoảng chính xác (Garwood 1936). Vị trí: giới hạn "
            "95% và 99,8% là phân vị mid-p của phân phối nhị thức quanh kỳ vọng (Spiegelhalter "
            "2005); kể cả độ phân tán: giới hạn cộng thêm khác biệt giữa các nơi. Cột so với toàn "
            "tỉnh chỉ chuẩn hóa theo ngành và quy mô. Thứ hạng, từ "
            "nơi ít được hỗ trợ nhất so với kỳ vọng: tập tin cậy 95% đồng thời (Mogstad, Romano, "
            f"Shaikh và Wilhelm 2024), cho nơi có kỳ vọng từ {FEWEST_EXPECTED} trở lên, nhiều "
            f"nhất {MOST_RANKED} nơi.",
            "Eligible establishments in business in any of the chosen years, at the "
            f"establishment's place. {ELIGIBLE_IN_SCOPE.en} Each "
            "step counts an establishment once: told (present at outreach), asked there for "
            "support, applied, approved, supported, completed (the project accepted). Shares are "
            "of the eligible, with the interval of Wilson (1927). Expected: the supported if every "
            "industry, size and priority area had the rate of the whole scope (indirect "
            "standardisation); "
            "observed ÷ expected with the exact interval (Garwood 1936). Position: the 95% and "
            "99.8% limits are mid-p quantiles of the binomial law around the expected "
            "(Spiegelhalter 2005); with spread allowed for, the limits add what places differ by. "
            "Columns 'against all' are standardised by industry and size only. "
            "Ranks, from the least supported against what is expected, "
            "are simultaneous 95% confidence sets (Mogstad, Romano, Shaikh and Wilhelm 2024) of "
            f"places where {FEWEST_EXPECTED} or more are expected, {MOST_RANKED} at most.",
        ),
        Text(
            "Không phải bảng xếp hạng: nơi có tập thứ hạng chồng nhau thì không nói được nơi nào "
            "hơn; trong giới hạn nghĩa là ngẫu nhiên đủ giải thích. Tỷ lệ làm trơn (Marshall "
            "1991) để tìm nơi cần xem, không để đánh giá. Địa bàn "
            "ưu tiên theo Thông tư 46/2012, Điều 6, chỉ lấy khi được nhập (hải đảo theo địa hình), "
            "còn lại là chưa rõ và chưa nói được so với nơi cùng diện. "
            "Nơi mà hơn nửa kỳ vọng đến từ loại cơ sở không nơi nào khác có "
            "thì chưa nói được. Được biết chỉ gồm cơ sở có tên trong danh sách dự. Lọc "
            "theo nội dung chỉ thu hẹp từ bước nộp hồ sơ, theo nguồn từ bước được hỗ trợ. Đếm ở "
            "nơi của cơ sở, không ở nơi thực hiện đề án, vì cơ sở chưa có đề án thì không có nơi "
            "thực hiện. Trên địa giới đã chọn, cơ sở có nơi không chuyển trọn sang địa giới đó thì "
            "ở dòng không rõ địa bàn.",
            "No league table: of places whose ranks overlap nobody can say which is better "
            "covered, and within the limits chance is explanation enough. The smoothed share "
            "(Marshall 1991) is for finding places to look at, not for judging them. The priority "
            "area (Circular 46/2012, article 6) is used where it was entered (an island by its "
            "terrain) and unknown elsewhere, where nothing is told against the same area. "
            "A place with more than half of its expected from "
            "kinds found nowhere else cannot be told. Told are only establishments named as "
            "present. A filter by activity narrows the steps from the application on, one by "
            "source those from support on. Counted at the place of the establishment, not of the "
            "activity: one without a project has no place of activity. On the chosen boundaries, "
            "one whose unit does not pass whole into one of them stands under the unknown place.",
        ),
        (
            *("establishment", "outreach_event", "outreach_contact"),
            *("application", "project", "project_fund", "support", "unit_year", "gate_rule"),
        ),
        COLUMNS,
        coverage_by_district,
    ),
)
