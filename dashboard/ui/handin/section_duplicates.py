"""Trùng lặp / Duplicates: pairs side by side; what a person says about them is data."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from analysis.importing.handwork import decide
from analysis.importing.model import Decision, PossibleDuplicate
from analysis.importing.process import ImportFailedError
from analysis.importing.register import decisions, possible_duplicates
from analysis.language import Text, format_number, format_share
from analysis.measures import code_label
from analysis.warehouse import Snapshot, WarehouseError
from dashboard.ui.access import person
from dashboard.ui.data import workspace
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.sections import can_be_changed
from dashboard.ui.handin.words import NOTHING, grid_html, moment
from dashboard.ui.markdown import plain
from dashboard.ui.view import View
from dashboard.ui.waiting import told_while

PAGE = 10
SAME, SAME_OTHER, DIFFERENT, LATER = "same", "same-other", "different", "later"
ANSWERS = (SAME, SAME_OTHER, DIFFERENT, LATER)

Pair = tuple[str, str]


@dataclass(slots=True)
class Answers:
    """What was said about pairs and is not saved yet; `saved` is the snapshot it became."""

    verdicts: dict[Pair, str] = field(default_factory=dict)
    reasons: dict[Pair, str] = field(default_factory=dict)
    asked: tuple[Decision, ...] = ()
    failed: Text | None = None
    saved: int | None = None


def pairs_of(snapshot: Snapshot) -> list[PossibleDuplicate]:
    """Return the pairs nobody decided about; found once for each state of the data."""
    return _pairs(snapshot.cache_key, snapshot)


@st.cache_data(max_entries=16, show_spinner=False)
def _pairs(key: str, _snapshot: Snapshot) -> list[PossibleDuplicate]:
    return possible_duplicates(_snapshot)


def answer(view: View) -> str:
    """Return how many pairs wait for a decision, as a sentence."""
    _ = view.translate
    number = len(pairs_of(view.snapshot))
    if not number:
        return _("No pair of establishments waits for a decision")
    return _.plural(
        "{number} pair of establishments may be one and the same",
        "{number} pairs of establishments may be one and the same",
        number,
        number=format_number(number, view.language),
    )


def draw(view: View) -> None:
    """Draw the pairs to decide about and those decided."""
    _ = view.translate
    changeable = can_be_changed(view)
    answers = _answers(view.snapshot.case.name)
    if changeable:
        _save_asked(answers, view)
        if answers.failed is not None:
            st.error(plain(answers.failed.in_language(_.language)), icon=":material/error:")
        if answers.saved is not None:
            st.success(
                _("Saved as snapshot {number}.", number=answers.saved), icon=":material/task_alt:"
            )
        _draw_pairs(answers, view)
    _draw_decided(view)


def _answers(case: str) -> Answers:
    key = f"handin-answers-{case}"
    if key not in st.session_state:
        st.session_state[key] = Answers()
    found: Answers = st.session_state[key]
    return found


def _draw_pairs(answers: Answers, view: View) -> None:
    _ = view.translate
    pairs = pairs_of(view.snapshot)
    if not pairs:
        empty_state(
            _("No two establishments of the data look like one."),
            _("Pairs come here when tax codes or names and places are alike."),
        )
        return
    pages = -(-len(pairs) // PAGE)
    page = st.pagination(pages, key=f"pairs-page-{len(pairs)}") if pages > 1 else 1
    for pair in pairs[(page - 1) * PAGE : page * PAGE]:
        with st.container(border=True):
            _draw_pair(answers, pair, view)
    known = {(pair.kept_id, pair.other_id) for pair in pairs}
    said = [pair for pair, verdict in answers.verdicts.items() if verdict and pair in known]
    st.button(
        _.plural(
            "Save {number} decision",
            "Save {number} decisions",
            len(said),
            number=format_number(len(said), view.language),
        ),
        key="save-decisions",
        type="primary",
        icon=":material/save:",
        disabled=not said,
        on_click=_ask,
        args=(answers, said),
    )
    st.caption(
        _(
            "All decisions become one snapshot. “The same” lets the one kept stand for both, in "
            "later imports too; History can undo it."
        )
    )


def _draw_pair(answers: Answers, pair: PossibleDuplicate, view: View) -> None:
    _ = view.translate
    ids = (pair.kept_id, pair.other_id)
    sides = tuple(zip(ids, pair.names, pair.places, pair.tax_codes, strict=True))
    for side, box in zip(sides, st.columns(2), strict=True):
        id_, name, place, tax_code = side
        with box:
            st.markdown(f"**{plain(name or NOTHING)}**")
            st.caption(
                _(
                    "Id {id} · tax code {tax_code} · {place}",
                    id=plain(id_),
                    tax_code=plain(tax_code or NOTHING),
                    place=plain(place or NOTHING),
                )
            )
    reasons = {
        "tax_code": _("The tax codes are the same."),
        "name_and_place": _(
            "Names alike: {share}, apart from legal form and trade; same district."
        ),
    }
    told = reasons.get(pair.reason, _("Alike: {share}."))
    st.markdown(plain(told.format(share=format_share(pair.similarity, _.language))))
    labels = {
        SAME: _("The same, keep {id}", id=pair.kept_id),
        SAME_OTHER: _("The same, keep {id}", id=pair.other_id),
        DIFFERENT: _("Different"),
        LATER: _("Later"),
    }
    key = f"verdict-{pair.kept_id}-{pair.other_id}-{_.language}"
    chosen = answers.verdicts.get(ids)
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen

    def decided() -> None:
        answers.verdicts[ids] = st.session_state[key] or ""
        answers.saved = None

    st.segmented_control(
        _("{one} and {other}", one=pair.kept_id, other=pair.other_id),
        ANSWERS,
        format_func=lambda code: labels[code],
        key=key,
        on_change=decided,
        label_visibility="collapsed",
    )
    if chosen:
        why = f"why-{pair.kept_id}-{pair.other_id}-{_.language}"
        if st.session_state.get(why) != answers.reasons.get(ids, ""):
            st.session_state[why] = answers.reasons.get(ids, "")

        def explained() -> None:
            answers.reasons[ids] = st.session_state[why] or ""

        st.text_input(_("Reason (optional)"), key=why, max_chars=300, on_change=explained)


def _ask(answers: Answers, said: list[Pair]) -> None:
    answers.failed = None
    answers.saved = None
    answers.asked = tuple(
        _decision(pair, answers.verdicts[pair], answers.reasons.get(pair, "")) for pair in said
    )


def _decision(pair: Pair, verdict: str, reason: str) -> Decision:
    why = reason.strip() or None
    if verdict == SAME_OTHER:
        other, kept = pair
        return Decision(kept, other, SAME, why)
    kept, other = pair
    return Decision(kept, other, verdict, why)


def _save_asked(answers: Answers, view: View) -> None:
    """Save what was asked for, once: the request is taken out of the session first."""
    _ = view.translate
    asked, answers.asked = answers.asked, ()
    if not asked:
        return
    with told_while(_("Checking and saving the decisions")):
        _decide(answers, asked, view.snapshot.case.name)
    st.rerun()


def _decide(answers: Answers, asked: tuple[Decision, ...], case: str) -> None:
    try:
        manifest = decide(workspace(), case, asked, by=person())
    except (WarehouseError, ImportFailedError) as error:
        answers.failed = error.text
        return
    answers.saved = manifest.number
    answers.verdicts.clear()
    answers.reasons.clear()


def _draw_decided(view: View) -> None:
    _ = view.translate
    frame = decisions(view.snapshot)
    st.header(_("Decided already"), anchor=False)
    if frame.empty:
        st.caption(_("Nothing was decided yet."))
        return
    rows = [
        (
            row["kept_id"],
            row["other_id"],
            code_label("match_verdict", row["verdict"], _.language),
            row["why"] if isinstance(row["why"], str) else NOTHING,
            row["decided_by"],
            moment(row["decided_at"], _.language),
        )
        for row in frame.to_dict("records")
    ]
    headings = (
        _("Kept"),
        _("Other"),
        _("Decision"),
        _("Reason"),
        _("By"),
        _("At (UTC)"),
    )
    st.html(grid_html(headings, rows, _("Decisions about duplicates"), long=(3,)))
