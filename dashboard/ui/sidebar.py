"""The sidebar: pages, data set, language and the filters of the scope, all kept in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from analysis.access.reader import Reader
from analysis.dictionary.codes import CASE_KIND
from analysis.exports.scope_words import CODE_LIST_OF, FILTERS
from analysis.language import LANGUAGES, Language, Text, as_language, format_day
from analysis.measures import code_label
from analysis.scope import PRICES, UNKNOWN_CODE, VINTAGES, Scope
from analysis.warehouse import CaseInfo, Snapshot
from dashboard.guard import must_sign_in
from dashboard.page_list import PageEntry
from dashboard.ui.address import address_query, change_scope
from dashboard.ui.data import choices, measure_frame, names_of_districts
from dashboard.ui.markdown import plain
from dashboard.ui.order import vietnamese_key
from dashboard.ui.translation import Translator

_LANGUAGE_NAMES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}
_COLOURS: dict[str, Literal["orange", "green", "blue"]] = {
    "simulated": "orange",
    "real": "green",
    "published": "blue",
}


LANGUAGE_KEY = "filter-language"


def widget_key(name: str, case: str, language: Language) -> str:
    """Return the key of a filter's widget, one of its own for every case and language.

    The browser remembers a choice by its label. Under one key for all, a step back from English
    to Vietnamese would bring the English label into the Vietnamese widget.
    """
    return f"filter-{name}-{case}-{language}"


def draw_navigation(
    pages: Sequence[tuple[PageEntry, Any]], case: str | None, scope: Scope, language: Language
) -> None:
    """Draw links to the pages; each carries the whole view, so it can be opened anywhere.

    The icons come from Streamlit's own local font. As icons of `st.Page` they would also become
    the page's favicon, which the browser fetches from the internet.
    """
    query = address_query(case, scope)
    for entry, page in pages:
        st.page_link(
            page,
            label=entry.title.in_language(language),
            icon=entry.icon,
            query_params=query,
            width="stretch",
        )


def draw_language(case: str | None, scope: Scope, translate: Translator) -> None:
    """Draw the language switch."""
    _set(LANGUAGE_KEY, scope.language)

    def changed() -> None:
        chosen = as_language(st.session_state[LANGUAGE_KEY], scope.language)
        change_scope(case, lambda now: now.in_language(chosen))

    st.segmented_control(
        translate("Language"),
        LANGUAGES,
        format_func=lambda code: _LANGUAGE_NAMES[code],
        key=LANGUAGE_KEY,
        required=True,
        on_change=changed,
        width="stretch",
    )


def data_set_labels(infos: Sequence[CaseInfo], language: Language) -> dict[str, str]:
    """Return what each data set is called in the switch, by its name.

    That is its title, and its name too where another has the same title, as one made of the same
    records by another engine has.
    """
    titles = {info.name: info.title.in_language(language) for info in infos}
    often = Counter(titles.values())
    return {
        name: f"{title} ({name})" if often[title] > 1 else title for name, title in titles.items()
    }


def draw_cases(infos: Sequence[CaseInfo], chosen: CaseInfo, translate: Translator) -> None:
    """Draw the data set switch, the kind of the chosen one and what it is."""
    _ = translate
    titles = data_set_labels(infos, _.language)
    key = widget_key("case", "", _.language)
    _set(key, chosen.name)

    def changed() -> None:
        if st.session_state[key] in titles:
            # Years, places and codes of one data set mean nothing in another.
            change_scope(st.session_state[key], Scope.without_filters)

    st.radio(
        _("Data set"),
        list(titles),
        format_func=lambda name: plain(titles[name]),
        key=key,
        on_change=changed,
    )
    kind = CASE_KIND.find(chosen.kind).label.in_language(_.language)
    st.badge(kind, color=_COLOURS.get(chosen.kind, "gray"))


def draw_filters(snapshot: Snapshot, scope: Scope, translate: Translator) -> None:
    """Draw the filters the data set has something for; say in a sentence what it lacks."""
    _ = translate
    case = snapshot.case.name
    offered = choices(snapshot, scope)
    labels = {field: words.in_language(_.language) for field, words in FILTERS.items()}
    years = [int(year) for year in offered.get("years", ())]
    if years:
        _many(case, "years", scope, labels["years"], years, str, pills=True)
    if "districts" in offered:
        names = names_of_districts(snapshot, _.language)
        codes = sorted(
            offered["districts"],
            key=lambda code: (code == UNKNOWN_CODE, vietnamese_key(names.get(code) or code)),
        )
        _many(
            case,
            "districts",
            scope,
            labels["districts"],
            codes,
            lambda code: names.get(code, code),
            placeholder=_("All"),
        )
    else:
        st.caption(_("This data set does not say in which district a project was."))
    _code_filter(case, "activities", scope, offered, labels, _)
    _code_filter(case, "fund_sources", scope, offered, labels, _, pills=True)
    _draw_prices(case, snapshot, scope, _)
    rest = [field for field in ("industries", "sizes") if field in offered]
    if rest or "districts" in offered:
        more = st.expander(
            _("More filters"), key=widget_key("more", case, _.language), icon=":material/tune:"
        )
        with more:
            for field in rest:
                _code_filter(case, field, scope, offered, labels, _)
            if "districts" in offered:
                _draw_vintage(case, scope, _)
    if scope.filters():
        st.button(
            _("Clear filters"),
            key="_clear",
            icon=":material/filter_alt_off:",
            width="stretch",
            on_click=lambda: change_scope(case, Scope.without_filters),
        )


def draw_freshness(snapshot: Snapshot, translate: Translator) -> None:
    """Say which snapshot is shown and up to which day its data run."""
    _ = translate
    language = _.language
    st.caption(
        _(
            "Snapshot {number} · data up to {day}",
            number=snapshot.number,
            day=format_day(snapshot.case.as_of, language),
        )
    )
    if snapshot.case.simulated:
        st.caption(plain(snapshot.case.about.in_language(language)))


def draw_reader(reader: Reader, translate: Translator) -> None:
    """Say who is signed in and as what, with the way out; nothing where nobody has to be."""
    if not must_sign_in():
        return
    _ = translate
    role = reader.role.label.in_language(_.language)
    name, way_out = plain(reader.name), f"./signout?lang={_.language}"
    st.caption(_("Signed in: {name} ({role})", name=name, role=plain(role)))
    st.link_button(
        _("Sign out"),
        way_out,
        icon=":material/logout:",
        width="stretch",
        type="tertiary",
    )


def usable_scope(snapshot: Snapshot, scope: Scope) -> tuple[Scope, list[Text]]:
    """Return the scope without values the data set does not have, and a sentence for each."""
    offered = choices(snapshot, scope)
    problems: list[Text] = []
    kept: dict[str, Any] = {}
    for field, values in scope.filters().items():
        known = offered.get(field, ())
        missing = [str(value) for value in values if str(value) not in known]
        if missing:
            kept[field] = tuple(value for value in values if str(value) in known)
            listed = ", ".join(missing)
            problems.append(
                Text(
                    f"Bộ dữ liệu này không có giá trị lọc: {listed}. Đã bỏ qua",
                    f"This data set has nothing for the filter value: {listed}. It was left out",
                )
            )
    if scope.prices == "constant" and not has_price_index(snapshot):
        kept["prices"] = "nominal"
        problems.append(
            Text(
                "Bộ dữ liệu này không có chỉ số giá; đang hiện giá hiện hành",
                "This data set has no price index; showing nominal prices",
            )
        )
    return replace(scope, **kept), problems


def has_price_index(snapshot: Snapshot) -> bool:
    """Tell whether the data set has a price index in its own currency."""
    index = measure_frame("price_index", snapshot, Scope())
    return bool((index["currency"] == snapshot.case.currency).any())


def _draw_prices(case: str, snapshot: Snapshot, scope: Scope, translate: Translator) -> None:
    _ = translate
    available = has_price_index(snapshot)
    names = {"nominal": _("Nominal"), "constant": _("Constant")}
    key = widget_key("prices", case, _.language)
    _set(key, scope.prices)

    def changed() -> None:
        prices = st.session_state[key]
        if prices in PRICES:
            change_scope(case, lambda now: replace(now, prices=prices))

    st.segmented_control(
        _("Prices"),
        list(PRICES),
        format_func=lambda prices: names[prices],
        key=key,
        required=True,
        disabled=not available,
        on_change=changed,
        width="stretch",
    )
    if not available:
        st.caption(_("Constant prices need a price index, which this data set does not have."))


def _draw_vintage(case: str, scope: Scope, translate: Translator) -> None:
    _ = translate
    key = widget_key("vintage", case, _.language)
    _set(key, scope.vintage)

    def changed() -> None:
        vintage = st.session_state[key]
        if vintage in VINTAGES:
            # Districts of one boundary date are not those of another.
            change_scope(case, lambda now: replace(now, vintage=vintage, districts=()))

    st.radio(
        _("District boundaries"),
        list(VINTAGES),
        format_func=lambda vintage: VINTAGES[vintage].in_language(_.language),
        key=key,
        on_change=changed,
    )


def _code_filter(
    case: str,
    field: str,
    scope: Scope,
    offered: dict[str, tuple[str, ...]],
    labels: dict[str, str],
    translate: Translator,
    pills: bool = False,
) -> None:
    if field not in offered:
        return

    def name(code: str) -> str:
        return code_label(CODE_LIST_OF[field], code, translate.language)

    options = sorted(
        offered[field], key=lambda code: (code == UNKNOWN_CODE, vietnamese_key(name(code)))
    )
    _many(case, field, scope, labels[field], options, name, pills, translate("All"))


def _many(
    case: str,
    field: str,
    scope: Scope,
    label: str,
    options: Sequence[Any],
    name: Callable[[Any], str],
    pills: bool = False,
    placeholder: str = "",
) -> None:
    key = widget_key(field, case, scope.language)
    _set(key, list(getattr(scope, field)))

    def changed() -> None:
        values = tuple(value for value in st.session_state[key] if value in options)
        chosen: dict[str, Any] = {field: values}
        change_scope(case, lambda now: replace(now, **chosen))

    if pills:
        st.pills(
            label, options, selection_mode="multi", format_func=name, key=key, on_change=changed
        )
    else:
        st.multiselect(
            label,
            options,
            format_func=name,
            key=key,
            on_change=changed,
            placeholder=placeholder,
            select_all=False,
            filter_mode=None,
        )


def _set(key: str, value: Any) -> None:
    """Show in a widget what the address says, touching it only where the two differ."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
