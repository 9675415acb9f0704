"""Names and codes of simulated establishments: Vietnamese in sound, and nobody's."""

from __future__ import annotations

import numpy as np

from analysis.simulate.arrays import Ints, Texts, texts
from analysis.simulate.products import PRODUCT_NAMES

_FIRST = (
    "An Bình Cát Đại Gia Hải Khang Lộc Minh Nam Phú Quang Sơn Tân Thành Thuận Tín Vạn Việt Xuân"
)
_SECOND = (
    "Bảo Châu Đạt Hà Hòa Hưng Khánh Lâm Lợi Long Mỹ Nguyên Phát Phong Phúc Tâm Thịnh Tiến Trà Vinh"
)
_PREFIX = {
    "enterprise": ("Công ty TNHH", "Công ty TNHH Một thành viên", "Doanh nghiệp tư nhân"),
    "cooperative": (
        "Hợp tác xã",
        "Hợp tác xã Sản xuất, Chế biến và Tiêu thụ",
        "Hợp tác xã Dịch vụ Tổng hợp và Sản xuất",
    ),
    "cooperative_group": ("Tổ hợp tác", "Tổ hợp tác Sản xuất", "Tổ hợp tác Phụ nữ Sản xuất"),
    "household": ("Cơ sở", "Hộ kinh doanh", "Cơ sở Sản xuất"),
}
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def establishment_names(rng: np.random.Generator, forms: Texts, products: Ints) -> Texts:
    """Return one name each, all different; every one ends by saying that it is simulated."""
    first, second = _FIRST.split(), _SECOND.split()
    count = len(forms)
    choice = rng.integers(0, 3, count)
    heads = rng.integers(0, len(first), count)
    tails = rng.integers(0, len(second), count)
    seen: dict[str, int] = {}
    names: list[str | None] = []
    for number in range(count):
        product = PRODUCT_NAMES[products[number]]
        stem = f"{_PREFIX[forms[number]][choice[number]]} {product}"
        stem = f"{stem} {first[heads[number]]} {second[tails[number]]}"
        seen[stem] = seen.get(stem, 0) + 1
        serial = f" {seen[stem]}" if seen[stem] > 1 else ""
        names.append(f"{stem}{serial} (mô phỏng)")
    return texts(names)


def tax_codes(rng: np.random.Generator, forms: Texts) -> Texts:
    """Return text codes that no one can hold; None for some groups and households.

    Ten digits begin with 00, where no province does, and end in a wrong check digit; the twelve
    digits of a household's owner begin with 000, which no place of birth has.
    """
    unknown = rng.random(len(forms)) < np.select(
        [forms == "cooperative_group", forms == "household"], [0.7, 0.15], 0.01
    )
    codes: list[str | None] = []
    for number, form in enumerate(forms):
        if unknown[number]:
            codes.append(None)
        elif form == "household":
            codes.append(f"000{number + 1:09d}")
        else:
            codes.append(_impossible(f"00{number + 1:07d}"))
    return texts(codes)


def _impossible(nine: str) -> str:
    total = sum(w * int(digit) for w, digit in zip(_TAX_WEIGHTS, nine, strict=True))
    right = 10 - total % 11
    return f"{nine}{(right + 1) % 10}"
