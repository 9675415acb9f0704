"""Building a deck: every view loaded, then worded in each language.

A public deck takes every figure from the frozen set; what that does not tell is left out.

A bilingual deck has a slide of its own for each language, the Vietnamese one first, so that either
half stays readable from the back of a room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest

from analysis.exports.deck.catalogue import every_view
from analysis.exports.deck.frame_slides import cover_slide, last_slides
from analysis.exports.deck.model import Deck, DeckError, Slide, Table
from analysis.exports.deck.request import DeckRequest
from analysis.exports.deck.slide_words import common_lines, mark_of, method_line, notes_text
from analysis.exports.deck.tables import table_of_chart, table_of_frame
from analysis.exports.deck.view import Asked, Loaded, View
from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.store import NothingFrozenError, open_frozen
from analysis.frozen.words import why_hidden
from analysis.language import LANGUAGES, Language, Text, format_number
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Told = Callable[[Text, float], None]

PUBLISHED_KIND = "published"
"""The kind of a case that holds only what others have published: the public may see all of it."""

_NO_DATA = Text("không có số liệu trong phạm vi này", "no data in this scope")
_NOT_PUBLIC = Text(
    "bộ số liệu công khai không có, hoặc không có trong phạm vi này",
    "the frozen public set does not tell of it, or not in this scope",
)
_ABSENT = Text("{view}: {why}", "{view}: {why}")
_NOT_HERE = Text("Không có trong bộ này, vì {why}: {views}", "Not in this deck, as {why}: {views}")
_HIDDEN_CELL = Text("{view}: {cell}", "{view}: {cell}")
_SOME_HIDDEN = Text(
    "Đã ẩn {n} ô để bảo vệ cơ sở; danh sách ở trang cuối",
    "{n} cells hidden to protect establishments; listed with the last slide",
)
_MORE_ROWS = Text("Còn {n} dòng nữa không hiện ở đây", "{n} more rows are not shown here")
_MAP = Text(
    "Bản đồ là hình, không sửa được như biểu đồ; số liệu của nó ở bảng bên",
    "The map is a picture, not an editable chart; its figures are in the table",
)
_WRITING = Text("Đang soạn: {view}", "Preparing: {view}")
_HIDDEN_ROW = Text("Ô đã ẩn: {view}", "Hidden cells: {view}")
_HIDDEN_COUNT = Text("{n} ô đã ẩn, liệt kê ở bảng", "{n} hidden cells, listed in the table")
_NONE = Text("Không có ô nào bị ẩn", "No cell is hidden")
_NOTHING = Text(
    "Không trang nào có số liệu trong phạm vi này. Mở rộng phạm vi hoặc chọn trang khác",
    "No view has data in this scope. Widen the scope or choose other views",
)
_NOTHING_PUBLIC = Text(
    "Bộ số liệu công khai không có trang nào trong số này, hoặc không có trong phạm vi này. Bỏ bớt "
    "bộ lọc hoặc chọn trang khác",
    "The frozen public set tells of none of these views, or not in this scope. Filter less or "
    "choose other views",
)


def build_deck(
    snapshot: Snapshot, scope: Scope, request: DeckRequest, tell: Told | None = None
) -> Deck:
    """Return the deck asked for; raises DeckError when none of its views has data.

    `tell` is told what is being done and the share done. A public deck raises DeckError too where
    nothing has been frozen, with the remedy.
    """
    frozen = _frozen_of(snapshot, request)
    guarded = frozen is not None
    kept: dict[tuple[str, Scope], object] = {}
    asked = {
        language: Asked(snapshot, scope.in_language(language), kept, frozen)
        for language in LANGUAGES
    }
    views = every_view()
    if guarded:
        views = {key: view.in_public or view for key, view in views.items()}
    left_out: list[tuple[Text, Text]] = []
    loaded: dict[str, dict[Language, Loaded]] = {}
    for place, key in enumerate(request.views):
        view = views[key]
        if tell is not None:
            tell(_WRITING.filled(view=view.name), 0.8 * place / len(request.views))
        load = view.public if guarded else view.load
        if load is None:
            left_out.append((view.name, _NOT_PUBLIC))
            continue
        found = {language: load(asked[language]) for language in request.languages}
        whole = {language: one for language, one in found.items() if one is not None}
        if not whole or not _tells(view, whole, asked):
            left_out.append((view.name, _NOT_PUBLIC if guarded else _NO_DATA))
            continue
        loaded[key] = whole
    if not loaded:
        raise DeckError(_NOTHING_PUBLIC if guarded else _NOTHING)
    cells = _hidden_cells(loaded, request.languages)
    hidden = [
        _HIDDEN_CELL.filled(view=views[key].name, cell=cell)
        for key, told in cells.items()
        for cell in told
    ]
    slides = [
        cover_slide(asked[language], request.title, _claimed(loaded, language))
        for language in request.languages
    ]
    for key, whole in loaded.items():
        slides += [_slide(views[key], one, asked[language]) for language, one in whole.items()]
    told_last = (*_summary(frozen, hidden), *_absent(left_out))
    parts = [
        last_slides(
            asked[language],
            [(views[key], whole[language]) for key, whole in loaded.items()],
            _hidden_rows(cells, language),
            [remark.in_language(language) for remark in told_last],
        )
        for language in request.languages
    ]
    slides += [slide for pair in zip_longest(*parts) for slide in pair if slide is not None]
    return Deck(
        request.title,
        request.audience,
        tuple(slides),
        tuple(hidden),
        tuple(_ABSENT.filled(view=name, why=why) for name, why in left_out),
        request.palette,
        request.logo,
    )


def _frozen_of(snapshot: Snapshot, request: DeckRequest) -> FrozenSet | None:
    """Return what the public is told, for a public deck of records of our own."""
    if request.audience != "public" or snapshot.case.kind == PUBLISHED_KIND:
        return None
    try:
        return open_frozen(snapshot.path.parent, snapshot.case.name)
    except NothingFrozenError as error:
        raise DeckError(error.text) from error


def _absent(left_out: Sequence[tuple[Text, Text]]) -> list[Text]:
    """Return in a sentence for each reason which views asked for have no slide."""
    told = []
    for why in dict.fromkeys(reason for _, reason in left_out):
        names = [name for name, reason in left_out if reason == why]
        listed = Text("; ".join(one.vi for one in names), "; ".join(one.en for one in names))
        told.append(_NOT_HERE.filled(why=why, views=listed))
    return told


def _tells(view: View, whole: dict[Language, Loaded], asked: dict[Language, Asked]) -> bool:
    """Tell whether a view has anything to draw."""
    if view.spec is None:
        return True
    language, loaded = next(iter(whole.items()))
    drawn = view.spec(loaded, asked[language])
    # What has no form of a chart is told by its table.
    return drawn is None or drawn.known()


def _claimed(loaded: dict[str, dict[Language, Loaded]], language: Language) -> Loaded | None:
    return loaded.get("productivity-claim", {}).get(language)


def _hidden_cells(
    loaded: dict[str, dict[Language, Loaded]], languages: tuple[Language, ...]
) -> dict[str, list[Text]]:
    """Return by view each hidden row in words, in both languages where both were asked for.

    Why each is hidden is not told: that it is of few, or of one, would be told with it.
    """
    told: dict[str, list[Text]] = {}
    for key, whole in loaded.items():
        for place in next(iter(whole.values())).hidden:
            cells = {
                language: _cell_words(whole[language], place)
                for language in languages
                if language in whole
            }
            first = next(iter(cells.values()))
            cell = Text(cells.get("vi", first), cells.get("en", first))
            told.setdefault(key, []).append(cell)
    return told


def _hidden_rows(hidden: dict[str, list[Text]], language: Language) -> list[tuple[str, str, str]]:
    """Return for each view with hidden cells a row of the last slides that lists them all."""
    return [
        (
            _HIDDEN_ROW.filled(view=every_view()[key].name).in_language(language),
            "; ".join(cell.in_language(language) for cell in cells),
            "–",
        )
        for key, cells in hidden.items()
    ]


def _cell_words(loaded: Loaded, place: int) -> str:
    row = loaded.frame.iloc[place]
    made_by = [_COLUMNS.get(name, name) for name in loaded.made_by]
    named = [f"{one}_name" if f"{one}_name" in row.index else one for one in made_by]
    return ", ".join(str(row[name]) for name in named)


_COLUMNS = {"unit": "district", "source": "fund_source"}


def _summary(frozen: FrozenSet | None, hidden: list[Text]) -> list[Text]:
    if frozen is None:
        return []
    return [_HIDDEN_COUNT.filled(n=len(hidden)) if hidden else _NONE, why_hidden(frozen)]


def _slide(view: View, loaded: Loaded, asked: Asked) -> Slide:
    """Return the slide of a view."""
    language, measure = asked.language, loaded.measure
    chart = None if view.spec is None else view.spec(loaded, asked)
    if chart is not None:
        table = table_of_chart(chart, language)
    else:
        table = table_of_frame(loaded.frame, measure, view.columns, language)
    charted = chart is not None or (view.spec is None and view.figure is not None)
    title = _title(view, loaded, asked)
    source, scope = common_lines(asked, measure)
    remarks = _remarks(charted and chart is None, table, len(loaded.hidden), language)
    return Slide(
        key=view.key,
        language=language,
        title=title,
        table=table,
        source=source,
        scope=scope,
        method=method_line(loaded, language),
        mark=mark_of(asked, measure),
        notes=notes_text(
            language,
            title,
            view.shows,
            measure.counts.in_language(language),
            measure.caveats.in_language(language),
            view.beware,
            source,
        )
        + "".join(f"\n{remark}" for remark in remarks),
        chart=chart,
        remarks=tuple(remarks),
        figure=partial(view.figure, loaded, asked) if charted and view.figure else None,
        alternative=view.shows.in_language(language),
        caution=view.beware.in_language(language),
    )


def _title(view: View, loaded: Loaded, asked: Asked) -> str:
    """Return the finding; a neutral title where a figure is hidden, as it might change it."""
    found = None if loaded.hidden else view.title(loaded, asked)
    return found or loaded.measure.title.in_language(asked.language)


def _remarks(mapped: bool, table: Table, hidden: int, language: Language) -> list[str]:
    remarks = []
    if hidden:
        remarks.append(_SOME_HIDDEN.filled(n=hidden).in_language(language))
    if table.left_out:
        more = _MORE_ROWS.filled(n=format_number(table.left_out, language))
        remarks.append(more.in_language(language))
    if mapped:
        remarks.append(_MAP.in_language(language))
    return remarks
