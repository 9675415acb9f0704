"""Outcome records: what establishments answer, who does not, and which questions stay open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.simulate.arrays import Bools, Floats, Ints, Texts, random_stream, texts, where_known
from analysis.simulate.calibration import PANEL_YEARS, Calibration, Survey
from analysis.simulate.effects import Potential
from analysis.simulate.establishments import Establishments
from analysis.simulate.further_answers import further_answers, local_material_shares
from analysis.simulate.places import Places
from analysis.simulate.products import INDUSTRIES, PRODUCT_UNITS
from analysis.simulate.projects import Projects
from analysis.simulate.reporting import reporting_days
from analysis.simulate.supports import Supports
from analysis.simulate.typed_frames import typed_frame

_MONEY_STEP = 10_000.0
# Share of answered records in which a question is left open; assumed, higher where it is harder.
_OPEN_QUESTIONS = {
    "revenue": 0.03,
    "value_added": 0.07,
    "workers": 0.01,
    "workers_skilled": 0.10,
    "workers_women": 0.06,
    "fte": 0.25,
    "wages": 0.10,
    "average_wage": 0.10,
    "assets": 0.18,
    "investment": 0.20,
    "exports": 0.05,
    "output_quantity": 0.15,
    "defect_rate": 0.35,
    "rework_rate": 0.45,
    "energy_kwh": 0.28,
    "waste_tonnes": 0.45,
    "new_products": 0.15,
    "certificates": 0.12,
    "new_markets": 0.20,
    "workers_trained": 0.15,
    "training_hours": 0.30,
}


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answered records: establishment and panel-year indices, and what is known of support."""

    who: Ints
    when: Ints
    supported_before: Bools
    supported_now: Bools


def outcome_records(
    seed: int,
    settings: Calibration,
    people: Establishments,
    places: Places,
    potential: Potential,
    projects: Projects,
    supports: Supports,
) -> pd.DataFrame:
    """Return the outcome_record table of the eligible establishments, 2013 to 2025."""
    rng = random_stream(seed, "outcomes")
    answers = _answers(rng, settings.survey, people, potential, projects, supports)
    who, count = answers.who, len(answers.who)
    values = _production(rng, people, potential, answers)
    values |= _people_at_work(rng, settings, people, potential, answers, values)
    values |= _capital(rng, potential, answers, values)
    values |= _quality(rng, people, potential, answers, values)
    at_fair = potential.since_fair[who, answers.when] == 0
    codes = [entry.code for entry in INDUSTRIES]
    further = further_answers(seed, people.industry, codes, who, at_fair, values)
    for name, share in _OPEN_QUESTIONS.items():
        values[name] = np.where(rng.random(count) < share, np.nan, values[name])
    verified = answers.supported_before & (rng.random(count) < settings.survey.verified_supported)
    years = np.array(PANEL_YEARS)[answers.when]
    return typed_frame(
        "outcome_record",
        {
            "establishment_id": people.ids[who],
            "year": years,
            "currency": "VND",
            **values,
            **further,
            "local_material_share": local_material_shares(seed, people.industry, codes, who),
            "output_unit": where_known(
                ~np.isnan(values["output_quantity"]), texts([*PRODUCT_UNITS])[people.product[who]]
            ),
            "reporting": np.where(verified, "verified", "self_reported").astype(object),
            "reported_on": reporting_days(
                seed, settings.reporting, places, people.home[who], years
            ),
            "would_invest_anyway": _anyway(rng, answers),
        },
    )


def _answers(
    rng: np.random.Generator,
    survey: Survey,
    people: Establishments,
    potential: Potential,
    projects: Projects,
    supports: Supports,
) -> _Answers:
    """Return who answered in which year: the supported, the larger and the willing more often."""
    years = np.array(PANEL_YEARS)
    working = np.stack([people.working_through(int(year)) for year in years], axis=1)
    working &= people.eligible[:, None]
    before = potential.first_support[:, None] <= years
    now = np.zeros_like(before)
    now[supports.establishment, projects.year[supports.project] - years[0]] = True
    readiness = (
        survey.supported * before
        + (survey.size * (people.base_workers - people.base_workers.mean()))[:, None]
        + rng.normal(0, survey.persistence, len(people))[:, None]
    )
    level = _level(readiness[working], survey.response)
    answered = working & (rng.random(working.shape) < _logistic(readiness + level))
    who, when = np.nonzero(answered)
    return _Answers(who, when, before[who, when], now[who, when])


def _production(
    rng: np.random.Generator, people: Establishments, potential: Potential, answers: _Answers
) -> dict[str, Floats]:
    who, when = answers.who, answers.when
    workers = potential.workers[who, when].astype(np.float64)
    value_added = _money(potential.per_worker[who, when] * workers)
    revenue = _money(potential.revenue[who, when])
    exporter = (rng.random(len(people)) < 0.03 + 0.12 * (people.base_workers > np.log(20)))[who]
    share = rng.uniform(0.1, 0.6, len(people))[who]
    price = np.exp(rng.normal(np.log(150_000), 0.8, len(people)))[who]
    return {
        "revenue": revenue,
        "value_added": value_added,
        "workers": workers,
        "exports": np.where(exporter, _money(revenue * share), 0.0),
        "output_quantity": np.round(revenue / price, 1),
    }


