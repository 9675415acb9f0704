"""What the dashboard's tests share: the app run by AppTest on the loaded workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from analysis.settings import PROJECT_ROOT, WORKSPACE_VARIABLE

APP = PROJECT_ROOT / "dashboard" / "app.py"
PAGES = ("overview", "funding", "quality")

Open = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _packages_read_once() -> Iterator[None]:
    """Let Streamlit read what every installed package says about itself once, not at every app.

    It looks for components in them, which takes an AppTest longer than most pages do.
    """
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def open_page(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens a page of the dashboard at an address."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))

    def opened(page: str = "overview", **query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        # As by a link: the page is drawn first, not the overview before it.
        if page != "overview":
            app.switch_page(f"screens/{page}.py")
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return opened


def words(app: AppTest) -> str:
    """Return everything a run wrote for a reader, as one text."""
    parts = [
        str(element.value)
        for kind in ("title", "header", "markdown", "caption", "warning", "info", "error", "html")
        for element in app.get(kind)
        if isinstance(element.value, str)
    ]
    parts += [f"{metric.label} {metric.value} {metric.delta}" for metric in app.metric]
    parts += [
        widget.label for kind in ("radio", "multiselect", "button") for widget in app.get(kind)
    ]
    return "\n".join(parts)


def offered_estimates(app: AppTest) -> list[Button]:
    """Return the buttons that begin what takes too long for a change of filters."""
    return [one for one in app.button if str(one.key).startswith("estimate-")]


def estimated(app: AppTest) -> AppTest:
    """Press the button that estimates, where nobody has pressed it before."""
    for button in offered_estimates(app):
        button.click().run()
    assert not app.exception
    assert not offered_estimates(app)
    return app
