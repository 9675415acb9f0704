"""Hồ sơ / Dossier: the whole evidence on one outcome as a file, made with its progress shown."""

from __future__ import annotations

import streamlit as st

from analysis.exports.dossier.build import build_dossier
from analysis.exports.dossier.files import FORMS, Form, dossier_bytes
from analysis.exports.dossier.model import VERDICTS, Dossier
from analysis.language import Text
from dashboard.ui.evidence.asking import (
    asked_method,
    asked_outcome,
    claim_shown,
    draw_method_choice,
    draw_outcome_choice,
)
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_KEY = "evidence-dossier"


def answer(view: View) -> str:
    """Return the claim's headline: what the dossier is about."""
    return claim_shown(view, asked_outcome()).headline.in_language(view.language)


def draw(view: View) -> None:
    """Draw the button that makes a dossier, and the files of the one made last."""
    _ = view.translate
    draw_outcome_choice(view)
    draw_method_choice(view)
    st.markdown(
        plain(
            _(
                "Question, data, exclusions, design, result, every check, grade and sources in one "
                "document: page one for a leader, the rest for a referee."
            )
        )
    )
    wanted = _wanted(view)
    if st.button(_("Make the dossier"), icon=":material/description:", key="dossier-make"):
        _make(view, wanted)
    made: tuple[tuple[str, ...], Dossier] | None = st.session_state.get(_KEY)
    if made is not None and made[0] == wanted:
        _show(view, made[1])


def _wanted(view: View) -> tuple[str, ...]:
    query = "&".join(f"{name}={value}" for name, value in view.scope.to_query().items())
    return view.snapshot.cache_key, query, asked_outcome(), asked_method(), view.language


def _make(view: View, wanted: tuple[str, ...]) -> None:
    bar = st.progress(0.0, text=plain(view.translate("Making the dossier")))

    def tell(text: Text, share: float) -> None:
        bar.progress(min(share, 1.0), text=plain(text.in_language(view.language)))

    made = build_dossier(
        view.snapshot, view.scope, asked_outcome(), method=asked_method(), tell=tell
    )
    bar.empty()
    st.session_state[_KEY] = wanted, made


def _show(view: View, made: Dossier) -> None:
    counts = {verdict: 0 for verdict in VERDICTS}
    for one in made.checks:
        counts[one.verdict] += 1
    said = [f"{VERDICTS[code].in_language(view.language)}: {n}" for code, n in counts.items()]
    st.success(plain(f"{made.title} · {' · '.join(said)}"), icon=":material/task:")
    with st.container(horizontal=True, key="kc-dossier-files"):
        for form, mime in FORMS.items():
            _download(view, made, form, mime)


def _download(view: View, made: Dossier, form: Form, mime: str) -> None:
    case, number = view.snapshot.case.name, view.snapshot.number
    st.download_button(
        form.upper(),
        data=lambda: dossier_bytes(made, form),
        file_name=f"{case}_{asked_outcome()}_{number}_{made.language}.{form}",
        mime=mime,
        key=f"dossier-{form}",
        on_click="ignore",
        icon=":material/download:",
    )
