"""The dashboard's entry point: the pages, drawn inside the frame."""

from __future__ import annotations

from dashboard.page_list import PAGES
from dashboard.ui.frame import run

run(PAGES)
