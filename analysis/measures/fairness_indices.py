"""Indices of fairness: Gini, Theil and Hoover of money by place, concentration by condition."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.language import Language, Text, format_number
from analysis.measures.concentration_index import concentration_index
from analysis.measures.fairness import LIMITS, SOURCES, WHO, with_money_words
from analysis.measures.fairness_columns import INDEX_COLUMNS, SCALES, VERDICTS, WEIGHTS
from analysis.measures.fairness_draws import DRAWS, FEW_DRAWS, MOST_DRAWN
from analysis.measures.fairness_spread import FEWEST_SUPPORTED, unequal
from analysis.measures.fairness_units import CONDITIONS, establishments
from analysis.measures.model import Measure
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

_Z = 1.959963984540054

NAMES = {
    "gini_districts": Text("Gini của tiền mỗi cơ sở, giữa địa bàn", "Gini of money by place"),
    "hoover": Text(
        "Phần tiền phải chuyển chỗ để đều (Hoover)", "Money to be moved for equal parts (Hoover)"
    ),
    "theil": Text("Theil T của tiền mỗi cơ sở, giữa địa bàn", "Theil's T of money by place"),
    "theil_between": Text("Theil: giữa các loại địa hình", "Theil: between terrains"),
    "theil_within": Text("Theil: trong từng loại địa hình", "Theil: within terrains"),
    "theil_share": Text("Theil: phần giữa các loại địa hình", "Theil: share between terrains"),
    "gini_establishments": Text(
        "Gini của tiền, giữa mọi cơ sở (kể cả 0 đồng)", "Gini of money over all establishments"
    ),
    "poverty_money": Text("Tập trung theo nghèo: tiền", "Concentration by poverty: money"),
    "poverty_supported": Text(
        "Tập trung theo nghèo: được hỗ trợ", "Concentration by poverty: supported"
    ),
    "poverty_erreygers": Text(
        "Tập trung theo nghèo: tỷ lệ được hỗ trợ (Erreygers)",
        "Concentration by poverty: share supported (Erreygers)",
    ),
    "remoteness_money": Text("Tập trung theo độ xa: tiền", "Concentration by remoteness: money"),
    "remoteness_supported": Text(
        "Tập trung theo độ xa: được hỗ trợ", "Concentration by remoteness: supported"
    ),
    "remoteness_erreygers": Text(
        "Tập trung theo độ xa: tỷ lệ được hỗ trợ (Erreygers)",
        "Concentration by remoteness: share supported (Erreygers)",
    ),
}
"""Every index, in the order of the rows."""

_LEANS = {"poverty": ("pro_poor", "pro_rich"), "remoteness": ("pro_remote", "pro_near")}
INTERVALS = {
    "bootstrap": Text(f"Bootstrap, {DRAWS} lần", f"Bootstrap, {DRAWS} draws"),
    "normal_draws": Text(
        f"Xấp xỉ chuẩn, {FEW_DRAWS} lần rút", f"Normal approximation, {FEW_DRAWS} draws"
    ),
    "error": Text("Sai số chuẩn", "Standard error"),
}
"""How an interval came about, and the words for it."""

_NOTHING: dict[str, Any] = {
    **dict.fromkeys(("value", "corrected", "low", "high", "chance_low", "chance_high"), None),
    "interval_by": None,
    "verdict": "cannot_tell",
}


def fairness_indices(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per index: its value, interval, what chance would give, and how many it is of.

    An index that cannot be had (one place, no money, an unknown condition) has a row of nulls.
    """
    units = establishments(snapshot, scope)
    rows = [
        *_by_place(units),
        _among_all(units),
        *(row for condition in CONDITIONS for row in concentration(units, condition)),
    ]
    frame = with_money_words(pd.DataFrame(rows), snapshot, scope)
    frame["index"] = pd.Categorical(frame["index"], list(NAMES), ordered=True)
    frame = frame.sort_values("index", ignore_index=True).astype({"index": "str"})
    language = scope.language
    for column, names in (("index", NAMES), ("verdict", VERDICTS), ("scale", SCALES)):
        frame[f"{column}_name"] = [names[code].in_language(language) for code in frame[column]]
    frame["weighted_name"] = [WEIGHTS[bool(one)].in_language(language) for one in frame["weighted"]]
    numbers = ["value", "corrected", "low", "high", "chance_low", "chance_high"]
    frame[numbers] = frame[numbers].astype("float64")
    frame["value_text"] = [
        None if pd.isna(value) else format_number(value, language, 3) for value in frame["value"]
    ]
    frame["corrected_text"] = [
        None
        if pd.isna(row["low"])
        else f"{format_number(row['corrected'], language, 3)} "
        f"({_range(row['low'], row['high'], language)})"
        for row in frame.to_dict("records")
    ]
    frame["interval_by"] = [
        None if pd.isna(code) else INTERVALS[code].in_language(language)
        for code in frame["interval_by"]
    ]
    frame["chance_text"] = [
        None if pd.isna(low) else _range(low, high, language)
        for low, high in zip(frame["chance_low"], frame["chance_high"], strict=True)
    ]
    return frame


