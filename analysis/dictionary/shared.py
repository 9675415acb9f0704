"""Columns and units that recur in many tables, so that they read the same everywhere."""

from __future__ import annotations

from analysis.dictionary import codes
from analysis.dictionary.model import Column
from analysis.language import Text

PERSONS = Text("người", "persons")
AREA_KM2 = Text("km²", "km²")
HOURS = Text("giờ", "hours")
MONTHS = Text("tháng", "months")


def source_column() -> Column:
    """Return the column that says where a row comes from."""
    return Column("source", "text", Text("Nguồn", "Source"))


def currency_column(required: bool = True) -> Column:
    """Return the currency every amount of the row is in; amounts never mix currencies."""
    return Column("currency", "code", Text("Loại tiền", "Currency"), required, codes=codes.CURRENCY)


def unit_column() -> Column:
    """Return the dated place of a row; empty when the place is not known."""
    return Column(
        "unit_id",
        "text",
        Text("Địa bàn", "Place"),
        references="administrative_unit.unit_id",
        note=Text(
            "Phiên bản đơn vị hành chính có hiệu lực vào ngày của dòng; trống: không rõ.",
            "The version of the unit valid on the date of the row; empty: unknown.",
        ),
    )


def money(name: str, vi: str, en: str, note: Text | None = None) -> Column:
    """Return an amount column: whole smallest units, never negative, unknown stays empty."""
    return Column(name, "money", Text(vi, en), minimum=0, note=note)


def project_reference(required: bool) -> Column:
    """Return the column that names the project a row belongs to."""
    return Column(
        "project_id", "text", Text("Đề án", "Project"), required, references="project.project_id"
    )


def establishment_reference(required: bool) -> Column:
    """Return the column that names the establishment a row is about."""
    return Column(
        "establishment_id",
        "text",
        Text("Cơ sở", "Establishment"),
        required,
        references="establishment.establishment_id",
    )


def fund_source_column(required: bool) -> Column:
    """Return the fund source an amount or target of the row comes from."""
    return Column(
        "fund_source",
        "code",
        Text("Nguồn kinh phí", "Fund source"),
        required,
        codes.FUND_SOURCE,
        aliases=("Nguồn vốn", "Nguồn KP", "Nguồn hỗ trợ", "Funding source", "Source of funds"),
    )
