"""The published facts of Quảng Ngãi and of the programme elsewhere: real, but only aggregates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from analysis.cases.model import Case
from analysis.cases.reference import GEOGRAPHY_FILES, REFERENCE_FILES, reference_tables
from analysis.geography.frames import table_frame
from analysis.geography.reference_files import reference_path, reference_rows
from analysis.geography.units import (
    LAST_DAY_OF_DISTRICTS,
    PROVINCE_CODE,
    geography_tables,
    unit_on,
)
from analysis.language import Text

# Indicators of the yearbook and the columns they fill. Its area is left to administrative_unit.
_YEARBOOK_COLUMNS = {
    "population_average": "population",
    "population_rural_average": "population_rural",
    "nonfarm_individual_establishments": "nonfarm_establishments",
    "nonfarm_individual_establishment_workers": "nonfarm_workers",
    "active_enterprises_31dec": "enterprises",
}

_PRODUCT_GROUPS = {
    "food": "food",
    "handicraft": "handicraft",
    "agro-forestry processing": "agroforestry",
    "food/medicinal": "medicinal",
    "food/handicraft": "mixed",
}

Row = dict[str, object]


def build() -> dict[str, pd.DataFrame]:
    """Return the tables of the published case; it has no project and no establishment."""
    return {
        **geography_tables(),
        **reference_tables(),
        "unit_year": table_frame("unit_year", _unit_years()),
        "cluster": table_frame("cluster", _clusters()),
        "product": table_frame("product", _products()),
    }


def _unit_years() -> list[Row]:
    """Return the yearbook, one row per district and year, on the boundaries of the year's end.

    The yearbook's own totals are left out: they are sums of the districts, not units.
    """
    rows: dict[tuple[str, str], Row] = {}
    sources: dict[tuple[str, str], list[str]] = {}
    for entry in reference_rows("district_stats"):
        code, year, column = (
            entry["district_code"],
            entry["year"],
            _YEARBOOK_COLUMNS.get(entry["indicator"]),
        )
        if code == PROVINCE_CODE or column is None:
            continue
        row = rows.setdefault(
            (code, year),
            {
                "unit_id": unit_on(code, date(int(year), 12, 31)),
                "year": int(year),
                "status": entry["status"],
            },
        )
        if row["status"] != entry["status"]:
            raise ValueError(f"district {code} has figures of different status in {year}")
        row[column] = int(entry["value"])
        pages = sources.setdefault((code, year), [])
        if entry["source_url"] not in pages:
            pages.append(entry["source_url"])
    return [row | {"source": "; ".join(sources[key])} for key, row in rows.items()]


def _clusters() -> Iterator[Row]:
    rows = reference_rows("industrial_clusters_planned_2025_2030")
    for number, row in enumerate(rows, start=1):
        yield {
            "cluster_id": f"CLUSTER-{number:02d}",
            "name": row["cluster_name"],
            "kind": "cluster",
            "area_ha": float(row["area_ha"]),
            "status": "plan",
            "source": row["source_url"],
            "note": row["note"],
        }


def _products() -> Iterator[Row]:
    for number, row in enumerate(reference_rows("key_products"), start=1):
        code = row["district_code"]
        yield {
            "product_id": f"PRODUCT-{number:02d}",
            "name": row["product_vi"],
            "name_en": row["product_en"],
            "product_group": _PRODUCT_GROUPS[row["group"]],
            "unit_id": unit_on(code, LAST_DAY_OF_DISTRICTS) if code else None,
            "producer": row["producer"],
            "recognition": row["status_or_recognition"],
            **_recognised(row["status_or_recognition"]),
            "source": row["source_url"],
        }


def _recognised(text: str) -> Row:
    """Return what a text of recognition says for certain; a proposal or candidacy is none yet.

    The sources give no day a certificate ends, and no list of the province's key products.
    """
    stars = re.search(r"(?<!proposed )OCOP (\d) sao", text)
    return {
        "recognition_level": "province" if "tiêu biểu cấp tỉnh" in text else None,
        "ocop_stars": int(stars[1]) if stars else None,
        "geographical_indication": True if "Chỉ dẫn địa lý" in text else None,
    }


CASE = Case(
    name="quang-ngai-published",
    kind="published",
    title=Text("Quảng Ngãi: số liệu đã công bố", "Quảng Ngãi: published figures"),
    about=Text(
        "Số liệu thật, tổng hợp, đã công bố: dân số, cơ sở, lao động theo huyện 2010–2016 và số "
        "liệu khuyến công của tỉnh, vùng, cả nước, tỉnh khác, ghi nguồn từng dòng. Không có số "
        "theo từng đề án hay từng cơ sở.",
        "Real, aggregated, published figures: population, establishments and workers by district "
        "2010–2016, and programme figures of the province, the region, the nation and other "
        "provinces, each with its source. Nothing by single project or establishment.",
    ),
    currency="VND",
    as_of=date(2025, 12, 31),
    source=Text(
        "Niên giám thống kê tỉnh Quảng Ngãi 2016; số liệu các báo, sở, bộ đã công bố",
        "Quảng Ngãi Statistical Yearbook 2016; figures published by press and offices",
    ),
    build=build,
    files=(
        *GEOGRAPHY_FILES,
        *REFERENCE_FILES,
        *(
            reference_path(name)
            for name in (
                "district_stats",
                "industrial_clusters_planned_2025_2030",
                "key_products",
            )
        ),
    ),
)
