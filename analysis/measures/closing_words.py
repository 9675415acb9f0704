"""What closing the gaps counts and what it does not say, in both languages."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.closing_rules import FEWEST_GRANTS

COUNTS = Text(
    "Số cơ sở cần hỗ trợ thêm để mỗi địa bàn đạt mức đặt ra. Mức đặt ra: trung vị tỷ lệ được hỗ "
    "trợ của các địa bàn đã biết trong cả tỉnh, mỗi địa bàn tính một lần dù lớn hay nhỏ, hoặc mức "
    "sàn tự chọn. Cần thêm = mức đặt ra × cơ sở thuộc đối tượng − đã được hỗ trợ, làm tròn lên, "
    "không âm. Khoảng: số cần thêm nếu tỷ lệ thật của địa bàn nằm ở hai đầu khoảng Wilson (1927). "
    "Chi phí một cơ sở: trung vị tổng tiền hỗ trợ trong phạm vi cho một cơ sở đã được hỗ trợ, "
    f"khoảng theo thống kê thứ tự; địa bàn có dưới {FEWEST_GRANTS} cơ sở rõ số tiền thì lấy trung "
    "vị cả tỉnh. "
    "Tiền = số cần thêm × chi phí. Khoảng của tiền và của tổng: cộng bình phương các nửa khoảng "
    "(Zou và Donner 2008); chi phí chung của cả tỉnh tính một lần cho mọi địa bàn dùng nó.",
    "How many more establishments must be supported for every place to reach the goal. The goal is "
    "the median share supported over the known places of the whole province, each place counted "
    "once however large, or a chosen floor. Missing = goal × eligible − supported, rounded up, "
    "never negative. Its interval is what would be missing were the place's underlying rate at the "
    "ends of the interval of Wilson (1927). The cost of one: the median of all that a supported "
    "establishment was granted inside the scope, with the interval of order statistics; a place "
    f"with fewer than {FEWEST_GRANTS} known amounts takes the median of the province. "
    "Money = missing × cost. "
    "The intervals of money and of totals square and add the arms (Zou and Donner 2008); the cost "
    "of the province counts once for all places that take it.",
)

CAVEATS = Text(
    "Không tính vốn đối ứng và chi phí quản lý. Trung vị không đếm các khoản rất lớn, nên tổng "
    "thật có thể cao hơn. Mức đặt ra coi như đã biết chắc, và giả định cơ sở mới được hỗ trợ như "
    "cơ sở cũ, đủ điều kiện và muốn tham gia. Cơ sở không rõ địa bàn đứng riêng và không lập kế "
    "hoạch. Không có số tiền nào thì tiền là không rõ, không phải 0. Giá theo phạm vi đang chọn.",
    "The counterpart and the cost of administration are not counted. A median does not weigh very "
    "large grants, so the true sum may be higher. The goal is taken as known, and new "
    "establishments as being supported like those before, fulfilling the conditions and willing. "
    "Establishments at no known place stand apart and are not planned for. Where no amount is "
    "known the money is unknown, not zero. Prices are those of the scope.",
)
