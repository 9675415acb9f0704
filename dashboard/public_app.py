"""The entry point of the public pages, drawn inside their own frame."""

from __future__ import annotations

from dashboard.public.frame import run
from dashboard.public.page_list import PUBLIC_PAGES

run(PUBLIC_PAGES)
