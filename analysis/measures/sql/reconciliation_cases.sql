-- The rows of money with a reason (a bit of mart_reconciliation), the thirty largest of each reason
-- asked for. A reason names the two amounts it compares; a note tells of the second one alone.
-- uses: scoped_funding, reconciled_funding
with reason as (
  select
    unnest($bits::bigint[]) as bit,
    unnest($befores::varchar[]) as before,
    unnest($afters::varchar[]) as after,
    unnest($notes::boolean[]) as is_note
),
found as (
  select
    reason.bit,
    reason.is_note,
    funding.project_no,
    funding.fund_source,
    funding.currency,
    case reason.before
      when 'planned' then funding.planned
      when 'approved' then funding.approved
      when 'accepted' then funding.accepted
      when 'settled' then funding.settled
      when 'disbursed' then funding.disbursed
      when 'paid' then funding.paid
    end as amount_before,
    case reason.after
      when 'approved' then funding.approved
      when 'accepted' then funding.accepted
      when 'settled' then funding.settled
      when 'disbursed' then funding.disbursed
      when 'paid' then funding.paid
      when 'undated' then funding.undated
      when 'paid_before' then funding.paid_before
      when 'paid_later' then funding.paid_later
      when 'source_filled' then funding.source_filled
    end as amount_after
  from reconciled_funding as funding
  join reason
    on (funding.kinds >> reason.bit) & 1 = 1
),
compared as (
  select
    *,
    case
      when is_note then amount_after
      else coalesce(amount_after, 0) - coalesce(amount_before, 0)
    end as difference
  from found
),
ranked as (
  select
    *,
    row_number() over (
      partition by bit
      order by abs(difference) desc nulls last, project_no, fund_source
    ) as place
  from compared
)
select
  ranked.bit,
  mart_project.project_id,
  mart_project.plan_year as year,
  mart_project.status,
  ranked.fund_source,
  ranked.currency,
  ranked.amount_before,
  ranked.amount_after,
  ranked.difference
from ranked
join mart_project
  on mart_project.project_no = ranked.project_no
where ranked.place <= 30
order by ranked.bit, ranked.place
