"""Supports, and the projects as they ended: where each was, and which were cut short."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.simulate.applications import Applications
from analysis.simulate.arrays import Days, Ints, Texts, random_stream, where_known
from analysis.simulate.establishments import NOT_FOUND, Establishments
from analysis.simulate.places import LY_SON, Places
from analysis.simulate.projects import AS_OF, Projects


@dataclass(frozen=True, slots=True)
class Supports:
    """One element of each array for a support, ordered by project.

    `application` indexes the applications; `completed` is missing where it did not come to pass.
    """

    project: Ints
    establishment: Ints
    application: Ints
    completed: Days

    def __len__(self) -> int:
        return len(self.project)


def end_projects(
    applications: Applications, projects: Projects, people: Establishments
) -> tuple[Projects, Supports]:
    """Return the projects, stopped where their only establishment closed first, and supports."""
    chosen = np.flatnonzero(applications.supported())
    chosen = chosen[np.argsort(applications.project[chosen], kind="stable")]
    project, establishment = applications.project[chosen], applications.establishment[chosen]
    # The last day the establishment had to be open for: acceptance, or the end of the data.
    needed = np.where(np.isnat(projects.accepted), AS_OF, projects.accepted)
    gone = people.closed[establishment] <= needed[project]
    cut = np.zeros(len(projects), dtype=bool)
    cut[project[gone]] = True
    cut &= projects.serves == 1
    ended = replace(
        projects,
        accepted=np.where(cut, NOT_FOUND, projects.accepted),
        settled=np.where(cut, NOT_FOUND, projects.settled),
        stopped=projects.stopped | cut,
        delay=np.where(cut, "counterpart", projects.delay),
    )
    completed = np.where(gone, NOT_FOUND, ended.accepted[project])
    return ended, Supports(project, establishment, chosen, completed)


def priority_cases(seed: int, supports: Supports, people: Establishments, places: Places) -> Texts:
    """Return which supports the decision calls a priority case, None where it does not say.

    Mountain and island places have priority, others now and then by their industry; assumed.
    """
    rng = random_stream(seed, "priority cases")
    home = people.home[supports.establishment]
    first_areas = people.mountain[supports.establishment] | (
        (home >= 0) & (places.district[home] == LY_SON)
    )
    priority = rng.random(len(supports)) < np.where(first_areas, 0.92, 0.10)
    return where_known(rng.random(len(supports)) >= 0.05, priority.astype(object))


def project_units(
    seed: int,
    projects: Projects,
    applications: Applications,
    people: Establishments,
    places: Places,
    cluster: Ints,
    cluster_home: Ints,
) -> Texts:
    """Return the unit of each project on its day: where an establishment it serves is.

    Projects for a cluster (`cluster`, -1 for none) lie where it lies; others that serve no single
    establishment (media, courses for officers) are held in some district, the larger ones more
    often.
    """
    rng = random_stream(seed, "project places")
    weight = places.weight / places.weight.sum()
    home = rng.choice(len(weight), len(projects), p=weight).astype(np.int64)
    served = np.flatnonzero(applications.project >= 0)
    home[applications.project[served]] = people.home[applications.establishment[served]]
    home = np.where(cluster >= 0, cluster_home[cluster], home)
    return places.on(home, projects.place_day())