def _by_place(units: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of how unequal money is between places, and between terrains."""
    placed = units[units["district"] != UNKNOWN_CODE]
    of_terrain = placed[placed.groupby("district")["terrain"].transform("nunique") == 1]
    used = [usable[usable["received"].notna()] for usable in (placed, of_terrain)]
    rows = []
    for known, found in zip(used, unequal(*used), strict=True):
        counted = _counted(units, known, placed["district"].nunique())
        rows += [{**_NOTHING, **counted, **row, "weighted": True} for row in found]
    return rows


def _among_all(units: pd.DataFrame) -> dict[str, Any]:
    """Return the Gini over establishments, those with nothing included.

    It is the concentration index along the amounts themselves, which gives its error too.
    """
    known = units[units["received"].notna()]
    placed = units.loc[units["district"] != UNKNOWN_CODE, "district"].nunique()
    row = {
        **_NOTHING,
        **_counted(units, known, placed),
        "index": "gini_establishments",
        "weighted": False,
        "verdict": "description",
    }
    amounts = known["received"].to_numpy(np.float64)
    if not amounts.sum() > 0:
        return {**row, "verdict": "cannot_tell"}
    found = concentration_index(amounts, amounts, alike=known["alike"].to_numpy(np.float64))
    return {**row, **_with_interval(found.value, found.error, known, 0.0)}


def concentration(units: pd.DataFrame, condition: str) -> list[dict[str, Any]]:
    """Return the concentration of money and support along a condition, the worst off first.

    `units` are those of `establishments`; one row for money, one for the supported, and one for
    the share supported as Erreygers corrects it. An unknown condition or amount is left out.
    """
    column = CONDITIONS[condition]
    placed = units.loc[units["district"] != UNKNOWN_CODE, "district"].nunique()
    # Whoever was supported is alike in that, whatever they got.
    keys = ["district", column, "supported"]
    supported = units.groupby(keys, dropna=False, as_index=False, sort=False)[["alike"]].sum()
    rows = []
    for kind in ("money", "supported", "erreygers"):
        amount, every = ("received", units) if kind == "money" else ("supported", supported)
        used = every[every[column].notna() & every[amount].notna()]
        row = {
            **_NOTHING,
            **_counted(units, used, placed),
            "index": f"{condition}_{kind}",
            "weighted": True,
            "scale": "absolute" if kind == "erreygers" else "relative",
        }
        amounts = used[amount].to_numpy(np.float64)
        if used[column].nunique() < 2 or not amounts.sum() > 0:
            rows.append(row)
            continue
        ranking = used[column].to_numpy(np.float64)
        found = concentration_index(
            amounts,
            ranking,
            first="largest",
            scale="absolute" if kind == "erreygers" else "relative",
            alike=used["alike"].to_numpy(np.float64),
        )
        # Erreygers (2009): four times the absolute index of a variable between 0 and 1.
        times = 4 if kind == "erreygers" else 1
        row |= _with_interval(times * found.value, times * found.error, used, -1.0)
        rows.append({**row, "verdict": _lean(row, condition)})
    return rows


def _with_interval(value: float, error: float, used: pd.DataFrame, lowest: float) -> dict[str, Any]:
    """Return a value with its normal interval; without one where few were supported."""
    if _supported(used) < FEWEST_SUPPORTED:
        return {"value": value}
    return {
        "value": value,
        "corrected": value,
        "low": max(value - _Z * error, lowest),
        "high": min(value + _Z * error, 1.0),
        "interval_by": "error",
    }


def _lean(row: dict[str, Any], condition: str) -> str:
    """Return to whom an index leans; below zero it is those who come first."""
    towards, away = _LEANS[condition]
    if row["low"] is None or row["low"] <= 0 <= row["high"]:
        return "cannot_tell"
    return towards if row["high"] < 0 else away


def _counted(units: pd.DataFrame, used: pd.DataFrame, placed: int) -> dict[str, Any]:
    """Return of how many establishments and places an index is, and how many it leaves out."""
    here = used.loc[used["district"] != UNKNOWN_CODE, "district"].nunique()
    return {
        "scale": "relative",
        "n": int(used["alike"].sum()),
        "n_supported": _supported(used),
        "places": here,
        "places_without": max(placed - here, 0),
        "left_out": int(units["alike"].sum() - used["alike"].sum()),
    }


def _supported(used: pd.DataFrame) -> int:
    return int(used.loc[used["supported"], "alike"].sum())


def _range(low: float, high: float, language: Language) -> str:
    word = Text("đến", "to").in_language(language)
    return f"{format_number(low, language, 3)} {word} {format_number(high, language, 3)}"


_COUNTS = Text(
    "Gini, Hoover và Theil T của tiền mỗi cơ sở thuộc đối tượng giữa các địa bàn: 0 là ai cũng "
    "đều (tương đối, gia quyền theo cơ sở). Theil = giữa + trong các loại địa hình (miền núi, "
    "hải đảo, đồng bằng; Bourguignon 1979). Khoảng 95%: bootstrap cơ bản, rút lại cơ sở trong "
    f"từng địa bàn (Davison và Hinkley 1997; {DRAWS} lần), từ 0 khi ngẫu nhiên đủ giải thích; "
    "là khoảng của giá trị đã trừ phần do ngẫu nhiên (hai lần giá trị trừ trung vị các lần rút), "
    f"vì may rủi luôn kéo chỉ số lên. Trên {MOST_DRAWN} địa bàn thì rút {FEW_DRAWS} lần, lấy "
    "trung bình và độ lệch chuẩn như phân phối chuẩn (cột «Khoảng theo»). "
    "«Nếu chia ngẫu nhiên»: chỉ số khi chính các khoản ấy rơi vào cơ sở bất kỳ; chỉ ngoài mức "
    "này mới nói là không đều. Chỉ số tập trung theo nghèo, theo độ xa: hai lần diện tích giữa "
    "đường cong và đường chéo, âm là nghiêng về nơi nghèo hoặc xa; khoảng theo sai số của "
    "Kakwani, Wagstaff và van Doorslaer (1997), mỗi cơ sở là một đơn vị. Tỷ lệ được hỗ trợ bị "
    "chặn ở 0 và 1 nên có thêm chỉ số đã hiệu chỉnh của Erreygers (2009), tuyệt đối. Ít hơn "
    f"{FEWEST_SUPPORTED} cơ sở được hỗ trợ thì không có khoảng. {WHO.vi}",
    "Gini, Hoover and Theil's T of money per eligible establishment between places: 0 where all "
    "have the same (relative, weighted by the eligible). Theil = between + within terrains "
    "(mountain, island, plain; Bourguignon 1979). 95% intervals: basic bootstrap, "
    f"establishments drawn again within each place (Davison and Hinkley 1997; {DRAWS} draws), "
    "from 0 where chance is explanation enough; they are of the value less what chance adds "
    "(twice the value less the median of the draws), since chance always pulls an index up. With "
    f"more than {MOST_DRAWN} places {FEW_DRAWS} draws give mean and standard deviation, taken as "
    "normal (column “Interval by”). “If dealt at random”: the index if the very "
    "same amounts fell on any establishments; only beyond that is money called unequal. "
    "Concentration index by poverty or remoteness: twice the area between curve and diagonal, "
    "below zero where it leans to the poor or remote; the interval is by the error of Kakwani, "
    "Wagstaff and van Doorslaer (1997), each establishment a unit. The share supported lies "
    "between 0 and 1, so Erreygers' (2009) corrected index, absolute, stands beside. No "
    f"interval with fewer than {FEWEST_SUPPORTED} supported. {WHO.en}",
)
_CAVEATS = Text(
    "Khoảng của Gini, Hoover, Theil hơi hẹp: khi thử với số liệu giả định như ở đây, khoảng của "
    "Gini chứa giá trị thật khoảng 9 trên 10 lần. Khoảng nói về may rủi của từng cơ sở ở đúng "
    "các địa bàn này; với ít địa bàn, nghiêng về nơi nghèo không có nghĩa là vì nghèo. Gini "
    "giữa mọi cơ sở luôn gần 1 khi ít cơ sở được hỗ trợ, nên chỉ để mô tả. Nơi không rõ điều "
    "kiện hoặc địa hình, cơ sở không rõ địa bàn hoặc số tiền đứng ngoài và được đếm. Nhiều chỉ "
    f"số cùng lúc: thỉnh thoảng một cái vượt ngưỡng do may rủi. {LIMITS.vi}",
    "Intervals of Gini, Hoover and Theil are somewhat narrow: in trials with made-up data like "
    "these that of the Gini held the real value 9 times in 10. Intervals speak of what chance "
    "does to each establishment in these very places; with few places, leaning to the poor need "
    "not be because of poverty. The Gini over all establishments is near 1 whenever few are "
    "supported, so it only describes. Places of unknown condition or terrain, establishments of "
    "unknown place or amount are left out and counted. With many indices one now and then "
    f"passes by chance. {LIMITS.en}",
)

MEASURES = (
    Measure(
        "fairness_indices",
        Text("Chỉ số công bằng", "Indices of fairness"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        INDEX_COLUMNS,
        fairness_indices,
    ),
)
