"""What a reader without names sees instead of names, and of what others wrote about somebody.

Figures, places and codes stay, and so does every row: numbers are the same for every reader.
"""

from __future__ import annotations

_NOTHING = "null::varchar"

HIDDEN_COLUMNS: dict[str, dict[str, str]] = {
    "establishment": {"name": _NOTHING, "tax_code": _NOTHING},
    "product": {"producer": _NOTHING},
    # Titles and contents name whoever is supported, as often as not.
    "project": {"title": "project_id"},
    "support": {"content": _NOTHING},
    "application": {"content": _NOTHING},
    "outreach_event": {"organiser": _NOTHING, "topic": _NOTHING},
    "difficulty": {"responsible": _NOTHING},
    "gate_answer": {"answered_by": _NOTHING},
    # Cells as they were handed in, and what was said of them.
    "import_batch": {"files": "'{}'", "sender": _NOTHING},
    "import_problem": {
        "value": _NOTHING,
        "file": "'–'",
        "message_vi": "rule",
        "message_en": "rule",
        "remedy_vi": "'–'",
        "remedy_en": "'–'",
    },
    "pending_row": {"file": "'–'", "cells": "'{}'", "problems": "'[]'"},
    "correction": {"old_value": _NOTHING, "new_value": _NOTHING, "why": "'–'"},
    "match_decision": {"why": _NOTHING},
    "mart_difficulty": {"responsible": _NOTHING, "establishment": _NOTHING},
    "mart_next_step": {
        "title": "(select project.project_id from stored.main.mart_project as project"
        " where project.project_no = seen.project_no)"
    },
    "mart_recipient": {"name": _NOTHING},
    # Equal contents stay equal.
    "mart_same_content": {"content": "left(md5(content), 8)"},
}
"""By table of `main`, the columns that are seen as something else; a row is called `seen`."""
