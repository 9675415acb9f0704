"""What a grade says for itself: its levels and its reasons, as texts."""

from __future__ import annotations

from analysis.language import Text

LEVELS: tuple[Text, ...] = (
    Text(
        "Bậc 0: chỉ một thời điểm, hoặc không ước lượng được (bậc do chúng tôi thêm, không có "
        "trong thang Maryland).",
        "Grade 0: a single point in time, or no estimate at all (our own addition to the Maryland "
        "scale).",
    ),
    Text(
        "Bậc 1: so trước với sau, hoặc so với cơ sở khác tại một thời điểm mà không kiểm soát khác "
        "biệt.",
        "Grade 1: before against after, or against others at one time with no control of how they "
        "differ.",
    ),
    Text(
        "Bậc 2: có nhóm đối chứng, nhưng chưa chứng tỏ được nhóm đó cho biết điều lẽ ra xảy ra.",
        "Grade 2: a comparison group, not shown to tell what would have happened.",
    ),
    Text(
        "Bậc 3: khác biệt trong khác biệt, có cơ sở để tin hai nhóm lẽ ra đi song song.",
        "Grade 3: difference-in-differences, with good reason to believe in parallel trends.",
    ),
    Text(
        "Bậc 4: việc được hỗ trợ gần như do ngẫu nhiên (ngưỡng điểm thẩm định, biến công cụ).",
        "Grade 4: support was as good as random (a threshold of the score, an instrument).",
    ),
    Text(
        "Bậc 5: được hỗ trợ do bốc thăm, ít cơ sở bị mất dấu.",
        "Grade 5: support by lottery, with few establishments lost.",
    ),
)
"""What each grade means, in order."""

