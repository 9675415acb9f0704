"""What the officer has said about a hand-in so far: files, where they go, and how to read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.typing import UploadedFile

from analysis.cases.own import OWN_CASE
from analysis.importing.desk import HandIn, Tell, importable, take
from analysis.importing.model import Choices, HandedFile, LegacyAnswer
from analysis.importing.tray import new_folder, place_file, remove_folder
from analysis.language import Language, Text
from analysis.warehouse import WarehouseError
from analysis.warehouse.workspace import ready
from dashboard.ui.access import current_reader, person
from dashboard.ui.data import workspace
from dashboard.ui.handin.work import Work

_KEY = "handin-intake"


@dataclass(frozen=True, slots=True)
class Marked:
    """Handed-in files with marked cells, in a language; `at` says of which check."""

    at: str
    language: Language
    files: tuple[tuple[str, bytes], ...]


@dataclass(slots=True)
class Intake:
    """One hand-in on the page; `turn` counts them, so that each has an upload field of its own."""

    work: Work = field(default_factory=Work)
    destination: str = OWN_CASE
    sender: str = ""
    folder: Path | None = None
    files: tuple[HandedFile, ...] = ()
    mapping: dict[str, dict[str, str | None]] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    legacy: LegacyAnswer = "ask"
    erase_blank: bool = False
    complete: bool = False
    turn: int = 0
    marked: Marked | None = None
    mark_asked: bool = False
    mark_failed: Text | None = None

    def choices(self) -> Choices:
        """Return what was chosen, as the desk takes it."""
        return Choices(
            mapping={sheet: dict(chosen) for sheet, chosen in self.mapping.items() if chosen},
            tables=dict(self.tables),
            erase_blank=self.erase_blank,
            complete=self.complete,
            legacy=self.legacy,
        )

    def is_checked(self) -> bool:
        """Tell whether the hand-in was checked with what is chosen now."""
        if self.work.hand_in is None:
            return False
        checked, now = self.work.hand_in.request.choices, self.choices()
        return (checked.mapping, checked.tables, checked.legacy) == (
            now.mapping,
            now.tables,
            now.legacy,
        ) and (checked.erase_blank, checked.complete) == (now.erase_blank, now.complete)

    def receive(self, uploads: Sequence[UploadedFile]) -> None:
        """Put uploaded files into a folder of their own and ask for their check.

        A disk that does not take them is told where the check would be.
        """
        names: set[str] = set()
        handed = []
        try:
            folder = new_folder(ready(workspace()))
            for number, upload in enumerate(uploads, start=1):
                # Two files of one name would be one sheet in what is chosen about them.
                name = upload.name if upload.name not in names else f"{number}-{upload.name}"
                names.add(name)
                path = place_file(folder, name, upload.getvalue(), number)
                handed.append(HandedFile(str(path), name))
        except WarehouseError as error:
            self.work.failed = error.text
            return
        self.folder, self.files = folder, tuple(handed)
        self.ask()

    def ask(self) -> None:
        """Ask for the check of the files with what is chosen now."""
        if not self.files:
            return
        files, case, sender = self.files, self.destination, self.sender
        choices, folder = self.choices(), self.folder
        limit = current_reader().limit

        def check(tell: Tell) -> HandIn:
            return take(
                workspace(),
                files,
                case=case,
                by=person(),
                sender=sender,
                choices=choices,
                folder=folder,
                limit=limit,
                tell=tell,
            )

        self.work.ask(check)

    def map_column(self, sheet: str, header: str, column: str | None, *, decided: bool) -> None:
        """Note what a column is (None: left out); not `decided` takes the answer back."""
        chosen = self.mapping.setdefault(sheet, {})
        chosen.pop(header, None)
        if decided:
            chosen[header] = column

    def start_over(self) -> None:
        """Forget this hand-in; who hands in and where to stays."""
        self.work.drop()
        if self.folder is not None:
            remove_folder(self.folder)
        fresh = Intake(destination=self.destination, sender=self.sender, turn=self.turn + 1)
        st.session_state[_KEY] = fresh


def intake_of(case: str) -> Intake:
    """Return this session's hand-in; a new one goes to the data set on screen if that takes it."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Intake(destination=case if importable(case) else OWN_CASE)
    found: Intake = st.session_state[_KEY]
    return found
