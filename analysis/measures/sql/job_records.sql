-- Jobs each establishment reported, one row per year. A block between "filter" and "end" stays only
-- where establishments with support are all that is asked about.
select
  establishment_no,
  year,
  cast(workers as double) as workers,
  cast(full_time_equivalents as double) as fte,
  cast(workers_women as double) as women,
  cast(workers_skilled as double) as skilled,
  coalesce(fte_basis = 'derived', false) as derived
from mart_outcome
where true
  -- filter: only_supported
  and establishment_no in (
    select establishment_no
    from mart_support
    where goes_ahead
  )
  -- end
