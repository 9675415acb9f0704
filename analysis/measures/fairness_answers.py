"""Sentences on fairness: where the money went, to whom it leans, and which groups get less."""

from __future__ import annotations

import pandas as pd

from analysis.language import LANGUAGES, Text, format_number
from analysis.measures.fairness_units import CONDITIONS
from analysis.measures.phrases import number, plural, sentence, share
from analysis.scope import UNKNOWN_CODE

_ONE_PLACE = Text(
    "chỉ một địa bàn trong lựa chọn này biết điều kiện, chưa so sánh được",
    "only one place of this selection has a known condition, so there is nothing to compare",
)
_UNKNOWN = {
    "poverty": Text("chưa biết tỷ lệ hộ nghèo của địa bàn", "the poverty of places is not known"),
    "remoteness": Text("chưa biết địa bàn cách trung tâm bao xa", "no distance of places is known"),
}
_LEANS = {
    "pro_poor": Text("nơi nghèo nhận hơn phần của mình", "poor places get more than their part"),
    "pro_rich": Text("nơi nghèo nhận ít hơn phần của mình", "poor places get less than their part"),
    "pro_remote": Text("nơi xa nhận hơn phần của mình", "remote places get more than their part"),
    "pro_near": Text("nơi xa nhận ít hơn phần của mình", "remote places get less than their part"),
}
_CANNOT_TELL = {
    "poverty": Text(
        "chưa nói được nơi nghèo nhận ít hay nhiều hơn phần của mình",
        "whether poor places get less or more than their part cannot be told yet",
    ),
    "remoteness": Text(
        "chưa nói được nơi xa nhận ít hay nhiều hơn phần của mình",
        "whether remote places get less or more than their part cannot be told yet",
    ),
}


def answer_fairness(districts: pd.DataFrame, indices: pd.DataFrame) -> Text | None:
    """Say where half the money went and whether to the poor; None where no two places compare."""
    money = answer_money(districts)
    if money is None:
        return None
    return sentence(
        "{money}; {lean}", "{money}; {lean}", money=money, lean=lean(indices, "poverty")
    )


def answer_money(districts: pd.DataFrame) -> Text | None:
    """Say what share of the eligible the places have that hold half the money; None if unknown.

    Those are the fewest, taken from the most money per eligible establishment on.
    """
    if not money_known(districts):
        return None
    known = districts[(districts["district"] != UNKNOWN_CODE) & districts["money_ratio"].notna()]
    known = known.sort_values("money_ratio", ascending=False, ignore_index=True)
    reached = known["share_of_money"].cumsum()
    if not reached.iloc[-1] >= 0.5:
        return None
    last = int((reached >= 0.5).to_numpy().argmax())
    part = Text("tiền hỗ trợ", "the money")
    if int(districts["grants_unknown"].sum()):
        part = Text("số tiền đã biết", "the money that is known")
    return sentence(
        "{money} {part} về {n} địa bàn có {eligible} cơ sở thuộc đối tượng",
        f"{{money}} of {{part}} went to {{n}} {plural(last + 1, 'place', 'places')} with "
        "{eligible} of the eligible establishments",
        part=part,
        money=share(float(reached.iloc[last])),
        n=number(last + 1),
        eligible=share(float(known["share_of_eligible"].iloc[: last + 1].sum())),
    )


def lean(indices: pd.DataFrame, condition: str) -> Text:
    """Say to whom money leans along a condition, as a clause."""
    row = _index(indices, f"{condition}_money")
    if pd.isna(row["value"]):
        known = int(row["places"])
        # Without money nothing leans; only where no place is known is it the condition's fault.
        if known == 0:
            return _UNKNOWN[condition]
        return _ONE_PLACE if known == 1 else _CANNOT_TELL[condition]
    return _LEANS.get(str(row["verdict"]), _CANNOT_TELL[condition])


def answer_condition(indices: pd.DataFrame, condition: str) -> Text:
    """Say to whom money leans, with the index, its interval and of how many it is.

    Raises ValueError for a condition that is none of CONDITIONS.
    """
    if condition not in CONDITIONS:
        raise ValueError(f"{condition} is none of {', '.join(CONDITIONS)}")
    row = _index(indices, f"{condition}_money")
    clause = lean(indices, condition)
    told = Text(clause.vi[:1].upper() + clause.vi[1:], clause.en[:1].upper() + clause.en[1:])
    if pd.isna(row["low"]):
        return told
    return sentence(
        "{told} (chỉ số tập trung của tiền {value}, khoảng {low} đến {high}; {places} địa bàn)",
        "{told} (concentration index of money {value}, {low} to {high}; {places} places)",
        told=told,
        value=_three(row["value"]),
        low=_three(row["low"]),
        high=_three(row["high"]),
        places=number(int(row["places"])),
    )


