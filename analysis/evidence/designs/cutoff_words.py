"""What a cut-off is called and why it may say nothing, as texts."""

from __future__ import annotations

from analysis.language import Text

ABOUT = Text("hồ sơ quanh ngưỡng điểm", "files around the threshold")

ESTIMAND = Text(
    "Tác động bình quân lên những cơ sở được hỗ trợ chỉ nhờ vừa vượt ngưỡng, trong ba năm sau khi "
    "nộp hồ sơ; không nói gì về cơ sở điểm cao hay thấp hẳn",
    "Mean effect on those supported only because they just passed the threshold, over the three "
    "years after the application; nothing is said of scores far from it",
)

METHOD_NAME = Text(
    "Hồi quy gián đoạn mờ (Calonico, Cattaneo và Titiunik 2014)",
    "Fuzzy regression discontinuity (Calonico, Cattaneo and Titiunik 2014)",
)

METHOD = Text(
    "Hồi quy gián đoạn mờ: đường thẳng cục bộ hai bên, nhân tam giác, bề rộng {width} điểm, hiệu "
    "chỉnh sai lệch (Calonico, Cattaneo và Titiunik 2014); khoảng tin cậy theo Fieller (1954)",
    "Fuzzy regression discontinuity: local lines on both sides, triangular kernel, width of "
    "{width} points, corrected for bias (Calonico, Cattaneo and Titiunik 2014); Fieller's (1954) "
    "interval",
)

REFUSED: dict[str, Text] = {
    "register": Text(
        "Chỉ tiêu này lấy từ sổ đăng ký, không có giá trị trước và sau của từng hồ sơ.",
        "This outcome comes from the register, which has no value before and after each file.",
    ),
    "no_scores": Text(
        "Bộ dữ liệu chưa ghi điểm thẩm định của hồ sơ nào.",
        "No application on record has an appraisal score.",
    ),
    "no_threshold": Text(
        "Chưa ghi ngưỡng điểm nào áp dụng cho các hồ sơ này (bảng «Ngưỡng điểm thẩm định»): không "
        "có ngưỡng thì không có gì để so hai bên.",
        "No threshold is on record for these files (table “Appraisal threshold”): without one "
        "there are no two sides to compare.",
    ),
    "few": Text(
        "Quanh ngưỡng chỉ có {below} hồ sơ phía dưới và {above} phía trên có số liệu trước và sau, "
        "cần ít nhất {least} mỗi bên.",
        "Near the threshold only {below} files below and {above} above have figures before and "
        "after; {least} are needed on each side.",
    ),
    "weak": Text(
        "Trong {n} hồ sơ gần ngưỡng có số liệu, vượt ngưỡng làm việc được hỗ trợ đổi quá ít nên "
        "khoảng tin cậy của tác động không có giới hạn; riêng việc vượt ngưỡng đi cùng {jump}.",
        "Among the {n} files near the threshold with figures, passing it moves support too little "
        "for an interval with ends; passing alone goes with {jump}.",
    ),
    "undecided": Text(
        "Vượt ngưỡng không làm việc được hỗ trợ khác đi rõ rệt ({p}): ngưỡng đã không quyết định.",
        "Passing the threshold does not visibly change who is supported ({p}): it did not decide.",
    ),
}

TITLES: dict[str, Text] = {
    "decides": Text("Ngưỡng có quyết định không", "Does the threshold decide"),
    "density": Text("Điểm có dồn quanh ngưỡng không", "Do scores bunch at the threshold"),
    "continuity": Text("Đặc điểm có từ trước có nhảy không", "Do characteristics jump"),
    "false_thresholds": Text("Ngưỡng giả", "False thresholds"),
}

OTHERS: dict[str, tuple[Text, Text]] = {
    "plain": (
        Text("Không hiệu chỉnh sai lệch", "Not corrected for bias"),
        Text("Khoảng thông thường, hẹp hơn mức đáng tin.", "The usual interval, too narrow."),
    ),
    "jump": (
        Text("Riêng việc vượt ngưỡng", "Passing the threshold alone"),
        Text(
            "Bước nhảy của chỉ tiêu, chưa chia cho bước nhảy của việc được hỗ trợ.",
            "The jump of the outcome, not divided by that of support.",
        ),
    ),
    "half": (
        Text("Bề rộng một nửa", "Half the width"),
        Text("Gần ngưỡng hơn, ít hồ sơ hơn.", "Closer to the threshold, fewer files."),
    ),
    "twice": (
        Text("Bề rộng gấp đôi", "Twice the width"),
        Text("Xa ngưỡng hơn, nhiều hồ sơ hơn.", "Further from the threshold, more files."),
    ),
}
