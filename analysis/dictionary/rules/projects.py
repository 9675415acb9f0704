"""Rules of projects: dates in order, and one project entered once."""

from __future__ import annotations

from itertools import combinations

from analysis.dictionary.rules.model import CrossRule
from analysis.language import Text

STAGES: tuple[tuple[str, Text], ...] = (
    ("registered_on", Text("đăng ký", "registered")),
    ("appraised_on", Text("thẩm định", "appraised")),
    ("approved_on", Text("phê duyệt", "approved")),
    ("contracted_on", Text("ký hợp đồng", "contracted")),
    ("accepted_on", Text("nghiệm thu", "accepted")),
    ("settled_on", Text("quyết toán", "settled")),
)
"""The dated stages of a project in the order they happen."""

# Durations are measured between these, so a wrong order makes figures wrong.
_MEASURED_STAGES = {"registered_on", "approved_on", "accepted_on", "settled_on"}


def _stage_rule(first: int, second: int) -> CrossRule:
    """Compare two stages with nothing known between them: every known pair is met once."""
    (earlier, earlier_name), (later, later_name) = STAGES[first], STAGES[second]
    unknown = "".join(f" and {name} is null" for name, _ in STAGES[first + 1 : second])
    return CrossRule(
        f"{later.removesuffix('_on')}_before_{earlier.removesuffix('_on')}",
        "project",
        later,
        f"select _row, _source, {later} || ' < ' || {earlier} as value"
        f" from {{project}} where {later} < {earlier}{unknown}",
        Text(
            f"Ngày {later_name.vi} trước ngày {earlier_name.vi}",
            f"{later_name.en.capitalize()} before it was {earlier_name.en}",
        ),
        Text(
            "Đối chiếu quyết định, biên bản và sửa ngày sai",
            "Compare the decision and the minutes, and correct the wrong date",
        ),
        "error" if {earlier, later} <= _MEASURED_STAGES else "warning",
        ("project",),
    )


_STAGE_RULES = tuple(_stage_rule(*pair) for pair in combinations(range(len(STAGES)), 2))

# One decision often approves a whole list of projects, so its number alone proves nothing. The
# same title in the same place is one project entered twice; two dates are a mistyped number.
RULES = (
    *_STAGE_RULES,
    CrossRule(
        "project_listed_twice",
        "project",
        "decision_no",
        """
        select later._row, later._source, later.decision_no as value
        from {project} as later
        where exists (
            select 1
            from {project} as earlier
            where lower(earlier.decision_no) = lower(later.decision_no)
                and earlier.plan_year = later.plan_year
                and lower(strip_accents(earlier.title)) = lower(strip_accents(later.title))
                and coalesce(earlier.unit_id = later.unit_id, true)
                and coalesce(earlier.implementing_unit = later.implementing_unit, true)
                and (coalesce(earlier._source, -1), earlier._row)
                    < (coalesce(later._source, -1), later._row)
        )
        """,
        Text(
            "Hai đề án cùng số quyết định, cùng năm và cùng tên",
            "Two projects share decision number, year and title",
        ),
        Text(
            "Nếu là một đề án thì bỏ một dòng; nếu là hai thì ghi tên phân biệt",
            "If they are one project drop a row; if they are two, tell their titles apart",
        ),
        "warning",
        ("project",),
    ),
    CrossRule(
        "decision_dated_twice",
        "project",
        "decision_no",
        """
        select later._row, later._source, later.decision_no || ': ' || later.approved_on as value
        from {project} as later
        where exists (
            select 1
            from {project} as earlier
            where lower(earlier.decision_no) = lower(later.decision_no)
                and earlier.plan_year = later.plan_year
                and earlier.approved_on <> later.approved_on
                and (coalesce(earlier._source, -1), earlier._row)
                    < (coalesce(later._source, -1), later._row)
        )
        """,
        Text(
            "Hai đề án cùng số quyết định, cùng năm nhưng khác ngày phê duyệt",
            "Two projects share decision number and year but not the date of approval",
        ),
        Text(
            "Một quyết định chỉ có một ngày: kiểm tra số quyết định và ngày",
            "A decision has one date: check its number and the date",
        ),
        "warning",
        ("project",),
    ),
)
