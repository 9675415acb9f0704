"""Building a dossier: the claim with its other answers, then every check and section registered."""

from __future__ import annotations

from collections.abc import Callable

from analysis.evidence.claim import claim
from analysis.evidence.claim_record import claim_record
from analysis.evidence.method_words import Method
from analysis.evidence.panel_builder import PanelOptions
from analysis.evidence.spoken import as_count, as_range, said_on
from analysis.exports.about import SIMULATED, data_lines
from analysis.exports.dossier.model import Asked, Dossier, Front, Grid, Section, judged
from analysis.exports.dossier.registry import CHECKS, SECTIONS
from analysis.language import Text, format_day
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from analysis.warehouse.workspace import code_version

Tell = Callable[[Text, float], None]

TITLE = Text("Hồ sơ bằng chứng: {outcome}", "Evidence dossier: {outcome}")
_QUESTION = Text(
    "Chương trình khuyến công có làm thay đổi {outcome} của cơ sở được hỗ trợ không?",
    "Did the programme change {outcome} at the establishments it supported?",
)
_CLAIMING = Text("Đang ước tính kết luận", "Estimating the claim")
_INTERVAL = Text("{level} %: {ends}", "{level}%: {ends}")
_NO_INTERVAL = Text("không có khoảng tin cậy", "no interval")
_N = Text(
    "{supported} được hỗ trợ, {compared} đối chứng", "{supported} supported, {compared} compared"
)
_GRADE = Text("Bậc {grade} trên 5", "Grade {grade} of 5")
_CHECKS = Text("Mọi kiểm tra", "Every check")
_ORIGIN = Text("Nguồn gốc của hồ sơ này", "Where this dossier comes from")
_LABELS = {
    "case": Text("Bộ dữ liệu", "Data set"),
    "snapshot": Text("Bản số liệu", "Snapshot"),
    "checksum": Text("Mã kiểm tra (SHA-256)", "Checksum (SHA-256)"),
    "as_of": Text("Số liệu đến", "Data up to"),
    "code_version": Text("Phiên bản mã của số liệu", "Code version of the data"),
    "program_version": Text("Phiên bản chương trình", "Program version"),
    "scope": Text("Phạm vi", "Scope"),
    "written": Text("Ghi lúc", "Written at"),
}


def build_dossier(
    snapshot: Snapshot,
    scope: Scope,
    outcome: str,
    *,
    method: Method = "automatic",
    options: PanelOptions | None = None,
    tell: Tell | None = None,
) -> Dossier:
    """Return the dossier of the claim on an outcome, in the language of the scope.

    `tell` hears what is being done and the share done (0 to 1). Always a dossier: where nothing can
    be estimated it says so, why, and what would be needed. Raises KeyError for an outcome that is
    none.
    """
    said = tell or (lambda text, share: None)
    said(_CLAIMING, 0.02)
    found = claim(snapshot, scope, outcome, method=method, options=options)
    asked = Asked(snapshot, scope, found)
    steps = len(CHECKS) + len(SECTIONS)
    checks = []
    for place, maker in enumerate(CHECKS):
        said(maker.doing, 0.35 + 0.6 * place / steps)
        checks += [judged(one, scope.language) for one in maker.make(asked)]
    sections: list[Section] = []
    for place, one in enumerate(SECTIONS, start=len(CHECKS)):
        said(one.doing, 0.35 + 0.6 * place / steps)
        made = one.make(asked)
        if made is not None:
            sections.append(made)
    return Dossier(
        title=asked.say(TITLE.filled(outcome=found.outcome.title)),
        language=scope.language,
        front=_front(asked),
        sections=tuple(sections),
        checks=tuple(checks),
        origin=_origin(asked),
        record=claim_record(found, snapshot, scope),
    )


def _front(asked: Asked) -> Front:
    found = asked.claim
    say = said_on(found.outcome.scale, found.unit)
    interval = _NO_INTERVAL
    if found.interval is not None:
        interval = _INTERVAL.filled(
            level=str(round(100 * found.interval.level)), ends=as_range(found.interval, say)
        )
    counts = _N.filled(supported=as_count(found.n_supported), compared=as_count(found.n_compared))
    return Front(
        question=asked.say(_QUESTION.filled(outcome=_inside(found.outcome.title))),
        answer=asked.say(found.headline),
        interval=asked.say(interval),
        n=asked.say(counts),
        grade=found.grade.level,
        grade_words=asked.say(_GRADE.filled(grade=str(found.grade.level))),
        mark=asked.say(SIMULATED) if found.simulated else None,
    )


def _inside(title: Text) -> Text:
    """Return a title as it stands inside a sentence; capitals of an abbreviation stay."""
    return Text(
        *(one[:1].lower() + one[1:] if one[1:2].islower() else one for one in (title.vi, title.en))
    )


def _origin(asked: Asked) -> tuple[tuple[str, str, str], ...]:
    snapshot, scope = asked.snapshot, asked.scope
    manifest = snapshot.manifest
    values = {
        "case": f"{asked.say(snapshot.case.title)} ({snapshot.case.name})",
        "snapshot": str(snapshot.number),
        "checksum": manifest.sha256,
        "as_of": format_day(snapshot.case.as_of, scope.language),
        "code_version": manifest.code_version,
        "program_version": code_version(),
        "scope": "&".join(f"{name}={value}" for name, value in scope.to_query().items()),
        "written": data_lines(snapshot, scope)[-1][1],
    }
    return tuple((code, asked.say(_LABELS[code]), words) for code, words in values.items())


def origin_grid(dossier: Dossier) -> Grid:
    """Return where a dossier comes from as a table."""
    rows = tuple((label, words) for _, label, words in dossier.origin)
    return Grid(_ORIGIN.in_language(dossier.language), ("", ""), rows, (False, False))


def checks_title(dossier: Dossier) -> str:
    """Return the heading of the table of checks."""
    return _CHECKS.in_language(dossier.language)
