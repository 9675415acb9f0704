-- The gate of good standing: no open violation, no earlier project stopped, or not settled by its
-- day (the parameter, month and day of the year after the plan year). Where neither an inspection
-- with a finding nor an earlier project is on record, nothing is known. That a project was stopped
-- has no day: asked about a day before the data's own, it is not known then.
select
  file_no,
  rule_no,
  reason,
  case reason
    when 'violation_open' then cast(open_on as varchar)
    when 'project_stopped' then stopped_project
    when 'project_unsettled' then unsettled_project
    when 'standing_good' then inspections || ';' || settled
  end as value
from (
  select
    contending.file_no,
    contending.rule_no,
    case
      when inspected.open_on is not null then 'violation_open'
      when finished.stopped and $known_on::date >= case_info.as_of then 'project_stopped'
      when finished.unsettled_year is not null
        and try_cast(finished.unsettled_year + 1 || '-' || rule.parameter as date) is null
        then 'parameter_unread'
      when $judged_on::date > try_cast(finished.unsettled_year + 1 || '-' || rule.parameter as date)
        then 'project_unsettled'
      when finished.stopped or finished.undated then 'project_state_unknown'
      when coalesce(inspected.clean, 0) + coalesce(finished.settled, 0) = 0 then 'nothing_recorded'
      else 'standing_good'
    end as reason,
    inspected.open_on,
    finished.stopped_project,
    finished.unsettled_project,
    coalesce(inspected.clean, 0) as inspections,
    coalesce(finished.settled, 0) as settled
  from contending_gate as contending
  join gate_in_force as rule
    on rule.rule_no = contending.rule_no
  join file
    on file.file_no = contending.file_no
  cross join case_info
  left join (
    select
      establishment_id,
      count(case when result is not null then 1 end) as clean,
      min(
        case
          when result = 'violation'
            and (settled_on is null or settled_on > least($judged_on::date, $known_on::date))
            then inspected_on
        end
      ) as open_on
    from inspection
    where inspected_on <= $known_on::date
    group by establishment_id
  ) as inspected
    on inspected.establishment_id = file.establishment_id
  left join (
    select
      file_no,
      bool_or(state = 'stopped') as stopped,
      max(case when state = 'stopped' then project_id end) as stopped_project,
      bool_or(state = 'undated') as undated,
      min(case when state = 'unsettled' then plan_year end) as unsettled_year,
      min_by(project_id, plan_year) filter (state = 'unsettled') as unsettled_project,
      count(distinct case when state = 'settled' then project_id end) as settled
    from (
      select
        earlier.*,
        case
          when earlier.status = 'stopped' then 'stopped'
          when earlier.settled_on <= least($judged_on::date, $known_on::date) then 'settled'
          when earlier.settled_on is null and earlier.status = 'settled'
            then case when $known_on::date >= case_info.as_of then 'settled' else 'undated' end
          when earlier.settled_on is null and earlier.status is null then 'undated'
          else 'unsettled'
        end as state
      from earlier_support as earlier
      cross join case_info
    ) as stated
    group by file_no
  ) as finished
    on finished.file_no = contending.file_no
  where rule.gate = 'good_standing'
) as standing
