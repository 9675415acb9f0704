"""Outreach: who was told, where and when. Uneven by district, and it brings applications."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.simulate.arrays import (
    Bools,
    Days,
    Ints,
    Texts,
    day,
    days_between,
    random_stream,
    texts,
    weighted_order,
)
from analysis.simulate.calibration import YEARS
from analysis.simulate.establishments import Establishments
from analysis.simulate.places import Places
from analysis.simulate.typed_frames import typed_frame

# Relative intensity by district of 2014–2020, and the first year anything happened; assumed:
# the plain is well served, the far mountain districts hardly, Tây Trà never.
_INTENSITY = {
    "522": (3.0, 2014),
    "524": (2.2, 2014),
    "527": (1.4, 2014),
    "528": (2.2, 2014),
    "532": (1.3, 2014),
    "533": (1.8, 2014),
    "534": (2.0, 2014),
    "525": (0.35, 2016),
    "526": (0.0, 2014),
    "529": (0.45, 2015),
    "530": (0.15, 2021),
    "531": (0.2, 2018),
    "535": (0.4, 2015),
    "536": (0.3, 2017),
}
_KINDS = ("survey_visit", "meeting", "training", "media")
_KIND_SHARES = (0.40, 0.30, 0.15, 0.15)
_REACH = {"survey_visit": (1, 6), "meeting": (15, 45), "training": (10, 25), "media": (0, 0)}
_TOPICS = (
    "Chính sách khuyến công",
    "Hồ sơ, thủ tục đề nghị hỗ trợ",
    "Máy móc, công nghệ mới",
    "Sản phẩm công nghiệp nông thôn tiêu biểu",
    "Sản xuất sạch hơn",
)
_FIRST_YEAR_EVENTS = 10
_MORE_EACH_YEAR = 2


@dataclass(frozen=True, slots=True)
class Outreach:
    """Events and contacts; `contact_event` indexes events, `contact` establishments.

    `reached[establishment, year]` tells who was met in a programme year.
    """

    kind: Texts
    held: Days
    unit: Texts
    contact_event: Ints
    contact: Ints
    reached: Bools


def hold_events(seed: int, people: Establishments, places: Places) -> Outreach:
    """Return the events of all years and the establishments present at them."""
    rng = random_stream(seed, "outreach")
    district = np.where(people.home >= 0, places.district[people.home], "")
    kinds: list[str | None] = []
    held: list[np.datetime64] = []
    homes: list[int] = []
    who: list[Ints] = []
    reached = np.zeros((len(people), len(YEARS)), dtype=bool)
    for step, year in enumerate(YEARS):
        number = _FIRST_YEAR_EVENTS + _MORE_EACH_YEAR * step
        if year == 2021:
            number //= 2  # gatherings were restricted
        open_now = [code for code, (_, first) in _INTENSITY.items() if first <= year]
        pull = np.array([_INTENSITY[code][0] for code in open_now])
        for code in rng.choice(np.array(open_now), number, p=pull / pull.sum()):
            kind = str(rng.choice(np.array(_KINDS), p=np.array(_KIND_SHARES)))
            present = _present(rng, people, np.flatnonzero(district == code), year, _REACH[kind])
            kinds.append(kind)
            first, last = np.array([day(year, 2, 1)]), np.array([day(year, 11, 30)])
            held.append(days_between(rng, first, last)[0])
            homes.append(int(rng.choice(np.flatnonzero(places.district == code))))
            who.append(present)
            reached[present, step] = True
    days = np.array(held, dtype="datetime64[D]")
    return Outreach(
        kind=texts(kinds),
        held=days,
        unit=places.on(np.array(homes, dtype=np.int64), days),
        contact_event=np.repeat(np.arange(len(who)), [len(present) for present in who]),
        contact=np.concatenate(who),
        reached=reached,
    )


def outreach_tables(
    seed: int, outreach: Outreach, people: Establishments
) -> dict[str, pd.DataFrame]:
    """Return outreach_event and outreach_contact; media reach an unknown number."""
    rng = random_stream(seed, "outreach records")
    count = len(outreach.kind)
    ids = texts([f"TT-{number:04d}" for number in range(1, count + 1)])
    listed = np.bincount(outreach.contact_event, minlength=count)
    # Some came without signing the list.
    unlisted = np.where(rng.random(count) < 0.25, rng.integers(0, 6, count), 0)
    return {
        "outreach_event": typed_frame(
            "outreach_event",
            {
                "event_id": ids,
                "kind": outreach.kind,
                "held_on": outreach.held,
                "unit_id": outreach.unit,
                "organiser": np.where(
                    rng.random(count) < 0.7,
                    "Trung tâm Khuyến công (mô phỏng)",
                    "Phòng Kinh tế (mô phỏng)",
                ),
                "topic": rng.choice(np.array(_TOPICS, dtype=object), count),
                "establishments_reached": np.where(
                    outreach.kind == "media", np.nan, listed + unlisted
                ),
            },
        ),
        "outreach_contact": typed_frame(
            "outreach_contact",
            {
                "event_id": ids[outreach.contact_event],
                "establishment_id": people.ids[outreach.contact],
                "asked_for_support": rng.random(len(outreach.contact)) < 0.22,
            },
        ),
    }


def _present(
    rng: np.random.Generator,
    people: Establishments,
    nearby: Ints,
    year: int,
    reach: tuple[int, int],
) -> Ints:
    """Return who of those nearby was there: working that whole year, the larger ones sooner."""
    working = nearby[
        people.working_through(year)[nearby] & (people.founded[nearby] < day(year, 1, 1))
    ]
    wanted = int(rng.integers(reach[0], reach[1] + 1))
    order = weighted_order(rng, 0.6 * people.base_workers[working])
    return np.sort(working[order[:wanted]])
