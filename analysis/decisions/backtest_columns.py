"""What the frames of the back-test say of themselves: columns, what is counted and what not."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.model import MeasureColumn

_YEAR = MeasureColumn("plan_year", "year", Text("Năm kế hoạch", "Plan year"))
_CURRENCY = MeasureColumn("currency", "currency", Text("Loại tiền", "Currency"))
_CHOICE = (
    MeasureColumn("choice", "code", Text("Mã cách chọn", "Choice code")),
    MeasureColumn("choice_name", "text", Text("Cách chọn", "Choice")),
)

YEAR_COLUMNS = (
    _YEAR,
    MeasureColumn("known_on", "date", Text("Ngày xét lại", "Day chosen on")),
    MeasureColumn("rounds", "count", Text("Số đợt", "Rounds")),
    MeasureColumn("files", "count", Text("Hồ sơ", "Files")),
    MeasureColumn("passed", "count", Text("Đạt mọi điều kiện", "Pass every gate")),
    MeasureColumn("failed", "count", Text("Không đạt", "Fail a gate")),
    MeasureColumn("blocked", "count", Text("Còn thiếu giấy tờ", "Blocked: something missing")),
    MeasureColumn("withdrawn", "count", Text("Đã rút trước đợt", "Withdrawn before")),
    MeasureColumn("left_out", "count", Text("Không xếp được vào đợt", "In no round")),
    _CURRENCY,
    MeasureColumn("budget", "money", Text("Đã hỗ trợ thật", "Really granted")),
    MeasureColumn("grants_unknown", "count", Text("Chưa rõ số hỗ trợ", "Grants not known")),
    MeasureColumn("chosen_then", "count", Text("Đã chọn thật", "Chosen then")),
    MeasureColumn("chosen_model", "count", Text("Mô hình chọn", "Model's choice")),
    MeasureColumn("both", "count", Text("Cả hai cùng chọn", "In both")),
    MeasureColumn("only_then", "count", Text("Chỉ có thật", "Only then")),
    MeasureColumn("only_model", "count", Text("Chỉ mô hình", "Only the model")),
    MeasureColumn("then_failed", "count", Text("Đã chọn, không đạt", "Chosen then, fail")),
    MeasureColumn("then_blocked", "count", Text("Đã chọn, còn thiếu", "Chosen then, blocked")),
    MeasureColumn("supposed", "count", Text("Còn thiếu, giả định là đạt", "Missing, taken as met")),
    MeasureColumn("chosen_assumed", "count", Text("Giả định: mô hình chọn", "Assuming: chosen")),
    MeasureColumn("both_assumed", "count", Text("Giả định: cả hai cùng chọn", "Assuming: in both")),
    MeasureColumn(
        "assumed_ahead", "share", Text("Giả định: mô hình hơn", "Assuming: the model is ahead by")
    ),
    MeasureColumn("assumed_low", "share", Text("Giả định, hơn: từ", "Assuming, ahead: from")),
    MeasureColumn("assumed_high", "share", Text("Giả định, hơn: đến", "Assuming, ahead: to")),
    MeasureColumn("objective_then", "share", Text("Giá trị, chọn thật", "Worth, chosen then")),
    MeasureColumn("objective_model", "share", Text("Giá trị, mô hình", "Worth, the model")),
    MeasureColumn("gap", "share", Text("Khoảng cách tới cận trên", "Gap to the bound")),
    MeasureColumn("regret", "share", Text("Mô hình hơn", "The model is ahead by")),
    MeasureColumn("regret_low", "share", Text("Hơn: từ", "Ahead: from")),
    MeasureColumn("regret_high", "share", Text("Hơn: đến", "Ahead: to")),
    MeasureColumn(
        "lawful_regret",
        "share",
        Text("Cùng tiền, hơn hồ sơ đạt", "For their money, ahead of passed"),
    ),
    MeasureColumn("lawful_low", "share", Text("Hơn hồ sơ đạt: từ", "Ahead of passed: from")),
    MeasureColumn("lawful_high", "share", Text("Hơn hồ sơ đạt: đến", "Ahead of passed: to")),
)

CHOICE_COLUMNS = (
    _YEAR,
    *_CHOICE,
    MeasureColumn("chosen", "count", Text("Số hồ sơ", "Files")),
    MeasureColumn("shared", "count", Text("Trùng với chọn thật", "Chosen then too")),
    _CURRENCY,
    MeasureColumn("money", "money", Text("Tiền hỗ trợ", "Money")),
    MeasureColumn("mountain_money", "money", Text("Cho miền núi", "For mountain areas")),
    MeasureColumn("mountain_share", "share", Text("Phần cho miền núi", "Share for mountain areas")),
    MeasureColumn("terrain_unknown", "count", Text("Chưa rõ địa hình", "Terrain not known")),
    MeasureColumn("money_unknown", "count", Text("Chưa rõ số tiền", "Money not known")),
    MeasureColumn("worth", "share", Text("Giá trị", "Worth")),
)

OUTCOME_COLUMNS = (
    _YEAR,
    *_CHOICE,
    MeasureColumn("objective", "code", Text("Mã mục tiêu", "Objective code")),
    MeasureColumn("objective_name", "text", Text("Mục tiêu", "Objective")),
    MeasureColumn("expected", "number", Text("Kỳ vọng khi đó", "Expected then")),
    MeasureColumn("low", "number", Text("Từ", "From")),
    MeasureColumn("high", "number", Text("Đến", "To")),
    MeasureColumn("ahead", "number", Text("Hơn lựa chọn thật", "Ahead of the choice made")),
    MeasureColumn("ahead_low", "number", Text("Hơn: từ", "Ahead: from")),
    MeasureColumn("ahead_high", "number", Text("Hơn: đến", "Ahead: to")),
    MeasureColumn("known", "count", Text("Hồ sơ đã biết", "Files known")),
    MeasureColumn("unknown", "count", Text("Hồ sơ chưa rõ", "Files not known")),
    MeasureColumn("grade", "count", Text("Bậc bằng chứng", "Evidence grade")),
)

DISTRICT_COLUMNS = (
    MeasureColumn("district", "district", Text("Mã địa bàn", "Place code")),
    MeasureColumn("district_name", "text", Text("Địa bàn", "Place")),
    _CURRENCY,
    MeasureColumn("files_then", "count", Text("Hồ sơ chọn thật", "Files chosen then")),
    MeasureColumn("files_model", "count", Text("Hồ sơ mô hình chọn", "Files of the model")),
    MeasureColumn("money_then", "money", Text("Tiền, chọn thật", "Money, chosen then")),
    MeasureColumn("money_model", "money", Text("Tiền, mô hình", "Money, the model")),
    MeasureColumn("difference", "money", Text("Mô hình trừ thật", "Model less then")),
    MeasureColumn("money_unknown", "count", Text("Chưa rõ số tiền", "Money not known")),
)

GATE_COLUMNS = (
    MeasureColumn("gate", "code", Text("Mã điều kiện", "Gate code")),
    MeasureColumn("gate_name", "text", Text("Điều kiện", "Gate")),
    MeasureColumn("failed", "count", Text("Không đạt", "Not met")),
    MeasureColumn("unknown", "count", Text("Còn thiếu", "Not known")),
    MeasureColumn("judged", "count", Text("Hồ sơ phải xét", "Files it applies to")),
)

SINCE_COLUMNS = (
    MeasureColumn("outcome", "code", Text("Mã kết quả", "Outcome code")),
    MeasureColumn("outcome_name", "text", Text("Kết quả", "Outcome")),
    MeasureColumn("group", "code", Text("Mã nhóm", "Group code")),
    MeasureColumn("group_name", "text", Text("Nhóm", "Group")),
    MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
    MeasureColumn("followed", "count", Text("Có báo cáo hai năm", "Reported both years")),
    MeasureColumn("not_due", "count", Text("Chưa đến năm so", "Not due yet")),
    MeasureColumn("helped", "count", Text("Trong đó được hỗ trợ", "Supported among them")),
    MeasureColumn("change", "share", Text("Thay đổi", "Change")),
    MeasureColumn("low", "share", Text("Từ", "From")),
    MeasureColumn("high", "share", Text("Đến", "To")),
    MeasureColumn("grade", "count", Text("Bậc bằng chứng", "Evidence grade")),
    MeasureColumn("told", "text", Text("Nói được gì", "What can be told")),
)

FILE_COLUMNS = (
    _YEAR,
    MeasureColumn("known_on", "date", Text("Ngày xét lại", "Day chosen on")),
    MeasureColumn("application_id", "text", Text("Mã hồ sơ", "Application id")),
    MeasureColumn("district", "district", Text("Mã địa bàn", "Place code")),
    MeasureColumn("district_name", "text", Text("Địa bàn", "Place")),
    MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code")),
    MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
    MeasureColumn("result", "code", Text("Mã kết quả thật", "Result code")),
    MeasureColumn("result_name", "text", Text("Quyết định thật", "Decided then")),
    MeasureColumn("reason", "code", Text("Mã lý do", "Reason code")),
    MeasureColumn("reason_name", "text", Text("Lý do được ghi", "Reason on record")),
    MeasureColumn("overall", "code", Text("Mã kết luận điều kiện", "Verdict code")),
    MeasureColumn("overall_name", "text", Text("Điều kiện khi đó", "Gates then")),
    _CURRENCY,
    MeasureColumn("granted", "money", Text("Đã hỗ trợ", "Granted")),
    MeasureColumn("price", "money", Text("Giá để chọn lại", "Price to choose by")),
    MeasureColumn("in_then", "flag", Text("Đã chọn thật", "Chosen then")),
    MeasureColumn("in_model", "flag", Text("Mô hình chọn", "Model's choice")),
    MeasureColumn(
        "in_assumed", "flag", Text("Mô hình chọn, theo giả định", "Model's choice, assuming")
    ),
    MeasureColumn("group", "code", Text("Mã nhóm", "Group code")),
    MeasureColumn("group_name", "text", Text("So hai cách chọn", "The two choices")),
    MeasureColumn("why", "text", Text("Vì sao", "Why")),
    MeasureColumn("status", "code", Text("Mã tình trạng đề án", "Project status code")),
    MeasureColumn("status_name", "text", Text("Đề án nay", "The project now")),
    MeasureColumn("workers_change", "share", Text("Lao động thay đổi", "Change of workers")),
    MeasureColumn(
        "productivity_change", "share", Text("Năng suất thay đổi", "Change of productivity")
    ),
    MeasureColumn("helped", "flag", Text("Được hỗ trợ từ năm đó đến năm sau", "Supported since")),
    MeasureColumn("since", "text", Text("Về sau", "Since")),
)

SOURCES = (
    *("application", "establishment", "ceiling", "gate_rule", "priority_rule", "inspection"),
    *("outcome_record", "project", "support", "unit_year"),
)

_RULE = Text(
    "Mỗi đợt được xét lại vào ngày trước khi phê duyệt đầu tiên, trong số hồ sơ đã nộp đến hôm đó, "
    "kể cả hồ sơ đã bị từ chối; hồ sơ nộp sau vào đợt kế tiếp của năm. Chỉ dùng những gì ghi ngày "
    "đến hôm đó, cả bằng chứng. Ngân sách của từng đợt và nguồn là số đã hỗ trợ thật; giá của mọi "
    "hồ sơ là số có thể hỗ trợ nhân tỷ lệ mà đợt và nguồn đó đã cấp. Mô hình coi bốn mục tiêu như "
    "nhau: việc làm, năng suất, vốn đối ứng, độ phủ.",
    "Each round is chosen again on the day before its first approval, among the files handed in by "
    "then, the refused too; files handed in later make the next round of the year. Only what is "
    "dated by that day counts, evidence included. The budget of each round and source is what was "
    "really granted; every file costs what it might be granted times the share that this round and "
    "source did grant. The model counts four objectives alike: jobs, productivity, counterpart, "
    "coverage.",
)


def _counts(vi: str, en: str) -> Text:
    return Text(f"{vi} {_RULE.vi}", f"{en} {_RULE.en}")


YEAR_COUNTS = _counts(
    "Mỗi năm kế hoạch một dòng: hồ sơ được chọn thật bên cạnh hồ sơ mô hình sẽ chọn. Giá trị 0,4 "
    "là bốn phần mười của tất cả những gì có được nếu mọi hồ sơ đạt điều kiện đều được hỗ trợ. Các "
    "cột «giả định»: chọn lại như thể mọi điều còn thiếu đều đạt; giá trị ở đó tính trên nhiều hồ "
    "sơ hơn nên không so với các cột kia.",
    "One row a plan year: the files really chosen beside those the model would have chosen. A "
    "worth of 0.4 is four tenths of all that could be had if every file that passes were funded. "
    "Columns “assuming”: chosen again as if all that is missing were met; worths there are of more "
    "files and not to be held against the others.",
)
CHOICE_COUNTS = _counts(
    "Mỗi năm và cách chọn một dòng: chọn thật, mô hình, mô hình với giả định mọi điều còn thiếu "
    "đều đạt, theo thứ tự ưu tiên của quy định, và chọn dần theo giá trị trên mỗi đồng.",
    "One row a year and choice: chosen then, the model, the model assuming that all that is "
    "missing is met, down the law's order, and down the value per đồng.",
)
OUTCOME_COUNTS = _counts(
    "Mỗi năm, cách chọn và mục tiêu một dòng: điều được kỳ vọng ở các hồ sơ được chọn, theo bằng "
    "chứng có được khi đó, khoảng 95 %. Việc làm; mức tăng năng suất bình quân của hồ sơ đã biết; "
    "vốn đối ứng đã hứa; phần thiếu hụt độ phủ được bù.",
    "One row a year, choice and objective: what was expected of the chosen files by the evidence "
    "there was then, 95% interval. Jobs; the mean rise of output per worker of the files known; "
    "counterpart promised; shortfall of coverage made up.",
)
DISTRICT_COUNTS = _counts(
    "Mỗi địa bàn một dòng, cộng mọi năm: tiền của các hồ sơ được chọn thật và của mô hình.",
    "One row a place, all years together: the money of the files chosen then and of the model.",
)
GATE_COUNTS = _counts(
    "Trong các hồ sơ được chọn thật: mỗi điều kiện không đạt hoặc còn thiếu ở bao nhiêu hồ sơ, "
    "theo những gì được ghi đến ngày xét lại.",
    "Of the files really chosen: at how many each gate was not met or not known, by what was on "
    "record on the day chosen on.",
)
FILE_COUNTS = _counts(
    "Mỗi hồ sơ của mỗi đợt một dòng: khi đó quyết định gì, mô hình sẽ quyết định gì với những gì "
    "đã biết khi đó, vì sao khác nhau, và về sau ra sao: tình trạng đề án, thay đổi lao động và "
    "năng suất từ năm trước đến năm sau năm kế hoạch.",
    "One row a file of each round: what was decided then, what the model would have decided with "
    "what was known then, why the two differ, and what came since: the status of the project, the "
    "change of workers and output per worker from the year before the plan year to the year after.",
)
SINCE_COUNTS = _counts(
    "Mỗi nhóm cơ sở một dòng: tăng trưởng bình quân từ năm trước đến năm sau năm kế hoạch, của "
    "những cơ sở có báo cáo cả hai năm, khoảng 95 %; dưới 10 cơ sở thì chưa nói.",
    "One row a group of establishments: mean growth from the year before the plan year to the year "
    "after it, of those that reported both years, 95% interval; nothing is said of fewer than 10.",
)

CAVEATS = Text(
    "Điều đã biết khi đó là điều các bản ghi mang ngày khi đó nói; giấy tờ cán bộ có trên tay mà "
    "không được ghi thì ở đây là còn thiếu, và mô hình không chọn hồ sơ còn thiếu. Quy mô, ngành, "
    "giấy chứng nhận và tình trạng đề án không mang ngày, lấy như ghi hiện nay. Điểm thẩm định "
    "không dùng. Ngân sách và tỷ lệ cấp là số đã biết sau đó, cho mọi cách chọn như nhau. Hỗ trợ "
    "của đợt trước được giữ như thật. Khoảng tin cậy chỉ gồm độ chưa chắc của tác động. Bộ lọc của "
    "trang không áp dụng.",
    "What was known then is what records dated then say; papers that officers had in hand but "
    "nobody recorded count as missing here, and the model chooses no file with something missing. "
    "Size, industry, certificates and the status of projects carry no day and are as recorded now. "
    "Appraisal scores are not used. Budget and share granted became known afterwards, alike for "
    "every choice. Support of earlier rounds is kept as it was. Intervals hold the uncertainty of "
    "effects alone. Filters of the page do not apply.",
)
SINCE_CAVEATS = Text(
    "Chỉ là mô tả, bậc 1: cơ sở được chọn khác cơ sở không được chọn ngay từ đầu, nên chênh lệch "
    "giữa các nhóm không phải tác động của hỗ trợ hay của cách chọn. Cơ sở bị từ chối có thể được "
    "hỗ trợ sau; số đó ghi bên cạnh. Cơ sở không báo cáo hoặc đã đóng cửa không có trong số này.",
    "A description only, grade 1: those chosen differed from the others to begin with, so that a "
    "difference between groups is no effect of support or of the way of choosing. Refused "
    "establishments may have been supported later; their number stands beside. Those that did not "
    "report, or closed, are not in it.",
)
