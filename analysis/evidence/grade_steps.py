"""What would make a grade surer: the next steps an office can take, as texts."""

from __future__ import annotations

from analysis.language import Text

SURER: dict[str, Text] = {
    "cross_section": Text(
        "Thu số liệu của chính các cơ sở này cho một năm trước khi hỗ trợ.",
        "Collect a year before support for these same establishments.",
    ),
    "before_after": Text(
        "Thu cùng số liệu từ cơ sở không được hỗ trợ, trước hết là hồ sơ không được duyệt.",
        "Collect the same figures from establishments without support, the refused first.",
    ),
    "comparison": Text(
        "So thay đổi thay vì so mức: thu ít nhất hai năm trước hỗ trợ cho cả hai nhóm.",
        "Compare changes, not levels: collect at least two years before support in both groups.",
    ),
    "no_estimate": Text(
        "Hỏi cả cơ sở không được hỗ trợ, và mỗi cơ sở ít nhất một năm trước và một năm sau.",
        "Ask establishments without support too, each for at least a year before and one after.",
    ),
    "nobody_supported": Text(
        "Thu báo cáo của các cơ sở được hỗ trợ.", "Collect reports of supported establishments."
    ),
    "nobody_compared": Text(
        "Hỏi cơ sở nộp hồ sơ mà không được duyệt: họ đã có sẵn trong sổ.",
        "Ask establishments whose applications were refused: they are on record already.",
    ),
    "no_before": Text(
        "Thu số liệu một năm trước hỗ trợ ngay khi nhận hồ sơ.",
        "Collect a year before support when the application comes in.",
    ),
    "interval_open": Text(
        "Theo dõi thêm cơ sở, ở nhiều huyện hơn, để tính được sai số.",
        "Follow more establishments, in more districts, so that an error can be computed.",
    ),
    "few_supported": Text(
        "Thu báo cáo của thêm ít nhất {missing} cơ sở được hỗ trợ.",
        "Collect reports of more supported establishments, at least {missing}.",
    ),
    "few_compared": Text(
        "Thu báo cáo của thêm ít nhất {missing} cơ sở không được hỗ trợ, trước hết là hồ sơ không "
        "được duyệt.",
        "Collect reports of more establishments without support, at least {missing}, the refused "
        "first.",
    ),
    "more_cases": Text(
        "Theo dõi thêm trường hợp cùng loại hỗ trợ, bắt đầu vào năm khác, và xét chung.",
        "Follow more cases of the same support, begun in other years, and judge them together.",
    ),
    "dose_chosen": Text(
        "Ghi vì sao mỗi cơ sở được mức ấy; khi nhiều cơ sở đạt như nhau, bốc thăm mức hỗ trợ.",
        "Record why each got its amount; where several qualify alike, draw lots for how much.",
    ),
    "follow": Text(
        "Theo dõi thêm {n} cơ sở, trong {years}.",
        "Follow more establishments ({n}), for {years}.",
    ),
    "clusters": Text(
        "Lấy số liệu ở thêm huyện, hoặc dùng hoán vị ngẫu nhiên.",
        "Bring in more districts, or use randomisation inference.",
    ),
    "pretrend": Text(
        "Thu thêm một năm trước hỗ trợ: hỏi lại sổ sách cũ của cả hai nhóm.",
        "Collect one more year before support: ask both groups for their older books.",
    ),
    "pretrend_failed": Text(
        "Chọn nhóm đối chứng giống hơn: hồ sơ không được duyệt, hoặc cơ sở được hỗ trợ về sau.",
        "Choose a comparison group more alike: refused applications, or those supported later.",
    ),
    "placebo_failed": Text(
        "Tìm xem điều gì khác đã xảy ra với một nhóm vào năm giả, rồi chọn lại nhóm đối chứng.",
        "Find what else happened to one group in the placebo year, then choose the comparison "
        "anew.",
    ),
    "alike": Text(
        "Ghi ngành, quy mô, huyện, năm thành lập của cả hai nhóm và giữ lại cơ sở giống nhau.",
        "Record industry, size, district and founding year of both groups, and keep those alike.",
    ),
    "attrition": Text(
        "Hỏi lại cơ sở không trả lời và ghi cơ sở đã đóng cửa, nhất là nhóm mất nhiều hơn.",
        "Ask those that did not answer again and record closures, first in the group that lost "
        "more.",
    ),
    "one_place": Text(
        "Xem huyện đó khác gì, và thu số liệu ở thêm huyện.",
        "See what sets that district apart, and bring in more districts.",
    ),
    "design": Text(
        "Giữ điểm thẩm định và ngưỡng (hoặc biên bản bốc thăm) của mọi hồ sơ để thử thiết kế.",
        "Keep scores and threshold (or the record of the draw) of every application, to test the "
        "design.",
    ),
    "verified": Text(
        "Xác minh một phần số liệu tự khai, bốc thăm cơ sở để xuống kiểm tra.",
        "Verify part of what is self-reported, drawing by lot whom to visit.",
    ),
    "quasi_random": Text(
        "Ghi điểm thẩm định và ngưỡng của mọi hồ sơ, cả hồ sơ không được duyệt: so quanh ngưỡng sẽ "
        "lên bậc 4.",
        "Record score and threshold of every application, refused ones too: comparing around the "
        "threshold would be grade 4.",
    ),
    "lottery": Text(
        "Khi hồ sơ đạt nhiều hơn kinh phí, bốc thăm trong số đạt: sẽ lên bậc 5.",
        "When more applications qualify than money allows, draw lots among them: grade 5.",
    ),
    "repeat": Text(
        "Làm lại ở năm khác hoặc tỉnh khác xem kết quả có lặp lại không.",
        "Repeat it in another year or province to see whether the result returns.",
    ),
}
"""What would make a grade surer, by the need it meets."""
