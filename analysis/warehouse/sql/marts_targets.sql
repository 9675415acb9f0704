-- One row per project with the sums a benchmark divides. An amount is null unless every part of it
-- is known; matched sums are over the rows whose plan and payment are both known.
create table mart_benchmark_project as
with sourced as (
  select
    project_no,
    planned,
    disbursed,
    fund_source,
    fund_source = 'national' as is_national,
    fund_source in ('provincial', 'district', 'local') as is_local,
    case when disbursed is not null then planned end as matched_plan,
    case when planned is not null then disbursed end as matched_paid
  from mart_funding
  where project_no is not null
),
money as (
  select
    project_no,
    case when count(*) = count(planned) then sum(planned) end as planned,
    case when count(*) = count(disbursed) then sum(disbursed) end as paid,
    count(*) = count(fund_source) as sources_known,
    sum(case when is_national then planned end) as national_planned,
    sum(case when is_national then disbursed end) as national_paid,
    sum(case when is_local then disbursed end) as local_paid,
    sum(matched_plan) as matched_plan,
    sum(matched_paid) as matched_paid,
    sum(case when is_national then matched_plan end) as national_matched_plan,
    sum(case when is_national then matched_paid end) as national_matched_paid,
    sum(case when is_local then matched_plan end) as local_matched_plan,
    sum(case when is_local then matched_paid end) as local_matched_paid
  from sourced
  group by project_no
),
own_money as (
  select
    project_no,
    cast(sum(counterpart) as bigint) as counterpart
  from mart_support
  where goes_ahead
  group by project_no
  having count(*) = count(counterpart)
)
select
  project.project_no,
  project.plan_year,
  project.activity,
  project.activity_kind,
  project.unit_no,
  project.district_2020,
  coalesce(project.status, 'running') not in ('planned', 'stopped') as goes_ahead,
  money.sources_known,
  cast(money.planned as bigint) as planned,
  cast(money.paid as bigint) as paid,
  cast(money.national_planned as bigint) as national_planned,
  cast(money.national_paid as bigint) as national_paid,
  cast(money.local_paid as bigint) as local_paid,
  cast(money.matched_plan as bigint) as matched_plan,
  cast(money.matched_paid as bigint) as matched_paid,
  cast(money.national_matched_plan as bigint) as national_matched_plan,
  cast(money.national_matched_paid as bigint) as national_matched_paid,
  cast(money.local_matched_plan as bigint) as local_matched_plan,
  cast(money.local_matched_paid as bigint) as local_matched_paid,
  own_money.counterpart,
  project.trainees
from mart_project as project
join money
  on money.project_no = project.project_no
left join own_money
  on own_money.project_no = project.project_no;

