"""The public pages: figures of the frozen set, hidden ones said to be hidden, nothing else."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.commands.running import run
from analysis.exports.open_data.package import open_data_zip
from analysis.frozen.contributions import DIMENSIONS
from analysis.frozen.store import open_frozen
from analysis.frozen.tables import ALL, MONEY_FAMILY
from analysis.language import format_number
from analysis.settings import AUDIENCE_VARIABLE, PROJECT_ROOT, PUBLIC, WORKSPACE_VARIABLE
from dashboard.launch import PUBLIC_SERVER, command
from dashboard.page_list import PageEntry
from dashboard.public.page_list import PUBLIC_PAGES
from dashboard.public.table import rows_along, rows_html
from dashboard.starting import RefusedToStartError, started
from tests.dashboard.conftest import words

APP = PROJECT_ROOT / "dashboard" / "public_app.py"

OpenPublic = Callable[..., AppTest]


@pytest.fixture
def open_public(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPublic:
    """Return a function that opens a public page at an address."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))

    def opened(page: str = "money", **query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        if page != "money":
            app.switch_page(f"public/{page}.py")
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return opened


@pytest.mark.parametrize("entry", PUBLIC_PAGES, ids=lambda entry: entry.path)
def test_every_public_page_is_drawn_and_marked(entry: PageEntry, open_public: OpenPublic) -> None:
    path = Path(entry.script).stem
    told = words(open_public(path))
    assert "không vẽ được" not in told
    assert "SỐ LIỆU MÔ PHỎNG" in told
    assert "Không phải là 0" in told
    assert len(open_public(path, lang="en").title) == 1


def test_a_hidden_choice_tells_nothing_and_an_unknown_one_is_the_whole(
    open_public: OpenPublic, workspace: Path
) -> None:
    frozen = open_frozen(workspace)
    key = next(
        key
        for key, cell in sorted(frozen.cells["money"].items())
        if cell.state == "hidden" and all(key[at] != ALL and "/" not in key[at] for at in range(3))
    )
    at = dict(zip(DIMENSIONS[:3], key[:3], strict=True))
    app = open_public(lang="en", **at)
    assert "is hidden" in app.title[0].value
    whole = open_public(lang="en", year="1066", unit="522' or 1=1 --")
    figures = frozen.cell(MONEY_FAMILY).figures
    assert format_number(figures["projects"], "en") in whole.title[0].value


def test_a_hidden_row_is_a_word_in_every_column_never_a_number(workspace: Path) -> None:
    frozen = open_frozen(workspace)
    rows = rows_along(frozen, MONEY_FAMILY, "activity", unit="522", year="2019")
    hidden = [row for row in rows if row.cell is not None and row.cell.state == "hidden"]
    assert hidden
    html = rows_html(frozen, MONEY_FAMILY, hidden, "", "", "vi")
    cells = html.split("<tbody>")[1].split('<td style="text-align:right"')[1:]
    assert len(cells) == len(hidden) * len(MONEY_FAMILY.figures)
    assert all(">ẩn</td>" in cell for cell in cells)


def test_pages_and_open_data_hide_the_same_cells(workspace: Path) -> None:
    frozen = open_frozen(workspace)
    with zipfile.ZipFile(io.BytesIO(open_data_zip(frozen, "vi"))) as archive:
        table = pd.read_csv(archive.open("money_cube.csv"), dtype=str)
        assert not [name for name in archive.namelist() if name.endswith(".duckdb")]
    for dimension in ("unit", "activity", "year"):
        alone = [name for name in ("unit", "activity", "year") if name != dimension]
        part = table[(table[alone] == ALL).all(axis=1)]
        told = dict(zip(part[dimension], part["suppressed"], strict=True))
        for row_path in (*frozen.paths(MONEY_FAMILY, dimension), ALL):
            cell = frozen.cell(MONEY_FAMILY, **{dimension: row_path})
            assert told[row_path] == ("true" if cell.state == "hidden" else "false")


def test_the_public_server_has_no_other_page_or_address(monkeypatch: pytest.MonkeyPatch) -> None:
    words_of_command, environment = command(8501, Path("somewhere"), public=True)
    assert str(PUBLIC_SERVER) in words_of_command
    assert environment[AUDIENCE_VARIABLE] == PUBLIC
    routes = (PUBLIC_SERVER.read_text(encoding="utf-8")).split("routes=(")[1].split(")")[0]
    assert routes == "*AIDS, *_ALIVE"
    for path in (PROJECT_ROOT / "dashboard" / "public").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "open_snapshot" not in text
        assert "dashboard.ui.data" not in text
    # The variable alone, with the server of all pages, serves nothing.
    monkeypatch.setenv(AUDIENCE_VARIABLE, PUBLIC)
    with pytest.raises(RefusedToStartError, match="--public"):
        asyncio.run(_start_and_stop())


async def _start_and_stop() -> None:
    async with started(object()):
        pass


def test_without_a_frozen_set_the_command_refuses_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run(["dashboard", "--public", "--workspace", str(tmp_path), "--lang", "en"])
    assert ended == 1
    assert "khuyencong freeze --publish" in capsys.readouterr().err
