"""The command `khuyencong` itself: a group of one command for each kind of errand."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator, Mapping
from importlib import import_module

import click

from analysis.commands.shared import shared_options

COMMANDS: Mapping[str, str] = {
    "dashboard": "service:dashboard",
    "prepare": "data:prepare",
    "case": "data:case",
    "measure": "measure:measure",
    "claim": "claim:claim",
    "beyond": "beyond:beyond",
    "dossier": "dossier:dossier",
    "portfolio": "portfolio:portfolio",
    "export": "export:export",
    "freeze": "freezing:freeze",
    "marts": "marts:marts",
    "template": "templates:template",
    "check": "checking:check",
    "import": "importing:import_files",
    "pending": "mending:pending",
    "correct": "mending:correct",
    "corrections": "mending:corrections",
    "duplicates": "duplicates:duplicates",
    "decide": "duplicates:decide",
    "history": "past:history",
    "diff": "going_back:diff",
    "undo": "going_back:undo",
    "restore": "going_back:restore",
    "users": "users:users_command",
    "audit": "audit:audit_command",
    "retain": "retaining:retain",
    "backup": "backing_up:backup",
    "doctor": "service:doctor",
}
"""Every command: its module in analysis.commands, and what it is called there."""


class LoadedWhenAsked(UserDict[str, click.Command]):
    """Commands by their name, each loaded when it is first looked up.

    All of them together load what makes slides, documents and estimates, which takes three times
    as long as most errands.
    """

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.data:
            module, _, called = COMMANDS[name].partition(":")
            self.data[name] = getattr(import_module(f"analysis.commands.{module}"), called)
        return self.data[name]

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@click.group(
    name="khuyencong",
    context_settings={"help_option_names": ["-h", "--help"]},
    commands=LoadedWhenAsked(),
)
@shared_options
@click.version_option(package_name="khuyencong-impact", help="Phiên bản / version")
def khuyencong() -> None:
    """Khuyến công Impact: kinh phí, kết quả và hiệu quả của chương trình khuyến công /
    the money, results and effects of an industrial-promotion programme."""
