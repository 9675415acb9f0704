"""The command `dossier`: one document on one claim, for a leader and for a referee."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.commands.asking import asked, question_options
from analysis.commands.shared import choice, language_of, say, shared_options
from analysis.commands.waiting import progress, stoppable
from analysis.commands.writing import form_of, placed_file
from analysis.evidence.method_words import METHODS, Method
from analysis.evidence.outcomes import CODES, PRODUCTIVITY
from analysis.exports.dossier.build import build_dossier
from analysis.exports.dossier.files import FORMS, dossier_bytes
from analysis.language import LANGUAGES, Text

_STOPPED = Text("Đã dừng; chưa ghi tệp nào", "Stopped; no file was written")


@click.command()
@shared_options
@click.argument("out", metavar="OUT.{html,pdf,json}")
@click.option("--outcome", default=PRODUCTIVITY, metavar="CODE", help="Chỉ tiêu / outcome")
@click.option("--method", default="automatic", metavar="|".join(METHODS), help="Cách tính / method")
@click.option("--language", default=None, metavar="vi|en", help="Ngôn ngữ của hồ sơ / its language")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có / replace a file that is there")
@question_options
@click.pass_context
def dossier(
    context: click.Context,
    /,
    out: str,
    outcome: str,
    method: str,
    language: str | None,
    force: bool,
    **question: Any,
) -> None:
    """Hồ sơ bằng chứng của một kết luận / the evidence dossier of one claim."""
    speech = language_of(context)
    written = speech if language is None else choice("--language", language, LANGUAGES)
    code = choice("--outcome", outcome, CODES)
    chosen: Method = choice("--method", method, METHODS)
    target = Path(out)
    form = form_of(target, tuple(FORMS), force)
    part = asked(context, written, question)
    with stoppable(_STOPPED), progress(speech) as tell:
        made = build_dossier(part.snapshot, part.scope, code, method=chosen, tell=tell)
        tell(Text(f"Đang ghi {target.name}", f"Writing {target.name}"), 0.96)
        with placed_file(target) as part_file:
            part_file.write_bytes(dossier_bytes(made, form))
    say(Text(f"Đã ghi {target}", f"Wrote {target}"), speech)
