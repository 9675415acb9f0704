"""The command `khuyencong` itself: a group of one command for each kind of errand."""

from __future__ import annotations

import click

from analysis.commands.audit import audit_command
from analysis.commands.backing_up import backup
from analysis.commands.beyond import beyond
from analysis.commands.checking import check
from analysis.commands.claim import claim
from analysis.commands.data import case, prepare
from analysis.commands.dossier import dossier
from analysis.commands.duplicates import decide, duplicates
from analysis.commands.export import export
from analysis.commands.freezing import freeze
from analysis.commands.going_back import diff, restore, undo
from analysis.commands.importing import import_files
from analysis.commands.marts import marts
from analysis.commands.measure import measure
from analysis.commands.mending import correct, corrections, pending
from analysis.commands.past import history
from analysis.commands.portfolio import portfolio
from analysis.commands.retaining import retain
from analysis.commands.service import dashboard, doctor
from analysis.commands.shared import shared_options
from analysis.commands.templates import template
from analysis.commands.users import users_command


@click.group(name="khuyencong", context_settings={"help_option_names": ["-h", "--help"]})
@shared_options
@click.version_option(package_name="khuyencong-impact", help="Phiên bản / version")
def khuyencong() -> None:
    """Khuyến công Impact: kinh phí, kết quả và hiệu quả của chương trình khuyến công /
    the money, results and effects of an industrial-promotion programme."""


for _command in (
    dashboard,
    prepare,
    case,
    measure,
    claim,
    beyond,
    dossier,
    portfolio,
    export,
    freeze,
    marts,
    template,
    check,
    import_files,
    pending,
    correct,
    corrections,
    duplicates,
    decide,
    history,
    diff,
    undo,
    restore,
    users_command,
    audit_command,
    retain,
    backup,
    doctor,
):
    khuyencong.add_command(_command)