def answer_unequal(indices: pd.DataFrame) -> Text | None:
    """Say how unequal money is between places, against chance; None where no two compare."""
    row = _index(indices, "gini_districts")
    if pd.isna(row["value"]):
        return None
    if pd.isna(row["low"]):
        return sentence(
            "Gini của tiền giữa {places} địa bàn: {value}; quá ít cơ sở được hỗ trợ để nói thêm",
            "Gini of money between {places} places: {value}; too few supported to say more",
            places=number(int(row["places"])),
            value=_three(row["value"]),
        )
    found = {
        "beyond_chance": Text("chênh hơn mức ngẫu nhiên", "more unequal than chance makes it"),
        "below_chance": Text("đều hơn mức ngẫu nhiên", "more equal than chance makes it"),
    }.get(str(row["verdict"]), Text("ngẫu nhiên đủ giải thích", "chance is explanation enough"))
    return sentence(
        "Tiền giữa {places} địa bàn: {found} (Gini {value}; nếu chia ngẫu nhiên {low} đến {high})",
        "Money between {places} places is {found} (Gini {value}; dealt at random {low} to {high})"
        if row["verdict"] != "cannot_tell"
        else "Money between {places} places: {found} (Gini {value}; dealt at random {low} to "
        "{high})",
        places=number(int(row["places"])),
        found=found,
        value=_three(row["value"]),
        low=_three(row["chance_low"]),
        high=_three(row["chance_high"]),
    )


def two_values(indices: pd.DataFrame) -> Text:
    """Say which of the two values of an index is which, why there are two, and of how many."""
    row = _index(indices, "gini_districts")
    return sentence(
        "«Tính thẳng từ số liệu» là mức chênh đã xảy ra, để so với «Nếu chia ngẫu nhiên»; «Trừ "
        "phần ngẫu nhiên» bỏ phần mà riêng may rủi cũng làm tăng, khoảng 95% là của giá trị này; "
        "hai giá trị bằng nhau ở chỉ số mà may rủi hầu như không làm tăng. Giữa địa bàn: n = {n} "
        "cơ sở, {supported} được hỗ trợ, {places} địa bàn",
        "“Straight from the data” is the inequality there was, to be held against “If dealt at "
        "random”; “Less what chance adds” takes off what chance alone adds, and the 95% interval "
        "is of this value; both are the same where chance adds hardly anything. By place: n = {n} "
        "establishments, {supported} supported, {places} places",
        n=number(int(row["n"])),
        supported=number(int(row["n_supported"])),
        places=number(int(row["places"])),
    )


def answer_groups(groups: pd.DataFrame) -> Text | None:
    """Say which groups are supported less than the rest; None where no group can be compared."""
    compared = groups[groups["difference"].notna()]
    if compared.empty:
        return None
    less = compared[compared["verdict"] == "less"]
    if less.empty:
        return Text(
            "Chưa nói được nhóm nào được hỗ trợ ít hơn phần còn lại",
            "No group can be told to be supported less than the rest yet",
        )
    named = [
        sentence(
            "{name} ({own} so với {rest})",
            "{name} ({own} against {rest})",
            name=str(row["group_name"]),
            own=share(float(row["supported_share"])),
            rest=share(int(row["rest_supported"]) / int(row["rest_eligible"])),
        )
        for row in less.to_dict("records")
    ]
    listed = Text(
        *("; ".join(one.in_language(language) for one in named) for language in LANGUAGES)
    )
    return sentence(
        "Được hỗ trợ ít hơn phần còn lại: {listed}",
        "Supported less than the rest: {listed}",
        listed=listed,
    )


def counted_of(frame: pd.DataFrame) -> Text:
    """Return of how many eligible and supported establishments rows of places are made."""
    eligible, supported = int(frame["eligible"].sum()), int(frame["supported"].sum())
    return sentence(
        "n = {eligible} cơ sở thuộc đối tượng, {supported} được hỗ trợ",
        "n = {eligible} eligible, {supported} supported",
        eligible=number(eligible),
        supported=number(supported),
    )


def money_known(districts: pd.DataFrame) -> bool:
    """Tell whether money against the eligible can be compared between two known places."""
    known = districts[districts["district"] != UNKNOWN_CODE]
    return int(known["money_ratio"].notna().sum()) > 1


def minorities_known(groups: pd.DataFrame) -> bool:
    """Tell whether any establishment lies where the share of minorities is known."""
    rows = groups[groups["grouping"] == "minority"]
    return bool((rows["group"] != UNKNOWN_CODE).any())


def _index(indices: pd.DataFrame, code: str) -> pd.Series:
    return indices[indices["index"] == code].iloc[0]


def _three(value: float) -> Text:
    return Text(*(format_number(float(value), language, 3) for language in LANGUAGES))
