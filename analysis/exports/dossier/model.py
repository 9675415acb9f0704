"""A dossier as data: sections of blocks, checks with verdicts, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from analysis.evidence.beyond.exposure import Exposure, exposures
from analysis.evidence.beyond.rings import RingCode
from analysis.evidence.claim import Claim
from analysis.evidence.findings import Check
from analysis.exports.deck.chart_spec import ChartSpec
from analysis.language import Language, Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Verdict = Literal["pass", "fail", "not_possible"]

VERDICTS: dict[Verdict, Text] = {
    "pass": Text("Đạt", "Pass"),
    "fail": Text("Không đạt", "Fail"),
    "not_possible": Text("Không làm được", "Not possible"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, or with `bullets` a list of them."""

    lines: tuple[str, ...]
    bullets: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of written cells; `numbers` tells which columns stand to the right."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as data; `alternative` describes it to who cannot see it."""

    title: str
    chart: ChartSpec
    alternative: str


Block = Words | Grid | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code, its heading and what stands in it."""

    code: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class JudgedCheck:
    """One check with its verdict; `numbers` is what the finding was made from."""

    code: str
    title: str
    verdict: Verdict
    finding: str
    numbers: Mapping[str, float | int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Front:
    """What page one says: the question, the answer, and the four things it is never without."""

    question: str
    answer: str
    interval: str
    n: str
    grade: int
    grade_words: str
    mark: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole dossier in one language.

    `origin` holds data set, snapshot, checksum, code version, day of the data and scope, as (code,
    label, words). `record` is the claim as plain data.
    """

    title: str
    language: Language
    front: Front
    sections: tuple[Section, ...]
    checks: tuple[JudgedCheck, ...]
    origin: tuple[tuple[str, str, str], ...]
    record: Mapping[str, object]


@dataclass(frozen=True, eq=False)
class Asked:
    """What sections and checks are gathered from: a claim with its data, and the language."""

    snapshot: Snapshot
    scope: Scope
    claim: Claim

    @property
    def language(self) -> Language:
        """The language the dossier is written in."""
        return self.scope.language

    @cached_property
    def exposed(self) -> Mapping[RingCode, Exposure]:
        """Who has a supported neighbour, ring by ring."""
        return exposures(self.snapshot, self.scope, self.claim.given)

    def say(self, text: Text) -> str:
        """Return a text in the language of the dossier."""
        return text.in_language(self.language)


def judged(check: Check, language: Language) -> JudgedCheck:
    """Return a check of a claim with its verdict in words of the dossier."""
    verdict: Verdict = "not_possible" if check.passed is None else "fail"
    if check.passed:
        verdict = "pass"
    return JudgedCheck(
        check.code,
        check.title.in_language(language),
        verdict,
        check.finding.in_language(language),
        dict(check.numbers),
    )
