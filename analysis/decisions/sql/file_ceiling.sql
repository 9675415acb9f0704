-- The ceiling of each file on the day judged, of its kind and the source it asks: the smaller of the
-- largest amount and the largest share of the cost (what is asked for and the owner's part); for a
-- file that surely has priority the multiplier times it, where one is in force, never for a
-- technology line. `at_most` is what is known of a ceiling that is not wholly known.
with regime as (
  select regime
  from mart_ceiling_regime
  where starts_on <= $judged_on::date
    and ends_before > $judged_on::date
),
rule as (
  select
    found.*,
    row_number() over (
      partition by found.activity_kind, found.source_group, found.currency
      order by case found.applies_to when 'support' then 1 when 'project' then 2 else 3 end
    ) as choice
  from mart_ceiling_rule as found
  join regime
    on regime.regime = found.first_regime
   and regime.regime = found.last_regime
  where found.applies_to in ('support', 'project', 'other')
),
multiplier as (
  select
    found.source_group,
    found.currency,
    found.multiplier
  from mart_ceiling_rule as found
  join regime
    on regime.regime = found.first_regime
   and regime.regime = found.last_regime
  where found.applies_to = 'multiplier'
    and found.same
),
asked as (
  select
    file_no,
    activity_kind,
    case
      when fund_source in ('provincial', 'district', 'local') then 'local'
      else fund_source
    end as source_group,
    currency,
    requested + counterpart as cost
  from file
),
limited as (
  select
    asked.file_no,
    case
      when asked.activity_kind is null then 'kind_unknown'
      when asked.source_group is null then 'source_unknown'
      when rule.ceiling_id is null then 'no_ceiling'
      when rule.applies_to = 'other' then 'not_comparable'
      when not rule.same then 'several_ceilings'
      when rule.max_share < 1 and asked.cost is null then 'cost_unknown'
      when not rule.confirmed then 'unconfirmed'
      when multiplier.multiplier is not null and standing.priority is null then 'priority_unknown'
      else 'known'
    end as ceiling_state,
    rule.ceiling_id,
    case when coalesce(standing.priority, false) then multiplier.multiplier end as multiplier,
    rule.max_amount,
    cast(
      floor(cast(rule.max_share as decimal(9, 6)) * cast(asked.cost as decimal(18, 0))) as bigint
    ) as max_of_cost
  from asked
  join priority_standing as standing
    on standing.file_no = asked.file_no
  left join rule
    on rule.activity_kind = asked.activity_kind
   and rule.source_group = asked.source_group
   and rule.currency = asked.currency
   and rule.choice = 1
  left join multiplier
    on multiplier.source_group = asked.source_group
   and multiplier.currency = asked.currency
   and asked.activity_kind <> 'TECH_LINE'
)
select
  file_no,
  ceiling_state,
  ceiling_id,
  case when ceiling_id is not null then multiplier end as multiplier,
  case
    when ceiling_state in ('known', 'unconfirmed', 'priority_unknown', 'cost_unknown')
      then cast(
        floor(
          cast(coalesce(multiplier, 1) as decimal(6, 3))
            * cast(least(max_amount, max_of_cost) as decimal(18, 0))
        ) as bigint
      )
  end as at_most
from limited
