"""Nhật ký / Audit log: who signed in, imported, decided, downloaded; and that it is whole."""

from __future__ import annotations

from dashboard.ui.audit.reading import answer, checked, draw
from dashboard.ui.heading import draw_heading
from dashboard.ui.view import current_view

view = current_view()
found = checked()
draw_heading(view.translate("Audit log"), answer(found, view))
draw(found, view)
