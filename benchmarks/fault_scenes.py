"""What is done when a fault strikes: import, publish, load, freeze, go back, back up, and so on.

All scenes start from one workspace: a data set of two imports, the first of them frozen for the
public, a third handed in and waiting, a saved plan; and beside it a case to load and the backup of
another workspace whose numbers are taken here. Each stands at the same place every time, put back
from a copy.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from fault_points import Watch

from analysis.backup.restoring import restore_backup
from analysis.backup.writing import write_backup
from analysis.commands.running import run
from analysis.frozen import publishing as public
from analysis.frozen.store import frozen_sets
from analysis.importing import desk
from analysis.importing.desk import HandIn
from analysis.importing.history import restore
from analysis.importing.model import HandedFile, Report, Request
from analysis.importing.pipeline import run_import
from analysis.importing.tray import new_folder, place_file
from analysis.language import Text
from analysis.warehouse import load_case, open_snapshot
from analysis.warehouse.manifest import read_pointer

OWN = desk.OWN_CASE
CASE = """
name = "{name}"
kind = "real"
title_vi = "Trường hợp thử"
title_en = "A test case"
about_vi = "Vài dòng để thử."
about_en = "A few rows to try."
currency = "VND"
as_of = 2025-12-31
source_vi = "thử"
source_en = "trial"
uses_builtin_geography = false
uses_builtin_reference = false
"""
_ESTABLISHMENTS = "establishment_id,name\nCS1,Lò gốm\n"
_PROJECTS = "project_id,title,plan_year,activity_kind\n" + "".join(
    f"P{number},đề án {number},2024,{kind}\n"
    for number, kind in enumerate(["MACHINE"] * 5 + ["MODEL_NEW"] * 4 + ["BRAND"] * 2)
)
_FUNDS = "project_id,fund_source,approved\n" + "".join(
    f"P{number},provincial,{amount}000000\n"
    for number, amount in enumerate((10, 11, 12, 13, 14, 20, 1, 21, 22, 9, 8))
)


@dataclass(frozen=True)
class Place:
    """Where scenes play: `live` is put back from `template` before each."""

    folder: Path

    @property
    def template(self) -> Path:
        """The state every scene starts from."""
        return self.folder / "template"

    @property
    def live(self) -> Path:
        """Where it is played."""
        return self.folder / "live"

    @property
    def workspace(self) -> Path:
        """The workspace."""
        return self.live / "workspace"

    @property
    def out(self) -> Path:
        """Where files go that are no part of the workspace."""
        return self.live / "out"

    def reset(self) -> None:
        """Put everything back."""
        shutil.rmtree(self.live, ignore_errors=True)
        shutil.copytree(self.template, self.live)

    def hand_in(self) -> HandIn:
        """Return the hand-in that waits."""
        told = json.loads((self.live / "hand-in.json").read_text(encoding="utf-8"))
        return HandIn(Request.from_json(told["request"]), Report.from_json(told["report"]))

    def hand_in_again(self) -> None:
        """Put the files of the hand-in that waits back, whatever became of them."""
        folder = self.hand_in().folder
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.template / folder.relative_to(self.live), folder)


@dataclass(frozen=True)
class Scene:
    """Something that is done to a workspace, and what is done after the fault.

    `named` are points it must pass, by the beginning of their names; `phases` functions watched;
    `then` the scene whose state shows after `again`.
    """

    name: str
    act: Callable[[Place, Watch], None]
    again: Callable[[Place, Watch], None]
    named: tuple[str, ...]
    phases: tuple[str, ...] = ()
    then: str = "publish"


def set_the_stage(place: Place) -> None:
    """Make the template; to be called in a forked process."""
    place.live.mkdir(parents=True)
    place.out.mkdir()
    once = [place.live / f"{table}.csv" for table in ("establishment", "project", "project_fund")]
    for path, rows in zip(once, (_ESTABLISHMENTS, _PROJECTS, _FUNDS), strict=True):
        path.write_text(rows, encoding="utf-8")
    second = place.live / "outcome_record.csv"
    for workers in (1, 2, 3):
        rows = f"establishment_id,year,workers\nCS1,2024,{workers}\n"
        second.write_text(rows, encoding="utf-8")
        hand_in = taken(place.workspace, *(once if workers == 1 else []), second)
        if workers < 3:
            desk.publish(place.workspace, hand_in)
        if workers == 1:
            _freeze_once(place.workspace, OWN)
    told = {"request": hand_in.request.to_json(), "report": hand_in.report.to_json()}
    (place.live / "hand-in.json").write_text(json.dumps(told), encoding="utf-8")
    plan = place.workspace / "plans" / OWN / "a.json"
    plan.parent.mkdir(parents=True)
    plan.write_text("{}", encoding="utf-8")
    _write_case(place.live / "case", "to-load", 3)
    _write_case(place.live / "other", "elsewhere", 2)
    load_case(place.live / "elsewhere", str(place.live / "other"))
    write_backup(place.live / "elsewhere", place.live / "elsewhere.zip")
    shutil.rmtree(place.live / "elsewhere")
    place.live.rename(place.template)


def taken(
    workspace: Path, *files: Path, tell: Callable[[Text, float], None] = desk.silent
) -> HandIn:
    """Read and check files in this very process, so that every step of it can be struck."""

    def here(request: Request, tell: Callable[[Text, float], None]) -> Report:
        report = run_import(request, lambda text, share, file: tell(text, share))
        return Report.from_json(json.loads(json.dumps(report.to_json())))

    before, desk.run_in_process = desk.run_in_process, here
    try:
        folder = new_folder(desk.ready(workspace))
        handed = [
            HandedFile(str(place_file(folder, file.name, file.read_bytes(), number)), file.name)
            for number, file in enumerate(files)
        ]
        return desk.take(workspace, handed, by="faults", folder=folder, tell=tell)
    finally:
        desk.run_in_process = before


def _write_case(folder: Path, name: str, projects: int) -> None:
    folder.mkdir()
    (folder / "case.toml").write_text(CASE.format(name=name), encoding="utf-8")
    rows = {"project_id": [f"P{n}" for n in range(projects)], "title": "đề án", "plan_year": 2020}
    pd.DataFrame(rows).to_csv(folder / "project.csv", index=False)


def _publish(place: Place, watch: Watch) -> None:
    desk.publish(place.workspace, place.hand_in())


def _publish_again(place: Place, watch: Watch) -> None:
    hand_in = place.hand_in()
    pointer = read_pointer(place.workspace)
    if pointer is None or pointer.current.get(OWN) != hand_in.request.parent:
        restore(place.workspace, hand_in.request.parent or 0)
    if not (hand_in.folder / "candidate.duckdb").exists():
        place.hand_in_again()
    desk.publish(place.workspace, hand_in)


def _import(place: Place, watch: Watch) -> None:
    file = place.live / "outcome_record.csv"
    hand_in = taken(place.workspace, file, tell=lambda text, share: watch.point(f"tell {text.en}"))
    if hand_in.report.candidate is not None:
        desk.publish(place.workspace, hand_in)


def _load(place: Place, watch: Watch) -> None:
    load_case(place.workspace, str(place.live / "case"), make_default=False)


def _freeze(place: Place, watch: Watch) -> None:
    _freeze_once(place.workspace, OWN)


def _freeze_unless_done(place: Place, watch: Watch) -> None:
    """Freeze again where the fault came before the publication; in any case look ahead."""
    if len(frozen_sets(place.workspace, OWN)) < 2:
        _freeze_once(place.workspace, OWN)
    snapshot = open_snapshot(place.workspace, OWN)
    public.look_ahead(place.workspace, snapshot, seconds=1)
    snapshot.close()


def _freeze_once(workspace: Path, case: str) -> None:
    snapshot = open_snapshot(workspace, case)
    public.publish(workspace, snapshot, seconds=1)
    snapshot.close()


def _go_back(place: Place, watch: Watch) -> None:
    restore(place.workspace, 1)


def _back_up(place: Place, watch: Watch) -> None:
    write_backup(place.workspace, place.out / "backup.zip")


def _restore(place: Place, watch: Watch) -> None:
    restore_backup(place.workspace, place.live / "elsewhere.zip")


def _export(place: Place, watch: Watch) -> None:
    options = ["--lang", "en", "--workspace", str(place.workspace)]
    for words in (
        ["export", "parquet", str(place.out / "parquet")],
        ["template", _template(place)],
    ):
        if not Path(words[-1]).exists():
            with open(os.devnull, "w") as nothing, redirect_stdout(nothing):
                sys.stderr, before = nothing, sys.stderr
                code = run([*words, *options])
                sys.stderr = before
            if code:
                raise ExportRefusedError(words[-1])


class ExportRefusedError(Exception):
    """A command that ended with words and an exit code, as it should when the disk refuses."""


def _template(place: Place) -> str:
    return str(place.out / "template.xlsx")


PUBLISHING = (
    "fsync candidate.duckdb",
    "create adopting-#.json",
    "half adopting-#.json",
    "fsync adopting-#.json",
    "rename candidate.duckdb snapshot-#.duckdb",
    "rename adopting-#.json snapshot-#.json",
    "half .pointer.json.#.tmp",
    "replace .pointer.json.#.tmp pointer.json",
    "replace .pointer-copy.json.#.tmp pointer-copy.json",
)
SCENES = (
    Scene(
        "publish",
        _publish,
        _publish_again,
        (*PUBLISHING, "link", "replace .#-outcome_record.csv.#.part"),
    ),
    Scene(
        "import",
        _import,
        _publish_again,
        (
            "mkdir",
            "tell Reading",
            "tell Checking",
            "tell Building",
            "rename candidate.duckdb snapshot-#.duckdb",
            "half .pointer.json.#.tmp",
            "replace .pointer-copy.json.#.tmp pointer-copy.json",
        ),
    ),
    Scene(
        "load",
        _load,
        _publish_again,
        (
            "phase stage_frames",
            "phase check_staged",
            "phase begin_snapshot",
            "phase fill begins",
            "phase derive begins",
            "rename building-case.duckdb snapshot-#.duckdb",
            "replace .pointer.json.#.tmp pointer.json",
        ),
        tuple(
            f"analysis.warehouse.build:{name}"
            for name in (
                "stage_frames",
                "check_staged",
                "begin_snapshot",
                "finish_snapshot",
                "_fill",
                "_derive",
            )
        ),
    ),
    Scene(
        "freeze",
        _freeze,
        _freeze_unless_done,
        (
            "phase freeze begins",
            "phase put_in_place begins",
            "half .basis-#.parquet.#.tmp",
            "replace .basis-#.parquet.#.tmp basis-#.parquet",
            "half .frozen-#.json.#.tmp",
            "replace .frozen-#.json.#.tmp frozen-#.json",
        ),
        ("analysis.frozen.publishing:freeze", "analysis.frozen.publishing:put_in_place"),
        then="freeze",
    ),
    Scene(
        "go back",
        _go_back,
        _go_back,
        ("half .pointer.json.#.tmp", "replace .pointer.json.#.tmp pointer.json"),
        then="go back",
    ),
    Scene(
        "back up",
        _back_up,
        _back_up,
        ("phase count_rows", "half .backup.zip.#.part", "fsync", "replace .backup.zip.#.part"),
        ("analysis.backup.writing:count_rows", "analysis.backup.writing:check_bytes"),
        then="back up",
    ),
    Scene(
        "restore",
        _restore,
        _restore,
        (
            "mkdir restoring-#",
            "half snapshot-#.duckdb",
            "phase verified_snapshot",
            "rename adopting-#.json snapshot-#.json",
            "replace .pointer.json.#.tmp pointer.json",
        ),
        ("analysis.backup.restoring:verified_snapshot",),
        then="restore",
    ),
    Scene(
        "export",
        _export,
        _export,
        (
            "mkdir .parquet.#.part",
            "rename .parquet.#.part parquet",
            "replace .template.#.part.xlsx",
        ),
        then="export",
    ),
)
