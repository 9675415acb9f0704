"""The kinds of project: how common, how large, whom they serve, what the owner adds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project: how common, how large, how many it serves, what the owner adds.

    `size` is the median local grant of one participant group in million đồng of the median year,
    `ratio` the median of counterpart ÷ grant before calibration, `weight` its share of the
    projects that are not scheduled; a scheduled kind comes once in each of `years`.
    """

    code: str
    activity: str
    title: str
    weight: float
    size: float
    spread: float
    serves: tuple[int, int]
    ratio: float
    days: tuple[int, int]
    first_year: int = 2014
    years: tuple[int, ...] = ()
    national: float = 0.0
    food: float = 0.0
    size_pull: float = 0.45
    repeatable: bool = True
    flexible: bool = True


# Weights and sizes are assumed, set so that the median project is 79 million (78.9 a project in
# Bình Định 2016–2020) and few kinds dominate, as the province says of its own programme.
KINDS: tuple[Kind, ...] = (
    Kind(
        "MACHINE",
        "MO_HINH_MAY_MOC",
        "Hỗ trợ ứng dụng máy móc, thiết bị tiên tiến",
        0.44,
        97,
        0.22,
        (1, 1),
        6.0,
        (60, 190),
        national=1.0,
        repeatable=False,
    ),
    Kind(
        "TECH_LINE",
        "MO_HINH_MAY_MOC",
        "Hỗ trợ dây chuyền công nghệ",
        0.022,
        180,
        0.30,
        (1, 1),
        6.5,
        (90, 240),
        first_year=2019,
        national=2.0,
        size_pull=1.0,
        repeatable=False,
    ),
    Kind(
        "MODEL_NEW",
        "MO_HINH_MAY_MOC",
        "Xây dựng mô hình trình diễn kỹ thuật",
        0.016,
        230,
        0.8,
        (1, 1),
        7.0,
        (90, 240),
        national=3.0,
        size_pull=1.2,
        repeatable=False,
    ),
    Kind(
        "MODEL_EXISTING",
        "MO_HINH_MAY_MOC",
        "Nhân rộng mô hình sản xuất hiệu quả",
        0.015,
        82,
        0.15,
        (1, 1),
        4.0,
        (60, 160),
        national=0.5,
        repeatable=False,
    ),
    Kind(
        "TRAINING",
        "DAO_TAO_NGHE",
        "Đào tạo nghề, nâng cao tay nghề",
        0.18,
        84,
        0.2,
        (1, 2),
        0.35,
        (60, 130),
        national=0.3,
        size_pull=0.7,
    ),
    Kind(
        "MANAGEMENT_COURSE",
        "NANG_CAO_NLQL",
        "Tập huấn quản lý, khởi sự doanh nghiệp",
        0.03,
        60,
        0.25,
        (1, 3),
        0.15,
        (10, 40),
    ),
    Kind(
        "CP_ASSESS",
        "NANG_CAO_NLQL",
        "Đánh giá sản xuất sạch hơn",
        0.012,
        32,
        0.20,
        (1, 1),
        1.2,
        (60, 120),
        repeatable=False,
    ),
    Kind(
        "START_ENTERPRISE",
        "NANG_CAO_NLQL",
        "Hỗ trợ thành lập doanh nghiệp",
        0.005,
        7,
        0.10,
        (1, 1),
        3.0,
        (20, 60),
        repeatable=False,
        flexible=False,
    ),
    Kind(
        "FAIR_DOMESTIC_JOIN",
        "SP_TIEU_BIEU_XTTM",
        "Tham gia hội chợ, triển lãm trong nước",
        0.09,
        84,
        0.25,
        (1, 3),
        0.4,
        (10, 40),
        food=1.2,
    ),
    Kind(
        "FAIR_DOMESTIC_ORG",
        "SP_TIEU_BIEU_XTTM",
        "Tổ chức hội chợ hàng công nghiệp nông thôn",
        0.02,
        160,
        0.30,
        (2, 4),
        0.2,
        (20, 60),
        national=1.0,
        food=1.2,
    ),
    Kind(
        "BRAND",
        "SP_TIEU_BIEU_XTTM",
        "Xây dựng, đăng ký thương hiệu",
        0.02,
        24,
        0.15,
        (1, 1),
        1.3,
        (60, 200),
        food=1.0,
        repeatable=False,
    ),
    Kind(
        "VOTE_PROV",
        "SP_TIEU_BIEU_XTTM",
        "Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu cấp tỉnh",
        0,
        68,
        0.08,
        (3, 6),
        0.1,
        (60, 120),
        years=(2014, 2016, 2018, 2020, 2022, 2024),
        food=0.8,
    ),
    Kind(
        "AWARD_PROV",
        "SP_TIEU_BIEU_XTTM",
        "Thưởng sản phẩm công nghiệp nông thôn tiêu biểu cấp tỉnh",
        0,
        3,
        0.0,
        (4, 7),
        0.0,
        (10, 30),
        years=(2018, 2020, 2022, 2024),
        food=0.8,
        flexible=False,
    ),
    Kind(
        "CONSULT",
        "TU_VAN",
        "Tư vấn trợ giúp cơ sở công nghiệp nông thôn",
        0.012,
        23,
        0.15,
        (1, 1),
        1.2,
        (40, 120),
    ),
    Kind(
        "INFORMATION",
        "THONG_TIN",
        "Thông tin, tuyên truyền về khuyến công",
        0.045,
        66,
        0.25,
        (0, 0),
        0.0,
        (90, 200),
    ),
    Kind(
        "CLUSTER_INFRA",
        "LIEN_KET_CCN",
        "Đầu tư hạ tầng kỹ thuật cụm công nghiệp",
        0,
        520,
        0.25,
        (0, 0),
        0.0,
        (200, 330),
        years=(2018, 2020, 2023, 2025),
        flexible=False,
    ),
    Kind(
        "CLUSTER_PLAN",
        "LIEN_KET_CCN",
        "Lập quy hoạch chi tiết cụm công nghiệp",
        0,
        220,
        0.20,
        (0, 0),
        0.0,
        (120, 240),
        years=(2016, 2019, 2022),
        flexible=False,
    ),
    Kind(
        "POLLUTION_EST",
        "LIEN_KET_CCN",
        "Sửa chữa, nâng cấp hệ thống xử lý ô nhiễm",
        0.006,
        120,
        0.25,
        (1, 1),
        3.0,
        (60, 160),
        national=1.0,
        size_pull=0.8,
        repeatable=False,
    ),
    Kind(
        "OFFICER_TRAINING",
        "NANG_LUC_KC",
        "Bồi dưỡng cán bộ làm công tác khuyến công",
        0.012,
        38,
        0.20,
        (0, 0),
        0.0,
        (5, 20),
    ),
)

MACHINERY_KINDS = frozenset({"MACHINE", "TECH_LINE", "MODEL_NEW", "MODEL_EXISTING"})
TRAINING_KINDS = frozenset({"TRAINING"})
FAIR_KINDS = frozenset({"FAIR_DOMESTIC_JOIN", "FAIR_DOMESTIC_ORG"})
