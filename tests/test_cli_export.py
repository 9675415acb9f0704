"""The command `export`: files appear whole or not at all, and say what they are."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation

from analysis.commands.running import run


def _export(workspace: Path, *words: str) -> int:
    return run(["--workspace", str(workspace), "export", *words])


def test_a_bare_deck_is_the_leadership_briefing(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deck.pptx"
    assert _export(workspace, "deck", str(out), "--case", "michigan-1987", "--lang", "both") == 0
    told = capsys.readouterr()
    assert f"Đã ghi {out}" in told.out
    lines = told.err.splitlines()
    first = next(place for place, line in enumerate(lines) if "trên 9 phần được chọn" in line)
    assert lines[first].startswith("7 trên 9")
    assert len([line for line in lines[first + 1 :] if line.startswith("  ")]) == 7
    assert "  Bản đồ độ phủ: không có số liệu trong phạm vi này" in lines
    book = Presentation(io.BytesIO(out.read_bytes()))
    titles = [
        shape.text_frame.text
        for page in book.slides
        for shape in page.shapes
        if shape.name == "title"
    ]
    assert titles[0].startswith("Báo cáo lãnh đạo")
    assert titles[1].startswith("Leadership briefing")
    # The deck itself tells what is not in it, in both languages.
    last = [
        shape.text_frame.text
        for page in list(book.slides)[-2:]
        for shape in page.shapes
        if shape.has_text_frame
    ]
    assert any(
        "Không có trong bộ này, vì không có số liệu" in text and "Bản đồ độ phủ" in text
        for text in last
    )
    assert any(
        "Not in this deck, as no data" in text and "Map of coverage" in text for text in last
    )
    assert sorted(tmp_path.iterdir()) == [out]


def test_files_there_are_kept_unless_forced(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    out.write_text("mine", encoding="utf-8")
    part = ["--case", "michigan-1987", "--views", "jobs"]
    assert _export(workspace, "html", str(out), *part) == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert _export(workspace, "html", str(out), *part, "--force") == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_nothing_is_left_behind_when_there_is_nothing_to_write(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deck.pdf"
    words = ["--case", "michigan-1987", "--views", "targets", "--lang", "en"]
    assert _export(workspace, "deck", str(out), *words) == 1
    assert "No view has data" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("deck", "deck.docx"),
        ("deck", "none/deck.pptx"),
        ("deck", "deck.pptx", "--set", "nothing"),
        ("deck", "deck.pptx", "--views", "nothing"),
        ("deck", "deck.pptx", "--audience", "everyone"),
        ("deck", "deck.pptx", "--set", "leadership", "--views", "jobs"),
        ("deck", "deck.pptx", "--lang", "fr"),
        ("brief", "brief.pptx"),
        ("html", "deck.html", "--logo", "none.png"),
    ],
)
def test_wrong_use_is_said_and_writes_nothing(
    words: tuple[str, ...], workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _export(workspace, *words) == 2
    assert not list(tmp_path.iterdir())


def test_the_brief_and_the_charts(workspace: Path, tmp_path: Path) -> None:
    part = ["--case", "michigan-1987"]
    assert _export(workspace, "brief", str(tmp_path / "one.pdf"), *part) == 0
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")
    zipped = str(tmp_path / "charts.zip")
    assert _export(workspace, "charts", zipped, *part, "--views", "jobs") == 0
    assert (tmp_path / "charts.zip").read_bytes().startswith(b"PK")


def test_a_public_deck_tells_what_it_hides(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--views", "money-by-district,money-by-industry", "--audience", "public"]
    assert _export(workspace, "deck", str(tmp_path / "deck.pdf"), *words) == 0
    told = capsys.readouterr().err
    assert "ô để bảo vệ cơ sở" in told
    assert "Kinh phí theo địa bàn:" in told
