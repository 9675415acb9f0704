"""The sections on design: how it is estimated, how alike groups are, and the methods behind."""

from __future__ import annotations

from analysis.evidence.claim_measures import claim_measures
from analysis.evidence.claim_tables import bacon_table, likeness_table
from analysis.exports.dossier.grids import grid_of
from analysis.exports.dossier.model import Asked, Block, Section, Words
from analysis.language import Text

_ADJUSTED = Text("Điều chỉnh theo: {names}.", "Adjusted for: {names}.")
_METHODS = (
    Text(
        "Tác động theo đợt và năm: Callaway và Sant'Anna (2021), Journal of Econometrics 225; điều "
        "chỉnh hai lớp: Sant'Anna và Zhao (2020), Journal of Econometrics 219.",
        "Group-time effects: Callaway and Sant'Anna (2021), Journal of Econometrics 225; doubly "
        "robust: Sant'Anna and Zhao (2020), Journal of Econometrics 219.",
    ),
    Text(
        "Xu hướng trước hỗ trợ và độ mạnh của phép thử: Roth (2022). Mất dấu: Lee (2009). So với "
        "hồi quy hai chiều: Goodman-Bacon (2021).",
        "Trends before support and the power of their test: Roth (2022). Losses: Lee (2009). "
        "Two-way regression: Goodman-Bacon (2021).",
    ),
    Text(
        "Bậc bằng chứng: thang Maryland (Sherman và cộng sự 1998) theo cách dùng của What Works "
        "Centre for Local Economic Growth (2016); bậc 0 do chương trình thêm. Mọi quy tắc, công "
        "thức và lần hiệu chuẩn: docs/methods.md.",
        "Grades: the Maryland scale (Sherman et al. 1998) as the What Works Centre for Local "
        "Economic Growth uses it (2016); grade 0 is our own. Every rule, formula and calibration: "
        "docs/methods.md.",
    ),
)


def design_section(asked: Asked) -> Section:
    """Return estimand, method, comparison, errors, and how alike the groups are."""
    found = asked.claim
    lines = [found.estimand, found.method, found.comparison_why, found.given.built.assignment.why]
    if found.main.why is not None:
        lines.append(found.main.why)
    if found.given.labels:
        names = "; ".join(asked.say(one) for one in found.given.labels)
        lines.append(_ADJUSTED.filled(names=names))
    blocks: list[Block] = [Words(tuple(_sentence(asked.say(one)) for one in lines))]
    tables = claim_measures(found)
    for name, frame in (
        ("likeness", likeness_table(found, asked.language)),
        ("bacon", bacon_table(found, asked.language)),
    ):
        if not frame.empty:
            blocks.append(grid_of(frame, tables[name], asked.language))
    return Section("design", asked.say(Text("Thiết kế", "Design")), tuple(blocks))


def method_section(asked: Asked) -> Section:
    """Return where the methods come from."""
    title = asked.say(Text("Phương pháp và nguồn", "Methods and their sources"))
    return Section("methods", title, (Words(tuple(asked.say(one) for one in _METHODS)),))


def _sentence(words: str) -> str:
    """Return words as a sentence: a capital at the start, a full stop at the end."""
    return words[:1].upper() + words[1:].rstrip(".") + "."
