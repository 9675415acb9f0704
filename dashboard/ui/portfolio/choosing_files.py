"""Files a person decides on: locked in, or left out, whatever they are worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from analysis.decisions.plan_request import PlanRequest
from analysis.language import Text
from dashboard.ui.portfolio.asking import Asked, change_request
from dashboard.ui.view import View

_TITLE = Text(
    "Khóa chọn {locked}, loại {forbidden} hồ sơ", "{locked} files locked in, {forbidden} left out"
)
_LOCK = Text("Khóa chọn: luôn có trong danh mục", "Locked in: always in the plan")
_FORBID = Text("Loại: không bao giờ chọn", "Left out: never chosen")
_NOBODY = Text("Không hồ sơ nào", "No file")
_RULE = Text(
    "Hồ sơ không đạt hoặc chưa rõ điều kiện không khóa chọn được: điều kiện đứng trước mọi lựa "
    "chọn.",
    "A file that fails a condition, or of which one is unknown, cannot be locked in: the gates "
    "stand before every choice.",
)


def draw_files(asked: Asked, view: View) -> None:
    """Draw the files locked in and left out."""
    request = asked.request
    title = _TITLE.filled(locked=len(request.locked), forbidden=len(request.forbidden))
    box = st.expander(
        title.in_language(view.language),
        key=f"plan-files-{view.language}",
        icon=":material/lock:",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        names = {
            one.id: asked.names("candidate", one.id).in_language(view.language)
            for one in asked.made.candidates
        }
        able = [one.id for one in asked.made.candidates if one.eligible]
        # What is locked in already can be taken off, whatever has become of it since.
        able = list(dict.fromkeys([*able, *request.locked]))
        _draw_many(
            _LOCK,
            [code for code in able if code not in request.forbidden],
            request.locked,
            lambda now, files: replace(now, locked=files),
            names,
            asked,
            view,
        )
        _draw_many(
            _FORBID,
            [code for code in names if code not in request.locked],
            request.forbidden,
            lambda now, files: replace(now, forbidden=files),
            names,
            asked,
            view,
        )
        st.caption(_RULE.in_language(view.language))


def _draw_many(
    label: Text,
    options: Sequence[str],
    chosen: Sequence[str],
    change: Callable[[PlanRequest, tuple[str, ...]], PlanRequest],
    names: dict[str, str],
    asked: Asked,
    view: View,
) -> None:
    key = f"plan-{label.en[:6]}-{view.snapshot.case.name}-{view.language}"
    if st.session_state.get(key) != list(chosen):
        st.session_state[key] = list(chosen)

    def changed() -> None:
        files = tuple(st.session_state[key])
        change_request(asked.request, lambda now: change(now, files))

    st.multiselect(
        label.in_language(view.language),
        options,
        format_func=lambda code: names.get(code, code),
        key=key,
        on_change=changed,
        placeholder=_NOBODY.in_language(view.language),
        select_all=False,
    )
