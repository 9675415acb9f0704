"""Fairness: money against those who could have asked, by place and from the poorest on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import Text
from analysis.measures.concentration_index import concentration_curve
from analysis.measures.fairness_columns import CURVE_COLUMNS, DISTRICT_COLUMNS
from analysis.measures.fairness_units import (
    CONDITION_NAMES,
    CONDITIONS,
    cells,
    establishments,
    places,
    received_or_unknown,
    unknown_last,
)
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure
from analysis.measures.price_base import price_year
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Floats = npt.NDArray[np.float64]

_SUMMED = (
    *("eligible", "told", "supported"),
    *("supports", "grants_unknown", "received", "received_not_eligible"),
)
_OF_PLACE = (
    *("poverty_rate", "poverty_year", "minority_share", "minority_year"),
    *("distance_km", "priority_area"),
)


def fairness_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per place of the scope's vintage with an establishment, unknown ones last.

    Shares are of all rows, those of money of what is known; money whose every amount is unknown is
    null and has no share. `money_ratio` is the share of money over that of the eligible.
    """
    counted = cells(snapshot, scope)
    frame = counted.groupby("district", as_index=False)[list(_SUMMED)].sum()
    frame["grants"] = received_or_unknown(frame)
    frame["grants_not_eligible"] = frame["received_not_eligible"]
    frame["share_of_eligible"] = shares(frame["eligible"])
    frame["share_of_supported"] = shares(frame["supported"])
    frame["share_of_money"] = shares(frame["grants"])
    some = frame["share_of_eligible"].where(frame["share_of_eligible"] > 0)
    frame["money_ratio"] = frame["share_of_money"] / some
    frame["grants_per_eligible"] = per_one(frame["grants"], frame["eligible"])
    frame["terrain"] = frame["district"].map(_terrains(counted)).astype(object)
    known = places(snapshot, scope)
    for name in _OF_PLACE:
        frame[name] = frame["district"].map(known[name])
    frame = with_money_words(frame, snapshot, scope)
    frame = with_district_names(frame, snapshot, scope.language)
    for name in ("terrain", "priority_area"):
        frame = with_code_names(frame, name, name, scope.language)
    return frame.sort_values(["district"], key=unknown_last, ignore_index=True)


