"""The commands `duplicates` and `decide`: establishments that may be one, and what they are."""

from __future__ import annotations

import click

from analysis.commands.console import FORMATS
from analysis.commands.own_data import case_option, open_for, say_published, write_marked
from analysis.commands.reports import say_simulated
from analysis.commands.shared import (
    choice,
    format_option,
    language_of,
    say,
    shared_options,
    workspace_of,
    wrong_use,
)
from analysis.commands.waiting import STOPPED, progress, stoppable
from analysis.dictionary.codes import MATCH_VERDICT
from analysis.importing import handwork, register
from analysis.importing.model import Decision, PossibleDuplicate
from analysis.language import Text, format_share

_REASONS = {
    "tax_code": Text("cùng mã số thuế", "same tax code"),
    "name_and_place": Text("tên và địa bàn giống", "name and place alike"),
}
_DUPLICATE_COLUMNS = {
    "kept_id": Text("Mã giữ lại", "Id kept"),
    "other_id": Text("Mã kia", "Other id"),
    "reason": Text("Vì sao", "Why"),
    "similarity": Text("Giống nhau", "Likeness"),
    "kept_name": Text("Tên", "Name"),
    "other_name": Text("Tên kia", "Other name"),
    "kept_place": Text("Địa bàn", "Place"),
    "other_place": Text("Địa bàn kia", "Other place"),
    "kept_tax_code": Text("Mã số thuế", "Tax code"),
    "other_tax_code": Text("Mã số thuế kia", "Other tax code"),
}


@click.command()
@shared_options
@format_option
@case_option
@click.pass_context
def duplicates(context: click.Context, output: str, case_name: str | None) -> None:
    """Các cơ sở có thể trùng / possible duplicates."""

    language, form = language_of(context), choice("--format", output, FORMATS)
    snapshot = open_for(workspace_of(context), case_name, language)
    mark = {"case": snapshot.case.name, "simulated": snapshot.case.simulated}
    rows = [{**_pair(pair), **mark} for pair in register.possible_duplicates(snapshot)]
    words = {
        "reason": lambda reason: _REASONS[reason].in_language(language),
        "similarity": lambda share: format_share(share, language),
    }
    write_marked(form, _DUPLICATE_COLUMNS, rows, snapshot, language, words)
    if form != "table":
        return
    if not rows:
        say(Text("Không thấy cặp nào có thể trùng.", "No pair looks like one."), language)
        return
    say(
        Text(
            "→ Quyết định: khuyencong decide MÃ-GIỮ MÃ-KIA same|different|later (một|khác|để sau)",
            "→ Decide: khuyencong decide KEPT OTHER same|different|later",
        ),
        language,
    )


def _pair(pair: PossibleDuplicate) -> dict[str, object]:
    return {
        "kept_id": pair.kept_id,
        "other_id": pair.other_id,
        "reason": pair.reason,
        "similarity": round(pair.similarity, 3),
        "kept_name": pair.names[0],
        "other_name": pair.names[1],
        "kept_place": pair.places[0],
        "other_place": pair.places[1],
        "kept_tax_code": pair.tax_codes[0],
        "other_tax_code": pair.tax_codes[1],
    }


@click.command()
@shared_options
@case_option
@click.argument("kept", metavar="KEPT")
@click.argument("other", metavar="OTHER")
@click.argument("verdict", metavar="same|different|later")
@click.option("--why", metavar="TEXT", help="Lý do / the reason")
@click.pass_context
def decide(
    context: click.Context,
    case_name: str | None,
    kept: str,
    other: str,
    verdict: str,
    why: str | None,
) -> None:
    """Quyết định một cặp có thể trùng / decide on a pair."""

    language, workspace = language_of(context), workspace_of(context)
    said = choice("VERDICT", verdict, MATCH_VERDICT.values())
    snapshot = open_for(workspace, case_name, language, changing=True)
    if kept == other:
        raise wrong_use(Text("Hai mã phải khác nhau", "The two ids must differ"))
    for establishment in (kept, other):
        if register.row_values(snapshot, "establishment", (establishment,)) is None:
            raise wrong_use(
                Text(
                    f"Không có cơ sở «{establishment}». Xem: khuyencong duplicates",
                    f"There is no establishment «{establishment}». See: khuyencong duplicates",
                )
            )
    with stoppable(STOPPED), progress(language) as tell:
        manifest = handwork.decide(
            workspace, snapshot.case.name, [Decision(kept, other, said, why)], tell=tell
        )
    say_simulated(snapshot.case.simulated, language)
    label = MATCH_VERDICT.find(said).label
    say(Text(f"{kept} ~ {other}: {label.vi}", f"{kept} ~ {other}: {label.en}"), language)
    say_published(manifest, language)
