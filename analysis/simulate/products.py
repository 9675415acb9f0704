"""Generic products and industries: what simulated establishments make, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.simulate.arrays import day, random_stream, texts, where_known
from analysis.simulate.typed_frames import typed_frame

SOURCE = "Mô phỏng / Simulation"


@dataclass(frozen=True, slots=True)
class Industry:
    """A VSIC division and how its establishments differ from the mean.

    `share` is of all establishments, multiplied by `mountain` in mountain districts; productivity,
    workers, the yearly trend and the pandemic are in logs. All assumed, save that food,
    wood and craft lead as in the province's published lists of products.
    """

    code: str
    share: float
    productivity: float
    workers: float
    women: float
    trend: float
    mountain: float
    pandemic: float


INDUSTRIES: tuple[Industry, ...] = (
    Industry("08", 0.015, 0.25, 0.3, 0.15, 0.000, 1.0, -0.04),
    Industry("10", 0.285, -0.10, 0.0, 0.55, 0.010, 0.8, -0.03),
    Industry("11", 0.055, -0.15, -0.1, 0.45, 0.005, 1.5, -0.10),
    Industry("13", 0.015, -0.15, 0.1, 0.75, 0.000, 2.0, -0.10),
    Industry("14", 0.075, -0.20, 0.3, 0.80, 0.005, 0.6, -0.14),
    Industry("15", 0.010, -0.10, 0.3, 0.65, 0.000, 0.3, -0.12),
    Industry("16", 0.135, 0.00, 0.2, 0.30, 0.015, 2.2, -0.06),
    Industry("17", 0.010, 0.10, 0.3, 0.45, 0.010, 0.4, -0.05),
    Industry("18", 0.012, 0.10, -0.1, 0.40, 0.000, 0.2, -0.08),
    Industry("20", 0.020, 0.20, 0.2, 0.35, 0.015, 0.6, -0.03),
    Industry("21", 0.015, 0.05, 0.0, 0.55, 0.020, 1.5, 0.02),
    Industry("22", 0.020, 0.15, 0.3, 0.40, 0.015, 0.3, -0.05),
    Industry("23", 0.095, 0.15, 0.4, 0.25, 0.020, 0.9, -0.05),
    Industry("24", 0.008, 0.30, 0.4, 0.15, 0.010, 0.1, -0.05),
    Industry("25", 0.085, 0.10, 0.0, 0.12, 0.015, 0.7, -0.06),
    Industry("27", 0.006, 0.25, 0.3, 0.40, 0.015, 0.1, -0.06),
    Industry("28", 0.012, 0.20, 0.1, 0.12, 0.015, 0.3, -0.06),
    Industry("30", 0.010, 0.05, 0.2, 0.10, 0.000, 0.1, -0.08),
    Industry("31", 0.050, 0.00, 0.1, 0.25, 0.010, 0.5, -0.08),
    Industry("32", 0.045, -0.25, 0.1, 0.65, 0.000, 2.0, -0.12),
    Industry("33", 0.027, 0.10, -0.2, 0.06, 0.010, 0.6, -0.05),
    Industry("38", 0.010, 0.00, 0.0, 0.35, 0.020, 0.5, -0.02),
)
FOOD_INDUSTRIES = ("10", "11")

# (Vietnamese, English, group, industry, unit of output)
_PRODUCTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("Đá xây dựng", "Construction stone", "other", "08", "m³"),
    ("Nước mắm", "Fish sauce", "food", "10", "lít"),
    ("Chả cá", "Fish cake", "food", "10", "kg"),
    ("Hải sản khô", "Dried seafood", "food", "10", "kg"),
    ("Bánh tráng", "Rice paper", "food", "10", "kg"),
    ("Bún, mì sợi", "Noodles", "food", "10", "kg"),
    ("Tinh bột sắn", "Cassava starch", "food", "10", "tấn"),
    ("Đường, kẹo", "Sugar and sweets", "food", "10", "kg"),
    ("Gạo xay xát", "Milled rice", "food", "10", "tấn"),
    ("Dầu phộng", "Groundnut oil", "food", "10", "lít"),
    ("Nem, chả", "Pork rolls", "food", "10", "kg"),
    ("Rượu gạo", "Rice spirit", "food", "11", "lít"),
    ("Nước uống đóng chai", "Bottled water", "food", "11", "lít"),
    ("Thổ cẩm", "Brocade", "handicraft", "13", "m²"),
    ("Hàng may mặc", "Garments", "other", "14", "sản phẩm"),
    ("Giày dép, túi da", "Footwear and bags", "other", "15", "sản phẩm"),
    ("Gỗ ván ép", "Plywood", "agroforestry", "16", "m³"),
    ("Dăm gỗ", "Wood chips", "agroforestry", "16", "tấn"),
    ("Hàng mây tre đan", "Rattan and bamboo ware", "handicraft", "16", "sản phẩm"),
    ("Bao bì giấy", "Paper packaging", "other", "17", "tấn"),
    ("Ấn phẩm", "Printed matter", "other", "18", "nghìn bản"),
    ("Phân bón hữu cơ", "Organic fertiliser", "other", "20", "tấn"),
    ("Tinh dầu", "Essential oil", "agroforestry", "20", "lít"),
    ("Dược liệu sấy", "Dried medicinal plants", "medicinal", "21", "kg"),
    ("Sản phẩm nhựa", "Plastic goods", "other", "22", "tấn"),
    ("Gạch không nung", "Unfired bricks", "other", "23", "nghìn viên"),
    ("Cấu kiện bê tông", "Concrete parts", "other", "23", "m³"),
    ("Gốm", "Pottery", "handicraft", "23", "sản phẩm"),
    ("Đúc kim loại", "Metal castings", "other", "24", "tấn"),
    ("Cửa sắt, nhôm kính", "Metal doors and windows", "other", "25", "m²"),
    ("Tôn cán", "Rolled sheet", "other", "25", "tấn"),
    ("Tủ điện", "Switchboards", "other", "27", "sản phẩm"),
    ("Máy nông nghiệp nhỏ", "Small farm machines", "other", "28", "sản phẩm"),
    ("Đóng, sửa tàu thuyền", "Boat building", "other", "30", "sản phẩm"),
    ("Đồ gỗ nội thất", "Wooden furniture", "agroforestry", "31", "sản phẩm"),
    ("Hàng lưu niệm", "Souvenirs", "handicraft", "32", "sản phẩm"),
    ("Chổi đót", "Grass brooms", "handicraft", "32", "sản phẩm"),
    ("Sửa chữa máy móc", "Machine repair", "other", "33", "lượt"),
    ("Tái chế phế liệu", "Recycled scrap", "other", "38", "tấn"),
)
PRODUCT_NAMES = tuple(row[0] for row in _PRODUCTS)
PRODUCT_INDUSTRIES = tuple(row[3] for row in _PRODUCTS)
PRODUCT_UNITS = tuple(row[4] for row in _PRODUCTS)
PRODUCT_IDS = tuple(f"SP-{number:02d}" for number in range(1, len(_PRODUCTS) + 1))


# Shares of the products, assumed: of those that could be voted, that are, and of all, known.
_VOTED = 0.45
_LEVEL_UNKNOWN = 0.12
_KEY = 0.15
_LEVELS = np.array(["province", "region", "nation"], dtype=object)
_LEVEL_SHARES = [0.75, 0.18, 0.07]
_LAST_YEARS = (2023, 2028)
"""Certificates end in these years: some have expired when the data end."""


def product_table(seed: int) -> pd.DataFrame:
    """Return the product table: generic names with made-up recognition, no place or producer."""
    rng = random_stream(seed, "recognition of products")
    count = len(_PRODUCTS)
    group = np.array([row[2] for row in _PRODUCTS])
    votable = np.isin(group, ["food", "handicraft", "agroforestry", "medicinal"])
    voted = votable & (rng.random(count) < _VOTED)
    level = np.where(voted, rng.choice(_LEVELS, count, p=_LEVEL_SHARES), "none").astype(object)
    until = np.array([day(year, 12, 31) for year in rng.integers(*_LAST_YEARS, count).tolist()])
    dated = voted & (rng.random(count) >= 0.1)
    stars = np.where(
        np.isin(group, ["food", "medicinal"]) & (rng.random(count) < 0.4),
        rng.integers(3, 5, count).astype(np.float64),
        np.nan,
    )
    indicated = voted & (rng.random(count) < 0.2)
    key = rng.random(count) < _KEY
    unknown = rng.random((3, count))
    level[unknown[0] < _LEVEL_UNKNOWN] = None
    return typed_frame(
        "product",
        {
            "product_id": texts([*PRODUCT_IDS]),
            "name": texts([*PRODUCT_NAMES]),
            "name_en": texts([row[1] for row in _PRODUCTS]),
            "product_group": texts([row[2] for row in _PRODUCTS]),
            "industry": texts([*PRODUCT_INDUSTRIES]),
            "recognition_level": level,
            "recognised_until": np.where(
                dated & (unknown[0] >= _LEVEL_UNKNOWN), until, np.datetime64("NaT", "D")
            ),
            "geographical_indication": where_known(unknown[1] >= 0.1, indicated.astype(object)),
            "ocop_stars": stars,
            "key_product": where_known(unknown[2] >= 0.15, key.astype(object)),
            "source": SOURCE,
        },
    )
