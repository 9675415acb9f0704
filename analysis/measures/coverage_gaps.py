"""Which places are supported less than chance explains, looking at all of them at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.coverage_expected import spread_beyond_chance
from analysis.measures.phrases import chance, listed, number, sentence
from analysis.scope import UNKNOWN_CODE

FEWEST_SPREAD = 5
"""Of fewer places nobody can say how much they differ beyond chance."""

_DOUBT = 0.05


def behind(frame: pd.DataFrame, ending: str = "") -> pd.DataFrame:
    """Return the places below the 99.8% limit that stay so among all places looked at together.

    `frame` is measure coverage_by_district, `ending` "" or "_all" the comparison. Of many places
    some lie below any limit by chance; Holm (1979), Scandinavian Journal of Statistics 6, holds the
    chance to call even one wrongly at 5%: the smallest chance of as few is held against 5% over the
    number of places, the next against 5% over one less, until one is not small enough.
    """
    told = _told(frame, ending).sort_values(f"as_few{ending}", kind="stable")
    allowed = _DOUBT / np.arange(len(told), 0, -1)
    small = (told[f"as_few{ending}"].to_numpy(np.float64) <= allowed).cumprod().astype(bool)
    return told[small & (told[f"position{ending}"] == "below_998").to_numpy()]


def answer_gaps(frame: pd.DataFrame) -> Text | None:
    """Say which districts are supported less than chance explains; None where none can tell.

    Named are those of `behind` against all places. How many lie below the 95% limit, against all
    places and against those of the same priority area, is said beside what chance alone gives.
    """
    told = _told(frame, "_all")
    if told.empty:
        return None
    named = behind(frame, "_all").sort_values("ratio_all")
    low = _low(told, "_all")
    values = {"n": number(len(told)), "low": low, "alike": _low(_told(frame, ""), "")}
    if not named.empty:
        return sentence(
            "{names} được hỗ trợ ít hơn mức ngẫu nhiên cho phép, kể cả khi xét cùng lúc {n} nơi "
            "(dưới giới hạn 95%: {low}; so với nơi cùng diện ưu tiên: {alike})",
            "{names}: supported less than chance allows, even looking at {n} places at once (below "
            "the 95% limit: {low}; against places of the same priority: {alike})",
            names=listed(
                [Text(str(name), str(name)) for name in named["district_name"]],
                Text("không nơi nào", "no place"),
            ),
            **values,
        )
    if not told["position_all"].isin(_BELOW).any():
        return sentence(
            "Không nơi nào được hỗ trợ ít hơn mức ngẫu nhiên cho phép (n = {n} nơi, giới hạn 95%)",
            "No place is supported less than chance allows (n = {n} places, 95% limits)",
            **values,
        )
    return sentence(
        "Chưa nói được nơi nào được hỗ trợ ít hơn mức ngẫu nhiên cho phép khi xét cùng lúc {n} nơi "
        "(dưới giới hạn 95%: {low}; so với nơi cùng diện ưu tiên: {alike})",
        "No place can be told yet to be supported less than chance allows, looking at {n} places "
        "at once (below the 95% limit: {low}; against places of the same priority: {alike})",
        **values,
    )


def answer_spread(frame: pd.DataFrame) -> Text | None:
    """Say whether places differ by more than chance; None where there are too few to tell."""
    spread = spread_beyond_chance(frame)
    if spread.places < FEWEST_SPREAD:
        return None
    values = {
        "phi": number(spread.phi, 1),
        "n": number(spread.places),
        "p": chance(spread.p),
    }
    if spread.p >= _DOUBT:
        return sentence(
            "Các nơi không khác nhau nhiều hơn mức ngẫu nhiên (độ phân tán φ = {phi}; {p}; "
            "n = {n} nơi).",
            "Places do not differ by more than chance gives (dispersion φ = {phi}; {p}; n = {n} "
            "places).",
            **values,
        )
    return sentence(
        "Các nơi khác nhau nhiều hơn mức ngẫu nhiên (độ phân tán φ = {phi}; {p}; n = {n} nơi): vì "
        "những lý do mà ngành, quy mô và địa bàn ưu tiên không nói hết. Giới hạn kể cả độ phân tán "
        "cho thấy nơi nào vẫn nổi bật.",
        "Places differ by more than chance gives (dispersion φ = {phi}; {p}; n = {n} places): for "
        "reasons that industry, size and priority area do not tell. Limits that allow for the "
        "spread show which places still stand out.",
        **values,
    )


_BELOW = ("below_95", "below_998")


def _told(frame: pd.DataFrame, ending: str) -> pd.DataFrame:
    """Return the known places of which a comparison can tell anything."""
    return frame[
        (frame["district"] != UNKNOWN_CODE) & (frame[f"position{ending}"] != "cannot_tell")
    ]


def _low(told: pd.DataFrame, ending: str) -> Text:
    """Return how many places lie below the 95% limit, and how many chance alone puts there."""
    if told.empty:
        return Text("chưa nói được", "cannot be told yet")
    return sentence(
        "{low} nơi, riêng ngẫu nhiên cũng cho khoảng {chance}",
        "{low}, where chance alone puts about {chance}",
        low=number(int(told[f"position{ending}"].isin(_BELOW).sum())),
        chance=number(float(told[f"below_by_chance{ending}"].sum()), 1),
    )
