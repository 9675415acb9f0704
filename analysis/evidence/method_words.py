"""The methods of a claim, by code, and what they are called."""

from __future__ import annotations

from typing import Literal

from analysis.evidence.model import Comparison, Form
from analysis.evidence.situation import Design
from analysis.language import Text

Method = Literal[
    "automatic", "unconditional", "doubly_robust", "weighting", "regression", "before_after"
]
METHODS: tuple[Method, ...] = (
    *("automatic", "unconditional", "doubly_robust", "weighting", "regression"),
    "before_after",
)

METHOD_TITLES: dict[Method, Text] = {
    "automatic": Text("Tự chọn theo số cơ sở", "Chosen by numbers of establishments"),
    "unconditional": Text("Không điều chỉnh", "Not adjusted"),
    "doubly_robust": Text("Điều chỉnh hai lớp", "Doubly robust"),
    "weighting": Text("Trọng số", "Weighting"),
    "regression": Text("Hồi quy", "Regression"),
    "before_after": Text("Trước và sau, không đối chứng", "Before and after, no comparison"),
}

FORM_WORDS: dict[Form, Text] = {
    "unconditional": Text(
        "không điều chỉnh theo đặc điểm", "without adjusting for characteristics"
    ),
    "doubly_robust": Text(
        "điều chỉnh hai lớp (trọng số và hồi quy) theo {names}",
        "doubly robust (weighting and regression) in {names}",
    ),
    "weighting": Text("trọng số theo {names}", "weighted by {names}"),
    "regression": Text("hồi quy theo {names}", "regression on {names}"),
}

_AGAINST: dict[Comparison, Text] = {
    "never": Text("cơ sở chưa từng được hỗ trợ", "establishments never supported"),
    "not_yet": Text("cơ sở chưa đến lượt hỗ trợ", "establishments not supported yet"),
    "own_past": Text("chính họ trước khi hỗ trợ", "their own past"),
}


def method_words(
    design: Design, form: Form, comparison: Comparison | None, covariates: tuple[Text, ...]
) -> Text:
    """Return the method in a phrase: design, form, covariates and who is compared with."""
    if design == "cross_section":
        return Text(
            "Mức bình quân của cơ sở được hỗ trợ trong năm gần nhất",
            "Mean of supported establishments in the last year",
        )
    if design == "before_after":
        return Text(
            "Thay đổi của cơ sở được hỗ trợ so với năm trước khi hỗ trợ, không có đối chứng",
            "Change of supported establishments against the year before support, with nobody "
            "compared",
        )
    return Text(
        "Khác biệt trong khác biệt theo năm bắt đầu và năm quan sát (Callaway và Sant'Anna 2021), "
        "so với {against}, {form}",
        "Group-time difference in differences (Callaway and Sant'Anna 2021) against {against}, "
        "{form}",
    ).filled(against=_AGAINST[comparison or "never"], form=form_words(form, covariates))


def form_words(form: Form, covariates: tuple[Text, ...]) -> Text:
    """Return how covariates are taken into account, naming them."""
    names = Text(
        ", ".join(one.vi for one in covariates) or "–",
        ", ".join(one.en for one in covariates) or "–",
    )
    return FORM_WORDS[form].filled(names=names)


def estimand_words(design: Design) -> Text:
    """Return what is estimated, of whom and over which years."""
    if design == "cross_section":
        return Text(
            "Mức bình quân của cơ sở được hỗ trợ, tại một thời điểm",
            "The mean of supported establishments, at one point in time",
        )
    if design == "before_after":
        return Text(
            "Thay đổi bình quân của cơ sở được hỗ trợ, từ năm hỗ trợ, so với năm liền trước",
            "Mean change of supported establishments over all years from that of support on, "
            "against the year before",
        )
    return Text(
        "Tác động bình quân lên cơ sở được hỗ trợ, tính trên mọi cơ sở và mọi năm từ năm hỗ trợ",
        "Mean effect on supported establishments, over all of them and all years from that of "
        "support on",
    )
