"""A scope in words: which filters are set, for the page and for files taken away."""

from __future__ import annotations

from analysis.measures import code_label
from dashboard.ui.data import names_of_districts
from dashboard.ui.translation import Translator
from dashboard.ui.view import View

CODE_LIST_OF = {
    "activities": "activity",
    "fund_sources": "fund_source",
    "industries": "industry",
    "sizes": "size",
}


def filter_labels(translate: Translator) -> dict[str, str]:
    """Return the name of every filter, by Scope field name."""
    _ = translate
    return {
        "years": _("Plan years"),
        "districts": _("Districts"),
        "activities": _("Activities"),
        "fund_sources": _("Fund sources"),
        "industries": _("Industries"),
        "sizes": _("Sizes"),
    }


def scope_lines(view: View) -> list[tuple[str, str]]:
    """Return each filter that is set, with the values chosen, in words."""
    labels = filter_labels(view.translate)
    lines = []
    for field, values in view.scope.filters().items():
        if field == "districts":
            names = names_of_districts(view.snapshot, view.language)
            words = [names.get(str(code), str(code)) for code in values]
        elif field in CODE_LIST_OF:
            words = [code_label(CODE_LIST_OF[field], str(code), view.language) for code in values]
        else:
            words = [str(value) for value in values]
        lines.append((labels[field], ", ".join(words)))
    return lines