-- Every target with what was reached: the records of its year, of its place (the whole province, or
-- a district of 2020-2025) and of its fund source ('*' is any; "local" holds every local one).
-- `unknown` counts records that may belong to the target but whose amount, kind, place or source
-- is not known: what was reached is then at least this much. Targets of communes have no actual.
create table mart_target as
with wanted as (
  select
    target.target_id,
    target.indicator,
    target.year,
    target.unit_id,
    place.unit_no,
    unit.level as unit_level,
    target.fund_source,
    target.target_value,
    target.currency,
    target.status,
    target.source,
    case
      when target.unit_id is null or unit.level = 'province' then '*'
      when unit.level = 'district' then place.district
    end as place_key,
    coalesce(target.fund_source, '*') as source_key
  from plan_target as target
  left join administrative_unit as unit
    on unit.unit_id = target.unit_id
  left join mart_unit_district as place
    on place.unit_id = target.unit_id
),
source_key as (
  select 'unknown' as source_key
  union
  select source_key
  from wanted
  where source_key <> '*'
),
wanted_year as (
  select distinct year
  from wanted
),
funding as (
  select
    project_no,
    plan_year,
    coalesce(district_2020, 'unknown') as district,
    coalesce(fund_source, 'unknown') as fund_source,
    disbursed
  from mart_funding
  join wanted_year
    on wanted_year.year = mart_funding.plan_year
  where project_no is not null
),
keyed_funding as (
  select project_no, plan_year, district, '*' as source_key, disbursed
  from funding
  union all
  select project_no, plan_year, district, fund_source, disbursed
  from funding
  join source_key
    on source_key.source_key = funding.fund_source
  where fund_source <> 'local'
  union all
  select project_no, plan_year, district, 'local', disbursed
  from funding
  join source_key
    on source_key.source_key = 'local'
  where fund_source in ('provincial', 'district', 'local')
),
project_key as (
  select distinct project_no, source_key
  from keyed_funding
),
money as (
  select
    plan_year,
    coalesce(district, '*') as place_key,
    source_key,
    cast(sum(disbursed) as double) as paid,
    count(*) - count(disbursed) as paid_unknown,
    count(case when disbursed <> 0 then 1 end) + count(*) - count(disbursed) as records
  from keyed_funding
  group by grouping sets ((plan_year, source_key), (plan_year, district, source_key))
),
goes_ahead as (
  select
    project.project_no,
    project.plan_year,
    coalesce(project.district_2020, 'unknown') as district,
    project.activity_kind,
    project.trainees,
    project.trainees is not null
      or project.activity_kind = 'TRAINING'
      or (project.activity_kind is null and project.activity = 'DAO_TAO_NGHE')
      or (project.activity_kind is null and project.activity is null) as may_train,
    project_key.source_key
  from mart_benchmark_project as project
  join project_key
    on project_key.project_no = project.project_no
  where project.goes_ahead
),
undertaken as (
  select
    plan_year,
    coalesce(district, '*') as place_key,
    source_key,
    count(*) as projects,
    count(case when activity_kind is null then 1 end) as kind_unknown,
    count(case when activity_kind in ('MODEL_NEW', 'MODEL_EXISTING') then 1 end) as models,
    count(case when activity_kind in ('FAIR_DOMESTIC_ORG', 'FAIR_DOMESTIC_JOIN') then 1 end)
      as fairs_domestic,
    count(case when activity_kind = 'FAIR_ABROAD' then 1 end) as fairs_abroad,
    cast(sum(trainees) as double) as trained,
    count(case when may_train and trainees is null then 1 end) as trained_unknown,
    count(case when may_train then 1 end) as courses
  from goes_ahead
  group by grouping sets ((plan_year, source_key), (plan_year, district, source_key))
),
helped_row as (
  select
    support.plan_year,
    coalesce(support.district_2020, 'unknown') as district,
    project_key.source_key,
    support.establishment_no,
    support.activity_kind
  from mart_support as support
  join project_key
    on project_key.project_no = support.project_no
  where support.goes_ahead
),
helped as (
  select
    plan_year,
    coalesce(district, '*') as place_key,
    source_key,
    count(distinct establishment_no) as establishments,
    count(distinct case when activity_kind in ('MACHINE', 'TECH_LINE') then establishment_no end)
      as machinery,
    count(case when activity_kind = 'TECH_LINE' then 1 end) as technology_lines,
    count(distinct case when activity_kind = 'POLLUTION_EST' then establishment_no end)
      as pollution,
    count(case when activity_kind is null then 1 end) as kind_unknown
  from helped_row
  group by grouping sets ((plan_year, source_key), (plan_year, district, source_key))
),
taught as (
  select
    year,
    coalesce(district, '*') as place_key,
    count(distinct officer) as officers
  from (
    select
      cast(year(training.held_on) as integer) as year,
      coalesce(place.district, 'unknown') as district,
      training.officer
    from officer_training as training
    left join mart_unit_district as place
      on place.unit_id = training.unit_id
  ) as placed
  group by grouping sets ((year), (year, district))
),
fact as (
  select 'fund_total' as indicator, plan_year as year, place_key, source_key, paid as actual,
    paid_unknown as unknown, records
  from money
  union all
  select 'projects', plan_year, place_key, source_key, projects, 0, projects
  from undertaken
  union all
  select 'tech_demo_models', plan_year, place_key, source_key, models, kind_unknown,
    models + kind_unknown
  from undertaken
  union all
  select 'fairs_domestic', plan_year, place_key, source_key, fairs_domestic, kind_unknown,
    fairs_domestic + kind_unknown
  from undertaken
  union all
  select 'fairs_abroad', plan_year, place_key, source_key, fairs_abroad, kind_unknown,
    fairs_abroad + kind_unknown
  from undertaken
  union all
  select 'workers_trained', plan_year, place_key, source_key,
    case when courses = 0 then 0 else trained end, trained_unknown, courses
  from undertaken
  union all
  select 'establishments', plan_year, place_key, source_key, establishments, 0, establishments
  from helped
  union all
  select 'machinery', plan_year, place_key, source_key, machinery, kind_unknown,
    machinery + kind_unknown
  from helped
  union all
  select 'technology_lines', plan_year, place_key, source_key, technology_lines, kind_unknown,
    technology_lines + kind_unknown
  from helped
  union all
  select 'pollution_treatment', plan_year, place_key, source_key, pollution, kind_unknown,
    pollution + kind_unknown
  from helped
  union all
  select 'officers_trained', year, place_key, '*', officers, 0, officers
  from taught
),
-- Nothing found is zero only where such records are kept at all.
kept as (
  select
    indicator,
    max(case when actual is not null then 1 else 0 end) = 1 as is_kept
  from fact
  group by indicator
)
select
  wanted.target_id,
  wanted.indicator,
  wanted.year,
  wanted.unit_id,
  wanted.unit_no,
  wanted.unit_level,
  wanted.fund_source,
  wanted.target_value,
  wanted.currency,
  wanted.status,
  wanted.source,
  case
    when wanted.place_key is null then null
    when wanted.indicator = 'officers_trained' and wanted.source_key <> '*' then null
    when fact.indicator is not null then fact.actual
    when kept.is_kept then 0
  end as actual,
  coalesce(fact.unknown, 0)
    + case when wanted.place_key <> '*' then coalesce(unplaced.records, 0) else 0 end
    + case when wanted.source_key <> '*' then coalesce(unsourced.records, 0) else 0 end
    as unknown
