"""The dashboard's entry point: the pages, drawn inside the frame."""

from __future__ import annotations

from dashboard.ui.frame import run

run()
