"""Several texts about one file, told as one."""

from __future__ import annotations

import pandas as pd


def joined_texts(files: pd.Series, owners: pd.Series, texts: pd.Series) -> pd.Series:
    """Return the texts of each file (n,) joined by semicolons, null where it has none.

    `owners` (m,) names the file of each of `texts` (m,); they keep their order.
    """
    told: dict[object, list[str]] = {}
    for owner, text in zip(owners, texts, strict=True):
        told.setdefault(owner, []).append(text)
    joined = ["; ".join(told[file]) if file in told else None for file in files]
    return pd.Series(joined, index=files.index, dtype="str")