REASONS: dict[str, Text] = {
    # The design.
    "cross_section": Text(
        "Chỉ có số liệu của một thời điểm, không so với gì.",
        "There is one point in time only, held against nothing.",
    ),
    "before_after": Text(
        "So chính các cơ sở được hỗ trợ trước và sau; giá cả, mùa vụ hay đà chung cũng làm đổi.",
        "Supported establishments are held against themselves earlier; prices, seasons and the "
        "general course change them too.",
    ),
    "comparison": Text(
        "So với cơ sở không được hỗ trợ, chưa chứng tỏ hai nhóm giống nhau.",
        "Held against establishments without support, not shown to be alike.",
    ),
    "difference_in_differences": Text(
        "So thay đổi của cơ sở được hỗ trợ với thay đổi của nhóm đối chứng cùng thời gian.",
        "The change of supported establishments is held against that of a comparison group over "
        "the same time.",
    ),
    "synthetic_comparison": Text(
        "So một trường hợp với nhóm không được hỗ trợ đã gán trọng số để đi như nó trước hỗ trợ.",
        "One case is held against a pool without support, weighted to go as it went before.",
    ),
    "regression_discontinuity": Text(
        "So hồ sơ vừa trên với vừa dưới ngưỡng điểm thẩm định.",
        "Applications just above the threshold of the appraisal score are held against those just "
        "below.",
    ),
    "instrument": Text(
        "Việc được hỗ trợ do một yếu tố bên ngoài quyết định một phần (biến công cụ).",
        "Support was decided in part by something from outside (an instrument).",
    ),
    "lottery": Text(
        "Được hỗ trợ hay không do bốc thăm.", "Who was supported was decided by a random draw."
    ),
    # What holds nothing up.
    "no_estimate": Text(
        "Thiết kế hoặc số liệu không cho ước lượng nào.",
        "Neither the design nor the data give an estimate.",
    ),
    "nobody_supported": Text(
        "Không có cơ sở được hỗ trợ nào có số liệu.", "No supported establishment has figures."
    ),
    "nobody_compared": Text(
        "Không có cơ sở đối chứng nào có số liệu.", "No comparison establishment has figures."
    ),
    "no_before": Text(
        "Không có số liệu trước khi hỗ trợ; chỉ so được tại một thời điểm, có kiểm soát đặc điểm.",
        "Nothing was observed before support; groups can be compared at one time only, with "
        "their characteristics controlled.",
    ),
    "no_before_no_control": Text(
        "Không có số liệu trước khi hỗ trợ và không kiểm soát được khác biệt giữa hai nhóm.",
        "Nothing was observed before support, and how the groups differ is not controlled.",
    ),
    # Chance.
    "interval_open": Text(
        "Khoảng tin cậy không tính được hoặc không có giới hạn.",
        "The interval cannot be computed or has no bounds.",
    ),
    "few_supported": Text(
        "Chỉ {n} cơ sở được hỗ trợ có số liệu, cần ít nhất {least}: dưới mức đó khoảng tin cậy "
        "95 % chỉ đúng khoảng 90 % hoặc ít hơn.",
        "Only {n} supported establishments have figures, {least} are needed: below that a 95% "
        "interval is right in about 90% of cases or fewer.",
    ),
    "one_case": Text(
        "Chỉ một trường hợp (n = 1): việc khác xảy ra riêng với nó không tách ra được, và khoảng "
        "tin cậy dựa vào dao động của các cơ sở không được hỗ trợ.",
        "A single case (n = 1): whatever else happened to it alone cannot be told apart, and the "
        "interval rests on how those without support vary.",
    ),
    "few_compared": Text(
        "Chỉ {n} cơ sở đối chứng có số liệu, cần ít nhất {least}.",
        "Only {n} comparison establishments have figures, {least} are needed.",
    ),
    "too_few_clusters": Text(
        "Chỉ {n} cụm: không phương pháp nào cho khoảng tin cậy đáng tin (cần ít nhất {least}).",
        "Only {n} clusters: no method gives an interval to trust (at least {least} are needed).",
    ),
    "few_clusters_one_side": Text(
        "Một trong hai nhóm chỉ nằm trong {n} cụm (cần ít nhất {least}): khi đó cả wild bootstrap "
        "cũng không đáng tin.",
        "One of the groups lies in only {n} clusters (at least {least} are needed): then not even "
        "wild bootstrap can be trusted.",
    ),
    "few_clusters": Text(
        "Chỉ {n} cụm mà chưa dùng wild bootstrap hoặc hoán vị ngẫu nhiên (cần khi dưới {least}).",
        "Only {n} clusters, without wild bootstrap or randomisation inference (needed below "
        "{least}).",
    ),
    "few_clusters_handled": Text(
        "Chỉ {n} cụm, đã dùng wild bootstrap hoặc hoán vị ngẫu nhiên.",
        "Only {n} clusters, allowed for by wild bootstrap or randomisation.",
    ),
    # Supported against supported.
    "dose_chosen": Text(
        "So các cơ sở được hỗ trợ với nhau: ai được bao nhiêu, mấy lần là do chọn, nên chênh lệch "
        "có thể do khác biệt của chính họ (cần giả định song song mạnh).",
        "Supported ones are held against each other: who got how much, or how often, was chosen, "
        "so that the difference may be their own (it takes strong parallel trends).",
    ),
    # Parallel trends.
    "pretrend_untestable": Text(
        "Chưa có đủ năm trước hỗ trợ để xem hai nhóm có đi song song không.",
        "Too few years before support to see whether both groups moved alike.",
    ),
    "pretrend_failed": Text(
        "Trước khi hỗ trợ hai nhóm đã đi khác nhau.", "Both groups already moved apart before."
    ),
    "pretrend_weak": Text(
        "Không thấy xu hướng khác nhau trước hỗ trợ, nhưng phép thử quá yếu để thấy ({power}) và "
        "chưa có phép thử giả nào đạt.",
        "No difference in trends before support, but the test is too weak to see one (power "
        "{power}) and no placebo was passed.",
    ),
    "pretrend_powered": Text(
        "Trước khi hỗ trợ hai nhóm đi song song; phép thử đủ mạnh để thấy nếu khác ({power}).",
        "Both groups moved alike before support; the test would have seen a difference (power "
        "{power}).",
    ),
    "pretrend_placebo": Text(
        "Không thấy xu hướng khác nhau trước hỗ trợ, và phép thử giả cũng không thấy gì.",
        "No difference in trends before support, and the placebo tests found nothing either.",
    ),
    "placebo_failed": Text(
        "Phép thử giả lại thấy «thay đổi» ở nơi không thể có.",
        "A placebo test found a change where there can be none.",
    ),
    "placebo_passed": Text(
        "Phép thử giả không thấy gì, như phải thế.",
        "The placebo tests found nothing, as they must.",
    ),
    # Likeness.
    "unbalanced": Text(
        "Hai nhóm còn khác nhau nhiều sau khi gán trọng số (chênh chuẩn hóa {value}, tối đa "
        "{most}).",
        "The groups still differ much after weighting (standardised difference {value}, at most "
        "{most} is accepted).",
    ),
    "balance_unknown": Text(
        "Chưa biết hai nhóm có giống nhau không: không có đặc điểm nào để so.",
        "Whether the groups are alike is not known: there are no characteristics to compare.",
    ),
    "balanced": Text(
        "Hai nhóm giống nhau về các đặc điểm đã ghi (chênh chuẩn hóa lớn nhất {value}).",
        "The groups are alike in what is recorded (largest standardised difference {value}).",
    ),
    "same_kind": Text(
        "Đối chứng là cơ sở về sau cũng được hỗ trợ, nên cùng loại người nộp hồ sơ.",
        "The comparison are establishments supported later, so the same kind of applicant.",
    ),
    "no_overlap": Text(
        "Chỉ {value} cơ sở được hỗ trợ có cơ sở đối chứng giống mình (cần {least}).",
        "Only {value} of supported establishments have comparable ones ({least} needed).",
    ),
    # Who is lost.
    "attrition_low": Text(
        "Ít cơ sở bị mất dấu ({value}; hai nhóm chênh {gap}).",
        "Few establishments were lost ({value}; the groups differ by {gap}).",
    ),
    "attrition_bounded": Text(
        "Số cơ sở mất dấu là đáng kể hoặc không rõ, nhưng tính cận theo nó kết luận vẫn thế.",
        "Losses are considerable or not known, but bounds that allow for them say the same.",
    ),
    "attrition_unbounded": Text(
        "Số cơ sở mất dấu là đáng kể hoặc không rõ, và chưa tính cận cho nó.",
        "Losses are considerable or not known, and no bounds allow for them.",
    ),
    "attrition_overturns": Text(
        "Nhiều cơ sở bị mất dấu: tính cận theo đó thì kết luận có thể ngược lại.",
        "Many establishments were lost: bounds that allow for it may turn the result around.",
    ),
    # One place.
    "one_place": Text(
        "Bỏ một huyện ra thì kết quả đổi.", "The result changes when one district is left out."
    ),
    "every_place": Text(
        "Bỏ bất kỳ huyện nào ra kết quả vẫn thế.",
        "The result stands whichever district is left out.",
    ),
    # The design's own test.
    "design_failed": Text(
        "Phép thử riêng của thiết kế không đạt (dồn điểm hay đặc điểm có từ trước nhảy ở ngưỡng, "
        "công cụ yếu, bốc thăm không được giữ, nhóm tổng hợp không khớp trước hỗ trợ).",
        "The design's own test fails (bunching at the threshold or earlier characteristics that "
        "jump there, a weak instrument, a draw not kept to, a pool that did not go alike before "
        "support).",
    ),
    "design_untested": Text(
        "Chưa thử xem thiết kế có được giữ không.", "Whether the design held has not been tested."
    ),
    "design_held": Text("Phép thử riêng của thiết kế đạt.", "The design's own test is passed."),
    # What lowers nothing but must be said.
    "one_cohort": Text(
        "Mọi cơ sở được hỗ trợ cùng một năm: việc khác xảy ra năm đó không tách ra được.",
        "All were supported in the same year: whatever else happened then cannot be told apart.",
    ),
    "small_cohorts": Text(
        "Mỗi năm hỗ trợ chỉ quan sát được chừng {n} cơ sở: khoảng 95 % có thể chỉ đúng khoảng 91 "
        "lần trong 100.",
        "Only about {n} supported are seen in each cohort: a 95% interval may hold in some 91 of "
        "100 cases only.",
    ),
    "few_reported": Text(
        "Chỉ {value} cơ sở được hỗ trợ có số liệu: kết quả nói về các cơ sở đó.",
        "Only {value} of supported establishments have figures: the result is about those.",
    ),
    "self_reported": Text(
        "Số liệu chủ yếu do cơ sở tự khai ({value} được xác minh).",
        "Figures are mostly the establishments' own ({value} verified).",
    ),
    "simulated": Text(
        "Số liệu mô phỏng: bậc nói về phương pháp, không nói gì về tỉnh.",
        "Simulated data: the grade is about the method and says nothing of the province.",
    ),
}
"""The sentence behind every reason code."""
