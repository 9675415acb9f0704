"""The report of a frozen set in words: what was hidden, by which rules, and what it cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.frozen.frozen_set import FrozenSet, family_of
from analysis.frozen.tables import FAMILIES
from analysis.language import Language, Text, format_day, format_number, format_share

REPORT_HEAD = (
    Text("Bảng", "Table"),
    Text("Ô có số liệu", "Cells with data"),
    Text("Ẩn vì chính nó", "Hidden for themselves"),
    Text("Ẩn để che ô khác", "Hidden for others"),
    Text("Phần bị ẩn", "Part hidden"),
    Text("Giá trị bị ẩn ở ô nhỏ nhất", "Value hidden among finest cells"),
)

FIGURES: dict[str, Text] = {
    "planned": Text("Kế hoạch", "Planned"),
    "approved": Text("Phê duyệt", "Approved"),
    "disbursed": Text("Giải ngân", "Disbursed"),
    "projects": Text("Đề án", "Projects"),
    "establishments": Text("Cơ sở", "Establishments"),
    "workers": Text("Lao động năm hỗ trợ", "Workers in the year of support"),
    "jobs": Text("Việc làm tăng thêm", "Jobs gained"),
    "revenue": Text("Doanh thu năm hỗ trợ", "Revenue in the year of support"),
}

DEFINITIONS: dict[str, Text] = {
    "money": Text(
        "Tiền của đề án, tính vào năm kế hoạch, giá hiện hành; đề án và cơ sở đếm mỗi cái một lần "
        "trong mỗi ô. Cơ sở: có khoản hỗ trợ trong đề án không bị ngừng và đã qua bước kế hoạch. "
        "Số tiền không rõ không tính là 0 mà được đếm riêng.",
        "Money of projects, in their plan year, at nominal prices; projects and establishments are "
        "counted once in every cell. Establishments: those supported by projects neither stopped "
        "nor only planned. An unknown amount is not zero but counted apart.",
    ),
    "outcomes": Text(
        "Lao động, việc làm tăng thêm và doanh thu trong năm được hỗ trợ, của cơ sở có báo cáo; "
        "mỗi cơ sở tính một lần mỗi năm kế hoạch, ở khoản hỗ trợ lớn nhất. Tăng thêm so với năm "
        "trước; giảm tính là 0. Là mô tả, không phải tác động của hỗ trợ.",
        "Workers, jobs gained and revenue in the year of support, of establishments that reported; "
        "each counts once a plan year, at its largest support. Gained on the year before; a loss "
        "counts as none. These describe; they are no effect of support.",
    ),
}

WHY_HIDDEN = Text(
    "«ẩn» là có số liệu nhưng không công bố: ô đó của dưới {threshold} cơ sở, hoặc một cơ sở chiếm "
    "hơn {dominance}, hoặc cơ sở lớn thứ hai tính ra được cơ sở lớn nhất sai không quá {percent}; "
    "hoặc ẩn để không suy ra được các ô đó. Không phải là 0.",
    "“hidden” means there are data but they are not published: the cell is of fewer than "
    "{threshold} establishments, or one makes up over {dominance} of it, or the second largest "
    "could work out the largest to within {percent}; or it is hidden so that those cannot be "
    "inferred. It is not zero.",
)
HIDDEN = Text("ẩn", "hidden")

_HELD = Text(
    "{family}: năm {years} giữ như lần công bố trước, vì thay đổi từ đó là của quá ít cơ sở",
    "{family}: {years} kept as published before, as what changed since is of too few",
)
_LEAST = Text(
    "{family}: không cách ẩn nào mất ít hơn (đã chứng minh)",
    "{family}: no other choice loses less (proven)",
)
_NOT_LEAST = Text(
    "{family}: hết thời gian tìm, có thể ẩn ít hơn một chút",
    "{family}: the search ran out of time; a little less might do",
)
_GAP = Text(
    "{family}: hết thời gian tìm; trong phần mất vì ẩn để che ô khác, cách tốt nhất có thể chỉ bớt "
    "được nhiều nhất {gap} (cận dưới đã chứng minh)",
    "{family}: the search ran out of time; of what hiding for others loses, the best choice could "
    "spare {gap} at most (by a proven bound)",
)
_AUDITED = Text(
    "{family}: đã kiểm tra khoảng suy ra được của {n} số bị ẩn; khoảng hẹp nhất bằng {narrowest} "
    "lần mức bảo vệ",
    "{family}: bounds of {n} hidden figures were audited; the narrowest is {narrowest} times the "
    "protection asked",
)
_UNPROTECTED = Text(
    "{family}: {n} ô suy ra được từ những gì đã công bố trước, ẩn gì cũng không che được",
    "{family}: {n} cells follow from what was published before, whatever is hidden now",
)
_ABOUT = Text(
    "Bộ công khai {number}, từ bản số liệu {snapshot}, số liệu đến {day}",
    "Frozen set {number}, from snapshot {snapshot}, data up to {day}",
)


def report_rows(frozen: FrozenSet, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield a row of words for each table, under REPORT_HEAD."""
    for family in FAMILIES:
        tables = frozen.report[family.code]["tables"]
        for table in family.tables:
            told = tables[table.code]
            hidden = told["hidden_for_themselves"] + told["hidden_for_others"]
            shares = told["share_of_value_hidden_among_finest"]
            title = f"{family.title.in_language(language)}: {table.title.in_language(language)}"
            yield (
                title,
                format_number(told["cells"], language),
                format_number(told["hidden_for_themselves"], language),
                format_number(told["hidden_for_others"], language),
                format_share(hidden / told["cells"] if told["cells"] else 0.0, language),
                "; ".join(
                    f"{FIGURES[name].in_language(language)} {format_share(share, language)}"
                    for name, share in shares.items()
                ),
            )