from wanted
left join kept
  on kept.indicator = wanted.indicator
left join fact
  on fact.indicator = wanted.indicator
 and fact.year = wanted.year
 and fact.place_key = wanted.place_key
 and fact.source_key = wanted.source_key
left join fact as unplaced
  on unplaced.indicator = wanted.indicator
 and unplaced.year = wanted.year
 and unplaced.place_key = 'unknown'
 and unplaced.source_key = wanted.source_key
left join fact as unsourced
  on unsourced.indicator = wanted.indicator
 and unsourced.year = wanted.year
 and unsourced.place_key = wanted.place_key
 and unsourced.source_key = 'unknown';

-- Establishments of every year where units of one level all have a figure: what money is set
-- against. Districts come before communes, which would count them again.
create table mart_establishment_count as
with placed as (
  select
    statistic.year,
    unit.level,
    place.unit_no,
    statistic.eligible_establishments,
    statistic.nonfarm_establishments,
    statistic.source
  from unit_year as statistic
  join administrative_unit as unit
    on unit.unit_id = statistic.unit_id
  left join mart_unit_district as place
    on place.unit_id = statistic.unit_id
  where unit.level in ('district', 'commune')
),
level_of_year as (
  select
    year,
    max(level) as level
  from placed
  group by year
)
select
  placed.year,
  placed.unit_no,
  placed.eligible_establishments,
  placed.nonfarm_establishments,
  placed.source
from placed
join level_of_year
  on level_of_year.year = placed.year
 and level_of_year.level = placed.level;

-- Workers gained in the year of support at establishments that answered for it and for the year
-- before; a loss is no gain, and is zero here.
create table mart_job_gain as
with numbered as (
  select distinct establishment_no, establishment_id
  from mart_support
)
select
  numbered.establishment_no,
  jobs.year,
  case
    when jobs.workers_after > jobs.workers_before then jobs.workers_after - jobs.workers_before
    else 0
  end as gained
from mart_jobs as jobs
join numbered
  on numbered.establishment_id = jobs.establishment_id
where jobs.workers_after is not null
  and jobs.workers_before is not null;
