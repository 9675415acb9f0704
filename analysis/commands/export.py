"""The group `export`: what is taken out of the data, each kind a command of its own."""

from __future__ import annotations

import click

from analysis.commands.export_data import open_data, parquet, workbook
from analysis.commands.shared import shared_options


@click.group()
@shared_options
def export() -> None:
    """Xuất bảng tính, dữ liệu mở / write workbooks and open data."""


for _command in (workbook, open_data, parquet):
    export.add_command(_command)
