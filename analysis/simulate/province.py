"""A simulated province, 2014 to 2025: one call from a seed to the tables of the dictionary."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.simulate.application_details import Asked, application_details
from analysis.simulate.applications import Applications, judge_applications
from analysis.simulate.appraisal_thresholds import threshold_table
from analysis.simulate.arrays import Floats, Texts, random_stream, texts, where_known
from analysis.simulate.calibration import MILLION, Calibration
from analysis.simulate.clusters import (
    cluster_table,
    cluster_year_table,
    clusters_of_projects,
    draw_clusters,
    inside_ids,
    visited_clusters,
)
from analysis.simulate.course import Course, carry_projects, progress_report_table
from analysis.simulate.effects import Potential, plant_effects, truth_table
from analysis.simulate.establishments import (
    Establishments,
    draw_establishments,
    establishment_tables,
)
from analysis.simulate.inspections import inspection_table
from analysis.simulate.irregular import plant_irregularities
from analysis.simulate.money import Funds, Payments, fund_amounts, grant_sizes, pay, support_amounts
from analysis.simulate.notes import annotation_table
from analysis.simulate.outcomes import outcome_records
from analysis.simulate.outreach import hold_events, outreach_tables
from analysis.simulate.paths import untreated_paths
from analysis.simulate.places import Places, load_places
from analysis.simulate.products import PRODUCT_NAMES, SOURCE, product_table
from analysis.simulate.projects import Projects, plan_projects
from analysis.simulate.records import (
    difficulty_table,
    officer_training_table,
    unit_year_table,
)
from analysis.simulate.supports import Supports, end_projects, priority_cases, project_units
from analysis.simulate.targets import plan_target_table
from analysis.simulate.typed_frames import typed_frame

DEFAULT_SEED = 2014
_SOURCE_LETTER = {"national": "QG", "provincial": "T", "district": "H"}


def simulate_province(seed: int = DEFAULT_SEED) -> dict[str, pd.DataFrame]:
    """Return table name to frame: the programme, its establishments and the planted truth.

    Money is whole đồng, unknown is null. The same seed gives the same frames. Places and reference
    facts are not included: rows point at the real units of the geography tables.
    """
    settings = Calibration()
    places = load_places()
    people = draw_establishments(seed, places, settings.population)
    paths = untreated_paths(seed, people)
    outreach = hold_events(seed, people, places)
    plan = plan_projects(seed, settings)
    applications = judge_applications(seed, settings, plan, people, places, outreach)
    projects, supports = end_projects(applications, plan, people)
    known = establishment_tables(seed, people, places, settings.population)
    clusters = draw_clusters(seed, people, places, known["cluster"], known["establishment"])
    cluster = clusters_of_projects(seed, settings, projects, clusters)
    units = project_units(seed, projects, applications, people, places, cluster, clusters.home)
    courses = officer_training_table(seed, places)
    grants = grant_sizes(seed, settings, projects)
    grant, counterpart = support_amounts(seed, settings, projects, supports, grants)
    funds = fund_amounts(seed, settings, projects, grants)
    payments = pay(seed, settings, projects, funds)
    potential = plant_effects(seed, settings, people, paths, projects, supports)
    officers = courses["officer"].to_numpy(dtype=object)
    course = carry_projects(seed, settings, projects, grants, officers)
    told = outreach_tables(seed, outreach, people)
    visited = visited_clusters(seed, outreach.kind, outreach.unit, clusters, places)
    told["outreach_event"] = told["outreach_event"].assign(
        cluster_id=pd.Series(visited, dtype="string")
    )
    inside = pd.Series(inside_ids(clusters), dtype="string")
    tables = {
        "unit_year": unit_year_table(seed, people, places),
        "product": product_table(seed),
        "inspection": inspection_table(seed, people),
        "appraisal_threshold": threshold_table(settings),
        "cluster": cluster_table(clusters, places),
        "establishment": known["establishment"].assign(cluster_id=inside),
        "cluster_year": cluster_year_table(seed, people, potential, clusters),
        "outcome_record": outcome_records(
            seed, settings, people, places, potential, projects, supports
        ),
        "project": _project_table(
            seed,
            settings,
            projects,
            units,
            applications,
            people,
            where_known(cluster >= 0, clusters.ids[cluster]),
            course,
        ),
        "project_fund": _fund_table(projects, funds),
        "support": _support_table(
            settings,
            projects,
            supports,
            people,
            grant,
            counterpart,
            priority_cases(seed, supports, people, places),
        ),
        "payment": _payment_table(projects, funds, payments),
        "application": _application_table(
            seed,
            settings,
            applications,
            projects,
            supports,
            people,
            places,
            potential,
            grant,
            counterpart,
        ),
        **told,
        "progress_report": progress_report_table(seed, projects),
        "annotation": annotation_table(),
        "plan_target": plan_target_table(
            seed, settings, projects, funds, supports, units, course.trainees, courses
        ),
        "difficulty": difficulty_table(seed, people, places, projects, supports),
        "officer_training": courses,
        "simulated_truth": truth_table(people, potential),
    }
    return plant_irregularities(seed, tables)


def _project_table(
    seed: int,
    settings: Calibration,
    projects: Projects,
    units: Texts,
    applications: Applications,
    people: Establishments,
    cluster: Texts,
    course: Course,
) -> pd.DataFrame:
    rng = random_stream(seed, "project records")
    kinds = settings.kinds
    served = np.flatnonzero(applications.project >= 0)
    product = np.full(len(projects), -1)
    product[applications.project[served]] = people.product[applications.establishment[served]]
    titles = [
        f"{kinds[kind].title}{_making(made, serves)} (mô phỏng)"
        for kind, made, serves in zip(projects.kind, product, projects.serves, strict=True)
    ]
    approved = ~np.isnat(projects.approved)
    status = np.select(
        [
            projects.stopped,
            ~approved,
            ~np.isnat(projects.settled),
            ~np.isnat(projects.accepted),
        ],
        ["stopped", "planned", "settled", "accepted"],
        "running",
    ).astype(object)
    decision = texts(
        [f"{number}/QĐ-MP" for number in rng.integers(10, 2500, len(projects)).tolist()]
    )
    by_district = projects.first_source == "district"
    return typed_frame(
        "project",
        {
            "project_id": projects.ids,
            "title": texts([*titles]),
            "plan_year": projects.year,
            "activity": texts([k.activity for k in kinds])[projects.kind],
            "activity_kind": texts([k.code for k in kinds])[projects.kind],
            "programme_level": np.where(projects.national, "national", "local").astype(object),
            "unit_id": units,
            "cluster_id": cluster,
            "implementing_unit": np.where(
                by_district, "Phòng Kinh tế (mô phỏng)", "Trung tâm Khuyến công (mô phỏng)"
            ).astype(object),
            "officer": course.officer,
            "decision_no": where_known(approved, decision),
            "registered_on": projects.registered,
            "appraised_on": projects.appraised,
            "sent_to_ministry_on": course.sent,
            "approved_on": projects.approved,
            "contracted_on": projects.contracted,
            "due_on": course.due,
            "accepted_on": projects.accepted,
            "settlement_filed_on": course.filed,
            "settled_on": projects.settled,
            "status": status,
            "delay_reason": projects.delay,
            "trainees": course.trainees,
            "source": SOURCE,
        },
    )


def _making(product: int, serves: int) -> str:
    if product < 0 or serves != 1:
        return f" cho {serves} cơ sở" if serves > 1 else ""
    return f": {PRODUCT_NAMES[product].lower()}"


def _fund_table(projects: Projects, funds: Funds) -> pd.DataFrame:
    ids = [
        f"{project}-{_SOURCE_LETTER[source]}"
        for project, source in zip(projects.ids[funds.project], funds.source, strict=True)
    ]
    return typed_frame(
        "project_fund",
        {
            "project_fund_id": texts([*ids]),
            "project_id": projects.ids[funds.project],
            "fund_source": funds.source,
            "currency": "VND",
            "planned": funds.planned,
            "approved": funds.approved,
            "accepted": funds.accepted,
            "settled": funds.settled,
        },
    )


def _support_table(
    settings: Calibration,
    projects: Projects,
    supports: Supports,
    people: Establishments,
    grant: Floats,
    counterpart: Floats,
    priority: Texts,
) -> pd.DataFrame:
    titles = texts([k.title for k in settings.kinds])
    return typed_frame(
        "support",
        {
            "support_id": texts([f"HT-{n:04d}" for n in range(1, len(supports) + 1)]),
            "project_id": projects.ids[supports.project],
            "establishment_id": people.ids[supports.establishment],
            "year": projects.year[supports.project],
            "content": titles[projects.kind[supports.project]],
            "currency": "VND",
            "grant_amount": grant,
            "counterpart": counterpart,
            "priority_case": priority,
            "completed_on": supports.completed,
        },
    )


def _payment_table(projects: Projects, funds: Funds, payments: Payments) -> pd.DataFrame:
    return typed_frame(
        "payment",
        {
            "payment_id": texts([f"GN-{n:05d}" for n in range(1, len(payments.fund) + 1)]),
            "project_id": projects.ids[funds.project[payments.fund]],
            "fund_source": funds.source[payments.fund],
            "stage": payments.stage,
            "paid_on": payments.paid,
            "currency": "VND",
            "amount": payments.amount,
        },
    )


def _application_table(
    seed: int,
    settings: Calibration,
    applications: Applications,
    projects: Projects,
    supports: Supports,
    people: Establishments,
    places: Places,
    potential: Potential,
    grant: Floats,
    counterpart: Floats,
) -> pd.DataFrame:
    rng = random_stream(seed, "application records")
    count = len(applications.establishment)
    usual = np.array([k.size for k in settings.kinds])[applications.kind] * MILLION
    asked = usual * np.exp(rng.normal(0.1, 0.3, count))
    asked[supports.application] = grant * rng.uniform(1.0, 1.35, len(grant))
    # Up to the next hundred thousand, so that nobody is granted more than was asked for.
    requested = np.ceil(asked / 100_000) * 100_000
    requested[rng.random(count) < 0.02] = np.nan
    kinds = settings.kinds
    details = application_details(
        seed,
        settings,
        applications,
        projects,
        supports,
        people,
        potential,
        Asked(requested, counterpart),
    )
    return typed_frame(
        "application",
        {
            "application_id": texts([f"HS-{n:05d}" for n in range(1, count + 1)]),
            "establishment_id": people.ids[applications.establishment],
            "project_id": where_known(
                applications.project >= 0, projects.ids[applications.project]
            ),
            "activity": texts([k.activity for k in kinds])[applications.kind],
            "activity_kind": texts([k.code for k in kinds])[applications.kind],
            "submitted_on": applications.submitted,
            "decided_on": applications.decided,
            "currency": "VND",
            "requested": requested,
            "score": applications.score,
            "result": applications.result,
            "reason": applications.reason,
            "unit_id": places.on(people.home[applications.establishment], applications.submitted),
            **details,
        },
    )
