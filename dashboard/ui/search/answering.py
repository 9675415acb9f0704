"""The answer to what was typed in the search box: what was found by kind, and its addresses."""

from __future__ import annotations

from textwrap import shorten
from urllib.parse import urlencode

import streamlit as st

from analysis.access.reader import Reader
from analysis.language import Language, format_number
from analysis.lookup.entries import KINDS, Entry, Kind
from analysis.lookup.places import places
from analysis.lookup.ranking import Index, found
from analysis.warehouse import Snapshot, WarehouseError
from dashboard.page_list import pages_for
from dashboard.ui.address import Address, address_query, read_address
from dashboard.ui.data import cases_here, default_language, snapshot_of
from dashboard.ui.search.entries import entries, path_of
from dashboard.ui.translation import translator

_LONGEST = 100
_DETAIL = 150


@st.cache_resource(max_entries=24, show_spinner=False)
def index_of(
    key: str, language: Language, paths: tuple[str, ...], _snapshot: Snapshot | None
) -> Index:
    """Return what can be found in a snapshot in one language, prepared once.

    Without a snapshot there are no places.
    """
    return Index(entries([] if _snapshot is None else places(_snapshot), language, paths))


def answer(typed: str, parameters: dict[str, str], reader: Reader) -> dict[str, object]:
    """Return what was found for a view, by kind, each with the address that opens it.

    `parameters` are those of the address of the page the reader is on. Only what leads to a page
    this reader may open is found.
    """
    try:
        numbers = cases_here()
        address = read_address(parameters, list(numbers), default_language())
        snapshot = snapshot_of(address.case, numbers, reader.limit)
    except WarehouseError:
        address, snapshot = read_address(parameters, (), default_language()), None
    language = address.scope.language
    paths = tuple(path_of(page) for page in pages_for(reader))
    index = index_of(snapshot.cache_key if snapshot else "", language, paths, snapshot)
    count, groups = found(index, typed[:_LONGEST])
    return {
        "said": _said(count, typed, language),
        "groups": [_group(kind, groups[kind], address) for kind in groups],
    }


def _said(count: int, typed: str, language: Language) -> str:
    _ = translator(language)
    if count == 0:
        return _(
            "Nothing found for “{typed}”. Try fewer or other words; marks are not needed.",
            typed=typed[:_LONGEST],
        )
    return _.plural(
        "{number} result", "{number} results", count, number=format_number(count, language)
    )


def _group(kind: Kind, shown: list[Entry], address: Address) -> dict[str, object]:
    return {
        "label": KINDS[kind].in_language(address.scope.language),
        "results": [
            {
                "title": entry.title,
                "detail": shorten(entry.detail, _DETAIL, placeholder=" …"),
                "href": href(entry, address),
            }
            for entry in shown
        ],
    }


def href(entry: Entry, address: Address) -> str:
    """Return the address that opens an entry in the reader's data set, filters and language."""
    query = {**address_query(address.case, address.scope), **dict(entry.query)}
    anchor = f"#{entry.anchor}" if entry.anchor else ""
    return f"./{entry.path}?{urlencode(query)}{anchor}"