def why_hidden(frozen: FrozenSet) -> Text:
    """Return what "hidden" means, with the rules of a frozen set."""
    rules = frozen.rules
    return Text(
        *(
            WHY_HIDDEN.filled(
                threshold=int(rules["threshold"]),
                dominance=format_share(rules["dominance"], language),
                percent=format_share(rules["percent"], language),
            ).in_language(language)
            for language in ("vi", "en")
        )
    )


def about(frozen: FrozenSet) -> Text:
    """Return which publication it is, of which data."""
    return Text(
        *(
            _ABOUT.filled(
                number=frozen.number,
                snapshot=frozen.snapshot,
                day=format_day(frozen.as_of, language),
            ).in_language(language)
            for language in ("vi", "en")
        )
    )


def report_sentences(frozen: FrozenSet) -> list[Text]:
    """Return what else is to be known of a publication: proof, bounds, years kept."""
    found = [about(frozen), why_hidden(frozen)]
    for family in FAMILIES:
        told = frozen.report[family.code]
        named = {"family": family.title}
        found.append(_how_near(told, family.title))
        audited = told["audited"]
        found.append(_AUDITED.filled(**named, n=audited["figures"], narrowest=audited["narrowest"]))
        if told["unprotected"]:
            found.append(_UNPROTECTED.filled(**named, n=told["unprotected"]))
    for code, years in frozen.held.items():
        found.append(_HELD.filled(family=family_of(code).title, years=", ".join(years)))
    return found


def _how_near(told: Mapping[str, Any], family: Text) -> Text:
    """Return the sentence of how near the least loss a choice is; earlier sets knew no bound."""
    if told["least_loss_proven"]:
        return _LEAST.filled(family=family)
    if "loss_gap" not in told:
        return _NOT_LEAST.filled(family=family)
    return _GAP.filled(
        family=family,
        gap=Text(*(format_share(told["loss_gap"], language, 0) for language in ("vi", "en"))),
    )
