"""Ghi chú / Annotations: the dated notes on the time charts, and recording one."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analysis.dictionary.codes import ACTIVITY, ANNOTATION_KIND
from analysis.importing.desk import HandIn, Tell
from analysis.importing.handwork import record_note
from analysis.measures import catalogue
from analysis.measures.annotations import annotation_places, answer_annotations
from analysis.warehouse import Snapshot
from dashboard.ui.access import person
from dashboard.ui.data import workspace
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.choosing import choose
from dashboard.ui.handin.deciding import HandWords, draw_by_hand
from dashboard.ui.handin.sections import can_be_changed
from dashboard.ui.handin.work import Work, work_of
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

NOT_CHOSEN = ""

_LISTED = (
    "starts_on",
    "ends_on",
    "title",
    "kind_name",
    "district_name",
    "activity_name",
    "source",
)
_COLUMNS = (
    "kind",
    "starts_on",
    "ends_on",
    "title_vi",
    "title_en",
    "unit_id",
    "activity",
    "source",
)


@dataclass(slots=True)
class Draft:
    """What is being noted; `turn` gives every new note empty fields."""

    kind: str = NOT_CHOSEN
    place: str = NOT_CHOSEN
    activity: str = NOT_CHOSEN
    turn: int = 0


def answer(view: View) -> str:
    """Return how many notes there are, as a sentence."""
    sentence = answer_annotations(view.frame("annotations"))
    if sentence is None:
        return view.translate("No note is recorded for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the notes there are, and the note in hand."""
    _ = view.translate
    frame = view.frame("annotations")
    if frame.empty:
        empty_state(
            _("No note is recorded for this selection."),
            _("A note recorded once shows on every time chart it touches."),
        )
    else:
        draw_list(
            "annotations",
            _("Notes on record"),
            catalogue()["annotations"],
            frame,
            _LISTED,
            view,
        )
    st.header(_("Record a note"), anchor=False)
    if can_be_changed(view):
        _draw_work(view)


def _draft(case: str) -> Draft:
    key = f"annotation-draft-{case}"
    if key not in st.session_state:
        st.session_state[key] = Draft()
    found: Draft = st.session_state[key]
    return found


def _draw_work(view: View) -> None:
    _ = view.translate
    work = work_of(f"annotate-{view.snapshot.case.name}")
    draft = _draft(view.snapshot.case.name)

    def another() -> None:
        work.drop()
        draft.kind = draft.place = draft.activity = NOT_CHOSEN
        draft.turn += 1

    words = HandWords(
        again=_("Record another note"),
        blocked=_("With an error the note cannot be recorded."),
        save=_("Record the note"),
        leave=_("Leave it"),
    )
    if not draw_by_hand(work, view, "annotate", words, another):
        _draw_form(work, draft, view)


def _draw_form(work: Work, draft: Draft, view: View) -> None:
    _ = view.translate
    language = view.language
    turn = draft.turn
    left, middle, right = st.columns(3)
    kinds = {code.code: code.label.in_language(language) for code in ANNOTATION_KIND.codes}

    def take_kind(code: str) -> None:
        draft.kind = code

    with left:
        choose(
            _("Kind of note"),
            [NOT_CHOSEN, *kinds],
            draft.kind,
            lambda code: kinds.get(code) or _("Choose a kind"),
            take_kind,
            f"annotation-kind-{turn}-{language}",
        )
    with middle:
        starts = st.text_input(
            _("From (day/month/year)"),
            key=f"annotation-from-{turn}",
            max_chars=20,
            placeholder="31/12/2025",
        )
    with right:
        ends = st.text_input(
            _("To, if it lasted"),
            key=f"annotation-to-{turn}",
            max_chars=20,
            placeholder="31/12/2025",
        )
    vietnamese = st.text_input(_("Note in Vietnamese"), key=f"annotation-vi-{turn}", max_chars=200)
    english = st.text_input(_("Note in English"), key=f"annotation-en-{turn}", max_chars=200)
    _draw_about(draft, view)
    source = st.text_input(_("Source"), key=f"annotation-source-{turn}", max_chars=300)
    texts = [(text or "").strip() or None for text in (starts, ends, vietnamese, english, source)]
    missing = not (draft.kind and texts[0] and texts[2])
    if missing:
        st.caption(_("A note needs its kind, its first day and its text in Vietnamese."))
    row = (
        draft.kind or None,
        *texts[:4],
        draft.place or None,
        draft.activity or None,
        texts[4],
    )
    st.button(
        _("Check the note"),
        key="check-annotation",
        type="primary",
        icon=":material/fact_check:",
        disabled=missing,
        on_click=_ask,
        args=(work, view.snapshot.case.name, row),
    )


def _draw_about(draft: Draft, view: View) -> None:
    """Draw the choice of place and activity; without one the note is about all of them."""
    _ = view.translate
    language = view.language
    places = _places(view.snapshot.cache_key, language, view.snapshot)
    activities = {code.code: code.brief.in_language(language) for code in ACTIVITY.codes}

    def take_place(code: str) -> None:
        draft.place = code

    def take_activity(code: str) -> None:
        draft.activity = code

    left, right = st.columns(2)
    with left:
        choose(
            _("Place"),
            [NOT_CHOSEN, *places],
            draft.place if draft.place in places else NOT_CHOSEN,
            lambda code: places.get(code) or _("Whole province"),
            take_place,
            f"annotation-place-{draft.turn}-{language}",
        )
    with right:
        choose(
            _("Activity"),
            [NOT_CHOSEN, *activities],
            draft.activity,
            lambda code: activities.get(code) or _("Every activity"),
            take_activity,
            f"annotation-activity-{draft.turn}-{language}",
        )


@st.cache_data(max_entries=16, show_spinner=False)
def _places(key: str, language: str, _snapshot: Snapshot) -> dict[str, str]:
    return annotation_places(_snapshot, "en" if language == "en" else "vi")


def _ask(work: Work, case: str, row: tuple[str | None, ...]) -> None:
    def check(tell: Tell) -> HandIn:
        return record_note(
            workspace(), case, dict(zip(_COLUMNS, row, strict=True)), by=person(), tell=tell
        )

    work.ask(check)
