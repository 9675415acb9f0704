"""What doses, repetition and activities are called, and what is said of them."""

from __future__ import annotations

from analysis.evidence.findings import Check, Interval
from analysis.evidence.spoken import Spoken, as_chance, as_count, as_range
from analysis.language import Text

DOSE_TITLES: dict[str, Text] = {
    "grant": Text("Mức hỗ trợ", "Size of grant"),
    "grant_per_worker": Text("Mức hỗ trợ trên một lao động", "Grant per worker"),
}

ABOUT: dict[str, Text] = {
    "grant": Text("gấp đôi mức hỗ trợ", "twice the grant"),
    "grant_per_worker": Text("gấp đôi mức hỗ trợ trên một lao động", "twice the grant per worker"),
    "repetition": Text(
        "từ lần hỗ trợ thứ hai, so với cơ sở chỉ một lần",
        "from the second support on, against those supported once",
    ),
    "activities": Text("chung mọi nội dung", "common to all activities"),
}

ESTIMAND: dict[str, Text] = {
    "dose": Text(
        "Điều đi cùng gấp đôi mức hỗ trợ, bình quân trên các cơ sở được hỗ trợ: chỉ là tác động "
        "nếu cơ sở được ít lẽ ra cũng thay đổi như cơ sở được nhiều (song song mạnh)",
        "What goes with twice the dose, the mean over the supported: an effect only if those who "
        "got less would have fared alike with more (strong parallel trends)",
    ),
    "repetition": Text(
        "Chênh lệch của cơ sở được hỗ trợ từ hai năm trở lên, từ lần thứ hai, so với cơ sở chỉ "
        "được một lần, cùng số năm từ lần đầu",
        "How those supported in two years or more differ, from the second on, from those supported "
        "once, at the same number of years since the first",
    ),
    "activities": Text(
        "Tác động bình quân chung của các nội dung, và của từng nội dung đã co về mức chung",
        "The mean effect common to activities, and that of each drawn towards it",
    ),
}

METHOD: dict[str, Text] = {
    "dose": Text(
        "Khác biệt trong khác biệt theo liều (Callaway, Goodman-Bacon và Sant'Anna 2024): thay đổi "
        "của từng cơ sở so với đối chứng, đường B-spline bậc ba theo logarit mức hỗ trợ",
        "Difference-in-differences by dose (Callaway, Goodman-Bacon and Sant'Anna 2024): the "
        "change of each establishment against the compared, a cubic B-spline over the log of the "
        "grant",
    ),
    "repetition": Text(
        "Thay đổi của từng cơ sở so với đối chứng, ghép theo số năm từ lần hỗ trợ đầu",
        "The change of each establishment against the compared, matched by years since the first",
    ),
    "activities": Text(
        "Ước tính từng nội dung, gộp một phần (Bayes thực nghiệm, Morris 1983); trị p của Holm "
        "(1979) và Romano và Wolf (2005) tính đến số nội dung",
        "An estimate of each activity, partly pooled (empirical Bayes, Morris 1983); p-values of "
        "Holm (1979) and of Romano and Wolf (2005) allow for their number",
    ),
}

REFUSED: dict[str, Text] = {
    "no_comparison": Text(
        "Không có nhóm đối chứng theo thời gian cho chỉ tiêu này.",
        "There is no comparison over time for this outcome.",
    ),
    "few_doses": Text(
        "Chỉ {n} cơ sở được hỗ trợ có số liệu và có ghi mức hỗ trợ, cần ít nhất {least}.",
        "Only {n} supported establishments with figures have a known grant, {least} are needed.",
    ),
    "alike": Text(
        "Mức hỗ trợ của các cơ sở hầu như bằng nhau.",
        "Grants hardly differ between establishments.",
    ),
    "few_repeated": Text(
        "Chỉ {n} cơ sở được hỗ trợ nhiều lần có số liệu từ lần thứ hai, cần ít nhất {least}.",
        "Only {n} establishments supported repeatedly have figures from the second on, {least} are "
        "needed.",
    ),
    "few_activities": Text(
        "Chưa có hai nội dung nào đủ {least} cơ sở được hỗ trợ có số liệu.",
        "No two activities have {least} supported establishments with figures.",
    ),
}

