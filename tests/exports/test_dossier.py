"""The dossier: the same content in every form, a schema that holds, nothing from the network."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from analysis.commands.root import khuyencong
from analysis.exports.deck.text_fit import drawable
from analysis.exports.dossier.build import build_dossier
from analysis.exports.dossier.files import dossier_bytes
from analysis.exports.dossier.front import front_blocks
from analysis.exports.dossier.model import Dossier, Grid, Picture, Section, Words
from analysis.exports.dossier.pdf_writer import (
    PAGE_WIDTH,
    column_size,
    column_widths,
    least_widths,
)
from analysis.exports.dossier.record import dossier_record, dossier_schema
from analysis.language import LANGUAGES
from analysis.scope import Scope
from analysis.warehouse import open_snapshot

MICHIGAN, PUBLISHED, SIMULATED = "michigan-1987", "quang-ngai-published", "quang-ngai-simulated"


@pytest.fixture(scope="module")
def province(workspace: Path) -> Dossier:
    return build_dossier(open_snapshot(workspace, SIMULATED), Scope(language="en"), "jobs")


@pytest.fixture(scope="module", params=LANGUAGES)
def michigan(workspace: Path, request: pytest.FixtureRequest) -> Dossier:
    snapshot = open_snapshot(workspace, MICHIGAN)
    return build_dossier(snapshot, Scope(language=request.param), "defect_rate")


def test_the_record_holds_to_its_schema(province: Dossier, michigan: Dossier) -> None:
    jsonschema.Draft202012Validator.check_schema(dossier_schema())
    for one in (province, michigan):
        record = json.loads(dossier_bytes(one, "json"))
        jsonschema.validate(record, dossier_schema())
        assert record == json.loads(json.dumps(dossier_record(one)))


def test_the_schema_refuses_what_is_no_dossier(michigan: Dossier) -> None:
    record = dossier_record(michigan)
    for wrong in (
        record | {"grade": 6},
        record | {"checks": [{"code": "x"}]},
        {name: value for name, value in record.items() if name != "origin"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, dossier_schema())


def test_page_one_says_answer_interval_n_and_grade(province: Dossier) -> None:
    front = province.front
    assert "n = " in front.answer
    assert f"grade {front.grade} of 5" in front.answer
    assert front.interval.startswith("95%: ")
    assert "supported" in front.n
    assert front.mark is not None
    assert front.mark.startswith("SIMULATED")


def test_every_check_has_a_verdict_and_the_neighbours_are_among_them(province: Dossier) -> None:
    codes = [one.code for one in province.checks]
    assert len(codes) == len(set(codes))
    assert {"pre_trends", "lee_bounds", "leave_one_out", "neighbours"} <= set(codes)
    assert {"broken_trends", "matched", "unseen_cause"} <= set(codes)
    assert {one.verdict for one in province.checks} <= {"pass", "fail", "not_possible"}
    assert next(one for one in province.checks if one.code == "unseen_cause").verdict == "pass"
    assert [one.code for one in province.sections] == [
        *("grade", "result", "data", "exclusions", "design"),
        *("others", "sensitivity", "designs", "groups", "beyond", "net", "methods"),
    ]


def test_page_one_tells_a_leader_what_fails_and_what_to_do(province: Dossier) -> None:
    blocks = front_blocks(province)
    lines = [line for one in blocks if isinstance(one, Words) for line in one.lines]
    failed = [one.title for one in province.checks if one.verdict == "fail"]
    told = next(line for line in lines if line.startswith(f"{len(province.checks)} checks: "))
    assert failed
    assert all(title in told for title in failed)
    assert "What would raise it:" in lines
    assert [one.title for one in blocks if isinstance(one, Picture)] == ["Before and since support"]


def test_no_word_of_a_heading_is_broken_on_paper(province: Dossier) -> None:
    grids = [one for part in province.sections for one in part.blocks if isinstance(one, Grid)]
    assert len(grids) > 10
    for grid in grids:
        size = column_size(grid)
        assert sum(least_widths(grid, size)) <= PAGE_WIDTH, grid.title
        assert sum(column_widths(grid, size)) == pytest.approx(PAGE_WIDTH)


def test_what_is_left_has_its_cost_and_few_districts_no_interval(province: Dossier) -> None:
    sections = {one.code: one for one in province.sections}
    assert any("Grant per net job" in line for line in _lines(sections["net"]))
    assert any("Only 13 groups" in line for line in _lines(sections["beyond"]))
    # Estimates, then whom they rest on: each narrow enough to be read.
    rings = [one for one in sections["beyond"].blocks if isinstance(one, Grid)]
    assert [len(one.header) for one in rings] == [8, 6]
    assert rings[0].rows[-1][2:4] == ("–", "–")


def test_a_referee_finds_the_tables_behind_the_doubts(province: Dossier) -> None:
    section = next(one for one in province.sections if one.code == "sensitivity")
    titles = [one.title for one in section.blocks if isinstance(one, Grid)]
    assert len(titles) == 5
    naive = next(one for one in section.blocks if isinstance(one, Grid) and "atch" in one.title)
    assert any("aive" in row[0] for row in naive.rows)
    # Weights are never worth more establishments than there are.
    *_, compared, effective = zip(*naive.rows, strict=True)
    for most, worth in zip(compared, effective, strict=True):
        assert float(worth.replace(",", "")) <= float(most.replace(",", "")) + 1e-6
    # The house font has no Greek letter: what cannot be drawn must not be written.
    for one in province.sections:
        for block in one.blocks:
            if isinstance(block, Grid):
                texts = (block.title, block.note, *block.header, *chain(*block.rows))
                assert all(drawable(text) == text for text in texts), block.title


def _lines(section: Section) -> list[str]:
    return [line for one in section.blocks if isinstance(one, Words) for line in one.lines]


def test_it_says_where_it_comes_from(province: Dossier, workspace: Path) -> None:
    origin = {code: words for code, _, words in province.origin}
    snapshot = open_snapshot(workspace, SIMULATED)
    assert origin["checksum"] == snapshot.manifest.sha256
    assert origin["snapshot"] == str(snapshot.number)
    assert origin["code_version"]


def test_where_there_is_no_result_nothing_can_undo_it(michigan: Dossier) -> None:
    """Zero is in the interval: a break of trends or a cause is neither passed nor failed."""
    checks = {one.code: one for one in michigan.checks}
    assert checks["broken_trends"].verdict == checks["unseen_cause"].verdict == "not_possible"
    assert not any(one.verdict == "fail" for one in michigan.checks)
    # No place is on record: reasons instead of tables of dashes.
    beyond = next(one for one in michigan.sections if one.code == "beyond")
    assert not any(isinstance(one, Grid) for one in beyond.blocks)
    assert len([line for line in _lines(beyond) if "20" in line]) == 4


def test_html_stands_alone_and_says_what_the_record_says(michigan: Dossier) -> None:
    page = dossier_bytes(michigan, "html").decode("utf-8")
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
    assert "url(data:font/ttf" in page
    assert "default-src 'none'" in page
    assert f'lang="{michigan.language}"' in page
    assert "<script" not in page
    for check in michigan.checks:
        assert check.title.replace("&", "&amp;").replace("'", "&#x27;") in page
    for sign in ("nan", "None", "<NA>"):
        assert f">{sign}<" not in page


def test_the_pdf_has_its_fonts_inside_and_a_page_one_of_its_own(michigan: Dossier) -> None:
    data = dossier_bytes(michigan, "pdf")
    assert data.startswith(b"%PDF")
    assert b"BeVietnamPro" in data
    assert len(re.findall(rb"/Type /Page\b", data)) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_can_be_told_there_is_still_a_dossier(workspace: Path, language: str) -> None:
    snapshot = open_snapshot(workspace, PUBLISHED)
    made = build_dossier(snapshot, Scope(language=language), "jobs")
    assert made.front.grade == 0
    jsonschema.validate(dossier_record(made), dossier_schema())
    assert dossier_bytes(made, "pdf").startswith(b"%PDF")
    assert {one.verdict for one in made.checks} <= {"not_possible"}
    (first, *_) = _lines(next(one for one in made.sections if one.code == "net"))
    assert re.fullmatch(r"[^.]+\. \w[^.]+\.", first)
    assert first.split(". ")[1][0].isupper()


def test_the_command_writes_it_and_refuses_to_replace_it(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "ho-so.json"
    line = ["dossier", str(target), "--case", MICHIGAN, "--outcome", "defect_rate"]
    line += ["--language", "en", "--workspace", str(workspace)]
    done = CliRunner().invoke(khuyencong, line, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    record = json.loads(target.read_text(encoding="utf-8"))
    assert record["language"] == "en"
    again = CliRunner().invoke(khuyencong, line)
    assert again.exit_code != 0
    named = CliRunner().invoke(khuyencong, ["dossier", str(tmp_path / "x.docx")])
    assert named.exit_code != 0
