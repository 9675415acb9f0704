-- How many establishments were supported more than once inside the scope, for how many the same
-- content may have been paid for twice, and for how many nobody can tell.
-- uses: scoped_support
with repeated as (
  select
    currency,
    count(*) as establishments,
    sum(case when supports > 1 then 1 else 0 end) as repeated
  from (
    select establishment_no, currency, count(*) as supports
    from scoped_support
    group by establishment_no, currency
  ) as each_establishment
  group by currency
),
kept as (
  select
    same.establishment_no,
    same.activity_kind,
    same.content,
    support.currency,
    support.grant_amount,
    support.project_no
  from mart_same_content as same
  join scoped_support as support
    on support.support_id = same.support_id
),
same_words as (
  select
    currency,
    establishment_no,
    count(distinct project_no) as projects,
    sum(grant_amount) as received
  from kept
  where content is not null
  group by currency, establishment_no, activity_kind, content
  having count(*) > 1
),
no_words as (
  select
    currency,
    establishment_no
  from kept
  group by currency, establishment_no, activity_kind
  having count(*) > 1
     and count(*) > count(content)
)
select
  repeated.currency,
  repeated.establishments,
  cast(repeated.repeated as bigint) as repeated,
  (
    select count(*)
    from same_words
    where same_words.currency = repeated.currency
  ) as same_contents,
  (
    select count(distinct same_words.establishment_no)
    from same_words
    where same_words.currency = repeated.currency
  ) as same_establishments,
  (
    select cast(sum(same_words.received) as bigint)
    from same_words
    where same_words.currency = repeated.currency
  ) as same_received,
  (
    select count(distinct no_words.establishment_no)
    from no_words
    where no_words.currency = repeated.currency
  ) as unworded_establishments,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = repeated.currency
      and $prices = 'constant'
  ) as price_year
from repeated
order by repeated.currency
