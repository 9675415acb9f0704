"""Archives that were torn, altered or made to harm are refused, and nothing is changed by them."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.backup.archive import open_archive
from analysis.backup.contents import LISTING_NAME, belongs, is_plain
from analysis.backup.drill import run_drill
from analysis.backup.errors import BackupError
from analysis.backup.restoring import restore_backup
from analysis.backup.writing import write_backup
from analysis.warehouse import load_case
from analysis.warehouse.seal import sealed, unsealed
from tests.examples import examples
from tests.own_case import write_case


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sound backup of one snapshot and a plan."""
    folder = tmp_path_factory.mktemp("sound")
    project = pd.DataFrame({"project_id": ["P1"], "title": "đề án", "plan_year": 2020})
    load_case(folder / "workspace", str(write_case(folder / "case", {"project": project})))
    plan = folder / "workspace" / "plans" / "test-case" / "a.json"
    plan.parent.mkdir(parents=True)
    plan.write_text("{}", encoding="utf-8")
    write_backup(folder / "workspace", folder / "sound.zip")
    return folder / "sound.zip"


Change = Callable[[dict[str, bytes], dict[str, object]], None]


def _altered(sound: Path, target: Path, change: Change) -> Path:
    """Write a sound archive anew with other contents and a listing that is sealed again."""
    with zipfile.ZipFile(sound) as read:
        contents = {name: read.read(name) for name in read.namelist()}
    listing = unsealed(contents.pop(LISTING_NAME))
    assert listing is not None
    change(contents, listing)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in contents.items():
            written.writestr(name, content)
        written.writestr(LISTING_NAME, sealed(listing))
    return target


def _entry(listing: dict[str, object], name: str) -> dict[str, object]:
    files = listing["files"]
    assert isinstance(files, list)
    return next(one for one in files if one["name"] == name)


def _renamed(new: str) -> Change:
    def change(contents: dict[str, bytes], listing: dict[str, object]) -> None:
        contents[new] = contents.pop("plans/test-case/a.json")
        _entry(listing, "plans/test-case/a.json")["name"] = new

    return change


def _other_rows(contents: dict[str, bytes], listing: dict[str, object]) -> None:
    snapshots = listing["snapshots"]
    assert isinstance(snapshots, list)
    snapshots[0]["rows"]["main.project"] = 2


def _unlisted(contents: dict[str, bytes], listing: dict[str, object]) -> None:
    contents["more.txt"] = b"more"


def _missing(contents: dict[str, bytes], listing: dict[str, object]) -> None:
    del contents["plans/test-case/a.json"]


def _other_content(contents: dict[str, bytes], listing: dict[str, object]) -> None:
    contents["plans/test-case/a.json"] = b"[]"


def _points_nowhere(contents: dict[str, bytes], listing: dict[str, object]) -> None:
    listing["current"] = {"test-case": 7}


def _no_database(contents: dict[str, bytes], listing: dict[str, object]) -> None:
    content = b"x" * 5000
    contents["snapshot-1.duckdb"] = content
    told = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    _entry(listing, "snapshot-1.duckdb").update(told)
    manifest = unsealed(contents["snapshot-1.json"])
    assert manifest is not None
    contents["snapshot-1.json"] = sealed({**manifest, **told})
    described = contents["snapshot-1.json"]
    _entry(listing, "snapshot-1.json").update(
        {"size": len(described), "sha256": hashlib.sha256(described).hexdigest()}
    )


OTHER_PLACES = (
    "../outside.json",
    "/etc/outside.json",
    "plans/../../outside.json",
    "plans\\..\\outside.json",
    "C:outside.json",
    "plans//a.json",
    "plans/a.json.",
    "plans/nul\x00.json",
    "pointer.json",
    "pointer-copy.json",
    ".writer.lock",
    "adopting-1.json",
    "building-case.duckdb",
    "imports/abc/candidate.duckdb",
    "kept/answer.json",
)


@pytest.mark.parametrize(
    "change",
    [
        *(pytest.param(_renamed(name), id=repr(name)) for name in OTHER_PLACES),
        _other_rows,
        _unlisted,
        _missing,
        _other_content,
        _points_nowhere,
        _no_database,
    ],
)
def test_what_is_not_as_it_should_be_is_refused(
    archive: Path, tmp_path: Path, change: Change
) -> None:
    bad = _altered(archive, tmp_path / "bad.zip", change)
    workspace = tmp_path / "deep" / "workspace"
    with pytest.raises(BackupError) as caught:
        restore_backup(workspace, bad)
    assert "bad.zip" in caught.value.text.vi
    left = [path.name for path in tmp_path.rglob("*") if path.is_file() and path != bad]
    assert set(left) <= {".writer.lock"}


def test_links_locked_doubled_and_overpacked_entries_are_refused(
    archive: Path, tmp_path: Path
) -> None:
    def link(written: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("plans/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        written.writestr(info, "/etc/passwd")

    def twice(written: zipfile.ZipFile) -> None:
        with pytest.warns(UserWarning, match="Duplicate"):
            written.writestr("snapshot-1.json", "{}")

    def bomb(written: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("plans/bomb")
        info.compress_type = zipfile.ZIP_DEFLATED
        with written.open(info, "w") as stream:
            for _ in range(400):
                stream.write(bytes(1 << 20))

    def unlisted_packing(written: zipfile.ZipFile) -> None:
        written.writestr("plans/a", "a" * 100, compress_type=zipfile.ZIP_BZIP2)

    for add in (link, twice, bomb, unlisted_packing):
        bad = Path(shutil.copy(archive, tmp_path / "bad.zip"))
        with zipfile.ZipFile(bad, "a") as written:
            add(written)
        with pytest.raises(BackupError, match="suspicious"):
            run_drill(bad)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"no zip", b"PK\x03\x04" * 50])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(BackupError, match="cannot be used as a backup"):
        run_drill(path)
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w") as written:
        written.writestr("a.txt", "a")
    with pytest.raises(BackupError, match="listing"):
        run_drill(empty)


@settings(max_examples=examples(50))
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_any_bit_or_cut_is_found_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, archive: Path, place: float, bit: int, cut: bool
) -> None:
    content = bytearray(archive.read_bytes())
    at = int(place * len(content))
    if cut:
        del content[at:]
    else:
        content[at] ^= 1 << bit
    bad = archive.with_name("flipped.zip")
    bad.write_bytes(content)
    with open_archive(archive) as sound:
        listing = sound.listing
    try:
        with open_archive(bad) as opened:
            for entry in opened.listing.files:
                opened.copy(entry, None)
            assert opened.listing == listing
    except BackupError:
        return


@given(st.text(max_size=40))
def test_names_lead_into_the_folder_or_are_refused(name: str) -> None:
    if is_plain(name):
        path = (Path("/folder") / name).resolve()
        assert path.is_relative_to("/folder")
        assert path != Path("/folder")
        assert json.loads(json.dumps(name)) == name


def test_what_is_on_its_way_does_not_belong() -> None:
    for name in (".pointer.json.12.tmp", "received/.a.part", "snapshot-1.duckdb.tmp/x", "a.lock"):
        assert not belongs(name)
    for name in ("audit.jsonl", ".secret", "plans/a/b.json", "received/0-a.xlsx", "users.toml"):
        assert belongs(name)