_THIRD_WHY = Text(
    "So với cơ sở không được hỗ trợ: ATT(d|d), chỉ cần song song.",
    "Against nobody supported: ATT(d|d), which takes parallel trends alone.",
)
THIRDS: dict[str, tuple[Text, Text]] = {
    "low": (Text("Một phần ba được ít nhất", "The third with least"), _THIRD_WHY),
    "middle": (Text("Một phần ba ở giữa", "The middle third"), _THIRD_WHY),
    "high": (Text("Một phần ba được nhiều nhất", "The third with most"), _THIRD_WHY),
}

ROUNDS: dict[str, tuple[Text, Text]] = {
    "once": (
        Text("Chỉ một lần", "Supported once"),
        Text("Mọi năm từ khi được hỗ trợ.", "All years since support."),
    ),
    "first": (
        Text("Nhiều lần: trước lần thứ hai", "Repeated: before the second"),
        Text("Từ lần đầu đến trước lần thứ hai.", "From the first to before the second."),
    ),
    "second": (
        Text("Nhiều lần: từ lần thứ hai", "Repeated: from the second on"),
        Text("Tổng của cả hai lần.", "What both have brought together."),
    ),
    "matched": (
        Text("Nhiều lần, trước lần thứ hai, so với một lần", "Before the second, against once"),
        Text(
            "Cùng số năm từ lần đầu: khác nhau sẵn trước khi có lần thứ hai.",
            "At the same years since the first: how they differed before any second.",
        ),
    ),
}


def before_check(slope: float | None, p: float, say: Spoken) -> Check:
    """Return whether those who got more moved apart before they got anything."""
    title = Text("Trước hỗ trợ, mức nào cũng như nhau", "Alike before, whatever the dose")
    if slope is None:
        untold = Text("Chưa đủ năm trước hỗ trợ để xem.", "Too few years before support to see.")
        return Check("dose_before", title, None, untold)
    finding = Text(
        "Trước khi được hỗ trợ, gấp đôi mức (sẽ được) đi cùng thay đổi {slope} ({p}).",
        "Before support, twice the dose (to come) went with a change of {slope} ({p}).",
    ).filled(slope=say(slope), p=as_chance(p))
    return Check("dose_before", title, p >= 0.05, finding, {"slope": slope, "p": p})


def thirds_check(apart: float, interval: Interval | None, say: Spoken) -> Check:
    """Return how the third with most differs from that with least: told, not judged."""
    title = Text("Nhiều nhất so với ít nhất", "Most against least")
    if interval is None:
        return Check("thirds", title, None, Text("Không tính được.", "Not computable."))
    finding = Text(
        "Một phần ba được nhiều nhất hơn một phần ba được ít nhất {apart} ({range}).",
        "The third with most differs from the third with least by {apart} ({range}).",
    ).filled(apart=say(apart), range=as_range(interval, say))
    return Check("thirds", title, None, finding, {"apart": apart})


def repeated_check(apart: float, p: float, say: Spoken) -> Check:
    """Return whether those to be supported again differed already from those supported once."""
    title = Text("Giống nhau trước lần thứ hai", "Alike before the second")
    finding = Text(
        "Trước lần thứ hai, cơ sở sẽ được hỗ trợ lại hơn cơ sở chỉ một lần {apart} ({p}).",
        "Before the second, those to be supported again differed from those supported once by "
        "{apart} ({p}).",
    ).filled(apart=say(apart), p=as_chance(p))
    return Check("repeated_before", title, p >= 0.05, finding, {"apart": apart, "p": p})


def stepdown_check(least: float, distinct: tuple[int, int], number: int) -> Check:
    """Return how many activities stand apart from nothing after allowing for their number."""
    title = Text("Xét nhiều nội dung cùng lúc", "Many activities at once")
    finding = Text(
        "Trong {n} nội dung, {holm} khác không theo Holm, {stepdown} theo Romano–Wolf (nhỏ "
        "nhất {p}).",
        "Of {n} activities {holm} differ from nothing by Holm, {stepdown} by Romano and Wolf "
        "(smallest {p}).",
    ).filled(
        n=as_count(number),
        holm=as_count(distinct[0]),
        stepdown=as_count(distinct[1]),
        p=as_chance(least),
    )
    return Check("stepdown", title, None, finding, {"least": least})
