-- Every district and month from the first to the last application on record: the applications of
-- the scope in it, and whether it lies within six months after an event of either kind. Applications
-- at no known district, or for the whole province, have rows of their own.
with bounds as (
  select
    min(month_no) as first_no,
    max(month_no) as last_no
  from mart_application_month
),
district as (
  select distinct unit.code as district
  from administrative_unit as unit
  where unit.level = 'district'
    and unit.terrain is not null
    and coalesce(unit.valid_from, date '1900-01-01') <= date '2020-02-01'
    and unit.valid_to = date '2025-06-30'
    -- filter: districts
    and list_contains($districts::varchar[], unit.code)
    -- end
),
month as (
  select cast(month_no as integer) as month_no
  from (
    select unnest(generate_series(first_no, last_no)) as month_no
    from bounds
    where first_no is not null
  ) as every_month
  where true
    -- filter: years
    and list_contains($years::integer[], cast(floor(month_no / 12) as integer))
    -- end
),
counted as (
  select
    coalesce(district, 'unknown') as district,
    month_no,
    sum(applications) as applications,
    sum(approved) as approved,
    sum(decided) as decided,
    sum(scored) as scored,
    sum(score_sum) as score_sum,
    sum(score_squares) as score_squares
  from mart_application_month
  where true
    -- filter: years
    and list_contains($years::integer[], cast(floor(month_no / 12) as integer))
    -- end
    -- filter: districts
    and list_contains($districts::varchar[], coalesce(district, 'unknown'))
    -- end
    -- filter: activities
    and list_contains($activities::varchar[], coalesce(activity, 'unknown'))
    -- end
    -- filter: industries
    and list_contains($industries::varchar[], coalesce(industry, 'unknown'))
    -- end
    -- filter: sizes
    and list_contains($sizes::varchar[], coalesce(size, 'unknown'))
    -- end
  group by coalesce(district, 'unknown'), month_no
),
panel as (
  select district.district, month.month_no, true as placed
  from district
  cross join month
  union all
  select counted.district, counted.month_no, false
  from counted
  where counted.district not in (select district from district)
),
-- How near each month lies to events: those of the month itself, and of the six before it.
near as (
  select
    panel.district,
    panel.month_no,
    max(case when event.event = 'outreach' and event.month_no < panel.month_no then 1 else 0 end)
      as after_outreach,
    max(case when event.event = 'outreach' and event.month_no = panel.month_no then 1 else 0 end)
      as with_outreach,
    max(case when event.event = 'training' and event.month_no < panel.month_no then 1 else 0 end)
      as after_training,
    max(case when event.event = 'training' and event.month_no = panel.month_no then 1 else 0 end)
      as with_training,
    sum(case when event.event = 'outreach' and event.month_no = panel.month_no then event.events end)
      as outreach_events,
    sum(case when event.event = 'training' and event.month_no = panel.month_no then event.events end)
      as training_events
  from panel
  left join mart_outreach_month as event
    on event.district = panel.district
   and event.month_no between panel.month_no - 6 and panel.month_no
  where panel.placed
  group by panel.district, panel.month_no
)
select
  panel.district,
  panel.month_no,
  panel.placed,
  near.after_outreach,
  near.with_outreach,
  near.after_training,
  near.with_training,
  coalesce(near.outreach_events, 0) as outreach_events,
  coalesce(near.training_events, 0) as training_events,
  coalesce(counted.applications, 0) as applications,
  coalesce(counted.approved, 0) as approved,
  coalesce(counted.decided, 0) as decided,
  coalesce(counted.scored, 0) as scored,
  coalesce(counted.score_sum, 0.0) as score_sum,
  coalesce(counted.score_squares, 0.0) as score_squares
from panel
left join near
  on near.district = panel.district
 and near.month_no = panel.month_no
left join counted
  on counted.district = panel.district
 and counted.month_no = panel.month_no
order by panel.district, panel.month_no
