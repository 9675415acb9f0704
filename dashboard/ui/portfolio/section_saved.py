"""Đã lưu / Saved plans: keeping the plan in hand, two side by side, deleting with a way back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis.decisions.plan_compared import (
    FILES,
    TOTALS,
    answer_compared,
    files_compared,
    totals_compared,
)
from analysis.decisions.plan_saved_words import (
    answer_shelf,
    damaged_words,
    older_words,
    plan_line,
)
from analysis.decisions.plan_store import (
    PlanStoreError,
    delete_plan,
    new_identity,
    restore_plan,
    save_plan,
)
from analysis.decisions.saved_plan import LONGEST_NAME, LONGEST_NOTE, SavedPlan, saved_plan
from analysis.language import Text
from dashboard.ui.access import current_reader, person
from dashboard.ui.address import PLANS, VIEW
from dashboard.ui.data import workspace
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.choosing import choose
from dashboard.ui.markdown import plain
from dashboard.ui.plan_data import plans_deleted, plans_kept
from dashboard.ui.portfolio.asking import asked_plan, put_request
from dashboard.ui.portfolio.solving import Held, plan_in_hand
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

_TOLD = "plan-saved-told"
_NAME, _NOTE = Text("Tên kế hoạch", "Name of the plan"), Text("Ghi chú", "Note")
_SAVE = Text("Lưu phương án đang có", "Save the plan in hand")
_SAVED = Text("Đã lưu «{name}»", "«{name}» is saved")
_NOTHING_IN_HAND = Text(
    "Chưa có phương án nào trong tay để lưu. Lập danh mục ở mục «Danh mục» trước.",
    "There is no plan in hand to save. Make one in the section “Plan” first.",
)
_NONE = Text("Chưa lưu kế hoạch nào cho bộ dữ liệu này.", "No plan of this data set is saved yet.")
_DELETE, _DELETED = Text("Xóa", "Delete"), Text("Đã xóa «{name}»", "«{name}» is deleted")
_RESTORE = Text("Khôi phục «{name}»", "Bring «{name}» back")
_RESTORED = Text("Đã khôi phục «{name}»", "«{name}» is back")
_OPEN = Text("Mở thiết lập", "Open its settings")
_FIRST, _SECOND = Text("So kế hoạch", "Compare"), Text("với", "with")
_DIFFERENT = Text("Hồ sơ được quyết định khác nhau", "Files decided differently")
_ALIKE = Text("Hai kế hoạch quyết định mọi hồ sơ như nhau.", "Both plans decide every file alike.")
_TWO = Text("Lưu ít nhất hai kế hoạch để so cạnh nhau.", "Save two plans to see them side by side.")
_FILES = (
    *("candidate", "name", "first_decision", "second_decision", "first_grant", "second_grant"),
    *("first_reason", "second_reason"),
)


def answer(view: View) -> str:
    """Return how many plans are saved, as a sentence."""
    kept = plans_kept(view.snapshot.case.name)
    return answer_shelf(kept.plans, view.snapshot.number).in_language(view.language)


def draw(view: View) -> None:
    """Draw saving, the plans there are, two of them side by side, and the way back."""
    case = view.snapshot.case.name
    _draw_told()
    decides = current_reader().may("decide")
    if decides:
        _draw_saving(view)
    kept = plans_kept(case)
    if kept.damaged:
        told = damaged_words(kept.damaged).in_language(view.language)
        st.warning(plain(told), icon=":material/warning:")
    if not kept.plans:
        empty_state(_NONE.in_language(view.language))
    for plan in kept.plans:
        _draw_kept(plan, view, decides)
    if decides:
        _draw_restoring(view)
    if len(kept.plans) > 1:
        _draw_compared(kept.plans, view)
    elif kept.plans:
        st.caption(_TWO.in_language(view.language))


def _draw_told() -> None:
    told = st.session_state.pop(_TOLD, None)
    if told is not None:
        good, words = told
        (st.success if good else st.error)(plain(words))


def _draw_saving(view: View) -> None:
    asked = asked_plan(view)
    held = plan_in_hand(view, asked) if asked.made.candidates else None
    if held is None or not held.solved.found:
        st.info(_NOTHING_IN_HAND.in_language(view.language), icon=":material/info:")
        return
    turn = st.session_state.setdefault("plan-save-turn", 0)
    name_key, note_key = f"plan-name-{turn}", f"plan-note-{turn}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-plan-save"):
        st.text_input(_NAME.in_language(view.language), key=name_key, max_chars=LONGEST_NAME)
        st.text_input(_NOTE.in_language(view.language), key=note_key, max_chars=LONGEST_NOTE)

        def save() -> None:
            name, note = str(st.session_state[name_key]), str(st.session_state[note_key])
            if _tried(lambda: _keep(held, name, note, view), _SAVED.filled(name=name), view):
                st.session_state["plan-save-turn"] = turn + 1

        st.button(
            _SAVE.in_language(view.language), key="plan-save", icon=":material/save:", on_click=save
        )


def _keep(held: Held, name: str, note: str, view: View) -> None:
    plan = saved_plan(
        new_identity(), name, note, held.solved, view.snapshot, held.scope, held.names
    )
    save_plan(workspace(), plan, by=person())


def _draw_kept(plan: SavedPlan, view: View, decides: bool) -> None:
    language = view.language
    with st.container(border=True, key=f"kc-plan-{plan.identity}"):
        st.markdown(f"**{plain(plan.name)}**")
        st.markdown(plain(plan_line(plan, language)))
        if plan.note:
            st.markdown(plain(plan.note))
        older = older_words(plan, view.snapshot.number)
        if older is not None:
            st.warning(plain(older.in_language(language)), icon=":material/history:")
        with st.container(horizontal=True, key=f"kc-plan-do-{plan.identity}"):
            st.button(
                _OPEN.in_language(language),
                key=f"plan-open-{plan.identity}",
                icon=":material/tune:",
                type="tertiary",
                on_click=lambda: _open(plan),
            )
            if decides:
                st.button(
                    _DELETE.in_language(language),
                    key=f"plan-delete-{plan.identity}",
                    icon=":material/delete:",
                    type="tertiary",
                    on_click=_change,
                    args=(delete_plan, _DELETED, plan, view),
                )


def _open(plan: SavedPlan) -> None:
    put_request(plan.request)
    st.query_params[VIEW] = "plan"


def _draw_restoring(view: View) -> None:
    case = view.snapshot.case.name
    for plan in plans_deleted(case).plans[:1]:
        st.button(
            _RESTORE.filled(name=plan.name).in_language(view.language),
            key=f"plan-restore-{plan.identity}",
            icon=":material/undo:",
            on_click=_change,
            args=(restore_plan, _RESTORED, plan, view),
        )


def _change(act: Callable[..., None], done: Text, plan: SavedPlan, view: View) -> None:
    case = view.snapshot.case.name
    _tried(
        lambda: act(workspace(), case, plan.identity, by=person()),
        done.filled(name=plan.name),
        view,
    )


def _draw_compared(plans: tuple[SavedPlan, ...], view: View) -> None:
    by_identity = {plan.identity: plan for plan in plans}
    first, second = _pair(by_identity)
    names = {code: plan.name for code, plan in by_identity.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-plan-compare"):
        for label, shown, take in (
            (_FIRST, first, lambda code: _compare(code, second)),
            (_SECOND, second, lambda code: _compare(first, code)),
        ):
            choose(
                label.in_language(view.language),
                list(names),
                shown,
                names.__getitem__,
                take,
                f"plan-compare-{label.en}-{view.language}",
            )
    one, other = by_identity[first], by_identity[second]
    draw_list(
        f"plans-compared-{first}-{second}",
        answer_compared(one, other).in_language(view.language),
        TOTALS,
        totals_compared(one, other, view.language),
        ("item", "first", "second"),
        view,
    )
    frame = files_compared(one, other, view.language, view.snapshot.names_shown)
    if frame.empty:
        st.info(_ALIKE.in_language(view.language), icon=":material/info:")
        return
    draw_list(
        f"plan-files-compared-{first}-{second}",
        _DIFFERENT.in_language(view.language),
        FILES,
        frame,
        _FILES,
        view,
    )


def _pair(plans: dict[str, SavedPlan]) -> tuple[str, str]:
    """Return the two plans the address names; the newest where it names none there is."""
    asked = [code for code in st.query_params.get(PLANS, "").split(",") if code in plans]
    found = list(dict.fromkeys([*asked, *plans]))
    return found[0], found[1]


def _compare(first: str, second: str) -> None:
    st.query_params[PLANS] = f"{first},{second}"


def _tried(act: Callable[[], None], done: Text, view: View) -> bool:
    """Carry out what changes the shelf; say when drawn next that it is done, or why it is not."""
    try:
        act()
    except PlanStoreError as error:
        st.session_state[_TOLD] = (False, error.text.in_language(view.language))
        return False
    st.session_state[_TOLD] = (True, done.in_language(view.language))
    return True
