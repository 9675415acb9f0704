"""Cụm, khu công nghiệp / Places of industry: occupancy, who is inside, money drawn, visits."""

from __future__ import annotations

from dashboard.ui.heading import draw_heading
from dashboard.ui.places import section_places
from dashboard.ui.view import current_view

view = current_view()
draw_heading(view.translate("Places of industry"), section_places.answer(view))
section_places.draw(view)
