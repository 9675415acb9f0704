"""The audit log on screen: whether it is whole, and its newest lines by kind."""

from __future__ import annotations

from html import escape

import streamlit as st

from analysis.access.roles import ROLE_WORDS
from analysis.audit.chain import Entry
from analysis.audit.details import details_in
from analysis.audit.events import KINDS
from analysis.audit.verify import Verified, newest, verify
from analysis.language import format_number
from dashboard.ui.data import cases_here, infos_here, workspace
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

MOST_SHOWN = 200
_ALL = ""


def checked() -> Verified:
    """Return what a check of the whole log finds now."""
    return verify(workspace())


def answer(found: Verified, view: View) -> str:
    """Return in a sentence whether the log is whole."""
    _ = view.translate
    count = format_number(found.lines, view.language)
    if not found.intact:
        return _("The audit log is not intact: {count} lines, changed or cut", count=count)
    return _.plural(
        "{number} line, none changed or missing",
        "{number} lines, none changed or missing",
        found.lines,
        number=count,
    )


def draw(found: Verified, view: View) -> None:
    """Draw what was found, the newest lines of a kind, and what the check cannot tell."""
    _ = view.translate
    for one in found.breaks:
        line = format_number(one.line, view.language)
        told = one.text.in_language(view.language)
        st.error(plain(_("Line {line}: {told}", line=line, told=told)), icon=":material/gpp_bad:")
    language = view.language
    kinds: dict[str, str] = {_ALL: _("All")}
    kinds |= {code: text.in_language(language) for code, text in KINDS.items()}
    chosen = st.selectbox(
        _("Kind of event"),
        list(kinds),
        format_func=lambda code: kinds[code],
        key=f"audit-kind-{view.language}",
    )
    entries = newest(workspace(), MOST_SHOWN, chosen or None)
    if entries:
        st.html(_table(entries, view))
        st.caption(
            _(
                "The newest {shown} of {count} lines; all of them: khuyencong audit show.",
                shown=format_number(len(entries), view.language),
                count=format_number(found.lines, view.language),
            )
        )
    else:
        empty_state(_("Nothing of this kind is on record yet."))
    st.caption(
        _(
            "Every line holds the hash of the one before, so a line that was changed, taken out or "
            "put in is found. Whoever owns the disk can write the whole log anew: to find that, "
            "note this mark somewhere else and check it with khuyencong audit verify --head."
        )
    )
    if found.head is not None:
        st.code(str(found.head), language=None)


def _table(entries: list[Entry], view: View) -> str:
    _ = view.translate
    words = {code: text.in_language(view.language) for code, text in KINDS.items()}
    head = "".join(
        f'<th scope="col">{escape(name)}</th>'
        for name in (_("Number"), _("When (UTC)"), _("Event"), _("Who"), _("Details"))
    )
    shown = infos_here(cases_here(), view.snapshot, view.snapshot.limit)
    titles = {one.name: one.title for one in shown}
    named = {"case": titles, "role": ROLE_WORDS}
    rows = []
    for one in entries:
        told = details_in(view.language, one, named)
        event = next((text for code, text in words.items() if code == one.kind), one.kind)
        cells = (
            str(one.number),
            one.at.removesuffix("+00:00").replace("T", " "),
            event,
            one.who or "–",
            told,
        )
        rows.append("".join(f"<td>{escape(cell)}</td>" for cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    caption = escape(_("Audit log"))
    return (
        f'<div class="kc-table" role="group" tabindex="0" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
