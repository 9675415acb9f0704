"""Dated notes of the simulated province: what its own history holds, each marked as invented."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.simulate.arrays import day, texts
from analysis.simulate.establishments import NOT_FOUND
from analysis.simulate.products import SOURCE
from analysis.simulate.typed_frames import typed_frame

# The storms and the epidemic move the simulated paths and delays; the price of steel and the rule
# on food safety are there to be seen on charts. Kind, first and last day, Vietnamese, English,
# activity it concerns.
_NOTES = (
    (
        "disaster",
        day(2020, 10, 6),
        day(2020, 11, 15),
        "Bão, lũ liên tiếp",
        "Storms and floods",
        None,
    ),
    (
        "disaster",
        day(2021, 6, 1),
        day(2021, 10, 31),
        "Dịch bệnh, hạn chế tập trung",
        "Epidemic, gatherings restricted",
        None,
    ),
    (
        "price_shock",
        day(2021, 3, 1),
        day(2021, 8, 31),
        "Giá thép tăng mạnh",
        "Price of steel soars",
        "MO_HINH_MAY_MOC",
    ),
    (
        "programme",
        day(2020, 1, 1),
        NOT_FOUND,
        "Hồ sơ thực phẩm phải có chứng nhận an toàn",
        "Food files need a safety certificate",
        None,
    ),
)


def annotation_table() -> pd.DataFrame:
    """Return the annotation table: the same notes for every seed."""
    return typed_frame(
        "annotation",
        {
            "annotation_id": texts([f"GC-{n:02d}" for n in range(1, len(_NOTES) + 1)]),
            "kind": texts([note[0] for note in _NOTES]),
            "starts_on": np.array([note[1] for note in _NOTES]),
            "ends_on": np.array([note[2] for note in _NOTES]),
            "title_vi": texts([f"{note[3]} (mô phỏng)" for note in _NOTES]),
            "title_en": texts([f"{note[4]} (simulated)" for note in _NOTES]),
            "activity": texts([note[5] for note in _NOTES]),
            "source": SOURCE,
        },
    )
