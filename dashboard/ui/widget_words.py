"""Streamlit's own words, which are English, in the language of the page.

The keys are what Streamlit writes; `{}` stands for what it fills in. `static/words.js` puts the
values in their place.
"""

from __future__ import annotations

from dashboard.ui.translation import Translator


def widget_words(translate: Translator) -> dict[str, str]:
    """Return what to write instead of each of Streamlit's own words and names."""
    return {**_frame_words(translate), **_upload_words(translate), **_grid_words(translate)}


def _frame_words(translate: Translator) -> dict[str, str]:
    _ = translate
    return {
        "Running...": _("Working on it…"),
        "Sidebar": _("Sidebar"),
        "Collapse sidebar": _("Collapse sidebar"),
        "Expand sidebar": _("Expand sidebar"),
        "Selected values": _("Selected values"),
        "Clear all": _("Clear all"),
        "Open": _("Open"),
        "Close": _("Close"),
        "Remove ": _("Remove "),
        "Help for ": _("Help for "),
        "Skip to main content": _("Skip to main content"),
        "Press Enter to apply": _("Press Enter to apply"),
        "Increment": _("More"),
        "Decrement": _("Less"),
        "No results": _("Nothing found"),
        "Pagination": _("Pages"),
        "Previous page": _("Previous page"),
        "Next page": _("Next page"),
        "Page {}": _("Page {}"),
        "{} icon": _("icon"),
    }


def _upload_words(translate: Translator) -> dict[str, str]:
    _ = translate
    return {
        "Upload": _("Choose files"),
        "Add files": _("Add files"),
        "file upload": _("Choose files"),
        "{} per file{}": _("Up to {} a file{}"),
        "Drag and drop files here": _("Drop the files here"),
        "{} files are not allowed.": _("Files of this kind are not taken."),
        "File must be {} or smaller.": _("A file may hold up to {}."),
    }


def _grid_words(translate: Translator) -> dict[str, str]:
    _ = translate
    return {
        "Dataframe column menu": _("Menu of the column"),
        "Copy column name": _("Copy the column's name"),
        "Sort ascending": _("Sort ascending"),
        "Sort descending": _("Sort descending"),
        "Statistics": _("Statistics"),
        "Autosize": _("Fit the width"),
        "Pin column": _("Pin the column"),
        "Unpin column": _("Unpin the column"),
        "Hide column": _("Hide the column"),
        "Count": _("Count"),
        "Empty": _("Empty"),
        "Distinct": _("Distinct"),
        "Minimum length": _("Shortest"),
        "Maximum length": _("Longest"),
        "Average length": _("Average length"),
        "True": _("Yes"),
        "False": _("No"),
    }