def _people_at_work(
    rng: np.random.Generator,
    settings: Calibration,
    people: Establishments,
    potential: Potential,
    answers: _Answers,
    values: dict[str, Floats],
) -> dict[str, Floats]:
    who, when, count = answers.who, answers.when, len(answers.who)
    workers = values["workers"]
    skilled = 0.22 + 0.07 * people.base_workers + rng.normal(0, 0.08, len(people))
    trained = potential.since_training[who, when] >= 0
    share = skilled[who] + 0.006 * when + settings.effects.training_skilled * trained
    share = np.clip(share + rng.normal(0, 0.02, count), 0.02, 0.95)
    women = np.array([e.women for e in INDUSTRIES])[people.industry]
    women_share = np.clip(women + rng.normal(0, 0.1, len(people)), 0.02, 0.97)[who]
    labour = np.clip(0.55 + rng.normal(0, 0.06, len(people)), 0.35, 0.75)[who]
    wages = _money(values["value_added"] * np.clip(labour + rng.normal(0, 0.02, count), 0.3, 0.8))
    in_class = potential.since_training[who, when] == 0
    usual = rng.poisson(0.05 * workers)
    learners = np.where(in_class, np.rint(workers * rng.uniform(0.3, 0.8, count)), usual)
    learners = np.minimum(learners, workers)
    return {
        "workers_skilled": np.floor(workers * share + rng.random(len(people))[who] * 0.999),
        "workers_women": np.rint(workers * women_share),
        "fte": np.round(workers * np.clip(rng.normal(0.88, 0.08, count), 0.5, 1.0), 1),
        "wages": wages,
        "average_wage": np.rint(wages / workers / 1000) * 1000,
        "workers_trained": learners.astype(np.float64),
        "training_hours": np.rint(learners * rng.uniform(16, 60, count)),
    }


def _capital(
    rng: np.random.Generator,
    potential: Potential,
    answers: _Answers,
    values: dict[str, Floats],
) -> dict[str, Floats]:
    who, count = answers.who, len(answers.who)
    intensity = np.exp(rng.normal(0.3, 0.4, potential.workers.shape[0]))[who]
    assets = values["value_added"] * intensity
    installed = potential.since_machinery[who, answers.when]
    assets *= np.where(installed >= 0, 1.2, 1.0)
    usual = rng.random(count) < 0.55
    investment = np.where(usual, assets * np.exp(rng.normal(-2.6, 0.6, count)), 0.0)
    investment = np.where(installed == 0, investment + 0.35 * assets, investment)
    return {"assets": _money(assets), "investment": _money(investment)}


def _quality(
    rng: np.random.Generator,
    people: Establishments,
    potential: Potential,
    answers: _Answers,
    values: dict[str, Floats],
) -> dict[str, Floats]:
    who, when, count = answers.who, answers.when, len(answers.who)
    renewed = np.where(potential.since_machinery[who, when] >= 0, 0.85, 1.0)
    usual_defects = rng.beta(2, 45, len(people))[who] * renewed
    defects = np.clip(usual_defects * np.exp(rng.normal(0, 0.2, count)), 0, 0.6)
    power = np.exp(rng.normal(-11.2, 0.6, len(people)))[who] * values["revenue"]
    waste = np.exp(rng.normal(-19.5, 0.8, len(people)))[who] * values["revenue"]
    at_fair = potential.since_fair[who, when] == 0
    rework: Floats = np.minimum(defects * rng.uniform(0.3, 1.2, count), 1.0)
    return {
        "defect_rate": np.round(defects, 4),
        "rework_rate": np.round(rework, 4),
        "energy_kwh": np.rint(power * renewed),
        "waste_tonnes": np.round(waste * renewed, 2),
        "new_products": rng.poisson(0.18 + 0.02 * people.base_workers[who]).astype(np.float64),
        "certificates": rng.binomial(3, 0.06 + 0.03 * (people.base_workers[who] > 2.5)).astype(
            np.float64
        ),
        "new_markets": rng.poisson(np.where(at_fair, 0.35, 0.15)).astype(np.float64),
    }


def _anyway(rng: np.random.Generator, answers: _Answers) -> Texts:
    """Return the answer to "would you have invested anyway?", asked in the year of support."""
    count = len(answers.who)
    said = rng.choice(np.array(["yes", "partly", "no"], dtype=object), count, p=[0.28, 0.4, 0.32])
    asked = answers.supported_now & (rng.random(count) < 0.85)
    return where_known(asked, said)


def _level(readiness: Floats, wanted: float) -> float:
    """Return the shift of readiness at which the mean response is as wanted, by bisection."""
    low, high = -10.0, 10.0
    for _ in range(50):
        middle = (low + high) / 2
        if float(_logistic(readiness + middle).mean()) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _logistic(values: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-values))
    return result


def _money(amount: Floats) -> Floats:
    result: Floats = np.rint(amount / _MONEY_STEP) * _MONEY_STEP
    return result
