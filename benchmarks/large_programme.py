"""A large programme for measurements: 200,000 projects and 1,000,000 payments, made in SQL.

The rows are drawn by hashing their numbers, so every run has the same ones. They are plausible
enough to be grouped and counted, and nothing more: no figure of them is ever shown to anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from analysis.cases.reference import reference_tables
from analysis.dictionary import TABLES
from analysis.geography.units import geography_tables
from analysis.language import Text
from analysis.settings import settings_from_environment
from analysis.warehouse.build import begin_snapshot, finish_snapshot
from analysis.warehouse.manifest import Manifest
from analysis.warehouse.snapshot import CaseInfo, Snapshot

PROJECTS = 200_000
PAYMENTS_EACH = 5
ESTABLISHMENTS = 60_000
AS_OF = date(2025, 12, 31)

# `roll(n, k)` is an even draw from 0 to 9999 for row n, question k.
_ROLL = "create macro roll(n, k) as cast(hash(n * 97 + k) % 10000 as integer)"

_TABLES: dict[str, str] = {
    "establishment": """
        select
          'CS-' || n as establishment_id,
          'Cơ sở ' || n as name,
          case roll(n, 1) % 4
            when 0 then 'enterprise' when 1 then 'cooperative'
            when 2 then 'household' else 'household' end as legal_form,
          ['10', '11', '14', '16', '23', '25', '31', '32'][1 + roll(n, 2) % 8] as industry,
          ['micro', 'small', 'medium'][1 + roll(n, 3) % 3] as size,
          true as eligible
        from range({establishments}) as r(n)
    """,
    "cluster": """
        select 'CCN-' || n as cluster_id, 'Cụm ' || n as name, 'cluster' as kind,
          '524_v1' as unit_id, 50.0 as area_ha, 'official' as status
        from range(20) as r(n)
    """,
    "project": """
        with drawn as (
          select
            n,
            2006 + n % 20 as plan_year,
            make_date(2005 + cast(n % 20 as integer), 3, 1)
              + cast(roll(n, 1) % 240 as integer) as registered_on
          from range({projects}) as r(n)
        ),
        dated as (
          select
            *,
            registered_on + 10 + roll(n, 2) % 40 as appraised_on,
            registered_on + 60 + roll(n, 3) % 200 as approved_on,
            registered_on + 280 + roll(n, 4) % 60 as contracted_on,
            registered_on + 350 + roll(n, 5) % 500 as accepted_on,
            registered_on + 860 + roll(n, 6) % 60 as settled_on
          from drawn
        )
        select
          'DA-' || lpad(cast(n as varchar), 7, '0') as project_id,
          'Đề án ' || n as title,
          cast(plan_year as integer) as plan_year,
          ['DAO_TAO_NGHE', 'NANG_CAO_NLQL', 'MO_HINH_MAY_MOC', 'MO_HINH_MAY_MOC',
           'MO_HINH_MAY_MOC', 'SP_TIEU_BIEU_XTTM', 'TU_VAN', 'THONG_TIN', 'LIEN_KET_CCN'
          ][1 + roll(n, 7) % 9] as activity,
          ['TRAINING', 'MANAGEMENT_COURSE', 'MACHINE', 'MODEL_NEW', 'TECH_LINE', 'BRAND',
           'CONSULT', 'INFORMATION', 'CLUSTER_INFRA'][1 + roll(n, 7) % 9] as activity_kind,
          case when roll(n, 8) < 3000 then 'national' else 'local' end as programme_level,
          ['522_v2', '524_v1', '525_v2', '527_v2', '528_v2', '529_v1', '530_v1', '531_v1',
           '532_v1', '533_v1', '534_v2', '535_v1', '536_v1'][1 + roll(n, 9) % 13] as unit_id,
          case when roll(n, 7) % 9 = 8 then 'CCN-' || roll(n, 10) % 20 end as cluster_id,
          'Trung tâm Khuyến công' as implementing_unit,
          'CB-' || lpad(cast(roll(n, 11) % 60 as varchar), 3, '0') as officer,
          n || '/QĐ' as decision_no,
          registered_on,
          appraised_on,
          case when roll(n, 8) < 3000 then appraised_on + 5 end as sent_to_ministry_on,
          approved_on,
          contracted_on,
          accepted_on + 20 - roll(n, 12) % 60 as due_on,
          accepted_on,
          case when settled_on <= date '2025-12-31' then accepted_on + 1 + roll(n, 13) % 30
          end as settlement_filed_on,
          settled_on,
          case
            when settled_on <= date '2025-12-31' then 'settled'
            when accepted_on <= date '2025-12-31' then 'accepted'
            else 'running' end as status
        from dated
    """,
    "project_fund": """
        select
          'F' || n || '-' || k as project_fund_id,
          'DA-' || lpad(cast(n as varchar), 7, '0') as project_id,
          case
            when k = 1 then 'district'
            when roll(n, 8) < 3000 then 'national'
            else 'provincial' end as fund_source,
          'VND' as currency,
          cast(20 + roll(n, 14 + k) % 300 as bigint) * 1000000 as planned,
          cast(20 + roll(n, 14 + k) % 300 as bigint) * 1000000 - 1000 * (n % 7) as approved,
          cast(20 + roll(n, 14 + k) % 300 as bigint) * 1000000 - 5000 * (n % 7) as accepted,
          cast(20 + roll(n, 14 + k) % 300 as bigint) * 1000000 - 7000 * (n % 7) as settled
        from range({projects}) as r(n)
        cross join range(2) as s(k)
        where k = 0
           or roll(n, 16) < 3000
    """,
    "support": """
        select
          'HT-' || n || '-' || k as support_id,
          'DA-' || lpad(cast(n as varchar), 7, '0') as project_id,
          'CS-' || (hash(n * 3 + k) % {establishments}) as establishment_id,
          cast(2006 + n % 20 as integer) as year,
          'Máy ' || roll(n, 17) % 50 as content,
          'VND' as currency,
          cast(20 + roll(n, 18 + k) % 300 as bigint) * 500000 as grant_amount,
          cast(20 + roll(n, 20 + k) % 300 as bigint) * 2000000 as counterpart
        from range({projects}) as r(n)
        cross join range(2) as s(k)
        where k = 0
           or roll(n, 22) < 5000
    """,
    "payment": """
        select
          'P-' || n || '-' || k as payment_id,
          'DA-' || lpad(cast(n as varchar), 7, '0') as project_id,
          case when roll(n, 8) < 3000 then 'national' else 'provincial' end as fund_source,
          case when k < 2 then 'advance' else 'balance' end as stage,
          make_date(2006 + cast(n % 20 as integer), 1, 5) + roll(n, 30 + k) % 380 as paid_on,
          'VND' as currency,
          cast(3 + roll(n, 40 + k) % 40 as bigint) * 1000000 + n % 1000 as amount
        from range({projects}) as r(n)
        cross join range({payments_each}) as s(k)
    """,
    "application": """
        select
          'HS-' || n as application_id,
          'CS-' || (hash(n * 5) % {establishments}) as establishment_id,
          case when roll(n, 50) < 5500 then 'DA-' || lpad(cast(n as varchar), 7, '0')
          end as project_id,
          'MO_HINH_MAY_MOC' as activity,
          'MACHINE' as activity_kind,
          make_date(2005 + cast(n % 20 as integer), 1, 5) + roll(n, 51) % 300 as submitted_on,
          case when roll(n, 50) < 9500
            then make_date(2005 + cast(n % 20 as integer), 1, 5) + roll(n, 51) % 300
              + 10 + roll(n, 52) % 90
          end as decided_on,
          'VND' as currency,
          cast(40 + roll(n, 53) % 40 as double) as score,
          case
            when roll(n, 50) < 5500 then 'approved'
            when roll(n, 50) < 8500 then 'refused'
            when roll(n, 50) < 9500 then 'withdrawn'
            else 'pending' end as result,
          case when roll(n, 50) between 5500 and 8499 then 'low_score' end as reason,
          ['522_v2', '524_v1', '525_v2', '527_v2', '528_v2', '529_v1', '530_v1', '531_v1',
           '532_v1', '533_v1', '534_v2', '535_v1', '536_v1'][1 + roll(n, 54) % 13] as unit_id
        from range({projects}) as r(n)
    """,
    "progress_report": """
        select
          'DA-' || lpad(cast(n as varchar), 7, '0') as project_id,
          cast(2006 + n % 20 as integer) as year,
          k + 1 as month,
          make_date(2006 + cast(n % 20 as integer), cast(k + 1 as integer), 10)
            + roll(n, 60 + k) % 18 as reported_on,
          k / 12.0 as progress
        from range({projects}) as r(n)
        cross join range(12) as s(k)
        where roll(n, 8) < 3000
    """,
    "outreach_event": """
        select
          'SK-' || n as event_id,
          ['survey_visit', 'meeting', 'training'][1 + roll(n, 70) % 3] as kind,
          make_date(2006 + cast(n % 20 as integer), 1, 5) + roll(n, 71) % 350 as held_on,
          ['522_v2', '524_v1', '525_v2', '527_v2', '528_v2', '529_v1', '530_v1', '531_v1',
           '532_v1', '533_v1', '534_v2', '535_v1', '536_v1'][1 + roll(n, 72) % 13] as unit_id,
          'Chủ đề' as topic
        from range(4000) as r(n)
    """,
    "difficulty": """
        select
          'KK-' || n as difficulty_id,
          ['capital', 'land', 'technology', 'labour'][1 + roll(n, 80) % 4] as kind,
          'DA-' || lpad(cast(n as varchar), 7, '0') as project_id,
          make_date(2006 + cast(n % 20 as integer), 1, 5) + roll(n, 81) % 350 as raised_on,
          case when roll(n, 82) < 8000
            then make_date(2006 + cast(n % 20 as integer), 1, 5) + roll(n, 81) % 350
              + roll(n, 83) % 300
          end as resolved_on,
          'Sở Công Thương' as responsible
        from range(30000) as r(n)
    """,
    "officer_training": """
        select
          'BD-' || n as training_id,
          'CB-' || lpad(cast(roll(n, 90) % 60 as varchar), 3, '0') as officer,
          '522_v2' as unit_id,
          'Nghiệp vụ' as topic,
          make_date(2006 + cast(n % 20 as integer), 1, 5) + roll(n, 91) % 350 as held_on,
          16.0 as hours
        from range(1500) as r(n)
    """,
    "plan_target": """
        select
          'CT-' || n as target_id,
          'fund_total' as indicator,
          cast(2006 + n as integer) as year,
          '51_v1' as unit_id,
          1500000000000.0 as target_value,
          'VND' as currency,
          'plan' as status
        from range(20) as r(n)
    """,
}


def large_tables(projects: int = PROJECTS) -> tuple[duckdb.DuckDBPyConnection, dict[str, str]]:
    """Return a connection that holds the rows, and for every table a query for them.

    Everything but events and training grows with the number of projects.
    """
    connection = duckdb.connect(config={"threads": 2})
    connection.execute(_ROLL)
    sizes = {
        "projects": projects,
        "establishments": ESTABLISHMENTS * projects // PROJECTS,
        "payments_each": PAYMENTS_EACH,
    }
    for name, query in _TABLES.items():
        connection.execute(f"create temp table rows_{name} as {query.format(**sizes)}")
    # Whoever looks from the last day of the data does not know what comes after it.
    connection.execute("update rows_project set settled_on = null where settled_on > $day", _DAY)
    connection.execute("update rows_project set accepted_on = null where accepted_on > $day", _DAY)
    connection.execute(
        "update rows_project set contracted_on = null where contracted_on > $day", _DAY
    )
    given = {name: _in_order(connection, name) for name in _TABLES}
    case = (
        "select 'large' as name, 'simulated' as kind, 'Lớn' as title_vi, 'Large' as title_en,"
        " 'Để đo' as about_vi, 'For measuring' as about_en, 'VND' as currency,"
        f" date '{AS_OF}' as as_of, 'đo' as source_vi, 'measuring' as source_en"
    )
    connection.execute(f"create temp table rows_case_info as {case}")
    given["case_info"] = _in_order(connection, "case_info")
    for name, frame in {**geography_tables(), **reference_tables()}.items():
        connection.register("frame", frame)
        connection.execute(f"create temp table rows_{name} as select * from frame")
        connection.unregister("frame")
        given[name] = _in_order(connection, name)
    return connection, given


def large_snapshot(folder: Path) -> Snapshot:
    """Build the large programme as a snapshot file in a folder and open it."""
    connection, given = large_tables()
    path = folder / "large.duckdb"
    begin_snapshot(connection, path)
    rows = finish_snapshot(connection, given, batch(), [])
    connection.close()
    return opened(path, rows)


def batch() -> Mapping[str, object]:
    """Return the row that says how the snapshot came about."""
    return {
        "batch_id": "large",
        "case_name": "large",
        "imported_at": "2026-01-01",
        "imported_by": "benchmarks",
        "code_version": "0",
        "dictionary_version": "0",
        "files": "{}",
        "action": "load",
    }


def opened(path: Path, rows: dict[str, int]) -> Snapshot:
    """Open a snapshot file as the dashboard does, outside of any workspace."""
    settings = settings_from_environment(path.parent)
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "enable_external_access": "false",
            "memory_limit": settings.memory_limit,
            "threads": 2,
            "lock_configuration": "true",
        },
    )
    manifest = Manifest(1, "large", "", "", "", "", "", "", {}, "large", 0, rows, 0)
    text = Text("đo", "measuring")
    case = CaseInfo("large", "simulated", text, text, "VND", AS_OF, text)
    return Snapshot(path, manifest, case, None, connection)


_DAY = {"day": AS_OF}


def _in_order(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """Return a query for a table's columns in dictionary order, null where none were made."""
    made = {
        column
        for (column,) in connection.execute(
            "select column_name from duckdb_columns() where table_name = $name",
            {"name": f"rows_{name}"},
        ).fetchall()
    }
    columns = ", ".join(
        f'"{column.name}"' if column.name in made else f'null as "{column.name}"'
        for column in TABLES[name].columns
    )
    return f"select {columns} from temp.main.rows_{name}"