def fairness_curve(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per condition and place it is known of, the poorest or most remote first.

    What is reached is cumulated over the establishments of the place and all before it; places
    alike are reached together. Money is of establishments whose every amount is known.
    """
    units = establishments(snapshot, scope)
    found = [_curve(units, condition) for condition in CONDITIONS]
    frame = with_money_words(pd.concat(found, ignore_index=True), snapshot, scope)
    names = [CONDITION_NAMES[one].in_language(scope.language) for one in frame["condition"]]
    frame["condition_name"] = pd.Series(names, index=frame.index, dtype="str")
    return with_district_names(frame, snapshot, scope.language)


def shares(amounts: pd.Series) -> pd.Series:
    """Return each amount over the sum of the known ones, as floats; null where that is zero."""
    values = amounts.astype("Float64").astype("float64")
    total = values.sum()
    result: pd.Series = values / (total if total > 0 else np.nan)
    return result


def per_one(amounts: pd.Series, counts: pd.Series) -> pd.Series:
    """Return amounts over counts in whole units of money; null where nobody counts."""
    result = (amounts.astype("Float64") / counts.where(counts > 0)).round().astype("Int64")
    return pd.Series(result, index=amounts.index)


def with_money_words(frame: pd.DataFrame, snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the frame with the currency, the prices and the year of constant prices."""
    return frame.assign(
        currency=snapshot.case.currency,
        prices=scope.prices,
        price_year=price_year(snapshot, scope),
    )


def _terrains(counted: pd.DataFrame) -> pd.Series:
    """Return the terrain of each place; of one whose establishments differ it is unknown."""
    known = counted.dropna(subset=["terrain"]).groupby("district")["terrain"]
    terrains: pd.Series = known.first().where(known.nunique() == 1)
    return terrains


def _curve(units: pd.DataFrame, condition: str) -> pd.DataFrame:
    """Return the places of known condition in order, with what is reached up to each."""
    column = CONDITIONS[condition]
    ranked = units[units[column].notna()]
    alike = ranked["alike"]
    known = ranked["received"].notna()
    frame = (
        ranked[["district", column]]
        .assign(
            eligible=alike,
            supported=alike.where(ranked["supported"], 0),
            known=alike.where(known, 0),
            grants=(alike * ranked["received"]).where(known, 0.0),
        )
        .groupby("district", as_index=False)
        .agg(dict.fromkeys(("eligible", "supported", "known", "grants"), "sum") | {column: "first"})
    )
    frame = frame.sort_values([column, "district"], ascending=[False, True], ignore_index=True)
    for name in CONDITIONS.values():
        if name not in frame:
            frame[name] = np.nan
    frame["grants"] = frame["grants"].round().astype("Int64").mask(frame["known"] == 0)
    told = ranked[known]
    for who, amount, first, second in (
        (ranked, "supported", "eligible_reached", "supported_reached"),
        (told, "received", "known_reached", "money_reached"),
    ):
        numbers = (who[name].to_numpy(np.float64) for name in (amount, column, "alike"))
        weight, money = _reached(*numbers)
        frame[first] = frame[column].map(weight).astype("float64")
        frame[second] = frame[column].map(money).astype("float64")
    return frame.assign(condition=condition, place_no=np.arange(1, len(frame) + 1))


def _reached(
    amounts: Floats, ranking: Floats, alike: Floats
) -> tuple[dict[float, float], dict[float, float]]:
    """Return the shares of establishments and of amounts reached at each value of the ranking."""
    if len(amounts) == 0:
        return {}, {}
    curve = concentration_curve(amounts, ranking, first="largest", alike=alike)
    values = (-np.unique(-ranking)).tolist()
    return (
        dict(zip(values, curve.weight_share[1:].tolist(), strict=True)),
        dict(zip(values, curve.money_share[1:].tolist(), strict=True)),
    )


WHO = Text(
    "Cơ sở thuộc đối tượng và cơ sở được hỗ trợ: như ở độ phủ, theo địa bàn của cơ sở. Tiền: kinh "
    "phí hỗ trợ của các khoản trong đề án không bị ngừng và đã qua bước kế hoạch, do cơ sở thuộc "
    "đối tượng nhận, tính vào năm hỗ trợ; không được hỗ trợ là 0, không rõ thì để ngoài và đếm "
    "riêng. ",
    "Eligible and supported establishments are those of coverage, at the establishment's place. "
    "Money: grants of supports by projects neither stopped nor only planned that eligible "
    "establishments got, in the year of support; without support it is 0, what is unknown is left "
    "out and counted. ",
)
LIMITS = Text(
    "Mô tả, không phải tác động: chưa xét ai cần, ai xin, ai đủ điều kiện của từng nội dung. Tiền "
    "của đề án dùng chung, không ghi cho cơ sở nào, không có ở đây. Lọc theo nguồn giữ cả khoản "
    "hỗ trợ của đề án có nguồn đó. Hộ nghèo và dân tộc là của địa bàn, năm gần nhất đã nhập, không "
    "phải của chủ cơ sở.",
    "A description, not an effect: need, demand and the conditions of each activity are not "
    "weighed. Money of shared projects that names no establishment is not here. A filter by source "
    "keeps whole supports of projects with it. Poverty and minorities are the place's, of the "
    "latest year entered, not the owner's.",
)
SOURCES = (
    *("establishment", "support", "project", "project_fund", "unit_year"),
    *("administrative_unit", "price_index"),
)
_DISTANCE = Text(
    "Xa: km theo đường chim bay từ tâm địa bàn tới tâm Thành phố Quảng Ngãi, không phải đường đi. ",
    "Remoteness: km in a straight line from the centroid of the place to that of Quảng Ngãi city, "
    "not by road or boat. ",
)

MEASURES = (
    Measure(
        "fairness_by_district",
        Text("Tiền so với cơ sở thuộc đối tượng", "Money against the eligible, by district"),
        Text(
            f"Tỷ trọng tiền so với tỷ trọng cơ sở thuộc đối tượng của từng địa bàn; thương của hai "
            f"số là 1 khi địa bàn được đúng phần theo số cơ sở (tương đối, gia quyền theo cơ sở). "
            f"{WHO.vi}{_DISTANCE.vi}",
            f"Each place's share of the money against its share of the eligible; their quotient is "
            f"1 where a place has its part by number of establishments (relative, weighted by the "
            f"eligible). {WHO.en}{_DISTANCE.en}",
        ),
        Text(
            f"Một đề án lớn đủ làm lệch một địa bàn ít cơ sở; ngẫu nhiên được xét ở các chỉ số. "
            f"Nơi có khoản không rõ tiền thì số tiền là phần biết được. {LIMITS.vi}",
            f"One large project moves a place of few establishments; chance is weighed in the "
            f"indices. Where amounts are unknown the money is the part that is known. {LIMITS.en}",
        ),
        SOURCES,
        DISTRICT_COLUMNS,
        fairness_by_district,
    ),
    Measure(
        "fairness_curve",
        Text("Đường tập trung", "Concentration curve"),
        Text(
            f"Địa bàn xếp từ nghèo nhất (hoặc xa nhất); tỷ trọng cộng dồn của cơ sở được hỗ trợ và "
            f"của tiền so với tỷ trọng cộng dồn của cơ sở thuộc đối tượng (tương đối, gia quyền). "
            f"Trên đường chéo: nơi nghèo hoặc xa được hơn phần của mình (Kakwani 1977). {WHO.vi}"
            f"{_DISTANCE.vi}",
            f"Places from the poorest (or most remote) on; cumulated shares of the supported and "
            f"of the money against that of the eligible (relative, weighted). Above the diagonal "
            f"poor or remote places have more than their part (Kakwani 1977). {WHO.en}"
            f"{_DISTANCE.en}",
        ),
        Text(
            f"Nơi không rõ điều kiện đứng ngoài và được đếm ở chỉ số tập trung. {LIMITS.vi}",
            f"Places of unknown condition are left out, and counted with the concentration index. "
            f"{LIMITS.en}",
        ),
        SOURCES,
        CURVE_COLUMNS,
        fairness_curve,
    ),
)
