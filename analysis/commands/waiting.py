"""What a person meets while a command works: a progress bar, a question, and a clean stop."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
import duckdb

from analysis.commands.shared import BAD_DATA, CommandError, wrong_use
from analysis.language import Language, Text

STEPS = 1_000
LABEL_WIDTH = 44
_YES_WORDS = frozenset({"y", "yes", "c", "có", "co"})

Tell = Callable[[Text, float], None]


@contextmanager
def progress(language: Language, shown: bool = True) -> Iterator[Tell]:
    """Show a bar on the error stream, fed by what is being done and the share done (0 to 1).

    Nothing is shown where that stream is no terminal, or `shown` is False.
    """
    hidden = not shown or not sys.stderr.isatty()
    with click.progressbar(
        length=STEPS, file=sys.stderr, hidden=hidden, show_eta=False, label=" "
    ) as bar:

        def tell(text: Text, share: float) -> None:
            bar.label = _short(text.in_language(language)).ljust(LABEL_WIDTH)
            bar.update(max(int(share * STEPS) - bar.pos, 0))
            # A step that took no share still has a name to show.
            bar.render_progress()

        yield tell
        bar.update(STEPS - bar.pos)


def _short(label: str) -> str:
    return label if len(label) <= LABEL_WIDTH else label[: LABEL_WIDTH - 1] + "…"


def confirmed(question: Text, language: Language, yes: bool, unanswered: Text) -> bool:
    """Ask a yes-or-no question on the error stream; `yes` answers it beforehand.

    Anything but a yes is a no. Raises CommandError, saying `unanswered`, where nobody is there to
    answer.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise wrong_use(unanswered)
    hint = Text("[c = có / K = không]", "[y = yes / N = no]").in_language(language)
    asked = f"{question.in_language(language)} {hint}"
    answer = click.prompt(asked, default="", show_default=False, err=True)
    return unicodedata.normalize("NFC", str(answer)).strip().casefold() in _YES_WORDS


@contextmanager
def stoppable(untouched: Text) -> Iterator[None]:
    """Say what became of the data when a person stops the command: exit code 1, no traceback."""
    try:
        yield
    except BaseException as error:
        if not was_stopped(error):
            raise
        raise CommandError(untouched, BAD_DATA) from error


def was_stopped(error: BaseException) -> bool:
    """Tell whether an exception means that a person stopped the program.

    A query that was running says so in its own way.
    """
    if isinstance(error, (KeyboardInterrupt, click.Abort, duckdb.InterruptException)):
        return True
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"


STOPPED = Text(
    "Đã dừng theo yêu cầu. Xem bản đang dùng: khuyencong history",
    "Stopped as asked. See what is shown: khuyencong history",
)
NOTHING_IMPORTED = Text(
    "Đã dừng theo yêu cầu; chưa nạp gì, số liệu cũ còn nguyên",
    "Stopped as asked; nothing was imported, the old data are untouched",
)
