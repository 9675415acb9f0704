"""The command `export`: results as files for people: a deck, a brief, charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from analysis.commands.asking import asked, question_options
from analysis.commands.export_data import open_data, parquet, workbook
from analysis.commands.shared import (
    BAD_DATA,
    Command,
    CommandError,
    choice,
    language_of,
    parts,
    say,
    shared_options,
    wrong_use,
)
from analysis.commands.waiting import progress, stoppable
from analysis.commands.writing import form_of, placed_file
from analysis.exports.deck.brief import BRIEF_VIEWS, TITLE
from analysis.exports.deck.build import build_deck
from analysis.exports.deck.catalogue import DEFAULT_SET, SETS
from analysis.exports.deck.files import Form, brief_bytes, deck_bytes
from analysis.exports.deck.model import AUDIENCES, PALETTES, Deck, DeckError
from analysis.exports.deck.request import (
    DeckRequest,
    checked_logo,
    own_request,
    request_of_set,
)
from analysis.language import LANGUAGES, Language, Text

BOTH = "both"
_LEFT_OUT = Text(
    "{n} trên {all} phần được chọn không có trang, vì sao; trang cuối của tệp cũng ghi:",
    "{n} of {all} views asked for have no slide, and why; the last slide tells it, too:",
)


@click.group()
@shared_options
def export() -> None:
    """Trình chiếu, bảng tính, dữ liệu mở / results as files."""


def _deck_options(command: Command) -> Command:
    for option in reversed(
        (
            click.option("--set", "set_name", metavar="|".join(SETS), help="Bộ có sẵn / ready set"),
            click.option(
                "--views",
                multiple=True,
                metavar="a,b",
                help="Chỉ các trang, thước đo này / these views or measures",
            ),
            *_COMMON,
        )
    ):
        command = option(command)
    return shared_options(question_options(command))


_COMMON = (
    click.option(
        "--audience",
        default="internal",
        metavar="|".join(AUDIENCES),
        help="Người xem; công khai thì ẩn ô ít cơ sở / public hides small cells",
    ),
    click.option(
        "--colours", default="quang-ngai", metavar="|".join(PALETTES), help="Màu / colours"
    ),
    click.option("--logo", metavar="FILE", help="Biểu trưng PNG, JPEG / logo"),
    click.option("--force", is_flag=True, help="Ghi đè tệp đã có / replace a file that is there"),
)


@export.command()
@click.argument("out", metavar="OUT.pptx|OUT.pdf")
@_deck_options
@click.pass_context
def deck(context: click.Context, /, out: str, **given: Any) -> None:
    """Bộ trình chiếu PowerPoint hay PDF / slides as PowerPoint or PDF."""
    _export(context, out, ("pptx", "pdf"), given)


@export.command()
@click.argument("out", metavar="OUT.html")
@_deck_options
@click.pass_context
def html(context: click.Context, /, out: str, **given: Any) -> None:
    """Bộ trình chiếu trong một tệp HTML, không cần mạng / slides in one HTML file."""
    _export(context, out, ("html",), given)


@export.command()
@click.argument("out", metavar="OUT.zip")
@_deck_options
@click.pass_context
def charts(context: click.Context, /, out: str, **given: Any) -> None:
    """Từng biểu đồ: SVG, PNG và số liệu / every chart as SVG, PNG and data."""
    _export(context, out, ("zip",), given)


def _brief_options(command: Command) -> Command:
    for option in reversed(_COMMON):
        command = option(command)
    return shared_options(question_options(command))


@export.command()
@click.argument("out", metavar="OUT.pdf|OUT.html")
@_brief_options
@click.pass_context
def brief(context: click.Context, /, out: str, **given: Any) -> None:
    """Một trang A4 đọc trong một phút / one A4 page read in one minute."""
    wanted = replace(own_request(BRIEF_VIEWS), title=TITLE)
    _export(context, out, ("pdf", "html"), {**given, "request": wanted}, brief_bytes)


def _export(
    context: click.Context,
    out: str,
    forms: tuple[Form, ...],
    given: dict[str, Any],
    make: Callable[[Deck, Form], bytes] = deck_bytes,
) -> None:
    """Check everything that was asked, make the file beside its place, and put it there at once."""
    languages = _languages(context)
    language = languages[0]
    target = Path(out)
    form = form_of(target, forms, bool(given["force"]))
    request = _request(given, languages)
    part = asked(context, language, given)
    try:
        with (
            stoppable(Text("Đã dừng; chưa ghi tệp nào", "Stopped; no file was written")),
            progress(language) as tell,
        ):
            made = build_deck(part.snapshot, part.scope, request, tell)
            tell(Text(f"Đang ghi {target.name}", f"Writing {target.name}"), 0.85)
            data = make(made, form)
            with placed_file(target) as part_file:
                part_file.write_bytes(data)
    except DeckError as error:
        raise CommandError(error.text, BAD_DATA) from error
    if made.left_out:
        say(_LEFT_OUT.filled(n=len(made.left_out), all=len(request.views)), language, error=True)
        for told in made.left_out:
            say(Text(f"  {told.vi}", f"  {told.en}"), language, error=True)
    if request.audience == "public":
        hidden = Text(
            f"Đã ẩn {len(made.hidden)} ô để bảo vệ cơ sở",
            f"{len(made.hidden)} cells hidden to protect establishments",
        )
        say(hidden, language, error=True)
        for told in made.hidden:
            say(Text(f"  {told.vi}", f"  {told.en}"), language, error=True)
    say(Text(f"Đã ghi {target}", f"Wrote {target}"), language)


def _languages(context: click.Context) -> tuple[Language, ...]:
    """Return the languages of the file: those of --lang, which may say both here."""
    named = context.meta.get("lang")
    if named == BOTH:
        context.meta["lang"] = LANGUAGES[0]
        return LANGUAGES
    if named is not None:
        choice("--lang", named, (*LANGUAGES, BOTH))
    return (language_of(context),)


def _request(given: dict[str, Any], languages: tuple[Language, ...]) -> DeckRequest:
    audience = choice("--audience", given["audience"], tuple(AUDIENCES))
    palette = PALETTES[choice("--colours", given["colours"], tuple(PALETTES))]
    wanted: DeckRequest | None = given.get("request")
    if wanted is None:
        views = parts(given["views"])
        if views and given["set_name"]:
            raise wrong_use(Text("Chọn --set hoặc --views", "Choose --set or --views"))
        if views:
            try:
                wanted = own_request(views)
            except DeckError as error:
                told = Text(f"--views: {error.text.vi}", f"--views: {error.text.en}")
                raise wrong_use(told) from error
        else:
            wanted = request_of_set(choice("--set", given["set_name"] or DEFAULT_SET, tuple(SETS)))
    return replace(
        wanted, languages=languages, audience=audience, palette=palette, logo=_logo(given["logo"])
    )


def _logo(name: str | None) -> bytes | None:
    if name is None:
        return None
    try:
        return checked_logo(Path(name).read_bytes())
    except OSError as error:
        raise wrong_use(
            Text(f"--logo: không đọc được {name}", f"--logo: {name} cannot be read")
        ) from error
    except DeckError as error:
        raise wrong_use(Text(f"--logo: {error.text.vi}", f"--logo: {error.text.en}")) from error


for _command in (workbook, open_data, parquet):
    export.add_command(_command)
